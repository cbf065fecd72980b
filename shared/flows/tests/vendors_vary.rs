//! The same stories at vendors who answer otherwise than the sandbox: the same documents in the end, nothing parked, and nothing
//! written twice.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use engine::JobOutcome;
use model::{Clock, Job, Source};
use sandbox::activecampaign::{ContactSeed, DealSeed, OrderSeed};
use serde_json::{Value, json};

use crate::faults::holdings;
use crate::scenarios::*;
use crate::support::{VARIANTS, World, anna, dec, lamps};

/// What there is after a scenario.
async fn played(scenario: Scenario, world: World) -> Value {
    let world = &world;
    let mut ends = Vec::new();
    let mut jobs = Vec::new();
    for seed in [scenario.before, scenario.seed] {
        jobs = seed(world);
        world.pass(60);
        world.queue.add(&jobs);
        ends.extend(worked(world).await);
        world.pass(3_600);
    }
    let held = held(world);
    // What is as it should be is not written once more.
    let again = jobs.into_iter().map(|job| Job {
        key: format!("{}-again", job.key),
        first_seen: world.clock.now(),
        ..job
    });
    world.queue.add(&again.collect::<Vec<_>>());
    world.forget_counts();
    worked(world).await;
    let mut again = world.calls();
    again.retain(|call| !call.contains(" GET ") && !call.contains("graphql"));
    json!({"ends": ends, "again": again, "violations": world.sandbox.violations(), "holdings": held})
}

/// What both vendors hold.
fn held(world: &World) -> Value {
    // What is sent back as it was read keeps its capitals and blanks.
    let held = holdings(world)
        .to_string()
        .to_lowercase()
        .replace('-', "")
        .replace(" \\\"", "\\\"");
    serde_json::from_str(&held).unwrap()
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

const EVERYTHING: &str = "[orders.deals]\narticle = \"LAMP\"\n[to_activecampaign.orders]\nenabled = true\n\
    [to_activecampaign.customers]\nenabled = true\n[to_activecampaign.stock]\nenabled = true\nfirst_write = \"automatic\"\n\
    [to_activecampaign.status]\nenabled = true\ntags = { created = \"In the books\", paid = \"Paid\" }\n";

/// What there is after something of each kind has happened on both sides, and nobody has announced it.
async fn found(world: World) -> Value {
    let world = &world;
    let active = world.sandbox.activecampaign();
    let books = world.sandbox.eaccounting();
    world.stock();
    let customer = world.anna_in_eaccounting();
    let contact = active.add_contact(&anna());
    let mut ends = polled(world, 2).await;

    world.order(&lamps());
    active.add_rest_order(&OrderSeed {
        id: "R1".to_owned(),
        number: "R1".to_owned(),
        ..lamps()
    });
    let deal = active.add_deal(&DealSeed {
        contact: Some(contact),
        value: dec("100"),
        ..DealSeed::default()
    });
    active.win_deal(deal);
    active.add_contact(&ContactSeed::new("eva@example.com").named("Eva", "Lind"));
    let service = world.article("SERVICE", "25%");
    world.accepted_quote(&customer, &service);
    world.entered_order(&customer, "COFFEE", 80, 3);
    books
        .add_article(json!({"Number": "VASE", "IsStock": true, "StockBalance": 8}))
        .unwrap();
    ends.extend(polled(world, 4).await);

    for order in world.orders_of("1001") {
        let id = order["Id"].as_str().unwrap().parse().unwrap();
        let mut row = order["Rows"][0].clone();
        row["DeliveredQuantity"] = row["Quantity"].clone();
        books
            .amend("orders", id, json!({"Status": 3, "Rows": [row]}))
            .unwrap();
        let invoice = books.invoice_together(&[id]).unwrap();
        let invoice = invoice["Id"].as_str().unwrap();
        books.pay_invoice(invoice.parse().unwrap(), None).unwrap();
    }
    let id = customer["Id"].as_str().unwrap().parse().unwrap();
    books.change_customer(id, json!({"Telephone": "0701"})).unwrap();
    ends.extend(polled(world, 4).await);
    ends.sort();
    json!({"ends": ends, "violations": world.sandbox.violations(), "holdings": held(world)})
}

/// Runs the schedule so many times, every five minutes: how each job ended.
async fn polled(world: &World, times: usize) -> Vec<String> {
    let mut ends = Vec::new();
    for _ in 0..times {
        world.pass(300);
        if let Err(problem) = world.poller().run().await {
            ends.push(format!("the poll failed, {problem}"));
        }
        ends.extend(worked(world).await);
    }
    ends
}

/// Plays a story once at the sandbox as it is, and once at each other vendor.
async fn vary<F: Future<Output = Value> + Send + 'static>(settings: &str, story: impl Fn(World) -> F) {
    let plain = story(World::still(settings, 1)).await;
    let mut wrong = Vec::new();
    for variant in VARIANTS {
        // In a task of its own, so that what panics is told with the variant.
        let varied = tokio::spawn(story(World::varied(settings, variant).0)).await;
        let varied = varied.unwrap_or_else(|error| json!({"ends": error.to_string()}));
        if varied != plain {
            wrong.push(format!("{}:{}", variant.name, difference(&plain, &varied)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

macro_rules! stories {
    ($($test:ident = $scenario:expr;)*) => {$(
        #[tokio::test(start_paused = true)]
        async fn $test() {
            vary($scenario.settings, |world| played($scenario, world)).await;
        }
    )*};
}

stories! {
    an_order_with_a_new_customer_ends_alike = ORDER;
    an_order_with_shipping_and_discount_ends_alike = SURCHARGES;
    an_order_of_a_new_article_ends_alike = ARTICLE;
    an_order_that_updates_its_article_ends_alike = ARTICLE_UPDATE;
    an_order_that_is_told_to_its_buyer_ends_alike = TOLD;
    a_refund_of_a_paid_invoice_ends_alike = REPAYMENT;
    a_won_deal_whose_stage_follows_its_order_ends_alike = MOVED;
    an_accepted_quote_ends_alike = OFFER;
    a_search_for_the_orders_of_a_contact_ends_alike = SEARCH;
    a_company_ends_alike = COMPANY;
    a_changed_contact_ends_alike = UPDATE;
    a_renamed_account_ends_alike = RENAMED;
    a_change_on_both_sides_ends_alike = BOTH_WAYS;
    a_customer_with_another_address_ends_alike = CONTACT_UPDATE;
    an_order_of_eaccountings_that_is_paid_ends_alike = WRITTEN_PAID;
    an_order_that_is_deleted_in_eaccounting_ends_alike = DELETED;
    a_quote_as_a_deal_ends_alike = QUOTE_MOVED;
    a_payment_that_is_told_back_ends_alike = PAID;
    stock_ends_alike = STOCK_QUANTITY;
}

#[tokio::test(start_paused = true)]
async fn what_nobody_announces_is_found_alike() {
    vary(EVERYTHING, found).await;
}

#[tokio::test(start_paused = true)]
async fn every_variant_changes_something() {
    let mut idle = Vec::new();
    for variant in VARIANTS {
        let mut changes = false;
        for scenario in [SURCHARGES, DELETED, CONTACT_UPDATE] {
            let (world, has_effect) = World::varied(scenario.settings, variant);
            played(scenario, world).await;
            changes = has_effect.load(Ordering::Relaxed);
            if changes {
                break;
            }
        }
        if !changes {
            idle.push(variant.name);
        }
    }
    assert!(idle.is_empty(), "{idle:#?}");
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
