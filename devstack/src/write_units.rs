//! The write units of a call to DynamoDB, derived from its request: for tests and benches.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use dynamo::{Item, Schema};
use serde_json::Value;

/// The write units of a call with this body to one of these tables: those of the item that it puts, in the table and in
/// its indexes. An update or deletion counts as one, because Ekobridge only does so with small items. Reads cost none.
#[must_use]
pub fn write_units(operation: &str, body: &[u8], schemas: &[(&str, &Schema)]) -> usize {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let put = |put: &Value| {
        let table = put["TableName"].as_str().unwrap_or_default();
        let schema = schemas.iter().find(|(name, _)| *name == table);
        schema.map_or(1, |(_, schema)| schema.write_units(&item(&put["Item"])))
    };
    let each = |list: &Value| list.as_array().map_or(0, Vec::len);
    match operation {
        "PutItem" => put(&body),
        "UpdateItem" | "DeleteItem" => 1,
        "BatchWriteItem" => body["RequestItems"]
            .as_object()
            .map_or(0, |tables| tables.values().map(each).sum()),
        // DynamoDB bills each write of a transaction twice.
        "TransactWriteItems" => body["TransactItems"].as_array().map_or(0, |writes| {
            writes
                .iter()
                .map(|write| 2 * write.get("Put").map_or(1, put))
                .sum()
        }),
        _ => 0,
    }
}

/// Converts an item's JSON to the SDK's type.
fn item(json: &Value) -> Item {
    let attributes = json.as_object().into_iter().flatten();
    attributes
        .map(|(name, value)| (name.clone(), attribute(value)))
        .collect()
}

fn attribute(json: &Value) -> AttributeValue {
    let Some((kind, value)) = json.as_object().and_then(|json| json.iter().next()) else {
        return AttributeValue::Null(true);
    };
    let text = || value.as_str().unwrap_or_default();
    match kind.as_str() {
        "S" => AttributeValue::S(text().to_owned()),
        "N" => AttributeValue::N(text().to_owned()),
        "B" => AttributeValue::B(Blob::new(BASE64_STANDARD.decode(text()).unwrap_or_default())),
        "M" => AttributeValue::M(item(value)),
        "L" => AttributeValue::L(value.as_array().into_iter().flatten().map(attribute).collect()),
        _ => AttributeValue::Null(true),
    }
}
