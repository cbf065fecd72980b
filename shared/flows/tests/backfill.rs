//! The past: planned with reasons, sent some at a time, stopped after failures, and gone on with.

use std::collections::BTreeMap;

use flows::backfill::{Ended, Plan, Run, Selection, What, plan};
use model::{Code, Problem};
use sandbox::activecampaign::{DealSeed, LineSeed, OrderSeed};
use serde_json::Value;

use crate::support::{EMAIL, World, anna, dec, delivery, lamps, order_job};

const BACK: &str = "[to_activecampaign.orders]\nenabled = true\n";

fn selection(world: &World, what: &[What]) -> Selection {
    Selection {
        what: what.iter().copied().collect(),
        since: world.after(-86_400 * 30),
        until: world.after(1),
        stores: Default::default(),
        states: Default::default(),
    }
}

/// An order of one lamp, placed so many hours ago.
fn placed(world: &World, number: u32, hours: i64) -> OrderSeed {
    OrderSeed {
        id: number.to_string(),
        number: String::new(),
        created: world.after(-3_600 * hours).to_string(),
        lines: vec![LineSeed::new("LAMP", "Desk lamp", 1, dec("799"))],
        ..lamps()
    }
}

async fn shop(settings: &str) -> World {
    let world = World::new(settings).await;
    world.stock();
    world.anna_in_eaccounting();
    world
}

fn sources(plan: &Plan) -> Vec<String> {
    plan.items.iter().map(|item| item.source.to_string()).collect()
}

fn reasons(plan: &Plan) -> BTreeMap<String, String> {
    let of = |skipped: &flows::backfill::Skipped| (skipped.source.to_string(), skipped.reason.to_string());
    plan.skipped.iter().map(of).collect()
}

async fn send(world: &World, run: &mut Run, plan: &Plan) -> Ended {
    let drive = |_: &Run| async {
        world.pass(3);
        world.drive().await;
    };
    Box::pin(run.send_paced(&world.worker, plan, drive))
        .await
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_plan_says_what_would_be_sent_and_why_the_rest_is_not() {
    let world = World::still("", 3);
    world.stock();
    world.anna_in_eaccounting();
    for (number, hours) in [(1, 3), (2, 9), (3, 6), (4, 5), (5, 4), (7, 24 * 60)] {
        world.order(&placed(&world, number, hours));
    }
    world.order(&OrderSeed {
        status: "PENDING_PAYMENT".to_owned(),
        ..placed(&world, 6, 2)
    });
    let sent = world.order(&placed(&world, 3, 6));
    world.settle(order_job(&world, &sent)).await;
    let ledger = &world.worker.ports().ledger;
    let key = |source: &str| ledger::Key::source(&source.parse().unwrap());
    let parked = Problem::new(Code::SKU_UNKNOWN, "Article X is not known.", "");
    let ask = ledger::ClaimRequest::default();
    ledger
        .park_leaseless(&key("order:1:4"), ask, &parked)
        .await
        .unwrap();
    ledger
        .hold(&key("order:1:5"), "paid in cash", "me")
        .await
        .unwrap();
    world.forget_counts();

    let found = plan(&world.worker, &selection(&world, &[What::Orders]))
        .await
        .unwrap();
    // Oldest first, and without what was placed before.
    assert_eq!(sources(&found), ["order:1:2", "order:1:1"]);
    let expected = [
        ("order:1:3", "it is sent already"),
        (
            "order:1:4",
            "it is parked [sku_unknown]: replay it when the cause is gone",
        ),
        ("order:1:5", "it is on hold: paid in cash"),
        (
            "order:1:6",
            "it is not paid, and orders.status_filter is \"paid\"",
        ),
    ];
    let expected = expected.map(|(source, why)| (source.to_owned(), why.to_owned()));
    assert_eq!(reasons(&found), expected.into());
    assert_eq!(
        (found.count(What::Orders), found.calls(), found.minutes()),
        (2, 10, 1)
    );
    let (first, last) = found.span().unwrap();
    assert_eq!((first, last), (world.after(-3_600 * 9), world.after(-3_600 * 3)));
    assert!(world.queue.waiting().is_empty(), "a plan queues nothing");
    assert!(world.writes().is_empty(), "{:?}", world.writes());
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_plan_is_limited_by_store_state_date_and_the_settings() {
    let world = shop("[orders]\nmaximum_per_run = 2\n").await;
    for (number, hours) in [(1, 5), (2, 4), (3, 3)] {
        world.order(&placed(&world, number, hours));
    }
    world.order(&OrderSeed {
        status: "PENDING".to_owned(),
        ..placed(&world, 4, 2)
    });
    let all = selection(&world, &[What::Orders]);
    let found = plan(&world.worker, &all).await.unwrap();
    assert_eq!(sources(&found), ["order:1:1", "order:1:2"]);
    assert_eq!(
        reasons(&found)["order:1:3"],
        "orders.maximum_per_run is 2: the next backfill brings it"
    );
    let pending = Selection {
        states: ["pending".to_owned()].into(),
        ..all.clone()
    };
    assert_eq!(
        sources(&plan(&world.worker, &pending).await.unwrap()),
        ["order:1:4"]
    );
    let other = sandbox::activecampaign::ConnectionSeed::woocommerce("other.example.com");
    let other = world.sandbox.activecampaign().add_connection(&other);
    let elsewhere = Selection {
        stores: [other.to_string()].into(),
        ..all.clone()
    };
    assert!(plan(&world.worker, &elsewhere).await.unwrap().items.is_empty());
    let nowhere = Selection {
        stores: ["9".to_owned()].into(),
        ..all.clone()
    };
    let refused = plan(&world.worker, &nowhere).await.unwrap_err();
    assert_eq!(refused.code, Code::VALUE_INVALID);
    let shops = format!("There is no store 9: 1 The shop, {other} other.example.com.");
    assert_eq!(refused.message, shops);
    let until = Selection {
        until: world.after(-3_600 * 4 - 60),
        ..all.clone()
    };
    assert_eq!(
        sources(&plan(&world.worker, &until).await.unwrap()),
        ["order:1:1"]
    );
    let wrong = Selection {
        states: ["payed".to_owned()].into(),
        ..all
    };
    let refused = plan(&world.worker, &wrong).await.unwrap_err();
    assert_eq!(refused.code, Code::VALUE_INVALID);
    assert!(refused.message.contains("payed") && refused.remedy.contains("completed"));
}

#[tokio::test]
async fn what_is_switched_off_is_said_and_not_read() {
    let world = shop("[customers]\nenabled = false\n[orders.deals]\nenabled = false\n").await;
    world.contact(&anna());
    world.forget_counts();
    let all = selection(&world, &[What::Deals, What::Contacts, What::Documents]);
    let found = plan(&world.worker, &all).await.unwrap();
    assert!(found.items.is_empty());
    for key in [
        "orders.deals.enabled",
        "customers.enabled",
        "to_activecampaign.orders.enabled",
    ] {
        assert!(
            found.notes.iter().any(|note| note.contains(key)),
            "{:?}",
            found.notes
        );
    }
    assert!(world.calls().is_empty(), "{:?}", world.calls());
}

#[tokio::test(start_paused = true)]
async fn a_run_sends_everything_once_and_a_second_one_nothing() {
    let world = World::still("[orders.deals]\narticle = \"LAMP\"\n", 3);
    world.stock();
    let shop = world.sandbox.activecampaign();
    let contact: u64 = world
        .contact(&anna())
        .trim_start_matches("contact:")
        .parse()
        .unwrap();
    let deal = shop.add_deal(&DealSeed {
        title: "A garden".to_owned(),
        contact: Some(contact),
        value: dec("1250"),
        ..DealSeed::default()
    });
    shop.win_deal(deal);
    for number in 1..=30 {
        world.order(&placed(&world, number, i64::from(40 - number)));
    }
    let what = [What::Orders, What::Deals, What::Contacts];
    let chosen = selection(&world, &what);
    let found = plan(&world.worker, &chosen).await.unwrap();
    assert_eq!(what.map(|what| found.count(what)), [30, 1, 1]);
    let mut run = Run::new(chosen.clone(), &found, 10, world.after(0));
    assert_eq!(send(&world, &mut run, &found).await, Ended::Complete);
    assert_eq!((run.failures.len(), run.total), (0, 32), "{run:?}");
    assert_eq!(run.done + run.skipped, 32);
    assert_eq!(world.records("orders").len(), 31);
    assert_eq!(world.only("customers")["EmailAddress"], EMAIL);
    // Some at a time, and the oldest first.
    let sent = world.queue.sent();
    assert_eq!(sent[0].source.to_string(), "order:1:1");
    assert!(sent.iter().all(|job| job.cause == model::Cause::Backfill));

    let again = plan(&world.worker, &chosen).await.unwrap();
    assert_eq!(again.count(What::Orders) + again.count(What::Deals), 0);
    assert_eq!(reasons(&again)["order:1:7"], "it is sent already");
    let kept = Run::last(&world.worker).await.unwrap().unwrap();
    assert!(!kept.is_open());
    assert_eq!(kept.ended, Some(Ended::Complete));
}

#[tokio::test(start_paused = true)]
async fn a_run_stops_after_so_many_failures_and_goes_on_where_it_stopped() {
    let world = World::still("", 3);
    world.stock();
    world.anna_in_eaccounting();
    for number in 1..=60 {
        let mut seed = placed(&world, number, i64::from(70 - number));
        if number <= 3 {
            seed.lines[0].sku = "NOBODY-KNOWS".to_owned();
        }
        world.order(&seed);
    }
    let chosen = selection(&world, &[What::Orders]);
    let found = plan(&world.worker, &chosen).await.unwrap();
    let mut run = Run::new(chosen, &found, 3, world.after(0));
    assert_eq!(send(&world, &mut run, &found).await, Ended::TooManyFailures);
    let failed: Vec<_> = run.failures.iter().map(|failure| failure.code).collect();
    assert_eq!(failed, [Code::SKU_UNKNOWN; 3]);
    // What was under way has ended; the rest was never queued.
    assert_eq!(world.queue.sent().len(), 25);
    assert_eq!(world.records("orders").len(), 22);

    world.pass(600);
    let mut run = Run::last(&world.worker).await.unwrap().unwrap();
    assert!(run.is_open());
    let rest = run.rest(&world.worker).await.unwrap();
    assert_eq!(rest.items.len(), 35);
    assert_eq!(send(&world, &mut run, &rest).await, Ended::Complete);
    assert_eq!((run.done, run.failures.len()), (57, 3));
    assert_eq!(world.records("orders").len(), 57);
}

#[tokio::test(start_paused = true)]
async fn a_run_of_which_nothing_moves_ends_and_is_gone_on_with() {
    let world = World::still("", 3);
    world.stock();
    world.anna_in_eaccounting();
    world.order(&placed(&world, 1, 2));
    let chosen = selection(&world, &[What::Orders]);
    let found = plan(&world.worker, &chosen).await.unwrap();
    let mut run = Run::new(chosen, &found, 10, world.after(0));
    // Nobody takes a job.
    let ended = Box::pin(run.send_paced(&world.worker, &found, |_| async {})).await;
    assert_eq!(ended, Ok(Ended::NothingMoves));
    assert!(run.is_open() && run.position.is_none());
    let rest = run.rest(&world.worker).await.unwrap();
    assert_eq!(send(&world, &mut run, &rest).await, Ended::Complete);
    assert_eq!(world.records("orders").len(), 1);
}

fn written(world: &World) -> Vec<Value> {
    let snapshot = world.sandbox.activecampaign().snapshot();
    snapshot["orders"].as_array().unwrap().clone()
}

#[tokio::test(start_paused = true)]
async fn a_backfill_of_documents_brings_the_past_as_history_and_only_once() {
    let world = World::still(BACK, 3);
    world.stock();
    world.anna_in_eaccounting();
    let sell = || world.entered_order(&world.customers_of(EMAIL)[0], "LAMP", 799, 2);
    let orders = [sell(), sell()];
    let id = orders[0]["Id"].as_str().unwrap().parse().unwrap();
    let client = &world.worker.services().eaccounting;
    client.complete_order(id).await.unwrap();
    client.convert_order_to_invoice(id).await.unwrap();
    // One that came from ActiveCampaign is no second order there.
    let key = world.order(&lamps());
    world.settle(order_job(&world, &key)).await;
    let before = written(&world).len();
    world.pass(3_600);

    let chosen = selection(&world, &[What::Documents]);
    let found = plan(&world.worker, &chosen).await.unwrap();
    let kinds: Vec<&str> = found.items.iter().map(|item| item.source.kind()).collect();
    assert_eq!(kinds.len(), 2, "{found:?}");
    assert!(kinds.contains(&"invoice") && kinds.contains(&"sales_order"));
    assert!(
        found.skipped[0].reason.contains("came from ActiveCampaign"),
        "{:?}",
        found.skipped
    );
    let unpaid = Selection {
        states: ["unpaid".to_owned()].into(),
        ..chosen.clone()
    };
    let only = plan(&world.worker, &unpaid).await.unwrap();
    assert_eq!(only.items[0].source.kind(), "invoice");
    assert_eq!(only.items.len(), 1);
    assert_eq!(written(&world).len(), before, "a plan writes nothing");

    let mut run = Run::new(chosen.clone(), &found, 10, world.after(0));
    assert_eq!(send(&world, &mut run, &found).await, Ended::Complete);
    assert_eq!(run.done, 2, "{run:?}");
    let own: Vec<Value> = written(&world)
        .into_iter()
        .filter(|order| order["storeOrderId"] != key.order)
        .collect();
    assert_eq!(own.len(), 2);
    for order in &own {
        assert_eq!(order["creationSource"], "HISTORICAL");
    }
    world.pass(600);
    let again = plan(&world.worker, &chosen).await.unwrap();
    assert!(again.items.is_empty(), "{again:?}");
    // And a job that is delivered late once more writes nothing.
    world.forget_counts();
    for job in world.queue.sent() {
        world.worker.handle(&job, delivery(1)).await;
    }
    let writes = world.writes();
    assert!(writes.iter().all(|call| !call.contains("graphql")), "{writes:?}");
}

/// A company whose books have so many orders, which ActiveCampaign has never seen.
fn books(world: World, count: usize) -> (World, Vec<Value>) {
    world.stock();
    world.anna_in_eaccounting();
    let customer = world.customers_of(EMAIL)[0].clone();
    let orders = (0..count)
        .map(|_| world.entered_order(&customer, "LAMP", 799, 2))
        .collect();
    world.pass(3_600);
    (world, orders)
}

/// How many calls of ActiveCampaign's GraphQL had this in their body.
fn mutations(world: &World, name: &str) -> usize {
    let requests = world.sandbox.requests();
    let calls = requests.iter().filter(|request| {
        request.path.ends_with("/ecom/graphql") && request.request.to_string().contains(name)
    });
    calls.count()
}

fn all_history(world: &World) {
    for order in written(world) {
        assert_eq!(order["creationSource"], "HISTORICAL");
    }
}

#[tokio::test(start_paused = true)]
async fn documents_go_in_batches_and_each_is_seen_before_it_counts() {
    let (world, _) = books(World::still(BACK, 3), 27);
    let chosen = selection(&world, &[What::Documents]);
    let found = plan(&world.worker, &chosen).await.unwrap();
    let mut run = Run::new(chosen, &found, 10, world.after(0));
    assert_eq!(send(&world, &mut run, &found).await, Ended::Complete);
    assert_eq!((run.done, run.pending.len()), (27, 0), "{run:?}");
    assert_eq!(written(&world).len(), 27);
    all_history(&world);
    assert_eq!(mutations(&world, "bulkUpsertOrdersAsync"), 2);
    assert_eq!(mutations(&world, "upsertOrder("), 0);
    assert!(mutations(&world, "getOrder") >= 2);
    assert!(
        world.queue.sent().is_empty(),
        "no document needed a job of its own"
    );
    // A poll finds them as they should be.
    world.pass(60);
    world.poller().run().await.unwrap();
    world.drive().await;
    assert_eq!(mutations(&world, "upsertOrder("), 0);
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn what_a_batch_does_not_bring_is_sent_by_a_job_of_its_own() {
    // GraphQL does not know a new connection until it is told of it, and drops such a batch in silence.
    let with = |options: sandbox::Options| sandbox::Options {
        new_connections_need_sync: true,
        ..options
    };
    let (world, _) = books(World::still_with(with, BACK, 3), 3);
    let chosen = selection(&world, &[What::Documents]);
    let found = plan(&world.worker, &chosen).await.unwrap();
    let mut run = Run::new(chosen, &found, 10, world.after(0));
    assert_eq!(send(&world, &mut run, &found).await, Ended::Complete);
    assert_eq!((run.done, written(&world).len()), (3, 3), "{run:?}");
    assert_eq!(world.queue.sent().len(), 3);
    all_history(&world);
}

#[tokio::test(start_paused = true)]
async fn a_batch_whose_answer_was_lost_is_gone_on_with_and_written_once() {
    let (world, orders) = cut_off(4).await;
    let mut run = Run::last(&world.worker).await.unwrap().unwrap();
    assert_eq!(run.pending.len(), orders.len());
    let rest = run.rest(&world.worker).await.unwrap();
    assert_eq!(rest.items.len(), orders.len());
    assert_eq!(send(&world, &mut run, &rest).await, Ended::Complete);
    assert_eq!(written(&world).len(), orders.len());
    all_history(&world);
}

#[tokio::test(start_paused = true)]
async fn a_new_backfill_after_one_that_was_cut_off_sends_what_nobody_saw_arrive() {
    let (world, orders) = books(World::still(BACK, 1), 4);
    // The batch is handed over, and ActiveCampaign never gets it.
    let lost = sandbox::Fault::new(
        sandbox::Vendor::ActiveCampaign,
        "POST /ecom/graphql",
        sandbox::Action::Reset,
    );
    world
        .sandbox
        .faults()
        .add(lost.body_contains("bulkUpsertOrdersAsync").times(u32::MAX));
    let chosen = selection(&world, &[What::Documents]);
    let found = plan(&world.worker, &chosen).await.unwrap();
    let mut run = Run::new(chosen.clone(), &found, 10, world.after(0));
    let cut = Box::pin(run.send_paced(&world.worker, &found, |_| async {})).await;
    assert!(cut.is_err(), "{cut:?}");
    assert_eq!(written(&world).len(), 0);

    // Who doesn't resume it, but asks for the same once more.
    world.sandbox.faults().clear();
    world.pass(600);
    let mut left_open = Run::last(&world.worker).await.unwrap().unwrap();
    assert_eq!(left_open.pending.len(), orders.len());
    left_open.give_up_pending(&world.worker).await.unwrap();
    let found = plan(&world.worker, &chosen).await.unwrap();
    assert_eq!(found.items.len(), orders.len(), "{:?}", found.skipped);
    let mut run = Run::new(chosen, &found, 10, world.after(0)).in_place_of(&left_open);
    assert_eq!(send(&world, &mut run, &found).await, Ended::Complete);
    assert_eq!(written(&world).len(), orders.len());
}

#[tokio::test(start_paused = true)]
async fn of_two_backfills_at_once_the_later_one_goes_on_and_the_earlier_one_says_so() {
    let (world, _) = books(World::still(BACK, 3), 2);
    let chosen = selection(&world, &[What::Documents]);
    let found = plan(&world.worker, &chosen).await.unwrap();
    let mut earlier = Run::new(chosen.clone(), &found, 10, world.after(0));
    world.pass(60);
    let mut later = Run::new(chosen, &found, 10, world.after(0));
    assert_eq!(send(&world, &mut later, &found).await, Ended::Complete);
    let refused = Box::pin(earlier.send_paced(&world.worker, &found, |_| async {})).await;
    told_of_another(&refused.unwrap_err());
    let kept = Run::last(&world.worker).await.unwrap().unwrap();
    assert_eq!(kept, later, "its position is kept");
}

fn told_of_another(problem: &Problem) {
    assert!(
        problem.message.starts_with("Another backfill of this deployment"),
        "{problem:?}"
    );
    assert!(problem.remedy.contains("`ekobridge backfill --resume`"));
    let swedish = notices::event(problem, messages::Language::Swedish).unwrap();
    assert!(swedish.starts_with("En annan efterhandssändning"), "{swedish}");
}

/// A run whose first batch was handed over, written, and never answered for, in a company with so many orders.
async fn cut_off(count: usize) -> (World, Vec<Value>) {
    let (world, orders) = books(World::still(BACK, 1), count);
    let lost = sandbox::Fault::new(
        sandbox::Vendor::ActiveCampaign,
        "POST /ecom/graphql",
        sandbox::Action::CommitThenReset,
    );
    let faults = world.sandbox.faults();
    faults.add(lost.body_contains("bulkUpsertOrdersAsync").times(1));
    let chosen = selection(&world, &[What::Documents]);
    let found = plan(&world.worker, &chosen).await.unwrap();
    let mut run = Run::new(chosen, &found, 10, world.after(0));
    let cut = Box::pin(run.send_paced(&world.worker, &found, |_| async {})).await;
    assert!(cut.is_err(), "{cut:?}");
    world.pass(600);
    (world, orders)
}

async fn resumed(world: &World) -> (Run, Plan) {
    let mut run = Run::last(&world.worker).await.unwrap().unwrap();
    let rest = run.rest(&world.worker).await.unwrap();
    (run, rest)
}

#[tokio::test(start_paused = true)]
async fn of_two_that_resume_a_backfill_that_was_cut_off_one_goes_on_and_the_other_sends_nothing() {
    let (world, orders) = cut_off(4).await;
    let (mut one, rest) = resumed(&world).await;
    let (mut other, same_rest) = resumed(&world).await;
    assert_eq!((rest.items.len(), same_rest.items.len()), (4, 4));
    assert_eq!(send(&world, &mut one, &rest).await, Ended::Complete);

    world.forget_counts();
    let refused = Box::pin(other.send_paced(&world.worker, &same_rest, |_| async {})).await;
    told_of_another(&refused.unwrap_err());
    told_of_another(&other.queue_all(&world.worker, &same_rest).await.unwrap_err());
    assert_eq!(world.writes(), Vec::<String>::new());
    assert!(world.queue.sent().is_empty());
    assert_eq!(Run::last(&world.worker).await.unwrap(), Some(one));
    assert_eq!(written(&world).len(), orders.len());
    all_history(&world);
}

#[tokio::test(start_paused = true)]
async fn a_backfill_that_another_has_resumed_meanwhile_stops_at_its_next_position() {
    let (world, orders) = cut_off(4).await;
    let (mut one, rest) = resumed(&world).await;
    let mut is_first = true;
    let wait = |_: &Run| {
        let takes_over = std::mem::take(&mut is_first);
        let world = &world;
        async move {
            if takes_over {
                let (mut other, rest) = resumed(world).await;
                assert_eq!(send(world, &mut other, &rest).await, Ended::Complete);
            }
            world.pass(3);
            world.drive().await;
        }
    };
    let refused = Box::pin(one.send_paced(&world.worker, &rest, wait)).await;
    told_of_another(&refused.unwrap_err());
    let kept = Run::last(&world.worker).await.unwrap().unwrap();
    assert_eq!((kept.ended, kept.pending.len()), (Some(Ended::Complete), 0));
    assert_eq!(written(&world).len(), orders.len());
}

#[tokio::test(start_paused = true)]
async fn a_change_while_a_batch_is_under_way_is_what_stays() {
    let (world, orders) = books(World::still(BACK, 3), 2);
    world.poller().run().await.unwrap();
    let id = orders[0]["Id"].as_str().unwrap().parse().unwrap();
    let chosen = selection(&world, &[What::Documents]);
    let found = plan(&world.worker, &chosen).await.unwrap();
    let mut run = Run::new(chosen, &found, 10, world.after(0));
    let mut is_first = true;
    let wait = |_: &Run| {
        let changes = std::mem::take(&mut is_first);
        let world = &world;
        async move {
            world.pass(3);
            if changes {
                let client = &world.worker.services().eaccounting;
                client.complete_order(id).await.unwrap();
                let invoice = client.convert_order_to_invoice(id).await.unwrap();
                let books = world.sandbox.eaccounting();
                books.pay_invoice(invoice.id, None).unwrap();
                world.poller().run().await.unwrap();
            }
            world.drive().await;
        }
    };
    let ended = Box::pin(run.send_paced(&world.worker, &found, wait))
        .await
        .unwrap();
    assert_eq!(ended, Ended::Complete);
    let paid = written(&world)
        .into_iter()
        .find(|order| order["storeOrderId"] == orders[0]["Id"])
        .unwrap();
    assert_eq!(paid["normalizedStatus"], "COMPLETED", "{paid:#}");
    assert_eq!(run.done, 2, "{run:?}");
}
