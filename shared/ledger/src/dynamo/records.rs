use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, Select};
use dynamo::{CONTENT, Item, PARTITION_KEY, number, text};
use futures::FutureExt;
use futures::future::BoxFuture;
use model::Problem;

use super::DynamoStore;
use super::schema::{BY_STATE, EXPIRES_AT, FENCE, FORMAT, LISTED, LISTED_AT, OWNER, STATE};
use crate::newer::{Newer, understandable};
use crate::record::ON_HOLD;
use crate::{Expect, Key, Page, PutError, Record, RecordStore, State};

impl RecordStore for DynamoStore {
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Record>, Problem>> {
        async move {
            self.table
                .get(&record_pk(key))
                .await?
                .map(|item| self.decode(&item))
                .transpose()
        }
        .boxed()
    }

    fn put<'a>(&'a self, record: &'a Record, expect: &'a Expect) -> BoxFuture<'a, Result<(), PutError>> {
        async move {
            let pk = record_pk(&record.key);
            let put = match &record.newer {
                None => self.table.put(&pk, record)?,
                Some(newer) => {
                    let written =
                        serde_json::to_value(record).map_err(|error| self.table.unwritable(&error))?;
                    self.table
                        .put(&pk, &newer.with_unknown(written))?
                        .item(FORMAT, AttributeValue::N(newer.format.clone()))
                }
            };
            let mut put = put
                .item(OWNER, text(&record.owner))
                .item(FENCE, number(record.fence))
                .item(STATE, text(record.state.as_str()));
            if let Some(list) = record.list() {
                put = put
                    .item(LISTED, text(list))
                    .item(LISTED_AT, text(&format!("{:.6}", record.updated_at)));
            }
            if let Some(at) = record.expires_at {
                put = put.item(EXPIRES_AT, number(at.as_second()));
            }
            let put = match expect {
                Expect::Absent => put.condition_expression("attribute_not_exists(pk)"),
                Expect::Version { owner, fence, state } => put
                    .condition_expression("#owner = :owner AND #fence = :fence AND #state = :state")
                    .expression_attribute_names("#owner", OWNER)
                    .expression_attribute_names("#fence", FENCE)
                    .expression_attribute_names("#state", STATE)
                    .expression_attribute_values(":owner", text(owner))
                    .expression_attribute_values(":fence", number(*fence))
                    .expression_attribute_values(":state", text(state.as_str())),
            };
            match self.put_if(&pk, put).await? {
                Ok(()) => Ok(()),
                Err(met) => {
                    let met = met.map(|item| self.decode(&item)).transpose()?;
                    Err(PutError::Conflict(met.map(Box::new)))
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
            if !state.is_listed() {
                return Ok(Page::default());
            }
            self.page(state.as_str(), limit, from).await
        }
        .boxed()
    }

    fn list_on_hold<'a>(&'a self, limit: u32, from: Option<&'a str>) -> BoxFuture<'a, Result<Page, Problem>> {
        self.page(ON_HOLD, limit, from).boxed()
    }

    fn count_listed(&self, state: State) -> BoxFuture<'_, Result<u64, Problem>> {
        async move {
            let mut count = 0;
            let mut start = None;
            while state.is_listed() {
                // Inside a text a quotation mark has a backslash before it, so that this is a key of the record and nothing
                // that a problem's text says.
                let found = self
                    .table
                    .query(Some(BY_STATE), LISTED, state.as_str())
                    .select(Select::Count)
                    .filter_expression("NOT contains(#content, :hold)")
                    .expression_attribute_names("#content", CONTENT)
                    .expression_attribute_values(":hold", text("\"hold\":"))
                    .set_exclusive_start_key(start)
                    .send()
                    .await
                    .map_err(|error| self.table.failed("count", &error))?;
                count += u64::try_from(found.count()).unwrap_or(0);
                start = found.last_evaluated_key;
                if start.is_none() {
                    break;
                }
            }
            Ok(count)
        }
        .boxed()
    }
}

impl DynamoStore {
    /// A page of a list, least recently written first.
    async fn page(&self, list: &str, limit: u32, from: Option<&str>) -> Result<Page, Problem> {
        if limit == 0 {
            return Ok(Page::default());
        }
        let start = from.and_then(|from| from.split_once('|')).map(|(at, key)| {
            HashMap::from([
                (LISTED.to_owned(), text(list)),
                (LISTED_AT.to_owned(), text(at)),
                (PARTITION_KEY.to_owned(), text(&format!("{RECORD}{key}"))),
            ])
        });
        let found = self
            .table
            .query(Some(BY_STATE), LISTED, list)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .set_exclusive_start_key(start)
            .send()
            .await
            .map_err(|error| self.table.failed("list", &error))?;
        let mut records = Vec::with_capacity(found.items().len());
        let mut unreadable = Vec::new();
        for item in found.items() {
            match self.decode(item) {
                Ok(record) => records.push(record),
                Err(problem) => unreadable.push(problem),
            }
        }
        let next = found.last_evaluated_key().and_then(|last| {
            let of = |name: &str| last.get(name)?.as_s().ok();
            Some(format!(
                "{}|{}",
                of(LISTED_AT)?,
                of(PARTITION_KEY)?.strip_prefix(RECORD)?
            ))
        });
        Ok(Page {
            records,
            next,
            unreadable,
        })
    }

    /// A stored record, of this version or of a newer one.
    fn decode(&self, item: &Item) -> Result<Record, Problem> {
        let Some(format) = item.get(FORMAT) else {
            return self.table.decode(item);
        };
        let format = format.as_n().ok();
        let content = item.get(CONTENT).and_then(|content| content.as_s().ok());
        let record = format
            .zip(content)
            .and_then(|(format, content)| of_newer_format(format, content));
        record.ok_or_else(|| self.table.unreadable(item))
    }
}

/// A record of a newer format; nothing if it can't be understood.
fn of_newer_format(format: &str, content: &str) -> Option<Record> {
    let stored: serde_json::Value = serde_json::from_str(content).ok()?;
    let mut record: Record = serde_json::from_value(understandable(stored.clone())).ok()?;
    let known = serde_json::to_value(&record).ok()?;
    record.newer = Some(Box::new(Newer::new(format, stored, known)));
    Some(record)
}

/// What a record's partition key begins with.
const RECORD: &str = "record#";

fn record_pk(key: &Key) -> String {
    format!("{RECORD}{key}")
}
