//! What nobody announces.

use flows::PollSummary;
use ledger::State;
use model::{JobKind, Source};
use sandbox::activecampaign::OrderSeed;
use sandbox::{Action, Fault, Vendor};

use crate::support::{StepFault, World, anna, dec, lamps};

const NOTHING: PollSummary = PollSummary {
    articles: 0,
    quotes: 0,
    orders: 0,
    contacts: 0,
    customers: 0,
};

#[tokio::test]
async fn the_first_run_leaves_the_past_alone_and_later_ones_find_what_webhooks_lost() {
    let world = World::new("[orders.deals]\narticle = \"LAMP\"").await;
    world.stock();
    world.contact(&anna());
    world.order(&lamps());
    world.pass(3_600);
    assert_eq!(world.poller().run().await.unwrap(), NOTHING);
    assert!(world.queue.sent().is_empty());

    world.pass(3_600);
    world.order(&OrderSeed {
        id: "5002".to_owned(),
        number: "1002".to_owned(),
        ..lamps()
    });
    let active = world.sandbox.activecampaign();
    active.set_field(1, "CITY", "Göteborg");
    let deal = active.add_deal(&sandbox::activecampaign::DealSeed {
        contact: Some(1),
        value: dec("100"),
        ..<_>::default()
    });
    active.win_deal(deal);
    world.pass(600);
    let polled = world.poller().run().await.unwrap();
    assert_eq!(
        polled,
        PollSummary {
            quotes: 0,
            orders: 2,
            contacts: 1,
            customers: 0,
            articles: 0,
        }
    );
    let mut queued: Vec<String> = world
        .queue
        .waiting()
        .iter()
        .map(|job| job.source.to_string())
        .collect();
    queued.sort();
    assert_eq!(queued, ["contact:1", "deal:1", "order:1:5002"]);
    world.drive().await;
    assert_eq!(world.records("orders").len(), 2);
}

#[tokio::test]
async fn a_run_over_nothing_new_costs_one_call_a_list() {
    let world = World::new("").await;
    world.contact(&anna());
    world.order(&lamps());
    world.poller().run().await.unwrap();
    world.pass(86_400);
    world.poller().run().await.unwrap();
    world.forget_counts();
    world.pass(3_600);
    assert_eq!(world.poller().run().await.unwrap(), NOTHING);
    let calls = world.calls();
    let to = |vendor: &str| calls.iter().filter(|call| call.starts_with(vendor)).count();
    assert!(to("activecampaign") <= 4, "one call a list: {calls:?}");
    assert_eq!(to("eaccounting"), 1, "{calls:?}");
}

#[tokio::test]
async fn the_watermark_moves_only_once_the_jobs_are_queued() {
    let world = World::new("").await;
    world.contact(&anna());
    world.poller().run().await.unwrap();
    world.pass(3_600);
    world.order(&lamps());
    let before = world.worker.ports().ledger.watermark("orders").await.unwrap();
    // The first job to be queued is the order's; the queue has it not.
    let steps = steps_to_the_queue(&world).await;
    world.pass(60);
    world.steps.begin([(steps, StepFault::NotDone)]);
    world.poller().run().await.unwrap_err();
    assert_eq!(
        world.worker.ports().ledger.watermark("orders").await.unwrap(),
        before
    );
    world.pass(86_400);
    world.poller().run().await.unwrap();
    assert!(
        world
            .queue
            .waiting()
            .iter()
            .any(|job| job.source == "order:1:5001".parse::<Source>().unwrap())
    );
    let after = world.worker.ports().ledger.watermark("orders").await.unwrap();
    assert!(after.unwrap().value > before.unwrap().value);
}

/// The number of the step of a run at which jobs are first queued, found out in a world that is the same.
async fn steps_to_the_queue(_: &World) -> usize {
    let world = World::new("").await;
    world.contact(&anna());
    world.poller().run().await.unwrap();
    world.pass(3_600);
    world.order(&lamps());
    world.pass(60);
    world.steps.begin([]);
    world.poller().run().await.unwrap();
    let steps = world.steps.seen();
    steps
        .iter()
        .position(|step| *step == crate::support::Step::Queue)
        .expect("jobs are queued")
}

#[tokio::test]
async fn what_is_found_by_overlapping_runs_is_one_job() {
    let world = World::new("").await;
    world.poller().run().await.unwrap();
    world.pass(600);
    world.order(&lamps());
    world.pass(60);
    for _ in 0..3 {
        world.poller().run().await.unwrap();
        world.pass(30);
    }
    let orders = world
        .queue
        .waiting()
        .iter()
        .filter(|job| job.kind == JobKind::Order)
        .count();
    assert_eq!(orders, 1, "the same version has the same key");
}

#[tokio::test]
async fn what_is_parked_is_tried_again_only_once_it_has_changed() {
    let world = World::new("").await;
    world.poller().run().await.unwrap();
    // No article is there.
    world.pass(600);
    world.order(&lamps());
    let attempts = async || {
        let entries = world.entries().await;
        let of_orders = entries.iter().filter(|entry| entry.kind == JobKind::Order);
        of_orders.count()
    };
    for _ in 0..4 {
        world.poller().run().await.unwrap();
        world.drive().await;
        assert_eq!(attempts().await, 1, "searches overlap, and find it again");
        world.pass(360);
    }
    let parked = world.record("order:1:5001").unwrap();
    assert_eq!(parked.state, State::Parked);

    world.stock();
    world.order(&OrderSeed {
        number: "1001-B".to_owned(),
        ..lamps()
    });
    world.pass(60);
    world.poller().run().await.unwrap();
    world.drive().await;
    assert_eq!(world.records("orders").len(), 1);
}

#[tokio::test]
async fn a_parked_quote_is_tried_again_once_an_hour() {
    let world = World::new("").await;
    let article = world.article("LAMP", "25%");
    let customer = world.anna_in_eaccounting();
    world.poller().run().await.unwrap();
    world.accepted_quote(&customer, &article);
    let refused = Action::Fail {
        status: 400,
        body: Some(serde_json::json!({"ErrorCode": 4000, "DeveloperErrorMessage": "no"})),
    };
    let fault = Fault::new(Vendor::Eaccounting, "POST /quotes/*", refused).times(2);
    world.sandbox.faults().add(fault);
    let mut attempts = Vec::new();
    for _ in 0..22 {
        world.pass(360);
        world.poller().run().await.unwrap();
        world.drive().await;
        attempts.push(world.entries().await.len());
    }
    assert_eq!(attempts[..10], [1; 10], "within the hour");
    assert_eq!(attempts.last(), Some(&3), "{attempts:?}");
    assert_eq!(world.records("orders").len(), 1);
}

#[tokio::test]
async fn a_limit_of_a_run_takes_the_oldest_and_the_next_run_goes_on_there() {
    let world = World::new("[orders]\nmaximum_per_run = 2").await;
    world.stock();
    world.anna_in_eaccounting();
    world.poller().run().await.unwrap();
    for number in 1..=5 {
        world.pass(3_600);
        world.order(&OrderSeed {
            id: number.to_string(),
            number: number.to_string(),
            ..lamps()
        });
    }
    for _ in 0..5 {
        world.pass(3_600);
        world.poller().run().await.unwrap();
        world.drive().await;
    }
    assert_eq!(world.records("orders").len(), 5);
}

#[tokio::test]
async fn one_vendors_failure_does_not_block_the_others_part_of_a_poll() {
    let world = World::new("").await;
    let article = world.article("LAMP", "25%");
    let customer = world.anna_in_eaccounting();
    world.accepted_quote(&customer, &article);
    world.poller().run().await.unwrap();
    world.drive().await;
    world.accepted_quote(&customer, &article);
    let down = Fault::new(Vendor::ActiveCampaign, "*", Action::Reset).times(1_000);
    world.sandbox.faults().add(down);
    for _ in 0..3 {
        world.pass(600);
        let problem = world.poller().run().await.unwrap_err();
        assert_eq!(problem.code, model::Code::ACTIVECAMPAIGN_UNREACHABLE);
        world.drive().await;
    }
    assert_eq!(world.records("orders").len(), 2, "offers went on");
    world.sandbox.faults().clear();
    world.pass(600);
    world.poller().run().await.unwrap();
    world.pass(600);
    world.poller().run().await.unwrap();
    let told: Vec<_> = world
        .alerts
        .all()
        .into_iter()
        .map(|alert| (alert.topic, alert.status))
        .collect();
    assert_eq!(
        told,
        [
            ("activecampaign".to_owned(), engine::AlertStatus::Failing),
            ("activecampaign".to_owned(), engine::AlertStatus::Recovered)
        ]
    );
}

/// Orders of the queue that were not there before, in the order in which they came.
fn queued_orders(world: &World) -> Vec<String> {
    let sent = world.queue.sent().into_iter();
    let mut ids: Vec<String> = sent
        .filter(|job| job.kind == JobKind::Order)
        .map(|job| job.source.id().to_owned())
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

#[tokio::test]
async fn orders_of_one_moment_are_all_queued_at_any_limit_per_run() {
    for most in [1, 2, 3] {
        let world = World::new(&format!("[orders]\nmaximum_per_run = {most}")).await;
        world.poller().run().await.unwrap();
        world.pass(3_600);
        for number in 1..=7 {
            world.order(&OrderSeed {
                id: number.to_string(),
                number: number.to_string(),
                ..lamps()
            });
        }
        world.pass(3_600);
        for _ in 0..7 {
            let polled = world.poller().run().await.unwrap();
            assert!(polled.orders <= most, "{polled:?}");
            world.pass(300);
        }
        let expected: Vec<String> = (1..=7).map(|number| number.to_string()).collect();
        assert_eq!(queued_orders(&world), expected, "at most {most} a run");
        // And what comes later is not held up by what was.
        world.order(&OrderSeed {
            id: "8".to_owned(),
            number: "8".to_owned(),
            ..lamps()
        });
        world.pass(60);
        world.poller().run().await.unwrap();
        assert!(queued_orders(&world).contains(&"8".to_owned()));
    }
}

#[tokio::test]
async fn a_clock_that_was_a_day_ahead_for_one_run_hides_nothing_from_the_next() {
    let world = World::new("").await;
    world.poller().run().await.unwrap();
    world.pass(86_400);
    world.poller().run().await.unwrap();
    world.pass(-86_400);
    world.pass(60);
    world.order(&lamps());
    world.pass(60);
    assert_eq!(world.poller().run().await.unwrap().orders, 1);
}

#[tokio::test]
async fn with_a_clock_some_minutes_ahead_or_behind_nothing_is_missed() {
    for skew in [-600, 600] {
        let world = World::new("").await;
        world.pass(skew);
        world.poller().run().await.unwrap();
        world.pass(-skew);
        for number in 1..=12 {
            world.pass(150);
            world.order(&OrderSeed {
                id: format!("{number:02}"),
                number: number.to_string(),
                ..lamps()
            });
            world.pass(150);
            world.pass(skew);
            world.poller().run().await.unwrap();
            world.pass(-skew);
        }
        // Behind, our own clock sees the last ones some runs later.
        for _ in 0..3 {
            world.pass(300);
            world.pass(skew);
            world.poller().run().await.unwrap();
            world.pass(-skew);
        }
        let expected: Vec<String> = (1..=12).map(|number| format!("{number:02}")).collect();
        assert_eq!(queued_orders(&world), expected, "{skew} seconds");
    }
}

#[tokio::test]
async fn all_orders_of_a_western_store_are_found_at_any_limit_per_run() {
    let world = World::new("[orders]\nmaximum_per_run = 1\n[sweep]\noverlap_minutes = 5").await;
    // A busy store's orders stand before those of the other in a list that is sorted by the digits on their clocks.
    for number in 0..120 {
        world.order(&OrderSeed {
            id: format!("busy-{number}"),
            modified: format!("2026-11-23T{:02}:{:02}:00Z", 2 + number / 60, number % 60),
            ..lamps()
        });
    }
    world.poller().run().await.unwrap();
    world.pass(600);
    for minute in 5..8 {
        world.order(&OrderSeed {
            id: format!("west-{minute}"),
            // 09:05Z and so on.
            modified: format!("2026-11-23T01:{minute:02}:00-08:00"),
            ..lamps()
        });
    }
    let three_hours = async || {
        let mut found = 0;
        for _ in 0..36 {
            world.pass(300);
            let polled = world.poller().run().await.unwrap();
            assert!(polled.orders <= 1, "{polled:?}");
            found += polled.orders;
        }
        found
    };
    // Nobody works on the jobs here, so that the REST store's search, which has no record to go by, queues them as well.
    assert!(three_hours().await >= 3);
    assert_eq!(queued_orders(&world), ["west-5", "west-6", "west-7"]);
    assert_eq!(three_hours().await, 0, "none is queued again");
}
