//! The same stories at vendors who answer otherwise than the sandbox: the same documents in the end, and nothing parked.

use std::sync::Arc;

use engine::JobOutcome;
use model::Source;
use serde_json::{Value, json};

use crate::faults::holdings;
use crate::scenarios::{SCENARIOS, Scenario};
use crate::support::{VARIANTS, World};

/// What there is after a scenario.
async fn played(scenario: Scenario, world: &World) -> Value {
    let mut ends = Vec::new();
    for jobs in [scenario.before, scenario.seed] {
        world.queue.add(&jobs(world));
        ends.extend(worked(world).await);
        world.pass(3_600);
    }
    // What is sent back as it was read keeps its capitals and blanks.
    let held = holdings(world)
        .to_string()
        .to_lowercase()
        .replace(" \\\"", "\\\"");
    let held: Value = serde_json::from_str(&held).unwrap();
    json!({"ends": ends, "holdings": held})
}

/// Works the queue for two hours: how each job ended, or what holds it up.
async fn worked(world: &World) -> Vec<String> {
    let ended = world.drive_for(&[Arc::clone(&world.worker)], 7_200).await;
    let kind = |source: &Source| {
        source
            .to_string()
            .split(':')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let mut ends: Vec<String> = ended
        .iter()
        .map(|ended| {
            let end = match &ended.verdict {
                JobOutcome::Parked(problem) => format!("parked, {problem}"),
                JobOutcome::Done { .. } => "done".to_owned(),
                JobOutcome::Skipped { .. } => "skipped".to_owned(),
                other => format!("{other:?}"),
            };
            format!("{} {end}", kind(&ended.job.source))
        })
        .collect();
    for job in world.queue.waiting() {
        let source = job.source.to_string();
        let entries = world.entries().await;
        let problem = entries.iter().find_map(|entry| {
            entry
                .problem
                .as_ref()
                .filter(|_| entry.source.to_string() == source)
        });
        ends.push(format!("{} waits, {problem:?}", kind(&job.source)));
    }
    ends
}

#[tokio::test(start_paused = true)]
async fn every_story_ends_alike_whichever_way_the_vendors_write() {
    let mut wrong = Vec::new();
    for scenario in SCENARIOS {
        let plain = played(scenario, &World::still(scenario.settings, 1)).await;
        for variant in VARIANTS {
            let world = World::varied(scenario.settings, variant);
            let varied = tokio::spawn(async move { played(scenario, &world).await }).await;
            let varied = varied.unwrap_or_else(|error| json!({"ends": error.to_string()}));
            if varied != plain {
                wrong.push(format!(
                    "{}: {}:{}",
                    variant.name,
                    scenario.name,
                    difference(&plain, &varied)
                ));
            }
        }
    }
    wrong.sort();
    assert!(wrong.is_empty(), "{}\n{} differ", wrong.join("\n"), wrong.len());
}

/// Where two values differ, and how.
fn difference(plain: &Value, varied: &Value) -> String {
    match (plain, varied) {
        (Value::Object(plain), Value::Object(varied)) => {
            let parts = plain
                .iter()
                .filter(|(name, value)| varied.get(name.as_str()) != Some(*value));
            parts
                .map(|(name, value)| {
                    format!(
                        "\n  {name}{}",
                        difference(value, varied.get(name.as_str()).unwrap_or(&Value::Null))
                    )
                })
                .collect()
        }
        _ => format!(": {varied} instead of {plain}"),
    }
}
