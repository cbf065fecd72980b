//! `ekobridge pause` and `ekobridge resume`: stop and start workers and schedule. Webhooks are queued in any case.

use anyhow::{bail, ensure};
use clap::Args;

use crate::cloud::Account;
use crate::cloud::change_set::Deployer;
use crate::cloud::stack::Stack;
use crate::language::setup;
use crate::terminal::{agreed, interactive, print};

/// The arguments of `ekobridge pause` and `ekobridge resume`.
#[derive(Debug, Clone, Args)]
pub(crate) struct PauseArgs {
    /// A stack in AWS, in the account and region of AWS_PROFILE and AWS_REGION.
    #[arg(long, value_name = "NAME")]
    pub(crate) stack: String,
    /// Don't ask for a confirmation.
    #[arg(long)]
    pub(crate) yes: bool,
}

/// Stops or starts a stack.
pub(crate) async fn run(args: PauseArgs, paused: bool) -> anyhow::Result<()> {
    let account = Account::current().await?;
    let stack = Stack::of(&account, &args.stack);
    set(&args, &stack, Deployer::new(stack.clone()), paused).await
}

async fn set(args: &PauseArgs, stack: &Stack, deployer: Deployer, paused: bool) -> anyhow::Result<()> {
    let text = setup();
    let Some(deployed) = stack.changeable().await? else {
        bail!("{}", text.no_stack(&args.stack));
    };
    ensure!(
        deployed.parameters.contains_key("Paused"),
        "{}",
        text.cannot_pause(&args.stack)
    );
    let wanted = paused.to_string();
    if deployed.parameters["Paused"] == wanted {
        let already = if paused {
            text.paused_already(&args.stack)
        } else {
            text.running_already(&args.stack)
        };
        return print(&format!("{already}\n"));
    }
    let question = if paused {
        text.pause_ask(&args.stack)
    } else {
        text.resume_ask(&args.stack)
    };
    if !agreed(&question, args.yes)? {
        if !interactive() {
            bail!("{} {}", text.nothing_changed(), text.no_terminal());
        }
        return print(&format!("{}\n", text.nothing_changed()));
    }
    if !deployer.set_parameter(&deployed, "Paused", &wanted).await? {
        bail!("{}", text.nothing_to_pause(&args.stack));
    }
    let done = if paused {
        text.paused(format!("`ekobridge resume --stack {}`", args.stack))
    } else {
        text.resumed()
    };
    print(&format!("{done}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloud::fake::{self, deployer};
    use devstack::testing::FakeStack;

    async fn paused(account: &Account, paused: bool) -> anyhow::Result<()> {
        let args = PauseArgs {
            stack: "shop".to_owned(),
            yes: true,
        };
        let (stack, deployer) = deployer(account, "shop");
        set(&args, &stack, deployer, paused).await
    }

    fn stack(parameters: &[(&str, &str)]) -> FakeStack {
        FakeStack {
            status: "CREATE_COMPLETE".to_owned(),
            template: "t".to_owned(),
            parameters: parameters
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            ..FakeStack::default()
        }
    }

    #[tokio::test]
    async fn pausing_and_resuming_change_one_parameter_and_twice_is_once() {
        let (aws, account) = fake::start().await;
        aws.lock().stack = Some(stack(&[("Paused", "false"), ("AlertEmail", "ops@example.com")]));
        for (wanted, executed) in [(true, 1), (true, 1), (false, 2), (false, 2)] {
            paused(&account, wanted).await.unwrap();
            let inner = aws.lock();
            let now = &inner.stack.as_ref().unwrap().parameters;
            assert_eq!(now["Paused"], wanted.to_string());
            assert_eq!(now["AlertEmail"], "ops@example.com");
            let done = inner
                .actions
                .iter()
                .filter(|action| *action == "ExecuteChangeSet")
                .count();
            assert_eq!(done, executed);
        }
    }

    #[tokio::test]
    async fn what_cannot_be_paused_says_why() {
        let (aws, account) = fake::start().await;
        let error = paused(&account, true).await.unwrap_err().to_string();
        assert!(error.contains("no stack shop"), "{error}");
        aws.lock().stack = Some(stack(&[("AlertEmail", "none")]));
        let error = paused(&account, true).await.unwrap_err().to_string();
        assert!(error.contains("ekobridge deploy"), "{error}");
    }
}
