//! A store that counts calls and injects faults, for tests of flows.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Timestamp;
use model::{Code, Problem, Source};
use serde_json::Value;

use crate::{
    Document, Expect, Key, LinkStore, Page, PutError, PutValueError, Record, RecordStore, SlotRequest,
    SlotStore, Slots, State, Store, StoredValue, ValueStore,
};

/// A call to a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Call {
    /// [`RecordStore::get`].
    Get,
    /// [`RecordStore::put`].
    Put,
    /// [`LinkStore::link`].
    Link,
    /// [`LinkStore::put_link`].
    PutLink,
    /// [`ValueStore::get_value`].
    GetValue,
    /// [`ValueStore::put_value`].
    PutValue,
    /// [`RecordStore::list`].
    List,
    /// [`SlotStore::reserve_slots`].
    ReserveSlots,
    /// [`SlotStore::next_slots`].
    NextSlots,
}

impl Call {
    /// Whether it writes.
    #[must_use]
    pub fn writes(self) -> bool {
        matches!(
            self,
            Self::Put | Self::PutLink | Self::PutValue | Self::ReserveSlots
        )
    }
}

/// A fault to inject into a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fault {
    /// None.
    #[default]
    None,
    /// It fails before anything is done.
    Before,
    /// It is done, and its response is lost.
    After,
    /// It is done, its response is lost, and the client retries it, as an SDK does.
    Repeated,
}

type Faults = Box<dyn Fn(Call, u64) -> Fault + Send + Sync>;

/// Counts the calls to a store, and injects faults.
pub struct CountingStore {
    inner: Arc<dyn Store>,
    counts: Mutex<BTreeMap<Call, u64>>,
    faults: Mutex<Faults>,
}

impl CountingStore {
    /// Counts the calls to this store.
    #[must_use]
    pub fn new(inner: Arc<dyn Store>) -> Self {
        Self {
            inner,
            counts: Mutex::default(),
            faults: Mutex::new(Box::new(|_, _| Fault::None)),
        }
    }

    /// Injects the faults that `faults` returns from now on; it is given the call and the number of earlier calls of
    /// its kind.
    pub fn inject(&self, faults: impl Fn(Call, u64) -> Fault + Send + Sync + 'static) {
        *self.faults.lock().unwrap_or_else(PoisonError::into_inner) = Box::new(faults);
    }

    /// The number of calls of a kind.
    #[must_use]
    pub fn count(&self, call: Call) -> u64 {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.get(&call).copied().unwrap_or(0)
    }

    /// The number of writes, failed conditions included: a table bills them too.
    #[must_use]
    pub fn writes(&self) -> u64 {
        self.sum(Call::writes)
    }

    /// The number of reads.
    #[must_use]
    pub fn reads(&self) -> u64 {
        self.sum(|call| !call.writes())
    }

    /// Resets the counts.
    pub fn reset(&self) {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn sum(&self, wanted: impl Fn(Call) -> bool) -> u64 {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts
            .iter()
            .filter(|(call, _)| wanted(**call))
            .map(|(_, count)| count)
            .sum()
    }

    fn next(&self, call: Call) -> Fault {
        let before = {
            let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
            let count = counts.entry(call).or_default();
            *count += 1;
            *count - 1
        };
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)(call, before)
    }

    async fn run<T, E: From<Problem>, F: Future<Output = Result<T, E>>>(
        &self,
        call: Call,
        run: impl Fn() -> F,
    ) -> Result<T, E> {
        match self.next(call) {
            Fault::None => run().await,
            Fault::Before => Err(failed().into()),
            Fault::After => {
                // Whatever it answered, it is lost.
                let _ = run().await;
                Err(failed().into())
            }
            Fault::Repeated => {
                let _ = run().await;
                run().await
            }
        }
    }
}

fn failed() -> Problem {
    Problem::new(
        Code::STORAGE_ERROR,
        "The store failed, as the test asked for.",
        "",
    )
}

impl RecordStore for CountingStore {
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Record>, Problem>> {
        self.run(Call::Get, || self.inner.get(key)).boxed()
    }

    fn put<'a>(&'a self, record: &'a Record, expect: &'a Expect) -> BoxFuture<'a, Result<(), PutError>> {
        self.run(Call::Put, || self.inner.put(record, expect)).boxed()
    }

    fn list<'a>(
        &'a self,
        state: State,
        limit: u32,
        from: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page, Problem>> {
        self.run(Call::List, move || self.inner.list(state, limit, from))
            .boxed()
    }

    fn list_on_hold<'a>(&'a self, limit: u32, from: Option<&'a str>) -> BoxFuture<'a, Result<Page, Problem>> {
        self.run(Call::List, move || self.inner.list_on_hold(limit, from))
            .boxed()
    }

    fn count_listed(&self, state: State) -> BoxFuture<'_, Result<u64, Problem>> {
        self.run(Call::List, move || self.inner.count_listed(state))
            .boxed()
    }
}

impl LinkStore for CountingStore {
    fn link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<Option<Document>, Problem>> {
        self.run(Call::Link, || self.inner.link(source)).boxed()
    }

    fn put_link<'a>(
        &'a self,
        source: &'a Source,
        document: &'a Document,
    ) -> BoxFuture<'a, Result<(), Problem>> {
        self.run(Call::PutLink, || self.inner.put_link(source, document))
            .boxed()
    }

    fn remove_link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<(), Problem>> {
        self.run(Call::PutLink, || self.inner.remove_link(source)).boxed()
    }
}

impl ValueStore for CountingStore {
    fn get_value<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoredValue>, Problem>> {
        self.run(Call::GetValue, || self.inner.get_value(name)).boxed()
    }

    fn put_value<'a>(
        &'a self,
        name: &'a str,
        value: &'a Value,
        format: u32,
        expected_version: Option<u64>,
    ) -> BoxFuture<'a, Result<u64, PutValueError>> {
        self.run(Call::PutValue, move || {
            self.inner.put_value(name, value, format, expected_version)
        })
        .boxed()
    }
}

impl SlotStore for CountingStore {
    fn reserve_slots<'a>(&'a self, ask: &'a SlotRequest<'a>) -> BoxFuture<'a, Result<Slots, Problem>> {
        self.run(Call::ReserveSlots, move || self.inner.reserve_slots(ask))
            .boxed()
    }

    fn next_slots(&self) -> BoxFuture<'_, Result<BTreeMap<String, Timestamp>, Problem>> {
        self.run(Call::NextSlots, move || self.inner.next_slots()).boxed()
    }
}
