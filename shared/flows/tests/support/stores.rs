use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use engine::{Alert, Alerts};
use futures::future::BoxFuture;
use jiff::Timestamp;
use jiff::civil::Date;
use journal::{Entry, Summary};
use ledger::testing::Call;
use ledger::{
    Document, Expect, Key, Page, PutError, PutValueError, Record, SlotRequest, Slots, State, StoredValue,
};
use model::{Code, Problem, Source};
use serde_json::Value;

use super::steps::{Outcome, Step, Steps, inject};

/// A ledger's store whose calls are steps.
pub(super) struct StruckLedger {
    pub(super) inner: Arc<dyn ledger::Store>,
    pub(super) steps: Arc<Steps>,
}

fn failed() -> Problem {
    Problem::new(
        Code::STORAGE_ERROR,
        "The store failed, as the test asked for.",
        "",
    )
}

impl StruckLedger {
    async fn run<T, E: From<Problem>, F: Future<Output = Result<T, E>>>(
        &self,
        call: Call,
        run: impl Fn() -> F,
    ) -> Result<T, E> {
        let step = Step::Ledger(call);
        self.steps.meet(step).await;
        let fault = self.steps.take(step);
        match inject(fault, &run).await {
            Outcome::Answered(answer) => answer,
            // The SDK sends at last what it had ready; the condition decides.
            Outcome::Thawed => run().await,
            _ => Err(failed().into()),
        }
    }
}

impl ledger::RecordStore for StruckLedger {
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Record>, Problem>> {
        Box::pin(self.run(Call::Get, || self.inner.get(key)))
    }

    fn put<'a>(&'a self, record: &'a Record, expect: &'a Expect) -> BoxFuture<'a, Result<(), PutError>> {
        Box::pin(self.run(Call::Put, || self.inner.put(record, expect)))
    }

    fn list<'a>(
        &'a self,
        state: State,
        limit: u32,
        from: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page, Problem>> {
        Box::pin(self.run(Call::List, move || self.inner.list(state, limit, from)))
    }

    fn list_on_hold<'a>(&'a self, limit: u32, from: Option<&'a str>) -> BoxFuture<'a, Result<Page, Problem>> {
        Box::pin(self.run(Call::List, move || self.inner.list_on_hold(limit, from)))
    }

    fn count_listed(&self, state: State) -> BoxFuture<'_, Result<u64, Problem>> {
        Box::pin(self.run(Call::List, move || self.inner.count_listed(state)))
    }
}

impl ledger::LinkStore for StruckLedger {
    fn link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<Option<Document>, Problem>> {
        Box::pin(self.run(Call::Link, || self.inner.link(source)))
    }

    fn put_link<'a>(
        &'a self,
        source: &'a Source,
        document: &'a Document,
    ) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(self.run(Call::PutLink, || self.inner.put_link(source, document)))
    }

    fn remove_link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(self.run(Call::PutLink, || self.inner.remove_link(source)))
    }
}

impl ledger::ValueStore for StruckLedger {
    fn get_value<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StoredValue>, Problem>> {
        Box::pin(self.run(Call::GetValue, || self.inner.get_value(name)))
    }

    fn put_value<'a>(
        &'a self,
        name: &'a str,
        value: &'a Value,
        format: u32,
        expected_version: Option<u64>,
    ) -> BoxFuture<'a, Result<u64, PutValueError>> {
        Box::pin(self.run(Call::PutValue, move || {
            self.inner.put_value(name, value, format, expected_version)
        }))
    }
}

impl ledger::SlotStore for StruckLedger {
    fn reserve_slots<'a>(&'a self, ask: &'a SlotRequest<'a>) -> BoxFuture<'a, Result<Slots, Problem>> {
        Box::pin(self.run(Call::ReserveSlots, move || self.inner.reserve_slots(ask)))
    }

    fn next_slots(&self) -> BoxFuture<'_, Result<BTreeMap<String, Timestamp>, Problem>> {
        Box::pin(self.run(Call::NextSlots, move || self.inner.next_slots()))
    }
}

/// A journal that counts its writes, each of them a step.
pub(crate) struct CountingJournal {
    pub(super) inner: journal::MemoryStore,
    pub(super) steps: Arc<Steps>,
    puts: AtomicU64,
}

impl CountingJournal {
    pub(super) fn new(inner: journal::MemoryStore, steps: Arc<Steps>) -> Self {
        Self {
            inner,
            steps,
            puts: AtomicU64::new(0),
        }
    }

    /// Every entry, newest first.
    pub(crate) fn all(&self) -> Vec<Entry> {
        self.inner.all()
    }

    /// How many entries were written.
    pub(crate) fn puts(&self) -> u64 {
        self.puts.load(Ordering::Relaxed)
    }

    pub(crate) fn reset(&self) {
        self.puts.store(0, Ordering::Relaxed);
    }
}

impl journal::Store for CountingJournal {
    fn put<'a>(&'a self, entry: &'a Entry) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(async move {
            super::wording::check_entry(entry);
            self.puts.fetch_add(1, Ordering::Relaxed);
            let fault = self.steps.take(Step::Journal);
            match inject(fault, || self.inner.put(entry)).await {
                Outcome::Answered(answer) => answer,
                _ => Err(failed()),
            }
        })
    }

    fn of<'a>(&'a self, source: &'a Source, limit: usize) -> BoxFuture<'a, Result<Vec<Entry>, Problem>> {
        self.inner.of(source, limit)
    }

    fn day<'a>(
        &'a self,
        day: Date,
        limit: usize,
        before: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Vec<Summary>, Problem>> {
        self.inner.day(day, limit, before)
    }

    fn since<'a>(
        &'a self,
        since: Timestamp,
        day: Date,
        limit: usize,
        before: &'a str,
    ) -> BoxFuture<'a, Result<journal::Page, Problem>> {
        self.inner.since(since, day, limit, before)
    }

    fn recent(&self, days: u16, limit: usize) -> BoxFuture<'_, Result<Vec<Summary>, Problem>> {
        self.inner.recent(days, limit)
    }

    fn in_full<'a>(&'a self, listed: &'a [Summary]) -> BoxFuture<'a, Result<Vec<Entry>, Problem>> {
        self.inner.in_full(listed)
    }

    fn records_of<'a>(&'a self, person: &'a str) -> BoxFuture<'a, Result<BTreeSet<Source>, Problem>> {
        self.inner.records_of(person)
    }

    fn erase<'a>(&'a self, person: &'a str) -> BoxFuture<'a, Result<u64, Problem>> {
        self.inner.erase(person)
    }
}

/// What people were told.
#[derive(Default)]
pub(crate) struct Told(Mutex<Vec<Alert>>);

impl Told {
    /// The alerts so far, oldest first.
    pub(crate) fn all(&self) -> Vec<Alert> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The alerts so far in English: title and text.
    pub(crate) fn texts(&self) -> Vec<(String, String)> {
        let all = self.all();
        all.iter()
            .map(|alert| notices::in_words(alert, messages::Language::English))
            .collect()
    }

    /// The topics of the alerts so far.
    pub(crate) fn topics(&self) -> Vec<String> {
        self.all().into_iter().map(|alert| alert.topic).collect()
    }
}

impl Alerts for Told {
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        super::wording::check_alert(alert);
        Box::pin(async {
            self.0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(alert.clone());
        })
    }
}
