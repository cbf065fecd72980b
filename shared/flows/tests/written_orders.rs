//! eAccounting's orders and invoices as e-commerce orders in ActiveCampaign.

use engine::JobOutcome;
use model::JobKind;
use sandbox::Options;
use sandbox::activecampaign::{LineSeed, OrderKey, OrderSeed};
use serde_json::{Value, json};

use uuid::Uuid;

use crate::support::{EMAIL, World, dec, delivery, job, lamps, order_job, skipped};

const ON: &str = "[to_activecampaign.orders]\nenabled = true\n";
const WITH_QUOTES: &str =
    "[to_activecampaign.orders]\nenabled = true\n[to_activecampaign.quotes]\nenabled = true\n";

/// A company with a customer and an article, after the first poll.
async fn company(settings: &str) -> World {
    begun(World::still(settings, 3)).await
}

async fn begun(world: World) -> World {
    world.stock();
    world.anna_in_eaccounting();
    world.poller().run().await.unwrap();
    world.pass(3_600);
    world
}

fn sell(world: &World) -> Value {
    world.entered_order(&world.customers_of(EMAIL)[0], "LAMP", 799, 2)
}

fn source(kind: &str, document: &Value) -> String {
    format!("{kind}:{}", document["Id"].as_str().unwrap())
}

fn written(world: &World) -> Vec<Value> {
    let snapshot = world.sandbox.activecampaign().snapshot();
    snapshot["orders"].as_array().unwrap().clone()
}

async fn poll(world: &World) -> Vec<JobOutcome> {
    world.pass(60);
    world.poller().run().await.unwrap();
    let ended = world.drive().await;
    ended.into_iter().map(|ended| ended.verdict).collect()
}

#[tokio::test(start_paused = true)]
async fn an_order_entered_in_eaccounting_is_an_order_in_activecampaign() {
    let world = company(ON).await;
    let order = sell(&world);
    poll(&world).await;
    let written = written(&world);
    assert_eq!(written.len(), 1, "{written:#?}");
    let written = &written[0];
    assert_eq!(written["storeOrderId"], order["Id"]);
    assert_eq!(written["normalizedStatus"], "PENDING_PAYMENT");
    assert_eq!(written["storeStatus"], "ongoing");
    assert_eq!(written["email"], EMAIL);
    assert_eq!(written["currency"], "SEK");
    let connections = world.sandbox.activecampaign().snapshot()["connections"].clone();
    let own = connections
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["service"] == "ekobridge")
        .unwrap();
    assert_eq!(own["name"], "Visma eAccounting");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_written_where_nothing_changed() {
    let world = company(ON).await;
    let order = sell(&world);
    poll(&world).await;
    world.forget_counts();
    let again = world
        .settle(job(&world, JobKind::WriteOrder, &source("sales_order", &order)))
        .await;
    assert!(skipped(&again).contains("as it should be"), "{again:?}");
    assert!(
        world.calls().iter().all(|call| call.contains(" GET ")),
        "{:?}",
        world.calls()
    );
}

#[tokio::test(start_paused = true)]
async fn a_replay_writes_what_somebody_deleted_or_changed_there() {
    let world = company(ON).await;
    let order = sell(&world);
    poll(&world).await;
    let replay = |key: &str| model::Job {
        cause: model::Cause::Replay,
        key: key.to_owned(),
        ..job(&world, JobKind::WriteOrder, &source("sales_order", &order))
    };
    // As it should be: it is looked up, and not written.
    let again = world.settle(replay("first")).await;
    assert!(skipped(&again).contains("as it should be"), "{again:?}");
    let before = written(&world).remove(0);
    let key = OrderKey {
        connection: before["legacyConnectionId"]
            .to_string()
            .trim_matches('"')
            .parse()
            .unwrap(),
        order: before["storeOrderId"].as_str().unwrap().to_owned(),
        rest_id: None,
    };
    assert!(world.sandbox.activecampaign().delete_order(&key));
    let ended = world.settle(replay("second")).await;
    assert!(matches!(ended, JobOutcome::Done { .. }), "{ended:?}");
    assert_eq!(standing(&world), stands("PENDING_PAYMENT", "ongoing", "1598"));
    world.sandbox.activecampaign().add_order(&OrderSeed {
        connection: Some(key.connection),
        id: key.order.clone(),
        email: EMAIL.to_owned(),
        lines: vec![LineSeed::new("LAMP", "Desk lamp", 1, dec("799"))],
        total: Some(dec("1598")),
        status: "PENDING_PAYMENT".to_owned(),
        ..OrderSeed::default()
    });
    let ended = world.settle(replay("third")).await;
    assert!(matches!(ended, JobOutcome::Done { .. }), "{ended:?}");
    assert_eq!(written(&world)[0]["lineItems"][0]["quantity"], 2);
}

#[tokio::test(start_paused = true)]
async fn what_exists_at_the_first_run_is_left_alone() {
    let world = World::still(ON, 3);
    world.stock();
    world.anna_in_eaccounting();
    sell(&world);
    world.pass(3_600);
    world.poller().run().await.unwrap();
    assert!(poll(&world).await.is_empty());
    assert!(written(&world).is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_order_that_came_from_activecampaign_is_no_second_order_there() {
    let world = company(ON).await;
    let key = world.order(&lamps());
    let ended = world.settle(order_job(&world, &key)).await;
    assert!(matches!(ended, JobOutcome::Done { .. }), "{ended:?}");
    let before = written(&world).len();
    let ended = poll(&world).await;
    assert!(!ended.is_empty());
    assert_eq!(written(&world).len(), before, "{ended:?}");
}

#[tokio::test(start_paused = true)]
async fn our_own_orders_never_come_back_even_without_the_ledger() {
    let world = company(ON).await;
    sell(&world);
    poll(&world).await;
    let written = &written(&world)[0];
    let source = format!(
        "order:{}:{}",
        written["legacyConnectionId"],
        written["storeOrderId"].as_str().unwrap()
    );
    let ended = world.settle(job(&world, JobKind::Order, &source)).await;
    assert!(skipped(&ended).starts_with("Ekobridge wrote it"), "{ended:?}");
    // Another deployment, whose ledger knows nothing, and whose settings say nothing.
    let elsewhere = world.worker_elsewhere("");
    let ended = elsewhere
        .handle(&job(&world, JobKind::Order, &source), delivery(1))
        .await;
    assert!(skipped(&ended).starts_with("Ekobridge wrote it"), "{ended:?}");
    assert_eq!(world.records("orders").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_connection_of_a_store_is_never_written_to() {
    let world = company(&format!("{ON}\n[to_activecampaign.connection]\nid = 1\n")).await;
    let store = world.order(&lamps());
    assert_eq!(store.connection.to_string(), "1");
    let order = sell(&world);
    let ended = world
        .settle(job(&world, JobKind::WriteOrder, &source("sales_order", &order)))
        .await;
    let JobOutcome::Parked(problem) = ended else {
        panic!("{ended:?}");
    };
    assert_eq!(problem.code, model::Code::CONNECTION_FOREIGN);
    assert_eq!(written(&world).len(), 1, "the store's own");
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_not_there_is_said_to_be_missing() {
    let world = company(&format!("{ON}\n[to_activecampaign.connection]\nid = 77\n")).await;
    sell(&world);
    let ended = poll(&world).await;
    let [JobOutcome::Parked(problem)] = ended.as_slice() else {
        panic!("{ended:?}");
    };
    assert_eq!(problem.code, model::Code::CONNECTION_MISSING);
}

#[tokio::test(start_paused = true)]
async fn a_fresh_connection_is_made_known_to_graphql_once() {
    let with = |options| Options {
        new_connections_need_sync: true,
        ..options
    };
    let world = begun(World::still_with(with, ON, 3)).await;
    for _ in 0..2 {
        sell(&world);
        poll(&world).await;
    }
    assert_eq!(written(&world).len(), 2);
    let entries = world.entries().await;
    let steps = entries.iter().flat_map(|entry| &entry.steps);
    let made_known = steps.filter(|step| step.text.contains("made known to GraphQL"));
    assert_eq!(made_known.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_poll_over_nothing_new_is_one_call_a_list() {
    let world = company(ON).await;
    world.poller().run().await.unwrap();
    world.pass(60);
    world.forget_counts();
    world.poller().run().await.unwrap();
    let calls = world.calls();
    let of_eaccounting = calls.iter().filter(|call| call.starts_with("eaccounting "));
    assert_eq!(of_eaccounting.count(), 3, "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn with_every_flow_on_a_poll_over_nothing_new_is_six_calls() {
    let settings = format!(
        "{WITH_QUOTES}[to_activecampaign.status]\nenabled = true\n[to_activecampaign.customers]\nenabled = true\n\
         [to_activecampaign.stock]\nenabled = true\nfirst_write = \"automatic\"\n"
    );
    let world = company(&settings).await;
    sell(&world);
    poll(&world).await;
    world.pass(60);
    poll(&world).await;
    world.pass(60);
    world.forget_counts();
    world.poller().run().await.unwrap();
    assert!(world.drive().await.is_empty());
    let mut calls = world.calls();
    calls.retain(|call| call.starts_with("eaccounting "));
    assert_eq!(calls.len(), 6, "{calls:#?}");
    // Accepted quotes and changed quotes are two questions to one list.
    calls.sort();
    calls.dedup();
    assert_eq!(calls.len(), 5, "{calls:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_writes_nothing_and_says_what_it_would() {
    let world = company("[to_activecampaign.orders]\nenabled = true\ndry_run = true\n").await;
    sell(&world);
    world.forget_counts();
    let ended = poll(&world).await;
    assert!(skipped(&ended[0]).contains("dry_run is on"), "{ended:?}");
    assert!(written(&world).is_empty());
}

/// An amount, as the sandbox keeps it: a number or its text.
fn amount(value: &Value) -> rust_decimal::Decimal {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    dec(&text).normalize()
}

/// State, the store's word, and the amount of the only order that was written.
fn standing(world: &World) -> (String, String, String) {
    let written = written(world);
    assert_eq!(written.len(), 1, "{written:#?}");
    let text = |field: &str| written[0][field].as_str().unwrap_or_default().to_owned();
    let amount = amount(&written[0]["finalAmount"]).to_string();
    (text("normalizedStatus"), text("storeStatus"), amount)
}

fn stands(status: &str, word: &str, amount: &str) -> (String, String, String) {
    (status.to_owned(), word.to_owned(), amount.to_owned())
}

fn id(document: &Value) -> Uuid {
    document["Id"].as_str().unwrap().parse().unwrap()
}

/// Ships and invoices an order; the invoice.
async fn invoiced(world: &World, order: &Value) -> Value {
    let client = &world.worker.services().eaccounting;
    client.complete_order(id(order)).await.unwrap();
    let invoice = client.convert_order_to_invoice(id(order)).await.unwrap();
    json!({"Id": invoice.id})
}

#[tokio::test(start_paused = true)]
async fn a_sale_is_followed_from_the_quote_to_the_last_credit() {
    let world = company(WITH_QUOTES).await;
    let quote = quote(&world, 1);
    poll(&world).await;
    assert_eq!(written(&world)[0]["storeOrderId"], quote["Id"]);
    assert_eq!(standing(&world), stands("PENDING_PAYMENT", "quoted", "1000"));

    // The quote is accepted and converted, and the next poll finds the order.
    world.sandbox.eaccounting().accept_quote(id(&quote)).unwrap();
    poll(&world).await;
    poll(&world).await;
    assert_eq!(written(&world)[0]["storeOrderId"], quote["Id"]);
    assert_eq!(standing(&world), stands("PENDING_PAYMENT", "ongoing", "1000"));

    let order = world.only("orders");
    let invoice = invoiced(&world, &order).await;
    poll(&world).await;
    assert_eq!(standing(&world), stands("PENDING_PAYMENT", "invoiced", "1000"));

    let books = world.sandbox.eaccounting();
    books.pay_invoice(id(&invoice), Some(dec("400"))).unwrap();
    poll(&world).await;
    assert_eq!(standing(&world), stands("PENDING_PAYMENT", "part paid", "1000"));

    books.pay_invoice(id(&invoice), None).unwrap();
    poll(&world).await;
    assert_eq!(standing(&world), stands("COMPLETED", "paid", "1000"));

    world.pass(86_400);
    books
        .credit_invoice(id(&invoice), Some(&[(1, dec("1"))]))
        .unwrap();
    poll(&world).await;
    assert_eq!(standing(&world), stands("COMPLETED", "paid", "500"));

    books
        .credit_invoice(id(&invoice), Some(&[(1, dec("1"))]))
        .unwrap();
    poll(&world).await;
    assert_eq!(standing(&world), stands("REFUNDED", "refunded", "0"));
}

#[tokio::test(start_paused = true)]
async fn an_unpaid_invoice_that_is_credited_whole_is_cancelled() {
    let world = company(ON).await;
    let order = sell(&world);
    poll(&world).await;
    let invoice = invoiced(&world, &order).await;
    poll(&world).await;
    world
        .sandbox
        .eaccounting()
        .credit_invoice(id(&invoice), None)
        .unwrap();
    poll(&world).await;
    let (status, word, amount) = standing(&world);
    assert_eq!(
        (status.as_str(), word.as_str(), amount.as_str()),
        ("CANCELLED", "credited", "0")
    );
}

#[tokio::test(start_paused = true)]
async fn an_invoice_that_is_voided_is_never_completed() {
    let world = company(ON).await;
    let order = sell(&world);
    poll(&world).await;
    let invoice = invoiced(&world, &order).await;
    poll(&world).await;
    world.sandbox.eaccounting().void_invoice(id(&invoice)).unwrap();
    poll(&world).await;
    assert_eq!(standing(&world).0, "PENDING_PAYMENT");
}

#[tokio::test(start_paused = true)]
async fn an_invoice_of_which_too_much_was_paid_is_paid() {
    let world = company(ON).await;
    let order = sell(&world);
    let invoice = invoiced(&world, &order).await;
    poll(&world).await;
    let books = world.sandbox.eaccounting();
    let leaves = |amount: i64| {
        json!({
            "RemainingAmount": amount, "RemainingAmountInvoiceCurrency": amount,
            "ModifiedUtc": world.after(0).to_string(),
        })
    };
    world.pass(60);
    books
        .amend("customerinvoices", id(&invoice), leaves(-100))
        .unwrap();
    poll(&world).await;
    assert_eq!(standing(&world), stands("COMPLETED", "paid", "1598"));
    // The payment was another invoice's.
    world.pass(60);
    books
        .amend("customerinvoices", id(&invoice), leaves(1598))
        .unwrap();
    poll(&world).await;
    assert_eq!(standing(&world), stands("PENDING_PAYMENT", "invoiced", "1598"));
}

#[tokio::test(start_paused = true)]
async fn an_order_that_is_deleted_is_cancelled_with_all_that_it_had() {
    let world = company(ON).await;
    let order = sell(&world);
    poll(&world).await;
    let before = written(&world).remove(0);
    world
        .sandbox
        .eaccounting()
        .delete_record("orders", id(&order))
        .unwrap();
    poll(&world).await;
    assert_eq!(standing(&world).0, "PENDING_PAYMENT", "no list shows it");
    world.pass(25 * 3_600);
    poll(&world).await;
    let after = written(&world).remove(0);
    assert_eq!(after["normalizedStatus"], "CANCELLED");
    for field in [
        "orderNumber",
        "email",
        "currency",
        "finalAmount",
        "storeCreatedDate",
    ] {
        assert_eq!(after[field], before[field], "{field}");
    }
    assert_eq!(after["lineItems"][0]["sku"], "LAMP");
}

#[tokio::test(start_paused = true)]
async fn an_invoice_becomes_overdue_by_the_clock_alone() {
    let world = company(ON).await;
    let order = sell(&world);
    invoiced(&world, &order).await;
    poll(&world).await;
    assert_eq!(standing(&world).1, "invoiced");
    world.pass(60 * 86_400);
    poll(&world).await;
    assert_eq!(standing(&world).1, "overdue");
}

#[tokio::test(start_paused = true)]
async fn a_changed_invoice_costs_three_calls() {
    let world = company(ON).await;
    let order = sell(&world);
    let invoice = invoiced(&world, &order).await;
    poll(&world).await;
    world
        .sandbox
        .eaccounting()
        .pay_invoice(id(&invoice), None)
        .unwrap();
    world.forget_counts();
    let ended = world
        .settle(job(&world, JobKind::WriteOrder, &source("invoice", &invoice)))
        .await;
    assert!(matches!(ended, JobOutcome::Done { .. }), "{ended:?}");
    assert!(world.calls().len() <= 3, "{:#?}", world.calls());
}

#[tokio::test(start_paused = true)]
async fn a_collective_invoice_updates_each_of_its_orders() {
    let world = company(ON).await;
    let orders = [sell(&world), sell(&world)];
    poll(&world).await;
    let client = &world.worker.services().eaccounting;
    for order in &orders {
        client.complete_order(id(order)).await.unwrap();
    }
    let books = world.sandbox.eaccounting();
    let invoice = books.invoice_together(&[id(&orders[0]), id(&orders[1])]).unwrap();
    books.pay_invoice(id(&invoice), None).unwrap();
    poll(&world).await;
    let written = written(&world);
    assert_eq!(written.len(), 2, "{written:#?}");
    for order in written {
        assert_eq!(order["normalizedStatus"], "COMPLETED");
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_is_renamed_and_no_consent_changes() {
    let world = company(ON).await;
    let active = world.sandbox.activecampaign();
    let contact =
        active.add_contact(&sandbox::activecampaign::ContactSeed::new(EMAIL).named("Anna", "Bylund"));
    for status in 0..=3 {
        active.set_list_status(contact, "News", status);
        let before = active.snapshot();
        sell(&world);
        poll(&world).await;
        let after = active.snapshot();
        for kind in ["contacts", "contactLists"] {
            assert_eq!(after[kind], before[kind], "{kind} with status {status}");
        }
        let customers = after["ecomCustomers"].as_array().unwrap();
        assert!(
            customers
                .iter()
                .all(|customer| customer["acceptsMarketing"] != "1")
        );
    }
}

#[tokio::test(start_paused = true)]
async fn only_buyers_who_are_new_accept_marketing_and_only_with_a_source() {
    let legal = format!("[to_activecampaign]\naccepts_marketing = \"by law\"\n{ON}");
    for (settings, is_known, accepts) in [
        (ON, false, "0"),
        (legal.as_str(), true, "0"),
        (legal.as_str(), false, "1"),
    ] {
        let world = company(settings).await;
        let active = world.sandbox.activecampaign();
        if is_known {
            active.add_contact(&sandbox::activecampaign::ContactSeed::new(EMAIL));
        }
        sell(&world);
        poll(&world).await;
        let customers = active.snapshot()["ecomCustomers"].clone();
        let own = customers
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["email"] == EMAIL)
            .unwrap()
            .clone();
        assert_eq!(own["acceptsMarketing"], accepts, "{settings} {is_known}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_buyers_consent_that_is_known_in_activecampaign_never_changes() {
    let legal = format!("[to_activecampaign]\naccepts_marketing = \"by law\"\n{ON}");
    for settings in [ON, legal.as_str()] {
        for consent in ["0", "1"] {
            let world = company(settings).await;
            let active = world.sandbox.activecampaign();
            sell(&world);
            poll(&world).await;
            // The buyer decides in a form of ActiveCampaign's.
            assert!(active.set_consent(EMAIL, consent == "1"));
            let contacts = active.snapshot()["contactLists"].clone();
            let order = sell(&world);
            poll(&world).await;
            world
                .sandbox
                .eaccounting()
                .amend("orders", id(&order), json!({"Amount": 900}))
                .unwrap();
            world
                .settle(job(&world, JobKind::WriteOrder, &source("sales_order", &order)))
                .await;
            let snapshot = active.snapshot();
            let buyers = snapshot["ecomCustomers"].as_array().unwrap();
            let buyer = buyers.iter().find(|row| row["email"] == EMAIL).unwrap();
            assert_eq!(buyer["acceptsMarketing"], consent, "{settings}");
            assert_eq!(snapshot["contactLists"], contacts);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_customer_without_an_address_is_skipped_before_any_write() {
    let world = World::still(ON, 3);
    world.stock();
    world.customer(
        json!({"Name": "Kiosk", "InvoiceCity": "Umeå", "InvoicePostalCode": "1", "EmailAddress": EMAIL}),
    );
    world.poller().run().await.unwrap();
    let customer = world.customers_of(EMAIL).remove(0);
    world
        .sandbox
        .eaccounting()
        .amend("customers", id(&customer), json!({"EmailAddress": null}))
        .unwrap();
    world.pass(60);
    world.entered_order(&customer, "LAMP", 1, 1);
    let ended = poll(&world).await;
    assert!(skipped(&ended[0]).contains("no e-mail address"), "{ended:?}");
    assert!(written(&world).is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_written_order_is_followed_after_its_customer_lost_the_address() {
    let world = company(ON).await;
    let order = sell(&world);
    poll(&world).await;
    let customer = world.customers_of(EMAIL).remove(0);
    let books = world.sandbox.eaccounting();
    books
        .amend("customers", id(&customer), json!({"EmailAddress": null}))
        .unwrap();
    let invoice = invoiced(&world, &order).await;
    books.pay_invoice(id(&invoice), None).unwrap();
    poll(&world).await;
    assert_eq!(standing(&world), stands("COMPLETED", "paid", "1598"));
    assert_eq!(written(&world)[0]["email"], EMAIL);
}

#[tokio::test(start_paused = true)]
async fn settings_say_which_documents_begin_an_order() {
    for (setting, reason) in [
        (
            "[to_activecampaign.orders]\nenabled = true\nkinds = [\"invoice\"]\n",
            "orders.kinds",
        ),
        (
            "[to_activecampaign.orders]\nenabled = true\nstates = \"paid\"\n",
            "\"paid\"",
        ),
        (
            "[to_activecampaign.orders]\nenabled = true\nstates = \"completed\"\n",
            "\"completed\"",
        ),
        (
            "[to_activecampaign.orders]\nenabled = true\nplaced_after = 2027-01-01\n",
            "placed_after",
        ),
    ] {
        let world = company(setting).await;
        sell(&world);
        let ended = poll(&world).await;
        assert!(skipped(&ended[0]).contains(reason), "{setting}: {ended:?}");
        assert!(written(&world).is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn only_documents_without_a_shops_reference_are_written_where_set() {
    let world = company("[to_activecampaign.orders]\nenabled = true\nsource = \"entered\"\n").await;
    let order = sell(&world);
    world
        .sandbox
        .eaccounting()
        .amend("orders", id(&order), json!({"BuyersOrderReference": "1001"}))
        .unwrap();
    let ended = poll(&world).await;
    assert!(skipped(&ended[0]).contains("\"entered\""), "{ended:?}");
    sell(&world);
    poll(&world).await;
    assert_eq!(written(&world).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_lines_price_and_the_connections_name_are_as_set() {
    let settings = "[to_activecampaign.orders]\nenabled = true\nline_price = \"line\"\n[to_activecampaign.connection]\nname = \"Books\"\n";
    let world = company(settings).await;
    sell(&world);
    poll(&world).await;
    assert_eq!(
        amount(&written(&world)[0]["lineItems"][0]["priceAmount"]),
        dec("1598")
    );
    let connections = world.sandbox.activecampaign().snapshot()["connections"].clone();
    let names = connections
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].clone());
    assert!(names.into_iter().any(|name| name == "Books"));
}

fn quote(world: &World, status: i32) -> Value {
    let customer = world.customers_of(EMAIL).remove(0);
    let articles = world.records("articles");
    let lamp = articles
        .iter()
        .find(|article| article["Number"] == "LAMP")
        .unwrap();
    let quote = world.sandbox.eaccounting().add_quote(json!({
        "CustomerId": customer["Id"], "Status": status,
        "Rows": [{"ArticleId": lamp["Id"], "Text": "Desk lamp", "UnitPrice": 500, "Quantity": 2}],
    }));
    quote.unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_quote_is_a_pending_order_until_it_lapses() {
    let world = company(WITH_QUOTES).await;
    let quote = quote(&world, 1);
    poll(&world).await;
    assert_eq!(written(&world)[0]["storeOrderId"], quote["Id"]);
    assert_eq!(standing(&world), stands("PENDING_PAYMENT", "quoted", "1000"));
    world.pass(90 * 86_400);
    poll(&world).await;
    assert_eq!(standing(&world), stands("CANCELLED", "lapsed", "1000"));
}

#[tokio::test(start_paused = true)]
async fn a_quote_and_its_order_are_one_order_in_activecampaign() {
    let world = company(WITH_QUOTES).await;
    let quote = quote(&world, 1);
    poll(&world).await;
    world.sandbox.eaccounting().accept_quote(id(&quote)).unwrap();
    poll(&world).await;
    poll(&world).await;
    assert_eq!(written(&world)[0]["storeOrderId"], quote["Id"]);
    assert_eq!(standing(&world), stands("PENDING_PAYMENT", "ongoing", "1000"));
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_of_quotes_writes_no_quote() {
    let world = company("[to_activecampaign.orders]\nenabled = true\n[to_activecampaign.quotes]\nenabled = true\ndry_run = true\n").await;
    quote(&world, 1);
    poll(&world).await;
    assert!(written(&world).is_empty());
}
