//! Jobs that wait longer than their queue can hold them.
//!
//! SQS deletes a message after 14 days without a dead letter. A job that still waits when its message is ten days old
//! is therefore parked in the ledger with its cause, and its message is deleted. When a run of the schedule finds both
//! systems available again, it queues the job anew; `ekobridge replay --parked` does so too.
//!
//! A change of a finished record (an order, a deal or a quote) can't be parked: the record says what was created, and must stay
//! finished. The sweep doesn't find the change again either, because its watermark moves on while eAccounting is disconnected.
//! Such a job is sent to its queue again as a new message, which lasts for another 14 days.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ledger::{ClaimRequest, State, WriteOutcome};
use model::{Cause, Code, Job, Problem, reason};

use super::Worker;
use crate::batch::Record;
use engine::{JobOutcome, RecordName, notify_parked};

/// The maximum age of a waiting job's message: four days less than SQS's retention, so that some hours without a worker
/// are harmless.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(10 * 24);

/// The key prefix of a job that was parked for this reason, and the prefix once it is queued again. A job that is then
/// parked for another reason keeps the second prefix, and is left to a person.
const WAITED: &str = "waited:";
const QUEUED_ANEW: &str = "queued-anew:";

/// Parked records per page, and pages per run. Later pages are processed when these records are done.
const PAGE: u32 = 100;
const PAGES: usize = 20;

/// Whether a job that must wait should wait in the ledger from now on.
fn is_due(queued_at: Option<Timestamp>, problem: &Problem, now: Timestamp) -> bool {
    // Another worker holds the record. It finishes within minutes.
    problem.code != Code::RECORD_LOCKED
        && queued_at.is_some_and(|queued| now.duration_since(queued) >= LONGEST_WAIT)
}

/// Whether a job announces a change that its finished record doesn't contain.
fn is_news(record: &ledger::Record, job: &Job) -> bool {
    record.state == State::Done && record.hold.is_none() && !record.knows_of(job.first_seen)
}

/// The new job for a record that was parked because it waited too long.
fn queued_anew(record: &ledger::Record) -> Option<Job> {
    let job = record.job.as_ref()?;
    let rest = job.key.strip_prefix(WAITED)?;
    Some(Job {
        key: format!("{QUEUED_ANEW}{rest}"),
        ..job.clone()
    })
}

impl Worker {
    /// Parks a job that must wait, if it has waited too long. Otherwise, or if the ledger doesn't accept it, the job is retried
    /// `after`.
    pub(super) async fn wait_or_park(
        &self,
        record: &Record,
        queue_url: &str,
        after: Duration,
        problem: Problem,
    ) -> JobOutcome {
        let parked = if is_due(record.queued_at, &problem, self.clock.now()) {
            Box::pin(self.park_waiting(record, queue_url, &problem)).await
        } else {
            None
        };
        parked.unwrap_or(JobOutcome::Retry { after, problem })
    }

    /// Parks a job that has waited too long, or renews its message, so that the old message can be deleted. `None` if that
    /// fails: the message must then stay.
    pub(super) async fn park_waiting(
        &self,
        record: &Record,
        queue_url: &str,
        problem: &Problem,
    ) -> Option<JobOutcome> {
        let now = self.clock.now();
        let job = Job {
            key: format!("{WAITED}{}:{now}", record.job.source),
            cause: Cause::Replay,
            ..record.job.clone()
        };
        let key = flows::key(job.kind, &job.source).ok()?;
        let problem = Problem {
            remedy: format!(
                "{} It has waited for ten days, and is queued again by itself once this is mended.",
                problem.remedy
            )
            .trim_start()
            .to_owned(),
            ..problem.clone()
        };
        let asked = ClaimRequest {
            job: Some(&job),
            ..ClaimRequest::default()
        };
        let parked = match self.ledger.park_leaseless(&key, asked, &problem).await {
            Ok(WriteOutcome::Written(_)) => problem,
            // If another worker holds the record, that worker decides.
            Ok(WriteOutcome::Kept(kept)) if kept.held_until(now).is_some() => return None,
            Ok(WriteOutcome::Kept(kept)) if is_news(&kept, &record.job) => {
                return self.renew(record, queue_url).await;
            }
            // If it is on hold, or finished with what the job announced, nothing waits any more.
            Ok(WriteOutcome::Kept(_)) => {
                return Some(JobOutcome::Skipped {
                    reason: reason::decided_meanwhile(),
                });
            }
            Err(failed) => {
                tracing::error!(source = %job.source, code = %failed.code, "a job that has waited for ten days could not be parked");
                return None;
            }
        };
        self.note(&record.job, &parked, journal::Outcome::Parked).await;
        notify_parked(&self.ports(), RecordName::of(&job.source), &parked).await;
        Some(JobOutcome::Parked(parked))
    }

    /// Sends a job to its queue again. `None` if the queue doesn't take it.
    async fn renew(&self, record: &Record, queue_url: &str) -> Option<JobOutcome> {
        let job = &record.job;
        if let Err(failed) = self.queue.renew(job, queue_url, record.queued_at).await {
            tracing::error!(source = %job.source, code = %failed.code, "a job that has waited for ten days could not be queued again");
            return None;
        }
        tracing::info!(source = %job.source, "a change that has waited for ten days is queued again");
        Some(JobOutcome::Skipped {
            reason: reason::waits_on(),
        })
    }

    /// Queues the jobs that were parked because they waited too long. Returns how many.
    ///
    /// # Errors
    /// When the ledger or the queue fails. The next run continues.
    pub(super) async fn queue_waiting(&self) -> Result<usize, Problem> {
        let mut queued = 0;
        let mut from: Option<String> = None;
        for _ in 0..PAGES {
            let page = self
                .ledger
                .store()
                .list(State::Parked, PAGE, from.as_deref())
                .await?;
            let waiting: Vec<(&ledger::Record, Job)> = page
                .records
                .iter()
                .filter_map(|record| Some((record, queued_anew(record)?)))
                .collect();
            let jobs: Vec<Job> = waiting.iter().map(|(_, job)| job.clone()).collect();
            self.queue.send(&jobs).await?;
            for (record, job) in &waiting {
                // Only after the queue has the job. If this write fails, the next run queues it again, which is
                // harmless.
                let Some(problem) = &record.problem else { continue };
                let asked = ClaimRequest {
                    job: Some(job),
                    seen: Some(record.fence),
                    ..ClaimRequest::default()
                };
                self.ledger.park_leaseless(&record.key, asked, problem).await?;
            }
            queued += jobs.len();
            from = page.next;
            if from.is_none() {
                break;
            }
        }
        if queued > 0 {
            tracing::info!(queued, "jobs that had waited in the ledger are queued again");
        }
        Ok(queued)
    }
}
