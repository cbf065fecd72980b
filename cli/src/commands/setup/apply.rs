//! The steps of the plan. Each reads the current state first, so that it can be repeated after an interruption.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use aws::SettingsDocument;
use devstack::files::{digest, random_secret};
use devstack::folder::{self, Folder, ROOT};
use devstack::vendors::{Vendors, variable};
use eaccounting::tokens::Grant;
use serde_json::{Value, json};
use url::Url;

use super::vendors::from_json;
use crate::cloud::Account;
use crate::cloud::change_set::Deployer;
use crate::cloud::stack::{Deployed, Stack};
use crate::commands::deploy::{read_secret, route_tokens, write_secret};
use crate::deployment::{Deployment, Target};
use crate::dotenv;
use crate::files::unwritable;
use crate::language::setup;
use crate::login::place::{Origin, Place};
use crate::terminal::{print, told};

/// Prints each step, and counts those that changed something.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// Number of steps that changed something.
    pub(super) changed: usize,
}

impl Report {
    /// Prints a step.
    pub(super) fn step(&mut self, what: &str, changed: bool) -> anyhow::Result<()> {
        self.changed += usize::from(changed);
        let note = if changed {
            String::new()
        } else {
            format!("  {}", setup().as_it_was())
        };
        print(&format!("  ✓ {what}{note}\n"))
    }
}

/// Writes the settings file if it does not exist.
pub(super) fn write_settings(file: &Path, text: &str, report: &mut Report) -> anyhow::Result<()> {
    let changed = !file.exists();
    if changed {
        let next = file.with_extension("toml.new");
        std::fs::write(&next, text).map_err(|error| unwritable(&next, &error))?;
        std::fs::rename(&next, file).map_err(|error| unwritable(file, &error))?;
    }
    report.step(&setup().step_settings_file(file.display().to_string()), changed)
}

const URL: &str = "ACTIVECAMPAIGN_URL";
const KEY: &str = "ACTIVECAMPAIGN_API_KEY";

/// A variable of the process itself, which takes precedence over `.env`.
fn in_environment(name: &str) -> Option<String> {
    let value = std::env::var(name).ok()?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Whether `ekobridge dev` has ActiveCampaign's URL and key without `.env`.
pub(super) fn is_key_in_environment() -> bool {
    [URL, KEY].into_iter().all(|name| in_environment(name).is_some())
}

/// Writes ActiveCampaign's URL and key to `.env`, which `ekobridge dev` reads.
///
/// # Errors
/// When the process's environment has other values, which would take precedence over the file.
pub(super) fn write_dotenv(url: &str, key: &str, report: &mut Report) -> anyhow::Result<()> {
    let mut values = BTreeMap::new();
    for (name, value) in [(URL, url), (KEY, key)] {
        match in_environment(name) {
            Some(theirs) if theirs == value => {}
            Some(_) => anyhow::bail!("{}", setup().other_key_in_environment(name)),
            None => {
                values.insert(name, value);
            }
        }
    }
    if values.is_empty() {
        return report.step(&setup().step_key_in_environment(), false);
    }
    let changed = dotenv::set(&values)?;
    report.step(&setup().step_key_in_file(), changed)
}

/// Stores the grant, if there is a new one.
pub(super) async fn store_grant(
    place: &Place,
    grant: Option<&Value>,
    identity: &Url,
    variables: &BTreeMap<String, String>,
    report: &mut Report,
) -> anyhow::Result<()> {
    if let Some(grant) = grant {
        let grant: Grant = from_json(grant)?;
        // While the environment still has this refresh token, `dev` must use the stored grant instead of it.
        let instead_of = variable(variables, "EACCOUNTING_REFRESH_TOKEN");
        let origin = Origin {
            identity,
            instead_of: instead_of.as_deref(),
            other_company: false,
        };
        place.store(&grant, &origin).await?;
    }
    report.step(&setup().step_grant(place.name()), grant.is_some())
}

/// The state folder of `ekobridge dev`, which is created if it doesn't exist, and its route token.
///
/// # Errors
/// When it holds the state of other accounts.
pub(super) fn local_folder(data: Option<&Path>) -> anyhow::Result<(PathBuf, String)> {
    let root = data.unwrap_or(Path::new(ROOT));
    let vendors = Vendors::from_variables(&dotenv::variables()?, root)?
        .context("ActiveCampaign's URL and key are not in the environment")?;
    let path = data.map_or_else(|| folder::usual(root, &vendors), Path::to_owned);
    let token = std::fs::read_to_string(path.join("route-token")).unwrap_or_default();
    if Folder::is_one(&path) && !token.trim().is_empty() {
        return Ok((path, token.trim().to_owned()));
    }
    let folder = Folder::open(&path, Some(&vendors))?;
    let token = folder.route_token()?;
    Ok((path, token))
}

/// Pushes the settings, if they differ from those in force.
pub(super) async fn push_settings(
    deployment: &Deployment,
    document: &SettingsDocument,
    report: &mut Report,
) -> anyhow::Result<()> {
    let worker = deployment.worker();
    let before = SettingsDocument::pushed(worker.ledger()).await.map_err(told)?;
    let changed = before.is_none_or(|before| before.text != document.text);
    if changed {
        let (by, note) = (deployment.operator().await, Some("setup".to_owned()));
        document.push_as(worker.ledger(), &by, note).await.map_err(told)?;
    }
    report.step(&setup().step_settings(), changed)
}

/// Writes URL and key to ActiveCampaign's secret, and keeps its route tokens.
pub(super) async fn fill_secret(
    account: &Account,
    secret: &str,
    url: &str,
    key: &str,
    report: &mut Report,
) -> anyhow::Result<()> {
    let mut value = read_secret(account, secret).await?;
    let changed = value["url"] != json!(url) || value["api_key"] != json!(key);
    if changed {
        value["url"] = json!(url);
        value["api_key"] = json!(key);
        write_secret(account, secret, &value).await?;
    }
    report.step(&setup().step_key_in_secret(), changed)
}

/// Makes the stack accept exactly the route tokens in its secret, and creates one if there is none. An interrupted deployment
/// may have left digests without their token, or a token without its digest.
pub(super) async fn admit_tokens(
    account: &Account,
    stack: &Stack,
    deployer: &Deployer,
    report: &mut Report,
) -> anyhow::Result<Vec<String>> {
    let deployed = deployed(stack).await?;
    let secret = secret_of(&deployed)?;
    let mut value = read_secret(account, secret).await?;
    let mut tokens = route_tokens(&value);
    if tokens.is_empty() {
        tokens = vec![random_secret()];
        value["route_tokens"] = json!(tokens);
        write_secret(account, secret, &value).await?;
    }
    tokens.truncate(2);
    let digests: Vec<String> = tokens.iter().map(|token| digest(token)).collect();
    let digests = digests.join(",");
    let changed = deployed.parameters.get("RouteTokenDigests") != Some(&digests);
    if changed {
        deployer
            .set_parameter(&deployed, "RouteTokenDigests", &digests)
            .await?;
    }
    report.step(&setup().step_token(), changed)?;
    Ok(tokens)
}

/// Adds a route token before the current one, or keeps only the newest. Returns the tokens from before.
///
/// # Errors
/// When two tokens are valid already, or there is no old one to invalidate.
pub(super) async fn rotate(account: &Account, stack: &Stack, end_old: bool) -> anyhow::Result<Vec<String>> {
    let deployed = deployed(stack).await?;
    let secret = secret_of(&deployed)?;
    let mut value = read_secret(account, secret).await?;
    let before = route_tokens(&value);
    let now = match (before.as_slice(), end_old) {
        ([newest, _, ..], true) => vec![newest.clone()],
        (_, true) => anyhow::bail!("{}", setup().one_token()),
        ([], false) => {
            let command = format!("`ekobridge setup --stack {}`", stack.name);
            anyhow::bail!("{}", setup().no_token(command, &stack.name))
        }
        ([one], false) => vec![random_secret(), one.clone()],
        (_, false) => {
            let command = format!("`ekobridge setup --stack {} --end-old-token`", stack.name);
            anyhow::bail!("{}", setup().two_tokens(command))
        }
    };
    value["route_tokens"] = json!(now);
    write_secret(account, secret, &value).await?;
    Ok(before)
}

/// The deployed stack.
///
/// # Errors
/// When it does not exist or cannot be changed now.
pub(super) async fn deployed(stack: &Stack) -> anyhow::Result<Deployed> {
    stack
        .changeable()
        .await?
        .with_context(|| setup().no_stack(&stack.name))
}

/// The ARN of the stack's ActiveCampaign secret.
///
/// # Errors
/// When the stack has no such output.
pub(super) fn secret_of(deployed: &Deployed) -> anyhow::Result<&str> {
    let secret = deployed.outputs.get("ActiveCampaignSecretArn");
    ensure!(
        secret.is_some(),
        "The stack has no output ActiveCampaignSecretArn: it is not one of Ekobridge."
    );
    Ok(secret.map_or("", String::as_str))
}

/// The deployment of a stack, or of a folder.
pub(super) fn target(stack: Option<&str>, data: Option<&Path>) -> Target {
    Target {
        stack: stack.map(str::to_owned),
        data: data.map(Path::to_owned),
    }
}
