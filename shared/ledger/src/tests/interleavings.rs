//! Workers that claim, create, crash and come back in any order: never two documents, and one in the end.

use std::sync::Arc;

use futures::FutureExt;
use jiff::{SignedDuration, Timestamp};
use model::{Clock, ManualClock};
use proptest::prelude::*;

use super::bench::{LEASE, ask, intent, key, order, problem};
use crate::{ClaimOutcome, Document, Lease, Ledger, MemoryStore, Record, RecordStore, Reopened, State};

#[derive(Debug, Clone, Copy)]
enum Answer {
    Created,
    CreatedButLost,
    Refused,
    LostAndNotCreated,
}

#[derive(Debug, Clone, Copy)]
enum End {
    Done,
    Progress,
    Waiting,
    InDoubt,
    Parked,
    Skipped,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Claim {
        worker: usize,
        committing: bool,
        payload: bool,
    },
    Commit(usize),
    Renew(usize),
    Post(usize, Answer),
    LookUp {
        worker: usize,
        works: bool,
    },
    End(usize, End),
    Crash(usize),
    Pass(i64),
    Reopen,
    Note(End),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let worker = || 0..3_usize;
    let answer = prop_oneof![
        3 => Just(Answer::Created),
        3 => Just(Answer::CreatedButLost),
        1 => Just(Answer::Refused),
        2 => Just(Answer::LostAndNotCreated),
    ];
    let end = || {
        prop_oneof![
            3 => Just(End::Done),
            1 => Just(End::Progress),
            2 => Just(End::Waiting),
            2 => Just(End::InDoubt),
            1 => Just(End::Parked),
            1 => Just(End::Skipped),
        ]
    };
    let step = prop_oneof![
        6 => (worker(), any::<bool>(), any::<bool>())
            .prop_map(|(worker, committing, payload)| Step::Claim { worker, committing, payload }),
        3 => worker().prop_map(Step::Commit),
        1 => worker().prop_map(Step::Renew),
        5 => (worker(), answer).prop_map(|(worker, answer)| Step::Post(worker, answer)),
        4 => (worker(), any::<bool>()).prop_map(|(worker, works)| Step::LookUp { worker, works }),
        3 => (worker(), end()).prop_map(|(worker, end)| Step::End(worker, end)),
        2 => worker().prop_map(Step::Crash),
        // Within a lease, beyond one, and beyond what is remembered of a skip.
        6 => prop_oneof![6 => Just(40_i64), 4 => Just(301), 1 => Just(91 * 24 * 3600)].prop_map(Step::Pass),
        1 => Just(Step::Reopen),
        2 => end().prop_map(Step::Note),
    ];
    prop::collection::vec(step, 1..80)
}

/// A worker follows the rules that `ClaimOutcome` states, and no others: it may sleep, crash or be late at any point.
#[derive(Default)]
struct Worker {
    lease: Option<Lease>,
    /// Something may exist: nothing is created before a look-up.
    unclear: bool,
    /// The documents that are known to exist.
    known: Option<Document>,
}

struct World {
    store: Arc<MemoryStore>,
    clock: Arc<ManualClock>,
    ledgers: Vec<Ledger>,
    workers: Vec<Worker>,
    /// The documents in eAccounting.
    remote: Vec<Document>,
}

impl World {
    fn new() -> Self {
        let store = Arc::new(MemoryStore::new());
        let at: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let clock = Arc::new(ManualClock::new(at));
        let ledger = |n| Ledger::new(store.clone(), clock.clone(), format!("w{n}"), LEASE);
        Self {
            ledgers: (0..3).map(ledger).collect(),
            workers: (0..3).map(|_| Worker::default()).collect(),
            store: store.clone(),
            clock: clock.clone(),
            remote: Vec::new(),
        }
    }

    fn stored(&self) -> Option<Record> {
        now(self.store.get(&key())).unwrap()
    }

    fn claim(&mut self, n: usize, committing: bool, payload: bool) -> Option<ClaimOutcome> {
        if self.workers[n].lease.is_some() {
            return None;
        }
        let before = self.stored();
        let ask = ask(if payload { "a" } else { "b" });
        let ledger = &self.ledgers[n];
        let claimed = if committing {
            now(ledger.claim_with_intent(&key(), ask, intent()))
        } else {
            now(ledger.claim(&key(), ask))
        }
        .unwrap();
        let (open, known) = before.map_or((false, None), |old| {
            (old.intent.is_some(), old.documents.last().cloned())
        });
        match &claimed {
            ClaimOutcome::Fresh(_) => {
                assert!(!open, "given out as fresh with an open intent");
                assert!(
                    self.remote.is_empty(),
                    "given out as fresh although a document exists"
                );
            }
            ClaimOutcome::Resume { .. } => {
                assert!(!open, "resumed with an open intent");
                assert_eq!(known.is_some(), !self.remote.is_empty(), "what exists is known");
            }
            ClaimOutcome::Finished(record) if record.state == State::Skipped => {
                assert_eq!(record.documents.is_empty(), self.remote.is_empty());
            }
            _ => {}
        }
        Some(claimed)
    }

    fn take(&mut self, n: usize, claimed: ClaimOutcome) {
        let (lease, unclear) = match claimed {
            ClaimOutcome::Fresh(lease) | ClaimOutcome::Resume { lease, .. } => (lease, false),
            ClaimOutcome::InDoubt { lease, .. } => (lease, true),
            _ => return,
        };
        let known = lease.record().documents.last().cloned();
        self.workers[n] = Worker {
            lease: Some(lease),
            unclear,
            known,
        };
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Claim {
                worker,
                committing,
                payload,
            } => {
                if let Some(claimed) = self.claim(worker, committing, payload) {
                    self.take(worker, claimed);
                }
            }
            Step::Commit(n) => {
                let Worker {
                    lease: Some(lease),
                    known: None,
                    ..
                } = &mut self.workers[n]
                else {
                    return;
                };
                let unclear = lease.record().intent.is_some() && !lease.is_committing();
                let committed = now(self.ledgers[n].commit(lease, intent()));
                assert!(!(unclear && committed.is_ok()), "committed over an open intent");
            }
            Step::Renew(n) => {
                if let Some(lease) = &mut self.workers[n].lease {
                    let _ = now(self.ledgers[n].renew(lease));
                }
            }
            Step::Post(n, answer) => self.post(n, answer),
            Step::LookUp { worker, works } => self.look_up(worker, works),
            Step::End(n, end) => self.end(n, end),
            Step::Crash(n) => self.workers[n] = Worker::default(),
            Step::Pass(seconds) => self.clock.advance(SignedDuration::from_secs(seconds)),
            Step::Reopen => {
                let before = self.stored();
                if let Reopened::Done(record) = now(self.ledgers[0].reopen(&key())).unwrap() {
                    assert_eq!(Some(record), before, "what is done stays so");
                }
            }
            Step::Note(end) => self.note(end),
        }
        assert!(self.remote.len() <= 1, "two documents");
        let stored = self.stored();
        let valid = |worker: &&Worker| {
            let held = worker.lease.as_ref().map(Lease::record);
            held.is_some_and(|held| {
                let same = stored
                    .as_ref()
                    .is_some_and(|s| s.fence == held.fence && s.owner == held.owner);
                same && held.state == State::Committing
            })
        };
        assert!(
            self.workers.iter().filter(valid).count() <= 1,
            "two workers create at once"
        );
    }

    fn post(&mut self, n: usize, answer: Answer) {
        let now = self.clock.now();
        let Worker {
            lease: Some(lease),
            unclear,
            known,
        } = &mut self.workers[n]
        else {
            return;
        };
        // The rules for sending: one's own intent is stored, the lease lasts, and nothing is known or unclear.
        if !lease.is_committing() || lease.remaining(now).is_zero() || *unclear || known.is_some() {
            return;
        }
        let document = Document {
            id: format!("o-{}", self.remote.len() + 1),
            ..order()
        };
        match answer {
            Answer::Created => {
                self.remote.push(document.clone());
                *known = Some(document);
            }
            Answer::CreatedButLost => {
                self.remote.push(document);
                *unclear = true;
            }
            Answer::Refused => lease.void_intent(),
            Answer::LostAndNotCreated => *unclear = true,
        }
    }

    fn look_up(&mut self, n: usize, works: bool) {
        let Worker {
            lease: Some(lease),
            unclear,
            known,
        } = &mut self.workers[n]
        else {
            return;
        };
        if *unclear && works {
            *unclear = false;
            match self.remote.first() {
                Some(document) => *known = Some(document.clone()),
                None => lease.void_intent(),
            }
        }
    }

    /// An end that is not allowed now, such as one without knowing, is left out.
    fn end(&mut self, n: usize, end: End) {
        let ledger = &self.ledgers[n];
        let Worker {
            lease: Some(mut lease),
            unclear,
            known,
        } = std::mem::take(&mut self.workers[n])
        else {
            return;
        };
        let due = self.clock.now();
        match (end, known) {
            (End::Done, Some(document)) => drop(now(ledger.done(lease, Some(document)))),
            (End::Progress, Some(document)) => {
                if now(ledger.progress(&mut lease, document.clone(), None)).is_ok() {
                    self.workers[n] = Worker {
                        lease: Some(lease),
                        unclear: false,
                        known: Some(document),
                    };
                }
            }
            (End::Waiting, _) => drop(now(ledger.waiting(lease, &problem(), due, true))),
            (End::InDoubt, _) => drop(now(ledger.in_doubt(lease, &problem(), Some(due)))),
            (End::Parked, _) => drop(now(ledger.parked(lease, &problem()))),
            (End::Skipped, _) => drop(now(ledger.skipped(lease, "There is nothing to do."))),
            (End::Done | End::Progress, known) => {
                self.workers[n] = Worker {
                    lease: Some(lease),
                    unclear,
                    known,
                };
            }
        }
    }

    fn note(&self, end: End) {
        let (before, at) = (self.stored(), self.clock.now());
        let ledger = &self.ledgers[1];
        let noted = match end {
            End::Skipped => now(ledger.skip_leaseless(&key(), ask("a"), "There is nothing to do.")),
            End::Parked => now(ledger.park_leaseless(&key(), ask("a"), &problem())),
            _ => now(ledger.wait_leaseless(&key(), ask("a"), &problem(), at, true)),
        };
        let Some(before) = before else { return };
        let after = noted.unwrap().record().clone();
        if before.state == State::Done || before.held_until(at).is_some() {
            assert_eq!(after, before);
        }
        if !before.is_expired(at) {
            assert_eq!((after.intent, after.documents), (before.intent, before.documents));
        }
    }

    /// Faults have stopped: one worker comes back until it is done.
    fn settle(&mut self) {
        self.workers = (0..3).map(|_| Worker::default()).collect();
        for _ in 0..10 {
            self.clock.advance(SignedDuration::from_hours(13));
            if self
                .stored()
                .is_some_and(|r| matches!(r.state, State::Parked | State::Skipped))
            {
                now(self.ledgers[0].reopen(&key())).unwrap();
            }
            let claimed = self.claim(0, true, true).unwrap();
            if let ClaimOutcome::Finished(record) | ClaimOutcome::Changed(record) = &claimed
                && record.state == State::Done
            {
                break;
            }
            self.take(0, claimed);
            self.step(Step::LookUp {
                worker: 0,
                works: true,
            });
            self.step(Step::Commit(0));
            self.step(Step::Post(0, Answer::Created));
            self.step(Step::End(0, End::Done));
        }
        let stored = self.stored().expect("a record");
        assert_eq!(stored.state, State::Done);
        assert_eq!(self.remote.len(), 1, "exactly one once the faults stop");
        assert_eq!(stored.documents, self.remote, "and it is the one that is known");
    }
}

/// The memory's answers are there at once.
fn now<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().expect("memory answers at once")
}

/// `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig {
        cases: usual.cases * 2,
        failure_persistence: None,
        ..usual
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_happens_there_is_never_a_second_document_and_one_in_the_end(steps in steps()) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
        }
        world.settle();
    }
}
