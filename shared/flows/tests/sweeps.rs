//! Injects every fault into every step of the poller: records without a webhook are found all the same, and once.

use engine::JobOutcome;
use flows::Poller;
use model::Clock;
use sandbox::activecampaign::{ContactSeed, DealSeed};
use serde_json::Value;

use crate::faults::holdings;
use crate::support::{Next, Step, StepFault, Working, World, anna, dec, lamps};

const SETTINGS: &str = "[orders.deals]\narticle = \"LAMP\"";
const EVERY: i64 = 300;
const PARTS: [&str; 3] = ["orders", "deals", "contacts"];

/// A world in which something of each kind has happened since the last poll, and nobody has announced it.
async fn unannounced() -> World {
    let world = World::still(SETTINGS, 1);
    world.stock();
    let customer = world.anna_in_eaccounting();
    let active = world.sandbox.activecampaign();
    let contact = active.add_contact(&anna());
    world.poller().run().await.unwrap();
    world.drive().await;
    world.pass(3_600);
    world.order(&lamps());
    // What no order says: an order that is found later would write its address over the contact's.
    let phone = ContactSeed {
        phone: "070-9".to_owned(),
        ..ContactSeed::default()
    };
    active.update_contact(contact, &phone);
    let deal = active.add_deal(&DealSeed {
        contact: Some(contact),
        value: dec("100"),
        ..DealSeed::default()
    });
    active.win_deal(deal);
    let article = world.article("SERVICE", "25%");
    world.accepted_quote(&customer, &article);
    world.pass(EVERY);
    world
}

/// A poll that faults may be injected into. Its outcome says only whether it succeeded.
fn poll(poller: Poller) -> Working {
    Working::at(async move {
        match poller.run().await {
            Ok(polled) => JobOutcome::Skipped {
                reason: model::Reason::in_english(format!("{polled:?}")),
            },
            Err(problem) => JobOutcome::Parked(problem),
        }
    })
}

/// Polls as the schedule does, the first time with this fault, until everything has settled: the first poll's steps, what
/// eAccounting holds, and what is wrong.
async fn injected(fault: Option<(usize, StepFault)>) -> (Vec<Step>, Value, Vec<String>) {
    let world = unannounced().await;
    let sent = world.queue.sent().len();
    world.steps.begin(fault);
    let mut first = poll(world.poller());
    let mut frozen = None;
    match first.next().await {
        Next::Ended(_) | Next::Lost => {}
        Next::Frozen(go) => frozen = Some((first, go)),
        Next::Overtaken(go) => {
            let _ = Poller::new(world.another_worker()).run().await;
            let _ = go.send(());
            first.next().await;
        }
    }
    let steps = world.steps.seen();
    let mut wrong = Vec::new();
    let mut last = world.clock.now();
    // Who is lost or stands still may hold what its process shares, such as the look at its token: others work on.
    let others = [world.another_worker()];
    for _ in 0..3 {
        world.drive_on(&others).await;
        world.pass(EVERY);
        last = world.clock.now();
        if let Err(problem) = Poller::new(world.another_worker()).run().await {
            wrong.push(format!("a later poll failed: {problem}"));
        }
    }
    world.pass(EVERY);
    if let Some((mut late, go)) = frozen {
        let _ = go.send(());
        late.next().await;
    }
    world.drive().await;
    let ledger = &world.worker.ports().ledger;
    for part in PARTS {
        let watermark = ledger.watermark(part).await.unwrap();
        if watermark.as_ref().is_none_or(|watermark| watermark.value < last) {
            wrong.push(format!(
                "the watermark of {part} is {watermark:?}, after a poll at {last}"
            ));
        }
    }
    let found = world.queue.sent().split_off(sent);
    for source in ["order:1:5001", "deal:1", "contact:1", "quote:"] {
        if !found.iter().any(|job| job.source.to_string().starts_with(source)) {
            wrong.push(format!("{source} was never found"));
        }
    }
    (steps, holdings(&world), wrong)
}

#[tokio::test(start_paused = true)]
async fn what_nobody_announced_is_found_whatever_goes_wrong_at_any_step_of_a_poll() {
    let (steps, wanted, wrong) = injected(None).await;
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(wanted["orders"].as_array().map(Vec::len), Some(3), "{wanted:#}");
    assert!(steps.contains(&Step::Queue), "{steps:?}");
    let mut all = Vec::new();
    let mut runs = 0;
    for (number, step) in steps.iter().enumerate() {
        for fault in StepFault::all(*step) {
            runs += 1;
            let (_, held, mut wrong) = injected(Some((number, *fault))).await;
            if held != wanted {
                wrong.push(format!("eAccounting holds {held:#} instead of {wanted:#}"));
            }
            all.extend(
                wrong
                    .iter()
                    .map(|why| format!("step {number} {step:?}, {fault:?}: {why}")),
            );
        }
    }
    eprintln!("a poll: {} steps, {runs} runs", steps.len());
    let first: Vec<&String> = all.iter().take(8).collect();
    assert!(
        all.is_empty(),
        "{} of {runs} runs went wrong:\n{first:#?}",
        all.len()
    );
}
