//! Puts records on hold, and releases them.

use aws::Worker;
use jiff::Timestamp;
use ledger::{ClaimRequest, Held, Ledger, Record};
use model::{Code, JobKind, Problem, Source};
use serde::Serialize;

use crate::facts::{key_of, replay_job};
use crate::{Presence, presence};

/// The longest reason of a hold, in characters.
const LONGEST_REASON: usize = 300;

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
    match ledger.hold(&key_of(source)?, &because, by).await? {
        Held::Changed(_) => Ok(true),
        Held::Unchanged(_) => Ok(false),
        Held::Busy { .. } => Err(busy(source)),
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
    match worker.ledger().release(&key).await? {
        Held::Unchanged(_) => Ok(Released::NotOnHold),
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
                let reason = "its hold was released, and its vendor does not have it";
                worker.ledger().skip_leaseless(&key, ask, reason).await?;
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
    Ok((records.iter().filter_map(held).collect(), unreadable))
}

/// The name of a record. One that was put on hold before any job came has only its key; the documents of a chain and a
/// customer have keys of their own.
fn name_of(record: &Record) -> String {
    if let Some(job) = &record.job {
        return job.source.to_string();
    }
    let key = record.key.as_str();
    match key.split_once(':') {
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
