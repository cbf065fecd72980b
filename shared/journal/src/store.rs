use futures::future::BoxFuture;
use jiff::civil::Date;
use model::{Problem, Source};

use crate::{Entry, Summary};

/// Where entries are kept. All listings are newest first, and never show an expired entry, even where the store still has it.
pub trait Store: Send + Sync {
    /// Keeps an entry. The same entry twice is one.
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

    /// Erases every entry about a person ([`crate::person_digest`]), expired ones too. Answers how many there were.
    fn erase<'a>(&'a self, person: &'a str) -> BoxFuture<'a, Result<u64, Problem>>;
}
