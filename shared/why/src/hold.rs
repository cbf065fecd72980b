//! Puts records on hold, and releases them.

use aws::Worker;
use jiff::Timestamp;
use ledger::{Held, Ledger};
use model::{Code, JobKind, Problem, Source};

use crate::facts::{key_of, replay_job};

/// The longest reason of a hold, in characters.
const LONGEST_REASON: usize = 300;

/// Puts a record on hold: its jobs end as skipped until [`release`]. Returns whether anything has changed.
///
/// # Errors
/// When the reason is empty, too long or has an e-mail address in it, a worker has the record, or the ledger failed.
pub async fn hold(ledger: &Ledger, source: &Source, because: &str) -> Result<bool, Problem> {
    let because = because.split_whitespace().collect::<Vec<_>>().join(" ");
    let refused = |why: &str, remedy: &str| Err(Problem::new(Code::VALUE_INVALID, why, remedy));
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
    match ledger.hold(&key_of(source)?, &because).await? {
        Held::Changed(_) => Ok(true),
        Held::Unchanged(_) => Ok(false),
        Held::Busy { .. } => Err(busy(source)),
    }
}

/// Releases a hold and queues the record again. Returns whether it was on hold.
///
/// # Errors
/// When the ledger or the queue failed. The hold may be gone then; replaying the record queues it.
pub async fn release(worker: &Worker, source: &Source, now: Timestamp) -> Result<bool, Problem> {
    match worker.ledger().release(&key_of(source)?).await? {
        Held::Unchanged(_) => Ok(false),
        Held::Busy { .. } => Err(busy(source)),
        Held::Changed(_) => {
            let job = replay_job(JobKind::of(source), source, now);
            worker.queue().send(&[job]).await.map_err(|mut problem| {
                problem.remedy = format!(
                    "The hold is gone. Replay {source} to queue it. {}",
                    problem.remedy
                );
                problem
            })?;
            Ok(true)
        }
    }
}

fn busy(source: &Source) -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        format!("A worker is sending {source} just now."),
        "Wait a moment and try again; `ekobridge why` says what has become of it.",
    )
}
