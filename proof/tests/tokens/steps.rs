//! What a worker does next, by the rules of `eaccounting::tokens`, and what may go wrong with it.

use eaccounting::tokens::rules::{self, AfterRefusal, Step};

use crate::world::{
    At, Compact, LEASE, Mode, PERSON, Person, RefusedAt, Sent, Token, World, Wrong, lease_until, now,
};

/// A guard that is taken out of a copy of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Without {
    /// Nothing: the protocol as it is.
    Nothing,
    /// One worker at a time has the lease.
    Lease,
    /// The grant is read again under the lease.
    ReadUnderLease,
    /// A request leaves only where its lease outlives it.
    InTime,
    /// A write names the version that it follows from.
    Version,
    /// A renewed grant is stored before its access token is used.
    SaveFirst,
    /// A renewed grant that could not be stored is kept.
    KeepUnsaved,
    /// What was kept is stored before a mark of refusal in the store is believed.
    SaveBeforeRefusal,
    /// A refusal is believed only after reading the store once more.
    ReadAgain,
    /// A marked grant is tried again after a while.
    Probe,
}

pub(crate) struct Steps {
    pub(crate) mode: Mode,
    pub(crate) without: Without,
}

/// What happens, and the world after it.
pub(crate) type Next = (&'static str, World);

impl Steps {
    /// The steps of a worker. The first is the one that it takes where nothing goes wrong.
    pub(crate) fn worker(&self, world: &World, who: usize) -> Vec<Next> {
        let worker = world.workers[who];
        let mut next = Vec::new();
        let mut add = |what: &'static str, change: &dyn Fn(&mut World)| {
            let mut after = *world;
            change(&mut after);
            next.push((what, after));
        };
        match worker.at {
            At::Idle => add("needs an access token", &|world| world.workers[who].at = At::Load),
            At::Load => add("reads the grant", &|world| self.read(world, who, At::Lease)),
            At::Lease => {
                let free = !world.is_leased() || self.without == Without::Lease;
                let then = if self.without == Without::ReadUnderLease {
                    At::Send
                } else {
                    At::LoadUnderLease
                };
                if free {
                    add("takes the lease", &|world| {
                        world.take_lease(who);
                        world.workers[who].lease = LEASE;
                        world.workers[who].at = then;
                    });
                } else {
                    add("looks again later", &|world| world.workers[who].at = At::Load);
                }
            }
            At::LoadUnderLease => add("reads the grant under the lease", &|world| {
                self.read(world, who, At::Send);
            }),
            At::Send => {
                let in_time =
                    rules::may_send(lease_until(worker.lease), now()) || self.without == Without::InTime;
                if in_time {
                    add("asks for tokens", &|world| {
                        world.workers[who].at = At::Await(Sent::UnderWay);
                        if world.under_way() > 1 {
                            world.wrong = Some(Wrong::TwoWriters);
                        }
                    });
                } else {
                    add("finds its lease too short", &|world| {
                        world.workers[who].at = At::Release
                    });
                }
            }
            At::Await(Sent::UnderWay) => {
                add("is answered", &|world| {
                    let answer = world.refresh(self.mode, worker.read.token);
                    world.workers[who].at = At::Await(answer);
                });
                if world.surprises > 0 {
                    add("is refused by mistake", &|world| {
                        world.surprises -= 1;
                        world.workers[who].at = At::Await(Sent::Refused);
                    });
                }
                add("asked in vain", &|world| {
                    world.workers[who].at = At::Await(Sent::Failed);
                });
                add("loses the answer", &|world| {
                    let _lost = world.refresh(self.mode, worker.read.token);
                    world.excuse(Some(worker.read.token));
                    world.workers[who].at = At::Await(Sent::Failed);
                });
            }
            At::Await(Sent::Renewed(token)) => {
                add("reads new tokens", &|world| self.renewed(world, who, token))
            }
            At::Await(Sent::Refused) => add("is refused", &|world| {
                let worker = &mut world.workers[who];
                worker.asked_with = worker.read;
                worker.at = if self.without == Without::ReadAgain {
                    At::Mark
                } else {
                    At::LoadAgain
                };
            }),
            At::Await(Sent::Failed) => add("gives up", &|world| world.workers[who].at = At::Release),
            At::Store => {
                add("stores the renewed grant", &|world| self.save(world, who));
                add("cannot store", &|world| {
                    world.excuse(world.workers[who].carries());
                    let worker = &mut world.workers[who];
                    if self.without == Without::KeepUnsaved {
                        worker.unsaved = None;
                    }
                    worker.at = At::Release;
                });
            }
            At::LoadAgain => add("reads the grant once more", &|world| {
                let stored = world.stored;
                let worker = &mut world.workers[who];
                (worker.read, worker.is_current) = (stored, true);
                let after = rules::after_refusal(&worker.asked_with.grant(), &stored.grant());
                worker.at = match after {
                    AfterRefusal::Mark => At::Mark,
                    AfterRefusal::GoOn => At::LoadUnderLease,
                };
            }),
            At::Mark => {
                add("marks the grant as refused", &|world| self.mark(world, who));
                add("cannot mark", &|world| world.workers[who].at = At::Release);
            }
            At::Release => add("gives the lease back", &|world| {
                world.release(who);
                world.workers[who].at = At::Idle;
            }),
        }
        next
    }

    /// A worker is lost with all that only it has. What it has sent goes on.
    pub(crate) fn lost(&self, world: &World, who: usize) -> World {
        let mut world = *world;
        let worker = std::mem::replace(&mut world.workers[who], crate::world::Worker::IDLE);
        world.excuse(worker.carries());
        if worker.at == At::Await(Sent::UnderWay) {
            world.stray = Some(worker.read.token);
        }
        world
    }

    /// The request of a lost worker is carried out.
    pub(crate) fn late(&self, world: &World) -> Option<World> {
        let mut world = *world;
        let token = world.stray.take()?;
        let _nobody_reads_it = world.refresh(self.mode, token);
        world.excuse(Some(token));
        Some(world)
    }

    /// A person connects again, and the tool stores the new grant.
    pub(crate) fn person(&self, world: &World) -> Option<Next> {
        let mut world = *world;
        let what = match world.person {
            Person::Away => {
                let token = Token {
                    consent: 1,
                    number: 0,
                };
                world.valid[1] = Some(0);
                world.person = Person::Connected(token);
                "a person consents"
            }
            Person::Connected(token) if !world.is_leased() => {
                world.take_lease(PERSON);
                world.person = Person::Leased(token);
                "the tool takes the lease"
            }
            Person::Leased(token) => {
                world.store(Compact::given(token));
                world.release(PERSON);
                world.person = Person::Done;
                "the tool stores the new grant"
            }
            Person::Connected(_) | Person::Done => return None,
        };
        Some((what, world))
    }

    /// What the rules say of the grant that was just read.
    fn read(&self, world: &mut World, who: usize, then: At) {
        let stored = world.stored;
        let under_lease = world.workers[who].at == At::LoadUnderLease;
        let worker = &mut world.workers[who];
        (worker.read, worker.is_current) = (stored, true);
        let kept = worker.unsaved();
        let is_marked = stored.refused == RefusedAt::JustNow;
        let unsaved = kept.filter(|_| !(self.without == Without::SaveBeforeRefusal && is_marked));
        let end = if under_lease { At::Release } else { At::Idle };
        worker.at = match rules::step(&stored.grant(), None, unsaved.as_ref(), now()) {
            Step::Save if under_lease => At::Store,
            Step::Refresh if self.without == Without::Probe && stored.refused != RefusedAt::Never => end,
            Step::Save | Step::Refresh => then,
            // What was kept belongs to a grant that is gone.
            Step::Use | Step::NotConnected | Step::Refused => end,
        };
        let outdated = |(_, from): &(Compact, Compact)| !from.grant().is_same_as(&stored.grant());
        if worker.unsaved.is_some_and(|unsaved| outdated(&unsaved)) {
            worker.unsaved = None;
        }
    }

    fn renewed(&self, world: &mut World, who: usize, token: Token) {
        let read = world.workers[who].read;
        world.workers[who].unsaved = Some((read.renewed(token), read));
        world.workers[who].at = At::Store;
        if self.without == Without::SaveFirst && token > world.stored.token {
            world.wrong = Some(Wrong::UsedBeforeStored);
        }
    }

    /// Whether a worker's write is taken.
    fn is_taken(&self, world: &World, who: usize) -> bool {
        world.workers[who].is_current || self.without == Without::Version
    }

    fn save(&self, world: &mut World, who: usize) {
        let worker = world.workers[who];
        let Some(unsaved) = worker.unsaved() else {
            world.workers[who].at = At::Release;
            return;
        };
        if !self.is_taken(world, who) {
            world.workers[who].at = At::LoadUnderLease;
            return;
        }
        let grant = Compact::of(&rules::to_save(&unsaved, &worker.read.grant()));
        world.store(grant);
        world.workers[who].unsaved = None;
        // Used from here on.
        world.workers[who].at = At::Release;
    }

    fn mark(&self, world: &mut World, who: usize) {
        let believes_blindly = self.without == Without::ReadAgain;
        if !self.is_taken(world, who) && !believes_blindly {
            world.workers[who].at = At::LoadUnderLease;
            return;
        }
        let read = if believes_blindly {
            world.stored
        } else {
            world.workers[who].read
        };
        if Some(world.stored.token) == world.newest()
            && world.stored.token != world.workers[who].asked_with.token
        {
            world.wrong = Some(Wrong::GoodGrantMarked);
        }
        world.store(Compact::of(&rules::marked_refused(&read.grant(), now())));
        world.workers[who].at = At::Release;
    }
}
