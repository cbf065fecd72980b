//! What set-up asks: answered by the environment, a file, an earlier run, or the person.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use devstack::vendors::variable;
use serde::{Deserialize, Serialize};

use crate::terminal::interactive;

/// Where Ekobridge runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Where {
    /// `ekobridge dev` on this machine.
    ThisMachine,
    /// A stack in AWS.
    Aws,
}

/// What is kept in step.
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
    /// All of them, in the order that they are asked in.
    pub(super) const ALL: [Self; 4] = [Self::Customers, Self::Orders, Self::Deals, Self::Quotes];

    /// What it does.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Customers => "contacts in ActiveCampaign become customers in eAccounting",
            Self::Orders => "orders in ActiveCampaign become orders in eAccounting",
            Self::Deals => "won deals in ActiveCampaign become orders in eAccounting",
            Self::Quotes => "accepted quotes in eAccounting become orders there",
        }
    }
}

/// What eAccounting tells ActiveCampaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum WayBack {
    /// Orders and invoices become e-commerce orders.
    Orders,
    /// What becomes of orders and deals shows on their contact or deal.
    Status,
    /// Stock becomes the availability of products.
    Stock,
    /// Customers become contacts.
    Customers,
    /// Quotes become e-commerce orders that await payment, or deals.
    Quotes,
}

impl WayBack {
    /// All of them, in the order that they are asked in.
    pub(super) const ALL: [Self; 5] = [
        Self::Orders,
        Self::Status,
        Self::Stock,
        Self::Customers,
        Self::Quotes,
    ];

    /// What it does.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Orders => "orders and invoices in eAccounting become e-commerce orders in ActiveCampaign",
            Self::Status => "a note on contact or deal in ActiveCampaign says what became of its order",
            Self::Stock => "stock in eAccounting becomes the availability of products in ActiveCampaign",
            Self::Customers => "customers in eAccounting become contacts in ActiveCampaign",
            Self::Quotes => {
                "quotes in eAccounting become orders that await payment, or deals, in ActiveCampaign"
            }
        }
    }
}

/// The answers: a file of `--answers`, and what an earlier run was told.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Answers {
    /// `target`: "this-machine" or "aws".
    pub(super) target: Option<Where>,
    /// The stack's name.
    pub(super) stack: Option<String>,
    /// The folder with the functions' zips.
    pub(super) zips: Option<PathBuf>,
    /// Who gets alarms, or "none".
    pub(super) alert_email: Option<String>,
    /// ActiveCampaign's API URL.
    pub(super) activecampaign_url: Option<String>,
    /// ActiveCampaign's API key.
    pub(super) activecampaign_key: Option<String>,
    /// eAccounting's client id.
    pub(super) eaccounting_client_id: Option<String>,
    /// eAccounting's client secret.
    pub(super) eaccounting_client_secret: Option<String>,
    /// The identity of the company that must be connected.
    pub(super) company: Option<String>,
    /// What is kept in step.
    pub(super) flows: Option<Vec<Flow>>,
    /// What eAccounting tells ActiveCampaign.
    pub(super) way_back: Option<Vec<WayBack>>,
    /// Whether orders are only shown in the activity log at first.
    pub(super) dry_run: Option<bool>,
    /// The coding of new articles by VAT rate, where eAccounting has several.
    pub(super) account_coding: BTreeMap<String, String>,
}

impl Answers {
    /// Reads a file of answers.
    ///
    /// # Errors
    /// When it cannot be read, or has something that is no answer.
    pub(super) fn read(file: &Path) -> anyhow::Result<Self> {
        let text =
            std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        // The parser's own text quotes the line, which may be the one with the key.
        toml::from_str(&text).map_err(|error| {
            let line = error
                .span()
                .map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            anyhow::anyhow!("{}:{line}: {}", file.display(), error.message())
        })
    }

    /// What the environment says goes first: `ekobridge dev` reads it too.
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

    /// What is not answered here is taken from `before`.
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

/// Asks the person, where there is one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asker {
    /// Whether defaults are taken instead of asking.
    pub(super) yes: bool,
}

impl Asker {
    /// Whether somebody is asked.
    pub(super) fn asks(self) -> bool {
        !self.yes && interactive()
    }

    /// A text that must be given; `key` is its name in the file of answers.
    pub(super) fn text(self, key: &str, question: &str, help: &str) -> anyhow::Result<String> {
        self.must(key, question)?;
        let text = inquire::Text::new(question).with_help_message(help).prompt()?;
        Ok(text.trim().to_owned())
    }

    /// The same, which is not shown while it is typed.
    pub(super) fn secret(self, key: &str, question: &str, help: &str) -> anyhow::Result<String> {
        self.must(key, question)?;
        let text = inquire::Password::new(question)
            .without_confirmation()
            .with_help_message(help)
            .prompt()?;
        Ok(text.trim().to_owned())
    }

    /// A text with a default.
    pub(super) fn text_or(self, question: &str, default: &str) -> anyhow::Result<String> {
        if !self.asks() {
            return Ok(default.to_owned());
        }
        let text = inquire::Text::new(question).with_default(default).prompt()?;
        Ok(text.trim().to_owned())
    }

    /// One of several; the first is the default.
    pub(super) fn one_of(self, question: &str, options: &[String]) -> anyhow::Result<usize> {
        if !self.asks() {
            return Ok(0);
        }
        Ok(inquire::Select::new(question, options.to_vec())
            .raw_prompt()?
            .index)
    }

    /// Some of several; all of them or none are the default.
    pub(super) fn some_of(self, question: &str, options: &[String], all: bool) -> anyhow::Result<Vec<usize>> {
        let default: Vec<usize> = (0..options.len()).filter(|_| all).collect();
        if !self.asks() {
            return Ok(default);
        }
        let chosen = inquire::MultiSelect::new(question, options.to_vec())
            .with_default(&default)
            .raw_prompt()?;
        Ok(chosen.into_iter().map(|option| option.index).collect())
    }

    /// Yes or no.
    pub(super) fn yes_or(self, question: &str, default: bool) -> anyhow::Result<bool> {
        if !self.asks() {
            return Ok(default);
        }
        Ok(inquire::Confirm::new(question).with_default(default).prompt()?)
    }

    fn must(self, key: &str, question: &str) -> anyhow::Result<()> {
        if self.asks() {
            return Ok(());
        }
        bail!("There is no terminal to answer \"{question}\" in. Put `{key}` into the file of --answers.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
