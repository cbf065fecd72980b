//! AWS and both vendors, in this process, each on a loopback port. What they do costs the measured processes nothing.

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, anyhow};
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sqs::config::Credentials;
use aws_sdk_sqs::types::QueueAttributeName;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use dynoxide::Database;
use http::{HeaderMap, StatusCode};
use hyper::body::{Body, Incoming};
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use rustack_secretsmanager_core::config::SecretsManagerConfig;
use rustack_secretsmanager_core::handler::RustackSecretsManagerHandler;
use rustack_secretsmanager_core::provider::RustackSecretsManager;
use rustack_secretsmanager_http::service::{SecretsManagerHttpConfig, SecretsManagerHttpService};
use rustack_sqs_core::config::SqsConfig;
use rustack_sqs_core::handler::RustackSqsHandler;
use rustack_sqs_core::provider::RustackSqs;
use rustack_sqs_http::service::{SqsHttpConfig, SqsHttpService};
use sandbox::{Limits, Options, Running, Sandbox};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;

use crate::process::Variables;

const REGION: &str = "eu-north-1";
const ACCOUNT: &str = "000000000000";
const LEDGER: &str = "ledger";
const JOURNAL: &str = "journal";
const BARE: &str = "bare";
/// What a write to the ledger's table is counted as that takes places within a vendor's limit.
const PLACES: &str = "places";

/// What lets a webhook in.
pub(crate) const ROUTE_TOKEN: &str = "bench-token";

/// Everything outside a function.
pub(crate) struct World {
    /// Both vendors.
    pub(crate) vendors: Running,
    /// What the functions and the bare calls are told.
    pub(crate) variables: Variables,
    writes: Writes,
}

/// How often something was written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TableWrites {
    /// To the ledger's table, places apart.
    pub(crate) ledger: usize,
    /// To the journal's.
    pub(crate) journal: usize,
    /// To take places within the vendors' limits, which only those do who call much.
    pub(crate) places: usize,
}

/// The DynamoDB writes that came by, as table names.
#[derive(Clone, Default)]
struct Writes(Arc<Mutex<Vec<String>>>);

impl World {
    /// Starts everything, with tables, queues and secrets as the template makes them.
    pub(crate) async fn start() -> anyhow::Result<Self> {
        Self::with(Options {
            limits: Limits::none(),
            ..Options::default()
        })
        .await
    }

    /// The same with these vendors.
    pub(crate) async fn with(vendors: Options) -> anyhow::Result<Self> {
        let vendors = Sandbox::start(vendors).await?;
        let writes = Writes::default();
        let dynamodb = start_dynamodb(writes.clone()).await?;
        let (sqs, secrets) = (start_sqs().await?, start_secrets().await?);
        let sdk = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(REGION))
            .credentials_provider(aws_sdk_sqs::config::SharedCredentialsProvider::new(
                Credentials::new("bench", "bench", None, None, "bench"),
            ))
            .build();
        let at = |url: &str| sdk.clone().into_builder().endpoint_url(url).build();

        let tables = aws_sdk_dynamodb::Client::new(&at(&dynamodb));
        let refused = |problem: model::Problem| anyhow!("{}", problem.message);
        ledger::create_table(&tables, LEDGER).await.map_err(refused)?;
        journal::create_table(&tables, JOURNAL).await.map_err(refused)?;
        ledger::create_table(&tables, BARE).await.map_err(refused)?;

        let queues = aws_sdk_sqs::Client::new(&at(&sqs));
        let orders = queue(&queues, "orders.fifo").await?;
        let customers = queue(&queues, "customers.fifo").await?;
        let backlog = queue(&queues, "backlog.fifo").await?;

        let vault = aws_sdk_secretsmanager::Client::new(&at(&secrets));
        let activecampaign = json!({
            "url": vendors.activecampaign_url, "api_key": vendors.api_key, "route_tokens": [ROUTE_TOKEN],
        });
        let eaccounting = json!({
            "client_id": vendors.client_id, "client_secret": vendors.client_secret,
            "refresh_token": vendors.refresh_token,
        });
        for (name, secret) in [("activecampaign", activecampaign), ("eaccounting", eaccounting)] {
            vault
                .create_secret()
                .name(name)
                .secret_string(secret.to_string())
                .send()
                .await?;
        }
        let variables = [
            ("AWS_REGION", REGION.to_owned()),
            ("AWS_ACCESS_KEY_ID", "bench".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "bench".to_owned()),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
            ("AWS_ENDPOINT_URL_DYNAMODB", dynamodb),
            ("AWS_ENDPOINT_URL_SQS", sqs),
            ("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets),
            ("BARE_QUEUE_URL", customers.clone()),
            ("BARE_TABLE", BARE.to_owned()),
            (
                "BARE_HTTP_URL",
                format!("{}/api/3/contacts/1", vendors.activecampaign_url),
            ),
            ("BARE_HTTP_TOKEN", vendors.api_key.clone()),
            ("EKOBRIDGE_LEDGER_TABLE", LEDGER.to_owned()),
            ("EKOBRIDGE_JOURNAL_TABLE", JOURNAL.to_owned()),
            // Nothing gives up here.
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
            variables: variables.map(|(name, value)| (name.to_owned(), value)).into(),
            writes,
        })
    }

    /// Forgets the calls and writes so far.
    pub(crate) fn forget(&self) {
        self.vendors.sandbox.reset_log();
        self.writes.lock().clear();
    }

    /// Calls to the vendors since.
    pub(crate) fn vendor_calls(&self) -> usize {
        self.vendors.sandbox.requests().len()
    }

    /// Writes since.
    pub(crate) fn table_writes(&self) -> TableWrites {
        let writes = self.writes.lock();
        let to = |table| writes.iter().filter(|name| *name == table).count();
        TableWrites {
            ledger: to(LEDGER),
            journal: to(JOURNAL),
            places: to(PLACES),
        }
    }
}

impl Writes {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts what a request writes: an item is a write, whether it comes alone or in a transaction.
    fn count(&self, target: &str, body: &[u8]) {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let operation = target.rsplit('.').next().unwrap_or_default();
        let add = |table: &Value| self.lock().extend(table.as_str().map(str::to_owned));
        match operation {
            "UpdateItem" if body["Key"]["pk"]["S"] == "state#places" => self.lock().push(PLACES.to_owned()),
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

async fn listen() -> anyhow::Result<(TcpListener, String)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    Ok((listener, url))
}

/// DynamoDB, behind a counter of writes.
async fn start_dynamodb(writes: Writes) -> anyhow::Result<String> {
    let database = Database::memory().map_err(|error| anyhow!("no database in memory: {error}"))?;
    let (listener, behind) = listen().await?;
    tokio::spawn(dynoxide::server::serve_with_shutdown(
        listener,
        database,
        std::future::pending(),
    ));
    let (listener, url) = listen().await?;
    let client = reqwest::Client::new();
    let counter = Router::new()
        .fallback(counted)
        .with_state((writes, client, behind));
    tokio::spawn(async move { axum::serve(listener, counter).await });
    Ok(url)
}

async fn counted(
    State((writes, client, behind)): State<(Writes, reqwest::Client, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let target = headers
        .get("x-amz-target")
        .and_then(|target| target.to_str().ok());
    writes.count(target.unwrap_or_default(), &body);
    let forwarded = async {
        let answer = client
            .post(&behind)
            .headers(headers.clone())
            .body(body)
            .send()
            .await?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        Ok::<_, reqwest::Error>((status, headers, answer.bytes().await?))
    };
    forwarded.await.map_or_else(
        |_| StatusCode::BAD_GATEWAY.into_response(),
        IntoResponse::into_response,
    )
}

async fn start_sqs() -> anyhow::Result<String> {
    let (listener, url) = listen().await?;
    let address = listener.local_addr()?;
    let provider = RustackSqs::new(SqsConfig {
        skip_signature_validation: true,
        default_region: REGION.to_owned(),
        account_id: ACCOUNT.to_owned(),
        host: address.ip().to_string(),
        port: address.port(),
    });
    let config = SqsHttpConfig {
        region: REGION.to_owned(),
        ..SqsHttpConfig::default()
    };
    serve(
        listener,
        SqsHttpService::new(Arc::new(RustackSqsHandler::new(Arc::new(provider))), config),
    );
    Ok(url)
}

async fn start_secrets() -> anyhow::Result<String> {
    let (listener, url) = listen().await?;
    let provider = RustackSecretsManager::new(SecretsManagerConfig {
        skip_signature_validation: true,
        default_region: REGION.to_owned(),
        default_account_id: ACCOUNT.to_owned(),
    });
    let config = SecretsManagerHttpConfig {
        region: REGION.to_owned(),
        ..SecretsManagerHttpConfig::default()
    };
    let handler = RustackSecretsManagerHandler::new(Arc::new(provider));
    serve(
        listener,
        SecretsManagerHttpService::new(Arc::new(handler), config),
    );
    Ok(url)
}

/// Serves a hyper service for as long as the process lives.
fn serve<S, B>(listener: TcpListener, service: S)
where
    S: Service<http::Request<Incoming>, Response = http::Response<B>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                // A client that goes away ends its own connection only.
                let _closed = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    });
}
