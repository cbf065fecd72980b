//! Puts records on hold, and releases them.

use aws::Worker;
use jiff::Timestamp;
use ledger::{ClaimRequest, Held, Key, Ledger, Record, State};
use model::{Code, JobKind, Problem, Source};
use serde::Serialize;

use crate::facts::{key_of, replay_job};
use crate::{Presence, presence};

/// The longest reason of a hold, in characters.
const LONGEST_REASON: usize = 300;

/// What the ledger keeps of a record that was only ever put on hold, and that its vendor does not have.
const RELEASED_UNSEEN: &str = "its hold was released, and its vendor does not have it";

/// Whether a record is there only because it was once on hold: nothing else of its name was ever seen.
pub(crate) fn is_left_of_a_hold(record: &Record) -> bool {
    record.state == State::Skipped
        && record.hold.is_none()
        && record.job.is_none()
        && record.reason.as_deref() == Some(RELEASED_UNSEEN)
}

/// Puts a record on hold: its jobs end as skipped until [`release`]. `by` is who does it. Returns whether anything has changed.
///
/// # Errors
/// When the reason is empty, too long or has an e-mail address in it, a worker has the record, or the ledger failed.
pub async fn hold(ledger: &Ledger, source: &Source, because: &str, by: &str) -> Result<bool, Problem> {
    let because = because.split_whitespace().collect::<Vec<_>>().join(" ");
    let refused = |why: &str, remedy: &str| Err(Problem::new(Code::INPUT_INVALID, why, remedy));
    if because.is_empty() {
        return refused(
            "The hold has no reason.",
            "Say in a few words why it must not be sent.",
        );
    }
    if because.chars().count() > LONGEST_REASON {
        return refused(
            "The reason is longer than 300 characters.",
            "Say it in fewer words.",
        );
    }
    if because.contains('@') {
        return refused(
            "The reason seems to hold an e-mail address, and the ledger keeps no personal data.",
            "Say it without naming a person.",
        );
    }
    let mut has_changed = match ledger.hold(&key_of(source)?, &because, by).await? {
        Held::Changed(_) => true,
        Held::Unchanged(_) => false,
        Held::Busy { .. } => return Err(busy(source)),
    };
    for (key, _) in parts(source) {
        let part = ledger.get(&key).await?;
        if part.is_some_and(|part| part.state == State::Parked) {
            has_changed |= matches!(ledger.hold(&key, &because, by).await?, Held::Changed(_));
        }
    }
    Ok(has_changed)
}

/// What is parked beside a record, under its name: a sale's credit, and the search for a contact's orders. With the kind of work
/// where it has a job of its own.
fn parts(source: &Source) -> Vec<(Key, Option<JobKind>)> {
    match source {
        Source::Order { .. } | Source::Deal(_) => vec![(Key::credit_of(source), None)],
        Source::Contact(_) => vec![(Key::orders_of(source), Some(JobKind::FindOrders))],
        _ => Vec::new(),
    }
}

/// What a release did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Released {
    /// The record was not on hold.
    NotOnHold,
    /// The hold is gone, and the record is queued.
    Queued,
    /// The hold is gone. No job of the record has ever come and its vendor doesn't have it, so that nothing is queued.
    Missing,
}

/// Releases a hold and queues the record again, if there is one.
///
/// # Errors
/// When the ledger or the queue failed. The hold may be gone then; replaying the record queues it.
pub async fn release(worker: &Worker, source: &Source, now: Timestamp) -> Result<Released, Problem> {
    let key = key_of(source)?;
    let mut released = release_parts(worker, source, now).await?;
    match worker.ledger().release(&key).await? {
        Held::Unchanged(_) => Ok(released.take().unwrap_or(Released::NotOnHold)),
        Held::Busy { .. } => Err(busy(source)),
        Held::Changed(record) => {
            // The hold may be of a mistyped id.
            let is_new = record.job.is_none() && record.documents.is_empty();
            if is_new && Box::pin(presence(worker, source)).await == Presence::Missing {
                // Else it would wait for ever for a job that nobody queues.
                let ask = ClaimRequest {
                    seen: Some(record.fence),
                    ..ClaimRequest::default()
                };
                worker.ledger().skip_leaseless(&key, ask, RELEASED_UNSEEN).await?;
                return Ok(Released::Missing);
            }
            let job = replay_job(JobKind::of(source), source, now);
            worker.queue().send(&[job]).await.map_err(|mut problem| {
                problem.remedy = format!(
                    "The hold is gone. Replay {source} to queue it. {}",
                    problem.remedy
                );
                problem
            })?;
            Ok(Released::Queued)
        }
    }
}

/// Releases what was put on hold with a record, and queues what has a job of its own.
async fn release_parts(
    worker: &Worker,
    source: &Source,
    now: Timestamp,
) -> Result<Option<Released>, Problem> {
    let mut released = None;
    for (key, kind) in parts(source) {
        let part = worker.ledger().get(&key).await?;
        if part.is_none_or(|part| part.hold.is_none()) {
            continue;
        }
        if matches!(worker.ledger().release(&key).await?, Held::Busy { .. }) {
            return Err(busy(source));
        }
        if let Some(kind) = kind {
            worker.queue().send(&[replay_job(kind, source, now)]).await?;
        }
        released = Some(Released::Queued);
    }
    Ok(released)
}

/// A record on hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OnHold {
    /// Its name, as [`release`] takes it.
    pub record: String,
    /// The reason.
    pub because: String,
    /// Who set it; unknown for one that an earlier version set.
    pub by: Option<String>,
    /// Since when.
    pub since: Timestamp,
}

/// Every record on hold, the longest held first, and a problem for each that can't be read.
///
/// # Errors
/// When the ledger failed.
pub async fn on_hold(ledger: &Ledger) -> Result<(Vec<OnHold>, Vec<Problem>), Problem> {
    let (records, unreadable) = ledger.on_hold().await?;
    let held = |record: &Record| {
        let hold = record.hold.clone()?;
        Some(OnHold {
            record: name_of(record),
            because: hold.because,
            by: hold.by,
            since: hold.since,
        })
    };
    let mut listed: Vec<OnHold> = Vec::new();
    for held in records.iter().filter_map(held) {
        // A part of a record is on hold under the record's name.
        if !listed.iter().any(|other| other.record == held.record) {
            listed.push(held);
        }
    }
    Ok((listed, unreadable))
}

/// The name of a record. One that was put on hold before any job came has only its key; the documents of a chain and a
/// customer have keys of their own.
fn name_of(record: &Record) -> String {
    if let Some(job) = &record.job {
        return job.source.to_string();
    }
    let key = record.key.as_str();
    let key = key.strip_prefix("credit_of:").unwrap_or(key);
    match key.split_once(':') {
        Some(("orders_of", contact)) => contact.to_owned(),
        Some(("written_order", id)) => format!("invoice:{id}"),
        Some(("written_contact", id)) => format!("customer:{id}"),
        _ => key.to_owned(),
    }
}

fn busy(source: &Source) -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        format!("A worker is sending {source} just now."),
        "Wait a moment and try again; `ekobridge why` says what has become of it.",
    )
}
