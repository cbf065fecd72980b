//! Parked jobs: what resumes them, and what does not.

use engine::{AlertStatus, JobOutcome};
use ledger::State;
use model::{Cause, Clock, Code, Job};
use sandbox::{Action, Fault, Vendor};

use crate::support::{World, delivery, document, lamps, order_job, parked};

/// An order that is parked because eAccounting has no such article.
async fn parked_order() -> (World, Job) {
    let world = World::new("").await;
    world.anna_in_eaccounting();
    let key = world.order(&lamps());
    let job = order_job(&world, &key);
    let verdict = world.settle(job.clone()).await;
    assert_eq!(parked(&verdict).code, Code::SKU_UNKNOWN);
    (world, job)
}

#[tokio::test]
async fn a_replay_resumes_a_parked_job_once_its_cause_is_mended() {
    let (world, job) = parked_order().await;
    world.stock();
    world.pass(60);
    let replay = Job {
        cause: Cause::Replay,
        key: "replay".to_owned(),
        first_seen: job.first_seen,
        ..job
    };
    document(&world.settle(replay).await);
    assert_eq!(world.record("order:1:5001").unwrap().state, State::Done);
    world.only("orders");
}

#[tokio::test]
async fn a_parked_order_that_goes_through_is_told_with_the_attempt_that_did_it() {
    let (world, job) = parked_order().await;
    let parked_at = world.clock.now();
    world.stock();
    world.pass(3_600);
    let replay = Job {
        cause: Cause::Replay,
        key: "replay".to_owned(),
        ..job.clone()
    };
    document(&world.settle(replay).await);
    let told = world.alerts.all();
    let [failing, recovered] = told.as_slice() else {
        panic!("{told:?}");
    };
    let texts = world.alerts.texts();
    let [(failing_title, failing_text), (recovered_title, recovered_text)] = texts.as_slice() else {
        panic!("{texts:?}");
    };
    assert_eq!(failing_title, "Order 5001 waits for you");
    assert_eq!(
        (failing.status, failing.code),
        (AlertStatus::Failing, Some(Code::SKU_UNKNOWN))
    );
    assert!(failing_text.contains("What to do: "), "{failing_text}");
    assert_eq!(recovered_title, "Order 5001 no longer waits for you");
    assert_eq!(
        (recovered.status, recovered.since),
        (AlertStatus::Recovered, Some(parked_at))
    );
    assert!(
        recovered_text.starts_with("The replay at 10:0"),
        "{recovered_text}"
    );
    assert!(recovered_text.contains(" succeeded: order "), "{recovered_text}");
    // The same cause again is told anew, however soon.
    let key = world.order(&sandbox::activecampaign::OrderSeed {
        id: "5002".to_owned(),
        number: "1002".to_owned(),
        lines: vec![sandbox::activecampaign::LineSeed::new(
            "OTHER",
            "Another lamp",
            1,
            "10".parse().unwrap(),
        )],
        ..lamps()
    });
    parked(&world.settle(order_job(&world, &key)).await);
    assert_eq!(world.alerts.all().len(), 3);
}

#[tokio::test]
async fn a_later_announcement_tries_a_parked_job_again() {
    let (world, job) = parked_order().await;
    world.stock();
    world.pass(60);
    let later = Job {
        key: "later".to_owned(),
        first_seen: world.after(1),
        ..job
    };
    document(&world.settle(later).await);
}

#[tokio::test]
async fn a_stale_duplicate_of_a_parked_job_stays_parked_without_a_call() {
    let (world, job) = parked_order().await;
    world.stock();
    world.pass(60);
    world.forget_counts();
    let verdict = world.worker.handle(&job, delivery(2)).await;
    assert_eq!(parked(&verdict).code, Code::SKU_UNKNOWN);
    assert_eq!(world.calls(), Vec::<String>::new());
    assert_eq!(world.store.writes(), 0);
    assert_eq!(world.alerts.all().len(), 1, "it is told once");
}

#[tokio::test]
async fn parked_jobs_of_one_kind_are_told_once_a_day() {
    let world = World::new("").await;
    world.anna_in_eaccounting();
    for number in 1..=4 {
        let seed = sandbox::activecampaign::OrderSeed {
            id: number.to_string(),
            number: number.to_string(),
            ..lamps()
        };
        let key = world.order(&seed);
        parked(&world.settle(order_job(&world, &key)).await);
        world.pass(if number == 3 { 86_400 } else { 3_600 });
    }
    assert_eq!(
        world.alerts.topics(),
        ["parked:sku_unknown", "parked:sku_unknown"]
    );
}

#[tokio::test]
async fn a_vendor_that_is_down_for_a_week_costs_no_attempt_and_is_told_once_each_way() {
    let world = World::new("").await;
    world.stock();
    world.anna_in_eaccounting();
    let key = world.order(&lamps());
    let job = order_job(&world, &key);
    world
        .sandbox
        .faults()
        .add(Fault::new(Vendor::Eaccounting, "*", Action::Reset).times(u32::MAX));
    let mut receives = 0;
    let end = world.after(7 * 86_400);
    while model::Clock::now(&*world.clock) < end {
        receives += 1;
        match world.worker.handle(&job, delivery(receives)).await {
            JobOutcome::Retry { after, problem } => {
                assert_eq!(problem.code, Code::EACCOUNTING_UNREACHABLE);
                world.pass(i64::try_from(after.as_secs()).unwrap());
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(world.record("order:1:5001").unwrap().attempts, 0);
    world.sandbox.faults().clear();
    document(
        &world
            .settle(Job {
                key: "again".to_owned(),
                ..job
            })
            .await,
    );
    world.poller().run().await.unwrap();
    let changes: Vec<_> = world
        .alerts
        .all()
        .into_iter()
        .map(|alert| (alert.topic, alert.status))
        .collect();
    assert_eq!(
        changes,
        [
            ("eaccounting".to_owned(), engine::AlertStatus::Failing),
            ("eaccounting".to_owned(), engine::AlertStatus::Recovered)
        ]
    );
}

#[tokio::test]
async fn a_record_that_stops_its_workers_three_times_is_parked_and_can_be_replayed() {
    use crate::support::{Step, StepFault};
    let world = World::new("").await;
    world.stock();
    world.anna_in_eaccounting();
    let key = world.order(&lamps());
    let job = order_job(&world, &key);
    // Every worker is lost when it comes to read the order.
    world.steps.begin_always(|step| {
        matches!(step, Step::Http("POST /ecom/graphql", _)).then_some(StepFault::CrashAfter)
    });
    let verdict = world.settle(job.clone()).await;
    assert_eq!(parked(&verdict).code, Code::CRASHED);
    assert_eq!(world.alerts.topics(), ["parked:crashed"]);
    assert_eq!(
        world.entry("order:1:5001").await.outcome,
        journal::Outcome::Parked
    );
    world.steps.begin([]);
    world.pass(60);
    let replay = Job {
        cause: Cause::Replay,
        key: "replay".to_owned(),
        ..job
    };
    document(&world.settle(replay).await);
    world.only("orders");
}

#[tokio::test]
async fn a_parked_contact_is_no_longer_parked_once_it_came_through() {
    let world = World::new("").await;
    let mut seed = crate::support::anna();
    seed.fields.remove("CITY");
    let contact = world.contact(&seed);
    let job = crate::support::job(&world, model::JobKind::Customer, &contact);
    parked(&world.settle(job.clone()).await);
    assert_eq!(world.record(&contact).unwrap().state, State::Parked);
    world.pass(60);
    world.sandbox.activecampaign().set_field(1, "CITY", "Stockholm");
    let later = Job {
        key: "later".to_owned(),
        first_seen: world.after(0),
        ..job.clone()
    };
    document(&world.settle(later).await);
    assert_eq!(world.record(&contact).unwrap().state, State::Skipped);
    // And it can be parked once more.
    world.customer(serde_json::json!({"EmailAddress": "two.qvzx@example.com", "IsActive": false}));
    world.pass(60);
    world.sandbox.activecampaign().update_contact(
        1,
        &sandbox::activecampaign::ContactSeed::new("two.qvzx@example.com"),
    );
    let id = world.customers_of(crate::support::EMAIL)[0]["Id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let off = serde_json::json!({"IsActive": false});
    world.sandbox.eaccounting().amend("customers", id, off).unwrap();
    let again = Job {
        key: "again".to_owned(),
        first_seen: world.after(0),
        ..job
    };
    parked(&world.settle(again).await);
    assert_eq!(world.record(&contact).unwrap().state, State::Parked);
}

#[tokio::test(start_paused = true)]
async fn a_job_that_waits_for_another_repeatedly_counts_no_lost_worker() {
    use eaccounting::tokens::TokenStore;
    let world = World::still("", 1);
    world.stock();
    world.anna_in_eaccounting();
    let key = world.order(&lamps());
    let job = order_job(&world, &key);
    // Somebody has been renewing the token for a long time, and the job was delivered before.
    for receive in 2..12 {
        let lease = world
            .tokens
            .lease(std::time::Duration::from_secs(90))
            .await
            .unwrap();
        assert!(lease.is_some());
        let JobOutcome::Retry { after, problem } = world.worker.handle(&job, delivery(receive)).await else {
            panic!("it is to come again");
        };
        assert_eq!(problem.code, Code::RECORD_LOCKED);
        // Its lease, had it kept it, would lapse meanwhile.
        world.pass(i64::try_from(after.as_secs()).unwrap().max(200));
    }
    let record = world.record("order:1:5001").unwrap();
    assert_eq!(
        (record.state, record.crashes, record.attempts),
        (State::Waiting, 0, 0)
    );
    document(&world.worker.handle(&job, delivery(12)).await);
    world.only("orders");
}

#[tokio::test]
async fn an_unsupported_filter_is_probed_once_a_month_for_all_workers() {
    let world = World::new("").await;
    world.stock();
    world.anna_in_eaccounting();
    let books = world.sandbox.eaccounting();
    books.set_behaviour(books.behaviour().without_document_filters());
    let by_filter = |world: &World| {
        let calls = world.sandbox.requests().into_iter();
        let is_tried = |query: &Option<String>| {
            query
                .as_deref()
                .is_some_and(|query| query.contains("BuyersOrderReference"))
        };
        calls
            .filter(|call| call.path == "/orders" && is_tried(&call.query))
            .count()
    };
    for (number, tried) in [("1001", 1), ("1002", 1), ("1003", 1), ("1004", 2)] {
        let seed = sandbox::activecampaign::OrderSeed {
            id: number.to_owned(),
            number: number.to_owned(),
            ..lamps()
        };
        let key = world.order(&seed);
        if number == "1004" {
            world.pass(31 * 86_400);
        }
        let verdict = world
            .another_worker()
            .handle(&order_job(&world, &key), delivery(1))
            .await;
        document(&verdict);
        assert_eq!(by_filter(&world), tried, "by order {number}");
        world.pass(60);
    }
}

#[tokio::test(start_paused = true)]
async fn an_order_whose_first_worker_was_lost_is_told_when_it_is_refunded_later() {
    use crate::support::StepFault;
    let world = World::still("", 1);
    world.stock();
    world.anna_in_eaccounting();
    let key = world.order(&lamps());
    // The first step is the ledger's, the second reads the order.
    world.steps.begin([(1, StepFault::CrashAfter)]);
    document(&world.settle(order_job(&world, &key)).await);
    assert!(world.record("order:1:5001").unwrap().version.is_some());
    world.pass(3_600);
    world.order(&sandbox::activecampaign::OrderSeed {
        status: "REFUNDED".to_owned(),
        ..lamps()
    });
    let refunded = Job {
        version: Some("a newer one".to_owned()),
        ..order_job(&world, &key)
    };
    let verdict = world.settle(refunded).await;
    assert_eq!(parked(&verdict).code, Code::CANCELLED_AFTER_CREATION);
}

#[tokio::test]
async fn what_two_workers_find_out_of_eaccountings_lists_is_all_known_to_a_third() {
    let world = World::new("").await;
    world.stock();
    world.anna_in_eaccounting();
    let order = |number: &str| {
        let key = world.order(&sandbox::activecampaign::OrderSeed {
            id: number.to_owned(),
            number: number.to_owned(),
            ..lamps()
        });
        order_job(&world, &key)
    };
    let filtered = |path: &str, by: &str| {
        let calls = world.sandbox.requests().into_iter();
        calls
            .filter(|call| call.path == path && call.query.as_deref().is_some_and(|query| query.contains(by)))
            .count()
    };
    // Both have looked at what is known, which is nothing.
    let (first, second) = (world.another_worker(), world.another_worker());
    document(&first.handle(&order("1001"), delivery(1)).await);
    flows::Poller::new(second.clone()).run().await.unwrap();
    let books = world.sandbox.eaccounting();
    books.set_behaviour(books.behaviour().without_document_filters());
    // One finds out that orders cannot be filtered by reference, the other that quotes cannot be by status.
    document(&first.handle(&order("1002"), delivery(1)).await);
    flows::Poller::new(second).run().await.unwrap();

    world.forget_counts();
    let third = world.another_worker();
    document(&third.handle(&order("1003"), delivery(1)).await);
    flows::Poller::new(third).run().await.unwrap();
    assert_eq!(filtered("/orders", "BuyersOrderReference"), 0);
    assert_eq!(filtered("/quotes", "Status"), 0);
}
