use model::{Code, Kind, Problem};
use serde_json::json;

use super::*;
use crate::wire::order_input::tests::order;
use crate::{
    Connection, EcomCustomer, Error, NewConnection, NormalizedStatus, OrderBatch, ProductBatch, ProductInput,
    StockStatus, WrittenOrder,
};

const UPSERT: &str = "POST /ecom/graphql#upsertOrder";
const BULK: &str = "POST /ecom/graphql#bulkUpsertOrdersAsync";
const SYNC: &str = "POST /ecom/graphql#syncLegacyConnection";
const GET: &str = "POST /ecom/graphql#getOrder";

fn written() -> Value {
    json!({"data": {"upsertOrder": {"storeOrderId": "chain-1"}}})
}

#[tokio::test]
async fn an_order_goes_out_as_one_variable() {
    let bench = bench(Fake::default().on(UPSERT, written()));
    bench.client.upsert_order(&order()).await.unwrap();
    let sent = bench.fake.body(0);
    assert_eq!(
        sent["query"],
        "mutation Upsert($order: OrderInput!) { upsertOrder(order: $order) { storeOrderId } }"
    );
    assert_eq!(sent["variables"]["order"]["finalAmount"], 847.5);
    assert_eq!(sent["variables"]["order"].get("acceptsMarketing"), None);
}

#[tokio::test(start_paused = true)]
async fn a_write_whose_answer_is_lost_is_sent_again() {
    let lost = || Reply::Fail(SendError::OutcomeUnknown("timed out".into()));
    let fake = Fake::default().on(UPSERT, lost()).on(UPSERT, written());
    let bench = bench(fake);
    bench.client.upsert_order(&order()).await.unwrap();
    assert_eq!(bench.fake.calls().len(), 2);
}

#[tokio::test]
async fn errors_beside_a_200_are_a_refusal_only_when_they_say_so() {
    let refused = |extensions: Value| {
        json!({"data": null, "errors": [{"message": "Something of anna@example.com",
        "extensions": extensions}]})
    };
    for (answer, code, kind) in [
        (
            refused(json!({"classification": "ValidationError"})),
            Code::ACTIVECAMPAIGN_REJECTED,
            Kind::NeedsPerson,
        ),
        (
            refused(json!({"code": "FORBIDDEN"})),
            Code::ACTIVECAMPAIGN_REJECTED,
            Kind::NeedsPerson,
        ),
        (
            refused(Value::Null),
            Code::ACTIVECAMPAIGN_SERVER_ERROR,
            Kind::RetryLater,
        ),
        (
            refused(json!({"code": "INTERNAL_SERVER_ERROR"})),
            Code::ACTIVECAMPAIGN_SERVER_ERROR,
            Kind::RetryLater,
        ),
    ] {
        let bench = bench(Fake::default().on(UPSERT, answer.clone()));
        let problem = Problem::from(bench.client.upsert_order(&order()).await.unwrap_err());
        assert_eq!((problem.code, problem.kind), (code, kind), "{answer}");
        assert!(problem.message.contains("order chain-1") && !problem.message.contains("anna"));
        assert_eq!(bench.fake.calls().len(), 1);
    }
}

#[tokio::test]
async fn an_account_without_graphql_takes_no_order() {
    let fake = Fake::default().on(UPSERT, Reply::Json(404, json!({"message": "Not found"})));
    let error = bench(fake).client.upsert_order(&order()).await.unwrap_err();
    assert!(matches!(error, Error::Rejected { status: 404, .. }), "{error:?}");
}

#[tokio::test]
async fn a_batch_is_named_by_the_id_that_the_vendor_gives_it() {
    let fake = Fake::default().on(
        BULK,
        json!({"data": {"bulkUpsertOrdersAsync": {"recordId": "guid"}}}),
    );
    let bench = bench(fake);
    let batches = OrderBatch::of(vec![order(), order()]);
    assert_eq!(
        bench.client.bulk_upsert_orders(&batches[0]).await,
        Ok(Some("guid".to_owned()))
    );
    let sent = bench.fake.body(0)["variables"]["orders"].clone();
    assert_eq!(sent.as_array().unwrap().len(), 2);
    assert_eq!(sent[1]["creationSource"], "HISTORICAL");
}

#[tokio::test]
async fn products_are_patched() {
    let fake = Fake::default().on(
        "POST /ecom/graphql#bulkUpsertProducts",
        json!({"data": {"bulkUpsertProducts": {"recordId": null}}}),
    );
    let bench = bench(fake);
    let product = ProductInput {
        stock_status: Some(StockStatus::OutOfStock),
        ..ProductInput::new(3, "LAMP")
    };
    let batches = ProductBatch::of(vec![product]);
    assert_eq!(bench.client.bulk_upsert_products(&batches[0]).await, Ok(None));
    assert_eq!(
        bench.fake.body(0)["variables"]["products"],
        json!([{"legacyConnectionId": 3, "storePrimaryId": "LAMP", "stockStatus": "OUT_OF_STOCK"}])
    );
}

#[tokio::test]
async fn what_was_written_is_read_for_thirty_orders_a_call() {
    let state = json!({"storeOrderId": "chain-1", "normalizedStatus": "REFUNDED", "finalAmount": 99.5,
        "storeModifiedDate": "2026-11-23T10:00:00+01:00"});
    let odd = json!({"storeOrderId": "chain-2", "normalizedStatus": "SOMETHING_NEW", "finalAmount": null,
        "storeModifiedDate": null});
    let fake = Fake::default()
        .on(GET, json!({"data": {"order0": state, "order1": null}}))
        .on(GET, json!({"data": {"order0": odd}}));
    let bench = bench(fake);
    let ids: Vec<String> = (1..=31).map(|at| format!("chain-{at}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let found = bench.client.written_orders(3, &ids).await.unwrap();
    let expected = [
        WrittenOrder {
            store_order_id: "chain-1".to_owned(),
            normalized_status: Some(NormalizedStatus::Refunded),
            final_amount: Some("99.5".parse().unwrap()),
            store_modified_date: Some("2026-11-23T10:00:00+01:00".to_owned()),
        },
        WrittenOrder {
            store_order_id: "chain-2".to_owned(),
            normalized_status: None,
            final_amount: None,
            store_modified_date: None,
        },
    ];
    assert_eq!(found, expected);
    assert_eq!(bench.fake.calls().len(), 2);
    let query = bench.fake.body(1)["query"].as_str().unwrap().to_owned();
    assert_eq!(
        query,
        "query Orders($connection: Int!, $order0: String!) { order0: getOrder(legacyConnectionId: $connection, \
         storeOrderId: $order0) { storeOrderId normalizedStatus finalAmount storeModifiedDate } }"
    );
}

fn connection(id: u32, service: &str, external: &str) -> Value {
    json!({"id": id.to_string(), "service": service, "externalid": external, "name": "Books", "isInternal": "0"})
}

fn ours(id: &str) -> Connection {
    Connection {
        id: id.to_owned(),
        service: "ekobridge".to_owned(),
        external_id: "5590001003".to_owned(),
        name: "Books".to_owned(),
        is_internal: false,
    }
}

#[tokio::test]
async fn a_connection_is_found_by_service_and_external_id_or_created() {
    let look =
        "GET /connections?filters[service]=ekobridge&filters[externalid]=5590001003&limit=100&offset=0";
    let others = json!({"connections": [
        connection(1, "woocommerce", "5590001003"), connection(2, "ekobridge", "other")], "meta": {"total": "2"}});
    let duplicate = Reply::Json(
        422,
        json!({"errors": [{"title": "The service/externalid combination exists.",
        "code": "duplicate", "source": {"pointer": "/data/attributes/externalid"}}]}),
    );
    let fake = Fake::default()
        .on(look, others)
        .on(
            "POST /connections",
            json!({"connection": connection(3, "ekobridge", "5590001003")}),
        )
        .on("POST /connections", duplicate)
        .on(
            "GET /connections/3",
            json!({"connection": connection(3, "ekobridge", "5590001003")}),
        )
        .on("GET /connections/4", missing("Connection"));
    let client = bench(fake);
    let found = client.client.connections_by("ekobridge", "5590001003").await;
    assert_eq!(found, Ok(vec![]), "the filter was not heeded");
    let new = NewConnection {
        service: "ekobridge".to_owned(),
        external_id: "5590001003".to_owned(),
        name: "Books".to_owned(),
        logo_url: "https://example.com/logo.png".to_owned(),
        link_url: "https://example.com/".to_owned(),
    };
    assert_eq!(client.client.create_connection(&new).await, Ok(ours("3")));
    assert_eq!(
        client.fake.body(1),
        json!({"connection": {"service": "ekobridge", "externalid": "5590001003", "name": "Books",
            "logoUrl": "https://example.com/logo.png", "linkUrl": "https://example.com/"}})
    );
    assert!(
        client
            .client
            .create_connection(&new)
            .await
            .unwrap_err()
            .is_duplicate()
    );
    assert_eq!(client.client.connection("3").await, Ok(Some(ours("3"))));
    assert_eq!(client.client.connection("4").await, Ok(None));
}

#[tokio::test]
async fn a_connection_is_made_known_to_graphql() {
    let fake = Fake::default().on(SYNC, json!({"data": {"syncLegacyConnection": {"id": "guid"}}}));
    let bench = bench(fake);
    bench
        .client
        .sync_legacy_connection("ekobridge", "5590001003")
        .await
        .unwrap();
    assert_eq!(
        bench.fake.body(0)["variables"],
        json!({"service": "ekobridge", "externalId": "5590001003"})
    );
}

#[tokio::test]
async fn consent_is_read_of_the_customer_that_was_asked_for_alone() {
    let customer = |id: &str, connection: &str, email: &str, accepts: &str| {
        json!({"id": id, "connectionid": connection,
        "externalid": "c1", "email": email, "acceptsMarketing": accepts})
    };
    let fake = Fake::default().on(
        "GET /ecomCustomers?filters[connectionid]=3&filters[email]=anna@example.com&limit=100&offset=0",
        json!({"ecomCustomers": [customer("1", "0", "anna@example.com", "1"),
            customer("2", "3", "bo@example.com", "1"), customer("5", "3", "Anna@Example.com", "0")]}),
    );
    let found = bench(fake)
        .client
        .ecom_customers("3", &"anna@example.com".parse().unwrap())
        .await
        .unwrap();
    let expected = EcomCustomer {
        id: "5".to_owned(),
        connection: "3".to_owned(),
        external_id: Some("c1".to_owned()),
        accepts_marketing: false,
    };
    assert_eq!(found, [expected]);
}
