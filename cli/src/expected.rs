//! What the value of an option has to be, for whoever has typed another one.

use std::fmt;
use std::net::AddrParseError;
use std::num::ParseIntError;

use messages::{CommandMessages, Language, Messages};

/// What is expected instead of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expected {
    /// One of some values, which are listed.
    OneOf(String),
    /// An outcome of attempts.
    Outcome,
    /// An error code, which this isn't.
    Code(String),
    /// An error code. This is what triggers an attempt.
    CodeNotTrigger(String),
    /// A time.
    When,
    /// A parameter of the template.
    #[cfg(feature = "deploy")]
    Parameter,
    /// A tag of the stack.
    #[cfg(feature = "deploy")]
    Tag,
    /// A version of the settings.
    Version,
}

impl Expected {
    /// It in the language of these texts.
    pub(crate) fn told(&self, text: &CommandMessages) -> String {
        match self {
            Self::OneOf(values) => text.usage_values(values),
            Self::Outcome => text.usage_values(outcomes(text.language())),
            Self::Code(code) => text.no_code(code),
            Self::CodeNotTrigger(trigger) => {
                text.no_code_but_trigger(format!("`--trigger {trigger}`"), trigger)
            }
            Self::When => text.expected_when(),
            #[cfg(feature = "deploy")]
            Self::Parameter => text.expected_parameter(),
            #[cfg(feature = "deploy")]
            Self::Tag => text.expected_tag(),
            Self::Version => text.expected_version(),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(CommandMessages::of(Language::English)))
    }
}

impl std::error::Error for Expected {}

/// What a reader of values expects, ours or the parser's own. `None` for one that says nothing but English.
pub(crate) fn told(cause: &(dyn std::error::Error + 'static), text: &CommandMessages) -> Option<String> {
    if let Some(expected) = cause.downcast_ref::<Expected>() {
        return Some(expected.told(text));
    }
    if cause.is::<ParseIntError>() {
        return Some(text.expected_number());
    }
    if cause.is::<url::ParseError>() {
        return Some(text.expected_url());
    }
    if cause.is::<AddrParseError>() {
        return Some(text.expected_address());
    }
    // The parser's text of a number outside of its range: "0 is not in 1..=3600".
    let english = cause.to_string();
    let (_, range) = english.split_once(" is not in ")?;
    Some(text.expected_in_range(range.replace("..=", "–").replace("..", "–")))
}

/// The outcomes that `--outcome` takes, with the reader's words for them.
fn outcomes(language: Language) -> String {
    let text = Messages::of(language);
    let known = [
        ("sent", text.outcome_sent()),
        ("done", text.outcome_done()),
        ("skipped", text.outcome_skipped()),
        ("parked", text.outcome_parked()),
        ("waiting", text.outcome_failing()),
        ("ignored", text.outcome_ignored()),
    ];
    let told = known.map(|(taken, shown)| match taken == shown {
        true => taken.to_owned(),
        false => format!("{taken} ({shown})"),
    });
    told.join(", ")
}
