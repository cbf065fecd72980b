//! Prompts and output of commands, and the signals that end them.

use std::io::{IsTerminal, Write};

use anyhow::Context;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::{CommandMessages, Language, ToolMessages};
use model::Problem;

use crate::language;

/// Prints text unchanged. The reader may close the pipe early, as `head` does.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Whether a person can be prompted.
pub(crate) fn interactive() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Asks for a confirmation, unless it was already given. The default is no.
pub(crate) fn agreed(question: &str, yes: bool) -> anyhow::Result<bool> {
    if yes || !interactive() {
        return Ok(yes);
    }
    Ok(inquire::Confirm::new(question).with_default(false).prompt()?)
}

/// A problem as the tool's own error.
#[allow(clippy::needless_pass_by_value, reason = "it is given to map_err")]
pub(crate) fn told(problem: Problem) -> anyhow::Error {
    anyhow::anyhow!("{}", sentences(&problem))
}

/// What happened and what to do now, as one text.
pub(crate) fn sentences(problem: &Problem) -> String {
    format!("{} {}", problem.message, problem.remedy)
        .trim()
        .to_owned()
}

/// A setting that decided something, with its location.
pub(crate) fn setting_text(setting: &why::SettingLine, style: &Style) -> String {
    let file = setting.file_name(style.language());
    let place = match setting.line {
        Some(line) => format!("{file}:{line}"),
        None => format!("{file} ({})", style.texts().setting_not_set()),
    };
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
            colour: std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
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
