//! The store on one DynamoDB table.

pub mod schema;
mod table;

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::put_item::builders::PutItemFluentBuilder;
use aws_sdk_dynamodb::operation::put_item::{PutItemError, PutItemOutput};
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure};
use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use model::{Code, Problem, Source};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    Document, Expect, Key, Page, PutError, PutStateError, Record, SlotRequest, Slots, State, StateItem, Store,
};
use schema::{
    BY_STATE, CONTENT, EXPIRES_AT, FENCE, LISTED, LISTED_AT, NEXT, OWNER, PARTITION_KEY, PLACES, STATE,
    VERSION,
};
pub use table::create_table;

type Item = HashMap<String, AttributeValue>;

/// How often places are asked for anew because somebody else has taken some in between.
const TRIES: usize = 16;

/// Later than any schedule.
const MICROS_MAX: i64 = 1 << 60;

/// A store on a DynamoDB table ([`schema`]). Reads are consistent, but for the listing.
#[derive(Debug, Clone)]
pub struct DynamoStore {
    client: Client,
    table: String,
}

impl DynamoStore {
    /// A store on this table.
    #[must_use]
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self {
            client,
            table: table.into(),
        }
    }

    async fn item(&self, pk: String) -> Result<Option<Item>, Problem> {
        self.client
            .get_item()
            .table_name(&self.table)
            .key(PARTITION_KEY, AttributeValue::S(pk))
            .consistent_read(true)
            .send()
            .await
            .map(|output| output.item)
            .map_err(|error| self.failed("read", &error))
    }

    /// What a refused write met. The answer brings it along where the service can do that.
    async fn met(&self, refused: Option<Item>, pk: String) -> Result<Option<Item>, Problem> {
        match refused {
            Some(item) => Ok(Some(item)),
            None => self.item(pk).await,
        }
    }

    fn put_item(&self, pk: &str, content: String) -> PutItemFluentBuilder {
        self.client
            .put_item()
            .table_name(&self.table)
            .item(PARTITION_KEY, text(pk))
            .item(CONTENT, AttributeValue::S(content))
    }

    /// Sends a conditional write; `Err(Some(..))` is what it met instead of what was expected.
    async fn send(
        &self,
        pk: String,
        put: PutItemFluentBuilder,
    ) -> Result<Result<PutItemOutput, Option<Item>>, Problem> {
        let sent = put
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        match sent {
            Ok(output) => Ok(Ok(output)),
            Err(error) => match refusal(&error) {
                Some(item) => Ok(Err(self.met(item, pk).await?)),
                None => Err(self.failed("write", &error)),
            },
        }
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
            format!("DynamoDB did not {what} in the ledger's table {table}: {why}."),
            remedy,
        )
    }

    fn decode<T: DeserializeOwned>(&self, item: &Item) -> Result<T, Problem> {
        let content = item.get(CONTENT).and_then(|value| value.as_s().ok());
        content
            .and_then(|content| serde_json::from_str(content).ok())
            .ok_or_else(|| self.unreadable(item))
    }

    fn unreadable(&self, item: &Item) -> Problem {
        let pk = item
            .get(PARTITION_KEY)
            .and_then(|pk| pk.as_s().ok())
            .map_or("?", String::as_str);
        Problem::new(
            Code::STORAGE_ERROR,
            format!(
                "The item {pk} in the ledger's table {} does not have the expected shape.",
                self.table
            ),
            "It was written by another version of Ekobridge: deploy all functions of one version.",
        )
    }

    fn state_item(&self, item: &Item) -> Result<StateItem, Problem> {
        let version = number(item, VERSION).ok_or_else(|| self.unreadable(item))?;
        Ok(StateItem {
            value: self.decode(item)?,
            version,
        })
    }
}

impl Store for DynamoStore {
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Record>, Problem>> {
        async move {
            self.item(record_pk(key))
                .await?
                .map(|item| self.decode(&item))
                .transpose()
        }
        .boxed()
    }

    fn put<'a>(&'a self, record: &'a Record, expect: &'a Expect) -> BoxFuture<'a, Result<(), PutError>> {
        async move {
            let pk = record_pk(&record.key);
            let mut put = self
                .put_item(&pk, json(record)?)
                .item(OWNER, text(&record.owner))
                .item(FENCE, count(record.fence))
                .item(STATE, text(record.state.as_str()));
            if record.state.is_listed() {
                put = put
                    .item(LISTED, text(record.state.as_str()))
                    .item(LISTED_AT, AttributeValue::S(format!("{:.6}", record.updated_at)));
            }
            if let Some(at) = record.expires_at {
                put = put.item(EXPIRES_AT, AttributeValue::N(at.as_second().to_string()));
            }
            let put = match expect {
                Expect::Absent => put.condition_expression("attribute_not_exists(pk)"),
                Expect::Version { owner, fence, state } => put
                    .condition_expression("#owner = :owner AND #fence = :fence AND #state = :state")
                    .expression_attribute_names("#owner", OWNER)
                    .expression_attribute_names("#fence", FENCE)
                    .expression_attribute_names("#state", STATE)
                    .expression_attribute_values(":owner", text(owner))
                    .expression_attribute_values(":fence", count(*fence))
                    .expression_attribute_values(":state", text(state.as_str())),
            };
            match self.send(pk, put).await? {
                Ok(_) => Ok(()),
                Err(met) => {
                    let met = met.map(|item| self.decode(&item)).transpose()?;
                    Err(PutError::Conflict(met.map(Box::new)))
                }
            }
        }
        .boxed()
    }

    fn link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<Option<Document>, Problem>> {
        async move {
            self.item(link_pk(source))
                .await?
                .map(|item| self.decode(&item))
                .transpose()
        }
        .boxed()
    }

    fn put_link<'a>(
        &'a self,
        source: &'a Source,
        document: &'a Document,
    ) -> BoxFuture<'a, Result<(), Problem>> {
        async move {
            let put = self.put_item(&link_pk(source), json(document)?);
            put.send()
                .await
                .map(|_| ())
                .map_err(|error| self.failed("write", &error))
        }
        .boxed()
    }

    fn get_state<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StateItem>, Problem>> {
        async move {
            self.item(state_pk(name))
                .await?
                .map(|item| self.state_item(&item))
                .transpose()
        }
        .boxed()
    }

    fn put_state<'a>(
        &'a self,
        name: &'a str,
        value: &'a Value,
        expected_version: Option<u64>,
    ) -> BoxFuture<'a, Result<u64, PutStateError>> {
        async move {
            let pk = state_pk(name);
            let version = expected_version.unwrap_or(0) + 1;
            let put = self.put_item(&pk, json(value)?).item(VERSION, count(version));
            let put = match expected_version {
                None => put.condition_expression("attribute_not_exists(pk)"),
                Some(expected) => put
                    .condition_expression("#version = :version")
                    .expression_attribute_names("#version", VERSION)
                    .expression_attribute_values(":version", count(expected)),
            };
            match self.send(pk, put).await? {
                Ok(_) => Ok(version),
                Err(met) => {
                    let met = met.map(|item| self.state_item(&item)).transpose()?;
                    Err(PutStateError::Conflict(met))
                }
            }
        }
        .boxed()
    }

    fn list<'a>(
        &'a self,
        state: State,
        limit: u32,
        from: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page, Problem>> {
        async move {
            if !state.is_listed() || limit == 0 {
                return Ok(Page::default());
            }
            let start = from.and_then(|from| from.split_once('|')).map(|(at, key)| {
                HashMap::from([
                    (LISTED.to_owned(), text(state.as_str())),
                    (LISTED_AT.to_owned(), text(at)),
                    (
                        PARTITION_KEY.to_owned(),
                        AttributeValue::S(format!("record#{key}")),
                    ),
                ])
            });
            let found = self
                .client
                .query()
                .table_name(&self.table)
                .index_name(BY_STATE)
                .key_condition_expression("#listed = :state")
                .expression_attribute_names("#listed", LISTED)
                .expression_attribute_values(":state", text(state.as_str()))
                .limit(i32::try_from(limit).unwrap_or(i32::MAX))
                .set_exclusive_start_key(start)
                .send()
                .await
                .map_err(|error| self.failed("list", &error))?;
            let records = found
                .items()
                .iter()
                .map(|item| self.decode(item))
                .collect::<Result<Vec<Record>, _>>()?;
            let next = found.last_evaluated_key().and(records.last());
            let next = next.map(|record| format!("{:.6}|{}", record.updated_at, record.key));
            Ok(Page { records, next })
        }
        .boxed()
    }

    fn reserve_slots<'a>(&'a self, ask: &'a SlotRequest<'a>) -> BoxFuture<'a, Result<Slots, Problem>> {
        async move {
            let attribute = format!("{NEXT}{}", ask.name);
            let length = i64::try_from(ask.length().as_micros()).unwrap_or(i64::MAX);
            // Two writes, each with its condition: one for a schedule that lies ahead, and one for one that lies behind.
            // Which to begin with is a guess; the other one follows where it was wrong.
            let mut known = ask.known;
            for _ in 0..TRIES {
                let ahead = known.is_some_and(|next| next >= ask.now);
                if ahead && let (None, full) = ask.decide(known) {
                    return Ok(full);
                }
                let mut update = self
                    .client
                    .update_item()
                    .table_name(&self.table)
                    .key(PARTITION_KEY, AttributeValue::S(state_pk(PLACES)))
                    .expression_attribute_names("#next", &attribute)
                    .expression_attribute_values(":now", micros(ask.now.as_microsecond()))
                    .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
                update = if ahead {
                    update
                        .update_expression("SET #next = #next + :length")
                        .expression_attribute_values(":length", micros(length))
                        .condition_expression("#next BETWEEN :now AND :latest")
                        .expression_attribute_values(
                            ":latest",
                            micros(ask.latest.map_or(MICROS_MAX, Timestamp::as_microsecond)),
                        )
                } else {
                    update
                        .update_expression("SET #next = :next")
                        .expression_attribute_values(
                            ":next",
                            micros(ask.now.as_microsecond().saturating_add(length)),
                        )
                        .condition_expression("attribute_not_exists(#next) OR #next < :now")
                };
                match update.return_values(ReturnValue::UpdatedNew).send().await {
                    Ok(output) => {
                        let next = output.attributes().and_then(|item| next_place(item, &attribute));
                        let first =
                            next.and_then(|next| next.checked_sub(SignedDuration::from_micros(length)).ok());
                        return first
                            .map(Slots::From)
                            .ok_or_else(|| self.unreadable(&HashMap::new()));
                    }
                    Err(error) => match refusal(&error) {
                        Some(item) => {
                            let met = self.met(item, state_pk(PLACES)).await?;
                            known = met.and_then(|item| next_place(&item, &attribute));
                        }
                        None => return Err(self.failed("write", &error)),
                    },
                }
            }
            Err(Problem::new(
                Code::RECORD_LOCKED,
                format!(
                    "The schedule of {} was written by others {TRIES} times while places were to be taken.",
                    ask.name
                ),
                "",
            ))
        }
        .boxed()
    }

    fn next_places(&self) -> BoxFuture<'_, Result<BTreeMap<String, Timestamp>, Problem>> {
        async {
            let item = self.item(state_pk(PLACES)).await?.unwrap_or_default();
            let next = item.keys().filter_map(|name| {
                let schedule = name.strip_prefix(NEXT)?;
                Some((schedule.to_owned(), next_place(&item, name)?))
            });
            Ok(next.collect())
        }
        .boxed()
    }
}

fn next_place(item: &Item, attribute: &str) -> Option<Timestamp> {
    let micros = item.get(attribute)?.as_n().ok()?.parse().ok()?;
    Timestamp::from_microsecond(micros).ok()
}

fn micros(value: i64) -> AttributeValue {
    AttributeValue::N(value.to_string())
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

fn json<T: Serialize>(value: &T) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|error| {
        Problem::new(
            Code::STORAGE_ERROR,
            format!(
                "A ledger item cannot be written as JSON ({:?} error).",
                error.classify()
            ),
            "This is a mistake in Ekobridge; please report it with this text.",
        )
    })
}

fn number(item: &Item, name: &str) -> Option<u64> {
    item.get(name)?.as_n().ok()?.parse().ok()
}

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

fn count(value: u64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

fn record_pk(key: &Key) -> String {
    format!("record#{key}")
}

fn link_pk(source: &Source) -> String {
    format!("link#{source}")
}

fn state_pk(name: &str) -> String {
    format!("state#{name}")
}
