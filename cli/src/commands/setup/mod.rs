//! `ekobridge setup`: from two accounts to the first test contact.
//!
//! Asks for each value and verifies it immediately against the real system. Changes nothing until the person has agreed to the
//! plan. Answers are stored in a private file, so that an interrupted run can continue. Every step reads the current state
//! first, so that a second run changes nothing.

mod answers;
mod apply;
mod cost;
mod countries;
mod plan;
mod progress;
mod proposal;
mod survey;
mod test_contact;
#[cfg(test)]
mod tests;
mod vendors;
mod webhook;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail, ensure};
use aws::SettingsDocument;
use clap::Args;
use devstack::files::digest;
use devstack::folder::ROOT;
use devstack::vendors::{insecure, variable};
use eaccounting::oauth::OAuthClient;
use eaccounting::tokens::{CompanyBinding, Grant};
use eaccounting::types::CompanySettings;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::{Kind, Problem};
use secrecy::ExposeSecret;
use url::Url;

use answers::{Answers, Asker, Flow, WayBack, Where};
use apply::Report;
use progress::Progress;
use proposal::Choices;
use survey::Survey;
use test_contact::Removal;
use vendors::{Caller, Eaccounting};

use crate::cloud::Account;
use crate::cloud::change_set::Deployer;
use crate::cloud::stack::Stack;
use crate::commands::connect::REDIRECT;
use crate::commands::deploy::{DeployArgs, Ended, deploy, has_functions, read_secret};
use crate::deployment::Deployment;
use crate::dotenv;
use crate::login::consent::Consent;
use crate::login::place::Place;
use crate::login::service::Service;
use crate::terminal::{Style, agreed, interactive, print, told};

/// Arguments of `ekobridge setup`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  ekobridge setup                                              asks everything
  ekobridge setup --stack ekobridge --zips ekobridge-1.0       on AWS, with the functions of a release
  ekobridge setup --yes --answers answers.toml                 asks nothing; the refresh token of eAccounting is taken from
                                                               EACCOUNTING_REFRESH_TOKEN
  ekobridge setup --stack ekobridge --rotate-token             a new webhook token; the old one stays valid
  ekobridge setup --stack ekobridge --end-old-token            and ends")]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub(crate) struct SetupArgs {
    /// Set up a stack in AWS. AWS_REGION, AWS_PROFILE and similar variables select account and region.
    #[arg(long, value_name = "NAME", conflicts_with = "data")]
    stack: Option<String>,
    /// Set up `ekobridge dev` on this machine, with its state in this folder.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The settings file. Used if it exists; otherwise one is proposed and written.
    #[arg(long, value_name = "FILE", default_value = "ekobridge.toml")]
    settings: PathBuf,
    /// Folder with the functions' zips of a release, or with the output of `make build`.
    #[arg(long, value_name = "DIR")]
    zips: Option<PathBuf>,
    /// TOML file with answers; docs/SETUP.md lists them.
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// Ask nothing: use the given answers and the defaults.
    #[arg(long)]
    yes: bool,
    /// Public URL of `ekobridge dev`: https, port 443. Without it, no webhook is registered and the schedule finds changes.
    #[arg(long, value_name = "URL", conflicts_with = "stack")]
    public_url: Option<Url>,
    /// The redirect address that is registered for your eAccounting client.
    #[arg(long, value_name = "URL", default_value = REDIRECT)]
    redirect_uri: Url,
    /// Print the consent page's address instead of opening a browser.
    #[arg(long)]
    no_browser: bool,
    /// Paste the code of the consent page instead of receiving it here.
    #[arg(long)]
    paste: bool,
    /// At the end, transfer the contact with this e-mail address to eAccounting.
    #[arg(long, value_name = "E-MAIL")]
    test_contact: Option<String>,
    /// Delete the test contact on both sides afterwards, if this run created its customer.
    #[arg(long, requires = "test_contact")]
    remove_test_contact: bool,
    /// Replace the webhook's token; the old one stays valid until --end-old-token.
    #[arg(long, requires = "stack", conflicts_with_all = ["end_old_token", "activecampaign_key"])]
    rotate_token: bool,
    /// Invalidate the webhook token that was replaced.
    #[arg(long, requires = "stack", conflicts_with = "activecampaign_key")]
    end_old_token: bool,
    /// Replace ActiveCampaign's API key only.
    #[arg(long)]
    activecampaign_key: bool,
}

pub(crate) async fn run(args: SetupArgs) -> anyhow::Result<()> {
    let variables = dotenv::variables()?;
    if args.rotate_token || args.end_old_token {
        let account = Account::current().await?;
        let stack = Stack::of(&account, args.stack.as_deref().unwrap_or_default());
        return rotate(&args, &account, &stack, &Deployer::new(stack.clone())).await;
    }
    let mut setup = Setup::new(args, variables)?;
    if setup.args.activecampaign_key {
        return setup.replace_key().await;
    }
    Box::pin(setup.run()).await
}

/// The choices after a failed login. Esc ends setup, which can be continued later.
const AFTER_A_FAILED_LOGIN: [&str; 2] = [
    "log in again with this client",
    "enter another client id and client secret",
];

/// The index in [`AFTER_A_FAILED_LOGIN`] that asks for the client again.
const ANOTHER_CLIENT: usize = 1;

/// Where Ekobridge is set up.
enum Target {
    ThisMachine,
    Aws(Box<Aws>),
}

/// A stack that exists or will be created.
struct Aws {
    account: Account,
    stack: Stack,
    exists: bool,
}

struct Setup {
    args: SetupArgs,
    variables: BTreeMap<String, String>,
    asker: Asker,
    answers: Answers,
    progress: Progress,
    caller: Caller,
    style: Style,
}

impl Setup {
    fn new(args: SetupArgs, variables: BTreeMap<String, String>) -> anyhow::Result<Self> {
        let progress = Progress::load(args.data.as_deref().unwrap_or(Path::new(ROOT)))?;
        let given = args.answers.as_deref().map(Answers::read).transpose()?;
        let mut answers = given.unwrap_or_default().or(progress.answers.clone());
        answers.take_environment(&variables);
        if let Some(stack) = &args.stack {
            answers.target = Some(Where::Aws);
            answers.stack = Some(stack.clone());
        }
        if args.data.is_some() {
            answers.target = Some(Where::ThisMachine);
        }
        if let Some(zips) = &args.zips {
            answers.zips = Some(zips.clone());
        }
        Ok(Self {
            asker: Asker { yes: args.yes },
            caller: Caller::new(&variables)?,
            args,
            variables,
            answers,
            progress,
            style: Style::of_stdout(),
        })
    }

    /// Stores the verified answers.
    fn keep(&mut self) -> anyhow::Result<()> {
        self.progress.answers = self.answers.clone();
        self.progress.save()
    }

    async fn run(&mut self) -> anyhow::Result<()> {
        if self.progress.answers != Answers::default() {
            print("Going on with what was answered before.\n")?;
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
        print(&self.plan(&target, &document, orders)?)?;
        if !agreed("Do this?", self.args.yes)? {
            if !interactive() {
                bail!("Nothing was changed, because nobody can confirm it here. Add --yes.");
            }
            return print("Nothing was changed. What you answered is kept for the next run.\n");
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
            print("Everything was as it should be: nothing was changed.\n")?;
        }
        self.last_words(&target, webhook.as_ref())?;
        self.test_contact(&deployment).await
    }

    async fn target(&mut self) -> anyhow::Result<Target> {
        let chosen = match self.answers.target {
            Some(chosen) => chosen,
            None if self.asker.asks() => {
                let options = [
                    "this machine: `ekobridge dev`, while it runs".to_owned(),
                    "AWS: a stack in your account".to_owned(),
                ];
                [Where::ThisMachine, Where::Aws]
                    [self.asker.one_of("Where should Ekobridge run?", &options)?]
            }
            None => bail!(
                "Say where Ekobridge runs: --data DIR for this machine, --stack NAME for AWS, or `target` in the file of \
                 --answers."
            ),
        };
        self.answers.target = Some(chosen);
        if chosen == Where::ThisMachine {
            return Ok(Target::ThisMachine);
        }
        let account = Account::current().await?;
        print(&format!(
            "{} AWS account {}, region {}\n",
            self.style.green("✓"),
            account.id,
            account.region
        ))?;
        let name = match &self.answers.stack {
            Some(name) => name.clone(),
            None => self
                .asker
                .text_or("The stack's name:", "ekobridge", answers::stack_name)?,
        };
        answers::stack_name(&name).map_err(anyhow::Error::msg)?;
        self.answers.stack = Some(name.clone());
        let stack = Stack::of(&account, &name);
        let exists = stack.changeable().await?.is_some();
        if !exists && self.answers.alert_email.is_none() {
            let email = self.asker.text(
                "alert_email",
                "Who gets alarms and alerts?",
                "An e-mail address, or none.",
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
            exists,
        })))
    }

    async fn activecampaign(&mut self, target: &Target) -> anyhow::Result<activecampaign::Client> {
        if let Target::Aws(aws) = target
            && aws.exists
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
        loop {
            let url = match &self.answers.activecampaign_url {
                Some(url) => url.clone(),
                None => self.asker.text(
                    "activecampaign_url",
                    "ActiveCampaign's API URL:",
                    "In ActiveCampaign under Settings › Developer, such as https://youraccount.api-us1.com.",
                    answers::url,
                )?,
            };
            let key = match &self.answers.activecampaign_key {
                Some(key) => key.clone(),
                None => self.asker.secret(
                    "activecampaign_key",
                    "ActiveCampaign's API key:",
                    "On the same page. It may do what its user may: take that of a user who sees all contacts, accounts and deals.",
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
            .context(
                "The key's user may not see webhooks (Settings › Developer): use the key of an administrator",
            )?;
        Ok(client)
    }

    /// Where the grant is stored. None while the stack does not exist.
    async fn place(&self, target: &Target) -> anyhow::Result<Option<Place>> {
        match target {
            Target::ThisMachine => Ok(Some(Place::folder(self.args.data.as_deref(), false))),
            Target::Aws(aws) if !aws.exists => Ok(None),
            Target::Aws(aws) => {
                let deployment = Deployment::find(&apply::target(Some(&aws.stack.name), None)).await?;
                Ok(Some(Place::Stack {
                    secret: deployment.environment.eaccounting_secret,
                    ledger: deployment.environment.ledger_table,
                    sdk: Box::new(deployment.sdk),
                }))
            }
        }
    }

    /// Connects eAccounting. None if it was connected before.
    async fn eaccounting(
        &mut self,
        target: &Target,
        service: &Service,
    ) -> anyhow::Result<Option<Eaccounting>> {
        let found = match self.place(target).await? {
            Some(place) => place.found().await?,
            None => crate::login::place::Found::default(),
        };
        if let Some(company) = found.company.filter(|_| self.progress.grant.is_none()) {
            ensure!(
                self.answers
                    .company
                    .as_ref()
                    .is_none_or(|wanted| *wanted == company.id),
                "The connected company is {}, and the answers want {}. Connect that one with `ekobridge connect \
                 --other-company`.",
                company.id,
                self.answers.company.as_deref().unwrap_or_default()
            );
            print(&format!(
                "{} eAccounting: {} (connected before)\n",
                self.style.green("✓"),
                company.name
            ))?;
            return Ok(None);
        }
        let (mut id, mut secret) = (found.client_id, found.client_secret);
        let eaccounting = loop {
            let client = self.client(id.clone(), secret.clone())?;
            match self.connect(&client, service).await {
                Ok(eaccounting) => break eaccounting,
                Err(error) if self.asker.asks() => {
                    print(&format!("{} {error:#}\n", self.style.red("!")))?;
                    if self
                        .asker
                        .one_of("How do you want to go on?", &AFTER_A_FAILED_LOGIN)?
                        == ANOTHER_CLIENT
                    {
                        (id, secret) = (None, None);
                        self.answers.eaccounting_client_id = None;
                        self.answers.eaccounting_client_secret = None;
                        self.keep()?;
                    }
                }
                Err(error) => return Err(error),
            }
        };
        self.keep_grant(&eaccounting)?;
        let company = &eaccounting.company;
        let binding = CompanyBinding::of(company).map_err(told)?;
        print(&self.company_text(&eaccounting, &binding).await)?;
        ensure!(
            self.answers
                .company
                .as_ref()
                .is_none_or(|wanted| *wanted == binding.id),
            "This is the company {}, and the answers want {}. Nothing was changed. Log in for that one.",
            binding.id,
            self.answers.company.as_deref().unwrap_or_default()
        );
        if self.answers.company.is_none() && !self.asker.yes_or("Is this the company?", true)? {
            self.progress.grant = None;
            self.keep()?;
            bail!("Nothing was changed. Run `ekobridge setup` again, and log in for the right company.");
        }
        self.answers.company = Some(binding.id);
        self.keep()?;
        Ok(Some(eaccounting))
    }

    fn client(&mut self, id: Option<String>, secret: Option<String>) -> anyhow::Result<OAuthClient> {
        let (id, secret) = (
            self.answers.eaccounting_client_id.clone().or(id),
            self.answers.eaccounting_client_secret.clone().or(secret),
        );
        let (id, secret) = match (id, secret) {
            (Some(id), Some(secret)) => (id, secret),
            (id, secret) => {
                if self.asker.asks() {
                    print(&client_help(&self.args.redirect_uri))?;
                }
                let id = match id {
                    Some(id) => id,
                    None => self.asker.text(
                        "eaccounting_client_id",
                        "Client id:",
                        "You can stop here (Esc) and continue later.",
                        answers::not_empty,
                    )?,
                };
                let secret = match secret {
                    Some(secret) => secret,
                    None => self.asker.secret(
                        "eaccounting_client_secret",
                        "Client secret:",
                        "It is shown once, when the client is made.",
                    )?,
                };
                (id, secret)
            }
        };
        self.answers.eaccounting_client_id = Some(id.clone());
        self.answers.eaccounting_client_secret = Some(secret.clone());
        self.keep()?;
        Ok(OAuthClient {
            id,
            secret: secret.into(),
        })
    }

    /// Gets a grant from an interrupted run, else from the environment, else from the consent page.
    async fn connect(&mut self, client: &OAuthClient, service: &Service) -> anyhow::Result<Eaccounting> {
        let token = variable(&self.variables, "EACCOUNTING_REFRESH_TOKEN");
        let from = token.as_deref().map(digest);
        if let Some(grant) = self.progress.grant.clone()
            && (from.is_none() || self.progress.grant_from == from)
        {
            match self.opened(vendors::from_json(&grant)?, service).await {
                Ok(eaccounting) => return Ok(eaccounting),
                Err(problem) if problem.kind == Kind::Disconnected => {
                    // The stored grant has expired: ask for a new one.
                    self.progress.grant = None;
                    self.keep()?;
                }
                Err(problem) => return Err(told(problem)),
            }
        }
        self.progress.grant_from.clone_from(&from);
        let grant = match token {
            Some(token) => vendors::granted(client, &token),
            None if self.args.yes && !self.args.paste => bail!(
                "eAccounting needs a consent, which only a person can give. Set EACCOUNTING_REFRESH_TOKEN, or run `ekobridge setup` \
                 without --yes."
            ),
            None => {
                let consent = Consent {
                    service,
                    client,
                    redirect_uri: &self.args.redirect_uri,
                    paste: self.args.paste,
                    no_browser: self.args.no_browser,
                    interactive: interactive(),
                };
                consent.ask().await?.0
            }
        };
        self.opened(grant, service).await.map_err(told)
    }

    /// Calls eAccounting with a grant, and stores the grant as it is afterwards: a refresh token may be single-use.
    async fn opened(&mut self, grant: Grant, service: &Service) -> Result<Eaccounting, Problem> {
        let before = grant.refresh_token.clone();
        let access = self.caller.eaccounting(grant, service)?;
        let company = access.client.company_settings().await;
        let now = access.grant();
        if company.is_ok() || now.refresh_token.expose_secret() != before.expose_secret() {
            let kept = vendors::to_json(&now).map(|grant| self.progress.grant = Some(grant));
            if let Err(error) = kept.and_then(|()| self.keep()) {
                tracing::warn!("the grant cannot be kept: {error:#}");
            }
        }
        Ok(Eaccounting {
            company: company.map_err(Problem::from)?,
            access,
        })
    }

    fn keep_grant(&mut self, eaccounting: &Eaccounting) -> anyhow::Result<()> {
        let mut grant = eaccounting.access.grant();
        grant.company = Some(CompanyBinding::of(&eaccounting.company).map_err(told)?);
        self.progress.grant = Some(vendors::to_json(&grant)?);
        self.keep()
    }

    async fn company_text(&self, eaccounting: &Eaccounting, binding: &CompanyBinding) -> String {
        let company = &eaccounting.company;
        let or_none = |text: &str| {
            if text.is_empty() {
                "(none)".to_owned()
            } else {
                text.to_owned()
            }
        };
        let years = match eaccounting.access.client.fiscal_years().await {
            Ok(years) => years
                .iter()
                .filter(|year| !year.is_locked_for_accounting)
                .map(|year| format!("{} to {}", year.start_date, year.end_date))
                .collect::<Vec<_>>()
                .join(", "),
            Err(_) => "(cannot be read)".to_owned(),
        };
        format!(
            "\nThe login is for this company:\n  Company             {}\n  Organization number {}\n  Country, currency   {}, {}\n  VAT number          {}\n  \
             Sells under OSS     {}\n  Modules             {}\n  Open fiscal years   {}\n  Identity            {}\n\n",
            or_none(&company.name),
            or_none(company.corporate_identity_number.as_deref().unwrap_or_default()),
            or_none(&company.country_code),
            or_none(company.currency_code.as_deref().unwrap_or_default()),
            or_none(company.vat_code.as_deref().unwrap_or_default()),
            if company.uses_moss { "yes" } else { "no" },
            or_none(&company.activated_modules.join(", ")),
            or_none(&years),
            binding.id
        )
    }

    /// The settings file if it exists, otherwise the proposed settings.
    async fn settings(
        &mut self,
        target: &Target,
        activecampaign: &activecampaign::Client,
        eaccounting: Option<&Eaccounting>,
    ) -> anyhow::Result<SettingsDocument> {
        if self.args.settings.exists() {
            let (document, _) = crate::settings_file::checked(&self.args.settings)?;
            print(&format!(
                "{} settings: {} is there, and used as it is\n",
                self.style.green("✓"),
                document.file
            ))?;
            return Ok(document);
        }
        let (client, company) = match eaccounting {
            Some(eaccounting) => (
                Arc::clone(&eaccounting.access.client),
                eaccounting.company.clone(),
            ),
            None => self.connected_before(target).await?,
        };
        let survey = Survey::read(activecampaign, &client, &company).await?;
        let choices = self.choices(&survey)?;
        let document = SettingsDocument {
            text: proposal::file(&survey, &choices),
            file: self.args.settings.display().to_string(),
        };
        document.plan().map_err(told)?;
        print(&format!(
            "\n{}\n\n{}\n",
            self.style.bold("The settings that fit what you have:"),
            document.text
        ))?;
        Ok(document)
    }

    /// A client of eAccounting with the grant of the existing deployment.
    async fn connected_before(
        &self,
        target: &Target,
    ) -> anyhow::Result<(Arc<eaccounting::Client>, CompanySettings)> {
        let target = match target {
            Target::ThisMachine => {
                apply::local_folder(self.args.data.as_deref())?;
                apply::target(None, self.args.data.as_deref())
            }
            Target::Aws(aws) => apply::target(Some(&aws.stack.name), None),
        };
        let flows = Deployment::find(&target)
            .await?
            .worker()
            .flows()
            .await
            .map_err(told)?;
        let client = Arc::clone(&flows.services().eaccounting);
        let company = client
            .company_settings()
            .await
            .map_err(|error| told(Problem::from(error)))?;
        Ok((client, company))
    }

    fn choices(&mut self, survey: &Survey) -> anyhow::Result<Choices> {
        for store in &survey.stores {
            print(&format!(
                "  Store {}: {} ({}), prices: {}\n",
                store.id,
                store.name,
                store.service,
                survey::convention(&store.service)
            ))?;
        }
        let flows = match &self.answers.flows {
            Some(flows) => flows.clone(),
            None => {
                let options: Vec<String> = Flow::ALL.iter().map(|flow| flow.text().to_owned()).collect();
                let chosen = self
                    .asker
                    .some_of("What should be kept in step?", &options, true)?;
                chosen.into_iter().map(|index| Flow::ALL[index]).collect()
            }
        };
        let way_back = match &self.answers.way_back {
            Some(way_back) => way_back.clone(),
            None => {
                let options: Vec<String> = WayBack::ALL.iter().map(|part| part.text().to_owned()).collect();
                let question =
                    "And the way back, from eAccounting to ActiveCampaign? Nothing, unless you choose.";
                let chosen = self.asker.some_of(question, &options, false)?;
                chosen.into_iter().map(|index| WayBack::ALL[index]).collect()
            }
        };
        let writes_orders =
            flows.contains(&Flow::Orders) || flows.contains(&Flow::Deals) || !way_back.is_empty();
        let dry_run = match self.answers.dry_run {
            Some(dry_run) => dry_run,
            None if writes_orders => self.asker.yes_or(
                "Only show in the activity log what would be written of orders and of the way back, for the first days?",
                false,
            )?,
            None => false,
        };
        let mut codings = self.answers.account_coding.clone();
        for (rate, names) in &survey.codings {
            if names.len() > 1 && !codings.contains_key(rate) && self.asker.asks() {
                let question = format!("Which coding do new articles with {rate} % VAT get?");
                codings.insert(rate.clone(), names[self.asker.one_of(&question, names)?].clone());
            }
        }
        for (rate, name) in &codings {
            let known = survey.codings.get(rate).map(Vec::as_slice).unwrap_or_default();
            ensure!(
                known.contains(name),
                "eAccounting has no active coding for goods called \"{name}\" with {rate} %. It has: {}.",
                known.join(", ")
            );
        }
        self.answers.flows = Some(flows.clone());
        self.answers.way_back = Some(way_back.clone());
        self.answers.dry_run = Some(dry_run);
        self.answers.account_coding.clone_from(&codings);
        self.keep()?;
        Ok(Choices {
            flows,
            way_back,
            dry_run,
            codings,
            since: Timestamp::now().to_zoned_datetime(TimeZone::system()).date(),
        })
    }

    fn answered(&self) -> anyhow::Result<(String, String)> {
        self.answers
            .activecampaign_url
            .clone()
            .zip(self.answers.activecampaign_key.clone())
            .context("ActiveCampaign's URL and key are not known")
    }

    /// Stores a new grant in its final place and deletes the copy here, which the first renewal would make invalid.
    async fn store_grant(
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

    async fn apply_here(
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

    async fn apply_to_aws(
        &mut self,
        aws: &Aws,
        service: &Service,
        document: &SettingsDocument,
        report: &mut Report,
    ) -> anyhow::Result<(Deployment, Option<Url>)> {
        let (url, key) = self.answered()?;
        apply::write_settings(&self.args.settings, &document.text, report)?;
        let deployer = Deployer::new(aws.stack.clone());
        let zips = self
            .answers
            .zips
            .clone()
            .unwrap_or_else(|| PathBuf::from(crate::commands::deploy::BUILT));
        if !aws.exists || has_functions(&zips) {
            let args = DeployArgs {
                stack: aws.stack.name.clone(),
                zips,
                alert_email: self.answers.alert_email.clone().filter(|_| !aws.exists),
                parameters: self.service_parameters(),
                // The plan covers a new stack. Changes to an existing one are shown and confirmed separately.
                yes: self.args.yes || !aws.exists,
                replace_data: false,
            };
            match deploy(&args, &aws.account, Deployer::new(aws.stack.clone()), &aws.stack).await? {
                Ended::Declined => {
                    bail!("The stack was not changed. Run `ekobridge setup` again to continue.")
                }
                ended => report.step("the stack", ended == Ended::Deployed)?,
            }
        } else {
            report.step("the stack (no functions were named to upgrade it with)", false)?;
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

    /// Parameters that make the stack call the same eAccounting as setup does, such as Visma's sandbox.
    fn service_parameters(&self) -> Vec<(String, String)> {
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

    fn last_words(&self, target: &Target, webhook: Option<&Url>) -> anyhow::Result<()> {
        let orders = self
            .answers
            .flows
            .as_ref()
            .is_none_or(|flows| flows.contains(&Flow::Orders));
        if let Some(url) = webhook.filter(|_| orders) {
            print(&format!("\n{}", webhook::automation(url)?))?;
        }
        match target {
            Target::ThisMachine => {
                let data = self
                    .args
                    .data
                    .as_ref()
                    .map_or_else(String::new, |data| format!(" --data {}", data.display()));
                print(&format!("\nSet up. Start it with `ekobridge dev{data}`.\n"))
            }
            Target::Aws(aws) => print(&format!(
                "\nSet up. `ekobridge activity --stack {}` shows what it does.\n",
                aws.stack.name
            )),
        }
    }

    async fn test_contact(&self, deployment: &Deployment) -> anyhow::Result<()> {
        let address = match &self.args.test_contact {
            Some(address) => address.clone(),
            None => self.asker.text_or(
                "Send a contact through now? Its e-mail address in ActiveCampaign, or nothing:",
                "",
                answers::email_or_nothing,
            )?,
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
                print("  This run created no customer, so nothing is removed.\n")
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
        if !self
            .asker
            .yes_or("Delete this customer in eAccounting again?", false)?
        {
            return Ok(None);
        }
        let contact = self.asker.yes_or(
            "Delete the contact in ActiveCampaign too? It can't be restored.",
            false,
        )?;
        Ok(Some(if contact { Removal::Both } else { Removal::Customer }))
    }

    /// Replaces ActiveCampaign's key.
    async fn replace_key(&mut self) -> anyhow::Result<()> {
        let target = self.target().await?;
        let (deployed_url, secret) = match &target {
            Target::ThisMachine => (self.answers.activecampaign_url.clone(), None),
            Target::Aws(aws) => {
                let deployed = apply::deployed(&aws.stack).await?;
                let secret = apply::secret_of(&deployed)?.to_owned();
                let value = read_secret(&aws.account, &secret).await?;
                (value["url"].as_str().map(str::to_owned), Some(secret))
            }
        };
        let url = deployed_url
            .filter(|url| !url.is_empty())
            .context("ActiveCampaign is not set up yet. Run `ekobridge setup` first.")?;
        let given = self.args.answers.as_deref().map(Answers::read).transpose()?;
        let key = match given.and_then(|given| given.activecampaign_key) {
            Some(key) => key,
            None => self.asker.secret(
                "activecampaign_key",
                "ActiveCampaign's new API key:",
                "In ActiveCampaign under Settings › Developer.",
            )?,
        };
        self.try_activecampaign(&url, &key).await?;
        let mut report = Report::default();
        match (&target, secret) {
            (Target::Aws(aws), Some(secret)) => {
                apply::fill_secret(&aws.account, &secret, &url, &key, &mut report).await?;
                print("Functions use it from the next call that the old key is refused for.\n")
            }
            _ => {
                apply::write_dotenv(&url, &key, &mut report)?;
                print("Start `ekobridge dev` again, where it runs.\n")
            }
        }
    }
}

/// How to get an eAccounting client, and what to do in the meantime.
fn client_help(redirect_uri: &Url) -> String {
    format!(
        "\neAccounting's API support gives you a client id and a client secret. That takes some days. Write to\n\
         \x20 Sweden        api@spiris.se\n\
         \x20 Norway        api_eaccounting@visma.com\n\
         \x20 Netherlands   partner.eaccounting@visma.com\n\
         and ask for a production client with\n\
         \x20 redirect address   {redirect_uri}   (exactly so, with scheme, port and path)\n\
         \x20 scopes             {}\n\
         \x20 grant types        authorization code, refresh token\n\n\
         Until then, go on with a client of Visma's sandbox: create one at https://selfservice.developer.vismaonline.com with the same \
         redirect address, and set EACCOUNTING_API_URL and EACCOUNTING_IDENTITY_URL to the sandbox's. Set-up can be ended here, and \
         goes on later.\n\n",
        eaccounting::oauth::SCOPES
    )
}

/// Whether the settings write to an e-commerce connection of Ekobridge's own.
fn needs_connection(document: &SettingsDocument) -> anyhow::Result<bool> {
    let settings = settings::Settings::parse(&document.text, &document.file)
        .map_err(|errors| anyhow::anyhow!("{errors}"))?;
    let back = &settings.to_activecampaign;
    let orders = back.orders.enabled && !back.orders.dry_run;
    let stock = back.stock.enabled && !back.stock.dry_run;
    Ok(orders || stock)
}

async fn connect_store(deployment: &Deployment, report: &mut Report) -> anyhow::Result<()> {
    let flows = deployment.worker().flows().await.map_err(told)?;
    let (id, created) = flows::ensure_connection(&flows).await.map_err(told)?;
    report.step(
        &format!("ActiveCampaign's e-commerce connection {id}, for what comes from eAccounting"),
        created,
    )
}

async fn register(deployment: &Deployment, url: &Url, report: &mut Report) -> anyhow::Result<()> {
    let flows = deployment.worker().flows().await.map_err(told)?;
    let changed = webhook::ensure_registered(&flows.services().activecampaign, url).await?;
    report.step("ActiveCampaign's webhook", changed)
}

fn webhook_of(deployed: &crate::cloud::stack::Deployed, token: Option<&String>) -> anyhow::Result<Url> {
    let base = deployed
        .outputs
        .get("WebhookUrl")
        .context("The stack has no output WebhookUrl.")?
        .parse::<Url>()
        .context("The stack's output WebhookUrl is no URL.")?;
    webhook::address(&base, token.context("the stack has no webhook token")?)
}

/// Adds a new webhook token beside the old one, or invalidates the old one.
async fn rotate(
    args: &SetupArgs,
    account: &Account,
    stack: &Stack,
    deployer: &Deployer,
) -> anyhow::Result<()> {
    let end = args.end_old_token;
    let question = if end {
        "End the old token? Webhooks and automations that still post with it are refused from then on."
    } else {
        "Make a new webhook token? The old one stays valid."
    };
    if !agreed(question, args.yes)? {
        bail!(
            "Nothing was changed.{}",
            if interactive() { "" } else { " Add --yes." }
        );
    }
    let before = apply::rotate(account, stack, end).await?;
    let mut report = Report::default();
    let tokens = apply::admit_tokens(account, stack, deployer, &mut report).await?;
    if end {
        return print("One token is valid now.\n");
    }
    let deployed = apply::deployed(stack).await?;
    let url = webhook_of(&deployed, tokens.first())?;
    let secret = read_secret(account, apply::secret_of(&deployed)?).await?;
    let text = |name: &str| secret[name].as_str().unwrap_or_default().to_owned();
    let client = Caller::new(&dotenv::variables()?)?
        .activecampaign(&text("url"), &text("api_key"))
        .await?;
    webhook::move_to(&client, &before, &url).await?;
    report.step("ActiveCampaign's webhook posts with the new token", true)?;
    let mut step = url;
    step.set_query(Some("event=order"));
    print(&format!(
        "Now change the address in each automation's webhook step to:\n\n  {step}\n\nThen end the old token: `ekobridge setup --stack \
         {} --end-old-token`.\n",
        stack.name
    ))
}

/// Parses a settings text, for tests of the proposal.
#[cfg(test)]
fn settings_of(text: &str) -> anyhow::Result<settings::Settings> {
    let document = SettingsDocument {
        text: text.to_owned(),
        file: "ekobridge.toml".to_owned(),
    };
    document.plan().map_err(told)?;
    settings::Settings::parse(text, "ekobridge.toml").map_err(|errors| anyhow::anyhow!("{errors}"))
}
