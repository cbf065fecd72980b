//! What is wrong with the words of a command, in the reader's language. The parser's own texts are English.

use std::ffi::OsString;

use clap::CommandFactory as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use messages::{CommandMessages, Language, ToolMessages};

use crate::{Cli, expected, help, language, terminal};

/// Shows the help that was asked for, or says what is wrong and how the command is used, and ends with the parser's exit code. What is
/// wrong is the parser's text in English.
pub(crate) fn exit(error: clap::Error, words: Vec<OsString>) -> ! {
    let language = language::chosen();
    #[cfg(not(feature = "setup"))]
    if let Some(told) = not_built(&error) {
        eprintln!("{told}");
        std::process::exit(error.exit_code())
    }
    let error = match error.kind() {
        // The same words once more, now that help is wanted: no other run lays it out.
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let tool = help::in_language(Cli::command(), language, terminal::columns());
            tool.try_get_matches_from(words).err().unwrap_or(error)
        }
        _ => error,
    };
    let told = told(&error, CommandMessages::of(language));
    match told.filter(|_| language != Language::English && error.use_stderr()) {
        None => error.exit(),
        Some(told) => {
            eprintln!("{told}");
            std::process::exit(error.exit_code())
        }
    }
}

/// That the command whose help was asked for is left out of this build.
#[cfg(not(feature = "setup"))]
fn not_built(error: &clap::Error) -> Option<String> {
    let word = error.get(ContextKind::InvalidSubcommand).map(listed)?;
    crate::not_built::told(&word)
}

/// What is wrong, and how the command is used; nothing for what the parser says alone, such as help.
fn told(error: &clap::Error, text: &CommandMessages) -> Option<String> {
    let of = |kind| error.get(kind).map(listed).filter(|text| !text.is_empty());
    let argument = of(ContextKind::InvalidArg).unwrap_or_default();
    let value = of(ContextKind::InvalidValue);
    let mut lines = vec![match error.kind() {
        ErrorKind::UnknownArgument => text.usage_unknown_argument(&argument),
        ErrorKind::InvalidSubcommand => {
            text.usage_unknown_command(of(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match value {
            None => text.usage_no_value(&argument),
            Some(value) => text.usage_wrong_value(&argument, value),
        },
        ErrorKind::MissingRequiredArgument => text.usage_missing(&argument),
        ErrorKind::ArgumentConflict => {
            text.usage_conflict(&argument, of(ContextKind::PriorArg).unwrap_or_default())
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            text.usage_number_of_values(&argument)
        }
        _ => return None,
    }];
    lines.extend(of(ContextKind::ValidValue).map(|values| text.usage_values(values)));
    let suggested = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    lines.extend(
        suggested
            .into_iter()
            .filter_map(of)
            .map(|other| text.usage_suggested(other)),
    );
    // What our own readers of a value expect.
    lines.extend(std::error::Error::source(error).map(|cause| {
        let english = || ToolMessages::of(text.language()).label_in_detail(cause.to_string());
        expected::told(cause, text).unwrap_or_else(english)
    }));
    let usage = of(ContextKind::Usage).map(|usage| help::usage(&usage, text));
    lines.extend(usage.map(|forms| text.usage_is(forms.join("\n  "))));
    lines.push(text.usage_more());
    Some(lines.join("\n"))
}

fn listed(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// The words with `--lang` and its value before the command. Behind a command whose own options exclude its subcommands, the
/// parser would take a subcommand for a value.
pub(crate) fn with_language_first(words: Vec<OsString>) -> Vec<OsString> {
    let end = words.iter().position(|word| word == "--").unwrap_or(words.len());
    let at = words.iter().take(end).position(|word| {
        let word = word.to_string_lossy();
        word == "--lang" || word.starts_with("--lang=")
    });
    let mut words = words;
    let Some(at) = at.filter(|at| *at > 0) else {
        return words;
    };
    let count = if words[at] == "--lang" { 2 } else { 1 };
    if at + count > end {
        return words;
    }
    words[1..at + count].rotate_right(count);
    words
}

/// The language of an error, before the words are read: `--lang`, as far as it stands there, or the locale.
pub(crate) fn language_of(words: impl IntoIterator<Item = String>) -> Option<Language> {
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let named = match word.as_str() {
            "--" => return None,
            "--lang" => words.next(),
            word => word.strip_prefix("--lang=").map(str::to_owned),
        };
        if let Some(language) = named.and_then(|tag| Language::of_tag(&tag)) {
            return Some(language);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::Cli;

    /// What is said of wrong words.
    fn said(words: &str, language: Language) -> Option<String> {
        let words = ["ekobridge"].into_iter().chain(words.split(' '));
        let error = Cli::try_parse_from(words).unwrap_err();
        told(&error, CommandMessages::of(language))
    }

    #[test]
    fn each_mistake_is_told_in_each_language_with_what_is_wrong() {
        for (words, names) in [
            ("why 1 --jsn", &["--jsn", "--json"][..]),
            #[cfg(feature = "setup")]
            ("previewz", &["previewz", "preview"]),
            ("parked --stack", &["--stack"]),
            ("tail --every x", &["x", "--every"]),
            (
                "activity --outcome sold",
                &["sold", "--outcome", "skipped", "waiting (", "done"],
            ),
            ("why --lang xx 1", &["xx", "--lang", "en, sv, nb"]),
            ("hold order:1:1", &["--because"]),
            ("parked --stack a --data b", &["--stack", "--data"]),
        ] {
            let english = said(words, Language::English).unwrap();
            for language in Language::ALL {
                let told = said(words, language).unwrap();
                for name in names {
                    assert!(told.contains(name), "{words}: {told}");
                }
                let is_said = |line: &&str| english.lines().any(|other| other == *line);
                let shared: Vec<&str> = told.lines().filter(is_said).collect();
                assert!(
                    language == Language::English || shared.is_empty(),
                    "{words} in {}: {shared:?}",
                    language.tag()
                );
            }
        }
    }

    #[test]
    fn outcomes_are_listed_as_they_are_typed_and_as_they_are_shown() {
        let told = said("activity --outcome sold", Language::Swedish).unwrap();
        assert!(
            told.contains(
                "sent (skickat), done (klar), skipped (överhoppat), parked (parkerat), waiting (misslyckat)"
            ),
            "{told}"
        );
        assert!(!told.contains("there are"), "{told}");
    }

    #[test]
    fn the_language_may_stand_anywhere() {
        let of = |words: &str| {
            let words = words.split(' ').map(OsString::from).collect();
            let words = with_language_first(words);
            let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
            words.join(" ")
        };
        for (words, first) in [
            ("tool parked --lang fi ack x", "tool --lang fi parked ack x"),
            ("tool parked --lang=fi ack x", "tool --lang=fi parked ack x"),
            ("tool --lang fi why 1", "tool --lang fi why 1"),
            ("tool why 1", "tool why 1"),
            ("tool why 1 --lang", "tool why 1 --lang"),
            ("tool why -- --lang fi", "tool why -- --lang fi"),
        ] {
            assert_eq!(of(words), first);
        }
        for words in ["parked --lang fi ack sku_unknown", "replay --lang fi list"] {
            let words = ["ekobridge"]
                .into_iter()
                .chain(words.split(' '))
                .map(OsString::from);
            let words = with_language_first(words.collect());
            assert!(Cli::try_parse_from(&words).is_ok(), "{words:?}");
        }
    }

    #[cfg(not(feature = "setup"))]
    #[test]
    fn help_of_a_command_that_is_not_built_says_how_to_get_it() {
        for command in ["deploy", "setup"] {
            let error = Cli::try_parse_from(["ekobridge", "help", command]).unwrap_err();
            let told = not_built(&error).unwrap();
            assert!(told.contains(&format!("`ekobridge {command}`")), "{told}");
        }
        let error = Cli::try_parse_from(["ekobridge", "help", "nothing"]).unwrap_err();
        assert_eq!(not_built(&error), None);
    }

    #[test]
    fn help_is_the_parsers() {
        assert_eq!(said("why --help", Language::Swedish), None);
        assert_eq!(said("--version", Language::Swedish), None);
    }

    #[test]
    fn the_language_is_found_among_words_that_are_wrong() {
        let of = |words: &str| language_of(words.split(' ').map(str::to_owned));
        assert_eq!(of("why 1 --wrong --lang sv"), Some(Language::Swedish));
        assert_eq!(of("--lang=fi why"), Some(Language::Finnish));
        for none in ["why --lang", "why --lang xx", "why", "hold a -- --lang sv"] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
