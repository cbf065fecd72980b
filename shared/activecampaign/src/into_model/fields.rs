use std::collections::HashMap;

use model::{CustomField, CustomFields};
use rust_decimal::Decimal;

use crate::Field;

/// Custom field values by tag. Empty values are left out: users can't tell an empty field from one that was never
/// filled in.
///
/// A value without a definition gets the name `field_<id>`. Amounts (type `currency`) come in cents and are converted
/// to whole currency.
pub(crate) fn custom_fields(values: Vec<(String, String)>, definitions: &[Field]) -> CustomFields {
    let by_id: HashMap<&str, &Field> = definitions
        .iter()
        .map(|field| (field.id.as_str(), field))
        .collect();
    let mut fields = CustomFields::new();
    for (id, value) in values {
        let (title, tag, kind) = match by_id.get(id.as_str()) {
            Some(field) => (field.title.clone(), field.tag.clone(), field.kind.as_str()),
            None => (String::new(), format!("field_{id}"), ""),
        };
        let value = if kind == "currency" {
            whole_currency(value)
        } else {
            value
        };
        // Labels of account and deal fields need not be unique; a duplicate gets its id in its tag.
        let tag = if fields.contains_key(&tag) {
            format!("{tag}_{id}")
        } else {
            tag
        };
        fields.insert(
            tag.clone(),
            CustomField {
                id,
                title,
                tag,
                value,
            },
        );
    }
    fields
}

/// An amount in cents, in whole currency with two decimals.
fn whole_currency(cents: String) -> String {
    match cents.parse::<Decimal>() {
        Ok(amount) => (amount * Decimal::new(1, 2)).round_dp(2).to_string(),
        Err(_) => cents,
    }
}

/// A field's tag in lower case: its personalisation tag without percent signs, else one made from its title.
pub(crate) fn tag_of(personalisation: Option<&str>, title: &str) -> String {
    let given = personalisation
        .unwrap_or_default()
        .trim()
        .trim_matches('%')
        .to_lowercase();
    if !given.is_empty() {
        return given;
    }
    let mut tag = String::new();
    for c in title.trim().chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            tag.push(c);
        } else if !tag.is_empty() && !tag.ends_with('_') {
            tag.push('_');
        }
    }
    tag.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(id: &str, title: &str, kind: &str) -> Field {
        Field {
            id: id.into(),
            title: title.into(),
            tag: tag_of(None, title),
            kind: kind.into(),
        }
    }

    #[test]
    fn tags_are_lower_case_and_made_of_the_title_where_there_is_none() {
        assert_eq!(tag_of(Some("VAT_NUMBER"), "x"), "vat_number");
        assert_eq!(tag_of(Some("%DEAL_PO%"), "x"), "deal_po");
        assert_eq!(tag_of(Some(""), " Industry/Vertical (2) "), "industry_vertical_2");
        assert_eq!(tag_of(None, "Fakturaadress – Ort"), "fakturaadress_ort");
    }

    #[test]
    fn money_in_cents_becomes_whole_currency() {
        let fields = custom_fields(
            vec![("3".into(), "5500".into())],
            &[field("3", "Budget", "currency")],
        );
        assert_eq!(fields["budget"].value, "55.00");
    }

    #[test]
    fn namesakes_and_unknown_fields_are_kept() {
        let definitions = [field("1", "Ref", "text"), field("2", "Ref", "text")];
        let values = ["1", "2", "9"]
            .map(|id| (id.to_owned(), format!("v{id}")))
            .to_vec();
        let fields = custom_fields(values, &definitions);
        let tags: Vec<(&str, &str)> = fields
            .iter()
            .map(|(t, f)| (t.as_str(), f.value.as_str()))
            .collect();
        assert_eq!(tags, [("field_9", "v9"), ("ref", "v1"), ("ref_2", "v2")]);
    }
}
