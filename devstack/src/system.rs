//! The whole deployed system in one process.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use aws::{Environment, Function, IngestEnvironment, SettingsDocument, WorkerBuilder};
use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent};
use customer_push::CustomerPush;
use eaccounting::tokens::Grant;
use engine::{Alerts, Observer};
use model::Kind;
use offer_poller::OfferPoller;
use order_push::OrderPush;
use sandbox::Sandbox;
use webhook_ingest::Ingest;

use crate::folder::Folder;
use crate::front::serve;
use crate::grants::Grants;
use crate::host::{BatchHandler, InFlight, Mapping};
use crate::infra::Infra;
use crate::names::{BACKLOG, CUSTOMERS, NOTICES_SECRET, ORDERS, queue_arn};
use crate::running::Running;
use crate::vendors::Vendors;

/// `Timeout` in `template.yaml`.
const TIMEOUT: Duration = Duration::from_secs(90);
/// Batches of a queue that are processed concurrently: `MaximumConcurrency`.
const CONCURRENCY: usize = 4;

/// The options of a start.
pub struct Options {
    /// The address of the HTTP front end.
    pub listen: SocketAddr,
    /// The data folder. If unset, state is in memory.
    pub folder: Option<Folder>,
    /// Where `connect` stores.
    pub root: Option<PathBuf>,
    /// Settings to push at the start.
    pub settings: Option<SettingsDocument>,
    /// The vendors. If unset, the sandbox.
    pub vendors: Option<Vendors>,
    /// Observes jobs as they finish.
    pub observer: Arc<dyn Observer>,
    /// Receives alerts besides the topic.
    pub alerts: Vec<Arc<dyn Alerts>>,
    /// The content of the notices secret, if notices also go to channels.
    pub notices: Option<serde_json::Value>,
}

/// A running system.
pub struct System {
    /// Its addresses.
    pub urls: Urls,
    /// The stand-ins for both vendors, unless others are given.
    pub sandbox: Option<Sandbox>,
    /// The functions' shared state.
    pub worker: Arc<aws::Worker>,
    /// The content of the file for other terminals.
    pub running: Running,
    /// Held while the system runs.
    pub folder: Option<Folder>,
    grants: Arc<Grants>,
    queues: Vec<Mapping>,
    in_flight: Arc<InFlight>,
}

/// The addresses.
#[derive(Debug, Clone)]
pub struct Urls {
    /// The HTTP front, with the sandbox's page.
    pub base: String,
    /// The URL for webhooks, with the route token.
    pub webhook: String,
    /// ActiveCampaign's account.
    pub activecampaign: String,
    /// eAccounting's API.
    pub eaccounting: String,
    /// eAccounting's identity server.
    pub identity: String,
}

impl System {
    /// Starts everything.
    ///
    /// # Errors
    /// When a port, a folder or the settings can't be used. The error contains the remedy.
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let Options {
            listen,
            folder,
            root,
            settings,
            vendors,
            observer,
            alerts,
            notices,
        } = options;
        let Infra {
            aws,
            sdk,
            mut variables,
            sandbox,
            listener,
            base,
            token,
            vendors,
            grants,
        } = Infra::provision(listen, folder.as_ref(), root.as_deref(), vendors).await?;
        if let Some(notices) = notices {
            aws.put_secret(NOTICES_SECRET, &notices).await?;
            variables.insert("EKOBRIDGE_NOTICES_SECRET".to_owned(), NOTICES_SECRET.to_owned());
        }
        let variable = |name: &str| variables.get(name).cloned();

        let ingest = Arc::new(Ingest::connect(
            IngestEnvironment::from_variables(variable)?,
            &sdk,
        ));
        let mut environment = Environment::from_variables(variable)?;
        // ActiveCampaign can't reach this machine, so a missing webhook isn't an error.
        environment.token_digests.clear();
        let mut builder = WorkerBuilder::new(environment, sdk.clone());
        builder.observer = observer;
        builder.listeners = alerts;
        let worker = Arc::new(builder.build());
        if let Some(settings) = settings {
            settings
                .push(worker.ledger())
                .await
                .map_err(|problem| anyhow::anyhow!("{}\n{}", problem.message, problem.remedy))?;
        }

        let in_flight = Arc::new(InFlight::default());
        let sqs = aws_sdk_sqs::Client::new(&sdk);
        let mapping = |variable: &str, name: &str, handler: BatchHandler| Mapping {
            sqs: sqs.clone(),
            queue_url: variables[variable].clone(),
            queue_arn: queue_arn(name),
            handler,
            in_flight: Arc::clone(&in_flight),
        };
        let queues = vec![
            mapping(
                "EKOBRIDGE_ORDERS_QUEUE_URL",
                ORDERS,
                handler::<OrderPush>(&worker),
            ),
            mapping(
                "EKOBRIDGE_CUSTOMERS_QUEUE_URL",
                CUSTOMERS,
                handler::<CustomerPush>(&worker),
            ),
            mapping(
                "EKOBRIDGE_BACKLOG_QUEUE_URL",
                BACKLOG,
                handler::<OrderPush>(&worker),
            ),
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
        Ok(Self {
            running: Running {
                aws,
                variables,
                sandbox_secret: sandbox
                    .as_ref()
                    .map(|sandbox| sandbox.control_secret().to_owned()),
            },
            urls,
            sandbox,
            worker,
            folder,
            grants,
            queues,
            in_flight,
        })
    }

    /// One run of the schedule.
    pub async fn poll(&self) {
        let _in_flight = self.in_flight.begin();
        // The failure was logged where it occurred, and the next run tries again.
        let _polled = OfferPoller::handle(&self.worker, serde_json::Value::Null, TIMEOUT).await;
    }

    /// Adopts a grant that `ekobridge connect` has stored in another terminal since. Returns whether there is one.
    ///
    /// # Errors
    /// When it can't be read, or is for another company.
    pub async fn take_new_grant(&self) -> anyhow::Result<bool> {
        let Some(secret) = self.grants.given_since()? else {
            return Ok(false);
        };
        let message = |problem: model::Problem| anyhow::anyhow!("{}", problem.message);
        let grant = Grant::from_json(&secret.to_string()).map_err(message)?;
        eaccounting::tokens::install(self.worker.tokens().as_ref(), &grant)
            .await
            .map_err(message)?;
        tracing::info!("the new grant of eAccounting is in use");
        Ok(true)
    }

    /// Whether nothing is in progress, and no message is visible.
    ///
    /// # Errors
    /// When a queue doesn't respond.
    pub async fn is_idle(&self) -> anyhow::Result<bool> {
        if !self.in_flight.is_idle() {
            return Ok(false);
        }
        for queue in &self.queues {
            if queue.counts().await?.0 > 0 {
                return Ok(false);
            }
        }
        Ok(self.in_flight.is_idle())
    }

    /// Jobs that wait for a retry, and how many of them are due soon and may succeed.
    ///
    /// # Errors
    /// When the ledger or a queue doesn't respond.
    pub async fn waiting(&self) -> anyhow::Result<Waiting> {
        const NEAR: jiff::SignedDuration = jiff::SignedDuration::from_mins(2);
        let now = jiff::Timestamp::now();
        let ledger = self.worker.ledger();
        let mut waiting = Waiting::default();
        for state in [ledger::State::Waiting, ledger::State::InDoubt] {
            let (records, _unreadable) = ledger.listed(state).await?;
            waiting.jobs += records.len();
            waiting.near += records
                .iter()
                .filter(|record| {
                    record
                        .next_attempt
                        .is_some_and(|at| at.duration_since(now) < NEAR)
                })
                // A rejected login needs a person, so a retry won't succeed.
                .filter(|record| {
                    !record
                        .problem
                        .as_ref()
                        .is_some_and(|problem| problem.kind == Kind::Disconnected)
                })
                .count();
        }
        // A job that never started exists only in its queue.
        for queue in &self.queues {
            let (_, hidden) = queue.counts().await?;
            waiting.hidden += hidden;
        }
        Ok(waiting)
    }
}

/// A function behind a queue. As on Lambda, if an invocation fails as a whole, no message is deleted.
fn handler<F>(worker: &Arc<aws::Worker>) -> BatchHandler
where
    F: Function<Event = SqsEvent, Answer = SqsBatchResponse> + 'static,
{
    let worker = Arc::clone(worker);
    Arc::new(move |event| {
        let worker = Arc::clone(&worker);
        Box::pin(async move {
            let mut all = SqsBatchResponse::default();
            all.batch_item_failures = event
                .records
                .iter()
                .filter_map(|record| record.message_id.as_deref().map(failed))
                .collect();
            F::handle(&worker, event, TIMEOUT).await.unwrap_or(all)
        })
    })
}

fn failed(message: &str) -> BatchItemFailure {
    let mut failure = BatchItemFailure::default();
    failure.item_identifier = message.to_owned();
    failure
}

/// Jobs that wait for their next attempt.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waiting {
    /// Jobs that wait according to the ledger.
    pub jobs: usize,
    /// Those that are due within two minutes.
    pub near: usize,
    /// Messages that are hidden in the queues.
    pub hidden: u64,
}
