//! What is wrong with the words of a command, in the reader's language. The parser's own texts are English.

use clap::CommandFactory as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use messages::{CommandMessages, Language, ToolMessages};

use crate::{Cli, expected, help, language, terminal};

/// Shows the help that was asked for, or says what is wrong and how the command is used, and ends with the parser's exit code. What is
/// wrong is the parser's text in English.
pub(crate) fn exit(error: clap::Error) -> ! {
    let language = language::chosen();
    let error = match error.kind() {
        // The same words once more, now that help is wanted: no other run lays it out.
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let tool = help::in_language(Cli::command(), language, terminal::columns());
            tool.try_get_matches().err().unwrap_or(error)
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
