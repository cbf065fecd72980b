//! The functions' infrastructure: AWS services with the tables, queues and secrets of `template.yaml`, and vendors.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use aws_config::SdkConfig;
use aws_sdk_sqs::types::QueueAttributeName;
use sandbox::Sandbox;
use serde_json::json;
use tokio::net::TcpListener;

use crate::Refused;
use crate::embedded_aws::{EmbeddedAws, Hooks};
use crate::files::digest;
use crate::folder::{Folder, new_token};
use crate::grants::Grants;
use crate::names::{
    ACTIVECAMPAIGN_SECRET, ALERTS_TOPIC, BACKLOG, CUSTOMERS, EACCOUNTING_SECRET, JOURNAL, LEDGER, ORDERS,
    SALT, queue_arn,
};
use crate::vendors::Vendors;

/// The value in `template.yaml`: longer than a function can run.
const VISIBILITY_SECONDS: u32 = 180;

/// All dependencies of the functions.
pub struct Infra {
    /// The AWS services.
    pub aws: EmbeddedAws,
    /// The configuration of the AWS clients.
    pub sdk: SdkConfig,
    /// The environment of the functions.
    pub variables: BTreeMap<String, String>,
    /// The stand-ins for both vendors, unless others are given. The caller serves them on `listener`.
    pub sandbox: Option<Sandbox>,
    /// The listener for webhooks and the sandbox.
    pub listener: TcpListener,
    /// The listener's URL.
    pub base: String,
    /// The secret part of the webhook's URL.
    pub token: String,
    /// The vendors, real or stand-ins.
    pub vendors: Vendors,
    /// How eAccounting's grant is stored.
    pub grants: Arc<Grants>,
}

impl Infra {
    /// Creates the infrastructure, or opens the state in `folder`. State is in `folder`, or in memory; what `connect`
    /// has stored is in `root`. Without `vendors`, the sandbox is used.
    ///
    /// # Errors
    /// When `listen` can't be bound, the folder can't be read, or there is no grant for eAccounting.
    pub async fn provision(
        listen: SocketAddr,
        folder: Option<&Folder>,
        root: Option<&Path>,
        vendors: Option<Vendors>,
    ) -> anyhow::Result<Self> {
        let limits = sandbox::Limits::default();
        Self::provision_observed(listen, folder, root, vendors, Hooks::default(), limits).await
    }

    /// As [`Infra::provision`], with observers of the AWS services, and the sandbox's rate limits.
    ///
    /// # Errors
    /// As [`Infra::provision`].
    pub async fn provision_observed(
        listen: SocketAddr,
        folder: Option<&Folder>,
        root: Option<&Path>,
        vendors: Option<Vendors>,
        hooks: Hooks,
        limits: sandbox::Limits,
    ) -> anyhow::Result<Self> {
        let data = folder.map(Folder::path);
        let listener = TcpListener::bind(listen)
            .await
            .map_err(|error| match error.kind() {
                std::io::ErrorKind::AddrInUse => Refused::AddressInUse(listen),
                _ => Refused::AddressUnusable(listen, error.to_string()),
            })?;
        let base = format!("http://{}", listener.local_addr()?);
        let sandbox = vendors.is_none().then(|| {
            Sandbox::new(sandbox::Options {
                data_dir: data.map(|folder| folder.join("sandbox")),
                limits,
                ..sandbox::Options::default()
            })
        });
        let vendors = vendors.unwrap_or_else(|| Vendors::sandbox(&base));
        let grants = Arc::new(Grants::new(&vendors, root, data));
        let aws = Box::pin(EmbeddedAws::start(data, keeping(&grants, hooks))).await?;
        let sdk = aws.sdk().await;
        let token = folder.map_or_else(|| Ok(new_token()), Folder::route_token)?;
        let variables = Box::pin(variables(&aws, &sdk, &vendors, &token, &grants)).await?;
        Ok(Self {
            aws,
            sdk,
            variables,
            sandbox,
            listener,
            base,
            token,
            vendors,
            grants,
        })
    }
}

/// eAccounting's grant is written to its file before it is stored, because a refresh token may be single-use.
fn keeping(grants: &Arc<Grants>, hooks: Hooks) -> Hooks {
    let grants = Arc::clone(grants);
    Hooks {
        keep_secret: Some(Arc::new(move |name, secret| {
            if name == EACCOUNTING_SECRET {
                grants.keep(secret)?;
            }
            Ok(())
        })),
        ..hooks
    }
}

/// Creates tables, queues, topic and secrets like `template.yaml`, and returns the functions' environment variables.
async fn variables(
    aws: &EmbeddedAws,
    sdk: &SdkConfig,
    vendors: &Vendors,
    token: &str,
    grants: &Grants,
) -> anyhow::Result<BTreeMap<String, String>> {
    let dynamodb = aws_sdk_dynamodb::Client::new(sdk);
    ledger::create_table(&dynamodb, LEDGER).await?;
    journal::create_table(&dynamodb, JOURNAL).await?;
    let sqs = aws_sdk_sqs::Client::new(sdk);
    let (orders, dead_orders) = queue(&sqs, ORDERS).await?;
    let (customers, dead_customers) = queue(&sqs, CUSTOMERS).await?;
    let (backlog, dead_backlog) = queue(&sqs, BACKLOG).await?;
    let topic = aws_sdk_sns::Client::new(sdk)
        .create_topic()
        .name(ALERTS_TOPIC)
        .send()
        .await?;
    aws.put_secret(
        ACTIVECAMPAIGN_SECRET,
        &json!({ "url": vendors.activecampaign_url, "api_key": vendors.activecampaign_api_key, "route_tokens": [token] }),
    )
    .await?;
    aws.put_secret(EACCOUNTING_SECRET, &grants.start()?).await?;
    let set = [
        ("EKOBRIDGE_LEDGER_TABLE", LEDGER.to_owned()),
        ("EKOBRIDGE_JOURNAL_TABLE", JOURNAL.to_owned()),
        ("EKOBRIDGE_ORDERS_QUEUE_URL", orders),
        ("EKOBRIDGE_CUSTOMERS_QUEUE_URL", customers),
        ("EKOBRIDGE_BACKLOG_QUEUE_URL", backlog),
        ("EKOBRIDGE_ORDERS_DEAD_LETTERS_URL", dead_orders),
        ("EKOBRIDGE_CUSTOMERS_DEAD_LETTERS_URL", dead_customers),
        ("EKOBRIDGE_BACKLOG_DEAD_LETTERS_URL", dead_backlog),
        (
            "EKOBRIDGE_ACTIVECAMPAIGN_SECRET",
            ACTIVECAMPAIGN_SECRET.to_owned(),
        ),
        ("EKOBRIDGE_EACCOUNTING_SECRET", EACCOUNTING_SECRET.to_owned()),
        ("EKOBRIDGE_ALERTS_TOPIC_ARN", topic.topic_arn.unwrap_or_default()),
        ("EKOBRIDGE_ROUTE_TOKEN_DIGESTS", digest(token)),
        ("EKOBRIDGE_SALT", SALT.to_owned()),
        ("EACCOUNTING_API_URL", vendors.eaccounting_api_url.clone()),
        (
            "EACCOUNTING_IDENTITY_URL",
            vendors.eaccounting_identity_url.clone(),
        ),
        (
            "EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS",
            if vendors.insecure { "1" } else { "0" }.to_owned(),
        ),
    ];
    Ok(set
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect())
}

/// A FIFO queue and its dead letters, by their URLs.
async fn queue(sqs: &aws_sdk_sqs::Client, name: &str) -> anyhow::Result<(String, String)> {
    let dead = name.replace(".fifo", "-dead.fifo");
    let dead_letters = sqs
        .create_queue()
        .queue_name(&dead)
        .attributes(QueueAttributeName::FifoQueue, "true")
        .send()
        .await?;
    let redrive = json!({ "deadLetterTargetArn": queue_arn(&dead), "maxReceiveCount": 1000 });
    let created = sqs
        .create_queue()
        .queue_name(name)
        .attributes(QueueAttributeName::FifoQueue, "true")
        .attributes(
            QueueAttributeName::VisibilityTimeout,
            VISIBILITY_SECONDS.to_string(),
        )
        .attributes(QueueAttributeName::RedrivePolicy, redrive.to_string())
        .send()
        .await
        .with_context(|| format!("the queue {name} cannot be created"))?;
    created
        .queue_url
        .zip(dead_letters.queue_url)
        .context("the embedded SQS gave no queue URL")
}
