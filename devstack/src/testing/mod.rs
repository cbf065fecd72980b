//! A deployment in memory, and an AWS account to deploy to, for tests.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test fails by panicking"
)]

mod account;
mod calls;
mod many;

use std::net::{Ipv4Addr, SocketAddr};

use aws::{Environment, SettingsDocument, Worker, WorkerBuilder};
use aws_lambda_events::sqs::{SqsEvent, SqsMessage};
use dynoxide::{Database, ImportOptions};
use ledger::{Amendment, ClaimOutcome, ClaimRequest, Document, DocumentKind, Key, Record};
use model::{Cause, Code, Job, JobKind, Problem};
use sandbox::Sandbox;
use sandbox::activecampaign::AddressSeed;
use serde_json::{Value, json};

use crate::embedded_aws::{Hooks, Watch};
use crate::infra::Infra;

pub use account::{ACCOUNT, FakeAccount, FakeAws, FakeStack};
pub use calls::{Calls, Moment};

/// A deployment whose functions run only when the test calls them, so that queued messages stay visible to the test.
pub struct IdleStack {
    /// The functions' dependencies.
    pub worker: Worker,
    /// Their environment.
    pub environment: Environment,
    /// The configuration of the AWS clients.
    pub sdk: aws_config::SdkConfig,
    /// Its queues.
    pub sqs: aws_sdk_sqs::Client,
    /// Its tables.
    pub dynamodb: aws_sdk_dynamodb::Client,
    /// Both vendors.
    pub sandbox: Sandbox,
    tables: Database,
}

impl IdleStack {
    /// Starts it.
    pub async fn new() -> Self {
        Self::started(None, sandbox::Limits::default()).await
    }

    /// Starts it with vendors that have no rate limits, for tests of other features with many calls. Build workers
    /// with [`IdleStack::builder`], so that they don't wait either.
    pub async fn unlimited() -> Self {
        Self::started(None, sandbox::Limits::none()).await
    }

    /// Makes an order invoice 12, which the shop has changed since.
    pub async fn changed_since_sent(&self, order: &str) -> Record {
        let job = job(JobKind::Order, order);
        let ledger = self.worker.ledger();
        let ask = |hash: &str| ClaimRequest {
            job: Some(&job),
            payload_hash: Some(hash.to_owned()),
            ..ClaimRequest::default()
        };
        let claimed = ledger.claim(&Key::source(&job.source), ask("sent")).await;
        let Ok(ClaimOutcome::Fresh(lease)) = claimed else {
            panic!("{order} is known: {claimed:?}")
        };
        let invoice = Document {
            kind: DocumentKind::Invoice,
            id: "8d22d1ae-0000-4000-8000-000000000012".to_owned(),
            number: Some("12".to_owned()),
        };
        let done = ledger.done(lease, Some(invoice)).await.unwrap();
        let changed = Problem::new(
            Code::CHANGED_AFTER_CREATION,
            "The order was changed in the shop after invoice 12 was created in eAccounting.",
            "Compare both and correct invoice 12.",
        );
        let unsettled = Amendment::Unsettled(&changed);
        ledger.amend(&done, ask("changed"), unsettled).await.unwrap()
    }

    /// Pushes settings, as from a file `shop.toml`.
    pub async fn push_settings(&self, text: &str) {
        let document = SettingsDocument {
            text: text.to_owned(),
            file: "shop.toml".to_owned(),
        };
        document.push(self.worker.ledger()).await.unwrap();
    }

    /// Stores the company's country, as the schedule does once it has read it from eAccounting.
    pub async fn know_country(&self, country: &str) {
        let totals = serde_json::json!({ "country": country });
        self.worker.ledger().remember("totals", &totals).await.unwrap();
    }

    /// Builds another worker of this deployment, without rate limits.
    #[must_use]
    pub fn builder(&self) -> WorkerBuilder {
        let mut builder = WorkerBuilder::new(self.environment.clone(), self.sdk.clone());
        for limit in [
            &mut builder.limits.activecampaign,
            &mut builder.limits.eaccounting,
        ] {
            limit.calls = 100_000;
        }
        builder
    }

    /// Starts it, with an observer of each call to DynamoDB.
    pub async fn watched(watch: Watch) -> Self {
        Self::started(Some(watch), sandbox::Limits::default()).await
    }

    async fn started(watch: Option<Watch>, limits: sandbox::Limits) -> Self {
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let tables = Database::memory().unwrap();
        let hooks = Hooks {
            watch_dynamodb: watch,
            tables: Some(tables.clone()),
            ..Hooks::default()
        };
        let infra = Infra::provision_observed(any, None, None, None, hooks, limits)
            .await
            .unwrap();
        let environment = Environment::from_variables(|name| infra.variables.get(name).cloned()).unwrap();
        let sandbox = infra.sandbox.unwrap();
        let served = sandbox.clone();
        tokio::spawn(async move { served.serve(infra.listener, std::future::pending()).await });
        Self {
            worker: WorkerBuilder::new(environment.clone(), infra.sdk.clone()).build(),
            environment,
            sqs: aws_sdk_sqs::Client::new(&infra.sdk),
            dynamodb: aws_sdk_dynamodb::Client::new(&infra.sdk),
            sdk: infra.sdk,
            sandbox,
            tables,
        }
    }

    /// The items of a table, in DynamoDB's own notation. Not a call, and for tables of few items.
    #[must_use]
    pub fn items(&self, table: &str) -> Vec<Value> {
        let scan = serde_json::from_value(json!({ "TableName": table })).unwrap();
        let found = json!(self.tables.scan(scan).unwrap());
        found["Items"].as_array().cloned().unwrap_or_default()
    }

    /// Stores items without a call: 100,000 of them in seconds.
    pub fn store(&self, table: &str, items: impl IntoIterator<Item = Value>) {
        let items = items
            .into_iter()
            .map(|item| serde_json::from_value(item).unwrap());
        let (items, options) = (items.collect(), ImportOptions::default());
        self.tables.import_items(table, items, options).unwrap();
    }

    /// A queue's content: each record's oldest message.
    pub async fn bodies(&self, url: &str) -> Vec<String> {
        let received = self
            .sqs
            .receive_message()
            .queue_url(url)
            .max_number_of_messages(10)
            .visibility_timeout(0)
            .send()
            .await
            .unwrap();
        let messages = received.messages.unwrap_or_default();
        messages.into_iter().filter_map(|message| message.body).collect()
    }

    /// The jobs in a queue, the oldest of each record.
    pub async fn jobs(&self, url: &str) -> Vec<Job> {
        let bodies = self.bodies(url).await;
        bodies
            .iter()
            .map(|body| serde_json::from_str(body).unwrap())
            .collect()
    }

    /// A table's content as text: items as stored, and the activity log's entries uncompressed.
    pub async fn table(&self, name: &str) -> String {
        let mut text = String::new();
        if name == self.environment.journal_table {
            let journal = self.worker.journal();
            let listed = journal.recent(2, 10_000).await.unwrap();
            let entries = journal.in_full(&listed).await.unwrap();
            text.push_str(&serde_json::to_string(&entries).unwrap());
        }
        let mut start = None;
        loop {
            let scan = self
                .dynamodb
                .scan()
                .table_name(name)
                .set_exclusive_start_key(start);
            let page = scan.send().await.unwrap();
            text.push_str(&format!("{:?}", page.items()));
            start = page.last_evaluated_key;
            if start.is_none() {
                return text;
            }
        }
    }
}

/// The billing address of Anna Lind, a private person in Sweden.
#[must_use]
pub fn annas_address() -> AddressSeed {
    AddressSeed {
        first_name: "Anna".to_owned(),
        last_name: "Lind".to_owned(),
        address1: "Storgatan 1".to_owned(),
        postal: "411 38".to_owned(),
        city: "Göteborg".to_owned(),
        country: "SE".to_owned(),
        ..AddressSeed::default()
    }
}

/// A job queued by a webhook.
#[must_use]
pub fn job(kind: JobKind, source: &str) -> Job {
    Job {
        kind,
        source: source.parse().unwrap(),
        key: format!("webhook {source}"),
        cause: Cause::Webhook,
        first_seen: "2026-11-20T08:00:00Z".parse().unwrap(),
        version: Some("1".to_owned()),
    }
}

/// A delivery of these jobs, in the form in which Lambda passes it to a worker.
#[must_use]
pub fn delivery(jobs: &[Job]) -> SqsEvent {
    let mut event = SqsEvent::default();
    event.records = jobs
        .iter()
        .enumerate()
        .map(|(number, job)| {
            let mut message = SqsMessage::default();
            message.message_id = Some(number.to_string());
            message.receipt_handle = Some(number.to_string());
            message.body = serde_json::to_string(job).ok();
            message
                .attributes
                .insert("MessageGroupId".to_owned(), job.source.to_string());
            message
        })
        .collect();
    event
}
