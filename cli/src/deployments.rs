//! Several deployments at once: an integrator lists the records of many shops together.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::bail;
use aws::Worker;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use serde_json::Value;

use crate::deployment::{ALL, Deployment, Target};
use crate::terminal::Style;
use crate::words;

/// The options that select deployments.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Which deployments")]
pub(crate) struct Targets {
    /// Stacks in AWS, separated by commas; `all` for every one in this account and region [default: the `dev` of this
    /// folder].
    #[arg(
        long,
        value_name = "NAME",
        value_delimiter = ',',
        conflicts_with = "data",
        value_parser = NonEmptyStringValueParser::new()
    )]
    stack: Vec<String>,
    /// Folders of `ekobridge dev --data DIR`, separated by commas, whether it runs or not.
    #[arg(long, value_name = "DIR", value_delimiter = ',')]
    data: Vec<PathBuf>,
}

/// One of the deployments.
pub(crate) struct Found {
    /// Its name.
    pub(crate) target: Target,
    /// The stack or folder, if there are several.
    pub(crate) label: Option<String>,
    /// What was found.
    pub(crate) deployment: Deployment,
    /// Its parts.
    pub(crate) worker: Worker,
}

impl Found {
    /// A line of JSON, with the stack's name if there are several.
    pub(crate) fn json(&self, mut line: Value) -> Value {
        if let (Some(label), Some(object)) = (&self.label, line.as_object_mut()) {
            object.insert("stack".to_owned(), Value::from(label.as_str()));
        }
        line
    }

    /// A heading with the deployment's name, if there are several.
    pub(crate) fn heading(&self, style: &Style) -> String {
        match &self.label {
            Some(label) => format!("{}\n", style.bold(&format!("== {label}"))),
            None => String::new(),
        }
    }
}

impl Targets {
    /// The deployments by name. If there are several, each has a label.
    async fn named(&self) -> anyhow::Result<Vec<(Option<String>, Target)>> {
        let of_stack = |stack: String| Target {
            stack: Some(stack),
            data: None,
        };
        let of_folder = |data: PathBuf| Target {
            stack: None,
            data: Some(data),
        };
        let stacks = if self.stack.iter().any(|stack| stack == ALL) {
            Box::pin(Deployment::stacks()).await?
        } else {
            each_once(&self.stack)
        };
        let folders = each_once(&self.data);
        let is_one = stacks.len() + folders.len() <= 1 && !self.stack.iter().any(|stack| stack == ALL);
        let label = |name: String| (!is_one).then_some(name);
        let mut named: Vec<(Option<String>, Target)> = stacks
            .into_iter()
            .map(|stack| (label(stack.clone()), of_stack(stack)))
            .collect();
        named.extend(
            folders
                .into_iter()
                .map(|data| (label(data.display().to_string()), of_folder(data))),
        );
        if named.is_empty() {
            named.push((None, Target::default()));
        }
        Ok(named)
    }

    /// Finds them all.
    ///
    /// # Errors
    /// When one doesn't exist or can't be reached. The error names it.
    pub(crate) async fn find(&self) -> anyhow::Result<Vec<Found>> {
        let mut all = Vec::new();
        for (label, target) in self.named().await? {
            let deployment = Deployment::find(&target).await?;
            all.push(Found {
                worker: deployment.worker(),
                target,
                label,
                deployment,
            });
        }
        Ok(all)
    }

    /// Finds those that can be found. One of several that can't is noted, and the command goes on with the others.
    ///
    /// # Errors
    /// When there is only one, and it can't be found.
    pub(crate) async fn find_some(&self, failures: &mut Failures) -> anyhow::Result<Vec<Found>> {
        let mut all = Vec::new();
        for (label, target) in self.named().await? {
            let found = Deployment::find(&target).await;
            let noted = found.map(|deployment| {
                all.push(Found {
                    worker: deployment.worker(),
                    target,
                    label: label.clone(),
                    deployment,
                });
            });
            failures.note(label.as_deref(), noted)?;
        }
        Ok(all)
    }

    /// Only their names, for a command that opens each one itself. If there are several, each has a label.
    ///
    /// # Errors
    /// When `all` is given, and AWS can't list the stacks.
    #[cfg(feature = "setup")]
    pub(crate) async fn each(&self) -> anyhow::Result<Vec<(Option<String>, Target)>> {
        self.named().await
    }
}

fn each_once<T: Clone + Ord>(names: &[T]) -> Vec<T> {
    let mut seen = BTreeSet::new();
    names.iter().filter(|name| seen.insert(*name)).cloned().collect()
}

/// Continues with the other deployments when one fails, and reports the number of failures at the end.
#[derive(Debug, Default)]
pub(crate) struct Failures(Vec<String>);

impl Failures {
    /// Reports a failure in a labeled deployment. Without a label, it is the command's own error.
    pub(crate) fn note(&mut self, label: Option<&str>, result: anyhow::Result<()>) -> anyhow::Result<()> {
        match (result, label) {
            (Err(error), Some(label)) => {
                self.0.push(format!("{label}: {}", words::error(&error)));
                Ok(())
            }
            (result, _) => result,
        }
    }

    /// The result of the command.
    pub(crate) fn end(self) -> anyhow::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        bail!("{}", self.0.join("\n"))
    }
}
