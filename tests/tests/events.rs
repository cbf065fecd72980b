//! The sample events parse as the types that the functions use.

use aws_lambda_events::event::lambda_function_urls::LambdaFunctionUrlRequest;
use aws_lambda_events::event::sqs::SqsEvent;
use model::{Job, JobKind};

fn sample<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = format!("{}/../events/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn jobs(name: &str) -> Vec<Job> {
    let event: SqsEvent = sample(name);
    let bodies = event
        .records
        .into_iter()
        .map(|record| record.body.unwrap_or_default());
    bodies
        .map(|body| serde_json::from_str(&body).expect("a body is a job"))
        .collect()
}

#[test]
fn the_webhook_is_a_function_url_request_that_asks_for_a_customer() {
    let request: LambdaFunctionUrlRequest = sample("webhook-ingest");
    let body = request.body.unwrap_or_default();
    let event = activecampaign::webhook::decode("", body.as_bytes()).expect("it can be decoded");
    let job = event
        .job("2026-11-23T08:00:00Z".parse().expect("a time"))
        .expect("it asks for something");
    assert_eq!(
        (job.kind, job.source.to_string().as_str()),
        (JobKind::Customer, "contact:1")
    );
    assert_eq!(request.raw_path.as_deref(), Some("/webhook/sample-token"));
}

#[test]
fn the_batches_hold_every_kind_of_job_in_its_own_queue() {
    assert!(
        jobs("customer-push")
            .iter()
            .all(|job| job.kind == JobKind::Customer)
    );
    let kinds: Vec<_> = jobs("order-push").iter().map(|job| job.kind).collect();
    for kind in [JobKind::Order, JobKind::Quote, JobKind::FindOrders] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
}

#[test]
fn the_schedule_is_an_event_of_eventbridge() {
    let event: serde_json::Value = sample("offer-poller");
    assert_eq!(event["detail-type"], "Scheduled Event");
}
