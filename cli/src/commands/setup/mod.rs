//! `ekobridge setup`: from two accounts to the first test contact.
//!
//! Asks for each value and verifies it immediately against the real system. Changes nothing until the person has agreed to the
//! plan. Answers are stored in a private file, so that an interrupted run can continue. Every step reads the current state
//! first, so that a second run changes nothing.

mod answers;
mod apply;
mod args;
mod carry_out;
mod choose;
mod connect;
mod context;
mod cost;
mod countries;
mod keys;
mod plan;
mod progress;
mod proposal;
mod rehearsal;
mod survey;
mod test_contact;
#[cfg(test)]
mod tests;
mod vendors;
mod webhook;

use std::path::Path;

use anyhow::{Context, bail};
use url::Url;

use self::answers::{Answers, Flow, Where};
use self::apply::Report;
use self::carry_out::{connect_store, register};
use self::context::{Aws, Setup, Target};
use self::plan::needs_connection;
use self::test_contact::Removal;
use crate::cloud::Account;
use crate::cloud::artifacts;
use crate::cloud::change_set::Deployer;
use crate::cloud::stack::Stack;
use crate::commands::deploy::read_secret;
use crate::deployment::Deployment;
use crate::dotenv;
use crate::language::setup;
use crate::login::service::Service;
use crate::terminal::{agreed, interactive, print, told};

pub(crate) use self::args::SetupArgs;

pub(crate) async fn run(args: SetupArgs) -> anyhow::Result<()> {
    if args.sandbox {
        return rehearsal::run(&args).await;
    }
    // For as long as this process runs, no other rehearsal clears its folder away.
    let _in_use = match args.rehearsal {
        true => Some(rehearsal::in_use(Path::new("."))?),
        false => None,
    };
    let variables = dotenv::variables()?;
    if args.rotate_token || args.end_old_token {
        let account = Account::current().await?;
        let stack = Stack::of(&account, args.stack.as_deref().unwrap_or_default());
        return keys::rotate(&args, &account, &stack, &Deployer::new(stack.clone())).await;
    }
    let mut setup = Setup::new(args, variables)?;
    if setup.args.activecampaign_key {
        return setup.replace_key().await;
    }
    Box::pin(setup.run()).await
}

impl Setup {
    async fn run(&mut self) -> anyhow::Result<()> {
        if self.progress.answers != Answers::default() {
            print(&format!("{}\n", setup().resumes()))?;
        }
        let target = self.target().await?;
        let activecampaign = self.activecampaign(&target).await?;
        let service = Service::of(None, &self.variables)?;
        let eaccounting = self.eaccounting(&target, &service).await?;
        let document = self
            .settings(&target, &activecampaign, eaccounting.as_ref())
            .await?;
        if let Some(eaccounting) = &eaccounting {
            self.keep_grant(eaccounting)?;
        }
        let orders = match &target {
            Target::Aws(_) => cost::orders_of_a_month(&activecampaign).await,
            Target::ThisMachine => None,
        };
        print(&self.plan(&target, &document, orders).await?)?;
        let text = setup();
        if !agreed(&text.do_this(), self.args.yes)? {
            if !interactive() {
                bail!("{}", text.nobody_confirms());
            }
            return print(&if self.args.rehearsal {
                format!("{}\n", text.nothing_changed())
            } else {
                format!("{} {}\n", text.nothing_changed(), text.answers_kept())
            });
        }
        let mut report = Report::default();
        let (deployment, webhook) = match &target {
            Target::ThisMachine => self.apply_here(&service, &document, &mut report).await?,
            Target::Aws(aws) => self.apply_to_aws(aws, &service, &document, &mut report).await?,
        };
        if let Some(url) = &webhook {
            register(&deployment, url, &mut report).await?;
        }
        if needs_connection(&document)? {
            connect_store(&deployment, &mut report).await?;
        }
        self.progress.end()?;
        if report.changed == 0 {
            print(&format!("{}\n", text.all_as_it_was()))?;
        }
        self.last_words(&target, webhook.as_ref())?;
        self.test_contact(&deployment).await
    }

    async fn target(&mut self) -> anyhow::Result<Target> {
        let text = setup();
        let chosen = match self.answers.target {
            Some(chosen) => chosen,
            None if self.asker.asks() => {
                let options = [text.where_here("`ekobridge dev`"), text.where_aws()];
                [Where::ThisMachine, Where::Aws][self.asker.one_of(&text.where_to_run(), &options)?]
            }
            None => bail!("{}", text.where_missing()),
        };
        self.answers.target = Some(chosen);
        if chosen == Where::ThisMachine {
            return Ok(Target::ThisMachine);
        }
        let account = Account::current().await?;
        print(&format!(
            "{} {}\n",
            self.style.green("✓"),
            text.account(&account.id, &account.region)
        ))?;
        let name = match &self.answers.stack {
            Some(name) => name.clone(),
            None => self
                .asker
                .text_or(&text.stack_name(), "ekobridge", answers::stack_name)?,
        };
        answers::stack_name(&name).map_err(anyhow::Error::msg)?;
        self.answers.stack = Some(name.clone());
        let stack = Stack::of(&account, &name);
        let before = stack.changeable().await?;
        if before.is_none() || self.args.zips.is_some() {
            // A new stack needs the functions, and whoever names them wants them deployed: nothing is asked in vain.
            artifacts::in_folder(&self.zips())?;
        }
        if before.is_none() && self.answers.alert_email.is_none() {
            let email = self.asker.text(
                "alert_email",
                &text.who_gets_alarms(),
                &text.who_gets_alarms_help(),
                answers::email_or_none,
            )?;
            self.answers.alert_email = Some(email);
        }
        if let Some(email) = &self.answers.alert_email {
            answers::email_or_none(email).map_err(|why| anyhow::anyhow!("`alert_email`: {why}"))?;
        }
        Ok(Target::Aws(Box::new(Aws {
            account,
            stack,
            before,
        })))
    }

    async fn activecampaign(&mut self, target: &Target) -> anyhow::Result<activecampaign::Client> {
        if let Target::Aws(aws) = target
            && aws.exists()
            && self.answers.activecampaign_key.is_none()
        {
            let deployed = apply::deployed(&aws.stack).await?;
            let secret = read_secret(&aws.account, apply::secret_of(&deployed)?).await?;
            let text = |name: &str| {
                secret[name]
                    .as_str()
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned)
            };
            self.answers.activecampaign_url = text("url").or(self.answers.activecampaign_url.take());
            self.answers.activecampaign_key = text("api_key");
        }
        let text = setup();
        loop {
            let url = match &self.answers.activecampaign_url {
                Some(url) => url.clone(),
                None => self.asker.text(
                    "activecampaign_url",
                    &text.activecampaign_url(),
                    &text.activecampaign_url_help(),
                    answers::url,
                )?,
            };
            let key = match &self.answers.activecampaign_key {
                Some(key) => key.clone(),
                None => self.asker.secret(
                    "activecampaign_key",
                    &text.activecampaign_key(),
                    &text.activecampaign_key_help(),
                )?,
            };
            match self.try_activecampaign(&url, &key).await {
                Ok(client) => {
                    print(&format!("{} ActiveCampaign: {url}\n", self.style.green("✓")))?;
                    self.answers.activecampaign_url = Some(url);
                    self.answers.activecampaign_key = Some(key);
                    self.keep()?;
                    return Ok(client);
                }
                Err(error) if self.asker.asks() => {
                    print(&format!("{} {error:#}\n", self.style.red("!")))?;
                    self.answers.activecampaign_url = None;
                    self.answers.activecampaign_key = None;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Verifies URL and key, and that the key's user has the permissions that setup and flows need.
    async fn try_activecampaign(&self, url: &str, key: &str) -> anyhow::Result<activecampaign::Client> {
        let client = self.caller.activecampaign(url, key).await?;
        client
            .webhooks()
            .await
            .map_err(|error| told(error.into()))
            .with_context(|| setup().activecampaign_key_is_no_administrators())?;
        Ok(client)
    }

    fn last_words(&self, target: &Target, webhook: Option<&Url>) -> anyhow::Result<()> {
        let text = setup();
        let orders = self
            .answers
            .flows
            .as_ref()
            .is_none_or(|flows| flows.contains(&Flow::Orders));
        if let Some(url) = webhook.filter(|_| orders) {
            print(&format!("\n{}", webhook::automation(url, text)?))?;
        }
        match target {
            Target::ThisMachine if self.args.rehearsal => {
                print(&format!("\n{}\n", text.set_up_rehearsal(rehearsal::CONTACT)))
            }
            Target::ThisMachine => {
                let data = self
                    .args
                    .data
                    .as_ref()
                    .map_or_else(String::new, |data| format!(" --data {}", data.display()));
                let command = format!("`ekobridge dev{data}`");
                print(&format!("\n{}\n", text.set_up_here(command)))
            }
            Target::Aws(aws) => {
                let command = format!("`ekobridge activity --stack {}`", aws.stack.name);
                print(&format!("\n{}\n", text.set_up_aws(command)))
            }
        }?;
        if self.answers.dry_run != Some(true) || self.args.rehearsal {
            return Ok(());
        }
        let deployed = match target {
            Target::ThisMachine => apply::target(None, self.args.data.as_deref()),
            Target::Aws(aws) => apply::target(Some(&aws.stack.name), None),
        };
        let file = self.args.settings.display().to_string();
        let command = deployed.command(&format!("settings push {file}"));
        print(&format!("{}\n", text.set_up_go_live(command, file)))
    }

    async fn test_contact(&self, deployment: &Deployment) -> anyhow::Result<()> {
        let address = match &self.args.test_contact {
            Some(address) => address.clone(),
            None => self
                .asker
                .text_or(&setup().test_contact_ask(), "", answers::email_or_nothing)?,
        };
        if address.is_empty() {
            return Ok(());
        }
        let arrived = test_contact::send(deployment, &address).await?;
        match arrived.filter(|arrived| arrived.is_new) {
            Some(arrived) => match self.removal()? {
                Some(removal) => test_contact::remove(deployment, &arrived, removal).await,
                None => Ok(()),
            },
            None if self.args.remove_test_contact => {
                print(&format!("  {}\n", setup().test_contact_none_created()))
            }
            None => Ok(()),
        }
    }

    /// What to remove of the test contact. None unless a flag or the person asks for it. Deleting the contact, which setup has not
    /// created, takes a second confirmation.
    fn removal(&self) -> anyhow::Result<Option<Removal>> {
        if self.args.remove_test_contact {
            return Ok(Some(Removal::Both));
        }
        let text = setup();
        if !self.asker.yes_or(&text.test_contact_delete_customer(), false)? {
            return Ok(None);
        }
        let contact = self.asker.yes_or(&text.test_contact_delete_contact(), false)?;
        Ok(Some(if contact { Removal::Both } else { Removal::Customer }))
    }
}

/// Parses a settings text, for tests of the proposal.
#[cfg(test)]
fn settings_of(text: &str) -> anyhow::Result<settings::Settings> {
    let document = aws::SettingsDocument {
        text: text.to_owned(),
        file: "ekobridge.toml".to_owned(),
    };
    document.plan().map_err(told)?;
    settings::Settings::parse(text, "ekobridge.toml").map_err(|errors| anyhow::anyhow!("{errors}"))
}
