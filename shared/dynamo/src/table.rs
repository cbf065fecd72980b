use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::AttributeValue;
use model::{Code, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{CONTENT, PARTITION_KEY};

/// An item: its attributes by name.
pub type Item = HashMap<String, AttributeValue>;

/// One table, with the name that errors give it.
#[derive(Debug, Clone)]
pub struct Table {
    client: Client,
    name: String,
    /// The owner's name for texts, as in "the ledger's table".
    owner: &'static str,
}

impl Table {
    /// The table of this name. `owner` is what errors call it by, such as `ledger` for "the ledger's table".
    #[must_use]
    pub fn new(client: Client, name: impl Into<String>, owner: &'static str) -> Self {
        Self {
            client,
            name: name.into(),
            owner,
        }
    }

    /// The SDK's client, for calls that have no method here.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The table's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads the item with this partition key, consistently; for a table without a sort key.
    ///
    /// # Errors
    /// [`Code::STORAGE_ERROR`] when DynamoDB failed, which is not the same as no item.
    pub async fn get(&self, pk: &str) -> Result<Option<Item>, Problem> {
        self.client
            .get_item()
            .table_name(&self.name)
            .key(PARTITION_KEY, text(pk))
            .consistent_read(true)
            .send()
            .await
            .map(|output| output.item)
            .map_err(|error| self.failed("read", &error))
    }

    /// A write of an item with this partition key and document, to add attributes and conditions to.
    ///
    /// # Errors
    /// [`Code::STORAGE_ERROR`] if the document can't be written as JSON, which is a bug.
    pub fn put<T: Serialize>(&self, pk: &str, content: &T) -> Result<PutItemFluentBuilder, Problem> {
        let content = serde_json::to_string(content).map_err(|error| self.unwritable(&error))?;
        Ok(self
            .client
            .put_item()
            .table_name(&self.name)
            .item(PARTITION_KEY, text(pk))
            .item(CONTENT, AttributeValue::S(content)))
    }

    /// Deletes the item with this partition key, if there is one; for a table without a sort key.
    ///
    /// # Errors
    /// [`Code::STORAGE_ERROR`] when DynamoDB failed.
    pub async fn delete(&self, pk: &str) -> Result<(), Problem> {
        self.client
            .delete_item()
            .table_name(&self.name)
            .key(PARTITION_KEY, text(pk))
            .send()
            .await
            .map(|_| ())
            .map_err(|error| self.failed("delete", &error))
    }

    /// A change of the item with this partition key, to add expressions to.
    #[must_use]
    pub fn update(&self, pk: &str) -> UpdateItemFluentBuilder {
        self.client
            .update_item()
            .table_name(&self.name)
            .key(PARTITION_KEY, text(pk))
    }

    /// A query for the items whose `key` has this value, in the table or in an index.
    #[must_use]
    pub fn query(&self, index: Option<&str>, key: &str, value: &str) -> QueryFluentBuilder {
        self.client
            .query()
            .table_name(&self.name)
            .set_index_name(index.map(str::to_owned))
            .key_condition_expression("#key = :key")
            .expression_attribute_names("#key", key)
            .expression_attribute_values(":key", text(value))
    }

    /// An item's document.
    ///
    /// # Errors
    /// [`Code::STORAGE_ERROR`] when it does not have the expected shape.
    pub fn decode<T: DeserializeOwned>(&self, item: &Item) -> Result<T, Problem> {
        let content = item.get(CONTENT).and_then(|value| value.as_s().ok());
        content
            .and_then(|content| serde_json::from_str(content).ok())
            .ok_or_else(|| self.unreadable(item))
    }

    /// The problem that an item does not have the expected shape. Names the item by its keys only.
    #[must_use]
    pub fn unreadable(&self, item: &Item) -> Problem {
        let key = |name: &str| item.get(name).and_then(|value| value.as_s().ok());
        let pk = key(PARTITION_KEY).map_or("?", String::as_str);
        let sk = key("sk").map(|sk| format!(" {sk}")).unwrap_or_default();
        Problem::new(
            Code::STORAGE_ERROR,
            format!(
                "The item {pk}{sk} in the {}'s table {} does not have the expected shape.",
                self.owner, self.name
            ),
            "It was written by another version of Ekobridge: deploy all functions of one version.",
        )
    }

    /// The problem that a document cannot be written as JSON.
    #[must_use]
    pub fn unwritable(&self, error: &serde_json::Error) -> Problem {
        Problem::new(
            Code::STORAGE_ERROR,
            format!(
                "An item of the {}'s table cannot be written as JSON ({:?} error).",
                self.owner,
                error.classify()
            ),
            "This is a mistake in Ekobridge; please report it with this text.",
        )
    }

    /// The problem for a failed request to DynamoDB; `what` is a verb, such as "read".
    pub fn failed<E: ProvideErrorMetadata>(&self, what: &str, error: &SdkError<E>) -> Problem {
        let (why, remedy) = match error {
            SdkError::TimeoutError(_) => ("it did not answer in time".to_owned(), ""),
            SdkError::DispatchFailure(_) => ("it cannot be reached".to_owned(), ""),
            SdkError::ServiceError(_) => match error.code().unwrap_or("an unnamed error") {
                code @ "AccessDeniedException" => (
                    format!("it answered {code}"),
                    "Deploy the stack again: the function's role lacks a permission on its table.",
                ),
                code @ "ResourceNotFoundException" => (
                    format!("it answered {code}"),
                    "Deploy the stack again: the table named in the function's environment does not exist.",
                ),
                code => (format!("it answered {code}"), ""),
            },
            _ => ("its answer cannot be read".to_owned(), ""),
        };
        Problem::new(
            Code::STORAGE_ERROR,
            format!(
                "DynamoDB did not {what} in the {}'s table {}: {why}.",
                self.owner, self.name
            ),
            remedy,
        )
    }
}

/// A string attribute.
#[must_use]
pub fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

/// A number attribute.
pub fn number(value: impl Into<i128>) -> AttributeValue {
    AttributeValue::N(value.into().to_string())
}
