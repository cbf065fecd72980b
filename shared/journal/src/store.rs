use std::collections::BTreeSet;

use futures::future::BoxFuture;
use jiff::Timestamp;
use jiff::civil::Date;
use model::{Problem, Source};

use crate::{Entry, Summary};

/// The storage of entries. All listings are newest first, and never return an expired entry, even if it is still
/// stored.
pub trait Store: Send + Sync {
    /// Stores an entry. Storing the same entry twice has no further effect.
    fn put<'a>(&'a self, entry: &'a Entry) -> BoxFuture<'a, Result<(), Problem>>;

    /// The newest entries of a record.
    fn of<'a>(&'a self, source: &'a Source, limit: usize) -> BoxFuture<'a, Result<Vec<Entry>, Problem>>;

    /// The newest entries of a day (UTC), as lists show them; those older than `before` (a [`Summary::position`]) where that
    /// is given. May lag behind by a moment.
    fn day<'a>(
        &'a self,
        day: Date,
        limit: usize,
        before: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Vec<Summary>, Problem>>;

    /// The newest entries since a moment, of a day (UTC) and of the days before it; those older than `before` only. Costs at
    /// most three queries where the moment is in that day or the day before.
    fn since<'a>(
        &'a self,
        since: Timestamp,
        day: Date,
        limit: usize,
        before: &'a str,
    ) -> BoxFuture<'a, Result<Page, Problem>>;

    /// The newest entries of today and up to `days` days before, as lists show them.
    fn recent(&self, days: u16, limit: usize) -> BoxFuture<'_, Result<Vec<Summary>, Problem>>;

    /// These entries in full, in their order; one that is gone by now is left out.
    fn in_full<'a>(&'a self, listed: &'a [Summary]) -> BoxFuture<'a, Result<Vec<Entry>, Problem>>;

    /// The records that the entries about a person are of.
    fn records_of<'a>(&'a self, person: &'a str) -> BoxFuture<'a, Result<BTreeSet<Source>, Problem>>;

    /// Deletes every entry about a person ([`crate::person_digest`]), including expired ones.
    fn erase<'a>(&'a self, person: &'a str) -> BoxFuture<'a, Result<u64, Problem>>;
}

/// A page of a list, newest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The entries.
    pub entries: Vec<Summary>,
    /// What older ones, which there are or may be, are older than: an entry's position or a moment.
    pub older: Option<String>,
}

impl Page {
    /// Of the newest entries, one more than the limit where there are more.
    pub(crate) fn of(mut entries: Vec<Summary>, since: Timestamp, limit: usize) -> Self {
        entries.retain(|entry| entry.at >= since);
        let has_more = entries.len() > limit;
        entries.truncate(limit);
        let last = entries.last().filter(|_| has_more);
        Self {
            older: last.map(Summary::position),
            entries,
        }
    }
}
