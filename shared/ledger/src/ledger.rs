use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use model::{Clock, Code, Kind, Problem, Source};

use crate::machine::{
    self, Claim, ClaimDecision, ClaimRequest, HoldDecision, IllegalTransition, LeaselessDecision,
    LeaselessOutcome, ReopenDecision, Taken, Transition,
};
use crate::{
    ClaimOutcome, Document, DocumentKind, Held, Intent, Key, Lease, PutError, Record, Reopened, Store,
    WriteOutcome,
};

/// How often a claim begins anew because somebody else wrote in between. Each time is somebody's progress, so that this is
/// reached only where a store answers nonsense.
const TRIES: usize = 16;

/// Claims records, and writes what becomes of them. Cheap to clone; clones are one ledger.
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
    /// A ledger of this store. `owner` names the process in records (a log stream, say); `lease` must be longer than a
    /// worker can live after its last write, so that whoever takes over finds the other's request ended.
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

    /// The store that this ledger keeps its records in.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The time, by the clock that records are written with.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// How long a lease lasts from each write.
    #[must_use]
    pub fn lease(&self) -> Duration {
        self.lease
    }

    /// Reads a key's record. An expired record is `None`, even if the store still has it.
    ///
    /// # Errors
    /// When the store failed: then nothing is known, which is not the same as none.
    pub async fn get(&self, key: &Key) -> Result<Option<Record>, Problem> {
        let now = self.clock.now();
        Ok(self
            .store
            .get(key)
            .await?
            .filter(|record| !record.is_expired(now)))
    }

    /// The newest document of a kind that a source has become, by its record or else by its link.
    ///
    /// # Errors
    /// When the store failed.
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

    /// Takes a record to work on it; one write.
    ///
    /// # Errors
    /// When the store failed; the lease may then be taken all the same, and lapses.
    pub async fn claim(&self, key: &Key, ask: ClaimRequest<'_>) -> Result<ClaimOutcome, Problem> {
        self.take(key, &ask, None).await
    }

    /// Takes a record and says what is about to be created, in one write.
    ///
    /// # Errors
    /// When the store failed; nothing may be created then.
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
        // Nothing stored is the common case; where something is, the refused write brings it along.
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

    /// Stores what is about to be created; its request may leave once this has returned. Nothing is written where
    /// [`Ledger::claim_with_intent`] has stored this very intent.
    ///
    /// # Errors
    /// When the lease was lost, an intent is open, or the store failed. Nothing may be created then.
    pub async fn commit(&self, lease: &mut Lease, intent: Intent) -> Result<(), Problem> {
        if lease.is_committing() && lease.record.intent.as_ref() == Some(&intent) {
            return Ok(());
        }
        let moved = machine::commit(&lease.record, &intent, self.clock.now(), self.lease);
        self.advance(lease, moved).await
    }

    /// Stores that a document exists, created or found, and the next step's intent with it.
    ///
    /// # Errors
    /// When the lease was lost or the store failed; the next attempt then finds the document by its intent.
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

    /// Lengthens the lease from now.
    ///
    /// # Errors
    /// When the lease was lost or the store failed.
    pub async fn renew(&self, lease: &mut Lease) -> Result<(), Problem> {
        let moved = machine::renew(&lease.record, self.clock.now(), self.lease);
        self.advance(lease, moved).await
    }

    /// Ends a record for good, with its (last) document where there is one.
    ///
    /// # Errors
    /// When the lease was lost or the store failed.
    pub async fn done(&self, lease: Lease, document: Option<Document>) -> Result<Record, Problem> {
        let moved = machine::done(&lease.record, document.as_ref(), self.clock.now());
        self.end_knowing(lease, moved).await
    }

    /// Ends a record with nothing to do. `reason` holds no personal data.
    ///
    /// # Errors
    /// When the lease was lost, an intent is open, or the store failed.
    pub async fn skipped(&self, lease: Lease, reason: &str) -> Result<Record, Problem> {
        let moved = machine::skipped(&lease.record, reason, self.clock.now());
        self.end_knowing(lease, moved).await
    }

    /// Leaves a record to a person. An intent that is not void stays open.
    ///
    /// # Errors
    /// When the lease was lost or the store failed.
    pub async fn parked(&self, lease: Lease, problem: &Problem) -> Result<Record, Problem> {
        let moved = machine::parked(&lease.record, problem, self.clock.now());
        self.end_knowing(lease, moved).await
    }

    /// Leaves a record with its intent open, to be looked up by the next attempt. It counts as an attempt.
    ///
    /// # Errors
    /// When the lease was lost or the store failed.
    pub async fn in_doubt(
        &self,
        lease: Lease,
        problem: &Problem,
        next_attempt: Option<Timestamp>,
    ) -> Result<Record, Problem> {
        let moved = machine::in_doubt(&lease.record, problem, next_attempt, self.clock.now());
        self.end(lease, moved).await
    }

    /// Leaves a record for a later attempt. `counts` says whether this one used up an attempt. An intent that is not void
    /// stays open.
    ///
    /// # Errors
    /// When the lease was lost or the store failed.
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

    /// Notes that there is nothing to do with a record that needed no lease; one write, or none where that is known.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn skip_leaseless(
        &self,
        key: &Key,
        ask: ClaimRequest<'_>,
        reason: &str,
    ) -> Result<WriteOutcome, Problem> {
        let reason = reason.to_owned();
        self.conclude(key, &ask, &LeaselessOutcome::Skip { reason }).await
    }

    /// Notes that a person must do something about a record that needed no lease.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn park_leaseless(
        &self,
        key: &Key,
        ask: ClaimRequest<'_>,
        problem: &Problem,
    ) -> Result<WriteOutcome, Problem> {
        self.conclude(key, &ask, &LeaselessOutcome::Park(problem.clone()))
            .await
    }

    /// Notes that a record that needed no lease is to be tried again later.
    ///
    /// # Errors
    /// When the store failed.
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

    /// Lets a record be claimed at once, with all its attempts: for a replay. What is done stays so.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn reopen(&self, key: &Key) -> Result<Reopened, Problem> {
        self.reopen_where(key, None).await
    }

    /// Lets a record be claimed at once where it is still as this attempt saw it, by its fence; else it is busy.
    ///
    /// # Errors
    /// When the store failed.
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

    /// Puts a record on hold: nothing is sent of it until [`Ledger::release`]. `because` holds no personal data.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn hold(&self, key: &Key, because: &str) -> Result<Held, Problem> {
        self.set_hold(key, |stored, owner, now| {
            machine::hold(stored, key, because, owner, now)
        })
        .await
    }

    /// Takes a hold back, so that the record can be claimed at once. Its job is gone by then, and is to be queued again.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn release(&self, key: &Key) -> Result<Held, Problem> {
        self.set_hold(key, machine::release).await
    }

    async fn set_hold(
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

    /// Brings a done record up to a newer payload, after its document was changed accordingly, or with the problem that it
    /// cannot be, so that it is told once. Answers what is stored now.
    ///
    /// # Errors
    /// When the record is not done, was changed in between, or the store failed.
    pub async fn amend(
        &self,
        record: &Record,
        ask: ClaimRequest<'_>,
        problem: Option<&Problem>,
    ) -> Result<Record, Problem> {
        let owner = self.next_owner();
        let transition = machine::amend(record, &ask, problem, &owner, self.clock.now())
            .ok_or_else(|| misuse(&record.key, "the record is not done"))?;
        match self.write(&transition).await {
            Ok(()) => Ok(transition.record),
            Err(error) => Err(lost(&record.key, error)),
        }
    }

    /// Takes a done record whose document is known to be gone from eAccounting, to create it once more. Its request may
    /// leave once this has returned.
    ///
    /// # Errors
    /// When the record is not done, was changed in between, or the store failed. Nothing may be created then.
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

    /// Ends with an outcome: it goes by what this attempt has read.
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
            // The answer to our own write was lost, and its repetition met what it had written. Owners are unique per claim
            // and every write has its time, so that no other could have written the same.
            Err(PutError::Conflict(Some(current))) if *current == transition.record => Ok(()),
            result => result,
        }
    }

    /// Unique per claim: two claims of one process must not take each other's writes for their own.
    pub(crate) fn next_owner(&self) -> String {
        format!("{}#{}", self.owner, self.serial.fetch_add(1, Ordering::Relaxed))
    }
}

fn lost(key: &Key, error: PutError) -> Problem {
    match error {
        PutError::Conflict(_) => Problem::new(
            Code::RECORD_LOCKED,
            format!(
                "Another worker has taken {key} over in the meantime; what becomes of it is left to that one."
            ),
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
