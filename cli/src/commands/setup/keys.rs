//! Replaces ActiveCampaign's API key, and the webhook's token with an overlap.

use anyhow::{Context, bail};

use super::answers::Answers;
use super::apply::{self, Report};
use super::args::SetupArgs;
use super::carry_out::webhook_of;
use super::context::{Setup, Target};
use super::vendors::Caller;
use super::webhook;
use crate::cloud::Account;
use crate::cloud::change_set::Deployer;
use crate::cloud::stack::Stack;
use crate::commands::deploy::read_secret;
use crate::dotenv;
use crate::language::setup;
use crate::terminal::{agreed, interactive, print};

impl Setup {
    /// Replaces ActiveCampaign's key.
    pub(super) async fn replace_key(&mut self) -> anyhow::Result<()> {
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
            .with_context(|| setup().activecampaign_not_set_up())?;
        let given = self.args.answers.as_deref().map(Answers::read).transpose()?;
        let key = match given.and_then(|given| given.activecampaign_key) {
            Some(key) => key,
            None => self.asker.secret(
                "activecampaign_key",
                &setup().activecampaign_key_new(),
                &setup().activecampaign_key_new_help(),
            )?,
        };
        self.try_activecampaign(&url, &key).await?;
        let mut report = Report::default();
        match (&target, secret) {
            (Target::Aws(aws), Some(secret)) => {
                apply::fill_secret(&aws.account, &secret, &url, &key, &mut report).await?;
                print(&format!("{}\n", setup().key_in_use()))
            }
            _ => {
                apply::write_dotenv(&url, &key, &mut report)?;
                print(&format!("{}\n", setup().start_again()))
            }
        }
    }
}

/// Adds a new webhook token beside the old one, or invalidates the old one.
pub(super) async fn rotate(
    args: &SetupArgs,
    account: &Account,
    stack: &Stack,
    deployer: &Deployer,
) -> anyhow::Result<()> {
    let end = args.end_old_token;
    let says = setup();
    let question = if end {
        says.end_old_token()
    } else {
        says.make_token()
    };
    if !agreed(&question, args.yes)? {
        bail!(
            "{}",
            if interactive() {
                says.nothing_changed()
            } else {
                says.nobody_confirms()
            }
        );
    }
    let before = apply::rotate(account, stack, end).await?;
    let mut report = Report::default();
    let tokens = apply::admit_tokens(account, stack, deployer, &mut report).await?;
    if end {
        return print(&format!("{}\n", says.one_token_now()));
    }
    let deployed = apply::deployed(stack).await?;
    let url = webhook_of(&deployed, tokens.first())?;
    let secret = read_secret(account, apply::secret_of(&deployed)?).await?;
    let text = |name: &str| secret[name].as_str().unwrap_or_default().to_owned();
    let client = Caller::new(&dotenv::variables()?)?
        .activecampaign(&text("url"), &text("api_key"))
        .await?;
    webhook::move_to(&client, &before, &url).await?;
    report.step(&says.step_webhook_moved(), true)?;
    let mut step = url;
    step.set_query(Some("event=order"));
    let command = format!("`ekobridge setup --stack {} --end-old-token`", stack.name);
    print(&format!(
        "{}\n\n  {step}\n\n{}\n",
        says.change_automations(),
        says.then_end_old_token(command)
    ))
}
