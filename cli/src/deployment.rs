//! The deployment of a command: a stack in AWS, a running `dev` on this machine, or the folder of a `dev` that isn't
//! running.
//!
//! All three provide the same two things: the environment that `template.yaml` gives the functions, and the SDK's
//! configuration. Commands don't distinguish them.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::bail;
use aws::{Environment, Worker, WorkerBuilder};
use aws_config::SdkConfig;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use devstack::folder::{self, Folder, ROOT};
use devstack::infra::Infra;
use devstack::running::Running;
use devstack::vendors::Vendors;

#[cfg(feature = "deploy")]
use crate::cloud::stacks;
use crate::dotenv;
use crate::language::commands;
#[cfg(not(feature = "deploy"))]
use crate::not_built::stacks;

/// The value of `--stack` for all Ekobridge stacks in the account and region, where a command takes several.
pub(crate) const ALL: &str = "all";

/// The options that select a deployment.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Which deployment")]
pub(crate) struct Target {
    /// A stack in AWS, in the account and region of AWS_PROFILE and AWS_REGION [default: the `dev` of this folder].
    #[arg(long, value_name = "NAME", conflicts_with = "data", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) stack: Option<String>,
    /// The folder of an `ekobridge dev --data DIR`, whether it runs or not.
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

impl Deployment {
    /// Finds it.
    ///
    /// # Errors
    /// When there is none, or it can't be reached. The error contains the remedy.
    pub(crate) async fn find(target: &Target) -> anyhow::Result<Self> {
        if let Some(stack) = &target.stack {
            // What other commands take for several stacks is no stack's name. A build that finds none says that instead.
            if cfg!(feature = "deploy") && (stack == ALL || stack.contains(',')) {
                bail!("{}", commands().one_deployment(stack));
            }
            return Box::pin(Self::stack(stack)).await;
        }
        // Where somebody works is named as well as what `dev` keeps there.
        let data = target.data.as_ref().map(|data| match data.join(ROOT) {
            own if own.is_dir() => own,
            _ => data.clone(),
        });
        let root = data.clone().unwrap_or_else(|| PathBuf::from(ROOT));
        let running = match &data {
            Some(data) => Running::find(data)?.map(|running| (data.clone(), running)),
            None => only(Running::all(&root)?)?,
        };
        if let Some((folder, running)) = running {
            return Box::pin(Self::running(&folder, running)).await;
        }
        let vendors = Vendors::from_variables(&dotenv::variables()?, &root)?;
        // Without --data, `dev` has a separate folder for each pair of real accounts, and none for the sandbox.
        let folder = match (&data, &vendors) {
            (Some(data), _) => Some(data.clone()),
            (None, Some(vendors)) => Some(folder::usual(&root, vendors)),
            (None, None) => None,
        };
        match folder {
            Some(folder) if Folder::is_one(&folder) => Box::pin(Self::folder(&folder, &root, vendors)).await,
            Some(folder) if data.is_some() => {
                bail!("{}", commands().no_state_in(folder.display().to_string()))
            }
            _ => bail!("{}", commands().no_deployment()),
        }
    }

    /// The names of all Ekobridge stacks in the account and region, sorted.
    ///
    /// # Errors
    /// When there is none, or AWS can't list them.
    pub(crate) async fn stacks() -> anyhow::Result<Vec<String>> {
        stacks::all().await
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

    async fn stack(name: &str) -> anyhow::Result<Self> {
        let (variables, sdk) = stacks::find(name).await?;
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
        let [first, last] = [first, last].map(|folder| folder.display().to_string());
        let count = running.len().to_string();
        bail!("{}", commands().several_run(count, first, all.join(", "), last));
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

fn environment(variables: &BTreeMap<String, String>) -> anyhow::Result<Environment> {
    Ok(Environment::from_variables(|name| variables.get(name).cloned())?)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let kept = dir.path().join(ROOT);
        {
            let folder = Folder::open(&kept, None).unwrap();
            let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
            let infra = Infra::provision(any, Some(&folder), Some(&kept), None)
                .await
                .unwrap();
            let told = environment(&infra.variables).unwrap();
            let worker = WorkerBuilder::new(told, infra.sdk).build();
            worker.ledger().remember("mark", &7).await.unwrap();
        }
        // By itself, or by the folder that it is in.
        for named in [kept.as_path(), dir.path()] {
            let target = Target {
                data: Some(named.to_owned()),
                ..Target::default()
            };
            let found = Deployment::find(&target).await.unwrap();
            let mark = found.worker().ledger().remembered::<u32>("mark").await.unwrap();
            assert_eq!(mark.unwrap().value, 7);
            // No other process uses the folder meanwhile.
            assert!(Folder::open(&kept, None).is_err());
        }
    }
}
