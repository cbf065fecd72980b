//! The language that the tool speaks: `--lang`, or the person's locale. JSON is the same in every language.

use std::io::IsTerminal as _;
use std::sync::OnceLock;

#[cfg(feature = "deploy")]
use messages::SetupMessages;
use messages::{CommandMessages, Language};

use crate::expected::Expected;

static CHOSEN: OnceLock<Language> = OnceLock::new();

/// Takes the language that `--lang` names; without it, the locale's.
pub(crate) fn choose(named: Option<Language>) {
    let language = named.unwrap_or_else(|| Language::of_locale(|name| std::env::var(name).ok()));
    // It is chosen once, before any command runs.
    let _ = CHOSEN.set(language);
    // A program that reads the output is told nothing that it didn't ask for.
    let is_read_by_a_person = std::io::stdout().is_terminal() && std::io::stderr().is_terminal();
    let missing = Language::missing_locale(|name| std::env::var(name).ok());
    if let Some(locale) = missing.filter(|_| named.is_none() && is_read_by_a_person) {
        eprintln!("{}", missing_language(&locale));
    }
}

/// That a locale's language isn't there. In English, since nobody knows what else its reader reads.
fn missing_language(locale: &str) -> String {
    format!(
        "There are no texts for the locale {locale}, so these are in English. --lang takes {}.",
        tags()
    )
}

/// The tags of all languages.
fn tags() -> String {
    Language::ALL.map(Language::tag).join(", ")
}

/// The language that was chosen; English before that.
pub(crate) fn chosen() -> Language {
    CHOSEN.get().copied().unwrap_or_default()
}

/// What commands print, in the language that was chosen.
pub(crate) fn commands() -> &'static CommandMessages {
    CommandMessages::of(chosen())
}

/// What the commands that set up and deploy print, in the language that was chosen.
#[cfg(feature = "deploy")]
pub(crate) fn setup() -> &'static SetupMessages {
    SetupMessages::of(chosen())
}

/// Reads `--lang`: a tag such as `sv` or `sv-SE`.
pub(crate) fn parse(text: &str) -> Result<Language, Expected> {
    Language::of_tag(text).ok_or_else(|| Expected::OneOf(tags()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_without_texts_is_told_which_languages_there_are() {
        let missing =
            |locale: &str| Language::missing_locale(|name| (name == "LANG").then(|| locale.to_owned()));
        for none in [
            "",
            "C",
            "C.UTF-8",
            "POSIX",
            "en_US.UTF-8",
            "sv_SE",
            "nb_NO.UTF-8@x",
        ] {
            assert_eq!(missing(none), None, "{none}");
        }
        let told = missing_language(&missing("de_DE.UTF-8").unwrap());
        assert!(told.contains("de_DE.UTF-8") && told.ends_with("--lang takes en, sv, nb, nl, fi, es."));
    }

    #[test]
    fn a_language_is_named_by_its_tag_and_another_lists_those_there_are() {
        assert_eq!(parse("sv-SE"), Ok(Language::Swedish));
        assert_eq!(parse("no"), Ok(Language::Norwegian));
        assert_eq!(
            parse("de").unwrap_err().to_string(),
            "there are en, sv, nb, nl, fi, es"
        );
    }
}
