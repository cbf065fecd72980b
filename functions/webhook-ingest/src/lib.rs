#![doc = include_str!("../README.md")]

mod request;

use std::sync::Arc;
use std::time::Duration;

use activecampaign::webhook::{self, WebhookAction};
use aws::telemetry::{self, metric};
use aws::{EnvironmentError, IngestEnvironment, SqsQueue};
use aws_config::SdkConfig;
use aws_lambda_events::event::lambda_function_urls::{LambdaFunctionUrlRequest, LambdaFunctionUrlResponse};
use futures::future::BoxFuture;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use model::{Clock, Job, Problem, SystemClock};

pub use request::{MAX_BODY, RouteTokens, Unverified, Verified};

/// Timeout for queuing a job. Lambda stops the function after 10 seconds without naming a cause.
const QUEUE_TIME: Duration = Duration::from_secs(8);

/// The response to a webhook whose job is durable.
const QUEUED: &str = "queued";

/// Where a job is made durable.
pub trait JobQueue: Send + Sync {
    /// Queues a job; returns after it is durable.
    fn send<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Result<(), Problem>>;
}

impl JobQueue for SqsQueue {
    fn send<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(Self::send(self, std::slice::from_ref(job)))
    }
}

/// The function.
pub struct Ingest {
    tokens: RouteTokens,
    jobs: Arc<dyn JobQueue>,
    clock: Arc<dyn Clock>,
}

impl Ingest {
    /// Built from parts.
    #[must_use]
    pub fn new(tokens: RouteTokens, jobs: Arc<dyn JobQueue>, clock: Arc<dyn Clock>) -> Self {
        Self { tokens, jobs, clock }
    }

    /// Built for an environment that was read, with this SDK configuration.
    #[must_use]
    pub fn connect(environment: IngestEnvironment, sdk: &SdkConfig) -> Self {
        let queue = SqsQueue::new(aws_sdk_sqs::Client::new(sdk), environment.queues);
        Self::new(
            RouteTokens::new(environment.token_digests),
            Arc::new(queue),
            Arc::new(SystemClock),
        )
    }

    /// Built from the process's environment.
    ///
    /// # Errors
    /// When the environment is not complete.
    pub fn from_environment() -> Result<Self, EnvironmentError> {
        let environment = IngestEnvironment::from_environment()?;
        Ok(Self::connect(environment, &aws::clients::from_environment()))
    }

    /// Handles one request. Status 200 means that the job is durable, or that the webhook needs none.
    pub async fn handle(&self, request: LambdaFunctionUrlRequest) -> LambdaFunctionUrlResponse {
        let taken = self.take(Unverified::new(request)).await;
        telemetry::count(&[(counted_as(taken), 1)]);
        match taken {
            Ok(text) => answer(StatusCode::OK, text),
            Err(status) => {
                tracing::info!(status = status.as_u16(), "refused");
                answer(status, status.canonical_reason().unwrap_or_default())
            }
        }
    }

    async fn take(&self, request: Unverified) -> Result<&'static str, StatusCode> {
        let request = request.verify(&self.tokens)?;
        let event = webhook::decode(request.query(), &request.body()?).map_err(|error| {
            tracing::warn!(%error, "a webhook cannot be read");
            StatusCode::BAD_REQUEST
        })?;
        let kind = event.kind.as_str();
        let Some(job) = event.job(self.clock.now()) else {
            let reason = match event.interest() {
                WebhookAction::Ignored(reason) => reason,
                _ => "it asks for nothing",
            };
            tracing::info!(event = kind, reason, "ignored");
            return Ok("ignored");
        };
        let queued = tokio::time::timeout(QUEUE_TIME, self.jobs.send(&job)).await;
        let source = job.source.to_string();
        match queued {
            Ok(Ok(())) => {
                tracing::info!(event = kind, job = job.kind.as_str(), source, "queued");
                Ok(QUEUED)
            }
            Ok(Err(problem)) => {
                tracing::error!(event = kind, source, code = %problem.code, "not queued: {}", problem.message);
                Err(StatusCode::SERVICE_UNAVAILABLE)
            }
            Err(_) => {
                tracing::error!(
                    event = kind,
                    source,
                    "not queued: the queue did not answer in time"
                );
                Err(StatusCode::SERVICE_UNAVAILABLE)
            }
        }
    }
}

/// The metric that a request counts for.
fn counted_as(taken: Result<&str, StatusCode>) -> &'static str {
    match taken {
        Ok(QUEUED) => metric::WEBHOOKS_QUEUED,
        Ok(_) => metric::WEBHOOKS_IGNORED,
        Err(status) if status.is_server_error() => metric::WEBHOOKS_FAILED,
        Err(_) => metric::WEBHOOKS_REFUSED,
    }
}

fn answer(status: StatusCode, text: &str) -> LambdaFunctionUrlResponse {
    let mut headers = HeaderMap::new();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("POST"));
    }
    let mut response = LambdaFunctionUrlResponse::default();
    response.status_code = i64::from(status.as_u16());
    response.headers = headers;
    response.body = Some(format!("{text}\n"));
    response
}

#[cfg(test)]
mod tests;
