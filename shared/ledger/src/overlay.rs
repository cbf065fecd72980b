use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Timestamp;
use model::{Problem, Source};
use serde_json::Value;

use crate::{
    Document, Expect, Key, Page, PutError, PutStateError, Record, SlotRequest, Slots, State, StateItem, Store,
};

/// A store that is another one with changes of its own: what is written stays in memory, and the store below is only read.
/// For going through a flow without leaving a trace.
pub struct Overlay {
    below: Arc<dyn Store>,
    hidden: Option<Key>,
    own: Mutex<Own>,
}

#[derive(Default)]
struct Own {
    records: HashMap<Key, Record>,
    links: HashMap<Source, Document>,
    state: HashMap<String, StateItem>,
}

impl Overlay {
    /// What is in this store, to be written over.
    #[must_use]
    pub fn new(below: Arc<dyn Store>) -> Self {
        Self {
            below,
            hidden: None,
            own: Mutex::default(),
        }
    }

    /// The same, as if nothing were known of this key.
    #[must_use]
    pub fn without(mut self, key: Key) -> Self {
        self.hidden = Some(key);
        self
    }

    fn own(&self) -> MutexGuard<'_, Own> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn record(&self, key: &Key) -> Result<Option<Record>, Problem> {
        let own = self.own().records.get(key).cloned();
        match own {
            Some(record) => Ok(Some(record)),
            None if self.hidden.as_ref() == Some(key) => Ok(None),
            None => self.below.get(key).await,
        }
    }

    async fn state(&self, name: &str) -> Result<Option<StateItem>, Problem> {
        let own = self.own().state.get(name).cloned();
        match own {
            Some(item) => Ok(Some(item)),
            None => self.below.get_state(name).await,
        }
    }
}

impl Store for Overlay {
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Record>, Problem>> {
        self.record(key).boxed()
    }

    fn put<'a>(&'a self, record: &'a Record, expect: &'a Expect) -> BoxFuture<'a, Result<(), PutError>> {
        async move {
            let stored = self.record(&record.key).await?;
            if !expect.holds(stored.as_ref()) {
                return Err(PutError::Conflict(stored.map(Box::new)));
            }
            self.own().records.insert(record.key.clone(), record.clone());
            Ok(())
        }
        .boxed()
    }

    fn link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<Option<Document>, Problem>> {
        async move {
            let own = self.own().links.get(source).cloned();
            match own {
                Some(document) => Ok(Some(document)),
                None => self.below.link(source).await,
            }
        }
        .boxed()
    }

    fn put_link<'a>(
        &'a self,
        source: &'a Source,
        document: &'a Document,
    ) -> BoxFuture<'a, Result<(), Problem>> {
        async {
            self.own().links.insert(source.clone(), document.clone());
            Ok(())
        }
        .boxed()
    }

    fn get_state<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StateItem>, Problem>> {
        self.state(name).boxed()
    }

    fn put_state<'a>(
        &'a self,
        name: &'a str,
        value: &'a Value,
        expected_version: Option<u64>,
    ) -> BoxFuture<'a, Result<u64, PutStateError>> {
        async move {
            let stored = self.state(name).await?;
            if stored.as_ref().map(|item| item.version) != expected_version {
                return Err(PutStateError::Conflict(stored));
            }
            let version = expected_version.unwrap_or(0) + 1;
            let item = StateItem {
                value: value.clone(),
                version,
            };
            self.own().state.insert(name.to_owned(), item);
            Ok(version)
        }
        .boxed()
    }

    /// What is listed below; changes are not in it.
    fn list<'a>(
        &'a self,
        state: State,
        limit: u32,
        from: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page, Problem>> {
        self.below.list(state, limit, from)
    }

    /// From the asker's time on: nothing is taken from anybody.
    fn reserve_slots<'a>(&'a self, ask: &'a SlotRequest<'a>) -> BoxFuture<'a, Result<Slots, Problem>> {
        std::future::ready(Ok(Slots::From(ask.now))).boxed()
    }

    fn next_places(&self) -> BoxFuture<'_, Result<BTreeMap<String, Timestamp>, Problem>> {
        self.below.next_places()
    }
}
