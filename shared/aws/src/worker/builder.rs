use std::sync::Arc;
use std::time::Duration;

use aws_config::SdkConfig;
use engine::{Alerts, NoopObserver, Observer};
use ledger::Ledger;
use model::{Clock, SystemClock};
use notices::{Channels, NoticeLanguage};
use tokio::sync::Mutex;
use transport::{HttpOptions, HttpTransport, Roots, Transport};

use super::Worker;
use crate::clients::LazyClient;
use crate::rate_limiter::{DistributedRateLimiter, Limits};
use crate::secrets::{ActiveCampaignSecret, NoticesSecret};
use crate::totals::LastTotals;
use crate::{DeadLetters, EaccountingTokens, Environment, FanOut, SnsAlerts, SqsQueue};

/// Longer than a function can run: when another worker takes over a record, the previous request has ended.
pub(super) const LEASE: Duration = Duration::from_secs(120);

/// The flows that a worker runs.
pub type FlowRegistry = engine::Registry<flows::Services>;

/// All dependencies of a [`Worker`]: the composition root. The functions use the result of [`WorkerBuilder::new`]; the
/// local host adds observers.
pub struct WorkerBuilder {
    /// The environment.
    pub environment: Environment,
    /// The configuration of the AWS clients.
    pub sdk: SdkConfig,
    /// Observes jobs as they finish.
    pub observer: Arc<dyn Observer>,
    /// Receives alerts besides the topic.
    pub listeners: Vec<Arc<dyn Alerts>>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The vendors' limits.
    pub limits: Limits,
    /// Which certificate authorities the vendors may use.
    pub roots: Roots,
    flows: fn() -> FlowRegistry,
}

impl WorkerBuilder {
    /// With all flows, without an observer, and with the system clock.
    #[must_use]
    pub fn new(environment: Environment, sdk: SdkConfig) -> Self {
        Self::with_flows(environment, sdk, flows::registry)
    }

    /// With the flows of one function. A function that names only its own doesn't link the others.
    #[must_use]
    pub fn with_flows(environment: Environment, sdk: SdkConfig, flows: fn() -> FlowRegistry) -> Self {
        Self {
            environment,
            sdk,
            observer: Arc::new(NoopObserver),
            listeners: Vec::new(),
            clock: Arc::new(SystemClock),
            limits: Limits::default(),
            roots: Roots::System,
            flows,
        }
    }

    /// Builds all clients. Makes no call.
    #[must_use]
    pub fn build(self) -> Worker {
        let Self {
            environment,
            sdk,
            observer,
            mut listeners,
            clock,
            limits,
            roots,
            flows,
        } = self;
        let dynamodb = aws_sdk_dynamodb::Client::new(&sdk);
        let sqs = LazyClient::new(&sdk, aws_sdk_sqs::Client::new);
        let secrets = LazyClient::new(&sdk, aws_sdk_secretsmanager::Client::new);
        let http = HttpOptions {
            vendor_urls: environment.vendor_urls,
            roots,
            ..HttpOptions::default()
        };
        let transport: Arc<dyn Transport> = Arc::new(HttpTransport::lazy(http));
        let store = ledger::DynamoStore::new(dynamodb.clone(), environment.ledger_table.clone());
        let ledger = Ledger::new(Arc::new(store), Arc::clone(&clock), owner(), LEASE);
        let journal: Arc<dyn journal::Store> = Arc::new(journal::DynamoStore::new(
            dynamodb,
            environment.journal_table.clone(),
            Arc::clone(&clock),
        ));
        let language = NoticeLanguage::default();
        let topic = Arc::new(SnsAlerts::new(
            LazyClient::new(&sdk, aws_sdk_sns::Client::new),
            environment.alerts_topic_arn.clone(),
            environment.deployment.clone(),
            language.clone(),
        ));
        let channels = environment.notices_secret.clone().map(|secret| {
            Arc::new(Channels::new(
                Arc::new(NoticesSecret::new(secrets.clone(), secret)),
                Arc::clone(&transport),
                environment.vendor_urls,
                Arc::clone(&clock),
                environment.deployment.clone(),
                language.clone(),
            ))
        });
        listeners.insert(0, Arc::clone(&topic) as Arc<dyn Alerts>);
        listeners.extend(channels.clone().map(|channels| channels as Arc<dyn Alerts>));
        let tokens = EaccountingTokens::new(
            secrets.clone(),
            environment.eaccounting_secret.clone(),
            ledger.clone(),
        );
        let rate_limiter = Arc::new(DistributedRateLimiter::new(
            ledger.store().clone(),
            Arc::clone(&clock),
            limits,
        ));
        Worker {
            activecampaign: ActiveCampaignSecret::new(secrets, environment.activecampaign_secret.clone()),
            queue: SqsQueue::new(sqs.clone(), environment.queues.clone()),
            dead_letters: DeadLetters::new(
                sqs.clone(),
                environment.queues.clone(),
                environment.dead_letters.clone(),
            ),
            alerts: Arc::new(FanOut::new(listeners, ledger.clone(), language.clone())),
            language,
            topic,
            channels,
            sqs,
            last_totals: LastTotals::default(),
            transport,
            rate_limiter,
            ledger,
            journal,
            tokens: Arc::new(tokens),
            observer,
            clock,
            environment,
            registry: flows,
            state: Mutex::default(),
        }
    }
}

/// This process's identity in the ledger's records.
fn owner() -> String {
    std::env::var("AWS_LAMBDA_LOG_STREAM_NAME").unwrap_or_else(|_| uuid::Uuid::new_v4().to_string())
}
