//! The protocol as a model: every order of events, and what must hold in each state.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use ledger::State;
use stateright::{Checker, HasDiscoveries, Model, Property};

use crate::guarded::Without;
use crate::record::LEASE;
use crate::steps::{Steps, is_bounded};
use crate::world::{ALWAYS, At, CUSTOMER, Message, Size, World};

/// Never two remote objects for one natural key.
pub(crate) const ONE_DOCUMENT: &str = "one document for a natural key";
/// An intent is never followed by a second creation before a conclusive look-up.
pub(crate) const LOOK_FIRST: &str = "no second creation before a conclusive look-up";
/// Nothing stays claimed for ever.
pub(crate) const RELEASED: &str = "nothing stays claimed";
/// Once faults stop, every record ends.
pub(crate) const ENDED: &str = "every record ends once faults stop";

/// Rounds in which everything has ended, if it ever does: each message is begun in each round, and a tick passes after.
const ROUNDS: usize = 12;

/// What becomes of a state once faults stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Ended,
    Claimed,
    Open,
}

pub(crate) struct Protocol {
    pub(crate) size: Size,
    pub(crate) without: Without,
    /// How states end, by their digests: most of them come together soon.
    ends: Mutex<HashMap<u64, End>>,
}

/// What happens next, and to which worker or order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Event {
    pub(crate) what: &'static str,
    pub(crate) who: usize,
    next: World,
}

impl Model for Protocol {
    type State = World;
    type Action = Event;

    fn init_states(&self) -> Vec<World> {
        vec![World::new(self.size).normal(self.size)]
    }

    fn actions(&self, world: &World, events: &mut Vec<Event>) {
        // What is broken stays so: the path there is what counts.
        if !self.is_sound(world) {
            return;
        }
        let mut add = |what, who, next: World| {
            let next = next.normal(self.size);
            if next != *world {
                events.push(Event { what, who, next });
            }
        };
        let mut idle_seen = false;
        let first = world.workers.len() - self.size.workers;
        for worker in first..world.workers.len() {
            let steps = self.steps(world, worker);
            if world.workers[worker].at == At::Idle {
                // One that idles is as good as another.
                if !std::mem::replace(&mut idle_seen, true) {
                    for order in 0..self.size.orders {
                        for (what, next) in steps.begin(order) {
                            add(what, order, next);
                        }
                    }
                }
                continue;
            }
            for (what, next) in steps.next() {
                add(what, worker, next);
            }
            let mut lost = *world;
            lost.crash(worker);
            add("is lost", worker, lost);
        }
        for key in 0..world.remote.len() {
            if world.remote[key].stray > 0 {
                let mut late = *world;
                late.remote[key].stray -= 1;
                late.create(key);
                add("is carried out late", key, late);
            }
        }
        if world.asks > 0 {
            let mut asked = *world;
            asked.asks -= u8::from(asked.asks != ALWAYS);
            for order in 0..self.size.orders {
                let mut announced = asked;
                announced.announce(order, Message::News);
                add("is announced again", order, announced);
                add("is replayed", order, self.replayed(&asked, order));
            }
        }
        let mut later = *world;
        later.tick();
        add("a tick passes", 0, later);
        // No worker stands still for ninety days.
        if self.size.skips && world.workers.iter().all(|worker| worker.at == At::Idle) {
            let mut forgotten = *world;
            for _ in 0..=LEASE {
                forgotten.tick();
            }
            for record in forgotten.stored.iter_mut().flatten() {
                record.forgotten |= record.forgettable;
            }
            add("what was skipped is forgotten", 0, forgotten);
        }
    }

    fn next_state(&self, _: &World, event: Event) -> Option<World> {
        Some(event.next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(ONE_DOCUMENT, |_, world: &World| {
                world.remote.iter().all(|remote| remote.documents <= 1)
            }),
            Property::always(LOOK_FIRST, |_, world: &World| !world.second_creation),
            Property::always(RELEASED, |model: &Self, world: &World| {
                world.stored.iter().flatten().all(is_bounded)
                    && (!model.is_sound(world) || model.end(world) != End::Claimed)
            }),
            Property::always(ENDED, |model: &Self, world: &World| {
                !model.is_sound(world) || model.end(world) != End::Open
            }),
            Property::sometimes("an order is done", |_, world: &World| {
                world.stored[0].is_some_and(|record| record.state == State::Done)
            }),
        ]
    }
}

impl Protocol {
    pub(crate) fn new(size: Size, without: Without) -> Self {
        Self {
            size,
            without,
            ends: Mutex::default(),
        }
    }

    fn steps<'a>(&self, world: &'a World, worker: usize) -> Steps<'a> {
        Steps {
            size: self.size,
            without: self.without,
            world,
            worker,
            worn_out: false,
        }
    }

    fn is_sound(&self, world: &World) -> bool {
        !world.second_creation && world.remote.iter().all(|remote| remote.documents <= 1)
    }

    /// A person replays an order: its record is opened, and its job queued.
    fn replayed(&self, world: &World, order: usize) -> World {
        let mut next = *world;
        let steps = self.steps(world, 0);
        steps.replay(&mut next, order);
        next.announce(order, Message::Replay);
        next
    }

    /// What becomes of this state once faults stop: workers go on, messages come again, time passes, and a person replays
    /// what was left to them.
    fn end(&self, world: &World) -> End {
        let mut passed = Vec::new();
        let mut world = *world;
        let mut end = None;
        for _ in 0..ROUNDS {
            let digest = digest(&world);
            if let Some(known) = self
                .ends
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get(&digest)
            {
                end = Some(*known);
                break;
            }
            passed.push(digest);
            if self.is_at_rest(&world) {
                break;
            }
            self.round(&mut world);
        }
        let end = end.unwrap_or_else(|| self.judge(&world));
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        ends.extend(passed.into_iter().map(|digest| (digest, end)));
        end
    }

    fn is_at_rest(&self, world: &World) -> bool {
        world.workers.iter().all(|worker| worker.at == At::Idle)
            && (0..self.size.orders).all(|order| world.is_ended(order))
    }

    /// Everything at rest has ended; then what was parked or left out is replayed, and becomes a document.
    fn judge(&self, world: &World) -> End {
        // Two documents are another property's: the exploration comes there as well.
        if !self.is_sound(world) {
            return End::Ended;
        }
        let orders = 0..self.size.orders;
        let is_claimed = |world: &World| world.stored.iter().flatten().any(|record| record.is_held());
        if !self.is_at_rest(world) {
            let claimed = world.stored.iter().flatten().any(|record| record.state.is_held());
            return if claimed { End::Claimed } else { End::Open };
        }
        let mut world = *world;
        for order in orders.clone() {
            if world.stored[order].is_some_and(|record| record.state != State::Done) {
                world = self.replayed(&world, order);
                world.renumber();
            }
        }
        for _ in 0..ROUNDS {
            self.round(&mut world);
        }
        if !self.is_sound(&world) {
            return End::Ended;
        }
        let mut wanted = orders.clone().collect::<Vec<_>>();
        if self.size.customer {
            wanted.push(CUSTOMER);
        }
        let done = |order: usize| {
            world.stored[order].is_some_and(|record| record.state == State::Done && !record.intent)
        };
        if !orders.into_iter().all(done) || wanted.iter().any(|key| world.remote[*key].documents != 1) {
            return End::Open;
        }
        if is_claimed(&world) {
            End::Claimed
        } else {
            End::Ended
        }
    }

    /// Every worker goes on until it idles, each message is begun once, and a tick passes. Nothing goes wrong.
    fn round(&self, world: &mut World) {
        self.work(world);
        for order in 0..self.size.orders {
            if let Some((_, next)) = self.steps(world, 0).begin(order).into_iter().next() {
                *world = next;
                world.renumber();
                self.work(world);
            }
        }
        world.tick();
        *world = world.normal(self.size);
    }

    fn work(&self, world: &mut World) {
        for worker in 0..world.workers.len() {
            // No way through is longer.
            for _ in 0..40 {
                match self.steps(world, worker).next().into_iter().next() {
                    Some((_, next)) => {
                        *world = next;
                        world.renumber();
                    }
                    None => break,
                }
            }
        }
    }
}

fn digest(world: &World) -> u64 {
    let mut hasher = DefaultHasher::new();
    world.hash(&mut hasher);
    hasher.finish()
}

/// What an exploration found.
pub(crate) struct Explored {
    pub(crate) states: usize,
    pub(crate) depth: usize,
    /// Properties that don't hold, each with a shortest way there.
    pub(crate) broken: Vec<(&'static str, Vec<String>)>,
}

/// Explores every state, or until a property is broken.
pub(crate) fn explore(protocol: Protocol) -> Explored {
    let names = [ONE_DOCUMENT, LOOK_FIRST, RELEASED, ENDED];
    let checker = protocol
        .checker()
        .threads(2)
        .finish_when(HasDiscoveries::AnyFailures)
        .spawn_bfs()
        .join();
    let mut broken = Vec::new();
    for name in names {
        if let Some(path) = checker.discovery(name) {
            let way = path
                .into_actions()
                .into_iter()
                .map(|event| format!("{} {}", event.who, event.what))
                .collect();
            broken.push((name, way));
        }
    }
    assert!(
        !broken.is_empty() || checker.discovery("an order is done").is_some(),
        "no order came through: the model shows nothing"
    );
    Explored {
        states: checker.unique_state_count(),
        depth: checker.max_depth(),
        broken,
    }
}
