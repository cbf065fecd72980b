use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::BuildError;
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
    let index = index().map_err(|error| refused(name, &error.to_string()))?;
    let attributes = [PARTITION_KEY, LISTED, LISTED_AT].map(attribute);
    let mut create = client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .global_secondary_indexes(index)
        .key_schema(key(PARTITION_KEY, KeyType::Hash).map_err(|error| refused(name, &error.to_string()))?);
    for attribute in attributes {
        create = create.attribute_definitions(attribute.map_err(|error| refused(name, &error.to_string()))?);
    }
    match create
        .send()
        .await
        .map_err(aws_sdk_dynamodb::error::SdkError::into_service_error)
    {
        Ok(_) => {}
        Err(CreateTableError::ResourceInUseException(_)) => return Ok(()),
        Err(error) => return Err(refused(name, &error.to_string())),
    }
    let expiry = TimeToLiveSpecification::builder()
        .attribute_name(EXPIRES_AT)
        .enabled(true)
        .build();
    client
        .update_time_to_live()
        .table_name(name)
        .time_to_live_specification(expiry.map_err(|error| refused(name, &error.to_string()))?)
        .send()
        .await
        .map_err(|error| refused(name, &error.into_service_error().to_string()))?;
    Ok(())
}

fn index() -> Result<GlobalSecondaryIndex, BuildError> {
    GlobalSecondaryIndex::builder()
        .index_name(BY_STATE)
        .key_schema(key(LISTED, KeyType::Hash)?)
        .key_schema(key(LISTED_AT, KeyType::Range)?)
        .projection(Projection::builder().projection_type(ProjectionType::All).build())
        .build()
}

fn key(name: &str, kind: KeyType) -> Result<KeySchemaElement, BuildError> {
    KeySchemaElement::builder()
        .attribute_name(name)
        .key_type(kind)
        .build()
}

fn attribute(name: &str) -> Result<AttributeDefinition, BuildError> {
    AttributeDefinition::builder()
        .attribute_name(name)
        .attribute_type(ScalarAttributeType::S)
        .build()
}

fn refused(table: &str, why: &str) -> Problem {
    Problem::new(
        Code::STORE_FAILED,
        format!("The table {table} was not created: {why}."),
        "",
    )
}
