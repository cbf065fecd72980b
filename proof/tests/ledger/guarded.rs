//! The ledger's machine, as it is, and copies of it with one guard taken out.

use std::cell::RefCell;
use std::collections::HashMap;

use ledger::machine::{
    self, Claim, ClaimDecision, ClaimRequest, LeaselessDecision, LeaselessOutcome, ReopenDecision, Taken,
    Transition,
};
use ledger::{Expect, State};
use model::{Cause, Job, JobKind};

use crate::record::{
    Compact, HASH, KeyIndex, LEASE, NEWEST, REASON, document, intent, key, later, lease, now, problem,
};
use crate::world::Message;

/// A guard that is taken out of a copy of the protocol. The first part are the machine's, the others those of the workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Without {
    /// Nothing: the machine as it is.
    Nothing,
    /// A claim respects the lease of another worker.
    Hold,
    /// A lease lapses.
    Lapse,
    /// A claim of a record with an open intent says so.
    IntentOnClaim,
    /// Whoever leaves a record leaves its intent open.
    IntentOnLeaving,
    /// A replay leaves the intent open.
    IntentOnReopen,
    /// No intent is stored over an open one.
    OneIntent,
    /// A write names what it was decided on.
    Condition,
    /// The fence is raised when the owner changes.
    Fence,
    /// An outcome without a lease leaves alone what others hold, or have written since its worker looked.
    OthersOnLeaseless,
    /// Whoever leaves its own intent open says until when its request may have begun.
    IntentTime,
    /// Whoever takes over from a lost worker takes its intent's request to have left as late as its lease allowed.
    LastSending,
    /// What waits comes due.
    Due,
    /// A record that ends is released.
    Release,
    /// A worker stores the intent before its request leaves.
    IntentFirst,
    /// A worker looks up what an open intent says.
    LookUp,
    /// A look-up that failed is not "not found".
    FailedLookUp,
    /// "Not found" is conclusive only when no request can be under way.
    Window,
    /// "Not found" is of the time when it was asked for.
    AskedAt,
    /// A request leaves only where its lease outlives it.
    InTime,
    /// A message leaves the queue only when its record has ended.
    Message,
}

/// What is asked of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Ask {
    Claim {
        intent: bool,
        read: bool,
        message: Message,
        seen: Option<u8>,
    },
    Reopen {
        seen: Option<u8>,
    },
    Leaseless {
        outcome: Leaseless,
        message: Message,
        seen: Option<u8>,
    },
    Commit,
    Progress,
    Done,
    Parked,
    Skipped,
    Waiting {
        counts: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Leaseless {
    Skip,
    Park,
    Wait,
}

/// What the machine answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Answer {
    /// To be written, where `Expect` holds.
    Write {
        record: Compact,
        how: How,
        expect: Option<(u8, State)>,
    },
    /// Decided before.
    Finished,
    /// Held, or not due.
    Busy,
    /// Nothing to be written, and nothing in the way.
    Open,
    /// What is stored says more.
    Kept,
    /// A step that the state does not allow.
    Illegal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum How {
    Fresh,
    Resume,
    InDoubt,
    /// Parked instead of being handed out.
    Crashed,
    /// A holder's step.
    Step,
}

type Question = (Without, Ask, KeyIndex, Option<Compact>);

thread_local! {
    /// The machine is pure, so that each question needs to be asked once. It is asked through whole records.
    static ANSWERS: RefCell<HashMap<Question, Answer>> = RefCell::default();
}

/// Asks the machine. `on` is the stored record, or for a holder's step its own copy.
pub(crate) fn ask(without: Without, ask: Ask, index: KeyIndex, on: Option<Compact>) -> Answer {
    let ask = match ask {
        Ask::Leaseless { outcome, message, .. } if without == Without::OthersOnLeaseless => Ask::Leaseless {
            outcome,
            message,
            seen: None,
        },
        ask => ask,
    };
    let question = (without, ask, index, on);
    if let Some(known) = ANSWERS.with_borrow(|answers| answers.get(&question).copied()) {
        return known;
    }
    let answer = weaken(without, ask, on, decide(ask, index, blinded(without, ask, on)));
    ANSWERS.with_borrow_mut(|answers| answers.insert(question, answer));
    answer
}

/// What a copy without a guard sees of the record.
fn blinded(without: Without, ask: Ask, on: Option<Compact>) -> Option<Compact> {
    let mut on = on?;
    let is_claim = matches!(ask, Ask::Claim { .. });
    match without {
        Without::Hold if is_claim => on.lease = on.lease.min(0),
        Without::OthersOnLeaseless if matches!(ask, Ask::Leaseless { .. }) => on.lease = on.lease.min(0),
        Without::Lapse if on.state.is_held() && is_claim => on.lease = LEASE,
        Without::IntentOnClaim if is_claim => clear(&mut on),
        Without::IntentOnLeaving if matches!(ask, Ask::Waiting { .. } | Ask::Parked) => clear(&mut on),
        Without::IntentOnReopen if matches!(ask, Ask::Reopen { .. }) => clear(&mut on),
        Without::OneIntent if ask == Ask::Commit => clear(&mut on),
        Without::Due if matches!(on.state, State::Waiting | State::InDoubt) && is_claim => on.due = 1,
        _ => {}
    }
    Some(on)
}

fn clear(record: &mut Compact) {
    (record.intent, record.intent_at) = (false, i8::MIN);
}

/// What a copy without a guard answers.
fn weaken(without: Without, ask: Ask, on: Option<Compact>, answer: Answer) -> Answer {
    let Answer::Write {
        mut record,
        how,
        mut expect,
    } = answer
    else {
        return answer;
    };
    match without {
        Without::Condition => expect = None,
        Without::Fence => record.fence = on.map_or(record.fence, |old| old.fence),
        Without::IntentTime if record.intent && how == How::Step => {
            if let (Some(held), Ask::Waiting { .. } | Ask::Parked) = (on, ask) {
                record.intent_at = held.intent_at;
            }
        }
        Without::LastSending if record.intent && matches!(ask, Ask::Claim { .. }) => {
            if let Some(lost) = on.filter(|lost| lost.intent) {
                record.intent_at = lost.intent_at;
            }
        }
        Without::Release if ask == Ask::Done => {
            if let Some(held) = on {
                (record.state, record.lease) = (held.state, LEASE);
            }
        }
        _ => {}
    }
    Answer::Write { record, how, expect }
}

/// The machine itself.
fn decide(ask: Ask, index: KeyIndex, on: Option<Compact>) -> Answer {
    let now = now();
    let key = key(index);
    let stored = on.map(|on| on.record(index, now));
    let stored = stored.as_ref();
    let intended = intent(index);
    // Records say nothing of when they were read, so that they know of what was announced until now.
    let job = |message| Job {
        kind: JobKind::Order,
        source: "order:1:1001".parse().expect("a source"),
        key: "key".to_owned(),
        cause: if message == Message::Replay {
            Cause::Replay
        } else {
            Cause::Webhook
        },
        first_seen: later(now, if message == Message::News { 1 } else { -1 }),
        version: None,
    };
    match ask {
        Ask::Claim {
            intent,
            read,
            message,
            seen,
        } => {
            let job = job(message);
            let ask = ClaimRequest {
                job: Some(&job),
                payload_hash: read.then(|| HASH.to_owned()),
                version: None,
                read_at: None,
                seen: seen.map(u64::from),
            };
            let claim = Claim {
                key: &key,
                ask: &ask,
                intent: intent.then_some(&intended),
                owner: "worker",
                now,
                lease: lease(),
            };
            match machine::claim(stored, &claim) {
                ClaimDecision::Take(transition, taken) => {
                    let how = match taken {
                        Taken::Fresh => How::Fresh,
                        Taken::Resume => How::Resume,
                        Taken::InDoubt(_) => How::InDoubt,
                    };
                    write(&transition, how)
                }
                ClaimDecision::Park(transition) => write(&transition, How::Crashed),
                ClaimDecision::Finished | ClaimDecision::Changed => Answer::Finished,
                ClaimDecision::Busy(_) => Answer::Busy,
            }
        }
        Ask::Reopen { seen } => match machine::reopen(stored, seen.map(u64::from), "worker", now) {
            ReopenDecision::Write(transition) => write(&transition, How::Step),
            ReopenDecision::Unknown | ReopenDecision::Lapsed => Answer::Open,
            ReopenDecision::Done => Answer::Finished,
            ReopenDecision::Busy(_) => Answer::Busy,
        },
        Ask::Leaseless {
            outcome,
            message,
            seen,
        } => {
            let job = job(message);
            let ask = ClaimRequest {
                job: Some(&job),
                payload_hash: Some(HASH.to_owned()),
                seen: seen.map(u64::from),
                ..ClaimRequest::default()
            };
            let outcome = match outcome {
                Leaseless::Skip => LeaselessOutcome::Skip {
                    reason: REASON.to_owned(),
                },
                Leaseless::Park => LeaselessOutcome::Park(problem()),
                Leaseless::Wait => LeaselessOutcome::Wait {
                    problem: problem(),
                    next_attempt: later(now, 1),
                    counts: true,
                },
            };
            match machine::conclude(stored, &key, &ask, &outcome, "worker", now) {
                LeaselessDecision::Write(transition) => write(&transition, How::Step),
                LeaselessDecision::Keep => Answer::Kept,
            }
        }
        Ask::Commit | Ask::Progress | Ask::Done | Ask::Parked | Ask::Skipped | Ask::Waiting { .. } => {
            let Some(held) = stored else {
                return Answer::Illegal;
            };
            let next = match ask {
                Ask::Commit => machine::commit(held, &intended, now, lease()),
                Ask::Progress => machine::progress(held, &document(), None, now, lease()),
                Ask::Parked => machine::parked(held, &problem(), now),
                Ask::Skipped => machine::skipped(held, REASON, now),
                // What failed waits for a tick; what was merely in another's way may come back at once.
                Ask::Waiting { counts } => {
                    machine::waiting(held, &problem(), later(now, i8::from(counts)), counts, now)
                }
                _ => machine::done(held, Some(&document()), now),
            };
            next.map_or(Answer::Illegal, |transition| write(&transition, How::Step))
        }
    }
}

fn write(transition: &Transition, how: How) -> Answer {
    let expect = match &transition.expect {
        Expect::Absent => (0, State::Leased),
        Expect::Version { fence, state, .. } => (u8::try_from(*fence).expect("a small fence"), *state),
    };
    let record = Compact::of(&transition.record, now());
    assert!(record.fence <= NEWEST + 1, "fences are kept small");
    Answer::Write {
        record,
        how,
        expect: Some(expect),
    }
}
