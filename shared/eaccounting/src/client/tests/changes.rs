use std::collections::BTreeSet;

use super::*;

const SINCE: &str = "2026-11-23T09:00:00Z";
const BY_CHANGE: &str = "GET /orders?$page=1&$pagesize=1000&$filter=ModifiedUtc ge 2026-11-23T09:00:00.000Z";
const NEWEST: &str = "GET /orders?$page=1&$pagesize=100&$orderby=ModifiedUtc desc";

fn changed(id: &str, modified: &str) -> Value {
    let mut order = order("1", OTHER_ID, "2026-11-01T10:00:00Z");
    order["Id"] = json!(id);
    order["ModifiedUtc"] = json!(modified);
    order
}

fn ids(changes: Changes<crate::types::Order>) -> Vec<String> {
    changes.records.iter().map(|order| order.id.to_string()).collect()
}

fn numbered(at: u32) -> String {
    format!("00000000-0000-4000-8000-{at:012}")
}

#[tokio::test(start_paused = true)]
async fn changed_orders_are_asked_for_by_their_date_in_one_call() {
    let World { api, client, .. } = world();
    let orders = [
        changed(ID, "2026-11-23T09:00:00Z"),
        changed(OTHER_ID, "2026-11-23T09:30:00"),
    ];
    api.on(BY_CHANGE, [Ok(answer(200, &page(&orders)))]);
    let changes = client.orders_changed_since(at(SINCE)).await.unwrap();
    assert_eq!(changes.as_of, Some(at("2026-11-23T10:00:00Z")));
    assert_eq!(ids(changes).len(), 2);
    assert_eq!(api.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_is_refused_is_tried_once_and_the_newest_are_read_instead() {
    let World { api, client, .. } = world();
    api.on(BY_CHANGE, [unfilterable()]);
    let orders = [
        changed(ID, "2026-11-23T09:30:00Z"),
        changed(OTHER_ID, "2026-11-23T08:59:59Z"),
    ];
    api.on(NEWEST, [Ok(answer(200, &page_of(1, 40, &orders)))]);
    let found = client.orders_changed_since(at(SINCE)).await.unwrap();
    assert_eq!(ids(found), [ID]);
    assert_eq!(api.calls().len(), 2);
    let again = client.orders_changed_since(at(SINCE)).await.unwrap();
    assert_eq!(ids(again), [ID]);
    assert_eq!(api.calls().len(), 3, "a poll is one call");
    assert_eq!(
        client.refusals(),
        BTreeSet::from(["orders ModifiedUtc".to_owned()])
    );
}

#[tokio::test(start_paused = true)]
async fn what_another_process_found_out_is_not_tried_again() {
    let World { api, client, .. } = world();
    client.learn(BTreeSet::from(["orders ModifiedUtc".to_owned()]));
    api.on(NEWEST, [Ok(answer(200, &page(&[])))]);
    assert!(ids(client.orders_changed_since(at(SINCE)).await.unwrap()).is_empty());
    assert_eq!(api.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_is_not_heeded_counts_as_none() {
    let World { api, client, .. } = world();
    let all = [
        changed(ID, "2026-11-23T09:30:00Z"),
        changed(OTHER_ID, "2020-01-01T00:00:00Z"),
    ];
    api.on(BY_CHANGE, [Ok(answer(200, &page(&all)))]);
    api.on(NEWEST, [Ok(answer(200, &page(&all)))]);
    assert_eq!(ids(client.orders_changed_since(at(SINCE)).await.unwrap()), [ID]);
    assert!(client.refusals().contains("orders ModifiedUtc"));
}

#[tokio::test(start_paused = true)]
async fn a_list_that_is_not_sorted_is_read_to_its_end() {
    let World { api, client, .. } = world();
    client.learn(BTreeSet::from(["orders ModifiedUtc".to_owned()]));
    let unsorted = [
        changed(&numbered(1), "2026-11-23T08:00:00Z"),
        changed(&numbered(2), "2026-11-23T09:10:00Z"),
        changed(&numbered(3), "2026-11-22T08:00:00Z"),
    ];
    api.on(NEWEST, [Ok(answer(200, &page_of(1, 2, &unsorted)))]);
    api.on(
        "GET /orders?$page=2&$pagesize=100&$orderby=ModifiedUtc desc",
        [Ok(answer(
            200,
            &page_of(2, 2, &[changed(&numbered(4), "2026-11-23T09:20:00Z")]),
        ))],
    );
    let found = client.orders_changed_since(at(SINCE)).await.unwrap();
    assert_eq!(ids(found), [numbered(2), numbered(4)]);
}

#[tokio::test(start_paused = true)]
async fn where_nothing_can_be_sorted_everything_is_read_in_the_largest_pages() {
    let World { api, client, .. } = world();
    api.on(BY_CHANGE, [unfilterable()]);
    api.on(NEWEST, [unfilterable()]);
    api.on(
        "GET /orders?$page=1&$pagesize=1000",
        [Ok(answer(
            200,
            &page_of(1, 2, &[changed(ID, "2026-11-23T08:00:00Z")]),
        ))],
    );
    api.on(
        "GET /orders?$page=2&$pagesize=1000",
        [Ok(answer(
            200,
            &page_of(2, 2, &[changed(OTHER_ID, "2026-11-23T09:20:00Z")]),
        ))],
    );
    let found = client.orders_changed_since(at(SINCE)).await.unwrap();
    assert_eq!(ids(found), [OTHER_ID]);
    assert_eq!(client.refusals().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_record_that_moves_between_pages_comes_once_and_one_without_a_date_counts() {
    let World { api, client, .. } = world();
    let mut undated = changed(OTHER_ID, "");
    undated["ModifiedUtc"] = Value::Null;
    let first = [changed(ID, "2026-11-23T09:30:00Z")];
    api.on(BY_CHANGE, [Ok(answer(200, &page_of(1, 2, &first)))]);
    api.on(
        "GET /orders?$page=2&$pagesize=1000&$filter=ModifiedUtc ge 2026-11-23T09:00:00.000Z",
        [Ok(answer(
            200,
            &page_of(2, 2, &[changed(ID, "2026-11-23T09:30:00Z"), undated]),
        ))],
    );
    let found = client.orders_changed_since(at(SINCE)).await.unwrap();
    assert_eq!(ids(found), [ID, OTHER_ID]);
}

#[tokio::test(start_paused = true)]
async fn a_failed_poll_is_an_error_and_never_nothing_new() {
    for fault in [
        timed_out(),
        Ok(raw(500, "")),
        Ok(answer(403, &json!({"ErrorCode": 4006}))),
    ] {
        let World { api, client, .. } = world();
        api.on("GET /orders", [fault]);
        assert!(client.orders_changed_since(at(SINCE)).await.is_err());
        assert!(client.refusals().is_empty(), "nothing was found out");
    }
}

#[tokio::test(start_paused = true)]
async fn invoices_have_a_parameter_of_their_own() {
    let World { api, client, .. } = world();
    let invoice = json!({
        "Id": ID, "CustomerId": OTHER_ID, "TotalAmount": 100, "RemainingAmount": 40, "InvoiceNumber": 17,
        "PaymentStatus": 1, "DueDate": "2026-12-23T00:00:00Z", "ModifiedUtc": "2026-11-23T09:30:00Z",
        "SetOffAmountInvoiceCurrency": 10, "CreatedFromOrderId": OTHER_ID, "IsCollectiveInvoice": true,
        "CollectiveCustomerInvoiceRowsRelationToOrders":
            [{"OrderId": OTHER_ID, "OrderNumber": 7, "RelatedInvoiceRows": [1, 2]}],
        "CreditedBy": [{"CreditInvoiceId": OTHER_ID}],
    });
    let mut old = invoice.clone();
    old["Id"] = json!(OTHER_ID);
    old["ModifiedUtc"] = json!("2026-11-23T08:00:00Z");
    api.on(
        "GET /customerinvoices?$page=1&$pagesize=1000&modifiedSinceUtc=2026-11-23T09:00:00.000Z",
        [Ok(answer(200, &page(&[invoice, old])))],
    );
    let changes = client.invoices_changed_since(at(SINCE)).await.unwrap();
    let [invoice] = &changes.records[..] else {
        panic!("{changes:?}");
    };
    assert_eq!(invoice.set_off_amount_invoice_currency, Some(10.into()));
    assert_eq!(invoice.collected_orders[0].related_invoice_rows, [1, 2]);
    assert_eq!(invoice.credited_by[0].credit_invoice_id, other_id());
}

#[tokio::test(start_paused = true)]
async fn stock_is_read_with_the_properties_that_are_needed() {
    let World { api, client, .. } = world();
    let select = format!("$select={}", crate::types::ArticleStock::PROPERTIES);
    let lamp = json!({"Id": ID, "Number": "LAMP", "IsActive": true, "IsStock": true, "StockBalance": 5,
        "StockBalanceReserved": 2, "StockBalanceAvailable": 3, "ChangedUtc": "2026-11-23T09:30:00Z"});
    api.on(
        &format!(
            "GET /articles?$page=1&$pagesize=1000&$filter=ChangedUtc ge 2026-11-23T09:00:00.000Z&{select}"
        ),
        [Ok(answer(200, &page(std::slice::from_ref(&lamp))))],
    );
    api.on(
        &format!("GET /articles?$page=3&$pagesize=1000&{select}"),
        [Ok(answer(200, &page_of(3, 3, &[lamp])))],
    );
    let changes = client.article_stock_changed_since(at(SINCE)).await.unwrap();
    assert_eq!(changes.records[0].stock_balance_available, 3.into());
    let last = client.article_stock_page(3).await.unwrap();
    assert_eq!((last.data.len(), last.meta.total_number_of_pages), (1, Some(3)));
}

#[tokio::test(start_paused = true)]
async fn a_list_that_takes_no_selection_is_read_without() {
    let World { api, client, .. } = world();
    let filter = "$filter=ChangedUtc ge 2026-11-23T09:00:00.000Z";
    api.on(
        &format!("GET /articles?$page=1&$pagesize=1000&{filter}&$select"),
        [unfilterable()],
    );
    api.on(
        &format!("GET /articles?$page=1&$pagesize=1000&{filter}"),
        [Ok(answer(200, &page(&[])))],
    );
    client.article_stock_changed_since(at(SINCE)).await.unwrap();
    assert_eq!(client.refusals(), BTreeSet::from(["articles $select".to_owned()]));
    api.on(
        "GET /articles?$page=1&$pagesize=1000",
        [Ok(answer(200, &page(&[])))],
    );
    client.article_stock_page(1).await.unwrap();
    assert_eq!(api.calls().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_company_without_a_customer_ledger_is_asked_once() {
    let World { api, client, .. } = world();
    api.on(
        "GET /customerledgeritems",
        [Ok(answer(403, &json!({"ErrorCode": 4002})))],
    );
    assert_eq!(client.ledger_items_changed_since(at(SINCE)).await, Ok(None));
    assert_eq!(client.ledger_items_changed_since(at(SINCE)).await, Ok(None));
    assert_eq!(api.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_ledger_says_what_remains_of_an_invoice() {
    let World { api, client, .. } = world();
    let item = json!({"Id": ID, "InvoiceNumber": 17, "CustomerId": OTHER_ID, "CurrencyCode": "SEK",
        "IsCreditInvoice": false, "TotalAmountInvoiceCurrency": 100, "RemainingAmountInvoiceCurrency": 40,
        "DueDate": "2026-12-23", "ModifiedUtc": "2026-11-23T09:30:00Z", "VoucherId": ID});
    api.on(
        "GET /customerledgeritems?$page=1&$pagesize=1000&$filter=ModifiedUtc ge 2026-11-23T09:00:00.000Z",
        [Ok(answer(200, &page(&[item])))],
    );
    let items = client
        .ledger_items_changed_since(at(SINCE))
        .await
        .unwrap()
        .unwrap()
        .records;
    assert_eq!(
        (
            items[0].invoice_number,
            items[0].remaining_amount_invoice_currency
        ),
        (Some(17), 40.into())
    );
}

#[tokio::test(start_paused = true)]
async fn a_date_in_whole_seconds_is_as_new_as_a_moment_within_that_second() {
    let World { api, client, .. } = world();
    let orders = [changed(ID, "2026-11-23T09:00:00Z")];
    api.on(
        "GET /orders?$page=1&$pagesize=1000&$filter=ModifiedUtc ge 2026-11-23T09:00:00.700Z",
        [Ok(answer(200, &page(&orders)))],
    );
    let since = at("2026-11-23T09:00:00.7Z");
    assert_eq!(ids(client.orders_changed_since(since).await.unwrap()), [ID]);
    assert!(client.refusals().is_empty());
}
