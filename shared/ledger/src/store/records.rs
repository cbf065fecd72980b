use futures::future::BoxFuture;
use model::Problem;

use crate::{Key, Record, State};

/// The condition for a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expect {
    /// No record is stored.
    Absent,
    /// A record with this owner, fence and state is stored.
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
    /// Exactly this record is stored.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        Self::Version {
            owner: record.owner.clone(),
            fence: record.fence,
            state: record.state,
        }
    }

    /// Whether the stored record meets the condition.
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
    /// The condition failed: this is stored, or nothing.
    #[error("the record is not as expected")]
    Conflict(Option<Box<Record>>),
    /// The store failed; whether the record was written is unknown.
    #[error(transparent)]
    Failed(#[from] Problem),
}

/// A page of a listing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The records, least recently written first.
    pub records: Vec<Record>,
    /// The position of the next page; nothing at the end.
    pub next: Option<String>,
    /// What each record of this part says that cannot be read, and is therefore not among the records.
    pub unreadable: Vec<Problem>,
}

/// Stores records.
pub trait RecordStore: Send + Sync {
    /// The record of a key as last written, expired or not.
    fn get<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Option<Record>, Problem>>;

    /// Writes a record if the stored one meets the condition.
    fn put<'a>(&'a self, record: &'a Record, expect: &'a Expect) -> BoxFuture<'a, Result<(), PutError>>;

    /// Records in a listed state ([`State::is_listed`]), least recently written first, at most `limit`, starting after
    /// an earlier page's position. What is finished and unsettled ([`Record::is_unsettled`]) is among what is parked. Listings are eventually consistent; other states give an empty page. A record that can't
    /// be read doesn't hide the others: [`Page::unreadable`] names it.
    fn list<'a>(
        &'a self,
        state: State,
        limit: u32,
        from: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Page, Problem>>;

    /// The same for records on hold that are in no listed state: those that were never sent, and those that are done.
    fn list_on_hold<'a>(&'a self, limit: u32, from: Option<&'a str>) -> BoxFuture<'a, Result<Page, Problem>>;

    /// How many records [`RecordStore::list`] has of a listed state, those on hold apart, since nobody comes back to them by themselves. Counted
    /// where they are stored: no record is read. Other states have none.
    fn count_listed(&self, state: State) -> BoxFuture<'_, Result<u64, Problem>>;
}
