//! What follows a document.

use engine::JobOutcome;
use ledger::State;
use model::{Cause, Clock, Code};
use sandbox::activecampaign::OrderSeed;
use sandbox::{Action, Fault, Vendor};

use crate::support::{World, anna, document, lamps, order_job, parked};

async fn shop(settings: &str) -> World {
    let world = World::new(settings).await;
    world.stock();
    world.anna_in_eaccounting();
    world.contact(&anna());
    world
}

async fn send(world: &World) -> JobOutcome {
    let key = world.order(&lamps());
    world.settle(order_job(world, &key)).await
}

fn called(world: &World, end: &str) -> usize {
    world.calls().iter().filter(|call| call.ends_with(end)).count()
}

#[tokio::test]
async fn the_document_is_emailed_where_the_settings_say_so() {
    let world = shop("[orders]\nemail = true").await;
    document(&send(&world).await);
    assert_eq!(called(&world, "/email"), 1);
}

#[tokio::test]
async fn the_document_gets_a_note_with_the_shops_order() {
    let world = shop("[orders]\nnote = true").await;
    document(&send(&world).await);
    let note = world.only("notes");
    assert_eq!(note["AttachedTo"], world.only("orders")["Id"]);
    assert!(note["Text"].as_str().unwrap().contains("1001"), "{note}");
}

#[tokio::test]
async fn activecampaign_gets_tag_number_and_note() {
    let world =
        shop("[to_activecampaign.status]\nenabled = true\nnote = true\ntags = { created = \"In the books\" }\nfields = { number = \"order_number\" }").await;
    world
        .sandbox
        .activecampaign()
        .custom_field("Order number", "ORDER_NUMBER", "");
    document(&send(&world).await);
    let state = world.sandbox.activecampaign().snapshot();
    let tags = state["tags"].as_array().unwrap();
    assert!(tags.iter().any(|tag| tag["tag"] == "In the books"), "{tags:?}");
    assert_eq!(state["contactTags"].as_array().unwrap().len(), 1);
    let notes = state["notes"].as_array().unwrap();
    assert!(
        notes
            .iter()
            .any(|note| note["note"].as_str().unwrap().contains("became order 1")),
        "{notes:?}"
    );
    let values = state["fieldValues"].as_array().unwrap();
    assert!(
        values.iter().any(|value| value["value"] == "1"),
        "the order's number: {values:?}"
    );
}

fn refuse(matcher: &str, times: u32) -> Fault {
    Fault::new(
        Vendor::Eaccounting,
        matcher,
        Action::Fail {
            status: 400,
            body: None,
        },
    )
    .times(times)
}

/// The order's record was replayed by a person.
async fn replayed(world: &World) -> JobOutcome {
    world.pass(60);
    let mut job = world.record("order:1:5001").unwrap().job.unwrap();
    job.cause = Cause::Replay;
    job.key = format!("{} replayed at {}", job.key, world.clock.now());
    job.first_seen = world.clock.now();
    world.settle(job).await
}

#[tokio::test]
async fn a_step_that_is_refused_parks_the_order_and_a_replay_does_what_is_left() {
    let world = shop("[orders]\nemail = true\nnote = true").await;
    world.sandbox.faults().add(refuse("POST /notes", 1));
    world.sandbox.faults().add(refuse("POST /orders/*/email", 1));
    let problem = parked(&send(&world).await).clone();
    assert_eq!(problem.code, Code::FOLLOW_UP_FAILED);
    for named in ["order 1", "the note was not added", "it was not e-mailed"] {
        assert!(problem.message.contains(named), "{problem}");
    }
    let record = world.record("order:1:5001").unwrap();
    assert_eq!(record.pending_steps, ["note", "email"]);
    assert_eq!(world.alerts.all().len(), 1, "a person is told");
    let entry = world.entry("order:1:5001").await;
    assert_eq!(entry.steps.iter().filter(|step| !step.ok).count(), 2);

    document(&replayed(&world).await);
    world.only("orders");
    let record = world.record("order:1:5001").unwrap();
    assert_eq!((record.state, record.pending_steps.len()), (State::Done, 0));
    let calls = world.calls();
    let sent = |call: &str| calls.iter().filter(|made| made.contains(call)).count();
    assert_eq!(
        (sent("POST /notes"), sent("/email")),
        (2, 2),
        "refused once, done once: {calls:?}"
    );
}

#[tokio::test]
async fn a_refused_payment_is_registered_by_the_replay_and_only_once() {
    let world = shop(
        "[payment_methods]\nCard = { document = \"invoice\", register_payment = true, bank_account = 1930 }",
    )
    .await;
    world
        .sandbox
        .faults()
        .add(refuse("POST /customerinvoices/*/payments", 1));
    let seed = OrderSeed {
        payment_method: "Card".to_owned(),
        ..lamps()
    };
    let key = world.order(&seed);
    let problem = parked(&world.settle(order_job(&world, &key)).await).clone();
    assert_eq!(problem.code, Code::FOLLOW_UP_FAILED);
    assert!(
        problem.message.contains("the payment was not registered"),
        "{problem}"
    );
    document(&replayed(&world).await);
    let invoice = world.only("customerinvoices");
    assert_eq!(invoice["RemainingAmount"].as_f64(), Some(0.0), "{invoice}");
    // Another replay finds nothing left.
    replayed(&world).await;
    let calls = world.calls();
    let paid = calls.iter().filter(|call| call.contains("payments")).count();
    assert_eq!(paid, 2, "refused once, registered once: {calls:?}");
}
