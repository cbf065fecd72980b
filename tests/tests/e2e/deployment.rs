//! The template, deployed with the real bootstraps, and both vendors' stand-ins beside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use aws::{QueueUrls, SettingsDocument, SqsQueue};
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sqs::config::Credentials;
use aws_sdk_sqs::types::QueueAttributeName;
use ledger::{DynamoStore, Ledger};
use model::{Job, SystemClock};
use sandbox::{Options, Running, Sandbox};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::tools::{MiniStack, REGION, Sam};

const STACK: &str = "e2e";
const FUNCTIONS: [&str; 4] = ["webhook-ingest", "customer-push", "order-push", "offer-poller"];

/// The route token of this deployment.
pub(crate) const TOKEN: &str = "e2e-route-token";

/// The settings of the shop in this test, over the shipped ones.
const SETTINGS: &str = r#"
[customers]
companies = true
"#;

/// How long something may take to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Deployment {
    pub(crate) vendors: Running,
    pub(crate) http: reqwest::Client,
    outputs: BTreeMap<String, String>,
    webhook: reqwest::Url,
    sam: Sam,
    sdk: SdkConfig,
    sqs: aws_sdk_sqs::Client,
    /// Where AWS answers.
    pub(crate) endpoint: String,
    /// Declared last: it ends last.
    _ministack: MiniStack,
}

impl Deployment {
    /// Starts everything, deploys the template as it is in the repository, and fills in the secrets.
    pub(crate) async fn start(venv: &Path, folder: &Path) -> Result<Self> {
        stage(folder)?;
        let vendors = Sandbox::start(Options::default()).await?;
        let ministack = MiniStack::start(venv, folder).await?;
        let port = ministack.port;
        let sam = Sam::new(venv, port, folder);
        deploy(&sam, &vendors).await?;
        let outputs = outputs(&sam).await?;
        let endpoint = format!("http://127.0.0.1:{port}");
        let sdk = aws_config::defaults(BehaviorVersion::latest())
            .endpoint_url(endpoint.clone())
            .region(Region::new(REGION))
            .credentials_provider(Credentials::new("test", "test", None, None, "e2e"))
            .load()
            .await;
        let (webhook, http) = front(&outputs, port)?;
        let deployment = Self {
            vendors,
            http,
            outputs,
            webhook,
            sam,
            sqs: aws_sdk_sqs::Client::new(&sdk),
            sdk,
            endpoint,
            _ministack: ministack,
        };
        deployment.fill_in_secrets().await?;
        let settings = SettingsDocument {
            text: SETTINGS.to_owned(),
            file: "e2e.toml".to_owned(),
        };
        settings.push(&deployment.ledger()?).await?;
        Ok(deployment)
    }

    pub(crate) fn output(&self, name: &str) -> Result<&str> {
        self.outputs
            .get(name)
            .map(String::as_str)
            .with_context(|| format!("the stack has no output {name}"))
    }

    pub(crate) fn ledger(&self) -> Result<Ledger> {
        let store = DynamoStore::new(
            aws_sdk_dynamodb::Client::new(&self.sdk),
            self.output("LedgerTableName")?,
        );
        Ok(Ledger::new(
            Arc::new(store),
            Arc::new(SystemClock),
            "e2e",
            PATIENCE,
        ))
    }

    async fn fill_in_secrets(&self) -> Result<()> {
        let secrets = aws_sdk_secretsmanager::Client::new(&self.sdk);
        let vendors = &self.vendors;
        let activecampaign = json!({
            "url": vendors.activecampaign_url, "api_key": vendors.api_key, "route_tokens": [TOKEN],
        });
        let eaccounting = json!({
            "client_id": vendors.client_id, "client_secret": vendors.client_secret, "redirect_uri": "",
            "refresh_token": vendors.refresh_token,
        });
        for (name, value) in [
            ("ActiveCampaignSecretArn", activecampaign),
            ("EaccountingSecretArn", eaccounting),
        ] {
            let secret = self.output(name)?;
            secrets
                .put_secret_value()
                .secret_id(secret)
                .secret_string(value.to_string())
                .send()
                .await?;
        }
        Ok(())
    }

    /// Where a webhook with this token goes.
    pub(crate) fn webhook(&self, token: &str, query: &str) -> Result<reqwest::Url> {
        let mut url = self.webhook.join(token)?;
        url.set_query(Some(query).filter(|query| !query.is_empty()));
        Ok(url)
    }

    /// Posts a webhook's body as ActiveCampaign does; the status of the answer.
    pub(crate) async fn post(&self, query: &str, body: &str) -> Result<u16> {
        let request = self
            .http
            .post(self.webhook(TOKEN, query)?)
            .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
            .body(body.to_owned());
        Ok(request.send().await?.status().as_u16())
    }

    /// Queues a job.
    pub(crate) async fn queue(&self, job: &Job) -> Result<()> {
        let urls = QueueUrls {
            orders: self.output("OrdersQueueUrl")?.to_owned(),
            customers: self.output("CustomersQueueUrl")?.to_owned(),
            backlog: None,
        };
        Ok(SqsQueue::new(self.sqs.clone(), urls)
            .send(std::slice::from_ref(job))
            .await?)
    }

    /// Runs the command line tool on this stack, and returns what it prints.
    pub(crate) async fn tool(&self, arguments: &[&str]) -> Result<String> {
        let arguments = [arguments, &["--stack", STACK]].concat();
        self.sam.beside(&binaries()?.join("ekobridge"), &arguments).await
    }

    /// Runs the poller once, as its schedule does.
    pub(crate) async fn poll(&self) -> Result<()> {
        let event = include_str!("../../../events/offer-poller.json");
        self.sam
            .run(&[
                "remote",
                "invoke",
                "OfferPoller",
                "--stack-name",
                STACK,
                "--event",
                event,
            ])
            .await?;
        Ok(())
    }

    /// What eAccounting holds of a kind.
    pub(crate) fn books(&self, kind: &str) -> Vec<Value> {
        self.vendors.sandbox.eaccounting().records(kind)
    }

    /// Waits until eAccounting holds so many of a kind, and returns them.
    pub(crate) async fn books_reach(&self, kind: &str, count: usize) -> Result<Vec<Value>> {
        let end = Instant::now() + PATIENCE;
        loop {
            let records = self.books(kind);
            if records.len() >= count {
                ensure!(
                    records.len() == count,
                    "{} {kind} where {count} were expected",
                    records.len()
                );
                return Ok(records);
            }
            if Instant::now() > end {
                bail!(
                    "eAccounting has {} {kind} where {count} were expected",
                    records.len()
                );
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Waits until a queue holds so many messages.
    pub(crate) async fn messages_reach(&self, output: &str, count: u64) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        while self.messages(output).await? != count {
            if Instant::now() > end {
                bail!("{output} does not come to {count} messages");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    /// Waits until both queues are empty: every job has ended.
    pub(crate) async fn idle(&self) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        while self.messages("OrdersQueueUrl").await?
            + self.messages("CustomersQueueUrl").await?
            + self.messages("BacklogQueueUrl").await?
            > 0
        {
            if Instant::now() > end {
                bail!("jobs are still in the queues");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    /// How many messages a queue holds, hidden ones included.
    pub(crate) async fn messages(&self, output: &str) -> Result<u64> {
        let names = [
            QueueAttributeName::ApproximateNumberOfMessages,
            QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
        ];
        let answer = self
            .sqs
            .get_queue_attributes()
            .queue_url(self.output(output)?)
            .set_attribute_names(Some(names.to_vec()))
            .send()
            .await?;
        let count = |name: &QueueAttributeName| -> Result<u64> {
            let text = answer
                .attributes()
                .and_then(|all| all.get(name))
                .context("no such attribute")?;
            Ok(text.parse()?)
        };
        Ok(count(&names[0])? + count(&names[1])?)
    }

    /// Everything that the ledger's table holds, as text.
    pub(crate) async fn ledger_text(&self) -> Result<String> {
        let client = aws_sdk_dynamodb::Client::new(&self.sdk);
        let scan = client
            .scan()
            .table_name(self.output("LedgerTableName")?)
            .send()
            .await?;
        ensure!(
            scan.last_evaluated_key().is_none(),
            "the ledger is larger than one page"
        );
        Ok(format!("{:?}", scan.items()))
    }

    /// What all functions have logged so far.
    pub(crate) async fn logs(&self) -> Result<String> {
        self.sam.run(&["logs", "--stack-name", STACK]).await
    }

    /// Deploys the template with one line of it replaced.
    pub(crate) async fn redeploy(&self, folder: &Path, line: &str, by: &str) -> Result<()> {
        let path = folder.join("template.yaml");
        let text = fs::read_to_string(&path)?;
        ensure!(text.contains(line), "the template has no such line");
        fs::write(&path, text.replacen(line, by, 1))?;
        deploy(&self.sam, &self.vendors).await
    }
}

/// Puts the template and the bootstraps, stripped, where `sam deploy` finds them.
fn stage(folder: &Path) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::copy(root.join("template.yaml"), folder.join("template.yaml"))?;
    let binaries = binaries()?;
    for function in FUNCTIONS {
        let target = folder.join("target/lambda").join(function);
        fs::create_dir_all(&target)?;
        let binary = binaries.join(function);
        ensure!(
            binary.exists(),
            "{} is not built; `make e2e` builds it",
            binary.display()
        );
        let stripped = Command::new("strip")
            .arg("-o")
            .arg(target.join("bootstrap"))
            .arg(&binary)
            .status()?;
        ensure!(stripped.success(), "strip {} failed", binary.display());
    }
    Ok(())
}

/// Where cargo puts binaries: beside the folder of this test.
pub(crate) fn binaries() -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    Ok(test
        .parent()
        .and_then(Path::parent)
        .context("a test lies in target/<profile>/deps")?
        .to_owned())
}

async fn deploy(sam: &Sam, vendors: &Running) -> Result<()> {
    let parameters = [
        format!(
            "RouteTokenDigests={}",
            hex::encode(Sha256::digest(TOKEN.as_bytes()))
        ),
        format!("EaccountingApiUrl={}", vendors.eaccounting_url),
        format!("EaccountingIdentityUrl={}", vendors.identity_url),
        "AllowInsecureVendorUrls=1".to_owned(),
        // A group stays locked for this long after a crash, here as on AWS.
        "VisibilityTimeoutSeconds=2".to_owned(),
        "AlarmEmail=somebody@example.com".to_owned(),
    ];
    let mut arguments = vec![
        "deploy",
        "--template-file",
        "template.yaml",
        "--stack-name",
        STACK,
        "--resolve-s3",
        "--capabilities",
        "CAPABILITY_IAM",
        "--no-confirm-changeset",
        "--no-progressbar",
        "--parameter-overrides",
    ];
    arguments.extend(parameters.iter().map(String::as_str));
    sam.run(&arguments).await.map(drop)
}

async fn outputs(sam: &Sam) -> Result<BTreeMap<String, String>> {
    let text = sam
        .run(&["list", "stack-outputs", "--stack-name", STACK, "--output", "json"])
        .await?;
    let outputs: Vec<Value> = serde_json::from_str(&text)?;
    let pair = |output: &Value| {
        Some((
            output["OutputKey"].as_str()?.to_owned(),
            output["OutputValue"].as_str()?.to_owned(),
        ))
    };
    Ok(outputs.iter().filter_map(pair).collect())
}

/// The function URL: its host is AWS's, its address MiniStack's.
fn front(outputs: &BTreeMap<String, String>, port: u16) -> Result<(reqwest::Url, reqwest::Client)> {
    let mut url: reqwest::Url = outputs.get("WebhookUrl").context("no WebhookUrl")?.parse()?;
    let host = url.host_str().context("the URL has a host")?.to_owned();
    ensure!(
        url.set_scheme("http").is_ok() && url.set_port(Some(port)).is_ok(),
        "{url}"
    );
    let http = reqwest::Client::builder()
        .resolve(&host, ([127, 0, 0, 1], port).into())
        .no_proxy()
        .build()?;
    Ok((url, http))
}
