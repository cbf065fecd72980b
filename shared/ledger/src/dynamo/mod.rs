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

/// A store on a DynamoDB table ([`schema`]). Reads are consistent, but for the listing.
#[derive(Debug, Clone)]
pub struct DynamoStore {
    table: Table,
}

/// Creates the ledger's table where it does not exist yet: for tests and for the local stack. A deployment gets it from the
/// template.
///
/// # Errors
/// [`model::Code::STORAGE_ERROR`] when DynamoDB refuses.
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

    /// The item that made a write fail. The service returns it with the refusal if it can.
    async fn met(&self, refused: Option<Item>, pk: &str) -> Result<Option<Item>, Problem> {
        match refused {
            Some(item) => Ok(Some(item)),
            None => self.table.get(pk).await,
        }
    }

    /// Sends a conditional write; `Ok(Err(..))` is what it met instead of what was expected.
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

/// What a conditional write met, where it was refused for its condition; the item itself where the answer names it.
fn refusal<E: Refused>(error: &SdkError<E>) -> Option<Option<Item>> {
    error.as_service_error().and_then(Refused::met)
}

trait Refused {
    /// The stored item, where the condition was refused and the answer names it.
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
