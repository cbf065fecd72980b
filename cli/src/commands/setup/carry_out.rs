//! Carries out the plan, on this machine or in AWS.

use std::path::PathBuf;

use anyhow::{Context, bail};
use aws::SettingsDocument;
use devstack::vendors::{insecure, variable};
use url::Url;

use super::apply::{self, Report};
use super::context::{Aws, Setup};
use super::webhook;
use crate::cloud::change_set::Deployer;
use crate::cloud::stack::Deployed;
use crate::commands::deploy::{BUILT, DeployArgs, Ended, deploy, has_functions};
use crate::deployment::Deployment;
use crate::language::setup;
use crate::login::place::Place;
use crate::login::service::Service;
use crate::terminal::told;

impl Setup {
    pub(super) fn answered(&self) -> anyhow::Result<(String, String)> {
        self.answers
            .activecampaign_url
            .clone()
            .zip(self.answers.activecampaign_key.clone())
            .context("ActiveCampaign's URL and key are not known")
    }

    /// Stores a new grant in its final place and deletes the copy here, which the first renewal would make invalid.
    pub(super) async fn store_grant(
        &mut self,
        place: &Place,
        service: &Service,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        let grant = self.progress.grant.clone();
        apply::store_grant(place, grant.as_ref(), &service.identity, &self.variables, report).await?;
        self.progress.grant = None;
        self.keep()
    }

    pub(super) async fn apply_here(
        &mut self,
        service: &Service,
        document: &SettingsDocument,
        report: &mut Report,
    ) -> anyhow::Result<(Deployment, Option<Url>)> {
        let data = self.args.data.clone();
        let data = data.as_deref();
        let (url, key) = self.answered()?;
        apply::write_settings(&self.args.settings, &document.text, report)?;
        apply::write_dotenv(&url, &key, report)?;
        let place = Place::folder(data, false);
        self.store_grant(&place, service, report).await?;
        let (_, token) = apply::local_folder(data)?;
        let deployment = Deployment::find(&apply::target(None, data)).await?;
        apply::push_settings(&deployment, document, report).await?;
        let webhook = self
            .args
            .public_url
            .as_ref()
            .map(|base| webhook::address(base, &token))
            .transpose()?;
        Ok((deployment, webhook))
    }

    pub(super) async fn apply_to_aws(
        &mut self,
        aws: &Aws,
        service: &Service,
        document: &SettingsDocument,
        report: &mut Report,
    ) -> anyhow::Result<(Deployment, Option<Url>)> {
        let (url, key) = self.answered()?;
        apply::write_settings(&self.args.settings, &document.text, report)?;
        let deployer = Deployer::new(aws.stack.clone());
        if self.deploys(aws) {
            let args = DeployArgs {
                stack: aws.stack.name.clone(),
                zips: self.zips(),
                alert_email: self.answers.alert_email.clone().filter(|_| !aws.exists()),
                parameters: self.service_parameters(),
                tags: Vec::new(),
                // The plan covers a new stack. Changes to an existing one are shown and confirmed separately.
                yes: self.args.yes || !aws.exists(),
                replace_data: false,
            };
            match deploy(&args, &aws.account, Deployer::new(aws.stack.clone()), &aws.stack).await? {
                Ended::Declined => {
                    bail!("{}", setup().stack_not_changed())
                }
                ended => report.step(&setup().step_stack(), ended == Ended::Deployed)?,
            }
        } else {
            report.step(&setup().step_stack_left(), false)?;
        }
        let deployed = apply::deployed(&aws.stack).await?;
        let secret = apply::secret_of(&deployed)?;
        apply::fill_secret(&aws.account, secret, &url, &key, report).await?;
        let tokens = apply::admit_tokens(&aws.account, &aws.stack, &deployer, report).await?;
        let deployment = Deployment::find(&apply::target(Some(&aws.stack.name), None)).await?;
        let place = Place::Stack {
            secret: deployment.environment.eaccounting_secret.clone(),
            ledger: deployment.environment.ledger_table.clone(),
            sdk: Box::new(deployment.sdk.clone()),
        };
        self.store_grant(&place, service, report).await?;
        apply::push_settings(&deployment, document, report).await?;
        let webhook = webhook_of(&deployed, tokens.first())?;
        Ok((deployment, Some(webhook)))
    }

    /// The folder with the functions.
    pub(super) fn zips(&self) -> PathBuf {
        self.answers.zips.clone().unwrap_or_else(|| PathBuf::from(BUILT))
    }

    /// Whether the stack is created or upgraded, rather than left as it is.
    pub(super) fn deploys(&self, aws: &Aws) -> bool {
        !aws.exists() || has_functions(&self.zips())
    }

    /// Parameters that make the stack call the same eAccounting as setup does.
    pub(super) fn service_parameters(&self) -> Vec<(String, String)> {
        let mut parameters = Vec::new();
        for (name, parameter) in [
            ("EACCOUNTING_API_URL", "EaccountingApiUrl"),
            ("EACCOUNTING_IDENTITY_URL", "EaccountingIdentityUrl"),
        ] {
            parameters.extend(variable(&self.variables, name).map(|url| (parameter.to_owned(), url)));
        }
        if insecure(&self.variables) {
            parameters.push(("AllowInsecureVendorUrls".to_owned(), "1".to_owned()));
        }
        parameters
    }
}

pub(super) async fn connect_store(deployment: &Deployment, report: &mut Report) -> anyhow::Result<()> {
    let flows = deployment.worker().flows().await.map_err(told)?;
    let (id, created) = flows::ensure_connection(&flows).await.map_err(told)?;
    report.step(&setup().step_connection(id.to_string()), created)
}

pub(super) async fn register(deployment: &Deployment, url: &Url, report: &mut Report) -> anyhow::Result<()> {
    let flows = deployment.worker().flows().await.map_err(told)?;
    let changed = webhook::ensure_registered(&flows.services().activecampaign, url).await?;
    report.step(&setup().step_webhook(), changed)
}

pub(super) fn webhook_of(deployed: &Deployed, token: Option<&String>) -> anyhow::Result<Url> {
    let base = deployed
        .outputs
        .get("WebhookUrl")
        .context("The stack has no output WebhookUrl.")?
        .parse::<Url>()
        .context("The stack's output WebhookUrl is no URL.")?;
    webhook::address(&base, token.context("the stack has no webhook token")?)
}
