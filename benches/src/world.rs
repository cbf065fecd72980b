//! AWS and both vendors, in this process, each on a loopback port. Their work doesn't count for the measured processes.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, anyhow};
use aws::{Environment, WorkerBuilder};
use aws_config::SdkConfig;
use aws_sdk_sqs::types::QueueAttributeName;
use devstack::embedded_aws::{EmbeddedAws, Hooks};
use devstack::names::{ACCOUNT, REGION};
use devstack::write_units::write_units;
use sandbox::{Limits, Options, Running, Sandbox};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::process::Variables;
use crate::work;

const LEDGER: &str = "ledger";
const JOURNAL: &str = "journal";
const BARE: &str = "bare";
/// The labels for writes to the ledger's table that reserve rate limit slots, and that add to the totals.
const PLACES: &str = "places";
const TOTALS: &str = "totals";

/// The secret with the peers' access token.
const PEERS: &str = "peers";
/// How many calls to the vendors are kept.
const LOGGED: usize = 50_000;

/// The route token of webhooks.
pub(crate) const ROUTE_TOKEN: &str = "bench-token";

/// All dependencies of a function.
pub(crate) struct World {
    /// Both vendors.
    pub(crate) vendors: Running,
    /// The environment of the functions and of the bare calls.
    pub(crate) variables: Variables,
    /// The configuration of this process's AWS clients.
    pub(crate) sdk: SdkConfig,
    writes: Writes,
}

/// Counts of writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TableWrites {
    /// To the ledger's records and links.
    pub(crate) ledger: usize,
    /// To the totals of 30 days, which are in the ledger's table too.
    pub(crate) totals: usize,
    /// To the journal's.
    pub(crate) journal: usize,
    /// To the table of the peers and of the bare calls.
    pub(crate) peers: usize,
    /// The write units of all of them, including indexes.
    pub(crate) units: usize,
    /// Reservations of slots within the vendors' limits, which only busy processes make.
    pub(crate) places: usize,
}

/// The observed DynamoDB writes, as table names, and their write units.
#[derive(Clone, Default)]
struct Writes(Arc<Mutex<Vec<String>>>, Arc<AtomicUsize>);

impl World {
    /// Starts all of it, with tables, queues and secrets as in the template.
    pub(crate) async fn start() -> anyhow::Result<Self> {
        Self::with(Options {
            limits: Limits::none(),
            log_capacity: LOGGED,
            ..Options::default()
        })
        .await
    }

    /// The same with these vendors.
    pub(crate) async fn with(vendors: Options) -> anyhow::Result<Self> {
        let vendors = Sandbox::start(vendors).await?;
        let writes = Writes::default();
        let counted = writes.clone();
        let hooks = Hooks {
            watch_dynamodb: Some(Arc::new(move |operation, body| counted.count(operation, body))),
            ..Hooks::default()
        };
        let embedded = EmbeddedAws::start(None, hooks).await?;
        let sdk = embedded.sdk().await;

        let tables = aws_sdk_dynamodb::Client::new(&sdk);
        let refused = |problem: model::Problem| anyhow!("{}", problem.message);
        ledger::create_table(&tables, LEDGER).await.map_err(refused)?;
        journal::create_table(&tables, JOURNAL).await.map_err(refused)?;
        ledger::create_table(&tables, BARE).await.map_err(refused)?;

        let queues = aws_sdk_sqs::Client::new(&sdk);
        let orders = queue(&queues, "orders.fifo").await?;
        let customers = queue(&queues, "customers.fifo").await?;
        let backlog = queue(&queues, "backlog.fifo").await?;

        let activecampaign = json!({
            "url": vendors.activecampaign_url, "api_key": vendors.api_key, "route_tokens": [ROUTE_TOKEN],
        });
        let eaccounting = json!({
            "client_id": vendors.client_id, "client_secret": vendors.client_secret,
            "refresh_token": vendors.refresh_token,
        });
        for (name, secret) in [("activecampaign", activecampaign), ("eaccounting", eaccounting)] {
            embedded.put_secret(name, &secret).await?;
        }
        // A grant of their own: whoever uses the product's refresh token takes it away from the product. That something
        // renews their access token is taken for granted.
        let access_token = vendors
            .sandbox
            .identity()
            .access_token(&["ea:api", "ea:sales", "offline_access"]);
        embedded
            .put_secret(PEERS, &json!({ "access_token": access_token }))
            .await?;
        let variables = [
            ("BARE_QUEUE_URL", customers.clone()),
            ("BARE_TABLE", BARE.to_owned()),
            (
                "BARE_HTTP_URL",
                format!("{}/api/3/contacts/1", vendors.activecampaign_url),
            ),
            ("BARE_HTTP_TOKEN", vendors.api_key.clone()),
            // Lambda sets it too, and boto3 reads no other.
            ("AWS_DEFAULT_REGION", REGION.to_owned()),
            ("PEERS_TABLE", BARE.to_owned()),
            ("PEERS_EACCOUNTING_SECRET", PEERS.to_owned()),
            ("PEERS_SHIPPING_ARTICLE", work::SHIPPING.to_owned()),
            ("EKOBRIDGE_LEDGER_TABLE", LEDGER.to_owned()),
            ("EKOBRIDGE_JOURNAL_TABLE", JOURNAL.to_owned()),
            // Retries are never exhausted here.
            ("EKOBRIDGE_ORDERS_DEAD_LETTERS_URL", orders.clone()),
            ("EKOBRIDGE_CUSTOMERS_DEAD_LETTERS_URL", customers.clone()),
            ("EKOBRIDGE_BACKLOG_DEAD_LETTERS_URL", backlog.clone()),
            ("EKOBRIDGE_ORDERS_QUEUE_URL", orders),
            ("EKOBRIDGE_CUSTOMERS_QUEUE_URL", customers),
            ("EKOBRIDGE_BACKLOG_QUEUE_URL", backlog),
            ("EKOBRIDGE_ACTIVECAMPAIGN_SECRET", "activecampaign".to_owned()),
            ("EKOBRIDGE_EACCOUNTING_SECRET", "eaccounting".to_owned()),
            (
                "EKOBRIDGE_ALERTS_TOPIC_ARN",
                format!("arn:aws:sns:{REGION}:{ACCOUNT}:alerts"),
            ),
            (
                "EKOBRIDGE_ROUTE_TOKEN_DIGESTS",
                hex::encode(Sha256::digest(ROUTE_TOKEN)),
            ),
            ("EKOBRIDGE_SALT", "bench".to_owned()),
            ("EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS", "1".to_owned()),
            ("EACCOUNTING_API_URL", vendors.eaccounting_url.clone()),
            ("EACCOUNTING_IDENTITY_URL", vendors.identity_url.clone()),
        ];
        Ok(Self {
            vendors,
            variables: variables
                .map(|(name, value)| (name.to_owned(), value))
                .into_iter()
                .chain(embedded.variables())
                .collect(),
            sdk,
            writes,
        })
    }

    /// Makes these the deployment's settings.
    pub(crate) async fn configure(&self, settings: &str) -> anyhow::Result<()> {
        let settings = aws::SettingsDocument {
            text: settings.to_owned(),
            file: "bench.toml".to_owned(),
        };
        let environment = Environment::from_variables(|name| self.variables.get(name).cloned())?;
        let worker = WorkerBuilder::new(environment, self.sdk.clone()).build();
        let pushed = settings.push(worker.ledger()).await;
        pushed.map_err(|problem| anyhow!("{}", problem.message))
    }

    /// Clears the calls and writes so far.
    pub(crate) fn forget(&self) {
        self.vendors.sandbox.reset_log();
        self.writes.lock().clear();
        self.writes.1.store(0, Ordering::Relaxed);
    }

    /// Calls to the vendors since the last reset.
    pub(crate) fn vendor_calls(&self) -> usize {
        self.vendors.sandbox.requests().len()
    }

    /// Writes since.
    pub(crate) fn table_writes(&self) -> TableWrites {
        let writes = self.writes.lock();
        let to = |table| writes.iter().filter(|name| *name == table).count();
        TableWrites {
            ledger: to(LEDGER),
            totals: to(TOTALS),
            journal: to(JOURNAL),
            peers: to(BARE),
            units: self.writes.1.load(Ordering::Relaxed),
            places: to(PLACES),
        }
    }
}

impl Writes {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a request's writes: each item counts as one, alone or in a transaction.
    fn count(&self, operation: &str, body: &[u8]) {
        let schemas = [
            (LEDGER, &ledger::schema::SCHEMA),
            (JOURNAL, &journal::schema::SCHEMA),
        ];
        self.1
            .fetch_add(write_units(operation, body, &schemas), Ordering::Relaxed);
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let add = |table: &Value| self.lock().extend(table.as_str().map(str::to_owned));
        let mut keys = ["Key", "Item"].iter().map(|part| &body[part]["pk"]["S"]);
        let state = keys.find_map(|key| key.as_str()?.strip_prefix("state#"));
        match operation {
            "PutItem" | "UpdateItem" if state == Some(PLACES) || state == Some(TOTALS) => {
                self.lock().extend(state.map(str::to_owned));
            }
            "PutItem" | "UpdateItem" | "DeleteItem" => add(&body["TableName"]),
            "TransactWriteItems" => {
                for item in body["TransactItems"].as_array().into_iter().flatten() {
                    let write = item.as_object().into_iter().flatten().map(|(_, write)| write);
                    write.for_each(|write| add(&write["TableName"]));
                }
            }
            "BatchWriteItem" => {
                for (table, items) in body["RequestItems"].as_object().into_iter().flatten() {
                    items
                        .as_array()
                        .into_iter()
                        .flatten()
                        .for_each(|_| add(&json!(table)));
                }
            }
            _ => {}
        }
    }
}

async fn queue(sqs: &aws_sdk_sqs::Client, name: &str) -> anyhow::Result<String> {
    let created = sqs
        .create_queue()
        .queue_name(name)
        .attributes(QueueAttributeName::FifoQueue, "true")
        .attributes(QueueAttributeName::VisibilityTimeout, "180")
        .send()
        .await?;
    created.queue_url.context("the embedded SQS gave no queue URL")
}
