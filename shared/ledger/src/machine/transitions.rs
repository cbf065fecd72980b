use std::time::Duration;

use jiff::Timestamp;
use model::Problem;

use super::{SKIPPED_TTL, Transition};
use crate::time::{later, whole_second};
use crate::{Document, Expect, Intent, Record, State};

/// Why a holder may not do what it asks. Always a mistake in the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IllegalTransition {
    /// The record is not held.
    #[error("the record is not held")]
    NotHeld,
    /// An intent is open: whether its document exists must be found out first.
    #[error("an intent is open, and must be looked up first")]
    OpenIntent,
}

/// Stores what is about to be created. The lease begins anew, so that the request that follows fits into it.
///
/// # Errors
/// When an intent is open already: nothing is created again before it is known that nothing was.
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

/// Stores that a document exists (created, or found by the look-up), and with it the next step's intent.
///
/// # Errors
/// When the record is not held.
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

/// Lengthens the lease.
///
/// # Errors
/// When the record is not held.
pub fn renew(held: &Record, now: Timestamp, lease: Duration) -> Result<Transition, IllegalTransition> {
    step(held, now, |record| record.lease_until = Some(later(now, lease)))
}

/// Ends the record for good, with its last document where there is one more.
///
/// # Errors
/// When the record is not held.
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
    })
}

/// Ends the record with nothing to do.
///
/// # Errors
/// When an intent is open: whether there was something done must be found out first.
pub fn skipped(held: &Record, reason: &str, now: Timestamp) -> Result<Transition, IllegalTransition> {
    if held.intent.is_some() {
        return Err(IllegalTransition::OpenIntent);
    }
    step(held, now, |record| {
        release(record, State::Skipped);
        record.problem = None;
        record.reason = Some(reason.to_owned());
        expire_skipped(record, now);
    })
}

/// Leaves the record to a person. An open intent stays open.
///
/// # Errors
/// When the record is not held.
pub fn parked(held: &Record, problem: &Problem, now: Timestamp) -> Result<Transition, IllegalTransition> {
    step(held, now, |record| {
        date_intent(record, now);
        release(record, State::Parked);
        record.problem = Some(problem.clone());
    })
}

/// Leaves the record with its intent open, to be looked up by the next attempt. It counts as an attempt. Without an open
/// intent nothing is unclear, and the record waits.
///
/// # Errors
/// When the record is not held.
pub fn in_doubt(
    held: &Record,
    problem: &Problem,
    next_attempt: Option<Timestamp>,
    now: Timestamp,
) -> Result<Transition, IllegalTransition> {
    waiting(held, problem, next_attempt.unwrap_or(now), true, now)
}

/// Leaves the record for a later attempt; `counts` says whether this one used up an attempt. An open intent stays open, and
/// the record is then in doubt.
///
/// # Errors
/// When the record is not held.
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

/// The state of a record that nobody holds and that is not finished.
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

/// Says until when the request of an open intent may have begun, where its own worker leaves it: that is later than when the
/// intent was stored, by as long as the request waited for its turn. A worker that was lost has no such time; whoever takes
/// over does so after the end of its lease, within which its request has ended.
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
