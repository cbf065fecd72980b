//! A flow of its own, added through the registry: what the engine does for every flow.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use engine::{
    Alert, AlertStatus, Alerts, ClaimState, Delivery, Environment, Flow, FlowOutcome, JobContext, JobOutcome,
    NoopObserver, Ports, Queue, Registry, Worker, ensure_conclusive,
};
use futures::future::BoxFuture;
use jiff::SignedDuration;
use ledger::{Document, DocumentKind, Intent, Ledger, MemoryStore};
use model::{Cause, Clock, Code, Job, JobKind, ManualClock, Problem, QueueName, Vendor};
use settings::Settings;

/// A vendor that has one order a quote.
#[derive(Default)]
struct Toys {
    orders: Mutex<BTreeMap<String, u32>>,
    /// Creates, and loses the answer.
    loses_answers: AtomicBool,
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
    fn find(&self, quote: &str) -> Result<Option<u32>, Problem> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        if self.is_down.load(Ordering::Relaxed) {
            return Err(down());
        }
        Ok(self.orders.lock().unwrap().get(quote).copied())
    }

    fn create(&self, quote: &str) -> Result<u32, Problem> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        if self.is_down.load(Ordering::Relaxed) {
            return Err(down());
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
                if ctx.services.find(quote)?.is_some() {
                    return done(ctx, "adopted").await;
                }
                ensure_conclusive(ctx)?;
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
        text: text.to_owned(),
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
}

impl World {
    fn new() -> Self {
        let clock = Arc::new(ManualClock::new("2026-11-23T09:00:00Z".parse().unwrap()));
        let shared = || Arc::clone(&clock) as Arc<dyn Clock>;
        let journal = Arc::new(journal::MemoryStore::new(shared()));
        let alerts = Arc::new(Told::default());
        let ports = Ports {
            ledger: Ledger::new(
                Arc::new(MemoryStore::new()),
                shared(),
                "toy",
                Duration::from_secs(120),
            ),
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
        }
    }

    async fn handle(&self, kind: JobKind, receive_count: u32) -> JobOutcome {
        let job = Job {
            kind,
            source: "quote:7".parse().unwrap(),
            key: "quote:7@".to_owned(),
            cause: Cause::Poll,
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
