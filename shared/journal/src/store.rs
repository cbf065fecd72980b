use std::collections::BTreeSet;

use futures::future::BoxFuture;
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

    /// The newest entries of today and up to `days` days before, as lists show them.
    fn recent(&self, days: u16, limit: usize) -> BoxFuture<'_, Result<Vec<Summary>, Problem>>;

    /// These entries in full, in their order; one that is gone by now is left out.
    fn in_full<'a>(&'a self, listed: &'a [Summary]) -> BoxFuture<'a, Result<Vec<Entry>, Problem>>;

    /// Deletes every entry about a person ([`crate::person_digest`]), including expired ones.
    fn erase<'a>(&'a self, person: &'a str) -> BoxFuture<'a, Result<Erased, Problem>>;
}

/// What was erased of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Erased {
    /// How many entries there were.
    pub entries: u64,
    /// The records that they were about.
    pub sources: BTreeSet<Source>,
}
