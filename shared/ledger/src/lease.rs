use std::time::Duration;

use jiff::Timestamp;

use crate::time::until;
use crate::{Intent, Key, Record, State};

/// A record that is this worker's until its lease ends.
#[derive(Debug, PartialEq)]
pub struct Lease {
    /// As stored, but for an intent that was found to be void.
    pub(crate) record: Box<Record>,
    pub(crate) payload_hash: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) payload_changed: bool,
    /// When this attempt began to read the source.
    pub(crate) read_at: Option<Timestamp>,
}

impl Lease {
    /// The record as this worker has it.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Which record.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.record.key
    }

    /// Whether an intent of this worker's own is stored, so that its request may leave now. Not so for an intent that an
    /// earlier worker left open.
    #[must_use]
    pub fn is_committing(&self) -> bool {
        self.record.state == State::Committing && self.record.intent.is_some()
    }

    /// Whether the source has changed since an earlier attempt created, or may have created, something of it. What exists
    /// is then of the earlier payload, and so is the record's hash: once done, the next claim says `Changed`.
    #[must_use]
    pub fn payload_changed(&self) -> bool {
        self.payload_changed
    }

    /// Says what was read at the source since the record was claimed: the next write stores it, so that a later change is
    /// seen. What exists, or may exist, was made of the payload that the record has, where it has one.
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

    /// Says which steps that follow the documents are still to be done. Writes nothing by itself; the next write stores it.
    pub fn set_pending_steps(&mut self, steps: Vec<String>) {
        self.record.pending_steps = steps;
    }

    /// How long the lease still lasts. A creating request must end within it: whoever takes over looks for its outcome.
    #[must_use]
    pub fn remaining(&self, now: Timestamp) -> Duration {
        self.record
            .lease_until
            .map_or(Duration::ZERO, |end| until(now, end))
    }

    /// Says that the open intent is void: a conclusive look-up found nothing, or eAccounting refused the request and so
    /// created nothing. Writes nothing by itself; the next write stores it. A look-up that failed is not conclusive.
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

/// The answer to a claim.
#[derive(Debug, PartialEq)]
pub enum ClaimOutcome {
    /// Nothing was known of it, and it is this worker's. After [`Ledger::claim_with_intent`](crate::Ledger::claim_with_intent) its request may leave.
    Fresh(Lease),
    /// It is this worker's, but an earlier attempt may have created what `intent` says. Look it up; then either
    /// [`Ledger::progress`](crate::Ledger::progress) or [`Ledger::done`](crate::Ledger::done) with what was found, or [`Lease::void_intent`] and
    /// [`Ledger::commit`](crate::Ledger::commit).
    InDoubt {
        /// The lease.
        lease: Lease,
        /// What may have been created.
        intent: Intent,
        /// The record as it was before; `intent_at` says when the intent was stored.
        record: Record,
    },
    /// It is this worker's; an earlier attempt ended without leaving anything unclear. After [`Ledger::claim_with_intent`](crate::Ledger::claim_with_intent)
    /// the intent is stored only where no document exists yet: see [`Lease::is_committing`].
    Resume {
        /// The lease.
        lease: Lease,
        /// The record as it was before, with its documents so far.
        record: Record,
    },
    /// It is done, skipped or parked, decided on the same payload (as far as that can be compared).
    Finished(Record),
    /// It is done, but with another payload. See [`Ledger::amend`](crate::Ledger::amend).
    Changed(Record),
    /// Another worker has it, or its retry is not due.
    Busy {
        /// Until when.
        until: Timestamp,
    },
}

/// What became of a verdict without a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteOutcome {
    /// It is stored.
    Written(Record),
    /// What was stored says more (done, held by a worker, written since the asker looked, or the same verdict already), and
    /// stays.
    Kept(Record),
}

impl WriteOutcome {
    /// What is stored now.
    #[must_use]
    pub fn record(&self) -> &Record {
        match self {
            Self::Written(record) | Self::Kept(record) => record,
        }
    }
}

/// What became of a replay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reopened {
    /// It can be claimed now. Its `job`, where it has one, is to be queued again.
    Open(Record),
    /// Nothing is known of it, so that it can be claimed as it is.
    Unknown,
    /// It is done, and stays so.
    Done(Record),
    /// A worker has it.
    Busy {
        /// Until when.
        until: Timestamp,
    },
}

/// What became of a hold, or of its release.
#[derive(Debug, Clone, PartialEq)]
pub enum Held {
    /// It is so now.
    Changed(Record),
    /// It was so before, or there was nothing to release: what is stored.
    Unchanged(Option<Record>),
    /// A worker has the record until then.
    Busy {
        /// When its lease ends.
        until: Timestamp,
    },
}
