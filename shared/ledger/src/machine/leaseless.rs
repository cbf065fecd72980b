use std::time::Duration;

use jiff::Timestamp;
use model::Problem;

use super::transitions::{expire_skipped, unheld};
use super::{ClaimRequest, Transition, park_if_crashed, succeed};
use crate::time::later;
use crate::{Intent, Key, Record, State};

/// A outcome on a record that needed no lease: nothing was about to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeaselessOutcome {
    /// There is nothing to do.
    Skip {
        /// Why, without personal data.
        reason: String,
    },
    /// A person must do something first.
    Park(Problem),
    /// A retry is due later.
    Wait {
        /// What went wrong.
        problem: Problem,
        /// When the retry is due.
        next_attempt: Timestamp,
        /// Whether an attempt was used up.
        counts: bool,
    },
}

/// The answer to a outcome without a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeaselessDecision {
    /// It is to be written.
    Write(Box<Transition>),
    /// What is stored says more, and stays.
    Keep,
}

/// Decides on a outcome without a lease.
///
/// It never overwrites what is done or on hold, what a worker holds, what another attempt has written since the asker looked, or the
/// same outcome; a skip not what may exist, and a wait not what a person must do.
#[must_use]
pub fn conclude(
    stored: Option<&Record>,
    key: &Key,
    ask: &ClaimRequest<'_>,
    outcome: &LeaselessOutcome,
    owner: &str,
    now: Timestamp,
) -> LeaselessDecision {
    if let Some(old) = stored.filter(|old| !old.is_expired(now)) {
        let same = !ask.reopens(old);
        // What is asked anew is written anew: an attempt beside this one, which looked at what is stored, is then overtaken,
        // and cannot reopen what this one's message leaves the queue for.
        let is_asked_anew = ask.is_replay() || ask.job.is_some_and(|job| !old.knows_of(job.first_seen));
        let keep = old.state == State::Done
            || old.hold.is_some()
            || old.held_until(now).is_some()
            || ask.is_overtaken(old)
            || match outcome {
                LeaselessOutcome::Skip { reason } => {
                    let may_exist = old.intent.is_some() || !old.documents.is_empty();
                    let repeats = old.state == State::Skipped && same && old.reason.as_ref() == Some(reason);
                    may_exist || (repeats && !is_asked_anew)
                }
                LeaselessOutcome::Park(problem) => {
                    let repeats = old.state == State::Parked && same && old.problem.as_ref() == Some(problem);
                    repeats && !is_asked_anew
                }
                LeaselessOutcome::Wait { .. } => old.state == State::Parked,
            };
        if keep {
            return LeaselessDecision::Keep;
        }
    }
    let mut transition = succeed(stored, key, ask, owner, now);
    let record = &mut transition.record;
    if record.intent.is_none() && record.documents.is_empty() {
        ask.describe(record);
    }
    if !matches!(outcome, LeaselessOutcome::Wait { .. }) {
        record.read_at = ask.read_at.or(record.read_at);
    }
    match outcome {
        LeaselessOutcome::Skip { reason } => {
            record.state = State::Skipped;
            record.problem = None;
            record.reason = Some(reason.clone());
            expire_skipped(record, now);
        }
        LeaselessOutcome::Park(problem) => {
            record.state = State::Parked;
            record.problem = Some(problem.clone());
        }
        LeaselessOutcome::Wait {
            problem,
            next_attempt,
            counts,
        } => {
            if !park_if_crashed(record) {
                record.state = unheld(record);
                record.problem = Some(problem.clone());
                record.next_attempt = Some(*next_attempt);
                record.attempts = record.attempts.saturating_add(u32::from(*counts));
            }
        }
    }
    LeaselessDecision::Write(Box::new(transition))
}

/// The answer to a replay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReopenDecision {
    /// It can be claimed once this is written.
    Write(Box<Transition>),
    /// Nothing is known of it, so that it can be claimed as it is.
    Unknown,
    /// Its worker was lost, so that it can be claimed as it is.
    Lapsed,
    /// It is done, and stays so.
    Done,
    /// A worker holds it until then, or another attempt has written it since the asker looked.
    Busy(Timestamp),
}

/// Decides on a replay: what was parked, skipped or waits can be claimed at once, with all its attempts. An open intent stays
/// open, so that a replay looks before it creates. `seen` is the fence of the record that the asker goes by; nothing, where
/// it goes by whatever is stored. What another attempt has ended since is not opened again: that one's message has left the
/// queue, and nobody would come back.
#[must_use]
pub fn reopen(stored: Option<&Record>, seen: Option<u64>, owner: &str, now: Timestamp) -> ReopenDecision {
    let Some(old) = stored.filter(|old| !old.is_expired(now)) else {
        return ReopenDecision::Unknown;
    };
    if let Some(until) = old.held_until(now) {
        return ReopenDecision::Busy(until);
    }
    if old.hold.is_some() && old.state != State::Done {
        // A replay does not take a hold back; the claim that follows finds it.
        return ReopenDecision::Lapsed;
    }
    match old.state {
        State::Done => ReopenDecision::Done,
        State::Leased | State::Committing => ReopenDecision::Lapsed,
        _ if seen.is_some_and(|seen| seen != old.fence) => ReopenDecision::Busy(now),
        State::Skipped | State::Parked | State::Waiting | State::InDoubt => {
            let mut transition = succeed(stored, &old.key, &ClaimRequest::default(), owner, now);
            let record = &mut transition.record;
            record.state = unheld(record);
            record.next_attempt = Some(now);
            (record.attempts, record.crashes) = (0, 0);
            ReopenDecision::Write(Box::new(transition))
        }
    }
}

/// Brings a done record up to a newer payload: its documents were changed accordingly, or, where they cannot be, the
/// difference is noted as a problem so that it is told once.
#[must_use]
pub fn amend(
    old: &Record,
    ask: &ClaimRequest<'_>,
    problem: Option<&Problem>,
    owner: &str,
    now: Timestamp,
) -> Option<Transition> {
    if old.state != State::Done {
        return None;
    }
    let mut transition = succeed(Some(old), &old.key, ask, owner, now);
    let record = &mut transition.record;
    let made_of = old.made_of.clone().or_else(|| old.payload_hash.clone());
    ask.describe(record);
    record.made_of =
        made_of.filter(|made_of| problem.is_some() && record.payload_hash.as_ref() != Some(made_of));
    record.read_at = ask.read_at.or(record.read_at);
    record.problem = problem.cloned();
    Some(transition)
}

/// Takes a done record whose document is known to be gone from eAccounting, to create it once more. Documents of the
/// intent's kind are dropped.
#[must_use]
pub fn supersede(
    old: &Record,
    ask: &ClaimRequest<'_>,
    intent: &Intent,
    owner: &str,
    now: Timestamp,
    lease: Duration,
) -> Option<Transition> {
    if old.state != State::Done {
        return None;
    }
    let mut transition = succeed(Some(old), &old.key, ask, owner, now);
    let record = &mut transition.record;
    ask.describe(record);
    record.documents.retain(|document| document.kind != intent.what);
    record.made_of = None;
    record.state = State::Committing;
    record.lease_until = Some(later(now, lease));
    record.intent = Some(intent.clone());
    record.intent_at = Some(now);
    (record.attempts, record.crashes) = (0, 0);
    Some(transition)
}
