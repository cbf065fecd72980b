//! What an order costs in calls and in DynamoDB's write units, counted where the requests arrive. The shop of these tests has a
//! month of work behind it, since the totals that are written with each delivery grow with it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use devstack::names::{JOURNAL, LEDGER};
use devstack::testing::{IdleStack, delivery};
use devstack::write_units::write_units;
use jiff::{Span, Timestamp};
use model::{Cause, Job, JobKind, Source};
use rust_decimal::Decimal;
use sandbox::Sandbox;
use sandbox::activecampaign::{AddressSeed, ContactSeed, LineSeed, OrderSeed};
use serde_json::{Value, json};

const BUYER: &str = "anna@example.com";

/// A call to DynamoDB, and its write units.
#[derive(Debug, Clone)]
struct Call {
    operation: String,
    /// The partition key, or the table where there are several.
    what: String,
    units: usize,
}

type Calls = Arc<Mutex<Vec<Call>>>;

/// A deployment whose calls to DynamoDB are counted.
async fn stack() -> (IdleStack, Calls) {
    let calls = Calls::default();
    let seen = Arc::clone(&calls);
    let schemas = [
        (LEDGER, &ledger::schema::SCHEMA),
        (JOURNAL, &journal::schema::SCHEMA),
    ];
    let stack = IdleStack::watched(Arc::new(move |operation, body| {
        let json: Value = serde_json::from_slice(body).unwrap_or_default();
        let key = ["Item", "Key"]
            .iter()
            .find_map(|part| json[part]["pk"]["S"].as_str());
        seen.lock().unwrap().push(Call {
            operation: operation.to_owned(),
            what: key.or(json["TableName"].as_str()).unwrap_or_default().to_owned(),
            units: write_units(operation, body, &schemas),
        });
    }))
    .await;
    // A month in which both directions had every kind of end.
    let ends = json!({"d": 310, "s": 42, "p": 1, "f": 3});
    let today = Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let days: serde_json::Map<String, Value> = (0..30)
        .map(|back| today.saturating_sub(Span::new().days(back)).to_string())
        .map(|day| (day, json!({"e": ends, "a": ends})))
        .collect();
    let ledger = stack.worker.ledger();
    ledger.remember("totals", &json!({"days": days})).await.unwrap();
    stock(&stack.sandbox);
    let contact = ContactSeed::new(BUYER).named("Anna", "Lind");
    stack.sandbox.activecampaign().add_contact(&contact);
    (stack, calls)
}

/// The shop's goods in eAccounting.
fn stock(sandbox: &Sandbox) {
    let books = sandbox.eaccounting();
    let unit = books.records("units")[0]["Id"].clone();
    let codings = books.records("articleaccountcodings");
    for (number, percent) in [("LAMP-DESK", "25%"), ("COFFEE-500", "12%")] {
        let of_rate = |coding: &&Value| coding["VatRate"] == percent && coding["Type"] == "Goods";
        let coding = codings.iter().find(of_rate).unwrap();
        let article = json!({
            "Number": number, "Name": number, "CodingId": coding["Id"], "UnitId": unit, "IsActive": true,
        });
        books.add_article(article).unwrap();
    }
}

/// A new order of this customer, with two articles.
fn order(sandbox: &Sandbox) -> Job {
    let address = AddressSeed {
        first_name: "Anna".to_owned(),
        last_name: "Lind".to_owned(),
        address1: "Avenyn 7".to_owned(),
        postal: "411 36".to_owned(),
        city: "Göteborg".to_owned(),
        country: "SE".to_owned(),
        ..AddressSeed::default()
    };
    let key = sandbox.activecampaign().add_order(&OrderSeed {
        email: BUYER.to_owned(),
        lines: vec![
            LineSeed::new("LAMP-DESK", "Desk lamp, brass", 2, Decimal::from(1_598)),
            LineSeed::new("COFFEE-500", "Coffee, 500 g", 5, Decimal::from(495)),
        ],
        shipping: Decimal::from(79),
        shipping_method: "PostNord".to_owned(),
        payment_method: "invoice".to_owned(),
        billing: address.clone(),
        delivery: address,
        ..OrderSeed::default()
    });
    let source = Source::Order {
        connection: key.connection.to_string(),
        order: key.order,
    };
    Job {
        key: format!("test:{source}"),
        kind: JobKind::Order,
        source,
        cause: Cause::Webhook,
        first_seen: Timestamp::now(),
        version: None,
    }
}

/// Works off a delivery of this job; the calls to DynamoDB, and how many there were to the vendors.
async fn work_off(stack: &IdleStack, calls: &Calls, job: &Job) -> (Vec<Call>, usize) {
    calls.lock().unwrap().clear();
    stack.sandbox.reset_log();
    let event = delivery(std::slice::from_ref(job));
    let answer = stack.worker.process_orders(event, Duration::from_secs(100)).await;
    assert!(answer.batch_item_failures.is_empty(), "{answer:?}");
    let calls = calls.lock().unwrap().clone();
    (calls, stack.sandbox.requests().len())
}

fn writes(calls: &[Call]) -> Vec<&Call> {
    calls.iter().filter(|call| call.units > 0).collect()
}

#[tokio::test]
async fn an_order_of_a_known_customer_takes_at_most_14_write_units() {
    let (stack, calls) = stack().await;
    // The first order creates the customer, and reads settings, secrets and reference data.
    work_off(&stack, &calls, &order(&stack.sandbox)).await;
    let order = order(&stack.sandbox);
    let (made, to_vendors) = work_off(&stack, &calls, &order).await;
    assert_eq!(to_vendors, 4);

    let writes = writes(&made);
    let of = |part: &str| writes.iter().filter(|call| call.what.starts_with(part)).count();
    let source = order.source.to_string();
    assert_eq!(of("record#"), 2, "the intent and the end: {writes:?}");
    assert_eq!(of(&source), 1, "the activity log: {writes:?}");
    assert_eq!(of("state#totals"), 1, "{writes:?}");
    // Places within the vendors' limits are taken by those who call much.
    let places = of("state#places");
    assert_eq!(writes.len(), 4 + places, "{writes:?}");
    let units: usize = writes.iter().map(|call| call.units).sum();
    assert!(units - places <= 14, "{units} units: {writes:?}");
}

#[tokio::test]
async fn a_done_order_calls_no_vendor_and_takes_at_most_10_write_units() {
    let (stack, calls) = stack().await;
    let order = order(&stack.sandbox);
    work_off(&stack, &calls, &order).await;
    let (made, to_vendors) = work_off(&stack, &calls, &order).await;
    assert_eq!(to_vendors, 0);
    let units: usize = writes(&made).iter().map(|call| call.units).sum();
    assert!(units <= 10, "{units} units: {made:?}");
    assert!(
        made.iter().all(|call| !call.operation.starts_with("Transact")),
        "{made:?}"
    );
}
