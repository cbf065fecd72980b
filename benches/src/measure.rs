//! What the functions need: space, time, memory and calls. Each part has a world of its own, and none stops the others.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, ensure};
use bytes::Bytes;
use serde_json::Value;

use crate::pace::{self, Runner};
use crate::peers::Peer;
use crate::process::{Function, Program};
use crate::table::Table;
use crate::world::World;
use crate::{size, way_back, work};

const INGEST: &str = "webhook-ingest";
const POLLER: &str = "offer-poller";
const ORDER_PUSH: &str = "order-push";
const CUSTOMER_PUSH: &str = "customer-push";

/// The column of this project's figures.
const OWN: &str = "Ekobridge";

/// Zips, in bytes.
const ZIPS: [(&str, usize); 4] = [
    (INGEST, 2_200_000),
    (POLLER, 3_300_000),
    (ORDER_PUSH, 4_400_000),
    (CUSTOMER_PUSH, 4_400_000),
];

/// A start, in multiples of an empty function's start.
const START: f64 = 2.5;

/// A webhook, in bare calls to SQS: 0.5 ms where the call is 0.28 ms.
const WEBHOOK: f64 = 0.5 / 0.28;

/// An order with its 4 calls and 4 writes, in 2 bare calls and 2 bare writes: 2 ms where these are 0.64 ms.
const ORDER: f64 = 2.0 / 0.64;

/// The write units that DynamoDB bills for an order.
const WRITE_UNITS: f64 = 14.0;

/// A peer's calls for an order, DynamoDB included. With more it would be an easy match.
const PEER_CALLS: f64 = 4.0;

/// Peak resident memory, in KiB.
const INGEST_KIB: u64 = 10 * 1024;
const WORKER_KIB: u64 = 16 * 1024;

/// How often each function is started.
const STARTS: usize = 21;

/// The number of webhooks, of orders, and of other jobs. Each round has a tenth of them, and so has the warm-up.
const WEBHOOKS: usize = 500;
const ORDERS: usize = 500;
const JOBS: usize = 30;
const ROUNDS: usize = 10;

/// Orders whose calls are counted.
const COUNTED: usize = 20;

/// How far apart events begin. The product's rate limiter lets through 4.6 orders a second, so that none of these waits.
const WEBHOOKS_APART: Duration = Duration::from_millis(50);
const ORDERS_APART: Duration = Duration::from_millis(250);
const JOBS_APART: Duration = Duration::from_secs(1);

/// Measures everything.
pub(crate) async fn everything(built: &Path, peers: &[Peer], table: &mut Table) {
    for (name, budget) in ZIPS {
        let zip = zip(built, name, budget, table);
        table.end(&format!("{name}: zip"), zip);
    }
    let ended = Box::pin(starts(built, peers, table)).await;
    table.end("starts", ended);
    let ended = Box::pin(webhooks(built, peers, table)).await;
    table.end("webhooks", ended);
    let ended = Box::pin(orders(built, peers, table)).await;
    table.end("orders", ended);
    let ended = Box::pin(lone_order(built, table)).await;
    table.end("a lone order", ended);
    let ended = Box::pin(customers(built, table)).await;
    table.end("customers", ended);
    let ended = Box::pin(polls(built, table)).await;
    table.end("polls", ended);
    Box::pin(way_back::measure(built, table)).await;
}

fn zip(built: &Path, name: &str, budget: usize, table: &mut Table) -> anyhow::Result<()> {
    let binary = built.join(name);
    let bytes = size::zipped(&binary)?;
    table.at_most(&format!("{name}: zip"), mega(bytes), mega(budget), 3, " MB");
    ensure!(
        size::unwinds(&binary)?,
        "{name} aborts at a panic: one bad record would fail its whole batch"
    );
    Ok(())
}

/// The processor time from start to the first poll of the Runtime API. The functions alternate, so that other load
/// affects all of them equally.
async fn starts(built: &Path, peers: &[Peer], table: &mut Table) -> anyhow::Result<()> {
    let world = World::start().await?;
    let own =
        ["empty-function", INGEST, POLLER, ORDER_PUSH, CUSTOMER_PUSH].map(|name| Program::built(built, name));
    let of_peers = peers
        .iter()
        .flat_map(|peer| [peer.webhook.clone(), peer.order.clone()]);
    let mut started = Vec::new();
    for program in own.into_iter().chain(of_peers) {
        // The first start, which reads the program from the disk, isn't measured.
        match Function::start(&program, &world.variables).await {
            Ok(_) => started.push((program, Vec::new())),
            Err(error) => table.end(&format!("{}: start", program.name), Err(error)),
        }
    }
    for _ in 0..STARTS {
        for (program, spent) in &mut started {
            spent.push(Function::start(program, &world.variables).await?.cpu()?);
        }
    }
    let spent: BTreeMap<String, Duration> = started
        .into_iter()
        .map(|(program, spent)| (program.name, pace::median(spent)))
        .collect();
    let empty = *spent.get("empty-function").context("nothing to compare with")?;
    table.note(format!("start of an empty function: {}", milliseconds(empty)));
    for name in [INGEST, POLLER, ORDER_PUSH, CUSTOMER_PUSH] {
        let Some(&own) = spent.get(name) else { continue };
        let what = format!("{name}: start, in empty functions");
        table.at_most(&what, ratio(own, empty), START, 2, "");
        let of_peer = |peer: &Peer| {
            let program = match name {
                INGEST => &peer.webhook,
                ORDER_PUSH => &peer.order,
                _ => return None,
            };
            Some((peer.language, milliseconds(*spent.get(&program.name)?)))
        };
        let beside = peers.iter().filter_map(of_peer).collect();
        compare(table, &format!("{name}: start"), milliseconds(own), beside);
    }
    Ok(())
}

/// A webhook, compared with the one call to SQS that it must make.
async fn webhooks(built: &Path, peers: &[Peer], table: &mut Table) -> anyhow::Result<()> {
    let world = World::start().await?;
    let count = WEBHOOKS + WEBHOOKS / ROUNDS;
    let calls = (0..count).map(|n| work::bare(n, 1, 0, 0)).collect();
    // Each function has contacts of its own, since the queue drops what it has already.
    let hooks = |of: usize| (1..=count).map(|n| work::webhook(of * count + n)).collect();
    let ingest = Program::built(built, INGEST);
    let mut runners = floor(built, &world, calls, |done| done == 1).await?;
    runners.push(runner(&ingest, &world, hooks(0), work::is_accepted).await?);
    for (number, peer) in peers.iter().enumerate() {
        runners.push(runner(&peer.webhook, &world, hooks(1 + number), work::is_accepted).await?);
    }
    let spent = pace::cpu_each(&mut runners, ROUNDS, WEBHOOKS_APART).await?;
    let (nothing, call, hook) = (spent[0], spent[1], spent[2]);
    let floor = call.saturating_sub(nothing);
    table.at_most(
        "webhook-ingest: a webhook, in bare calls to SQS",
        ratio(hook.saturating_sub(nothing), floor),
        WEBHOOK,
        2,
        "",
    );
    table.note(format!(
        "an event that asks for nothing: {}",
        milliseconds(nothing)
    ));
    table.note(format!(
        "a bare call to SQS, beyond that: {}",
        milliseconds(floor)
    ));
    beside(table, INGEST, "a webhook", peers, &runners[2..], &spent[2..])?;
    memory(table, INGEST, &runners[2].function, INGEST_KIB)
}

/// New orders of an existing customer, with reference data in memory.
async fn orders(built: &Path, peers: &[Peer], table: &mut Table) -> anyhow::Result<()> {
    let world = World::start().await?;
    let sandbox = &world.vendors.sandbox;
    work::stock(sandbox)?;
    work::buyer(sandbox);
    let count = ORDERS + ORDERS / ROUNDS;
    let news = |count: usize| {
        (0..count)
            .map(|_| work::order(sandbox))
            .collect::<Result<Vec<_>, _>>()
    };
    let calls = (0..count).map(|n| work::bare(n, 0, 2, 2)).collect();
    let push = Program::built(built, ORDER_PUSH);
    let mut runners = floor(built, &world, calls, |done| done == 4).await?;
    runners.push(runner(&push, &world, news(count)?, work::is_worked_off).await?);
    for peer in peers {
        runners.push(runner(&peer.order, &world, news(count)?, work::is_worked_off).await?);
    }
    let spent = pace::cpu_each(&mut runners, ROUNDS, ORDERS_APART).await?;
    let created = sandbox.eaccounting().records("orders");
    let placed = count * (1 + peers.len());
    ensure!(
        created.len() == placed,
        "{} of {placed} orders were created",
        created.len()
    );
    // All are of the same goods, whoever books them.
    let amounts: BTreeSet<String> = created.iter().map(|order| order["Amount"].to_string()).collect();
    ensure!(amounts.len() == 1, "the orders' amounts differ: {amounts:?}");
    let violations = sandbox.violations();
    ensure!(violations.is_empty(), "{violations:?}");
    let (nothing, bare, order) = (spent[0], spent[1], spent[2]);
    let floor = bare.saturating_sub(nothing);
    table.at_most(
        "order-push: an order, in 2 bare calls and 2 writes",
        ratio(order.saturating_sub(nothing), floor),
        ORDER,
        2,
        "",
    );
    table.note(format!(
        "2 bare calls and 2 writes, beyond that: {}",
        milliseconds(floor)
    ));
    for (peer, &spent) in peers.iter().zip(&spent[3..]) {
        let what = format!("order-push: an order in {}, in its own", peer.language);
        table.at_least(&what, ratio(spent, order), peer.order_budget, 2, "");
    }
    beside(table, ORDER_PUSH, "an order", peers, &runners[2..], &spent[2..])?;
    let of_peers = runners.split_off(3);
    let mut own = runners.pop().context("order-push runs")?;
    own.events = news(COUNTED)?;
    counts(&world, own, table).await?;
    for (peer, mut runner) in peers.iter().zip(of_peers) {
        runner.events = news(COUNTED)?;
        world.forget();
        pace::run(&mut [runner], ORDERS_APART).await?;
        let calls = world.vendor_calls() + world.table_writes().peers;
        let what = format!("an order in {}: calls, DynamoDB included", peer.language);
        table.at_most(&what, each(calls), PEER_CALLS, 2, "");
    }
    Ok(())
}

/// An order's calls and writes.
async fn counts(world: &World, push: Runner, table: &mut Table) -> anyhow::Result<()> {
    let again = push.events.last().context("there are orders")?.clone();
    let mut runners = [push];
    world.forget();
    pace::run(&mut runners, ORDERS_APART).await?;
    let writes = world.table_writes();
    for (what, count, budget, decimals) in [
        ("vendor calls an order", each(world.vendor_calls()), 4.0, 2),
        ("ledger writes an order", each(writes.ledger), 2.0, 2),
        ("writes to the totals an order", each(writes.totals), 1.0, 2),
        ("journal writes an order", each(writes.journal), 1.0, 2),
        (
            "write units an order, with all indexes",
            each(writes.units),
            WRITE_UNITS,
            1,
        ),
    ] {
        table.at_most(&format!("order-push: {what}"), count, budget, decimals, "");
    }
    table.note(format!(
        "writes for places within the limits, an order, at {} ms from one to the next: {:.2}",
        ORDERS_APART.as_millis(),
        each(writes.places)
    ));
    world.forget();
    let [push] = &mut runners;
    push.function.handle(again, work::is_worked_off).await?;
    table.at_most(
        "order-push: vendor calls for a done order",
        world.vendor_calls() as f64,
        0.0,
        0,
        "",
    );
    memory(table, ORDER_PUSH, &push.function, WORKER_KIB)
}

/// A lone order, as most are: it makes no write for rate limits.
async fn lone_order(built: &Path, table: &mut Table) -> anyhow::Result<()> {
    let world = World::start().await?;
    let sandbox = &world.vendors.sandbox;
    work::stock(sandbox)?;
    work::buyer(sandbox);
    let mut push = Function::start(&Program::built(built, ORDER_PUSH), &world.variables).await?;
    push.handle(work::order(sandbox)?, work::is_worked_off).await?;
    // No call in the last second, so that the order is alone.
    tokio::time::sleep(Duration::from_secs(2)).await;
    world.forget();
    push.handle(work::order(sandbox)?, work::is_worked_off).await?;
    let writes = world.table_writes();
    for (what, count, budget) in [
        ("ledger writes", writes.ledger + writes.places, 2),
        ("writes to the totals", writes.totals, 1),
        ("journal writes", writes.journal, 1),
    ] {
        let what = format!("order-push: {what} of a lone order");
        table.at_most(&what, count as f64, f64::from(budget), 0, "");
    }
    Ok(())
}

/// New contacts, which become customers.
async fn customers(built: &Path, table: &mut Table) -> anyhow::Result<()> {
    let world = World::start().await?;
    let events = (0..JOBS + JOBS / ROUNDS)
        .map(|number| work::contact(&world.vendors.sandbox, number))
        .collect::<Result<_, _>>()?;
    let push = Program::built(built, CUSTOMER_PUSH);
    let runner = runner(&push, &world, events, work::is_worked_off).await?;
    job(table, CUSTOMER_PUSH, "a customer", runner).await
}

/// Polls with the shipped settings, over nothing new.
async fn polls(built: &Path, table: &mut Table) -> anyhow::Result<()> {
    let world = World::start().await?;
    let events = vec![work::nothing(); JOBS + JOBS / ROUNDS];
    let runner = runner(&Program::built(built, POLLER), &world, events, Value::is_null).await?;
    job(table, POLLER, "a poll", runner).await
}

/// Time and memory of a function that nothing is compared with.
async fn job(table: &mut Table, name: &str, what: &str, runner: Runner) -> anyhow::Result<()> {
    let mut runners = [runner];
    let spent = pace::cpu_each(&mut runners, ROUNDS, JOBS_APART).await?;
    beside(table, name, what, &[], &runners, &spent)?;
    memory(table, name, &runners[0].function, WORKER_KIB)
}

/// An empty function, and the bare calls.
async fn floor(
    built: &Path,
    world: &World,
    calls: Vec<Bytes>,
    check: fn(&Value) -> bool,
) -> anyhow::Result<Vec<Runner>> {
    let nothing = vec![work::nothing(); calls.len()];
    let empty = Program::built(built, "empty-function");
    let bare = Program::built(built, "bare-calls");
    Ok(vec![
        runner(&empty, world, nothing, |_| true).await?,
        runner(&bare, world, calls, check).await?,
    ])
}

async fn runner(
    program: &Program,
    world: &World,
    events: Vec<Bytes>,
    check: fn(&Value) -> bool,
) -> anyhow::Result<Runner> {
    Ok(Runner {
        function: Function::start(program, &world.variables).await?,
        events,
        check,
    })
}

/// Time and memory of a function and of its peers, which are the first and the others of `runners`.
fn beside(
    table: &mut Table,
    name: &str,
    what: &str,
    peers: &[Peer],
    runners: &[Runner],
    spent: &[Duration],
) -> anyhow::Result<()> {
    let peaks: Vec<String> = runners
        .iter()
        .map(|runner| Ok(format!("{:.1} MiB", mebi(runner.function.peak_kib()?))))
        .collect::<anyhow::Result<_>>()?;
    let times: Vec<String> = spent.iter().copied().map(milliseconds).collect();
    for (what, figures) in [(what, times), ("most memory at work", peaks)] {
        let mut figures = figures.into_iter();
        let own = figures.next().context("there is a function")?;
        let others = peers.iter().map(|peer| peer.language).zip(figures).collect();
        compare(table, &format!("{name}: {what}"), own, others);
    }
    Ok(())
}

fn compare(table: &mut Table, what: &str, own: String, others: Vec<(&'static str, String)>) {
    let figures = [(OWN, own)].into_iter().chain(others).collect();
    table.compare(what, figures);
}

fn memory(table: &mut Table, name: &str, function: &Function, budget_kib: u64) -> anyhow::Result<()> {
    let peak = mebi(function.peak_kib()?);
    let what = format!("{name}: most memory at work");
    table.at_most(&what, peak, mebi(budget_kib), 1, " MiB");
    Ok(())
}

fn each(count: usize) -> f64 {
    count as f64 / COUNTED as f64
}

fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn mebi(kib: u64) -> f64 {
    kib as f64 / 1024.0
}

fn ratio(spent: Duration, floor: Duration) -> f64 {
    spent.as_secs_f64() / floor.as_secs_f64().max(f64::MIN_POSITIVE)
}

fn milliseconds(spent: Duration) -> String {
    format!("{:.3} ms CPU", spent.as_secs_f64() * 1e3)
}
