//! What this build leaves out, and how to get it.

use anyhow::anyhow;
use messages::Language;

use crate::language::{chosen, commands};

/// The commands of the cargo features `deploy` and `setup`.
const LEFT_OUT: [&str; 7] = [
    "setup", "doctor", "deploy", "check", "pause", "resume", "teardown",
];

/// Prints how to get a command that was left out. Other unknown words are refused as usual.
pub(crate) fn run(words: &[String], mut tool: clap::Command) -> anyhow::Result<()> {
    let word = words.first().map_or("", String::as_str);
    if let Some(told) = told(word) {
        return Err(anyhow!(told));
    }
    if chosen() != Language::English {
        eprintln!(
            "{}\n{}",
            commands().usage_unknown_command(word),
            commands().usage_more()
        );
        std::process::exit(2);
    }
    tool.error(
        clap::error::ErrorKind::InvalidSubcommand,
        format!("there is no command '{word}'; `ekobridge --help` lists them"),
    )
    .exit()
}

/// How to get a command, if it was left out.
pub(crate) fn told(word: &str) -> Option<String> {
    LEFT_OUT
        .contains(&word)
        .then(|| commands().not_built(format!("`ekobridge {word}`")))
}

/// How to get something else that was left out.
#[cfg(not(feature = "deploy"))]
fn left_out(what: String) -> anyhow::Error {
    anyhow!("{}", commands().not_built(what))
}

/// Stacks in AWS, which only the feature `deploy` finds.
#[cfg(not(feature = "deploy"))]
pub(crate) mod stacks {
    use std::collections::BTreeMap;

    use aws_config::SdkConfig;

    use super::{commands, left_out};

    /// Refuses.
    #[allow(clippy::unused_async, reason = "the feature `deploy` waits for AWS")]
    pub(crate) async fn all() -> anyhow::Result<Vec<String>> {
        Err(left_out(commands().not_built_stacks()))
    }

    /// Refuses.
    #[allow(clippy::unused_async, reason = "the feature `deploy` waits for AWS")]
    pub(crate) async fn find(_: &str) -> anyhow::Result<(BTreeMap<String, String>, SdkConfig)> {
        Err(left_out(commands().not_built_stacks()))
    }
}
