//! The answers that setup needs: from the environment, a file, an earlier run, or the person.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::bail;
use devstack::vendors::variable;
use inquire::validator::Validation;
use serde::{Deserialize, Serialize};

use crate::files::unreadable;
use crate::language::{commands, setup};
use crate::terminal::{ask_yes_or_no, interactive};

/// Where Ekobridge runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Where {
    /// `ekobridge dev` on this machine.
    ThisMachine,
    /// A stack in AWS.
    Aws,
}

/// A flow from ActiveCampaign to eAccounting, or between documents of eAccounting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Flow {
    /// Contacts become customers.
    Customers,
    /// E-commerce orders become documents.
    Orders,
    /// Won deals become documents.
    Deals,
    /// Accepted quotes become orders.
    Quotes,
}

impl Flow {
    /// All of them, in the order of the question.
    pub(super) const ALL: [Self; 4] = [Self::Customers, Self::Orders, Self::Deals, Self::Quotes];

    /// The text of the option.
    pub(super) fn text(self) -> String {
        let text = setup();
        match self {
            Self::Customers => text.flow_customers(),
            Self::Orders => text.flow_orders(),
            Self::Deals => text.flow_deals(),
            Self::Quotes => text.flow_quotes(),
        }
    }
}

/// A flow from eAccounting to ActiveCampaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum WayBack {
    /// Orders and invoices become e-commerce orders.
    Orders,
    /// A contact or deal shows the state of its order.
    Status,
    /// Stock becomes the availability of products.
    Stock,
    /// Customers become contacts.
    Customers,
    /// Quotes become e-commerce orders that await payment, or deals.
    Quotes,
}

impl WayBack {
    /// All of them, in the order of the question.
    pub(super) const ALL: [Self; 5] = [
        Self::Orders,
        Self::Status,
        Self::Stock,
        Self::Customers,
        Self::Quotes,
    ];

    /// The text of the option.
    pub(super) fn text(self) -> String {
        let text = setup();
        match self {
            Self::Orders => text.back_orders(),
            Self::Status => text.back_status(),
            Self::Stock => text.back_stock(),
            Self::Customers => text.back_customers(),
            Self::Quotes => text.back_quotes(),
        }
    }
}

/// The answers: the file of `--answers`, and those of an earlier run.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Answers {
    /// `target`: "this-machine" or "aws".
    pub(super) target: Option<Where>,
    /// The stack's name.
    pub(super) stack: Option<String>,
    /// The folder with the functions' zips.
    pub(super) zips: Option<PathBuf>,
    /// The e-mail address for alarms, or "none".
    pub(super) alert_email: Option<String>,
    /// ActiveCampaign's API URL.
    pub(super) activecampaign_url: Option<String>,
    /// ActiveCampaign's API key.
    pub(super) activecampaign_key: Option<String>,
    /// eAccounting's client id.
    pub(super) eaccounting_client_id: Option<String>,
    /// eAccounting's client secret.
    pub(super) eaccounting_client_secret: Option<String>,
    /// The id of the company that must be connected.
    pub(super) company: Option<String>,
    /// The chosen flows to eAccounting.
    pub(super) flows: Option<Vec<Flow>>,
    /// The chosen flows to ActiveCampaign.
    pub(super) way_back: Option<Vec<WayBack>>,
    /// Whether orders only appear in the activity log.
    pub(super) dry_run: Option<bool>,
    /// The account coding of new articles by VAT rate, for rates with several codings.
    pub(super) account_coding: BTreeMap<String, String>,
}

impl Answers {
    /// Reads an answers file.
    ///
    /// # Errors
    /// When the file cannot be read, or has an unknown key or a wrong type. The text names the line and not its content.
    pub(super) fn read(file: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
        // The parser's error quotes the line, which may contain the API key.
        toml::from_str(&text).map_err(|error| {
            let line = error
                .span()
                .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            anyhow::anyhow!("{}:{line}: {}", file.display(), error.message())
        })
    }

    /// Takes values from the environment, which takes precedence as it does in `ekobridge dev`.
    pub(super) fn take_environment(&mut self, variables: &BTreeMap<String, String>) {
        let take = |name: &str, into: &mut Option<String>| {
            if let Some(value) = variable(variables, name) {
                *into = Some(value);
            }
        };
        take("ACTIVECAMPAIGN_URL", &mut self.activecampaign_url);
        take("ACTIVECAMPAIGN_API_KEY", &mut self.activecampaign_key);
        take("EACCOUNTING_CLIENT_ID", &mut self.eaccounting_client_id);
        take("EACCOUNTING_CLIENT_SECRET", &mut self.eaccounting_client_secret);
    }

    /// Fills in missing answers from `before`.
    pub(super) fn or(self, before: Self) -> Self {
        Self {
            target: self.target.or(before.target),
            stack: self.stack.or(before.stack),
            zips: self.zips.or(before.zips),
            alert_email: self.alert_email.or(before.alert_email),
            activecampaign_url: self.activecampaign_url.or(before.activecampaign_url),
            activecampaign_key: self.activecampaign_key.or(before.activecampaign_key),
            eaccounting_client_id: self.eaccounting_client_id.or(before.eaccounting_client_id),
            eaccounting_client_secret: self
                .eaccounting_client_secret
                .or(before.eaccounting_client_secret),
            company: self.company.or(before.company),
            flows: self.flows.or(before.flows),
            way_back: self.way_back.or(before.way_back),
            dry_run: self.dry_run.or(before.dry_run),
            account_coding: if self.account_coding.is_empty() {
                before.account_coding
            } else {
                self.account_coding
            },
        }
    }
}

/// Asks the person, if there is a terminal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker {
    /// Whether to use the defaults instead of asking.
    pub(super) yes: bool,
}

impl Asker {
    /// Whether questions are asked.
    pub(super) fn asks(self) -> bool {
        !self.yes && interactive()
    }

    /// Asks for a text; `key` is its name in the answers file. An answer that `check` refuses is asked for again, with the
    /// reason.
    ///
    /// # Errors
    /// When there is no terminal, or the person cancels.
    pub(super) fn text(
        self,
        key: &str,
        question: &str,
        help: &str,
        check: fn(&str) -> Result<(), String>,
    ) -> anyhow::Result<String> {
        self.must(key, question)?;
        let text = inquire::Text::new(question)
            .with_help_message(help)
            .with_validator(validator(check))
            .prompt()?;
        Ok(text.trim().to_owned())
    }

    /// As [`Asker::text`], without showing what is typed.
    ///
    /// # Errors
    /// When there is no terminal, or the person cancels.
    pub(super) fn secret(self, key: &str, question: &str, help: &str) -> anyhow::Result<String> {
        self.must(key, question)?;
        let text = inquire::Password::new(question)
            .without_confirmation()
            .with_help_message(help)
            .with_validator(validator(not_empty))
            .prompt()?;
        Ok(text.trim().to_owned())
    }

    /// Asks for a text with a default, which is taken where nobody is asked.
    ///
    /// # Errors
    /// When the person cancels.
    pub(super) fn text_or(
        self,
        question: &str,
        default: &str,
        check: fn(&str) -> Result<(), String>,
    ) -> anyhow::Result<String> {
        if !self.asks() {
            return Ok(default.to_owned());
        }
        let text = inquire::Text::new(question)
            .with_default(default)
            .with_validator(validator(check))
            .prompt()?;
        Ok(text.trim().to_owned())
    }

    /// Asks for one of several options; returns its index. The first is the default.
    pub(super) fn one_of<T: ToString>(self, question: &str, options: &[T]) -> anyhow::Result<usize> {
        if !self.asks() {
            return Ok(0);
        }
        let options: Vec<String> = options.iter().map(ToString::to_string).collect();
        let help = commands().choose_one();
        let select = inquire::Select::new(question, options).with_help_message(&help);
        Ok(select.raw_prompt()?.index)
    }

    /// Asks for any of several options; returns their indexes. The default is all or none.
    pub(super) fn some_of(self, question: &str, options: &[String], all: bool) -> anyhow::Result<Vec<usize>> {
        let default: Vec<usize> = (0..options.len()).filter(|_| all).collect();
        if !self.asks() {
            return Ok(default);
        }
        let chosen = inquire::MultiSelect::new(question, options.to_vec())
            .with_default(&default)
            .with_help_message(&commands().choose_some())
            .raw_prompt()?;
        Ok(chosen.into_iter().map(|option| option.index).collect())
    }

    /// Asks a yes-or-no question.
    pub(super) fn yes_or(self, question: &str, default: bool) -> anyhow::Result<bool> {
        if !self.asks() {
            return Ok(default);
        }
        Ok(ask_yes_or_no(question, default)?)
    }

    fn must(self, key: &str, question: &str) -> anyhow::Result<()> {
        if self.asks() {
            return Ok(());
        }
        bail!(
            "{}",
            setup().no_terminal_for_question(format!("`{key}`"), question)
        )
    }
}

/// Refuses an answer with the reason, so that it is asked for again.
fn validator(check: fn(&str) -> Result<(), String>) -> impl inquire::validator::StringValidator + Clone {
    move |text: &str| {
        Ok(match check(text.trim()) {
            Ok(()) => Validation::Valid,
            Err(why) => Validation::Invalid(why.into()),
        })
    }
}

/// Accepts every answer but an empty one.
pub(super) fn not_empty(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err(setup().not_empty());
    }
    Ok(())
}

/// Accepts an absolute http(s) URL.
pub(super) fn url(text: &str) -> Result<(), String> {
    let parsed = text.parse::<url::Url>().ok();
    if parsed.is_some_and(|url| url.has_host() && matches!(url.scheme(), "http" | "https")) {
        return Ok(());
    }
    Err(setup().not_a_url())
}

/// Accepts an e-mail address, or `none`.
pub(super) fn email_or_none(text: &str) -> Result<(), String> {
    if text == "none" || text.parse::<model::Email>().is_ok() {
        return Ok(());
    }
    Err(setup().not_an_address_or_none())
}

/// Accepts an e-mail address, or nothing.
pub(super) fn email_or_nothing(text: &str) -> Result<(), String> {
    if text.is_empty() || text.parse::<model::Email>().is_ok() {
        return Ok(());
    }
    Err(setup().not_an_address_or_nothing())
}

/// Accepts a name that CloudFormation allows for a stack.
pub(super) fn stack_name(text: &str) -> Result<(), String> {
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let fits = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if begins && fits && text.len() <= 128 {
        return Ok(());
    }
    Err(setup().not_a_stack_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_accepted_as_the_systems_behind_them_do() {
        for (check, good, bad) in [
            (
                url as fn(&str) -> Result<(), String>,
                &["https://shop.api-us1.com", "http://127.0.0.1:9/a"][..],
                &["", "shop.api-us1.com", "ftp://shop", "mailto:a@b.se"][..],
            ),
            (
                email_or_none,
                &["none", "ops@example.com"],
                &["", "nobody", "None"],
            ),
            (email_or_nothing, &["", "a@example.com"], &["none"]),
            (
                stack_name,
                &["ekobridge", "Shop-2"],
                &["", "2shop", "shop_2", "bücher", "shop 2"],
            ),
            (not_empty, &["x"], &[""]),
        ] {
            for text in good {
                assert_eq!(check(text), Ok(()), "{text}");
            }
            for text in bad {
                assert!(check(text).is_err(), "{text}");
            }
        }
        assert!(stack_name(&"a".repeat(129)).is_err());
    }

    #[test]
    fn a_wrong_answer_is_named_by_line_and_its_text_is_not_quoted() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("answers.toml");
        std::fs::write(&file, "stack = \"shop\"\nactivecampaign_keys = \"very secret\"\n").unwrap();
        let error = Answers::read(&file).err().unwrap().to_string();
        assert!(error.contains("answers.toml:2"), "{error}");
        assert!(!error.contains("very secret"), "{error}");
    }

    #[test]
    fn the_environment_goes_before_the_file_and_the_file_before_an_earlier_run() {
        let text = |text: &str| Some(text.to_owned());
        let file = Answers {
            activecampaign_url: text("https://file"),
            stack: text("file"),
            ..Answers::default()
        };
        let before = Answers {
            stack: text("before"),
            alert_email: text("none"),
            ..Answers::default()
        };
        let mut answers = file.or(before);
        answers.take_environment(&[("ACTIVECAMPAIGN_URL".to_owned(), "https://env".to_owned())].into());
        assert_eq!(answers.activecampaign_url.as_deref(), Some("https://env"));
        assert_eq!(answers.stack.as_deref(), Some("file"));
        assert_eq!(answers.alert_email.as_deref(), Some("none"));
    }
}
