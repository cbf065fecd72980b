//! Orders that only the REST store has, and that nobody announced.

use jiff::SignedDuration;
use model::Clock;
use sandbox::activecampaign::{ContactSeed, OrderSeed};
use serde_json::json;

use crate::support::{World, anna, lamps};

const WATERMARK: &str = "rest_orders";

/// A world whose poller has run once, with Anna as a contact and a customer.
async fn shop() -> World {
    let world = World::still("", 3);
    world.stock();
    world.anna_in_eaccounting();
    world.contact(&anna());
    world.poller().run().await.unwrap();
    world.drive().await;
    world
}

/// An order in the REST store alone; ActiveCampaign's id of it.
fn rest(world: &World, number: &str, status: &str) -> u64 {
    world.sandbox.activecampaign().add_rest_order(&OrderSeed {
        id: number.to_owned(),
        number: number.to_owned(),
        status: status.to_owned(),
        ..lamps()
    })
}

/// Runs the poller every five minutes for so long.
async fn pass(world: &World, hours: i64) {
    for _ in 0..hours * 12 {
        world.pass(300);
        world.poller().run().await.unwrap();
        world.drive().await;
    }
}

/// How many times each order was queued.
fn queued(world: &World, number: &str) -> usize {
    let sent = world.queue.sent();
    sent.iter().filter(|job| job.source.id() == number).count()
}

#[tokio::test(start_paused = true)]
async fn an_order_of_a_rest_store_that_nobody_announced_is_found_once() {
    let world = shop().await;
    world.pass(120);
    rest(&world, "R1", "");
    pass(&world, 1).await;
    assert_eq!(world.orders_of("R1").len(), 1);
    rest(&world, "R2", "");
    pass(&world, 3).await;
    assert_eq!(world.orders_of("R2").len(), 1);
    assert_eq!((queued(&world, "R1"), queued(&world, "R2")), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn the_past_of_a_rest_store_is_left_alone() {
    let world = World::still("", 3);
    world.stock();
    world.contact(&anna());
    rest(&world, "R1", "");
    world.pass(7_200);
    pass(&world, 2).await;
    assert_eq!(queued(&world, "R1"), 0);
}

#[tokio::test(start_paused = true)]
async fn an_order_that_waits_for_payment_is_looked_at_until_it_is_paid() {
    let world = shop().await;
    let id = rest(&world, "R1", "PENDING_PAYMENT");
    pass(&world, 30).await;
    assert!(world.orders_of("R1").is_empty());
    let before = queued(&world, "R1");
    world
        .sandbox
        .activecampaign()
        .update_rest_order(id, &json!({"state": "1"}));
    pass(&world, 2).await;
    assert_eq!(world.orders_of("R1").len(), 1);
    pass(&world, 3).await;
    assert_eq!(
        (before, queued(&world, "R1")),
        (1, 2),
        "unchanged, it costs no job"
    );
}

#[tokio::test(start_paused = true)]
async fn an_order_that_waits_too_long_for_its_payment_is_given_up() {
    let world = shop().await;
    rest(&world, "R1", "PENDING_PAYMENT");
    world.pass(3_600);
    world.poller().run().await.unwrap();
    world.clock.advance(SignedDuration::from_hours(31 * 24));
    for _ in 0..3 {
        world.pass(7_300);
        world.poller().run().await.unwrap();
    }
    world.drive().await;
    world.forget_counts();
    world.pass(7_300);
    world.poller().run().await.unwrap();
    let calls = world.calls();
    let looks = calls.iter().filter(|call| call.contains("ecomOrders")).count();
    assert_eq!(looks, 1, "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn a_webhook_and_the_sweep_of_a_rest_store_book_an_order_once() {
    let world = shop().await;
    rest(&world, "R1", "");
    let job = crate::support::job(&world, model::JobKind::Order, "order:1:R1");
    world.settle(job).await;
    pass(&world, 2).await;
    assert_eq!(world.orders_of("R1").len(), 1);
    assert_eq!(queued(&world, "R1"), 1, "the ledger knows it");
}

#[tokio::test(start_paused = true)]
async fn a_poll_every_five_minutes_makes_at_most_three_calls() {
    let world = shop().await;
    world.pass(7_200);
    world.poller().run().await.unwrap();
    for _ in 0..12 {
        world.forget_counts();
        world.pass(300);
        world.poller().run().await.unwrap();
        let calls = world.calls();
        let to = calls
            .iter()
            .filter(|call| call.starts_with("activecampaign"))
            .count();
        assert!(to <= 3, "{calls:?}");
    }
    let known = world
        .worker
        .ports()
        .ledger
        .remembered::<serde_json::Value>(WATERMARK);
    let known = known.await.unwrap().unwrap().value;
    let last: jiff::Timestamp = known["watermark"].as_str().unwrap().parse().unwrap();
    assert!(world.clock.now().duration_since(last) < SignedDuration::from_mins(40));
}

#[tokio::test(start_paused = true)]
async fn contacts_wait_one_run_for_the_rest_store_and_none_is_lost() {
    let world = World::still("", 3);
    world.stock();
    world.contact(&anna());
    world.poller().run().await.unwrap();
    world.drive().await;
    world.pass(300);
    world.poller().run().await.unwrap();
    world.drive().await;
    let mut waited = 0;
    for number in 0..24 {
        world.pass(240);
        let source = world.contact(&ContactSeed {
            email: format!("new{number}@example.com"),
            ..anna()
        });
        world.pass(60);
        world.poller().run().await.unwrap();
        world.drive().await;
        let is_queued = || {
            world
                .queue
                .sent()
                .iter()
                .any(|job| job.source.to_string() == source)
        };
        if !is_queued() {
            waited += 1;
            world.pass(300);
            world.poller().run().await.unwrap();
            world.drive().await;
        }
        assert!(is_queued(), "contact {number} is not found by the next run");
    }
    assert!(waited > 0, "some runs search the REST store instead");
}

#[tokio::test(start_paused = true)]
async fn an_order_that_waits_behind_thousands_of_newer_ones_is_sent_once_it_is_paid() {
    let world = shop().await;
    let id = rest(&world, "R1", "PENDING_PAYMENT");
    world.pass(3_600);
    world.poller().run().await.unwrap();
    for number in 0..2_000 {
        rest(&world, &format!("N{number}"), "");
    }
    world.pass(3_600);
    world.poller().run().await.unwrap();
    assert_eq!(queued(&world, "N1999"), 1);
    let before = queued(&world, "R1");
    world
        .sandbox
        .activecampaign()
        .update_rest_order(id, &json!({"state": "1"}));
    for _ in 0..2 {
        world.pass(3_700);
        world.poller().run().await.unwrap();
    }
    assert_eq!(queued(&world, "R1"), before + 1);
}
