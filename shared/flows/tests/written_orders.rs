//! eAccounting's orders and invoices as e-commerce orders in ActiveCampaign.

use engine::JobOutcome;
use model::JobKind;
use serde_json::{Value, json};

use crate::support::{EMAIL, World, job, lamps, order_job, skipped};

const ON: &str = "[to_activecampaign.orders]\nenabled = true\n";

/// A company with a customer and an article, after the first poll.
async fn company(settings: &str) -> World {
    let world = World::still(settings, 3);
    world.stock();
    world.anna_in_eaccounting();
    world.poller().run().await.unwrap();
    world.pass(3_600);
    world
}

fn sell(world: &World) -> Value {
    let customer = &world.customers_of(EMAIL)[0];
    let articles = world.records("articles");
    let lamp = articles.iter().find(|article| article["Number"] == "LAMP").unwrap();
    let order = world.sandbox.eaccounting().add_order(json!({
        "CustomerId": customer["Id"], "CurrencyCode": "SEK", "Status": 2,
        "Rows": [{"LineNumber": 1, "ArticleId": lamp["Id"], "Text": "Desk lamp", "UnitPrice": 799, "Quantity": 2}],
    }));
    order.unwrap()
}

fn source(kind: &str, document: &Value) -> String {
    format!("{kind}:{}", document["Id"].as_str().unwrap())
}

fn written(world: &World) -> Vec<Value> {
    let snapshot = world.sandbox.activecampaign().snapshot();
    snapshot["orders"].as_array().unwrap().clone()
}

async fn poll(world: &World) -> Vec<JobOutcome> {
    world.pass(60);
    world.poller().run().await.unwrap();
    let ended = world.drive().await;
    ended.into_iter().map(|ended| ended.verdict).collect()
}

#[tokio::test(start_paused = true)]
async fn an_order_entered_in_eaccounting_is_an_order_in_activecampaign() {
    let world = company(ON).await;
    let order = sell(&world);
    poll(&world).await;
    let written = written(&world);
    assert_eq!(written.len(), 1, "{written:#?}");
    let written = &written[0];
    assert_eq!(written["storeOrderId"], order["Id"]);
    assert_eq!(written["normalizedStatus"], "PENDING_PAYMENT");
    assert_eq!(written["storeStatus"], "ongoing");
    assert_eq!(written["email"], EMAIL);
    assert_eq!(written["currency"], "SEK");
    let connections = world.sandbox.activecampaign().snapshot()["connections"].clone();
    let own = connections.as_array().unwrap().iter().find(|row| row["service"] == "ekobridge").unwrap();
    assert_eq!(own["name"], "Visma eAccounting");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_written_where_nothing_changed() {
    let world = company(ON).await;
    let order = sell(&world);
    poll(&world).await;
    world.forget_counts();
    let again = world.settle(job(&world, JobKind::WriteOrder, &source("sales_order", &order))).await;
    assert!(skipped(&again).contains("as it should be"), "{again:?}");
    assert!(world.calls().iter().all(|call| call.contains(" GET ")), "{:?}", world.calls());
}

#[tokio::test(start_paused = true)]
async fn what_exists_at_the_first_run_is_left_alone() {
    let world = World::still(ON, 3);
    world.stock();
    world.anna_in_eaccounting();
    sell(&world);
    world.pass(3_600);
    world.poller().run().await.unwrap();
    assert!(poll(&world).await.is_empty());
    assert!(written(&world).is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_order_that_came_from_activecampaign_is_no_second_order_there() {
    let world = company(ON).await;
    let key = world.order(&lamps());
    let ended = world.settle(order_job(&world, &key)).await;
    assert!(matches!(ended, JobOutcome::Done { .. }), "{ended:?}");
    let before = written(&world).len();
    let ended = poll(&world).await;
    assert!(!ended.is_empty());
    assert_eq!(written(&world).len(), before, "{ended:?}");
}

#[tokio::test(start_paused = true)]
async fn our_own_orders_never_come_back_even_without_the_ledger() {
    let world = company(ON).await;
    sell(&world);
    poll(&world).await;
    let written = &written(&world)[0];
    let source = format!(
        "order:{}:{}",
        written["legacyConnectionId"],
        written["storeOrderId"].as_str().unwrap()
    );
    let ended = world.settle(job(&world, JobKind::Order, &source)).await;
    assert!(skipped(&ended).starts_with("Ekobridge wrote it"), "{ended:?}");
    // Another deployment, whose ledger knows nothing, and whose settings say nothing.
    let world = world.without_ledger("");
    let ended = world.settle(job(&world, JobKind::Order, &source)).await;
    assert!(skipped(&ended).starts_with("Ekobridge wrote it"), "{ended:?}");
    assert_eq!(world.records("orders").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_connection_of_a_store_is_never_written_to() {
    let world = company(&format!("{ON}[to_activecampaign.connection]\nid = 1\n")).await;
    sell(&world);
    let ended = poll(&world).await;
    let [JobOutcome::Parked(problem)] = ended.as_slice() else {
        panic!("{ended:?}");
    };
    assert_eq!(problem.code, model::Code::CONNECTION_FOREIGN);
    assert!(written(&world).is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_poll_over_nothing_new_is_one_call_a_list() {
    let world = company(ON).await;
    world.poller().run().await.unwrap();
    world.pass(60);
    world.forget_counts();
    world.poller().run().await.unwrap();
    let calls = world.calls();
    let of_eaccounting = calls.iter().filter(|call| call.starts_with("eaccounting "));
    assert_eq!(of_eaccounting.count(), 3, "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_writes_nothing_and_says_what_it_would() {
    let world = company(&format!("{ON}dry_run = true\n")).await;
    sell(&world);
    world.forget_counts();
    let ended = poll(&world).await;
    assert!(skipped(&ended[0]).contains("dry_run is on"), "{ended:?}");
    assert!(written(&world).is_empty());
}
