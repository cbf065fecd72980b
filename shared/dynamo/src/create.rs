use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{BuildError, SdkError};
use aws_sdk_dynamodb::operation::create_table::CreateTableError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, CreateGlobalSecondaryIndexAction, GlobalSecondaryIndex,
    GlobalSecondaryIndexUpdate, KeySchemaElement, KeyType, Projection, ProjectionType, ScalarAttributeType,
    TimeToLiveSpecification,
};
use model::{Code, Problem};

use crate::{EXPIRES_AT, PARTITION_KEY};

/// The keys and indexes of a table. All keys are strings; the partition key is [`PARTITION_KEY`], and items expire by
/// [`EXPIRES_AT`].
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The table's sort key, where it has one.
    pub sort_key: Option<&'static str>,
    /// Its global secondary indexes.
    pub indexes: &'static [Index],
}

/// A global secondary index.
#[derive(Debug, Clone, Copy)]
pub struct Index {
    /// Its name.
    pub name: &'static str,
    /// Its partition key.
    pub partition_key: &'static str,
    /// Its sort key.
    pub sort_key: &'static str,
    /// Which attributes it holds.
    pub projected: Projected,
}

/// Which attributes an index holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Projected {
    /// All attributes.
    All,
    /// The table's and the index's keys.
    Keys,
    /// The keys, and these.
    Also(&'static [&'static str]),
}

/// Creates a table, where it does not exist yet, and adds the indexes that one from an earlier version lacks: for tests and
/// for the local stack.
///
/// # Errors
/// [`Code::STORAGE_ERROR`] when DynamoDB refuses.
pub async fn create_table(client: &Client, name: &str, schema: &Schema) -> Result<(), Problem> {
    let refused = |why: String| {
        Problem::new(
            Code::STORAGE_ERROR,
            format!("The table {name} was not created: {why}."),
            "",
        )
    };
    let parts = Parts::of(schema).map_err(|error| refused(error.to_string()))?;
    let created = client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .set_attribute_definitions(Some(parts.attributes))
        .set_key_schema(Some(parts.keys))
        .set_global_secondary_indexes(Some(parts.indexes))
        .send()
        .await;
    match created.map_err(SdkError::into_service_error) {
        Ok(_) => {}
        Err(CreateTableError::ResourceInUseException(_)) => return add_missing(client, name, schema).await,
        Err(error) => return Err(refused(error.to_string())),
    }
    client
        .update_time_to_live()
        .table_name(name)
        .time_to_live_specification(parts.expiry)
        .send()
        .await
        .map_err(|error| refused(error.into_service_error().to_string()))?;
    Ok(())
}

async fn add_missing(client: &Client, table: &str, schema: &Schema) -> Result<(), Problem> {
    let described = client.describe_table().table_name(table).send().await;
    let described = described.map_err(|error| {
        Problem::new(
            Code::STORAGE_ERROR,
            format!(
                "The table {table} cannot be looked at: {}.",
                error.into_service_error()
            ),
            "",
        )
    })?;
    let has = described
        .table
        .and_then(|table| table.global_secondary_indexes)
        .unwrap_or_default();
    for index in schema.indexes {
        if !has.iter().any(|has| has.index_name() == Some(index.name)) {
            add_index(client, table, schema, index.name).await?;
        }
    }
    Ok(())
}

/// Adds an index of the schema to a table that was made without it, as a deployment does.
///
/// # Errors
/// [`Code::STORAGE_ERROR`] when DynamoDB refuses, or when the schema has no such index.
async fn add_index(client: &Client, table: &str, schema: &Schema, name: &str) -> Result<(), Problem> {
    let refused = |why: String| {
        Problem::new(
            Code::STORAGE_ERROR,
            format!("The index {name} of the table {table} was not created: {why}."),
            "",
        )
    };
    let of_schema = schema.indexes.iter().find(|index| index.name == name);
    let of_schema = of_schema.ok_or_else(|| refused("the schema does not have it".to_owned()))?;
    let parts = Parts::of(schema).map_err(|error| refused(error.to_string()))?;
    let made = index(of_schema).map_err(|error| refused(error.to_string()))?;
    let create = CreateGlobalSecondaryIndexAction::builder()
        .index_name(made.index_name)
        .set_key_schema(Some(made.key_schema))
        .set_projection(made.projection)
        .build()
        .map_err(|error| refused(error.to_string()))?;
    client
        .update_table()
        .table_name(table)
        .set_attribute_definitions(Some(parts.attributes))
        .global_secondary_index_updates(GlobalSecondaryIndexUpdate::builder().create(create).build())
        .send()
        .await
        .map(drop)
        .map_err(|error| refused(error.into_service_error().to_string()))
}

struct Parts {
    attributes: Vec<AttributeDefinition>,
    keys: Vec<KeySchemaElement>,
    indexes: Vec<GlobalSecondaryIndex>,
    expiry: TimeToLiveSpecification,
}

impl Parts {
    fn of(schema: &Schema) -> Result<Self, BuildError> {
        // DynamoDB wants each attribute of a key defined, and once.
        let mut names = vec![PARTITION_KEY];
        let of_indexes = schema
            .indexes
            .iter()
            .flat_map(|index| [index.partition_key, index.sort_key]);
        for name in schema.sort_key.into_iter().chain(of_indexes) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        Ok(Self {
            attributes: names.into_iter().map(attribute).collect::<Result<_, _>>()?,
            keys: keys(PARTITION_KEY, schema.sort_key)?,
            indexes: schema.indexes.iter().map(index).collect::<Result<_, _>>()?,
            expiry: TimeToLiveSpecification::builder()
                .attribute_name(EXPIRES_AT)
                .enabled(true)
                .build()?,
        })
    }
}

fn attribute(name: &str) -> Result<AttributeDefinition, BuildError> {
    AttributeDefinition::builder()
        .attribute_name(name)
        .attribute_type(ScalarAttributeType::S)
        .build()
}

fn index(index: &Index) -> Result<GlobalSecondaryIndex, BuildError> {
    let (projected, also) = match index.projected {
        Projected::All => (ProjectionType::All, None),
        Projected::Keys => (ProjectionType::KeysOnly, None),
        Projected::Also(names) => (
            ProjectionType::Include,
            Some(names.iter().map(|name| (*name).to_owned()).collect()),
        ),
    };
    GlobalSecondaryIndex::builder()
        .index_name(index.name)
        .set_key_schema(Some(keys(index.partition_key, Some(index.sort_key))?))
        .projection(
            Projection::builder()
                .projection_type(projected)
                .set_non_key_attributes(also)
                .build(),
        )
        .build()
}

fn keys(partition: &str, sort: Option<&str>) -> Result<Vec<KeySchemaElement>, BuildError> {
    std::iter::once((partition, KeyType::Hash))
        .chain(sort.map(|sort| (sort, KeyType::Range)))
        .map(|(name, kind)| {
            KeySchemaElement::builder()
                .attribute_name(name)
                .key_type(kind)
                .build()
        })
        .collect()
}
