use flows::{MadeDocument, Presence};
use jiff::Timestamp;
use messages::ToolMessages;
use model::{Currency, JobKind, Problem, Source};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::{Sentence, SettingLine};

/// A record's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// No job has come for it.
    NeverSeen,
    /// The settings leave it out.
    Filtered,
    /// A person has stopped it.
    OnHold,
    /// A job for it waits, or its next attempt is due.
    Queued,
    /// A vendor, or something else that mends itself, is waited for.
    WaitingForVendor,
    /// A vendor rejects the credentials until somebody logs in again.
    WaitingForLogin,
    /// A worker owns it.
    Running,
    /// A document may exist.
    InDoubt,
    /// A person must act.
    Parked,
    /// The document exists, or both systems are equal.
    Sent,
    /// The document exists, and a step after it failed.
    FollowUpFailed,
    /// The document exists, and the source differs from it.
    ChangedSince,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 12] = [
        Self::NeverSeen,
        Self::Filtered,
        Self::OnHold,
        Self::Queued,
        Self::WaitingForVendor,
        Self::WaitingForLogin,
        Self::Running,
        Self::InDoubt,
        Self::Parked,
        Self::Sent,
        Self::FollowUpFailed,
        Self::ChangedSince,
    ];

    /// The state in one word, as in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NeverSeen => "never_seen",
            Self::Filtered => "filtered",
            Self::OnHold => "on_hold",
            Self::Queued => "queued",
            Self::WaitingForVendor => "waiting_for_vendor",
            Self::WaitingForLogin => "waiting_for_login",
            Self::Running => "running",
            Self::InDoubt => "in_doubt",
            Self::Parked => "parked",
            Self::Sent => "sent",
            Self::FollowUpFailed => "follow_up_failed",
            Self::ChangedSince => "changed_since",
        }
    }

    /// The state in a few words, for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NeverSeen => "never seen",
            Self::Filtered => "filtered",
            Self::OnHold => "on hold",
            Self::Queued => "queued",
            Self::WaitingForVendor => "waiting for a vendor",
            Self::WaitingForLogin => "waiting for a login",
            Self::Running => "running",
            Self::InDoubt => "in doubt",
            Self::Parked => "parked",
            Self::Sent => "sent",
            Self::FollowUpFailed => "sent, a follow-up failed",
            Self::ChangedSince => "changed since",
        }
    }

    /// Whether a person must do something.
    #[must_use]
    pub fn needs_person(self) -> bool {
        matches!(
            self,
            Self::WaitingForLogin | Self::Parked | Self::FollowUpFailed | Self::ChangedSince
        )
    }
}

/// What to do, and the command that does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// In one sentence.
    pub text: Sentence,
    /// The arguments of `ekobridge`, such as `replay order:1:1001`; none where nothing can be done with the tool.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
}

impl Advice {
    pub(crate) fn new(text: impl Fn(&ToolMessages) -> String) -> Self {
        Self {
            text: Sentence::of(text),
            command: None,
        }
    }

    pub(crate) fn run(text: impl Fn(&ToolMessages) -> String, command: String) -> Self {
        Self {
            text: Sentence::of(text),
            command: Some(command),
        }
    }

    pub(crate) fn remedy(problem: &Problem) -> Self {
        Self {
            text: Sentence::remedy(problem),
            command: None,
        }
    }
}

/// A record that was created of it, by Ekobridge or by a person of what Ekobridge had created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnsweredDocument {
    /// Its kind: `order`, `invoice_draft`, `invoice`, `credit_draft`, `credit_invoice`, `customer`; of the activity log, any.
    pub kind: String,
    /// eAccounting's id.
    pub id: String,
    /// The number that people know it by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The number of the order that it was made of, as the shop shows it: a draft has no number of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_order: Option<String>,
    /// Its total with VAT, without rounding; negative for a credit.
    #[serde(
        skip_serializing_if = "Option::is_none",
        with = "rust_decimal::serde::str_option"
    )]
    pub total: Option<Decimal>,
    /// The part of an invoice that nobody has paid.
    #[serde(
        skip_serializing_if = "Option::is_none",
        with = "rust_decimal::serde::str_option"
    )]
    pub unpaid: Option<Decimal>,
    /// The currency of both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Whether eAccounting has it now; nothing if that is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exists: Option<bool>,
    /// The id of the invoice that a draft was booked as, which deletes the draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub booked_as: Option<String>,
    /// Whether somebody else than Ekobridge created it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_by_person: bool,
    /// Where eAccounting shows it to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl AnsweredDocument {
    /// A document that only its name is known of.
    pub(crate) fn named(kind: String, id: String, number: Option<String>) -> Self {
        Self {
            kind,
            id,
            number,
            of_order: None,
            total: None,
            unpaid: None,
            currency: None,
            exists: None,
            booked_as: None,
            is_by_person: false,
            link: None,
        }
    }

    /// Whether it takes a sale back.
    #[must_use]
    pub fn is_credit(&self) -> bool {
        self.kind.starts_with("credit")
    }

    /// The total with its currency: "1598.00 SEK".
    #[must_use]
    pub fn total_text(&self) -> Option<String> {
        self.total.map(|total| self.amount(total))
    }

    /// The unpaid part with its currency, if there is one.
    #[must_use]
    pub fn unpaid_text(&self) -> Option<String> {
        let unpaid = self.unpaid.filter(|unpaid| !unpaid.is_zero())?;
        Some(self.amount(unpaid))
    }

    fn amount(&self, amount: Decimal) -> String {
        let code = self.currency.as_deref().unwrap_or_default();
        match code.parse::<Currency>() {
            Ok(currency) => currency.show(amount),
            Err(_) => format!("{amount:.2} {code}").trim_end().to_owned(),
        }
    }
}

impl From<&MadeDocument> for AnsweredDocument {
    fn from(made: &MadeDocument) -> Self {
        let (exists, booked_as) = match &made.presence {
            Presence::Unknown => (None, None),
            Presence::There => (Some(true), None),
            Presence::Gone => (Some(false), None),
            Presence::Booked(id) => (Some(false), Some(id.clone())),
        };
        Self {
            total: made.total,
            unpaid: made.unpaid,
            currency: made.currency.clone(),
            exists,
            booked_as,
            is_by_person: made.is_by_person,
            link: None,
            ..Self::named(
                made.kind.as_str().to_owned(),
                made.id.clone(),
                made.number.clone(),
            )
        }
    }
}

/// Where a record is, why, which setting decided it, and what to do. Holds no personal data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// The record.
    pub record: Source,
    /// The kind of work.
    pub job: JobKind,
    /// Its state.
    pub state: State,
    /// The answer in one sentence.
    pub summary: Sentence,
    /// What else is known, a sentence each.
    pub details: Vec<Sentence>,
    /// Since when, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// When it continues, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// What went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// The settings that decided it.
    pub settings: Vec<SettingLine>,
    /// What it has become.
    pub documents: Vec<AnsweredDocument>,
    /// What to do.
    pub advice: Vec<Advice>,
    /// What was stored of it in English, and what vendors said: in English, the other parts say it already.
    #[serde(skip)]
    pub stored: Vec<String>,
}

impl Answer {
    /// The newest document that stands for the sale: no credit, and no draft that was booked.
    #[must_use]
    pub fn sale(&self) -> Option<&AnsweredDocument> {
        let mut sales = self
            .documents
            .iter()
            .filter(|document| !document.is_credit() && document.booked_as.is_none());
        sales.next_back()
    }
}
