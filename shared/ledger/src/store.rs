use std::collections::BTreeMap;
use std::time::Duration;

use futures::future::BoxFuture;
use jiff::Timestamp;
use model::{Problem, Source};
use serde_json::Value;

use crate::time::later;
use crate::{Document, Key, Record, State};

/// What must be stored for a write to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expect {
    /// Nothing.
    Absent,
    /// A record written by this owner, with this fence, in this state.
    Version {
        /// Its owner.
        owner: String,
        /// Its fence.
        fence: u64,
        /// Its state.
        state: State,
    },
}

impl Expect {
    /// Exactly this record.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        Self::Version {
            owner: record.owner.clone(),
            fence: record.fence,
            state: record.state,
        }
    }

    /// Whether what is stored is what was expected.
    #[must_use]
    pub fn holds(&self, stored: Option<&Record>) -> bool {
        match (self, stored) {
            (Self::Absent, None) => true,
            (Self::Version { owner, fence, state }, Some(record)) => {
                record.owner == *owner && record.fence == *fence && record.state == *state
            }
            _ => false,
        }
    }
}

/// Why a record was not written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PutError {
    /// Something else is stored than was expected: this, or nothing.
    #[error("the record is not as expected")]
    Conflict(Option<Box<Record>>),
    /// The store failed; it is not known whether the record was written.
    #[error(transparent)]
    Failed(#[from] Problem),
}

/// A named value of the deployment: a watermark, a lease, what a probe found.
#[derive(Debug, Clone, PartialEq)]
pub struct StateItem {
    /// The value.
    pub value: Value,
    /// 1 for the first, raised by each write.
    pub version: u64,
}

/// Why a named value was not written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PutStateError {
    /// Another version is stored than was expected: this, or nothing.
    #[error("the value is not as expected")]
    Conflict(Option<StateItem>),
    /// The store failed; it is not known whether the value was written.
    #[error(transparent)]
    Failed(#[from] Problem),
}

/// What is asked of a schedule: evenly spaced places for calls, each given to one caller, whoever asks.
///
/// A schedule is no more than the time of its next free place. Whoever takes some moves it on by as many spacings; one that
/// lies in the past begins anew at `now`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotRequest<'a> {
    /// The schedule's name.
    pub name: &'a str,
    /// How many places.
    pub count: u32,
    /// From one place to the next, in whole microseconds.
    pub spacing: Duration,
    /// The asker's time.
    pub now: Timestamp,
    /// Nothing is taken where the next free place is later than this.
    pub latest: Option<Timestamp>,
    /// The next free place as last heard of: where it still is so, a write is saved.
    pub known: Option<Timestamp>,
}

impl SlotRequest<'_> {
    /// How far the schedule moves.
    pub(crate) fn length(&self) -> Duration {
        self.spacing * self.count
    }

    /// What is stored afterwards, and what is answered: the rule that every store keeps.
    pub(crate) fn decide(&self, next: Option<Timestamp>) -> (Option<Timestamp>, Slots) {
        let first = next.map_or(self.now, |next| next.max(self.now));
        if self.latest.is_some_and(|latest| first > latest) {
            return (None, Slots::Full { next: first });
        }
        (Some(later(first, self.length())), Slots::From(first))
    }
}

/// The answer of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slots {
    /// The first of the places; the others follow, each a spacing later.
    From(Timestamp),
    /// Nothing was taken: the next free place is later than was asked for.
    Full {
        /// The next free place.
        next: Timestamp,
    },
}

/// A part of a listing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The records, longest unchanged first.
    pub records: Vec<Record>,
    /// Where the next part begins; nothing at the end.
    pub next: Option<String>,
}

/// Where records, links and named values are kept.
///
/// Every error means that nothing is known: a failed read is not "not found", and a failed write may have been made.
/// Implementations decide nothing; the conditions come with the call, and are checked and written as one.
pub trait Store: Send + Sync {
    /// The record of a key, as last written, expired or not.
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Record>, Problem>>;

    /// Writes a record where what is stored is as expected.
    fn put<'a>(&'a self, record: &'a Record, expect: &'a Expect) -> BoxFuture<'a, Result<(), PutError>>;

    /// The document that a source is linked to.
    fn link<'a>(&'a self, source: &'a Source) -> BoxFuture<'a, Result<Option<Document>, Problem>>;

    /// Links a source to a document, in place of what it was linked to. Links never expire.
    fn put_link<'a>(
        &'a self,
        source: &'a Source,
        document: &'a Document,
    ) -> BoxFuture<'a, Result<(), Problem>>;

    /// A named value.
    fn get_state<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Option<StateItem>, Problem>>;

    /// Writes a named value where the stored version is the expected one; `None` expects nothing. Answers the version
    /// that it has now.
    fn put_state<'a>(
        &'a self,
        name: &'a str,
        value: &'a Value,
        expected_version: Option<u64>,
    ) -> BoxFuture<'a, Result<u64, PutStateError>>;

    /// Records in a listed state ([`State::is_listed`]), longest unchanged first, at most `limit`, from where an earlier
    /// page ended. The listing may lag behind the records by a moment; other states give an empty page.
    fn list<'a>(
        &'a self,
        state: State,
        limit: u32,
        from: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page, Problem>>;

    /// Takes places in a schedule, in one write that no other can come between.
    fn reserve_slots<'a>(&'a self, ask: &'a SlotRequest<'a>) -> BoxFuture<'a, Result<Slots, Problem>>;

    /// The next free place of every schedule that was ever used.
    fn next_places(&self) -> BoxFuture<'_, Result<BTreeMap<String, Timestamp>, Problem>>;
}
