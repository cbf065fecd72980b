//! `ekobridge deploy`: deploys the template that is compiled into the tool and the functions' zips as a stack in AWS.
//!
//! It needs neither Rust nor the SAM CLI: the zips come from a release, and CloudFormation runs the SAM transform. All
//! changes are shown by resource before anything happens.

pub(crate) mod adopt;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail, ensure};
use clap::Args;
use devstack::files::{digest, random_secret};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::cloud::Account;
use crate::cloud::artifacts;
use crate::cloud::bucket::Bucket;
use crate::cloud::change_set::{Deployer, Setting, Source};
use crate::cloud::stack::{Deployed, Stack};
use crate::cloud::template;
use crate::expected::Expected;
use crate::language::{commands, setup};
use crate::terminal::{Style, agreed, interactive, print};

/// The output folder of `make build` and `make package`.
pub(crate) const BUILT: &str = "target/lambda";

/// How many webhooks are handled concurrently, if the account can reserve that much.
const INGEST_CONCURRENCY: i32 = 10;

/// AWS refuses a reservation that leaves less than this unreserved.
const UNRESERVED: i32 = 100;

/// The arguments of `ekobridge deploy`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  ekobridge deploy --zips ekobridge-1.0 --alert-email ops@example.com  # the first deployment
  ekobridge deploy --zips ekobridge-1.1  # an upgrade; parameters stay as they are
  ekobridge deploy --zips ekobridge-1.1 --parameter ScheduleMinutes=15  # with another parameter
  ekobridge deploy --zips ekobridge-1.1 --tag cost-center=1234  # with a tag on every resource")]
pub(crate) struct DeployArgs {
    /// The stack's name; one stack connects one ActiveCampaign account with one eAccounting company.
    #[arg(long, value_name = "NAME", default_value = "ekobridge")]
    pub(crate) stack: String,
    /// The folder with a release's function zips, or with the output of `make build`.
    #[arg(long, value_name = "DIR", default_value = BUILT)]
    pub(crate) zips: PathBuf,
    /// The e-mail address that alarms and alerts go to, or none.
    #[arg(long, value_name = "E-MAIL|none")]
    pub(crate) alert_email: Option<String>,
    /// A parameter of the template (docs/CONFIGURATION.md lists them); can be repeated; others keep their values.
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = parameter)]
    pub(crate) parameters: Vec<(String, String)>,
    /// A tag for every resource that supports tags; can be repeated, and replaces all tags of the stack.
    #[arg(long = "tag", value_name = "KEY=VALUE", value_parser = tag)]
    pub(crate) tags: Vec<(String, String)>,
    /// Deploy without asking; refused if a resource with data would be replaced.
    #[arg(long)]
    pub(crate) yes: bool,
    /// With --yes: also replace or delete resources with data.
    #[arg(long, requires = "yes")]
    pub(crate) replace_data: bool,
}

fn parameter(text: &str) -> Result<(String, String), Expected> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err(Expected::Parameter),
    }
}

/// A tag as CloudFormation takes it: a key of at most 128 characters and a value of at most 256. AWS keeps `aws:` for itself.
fn tag(text: &str) -> Result<(String, String), Expected> {
    match text.split_once('=') {
        Some((key, value))
            if (1..=128).contains(&key.chars().count())
                && (1..=256).contains(&value.chars().count())
                && !key.to_ascii_lowercase().starts_with("aws:") =>
        {
            Ok((key.to_owned(), value.to_owned()))
        }
        _ => Err(Expected::Tag),
    }
}

pub(crate) async fn run(args: DeployArgs) -> anyhow::Result<()> {
    let account = Account::current().await?;
    let stack = Stack::of(&account, &args.stack);
    deploy(&args, &account, Deployer::new(stack.clone()), &stack)
        .await
        .map(drop)
}

/// The result of a deployment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The stack was created or changed.
    Deployed,
    /// The stack already matched.
    Unchanged,
    /// The person declined.
    Declined,
}

/// Deploys.
///
/// # Errors
/// When something is missing, or AWS refuses the deployment. The stack is then unchanged.
pub(crate) async fn deploy(
    args: &DeployArgs,
    account: &Account,
    deployer: Deployer,
    stack: &Stack,
) -> anyhow::Result<Ended> {
    let style = Style::of_stdout();
    let text = setup();
    let place = text.deploy_where(
        style.bold(&account.id),
        style.bold(&account.region),
        style.bold(&args.stack),
    );
    print(&format!("{place}\n"))?;
    let (code, architecture) = artifacts::in_folder(&args.zips)?;
    let before = stack.changeable().await?;
    let mut given: BTreeMap<String, String> = args.parameters.iter().cloned().collect();
    given
        .entry("Architecture".to_owned())
        .or_insert_with(|| architecture.parameter().to_owned());
    ensure!(
        given["Architecture"] == architecture.parameter(),
        "{}",
        text.deploy_architecture(
            architecture.parameter(),
            args.zips.display().to_string(),
            &given["Architecture"]
        )
    );
    if let Some(email) = alert_email(args, before.as_ref())? {
        given.insert("AlertEmail".to_owned(), email);
    }
    if before.is_none() {
        adopt::adopt(account, &args.stack, &mut given).await?;
    }
    let token = route_token(account, &mut given, before.as_ref()).await?;
    if token.is_some() && before.is_some() {
        print(&format!("{}\n", text.deploy_token_anew()))?;
    }
    if before.is_none() && !given.contains_key("IngestConcurrency") {
        given.extend(ingest_concurrency(account).await);
    }
    let parameters = settings(&given, before.as_ref())?;

    let bucket = Bucket::of(account);
    bucket.ensure().await?;
    let mut uris = BTreeMap::new();
    for artifact in code {
        let key = artifact.key();
        uris.insert(artifact.function.to_owned(), bucket.uri(&key));
        let size = artifact.zip.len();
        if bucket.upload(&key, artifact.zip).await? {
            print(&format!(
                "  {}  {} ({} KB)\n",
                text.deploy_uploaded(),
                artifact.function,
                size.div_ceil(1024)
            ))?;
        }
    }
    let template = template::with_code(&uris)?;
    let key = template_key(&template);
    bucket.upload(&key, template.into_bytes()).await?;

    let url = bucket.url(&key);
    let prepared = deployer
        .prepare(&Source::Template(&url), &parameters, &args.tags, before.is_none())
        .await?;
    let Some(prepared) = prepared else {
        print(&format!("{}\n", text.deploy_nothing()))?;
        return Ok(Ended::Unchanged);
    };
    print(&format!(
        "\n{}\n{}",
        style.bold(&text.deploy_changes()),
        prepared.text(&style)
    ))?;
    if prepared.loses_data() && args.yes && !args.replace_data {
        deployer.discard(&prepared).await;
        bail!("{}", text.deploy_loses_data());
    }
    let question = if prepared.loses_data() {
        text.deploy_ask_losing()
    } else {
        text.deploy_ask()
    };
    if !agreed(&question, args.yes)? {
        deployer.discard(&prepared).await;
        if !interactive() {
            bail!("{} {}", text.nothing_changed(), text.no_terminal());
        }
        print(&format!("{}\n", text.nothing_changed()))?;
        return Ok(Ended::Declined);
    }
    deployer
        .execute(&prepared, |line| {
            // The deployment continues even if nobody reads the output any more.
            let _gone = print(&format!("  {line}\n"));
        })
        .await?;
    let deployed = stack
        .deployed()
        .await?
        .context("the stack does not exist after its deployment")?;
    if let Some(token) = token {
        store_route_token(account, &deployed, &token).await?;
    }
    let command = format!("`ekobridge activity --stack {}`", args.stack);
    print(&format!("{}\n", text.deploy_done(command)))?;
    Ok(Ended::Deployed)
}

/// Each content has its own key, so no deployment changes the files of another one.
fn template_key(text: &str) -> String {
    let digest: String = Sha256::digest(text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("templates/{}.yaml", &digest[..32])
}

/// The recipient of alarms. A first deployment must set it, because a missing recipient would be noticed too late.
fn alert_email(args: &DeployArgs, before: Option<&Deployed>) -> anyhow::Result<Option<String>> {
    let named = args.parameters.iter().any(|(name, _)| name == "AlertEmail");
    match (&args.alert_email, before) {
        (Some(email), _) => Ok(Some(email.clone())),
        (None, Some(_)) => Ok(None),
        (None, None) if named => Ok(None),
        (None, None) if interactive() && !args.yes => {
            let email = inquire::Text::new(&setup().who_gets_alarms_deploy()).prompt()?;
            Ok(Some(email.trim().to_owned()))
        }
        (None, None) => {
            bail!("{}", setup().deploy_first_needs_address())
        }
    }
}

/// The route token of a new stack: from the secret that it adopts, or a new one, which is returned so that it can be
/// stored. A stack whose secret has none gets one too: its first deployment was cut off after AWS had begun it, and its
/// token is lost. What is valid already stays so, since a person may have chosen it.
async fn route_token(
    account: &Account,
    given: &mut BTreeMap<String, String>,
    before: Option<&Deployed>,
) -> anyhow::Result<Option<String>> {
    const DIGESTS: &str = "RouteTokenDigests";
    if given.contains_key(DIGESTS) {
        return Ok(None);
    }
    if let Some(before) = before {
        let Some(secret) = before.outputs.get("ActiveCampaignSecretArn") else {
            return Ok(None);
        };
        // An upgrade needs no right to read the secret: who may not is not told what is in it.
        let known = read_secret(account, secret).await.ok();
        if known.is_none_or(|secret| !route_tokens(&secret).is_empty()) {
            return Ok(None);
        }
        let token = random_secret();
        let valid = before
            .parameters
            .get(DIGESTS)
            .and_then(|valid| valid.split(',').next());
        let digests = [Some(digest(&token)), valid.map(str::to_owned)];
        let digests: Vec<String> = digests
            .into_iter()
            .flatten()
            .filter(|text| !text.is_empty())
            .collect();
        given.insert(DIGESTS.to_owned(), digests.join(","));
        return Ok(Some(token));
    }
    if let Some(secret) = given
        .get("ExistingActiveCampaignSecret")
        .filter(|arn| !arn.is_empty())
    {
        let tokens = route_tokens(&read_secret(account, secret).await?);
        if !tokens.is_empty() {
            let digests: Vec<String> = tokens.iter().take(2).map(|token| digest(token)).collect();
            given.insert(DIGESTS.to_owned(), digests.join(","));
            return Ok(None);
        }
    }
    let token = random_secret();
    given.insert(DIGESTS.to_owned(), digest(&token));
    Ok(Some(token))
}

/// The route tokens in ActiveCampaign's secret.
pub(crate) fn route_tokens(secret: &Value) -> Vec<String> {
    secret["route_tokens"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .filter(|token| !token.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A secret's JSON.
///
/// # Errors
/// When it can't be read, or isn't JSON.
pub(crate) async fn read_secret(account: &Account, id: &str) -> anyhow::Result<Value> {
    let client = aws_sdk_secretsmanager::Client::new(&account.sdk);
    let read = client
        .get_secret_value()
        .secret_id(id)
        .send()
        .await
        .map_err(|error| anyhow!("{}", commands().secret_unreadable(id, aws::sdk_error(&error))))?;
    // The parser's own text would quote the input.
    serde_json::from_str(read.secret_string().unwrap_or_default())
        .map_err(|_| anyhow!("{}", commands().secret_not_json(id)))
}

/// Replaces a secret's value.
///
/// # Errors
/// When it can't be written.
pub(crate) async fn write_secret(account: &Account, id: &str, value: &Value) -> anyhow::Result<()> {
    let client = aws_sdk_secretsmanager::Client::new(&account.sdk);
    client
        .put_secret_value()
        .secret_id(id)
        .secret_string(value.to_string())
        .send()
        .await
        .map_err(|error| anyhow!("{}", commands().secret_unwritable(id, aws::sdk_error(&error))))?;
    Ok(())
}

/// Adds a new route token to the secret, and prints its webhook URL.
async fn store_route_token(account: &Account, deployed: &Deployed, token: &str) -> anyhow::Result<()> {
    let output = |name: &str| {
        deployed
            .outputs
            .get(name)
            .with_context(|| format!("the stack has no output {name}"))
    };
    let secret = output("ActiveCampaignSecretArn")?;
    let mut value = read_secret(account, secret).await?;
    value["route_tokens"] = serde_json::json!([token]);
    write_secret(account, secret, &value).await?;
    let address = format!("{}{token}", output("WebhookUrl")?);
    let text = setup();
    print(&format!(
        "\n{}\n{}\n\n",
        text.deploy_webhook(address),
        text.deploy_webhook_secret(secret)
    ))
}

/// The reserved concurrency for webhooks, if the account can reserve it.
async fn ingest_concurrency(account: &Account) -> Option<(String, String)> {
    let limits = aws_sdk_lambda::Client::new(&account.sdk)
        .get_account_settings()
        .send()
        .await
        .ok()?;
    let free = limits.account_limit()?.unreserved_concurrent_executions()?;
    (free - INGEST_CONCURRENCY >= UNRESERVED)
        .then(|| ("IngestConcurrency".to_owned(), INGEST_CONCURRENCY.to_string()))
}

/// All parameters of the template: the given value, else the deployed one, else the default.
fn settings(
    given: &BTreeMap<String, String>,
    before: Option<&Deployed>,
) -> anyhow::Result<BTreeMap<String, Setting>> {
    let known = template::parameters()?;
    if let Some(unknown) = given
        .keys()
        .find(|name| known.iter().all(|known| known.name != **name))
    {
        let names: Vec<&str> = known.iter().map(|known| known.name.as_str()).collect();
        bail!("{}", setup().deploy_no_parameter(unknown, names.join(", ")));
    }
    let mut settings = BTreeMap::new();
    let mut missing = Vec::new();
    for parameter in known {
        let deployed = before.is_some_and(|before| before.parameters.contains_key(&parameter.name));
        let setting = match given.get(&parameter.name) {
            Some(value) => Setting::Value(value.clone()),
            None if deployed => Setting::Previous,
            None if parameter.required => {
                missing.push(parameter.name);
                continue;
            }
            None => continue,
        };
        settings.insert(parameter.name, setting);
    }
    if !missing.is_empty() {
        bail!("{}", setup().deploy_give_values(missing.join(", ")));
    }
    Ok(settings)
}

/// Whether this folder contains the functions.
#[cfg(feature = "setup")]
pub(crate) fn has_functions(folder: &Path) -> bool {
    artifacts::in_folder(folder).is_ok()
}
