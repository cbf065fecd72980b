use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::{ClaimRequest, Transition, park_if_crashed, succeed};
use crate::time::later;
use crate::{Intent, Key, Record, State};

/// A retry that arrives slightly early is accepted, because queues count in whole seconds.
const SLACK: SignedDuration = SignedDuration::from_secs(2);

/// A worker's request for a record.
#[derive(Debug, Clone)]
pub struct Claim<'a> {
    /// The record's key.
    pub key: &'a Key,
    /// The reason.
    pub ask: &'a ClaimRequest<'a>,
    /// The intent to store with the lease in one write, if nothing prevents it.
    pub intent: Option<&'a Intent>,
    /// The owner: unique per claim.
    pub owner: &'a str,
    /// The time.
    pub now: Timestamp,
    /// The lease's duration.
    pub lease: Duration,
}

/// The state of a claimed record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// There was no record.
    Fresh,
    /// Earlier attempts ended with nothing in doubt.
    Resume,
    /// An earlier attempt may have created what this intent names: look it up first.
    InDoubt(Intent),
}

/// The answer to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimDecision {
    /// The caller owns it once this is written.
    Take(Box<Transition>, Taken),
    /// It has lost too many workers, and is parked once this is written.
    Park(Box<Transition>),
    /// It was decided earlier, on the same payload.
    Finished,
    /// It is done, but the payload differs from the one it was done with.
    Changed,
    /// It is leased, or its retry is not due, until this time.
    Busy(Timestamp),
}

/// Decides a claim. `stored` is the record as stored, expired or not.
#[must_use]
pub fn claim(stored: Option<&Record>, claim: &Claim<'_>) -> ClaimDecision {
    let Claim {
        key,
        ask,
        intent,
        owner,
        now,
        lease,
    } = *claim;
    let old = stored.filter(|old| !old.is_expired(now));
    // The payload is compared before the state: a record that is final for one payload may not be final for another.
    let changed = old.is_some_and(|old| ask.differs_from(old));
    if let Some(old) = old {
        if let Some(until) = old.held_until(now) {
            return ClaimDecision::Busy(until);
        }
        if old.hold.is_some() {
            return ClaimDecision::Finished;
        }
        match old.state {
            State::Done if changed => return ClaimDecision::Changed,
            State::Done => return ClaimDecision::Finished,
            // The caller may have read the source before the last writer did, so it must read again.
            _ if ask.is_overtaken(old) => return ClaimDecision::Busy(now),
            State::Skipped | State::Parked if !ask.reopens(old) => return ClaimDecision::Finished,
            // An early duplicate would consume the attempts of the job that waits. A person's replay is allowed to.
            State::Waiting | State::InDoubt if !changed && !ask.is_replay() => {
                if let Some(due) = old.next_attempt.filter(|due| due.duration_since(now) > SLACK) {
                    return ClaimDecision::Busy(due);
                }
            }
            _ => {}
        }
    }

    let mut transition = succeed(stored, key, ask, owner, now);
    let record = &mut transition.record;
    if park_if_crashed(record) {
        return ClaimDecision::Park(Box::new(transition));
    }
    if changed {
        record.attempts = 0;
    }
    if old.is_some_and(|old| matches!(old.state, State::Parked | State::Skipped)) {
        (record.attempts, record.crashes) = (0, 0);
    }
    record.state = State::Leased;
    record.lease_until = Some(later(now, lease));
    if let Some(open) = record.intent.clone() {
        return ClaimDecision::Take(Box::new(transition), Taken::InDoubt(open));
    }
    // The document was made from the old payload. The record keeps that payload until a change of the source is
    // detected.
    if record.documents.is_empty() {
        ask.describe(record);
        if let Some(intent) = intent {
            record.state = State::Committing;
            record.intent = Some(intent.clone());
            record.intent_at = Some(now);
        }
    }
    let taken = if old.is_some() {
        Taken::Resume
    } else {
        Taken::Fresh
    };
    ClaimDecision::Take(Box::new(transition), taken)
}
