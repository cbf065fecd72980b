//! A backlog through the real flows, clients and rate limiter, against both vendors with their real limits. Everything
//! runs in this process with simulated time.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws::{DistributedRateLimiter, Limits, Priority};
use axum::body::{Body, to_bytes};
use eaccounting::oauth::OAuthClient;
use eaccounting::tokens::{Grant, MemoryTokenStore, TokenStore};
use engine::{Alert, Alerts, Delivery, JobOutcome, NoopObserver, Ports, Queue};
use flows::{CompiledSettings, Services, Worker};
use futures::future::{BoxFuture, join_all};
use jiff::Timestamp;
use ledger::{Ledger, MemoryStore, Store};
use model::{Cause, Clock, Code, Job, JobKind, Problem, Source};
use sandbox::activecampaign::{AddressSeed, LineSeed, OrderSeed};
use sandbox::{Action, Fault, Options, Sandbox, Vendor};
use secrecy::SecretString;
use serde_json::json;
use settings::Settings;
use tokio::time::Instant;
use tower::ServiceExt;
use transport::{Pace, RateLimiter, Request, Response, RetryPolicy, SendError, Transport, UrlPolicy};
use url::Position;

const ORDERS: usize = 300;
/// The values in the template: processes for the bulk queue, and concurrent records in each.
const PROCESSES: usize = 3;
const AT_ONCE: usize = 4;

/// A clock that follows tokio's time.
struct Tokio(Instant);

impl Clock for Tokio {
    fn now(&self) -> Timestamp {
        let start: Timestamp = "2026-11-23T09:00:00Z".parse().unwrap();
        start + self.0.elapsed()
    }
}

/// Sends requests to the sandbox, with the vendors' latency.
struct Wire(axum::Router);

impl Transport for Wire {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(10)).await;
            let mut incoming = http::Request::builder()
                .method(request.method)
                .uri(&request.url[Position::BeforePath..])
                .header(http::header::HOST, "sandbox.test");
            incoming.headers_mut().unwrap().extend(request.headers);
            let incoming = incoming
                .body(request.body.map_or_else(Body::empty, Body::from))
                .unwrap();
            let Ok(outgoing) = self.0.clone().oneshot(incoming).await;
            let (parts, body) = outgoing.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            tokio::time::sleep(Duration::from_millis(140)).await;
            Ok(Response {
                status: parts.status,
                headers: parts.headers,
                body,
            })
        })
    }
}

struct Nobody;

impl Alerts for Nobody {
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        panic!("nothing is wrong: {alert:?}")
    }
}

impl Queue for Nobody {
    fn send<'a>(&'a self, jobs: &'a [Job]) -> BoxFuture<'a, Result<(), Problem>> {
        panic!("orders queue nothing: {jobs:?}")
    }
}

struct World {
    sandbox: Sandbox,
    clock: Arc<Tokio>,
    store: Arc<dyn Store>,
    plan: Arc<CompiledSettings>,
    tokens: Arc<MemoryTokenStore>,
}

impl World {
    fn new() -> Self {
        let clock = Arc::new(Tokio(Instant::now()));
        let time = Arc::clone(&clock);
        let sandbox = Sandbox::new(Options {
            clock: Arc::new(move || time.now()),
            log_capacity: 20 * ORDERS,
            ..Options::default()
        });
        let credentials = sandbox.core().options().credentials.clone();
        let client = OAuthClient {
            id: credentials.client_id,
            secret: SecretString::from(credentials.client_secret),
        };
        let grant = Grant::new(client, SecretString::from(credentials.refresh_token));
        let books = sandbox.eaccounting();
        let coding = books
            .records("articleaccountcodings")
            .into_iter()
            .find(|coding| coding["VatRate"] == "25%" && coding["Type"] == "Goods")
            .unwrap();
        let article = json!({"Number": "LAMP", "Name": "Desk lamp", "CodingId": coding["Id"]});
        books.add_article(article).unwrap();
        let settings = Settings::parse("", "test.toml").unwrap();
        Self {
            tokens: Arc::new(MemoryTokenStore::new(grant, clock.clone())),
            sandbox,
            clock,
            store: Arc::new(MemoryStore::new()),
            plan: Arc::new(CompiledSettings::new(settings).unwrap()),
        }
    }

    /// Another process: its own clients, caches and rate limiter.
    fn process(&self, name: &str) -> Arc<Worker> {
        let clock = || Arc::clone(&self.clock) as Arc<dyn Clock>;
        let transport: Arc<dyn Transport> = Arc::new(Wire(self.sandbox.router()));
        let pacer = Arc::new(DistributedRateLimiter::new(
            self.store.clone(),
            clock(),
            Limits::default(),
        ));
        let activecampaign = activecampaign::Client::new(
            activecampaign::Config {
                url: "http://sandbox.test/activecampaign".parse().unwrap(),
                api_key: SecretString::from(self.sandbox.core().options().credentials.api_key.clone()),
                vendor_urls: UrlPolicy::Any,
            },
            Arc::clone(&transport),
            pacer.clone(),
            clock(),
            RetryPolicy::default(),
        );
        let eaccounting = eaccounting::Client::new(
            eaccounting::Config {
                api_url: "http://sandbox.test/eaccounting/v2".parse().unwrap(),
                identity_url: "http://sandbox.test/identity".parse().unwrap(),
                vendor_urls: UrlPolicy::Any,
            },
            Arc::clone(&self.tokens) as Arc<dyn TokenStore>,
            transport,
            pacer,
            clock(),
            RetryPolicy::default(),
        );
        let ports = Ports {
            ledger: Ledger::new(Arc::clone(&self.store), clock(), name, Duration::from_secs(120)),
            journal: Arc::new(journal::MemoryStore::new(clock())),
            queue: Arc::new(Nobody),
            alerts: Arc::new(Nobody),
            observer: Arc::new(NoopObserver),
            clock: clock(),
            jitter: Arc::new(|| 0.5),
            salt: "salt".to_owned(),
        };
        let services = Services::new(activecampaign.unwrap(), eaccounting.unwrap());
        Arc::new(flows::worker(ports, services, Arc::clone(&self.plan)))
    }

    /// A new order of a customer who exists in eAccounting.
    fn order(&self, number: usize, cause: Cause) -> Job {
        let email = format!("person{number}@example.com");
        let address = AddressSeed {
            first_name: "Anna".to_owned(),
            last_name: format!("Lind {number}"),
            address1: "Storgatan 1".to_owned(),
            postal: "111 22".to_owned(),
            city: "Stockholm".to_owned(),
            country: "SE".to_owned(),
            ..AddressSeed::default()
        };
        let customer = json!({
            "Name": format!("Anna Lind {number}"), "EmailAddress": email, "InvoiceAddress1": "Storgatan 1",
            "InvoicePostalCode": "111 22", "InvoiceCity": "Stockholm", "InvoiceCountryCode": "SE",
        });
        self.sandbox.eaccounting().add_customer(customer).unwrap();
        let key = self.sandbox.activecampaign().add_order(&OrderSeed {
            id: number.to_string(),
            number: format!("N{number}"),
            email,
            lines: vec![LineSeed::new("LAMP", "Desk lamp", 1, "799".parse().unwrap())],
            billing: address.clone(),
            delivery: address,
            ..OrderSeed::default()
        });
        let source = Source::Order {
            connection: key.connection.to_string(),
            order: key.order,
        };
        Job {
            kind: JobKind::Order,
            key: source.to_string(),
            source,
            cause,
            first_seen: self.clock.now(),
            version: None,
        }
    }
}

async fn take(worker: &Worker, job: &Job, urgency: Priority) {
    let delivery = Delivery {
        receive_count: 1,
        remaining: Duration::from_secs(90),
    };
    let work = Box::pin(worker.handle(job, delivery));
    let verdict = DistributedRateLimiter::with_priority(urgency, work).await;
    assert!(matches!(verdict, JobOutcome::Done { .. }), "{verdict:?}");
}

#[tokio::test(start_paused = true)]
async fn a_backlog_uses_95_percent_of_the_limit_and_lets_a_live_order_pass() {
    let world = World::new();
    let jobs: VecDeque<Job> = (0..ORDERS)
        .map(|number| world.order(number, Cause::Backfill))
        .collect();
    let live = world.order(ORDERS, Cause::Webhook);
    world.sandbox.reset_log();
    let (queue, done) = (Mutex::new(jobs), Mutex::new(0_usize));
    let workers = (0..PROCESSES).map(|number| {
        let worker = world.process(&format!("backlog {number}"));
        let (queue, done) = (&queue, &done);
        async move {
            let one_by_one = (0..AT_ONCE).map(|_| async {
                loop {
                    let next = queue.lock().unwrap().pop_front();
                    let Some(job) = next else { return };
                    take(&worker, &job, Priority::Bulk).await;
                    *done.lock().unwrap() += 1;
                }
            });
            join_all(one_by_one).await;
        }
    });
    let passed = async {
        let worker = world.process("live");
        tokio::time::sleep(Duration::from_secs(30)).await;
        let before = *done.lock().unwrap();
        assert!((ORDERS / 4..ORDERS * 3 / 4).contains(&before), "{before}");
        take(&worker, &live, Priority::Interactive).await;
        *done.lock().unwrap() - before
    };
    let (_, passed) = Box::pin(futures::future::join(join_all(workers), passed)).await;
    let calls = world.sandbox.requests();
    let refused = calls.iter().filter(|call| call.status == Some(429)).count();
    assert_eq!(refused, 0);
    // An order calls ActiveCampaign once, and at most five calls a second are allowed, so this limit binds. Each
    // process makes one more call, for the stores behind the connections.
    let to_activecampaign: Vec<Timestamp> = calls
        .iter()
        .filter(|call| call.vendor == Vendor::ActiveCampaign)
        .map(|call| call.at)
        .collect();
    assert_eq!(to_activecampaign.len(), ORDERS + 1 + PROCESSES + 1);
    let (first, last) = (
        to_activecampaign[0],
        to_activecampaign[to_activecampaign.len() - 1],
    );
    let possible = last.duration_since(first).as_millis() * 5 / 1_000;
    let used = i128::try_from(to_activecampaign.len() - 1).unwrap() * 1_000 / possible;
    assert!(used >= 950, "{used} thousandths of the limit");
    let created = world.sandbox.eaccounting().records("orders");
    let references: BTreeSet<_> = created
        .iter()
        .map(|order| order["BuyersOrderReference"].as_str())
        .collect();
    assert_eq!(
        (created.len(), references.len()),
        (ORDERS + 1, ORDERS + 1),
        "none lost, none twice"
    );
    // Orders in progress, and orders with reserved slots: of 150 that were waiting.
    assert!(
        passed <= PROCESSES * AT_ONCE + 4,
        "{passed} orders of the backlog were done before the live one"
    );
}

#[tokio::test(start_paused = true)]
async fn one_failing_backlog_record_is_no_outage_while_live_calls_fill_the_limit() {
    const ACTIVECAMPAIGN: Pace = Pace {
        vendor: "activecampaign",
        endpoint: "",
    };
    let world = World::new();
    let failing = world.order(1, Cause::Backfill);
    let next = world.order(2, Cause::Backfill);
    let action = Action::Fail {
        status: 500,
        body: None,
    };
    let poison = Fault::new(Vendor::ActiveCampaign, "POST /ecom/graphql", action);
    world
        .sandbox
        .faults()
        .add(poison.times(RetryPolicy::default().attempts));
    let clock = Arc::clone(&world.clock) as Arc<dyn Clock>;
    let others = DistributedRateLimiter::new(world.store.clone(), clock, Limits::default());
    // Each process has the next call ready when one is answered.
    let live = (0..8).map(|_| async {
        loop {
            others.pace(ACTIVECAMPAIGN).await.unwrap();
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    });
    let backlog = async {
        // By then, interactive calls fill the schedule.
        tokio::time::sleep(Duration::from_secs(3)).await;
        let worker = world.process("backlog");
        let delivery = Delivery {
            receive_count: 1,
            remaining: Duration::from_secs(90),
        };
        let start = Instant::now();
        let work = DistributedRateLimiter::with_priority(Priority::Bulk, worker.handle(&failing, delivery));
        let verdict = Box::pin(tokio::time::timeout(delivery.remaining, work))
            .await
            .expect("it ends within its function's time");
        assert!(
            start.elapsed() > Duration::from_secs(20),
            "the call and the probe waited for live ones: {:?}",
            start.elapsed()
        );
        let JobOutcome::Retry { problem, .. } = verdict else {
            panic!("it is tried again: {verdict:?}");
        };
        assert_eq!(problem.code, Code::ACTIVECAMPAIGN_SERVER_ERROR);
        let calls = world.sandbox.requests();
        assert!(
            calls.iter().any(|call| call.path.ends_with("/users/me")),
            "ActiveCampaign was asked, and answered"
        );
        // There was no alert, which would have panicked, and no order was delayed.
        let work = take(&worker, &next, Priority::Bulk);
        Box::pin(tokio::time::timeout(delivery.remaining, work))
            .await
            .expect("the next record is worked off");
    };
    tokio::select! {
        () = backlog => {}
        _ = join_all(live) => {}
    }
}
