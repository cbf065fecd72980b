//! Formats values and documents for the journal and for previews.

use serde_json::Value;

/// A document's fields as texts, with the index of rows and list items: `Rows[0].Text`. Empty fields are left out.
#[must_use]
pub fn flatten(value: &Value) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    flatten_into(value, &mut String::new(), &mut fields);
    fields
}

fn flatten_into(value: &Value, path: &mut String, fields: &mut Vec<(String, String)>) {
    let before = path.len();
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                if before > 0 {
                    path.push('.');
                }
                path.push_str(key);
                flatten_into(value, path, fields);
                path.truncate(before);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                path.push_str(&format!("[{index}]"));
                flatten_into(value, path, fields);
                path.truncate(before);
            }
        }
        Value::Null => {}
        value => fields.push((path.clone(), text(value))),
    }
}

/// A value as people write it: the API sends amounts as floats, so 799.0 becomes 799.
#[must_use]
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            let text = number.to_string();
            text.strip_suffix(".0")
                .map_or_else(|| text.clone(), str::to_owned)
        }
        other => other.to_string(),
    }
}

/// The name of a row's field: the row's index in the document, from 0, and the field's name.
#[must_use]
pub fn row_of(field: &str) -> Option<(usize, &str)> {
    let (index, name) = field.strip_prefix("Rows[")?.split_once("].")?;
    Some((index.parse().ok()?, name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_documents_fields_have_their_place_in_its_rows() {
        let body = json!({"Status": 2, "EuThirdParty": false, "Note": null, "Rows": [{"Text": "Lamp", "UnitPrice": 799.0}, {"UnitPrice": 19.99}]});
        let mut pairs: Vec<String> = flatten(&body)
            .into_iter()
            .map(|(field, value)| format!("{field}={value}"))
            .collect();
        pairs.sort();
        assert_eq!(
            pairs,
            [
                "EuThirdParty=false",
                "Rows[0].Text=Lamp",
                "Rows[0].UnitPrice=799",
                "Rows[1].UnitPrice=19.99",
                "Status=2"
            ]
        );
        assert_eq!(row_of("Rows[12].UnitPrice"), Some((12, "UnitPrice")));
        assert_eq!(row_of("RowsTotal"), None);
    }
}
