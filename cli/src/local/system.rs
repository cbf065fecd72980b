//! The whole deployed system in one process.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use aws::{Environment, IngestEnvironment, SettingsDocument, WorkerBuilder};
use aws_config::SdkConfig;
use aws_sdk_sqs::types::QueueAttributeName;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use base64::Engine;
use customer_push::CustomerPush;
use eaccounting::tokens::Grant;
use model::Kind;
use offer_poller::OfferPoller;
use order_push::OrderPush;
use sandbox::Sandbox;
use serde_json::json;
use tokio::net::TcpListener;
use webhook_ingest::Ingest;

use super::aws::{LocalAws, queue_arn};
use super::digest;
use super::folder::{Folder, new_token};
use super::grants::Grants;
use super::host::{Busy, Mapping};
use super::running::Running;
use super::vendors::Vendors;
use crate::output::Output;

pub(super) const ORDERS: &str = "ekobridge-orders.fifo";
pub(super) const CUSTOMERS: &str = "ekobridge-customers.fifo";
pub(super) const BACKLOG: &str = "ekobridge-backlog.fifo";
pub(super) const LEDGER: &str = "ekobridge-ledger";
pub(super) const JOURNAL: &str = "ekobridge-journal";
/// Of this machine, for digests of e-mail addresses.
const SALT: &str = "this machine";
const ACTIVECAMPAIGN_SECRET: &str = "ekobridge-activecampaign";
pub(crate) const EACCOUNTING_SECRET: &str = "ekobridge-eaccounting";

/// How long a function may run, as `Timeout` in `template.yaml`.
const TIMEOUT: Duration = Duration::from_secs(90);
/// As in `template.yaml`: longer than a function may run.
const VISIBILITY_SECONDS: u32 = 180;
/// Batches of a queue that are worked on at once, as `MaximumConcurrency`.
const CONCURRENCY: usize = 4;

/// What the system is started with.
pub(crate) struct Options {
    pub(crate) listen: SocketAddr,
    /// Where state is kept; in memory without it.
    pub(crate) folder: Option<Folder>,
    /// Where `connect` stores.
    pub(crate) root: Option<PathBuf>,
    pub(crate) settings: Option<SettingsDocument>,
    pub(crate) vendors: Option<Vendors>,
    /// Who tells people.
    pub(crate) output: Output,
}

/// A running system.
pub(crate) struct System {
    pub(crate) urls: Urls,
    pub(crate) sandbox: Option<Sandbox>,
    pub(crate) worker: Arc<aws::Worker>,
    pub(crate) output: Output,
    /// What commands in other terminals are told.
    pub(crate) running: Running,
    /// Held for as long as the system runs.
    pub(crate) folder: Option<Folder>,
    grants: Arc<Grants>,
    poller: OfferPoller,
    queues: Vec<Mapping>,
    busy: Arc<Busy>,
}

/// Where everything answers.
#[derive(Debug, Clone)]
pub(crate) struct Urls {
    pub(crate) base: String,
    pub(crate) webhook: String,
    pub(crate) activecampaign: String,
    pub(crate) eaccounting: String,
    pub(crate) identity: String,
}

/// What the functions stand on: AWS's services with tables, queues and secrets as `template.yaml` makes them, and vendors.
pub(crate) struct Ground {
    pub(crate) aws: LocalAws,
    pub(crate) sdk: SdkConfig,
    /// The environment of the functions.
    pub(crate) variables: BTreeMap<String, String>,
    pub(crate) sandbox: Option<Sandbox>,
    /// Where webhooks and the sandbox are to be served.
    pub(crate) listener: TcpListener,
    base: String,
    token: String,
    vendors: Vendors,
    grants: Arc<Grants>,
}

impl Ground {
    /// Lays it. State is in `folder`, or in memory; what `connect` has stored is in `root`. Without `vendors` it is the
    /// sandbox.
    pub(crate) async fn lay(
        listen: SocketAddr,
        folder: Option<&Folder>,
        root: Option<&Path>,
        vendors: Option<Vendors>,
    ) -> anyhow::Result<Self> {
        let data = folder.map(Folder::path);
        let listener = TcpListener::bind(listen).await.map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => anyhow::anyhow!(
                "{listen} is in use: another program listens there, maybe another `ekobridge dev`. End it, or choose another \
                 port with --listen, such as --listen 127.0.0.1:0 for any that is free."
            ),
            _ => anyhow::anyhow!("{listen} cannot be listened on: {error}. Choose another address with --listen."),
        })?;
        let base = format!("http://{}", listener.local_addr()?);
        let sandbox = vendors.is_none().then(|| {
            Sandbox::new(sandbox::Options {
                data_dir: data.map(|folder| folder.join("sandbox")),
                ..sandbox::Options::default()
            })
        });
        let vendors = vendors.unwrap_or_else(|| Vendors::sandbox(&base));
        let grants = Arc::new(Grants::new(&vendors, root, data));
        let aws = LocalAws::start(data, Arc::clone(&grants)).await?;
        let sdk = aws.sdk().await;
        let token = folder.map_or_else(|| Ok(new_token()), Folder::route_token)?;
        let variables = variables(&aws, &sdk, &vendors, &token, &grants).await?;
        Ok(Self {
            aws,
            sdk,
            variables,
            sandbox,
            listener,
            base,
            token,
            vendors,
            grants,
        })
    }
}

impl System {
    /// Starts everything.
    pub(crate) async fn start(options: Options) -> anyhow::Result<Self> {
        let Options {
            listen,
            folder,
            root,
            settings,
            vendors,
            output,
        } = options;
        let Ground {
            aws,
            sdk,
            variables,
            sandbox,
            listener,
            base,
            token,
            vendors,
            grants,
        } = Ground::lay(listen, folder.as_ref(), root.as_deref(), vendors).await?;
        let variable = |name: &str| variables.get(name).cloned();

        let ingest = Arc::new(Ingest::connect(
            IngestEnvironment::from_variables(variable)?,
            &sdk,
        ));
        let mut environment = Environment::from_variables(variable)?;
        // ActiveCampaign cannot reach this machine: that it has no webhook for it is no fault.
        environment.token_digests.clear();
        let mut wiring = WorkerBuilder::new(environment, sdk.clone());
        wiring.observer = Arc::new(output.clone());
        wiring.listeners = vec![Arc::new(output.clone())];
        let worker = Arc::new(wiring.build());
        if let Some(settings) = settings {
            settings
                .push(worker.ledger())
                .await
                .map_err(|problem| anyhow::anyhow!("{}\n{}", problem.message, problem.remedy))?;
        }

        let busy = Arc::new(Busy::default());
        let sqs = aws_sdk_sqs::Client::new(&sdk);
        let orders = Arc::new(OrderPush::new(Arc::clone(&worker)));
        let backlog = Arc::clone(&orders);
        let customers = Arc::new(CustomerPush::new(Arc::clone(&worker)));
        let queues = vec![
            Mapping {
                sqs: sqs.clone(),
                queue_url: variables["EKOBRIDGE_ORDERS_QUEUE_URL"].clone(),
                queue_arn: queue_arn(ORDERS),
                handler: Arc::new(move |event| {
                    let function = Arc::clone(&orders);
                    Box::pin(async move { function.handle(event, TIMEOUT).await })
                }),
                busy: Arc::clone(&busy),
            },
            Mapping {
                sqs: sqs.clone(),
                queue_url: variables["EKOBRIDGE_CUSTOMERS_QUEUE_URL"].clone(),
                queue_arn: queue_arn(CUSTOMERS),
                handler: Arc::new(move |event| {
                    let function = Arc::clone(&customers);
                    Box::pin(async move { function.handle(event, TIMEOUT).await })
                }),
                busy: Arc::clone(&busy),
            },
            Mapping {
                sqs,
                queue_url: variables["EKOBRIDGE_BACKLOG_QUEUE_URL"].clone(),
                queue_arn: queue_arn(BACKLOG),
                handler: Arc::new(move |event| {
                    let function = Arc::clone(&backlog);
                    Box::pin(async move { function.handle(event, TIMEOUT).await })
                }),
                busy: Arc::clone(&busy),
            },
        ];
        for queue in &queues {
            for _ in 0..CONCURRENCY {
                tokio::spawn(queue.clone().run());
            }
        }
        serve(listener, ingest, sandbox.clone());
        let urls = Urls {
            webhook: format!("{base}/webhook/{token}"),
            base,
            activecampaign: vendors.activecampaign_url.clone(),
            eaccounting: vendors.eaccounting_api_url.clone(),
            identity: vendors.eaccounting_identity_url.clone(),
        };
        let poller = OfferPoller::new(Arc::clone(&worker));
        Ok(Self {
            running: Running { aws, variables },
            urls,
            sandbox,
            worker,
            output,
            folder,
            grants,
            poller,
            queues,
            busy,
        })
    }

    /// One run of the schedule.
    pub(crate) async fn poll(&self) {
        let _busy = self.busy.begin();
        if let Err(error) = self.take_new_grant().await {
            tracing::warn!("{error:#}");
        }
        // Its failure is logged where it arose, and the next run makes it good.
        let _polled = self.poller.handle().await;
    }

    /// Takes over what `ekobridge connect` has stored in another terminal meanwhile.
    async fn take_new_grant(&self) -> anyhow::Result<()> {
        let Some(secret) = self.grants.given_since()? else {
            return Ok(());
        };
        let told = |problem: model::Problem| anyhow::anyhow!("{}", problem.message);
        let grant = Grant::from_json(&secret.to_string()).map_err(told)?;
        eaccounting::tokens::install(self.worker.tokens().as_ref(), &grant)
            .await
            .map_err(told)?;
        tracing::info!("the new grant of eAccounting is in use");
        self.output.note("The new grant of eAccounting is in use.");
        Ok(())
    }

    /// Whether nothing is being worked on, and no message could be taken now.
    pub(crate) async fn is_idle(&self) -> anyhow::Result<bool> {
        if !self.busy.is_idle() {
            return Ok(false);
        }
        for queue in &self.queues {
            if queue.counts().await?.0 > 0 {
                return Ok(false);
            }
        }
        Ok(self.busy.is_idle())
    }

    /// Jobs that wait for their next attempt, and those of them whose attempt is due soon and may well succeed.
    pub(crate) async fn waiting(&self) -> anyhow::Result<Waiting> {
        const NEAR: jiff::SignedDuration = jiff::SignedDuration::from_mins(2);
        let now = jiff::Timestamp::now();
        let store = self.worker.ledger().store();
        let mut waiting = Waiting::default();
        for state in [ledger::State::Waiting, ledger::State::InDoubt] {
            let mut from: Option<String> = None;
            loop {
                let page = store.list(state, 100, from.as_deref()).await?;
                waiting.jobs += page.records.len();
                waiting.near += page
                    .records
                    .iter()
                    .filter(|record| {
                        record
                            .next_attempt
                            .is_some_and(|at| at.duration_since(now) < NEAR)
                    })
                    // A refused login stays refused until a person has done something.
                    .filter(|record| {
                        !record
                            .problem
                            .as_ref()
                            .is_some_and(|problem| problem.kind == Kind::Disconnected)
                    })
                    .count();
                from = page.next;
                if from.is_none() {
                    break;
                }
            }
        }
        // What could not even begin waits in its queue alone.
        for queue in &self.queues {
            let (_, hidden) = queue.counts().await?;
            waiting.hidden += hidden;
        }
        Ok(waiting)
    }
}

/// What waits for its next attempt.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Waiting {
    /// Jobs that the ledger knows to wait.
    pub(crate) jobs: usize,
    /// Those that are due within two minutes.
    pub(crate) near: usize,
    /// Messages that are hidden in the queues.
    pub(crate) hidden: u64,
}

/// Serves webhooks, and the sandbox beside them.
fn serve(listener: TcpListener, ingest: Arc<Ingest>, sandbox: Option<Sandbox>) {
    let webhooks = Router::new()
        .route("/webhook", axum::routing::any(webhook))
        .route("/webhook/{*rest}", axum::routing::any(webhook))
        .with_state(ingest);
    tokio::spawn(async move {
        let served = match sandbox {
            Some(sandbox) => {
                sandbox
                    .serve_beside(webhooks, listener, std::future::pending())
                    .await
            }
            None => axum::serve(listener, webhooks).await,
        };
        if let Err(error) = served {
            tracing::error!(%error, "the HTTP front has stopped");
        }
    });
}

/// A function URL: makes the request an event, hands it to the function, and makes its answer a response.
async fn webhook(State(ingest): State<Arc<Ingest>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    // Lambda refuses more than 6 MB before any function sees it.
    let Ok(body) = to_bytes(body, 6 << 20).await else {
        return plain(413);
    };
    let headers: BTreeMap<String, String> = parts
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let event = json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": parts.uri.path(),
        "rawQueryString": parts.uri.query().unwrap_or_default(),
        "headers": headers,
        "requestContext": {
            "accountId": "anonymous",
            "http": { "method": parts.method.as_str(), "path": parts.uri.path(), "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1" },
            "requestId": uuid::Uuid::new_v4().to_string(),
            "routeKey": "$default",
            "stage": "$default",
            "timeEpoch": 0,
        },
        "body": base64::engine::general_purpose::STANDARD.encode(&body),
        "isBase64Encoded": true,
    });
    let Ok(event) = serde_json::from_value(event) else {
        return plain(400);
    };
    let answer = ingest.handle(event).await;
    let status = u16::try_from(answer.status_code).unwrap_or(500);
    let mut response = plain(status);
    *response.headers_mut() = answer.headers;
    *response.body_mut() = Body::from(answer.body.unwrap_or_default());
    response
}

fn plain(status: u16) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() =
        axum::http::StatusCode::from_u16(status).unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR);
    response
}

/// Creates tables, queues, topic and secrets as `template.yaml` does, and answers the environment that it sets.
pub(super) async fn variables(
    aws: &LocalAws,
    sdk: &SdkConfig,
    vendors: &Vendors,
    token: &str,
    grants: &Grants,
) -> anyhow::Result<BTreeMap<String, String>> {
    let dynamodb = aws_sdk_dynamodb::Client::new(sdk);
    let tables = dynamodb
        .list_tables()
        .send()
        .await
        .context("the embedded DynamoDB does not answer")?;
    let has = |name: &str| tables.table_names().iter().any(|table| table == name);
    if !has(LEDGER) {
        ledger::create_table(&dynamodb, LEDGER).await?;
    }
    if !has(JOURNAL) {
        journal::create_table(&dynamodb, JOURNAL).await?;
    }
    let sqs = aws_sdk_sqs::Client::new(sdk);
    let (orders, dead_orders) = queue(&sqs, ORDERS).await?;
    let (customers, dead_customers) = queue(&sqs, CUSTOMERS).await?;
    let (backlog, dead_backlog) = queue(&sqs, BACKLOG).await?;
    let topic = aws_sdk_sns::Client::new(sdk)
        .create_topic()
        .name("ekobridge-alerts")
        .send()
        .await?;
    aws.put_secret(
        ACTIVECAMPAIGN_SECRET,
        &json!({ "url": vendors.activecampaign_url, "api_key": vendors.activecampaign_api_key, "route_tokens": [token] }),
    )
    .await?;
    aws.put_secret(EACCOUNTING_SECRET, &grants.start()?).await?;
    let set = [
        ("EKOBRIDGE_LEDGER_TABLE", LEDGER.to_owned()),
        ("EKOBRIDGE_JOURNAL_TABLE", JOURNAL.to_owned()),
        ("EKOBRIDGE_ORDERS_QUEUE_URL", orders),
        ("EKOBRIDGE_CUSTOMERS_QUEUE_URL", customers),
        ("EKOBRIDGE_BACKLOG_QUEUE_URL", backlog),
        ("EKOBRIDGE_ORDERS_DEAD_LETTERS_URL", dead_orders),
        ("EKOBRIDGE_CUSTOMERS_DEAD_LETTERS_URL", dead_customers),
        ("EKOBRIDGE_BACKLOG_DEAD_LETTERS_URL", dead_backlog),
        (
            "EKOBRIDGE_ACTIVECAMPAIGN_SECRET",
            ACTIVECAMPAIGN_SECRET.to_owned(),
        ),
        ("EKOBRIDGE_EACCOUNTING_SECRET", EACCOUNTING_SECRET.to_owned()),
        ("EKOBRIDGE_ALERTS_TOPIC_ARN", topic.topic_arn.unwrap_or_default()),
        ("EKOBRIDGE_ROUTE_TOKEN_DIGESTS", digest(token)),
        ("EKOBRIDGE_SALT", SALT.to_owned()),
        ("EACCOUNTING_API_URL", vendors.eaccounting_api_url.clone()),
        (
            "EACCOUNTING_IDENTITY_URL",
            vendors.eaccounting_identity_url.clone(),
        ),
        (
            "EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS",
            if vendors.insecure { "1" } else { "0" }.to_owned(),
        ),
    ];
    Ok(set
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect())
}

/// A FIFO queue and its dead letters, by their URLs.
async fn queue(sqs: &aws_sdk_sqs::Client, name: &str) -> anyhow::Result<(String, String)> {
    let dead = name.replace(".fifo", "-dead.fifo");
    let dead_letters = sqs
        .create_queue()
        .queue_name(&dead)
        .attributes(QueueAttributeName::FifoQueue, "true")
        .send()
        .await?;
    let redrive = json!({ "deadLetterTargetArn": queue_arn(&dead), "maxReceiveCount": 1000 });
    let created = sqs
        .create_queue()
        .queue_name(name)
        .attributes(QueueAttributeName::FifoQueue, "true")
        .attributes(
            QueueAttributeName::VisibilityTimeout,
            VISIBILITY_SECONDS.to_string(),
        )
        .attributes(QueueAttributeName::RedrivePolicy, redrive.to_string())
        .send()
        .await
        .with_context(|| format!("the queue {name} cannot be created"))?;
    created
        .queue_url
        .zip(dead_letters.queue_url)
        .context("the embedded SQS gave no queue URL")
}

#[cfg(test)]
mod tests;
