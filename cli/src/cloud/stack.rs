//! A stack: its state, its parameters, and its outputs.

use std::collections::BTreeMap;

use anyhow::{anyhow, bail};
use aws_sdk_cloudformation::Client;
use aws_sdk_cloudformation::error::ProvideErrorMetadata;
use aws_sdk_cloudformation::types::StackStatus;

use super::Account;
use crate::language::setup;

/// A stack by name, which may not exist.
#[derive(Clone)]
pub(crate) struct Stack {
    /// Its name.
    pub(crate) name: String,
    /// The CloudFormation client.
    pub(crate) client: Client,
}

/// A stack that exists.
#[derive(Debug, Clone)]
pub(crate) struct Deployed {
    /// Its status.
    pub(crate) status: StackStatus,
    /// The deployed parameters.
    pub(crate) parameters: BTreeMap<String, String>,
    /// Its outputs.
    pub(crate) outputs: BTreeMap<String, String>,
}

impl Stack {
    /// The stack with this name in an account.
    pub(crate) fn of(account: &Account, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            client: Client::new(&account.sdk),
        }
    }

    /// The deployed stack. `None` if there is none, or only a change set that was never executed.
    ///
    /// # Errors
    /// When CloudFormation can't be called.
    pub(crate) async fn deployed(&self) -> anyhow::Result<Option<Deployed>> {
        let described = self.client.describe_stacks().stack_name(&self.name).send().await;
        let described = match described {
            Ok(described) => described,
            Err(error)
                if error.as_service_error().and_then(ProvideErrorMetadata::code)
                    == Some("ValidationError") =>
            {
                return Ok(None);
            }
            Err(error) => bail!("{}", setup().stack_unknown(&self.name, aws::sdk_error(&error))),
        };
        let stack = described
            .stacks()
            .first()
            .ok_or_else(|| anyhow!("CloudFormation's answer holds no stack."))?;
        let status = stack
            .stack_status()
            .cloned()
            .ok_or_else(|| anyhow!("CloudFormation's answer holds no status."))?;
        if status == StackStatus::ReviewInProgress || status == StackStatus::DeleteComplete {
            return Ok(None);
        }
        let parameters = stack
            .parameters()
            .iter()
            .filter_map(|parameter| {
                Some((
                    parameter.parameter_key()?.to_owned(),
                    parameter.parameter_value()?.to_owned(),
                ))
            })
            .collect();
        let outputs = stack
            .outputs()
            .iter()
            .filter_map(|output| Some((output.output_key()?.to_owned(), output.output_value()?.to_owned())))
            .collect();
        Ok(Some(Deployed {
            status,
            parameters,
            outputs,
        }))
    }

    /// The deployed stack, if it can be changed now.
    ///
    /// # Errors
    /// When it can't be changed now. The error contains the remedy.
    pub(crate) async fn changeable(&self) -> anyhow::Result<Option<Deployed>> {
        let Some(deployed) = self.deployed().await? else {
            return Ok(None);
        };
        let (text, name) = (setup(), &self.name);
        let teardown = || format!("`ekobridge teardown --stack {name}`");
        let status = deployed.status.as_str();
        match &deployed.status {
            StackStatus::RollbackComplete | StackStatus::RollbackFailed | StackStatus::CreateFailed => {
                bail!("{}", text.stack_never_created(teardown(), name, status))
            }
            StackStatus::UpdateRollbackFailed => bail!("{}", text.stack_not_undone(name, status)),
            StackStatus::DeleteFailed => bail!("{}", text.stack_not_deleted(teardown(), name, status)),
            _ if status.ends_with("_IN_PROGRESS") => bail!("{}", text.teardown_under_way(name, status)),
            _ => Ok(Some(deployed)),
        }
    }
}
