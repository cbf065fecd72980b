//! Work at an equal pace: the product's rate limiter spaces its calls, and a process that runs without a pause finds its
//! caches warm and the clock high. So that the others find the same, one event of each function is delivered in turn,
//! and the rounds begin at equal intervals.

use std::ops::Range;
use std::time::Duration;

use anyhow::Context;
use bytes::Bytes;
use serde_json::Value;
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::process::Function;

/// A function, its events, and the check of its responses.
pub(crate) struct Runner {
    pub(crate) function: Function,
    pub(crate) events: Vec<Bytes>,
    pub(crate) check: fn(&Value) -> bool,
}

/// The processor time of one event of each of `runners`: the median of `rounds`, each with an equal share of their
/// events. Before them, one more share warms up.
///
/// The time between its events counts too, so that nothing is hidden in a thread that works on.
pub(crate) async fn cpu_each(
    runners: &mut [Runner],
    rounds: usize,
    apart: Duration,
) -> anyhow::Result<Vec<Duration>> {
    let events = runners.first().context("nothing to run")?.events.len();
    let share = events / (rounds + 1);
    let mut pace = pace(apart);
    let mut spent = vec![Vec::new(); runners.len()];
    deliver(runners, 0..share, &mut pace).await?;
    for round in 1..=rounds {
        let before = cpu(runners)?;
        deliver(runners, round * share..(round + 1) * share, &mut pace).await?;
        for ((spent, before), after) in spent.iter_mut().zip(before).zip(cpu(runners)?) {
            spent.push(after.saturating_sub(before) / u32::try_from(share)?);
        }
    }
    Ok(spent.into_iter().map(median).collect())
}

/// Delivers all events.
pub(crate) async fn run(runners: &mut [Runner], apart: Duration) -> anyhow::Result<()> {
    let events = runners.first().context("nothing to run")?.events.len();
    deliver(runners, 0..events, &mut pace(apart)).await
}

fn pace(apart: Duration) -> Interval {
    let mut pace = interval(apart);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    pace
}

async fn deliver(runners: &mut [Runner], events: Range<usize>, pace: &mut Interval) -> anyhow::Result<()> {
    for event in events {
        pace.tick().await;
        for runner in &mut *runners {
            let event = runner.events.get(event).context("an event is missing")?;
            runner.function.handle(event.clone(), runner.check).await?;
        }
    }
    Ok(())
}

fn cpu(runners: &[Runner]) -> anyhow::Result<Vec<Duration>> {
    runners.iter().map(|runner| runner.function.cpu()).collect()
}

/// The middle one.
pub(crate) fn median(mut figures: Vec<Duration>) -> Duration {
    figures.sort_unstable();
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
