use rust_decimal::Decimal;
use sandbox::activecampaign::{AddressSeed, ConnectionSeed, ContactSeed, LineSeed, OrderSeed};
use sandbox::{Limits, Options};
use serde_json::{Value, json};

use super::Bench;

fn order(id: &str, email: &str, total: i64) -> OrderSeed {
    OrderSeed {
        id: id.to_owned(),
        email: email.to_owned(),
        lines: vec![LineSeed::new("TEA-100", "Green tea", 2, Decimal::from(total))],
        created: format!("2026-11-2{}T10:00:00Z", id.len() % 3),
        ..OrderSeed::default()
    }
}

fn messages(body: &Value) -> Vec<&str> {
    let errors = body["errors"]
        .as_array()
        .unwrap_or_else(|| panic!("no errors in {body}"));
    errors
        .iter()
        .map(|error| error["message"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn get_order_gives_what_is_selected_and_nothing_else() {
    let bench = Bench::new().await;
    let billing = AddressSeed {
        city: "Lund".to_owned(),
        company: "Acme AB".to_owned(),
        ..AddressSeed::default()
    };
    bench.account().add_order(&OrderSeed {
        billing,
        ..order("1001", "a@example.com", 90)
    });
    let query = "{ getOrder(legacyConnectionId: 1, storeOrderId: \"1001\") { \
                 storeOrderId email total: finalAmount billingAddress { city company } shippingAddress { city } \
                 lineItems { name quantity priceAmount } } }";
    let expected = json!({"data": {"getOrder": {
        "storeOrderId": "1001", "email": "a@example.com", "total": 90.0,
        "billingAddress": {"city": "Lund", "company": "Acme AB"}, "shippingAddress": null,
        "lineItems": [{"name": "Green tea", "quantity": 2, "priceAmount": 90.0}],
    }}});
    assert_eq!(bench.graphql(query).await, expected);
    let with_variables = bench
        .graphql_with(
            "query Order($c: Int!, $id: String!) { getOrder(legacyConnectionId: $c, storeOrderId: $id) { ...Core } } \
             fragment Core on Order { __typename orderNumber }",
            json!({"c": 1, "id": "1001"}),
        )
        .await;
    assert_eq!(
        with_variables,
        json!({"data": {"getOrder": {"__typename": "Order", "orderNumber": "1001"}}})
    );
    let nothing = bench
        .graphql("{ getOrder(legacyConnectionId: 1, storeOrderId: \"1\") { id } }")
        .await;
    assert_eq!(nothing, json!({"data": {"getOrder": null}}));
    assert_eq!(bench.sandbox().violations(), Vec::<String>::new());
}

#[tokio::test]
async fn search_filters_all_at_once_sorts_and_pages() {
    let bench = Bench::new().await;
    for (id, email, total) in [
        ("1", "a@example.com", 10),
        ("22", "b@example.com", 20),
        ("333", "a@example.com", 30),
    ] {
        bench.account().add_order(&order(id, email, total));
    }
    let search = async |filter: &str| -> Vec<String> {
        let body = bench
            .graphql(&format!(
                "{{ searchOrder(filter: {{ {filter} }}) {{ storeOrderId }} }}"
            ))
            .await;
        let found = body["data"]["searchOrder"]
            .as_array()
            .unwrap_or_else(|| panic!("{body}"));
        found
            .iter()
            .map(|order| order["storeOrderId"].as_str().unwrap().to_owned())
            .collect()
    };
    let email = "email: {value: \"a@example.com\" filterOperator: EQ}";
    assert_eq!(search(email).await, ["1", "333"]);
    assert_eq!(
        search(&format!("{email} finalAmount: {{value: 10 filterOperator: GT}}")).await,
        ["333"]
    );
    assert_eq!(
        search("finalAmount: {value: 20.00 filterOperator: LTE, sort: DESC}").await,
        ["22", "1"]
    );
    assert_eq!(
        search("storeOrderId: {value: \"3\" filterOperator: CONTAINS}").await,
        ["333"]
    );
    assert_eq!(
        search("normalizedStatus: {value: COMPLETED filterOperator: EQ}")
            .await
            .len(),
        3
    );
    assert_eq!(
        search("isTestOrder: {value: true filterOperator: EQ}").await,
        Vec::<String>::new()
    );
    assert_eq!(
        search("storeCreatedDate: {sort: DESC} pagination: {offset: 1 limit: 1}")
            .await
            .len(),
        1
    );
    assert_eq!(
        search("legacyConnectionId: {value: 2 filterOperator: EQ}").await,
        Vec::<String>::new()
    );
    assert_eq!(
        search("billingAddress: {city: {value: \"Lund\" filterOperator: EQ}}").await,
        Vec::<String>::new()
    );
    assert_eq!(bench.sandbox().violations(), Vec::<String>::new());
}

#[tokio::test]
async fn a_search_gives_20_and_no_more_than_100() {
    let bench = Bench::new().await;
    for id in 0..25 {
        bench
            .account()
            .add_order(&order(&id.to_string(), "a@example.com", 1));
    }
    let body = bench.graphql("{ searchOrder { id } }").await;
    assert_eq!(body["data"]["searchOrder"].as_array().unwrap().len(), 20);
    let body = bench
        .graphql_with(
            "query($limit: Int) { searchOrder(filter: {pagination: {limit: $limit}}) { id } }",
            json!({"limit": 101}),
        )
        .await;
    assert_eq!(
        messages(&body),
        ["pagination.limit must be over 0 and at most 100."]
    );
}

#[tokio::test]
async fn what_the_schema_does_not_have_is_refused() {
    let bench = Bench::new().await;
    bench.account().add_connection(&ConnectionSeed::default());
    let cases = [
        (
            "{ searchOrder { taxAmount } }",
            "Cannot query field \"taxAmount\" on type \"Order\".",
        ),
        (
            "{ searchOrder { discountsAmount } }",
            "Cannot query field \"discountsAmount\" on type \"Order\".",
        ),
        (
            "{ searchOrder { lineItems { vat } } }",
            "Cannot query field \"vat\" on type \"LineItem\".",
        ),
        (
            "{ searchOrders { id } }",
            "Cannot query field \"searchOrders\" on type \"Query\".",
        ),
        (
            "{ searchOrder(limit: 5) { id } }",
            "Unknown argument \"limit\" on field \"Query.searchOrder\".",
        ),
        (
            "{ searchOrder(filter: {tax: {sort: ASC}}) { id } }",
            "Field \"tax\" is not defined by type \"OrderFilter\".",
        ),
        (
            "{ searchOrder(filter: {email: {value: 5 filterOperator: EQ}}) { id } }",
            "Expected value of type \"String\" at \"Query.searchOrder(filter).email.value\", found a number.",
        ),
        (
            "{ searchOrder(filter: {storeModifiedDate: {value: \"2026\" filterOperator: GT}}) { id } }",
            "Expected value of type \"StringFilterOperator\" at \
             \"Query.searchOrder(filter).storeModifiedDate.filterOperator\", found an enum value.",
        ),
        (
            "{ getOrder(legacyConnectionId: 1) { id } }",
            "Field \"Query.getOrder(storeOrderId)\" of required type \"String!\" was not provided.",
        ),
        (
            "{ searchOrder }",
            "Field \"searchOrder\" of type \"Order\" must have a selection of subfields.",
        ),
        (
            "{ searchOrder { email { x } } }",
            "Field \"email\" must not have a selection since it is a scalar.",
        ),
        (
            "{ getOrder(legacyConnectionId: $c, storeOrderId: \"1\") { id } }",
            "Variable \"$c\" is not defined.",
        ),
    ];
    for (query, message) in cases {
        let body = bench.graphql(query).await;
        assert!(messages(&body).contains(&message), "{query}: {body}");
        assert!(body.get("data").is_none());
    }
    let syntax = bench.graphql("{ searchOrder { id }").await;
    assert!(messages(&syntax)[0].starts_with("Invalid syntax"), "{syntax}");
    let long = format!("{{ searchOrder {{ {} }} }}", "id ".repeat(15_000));
    assert!(messages(&bench.graphql(&long).await)[0].contains("tokens"));
    assert!(bench.sandbox().violations().len() >= cases.len());
}

#[tokio::test]
async fn a_variable_is_declared_as_it_is_used() {
    let bench = Bench::new().await;
    let query = "query($id: Int!) { getOrder(legacyConnectionId: 1, storeOrderId: $id) { id } }";
    let body = bench.graphql_with(query, json!({"id": 5})).await;
    let expected = "Variable \"$id\" of type \"Int!\" used in position expecting type \"String!\".";
    assert!(messages(&body).contains(&expected), "{body}");
    let missing = bench.graphql_with(query, json!({})).await;
    assert!(
        messages(&missing).contains(&"Variable \"$id\" of required type \"Int!\" was not provided."),
        "{missing}"
    );
}

/// The documentation's own mutation, unchanged except for the connection.
const DOCUMENTED_UPSERT: &str = r#"mutation {
  upsertOrder(order: {
    email: "spatulas@activecampaign.com" legacyConnectionId: 1 storeOrderId: "storeId123"
    storeCustomerId: "storeCustomer123" orderNumber: "123" cartId: "cart123" storeExternalOrderId: "storeExternal123"
    creationSource: REAL_TIME storeCreatedDate: "2023-05-03T10:48:23Z" storeModifiedDate: "2023-05-03T10:48:23Z"
    storeStatus: "Order_Complete" normalizedStatus: COMPLETED locationId: "dinosaur_colorado" shippingMethod: "express"
    orderUrl: "https://myStore.com/orders/123" isTestOrder: false createdByRecurringPayment: false
    acceptsMarketing: true customerLocale: "EN_US" salesChannel: "web_store" currency: "USD" finalAmount: 100.01
    shippingAmount: 25.25 discountsAmount: 12.25 paymentMethod: "credit_card"
    billingAddress: { firstName: "Jane" lastName: "Doe" address1: "1 N. Deerborn St." address2: "Unit #5"
      address3: "Door #3" city: "Chicago" province: "IL" country: "US" postal: "60601" phone: "6005550125"
      company: "ActiveCampaign" email: "spatulas@activecampaign.com" }
    shippingAddress: { firstName: "Janet" lastName: "Doe" city: "Chicago" country: "US" }
    lineItems: [ { name: "SuperSpatula" quantity: 500 priceAmount: 12.20 productStorePrimaryId: "SUUUUPER"
      storeBaseProductId: "BaseyBase" } ]
    customerData: { firstName: "Jane" lastName: "Doe" phone: "6005550125" company: "ActiveCampaign"
      smsConsentUpdatedDate: "2041-11-16T10:48:23Z" smsMarketingState: UNSUBSCRIBED smsOptInLevel: UNKNOWN }
    discounts: [ { name: "Shipping Promo" type: SHIPPING discountAmount: 12.25 } ]
    notes: [ "Order was delayed for customer" "Customer complaint received" ]
  }) { storeOrderId connectionId email creationSource discountAmount finalAmount }
}"#;

#[tokio::test]
async fn the_documented_upsert_makes_an_order_a_contact_a_customer_and_a_copy() {
    let bench = Bench::new().await;
    bench.account().add_connection(&ConnectionSeed::default());
    let written = bench.graphql(DOCUMENTED_UPSERT).await;
    let expected = json!({"data": {"upsertOrder": {
        "storeOrderId": "storeId123", "connectionId": "1", "email": "spatulas@activecampaign.com",
        "creationSource": "REAL_TIME", "discountAmount": 12.25, "finalAmount": 100.01,
    }}});
    assert_eq!(written, expected);
    let state = bench.account().snapshot();
    assert_eq!(
        state["contacts"][0]["firstName"], "Jane",
        "the customer's own data before the shipping address"
    );
    assert_eq!(state["contacts"][0]["orgname"], "ActiveCampaign");
    assert_eq!(state["ecomCustomers"][0]["externalid"], "storeCustomer123");
    let (_, copy) = bench.get("ecomOrders?filters[externalid]=storeId123").await;
    let copy = &copy["ecomOrders"][0];
    assert_eq!(
        (
            &copy["totalPrice"],
            &copy["shippingAmount"],
            &copy["discountAmount"]
        ),
        (&json!(10001), &json!(2525), &json!(1225))
    );
    assert_eq!(state["ecomOrderProducts"][0]["externalid"], "BaseyBase");
    assert_eq!(bench.sandbox().violations(), Vec::<String>::new());

    bench.graphql(DOCUMENTED_UPSERT).await;
    let state = bench.account().snapshot();
    for kind in ["orders", "contacts", "ecomOrders", "ecomOrderProducts"] {
        assert_eq!(
            state[kind].as_array().unwrap().len(),
            1,
            "{kind}: the key is the connection and the shop's id"
        );
    }
}

#[tokio::test]
async fn names_come_from_the_shipping_address_before_the_billing_address() {
    let bench = Bench::new().await;
    bench
        .account()
        .add_contact(&ContactSeed::new("a@example.com").named("Old", "Name"));
    let address = |first: &str| AddressSeed {
        first_name: first.to_owned(),
        ..AddressSeed::default()
    };
    let seed = OrderSeed {
        billing: address("Bill"),
        delivery: address("Ship"),
        ..order("1", "a@example.com", 1)
    };
    bench.account().add_order(&seed);
    let state = bench.account().snapshot();
    assert_eq!(
        (
            &state["contacts"][0]["firstName"],
            &state["contacts"][0]["lastName"]
        ),
        (&json!("Ship"), &json!("Name"))
    );
}

#[tokio::test]
async fn an_order_that_cannot_be_is_refused_under_its_own_key() {
    let bench = Bench::new().await;
    let body = bench
        .graphql_with(
            "mutation($order: OrderInput!) { upsertOrder(order: $order) { id } }",
            json!({"order": {
                "legacyConnectionId": 7, "storeOrderId": "1", "storeCreatedDate": "2026-11-23T10:00:00Z",
                "finalAmount": 10.5,
            }}),
        )
        .await;
    assert_eq!(messages(&body), ["Validation errors"]);
    assert!(body["errors"][0]["extensions"]["7-storeOrderId-1"].is_array());
    assert_eq!(bench.account().snapshot()["orders"], json!([]));
    let wrong_name = bench
        .graphql_with(
            "mutation($order: OrderInput!) { upsertOrder(order: $order) { id } }",
            json!({"order": {
                "legacyConnectionId": 7, "storeOrderId": "1", "storeCreatedDate": "x", "finalAmount": 1,
                "discountAmount": 1,
            }}),
        )
        .await;
    assert_eq!(
        messages(&wrong_name),
        ["Field \"discountAmount\" is not defined by type \"OrderInput\"."]
    );
}

#[tokio::test]
async fn either_name_of_the_discount_is_known_when_the_options_say_so() {
    let options = Options {
        graphql_knows_either_discount: true,
        limits: Limits::none(),
        ..Options::default()
    };
    let bench = Bench::with(options).await;
    bench.account().add_connection(&ConnectionSeed::default());
    let query = "mutation { upsertOrder(order: {legacyConnectionId: 1 storeOrderId: \"1\" \
                 storeCreatedDate: \"2026-11-23T10:00:00Z\" finalAmount: 1 discountAmount: 2}) \
                 { discountAmount discountsAmount } }";
    let expected = json!({"data": {"upsertOrder": {"discountAmount": 2.0, "discountsAmount": 2.0}}});
    assert_eq!(bench.graphql(query).await, expected);
}

#[tokio::test]
async fn the_copy_into_the_rest_store_can_be_left_out() {
    let options = Options {
        orders_are_copied_to_rest: false,
        limits: Limits::none(),
        ..Options::default()
    };
    let bench = Bench::with(options).await;
    let key = bench.account().add_order(&order("1", "a@example.com", 1));
    assert_eq!(key.rest_id, None);
    assert_eq!(bench.get("ecomOrders").await.1["ecomOrders"], json!([]));
}

#[tokio::test]
async fn the_schema_tells_its_fields() {
    let bench = Bench::new().await;
    let body = bench
        .graphql("{ __type(name: \"OrderInput\") { name inputFields { name } } }")
        .await;
    let fields = body["data"]["__type"]["inputFields"].as_array().unwrap();
    assert!(fields.contains(&json!({"name": "discountsAmount"})));
    assert!(!fields.contains(&json!({"name": "discountAmount"})));
}

#[tokio::test]
async fn products_are_patched() {
    let bench = Bench::new().await;
    let upsert = |fields: &str| {
        format!(
            "mutation {{ bulkUpsertProducts(products: [{{legacyConnectionId: 1 storePrimaryId: \"TEA\" {fields}}}]) \
             {{ recordId }} }}"
        )
    };
    bench
        .graphql(&upsert("variantName: \"Tea\" stockStatus: IN_STOCK"))
        .await;
    bench.graphql(&upsert("stockStatus: OUT_OF_STOCK")).await;
    let found = bench
        .graphql("{ searchProduct(filter: {storePrimaryId: {value: \"TEA\" filterOperator: EQ}}) { variantName stockStatus } }")
        .await;
    assert_eq!(
        found["data"]["searchProduct"],
        json!([{"variantName": "Tea", "stockStatus": "OUT_OF_STOCK"}])
    );
}
