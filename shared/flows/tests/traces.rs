//! Status, references and traces: what leads from one system to the other, written once.

use engine::JobOutcome;
use ledger::testing::Call;
use model::JobKind;
use sandbox::activecampaign::OrderSeed;
use serde_json::json;

use crate::support::{EMAIL, Step, StepFault, World, anna, document, job, lamps, order_job, skipped};

async fn send(world: &World) -> JobOutcome {
    let key = world.order(&lamps());
    world.settle(order_job(world, &key)).await
}

fn calls(world: &World, end: &str) -> usize {
    world.calls().iter().filter(|call| call.ends_with(end)).count()
}

#[tokio::test]
async fn a_new_customer_is_linked_to_its_contact_once_where_the_settings_say_so() {
    let world =
        World::new("[customers]\ncontact_link = \"https://example.activehosted.com/app/contacts/{id}\"")
            .await;
    let contact = world.contact(&anna());
    document(&world.settle(job(&world, JobKind::Customer, &contact)).await);
    let link = world.only("partnerresourcelinks");
    assert_eq!(link["ResourceType"], 1);
    assert_eq!(link["ResourceId"], world.only("customers")["Id"]);
    assert_eq!(link["Href"], "https://example.activehosted.com/app/contacts/1");
    world.sandbox.activecampaign().set_field(1, "CITY", "Göteborg");
    world.pass(60);
    document(&world.settle(job(&world, JobKind::Customer, &contact)).await);
    world.only("partnerresourcelinks");
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn no_customer_is_linked_by_default_nor_one_that_was_there() {
    let world = World::new("").await;
    let contact = world.contact(&anna());
    document(&world.settle(job(&world, JobKind::Customer, &contact)).await);
    assert!(world.records("partnerresourcelinks").is_empty());

    let world =
        World::new("[customers]\ncontact_link = \"https://example.activehosted.com/app/contacts/{id}\"")
            .await;
    world.customer(json!({"Name": "Anna", "EmailAddress": EMAIL}));
    let contact = world.contact(&anna());
    document(&world.settle(job(&world, JobKind::Customer, &contact)).await);
    assert!(world.records("partnerresourcelinks").is_empty());
}

#[tokio::test]
async fn invoices_and_drafts_are_linked_to_the_shops_order_and_orders_cannot_be() {
    for (kind, resource) in [
        ("invoice", Some(3)),
        ("invoice-draft", Some(5)),
        ("order-invoiced", Some(3)),
        ("order", None),
    ] {
        let world = World::new(&format!("[orders]\ndocument = \"{kind}\"")).await;
        world.stock();
        let seed = OrderSeed {
            url: "https://shop.example.com/orders/1001".to_owned(),
            ..lamps()
        };
        let key = world.order(&seed);
        let verdict = world.settle(order_job(&world, &key)).await;
        let links = world.records("partnerresourcelinks");
        match resource {
            None => assert!(links.is_empty(), "{kind}"),
            Some(resource) => {
                assert_eq!(links.len(), 1, "{kind}");
                assert_eq!(links[0]["ResourceType"], resource, "{kind}");
                assert_eq!(links[0]["ResourceId"], document(&verdict).id, "{kind}");
                assert_eq!(links[0]["Href"], "https://shop.example.com/orders/1001");
            }
        }
        assert_eq!(world.sandbox.violations(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn the_note_names_the_shops_order_with_its_link() {
    let world = World::new("[orders]\nnote = true").await;
    world.stock();
    let seed = OrderSeed {
        url: "https://shop.example.com/orders/1001".to_owned(),
        ..lamps()
    };
    let key = world.order(&seed);
    document(&world.settle(order_job(&world, &key)).await);
    assert_eq!(
        world.only("notes")["Text"],
        "Order 1001 https://shop.example.com/orders/1001"
    );
}

const TOLD: &str = "[to_activecampaign.status]\nenabled = true\nnote = true\ntags = { created = \"In the books\" }\nfields = { number = \"order_number\" }";

async fn shop(settings: &str) -> World {
    let world = World::new(settings).await;
    world.stock();
    world.anna_in_eaccounting();
    world.contact(&anna());
    world
        .sandbox
        .activecampaign()
        .custom_field("Order number", "ORDER_NUMBER", "");
    world
}

/// The step at which the ledger is told that all is done: the last write of the order's job.
async fn last_word() -> usize {
    let world = shop(TOLD).await;
    let key = world.order(&lamps());
    world.steps.begin([]);
    world.settle(order_job(&world, &key)).await;
    let seen = world.steps.seen();
    seen.iter()
        .rposition(|step| *step == Step::Ledger(Call::Put))
        .expect("the ledger is told")
}

#[tokio::test]
async fn an_attempt_that_goes_on_after_a_crash_tells_activecampaign_nothing_twice() {
    let last = last_word().await;
    let world = shop(TOLD).await;
    let key = world.order(&lamps());
    world.forget_counts();
    world.steps.begin([(last, StepFault::CrashBefore)]);
    world.settle(order_job(&world, &key)).await;
    world.only("orders");
    assert_eq!(calls(&world, "POST /orders"), 1);
    assert!(world.steps.seen().len() > last + 1, "another worker went on");
    // Each of these wakes automations, also when it changes nothing.
    for (call, what) in [
        ("PUT /contacts/1", "field"),
        ("POST /contactTags", "tag"),
        ("POST /notes", "note"),
    ] {
        assert_eq!(calls(&world, call), 1, "{what}: {:?}", world.calls());
    }
}

#[tokio::test]
async fn what_was_written_back_wakes_nothing_in_eaccounting() {
    let world = shop(TOLD).await;
    document(&send(&world).await);
    // The tag, the field and the note announce a changed contact: it is read again, and nothing is written.
    world.forget_counts();
    world.pass(60);
    let verdict = world.settle(job(&world, JobKind::Customer, "contact:1")).await;
    skipped(&verdict);
    assert_eq!(world.writes(), Vec::<String>::new());
    world.pass(60);
    let key = world.order(&lamps());
    skipped(&world.settle(order_job(&world, &key)).await);
    let written = world
        .calls()
        .into_iter()
        .filter(|call| !call.contains(" GET ") && !call.contains("graphql"));
    assert_eq!(written.collect::<Vec<_>>(), Vec::<String>::new());
}

#[tokio::test]
async fn two_orders_with_one_customer_reference_are_two_documents() {
    let world =
        World::new("[mapping.order]\nBuyersOrderReference = \"customer.field.po ?? order.number\"").await;
    world.stock();
    world.contact(&anna().field("PO", "4711"));
    for (id, number) in [("5001", "1001"), ("5002", "1002")] {
        let seed = OrderSeed {
            id: id.to_owned(),
            number: number.to_owned(),
            ..lamps()
        };
        let key = world.order(&seed);
        // The same customer, the same reference and the same total: only the number tells them apart.
        document(&world.settle(order_job(&world, &key)).await);
        world.pass(60);
    }
    for reference in ["4711 1001", "4711 1002"] {
        assert_eq!(world.orders_of(reference).len(), 1, "{reference}");
    }
    // A reference that has the number already is left as it is.
    let world = World::new("[mapping.order]\nBuyersOrderReference = \"'SE-' & order.number\"").await;
    world.stock();
    document(&send(&world).await);
    assert_eq!(world.only("orders")["BuyersOrderReference"], "SE-1001");
}
