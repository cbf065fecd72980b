//! Batches as Lambda delivers them, through the real flows: a bad record fails alone.

use std::sync::Mutex;
use std::time::Duration;

use aws::{Batch, Disposition, Visibility, run_batch};
use aws_lambda_events::event::sqs::{SqsEvent, SqsMessage};
use engine::{Delivery, JobOutcome};
use futures::future::BoxFuture;
use ledger::State;
use model::{Code, Job, Problem};
use sandbox::activecampaign::{LineSeed, OrderSeed};

use crate::support::{World, dec, lamps, order_job};

const TIME: Duration = Duration::from_secs(90);

/// How long messages are hidden, by their receipts.
#[derive(Default)]
struct Hidden(Mutex<Vec<(Vec<String>, Duration)>>);

impl Visibility for Hidden {
    fn extend_visibility<'a>(
        &'a self,
        receipts: &'a [String],
        after: Duration,
    ) -> BoxFuture<'a, Result<(), Problem>> {
        self.0.lock().unwrap().push((receipts.to_vec(), after));
        Box::pin(async { Ok(()) })
    }

    fn set_aside<'a>(&'a self, _: &'a SqsMessage) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(async { Ok(()) })
    }
}

/// Ten orders, of which the fifth is of an article of its own; their jobs.
fn ten(world: &World) -> Vec<Job> {
    world.stock();
    world.anna_in_eaccounting();
    let order = |number: usize| {
        let sku = if number == 5 { "POISON" } else { "LAMP" };
        let key = world.order(&OrderSeed {
            id: (5_000 + number).to_string(),
            number: (1_000 + number).to_string(),
            lines: vec![LineSeed::new(sku, "Desk lamp, brass", 2, dec("1598"))],
            ..lamps()
        });
        order_job(world, &key)
    };
    (1..=10).map(order).collect()
}

/// Hands jobs to a worker in one batch; what comes again.
async fn deliver(world: &World, jobs: &[Job], receive_count: u32) -> Vec<String> {
    let mut event = SqsEvent::default();
    for job in jobs {
        let mut message = SqsMessage::default();
        message.message_id = Some(job.source.to_string());
        message.receipt_handle = Some(format!("receipt of {}", job.source));
        message.body = Some(serde_json::to_string(job).unwrap());
        let attributes = [
            ("MessageGroupId", job.group()),
            ("ApproximateReceiveCount", receive_count.to_string()),
        ];
        let attributes = attributes.map(|(name, value)| (name.to_owned(), value));
        message.attributes.extend(attributes);
        event.records.push(message);
    }
    let worker = world.another_worker();
    let answer = run_batch(event, TIME, Batch::default(), &Hidden::default(), |record| {
        let worker = std::sync::Arc::clone(&worker);
        Box::pin(async move {
            let delivery = Delivery {
                receive_count: record.receive_count,
                remaining: record.remaining,
            };
            match worker.handle(&record.job, delivery).await {
                JobOutcome::Retry { after, .. } => Disposition::Retry { after: Some(after) },
                _ => Disposition::Finished,
            }
        })
    })
    .await;
    let failed = answer.batch_item_failures.into_iter();
    failed.map(|failure| failure.item_identifier).collect()
}

fn states(world: &World, state: State) -> usize {
    let records = world.memory.records().into_iter();
    records
        .filter(|record| record.key.as_str().starts_with("order:") && record.state == state)
        .count()
}

#[tokio::test(start_paused = true)]
async fn jobs_beside_each_other_count_their_own_calls_alone() {
    let world = World::new("").await;
    let jobs = ten(&world);
    // Reads what all of them share.
    world.handle(&jobs[0]).await;
    world.forget_counts();
    futures::future::join_all(jobs[5..].iter().map(|job| world.handle(job))).await;
    let entries = world.entries().await;
    let others = entries.iter().filter(|entry| entry.source != jobs[0].source);
    let counted: Vec<u32> = others.map(|entry| entry.calls).collect();
    let made = u32::try_from(world.calls().len()).unwrap();
    assert_eq!(
        counted.iter().sum::<u32>(),
        made,
        "{counted:?}: {:?}",
        world.calls()
    );
    assert_eq!(counted, [counted[0]; 5]);
}

#[tokio::test(start_paused = true)]
async fn of_a_batch_of_ten_one_order_is_parked_and_nine_are_done() {
    let world = World::still("", 3);
    let jobs = ten(&world);
    assert_eq!(deliver(&world, &jobs, 1).await, Vec::<String>::new());
    assert_eq!(
        (states(&world, State::Done), states(&world, State::Parked)),
        (9, 1)
    );
    assert_eq!(world.records("orders").len(), 9);
    let problem = world.record("order:1:5005").unwrap().problem.unwrap();
    assert_eq!(problem.code, Code::SKU_UNKNOWN);
}

#[tokio::test(start_paused = true)]
async fn an_order_that_panics_three_times_is_parked_and_the_other_nine_are_done() {
    let world = World::still("[articles]\non_unknown_sku = \"create\"", 3);
    let jobs = ten(&world);
    world.steps.poison(Some("POISON"));
    let mut again = deliver(&world, &jobs, 1).await;
    assert_eq!(again, ["order:1:5005"], "it fails alone");
    assert_eq!(states(&world, State::Done), 9);
    let mut deliveries = 1;
    while !again.is_empty() {
        deliveries += 1;
        assert!(deliveries < 10, "it comes again for ever");
        // A message whose worker panicked comes again when its time is over.
        world.pass(180);
        again = deliver(&world, &jobs[4..5], deliveries).await;
    }
    assert_eq!(
        (states(&world, State::Done), states(&world, State::Parked)),
        (9, 1)
    );
    let problem = world.record("order:1:5005").unwrap().problem.unwrap();
    assert_eq!(problem.code, Code::CRASHED);
    assert_eq!(world.alerts.topics(), ["parked:crashed"]);
    assert_eq!(world.records("orders").len(), 9);

    // Once it no longer panics, a replay makes the tenth.
    world.steps.poison(None);
    world.pass(60);
    let replay = Job {
        cause: model::Cause::Replay,
        key: "replay".to_owned(),
        ..jobs[4].clone()
    };
    assert_eq!(deliver(&world, &[replay], 1).await, Vec::<String>::new());
    assert_eq!(world.records("orders").len(), 10);
}
