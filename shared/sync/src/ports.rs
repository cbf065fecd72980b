use std::time::Duration;

use futures::future::BoxFuture;
use model::{Job, Problem};

/// Where jobs are queued. Returns only after every job is durable.
pub trait Queue: Send + Sync {
    /// Queues jobs, each to the queue of its kind.
    fn send<'a>(&'a self, jobs: &'a [Job]) -> BoxFuture<'a, Result<(), Problem>>;
}

/// What is told to a person at once. Never holds personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// What it is about: one alert a topic while it lasts, such as `eaccounting` or `job:order:1:1001`.
    pub topic: String,
    /// Whether it starts or is over.
    pub change: Change,
    /// One line.
    pub title: String,
    /// What happened, why, and what to do now.
    pub text: String,
}

/// Whether something starts failing or works again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It fails.
    Failing,
    /// It works again.
    Recovered,
}

/// Who is told.
pub trait Alerts: Send + Sync {
    /// Tells it. A failure to tell is logged by the implementation, and never fails the job.
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

/// Who watches jobs end: a terminal, a metric. Called for every verdict, in no particular order across records.
pub trait Observer: Send + Sync {
    /// A job has ended so.
    fn on_job_finished(&self, job: &Job, verdict: &crate::JobOutcome);
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoopObserver;

impl Observer for NoopObserver {
    fn on_job_finished(&self, _: &Job, _: &crate::JobOutcome) {}
}
