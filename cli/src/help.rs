//! `--help` in the reader's language. The English texts are the doc comments of commands and options; the catalog `help` has the other
//! languages' for each of them. The parser's own page is English and doesn't wrap, so this lays out the same parts.

use std::fmt::Write as _;

use clap::builder::{StyledStr, Styles};
use clap::{Arg, ArgAction, Command};
use messages::{CommandMessages, HelpMessages, Language};

/// What stands before the examples of a command, in its `after_help`.
const EXAMPLES: &str = "Examples:";
/// What stands between an example and what it does.
const COMMENT: &str = "  # ";
/// The least width of texts beside what they explain. On a narrower terminal they stand below it.
const BESIDE: usize = 40;
/// The indent of a text below what it explains.
const BELOW: usize = 10;

/// The tool's commands, each with its help in a language, in lines of at most this width.
pub(crate) fn in_language(mut tool: Command, language: Language, width: usize) -> Command {
    tool.build();
    Help { language, width }.given_to(tool)
}

/// How a command is used, by what the parser says of it: a line for each form.
pub(crate) fn usage(parsers: &str, text: &CommandMessages) -> Vec<String> {
    let parsers = parsers.trim();
    let forms = parsers.strip_prefix("Usage:").unwrap_or(parsers).lines();
    let command = text.help_command().to_uppercase();
    let options = text.help_options().to_uppercase();
    let told = |form: &str| {
        form.trim()
            .replace("[OPTIONS]", &format!("[{options}]"))
            .replace("[COMMAND]", &format!("[{command}]"))
            .replace("<COMMAND>", &format!("<{command}>"))
    };
    forms.map(told).filter(|form| !form.is_empty()).collect()
}

/// A language, and the width of lines.
struct Help {
    language: Language,
    width: usize,
}

impl Help {
    fn given_to(&self, command: Command) -> Command {
        let page = self.page(&command);
        let names: Vec<String> = subcommands(&command)
            .filter(|under| !is_help(under))
            .map(|under| under.get_name().to_owned())
            .collect();
        names
            .into_iter()
            .fold(command.override_help(page), |command, name| {
                command.mut_subcommand(name, |under| self.given_to(under))
            })
    }

    fn page(&self, command: &Command) -> StyledStr {
        let text = CommandMessages::of(self.language);
        let mut page = Page {
            text: StyledStr::new(),
            styles: command.get_styles().clone(),
            width: self.width,
        };
        if let Some(about) = command.get_about() {
            page.lines("", &wrapped(&self.told(&about.to_string()), self.width));
            page.line("");
        }
        page.usage(
            text.usage_is("").trim(),
            &usage(&command.clone().render_usage().to_string(), text),
        );
        page.entries(
            &text.help_commands(),
            subcommands(command).map(|under| {
                let about = under.get_about().map(ToString::to_string);
                (under.get_name().to_owned(), self.told(&about.unwrap_or_default()))
            }),
        );
        let told = |is_wanted: &dyn Fn(&Arg) -> bool| -> Vec<(String, String)> {
            let wanted = arguments(command)
                .into_iter()
                .filter(|argument| is_wanted(argument));
            wanted
                .map(|argument| (label(argument), self.argument(argument)))
                .collect()
        };
        let is_plain = |argument: &Arg| argument.get_help_heading().is_none();
        page.entries(
            &text.help_arguments(),
            told(&|argument| is_plain(argument) && argument.is_positional()),
        );
        page.entries(
            &text.help_options(),
            told(&|argument| is_plain(argument) && !argument.is_positional()),
        );
        for heading in headings(command) {
            page.entries(
                &self.told(&heading),
                told(&|argument| argument.get_help_heading() == Some(heading.as_str())),
            );
        }
        for part in after(command) {
            match part {
                After::Examples(examples) => {
                    let told = |(example, comment): (String, Option<String>)| {
                        (example, comment.map(|comment| self.told(&comment)))
                    };
                    page.examples(&text.help_examples(), examples.into_iter().map(told).collect());
                }
                After::Text(paragraph) => {
                    page.line("");
                    page.lines("", &wrapped(&self.told(&paragraph), self.width));
                }
            }
        }
        page.text
    }

    /// What an argument is for, and its default.
    fn argument(&self, argument: &Arg) -> String {
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        let mut told = self.told(&help);
        let defaults: Vec<_> = argument
            .get_default_values()
            .iter()
            .map(|value| value.to_string_lossy())
            .collect();
        if argument.get_action().takes_values() && !defaults.is_empty() {
            let word = CommandMessages::of(self.language).help_default(defaults.join(" "));
            let _ = write!(told, " [{word}]");
        }
        told
    }

    /// A text in the language, by its English; the English where the catalog has none, which a test excludes.
    fn told(&self, english: &str) -> String {
        let told = HelpMessages::of(self.language).told(english);
        told.unwrap_or_else(|| english.to_owned())
    }
}

/// What follows the options of a command.
enum After {
    /// Examples, each with what it does where that is said.
    Examples(Vec<(String, Option<String>)>),
    /// A paragraph.
    Text(String),
}

/// What follows the options of a command: paragraphs, of which one may be examples.
fn after(command: &Command) -> Vec<After> {
    let text = command.get_after_help().map(ToString::to_string);
    let read = |paragraph: &str| match paragraph.strip_prefix(EXAMPLES) {
        None => After::Text(paragraph.to_owned()),
        Some(examples) => {
            let lines = examples.lines().map(str::trim).filter(|line| !line.is_empty());
            After::Examples(
                lines
                    .map(|line| match line.split_once(COMMENT) {
                        None => (line.to_owned(), None),
                        Some((example, comment)) => (example.to_owned(), Some(comment.to_owned())),
                    })
                    .collect(),
            )
        }
    };
    text.unwrap_or_default()
        .split("\n\n")
        .filter(|paragraph| !paragraph.is_empty())
        .map(read)
        .collect()
}

fn subcommands(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|under| !under.is_hide_set())
}

/// Whether it is the parser's command that shows help. It has the other commands under it, once more.
fn is_help(command: &Command) -> bool {
    command.get_name() == "help"
}

/// The arguments that help shows: the command's own before those of every command.
fn arguments(command: &Command) -> Vec<&Arg> {
    let mut shown: Vec<&Arg> = command
        .get_arguments()
        .filter(|argument| !argument.is_hide_set())
        .collect();
    shown.sort_by_key(|argument| {
        argument.is_global_set() || matches!(argument.get_action(), ArgAction::Help | ArgAction::Version)
    });
    shown
}

/// The headings that options of a command have, in their order.
fn headings(command: &Command) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    for heading in arguments(command).into_iter().filter_map(Arg::get_help_heading) {
        if !headings.iter().any(|other| other == heading) {
            headings.push(heading.to_owned());
        }
    }
    headings
}

/// An argument as it is typed: `-h, --help`, `    --limit <COUNT>` or `[RECORD]...`.
fn label(argument: &Arg) -> String {
    match argument.get_short() {
        _ if argument.is_positional() => argument.to_string(),
        None => format!("    {argument}"),
        Some(short) => format!("-{short}, {argument}"),
    }
}

/// A page of help while it is written.
struct Page {
    text: StyledStr,
    styles: Styles,
    width: usize,
}

impl Page {
    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}");
    }

    fn lines(&mut self, indent: &str, lines: &[String]) {
        for line in lines {
            let _ = writeln!(self.text, "{indent}{line}");
        }
    }

    fn heading(&mut self, heading: &str) {
        let style = self.styles.get_header();
        let _ = writeln!(self.text, "\n{style}{heading}:{style:#}");
    }

    /// `Usage: …`, with each form of the command below the first.
    fn usage(&mut self, heading: &str, forms: &[String]) {
        let style = self.styles.get_usage();
        let _ = write!(self.text, "{style}{heading}{style:#} ");
        let indent = " ".repeat(heading.chars().count() + 1);
        for (number, form) in forms.iter().enumerate() {
            let lines = wrapped(form, self.width.saturating_sub(indent.len()));
            for (row, line) in lines.iter().enumerate() {
                let before = if number == 0 && row == 0 { "" } else { &indent };
                let _ = writeln!(self.text, "{before}{line}");
            }
        }
    }

    /// A heading, and what can be typed with what it means.
    fn entries(&mut self, heading: &str, entries: impl IntoIterator<Item = (String, String)>) {
        let entries: Vec<(String, String)> = entries.into_iter().collect();
        let Some(longest) = entries.iter().map(|(label, _)| label.chars().count()).max() else {
            return;
        };
        self.heading(heading);
        let column = longest + 4;
        let is_beside = column + BESIDE <= self.width;
        let indent = " ".repeat(if is_beside { column } else { BELOW });
        let literal = *self.styles.get_literal();
        for (label, text) in entries {
            // Values are named, not typed.
            let typed = label.find(['<', '[']).unwrap_or(label.len());
            let (typed, values) = label.split_at(typed);
            let _ = write!(self.text, "  {literal}{typed}{literal:#}{values}");
            let lines = wrapped(&text, self.width.saturating_sub(indent.len()));
            if is_beside {
                let space = " ".repeat(longest - label.chars().count() + 2);
                let first = lines.first().map_or("", String::as_str);
                let _ = writeln!(self.text, "{space}{first}");
                self.lines(&indent, lines.get(1..).unwrap_or_default());
            } else {
                self.line("");
                self.lines(&indent, &lines);
            }
        }
    }

    /// Examples as a shell takes them, with comments: beside all of them, or above where one doesn't fit there.
    fn examples(&mut self, heading: &str, examples: Vec<(String, Option<String>)>) {
        self.heading(heading);
        let of_comments = || {
            examples
                .iter()
                .filter_map(|(example, comment)| Some((example, comment.as_ref()?)))
        };
        let longest = of_comments().map(|(example, _)| example.chars().count()).max();
        let column = longest.unwrap_or_default() + 2 + COMMENT.len();
        let fits = of_comments().all(|(_, comment)| column + comment.chars().count() <= self.width);
        for (example, comment) in examples {
            let Some(comment) = comment else {
                self.line(&format!("  {example}"));
                continue;
            };
            if fits {
                let space = " ".repeat(column - 2 - COMMENT.len() - example.chars().count());
                self.line(&format!("  {example}{space}{COMMENT}{comment}"));
            } else {
                self.lines("  # ", &wrapped(&comment, self.width.saturating_sub(4)));
                self.line(&format!("  {example}"));
            }
        }
    }
}

/// A text in lines of at most a width. A word that is longer has a line of its own.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(line) = lines.last_mut() else { continue };
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;
    use clap::error::ErrorKind;

    use super::*;
    use crate::Cli;

    /// Each command with its words, and what is under it.
    fn every_command(visit: &mut impl FnMut(&str, &Command)) {
        fn walk(command: &Command, words: &str, visit: &mut impl FnMut(&str, &Command)) {
            visit(words, command);
            for under in subcommands(command).filter(|under| !is_help(under)) {
                walk(under, &format!("{words} {}", under.get_name()), visit);
            }
        }
        let mut tool = Cli::command();
        tool.build();
        walk(&tool, "ekobridge", visit);
    }

    /// The texts of a command in English, each with what it belongs to.
    fn texts(words: &str, command: &Command) -> Vec<(String, String)> {
        let text = |text: Option<&StyledStr>| text.map(ToString::to_string).unwrap_or_default();
        let mut texts = vec![(words.to_owned(), text(command.get_about()))];
        for under in subcommands(command) {
            let name = format!("{words} {}", under.get_name());
            texts.push((name, text(under.get_about())));
        }
        for argument in arguments(command) {
            texts.push((format!("{words} {argument}"), text(argument.get_help())));
        }
        for heading in headings(command) {
            texts.push((format!("the heading of {words}"), heading));
        }
        for part in after(command) {
            let of = format!("what follows the options of {words}");
            match part {
                After::Text(paragraph) => texts.push((of, paragraph)),
                After::Examples(examples) => {
                    texts.extend(
                        examples
                            .into_iter()
                            .filter_map(|(_, comment)| Some((of.clone(), comment?))),
                    );
                }
            }
        }
        texts
    }

    fn page(command: &Command, language: Language, width: usize) -> String {
        Help { language, width }.page(command).to_string()
    }

    /// What the tool prints for some words that ask for help.
    fn help(words: &str, language: Language, width: usize) -> String {
        let words = ["ekobridge"].into_iter().chain(words.split_whitespace());
        let error = in_language(Cli::command(), language, width)
            .try_get_matches_from(words)
            .unwrap_err();
        assert!(
            matches!(
                error.kind(),
                ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
            ),
            "{error}"
        );
        error.render().to_string()
    }

    #[test]
    fn every_command_option_and_example_has_a_text_in_every_language() {
        let mut missing = BTreeSet::new();
        let mut used = BTreeSet::new();
        every_command(&mut |words, command| {
            for (of, english) in texts(words, command) {
                for language in Language::ALL {
                    if HelpMessages::of(language).told(&english).is_none() {
                        missing.insert(format!("{of}: {english}"));
                    }
                }
                used.insert(english);
            }
        });
        // Write them in all six files of shared/messages/locales/help.
        assert_eq!(missing, BTreeSet::new());
        // A build without these features has fewer commands.
        if cfg!(feature = "setup") {
            let unused: Vec<&str> = HelpMessages::english()
                .filter(|text| !used.contains(*text))
                .collect();
            assert_eq!(unused, Vec::<&str>::new());
        }
    }

    #[test]
    fn a_command_has_nothing_that_its_help_leaves_out() {
        every_command(&mut |words, command| {
            let is_short = command
                .get_long_about()
                .is_none_or(|long| Some(long) == command.get_about());
            let more = [
                command.get_before_help(),
                command.get_before_long_help(),
                command.get_after_long_help(),
            ];
            assert!(
                is_short,
                "{words}: what is said in several paragraphs belongs to `after_help`"
            );
            assert!(more.iter().all(Option::is_none), "{words}");
            assert_eq!(command.get_visible_aliases().count(), 0, "{words}");
            for argument in arguments(command) {
                assert!(
                    argument
                        .get_long_help()
                        .is_none_or(|long| Some(long) == argument.get_help()),
                    "{words} {argument}: one paragraph says it"
                );
                assert!(
                    argument
                        .get_visible_aliases()
                        .is_none_or(|aliases| aliases.is_empty()),
                    "{words} {argument}"
                );
                assert_eq!(argument.get_env(), None, "{words} {argument}");
                let takes_values = argument.get_action().takes_values();
                assert!(
                    !takes_values || argument.get_possible_values().is_empty(),
                    "{words} {argument}"
                );
            }
        });
    }

    #[test]
    fn examples_separate_what_is_typed_from_what_it_does() {
        every_command(&mut |words, command| {
            for part in after(command) {
                let After::Examples(examples) = part else { continue };
                for (example, _) in examples {
                    assert!(example.starts_with("ekobridge "), "{words}: {example}");
                    assert!(
                        !example.contains("  "),
                        "{words}: a comment begins with `  # `: {example}"
                    );
                }
            }
        });
    }

    #[test]
    fn each_page_shows_everything_that_can_be_typed_and_nothing_of_it_in_english() {
        every_command(&mut |words, command| {
            let english = page(command, Language::English, 100);
            for language in Language::ALL {
                let page = page(command, language, 100);
                for argument in arguments(command) {
                    assert!(page.contains(label(argument).trim()), "{words}: {page}");
                }
                for under in subcommands(command) {
                    assert!(
                        page.contains(&format!("  {} ", under.get_name())),
                        "{words}: {page}"
                    );
                }
                if language == Language::English {
                    continue;
                }
                for part in [
                    "Usage:",
                    "Options:",
                    "Commands:",
                    "[OPTIONS]",
                    "COMMAND>",
                    "[default:",
                    "Which ",
                ] {
                    assert!(
                        !page.contains(part),
                        "{words} in {}: {part}\n{page}",
                        language.tag()
                    );
                }
                let of_english: BTreeSet<&str> = english.lines().map(str::trim).collect();
                // Lines of several words that are typed as they are stay: examples.
                let same = page
                    .lines()
                    .map(str::trim)
                    .filter(|line| of_english.contains(line));
                let told: Vec<&str> = same
                    .filter(|line| line.contains(' ') && !line.starts_with("ekobridge "))
                    .collect();
                assert_eq!(told, Vec::<&str>::new(), "{words} in {}", language.tag());
            }
        });
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_unless_one_word_or_example_is() {
        every_command(&mut |words, command| {
            for language in Language::ALL {
                for width in [60, 80, 100] {
                    for line in page(command, language, width).lines() {
                        let is_typed = line.trim().starts_with("ekobridge ") && !line.contains(COMMENT);
                        let is_word = !line.trim().contains(' ');
                        assert!(
                            line.chars().count() <= width || is_typed || is_word,
                            "{words} in {} at {width}: {line}",
                            language.tag()
                        );
                    }
                }
            }
        });
    }

    #[test]
    fn help_is_the_same_however_it_is_asked_for() {
        let asked = |words: &str| help(words, Language::Swedish, 80);
        every_command(&mut |words, command| {
            let shown = asked(&format!("{} --help", words.trim_start_matches("ekobridge")));
            assert_eq!(shown, page(command, Language::Swedish, 80), "{words}");
        });
        let why = asked("why --help");
        assert!(why.starts_with("Visa en posts läge"), "{why}");
        assert!(
            why.contains("\nAnvändning: ekobridge why [FLAGGOR] <NUMBER|E-MAIL|NAME|RECORD>..."),
            "{why}"
        );
        for same in ["why -h", "help why", "--lang sv why --help"] {
            assert_eq!(asked(same), why, "{same}");
        }
        assert_eq!(asked("settings"), asked("settings --help"));
        assert_eq!(asked(""), asked("help"));
        let limit = "--limit <COUNT>    Visa högst så här många försök [standard: 30]";
        assert!(
            asked("activity --help").contains(limit),
            "{}",
            asked("activity --help")
        );
    }
}
