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

/// Adds a new webhook token beside the old one, or invalidates the old one.
pub(super) async fn rotate(
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
