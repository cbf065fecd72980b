//! `ekobridge teardown`: deletes a stack. Data that can't be recreated needs a second confirmation.
//!
//! The ledger records what was already done, and the secrets hold the login. A new stack can continue with both, so
//! they are kept unless `--delete-data` and the stack's name are given.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{anyhow, bail, ensure};
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use clap::Args;
use messages::SetupMessages;

use crate::cloud::Account;
use crate::cloud::change_set::Deployer;
use crate::cloud::stack::{Deployed, Stack};
use crate::commands::deploy::adopt;
use crate::language::setup;
use crate::terminal::{Style, agreed, interactive, print};

/// The arguments of `ekobridge teardown`.
#[derive(Debug, Clone, Args)]
pub(crate) struct TeardownArgs {
    /// A stack in AWS, in the account and region of AWS_PROFILE and AWS_REGION.
    #[arg(long, value_name = "NAME")]
    pub(crate) stack: String,
    /// Also delete the ledger and the secrets, after a second confirmation: the stack's name.
    #[arg(long)]
    pub(crate) delete_data: bool,
    /// Delete without asking; with --delete-data, --confirm is required too.
    #[arg(long)]
    pub(crate) yes: bool,
    /// The stack's name again, for --delete-data.
    #[arg(long, value_name = "NAME", requires = "delete_data")]
    pub(crate) confirm: Option<String>,
}

/// What is kept when a stack is deleted (the ledger, ActiveCampaign's secret, eAccounting's secret): its output, and the
/// parameter by which a new stack adopts it.
const KEPT: [(&str, &str); 3] = [
    ("LedgerTableName", "ExistingLedgerTable"),
    ("ActiveCampaignSecretArn", "ExistingActiveCampaignSecret"),
    ("EaccountingSecretArn", "ExistingEaccountingSecret"),
];

pub(crate) async fn run(args: TeardownArgs) -> anyhow::Result<()> {
    let account = Account::current().await?;
    let stack = Stack::of(&account, &args.stack);
    teardown(&args, &account, &stack, Deployer::new(stack.clone())).await
}

async fn teardown(
    args: &TeardownArgs,
    account: &Account,
    stack: &Stack,
    deployer: Deployer,
) -> anyhow::Result<()> {
    let text = setup();
    let Some(deployed) = stack.deployed().await? else {
        return left_behind(args, account).await;
    };
    ensure!(
        !deployed.status.as_str().ends_with("_IN_PROGRESS"),
        "{}",
        text.teardown_under_way(&args.stack, deployed.status.as_str())
    );
    let style = Style::of_stdout();
    print(&plan(args, account, &deployed, &style))?;
    if !is_confirmed(args)? {
        return print(&format!("{}\n", text.nothing_deleted()));
    }
    deployer
        .delete_stack(|line| {
            // The deletion continues even if nobody reads the output any more.
            let _gone = print(&format!("  {line}\n"));
        })
        .await?;
    if args.delete_data {
        delete_data(account, &deployed.outputs).await?;
        return print(&format!("{}\n", text.teardown_all_deleted()));
    }
    print(&kept(&deployed))
}

/// Deletes the data of a stack that is gone already: the deletion was broken off after AWS had begun it, or the data was kept then.
async fn left_behind(args: &TeardownArgs, account: &Account) -> anyhow::Result<()> {
    let text = setup();
    let no_stack = || anyhow!("{}", text.no_stack(&args.stack));
    if !args.delete_data {
        return Err(no_stack());
    }
    let left = adopt::left_behind(account, &args.stack, &BTreeMap::new()).await?;
    let outputs: BTreeMap<String, String> = left
        .into_iter()
        .filter_map(|(parameter, name)| {
            let (output, _) = KEPT.into_iter().find(|(_, adopts)| *adopts == parameter)?;
            Some((output.to_owned(), name))
        })
        .collect();
    if outputs.is_empty() {
        return Err(no_stack());
    }
    let style = Style::of_stdout();
    let title = style.bold(&text.teardown_left(&args.stack));
    print(&format!("{title}\n{}", data(&outputs, true, &style)))?;
    if !is_confirmed(args)? {
        return print(&format!("{}\n", text.nothing_deleted()));
    }
    delete_data(account, &outputs).await?;
    print(&format!("{}\n", text.teardown_all_deleted()))
}

/// Ledger and secrets, by name.
fn data(outputs: &BTreeMap<String, String>, is_deleted: bool, style: &Style) -> String {
    let says = SetupMessages::of(style.language());
    let names = [
        says.teardown_ledger(),
        says.teardown_activecampaign_secret(),
        says.teardown_eaccounting_secret(),
    ];
    let mut text = String::new();
    for (what, (output, _)) in names.iter().zip(KEPT) {
        if let Some(name) = outputs.get(output) {
            let line = format!("{what}  {name}");
            let line = if is_deleted { style.red(&line) } else { line };
            let _ = writeln!(text, "  {line}");
        }
    }
    text
}

/// Whether a person agrees. Data is deleted only where the stack's name was repeated.
///
/// # Errors
/// When nobody can be asked, or the name was not repeated.
fn is_confirmed(args: &TeardownArgs) -> anyhow::Result<bool> {
    let text = setup();
    if !agreed(&text.teardown_ask(&args.stack), args.yes)? {
        if !interactive() {
            bail!("{} {}", text.nothing_deleted(), text.no_terminal());
        }
        return Ok(false);
    }
    if args.delete_data && !told_twice(args)? {
        bail!("{}", text.teardown_not_repeated(&args.stack));
    }
    Ok(true)
}

/// Whether the stack's name was confirmed.
fn told_twice(args: &TeardownArgs) -> anyhow::Result<bool> {
    if let Some(confirmed) = &args.confirm {
        return Ok(*confirmed == args.stack);
    }
    if args.yes || !interactive() {
        return Ok(false);
    }
    let question = setup().teardown_twice();
    Ok(inquire::Text::new(&question).prompt()?.trim() == args.stack)
}

fn plan(args: &TeardownArgs, account: &Account, deployed: &Deployed, style: &Style) -> String {
    let says = SetupMessages::of(style.language());
    let place = says.deploy_where(
        style.bold(&account.id),
        style.bold(&account.region),
        style.bold(&args.stack),
    );
    let mut text = format!(
        "{place}\n\n{}\n  {}\n",
        style.bold(&says.teardown_deleted()),
        says.teardown_parts()
    );
    let title = if args.delete_data {
        says.teardown_for_good()
    } else {
        says.teardown_kept()
    };
    let _ = writeln!(text, "\n{}", style.bold(&title));
    text.push_str(&data(&deployed.outputs, args.delete_data, style));
    let _ = writeln!(text, "\n{}", says.teardown_webhook());
    text
}

/// How a new stack adopts what was kept.
fn kept(deployed: &Deployed) -> String {
    let says = setup();
    let mut text = format!("{}\n\n  ekobridge deploy", says.teardown_continue());
    for (output, parameter) in KEPT {
        if let Some(name) = deployed.outputs.get(output) {
            let _ = write!(text, " \\\n    --parameter {parameter}={name}");
        }
    }
    if let Some(salt) = deployed.outputs.get("Salt") {
        let _ = write!(text, " \\\n    --parameter Salt={salt}");
    }
    let _ = write!(text, "\n\n{}\n", says.teardown_without_these());
    text
}

async fn delete_data(account: &Account, outputs: &BTreeMap<String, String>) -> anyhow::Result<()> {
    let secrets = aws_sdk_secretsmanager::Client::new(&account.sdk);
    for output in ["ActiveCampaignSecretArn", "EaccountingSecretArn"] {
        let Some(secret) = outputs.get(output) else {
            continue;
        };
        secrets
            .delete_secret()
            .secret_id(secret)
            .send()
            .await
            .map_err(|error| {
                anyhow!(
                    "{}",
                    setup().teardown_secret_stays(secret, aws::sdk_error(&error))
                )
            })?;
    }
    let Some(table) = outputs.get("LedgerTableName") else {
        return Ok(());
    };
    let dynamodb = aws_sdk_dynamodb::Client::new(&account.sdk);
    dynamodb
        .update_table()
        .table_name(table)
        .deletion_protection_enabled(false)
        .send()
        .await
        .map_err(|error| anyhow!("{}", setup().teardown_table_stays(table, aws::sdk_error(&error))))?;
    // Until the deletion protection is off everywhere, DynamoDB reports the table as in use.
    for attempt in 0..30 {
        match dynamodb.delete_table().table_name(table).send().await {
            Ok(_) => return Ok(()),
            Err(error)
                if attempt < 29
                    && error.as_service_error().and_then(ProvideErrorMetadata::code)
                        == Some("ResourceInUseException") =>
            {
                tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            }
            Err(error) => bail!("{}", setup().teardown_table_stays(table, aws::sdk_error(&error))),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cloud::fake::{self, deployer};
    use devstack::testing::{FakeAws, FakeStack};

    #[derive(Parser)]
    struct CommandLine {
        #[command(flatten)]
        args: TeardownArgs,
    }

    async fn stack() -> (FakeAws, Account) {
        let (aws, account) = fake::start().await;
        {
            let mut inner = aws.lock();
            inner.stack = Some(FakeStack {
                status: "CREATE_COMPLETE".to_owned(),
                outputs: [
                    ("LedgerTableName", "ledger"),
                    ("ActiveCampaignSecretArn", "activecampaign"),
                    ("EaccountingSecretArn", "eaccounting"),
                    ("Salt", "0123456789abcdef"),
                ]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
                ..FakeStack::default()
            });
            inner.tables.insert("ledger".to_owned());
            for secret in ["activecampaign", "eaccounting"] {
                inner.secrets.insert(secret.to_owned(), "{}".to_owned());
            }
        }
        (aws, account)
    }

    async fn torn_down(account: &Account, more: &[&str]) -> anyhow::Result<()> {
        let line = [&["teardown", "--stack", "shop", "--yes"], more].concat();
        let args = CommandLine::try_parse_from(line)?.args;
        let (stack, deployer) = deployer(account, "shop");
        teardown(&args, account, &stack, deployer).await
    }

    #[tokio::test]
    async fn a_stack_goes_and_its_ledger_and_secrets_stay() {
        let (aws, account) = stack().await;
        torn_down(&account, &[]).await.unwrap();
        let inner = aws.lock();
        assert!(inner.stack.is_none());
        assert_eq!((inner.tables.len(), inner.secrets.len()), (1, 2));
    }

    #[tokio::test]
    async fn what_nobody_can_make_again_goes_only_when_it_is_said_twice() {
        let (aws, account) = stack().await;
        for once in [&["--delete-data"][..], &["--delete-data", "--confirm", "shpo"]] {
            let error = torn_down(&account, once).await.unwrap_err().to_string();
            assert!(error.contains("--confirm shop"), "{error}");
            assert!(aws.lock().stack.is_some());
        }
        torn_down(&account, &["--delete-data", "--confirm", "shop"])
            .await
            .unwrap();
        let inner = aws.lock();
        assert!(inner.stack.is_none());
        assert_eq!((inner.tables.len(), inner.secrets.len()), (0, 0));
    }

    #[tokio::test]
    async fn a_deletion_that_was_broken_off_is_done_to_its_end_when_it_is_repeated() {
        let (aws, account) = stack().await;
        {
            let mut inner = aws.lock();
            inner.stack = None;
            inner.secrets = ["shop/activecampaign", "shop/eaccounting"]
                .map(|name| (name.to_owned(), "{}".to_owned()))
                .into();
        }
        let error = torn_down(&account, &[]).await.unwrap_err().to_string();
        assert!(error.contains("no stack shop"), "{error}");
        let error = torn_down(&account, &["--delete-data"])
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("--confirm shop"), "{error}");
        assert_eq!(aws.lock().secrets.len(), 2);
        let all = ["--delete-data", "--confirm", "shop"];
        torn_down(&account, &all).await.unwrap();
        assert_eq!(aws.lock().secrets.len(), 0);
        let error = torn_down(&account, &all).await.unwrap_err().to_string();
        assert!(error.contains("no stack shop"), "{error}");
    }

    #[tokio::test]
    async fn the_plan_names_what_stays_and_how_a_new_stack_goes_on() {
        let (_aws, account) = stack().await;
        let deployed = Stack::of(&account, "shop").deployed().await.unwrap().unwrap();
        let line = ["teardown", "--stack", "shop"];
        let args = CommandLine::try_parse_from(line).unwrap().args;
        let text = plan(&args, &account, &deployed, &Style::plain());
        assert!(
            text.contains("123456789012") && text.contains("To be kept:"),
            "{text}"
        );
        let text = kept(&deployed);
        for part in [
            "ExistingLedgerTable=ledger",
            "ExistingEaccountingSecret=eaccounting",
            "Salt=0123456789abcdef",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
