//! Waits until the system is idle.

use std::time::{Duration, Instant};

use anyhow::bail;
use devstack::system::System;

use super::output::Output;
use crate::language::commands;

/// How often the check for idleness runs.
const LOOK: Duration = Duration::from_millis(50);

/// The system counts as idle after this time: an accepted webhook appears in its queue sooner.
const IDLE_FOR: Duration = Duration::from_millis(400);

/// If no job finishes for this long, the remaining jobs wait for something other than time.
const STALLED: Duration = Duration::from_secs(180);

/// Returns when the system is idle. With `retries`, it also waits for attempts that are due within two minutes, as long
/// as jobs keep finishing.
pub(super) async fn until_idle(system: &System, output: &Output, retries: bool) -> anyhow::Result<()> {
    let waited = look_until_idle(system, output, retries).await;
    output.waited();
    waited
}

async fn look_until_idle(system: &System, output: &Output, retries: bool) -> anyhow::Result<()> {
    let mut idle_since: Option<Instant> = None;
    let (mut ended, mut ended_at) = (output.ended(), Instant::now());
    loop {
        let now_ended = output.ended();
        if now_ended != ended {
            (ended, ended_at) = (now_ended, Instant::now());
        }
        let at_work = !system.is_idle().await?;
        let near = if at_work || !retries {
            0
        } else {
            system.waiting().await?.near
        };
        if at_work || near > 0 {
            idle_since = None;
            if ended_at.elapsed() > STALLED {
                if at_work {
                    bail!("{}", commands().dev_stalled());
                }
                return Ok(());
            }
            // A short wait ends before anybody could read the message.
            if ended_at.elapsed() > Duration::from_millis(300) {
                let text = if at_work {
                    commands().dev_working()
                } else {
                    commands().dev_waiting(near)
                };
                output.waits_for(&text);
            }
        } else if idle_since.get_or_insert_with(Instant::now).elapsed() >= IDLE_FOR {
            return Ok(());
        }
        tokio::time::sleep(LOOK).await;
    }
}
