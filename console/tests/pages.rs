//! Pages and guards over HTTP, on a whole deployment in memory.

#![allow(
    clippy::unwrap_used,
    clippy::large_futures,
    reason = "a test fails by panicking, and may take what stack it needs"
)]

use std::sync::Arc;
use std::time::Duration;

use aws::{SettingsDocument, WorkerBuilder};
use devstack::testing::{IdleStack, delivery, job};
use journal::{Outcome, Recorder, Redaction};
use ledger::{ClaimRequest, Key};
use model::{Code, JobKind, Problem, Source};
use reqwest::header::{COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use sandbox::activecampaign::{AddressSeed, LineSeed, OrderSeed};
use web_console::{Console, Options};

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
        billing: AddressSeed {
            first_name: "Anna".to_owned(),
            last_name: "Lind".to_owned(),
            address1: "Storgatan 1".to_owned(),
            postal: "411 38".to_owned(),
            city: "Göteborg".to_owned(),
            country: "SE".to_owned(),
            ..AddressSeed::default()
        },
        ..OrderSeed::default()
    }
}

impl World {
    async fn outside(settings: &str) -> Self {
        let stack = IdleStack::new().await;
        let document = SettingsDocument {
            text: settings.to_owned(),
            file: "shop.toml".to_owned(),
        };
        document.push(stack.worker.ledger()).await.unwrap();
        let worker = WorkerBuilder::new(stack.environment.clone(), stack.sdk.clone()).build();
        let options = Options {
            worker: Arc::new(worker),
            name: "the test".to_owned(),
            command_suffix: " --stack shop".to_owned(),
            sandbox: None,
            schedule: "never".to_owned(),
            operator: "the tester".to_owned(),
        };
        let console = Console::bind("127.0.0.1:0".parse().unwrap(), options)
            .await
            .unwrap();
        let (base, entrance) = (format!("http://{}", console.address()), console.url());
        tokio::spawn(console.serve());
        Self {
            stack,
            client: Client::builder().redirect(Policy::none()).build().unwrap(),
            base,
            entrance,
            cookie: String::new(),
        }
    }

    async fn new(settings: &str) -> Self {
        let mut world = Self::outside(settings).await;
        let entered = world.client.get(&world.entrance).send().await.unwrap();
        assert_eq!(entered.status(), StatusCode::OK);
        let cookie = entered.headers()[SET_COOKIE].to_str().unwrap();
        for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
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

const PAGES: [&str; 4] = ["/", "/activity", "/parked", "/record/order:1:5001"];

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
            assert!(!response.text().await.unwrap().contains("the test"));
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
    for path in ["/search", "/hold", "/release", "/replay/plan", "/replay/apply"] {
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
async fn every_answer_forbids_scripts_frames_and_keeping() {
    let world = World::new("").await;
    for path in ["/", "/style.css", "/nothing", "/enter?token=x"] {
        let response = world.request(Method::GET, path).send().await.unwrap();
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        assert!(
            header("content-security-policy").contains("default-src 'none'"),
            "{path}"
        );
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("x-frame-options"), "DENY", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_console_listens_on_this_machine_alone() {
    let world = World::outside("").await;
    let worker = WorkerBuilder::new(world.stack.environment.clone(), world.stack.sdk.clone()).build();
    let options = Options {
        worker: Arc::new(worker),
        name: String::new(),
        command_suffix: String::new(),
        sandbox: None,
        schedule: String::new(),
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
            "To eAccounting, 30 days",
            "<svg",
            "sku_unknown",
            "answers, and accepts the connection",
        ],
    );
    assert!(!html.contains("anna.lind"), "the overview shows nobody");
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
    has(&listed, &["/record/order%3A1%3A5001", "/record/contact"]);
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
async fn activity_is_filtered_by_outcome_cause_direction_record_and_code() {
    let world = World::new("").await;
    world.work(&["5001", "5002"]).await;
    let rows = |html: &str| html.matches("/record/order").count();
    assert_eq!(rows(&world.get("/activity").await), 2);
    for (query, count) in [
        ("outcome=parked", 2),
        ("outcome=sent", 0),
        ("cause=webhook", 2),
        ("cause=replay", 0),
        ("direction=eaccounting", 2),
        ("direction=activecampaign", 0),
        ("code=sku_unknown", 2),
        ("code=crashed", 0),
        ("record=order:1:5001", 1),
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
async fn parked_jobs_are_replayed_by_cause_as_plan_then_apply() {
    let world = World::new("").await;
    world.work(&["5001", "5002"]).await;
    let orders = &world.stack.environment.queues.orders;
    has(
        &world.get("/parked").await,
        &[
            "<code>sku_unknown</code> 2 waiting",
            "articles.on_unknown_sku",
            "Plan a replay of these 2",
        ],
    );
    let body = "records=order:1:5001+order:1:5002";
    let plan = world.post("/replay/plan", body).await.text().await.unwrap();
    has(&plan, &["Nothing is queued yet", "Replay 2 records"]);
    assert!(world.stack.jobs(orders).await.is_empty());
    let applied = world.post("/replay/apply", body).await.text().await.unwrap();
    has(&applied, &["2 records are queued"]);
    assert_eq!(world.stack.jobs(orders).await.len(), 2);
    for body in ["records=", "records=nonsense", ""] {
        assert_eq!(
            world.post("/replay/apply", body).await.status(),
            StatusCode::BAD_REQUEST,
            "{body}"
        );
    }
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
    has(&world.get("/parked").await, &["Nothing is parked"]);
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
    let refused = world.post("/hold", "record=order:1:5001&because=").await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_record_and_no_page_is_said_so() {
    let world = World::new("").await;
    for path in ["/record/nonsense", "/record/%3Cscript%3E", "/settings"] {
        let response = world.request(Method::GET, path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
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
    for (path, next) in [("/activity", "Older of this day"), ("/parked", "The next ones")] {
        let html = world.get(path).await;
        assert_eq!(html.matches("/record/order").count(), 100, "{path}");
        let before = &html[..html.find(next).unwrap()];
        let link = before.rsplit("href=\"").next().unwrap();
        let link = link.split('"').next().unwrap().replace("&#38;", "&");
        let rest = world.get(&link).await;
        assert_eq!(rest.matches("/record/order").count(), 20, "{link}");
    }
    has(&world.get("/").await, &["at least 50 records wait for you"]);
}
