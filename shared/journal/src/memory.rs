use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::{Clock, Problem, Source};

use crate::{Entry, Page, Store, Summary};

/// A store in memory, for tests and one-off runs. Keeps what a table would keep, including expired entries.
pub struct MemoryStore {
    clock: Arc<dyn Clock>,
    entries: Mutex<BTreeMap<(String, String), Entry>>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            entries: Mutex::default(),
        }
    }

    fn entries(&self) -> MutexGuard<'_, BTreeMap<(String, String), Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every entry that has not expired, in full, newest first.
    #[must_use]
    pub fn all(&self) -> Vec<Entry> {
        self.newest(usize::MAX, |_| true)
    }

    fn listed(&self, limit: usize, wanted: impl Fn(&Entry) -> bool) -> Vec<Summary> {
        self.newest(limit, wanted).iter().map(Summary::from).collect()
    }

    fn newest(&self, limit: usize, wanted: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        let now = self.clock.now();
        let entries = self.entries();
        let mut found: Vec<_> = entries
            .values()
            .filter(|entry| !entry.is_expired(now) && wanted(entry))
            .collect();
        found.sort_by_cached_key(|entry| std::cmp::Reverse(entry.position()));
        found.into_iter().take(limit).cloned().collect()
    }
}

impl Store for MemoryStore {
    fn put<'a>(&'a self, entry: &'a Entry) -> BoxFuture<'a, Result<(), Problem>> {
        async {
            let place = (entry.source.to_string(), entry.position());
            self.entries().insert(place, entry.clone());
            Ok(())
        }
        .boxed()
    }

    fn of<'a>(&'a self, source: &'a Source, limit: usize) -> BoxFuture<'a, Result<Vec<Entry>, Problem>> {
        async move { Ok(self.newest(limit, |entry| entry.source == *source)) }.boxed()
    }

    fn day<'a>(
        &'a self,
        day: Date,
        limit: usize,
        before: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Vec<Summary>, Problem>> {
        async move {
            let older = |entry: &Entry| before.is_none_or(|before| entry.position().as_str() < before);
            Ok(self.listed(limit, |entry| entry.day() == day && older(entry)))
        }
        .boxed()
    }

    fn since<'a>(
        &'a self,
        since: Timestamp,
        _: Date,
        limit: usize,
        before: &'a str,
    ) -> BoxFuture<'a, Result<Page, Problem>> {
        async move {
            let is_wanted = |entry: &Entry| entry.at >= since && entry.position().as_str() < before;
            Ok(Page::of(self.listed(limit + 1, is_wanted), since, limit))
        }
        .boxed()
    }

    fn recent(&self, days: u16, limit: usize) -> BoxFuture<'_, Result<Vec<Summary>, Problem>> {
        async move {
            let today = self.clock.now().to_zoned_datetime(TimeZone::UTC).date();
            let first = today.saturating_sub(jiff::Span::new().days(i64::from(days)));
            Ok(self.listed(limit, |entry| entry.day() >= first && entry.day() <= today))
        }
        .boxed()
    }

    fn in_full<'a>(&'a self, listed: &'a [Summary]) -> BoxFuture<'a, Result<Vec<Entry>, Problem>> {
        async move {
            let entries = self.entries();
            let found = listed.iter().filter_map(|summary| {
                entries
                    .get(&(summary.source.to_string(), summary.position()))
                    .cloned()
            });
            Ok(found.collect())
        }
        .boxed()
    }

    fn records_of<'a>(&'a self, person: &'a str) -> BoxFuture<'a, Result<BTreeSet<Source>, Problem>> {
        async move {
            let entries = self.entries();
            let of_person = entries
                .values()
                .filter(|entry| entry.subject.as_deref() == Some(person));
            Ok(of_person.map(|entry| entry.source.clone()).collect())
        }
        .boxed()
    }

    fn erase<'a>(&'a self, person: &'a str) -> BoxFuture<'a, Result<u64, Problem>> {
        async move {
            let mut entries = self.entries();
            let before = entries.len();
            entries.retain(|_, entry| entry.subject.as_deref() != Some(person));
            Ok((before - entries.len()) as u64)
        }
        .boxed()
    }
}
