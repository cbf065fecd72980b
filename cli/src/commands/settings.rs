//! `ekobridge settings`: the shipped settings file, a check of one's own, those in force, and the JSON Schema.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::bail;
use aws::SettingsDocument;
use clap::Subcommand;
use ledger::Ledger;
use serde_json::{Value, json};
use settings::Settings;

use crate::deployment::{Deployment, Target};
use crate::settings_file::checked;
use crate::terminal::{Style, agreed, interactive, print, told};

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
    /// Print the settings file that is in force.
    Show {
        #[command(flatten)]
        target: Target,
    },
    /// Check a settings file, show what it changes, and put it in force. Functions have it within a minute.
    Push {
        /// The settings file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Push without asking.
        #[arg(long)]
        yes: bool,
        /// What it changes, as lines of JSON; it is pushed with --yes only.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        target: Target,
    },
    /// Print the JSON Schema of settings files, for editors.
    Schema,
}

pub(crate) async fn run(command: SettingsCommand) -> anyhow::Result<()> {
    match command {
        SettingsCommand::Print => print(settings::DEFAULT_FILE),
        SettingsCommand::Schema => print(&format!(
            "{}\n",
            serde_json::to_string_pretty(&settings::json_schema())?
        )),
        SettingsCommand::Check { file } => {
            checked(&file)?;
            print("ok\n")
        }
        SettingsCommand::Show { target } => {
            let worker = Deployment::find(&target).await?.worker();
            match in_force(worker.ledger()).await? {
                Some(document) => print(&document.text),
                None => {
                    eprintln!("Nothing was pushed: the shipped settings are in force.");
                    print(settings::DEFAULT_FILE)
                }
            }
        }
        SettingsCommand::Push {
            file,
            yes,
            json,
            target,
        } => push(&file, yes, json, &target).await,
    }
}

async fn in_force(ledger: &Ledger) -> anyhow::Result<Option<SettingsDocument>> {
    SettingsDocument::pushed(ledger).await.map_err(told)
}

async fn push(file: &Path, yes: bool, json: bool, target: &Target) -> anyhow::Result<()> {
    let (document, _) = checked(file)?;
    let deployment = Deployment::find(target).await?;
    let worker = deployment.worker();
    let before = in_force(worker.ledger())
        .await?
        .unwrap_or_else(SettingsDocument::shipped);
    let changes = Changes::between(&before, &document)?;
    print(&if json {
        changes.json()
    } else {
        changes.text(&deployment.name, &Style::of_stdout())
    })?;
    if before.text == document.text {
        return Ok(());
    }
    if !agreed("Put these settings in force?", yes)? {
        if !interactive() && !json {
            bail!("Nothing was pushed, because nobody can confirm it here. Add --yes.");
        }
        return if json {
            Ok(())
        } else {
            print("Nothing was pushed.\n")
        };
    }
    document.push(worker.ledger()).await.map_err(told)?;
    if json {
        return print("{\"pushed\":true}\n");
    }
    print("Pushed. Functions that run have it within a minute.\n")
}

/// What another document changes, key by key: how it is written does not matter.
#[derive(Debug, PartialEq)]
struct Changes {
    /// Key, value before, value now.
    values: Vec<(String, Value, Value)>,
    /// Whether the settings before could not be used at all.
    from_wrong: bool,
}

impl Changes {
    fn between(before: &SettingsDocument, now: &SettingsDocument) -> anyhow::Result<Self> {
        let read = |document: &SettingsDocument| Settings::parse(&document.text, &document.file);
        let now = match read(now) {
            Ok(settings) => values(&settings)?,
            Err(errors) => bail!("{errors}"),
        };
        let (before, from_wrong) = match read(before) {
            Ok(settings) => (values(&settings)?, false),
            // Another version has pushed what this one doesn't take; the defaults are what it is compared with.
            Err(_) => (values(&Settings::default())?, true),
        };
        let keys: std::collections::BTreeSet<&String> = before.keys().chain(now.keys()).collect();
        let of = |all: &BTreeMap<String, Value>, key: &String| all.get(key).cloned().unwrap_or(Value::Null);
        let values = keys
            .into_iter()
            .map(|key| (key.clone(), of(&before, key), of(&now, key)))
            .filter(|(_, before, now)| before != now)
            .collect();
        Ok(Self { values, from_wrong })
    }

    fn text(&self, deployment: &str, style: &Style) -> String {
        let mut text = String::new();
        if self.from_wrong {
            text.push_str(
                "The settings in force cannot be read by this version; this is compared with the defaults.\n",
            );
        }
        if self.values.is_empty() {
            let _ = writeln!(text, "It changes nothing that {deployment} does.");
            return text;
        }
        let title = format!("It changes in {deployment}:");
        let _ = writeln!(text, "{}", style.bold(&title));
        for (key, before, now) in &self.values {
            let _ = writeln!(
                text,
                "  {key}: {} → {}",
                style.red(&shown(before)),
                style.green(&shown(now))
            );
        }
        text
    }

    fn json(&self) -> String {
        self.values
            .iter()
            .map(|(key, before, now)| format!("{}\n", json!({ "key": key, "before": before, "now": now })))
            .collect()
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "(not set)".to_owned(),
        other => other.to_string(),
    }
}

/// Every setting by its key, such as `orders.dry_run`.
fn values(settings: &Settings) -> anyhow::Result<BTreeMap<String, Value>> {
    fn gather(key: &str, value: Value, into: &mut BTreeMap<String, Value>) {
        match value {
            Value::Object(map) => {
                for (name, value) in map {
                    let key = if key.is_empty() {
                        name
                    } else {
                        format!("{key}.{name}")
                    };
                    gather(&key, value, into);
                }
            }
            Value::Null => {}
            other => {
                into.insert(key.to_owned(), other);
            }
        }
    }
    let mut all = BTreeMap::new();
    gather("", serde_json::to_value(settings)?, &mut all);
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> SettingsDocument {
        SettingsDocument {
            text: text.to_owned(),
            file: "ekobridge.toml".to_owned(),
        }
    }

    #[test]
    fn what_changes_is_told_by_key_and_how_it_is_written_does_not_count() {
        let before = document("[orders]\ndry_run = true\n");
        let now =
            document("# a comment\norders.dry_run = false\n[mapping.order]\nDeliveryName = 'order.number'\n");
        let changes = Changes::between(&before, &now).unwrap();
        let text = changes.text("the stack shop", &Style::plain());
        assert_eq!(
            text,
            "It changes in the stack shop:\n  mapping.order.DeliveryName: (not set) → \"order.number\"\n  \
             orders.dry_run: true → false\n"
        );
        let same = Changes::between(&before, &document("\n\norders = { dry_run = true }\n")).unwrap();
        assert!(same.values.is_empty());
        assert!(same.text("it", &Style::plain()).contains("changes nothing"));
    }

    #[test]
    fn settings_in_force_that_cannot_be_read_do_not_stop_better_ones() {
        let changes =
            Changes::between(&document("nonsense = 1"), &document("orders.dry_run = true")).unwrap();
        assert!(changes.from_wrong);
        assert_eq!(changes.values.len(), 1);
    }
}
