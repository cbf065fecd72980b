//! The language that the tool speaks: `--lang`, or the person's locale. JSON is the same in every language.

use std::sync::OnceLock;

#[cfg(feature = "deploy")]
use messages::SetupMessages;
use messages::{CommandMessages, Language};

static CHOSEN: OnceLock<Language> = OnceLock::new();

/// Takes the language that `--lang` names; without it, the locale's.
pub(crate) fn choose(named: Option<Language>) {
    let language = named.unwrap_or_else(|| Language::of_locale(|name| std::env::var(name).ok()));
    // It is chosen once, before any command runs.
    let _ = CHOSEN.set(language);
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
pub(crate) fn parse(text: &str) -> Result<Language, String> {
    Language::of_tag(text).ok_or_else(|| {
        let tags: Vec<&str> = Language::ALL.into_iter().map(Language::tag).collect();
        format!("there are {}", tags.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_named_by_its_tag_and_another_lists_those_there_are() {
        assert_eq!(parse("sv-SE"), Ok(Language::Swedish));
        assert_eq!(parse("no"), Ok(Language::Norwegian));
        assert_eq!(parse("de"), Err("there are en, sv, nb, nl, fi, es".to_owned()));
    }
}
