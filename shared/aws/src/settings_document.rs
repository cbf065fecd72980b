use std::time::Duration;

use engine::{Alert, AlertStatus, Alerts, Notice, notify_on_change};
use flows::CompiledSettings;
use ledger::Ledger;
use model::{Code, Problem};
use serde::{Deserialize, Serialize};
use settings::Settings;
use tokio::time::Instant;

/// The document's name in the ledger's table.
pub(crate) const NAME: &str = "settings";

/// How long a document is used before it is read again.
pub(crate) const GOOD_FOR: Duration = Duration::from_secs(55);

/// The settings as pushed: the file's text, which each function parses itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsDocument {
    /// The settings file.
    pub text: String,
    /// Its name, for messages.
    pub file: String,
}

impl SettingsDocument {
    /// Parses and compiles it.
    ///
    /// # Errors
    /// All errors in the document.
    pub fn plan(&self) -> Result<CompiledSettings, Problem> {
        let (settings, errors) = Settings::read(&self.text, &self.file);
        // Rules of a file with other errors are compiled too, so that a person can correct everything at once.
        let plan = settings.map(CompiledSettings::new);
        match (errors, plan) {
            (None, Some(plan)) => plan,
            (errors, plan) => {
                let errors = errors.map(|errors| errors.to_string());
                let rules = plan.and_then(Result::err).map(|problem| problem.message);
                let all: Vec<String> = errors.into_iter().chain(rules).collect();
                Err(Problem::new(
                    Code::SETTINGS_INVALID,
                    all.join("\n"),
                    "Correct the settings file and push it again.",
                ))
            }
        }
    }

    /// The default if nothing was pushed: the shipped file.
    #[must_use]
    pub fn shipped() -> Self {
        Self {
            text: String::new(),
            file: "ekobridge.toml".to_owned(),
        }
    }

    /// The document that was last pushed.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn pushed(ledger: &Ledger) -> Result<Option<Self>, Problem> {
        Ok(ledger
            .remembered::<Self>(NAME)
            .await?
            .map(|remembered| remembered.value))
    }
}

/// Follows the pushed settings. An invalid document never replaces a valid one, and the defaults never replace a user's
/// settings.
#[derive(Debug, Default)]
pub(crate) struct SettingsWatcher {
    asked_at: Option<Instant>,
    /// The version that was last read, valid or not.
    version: Option<u64>,
    /// Why there are no compiled settings, if there are none.
    missing: Option<Problem>,
    /// The document in force.
    good: Option<SettingsDocument>,
}

impl SettingsWatcher {
    /// The compiled settings in force, compiled again.
    ///
    /// # Errors
    /// When there are none.
    pub(crate) fn again(&self) -> Result<CompiledSettings, Problem> {
        match (&self.good, &self.missing) {
            (Some(document), _) => document.plan(),
            (None, Some(problem)) => Err(problem.clone()),
            (None, None) => SettingsDocument::shipped().plan(),
        }
    }

    /// The new compiled settings, if another document was pushed since the last call.
    ///
    /// # Errors
    /// When it is unknown which settings apply: none could be read so far, or only an invalid document.
    pub(crate) async fn changed(
        &mut self,
        ledger: &Ledger,
        alerts: &dyn Alerts,
    ) -> Result<Option<CompiledSettings>, Problem> {
        if self.asked_at.is_some_and(|at| at.elapsed() < GOOD_FOR) {
            return self.missing.clone().map_or(Ok(None), Err);
        }
        let found = match ledger.remembered::<SettingsDocument>(NAME).await {
            Ok(found) => found,
            Err(problem) if self.asked_at.is_some() => {
                tracing::warn!(code = %problem.code, "the settings cannot be read again; the last ones stay");
                return self.missing.clone().map_or(Ok(None), Err);
            }
            Err(problem) => return Err(problem),
        };
        let first = self.asked_at.replace(Instant::now()).is_none();
        // Nothing was ever pushed, so the shipped settings apply.
        let Some(found) = found else {
            return first.then(|| SettingsDocument::shipped().plan()).transpose();
        };
        if self.version.replace(found.version) == Some(found.version) {
            return self.missing.clone().map_or(Ok(None), Err);
        }
        match found.value.plan() {
            Ok(plan) => {
                tracing::info!(version = found.version, "settings read");
                self.missing = None;
                self.good = Some(found.value);
                notify_on_change(ledger, alerts, "", &in_order()).await;
                Ok(Some(plan))
            }
            Err(problem) => {
                tracing::error!(version = found.version, code = %problem.code, "{}", problem.message);
                let version = found.version;
                notify_on_change(ledger, alerts, &version.to_string(), &wrong(version, &problem)).await;
                if first || self.missing.is_some() {
                    self.missing = Some(problem.clone());
                    return Err(problem);
                }
                Ok(None)
            }
        }
    }
}

fn in_order() -> Alert {
    Alert::new("settings", AlertStatus::Recovered, Notice::SettingsInOrder)
}

fn wrong(version: u64, problem: &Problem) -> Alert {
    let notice = Notice::SettingsWrong {
        version,
        problem: problem.clone(),
    };
    Alert::new("settings", AlertStatus::Failing, notice)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use futures::future::BoxFuture;
    use ledger::MemoryStore;
    use model::SystemClock;

    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[derive(Default)]
    struct Heard(Mutex<Vec<AlertStatus>>);

    impl Alerts for Heard {
        fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
            self.0.lock().unwrap().push(alert.status);
            Box::pin(async {})
        }
    }

    fn ledger() -> Ledger {
        Ledger::new(
            Arc::new(MemoryStore::default()),
            Arc::new(SystemClock),
            "test",
            MINUTE,
        )
    }

    fn document(text: &str) -> SettingsDocument {
        SettingsDocument {
            text: text.to_owned(),
            file: "shop.toml".to_owned(),
        }
    }

    /// Stores a document without checking it, as an older release may have done.
    async fn store(ledger: &Ledger, text: &str) {
        ledger.remember(NAME, &document(text)).await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn without_pushed_settings_the_shipped_ones_apply() {
        let plan = SettingsWatcher::default()
            .changed(&ledger(), &Heard::default())
            .await
            .unwrap();
        assert_eq!(plan.unwrap().settings, Settings::default());
    }

    #[tokio::test(start_paused = true)]
    async fn pushed_settings_are_in_force_within_a_minute() {
        let (ledger, heard) = (ledger(), Heard::default());
        let mut followed = SettingsWatcher::default();
        followed.changed(&ledger, &heard).await.unwrap();
        document("[journal]\nretention_days = 3\n")
            .push(&ledger)
            .await
            .unwrap();
        assert!(
            followed.changed(&ledger, &heard).await.unwrap().is_none(),
            "asked again too soon"
        );
        tokio::time::advance(MINUTE).await;
        assert_eq!(
            followed
                .changed(&ledger, &heard)
                .await
                .unwrap()
                .unwrap()
                .settings
                .journal
                .retention_days,
            3
        );
        tokio::time::advance(MINUTE).await;
        assert!(
            followed.changed(&ledger, &heard).await.unwrap().is_none(),
            "nothing has changed since"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn wrong_settings_are_not_pushed() {
        let ledger = ledger();
        let problem = document("[journal]\ndayz = 3\n").push(&ledger).await.unwrap_err();
        assert_eq!(problem.code, Code::SETTINGS_INVALID);
        assert_eq!(SettingsDocument::pushed(&ledger).await.unwrap(), None);
    }

    #[tokio::test(start_paused = true)]
    async fn wrong_settings_never_replace_good_ones_and_people_are_told_once() {
        let (ledger, heard) = (ledger(), Heard::default());
        let mut followed = SettingsWatcher::default();
        followed.changed(&ledger, &heard).await.unwrap();
        store(&ledger, "dayz = 3").await;
        for _ in 0..3 {
            tokio::time::advance(MINUTE).await;
            assert!(followed.changed(&ledger, &heard).await.unwrap().is_none());
        }
        store(&ledger, "").await;
        tokio::time::advance(MINUTE).await;
        assert!(followed.changed(&ledger, &heard).await.unwrap().is_some());
        assert_eq!(
            *heard.0.lock().unwrap(),
            [AlertStatus::Failing, AlertStatus::Recovered]
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_function_with_invalid_settings_waits_instead_of_using_defaults() {
        let (ledger, heard) = (ledger(), Heard::default());
        store(&ledger, "dayz = 3").await;
        let mut followed = SettingsWatcher::default();
        for _ in 0..3 {
            let problem = followed.changed(&ledger, &heard).await.unwrap_err();
            assert_eq!(problem.code, Code::SETTINGS_INVALID);
            tokio::time::advance(MINUTE).await;
        }
        store(&ledger, "").await;
        assert!(followed.changed(&ledger, &heard).await.unwrap().is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn settings_of_a_newer_format_never_replace_those_in_force() {
        let (ledger, heard) = (ledger(), Heard::default());
        let mut followed = SettingsWatcher::default();
        store(&ledger, "[journal]\nretention_days = 3\n").await;
        followed.changed(&ledger, &heard).await.unwrap();
        store(&ledger, "format = 2\n[journal]\nretention_days = 3\n").await;
        tokio::time::advance(MINUTE).await;
        assert!(followed.changed(&ledger, &heard).await.unwrap().is_none());
        assert_eq!(followed.again().unwrap().settings.journal.retention_days, 3);
        // A function that starts now has none to go on with: its jobs wait.
        let problem = SettingsWatcher::default()
            .changed(&ledger, &heard)
            .await
            .unwrap_err();
        assert_eq!(problem.code, Code::SETTINGS_INVALID);
        assert_eq!(*heard.0.lock().unwrap(), [AlertStatus::Failing]);
    }
}
