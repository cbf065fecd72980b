//! DynamoDB, SQS, Secrets Manager and SNS inside this process, each on a loopback port of its own.
//!
//! The functions talk to them through the unmodified AWS SDK, so that what runs here is what runs on AWS.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sqs::config::Credentials;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use bytes::Bytes;
use dynoxide::Database;
use hyper::body::{Body, Incoming};
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use rustack_secretsmanager_core::config::SecretsManagerConfig;
use rustack_secretsmanager_core::handler::RustackSecretsManagerHandler;
use rustack_secretsmanager_core::provider::RustackSecretsManager;
use rustack_secretsmanager_http::body::SecretsManagerResponseBody;
use rustack_secretsmanager_http::dispatch::SecretsManagerHandler;
use rustack_secretsmanager_http::service::{SecretsManagerHttpConfig, SecretsManagerHttpService};
use rustack_secretsmanager_model::error::{SecretsManagerError, SecretsManagerErrorCode};
use rustack_secretsmanager_model::operations::SecretsManagerOperation;
use rustack_sns_core::config::SnsConfig;
use rustack_sns_core::handler::RustackSnsHandler;
use rustack_sns_core::provider::RustackSns;
use rustack_sns_core::publisher::UnavailableSqsPublisher;
use rustack_sns_http::service::{SnsHttpConfig, SnsHttpService};
use rustack_sqs_core::config::SqsConfig;
use rustack_sqs_core::provider::RustackSqs;
use rustack_sqs_http::service::{SqsHttpConfig, SqsHttpService};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;

use super::grants::Grants;
use super::queues::Queues;

/// The region that everything on this machine pretends to be in.
pub(crate) const REGION: &str = "eu-north-1";
const ACCOUNT: &str = "000000000000";

/// Where the four services answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LocalAws {
    pub(crate) dynamodb: String,
    pub(crate) sqs: String,
    pub(crate) secretsmanager: String,
    pub(crate) sns: String,
}

impl LocalAws {
    /// Starts all four. Tables and messages are kept in `data` where it is given, else in memory; what becomes of
    /// eAccounting's grant is told to `grants`.
    pub(crate) async fn start(data: Option<&Path>, grants: Arc<Grants>) -> anyhow::Result<Self> {
        Ok(Self {
            dynamodb: start_dynamodb(data).await?,
            sqs: start_sqs(data).await?,
            secretsmanager: start_secretsmanager(grants).await?,
            sns: start_sns().await?,
        })
    }

    /// How the SDK's clients reach all four.
    pub(crate) async fn sdk(&self) -> SdkConfig {
        let base = aws_config::defaults(BehaviorVersion::latest())
            .region(Region::new(REGION))
            .credentials_provider(Credentials::new("local", "local", None, None, "ekobridge dev"))
            .retry_config(aws::clients::retries())
            .timeout_config(aws::clients::timeouts())
            .load()
            .await;
        base.into_builder().service_config(self.clone()).build()
    }

    /// Stores a secret, in place of what was there.
    pub(crate) async fn put_secret(&self, name: &str, value: &serde_json::Value) -> anyhow::Result<()> {
        let client = aws_sdk_secretsmanager::Client::new(&self.sdk().await);
        client
            .create_secret()
            .name(name)
            .secret_string(value.to_string())
            .send()
            .await?;
        Ok(())
    }
}

impl LoadServiceConfig for LocalAws {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let url = match key.service_id() {
            "DynamoDB" => &self.dynamodb,
            "SQS" => &self.sqs,
            "Secrets Manager" => &self.secretsmanager,
            "SNS" => &self.sns,
            _ => return None,
        };
        (key.env() == "AWS_ENDPOINT_URL").then(|| url.clone())
    }
}

/// The ARN that a queue has here.
pub(crate) fn queue_arn(name: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{name}")
}

async fn listen() -> anyhow::Result<(TcpListener, SocketAddr, String)> {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .context("no loopback port is free")?;
    let address = listener.local_addr()?;
    Ok((listener, address, format!("http://{address}")))
}

async fn start_dynamodb(data: Option<&Path>) -> anyhow::Result<String> {
    let database = match data {
        Some(folder) => {
            let file = folder.join("dynamodb.sqlite");
            let file = file
                .to_str()
                .ok_or_else(|| anyhow!("--data must be a path in UTF-8"))?
                .to_owned();
            Database::new(&file).map_err(|error| anyhow!("cannot open {file}: {error}"))?
        }
        None => Database::memory().map_err(|error| anyhow!("cannot open a database in memory: {error}"))?,
    };
    let (listener, _, url) = listen().await?;
    tokio::spawn(dynoxide::server::serve_with_shutdown(
        listener,
        database,
        std::future::pending(),
    ));
    Ok(url)
}

async fn start_sqs(data: Option<&Path>) -> anyhow::Result<String> {
    let (listener, address, url) = listen().await?;
    let provider = RustackSqs::new(SqsConfig {
        skip_signature_validation: true,
        default_region: REGION.to_owned(),
        account_id: ACCOUNT.to_owned(),
        host: address.ip().to_string(),
        port: address.port(),
    });
    let config = SqsHttpConfig {
        region: REGION.to_owned(),
        ..SqsHttpConfig::default()
    };
    let queues = Queues::new(provider, data.map(|folder| folder.join("messages")).as_deref())?;
    serve(listener, SqsHttpService::new(Arc::new(queues), config));
    Ok(url)
}

async fn start_secretsmanager(grants: Arc<Grants>) -> anyhow::Result<String> {
    let (listener, _, url) = listen().await?;
    let provider = RustackSecretsManager::new(SecretsManagerConfig {
        skip_signature_validation: true,
        default_region: REGION.to_owned(),
        default_account_id: ACCOUNT.to_owned(),
    });
    let config = SecretsManagerHttpConfig {
        region: REGION.to_owned(),
        ..SecretsManagerHttpConfig::default()
    };
    let handler = KeptSecrets {
        inner: RustackSecretsManagerHandler::new(Arc::new(provider)),
        grants,
    };
    serve(
        listener,
        SecretsManagerHttpService::new(Arc::new(handler), config),
    );
    Ok(url)
}

/// Keeps eAccounting's grant in a file as well, before it is stored: a refresh token may be good for one use only, and one
/// that is forgotten when the process ends would have to be asked for again.
struct KeptSecrets {
    inner: RustackSecretsManagerHandler,
    grants: Arc<Grants>,
}

type SecretsAnswer = Result<http::Response<SecretsManagerResponseBody>, SecretsManagerError>;

impl SecretsManagerHandler for KeptSecrets {
    fn handle_operation(
        &self,
        operation: SecretsManagerOperation,
        body: Bytes,
    ) -> Pin<Box<dyn Future<Output = SecretsAnswer> + Send>> {
        if operation == SecretsManagerOperation::PutSecretValue
            && let Err(error) = keep(&self.grants, &body)
        {
            tracing::error!(%error, "the grant cannot be kept");
            return Box::pin(std::future::ready(Err(SecretsManagerError::with_message(
                SecretsManagerErrorCode::InternalServiceError,
                "the grant cannot be kept in its file",
            ))));
        }
        self.inner.handle_operation(operation, body)
    }
}

fn keep(grants: &Grants, body: &[u8]) -> anyhow::Result<()> {
    let request: serde_json::Value = serde_json::from_slice(body)?;
    if request.get("SecretId").and_then(|id| id.as_str()) == Some(super::system::EACCOUNTING_SECRET)
        && let Some(secret) = request.get("SecretString").and_then(|text| text.as_str())
    {
        grants.keep(secret)?;
    }
    Ok(())
}

async fn start_sns() -> anyhow::Result<String> {
    let (listener, address, url) = listen().await?;
    let config = SnsConfig {
        skip_signature_validation: true,
        default_region: REGION.to_owned(),
        account_id: ACCOUNT.to_owned(),
        host: address.ip().to_string(),
        port: address.port(),
    };
    // Alerts are printed where they are announced; nobody subscribes to the topic here.
    let provider = RustackSns::new(config, Arc::new(UnavailableSqsPublisher));
    let config = SnsHttpConfig {
        region: REGION.to_owned(),
        ..SnsHttpConfig::default()
    };
    serve(
        listener,
        SnsHttpService::new(Arc::new(RustackSnsHandler::new(Arc::new(provider))), config),
    );
    Ok(url)
}

/// Serves a hyper service on a listener for as long as the process lives.
fn serve<S, B>(listener: TcpListener, service: S)
where
    S: Service<http::Request<Incoming>, Response = http::Response<B>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                // A client that goes away ends its own connection only.
                let _closed = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    });
}
