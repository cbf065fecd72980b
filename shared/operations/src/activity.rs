//! Filters of the activity log, and the log as it grows.

use std::collections::BTreeMap;

use aws::Direction;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use journal::{Entry, Outcome, Store, Summary};
use model::{Cause, Code, Problem, Source};

/// How many days are looked back where nothing is said: longer than the log is kept, unless it is set so.
const USUAL_DAYS: i32 = 31;

/// The most days that are looked back. Each costs a query.
const MOST_DAYS: i32 = 400;

/// The entries of one query.
const PAGE: usize = 100;

/// How long after it ended an attempt may show in the log's listing.
const LAG: SignedDuration = SignedDuration::from_mins(2);

/// The most entries that one look at the growing log takes.
const BURST: usize = 10_000;

/// Whether an attempt has sent the fields that it has as sent. One that ended otherwise, such as parked, had prepared them.
#[must_use]
pub fn was_sent(entry: &Entry) -> bool {
    entry.outcome.has_sent(&entry.cases) || entry.document.is_some()
}

/// Which attempts are wanted; what is not set takes all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of one record.
    pub record: Option<Source>,
    /// Of one direction.
    pub direction: Option<Direction>,
    /// With one outcome.
    pub outcome: Option<Outcome>,
    /// Only those that have sent something.
    pub sent: bool,
    /// For one reason.
    pub cause: Option<Cause>,
    /// With one error code.
    pub code: Option<Code>,
    /// That ended then or later.
    pub since: Option<Timestamp>,
    /// That ended before.
    pub until: Option<Timestamp>,
}

impl Filter {
    /// Whether an attempt is wanted.
    #[must_use]
    pub fn takes(&self, entry: &Summary) -> bool {
        fn is<T: PartialEq>(wanted: Option<&T>, has: Option<&T>) -> bool {
            wanted.is_none() || wanted == has
        }
        let code = entry.problem.as_ref().map(|problem| &problem.code);
        is(self.record.as_ref(), Some(&entry.source))
            && is(self.direction.as_ref(), Some(&Direction::of(entry.kind)))
            && is(self.outcome.as_ref(), Some(&entry.outcome))
            && (!self.sent || entry.outcome.has_sent(&entry.cases))
            && is(self.cause.as_ref(), Some(&entry.cause))
            && is(self.code.as_ref(), code)
            && self.since.is_none_or(|since| entry.at >= since)
            && self.until.is_none_or(|until| entry.at < until)
    }

    /// The days that are looked through, the newest first.
    fn days(&self, now: Timestamp) -> impl Iterator<Item = Date> + use<> {
        let day = |at: Timestamp| at.to_zoned_datetime(TimeZone::UTC).date();
        let newest = day(self.until.map_or(now, |until| until.min(now)));
        let oldest = match self.since {
            Some(since) => day(since).max(newest.saturating_sub(Span::new().days(MOST_DAYS))),
            None => newest.saturating_sub(Span::new().days(USUAL_DAYS)),
        };
        std::iter::successors(Some(newest), |day| day.yesterday().ok()).take_while(move |day| *day >= oldest)
    }
}

/// The newest attempts that are wanted, newest first. Without [`Filter::since`], the last 31 days are looked through.
///
/// # Errors
/// When the activity log can't be read.
pub async fn newest(
    journal: &dyn Store,
    filter: &Filter,
    limit: usize,
    now: Timestamp,
) -> Result<Vec<Summary>, Problem> {
    let mut found = Vec::new();
    if let Some(record) = &filter.record {
        // The log lists a record's attempts without pages, and few have many.
        let entries = journal.of(record, limit.max(PAGE)).await?;
        let listed = entries.iter().map(Summary::from);
        found.extend(listed.filter(|entry| filter.takes(entry)));
        found.truncate(limit);
        return Ok(found);
    }
    for day in filter.days(now) {
        let mut before: Option<String> = None;
        loop {
            let entries = journal.day(day, PAGE, before.as_deref()).await?;
            let oldest = entries.last().map(|entry| (entry.at, entry.position()));
            let is_last = entries.len() < PAGE;
            found.extend(entries.into_iter().filter(|entry| filter.takes(entry)));
            if found.len() >= limit {
                found.truncate(limit);
                return Ok(found);
            }
            match oldest {
                Some((at, position)) if !is_last && filter.since.is_none_or(|since| at >= since) => {
                    before = Some(position);
                }
                _ => break,
            }
        }
    }
    Ok(found)
}

/// The same in full, with steps and fields.
///
/// # Errors
/// When the activity log can't be read.
pub async fn newest_in_full(
    journal: &dyn Store,
    filter: &Filter,
    limit: usize,
    now: Timestamp,
) -> Result<Vec<Entry>, Problem> {
    let listed = newest(journal, filter, limit, now).await?;
    journal.in_full(&listed).await
}

/// The activity log as it grows.
#[derive(Debug)]
pub struct Tail {
    filter: Filter,
    from: Timestamp,
    last: Timestamp,
    /// Attempts that were shown already, and may be listed once more: by position, with the time.
    shown: BTreeMap<String, Timestamp>,
}

impl Tail {
    /// Follows the log from now on, or from [`Filter::since`].
    #[must_use]
    pub fn new(filter: Filter, now: Timestamp) -> Self {
        let from = filter.since.unwrap_or(now);
        Self {
            filter,
            from,
            last: from,
            shown: BTreeMap::new(),
        }
    }

    /// What is new since the last call, oldest first, each attempt once. One that is listed late, as DynamoDB's indexes may do, is
    /// found by a later call.
    ///
    /// # Errors
    /// When the activity log can't be read; the next call goes on.
    pub async fn poll(&mut self, journal: &dyn Store, now: Timestamp) -> Result<Vec<Entry>, Problem> {
        let overlap = self.last.checked_sub(LAG).unwrap_or(self.last);
        let since = self.from.max(overlap);
        let filter = Filter {
            since: Some(since),
            ..self.filter.clone()
        };
        let mut listed = newest(journal, &filter, BURST, now).await?;
        listed.retain(|entry| !self.shown.contains_key(&entry.position()));
        listed.reverse();
        let entries = journal.in_full(&listed).await?;
        self.last = self.last.max(now);
        let places = entries.iter().map(|entry| (entry.position(), entry.at));
        self.shown.extend(places);
        self.shown.retain(|_, at| *at >= since);
        Ok(entries)
    }
}

#[cfg(test)]
mod tests;
