//! Everything that the protocol's properties speak of: the ledger's records, the queue's messages, the workers, and
//! eAccounting with the requests under way.

use ledger::State;

use crate::guarded::Without;
use crate::record::{Compact, NEWEST, OLDEST};

/// No bound.
pub(crate) const ALWAYS: u8 = u8::MAX;

/// Workers at most.
pub(crate) const WORKERS: usize = 3;
/// Orders at most.
pub(crate) const ORDERS: usize = 2;
/// The customer's key; the keys before it are the orders'.
pub(crate) const CUSTOMER: usize = ORDERS;
/// Keys in all.
pub(crate) const KEYS: usize = ORDERS + 1;

/// How large a world is explored.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) workers: usize,
    pub(crate) orders: usize,
    /// How often an order may be announced again or replayed; [`ALWAYS`] for no bound.
    pub(crate) asks: u8,
    /// Whether the orders' customer must be created as well.
    pub(crate) customer: bool,
    /// Whether people leave out orders and what was left out is forgotten; else the flows always want the document.
    pub(crate) skips: bool,
    /// Whether states that differ only in what can't have an effect any more count as one. Not for copies without guards.
    pub(crate) merges: bool,
    /// Whether a worker may ask for a second intent while one is open: a mistake that the machine refuses.
    pub(crate) careless: bool,
}

/// What is in the queue for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Message {
    None,
    /// Its record's outcome goes by a reading that is newer than it.
    Known,
    /// It was announced after the reading that its record's outcome goes by, where there is one.
    News,
    /// A person asks for it.
    Replay,
}

/// What eAccounting has under a natural key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Remote {
    /// Documents; two stand for more.
    pub(crate) documents: u8,
    /// Requests under way that nobody waits for any more.
    pub(crate) stray: u8,
}

/// What is true of a key's intent, whatever the ledger says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Truth {
    /// Nothing is open: never begun, answered, or looked up conclusively.
    Clear,
    /// An intent was stored, and its request has not left.
    Stored,
    /// As before, and it was looked up since: its request may still leave, and another may take its place.
    Looked,
    /// Its request has left.
    Sent,
}

/// How a request stands that a worker waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Sent {
    /// It may still be carried out.
    UnderWay,
    /// It was carried out.
    CarriedOut,
    /// It can't be carried out any more.
    Over,
}

/// Where a worker is. Each step is one call, of the ledger, the queue or eAccounting; it may stop before any of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum At {
    Idle,
    Reopen,
    Claim,
    CustomerLook,
    CustomerClaim,
    CustomerReopen,
    CustomerClaimAgain,
    CustomerCommit,
    CustomerSend,
    CustomerAwait(Sent),
    CustomerDone,
    CloseReopen,
    CloseClaim,
    CloseDone,
    OrderLook,
    OrderJudge,
    OrderAdopt,
    OrderClaim,
    OrderReopen,
    OrderClaimAgain,
    OrderCommit,
    OrderSend,
    OrderAwait(Sent),
    OrderDone,
    /// The record has ended, and the message is to be deleted.
    Delete,
    /// The outcome is to be stored.
    Fail(Failure),
}

/// Why an attempt ends without the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Failure {
    /// A later attempt may succeed, or will know more.
    Later,
    /// Another has the record.
    Locked,
    /// A person must do something.
    Person,
    /// There is nothing to do.
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Worker {
    pub(crate) at: At,
    pub(crate) order: u8,
    /// What it was given.
    pub(crate) message: Message,
    /// Whether its order was announced again since it began: its outcome does not go by that.
    pub(crate) outdated: bool,
    /// Whether it can delete the message that is queued: neither a newer one, nor one that another was given since.
    pub(crate) receipt: bool,
    /// The fence that it saw when it began, 0 where there was no record.
    pub(crate) seen: Option<u8>,
    /// Its order's record as it has it.
    pub(crate) lease: Option<Compact>,
    /// The customer's record as it has it.
    pub(crate) customer: Option<Compact>,
    /// When it made its last look-up, in ticks from now.
    pub(crate) asked: i8,
    /// What that found.
    pub(crate) found: bool,
}

impl Worker {
    pub(crate) const IDLE: Self = Self {
        at: At::Idle,
        order: 0,
        message: Message::None,
        outdated: false,
        receipt: false,
        seen: None,
        lease: None,
        customer: None,
        asked: 0,
        found: false,
    };
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct World {
    pub(crate) stored: [Option<Compact>; KEYS],
    pub(crate) remote: [Remote; KEYS],
    pub(crate) truth: [Truth; KEYS],
    pub(crate) messages: [Message; ORDERS],
    pub(crate) workers: [Worker; WORKERS],
    /// Whether a second creation was begun before the first one's outcome was known.
    pub(crate) second_creation: bool,
    /// How often an order may still be announced or replayed.
    pub(crate) asks: u8,
}

impl World {
    pub(crate) fn new(size: Size) -> Self {
        let mut messages = [Message::None; ORDERS];
        messages[..size.orders].fill(Message::News);
        Self {
            stored: [None; KEYS],
            remote: [Remote::default(); KEYS],
            truth: [Truth::Clear; KEYS],
            messages,
            workers: [Worker::IDLE; WORKERS],
            second_creation: false,
            asks: size.asks,
        }
    }

    /// A tick later: requests that were under way are over.
    pub(crate) fn tick(&mut self) {
        let customer_intent = self.stored[CUSTOMER].map(|stored| stored.intent_at);
        for record in self.stored.iter_mut().flatten() {
            record.age();
        }
        for remote in &mut self.remote {
            remote.stray = 0;
        }
        for worker in &mut self.workers {
            let intent_at = match worker.at {
                At::OrderJudge => worker.lease.map(|held| held.intent_at),
                _ => customer_intent,
            };
            for held in [&mut worker.lease, &mut worker.customer].into_iter().flatten() {
                held.age();
            }
            match &mut worker.at {
                At::OrderAwait(sent) | At::CustomerAwait(sent) if *sent == Sent::UnderWay => {
                    *sent = Sent::Over;
                }
                // All that matters of a look-up's age is whether it was made late enough after the intent.
                At::OrderJudge | At::CustomerClaim | At::CustomerReopen | At::CustomerClaimAgain => {
                    let late_enough =
                        intent_at.is_none_or(|at| worker.asked >= at + crate::record::WINDOW || at < OLDEST);
                    worker.asked = (worker.asked - 1).max(if late_enough { OLDEST + 1 } else { OLDEST });
                }
                _ => {}
            }
        }
    }

    /// Whether a request for a key may still be carried out.
    pub(crate) fn is_under_way(&self, key: usize) -> bool {
        let waits = |worker: &Worker| match worker.at {
            At::OrderAwait(Sent::UnderWay) => usize::from(worker.order) == key,
            At::CustomerAwait(Sent::UnderWay) => key == CUSTOMER,
            _ => false,
        };
        self.remote[key].stray > 0 || self.workers.iter().any(waits)
    }

    /// A look-up that is answered now: what is there. Where nothing can come any more, it is conclusive.
    pub(crate) fn look_up(&mut self, key: usize) -> bool {
        if !self.is_under_way(key) {
            self.truth[key] = match self.truth[key] {
                Truth::Stored | Truth::Looked => Truth::Looked,
                Truth::Clear | Truth::Sent => Truth::Clear,
            };
        }
        self.remote[key].documents > 0
    }

    pub(crate) fn create(&mut self, key: usize) {
        let documents = &mut self.remote[key].documents;
        *documents = (*documents + 1).min(2);
    }

    pub(crate) fn intend(&mut self, key: usize) {
        self.second_creation |= !matches!(self.truth[key], Truth::Clear | Truth::Looked);
        self.truth[key] = Truth::Stored;
    }

    pub(crate) fn send(&mut self, key: usize, without: Without) {
        // A request that leaves before its intent is stored.
        if without == Without::IntentFirst && self.truth[key] == Truth::Clear {
            self.truth[key] = Truth::Stored;
        }
        self.second_creation |= !matches!(self.truth[key], Truth::Stored | Truth::Looked);
        self.truth[key] = Truth::Sent;
    }

    /// A worker is lost. What it has sent goes on.
    pub(crate) fn crash(&mut self, worker: usize) {
        let lost = std::mem::replace(&mut self.workers[worker], Worker::IDLE);
        let key = match lost.at {
            At::OrderAwait(Sent::UnderWay) => usize::from(lost.order),
            At::CustomerAwait(Sent::UnderWay) => CUSTOMER,
            _ => return,
        };
        let stray = &mut self.remote[key].stray;
        *stray = (*stray + 1).min(2);
    }

    /// An order is announced, or asked for by a person.
    pub(crate) fn announce(&mut self, order: usize, message: Message) {
        self.messages[order] = self.messages[order].max(message);
        for worker in &mut self.workers {
            worker.outdated |= worker.at != At::Idle && usize::from(worker.order) == order;
        }
        self.hand_out(order);
    }

    /// From now on, whoever has an earlier receipt of an order's message can't delete it.
    pub(crate) fn hand_out(&mut self, order: usize) {
        for worker in &mut self.workers {
            worker.receipt &= usize::from(worker.order) != order;
        }
    }

    /// The same world, told in one way: workers and orders have no names, and fences are counted from the stored one down.
    pub(crate) fn normal(mut self, size: Size) -> Self {
        self.renumber();
        if size.merges {
            self.drop_what_changes_nothing();
            self.renumber();
        }
        self.workers.sort_unstable();
        if size.orders == 2 {
            let mut other = self;
            other.stored.swap(0, 1);
            other.remote.swap(0, 1);
            other.truth.swap(0, 1);
            other.messages.swap(0, 1);
            for worker in &mut other.workers {
                if worker.at != At::Idle {
                    worker.order = 1 - worker.order;
                }
            }
            other.workers.sort_unstable();
            self = self.min(other);
        }
        self
    }

    /// A worker that has lost its record, and whatever it does next only finds that out, is as good as lost. So is what
    /// comes to an order that is done: it is found done.
    fn drop_what_changes_nothing(&mut self) {
        for order in 0..ORDERS {
            if self.stored[order].is_some_and(|record| record.state == State::Done) {
                self.messages[order] = Message::None;
            }
        }
        for worker in &mut self.workers {
            if worker.at == At::Delete && !worker.receipt {
                *worker = Worker::IDLE;
            }
            if worker.at == At::Idle || worker.at == At::Delete {
                continue;
            }
            let stored = self.stored[usize::from(worker.order)].filter(|record| !record.forgotten);
            let fence = stored.map_or(0, |record| record.fence);
            if let Some(held) = &mut worker.lease {
                let is_lost =
                    stored.is_none_or(|stored| stored.fence != held.fence || stored.state != held.state);
                if !is_lost || held.lease > 0 {
                    continue;
                }
                *held = Compact::LOST;
                let changes_nothing = matches!(
                    worker.at,
                    At::OrderLook
                        | At::OrderJudge
                        | At::OrderAdopt
                        | At::OrderCommit
                        | At::OrderSend
                        | At::OrderAwait(Sent::CarriedOut | Sent::Over)
                        | At::OrderDone
                        | At::Fail(_)
                );
                if changes_nothing {
                    *worker = Worker::IDLE;
                }
            } else if worker.seen != Some(fence) {
                worker.seen = Some(1);
                let changes_nothing = matches!(
                    worker.at,
                    At::Claim | At::OrderClaim | At::OrderClaimAgain | At::OrderReopen | At::Fail(_)
                );
                if changes_nothing {
                    *worker = Worker::IDLE;
                }
            }
        }
    }

    pub(crate) fn renumber(&mut self) {
        for key in 0..KEYS {
            self.lower_fences(key);
        }
    }

    /// Fences are compared for equality only, and a new one is higher than all: so only their order counts.
    fn lower_fences(&mut self, key: usize) {
        let Some(newest) = self.stored[key].map(|stored| stored.fence) else {
            return;
        };
        let mut known = [0; 2 * WORKERS];
        let mut count = 0;
        self.for_each_fence(key, |fence| {
            if *fence != newest && *fence != 0 && !known[..count].contains(fence) {
                known[count] = *fence;
                count += 1;
            }
        });
        let known = &mut known[..count];
        known.sort_unstable_by(|a, b| b.cmp(a));
        self.for_each_fence(key, |fence| {
            let rank = known.iter().position(|other| other == fence);
            if *fence == newest {
                *fence = NEWEST;
            } else if let Some(rank) = rank {
                *fence = NEWEST - 1 - u8::try_from(rank).unwrap_or(u8::MAX);
            }
        });
        if let Some(stored) = &mut self.stored[key] {
            stored.fence = NEWEST;
        }
    }

    fn for_each_fence(&mut self, key: usize, mut visit: impl FnMut(&mut u8)) {
        for worker in self.workers.iter_mut().filter(|worker| worker.at != At::Idle) {
            if key == CUSTOMER {
                worker.customer.iter_mut().for_each(|held| visit(&mut held.fence));
            } else if usize::from(worker.order) == key {
                worker.lease.iter_mut().for_each(|held| visit(&mut held.fence));
                worker.seen.iter_mut().for_each(&mut visit);
            }
        }
    }

    /// Whether an order has come to an end that stays: nothing is queued, and nobody holds it.
    pub(crate) fn is_ended(&self, order: usize) -> bool {
        self.messages[order] == Message::None
            && self.stored[order]
                .is_some_and(|record| matches!(record.state, State::Done | State::Parked | State::Skipped))
    }
}
