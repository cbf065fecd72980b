use std::sync::Mutex as StdMutex;
use std::sync::atomic::Ordering;

use aws_config::{Region, SdkConfig};
use aws_sdk_sqs::config::{Credentials, SharedCredentialsProvider};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use jiff::{SignedDuration, Timestamp};
use model::SystemClock;

use super::*;

/// An AWS that always gives the same response, and records the requests.
pub(super) async fn aws(status: &'static str, body: &'static str) -> (SdkConfig, Arc<StdMutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(StdMutex::new(Vec::new()));
    let got = Arc::clone(&requests);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 64 * 1024];
            let read = stream.read(&mut request).await.unwrap_or(0);
            got.lock()
                .unwrap()
                .push(String::from_utf8_lossy(&request[..read]).into_owned());
            let answer = format!(
                "HTTP/1.1 {status}\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: {}\r\n\
                 connection: close\r\n\r\n{body}",
                body.len()
            );
            let _written = stream.write_all(answer.as_bytes()).await;
        }
    });
    let credentials = Credentials::new("test", "test", None, None, "test");
    let sdk = crate::clients::from_environment()
        .into_builder()
        .endpoint_url(url)
        .region(Region::new("eu-north-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .build();
    (sdk, requests)
}

/// An AWS without any secret.
async fn aws_without_secrets() -> SdkConfig {
    let body = r#"{"__type":"ResourceNotFoundException","Message":"no such secret"}"#;
    aws("400 Bad Request", body).await.0
}

pub(super) fn environment() -> Environment {
    Environment::from_variables(|name| match name {
        "EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS" => Some("1".to_owned()),
        "EKOBRIDGE_ROUTE_TOKEN_DIGESTS" => Some("ab".repeat(32)),
        name if name.starts_with("EKOBRIDGE_") => Some("x".to_owned()),
        _ => None,
    })
    .unwrap()
}

#[derive(Default)]
struct Heard(StdMutex<Vec<String>>);

impl Alerts for Heard {
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        self.0.lock().unwrap().push(alert.topic.clone());
        Box::pin(async {})
    }
}

fn record() -> Record {
    let job = model::Job {
        kind: model::JobKind::Customer,
        source: "contact:12".parse().unwrap(),
        key: "k".to_owned(),
        cause: model::Cause::Webhook,
        first_seen: "2026-11-23T08:00:00Z".parse().unwrap(),
        version: None,
    };
    Record {
        job,
        receive_count: 1,
        remaining: Duration::from_secs(60),
        queued_at: None,
    }
}

/// A worker whose tables are in memory.
async fn worker(heard: &Arc<Heard>) -> Worker {
    let mut worker = WorkerBuilder::new(environment(), aws_without_secrets().await).build();
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    worker.ledger = Ledger::new(
        Arc::new(ledger::MemoryStore::default()),
        Arc::clone(&clock),
        "test",
        builder::LEASE,
    );
    worker.journal = Arc::new(journal::MemoryStore::new(clock));
    worker.alerts = Arc::clone(heard) as Arc<dyn Alerts>;
    worker
}

/// What a worker in service makes of a message.
async fn handled(worker: &Worker, record: Record, metrics: &BatchMetrics) -> Disposition {
    let totals = std::sync::Mutex::default();
    worker
        .handle_record(record, "x", Mode::Running, metrics, &totals)
        .await
}

#[tokio::test]
async fn jobs_wait_for_a_missing_secret_with_one_alert_and_a_logged_reason() {
    let heard = Arc::default();
    let worker = worker(&heard).await;
    let metrics = BatchMetrics::default();
    for _ in 0..2 {
        let disposition = handled(&worker, record(), &metrics).await;
        assert_eq!(
            disposition,
            Disposition::Retry {
                after: Some(NOT_READY)
            }
        );
    }
    assert_eq!(metrics.later.load(Ordering::Relaxed), 2);
    assert_eq!(*heard.0.lock().unwrap(), ["secrets"]);
    let entries = worker.journal.of(&record().job.source, 10).await.unwrap();
    let problem = entries[0].problem.clone().unwrap();
    assert_eq!(problem.code, Code::SECRET_MISSING);
    assert!(problem.message.contains("ActiveCampaign"), "{problem}");
}

const DAY: Duration = Duration::from_secs(24 * 3600);

#[tokio::test]
async fn a_job_waits_ten_days_in_the_queue_and_then_in_the_ledger() {
    let heard = Arc::default();
    let worker = worker(&heard).await;
    let metrics = BatchMetrics::default();
    let mut waited = Duration::ZERO;
    let mut received = 0;
    let end = loop {
        received += 1;
        let queued_at = Timestamp::now() - SignedDuration::try_from(waited).unwrap();
        let received = Record {
            receive_count: received,
            queued_at: Some(queued_at),
            ..record()
        };
        match handled(&worker, received, &metrics).await {
            Disposition::Retry { after: Some(after) } => {
                assert!(after <= Duration::from_secs(3600), "it is back within the hour");
                waited += after;
            }
            end => break end,
        }
        assert!(waited < 20 * DAY, "SQS would have forgotten it");
    };
    assert_eq!(end, Disposition::Finished);
    assert!(waited >= 10 * DAY && waited < 11 * DAY, "{waited:?}");
    assert!(received < 1_000, "received {received} times");

    let key = flows::key(record().job.kind, &record().job.source).unwrap();
    let parked = worker.ledger.get(&key).await.unwrap().unwrap();
    assert_eq!(parked.state, ledger::State::Parked);
    let problem = parked.problem.unwrap();
    assert_eq!(problem.code, Code::SECRET_MISSING);
    assert!(problem.remedy.contains("queued again by itself"), "{problem}");
    let entries = worker.journal.of(&record().job.source, 1).await.unwrap();
    assert_eq!(entries[0].outcome, journal::Outcome::Parked);
    assert_eq!(*heard.0.lock().unwrap(), ["secrets", "parked:secret_missing"]);
}

#[tokio::test]
async fn what_waits_in_the_ledger_is_queued_once_when_all_is_in_order_again() {
    let heard = Arc::default();
    let mut worker = worker(&heard).await;
    let (sdk, requests) = aws("200 OK", r#"{"MessageId":"1","MD5OfMessageBody":"x"}"#).await;
    worker.queue = SqsQueue::new(aws_sdk_sqs::Client::new(&sdk), worker.environment.queues.clone());
    let missing = Problem::new(Code::SECRET_MISSING, "A secret is missing.", "Fill it in.");
    worker.park_waiting(&record(), "x", &missing).await.unwrap();
    // A record that needs a person's decision is unchanged.
    let other: model::Source = "contact:13".parse().unwrap();
    let job = model::Job {
        source: other.clone(),
        ..record().job
    };
    let key = flows::key(job.kind, &other).unwrap();
    let unknown = Problem::new(Code::SKU_UNKNOWN, "An article is unknown.", "Create it.");
    let asked = ledger::ClaimRequest {
        job: Some(&job),
        ..ledger::ClaimRequest::default()
    };
    worker.ledger.park_leaseless(&key, asked, &unknown).await.unwrap();

    assert_eq!(worker.queue_waiting().await.unwrap(), 1);
    assert_eq!(worker.queue_waiting().await.unwrap(), 0, "queued twice");
    let sent = requests.lock().unwrap().concat();
    assert_eq!(sent.matches("SendMessage").count(), 1, "{sent}");
    assert!(sent.contains("contact:12") && sent.contains("replay"), "{sent}");
}

#[tokio::test]
async fn a_record_that_another_worker_has_stays_in_the_queue() {
    let heard = Arc::default();
    let worker = worker(&heard).await;
    let key = flows::key(record().job.kind, &record().job.source).unwrap();
    let _held = worker
        .ledger
        .claim(&key, ledger::ClaimRequest::default())
        .await
        .unwrap();
    let missing = Problem::new(Code::SECRET_MISSING, "A secret is missing.", "Fill it in.");
    assert_eq!(worker.park_waiting(&record(), "x", &missing).await, None);
}

#[tokio::test]
async fn the_ledger_keeps_its_salt_and_a_deployment_with_another_waits() {
    let heard = Arc::default();
    let mut worker = worker(&heard).await;
    for _ in 0..2 {
        worker.check_salt().await.unwrap();
    }
    let kept = worker.ledger.remembered::<String>(SALT_NAME).await.unwrap();
    assert_eq!(kept.unwrap().value, "x");

    worker.environment.salt = "another".to_owned().into();
    let metrics = BatchMetrics::default();
    for _ in 0..2 {
        let disposition = handled(&worker, record(), &metrics).await;
        assert_eq!(
            disposition,
            Disposition::Retry {
                after: Some(NOT_READY)
            }
        );
    }
    assert_eq!(*heard.0.lock().unwrap(), ["secrets"]);
    let entries = worker.journal.of(&record().job.source, 10).await.unwrap();
    let problem = entries[0].problem.clone().unwrap();
    assert_eq!(problem.code, Code::SALT_MISMATCH);
    assert!(!format!("{problem:?}").contains("another"), "{problem:?}");
}

#[tokio::test]
async fn a_poll_without_secrets_fails_with_the_secrets_name() {
    let heard = Arc::default();
    let problem = worker(&heard).await.poll().await.unwrap_err();
    assert_eq!(problem.code, Code::SECRET_MISSING);
    assert_eq!(*heard.0.lock().unwrap(), ["secrets"]);
}

#[tokio::test]
async fn a_job_that_gave_up_stays_in_its_queue_until_the_dead_letter_queue_has_it() {
    let heard = Arc::default();
    let disposition = worker(&heard).await.move_to_dead_letters(&record(), "x").await;
    assert!(
        matches!(disposition, Disposition::Retry { after: Some(_) }),
        "{disposition:?}"
    );
}

#[test]
fn a_delivery_is_backlog_by_the_queue_that_it_comes_from() {
    let mut event = SqsEvent::default();
    event
        .records
        .push(aws_lambda_events::event::sqs::SqsMessage::default());
    event.records[0].event_source_arn =
        Some("arn:aws:sqs:eu-north-1:123456789012:shop-backlog.fifo".to_owned());
    let of = |name: &str| format!("https://sqs.eu-north-1.amazonaws.com/123456789012/{name}");
    assert!(is_from(&event, &of("shop-backlog.fifo")));
    assert!(!is_from(&event, &of("shop-orders.fifo")));
    assert!(!is_from(&event, &of("my-shop-backlog.fifo")));
    assert!(!is_from(&SqsEvent::default(), &of("shop-backlog.fifo")));
}

#[tokio::test]
async fn a_job_that_gave_up_is_told_by_the_dead_letter_queues_alarm_alone() {
    let published =
        "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>";
    let (sdk, requests) = aws("200 OK", published).await;
    let topic = crate::SnsAlerts::new(
        aws_sdk_sns::Client::new(&sdk),
        "arn".to_owned(),
        notices::Deployment::default(),
        NoticeLanguage::default(),
    );
    for code in [Code::RETRIES_EXHAUSTED, Code::SKU_UNKNOWN] {
        let alert = Alert::new(
            engine::parked_topic(code),
            engine::AlertStatus::Failing,
            Notice::Parked {
                subject: engine::Subject::Sweep,
                problem: Problem::new(code, "told", ""),
            },
        );
        topic.send(&alert).await;
    }
    let requests = requests.lock().unwrap().concat();
    assert!(!requests.contains("retries_exhausted"), "{requests}");
    assert!(requests.contains("POST "), "the other is published");
}

#[test]
fn randomness_is_between_0_and_1_and_not_always_the_same() {
    let some: Vec<f64> = (0..50).map(|_| jitter()).collect();
    assert!(some.iter().all(|one| (0.0..1.0).contains(one)));
    assert!(some.iter().any(|one| *one != some[0]));
}
