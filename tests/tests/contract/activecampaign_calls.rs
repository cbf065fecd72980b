//! Every method of the ActiveCampaign client, and the other calls that the sandbox accepts, checked against the OpenAPI
//! document. GraphQL isn't in that document, so it is checked against the guide's text.

use std::collections::BTreeSet;

use activecampaign::{
    AccountLink, AccountWrite, ContactWrite, CustomObjectWrite, DealStatus, DealWrite, FieldIdentity,
    FieldWrite, NewConnection, NewCustomObjectSchema, NormalizedStatus, NoteOn, OrderBatch, OrderInput,
    ProductBatch, ProductInput,
};
use rust_decimal::Decimal;
use sandbox::Vendor;
use sandbox::activecampaign::{
    AccountSeed, AddressSeed, ConnectionSeed, ContactSeed, DealSeed, DiscountSeed, LineSeed, OrderSeed,
    ProductSeed,
};
use serde_json::{Value, json};

use crate::vendor_documents::{Document, Exception, assert_kept, file};
use crate::world::World;

/// FACTS 4: "IDs string or int inconsistently". In the examples, ids have the type that the schema doesn't have.
const IDS: &str = "ids and flags come as number or text";
/// The response schemas were each generated from one example in which nothing was empty.
const NULL: &str = "null where the example has a value";

/// Errors and omissions in ActiveCampaign's document.
#[rustfmt::skip]
const EXCEPTIONS: &[Exception] = &[
    known("POST /ecom/graphql", "path", "", "GraphQL is described by a guide of its own (FACTS 2.2)"),
    known("GET /contacts/{id}/contactTags", "path", "", "a link of every contact (`contact.links.contactTags`), and what FACTS 3 names"),
    known("GET /ecomOrders/{id}/orderDiscounts", "path", "", "a link of every order (`ecomOrder.links.orderDiscounts`, FACTS 2.1)"),
    known("GET /contacts", "response", "", "one of two schemas, neither of which requires anything: every answer fits both"),
    known("POST /contact/sync", "status", "200", "FACTS 3: 201 a new contact, 200 a changed one"),
    known("POST /contactTags", "status", "200", "FACTS 3: a tag that is there already is no error"),
    known("POST /ecomOrders", "request", "/ecomOrder/orderProducts", "an object in the schema, a list in the examples"),
    known("POST /ecomOrders", "request", "/ecomOrder/orderDiscounts", "an object in the schema, a list in the examples"),
    known("POST /ecomOrders", "request", "/ecomOrder/externalCreatedDate", "a date in the schema, with a time in the examples"),
    known("POST /ecomOrders", "request", "/ecomOrder", "externalcheckoutid and abandonedDate are required in the schema, of carts only in the text"),
    known("PUT /accountContacts/{id}", "request", "/accountContact", "account and contact are required in the schema, absent in the example"),
    known("POST /fieldValues", "request", "/fieldValue/contact", IDS),
    known("POST /fieldValues", "request", "/fieldValue/field", IDS),
    known("POST /fieldValues", "response", "/fieldValue/contact", IDS),
    known("POST /fieldValues", "response", "/fieldValue/field", IDS),
    known("POST /fieldValues", "response", "/fieldValue/owner", IDS),
    known("POST /notes", "response", "/note/relid", IDS),
    known("POST /notes", "response", "/note/owner/id", IDS),
    known("GET /connections/{id}", "response", "/connection/isInternal", IDS),
    known("GET /accounts/{id}", "response", "/account/links", "an empty object that PHP wrote as []"),
    known("POST /accounts", "response", "/account/links", "an empty object that PHP wrote as []"),
    known("PUT /accounts/{id}", "response", "/account/links", "an empty object that PHP wrote as []"),
    known("GET /accountCustomFieldMeta/{id}", "response", "/accountCustomFieldMetum/fieldDefault", NULL),
    known("GET /accountCustomFieldMeta", "response", "/accountCustomFieldMeta/*/fieldDefault", NULL),
    known("GET /dealCustomFieldMeta/{id}", "response", "/dealCustomFieldMetum/fieldDefault", NULL),
    known("GET /dealCustomFieldMeta", "response", "/dealCustomFieldMeta/*/fieldDefault", NULL),
    known("POST /dealCustomFieldMeta", "response", "/dealCustomFieldMetum/fieldDefault", NULL),
    known("GET /connections", "response", "/connections/*/lastSync", NULL),
    known("GET /contacts/{id}", "response", "/deals/*/nexttaskid", NULL),
    known("GET /contacts/{id}/deals", "response", "/deals/*/account", NULL),
    known("GET /contacts/{id}/deals", "response", "/deals/*/customerAccount", NULL),
    known("GET /contacts/{id}/deals", "response", "/deals/*/organization", NULL),
    known("POST /deals", "request", "/deal", "account and stage are required in the schema, in the text only without contact and pipeline"),
    known("POST /customObjects/records/{schemaId}", "request", "/record/fields/*/value", "a text in the schema, of the field's own type in the text and the examples"),
    known("GET /deals", "response", "/deals/*/winProbability", NULL),
    known("GET /deals", "response", "/deals/*/winProbabilityMdate", NULL),
    known("GET /ecomCustomers", "response", "/ecomCustomers/*/connection", NULL),
    known("GET /ecomOrders/{ecomOrderId}", "response", "/ecomOrder/externalUpdatedDate", NULL),
    known("GET /fields/{id}", "response", "/field/defval", NULL),
    known("GET /fields/{id}", "response", "/field/descript", NULL),
    known("POST /contact/sync", "response", "/contact/organization", NULL),
    known("POST /contacts", "response", "/contact/organization", NULL),
];

const fn known(
    operation: &'static str,
    side: &'static str,
    at: &'static str,
    reason: &'static str,
) -> Exception {
    Exception {
        operation,
        side,
        at,
        reason,
    }
}

/// The parameters that all lists accept (FACTS 4, Paging), and the operators of `GET /tags`, which the document writes
/// as `filters[search][<operator>]`.
fn every_list_takes(name: &str) -> bool {
    ["limit", "offset", "filters[search][eq]"].contains(&name)
}

#[tokio::test]
async fn every_call_of_activecampaign_keeps_to_its_openapi_document() {
    let Some(document) = Document::load("activecampaign") else {
        return;
    };
    let world = World::start().await;
    client(&world).await;
    way_back(&world).await;
    the_rest(&world).await;

    let calls = world.calls(Vendor::ActiveCampaign);
    let findings: Vec<_> = calls
        .iter()
        .flat_map(|call| document.check(call, every_list_takes))
        .collect();
    assert_kept(&findings, EXCEPTIONS);
    assert_eq!(world.running.sandbox.violations(), Vec::<String>::new());
    let called: BTreeSet<&str> = calls
        .iter()
        .filter_map(|call| document.operation(&call.method, &call.path))
        .map(|operation| operation.name.as_str())
        .collect();
    assert!(called.len() >= 60, "{} operations: {called:#?}", called.len());
}

/// The names in a GraphQL query must be in the guide: words that start with a lowercase letter and are no keywords.
#[tokio::test]
async fn every_name_in_a_graphql_query_is_in_the_guide() {
    let texts = [
        "graphql-orders.md",
        "graphql-products.md",
        "graphql-upsertOrder.graphql",
    ];
    let mut guide = String::new();
    for name in texts {
        let Some(text) = file("activecampaign", name) else {
            return;
        };
        guide.push_str(&text);
    }
    let world = World::start().await;
    client(&world).await;
    way_back(&world).await;
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| word.starts_with(|c: char| c.is_alphabetic()))
            .map(str::to_owned)
            .collect()
    };
    let known = words(&guide);
    let queries: BTreeSet<String> = world
        .calls(Vendor::ActiveCampaign)
        .iter()
        .filter_map(|call| call.request["query"].as_str().map(str::to_owned))
        .collect();
    assert!(queries.len() >= 8, "{queries:?}");
    for query in queries {
        // Names of variables and aliases are the client's own; types and selected fields are the guide's.
        let mut ours: BTreeSet<String> = query
            .split('$')
            .skip(1)
            .filter_map(|rest| words(rest.split(|c: char| !c.is_alphanumeric()).next()?).pop_first())
            .collect();
        for aliased in [": searchProduct(", ": getOrder("] {
            let before = query.split(aliased);
            ours.extend(before.filter_map(|text| text.split_whitespace().last().map(str::to_owned)));
        }
        // The name of a mutation is the client's own too.
        ours.extend(["mutation", "Upsert", "Sync"].map(str::to_owned));
        if query.contains("syncLegacyConnection") {
            // FACTS 8: undocumented, taken from the official WooCommerce plugin.
            ours.extend(
                [
                    "syncLegacyConnection",
                    "integrationName",
                    "connectionUniqueIdentifier",
                ]
                .map(str::to_owned),
            );
        }
        let unknown: Vec<String> = words(&query)
            .into_iter()
            .filter(|word| word != "query" && !ours.contains(word) && !known.contains(word))
            .collect();
        assert!(unknown.is_empty(), "{unknown:?} in {query}");
    }
}

/// The client's calls.
async fn client(world: &World) {
    let account = world.running.sandbox.activecampaign();
    let client = &world.activecampaign;
    let company = account.add_account(&AccountSeed {
        name: "Björkskog Bygg AB".to_owned(),
        url: "https://bjorkskog.example.com/".to_owned(),
        fields: [("Org no".to_owned(), "5560360793".to_owned())].into(),
    });
    let buyer = account.add_contact(&ContactSeed {
        account: Some(company),
        tags: vec!["vip".to_owned()],
        ..ContactSeed::new("inkop@example.com")
            .named("Nils", "Björk")
            .field("STREET", "Storgatan 4")
            .field("CITY", "Göteborg")
    });
    let shop = account.add_connection(&ConnectionSeed {
        service: "woocommerce".to_owned(),
        external_id: "shop.example.com".to_owned(),
        name: "Shop".to_owned(),
        link_url: "https://shop.example.com/".to_owned(),
    });
    let order = |created: &str| OrderSeed {
        connection: Some(shop),
        email: "inkop@example.com".to_owned(),
        lines: vec![LineSeed::new("TSHIRT-M", "T-shirt", 2, Decimal::from(398))],
        discounts: vec![DiscountSeed {
            name: "NOV".to_owned(),
            amount: Decimal::from(20),
            ..DiscountSeed::default()
        }],
        shipping: Decimal::from(49),
        shipping_method: "PostNord".to_owned(),
        payment_method: "card".to_owned(),
        created: created.to_owned(),
        billing: AddressSeed {
            first_name: "Nils".to_owned(),
            address1: "Storgatan 4".to_owned(),
            postal: "411 38".to_owned(),
            city: "Göteborg".to_owned(),
            country: "SE".to_owned(),
            ..AddressSeed::default()
        },
        ..OrderSeed::default()
    };
    let known = account.add_order(&order("2026-11-23T10:00:00Z"));
    account.add_rest_order(&OrderSeed {
        id: "2001".to_owned(),
        tax: Decimal::from(80),
        ..order("2026-11-23T11:00:00Z")
    });
    let deal = account.add_deal(&DealSeed {
        title: "Chairs".to_owned(),
        contact: Some(buyer),
        account: Some(company),
        value: Decimal::from(4_500),
        fields: [("PO number".to_owned(), "PO-1".to_owned())].into(),
        ..DealSeed::default()
    });
    let (buyer, company, deal) = (buyer.to_string(), company.to_string(), deal.to_string());
    let since = "2026-11-01T00:00:00Z".parse().unwrap();
    let email = "inkop@example.com".parse().unwrap();

    client.me().await.unwrap();
    client.connections().await.unwrap();
    client.contact_fields().await.unwrap();
    client.account_fields().await.unwrap();
    client.deal_fields().await.unwrap();
    assert!(client.contact(&buyer).await.unwrap().is_some());
    assert!(client.contact("999").await.unwrap().is_none());
    assert!(
        client
            .contact_by_email(&email, activecampaign::Tags::Read)
            .await
            .unwrap()
            .is_some()
    );
    assert!(client.account(&company).await.unwrap().is_some());
    assert!(!client.contacts_updated_since(since).await.unwrap().is_empty());
    assert!(client.deal(&deal).await.unwrap().is_some());
    assert!(!client.deals_updated_since(since).await.unwrap().is_empty());
    let shop = shop.to_string();
    assert!(client.order(&shop, &known.order).await.unwrap().is_some());
    assert!(
        client.order(&shop, "2001").await.unwrap().is_some(),
        "known to REST alone"
    );
    assert!(!client.orders_of(&email, 5).await.unwrap().is_empty());
    client
        .orders_of(&"nobody@example.com".parse().unwrap(), 5)
        .await
        .unwrap();
    assert!(!client.orders_modified_since(since, 100).await.unwrap().is_empty());

    let (sku, connection) = ("TSHIRT-M", shop.parse::<u64>().unwrap());
    account.add_product(&ProductSeed::new(connection, sku, Decimal::new(15_920, 2)));
    let prices = client
        .product_prices(&shop, &[sku.parse().unwrap(), "MUG".parse().unwrap()])
        .await
        .unwrap();
    assert_eq!(prices.len(), 1);
    assert_eq!(prices[0].price, Some(Decimal::new(15_920, 2)));

    client.add_tag(&buyer, "ordered").await.unwrap();
    client.add_tag(&buyer, "vip").await.unwrap();
    let told = "Order 1 created in eAccounting";
    assert!(!client.has_note(&buyer, told).await.unwrap());
    for (on, id) in [
        (NoteOn::Contact, &buyer),
        (NoteOn::Deal, &deal),
        (NoteOn::Account, &company),
    ] {
        client.add_note(on, id, told).await.unwrap();
    }
    client
        .set_contact_field(&buyer, FieldIdentity::Tag("CITY"), "Mölndal")
        .await
        .unwrap();
    let url = "https://example.com/webhook/token".parse().unwrap();
    client
        .ensure_webhook(&url, &["subscribe", "update"])
        .await
        .unwrap();
    client
        .ensure_webhook(&url, &["subscribe", "update"])
        .await
        .unwrap();
    client
        .ensure_webhook(&url, &["subscribe", "deal_update"])
        .await
        .unwrap();
    let hook = client
        .create_webhook("Another", &url, &["deal_add"])
        .await
        .unwrap();
    client
        .update_webhook(&hook.id, "Another", &url, &["deal_add", "deal_update"])
        .await
        .unwrap();
    client.webhooks().await.unwrap();
    client.delete_webhook(&hook.id).await.unwrap();
    let seed = sandbox::activecampaign::ContactSeed::new("gone@example.com");
    let id = world.running.sandbox.activecampaign().add_contact(&seed);
    client.delete_contact(&id.to_string()).await.unwrap();
}

/// Every field that is written to GraphQL is in the guide's list for its own type.
#[test]
fn every_field_of_an_order_and_a_product_is_in_the_guide() {
    let (Some(orders), Some(products)) = (
        file("activecampaign", "graphql-orders.md"),
        file("activecampaign", "graphql-products.md"),
    ) else {
        return;
    };
    let example = file("activecampaign", "graphql-upsertOrder.graphql").unwrap_or_default();
    let order = serde_json::to_value(whole_order(1)).unwrap();
    let product = serde_json::to_value(whole_product(1)).unwrap();
    let mut names = BTreeSet::new();
    fn collect(value: &Value, names: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    names.insert(name.clone());
                    collect(value, names);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
            _ => {}
        }
    }
    collect(&order, &mut names);
    assert!(names.len() >= 50, "{names:?}");
    let known = |name: &str, text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .any(|word| word == name)
    };
    for name in &names {
        assert!(
            known(name, &orders) || known(name, &example),
            "{name} is in no order of the guide"
        );
    }
    let in_products = |name: &str| {
        // "baseProductName/Description/StoreCreatedDate": the guide omits the prefix after the first.
        let part = name
            .strip_prefix("baseProduct")
            .or_else(|| name.strip_prefix("variant"))
            .unwrap_or(name);
        known(name, &products) || known(part, &products)
    };
    for name in product.as_object().unwrap().keys() {
        assert!(in_products(name), "{name} is in no product of the guide");
    }
    assert_eq!(product.get("id"), None, "the store's id identifies");
}

/// An order with every field.
fn whole_order(connection: i32) -> OrderInput {
    let address = json!({
        "firstName": "Nils", "lastName": "Björk", "address1": "Storgatan 4", "address2": "Box 7", "address3": "Port 2",
        "city": "Göteborg", "province": "O", "country": "SE", "postal": "411 38", "phone": "+46701234567",
        "company": "Björkskog Bygg AB", "email": "inkop@example.com",
    });
    serde_json::from_value(json!({
        "legacyConnectionId": connection, "storeOrderId": "chain-1", "orderNumber": "1042",
        "storeExternalOrderId": "17", "creationSource": "REAL_TIME", "email": "inkop@example.com",
        "storeCustomerId": "1001", "storeCreatedDate": "2026-11-23T10:48:23+01:00",
        "storeModifiedDate": "2026-11-23T11:48:23+01:00", "storeStatus": "unpaid",
        "normalizedStatus": "PENDING_PAYMENT", "currency": "SEK", "finalAmount": 847.5, "shippingAmount": 49,
        "discountsAmount": 0.5,
        "lineItems": [{
            "storeLineItemId": "1", "productStorePrimaryId": "LAMP", "storeBaseProductId": "LAMP", "name": "Lamp",
            "sku": "LAMP", "category": "Lamps", "brand": "Ljus", "productUrl": "https://shop.example.com/lamp",
            "imageUrl": "https://shop.example.com/lamp.png", "quantity": 1, "priceAmount": 799.0,
        }],
        "discounts": [{"name": "N", "type": "ORDER", "discountAmount": 0.5}],
        "customerData": {"firstName": "Nils", "lastName": "Björk", "phone": "+46701234567", "company": "Björkskog"},
        "billingAddress": address, "shippingAddress": address, "shippingMethod": "PostNord",
        "paymentMethod": "invoice", "orderUrl": "https://example.com/1042", "customerLocale": "SV_SE",
        "salesChannel": "phone", "locationId": "gbg", "notes": ["Ring"], "acceptsMarketing": false,
    }))
    .unwrap()
}

/// A product with every field.
fn whole_product(connection: i32) -> ProductInput {
    serde_json::from_value(json!({
        "legacyConnectionId": connection, "storePrimaryId": "LAMP", "storeBaseProductId": "LAMP",
        "baseProductName": "Lamp", "variantSku": "LAMP", "variantName": "Lamp, brass", "variantDescription": "Brass",
        "variantPriceAmount": 799, "variantPriceCurrency": "SEK",
        "variantStoreModifiedDate": "2026-11-23T10:48:23Z", "variantUrl": "https://shop.example.com/lamp",
        "variantImages": ["https://shop.example.com/lamp.png"], "categories": ["Lamps"], "tags": ["low stock"],
        "brand": "Ljus", "stockStatus": "BACKORDER", "isBackordersAllowed": true, "isVisible": true,
        "isDeleted": false,
    }))
    .unwrap()
}

/// The writes of eAccounting's records.
async fn way_back(world: &World) {
    let account = world.running.sandbox.activecampaign();
    let client = &world.activecampaign;
    assert!(
        client
            .connections_by("ekobridge", "5590001003")
            .await
            .unwrap()
            .is_empty()
    );
    let new = NewConnection {
        service: "ekobridge".to_owned(),
        external_id: "5590001003".to_owned(),
        name: "Books".to_owned(),
        logo_url: "https://example.com/logo.png".to_owned(),
        link_url: "https://example.com/".to_owned(),
    };
    let own = client.create_connection(&new).await.unwrap();
    assert!(client.create_connection(&new).await.unwrap_err().is_duplicate());
    let found = client.connections_by("ekobridge", "5590001003").await.unwrap();
    assert_eq!(found, std::slice::from_ref(&own));
    assert_eq!(client.connection(&own.id).await.unwrap().as_ref(), Some(&own));
    client
        .sync_legacy_connection("ekobridge", "5590001003")
        .await
        .unwrap();
    let connection: i32 = own.id.parse().unwrap();
    client.upsert_order(&whole_order(connection)).await.unwrap();
    let written = client
        .written_orders(connection, &["chain-1", "chain-2"])
        .await
        .unwrap();
    assert_eq!(written.len(), 1);
    assert_eq!(
        written[0].normalized_status,
        Some(NormalizedStatus::PendingPayment)
    );
    assert_eq!(written[0].final_amount, "847.5".parse().ok());
    let email = "inkop@example.com".parse().unwrap();
    let consent = client.ecom_customers(&own.id, &email).await.unwrap();
    assert!(!consent[0].accepts_marketing);
    for batch in OrderBatch::of(vec![whole_order(connection)]) {
        assert!(client.bulk_upsert_orders(&batch).await.unwrap().is_some());
    }
    for batch in ProductBatch::of(vec![whole_product(connection)]) {
        client.bulk_upsert_products(&batch).await.unwrap();
    }
    let prices = client
        .product_prices(&own.id, &["LAMP".parse().unwrap()])
        .await
        .unwrap();
    assert_eq!(prices[0].price, Some(799.into()));

    let field = account.custom_field("Customer number", "VISMA_NO", "");
    let write = ContactWrite {
        first_name: Some("Nils".to_owned()),
        phone: Some("+46701234567".to_owned()),
        fields: [(field.to_string(), "1001".to_owned())].into(),
        ..ContactWrite::default()
    };
    let nils = client
        .sync_contact(&"nils@example.com".parse().unwrap(), &write)
        .await
        .unwrap();
    assert!(nils.is_new && nils.ignored_fields.is_empty());
    let state = client.contact_state(&nils.id).await.unwrap().unwrap();
    assert_eq!(state.fields, write.fields);
    assert!(state.updated.is_some() && state.account.is_none());
    let company = AccountWrite {
        name: Some("Ek AB".to_owned()),
        url: Some("https://ek.example.com/".to_owned()),
        fields: Vec::new(),
    };
    let company_id = client.create_account(&company).await.unwrap();
    assert!(client.create_account(&company).await.unwrap_err().is_duplicate());
    client.update_account(&company_id, &company).await.unwrap();
    assert_eq!(
        client.account_id_by_name("ek ab").await.unwrap().as_ref(),
        Some(&company_id)
    );
    assert!(
        client
            .account_state(&company_id)
            .await
            .unwrap()
            .unwrap()
            .updated
            .is_some()
    );
    let add = async || client.add_to_account(&company_id, &nils.id, None).await.unwrap();
    assert_eq!(add().await, AccountLink::Added);
    assert_eq!(add().await, AccountLink::AlreadyInAccount);
    client.add_tag(&nils.id, "overdue").await.unwrap();
    assert_eq!(client.contact_tags(&nils.id).await.unwrap(), ["overdue"]);
    client.remove_tag(&nils.id, "overdue").await.unwrap();
    assert!(client.contact_tags(&nils.id).await.unwrap().is_empty());

    let phone = ContactWrite {
        phone: Some("+46 8 123 45 67".to_owned()),
        ..ContactWrite::default()
    };
    client.update_contact(&nils.id, &phone).await.unwrap();
    let state = client.contact_state(&nils.id).await.unwrap().unwrap();
    assert_eq!(state.phone, phone.phone);
    let user = client.user_id("Owner@example.com").await.unwrap();
    assert_eq!(user.as_deref(), Some("1"));
    assert_eq!(client.user_id("nobody@example.com").await.unwrap(), None);
    let known = client.known_stages(|stages| stages.len() == 3).await.unwrap();
    assert_eq!(*known, client.stages().await.unwrap());

    let pipeline = client.pipelines().await.unwrap().remove(0);
    let stages = client.stages().await.unwrap();
    let po = client.deal_fields().await.unwrap().remove(0);
    let deal = DealWrite {
        title: Some("Quote 7".to_owned()),
        contact: Some(nils.id.clone()),
        value: Some("456.78".parse().unwrap()),
        currency: Some("SEK".parse().unwrap()),
        pipeline: Some(pipeline.id),
        owner: Some("1".to_owned()),
        fields: vec![FieldWrite {
            field: po.id.clone(),
            value: "7".to_owned(),
            currency: None,
        }],
        ..DealWrite::default()
    };
    let id = client.create_deal(&deal).await.unwrap();
    let moved = DealWrite {
        stage: Some(stages[1].id.clone()),
        status: Some(DealStatus::Won),
        ..DealWrite::default()
    };
    client.update_deal(&id, &moved).await.unwrap();
    let state = client.deal_state(&id).await.unwrap().unwrap();
    assert_eq!(
        (state.value, state.stage.as_ref()),
        (deal.value, Some(&stages[1].id))
    );
    assert_eq!(client.deals_of_contact(&nils.id).await.unwrap(), [state]);
    assert_eq!(client.deal_field_values(&id).await.unwrap()[&po.id], "7");

    let labels = || ["Article".to_owned(), "Articles".to_owned()];
    let stock = client
        .create_custom_object_schema(&NewCustomObjectSchema {
            slug: "stock".to_owned(),
            labels: labels(),
            description: "Stock".to_owned(),
            fields: vec![("quantity".to_owned(), labels(), "number".to_owned())],
        })
        .await
        .unwrap();
    assert_eq!(
        client.custom_object_schemas().await.unwrap(),
        Some(vec![stock.clone()])
    );
    let record = CustomObjectWrite {
        external_id: "LAMP".to_owned(),
        fields: [("quantity".to_owned(), json!(3))].into(),
        ..CustomObjectWrite::default()
    };
    client.upsert_custom_object(&stock.id, &record).await.unwrap();
    let since = "2026-11-01T00:00:00Z".parse().unwrap();
    let swept = client.rest_orders_created_since(None, since, 100).await.unwrap();
    assert!(
        swept.iter().any(|order| order.source.id() == "2001"),
        "known to REST alone"
    );
}

/// Calls that no client makes but the sandbox accepts, with bodies from the document.
async fn the_rest(world: &World) {
    let send = async |method: &str, path: &str, body: Value| {
        let (status, answer) = world.activecampaign(method, path, body).await;
        assert!(status < 300, "{method} {path}: {status} {answer}");
        answer
    };
    let id = |answer: &Value, key: &str| answer[key]["id"].as_str().unwrap().to_owned();
    let number = |id: &str| id.parse::<u64>().unwrap();
    send("GET", "/users", Value::Null).await;
    send("GET", "/webhook/events", Value::Null).await;

    let contact = json!({"contact": {
        "email": "anna@example.com", "firstName": "Anna", "lastName": "Andersson", "phone": "+46701234567",
        "fieldValues": [{"field": "1", "value": "Nygatan 2"}],
    }});
    let anna = id(&send("POST", "/contacts", contact.clone()).await, "contact");
    send("POST", "/contact/sync", contact).await;
    let bo = json!({"contact": {"email": "bo@example.com", "firstName": "Bo"}});
    send("POST", "/contact/sync", bo).await;
    let change = json!({"contact": {"phone": "+46701111111"}});
    send("PUT", &format!("/contacts/{anna}"), change).await;
    for path in [
        "/contacts?email=anna@example.com",
        "/contacts?search=ann&orders[id]=ASC&limit=5&offset=0",
        "/contacts?filters[created_after]=2026-01-01&filters[updated_before]=2027-01-01",
        "/fields?filters[perstag]=CITY",
        "/fieldValues",
        "/tags?search=vi",
        "/notes",
        "/accounts?search=Bj&count_deals=true",
        "/accountContacts?filters[contact]=1",
        "/deals?filters[status]=0&orders[cdate]=DESC",
        "/dealGroups",
        "/dealStages",
        "/connections?filters[service]=woocommerce",
        "/ecomCustomers?filters[email]=inkop@example.com",
        "/ecomOrders?filters[state]=1",
        "/ecomOrderProducts",
        "/webhooks",
        "/fields",
        "/accountCustomFieldMeta",
        "/accountCustomFieldData",
        "/dealCustomFieldMeta",
    ] {
        let list = send("GET", path, Value::Null).await;
        let bare = path.split('?').next().unwrap();
        let key = bare.trim_start_matches('/');
        if let Some(id) = list[key][0]["id"]
            .as_str()
            .or(list[key][0]["id"].as_i64().map(|_| "1"))
        {
            send("GET", &format!("{bare}/{id}"), Value::Null).await;
        }
    }
    for part in ["fieldValues", "accountContacts", "deals", "notes"] {
        send("GET", &format!("/contacts/{anna}/{part}"), Value::Null).await;
    }

    let account =
        json!({"account": {"name": "Shop AB", "accountUrl": "https://shop.example.com", "owner": 1}});
    let account = id(&send("POST", "/accounts", account).await, "account");
    let change =
        json!({"account": {"name": "Shop AB", "fields": [{"customFieldId": 1, "fieldValue": "5560360793"}]}});
    send("PUT", &format!("/accounts/{account}"), change).await;
    let membership =
        json!({"accountContact": {"account": number(&account), "contact": number(&anna), "jobTitle": "CEO"}});
    let membership = id(
        &send("POST", "/accountContacts", membership).await,
        "accountContact",
    );
    let change = json!({"accountContact": {"jobTitle": "CFO"}});
    send("PUT", &format!("/accountContacts/{membership}"), change).await;
    let note = json!({"note": {"note": "Met at the fair"}});
    send("POST", &format!("/accounts/{account}/notes"), note.clone()).await;

    let deal = json!({"deal": {
        "title": "Lamps", "description": "For the shop", "account": account, "contact": anna, "value": 450_000,
        "currency": "sek", "group": "1", "stage": "1", "owner": "1", "percent": 50, "status": 0,
        "fields": [{"customFieldId": 1, "fieldValue": "PO-2"}],
    }});
    let deal = id(&send("POST", "/deals", deal).await, "deal");
    send(
        "PUT",
        &format!("/deals/{deal}"),
        json!({"deal": {"status": 1, "value": 460_000}}),
    )
    .await;
    send("GET", &format!("/deals/{deal}"), Value::Null).await;
    send("POST", &format!("/deals/{deal}/notes"), note).await;
    let meta = json!({"dealCustomFieldMetum": {"fieldLabel": "Delivery week", "fieldType": "text"}});
    let meta = send("POST", "/dealCustomFieldMeta", meta).await;
    let meta = &meta["dealCustomFieldMetum"]["id"];
    let meta = meta.as_u64().unwrap_or_else(|| number(meta.as_str().unwrap()));
    let datum =
        json!({"dealCustomFieldDatum": {"dealId": number(&deal), "customFieldId": meta, "fieldValue": "48"}});
    send("POST", "/dealCustomFieldData", datum).await;

    let field = json!({"field": {"title": "VAT number", "type": "text", "perstag": "VAT_NUMBER"}});
    let field = id(&send("POST", "/fields", field).await, "field");
    let value = json!({"fieldValue": {"contact": anna, "field": field, "value": "SE556036079301"}});
    send("POST", "/fieldValues", value).await;
    let tag = json!({"tag": {"tag": "paid", "tagType": "contact", "description": ""}});
    let tag = id(&send("POST", "/tags", tag).await, "tag");
    let tagged = json!({"contactTag": {"contact": number(&anna), "tag": number(&tag)}});
    let tagged = id(&send("POST", "/contactTags", tagged).await, "contactTag");
    send("DELETE", &format!("/contactTags/{tagged}"), Value::Null).await;

    shop(&send, &id).await;
    send("DELETE", &format!("/deals/{deal}"), Value::Null).await;
    send("DELETE", &format!("/contacts/{anna}"), Value::Null).await;
}

/// A shop that writes to REST.
async fn shop(send: &impl AsyncFn(&str, &str, Value) -> Value, id: &impl Fn(&Value, &str) -> String) {
    let connection = json!({"connection": {
        "service": "ekobridge", "externalid": "ea-1", "name": "eAccounting",
        "logoUrl": "https://example.com/logo.png", "linkUrl": "https://example.com/",
    }});
    let connection = id(&send("POST", "/connections", connection).await, "connection");
    let change = json!({"connection": {"name": "Books"}});
    send("PUT", &format!("/connections/{connection}"), change).await;
    let customer = json!({"ecomCustomer": {
        "connectionid": connection, "externalid": "c-1", "email": "anna@example.com", "acceptsMarketing": "0",
    }});
    let customer = id(&send("POST", "/ecomCustomers", customer).await, "ecomCustomer");
    let order = json!({"ecomOrder": {
        "externalid": "o-1", "source": 1, "email": "anna@example.com", "totalPrice": 24_900, "shippingAmount": 4_900,
        "taxAmount": 4_980, "discountAmount": 0, "currency": "SEK",
        "connectionid": connection.parse::<u64>().unwrap(), "customerid": customer.parse::<u64>().unwrap(),
        "orderUrl": "https://shop.example.com/o-1", "externalCreatedDate": "2026-11-23T10:00:00-05:00",
        "shippingMethod": "PostNord", "orderNumber": "o-1",
        "orderProducts": [{
            "externalid": "p-1", "name": "T-shirt", "price": 20_000, "quantity": 1, "category": "Clothes",
            "sku": "TSHIRT-M", "description": "Soft", "imageUrl": "https://shop.example.com/p-1.png",
            "productUrl": "https://shop.example.com/p-1",
        }],
        "orderDiscounts": [{"name": "NOV", "type": "order", "discountAmount": 100}],
    }});
    let order = id(&send("POST", "/ecomOrders", order).await, "ecomOrder");
    send("GET", &format!("/ecomOrders/{order}"), Value::Null).await;
    send("GET", &format!("/ecomOrders/{order}/orderProducts"), Value::Null).await;
    let change = json!({"ecomOrder": {
        "totalPrice": 25_900, "externalUpdatedDate": "2026-11-23T11:00:00-05:00", "currency": "SEK",
    }});
    send("PUT", &format!("/ecomOrders/{order}"), change).await;
    send("DELETE", &format!("/ecomOrders/{order}"), Value::Null).await;
}
