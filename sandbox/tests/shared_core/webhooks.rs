use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use rust_decimal::Decimal;
use sandbox::activecampaign::{
    AccountSeed, AutomationSeed, ContactSeed, DealSeed, DeliveryFaults, LineSeed, OrderSeed, Trigger,
    WebhookBody,
};
use serde_json::json;
use tokio::net::TcpListener;

use super::Bench;

/// A receiver that records the requests.
struct Receiver {
    url: String,
    bodies: Arc<Mutex<Vec<WebhookBody>>>,
}

impl Receiver {
    async fn answering(status: StatusCode) -> Self {
        let bodies: Arc<Mutex<Vec<WebhookBody>>> = Arc::default();
        let kept = Arc::clone(&bodies);
        let router = axum::Router::new().fallback(move |body: String| async move {
            kept.lock().unwrap().push(WebhookBody::decode(&body));
            status
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!(
            "http://{}/hook/secret?event=order",
            listener.local_addr().unwrap()
        );
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, bodies }
    }

    async fn new() -> Self {
        Self::answering(StatusCode::OK).await
    }

    fn types(&self) -> Vec<String> {
        self.bodies
            .lock()
            .unwrap()
            .iter()
            .map(|body| body.get("type").unwrap_or("automation").to_owned())
            .collect()
    }

    fn last(&self) -> WebhookBody {
        self.bodies.lock().unwrap().last().unwrap().clone()
    }
}

/// The keys of a body, with the numbers or names of custom fields removed.
fn keys(body: &WebhookBody) -> BTreeSet<String> {
    let plain = |key: &str| match key.split_once("[fields][") {
        Some((before, rest)) if rest.matches('[').count() == 0 => format!("{before}[fields][*]"),
        _ if key.starts_with("updated_fields[") => "updated_fields[*]".to_owned(),
        _ => key.to_owned(),
    };
    body.pairs().iter().map(|(key, _)| plain(key)).collect()
}

#[tokio::test]
async fn a_new_contact_is_told_with_the_documented_keys() {
    let bench = Bench::new().await;
    let receiver = Receiver::new().await;
    bench
        .account()
        .register_webhook(&receiver.url, &["subscribe", "update"]);
    let id = bench.account().add_contact(
        &ContactSeed {
            tags: vec!["vip".to_owned(), "b2b".to_owned()],
            ..ContactSeed::new("ann+1@example.com")
        }
        .named("Ann & Co", "Å")
        .field("ORG_NUMBER", "556677-8899"),
    );
    bench.account().settled().await;
    assert_eq!(
        receiver.types(),
        ["subscribe"],
        "tags are told of only where they are asked for"
    );
    let body = receiver.last();
    for key in [
        "type",
        "date_time",
        "initiated_from",
        "initiated_by",
        "list",
        "contact[id]",
        "contact[email]",
        "contact[first_name]",
        "contact[last_name]",
        "contact[phone]",
        "contact[tags]",
        "contact[orgname]",
        "contact[customer_acct_name]",
        "contact[ip]",
        "contact[fields][*]",
    ] {
        assert!(keys(&body).contains(key), "{key} is missing");
    }
    assert_eq!(body.get("contact[id]"), Some(id.to_string().as_str()));
    assert_eq!(body.get("contact[email]"), Some("ann+1@example.com"));
    assert_eq!(body.get("contact[first_name]"), Some("Ann & Co"));
    assert_eq!(body.get("contact[fields][1]"), Some("556677-8899"), "by number");
    assert_eq!(body.get("initiated_from"), Some("admin"));
    assert_eq!(bench.account().deliveries()[0].status, Some(200));

    bench.account().set_field(id, "ORG_NUMBER", "1");
    bench.account().settled().await;
    assert_eq!(receiver.types(), ["subscribe", "update"]);
}

#[tokio::test]
async fn a_won_deal_is_an_update_that_names_what_changed() {
    let bench = Bench::new().await;
    let receiver = Receiver::new().await;
    bench
        .account()
        .register_webhook(&receiver.url, &["deal_add", "deal_update"]);
    let contact = bench.account().add_contact(&ContactSeed::new("a@example.com"));
    let deal = bench.account().add_deal(&DealSeed {
        title: "Coffee".to_owned(),
        contact: Some(contact),
        value: Decimal::from(100),
        fields: [("PO number".to_owned(), "77".to_owned())].into(),
        ..DealSeed::default()
    });
    bench.account().win_deal(deal);
    bench.account().settled().await;
    assert_eq!(receiver.types(), ["deal_add", "deal_update"]);
    let body = receiver.last();
    assert_eq!(
        (body.get("deal[id]"), body.get("deal[status]")),
        (Some("1"), Some("1"))
    );
    assert_eq!(
        (body.get("deal[value]"), body.get("deal[value_raw]")),
        (Some("100.00"), Some("100"))
    );
    assert_eq!(body.get("updated_fields[0]"), Some("status"));
    assert_eq!(body.get("deal[fields][0][key]"), Some("PO number"));
    assert_eq!(body.get("contact[id]"), Some("1"));
}

/// All standard bodies of the sandbox have only keys from the documentation or the captures.
#[tokio::test]
async fn no_body_has_a_key_that_was_never_seen() {
    let bench = Bench::new().await;
    let receiver = Receiver::new().await;
    let events = [
        "subscribe",
        "update",
        "contact_tag_added",
        "contact_tag_removed",
        "deal_add",
        "deal_update",
        "deal_note_add",
        "subscriber_note",
        "account_add",
        "account_update",
        "account_contact_add",
    ];
    bench.account().register_webhook(&receiver.url, &events);
    let account = bench.account().add_account(&AccountSeed {
        name: "Acme".to_owned(),
        fields: [("Industry/Vertical".to_owned(), "Tea".to_owned())].into(),
        ..AccountSeed::default()
    });
    let contact = bench.account().add_contact(&ContactSeed {
        account: Some(account),
        tags: vec!["vip".to_owned()],
        ..ContactSeed::new("a@example.com").field("CITY", "Lund")
    });
    bench.account().set_field(contact, "CITY", "Umeå");
    let seed = DealSeed {
        title: "x".to_owned(),
        contact: Some(contact),
        account: Some(account),
        ..DealSeed::default()
    };
    let deal = bench.account().add_deal(&seed);
    bench.account().win_deal(deal);
    bench
        .post("deals/1/notes", json!({"note": {"note": "hello"}}))
        .await;
    bench
        .post(
            "notes",
            json!({"note": {"note": "hello", "reltype": "Subscriber", "relid": 1}}),
        )
        .await;
    bench
        .put("accounts/1", json!({"account": {"name": "Acme AB"}}))
        .await;
    bench.send(bench.request("DELETE", "contactTags/1")).await;
    bench.account().settled().await;
    let sent: BTreeSet<String> = receiver.types().into_iter().collect();
    assert_eq!(sent, events.map(str::to_owned).into());

    let contact = [
        "id",
        "email",
        "first_name",
        "last_name",
        "phone",
        "tags",
        "orgname",
        "customer_acct_name",
        "ip",
    ];
    let deal = [
        "id",
        "title",
        "create_date",
        "create_date_iso",
        "orgid",
        "orgname",
        "stageid",
        "stage_title",
        "pipelineid",
        "pipeline_title",
        "value",
        "value_raw",
        "currency",
        "currency_symbol",
        "owner",
        "owner_firstname",
        "owner_lastname",
        "contactid",
        "contact_email",
        "contact_firstname",
        "contact_lastname",
        "status",
    ];
    let account = [
        "id",
        "name",
        "account_url",
        "created_timestamp",
        "updated_timestamp",
    ];
    let link = ["id", "account", "contact", "job_title"];
    let mut seen: BTreeSet<String> = [
        "type",
        "date_time",
        "initiated_from",
        "initiated_by",
        "list",
        "orgname",
        "tag",
        "note",
        "note[id]",
        "note[text]",
        "updated_fields[*]",
        "contact[fields][*]",
        "account[fields][*]",
    ]
    .map(str::to_owned)
    .into();
    for (name, parts) in [
        ("contact", &contact[..]),
        ("deal", &deal[..]),
        ("account", &account[..]),
        ("accountContact", &link[..]),
    ] {
        seen.extend(parts.iter().map(|part| format!("{name}[{part}]")));
    }
    for body in receiver.bodies.lock().unwrap().iter() {
        let unseen: Vec<_> = keys(body).into_iter().filter(|key| !seen.contains(key)).collect();
        assert_eq!(unseen, Vec::<String>::new(), "in {:?}", body.get("type"));
    }
}

#[tokio::test]
async fn webhooks_come_for_the_sources_they_were_registered_for() {
    let bench = Bench::new().await;
    let receiver = Receiver::new().await;
    let hook = json!({"webhook": {
        "name": "Hook", "url": receiver.url, "events": ["subscribe"], "sources": ["public", "admin", "system"],
    }});
    let (status, created) = bench.post("webhooks", hook).await;
    assert_eq!(status, 201);
    assert!(
        created["webhook"].get("active").is_none(),
        "the API does not show it"
    );
    bench
        .post("contact/sync", json!({"contact": {"email": "api@example.com"}}))
        .await;
    bench.account().add_contact(&ContactSeed::new("user@example.com"));
    bench.account().settled().await;
    assert_eq!(receiver.types().len(), 1);
    assert_eq!(receiver.last().get("contact[email]"), Some("user@example.com"));
}

#[tokio::test]
async fn webhooks_are_doubled_and_lost_on_demand_and_never_retried() {
    let bench = Bench::new().await;
    let receiver = Receiver::answering(StatusCode::INTERNAL_SERVER_ERROR).await;
    bench.account().register_webhook(&receiver.url, &["subscribe"]);
    bench.account().set_delivery_faults(DeliveryFaults {
        duplicates: 2,
        lose: 1,
    });
    bench.account().add_contact(&ContactSeed::new("lost@example.com"));
    bench
        .account()
        .add_contact(&ContactSeed::new("thrice@example.com"));
    bench.account().settled().await;
    assert_eq!(receiver.types().len(), 3);
    let sent = bench.account().deliveries();
    assert_eq!(
        sent.iter().map(|one| (one.lost, one.status)).collect::<Vec<_>>(),
        [
            (true, None),
            (false, Some(500)),
            (false, Some(500)),
            (false, Some(500)),
        ]
    );
}

#[tokio::test]
async fn a_410_switches_a_webhook_off() {
    let bench = Bench::new().await;
    let receiver = Receiver::answering(StatusCode::GONE).await;
    bench.account().register_webhook(&receiver.url, &["subscribe"]);
    for email in ["a@example.com", "b@example.com"] {
        bench.account().add_contact(&ContactSeed::new(email));
        bench.account().settled().await;
    }
    assert_eq!(receiver.types().len(), 1);
    let (_, hooks) = bench.get("webhooks").await;
    assert_eq!(
        hooks["webhooks"].as_array().unwrap().len(),
        1,
        "it is still there"
    );
}

#[tokio::test]
async fn an_automation_says_who_but_not_what() {
    let bench = Bench::new().await;
    let receiver = Receiver::new().await;
    let seed = AutomationSeed {
        trigger: Trigger::OrderCreated,
        url: receiver.url.clone(),
        seriesid: 9,
    };
    bench.account().add_automation(&seed);
    bench
        .account()
        .add_contact(&ContactSeed::new("a@example.com").field("CITY", "Lund"));
    let order = OrderSeed {
        email: "a@example.com".to_owned(),
        lines: vec![LineSeed::new("TEA", "Tea", 1, Decimal::TEN)],
        ..OrderSeed::default()
    };
    bench.account().add_order(&order);
    bench.account().add_order(&OrderSeed {
        historical: true,
        ..order.clone()
    });
    bench.account().add_order(&OrderSeed {
        id: "1001".to_owned(),
        ..order
    });
    bench.account().settled().await;
    assert_eq!(
        receiver.types(),
        ["automation"],
        "neither an old order nor an update is a new order"
    );
    let body = receiver.last();
    let captured = WebhookBody::decode(
        "contact%5Bid%5D=1358&contact%5Bemail%5D=person5%40example.com&contact%5Bfirst_name%5D=Cesar\
         &contact%5Blast_name%5D=C&contact%5Bphone%5D=593000000000&contact%5Borgname%5D=\
         &contact%5Bcustomer_acct_name%5D=&contact%5Btags%5D=Externos&contact%5Bip4%5D=127.0.0.1&seriesid=9",
    );
    let mut expected = keys(&captured);
    expected.insert("contact[fields][*]".to_owned());
    assert_eq!(keys(&body), expected);
    assert_eq!(
        body.get("contact[fields][city]"),
        Some("Lund"),
        "by tag, in lower case"
    );
    assert_eq!(body.get("seriesid"), Some("9"));
}

#[tokio::test]
async fn bodies_are_delivered_over_http_on_demand() {
    let bench = Bench::new().await;
    let receiver = Receiver::new().await;
    bench.account().add_contact(&ContactSeed::new("a@example.com"));
    let step = json!({"contact": 1, "url": receiver.url, "seriesid": 12});
    let (status, sent) = bench.control("POST", "activecampaign/automation", step).await;
    assert_eq!((status, &sent[0]["status"]), (200, &json!(200)));
    assert_eq!(receiver.last().get("seriesid"), Some("12"));
    let captured = json!({"url": receiver.url, "body": "type=subscribe&contact%5Bid%5D=7", "times": 3});
    bench.control("POST", "activecampaign/deliver", captured).await;
    assert_eq!(receiver.types()[1..], ["subscribe", "subscribe", "subscribe"]);
    assert_eq!(receiver.last().get("contact[id]"), Some("7"));
    let (_, log) = bench
        .control("GET", "activecampaign/deliveries", json!(null))
        .await;
    assert_eq!(log.as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_webhook_is_checked_before_it_is_registered() {
    let bench = Bench::new().await;
    let hook = |url: &str, event: &str| json!({"webhook": {"name": "Hook", "url": url, "events": [event], "sources": ["admin"]}});
    assert_eq!(
        bench
            .post("webhooks", hook("https://example.com/h", "order_created"))
            .await
            .0,
        422
    );
    assert_eq!(
        bench
            .post("webhooks", hook("http://example.com/h", "subscribe"))
            .await
            .0,
        422
    );
    assert_eq!(
        bench
            .post("webhooks", hook("https://example.com/h", "account_add"))
            .await
            .0,
        201
    );
    let (_, found) = bench
        .get("webhooks?filters[url]=https%3A%2F%2Fexample.com%2Fh")
        .await;
    assert_eq!(found["webhooks"].as_array().unwrap().len(), 1);
    let (_, events) = bench.get("webhook/events").await;
    assert_eq!(events["meta"]["total"], json!(25));
    assert_eq!(bench.send(bench.request("DELETE", "webhooks/1")).await.0, 200);
}
