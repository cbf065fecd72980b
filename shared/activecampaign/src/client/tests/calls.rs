use std::time::Duration;

use model::{Code, Kind, Problem};
use serde_json::json;
use transport::SendError;

use super::*;
use crate::Error;

fn me() -> Value {
    json!({"user": {"username": "jdoe", "email": "johndoe@example.com", "id": "1"}})
}

async fn problem_of(reply: impl Into<Reply>) -> Problem {
    let bench = bench(Fake::default().on("GET /users/me", reply));
    bench.client.me().await.unwrap_err().into()
}

#[tokio::test(start_paused = true)]
async fn a_passing_failure_is_tried_again_and_every_call_counts() {
    let replies = [
        Reply::Json(503, json!({})),
        Reply::Json(590, json!({})),
        me().into(),
    ];
    let fake = replies
        .into_iter()
        .fold(Fake::default(), |fake, reply| fake.on("GET /users/me", reply));
    let bench = bench(fake);
    let started = tokio::time::Instant::now();
    assert_eq!(bench.client.me().await.unwrap().id, "1");
    assert_eq!(bench.fake.calls().len(), 3);
    assert_eq!(started.elapsed(), Duration::from_millis(750));
}

#[tokio::test(start_paused = true)]
async fn a_forbidden_that_passes_is_no_refusal() {
    let bench = bench(
        Fake::default()
            .on("GET /users/me", Reply::Json(403, json!({})))
            .on("GET /users/me", me()),
    );
    assert!(bench.client.me().await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_forbidden_that_stays_means_that_the_key_is_refused() {
    let bench = bench(Fake::default().on("GET /users/me", Reply::Json(403, json!({"message": "Forbidden"}))));
    let problem = Problem::from(bench.client.me().await.unwrap_err());
    assert_eq!(
        (problem.code, problem.kind),
        (Code::ACTIVECAMPAIGN_UNAUTHORIZED, Kind::Disconnected)
    );
    assert_eq!(bench.fake.calls().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_forbidden_write_does_not_disconnect() {
    let fake = Fake::default().on(
        "POST /fieldValues",
        Reply::Json(403, json!({"message": "Forbidden"})),
    );
    let bench = bench(fake);
    let error = bench
        .client
        .set_contact_field("5", super::super::FieldIdentity::Id("2"), "x")
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Forbidden { .. }));
    assert_eq!(Problem::from(error).kind, Kind::NeedsPerson);
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_kept_or_left_to_the_queue() {
    let slow = Reply::RetryAfter(429, "2");
    let quick = bench(
        Fake::default()
            .on("GET /users/me", slow)
            .on("GET /users/me", me()),
    );
    let started = tokio::time::Instant::now();
    assert!(quick.client.me().await.is_ok());
    assert_eq!(started.elapsed(), Duration::from_secs(2));

    let problem = problem_of(Reply::RetryAfter(429, "60")).await;
    assert_eq!(problem.code, Code::ACTIVECAMPAIGN_RATE_LIMIT);
    assert_eq!(problem.wait, Some(Duration::from_secs(60)));
    let problem = problem_of(Reply::RetryAfter(503, "600")).await;
    assert_eq!(
        (problem.code, problem.wait),
        (Code::ACTIVECAMPAIGN_SERVER_ERROR, Some(Duration::from_secs(600)))
    );
}

#[tokio::test(start_paused = true)]
async fn no_answer_is_tried_again_and_then_left_to_the_queue() {
    let problem = problem_of(Reply::Fail(SendError::OutcomeUnknown("timed out".into()))).await;
    assert_eq!(
        (problem.code, problem.kind),
        (Code::ACTIVECAMPAIGN_UNREACHABLE, Kind::RetryLater)
    );
    assert!(
        problem.message.contains("the user of the API key"),
        "{}",
        problem.message
    );
}

#[tokio::test(start_paused = true)]
async fn a_note_whose_fate_is_unclear_is_not_sent_twice() {
    let fake = Fake::default().on(
        "POST /notes",
        Reply::Fail(SendError::OutcomeUnknown("reset".into())),
    );
    let bench = bench(fake);
    let error = bench
        .client
        .add_note(super::super::NoteOn::Deal, "7", "Order 1001")
        .await
        .unwrap_err();
    assert_eq!(Problem::from(error).kind, Kind::InDoubt);
    assert_eq!(bench.fake.calls().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_web_page_is_not_taken_for_an_answer() {
    for reply in [
        Reply::Text(200, "<html>maintenance"),
        Reply::Text(404, "<html>"),
        Reply::Text(302, ""),
    ] {
        let problem = problem_of(reply).await;
        assert!(
            problem
                .message
                .contains("does not come from ActiveCampaign's API"),
            "{}",
            problem.message
        );
        assert!(problem.remedy.contains("URL"));
    }
    let fake = Fake::default().on("GET /contacts/5", Reply::Text(404, "<html>not here"));
    assert!(matches!(
        bench(fake).client.contact("5").await,
        Err(Error::NotTheApi { status: 404, .. })
    ));
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_not_as_documented_names_the_place_and_no_value() {
    let fake = Fake::default().on(
        "GET /deals/5",
        json!({"deal": {"id": "5", "value": "anna@example.com", "currency": "sek"}}),
    );
    let error = bench(fake).client.deal("5").await.unwrap_err().to_string();
    assert!(
        error.contains("`deal.value`") && !error.contains("anna"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_success_that_says_no_is_a_refusal() {
    let fake = Fake::default().on("POST /fieldValues", json!({"succeeded": 0, "message": "No Anna"}));
    let error = bench(fake)
        .client
        .set_contact_field("5", super::super::FieldIdentity::Id("2"), "x")
        .await;
    let error = error.unwrap_err();
    assert!(matches!(error, Error::Rejected { status: 200, .. }) && !error.to_string().contains("Anna"));
}

#[test]
fn a_url_that_is_not_public_https_is_never_called() {
    let new = |url: &str, key: &str| {
        let config = Config {
            url: url.parse().unwrap(),
            api_key: key.to_owned().into(),
            vendor_urls: UrlPolicy::Public,
        };
        let clock = Arc::new(model::SystemClock);
        Client::new(
            config,
            Arc::new(Fake::default()),
            Arc::new(NoLimit),
            clock,
            RetryPolicy::default(),
        )
        .map(|_| ())
    };
    assert!(matches!(new("http://shop.api-us1.com", "k"), Err(Error::Url(_))));
    assert!(matches!(new("https://169.254.169.254", "k"), Err(Error::Url(_))));
    assert_eq!(new("https://shop.api-us1.com", "a\nb"), Err(Error::ApiKey));
    assert_eq!(new("https://shop.api-us1.com", " key\n"), Ok(()));
}

#[test]
fn neither_key_nor_url_shows() {
    let client = format!("{:?}", bench(Fake::default()).client);
    assert!(
        !client.contains("secret") && !client.contains("api-us1"),
        "{client}"
    );
}

#[tokio::test]
async fn a_key_of_an_answer_that_is_no_fields_name_is_told_to_nobody() {
    let answer = json!({"connections": {"anna.lind@example.com": "1"}, "meta": {"total": "1"}});
    let fake = Fake::default().on("GET /connections?limit=100&offset=0", answer);
    let error = bench(fake).client.connections().await.unwrap_err();
    let told = format!("{error} {error:?} {}", Problem::from(error.clone()));
    assert!(!told.contains("anna"), "{told}");
}
