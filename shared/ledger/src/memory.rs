use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Timestamp;
use model::{Problem, Source};
use serde_json::Value;

use crate::record::ON_HOLD;
use crate::{
    Document, Expect, Key, LinkStore, Page, PutError, PutValueError, Record, RecordStore, SlotRequest,
    SlotStore, Slots, State, StoredValue, ValueStore,
};

/// A store in memory, for tests and one-off runs. Keeps what a table would keep, including expired records.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<Tables>);

#[derive(Debug, Default)]
struct Tables {
    records: HashMap<Key, Record>,
    /// None where a link was removed.
    links: HashMap<Source, Option<Document>>,
    values: HashMap<String, StoredValue>,
    /// The next free slot of each schedule.
    slots: BTreeMap<String, Timestamp>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Every record, by key, for assertions.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        let mut records: Vec<_> = self.tables().records.values().cloned().collect();
        records.sort_by(|a, b| a.key.cmp(&b.key));
        records
    }

    /// Every named value, by name, for assertions.
    #[must_use]
    pub fn values(&self) -> Vec<(String, serde_json::Value)> {
        let tables = self.tables();
        let mut values: Vec<_> = tables
            .values
            .iter()
            .map(|(name, item)| (name.clone(), item.value.clone()))
            .collect();
        values.sort_by(|a, b| a.0.cmp(&b.0));
        values
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn record(&self, key: &Key) -> Option<Record> {
        self.tables().records.get(key).cloned()
    }

    /// Writes a record if the one stored here, or otherwise `below`, is as expected.
    pub(crate) fn write_record(
        &self,
        record: &Record,
        expect: &Expect,
        below: Option<Record>,
    ) -> Result<(), PutError> {
        let mut tables = self.tables();
        let stored = tables.records.get(&record.key).cloned().or(below);
        if !expect.holds(stored.as_ref()) {
            return Err(PutError::Conflict(stored.map(Box::new)));
        }
        tables.records.insert(record.key.clone(), record.clone());
        Ok(())
    }

    /// The link that was written or removed here; none where neither happened.
    pub(crate) fn linked(&self, source: &Source) -> Option<Option<Document>> {
        self.tables().links.get(source).cloned()
    }

    pub(crate) fn value(&self, name: &str) -> Option<StoredValue> {
        self.tables().values.get(name).cloned()
    }

    /// Writes a named value if the version stored here, or otherwise `below`'s, is the expected one, and its format not a newer
    /// one.
    pub(crate) fn write_value(
        &self,
        name: &str,
        value: &Value,
        format: u32,
        expected_version: Option<u64>,
        below: Option<StoredValue>,
    ) -> Result<u64, PutValueError> {
        let mut tables = self.tables();
        let stored = tables.values.get(name).cloned().or(below);
        if stored.as_ref().map(|item| item.version) != expected_version
            || stored.as_ref().is_some_and(|item| item.format > format)
        {
            return Err(PutValueError::Conflict(stored));
        }
        let version = expected_version.unwrap_or(0) + 1;
        let item = StoredValue {
            value: value.clone(),
            version,
            format,
        };
        tables.values.insert(name.to_owned(), item);
        Ok(version)
    }

    /// A page of a list, least recently written first.
    fn page(&self, list: &str, limit: u32, from: Option<&str>) -> Page {
        let tables = self.tables();
        let mut listed: Vec<_> = tables
            .records
            .values()
            .filter(|record| record.list() == Some(list))
            .collect();
        let position = |record: &Record| format!("{:.6}|{}", record.updated_at, record.key);
        listed.sort_by_cached_key(|record| position(record));
        let mut rest = listed
            .into_iter()
            .filter(|record| from.is_none_or(|from| position(record).as_str() > from));
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let records: Vec<_> = rest.by_ref().take(limit).cloned().collect();
        let next = rest.next().and_then(|_| records.last().map(position));
        Page {
            records,
            next,
            unreadable: Vec::new(),
        }
    }
}

impl RecordStore for MemoryStore {
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Record>, Problem>> {
        async { Ok(self.record(key)) }.boxed()
    }

    fn put<'a>(&'a self, record: &'a Record, expect: &'a Expect) -> BoxFuture<'a, Result<(), PutError>> {
        async { self.write_record(record, expect, None) }.boxed()
    }

    fn list<'a>(
        &'a self,
        state: State,
        limit: u32,
        from: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page, Problem>> {
        async move {
            match state.is_listed() {
                true => Ok(self.page(state.as_str(), limit, from)),
                false => Ok(Page::default()),
            }
        }
        .boxed()
    }

    fn list_on_hold<'a>(&'a self, limit: u32, from: Option<&'a str>) -> BoxFuture<'a, Result<Page, Problem>> {
        async move { Ok(self.page(ON_HOLD, limit, from)) }.boxed()
    }

    fn count_listed(&self, state: State) -> BoxFuture<'_, Result<u64, Problem>> {
        async move {
            let tables = self.tables();
            let listed = tables
                .records
                .values()
                .filter(|record| record.list() == Some(state.as_str()) && record.hold.is_none());
            Ok(u64::try_from(listed.count()).unwrap_or(u64::MAX))
        }
        .boxed()
    }
}

impl LinkStore for MemoryStore {
    fn link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<Option<Document>, Problem>> {
        async { Ok(self.linked(source).flatten()) }.boxed()
    }

    fn put_link<'a>(
        &'a self,
        source: &'a Source,
        document: &'a Document,
    ) -> BoxFuture<'a, Result<(), Problem>> {
        async {
            self.tables().links.insert(source.clone(), Some(document.clone()));
            Ok(())
        }
        .boxed()
    }

    fn remove_link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<(), Problem>> {
        async {
            self.tables().links.insert(source.clone(), None);
            Ok(())
        }
        .boxed()
    }
}

impl ValueStore for MemoryStore {
    fn get_value<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoredValue>, Problem>> {
        async { Ok(self.value(name)) }.boxed()
    }

    fn put_value<'a>(
        &'a self,
        name: &'a str,
        value: &'a Value,
        format: u32,
        expected_version: Option<u64>,
    ) -> BoxFuture<'a, Result<u64, PutValueError>> {
        async move { self.write_value(name, value, format, expected_version, None) }.boxed()
    }
}

impl SlotStore for MemoryStore {
    fn reserve_slots<'a>(&'a self, ask: &'a SlotRequest<'a>) -> BoxFuture<'a, Result<Slots, Problem>> {
        async move {
            let slots = &mut self.tables().slots;
            let (next, answer) = ask.decide(slots.get(ask.name).copied());
            if let Some(next) = next {
                slots.insert(ask.name.to_owned(), next);
            }
            Ok(answer)
        }
        .boxed()
    }

    fn next_slots(&self) -> BoxFuture<'_, Result<BTreeMap<String, Timestamp>, Problem>> {
        async { Ok(self.tables().slots.clone()) }.boxed()
    }
}
