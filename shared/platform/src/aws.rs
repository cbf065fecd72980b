//! The SDK's configuration for a function.

use std::time::Duration;

use aws_config::environment::{EnvironmentVariableCredentialsProvider, EnvironmentVariableRegionProvider};
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};

/// The configuration that all clients of a process share.
///
/// Credentials and region come from the environment, where Lambda and the local host put them: the default chain would ask
/// profiles and the instance metadata service first to find nothing. `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<SERVICE>`
/// are honoured.
///
/// The time-outs are short, since these services answer within milliseconds: an attempt that has not answered in 3 s is
/// better made again. ActiveCampaign publishes no time-out of its own for webhooks, so ingest must not wait long either.
pub async fn from_environment() -> SdkConfig {
    aws_config::defaults(BehaviorVersion::latest())
        .credentials_provider(EnvironmentVariableCredentialsProvider::new())
        .region(EnvironmentVariableRegionProvider::new())
        .retry_config(retries())
        .timeout_config(timeouts())
        .load()
        .await
}

/// How often a call to AWS is tried: three times in all, with growing waits and jitter.
#[must_use]
pub fn retries() -> RetryConfig {
    RetryConfig::standard()
        .with_max_attempts(3)
        .with_initial_backoff(Duration::from_millis(100))
}

/// How long a call to AWS may take.
#[must_use]
pub fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(2))
        .operation_attempt_timeout(Duration::from_secs(3))
        .operation_timeout(Duration::from_secs(8))
        .build()
}
