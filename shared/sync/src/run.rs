use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use journal::{Outcome, Recorder, Redaction};
use ledger::{
    ClaimOutcome, ClaimRequest, Document, Intent, Key, Lease, Record, Reopened, State, WriteOutcome,
};
use model::{Cause, Code, Job, JobKind, Kind, Problem};

use crate::circuit::LONGEST_PROBE;
use crate::preview::Seen;
use crate::worker::{CompiledSettings, Ports, Worker};
use crate::{Delivery, JobOutcome, told};

/// A negative look-up within this time of the intent proves nothing: the request may still be under way at the vendor.
/// Longer than any call may take.
pub(crate) const QUIET: SignedDuration = SignedDuration::from_secs(60);

/// After how many receives a change of what is done is given up: quarters of an hour for three days, as long as the plan of
/// retries takes. An outage is received too, so it must not be as few as the plan's attempts.
const MOST_RECEIVES: u32 = 3 * 24 * 4;

/// How a flow ended, where nothing went wrong.
pub(crate) enum Ended {
    /// Done. The ledger is told by the flow where that matters.
    Done {
        document: Option<Document>,
        text: String,
    },
    /// Nothing to do.
    Skipped(String),
    /// Decided earlier: neither ledger nor journal needs to hear it again.
    Already(JobOutcome),
    /// A person must look, and the ledger knows it.
    WriteOutcome(Problem),
}

impl Ended {
    pub(crate) fn skipped(reason: impl Into<String>) -> Self {
        Self::Skipped(reason.into())
    }
}

/// What is known of a record.
pub(crate) enum Begin {
    /// Nothing that matters.
    New,
    /// Earlier attempts ended cleanly; what they created is in the record.
    Resumed(Box<Record>),
    /// An earlier attempt may have created what its intent says.
    InDoubt(Intent),
    /// The work is done; the source may have changed since.
    Exists(Box<Record>),
    /// Decided already.
    Answered(Ended),
}

/// One job on its way to its verdict.
pub(crate) struct Run<'a> {
    pub(crate) worker: &'a Worker,
    pub(crate) ports: &'a Ports,
    pub(crate) plan: Arc<CompiledSettings>,
    pub(crate) job: &'a Job,
    pub(crate) recorder: Recorder,
    pub(crate) lease: Option<Lease>,
    /// Whether it has not begun, since a vendor is down.
    pub(crate) held: bool,
    delivery: Delivery,
    key: Key,
    /// The fence of the record that this attempt goes by.
    seen: Option<u64>,
    payload_hash: Option<String>,
    version: Option<String>,
    calls_before: u64,
    began: Timestamp,
}

impl<'a> Run<'a> {
    pub(crate) fn new(worker: &'a Worker, job: &'a Job, delivery: Delivery) -> Self {
        let ports = &worker.ports;
        Self {
            worker,
            ports,
            plan: worker.plan(),
            job,
            recorder: Recorder::new(job, ports.clock.now()),
            lease: None,
            held: false,
            delivery,
            key: key(job),
            seen: None,
            payload_hash: None,
            version: job.version.clone(),
            calls_before: calls(ports),
            began: ports.clock.now(),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    /// The record in words, for texts: "order 1001", "contact 12".
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.job.source.kind(), self.job.source.id())
    }

    /// One step of the flow, for the journal.
    pub(crate) fn step(&mut self, name: &'static str, text: impl Into<String>) {
        self.recorder.step(self.ports.clock.now(), name, text, true);
    }

    /// One step that did not work, and that the job does not depend on.
    pub(crate) fn failed_step(&mut self, name: &'static str, text: impl Into<String>) {
        self.recorder.step(self.ports.clock.now(), name, text, false);
    }

    /// Tells a preview what was seen.
    pub(crate) fn see(&self, tell: impl FnOnce(&mut Seen)) {
        if let Some(watch) = &self.worker.watch {
            watch.see(tell);
        }
    }

    /// Whether to go on past what would end the job: a preview shows what would be sent otherwise.
    pub(crate) fn is_regardless(&self) -> bool {
        self.worker.watch.as_ref().is_some_and(|watch| watch.regardless)
    }

    /// What came of it; `None` where it failed and a preview notes that and goes on.
    pub(crate) fn go_on<T>(&self, result: Result<T, Problem>) -> Result<Option<T>, Problem> {
        match result {
            Err(problem) if self.is_regardless() => {
                self.see(|seen| seen.problems.push(problem));
                Ok(None)
            }
            other => other.map(Some),
        }
    }

    /// Remembers what was read, so that a change under the same key is seen.
    pub(crate) fn read(&mut self, payload_hash: String, version: Option<String>) {
        self.payload_hash = Some(payload_hash);
        if version.is_some() {
            self.version = version;
        }
        if let Some(lease) = self.lease.as_mut() {
            lease.set_payload(self.payload_hash.as_deref(), self.version.as_deref());
        }
    }

    pub(crate) fn ask(&self) -> ClaimRequest<'a> {
        ClaimRequest {
            job: Some(self.job),
            payload_hash: self.payload_hash.clone(),
            version: self.version.clone(),
            seen: self.seen,
        }
    }

    /// Asks the ledger what is known, and takes the lease where an earlier attempt may have left something. A new record's
    /// lease is taken together with its first intent, in one write.
    pub(crate) async fn begin(&mut self) -> Result<Begin, Problem> {
        let found = self.ports.ledger.get(&self.key).await?;
        self.seen = Some(found.as_ref().map_or(0, |record| record.fence));
        let Some(record) = found else {
            if self.delivery.receive_count <= 1 {
                return Ok(Begin::New);
            }
            // Every orderly end leaves a record. A message that comes again without one lost its worker, and from now on
            // that is counted.
            return self.claim().await;
        };
        let replay = self.job.cause == Cause::Replay;
        let wanted_again = replay || self.job.first_seen > record.updated_at;
        let untouched = record.intent.is_none() && record.documents.is_empty();
        match record.state {
            State::Done => {
                let changed = matches!((&self.job.version, &record.version), (Some(a), Some(b)) if a != b);
                // Who replays asks about the source as it is now.
                Ok(if changed || replay {
                    Begin::Exists(Box::new(record))
                } else {
                    Begin::Answered(finished(&record))
                })
            }
            State::Parked | State::Skipped if !wanted_again => Ok(Begin::Answered(finished(&record))),
            // Where success writes nothing by itself, the record is taken, so that it does not stay parked.
            State::Parked if self.leaves_no_record() => self.claim_again().await,
            State::Parked | State::Skipped if untouched => Ok(Begin::New),
            State::Parked | State::Skipped => self.claim_again().await,
            State::Waiting | State::InDoubt if replay => self.claim_again().await,
            State::Waiting | State::Leased | State::Committing | State::InDoubt => self.claim().await,
        }
    }

    /// Begins where everything is looked at anew each time, whatever was done before. Answers what ends the job at once: that
    /// it is parked, and nobody has asked again.
    pub(crate) async fn begin_anew(&mut self) -> Result<Option<Ended>, Problem> {
        if let Begin::Answered(ended @ (Ended::WriteOutcome(_) | Ended::Already(JobOutcome::Parked(_)))) =
            self.begin().await?
        {
            return Ok(Some(ended));
        }
        // A queue hands out one job of a contact at a time, but backlog has a queue of its own: a job that may be of it
        // takes the record before it reads, so that it cannot write what it read over what a newer job has written.
        if self.lease.is_none() && self.job.kind == JobKind::Customer && self.job.cause != Cause::Webhook {
            self.claim_again().await?;
        }
        Ok(None)
    }

    /// Whether success is not remembered: the next change is to be looked at all the same.
    fn leaves_no_record(&self) -> bool {
        matches!(self.job.kind, JobKind::Customer | JobKind::FindOrders)
    }

    /// Writes down what is about to be created, before its request leaves. `None` means that it may leave; else another
    /// attempt got in between.
    pub(crate) async fn commit(&mut self, intent: Intent) -> Result<Option<Begin>, Problem> {
        if let Some(lease) = self.lease.as_mut() {
            self.ports.ledger.commit(lease, intent).await?;
            return self.in_time().map(|()| None);
        }
        let mut claimed = self
            .ports
            .ledger
            .claim_with_intent(&self.key, self.ask(), intent.clone())
            .await?;
        if let ClaimOutcome::Finished(record) = &claimed
            && record.state != State::Done
        {
            // Skipped or parked on the same payload, and decided otherwise now: the settings have changed, or a person has
            // mended what was wrong. The claim itself may have parked it once more, for workers that it stopped before: what
            // the claim found or wrote is what is reopened, and nobody else's.
            let reopened = record.fence + 1;
            self.reopen().await?;
            if self.seen != Some(reopened) {
                return Err(self.busy(self.now()));
            }
            claimed = self
                .ports
                .ledger
                .claim_with_intent(&self.key, self.ask(), intent.clone())
                .await?;
        }
        match self.taken(claimed)? {
            Begin::New => self.in_time().map(|()| None),
            Begin::Resumed(record) if record.documents.is_empty() => {
                if let Some(lease) = self.lease.as_mut() {
                    self.ports.ledger.commit(lease, intent).await?;
                }
                self.in_time().map(|()| None)
            }
            other => Ok(Some(other)),
        }
    }

    /// Whether this worker's lease outlives what it is about to write; see [`in_time`]. Without a lease, whether the time that
    /// its delivery gave it is not over: another may have been handed the message soon after.
    pub(crate) fn in_time(&self) -> Result<(), Problem> {
        let now = self.now();
        match &self.lease {
            Some(lease) => in_time(lease, now, &self.name()),
            None if now.duration_since(self.began).unsigned_abs() < self.delivery.remaining => Ok(()),
            None => Err(stood_still(&self.name())),
        }
    }

    /// Stores that a document exists, and what is to be created from it next.
    pub(crate) async fn progress(&mut self, document: Document, next: Option<Intent>) -> Result<(), Problem> {
        match self.lease.as_mut() {
            Some(lease) => self.ports.ledger.progress(lease, document, next).await,
            None => Ok(()),
        }
    }

    /// A creating request was refused, or its outcome is not known. Only what certainly created nothing voids the intent.
    pub(crate) fn refused(&mut self, problem: Problem) -> Problem {
        if problem.kind != Kind::InDoubt
            && let Some(lease) = self.lease.as_mut()
        {
            lease.void_intent();
        }
        problem
    }

    /// Ends the record for good, and says what is stored now; nothing where no record was taken.
    pub(crate) async fn finish(&mut self, document: Option<Document>) -> Result<Option<Record>, Problem> {
        match self.lease.take() {
            Some(lease) => self.ports.ledger.done(lease, document).await.map(Some),
            None => Ok(None),
        }
    }

    /// Ends a record that was kept only because an earlier attempt did not come through.
    pub(crate) async fn close(&mut self, reason: &str) -> Result<(), Problem> {
        match self.lease.take() {
            Some(lease) => self.ports.ledger.skipped(lease, reason).await.map(drop),
            None => Ok(()),
        }
    }

    /// Goes on with another record of the same source. The one before must be done with.
    pub(crate) fn turn_to(&mut self, key: Key) {
        self.key = key;
        self.seen = None;
    }

    async fn claim_again(&mut self) -> Result<Begin, Problem> {
        self.reopen().await?;
        self.claim().await
    }

    async fn reopen(&mut self) -> Result<(), Problem> {
        match self.ports.ledger.reopen(&self.key).await? {
            Reopened::Busy { until: at } => Err(self.busy(at)),
            Reopened::Open(record) => {
                self.seen = Some(record.fence);
                Ok(())
            }
            Reopened::Unknown | Reopened::Done(_) => Ok(()),
        }
    }

    async fn claim(&mut self) -> Result<Begin, Problem> {
        let claimed = self.ports.ledger.claim(&self.key, self.ask()).await?;
        if let ClaimOutcome::Finished(record) = &claimed
            && record.updated_at == self.now()
            && let Some(problem) = record
                .problem
                .as_ref()
                .filter(|found| found.code == Code::CRASHED)
        {
            // The ledger has parked it just now, instead of handing it out once more.
            told::parked(self.ports, &self.name(), problem).await;
            return Ok(Begin::Answered(Ended::WriteOutcome(problem.clone())));
        }
        self.taken(claimed)
    }

    fn taken(&mut self, claimed: ClaimOutcome) -> Result<Begin, Problem> {
        match claimed {
            ClaimOutcome::Fresh(lease) => {
                self.lease = Some(lease);
                Ok(Begin::New)
            }
            ClaimOutcome::Resume { lease, record } => {
                self.lease = Some(lease);
                Ok(Begin::Resumed(Box::new(record)))
            }
            ClaimOutcome::InDoubt { lease, intent, .. } => {
                self.lease = Some(lease);
                Ok(Begin::InDoubt(intent))
            }
            ClaimOutcome::Finished(record) => Ok(Begin::Answered(finished(&record))),
            ClaimOutcome::Changed(record) => Ok(Begin::Exists(Box::new(record))),
            ClaimOutcome::Busy { until: at } => Err(self.busy(at)),
        }
    }

    fn busy(&self, until_then: Timestamp) -> Problem {
        let message = format!("{} is being worked on, or is not due yet.", capital(&self.name()));
        Problem::new(
            Code::RECORD_LOCKED,
            message,
            "Nothing: it is tried again by itself.",
        )
        .after(Some(until(until_then, self.now())))
    }

    /// Tells ledger, journal and people how it ended.
    pub(crate) async fn settle(mut self, result: Result<Ended, Problem>) -> JobOutcome {
        let verdict = match result {
            Ok(Ended::Already(verdict)) => return verdict,
            Ok(Ended::Done { document, text }) => JobOutcome::Done { document, text },
            Ok(Ended::WriteOutcome(problem)) => JobOutcome::Parked(problem),
            Ok(Ended::Skipped(reason)) => match self.note_skipped(&reason).await {
                Ok(()) => JobOutcome::Skipped { reason },
                Err(problem) => later(Duration::from_secs(30), problem),
            },
            Err(problem) => self.note_problem(problem).await,
        };
        self.tell(&verdict).await;
        verdict
    }

    async fn note_skipped(&mut self, reason: &str) -> Result<(), Problem> {
        match self.lease.take() {
            Some(lease) => self.ports.ledger.skipped(lease, reason).await.map(drop),
            // A contact that needs nothing now may need something at its next change: nothing is to be remembered.
            None if self.leaves_no_record() => Ok(()),
            None => {
                let ask = self.ask();
                let noted = self.ports.ledger.skip_unclaimed(&self.key, ask, reason).await?;
                self.stands(&noted)
            }
        }
    }

    /// A verdict without a lease stands only where nobody has written the record since this attempt looked: a late worker
    /// loses, and its message comes again and sees what became of it.
    fn stands(&self, noted: &WriteOutcome) -> Result<(), Problem> {
        match noted {
            WriteOutcome::Kept(record) if self.ask().is_overtaken(record) => Err(self.busy(self.now())),
            _ => Ok(()),
        }
    }

    async fn note_problem(&mut self, mut problem: Problem) -> JobOutcome {
        // A vendor's refusal names the field; the record is named here, so that one text says it all.
        if !problem.message.contains(self.job.source.id()) {
            problem.message = format!("{}: {}", capital(&self.name()), problem.message);
        }
        if problem.code == Code::RECORD_LOCKED {
            let after = problem
                .wait
                .unwrap_or(Duration::from_secs(2))
                .min(Duration::from_secs(60));
            self.give_back(&problem, after).await;
            return later(after, problem);
        }
        let outcome = match problem.kind {
            Kind::NeedsPerson | Kind::Bug => self.park(problem.clone()).await,
            Kind::RetryLater | Kind::InDoubt | Kind::Disconnected => self.wait(problem.clone()).await,
        };
        // When the ledger itself cannot be written, the message stays in the queue: nothing is lost.
        outcome.unwrap_or_else(|_store| later(Duration::from_secs(30), problem))
    }

    /// Gives the lease back while another job is waited for: one that merely lapsed would count as a lost worker. What the
    /// store does not take lapses all the same.
    async fn give_back(&mut self, problem: &Problem, after: Duration) {
        let Some(lease) = self.lease.take() else { return };
        let at = self.now() + SignedDuration::try_from(after).unwrap_or(QUIET);
        if let Err(store) = self.ports.ledger.waiting(lease, problem, at, false).await {
            tracing::warn!(source = %self.job.source, code = %store.code, "a lease could not be given back");
        }
    }

    async fn park(&mut self, problem: Problem) -> Result<JobOutcome, Problem> {
        // What a person mends in eAccounting is to be seen by the very next job, not when the cache is old.
        self.worker.reference.forget();
        match self.lease.take() {
            Some(lease) => self.ports.ledger.parked(lease, &problem).await.map(drop)?,
            None => {
                let ask = self.ask();
                let noted = self.ports.ledger.park_unclaimed(&self.key, ask, &problem).await?;
                self.stands(&noted)?;
            }
        }
        told::parked(self.ports, &self.name(), &problem).await;
        Ok(JobOutcome::Parked(problem))
    }

    async fn wait(&mut self, problem: Problem) -> Result<JobOutcome, Problem> {
        let waited = self.delivery.receive_count.saturating_sub(1);
        let mut is_done = false;
        let failed = match self.lease.as_ref() {
            Some(lease) => lease.record().attempts,
            None => {
                let record = self.ports.ledger.get(&self.key).await?;
                // Where the job has not begun, this is the first look.
                self.seen
                    .get_or_insert(record.as_ref().map_or(0, |record| record.fence));
                is_done = record.as_ref().is_some_and(|record| record.state == State::Done);
                record.map_or(0, |record| record.attempts)
            }
        };
        // What is done counts no attempts of what follows on it: how often the message came stands for them.
        let failed = if is_done { waited } else { failed };
        let jitter = (self.ports.jitter)();
        // A vendor that is down or refuses us is not this record's fault: it waits without using up attempts.
        let outage = self.held || self.worker.circuit.is_outage(self.ports, &problem).await;
        // The connection as a whole works, and lacks what this record needs: a permission that was not given.
        let lacking = !outage && problem.kind == Kind::Disconnected;
        if lacking {
            told::parked(self.ports, &self.name(), &problem).await;
        }
        let counts = !outage && !lacking;
        // It waits longer each time all the same, so that an outage of days stays far below the queue's count of receives.
        let before = if counts && !is_done {
            failed
        } else {
            waited.min(LONGEST_PROBE)
        };
        let is_over = is_done && counts && waited >= MOST_RECEIVES;
        let planned = ledger::next_attempt(before, problem.wait, jitter).filter(|_| !is_over);
        let Some(after) = planned else {
            let message = format!(
                "{} failed {} times, the last time so: {}",
                capital(&self.name()),
                failed + 1,
                problem.message
            );
            let remedy = format!("{} Then replay {}.", problem.remedy, self.job.source);
            return self
                .park(Problem::new(Code::RETRIES_EXHAUSTED, message, remedy))
                .await;
        };
        let at = self.now() + SignedDuration::try_from(after).unwrap_or(QUIET);
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
                    .wait_unclaimed(&self.key, self.ask(), &problem, at, counts)
                    .await
                    .map(drop)?;
            }
        }
        Ok(later(after, problem))
    }

    async fn tell(&mut self, verdict: &JobOutcome) {
        let (outcome, problem, reason, document) = match verdict {
            JobOutcome::Done { document, text } => (Outcome::Done, None, Some(text), document.as_ref()),
            JobOutcome::Skipped { reason } => (Outcome::Skipped, None, Some(reason), None),
            JobOutcome::Parked(problem) => (Outcome::Parked, Some(problem), None, None),
            JobOutcome::Retry { problem, .. } if problem.code == Code::RECORD_LOCKED => return,
            JobOutcome::Retry { problem, .. } => (Outcome::Waiting, Some(problem), None, None),
        };
        let calls = u32::try_from(calls(self.ports).saturating_sub(self.calls_before)).unwrap_or(u32::MAX);
        let now = self.now();
        tracing::info!(
            job = self.job.kind.as_str(),
            source = %self.job.source,
            outcome = verdict.outcome(),
            code = problem.map(|problem| problem.code.as_str()),
            calls,
            "job ended"
        );
        let mut recorder = std::mem::replace(&mut self.recorder, Recorder::new(self.job, now));
        recorder.calls(calls);
        if let Some(reason) = reason {
            recorder.reason(reason);
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
        let journal = &self.plan.settings.journal;
        let hidden = journal.redact.iter().map(|name| name.as_str().to_owned());
        let entry = recorder.finish(outcome, now, &Redaction::new(journal.retention_days, hidden));
        if let Err(problem) = self.ports.journal.put(&entry).await {
            // The work is done and the ledger knows it: a missing line of the activity log must not undo that.
            tracing::error!(source = %self.job.source, code = %problem.code, "the journal could not be written");
        }
    }
}

/// Refuses to send a creating request that may still be under way when its lease lapses: whoever takes over then takes it
/// for ended. A worker that stood still between its last write and now would otherwise create what another has created.
pub(crate) fn in_time(lease: &Lease, now: Timestamp, name: &str) -> Result<(), Problem> {
    if lease.remaining(now) > Duration::try_from(QUIET).unwrap_or_default() {
        return Ok(());
    }
    Err(stood_still(name))
}

fn stood_still(name: &str) -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        format!("The worker stood still for too long to write anything for {name}."),
        "Nothing: it is tried again by itself.",
    )
}

/// A search for a contact's orders is kept apart from the contact's own record.
pub(crate) fn key(job: &Job) -> Key {
    match job.kind {
        JobKind::FindOrders => Key::orders_of(&job.source),
        JobKind::Customer | JobKind::Order | JobKind::Offer => Key::source(&job.source),
    }
}

/// A record that was decided before.
fn finished(record: &Record) -> Ended {
    Ended::Already(match (record.state, &record.problem) {
        (State::Parked, Some(problem)) => JobOutcome::Parked(problem.clone()),
        (State::Done, _) => JobOutcome::Skipped {
            reason: already(record),
        },
        _ => JobOutcome::Skipped {
            reason: record
                .reason
                .clone()
                .unwrap_or_else(|| "decided earlier".to_owned()),
        },
    })
}

/// "eAccounting has it already: order 1042".
pub(crate) fn already(record: &Record) -> String {
    match record.documents.last() {
        Some(document) => format!("eAccounting has it already: {}", describe(document)),
        None => "done already".to_owned(),
    }
}

/// "order 1042", by number, else by id.
pub(crate) fn describe(document: &Document) -> String {
    let kind = document.kind.as_str().replace('_', " ");
    format!("{kind} {}", document.number.as_deref().unwrap_or(&document.id))
}

pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn later(after: Duration, problem: Problem) -> JobOutcome {
    JobOutcome::Retry {
        after: after.max(Duration::from_secs(1)),
        problem,
    }
}

/// From now until then, at least a second.
pub(crate) fn until(at: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(at.duration_since(now))
        .unwrap_or_default()
        .max(Duration::from_secs(1))
}

/// The calls that both clients have made.
fn calls(ports: &Ports) -> u64 {
    ports.activecampaign.calls() + ports.eaccounting.calls()
}
