//! `ekobridge notices`: tests whether notices reach people.

use anyhow::bail;
use clap::{Args, Subcommand};
use engine::{Alert, AlertStatus};

use crate::deployment::{Deployment, Target};
use crate::terminal::print;

/// The subcommands of `ekobridge notices`.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum NoticesCommand {
    /// Send a test notice by e-mail and to every channel, and show which of them accepted it.
    Test(TestArgs),
}

/// The arguments of `ekobridge notices test`.
#[derive(Debug, Clone, Args)]
pub(crate) struct TestArgs {
    #[command(flatten)]
    target: Target,
}

/// Does it.
pub(crate) async fn run(command: NoticesCommand) -> anyhow::Result<()> {
    let NoticesCommand::Test(args) = command;
    let deployment = Deployment::find(&args.target).await?;
    let ended = deployment.worker().try_notice(&test()).await?;
    let (text, failed) = shown(&ended, deployment.environment.deployment.stack.is_some());
    print(&text)?;
    if failed > 0 {
        bail!(
            "{failed} of {} did not take the notice. docs/NOTICES.md says how each is set up.",
            ended.len()
        );
    }
    Ok(())
}

/// The test notice.
fn test() -> Alert {
    Alert::new(
        "test",
        AlertStatus::Information,
        "This is a test notice",
        "Somebody ran `ekobridge notices test`. Where you read this, notices reach you.\nWhat to do: Nothing.",
    )
}

/// Prints one line for each channel, and returns how many failed. `dev` sends no e-mail, because its topic has no
/// subscribers.
fn shown(ended: &[(&'static str, Result<(), String>)], is_stack: bool) -> (String, usize) {
    let mut text = String::new();
    let mut failed = 0;
    for (name, ended) in ended {
        match ended {
            Ok(()) if *name == "e-mail" && !is_stack => {
                text.push_str("– e-mail: none is sent from this machine; `ekobridge dev` prints notices in its terminal\n");
            }
            Ok(()) if *name == "e-mail" => {
                text.push_str("✓ e-mail: sent to the alerts topic, whose confirmed subscribers receive it\n");
            }
            Ok(()) => text.push_str(&format!("✓ {name}: delivered\n")),
            Err(failure) => {
                failed += 1;
                text.push_str(&format!("! {name}: {failure}\n"));
            }
        }
    }
    if ended.len() == 1 {
        text.push_str("No other channel is set up: docs/NOTICES.md shows how.\n");
    }
    (text, failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_channel_is_named_with_what_came_of_it() {
        let ended = [
            ("e-mail", Ok(())),
            ("slack", Ok(())),
            ("teams", Err("it answered 404 Not Found".to_owned())),
        ];
        let (text, failed) = shown(&ended, true);
        assert_eq!(failed, 1);
        assert_eq!(
            text,
            "✓ e-mail: sent to the alerts topic, whose confirmed subscribers receive it\n\
             ✓ slack: delivered\n! teams: it answered 404 Not Found\n"
        );
        assert!(shown(&ended[..1], true).0.contains("No other channel"));
        assert!(
            shown(&ended[..1], false)
                .0
                .starts_with("– e-mail: none is sent from this machine")
        );
    }
}
