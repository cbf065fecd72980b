//! Two shops of one account may number their orders alike.

use engine::AlertStatus;
use model::{Clock, Code};
use sandbox::activecampaign::{ConnectionSeed, LineSeed, OrderKey, OrderSeed};

use crate::support::{Step, StepFault, World, dec, document, lamps, order_job, parked, skipped};

const FAILING: AlertStatus = AlertStatus::Failing;
const RECOVERED: AlertStatus = AlertStatus::Recovered;

/// A world with two shops; their connections' ids.
fn two_shops(settings: &str) -> (World, [u64; 2]) {
    let world = World::still(settings, 1);
    world.stock();
    world.anna_in_eaccounting();
    let active = world.sandbox.activecampaign();
    let shops = ["first", "second"].map(|name| {
        active.add_connection(&ConnectionSeed {
            service: "ownshop".to_owned(),
            external_id: name.to_owned(),
            name: name.to_owned(),
            ..ConnectionSeed::default()
        })
    });
    (world, shops)
}

/// Order 7001 of a shop; the shop's own id of it may be another.
fn order_7001(world: &World, connection: u64, id: &str) -> OrderKey {
    world.order(&OrderSeed {
        connection: Some(connection),
        id: id.to_owned(),
        number: "7001".to_owned(),
        // Nobody places two orders at one instant.
        created: format!("2026-11-23T09:0{connection}:00Z"),
        ..lamps()
    })
}

#[tokio::test(start_paused = true)]
async fn order_7001_of_two_shops_is_two_orders_of_one_buyer_and_total() {
    for settings in [
        "",
        "[orders]\ndocument = \"order-invoiced\"",
        "[orders]\ndocument = \"invoice-draft\"",
        "[orders]\ndocument = \"invoice\"",
    ] {
        for second_id in ["7001", "60001"] {
            let (world, [first, second]) = two_shops(settings);
            let one = order_7001(&world, first, "7001");
            let other = order_7001(&world, second, second_id);
            let one = document(&world.settle(order_job(&world, &one)).await).clone();
            let other = document(&world.settle(order_job(&world, &other)).await).clone();
            assert_ne!(one.id, other.id, "{settings} {second_id}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_in_doubt_takes_no_document_of_the_other_shops_order() {
    for fault in [
        StepFault::Timeout,
        StepFault::AnswerLost,
        StepFault::DoneThenFailed,
    ] {
        let (world, [first, second]) = two_shops("");
        let one = order_7001(&world, first, "7001");
        let other = order_7001(&world, second, "7001");
        // The first one's creating request ends in doubt.
        let mut injected = false;
        world.steps.begin_always(move |step| {
            let is_it = matches!(step, Step::Http(label, _) if label == "POST /orders");
            let inject = is_it && !injected;
            injected |= is_it;
            inject.then_some(fault)
        });
        let job = order_job(&world, &one);
        world.handle(&job).await;
        document(&world.settle(order_job(&world, &other)).await);
        world.steps.begin([]);
        world.pass(3_600);
        document(&world.settle(job).await);
        assert_eq!(world.orders_of("7001").len(), 2, "{fault:?}");
        let documents = [first, second].map(|shop| {
            let record = world.record(&format!("order:{shop}:7001")).unwrap();
            record.documents[0].id.clone()
        });
        assert_ne!(documents[0], documents[1], "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_order_changed_and_changed_back_agrees_and_its_alert_closes() {
    let (world, [first, _]) = two_shops("");
    let seed = |pieces: u32, price: &str| OrderSeed {
        connection: Some(first),
        id: "7001".to_owned(),
        number: "7001".to_owned(),
        lines: vec![LineSeed::new("LAMP", "Desk lamp, brass", pieces, dec(price))],
        ..lamps()
    };
    let run = async |pieces, price| {
        world.pass(7_200);
        let key = world.order(&seed(pieces, price));
        let mut job = order_job(&world, &key);
        job.version = Some(world.clock.now().to_string());
        world.settle(job).await
    };
    let made = document(&run(1, "799").await).clone();
    assert_eq!(parked(&run(2, "1598").await).code, Code::CHANGED_AFTER_CREATION);
    let record = world.record(&format!("order:{first}:7001")).unwrap();
    assert!(record.problem.is_some());
    let back = run(1, "799").await;
    assert_eq!(document(&back).id, made.id);
    let record = world.record(&format!("order:{first}:7001")).unwrap();
    assert_eq!((record.problem, record.made_of), (None, None));
    let told: Vec<_> = world.alerts.all().into_iter().map(|alert| alert.status).collect();
    assert_eq!(told, [FAILING, RECOVERED]);
    assert!(skipped(&run(1, "799").await).contains("sent already"));
    // From two to three, and then back, the document is the same all along.
    parked(&run(2, "1598").await);
    parked(&run(3, "2397").await);
    document(&run(1, "799").await);
    let told: Vec<_> = world.alerts.all().into_iter().map(|alert| alert.status).collect();
    assert_eq!(told[2..], [FAILING, RECOVERED]);
}

#[tokio::test(start_paused = true)]
async fn refunds_of_two_shops_order_7001_credit_each_its_own_invoice() {
    for ours in ["invoice", "order-invoiced"] {
        let settings = format!("[orders]\ndocument = \"{ours}\"\non_cancel = \"credit\"");
        let (world, shops) = two_shops(&settings);
        for shop in shops {
            let key = order_7001(&world, shop, "7001");
            document(&world.settle(order_job(&world, &key)).await);
            world.pass(60);
        }
        let mut credits = Vec::new();
        for shop in shops {
            world.pass(3_600);
            let key = world.order(&OrderSeed {
                connection: Some(shop),
                id: "7001".to_owned(),
                number: "7001".to_owned(),
                status: "REFUNDED".to_owned(),
                ..lamps()
            });
            let mut job = order_job(&world, &key);
            job.version = Some(world.clock.now().to_string());
            credits.push(document(&world.settle(job).await).clone());
        }
        assert_ne!(credits[0].id, credits[1].id, "{ours}");
        let mut invoices = world.records("customerinvoices");
        invoices.retain(|invoice| invoice["IsCreditInvoice"] == true);
        assert_eq!(invoices.len(), 2, "{ours}");
    }
}
