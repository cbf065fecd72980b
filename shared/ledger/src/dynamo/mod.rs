//! The ledger's store on one DynamoDB table.

mod links;
mod records;
pub mod schema;
mod slots;
mod values;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;
use dynamo::{Item, Table};
use model::Problem;

/// A store on a DynamoDB table ([`schema`]). Reads are strongly consistent, except for listings.
#[derive(Debug, Clone)]
pub struct DynamoStore {
    table: Table,
}

/// Creates the ledger's table if it doesn't exist: for tests and the local stack. A deployment gets it from the
/// template.
///
/// # Errors
/// [`model::Code::STORAGE_ERROR`] if DynamoDB refuses.
pub async fn create_table(client: &Client, name: &str) -> Result<(), Problem> {
    dynamo::create_table(client, name, &schema::SCHEMA).await
}

impl DynamoStore {
    /// A store on this table.
    #[must_use]
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self {
            table: Table::new(client, table, "ledger"),
        }
    }

    /// The item that made a conditional write fail. DynamoDB returns it with the error if it can.
    async fn met(&self, refused: Option<Item>, pk: &str) -> Result<Option<Item>, Problem> {
        match refused {
            Some(item) => Ok(Some(item)),
            None => self.table.get(pk).await,
        }
    }

    /// Sends a conditional write. `Ok(Err(..))` holds the stored item that failed the condition.
    async fn put_if(&self, pk: &str, put: PutItemFluentBuilder) -> Result<Result<(), Option<Item>>, Problem> {
        let sent = put
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        match sent {
            Ok(_) => Ok(Ok(())),
            Err(error) => match refusal(&error) {
                Some(item) => Ok(Err(self.met(item, pk).await?)),
                None => Err(self.table.failed("write", &error)),
            },
        }
    }
}

/// What a conditional write found, if its condition failed; the item itself if the response contains it.
fn refusal<E: Refused>(error: &SdkError<E>) -> Option<Option<Item>> {
    error.as_service_error().and_then(Refused::met)
}

trait Refused {
    /// The stored item, if the condition failed and the response contains it.
    fn met(&self) -> Option<Option<Item>>;
}

impl Refused for PutItemError {
    fn met(&self) -> Option<Option<Item>> {
        match self {
            Self::ConditionalCheckFailedException(refused) => Some(refused.item().cloned()),
            _ => None,
        }
    }
}

impl Refused for UpdateItemError {
    fn met(&self) -> Option<Option<Item>> {
        match self {
            Self::ConditionalCheckFailedException(refused) => Some(refused.item().cloned()),
            _ => None,
        }
    }
}
