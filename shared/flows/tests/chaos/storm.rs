//! One world in a storm: several workers at once, and whatever may go wrong; then fair weather, until everything is settled.

use std::pin::Pin;
use std::sync::Arc;

use flows::{Poller, Worker};
use futures::stream::{FuturesUnordered, StreamExt};
use jiff::{SignedDuration, Timestamp};
use ledger::State;
use model::{Cause, Clock, Job};
use sandbox::identity::TokenMode;
use sandbox::{Action, Fault, Vendor};
use tokio::sync::oneshot;

use super::Dice;
use super::figures::Figures;
use super::shop::Shop;
use crate::support::{HIDDEN, Message, Next, Step, StepFault, Working, World, is_written_elsewhere};

/// How often the schedule polls.
const EVERY: SignedDuration = SignedDuration::from_mins(5);
/// A function's time: who works longer is stopped.
const TIMEOUT: SignedDuration = SignedDuration::from_secs(90);
/// Rounds of replays and polls after which everything must have settled.
const ROUNDS: usize = 30;

/// A worker with a message.
struct Task {
    worker: Arc<Worker>,
    message: Message,
    began: Timestamp,
    working: Working,
}

/// A task on its way to what happens to it next.
type Underway = Pin<Box<dyn Future<Output = (Task, Next)> + Send>>;

fn go_on(mut task: Task) -> Underway {
    Box::pin(async move {
        let next = task.working.next().await;
        (task, next)
    })
}

struct Storm {
    world: World,
    dice: Dice,
    shop: Shop,
    /// Processes that have nothing to do. One that is lost or stands still takes its clients with it, so that each has one
    /// job at a time.
    idle: Vec<Arc<Worker>>,
    most: usize,
    running: FuturesUnordered<Underway>,
    frozen: Vec<(Task, oneshot::Sender<()>)>,
    next_poll: Timestamp,
    serial: u32,
    figures: Figures,
}

/// A world from its beginning to its end.
pub(super) async fn run(seed: u64) -> Figures {
    let mut dice = Dice(seed);
    let mut shop = Shop::new(dice.fork());
    let attempts = 1 + u32::try_from(dice.below(3)).unwrap();
    let world = World::still(shop.settings, attempts);
    let mode = dice.pick(&[TokenMode::Reusable, TokenMode::Rotating, TokenMode::ReuseRevokes]);
    world.sandbox.identity().set_token_mode(mode);
    shop.open(&world);
    // What is there before the first poll is nobody's business.
    world.poller().run().await.unwrap();
    world.pass(3_600);
    let most = 2 + dice.below(3);
    let mut storm = Storm {
        next_poll: world.clock.now() + EVERY,
        world,
        dice,
        shop,
        idle: Vec::new(),
        most,
        running: FuturesUnordered::new(),
        frozen: Vec::new(),
        serial: 0,
        figures: Figures {
            worlds: 1,
            ..Figures::default()
        },
    };
    storm.rage().await;
    storm.calm().await;
    let Storm {
        world,
        shop,
        mut figures,
        ..
    } = storm;
    shop.judge(&world, &mut figures);
    for record in world.memory.records() {
        let key = record.key.as_str();
        // The next event or run of the schedule takes them up, whatever a lost attempt has left.
        let looked_at_anew = [
            "contact:",
            "account:",
            "customer:",
            "written_contact:",
            "stock:all",
        ];
        let is_over = matches!(record.state, State::Done | State::Skipped) || is_written_elsewhere(&record);
        if !is_over && !looked_at_anew.iter().any(|kind| key.starts_with(kind)) {
            let why = format!("{key} is left {}: {:?}", record.state.as_str(), record.problem);
            figures.broken.push(why);
        }
    }
    let violations = world.sandbox.violations();
    figures
        .broken
        .extend(violations.iter().map(|why| format!("the vendors say: {why}")));
    if !figures.broken.is_empty() {
        // What led to it.
        for entry in world.entries().await.iter().rev() {
            eprintln!(
                "{} {} {:?} {}",
                entry.at,
                entry.source,
                entry.outcome,
                entry.reason.as_deref().unwrap_or_default()
            );
        }
        for record in world.memory.records() {
            eprintln!("{record:?}");
        }
    }
    figures.jobs = world.queue.sent().len() as u64;
    for (fault, count) in world.steps.injected() {
        *figures.injected.entry(format!("{fault:?}")).or_default() += count;
    }
    for why in &mut figures.broken {
        *why = format!("CHAOS_SEED={seed}: {why}");
    }
    figures
}

impl Storm {
    async fn rage(&mut self) {
        let mut dice = self.dice.fork();
        let one_in = dice.pick(&[15, 30, 60]);
        self.world.steps.begin_always(move |step: Step| {
            let injects = dice.once_in(one_in);
            let fault = dice.pick(&StepFault::EVERY);
            (injects && StepFault::all(step).contains(&fault)).then_some(fault)
        });
        let mut dice = self.dice.fork();
        let clock = Arc::clone(&self.world.clock);
        self.world.steps.meanwhile(move || {
            // Time passes while others work; the machine's clock is set right now and then.
            match dice.below(200) {
                0 => clock.advance(SignedDuration::from_secs(20)),
                1 => clock.advance(SignedDuration::from_secs(-1)),
                2..20 => clock.advance(SignedDuration::from_millis(700)),
                _ => {}
            }
            u32::try_from(dice.below(4)).unwrap()
        });
        let events = 6 + self.dice.below(10);
        for _ in 0..events {
            self.figures.events += 1;
            self.shop.happen(&self.world);
            self.misfortune();
            for _ in 0..self.dice.below(30) {
                self.turn().await;
            }
            if self.dice.once_in(3) {
                let jump = self.dice.pick(&[10, 120, 900, 7_200]);
                self.world.pass(jump);
            }
            if self.dice.once_in(4) && self.world.tokens.grant().refused_at.is_some() {
                self.world.connect().await;
            }
        }
        for _ in 0..400 {
            self.turn().await;
        }
    }

    /// Something at the vendors themselves goes wrong from now on.
    fn misfortune(&mut self) {
        let dice = &mut self.dice;
        if dice.once_in(6) {
            self.world.sandbox.identity().expire_access_tokens();
        }
        if !dice.once_in(2) {
            return;
        }
        let vendor = dice.pick(&[
            Vendor::Eaccounting,
            Vendor::Eaccounting,
            Vendor::ActiveCampaign,
            Vendor::Identity,
        ]);
        let which = dice.pick(&["*", "POST", "GET", "PUT"]);
        let action = match dice.below(7) {
            0 => Action::Fail {
                status: 500,
                body: None,
            },
            1 => Action::Fail {
                status: 503,
                body: None,
            },
            2 => Action::CommitThenFail { status: 502 },
            3 => Action::CommitThenReset,
            4 => Action::Reset,
            5 => Action::Garbage,
            _ => Action::RateLimit {
                retry_after: 1 + dice.next() % 90,
            },
        };
        let times = 1 + u32::try_from(dice.below(4)).unwrap();
        let after = u32::try_from(dice.below(6)).unwrap();
        let kind = format!("at {}: {}", vendor.name(), action.name());
        *self.figures.injected.entry(kind).or_default() += u64::from(times);
        let fault = Fault::new(vendor, which, action).times(times).after(after);
        self.world.sandbox.faults().add(fault);
    }

    /// One thing happens: a message is handed out, a poll runs, a worker gets on, or time passes until one of these can.
    async fn turn(&mut self) {
        self.world.deliver_late().await;
        let now = self.world.clock.now();
        if now >= self.next_poll {
            self.next_poll = now + EVERY;
            let poller = Poller::new(self.world.another_worker());
            let mut poll = Working::at(async move {
                let _ = poller.run().await;
                engine::JobOutcome::Skipped {
                    reason: model::Reason::in_english(""),
                }
            });
            // One at a time, as its concurrency is set; a poll that is stopped is a poll that is lost.
            poll.next().await;
            return;
        }
        if !self.frozen.is_empty() && self.dice.once_in(25) {
            let index = self.dice.below(self.frozen.len());
            let (task, go) = self.frozen.swap_remove(index);
            let _ = go.send(());
            self.running.push(go_on(task));
        }
        if self.running.len() < self.most {
            match self.world.queue.receive(HIDDEN) {
                Ok(message) => {
                    self.begin(message);
                    return;
                }
                Err(next) if self.running.is_empty() => {
                    let wake = [next, self.world.next_late(), Some(self.next_poll)];
                    if let Some(at) = wake.into_iter().flatten().min() {
                        let wait = at.duration_since(now).max(SignedDuration::ZERO);
                        self.world.clock.advance(wait);
                    }
                    return;
                }
                Err(_) => {}
            }
        }
        if let Some((task, next)) = self.running.next().await {
            self.came_to(task, next);
        }
    }

    /// A process that has nothing to do; now and then one that was just started, and knows nothing.
    fn worker(&mut self) -> Arc<Worker> {
        let known = self.idle.pop().filter(|_| !self.dice.once_in(10));
        known.unwrap_or_else(|| self.world.another_worker())
    }

    fn begin(&mut self, message: Message) {
        self.figures.deliveries += 1;
        let worker = self.worker();
        let working = Working::on(&worker, &message.job, message.receives);
        let began = self.world.clock.now();
        self.running.push(go_on(Task {
            worker,
            message,
            began,
            working,
        }));
    }

    fn came_to(&mut self, task: Task, next: Next) {
        match next {
            Next::Ended(verdict) => {
                self.idle.push(Arc::clone(&task.worker));
                // Who has run out of time was stopped before it could say so.
                if self.world.clock.now().duration_since(task.began) > TIMEOUT {
                    return;
                }
                let mut ended = Vec::new();
                self.world.conclude(&task.message, verdict, &mut ended);
                for ended in ended {
                    *self.figures.ended.entry(ended.verdict.outcome()).or_default() += 1;
                }
            }
            Next::Lost => {}
            Next::Frozen(go) => self.frozen.push((task, go)),
            Next::Overtaken(go) => {
                // The same delivery is at two workers now.
                self.begin(task.message.clone());
                let _ = go.send(());
                self.running.push(go_on(task));
            }
        }
    }

    /// The faults stop. What stood still goes on, a person connects again and replays what is parked, and time passes.
    async fn calm(&mut self) {
        self.world.steps.begin([]);
        self.world.steps.meanwhile(|| 0);
        for fault in self.world.sandbox.faults().all() {
            // Nobody has met these.
            let kind = format!("at {}: {}", fault.vendor.name(), fault.action.name());
            *self.figures.injected.entry(kind).or_default() -= u64::from(fault.times);
        }
        self.world.sandbox.faults().clear();
        for (task, go) in std::mem::take(&mut self.frozen) {
            let _ = go.send(());
            self.running.push(go_on(task));
        }
        while let Some((task, next)) = self.running.next().await {
            self.came_to(task, next);
        }
        let workers = [self.world.another_worker()];
        for round in 0..ROUNDS {
            self.world.pass(3_600);
            let polled = self.world.poller().run().await;
            // A grant whose only refresh token went with a lost answer is found out by whoever uses it next.
            let is_void = self.world.tokens.grant().refused_at.is_some();
            if is_void {
                self.world.connect().await;
            } else if let Err(problem) = polled {
                self.figures
                    .broken
                    .push(format!("a poll in fair weather failed: {problem}"));
            }
            let parked: Vec<Job> = self
                .world
                .memory
                .records()
                .into_iter()
                .filter(|record| record.state == State::Parked)
                .filter_map(|record| record.job)
                .collect();
            if round > 0 && !is_void && parked.is_empty() && self.world.queue.waiting().is_empty() {
                return;
            }
            self.replay(parked);
            for ended in self.world.drive_for(&workers, 4 * 3_600).await {
                *self.figures.ended.entry(ended.verdict.outcome()).or_default() += 1;
            }
        }
        let waiting = self.world.queue.waiting();
        if !waiting.is_empty() {
            self.figures.broken.push(format!("still queued: {waiting:?}"));
        }
    }

    fn replay(&mut self, parked: Vec<Job>) {
        let now = self.world.clock.now();
        let jobs: Vec<Job> = parked
            .into_iter()
            .map(|job| {
                self.serial += 1;
                Job {
                    cause: Cause::Replay,
                    key: format!("replay-{}", self.serial),
                    first_seen: now,
                    ..job
                }
            })
            .collect();
        self.world.queue.add(&jobs);
    }
}
