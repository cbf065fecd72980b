//! What follows a document.

use engine::JobOutcome;
use sandbox::{Action, Fault, Vendor};

use crate::support::{World, anna, document, lamps, order_job};

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
        shop("[write_back]\ntag = \"In the books\"\nnote = true\ncontact_field = \"order_number\"").await;
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

#[tokio::test]
async fn an_extra_that_is_refused_is_told_and_does_not_fail_the_order() {
    let world = shop("[orders]\nemail = true\nnote = true").await;
    let refuse = |matcher: &str| {
        Fault::new(
            Vendor::Eaccounting,
            matcher,
            Action::Fail {
                status: 400,
                body: None,
            },
        )
        .times(9)
    };
    world.sandbox.faults().add(refuse("POST /notes"));
    world.sandbox.faults().add(refuse("POST /orders/*/email"));
    let verdict = send(&world).await;
    document(&verdict);
    let JobOutcome::Done { text, .. } = verdict else {
        unreachable!()
    };
    assert!(
        text.contains("the note was not added") && text.contains("it was not e-mailed"),
        "{text}"
    );
    let entry = world.entry("order:1:5001").await;
    assert_eq!(entry.steps.iter().filter(|step| !step.ok).count(), 2);
    world.only("orders");
}
