//! The cost of an order in calls and in DynamoDB's write units, counted where the requests arrive. The shop of these
//! tests has a month of history, because the totals that each delivery writes grow with it.
#![allow(
    clippy::unwrap_used,
    clippy::large_futures,
    reason = "a test fails by panicking, and may take what stack it needs"
)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use devstack::names::{JOURNAL, LEDGER};
use devstack::testing::{IdleStack, delivery};
use devstack::write_units::write_units;
use jiff::{Span, Timestamp};
use model::{Cause, Job, JobKind, Source};
use rust_decimal::Decimal;
use sandbox::activecampaign::{AddressSeed, ContactSeed, LineSeed, OrderSeed};
use sandbox::{Sandbox, Vendor};
use serde_json::{Value, json};

const BUYER: &str = "anna@example.com";

/// A call to DynamoDB, and its write units.
#[derive(Debug, Clone)]
struct Call {
    operation: String,
    /// The partition key, or the table if there are several.
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
    // A month in which both directions had every outcome.
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

/// Processes a delivery of this job. Returns the calls to DynamoDB, and those to the vendors as vendor and path.
async fn work_off(stack: &IdleStack, calls: &Calls, job: &Job) -> (Vec<Call>, Vec<(Vendor, String)>) {
    calls.lock().unwrap().clear();
    stack.sandbox.reset_log();
    let event = delivery(std::slice::from_ref(job));
    let answer = stack.worker.process_orders(event, Duration::from_secs(100)).await;
    assert!(answer.batch_item_failures.is_empty(), "{answer:?}");
    let calls = calls.lock().unwrap().clone();
    let to_vendors = stack.sandbox.requests().into_iter().map(|call| {
        let (_, path) = call.endpoint.split_once(' ').unwrap_or_default();
        (call.vendor, path.to_owned())
    });
    (calls, to_vendors.collect())
}

/// The most calls to a single endpoint of eAccounting.
fn busiest(calls: &[(Vendor, String)]) -> usize {
    let of = |path: &str| {
        let same = |call: &&(Vendor, String)| call.0 == Vendor::Eaccounting && call.1 == path;
        calls.iter().filter(same).count()
    };
    calls.iter().map(|(_, path)| of(path)).max().unwrap_or_default()
}

/// A count of an order in `tests/scale/limits.json`.
fn scale(name: &str) -> usize {
    let limits: Value = serde_json::from_str(include_str!("../scale/limits.json")).unwrap();
    usize::try_from(limits["order"][name].as_u64().unwrap()).unwrap()
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
    assert_eq!(to_vendors.len(), 4, "{to_vendors:?}");
    // The assumptions of `docs/SCALE.md`.
    let of_activecampaign = to_vendors
        .iter()
        .filter(|(vendor, _)| *vendor == Vendor::ActiveCampaign);
    assert_eq!(of_activecampaign.count(), scale("activecampaign_calls"));
    assert_eq!(
        busiest(&to_vendors),
        scale("eaccounting_calls_to_the_busiest_endpoint")
    );

    let writes = writes(&made);
    let of = |part: &str| writes.iter().filter(|call| call.what.starts_with(part)).count();
    let source = order.source.to_string();
    assert_eq!(of("record#"), 2, "the intent and the end: {writes:?}");
    assert_eq!(of(&source), 1, "the activity log: {writes:?}");
    assert_eq!(of("state#totals"), 1, "{writes:?}");
    // Only processes that call often reserve rate limit slots.
    let places = of("state#places");
    assert_eq!(writes.len(), 4 + places, "{writes:?}");
    let units: usize = writes.iter().map(|call| call.units).sum();
    eprintln!("an order's write units: {} {writes:?}", units - places);
    assert!(units - places <= 14, "{units} units: {writes:?}");
}

#[tokio::test]
async fn an_order_that_its_contact_announces_takes_two_calls_more() {
    let (stack, calls) = stack().await;
    work_off(&stack, &calls, &order(&stack.sandbox)).await;
    let order = order(&stack.sandbox);
    // The buyer is the sandbox's newest contact.
    let contact = stack
        .sandbox
        .activecampaign()
        .add_contact(&ContactSeed::new("bo@example.com"))
        - 1;
    let contact = contact.to_string();
    let announced = Job {
        key: format!("test:{contact}"),
        kind: JobKind::FindOrders,
        source: Source::Contact(contact),
        ..order.clone()
    };
    let (_, looked) = work_off(&stack, &calls, &announced).await;
    let (_, done) = work_off(&stack, &calls, &order).await;
    let both = looked.iter().chain(&done);
    let of_activecampaign = both.filter(|(vendor, _)| *vendor == Vendor::ActiveCampaign);
    assert_eq!(
        of_activecampaign.count(),
        scale("activecampaign_calls_if_announced_by_contact"),
        "{looked:?} {done:?}"
    );
}

/// The calls to DynamoDB of an order beside so many records, and the number of calls to the vendors.
async fn beside(records: usize) -> (Vec<String>, usize) {
    let (stack, calls) = stack().await;
    stack.store_parked_orders(records).await;
    // Right before the order that counts, since settings and slots are read again after a while.
    work_off(&stack, &calls, &order(&stack.sandbox)).await;
    let (made, to_vendors) = work_off(&stack, &calls, &order(&stack.sandbox)).await;
    let operations = made
        .iter()
        .filter(|call| call.what != "state#places")
        .map(|call| format!("{} {}", call.operation, call.units));
    (operations.collect(), to_vendors.len())
}

#[tokio::test]
async fn an_order_costs_the_same_beside_a_thousand_records_as_beside_none() {
    assert_eq!(beside(1_000).await, beside(0).await);
}

#[tokio::test]
#[ignore = "stores a million records, which takes minutes and 5 GB of memory; make verify runs it"]
async fn an_order_costs_the_same_beside_a_million_records_as_beside_a_thousand() {
    assert_eq!(beside(1_000_000).await, beside(1_000).await);
}

#[tokio::test]
async fn a_done_order_calls_no_vendor_and_takes_at_most_10_write_units() {
    let (stack, calls) = stack().await;
    let order = order(&stack.sandbox);
    work_off(&stack, &calls, &order).await;
    let (made, to_vendors) = work_off(&stack, &calls, &order).await;
    assert_eq!(to_vendors, []);
    let units: usize = writes(&made).iter().map(|call| call.units).sum();
    assert!(units <= 10, "{units} units: {made:?}");
    assert!(
        made.iter().all(|call| !call.operation.starts_with("Transact")),
        "{made:?}"
    );
}
