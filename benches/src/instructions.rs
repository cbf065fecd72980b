//! Instructions of each function, counted by callgrind: its start, its first event, and each event after that. They are the
//! same on every run whatever else the machine does, so that they can be gated narrowly.
//!
//! Callgrind hides the processor's instructions for SHA-256 from the programs that it runs. They compute digests in more
//! instructions than on Lambda.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, ensure};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;

use crate::process::Function;
use crate::table::Table;
use crate::work;
use crate::world::World;

/// The budgets, by function.
const BUDGETS: &str = include_str!("../instructions.json");

/// Events after the first, whose mean is the steady figure.
const STEADY: usize = 4;

/// Between two events, so that each is alone: whoever calls a vendor much also takes slots within its limits.
const APART: Duration = Duration::from_millis(1_500);

#[derive(Debug, Clone, Copy, Deserialize)]
struct Figures {
    start: u64,
    first: u64,
    steady: u64,
}

/// What a function is given, and how its answers are checked.
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

/// Counts, and holds the counts against `instructions.json`. `only` names the functions; all of them where it is empty.
pub(crate) async fn measure(built: &Path, only: &[String], table: &mut Table) -> anyhow::Result<()> {
    let budgets: BTreeMap<String, Figures> =
        serde_json::from_str(BUDGETS).context("instructions.json cannot be read")?;
    let world = World::start().await?;
    work::stock(&world.vendors.sandbox)?;
    work::buyer(&world.vendors.sandbox);
    let mut number = 1;
    for work in ALL {
        if !only.is_empty() && !only.iter().any(|name| name == work.name) {
            continue;
        }
        let budget = budgets
            .get(work.name)
            .with_context(|| format!("instructions.json has no {}", work.name))?;
        // Once without a count: whatever is created for the first of all events is there for those that count.
        run(built, &world, &work, 1, &mut number, false).await?;
        let start = run(built, &world, &work, 0, &mut number, true).await?;
        let first = run(built, &world, &work, 1, &mut number, true).await?;
        let all = run(built, &world, &work, 1 + STEADY, &mut number, true).await?;
        let steady = all.saturating_sub(first) / u64::try_from(STEADY)?;
        for (what, count, budget) in [
            ("start", start, budget.start),
            ("first event", first.saturating_sub(start), budget.first),
            ("each event after it", steady, budget.steady),
        ] {
            let millions = |count: u64| count as f64 / 1e6;
            table.at_most(
                &format!("{}: {what}, in million instructions", work.name),
                millions(count),
                millions(budget),
                2,
                "",
            );
        }
    }
    Ok(())
}

/// The instructions of a process that handles so many events; none where they are not counted.
async fn run(
    built: &Path,
    world: &World,
    work: &Work,
    events: usize,
    number: &mut usize,
    counted: bool,
) -> anyhow::Result<u64> {
    let binary = built.join(work.name);
    let mut function = if counted {
        Function::counted(&binary, &world.variables).await?
    } else {
        Function::start(&binary, &world.variables).await?
    };
    for event in 0..events {
        if event > 0 || work.name != "webhook-ingest" {
            tokio::time::sleep(APART).await;
        }
        *number += 1;
        let answer = function.invoke((work.event)(world, *number)?).await?;
        let answer: Value = serde_json::from_slice(&answer).context("the answer is not JSON")?;
        ensure!((work.check)(&answer), "{} answered {answer}", work.name);
    }
    if counted { function.instructions() } else { Ok(0) }
}
