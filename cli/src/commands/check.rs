//! `ekobridge check`: whether settings, template and stack are compatible, before a deployment.

use std::path::PathBuf;

use anyhow::bail;
use aws::SettingsDocument;
use clap::Args;

use crate::cloud::Account;
use crate::cloud::artifacts;
use crate::cloud::stack::{Deployed, Stack};
use crate::cloud::template;
use crate::deployment::{Deployment, Target};
use crate::language::setup;
use crate::settings_file::checked;
use crate::terminal::{Style, print};

/// The arguments of `ekobridge check`.
#[derive(Debug, Clone, Args)]
pub(crate) struct CheckArgs {
    /// A settings file, instead of the settings in force.
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// The folder with a release's function zips, or with the output of `make build`.
    #[arg(long, value_name = "DIR")]
    zips: Option<PathBuf>,
    /// A stack in AWS, in the account and region of AWS_PROFILE and AWS_REGION.
    #[arg(long, value_name = "NAME")]
    stack: Option<String>,
}

/// One check, with its errors.
struct Finding {
    what: String,
    wrong: Option<String>,
}

impl Finding {
    fn of(what: impl Into<String>, result: anyhow::Result<()>) -> Self {
        Self {
            what: what.into(),
            wrong: result.err().map(|error| format!("{error:#}")),
        }
    }
}

pub(crate) async fn run(args: CheckArgs) -> anyhow::Result<()> {
    let style = Style::of_stdout();
    let findings = find(&args).await?;
    let mut wrong: usize = 0;
    for finding in &findings {
        match &finding.wrong {
            None => print(&format!("{} {}\n", style.green("✓"), finding.what))?,
            Some(why) => {
                wrong += 1;
                print(&format!("{} {}\n", style.red("!"), finding.what))?;
                for line in why.lines() {
                    print(&format!("    {line}\n"))?;
                }
            }
        }
    }
    match wrong {
        0 => Ok(()),
        some => bail!("{}", setup().check_wrong(some)),
    }
}

async fn find(args: &CheckArgs) -> anyhow::Result<Vec<Finding>> {
    let text = setup();
    let mut findings = vec![Finding::of(
        text.check_template(),
        template::parameters().map(drop),
    )];
    if let Some(file) = &args.settings {
        let what = text.step_settings_file(file.display().to_string());
        findings.push(Finding::of(what, checked(file).map(drop)));
    }
    if let Some(folder) = &args.zips {
        let what = text.check_functions(folder.display().to_string());
        findings.push(Finding::of(what, artifacts::in_folder(folder).map(drop)));
    }
    let Some(name) = &args.stack else {
        return Ok(findings);
    };
    let account = Account::current().await?;
    findings.extend(stack(&Stack::of(&account, name)).await);
    if args.settings.is_none() && findings.iter().all(|finding| finding.wrong.is_none()) {
        let target = Target {
            stack: Some(name.clone()),
            data: None,
        };
        findings.push(Finding::of(
            text.check_settings(),
            settings_in_force(&target).await,
        ));
    }
    Ok(findings)
}

/// Whether the stack can be changed, and this version's template accepts the deployed parameters.
async fn stack(stack: &Stack) -> Vec<Finding> {
    let text = setup();
    let what = text.check_stack(&stack.name);
    match stack.changeable().await {
        Err(error) => vec![Finding::of(what, Err(error))],
        Ok(None) => vec![Finding::of(text.check_stack_new(&stack.name), Ok(()))],
        Ok(Some(deployed)) => vec![
            Finding::of(what, Ok(())),
            Finding::of(text.check_parameters(), parameters(&deployed)),
        ],
    }
}

/// A new parameter without a default must be given at the next deployment.
fn parameters(deployed: &Deployed) -> anyhow::Result<()> {
    let missing: Vec<String> = template::parameters()?
        .into_iter()
        .filter(|parameter| parameter.required && !deployed.parameters.contains_key(&parameter.name))
        .map(|parameter| parameter.name)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    bail!("{}", setup().check_needs_values(missing.join(", ")))
}

/// Whether this version accepts the pushed settings.
async fn settings_in_force(target: &Target) -> anyhow::Result<()> {
    let worker = Deployment::find(target).await?.worker();
    let pushed = SettingsDocument::pushed(worker.ledger())
        .await
        .map_err(|problem| anyhow::anyhow!("{}", problem.message))?;
    match pushed.map(|document| document.plan()) {
        Some(Err(problem)) => bail!("{}\n{}", problem.message, setup().check_push_corrected()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::fake;
    use devstack::testing::FakeStack;

    #[tokio::test]
    async fn each_thing_that_does_not_fit_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("wrong.toml");
        std::fs::write(&file, "[orders]\nnotes = true\n").unwrap();
        let args = CheckArgs {
            settings: Some(file),
            zips: Some(folder.path().to_owned()),
            stack: None,
        };
        let findings = find(&args).await.unwrap();
        let wrong: Vec<&str> = findings
            .iter()
            .filter_map(|finding| finding.wrong.as_deref())
            .collect();
        assert_eq!((findings.len(), wrong.len()), (3, 2));
        assert!(wrong[0].contains("wrong.toml:2:1"), "{wrong:?}");
        assert!(wrong[1].contains("webhook-ingest.zip"), "{wrong:?}");
    }

    #[tokio::test]
    async fn a_stack_of_an_older_version_is_told_what_it_must_be_given() {
        let (aws, account) = fake::start().await;
        let here = Stack::of(&account, "shop");
        assert!(stack(&here).await[0].what.contains("a new one"));
        aws.lock().stack = Some(FakeStack {
            status: "CREATE_COMPLETE".to_owned(),
            ..FakeStack::default()
        });
        let findings = stack(&here).await;
        let wrong = findings[1].wrong.as_deref().unwrap();
        assert!(wrong.contains("RouteTokenDigests"), "{wrong}");
    }
}
