//! What goes wrong beside a document and doesn't stop it, as values: a preview says it in its reader's language.

use std::fmt;

use model::reason::{Word, words};
use model::{Problem, StepName, StepText, step};

use crate::JobContext;

/// A step that follows a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUp {
    /// Every value that was decided is on the document.
    Check,
    /// The payment.
    Payment,
    /// The payment of a credit.
    Repayment,
    /// A note with the shop's order.
    Note,
    /// A link to the shop's order.
    Link,
    /// The e-mail to the buyer.
    Email,
    /// The first state for ActiveCampaign.
    Status,
    /// A note in ActiveCampaign.
    StatusNote,
}

impl FollowUp {
    /// That the step failed.
    #[must_use]
    pub fn failed(self) -> Word {
        match self {
            Self::Check => words::NOT_CHECKED,
            Self::Payment => words::NOT_PAID,
            Self::Repayment => words::NOT_REPAID,
            Self::Note => words::NO_NOTE,
            Self::Link => words::NO_LINK,
            Self::Email => words::NO_EMAIL,
            Self::Status => words::NOT_TOLD,
            Self::StatusNote => words::NO_STATUS_NOTE,
        }
    }
}

/// What went wrong beside the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A step after the document failed.
    FollowUp(FollowUp, Problem),
    /// The customer got no link to its contact.
    NoContactLink(Problem),
    /// The prices of the store's products could not be read.
    NoStorePrices(Problem),
    /// ActiveCampaign has ignored these custom fields of a contact.
    IgnoredFields(Vec<String>),
    /// An account keeps its name: another account has the new one.
    AccountNameTaken(String),
    /// A contact is in another account, and stays there.
    InOtherAccount {
        /// The contact's id.
        contact: String,
        /// The account's id, where it is known.
        account: Option<String>,
    },
    /// ActiveCampaign's plan has no custom objects.
    NoCustomObjects,
}

impl Remark {
    /// Adds it to the activity log as a step of this name that failed, and shows it to a preview.
    pub(crate) fn add(self, ctx: &mut JobContext<'_>, name: StepName) {
        ctx.failed_step(name, self.told());
        ctx.services.trace(|trace| trace.remarks.push(self));
    }

    /// What it says in the activity log.
    #[must_use]
    pub fn told(&self) -> StepText {
        match self {
            Self::FollowUp(step, problem) => {
                step::not_done(step.failed()).because(&format!("{} {}", problem.message, problem.remedy))
            }
            Self::NoContactLink(problem) => step::no_contact_link().because(&problem.message),
            Self::NoStorePrices(problem) => step::no_store_prices().because(&problem.message),
            Self::IgnoredFields(fields) => step::fields_ignored(fields.join(", ")),
            Self::AccountNameTaken(account) => step::account_not_renamed(account),
            Self::InOtherAccount {
                contact,
                account: Some(account),
            } => step::stays_in_account(contact, account),
            Self::InOtherAccount {
                contact,
                account: None,
            } => step::stays_in_own_account(contact),
            Self::NoCustomObjects => step::no_custom_objects(),
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(f)
    }
}
