use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Timestamp;
use model::{Problem, Source};
use serde_json::Value;

use crate::{
    Document, Expect, Key, Page, PutError, PutStateError, Record, SlotRequest, Slots, State, StateItem, Store,
};

/// A store in this process's memory, for tests and one-off runs. Keeps what a table would keep, expired records too.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<Tables>);

#[derive(Debug, Default)]
struct Tables {
    records: HashMap<Key, Record>,
    links: HashMap<Source, Document>,
    state: HashMap<String, StateItem>,
    places: BTreeMap<String, Timestamp>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Every record, by key: for assertions over all of them.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        let mut records: Vec<_> = self.tables().records.values().cloned().collect();
        records.sort_by(|a, b| a.key.cmp(&b.key));
        records
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Record>, Problem>> {
        async { Ok(self.tables().records.get(key).cloned()) }.boxed()
    }

    fn put<'a>(&'a self, record: &'a Record, expect: &'a Expect) -> BoxFuture<'a, Result<(), PutError>> {
        async {
            let mut tables = self.tables();
            let stored = tables.records.get(&record.key);
            if !expect.holds(stored) {
                return Err(PutError::Conflict(stored.cloned().map(Box::new)));
            }
            tables.records.insert(record.key.clone(), record.clone());
            Ok(())
        }
        .boxed()
    }

    fn link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<Option<Document>, Problem>> {
        async { Ok(self.tables().links.get(source).cloned()) }.boxed()
    }

    fn put_link<'a>(
        &'a self,
        source: &'a Source,
        document: &'a Document,
    ) -> BoxFuture<'a, Result<(), Problem>> {
        async {
            self.tables().links.insert(source.clone(), document.clone());
            Ok(())
        }
        .boxed()
    }

    fn get_state<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StateItem>, Problem>> {
        async { Ok(self.tables().state.get(name).cloned()) }.boxed()
    }

    fn put_state<'a>(
        &'a self,
        name: &'a str,
        value: &'a Value,
        expected_version: Option<u64>,
    ) -> BoxFuture<'a, Result<u64, PutStateError>> {
        async move {
            let mut tables = self.tables();
            let stored = tables.state.get(name);
            if stored.map(|item| item.version) != expected_version {
                return Err(PutStateError::Conflict(stored.cloned()));
            }
            let version = expected_version.unwrap_or(0) + 1;
            tables.state.insert(
                name.to_owned(),
                StateItem {
                    value: value.clone(),
                    version,
                },
            );
            Ok(version)
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
            let tables = self.tables();
            let mut listed: Vec<_> = tables
                .records
                .values()
                .filter(|record| record.state == state)
                .collect();
            let place = |record: &Record| format!("{:.6}|{}", record.updated_at, record.key);
            listed.sort_by_cached_key(|record| place(record));
            let mut rest = listed
                .into_iter()
                .filter(|record| from.is_none_or(|from| place(record).as_str() > from));
            let limit = usize::try_from(limit).unwrap_or(usize::MAX);
            let records: Vec<_> = rest.by_ref().take(limit).cloned().collect();
            let next = rest.next().and_then(|_| records.last().map(place));
            Ok(Page { records, next })
        }
        .boxed()
    }

    fn reserve_slots<'a>(&'a self, ask: &'a SlotRequest<'a>) -> BoxFuture<'a, Result<Slots, Problem>> {
        async move {
            let places = &mut self.tables().places;
            let (next, answer) = ask.decide(places.get(ask.name).copied());
            if let Some(next) = next {
                places.insert(ask.name.to_owned(), next);
            }
            Ok(answer)
        }
        .boxed()
    }

    fn next_places(&self) -> BoxFuture<'_, Result<BTreeMap<String, Timestamp>, Problem>> {
        async { Ok(self.tables().places.clone()) }.boxed()
    }
}
