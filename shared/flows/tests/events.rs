//! Events without a date: what an automation's webhook announces is found, however soon it follows another, and a storm of
//! equal ones costs two readings.

use activecampaign::webhook;
use jiff::SignedDuration;
use model::{Clock, Job};
use sandbox::activecampaign::OrderSeed;

use crate::support::{World, anna, at, job, lamps, order_job, skipped};

/// The job of an automation's step about this contact, which comes now.
fn announced(world: &World, query: &str, contact: u64) -> Job {
    let body = format!("contact%5Bid%5D={contact}&contact%5Bemail%5D=person%40example.com&seriesid=9");
    let event = webhook::decode(query, body.as_bytes()).unwrap();
    event.job(world.clock.now()).unwrap()
}

/// A world with Anna as a contact, to begin at a full ten seconds.
fn shop() -> (World, u64) {
    let world = World::still("", 3);
    world.stock();
    world.anna_in_eaccounting();
    let contact = world.sandbox.activecampaign().add_contact(&anna());
    world
        .clock
        .advance(at("10:00:00").duration_since(world.clock.now()));
    (world, contact)
}

fn millis(world: &World, count: i64) {
    world.clock.advance(SignedDuration::from_millis(count));
}

/// Works off whatever is visible now.
async fn work(world: &World) {
    world.drive_for(&[std::sync::Arc::clone(&world.worker)], 0).await;
}

fn rest(number: &str) -> OrderSeed {
    OrderSeed {
        id: number.to_owned(),
        number: number.to_owned(),
        ..lamps()
    }
}

/// How often ActiveCampaign was asked for this since the counts were forgotten.
fn asked(world: &World, path: &str) -> usize {
    let calls = world.calls();
    calls.iter().filter(|call| call.contains(path)).count()
}

#[tokio::test(start_paused = true)]
async fn a_rest_order_announced_2_4_seconds_after_another_is_booked() {
    let (world, contact) = shop();
    millis(&world, 1_000);
    world.sandbox.activecampaign().add_rest_order(&rest("R1"));
    world.queue.add(&[announced(&world, "event=order", contact)]);
    work(&world).await;
    assert_eq!(world.orders_of("R1").len(), 1);
    millis(&world, 2_400);
    world.sandbox.activecampaign().add_rest_order(&rest("R2"));
    world.queue.add(&[announced(&world, "event=order", contact)]);
    world.drive().await;
    assert_eq!((world.orders_of("R1").len(), world.orders_of("R2").len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn an_unpaid_order_that_is_announced_again_soon_as_paid_is_booked() {
    let (world, contact) = shop();
    // The store writes one date of change for both.
    let seed = |status: &str| OrderSeed {
        status: status.to_owned(),
        modified: "2026-11-23T10:00:00Z".to_owned(),
        ..lamps()
    };
    millis(&world, 1_000);
    world.order(&seed("PENDING_PAYMENT"));
    world.queue.add(&[announced(&world, "event=order", contact)]);
    work(&world).await;
    assert!(world.records("orders").is_empty(), "it is not paid");
    millis(&world, 1_500);
    world.order(&seed("COMPLETED"));
    world.queue.add(&[announced(&world, "event=order", contact)]);
    world.drive().await;
    assert_eq!(world.orders_of("1001").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_order_paid_while_it_was_read_as_unpaid_is_read_again() {
    let (world, _) = shop();
    let seed = |status: &str| OrderSeed {
        status: status.to_owned(),
        ..lamps()
    };
    let key = world.order(&seed("PENDING_PAYMENT"));
    let first = order_job(&world, &key);
    // Every step takes a tenth of a second, so that the record is written well after the reading began.
    let clock = std::sync::Arc::clone(&world.clock);
    world.steps.meanwhile(move || {
        clock.advance(SignedDuration::from_millis(100));
        0
    });
    let mut second = first.clone();
    assert!(skipped(&world.settle(first).await).contains("not paid"));
    world.steps.meanwhile(|| 0);
    let written = world.record("order:1:5001").unwrap().updated_at;
    world.order(&seed("COMPLETED"));
    second.key.push_str(" again");
    second.first_seen += SignedDuration::from_millis(50);
    assert!(
        second.first_seen < written,
        "announced before the record was written"
    );
    world.settle(second).await;
    assert_eq!(world.orders_of("1001").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_hundred_equal_events_within_a_second_cost_two_readings() {
    for (query, path) in [("event=order", "/contacts/1"), ("event=contact", "/contacts/1")] {
        let (world, contact) = shop();
        if query == "event=order" {
            world.order(&lamps());
        }
        // How often one reading asks for the contact.
        world.queue.add(&[announced(&world, query, contact)]);
        world.forget_counts();
        work(&world).await;
        let once = asked(&world, path);
        assert!(once > 0, "{:?}", world.calls());
        world.pass(60);
        world.forget_counts();
        for _ in 0..100 {
            millis(&world, 10);
            world.queue.add(&[announced(&world, query, contact)]);
            work(&world).await;
        }
        world.drive().await;
        let readings = asked(&world, path).div_ceil(once);
        assert!((1..=2).contains(&readings), "{query}: {readings} readings");
        assert!(world.queue.waiting().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn an_event_that_came_before_the_last_reading_began_costs_no_call() {
    for query in ["event=order", "event=contact"] {
        let (world, contact) = shop();
        let first = announced(&world, query, contact);
        millis(&world, 100);
        let second = announced(&world, query, contact);
        millis(&world, 100);
        let third = announced(&world, query, contact);
        assert_ne!(first.key, second.key, "the queue drops neither");
        // The reading of the first begins at the moment at which the third comes.
        world.settle(first).await;
        world.forget_counts();
        let entries = world.entries().await.len();
        skipped(&world.settle(second).await);
        skipped(&world.settle(third).await);
        assert_eq!(world.calls(), Vec::<String>::new(), "{query}");
        assert_eq!(
            world.entries().await.len(),
            entries,
            "nor an entry in the journal"
        );
        millis(&world, 5_000);
        world.settle(announced(&world, query, contact)).await;
        assert!(!world.calls().is_empty(), "a later one reads again");
    }
}

#[tokio::test(start_paused = true)]
async fn a_search_that_failed_is_not_taken_for_a_reading() {
    let (world, contact) = shop();
    world.order(&lamps());
    let first = announced(&world, "event=order", contact);
    millis(&world, 10);
    let second = announced(&world, "event=order", contact);
    millis(&world, 100);
    world.steps.begin_always(|step| {
        (step == crate::support::Step::Queue).then_some(crate::support::StepFault::NotDone)
    });
    let failed = world.handle(&first).await;
    assert!(matches!(failed, engine::JobOutcome::Retry { .. }), "{failed:?}");
    world.steps.begin([]);
    world.pass(3_600);
    world.settle(second).await;
    assert_eq!(world.orders_of("1001").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_dated_event_of_a_contact_still_writes_nothing_to_the_ledger() {
    let (world, contact) = shop();
    let dated = job(&world, model::JobKind::Customer, &format!("contact:{contact}"));
    world.settle(dated).await;
    assert!(world.memory.records().is_empty(), "{:?}", world.memory.records());
}
