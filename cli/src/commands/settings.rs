//! `ekobridge settings`: prints the shipped settings file, checks a user's file, shows and changes the settings in
//! force, and prints the JSON Schema.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::bail;
use aws::{SettingsDocument, SettingsVersion};
use clap::Subcommand;
use ledger::Ledger;
use messages::CommandMessages;
use model::{Named, Reason, reason};
use operations::{SettingChange, audit, setting_changes, to_default};
use serde_json::{Value, json};
use settings::Settings;

use crate::custom_fields;
use crate::deployment::{Deployment, Target};
use crate::expected::Expected;
use crate::language::commands;
use crate::settings_file::checked;
use crate::terminal::{Style, agreed, interactive, print, told};
use crate::words;

/// How many keys that go back to their default are named.
const MOST_KEYS: usize = 10;

/// The subcommands of `ekobridge settings`.
#[derive(Debug, Subcommand)]
pub(crate) enum SettingsCommand {
    /// Print the shipped settings file: every setting with its default and its meaning.
    Print,
    /// Check a settings file: print "ok", or all errors with line and column.
    Check {
        /// The settings file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Print the settings file in force.
    Show {
        #[command(flatten)]
        target: Target,
    },
    /// Check a settings file, show what it changes, and put it in force; functions use it within a minute.
    Push {
        /// The settings file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Push without asking.
        #[arg(long)]
        yes: bool,
        /// Print the changes as lines of JSON; the file is pushed only with --yes.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        target: Target,
    },
    /// List the versions: when each was pushed, and by whom; the newest 30 are kept.
    History {
        /// Print one line of JSON for each version.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        target: Target,
    },
    /// Show what one version changed, key by key, compared with the version before it or another one.
    Diff {
        /// The version [default: the newest].
        #[arg(value_name = "VERSION", value_parser = version)]
        number: Option<u64>,
        /// The version to compare it with [default: the one before it].
        #[arg(long, value_name = "VERSION", value_parser = version)]
        from: Option<u64>,
        /// Print one line of JSON for each key.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        target: Target,
    },
    /// Put an earlier version in force again, as a new version; functions use it within a minute.
    Rollback {
        /// The version [default: the one before the newest].
        #[arg(value_name = "VERSION", value_parser = version)]
        number: Option<u64>,
        /// Roll back without asking.
        #[arg(long)]
        yes: bool,
        /// Print the changes as lines of JSON; the version is put in force only with --yes.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        target: Target,
    },
    /// Print the JSON Schema of settings files, for editors.
    Schema,
}

/// A version as a person types it. A file is none, whether it exists or not.
fn version(text: &str) -> Result<u64, Expected> {
    text.parse().map_err(|_| Expected::Version)
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
                    eprintln!("{}", commands().settings_shipped());
                    print(settings::DEFAULT_FILE)
                }
            }
        }
        SettingsCommand::Push {
            file,
            yes,
            json,
            target,
        } => {
            let (document, _) = checked(&file)?;
            let deployment = Deployment::find(&target).await?;
            put(&deployment, &document, None, yes, json).await
        }
        SettingsCommand::History { json, target } => {
            let worker = Deployment::find(&target).await?.worker();
            history(worker.ledger(), json, &Style::of_stdout())
                .await
                .and_then(|text| print(&text))
        }
        SettingsCommand::Diff {
            number,
            from,
            json,
            target,
        } => {
            let worker = Deployment::find(&target).await?.worker();
            let (from, to) = versions(worker.ledger(), number, from).await?;
            let changes = difference(worker.ledger(), from, to).await?;
            if changes.from_wrong && json {
                let from = commands().settings_version(from.to_string());
                eprintln!("{}", commands().settings_from_unreadable(from));
            }
            print(&if json {
                changes.json()
            } else {
                changes.between_text(from, to, &Style::of_stdout())
            })
        }
        SettingsCommand::Rollback {
            number,
            yes,
            json,
            target,
        } => {
            let deployment = Deployment::find(&target).await?;
            let worker = deployment.worker();
            let wanted = earlier(worker.ledger(), number).await?;
            let document = SettingsDocument::of_version(worker.ledger(), wanted)
                .await
                .map_err(told)?;
            let note = reason::rolled_back(wanted.to_string());
            put(&deployment, &document, Some(note.to_string()), yes, json).await
        }
    }
}

/// The versions, as text or JSON.
async fn history(ledger: &Ledger, as_json: bool, style: &Style) -> anyhow::Result<String> {
    let versions = SettingsDocument::versions(ledger).await.map_err(told)?;
    if as_json {
        return Ok(versions
            .iter()
            .map(|version| format!("{}\n", json!(version)))
            .collect());
    }
    let line = |version: &SettingsVersion| {
        let note = version.note.as_ref().map(|note| {
            let note = Reason::read(note);
            format!(", {}", words::reason(&note, note.cases(), style.language()))
        });
        let note = note.unwrap_or_default();
        format!(
            "{:>4}  {}  {}{note}  {}\n",
            style.bold(&version.version.to_string()),
            style.dim(&style.time(version.at)),
            version.file,
            style.dim(&style.commands().by(&version.by))
        )
    };
    if versions.is_empty() {
        return Ok(format!("{}\n", style.commands().settings_shipped()));
    }
    Ok(versions.iter().map(line).collect())
}

/// The two versions of a comparison: from and to. The shipped settings are version 0.
async fn versions(ledger: &Ledger, version: Option<u64>, from: Option<u64>) -> anyhow::Result<(u64, u64)> {
    let kept = SettingsDocument::versions(ledger).await.map_err(told)?;
    let Some(newest) = kept.first() else {
        bail!("{}", commands().settings_nothing_to_compare());
    };
    let to = version.unwrap_or(newest.version);
    let before = || {
        kept.iter()
            .map(|kept| kept.version)
            .find(|version| *version < to)
            .unwrap_or(0)
    };
    Ok((from.unwrap_or_else(before), to))
}

/// The target version of a rollback.
async fn earlier(ledger: &Ledger, version: Option<u64>) -> anyhow::Result<u64> {
    if let Some(version) = version {
        return Ok(version);
    }
    let kept = SettingsDocument::versions(ledger).await.map_err(told)?;
    match kept.get(1) {
        Some(before) => Ok(before.version),
        None => bail!("{}", commands().settings_none_before()),
    }
}

async fn difference(ledger: &Ledger, from: u64, to: u64) -> anyhow::Result<Changes> {
    let document = async |version: u64| match version {
        0 => Ok(SettingsDocument::shipped()),
        version => SettingsDocument::of_version(ledger, version).await.map_err(told),
    };
    Changes::between(&document(from).await?, &document(to).await?)
}

async fn in_force(ledger: &Ledger) -> anyhow::Result<Option<SettingsDocument>> {
    SettingsDocument::pushed(ledger).await.map_err(told)
}

/// Shows a document's changes, asks for a confirmation, and puts the document in force.
async fn put(
    deployment: &Deployment,
    document: &SettingsDocument,
    note: Option<String>,
    yes: bool,
    as_json: bool,
) -> anyhow::Result<()> {
    let worker = deployment.worker();
    let seen = in_force(worker.ledger()).await?;
    let before = seen.clone().unwrap_or_else(SettingsDocument::shipped);
    let changes = Changes::between(&before, document)?;
    print(&if as_json {
        changes.json()
    } else {
        changes.text(&deployment.name, &Style::of_stdout())
    })?;
    if changes.from_wrong && as_json {
        eprintln!("{}", commands().settings_from_wrong());
    }
    let not_pushed = || print("{\"pushed\":false}\n");
    if before.text == document.text {
        return if as_json { not_pushed() } else { Ok(()) };
    }
    let settings = document.plan().map_err(told)?;
    Box::pin(custom_fields::warn(deployment, &settings)).await;
    let text = commands();
    if !agreed(&text.settings_ask(), yes)? {
        if !interactive() && !as_json {
            bail!("{} {}", text.nothing_pushed(), text.no_terminal());
        }
        return if as_json {
            not_pushed()
        } else {
            print(&format!("{}\n", text.nothing_pushed()))
        };
    }
    let by = deployment.operator().await;
    // What was shown and confirmed is a change of these settings, and of no others.
    let pushed = document
        .push_over(worker.ledger(), seen.as_ref(), &by, note)
        .await;
    let pushed = pushed.map_err(told)?;
    let what = match &pushed.note {
        Some(note) => reason::settings_pushed_because(pushed.version, Named::phrase(&Reason::read(note))),
        None => reason::settings_pushed(pushed.version),
    };
    audit::note(worker.ledger(), &by, what).await.map_err(told)?;
    print(&if as_json {
        format!("{}\n", json!({ "pushed": true, "version": pushed.version }))
    } else {
        format!("{}\n", text.settings_pushed(pushed.version.to_string()))
    })
}

/// The changes of another document, key by key. Formatting doesn't matter.
#[derive(Debug, PartialEq)]
struct Changes {
    values: Vec<SettingChange>,
    /// The keys among them that were set and go back to their default, because the file doesn't have them.
    to_default: Vec<String>,
    /// Whether the settings before were invalid.
    from_wrong: bool,
}

impl Changes {
    fn between(before: &SettingsDocument, now: &SettingsDocument) -> anyhow::Result<Self> {
        let read = |document: &SettingsDocument| Settings::parse(&document.text, &document.file);
        let (text, now_file) = (&now.text, now.file.clone());
        let now = match read(now) {
            Ok(settings) => settings,
            Err(errors) => bail!("{}\n{errors}", commands().settings_unreadable(&now_file)),
        };
        // Another release has pushed settings that this one doesn't accept. They are compared as the defaults.
        let (before, from_wrong) = match read(before) {
            Ok(settings) => (settings, false),
            Err(_) => (Settings::default(), true),
        };
        let values = setting_changes(&before, &now)?;
        let to_default = to_default(&values, &now)?
            .into_iter()
            // A file that sets a key to its default means it.
            .filter(|key| settings::place_of(text, key).is_none())
            .map(str::to_owned)
            .collect();
        Ok(Self {
            values,
            to_default,
            from_wrong,
        })
    }

    fn text(&self, deployment: &str, style: &Style) -> String {
        let says = style.commands();
        let mut text = String::new();
        if self.from_wrong {
            let _ = writeln!(text, "{}", says.settings_from_wrong());
        }
        if self.values.is_empty() {
            let _ = writeln!(text, "{}", says.settings_changes_nothing(deployment));
            return text;
        }
        let title = says.settings_changes(deployment);
        let _ = writeln!(text, "{}", style.bold(&title));
        self.keys(&mut text, style);
        if !self.to_default.is_empty() {
            let _ = writeln!(text, "{}", style.yellow(&self.defaults(says)));
        }
        text
    }

    /// A file replaces the one in force as a whole, so that keys it does not have go back to their default.
    fn defaults(&self, text: &CommandMessages) -> String {
        let count = self.to_default.len();
        let named = self.to_default.get(..MOST_KEYS).unwrap_or(&self.to_default);
        let keys = named.join(", ");
        let keys = match count - named.len() {
            0 => keys,
            more => text.settings_keys_and_more(keys, more),
        };
        text.settings_to_default(count, keys)
    }

    /// The changes between two versions.
    fn between_text(&self, from: u64, to: u64, style: &Style) -> String {
        let says = style.commands();
        let name = |version: u64| match version {
            0 => says.settings_shipped_name(),
            version => says.settings_version(version.to_string()),
        };
        let mut text = String::new();
        if self.from_wrong {
            let _ = writeln!(text, "{}", says.settings_from_unreadable(name(from)));
        }
        if self.values.is_empty() {
            let _ = writeln!(text, "{}", says.settings_none_between(name(from), name(to)));
            return text;
        }
        let title = says.settings_between(name(from), name(to));
        let _ = writeln!(text, "{}", style.bold(&title));
        self.keys(&mut text, style);
        text
    }

    fn keys(&self, text: &mut String, style: &Style) {
        for SettingChange { key, before, now } in &self.values {
            let _ = writeln!(
                text,
                "  {key}: {} → {}",
                style.red(&shown(before, style)),
                style.green(&shown(now, style))
            );
        }
    }

    fn json(&self) -> String {
        self.values
            .iter()
            .map(|SettingChange { key, before, now }| {
                format!("{}\n", json!({ "key": key, "before": before, "now": now }))
            })
            .collect()
    }
}

fn shown(value: &Value, style: &Style) -> String {
    match value {
        Value::Null => style.commands().settings_not_set(),
        other => other.to_string(),
    }
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
    fn a_file_in_place_of_a_version_is_told_from_one() {
        assert_eq!(version("7"), Ok(7));
        let told = version("ekobridge.toml").unwrap_err().to_string();
        assert!(told.contains("settings push FILE"), "{told}");
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
    fn keys_that_go_back_to_their_default_are_named() {
        let now = document("[orders]\ndry_run = true\n");
        let of = |before: &str| {
            let changes = Changes::between(&document(before), &now).unwrap();
            changes.text("it", &Style::plain())
        };
        let told = of("[orders]\ndry_run = true\nplaced_after = 2026-11-01\n");
        assert!(
            told.ends_with("\n1 key that was set goes back to its default: orders.placed_after.\n"),
            "{told}"
        );
        let told = of("[orders]\nplaced_after = 2026-11-01\n[customers]\ncreate = false\n");
        assert!(
            told.ends_with(
                "\n2 keys that were set go back to their default: customers.create, orders.placed_after.\n"
            ),
            "{told}"
        );
        assert!(!of("").contains("default:"), "what is set now was not set before");
        let meant = Changes::between(&now, &document("[orders]\ndry_run = false\n")).unwrap();
        assert!(meant.to_default.is_empty(), "{meant:?}");

        let many = Changes {
            values: Vec::new(),
            to_default: (10..22).map(|number| format!("key{number}")).collect(),
            from_wrong: false,
        };
        let told = many.defaults(commands());
        assert!(
            told.starts_with("12 keys") && told.ends_with("key18, key19 and 2 more."),
            "{told}"
        );
    }

    #[test]
    fn settings_in_force_that_cannot_be_read_do_not_stop_better_ones() {
        let changes =
            Changes::between(&document("nonsense = 1"), &document("orders.dry_run = true")).unwrap();
        assert!(changes.from_wrong);
        assert_eq!(changes.values.len(), 1);
    }

    #[tokio::test]
    async fn a_version_that_another_release_wrote_is_named_and_does_not_pass_for_the_defaults() {
        let stack = devstack::testing::IdleStack::new().await;
        let ledger = stack.worker.ledger();
        for text in ["orders.note = true", "orders.dry_run = true"] {
            document(text).push_as(ledger, "me", None).await.unwrap();
        }
        // As a newer release pushed the first one, with a key that this one doesn't know.
        let kept = "settings_version:1";
        let mut newer = ledger.remembered::<Value>(kept).await.unwrap().unwrap().value;
        let stored = newer.to_string();
        assert!(stored.contains("orders.note = true"), "{stored}");
        newer = serde_json::from_str(&stored.replace("orders.note", "orders.from_the_future")).unwrap();
        ledger.remember(kept, &newer).await.unwrap();
        let changes = difference(ledger, 1, 2).await.unwrap();
        let text = changes.between_text(1, 2, &Style::plain());
        assert!(
            text.starts_with(
                "This version cannot read version 1; it is compared as the defaults.\nFrom version 1"
            ),
            "{text}"
        );
        let deployment = Deployment::of(stack.environment.clone(), stack.sdk.clone());
        let wanted = SettingsDocument::of_version(ledger, 1).await.unwrap();
        let told = put(&deployment, &wanted, None, true, false)
            .await
            .unwrap_err()
            .to_string();
        assert!(
            told.starts_with("This version of the tool cannot read the settings of ekobridge.toml")
                && told.contains("from_the_future"),
            "{told}"
        );
        assert_eq!(
            in_force(ledger).await.unwrap(),
            Some(document("orders.dry_run = true"))
        );
    }

    #[tokio::test]
    async fn versions_are_listed_compared_and_rolled_back_as_a_new_one() {
        let stack = devstack::testing::IdleStack::new().await;
        let deployment = Deployment::of(stack.environment.clone(), stack.sdk.clone());
        let ledger = stack.worker.ledger();
        let style = Style::plain();
        assert!(versions(ledger, None, None).await.is_err());
        assert!(earlier(ledger, None).await.is_err());
        for text in [
            "orders.dry_run = true",
            "orders.dry_run = false",
            "customers.create = false",
        ] {
            put(&deployment, &document(text), None, true, false)
                .await
                .unwrap();
        }
        assert_eq!(versions(ledger, None, None).await.unwrap(), (2, 3));
        assert_eq!(versions(ledger, Some(1), None).await.unwrap(), (0, 1));
        let changes = difference(ledger, 1, 2).await.unwrap();
        assert_eq!(
            changes.between_text(1, 2, &style),
            "From version 1 to version 2:\n  orders.dry_run: true → false\n"
        );
        let wanted = earlier(ledger, None).await.unwrap();
        let before = SettingsDocument::of_version(ledger, wanted).await.unwrap();
        let note = Some(format!("rollback to version {wanted}"));
        put(&deployment, &before, note, true, false).await.unwrap();
        assert_eq!(
            in_force(ledger).await.unwrap(),
            Some(document("orders.dry_run = false"))
        );
        let text = history(ledger, false, &style).await.unwrap();
        let first = text.lines().next().unwrap();
        assert!(
            first.trim_start().starts_with("4  ")
                && first.contains("ekobridge.toml, rollback to version 2  by ")
                && text.lines().count() == 4,
            "{text}"
        );
        let noted = operations::audit::actions(ledger).await.unwrap();
        assert_eq!(noted[0].what, "Settings version 4: rollback to version 2.");
        let swedish = Style::plain().in_language(messages::Language::Swedish);
        let listed = history(ledger, false, &swedish).await.unwrap();
        let first = listed.lines().next().unwrap();
        assert!(
            first.contains("ekobridge.toml, återgång till version 2  "),
            "{first}"
        );
        let told = words::reason(&noted[0].what, &noted[0].cases, messages::Language::Swedish);
        assert_eq!(told, "Version 4 av inställningarna: återgång till version 2.");
    }
}
