#![doc = include_str!("../README.md")]

mod build;
mod calls;
mod effect;
mod interceptor;
mod pass;
mod types;
mod view;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use engine::{Alert, Alerts, Delivery, JobOutcome, NoopObserver, Ports, Queue};
use flows::trace::Tracer;
use flows::{CompiledSettings, Services, Worker};
use futures::future::BoxFuture;
use ledger::{Ledger, Overlay};
use model::{Cause, Job, JobKind, Problem, Source, Vendor};
use transport::Transport;

pub use effect::Effect;
pub use types::{
    Action, ArticleLookUp, ArticleRule, ArticleSource, Call, Document, End, Field, FieldValue, Found, Kind,
    Line, LineArticle, NewRecord, OrderStatus, Outcome, Preview, PriorState, RateTotal, Row, Rule, RuleKind,
    Sale, Shortened, WrittenField,
};

use crate::interceptor::{Reads, RecordedWrites, WriteInterceptor};
use crate::pass::Pass;

/// Previews a record's job without writing anything: no vendor write, no change of ledger, journal or queues, no alert.
/// Two side effects remain: an expired access token is refreshed, and reads count against the vendors' rate limits.
pub async fn preview(worker: &Worker, source: &Source, kind: JobKind) -> Preview {
    preview_with(worker, worker.settings(), source, kind).await
}

/// As [`preview`], with settings that are not in force: what a draft of them would change. The worker keeps its own.
pub async fn preview_with(
    worker: &Worker,
    settings: Arc<CompiledSettings>,
    source: &Source,
    kind: JobKind,
) -> Preview {
    let ports = worker.ports();
    let job = Job {
        kind,
        source: source.clone(),
        key: format!("preview:{source}"),
        cause: Cause::Replay,
        first_seen: ports.clock.now(),
        version: None,
    };
    let reads = Arc::new(Reads::default());
    let prior = match flows::key(kind, source) {
        Ok(key) => ports.ledger.get(&key).await.ok().flatten(),
        Err(_) => None,
    };
    let first = pass(worker, &job, &reads, Arc::clone(&settings), false).await;
    let again = match (&first.outcome, as_if(&settings)) {
        (JobOutcome::Done { .. }, _) | (_, Err(_)) => None,
        (_, Ok(settings)) => Some(pass(worker, &job, &reads, Arc::new(settings), true).await),
    };
    build::preview(job, prior.map(PriorState::from), first, again)
}

/// The flow, once. With `continue_on_error` it goes on past what would end the job.
async fn pass(
    worker: &Worker,
    job: &Job,
    reads: &Arc<Reads>,
    settings: Arc<CompiledSettings>,
    continue_on_error: bool,
) -> Pass {
    let (real, services) = (worker.ports(), worker.services());
    let tracer = Arc::new(Tracer::new(continue_on_error));
    let writes = Arc::new(RecordedWrites::new(Arc::clone(&tracer)));
    let mut store = Overlay::new(Arc::clone(real.ledger.store()));
    if let (true, Ok(key)) = (continue_on_error, flows::key(job.kind, &job.source)) {
        store = store.without(key);
    }
    let clock = &real.clock;
    let intercept = |vendor: Vendor| {
        let (writes, reads) = (Arc::clone(&writes), Arc::clone(reads));
        move |inner: Arc<dyn Transport>| {
            Arc::new(WriteInterceptor {
                vendor,
                inner,
                writes,
                reads,
            }) as Arc<dyn Transport>
        }
    };
    let journal = Arc::new(journal::MemoryStore::new(Arc::clone(clock)));
    let queue = Arc::new(Tray::default());
    let ports = Ports {
        ledger: Ledger::new(Arc::new(store), Arc::clone(clock), "preview", real.ledger.lease()),
        journal: Arc::clone(&journal) as Arc<dyn journal::Store>,
        queue: Arc::clone(&queue) as Arc<dyn Queue>,
        alerts: Arc::new(NoAlerts),
        observer: Arc::new(NoopObserver),
        clock: Arc::clone(clock),
        jitter: Arc::clone(&real.jitter),
        salt: real.salt.clone(),
    };
    let services = Services::new(
        services.activecampaign.through(intercept(Vendor::ActiveCampaign)),
        services.eaccounting.through(intercept(Vendor::Eaccounting)),
    )
    .traced(Arc::clone(&tracer));
    let isolated = flows::worker(ports, services, Arc::clone(&settings));
    let delivery = Delivery {
        receive_count: 1,
        remaining: Duration::from_secs(90),
    };
    let outcome = Box::pin(isolated.handle(job, delivery)).await;
    let entries = journal::Store::of(&*journal, &job.source, 1).await;
    let sent = entries
        .into_iter()
        .flatten()
        .flat_map(|entry| entry.sent)
        .collect();
    Pass {
        outcome,
        settings,
        trace: tracer.take(),
        sent,
        writes: writes.calls(),
        names: writes.names(),
        queued: queue.take(),
    }
}

/// The same settings, with everything switched on.
fn as_if(plan: &CompiledSettings) -> Result<CompiledSettings, Problem> {
    let mut settings = plan.settings.clone();
    settings.customers.enabled = true;
    settings.customers.dry_run = false;
    settings.orders.enabled = true;
    settings.orders.dry_run = false;
    settings.quotes.enabled = true;
    settings.quotes.dry_run = false;
    let back = &mut settings.to_activecampaign;
    back.orders.enabled = true;
    back.orders.dry_run = false;
    back.quotes.enabled = true;
    back.quotes.dry_run = false;
    back.customers.enabled = true;
    back.customers.dry_run = false;
    back.stock.enabled = true;
    back.stock.dry_run = false;
    CompiledSettings::new(settings)
}

/// Jobs that would be queued.
#[derive(Default)]
struct Tray(Mutex<Vec<Job>>);

impl Tray {
    fn take(&self) -> Vec<Job> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Queue for Tray {
    fn send<'a>(&'a self, jobs: &'a [Job]) -> BoxFuture<'a, Result<(), Problem>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(jobs);
        Box::pin(std::future::ready(Ok(())))
    }
}

/// No alert is sent.
struct NoAlerts;

impl Alerts for NoAlerts {
    fn send<'a>(&'a self, _: &'a Alert) -> BoxFuture<'a, ()> {
        Box::pin(std::future::ready(()))
    }

    fn is_noop(&self) -> bool {
        true
    }
}
