//! What goes wrong beside a document and doesn't stop it, as values: a preview says it in its reader's language.

use std::fmt;

use model::Problem;
use model::reason::{Word, words};

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
    pub(crate) fn failed(self) -> Word {
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
    pub(crate) fn add(self, ctx: &mut JobContext<'_>, step: &'static str) {
        ctx.failed_step(step, self.to_string());
        ctx.services.trace(|trace| trace.remarks.push(self));
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FollowUp(step, problem) => {
                write!(f, "{}: {} {}", step.failed(), problem.message, problem.remedy)
            }
            Self::NoContactLink(problem) => {
                write!(f, "the link to the contact was not added: {}", problem.message)
            }
            Self::NoStorePrices(problem) => {
                write!(f, "the store's product prices were not read: {}", problem.message)
            }
            Self::IgnoredFields(fields) => {
                write!(f, "ActiveCampaign ignored its custom fields {}", fields.join(", "))
            }
            Self::AccountNameTaken(account) => {
                write!(f, "account {account} was not renamed: another account has that name")
            }
            Self::InOtherAccount { contact, account } => write!(
                f,
                "contact {contact} stays in account {}, since a contact is in one account at most",
                account.as_deref().unwrap_or("of its own")
            ),
            Self::NoCustomObjects => f.write_str(
                "the account has no custom objects, so that quantities are not written: remove to_activecampaign.stock.custom_object",
            ),
        }
    }
}
