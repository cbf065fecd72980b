//! The SDK's configuration for a function.

use std::ops::Deref;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sqs::config::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

use crate::connector::Connector;

/// The timeout for connecting to AWS.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// The configuration that all clients of a process share.
///
/// Region and credentials come from the environment, where Lambda and the local host set them. `AWS_ENDPOINT_URL` and
/// `AWS_ENDPOINT_URL_<SERVICE>` are supported. The SDK's own loader would also look for profiles, roles and the
/// instance metadata service. It accounts for most of the SDK's code and part of a function's start, and would find
/// nothing.
///
/// The timeouts are short, because these services respond within milliseconds: after 3 s without a response, a new
/// attempt is the better choice. ActiveCampaign publishes no timeout for webhooks, so ingest must not wait long either.
///
/// Only Amazon's root certificates are trusted, because this client calls nobody else. Loading the more than one
/// hundred system roots would take most of a function's start (`docs/PERFORMANCE.md`).
#[must_use]
pub fn from_environment() -> SdkConfig {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(variable("AWS_REGION").map(Region::new))
        .credentials_provider(SharedCredentialsProvider::new(
            EnvironmentVariableCredentialsProvider::new(),
        ))
        .service_config(Endpoints(variable))
        .retry_config(retries())
        .timeout_config(timeouts())
        .http_client(http_client())
        .build()
}

/// The HTTP client of [`from_environment`], for a process that calls AWS's stand-ins on its own machine. It trusts no other
/// authority than Amazon's.
#[must_use]
pub fn http_client() -> SharedHttpClient {
    SharedHttpClient::new(Connector::new(CONNECT_TIMEOUT))
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// The endpoint of a service, if overridden: by the service's own variable, else by the common one.
#[derive(Debug)]
struct Endpoints(fn(&str) -> Option<String>);

impl LoadServiceConfig for Endpoints {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let service = key.service_id().to_uppercase().replace(' ', "_");
        (self.0)(&format!("{}_{service}", key.env())).or_else(|| (self.0)(key.env()))
    }
}

/// A service's client, built on first use. Building one parses the SDK's list of regions and rules, and most events
/// need only some of the services.
#[derive(Debug)]
pub struct LazyClient<C>(Arc<LazyLock<C, Build<C>>>);

type Build<C> = Box<dyn FnOnce() -> C + Send>;

impl<C: 'static> LazyClient<C> {
    /// The client that `build` creates from the configuration: `LazyClient::new(&sdk, aws_sdk_sqs::Client::new)`.
    pub fn new(sdk: &SdkConfig, build: fn(&SdkConfig) -> C) -> Self {
        let sdk = sdk.clone();
        Self(Arc::new(LazyLock::new(Box::new(move || build(&sdk)))))
    }
}

impl<C: Send + 'static> From<C> for LazyClient<C> {
    fn from(client: C) -> Self {
        Self(Arc::new(LazyLock::new(Box::new(move || client))))
    }
}

impl<C> Clone for LazyClient<C> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<C> Deref for LazyClient<C> {
    type Target = C;

    fn deref(&self) -> &C {
        &self.0
    }
}

/// Calls to AWS are attempted at most three times, with growing waits and jitter.
#[must_use]
pub fn retries() -> RetryConfig {
    RetryConfig::standard()
        .with_max_attempts(3)
        .with_initial_backoff(Duration::from_millis(100))
}

/// The timeouts of a call to AWS.
#[must_use]
pub fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .operation_attempt_timeout(Duration::from_secs(3))
        .operation_timeout(Duration::from_secs(8))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_built_once_and_not_before_it_is_used() {
        use std::sync::atomic::{AtomicUsize, Ordering};

        static BUILT: AtomicUsize = AtomicUsize::new(0);
        let client = LazyClient::new(&from_environment(), |sdk| {
            BUILT.fetch_add(1, Ordering::SeqCst);
            aws_sdk_sqs::Client::new(sdk)
        });
        let other = client.clone();
        assert_eq!(BUILT.load(Ordering::SeqCst), 0);
        let _used = (client.config(), other.config());
        assert_eq!(BUILT.load(Ordering::SeqCst), 1);
    }

    /// Accepts connections, reads requests, and never responds. Returns the number of connections.
    #[cfg(feature = "worker")]
    fn silent() -> (String, std::sync::Arc<std::sync::atomic::AtomicUsize>) {
        use std::io::Read;
        use std::sync::atomic::{AtomicUsize, Ordering};

        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let connections = std::sync::Arc::new(AtomicUsize::new(0));
        let count = std::sync::Arc::clone(&connections);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::SeqCst);
                std::thread::spawn(move || {
                    let mut sink = [0; 4096];
                    while stream.read(&mut sink).is_ok_and(|read| read > 0) {}
                });
            }
        });
        (url, connections)
    }

    #[cfg(feature = "worker")]
    #[tokio::test(start_paused = true)]
    async fn a_silent_aws_service_times_out_within_eight_seconds() {
        use aws_sdk_sqs::config::Credentials;
        use futures::future::{BoxFuture, FutureExt};

        let (url, connections) = silent();
        let sdk = from_environment()
            .into_builder()
            .endpoint_url(url)
            .region(Region::new("eu-north-1"))
            .credentials_provider(SharedCredentialsProvider::new(Credentials::new(
                "k", "s", None, None, "test",
            )))
            .build();
        let queue = aws_sdk_sqs::Client::new(&sdk);
        let table = aws_sdk_dynamodb::Client::new(&sdk);
        let secret = aws_sdk_secretsmanager::Client::new(&sdk);
        let topic = aws_sdk_sns::Client::new(&sdk);
        let calls: [(&str, BoxFuture<'_, bool>); 4] = [
            (
                "queue",
                queue
                    .send_message()
                    .queue_url("http://q")
                    .message_body("x")
                    .send()
                    .map(|sent| sent.is_err())
                    .boxed(),
            ),
            (
                "table",
                table
                    .get_item()
                    .table_name("t")
                    .key("k", aws_sdk_dynamodb::types::AttributeValue::S("k".into()))
                    .send()
                    .map(|read| read.is_err())
                    .boxed(),
            ),
            (
                "secret",
                secret
                    .get_secret_value()
                    .secret_id("s")
                    .send()
                    .map(|read| read.is_err())
                    .boxed(),
            ),
            (
                "topic",
                topic
                    .publish()
                    .topic_arn("arn")
                    .message("x")
                    .send()
                    .map(|told| told.is_err())
                    .boxed(),
            ),
        ];
        for (what, call) in calls {
            let began = tokio::time::Instant::now();
            assert!(call.await, "{what}");
            assert!(
                began.elapsed() <= Duration::from_secs(8) + Duration::from_millis(10),
                "{what}"
            );
        }
        // Three attempts each at most.
        assert!(connections.load(std::sync::atomic::Ordering::SeqCst) <= 12);
    }

    #[test]
    fn a_services_own_endpoint_goes_before_the_one_for_all() {
        let endpoints = Endpoints(|name| match name {
            "AWS_ENDPOINT_URL" => Some("http://all".to_owned()),
            "AWS_ENDPOINT_URL_SECRETS_MANAGER" => Some("http://secrets".to_owned()),
            _ => None,
        });
        let of = |service: &'static str| {
            let key = ServiceConfigKey::builder()
                .service_id(service)
                .env("AWS_ENDPOINT_URL")
                .profile("endpoint_url")
                .build();
            endpoints.load_config(key.unwrap())
        };
        assert_eq!(of("Secrets Manager").as_deref(), Some("http://secrets"));
        assert_eq!(of("SQS").as_deref(), Some("http://all"));
    }
}
