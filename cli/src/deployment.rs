//! The deployment of a command: a stack in AWS, a running `dev` on this machine, or the folder of a `dev` that isn't
//! running.
//!
//! All three provide the same two things: the environment that `template.yaml` gives the functions, and the SDK's
//! configuration. Commands don't distinguish them.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use crate::dotenv;
use crate::language::commands;
use anyhow::{anyhow, bail};
use aws::{Environment, Worker, WorkerBuilder};
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_cloudformation::error::ProvideErrorMetadata;
use aws_sdk_cloudformation::types::Stack;
use clap::Args;
use devstack::folder::{self, Folder, ROOT};
use devstack::infra::Infra;
use devstack::running::Running;
use devstack::vendors::Vendors;

/// The options that select a deployment.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Which deployment")]
pub(crate) struct Target {
    /// A deployed stack. AWS_REGION, AWS_PROFILE and similar variables select the account and region [default: the
    /// `dev` of this folder].
    #[arg(long, value_name = "NAME", conflicts_with = "data")]
    pub(crate) stack: Option<String>,
    /// The folder in which `ekobridge dev --data DIR` stores its state, whether it is running or not.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

impl Target {
    /// Another command for the same deployment, as a person types it.
    pub(crate) fn command(&self, command: &str) -> String {
        format!("`ekobridge {command}{}`", self.suffix())
    }

    /// What a command needs to name the same deployment, such as ` --stack shop`.
    pub(crate) fn suffix(&self) -> String {
        match (&self.stack, &self.data) {
            (Some(stack), _) => format!(" --stack {stack}"),
            (None, Some(data)) => format!(" --data {}", data.display()),
            (None, None) => String::new(),
        }
    }
}

/// A deployment that was found.
pub(crate) struct Deployment {
    /// Its description in messages, in the person's language: "the stack shop".
    pub(crate) name: String,
    /// The functions' environment.
    pub(crate) environment: Environment,
    /// The configuration of the AWS clients.
    pub(crate) sdk: SdkConfig,
    /// The lock on its folder, if no other process uses it.
    folder: Option<Folder>,
    /// The URL of the sandbox's page, if both vendors are the sandbox.
    sandbox: Option<String>,
    /// Whether it is in AWS.
    is_stack: bool,
}

/// Which output of a stack sets which variable of the functions.
const OUTPUTS: [(&str, &str); 12] = [
    ("LedgerTableName", "EKOBRIDGE_LEDGER_TABLE"),
    ("JournalTableName", "EKOBRIDGE_JOURNAL_TABLE"),
    ("OrdersQueueUrl", "EKOBRIDGE_ORDERS_QUEUE_URL"),
    ("CustomersQueueUrl", "EKOBRIDGE_CUSTOMERS_QUEUE_URL"),
    ("BacklogQueueUrl", "EKOBRIDGE_BACKLOG_QUEUE_URL"),
    ("OrdersDeadLettersUrl", "EKOBRIDGE_ORDERS_DEAD_LETTERS_URL"),
    ("CustomersDeadLettersUrl", "EKOBRIDGE_CUSTOMERS_DEAD_LETTERS_URL"),
    ("BacklogDeadLettersUrl", "EKOBRIDGE_BACKLOG_DEAD_LETTERS_URL"),
    ("ActiveCampaignSecretArn", "EKOBRIDGE_ACTIVECAMPAIGN_SECRET"),
    ("EaccountingSecretArn", "EKOBRIDGE_EACCOUNTING_SECRET"),
    ("AlertsTopicArn", "EKOBRIDGE_ALERTS_TOPIC_ARN"),
    ("Salt", "EKOBRIDGE_SALT"),
];

/// And its parameters.
const PARAMETERS: [(&str, &str); 5] = [
    ("EaccountingApiUrl", "EACCOUNTING_API_URL"),
    ("EaccountingIdentityUrl", "EACCOUNTING_IDENTITY_URL"),
    ("AllowInsecureVendorUrls", "EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS"),
    ("NoticesSecret", "EKOBRIDGE_NOTICES_SECRET"),
    ("RouteTokenDigests", "EKOBRIDGE_ROUTE_TOKEN_DIGESTS"),
];

impl Deployment {
    /// Finds it.
    ///
    /// # Errors
    /// When there is none, or it can't be reached. The error contains the remedy.
    pub(crate) async fn find(target: &Target) -> anyhow::Result<Self> {
        if let Some(stack) = &target.stack {
            return Box::pin(Self::stack(stack, Self::sdk().await)).await;
        }
        let root = target.data.clone().unwrap_or_else(|| PathBuf::from(ROOT));
        let running = match &target.data {
            Some(data) => Running::find(data)?.map(|running| (data.clone(), running)),
            None => only(Running::all(&root)?)?,
        };
        if let Some((folder, running)) = running {
            return Box::pin(Self::running(&folder, running)).await;
        }
        let vendors = Vendors::from_variables(&dotenv::variables()?, &root)?;
        // Without --data, `dev` has a separate folder for each pair of real accounts, and none for the sandbox.
        let folder = match (&target.data, &vendors) {
            (Some(data), _) => Some(data.clone()),
            (None, Some(vendors)) => Some(folder::usual(&root, vendors)),
            (None, None) => None,
        };
        match folder {
            Some(folder) if Folder::is_one(&folder) => Box::pin(Self::folder(&folder, &root, vendors)).await,
            Some(folder) if target.data.is_some() => bail!(
                "{} holds no state of `ekobridge dev`. Name the folder that it was started with, or a stack with --stack.",
                folder.display()
            ),
            _ => bail!(
                "No deployment is found. Name a stack with --stack NAME, start `ekobridge dev` here in another terminal, or \
                 name the folder of one with --data DIR."
            ),
        }
    }

    /// The configuration of AWS clients from the environment.
    pub(crate) async fn sdk() -> SdkConfig {
        aws_config::defaults(BehaviorVersion::latest())
            .retry_config(aws::clients::retries())
            .timeout_config(aws::clients::timeouts())
            .load()
            .await
    }

    /// The names of all Ekobridge stacks in the account and region, sorted.
    ///
    /// # Errors
    /// When there is none, or AWS can't list them.
    pub(crate) async fn stacks(sdk: SdkConfig) -> anyhow::Result<Vec<String>> {
        if sdk.region().is_none() {
            bail!("No AWS region is set. Set AWS_REGION to the region of your stacks.");
        }
        let client = aws_sdk_cloudformation::Client::new(&sdk);
        let mut pages = client.describe_stacks().into_paginator().send();
        let mut names = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| {
                anyhow!(
                    "AWS does not say which stacks there are: {}.\nLook at your AWS credentials, at AWS_REGION, and at the \
                     permission cloudformation:DescribeStacks on all stacks.",
                    aws::sdk_error(&error)
                )
            })?;
            let ours = page.stacks().iter().filter(|stack| is_ours(stack));
            names.extend(ours.filter_map(|stack| stack.stack_name().map(str::to_owned)));
        }
        names.sort();
        if names.is_empty() {
            bail!(
                "There is no stack of Ekobridge in this account and region. Look at AWS_REGION and AWS_PROFILE."
            );
        }
        Ok(names)
    }

    /// The user, for the audit log: the ARN of the AWS identity, or the user of this machine.
    pub(crate) async fn operator(&self) -> String {
        if self.is_stack {
            let asked = aws_sdk_sts::Client::new(&self.sdk)
                .get_caller_identity()
                .send()
                .await;
            // Every identity may make this call. If it fails, all others would fail too.
            return match asked {
                Ok(identity) => identity
                    .arn
                    .unwrap_or_else(|| "an AWS identity without ARN".to_owned()),
                Err(_) => "an AWS identity that AWS did not name".to_owned(),
            };
        }
        local_user()
    }

    /// A deployment that a test has started.
    #[cfg(test)]
    pub(crate) fn of(environment: Environment, sdk: SdkConfig) -> Self {
        Self {
            name: "the test".to_owned(),
            environment,
            sdk,
            folder: None,
            sandbox: None,
            is_stack: false,
        }
    }

    /// The URL of the sandbox's page, if both vendors are the sandbox and this process knows it.
    pub(crate) fn sandbox_page(&self) -> Option<String> {
        self.sandbox.clone()
    }

    /// The functions' dependencies, built from the same parts.
    pub(crate) fn worker(&self) -> Worker {
        WorkerBuilder::new(self.environment.clone(), self.sdk.clone()).build()
    }

    /// Whether it isn't running: jobs wait until `dev` runs there.
    pub(crate) fn is_idle(&self) -> bool {
        self.folder.is_some()
    }

    /// The next step for a person. If nothing is running, jobs wait until `dev` runs there.
    pub(crate) fn then(&self, usual: String) -> String {
        if self.folder.is_some() {
            commands().later("`ekobridge dev`")
        } else {
            usual
        }
    }

    async fn stack(name: &str, sdk: SdkConfig) -> anyhow::Result<Self> {
        if sdk.region().is_none() {
            bail!("No AWS region is set. Set AWS_REGION to the region of the stack {name}.");
        }
        let answer = aws_sdk_cloudformation::Client::new(&sdk)
            .describe_stacks()
            .stack_name(name)
            .send()
            .await
            .map_err(|error| match error.as_service_error().map(ProvideErrorMetadata::code) {
                Some(Some("ValidationError")) => anyhow!(
                    "There is no stack {name} in this account and region. Look at AWS_REGION and AWS_PROFILE, and at the name \
                     that it was deployed with."
                ),
                _ => anyhow!(
                    "AWS does not say what the stack {name} has: {}.\nLook at your AWS credentials, and at AWS_REGION.",
                    aws::sdk_error(&error)
                ),
            })?;
        let Some(stack) = answer.stacks().first() else {
            bail!("There is no stack {name} in this account and region.");
        };
        let variables = variables_of(name, stack)?;
        Ok(Self {
            name: commands().deployment_stack(name),
            environment: environment(&variables)?,
            sdk,
            folder: None,
            sandbox: None,
            is_stack: true,
        })
    }

    async fn running(root: &Path, running: Running) -> anyhow::Result<Self> {
        Ok(Self {
            name: commands().deployment_running("`ekobridge dev`", root.display().to_string()),
            environment: environment(&running.variables)?,
            sdk: running.aws.sdk().await,
            folder: None,
            sandbox: None,
            is_stack: false,
        })
    }

    async fn folder(path: &Path, root: &Path, vendors: Option<Vendors>) -> anyhow::Result<Self> {
        let folder = Folder::open(path, vendors.as_ref())?;
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let infra = Infra::provision(any, Some(&folder), Some(root), vendors).await?;
        let sandbox = infra.sandbox.as_ref().map(|_| infra.base.clone());
        if let Some(served) = infra.sandbox {
            // It lives until this process ends.
            tokio::spawn(async move { served.serve(infra.listener, std::future::pending()).await });
        }
        Ok(Self {
            name: commands().deployment_folder(path.display().to_string()),
            environment: environment(&infra.variables)?,
            sdk: infra.sdk,
            folder: Some(folder),
            sandbox,
            is_stack: false,
        })
    }
}

/// The running system that a command without `--data` means.
fn only(mut running: Vec<(PathBuf, Running)>) -> anyhow::Result<Option<(PathBuf, Running)>> {
    if let [(first, _), .., (last, _)] = running.as_slice() {
        let all: Vec<String> = running
            .iter()
            .map(|(folder, _)| folder.display().to_string())
            .collect();
        bail!(
            "{} `ekobridge dev` run in this folder, with the data in {}. Name one: --data {}, or --data {}.",
            running.len(),
            all.join(", "),
            first.display(),
            last.display()
        );
    }
    Ok(running.pop())
}

/// The user of this machine.
pub(crate) fn local_user() -> String {
    let user = ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|user| !user.is_empty()));
    format!("{} on this machine", user.as_deref().unwrap_or("somebody"))
}

/// Whether a stack belongs to Ekobridge.
fn is_ours(stack: &Stack) -> bool {
    let has = |wanted: &str| {
        stack
            .outputs()
            .iter()
            .any(|output| output.output_key() == Some(wanted))
    };
    OUTPUTS.iter().all(|(output, _)| has(output))
}

fn environment(variables: &BTreeMap<String, String>) -> anyhow::Result<Environment> {
    Ok(Environment::from_variables(|name| variables.get(name).cloned())?)
}

/// The environment that a stack gives its functions.
fn variables_of(name: &str, stack: &Stack) -> anyhow::Result<BTreeMap<String, String>> {
    let output = |wanted: &str| {
        stack
            .outputs()
            .iter()
            .find(|output| output.output_key() == Some(wanted))
            .and_then(|output| output.output_value())
            .map(str::to_owned)
    };
    let parameter = |wanted: &str| {
        stack
            .parameters()
            .iter()
            .find(|parameter| parameter.parameter_key() == Some(wanted))
            .and_then(|parameter| parameter.parameter_value())
            .map(str::to_owned)
    };
    let mut variables = BTreeMap::from([("EKOBRIDGE_STACK".to_owned(), name.to_owned())]);
    let mut missing = Vec::new();
    for (wanted, variable) in OUTPUTS {
        match output(wanted) {
            Some(value) => {
                variables.insert(variable.to_owned(), value);
            }
            None => missing.push(wanted),
        }
    }
    if !missing.is_empty() {
        bail!(
            "The stack {name} lacks the outputs {}: it is not one of Ekobridge, or its deployment has not ended. Deploy it \
             again with this version.",
            missing.join(", ")
        );
    }
    for (wanted, variable) in PARAMETERS {
        if let Some(value) = parameter(wanted) {
            variables.insert(variable.to_owned(), value);
        }
    }
    Ok(variables)
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::http::StatusCode;
    use axum::routing::post;
    use devstack::names::REGION;

    use super::*;

    /// CloudFormation's response to `DescribeStacks`, per its API reference.
    async fn cloudformation(status: StatusCode, body: String) -> SdkConfig {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answer = move || async move { (status, [("content-type", "text/xml")], body) };
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/", post(answer))).await });
        aws_config::defaults(BehaviorVersion::latest())
            .region(aws_config::Region::new(REGION))
            .credentials_provider(aws_sdk_sqs::config::Credentials::new(
                "t", "t", None, None, "test",
            ))
            .endpoint_url(url)
            .load()
            .await
    }

    fn described(outputs: &[(&str, &str)]) -> String {
        let member = |(key, value): &(&str, &str)| {
            format!("<member><OutputKey>{key}</OutputKey><OutputValue>{value}</OutputValue></member>")
        };
        let outputs: String = outputs.iter().map(member).collect();
        format!(
            "<DescribeStacksResponse xmlns=\"http://cloudformation.amazonaws.com/doc/2010-05-15/\"><DescribeStacksResult>\
             <Stacks><member><StackName>shop</StackName><StackId>arn:aws:cloudformation:eu-north-1:1:stack/shop/g</StackId>\
             <CreationTime>2026-11-01T10:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus>\
             <Parameters><member><ParameterKey>EaccountingApiUrl</ParameterKey>\
             <ParameterValue>https://api.example.com/v2</ParameterValue></member></Parameters>\
             <Outputs>{outputs}</Outputs></member></Stacks></DescribeStacksResult>\
             <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></DescribeStacksResponse>"
        )
    }

    #[tokio::test]
    async fn a_stack_says_by_its_outputs_and_parameters_what_its_functions_are_told() {
        let outputs = OUTPUTS.map(|(output, _)| (output, output));
        let sdk = cloudformation(StatusCode::OK, described(&outputs)).await;
        let found = Deployment::stack("shop", sdk).await.unwrap();
        assert_eq!(found.name, "the stack shop");
        let told = &found.environment;
        assert_eq!(told.ledger_table, "LedgerTableName");
        assert_eq!(told.queues.customers, "CustomersQueueUrl");
        assert_eq!(told.eaccounting_api_url.as_str(), "https://api.example.com/v2");
        assert_eq!(
            told.eaccounting_identity_url.as_str().trim_end_matches('/'),
            Environment::EACCOUNTING_IDENTITY_URL
        );
    }

    #[tokio::test]
    async fn a_stack_of_something_else_is_refused_and_what_it_lacks_is_named() {
        let sdk = cloudformation(StatusCode::OK, described(&[("LedgerTableName", "t")])).await;
        let error = Deployment::stack("shop", sdk).await.err().unwrap().to_string();
        assert!(
            error.contains("JournalTableName") && !error.contains("LedgerTableName"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn all_stacks_are_those_that_have_what_ekobridge_has() {
        let outputs = OUTPUTS.map(|(output, _)| (output, output));
        let two = described(&outputs).replace(
            "<Stacks>",
            "<Stacks><member><StackName>another</StackName><CreationTime>2026-11-01T10:00:00Z</CreationTime>\
             <StackStatus>CREATE_COMPLETE</StackStatus></member>",
        );
        let sdk = cloudformation(StatusCode::OK, two).await;
        assert_eq!(Deployment::stacks(sdk).await.unwrap(), ["shop"]);
        let sdk = cloudformation(StatusCode::OK, described(&[])).await;
        let error = Deployment::stacks(sdk).await.unwrap_err().to_string();
        assert!(error.contains("no stack of Ekobridge"), "{error}");
    }

    #[tokio::test]
    async fn a_stack_that_is_not_there_is_said_to_be_missing() {
        let body = "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>\
                    <Message>Stack with id shop does not exist</Message></Error><RequestId>1</RequestId></ErrorResponse>";
        let sdk = cloudformation(StatusCode::BAD_REQUEST, body.to_owned()).await;
        let error = Deployment::stack("shop", sdk).await.err().unwrap().to_string();
        assert!(
            error.contains("no stack shop") && error.contains("AWS_REGION"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn a_folder_that_nobody_worked_in_is_refused_and_stays_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let target = Target {
            data: Some(dir.path().to_owned()),
            ..Target::default()
        };
        let error = Deployment::find(&target).await.err().unwrap().to_string();
        assert!(error.contains("holds no state"), "{error}");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn the_folder_of_a_system_that_does_not_run_is_opened_as_it_was_left() {
        let dir = tempfile::tempdir().unwrap();
        {
            let folder = Folder::open(dir.path(), None).unwrap();
            let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
            let infra = Infra::provision(any, Some(&folder), Some(dir.path()), None)
                .await
                .unwrap();
            let told = environment(&infra.variables).unwrap();
            let worker = WorkerBuilder::new(told, infra.sdk).build();
            worker.ledger().remember("mark", &7).await.unwrap();
        }
        let target = Target {
            data: Some(dir.path().to_owned()),
            ..Target::default()
        };
        let found = Deployment::find(&target).await.unwrap();
        let mark = found.worker().ledger().remembered::<u32>("mark").await.unwrap();
        assert_eq!(mark.unwrap().value, 7);
        // No other process uses the folder meanwhile.
        assert!(Folder::open(dir.path(), None).is_err());
    }
}
