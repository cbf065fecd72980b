//! The versions of the settings document, each with a number.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ledger::{Ledger, Versioned};
use model::{Code, Problem};
use serde::{Deserialize, Serialize};

use crate::settings_document::{NAME, SettingsDocument};

/// The named value with the heads of all versions.
const HISTORY: &str = "settings_history";

/// How many versions are kept. Their documents are stored under this many names, which are reused in turn.
const KEPT: u64 = 30;

/// How long after a push functions may still use the settings from before. Each looks again after less.
const UNTIL_USED: SignedDuration = SignedDuration::from_secs(60);

/// How often a write is retried because another process wrote in between.
const TRIES: usize = 16;

/// One version of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsVersion {
    /// Its number, from 1.
    pub version: u64,
    /// When it was pushed.
    pub at: Timestamp,
    /// Who pushed it: the ARN of an AWS identity, or the machine's user.
    pub by: String,
    /// The name of its file.
    pub file: String,
    /// The reason for the push, for example a rollback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct History {
    next: u64,
    versions: Vec<SettingsVersion>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    version: u64,
    document: SettingsDocument,
}

fn place(version: u64) -> String {
    format!("settings_version:{}", version % KEPT)
}

impl SettingsDocument {
    /// As [`Self::push_as`], if no person pushes, for example for the demo's settings.
    ///
    /// # Errors
    /// As [`Self::push_as`].
    pub async fn push(&self, ledger: &Ledger) -> Result<(), Problem> {
        self.push_as(ledger, "Ekobridge", None).await.map(drop)
    }

    /// Checks the document, makes it the deployment's settings, and stores it as a new version. Returns the version.
    /// Functions use it within a minute. Only the newest 30 versions are kept.
    ///
    /// # Errors
    /// When the document is invalid, in which case nothing is stored, or when the store failed.
    pub async fn push_as(
        &self,
        ledger: &Ledger,
        by: &str,
        note: Option<String>,
    ) -> Result<SettingsVersion, Problem> {
        let before = ledger.remembered::<Self>(NAME).await?;
        self.replace(ledger, before, by, note).await
    }

    /// As [`Self::push_as`], only if `seen` is still in force: whoever has confirmed a change of these settings has not seen
    /// what others have pushed since. None where nothing was in force but the shipped file.
    ///
    /// # Errors
    /// As [`Self::push_as`]; `RECORD_LOCKED` when others have pushed since.
    pub async fn push_over(
        &self,
        ledger: &Ledger,
        seen: Option<&Self>,
        by: &str,
        note: Option<String>,
    ) -> Result<SettingsVersion, Problem> {
        let before = ledger.remembered::<Self>(NAME).await?;
        if before.as_ref().map(|before| &before.value) != seen {
            return Err(overtaken());
        }
        self.replace(ledger, before, by, note).await
    }

    /// Puts it in force in place of what was read before; refused where others have pushed in between. So the newest version
    /// is the one in force, whoever pushes at the same time.
    async fn replace(
        &self,
        ledger: &Ledger,
        before: Option<Versioned<Self>>,
        by: &str,
        note: Option<String>,
    ) -> Result<SettingsVersion, Problem> {
        self.plan()?;
        let seen = before.as_ref().map(|before| before.version);
        let newest = Self::versions(ledger).await?.into_iter().next();
        match (before, newest) {
            // The document is in force already, so this creates no second version.
            (Some(before), Some(newest)) if before.value == *self => return Ok(newest),
            // Settings that another release pushed have no version yet. A rollback must find them.
            (Some(before), None) => {
                let note = Some("in force before versions were kept".to_owned());
                add(ledger, &before.value, before.at, "unknown", note).await?;
            }
            _ => {}
        }
        let version = add(ledger, self, ledger.now(), by, note).await?;
        if ledger.compare_and_set(NAME, self, seen).await?.is_some() {
            return Ok(version);
        }
        change(ledger, |history| {
            history.versions.retain(|kept| kept.version != version.version);
        })
        .await?;
        Err(overtaken())
    }

    /// The stored versions, newest first. The first is in force, unless its push was interrupted.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn versions(ledger: &Ledger) -> Result<Vec<SettingsVersion>, Problem> {
        let found = ledger.remembered::<History>(HISTORY).await?;
        let mut versions = found.map(|found| found.value.versions).unwrap_or_default();
        versions.reverse();
        Ok(versions)
    }

    /// The newest version and when every function uses it, if it was pushed less than a minute ago.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn not_yet_used(ledger: &Ledger) -> Result<Option<(SettingsVersion, Timestamp)>, Problem> {
        let newest = Self::versions(ledger).await?.into_iter().next();
        Ok(newest.and_then(|version| {
            let used_from = version.at.checked_add(UNTIL_USED).ok()?;
            (used_from > ledger.now()).then_some((version, used_from))
        }))
    }

    /// Waits until the functions use the newest settings. Where there is a wait, `told` hears first of which and until when.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn until_used(
        ledger: &Ledger,
        told: impl FnOnce(&SettingsVersion, Timestamp),
    ) -> Result<(), Problem> {
        if let Some((newest, used_from)) = Self::not_yet_used(ledger).await? {
            told(&newest, used_from);
            let wait = used_from.duration_since(ledger.now());
            tokio::time::sleep(Duration::try_from(wait).unwrap_or_default()).await;
        }
        Ok(())
    }

    /// The document of a version.
    ///
    /// # Errors
    /// When it is no longer stored, or the store failed.
    pub async fn of_version(ledger: &Ledger, version: u64) -> Result<Self, Problem> {
        let found = ledger.remembered::<Kept>(&place(version)).await?;
        found
            .map(|found| found.value)
            .filter(|kept| kept.version == version)
            .map(|kept| kept.document)
            .ok_or_else(|| {
                Problem::new(
                    Code::INPUT_INVALID,
                    format!("There is no version {version} of the settings; the newest {KEPT} are kept."),
                    "`ekobridge settings history` shows them.",
                )
            })
    }
}

fn overtaken() -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        "Somebody else has pushed settings in between. Nothing was pushed.",
        "See what is in force now with `ekobridge settings history`, then push again.",
    )
}

/// Stores a document as the next version.
async fn add(
    ledger: &Ledger,
    document: &SettingsDocument,
    at: Timestamp,
    by: &str,
    note: Option<String>,
) -> Result<SettingsVersion, Problem> {
    // The number is reserved first, so that two concurrent pushes get different ones.
    let number = change(ledger, |history| {
        history.next += 1;
        history.next
    })
    .await?;
    let kept = Kept {
        version: number,
        document: document.clone(),
    };
    ledger.remember(&place(number), &kept).await?;
    let version = SettingsVersion {
        version: number,
        at,
        by: by.to_owned(),
        file: document.file.clone(),
        note,
    };
    change(ledger, |history| {
        history.versions.push(version.clone());
        history.versions.sort_by_key(|version| version.version);
        let next = history.next;
        history.versions.retain(|version| version.version + KEPT > next);
    })
    .await?;
    Ok(version)
}

async fn change<T>(ledger: &Ledger, mut change: impl FnMut(&mut History) -> T) -> Result<T, Problem> {
    for _ in 0..TRIES {
        let found = ledger.remembered::<History>(HISTORY).await?;
        let seen = found.as_ref().map(|found| found.version);
        let mut history = found.map(|found| found.value).unwrap_or_default();
        let answer = change(&mut history);
        if ledger.compare_and_set(HISTORY, &history, seen).await?.is_some() {
            return Ok(answer);
        }
    }
    Err(Problem::new(
        Code::RECORD_LOCKED,
        "Others push settings just now.",
        "Try again in a moment.",
    ))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;
    use std::time::Duration;

    use ledger::{MemoryStore, ValueStore};
    use model::{ManualClock, SystemClock};
    use serde_json::Value;

    use super::*;

    fn ledger() -> Ledger {
        Ledger::new(
            Arc::new(MemoryStore::default()),
            Arc::new(SystemClock),
            "test",
            Duration::from_secs(60),
        )
    }

    fn days(days: u64) -> SettingsDocument {
        SettingsDocument {
            text: format!("[journal]\nretention_days = {days}\n"),
            file: "shop.toml".to_owned(),
        }
    }

    #[tokio::test]
    async fn each_push_is_a_version_and_only_the_newest_are_kept() {
        let ledger = ledger();
        for number in [1].into_iter().chain(1..=32) {
            let pushed = days(number).push_as(&ledger, "me", None).await.unwrap();
            assert_eq!(pushed.version, number);
        }
        let versions = SettingsDocument::versions(&ledger).await.unwrap();
        assert_eq!(
            (versions.len(), versions[0].version, versions[29].version),
            (30, 32, 3)
        );
        for number in [3, 32] {
            let kept = SettingsDocument::of_version(&ledger, number).await.unwrap();
            assert_eq!(kept, days(number));
        }
        for number in [0, 2, 33] {
            assert!(
                SettingsDocument::of_version(&ledger, number).await.is_err(),
                "{number}"
            );
        }
        assert_eq!(SettingsDocument::pushed(&ledger).await.unwrap(), Some(days(32)));
    }

    #[tokio::test]
    async fn a_version_is_used_a_minute_after_its_push() {
        let clock = Arc::new(ManualClock::new("2026-11-25T08:00:00Z".parse().unwrap()));
        let store = Arc::new(MemoryStore::default());
        let minute = Duration::from_secs(60);
        let ledger = Ledger::new(store, Arc::clone(&clock) as Arc<dyn model::Clock>, "test", minute);
        let soon = async || {
            let soon = SettingsDocument::not_yet_used(&ledger).await.unwrap();
            soon.map(|(version, from)| (version.version, from.to_string()))
        };
        assert_eq!(soon().await, None);
        days(1).push_as(&ledger, "me", None).await.unwrap();
        clock.advance(SignedDuration::from_secs(59));
        assert_eq!(soon().await, Some((1, "2026-11-25T08:01:00Z".to_owned())));
        clock.advance(SignedDuration::from_secs(1));
        assert_eq!(soon().await, None);
        assert!(crate::settings_document::GOOD_FOR < minute);
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_goes_on_once_the_functions_use_the_newest_settings() {
        let clock = Arc::new(ManualClock::new("2026-11-25T08:00:00Z".parse().unwrap()));
        let store = Arc::new(MemoryStore::default());
        let ledger = Ledger::new(store, clock, "test", Duration::from_secs(60));
        days(1).push_as(&ledger, "me", None).await.unwrap();
        let (mut told, began) = (None, tokio::time::Instant::now());
        SettingsDocument::until_used(&ledger, |newest, from| told = Some((newest.version, from)))
            .await
            .unwrap();
        let (version, from) = told.unwrap();
        assert_eq!(
            (version, from.duration_since(ledger.now())),
            (1, SignedDuration::from_secs(60))
        );
        assert_eq!(began.elapsed(), Duration::from_secs(60));
    }

    #[tokio::test]
    async fn what_another_release_pushed_is_the_first_version() {
        let ledger = ledger();
        ledger.remember(NAME, &days(7)).await.unwrap();
        days(8).push_as(&ledger, "me", None).await.unwrap();
        let versions = SettingsDocument::versions(&ledger).await.unwrap();
        assert_eq!(
            versions.iter().map(|version| version.version).collect::<Vec<_>>(),
            [2, 1]
        );
        assert_eq!(SettingsDocument::of_version(&ledger, 1).await.unwrap(), days(7));
    }

    #[tokio::test]
    async fn of_two_pushes_at_once_one_is_refused_and_the_newest_is_in_force() {
        let ledger = ledger();
        days(1).push_as(&ledger, "me", None).await.unwrap();
        let read = ledger.remembered::<SettingsDocument>(NAME).await.unwrap();
        days(2).push_as(&ledger, "you", None).await.unwrap();
        let problem = days(3).replace(&ledger, read, "me", None).await.unwrap_err();
        assert_eq!(problem.code, Code::RECORD_LOCKED);
        assert_eq!(SettingsDocument::pushed(&ledger).await.unwrap(), Some(days(2)));
        let versions = SettingsDocument::versions(&ledger).await.unwrap();
        assert_eq!((versions.len(), versions[0].by.as_str()), (2, "you"));
        let newest = SettingsDocument::of_version(&ledger, versions[0].version).await;
        assert_eq!(newest.unwrap(), days(2));
        // It goes on: the number that was taken in vain is left out.
        let pushed = days(3).push_as(&ledger, "me", None).await.unwrap();
        assert_eq!(
            SettingsDocument::of_version(&ledger, pushed.version)
                .await
                .unwrap(),
            days(3)
        );
    }

    #[tokio::test]
    async fn what_was_confirmed_over_other_settings_is_not_pushed() {
        let ledger = ledger();
        days(1).push_over(&ledger, None, "me", None).await.unwrap();
        days(2).push_as(&ledger, "you", None).await.unwrap();
        for seen in [None, Some(&days(1))] {
            let problem = days(3).push_over(&ledger, seen, "me", None).await.unwrap_err();
            assert_eq!(problem.code, Code::RECORD_LOCKED);
        }
        days(3)
            .push_over(&ledger, Some(&days(2)), "me", None)
            .await
            .unwrap();
        assert_eq!(SettingsDocument::pushed(&ledger).await.unwrap(), Some(days(3)));
    }

    /// Named values as they are stored, checked in: `settings-format-1.json` as this version writes them, and
    /// `settings-format-2.json` as a newer version might.
    type Stored = BTreeMap<String, Marked>;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Marked {
        format: u32,
        value: Value,
    }

    const FORMAT_1: &str = include_str!("../fixtures/settings-format-1.json");
    const FORMAT_2: &str = include_str!("../fixtures/settings-format-2.json");

    async fn holding(text: &str) -> (Arc<MemoryStore>, Ledger) {
        let store = Arc::new(MemoryStore::default());
        let stored: Stored = serde_json::from_str(text).unwrap();
        for (name, Marked { format, value }) in stored {
            store.put_value(&name, &value, format, None).await.unwrap();
        }
        let ledger = of(Arc::clone(&store));
        (store, ledger)
    }

    fn of(store: Arc<MemoryStore>) -> Ledger {
        let clock = ManualClock::new("2026-11-23T10:00:00Z".parse().unwrap());
        Ledger::new(store, Arc::new(clock), "w", Duration::from_secs(60))
    }

    async fn stored(store: &MemoryStore) -> Stored {
        let mut stored = Stored::new();
        for (name, _) in store.values() {
            let found = store.get_value(&name).await.unwrap().unwrap();
            let marked = Marked {
                format: found.format,
                value: found.value,
            };
            stored.insert(name, marked);
        }
        stored
    }

    #[tokio::test]
    async fn what_this_version_stores_of_settings_is_format_1() {
        let store = Arc::new(MemoryStore::default());
        let ledger = of(Arc::clone(&store));
        days(7).push_as(&ledger, "me", None).await.unwrap();
        let note = Some("a longer log".to_owned());
        days(8).push_as(&ledger, "you", note).await.unwrap();
        let now = stored(&store).await;
        assert!(
            now == serde_json::from_str(FORMAT_1).unwrap(),
            "What is stored of settings has changed. What an older version doesn't know needs a higher `ledger::FORMAT` and a \
             fixture of its own; settings-format-1.json stays as it is. Stored now:\n{}",
            serde_json::to_string_pretty(&now).unwrap()
        );
    }

    #[tokio::test]
    async fn settings_of_format_1_are_read_and_added_to() {
        let (_, ledger) = holding(FORMAT_1).await;
        assert_eq!(SettingsDocument::pushed(&ledger).await.unwrap(), Some(days(8)));
        assert_eq!(SettingsDocument::of_version(&ledger, 1).await.unwrap(), days(7));
        let third = days(9).push_as(&ledger, "me", None).await.unwrap();
        let versions = SettingsDocument::versions(&ledger).await.unwrap();
        assert_eq!((third.version, versions.len()), (3, 3));
        assert_eq!(versions[1].note.as_deref(), Some("a longer log"));
    }

    #[tokio::test]
    async fn a_rollback_from_a_newer_versions_settings_loses_nothing() {
        let (store, ledger) = holding(FORMAT_2).await;
        let newer: Stored = serde_json::from_str(FORMAT_2).unwrap();
        let seen = SettingsDocument::pushed(&ledger).await.unwrap().unwrap();
        let problem = seen.plan().err().unwrap();
        assert_eq!(problem.code, Code::SETTINGS_INVALID);
        assert!(
            problem.message.contains("format 2") && problem.message.contains("rollback"),
            "{problem}"
        );

        let before = SettingsDocument::of_version(&ledger, 1).await.unwrap();
        let pushed = before.push_over(&ledger, Some(&seen), "me", None).await.unwrap();
        assert_eq!(pushed.version, 3);
        assert_eq!(
            SettingsDocument::pushed(&ledger).await.unwrap().unwrap().text,
            days(7).text
        );

        // The newer version finds its own settings, and what it has noted of them.
        let now = stored(&store).await;
        assert_eq!(now["settings_version:2"], newer["settings_version:2"]);
        let history = &now["settings_history"];
        assert_eq!(history.format, 2);
        assert_eq!(history.value["value"]["kept"], 50);
        assert_eq!(history.value["value"]["versions"][1]["approved_by"], "them");
        assert_eq!(history.value["value"]["versions"][2]["version"], 3);
    }

    #[tokio::test]
    async fn wrong_settings_are_no_version() {
        let ledger = ledger();
        let wrong = SettingsDocument {
            text: "dayz = 3".to_owned(),
            file: "shop.toml".to_owned(),
        };
        let problem = wrong.push_as(&ledger, "me", None).await.unwrap_err();
        assert_eq!(problem.code, Code::SETTINGS_INVALID);
        assert!(SettingsDocument::versions(&ledger).await.unwrap().is_empty());
    }
}
