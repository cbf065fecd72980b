use std::time::Duration;

use jiff::Timestamp;

use crate::time::until;
use crate::{Intent, Key, Record, State};

/// A record that this worker owns until the lease ends.
#[derive(Debug, PartialEq)]
pub struct Lease {
    /// As stored, except for an intent that was found to be void.
    pub(crate) record: Box<Record>,
    pub(crate) payload_hash: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) payload_changed: bool,
    /// When this attempt started to read the source.
    pub(crate) read_at: Option<Timestamp>,
}

impl Lease {
    /// The record as this worker sees it.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The record's key.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.record.key
    }

    /// Whether this worker's own intent is stored, so that its request may be sent now. False for an open intent of an
    /// earlier worker.
    #[must_use]
    pub fn is_committing(&self) -> bool {
        self.record.state == State::Committing && self.record.intent.is_some()
    }

    /// Whether the source has changed since an earlier attempt created, or may have created, a document from it. That
    /// document, and the record's hash, then belong to the earlier payload: the next claim returns `Changed`.
    #[must_use]
    pub fn payload_changed(&self) -> bool {
        self.payload_changed
    }

    /// Sets the payload that was read since the claim. The next write stores it, so that a later change is detected. If
    /// documents exist or may exist, the record keeps the payload that they were made from.
    pub fn set_payload(&mut self, payload_hash: Option<&str>, version: Option<&str>) {
        self.payload_hash = payload_hash.map(str::to_owned).or(self.payload_hash.take());
        self.version = version.map(str::to_owned).or(self.version.take());
        let record = &mut self.record;
        let may_exist = record.intent.is_some() || !record.documents.is_empty();
        if !may_exist || record.payload_hash.is_none() {
            record.payload_hash.clone_from(&self.payload_hash);
            record.version.clone_from(&self.version);
        } else {
            self.payload_changed = self.payload_hash.is_some() && self.payload_hash != record.payload_hash;
        }
    }

    /// Sets the follow-up steps that are still to be done. The next write stores them.
    pub fn set_pending_steps(&mut self, steps: Vec<String>) {
        self.record.pending_steps = steps;
    }

    /// The time left on the lease. A creating request must end within it, since the next owner looks up its outcome.
    #[must_use]
    pub fn remaining(&self, now: Timestamp) -> Duration {
        self.record
            .lease_until
            .map_or(Duration::ZERO, |end| until(now, end))
    }

    /// Voids the open intent: a conclusive look-up found nothing, or eAccounting rejected the request and so created
    /// nothing. The next write stores this. A failed look-up is not conclusive.
    pub fn void_intent(&mut self) {
        self.record.intent = None;
        self.record.intent_at = None;
        if self.record.documents.is_empty() {
            if self.payload_hash.is_some() {
                self.record.payload_hash.clone_from(&self.payload_hash);
            }
            if self.version.is_some() {
                self.record.version.clone_from(&self.version);
            }
            self.payload_changed = false;
        }
    }
}

/// The result of a claim.
#[derive(Debug, PartialEq)]
pub enum ClaimOutcome {
    /// The record is new, and this worker owns it. After
    /// [`Ledger::claim_with_intent`](crate::Ledger::claim_with_intent) the request may be sent.
    Fresh(Lease),
    /// This worker owns the record, but an earlier attempt may have created what `intent` names. Look it up. If it
    /// exists, call [`Ledger::progress`](crate::Ledger::progress) or [`Ledger::done`](crate::Ledger::done) with it. If
    /// not, call [`Lease::void_intent`], then [`Ledger::commit`](crate::Ledger::commit).
    InDoubt {
        /// The lease.
        lease: Lease,
        /// The intent whose request may have been carried out.
        intent: Intent,
        /// The record before the claim; `intent_at` says when the intent was stored.
        record: Record,
    },
    /// This worker owns the record, and earlier attempts ended with nothing in doubt. After
    /// [`Ledger::claim_with_intent`](crate::Ledger::claim_with_intent) the intent is stored only if no document exists
    /// yet: see [`Lease::is_committing`].
    Resume {
        /// The lease.
        lease: Lease,
        /// The record before the claim, with its documents so far.
        record: Record,
    },
    /// It is done, skipped or parked, decided on the same payload (as far as payloads can be compared).
    Finished(Record),
    /// It is done, but the payload has changed. See [`Ledger::amend`](crate::Ledger::amend).
    Changed(Record),
    /// Another worker owns it, or its retry is not due yet.
    Busy {
        /// Until this time.
        until: Timestamp,
    },
}

/// The result of storing an outcome without a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteOutcome {
    /// It is stored.
    Written(Record),
    /// The stored record takes precedence: it is done, leased, written since the caller read it, or has the same
    /// outcome already.
    Kept(Record),
}

impl WriteOutcome {
    /// The stored record.
    #[must_use]
    pub fn record(&self) -> &Record {
        match self {
            Self::Written(record) | Self::Kept(record) => record,
        }
    }
}

/// The result of a replay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reopened {
    /// It can be claimed now. If it holds a `job`, queue that job again.
    Open(Record),
    /// There is no record, so it can be claimed as it is.
    Unknown,
    /// It is done, and stays so.
    Done(Record),
    /// A worker owns it.
    Busy {
        /// Until this time.
        until: Timestamp,
    },
}

/// The result of setting or releasing a hold, or of settling a difference.
#[derive(Debug, Clone, PartialEq)]
pub enum Held {
    /// It was changed.
    Changed(Record),
    /// It was so already, or there was nothing to release or to settle: the stored record.
    Unchanged(Option<Record>),
    /// A worker owns the record until this time.
    Busy {
        /// When its lease ends.
        until: Timestamp,
    },
}
