//! The user's own rules for what ActiveCampaign gets of eAccounting's records, and what a preview says of them.

use engine::JobOutcome;
use model::{Code, Job, JobKind};
use preview::Preview;
use serde_json::{Value, json};

use crate::support::{EMAIL, World, job, parked};

const STOCK: &str = "[quotes]\nenabled = false\n[sweep]\nenabled = false\n\
    [to_activecampaign.stock]\nenabled = true\nfirst_write = \"automatic\"\n";

const ORDERS: &str = "[to_activecampaign.orders]\nenabled = true\n";

const DEALS: &str = "[quotes]\nenabled = false\n[to_activecampaign.quotes]\nenabled = true\nas = \"deal\"\n\
    pipeline = \"1\"\ndeal_field = \"QUOTE_ID\"\n";

const CONTACTS: &str = "[to_activecampaign.customers]\nenabled = true\n";

async fn poll(world: &World) -> Vec<JobOutcome> {
    world.pass(60);
    world.poller().run().await.unwrap();
    let ended = world.drive().await;
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
    ended.into_iter().map(|ended| ended.verdict).collect()
}

fn rows(world: &World, kind: &str) -> Vec<Value> {
    let snapshot = world.sandbox.activecampaign().snapshot();
    snapshot[kind].as_array().cloned().unwrap_or_default()
}

fn article(world: &World, number: &str) -> Value {
    let fields = json!({
        "Number": number, "Name": "Skrivbordslampa", "NameEnglish": "Desk lamp", "IsStock": true, "StockBalance": 8,
    });
    world.sandbox.eaccounting().add_article(fields).unwrap()
}

fn source(kind: &str, record: &Value) -> String {
    format!("{kind}:{}", record["Id"].as_str().unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_product_has_what_the_rules_make_of_its_article() {
    let rules = "[mapping.product]\nname = \"article.NameEnglish ?? article.Name\"\nsku = \"'SE-' & article.Number\"\n\
        category = \"'Lamps'\"\nproductUrl = \"'https://shop.example.com/' & article.Number\"\n\
        imageUrl = \"'https://shop.example.com/' & article.Number & '.jpg'\"\n";
    let world = World::still(STOCK, 1);
    article(&world, "LAMP");
    poll(&world).await;
    let product = rows(&world, "products").remove(0);
    assert_eq!(
        (&product["baseProductName"], &product["variantSku"]),
        (&json!("Skrivbordslampa"), &json!("LAMP"))
    );
    // Changed rules write every product anew, and once.
    world.set(&format!("{STOCK}{rules}"));
    poll(&world).await;
    let products = rows(&world, "products");
    assert_eq!(products.len(), 1);
    for (field, value) in [
        ("baseProductName", json!("Desk lamp")),
        ("variantSku", json!("SE-LAMP")),
        ("categories", json!(["Lamps"])),
        ("variantUrl", json!("https://shop.example.com/LAMP")),
        ("variantImages", json!(["https://shop.example.com/LAMP.jpg"])),
        ("stockStatus", json!("IN_STOCK")),
    ] {
        assert_eq!(products[0][field], value, "{field}");
    }
    world.forget_counts();
    poll(&world).await;
    assert_eq!(world.calls().len(), 1, "{:?}", world.calls());
}

#[tokio::test(start_paused = true)]
async fn an_article_on_which_a_rule_fails_is_parked_and_holds_up_no_other() {
    let world = World::still(
        &format!(
            "{STOCK}\n[mapping.product]\nsku = \"article.Number = 'BAD' ? $error('no') : article.Number\"\n"
        ),
        1,
    );
    article(&world, "LAMP");
    let bad = article(&world, "BAD");
    let ended = poll(&world).await;
    let skus: Vec<Value> = rows(&world, "products")
        .iter()
        .map(|row| row["variantSku"].clone())
        .collect();
    assert_eq!(skus, [json!("LAMP")]);
    let problems: Vec<_> = ended
        .iter()
        .filter(|ended| matches!(ended, JobOutcome::Parked(_)))
        .collect();
    assert_eq!(problems.len(), 1, "{ended:?}");
    let problem = parked(problems[0]);
    assert_eq!(problem.code, Code::MAPPING_FAILED);
    assert!(
        problem.message.contains("product.sku of article BAD"),
        "{problem}"
    );
    // Replayed once the rule is mended.
    world.set(STOCK);
    let replay = job(&world, JobKind::Stock, &source("article", &bad));
    let replay = Job {
        cause: model::Cause::Replay,
        ..replay
    };
    assert!(matches!(world.settle(replay).await, JobOutcome::Done { .. }));
    assert_eq!(rows(&world, "products").len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_line_has_what_the_rules_make_of_its_row() {
    let world = World::still(
        &format!(
            "{ORDERS}\n[mapping.line]\nname = \"row.Text & ', order ' & document.Number\"\ncategory = \"'Lamps'\"\n\
             productUrl = \"'https://shop.example.com/' & row.ArticleNumber\"\n"
        ),
        3,
    );
    world.stock();
    let customer = world.anna_in_eaccounting();
    world.poller().run().await.unwrap();
    world.pass(3_600);
    let order = world.entered_order(&customer, "LAMP", 799, 2);
    poll(&world).await;
    let line = rows(&world, "orders")[0]["lineItems"][0].clone();
    assert_eq!(line["name"], format!("Desk lamp, order {}", order["Number"]));
    assert_eq!(line["sku"], "LAMP");
    assert_eq!(line["category"], "Lamps");
    assert_eq!(line["productUrl"], "https://shop.example.com/LAMP");
    let entry = world.entry(&source("sales_order", &order)).await;
    let name = entry
        .sent
        .iter()
        .find(|sent| sent.field == "lineItems[0].name")
        .unwrap();
    assert_eq!(
        name.rule.as_deref(),
        Some("row.Text & ', order ' & document.Number")
    );
}

fn quote(world: &World) -> Value {
    let article = world.article("LAMP", "25%");
    let customer = world.anna_in_eaccounting();
    let quote = world.sandbox.eaccounting().add_quote(json!({
        "CustomerId": customer["Id"], "Status": 1, "BuyersOrderReference": "PO-7",
        "Rows": [{"ArticleId": article["Id"], "Text": "Desk lamp", "UnitPrice": 500, "Quantity": 2}],
    }));
    quote.unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_deal_has_what_the_rules_make_of_its_quote() {
    let rules = "[mapping.deal]\ntitle = \"document.CustomerName & ', ' & document.Kind & ' ' & document.Number\"\n\
        description = \"\"\nPO_NUMBER = \"document.BuyersOrderReference\"\n";
    let world = World::still(&format!("{DEALS}{rules}"), 3);
    let active = world.sandbox.activecampaign();
    active.deal_field("QUOTE_ID", "");
    active.deal_field("PO_NUMBER", "");
    world.poller().run().await.unwrap();
    world.pass(3_600);
    quote(&world);
    poll(&world).await;
    let deal = rows(&world, "deals").remove(0);
    assert_eq!(deal["title"], "Annaqvzx Lindqvzx, Quote 1");
    let values: Vec<Value> = rows(&world, "dealFieldData")
        .iter()
        .map(|row| row["fieldValue"].clone())
        .collect();
    assert!(values.contains(&json!("PO-7")), "{values:?}");

    let world = World::still(
        &format!("{DEALS}\n[mapping.deal]\nNOPE = \"document.Number\"\n"),
        3,
    );
    world.sandbox.activecampaign().deal_field("QUOTE_ID", "");
    world.poller().run().await.unwrap();
    world.pass(3_600);
    quote(&world);
    let ended = poll(&world).await;
    let problem = parked(&ended[0]);
    assert_eq!(problem.code, Code::SETTINGS_INVALID);
    assert!(
        problem.message.contains("NOPE") && problem.remedy.contains("QUOTE_ID"),
        "{problem}"
    );
    assert!(rows(&world, "deals").is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_contacts_field_has_what_the_rule_makes_and_is_written_when_that_changes() {
    let world = World::still(
        &format!(
            "{CONTACTS}\n[mapping.contact]\nGREETING = \"'Kund ' & customer.CustomerNumber & ' i ' & customer.InvoiceCity\"\n"
        ),
        3,
    );
    world
        .sandbox
        .activecampaign()
        .custom_field("GREETING", "GREETING", "text");
    world.poller().run().await.unwrap();
    world.pass(3_600);
    let customer = world.customer(json!({"Name": "Eva Lind", "EmailAddress": EMAIL, "InvoiceCity": "Lund"}));
    poll(&world).await;
    let greeting = |world: &World| {
        let fields = rows(world, "fields");
        let id = fields
            .iter()
            .find(|field| field["perstag"] == "GREETING")
            .unwrap()["id"]
            .clone();
        let values = rows(world, "fieldValues");
        values
            .iter()
            .find(|value| value["field"] == id)
            .map(|value| value["value"].clone())
    };
    let number = customer["CustomerNumber"].as_str().unwrap();
    assert_eq!(greeting(&world), Some(json!(format!("Kund {number} i Lund"))));
    let id = customer["Id"].as_str().unwrap().parse().unwrap();
    let books = world.sandbox.eaccounting();
    books
        .change_customer(id, json!({"InvoiceCity": "Malmö"}))
        .unwrap();
    poll(&world).await;
    assert_eq!(greeting(&world), Some(json!(format!("Kund {number} i Malmö"))));
    // What it is not made of writes nothing.
    world.forget_counts();
    books.change_customer(id, json!({"Note": "x"})).unwrap();
    poll(&world).await;
    let writes = world.calls();
    let writes = writes.iter().filter(|call| {
        call.starts_with("activecampaign ") && !call.contains(" GET ") && !call.contains("graphql")
    });
    assert_eq!(writes.count(), 0, "{:?}", world.calls());
}

async fn previewed(world: &World, kind: JobKind, source: &str) -> Preview {
    let preview = preview::preview(&world.worker, &source.parse().unwrap(), kind).await;
    assert!(
        rows(world, "orders").is_empty()
            && rows(world, "products").is_empty()
            && rows(world, "deals").is_empty()
    );
    preview
}

#[track_caller]
fn field(preview: &Preview, name: &str) -> (String, Option<String>) {
    let found = preview.written.iter().find(|field| field.name == name);
    let found = found.unwrap_or_else(|| {
        let names: Vec<&str> = preview.written.iter().map(|field| field.name.as_str()).collect();
        panic!("no {name} in {names:?}: {}", preview.outcome.end)
    });
    (
        found.value.to_string(),
        found.rule.as_ref().map(|rule| rule.by.to_string()),
    )
}

#[tokio::test(start_paused = true)]
async fn a_preview_shows_what_activecampaign_gets_with_the_rule_of_each_field() {
    let rules = "[mapping.product]\ncategory = \"'Lamps'\"\n";
    for settings in [String::new(), format!("{ORDERS}{STOCK}{CONTACTS}")] {
        let world = World::still(&format!("{settings}{rules}"), 3);
        let lamp = article(&world, "STAND");
        let preview = previewed(&world, JobKind::Stock, &source("article", &lamp)).await;
        assert_eq!(
            field(&preview, "variantSku"),
            ("STAND".to_owned(), Some("article.Number".to_owned()))
        );
        assert_eq!(field(&preview, "stockStatus").0, "IN_STOCK");
        let category = preview
            .written
            .iter()
            .find(|field| field.name == "categories[0]")
            .unwrap();
        let rule = category.rule.as_ref().unwrap();
        assert!(
            rule.own
                && rule
                    .place
                    .as_deref()
                    .is_some_and(|place| place.starts_with("test.toml:")),
            "{rule:?}"
        );

        world.stock();
        let customer = world.anna_in_eaccounting();
        let order = world.entered_order(&customer, "LAMP", 799, 2);
        let preview = previewed(&world, JobKind::WriteOrder, &source("sales_order", &order)).await;
        assert_eq!(
            field(&preview, "lineItems[0].name"),
            ("Desk lamp".to_owned(), Some("row.Text".to_owned()))
        );
        assert_eq!(field(&preview, "normalizedStatus").0, "PENDING_PAYMENT");

        let preview = previewed(&world, JobKind::WriteContact, &source("customer", &customer)).await;
        assert_eq!(field(&preview, "name").0, "Annaqvzx Lindqvzx");
        assert!(rows(&world, "contacts").is_empty());
    }
}
