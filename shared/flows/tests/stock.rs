//! The stock of eAccounting's articles as products in ActiveCampaign.

use engine::JobOutcome;
use model::{Cause, Code, Job, JobKind};
use rust_decimal::Decimal;
use sandbox::{Action, Fault, Options, Vendor};
use serde_json::{Value, json};

use crate::support::{World, job, lamps, parked, skipped};

/// Nothing else is asked of the vendors.
const ALONE: &str = "[quotes]\nenabled = false\n[sweep]\nenabled = false";

const AUTOMATIC: &str = "enabled = true\nfirst_write = \"automatic\"";

/// Stock, which is written without asking anybody.
const ON: &str = "[quotes]\nenabled = false\n[sweep]\nenabled = false\n\
                  [to_activecampaign.stock]\nenabled = true\nfirst_write = \"automatic\"\n";

fn article(world: &World, number: &str, stock: i64) -> Value {
    let fields = json!({"Number": number, "Name": format!("Article {number}"), "IsStock": true, "StockBalance": stock});
    world.sandbox.eaccounting().add_article(fields).unwrap()
}

fn count(world: &World, article: &Value, stock: i64) {
    let id = article["Id"].as_str().unwrap().parse().unwrap();
    let balance = Decimal::from(stock);
    world.sandbox.eaccounting().set_stock(id, balance).unwrap();
}

fn products(world: &World) -> Vec<Value> {
    let snapshot = world.sandbox.activecampaign().snapshot();
    let mut products = snapshot["products"].as_array().unwrap().clone();
    products.sort_by_key(|product| product["variantSku"].to_string());
    products
}

/// "LAMP IN_STOCK" for each product.
fn stock_of(world: &World) -> Vec<String> {
    let line = |product: &Value| {
        let text = |field: &str| product[field].as_str().unwrap_or_default().to_owned();
        format!("{} {}", text("variantSku"), text("stockStatus"))
    };
    products(world).iter().map(line).collect()
}

async fn poll(world: &World) -> Vec<JobOutcome> {
    world.pass(60);
    world.poller().run().await.unwrap();
    let ended = world.drive().await;
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
    ended.into_iter().map(|ended| ended.verdict).collect()
}

/// A world in which LAMP (8) and COFFEE (0) are written.
async fn begun(settings: &str) -> (World, Value, Value) {
    let world = World::still(settings, 1);
    let lamp = article(&world, "LAMP", 8);
    let coffee = article(&world, "COFFEE", 0);
    poll(&world).await;
    world.forget_counts();
    (world, lamp, coffee)
}

fn calls_to(world: &World, vendor: &str) -> usize {
    let calls = world.calls();
    calls.iter().filter(|call| call.starts_with(vendor)).count()
}

#[tokio::test(start_paused = true)]
async fn an_article_that_sells_out_is_a_product_that_is_out_of_stock() {
    let (world, lamp, _) = begun(ON).await;
    assert_eq!(stock_of(&world), ["COFFEE OUT_OF_STOCK", "LAMP IN_STOCK"]);
    assert_eq!(products(&world)[1]["storePrimaryId"], lamp["Id"]);
    count(&world, &lamp, 0);
    poll(&world).await;
    assert_eq!(stock_of(&world), ["COFFEE OUT_OF_STOCK", "LAMP OUT_OF_STOCK"]);
    assert_eq!(world.calls().len(), 2, "{:?}", world.calls());
}

#[tokio::test(start_paused = true)]
async fn an_article_with_another_number_is_the_same_product_with_another_sku() {
    let (world, lamp, _) = begun(ON).await;
    let id = lamp["Id"].as_str().unwrap().parse().unwrap();
    let fields = json!({"Number": "LAMP-2", "ModifiedUtc": world.after(0).to_string()});
    world.sandbox.eaccounting().amend("articles", id, fields).unwrap();
    poll(&world).await;
    assert_eq!(stock_of(&world), ["COFFEE OUT_OF_STOCK", "LAMP-2 IN_STOCK"]);
    assert_eq!(products(&world)[1]["storePrimaryId"], lamp["Id"]);
}

#[tokio::test(start_paused = true)]
async fn a_poll_over_unchanged_stock_is_one_call_and_no_write() {
    let (world, lamp, _) = begun(ON).await;
    poll(&world).await;
    assert_eq!(world.calls().len(), 1, "{:?}", world.calls());
    // Fewer, and still in stock.
    world.forget_counts();
    count(&world, &lamp, 7);
    poll(&world).await;
    assert_eq!(world.calls().len(), 1, "{:?}", world.calls());
    assert!(world.queue.waiting().is_empty());
}

#[tokio::test(start_paused = true)]
async fn thresholds_and_formula_are_those_of_the_settings() {
    let settings = format!(
        "{ALONE}\n[to_activecampaign.stock]\n{AUTOMATIC}\nquantity = \"balance\"\nlow = 8\nbackorder = 5\n"
    );
    let (world, lamp, _) = begun(&settings).await;
    assert_eq!(stock_of(&world), ["COFFEE BACKORDER", "LAMP IN_STOCK"]);
    let lamp_product = || products(&world)[1].clone();
    assert_eq!(lamp_product()["tags"], json!(["low stock"]));
    assert_eq!(lamp_product()["isBackordersAllowed"], true);
    count(&world, &lamp, 9);
    poll(&world).await;
    assert_eq!(lamp_product()["tags"], json!([]));
    // What is reserved is not available.
    let customer = world.anna_in_eaccounting();
    world.entered_order(&customer, "LAMP", 799, 9);
    poll(&world).await;
    assert_eq!(stock_of(&world)[1], "LAMP IN_STOCK");
    world.set(&format!(
        "{ALONE}\n[to_activecampaign.stock]\n{AUTOMATIC}\nquantity = \"balance-minus-reserved\"\n"
    ));
    poll(&world).await;
    assert_eq!(stock_of(&world), ["COFFEE OUT_OF_STOCK", "LAMP OUT_OF_STOCK"]);
}

#[tokio::test(start_paused = true)]
async fn a_full_read_finds_what_no_change_has_shown() {
    let (world, ..) = begun(&format!(
        "{ALONE}\n[to_activecampaign.stock]\n{AUTOMATIC}\nfull_every = 2\n"
    ))
    .await;
    // As if the movement had not changed the article: the delta has looked past it.
    article(&world, "TEA", 3);
    let watermark = world.after(3_600);
    let ledger = &world.worker.ports().ledger;
    ledger
        .move_watermark("eaccounting_articles", watermark, None)
        .await
        .unwrap();
    world.pass(3_600);
    poll(&world).await;
    assert_eq!(stock_of(&world).len(), 2);
    world.pass(3_600);
    poll(&world).await;
    assert_eq!(stock_of(&world)[2], "TEA IN_STOCK");
}

#[tokio::test(start_paused = true)]
async fn the_first_write_waits_until_a_person_has_seen_its_plan() {
    let world = World::still(
        &format!("{ALONE}\n[to_activecampaign.stock]\nenabled = true\n"),
        1,
    );
    let lamps: Vec<Value> = (0..25)
        .map(|number| article(&world, &format!("LAMP-{number}"), 3))
        .collect();
    let ended = poll(&world).await;
    let problem = parked(&ended[0]);
    assert_eq!(problem.code, Code::STOCK_PLAN_WAITING);
    assert!(
        problem.message.contains("25 products (25 in stock) in 2 calls"),
        "{}",
        problem.message
    );
    assert!(problem.remedy.contains("ekobridge replay stock:all"));
    assert_eq!(world.alerts.all().len(), 1);
    // What changes meanwhile waits too, and is written as it is then.
    count(&world, &lamps[0], 0);
    world.pass(3_600);
    assert!(poll(&world).await.is_empty());
    assert_eq!(calls_to(&world, "activecampaign"), 0);

    world.forget_counts();
    let release = Job {
        cause: Cause::Replay,
        ..job(&world, JobKind::Stock, "stock:all")
    };
    let sent = world.queue.sent().len();
    assert!(matches!(world.settle(release).await, JobOutcome::Done { .. }));
    assert_eq!(calls_to(&world, "eaccounting GET /articles"), 0);
    let written = stock_of(&world);
    assert_eq!(written.len(), 25);
    assert_eq!(
        written
            .iter()
            .filter(|line| line.ends_with("OUT_OF_STOCK"))
            .count(),
        1
    );
    // Two jobs of the queue that waits behind live jobs.
    let jobs = world.queue.sent().split_off(sent + 1);
    assert_eq!(jobs.len(), 2);
    assert!(jobs.iter().all(|job| job.cause == Cause::Backfill));
    // From now on changes go by themselves.
    count(&world, &lamps[1], 0);
    poll(&world).await;
    assert_eq!(
        stock_of(&world)
            .iter()
            .filter(|line| line.ends_with("OUT_OF_STOCK"))
            .count(),
        2
    );
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_shows_what_would_be_written_and_writes_it_when_it_ends() {
    let world = World::still(
        &format!("{ALONE}\n[to_activecampaign.stock]\n{AUTOMATIC}\ndry_run = true\n"),
        1,
    );
    let lamp = article(&world, "LAMP", 8);
    article(&world, "COFFEE", 0);
    let ended = poll(&world).await;
    assert_eq!(
        skipped(&ended[0]),
        "to_activecampaign.stock.dry_run is on: 2 products would be written in 1 call: 1 in stock, 1 out of stock"
    );
    assert!(products(&world).is_empty());
    count(&world, &lamp, 0);
    let ended = poll(&world).await;
    assert_eq!(ended.len(), 1);
    assert_eq!(
        skipped(&ended[0]),
        "to_activecampaign.stock.dry_run is on: 1 product would be written"
    );
    assert!(products(&world).is_empty());
    // What was shown is not shown again.
    assert!(poll(&world).await.is_empty());
    world.set(ON);
    poll(&world).await;
    assert_eq!(stock_of(&world), ["COFFEE OUT_OF_STOCK", "LAMP OUT_OF_STOCK"]);
}

#[tokio::test(start_paused = true)]
async fn a_product_that_is_refused_holds_up_no_other() {
    let world = World::still(ON, 1);
    article(&world, "LAMP", 8);
    let poison = article(&world, "POISON", 8);
    let refused = Action::Fail {
        status: 200,
        body: Some(json!({"errors": [{"message": "Validation errors"}]})),
    };
    let fault = Fault::new(Vendor::ActiveCampaign, "POST *", refused).body_contains("POISON");
    world.sandbox.faults().add(fault.times(1_000));
    let ended = poll(&world).await;
    assert_eq!(stock_of(&world), ["LAMP IN_STOCK"]);
    let problems: Vec<_> = ended
        .iter()
        .filter(|ended| matches!(ended, JobOutcome::Parked(_)))
        .map(parked)
        .collect();
    assert_eq!(problems.len(), 1, "{ended:#?}");
    assert_eq!(problems[0].code, Code::ACTIVECAMPAIGN_REJECTED);
    let source = format!("article:{}", poison["Id"].as_str().unwrap());
    assert!(
        world
            .record(&source)
            .is_some_and(|record| record.state == ledger::State::Parked)
    );
    // Replayed once ActiveCampaign takes it.
    world.sandbox.faults().clear();
    let replay = Job {
        cause: Cause::Replay,
        ..job(&world, JobKind::Stock, &source)
    };
    assert!(matches!(world.settle(replay).await, JobOutcome::Done { .. }));
    assert_eq!(stock_of(&world), ["LAMP IN_STOCK", "POISON IN_STOCK"]);
}

#[tokio::test(start_paused = true)]
async fn products_go_to_our_own_connection_and_never_to_a_stores() {
    let world = World::still(ON, 1);
    let store = world.order(&lamps());
    article(&world, "LAMP", 8);
    poll(&world).await;
    let connection = || {
        products(&world)
            .iter()
            .map(|product| product["legacyConnectionId"].clone())
            .next()
    };
    assert!(connection().is_some_and(|id| id != store.connection));
    world.set(&format!(
        "{ON}[to_activecampaign.connection]\nid = {}\n",
        store.connection
    ));
    article(&world, "TEA", 1);
    let ended = poll(&world).await;
    assert_eq!(parked(ended.last().unwrap()).code, Code::CONNECTION_FOREIGN);
    assert_eq!(products(&world).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn all_is_written_anew_where_the_connection_is_another_one() {
    let (world, lamp, _) = begun(ON).await;
    let other = activecampaign::NewConnection {
        service: "ekobridge".to_owned(),
        external_id: "other".to_owned(),
        name: "Other".to_owned(),
        logo_url: "https://example.com/logo.png".to_owned(),
        link_url: "https://example.com".to_owned(),
    };
    let client = &world.worker.services().activecampaign;
    let other = client.create_connection(&other).await.unwrap();
    world.set(&format!(
        "{ON}[to_activecampaign.connection]\nid = {}\n",
        other.id
    ));
    count(&world, &lamp, 0);
    let ended = poll(&world).await;
    assert!(skipped(&ended[0]).contains("read and written again"));
    poll(&world).await;
    let written = products(&world);
    let id: serde_json::Value = serde_json::from_str(&other.id).unwrap();
    let there = written
        .iter()
        .filter(|product| product["legacyConnectionId"] == id);
    assert_eq!(there.count(), 2, "{written:#?}");
}

#[tokio::test(start_paused = true)]
async fn quantities_go_to_the_custom_object_where_the_account_has_any() {
    let settings =
        format!("{ALONE}\n[to_activecampaign.stock]\n{AUTOMATIC}\ncustom_object = \"article-stock\"\n");
    let (world, lamp, _) = begun(&settings).await;
    let quantity = |world: &World| {
        let snapshot = world.sandbox.activecampaign().snapshot();
        snapshot["customObjectRecords"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(quantity(&world), 2);
    // One piece fewer changes no product, and so costs a read, a look at the kinds of objects, and a record.
    count(&world, &lamp, 7);
    poll(&world).await;
    assert_eq!(world.calls().len(), 3, "{:?}", world.calls());

    let without = |options| Options {
        has_custom_objects: false,
        ..options
    };
    let world = World::still_with(without, &settings, 1);
    article(&world, "LAMP", 8);
    poll(&world).await;
    assert_eq!(stock_of(&world), ["LAMP IN_STOCK"]);
    world.forget_counts();
    poll(&world).await;
    assert_eq!(world.calls().len(), 1, "{:?}", world.calls());
}

#[tokio::test(start_paused = true)]
async fn an_article_that_is_written_or_gone_is_left_alone() {
    let (world, lamp, _) = begun(ON).await;
    let id = lamp["Id"].as_str().unwrap();
    let skip = job(&world, JobKind::Stock, &format!("article:{id}"));
    skipped(&world.settle(skip).await);
    let gone = job(
        &world,
        JobKind::Stock,
        "article:00000000-0000-4000-8000-00000000dead",
    );
    assert_eq!(
        skipped(&world.settle(gone).await),
        "it is no longer in eAccounting"
    );
}

#[tokio::test(start_paused = true)]
async fn a_hundred_changed_articles_cost_one_read_and_five_writes() {
    let world = World::still(ON, 1);
    let articles: Vec<Value> = (0..1_200)
        .map(|number| article(&world, &format!("A{number}"), 3))
        .collect();
    world.pass(60);
    world.poller().run().await.unwrap();
    world.drive().await;
    let read = calls_to(&world, "eaccounting GET /articles");
    // A thousand a page.
    assert_eq!(read, 2, "{:?}", world.calls());
    let writes = |world: &World| {
        let calls = world.calls();
        calls.iter().filter(|call| call.ends_with("/graphql")).count()
    };
    assert_eq!(writes(&world), 60);
    let values = world.memory.values();
    let largest = values
        .iter()
        .map(|(_, value)| value.to_string().len())
        .max()
        .unwrap();
    assert!(largest < 10_000, "{largest} bytes in one item");
    world.pass(3_600);
    poll(&world).await;
    world.pass(3_600);
    world.forget_counts();
    for article in articles.iter().step_by(12) {
        count(&world, article, 0);
    }
    world.poller().run().await.unwrap();
    world.drive().await;
    assert_eq!(
        (writes(&world), world.calls().len()),
        (5, 6),
        "{:?}",
        world.calls()
    );
}

/// So many articles, which the list gives a thousand a page.
struct Catalogue(usize);

impl Catalogue {
    const A_PAGE: usize = 1_000;

    fn answer(&self, call: &transport::Request) -> Option<String> {
        if !call.url.path().ends_with("/v2/articles") {
            return None;
        }
        let parameter = |name: &str| {
            let mut pairs = call.url.query_pairs();
            pairs
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        let page: usize = parameter("$page").map_or(1, |page| page.parse().unwrap());
        let size: usize = parameter("$pagesize").unwrap().parse().unwrap();
        assert_eq!(size, Self::A_PAGE);
        // What has changed since is none of them.
        let all = if parameter("$filter").is_some() { 0 } else { self.0 };
        let article = |number: usize| {
            format!(
                r#"{{"Id":"00000000-0000-4000-8000-{number:012}","Number":"A{number}","Name":"Article","IsActive":true,"IsStock":true,"StockBalance":3,"StockBalanceAvailable":3}}"#
            )
        };
        let articles: Vec<String> = ((page - 1) * size..all.min(page * size)).map(article).collect();
        Some(format!(
            r#"{{"Meta":{{"CurrentPage":{page},"PageSize":{size},"TotalNumberOfPages":{},"TotalNumberOfResults":{all},"ServerTimeUtc":"2026-11-23T09:00:00Z"}},"Data":[{}]}}"#,
            all.div_ceil(size),
            articles.join(",")
        ))
    }
}

#[tokio::test(start_paused = true)]
async fn fifty_thousand_articles_cost_fifty_one_reads_and_wait_for_a_person() {
    let settings = format!("{ALONE}\n[to_activecampaign.stock]\nenabled = true\n");
    let catalogue = Catalogue(50_000);
    let (world, reads) = World::answering(&settings, move |call| catalogue.answer(call));
    let ended = poll(&world).await;
    let problem = parked(&ended[0]);
    assert_eq!(problem.code, Code::STOCK_PLAN_WAITING);
    assert!(
        problem
            .message
            .contains("50000 products (50000 in stock) in 2500 calls"),
        "{}",
        problem.message
    );
    poll(&world).await;
    assert_eq!(calls_to(&world, "activecampaign"), 0, "{:?}", world.calls());
    let release = Job {
        cause: Cause::Replay,
        ..job(&world, JobKind::Stock, "stock:all")
    };
    let sent = world.queue.sent().len();
    let released = world.handle(&release).await;
    assert!(matches!(released, JobOutcome::Done { .. }), "{released:?}");
    // Fifty pages, and one question for what changed.
    let reads = reads.load(std::sync::atomic::Ordering::Relaxed);
    assert!(reads <= 51, "{reads}");
    let jobs = world.queue.sent().split_off(sent);
    assert_eq!(jobs.len(), 2_500);
    assert!(jobs.iter().all(|job| job.cause == Cause::Backfill));
}
