//! Concurrent events, through the real handlers and the unmodified AWS SDK.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use aws::{EaccountingTokens, Environment, Function, IngestEnvironment, WorkerBuilder};
use aws_config::SdkConfig;
use aws_lambda_events::event::sqs::SqsEvent;
use aws_sdk_sqs::types::MessageSystemAttributeName;
use customer_push::CustomerPush;
use devstack::infra::Infra;
use devstack::names::{EACCOUNTING_SECRET, LEDGER};
use devstack::vendors::Vendors;
use eaccounting::tokens::Tokens;
use futures::future::join_all;
use model::SystemClock;
use sandbox::activecampaign::ContactSeed;
use sandbox::identity::TokenMode;
use sandbox::{Running, Sandbox};
use secrecy::ExposeSecret;
use serde_json::json;
use tokio::sync::Barrier;
use transport::{HttpOptions, HttpTransport, UrlPolicy};
use webhook_ingest::Ingest;

/// How long a function may run.
const TIMEOUT: Duration = Duration::from_secs(90);

/// Tables, queues and secrets as deployed, and both vendors.
struct Deployed {
    vendors: Running,
    sdk: SdkConfig,
    token: String,
    variables: BTreeMap<String, String>,
}

impl Deployed {
    async fn new() -> Self {
        let running = Sandbox::start(sandbox::Options::default()).await.unwrap();
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let vendors = Vendors::sandbox(&running.base_url);
        let infra = Infra::provision(any, None, None, Some(vendors)).await.unwrap();
        Self {
            vendors: running,
            sdk: infra.sdk,
            token: infra.token,
            variables: infra.variables,
        }
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).cloned()
    }

    /// The messages that a queue delivers now, in the form in which Lambda passes them on.
    async fn receive(&self, queue_url: &str) -> (SqsEvent, Vec<String>) {
        let received = aws_sdk_sqs::Client::new(&self.sdk)
            .receive_message()
            .queue_url(queue_url)
            .max_number_of_messages(10)
            .message_system_attribute_names(MessageSystemAttributeName::All)
            .send()
            .await
            .unwrap();
        let mut event = SqsEvent::default();
        let mut receipts = Vec::new();
        for message in received.messages() {
            event.records.push(aws::delivered(message));
            receipts.extend(message.receipt_handle.clone());
        }
        (event, receipts)
    }

    async fn delete(&self, queue_url: &str, receipts: &[String]) {
        let sqs = aws_sdk_sqs::Client::new(&self.sdk);
        for receipt in receipts {
            let deleted = sqs.delete_message().queue_url(queue_url).receipt_handle(receipt);
            deleted.send().await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_identical_webhooks_at_once_are_one_customer() {
    let deployed = Deployed::new().await;
    let contact = deployed.vendors.sandbox.activecampaign().add_contact(
        &ContactSeed::new("anna@example.com")
            .named("Anna", "Lind")
            .field("ADDRESS", "Storgatan 1")
            .field("POSTAL_CODE", "111 22")
            .field("CITY", "Stockholm")
            .field("COUNTRY", "SE"),
    );
    let environment = IngestEnvironment::from_variables(|name| deployed.variable(name)).unwrap();
    let ingest = Arc::new(Ingest::connect(environment, &deployed.sdk));
    let barrier = Arc::new(Barrier::new(50));
    let posts = (0..50).map(|_| {
        let (ingest, barrier) = (Arc::clone(&ingest), Arc::clone(&barrier));
        let path = format!("/webhook/{}", deployed.token);
        let event = json!({
            "version": "2.0", "rawPath": path, "rawQueryString": "", "headers": {}, "isBase64Encoded": false,
            "body": format!(
                "type=update&date_time=2026-11-23T10%3A00%3A00%2B01%3A00&initiated_from=admin&list=0\
                 &contact%5Bid%5D={contact}&contact%5Bemail%5D=anna%40example.com"
            ),
            "requestContext": { "timeEpoch": 0, "http": { "method": "POST", "path": path } },
        });
        tokio::spawn(async move {
            barrier.wait().await;
            ingest
                .handle(serde_json::from_value(event).unwrap())
                .await
                .status_code
        })
    });
    for status in join_all(posts).await {
        assert_eq!(status.unwrap(), 200);
    }

    let queue_url = &deployed.variables["EKOBRIDGE_CUSTOMERS_QUEUE_URL"];
    let (event, receipts) = deployed.receive(queue_url).await;
    assert_eq!(event.records.len(), 1);
    let environment = Environment::from_variables(|name| deployed.variable(name)).unwrap();
    let worker = WorkerBuilder::new(environment, deployed.sdk.clone()).build();
    let answer = CustomerPush::handle(&worker, event, TIMEOUT).await.unwrap();
    assert!(answer.batch_item_failures.is_empty());
    deployed.delete(queue_url, &receipts).await;
    // If its group had a later message, that message would be visible now.
    let (event, _) = deployed.receive(queue_url).await;
    assert_eq!(event.records.len(), 0);
    let customers = deployed.vendors.sandbox.eaccounting().records("customers");
    assert_eq!(customers.len(), 1);
    assert_eq!(customers[0]["EmailAddress"], "anna@example.com");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_processes_renew_the_token_once_in_each_mode() {
    for mode in [TokenMode::Reusable, TokenMode::Rotating, TokenMode::ReuseRevokes] {
        let deployed = Deployed::new().await;
        let identity = deployed.vendors.sandbox.identity();
        identity.set_token_mode(mode);
        let barrier = Arc::new(Barrier::new(50));
        let transport = HttpTransport::new(HttpOptions {
            vendor_urls: UrlPolicy::Any,
            ..HttpOptions::default()
        });
        let transport = Arc::new(transport.unwrap());
        let renewals = (0..50).map(|number| {
            let dynamodb = aws_sdk_dynamodb::Client::new(&deployed.sdk);
            let ledger = ledger::Ledger::new(
                Arc::new(ledger::DynamoStore::new(dynamodb, LEDGER)),
                Arc::new(SystemClock),
                format!("process-{number}"),
                TIMEOUT,
            );
            let secrets = aws_sdk_secretsmanager::Client::new(&deployed.sdk);
            let store = EaccountingTokens::new(secrets, EACCOUNTING_SECRET.to_owned(), ledger);
            let tokens = Tokens::new(
                deployed.vendors.identity_url.parse().unwrap(),
                Arc::new(store),
                Arc::clone(&transport) as _,
                Arc::new(SystemClock),
            );
            let barrier = Arc::clone(&barrier);
            tokio::spawn(async move {
                barrier.wait().await;
                tokens.access().await.unwrap().token.expose_secret().to_owned()
            })
        });
        let mut tokens: Vec<String> = join_all(renewals).await.into_iter().map(Result::unwrap).collect();
        tokens.dedup();
        assert_eq!(tokens.len(), 1, "{mode:?}: all have the same token");
        let calls = identity.token_calls();
        assert_eq!((calls.refresh_token, calls.refused), (1, 0), "{mode:?}");
    }
}
