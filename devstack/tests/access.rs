//! Access control of the embedded AWS services.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use aws_sdk_secretsmanager::error::ProvideErrorMetadata;
use devstack::embedded_aws::access::AccessKey;
use devstack::embedded_aws::{EmbeddedAws, Hooks};
use reqwest::{Client, Method};
use serde_json::json;

async fn services() -> (EmbeddedAws, [(&'static str, String); 4]) {
    let aws = EmbeddedAws::start(None, Hooks::default()).await.unwrap();
    let urls = [
        ("DynamoDB_20120810.ListTables", aws.dynamodb.clone()),
        ("AmazonSQS.ListQueues", aws.sqs.clone()),
        ("secretsmanager.ListSecrets", aws.secretsmanager.clone()),
        ("", aws.sns.clone()),
    ];
    (aws, urls)
}

fn http() -> Client {
    Client::builder().no_proxy().build().unwrap()
}

#[tokio::test]
async fn a_request_without_the_access_key_is_refused_by_all_four() {
    let (aws, urls) = services().await;
    let id = &aws.access_key.id;
    for (target, url) in &urls {
        for authorization in [
            String::new(),
            "AWS4-HMAC-SHA256 Credential=local/20261129/eu-north-1/x/aws4_request, SignedHeaders=host, Signature=0"
                .to_owned(),
            // The key's id alone isn't enough: the signature must use its secret.
            format!(
                "AWS4-HMAC-SHA256 Credential={id}/20261129/eu-north-1/x/aws4_request, SignedHeaders=host;x-amz-date, \
                 Signature={}",
                "0".repeat(64)
            ),
        ] {
            let request = http()
                .post(url)
                .header("x-amz-target", *target)
                .header("x-amz-date", "20261129T000000Z")
                .header("content-type", "application/x-amz-json-1.0")
                .header("authorization", &authorization)
                .body(if target.is_empty() { "Action=ListTopics" } else { "{}" });
            let answer = request.send().await.unwrap();
            let status = answer.status();
            assert!(status.is_client_error(), "{target} {authorization}: {status}");
            assert!(!answer.headers().contains_key("access-control-allow-origin"), "{target}");
        }
    }
}

#[tokio::test]
async fn a_web_page_is_answered_nothing_by_all_four() {
    let (_aws, urls) = services().await;
    for (target, url) in &urls {
        for method in [Method::OPTIONS, Method::GET, Method::POST] {
            let request = http()
                .request(method.clone(), url)
                .header("origin", "https://evil.example.com")
                .header("access-control-request-method", "POST")
                .header("access-control-request-headers", "x-amz-target");
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), 403, "{method} {target}");
            let allows = answer
                .headers()
                .keys()
                .any(|name| name.as_str().starts_with("access-control"));
            assert!(!allows, "{method} {target}");
        }
    }
}

#[tokio::test]
async fn a_name_that_was_pointed_at_this_machine_is_refused_by_all_four() {
    let (_aws, urls) = services().await;
    for (target, url) in &urls {
        let request = http().post(url).header("host", "rebound.example.com");
        assert_eq!(request.send().await.unwrap().status(), 403, "{target}");
    }
}

#[tokio::test]
async fn the_sdk_reads_a_secret_with_the_key_and_not_with_another() {
    let (aws, _) = services().await;
    aws.put_secret("s", &json!({"a": 1})).await.unwrap();
    let read = async |aws: &EmbeddedAws| {
        let client = aws_sdk_secretsmanager::Client::new(&aws.sdk().await);
        client.get_secret_value().secret_id("s").send().await
    };
    assert_eq!(read(&aws).await.unwrap().secret_string(), Some("{\"a\":1}"));
    let mut other = aws.clone();
    other.access_key = AccessKey::random();
    let refused = read(&other).await.unwrap_err();
    assert_eq!(refused.code(), Some("UnrecognizedClientException"));
    let mut guessed = aws.clone();
    guessed.access_key.secret = "guessed".to_owned();
    assert!(read(&guessed).await.is_err());
}
