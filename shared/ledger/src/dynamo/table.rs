use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{BuildError, SdkError};
use aws_sdk_dynamodb::operation::create_table::CreateTableError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType, TimeToLiveSpecification,
};
use model::{Code, Problem};

use super::schema::{BY_STATE, EXPIRES_AT, LISTED, LISTED_AT, PARTITION_KEY};

/// Creates the table as the template does, where it does not exist yet: on one machine, and for tests.
///
/// # Errors
/// When DynamoDB refuses.
pub async fn create_table(client: &Client, name: &str) -> Result<(), Problem> {
    let schema = Schema::new().map_err(|error| refused(name, &error.to_string()))?;
    let created = client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .set_attribute_definitions(Some(schema.attributes))
        .set_key_schema(Some(schema.keys))
        .set_global_secondary_indexes(Some(schema.indexes))
        .send()
        .await;
    match created.map_err(SdkError::into_service_error) {
        Ok(_) => {}
        Err(CreateTableError::ResourceInUseException(_)) => return Ok(()),
        Err(error) => return Err(refused(name, &error.to_string())),
    }
    client
        .update_time_to_live()
        .table_name(name)
        .time_to_live_specification(schema.expiry)
        .send()
        .await
        .map_err(|error| refused(name, &error.into_service_error().to_string()))?;
    Ok(())
}

struct Schema {
    attributes: Vec<AttributeDefinition>,
    keys: Vec<KeySchemaElement>,
    indexes: Vec<GlobalSecondaryIndex>,
    expiry: TimeToLiveSpecification,
}

impl Schema {
    fn new() -> Result<Self, BuildError> {
        Ok(Self {
            attributes: [PARTITION_KEY, LISTED, LISTED_AT]
                .map(|name| {
                    AttributeDefinition::builder()
                        .attribute_name(name)
                        .attribute_type(ScalarAttributeType::S)
                        .build()
                })
                .into_iter()
                .collect::<Result<_, _>>()?,
            keys: vec![key(PARTITION_KEY, KeyType::Hash)?],
            indexes: vec![
                GlobalSecondaryIndex::builder()
                    .index_name(BY_STATE)
                    .key_schema(key(LISTED, KeyType::Hash)?)
                    .key_schema(key(LISTED_AT, KeyType::Range)?)
                    .projection(Projection::builder().projection_type(ProjectionType::All).build())
                    .build()?,
            ],
            expiry: TimeToLiveSpecification::builder()
                .attribute_name(EXPIRES_AT)
                .enabled(true)
                .build()?,
        })
    }
}

fn key(name: &str, kind: KeyType) -> Result<KeySchemaElement, BuildError> {
    KeySchemaElement::builder()
        .attribute_name(name)
        .key_type(kind)
        .build()
}

fn refused(table: &str, why: &str) -> Problem {
    Problem::new(
        Code::STORAGE_ERROR,
        format!("The table {table} was not created: {why}."),
        "",
    )
}
