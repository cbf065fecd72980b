use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use settings::Settings;

/// A setting whose value differs between two documents.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingChange {
    /// Its key, such as `orders.dry_run`.
    pub key: String,
    /// The value before; `Null` where it was not set.
    pub before: Value,
    /// The value now; `Null` where it is not set.
    pub now: Value,
}

/// The settings that differ, by key. How the documents are written does not matter.
///
/// # Errors
/// When settings cannot be written as JSON, which is a bug.
pub fn setting_changes(before: &Settings, now: &Settings) -> Result<Vec<SettingChange>, serde_json::Error> {
    let (before, now) = (values(before)?, values(now)?);
    let keys: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let of = |all: &BTreeMap<String, Value>, key: &String| all.get(key).cloned().unwrap_or(Value::Null);
    Ok(keys
        .into_iter()
        .map(|key| SettingChange {
            key: key.clone(),
            before: of(&before, key),
            now: of(&now, key),
        })
        .filter(|change| change.before != change.now)
        .collect())
}

/// The keys among the changes that were set and go back to their default, which is what `now` has for them.
///
/// # Errors
/// When settings cannot be written as JSON, which is a bug.
pub fn to_default<'a>(
    changes: &'a [SettingChange],
    now: &Settings,
) -> Result<Vec<&'a str>, serde_json::Error> {
    let (defaults, now) = (values(&Settings::default())?, values(now)?);
    Ok(changes
        .iter()
        .map(|change| change.key.as_str())
        .filter(|key| now.get(*key) == defaults.get(*key))
        .collect())
}

/// Every setting that has a value, by its key.
fn values(settings: &Settings) -> Result<BTreeMap<String, Value>, serde_json::Error> {
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
