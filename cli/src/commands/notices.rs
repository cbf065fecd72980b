//! `ekobridge notices`: tests whether notices reach people.

use anyhow::bail;
use clap::{Args, Subcommand};
use engine::{Alert, AlertStatus, Notice};

use crate::deployment::{Deployment, Target};
use crate::language::commands;
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
        bail!("{}", commands().notices_failed(ended.len(), failed));
    }
    Ok(())
}

/// The test notice.
fn test() -> Alert {
    Alert::new("test", AlertStatus::Information, Notice::Test)
}

/// Prints one line for each channel, and returns how many failed. `dev` sends no e-mail, because its topic has no
/// subscribers.
fn shown(ended: &[(&'static str, Result<(), String>)], is_stack: bool) -> (String, usize) {
    let says = commands();
    let mut text = String::new();
    let mut failed = 0;
    for (name, ended) in ended {
        match ended {
            Ok(()) if *name == "e-mail" && !is_stack => {
                text.push_str(&format!("– {}\n", says.notices_no_mail_here()));
            }
            Ok(()) if *name == "e-mail" => {
                text.push_str(&format!("✓ {}\n", says.notices_mail()));
            }
            Ok(()) => text.push_str(&format!("✓ {}\n", says.notices_delivered(*name))),
            Err(failure) => {
                failed += 1;
                text.push_str(&format!("! {name}: {failure}\n"));
            }
        }
    }
    if ended.len() == 1 {
        text.push_str(&format!("{}\n", says.notices_no_other()));
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
