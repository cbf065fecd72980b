use jiff::SignedDuration;
use rust_decimal::Decimal;
use sandbox::activecampaign::{
    AccountSeed, ConnectionSeed, ContactSeed, DealSeed, DiscountSeed, LineSeed, OrderSeed,
};
use sandbox::{Limits, ManualClock, Options};
use serde_json::{Value, json};

use super::Bench;

fn ids(list: &Value) -> Vec<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_wrong_key_is_forbidden() {
    let bench = Bench::new().await;
    let url = format!("{}/api/3/users/me", bench.running.activecampaign_url);
    for request in [
        bench.http.get(&url),
        bench.http.get(&url).header("Api-Token", "wrong"),
    ] {
        let (status, body) = bench.send(request).await;
        assert_eq!(status, 403);
        assert!(body["message"].is_string());
    }
    let (status, me) = bench.get("users/me").await;
    assert_eq!((status, &me["user"]["id"]), (200, &json!("1")));
}

#[tokio::test]
async fn a_page_holds_20_unless_asked_and_100_at_most() {
    let bench = Bench::new().await;
    for n in 0..120 {
        bench.account().custom_field(&format!("Field {n}"), "", "");
    }
    let (_, first) = bench.get("fields").await;
    assert_eq!(
        first["fields"].as_array().unwrap().len(),
        20,
        "the rest goes missing without a word"
    );
    assert_eq!(first["meta"]["total"], "120", "a text");
    let (_, big) = bench.get("fields?limit=500").await;
    assert_eq!(big["fields"].as_array().unwrap().len(), 100);
    let (_, rest) = bench.get("fields?limit=100&offset=100").await;
    assert_eq!(rest["fields"].as_array().unwrap().len(), 20);
    assert_eq!(rest["fields"][0]["perstag"], "FIELD_100");
}

#[tokio::test]
async fn contacts_are_synced_by_email() {
    let bench = Bench::new().await;
    let field = bench.account().custom_field("Org number", "ORG_NUMBER", "");
    let new = json!({"contact": {
        "email": "jane@example.com", "firstName": "Jane", "phone": "1",
        "fieldValues": [{"field": field.to_string(), "value": "556677-8899"}],
    }});
    let (status, created) = bench.post("contact/sync", new).await;
    assert_eq!(status, 201);
    assert_eq!(created["fieldValues"][0]["value"], "556677-8899");
    let change = json!({"contact": {"email": "JANE@example.com", "lastName": "Doe", "phone": ""}});
    let (status, updated) = bench.post("contact/sync", change).await;
    assert_eq!(status, 200);
    let contact = &updated["contact"];
    assert_eq!(
        (&contact["id"], &contact["firstName"], &contact["lastName"]),
        (&json!("1"), &json!("Jane"), &json!("Doe"))
    );
    assert_eq!(contact["phone"], "", "an empty text clears");
    assert_eq!(updated["fieldValues"], json!([]), "only those that were set");
    assert_eq!(bench.sandbox().violations(), Vec::<String>::new());
}

#[tokio::test]
async fn the_three_shapes_of_errors() {
    let bench = Bench::new().await;
    let (status, message) = bench.get("contacts/9").await;
    assert_eq!(
        (status, message),
        (
            404,
            json!({"message": "No Result found for Subscriber with id 9"})
        )
    );
    let (status, list) = bench
        .post("contact/sync", json!({"contact": {"firstName": "x"}}))
        .await;
    let expected = json!({"errors": [
        {"status": 400, "title": "Bad Request", "detail": "Contact email must be provided for sync"},
    ]});
    assert_eq!((status, list), (400, expected));
    bench.account().add_contact(&ContactSeed::new("a@example.com"));
    let (status, coded) = bench
        .post("contacts", json!({"contact": {"email": "a@example.com"}}))
        .await;
    assert_eq!(status, 422);
    assert_eq!(coded["errors"][0]["code"], "duplicate");
    assert_eq!(coded["errors"][0]["source"]["pointer"], "/data/attributes/email");
    let (status, invalid) = bench
        .post("contacts", json!({"contact": {"email": "nobody"}}))
        .await;
    assert_eq!(
        (status, &invalid["errors"][0]["code"]),
        (422, &json!("email_invalid"))
    );
    let errors = bench.graphql("{ nothing }").await;
    assert!(errors["errors"][0]["extensions"].is_object());
}

#[tokio::test]
async fn a_contact_is_read_with_all_that_hangs_on_it() {
    let bench = Bench::new().await;
    let account = bench.account().add_account(&AccountSeed {
        name: "Acme AB".to_owned(),
        ..AccountSeed::default()
    });
    let seed = ContactSeed {
        account: Some(account),
        tags: vec!["vip".to_owned()],
        ..ContactSeed::new("a@example.com")
    };
    let id = bench
        .account()
        .add_contact(&seed.field("VAT_NUMBER", "SE556677889901"));
    let (_, read) = bench.get(&format!("contacts/{id}")).await;
    assert_eq!(read["fieldValues"][0]["value"], "SE556677889901");
    assert_eq!(
        read["contact"]["fieldValues"],
        json!([read["fieldValues"][0]["id"]]),
        "here the ids alone"
    );
    assert_eq!(
        read["accountContacts"][0]["account"], "1",
        "a text where it is read"
    );
    assert_eq!(read["contact"]["bounced_date"], "0000-00-00");
    let (_, tags) = bench.get(&format!("contacts/{id}/contactTags")).await;
    assert_eq!(tags["contactTags"][0]["tag"], "1", "by id");
    let (_, values) = bench.get(&format!("contacts/{id}/fieldValues")).await;
    assert_eq!(values["fieldValues"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn contacts_are_found_by_email_by_id_and_by_date() {
    let clock = ManualClock::new("2026-11-23T10:00:00Z".parse().unwrap());
    let options = Options {
        clock: clock.clock(),
        limits: Limits::none(),
        ..Options::default()
    };
    let bench = Bench::with(options).await;
    for name in ["c", "a", "b"] {
        bench
            .account()
            .add_contact(&ContactSeed::new(&format!("{name}@example.com")));
        clock.advance(SignedDuration::from_secs(60));
    }
    let (_, found) = bench.get("contacts?email=A%40EXAMPLE.COM").await;
    assert_eq!(ids(&found["contacts"]), ["2"]);
    let (_, later) = bench
        .get("contacts?filters[updated_after]=2026-11-23T10:00:30Z&orders[id]=ASC")
        .await;
    assert_eq!(ids(&later["contacts"]), ["2", "3"]);
    let (_, on_the_second) = bench
        .get("contacts?filters[updated_after]=2026-11-23T05:02:00-05:00")
        .await;
    assert_eq!(
        ids(&on_the_second["contacts"]),
        Vec::<&str>::new(),
        "after means after"
    );
    let (_, greater) = bench.get("contacts?id_greater=1&orders[id]=DESC&limit=1").await;
    assert_eq!(ids(&greater["contacts"]), ["3"]);
    assert_eq!(bench.sandbox().violations(), Vec::<String>::new());
    let (_, unsorted) = bench.get("contacts?orders[udate]=DESC").await;
    assert_eq!(
        ids(&unsorted["contacts"]),
        ["1", "2", "3"],
        "there is no such order: it is passed over"
    );
    assert_eq!(bench.sandbox().violations().len(), 1);
}

#[tokio::test]
async fn a_field_that_is_not_there_is_passed_over_in_sync_and_refused_alone() {
    let bench = Bench::new().await;
    let sent = json!({"contact": {"email": "a@example.com", "fieldValues": [{"field": "99", "value": "x"}]}});
    assert_eq!(bench.post("contact/sync", sent).await.0, 201);
    let (status, refused) = bench
        .post(
            "fieldValues",
            json!({"fieldValue": {"contact": 1, "field": "ORG_NUMBER", "value": "x"}}),
        )
        .await;
    assert_eq!(
        (status, &refused["errors"][0]["title"]),
        (422, &json!("Field id not valid"))
    );
    let field = bench.account().custom_field("Org number", "ORG_NUMBER", "");
    for value in ["1", "2"] {
        let sent = json!({"fieldValue": {"contact": 1, "field": field, "value": value}});
        let (status, written) = bench.post("fieldValues", sent).await;
        assert_eq!(
            (status, &written["fieldValue"]["id"]),
            (200, &json!("1")),
            "written over"
        );
        assert_eq!(
            written["fieldValue"]["contact"],
            json!(1),
            "a number, as it was sent"
        );
    }
    let (_, read) = bench.get("contacts/1/fieldValues").await;
    assert_eq!(
        (
            &read["fieldValues"][0]["value"],
            &read["fieldValues"][0]["contact"]
        ),
        (&json!("2"), &json!("1"))
    );
}

#[tokio::test]
async fn accounts_have_unique_names_and_a_contact_has_one_account() {
    let bench = Bench::new().await;
    let (status, account) = bench
        .post("accounts", json!({"account": {"name": "Acme AB"}}))
        .await;
    assert_eq!((status, &account["account"]["id"]), (201, &json!("1")));
    let (status, refused) = bench
        .post("accounts", json!({"account": {"name": "acme ab"}}))
        .await;
    assert_eq!(
        (status, &refused["errors"][0]["code"]),
        (422, &json!("duplicate"))
    );
    bench.account().add_contact(&ContactSeed::new("a@example.com"));
    let link = json!({"accountContact": {"contact": 1, "account": 1}});
    let (status, linked) = bench.post("accountContacts", link.clone()).await;
    assert_eq!((status, &linked["accountContact"]["account"]), (201, &json!(1)));
    let (status, refused) = bench.post("accountContacts", link).await;
    assert_eq!(
        (status, &refused["errors"][0]["code"]),
        (422, &json!("field_invalid"))
    );
    let (_, counted) = bench.get("accounts?count_deals=true").await;
    assert_eq!(counted["accounts"][0]["contactCount"], "1");
    let (_, uncounted) = bench.get("accounts").await;
    assert_eq!(uncounted["accounts"][0]["contactCount"], "0");
}

#[tokio::test]
async fn custom_field_data_has_numbers_for_ids_and_a_text_for_its_own() {
    let bench = Bench::new().await;
    let fields = [("VAT number".to_owned(), "SE556677889901".to_owned())].into();
    let id = bench.account().add_account(&AccountSeed {
        name: "Acme AB".to_owned(),
        fields,
        ..AccountSeed::default()
    });
    let (_, data) = bench
        .get(&format!("accountCustomFieldData?filters[customerAccountId]={id}"))
        .await;
    let datum = &data["accountCustomFieldData"][0];
    assert_eq!(
        (&datum["id"], &datum["accountId"], &datum["customFieldId"]),
        (&json!("1"), &json!(1), &json!(1))
    );
    assert_eq!(datum["fieldValue"], "SE556677889901");
    let (_, meta) = bench.get("accountCustomFieldMeta").await;
    assert_eq!(meta["accountCustomFieldMeta"][0]["fieldLabel"], "VAT number");
    let number = json!({"dealCustomFieldMetum": {"fieldLabel": "Count", "fieldType": "number"}});
    bench.post("dealCustomFieldMeta", number).await;
    bench.account().add_deal(&DealSeed {
        title: "x".to_owned(),
        ..DealSeed::default()
    });
    let datum = json!({"dealCustomFieldDatum": {"dealId": "1", "customFieldId": "1", "fieldValue": "many"}});
    let (status, refused) = bench.post("dealCustomFieldData", datum).await;
    assert_eq!(status, 422);
    assert!(
        refused["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("`number`")
    );
}

#[tokio::test]
async fn deals_count_in_cents_and_read_as_texts() {
    let bench = Bench::new().await;
    let contact = bench.account().add_contact(&ContactSeed::new("a@example.com"));
    let sent = json!({"deal": {
        "title": "A deal", "contact": contact.to_string(), "value": 45600, "currency": "sek", "group": "1", "owner": "1",
    }});
    let (status, written) = bench.post("deals", sent).await;
    assert_eq!(
        (status, &written["deal"]["value"]),
        (201, &json!(45600)),
        "a number where it is written"
    );
    assert_eq!(written["deal"]["stage"], "1", "the pipeline's first");
    let (_, read) = bench.get("deals/1").await;
    assert_eq!(
        (&read["deal"]["value"], &read["deal"]["status"]),
        (&json!("45600"), &json!("0")),
        "texts where it is read"
    );
    assert!(bench.account().win_deal(1));
    let (_, won) = bench.get("deals?filters[status]=1").await;
    assert_eq!(
        (ids(&won["deals"]), &won["meta"]["total"]),
        (vec!["1"], &json!(1)),
        "here the total is a number"
    );
    let (_, none) = bench.get("deals?filters[minimum_value]=457").await;
    assert_eq!(none["deals"], json!([]), "whole units in the filter");
    let (status, _) = bench.put("deals/1", json!({"deal": {"status": 9}})).await;
    assert_eq!(status, 422);
    let (status, note) = bench
        .post("deals/1/notes", json!({"note": {"note": "Order 1001 created"}}))
        .await;
    assert_eq!((status, &note["note"]["reltype"]), (201, &json!("Deal")));
    let (_, pipelines) = bench.get("dealGroups").await;
    assert_eq!(pipelines["dealGroups"][0]["stages"], json!(["1", "2", "3"]));
}

#[tokio::test]
async fn tags_are_found_exactly_and_put_on_by_number() {
    let bench = Bench::new().await;
    bench.account().add_contact(&ContactSeed::new("a@example.com"));
    assert_eq!(
        bench
            .post("tags", json!({"tag": {"tag": "customer", "tagType": "contact"}}))
            .await
            .0,
        201
    );
    assert_eq!(
        bench
            .post("tags", json!({"tag": {"tag": "customers", "tagType": "contact"}}))
            .await
            .0,
        201
    );
    let (status, known) = bench
        .post("tags", json!({"tag": {"tag": "Customer", "tagType": "contact"}}))
        .await;
    assert_eq!((status, &known["tag"]["id"]), (200, &json!("1")));
    let (_, found) = bench.get("tags?filters[search][eq]=customer").await;
    assert_eq!(ids(&found["tags"]), ["1"]);
    let (status, refused) = bench
        .post(
            "contactTags",
            json!({"contactTag": {"contact": "1", "tag": "customer"}}),
        )
        .await;
    assert_eq!(
        (status, &refused["errors"][0]["title"]),
        (422, &json!("No tag id provided"))
    );
    let put = json!({"contactTag": {"contact": "1", "tag": "1"}});
    assert_eq!(bench.post("contactTags", put.clone()).await.0, 201);
    assert_eq!(bench.post("contactTags", put).await.0, 200);
    assert_eq!(bench.send(bench.request("DELETE", "contactTags/1")).await.0, 200);
    let (status, gone) = bench.send(bench.request("DELETE", "contactTags/1")).await;
    assert_eq!(
        (status, gone),
        (
            404,
            json!({"message": "No Result found for SubscriberTag with id 1"})
        )
    );
}

/// The example in the documentation.
fn rest_order() -> Value {
    json!({"ecomOrder": {
        "externalid": "3246315233", "source": "1", "email": "alice@example.com",
        "orderProducts": [{"externalid": "P1", "name": "Pogo Stick", "price": 4900, "quantity": 1, "sku": "POGO-12"}],
        "orderDiscounts": [{"name": "1OFF", "type": "order", "discountAmount": 100}],
        "externalCreatedDate": "2016-09-13T17:41:39-04:00", "shippingMethod": "UPS Ground", "totalPrice": 5500,
        "shippingAmount": 200, "taxAmount": 500, "discountAmount": 100, "currency": "USD", "orderNumber": "myorder-123",
        "connectionid": "1", "customerid": "1",
    }})
}

#[tokio::test]
async fn a_rest_order_has_numbers_when_listed_and_texts_when_read() {
    let bench = Bench::new().await;
    bench.account().add_connection(&ConnectionSeed::default());
    let customer =
        json!({"ecomCustomer": {"connectionid": "1", "externalid": "5", "email": "alice@example.com"}});
    assert_eq!(bench.post("ecomCustomers", customer.clone()).await.0, 201);
    assert_eq!(bench.post("ecomCustomers", customer).await.0, 422);
    let (_, customers) = bench.get("ecomCustomers?filters[email]=alice@example.com").await;
    assert_eq!(
        customers["ecomCustomers"][1]["connectionid"], "0",
        "and one that sums up all shops'"
    );

    let (status, written) = bench.post("ecomOrders", rest_order()).await;
    assert_eq!(status, 201);
    assert_eq!(
        (
            &written["ecomOrder"]["totalPrice"],
            &written["ecomOrder"]["state"]
        ),
        (&json!(5500), &json!(1))
    );
    assert_eq!(
        written["ecomOrder"]["externalCreatedDate"], "2016-09-13T16:41:39-05:00",
        "in the account's zone"
    );
    assert_eq!(written["connections"][0]["id"], "1");
    let (_, list) = bench.get("ecomOrders?filters[externalid]=3246315233").await;
    assert_eq!(list["ecomOrders"][0]["totalPrice"], json!(5500));
    let (_, read) = bench.get("ecomOrders/1").await;
    assert_eq!(
        (&read["ecomOrder"]["totalPrice"], &read["ecomOrder"]["state"]),
        (&json!("5500"), &json!("1"))
    );
    let (_, products) = bench.get("ecomOrders/1/orderProducts").await;
    assert_eq!(products["ecomOrderProducts"][0]["price"], "4900");
    let (_, discounts) = bench.get("ecomOrders/1/orderDiscounts").await;
    assert_eq!(discounts["ecomOrderDiscounts"][0]["discountAmount"], "100");
    assert_eq!(bench.sandbox().violations(), Vec::<String>::new());

    assert_eq!(
        bench.post("ecomOrders", rest_order()).await.0,
        422,
        "the shop and its id are unique"
    );
    let mut fractions = rest_order();
    fractions["ecomOrder"]["externalid"] = json!("2");
    fractions["ecomOrder"]["totalPrice"] = json!("55.00");
    let (status, refused) = bench.post("ecomOrders", fractions).await;
    assert_eq!(
        (status, &refused["errors"][0]["source"]["pointer"]),
        (422, &json!("/data/attributes/totalPrice"))
    );
    assert_eq!(bench.send(bench.request("DELETE", "ecomOrders/1")).await.0, 200);
    assert_eq!(
        bench.get("ecomOrderProducts").await.1["ecomOrderProducts"],
        json!([])
    );
}

#[tokio::test]
async fn a_cart_becomes_an_order_when_it_gets_the_orders_id() {
    let bench = Bench::new().await;
    bench.account().add_connection(&ConnectionSeed::default());
    let customer =
        json!({"ecomCustomer": {"connectionid": "1", "externalid": "5", "email": "alice@example.com"}});
    bench.post("ecomCustomers", customer).await;
    let mut cart = rest_order();
    let order = cart["ecomOrder"].as_object_mut().unwrap();
    order.remove("externalid");
    order.insert("externalcheckoutid".to_owned(), json!("cart-1"));
    assert_eq!(
        bench.post("ecomOrders", cart.clone()).await.0,
        422,
        "a cart has a date on which it was left"
    );
    cart["ecomOrder"]["abandonedDate"] = json!("2016-09-14T00:00:00-05:00");
    let (_, left) = bench.post("ecomOrders", cart).await;
    assert_eq!(left["ecomOrder"]["state"], json!(2));
    let (_, back) = bench
        .put("ecomOrders/1", json!({"ecomOrder": {"externalid": "77"}}))
        .await;
    assert_eq!(
        (&back["ecomOrder"]["state"], &back["ecomOrder"]["externalid"]),
        (&json!("3"), &json!("77"))
    );
}

#[tokio::test]
async fn an_order_of_the_rest_store_alone_is_not_in_graphql() {
    let bench = Bench::new().await;
    let seed = OrderSeed {
        email: "alice@example.com".to_owned(),
        lines: vec![LineSeed::new("TEA", "Tea", 3, Decimal::from(30))],
        discounts: vec![DiscountSeed {
            amount: Decimal::from(5),
            ..DiscountSeed::default()
        }],
        tax: Decimal::from(6),
        ..OrderSeed::default()
    };
    let id = bench.account().add_rest_order(&seed);
    let (_, read) = bench.get(&format!("ecomOrders/{id}")).await;
    assert_eq!(
        (&read["ecomOrder"]["totalPrice"], &read["ecomOrder"]["taxAmount"]),
        (&json!("3100"), &json!("600"))
    );
    let (_, products) = bench.get(&format!("ecomOrders/{id}/orderProducts")).await;
    assert_eq!(products["ecomOrderProducts"][0]["price"], "1000", "of one");
    assert_eq!(
        bench.graphql("{ searchOrder { id } }").await,
        json!({"data": {"searchOrder": []}})
    );
}

#[tokio::test]
async fn connections_are_made_once_and_found_by_service() {
    let bench = Bench::new().await;
    let sent = json!({"connection": {
        "service": "eaccounting", "externalid": "company-1", "name": "Eko", "logoUrl": "https://example.com/l.png",
        "linkUrl": "https://example.com/",
    }});
    let (status, created) = bench.post("connections", sent.clone()).await;
    assert_eq!((status, &created["connection"]["isInternal"]), (200, &json!(0)));
    assert_eq!(bench.post("connections", sent).await.0, 422);
    let (_, found) = bench
        .get("connections?filters[service]=eaccounting&filters[externalid]=company-1")
        .await;
    assert_eq!(
        (ids(&found["connections"]), &found["connections"][0]["isInternal"]),
        (vec!["1"], &json!("0"))
    );
}

#[tokio::test]
async fn what_is_not_in_the_documents_is_noted() {
    let bench = Bench::new().await;
    assert_eq!(bench.get("customers").await.0, 404);
    bench
        .post(
            "contacts",
            json!({"contact": {"email": "a@example.com", "firstname": "A"}}),
        )
        .await;
    let violations = bench.sandbox().violations();
    assert_eq!(violations.len(), 2, "{violations:?}");
    assert!(violations[1].contains("contact.firstname"));
}

#[tokio::test]
async fn the_account_is_filled_over_http_too() {
    let bench = Bench::new().await;
    let contact = json!({"email": "a@example.com", "first_name": "A", "fields": {"CITY": "Lund"}});
    assert_eq!(
        bench.control("POST", "activecampaign/contacts", contact).await,
        (201, json!({"id": 1}))
    );
    let order =
        json!({"email": "a@example.com", "lines": [{"sku": "TEA", "name": "Tea", "amount": "12.50"}]});
    let (status, key) = bench.control("POST", "activecampaign/orders", order).await;
    assert_eq!(
        (status, key),
        (201, json!({"connection": 1, "order": "1001", "rest_id": 1}))
    );
    let deal = json!({"title": "Deal", "contact": 1, "value": "100.50"});
    bench.control("POST", "activecampaign/deals", deal).await;
    assert_eq!(
        bench
            .control("POST", "activecampaign/deals/1/win", json!(null))
            .await
            .0,
        204
    );
    assert_eq!(
        bench
            .control("POST", "activecampaign/deals/2/win", json!(null))
            .await
            .0,
        404
    );
    let (_, state) = bench.control("GET", "activecampaign", json!(null)).await;
    assert_eq!(
        (&state["deals"][0]["value"], &state["deals"][0]["status"]),
        (&json!("10050"), &json!("1"))
    );
    let (status, refused) = bench
        .control("POST", "activecampaign/contacts", json!({"mail": "x"}))
        .await;
    assert_eq!(status, 400);
    assert!(refused["error"].as_str().unwrap().contains("mail"));
}

#[tokio::test]
async fn the_demo_account_has_something_to_look_at() {
    let bench = Bench::with(Options {
        demo: true,
        limits: Limits::none(),
        ..Options::default()
    })
    .await;
    let state = bench.account().snapshot();
    for kind in ["contacts", "accounts", "deals", "orders", "connections"] {
        assert!(!state[kind].as_array().unwrap().is_empty(), "{kind}");
    }
    assert_eq!(state["orders"][0]["finalAmount"], "646");
}

/// Each order looks up its contact, its customer and its copy. These lookups need an index, because tests process ten
/// thousand orders.
#[tokio::test]
async fn thousands_of_orders_are_no_trouble() {
    let bench = Bench::new().await;
    for n in 0..1_000 {
        bench.account().add_order(&OrderSeed {
            email: format!("buyer-{n}@example.com"),
            lines: vec![LineSeed::new("TEA", "Tea", 1, Decimal::TEN)],
            ..OrderSeed::default()
        });
    }
    let state = bench.account().snapshot();
    assert_eq!(state["orders"].as_array().unwrap().len(), 1_000);
    assert_eq!(state["orders"][999]["storeOrderId"], "2000");
    let last = bench
        .graphql("{ getOrder(legacyConnectionId: 1, storeOrderId: \"2000\") { email } }")
        .await;
    assert_eq!(last["data"]["getOrder"]["email"], "buyer-999@example.com");
}
