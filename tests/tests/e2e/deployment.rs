//! The template, deployed with the real bootstraps, and stand-ins for both vendors.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, PoisonError, RwLock};
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

use crate::tools::{MiniStack, REGION, Tools};

pub(crate) const STACK: &str = "e2e";

/// The functions, by their folders and by their names in the template.
pub(crate) const FUNCTIONS: [(&str, &str); 4] = [
    ("webhook-ingest", "WebhookIngest"),
    ("customer-push", "CustomerPush"),
    ("order-push", "OrderPush"),
    ("offer-poller", "OfferPoller"),
];

/// The route token of this deployment.
pub(crate) const TOKEN: &str = "e2e-route-token";

/// The settings of the shop in this test, which override the shipped ones.
const SETTINGS: &str = r#"
[customers]
companies = true

# The company is Swedish, and the scenarios wait for English texts.
[notices]
language = "en"
"#;

pub(crate) struct Deployment {
    pub(crate) vendors: Running,
    pub(crate) http: reqwest::Client,
    /// How long the test waits for an expected record.
    pub(crate) patience: Duration,
    stack: RwLock<Stack>,
    tools: Tools,
    sdk: SdkConfig,
    sqs: aws_sdk_sqs::Client,
    /// Where AWS answers.
    pub(crate) endpoint: String,
    /// Declared last, so that it is dropped last.
    _ministack: MiniStack,
}

/// The deployed stack's outputs.
#[derive(Default)]
struct Stack {
    outputs: BTreeMap<String, String>,
    /// Parameters in addition to the usual ones.
    parameters: BTreeMap<String, String>,
}

impl Deployment {
    /// Starts everything, deploys the repository's template, and fills in the secrets.
    pub(crate) async fn start(venv: &Path, folder: &Path, patience: Duration) -> Result<Self> {
        let vendors = Sandbox::start(Options::default()).await?;
        let ministack = MiniStack::start(venv, folder).await?;
        let port = ministack.port;
        let endpoint = format!("http://127.0.0.1:{port}");
        let sdk = aws_config::defaults(BehaviorVersion::latest())
            .endpoint_url(endpoint.clone())
            .region(Region::new(REGION))
            .credentials_provider(Credentials::new("test", "test", None, None, "e2e"))
            .load()
            .await;
        let deployment = Self {
            vendors,
            http: reqwest::Client::builder().no_proxy().build()?,
            patience,
            stack: RwLock::default(),
            tools: Tools::new(venv, port, folder),
            sqs: aws_sdk_sqs::Client::new(&sdk),
            sdk,
            endpoint,
            _ministack: ministack,
        };
        deployment.deploy(&[]).await?;
        deployment.fill_in_secrets().await?;
        let settings = SettingsDocument {
            text: SETTINGS.to_owned(),
            file: "e2e.toml".to_owned(),
        };
        settings.push(&deployment.ledger()?).await?;
        Ok(deployment)
    }

    /// Deploys the stack with these additional parameters, from now on.
    pub(crate) async fn deploy(&self, parameters: &[(&str, &str)]) -> Result<()> {
        let given = {
            let mut stack = self.stack.write().unwrap_or_else(PoisonError::into_inner);
            let own = parameters
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            stack.parameters.extend(own);
            stack.parameters.clone()
        };
        let vendors = &self.vendors;
        let mut usual = BTreeMap::from([
            (
                "RouteTokenDigests".to_owned(),
                hex::encode(Sha256::digest(TOKEN.as_bytes())),
            ),
            (
                "EaccountingApiUrl".to_owned(),
                vendors.eaccounting_url.to_string(),
            ),
            (
                "EaccountingIdentityUrl".to_owned(),
                vendors.identity_url.to_string(),
            ),
            ("AllowInsecureVendorUrls".to_owned(), "1".to_owned()),
            // How long a group stays locked after a crash. AWS requires at least a worker's timeout.
            ("VisibilityTimeoutSeconds".to_owned(), "90".to_owned()),
            ("AlertEmail".to_owned(), "somebody@example.com".to_owned()),
        ]);
        usual.extend(given);
        self.tools.deploy(STACK, &usual).await?;
        let outputs = self.tools.outputs(STACK).await?;
        self.stack.write().unwrap_or_else(PoisonError::into_inner).outputs = outputs;
        Ok(())
    }

    /// Deploys the template as another stack with only these parameters, and deletes it again.
    pub(crate) async fn another(
        &self,
        name: &str,
        parameters: &[(&str, &str)],
    ) -> Result<BTreeMap<String, String>> {
        let mut all = BTreeMap::from([("RouteTokenDigests".to_owned(), "ab".repeat(32))]);
        all.extend(
            parameters
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        self.tools.deploy(name, &all).await?;
        self.tools.outputs(name).await
    }

    /// Deletes a stack, and waits until it is gone.
    pub(crate) async fn delete(&self, stack: &str) -> Result<()> {
        let name = json!({ "StackName": stack });
        self.aws("cloudformation", "delete_stack", name.clone()).await?;
        let end = Instant::now() + self.patience;
        loop {
            match self.aws("cloudformation", "describe_stacks", name.clone()).await {
                Err(error) if format!("{error:#}").contains("does not exist") => return Ok(()),
                Ok(answer) => {
                    let status = &answer["Stacks"][0]["StackStatus"];
                    if *status == "DELETE_COMPLETE" {
                        return Ok(());
                    }
                    ensure!(*status != "DELETE_FAILED", "{stack} can't be deleted: {answer}");
                }
                Err(error) => return Err(error),
            }
            ensure!(Instant::now() < end, "{stack} isn't deleted in time");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// One call of AWS's API: a boto3 client's method with its parameters, and its response.
    pub(crate) async fn aws(&self, service: &str, operation: &str, parameters: Value) -> Result<Value> {
        self.tools.aws(service, operation, &parameters).await
    }

    pub(crate) fn output(&self, name: &str) -> Result<String> {
        let stack = self.stack.read().unwrap_or_else(PoisonError::into_inner);
        let output = stack.outputs.get(name).cloned();
        output.with_context(|| format!("the stack has no output {name}"))
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
            self.patience,
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

    /// A request to the webhook URL with this token: the URL's host is AWS's, its address MiniStack's.
    pub(crate) fn request(
        &self,
        method: reqwest::Method,
        token: &str,
        query: &str,
    ) -> Result<reqwest::RequestBuilder> {
        let url: reqwest::Url = self.output("WebhookUrl")?.parse()?;
        let host = url.host_str().context("the URL has a host")?.to_owned();
        let mut local = reqwest::Url::parse(&self.endpoint)?
            .join(url.path())?
            .join(token)?;
        local.set_query(Some(query).filter(|query| !query.is_empty()));
        Ok(self
            .http
            .request(method, local)
            .header(reqwest::header::HOST, host))
    }

    /// Posts a webhook's body as ActiveCampaign does. Returns the response's status.
    pub(crate) async fn post(&self, query: &str, body: &str) -> Result<u16> {
        let request = self
            .request(reqwest::Method::POST, TOKEN, query)?
            .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
            .body(body.to_owned());
        Ok(request.send().await?.status().as_u16())
    }

    /// Queues a job.
    pub(crate) async fn queue(&self, job: &Job) -> Result<()> {
        let urls = QueueUrls {
            orders: self.output("OrdersQueueUrl")?,
            customers: self.output("CustomersQueueUrl")?,
            backlog: Some(self.output("BacklogQueueUrl")?),
        };
        Ok(SqsQueue::new(self.sqs.clone(), urls)
            .send(std::slice::from_ref(job))
            .await?)
    }

    /// Runs the command line tool on this stack, and returns what it prints.
    pub(crate) async fn tool(&self, arguments: &[&str]) -> Result<String> {
        let arguments = [arguments, &["--stack", STACK]].concat();
        self.tools.run(&binaries()?.join("ekobridge"), &arguments).await
    }

    /// What each check of `ekobridge doctor` says of this stack: `healthy`, `wrong`, `not_applicable` or `not_checked`, by code.
    pub(crate) async fn examine(&self) -> Result<BTreeMap<String, String>> {
        let arguments = ["doctor", "--json", "--stack", STACK];
        let output = self
            .tools
            .output(&binaries()?.join("ekobridge"), &arguments)
            .await?;
        let text = String::from_utf8(output.stdout)?;
        let states: BTreeMap<String, String> = text
            .lines()
            .map(|line| {
                let line: Value = serde_json::from_str(line)?;
                let text = |name: &str| line[name].as_str().map(str::to_owned);
                text("code")
                    .zip(text("state"))
                    .context("a check has a code and a state")
            })
            .collect::<Result<_>>()?;
        let wrong = states.values().any(|state| state == "wrong");
        ensure!(
            output.status.code() == Some(i32::from(wrong)),
            "exit code {:?} for {states:?}: {}",
            output.status.code(),
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(states)
    }

    /// Runs the poller once, as its schedule does. Returns whether it succeeded.
    pub(crate) async fn poll(&self) -> Result<bool> {
        let event = include_str!("../../../events/offer-poller.json");
        self.invoke("OfferPoller", event).await
    }

    /// Invokes a function with an event. Returns whether it succeeded.
    pub(crate) async fn invoke(&self, function: &str, event: &str) -> Result<bool> {
        let name = self.output(&format!("{function}Name"))?;
        let answer = self
            .aws(
                "lambda",
                "invoke",
                json!({ "FunctionName": name, "Payload": event }),
            )
            .await?;
        Ok(answer.get("FunctionError").is_none())
    }

    /// The documents of a kind in eAccounting.
    pub(crate) fn books(&self, kind: &str) -> Vec<Value> {
        self.vendors.sandbox.eaccounting().records(kind)
    }

    /// Waits until eAccounting has this many documents of a kind, and returns them.
    pub(crate) async fn books_reach(&self, kind: &str, count: usize) -> Result<Vec<Value>> {
        let end = Instant::now() + self.patience;
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

    /// Waits until a queue has this many messages.
    pub(crate) async fn messages_reach(&self, output: &str, count: u64) -> Result<()> {
        let end = Instant::now() + self.patience;
        while self.messages(output).await? != count {
            if Instant::now() > end {
                bail!("{output} does not come to {count} messages");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    /// Waits until both queues are empty, so that every job has ended.
    pub(crate) async fn idle(&self) -> Result<()> {
        let end = Instant::now() + self.patience;
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

    /// The number of messages in a queue, including hidden ones.
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

    /// The content of the ledger's table, as text.
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

    /// A function's log so far.
    pub(crate) async fn log(&self, folder: &str) -> Result<Vec<String>> {
        let mut lines = Vec::new();
        let mut next = Value::Null;
        loop {
            let mut question = json!({ "logGroupName": format!("/ekobridge/{STACK}/{folder}") });
            if !next.is_null() {
                question["nextToken"] = next;
            }
            let answer = self.aws("logs", "filter_log_events", question).await?;
            let events = answer["events"].as_array().context("events")?;
            lines.extend(
                events
                    .iter()
                    .filter_map(|event| event["message"].as_str().map(str::to_owned)),
            );
            next = answer["nextToken"].clone();
            if next.is_null() {
                return Ok(lines);
            }
        }
    }

    /// All functions' logs so far.
    pub(crate) async fn logs(&self) -> Result<String> {
        let mut all = String::new();
        for (folder, _) in FUNCTIONS {
            for line in self.log(folder).await? {
                all.push_str(&format!("{folder}: {}\n", line.trim_end()));
            }
        }
        Ok(all)
    }

    /// Denies a function one of its permissions, or grants it again.
    pub(crate) async fn deny(&self, function: &str, denied: Option<(&str, &str)>) -> Result<()> {
        let configuration = self
            .aws(
                "lambda",
                "get_function_configuration",
                json!({ "FunctionName": self.output(&format!("{function}Name"))? }),
            )
            .await?;
        let role = configuration["Role"].as_str().context("a function has a role")?;
        let role = role.rsplit('/').next().context("a role has a name")?;
        let policy = json!({ "RoleName": role, "PolicyName": "denied" });
        let Some((action, resource)) = denied else {
            return self.aws("iam", "delete_role_policy", policy).await.map(drop);
        };
        let document = json!({
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Deny", "Action": action, "Resource": resource }],
        });
        let mut put = policy;
        put["PolicyDocument"] = document.to_string().into();
        self.aws("iam", "put_role_policy", put).await.map(drop)
    }

    /// The ARN of the stack's resource in a permission, such as `LedgerTable/index/by_state`.
    pub(crate) async fn arn(&self, resource: &str) -> Result<String> {
        let (name, rest) = resource
            .split_once('/')
            .map_or((resource, ""), |(name, rest)| (name, rest));
        let answer = self
            .aws(
                "cloudformation",
                "describe_stack_resource",
                json!({ "StackName": STACK, "LogicalResourceId": name }),
            )
            .await?;
        let detail = &answer["StackResourceDetail"];
        let id = detail["PhysicalResourceId"]
            .as_str()
            .context("a resource has an id")?;
        let kind = detail["ResourceType"].as_str().context("a resource has a type")?;
        let account = self.output("AlertsTopicArn")?;
        let account = account
            .split(':')
            .nth(4)
            .context("an ARN has an account")?
            .to_owned();
        let arn = |service: &str, rest: &str| format!("arn:aws:{service}:{REGION}:{account}:{rest}");
        Ok(match kind {
            "AWS::SQS::Queue" => arn("sqs", id.rsplit('/').next().unwrap_or(id)),
            "AWS::DynamoDB::Table" if rest.is_empty() => arn("dynamodb", &format!("table/{id}")),
            "AWS::DynamoDB::Table" => arn("dynamodb", &format!("table/{id}/{rest}")),
            "AWS::SecretsManager::Secret" if name == "ActiveCampaignSecret" => {
                self.output("ActiveCampaignSecretArn")?
            }
            "AWS::SecretsManager::Secret" => self.output("EaccountingSecretArn")?,
            "AWS::SNS::Topic" => self.output("AlertsTopicArn")?,
            other => bail!("no permission is for {other}"),
        })
    }

    /// Waits until `holds` returns true.
    pub(crate) async fn until<F>(&self, what: &str, mut holds: impl FnMut() -> F) -> Result<()>
    where
        F: Future<Output = Result<bool>>,
    {
        let end = Instant::now() + self.patience;
        while !holds().await? {
            ensure!(Instant::now() < end, "in vain waited until {what}");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Ok(())
    }
}

/// Copies the template and the stripped bootstraps to where `sam deploy` finds them.
pub(crate) fn stage(folder: &Path) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::copy(root.join("template.yaml"), folder.join("template.yaml"))?;
    let binaries = binaries()?;
    for (function, _) in FUNCTIONS {
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

/// Cargo's folder for binaries, which is next to the folder of this test.
pub(crate) fn binaries() -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    Ok(test
        .parent()
        .and_then(Path::parent)
        .context("a test lies in target/<profile>/deps")?
        .to_owned())
}
