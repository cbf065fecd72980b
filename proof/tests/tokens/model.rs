//! The renewal of tokens as a model: every order of events, and what must hold in each state.

use stateright::{Checker, HasDiscoveries, Model, Property};

use crate::steps::{Steps, Without};
use crate::world::{At, Mode, Person, World, Wrong};

pub(crate) const ONE_WRITER: &str = "at most one worker asks for tokens";
pub(crate) const NEWEST: &str = "the newest refresh token is kept";
pub(crate) const NO_REUSE: &str = "no spent refresh token is used, unless its successor was lost or late";
pub(crate) const STORED_FIRST: &str = "tokens are stored before they are used";
pub(crate) const NO_FALSE_MARK: &str = "a good grant is not marked as refused";
pub(crate) const GOES_ON: &str = "once faults stop, workers have access";

/// Rounds in which workers have access, if they ever do.
const ROUNDS: usize = 3;

pub(crate) struct Renewal {
    pub(crate) steps: Steps,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Event {
    pub(crate) what: &'static str,
    pub(crate) who: usize,
    next: World,
}

impl Renewal {
    pub(crate) const fn new(mode: Mode, without: Without) -> Self {
        Self {
            steps: Steps { mode, without },
        }
    }

    /// Whether workers have access once nothing goes wrong any more: a person's grant is stored, workers go on, and time
    /// passes.
    fn goes_on(&self, world: &World) -> bool {
        let mut world = *world;
        for _ in 0..ROUNDS {
            if world.person != Person::Away {
                while let Some((_, next)) = self.steps.person(&world) {
                    world = next;
                }
            }
            for who in 0..world.workers.len() {
                // Each calls twice: the first call may end what an earlier one left.
                for _ in 0..2 {
                    self.call(&mut world, who);
                }
            }
            world.long_tick();
        }
        Some(world.stored.token) == world.newest() && world.stored.access == Some(true)
    }

    /// A worker goes on until it idles. One that waits for the lease gives up after a while.
    fn call(&self, world: &mut World, who: usize) {
        for _ in 0..32 {
            let (_, next) = self.steps.worker(world, who).swap_remove(0);
            *world = next;
            if world.workers[who].at == At::Idle {
                return;
            }
        }
    }
}

impl Model for Renewal {
    type State = World;
    type Action = Event;

    fn init_states(&self) -> Vec<World> {
        vec![World::NEW]
    }

    fn actions(&self, world: &World, events: &mut Vec<Event>) {
        // What is broken stays so: the path there is what counts.
        if world.wrong.is_some() {
            return;
        }
        // Whether the newest refresh token may be gone afterwards, since whoever had it is lost or never got it.
        let mut add = |what, who, next: World, may_lose: bool| {
            let mut next = next.normal();
            let revoked = next.newest().is_none() && next.excused[usize::from(next.consent())];
            if world.has_newest() && !next.has_newest() && !may_lose && !revoked && next.wrong.is_none() {
                next.wrong = Some(Wrong::NewestLost);
            }
            if next != *world {
                events.push(Event { what, who, next });
            }
        };
        for who in 0..world.workers.len() {
            for (what, next) in self.steps.worker(world, who) {
                add(what, who, next, what == "loses the answer");
            }
            add("is lost", who, self.steps.lost(world, who), true);
        }
        if let Some(late) = self.steps.late(world) {
            add("the request of a lost worker is carried out", 0, late, true);
        }
        if let Some((what, next)) = self.steps.person(world) {
            add(what, 0, next, false);
        }
        let mut later = *world;
        later.tick();
        add("a tick passes", 0, later, false);
        let mut later = *world;
        later.long_tick();
        add("ten minutes pass", 0, later, false);
        if world.surprises > 0 && world.stored.access == Some(true) {
            let mut ended = *world;
            ended.surprises -= 1;
            ended.end_access();
            add("the access token ends", 0, ended, false);
        }
    }

    fn next_state(&self, _: &World, event: Event) -> Option<World> {
        Some(event.next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        fn never(wrong: Wrong) -> impl Fn(&World) -> bool {
            move |world| world.wrong != Some(wrong)
        }
        vec![
            Property::always(ONE_WRITER, |_, world| never(Wrong::TwoWriters)(world)),
            Property::always(NEWEST, |_, world| never(Wrong::NewestLost)(world)),
            Property::always(NO_REUSE, |_, world| never(Wrong::SpentTokenUsed)(world)),
            Property::always(STORED_FIRST, |_, world| never(Wrong::UsedBeforeStored)(world)),
            Property::always(NO_FALSE_MARK, |_, world| never(Wrong::GoodGrantMarked)(world)),
            Property::always(GOES_ON, |model: &Self, world: &World| {
                // A login service that revokes all for one spent token may do so to whoever couldn't know.
                let may_revoke =
                    model.steps.mode == Mode::ReuseRevokes && world.excused[usize::from(world.consent())];
                world.wrong.is_some() || !world.has_newest() || may_revoke || model.goes_on(world)
            }),
            Property::sometimes("a renewed grant is stored", |_, world: &World| {
                world.stored.access == Some(true)
            }),
        ]
    }
}

/// What an exploration has found.
pub(crate) struct Found {
    /// The properties that don't hold, and the way to where they don't.
    pub(crate) broken: Vec<(&'static str, Vec<String>)>,
    pub(crate) states: usize,
    pub(crate) depth: usize,
}

/// Explores every state, or until a property is broken.
pub(crate) fn explore(model: Renewal) -> Found {
    let checker = model
        .checker()
        .threads(2)
        .finish_when(HasDiscoveries::AnyFailures)
        .spawn_bfs()
        .join();
    let broken = checker
        .discoveries()
        .into_iter()
        .filter(|(name, _)| *name != "a renewed grant is stored")
        .map(|(name, path)| {
            let way = path
                .into_actions()
                .into_iter()
                .map(|event| format!("{} {}", event.who, event.what))
                .collect();
            (name, way)
        })
        .collect();
    Found {
        broken,
        states: checker.unique_state_count(),
        depth: checker.max_depth(),
    }
}
