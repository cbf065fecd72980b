use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use model::{Clock, Code, Kind, Problem, Source};

use crate::machine::{
    self, Amendment, Claim, ClaimDecision, ClaimRequest, HoldDecision, IllegalTransition, LeaselessDecision,
    LeaselessOutcome, ReopenDecision, Taken, Transition,
};
use crate::{
    ClaimOutcome, Document, DocumentKind, Held, Intent, Key, Lease, PutError, Record, Reopened, State, Store,
    WriteOutcome,
};

/// How often a claim is retried because of a concurrent write. Each such write is another worker's progress, so this
/// limit is reached only if the store misbehaves.
const TRIES: usize = 16;

/// The records of one read of a list.
const PAGE: u32 = 100;

/// Claims records and stores their outcomes. Cheap to clone; clones share one ledger.
#[derive(Clone)]
pub struct Ledger {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    owner: Arc<str>,
    serial: Arc<AtomicU64>,
    lease: Duration,
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger")
            .field("owner", &self.owner)
            .field("lease", &self.lease)
            .finish_non_exhaustive()
    }
}

impl Ledger {
    /// A ledger on this store. `owner` names the process in records, for example its log stream. `lease` must be longer
    /// than a worker can live after its last write, so that its requests have ended before the next owner starts.
    #[must_use]
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        owner: impl Into<String>,
        lease: Duration,
    ) -> Self {
        Self {
            store,
            clock,
            owner: owner.into().into(),
            serial: Arc::new(AtomicU64::new(1)),
            lease,
        }
    }

    /// The underlying store.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The current time, by the clock that dates the records.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// How long a lease lasts after each write.
    #[must_use]
    pub fn lease(&self) -> Duration {
        self.lease
    }

    /// Reads a record. Returns `None` for an expired record, even if it is still stored.
    ///
    /// # Errors
    /// The storage error: whether a record exists is then unknown.
    pub async fn get(&self, key: &Key) -> Result<Option<Record>, Problem> {
        let now = self.clock.now();
        Ok(self
            .store
            .get(key)
            .await?
            .filter(|record| !record.is_expired(now)))
    }

    /// The newest document of a kind that was created from a source, by its record or by its link.
    ///
    /// # Errors
    /// The storage error.
    pub async fn document_of(
        &self,
        source: &Source,
        kind: DocumentKind,
    ) -> Result<Option<Document>, Problem> {
        let record = self.get(&Key::source(source)).await?;
        if let Some(document) = record.as_ref().and_then(|record| record.document(kind)) {
            return Ok(Some(document.clone()));
        }
        Ok(self
            .store
            .link(source)
            .await?
            .filter(|document| document.kind == kind))
    }

    /// Claims a record; one write.
    ///
    /// # Errors
    /// The storage error; the lease may have been taken all the same, and lapses.
    pub async fn claim(&self, key: &Key, ask: ClaimRequest<'_>) -> Result<ClaimOutcome, Problem> {
        self.take(key, &ask, None).await
    }

    /// Claims a record and stores an intent, in one write.
    ///
    /// # Errors
    /// The storage error; nothing may be created then.
    pub async fn claim_with_intent(
        &self,
        key: &Key,
        ask: ClaimRequest<'_>,
        intent: Intent,
    ) -> Result<ClaimOutcome, Problem> {
        self.take(key, &ask, Some(&intent)).await
    }

    async fn take(
        &self,
        key: &Key,
        ask: &ClaimRequest<'_>,
        intent: Option<&Intent>,
    ) -> Result<ClaimOutcome, Problem> {
        let owner = self.next_owner();
        // Usually nothing is stored. If something is, the failed write returns it.
        let mut stored: Option<Record> = None;
        for _ in 0..TRIES {
            let now = self.clock.now();
            let claim = Claim {
                key,
                ask,
                intent,
                owner: &owner,
                now,
                lease: self.lease,
            };
            let (transition, taken) = match (machine::claim(stored.as_ref(), &claim), stored.clone()) {
                (ClaimDecision::Take(transition, taken), _) => (transition, Some(taken)),
                (ClaimDecision::Park(transition), _) => (transition, None),
                (ClaimDecision::Finished, Some(record)) => return Ok(ClaimOutcome::Finished(record)),
                (ClaimDecision::Changed, Some(record)) => return Ok(ClaimOutcome::Changed(record)),
                (ClaimDecision::Busy(until), _) => return Ok(ClaimOutcome::Busy { until }),
                (ClaimDecision::Finished | ClaimDecision::Changed, None) => break,
            };
            match self.write(&transition).await {
                Ok(()) => {
                    let Some(taken) = taken else {
                        return Ok(ClaimOutcome::Finished(transition.record));
                    };
                    let lease = Lease {
                        payload_changed: ask.differs_from(&transition.record),
                        record: Box::new(transition.record),
                        payload_hash: ask.payload_hash.clone(),
                        version: ask.version.clone(),
                        read_at: ask.read_at,
                    };
                    if lease.record.crashes > stored.as_ref().map_or(0, |old| old.crashes) {
                        tracing::warn!(%key, crashes = lease.record.crashes, "took over from a lost worker");
                    }
                    return Ok(match (taken, stored) {
                        (Taken::InDoubt(intent), Some(record)) => ClaimOutcome::InDoubt {
                            lease,
                            intent,
                            record,
                        },
                        (Taken::Resume, Some(record)) => ClaimOutcome::Resume { lease, record },
                        (_, _) => ClaimOutcome::Fresh(lease),
                    });
                }
                Err(PutError::Conflict(current)) => stored = current.map(|record| *record),
                Err(PutError::Failed(problem)) => return Err(problem),
            }
        }
        Err(contended(key))
    }

    /// Stores an intent; its request may be sent once this has returned. Writes nothing if
    /// [`Ledger::claim_with_intent`] stored the same intent.
    ///
    /// # Errors
    /// If the lease was lost, an intent is open, or the store failed. Nothing may be created then.
    pub async fn commit(&self, lease: &mut Lease, intent: Intent) -> Result<(), Problem> {
        if lease.is_committing() && lease.record.intent.as_ref() == Some(&intent) {
            return Ok(());
        }
        let moved = machine::commit(&lease.record, &intent, self.clock.now(), self.lease);
        self.advance(lease, moved).await
    }

    /// Stores a document that was created or found, with the next step's intent.
    ///
    /// # Errors
    /// If the lease was lost or the store failed; the next attempt then finds the document by its intent.
    pub async fn progress(
        &self,
        lease: &mut Lease,
        document: Document,
        next: Option<Intent>,
    ) -> Result<(), Problem> {
        let moved = machine::progress(
            &lease.record,
            &document,
            next.as_ref(),
            self.clock.now(),
            self.lease,
        );
        self.advance(lease, moved).await
    }

    /// Extends the lease from now.
    ///
    /// # Errors
    /// If the lease was lost or the store failed.
    pub async fn renew(&self, lease: &mut Lease) -> Result<(), Problem> {
        let moved = machine::renew(&lease.record, self.clock.now(), self.lease);
        self.advance(lease, moved).await
    }

    /// Finishes a record, with its last document if there is one.
    ///
    /// # Errors
    /// If the lease was lost or the store failed.
    pub async fn done(&self, lease: Lease, document: Option<Document>) -> Result<Record, Problem> {
        let moved = machine::done(&lease.record, document.as_ref(), self.clock.now());
        self.end_knowing(lease, moved).await
    }

    /// Finishes a record as skipped. `reason` holds no personal data.
    ///
    /// # Errors
    /// If the lease was lost, an intent is open, or the store failed.
    pub async fn skipped(&self, lease: Lease, reason: &str) -> Result<Record, Problem> {
        let moved = machine::skipped(&lease.record, reason, self.clock.now());
        self.end_knowing(lease, moved).await
    }

    /// Parks a record for a person. An intent that is not void stays open.
    ///
    /// # Errors
    /// If the lease was lost or the store failed.
    pub async fn parked(&self, lease: Lease, problem: &Problem) -> Result<Record, Problem> {
        let moved = machine::parked(&lease.record, problem, self.clock.now());
        self.end_knowing(lease, moved).await
    }

    /// Releases a record as in doubt: the next attempt looks its intent up. Counts as an attempt.
    ///
    /// # Errors
    /// If the lease was lost or the store failed.
    pub async fn in_doubt(
        &self,
        lease: Lease,
        problem: &Problem,
        next_attempt: Option<Timestamp>,
    ) -> Result<Record, Problem> {
        let moved = machine::in_doubt(&lease.record, problem, next_attempt, self.clock.now());
        self.end(lease, moved).await
    }

    /// Releases a record for a retry. `counts` says whether this attempt is counted. An intent that is not void stays
    /// open.
    ///
    /// # Errors
    /// If the lease was lost or the store failed.
    pub async fn waiting(
        &self,
        lease: Lease,
        problem: &Problem,
        next_attempt: Timestamp,
        counts: bool,
    ) -> Result<Record, Problem> {
        let moved = machine::waiting(&lease.record, problem, next_attempt, counts, self.clock.now());
        self.end(lease, moved).await
    }

    /// Stores "skipped" for a record without a lease; one write, or none if that is stored already.
    ///
    /// # Errors
    /// The storage error.
    pub async fn skip_leaseless(
        &self,
        key: &Key,
        ask: ClaimRequest<'_>,
        reason: &str,
    ) -> Result<WriteOutcome, Problem> {
        let reason = reason.to_owned();
        self.conclude(key, &ask, &LeaselessOutcome::Skip { reason }).await
    }

    /// Stores "parked" for a record without a lease.
    ///
    /// # Errors
    /// The storage error.
    pub async fn park_leaseless(
        &self,
        key: &Key,
        ask: ClaimRequest<'_>,
        problem: &Problem,
    ) -> Result<WriteOutcome, Problem> {
        self.conclude(key, &ask, &LeaselessOutcome::Park(problem.clone()))
            .await
    }

    /// Stores "retry later" for a record without a lease.
    ///
    /// # Errors
    /// The storage error.
    pub async fn wait_leaseless(
        &self,
        key: &Key,
        ask: ClaimRequest<'_>,
        problem: &Problem,
        next_attempt: Timestamp,
        counts: bool,
    ) -> Result<WriteOutcome, Problem> {
        let problem = problem.clone();
        self.conclude(
            key,
            &ask,
            &LeaselessOutcome::Wait {
                problem,
                next_attempt,
                counts,
            },
        )
        .await
    }

    async fn conclude(
        &self,
        key: &Key,
        ask: &ClaimRequest<'_>,
        outcome: &LeaselessOutcome,
    ) -> Result<WriteOutcome, Problem> {
        let owner = self.next_owner();
        let mut stored: Option<Record> = None;
        for _ in 0..TRIES {
            let decision = machine::conclude(stored.as_ref(), key, ask, outcome, &owner, self.clock.now());
            let transition = match (decision, stored.take()) {
                (LeaselessDecision::Write(transition), _) => transition,
                (LeaselessDecision::Keep, Some(record)) => return Ok(WriteOutcome::Kept(record)),
                (LeaselessDecision::Keep, None) => break,
            };
            match self.write(&transition).await {
                Ok(()) => return Ok(WriteOutcome::Written(transition.record)),
                Err(PutError::Conflict(current)) => stored = current.map(|record| *record),
                Err(PutError::Failed(problem)) => return Err(problem),
            }
        }
        Err(contended(key))
    }

    /// Makes a record claimable at once, with all its attempts, for a replay. A finished record stays finished.
    ///
    /// # Errors
    /// The storage error.
    pub async fn reopen(&self, key: &Key) -> Result<Reopened, Problem> {
        self.reopen_where(key, None).await
    }

    /// Makes a record claimable at once, if its fence is still the one that this attempt read; otherwise returns busy.
    ///
    /// # Errors
    /// The storage error.
    pub async fn reopen_seen(&self, key: &Key, seen: u64) -> Result<Reopened, Problem> {
        self.reopen_where(key, Some(seen)).await
    }

    async fn reopen_where(&self, key: &Key, seen: Option<u64>) -> Result<Reopened, Problem> {
        let owner = self.next_owner();
        let mut stored = self.store.get(key).await?;
        for _ in 0..TRIES {
            let reopen = machine::reopen(stored.as_ref(), seen, &owner, self.clock.now());
            let transition = match (reopen, stored.take()) {
                (ReopenDecision::Write(transition), _) => transition,
                (ReopenDecision::Unknown, _) | (ReopenDecision::Done | ReopenDecision::Lapsed, None) => {
                    return Ok(Reopened::Unknown);
                }
                (ReopenDecision::Busy(until), _) => return Ok(Reopened::Busy { until }),
                (ReopenDecision::Done, Some(record)) => return Ok(Reopened::Done(record)),
                (ReopenDecision::Lapsed, Some(record)) => return Ok(Reopened::Open(record)),
            };
            match self.write(&transition).await {
                Ok(()) => return Ok(Reopened::Open(transition.record)),
                Err(PutError::Conflict(current)) => stored = current.map(|record| *record),
                Err(PutError::Failed(problem)) => return Err(problem),
            }
        }
        Err(contended(key))
    }

    /// Puts a record on hold: nothing is sent for it until [`Ledger::release`]. `because` holds no personal data; `by` is who
    /// does it.
    ///
    /// # Errors
    /// The storage error.
    pub async fn hold(&self, key: &Key, because: &str, by: &str) -> Result<Held, Problem> {
        self.by_person(key, |stored, owner, now| {
            machine::hold(stored, key, because, by, owner, now)
        })
        .await
    }

    /// Every record on hold, the longest held first, and a problem for each listed record that can't be read. Eventually
    /// consistent.
    ///
    /// # Errors
    /// The storage error.
    pub async fn on_hold(&self) -> Result<(Vec<Record>, Vec<Problem>), Problem> {
        let (mut records, mut unreadable) = self.listed(State::InDoubt).await?;
        // A record in doubt stays in that list while it is on hold.
        records.retain(|record| record.hold.is_some());
        let mut from: Option<String> = None;
        loop {
            let page = self.store.list_on_hold(PAGE, from.as_deref()).await?;
            records.extend(page.records);
            unreadable.extend(page.unreadable);
            from = page.next;
            if from.is_none() {
                break;
            }
        }
        records.sort_by_key(|record| record.hold.as_ref().map(|hold| hold.since));
        Ok((records, unreadable))
    }

    /// Every record in a listed state, the least recently written first, and a problem for each that can't be read. Eventually
    /// consistent.
    ///
    /// # Errors
    /// The storage error.
    pub async fn listed(&self, state: State) -> Result<(Vec<Record>, Vec<Problem>), Problem> {
        let (mut records, mut unreadable) = (Vec::new(), Vec::new());
        let mut from: Option<String> = None;
        loop {
            let page = self.store.list(state, PAGE, from.as_deref()).await?;
            records.extend(page.records);
            unreadable.extend(page.unreadable);
            from = page.next;
            if from.is_none() {
                return Ok((records, unreadable));
            }
        }
    }

    /// Releases a hold, so that the record can be claimed at once. Its job has left the queue by then; queue it again.
    ///
    /// # Errors
    /// The storage error.
    pub async fn release(&self, key: &Key) -> Result<Held, Problem> {
        self.by_person(key, machine::release).await
    }

    /// Stores that a person has settled what a finished record's documents differ in from the source: it is parked no longer.
    ///
    /// # Errors
    /// The storage error.
    pub async fn settle(&self, key: &Key) -> Result<Held, Problem> {
        self.by_person(key, machine::settle).await
    }

    async fn by_person(
        &self,
        key: &Key,
        decide: impl Fn(Option<&Record>, &str, Timestamp) -> HoldDecision,
    ) -> Result<Held, Problem> {
        let owner = self.next_owner();
        let mut stored = self.store.get(key).await?;
        for _ in 0..TRIES {
            let transition = match decide(stored.as_ref(), &owner, self.clock.now()) {
                HoldDecision::Write(transition) => transition,
                HoldDecision::Keep => return Ok(Held::Unchanged(stored)),
                HoldDecision::Busy(until) => return Ok(Held::Busy { until }),
            };
            match self.write(&transition).await {
                Ok(()) => return Ok(Held::Changed(transition.record)),
                Err(PutError::Conflict(current)) => stored = current.map(|record| *record),
                Err(PutError::Failed(problem)) => return Err(problem),
            }
        }
        Err(contended(key))
    }

    /// Stores how a finished record's documents compare with a newer payload, so that a difference is told once, and listed
    /// while it is unsettled. Returns the stored record.
    ///
    /// # Errors
    /// If the record is not done, was changed in between, or the store failed.
    pub async fn amend(
        &self,
        record: &Record,
        ask: ClaimRequest<'_>,
        amendment: Amendment<'_>,
    ) -> Result<Record, Problem> {
        let owner = self.next_owner();
        let transition = machine::amend(record, &ask, amendment, &owner, self.clock.now())
            .ok_or_else(|| misuse(&record.key, "the record is not done"))?;
        match self.write(&transition).await {
            Ok(()) => Ok(transition.record),
            Err(error) => Err(lost(&record.key, error)),
        }
    }

    /// Claims a finished record whose document was deleted in eAccounting, to create it again. The request may be sent
    /// once this has returned.
    ///
    /// # Errors
    /// If the record is not done, was changed in between, or the store failed. Nothing may be created then.
    pub async fn supersede(
        &self,
        record: &Record,
        ask: ClaimRequest<'_>,
        intent: Intent,
    ) -> Result<Lease, Problem> {
        let owner = self.next_owner();
        let now = self.clock.now();
        let transition = machine::supersede(record, &ask, &intent, &owner, now, self.lease)
            .ok_or_else(|| misuse(&record.key, "the record is not done"))?;
        match self.write(&transition).await {
            Ok(()) => Ok(Lease {
                record: Box::new(transition.record),
                payload_hash: ask.payload_hash,
                version: ask.version,
                payload_changed: false,
                read_at: ask.read_at,
            }),
            Err(error) => Err(lost(&record.key, error)),
        }
    }

    async fn advance(
        &self,
        lease: &mut Lease,
        moved: Result<Transition, IllegalTransition>,
    ) -> Result<(), Problem> {
        let transition = moved.map_err(|illegal| misuse(lease.key(), &illegal.to_string()))?;
        match self.write(&transition).await {
            Ok(()) => {
                *lease.record = transition.record;
                Ok(())
            }
            Err(error) => Err(lost(lease.key(), error)),
        }
    }

    /// Stores an outcome with the payload that this attempt has read.
    async fn end_knowing(
        &self,
        lease: Lease,
        moved: Result<Transition, IllegalTransition>,
    ) -> Result<Record, Problem> {
        let moved = moved.map(|mut transition| {
            let record = &mut transition.record;
            record.read_at = lease.read_at.or(record.read_at);
            transition
        });
        self.end(lease, moved).await
    }

    async fn end(
        &self,
        mut lease: Lease,
        moved: Result<Transition, IllegalTransition>,
    ) -> Result<Record, Problem> {
        self.advance(&mut lease, moved).await?;
        Ok(*lease.record)
    }

    async fn write(&self, transition: &Transition) -> Result<(), PutError> {
        match self.store.put(&transition.record, &transition.expect).await {
            // The response to our own write was lost, and the SDK's retry met what it had written. Owners are unique
            // per claim and every write has its own time, so no other worker can have written the same.
            Err(PutError::Conflict(Some(current))) if *current == transition.record => Ok(()),
            result => result,
        }
    }

    /// Unique per claim: two claims of one process must not mistake each other's writes for their own.
    pub(crate) fn next_owner(&self) -> String {
        format!("{}#{}", self.owner, self.serial.fetch_add(1, Ordering::Relaxed))
    }
}

fn lost(key: &Key, error: PutError) -> Problem {
    match error {
        PutError::Conflict(_) => Problem::new(
            Code::RECORD_LOCKED,
            format!("Another worker has taken {key} over in the meantime; that worker finishes it."),
            "",
        ),
        PutError::Failed(problem) => problem,
    }
}

fn contended(key: &Key) -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        format!("{key} was written by others {TRIES} times while it was to be taken."),
        "",
    )
}

fn misuse(key: &Key, why: &str) -> Problem {
    Problem::new(
        Code::STORAGE_ERROR,
        format!("The ledger was asked for a step that {key} does not allow: {why}."),
        "This is a mistake in Ekobridge; please report it with this text.",
    )
    .with_kind(Kind::Bug)
}
