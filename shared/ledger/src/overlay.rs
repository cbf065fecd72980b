use std::collections::BTreeMap;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Timestamp;
use model::{Problem, Source};
use serde_json::Value;

use crate::{
    Document, Expect, Key, LinkStore, MemoryStore, Page, PutError, PutValueError, Record, RecordStore,
    SlotRequest, SlotStore, Slots, State, Store, StoredValue, ValueStore,
};

/// A store on top of another: writes stay in memory, and the store below is only read. Runs a flow without leaving a
/// trace.
pub struct Overlay {
    below: Arc<dyn Store>,
    hidden: Option<Key>,
    written: MemoryStore,
}

impl Overlay {
    /// The changes in this store, over the one below.
    #[must_use]
    pub fn new(below: Arc<dyn Store>) -> Self {
        Self {
            below,
            hidden: None,
            written: MemoryStore::new(),
        }
    }

    /// The same store with this record hidden.
    #[must_use]
    pub fn without(mut self, key: Key) -> Self {
        self.hidden = Some(key);
        self
    }

    async fn record_below(&self, key: &Key) -> Result<Option<Record>, Problem> {
        if self.hidden.as_ref() == Some(key) {
            return Ok(None);
        }
        self.below.get(key).await
    }
}

impl RecordStore for Overlay {
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Record>, Problem>> {
        async {
            match self.written.record(key) {
                Some(record) => Ok(Some(record)),
                None => self.record_below(key).await,
            }
        }
        .boxed()
    }

    fn put<'a>(&'a self, record: &'a Record, expect: &'a Expect) -> BoxFuture<'a, Result<(), PutError>> {
        async {
            let below = match self.written.record(&record.key) {
                Some(_) => None,
                None => self.record_below(&record.key).await?,
            };
            self.written.write_record(record, expect, below)
        }
        .boxed()
    }

    /// Lists the store below, without the changes here.
    fn list<'a>(
        &'a self,
        state: State,
        limit: u32,
        from: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page, Problem>> {
        self.below.list(state, limit, from)
    }

    /// Lists the store below, without the changes here.
    fn list_on_hold<'a>(&'a self, limit: u32, from: Option<&'a str>) -> BoxFuture<'a, Result<Page, Problem>> {
        self.below.list_on_hold(limit, from)
    }

    /// Counts the store below, without the changes here.
    fn count_listed(&self, state: State) -> BoxFuture<'_, Result<u64, Problem>> {
        self.below.count_listed(state)
    }
}

impl LinkStore for Overlay {
    fn link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<Option<Document>, Problem>> {
        async {
            match self.written.linked(source) {
                Some(here) => Ok(here),
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
        self.written.put_link(source, document)
    }

    fn remove_link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<(), Problem>> {
        self.written.remove_link(source)
    }
}

impl ValueStore for Overlay {
    fn get_value<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoredValue>, Problem>> {
        async {
            match self.written.value(name) {
                Some(item) => Ok(Some(item)),
                None => self.below.get_value(name).await,
            }
        }
        .boxed()
    }

    fn put_value<'a>(
        &'a self,
        name: &'a str,
        value: &'a Value,
        format: u32,
        expected_version: Option<u64>,
    ) -> BoxFuture<'a, Result<u64, PutValueError>> {
        async move {
            let below = match self.written.value(name) {
                Some(_) => None,
                None => self.below.get_value(name).await?,
            };
            self.written
                .write_value(name, value, format, expected_version, below)
        }
        .boxed()
    }
}

impl SlotStore for Overlay {
    /// Starts at the caller's time: the real schedule is not consumed.
    fn reserve_slots<'a>(&'a self, ask: &'a SlotRequest<'a>) -> BoxFuture<'a, Result<Slots, Problem>> {
        std::future::ready(Ok(Slots::From(ask.now))).boxed()
    }

    fn next_slots(&self) -> BoxFuture<'_, Result<BTreeMap<String, Timestamp>, Problem>> {
        self.below.next_slots()
    }
}
