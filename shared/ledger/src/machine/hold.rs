use jiff::Timestamp;

use super::transitions::unheld;
use super::{ClaimRequest, Transition, succeed};
use crate::record::Hold;
use crate::{Key, Record, State};

/// The result of setting or releasing a hold, or of settling a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldDecision {
    /// Write this.
    Write(Box<Transition>),
    /// It is so already.
    Keep,
    /// A worker owns the record until this time: what it sends can no longer be stopped.
    Busy(Timestamp),
}

/// Puts a record on hold: nothing is sent for it until it is released. A finished record stays finished. An open intent
/// stays open, so that the attempt after the release looks it up before it creates anything.
#[must_use]
pub fn hold(
    stored: Option<&Record>,
    key: &Key,
    because: &str,
    by: &str,
    owner: &str,
    now: Timestamp,
) -> HoldDecision {
    let old = stored.filter(|old| !old.is_expired(now));
    if let Some(until) = old.and_then(|old| old.held_until(now)) {
        return HoldDecision::Busy(until);
    }
    let before = old.and_then(|old| old.hold.as_ref());
    if before.is_some_and(|hold| hold.because == because) {
        return HoldDecision::Keep;
    }
    let since = before.map_or(now, |hold| hold.since);
    let mut transition = succeed(stored, key, &ClaimRequest::default(), owner, now);
    let record = &mut transition.record;
    let hold = Hold {
        because: because.to_owned(),
        since,
        by: Some(by.to_owned()),
    };
    if record.state != State::Done {
        // No retry is scheduled any more. A record with an open intent stays listed, because it must be looked up one
        // day.
        record.state = if record.intent.is_some() {
            State::InDoubt
        } else {
            State::Skipped
        };
        record.reason = Some(hold.to_string());
    }
    record.hold = Some(hold);
    HoldDecision::Write(Box::new(transition))
}

/// Releases a hold: the record can be claimed at once, with all its attempts.
#[must_use]
pub fn release(stored: Option<&Record>, owner: &str, now: Timestamp) -> HoldDecision {
    let Some(old) = stored.filter(|old| old.hold.is_some()) else {
        return HoldDecision::Keep;
    };
    let mut transition = succeed(stored, &old.key, &ClaimRequest::default(), owner, now);
    let record = &mut transition.record;
    record.hold = None;
    if record.state != State::Done {
        record.state = unheld(record);
        record.next_attempt = Some(now);
        (record.attempts, record.crashes) = (0, 0);
    }
    HoldDecision::Write(Box::new(transition))
}
