//! The language of notices: the setting `notices.language`, or that of the company's country.

use ledger::Ledger;
use messages::Language;
use notices::NoticeLanguage;
use settings::Settings;

use crate::{SettingsDocument, Totals};

/// The language of the next notices, which is also set in `language`. Two reads; notices are rare. If the settings in force
/// can't be read, the last known language stays.
pub(crate) async fn resolve(ledger: &Ledger, language: &NoticeLanguage) -> Language {
    if let Some(found) = find(ledger).await {
        language.set(found);
    }
    language.get()
}

async fn find(ledger: &Ledger) -> Option<Language> {
    let pushed = SettingsDocument::pushed(ledger).await.ok()?;
    let settings = match pushed {
        Some(document) => Settings::parse(&document.text, &document.file).ok()?,
        None => Settings::default(),
    };
    Some(match settings.notices.language {
        settings::NoticeLanguage::English => Language::English,
        settings::NoticeLanguage::Swedish => Language::Swedish,
        settings::NoticeLanguage::Norwegian => Language::Norwegian,
        settings::NoticeLanguage::Dutch => Language::Dutch,
        settings::NoticeLanguage::Finnish => Language::Finnish,
        settings::NoticeLanguage::Spanish => Language::Spanish,
        settings::NoticeLanguage::Auto => {
            let totals = Totals::read(ledger).await.ok()?;
            Language::of_country(&totals.country.unwrap_or_default())
        }
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use ledger::MemoryStore;
    use model::SystemClock;

    use super::*;

    fn ledger() -> Ledger {
        Ledger::new(
            Arc::new(MemoryStore::default()),
            Arc::new(SystemClock),
            "test",
            Duration::from_secs(60),
        )
    }

    async fn push(ledger: &Ledger, text: &str) {
        let document = SettingsDocument {
            text: text.to_owned(),
            file: "shop.toml".to_owned(),
        };
        document.push(ledger).await.unwrap();
    }

    #[tokio::test]
    async fn the_language_is_english_until_the_companys_country_is_known() {
        let (ledger, language) = (ledger(), NoticeLanguage::default());
        assert_eq!(resolve(&ledger, &language).await, Language::English);
        let known = Totals {
            country: Some("FI".to_owned()),
            ..Totals::default()
        };
        known.store(&ledger, &crate::totals::LastTotals::default()).await;
        assert_eq!(resolve(&ledger, &language).await, Language::Finnish);
        assert_eq!(language.get(), Language::Finnish);
    }

    #[tokio::test]
    async fn the_setting_decides_whatever_the_country() {
        let (ledger, language) = (ledger(), NoticeLanguage::default());
        let known = Totals {
            country: Some("FI".to_owned()),
            ..Totals::default()
        };
        known.store(&ledger, &crate::totals::LastTotals::default()).await;
        for (tag, expected) in [
            ("en", Language::English),
            ("sv", Language::Swedish),
            ("nb", Language::Norwegian),
            ("nl", Language::Dutch),
            ("fi", Language::Finnish),
            ("es", Language::Spanish),
            ("auto", Language::Finnish),
        ] {
            push(&ledger, &format!("[notices]\nlanguage = \"{tag}\"\n")).await;
            assert_eq!(resolve(&ledger, &language).await, expected, "{tag}");
        }
    }
}
