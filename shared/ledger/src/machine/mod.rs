//! The state machine: from what is stored and what is asked to what is to be written, under which condition.
//!
//! Pure. Whoever performs a [`Transition`] writes the record only where the store still holds what was expected, so of two
//! workers that decide at once one wins, and a worker whose lease was taken over loses whatever it writes.
//!
//! Two rules carry "at most one document":
//! - a record with an open intent is never given out as if nothing had happened: whoever takes it is told to look first;
//! - an intent is stored before its request leaves, and no second one is stored while one is open.

mod claim;
mod hold;
mod leaseless;
mod transitions;

use jiff::Timestamp;
use model::{Cause, Code, Job, Problem};

pub use claim::{Claim, ClaimDecision, Taken, claim};
pub use hold::{HoldDecision, hold, release};
pub use leaseless::{
    LeaselessDecision, LeaselessOutcome, ReopenDecision, amend, conclude, reopen, supersede,
};
pub use transitions::{IllegalTransition, commit, done, in_doubt, parked, progress, renew, skipped, waiting};

use crate::{Expect, Key, Record, State};

/// Leases that may lapse before a record is parked: the third worker lost with it is the last.
pub const MAX_CRASHES: u32 = 3;

/// How long it is remembered that there was nothing to do.
pub const SKIPPED_TTL: jiff::SignedDuration = jiff::SignedDuration::from_hours(90 * 24);

/// A claim on a record, with the version that was read at its source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimRequest<'a> {
    /// The job that asks, kept for replays.
    pub job: Option<&'a Job>,
    /// Digest of what was read at the source; nothing when it was not read.
    pub payload_hash: Option<String>,
    /// The source's version of what was read.
    pub version: Option<String>,
    /// When the asker began to read the source: where its attempt comes to an outcome, the record says so.
    pub read_at: Option<Timestamp>,
    /// What the asker went by: the fence of the record that it saw, 0 where there was none. Nothing, where it goes by
    /// whatever is stored.
    pub seen: Option<u64>,
}

impl ClaimRequest<'_> {
    /// Whether another attempt has written the record since the asker looked: what was decided by that look is out of date.
    #[must_use]
    pub fn is_overtaken(&self, record: &Record) -> bool {
        self.seen.is_some_and(|seen| seen != record.fence)
    }

    /// Whether the source is known to have changed since the record was written. Digests decide where both are known, else
    /// versions; where neither can be compared it is not.
    #[must_use]
    pub fn differs_from(&self, record: &Record) -> bool {
        match (&self.payload_hash, &record.payload_hash) {
            (Some(now), Some(then)) => now != then,
            _ => matches!((&self.version, &record.version), (Some(now), Some(then)) if now != then),
        }
    }

    /// Whether a decision that created nothing may turn out differently now.
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

/// A record to be written, and what must be stored for it.
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
    }
}

/// The stored record for its next owner. Of an expired record, only the fence remains.
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

/// When the request of a record's intent can have left at the latest. A worker that was lost with its lease may have sent it as
/// late as at the end of that lease.
fn last_sending(lost: &Record) -> Option<Timestamp> {
    let stored = lost.intent_at?;
    let until = lost.lease_until.filter(|_| lost.state == State::Committing);
    Some(until.map_or(stored, |until| until.max(stored)))
}

/// Parks a record that was just taken over, where that was one lost worker too many.
fn park_if_crashed(record: &mut Record) -> bool {
    let crashed = record.crashes >= MAX_CRASHES;
    if crashed {
        record.state = State::Parked;
        record.lease_until = None;
        record.next_attempt = None;
        record.problem = Some(Problem::new(
            Code::CRASHED,
            format!(
                "{} has stopped its worker {} times, so it is not tried again by itself.",
                record.key, record.crashes
            ),
            "Look for the reason in the function's log, then replay the record.",
        ));
    }
    crashed
}
