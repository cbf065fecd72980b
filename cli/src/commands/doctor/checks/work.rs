//! Checks of queues, dead letters, parked records, and the schedule.

use aws::SettingsDocument;
use aws_sdk_sqs::types::QueueAttributeName;
use jiff::{SignedDuration, Timestamp};
use operations::causes;

use crate::commands::doctor::check::{check, not_applicable, when};
use crate::commands::doctor::outcome::{Absence, Finding, Outcome, Skip};
use crate::commands::doctor::world::World;

check!(QueueDepth, "queue_depth", depth);
check!(QueueStalled, "queue_stalled", stalled);
check!(DeadLetters, "dead_letters", dead_letters);
check!(Parked, "parked", parked);
check!(LastPoll, "last_poll", last_poll);

/// Messages in a queue from which it holds more than a few minutes of work.
const LONG: u32 = 1_000;

/// Time within which the activity log gets an entry while jobs are queued.
const STALLED: SignedDuration = SignedDuration::from_mins(15);

/// The longest time between two runs of the schedule. The template's default is minutes.
const POLLED_WITHIN: SignedDuration = SignedDuration::from_hours(2);

/// Number of messages that can be received now.
async fn waiting(world: &World, url: &str) -> Result<u32, Skip> {
    let answer = aws_sdk_sqs::Client::new(&world.deployment.sdk)
        .get_queue_attributes()
        .queue_url(url)
        .attribute_names(QueueAttributeName::ApproximateNumberOfMessages)
        .send()
        .await
        .map_err(|error| Skip::NotChecked(format!("a queue can't be read: {}", aws::sdk_error(&error))))?;
    let count = answer
        .attributes()
        .and_then(|all| all.get(&QueueAttributeName::ApproximateNumberOfMessages))
        .and_then(|text| text.parse().ok());
    count.ok_or_else(|| Skip::NotChecked("a queue doesn't say its length".to_owned()))
}

async fn depth(world: &World) -> Outcome {
    let queues = &world.deployment.environment.queues;
    let mut findings = Vec::new();
    for (name, url) in [("orders", &queues.orders), ("customers", &queues.customers)] {
        let count = waiting(world, url).await?;
        if count > LONG {
            findings.push(Finding::new(
                format!("About {count} jobs wait in the queue {name}."),
                "Look at `ekobridge activity` for what fails or waits. Jobs wait while a vendor is down, and resume automatically.",
            ));
        }
    }
    Ok(findings)
}

async fn stalled(world: &World) -> Outcome {
    let queues = &world.deployment.environment.queues;
    let mut count = waiting(world, &queues.orders).await? + waiting(world, &queues.customers).await?;
    if let Some(backlog) = &queues.backlog {
        count += waiting(world, backlog).await?;
    }
    if count == 0 {
        return Ok(Vec::new());
    }
    let last = world.entries().await?.iter().map(|entry| entry.at).max();
    when(
        last.is_none_or(|last| world.now().duration_since(last) > STALLED),
        || {
            Finding::new(
                match count {
                    1 => "About 1 job waits in the queues, and for 15 minutes none was worked on.".to_owned(),
                    _ => format!(
                        "About {count} jobs wait in the queues, and for 15 minutes none was worked on."
                    ),
                },
                "Look at whether the stack is paused (`ekobridge resume`) and at the functions' log. On this machine, start \
             `ekobridge dev`.",
            )
        },
    )
}

async fn dead_letters(world: &World) -> Outcome {
    let queues = &world.deployment.environment.dead_letters;
    let mut count = waiting(world, &queues.orders).await? + waiting(world, &queues.customers).await?;
    if let Some(backlog) = &queues.backlog {
        count += waiting(world, backlog).await?;
    }
    when(count > 0, || {
        let what = match count {
            1 => "1 message is in the dead-letter queues: its job has used up its attempts.".to_owned(),
            _ => format!(
                "{count} messages are in the dead-letter queues: their jobs have used up their attempts."
            ),
        };
        Finding::new(what, "Run `ekobridge replay --dead-letters`.")
    })
}

async fn parked(world: &World) -> Outcome {
    world.ledger().await?;
    let count = causes::count(world.worker.ledger()).await;
    // Nobody is to be told again of causes that somebody has ignored or resolved.
    let count = count.map_err(|problem| Skip::NotChecked(problem.message))?.listed;
    when(count > 0, || {
        let what = match count {
            1 => "1 record is parked: it needs a person.".to_owned(),
            _ => format!("{count} records are parked: each needs a person."),
        };
        Finding::new(
            what,
            "Run `ekobridge parked`, which shows each cause and its remedy.",
        )
    })
}

async fn last_poll(world: &World) -> Outcome {
    let settings = world.settings().await?;
    if !settings.sweep.enabled && !settings.quotes.enabled && !settings.to_activecampaign.orders.enabled {
        return not_applicable(Absence::Schedule);
    }
    let mut last: Option<Timestamp> = None;
    for name in [
        "orders",
        "deals",
        "contacts",
        "eaccounting_quotes",
        "eaccounting_orders",
        "eaccounting_invoices",
    ] {
        let moved = world.worker.ledger().watermark(name).await;
        let moved = moved.map_err(|problem| Skip::NotChecked(problem.message))?;
        last = last.max(moved.map(|moved| moved.value));
    }
    // A new deployment runs for the first time when its schedule's first interval is over.
    let since = match last {
        Some(last) => Some(last),
        None => first_pushed(world).await?,
    };
    when(
        since.is_none_or(|since| world.now().duration_since(since) > POLLED_WITHIN),
        || {
            let run = match last {
                Some(last) => format!(
                    "The schedule last completed a run at {}",
                    last.round(jiff::Unit::Second).unwrap_or(last)
                ),
                None => "The schedule has not completed a run so far".to_owned(),
            };
            Finding::new(
                format!("{run}: changes without a webhook are not found."),
                "Look at the log of offer-poller, and at whether its schedule is enabled. On this machine, start `ekobridge dev`.",
            )
        },
    )
}

/// When settings were first pushed, if any were: `ekobridge setup` does it right after it has deployed.
async fn first_pushed(world: &World) -> Result<Option<Timestamp>, Skip> {
    let versions = SettingsDocument::versions(world.worker.ledger()).await;
    let versions = versions.map_err(|problem| Skip::NotChecked(problem.message))?;
    Ok(versions.last().map(|oldest| oldest.at))
}
