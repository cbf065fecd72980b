use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use journal::Recorder;
use ledger::{Document, Intent, Key, Lease, Record};
use model::{Code, Job, Kind, Problem, Reason, StepName, StepText};

use crate::circuit_breaker::CircuitBreaker;
use crate::notice::RecordName;
use crate::ports::{Delivery, Environment, Ports};

/// One job from claim to outcome: the services that its flow uses, and what is stored about it.
pub struct JobContext<'a, E: Environment> {
    /// The engine's ports.
    pub ports: &'a Ports,
    /// The flows' services: the vendors' clients and caches.
    pub services: &'a E,
    /// The settings at the job's start. They don't change until it ends.
    pub compiled: Arc<E::Settings>,
    /// The job.
    pub job: &'a Job,
    /// The job's activity log entry so far.
    pub recorder: Recorder,
    /// The lease on the job's record, once taken.
    pub lease: Option<Lease>,
    pub(crate) circuit: &'a CircuitBreaker,
    /// Whether the flow did not start, because a vendor is down.
    pub(crate) blocked_by_outage: bool,
    /// The records of this job that waited for a person before this attempt, and the codes that they waited with.
    pub(crate) was_parked: BTreeMap<Key, Code>,
    /// Why a person stopped the job, such as a hold on its record: the job then ends as skipped, whatever the flow returned.
    pub(crate) stopped: Option<Reason>,
    /// The number that people know the record by, where its id is another.
    pub(crate) number: Option<String>,
    pub(crate) remembers_success: bool,
    pub(crate) delivery: Delivery,
    pub(crate) key: Key,
    /// The fence of the record that this attempt's decisions are based on.
    pub(crate) seen: Option<u64>,
    pub(crate) payload_hash: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) began: Timestamp,
}

impl<'a, E: Environment> JobContext<'a, E> {
    pub(crate) fn new(
        ports: &'a Ports,
        services: &'a E,
        circuit: &'a CircuitBreaker,
        compiled: Arc<E::Settings>,
        job: &'a Job,
        delivery: Delivery,
    ) -> Self {
        let now = ports.clock.now();
        Self {
            ports,
            services,
            compiled,
            job,
            recorder: Recorder::new(job, now),
            lease: None,
            circuit,
            blocked_by_outage: false,
            was_parked: BTreeMap::new(),
            stopped: None,
            number: None,
            remembers_success: true,
            delivery,
            key: Key::source(&job.source),
            seen: None,
            payload_hash: None,
            version: job.version.clone(),
            began: now,
        }
    }

    /// Switches to the flow's own ledger key and storage policy.
    pub(crate) fn enter(&mut self, key: Key, remembers_success: bool) {
        self.key = key;
        self.remembers_success = remembers_success;
    }

    /// The current time.
    pub fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    /// Calls the record by the number that people know it by from now on.
    pub fn known_as(&mut self, number: &str) {
        self.number = Some(number.to_owned());
    }

    /// The record's name for notices.
    pub fn record_name(&self) -> RecordName {
        RecordName {
            kind: self.job.source.kind(),
            number: self
                .number
                .clone()
                .unwrap_or_else(|| self.job.source.id().to_owned()),
        }
    }

    /// The record's name for texts: "order 1001", "contact 12".
    pub fn name(&self) -> String {
        self.record_name().to_string()
    }

    /// Adds a step to the journal entry.
    pub fn step(&mut self, name: StepName, text: StepText) {
        self.add_step(name, &text, true);
    }

    /// Adds a failed step that doesn't fail the job.
    pub fn failed_step(&mut self, name: StepName, text: StepText) {
        self.add_step(name, &text, false);
    }

    fn add_step(&mut self, name: StepName, text: &StepText, ok: bool) {
        let now = self.ports.clock.now();
        self.recorder.step(now, name.as_str(), text.as_str(), ok);
    }

    /// Stores what was read, so that a later change under the same key is detected.
    pub fn read(&mut self, payload_hash: String, version: Option<String>) {
        self.payload_hash = Some(payload_hash);
        if version.is_some() {
            self.version = version;
        }
        if let Some(lease) = self.lease.as_mut() {
            lease.set_payload(self.payload_hash.as_deref(), self.version.as_deref());
        }
    }

    /// The part of a claim that comes from the job and its source.
    pub fn claim_request(&self) -> ledger::ClaimRequest<'a> {
        ledger::ClaimRequest {
            job: Some(self.job),
            payload_hash: self.payload_hash.clone(),
            version: self.version.clone(),
            read_at: Some(self.began),
            seen: self.seen,
        }
    }

    /// The steps that an earlier attempt left to be done, such as `payment`.
    #[must_use]
    pub fn pending_steps(&self) -> &[String] {
        self.lease
            .as_ref()
            .map_or(&[], |lease| lease.record().pending_steps.as_slice())
    }

    /// Stores that a document exists, and which follow-up steps are left to a later attempt. The steps are stored with
    /// this attempt's outcome.
    pub async fn leave_pending(&mut self, document: &Document, steps: Vec<String>) -> Result<(), Problem> {
        let is_stored = self
            .lease
            .as_ref()
            .is_none_or(|lease| lease.record().documents.contains(document));
        if !is_stored {
            self.progress(document.clone(), None).await?;
        }
        if let Some(lease) = self.lease.as_mut() {
            lease.set_pending_steps(steps);
        }
        Ok(())
    }

    /// Stores which follow-up steps remain beside those that this attempt begins: a later attempt doesn't do the begun ones,
    /// whatever becomes of this one.
    pub async fn begin_steps(&mut self, remaining: Vec<String>) -> Result<(), Problem> {
        let Some(lease) = self.lease.as_mut() else {
            return Ok(());
        };
        lease.set_pending_steps(remaining);
        self.ports.ledger.renew(lease).await
    }

    /// Stores that a document exists, with the intent to create the next one from it.
    pub async fn progress(&mut self, document: Document, next: Option<Intent>) -> Result<(), Problem> {
        match self.lease.as_mut() {
            Some(lease) => self.ports.ledger.progress(lease, document, next).await,
            None => Ok(()),
        }
    }

    /// Handles a creating request that was rejected or whose outcome is unknown. Only an error that proves that nothing
    /// was created voids the intent.
    pub fn refused(&mut self, problem: Problem) -> Problem {
        if problem.kind != Kind::InDoubt
            && let Some(lease) = self.lease.as_mut()
        {
            lease.void_intent();
        }
        problem
    }

    /// Ends the record for good and returns what is stored now. Does nothing if no record was claimed.
    pub async fn finish(&mut self, document: Option<Document>) -> Result<Option<Record>, Problem> {
        match self.lease.take() {
            Some(lease) => self.ports.ledger.done(lease, document).await.map(Some),
            None => Ok(None),
        }
    }

    /// Whether an earlier job has left a record, such as one that was parked.
    #[must_use]
    pub fn was_tried(&self) -> bool {
        self.seen.is_some_and(|fence| fence > 0)
    }

    /// Ends a record that exists only because an earlier attempt failed.
    pub async fn close(&mut self, reason: &str) -> Result<(), Problem> {
        match self.lease.take() {
            Some(lease) => self.ports.ledger.skipped(lease, reason).await.map(drop),
            None => Ok(()),
        }
    }

    /// Continues with another record of the same source. The current record must have ended.
    pub fn switch_key(&mut self, key: Key) {
        self.key = key;
        self.seen = None;
    }
}
