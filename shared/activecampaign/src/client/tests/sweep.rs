use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::*;
use crate::Error;

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
    assert_eq!(bench.fake.calls().len(), 1);
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
    assert_eq!(bench.fake.calls().len(), 2);
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
async fn changed_contacts_are_read_by_id_so_that_none_is_skipped_while_they_change() {
    let rows = |from: u32, count: u32| -> Vec<Value> {
        (from..from + count)
            .map(|n| json!({"id": n.to_string(), "email": "x", "udate": "v", "deleted": "0"}))
            .collect()
    };
    let list = "GET /contacts?filters[updated_after]=2026-11-23T00:00:00-12:00&orders[id]=ASC&limit=100";
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
        "GET /deals?filters[updated_after]=2026-11-23T00:00:00-12:00&orders[cdate]=ASC&limit=100&offset=0";
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

/// Orders of one store an hour ahead of UTC, one a minute down from the watermark, which hide another's further west.
fn a_busy_store_before_a_quiet_one_further_west() -> Fake {
    let busy = |n: usize| {
        let wall = watermark() + SignedDuration::from_mins(59 - i64::try_from(n).unwrap());
        order(n, &wall.strftime("%Y-%m-%dT%H:%M:%S+01:00").to_string())
    };
    // 13:30 at the watermark's noon, by a clock eight hours behind.
    let quiet = order(5_000, "2026-11-23T05:30:00-08:00");
    let mut all: Vec<Value> = (0..380).map(busy).collect();
    all.push(quiet);
    all.extend((380..600).map(busy));
    all.chunks(100).fold(Fake::default(), |fake, chunk| {
        fake.on(SEARCH, page(chunk.to_vec()))
    })
}

#[tokio::test]
async fn a_quiet_store_further_west_is_found_by_the_full_scan() {
    let bench = bench(a_busy_store_before_a_quiet_one_further_west());
    let deep = watermark() - SignedDuration::from_mins(90);
    let refs = bench
        .client
        .orders_modified_since_by_any_clock(watermark(), deep, 1000)
        .await
        .unwrap();
    let found: Vec<_> = refs.iter().map(|found| found.source.to_string()).collect();
    assert_eq!(found, ["order:1:5000"], "the busy store's are all older");
}

#[tokio::test]
async fn the_early_search_costs_one_call_if_a_busy_store_has_nothing_new() {
    let bench = bench(a_busy_store_before_a_quiet_one_further_west());
    assert_eq!(
        bench.client.orders_modified_since(watermark(), 1000).await,
        Ok(vec![])
    );
    assert_eq!(bench.fake.calls().len(), 1);
}

#[tokio::test]
async fn a_list_that_ignores_its_offset_is_an_error_and_no_endless_loop() {
    let bench = bench(Fake::default().on(SEARCH, page(every_minute(100, 500))));
    let error = bench
        .client
        .orders_modified_since(watermark(), 1000)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Unexpected { .. }), "{error}");
    assert!(bench.fake.calls().len() < 10);
}

#[tokio::test]
async fn an_order_that_changes_while_pages_are_read_is_found_once_and_hides_no_other() {
    let all = every_minute(150, 149);
    let mut second = all[99..].to_vec();
    second.truncate(51);
    let fake = Fake::default()
        .on(SEARCH, page(all[..100].to_vec()))
        .on(SEARCH, page(second));
    let refs = bench(fake)
        .client
        .orders_modified_since(watermark(), 1000)
        .await
        .unwrap();
    assert_eq!(refs.len(), 150);
}

#[tokio::test]
async fn older_records_are_left_out_if_a_filter_ignores_the_offset() {
    let contacts = "GET /contacts?filters[updated_after]=2026-11-23T00:00:00-12:00&orders[id]=ASC&limit=100";
    let deals =
        "GET /deals?filters[updated_after]=2026-11-23T00:00:00-12:00&orders[cdate]=ASC&limit=100&offset=0";
    let dates = [
        "2026-11-23T05:59:59-06:00",
        "2026-11-23T06:00:00-06:00",
        "2026-11-23T13:00:01+01:00",
        // In the account's time zone, whichever that is.
        "2026-11-23 02:00:00",
        "",
    ];
    let rows = |field: &str| -> Vec<Value> {
        let numbered = dates.iter().zip(1..);
        numbered
            .map(|(date, id)| json!({"id": id, field: date, "status": "0"}))
            .collect()
    };
    let fake = Fake::default()
        .on(
            contacts,
            json!({"contacts": rows("udate"), "meta": {"total": "5"}}),
        )
        .on(deals, json!({"deals": rows("mdate"), "meta": {"total": 5}}));
    let client = bench(fake).client;
    let contacts = client.contacts_updated_since(watermark()).await.unwrap();
    let ids: Vec<_> = contacts.iter().map(|found| found.source.id()).collect();
    assert_eq!(ids, ["2", "3", "4", "5"]);
    let deals = client.deals_updated_since(watermark()).await.unwrap();
    let ids: Vec<_> = deals.iter().map(|found| found.source.id()).collect();
    assert_eq!(ids, ["2", "3", "4", "5"]);
}

#[tokio::test]
async fn a_deal_that_moves_up_while_pages_are_read_is_not_missed() {
    let list = |offset: u32| {
        format!(
            "GET /deals?filters[updated_after]=2026-11-23T00:00:00-12:00&orders[cdate]=ASC&limit=100&offset={offset}"
        )
    };
    let rows = |ids: std::ops::Range<u32>| -> Vec<Value> {
        ids.map(|id| json!({"id": id, "status": "0"})).collect()
    };
    // After the first page deal 1 is deleted: deal 101 is the hundredth now, and the second page begins with 102.
    let mut again: Vec<Value> = rows(101..152);
    again.truncate(51);
    let fake = Fake::default()
        .on(&list(0), json!({"deals": rows(1..101), "meta": {"total": 151}}))
        .on(
            &list(100),
            json!({"deals": rows(102..152), "meta": {"total": 150}}),
        )
        .on(&list(99), json!({"deals": again, "meta": {"total": 150}}));
    let deals = bench(fake).client.deals_updated_since(watermark()).await.unwrap();
    let mut ids: Vec<u32> = deals
        .iter()
        .map(|found| found.source.id().parse().unwrap())
        .collect();
    ids.sort_unstable();
    assert_eq!(ids, (1..152).collect::<Vec<_>>());
}

#[tokio::test]
async fn whole_orders_are_read_a_hundred_a_call_and_one_that_is_none_says_why() {
    let whole = |id: usize, modified: &str| {
        let mut order = order(id, modified);
        order["currency"] = json!("SEK");
        order["finalAmount"] = json!("100.50");
        order["lineItems"] = json!([{"name": "Spade", "sku": "SP-1", "quantity": 2, "priceAmount": 100.5}]);
        order
    };
    let mut first: Vec<Value> = (0..100)
        .map(|n| {
            let at = watermark() + SignedDuration::from_mins(200 - i64::try_from(n).unwrap());
            whole(n, &at.to_string())
        })
        .collect();
    first[7]["currency"] = Value::Null;
    let rest = vec![
        whole(100, "2026-11-23T12:30:00Z"),
        whole(101, "2026-11-01T00:00:00Z"),
    ];
    let bench = bench(Fake::default().on(SEARCH, page(first)).on(SEARCH, page(rest)));
    let found = bench
        .client
        .whole_orders_modified_since(watermark(), 1000)
        .await
        .unwrap();
    assert_eq!((bench.fake.calls().len(), found.len()), (2, 101));
    let order = found[100].order.as_ref().unwrap();
    assert_eq!(
        (
            order.number.as_str(),
            order.total.to_string().as_str(),
            order.lines.len()
        ),
        ("100", "100.50", 1)
    );
    assert!(
        matches!(found[7].order, Err(Error::Unusable { .. })),
        "{:?}",
        found[7]
    );
    assert_eq!(found[7].reference.source.to_string(), "order:1:7");
    let asked = bench.fake.body(0)["query"].to_string();
    assert!(
        asked.contains("limit: 100") && asked.contains("lineItems {"),
        "{asked}"
    );
}

#[tokio::test]
async fn a_server_that_cuts_pages_shorter_hides_no_order() {
    for cut in [10, 20, 25, 50] {
        let all = every_minute(cut + 3, 150);
        let fake = all.chunks(cut).fold(Fake::default(), |fake, chunk| {
            fake.on(SEARCH, page(chunk.to_vec()))
        });
        let bench = bench(fake);
        let refs = bench
            .client
            .orders_modified_since(watermark(), 1000)
            .await
            .unwrap();
        assert_eq!(refs.len(), cut + 3);
    }
}

#[tokio::test]
async fn changed_contacts_are_read_on_where_a_server_cuts_pages_and_gives_no_total() {
    let contact = |id: usize| json!({"id": id.to_string(), "udate": "2026-11-23T12:30:00Z", "deleted": "0"});
    let contacts = |ids: std::ops::Range<usize>| json!({"contacts": ids.map(contact).collect::<Vec<_>>()});
    let first = "GET /contacts?filters[updated_after]=2026-11-23T00:00:00-12:00&orders[id]=ASC&limit=100";
    let fake = Fake::default()
        .on(first, contacts(1..26))
        .on(&format!("{first}&id_greater=25"), contacts(26..28));
    let bench = bench(fake);
    let refs = bench.client.contacts_updated_since(watermark()).await.unwrap();
    assert_eq!(refs.len(), 27);
}
