use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use jiff::Timestamp;
use ledger::Ledger;
use model::{Clock, Code, Job, Problem, Vendor};
use settings::Settings;

use crate::notice::Notice;

/// The engine's connections to the outside, one set per process.
pub struct Ports {
    /// The ledger.
    pub ledger: Ledger,
    /// The activity log.
    pub journal: Arc<dyn journal::Store>,
    /// The job queues.
    pub queue: Arc<dyn Queue>,
    /// Sends alerts.
    pub alerts: Arc<dyn Alerts>,
    /// Observes how jobs end.
    pub observer: Arc<dyn Observer>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Random numbers from 0 to 1, for jitter.
    pub jitter: Arc<dyn Fn() -> f64 + Send + Sync>,
    /// The deployment's salt, for digests of e-mail addresses.
    pub salt: String,
}

/// What flows use beside [`Ports`]: vendor clients, their caches, and the compiled settings.
pub trait Environment: Send + Sync + Sized + 'static {
    /// The settings as compiled by the flows.
    type Settings: AsRef<Settings> + Send + Sync + 'static;

    /// Sends a vendor one cheap request.
    ///
    /// # Errors
    /// The problem; the circuit breaker decides whether it is an outage.
    fn probe(&self, vendor: Vendor) -> BoxFuture<'_, Result<(), Problem>>;

    /// Runs a job so that its vendor calls are counted apart from those of the jobs beside it.
    fn counted<T: Send>(&self, job: impl Future<Output = T> + Send) -> impl Future<Output = T> + Send;

    /// The number of vendor calls of the job that asks, so far.
    fn calls(&self) -> u64;

    /// Called before a job is parked. Drops cached vendor data, which may be the cause, or hide the fix.
    fn on_parked(&self);

    /// Called after a job was finalized.
    fn on_job_finished<'a>(&'a self, ports: &'a Ports) -> BoxFuture<'a, ()>;
}

/// The job queues. Returns only after every job is durable.
pub trait Queue: Send + Sync {
    /// Sends each job to the queue of its kind.
    fn send<'a>(&'a self, jobs: &'a [Job]) -> BoxFuture<'a, Result<(), Problem>>;
}

/// An alert to people. Never holds personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// The topic: one alert a topic while it lasts, such as `eaccounting` or `job:order:1:1001`.
    pub topic: String,
    /// Whether it starts or ends.
    pub status: AlertStatus,
    /// What it says.
    pub notice: Notice,
    /// The code of the problem, where it is one.
    pub code: Option<Code>,
    /// How many records it concerns, where that is known.
    pub count: Option<u64>,
    /// Since when, where that is known.
    pub since: Option<Timestamp>,
}

impl Alert {
    /// An alert without code, count and time.
    #[must_use]
    pub fn new(topic: impl Into<String>, status: AlertStatus, notice: Notice) -> Self {
        Self {
            topic: topic.into(),
            status,
            notice,
            code: None,
            count: None,
            since: None,
        }
    }

    /// The same about a problem with this code.
    #[must_use]
    pub fn code(mut self, code: Code) -> Self {
        self.code = Some(code);
        self
    }

    /// The same about so many records.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }

    /// The same, which has lasted since then.
    #[must_use]
    pub fn since(mut self, since: Option<Timestamp>) -> Self {
        self.since = since;
        self
    }
}

/// Whether something starts failing or has recovered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertStatus {
    /// It fails.
    Failing,
    /// It has recovered.
    Recovered,
    /// Nothing fails: something is coming, or a summary.
    Information,
}

/// Sends alerts.
pub trait Alerts: Send + Sync {
    /// Sends one alert. An implementation logs its failures; they never fail the job.
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()>;

    /// Whether nothing is ever sent, so that what was told before need not be looked up.
    fn is_noop(&self) -> bool {
        false
    }
}

/// A message's delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// How often the queue has delivered this message, including this time.
    pub receive_count: u32,
    /// How long the worker may still run.
    pub remaining: Duration,
}

/// Observes how jobs end, for a terminal or a metric. Called for every outcome; order across records is not defined.
pub trait Observer: Send + Sync {
    /// Called after a job ended.
    fn on_job_finished(&self, job: &Job, outcome: &crate::JobOutcome);
}

/// An observer that ignores everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoopObserver;

impl Observer for NoopObserver {
    fn on_job_finished(&self, _: &Job, _: &crate::JobOutcome) {}
}
