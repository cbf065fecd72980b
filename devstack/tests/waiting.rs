//! Jobs that wait longer than SQS keeps a message, through the worker itself and the unmodified AWS SDK.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use aws::{Environment, Worker, WorkerBuilder};
use aws_lambda_events::event::sqs::{SqsEvent, SqsMessage};
use devstack::infra::Infra;
use devstack::vendors::Vendors;
use eaccounting::tokens::{Grant, TokenStore, install};
use jiff::{SignedDuration, Timestamp};
use ledger::State;
use model::{Cause, Clock, Code, Job, JobKind, ManualClock};
use sandbox::activecampaign::ContactSeed;
use sandbox::{Running, Sandbox};

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

async fn deployed(clock: Arc<ManualClock>) -> (Running, Worker, aws_sdk_sqs::Client, String) {
    let running = Sandbox::start(sandbox::Options::default()).await.unwrap();
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let vendors = Vendors::sandbox(&running.base_url);
    let infra = Infra::provision(any, None, None, Some(vendors)).await.unwrap();
    let environment = Environment::from_variables(|name| infra.variables.get(name).cloned()).unwrap();
    let customers = environment.queues.customers.clone();
    let mut builder = WorkerBuilder::new(environment, infra.sdk.clone());
    builder.clock = clock;
    let worker = builder.build();
    (running, worker, aws_sdk_sqs::Client::new(&infra.sdk), customers)
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The queue dates its messages by its own clock, a moment after a test began.
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

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
    let (running, worker, sqs, customers) = deployed(Arc::clone(&clock)).await;
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

/// The messages of a queue that nobody has taken, and their jobs.
async fn queued(sqs: &aws_sdk_sqs::Client, queue: &str) -> Vec<Job> {
    let received = sqs
        .receive_message()
        .queue_url(queue)
        .max_number_of_messages(10)
        .send()
        .await
        .unwrap();
    let job = |message: &aws_sdk_sqs::types::Message| serde_json::from_str(message.body().unwrap()).unwrap();
    received.messages().iter().map(job).collect()
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
    let (running, worker, sqs, customers) = deployed(Arc::clone(&clock)).await;
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
    let queued = queued(&sqs, &customers).await;
    assert_eq!(queued.len(), 1, "once");
    assert_eq!((&queued[0].source, queued[0].cause), (&job.source, Cause::Replay));
    let ended = worker
        .process_customers(delivery(&queued[0], clock.now()), TIMEOUT)
        .await;
    assert!(ended.batch_item_failures.is_empty());
    assert_eq!(sandbox.eaccounting().records("customers").len(), 1);
    assert!(parked().await.is_empty());
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
