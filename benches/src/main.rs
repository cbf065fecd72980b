#![doc = include_str!("../README.md")]
#![allow(clippy::float_arithmetic, reason = "ratios of times, no money")]

mod backlog;
mod instructions;
mod process;
mod size;
mod table;
mod work;
mod world;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, ensure};
use clap::Parser;

use crate::process::Function;
use crate::table::Table;
use crate::world::World;

/// Measures the built functions and compares them with their budgets.
#[derive(Debug, Parser)]
struct Args {
    /// The folder with the release builds of the functions, of `empty-function` and of `bare-calls`.
    #[arg(long, value_name = "DIR", default_value = "target/release")]
    built: PathBuf,
    /// Count instructions instead of times, of these functions or of all. Needs valgrind.
    #[arg(long, value_name = "FUNCTION", num_args = 0.., conflicts_with = "backlog")]
    instructions: Option<Vec<String>>,
    /// Process a backlog of this many orders instead, and compare the rate with the vendors' limits.
    #[arg(long, value_name = "ORDERS")]
    backlog: Option<usize>,
    /// Half of the backlog are orders of eAccounting that are written to ActiveCampaign, and a tenth is stock.
    #[arg(long, requires = "backlog")]
    both_directions: bool,
    /// ActiveCampaign's limit in calls a second, for the backlog; eAccounting's is scaled with it. It must be lower
    /// than what this machine can do.
    #[arg(long, value_name = "CALLS", default_value_t = 100)]
    per_second: u32,
}

/// Zips, in bytes.
const ZIPS: [(&str, usize); 4] = [
    ("webhook-ingest", 2_400_000),
    ("offer-poller", 3_100_000),
    ("order-push", 4_000_000),
    ("customer-push", 4_000_000),
];

/// A start, in multiples of an empty function's start.
const START: f64 = 2.5;

/// A webhook, in bare calls to SQS: 0.5 ms where the call is 0.28 ms.
const WEBHOOK: f64 = 0.5 / 0.28;

/// An order with its 4 calls and 3 writes, in 2 bare calls and 2 bare writes: 2 ms where these are 0.64 ms.
const ORDER: f64 = 2.0 / 0.64;

/// The write units that DynamoDB bills for an order.
const WRITE_UNITS: f64 = 14.0;

/// Peak resident memory, in KiB.
const INGEST_KIB: u64 = 10 * 1024;
const WORKER_KIB: u64 = 16 * 1024;

/// How often each function is started.
const STARTS: usize = 21;

/// The number of webhooks, and of orders. Each round has a tenth of them.
const WEBHOOKS: usize = 500;
const ORDERS: usize = 50;
const ROUNDS: usize = 10;

fn main() -> ExitCode {
    let args = Args::parse();
    // The backlog's processes, vendors and AWS all run in this process, and use every core.
    let mut runtime = match args.backlog {
        Some(_) => tokio::runtime::Builder::new_multi_thread(),
        None => tokio::runtime::Builder::new_current_thread(),
    };
    match runtime.enable_all().build() {
        Ok(runtime) => runtime.block_on(run(args)),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> ExitCode {
    let mut table = Table::default();
    let measured = match (args.backlog, &args.instructions) {
        (Some(orders), _) => {
            Box::pin(backlog::run(
                orders,
                args.per_second,
                args.both_directions,
                &mut table,
            ))
            .await
        }
        (None, Some(only)) => Box::pin(instructions::measure(&args.built, only, &mut table)).await,
        (None, None) => Box::pin(measure(&args.built, &mut table)).await,
    };
    // Measurements before a failure are printed too.
    print!("{table}");
    if let Err(error) = measured {
        eprintln!("{error:#}");
        return ExitCode::FAILURE;
    }
    if table.is_kept() {
        ExitCode::SUCCESS
    } else {
        eprintln!("A budget is missed. docs/PERFORMANCE.md says what moves it.");
        ExitCode::FAILURE
    }
}

async fn measure(built: &Path, table: &mut Table) -> anyhow::Result<()> {
    for (name, budget) in ZIPS {
        let bytes = size::zipped(&built.join(name))?;
        table.at_most(&format!("{name}: zip"), mega(bytes), mega(budget), 3, " MB");
        anyhow::ensure!(
            size::unwinds(&built.join(name))?,
            "{name} aborts at a panic: one bad record would fail its whole batch"
        );
    }
    let world = World::start().await?;
    starts(built, &world, table).await?;
    let call = webhooks(built, &world, table).await?;
    orders(built, &world, table, call).await?;
    others(built, &world, table).await
}

/// The processor time from start to the first poll of the Runtime API. The functions alternate, so that other load
/// affects all of them equally.
async fn starts(built: &Path, world: &World, table: &mut Table) -> anyhow::Result<()> {
    let names = [
        "empty-function",
        "webhook-ingest",
        "offer-poller",
        "order-push",
        "customer-push",
    ];
    let mut spent: [Vec<Duration>; 5] = Default::default();
    for _ in 0..STARTS {
        for (name, spent) in names.iter().zip(&mut spent) {
            let function = Function::start(&built.join(name), &world.variables).await?;
            spent.push(function.cpu()?);
        }
    }
    let [empty, spent @ ..] = spent.map(work::median);
    table.note(format!("start of an empty function: {}", milliseconds(empty)));
    for (name, spent) in names[1..].iter().zip(spent) {
        table.at_most(
            &format!("{name}: start, in empty functions"),
            ratio(spent, empty),
            START,
            2,
            "",
        );
        table.note(format!("start of {name}: {}", milliseconds(spent)));
    }
    Ok(())
}

/// A webhook, compared with the one call to SQS that it must make. Returns the Runtime API's cost per event.
async fn webhooks(built: &Path, world: &World, table: &mut Table) -> anyhow::Result<Duration> {
    let mut empty = Function::start(&built.join("empty-function"), &world.variables).await?;
    let mut bare = Function::start(&built.join("bare-calls"), &world.variables).await?;
    let mut ingest = Function::start(&built.join("webhook-ingest"), &world.variables).await?;
    let warm = WEBHOOKS / ROUNDS;
    let nothing = vec![work::nothing(); WEBHOOKS];
    let calls: Vec<_> = (0..WEBHOOKS + warm).map(|n| work::bare(n, 1, 0, 0)).collect();
    let hooks: Vec<_> = (1..=WEBHOOKS + warm).map(work::webhook).collect();
    work::cpu_each(&mut empty, &nothing[..warm], 1, |_| true).await?;
    work::cpu_each(&mut bare, &calls[..warm], 1, |done| done == 1).await?;
    work::cpu_each(&mut ingest, &hooks[..warm], 1, work::is_accepted).await?;
    let nothing = work::cpu_each(&mut empty, &nothing, ROUNDS, |_| true).await?;
    let call = work::cpu_each(&mut bare, &calls[warm..], ROUNDS, |done| done == 1).await?;
    let hook = work::cpu_each(&mut ingest, &hooks[warm..], ROUNDS, work::is_accepted).await?;
    let (call, handled) = (call.saturating_sub(nothing), hook.saturating_sub(nothing));
    table.at_most(
        "webhook-ingest: a webhook, in bare calls to SQS",
        ratio(handled, call),
        WEBHOOK,
        2,
        "",
    );
    memory(table, "webhook-ingest", &ingest, INGEST_KIB)?;
    table.note(format!(
        "an event that asks for nothing: {}",
        milliseconds(nothing)
    ));
    table.note(format!("a bare call to SQS, beyond that: {}", milliseconds(call)));
    table.note(format!("a webhook, beyond that: {}", milliseconds(handled)));
    Ok(nothing)
}

/// New orders of an existing customer, with reference data in memory.
async fn orders(built: &Path, world: &World, table: &mut Table, nothing: Duration) -> anyhow::Result<()> {
    let sandbox = &world.vendors.sandbox;
    work::stock(sandbox)?;
    work::buyer(sandbox);
    let mut bare = Function::start(&built.join("bare-calls"), &world.variables).await?;
    let mut push = Function::start(&built.join("order-push"), &world.variables).await?;
    let warm = ORDERS / ROUNDS;
    let news: Vec<_> = (0..ORDERS + warm)
        .map(|_| work::order(sandbox))
        .collect::<Result<_, _>>()?;
    let calls: Vec<_> = (0..ORDERS + warm).map(|n| work::bare(n, 0, 2, 2)).collect();
    work::cpu_each(&mut bare, &calls[..warm], 1, |done| done == 4).await?;
    let bare = work::cpu_each(&mut bare, &calls[warm..], ROUNDS, |done| done == 4).await?;

    let created = || sandbox.eaccounting().records("orders").len();
    work::cpu_each(&mut push, &news[..warm], 1, work::is_worked_off).await?;
    ensure!(created() == warm, "{} of {warm} orders were created", created());
    world.forget();
    let order = work::cpu_each(&mut push, &news[warm..], ROUNDS, work::is_worked_off).await?;
    ensure!(
        created() == news.len(),
        "{} of {} orders were created",
        created(),
        news.len()
    );
    let (bare, handled) = (bare.saturating_sub(nothing), order.saturating_sub(nothing));
    table.at_most(
        "order-push: an order, in 2 bare calls and 2 writes",
        ratio(handled, bare),
        ORDER,
        2,
        "",
    );
    let each = |count: usize| count as f64 / ORDERS as f64;
    let writes = world.table_writes();
    table.at_most(
        "order-push: vendor calls an order",
        each(world.vendor_calls()),
        4.0,
        2,
        "",
    );
    table.at_most(
        "order-push: ledger writes an order",
        each(writes.ledger),
        2.0,
        2,
        "",
    );
    table.at_most(
        "order-push: journal writes an order",
        each(writes.journal),
        1.0,
        2,
        "",
    );
    table.at_most(
        "order-push: write units an order, with all indexes",
        each(writes.units),
        WRITE_UNITS,
        1,
        "",
    );
    world.forget();
    let again = news.last().context("there are orders")?.clone();
    work::cpu_each(&mut push, &[again], 1, work::is_worked_off).await?;
    table.at_most(
        "order-push: vendor calls for a done order",
        world.vendor_calls() as f64,
        0.0,
        0,
        "",
    );
    memory(table, "order-push", &push, WORKER_KIB)?;
    table.note(format!(
        "writes for places within the limits, an order, one after the other as fast as they are let: {:.2}",
        each(writes.places)
    ));
    lone(built, world, table).await?;
    table.note(format!(
        "2 bare calls and 2 writes, beyond that: {}",
        milliseconds(bare)
    ));
    table.note(format!("an order, beyond that: {}", milliseconds(handled)));
    Ok(())
}

/// A lone order, as most are: it makes no write for rate limits.
async fn lone(built: &Path, world: &World, table: &mut Table) -> anyhow::Result<()> {
    let sandbox = &world.vendors.sandbox;
    let mut push = Function::start(&built.join("order-push"), &world.variables).await?;
    work::cpu_each(&mut push, &[work::order(sandbox)?], 1, work::is_worked_off).await?;
    // No call in the last second, so that the order is alone.
    tokio::time::sleep(Duration::from_secs(2)).await;
    world.forget();
    work::cpu_each(&mut push, &[work::order(sandbox)?], 1, work::is_worked_off).await?;
    let writes = world.table_writes();
    let to_the_ledgers_table = (writes.ledger + writes.places) as f64;
    table.at_most(
        "order-push: ledger writes of a lone order, all",
        to_the_ledgers_table,
        2.0,
        0,
        "",
    );
    table.at_most(
        "order-push: journal writes of a lone order",
        writes.journal as f64,
        1.0,
        0,
        "",
    );
    Ok(())
}

/// The two functions whose work resembles an order's: their memory.
async fn others(built: &Path, world: &World, table: &mut Table) -> anyhow::Result<()> {
    let mut push = Function::start(&built.join("customer-push"), &world.variables).await?;
    for number in 0..ORDERS / 5 {
        let event = [work::contact(&world.vendors.sandbox, number)?];
        work::cpu_each(&mut push, &event, 1, work::is_worked_off).await?;
    }
    memory(table, "customer-push", &push, WORKER_KIB)?;
    let mut poller = Function::start(&built.join("offer-poller"), &world.variables).await?;
    for _ in 0..3 {
        work::cpu_each(&mut poller, &[work::nothing()], 1, |answer| answer.is_null()).await?;
    }
    memory(table, "offer-poller", &poller, WORKER_KIB)
}

fn memory(table: &mut Table, name: &str, function: &Function, budget_kib: u64) -> anyhow::Result<()> {
    let peak = function.peak_kib()? as f64 / 1024.0;
    let budget = budget_kib as f64 / 1024.0;
    table.at_most(&format!("{name}: most memory at work"), peak, budget, 1, " MiB");
    Ok(())
}

fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn ratio(spent: Duration, floor: Duration) -> f64 {
    spent.as_secs_f64() / floor.as_secs_f64().max(f64::MIN_POSITIVE)
}

fn milliseconds(spent: Duration) -> String {
    format!("{:.3} ms CPU", spent.as_secs_f64() * 1e3)
}
