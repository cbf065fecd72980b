//! E-commerce orders and won deals become orders.

use eaccounting::totals;
use engine::JobOutcome;
use model::{Code, Job, JobKind};
use rust_decimal::Decimal;
use sandbox::activecampaign::{ContactSeed, DealSeed, DiscountSeed, LineSeed, OrderSeed};
use serde_json::{Value, json};

use crate::support::{EMAIL, World, anna, dec, delivery, document, job, lamps, order_job, parked, skipped};

/// What an order comes to, with VAT.
fn total(order: &Value) -> Decimal {
    totals::order_total_including_vat(&serde_json::from_value(order.clone()).unwrap())
}

fn number(value: &Value) -> Decimal {
    dec(&value.to_string())
}

/// A world with Anna as a customer and lamps in stock.
async fn shop(settings: &str) -> World {
    let world = World::new(settings).await;
    world.stock();
    world.anna_in_eaccounting();
    world
}

async fn send(world: &World, seed: &OrderSeed) -> JobOutcome {
    let key = world.order(seed);
    world.settle(order_job(world, &key)).await
}

/// The same order as its source has it later.
async fn versioned(world: &World, seed: &OrderSeed) -> Job {
    let key = world.order(seed);
    let client = &world.worker.services().activecampaign;
    let order = client
        .order(&key.connection.to_string(), &key.order)
        .await
        .unwrap()
        .unwrap();
    Job {
        version: order.version,
        ..order_job(world, &key)
    }
}

#[tokio::test]
async fn an_order_of_a_known_customer_is_created_with_the_shops_total() {
    let world = shop("").await;
    let verdict = send(&world, &lamps()).await;
    let order = world.only("orders");
    assert_eq!(document(&verdict).id, order["Id"]);
    assert_eq!(order["BuyersOrderReference"], "1001");
    assert_eq!(order["CustomerId"], world.only("customers")["Id"]);
    assert_eq!(order["CurrencyCode"], "SEK");
    assert_eq!(order["Status"], 2, "ongoing");
    assert_eq!(order["InvoiceCity"], "Stockholm");
    assert!(
        order["OrderDate"].as_str().unwrap().starts_with("2026-11-23"),
        "{}",
        order["OrderDate"]
    );
    assert_eq!(total(&order), dec("1598"));
    assert_eq!(number(&order["Rows"][0]["Quantity"]), dec("2"));
    assert_eq!(order["Rows"][0]["Text"], "Desk lamp, brass");
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
    let entry = world.entry("order:1:5001").await;
    assert_eq!(entry.document.unwrap().id, order["Id"]);
}

#[tokio::test]
async fn the_activity_log_lists_as_sent_what_was_written_and_nothing_of_a_customer_left_alone() {
    for (settings, lists) in [("[orders]\nupdate_customer = false", false), ("", true)] {
        let world = shop(settings).await;
        let sent_of = async |seed: &OrderSeed| -> Vec<String> {
            document(&send(&world, seed).await);
            let sent = world.entry(&format!("order:1:{}", seed.id)).await.sent;
            assert!(sent.iter().any(|one| one.field == "Rows[0].UnitPrice"));
            let of_customer = sent.into_iter().filter(|one| one.document == "customer");
            of_customer.map(|one| one.field).collect()
        };
        // The order's delivery address is new to the customer that a person has entered.
        let first = sent_of(&lamps()).await;
        assert_eq!(
            first.iter().any(|field| field == "DeliveryCity"),
            lists,
            "{first:?}"
        );
        assert!(
            first.iter().all(|field| field.starts_with("Delivery")),
            "{first:?}"
        );
        let again = OrderSeed {
            id: "5002".to_owned(),
            number: "1002".to_owned(),
            ..lamps()
        };
        assert_eq!(sent_of(&again).await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn an_order_brings_its_new_customer_along() {
    let world = World::new("").await;
    world.stock();
    document(&send(&world, &lamps()).await);
    let customer = world.only("customers");
    assert_eq!(customer["EmailAddress"], EMAIL);
    assert_eq!(customer["InvoiceCity"], "Stockholm");
    assert_eq!(world.only("orders")["CustomerId"], customer["Id"]);
}

#[tokio::test]
async fn an_order_without_an_address_takes_its_contacts() {
    let world = World::new("").await;
    world.stock();
    world.contact(&anna());
    let seed = OrderSeed {
        billing: <_>::default(),
        delivery: <_>::default(),
        ..lamps()
    };
    document(&send(&world, &seed).await);
    assert_eq!(world.only("customers")["InvoiceCity"], "Stockholm");
}

/// An order as a bookkeeper has typed it in.
fn by_hand(world: &World, customer: &Value, reference: &str, price: u32) {
    let article = &world
        .records("articles")
        .into_iter()
        .find(|article| article["Number"] == "LAMP")
        .unwrap();
    world
        .sandbox
        .eaccounting()
        .add_order(json!({
            "CustomerId": customer["Id"], "BuyersOrderReference": reference,
            "Rows": [{"LineNumber": 1, "ArticleId": article["Id"], "ArticleNumber": "LAMP", "Text": "Lamp",
                "UnitPrice": price, "Quantity": 2, "IsTextRow": false, "IsWorkCost": false, "DiscountPercentage": 0,
                "EligibleForReverseChargeOnVat": false, "ContributionMargin": {}}],
        }))
        .unwrap();
}

#[tokio::test]
async fn an_order_that_eaccounting_has_already_is_skipped() {
    let world = World::new("").await;
    world.stock();
    let customer = world.anna_in_eaccounting();
    // Prices of a private person's order include VAT.
    by_hand(&world, &customer, "1001", 799);
    let verdict = send(&world, &lamps()).await;
    assert!(
        skipped(&verdict).contains("eAccounting has it already"),
        "{verdict:?}"
    );
    assert_eq!(world.orders_of("1001").len(), 1);
}

#[tokio::test]
async fn an_equal_reference_with_another_total_parks_with_both_totals() {
    let world = World::new("").await;
    world.stock();
    let customer = world.anna_in_eaccounting();
    by_hand(&world, &customer, "1001", 700);
    let verdict = send(&world, &lamps()).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::TOTAL_MISMATCH);
    assert!(
        problem.message.contains("1400") && problem.message.contains("1598"),
        "{problem}"
    );
    assert_eq!(world.orders_of("1001").len(), 1);
}

#[tokio::test]
async fn another_customers_order_with_the_same_reference_is_none_of_ours() {
    let world = World::new("").await;
    world.stock();
    let other = world.customer(json!({"Name": "Somebody else", "EmailAddress": "else@example.com"}));
    by_hand(&world, &other, "1001", 799);
    document(&send(&world, &lamps()).await);
    assert_eq!(world.orders_of("1001").len(), 2);
}

#[tokio::test]
async fn an_unpaid_order_is_skipped_and_sent_once_it_is_paid() {
    let world = shop("").await;
    let unpaid = OrderSeed {
        status: "PENDING_PAYMENT".to_owned(),
        ..lamps()
    };
    let job = versioned(&world, &unpaid).await;
    let verdict = world.settle(job).await;
    assert_eq!(
        skipped(&verdict),
        "it is not paid, and orders.status_filter is \"paid\""
    );
    assert!(world.records("orders").is_empty());
    world.pass(600);
    let job = versioned(&world, &lamps()).await;
    document(&world.settle(job).await);
    world.only("orders");
}

#[tokio::test]
async fn an_unknown_sku_parks_the_order_with_sku_and_remedy() {
    let world = World::new("").await;
    world.anna_in_eaccounting();
    let verdict = send(&world, &lamps()).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::SKU_UNKNOWN);
    assert!(problem.message.contains("LAMP"), "{problem}");
    assert!(
        problem.message.contains("1001") || problem.message.contains("5001"),
        "{problem}"
    );
    assert!(!problem.remedy.is_empty());
    assert!(world.records("orders").is_empty());
}

#[tokio::test]
async fn an_unknown_sku_is_sold_as_the_fallback_article_where_the_settings_say_so() {
    let world =
        World::new("[articles]\non_unknown_sku = \"fallback\"\n[articles.fallback]\n25 = \"OVRIGT25\"").await;
    world.anna_in_eaccounting();
    document(&send(&world, &lamps()).await);
    let order = world.only("orders");
    assert_eq!(order["Rows"][0]["ArticleNumber"], "OVRIGT25");
    assert_eq!(order["Rows"][0]["Text"], "Desk lamp, brass");
    assert_eq!(total(&order), dec("1598"));
}

#[tokio::test]
async fn an_unknown_sku_becomes_an_article_where_the_settings_say_so() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"").await;
    world.anna_in_eaccounting();
    document(&send(&world, &lamps()).await);
    let articles = world.records("articles");
    let article = articles
        .iter()
        .find(|article| article["Number"] == "LAMP")
        .expect("an article LAMP");
    assert_eq!(article["Name"], "Desk lamp, brass");
    let order = world.only("orders");
    assert_eq!(order["Rows"][0]["ArticleId"], article["Id"]);
    assert_eq!(total(&order), dec("1598"));
}

#[tokio::test]
async fn shipping_and_discount_rows_have_the_goods_vat_and_reach_the_total() {
    let world = shop("").await;
    let seed = OrderSeed {
        lines: vec![
            LineSeed::new("LAMP", "Desk lamp, brass", 3, dec("2396.97")),
            LineSeed::new("COFFEE", "Coffee, 500 g", 7, dec("693.35")),
        ],
        shipping: dec("79"),
        shipping_method: "PostNord".to_owned(),
        discounts: vec![DiscountSeed {
            name: "WELCOME".to_owned(),
            amount: dec("100"),
            ..DiscountSeed::default()
        }],
        ..lamps()
    };
    document(&send(&world, &seed).await);
    let order = world.only("orders");
    assert_eq!(total(&order), dec("3069.32"));
    let rows = order["Rows"].as_array().unwrap();
    let numbers: Vec<&str> = rows
        .iter()
        .filter_map(|row| row["ArticleNumber"].as_str())
        .collect();
    assert!(
        numbers.contains(&"FRAKT25"),
        "shipping takes the rate of the goods worth the most: {numbers:?}"
    );
    let discounts: Vec<&&str> = numbers
        .iter()
        .filter(|number| number.starts_with("RABATT"))
        .collect();
    assert!(!discounts.is_empty(), "{numbers:?}");
    let off: Decimal = rows
        .iter()
        .filter(|row| {
            row["ArticleNumber"]
                .as_str()
                .is_some_and(|number| number.starts_with("RABATT"))
        })
        .map(|row| number(&row["UnitPrice"]) * number(&row["Quantity"]))
        .sum();
    assert_eq!(off, dec("-100"));
}

#[tokio::test]
async fn an_order_of_a_known_customer_costs_four_calls_and_three_writes() {
    let world = shop("").await;
    send(&world, &lamps()).await;
    world.forget_counts();
    let seed = OrderSeed {
        id: "5002".to_owned(),
        number: "1002".to_owned(),
        ..lamps()
    };
    let key = world.order(&seed);
    let verdict = world.handle(&order_job(&world, &key)).await;
    document(&verdict);
    assert_eq!(
        world.calls(),
        [
            "activecampaign POST /ecom/graphql",
            "eaccounting GET /customers",
            "eaccounting GET /orders",
            "eaccounting POST /orders",
        ]
    );
    assert_eq!(world.store.writes(), 2);
    assert_eq!(world.journal.puts(), 1);
}

#[tokio::test]
async fn an_order_that_is_done_costs_no_call_and_no_write() {
    let world = shop("").await;
    let key = world.order(&lamps());
    world.settle(order_job(&world, &key)).await;
    world.forget_counts();
    let verdict = world.handle(&order_job(&world, &key)).await;
    assert_eq!(skipped(&verdict), "it was sent already: order 1");
    assert_eq!(world.calls(), Vec::<String>::new());
    assert_eq!(world.store.writes(), 0);
    assert_eq!(world.journal.puts(), 0);
}

#[tokio::test]
async fn an_order_that_changed_after_it_was_sent_is_told_once_and_left_alone() {
    let world = shop("").await;
    let job = versioned(&world, &lamps()).await;
    document(&world.settle(job).await);
    let before = world.only("orders");
    world.pass(600);
    let changed = OrderSeed {
        lines: vec![LineSeed::new("LAMP", "Desk lamp, brass", 3, dec("2397"))],
        ..lamps()
    };
    let job = versioned(&world, &changed).await;
    let verdict = world.settle(job.clone()).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::CHANGED_AFTER_CREATION);
    assert!(
        problem.message.contains("1001") && problem.message.contains("order 1"),
        "{problem}"
    );
    assert_eq!(world.only("orders"), before);
    assert_eq!(world.alerts.topics(), ["parked:changed_after_creation"]);
    // The same version again, whoever announces it.
    let again = Job {
        key: "again".to_owned(),
        ..job
    };
    skipped(&world.settle(again).await);
    assert_eq!(world.alerts.topics().len(), 1);
}

#[tokio::test]
async fn an_order_that_was_written_again_without_a_change_is_nothing_to_tell() {
    let world = shop("").await;
    let job = versioned(&world, &lamps()).await;
    document(&world.settle(job).await);
    world.pass(600);
    let job = versioned(&world, &lamps()).await;
    assert!(skipped(&world.settle(job).await).contains("it was sent already"));
    assert!(world.alerts.all().is_empty());
}

#[tokio::test]
async fn an_order_that_is_cancelled_after_it_was_sent_is_told_once() {
    let world = shop("").await;
    let job = versioned(&world, &lamps()).await;
    document(&world.settle(job).await);
    world.pass(600);
    let job = versioned(
        &world,
        &OrderSeed {
            status: "CANCELLED".to_owned(),
            ..lamps()
        },
    )
    .await;
    let verdict = world.settle(job.clone()).await;
    assert_eq!(parked(&verdict).code, Code::CANCELLED_AFTER_CREATION);
    skipped(
        &world
            .settle(Job {
                key: "again".to_owned(),
                ..job
            })
            .await,
    );
    assert_eq!(world.alerts.topics(), ["parked:cancelled_after_creation"]);
    world.only("orders");
}

#[tokio::test]
async fn an_order_that_is_cancelled_before_it_was_sent_is_skipped() {
    let world = shop("").await;
    let verdict = send(
        &world,
        &OrderSeed {
            status: "CANCELLED".to_owned(),
            ..lamps()
        },
    )
    .await;
    assert_eq!(skipped(&verdict), "it is cancelled");
    assert!(world.records("orders").is_empty());
}

#[tokio::test]
async fn a_won_deal_becomes_an_order_of_one_row() {
    let world = World::new("[orders.deals]\narticle = \"LAMP\"").await;
    world.stock();
    let active = world.sandbox.activecampaign();
    let contact = active.add_contact(&anna());
    let deal = active.add_deal(&DealSeed {
        title: "A lamp for the stairs".to_owned(),
        contact: Some(contact),
        value: dec("4800"),
        ..DealSeed::default()
    });
    let source = format!("deal:{deal}");
    let verdict = world.settle(job(&world, JobKind::Order, &source)).await;
    assert_eq!(
        skipped(&verdict),
        "the deal is not won, and orders.deals.when is \"won\""
    );
    active.win_deal(deal);
    world.pass(60);
    document(&world.settle(job(&world, JobKind::Order, &source)).await);
    let order = world.only("orders");
    assert_eq!(order["Rows"].as_array().unwrap().len(), 1);
    assert_eq!(order["Rows"][0]["ArticleNumber"], "LAMP");
    assert_eq!(total(&order), dec("6000"), "a deal's value is without VAT");
    assert_eq!(world.only("customers")["EmailAddress"], EMAIL);
}

#[tokio::test]
async fn an_order_that_only_the_rest_store_has_is_sent_too() {
    let world = World::new("").await;
    world.stock();
    world.contact(&anna());
    world.sandbox.activecampaign().add_rest_order(&OrderSeed {
        id: "7001".to_owned(),
        number: "7001".to_owned(),
        ..lamps()
    });
    document(&world.settle(job(&world, JobKind::Order, "order:1:7001")).await);
    let order = world.only("orders");
    assert_eq!(order["BuyersOrderReference"], "7001");
    assert_eq!(total(&order), dec("1598"));
}

#[tokio::test]
async fn orders_in_shadow_mode_write_nothing_anywhere() {
    let world = World::new("[orders]\ndry_run = true\n[articles]\non_unknown_sku = \"create\"").await;
    let articles = world.records("articles").len();
    // A new customer and a new article would be needed.
    skipped(&send(&world, &lamps()).await);
    world.stock();
    world.anna_in_eaccounting();
    world.pass(60);
    let verdict = send(
        &world,
        &OrderSeed {
            id: "5002".to_owned(),
            ..lamps()
        },
    )
    .await;
    assert!(skipped(&verdict).contains("1598"), "{verdict:?}");
    assert_eq!(world.writes(), Vec::<String>::new());
    assert!(world.records("orders").is_empty());
    assert_eq!(
        world.records("articles").len(),
        articles + 2,
        "those that were put in stock"
    );
    world.only("customers");
}

#[tokio::test]
async fn an_order_without_a_usable_customer_goes_to_the_default_customer() {
    let world = World::new("[orders]\ndefault_customer = 900").await;
    world.stock();
    let cash = world.customer(json!({"Name": "Cash", "CustomerNumber": "900"}));
    // Nobody knows where Anna lives.
    let seed = OrderSeed {
        billing: <_>::default(),
        delivery: <_>::default(),
        ..lamps()
    };
    world.contact(&ContactSeed::new(EMAIL));
    document(&send(&world, &seed).await);
    assert_eq!(world.only("orders")["CustomerId"], cash["Id"]);
}

#[tokio::test]
async fn an_order_that_activecampaign_does_not_know_is_parked() {
    let world = shop("").await;
    let verdict = world.settle(job(&world, JobKind::Order, "order:1:404")).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::SOURCE_MISSING);
    assert!(problem.message.contains("order 404"), "{problem}");
}

#[tokio::test]
async fn a_contact_who_has_ordered_has_each_of_their_orders_queued() {
    let world = shop("").await;
    let contact = world.contact(&anna());
    world.order(&lamps());
    world.order(&OrderSeed {
        id: "5002".to_owned(),
        number: "1002".to_owned(),
        ..lamps()
    });
    let find = job(&world, JobKind::FindOrders, &contact);
    let verdict = world.handle(&find).await;
    assert!(
        matches!(&verdict, JobOutcome::Done { text, .. } if text.starts_with("2 orders")),
        "{verdict:?}"
    );
    let mut queued: Vec<String> = world
        .queue
        .waiting()
        .iter()
        .map(|job| job.source.to_string())
        .collect();
    queued.sort();
    assert_eq!(queued, ["order:1:5001", "order:1:5002"]);
    // The automation runs for each of both orders: nothing is queued twice.
    world.worker.handle(&find, delivery(1)).await;
    assert_eq!(world.queue.waiting().len(), 2);
    world.drive().await;
    assert_eq!(
        (world.orders_of("1001").len(), world.orders_of("1002").len()),
        (1, 1)
    );
}

#[tokio::test]
async fn a_contact_without_orders_is_nothing_to_do() {
    let world = World::new("").await;
    let contact = world.contact(&anna());
    let verdict = world.settle(job(&world, JobKind::FindOrders, &contact)).await;
    assert_eq!(skipped(&verdict), "the contact has no orders");
}
