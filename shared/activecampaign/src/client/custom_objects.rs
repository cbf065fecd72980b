use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Client;
use crate::wire::lenient::OutgoingId;
use crate::wire::rest::RestSchema;
use crate::{Error, requests};

/// A kind of custom object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomObjectSchema {
    /// ActiveCampaign's id.
    pub id: String,
    /// The name that never changes.
    pub slug: String,
    /// Its fields: id and type, such as `number`.
    pub fields: BTreeMap<String, String>,
    /// The ids of its relationships, such as `primary-contact`.
    pub relationships: Vec<String>,
}

/// A kind of custom object to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCustomObjectSchema {
    /// The name that never changes, unique in the account.
    pub slug: String,
    /// What one is called, and what many.
    pub labels: [String; 2],
    /// Its type.
    pub description: String,
    /// Its fields: id, what one and many are called, and type, such as `text` or `number`.
    pub fields: Vec<(String, [String; 2], String)>,
}

/// A custom object record with all fields: omitted fields are cleared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CustomObjectWrite {
    /// Our id for it, which is its key.
    pub external_id: String,
    /// Values by the field's id, in the field's own type.
    pub fields: BTreeMap<String, Value>,
    /// Ids of related records by the relationship's id.
    pub relationships: BTreeMap<String, Vec<String>>,
}

fn labels(labels: &[String; 2]) -> Value {
    json!({"singular": labels[0], "plural": labels[1]})
}

impl NewCustomObjectSchema {
    fn body(&self) -> Value {
        let field = |(id, names, kind): &(String, [String; 2], String)| json!({"id": id, "slug": id, "labels": labels(names), "type": kind, "isRequired": false});
        json!({
            "slug": self.slug, "labels": labels(&self.labels), "description": self.description,
            "fields": self.fields.iter().map(field).collect::<Value>(),
        })
    }
}

impl CustomObjectWrite {
    fn body(&self) -> Value {
        let field = |(id, value): (&String, &Value)| json!({"id": id, "value": value});
        let mut body = Map::from_iter([
            ("externalId".to_owned(), json!(self.external_id)),
            ("fields".to_owned(), self.fields.iter().map(field).collect()),
        ]);
        if !self.relationships.is_empty() {
            let ids = |ids: &Vec<String>| -> Value {
                ids.iter()
                    .map(|id| json!(OutgoingId::from(id.as_str())))
                    .collect()
            };
            let related = self
                .relationships
                .iter()
                .map(|(name, of)| (name.clone(), ids(of)));
            body.insert("relationships".to_owned(), Value::Object(related.collect()));
        }
        Value::Object(body)
    }
}

impl Client {
    /// The kinds of custom objects; none where the account's plan has no custom objects.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn custom_object_schemas(&self) -> Result<Option<Vec<CustomObjectSchema>>, Error> {
        match self.list::<RestSchema>(requests::custom_object_schemas).await {
            Ok(schemas) => Ok(Some(schemas.into_iter().filter_map(schema).collect())),
            // "Private apps are only available for enterprise accounts": the key itself is good.
            Err(Error::Refused { status: 403, .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Creates a kind of custom object.
    ///
    /// # Errors
    /// [`Error::Rejected`] if the slug is taken. After any other error the record may exist all the same.
    pub async fn create_custom_object_schema(
        &self,
        new: &NewCustomObjectSchema,
    ) -> Result<CustomObjectSchema, Error> {
        let call = requests::create_custom_object_schema(new.body());
        let what = call.what.clone();
        let made = self.write::<RestSchema>(call).await?;
        schema(made).ok_or(Error::Unexpected {
            what,
            path: "schema.id".to_owned(),
        })
    }

    /// Creates or replaces a record by its external id. Lists show it some seconds later.
    ///
    /// # Errors
    /// [`Error::Rejected`] when a field does not fit the schema; when the call fails.
    pub async fn upsert_custom_object(&self, schema: &str, record: &CustomObjectWrite) -> Result<(), Error> {
        let name = format!("custom object {}", record.external_id);
        let call = requests::upsert_custom_object(schema, record.body(), name);
        // The record's form in the response varies.
        self.done(call).await
    }
}

fn schema(wire: RestSchema) -> Option<CustomObjectSchema> {
    let fields = wire.fields.0.into_iter();
    Some(CustomObjectSchema {
        id: wire.id.0?,
        slug: wire.slug.0.unwrap_or_default(),
        fields: fields
            .filter_map(|field| Some((field.id.0?, field.kind.0.unwrap_or_default())))
            .collect(),
        relationships: wire
            .relationships
            .0
            .into_iter()
            .filter_map(|related| related.id.0)
            .collect(),
    })
}
