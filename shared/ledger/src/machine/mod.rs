//! The ledger's state machine: decides what to write, and under which condition, from what is stored and what is asked.
//!
//! Pure. The caller performs a [`Transition`] as a conditional write. Of two workers that decide at once, one succeeds;
//! a worker whose lease was taken over fails every write.
//!
//! Two rules guarantee at most one document:
//!
//! - a record with an open intent is never handed out as new: its next owner must look the intent up first;
//! - an intent is stored before its request is sent, and no second one is stored while one is open.

mod claim;
mod hold;
mod leaseless;
mod transitions;

use jiff::Timestamp;
use model::{Cause, Code, Job, Problem};

pub use claim::{Claim, ClaimDecision, Taken, claim};
pub use hold::{HoldDecision, hold, release};
pub use leaseless::{
    Amendment, LeaselessDecision, LeaselessOutcome, ReopenDecision, amend, conclude, reopen, settle,
    supersede,
};
pub use transitions::{IllegalTransition, commit, done, in_doubt, parked, progress, renew, skipped, waiting};

use crate::{Expect, Key, Record, State};

/// How many leases may lapse before a record is parked.
pub const MAX_CRASHES: u32 = 3;

/// How long a skipped record is kept.
pub const SKIPPED_TTL: jiff::SignedDuration = jiff::SignedDuration::from_hours(90 * 24);

/// A claim on a record, with the version that was read at its source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimRequest<'a> {
    /// The job, kept for replays.
    pub job: Option<&'a Job>,
    /// Digest of the source's payload, if it was read.
    pub payload_hash: Option<String>,
    /// Version of the source's payload.
    pub version: Option<String>,
    /// When the caller started to read the source; stored with the attempt's outcome.
    pub read_at: Option<Timestamp>,
    /// The fence of the record that the caller read, 0 if there was none. Nothing if the caller accepts any record.
    pub seen: Option<u64>,
}

impl ClaimRequest<'_> {
    /// Whether another attempt wrote the record since the caller read it, so that the caller's decision is outdated.
    #[must_use]
    pub fn is_overtaken(&self, record: &Record) -> bool {
        self.seen.is_some_and(|seen| seen != record.fence)
    }

    /// Whether the source is known to have changed since the record was written. Compares digests if both are known,
    /// otherwise versions; false if neither can be compared.
    #[must_use]
    pub fn differs_from(&self, record: &Record) -> bool {
        match (&self.payload_hash, &record.payload_hash) {
            (Some(now), Some(then)) => now != then,
            _ => matches!((&self.version, &record.version), (Some(now), Some(then)) if now != then),
        }
    }

    /// Whether a decision that created nothing may be different now.
    fn reopens(&self, record: &Record) -> bool {
        self.differs_from(record) || (self.payload_hash.is_some() && record.payload_hash.is_none())
    }

    /// Whether a person asks for it now.
    fn is_replay(&self) -> bool {
        self.job.is_some_and(|job| job.cause == Cause::Replay)
    }

    fn describe(&self, record: &mut Record) {
        if self.payload_hash.is_some() {
            record.payload_hash.clone_from(&self.payload_hash);
        }
        if self.version.is_some() {
            record.version.clone_from(&self.version);
        }
    }
}

/// A record to write, and the condition for the write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// The record to write.
    pub record: Record,
    /// The condition on the stored record.
    pub expect: Expect,
}

fn begin(key: &Key, owner: &str, now: Timestamp) -> Record {
    Record {
        key: key.clone(),
        state: State::Leased,
        owner: owner.to_owned(),
        fence: 1,
        lease_until: None,
        payload_hash: None,
        version: None,
        read_at: None,
        made_of: None,
        intent: None,
        intent_at: None,
        documents: Vec::new(),
        problem: None,
        parked_at: None,
        reason: None,
        job: None,
        attempts: 0,
        crashes: 0,
        next_attempt: None,
        first_seen: now,
        updated_at: now,
        expires_at: None,
        pending_steps: Vec::new(),
        hold: None,
        newer: None,
    }
}

/// The stored record for its next owner. Only the fence of an expired record is kept.
fn succeed(
    stored: Option<&Record>,
    key: &Key,
    ask: &ClaimRequest<'_>,
    owner: &str,
    now: Timestamp,
) -> Transition {
    let mut record = match stored {
        Some(old) if !old.is_expired(now) => Record {
            owner: owner.to_owned(),
            fence: old.fence.saturating_add(1),
            lease_until: None,
            next_attempt: None,
            reason: None,
            updated_at: now,
            expires_at: None,
            crashes: old.crashes.saturating_add(u32::from(old.state.is_held())),
            intent_at: last_sending(old),
            // One that was parked before this was stored.
            parked_at: old
                .parked_at
                .or((old.state == State::Parked).then_some(old.updated_at)),
            ..old.clone()
        },
        old => Record {
            fence: old.map_or(1, |old| old.fence.saturating_add(1)),
            ..begin(key, owner, now)
        },
    };
    if let Some(job) = ask.job {
        record.job = Some(job.clone());
    }
    Transition {
        record,
        expect: stored.map_or(Expect::Absent, Expect::of),
    }
}

/// The latest time at which the request of an intent can have been sent. A lost worker may have sent it at the end of
/// its lease.
fn last_sending(lost: &Record) -> Option<Timestamp> {
    let stored = lost.intent_at?;
    let until = lost.lease_until.filter(|_| lost.state == State::Committing);
    Some(until.map_or(stored, |until| until.max(stored)))
}

/// Parks a record that was just taken over, if that was one lost worker too many.
fn park_if_crashed(record: &mut Record) -> bool {
    let crashed = record.crashes >= MAX_CRASHES;
    if crashed {
        record.lease_until = None;
        record.next_attempt = None;
        let problem = Problem::new(
            Code::CRASHED,
            format!(
                "{} has crashed its worker {} times, so it is not retried automatically.",
                record.key, record.crashes
            ),
            "Look for the reason in the function's log, then replay the record.",
        );
        park(record, &problem, record.updated_at);
    }
    crashed
}

/// Parks a record for a person, since now unless a person has had to act before.
fn park(record: &mut Record, problem: &Problem, now: Timestamp) {
    record.state = State::Parked;
    record.problem = Some(problem.clone());
    record.parked_at.get_or_insert(now);
}
