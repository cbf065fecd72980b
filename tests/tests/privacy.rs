//! Personal data through the four functions, each in its own process as on Lambda. Everything that they write is
//! collected and searched for personal data: log lines at debug level, metrics, messages, alerts, and both tables.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws::{Environment, SettingsDocument, WorkerBuilder};
use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use aws_sdk_dynamodb::types::AttributeValue;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use customer_push::CustomerPush;
use devstack::host::{InFlight, Mapping};
use devstack::infra::Infra;
use devstack::names::{BACKLOG, CUSTOMERS, JOURNAL, LEDGER, NOTICES_SECRET, ORDERS, queue_arn};
use devstack::vendors::Vendors;
use lambda_runtime::{LambdaEvent, service_fn};
use model::{Cause, Job, JobKind};
use offer_poller::OfferPoller;
use order_push::OrderPush;
use rust_decimal::Decimal;
use sandbox::activecampaign::{
    AccountSeed, AddressSeed, ContactSeed, DealSeed, LineSeed, OrderKey, OrderSeed,
};
use sandbox::{Action, Fault, Options, Running, Sandbox, Vendor};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Mutex as Queue, mpsc, oneshot};

/// Part of every name, address, e-mail address, title and text of a person.
const MARK: &str = "qvzx";
const EMAIL: &str = "anna.qvzx@example.com";
/// A token that somebody confused with a route token.
const WRONG: &str = "wrong-token-kkww";
/// The address of a notices channel, and a part of its signing secret.
const CHANNEL: &str = "channel-kkvv";
/// The function of this process. Unset in a test's own process.
const FUNCTION: &str = "EKOBRIDGE_TEST_FUNCTION";

const SETTINGS: &str = r#"
[orders]
on_cancel = "credit"
document = "invoice"
[orders.deals]
article = "LAMP"
[prices]
line_price = "line"
"#;

type Sent = (Value, oneshot::Sender<Value>);

/// A function's process, and the Runtime API that it polls.
struct Function {
    events: mpsc::UnboundedSender<Sent>,
    process: Child,
}

#[derive(Clone)]
struct Api {
    waiting: Arc<Queue<mpsc::UnboundedReceiver<Sent>>>,
    answers: Arc<Mutex<BTreeMap<String, oneshot::Sender<Value>>>>,
}

impl Function {
    async fn start(name: &str, variables: &BTreeMap<String, String>) -> Self {
        let (events, waiting) = mpsc::unbounded_channel();
        let api = Api {
            waiting: Arc::new(Queue::new(waiting)),
            answers: Arc::default(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let router = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route("/2018-06-01/runtime/invocation/{id}/{how}", post(answered))
            .with_state(api);
        tokio::spawn(async move { axum::serve(listener, router).await });
        let process = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "function", "--nocapture"])
            .env_clear()
            .envs(variables)
            .envs([
                (FUNCTION, name),
                ("AWS_LAMBDA_RUNTIME_API", address.as_str()),
                ("AWS_LAMBDA_FUNCTION_NAME", name),
                ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
                ("AWS_LAMBDA_FUNCTION_VERSION", "1"),
                ("AWS_LAMBDA_LOG_STREAM_NAME", "stream"),
                ("AWS_LAMBDA_LOG_GROUP_NAME", "group"),
                ("EKOBRIDGE_LOG", "debug"),
                ("RUST_BACKTRACE", "1"),
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self { events, process }
    }

    async fn invoke(&self, event: Value) -> Value {
        let (answer, answered) = oneshot::channel();
        self.events.send((event, answer)).unwrap();
        let answer = tokio::time::timeout(Duration::from_secs(120), answered).await;
        answer.expect("the function answers").unwrap()
    }

    /// Ends it and returns its output.
    fn end(mut self) -> String {
        self.process.kill().unwrap();
        let output = self.process.wait_with_output().unwrap();
        format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )
    }
}

/// Responds with the next event, when there is one.
async fn next(State(api): State<Api>) -> impl IntoResponse {
    let Some((event, answer)) = api.waiting.lock().await.recv().await else {
        return std::future::pending().await;
    };
    let id = uuid::Uuid::new_v4().to_string();
    let mut answers = api.answers.lock().unwrap_or_else(PoisonError::into_inner);
    answers.insert(id.clone(), answer);
    let deadline = jiff::Timestamp::now().as_millisecond() + 90_000;
    let headers = [
        ("lambda-runtime-aws-request-id", id),
        ("lambda-runtime-deadline-ms", deadline.to_string()),
        (
            "lambda-runtime-invoked-function-arn",
            "arn:aws:lambda:eu-north-1:000000000000:function:x".to_owned(),
        ),
        ("lambda-runtime-trace-id", "Root=1-1-1".to_owned()),
    ];
    (headers, event.to_string()).into_response()
}

async fn answered(
    State(api): State<Api>,
    Path((id, _)): Path<(String, String)>,
    body: String,
) -> impl IntoResponse {
    let mut answers = api.answers.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(answer) = answers.remove(&id) {
        let _ = answer.send(serde_json::from_str(&body).unwrap_or_default());
    }
    axum::http::StatusCode::ACCEPTED
}

/// A function's `main`, started by [`Function::start`].
#[test]
#[ignore = "a function's process, which the other test starts"]
fn function() {
    let Ok(name) = std::env::var(FUNCTION) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let ended = runtime.block_on(async {
        match name.as_str() {
            "webhook-ingest" => {
                aws::telemetry::init(&name);
                let ingest = webhook_ingest::Ingest::from_environment().unwrap();
                let ingest = &ingest;
                lambda_runtime::run(service_fn(|event: LambdaEvent<_>| async move {
                    Ok::<_, lambda_runtime::Error>(ingest.handle(event.payload).await)
                }))
                .await
            }
            "customer-push" => aws::run::<CustomerPush>().await,
            "order-push" => aws::run::<OrderPush>().await,
            "offer-poller" => aws::run::<OfferPoller>().await,
            // A batch with a record that panics with its data in the message.
            _ => {
                aws::telemetry::init(&name);
                let visibility = Unseen;
                let visibility = &visibility;
                lambda_runtime::run(service_fn(|event: LambdaEvent<SqsEvent>| async move {
                    let work = |record: aws::Record| async move {
                        assert!(record.receive_count == 0, "Annaqvzx Lindqvzx, {EMAIL}");
                        aws::Disposition::Finished
                    };
                    let batch = aws::Batch::default();
                    let remaining = Duration::from_secs(60);
                    Ok::<_, lambda_runtime::Error>(
                        aws::run_batch(event.payload, remaining, batch, visibility, work).await,
                    )
                }))
                .await
            }
        }
    });
    ended.unwrap();
}

struct Unseen;

impl aws::Visibility for Unseen {
    fn extend_visibility<'a>(
        &'a self,
        _: &'a [String],
        _: Duration,
    ) -> futures::future::BoxFuture<'a, Result<(), model::Problem>> {
        Box::pin(async { Ok(()) })
    }

    fn set_aside<'a>(
        &'a self,
        _: &'a aws_lambda_events::event::sqs::SqsMessage,
    ) -> futures::future::BoxFuture<'a, Result<(), model::Problem>> {
        Box::pin(async { Ok(()) })
    }
}

/// Data in transit: messages with all their attributes, and alerts.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    fn add(&self, text: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(text);
    }

    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The whole system, with each function in its own process.
struct World {
    vendors: Running,
    sdk: aws_config::SdkConfig,
    functions: BTreeMap<&'static str, Arc<Function>>,
    queues: Vec<Mapping>,
    urls: [String; 3],
    messages: Seen,
    told: Seen,
    noticed: Seen,
    token: String,
}

impl World {
    async fn start() -> Self {
        let vendors = Sandbox::start(Options::default()).await.unwrap();
        let known = Vendors::sandbox(&vendors.base_url);
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let Infra {
            mut aws,
            sdk,
            mut variables,
            token,
            ..
        } = Infra::provision(any, None, None, Some(known)).await.unwrap();
        let (told, noticed) = (Seen::default(), Seen::default());
        aws.sns = topic(told.clone()).await;
        let channel = channel(noticed.clone()).await;
        aws.put_secret(
            NOTICES_SECRET,
            &json!({ "slack": { "url": channel }, "webhook": { "url": channel, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" } }),
        )
        .await
        .unwrap();
        variables.insert("EKOBRIDGE_NOTICES_SECRET".to_owned(), NOTICES_SECRET.to_owned());
        variables.extend(aws.variables());
        let environment = Environment::from_variables(|name| variables.get(name).cloned()).unwrap();
        let settings = SettingsDocument {
            text: SETTINGS.to_owned(),
            file: "ekobridge.toml".to_owned(),
        };
        let worker = WorkerBuilder::new(environment, sdk.clone()).build();
        settings.push(worker.ledger()).await.unwrap();
        let mut functions = BTreeMap::new();
        for name in [
            "webhook-ingest",
            "customer-push",
            "order-push",
            "offer-poller",
            "panicking",
        ] {
            functions.insert(name, Arc::new(Function::start(name, &variables).await));
        }
        let urls = [
            "EKOBRIDGE_CUSTOMERS_QUEUE_URL",
            "EKOBRIDGE_ORDERS_QUEUE_URL",
            "EKOBRIDGE_BACKLOG_QUEUE_URL",
        ]
        .map(|name| variables[name].clone());
        let messages = Seen::default();
        let mapping = |url: &str, name: &str, function: &Arc<Function>| {
            let (function, messages) = (Arc::clone(function), messages.clone());
            Mapping {
                sqs: aws_sdk_sqs::Client::new(&sdk),
                queue_url: url.to_owned(),
                queue_arn: queue_arn(name),
                handler: Arc::new(move |event: SqsEvent| {
                    let function = Arc::clone(&function);
                    messages.add(serde_json::to_string(&event).unwrap());
                    Box::pin(async move {
                        let answer = function.invoke(serde_json::to_value(&event).unwrap()).await;
                        serde_json::from_value::<SqsBatchResponse>(answer).unwrap()
                    })
                }),
                in_flight: Arc::new(InFlight::default()),
            }
        };
        let queues = vec![
            mapping(&urls[0], CUSTOMERS, &functions["customer-push"]),
            mapping(&urls[1], ORDERS, &functions["order-push"]),
            mapping(&urls[2], BACKLOG, &functions["order-push"]),
        ];
        Self {
            vendors,
            sdk,
            functions,
            queues,
            urls,
            messages,
            told,
            noticed,
            token,
        }
    }

    /// Processes all jobs that are due.
    async fn work(&self) {
        loop {
            let mut visible = 0;
            for queue in &self.queues {
                if queue.counts().await.unwrap().0 > 0 {
                    queue.poll_once().await.unwrap();
                    visible += queue.counts().await.unwrap().0 + 1;
                }
            }
            if visible == 0 {
                return;
            }
        }
    }

    async fn send(&self, kind: JobKind, source: &str) {
        let job = Job {
            kind,
            source: source.parse().unwrap(),
            key: uuid::Uuid::new_v4().to_string(),
            cause: Cause::Replay,
            first_seen: jiff::Timestamp::now(),
            version: None,
        };
        let url = &self.urls[usize::from(kind != JobKind::Customer)];
        self.put(url, &serde_json::to_string(&job).unwrap(), &job.key, &job.group())
            .await;
        self.work().await;
    }

    async fn put(&self, url: &str, body: &str, key: &str, group: &str) {
        let sqs = aws_sdk_sqs::Client::new(&self.sdk);
        let message = sqs.send_message().queue_url(url).message_body(body);
        let message = message.message_deduplication_id(key).message_group_id(group);
        message.send().await.unwrap();
    }

    async fn order(&self, key: &OrderKey) {
        let source = format!("order:{}:{}", key.connection, key.order);
        self.send(JobKind::Order, &source).await;
    }

    /// Sends a webhook to the function URL. Returns the status.
    async fn webhook(&self, method: &str, path: &str, query: &str, body: &str) -> i64 {
        let event = json!({
            "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query, "headers": {},
            "requestContext": {
                "accountId": "anonymous", "requestId": "1", "timeEpoch": 0,
                "http": {"method": method, "path": path, "sourceIp": "127.0.0.1", "userAgent": "Annaqvzx"},
            },
            "body": body, "isBase64Encoded": false,
        });
        let answer = self.functions["webhook-ingest"].invoke(event).await;
        answer["statusCode"].as_i64().unwrap()
    }

    fn fail(&self, vendor: Vendor, call: &str, status: u16, times: u32) {
        let body = json!({
            "ErrorCode": 2000, "DeveloperErrorMessage": format!("{EMAIL} Annaqvzx is not valid"), "ErrorId": "1",
            "errors": [{"title": format!("{EMAIL} is not valid"), "source": {"pointer": EMAIL}}], "message": EMAIL,
        });
        let action = Action::Fail {
            status,
            body: Some(body),
        };
        let fault = Fault::new(vendor, call, action).times(times);
        self.vendors.sandbox.faults().add(fault);
    }

    /// The activity log, in full.
    async fn entries(&self) -> Vec<journal::Entry> {
        let client = aws_sdk_dynamodb::Client::new(&self.sdk);
        let journal = journal::DynamoStore::new(client, JOURNAL, Arc::new(model::SystemClock));
        let listed = journal::Store::recent(&journal, 2, 10_000).await.unwrap();
        journal::Store::in_full(&journal, &listed).await.unwrap()
    }

    /// A table's content.
    async fn items(&self, table: &str) -> Vec<BTreeMap<String, AttributeValue>> {
        let client = aws_sdk_dynamodb::Client::new(&self.sdk);
        let mut from = None;
        let mut items = Vec::new();
        loop {
            let page = client
                .scan()
                .table_name(table)
                .set_exclusive_start_key(from)
                .send();
            let page = page.await.unwrap();
            items.extend(page.items().iter().map(|item| item.clone().into_iter().collect()));
            from = page.last_evaluated_key;
            if from.is_none() {
                return items;
            }
        }
    }
}

/// A topic that records published messages.
async fn topic(told: Seen) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let publish = move |_: HeaderMap, body: String| {
        told.add(body);
        async {
            "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult><MessageId>1</MessageId>\
             </PublishResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></PublishResponse>"
        }
    };
    let router = Router::new().route("/", post(publish));
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

/// A channel that records posts, at a secret address.
async fn channel(noticed: Seen) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/{CHANNEL}", listener.local_addr().unwrap());
    let take = move |body: String| {
        noticed.add(body);
        async { "ok" }
    };
    let router = Router::new().route(&format!("/{CHANNEL}"), post(take));
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

fn anna() -> ContactSeed {
    ContactSeed::new(EMAIL)
        .named("Annaqvzx", "Lindqvzx")
        .field("ADDRESS", "Qvzxgatan 1")
        .field("POSTAL_CODE", "111 22")
        .field("CITY", "Stockholm")
        .field("COUNTRY", "SE")
}

fn address() -> AddressSeed {
    AddressSeed {
        first_name: "Annaqvzx".to_owned(),
        last_name: "Lindqvzx".to_owned(),
        address1: "Qvzxgatan 1".to_owned(),
        postal: "111 22".to_owned(),
        city: "Stockholm".to_owned(),
        country: "SE".to_owned(),
        ..AddressSeed::default()
    }
}

fn lamps(number: &str) -> OrderSeed {
    OrderSeed {
        id: number.to_owned(),
        number: number.to_owned(),
        email: EMAIL.to_owned(),
        lines: vec![LineSeed::new("LAMP", "Desk lamp", 2, Decimal::from(1598))],
        billing: address(),
        delivery: address(),
        ..OrderSeed::default()
    }
}

/// All kinds of problems of a shop.
async fn everything(world: &World) {
    let shop = world.vendors.sandbox.activecampaign();
    let books = world.vendors.sandbox.eaccounting();

    // Webhooks, valid and invalid.
    let mut cityless = anna();
    cityless.fields.remove("CITY");
    let contact = shop.add_contact(&cityless);
    let body = format!(
        "type=update&date_time=2026-11-23T09:00:00%2B01:00&contact[id]={contact}&contact[email]={EMAIL}\
         &contact[first_name]=Annaqvzx&contact[fields][1]=Qvzxgatan+1"
    );
    let right = format!("/webhook/{}", world.token);
    let long = format!("{body}&x={}", "Annaqvzx".repeat(40_000));
    for (method, path, query, body, status) in [
        ("POST", right.as_str(), "", body.as_str(), 200),
        (
            "POST",
            "/webhook",
            &format!("token={}&event=order", world.token),
            &body,
            200,
        ),
        ("POST", &format!("/webhook/{WRONG}"), "", &body, 404),
        (
            "POST",
            &format!("/webhook/{EMAIL}"),
            "email=anna.qvzx@example.com",
            &body,
            404,
        ),
        ("GET", &right, "email=anna.qvzx@example.com", &body, 405),
        ("POST", &right, "", &long, 413),
        (
            "POST",
            &right,
            "",
            &format!("type=update&contact[id]={EMAIL}"),
            400,
        ),
        ("POST", &right, "", &format!("{}=1", "[qvzx]".repeat(9)), 400),
        (
            "POST",
            &right,
            "",
            &format!("type=something_new&contact[email]={EMAIL}"),
            200,
        ),
    ] {
        assert_eq!(
            world.webhook(method, path, query, body).await,
            status,
            "{method} {path}"
        );
    }
    world.work().await;

    // An order with missing articles, whose customer lacks a city; then both are fixed.
    let first = shop.add_order(&lamps("1001"));
    world.order(&first).await;
    shop.update_contact(contact, &anna());
    let codings = books.records("articleaccountcodings");
    let coding = codings
        .iter()
        .find(|coding| coding["VatRate"] == "25%" && coding["Type"] == "Goods");
    let coding = &coding.expect("a coding")["Id"];
    books
        .add_article(json!({"Number": "LAMP", "Name": "Lamp", "CodingId": coding}))
        .unwrap();
    world.order(&first).await;
    world.send(JobKind::Customer, &format!("contact:{contact}")).await;

    // A refunded order; one from the older store; a deal; a company; and orders found by their contact.
    shop.add_order(&OrderSeed {
        status: "REFUNDED".to_owned(),
        ..lamps("1001")
    });
    world.order(&first).await;
    shop.add_rest_order(&lamps("1002"));
    world
        .order(&OrderKey {
            order: "1002".to_owned(),
            ..first.clone()
        })
        .await;
    let company = shop.add_account(&AccountSeed {
        name: "Qvzx Interiör AB".to_owned(),
        ..AccountSeed::default()
    });
    let buyer = shop.add_contact(&ContactSeed {
        email: "buyer.qvzx@example.com".to_owned(),
        account: Some(company),
        ..anna()
    });
    world.send(JobKind::Customer, &format!("contact:{buyer}")).await;
    world.send(JobKind::Customer, &format!("account:{company}")).await;
    let deal = shop.add_deal(&DealSeed {
        title: "A lamp for Qvzx".to_owned(),
        contact: Some(buyer),
        account: Some(company),
        value: Decimal::from(100),
        ..DealSeed::default()
    });
    shop.win_deal(deal);
    world.send(JobKind::Order, &format!("deal:{deal}")).await;
    world
        .send(JobKind::FindOrders, &format!("contact:{contact}"))
        .await;

    // Errors and failures that quote the customer, an invalid response, and a rejected key.
    for (status, number) in [(400, "2001"), (409, "2002"), (500, "2003"), (403, "2004")] {
        world.fail(Vendor::Eaccounting, "POST *", status, 1);
        let key = shop.add_order(&OrderSeed {
            email: format!("n{number}.qvzx@example.com"),
            ..lamps(number)
        });
        world.order(&key).await;
        world.vendors.sandbox.faults().clear();
    }
    for status in [400, 422, 500] {
        world.fail(Vendor::ActiveCampaign, "*", status, 10);
        world.send(JobKind::Customer, &format!("contact:{contact}")).await;
        world.vendors.sandbox.faults().clear();
    }
    let garbage = Fault::new(Vendor::ActiveCampaign, "*", Action::Garbage).times(10);
    world.vendors.sandbox.faults().add(garbage);
    world.order(&first).await;
    world.vendors.sandbox.faults().clear();

    // Several customers with the same address; an unreadable message; and one about a record that doesn't exist.
    books
        .add_customer(json!({"Name": "Annaqvzx", "EmailAddress": "two.qvzx@example.com"}))
        .unwrap();
    books
        .add_customer(json!({"Name": "Lindqvzx", "EmailAddress": "two.qvzx@example.com"}))
        .unwrap();
    let two = shop.add_contact(&ContactSeed {
        email: "two.qvzx@example.com".to_owned(),
        ..anna()
    });
    world.send(JobKind::Customer, &format!("contact:{two}")).await;
    world.send(JobKind::Customer, "contact:999999").await;

    // The schedule, with and without errors, and its findings.
    let poll = &world.functions["offer-poller"];
    poll.invoke(json!({})).await;
    world.fail(Vendor::ActiveCampaign, "*", 500, 30);
    poll.invoke(json!({})).await;
    world.vendors.sandbox.faults().clear();
    poll.invoke(json!({})).await;
    world.work().await;

    // A panic whose message contains personal data.
    let job = json!({"kind": "customer", "source": "contact:1", "key": "k", "cause": "webhook",
        "first_seen": "2026-11-23T08:00:00Z"});
    let record = json!({"messageId": "1", "receiptHandle": "1", "body": job.to_string(), "attributes":
        {"MessageGroupId": "contact:1", "ApproximateReceiveCount": "1"}});
    let answer = world.functions["panicking"]
        .invoke(json!({"Records": [record]}))
        .await;
    assert_eq!(answer["batchItemFailures"][0]["itemIdentifier"], "1", "{answer}");
}

/// Fails if the output contains a marker or a secret, and shows the location.
fn holds_none(what: &str, text: &str, marks: &[&str]) {
    let low = text.to_lowercase();
    for mark in marks {
        if let Some(at) = low.find(&mark.to_lowercase()) {
            let from = low[..at]
                .rfind('\n')
                .map_or(0, |from| from + 1)
                .max(at.saturating_sub(600));
            let from = (0..=from)
                .rev()
                .find(|from| low.is_char_boundary(*from))
                .unwrap_or(0);
            panic!("{what} holds {mark}: {:.900}", &low[from..]);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_activity_log_holds_personal_data_and_nothing_a_secret() {
    let world = World::start().await;
    everything(&world).await;

    // The markers are where they are allowed: at the vendors, and in the activity log until it expires.
    let customers = world.vendors.sandbox.eaccounting().records("customers");
    assert!(json!(customers).to_string().to_lowercase().contains(MARK));
    assert!(
        !world
            .vendors
            .sandbox
            .eaccounting()
            .records("customerinvoices")
            .is_empty()
    );
    let secrets = [
        MARK,
        "kkww",
        &world.token,
        &world.vendors.api_key,
        &world.vendors.client_secret,
        &world.vendors.refresh_token,
        "bearer ",
        CHANNEL,
        "MfKQ9r8",
    ];
    let mut marked = 0;
    let items = world.items(JOURNAL).await;
    let entries = world.entries().await;
    assert_eq!(entries.len(), items.len());
    for entry in entries {
        let text = serde_json::to_string(&entry).unwrap();
        marked += usize::from(text.to_lowercase().contains(MARK));
        holds_none("an entry", &text, &secrets[1..]);
    }
    for item in items {
        let expires = item.get(journal::schema::EXPIRES_AT);
        assert!(
            expires.is_some_and(|at| at.as_n().is_ok()),
            "an entry without expiry"
        );
        for (name, value) in &item {
            if name != journal::schema::DETAIL {
                holds_none(name, &format!("{value:?}"), &secrets);
            }
        }
    }
    assert!(marked > 3, "the activity log has the customers' fields: {marked}");

    let ledger = world.items(LEDGER).await;
    assert!(ledger.len() > 10, "{}", ledger.len());
    for item in ledger {
        holds_none("the ledger", &format!("{item:?}"), &secrets);
    }
    let messages = world.messages.all();
    assert!(messages.len() > 10);
    for message in &messages {
        holds_none("a message", message, &secrets);
    }
    let told = world.told.all();
    assert!(told.len() > 2, "{told:?}");
    for alert in &told {
        holds_none("an alert", &percent_decoded(alert), &secrets);
    }
    let noticed = world.noticed.all();
    assert!(
        noticed.len() >= told.len() * 2,
        "both channels get what the topic gets"
    );
    for notice in &noticed {
        holds_none("a notice", notice, &secrets);
    }
    let World {
        functions, queues, ..
    } = world;
    drop(queues);
    let mut lines = 0;
    for (name, function) in functions {
        let written = Arc::into_inner(function).expect("nobody else has it").end();
        assert!(written.contains("\"level\":"), "{name} has written: {written}");
        holds_none(name, &written, &secrets);
        lines += written.matches("\"DEBUG\"").count();
        if name == "customer-push" || name == "order-push" {
            assert!(written.contains("CloudWatchMetrics"), "{name} counts");
        }
        if name == "panicking" {
            assert!(written.contains("a panic"), "{written}");
        }
    }
    assert!(lines > 10, "debug lines are written: {lines}");
}

/// A form as text.
fn percent_decoded(form: &str) -> String {
    let url = format!("http://x/?{form}");
    let url: url::Url = url.parse().unwrap();
    url.query_pairs()
        .map(|(name, value)| format!("{name}={value}\n"))
        .collect()
}
