//! The state of a job's record, and the lease on it.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ledger::{ClaimOutcome, Hold, Intent, Lease, Record, Reopened, State};
use model::{Cause, Code, Kind, Problem, Reason, reason};

use crate::context::JobContext;
use crate::in_doubt::IN_FLIGHT_WINDOW;
use crate::notifications::notify_parked;
use crate::outcome::{FlowOutcome, JobOutcome};
use crate::ports::Environment;
use crate::wording::{capitalized, time_until};

/// How long a second read of the same record waits after the first. ActiveCampaign sends the webhooks of one change
/// within a second or two.
const SETTLES: SignedDuration = SignedDuration::from_secs(2);

/// How long a parked record without a version is left alone by searches that find it.
const PARKED_AGAIN: SignedDuration = SignedDuration::from_hours(1);

/// The state of a record, as a flow needs it.
pub enum ClaimState {
    /// No record, or nothing in it that matters.
    New,
    /// Earlier attempts ended cleanly; the record lists what they created.
    Resumed(Box<Record>),
    /// An earlier attempt may have created what its intent names.
    InDoubt(Intent),
    /// The work is done; the source may have changed since.
    Exists(Box<Record>),
    /// Already decided.
    Answered(FlowOutcome),
}

impl<E: Environment> JobContext<'_, E> {
    /// Reads the record's state, and takes the lease if an earlier attempt may have left something behind. For a new
    /// record, the lease is taken with its first intent, in one write.
    pub async fn begin(&mut self) -> Result<ClaimState, Problem> {
        let found = self.ports.ledger.get(&self.key).await?;
        self.seen = Some(found.as_ref().map_or(0, |record| record.fence));
        let Some(record) = found else {
            if self.delivery.receive_count <= 1 {
                return Ok(ClaimState::New);
            }
            // Every orderly end leaves a record. A message that is received again without one lost its worker; from now
            // on that is counted.
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
        // A permission that the connection lacks is told like a parked record's cause.
        if let Some(problem) = &record.problem
            && (record.state == State::Parked
                || record.is_unsettled()
                || record.state == State::Waiting && problem.kind == Kind::Disconnected)
        {
            self.was_parked.insert(self.key.clone(), problem.code);
        }
        let untouched = record.intent.is_none() && record.documents.is_empty();
        match record.state {
            State::Done => {
                let changed = matches!((&self.job.version, &record.version), (Some(a), Some(b)) if a != b);
                // A replay always works on the current source.
                Ok(if changed || replay {
                    ClaimState::Exists(Box::new(record))
                } else {
                    ClaimState::Answered(FlowOutcome::of_finished(&record))
                })
            }
            State::Parked | State::Skipped if !wanted_again => {
                Ok(ClaimState::Answered(FlowOutcome::of_finished(&record)))
            }
            // This flow stores nothing on success, so the record is claimed here; otherwise it would stay parked.
            State::Parked if !self.remembers_success => self.claim_again().await,
            State::Parked | State::Skipped if untouched => Ok(ClaimState::New),
            State::Parked | State::Skipped => self.claim_again().await,
            State::Waiting | State::InDoubt if replay => self.claim_again().await,
            State::Waiting | State::Leased | State::Committing | State::InDoubt => self.claim().await,
        }
    }

    /// Starts a flow that reads everything afresh each time. Returns an outcome if the job can end at once: the record
    /// is parked and nobody asked for a replay, or it was read after the undated event that announced it.
    pub async fn begin_anew(&mut self) -> Result<Option<FlowOutcome>, Problem> {
        if let ClaimState::Answered(ended) = self.begin().await?
            && (self.job.is_undated()
                || matches!(
                    ended,
                    FlowOutcome::Parked(_) | FlowOutcome::AlreadyDecided(JobOutcome::Parked(_))
                ))
        {
            return Ok(Some(ended.of_earlier_event()));
        }
        Ok(None)
    }

    /// Whether this job asks for more than the stored outcome covers.
    pub(crate) fn is_wanted_again(&self, record: &Record) -> bool {
        let is_news = !record.knows_of(self.job.first_seen);
        match self.job.cause {
            Cause::Replay => true,
            Cause::Sweep | Cause::Poll if record.state == State::Parked => {
                is_news && self.is_found_anew(record)
            }
            Cause::Webhook | Cause::Sweep | Cause::Poll | Cause::Backfill => is_news,
        }
    }

    /// Whether a search that finds a parked record has found more than what a person has been told of: searches overlap. A
    /// record without a version, such as a quote that is still accepted, is tried again from time to time.
    fn is_found_anew(&self, record: &Record) -> bool {
        match &self.job.version {
            Some(_) => self.job.version != record.version,
            None => self.now().duration_since(record.updated_at) >= PARKED_AGAIN,
        }
    }

    /// Postpones a webhook's read that follows so soon after the last one that more webhooks of the same change may
    /// arrive: one read then serves all of them.
    fn ensure_not_just_read(&self, record: &Record) -> Result<(), Problem> {
        let due = record.read_at.and_then(|read| read.checked_add(SETTLES).ok());
        match due.filter(|due| self.job.cause == Cause::Webhook && *due > self.now()) {
            Some(due) => Err(self.busy(due)),
            None => Ok(()),
        }
    }

    /// Claims the record if this job has not done so yet. For flows that write without creating: a later job's write is
    /// not overwritten with older data.
    ///
    /// # Errors
    /// When another worker has the record.
    pub async fn lock(&mut self) -> Result<(), Problem> {
        if self.lease.is_none() {
            self.claim_again().await?;
        }
        Ok(())
    }

    /// Another attempt wrote between the read and the claim: the job is retried and sees its result.
    pub fn concurrent_update(&self) -> Problem {
        Problem::new(
            Code::RECORD_LOCKED,
            format!("Another job is working on {} just now.", self.name()),
            "",
        )
    }

    /// Stores the intent of a creating request before the request is sent. `None` means that it may be sent; otherwise
    /// another attempt interfered.
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
            // Skipped or parked on the same payload, and decided differently now: the settings changed, or a person
            // fixed the cause. The claim itself may have parked the record again because of earlier lost workers. Only
            // what the claim found or wrote is reopened, never another attempt's outcome.
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

    /// Whether this worker's lease outlives the request it is about to send; see [`ensure_in_time`]. Without a lease,
    /// the delivery's own time limit counts: another worker may receive the message soon after it.
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
            // The ledger parked it in this claim, instead of handing it out again.
            notify_parked(self.ports, self.record_name(), problem).await;
            return Ok(ClaimState::Answered(FlowOutcome::Parked(problem.clone())));
        }
        if let ClaimOutcome::Finished(record) = &claimed
            && record.state != State::Done
            && self.is_wanted_again(record)
        {
            // Another attempt ended it since the read, from a source older than this job: the job is retried and claims
            // the record.
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

    /// Ends the job because a person put the record on hold. The flow returns this like any failure, and the job is
    /// finalized as skipped.
    fn ends_on_hold(&mut self, hold: &Hold) -> Problem {
        self.stop(reason::on_hold(&hold.because))
    }

    /// Ends the job: a person doesn't want it. It is finalized as skipped for this reason, and its record stays as it is.
    pub(crate) fn stop(&mut self, reason: Reason) -> Problem {
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

/// Refuses to send a creating request that may still be in flight when its lease ends: the next owner would assume that
/// it had finished. Without this check, a stalled worker could create a duplicate.
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
