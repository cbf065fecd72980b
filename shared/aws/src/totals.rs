//! Daily counts of job outcomes for people, updated once for each delivery, in one value of the ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use engine::JobOutcome;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use ledger::Ledger;
use model::{Cause, Code, Job, JobKind, Problem, QueueName, Vendor};
use serde::{Deserialize, Serialize};

/// The value's name in the ledger.
const NAME: &str = "totals";

/// How many days are stored, including today.
const DAYS: i32 = 30;

/// How often a write is retried because another delivery was counted in between. After that, the counts are dropped:
/// these figures are informative and not used for accounting.
const TRIES: usize = 5;

/// The direction of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From ActiveCampaign to eAccounting.
    ToEaccounting,
    /// From eAccounting to ActiveCampaign.
    #[serde(rename = "to_activecampaign")]
    ToActiveCampaign,
}

impl Direction {
    /// Both, in the order of reports.
    pub const ALL: [Self; 2] = [Self::ToEaccounting, Self::ToActiveCampaign];

    /// The direction in one word, as in CSV and JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ToEaccounting => "to_eaccounting",
            Self::ToActiveCampaign => "to_activecampaign",
        }
    }

    /// The direction of a kind of job.
    #[must_use]
    pub fn of(kind: JobKind) -> Self {
        match kind.target() {
            Vendor::Eaccounting => Self::ToEaccounting,
            Vendor::ActiveCampaign => Self::ToActiveCampaign,
        }
    }

    /// The vendor that it goes to.
    #[must_use]
    pub fn to(self) -> Vendor {
        match self {
            Self::ToEaccounting => Vendor::Eaccounting,
            Self::ToActiveCampaign => Vendor::ActiveCampaign,
        }
    }

    /// For people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ToEaccounting => "To eAccounting",
            Self::ToActiveCampaign => "To ActiveCampaign",
        }
    }
}

/// Whether all counts are zero. Such a count isn't written, because DynamoDB bills this value's size for each delivery.
fn is_nothing<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Attempts by outcome. Searches for a contact's orders are not counted, because they send nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Records that were sent.
    #[serde(rename = "d", default, skip_serializing_if = "is_nothing")]
    pub sent: u64,
    /// Records with nothing to do.
    #[serde(rename = "s", default, skip_serializing_if = "is_nothing")]
    pub skipped: u64,
    /// Records that were parked.
    #[serde(rename = "p", default, skip_serializing_if = "is_nothing")]
    pub parked: u64,
    /// Attempts that failed and will be retried.
    #[serde(rename = "f", default, skip_serializing_if = "is_nothing")]
    pub failing: u64,
}

impl Count {
    /// All of them.
    #[must_use]
    pub fn sum(&self) -> u64 {
        self.sent + self.skipped + self.parked + self.failing
    }

    fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.skipped += other.skipped;
        self.parked += other.parked;
        self.failing += other.failing;
    }
}

/// The counts of a day, by direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCount {
    #[serde(rename = "e", default, skip_serializing_if = "is_nothing")]
    to_eaccounting: Count,
    #[serde(rename = "a", default, skip_serializing_if = "is_nothing")]
    to_activecampaign: Count,
}

impl DayCount {
    /// The count of a direction.
    #[must_use]
    pub fn of(&self, direction: Direction) -> Count {
        match direction {
            Direction::ToEaccounting => self.to_eaccounting,
            Direction::ToActiveCampaign => self.to_activecampaign,
        }
    }

    fn of_mut(&mut self, direction: Direction) -> &mut Count {
        match direction {
            Direction::ToEaccounting => &mut self.to_eaccounting,
            Direction::ToActiveCampaign => &mut self.to_activecampaign,
        }
    }
}

/// How long the latest jobs of a queue had waited when their first attempt started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// When they began.
    pub at: Timestamp,
    /// The longest wait, in seconds.
    #[serde(rename = "waited")]
    pub waited_seconds: i64,
}

/// Job outcomes of the last 30 days (UTC), and when work last arrived. Contains no ids and no personal data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// By day. A day without work has no entry.
    #[serde(default)]
    pub days: BTreeMap<Date, DayCount>,
    /// When the newest job from a webhook arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_webhook: Option<Timestamp>,
    /// When the schedule last completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sweep: Option<Timestamp>,
    /// How long the newest jobs of each queue had waited. The bulk queue may wait and is omitted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub starts: BTreeMap<String, Start>,
    /// When the schedule last checked data that changes rarely.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) looked_at: Option<Timestamp>,
    /// The last day of the period for which a digest was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) digest_of: Option<Date>,
    /// The company's country (`CompanySettingsApi.CountryCode`), once the schedule has read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The codes that records were parked with, and whose notices the schedule has not closed since.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) parked_with: BTreeSet<Code>,
    /// The codes among them whose notices are closed now. Never stored.
    #[serde(skip)]
    pub(crate) closed: BTreeSet<Code>,
}

impl Totals {
    /// The stored totals. Costs one read.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn read(ledger: &Ledger) -> Result<Self, Problem> {
        let found = ledger.remembered::<Self>(NAME).await?;
        Ok(found.map(|found| found.value).unwrap_or_default())
    }

    /// The count of the last `days` days in a direction, including the day of `now`.
    #[must_use]
    pub fn of_last(&self, days: i32, direction: Direction, now: Timestamp) -> Count {
        let first = day(now).saturating_sub(Span::new().days(days - 1));
        let mut sum = Count::default();
        for (_, count) in self.days.range(first..) {
            sum.add(count.of(direction));
        }
        sum
    }

    /// The count of a range of days in a direction, including the first and the last one.
    #[must_use]
    pub fn between(&self, first: Date, last: Date, direction: Direction) -> Count {
        let mut sum = Count::default();
        for (_, count) in self.days.range(first..=last) {
            sum.add(count.of(direction));
        }
        sum
    }

    /// Counts the start of a job's first attempt.
    pub(crate) fn begun(&mut self, job: &Job, now: Timestamp) {
        let waited_seconds = now.duration_since(job.first_seen).as_secs();
        let start = self.starts.entry(queue(job).to_owned()).or_insert(Start {
            at: now,
            waited_seconds,
        });
        start.at = start.at.max(now);
        start.waited_seconds = start.waited_seconds.max(waited_seconds);
    }

    /// Notes that a job has come.
    pub(crate) fn came(&mut self, job: &Job) {
        if job.cause == Cause::Webhook {
            self.last_webhook = self.last_webhook.max(Some(job.first_seen));
        }
    }

    /// Counts the end of a job, as the activity log has it.
    pub(crate) fn count(&mut self, job: &Job, outcome: &JobOutcome, now: Timestamp) {
        if job.kind == JobKind::FindOrders {
            return;
        }
        let mut one = Count::default();
        match outcome {
            // What it has queued counts when it is sent.
            JobOutcome::Done { text, .. } if text.sends_nothing() => return,
            JobOutcome::Done { .. } => one.sent = 1,
            JobOutcome::Skipped { .. } => one.skipped = 1,
            JobOutcome::Parked(problem) => {
                one.parked = 1;
                self.parked_with.insert(problem.code);
            }
            JobOutcome::Retry { problem, .. } if problem.code == Code::RECORD_LOCKED => return,
            JobOutcome::Retry { .. } => one.failing = 1,
        }
        let of_day = self.days.entry(day(now)).or_default();
        of_day.of_mut(Direction::of(job.kind)).add(one);
    }

    fn add(&mut self, other: &Self, now: Timestamp) {
        for (day, count) in &other.days {
            let of_day = self.days.entry(*day).or_default();
            for direction in Direction::ALL {
                of_day.of_mut(direction).add(count.of(direction));
            }
        }
        self.last_webhook = self.last_webhook.max(other.last_webhook);
        self.last_sweep = self.last_sweep.max(other.last_sweep);
        self.looked_at = self.looked_at.max(other.looked_at);
        self.digest_of = self.digest_of.max(other.digest_of);
        if other.country.is_some() {
            self.country.clone_from(&other.country);
        }
        self.parked_with.retain(|code| !other.closed.contains(code));
        self.parked_with.extend(&other.parked_with);
        for (queue, start) in &other.starts {
            let known = self.starts.entry(queue.clone()).or_insert(*start);
            if known.at <= start.at {
                *known = *start;
            }
        }
        let first = day(now).saturating_sub(Span::new().days(DAYS - 1));
        self.days.retain(|day, _| *day >= first);
    }

    /// Adds these counts to the stored ones, and returns the sum: one write if this process wrote them last, otherwise one
    /// read and one write. Counts that can't be written are dropped.
    pub(crate) async fn store(&self, ledger: &Ledger, last: &LastTotals) -> Option<Self> {
        if *self == Self::default() {
            return None;
        }
        let left_out = |problem: &Problem| {
            tracing::warn!(code = %problem.code, "what was done is not counted for the console");
        };
        let mut known = last.take();
        for attempt in 1..=TRIES {
            let (mut totals, version) = match known.take() {
                Some((totals, version)) => (totals, Some(version)),
                None => match ledger.remembered::<Self>(NAME).await {
                    Ok(Some(found)) => (found.value, Some(found.version)),
                    Ok(None) => (Self::default(), None),
                    Err(problem) => {
                        left_out(&problem);
                        return None;
                    }
                },
            };
            totals.add(self, ledger.now());
            match ledger.compare_and_set(NAME, &totals, version).await {
                Ok(Some(version)) => {
                    // A refused write costs as much as a successful one: while several processes write, each reads first.
                    if attempt == 1 {
                        last.keep(totals.clone(), version);
                    }
                    return Some(totals);
                }
                Ok(None) => {}
                Err(problem) => {
                    left_out(&problem);
                    return None;
                }
            }
        }
        None
    }
}

/// The totals that this process wrote last, with their version. The next conditional write fails if another process has
/// written since.
#[derive(Debug, Default)]
pub(crate) struct LastTotals(Mutex<Option<(Totals, u64)>>);

impl LastTotals {
    fn take(&self) -> Option<(Totals, u64)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn keep(&self, totals: Totals, version: u64) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((totals, version));
    }
}

fn queue(job: &Job) -> &'static str {
    match job.kind.queue() {
        QueueName::Orders => "orders",
        QueueName::Customers => "customers",
    }
}

fn day(at: Timestamp) -> Date {
    at.to_zoned_datetime(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use jiff::SignedDuration;
    use ledger::testing::CountingStore;
    use ledger::{MemoryStore, Store};
    use model::{Clock, ManualClock};

    use super::*;

    fn job(kind: JobKind, source: &str) -> Job {
        Job {
            kind,
            source: source.parse().unwrap(),
            key: "k".to_owned(),
            cause: Cause::Webhook,
            first_seen: "2026-11-23T08:00:00Z".parse().unwrap(),
            version: None,
        }
    }

    fn done() -> JobOutcome {
        JobOutcome::Done {
            document: None,
            text: model::reason::done_already(),
        }
    }

    #[tokio::test]
    async fn ends_are_counted_by_day_and_direction_and_old_days_are_dropped() {
        let clock = Arc::new(ManualClock::new("2026-11-23T10:00:00Z".parse().unwrap()));
        let ledger = Ledger::new(
            Arc::new(MemoryStore::new()),
            Arc::clone(&clock) as Arc<dyn Clock>,
            "w",
            Duration::from_secs(60),
        );
        for _ in 0..2 {
            let mut totals = Totals::default();
            totals.came(&job(JobKind::Order, "order:1:1"));
            totals.count(&job(JobKind::Order, "order:1:1"), &done(), clock.now());
            totals.count(&job(JobKind::WriteOrder, "invoice:1"), &done(), clock.now());
            totals.count(&job(JobKind::FindOrders, "contact:1"), &done(), clock.now());
            let queued = JobOutcome::Done {
                document: None,
                text: model::reason::articles_read(3),
            };
            totals.count(&job(JobKind::Stock, "stock:all"), &queued, clock.now());
            totals.store(&ledger, &LastTotals::default()).await;
        }
        let totals = Totals::read(&ledger).await.unwrap();
        for direction in Direction::ALL {
            assert_eq!(totals.of_last(1, direction, clock.now()).sent, 2, "{direction:?}");
        }
        assert_eq!(totals.last_webhook, Some("2026-11-23T08:00:00Z".parse().unwrap()));

        clock.advance(SignedDuration::from_hours(24 * 30));
        let mut totals = Totals::default();
        let skipped = JobOutcome::Skipped {
            reason: model::reason::no_orders(),
        };
        totals.count(&job(JobKind::Order, "order:1:1"), &skipped, clock.now());
        totals.store(&ledger, &LastTotals::default()).await;
        let totals = Totals::read(&ledger).await.unwrap();
        assert_eq!(totals.days.len(), 1);
        let count = totals.of_last(30, Direction::ToEaccounting, clock.now());
        assert_eq!((count.sent, count.skipped), (0, 1));
    }

    #[tokio::test]
    async fn a_lone_process_only_writes_and_nothing_is_lost_between_two() {
        let clock = Arc::new(ManualClock::new("2026-11-23T10:00:00Z".parse().unwrap()));
        let store = Arc::new(CountingStore::new(Arc::new(MemoryStore::new())));
        let ledger = Ledger::new(
            Arc::clone(&store) as Arc<dyn Store>,
            Arc::clone(&clock) as Arc<dyn Clock>,
            "w",
            Duration::from_secs(60),
        );
        let (one, two) = (LastTotals::default(), LastTotals::default());
        let count = async |last: &LastTotals| {
            let before = store.reads() + store.writes();
            let mut totals = Totals::default();
            totals.count(&job(JobKind::Order, "order:1:1"), &done(), clock.now());
            totals.store(&ledger, last).await.unwrap();
            store.reads() + store.writes() - before
        };
        let mut calls = Vec::new();
        for last in [&one, &one, &one, &two, &one, &one, &one] {
            calls.push(count(last).await);
        }
        // The fifth write is refused, so that it reads and writes again; the sixth reads first.
        assert_eq!(calls, [2, 1, 1, 2, 3, 2, 1]);
        let totals = Totals::read(&ledger).await.unwrap();
        assert_eq!(totals.of_last(1, Direction::ToEaccounting, clock.now()).sent, 7);
    }
}
