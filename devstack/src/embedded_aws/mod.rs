//! DynamoDB, SQS, Secrets Manager and SNS inside this process, each on its own loopback port.
//!
//! The functions talk to them through the unmodified AWS SDK, so that local runs use the code that runs on AWS. They
//! accept only requests signed with this process's access key: see [`access`].

pub mod access;
mod dynamodb;
mod secrets;
mod server;
mod sqs;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sqs::config::Credentials;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use dynoxide::Database;
use rustack_secretsmanager_http::service::{SecretsManagerHttpConfig, SecretsManagerHttpService};
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

use crate::names::{ACCOUNT, REGION};
use access::{AccessKey, Guard};
use dynamodb::DynamoDb;
use secrets::Secrets;
use server::serve;
use sqs::Queues;

pub use dynamodb::Watch;
pub use secrets::Keep;

/// Awaited before a call is handled (`false`) and before its response is sent (`true`), with the operation's name.
pub type Gate = Arc<dyn Fn(String, bool) -> futures::future::BoxFuture<'static, ()> + Send + Sync>;

/// Observers of the services.
#[derive(Clone, Default)]
pub struct Hooks {
    /// Sees, and may hold back, each call to DynamoDB and Secrets Manager.
    pub gate: Option<Gate>,
    /// Saves a secret's new value before it is stored.
    pub keep_secret: Option<Keep>,
    /// Observes each call to DynamoDB.
    pub watch_dynamodb: Option<Watch>,
    /// The tables to serve instead of those of the folder, for tests that fill them without calls.
    pub tables: Option<Database>,
}

/// The URLs of the four services, and the key that they accept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EmbeddedAws {
    /// DynamoDB's URL.
    pub dynamodb: String,
    /// SQS's URL.
    pub sqs: String,
    /// Secrets Manager's URL.
    pub secretsmanager: String,
    /// SNS's URL.
    pub sns: String,
    /// The key with which requests are signed.
    pub access_key: AccessKey,
}

impl EmbeddedAws {
    /// Starts all four. Tables and messages are stored in `data` if given, else in memory.
    ///
    /// # Errors
    /// When no port is free, or `data` can't be read.
    pub async fn start(data: Option<&Path>, hooks: Hooks) -> anyhow::Result<Self> {
        let access_key = AccessKey::random();
        Ok(Self {
            dynamodb: {
                let tables = hooks.tables.map_or_else(|| dynamodb::open(data), Ok)?;
                start_dynamodb(tables, &access_key, hooks.watch_dynamodb, hooks.gate.clone()).await?
            },
            sqs: start_sqs(data, &access_key).await?,
            secretsmanager: start_secretsmanager(&access_key, hooks.keep_secret, hooks.gate).await?,
            sns: start_sns(&access_key).await?,
            access_key,
        })
    }

    /// The configuration for SDK clients of all four.
    pub async fn sdk(&self) -> SdkConfig {
        let key = &self.access_key;
        let credentials = Credentials::new(&key.id, &key.secret, None, None, "ekobridge dev");
        let base = aws_config::defaults(BehaviorVersion::latest())
            .region(Region::new(REGION))
            .credentials_provider(credentials)
            .retry_config(aws::clients::retries())
            .timeout_config(aws::clients::timeouts())
            .http_client(aws::clients::http_client())
            .load()
            .await;
        base.into_builder().service_config(self.clone()).build()
    }

    /// The environment variables for the SDK of another process.
    #[must_use]
    pub fn variables(&self) -> BTreeMap<String, String> {
        [
            ("AWS_REGION", REGION),
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("AWS_ACCESS_KEY_ID", &self.access_key.id),
            ("AWS_SECRET_ACCESS_KEY", &self.access_key.secret),
            ("AWS_ENDPOINT_URL_DYNAMODB", &self.dynamodb),
            ("AWS_ENDPOINT_URL_SQS", &self.sqs),
            ("AWS_ENDPOINT_URL_SECRETS_MANAGER", &self.secretsmanager),
            ("AWS_ENDPOINT_URL_SNS", &self.sns),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    }

    /// Creates a secret.
    ///
    /// # Errors
    /// When one of this name exists already.
    pub async fn put_secret(&self, name: &str, value: &serde_json::Value) -> anyhow::Result<()> {
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

impl LoadServiceConfig for EmbeddedAws {
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

async fn listen(key: &AccessKey) -> anyhow::Result<(TcpListener, SocketAddr, Guard)> {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .context("no loopback port is free")?;
    let address = listener.local_addr()?;
    Ok((listener, address, Guard::new(address.to_string(), key.clone())))
}

async fn start_dynamodb(
    tables: Database,
    key: &AccessKey,
    watch: Option<Watch>,
    gate: Option<Gate>,
) -> anyhow::Result<String> {
    let (listener, address, guard) = listen(key).await?;
    serve(
        listener,
        guard,
        gate,
        DynamoDb::new(tables, key.provider(), watch),
    );
    Ok(format!("http://{address}"))
}

async fn start_sqs(data: Option<&Path>, key: &AccessKey) -> anyhow::Result<String> {
    let (listener, address, guard) = listen(key).await?;
    let provider = RustackSqs::new(SqsConfig {
        skip_signature_validation: false,
        default_region: REGION.to_owned(),
        account_id: ACCOUNT.to_owned(),
        host: address.ip().to_string(),
        port: address.port(),
    });
    let config = SqsHttpConfig {
        skip_signature_validation: false,
        region: REGION.to_owned(),
        credential_provider: Some(Arc::new(key.provider())),
    };
    let queues = Queues::new(provider, data.map(|folder| folder.join("messages")).as_deref())?;
    serve(
        listener,
        guard,
        None,
        SqsHttpService::new(Arc::new(queues), config),
    );
    Ok(format!("http://{address}"))
}

async fn start_secretsmanager(
    key: &AccessKey,
    keep: Option<Keep>,
    gate: Option<Gate>,
) -> anyhow::Result<String> {
    let (listener, address, guard) = listen(key).await?;
    let config = SecretsManagerHttpConfig {
        skip_signature_validation: false,
        region: REGION.to_owned(),
        credential_provider: Some(Arc::new(key.provider())),
    };
    let service = SecretsManagerHttpService::new(Arc::new(Secrets::new(keep)), config);
    serve(listener, guard, gate, service);
    Ok(format!("http://{address}"))
}

async fn start_sns(key: &AccessKey) -> anyhow::Result<String> {
    let (listener, address, guard) = listen(key).await?;
    let config = SnsConfig {
        skip_signature_validation: false,
        default_region: REGION.to_owned(),
        account_id: ACCOUNT.to_owned(),
        host: address.ip().to_string(),
        port: address.port(),
    };
    // Alerts are printed by their sender; the topic has no subscribers here.
    let provider = RustackSns::new(config, Arc::new(UnavailableSqsPublisher));
    let config = SnsHttpConfig {
        skip_signature_validation: false,
        region: REGION.to_owned(),
        credential_provider: Some(Arc::new(key.provider())),
    };
    let handler = RustackSnsHandler::new(Arc::new(provider));
    serve(
        listener,
        guard,
        None,
        SnsHttpService::new(Arc::new(handler), config),
    );
    Ok(format!("http://{address}"))
}
