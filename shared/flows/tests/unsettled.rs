//! Orders that have changed since they were sent, until a person has settled the difference.

use engine::{AlertStatus, JobOutcome};
use ledger::{Held, Key, RecordStore as _, State};
use model::{Cause, Code, Job};
use rust_decimal::Decimal;
use sandbox::activecampaign::{LineSeed, OrderKey, OrderSeed};
use serde_json::{Value, json};

use crate::support::{World, anna, dec, document, lamps, order_job, parked, skipped};

const RECORD: &str = "order:1:5001";

async fn shop(settings: &str) -> (World, OrderKey) {
    let world = World::new(settings).await;
    world.stock();
    world.contact(&anna());
    let key = world.order(&lamps());
    document(&world.settle(versioned(&world, &key).await).await);
    world.pass(3600);
    (world, key)
}

/// A job that knows which version of the order it is about, as the sweep's do.
async fn versioned(world: &World, key: &OrderKey) -> Job {
    let client = &world.worker.services().activecampaign;
    let order = client.order(&key.connection.to_string(), &key.order).await;
    Job {
        version: order.unwrap().unwrap().version,
        ..order_job(world, key)
    }
}

/// The shop changes the order; how its job ends.
async fn changed(world: &World, seed: &OrderSeed) -> JobOutcome {
    let key = world.order(seed);
    world.settle(versioned(world, &key).await).await
}

/// A person replays the order.
async fn replayed(world: &World, key: &OrderKey) -> JobOutcome {
    world.pass(60);
    let job = Job {
        cause: Cause::Replay,
        ..order_job(world, key)
    };
    world.settle(job).await
}

/// The keys of what is parked, each of which is counted.
async fn listed(world: &World) -> Vec<String> {
    let (records, _) = world.worker.ports().ledger.listed(State::Parked).await.unwrap();
    let counted = world.memory.count_listed(State::Parked).await.unwrap();
    assert_eq!(usize::try_from(counted), Ok(records.len()));
    records.iter().map(|record| record.key.to_string()).collect()
}

fn lamp(quantity: u32, total: &str) -> OrderSeed {
    OrderSeed {
        lines: vec![LineSeed::new("LAMP", "Desk lamp, brass", quantity, dec(total))],
        ..lamps()
    }
}

fn id_of(record: &Value) -> uuid::Uuid {
    record["Id"].as_str().unwrap().parse().unwrap()
}

/// A person corrects eAccounting's order: all amounts grow by half.
fn correct(world: &World) {
    let order = world.only("orders");
    let more = |field: &str| -> Value {
        let amount: Decimal = dec(&order[field].to_string()) * dec("1.5");
        serde_json::from_str(&amount.to_string()).unwrap()
    };
    let fields = json!({
        "Amount": more("Amount"),
        "VatAmount": more("VatAmount"),
        "ModifiedUtc": world.after(0).to_string(),
    });
    world
        .sandbox
        .eaccounting()
        .amend("orders", id_of(&order), fields)
        .unwrap();
}

#[tokio::test]
async fn a_changed_order_is_parked_until_its_document_is_corrected() {
    let (world, key) = shop("").await;
    let verdict = changed(&world, &lamp(3, "2397")).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::CHANGED_AFTER_CREATION);
    for word in ["order 1 was created", "2397.00 SEK now", "order 1 is 1598.00 SEK"] {
        assert!(problem.message.contains(word), "{word}: {problem}");
    }
    let record = world.record(RECORD).unwrap();
    assert!(record.state == State::Done && record.is_unsettled());
    assert_eq!(listed(&world).await, [RECORD]);

    // A replay before somebody has looked at it changes nothing.
    assert_eq!(parked(&replayed(&world, &key).await).code, problem.code);
    assert_eq!(listed(&world).await, [RECORD]);
    correct(&world);
    let verdict = replayed(&world, &key).await;
    let JobOutcome::Done { text, .. } = &verdict else {
        panic!("{verdict:?}")
    };
    assert!(text.contains("order 1 was corrected"), "{text}");
    assert_eq!(listed(&world).await, Vec::<String>::new());
    let told: Vec<AlertStatus> = world.alerts.all().iter().map(|alert| alert.status).collect();
    assert_eq!(told, [AlertStatus::Failing, AlertStatus::Recovered]);
    assert!(skipped(&replayed(&world, &key).await).contains("sent already"));
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_change_that_means_nothing_for_the_document_asks_nobody() {
    let changes: [fn(&mut OrderSeed); 6] = [
        |order| order.billing.phone = "070-1234567".to_owned(),
        |order| order.delivery.email = "other@example.com".to_owned(),
        |order| order.billing.city = " STOCKHOLM ".to_owned(),
        |order| order.delivery.first_name = "annaqvzx".to_owned(),
        |order| order.lines[0].name = "Desk lamp of brass".to_owned(),
        |order| order.lines[0].image_url = "https://shop.example.com/lamp.png".to_owned(),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        let (world, _) = shop("").await;
        let mut order = lamps();
        change(&mut order);
        let verdict = changed(&world, &order).await;
        assert!(skipped(&verdict).contains("sent already"), "{at}: {verdict:?}");
        assert!(world.alerts.all().is_empty(), "{at}");
    }
    // A second line of the address is a change.
    let (world, _) = shop("").await;
    let mut order = lamps();
    order.billing.address2 = "lgh 1101".to_owned();
    parked(&changed(&world, &order).await);
}

#[tokio::test]
async fn an_order_deleted_after_it_was_sent_names_its_document() {
    let (world, key) = shop("").await;
    assert!(world.sandbox.activecampaign().delete_order(&key));
    let announced = Job {
        version: Some("later".to_owned()),
        ..order_job(&world, &key)
    };
    let verdict = world.settle(announced).await;
    let problem = parked(&verdict);
    assert_eq!(problem.code, Code::SOURCE_MISSING);
    for word in ["order 5001", "order 1 was created", "delete order 1"] {
        assert!(problem.to_string().contains(word), "{word}: {problem}");
    }
    assert_eq!(world.record(RECORD).unwrap().state, State::Done);
}

#[tokio::test]
async fn a_change_that_no_total_shows_is_settled_by_a_person_alone() {
    let (world, key) = shop("").await;
    let verdict = changed(&world, &lamp(4, "1598")).await;
    let problem = parked(&verdict);
    assert!(
        problem.message.contains("Both totals are 1598.00 SEK"),
        "{problem}"
    );
    // The totals agree, and nobody has done anything about it.
    parked(&replayed(&world, &key).await);
    assert_eq!(listed(&world).await, [RECORD]);
    let ledger = &world.worker.ports().ledger;
    let settled = ledger.settle(&Key::source(&RECORD.parse().unwrap())).await;
    assert!(matches!(settled, Ok(Held::Changed(_))), "{settled:?}");
    assert_eq!(listed(&world).await, Vec::<String>::new());
    skipped(&replayed(&world, &key).await);
    // The next change is told and listed again.
    world.pass(3600);
    parked(&changed(&world, &lamp(3, "2397")).await);
    assert_eq!(listed(&world).await, [RECORD]);
}

#[tokio::test]
async fn an_invoice_is_right_when_as_much_of_it_is_credited_as_was_taken_off() {
    let (world, key) = shop("[orders]\ndocument = \"invoice\"").await;
    parked(&changed(&world, &lamp(1, "799")).await);
    parked(&replayed(&world, &key).await);
    let invoice = id_of(&world.only("customerinvoices"));
    let one_lamp = [(1, dec("1"))];
    let eaccounting = world.sandbox.eaccounting();
    eaccounting.credit_invoice(invoice, Some(&one_lamp)).unwrap();
    document(&replayed(&world, &key).await);
    assert_eq!(listed(&world).await, Vec::<String>::new());
}

#[tokio::test]
async fn an_invoice_that_is_credited_as_a_whole_may_be_replaced_by_none() {
    let (world, key) = shop("[orders]\ndocument = \"invoice\"").await;
    parked(&changed(&world, &lamp(3, "2397")).await);
    let invoice = id_of(&world.only("customerinvoices"));
    world.sandbox.eaccounting().credit_invoice(invoice, None).unwrap();
    parked(&replayed(&world, &key).await);
    assert_eq!(listed(&world).await, [RECORD]);
}

#[tokio::test]
async fn a_difference_that_is_gone_or_that_nobody_is_told_of_is_not_listed() {
    let (world, _) = shop("").await;
    parked(&changed(&world, &lamp(3, "2397")).await);
    assert_eq!(listed(&world).await, [RECORD]);
    world.pass(3600);
    document(&changed(&world, &lamps()).await);
    assert_eq!(listed(&world).await, Vec::<String>::new(), "changed back");

    let (world, _) = shop("[orders]\non_change = \"skip\"\non_cancel = \"skip\"").await;
    skipped(&changed(&world, &lamp(3, "2397")).await);
    assert_eq!(listed(&world).await, Vec::<String>::new(), "left out");
    world.pass(3600);
    let cancelled = OrderSeed {
        status: "CANCELLED".to_owned(),
        ..lamps()
    };
    skipped(&changed(&world, &cancelled).await);
    assert_eq!(listed(&world).await, Vec::<String>::new(), "left out");
}

#[tokio::test]
async fn a_cancelled_order_is_parked_until_its_document_is_gone() {
    let (world, key) = shop("").await;
    let cancelled = OrderSeed {
        status: "CANCELLED".to_owned(),
        ..lamps()
    };
    let verdict = changed(&world, &cancelled).await;
    assert_eq!(parked(&verdict).code, Code::CANCELLED_AFTER_CREATION);
    let since = world.record(RECORD).unwrap().since();
    parked(&replayed(&world, &key).await);
    assert_eq!(listed(&world).await, [RECORD]);
    assert_eq!(world.record(RECORD).unwrap().since(), since);
    let order = id_of(&world.only("orders"));
    world
        .sandbox
        .eaccounting()
        .delete_record("orders", order)
        .unwrap();
    let settled = replayed(&world, &key).await;
    assert!(skipped(&settled).contains("was deleted already"), "{settled:?}");
    assert_eq!(listed(&world).await, Vec::<String>::new());
    let alerts = world.alerts.all();
    assert_eq!(alerts.last().unwrap().status, AlertStatus::Recovered);
    let (title, text) = world.alerts.texts().pop().unwrap();
    assert!(title.contains("no longer waits for you"), "{title}");
    assert!(text.contains("was deleted already"), "{text}");
}
