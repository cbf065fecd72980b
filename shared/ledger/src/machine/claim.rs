use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::{ClaimRequest, Transition, park_if_crashed, succeed};
use crate::time::later;
use crate::{Intent, Key, Record, State};

/// A retry that comes back a moment early is let through: queues count in whole seconds.
const SLACK: SignedDuration = SignedDuration::from_secs(2);

/// A worker's request for a record.
#[derive(Debug, Clone)]
pub struct Claim<'a> {
    /// Which record.
    pub key: &'a Key,
    /// What for.
    pub ask: &'a ClaimRequest<'a>,
    /// What is to be created at once, where nothing hinders it: stored with the lease in one write.
    pub intent: Option<&'a Intent>,
    /// Who asks: unique per claim.
    pub owner: &'a str,
    /// When.
    pub now: Timestamp,
    /// For how long.
    pub lease: Duration,
}

/// How a record that was taken stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// Nothing was known of it.
    Fresh,
    /// An earlier attempt ended, and left nothing unclear.
    Resume,
    /// An earlier attempt may have created what this intent says: look it up first.
    InDoubt(Intent),
}

/// The answer to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimDecision {
    /// It is the asker's once this is written.
    Take(Box<Transition>, Taken),
    /// It has stopped too many workers, and is parked once this is written.
    Park(Box<Transition>),
    /// It was decided before, on the same payload.
    Finished,
    /// It is done, but the payload differs from what it was done with.
    Changed,
    /// It is held, or not due, until then.
    Busy(Timestamp),
}

/// Decides on a claim. `stored` is the record as stored, expired or not.
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
    // Payload before state: a record that is final for one payload may not be for another.
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
            // The asker may have read the source before whoever wrote this: it is to look again.
            _ if ask.is_overtaken(old) => return ClaimDecision::Busy(now),
            State::Skipped | State::Parked if !ask.reopens(old) => return ClaimDecision::Finished,
            // A duplicate that comes early would use up the attempts of the one that waits; a person's replay may.
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
    // What exists was made from the old payload, and the record says so until the source is found to have changed.
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
