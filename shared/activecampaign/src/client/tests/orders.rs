use model::{Code, DiscountTarget, OrderState, Problem};
use serde_json::json;

use super::*;
use crate::Error;

const GET_ORDER: &str = "POST /ecom/graphql#getOrder";
const REST_ORDER: &str = "GET /ecomOrders?filters[connectionid]=1&filters[externalid]=1001";

fn graphql_order() -> Value {
    json!({"data": {"getOrder": {
        "storeOrderId": "1001", "legacyConnectionId": 1, "orderNumber": "W-1001", "email": "Anna@Example.com",
        "storeCreatedDate": "2026-11-23T10:48:23+01:00", "storeModifiedDate": "2026-11-23T11:00:00+01:00",
        "storeStatus": "Order_Complete", "normalizedStatus": "COMPLETED", "isTestOrder": false,
        "customerLocale": "SV_SE", "currency": "SEK", "finalAmount": "1234.50", "shippingAmount": 49.0,
        "discountAmount": null, "discountsAmount": 12.25, "paymentMethod": "klarna", "shippingMethod": "express",
        "orderUrl": "https://shop.example/1001", "notes": ["Ring on the door", null],
        "billingAddress": {"firstName": "Anna", "lastName": "Ek", "address1": "Storgatan 1", "postal": "223 50",
            "city": "Lund", "country": "SE", "company": "Ek AB", "phone": "070", "email": ""},
        "shippingAddress": {"firstName": "Bo", "city": "Malmö", "country": "SE"},
        "lineItems": [{"name": "Spade", "sku": "SP-1", "quantity": 2, "priceAmount": 12.20,
            "storeBaseProductId": "B1", "productStorePrimaryId": "P1", "productUrl": "https://shop.example/p"}],
        "discounts": [{"name": "Promo", "type": "SHIPPING", "discountAmount": 12.25}],
    }}})
}

#[tokio::test]
async fn an_order_takes_one_call_and_comes_with_addresses_lines_and_discounts() {
    let bench = bench(Fake::default().on(GET_ORDER, graphql_order()));
    let order = bench.client.order("1", "1001").await.unwrap().unwrap();
    assert_eq!(bench.fake.calls().len(), 1);
    assert_eq!(
        bench.fake.body(0)["variables"],
        json!({"connection": 1, "order": "1001"})
    );
    assert_eq!(
        (order.source.to_string().as_str(), order.number.as_str()),
        ("order:1:1001", "W-1001")
    );
    assert_eq!(order.state, OrderState::Completed);
    assert_eq!(order.version.as_deref(), Some("2026-11-23T11:00:00+01:00"));
    assert_eq!(order.placed_at, "2026-11-23T09:48:23Z".parse().unwrap());
    assert_eq!(
        [order.total, order.shipping].map(|amount| amount.to_string()),
        ["1234.50", "49.0"]
    );
    assert_eq!(
        (
            order.lines[0].price.to_string().as_str(),
            order.lines[0].product_id.as_deref()
        ),
        ("12.2", Some("B1"))
    );
    assert_eq!(
        (order.discounts.len(), order.discounts[0].target),
        (1, DiscountTarget::Shipping)
    );
    assert_eq!(
        (order.payment_method.as_deref(), order.notes.len()),
        (Some("klarna"), 1)
    );
    let customer = order.customer;
    assert_eq!(customer.email.unwrap().as_str(), "anna@example.com");
    assert_eq!(
        (customer.first_name.as_deref(), customer.company.as_deref()),
        (Some("Anna"), Some("Ek AB"))
    );
    assert_eq!(
        (customer.locale.as_deref(), customer.currency.as_deref()),
        (Some("sv_SE"), Some("SEK"))
    );
    assert_eq!(
        (
            customer.billing.city.as_deref(),
            customer.delivery.city.as_deref()
        ),
        (Some("Lund"), Some("Malmö"))
    );
}

#[tokio::test]
async fn fields_that_the_schema_does_not_know_are_left_out_from_then_on() {
    let unknown = json!({"errors": [
        {"message": "Cannot query field \"discountAmount\" on type \"Order\".", "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"}},
        {"message": "Cannot query field \"paymentMethod\" on type \"Order\"."}]});
    for status in [200, 400] {
        let fake = Fake::default()
            .on(GET_ORDER, Reply::Json(status, unknown.clone()))
            .on(GET_ORDER, graphql_order());
        let bench = bench(fake);
        assert!(bench.client.order("1", "1001").await.unwrap().is_some());
        assert!(bench.client.order("1", "1001").await.unwrap().is_some());
        assert_eq!(bench.fake.calls().len(), 3);
        for at in [1, 2] {
            let query = bench.fake.body(at)["query"].as_str().unwrap().to_owned();
            assert!(
                !query.contains("paymentMethod") && query.contains("name type discountAmount"),
                "{query}"
            );
        }
    }
}

#[tokio::test]
async fn a_schema_that_refuses_without_end_is_a_refusal_and_not_a_missing_order() {
    let refusal = json!({"errors": [{"message": "Validation error on anna@example.com",
        "extensions": {"classification": "ValidationError"}}]});
    let bench = bench(Fake::default().on(GET_ORDER, refusal));
    let error = bench.client.order("1", "1001").await.unwrap_err();
    assert!(matches!(error, Error::Rejected { .. }));
    let problem = Problem::from(error);
    assert_eq!(problem.code, Code::ACTIVECAMPAIGN_REJECTED);
    assert!(
        problem.message.contains("order 1001") && !problem.message.contains("anna"),
        "{}",
        problem.message
    );
    assert_eq!(bench.fake.calls().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_look_up_that_failed_is_never_none() {
    let internal = json!({"data": null, "errors": [{"message": "boom", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}]});
    for reply in [
        Reply::Json(500, json!({})),
        Reply::Json(200, internal),
        Reply::Json(403, json!({})),
    ] {
        assert!(
            bench(Fake::default().on(GET_ORDER, reply))
                .client
                .order("1", "1001")
                .await
                .is_err()
        );
    }
    let ignored_filter = json!({"ecomOrders": [{"id": "8", "connectionid": "1", "externalid": "2002"}]});
    let fake = Fake::default()
        .on(GET_ORDER, json!({"data": {"getOrder": null}}))
        .on(REST_ORDER, ignored_filter);
    assert!(matches!(
        bench(fake).client.order("1", "1001").await,
        Err(Error::Unexpected { .. })
    ));
}

#[tokio::test]
async fn an_order_that_neither_api_knows_is_none() {
    let none = json!({"ecomOrders": [], "meta": {"total": "0"}});
    for no_graphql in [
        Reply::from(json!({"data": {"getOrder": null}})),
        Reply::from(json!({"data": {"getOrder": null}, "errors": [{"message": "Order not found"}]})),
        Reply::Json(404, json!({"message": "Not found"})),
    ] {
        let fake = Fake::default()
            .on(GET_ORDER, no_graphql)
            .on(REST_ORDER, none.clone());
        assert_eq!(bench(fake).client.order("1", "1001").await, Ok(None));
    }
    assert_eq!(
        bench(Fake::default()).client.order("first", "1001").await,
        Ok(None)
    );
}

fn rest_order() -> Value {
    json!({"ecomOrders": [{"id": "88", "connectionid": "1", "externalid": "1001", "orderNumber": "", "state": 1,
        "email": "anna@example.com", "currency": "sek", "totalPrice": 9111, "shippingAmount": "200", "taxAmount": 500,
        "discountAmount": 100, "externalCreatedDate": "2019-09-06T2:10:00-05:00",
        "updatedDate": "2019-09-05T12:16:18-05:00", "orderDiscounts": ["1"]}], "meta": {"total": "1"}})
}

#[tokio::test]
async fn an_order_that_only_rest_knows_is_read_there_in_cents() {
    let fake = Fake::default()
        .on(GET_ORDER, json!({"data": {"getOrder": null}}))
        .on(REST_ORDER, rest_order())
        .on("GET /ecomOrders/88/orderProducts?limit=100&offset=0", json!({"ecomOrderProducts": [
            {"id": "1", "externalid": "PROD1", "name": "Pogo Stick", "price": "4900", "quantity": "1", "sku": "POGO-12"},
            {"id": "2", "externalid": "PROD2", "name": "Skateboard", "price": 3000, "quantity": 1}]}))
        .on("GET /ecomOrders/88/orderDiscounts?limit=100&offset=0", json!({"ecomOrderDiscounts": [
            {"name": "1OFF", "type": "order", "discountAmount": "100", "id": "1"}]}));
    let order = bench(fake).client.order("1", "1001").await.unwrap().unwrap();
    assert_eq!(order.number, "1001");
    assert_eq!(order.total.to_string(), "91.11");
    assert_eq!(order.tax.unwrap().to_string(), "5.00");
    let prices: Vec<String> = order.lines.iter().map(|line| line.price.to_string()).collect();
    assert_eq!(prices, ["49.00", "30.00"]);
    assert_eq!(
        (
            order.discounts[0].name.as_deref(),
            order.discounts[0].amount.to_string().as_str()
        ),
        (Some("1OFF"), "1.00")
    );
    assert_eq!(order.placed_at, "2019-09-06T07:10:00Z".parse().unwrap());
    assert_eq!(order.version.as_deref(), Some("2019-09-05T12:16:18-05:00"));
}

/// What a server answers that has no such address.
fn no_page() -> Reply {
    Reply::Text(404, "<pre>Cannot POST /api/3/ecom/graphql</pre>")
}

#[tokio::test]
async fn without_an_address_for_graphql_rest_counts_only_where_it_has_the_order() {
    let fake = Fake::default()
        .on(GET_ORDER, no_page())
        .on(REST_ORDER, rest_order())
        .on(
            "GET /ecomOrders/88/orderProducts?limit=100&offset=0",
            json!({"ecomOrderProducts": []}),
        )
        .on(
            "GET /ecomOrders/88/orderDiscounts?limit=100&offset=0",
            json!({"ecomOrderDiscounts": []}),
        );
    let order = bench(fake).client.order("1", "1001").await.unwrap();
    assert_eq!(order.map(|order| order.number).as_deref(), Some("1001"));

    let fake = Fake::default()
        .on(GET_ORDER, no_page())
        .on(REST_ORDER, json!({"ecomOrders": []}));
    let error = bench(fake).client.order("1", "1001").await.unwrap_err();
    assert!(matches!(error, Error::NotTheApi { status: 404, .. }), "{error}");
}

fn deal(extra: Value) -> Value {
    let mut deal = json!({"id": "7", "title": "Fence", "value": "1250000", "currency": "sek", "status": "1", "group": "1",
        "stage": "3", "cdate": "2026-11-01T09:00:00+01:00", "mdate": "2026-11-23T09:00:00+01:00", "isDisabled": false});
    deal.as_object_mut()
        .unwrap()
        .extend(extra.as_object().unwrap().clone());
    json!({"deal": deal})
}

#[tokio::test]
async fn a_deal_comes_with_its_fields_and_its_contacts_account() {
    let fake = Fake::default()
        .on("GET /deals/7", deal(json!({"contact": "5", "account": null})))
        .on("GET /dealCustomFieldData?filters[dealId]=7&limit=100&offset=0", json!({"dealCustomFieldData": [
            {"id": "3", "dealId": 7, "customFieldId": 1, "fieldValue": "5500", "fieldCurrency": "SEK"},
            {"id": "4", "dealId": 8, "customFieldId": 1, "fieldValue": "another deal's"}]}))
        .on("GET /dealCustomFieldMeta?limit=100&offset=0", json!({"dealCustomFieldMeta": [
            {"id": "1", "fieldLabel": "Deposit", "fieldType": "currency", "personalization": "DEAL_DEPOSIT"}]}))
        .on("GET /contacts/5", json!({"fieldValues": [], "contact": {"id": "5", "email": "a@example.com",
            "accountContacts": []}}))
        .on("GET /contacts/5/contactTags?limit=100&offset=0", json!({"contactTags": []}));
    let order = bench(fake).client.deal("7").await.unwrap().unwrap();
    assert_eq!(
        (
            order.source.to_string().as_str(),
            order.total.to_string().as_str()
        ),
        ("deal:7", "12500.00")
    );
    assert_eq!(
        (order.state, order.currency.as_str()),
        (OrderState::Completed, "SEK")
    );
    assert_eq!(
        (order.pipeline.as_deref(), order.stage.as_deref()),
        (Some("1"), Some("3"))
    );
    assert_eq!(order.fields["deal_deposit"].value, "55.00");
    assert_eq!(order.customer.contact_id.as_deref(), Some("5"));
    assert_eq!(order.customer.currency.as_deref(), Some("SEK"));
}

#[tokio::test]
async fn the_account_of_a_deal_is_the_buyer_even_where_the_contact_is_in_none() {
    let fake = Fake::default()
        .on("GET /deals/7", deal(json!({"contact": "5", "account": 9})))
        .on(
            "GET /dealCustomFieldData?filters[dealId]=7&limit=100&offset=0",
            json!({"dealCustomFieldData": []}),
        )
        .on(
            "GET /contacts/5",
            json!({"fieldValues": [], "contact": {"id": "5", "email": "a@example.com",
            "accountContacts": []}}),
        )
        .on(
            "GET /contacts/5/contactTags?limit=100&offset=0",
            json!({"contactTags": []}),
        )
        .on(
            "GET /accounts/9",
            json!({"account": {"id": "9", "name": "Lind AB"}}),
        )
        .on(
            "GET /accountCustomFieldData?filters[customerAccountId]=9&limit=100&offset=0",
            json!({"accountCustomFieldData": []}),
        );
    let customer = bench(fake).client.deal("7").await.unwrap().unwrap().customer;
    assert_eq!(
        (customer.account_id.as_deref(), customer.company.as_deref()),
        (Some("9"), Some("Lind AB"))
    );
    assert_eq!(customer.contact_id.as_deref(), Some("5"));
}

#[tokio::test]
async fn a_hidden_deal_says_who_may_not_see_it_and_asks_for_nothing_more() {
    let fake = Fake::default().on(
        "GET /deals/2",
        json!({"deal": {"id": "2", "isDisabled": 1, "title": "Demo"}}),
    );
    let bench = bench(fake);
    let problem = Problem::from(bench.client.deal("2").await.unwrap_err());
    assert!(problem.message.contains("deal 2") && problem.remedy.contains("permission"));
    assert_eq!(bench.fake.calls().len(), 1);
}

#[tokio::test]
async fn a_deal_that_is_gone_is_none() {
    let fake = Fake::default().on("GET /deals/7", missing("Deal"));
    assert_eq!(bench(fake).client.deal("7").await, Ok(None));
}
