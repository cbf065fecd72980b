//! Reconciliation on the schedule: the last days, at night, in what remains of the poller's time. What does not fit is cut into
//! shorter spans, and the next run goes on with them. Counts and ids are kept, and new differences are told.

use std::collections::BTreeSet;
use std::time::Duration;

use aws::{Differing, DistributedRateLimiter, Priority, Reconciled, Worker};
use engine::{Alert, AlertStatus, Notice, notify_on_change};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use ledger::Ledger;
use model::{Problem, Vendor};
use serde::{Deserialize, Serialize};
use settings::Every;
use tokio::time::{Instant, timeout};

use crate::{Class, Days, Reconciliation, reconcile_with};

/// The state's name in the ledger.
const NAME: &str = "reconciliation";

/// The topic of its notices.
const TOPIC: &str = "reconciliation";

/// From which hour (UTC) on: the day is over in every country that eAccounting is sold in, and digests are yet to come.
const FROM_HOUR: i8 = 2;

/// What must remain of the function's time for a comparison to begin. One that is broken off with less says nothing of its size.
const LEAST: Duration = Duration::from_secs(45);

/// What is left of the function's time, so that the state is kept before it ends.
const MARGIN: Duration = Duration::from_secs(10);

/// How often a span that cannot be cut is tried, and one that fails.
const TRIES: u8 = 3;

/// The records that a notice names.
const NAMED: usize = 10;

/// What is kept between runs. No personal data.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Schedule {
    /// The last day of what was compared last.
    #[serde(default)]
    done_of: Option<Date>,
    /// The comparison that is under way.
    #[serde(default)]
    run: Option<Run>,
    /// About what the systems disagreed then, as far as it was kept.
    #[serde(default)]
    known: BTreeSet<Differing>,
}

/// Some days, the last one included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Span {
    since: Date,
    until: Date,
    /// How often it was tried in vain.
    tries: u8,
}

/// A comparison that is under way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Run {
    since: Date,
    until: Date,
    /// What is still to be compared; the last one is next.
    open: Vec<Span>,
    /// What could not be compared.
    missed: Vec<Span>,
    sales: usize,
    agreeing: usize,
    differences: usize,
    differing: BTreeSet<Differing>,
    /// Whether single records could not be compared.
    has_notes: bool,
}

/// The last day to be compared now; none where that is done, or off.
fn due(every: Every, done_of: Option<Date>, now: Timestamp) -> Option<Date> {
    let now = now.to_zoned_datetime(TimeZone::UTC);
    let today = if now.hour() < FROM_HOUR {
        now.date().saturating_sub(1.day())
    } else {
        now.date()
    };
    let end = match every {
        Every::Off => return None,
        Every::Daily => today,
        Every::Weekly => {
            let since_monday = i64::from(today.weekday().since(Weekday::Monday));
            today.saturating_sub(since_monday.days())
        }
    };
    let last = end.saturating_sub(1.day());
    done_of.is_none_or(|done| done < last).then_some(last)
}

impl Run {
    fn new(until: Date, days: u8) -> Self {
        let since = until.saturating_sub((i64::from(days) - 1).days());
        Self {
            since,
            until,
            open: vec![Span {
                since,
                until,
                tries: 0,
            }],
            missed: Vec::new(),
            sales: 0,
            agreeing: 0,
            differences: 0,
            differing: BTreeSet::new(),
            has_notes: false,
        }
    }

    /// A span was compared.
    fn compared(&mut self, found: &Reconciliation) {
        let summary = found.summary();
        self.sales += summary.sales;
        self.agreeing += summary.agreeing;
        self.has_notes |= !summary.is_complete;
        // Documents of an order that is gone have no day of their own, and belong to more than one span.
        let cut = summary.differences - summary.differing.len();
        let before = self.differing.len();
        self.differing.extend(summary.differing);
        self.differences += self.differing.len() - before + cut;
        while self.differing.len() > Reconciled::MOST {
            self.differing.pop_last();
        }
    }

    /// A span took longer than there was time: it is cut in two, the newer half first, or tried once more if it is a day.
    fn took_too_long(&mut self, span: Span) {
        let days = span.until.since(span.since).map_or(0, |days| days.get_days());
        if days == 0 {
            self.failed(span);
            return;
        }
        let middle = span.since.saturating_add(i64::from(days / 2).days());
        self.open.push(Span {
            until: middle,
            tries: 0,
            ..span
        });
        self.open.push(Span {
            since: middle.saturating_add(1.day()),
            tries: 0,
            ..span
        });
    }

    /// A span could not be compared.
    fn failed(&mut self, span: Span) {
        let tried = Span {
            tries: span.tries + 1,
            ..span
        };
        if tried.tries < TRIES {
            self.open.push(tried);
        } else {
            self.missed.push(tried);
        }
    }

    fn result(&self, zone: &TimeZone, now: Timestamp) -> Reconciled {
        let start = |day: Date| {
            day.to_zoned_datetime(zone.clone())
                .map_or(now, |at| at.timestamp())
        };
        Reconciled {
            made_at: now,
            since: start(self.since),
            until: start(self.until.saturating_add(1.day())),
            is_scheduled: true,
            sales: self.sales,
            agreeing: self.agreeing,
            differences: self.differences,
            differing: self.differing.iter().cloned().collect(),
            is_complete: self.missed.is_empty() && !self.has_notes,
        }
    }

    /// What is told: new differences, or that there are none any more. Nothing where there is no news.
    fn alert(&self, known: &BTreeSet<Differing>) -> Option<Alert> {
        let new: Vec<&Differing> = self.differing.difference(known).collect();
        if self.differences == 0 {
            return self
                .missed
                .is_empty()
                .then(|| Alert::new(TOPIC, AlertStatus::Recovered, Notice::SystemsAgree));
        }
        if new.is_empty() {
            return None;
        }
        let mut named: Vec<String> = new
            .iter()
            .take(NAMED)
            .map(|differing| format!("{} ({})", differing.record, words(&differing.class)))
            .collect();
        let more = new.len().saturating_sub(NAMED);
        if more > 0 {
            named.push(format!("+{more}"));
        }
        let notice = Notice::SystemsDisagree {
            since: self.since,
            until: self.until,
            sales: self.sales,
            agreeing: self.agreeing,
            differences: self.differences,
            new: new.len(),
            records: named.join(", "),
            days_missed: days_of(&self.missed),
        };
        let count = u64::try_from(self.differences).unwrap_or(u64::MAX);
        Some(Alert::new(TOPIC, AlertStatus::Failing, notice).count(count))
    }
}

/// A class in words.
fn words(class: &str) -> String {
    let known = Class::ALL.into_iter().find(|known| known.as_str() == class);
    known.map_or_else(|| class.to_owned(), |class| class.words().to_owned())
}

fn days_of(spans: &[Span]) -> usize {
    let days = |span: &Span| span.until.since(span.since).map_or(0, |days| days.get_days()) + 1;
    let all: i32 = spans.iter().map(days).sum();
    usize::try_from(all).unwrap_or_default()
}

/// Compares the last days where `[reconciliation]` says so and it is time, within `remaining`, behind the shop's own jobs. What
/// does not fit is done by the next run. The result is kept ([`Reconciled`]), and new differences are told.
///
/// Whatever fails is in the log, and fails no run of the schedule.
pub async fn scheduled(worker: &Worker, now: Timestamp, remaining: Duration) {
    if let Err(problem) = Box::pin(continued(worker, now, remaining)).await {
        tracing::warn!(code = %problem.code, "the reconciliation goes on later: {}", problem.message);
    }
}

async fn continued(worker: &Worker, now: Timestamp, remaining: Duration) -> Result<(), Problem> {
    let deadline = Instant::now() + remaining.saturating_sub(MARGIN);
    let flows = worker.flows().await?;
    let settings = flows.settings().settings.reconciliation.clone();
    if settings.every == Every::Off {
        return Ok(());
    }
    let is_down = |vendor| flows.circuit().is_known_down(vendor);
    if deadline.duration_since(Instant::now()) < LEAST || Vendor::ALL.into_iter().any(is_down) {
        return Ok(());
    }
    let ledger = worker.ledger();
    let mut schedule = ledger
        .remembered::<Schedule>(NAME)
        .await?
        .map(|found| found.value)
        .unwrap_or_default();
    let Some(day) = due(settings.every, schedule.done_of, now) else {
        return Ok(());
    };
    // One that was not finished by the next one's time gives way to it.
    let mut run = match schedule.run.take() {
        Some(run) if run.until == day => run,
        _ => Run::new(day, settings.days),
    };
    while let Some(span) = run.open.pop() {
        let left = deadline.saturating_duration_since(Instant::now());
        if left < LEAST {
            run.open.push(span);
            break;
        }
        let days = Days {
            since: span.since,
            until: Some(span.until),
        };
        let compared = reconcile_with(worker, days, now, None, &|_| {});
        let compared = DistributedRateLimiter::with_priority(Priority::Bulk, compared);
        match timeout(left, Box::pin(compared)).await {
            Ok(Ok(found)) => run.compared(&found),
            Ok(Err(problem)) => {
                tracing::warn!(code = %problem.code, "{} to {} not compared: {}", span.since, span.until, problem.message);
                run.failed(span);
                break;
            }
            Err(_) => {
                run.took_too_long(span);
                break;
            }
        }
    }
    if run.open.is_empty() {
        Box::pin(finish(worker, &flows, &mut schedule, &run, now)).await?;
    } else {
        schedule.run = Some(run);
    }
    keep(ledger, &schedule).await
}

async fn finish(
    worker: &Worker,
    flows: &flows::Worker,
    schedule: &mut Schedule,
    run: &Run,
    now: Timestamp,
) -> Result<(), Problem> {
    let ledger = worker.ledger();
    let reference = flows.services().reference(flows.ports()).await?;
    run.result(reference.zone(), now).store(ledger).await?;
    if let Some(alert) = run.alert(&schedule.known) {
        let what = format!("{} {}", run.until, run.differences);
        notify_on_change(ledger, flows.ports().alerts.as_ref(), &what, &alert).await;
    }
    tracing::info!(
        sales = run.sales,
        agreeing = run.agreeing,
        differences = run.differences,
        "both systems were compared"
    );
    schedule.known.clone_from(&run.differing);
    schedule.done_of = Some(run.until);
    Ok(())
}

async fn keep(ledger: &Ledger, schedule: &Schedule) -> Result<(), Problem> {
    ledger.remember(NAME, schedule).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn spans(run: &Run) -> Vec<(String, String)> {
        let text = |span: &Span| (span.since.to_string(), span.until.to_string());
        run.open.iter().map(text).collect()
    }

    fn differing(records: &[&str]) -> BTreeSet<Differing> {
        let of = |record: &&str| Differing {
            record: record.parse().unwrap(),
            class: "missing_in_eaccounting".to_owned(),
        };
        records.iter().map(of).collect()
    }

    fn ended(records: &[&str]) -> Run {
        Run {
            open: Vec::new(),
            sales: 10,
            agreeing: 10 - records.len(),
            differences: records.len(),
            differing: differing(records),
            ..Run::new(day("2026-11-29"), 7)
        }
    }

    #[test]
    fn it_is_due_once_a_day_or_once_a_week_from_two_on() {
        // 30 November 2026 is a Monday.
        let daily = |done: Option<&str>, now| due(Every::Daily, done.map(day), at(now));
        assert_eq!(daily(None, "2026-11-30T02:00:00Z"), Some(day("2026-11-29")));
        assert_eq!(daily(Some("2026-11-28"), "2026-11-30T01:59:00Z"), None);
        assert_eq!(daily(Some("2026-11-29"), "2026-11-30T23:00:00Z"), None);
        let weekly = |done: Option<&str>, now| due(Every::Weekly, done.map(day), at(now));
        assert_eq!(weekly(Some("2026-11-22"), "2026-11-29T23:00:00Z"), None);
        assert_eq!(
            weekly(Some("2026-11-22"), "2026-11-30T02:00:00Z"),
            Some(day("2026-11-29"))
        );
        assert_eq!(weekly(Some("2026-11-29"), "2026-12-04T02:00:00Z"), None);
        assert_eq!(due(Every::Off, None, at("2026-11-30T12:00:00Z")), None);
    }

    #[test]
    fn what_takes_too_long_is_cut_down_to_days_and_then_given_up() {
        let mut run = Run::new(day("2026-11-29"), 3);
        let mut least = 0;
        // No time is enough, and yet it ends.
        while let Some(span) = run.open.pop() {
            run.took_too_long(span);
            least += 1;
            assert!(least < 20, "{run:?}");
        }
        assert_eq!(days_of(&run.missed), 3);
        assert!(run.missed.iter().all(|span| span.since == span.until));

        let mut run = Run::new(day("2026-11-29"), 7);
        let span = run.open.pop().unwrap();
        run.took_too_long(span);
        let text = |since: &str, until: &str| (since.to_owned(), until.to_owned());
        assert_eq!(
            spans(&run),
            [text("2026-11-23", "2026-11-26"), text("2026-11-27", "2026-11-29")]
        );
    }

    #[test]
    fn what_fails_three_times_is_given_up_and_the_result_says_so() {
        let mut run = Run::new(day("2026-11-29"), 7);
        for _ in 0..TRIES {
            let span = run.open.pop().unwrap();
            run.failed(span);
        }
        assert!(run.open.is_empty());
        assert!(!run.result(&TimeZone::UTC, at("2026-11-30T02:00:00Z")).is_complete);
        // Nothing is known to agree again.
        assert_eq!(run.alert(&differing(&["order:1:1"])), None);
    }

    #[test]
    fn only_new_differences_are_told_with_what_to_do() {
        let found = ended(&["order:1:1001", "order:1:1002"]);
        let alert = found.alert(&BTreeSet::new()).unwrap();
        let (title, text) = notices::in_words(&alert, messages::Language::English);
        assert_eq!(title, "The systems disagree about 2 sales");
        assert_eq!(
            text,
            "From 23 November 2026 to 29 November 2026, 8 of 10 sales agree. New: order:1:1001 (Missing in eAccounting), \
             order:1:1002 (Missing in eAccounting).\n\
             What to do: `ekobridge reconcile --since 2026-11-23` says of each why, and names the command that mends it."
        );
        let alert = found.alert(&differing(&["order:1:1001"])).unwrap();
        let (title, _) = notices::in_words(&alert, messages::Language::English);
        assert_eq!(title, "The systems disagree about 2 sales, 1 of them new");
        assert_eq!(found.alert(&differing(&["order:1:1001", "order:1:1002"])), None);
        let agreed = ended(&[]).alert(&differing(&["order:1:1001"])).unwrap();
        assert_eq!(agreed.status, AlertStatus::Recovered);
    }
}
