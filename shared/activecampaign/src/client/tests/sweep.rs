use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::*;

const SEARCH: &str = "POST /ecom/graphql#searchOrder";

fn watermark() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

fn order(id: usize, modified: &str) -> Value {
    json!({"storeOrderId": id.to_string(), "legacyConnectionId": "1", "storeCreatedDate": "2026-01-01T00:00:00Z",
        "storeModifiedDate": modified, "normalizedStatus": "COMPLETED"})
}

fn page(orders: Vec<Value>) -> Value {
    json!({"data": {"searchOrder": orders}})
}

/// Orders modified every minute, the newest `newest` minutes after the watermark.
fn every_minute(count: usize, newest: i64) -> Vec<Value> {
    (0..count)
        .map(|n| {
            let at = watermark() + SignedDuration::from_mins(newest - i64::try_from(n).unwrap());
            order(n, &at.to_string())
        })
        .collect()
}

#[tokio::test]
async fn a_sweep_over_nothing_new_is_one_call() {
    let bench = bench(Fake::default().on(SEARCH, page(every_minute(100, -1))));
    assert_eq!(
        bench.client.orders_modified_since(watermark(), 1000).await,
        Ok(vec![])
    );
    assert_eq!(bench.client.calls(), 1);
}

#[tokio::test]
async fn a_sweep_pages_down_to_the_watermark_and_no_further() {
    let all = every_minute(300, 150);
    let fake = all.chunks(100).fold(Fake::default(), |fake, chunk| {
        fake.on(SEARCH, page(chunk.to_vec()))
    });
    let bench = bench(fake);
    let refs = bench
        .client
        .orders_modified_since(watermark(), 1000)
        .await
        .unwrap();
    assert_eq!(refs.len(), 151);
    assert_eq!(refs[0].source.to_string(), "order:1:0");
    assert_eq!(refs[0].version.as_deref(), Some("2026-11-23T14:30:00Z"));
    assert_eq!(bench.client.calls(), 2);
    assert!(
        bench.fake.body(1)["query"]
            .as_str()
            .unwrap()
            .contains("{offset: 100 limit: 100}")
    );
}

#[tokio::test]
async fn a_sweep_gives_no_more_than_was_asked_for() {
    let bench = bench(Fake::default().on(SEARCH, page(every_minute(100, 200))));
    assert_eq!(
        bench
            .client
            .orders_modified_since(watermark(), 30)
            .await
            .unwrap()
            .len(),
        30
    );
}

#[tokio::test]
async fn an_order_whose_date_cannot_be_read_counts_as_new() {
    let orders = vec![
        order(1, "yesterday"),
        order(2, "2026-11-01T00:00:00Z"),
        order(3, "2026-11-23T12:00:00Z"),
    ];
    let bench = bench(Fake::default().on(SEARCH, page(orders)));
    let refs = bench.client.orders_modified_since(watermark(), 10).await.unwrap();
    let ids: Vec<&str> = refs.iter().map(|found| found.source.id()).collect();
    assert_eq!(ids, ["1", "3"]);
}

#[tokio::test]
async fn the_orders_of_a_buyer_are_asked_for_by_address() {
    let bench = bench(Fake::default().on(SEARCH, page(every_minute(3, 0))));
    let email = "anna@example.com".parse().unwrap();
    assert_eq!(bench.client.orders_of(&email, 2).await.unwrap().len(), 2);
    assert_eq!(
        bench.fake.body(0)["variables"],
        json!({"email": "anna@example.com"})
    );
}

#[tokio::test]
async fn the_orders_of_a_buyer_that_graphql_does_not_know_are_looked_up_in_rest() {
    let row = |id: u32, email: &str, external: Value| json!({"id": id, "connectionid": 1, "externalid": external, "email": email, "state": "4", "updatedDate": "v"});
    let fake = Fake::default().on(SEARCH, page(vec![])).on(
        "GET /ecomOrders?filters[email]=anna@example.com&orders[external_created_date]=DESC",
        json!({"ecomOrders": [row(1, "Anna@example.com", json!("5")), row(2, "bo@example.com", json!("6")),
            row(3, "anna@example.com", json!(null))]}),
    );
    let refs = bench(fake)
        .client
        .orders_of(&"anna@example.com".parse().unwrap(), 10)
        .await
        .unwrap();
    assert_eq!(refs.len(), 1);
    assert_eq!(refs[0].source.to_string(), "order:1:5");
    assert_eq!(refs[0].state, Some(model::OrderState::AwaitingPayment));
}

#[tokio::test]
async fn rest_is_read_from_the_newest_down_until_a_page_has_nothing_new() {
    let rows = |from: u32, date: &str| -> Vec<Value> {
        (from..from + 100)
            .map(|n| json!({"id": n, "connectionid": 1, "externalid": n, "externalCreatedDate": date}))
            .collect()
    };
    let list =
        |offset: u32| format!("GET /ecomOrders?orders[external_created_date]=DESC&limit=100&offset={offset}");
    let page = |rows: Vec<Value>| json!({"ecomOrders": rows, "meta": {"total": "5000"}});
    let fake = Fake::default()
        .on(&list(0), page(rows(0, "2026-11-23T13:00:00Z")))
        .on(&list(100), page(rows(100, "2026-11-23T11:00:00Z")));
    let bench = bench(fake);
    assert_eq!(
        bench
            .client
            .rest_orders_created_since(watermark(), 1000)
            .await
            .unwrap()
            .len(),
        100
    );
    assert_eq!(bench.client.calls(), 2);
}

#[tokio::test]
async fn changed_contacts_are_read_by_id_so_that_none_is_skipped_while_they_change() {
    let rows = |from: u32, count: u32| -> Vec<Value> {
        (from..from + count)
            .map(|n| json!({"id": n.to_string(), "email": "x", "udate": "v", "deleted": "0"}))
            .collect()
    };
    let list = "GET /contacts?filters[updated_after]=2026-11-23T12:00:00+00:00&orders[id]=ASC&limit=100";
    let fake = Fake::default()
        .on(list, json!({"contacts": rows(1, 100), "meta": {"total": "103"}}))
        .on(
            &format!("{list}&id_greater=100"),
            json!({"contacts": rows(101, 3), "meta": {"total": "3"}}),
        );
    let bench = bench(fake);
    let refs = bench.client.contacts_updated_since(watermark()).await.unwrap();
    assert_eq!(
        (refs.len(), refs[102].source.to_string().as_str()),
        (103, "contact:103")
    );
    assert_eq!(refs[0].version.as_deref(), Some("v"));
}

#[tokio::test]
async fn changed_deals_say_where_they_stand() {
    let list =
        "GET /deals?filters[updated_after]=2026-11-23T12:00:00+00:00&orders[cdate]=ASC&limit=100&offset=0";
    let fake = Fake::default().on(
        list,
        json!({"deals": [{"id": 1, "status": "1", "mdate": "m"},
        {"id": "2", "isDisabled": 1, "title": "Demo"}], "meta": {"total": 2, "currencies": {}}}),
    );
    let refs = bench(fake).client.deals_updated_since(watermark()).await.unwrap();
    let states: Vec<_> = refs
        .iter()
        .map(|found| (found.source.to_string(), found.state))
        .collect();
    assert_eq!(
        states,
        [
            ("deal:1".to_owned(), Some(model::OrderState::Completed)),
            ("deal:2".to_owned(), None)
        ]
    );
}
