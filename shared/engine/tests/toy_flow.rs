//! A flow of its own, added through the registry: what the engine does for every flow.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use engine::{
    Alert, AlertStatus, Alerts, ClaimState, Delivery, Environment, Flow, FlowList, FlowOutcome, JobContext,
    JobOutcome, NoopObserver, Ports, Queue, Registry, Worker, ensure_conclusive,
};
use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::SignedDuration;
use ledger::testing::{Call, CountingStore, Fault};
use ledger::{ClaimOutcome, ClaimRequest, Document, DocumentKind, Intent, Key, Ledger, MemoryStore, State};
use model::{Cause, Clock, Code, Job, JobKind, ManualClock, Problem, QueueName, Vendor};
use settings::Settings;

/// A vendor that has one order a quote.
#[derive(Default)]
struct Toys {
    orders: Mutex<BTreeMap<String, u32>>,
    /// Creates, and loses the answer.
    loses_answers: AtomicBool,
    /// Does not create, and gives no answer.
    loses_requests: AtomicBool,
    /// How long each call takes, in seconds, by this clock.
    slow: Mutex<Option<(Arc<ManualClock>, i64)>>,
    is_down: AtomicBool,
    calls: AtomicUsize,
}

struct ToySettings(Settings);

impl AsRef<Settings> for ToySettings {
    fn as_ref(&self) -> &Settings {
        &self.0
    }
}

fn down() -> Problem {
    Problem::new(Code::EACCOUNTING_UNREACHABLE, "It is down.", "")
}

impl Toys {
    fn pass(&self) {
        if let Some((clock, seconds)) = &*self.slow.lock().unwrap() {
            clock.advance(SignedDuration::from_secs(*seconds));
        }
    }

    fn find(&self, quote: &str) -> Result<Option<u32>, Problem> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        if self.is_down.load(Ordering::Relaxed) {
            return Err(down());
        }
        let found = self.orders.lock().unwrap().get(quote).copied();
        self.pass();
        Ok(found)
    }

    fn create(&self, quote: &str) -> Result<u32, Problem> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        if self.is_down.load(Ordering::Relaxed) {
            return Err(down());
        }
        self.pass();
        if self.loses_requests.load(Ordering::Relaxed) {
            return Err(Problem::new(Code::OUTCOME_UNKNOWN, "The request is lost.", ""));
        }
        *self.orders.lock().unwrap().entry(quote.to_owned()).or_default() += 1;
        if self.loses_answers.load(Ordering::Relaxed) {
            return Err(Problem::new(Code::OUTCOME_UNKNOWN, "The answer is lost.", ""));
        }
        Ok(1)
    }
}

impl Environment for Toys {
    type Settings = ToySettings;

    fn probe(&self, vendor: Vendor) -> BoxFuture<'_, Result<(), Problem>> {
        let is_down = vendor == Vendor::Eaccounting && self.is_down.load(Ordering::Relaxed);
        Box::pin(std::future::ready(if is_down { Err(down()) } else { Ok(()) }))
    }

    fn counted<T: Send>(&self, job: impl Future<Output = T> + Send) -> impl Future<Output = T> + Send {
        job
    }

    fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed) as u64
    }

    fn on_parked(&self) {}

    fn on_job_finished<'a>(&'a self, _: &'a Ports) -> BoxFuture<'a, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// All that a flow needs.
struct ToyFlow;

impl Flow<Toys> for ToyFlow {
    const KIND: JobKind = JobKind::Quote;
    const VENDORS: &'static [Vendor] = &[Vendor::Eaccounting];

    async fn run(ctx: &mut JobContext<'_, Toys>) -> Result<FlowOutcome, Problem> {
        let quote = ctx.job.source.id();
        match ctx.begin().await? {
            ClaimState::Answered(outcome) => return Ok(outcome),
            ClaimState::Exists(record) => return Ok(FlowOutcome::exists(&record)),
            ClaimState::InDoubt(_) => {
                let asked_at = ctx.now();
                if ctx.services.find(quote)?.is_some() {
                    return done(ctx, "adopted").await;
                }
                ensure_conclusive(ctx, asked_at)?;
            }
            ClaimState::New | ClaimState::Resumed(_) => {}
        }
        let intent = Intent {
            what: DocumentKind::Order,
            natural_key: quote.to_owned(),
            customer_id: None,
            step: "create".to_owned(),
        };
        if ctx.commit(intent).await?.is_some() {
            return Err(ctx.concurrent_update());
        }
        match ctx.services.create(quote) {
            Ok(_) => done(ctx, "created").await,
            Err(problem) => Err(ctx.refused(problem)),
        }
    }
}

async fn done(ctx: &mut JobContext<'_, Toys>, text: &str) -> Result<FlowOutcome, Problem> {
    let document = Document {
        kind: DocumentKind::Order,
        id: "1".to_owned(),
        number: Some("1".to_owned()),
    };
    ctx.finish(Some(document.clone())).await?;
    Ok(FlowOutcome::Done {
        document: Some(document),
        text: model::Reason::in_english(text),
    })
}

#[derive(Default)]
struct Told(Mutex<Vec<(String, AlertStatus)>>);

impl Alerts for Told {
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        self.0.lock().unwrap().push((alert.topic.clone(), alert.status));
        Box::pin(std::future::ready(()))
    }
}

struct NoQueue;

impl Queue for NoQueue {
    fn send<'a>(&'a self, _: &'a [Job]) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

struct World {
    worker: Worker<Toys>,
    clock: Arc<ManualClock>,
    alerts: Arc<Told>,
    journal: Arc<journal::MemoryStore>,
    store: Arc<CountingStore>,
    /// What is behind it.
    memory: Arc<MemoryStore>,
}

impl World {
    fn new() -> Self {
        let clock = Arc::new(ManualClock::new("2026-11-23T09:00:00Z".parse().unwrap()));
        let shared = || Arc::clone(&clock) as Arc<dyn Clock>;
        let journal = Arc::new(journal::MemoryStore::new(shared()));
        let alerts = Arc::new(Told::default());
        let memory = Arc::new(MemoryStore::new());
        let store = Arc::new(CountingStore::new(memory.clone()));
        let ports = Ports {
            ledger: Ledger::new(store.clone(), shared(), "toy", Duration::from_secs(120)),
            journal: Arc::clone(&journal) as Arc<dyn journal::Store>,
            queue: Arc::new(NoQueue),
            alerts: Arc::clone(&alerts) as Arc<dyn Alerts>,
            observer: Arc::new(NoopObserver),
            clock: shared(),
            jitter: Arc::new(|| 0.0),
            salt: String::new(),
        };
        let registry = Registry::default().with::<ToyFlow>();
        let settings = ToySettings(Settings::default());
        Self {
            worker: Worker::new(ports, Toys::default(), registry, settings),
            clock,
            alerts,
            journal,
            store,
            memory,
        }
    }

    async fn handle(&self, kind: JobKind, receive_count: u32) -> JobOutcome {
        self.handle_of(Cause::Poll, kind, receive_count).await
    }

    async fn handle_of(&self, cause: Cause, kind: JobKind, receive_count: u32) -> JobOutcome {
        let job = Job {
            kind,
            source: "quote:7".parse().unwrap(),
            key: "quote:7@".to_owned(),
            cause,
            first_seen: self.clock.now(),
            version: None,
        };
        let delivery = Delivery {
            receive_count,
            remaining: Duration::from_secs(90),
        };
        self.worker.handle(&job, delivery).await
    }

    fn orders(&self) -> u32 {
        self.worker.services().orders.lock().unwrap().values().sum()
    }
}

#[tokio::test]
async fn a_registered_flow_does_its_job_once() {
    let world = World::new();
    let first = world.handle(JobKind::Quote, 1).await;
    assert!(
        matches!(&first, JobOutcome::Done { text, .. } if text == "created"),
        "{first:?}"
    );
    let again = world.handle(JobKind::Quote, 2).await;
    assert!(
        matches!(&again, JobOutcome::Skipped { reason } if reason.contains("order 1")),
        "{again:?}"
    );
    assert_eq!(world.orders(), 1);
    let entries = journal::Store::recent(&*world.journal, 2, 10).await.unwrap();
    assert_eq!(entries.len(), 1, "the second delivery is not told again");
}

#[tokio::test]
async fn a_job_without_a_flow_is_parked_and_told() {
    let world = World::new();
    let outcome = world.handle(JobKind::Customer, 1).await;
    assert!(
        matches!(&outcome, JobOutcome::Parked(problem) if problem.code == Code::INVALID_JOB),
        "{outcome:?}"
    );
    assert_eq!(world.alerts.0.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_creation_whose_answer_is_lost_is_adopted_not_repeated() {
    let world = World::new();
    let toys = world.worker.services();
    toys.loses_answers.store(true, Ordering::Relaxed);
    let first = world.handle(JobKind::Quote, 1).await;
    let JobOutcome::Retry { after, problem } = first else {
        panic!("{first:?}");
    };
    assert_eq!(problem.code, Code::OUTCOME_UNKNOWN);
    toys.loses_answers.store(false, Ordering::Relaxed);
    world.clock.advance(SignedDuration::try_from(after).unwrap());
    let again = world.handle(JobKind::Quote, 2).await;
    assert!(
        matches!(&again, JobOutcome::Done { text, .. } if text == "adopted"),
        "{again:?}"
    );
    assert_eq!(world.orders(), 1);
}

/// A request that got no answer, each of its calls taking this long, and its record a little later.
async fn unanswered(call_seconds: i64, later_seconds: i64) -> World {
    let world = World::new();
    let toys = world.worker.services();
    toys.loses_requests.store(true, Ordering::Relaxed);
    *toys.slow.lock().unwrap() = Some((Arc::clone(&world.clock), call_seconds));
    assert_eq!(world.handle(JobKind::Quote, 1).await.outcome(), "later");
    toys.loses_requests.store(false, Ordering::Relaxed);
    world.clock.advance(SignedDuration::from_secs(later_seconds));
    world
}

/// Not created yet; once a minute has passed it is.
async fn is_created_only_after_a_minute(world: &World) {
    let JobOutcome::Retry { problem, .. } = world.handle(JobKind::Quote, 2).await else {
        panic!("nobody knows yet whether it was created");
    };
    assert_eq!(problem.code, Code::OUTCOME_UNKNOWN);
    assert_eq!(world.orders(), 0);
    world.clock.advance(SignedDuration::from_secs(90));
    assert_eq!(world.handle(JobKind::Quote, 3).await.outcome(), "done");
    assert_eq!(world.orders(), 1);
}

#[tokio::test]
async fn a_request_that_left_late_may_be_under_way_for_a_minute_from_then() {
    // The intent is 90 seconds old at the look-up, and the request 40.
    let world = unanswered(50, 40).await;
    *world.worker.services().slow.lock().unwrap() = None;
    is_created_only_after_a_minute(&world).await;
}

#[tokio::test]
async fn a_look_up_shows_what_was_there_when_it_was_asked_for() {
    // Asked for after 31 seconds, answered after 71.
    let world = unanswered(0, 31).await;
    *world.worker.services().slow.lock().unwrap() = Some((Arc::clone(&world.clock), 40));
    is_created_only_after_a_minute(&world).await;
}

#[tokio::test]
async fn a_job_that_announces_news_to_an_attempt_that_just_ended_comes_again() {
    let world = World::new();
    let key = Key::source(&"quote:7".parse().unwrap());
    let other = Ledger::new(
        world.memory.clone(),
        Arc::clone(&world.clock) as Arc<dyn Clock>,
        "other",
        Duration::from_secs(120),
    );
    let read = ClaimRequest {
        read_at: Some(other.now()),
        ..ClaimRequest::default()
    };
    let ClaimOutcome::Fresh(lease) = other.claim(&key, read).await.unwrap() else {
        panic!("nothing is known of it");
    };
    // Announced after the other attempt has read the source, and taken up while that one still holds the record; it ends
    // between this one's look at the record and its claim.
    world.clock.advance(SignedDuration::from_secs(1));
    let lease = Mutex::new(Some(lease));
    world.store.inject(move |call, _| {
        if call == Call::Put
            && let Some(lease) = lease.lock().unwrap().take()
        {
            drop(other.parked(lease, &down()).now_or_never());
        }
        Fault::None
    });
    assert_eq!(
        world.handle_of(Cause::Webhook, JobKind::Quote, 1).await.outcome(),
        "later"
    );
    world.clock.advance(SignedDuration::from_secs(2));
    assert_eq!(
        world.handle_of(Cause::Webhook, JobKind::Quote, 2).await.outcome(),
        "done"
    );
    let record = ledger::RecordStore::get(&*world.memory, &key)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((record.state, world.orders()), (State::Done, 1));
}

#[tokio::test]
async fn jobs_wait_without_a_call_while_a_vendor_of_their_flow_is_down() {
    let world = World::new();
    let toys = world.worker.services();
    toys.is_down.store(true, Ordering::Relaxed);
    assert_eq!(world.handle(JobKind::Quote, 1).await.outcome(), "later");
    let calls = toys.calls.load(Ordering::Relaxed);
    for receive in 2..10 {
        assert_eq!(world.handle(JobKind::Quote, receive).await.outcome(), "later");
    }
    assert_eq!(
        toys.calls.load(Ordering::Relaxed),
        calls,
        "nobody has called the vendor"
    );
    let failing = ("eaccounting".to_owned(), AlertStatus::Failing);
    assert_eq!(
        world.alerts.0.lock().unwrap().as_slice(),
        std::slice::from_ref(&failing)
    );

    toys.is_down.store(false, Ordering::Relaxed);
    world.clock.advance(SignedDuration::from_mins(20));
    assert_eq!(world.handle(JobKind::Quote, 11).await.outcome(), "done");
    let recovered = ("eaccounting".to_owned(), AlertStatus::Recovered);
    assert_eq!(*world.alerts.0.lock().unwrap(), [failing, recovered]);
    assert_eq!(world.orders(), 1);
}

#[test]
fn a_registry_knows_kind_queue_and_key_of_its_flows() {
    let registry = Registry::<Toys>::default().with::<ToyFlow>().with::<ToyFlow>();
    assert_eq!(registry.kinds().collect::<Vec<_>>(), [JobKind::Quote]);
    assert_eq!(<ToyFlow as Flow<Toys>>::queue(), QueueName::Orders);
}
