//! `ekobridge settings`: the shipped settings file, a check of one's own, and its JSON Schema.

use std::io::Write;
use std::path::PathBuf;

use anyhow::bail;
use clap::Subcommand;
use platform::SettingsDocument;

use crate::dotenv;

/// What `ekobridge settings` does.
#[derive(Debug, Subcommand)]
pub(crate) enum SettingsCommand {
    /// Print the shipped settings file: every setting with its default and what it means.
    Print,
    /// Check a settings file: "ok", or everything that is wrong with it by line and column.
    Check {
        /// The settings file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Print the JSON Schema of settings files, for editors.
    Schema,
}

pub(crate) fn run(command: SettingsCommand) -> anyhow::Result<()> {
    match command {
        SettingsCommand::Print => print(settings::DEFAULT_FILE),
        SettingsCommand::Schema => print(&format!(
            "{}\n",
            serde_json::to_string_pretty(&settings::json_schema())?
        )),
        SettingsCommand::Check { file } => {
            let document = SettingsDocument {
                text: dotenv::read(&file)?,
                file: file.display().to_string(),
            };
            match document.plan() {
                Ok(_) => print("ok\n"),
                Err(problem) => bail!("{}", problem.message),
            }
        }
    }
}

/// Prints text as it is. Whoever reads may have enough, as `head` has.
fn print(text: &str) -> anyhow::Result<()> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
