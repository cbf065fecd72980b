use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use jiff::Timestamp;
use ledger::Ledger;
use model::{Clock, Code, Job, Problem, Vendor};
use settings::Settings;

/// The engine's connections to the outside, one set per process.
pub struct Ports {
    /// The ledger.
    pub ledger: Ledger,
    /// The activity log.
    pub journal: Arc<dyn journal::Store>,
    /// Where jobs are queued.
    pub queue: Arc<dyn Queue>,
    /// Sends alerts.
    pub alerts: Arc<dyn Alerts>,
    /// Watches jobs end.
    pub observer: Arc<dyn Observer>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness between 0 and 1, added to waits.
    pub jitter: Arc<dyn Fn() -> f64 + Send + Sync>,
    /// Salt of this deployment, for digests of e-mail addresses.
    pub salt: String,
}

/// What flows reach beside [`Ports`]: the vendors' clients, their caches, and the settings as they are compiled for them.
pub trait Environment: Send + Sync + Sized + 'static {
    /// The settings with whatever flows make of them.
    type Settings: AsRef<Settings> + Send + Sync + 'static;

    /// Asks a vendor one cheap thing.
    ///
    /// # Errors
    /// Any problem; the circuit breaker decides which of them are an outage.
    fn probe(&self, vendor: Vendor) -> BoxFuture<'_, Result<(), Problem>>;

    /// How many calls to vendors were made so far.
    fn calls(&self) -> u64;

    /// A job is about to be parked. What is cached of the vendors may be why, or may hide the remedy, so it is dropped.
    fn on_parked(&self);

    /// A job is finalized.
    fn on_job_finished<'a>(&'a self, ports: &'a Ports) -> BoxFuture<'a, ()>;
}

/// Where jobs are queued. Returns only after every job is durable.
pub trait Queue: Send + Sync {
    /// Queues jobs, each to the queue of its kind.
    fn send<'a>(&'a self, jobs: &'a [Job]) -> BoxFuture<'a, Result<(), Problem>>;
}

/// What people are alerted of. Never holds personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// What it is about: one alert a topic while it lasts, such as `eaccounting` or `job:order:1:1001`.
    pub topic: String,
    /// Whether it starts or is over.
    pub status: AlertStatus,
    /// One line.
    pub title: String,
    /// What happened, why, and what to do now.
    pub text: String,
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
    pub fn new(
        topic: impl Into<String>,
        status: AlertStatus,
        title: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        Self {
            topic: topic.into(),
            status,
            title: title.into(),
            text: text.into(),
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

/// Whether something starts failing or works again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertStatus {
    /// It fails.
    Failing,
    /// It works again.
    Recovered,
    /// Nothing fails: something is coming, or a summary.
    Information,
}

/// Sends alerts.
pub trait Alerts: Send + Sync {
    /// Sends one. The implementation logs a failure to do so, which never fails the job.
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()>;
}

/// What is known of a job's delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// How often the queue has handed this message out, this time included.
    pub receive_count: u32,
    /// How long the worker may still run.
    pub remaining: Duration,
}

/// Watches jobs end: a terminal, a metric. Called for every outcome, in no particular order across records.
pub trait Observer: Send + Sync {
    /// A job has ended.
    fn on_job_finished(&self, job: &Job, outcome: &crate::JobOutcome);
}

/// Ignores how jobs end.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoopObserver;

impl Observer for NoopObserver {
    fn on_job_finished(&self, _: &Job, _: &crate::JobOutcome) {}
}
