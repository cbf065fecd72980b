//! The store on one DynamoDB table.

pub mod schema;
mod table;

use std::collections::HashMap;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, DeleteRequest, WriteRequest};
use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::{Clock, Code, Problem, Source};

use crate::{Entry, Store};
use schema::{BY_DAY, BY_SUBJECT, CONTENT, DAY, EXPIRES_AT, PARTITION_KEY, SORT_KEY, SUBJECT};
pub use table::create_table;

type Item = HashMap<String, AttributeValue>;

/// The most deletions that `BatchWriteItem` takes.
const BATCH: usize = 25;

/// A store on a DynamoDB table ([`schema`]).
#[derive(Clone)]
pub struct DynamoStore {
    client: Client,
    table: String,
    clock: Arc<dyn Clock>,
}

impl DynamoStore {
    /// A store on this table; the clock says what has expired.
    #[must_use]
    pub fn new(client: Client, table: impl Into<String>, clock: Arc<dyn Clock>) -> Self {
        Self {
            client,
            table: table.into(),
            clock,
        }
    }

    fn query(&self, index: Option<&str>, key: &str, value: &str) -> QueryFluentBuilder {
        self.client
            .query()
            .table_name(&self.table)
            .set_index_name(index.map(str::to_owned))
            .key_condition_expression("#key = :key")
            .expression_attribute_names("#key", key)
            .expression_attribute_values(":key", text(value))
            .scan_index_forward(false)
    }

    /// Pages on until enough unexpired entries are found. Expired ones are left out here and not by a filter expression,
    /// since the clock is ours.
    async fn newest(&self, query: QueryFluentBuilder, limit: usize) -> Result<Vec<Entry>, Problem> {
        let now = self.clock.now();
        let mut found = Vec::new();
        let mut start = None;
        while found.len() < limit {
            let page = i32::try_from((limit - found.len()).min(1_000)).unwrap_or(1_000);
            let output = query
                .clone()
                .limit(page)
                .set_exclusive_start_key(start)
                .send()
                .await;
            let output = output.map_err(|error| self.failed("read", &error))?;
            for item in output.items() {
                let entry = self.decode(item)?;
                if !entry.is_expired(now) {
                    found.push(entry);
                }
            }
            start = output.last_evaluated_key;
            if start.is_none() {
                break;
            }
        }
        found.truncate(limit);
        Ok(found)
    }

    fn decode(&self, item: &Item) -> Result<Entry, Problem> {
        let content = item.get(CONTENT).and_then(|value| value.as_s().ok());
        content
            .and_then(|content| serde_json::from_str(content).ok())
            .ok_or_else(|| {
                let part = |name: &str| {
                    item.get(name)
                        .and_then(|value| value.as_s().ok())
                        .map_or("?", String::as_str)
                };
                Problem::new(
                    Code::STORAGE_ERROR,
                    format!(
                        "The entry {} {} in the journal's table {} does not have the expected shape.",
                        part(PARTITION_KEY),
                        part(SORT_KEY),
                        self.table
                    ),
                    "It was written by another version of Ekobridge: deploy all functions of one version.",
                )
            })
    }

    fn failed<E: ProvideErrorMetadata>(&self, what: &str, error: &SdkError<E>) -> Problem {
        let table = &self.table;
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
            format!("DynamoDB did not {what} in the journal's table {table}: {why}."),
            remedy,
        )
    }

    async fn delete(&self, keys: Vec<Item>) -> Result<(), Problem> {
        let mut requests = Vec::with_capacity(keys.len());
        for key in keys {
            let delete = DeleteRequest::builder().set_key(Some(key)).build();
            let delete = delete.map_err(|_| {
                Problem::new(
                    Code::STORAGE_ERROR,
                    "DynamoDB answered an entry without its key.",
                    "",
                )
            })?;
            requests.push(WriteRequest::builder().delete_request(delete).build());
        }
        // Whatever is not processed is sent again; the SDK slows down where the table is throttled as a whole.
        while !requests.is_empty() {
            let output = self
                .client
                .batch_write_item()
                .request_items(&self.table, requests)
                .send()
                .await
                .map_err(|error| self.failed("delete", &error))?;
            requests = output
                .unprocessed_items
                .unwrap_or_default()
                .remove(&self.table)
                .unwrap_or_default();
        }
        Ok(())
    }
}

impl Store for DynamoStore {
    fn put<'a>(&'a self, entry: &'a Entry) -> BoxFuture<'a, Result<(), Problem>> {
        async move {
            let content = serde_json::to_string(entry).map_err(|error| {
                Problem::new(
                    Code::STORAGE_ERROR,
                    format!(
                        "A journal entry cannot be written as JSON ({:?} error).",
                        error.classify()
                    ),
                    "This is a mistake in Ekobridge; please report it with this text.",
                )
            })?;
            let mut put = self
                .client
                .put_item()
                .table_name(&self.table)
                .item(PARTITION_KEY, AttributeValue::S(entry.source.to_string()))
                .item(SORT_KEY, AttributeValue::S(entry.position()))
                .item(DAY, AttributeValue::S(entry.day().to_string()))
                .item(
                    EXPIRES_AT,
                    AttributeValue::N(entry.expires_at.as_second().to_string()),
                )
                .item(CONTENT, AttributeValue::S(content));
            if let Some(subject) = &entry.subject {
                put = put.item(SUBJECT, text(subject));
            }
            put.send()
                .await
                .map(|_| ())
                .map_err(|error| self.failed("write", &error))
        }
        .boxed()
    }

    fn of<'a>(&'a self, source: &'a Source, limit: usize) -> BoxFuture<'a, Result<Vec<Entry>, Problem>> {
        async move {
            let query = self
                .query(None, PARTITION_KEY, &source.to_string())
                .consistent_read(true);
            self.newest(query, limit).await
        }
        .boxed()
    }

    fn day<'a>(
        &'a self,
        day: Date,
        limit: usize,
        before: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Vec<Entry>, Problem>> {
        async move {
            let mut query = self.query(Some(BY_DAY), DAY, &day.to_string());
            if let Some(before) = before {
                query = query
                    .key_condition_expression("#key = :key AND #sk < :before")
                    .expression_attribute_names("#sk", SORT_KEY)
                    .expression_attribute_values(":before", text(before));
            }
            self.newest(query, limit).await
        }
        .boxed()
    }

    fn recent(&self, days: u16, limit: usize) -> BoxFuture<'_, Result<Vec<Entry>, Problem>> {
        async move {
            let today = self.clock.now().to_zoned_datetime(TimeZone::UTC).date();
            let mut found = Vec::new();
            for back in 0..=i64::from(days) {
                let day = today.saturating_sub(Span::new().days(back));
                found.extend(self.day(day, limit - found.len(), None).await?);
                if found.len() >= limit {
                    break;
                }
            }
            Ok(found)
        }
        .boxed()
    }

    fn forget<'a>(&'a self, subject: &'a str) -> BoxFuture<'a, Result<u64, Problem>> {
        async move {
            let mut erased = 0;
            let mut start = None;
            loop {
                let query = self.query(Some(BY_SUBJECT), SUBJECT, subject);
                let output = query.set_exclusive_start_key(start).send().await;
                let output = output.map_err(|error| self.failed("read", &error))?;
                for keys in output.items().chunks(BATCH) {
                    let key = |item: &Item| {
                        let mut key = item.clone();
                        key.retain(|name, _| name == PARTITION_KEY || name == SORT_KEY);
                        key
                    };
                    self.delete(keys.iter().map(key).collect()).await?;
                    erased += keys.len() as u64;
                }
                start = output.last_evaluated_key;
                if start.is_none() {
                    return Ok(erased);
                }
            }
        }
        .boxed()
    }
}

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}
