//! Processes a backlog of records through the real stack: the worker processes' code, their real clients, SQS and
//! DynamoDB, and both vendors with their rate limits. An interactive order arrives halfway.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, anyhow, ensure};
use aws::{Environment, Function, Limit, Limits, WorkerBuilder};
use aws_config::SdkConfig;
use engine::{JobOutcome, Observer};
use jiff::{SignedDuration, Timestamp};
use model::{Cause, Job, JobKind};
use order_push::OrderPush;
use sandbox::{Call, Options, Vendor};
use tokio::sync::Notify;

use crate::queue;
use crate::table::Table;
use crate::work;
use crate::world::World;

/// How many batches of the bulk queue are processed concurrently (`MaximumConcurrency`), each in its own worker
/// process. One more process has the orders queue.
const PROCESSES: usize = 3;

/// How many backlog orders may finish between the interactive order's arrival and its end: those that had reserved
/// slots, in each of the four schedules that an order uses, and those in progress.
const BEFORE_LIVE: usize = 100;

/// The longest time without progress.
const STUCK: Duration = Duration::from_secs(60);

/// Observes jobs as they finish.
#[derive(Default)]
struct Ends {
    backlog: AtomicUsize,
    parked: AtomicUsize,
    /// How many backlog orders were done when the interactive order finished.
    live: Mutex<Option<usize>>,
    changed: Notify,
}

impl Observer for Ends {
    fn on_job_finished(&self, job: &Job, verdict: &JobOutcome) {
        match verdict {
            JobOutcome::Retry { .. } => return,
            JobOutcome::Parked(problem) => {
                eprintln!("{problem}");
                self.parked.fetch_add(1, Ordering::SeqCst);
            }
            JobOutcome::Done { .. } | JobOutcome::Skipped { .. } => {}
        }
        if job.cause == Cause::Backfill {
            self.backlog.fetch_add(1, Ordering::SeqCst);
        } else {
            let done = self.backlog.load(Ordering::SeqCst);
            *self.live.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
        }
        self.changed.notify_one();
    }
}

impl Ends {
    async fn wait(&self, for_what: &str, reached: impl Fn(&Self) -> bool) -> anyhow::Result<()> {
        while !reached(self) {
            tokio::time::timeout(STUCK, self.changed.notified())
                .await
                .with_context(|| format!("nothing has ended for a minute, before {for_what}"))?;
        }
        Ok(())
    }

    fn done(&self) -> usize {
        self.backlog.load(Ordering::SeqCst)
    }

    fn live(&self) -> Option<usize> {
        *self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The jobs of a backlog, by what they are about.
struct Work {
    jobs: Vec<Job>,
    /// Orders of the shop, which become orders in eAccounting.
    orders: usize,
    /// Orders in eAccounting by id, which become e-commerce orders in ActiveCampaign.
    documents: BTreeSet<String>,
    /// Stock articles, which become products in ActiveCampaign.
    articles: usize,
}

impl Work {
    /// `count` orders of the shop; in both directions, half of the jobs are orders of eAccounting, and one in ten is a
    /// stock article.
    fn new(sandbox: &sandbox::Sandbox, count: usize, both_directions: bool) -> anyhow::Result<Self> {
        let (documents, articles) = match both_directions {
            true => (count / 2, count / 10),
            false => (0, 0),
        };
        let orders = count - documents - articles;
        let mut jobs: Vec<Job> = Vec::with_capacity(count);
        let mut ids = BTreeSet::new();
        for _ in 0..orders {
            jobs.push(work::announced(
                JobKind::Order,
                work::placed(sandbox),
                Cause::Backfill,
            ));
        }
        if both_directions {
            let customer = work::customer(sandbox)?;
            let lamp = work::lamp(sandbox)?;
            for _ in 0..documents {
                let source = work::entered(sandbox, &customer, &lamp)?;
                ids.insert(source.id().to_owned());
                jobs.push(work::announced(JobKind::WriteOrder, source, Cause::Backfill));
            }
            for number in 0..articles {
                let source = work::stocked(sandbox, &lamp, number)?;
                jobs.push(work::announced(JobKind::Stock, source, Cause::Backfill));
            }
        }
        Ok(Self {
            jobs,
            orders,
            documents: ids,
            articles,
        })
    }

    /// How many records ActiveCampaign lacks, and how many it has twice.
    fn lost_and_doubled(&self, sandbox: &sandbox::Sandbox) -> (usize, usize) {
        let snapshot = sandbox.activecampaign().snapshot();
        let texts = |kind: &str, field: &str| -> Vec<String> {
            let rows = snapshot[kind].as_array().into_iter().flatten();
            rows.filter_map(|row| Some(row[field].as_str()?.to_owned()))
                .collect()
        };
        let mut written = texts("orders", "storeOrderId");
        written.retain(|id| self.documents.contains(id));
        let mut products = texts("products", "variantSku");
        products.retain(|sku| sku.starts_with("STOCK-"));
        let written_once: BTreeSet<&String> = written.iter().collect();
        let products_once: BTreeSet<&String> = products.iter().collect();
        let there = written_once.len() + products_once.len();
        let lost = (self.documents.len() + self.articles).saturating_sub(there);
        (lost, written.len() + products.len() - there)
    }
}

/// Processes a backlog of `count` jobs, and measures the rate.
pub(crate) async fn run(
    count: usize,
    per_second: u32,
    both_directions: bool,
    table: &mut Table,
) -> anyhow::Result<()> {
    let limits = scaled(per_second);
    let world = World::with(Options {
        limits: sandbox::Limits {
            activecampaign_per_second: limits.activecampaign.calls,
            eaccounting_per_minute: limits.eaccounting.calls,
        },
        log_capacity: count * 20,
        ..Options::default()
    })
    .await?;
    let sandbox = world.vendors.sandbox.clone();
    work::stock(&sandbox)?;
    work::buyer(&sandbox);
    let variables = world.variables.clone();
    let sdk = world.sdk.clone();

    let ends = Arc::new(Ends::default());
    let environment = Environment::from_variables(|name| variables.get(name).cloned())?;
    let queues = environment.queues.clone();
    let sender = process(&environment, limits, &sdk, &ends);
    let refused = |problem: model::Problem| anyhow!("{}", problem.message);
    if both_directions {
        world.configure(work::BOTH_DIRECTIONS).await?;
    }
    let queued = Work::new(&sandbox, count, both_directions)?;
    sender.queue().send(&queued.jobs).await.map_err(refused)?;
    world.forget();

    let backlog = queues.backlog.context("there is a backlog queue")?;
    let started = Timestamp::now();
    for (queue, processes) in [(&backlog, PROCESSES), (&queues.orders, 1)] {
        for _ in 0..processes {
            let worker = process(&environment, limits, &sdk, &ends);
            let sqs = aws_sdk_sqs::Client::new(&sdk);
            tokio::spawn(consume(worker, sqs, queue.clone()));
        }
    }
    ends.wait("half of the backlog", |ends| ends.done() >= count / 2)
        .await?;
    let before = ends.done();
    let live = work::announced(JobKind::Order, work::placed(&sandbox), Cause::Webhook);
    sender.queue().send(&[live]).await.map_err(refused)?;
    ends.wait("the live order", |ends| ends.live().is_some()).await?;
    let passed = ends.live().unwrap_or(usize::MAX).saturating_sub(before);
    ends.wait("the end", |ends| ends.done() >= count).await?;
    let took = Timestamp::now().duration_since(started);

    let calls = sandbox.requests();
    let late_refusals = refusals(&calls, started + SignedDuration::from_secs(1));
    let created: Vec<String> = sandbox
        .eaccounting()
        .records("orders")
        .iter()
        .filter_map(|order| Some(order["BuyersOrderReference"].as_str()?.to_owned()))
        .collect();
    let different: BTreeSet<&String> = created.iter().collect();
    ensure!(ends.parked.load(Ordering::SeqCst) == 0, "records were parked");
    let (lost, doubled) = queued.lost_and_doubled(&sandbox);
    let to_activecampaign = calls.iter().filter(|call| call.vendor == Vendor::ActiveCampaign);
    let sent = to_activecampaign.filter(|call| call.status != Some(429)).count();
    let possible = took.as_secs_f64() * f64::from(per_second);
    let used = 100.0 * sent as f64 / possible;
    let share = "backlog: share of the binding limit that was used";
    match both_directions {
        // Which vendor's limit binds changes with the mix.
        true => table.note(format!("{share}: {used:.1} % of ActiveCampaign's")),
        false => table.at_least(share, used, 92.0, 1, " %"),
    }
    let none = |table: &mut Table, what: &str, count: usize| {
        table.at_most(&format!("backlog: {what}"), count as f64, 0.0, 0, "");
    };
    none(
        table,
        "calls refused with 429 after the first second",
        late_refusals,
    );
    let expected = queued.orders + 1;
    none(
        table,
        "records lost",
        expected.saturating_sub(different.len()) + lost,
    );
    none(
        table,
        "records created twice",
        created.len() - different.len() + doubled,
    );
    table.at_most(
        "backlog: records done before an interactive order",
        passed as f64,
        BEFORE_LIVE as f64,
        0,
        "",
    );
    let writes = world.table_writes();
    let each = |written: usize| written as f64 / (count + 1) as f64;
    table.note(format!(
        "{count} records in {:.1} s, {:.1} a second; {} calls refused in the first second",
        took.as_secs_f64(),
        count as f64 / took.as_secs_f64(),
        refusals(&calls, started) - late_refusals,
    ));
    table.note(format!(
        "writes a record: {:.2} to the ledger, {:.2} to the journal, {:.2} for places within the limits",
        each(writes.ledger),
        each(writes.journal),
        each(writes.places)
    ));
    Ok(())
}

/// The calls with a 429 response since then.
fn refusals(calls: &[Call], from: Timestamp) -> usize {
    let refused = calls.iter().filter(|call| call.status == Some(429));
    refused.filter(|call| call.at >= from).count()
}

/// The vendors' real proportion: eAccounting allows twice as many calls to one endpoint.
fn scaled(per_second: u32) -> Limits {
    Limits {
        activecampaign: Limit {
            calls: per_second,
            ..Limit::ACTIVECAMPAIGN
        },
        eaccounting: Limit {
            calls: per_second.saturating_mul(2 * 60),
            ..Limit::EACCOUNTING
        },
    }
}

/// The parts of a worker process.
fn process(environment: &Environment, limits: Limits, sdk: &SdkConfig, ends: &Arc<Ends>) -> Arc<aws::Worker> {
    let mut wiring = WorkerBuilder::new(environment.clone(), sdk.clone());
    wiring.observer = Arc::clone(ends) as Arc<dyn Observer>;
    wiring.limits = limits;
    Arc::new(wiring.build())
}

/// One event source: delivers batches of a queue one after the other, until the run ends.
async fn consume(worker: Arc<aws::Worker>, sqs: aws_sdk_sqs::Client, queue: String) {
    loop {
        if let Err(error) = work_off_once(&worker, &sqs, &queue).await {
            eprintln!("{queue}: {error:#}");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

async fn work_off_once(worker: &aws::Worker, sqs: &aws_sdk_sqs::Client, queue: &str) -> anyhow::Result<()> {
    let messages = queue::receive(sqs, queue, 1).await?;
    if messages.is_empty() {
        return Ok(());
    }
    let event = queue::event(&messages, queue);
    let response = OrderPush::handle(worker, event, Duration::from_secs(90)).await?;
    let failed: BTreeSet<&str> = response
        .batch_item_failures
        .iter()
        .map(|failure| failure.item_identifier.as_str())
        .collect();
    let done = messages
        .iter()
        .filter(|message| !message.message_id().is_some_and(|id| failed.contains(id)));
    Ok(queue::delete(sqs, queue, done).await?)
}
