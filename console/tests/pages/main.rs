//! Pages and guards over HTTP, on a whole deployment in memory.

#![allow(
    clippy::unwrap_used,
    clippy::large_futures,
    reason = "a test fails by panicking, and may take what stack it needs"
)]

mod languages;
#[path = "../served/mod.rs"]
mod served;

use std::sync::Arc;
use std::time::Duration;

use aws::{SettingsDocument, WorkerBuilder};
use devstack::testing::{IdleStack, annas_address, delivery, job};
use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use journal::{Outcome, Recorder, Redaction};
use ledger::{ClaimRequest, Key};
use model::{Cause, Code, Job, JobKind, Problem, Source};
use reqwest::header::{COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use sandbox::activecampaign::{ContactSeed, LineSeed, OrderSeed};
use serde_json::json;
use served::serve;
use web_console::{Console, Options, Place};

const MARKUP: &str = "<script>alert(1)</script> & \"Vase\"";

struct World {
    stack: IdleStack,
    client: Client,
    base: String,
    entrance: String,
    cookie: String,
}

fn order(id: &str) -> OrderSeed {
    OrderSeed {
        id: id.to_owned(),
        email: "anna.lind@example.com".to_owned(),
        lines: vec![LineSeed::new("VASE", MARKUP, 1, "299".parse().unwrap())],
        billing: annas_address(),
        ..OrderSeed::default()
    }
}

impl World {
    async fn outside(settings: &str) -> Self {
        Self::around(IdleStack::new().await, settings).await
    }

    async fn around(stack: IdleStack, settings: &str) -> Self {
        let builder = WorkerBuilder::new(stack.environment.clone(), stack.sdk.clone());
        Self::built(stack, builder, settings).await
    }

    /// Without the vendors' rate limits, for tests that open many pages.
    async fn unlimited(settings: &str) -> Self {
        let stack = IdleStack::unlimited().await;
        let builder = stack.builder();
        Self::built(stack, builder, settings).await.entered().await
    }

    async fn built(stack: IdleStack, builder: WorkerBuilder, settings: &str) -> Self {
        stack.push_settings(settings).await;
        let (base, entrance) = serve(builder.build(), None, "the tester").await;
        Self {
            stack,
            client: Client::builder().redirect(Policy::none()).build().unwrap(),
            base,
            entrance,
            cookie: String::new(),
        }
    }

    /// Yesterday, by UTC.
    fn yesterday(&self) -> Date {
        let now = self.stack.worker.ledger().now();
        let today = now.to_zoned_datetime(TimeZone::UTC).date();
        today.saturating_sub(Span::new().days(1))
    }

    /// Writes an attempt on an order that was done then to the activity log.
    async fn done(&self, record: &str, at: Timestamp) {
        let recorder = Recorder::new(&job(JobKind::Order, record), at);
        let entry = recorder.finish(Outcome::Done, at, &Redaction::default());
        self.stack.worker.journal().put(&entry).await.unwrap();
    }

    async fn new(settings: &str) -> Self {
        Self::outside(settings).await.entered().await
    }

    async fn entered(self) -> Self {
        let mut world = self;
        let entered = world.client.get(&world.entrance).send().await.unwrap();
        assert_eq!(entered.status(), StatusCode::OK);
        let cookie = entered.headers()[SET_COOKIE].to_str().unwrap();
        for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=604800"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        world.cookie = cookie.split(';').next().unwrap().to_owned();
        world
    }

    async fn work(&self, ids: &[&str]) {
        let jobs: Vec<_> = ids
            .iter()
            .map(|id| {
                self.stack.sandbox.activecampaign().add_order(&order(id));
                job(JobKind::Order, &format!("order:1:{id}"))
            })
            .collect();
        let worked = self
            .stack
            .worker
            .process_orders(delivery(&jobs), Duration::from_secs(80));
        Box::pin(worked).await;
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.base))
            .header(COOKIE, &self.cookie)
    }

    async fn get(&self, path: &str) -> String {
        let response = self.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.text().await.unwrap()
    }

    async fn post(&self, path: &str, body: &str) -> Response {
        let post = self
            .request(Method::POST, path)
            .header(ORIGIN, &self.base)
            .header("content-type", "application/x-www-form-urlencoded");
        post.body(body.to_owned()).send().await.unwrap()
    }
}

fn has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part} is missing in:\n{html}");
    }
}

const PAGES: [&str; 6] = [
    "/",
    "/activity",
    "/parked",
    "/record/order:1:5001",
    "/reconciliation",
    "/settings",
];

#[tokio::test(flavor = "multi_thread")]
async fn nobody_without_the_printed_address_is_let_in() {
    let world = World::outside("").await;
    for path in PAGES {
        for cookie in ["", "ekobridge_console=x", "other=1"] {
            let request = world
                .client
                .get(format!("{}{path}", world.base))
                .header(COOKIE, cookie);
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{path} {cookie}");
            assert!(!response.text().await.unwrap().contains("the stack shop"));
        }
    }
    for path in ["/enter", "/enter?token=", "/enter?token=0123"] {
        let response = world
            .client
            .get(format!("{}{path}", world.base))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{path}");
        assert!(response.headers().get(SET_COOKIE).is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_printed_address_works_once_and_leaves_no_token_in_pages() {
    let world = World::new("").await;
    let again = world.client.get(&world.entrance).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::UNAUTHORIZED);
    assert!(again.headers().get(SET_COOKIE).is_none());
    // Who is inside is not turned away.
    let inside = world.client.get(&world.entrance).header(COOKIE, &world.cookie);
    assert_eq!(inside.send().await.unwrap().status(), StatusCode::OK);
    let token = world.entrance.rsplit('=').next().unwrap();
    let session = world.cookie.rsplit('=').next().unwrap();
    for path in PAGES {
        let html = world.get(path).await;
        assert!(!html.contains(token) && !html.contains(session), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_host_or_origin_is_refused_whatever_cookie_it_has() {
    let world = World::new("").await;
    for host in ["evil.example", "evil.example:80", "127.0.0.1", "localhost:1"] {
        let response = world
            .request(Method::GET, "/")
            .header(HOST, host)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
    let record: Source = "order:1:5001".parse().unwrap();
    let port = world.base.rsplit(':').next().unwrap().to_owned();
    let foreign = [
        "http://evil.example",
        "null",
        "https://127.0.0.1",
        "http://localhost:1",
        "http://127.0.0.1",
    ];
    for path in [
        "/search",
        "/hold",
        "/release",
        "/settle",
        "/replay/plan",
        "/replay/apply",
        "/replay/start",
        "/replay/abort",
        "/parked/mark",
        "/language",
        "/reconciliation",
        "/settings/check",
        "/settings/preview",
        "/settings/save",
    ] {
        let body = "record=order:1:5001&because=x&records=order:1:5001&q=5001";
        let post = || {
            world
                .request(Method::POST, path)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body)
        };
        assert_eq!(
            post().send().await.unwrap().status(),
            StatusCode::FORBIDDEN,
            "{path}"
        );
        for origin in foreign {
            let response = post().header(ORIGIN, origin).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path} {origin}");
        }
    }
    let held = world
        .stack
        .worker
        .ledger()
        .get(&ledger::Key::source(&record))
        .await
        .unwrap();
    assert_eq!(held, None);
    // By its other name it is the same console.
    let named = world
        .request(Method::GET, "/")
        .header(HOST, format!("localhost:{port}"))
        .send()
        .await
        .unwrap();
    assert_eq!(named.status(), StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_forbids_foreign_and_inline_scripts_frames_and_keeping() {
    let world = World::new("").await;
    for path in [
        "/",
        "/style.css",
        "/icon.svg",
        "/htmx-4.0.1.min.js",
        "/nothing",
        "/enter?token=x",
    ] {
        let response = world.request(Method::GET, path).send().await.unwrap();
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("script-src 'self'"),
            "{path}"
        );
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{path}");
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("x-frame-options"), "DENY", "{path}");
        // Another policy hides this console's own origin from its forms.
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_consoles_on_one_machine_do_not_log_each_other_out() {
    let (one, two) = (World::new("").await, World::new("").await);
    // A browser sends the cookies of a host to each of its ports.
    let name = |world: &World| world.cookie.split('=').next().unwrap().to_owned();
    assert_ne!(name(&one), name(&two));
    let both = format!("{}; {}", one.cookie, two.cookie);
    for world in [&one, &two] {
        let request = world.client.get(format!("{}/", world.base)).header(COOKIE, &both);
        assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_console_listens_on_this_machine_alone() {
    let world = World::outside("").await;
    let worker = WorkerBuilder::new(world.stack.environment.clone(), world.stack.sdk.clone()).build();
    let options = Options {
        worker: Arc::new(worker),
        place: Place::Stack("shop".to_owned()),
        sandbox: None,
        poll_interval: None,
        operator: "the tester".to_owned(),
    };
    assert!(
        Console::bind("0.0.0.0:0".parse().unwrap(), options)
            .await
            .is_err()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_counts_what_was_done_and_names_what_waits() {
    let world = World::new("").await;
    has(
        &world.get("/").await,
        &["Overview", "Nothing so far.", "none so far"],
    );
    world.work(&["5001", "5002"]).await;
    let html = world.get("/").await;
    has(
        &html,
        &[
            "2 records wait for you",
            "To eAccounting, the last 30 days: 0 sent, 0 skipped, 0 failing attempts, 2 parked.",
            "eAccounting login",
            "<svg",
            "sku_unknown",
            "answers, and accepts the connection",
        ],
    );
    assert!(!html.contains("anna.lind"), "the overview shows nobody");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_parked_page_names_what_may_have_become_a_document() {
    let world = World::new("").await;
    let ledger = world.stack.worker.ledger();
    let job = job(JobKind::Order, "order:1:5001");
    let ask = ClaimRequest {
        job: Some(&job),
        ..ClaimRequest::default()
    };
    let intent = ledger::Intent {
        what: ledger::DocumentKind::Order,
        natural_key: "5001".to_owned(),
        customer_id: None,
        step: "order".to_owned(),
    };
    let claimed = ledger
        .claim_with_intent(&Key::source(&job.source), ask, intent)
        .await;
    let ledger::ClaimOutcome::Fresh(lease) = claimed.unwrap() else {
        panic!("the record is new")
    };
    let problem = Problem::new(Code::EACCOUNTING_SERVER_ERROR, "No answer came.", "Wait.");
    ledger.in_doubt(lease, &problem, None).await.unwrap();
    has(
        &world.get("/parked").await,
        &[
            "order:1:5001 may have become a document: no answer said whether. Create nothing by hand.",
            "href=\"/record/order%3A1%3A5001\"",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_counts_what_the_activity_log_has() {
    let world = World::new("").await;
    world.stack.sandbox.activecampaign().add_order(&order("5001"));
    let swept = || Job {
        cause: Cause::Sweep,
        version: Some("1".to_owned()),
        ..job(JobKind::Order, "order:1:5001")
    };
    for _ in 0..3 {
        // A search finds the parked order again, unchanged.
        let jobs = delivery(&[swept()]);
        let worked = world.stack.worker.process_orders(jobs, Duration::from_secs(80));
        Box::pin(worked).await;
    }
    let source = "order:1:5001".parse().unwrap();
    let logged = world.stack.worker.journal().of(&source, 9).await.unwrap();
    assert_eq!(logged.len(), 1);
    has(&world.get("/").await, &["0 failing attempts, 1 parked."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_found_and_its_page_has_why_fields_rules_and_timeline() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"\n").await;
    world.work(&["5001"]).await;
    for query in ["5001", "%235001", "order:1:5001"] {
        let found = world.post("/search", &format!("q={query}")).await;
        assert_eq!(found.status(), StatusCode::SEE_OTHER, "{query}");
        assert_eq!(found.headers()[LOCATION], "/record/order:1:5001");
    }
    let listed = world
        .post("/search", "q=anna.lind%40example.com")
        .await
        .text()
        .await
        .unwrap();
    has(
        &listed,
        &[
            "/record/order%3A1%3A5001\">Order 5001</a>",
            "/record/contact",
            "\">sent</td>",
            "\">order 1</td>",
            "second",
            "eAccounting has customer 1000.",
        ],
    );
    let html = world.get("/record/order:1:5001").await;
    has(
        &html,
        &[
            "sent",
            "Order 5001 was sent",
            "BuyersOrderReference",
            "order.number",
            "Göteborg",
            "Timeline",
            "order 1 created",
            "Storgatan 1",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_page_names_the_record_as_people_do() {
    let world = World::new("").await;
    world.work(&["5001"]).await;
    let html = world.get("/record/order:1:5001").await;
    has(
        &html,
        &["<h1>Order 5001 (connection 1) <small class=\"quiet\">order:1:5001</small></h1>"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_of_a_form_leads_to_the_page_that_has_it() {
    let world = World::new("").await;
    for (form, page) in [
        ("/search", "/"),
        ("/language", "/"),
        ("/replay/plan", "/parked"),
        ("/replay/apply", "/parked"),
        ("/replay/start", "/parked"),
        ("/replay/abort", "/parked"),
        ("/parked/mark", "/parked"),
        ("/settings/check", "/settings"),
        ("/settings/preview", "/settings"),
        ("/settings/save", "/settings"),
        ("/hold", "/holds"),
        ("/release", "/holds"),
        ("/settle", "/parked"),
    ] {
        let opened = world.request(Method::GET, form).send().await.unwrap();
        assert_eq!(opened.status(), StatusCode::SEE_OTHER, "{form}");
        assert_eq!(opened.headers()[LOCATION], page, "{form}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_for_a_name_leads_to_the_person_or_lists_them() {
    let world = World::new("").await;
    let shop = world.stack.sandbox.activecampaign();
    let named = |email: &str, last_name: &str| ContactSeed {
        first_name: "Anna".to_owned(),
        last_name: last_name.to_owned(),
        ..ContactSeed::new(email)
    };
    shop.add_contact(&named("anna.b@example.com", "Berg-Lund"));
    let found = world.post("/search", "q=anna+lund").await;
    assert_eq!(found.status(), StatusCode::SEE_OTHER);
    let one = found.headers()[LOCATION].to_str().unwrap().to_owned();
    assert!(one.starts_with("/record/contact"), "{one}");
    shop.add_contact(&named("anna.l@example.com", "Lund"));
    let found = world.post("/search", "q=Anna+Lund").await;
    let html = found.text().await.unwrap();
    let records: Vec<&str> = html.split("href=\"/record/contact").skip(1).collect();
    assert_eq!(records.len(), 2, "{html}");
    // Who has exactly this name comes first.
    assert!(!one.ends_with(records[0].split('"').next().unwrap()), "{html}");
    has(
        &world.get(&one).await,
        &["<h1>Contact ", "<small class=\"quiet\">contact:"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_for_a_company_or_a_word_of_its_name_lists_its_orders() {
    let world = World::new("").await;
    world.stack.sandbox.activecampaign().add_order(&order("5001"));
    let customer = json!({
        "Name": "Björkskog Bygg AB", "EmailAddress": "anna.lind@example.com", "InvoiceAddress1": "Storgatan 1",
        "InvoicePostalCode": "411 38", "InvoiceCity": "Göteborg", "InvoiceCountryCode": "SE", "IsPrivatePerson": false,
    });
    world.stack.sandbox.eaccounting().add_customer(customer).unwrap();
    for query in ["Bj%C3%B6rkskog+Bygg+AB", "bj%C3%B6rkskog"] {
        let found = world.post("/search", &format!("q={query}")).await;
        let html = found.text().await.unwrap();
        has(&html, &["/record/order%3A1%3A5001\">Order 5001</a>"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_says_of_a_contact_what_its_page_says() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"\n").await;
    let shop = world.stack.sandbox.activecampaign();
    let contact = shop.add_contact(&ContactSeed::new("anna.lind@example.com"));
    world.work(&["5001"]).await;
    let worker = &world.stack.worker;
    let source = format!("contact:{contact}");
    let search = job(JobKind::FindOrders, &source);
    let ask = ClaimRequest {
        job: Some(&search),
        ..ClaimRequest::default()
    };
    let problem = Problem::new(Code::RETRIES_EXHAUSTED, "It failed for days.", "Look at it.");
    let key = Key::orders_of(&search.source);
    worker.ledger().park_leaseless(&key, ask, &problem).await.unwrap();
    // The contact itself was sent, which only the activity log knows.
    let at = worker.ledger().now();
    let recorder = Recorder::new(&job(JobKind::Customer, &source), at);
    let entry = recorder.finish(Outcome::Done, at, &Redaction::default());
    worker.journal().put(&entry).await.unwrap();
    let found = world.post("/search", "q=anna.lind%40example.com").await;
    has(
        &found.text().await.unwrap(),
        &["\">sent; find orders: parked</td>"],
    );
    let page = world.get(&format!("/record/{source}")).await;
    has(
        &page,
        &[
            "<span class=\"badge good\">sent</span>",
            "The search for its orders is parked: It failed for days.",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn markup_in_a_record_is_text_on_every_page() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"\n").await;
    world.work(&["5001"]).await;
    let html = world.get("/record/order:1:5001").await;
    assert!(
        html.contains("&#60;script&#62;alert(1)&#60;/script&#62;"),
        "{html}"
    );
    let found = world.post("/search", "q=%3Cscript%3Ealert(1)%3C/script%3E").await;
    for html in [
        html,
        found.text().await.unwrap(),
        world
            .get("/activity?code=%22%3E%3Cscript%3E&record=%3Cscript%3E")
            .await,
    ] {
        assert!(!html.contains("<script"), "{html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn activity_is_filtered_by_outcome_trigger_direction_record_and_code() {
    let world = World::new("").await;
    world.work(&["5001", "5002"]).await;
    let rows = |html: &str| html.matches("/record/order").count();
    assert_eq!(rows(&world.get("/activity").await), 2);
    for (query, count) in [
        ("outcome=parked", 2),
        ("outcome=sent", 0),
        ("trigger=webhook", 2),
        ("trigger=replay", 0),
        ("direction=eaccounting", 2),
        ("direction=activecampaign", 0),
        ("code=sku_unknown", 2),
        ("code=crashed", 0),
        ("record=order:1:5001", 1),
        ("record=%235001", 1),
        ("record=nobody", 0),
        ("day=2020-01-01", 0),
        ("day=nonsense&before=zzz", 2),
    ] {
        assert_eq!(
            rows(&world.get(&format!("/activity?{query}")).await),
            count,
            "{query}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_for_a_contacts_orders_is_done_and_not_sent() {
    let world = World::new("").await;
    let worker = &world.stack.worker;
    let now = worker.ledger().now();
    let mut recorder = Recorder::new(&job(JobKind::FindOrders, "contact:1"), now);
    let queued = model::reason::orders_queued(model::Named::counted(2, "order", "orders"));
    recorder.reason(queued.as_str());
    recorder.cases(queued.cases().to_vec());
    let entry = recorder.finish(Outcome::Done, now, &Redaction::default());
    worker.journal().put(&entry).await.unwrap();
    let record = "/record/contact%3A1\"";
    for (query, is_listed) in [("", true), ("outcome=done", true), ("outcome=sent", false)] {
        let html = world.get(&format!("/activity?{query}")).await;
        assert_eq!(html.contains(record), is_listed, "{query}");
    }
    has(
        &world.get("/activity").await,
        &["\"good\">done</td>", ">find orders</td>"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn activity_is_filtered_by_time_of_day_in_the_companys_zone() {
    let world = World::new("").await;
    world.stack.know_country("SE").await;
    // Yesterday at 09:30, and after midnight: in the UTC day before.
    let day = world.yesterday();
    let zone = model::company_zone(model::CountryCode::SE);
    for (record, time) in [("order:1:1", time(0, 15, 0, 0)), ("order:1:2", time(9, 30, 0, 0))] {
        let at = zone.to_timestamp(day.to_datetime(time)).unwrap();
        world.done(record, at).await;
    }
    let shown = async |query: &str| -> Vec<&str> {
        let html = world.get(&format!("/activity?day={day}&{query}")).await;
        let all = ["/record/order%3A1%3A1\"", "/record/order%3A1%3A2\""];
        all.into_iter().filter(|record| html.contains(record)).collect()
    };
    let (night, morning) = ("/record/order%3A1%3A1\"", "/record/order%3A1%3A2\"");
    assert_eq!(shown("").await, [night, morning], "both UTC days of the day");
    let html = world.get(&format!("/activity?day={day}")).await;
    has(&html, &[&format!("{day} 00:15:00"), &format!("{day} 09:30:00")]);
    assert!(!html.contains("Older of this day"), "{html}");
    assert_eq!(shown("from=09:00&until=10:00").await, [morning]);
    assert_eq!(shown("from=09:30").await, [morning]);
    assert_eq!(shown("until=09:30&from=09:00").await, Vec::<&str>::new());
    assert_eq!(shown("until=01:00").await, [night]);
    let midnight = day.to_zoned_datetime(TimeZone::UTC).unwrap().timestamp();
    assert_eq!(shown(&format!("before={midnight}")).await, [night]);
    assert_eq!(shown("from=nonsense").await, [night, morning]);
}

#[tokio::test(flavor = "multi_thread")]
async fn parked_jobs_are_replayed_by_cause_as_plan_then_apply() {
    let world = World::new("").await;
    world.work(&["5001", "5002"]).await;
    let orders = &world.stack.environment.queues.orders;
    has(
        &world.get("/parked").await,
        &[
            "<code>sku_unknown</code> 2 waiting",
            "articles.on_unknown_sku",
            "/settings?key=articles.on_unknown_sku",
            "Plan a replay of these 2",
        ],
    );
    let body = "records=order:1:5001+order:1:5002";
    let plan = world.post("/replay/plan", body).await.text().await.unwrap();
    has(&plan, &["Nothing is queued yet", "Replay 2 records"]);
    assert!(world.stack.jobs(orders).await.is_empty());
    world.stack.push_settings("[orders]\nnote = true\n").await;
    let soon = world.post("/replay/plan", body).await.text().await.unwrap();
    has(&soon, &["The functions use version ", " of the settings from "]);
    let missing = world.post("/replay/plan", "records=order:1:77777").await;
    has(
        &missing.text().await.unwrap(),
        &["ActiveCampaign has no such record", "There is nothing to replay."],
    );
    let applied = world.post("/replay/apply", body).await;
    assert_eq!(applied.status(), StatusCode::SEE_OTHER);
    let applied = world.get(applied.headers()[LOCATION].to_str().unwrap()).await;
    has(&applied, &["2 records are queued", "the tester"]);
    has(
        &world.get("/parked").await,
        &["Newest replays", "2 records, the tester"],
    );
    assert_eq!(world.stack.jobs(orders).await.len(), 2);
    // What the command line says of a cause and of a replay is said here, and the other way round.
    let ledger = world.stack.worker.ledger();
    let known = operations::replay::replays(ledger).await.unwrap();
    assert_eq!((known[0].by.as_str(), known[0].queued), ("the tester", 2));
    let (code, status) = (Code::SKU_UNKNOWN, operations::causes::Status::Acknowledged);
    operations::causes::mark(ledger, code, status, "me", None)
        .await
        .unwrap();
    has(&world.get("/parked").await, &["Acknowledged ", "ago by me"]);
    for body in ["records=", "records=nonsense", ""] {
        assert_eq!(
            world.post("/replay/apply", body).await.status(),
            StatusCode::BAD_REQUEST,
            "{body}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_after_an_order_was_sent_is_parked_until_it_is_settled() {
    let world = World::new("").await;
    world.stack.changed_since_sent("order:1:5001").await;
    has(&world.get("/").await, &["1 record waits for you"]);
    has(
        &world.get("/parked").await,
        &[
            "<code>changed_after_creation</code> 1 waiting",
            "after invoice 12 was created",
            "Already sent: the documents in eAccounting stay as they are.",
            "choose “The document is right”",
        ],
    );
    let page = world.get("/record/order:1:5001").await;
    has(
        &page,
        &[
            "changed since",
            "The document is right",
            "ekobridge parked resolve order:1:5001 --stack shop",
        ],
    );
    let settled = world
        .post("/settle", "record=order:1:5001&because=corrected+by+hand")
        .await;
    assert_eq!(settled.headers()[LOCATION], "/record/order:1:5001");
    let page = world.get("/record/order:1:5001").await;
    has(&page, &["Nothing is left to do."]);
    assert!(!page.contains("The document is right"), "{page}");
    has(&world.get("/parked").await, &["Nothing is parked"]);
    let actions = operations::audit::actions(world.stack.worker.ledger()).await;
    let told = "The difference of order:1:5001 is resolved, because: corrected by hand.";
    assert_eq!(actions.unwrap()[0].what, told);
    // There is nothing more to settle.
    let again = world.post("/settle", "record=order:1:5001").await;
    assert_eq!(again.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_is_held_and_released_from_its_page() {
    let world = World::new("").await;
    world.work(&["5001"]).await;
    let held = world
        .post("/hold", "record=order:1:5001&because=paid+in+cash")
        .await;
    assert_eq!(held.status(), StatusCode::SEE_OTHER);
    has(
        &world.get("/record/order:1:5001").await,
        &[
            "on hold: paid in cash",
            "Release and queue",
            "ekobridge release order:1:5001 --stack shop",
        ],
    );
    has(
        &world.get("/parked").await,
        &["Nothing is parked", "href=\"/holds\""],
    );
    let row = ["href=\"/record/order%3A1%3A5001\"", "paid in cash", "the tester"];
    has(&world.get("/holds").await, &row);
    let released = world.post("/release", "record=order:1:5001").await;
    assert_eq!(released.status(), StatusCode::SEE_OTHER);
    assert_eq!(
        world
            .stack
            .jobs(&world.stack.environment.queues.orders)
            .await
            .len(),
        1
    );
    has(&world.get("/holds").await, &["Nothing is on hold."]);
    let refused = world.post("/hold", "record=order:1:5001&because=").await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    let actions = operations::audit::actions(world.stack.worker.ledger())
        .await
        .unwrap();
    let actions: Vec<&str> = actions.iter().map(|action| action.what.as_str()).collect();
    assert_eq!(
        actions,
        [
            "Released: order:1:5001.",
            "On hold: order:1:5001, because: paid in cash"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_error_page_has_the_menu_a_title_and_what_to_do() {
    let world = World::new("").await;
    let no_record = ["<h1>This is no record</h1>", "A record is named as in"];
    let no_page = ["<h1>There is no such page</h1>", "The menu has all of them."];
    let unreadable = ["<h1>This could not be done</h1>", "Go back, look at the values"];
    let not_found = StatusCode::NOT_FOUND;
    for (method, path, status, told) in [
        (Method::GET, "/record/nonsense", not_found, no_record),
        (Method::GET, "/record/%3Cscript%3E", not_found, no_record),
        (Method::GET, "/record/invoice:x", not_found, no_record),
        (Method::GET, "/record/customer:1000", not_found, no_record),
        (Method::GET, "/record/%FF", StatusCode::BAD_REQUEST, unreadable),
        (Method::GET, "/nothing", not_found, no_page),
        (Method::PUT, "/hold", StatusCode::METHOD_NOT_ALLOWED, no_page),
        (
            Method::POST,
            "/hold",
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            unreadable,
        ),
    ] {
        let request = world.request(method, path).header(ORIGIN, &world.base);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status, "{path}");
        let html = response.text().await.unwrap();
        has(
            &html,
            &["<nav", "href=\"/parked\"", "action=\"/search\"", "</html>"],
        );
        has(&html, &told);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_shows_at_most_a_hundred_items_and_leads_to_the_next() {
    let world = World::new("").await;
    let worker = &world.stack.worker;
    let now = worker.ledger().now();
    let problem = Problem::new(Code::SKU_UNKNOWN, "No article has the SKU X.", "Create it.");
    for number in 0..120 {
        let job = job(JobKind::Order, &format!("order:1:{number}"));
        let ask = ClaimRequest {
            job: Some(&job),
            ..ClaimRequest::default()
        };
        let key = Key::source(&job.source);
        worker.ledger().park_leaseless(&key, ask, &problem).await.unwrap();
        let mut recorder = Recorder::new(&job, now);
        recorder.problem(problem.clone());
        let entry = recorder.finish(Outcome::Parked, now, &Redaction::default());
        worker.journal().put(&entry).await.unwrap();
    }
    for (path, most, next) in [
        ("/activity", 99, "Older of this day"),
        ("/parked", 95, "The next ones"),
    ] {
        let html = world.get(path).await;
        assert_eq!(html.matches("/record/order").count(), most, "{path}");
        let before = &html[..html.find(next).unwrap()];
        let link = before.rsplit("href=\"").next().unwrap();
        let link = link.split('"').next().unwrap().replace("&#38;", "&");
        let rest = world.get(&link).await;
        assert_eq!(rest.matches("/record/order").count(), 120 - most, "{link}");
    }
    has(&world.get("/").await, &["At least 50 records wait for you"]);
}

fn form(fields: &[(&str, &str)]) -> String {
    reqwest::Url::parse_with_params("http://x", fields)
        .unwrap()
        .query()
        .unwrap()
        .to_owned()
}

/// The value of a hidden field.
fn hidden<'a>(html: &'a str, name: &str) -> &'a str {
    let from = html
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap_or_else(|| panic!("{name} is missing in:\n{html}"));
    from.1.split('"').next().unwrap()
}

const IN_FORCE: &str = "[articles]\non_unknown_sku = \"park\"\n";
const DRAFT: &str = "[articles]\non_unknown_sku = \"create\"\n";

impl World {
    async fn settings(&self) -> String {
        let pushed = SettingsDocument::pushed(self.stack.worker.ledger())
            .await
            .unwrap();
        pushed.unwrap().text
    }

    /// The page that a form of the settings page answers.
    async fn settings_page(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let response = self.post(path, &form(fields)).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.text().await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_of_settings_is_checked_compared_and_put_in_force() {
    let world = World::new(IN_FORCE).await;
    let page = world.get("/settings?key=orders.status_filter").await;
    has(&page, &["on_unknown_sku = &#34;park&#34;", "status_filter = "]);
    let base = hidden(&page, "base").to_owned();
    let wrong = [("base", base.as_str()), ("text", "[orders]\ndry_run = 3\n")];
    let page = world.settings_page("/settings/check", &wrong).await;
    has(&page, &["1 mistake", "Line 2, column 11", "dry_run = 3"]);
    assert!(!page.contains("/settings/save"), "what is wrong cannot be saved");
    // A browser posts CRLF.
    let crlf = DRAFT.replace('\n', "\r\n");
    let right = [("base", base.as_str()), ("text", &crlf)];
    let page = world.settings_page("/settings/check", &right).await;
    has(
        &page,
        &[
            "Nothing is wrong with it",
            "<code>articles.on_unknown_sku</code>",
            "&#34;park&#34;",
            "&#34;create&#34;",
            "/settings/save",
        ],
    );
    assert_eq!(world.settings().await, IN_FORCE, "a check changes nothing");
    let checked = hidden(&page, "checked").to_owned();
    let save = [right[0], right[1], ("checked", &checked)];
    let saved = world.post("/settings/save", &form(&save)).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    assert_eq!(world.settings().await, DRAFT);
    let page = world.get(saved.headers()[LOCATION].to_str().unwrap()).await;
    has(&page, &["The settings are in force", "It changes nothing"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_saved_only_as_they_were_shown() {
    let world = World::new(IN_FORCE).await;
    let page = world.get("/settings").await;
    let base = hidden(&page, "base").to_owned();
    let post = |text: &'static str, checked: String| {
        let base = base.clone();
        let world = &world;
        async move {
            let fields = [("base", base.as_str()), ("text", text), ("checked", &checked)];
            world.settings_page("/settings/save", &fields).await
        }
    };
    let fields = [("base", base.as_str()), ("text", DRAFT)];
    let page = world.settings_page("/settings/check", &fields).await;
    let checked = hidden(&page, "checked").to_owned();
    has(
        &post("[orders]\ndry_run = true\n", checked.clone()).await,
        &["The draft has changed since it was checked"],
    );
    has(
        &post("[orders]\ndry_run = 3\n", checked.clone()).await,
        &["1 mistake"],
    );
    assert_eq!(world.settings().await, IN_FORCE);
    // Somebody else pushes other settings meanwhile.
    let other = SettingsDocument {
        text: "[orders]\ndry_run = true\n".to_owned(),
        file: "shop.toml".to_owned(),
    };
    other.push(world.stack.worker.ledger()).await.unwrap();
    has(
        &post(DRAFT, checked).await,
        &["Somebody else has changed the settings", "orders.dry_run"],
    );
    assert_eq!(world.settings().await, other.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_tried_on_an_order_and_writes_nothing() {
    let world = World::new(IN_FORCE).await;
    world.stack.sandbox.activecampaign().add_order(&order("5001"));
    let page = world.get("/settings").await;
    let base = hidden(&page, "base").to_owned();
    let fields = [("base", base.as_str()), ("text", DRAFT), ("record", "5001")];
    let page = world.settings_page("/settings/preview", &fields).await;
    has(
        &page,
        &[
            "What would become of a record: order:1:5001",
            "<strong>parked</strong>",
            "<strong>sent</strong>",
            "ArticleNumber",
        ],
    );
    assert_eq!(world.settings().await, IN_FORCE);
    let key = Key::source(&"order:1:5001".parse().unwrap());
    assert_eq!(world.stack.worker.ledger().get(&key).await.unwrap(), None);
    // The console itself goes on with the settings in force.
    has(&world.get("/record/order:1:5001").await, &["sku_unknown"]);
    let none = [("base", base.as_str()), ("text", DRAFT), ("record", "777777")];
    let page = world.settings_page("/settings/preview", &none).await;
    has(&page, &["Neither ActiveCampaign nor eAccounting"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_script_asks_for_is_a_part_of_a_page() {
    let world = World::new(IN_FORCE).await;
    let part = |path: &'static str, body: String| {
        let world = &world;
        async move {
            let request = world
                .request(Method::POST, path)
                .header(ORIGIN, &world.base)
                .header("hx-request", "true")
                .header("content-type", "application/x-www-form-urlencoded");
            let text = request.body(body).send().await.unwrap().text().await.unwrap();
            assert!(!text.contains("<html"), "{text}");
            text
        }
    };
    has(
        &part("/settings/check", form(&[("text", "a = <script>")])).await,
        &["id=\"checked\"", "mistake"],
    );
    world.work(&["5001"]).await;
    let applied = world.post("/replay/apply", "records=order:1:5001").await;
    let request = world
        .request(Method::GET, applied.headers()[LOCATION].to_str().unwrap())
        .header("hx-request", "true");
    let text = request.send().await.unwrap().text().await.unwrap();
    assert!(!text.contains("<html"), "{text}");
    has(&text, &["id=\"progress\"", "0 of 1 have ended"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_shows_what_becomes_of_its_records_until_all_have_ended() {
    let world = World::new("").await;
    world.work(&["5001", "5002"]).await;
    let body = "records=order:1:5001+order:1:5002";
    let applied = world.post("/replay/apply", body).await;
    let path = applied.headers()[LOCATION].to_str().unwrap();
    let page = world.get(path).await;
    has(&page, &["0 of 2 have ended", &format!("hx-get=\"{path}\"")]);
    let queued = world.stack.jobs(&world.stack.environment.queues.orders).await;
    let work = async |jobs: &[model::Job]| {
        let worker = &world.stack.worker;
        let worked = worker.process_orders(delivery(jobs), Duration::from_secs(80));
        Box::pin(worked).await;
    };
    work(&queued[..1]).await;
    has(&world.get(path).await, &["1 of 2 have ended", "sku_unknown"]);
    work(&queued[1..]).await;
    let page = world.get(path).await;
    has(&page, &["2 of 2 have ended"]);
    assert!(!page.contains("hx-trigger"), "it looks no more");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_is_aborted_and_looks_no_more() {
    let world = World::new("").await;
    world.work(&["5001"]).await;
    let applied = world.post("/replay/apply", "records=order:1:5001").await;
    let path = applied.headers()[LOCATION].to_str().unwrap();
    let page = world.get(path).await;
    let name = hidden(&page, "name").to_owned();
    let aborted = world.post("/replay/abort", &form(&[("name", &name)])).await;
    assert_eq!(aborted.headers()[LOCATION], path);
    let page = world.get(path).await;
    has(
        &page,
        &["1 of 1 have ended", "It was aborted.", "aborted before it began"],
    );
    assert!(!page.contains("hx-trigger"));
    let none = world.post("/replay/abort", "name=nothing-9").await;
    assert_eq!(none.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cause_is_acknowledged_and_opened_again() {
    let world = World::new("").await;
    world.work(&["5001"]).await;
    let mark = async |status: &str| {
        let fields = [("code", "sku_unknown"), ("status", status)];
        let marked = world.post("/parked/mark", &form(&fields)).await;
        assert_eq!(marked.headers()[LOCATION], "/parked", "{status}");
        world.get("/parked").await
    };
    has(
        &mark("acknowledged").await,
        &["Acknowledged ", " ago by the tester.", "Open again"],
    );
    assert!(!mark("open").await.contains("by the tester"));
    let because = [
        ("code", "sku_unknown"),
        ("status", "acknowledged"),
        ("because", " the articles come tonight "),
    ];
    world.post("/parked/mark", &form(&because)).await;
    let reason = "Reason: the articles come tonight";
    has(&world.get("/parked").await, &[reason, "name=\"because\""]);
    let named = [because[0], because[1], ("because", "anna@example.com is on it")];
    let named = world.post("/parked/mark", &form(&named)).await;
    assert_eq!(named.status(), StatusCode::BAD_REQUEST);
    has(&world.get("/parked").await, &[reason]);
    let wrong = [("code", "sku_unknown"), ("status", "nonsense")];
    let refused = world.post("/parked/mark", &form(&wrong)).await;
    assert!(refused.status().is_client_error());
    world.work(&["5002"]).await;
    let open = "Open again, because more was parked since. Acknowledged ";
    has(&world.get("/parked").await, &[open, reason]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_systems_are_compared_on_a_page_and_as_a_file() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"\n").await;
    world.work(&["5001"]).await;
    world.stack.sandbox.activecampaign().add_order(&order("5002"));
    has(&world.get("/").await, &["s last result", "none so far"]);
    has(&world.get("/reconciliation").await, &["name=\"since\""]);
    let fields = [("since", "2020-01-01"), ("until", "")];
    let page = world.settings_page("/reconciliation", &fields).await;
    has(
        &page,
        &[
            "1 of 2 orders agree.",
            "Missing in eAccounting (1)",
            "<a href=\"/record/order:1:5002\"><code>order:1:5002</code></a>",
            "ekobridge replay order:1:5002 --stack shop",
        ],
    );
    assert!(!page.contains("anna.lind"), "it shows nobody");
    has(
        &world.get("/").await,
        &[
            "1 of 2 sales agreed, 1 did not, ",
            "The systems disagree: 1 by the last reconciliation.",
        ],
    );
    let fields = [fields[0], fields[1], ("form", "csv")];
    let file = world.post("/reconciliation", &form(&fields)).await;
    assert_eq!(file.headers()["content-type"], "text/csv; charset=utf-8");
    has(&file.text().await.unwrap(), &["order:1:5002"]);
    for since in ["", "yesterday", "2999-01-01"] {
        let refused = world.post("/reconciliation", &form(&[("since", since)])).await;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{since}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_in_the_language_of_the_browser() {
    let world = World::new("").await;
    world.work(&["5001"]).await;
    for (accepted, language, words) in [
        ("sv-SE,sv;q=0.9", "sv", "1 post väntar på dig."),
        ("nb", "nb", "1 post venter på deg."),
        ("nl", "nl", "1 record wacht op je."),
        ("fi", "fi", "1 tietue odottaa sinua."),
        ("es", "es", "1 registro le espera."),
        ("de", "en", "1 record waits for you."),
    ] {
        let request = world
            .request(Method::GET, "/")
            .header("accept-language", accepted);
        let html = request.send().await.unwrap().text().await.unwrap();
        has(&html, &[&format!("<html lang=\"{language}\">"), words]);
        // Whoever is not let in reads it in their language too.
        let outside = world.client.get(format!("{}/", world.base));
        let outside = outside.header("accept-language", accepted).send().await.unwrap();
        has(
            &outside.text().await.unwrap(),
            &[&format!("<html lang=\"{language}\">")],
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn causes_answers_and_remedies_are_in_the_readers_language() {
    let world = World::new("").await;
    world.work(&["5001"]).await;
    let get = async |path: &str| {
        let request = world.request(Method::GET, path).header("accept-language", "sv");
        request.send().await.unwrap().text().await.unwrap()
    };
    let cause = "Ingen artikel i eAccounting har produktens artikelnummer (SKU)";
    let what = "har artikelnumret (SKU) VASE, och ingen artikel i eAccounting har det numret.";
    let remedy = "→ Skapa artikel VASE i eAccounting, eller ange";
    let parked = get("/parked").await;
    has(&parked, &[cause, what, remedy]);
    let record = get("/record/order:1:5001").await;
    has(&record, &["Order 5001 väntar på dig.", cause, what, remedy]);
    let activity = get("/activity").await;
    has(&activity, &[what]);
    // The English of what happened is nowhere.
    for page in [parked, record, activity] {
        assert!(
            !page.contains("no article in eAccounting has that number"),
            "{page}"
        );
        assert!(!page.contains("Create article VASE"), "{page}");
    }
    // English has the problem's own remedy, which names the article, and no second one.
    let english = world.get("/parked").await;
    has(
        &english,
        &["No article in eAccounting has the product", "Create article VASE"],
    );
    assert!(
        !english.contains("Create the article in eAccounting, or set"),
        "{english}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn each_save_is_a_version_and_an_older_one_is_put_in_force_again() {
    let world = World::new(IN_FORCE).await;
    let save = async |page: &str, text: &str, version: &str| {
        let base = hidden(page, "base").to_owned();
        let fields = [("base", base.as_str()), ("text", text)];
        let page = world.settings_page("/settings/check", &fields).await;
        let checked = hidden(&page, "checked").to_owned();
        let fields = [fields[0], fields[1], ("checked", &checked), ("version", version)];
        let saved = world.post("/settings/save", &form(&fields)).await;
        assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    };
    save(&world.get("/settings").await, DRAFT, "").await;
    let page = world.get("/settings?version=1").await;
    has(
        &page,
        &[
            "This is version 1",
            "on_unknown_sku = &#34;park&#34;",
            "the tester",
        ],
    );
    save(&page, IN_FORCE, "1").await;
    assert_eq!(world.settings().await, IN_FORCE);
    has(
        &world.get("/settings").await,
        &["Version 3", "rollback to version 1"],
    );
    let swedish = world.request(Method::GET, "/settings");
    let swedish = swedish.header("accept-language", "sv").send().await.unwrap();
    let swedish = swedish.text().await.unwrap();
    has(&swedish, &["Version 3", "återgång till version 1"]);
    assert!(!swedish.contains("rollback to version"), "{swedish}");
    let done = operations::audit::actions(world.stack.worker.ledger())
        .await
        .unwrap();
    assert!(done.iter().any(|action| action.by == "the tester"), "{done:?}");
    let none = world
        .request(Method::GET, "/settings?version=99")
        .send()
        .await
        .unwrap();
    assert_eq!(none.status(), StatusCode::BAD_REQUEST);
}

/// A plan that `ekobridge replay` has kept, by its name.
async fn planned(world: &World, records: &[&str]) -> String {
    use operations::replay::{Selection, plan, save};

    let worker = &world.stack.worker;
    let sources = records.iter().map(|record| record.parse().unwrap()).collect();
    let now = worker.ledger().now();
    let plan = plan(worker, Selection::Records(sources), false, now)
        .await
        .unwrap();
    save(worker, &plan, "me").await.unwrap().name
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_that_is_only_planned_says_so_and_is_carried_out() {
    let world = World::new("").await;
    world.work(&["5001", "5002"]).await;
    let orders = &world.stack.environment.queues.orders;
    let name = planned(&world, &["order:1:5001", "order:1:5002"]).await;
    let path = format!("/replay/{name}");
    let page = world.get(&path).await;
    let says = "Planned: nothing is queued yet.";
    has(&page, &[says, ">planned<", ">Carry out<", ">Abort<"]);
    assert!(
        !page.contains("are queued") && !page.contains(">queued<"),
        "{page}"
    );
    has(&world.get("/parked").await, &["2 records, me", says]);
    assert!(world.stack.jobs(orders).await.is_empty());
    let started = world.post("/replay/start", &form(&[("name", &name)])).await;
    assert_eq!(started.headers()[LOCATION], path.as_str());
    has(
        &world.get(&path).await,
        &["2 records are queued.", "0 of 2 have ended"],
    );
    assert!(!world.get("/parked").await.contains(says));
    assert_eq!(world.stack.jobs(orders).await.len(), 2);
    let again = world.post("/replay/start", &form(&[("name", &name)])).await;
    assert_eq!(again.status(), StatusCode::BAD_REQUEST);
    let dropped = planned(&world, &["order:1:5001"]).await;
    let aborted = world.post("/replay/abort", &form(&[("name", &dropped)])).await;
    let page = world.get(aborted.headers()[LOCATION].to_str().unwrap()).await;
    has(
        &page,
        &[
            "0 records are queued.",
            "It was aborted.",
            "aborted before it began",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_of_an_order_that_was_parked_are_prepared_and_not_sent() {
    let world = World::new("").await;
    world.work(&["5001"]).await;
    let html = world.get("/record/order:1:5001").await;
    has(
        &html,
        &[
            ">Prepared, not sent</th>",
            "Prepared, not sent: as the last attempt had it",
        ],
    );
    assert!(!html.contains(">Sent</th>"), "{html}");
    let world = World::new("[articles]\non_unknown_sku = \"create\"\n").await;
    world.work(&["5001"]).await;
    let html = world.get("/record/order:1:5001").await;
    has(&html, &[">Sent</th>"]);
    assert!(!html.contains("Prepared, not sent"), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_parked_order_shows_its_lines_and_its_buyer_below_the_cause() {
    let world = World::new("").await;
    world.work(&["5001"]).await;
    let html = world.get("/record/order:1:5001").await;
    has(
        &html,
        &[
            "<h2>What was ordered</h2>",
            "<dt>Buyer</dt><dd translate=\"no\">",
            "anna.lind@example.com",
            "Lines as the shop has them",
            "data-label=\"SKU\" translate=\"no\">VASE</td>",
            "data-label=\"Price\">299.00</td>",
            "bad\" data-label=\"Article in eAccounting\">none</td>",
        ],
    );
    let (cause, lines) = (html.find("sku_unknown"), html.find("What was ordered"));
    assert!(cause < lines, "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_eaccounting_rounds_stands_on_a_line_of_its_own() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"\n").await;
    world.stack.sandbox.activecampaign().add_order(&OrderSeed {
        lines: vec![LineSeed::new("VASE", "Vase", 1, "299.40".parse().unwrap())],
        ..order("5001")
    });
    let html = world.get("/record/order:1:5001").await;
    has(
        &html,
        &[
            "<th scope=\"row\">Rounding</th><td class=\"n\"></td><td class=\"n\" data-label=\"eAccounting\">-0.40</td>",
            "<th scope=\"row\">To be paid</th><td class=\"n\"></td><td class=\"n\" data-label=\"eAccounting\">299.00</td>",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_replay_says_what_a_code_means_and_what_to_do() {
    let world = World::new("").await;
    world.work(&["5001"]).await;
    let applied = world.post("/replay/apply", "records=order:1:5001").await;
    let page = applied.headers()[LOCATION].to_str().unwrap().to_owned();
    let orders = &world.stack.environment.queues.orders;
    let queued = world.stack.jobs(orders).await;
    let worker = &world.stack.worker;
    Box::pin(worker.process_orders(delivery(&queued), Duration::from_secs(80))).await;
    has(
        &world.get(&page).await,
        &[
            "No article in eAccounting has the product&#39;s SKU <code>sku_unknown</code>",
            "→ Create the article in eAccounting, or set <code>articles.on_unknown_sku</code>",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_is_tried_on_an_order_that_was_sent_says_so_and_shows_what_it_would_give() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"\n").await;
    world.work(&["5001"]).await;
    let draft = "[articles]\non_unknown_sku = \"create\"\n[mapping.order]\nYourReference = \"'Web ' & order.number\"\n";
    let fields = [("text", draft), ("record", "order:1:5001"), ("base", "")];
    let page = world.settings_page("/settings/preview", &fields).await;
    has(
        &page,
        &[
            "It was sent already",
            "<td class=\"name\" translate=\"no\">YourReference</td>",
            "Web ",
        ],
    );
    assert!(!page.contains("This draft changes nothing"), "{page}");
    // A setting that changes no field, but what is done.
    let draft = "[articles]\non_unknown_sku = \"create\"\n[orders]\ndocument = \"order-invoiced\"\n";
    let fields = [("text", draft), ("record", "order:1:5001"), ("base", "")];
    let page = world.settings_page("/settings/preview", &fields).await;
    has(
        &page,
        &["It was sent already", "What would be written", "convert"],
    );
    assert!(!page.contains("This draft changes nothing"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lines_of_the_editor_have_numbers_and_room_for_more() {
    let world = World::new("[orders]\ndry_run = true\n").await;
    let html = world.get("/settings").await;
    has(
        &html,
        &[
            "<div class=\"numbers\" aria-hidden=\"true\"><pre>1\n2\n3\n",
            "\n502</pre></div>",
            "<textarea id=\"text\" name=\"text\" rows=\"22\"",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_for_as_a_code_and_is_none_is_told() {
    let world = World::new("").await;
    let wrong = world.get("/activity?code=foo").await;
    has(&wrong, &["“foo” is no error code"]);
    let right = world.get("/activity?code=sku_unknown").await;
    assert!(!right.contains("is no error code"), "{right}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_was_sent_shows_no_new_document() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"\n").await;
    world.work(&["5001"]).await;
    let html = world.get("/record/order:1:5001").await;
    has(
        &html,
        &[
            ">Sent</th>",
            "is not sent again",
            "What it would come to now",
            "<dt>The shop&#39;s prices</dt>",
            "<caption>Rows: prices and amounts in SEK with VAT</caption>",
            "<caption>Totals in SEK</caption>",
            "✓ the same",
            // A row's price, which is as it was sent, and what is not compared.
            "translate=\"no\">299</td><td class=\"wrap\" data-label=\"Now\" translate=\"no\">299</td>",
            "<span class=\"quiet\">not compared</span>",
        ],
    );
    assert!(
        !html.contains("data-label=\"Now\" translate=\"no\"></td>"),
        "nothing looks as if it were empty now: {html}"
    );
    for frightening in ["class=\"calls\"", "class=\"differs\"", "What stands in the way"] {
        assert!(!html.contains(frightening), "{frightening}:\n{html}");
    }
    // The buyer has moved, and the price is another.
    let mut changed = order("5001");
    changed.billing.city = "Uppsala".to_owned();
    changed.lines = vec![LineSeed::new("VASE", MARKUP, 1, "301".parse().unwrap())];
    world.stack.sandbox.activecampaign().add_order(&changed);
    let html = world.get("/record/order:1:5001").await;
    has(
        &html,
        &[
            "changed since",
            "class=\"differs\"",
            "Uppsala",
            "Göteborg",
            "translate=\"no\">299</td><td class=\"wrap\" data-label=\"Now\" translate=\"no\">301</td>",
        ],
    );
    assert!(!html.contains("class=\"calls\""), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refunded_order_shows_its_documents_with_their_totals() {
    let world = World::new(
        "[articles]\non_unknown_sku = \"create\"\n[orders]\ndocument = \"invoice\"\non_cancel = \"credit\"\n",
    )
    .await;
    world.work(&["5001"]).await;
    let mut refunded = order("5001");
    refunded.status = "REFUNDED".to_owned();
    world.stack.sandbox.activecampaign().add_order(&refunded);
    let worker = &world.stack.worker;
    let source = "order:1:5001".parse().unwrap();
    let jobs = [why::replay_job(JobKind::Order, &source, Timestamp::now())];
    Box::pin(worker.process_orders(delivery(&jobs), Duration::from_secs(80))).await;
    let html = world.get("/record/order:1:5001").await;
    has(
        &html,
        &[
            "<dd>invoice draft of order 5001: booked as invoice 1",
            "<dd>invoice 1: 299.00 SEK, ",
            "<dd>credit invoice draft of order 5001: booked as credit invoice 2",
            "<dd>credit invoice 2: -299.00 SEK, ",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cause_that_is_ignored_is_counted_apart_and_opened_again() {
    let world = World::new("").await;
    world.work(&["5001"]).await;
    let mark = async |status: &str| {
        let fields = [("code", "sku_unknown"), ("status", status)];
        world.post("/parked/mark", &form(&fields)).await;
        world.get("/parked").await
    };
    for status in ["ignored", "resolved"] {
        let page = mark(status).await;
        has(&page, &["1 more is ignored or resolved.", "Open again"]);
        for none in ["1 waiting", "1 on this page", "Nothing is parked"] {
            assert!(!page.contains(none), "{none} in:\n{page}");
        }
        assert!(!world.get("/").await.contains("waits for you"), "{status}");
    }
    has(&mark("open").await, &["1 waiting"]);
    has(&world.get("/").await, &["1 record waits for you."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_comparison_is_shown_with_its_days_and_records() {
    let world = World::new("[articles]\non_unknown_sku = \"create\"\n").await;
    world.stack.know_country("SE").await;
    world.work(&["5001"]).await;
    assert!(!world.get("/reconciliation").await.contains("last result"));
    world.stack.sandbox.activecampaign().add_order(&order("5002"));
    let fields = [("since", "2020-01-01"), ("until", "")];
    world.settings_page("/reconciliation", &fields).await;
    let overview = world.get("/").await;
    let (_, rest) = overview.split_once("href=\"/reconciliation?").unwrap();
    let (query, _) = rest.split_once('"').unwrap();
    let page = world
        .get(&format!("/reconciliation?{}", query.replace("&#38;", "&")))
        .await;
    let zone = model::company_zone(model::CountryCode::SE);
    let today = world
        .stack
        .worker
        .ledger()
        .now()
        .to_zoned_datetime(zone.clone())
        .date();
    has(
        &page,
        &[
            "name=\"since\" value=\"2020-01-01\"",
            &format!("name=\"until\" value=\"{today}\""),
            "1 of 2 sales agreed, 1 did not, ",
            "/record/order%3A1%3A5002",
            "Missing in eAccounting",
        ],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_in_texts_are_shown_as_code() {
    let outside = World::outside("").await;
    for path in ["/", "/enter?token=0123"] {
        let url = format!("{}{path}", outside.base);
        let html = outside
            .client
            .get(url)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        has(&html, &["<code>ekobridge console</code>"]);
        assert!(!html.contains('`'), "{html}");
    }
    let world = outside.entered().await;
    world.work(&["5001"]).await;
    for path in ["/", "/parked", "/activity", "/record/order:1:5001", "/nothing"] {
        let html = world.request(Method::GET, path).send().await.unwrap();
        let html = html.text().await.unwrap();
        assert!(!html.contains('`'), "{path}:\n{html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn activity_tells_no_rest_where_nothing_is_left_out() {
    let world = World::new("").await;
    world.stack.know_country("SE").await;
    // Yesterday morning alone: nothing is in the part of that day that belongs to the UTC day before.
    let day = world.yesterday();
    let at = day
        .to_datetime(time(9, 30, 0, 0))
        .to_zoned_datetime(TimeZone::UTC)
        .unwrap();
    world.done("order:1:1", at.timestamp()).await;
    // What an older version may have left of the UTC day before would be a fourth query, so the first page leads there.
    let html = world.get(&format!("/activity?day={day}")).await;
    has(&html, &["/record/order%3A1%3A1\"", "Older of this day"]);
    // That this version's index alone has entries is known then.
    let html = world.get(&format!("/activity?day={day}")).await;
    has(&html, &["/record/order%3A1%3A1\""]);
    for none in ["entries that this page has read", "Older of this day"] {
        assert!(!html.contains(none), "{none} in:\n{html}");
    }
    let html = world.get(&format!("/activity?day={day}&outcome=parked")).await;
    has(&html, &["0 of the 1 entries that this page has read"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn times_are_in_the_companys_zone_which_each_page_names_once() {
    let world = World::new("").await;
    world.work(&["5001"]).await;
    let worker = &world.stack.worker;
    world.stack.know_country("FI").await;
    let zone = model::company_zone(model::CountryCode::FI);
    let now = worker.ledger().now();
    let name = now.to_zoned_datetime(zone.clone()).strftime("%Z").to_string();
    let parked = worker
        .ledger()
        .get(&Key::source(&"order:1:5001".parse().unwrap()))
        .await;
    let at = parked
        .unwrap()
        .unwrap()
        .updated_at
        .to_zoned_datetime(zone.clone());
    let hour = at.strftime("%Y-%m-%d %H:").to_string();
    for path in [
        "/",
        "/activity",
        "/parked",
        "/record/order:1:5001",
        "/reconciliation",
        "/settings",
    ] {
        let html = world.get(path).await;
        assert_eq!(html.matches(&name).count(), 1, "{path}:\n{html}");
    }
    let activity = format!("/activity?day={}", at.date());
    for path in ["/", &activity, "/record/order:1:5001"] {
        has(&world.get(path).await, &[&hour]);
    }
}
