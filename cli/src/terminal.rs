//! Prompts and output of commands, and the signals that end them.

use std::io::{IsTerminal, Write};

use anyhow::Context;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::{CommandMessages, Language, ToolMessages};
use model::Problem;

use crate::language;

/// Prints text unchanged. The reader may close the pipe early, as `head` does: what a command is about it does to its end.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    is_read(write_to(&mut std::io::stdout().lock(), text)).map(drop)
}

/// The same, for a command that does nothing but print. Returns whether anybody reads on.
pub(crate) fn print_on(text: &str) -> anyhow::Result<bool> {
    is_read(write_to(&mut std::io::stdout().lock(), text))
}

fn write_to(to: &mut impl Write, text: &str) -> std::io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}

fn is_read(written: std::io::Result<()>) -> anyhow::Result<bool> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The width of text that is wrapped: the terminal's, and at most 100 columns. `COLUMNS` overrides it.
pub(crate) fn columns() -> usize {
    let named = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    named.or_else(measured).unwrap_or(100).clamp(40, 100)
}

/// The width of the terminal that standard output is, if it is one.
#[cfg(unix)]
fn measured() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

/// The width of the terminal that standard output is. Elsewhere than on Unix, only `COLUMNS` tells it.
#[cfg(not(unix))]
fn measured() -> Option<usize> {
    None
}

/// Whether a person can be prompted.
pub(crate) fn interactive() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Tells the library of prompts the one word of its own that a person sees, in their language: what stands in place of an answer
/// that was broken off.
pub(crate) fn prompt_in_language() {
    let broken_off = language::commands().broken_off();
    let mark = format!("<{}>", broken_off.trim_end_matches('.').to_lowercase());
    let mut config = inquire::ui::RenderConfig::default();
    // Once in a process, which needs it to its end.
    config.canceled_prompt_indicator.content = mark.leak();
    inquire::set_global_render_config(config);
}

/// Asks for a confirmation, unless it was already given. The default is no.
pub(crate) fn agreed(question: &str, yes: bool) -> anyhow::Result<bool> {
    if yes || !interactive() {
        return Ok(yes);
    }
    confirmed(ask_yes_or_no(question, false))
}

/// Asks a yes-or-no question in the person's language. English answers are taken in every language.
pub(crate) fn ask_yes_or_no(question: &str, default: bool) -> inquire::error::InquireResult<bool> {
    let text = language::commands();
    inquire::Confirm::new(question)
        .with_default(default)
        .with_parser(&|answer| yes_or_no(answer, text).ok_or(()))
        .with_formatter(&|yes| if yes { text.answer_yes() } else { text.answer_no() })
        .with_default_value_formatter(&|yes| choice(yes, text))
        .with_error_message(&text.answer_yes_or_no(initial(&text.answer_no()), initial(&text.answer_yes())))
        .prompt()
}

/// The answer that a person has typed: a word or its first letter.
fn yes_or_no(answer: &str, text: &CommandMessages) -> Option<bool> {
    let answer = answer.trim().to_lowercase();
    let means = |word: String, english: &str| {
        [
            word.to_lowercase().as_str(),
            initial(&word).as_str(),
            english,
            &english[..1],
        ]
        .contains(&answer.as_str())
    };
    match (means(text.answer_yes(), "yes"), means(text.answer_no(), "no")) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// The letters to type, with the default's as a capital: "y/N".
fn choice(default: bool, text: &CommandMessages) -> String {
    let (yes, no) = (initial(&text.answer_yes()), initial(&text.answer_no()));
    match default {
        true => format!("{}/{no}", yes.to_uppercase()),
        false => format!("{yes}/{}", no.to_uppercase()),
    }
}

/// A word's first letter, small.
fn initial(word: &str) -> String {
    word.chars().take(1).flat_map(char::to_lowercase).collect()
}

/// An answer. Whoever breaks off with Esc or Ctrl+C does not agree; the command gives back what it has taken, and says so.
fn confirmed(answer: inquire::error::InquireResult<bool>) -> anyhow::Result<bool> {
    match answer {
        Err(error) if is_broken_off(&error) => Ok(false),
        answer => Ok(answer?),
    }
}

/// Whether a person has broken off a question.
pub(crate) fn is_broken_off(error: &inquire::InquireError) -> bool {
    matches!(
        error,
        inquire::InquireError::OperationCanceled | inquire::InquireError::OperationInterrupted
    )
}

/// A problem as the tool's own error.
#[allow(clippy::needless_pass_by_value, reason = "it is given to map_err")]
pub(crate) fn told(problem: Problem) -> anyhow::Error {
    anyhow::anyhow!("{}", why::words::problem(&problem, language::chosen()))
}

/// A setting that decided something, with its location.
pub(crate) fn setting_text(setting: &why::SettingLine, style: &Style) -> String {
    let place = setting.place(style.language());
    let shown = setting.text.as_deref().unwrap_or_default();
    let label = style.texts().label_setting();
    format!("{label} {}  {}  {shown}", setting.key, style.dim(&place))
}

/// The style of a text: colors on a terminal, and the reader's time zone and language.
#[derive(Debug, Clone)]
pub(crate) struct Style {
    colour: bool,
    zone: TimeZone,
    language: Language,
}

impl Style {
    /// The style for standard output.
    pub(crate) fn of_stdout() -> Self {
        Self {
            colour: std::io::stdout().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|no_colour| no_colour.is_empty()),
            zone: TimeZone::system(),
            language: language::chosen(),
        }
    }

    /// Without colours, in UTC.
    #[cfg(test)]
    pub(crate) fn plain() -> Self {
        Self {
            colour: false,
            zone: TimeZone::UTC,
            language: Language::English,
        }
    }

    /// The same in another language.
    #[cfg(test)]
    pub(crate) fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The language of texts.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// The tool's texts in that language.
    pub(crate) fn texts(&self) -> &'static ToolMessages {
        ToolMessages::of(self.language)
    }

    /// The texts of commands in that language.
    pub(crate) fn commands(&self) -> &'static CommandMessages {
        CommandMessages::of(self.language)
    }

    pub(crate) fn bold(&self, text: &str) -> String {
        self.paint(text, 1)
    }

    pub(crate) fn dim(&self, text: &str) -> String {
        self.paint(text, 2)
    }

    pub(crate) fn red(&self, text: &str) -> String {
        self.paint(text, 31)
    }

    pub(crate) fn green(&self, text: &str) -> String {
        self.paint(text, 32)
    }

    pub(crate) fn yellow(&self, text: &str) -> String {
        self.paint(text, 33)
    }

    fn paint(&self, text: &str, code: u8) -> String {
        if self.colour {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    /// A time, to the second, with its zone.
    pub(crate) fn time(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.zone.clone())
            .strftime("%Y-%m-%d %H:%M:%S %Z")
            .to_string()
    }
}

/// Ends when the process receives a termination signal. Signals are received from the call on.
pub(crate) fn stopped() -> anyhow::Result<impl Future<Output = anyhow::Result<()>>> {
    const CANNOT: &str = "signals cannot be received";
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).context(CANNOT)?;
        let mut interrupt = signal(SignalKind::interrupt()).context(CANNOT)?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => Ok(()),
                _ = terminate.recv() => Ok(()),
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async { tokio::signal::ctrl_c().await.context(CANNOT) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_taken_in_the_persons_language_and_in_english() {
        for language in Language::ALL {
            let text = CommandMessages::of(language);
            for (word, means) in [(text.answer_yes(), true), (text.answer_no(), false)] {
                let first = initial(&word);
                for answer in [&word, &word.to_uppercase(), &first, &format!(" {first} ")] {
                    assert_eq!(
                        yes_or_no(answer, text),
                        Some(means),
                        "{answer} in {}",
                        language.tag()
                    );
                }
            }
            for (answer, means) in [("y", true), ("yes", true), ("n", false), ("No", false)] {
                assert_eq!(
                    yes_or_no(answer, text),
                    Some(means),
                    "{answer} in {}",
                    language.tag()
                );
            }
            for unclear in ["", "x", "maybe", "yn"] {
                assert_eq!(yes_or_no(unclear, text), None, "{unclear} in {}", language.tag());
            }
        }
        assert_eq!(choice(false, CommandMessages::of(Language::Swedish)), "j/N");
        assert_eq!(choice(true, CommandMessages::of(Language::English)), "Y/n");
    }

    #[test]
    fn whoever_breaks_off_a_question_has_not_agreed() {
        use inquire::InquireError;

        for broken_off in [
            InquireError::OperationCanceled,
            InquireError::OperationInterrupted,
        ] {
            assert!(!confirmed(Err(broken_off)).unwrap());
        }
        assert!(confirmed(Ok(true)).unwrap() && !confirmed(Ok(false)).unwrap());
        assert!(confirmed(Err(InquireError::NotTTY)).is_err());
    }

    #[test]
    fn a_pipe_that_is_closed_is_no_failure_and_is_noticed() {
        struct Closed(std::io::ErrorKind);
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
                Err(self.0.into())
            }

            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        let said = |kind| is_read(write_to(&mut Closed(kind), "x"));
        assert!(!said(std::io::ErrorKind::BrokenPipe).unwrap());
        assert!(said(std::io::ErrorKind::StorageFull).is_err());
        assert!(is_read(write_to(&mut Vec::new(), "x")).unwrap());
    }
}
