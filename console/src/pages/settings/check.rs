//! Validates a draft of settings, and compares it with the settings in force. Pure.

use aws::SettingsDocument;
use flows::CompiledSettings;
use mapping::{Mapping, MappingError};
use messages::Messages;
use serde_json::Value;
use settings::Settings;
use sha2::{Digest, Sha256};
use similar::{ChangeTag, TextDiff};

use super::LONGEST;

/// The number of unchanged lines that are shown around changed ones.
const CONTEXT: usize = 2;

/// The result of checking a draft.
pub(super) struct Checked {
    pub(super) mistakes: Vec<Mistake>,
    /// Setting by setting, whatever the lines look like.
    pub(super) changes: Vec<Change>,
    pub(super) lines: Vec<Line>,
    /// Set where the settings in force are compared as the defaults, since they can't be read.
    pub(super) from_wrong: bool,
    pub(super) can_save: bool,
    /// The draft's digest. A save must send the same one, so that only a draft whose changes were shown is saved.
    pub(super) digest: String,
}

/// A mistake, with line and column where they are known.
pub(super) struct Mistake {
    pub(super) place: Option<(u32, u32)>,
    pub(super) text: String,
}

/// A setting that the draft changes.
pub(super) struct Change {
    pub(super) key: String,
    pub(super) before: String,
    pub(super) now: String,
}

/// A line of the comparison.
pub(super) struct Line {
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    /// The sign as text, for screen readers.
    pub(super) spoken: String,
    pub(super) text: String,
}

pub(super) fn digest(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

pub(super) fn check(text: &Messages, in_force: &SettingsDocument, draft: &str) -> Checked {
    let (settings, errors) = Settings::read(draft, &in_force.file);
    let mut mistakes: Vec<Mistake> = errors
        .map(|errors| errors.0)
        .unwrap_or_default()
        .into_iter()
        .map(|error| Mistake {
            place: Some((error.line, error.column)),
            text: error.message,
        })
        .collect();
    if draft.len() > LONGEST {
        mistakes.push(Mistake {
            place: None,
            text: text.settings_too_long(LONGEST),
        });
    }
    // Rules of a file with other mistakes are tried too: a person corrects everything at once.
    if let Some(settings) = &settings {
        mistakes.extend(mistakes_of_rules(settings));
    }
    let before = Settings::parse(&in_force.text, &in_force.file);
    let from_wrong = before.is_err();
    let before = before.unwrap_or_default();
    let changes = match &settings {
        Some(now) if mistakes.is_empty() => changes(text, &before, now),
        _ => Vec::new(),
    };
    Checked {
        can_save: mistakes.is_empty() && draft != in_force.text,
        changes,
        lines: lines(text, &in_force.text, draft),
        from_wrong,
        digest: digest(draft),
        mistakes,
    }
}

/// What is wrong with the mapping rules, each at its place; or with settings that name fields.
fn mistakes_of_rules(settings: &Settings) -> Vec<Mistake> {
    match Mapping::load(settings) {
        Err(errors) => {
            let mistake = |error: MappingError| Mistake {
                place: Some((error.place.line, error.place.column)),
                text: error.message,
            };
            errors.0.into_iter().map(mistake).collect()
        }
        Ok(mapping) => CompiledSettings::of(settings.clone(), mapping)
            .err()
            .map(|problem| Mistake {
                place: None,
                text: problem.message,
            })
            .into_iter()
            .collect(),
    }
}

fn changes(text: &Messages, before: &Settings, now: &Settings) -> Vec<Change> {
    let told = |value: &Value| match value {
        Value::Null => text.settings_unset(),
        value => value.to_string(),
    };
    operations::setting_changes(before, now)
        .unwrap_or_default()
        .into_iter()
        .map(|change| Change {
            before: told(&change.before),
            now: told(&change.now),
            key: change.key,
        })
        .collect()
}

fn lines(text: &Messages, before: &str, now: &str) -> Vec<Line> {
    let diff = TextDiff::from_lines(before, now);
    let mut lines = Vec::new();
    for group in diff.grouped_ops(CONTEXT) {
        if !lines.is_empty() {
            lines.push(Line {
                class: "quiet",
                sign: "…",
                spoken: String::new(),
                text: String::new(),
            });
        }
        for change in group.iter().flat_map(|operation| diff.iter_changes(operation)) {
            let (class, sign, spoken) = match change.tag() {
                ChangeTag::Insert => ("added", "+", text.settings_added()),
                ChangeTag::Delete => ("removed", "−", text.settings_removed()),
                ChangeTag::Equal => ("", "", String::new()),
            };
            lines.push(Line {
                class,
                sign,
                spoken,
                text: change.value().trim_end_matches('\n').to_owned(),
            });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use messages::Language;

    use super::*;

    fn checked(before: &str, draft: &str) -> Checked {
        let document = SettingsDocument {
            text: before.to_owned(),
            file: "shop.toml".to_owned(),
        };
        check(Messages::of(Language::English), &document, draft)
    }

    #[test]
    fn every_mistake_of_a_draft_is_told_at_its_place() {
        let found = checked("", "[orders]\ndry_run = \"x\"\nstatus = 1\n");
        let places: Vec<_> = found.mistakes.iter().filter_map(|one| one.place).collect();
        assert_eq!(places.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3]);
        assert!(!found.can_save && found.changes.is_empty());
    }

    #[test]
    fn each_mapping_rule_that_does_not_compile_is_a_mistake_at_its_place() {
        let draft =
            "[mapping.customer]\nNote = \"customer.(\"\n[mapping.order]\nYourReference = \"order.(\"\n";
        let found = checked("", draft);
        let lines: Vec<_> = found
            .mistakes
            .iter()
            .map(|mistake| mistake.place.map(|place| place.0))
            .collect();
        assert_eq!(lines, [Some(2), Some(4)]);
        assert!(!found.can_save);
    }

    #[test]
    fn a_draft_tells_the_settings_that_it_changes_and_its_lines() {
        let before = "# mine\n[orders]\ndry_run = true\n";
        let found = checked(before, "# mine\n[orders]\ndry_run = false\n# more\n");
        assert!(found.mistakes.is_empty() && found.can_save);
        let changes: Vec<_> = found
            .changes
            .iter()
            .map(|one| (one.key.as_str(), one.before.as_str(), one.now.as_str()))
            .collect();
        assert_eq!(changes, [("orders.dry_run", "true", "false")]);
        let signs: Vec<_> = found
            .lines
            .iter()
            .map(|line| format!("{}{}", line.sign, line.text))
            .collect();
        assert_eq!(
            signs,
            [
                "# mine",
                "[orders]",
                "−dry_run = true",
                "+dry_run = false",
                "+# more"
            ]
        );
    }

    #[test]
    fn a_draft_that_is_in_force_already_is_not_saved_again() {
        let text = "[orders]\ndry_run = true\n";
        let found = checked(text, text);
        assert!(!found.can_save && found.lines.is_empty() && found.changes.is_empty());
    }

    #[test]
    fn settings_in_force_that_cannot_be_read_are_said_so() {
        let found = checked("dayz = 3", "[journal]\nretention_days = 3\n");
        assert!(found.from_wrong && found.can_save);
        assert_eq!(found.changes.len(), 1);
    }
}
