use std::time::Duration;

use jiff::Timestamp;
use model::Problem;

use super::transitions::{expire_skipped, unheld};
use super::{ClaimRequest, HoldDecision, Transition, park, park_if_crashed, succeed};
use crate::time::later;
use crate::{Intent, Key, Record, SETTLED, State};

/// An outcome for a record without a lease: nothing was about to be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeaselessOutcome {
    /// There is nothing to do.
    Skip {
        /// The reason, without personal data.
        reason: String,
    },
    /// A person must act first.
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

/// The result of storing an outcome without a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeaselessDecision {
    /// Write this.
    Write(Box<Transition>),
    /// The stored record takes precedence.
    Keep,
}

/// Decides on an outcome without a lease.
///
/// It never replaces a finished record, a hold, another worker's lease, a write made since the caller read the record,
/// or the same outcome. A skip never replaces an open intent. A retry never replaces a parked record, or a skip that covers
/// the job.
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
        // What is asked again is written again: a concurrent attempt that decided on the older record then fails its
        // write, and can't reopen a record whose message is about to leave the queue.
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
                LeaselessOutcome::Wait { .. } => {
                    // The skip covers this job, whose message another attempt may have finished: nothing may follow.
                    let covers = ask.job.is_some() && !is_asked_anew;
                    old.state == State::Parked || (old.state == State::Skipped && covers)
                }
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
            record.parked_at = None;
            record.reason = Some(reason.clone());
            expire_skipped(record, now);
        }
        LeaselessOutcome::Park(problem) => park(record, problem, now),
        LeaselessOutcome::Wait {
            problem,
            next_attempt,
            counts,
        } => {
            if stored.is_some_and(|old| old.state == State::Skipped) {
                (record.attempts, record.crashes) = (0, 0);
            }
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

/// The result of a replay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReopenDecision {
    /// It can be claimed once this is written.
    Write(Box<Transition>),
    /// There is no record, so it can be claimed as it is.
    Unknown,
    /// Its worker was lost, so it can be claimed as it is.
    Lapsed,
    /// It is done, and stays so.
    Done,
    /// A worker owns it until this time, or another attempt wrote it since the caller read it.
    Busy(Timestamp),
}

/// Decides on a replay: a parked, skipped or waiting record becomes claimable at once, with all its attempts. An open
/// intent stays open, so that the replay looks it up before it creates anything. `seen` is the fence that the caller
/// read, or nothing if the caller accepts any record. An outcome stored since then is not reopened: its message has
/// left the queue, and no retry would follow.
#[must_use]
pub fn reopen(stored: Option<&Record>, seen: Option<u64>, owner: &str, now: Timestamp) -> ReopenDecision {
    let Some(old) = stored.filter(|old| !old.is_expired(now)) else {
        return ReopenDecision::Unknown;
    };
    if let Some(until) = old.held_until(now) {
        return ReopenDecision::Busy(until);
    }
    if old.hold.is_some() && old.state != State::Done {
        // A replay doesn't release a hold; the claim that follows finds it.
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

/// How the documents of a finished record compare with a newer payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amendment<'a> {
    /// They agree with it.
    Agrees,
    /// They differ in this, and nobody has to act.
    Differs(&'a Problem),
    /// They differ in this, and a person has to settle it.
    Unsettled(&'a Problem),
}

/// Stores how a finished record's documents compare with a newer payload, so that a difference is told once, and one that a
/// person has to settle is listed until it is.
#[must_use]
pub fn amend(
    old: &Record,
    ask: &ClaimRequest<'_>,
    amendment: Amendment<'_>,
    owner: &str,
    now: Timestamp,
) -> Option<Transition> {
    if old.state != State::Done {
        return None;
    }
    let problem = match amendment {
        Amendment::Agrees => None,
        Amendment::Differs(problem) | Amendment::Unsettled(problem) => Some(problem),
    };
    let mut transition = succeed(Some(old), &old.key, ask, owner, now);
    let record = &mut transition.record;
    let made_of = old.made_of.clone().or_else(|| old.payload_hash.clone());
    ask.describe(record);
    record.made_of =
        made_of.filter(|made_of| problem.is_some() && record.payload_hash.as_ref() != Some(made_of));
    record.read_at = ask.read_at.or(record.read_at);
    record.problem = problem.cloned();
    match amendment {
        Amendment::Unsettled(_) => _ = record.parked_at.get_or_insert(now),
        Amendment::Agrees | Amendment::Differs(_) => record.parked_at = None,
    }
    Some(transition)
}

/// Stores that a person has settled what a finished record's documents differ in.
#[must_use]
pub fn settle(stored: Option<&Record>, owner: &str, now: Timestamp) -> HoldDecision {
    let Some(old) = stored.filter(|old| old.is_unsettled()) else {
        return HoldDecision::Keep;
    };
    let mut transition = succeed(stored, &old.key, &ClaimRequest::default(), owner, now);
    let record = &mut transition.record;
    record.parked_at = None;
    if let Some(problem) = &mut record.problem {
        SETTLED.clone_into(&mut problem.remedy);
    }
    HoldDecision::Write(Box::new(transition))
}

/// Claims a finished record whose document was deleted in eAccounting, to create it again. Documents of the intent's
/// kind are removed from the record.
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
