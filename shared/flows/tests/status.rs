//! The state of documents that came from ActiveCampaign, back there: deals, tags and custom fields.

use engine::JobOutcome;
use model::{Code, JobKind};
use sandbox::activecampaign::DealSeed;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{EMAIL, World, anna, dec, document, job, lamps, order_job, parked, skipped};

const STATUS: &str = "[to_activecampaign.status]\nenabled = true\n";
const FIELDS: &str = "[to_activecampaign.status.fields]\nnumber = \"DOC_NUMBER\"\nstate = \"DOC_STATE\"\n\
    amount_due = \"DOC_DUE\"\ndue_date = \"DOC_DUE_DATE\"\npayment_date = \"DOC_PAID\"\n";
const TAGS: &str = "[to_activecampaign.status.tags]\ncreated = \"In the books\"\nongoing = \"Open\"\n\
    shipped = \"Shipped\"\ninvoiced = \"To pay\"\npart_paid = \"Part\"\noverdue = \"Late\"\npaid = \"Paid\"\n\
    credited = \"Credited\"\nrefunded = \"Refunded\"\ndeleted = \"Gone\"\n";
const STAGES: &str = "[orders.deals]\narticle = \"LAMP\"\n[to_activecampaign.status.deal_stages]\n\
    created = \"To Contact\"\nongoing = \"To Contact\"\nshipped = \"Offer sent\"\ninvoiced = \"Offer sent\"\n\
    part_paid = \"Offer sent\"\noverdue = \"Offer sent\"\npaid = \"Order\"\ncredited = \"lost\"\n\
    refunded = \"lost\"\ndeleted = \"lost\"\n";

/// A shop whose customer is known to both, after the first poll.
async fn shop(settings: &str) -> World {
    let world = World::still(&format!("{STATUS}{settings}"), 3);
    world.stock();
    world.anna_in_eaccounting();
    world.contact(&anna());
    let active = world.sandbox.activecampaign();
    for tag in ["DOC_NUMBER", "DOC_STATE", "DOC_DUE", "DOC_DUE_DATE", "DOC_PAID"] {
        active.custom_field(tag, tag, "");
    }
    world.poller().run().await.unwrap();
    world.pass(3_600);
    world
}

fn id(document: &Value) -> Uuid {
    document["Id"].as_str().unwrap().parse().unwrap()
}

async fn poll(world: &World) -> Vec<JobOutcome> {
    world.pass(60);
    world.poller().run().await.unwrap();
    let ended = world.drive().await;
    ended.into_iter().map(|ended| ended.verdict).collect()
}

/// An order of the shop, sent to eAccounting; it there.
async fn ordered(world: &World) -> Value {
    let key = world.order(&lamps());
    document(&world.settle(order_job(world, &key)).await);
    world.only("orders")
}

/// A deal that is won and sent to eAccounting: its id, and the order there.
async fn won(world: &World) -> (u64, Value) {
    let active = world.sandbox.activecampaign();
    let deal = active.add_deal(&DealSeed {
        title: "Lamps".to_owned(),
        contact: Some(1),
        value: dec("1000"),
        ..DealSeed::default()
    });
    active.win_deal(deal);
    document(
        &world
            .settle(job(world, JobKind::Order, &format!("deal:{deal}")))
            .await,
    );
    (deal, world.only("orders"))
}

async fn invoiced(world: &World, order: &Value) -> Uuid {
    let client = &world.worker.services().eaccounting;
    client.complete_order(id(order)).await.unwrap();
    client.convert_order_to_invoice(id(order)).await.unwrap().id
}

fn rows(world: &World, kind: &str) -> Vec<Value> {
    let snapshot = world.sandbox.activecampaign().snapshot();
    snapshot[kind].as_array().cloned().unwrap_or_default()
}

/// A contact's custom field.
fn field(world: &World, tag: &str) -> String {
    let fields = rows(world, "fields");
    let field = fields.iter().find(|field| field["perstag"] == tag).unwrap();
    let values = rows(world, "fieldValues");
    let value = values
        .iter()
        .find(|value| value["field"] == field["id"] && value["contact"] == "1");
    value
        .and_then(|value| value["value"].as_str())
        .unwrap_or_default()
        .to_owned()
}

/// Number, state and amount due, as the contact's fields say.
fn told(world: &World) -> (String, String, String) {
    (
        field(world, "DOC_NUMBER"),
        field(world, "DOC_STATE"),
        field(world, "DOC_DUE"),
    )
}

fn says(number: &str, state: &str, due: &str) -> (String, String, String) {
    (number.to_owned(), state.to_owned(), due.to_owned())
}

/// The contact's tags, sorted.
fn tags(world: &World) -> Vec<String> {
    let names = rows(world, "tags");
    let mut tags: Vec<String> = rows(world, "contactTags")
        .iter()
        .map(|link| names.iter().find(|tag| tag["id"] == link["tag"]).unwrap()["tag"].clone())
        .map(|tag| tag.as_str().unwrap().to_owned())
        .collect();
    tags.sort();
    tags
}

/// A deal's stage and status.
fn stands(world: &World, deal: u64) -> (String, String) {
    let deals = rows(world, "deals");
    let id = json!(deal.to_string());
    let deal = deals.iter().find(|row| row["id"] == id).unwrap();
    let text = |field: &str| deal[field].as_str().unwrap_or_default().to_owned();
    (text("stage"), text("status"))
}

fn at(stage: &str, status: &str) -> (String, String) {
    (stage.to_owned(), status.to_owned())
}

#[tokio::test(start_paused = true)]
async fn a_shops_order_is_followed_to_the_last_credit_on_the_contact() {
    let world = shop(&format!("{TAGS}{FIELDS}")).await;
    let order = ordered(&world).await;
    assert_eq!(told(&world), says("1", "created", ""));
    assert_eq!(tags(&world), ["In the books"]);
    poll(&world).await;
    assert_eq!(told(&world), says("1", "ongoing", ""));
    assert_eq!(tags(&world), ["In the books", "Open"]);

    let invoice = invoiced(&world, &order).await;
    poll(&world).await;
    assert_eq!(told(&world).1, "invoiced");
    assert_eq!(told(&world).2, "1598.00");
    assert!(!field(&world, "DOC_DUE_DATE").is_empty());
    assert_eq!(
        tags(&world),
        ["In the books", "To pay"],
        "the order's tag has passed"
    );

    let books = world.sandbox.eaccounting();
    books.pay_invoice(invoice, Some(dec("598"))).unwrap();
    poll(&world).await;
    assert_eq!(
        (told(&world).1.as_str(), told(&world).2.as_str()),
        ("part paid", "1000.00")
    );
    assert_eq!(tags(&world), ["In the books", "Part"]);

    books.pay_invoice(invoice, None).unwrap();
    poll(&world).await;
    assert_eq!(
        (told(&world).1.as_str(), told(&world).2.as_str()),
        ("paid", "0.00")
    );
    assert_eq!(field(&world, "DOC_PAID"), "2026-11-23");
    assert_eq!(tags(&world), ["In the books", "Paid"]);

    world.pass(86_400);
    books.credit_invoice(invoice, Some(&[(1, dec("1"))])).unwrap();
    poll(&world).await;
    assert_eq!(told(&world).1, "paid");
    books.credit_invoice(invoice, Some(&[(1, dec("1"))])).unwrap();
    poll(&world).await;
    assert_eq!(told(&world).1, "refunded");
    assert_eq!(tags(&world), ["In the books", "Paid", "Refunded"]);
    // Never into the store's own connection.
    let store = rows(&world, "orders");
    assert_eq!(store.len(), 1);
    assert_eq!(store[0]["normalizedStatus"], "COMPLETED");
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn an_order_is_shipped_an_invoice_overdue_and_credited_unpaid() {
    let world = shop(&format!("{TAGS}{FIELDS}")).await;
    let order = ordered(&world).await;
    let client = &world.worker.services().eaccounting;
    client.complete_order(id(&order)).await.unwrap();
    poll(&world).await;
    assert_eq!(told(&world).1, "shipped");
    let invoice = client.convert_order_to_invoice(id(&order)).await.unwrap().id;
    poll(&world).await;
    world.pass(60 * 86_400);
    poll(&world).await;
    assert_eq!(told(&world).1, "overdue", "by the clock alone");
    assert_eq!(tags(&world), ["In the books", "Late"]);
    world.sandbox.eaccounting().credit_invoice(invoice, None).unwrap();
    poll(&world).await;
    assert_eq!(told(&world).1, "credited");
    assert_eq!(tags(&world), ["Credited", "In the books"]);
}

#[tokio::test(start_paused = true)]
async fn an_order_that_was_deleted_is_told_of_by_the_clock() {
    let world = shop(&format!("{TAGS}{FIELDS}")).await;
    let order = ordered(&world).await;
    poll(&world).await;
    world
        .sandbox
        .eaccounting()
        .delete_record("orders", id(&order))
        .unwrap();
    world.pass(25 * 3_600);
    poll(&world).await;
    assert_eq!(told(&world), says("1", "deleted", ""));
    assert_eq!(tags(&world), ["Gone", "In the books"]);
}

#[tokio::test(start_paused = true)]
async fn a_voided_invoice_is_never_told_to_be_paid() {
    let world = shop(FIELDS).await;
    let order = ordered(&world).await;
    let invoice = invoiced(&world, &order).await;
    poll(&world).await;
    world.sandbox.eaccounting().void_invoice(invoice).unwrap();
    poll(&world).await;
    assert_eq!(told(&world).1, "invoiced");
    assert_eq!(field(&world, "DOC_PAID"), "");
}

#[tokio::test(start_paused = true)]
async fn a_deal_moves_with_its_order_and_is_lost_with_the_last_credit() {
    let world = shop(STAGES).await;
    let (deal, order) = won(&world).await;
    assert_eq!(stands(&world, deal), at("1", "1"));
    poll(&world).await;
    let invoice = invoiced(&world, &order).await;
    poll(&world).await;
    assert_eq!(stands(&world, deal), at("2", "1"));
    let books = world.sandbox.eaccounting();
    books.pay_invoice(invoice, None).unwrap();
    poll(&world).await;
    assert_eq!(stands(&world, deal), at("3", "1"));
    world.pass(86_400);
    books.credit_invoice(invoice, None).unwrap();
    poll(&world).await;
    assert_eq!(stands(&world, deal), at("3", "2"), "lost");
    // What we wrote comes back as a change of the deal, and asks nothing of anybody.
    world.pass(600);
    world.forget_counts();
    let mut echo = job(&world, JobKind::Order, &format!("deal:{deal}"));
    echo.version = Some("later".to_owned());
    let ended = world.settle(echo).await;
    assert!(matches!(ended, JobOutcome::Skipped { .. }), "{ended:?}");
    assert_eq!(world.writes(), Vec::<String>::new());
    assert!(world.alerts.all().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_deal_that_is_won_again_after_its_invoice_was_credited_is_told() {
    let world = shop(STAGES).await;
    let (deal, order) = won(&world).await;
    let invoice = invoiced(&world, &order).await;
    poll(&world).await;
    world.sandbox.eaccounting().credit_invoice(invoice, None).unwrap();
    poll(&world).await;
    assert_eq!(stands(&world, deal).1, "2", "lost");
    world.pass(3_600);
    world.sandbox.activecampaign().win_deal(deal);
    let client = &world.worker.services().activecampaign;
    let version = client.deal(&deal.to_string()).await.unwrap().unwrap().version;
    let again = model::Job {
        version,
        ..job(&world, JobKind::Order, &format!("deal:{deal}"))
    };
    let problem = parked(&world.settle(again).await).clone();
    assert_eq!(problem.code, Code::CHANGED_AFTER_CREATION, "{problem}");
    for word in [
        "is won again in ActiveCampaign",
        "was credited when the deal was lost",
    ] {
        assert!(problem.message.contains(word), "{word}: {problem}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_deal_that_a_person_moved_further_stays_there() {
    let world = shop(STAGES).await;
    let (deal, order) = won(&world).await;
    poll(&world).await;
    world.sandbox.activecampaign().move_deal(deal, 3);
    invoiced(&world, &order).await;
    poll(&world).await;
    assert_eq!(stands(&world, deal), at("3", "1"));
}

#[tokio::test(start_paused = true)]
async fn a_deals_fields_take_what_is_told_and_currency_fields_count_in_hundredths() {
    let world = shop(
        "[orders.deals]\narticle = \"LAMP\"\n[to_activecampaign.status.fields]\nstate = \"DEAL_STATE\"\namount_due = \"DEAL_DUE\"\nnumber = \"DOC_NUMBER\"\n",
    )
    .await;
    let active = world.sandbox.activecampaign();
    let state = active.deal_field("DEAL_STATE", "");
    let due = active.deal_field("DEAL_DUE", "currency");
    let (_, order) = won(&world).await;
    invoiced(&world, &order).await;
    poll(&world).await;
    let data = rows(&world, "dealFieldData");
    let of = |field: u64| {
        let found = data
            .iter()
            .find(|datum| datum["customFieldId"].to_string().trim_matches('"') == field.to_string());
        found.map(|datum| datum["fieldValue"].to_string().trim_matches('"').to_owned())
    };
    assert_eq!(of(state).as_deref(), Some("invoiced"), "{data:?}");
    assert_eq!(of(due).as_deref(), Some("125000"), "{data:?}");
    assert_eq!(
        field(&world, "DOC_NUMBER"),
        "1",
        "a field that only contacts have"
    );
}

#[tokio::test(start_paused = true)]
async fn nothing_is_written_twice_for_one_state() {
    let world = shop(&format!("{TAGS}{FIELDS}")).await;
    let order = ordered(&world).await;
    poll(&world).await;
    world.pass(600);
    world.forget_counts();
    let source = format!("sales_order:{}", id(&order));
    let ended = world.settle(job(&world, JobKind::WriteOrder, &source)).await;
    assert!(skipped(&ended).contains("as it should be"), "{ended:?}");
    assert!(
        world.calls().iter().all(|call| call.contains(" GET ")),
        "{:?}",
        world.calls()
    );
    // The tag and the fields announce a changed contact, which changes nothing in eAccounting.
    world.forget_counts();
    let ended = world.settle(job(&world, JobKind::Customer, "contact:1")).await;
    skipped(&ended);
    assert_eq!(world.writes(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_changed_invoice_costs_three_calls_to_tell() {
    for (settings, is_deal) in [
        (
            FIELDS.to_owned() + "[to_activecampaign.status.tags]\npaid = \"Paid\"\n",
            false,
        ),
        (STAGES.to_owned(), true),
    ] {
        let world = shop(&settings).await;
        world.sandbox.activecampaign().tag(1, "Paid");
        let order = match is_deal {
            true => won(&world).await.1,
            false => ordered(&world).await,
        };
        let invoice = invoiced(&world, &order).await;
        poll(&world).await;
        world
            .sandbox
            .eaccounting()
            .pay_invoice(invoice, Some(dec("1")))
            .unwrap();
        world.forget_counts();
        let ended = world
            .settle(job(&world, JobKind::WriteOrder, &format!("invoice:{invoice}")))
            .await;
        assert!(matches!(ended, JobOutcome::Done { .. }), "{ended:?}");
        assert!(world.calls().len() <= 3, "{:#?}", world.calls());
    }
}

#[tokio::test(start_paused = true)]
async fn a_poll_over_nothing_new_is_one_call_for_each_list() {
    let world = shop(FIELDS).await;
    world.pass(60);
    world.forget_counts();
    world.poller().run().await.unwrap();
    let calls = world.calls();
    let of_eaccounting = calls.iter().filter(|call| call.starts_with("eaccounting "));
    assert_eq!(of_eaccounting.count(), 3, "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn unknown_stages_and_fields_are_refused_with_what_exists() {
    for (settings, named, known) in [
        (
            "[orders.deals]\narticle = \"LAMP\"\n[to_activecampaign.status.deal_stages]\npaid = \"Betald\"\n",
            "Betald",
            "\"Offer sent\" (2)",
        ),
        (
            "[orders.deals]\narticle = \"LAMP\"\n[to_activecampaign.status.fields]\nnumber = \"NOPE\"\n",
            "nope",
            "DOC_NUMBER",
        ),
    ] {
        let world = shop(settings).await;
        let active = world.sandbox.activecampaign();
        let deal = active.add_deal(&DealSeed {
            contact: Some(1),
            value: dec("1000"),
            ..DealSeed::default()
        });
        active.win_deal(deal);
        let ended = world
            .settle(job(&world, JobKind::Order, &format!("deal:{deal}")))
            .await;
        let problem = parked(&ended);
        let text = problem.to_string();
        assert!(text.contains(named) && text.contains(known), "{text}");
        // Also where only the state is told.
        let order = world.only("orders");
        let ended = world
            .settle(job(
                &world,
                JobKind::WriteOrder,
                &format!("sales_order:{}", id(&order)),
            ))
            .await;
        assert_eq!(parked(&ended).code, Code::SETTINGS_INVALID);
    }
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_tells_nothing_and_says_what_it_would() {
    let on = "[to_activecampaign.status]\nenabled = true\ndry_run = true\nnote = true\n";
    let world = shop(&format!("{}{TAGS}{FIELDS}", on.trim_start_matches(STATUS))).await;
    ordered(&world).await;
    let ended = poll(&world).await;
    assert!(
        ended.iter().any(
            |ended| matches!(ended, JobOutcome::Skipped { reason } if reason.contains("status.dry_run is on"))
        ),
        "{ended:?}"
    );
    assert!(tags(&world).is_empty());
    assert_eq!(told(&world), says("", "", ""));
    assert!(rows(&world, "notes").is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_order_that_was_made_before_is_found_by_its_own_record() {
    let world = World::still("", 3);
    world.stock();
    world.anna_in_eaccounting();
    world.contact(&anna());
    let active = world.sandbox.activecampaign();
    for tag in ["DOC_NUMBER", "DOC_STATE", "DOC_DUE", "DOC_DUE_DATE", "DOC_PAID"] {
        active.custom_field(tag, tag, "");
    }
    let order = ordered(&world).await;
    world.set(&format!("{STATUS}{FIELDS}"));
    world.poller().run().await.unwrap();
    world.pass(3_600);
    let invoice = invoiced(&world, &order).await;
    poll(&world).await;
    assert_eq!(told(&world).1, "invoiced");
    world.sandbox.eaccounting().pay_invoice(invoice, None).unwrap();
    poll(&world).await;
    assert_eq!(told(&world).1, "paid");
}

#[tokio::test(start_paused = true)]
async fn a_document_that_was_entered_in_eaccounting_is_told_to_nobody() {
    let world = shop(&format!("{TAGS}{FIELDS}")).await;
    let customer = world.customers_of(EMAIL).remove(0);
    world.entered_order(&customer, "LAMP", 799, 2);
    poll(&world).await;
    assert!(tags(&world).is_empty());
    assert_eq!(rows(&world, "orders"), json!([]).as_array().unwrap().clone());
}
