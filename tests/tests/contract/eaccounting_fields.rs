//! The client's tables of writable fields, compared with the OpenAPI document field by field, in both directions.

use eaccounting::fields::{self, Field, FieldKind};
use serde_json::Value;

use crate::vendor_documents::{Document, decimals};

const TABLES: [(&str, &[Field]); 6] = [
    ("CustomerApi", fields::CUSTOMER),
    ("OrderApi", fields::ORDER),
    ("OrderRowApi", fields::ORDER_ROW),
    ("ArticleApi", fields::ARTICLE),
    ("CustomerInvoiceDraftApi", fields::INVOICE_DRAFT),
    ("CustomerInvoiceDraftRowApi", fields::INVOICE_DRAFT_ROW),
];

#[test]
fn the_tables_of_fields_say_what_the_openapi_document_says() {
    let Some(document) = Document::load("eaccounting") else {
        return;
    };
    let mut wrong = Vec::new();
    for (schema_name, table) in TABLES {
        let schema = document.schema(schema_name);
        let required: Vec<&str> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let properties = schema["properties"].as_object().unwrap();
        let mut differs = |name: &str, what: String| wrong.push(format!("{schema_name}.{name}: {what}"));
        for (name, property) in properties {
            let property = document.resolved(property);
            let Some(field) = fields::find(table, name) else {
                let is_left_out = fields::NOT_OFFERED.contains(&name.as_str());
                if property["readOnly"] != true && !is_left_out {
                    differs(name, "can be written, but is not in the table".to_owned());
                }
                continue;
            };
            if property["readOnly"] == true {
                differs(name, "is read-only".to_owned());
            }
            if kind(&property) != Some(field.kind) {
                differs(name, format!("is {:?}, not {:?}", kind(&property), field.kind));
            }
            let length = property["maxLength"].as_u64();
            if length != field.max_length.map(u64::from) {
                differs(
                    name,
                    format!("takes {length:?} characters, not {:?}", field.max_length),
                );
            }
            let bounds = (whole(&property["minimum"]), whole(&property["maximum"]));
            if bounds != (field.minimum, field.maximum) {
                differs(
                    name,
                    format!("is within {bounds:?}, not {:?}", (field.minimum, field.maximum)),
                );
            }
            if field.kind == FieldKind::Number && decimals(&property) != field.decimals.map(u32::from) {
                differs(
                    name,
                    format!("has {:?} decimals, not {:?}", decimals(&property), field.decimals),
                );
            }
            if required.contains(&name.as_str()) != field.required {
                differs(name, format!("required: {}", !field.required));
            }
        }
        for field in table {
            if !properties.contains_key(field.name) {
                differs(field.name, "is not in the document".to_owned());
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "the document says otherwise:\n  {}",
        wrong.join("\n  ")
    );
}

#[test]
fn what_is_not_sent_back_of_an_article_is_what_the_openapi_document_marks_read_only() {
    let Some(document) = Document::load("eaccounting") else {
        return;
    };
    let properties = document.schema("ArticleApi")["properties"].as_object().unwrap();
    let read_only = properties
        .iter()
        .filter(|(_, property)| document.resolved(property)["readOnly"] == true)
        .map(|(name, _)| name.as_str());
    assert_eq!(read_only.collect::<Vec<_>>(), fields::ARTICLE_READ_ONLY);
}

fn kind(property: &Value) -> Option<FieldKind> {
    let types: Vec<&str> = match &property["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let kind = match *types.iter().find(|kind| **kind != "null")? {
        "string" => match property["format"].as_str() {
            Some("uuid") => FieldKind::Uuid,
            Some("date-time") => FieldKind::Date,
            _ => FieldKind::Text,
        },
        "number" => FieldKind::Number,
        "integer" => FieldKind::Integer,
        "boolean" => FieldKind::Boolean,
        "array" => FieldKind::List,
        "object" => FieldKind::Object,
        _ => return None,
    };
    Some(kind)
}

fn whole(number: &Value) -> Option<i64> {
    number.as_i64().or_else(|| {
        let text = number.as_f64()?.to_string();
        text.parse().ok()
    })
}
