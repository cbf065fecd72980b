//! ActiveCampaign's captured webhooks, and all documented ones, through the function's real handler.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use activecampaign::webhook::EventKind;
use aws_lambda_events::event::lambda_function_urls::LambdaFunctionUrlRequest;
use futures::future::BoxFuture;
use model::{Job, JobKind, ManualClock, Problem, Source};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use webhook_ingest::{Ingest, JobQueue, RouteTokens};

use crate::vendor_documents::file;

const TOKEN: &str = "a-token-of-this-test";

/// A queue that only records the jobs.
#[derive(Default)]
struct Remembering(Mutex<Vec<Job>>);

impl JobQueue for Remembering {
    fn send<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Result<(), Problem>> {
        self.0.lock().unwrap().push(job.clone());
        Box::pin(async { Ok(()) })
    }
}

/// Posts a body as a function URL does. Returns the status and the jobs.
async fn post(query: &str, body: &str) -> (i64, Vec<Job>) {
    let queue = Arc::new(Remembering::default());
    let digest: [u8; 32] = Sha256::digest(TOKEN).into();
    let clock = ManualClock::new("2026-11-23T12:00:00Z".parse().unwrap());
    let ingest = Ingest::new(RouteTokens::new(vec![digest]), queue.clone(), Arc::new(clock));
    let mut request = LambdaFunctionUrlRequest::default();
    request.raw_path = Some(format!("/webhook/{TOKEN}"));
    request.raw_query_string = Some(query.to_owned());
    request.request_context.http.method = Some("POST".to_owned());
    request.body = Some(body.to_owned());
    let response = ingest.handle(request).await;
    let jobs = std::mem::take(&mut *queue.0.lock().unwrap());
    (response.status_code, jobs)
}

fn contact(id: &str) -> Source {
    Source::Contact(id.to_owned())
}

fn deal(id: &str) -> Source {
    Source::Deal(id.to_owned())
}

#[tokio::test]
async fn every_captured_body_is_taken_and_becomes_the_job_it_is_about() {
    let captured: [(&str, &str, Option<(JobKind, Source)>); 9] = [
        (
            "subscribe_list_2017",
            "",
            Some((JobKind::Customer, contact("10"))),
        ),
        (
            "subscribe_no_list_2017",
            "",
            Some((JobKind::Customer, contact("119"))),
        ),
        ("deal_update_2017", "", Some((JobKind::Order, deal("2")))),
        ("deal_task_complete_2017", "", None),
        (
            "automation_webhook_2020",
            "",
            Some((JobKind::Customer, contact("1358"))),
        ),
        (
            "automation_webhook_2020",
            "event=contact",
            Some((JobKind::Customer, contact("1358"))),
        ),
        (
            "automation_webhook_2020",
            "event=order",
            Some((JobKind::FindOrders, contact("1358"))),
        ),
        (
            "automation_webhook_2020",
            "event=order&connection=3&order=1001",
            Some((
                JobKind::Order,
                Source::Order {
                    connection: "3".to_owned(),
                    order: "1001".to_owned(),
                },
            )),
        ),
        (
            "automation_webhook_2020",
            "event=deal&deal=12",
            Some((JobKind::Order, deal("12"))),
        ),
    ];
    for (name, query, expected) in captured {
        let Some(body) = file("activecampaign", &format!("webhooks/{name}.form")) else {
            return;
        };
        let (status, jobs) = post(query, body.trim_end()).await;
        assert_eq!(status, 200, "{name}?{query}");
        let jobs: Vec<_> = jobs.into_iter().map(|job| (job.kind, job.source)).collect();
        assert_eq!(jobs, expected.into_iter().collect::<Vec<_>>(), "{name}?{query}");
    }
}

#[tokio::test]
async fn a_redelivered_body_is_the_same_job_in_any_order_of_fields() {
    let Some(body) = file("activecampaign", "webhooks/deal_update_2017.form") else {
        return;
    };
    let mut pairs: Vec<&str> = body.trim_end().split('&').collect();
    let (_, first) = post("", &pairs.join("&")).await;
    pairs.reverse();
    let (_, again) = post("", &pairs.join("&")).await;
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].key, again[0].key);
    let (_, other) = post("", &body.trim_end().replace("2017-11-28", "2017-11-29")).await;
    assert_ne!(first[0].key, other[0].key);
}

#[tokio::test]
async fn a_captured_body_with_a_field_less_or_more_is_about_the_same_record() {
    for (name, needed, source) in [
        ("subscribe_list_2017", "contact%5Bid%5D=", contact("10")),
        ("subscribe_no_list_2017", "contact%5Bid%5D=", contact("119")),
        ("deal_update_2017", "deal%5Bid%5D=", deal("2")),
        ("automation_webhook_2020", "contact%5Bid%5D=", contact("1358")),
    ] {
        let Some(body) = file("activecampaign", &format!("webhooks/{name}.form")) else {
            return;
        };
        let fields: Vec<&str> = body.trim_end().split('&').collect();
        for (at, left_out) in fields.iter().enumerate() {
            let mut others = fields.clone();
            others.remove(at);
            others.push("contact%5Bnew%5D%5B0%5D%5Bfield%5D=1");
            let (status, jobs) = post("", &others.join("&")).await;
            assert_eq!(status, 200, "{name} without {left_out}");
            let sources: Vec<&Source> = jobs.iter().map(|job| &job.source).collect();
            if left_out.starts_with("type=") {
                // Without a type it reads as an automation's, which is about its contact.
                assert_eq!(sources.len(), 1, "{name} without a type");
            } else if left_out.starts_with(needed) {
                assert!(sources.is_empty(), "{name} without {left_out}: {sources:?}");
            } else {
                assert_eq!(sources, [&source], "{name} without {left_out}");
            }
        }
    }
}

#[derive(Deserialize)]
struct Documented {
    fields: Vec<String>,
}

/// The value of a field: an id, a date, or a marker that must not appear anywhere else.
fn value_of(event: &str, field: &str) -> String {
    match field {
        "type" => event.to_owned(),
        "date_time" => "2026-11-23T12:00:00-06:00".to_owned(),
        "initiated_from" | "initiated_by" => "admin".to_owned(),
        "contact[id]" | "accountContact[contact]" | "deal[contactid]" => "27".to_owned(),
        "deal[id]" => "3".to_owned(),
        "account[id]" | "accountContact[account]" => "5".to_owned(),
        "list" | "seriesid" => "1".to_owned(),
        id if id.ends_with("[id]") || id.ends_with("id") => "11".to_owned(),
        _ => format!("MARKED {field}"),
    }
}

#[tokio::test]
async fn every_documented_event_is_decoded_without_personal_data_in_the_queue() {
    let Some(text) = file("activecampaign", "webhooks/event_fields_documented.json") else {
        return;
    };
    let events: BTreeMap<String, Documented> = serde_json::from_str(&text).unwrap();
    assert!(events.len() >= 27, "{}", events.len());
    let mut outcomes = BTreeMap::new();
    for (event, documented) in &events {
        assert!(
            EventKind::DOCUMENTED.iter().any(|kind| kind.as_str() == event),
            "{event} is not known"
        );
        let mut form = form_urlencoded::Serializer::new(String::new());
        for field in &documented.fields {
            let value = value_of(event, field);
            for index in ["7", "utm_source"] {
                form.append_pair(&field.replace('*', index), &value);
                if !field.contains('*') {
                    break;
                }
            }
        }
        let (status, jobs) = post("", &form.finish()).await;
        assert_eq!(status, 200, "{event}");
        let queued = serde_json::to_string(&jobs).unwrap();
        assert!(!queued.contains("MARKED"), "{event}: {queued}");
        let outcome = match jobs.as_slice() {
            [] => "ignored".to_owned(),
            [job] => format!("{} {}", job.kind.as_str(), job.source),
            more => panic!("{event}: {} jobs", more.len()),
        };
        outcomes.insert(event.as_str(), outcome);
    }
    for (event, expected) in [
        ("subscribe", "customer contact:27"),
        ("unsubscribe", "customer contact:27"),
        ("update", "customer contact:27"),
        ("contact_tag_added", "customer contact:27"),
        ("contact_tag_removed", "customer contact:27"),
        ("account_add", "customer account:5"),
        ("account_update", "customer account:5"),
        ("account_contact_add", "customer contact:27"),
        ("account_contact_update", "customer contact:27"),
        ("deal_add", "order deal:3"),
        ("deal_update", "order deal:3"),
    ] {
        if events.contains_key(event) {
            assert_eq!(outcomes.remove(event).unwrap(), expected, "{event}");
        }
    }
    for (event, outcome) in outcomes {
        assert_eq!(outcome, "ignored", "{event}");
    }
}
