//! Quotes as deals in ActiveCampaign.

use engine::JobOutcome;
use model::{Clock, Code, JobKind};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{EMAIL, World, anna, dec, delivery, job, parked, skipped};

const DEALS: &str = "[to_activecampaign.quotes]\nenabled = true\nas = \"deal\"\npipeline = \"1\"\n\
    owner = \"owner@example.com\"\ndeal_field = \"QUOTE_ID\"\n[to_activecampaign.quotes.stages]\n\
    quoted = \"To Contact\"\naccepted = \"Offer sent\"\nongoing = \"Offer sent\"\nshipped = \"Offer sent\"\n\
    invoiced = \"Order\"\npart_paid = \"Order\"\noverdue = \"Order\"\npaid = \"won\"\ncredited = \"lost\"\n\
    refunded = \"lost\"\ndeleted = \"lost\"\nlapsed = \"lost\"\n";

async fn company(settings: &str) -> World {
    let world = World::still(settings, 3);
    world.stock();
    world.anna_in_eaccounting();
    world.sandbox.activecampaign().deal_field("QUOTE_ID", "");
    world.poller().run().await.unwrap();
    world.pass(3_600);
    world
}

fn quote(world: &World, status: i32) -> Uuid {
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
    id(&quote.unwrap())
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

fn deals(world: &World) -> Vec<Value> {
    let snapshot = world.sandbox.activecampaign().snapshot();
    snapshot["deals"].as_array().unwrap().clone()
}

/// Stage and status of the only deal.
fn stands(world: &World) -> (String, String) {
    let deals = deals(world);
    assert_eq!(deals.len(), 1, "{deals:#?}");
    let text = |field: &str| deals[0][field].as_str().unwrap_or_default().to_owned();
    (text("stage"), text("status"))
}

fn at(stage: &str, status: &str) -> (String, String) {
    (stage.to_owned(), status.to_owned())
}

#[tokio::test(start_paused = true)]
async fn a_sent_quote_is_a_deal_with_its_value_owner_and_contact() {
    let world = company(DEALS).await;
    let quote = quote(&world, 1);
    poll(&world).await;
    assert_eq!(stands(&world), at("1", "0"));
    let deal = deals(&world).remove(0);
    assert_eq!(
        (&deal["value"], &deal["currency"], &deal["owner"]),
        (&json!("100000"), &json!("sek"), &json!("1"))
    );
    let snapshot = world.sandbox.activecampaign().snapshot();
    assert_eq!(
        snapshot["contacts"][0]["email"], EMAIL,
        "created, since it was missing"
    );
    let data = &snapshot["dealFieldData"][0];
    assert_eq!(data["fieldValue"], quote.to_string());
    assert!(
        snapshot["orders"].as_array().unwrap().is_empty(),
        "no e-commerce order"
    );
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_deal_follows_its_quote_to_the_last_credit() {
    let world = company(DEALS).await;
    let quote = quote(&world, 1);
    poll(&world).await;
    assert_eq!(stands(&world), at("1", "0"));
    let books = world.sandbox.eaccounting();
    books.accept_quote(quote).unwrap();
    poll(&world).await;
    poll(&world).await;
    assert_eq!(stands(&world), at("2", "0"), "accepted, and an order by now");
    let order = id(&world.only("orders"));
    let client = &world.worker.services().eaccounting;
    client.complete_order(order).await.unwrap();
    let invoice = client.convert_order_to_invoice(order).await.unwrap().id;
    poll(&world).await;
    assert_eq!(stands(&world), at("3", "0"));
    books.pay_invoice(invoice, Some(dec("400"))).unwrap();
    poll(&world).await;
    assert_eq!(stands(&world), at("3", "0"), "a partial payment");
    books.pay_invoice(invoice, None).unwrap();
    poll(&world).await;
    assert_eq!(stands(&world), at("3", "1"), "won");
    world.pass(86_400);
    books.credit_invoice(invoice, Some(&[(1, dec("1"))])).unwrap();
    poll(&world).await;
    assert_eq!(stands(&world), at("3", "1"), "a partial credit");
    books.credit_invoice(invoice, Some(&[(1, dec("1"))])).unwrap();
    poll(&world).await;
    assert_eq!(stands(&world), at("3", "2"), "lost");
}

#[tokio::test(start_paused = true)]
async fn a_quote_that_lapses_loses_its_deal_and_a_later_answer_opens_it() {
    let world = company(&format!("[quotes]\nenabled = false\n{DEALS}")).await;
    let quote = quote(&world, 1);
    poll(&world).await;
    world.pass(90 * 86_400);
    poll(&world).await;
    assert_eq!(stands(&world), at("1", "2"));
    world.sandbox.eaccounting().accept_quote(quote).unwrap();
    poll(&world).await;
    assert_eq!(stands(&world), at("2", "0"));
}

#[tokio::test(start_paused = true)]
async fn a_quote_that_was_deleted_loses_its_deal() {
    let world = company(DEALS).await;
    let quote = quote(&world, 1);
    poll(&world).await;
    world
        .sandbox
        .eaccounting()
        .delete_record("quotes", quote)
        .unwrap();
    world.pass(25 * 3_600);
    poll(&world).await;
    assert_eq!(stands(&world), at("1", "2"));
}

#[tokio::test(start_paused = true)]
async fn a_deal_that_a_person_moved_or_closed_stays_so() {
    let world = company(&format!("[quotes]\nenabled = false\n{DEALS}")).await;
    let first = quote(&world, 1);
    poll(&world).await;
    let active = world.sandbox.activecampaign();
    active.move_deal(1, 3);
    world.sandbox.eaccounting().accept_quote(first).unwrap();
    poll(&world).await;
    assert_eq!(stands(&world), at("3", "0"), "moved further by a person");
    active.win_deal(1);
    world.pass(90 * 86_400);
    poll(&world).await;
    assert_eq!(stands(&world), at("3", "1"));
}

#[tokio::test(start_paused = true)]
async fn a_deal_is_found_again_by_its_field_when_the_ledger_is_lost() {
    let world = company(DEALS).await;
    let quote = quote(&world, 1);
    poll(&world).await;
    world.pass(600);
    let elsewhere = world.worker_elsewhere(DEALS);
    let ended = elsewhere
        .handle(
            &job(&world, JobKind::WriteOrder, &format!("quote:{quote}")),
            delivery(1),
        )
        .await;
    assert!(
        matches!(ended, JobOutcome::Done { .. } | JobOutcome::Skipped { .. }),
        "{ended:?}"
    );
    assert_eq!(deals(&world).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_quotes_deal_that_is_won_never_becomes_an_order_even_without_the_ledger() {
    let world = company(&format!(
        "[orders.deals]\nenabled = true\narticle = \"LAMP\"\n{DEALS}"
    ))
    .await;
    quote(&world, 1);
    poll(&world).await;
    world.sandbox.activecampaign().win_deal(1);
    world.pass(60);
    let won = job(&world, JobKind::Order, "deal:1");
    let ended = world.settle(won).await;
    assert!(skipped(&ended).contains("made the deal of a quote"), "{ended:?}");
    // Another deployment, whose ledger knows nothing, and whose settings say nothing of quotes.
    let elsewhere = world.worker_elsewhere("[orders.deals]\nenabled = true\narticle = \"LAMP\"\n");
    let ended = elsewhere
        .handle(&job(&world, JobKind::Order, "deal:1"), delivery(1))
        .await;
    assert!(skipped(&ended).contains("made the deal of a quote"), "{ended:?}");
    assert!(world.records("orders").is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_unknown_pipeline_owner_field_or_stage_is_refused_before_any_write() {
    for (wrong, right, known) in [
        ("pipeline = \"Nope\"", "pipeline = \"1\"", "(1)"),
        (
            "owner = \"nobody@example.com\"",
            "owner = \"owner@example.com\"",
            "Users",
        ),
        ("deal_field = \"NOPE\"", "deal_field = \"QUOTE_ID\"", "QUOTE_ID"),
        ("paid = \"Nope\"", "paid = \"won\"", "\"Order\" (3)"),
    ] {
        let world = company(&DEALS.replace(right, wrong)).await;
        quote(&world, 1);
        let ended = poll(&world).await;
        let problem = parked(&ended[0]);
        assert_eq!(problem.code, Code::SETTINGS_INVALID, "{wrong}");
        let text = problem.to_string();
        assert!(text.contains(known), "{text}");
        assert!(!text.contains('@'), "{text}");
        assert!(deals(&world).is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_of_quotes_as_deals_creates_none() {
    let world = company(&DEALS.replace("as =", "dry_run = true\nas =")).await;
    quote(&world, 1);
    let ended = poll(&world).await;
    assert!(skipped(&ended[0]).contains("dry_run is on"), "{ended:?}");
    assert!(deals(&world).is_empty());
    assert!(
        world.sandbox.activecampaign().snapshot()["contacts"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[tokio::test(start_paused = true)]
async fn an_accepted_quote_of_a_known_contact_is_a_deal_of_that_contact() {
    let world = company(&format!("[quotes]\nenabled = false\n{DEALS}")).await;
    world.contact(&anna());
    quote(&world, 2);
    poll(&world).await;
    assert_eq!(stands(&world), at("2", "0"));
    assert_eq!(deals(&world)[0]["contact"], "1");
}

fn requote(world: &World, quote: Uuid, price: i64) {
    let quoted = world.records("quotes");
    let quoted = quoted
        .iter()
        .find(|known| known["Id"] == quote.to_string())
        .unwrap();
    let total = price * 2;
    let mut row = quoted["Rows"][0].clone();
    row["UnitPrice"] = json!(price);
    row["Amount"] = json!(total);
    let fields = json!({
        "Rows": [row], "TotalAmount": total, "ModifiedUtc": world.clock.now().to_string(),
    });
    world
        .sandbox
        .eaccounting()
        .amend("quotes", quote, fields)
        .unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_deals_value_follows_its_quote_unless_a_person_changed_it() {
    let world = company(&format!("[quotes]\nenabled = false\n{DEALS}")).await;
    let quote = quote(&world, 1);
    poll(&world).await;
    assert_eq!(deals(&world)[0]["value"], "100000");
    world.pass(60);
    requote(&world, quote, 600);
    poll(&world).await;
    assert_eq!(deals(&world)[0]["value"], "120000");
    assert_eq!(stands(&world), at("1", "0"), "it is not moved by that");
    // The same again writes nothing.
    world.forget_counts();
    let again = world
        .settle(job(&world, JobKind::WriteOrder, &format!("quote:{quote}")))
        .await;
    assert!(skipped(&again).contains("as it should be"), "{again:?}");
    assert!(
        world.calls().iter().all(|call| !call.contains("PUT")),
        "{:?}",
        world.calls()
    );
    // A person gives a discount in ActiveCampaign.
    assert!(
        world
            .sandbox
            .activecampaign()
            .update_deal(1, &json!({"value": "90000"}))
    );
    world.pass(60);
    requote(&world, quote, 700);
    poll(&world).await;
    assert_eq!(deals(&world)[0]["value"], "90000");
    world.sandbox.eaccounting().accept_quote(quote).unwrap();
    poll(&world).await;
    assert_eq!(
        (deals(&world)[0]["value"].clone(), stands(&world)),
        (json!("90000"), at("2", "0"))
    );
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}
