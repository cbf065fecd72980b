//! When a job comes again: as the vendor asks, as the plan says, and not for ever.

use std::time::Duration;

use engine::JobOutcome;
use jiff::SignedDuration;
use ledger::{Key, State};
use model::{Cause, Code, Job};
use sandbox::activecampaign::OrderSeed;
use sandbox::{Action, Fault, Vendor};

use crate::support::{World, delivery, document, lamps, order_job, parked};

/// A shop with an order for each number; their jobs.
fn shop(world: &World, numbers: &[&str]) -> Vec<Job> {
    world.stock();
    world.anna_in_eaccounting();
    let job = |number: &&str| {
        let key = world.order(&OrderSeed {
            id: (*number).to_owned(),
            number: (*number).to_owned(),
            ..lamps()
        });
        order_job(world, &key)
    };
    numbers.iter().map(job).collect()
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_asks_for_55_seconds_gets_them_and_other_records_go_on() {
    for (vendor, endpoint) in [
        // In the header as ActiveCampaign has it, in the text as eAccounting does: "Try again in 55 seconds."
        (Vendor::ActiveCampaign, "POST /ecom/graphql"),
        (Vendor::Eaccounting, "GET /customers"),
        (Vendor::Eaccounting, "POST /orders"),
    ] {
        let world = World::still("", 3);
        let jobs = shop(&world, &["1001", "1002"]);
        let fault = Fault::new(vendor, endpoint, Action::RateLimit { retry_after: 55 });
        world.sandbox.faults().add(fault);
        world.queue.add(&jobs);
        let workers = [world.another_worker()];
        let ended = world.drive_for(&workers, 1).await;
        assert_eq!(ended.len(), 1, "{endpoint}: {ended:?}");
        assert_eq!(ended[0].job.source, jobs[1].source, "{endpoint}");
        assert_eq!(world.orders_of("1002").len(), 1, "{endpoint}");
        let hidden = world.queue.hidden_for(&jobs[0].group()).unwrap();
        let allowed = SignedDuration::from_secs(54)..=SignedDuration::from_secs(70);
        assert!(
            allowed.contains(&hidden),
            "{endpoint}: still hidden for {hidden:?} after a second"
        );
        let ended = world.drive_for(&workers, 120).await;
        assert!(
            matches!(ended[0].verdict, JobOutcome::Done { .. }),
            "{endpoint}: {ended:?}"
        );
        assert_eq!(world.orders_of("1001").len(), 1, "{endpoint}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_of_weeks_that_a_vendor_asks_for_is_cut_to_what_a_queue_can_hide() {
    let world = World::still("", 3);
    let jobs = shop(&world, &["1001"]);
    let month = Action::RateLimit {
        retry_after: 30 * 86_400,
    };
    let fault = Fault::new(Vendor::ActiveCampaign, "POST /ecom/graphql", month);
    world.sandbox.faults().add(fault);
    let JobOutcome::Retry { after, .. } = world.handle(&jobs[0]).await else {
        panic!("it is to come again");
    };
    assert_eq!(after, ledger::MAX_BACKOFF);
    assert!(after < Duration::from_secs(12 * 3_600));
}

#[tokio::test(start_paused = true)]
async fn after_three_days_of_attempts_a_job_is_parked_and_can_be_replayed() {
    let world = World::still("", 1);
    let jobs = shop(&world, &["1001"]);
    // The vendor's own fault each time, and no outage.
    let failing = Action::Fail {
        status: 500,
        body: None,
    };
    let fault = Fault::new(Vendor::Eaccounting, "GET /customers", failing).times(u32::MAX);
    world.sandbox.faults().add(fault);
    let began = world.after(0);
    let verdict = world.settle(jobs[0].clone()).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::RETRIES_EXHAUSTED);
    assert!(problem.message.contains("failed 17 times"), "{problem}");
    assert!(problem.remedy.contains("replay order:1:1001"), "{problem}");
    let took = world.after(0).duration_since(began);
    assert!(took >= SignedDuration::from_hours(72), "given up after {took:?}");
    assert_eq!(world.alerts.topics(), ["parked:retries_exhausted"]);
    let record = world.record("order:1:1001").unwrap();
    assert_eq!(record.state, State::Parked);

    world.sandbox.faults().clear();
    world.pass(60);
    // What the ledger keeps is enough to begin again.
    let replay = Job {
        cause: Cause::Replay,
        key: "replay".to_owned(),
        ..record.job.unwrap()
    };
    document(&world.settle(replay).await);
    assert_eq!(world.orders_of("1001").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_retry_whose_message_is_lost_is_queued_again() {
    // Nothing else would find these orders.
    let world = World::still("[sweep]\nenabled = false", 1);
    let jobs = shop(&world, &["1001", "1002", "1003"]);
    let failing = Action::Fail {
        status: 500,
        body: None,
    };
    // The second one fails as it is created, so that it may exist.
    for (endpoint, job) in [
        ("GET /customers", &jobs[0]),
        ("POST /orders", &jobs[1]),
        ("GET /customers", &jobs[2]),
    ] {
        let fault = Fault::new(Vendor::Eaccounting, endpoint, failing.clone());
        world.sandbox.faults().add(fault);
        let verdict = world.handle(job).await;
        assert!(matches!(verdict, JobOutcome::Retry { .. }), "{verdict:?}");
    }
    let states = ["1001", "1002"].map(|id| world.record(&format!("order:1:{id}")).unwrap().state);
    assert_eq!(states, [State::Waiting, State::InDoubt]);
    let ledger = &world.worker.ports().ledger;
    ledger
        .hold(&Key::source(&jobs[2].source), "a test order", "anna")
        .await
        .unwrap();

    world.pass(30 * 60);
    world.poller().run().await.unwrap();
    assert_eq!(world.queue.waiting(), [], "their messages may still come");
    world.pass(2 * 3_600);
    world.poller().run().await.unwrap();
    let mut queued: Vec<_> = world.queue.waiting().into_iter().map(|job| job.source).collect();
    queued.sort();
    assert_eq!(queued, [jobs[0].source.clone(), jobs[1].source.clone()]);
    world.drive().await;
    for number in ["1001", "1002"] {
        assert_eq!(world.orders_of(number).len(), 1, "{number}");
    }
    world.pass(86_400);
    world.poller().run().await.unwrap();
    assert_eq!(world.queue.waiting(), []);
}

#[tokio::test(start_paused = true)]
async fn an_unreadable_change_of_a_done_order_is_reported_after_three_days() {
    let world = World::still("", 1);
    let jobs = shop(&world, &["1001"]);
    document(&world.settle(jobs[0].clone()).await);
    let failing = Action::Fail {
        status: 500,
        body: None,
    };
    let fault = Fault::new(Vendor::ActiveCampaign, "POST /ecom/graphql", failing).times(u32::MAX);
    world.sandbox.faults().add(fault);
    let changed = Job {
        key: "changed".to_owned(),
        version: Some("a newer one".to_owned()),
        ..jobs[0].clone()
    };
    let began = world.after(0);
    let mut waits = Vec::new();
    let verdict = loop {
        let receive = u32::try_from(waits.len()).unwrap() + 1;
        match world.worker.handle(&changed, delivery(receive)).await {
            JobOutcome::Retry { after, .. } if receive < 1_000 => {
                waits.push(after.as_secs());
                world.pass(i64::try_from(after.as_secs()).unwrap());
            }
            ended => break ended,
        }
    };
    assert_eq!(parked(&verdict).code, Code::RETRIES_EXHAUSTED);
    assert_eq!(waits[..6], [30, 60, 120, 300, 900, 900]);
    let took = world.after(0).duration_since(began);
    let days = SignedDuration::from_hours(70)..=SignedDuration::from_hours(73);
    assert!(days.contains(&took), "given up after {took:?}");
    assert_eq!(world.alerts.topics(), ["parked:retries_exhausted"]);
    assert_eq!(world.record("order:1:1001").unwrap().state, State::Done);
    world.only("orders");
}
