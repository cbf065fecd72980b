//! Jobs that wait longer than SQS keeps a message, through the worker itself and the unmodified AWS SDK.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use aws::{Environment, QueueUrls, Worker, WorkerBuilder};
use aws_lambda_events::event::sqs::{SqsEvent, SqsMessage};
use aws_sdk_sqs::Client as Sqs;
use devstack::infra::Infra;
use devstack::vendors::Vendors;
use eaccounting::tokens::{Grant, TokenStore, install};
use jiff::{SignedDuration, Timestamp};
use ledger::State;
use model::{Cause, Clock, Code, Job, JobKind, ManualClock};
use sandbox::activecampaign::{AddressSeed, ContactSeed, LineSeed, OrderSeed};
use sandbox::{Action, Fault, Running, Sandbox, Vendor};
use serde_json::json;

/// How long a function may run.
const TIMEOUT: Duration = Duration::from_secs(90);

/// A contact that becomes a customer, and the job of its webhook.
fn contact(sandbox: &Sandbox, email: &str, began: Timestamp) -> Job {
    let contact = sandbox.activecampaign().add_contact(
        &ContactSeed::new(email)
            .named("Anna", "Lind")
            .field("STREET", "Storgatan 1")
            .field("POSTAL_CODE", "111 22")
            .field("CITY", "Stockholm")
            .field("COUNTRY", "SE"),
    );
    Job {
        kind: JobKind::Customer,
        source: format!("contact:{contact}").parse().unwrap(),
        key: format!("webhook:{contact}"),
        cause: Cause::Webhook,
        first_seen: began,
        version: None,
    }
}

async fn deployed(clock: Arc<ManualClock>) -> (Running, Worker, Sqs, QueueUrls) {
    let running = Sandbox::start(sandbox::Options::default()).await.unwrap();
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let vendors = Vendors::sandbox(&running.base_url);
    let infra = Infra::provision(any, None, None, Some(vendors)).await.unwrap();
    let environment = Environment::from_variables(|name| infra.variables.get(name).cloned()).unwrap();
    let queues = environment.queues.clone();
    let mut builder = WorkerBuilder::new(environment, infra.sdk.clone());
    builder.clock = clock;
    let worker = builder.build();
    (running, worker, Sqs::new(&infra.sdk), queues)
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The queue dates its messages by its own clock, a moment after a test began.
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// One look through the queues of a paused stack. By the test's clock each message is old at once, so that only the time ends
/// the look.
const LOOK: Duration = Duration::from_millis(20_250);

/// A delivery of a job whose message was sent then.
fn delivery(job: &Job, queued: Timestamp) -> SqsEvent {
    let mut message = SqsMessage::default();
    message.message_id = Some("1".to_owned());
    message.receipt_handle = Some("1".to_owned());
    message.body = serde_json::to_string(job).ok();
    message.attributes = [
        ("MessageGroupId", job.source.to_string()),
        ("ApproximateReceiveCount", "200".to_owned()),
        ("SentTimestamp", queued.as_millisecond().to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    let mut event = SqsEvent::default();
    event.records = vec![message];
    event
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_outlives_twenty_days_without_a_connection_and_ends_by_itself() {
    let began = Timestamp::now();
    let clock = Arc::new(ManualClock::new(began));
    let (running, worker, sqs, QueueUrls { customers, .. }) = deployed(Arc::clone(&clock)).await;
    let sandbox = &running.sandbox;
    let job = contact(sandbox, "anna.lind@example.com", began);
    sandbox.identity().revoke();
    sandbox.identity().expire_access_tokens();

    // The job waits in the queue until its message is ten days old, and then in the ledger.
    for days in [1, 8, 1] {
        let waits = worker.process_customers(delivery(&job, began), TIMEOUT).await;
        assert_eq!(waits.batch_item_failures.len(), 1, "it waits in the queue");
        clock.advance(DAY * days);
    }
    let leaves = worker.process_customers(delivery(&job, began), TIMEOUT).await;
    assert!(leaves.batch_item_failures.is_empty(), "it leaves the queue");
    let parked = worker
        .ledger()
        .store()
        .list(State::Parked, 10, None)
        .await
        .unwrap();
    let problem = parked.records[0].problem.clone().unwrap();
    assert_eq!(problem.code, Code::EACCOUNTING_REAUTHORIZE);

    // Without a connection, the schedule doesn't queue it.
    for days in [1, 9] {
        clock.advance(DAY * days);
        assert!(worker.poll().await.is_err());
    }
    let received = sqs.receive_message().queue_url(&customers).send().await.unwrap();
    assert!(received.messages().is_empty());

    // On day 20 a person connects again.
    let before = worker.tokens().load().await.unwrap().grant;
    let grant = Grant::new(before.client(), sandbox.identity().grant().into());
    install(worker.tokens().as_ref(), &grant).await.unwrap();
    clock.advance(SignedDuration::from_mins(30));
    worker.poll().await.unwrap();
    let received = sqs.receive_message().queue_url(&customers).send().await.unwrap();
    let body = received.messages()[0].body().unwrap();
    let queued: Job = serde_json::from_str(body).unwrap();
    assert_eq!(
        (queued.source.clone(), queued.cause),
        (job.source.clone(), Cause::Replay)
    );
    let ended = worker
        .process_customers(delivery(&queued, clock.now()), TIMEOUT)
        .await;
    assert!(ended.batch_item_failures.is_empty());
    assert_eq!(sandbox.eaccounting().records("customers").len(), 1);
}

/// Takes the messages of a queue that nobody has taken, as an event source does: their jobs.
async fn take(sqs: &Sqs, queue: &str) -> Vec<Job> {
    let received = sqs
        .receive_message()
        .queue_url(queue)
        .max_number_of_messages(10)
        .send()
        .await
        .unwrap();
    let mut jobs = Vec::new();
    for message in received.messages() {
        jobs.push(serde_json::from_str(message.body().unwrap()).unwrap());
        let delete = sqs.delete_message().queue_url(queue);
        let receipt = message.receipt_handle().unwrap();
        delete.receipt_handle(receipt).send().await.unwrap();
    }
    jobs
}

/// How many messages a queue holds, hidden ones included.
async fn messages(worker: &Worker) -> u64 {
    let depths = worker.queue().depths().await.unwrap();
    depths.iter().map(|queue| queue.visible + queue.hidden).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_outlives_twenty_days_in_a_paused_stack_and_ends_by_itself() {
    let began = Timestamp::now();
    let clock = Arc::new(ManualClock::new(began));
    let (running, worker, sqs, QueueUrls { customers, .. }) = deployed(Arc::clone(&clock)).await;
    let sandbox = &running.sandbox;
    let younger = contact(sandbox, "anna.lind@example.com", began);
    worker.queue().send(std::slice::from_ref(&younger)).await.unwrap();

    // No event source delivers anything. What the schedule asks twice a day, for nine days, changes nothing.
    clock.advance(DAY * 9);
    let looked = worker.process_customers(SqsEvent::default(), TIMEOUT).await;
    assert!(looked.batch_item_failures.is_empty());
    assert_eq!(messages(&worker).await, 1, "it stays in its queue");
    let parked = async || {
        worker
            .ledger()
            .store()
            .list(State::Parked, 10, None)
            .await
            .unwrap()
            .records
    };
    assert!(parked().await.is_empty());
    assert!(sandbox.requests().is_empty(), "a paused stack calls nobody");

    // On the tenth day, a job leaves its queue. (The first message is still hidden from the look before.)
    let job = contact(sandbox, "eva.berg@example.com", began);
    worker.queue().send(std::slice::from_ref(&job)).await.unwrap();
    clock.advance(DAY + MINUTE);
    worker.process_customers(SqsEvent::default(), TIMEOUT).await;
    assert_eq!(messages(&worker).await, 1, "it left its queue");
    let records = parked().await;
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].job.as_ref().unwrap().source, job.source);
    assert_eq!(records[0].problem.as_ref().unwrap().code, Code::PAUSED);
    assert!(sandbox.eaccounting().records("customers").is_empty());

    // On the twentieth day, a person resumes, and the first run of the schedule queues it.
    clock.advance(DAY * 10);
    worker.poll().await.unwrap();
    let queued = take(&sqs, &customers).await;
    assert_eq!(queued.len(), 1, "once");
    assert_eq!((&queued[0].source, queued[0].cause), (&job.source, Cause::Replay));
    let ended = worker
        .process_customers(delivery(&queued[0], clock.now()), TIMEOUT)
        .await;
    assert!(ended.batch_item_failures.is_empty());
    assert_eq!(sandbox.eaccounting().records("customers").len(), 1);
    assert!(parked().await.is_empty());
}

/// How many records are parked.
async fn parked(worker: &Worker) -> usize {
    let listed = worker.ledger().store().list(State::Parked, 10, None).await;
    listed.unwrap().records.len()
}

/// A shop's order of so many lamps, and the job with which a sweep queues it.
async fn order(sandbox: &Sandbox, worker: &Worker, lamps: u32, found: Timestamp) -> Job {
    let billing = AddressSeed {
        first_name: "Anna".to_owned(),
        last_name: "Lind".to_owned(),
        address1: "Storgatan 1".to_owned(),
        postal: "111 22".to_owned(),
        city: "Stockholm".to_owned(),
        country: "SE".to_owned(),
        ..AddressSeed::default()
    };
    let key = sandbox.activecampaign().add_order(&OrderSeed {
        id: "1001".to_owned(),
        email: "anna.lind@example.com".to_owned(),
        lines: vec![LineSeed::new("LAMP", "Desk lamp", lamps, (799 * lamps).into())],
        delivery: billing.clone(),
        billing,
        ..OrderSeed::default()
    });
    let flows = worker.flows().await.unwrap();
    let connection = key.connection.to_string();
    let read = flows
        .services()
        .activecampaign
        .order(&connection, &key.order)
        .await;
    Job {
        kind: JobKind::Order,
        source: format!("order:{connection}:{}", key.order).parse().unwrap(),
        key: format!("order of {lamps}"),
        cause: Cause::Sweep,
        first_seen: found,
        version: read.unwrap().unwrap().version,
    }
}

/// A deployment that has sent an order, and the job with which a sweep queued the order's change a day later.
async fn changed_after_it_was_sent(clock: &Arc<ManualClock>) -> (Running, Worker, Sqs, QueueUrls, Job) {
    let (running, worker, sqs, queues) = deployed(Arc::clone(clock)).await;
    let sandbox = &running.sandbox;
    let article = json!({ "Number": "LAMP", "Name": "Desk lamp" });
    sandbox.eaccounting().add_article(article).unwrap();
    let bought = order(sandbox, &worker, 1, clock.now()).await;
    worker
        .process_orders(delivery(&bought, clock.now()), TIMEOUT)
        .await;
    assert_eq!(sandbox.eaccounting().records("orders").len(), 1);
    clock.advance(DAY);
    let changed = order(sandbox, &worker, 2, clock.now()).await;
    (running, worker, sqs, queues, changed)
}

/// The change was told, and nothing else was created.
async fn assert_told(running: &Running, worker: &Worker, job: &Job) {
    let key = ledger::Key::source(&job.source);
    let record = worker.ledger().get(&key).await.unwrap().unwrap();
    assert_eq!(record.state, State::Done);
    assert_eq!(record.problem.unwrap().code, Code::CHANGED_AFTER_CREATION);
    assert_eq!(running.sandbox.eaccounting().records("orders").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_a_finished_order_outlives_twenty_days_without_a_connection() {
    let clock = Arc::new(ManualClock::new(Timestamp::now()));
    let (running, worker, sqs, queues, changed) = changed_after_it_was_sent(&clock).await;
    let refused = Action::Fail {
        status: 403,
        body: None,
    };
    let called: BTreeSet<String> = running
        .sandbox
        .requests()
        .into_iter()
        .filter(|call| call.vendor == Vendor::ActiveCampaign)
        .map(|call| call.endpoint)
        .collect();
    for endpoint in called {
        let fault = Fault::new(Vendor::ActiveCampaign, &endpoint, refused.clone());
        running.sandbox.faults().add(fault.times(1_000));
    }
    let mut waits = delivery(&changed, clock.now());
    for _ in 0..2 {
        clock.advance(DAY * 10);
        let ended = worker.process_orders(waits, TIMEOUT).await;
        assert!(ended.batch_item_failures.is_empty(), "its old message ends");
        assert_eq!(parked(&worker).await, 0, "its record stays finished");
        let jobs = take(&sqs, &queues.orders).await;
        assert_eq!(jobs, std::slice::from_ref(&changed), "and a new message goes on");
        waits = delivery(&jobs[0], clock.now());
    }

    // On day 21 ActiveCampaign takes the key again.
    running.sandbox.faults().clear();
    clock.advance(SignedDuration::from_mins(30));
    let ended = worker.process_orders(waits, TIMEOUT).await;
    assert!(ended.batch_item_failures.is_empty());
    assert_told(&running, &worker, &changed).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_a_finished_order_outlives_twenty_days_in_a_paused_stack() {
    let clock = Arc::new(ManualClock::new(Timestamp::now()));
    let (running, worker, sqs, queues, changed) = changed_after_it_was_sent(&clock).await;
    // The sweep that queued it has moved its watermark on: no later one finds the change.
    worker.queue().send(std::slice::from_ref(&changed)).await.unwrap();
    for _ in 0..2 {
        clock.advance(DAY * 10 + MINUTE);
        worker.process_orders(SqsEvent::default(), LOOK).await;
        assert_eq!(messages(&worker).await, 1, "it waits on in its queue");
        assert_eq!(parked(&worker).await, 0, "its record stays finished");
    }
    let jobs = take(&sqs, &queues.orders).await;
    assert_eq!(jobs, [changed]);

    // On day 21 a person resumes.
    let ended = worker
        .process_orders(delivery(&jobs[0], clock.now()), TIMEOUT)
        .await;
    assert!(ended.batch_item_failures.is_empty());
    assert_told(&running, &worker, &jobs[0]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_finished_order_contains_already_leaves_its_queue_for_good() {
    let clock = Arc::new(ManualClock::new(Timestamp::now()));
    let (running, worker, sqs, queues, changed) = changed_after_it_was_sent(&clock).await;
    let delivered = delivery(&changed, clock.now());
    worker.process_orders(delivered, TIMEOUT).await;
    assert_told(&running, &worker, &changed).await;
    worker.queue().send(std::slice::from_ref(&changed)).await.unwrap();
    clock.advance(DAY * 10 + MINUTE);
    worker.process_orders(SqsEvent::default(), TIMEOUT).await;
    assert_eq!(messages(&worker).await, 0);
    assert!(take(&sqs, &queues.orders).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_and_backlog_of_a_paused_stack_are_looked_through_too() {
    let began = Timestamp::now();
    let clock = Arc::new(ManualClock::new(began));
    let (_running, worker, _sqs, _customers) = deployed(Arc::clone(&clock)).await;
    let job = |source: &str, cause: Cause| Job {
        kind: JobKind::Order,
        source: source.parse().unwrap(),
        key: source.to_owned(),
        cause,
        first_seen: began,
        version: None,
    };
    let jobs = [
        job("order:1:1001", Cause::Webhook),
        job("order:1:1002", Cause::Backfill),
    ];
    worker.queue().send(&jobs).await.unwrap();
    let depths = worker.queue().depths().await.unwrap();
    assert!(
        depths.iter().filter(|queue| queue.visible == 1).count() == 2,
        "{depths:?}"
    );
    clock.advance(DAY * 10 + MINUTE);
    worker.process_orders(SqsEvent::default(), TIMEOUT).await;
    assert_eq!(messages(&worker).await, 0);
    let parked = worker
        .ledger()
        .store()
        .list(State::Parked, 10, None)
        .await
        .unwrap();
    assert_eq!(parked.records.len(), 2);
}
