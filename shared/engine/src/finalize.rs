//! Stores a job's outcome in the ledger and the journal, and sends alerts.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::SignedDuration;
use journal::{Recorder, Redaction};
use ledger::{State, WriteOutcome};
use model::{Cause, Code, Kind, Named, Problem, Reason, event};

use crate::context::JobContext;
use crate::in_doubt::IN_FLIGHT_WINDOW;
use crate::notice::Notice;
use crate::notifications::{Success, notify_parked, notify_settled, notify_went_through};
use crate::outage::LONGEST_PROBE;
use crate::outcome::{Attempt, FlowOutcome, JobOutcome};
use crate::ports::Environment;
use crate::wording::names_record;

/// After how many receives a change to finished work is given up: one every quarter of an hour for three days, as long
/// as the retry schedule. Receives during an outage count too, so this must exceed the schedule's attempts.
const MAX_RECEIVES: u32 = 3 * 24 * 4;

impl<E: Environment> JobContext<'_, E> {
    /// Stores the outcome in the ledger and the journal, and sends alerts.
    pub(crate) async fn finalize(mut self, result: Result<FlowOutcome, Problem>) -> Attempt {
        if let Some(reason) = self.stopped.take() {
            let outcome = JobOutcome::Skipped { reason };
            self.record(&outcome).await;
            return Attempt::logged(outcome);
        }
        let outcome = match result {
            // A person who asked for it again finds the answer in the activity log.
            Ok(FlowOutcome::AlreadyDecided(outcome)) if self.job.cause == Cause::Replay => outcome,
            Ok(FlowOutcome::AlreadyDecided(outcome)) => {
                return Attempt {
                    outcome,
                    is_logged: false,
                };
            }
            Ok(FlowOutcome::Done { document, text }) => {
                self.note_read(&text).await;
                self.notify_no_longer_parked(&text).await;
                JobOutcome::Done { document, text }
            }
            Ok(FlowOutcome::Parked(problem)) => {
                let waited = std::mem::take(&mut self.was_parked);
                self.notify_other_cause(waited.into_values(), problem.code).await;
                JobOutcome::Parked(problem)
            }
            Ok(FlowOutcome::SkippedAndStored(reason)) => {
                self.notify_no_longer_parked(&reason).await;
                JobOutcome::Skipped { reason }
            }
            Ok(FlowOutcome::Skipped(reason)) => match self.note_skipped(&reason).await {
                Ok(()) => {
                    self.notify_no_longer_parked(&reason).await;
                    JobOutcome::Skipped { reason }
                }
                Err(problem) => JobOutcome::retry(Duration::from_secs(30), problem),
            },
            Err(problem) => self.note_problem(problem).await,
        };
        self.record(&outcome).await;
        Attempt::logged(outcome)
    }

    /// Says that a parked record waits for nobody any more, and how that came: it was sent, or there is nothing left to do, as where
    /// a person has undone the document of a cancelled order.
    async fn notify_no_longer_parked(&self, outcome: &Reason) {
        let codes: BTreeSet<Code> = self.was_parked.values().copied().collect();
        for code in codes {
            let success = Success {
                cause: self.job.cause,
                at: self.began,
                outcome: outcome.clone(),
            };
            notify_went_through(self.ports, self.record_name(), code, success).await;
        }
    }

    /// Says that a record which waits for a person waits for another cause than before, so that the notice of the earlier one
    /// doesn't stay open.
    async fn notify_other_cause(&self, before: impl IntoIterator<Item = Code>, now: Code) {
        for before in before.into_iter().filter(|before| *before != now) {
            let notice = Notice::OtherCause {
                record: self.record_name(),
                before,
                now,
            };
            notify_settled(&self.ports.ledger, self.ports.alerts.as_ref(), before, notice).await;
        }
    }

    async fn note_skipped(&mut self, reason: &str) -> Result<(), Problem> {
        match self.lease.take() {
            Some(lease) => self.ports.ledger.skipped(lease, reason).await.map(drop),
            // A contact that needs nothing now may need something at its next change, so nothing is stored.
            None if !self.remembers_success => {
                self.note_read(reason).await;
                Ok(())
            }
            None => {
                let request = self.claim_request();
                let noted = self
                    .ports
                    .ledger
                    .skip_leaseless(&self.key, request, reason)
                    .await?;
                self.stands(&noted)
            }
        }
    }

    /// Stores the result of an undated event where success is not stored otherwise: events that arrived before this
    /// read began need no read of their own. One write. If it fails, one read too many is made.
    async fn note_read(&mut self, what: &str) {
        if self.remembers_success || self.lease.is_some() || !self.job.is_undated() {
            return;
        }
        let noted = self
            .ports
            .ledger
            .skip_leaseless(&self.key, self.claim_request(), what);
        if let Err(problem) = noted.await {
            tracing::warn!(source = %self.job.source, code = %problem.code, "a reading could not be noted");
        }
    }

    /// Without a lease, the outcome is stored only if the record is unchanged since it was read; otherwise the job is
    /// retried.
    fn stands(&self, noted: &WriteOutcome) -> Result<(), Problem> {
        match noted {
            WriteOutcome::Kept(record) if self.claim_request().is_overtaken(record) => {
                Err(self.busy(self.now()))
            }
            _ => Ok(()),
        }
    }

    async fn note_problem(&mut self, mut problem: Problem) -> JobOutcome {
        // A vendor's rejection names the field. The record's name is added here, so that one text has both.
        let source = &self.job.source;
        let is_named = [Some(source.id()), self.number.as_deref()]
            .into_iter()
            .flatten()
            .any(|number| names_record(&problem.message, source.kind(), number));
        if !is_named {
            let told = event::of_record(Named::first(self.name()), Named::phrase(&problem.told()));
            problem = problem.telling(told);
        }
        if problem.code == Code::RECORD_LOCKED {
            let after = problem
                .wait
                .unwrap_or(Duration::from_secs(2))
                .min(Duration::from_secs(60));
            self.give_back(&problem, after).await;
            return JobOutcome::retry(after, problem);
        }
        let outcome = match problem.kind {
            Kind::NeedsPerson | Kind::Bug => self.park(problem.clone()).await,
            Kind::RetryLater | Kind::InDoubt | Kind::Disconnected => self.wait(problem.clone()).await,
        };
        // If the ledger can't be written, the message stays in the queue: nothing is lost.
        outcome.unwrap_or_else(|_store| JobOutcome::retry(Duration::from_secs(30), problem))
    }

    /// Releases the lease while waiting for another job, since a lease that lapses counts as a lost worker. If this
    /// write fails, the lease lapses.
    async fn give_back(&mut self, problem: &Problem, after: Duration) {
        let Some(lease) = self.lease.take() else { return };
        let at = self.now() + SignedDuration::try_from(after).unwrap_or(IN_FLIGHT_WINDOW);
        if let Err(store) = self.ports.ledger.waiting(lease, problem, at, false).await {
            tracing::warn!(source = %self.job.source, code = %store.code, "a lease could not be given back");
        }
    }

    async fn park(&mut self, problem: Problem) -> Result<JobOutcome, Problem> {
        // The next job must see what a person fixed in eAccounting, so the caches are cleared.
        self.services.on_parked();
        match self.lease.take() {
            Some(lease) => self.ports.ledger.parked(lease, &problem).await.map(drop)?,
            None => {
                let request = self.claim_request();
                let noted = self
                    .ports
                    .ledger
                    .park_leaseless(&self.key, request, &problem)
                    .await?;
                self.stands(&noted)?;
            }
        }
        notify_parked(self.ports, self.record_name(), &problem).await;
        let waited = self.was_parked.remove(&self.key);
        self.notify_other_cause(waited, problem.code).await;
        Ok(JobOutcome::Parked(problem))
    }

    async fn wait(&mut self, problem: Problem) -> Result<JobOutcome, Problem> {
        let waited = self.delivery.receive_count.saturating_sub(1);
        // Whether the record has ended and stays so until this job ends, and so counts no attempts.
        let mut has_ended = false;
        let failed = match self.lease.as_ref() {
            Some(lease) => lease.record().attempts,
            None => {
                let record = self.ports.ledger.get(&self.key).await?;
                // Reads the record for the first time if the job has not started.
                self.seen
                    .get_or_insert(record.as_ref().map_or(0, |record| record.fence));
                has_ended = record.as_ref().is_some_and(|record| match record.state {
                    State::Done | State::Parked => true,
                    State::Skipped => !self.is_wanted_again(record),
                    _ => false,
                });
                // What was skipped begins anew.
                let open = record.filter(|record| record.state != State::Skipped);
                open.map_or(0, |record| record.attempts)
            }
        };
        // The message's receive count is used instead.
        let failed = if has_ended { waited } else { failed };
        let jitter = (self.ports.jitter)();
        // An unavailable vendor or rejected credentials are not the record's fault: it waits without consuming retries.
        let outage =
            self.blocked_by_outage || self.circuit.is_outage(self.ports, self.services, &problem).await;
        // The connection works but lacks a permission that this record needs.
        let lacking = !outage && problem.kind == Kind::Disconnected;
        if lacking {
            notify_parked(self.ports, self.record_name(), &problem).await;
        }
        let counts = !outage && !lacking;
        // The wait still grows, so that an outage of days stays far below the queue's receive limit.
        let before = if counts && !has_ended {
            failed
        } else {
            waited.min(LONGEST_PROBE)
        };
        let is_over = has_ended && counts && waited >= MAX_RECEIVES;
        let planned = ledger::next_attempt(before, problem.wait, jitter).filter(|_| !is_over);
        let Some(after) = planned else {
            let last = Named::phrase(&problem.told());
            let message = event::failed_often(Named::first(self.name()), failed + 1, last);
            let remedy = format!("{} Then replay {}.", problem.remedy, self.job.source);
            return self
                .park(Problem::new(Code::RETRIES_EXHAUSTED, message, remedy))
                .await;
        };
        let at = self.now() + SignedDuration::try_from(after).unwrap_or(IN_FLIGHT_WINDOW);
        match self.lease.take() {
            Some(lease) if problem.kind == Kind::InDoubt => {
                self.ports
                    .ledger
                    .in_doubt(lease, &problem, Some(at))
                    .await
                    .map(drop)?;
            }
            Some(lease) => self
                .ports
                .ledger
                .waiting(lease, &problem, at, counts)
                .await
                .map(drop)?,
            None => {
                self.ports
                    .ledger
                    .wait_leaseless(&self.key, self.claim_request(), &problem, at, counts)
                    .await
                    .map(drop)?;
            }
        }
        Ok(JobOutcome::retry(after, problem))
    }

    async fn record(&mut self, outcome: &JobOutcome) {
        let (problem, reason, document) = match outcome {
            JobOutcome::Done { document, text } => (None, Some(text), document.as_ref()),
            JobOutcome::Skipped { reason } => (None, Some(reason), None),
            JobOutcome::Parked(problem) => (Some(problem), None, None),
            JobOutcome::Retry { problem, .. } if problem.code == Code::RECORD_LOCKED => return,
            JobOutcome::Retry { problem, .. } => (Some(problem), None, None),
        };
        let calls = u32::try_from(self.services.calls()).unwrap_or(u32::MAX);
        let now = self.now();
        tracing::info!(
            job = self.job.kind.as_str(),
            source = %self.job.source,
            outcome = outcome.outcome(),
            code = problem.map(|problem| problem.code.as_str()),
            calls,
            "job ended"
        );
        let mut recorder = std::mem::replace(&mut self.recorder, Recorder::new(self.job, now));
        recorder.calls(calls);
        if let Some(reason) = reason {
            recorder.reason(reason.as_str());
            recorder.cases(reason.cases().to_vec());
        }
        if let Some(problem) = problem {
            recorder.problem(problem.clone());
        }
        if let Some(document) = document {
            recorder.document(journal::Document {
                kind: document.kind.as_str().to_owned(),
                id: document.id.clone(),
                number: document.number.clone(),
            });
        }
        let journal = &self.compiled.as_ref().as_ref().journal;
        let hidden = journal.redact.iter().map(|name| name.as_str().to_owned());
        let entry = recorder.finish(
            outcome.in_journal(),
            now,
            &Redaction::new(journal.retention_days, hidden),
        );
        if let Err(problem) = self.ports.journal.put(&entry).await {
            // The work is done and stored in the ledger: a failed journal write must not undo that.
            tracing::error!(source = %self.job.source, code = %problem.code, "the journal could not be written");
        }
    }
}
