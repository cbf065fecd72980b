//! The SDK's configuration for a function.

use std::time::Duration;

use aws_config::environment::{EnvironmentVariableCredentialsProvider, EnvironmentVariableRegionProvider};
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};

/// The roots that AWS's endpoints chain to.
const AMAZON_ROOTS: &str = include_str!("amazon-roots.pem");

/// The configuration that all clients of a process share.
///
/// Credentials and region come from the environment, where Lambda and the local host put them: the default chain would ask
/// profiles and the instance metadata service first to find nothing. `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<SERVICE>`
/// are honoured.
///
/// The time-outs are short, since these services answer within milliseconds: an attempt that has not answered in 3 s is
/// better made again. ActiveCampaign publishes no time-out of its own for webhooks, so ingest must not wait long either.
///
/// Only Amazon's own roots are trusted, since nobody else is called with it; to read the system's hundred and more is most
/// of what a function does before its first event (`docs/PERFORMANCE.md`).
pub async fn from_environment() -> SdkConfig {
    aws_config::defaults(BehaviorVersion::latest())
        .credentials_provider(EnvironmentVariableCredentialsProvider::new())
        .region(EnvironmentVariableRegionProvider::new())
        .retry_config(retries())
        .timeout_config(timeouts())
        .http_client(
            Builder::new()
                .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
                .tls_context(amazon_only())
                .build_https(),
        )
        .load()
        .await
}

/// TLS that trusts Amazon's roots, and no other.
fn amazon_only() -> TlsContext {
    let roots = TrustStore::empty().with_pem_certificate(AMAZON_ROOTS);
    TlsContext::builder()
        .with_trust_store(roots)
        .build()
        .expect("a trust store is all that it needs")
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The SDK parses the roots when a client is built, and panics where one cannot be read.
    #[tokio::test]
    async fn amazons_roots_can_be_read() {
        let sdk = from_environment()
            .await
            .into_builder()
            .region(aws_config::Region::from_static("eu-north-1"))
            .build();
        let _client = aws_sdk_sqs::Client::new(&sdk);
        assert_eq!(AMAZON_ROOTS.matches("BEGIN CERTIFICATE").count(), 5);
    }
}
