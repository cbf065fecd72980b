//! Counts the instructions of each function with callgrind: its start, its first event, and each later event. The
//! counts hardly differ from run to run, whatever else the machine does, so the budgets can be narrow.
//!
//! Callgrind hides the processor's SHA-256 instructions from the program, so digests take more instructions than on
//! Lambda.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use bytes::Bytes;
use futures::future::try_join_all;
use serde::Deserialize;
use serde_json::Value;

use crate::process::{Function, Program};
use crate::table::Table;
use crate::work;
use crate::world::World;

/// The budgets, by build and function.
const BUDGETS: &str = include_str!("../instructions.json");

/// Events after the first. Their mean is the steady figure.
const STEADY: usize = 4;

/// How often a function is counted that is over its budget. On a busy machine, calls that take too long are repeated, and a
/// count is too high; it is never too low.
const ROUNDS: usize = 3;

/// The interval between events, so that each is alone: a process that calls a vendor often also reserves rate limit
/// slots.
const APART: Duration = Duration::from_millis(1_500);

/// What was built. An unoptimized build takes three to five times the instructions of a release, but it is there once the tests
/// have run, and its counts show each call and each read that is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Build {
    /// As deployed.
    Release,
    /// As tested.
    Unoptimized,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Figures {
    start: u64,
    first: u64,
    steady: u64,
}

/// A function's events, and the check of its responses.
struct Work {
    name: &'static str,
    event: fn(&World, usize) -> anyhow::Result<Bytes>,
    check: fn(&Value) -> bool,
}

const ALL: [Work; 4] = [
    Work {
        name: "webhook-ingest",
        event: |_, number| Ok(work::webhook(number)),
        check: work::is_accepted,
    },
    Work {
        name: "customer-push",
        event: |world, number| work::contact(&world.vendors.sandbox, number),
        check: work::is_worked_off,
    },
    Work {
        name: "order-push",
        event: |world, _| work::order(&world.vendors.sandbox),
        check: work::is_worked_off,
    },
    Work {
        name: "offer-poller",
        event: |_, _| Ok(work::nothing()),
        check: Value::is_null,
    },
];

/// Counts instructions and compares them with `instructions.json`. `only` names the functions; empty means all.
pub(crate) async fn measure(
    built: &Path,
    build: Build,
    only: &[String],
    table: &mut Table,
) -> anyhow::Result<()> {
    let budgets: BTreeMap<Build, BTreeMap<String, Figures>> =
        serde_json::from_str(BUDGETS).context("instructions.json cannot be read")?;
    let budgets = budgets
        .get(&build)
        .context("instructions.json has no such build")?;
    let chosen = ALL
        .into_iter()
        .filter(|work| only.is_empty() || only.iter().any(|name| name == work.name));
    // At once: most of the time is spent between events.
    let counted = try_join_all(chosen.map(|work| async move {
        let budget = budgets
            .get(work.name)
            .with_context(|| format!("instructions.json has no {}", work.name))?;
        anyhow::Ok((work.name, least(built, &work, budget).await?, budget))
    }));
    for (name, Figures { start, first, steady }, budget) in Box::pin(counted).await? {
        for (what, count, budget) in [
            ("start", start, budget.start),
            ("first event", first, budget.first),
            ("each event after it", steady, budget.steady),
        ] {
            let millions = |count: u64| count as f64 / 1e6;
            table.at_most(
                &format!("{name}: {what}, in million instructions"),
                millions(count),
                millions(budget),
                2,
                "",
            );
        }
    }
    Ok(())
}

/// A function's counts, or the least of several while one is over its budget.
async fn least(built: &Path, work: &Work, budget: &Figures) -> anyhow::Result<Figures> {
    let mut least = count(built, work).await?;
    for _ in 1..ROUNDS {
        if least.start <= budget.start && least.first <= budget.first && least.steady <= budget.steady {
            break;
        }
        let again = count(built, work).await?;
        least = Figures {
            start: least.start.min(again.start),
            first: least.first.min(again.first),
            steady: least.steady.min(again.steady),
        };
    }
    Ok(least)
}

/// A function's counts. Each has a world of its own: a poll would queue again what another function's orders have changed.
async fn count(built: &Path, work: &Work) -> anyhow::Result<Figures> {
    let world = World::start().await?;
    work::stock(&world.vendors.sandbox)?;
    work::buyer(&world.vendors.sandbox);
    let mut number = 1;
    // One run without counting, so that one-time records exist before the runs that count.
    run(built, &world, work, 1, &mut number, false).await?;
    let start = run(built, &world, work, 0, &mut number, true).await?;
    let first = run(built, &world, work, 1, &mut number, true).await?;
    let all = run(built, &world, work, 1 + STEADY, &mut number, true).await?;
    Ok(Figures {
        start,
        first: first.saturating_sub(start),
        steady: all.saturating_sub(first) / u64::try_from(STEADY)?,
    })
}

/// The instructions of a process that handles this many events. `None` if they are not counted.
async fn run(
    built: &Path,
    world: &World,
    work: &Work,
    events: usize,
    number: &mut usize,
    counted: bool,
) -> anyhow::Result<u64> {
    let program = Program::built(built, work.name);
    let mut function = if counted {
        Function::counted(&program, &world.variables).await?
    } else {
        Function::start(&program, &world.variables).await?
    };
    for event in 0..events {
        if event > 0 || work.name != "webhook-ingest" {
            tokio::time::sleep(APART).await;
        }
        *number += 1;
        function.handle((work.event)(world, *number)?, work.check).await?;
    }
    if counted { function.instructions() } else { Ok(0) }
}
