//! The state of a job's record, and the lease on it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ledger::{ClaimOutcome, Hold, Intent, Lease, Record, Reopened, State};
use model::{Cause, Code, Problem};

use crate::context::JobContext;
use crate::in_doubt::IN_FLIGHT_WINDOW;
use crate::notifications::notify_parked;
use crate::outcome::{FlowOutcome, JobOutcome};
use crate::ports::Environment;
use crate::wording::{capitalized, time_until};

/// How long after a reading the next one that a webhook asks for waits. ActiveCampaign sends the webhooks of one change
/// within a second or two.
const SETTLES: SignedDuration = SignedDuration::from_secs(2);

/// The state of a record, as a flow needs it.
pub enum ClaimState {
    /// Nothing that matters.
    New,
    /// Earlier attempts ended cleanly; what they created is in the record.
    Resumed(Box<Record>),
    /// An earlier attempt may have created what its intent says.
    InDoubt(Intent),
    /// The work is done; the source may have changed since.
    Exists(Box<Record>),
    /// Decided already.
    Answered(FlowOutcome),
}

impl<E: Environment> JobContext<'_, E> {
    /// Asks the ledger what is known, and takes the lease where an earlier attempt may have left something. A new record's
    /// lease is taken together with its first intent, in one write.
    pub async fn begin(&mut self) -> Result<ClaimState, Problem> {
        let found = self.ports.ledger.get(&self.key).await?;
        self.seen = Some(found.as_ref().map_or(0, |record| record.fence));
        let Some(record) = found else {
            if self.delivery.receive_count <= 1 {
                return Ok(ClaimState::New);
            }
            // Every orderly end leaves a record. A message that comes again without one lost its worker, and from now on
            // that is counted.
            return self.claim().await;
        };
        if let Some(hold) = &record.hold {
            return Err(self.ends_on_hold(hold));
        }
        let replay = self.job.cause == Cause::Replay;
        let wanted_again = self.is_wanted_again(&record);
        if matches!(record.state, State::Parked | State::Skipped) && wanted_again {
            self.ensure_not_just_read(&record)?;
        }
        let untouched = record.intent.is_none() && record.documents.is_empty();
        match record.state {
            State::Done => {
                let changed = matches!((&self.job.version, &record.version), (Some(a), Some(b)) if a != b);
                // A replay always uses the current source.
                Ok(if changed || replay {
                    ClaimState::Exists(Box::new(record))
                } else {
                    ClaimState::Answered(FlowOutcome::of_finished(&record))
                })
            }
            State::Parked | State::Skipped if !wanted_again => {
                Ok(ClaimState::Answered(FlowOutcome::of_finished(&record)))
            }
            // Where success writes nothing by itself, the record is taken, so that it does not stay parked.
            State::Parked if !self.remembers_success => self.claim_again().await,
            State::Parked | State::Skipped if untouched => Ok(ClaimState::New),
            State::Parked | State::Skipped => self.claim_again().await,
            State::Waiting | State::InDoubt if replay => self.claim_again().await,
            State::Waiting | State::Leased | State::Committing | State::InDoubt => self.claim().await,
        }
    }

    /// Begins where everything is looked at anew each time, whatever was done before. Answers what ends the job at once: that
    /// it is parked, and nobody has asked again; or that it was read since an event without a date announced it.
    pub async fn begin_anew(&mut self) -> Result<Option<FlowOutcome>, Problem> {
        if let ClaimState::Answered(ended) = self.begin().await?
            && (self.job.is_undated()
                || matches!(
                    ended,
                    FlowOutcome::Parked(_) | FlowOutcome::AlreadyDecided(JobOutcome::Parked(_))
                ))
        {
            return Ok(Some(ended));
        }
        Ok(None)
    }

    /// Whether this job asks for more than the record's outcome goes by.
    fn is_wanted_again(&self, record: &Record) -> bool {
        self.job.cause == Cause::Replay || !record.knows_of(self.job.first_seen)
    }

    /// Puts off a reading that a webhook asks for so soon after the last one that more webhooks of the same may be on their
    /// way: one reading then answers all of them, however many they are.
    fn ensure_not_just_read(&self, record: &Record) -> Result<(), Problem> {
        let due = record.read_at.and_then(|read| read.checked_add(SETTLES).ok());
        match due.filter(|due| self.job.cause == Cause::Webhook && *due > self.now()) {
            Some(due) => Err(self.busy(due)),
            None => Ok(()),
        }
    }

    /// Takes the record, where that is not done yet: for flows that write without creating, so that what was read before
    /// is not written over what a later job has written.
    ///
    /// # Errors
    /// When another worker has the record.
    pub async fn lock(&mut self) -> Result<(), Problem> {
        if self.lease.is_none() {
            self.claim_again().await?;
        }
        Ok(())
    }

    /// Another attempt got in between the look at the ledger and the claim: the job comes again and sees what became of it.
    pub fn concurrent_update(&self) -> Problem {
        Problem::new(
            Code::RECORD_LOCKED,
            format!("Another job is working on {} just now.", self.name()),
            "",
        )
    }

    /// Writes down what is about to be created, before its request leaves. `None` means that it may leave; else another
    /// attempt got in between.
    pub async fn commit(&mut self, intent: Intent) -> Result<Option<ClaimState>, Problem> {
        if let Some(lease) = self.lease.as_mut() {
            self.ports.ledger.commit(lease, intent).await?;
            return self.ensure_in_time().map(|()| None);
        }
        let mut claimed = self
            .ports
            .ledger
            .claim_with_intent(&self.key, self.claim_request(), intent.clone())
            .await?;
        if let ClaimOutcome::Finished(record) = &claimed
            && record.state != State::Done
        {
            // Skipped or parked on the same payload, and decided otherwise now: the settings have changed, or a person has
            // mended what was wrong. The claim itself may have parked it once more, for workers that it stopped before: what
            // the claim found or wrote is what is reopened, and nobody else's.
            self.seen = Some(record.fence);
            self.reopen().await?;
            claimed = self
                .ports
                .ledger
                .claim_with_intent(&self.key, self.claim_request(), intent.clone())
                .await?;
        }
        match self.taken(claimed)? {
            ClaimState::New => self.ensure_in_time().map(|()| None),
            ClaimState::Resumed(record) if record.documents.is_empty() => {
                if let Some(lease) = self.lease.as_mut() {
                    self.ports.ledger.commit(lease, intent).await?;
                }
                self.ensure_in_time().map(|()| None)
            }
            other => Ok(Some(other)),
        }
    }

    /// Whether this worker's lease outlives what it is about to write; see [`ensure_in_time`]. Without a lease, whether the time that
    /// its delivery gave it is not over: another may have been handed the message soon after.
    pub fn ensure_in_time(&self) -> Result<(), Problem> {
        let now = self.now();
        match &self.lease {
            Some(lease) => ensure_in_time(lease, now, &self.name()),
            None if now.duration_since(self.began).unsigned_abs() < self.delivery.remaining => Ok(()),
            None => Err(lease_too_short(&self.name())),
        }
    }

    async fn claim_again(&mut self) -> Result<ClaimState, Problem> {
        self.reopen().await?;
        self.claim().await
    }

    async fn reopen(&mut self) -> Result<(), Problem> {
        let ledger = &self.ports.ledger;
        let reopened = match self.seen {
            Some(seen) => ledger.reopen_seen(&self.key, seen).await?,
            None => ledger.reopen(&self.key).await?,
        };
        match reopened {
            Reopened::Busy { until: at } => Err(self.busy(at)),
            Reopened::Open(record) => {
                self.seen = Some(record.fence);
                Ok(())
            }
            Reopened::Unknown | Reopened::Done(_) => Ok(()),
        }
    }

    async fn claim(&mut self) -> Result<ClaimState, Problem> {
        let claimed = self.ports.ledger.claim(&self.key, self.claim_request()).await?;
        if let ClaimOutcome::Finished(record) = &claimed
            && record.updated_at == self.now()
            && let Some(problem) = record
                .problem
                .as_ref()
                .filter(|found| found.code == Code::CRASHED)
        {
            // The ledger has parked it just now, instead of handing it out once more.
            notify_parked(self.ports, &self.name(), problem).await;
            return Ok(ClaimState::Answered(FlowOutcome::Parked(problem.clone())));
        }
        if let ClaimOutcome::Finished(record) = &claimed
            && record.state != State::Done
            && self.is_wanted_again(record)
        {
            // Ended by another attempt since the look at the ledger, which had read the source before this job was asked for:
            // the job comes again, and takes the record up.
            return Err(self.busy(self.now()));
        }
        self.taken(claimed)
    }

    fn taken(&mut self, claimed: ClaimOutcome) -> Result<ClaimState, Problem> {
        match claimed {
            ClaimOutcome::Fresh(lease) => {
                self.lease = Some(lease);
                Ok(ClaimState::New)
            }
            ClaimOutcome::Resume { lease, record } => {
                self.lease = Some(lease);
                Ok(ClaimState::Resumed(Box::new(record)))
            }
            ClaimOutcome::InDoubt { lease, intent, .. } => {
                self.lease = Some(lease);
                Ok(ClaimState::InDoubt(intent))
            }
            ClaimOutcome::Finished(record) => match &record.hold {
                Some(hold) => Err(self.ends_on_hold(hold)),
                None => Ok(ClaimState::Answered(FlowOutcome::of_finished(&record))),
            },
            ClaimOutcome::Changed(record) => Ok(ClaimState::Exists(Box::new(record))),
            ClaimOutcome::Busy { until: at } => Err(self.busy(at)),
        }
    }

    /// Ends the job: a person has forbidden that anything is sent of the record. The flow passes this on like any failure, and
    /// the job is finalized as skipped.
    fn ends_on_hold(&mut self, hold: &Hold) -> Problem {
        self.stop(hold.to_string())
    }

    /// Ends the job: a person doesn't want it. It is finalized as skipped for this reason, and its record stays as it is.
    pub(crate) fn stop(&mut self, reason: String) -> Problem {
        self.stopped = Some(reason);
        self.busy(self.now())
    }

    pub(crate) fn busy(&self, until_then: Timestamp) -> Problem {
        let message = format!(
            "{} is being worked on, or is not due yet.",
            capitalized(&self.name())
        );
        Problem::new(Code::RECORD_LOCKED, message, "").after(Some(time_until(until_then, self.now())))
    }
}

/// Refuses to send a creating request that may still be under way when its lease lapses: whoever takes over then takes it
/// for ended. A worker that stood still between its last write and now would otherwise create what another has created.
pub fn ensure_in_time(lease: &Lease, now: Timestamp, name: &str) -> Result<(), Problem> {
    if lease.remaining(now) > Duration::try_from(IN_FLIGHT_WINDOW).unwrap_or_default() {
        return Ok(());
    }
    Err(lease_too_short(name))
}

fn lease_too_short(name: &str) -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        format!("The worker stood still for too long to write anything for {name}."),
        "",
    )
}
