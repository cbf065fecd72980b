use model::{Kind, Problem, Sku};
use serde_json::json;

use super::*;
use crate::{Error, ProductPrice};

const SEARCH: &str = "POST /ecom/graphql#searchProduct";

fn skus(skus: &[&str]) -> Vec<Sku> {
    skus.iter().map(|sku| sku.parse().unwrap()).collect()
}

fn product(connection: u32, primary: &str, sku: &str, price: Value) -> Value {
    json!({"legacyConnectionId": connection, "storePrimaryId": primary, "storeBaseProductId": null,
        "variantSku": sku, "variantPriceAmount": price, "variantPriceCurrency": "SEK"})
}

#[tokio::test]
async fn prices_of_several_skus_take_one_call() {
    let answer = json!({"data": {
        "product0": [product(1, "P1", "LAMP", json!("639.20")), product(1, "P9", "LAMP", json!(650))],
        "product1": [product(1, "P2", "MUG", Value::Null)],
    }});
    let bench = bench(Fake::default().on(SEARCH, answer));
    let found = bench
        .client
        .product_prices("1", &skus(&["MUG", "LAMP", "LAMP"]))
        .await
        .unwrap();
    let price = |primary: &str, sku: &str, price: Option<&str>| ProductPrice {
        primary_id: Some(primary.to_owned()),
        base_id: None,
        sku: sku.to_owned(),
        price: price.map(|price| price.parse().unwrap()),
        currency: Some("SEK".to_owned()),
    };
    assert_eq!(
        found,
        [
            price("P1", "LAMP", Some("639.20")),
            price("P9", "LAMP", Some("650")),
            price("P2", "MUG", None)
        ]
    );
    assert_eq!(bench.fake.calls().len(), 1);
    assert_eq!(
        bench.fake.body(0)["variables"],
        json!({"connection": 1, "sku0": "LAMP", "sku1": "MUG"})
    );
}

#[tokio::test]
async fn a_product_of_another_store_or_sku_lends_no_price() {
    let answer = json!({"data": {"product0": [
        product(2, "P1", "LAMP", json!(1)), product(1, "P2", "LAMP-2", json!(2))]}});
    let bench = bench(Fake::default().on(SEARCH, answer));
    assert_eq!(
        bench.client.product_prices("1", &skus(&["LAMP"])).await,
        Ok(vec![])
    );
}

#[tokio::test]
async fn fifty_skus_go_into_a_call_and_none_into_none() {
    let bench = bench(Fake::default().on(SEARCH, json!({"data": {}})));
    let many: Vec<String> = (0..120).map(|at| format!("SKU-{at}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(bench.client.product_prices("1", &skus(&many)).await, Ok(vec![]));
    assert_eq!(bench.fake.calls().len(), 3);
    assert_eq!(bench.client.product_prices("1", &[]).await, Ok(vec![]));
    assert_eq!(
        bench.client.product_prices("first", &skus(&["A"])).await,
        Ok(vec![])
    );
    assert_eq!(bench.fake.calls().len(), 3);
}

#[tokio::test]
async fn an_account_without_graphql_has_no_prices() {
    let fake = Fake::default().on(SEARCH, Reply::Json(404, json!({"message": "Not found"})));
    assert_eq!(
        bench(fake).client.product_prices("1", &skus(&["A"])).await,
        Ok(vec![])
    );
}

#[tokio::test]
async fn graphql_errors_without_extensions_are_tried_again_later() {
    let fake = Fake::default().on(
        SEARCH,
        json!({"data": null, "errors": [{"message": "oops anna@example.com"}]}),
    );
    let error = bench(fake)
        .client
        .product_prices("1", &skus(&["A"]))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Failed { status: 200, .. }), "{error:?}");
    let problem = Problem::from(error);
    assert_eq!(problem.kind, Kind::RetryLater);
    assert!(!problem.message.contains("anna"), "{}", problem.message);
}
