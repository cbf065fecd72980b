use serde_json::json;

use super::*;

fn at(text: &str) -> jiff::Timestamp {
    text.parse().unwrap()
}

fn page(offset: usize) -> String {
    format!(
        "GET /ecomOrders?orders[external_created_date]=DESC&filters[connectionid]=4&limit=100&offset={offset}"
    )
}

fn order(id: u32, created: &str) -> Value {
    json!({"id": id.to_string(), "connectionid": "4", "externalid": format!("R{id}"), "state": "4",
        "externalCreatedDate": created, "updatedDate": "2026-11-23T05:00:00-05:00"})
}

fn ids(found: Vec<crate::OrderRef>) -> Vec<String> {
    found
        .into_iter()
        .map(|order| order.source.id().to_owned())
        .collect()
}

#[tokio::test]
async fn orders_of_rest_are_read_from_the_newest_to_the_watermark() {
    let fake = Fake::default()
        .on(
            &page(0),
            json!({"ecomOrders": [order(9, "2026-11-23T05:00:00-05:00"), order(8, "2026-11-23T04:00:00-05:00")],
                "meta": {"total": "5"}}),
        )
        .on(
            &page(2),
            json!({"ecomOrders": [order(7, "2026-11-23T10:30:00+02:00"), order(6, "2026-11-22T05:00:00-05:00")],
                "meta": {"total": "5"}}),
        );
    let bench = bench(fake);
    let found = bench
        .client
        .rest_orders_created_since(Some("4"), at("2026-11-23T08:00:00Z"), 100)
        .await
        .unwrap();
    assert_eq!(found[0].state, Some(model::OrderState::AwaitingPayment));
    assert_eq!(ids(found), ["R9", "R8", "R7"]);
    assert_eq!(bench.fake.calls().len(), 2, "nothing newer follows an older one");
}

#[tokio::test]
async fn carts_and_other_stores_are_left_out_and_an_odd_date_is_new() {
    let mut cart = order(9, "2026-11-23T05:00:00-05:00");
    cart["externalid"] = json!("");
    let mut other = order(8, "2026-11-23T05:00:00-05:00");
    other["connectionid"] = json!("5");
    let fake = Fake::default().on(
        &page(0),
        json!({"ecomOrders": [cart, other, order(7, "soon"), order(6, "")], "meta": {"total": "4"}}),
    );
    let found = bench(fake)
        .client
        .rest_orders_created_since(Some("4"), at("2026-11-23T08:00:00Z"), 100)
        .await
        .unwrap();
    assert_eq!(ids(found), ["R7", "R6"]);
}

#[tokio::test]
async fn a_date_without_an_offset_is_old_only_by_every_clock() {
    let fake = Fake::default().on(
        &page(0),
        json!({"ecomOrders": [order(9, "2026-11-22 20:00:00"), order(8, "2026-11-22 17:00:00")], "meta": {"total": "9"}}),
    );
    let found = bench(fake)
        .client
        .rest_orders_created_since(Some("4"), at("2026-11-23T08:00:00Z"), 100)
        .await
        .unwrap();
    assert_eq!(ids(found), ["R9"]);
}

#[tokio::test]
async fn a_limit_keeps_the_newest() {
    let rows: Vec<Value> = (0..3)
        .map(|at| order(9 - at, "2026-11-23T05:00:00-05:00"))
        .collect();
    let fake = Fake::default().on(&page(0), json!({"ecomOrders": rows, "meta": {"total": "50"}}));
    let bench = bench(fake);
    let found = bench
        .client
        .rest_orders_created_since(Some("4"), at("2026-11-23T08:00:00Z"), 2)
        .await
        .unwrap();
    assert_eq!(ids(found), ["R9", "R8"]);
    assert_eq!(bench.fake.calls().len(), 1);
}
