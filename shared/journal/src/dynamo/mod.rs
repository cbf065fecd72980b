//! The journal's store on one DynamoDB table.

mod packing;
pub mod schema;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::{AttributeValue, DeleteRequest, KeysAndAttributes, WriteRequest};
use dynamo::{Item, Table, number, text};
use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use model::{Clock, Code, Problem, Source};

use crate::{Entry, Page, Store, Summary};
use schema::{
    BY_DAY, BY_SUBJECT, DAY, DETAIL, EXPIRES_AT, LISTED_BY_DAY, LISTED_DAY, PARTITION_KEY, SORT_KEY, SUBJECT,
};

/// Creates the journal's table where it does not exist yet: for tests and for the local stack. A deployment gets it from
/// the template.
///
/// # Errors
/// [`Code::STORAGE_ERROR`] when DynamoDB refuses.
pub async fn create_table(client: &Client, name: &str) -> Result<(), Problem> {
    dynamo::create_table(client, name, &schema::SCHEMA).await
}

/// The most deletions that `BatchWriteItem` takes.
const BATCH: usize = 25;

/// The most items that `BatchGetItem` reads.
const BATCH_OF_READS: usize = 100;

/// The most queries that [`Store::since`] makes before it says that older entries follow.
const MOST_QUERIES: usize = 3;

/// Sorts after every position.
const END: &str = "~";

/// A store on a DynamoDB table ([`schema`]).
#[derive(Clone)]
pub struct DynamoStore {
    table: Table,
    clock: Arc<dyn Clock>,
    /// The days of which an older version has left no entries, and up to which position that is known. This version adds
    /// none, so they aren't asked for again.
    without_older: Arc<Mutex<BTreeMap<Date, String>>>,
}

impl DynamoStore {
    /// A store on this table; the clock decides which entries have expired.
    #[must_use]
    pub fn new(client: Client, table: impl Into<String>, clock: Arc<dyn Clock>) -> Self {
        Self {
            table: Table::new(client, table, "journal"),
            clock,
            without_older: Arc::default(),
        }
    }

    fn query(&self, index: Option<&str>, key: &str, value: &str) -> QueryFluentBuilder {
        self.table.query(index, key, value).scan_index_forward(false)
    }

    /// Pages on until enough unexpired items are found. Expired ones are left out here and not by a filter expression, since
    /// the clock is ours. An item that cannot be read hides no other: it is named in the log.
    async fn newest<T>(
        &self,
        query: QueryFluentBuilder,
        limit: usize,
        read: impl Fn(&Item) -> Result<T, Problem>,
        is_expired: impl Fn(&T, Timestamp) -> bool,
    ) -> Result<Vec<T>, Problem> {
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
            let output = output.map_err(|error| self.table.failed("read", &error))?;
            for item in output.items() {
                match read(item) {
                    Ok(value) if is_expired(&value, now) => {}
                    Ok(value) => found.push(value),
                    Err(problem) => tracing::warn!(code = %problem.code, "left out: {}", problem.message),
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

    /// A whole entry.
    fn entry(&self, item: &Item) -> Result<Entry, Problem> {
        match item.get(DETAIL).map(AttributeValue::as_b) {
            Some(Ok(detail)) => {
                let summary = self.table.decode::<Summary>(item)?;
                packing::unpack(summary, detail.as_ref()).ok_or_else(|| self.table.unreadable(item))
            }
            Some(Err(_)) => Err(self.table.unreadable(item)),
            None => self.table.decode(item),
        }
    }

    /// The newest of a day in one of the two indexes of days.
    async fn of_day(
        &self,
        (index, key): (&str, &str),
        day: Date,
        limit: usize,
        before: Option<&str>,
        read: impl Fn(&Item) -> Result<Summary, Problem>,
    ) -> Result<Vec<Summary>, Problem> {
        let mut query = self.query(Some(index), key, &day.to_string());
        if let Some(before) = before {
            query = query
                .key_condition_expression("#key = :key AND #sk < :before")
                .expression_attribute_names("#sk", SORT_KEY)
                .expression_attribute_values(":before", text(before));
        }
        self.newest(query, limit, read, Summary::is_expired).await
    }

    /// The newest of a day that this version has written.
    async fn listed(&self, day: Date, limit: usize, before: Option<&str>) -> Result<Vec<Summary>, Problem> {
        self.of_day((LISTED_BY_DAY, LISTED_DAY), day, limit, before, |item| {
            self.table.decode(item)
        })
        .await
    }

    /// The newest of a day that an older version has written.
    async fn of_older_versions(
        &self,
        day: Date,
        limit: usize,
        before: Option<&str>,
    ) -> Result<Vec<Summary>, Problem> {
        let found = self
            .of_day((BY_DAY, DAY), day, limit, before, |item| {
                Ok(Summary::from(&self.table.decode::<Entry>(item)?))
            })
            .await?;
        if found.is_empty() {
            let mut known = self.without_older.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert(day, before.unwrap_or(END).to_owned());
        }
        Ok(found)
    }

    /// Whether an older version is known to have written nothing of a day before this position.
    fn is_without_older(&self, day: Date, before: Option<&str>) -> bool {
        let known = self.without_older.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(&day)
            .is_some_and(|known| before.unwrap_or(END) <= known.as_str())
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
                .table
                .client()
                .batch_write_item()
                .request_items(self.table.name(), requests)
                .send()
                .await
                .map_err(|error| self.table.failed("delete", &error))?;
            requests = output
                .unprocessed_items
                .unwrap_or_default()
                .remove(self.table.name())
                .unwrap_or_default();
        }
        Ok(())
    }
}

/// The beginning of a day, UTC.
fn midnight(day: Date) -> Option<Timestamp> {
    let midnight = day.to_zoned_datetime(TimeZone::UTC).ok()?;
    Some(midnight.timestamp())
}

impl Store for DynamoStore {
    fn put<'a>(&'a self, entry: &'a Entry) -> BoxFuture<'a, Result<(), Problem>> {
        async move {
            let detail = packing::pack(entry).map_err(|error| self.table.unwritable(&error))?;
            let mut put = self
                .table
                .put(&entry.source.to_string(), &Summary::from(entry))?
                .item(DETAIL, AttributeValue::B(Blob::new(detail)))
                .item(SORT_KEY, text(&entry.position()))
                .item(LISTED_DAY, text(&entry.day().to_string()))
                .item(EXPIRES_AT, number(entry.expires_at.as_second()));
            if let Some(subject) = &entry.subject {
                put = put.item(SUBJECT, text(subject));
            }
            put.send()
                .await
                .map(|_| ())
                .map_err(|error| self.table.failed("write", &error))
        }
        .boxed()
    }

    fn of<'a>(&'a self, source: &'a Source, limit: usize) -> BoxFuture<'a, Result<Vec<Entry>, Problem>> {
        async move {
            let query = self
                .query(None, PARTITION_KEY, &source.to_string())
                .consistent_read(true);
            self.newest(query, limit, |item| self.entry(item), Entry::is_expired)
                .await
        }
        .boxed()
    }

    fn day<'a>(
        &'a self,
        day: Date,
        limit: usize,
        before: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Vec<Summary>, Problem>> {
        async move {
            let mut found = self.listed(day, limit, before).await?;
            if found.len() >= limit || self.is_without_older(day, before) {
                return Ok(found);
            }
            // An older version wrote its entries before this one did, so they follow. Entries of the minutes in which both
            // run may be listed late.
            let older = self.of_older_versions(day, limit, before).await?;
            if !older.is_empty() {
                found.extend(older);
                found.sort_by_cached_key(|summary| std::cmp::Reverse(summary.position()));
                found.truncate(limit);
            }
            Ok(found)
        }
        .boxed()
    }

    fn since<'a>(
        &'a self,
        since: Timestamp,
        day: Date,
        limit: usize,
        before: &'a str,
    ) -> BoxFuture<'a, Result<Page, Problem>> {
        async move {
            let first = since.to_zoned_datetime(TimeZone::UTC).date();
            let days = || {
                let days = std::iter::successors(Some(day), |day| day.yesterday().ok());
                days.take_while(|day| *day >= first)
            };
            // One more than the limit tells whether there are older ones.
            let most = limit + 1;
            let mut found: Vec<Summary> = Vec::new();
            let mut queries = 0;
            for day in days() {
                found.extend(self.listed(day, most - found.len(), Some(before)).await?);
                queries += 1;
                // What an older version has written precedes what this one has, and with it the moment.
                let is_past = found.last().is_some_and(|oldest| oldest.at < since);
                if is_past || found.len() >= most {
                    return Ok(Page::of(found, since, limit));
                }
            }
            let newest_of_older = found.last().map_or(day, Summary::day);
            for day in days().skip_while(|day| *day > newest_of_older) {
                if found.len() >= most || self.is_without_older(day, Some(before)) {
                    continue;
                }
                let end = day.tomorrow().ok().and_then(midnight);
                if let Some(end) = end.filter(|_| queries >= MOST_QUERIES) {
                    let mut page = Page::of(found, since.max(end), limit);
                    page.older.get_or_insert_with(|| format!("{end:.6}"));
                    return Ok(page);
                }
                found.extend(self.of_older_versions(day, most, Some(before)).await?);
                queries += 1;
                found.sort_by_cached_key(|summary| std::cmp::Reverse(summary.position()));
                found.truncate(most);
            }
            Ok(Page::of(found, since, limit))
        }
        .boxed()
    }

    fn recent(&self, days: u16, limit: usize) -> BoxFuture<'_, Result<Vec<Summary>, Problem>> {
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

    fn in_full<'a>(&'a self, listed: &'a [Summary]) -> BoxFuture<'a, Result<Vec<Entry>, Problem>> {
        async move {
            let mut found: HashMap<(String, String), Entry> = HashMap::with_capacity(listed.len());
            for summaries in listed.chunks(BATCH_OF_READS) {
                let keys = summaries.iter().map(|summary| {
                    Item::from([
                        (PARTITION_KEY.to_owned(), text(&summary.source.to_string())),
                        (SORT_KEY.to_owned(), text(&summary.position())),
                    ])
                });
                let mut keys: Vec<Item> = keys.collect();
                // What did not fit into an answer of 16 MB is asked for again.
                while !keys.is_empty() {
                    let asked = KeysAndAttributes::builder().set_keys(Some(keys)).build();
                    let asked = asked.map_err(|_| self.table.unreadable(&Item::new()))?;
                    let output = self
                        .table
                        .client()
                        .batch_get_item()
                        .request_items(self.table.name(), asked)
                        .send()
                        .await
                        .map_err(|error| self.table.failed("read", &error))?;
                    let items = output.responses.unwrap_or_default().remove(self.table.name());
                    for item in items.into_iter().flatten() {
                        let entry = self.entry(&item)?;
                        found.insert((entry.source.to_string(), entry.position()), entry);
                    }
                    keys = output
                        .unprocessed_keys
                        .unwrap_or_default()
                        .remove(self.table.name())
                        .map(|rest| rest.keys)
                        .unwrap_or_default();
                }
            }
            let in_order = listed
                .iter()
                .filter_map(|summary| found.remove(&(summary.source.to_string(), summary.position())));
            Ok(in_order.collect())
        }
        .boxed()
    }

    fn records_of<'a>(&'a self, person: &'a str) -> BoxFuture<'a, Result<BTreeSet<Source>, Problem>> {
        async move {
            let mut records = BTreeSet::new();
            let mut start = None;
            loop {
                let query = self.query(Some(BY_SUBJECT), SUBJECT, person);
                let output = query.set_exclusive_start_key(start).send().await;
                let output = output.map_err(|error| self.table.failed("read", &error))?;
                let sources = output
                    .items()
                    .iter()
                    .filter_map(|key| key.get(PARTITION_KEY)?.as_s().ok());
                records.extend(sources.filter_map(|source| source.parse::<Source>().ok()));
                start = output.last_evaluated_key;
                if start.is_none() {
                    return Ok(records);
                }
            }
        }
        .boxed()
    }

    fn erase<'a>(&'a self, person: &'a str) -> BoxFuture<'a, Result<u64, Problem>> {
        async move {
            let mut erased = 0;
            let mut start = None;
            loop {
                let query = self.query(Some(BY_SUBJECT), SUBJECT, person);
                let output = query.set_exclusive_start_key(start).send().await;
                let output = output.map_err(|error| self.table.failed("read", &error))?;
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
