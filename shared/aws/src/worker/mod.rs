//! The three workers: the flows with all their dependencies, built once per process.

mod builder;
mod metrics;
mod paused;
mod reports;
mod waited_out;

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use eaccounting::tokens::TokenStore;
use engine::{
    Alert, AlertStatus, Alerts, Attempt, Delivery, JobOutcome, Notice, Observer, Ports, notify_on_change,
};
use flows::{Poller, Services};
use futures::future::{BoxFuture, FutureExt};
use ledger::Ledger;
use messages::Language;
use model::{Cause, Clock, Code, Problem};
use notices::{Channels, NoticeLanguage};
use secrecy::ExposeSecret;
use tokio::sync::Mutex;
use tokio::time::Instant;
use transport::{RateLimiter, RetryPolicy, Roots, Transport};

use crate::clients::LazyClient;
use crate::notice_language;
use crate::rate_limiter::{DistributedRateLimiter, Priority};
use crate::secrets::{ActiveCampaignAccess, ActiveCampaignSecret};
use crate::settings_document::SettingsWatcher;
use crate::telemetry::metric;
use crate::totals::{LastTotals, Totals};
use crate::{
    Batch, DeadLetters, Disposition, EaccountingTokens, Environment, EnvironmentError, Record, SnsAlerts,
    SqsQueue, SqsVisibility, run_batch, telemetry,
};
pub use builder::{FlowRegistry, WorkerBuilder};
use metrics::BatchMetrics;

/// How long a delivery may wait until its outcomes are counted for the console.
const COUNTED_WITHIN: Duration = Duration::from_secs(2);

/// The name under which the ledger stores the deployment's salt (text). A new stack that continues with this ledger
/// needs it.
pub const SALT_NAME: &str = "salt";

/// The first wait of a job when this function can't work at all.
const NOT_READY: Duration = Duration::from_secs(60);

/// The longest wait of a job in that case. A person may need days to fill in a secret, and a message that is received
/// 1,000 times goes to the dead-letter queue. This wait lets a message last more than ten days, after which the job
/// waits in the ledger ([`waited_out`]), and still resumes it soon after the secret is filled in.
const NOT_READY_AT_MOST: Duration = Duration::from_secs(30 * 60);

/// The wait of a message by its receive count, when this function can't work at all. It doubles each time.
fn not_ready_wait(receive_count: u32) -> Duration {
    let doublings = receive_count.saturating_sub(1).min(16);
    NOT_READY.saturating_mul(1 << doublings).min(NOT_READY_AT_MOST)
}

/// The three workers' shared state: the flows with all their dependencies, built once per process.
///
/// The first job reads the settings and ActiveCampaign's secret. The settings are read again once a minute, the secret
/// when ActiveCampaign has rejected its key. If either is unavailable, jobs wait, an alert is sent, and nothing is
/// lost.
pub struct Worker {
    environment: Environment,
    activecampaign: ActiveCampaignSecret,
    tokens: Arc<EaccountingTokens>,
    transport: Arc<dyn Transport>,
    rate_limiter: Arc<DistributedRateLimiter>,
    ledger: Ledger,
    journal: Arc<dyn journal::Store>,
    queue: SqsQueue,
    dead_letters: DeadLetters,
    sqs: LazyClient<aws_sdk_sqs::Client>,
    last_totals: LastTotals,
    alerts: Arc<dyn Alerts>,
    topic: Arc<SnsAlerts>,
    channels: Option<Arc<Channels>>,
    language: NoticeLanguage,
    observer: Arc<dyn Observer>,
    clock: Arc<dyn Clock>,
    registry: fn() -> FlowRegistry,
    state: Mutex<State>,
}

/// What becomes of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Its jobs run.
    Running,
    /// Only what has waited for too long is parked.
    Paused,
}

#[derive(Default)]
struct State {
    watcher: SettingsWatcher,
    flows: Option<Flows>,
}

/// The flows, and the credentials with which they were built.
struct Flows {
    worker: Arc<flows::Worker>,
    access: ActiveCampaignAccess,
    read_at: Instant,
}

impl Worker {
    /// Builds it from the process's environment, with the flows of one function.
    ///
    /// # Errors
    /// When the environment is incomplete.
    pub fn from_environment(flows: fn() -> FlowRegistry) -> Result<Self, EnvironmentError> {
        let environment = Environment::from_environment()?;
        let sdk = crate::clients::from_environment();
        let mut builder = WorkerBuilder::with_flows(environment, sdk, flows);
        builder.roots = Roots::Shipped;
        Ok(builder.build())
    }

    /// What was done.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The activity log.
    #[must_use]
    pub fn journal(&self) -> &Arc<dyn journal::Store> {
        &self.journal
    }

    /// Whether eAccounting is Visma's own, and no stand-in.
    #[must_use]
    pub fn calls_visma(&self) -> bool {
        self.environment.eaccounting_api_url.as_str() == Environment::EACCOUNTING_API_URL
    }

    /// Where jobs go.
    #[must_use]
    pub fn queue(&self) -> &SqsQueue {
        &self.queue
    }

    /// The dead-letter queues.
    #[must_use]
    pub fn dead_letters(&self) -> &DeadLetters {
        &self.dead_letters
    }

    /// eAccounting's client and grant.
    #[must_use]
    pub fn tokens(&self) -> &Arc<EaccountingTokens> {
        &self.tokens
    }

    /// Sends an alert to the topic and to every channel, and returns the result of each.
    ///
    /// # Errors
    /// When the notices secret can't be read.
    pub async fn try_notice(
        &self,
        alert: &Alert,
    ) -> Result<Vec<(&'static str, Result<(), String>)>, Problem> {
        self.notice_language().await;
        let mut ended = vec![("e-mail", self.topic.publish(alert).await)];
        if let Some(channels) = &self.channels {
            ended.extend(channels.deliver(alert).await?);
        }
        Ok(ended)
    }

    /// The language of notices, as the settings in force say.
    async fn notice_language(&self) -> Language {
        notice_language::resolve(&self.ledger, &self.language).await
    }

    /// Processes one delivery of the orders queue, or of the bulk queue, within `remaining`. A delivery without messages starts a
    /// search of both queues for old jobs, while the stack is paused (see the module `paused`).
    pub async fn process_orders(&self, event: SqsEvent, remaining: Duration) -> SqsBatchResponse {
        let queues = &self.environment.queues;
        if event.records.is_empty() {
            let both = [Some(queues.orders.as_str()), queues.backlog.as_deref()];
            self.park_old(both.into_iter().flatten(), remaining).await;
            return SqsBatchResponse::default();
        }
        let (queue_url, priority) = match queues.backlog.as_deref().filter(|url| is_from(&event, url)) {
            Some(backlog) => (backlog, Priority::Bulk),
            None => (queues.orders.as_str(), Priority::Interactive),
        };
        self.process(queue_url, priority, Mode::Running, event, remaining)
            .await
    }

    /// Processes one delivery of the customers queue within `remaining`. A delivery without messages starts a search of the queue
    /// for old jobs, while the stack is paused (see the module `paused`).
    pub async fn process_customers(&self, event: SqsEvent, remaining: Duration) -> SqsBatchResponse {
        let customers = &self.environment.queues.customers;
        if event.records.is_empty() {
            self.park_old([customers.as_str()].into_iter(), remaining).await;
            return SqsBatchResponse::default();
        }
        self.process(customers, Priority::Interactive, Mode::Running, event, remaining)
            .await
    }

    async fn process(
        &self,
        queue_url: &str,
        priority: Priority,
        mode: Mode,
        event: SqsEvent,
        remaining: Duration,
    ) -> SqsBatchResponse {
        let visibility =
            SqsVisibility::new(self.sqs.clone(), queue_url.to_owned(), self.dead_letters.clone());
        let metrics = BatchMetrics::default();
        let totals = std::sync::Mutex::new(Totals::default());
        let run = run_batch(event, remaining, Batch::default(), &visibility, |record| {
            Box::pin(self.handle_record(record, queue_url, mode, &metrics, &totals))
        });
        // The check whether others use the vendors' limits runs concurrently with the first lookups.
        let look = async {
            if priority == Priority::Interactive {
                self.rate_limiter.look().await;
            }
        };
        let run = DistributedRateLimiter::with_priority(priority, run);
        let (response, ()) = Box::pin(futures::future::join(run, look)).await;
        metrics.emit();
        let totals = totals.into_inner().unwrap_or_else(PoisonError::into_inner);
        // Informative figures must not delay a delivery.
        let stored =
            tokio::time::timeout(COUNTED_WITHIN, totals.store(&self.ledger, &self.last_totals)).await;
        if stored.is_err() {
            tracing::warn!("what was done is not counted for the console: the ledger takes too long");
        }
        response
    }

    /// Runs a job, or says why it can't begin.
    async fn attempt(&self, record: &Record, queue_url: &str, totals: &std::sync::Mutex<Totals>) -> Attempt {
        let attempt = match self.flows().await {
            Ok(flows) => {
                // Only the first attempt of an automatic job shows how long the queue is.
                let is_news = matches!(record.job.cause, Cause::Webhook | Cause::Sweep | Cause::Poll);
                let is_backlog = self.environment.queues.backlog.as_deref() == Some(queue_url);
                if record.receive_count <= 1 && is_news && !is_backlog {
                    totals
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .begun(&record.job, self.clock.now());
                }
                let delivery = Delivery {
                    receive_count: record.receive_count,
                    remaining: record.remaining,
                };
                flows.attempt(&record.job, delivery).boxed().await
            }
            Err(problem) => Attempt::logged(self.not_ready(record, problem).await),
        };
        match attempt.outcome {
            JobOutcome::Retry { after, problem } => {
                Attempt::logged(self.wait_or_park(record, queue_url, after, problem).await)
            }
            _ => attempt,
        }
    }

    async fn handle_record(
        &self,
        record: Record,
        queue_url: &str,
        mode: Mode,
        metrics: &BatchMetrics,
        totals: &std::sync::Mutex<Totals>,
    ) -> Disposition {
        let Attempt { outcome, is_logged } = match mode {
            Mode::Running => self.attempt(&record, queue_url, totals).await,
            Mode::Paused => match self.parked_if_old(&record, queue_url).await {
                Some(outcome) => Attempt::logged(outcome),
                // It comes again when the queue's visibility timeout is over, which isn't in this run.
                None => return Disposition::Retry { after: None },
            },
        };
        metrics.count(&outcome);
        {
            let mut totals = totals.lock().unwrap_or_else(PoisonError::into_inner);
            totals.came(&record.job);
            // People find what is counted in the activity log.
            if is_logged {
                totals.count(&record.job, &outcome, self.clock.now());
            }
        }
        match outcome {
            JobOutcome::Retry { after, problem } => {
                if problem.code == Code::ACTIVECAMPAIGN_UNAUTHORIZED {
                    self.reload_changed_key().await;
                }
                Disposition::Retry { after: Some(after) }
            }
            JobOutcome::Parked(problem) if problem.code == Code::RETRIES_EXHAUSTED => {
                self.move_to_dead_letters(&record, queue_url).await
            }
            JobOutcome::Done { .. } | JobOutcome::Skipped { .. } | JobOutcome::Parked(_) => {
                Disposition::Finished
            }
        }
    }

    /// A job whose retries are exhausted goes to the dead-letter queue, whose alarm notifies a person. Its message is
    /// deleted only after that, so that a failure can't lose the notification.
    async fn move_to_dead_letters(&self, record: &Record, queue_url: &str) -> Disposition {
        let job = &record.job;
        match self.dead_letters.put(job, queue_url).await {
            Ok(()) => Disposition::Finished,
            Err(problem) => {
                tracing::error!(source = %job.source, code = %problem.code, "{} {}", problem.message, problem.remedy);
                Disposition::Retry {
                    after: Some(not_ready_wait(record.receive_count)),
                }
            }
        }
    }

    /// Searches once for accepted quotes and for changes that webhooks missed.
    ///
    /// # Errors
    /// The failures of this run; the next run tries again.
    pub fn poll(&self) -> BoxFuture<'_, Result<flows::PollSummary, Problem>> {
        // Boxed here and below, so that the compiler needn't examine whole flows to know the size of a function.
        self.poll_once().boxed()
    }

    async fn poll_once(&self) -> Result<flows::PollSummary, Problem> {
        let flows = self.flows().await;
        let polled = match &flows {
            Ok(flows) => {
                let tokens = self.environment.token_digests.clone();
                Poller::new(Arc::clone(flows))
                    .watching(tokens)
                    .run()
                    .boxed()
                    .await
            }
            Err(problem) => {
                tracing::error!(code = %problem.code, "{} {}", problem.message, problem.remedy);
                self.tell_not_ready(problem).await;
                Err(problem.clone())
            }
        };
        if polled
            .as_ref()
            .is_err_and(|problem| problem.code == Code::ACTIVECAMPAIGN_UNAUTHORIZED)
        {
            self.reload_changed_key().await;
        }
        let mut swept = Totals::default();
        if polled.is_ok() {
            telemetry::count(&[(metric::POLL_SUCCEEDED, 1)]);
            if let Err(problem) = Box::pin(self.queue_waiting()).await {
                tracing::error!(code = %problem.code, "what waits in the ledger could not be queued: {}", problem.message);
            }
            swept.last_sweep = Some(self.clock.now());
        }
        self.report(flows.as_deref().ok(), &swept).boxed().await;
        polled
    }

    /// The flows with the settings in force.
    ///
    /// # Errors
    /// When the settings or ActiveCampaign's secret are unavailable.
    pub async fn flows(&self) -> Result<Arc<flows::Worker>, Problem> {
        let mut state = self.state.lock().await;
        let State { watcher, flows } = &mut *state;
        let plan = watcher
            .changed(&self.ledger, self.alerts.as_ref())
            .boxed()
            .await?;
        if let Some(flows) = flows {
            if let Some(plan) = plan {
                flows.worker.set_settings(plan);
            }
            return Ok(Arc::clone(&flows.worker));
        }
        self.check_salt().await?;
        let access = self.activecampaign.read().await?;
        let plan = plan.map_or_else(|| watcher.again(), Ok)?;
        let services = self.services(&access)?;
        let worker = flows::Worker::new(self.ports(), services, (self.registry)(), plan);
        let worker = Arc::new(worker);
        notify_on_change(&self.ledger, self.alerts.as_ref(), "", &ready())
            .boxed()
            .await;
        *flows = Some(Flows {
            worker: Arc::clone(&worker),
            access,
            read_at: Instant::now(),
        });
        Ok(worker)
    }

    /// The ledger's keys of customers are digests with this deployment's salt. With another salt, an in-doubt creation
    /// wouldn't be recognized and the customer would be created twice. The ledger therefore stores the salt, and a
    /// deployment with another one doesn't work.
    async fn check_salt(&self) -> Result<(), Problem> {
        let salt = self.environment.salt.expose_secret();
        let kept = match self.ledger.remembered::<String>(SALT_NAME).await? {
            Some(kept) => Some(kept.value),
            None if self
                .ledger
                .compare_and_set(SALT_NAME, &salt.to_owned(), None)
                .await?
                .is_some() =>
            {
                return Ok(());
            }
            // Another worker stored it first.
            None => self
                .ledger
                .remembered::<String>(SALT_NAME)
                .await?
                .map(|kept| kept.value),
        };
        if kept.as_deref() == Some(salt) {
            return Ok(());
        }
        Err(Problem::new(
            Code::SALT_MISMATCH,
            "This deployment's salt is not the one that its ledger was made with.",
            "Deploy with the parameter Salt of the stack that made the ledger. The ledger keeps it under the name `salt`.",
        ))
    }

    fn services(&self, access: &ActiveCampaignAccess) -> Result<Services, Problem> {
        let urls = self.environment.vendor_urls;
        let activecampaign = activecampaign::Client::new(
            activecampaign::Config {
                url: access.url.clone(),
                api_key: access.api_key.clone(),
                vendor_urls: urls,
            },
            Arc::clone(&self.transport),
            Arc::clone(&self.rate_limiter) as Arc<dyn RateLimiter>,
            Arc::clone(&self.clock),
            RetryPolicy::default(),
        )?;
        let eaccounting = eaccounting::Client::new(
            eaccounting::Config {
                api_url: self.environment.eaccounting_api_url.clone(),
                identity_url: self.environment.eaccounting_identity_url.clone(),
                vendor_urls: urls,
            },
            Arc::clone(&self.tokens) as Arc<dyn TokenStore>,
            Arc::clone(&self.transport),
            Arc::clone(&self.rate_limiter) as Arc<dyn RateLimiter>,
            Arc::clone(&self.clock),
            RetryPolicy::default(),
        )?;
        Ok(Services::new(activecampaign, eaccounting))
    }

    fn ports(&self) -> Ports {
        Ports {
            ledger: self.ledger.clone(),
            journal: Arc::clone(&self.journal),
            queue: Arc::new(self.queue.clone()),
            alerts: Arc::clone(&self.alerts),
            observer: Arc::clone(&self.observer),
            clock: Arc::clone(&self.clock),
            jitter: Arc::new(jitter),
            salt: self.environment.salt.expose_secret().to_owned(),
        }
    }

    /// After a rejected key: reads the secret again, at most once a minute, and rebuilds the flows if the key differs.
    async fn reload_changed_key(&self) {
        let mut state = self.state.lock().await;
        let Some(flows) = &mut state.flows else { return };
        if flows.read_at.elapsed() < NOT_READY {
            return;
        }
        flows.read_at = Instant::now();
        match self.activecampaign.read().await {
            Ok(access) if access.equals(&flows.access) => {}
            Ok(_) => {
                tracing::info!("ActiveCampaign's secret has changed");
                state.flows = None;
            }
            Err(problem) => tracing::error!(code = %problem.code, "{} {}", problem.message, problem.remedy),
        }
    }

    /// A job that can't start waits; the activity log shows why.
    async fn not_ready(&self, record: &Record, problem: Problem) -> JobOutcome {
        let job = &record.job;
        self.tell_not_ready(&problem).await;
        let source = job.source.to_string();
        tracing::error!(source, code = %problem.code, "{} {}", problem.message, problem.remedy);
        self.note(job, &problem, journal::Outcome::Waiting).await;
        let outcome = JobOutcome::Retry {
            after: problem
                .wait
                .unwrap_or_default()
                .max(not_ready_wait(record.receive_count)),
            problem,
        };
        self.observer.on_job_finished(job, &outcome);
        outcome
    }

    /// Writes a job's outcome to the activity log.
    async fn note(&self, job: &model::Job, problem: &Problem, outcome: journal::Outcome) {
        let now = self.clock.now();
        let mut recorder = journal::Recorder::new(job, now);
        recorder.problem(problem.clone());
        let entry = recorder.finish(outcome, now, &journal::Redaction::default());
        if let Err(problem) = self.journal.put(&entry).await {
            tracing::error!(source = %job.source, code = %problem.code, "the journal could not be written");
        }
    }

    async fn tell_not_ready(&self, problem: &Problem) {
        // [`SettingsWatcher`] already reports invalid settings, and a failing store can't record that an alert was
        // sent.
        if ![Code::SECRET_MISSING, Code::SALT_MISMATCH].contains(&problem.code) {
            return;
        }
        let notice = Notice::NotReady(problem.clone());
        let alert = Alert::new("secrets", AlertStatus::Failing, notice);
        notify_on_change(&self.ledger, self.alerts.as_ref(), problem.code.as_str(), &alert).await;
    }
}

/// Randomness between 0 and 1.
fn jitter() -> f64 {
    let (random, _) = uuid::Uuid::new_v4().as_u64_pair();
    Duration::from_nanos(random % 1_000_000_000).as_secs_f64()
}

/// Whether a delivery comes from the queue with this URL: the queue's ARN ends with the URL's last segment.
fn is_from(event: &SqsEvent, queue_url: &str) -> bool {
    let name = queue_url.rsplit('/').next();
    let arn = event
        .records
        .first()
        .and_then(|record| record.event_source_arn.as_deref());
    arn.is_some_and(|arn| arn.rsplit(':').next() == name)
}

fn ready() -> Alert {
    Alert::new("secrets", AlertStatus::Recovered, Notice::Ready)
}

#[cfg(test)]
mod tests;
