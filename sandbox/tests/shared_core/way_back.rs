//! Writes to ActiveCampaign by a connection of its own, and their effects.

use jiff::SignedDuration;
use sandbox::activecampaign::{ConnectionSeed, ContactSeed, Coupon, DealSeed, Off, ShopLine, ShopOrder};
use sandbox::{Limits, ManualClock, Options};
use serde_json::{Value, json};

use super::Bench;

const UPSERT: &str = "mutation($order: OrderInput!) { upsertOrder(order: $order) { storeOrderId } }";

/// A sandbox whose clock doesn't move, with a connection.
async fn still(change: impl FnOnce(&mut Options)) -> (Bench, ManualClock) {
    let clock = ManualClock::new("2026-11-23T12:00:00Z".parse().unwrap());
    let mut options = Options {
        limits: Limits::none(),
        clock: clock.clock(),
        ..Options::default()
    };
    change(&mut options);
    (Bench::with(options).await, clock)
}

fn order(id: &str, more: Value) -> Value {
    let mut order = json!({
        "legacyConnectionId": 1, "storeOrderId": id, "email": "anna@example.com", "creationSource": "REAL_TIME",
        "storeCreatedDate": "2026-11-23T10:00:00+01:00", "normalizedStatus": "COMPLETED", "currency": "SEK",
        "finalAmount": 100, "lineItems": [{"name": "Lamp", "quantity": 1, "priceAmount": 100}],
    });
    order
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    order
}

impl Bench {
    async fn upsert(&self, order: Value) -> Value {
        self.graphql_with(UPSERT, json!({"order": order})).await
    }

    fn ecom_customer(&self) -> Value {
        let customers = self.account().snapshot()["ecomCustomers"].clone();
        let ours = customers.as_array().unwrap().iter();
        ours.clone()
            .find(|customer| customer["connectionid"] == "1")
            .unwrap()
            .clone()
    }
}

#[tokio::test]
async fn a_batch_is_an_id_at_first_and_orders_some_seconds_later() {
    let (bench, clock) = still(|_| {}).await;
    bench.account().add_connection(&ConnectionSeed::default());
    let bulk = "mutation($orders: [OrderInput]) { bulkUpsertOrdersAsync(orders: $orders) { recordId } }";
    let refused = order("2", json!({"legacyConnectionId": 9}));
    let body = bench
        .graphql_with(bulk, json!({"orders": [order("1", json!({})), refused]}))
        .await;
    assert!(
        body["data"]["bulkUpsertOrdersAsync"]["recordId"].is_string(),
        "{body}"
    );
    let read = "{ getOrder(legacyConnectionId: 1, storeOrderId: \"1\") { finalAmount } }";
    assert_eq!(bench.graphql(read).await["data"]["getOrder"], Value::Null);
    clock.advance(SignedDuration::from_secs(10));
    assert_eq!(
        bench.graphql(read).await["data"]["getOrder"]["finalAmount"],
        100.0
    );
    assert_eq!(bench.account().snapshot()["orders"].as_array().unwrap().len(), 1);
    assert!(bench.sandbox().violations().is_empty());

    let many: Vec<Value> = (0..31).map(|at| order(&at.to_string(), json!({}))).collect();
    bench.graphql_with(bulk, json!({"orders": many})).await;
    assert_eq!(
        bench.sandbox().violations().len(),
        1,
        "more than the plugin sends"
    );
}

#[tokio::test]
async fn completed_orders_alone_count_as_revenue() {
    let (bench, _) = still(|_| {}).await;
    bench.account().add_connection(&ConnectionSeed::default());
    for (status, amount, revenue) in [
        ("PENDING_PAYMENT", 100, "0"),
        ("COMPLETED", 100, "10000"),
        ("COMPLETED", 80, "8000"),
        ("REFUNDED", 80, "0"),
        ("CANCELLED", 80, "0"),
    ] {
        let body = bench
            .upsert(order(
                "1",
                json!({"normalizedStatus": status, "finalAmount": amount}),
            ))
            .await;
        assert!(body["data"]["upsertOrder"].is_object(), "{body}");
        assert_eq!(
            bench.ecom_customer()["totalRevenue"],
            revenue,
            "{status} {amount}"
        );
    }
    bench.upsert(order("2", json!({}))).await;
    let customer = bench.ecom_customer();
    assert_eq!(
        (&customer["totalRevenue"], &customer["totalOrders"]),
        (&json!("10000"), &json!("1"))
    );
}

#[tokio::test]
async fn consent_changes_only_when_an_order_speaks_of_it() {
    let (bench, _) = still(|_| {}).await;
    bench.account().add_connection(&ConnectionSeed::default());
    let lists = || {
        bench.account().snapshot()["contactLists"]
            .as_array()
            .unwrap()
            .len()
    };
    bench.upsert(order("1", json!({}))).await;
    assert_eq!(
        (bench.ecom_customer()["acceptsMarketing"].clone(), lists()),
        (json!("0"), 0)
    );
    bench.upsert(order("1", json!({"acceptsMarketing": true}))).await;
    assert_eq!(
        (bench.ecom_customer()["acceptsMarketing"].clone(), lists()),
        (json!("1"), 1)
    );
    bench.upsert(order("1", json!({}))).await;
    assert_eq!(bench.ecom_customer()["acceptsMarketing"], "1");
    bench.upsert(order("1", json!({"acceptsMarketing": false}))).await;
    assert_eq!(
        (bench.ecom_customer()["acceptsMarketing"].clone(), lists()),
        (json!("0"), 1)
    );
}

#[tokio::test]
async fn who_has_unsubscribed_stays_so() {
    let (bench, _) = still(|_| {}).await;
    bench.account().add_connection(&ConnectionSeed::default());
    let anna = bench.account().add_contact(&ContactSeed::new("anna@example.com"));
    bench.account().set_list_status(anna, "Master Contact List", 2);
    bench.upsert(order("1", json!({"acceptsMarketing": true}))).await;
    let sync = json!({"contact": {"email": "anna@example.com", "firstName": "Anna"}});
    bench.post("contact/sync", sync).await;
    let (_, found) = bench.get(&format!("contacts/{anna}/contactLists")).await;
    assert_eq!(found["contactLists"][0]["status"], "2");
    assert_eq!(found["contactLists"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_new_connection_may_have_to_be_made_known_to_graphql() {
    let (bench, _) = still(|options| options.new_connections_need_sync = true).await;
    let sent = json!({"connection": {"service": "ekobridge", "externalid": "5590001003", "name": "Books",
        "logoUrl": "https://example.com/logo.png", "linkUrl": "https://example.com/"}});
    let (_, made) = bench.post("connections", sent).await;
    assert_eq!(made["connection"]["id"], "1");
    let refused = bench.upsert(order("1", json!({}))).await;
    assert_eq!(refused["errors"][0]["message"], "Validation errors");
    let (_, read) = bench.get("connections/1").await;
    assert!(!read.to_string().contains("notSynced"), "{read}");
    let sync = |external: &str| {
        format!(
            "mutation {{ syncLegacyConnection(integrationName: \"ekobridge\", connectionUniqueIdentifier: \
             \"{external}\") {{ id }} }}"
        )
    };
    assert!(bench.graphql(&sync("another")).await["errors"].is_array());
    let synced = bench.graphql(&sync("5590001003")).await;
    assert!(
        synced["data"]["syncLegacyConnection"]["id"].is_string(),
        "{synced}"
    );
    assert!(bench.upsert(order("1", json!({}))).await["data"].is_object());
}

#[tokio::test]
async fn empty_texts_and_dates_without_an_offset_are_noted() {
    let (bench, _) = still(|_| {}).await;
    bench.account().add_connection(&ConnectionSeed::default());
    bench.upsert(order("1", json!({"shippingMethod": ""}))).await;
    bench
        .upsert(order("1", json!({"storeModifiedDate": "2026-11-23T10:00:00"})))
        .await;
    let noted = bench.sandbox().violations();
    assert!(
        noted[0].contains("empty text") && noted[1].contains("no offset"),
        "{noted:?}"
    );
}

#[tokio::test]
async fn what_the_api_writes_comes_back_as_a_webhook_with_the_source_api() {
    let (bench, _) = still(|_| {}).await;
    bench.account().add_connection(&ConnectionSeed::default());
    let anna = bench.account().add_contact(&ContactSeed::new("anna@example.com"));
    let deal = bench.account().add_deal(&DealSeed {
        title: "Quote 7".to_owned(),
        contact: Some(anna),
        ..DealSeed::default()
    });
    // Nobody listens there. It's enough that the webhook was sent.
    bench
        .account()
        .register_webhook("http://127.0.0.1:9/hook", &["update", "deal_update"]);
    let named = json!({"customerData": {"firstName": "Anna", "lastName": "Ek"}});
    bench.upsert(order("1", named)).await;
    bench
        .put(&format!("deals/{deal}"), json!({"deal": {"stage": "2"}}))
        .await;
    bench.account().settled().await;
    let sent = bench.account().deliveries();
    let events: Vec<&str> = sent.iter().map(|delivery| delivery.event.as_str()).collect();
    assert_eq!(events, ["update", "deal_update"]);
    assert!(
        sent.iter()
            .all(|delivery| delivery.body.contains("initiated_from=api"))
    );
}

#[tokio::test]
async fn custom_objects_are_replaced_by_external_id_and_listed_later() {
    let (bench, clock) = still(|_| {}).await;
    let labels = json!({"singular": "Article", "plural": "Articles"});
    let field = |id: &str, kind: &str| json!({"id": id, "labels": labels, "type": kind, "required": false});
    let schema = json!({"schema": {"slug": "stock", "labels": labels, "description": "Stock",
        "fields": [field("quantity", "number"), field("name", "text")],
        "relationships": [{"id": "primary-contact", "labels": labels, "namespace": "contacts", "hasMany": false}]}});
    let (status, made) = bench.post("customObjects/schemas", schema.clone()).await;
    assert_eq!(status, 201, "{made}");
    assert_eq!(
        bench.post("customObjects/schemas", schema).await.0,
        422,
        "the slug is taken"
    );
    let path = format!("customObjects/records/{}", made["schema"]["id"].as_str().unwrap());
    let record = |fields: Value| json!({"record": {"externalId": "LAMP", "fields": fields}});
    let both = json!([{"id": "quantity", "value": 3}, {"id": "name", "value": "Lamp"}]);
    let (status, written) = bench.post(&path, record(both)).await;
    assert_eq!((status, written["record"].get("id")), (201, None));
    assert_eq!(bench.get(&path).await.1["records"], json!([]));
    let one = json!([{"id": "quantity", "value": 0}]);
    bench.post(&path, record(one.clone())).await;
    clock.advance(SignedDuration::from_secs(10));
    let (_, list) = bench.get(&path).await;
    assert_eq!(list["meta"]["total"], 1);
    assert_eq!(list["records"][0]["fields"], one, "what is left out is cleared");
    assert_eq!(bench.get(&format!("{path}/external/LAMP")).await.0, 200);
    assert_eq!(bench.put(&path, record(one)).await.0, 405);
    for wrong in [
        json!([{"id": "weight", "value": 1}]),
        json!([{"id": "quantity", "value": "3"}]),
    ] {
        assert_eq!(bench.post(&path, record(wrong)).await.0, 422);
    }
    let (bench, _) = still(|options| options.has_custom_objects = false).await;
    assert_eq!(bench.get("customObjects/schemas").await.0, 403);
}

#[tokio::test]
async fn stores_orders_arrive_as_their_own_plugins_write_them() {
    let (bench, _) = still(|_| {}).await;
    let order = ShopOrder {
        email: "anna@example.com".to_owned(),
        lines: vec![ShopLine::new("LAMP", 2, 799.into(), "0.25".parse().unwrap())],
        shipping: 49.into(),
        shipping_rate: "0.25".parse().unwrap(),
        coupons: vec![Coupon {
            code: "TEN".to_owned(),
            off: Off::Percent("0.1".parse().unwrap()),
            skus: Vec::new(),
        }],
        ..ShopOrder::default()
    };
    let key = bench.account().add_woocommerce_order(&order);
    let written = bench.account().order(&key).unwrap();
    assert_eq!(written["lineItems"][0]["priceAmount"], "640");
    assert_eq!(written["discountAmount"], "127.84");
    assert_eq!(written["finalAmount"], "1487.2");
    bench.account().add_magento_order(&order);
    let snapshot = bench.account().snapshot();
    let services: Vec<&Value> = snapshot["connections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["service"])
        .collect();
    assert_eq!(services, ["woocommerce", "magento2-main"]);
    assert_eq!(
        snapshot["orders"].as_array().unwrap().len(),
        1,
        "Magento writes to REST alone"
    );
    let (_, list) = bench
        .get("ecomOrders?filters[connectionid]=2&orders[external_created_date]=DESC")
        .await;
    let magento = &list["ecomOrders"][0];
    assert_eq!(
        (
            &magento["totalPrice"],
            &magento["discountAmount"],
            &magento["taxAmount"]
        ),
        (&json!(148_720), &json!(-15_980), &json!(29_744))
    );
    let json = json!({"email": "bo@example.com", "lines": [{"sku": "MUG", "quantity": 1, "price": "149", "rate": "0.25"}]});
    let (status, made) = bench
        .control("POST", "activecampaign/woocommerce-orders", json)
        .await;
    assert_eq!((status, &made["order"]), (201, &json!("1003")), "{made}");
}
