//! Retries that no message wakes any more.
//!
//! A record that waits for its next attempt is woken by its message, which returns to the queue by then. A message that was
//! delivered twice can be deleted by one delivery while the other one stores a retry, and somebody can purge a queue. Once an
//! hour, jobs of records that are long overdue are therefore queued again. If the first message is only late, its job or the
//! second one finds nothing left to do.

use engine::Ports;
use jiff::{SignedDuration, Timestamp};
use ledger::{Record, State};
use model::{Job, Problem};

use super::queue;

/// How often overdue retries are searched for.
const EVERY: SignedDuration = SignedDuration::from_hours(1);

/// The ledger's name for the time of the last search.
const WATERMARK: &str = "overdue";

/// How many records of each state a search reads, those that were written least recently. After a long outage far more are
/// overdue, but they have their messages.
const MOST: u32 = 100;

/// Separates a job's own key from what makes it another message.
const QUEUED_AGAIN: &str = "#overdue@";

/// Queues overdue jobs again; returns their number. One read of the ledger; once an hour also one query for each state.
pub(super) async fn run(ports: &Ports) -> Result<usize, Problem> {
    let now = ports.clock.now();
    let watermark = ports.ledger.watermark(WATERMARK).await?;
    let last = watermark.as_ref().map(|watermark| watermark.value);
    if last.is_some_and(|last| now.duration_since(last) < EVERY) {
        return Ok(0);
    }
    let mut jobs = Vec::new();
    for state in [State::Waiting, State::InDoubt] {
        let listed = ports.ledger.store().list(state, MOST, None).await?;
        jobs.extend(
            listed
                .records
                .iter()
                .filter_map(|record| again(record, last, now)),
        );
    }
    let count = queue(ports, &jobs).await?;
    ports
        .ledger
        .move_watermark(WATERMARK, now, watermark.as_ref())
        .await?;
    if count > 0 {
        tracing::warn!(count, "jobs whose retry was overdue were queued again");
    }
    Ok(count)
}

/// A record's job, if its retry is overdue by an hour, or has become overdue twice as long: a long queue would otherwise get one
/// more message for each of its records in every hour.
fn again(record: &Record, last: Option<Timestamp>, now: Timestamp) -> Option<Job> {
    let due = record.next_attempt.filter(|_| record.hold.is_none())?;
    let before = last.and_then(|last| doublings(due, last));
    if doublings(due, now) <= before {
        return None;
    }
    let job = record.job.clone()?;
    let own = job.key.split(QUEUED_AGAIN).next().unwrap_or_default();
    Some(Job {
        key: format!("{own}{QUEUED_AGAIN}{now}"),
        ..job
    })
}

/// How many times an hour has doubled since an attempt was due; none within the first hour.
fn doublings(due: Timestamp, at: Timestamp) -> Option<u32> {
    u64::try_from(at.duration_since(due).as_hours())
        .ok()?
        .checked_ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overdue_job_is_queued_each_time_its_delay_has_doubled() {
        let due: Timestamp = "2026-03-15T12:00:00Z".parse().unwrap();
        let after = |minutes| due + SignedDuration::from_mins(minutes);
        let mut last = None;
        let queued: Vec<i64> = (-3..=40)
            .map(|hours| hours * 60 + 7)
            .filter(|minutes| {
                let now = after(*minutes);
                let is_queued = doublings(due, now) > last.and_then(|last| doublings(due, last));
                last = Some(now);
                is_queued
            })
            .map(|minutes| minutes / 60)
            .collect();
        assert_eq!(queued, [1, 2, 4, 8, 16, 32]);
        // After a day without a run, once.
        assert!(doublings(due, after(24 * 60)) > doublings(due, after(30)));
        assert_eq!(doublings(due, after(59)), None);
    }
}
