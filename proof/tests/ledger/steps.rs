//! What a worker may do next, as the engine and the flows do it, and what may go wrong there.

use ledger::State;

use crate::guarded::{Answer, Ask, How, Leaseless, Without, ask};
use crate::record::{Compact, KeyIndex, LEASE, WINDOW};
use crate::world::{At, CUSTOMER, Failure, Message, Sent, Size, Truth, Worker, World};

/// One way in which a step goes: the first is the one without a fault.
pub(crate) type Ways = Vec<(&'static str, World)>;

/// A worker's steps in one world.
pub(crate) struct Steps<'a> {
    pub(crate) size: Size,
    pub(crate) without: Without,
    pub(crate) world: &'a World,
    pub(crate) worker: usize,
    /// Whether a record whose worker was lost has lost as many as it may.
    pub(crate) worn_out: bool,
}

/// What a worker asked of the ledger, and what became of it.
enum Written {
    /// It is stored.
    As(Compact, How),
    /// Nothing was written, and this is why.
    Not(Answer),
    /// Another has written in between.
    Lost,
}

impl Steps<'_> {
    fn me(&self) -> &Worker {
        &self.world.workers[self.worker]
    }

    fn order(&self) -> usize {
        usize::from(self.me().order)
    }

    /// The world in which this worker has gone on.
    fn to(&self, at: At) -> World {
        let mut next = *self.world;
        next.workers[self.worker].at = at;
        next
    }

    /// One call of the ledger: decided on what is stored, or on the worker's own copy, and written under its condition.
    fn call(&self, world: &mut World, key: usize, question: Ask, held: Option<Compact>) -> Written {
        let mut on = if held.is_some() { held } else { world.stored[key] };
        if let Some(on) = &mut on {
            on.worn_out = self.worn_out && held.is_none();
        }
        let index = KeyIndex::try_from(key).unwrap_or(KeyIndex::MAX);
        match ask(self.without, question, index, on) {
            Answer::Write { record, how, expect } => {
                let stored = world.stored[key];
                let holds = expect.is_none_or(|(fence, state)| match stored {
                    None => fence == 0,
                    Some(stored) => stored.fence == fence && stored.state == state,
                });
                if !holds {
                    return Written::Lost;
                }
                world.stored[key] = Some(record);
                Written::As(record, how)
            }
            answer => Written::Not(answer),
        }
    }

    /// The record has ended by what this worker has read: that knows of the message, unless it came since.
    fn end(&self, mut world: World) -> World {
        let me = &world.workers[self.worker];
        let message = &mut world.messages[usize::from(me.order)];
        if !me.outdated && *message == Message::News {
            *message = Message::Known;
        }
        self.finish(world)
    }

    /// Nothing is left to be done for the message: it goes next.
    fn finish(&self, mut world: World) -> World {
        let me = &mut world.workers[self.worker];
        *me = Worker {
            at: At::Delete,
            order: me.order,
            outdated: me.outdated,
            receipt: me.receipt,
            ..Worker::IDLE
        };
        world
    }

    /// The message is deleted, unless a newer one has come.
    fn delete(&self) -> World {
        let mut next = *self.world;
        if self.me().receipt {
            next.messages[self.order()] = Message::None;
        }
        next.workers[self.worker] = Worker::IDLE;
        next
    }

    /// The message comes again.
    fn leave(&self, mut world: World) -> World {
        if self.without == Without::Message {
            return self.finish(world);
        }
        world.workers[self.worker] = Worker::IDLE;
        world
    }

    /// A worker begins with the message of an order: it reads the record, and decides by it whether to take it now.
    pub(crate) fn begin(&self, order: usize) -> Ways {
        let mut ways = Ways::new();
        let message = self.world.messages[order];
        if self.me().at != At::Idle || message == Message::None {
            return ways;
        }
        let stored = self.world.stored[order].filter(|record| !record.forgotten);
        let replay = message == Message::Replay;
        let start = |at| {
            let mut next = *self.world;
            next.hand_out(order);
            next.workers[self.worker] = Worker {
                at,
                receipt: true,
                order: u8::try_from(order).unwrap_or(u8::MAX),
                message,
                seen: Some(stored.map_or(0, |record| record.fence)),
                ..Worker::IDLE
            };
            next
        };
        let anew = if self.size.customer {
            At::CustomerLook
        } else {
            At::OrderClaim
        };
        let Some(record) = stored else {
            ways.push(("begins a new order", start(anew)));
            // A message that comes again without a record.
            ways.push(("begins with a claim", start(At::Claim)));
            return ways;
        };
        let untouched = !record.intent && !record.document;
        match record.state {
            State::Done => ways.push(("finds it done", self.finish(start(At::Delete)))),
            State::Parked | State::Skipped if message == Message::Known => {
                ways.push(("finds it ended", self.finish(start(At::Delete))));
            }
            State::Parked | State::Skipped => {
                let again = if untouched { anew } else { At::Reopen };
                ways.push(("takes it up again", start(again)));
            }
            State::Waiting | State::InDoubt if replay => ways.push(("replays it", start(At::Reopen))),
            State::Waiting | State::InDoubt | State::Leased | State::Committing => {
                ways.push(("begins with a claim", start(At::Claim)));
            }
        }
        ways
    }

    /// What a worker that has begun may do next. How many workers a record has lost, and how many attempts it has used up,
    /// is not counted: either may be enough at any time.
    pub(crate) fn next(&self) -> Ways {
        let mut ways = self.ways();
        let key = match self.me().at {
            At::Claim | At::OrderClaim | At::OrderClaimAgain | At::Fail(_) => self.order(),
            At::CustomerClaim | At::CustomerClaimAgain | At::CloseClaim => CUSTOMER,
            _ => return ways,
        };
        if self.world.stored[key].is_some_and(|record| record.state.is_held()) {
            let worn_out = Steps {
                worn_out: true,
                ..*self
            };
            ways.extend(worn_out.ways());
        }
        ways
    }

    fn ways(&self) -> Ways {
        match self.me().at {
            At::Idle => Ways::new(),
            At::Reopen => self.reopen(),
            At::Claim => self.claim(),
            At::CustomerLook => self.customer_look(),
            At::CustomerClaim | At::CustomerClaimAgain => self.customer_claim(),
            At::CustomerReopen => self.customer_reopen(),
            At::CustomerCommit => self.customer_commit(),
            At::CustomerSend => self.send(CUSTOMER),
            At::CustomerAwait(sent) => self.answer(CUSTOMER, sent),
            At::CustomerDone => self.customer_done(),
            At::CloseReopen => self.close_reopen(),
            At::CloseClaim => self.close_claim(),
            At::CloseDone => self.close_done(),
            At::OrderLook => self.order_look(),
            At::OrderJudge => self.order_judge(),
            At::OrderAdopt => self.order_adopt(),
            At::OrderClaim | At::OrderClaimAgain => self.order_claim(),
            At::OrderReopen => self.order_reopen(),
            At::OrderCommit => self.order_commit(),
            At::OrderSend => self.send(self.order()),
            At::OrderAwait(sent) => self.answer(self.order(), sent),
            At::OrderDone => self.order_done(),
            At::Delete => vec![("deletes its message", self.delete())],
            At::Fail(failure) => self.fail(failure),
        }
    }

    /// What a person's replay does to the record.
    pub(crate) fn replay(&self, world: &mut World, order: usize) {
        let _ = self.call(world, order, Ask::Reopen { seen: None }, None);
    }

    /// Lets the record be claimed at once, and goes on by what that has written.
    fn reopen(&self) -> Ways {
        let mut next = self.to(At::Claim);
        let way = match self.call(
            &mut next,
            self.order(),
            Ask::Reopen { seen: self.me().seen },
            None,
        ) {
            Written::As(record, _) => {
                next.workers[self.worker].seen = Some(record.fence);
                next
            }
            Written::Not(Answer::Busy) => self.to(At::Fail(Failure::Locked)),
            Written::Not(_) => {
                if let Some(record) = next.stored[self.order()].filter(|record| !record.forgotten) {
                    next.workers[self.worker].seen = Some(record.fence);
                }
                next
            }
            Written::Lost => self.to(At::Reopen),
        };
        vec![("reopens", way)]
    }

    fn claim(&self) -> Ways {
        let mut next = *self.world;
        let me = *self.me();
        let question = Ask::Claim {
            intent: false,
            read: false,
            message: me.message,
            seen: me.seen,
        };
        let way = match self.call(&mut next, self.order(), question, None) {
            Written::As(_, How::Crashed) => self.end(next),
            Written::As(record, _) => {
                let worker = &mut next.workers[self.worker];
                worker.lease = Some(record);
                worker.seen = None;
                worker.at = if self.size.customer {
                    At::CustomerLook
                } else {
                    self.order_at(Some(record))
                };
                next
            }
            // Ended since this worker looked, maybe without what its message announces.
            Written::Not(Answer::Finished) => {
                match (next.stored[self.order()], next.messages[self.order()]) {
                    (Some(record), Message::News | Message::Replay) if record.state != State::Done => {
                        self.to(At::Fail(Failure::Locked))
                    }
                    _ => self.finish(next),
                }
            }
            Written::Not(_) | Written::Lost => self.to(At::Fail(Failure::Locked)),
        };
        vec![("claims", way)]
    }

    /// Where the order's own part begins, by what is known of it.
    fn order_at(&self, lease: Option<Compact>) -> At {
        match lease {
            None => At::OrderClaim,
            Some(held) if held.document => At::OrderDone,
            Some(held) if held.intent && self.without != Without::LookUp => At::OrderLook,
            Some(_) if self.without == Without::IntentFirst => At::OrderSend,
            Some(_) => At::OrderCommit,
        }
    }

    /// The customer is there: on to the order.
    fn go_on(&self, mut world: World) -> World {
        let at = self.order_at(world.workers[self.worker].lease);
        let worker = &mut world.workers[self.worker];
        (worker.at, worker.customer, worker.asked, worker.found) = (at, None, 0, false);
        world
    }

    /// Ends without a document, for reasons that have nothing to do with the protocol.
    fn turned_away(&self, ways: &mut Ways) {
        ways.push(("is refused for good", self.to(At::Fail(Failure::Person))));
        let open = self.me().lease.is_some_and(|held| held.intent || held.document);
        if self.size.skips && !open {
            ways.push(("has nothing to do", self.to(At::Fail(Failure::Nothing))));
        }
    }

    fn customer_look(&self) -> Ways {
        let mut next = *self.world;
        let found = next.look_up(CUSTOMER);
        let way = match next.stored[CUSTOMER] {
            Some(record) if found && record.intent => {
                next.workers[self.worker].at = At::CloseReopen;
                next
            }
            _ if found => self.go_on(next),
            _ => {
                let worker = &mut next.workers[self.worker];
                (worker.at, worker.asked) = (At::CustomerClaim, 0);
                next
            }
        };
        let mut ways = vec![("looks the customer up", way)];
        if self.without == Without::FailedLookUp {
            ways.push(("takes a failed look-up for none", self.to(At::CustomerClaim)));
        } else {
            ways.push(("could not look it up", self.to(At::Fail(Failure::Later))));
        }
        self.turned_away(&mut ways);
        ways
    }

    fn conclusive(&self, intent_at: i8) -> bool {
        let asked = if self.without == Without::AskedAt {
            0
        } else {
            self.me().asked
        };
        self.without == Without::Window || asked >= intent_at.saturating_add(WINDOW)
    }

    fn customer_claim(&self) -> Ways {
        let mut next = *self.world;
        let question = Ask::Claim {
            intent: true,
            read: false,
            message: Message::None,
            seen: None,
        };
        let again = self.me().at == At::CustomerClaimAgain;
        let way = match self.call(&mut next, CUSTOMER, question, None) {
            Written::As(_, How::Crashed) => self.to_with(next, At::CustomerReopen),
            Written::As(record, How::InDoubt) => {
                next.workers[self.worker].customer = Some(record);
                if self.without == Without::LookUp {
                    self.to_with(next, At::CustomerCommit)
                } else if self.conclusive(record.intent_at) {
                    self.void(&mut next, CUSTOMER);
                    self.to_with(next, At::CustomerCommit)
                } else {
                    self.leave_customer(next, Failure::Later)
                }
            }
            Written::As(record, _) => {
                next.workers[self.worker].customer = Some(record);
                if record.state == State::Committing {
                    next.intend(CUSTOMER);
                    self.to_with(next, At::CustomerSend)
                } else {
                    self.to_with(next, At::CustomerCommit)
                }
            }
            Written::Not(Answer::Finished) => match next.stored[CUSTOMER] {
                Some(record) if record.state == State::Done => self.go_on(next),
                _ if again => self.to(At::Fail(Failure::Locked)),
                _ => self.to(At::CustomerReopen),
            },
            Written::Not(_) | Written::Lost => self.to(At::Fail(Failure::Locked)),
        };
        vec![("claims the customer", way)]
    }

    fn to_with(&self, mut world: World, at: At) -> World {
        let worker = &mut world.workers[self.worker];
        worker.at = at;
        if !matches!(at, At::CustomerReopen | At::CustomerClaimAgain | At::OrderJudge) {
            worker.asked = 0;
        }
        world
    }

    fn customer_reopen(&self) -> Ways {
        let mut next = self.to(At::CustomerClaimAgain);
        let _ = self.call(&mut next, CUSTOMER, Ask::Reopen { seen: None }, None);
        vec![("reopens the customer", next)]
    }

    /// Says in the worker's own copy that nothing was created.
    fn void(&self, world: &mut World, key: usize) {
        let worker = &mut world.workers[self.worker];
        let held = if key == CUSTOMER {
            &mut worker.customer
        } else {
            &mut worker.lease
        };
        if let Some(held) = held {
            (held.intent, held.intent_at) = (false, i8::MIN);
        }
    }

    fn customer_commit(&self) -> Ways {
        let mut next = *self.world;
        let way = match self.call(&mut next, CUSTOMER, Ask::Commit, self.me().customer) {
            Written::As(record, _) => {
                next.intend(CUSTOMER);
                next.workers[self.worker].customer = Some(record);
                self.to_with(next, At::CustomerSend)
            }
            Written::Not(_) => self.to(At::Fail(Failure::Person)),
            Written::Lost => self.to(At::Fail(Failure::Locked)),
        };
        vec![("stores the customer's intent", way)]
    }

    /// A creating request leaves, where the lease outlives it.
    fn send(&self, key: usize) -> Ways {
        let me = self.me();
        let held = if key == CUSTOMER { me.customer } else { me.lease };
        let lasts = held.is_some_and(|held| held.lease > WINDOW);
        if !lasts && self.without != Without::InTime {
            return vec![("is too late to send", self.to(At::Fail(Failure::Locked)))];
        }
        let mut next = *self.world;
        next.send(key, self.without);
        let at = if key == CUSTOMER {
            At::CustomerAwait(Sent::UnderWay)
        } else {
            At::OrderAwait(Sent::UnderWay)
        };
        next.workers[self.worker].at = at;
        vec![("sends", next)]
    }

    fn answer(&self, key: usize, sent: Sent) -> Ways {
        let is_customer = key == CUSTOMER;
        let mut ways = Ways::new();
        match sent {
            Sent::UnderWay => {
                let mut carried_out = self.to(if is_customer {
                    At::CustomerAwait(Sent::CarriedOut)
                } else {
                    At::OrderAwait(Sent::CarriedOut)
                });
                carried_out.create(key);
                ways.push(("has its request carried out", carried_out));
                // Refused: certainly nothing was created.
                for (name, failure) in [
                    ("is refused", Failure::Later),
                    ("is refused for good", Failure::Person),
                ] {
                    let mut refused = *self.world;
                    refused.truth[key] = Truth::Clear;
                    self.void(&mut refused, key);
                    ways.push((name, self.ended(refused, key, failure)));
                }
            }
            Sent::CarriedOut => {
                let mut answered = *self.world;
                answered.truth[key] = Truth::Clear;
                let at = if is_customer {
                    At::CustomerDone
                } else if self.without == Without::IntentFirst {
                    At::OrderCommit
                } else {
                    At::OrderDone
                };
                answered.workers[self.worker].at = at;
                ways.push(("is answered", answered));
            }
            Sent::Over => {}
        }
        let mut silent = *self.world;
        if sent == Sent::UnderWay {
            silent.remote[key].stray = (silent.remote[key].stray + 1).min(2);
        }
        ways.push(("gets no answer", self.ended(silent, key, Failure::Later)));
        ways
    }

    fn ended(&self, mut world: World, key: usize, failure: Failure) -> World {
        if key == CUSTOMER {
            return self.leave_customer(world, failure);
        }
        world.workers[self.worker].at = At::Fail(failure);
        world
    }

    /// The customer's record is left for a later attempt; the order follows.
    fn leave_customer(&self, mut world: World, failure: Failure) -> World {
        let held = world.workers[self.worker].customer;
        let counts = held.is_some_and(|held| held.intent);
        let _ = self.call(&mut world, CUSTOMER, Ask::Waiting { counts }, held);
        let worker = &mut world.workers[self.worker];
        (worker.at, worker.customer, worker.asked) = (At::Fail(failure), None, 0);
        world
    }

    fn customer_done(&self) -> Ways {
        let mut next = *self.world;
        let way = match self.call(&mut next, CUSTOMER, Ask::Done, self.me().customer) {
            Written::As(..) => self.go_on(next),
            _ => self.to(At::Fail(Failure::Locked)),
        };
        vec![("stores the customer", way)]
    }

    fn close_reopen(&self) -> Ways {
        let mut next = self.to(At::CloseClaim);
        let _ = self.call(&mut next, CUSTOMER, Ask::Reopen { seen: None }, None);
        vec![("reopens the customer's creation", next)]
    }

    fn close_claim(&self) -> Ways {
        let mut next = *self.world;
        let question = Ask::Claim {
            intent: false,
            read: false,
            message: Message::None,
            seen: None,
        };
        let way = match self.call(&mut next, CUSTOMER, question, None) {
            Written::As(record, How::InDoubt) => {
                next.workers[self.worker].customer = Some(record);
                self.to_with(next, At::CloseDone)
            }
            _ => self.go_on(next),
        };
        vec![("claims the customer's creation", way)]
    }

    fn close_done(&self) -> Ways {
        let mut next = *self.world;
        let way = match self.call(&mut next, CUSTOMER, Ask::Done, self.me().customer) {
            Written::As(..) => self.go_on(next),
            _ => self.to(At::Fail(Failure::Locked)),
        };
        vec![("ends the customer's creation", way)]
    }

    fn order_look(&self) -> Ways {
        let mut next = *self.world;
        let found = next.look_up(self.order());
        let worker = &mut next.workers[self.worker];
        (worker.at, worker.asked, worker.found) = (At::OrderJudge, 0, found);
        let mut ways = vec![("looks the order up", next)];
        if self.without == Without::FailedLookUp {
            let mut none = self.to(At::OrderJudge);
            none.workers[self.worker].asked = 0;
            ways.push(("takes a failed look-up for none", none));
        } else {
            ways.push(("could not look it up", self.to(At::Fail(Failure::Later))));
        }
        if self.size.careless {
            ways.push(("does not look it up", self.to(At::OrderCommit)));
        }
        ways
    }

    fn order_judge(&self) -> Ways {
        let me = self.me();
        if me.found {
            let mut next = self.to(At::OrderAdopt);
            next.workers[self.worker].found = false;
            return vec![("has found it", self.to_with(next, At::OrderAdopt))];
        }
        let intent_at = me.lease.map_or(0, |held| held.intent_at);
        if self.conclusive(intent_at) {
            let mut next = *self.world;
            self.void(&mut next, self.order());
            return vec![("knows that there is none", self.to_with(next, At::OrderCommit))];
        }
        let next = self.to_with(*self.world, At::Fail(Failure::Later));
        vec![("does not know yet", next)]
    }

    fn order_adopt(&self) -> Ways {
        let mut next = *self.world;
        let way = match self.call(&mut next, self.order(), Ask::Progress, self.me().lease) {
            Written::As(record, _) => {
                next.truth[self.order()] = Truth::Clear;
                next.workers[self.worker].lease = Some(record);
                next.workers[self.worker].at = At::OrderDone;
                next
            }
            _ => self.to(At::Fail(Failure::Locked)),
        };
        vec![("takes it as its own", way)]
    }

    fn order_claim(&self) -> Ways {
        let mut next = *self.world;
        let me = *self.me();
        let again = me.at == At::OrderClaimAgain;
        let question = Ask::Claim {
            intent: self.without != Without::IntentFirst,
            read: true,
            message: me.message,
            seen: me.seen,
        };
        let taken = |mut next: World, record: Compact, at| {
            let worker = &mut next.workers[self.worker];
            (worker.at, worker.lease, worker.seen) = (at, Some(record), None);
            next
        };
        let way = match self.call(&mut next, self.order(), question, None) {
            Written::As(record, How::Crashed) if !again => {
                next.workers[self.worker].seen = Some(record.fence);
                next.workers[self.worker].at = At::OrderReopen;
                next
            }
            Written::As(_, How::Crashed) => self.end(next),
            Written::As(record, How::InDoubt) => taken(next, record, At::Fail(Failure::Locked)),
            Written::As(record, _) if record.state == State::Committing => {
                next.intend(self.order());
                taken(next, record, At::OrderSend)
            }
            Written::As(record, _) if record.document => taken(next, record, At::Fail(Failure::Locked)),
            Written::As(record, _) => taken(next, record, self.order_at(Some(record))),
            Written::Not(Answer::Finished) => match next.stored[self.order()] {
                Some(record) if record.state != State::Done && !again => {
                    next.workers[self.worker].seen = Some(record.fence);
                    next.workers[self.worker].at = At::OrderReopen;
                    next
                }
                _ => self.to(At::Fail(Failure::Locked)),
            },
            Written::Not(_) | Written::Lost => self.to(At::Fail(Failure::Locked)),
        };
        let mut ways = vec![("claims with its intent", way)];
        if !self.size.customer {
            ways.push(("could not decide yet", self.to(At::Fail(Failure::Later))));
            self.turned_away(&mut ways);
        }
        ways
    }

    /// Only what the claim has found or written is reopened, and nobody else's.
    fn order_reopen(&self) -> Ways {
        let mut next = self.to(At::OrderClaimAgain);
        let way = match self.call(
            &mut next,
            self.order(),
            Ask::Reopen { seen: self.me().seen },
            None,
        ) {
            Written::As(record, _) => {
                next.workers[self.worker].seen = Some(record.fence);
                next
            }
            _ => self.to(At::Fail(Failure::Locked)),
        };
        vec![("reopens", way)]
    }

    fn order_commit(&self) -> Ways {
        let mut next = *self.world;
        let after = self.without == Without::IntentFirst && self.me().lease.is_some_and(|held| !held.intent);
        let way = match self.call(&mut next, self.order(), Ask::Commit, self.me().lease) {
            Written::As(record, _) => {
                next.workers[self.worker].lease = Some(record);
                if after {
                    next.workers[self.worker].at = At::OrderDone;
                } else {
                    next.intend(self.order());
                    next.workers[self.worker].at = At::OrderSend;
                }
                next
            }
            Written::Not(_) => self.to(At::Fail(Failure::Person)),
            Written::Lost => self.to(At::Fail(Failure::Locked)),
        };
        let mut ways = vec![("stores its intent", way)];
        if self.without != Without::IntentFirst {
            self.turned_away(&mut ways);
        }
        ways
    }

    fn order_done(&self) -> Ways {
        let mut next = *self.world;
        let way = match self.call(&mut next, self.order(), Ask::Done, self.me().lease) {
            Written::As(..) => self.end(next),
            _ => self.to(At::Fail(Failure::Locked)),
        };
        vec![("stores that it is done", way)]
    }

    /// What the engine stores of an attempt that came to nothing.
    fn fail(&self, failure: Failure) -> Ways {
        let end = |failure| match self.me().lease {
            Some(held) => self.give_back(held, failure),
            None => self.conclude(failure),
        };
        let mut ways = vec![("stores how it ended", end(failure))];
        if failure == Failure::Later {
            ways.push(("has used up its attempts", end(Failure::Person)));
        }
        ways
    }

    fn give_back(&self, held: Compact, failure: Failure) -> World {
        let mut next = *self.world;
        let (question, ends) = match failure {
            Failure::Person => (Ask::Parked, true),
            Failure::Later => (Ask::Waiting { counts: true }, false),
            Failure::Locked => (Ask::Waiting { counts: false }, false),
            Failure::Nothing => (Ask::Skipped, true),
        };
        match self.call(&mut next, self.order(), question, Some(held)) {
            Written::As(..) if ends => self.end(next),
            _ => self.leave(next),
        }
    }

    fn conclude(&self, failure: Failure) -> World {
        let mut next = *self.world;
        let (message, seen) = (self.me().message, self.me().seen);
        let (outcome, ends) = match failure {
            Failure::Locked => return self.leave(next),
            Failure::Nothing => (Leaseless::Skip, true),
            Failure::Person => (Leaseless::Park, true),
            Failure::Later => (Leaseless::Wait, false),
        };
        let stored = next.stored[self.order()].filter(|record| !record.forgotten);
        let question = Ask::Leaseless {
            outcome,
            message,
            seen,
        };
        match self.call(&mut next, self.order(), question, None) {
            Written::As(..) if ends => self.end(next),
            // What says more was stored by somebody else: the message comes again and sees it.
            Written::Not(Answer::Kept) if ends && stored.is_none_or(|record| seen == Some(record.fence)) => {
                self.end(next)
            }
            _ => self.leave(next),
        }
    }
}

/// Whether a record is held for at most a lease from now.
pub(crate) fn is_bounded(record: &Compact) -> bool {
    !record.state.is_held() || (0..=LEASE).contains(&record.lease)
}
