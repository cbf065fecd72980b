use std::sync::{Arc, Mutex};

use crate::{Ingest, JobQueue, MAX_BODY, RouteTokens, Unverified};
use aws_lambda_events::event::lambda_function_urls::{LambdaFunctionUrlRequest, LambdaFunctionUrlResponse};
use base64::Engine;
use futures::future::BoxFuture;
use model::{Code, Job, JobKind, ManualClock, Problem};
use serde_json::json;
use sha2::{Digest, Sha256};

const TOKEN: &str = "c0ffee-old";
const NEXT: &str = "c0ffee-new";
const UPDATE: &str = "type=update&date_time=2026-07-17T22%3A01%3A25-05%3A00&initiated_from=admin&list=0\
    &contact%5Bid%5D=123&contact%5Bemail%5D=robert%40example.com&contact%5Bfirst_name%5D=Robert";

#[derive(Default)]
struct Jobs {
    sent: Mutex<Vec<Job>>,
    fails: bool,
}

impl JobQueue for Jobs {
    fn send<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(async {
            if self.fails {
                return Err(Problem::new(
                    Code::STORAGE_ERROR,
                    "The queue did not take 1 job.",
                    "",
                ));
            }
            self.sent.lock().unwrap().push(job.clone());
            Ok(())
        })
    }
}

fn ingest(jobs: &Arc<Jobs>) -> Ingest {
    let digests = [TOKEN, NEXT]
        .map(|token| Sha256::digest(token.as_bytes()).into())
        .to_vec();
    let clock = ManualClock::new("2026-11-23T08:00:00Z".parse().unwrap());
    Ingest::new(
        RouteTokens::new(digests),
        Arc::clone(jobs) as Arc<dyn JobQueue>,
        Arc::new(clock),
    )
}

fn request(method: &str, path: &str, query: &str, body: &str, base64: bool) -> LambdaFunctionUrlRequest {
    serde_json::from_value(json!({
        "version": "2.0", "rawPath": path, "rawQueryString": query, "headers": {}, "body": body,
        "isBase64Encoded": base64,
        "requestContext": { "timeEpoch": 0, "http": { "method": method, "path": path } },
    }))
    .unwrap()
}

async fn post(jobs: &Arc<Jobs>, path: &str, query: &str, body: &str) -> i64 {
    ingest(jobs)
        .handle(request("POST", path, query, body, false))
        .await
        .status_code
}

fn text(response: &LambdaFunctionUrlResponse) -> &str {
    response.body.as_deref().unwrap_or_default()
}

#[tokio::test]
async fn a_contact_webhook_queues_the_contacts_id_and_no_personal_data() {
    let jobs = Arc::default();
    assert_eq!(post(&jobs, "/webhook/c0ffee-old", "", UPDATE).await, 200);
    let sent = jobs.sent.lock().unwrap();
    assert_eq!(sent.len(), 1);
    assert_eq!(
        (sent[0].kind, sent[0].source.to_string().as_str()),
        (JobKind::Customer, "contact:123")
    );
    let message = serde_json::to_string(&sent[0]).unwrap();
    assert!(!message.contains("obert"), "{message}");
}

#[tokio::test]
async fn two_deliveries_of_one_event_have_one_key() {
    let jobs = Arc::default();
    post(&jobs, "/webhook/c0ffee-old", "", UPDATE).await;
    post(&jobs, "/webhook/c0ffee-new", "", UPDATE).await;
    let sent = jobs.sent.lock().unwrap();
    assert_eq!(sent[0].key, sent[1].key);
}

#[tokio::test]
async fn two_orders_announced_within_seconds_by_equal_bodies_are_two_jobs() {
    let jobs: Arc<Jobs> = Arc::default();
    let body = "contact%5Bid%5D=1358&contact%5Bemail%5D=person5%40example.com&seriesid=9";
    for at in ["2026-11-23T08:00:01Z", "2026-11-23T08:00:03.4Z"] {
        let ingest = Ingest::new(
            RouteTokens::new(vec![Sha256::digest(TOKEN.as_bytes()).into()]),
            Arc::clone(&jobs) as Arc<dyn JobQueue>,
            Arc::new(ManualClock::new(at.parse().unwrap())),
        );
        let request = request("POST", "/webhook/c0ffee-old", "event=order", body, false);
        assert_eq!(ingest.handle(request).await.status_code, 200);
    }
    let sent = jobs.sent.lock().unwrap();
    assert_ne!(sent[0].key, sent[1].key);
}

#[tokio::test]
async fn two_tokens_are_valid_at_once_in_the_path_or_the_query() {
    let jobs = Arc::default();
    for (path, query) in [
        ("/webhook/c0ffee-old", ""),
        ("/webhook/c0ffee-new", ""),
        ("/webhook/c0ffee-new/", ""),
        ("/webhook", "token=c0ffee-old"),
        ("/", "event=contact&token=c0ffee-new"),
    ] {
        assert_eq!(post(&jobs, path, query, UPDATE).await, 200, "{path}?{query}");
    }
}

#[tokio::test]
async fn a_wrong_and_a_missing_token_are_answered_alike_whatever_the_method() {
    let jobs = Arc::default();
    let answers = [
        ("POST", "/webhook/wrong", ""),
        ("POST", "/webhook/", ""),
        ("POST", "/webhook/c0ffee-old/more", ""),
        ("POST", "/", ""),
        ("POST", "/webhook/c0ffee", "token=wrong"),
        ("GET", "/webhook/wrong", ""),
        ("DELETE", "/favicon.ico", ""),
    ];
    for (method, path, query) in answers {
        let response = ingest(&jobs)
            .handle(request(method, path, query, UPDATE, false))
            .await;
        assert_eq!(
            (response.status_code, text(&response)),
            (404, "Not Found\n"),
            "{method} {path}?{query}"
        );
    }
    assert!(jobs.sent.lock().unwrap().is_empty());
}

#[tokio::test]
async fn without_digests_nobody_is_let_in() {
    let jobs: Arc<Jobs> = Arc::default();
    let nobody = Ingest::new(RouteTokens::new(Vec::new()), jobs, Arc::new(model::SystemClock));
    assert_eq!(
        nobody
            .handle(request("POST", "/webhook/", "", UPDATE, false))
            .await
            .status_code,
        404
    );
}

#[tokio::test]
async fn other_methods_with_the_right_token_are_told_what_is_allowed() {
    for method in ["GET", "PUT", "DELETE", "HEAD", "OPTIONS"] {
        let response = ingest(&Arc::default())
            .handle(request(method, "/webhook/c0ffee-old", "", "", false))
            .await;
        assert_eq!(response.status_code, 405, "{method}");
        assert_eq!(response.headers["allow"], "POST");
    }
}

#[tokio::test]
async fn a_body_over_256_kb_is_refused_encoded_or_not() {
    let jobs = Arc::default();
    let padding = |length: usize| format!("{UPDATE}&x={}", "a".repeat(length - UPDATE.len() - 3));
    assert_eq!(
        post(&jobs, "/webhook/c0ffee-old", "", &padding(MAX_BODY)).await,
        200
    );
    assert_eq!(
        post(&jobs, "/webhook/c0ffee-old", "", &padding(MAX_BODY + 1)).await,
        413
    );
    for (length, status) in [
        (MAX_BODY, 200),
        (MAX_BODY + 1, 413),
        (MAX_BODY + 3, 413),
        (MAX_BODY * 4, 413),
    ] {
        let body = base64::engine::general_purpose::STANDARD.encode(padding(length));
        let response = ingest(&jobs)
            .handle(request("POST", "/webhook/c0ffee-old", "", &body, true))
            .await;
        assert_eq!(response.status_code, status, "{length}");
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_400_and_queues_nothing() {
    let jobs = Arc::default();
    let deep = format!("contact{}=1", "[a]".repeat(1000));
    for body in [
        "%ff%fe[=1",
        "type=update&contact[id]=1%27%20or%201",
        deep.as_str(),
    ] {
        assert_eq!(
            post(&jobs, "/webhook/c0ffee-old", "", body).await,
            400,
            "{body:.40}"
        );
    }
    let broken = ingest(&jobs)
        .handle(request("POST", "/webhook/c0ffee-old", "", "!!!", true))
        .await;
    assert_eq!(broken.status_code, 400);
    assert!(jobs.sent.lock().unwrap().is_empty());
}

#[tokio::test]
async fn an_event_that_means_nothing_to_us_is_200_and_queues_nothing() {
    let jobs = Arc::default();
    for body in ["type=open&contact[id]=1", "", "type=something_new&contact[id]=1"] {
        let response = ingest(&jobs)
            .handle(request("POST", "/webhook/c0ffee-old", "", body, false))
            .await;
        assert_eq!(
            (response.status_code, text(&response)),
            (200, "ignored\n"),
            "{body}"
        );
    }
    assert!(jobs.sent.lock().unwrap().is_empty());
}

#[tokio::test]
async fn the_query_of_an_automations_step_says_what_it_is_about() {
    let jobs = Arc::default();
    let body = "contact%5Bid%5D=1358&contact%5Bemail%5D=person5%40example.com&seriesid=9";
    assert_eq!(post(&jobs, "/webhook/c0ffee-old", "event=order", body).await, 200);
    assert_eq!(jobs.sent.lock().unwrap()[0].kind, JobKind::FindOrders);
}

#[tokio::test]
async fn a_webhook_that_cannot_be_queued_is_not_answered_200_and_never_410() {
    let jobs = Arc::new(Jobs {
        fails: true,
        ..Jobs::default()
    });
    assert_eq!(post(&jobs, "/webhook/c0ffee-old", "", UPDATE).await, 503);
}

#[tokio::test(start_paused = true)]
async fn a_queue_that_never_answers_is_503_before_lambda_ends_the_function() {
    struct Silent;
    impl JobQueue for Silent {
        fn send<'a>(&'a self, _: &'a Job) -> BoxFuture<'a, Result<(), Problem>> {
            Box::pin(std::future::pending())
        }
    }
    let digests = vec![Sha256::digest(TOKEN.as_bytes()).into()];
    let ingest = Ingest::new(
        RouteTokens::new(digests),
        Arc::new(Silent),
        Arc::new(model::SystemClock),
    );
    let began = tokio::time::Instant::now();
    let response = ingest
        .handle(request("POST", "/webhook/c0ffee-old", "", UPDATE, false))
        .await;
    assert_eq!(response.status_code, 503);
    assert!(began.elapsed() < std::time::Duration::from_secs(10));
}

#[test]
fn debug_shows_neither_token_nor_body_before_or_after_verification() {
    let tokens = RouteTokens::new(vec![Sha256::digest(TOKEN.as_bytes()).into()]);
    for (path, query) in [("/webhook/c0ffee-old", ""), ("/", "token=c0ffee-old")] {
        let unverified = Unverified::new(request("POST", path, query, UPDATE, false));
        let before = format!("{unverified:?} {unverified:#?} {tokens:?}");
        let verified = unverified.verify(&tokens).unwrap();
        let shown = format!("{before} {verified:?} {verified:#?}");
        for secret in ["c0ffee", "robert", "Robert"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

#[tokio::test]
async fn hostile_bodies_are_answered_after_work_that_grows_no_faster_than_they_do() {
    let jobs: Arc<Jobs> = Arc::default();
    let brackets = "[".repeat(MAX_BODY);
    let pairs = |count: usize| (0..count).map(|n| format!("a{n}=&")).collect::<String>();
    let many = &pairs(100_000)[..MAX_BODY];
    let nested = format!("contact{}=1", "[x]".repeat(MAX_BODY / 3 - 4));
    let fields: String = (0..12_000).map(|n| format!("contact[fields][{n}]=1&")).collect();
    for (body, status) in [
        (brackets.as_str(), 400),
        (&"]".repeat(MAX_BODY), 400),
        (&"[]".repeat(MAX_BODY / 2), 400),
        (many, 400),
        (nested.as_str(), 400),
        (&"%".repeat(MAX_BODY), 400),
        (&"%zz=1&".repeat(MAX_BODY / 6), 400),
        (&"&".repeat(MAX_BODY), 200),
        (&"=".repeat(MAX_BODY), 200),
        (&"a&".repeat(19_000), 200),
        (&fields[..MAX_BODY], 200),
    ] {
        assert_eq!(
            post(&jobs, "/webhook/c0ffee-old", "", body).await,
            status,
            "{body:.30}"
        );
    }
    let invalid = base64::engine::general_purpose::STANDARD.encode(vec![0xff_u8; MAX_BODY]);
    let response = ingest(&jobs)
        .handle(request("POST", "/webhook/c0ffee-old", "", &invalid, true))
        .await;
    assert_eq!(response.status_code, 400);
    assert!(jobs.sent.lock().unwrap().is_empty());
}

#[test]
fn every_request_counts_as_queued_ignored_refused_or_failed() {
    use http::StatusCode as Status;
    let counted = |taken| crate::counted_as(taken);
    assert_eq!(counted(Ok(crate::QUEUED)), "WebhooksQueued");
    assert_eq!(counted(Ok("ignored")), "WebhooksIgnored");
    for status in [Status::NOT_FOUND, Status::BAD_REQUEST, Status::PAYLOAD_TOO_LARGE] {
        assert_eq!(counted(Err(status)), "WebhooksRefused", "{status}");
    }
    assert_eq!(counted(Err(Status::SERVICE_UNAVAILABLE)), "WebhooksFailed");
}
