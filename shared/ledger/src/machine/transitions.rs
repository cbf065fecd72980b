use std::time::Duration;

use jiff::Timestamp;
use model::Problem;

use super::{SKIPPED_TTL, Transition, park};
use crate::time::{later, whole_second};
use crate::{Document, Expect, Intent, Record, State};

/// Why an owner's write is refused. Always a bug in the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IllegalTransition {
    /// The record is not leased.
    #[error("the record is not held")]
    NotHeld,
    /// An intent is open: find out first whether its document exists.
    #[error("an intent is open, and must be looked up first")]
    OpenIntent,
}

/// Stores an intent. The lease starts anew, so that the request that follows fits into it.
///
/// # Errors
/// If an intent is open: nothing is created again before the first request's outcome is known.
pub fn commit(
    held: &Record,
    intent: &Intent,
    now: Timestamp,
    lease: Duration,
) -> Result<Transition, IllegalTransition> {
    if held.intent.is_some() {
        return Err(IllegalTransition::OpenIntent);
    }
    step(held, now, |record| {
        record.state = State::Committing;
        record.intent = Some(intent.clone());
        record.intent_at = Some(now);
        record.lease_until = Some(later(now, lease));
    })
}

/// Stores a document that was created or found, with the next step's intent.
///
/// # Errors
/// If the record is not leased.
pub fn progress(
    held: &Record,
    document: &Document,
    next: Option<&Intent>,
    now: Timestamp,
    lease: Duration,
) -> Result<Transition, IllegalTransition> {
    step(held, now, |record| {
        add(record, document);
        record.state = if next.is_some() {
            State::Committing
        } else {
            State::Leased
        };
        record.intent = next.cloned();
        record.intent_at = next.map(|_| now);
        record.lease_until = Some(later(now, lease));
    })
}

/// Extends the lease.
///
/// # Errors
/// If the record is not leased.
pub fn renew(held: &Record, now: Timestamp, lease: Duration) -> Result<Transition, IllegalTransition> {
    step(held, now, |record| record.lease_until = Some(later(now, lease)))
}

/// Finishes the record, with its last document if there is one more.
///
/// # Errors
/// If the record is not leased.
pub fn done(
    held: &Record,
    document: Option<&Document>,
    now: Timestamp,
) -> Result<Transition, IllegalTransition> {
    step(held, now, |record| {
        if let Some(document) = document {
            add(record, document);
        }
        release(record, State::Done);
        record.pending_steps.clear();
        record.intent = None;
        record.intent_at = None;
        record.problem = None;
        record.parked_at = None;
    })
}

/// Finishes the record as skipped.
///
/// # Errors
/// If an intent is open: find out first whether its document exists.
pub fn skipped(held: &Record, reason: &str, now: Timestamp) -> Result<Transition, IllegalTransition> {
    if held.intent.is_some() {
        return Err(IllegalTransition::OpenIntent);
    }
    step(held, now, |record| {
        release(record, State::Skipped);
        record.problem = None;
        record.parked_at = None;
        record.reason = Some(reason.to_owned());
        expire_skipped(record, now);
    })
}

/// Parks the record for a person. An open intent stays open.
///
/// # Errors
/// If the record is not leased.
pub fn parked(held: &Record, problem: &Problem, now: Timestamp) -> Result<Transition, IllegalTransition> {
    step(held, now, |record| {
        date_intent(record, now);
        release(record, State::Parked);
        park(record, problem, now);
    })
}

/// Releases the record as in doubt: the next attempt looks its intent up. Counts as an attempt. Without an open intent
/// nothing is in doubt, and the record waits for a retry.
///
/// # Errors
/// If the record is not leased.
pub fn in_doubt(
    held: &Record,
    problem: &Problem,
    next_attempt: Option<Timestamp>,
    now: Timestamp,
) -> Result<Transition, IllegalTransition> {
    waiting(held, problem, next_attempt.unwrap_or(now), true, now)
}

/// Releases the record for a retry; `counts` says whether this attempt is counted. An open intent stays open, and the
/// record is then in doubt.
///
/// # Errors
/// If the record is not leased.
pub fn waiting(
    held: &Record,
    problem: &Problem,
    next_attempt: Timestamp,
    counts: bool,
    now: Timestamp,
) -> Result<Transition, IllegalTransition> {
    step(held, now, |record| {
        date_intent(record, now);
        release(record, unheld(record));
        record.problem = Some(problem.clone());
        record.next_attempt = Some(next_attempt);
        record.attempts = record.attempts.saturating_add(u32::from(counts));
    })
}

/// The state of an unfinished record without an owner.
pub(super) fn unheld(record: &Record) -> State {
    if record.intent.is_some() {
        State::InDoubt
    } else {
        State::Waiting
    }
}

/// A skipped record expires, unless it has documents.
pub(super) fn expire_skipped(record: &mut Record, now: Timestamp) {
    record.expires_at = (record.documents.is_empty() && record.intent.is_none())
        .then(|| now.checked_add(SKIPPED_TTL).ok().map(whole_second))
        .flatten();
}

fn step(
    held: &Record,
    now: Timestamp,
    change: impl FnOnce(&mut Record),
) -> Result<Transition, IllegalTransition> {
    if !held.state.is_held() {
        return Err(IllegalTransition::NotHeld);
    }
    let mut record = held.clone();
    record.updated_at = now;
    change(&mut record);
    Ok(Transition {
        record,
        expect: Expect::of(held),
    })
}

/// Sets the latest time at which the request of an open intent may have been sent, when its own worker releases it: the
/// request may have waited for a rate limit slot after the intent was stored. A lost worker stores no such time; its
/// lease's end is used instead.
fn date_intent(record: &mut Record, now: Timestamp) {
    if record.state == State::Committing && record.intent.is_some() {
        record.intent_at = Some(now);
    }
}

fn release(record: &mut Record, state: State) {
    record.state = state;
    record.lease_until = None;
    record.next_attempt = None;
}

fn add(record: &mut Record, document: &Document) {
    let same = |known: &&mut Document| known.kind == document.kind && known.id == document.id;
    match record.documents.iter_mut().find(same) {
        Some(known) => known.number = document.number.clone().or(known.number.take()),
        None => record.documents.push(document.clone()),
    }
}
