use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Reason, Vendor};

/// How a failure is to be treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A retry may succeed: rate limits, server errors, the network.
    RetryLater,
    /// A person must change something first.
    NeedsPerson,
    /// The connection to a vendor is refused: jobs wait for a new authorisation without using up attempts.
    Disconnected,
    /// It is not known whether a document was created: look before the next attempt.
    InDoubt,
    /// Our own mistake.
    Bug,
}

/// A stable code of a failure. Each has an entry in `docs/ERRORS.md`.
///
/// To add one: a line here with its text and kind, and an entry there; a test holds both against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(&'static str);

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .as_str()
            .try_into()
            .map_err(serde::de::Error::custom)
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal, $kind:ident $(, $vendor:ident)?;)*) => {
        impl Code {
            $($(#[doc = $doc])* pub const $name: Code = Code($text);)*

            /// Every code with its kind.
            pub const ALL: &'static [(Code, Kind)] = &[$((Code::$name, Kind::$kind),)*];

            /// The vendor that alone can be the origin of this code, where there is one.
            #[must_use]
            pub fn vendor(&self) -> Option<Vendor> {
                $($(if *self == Code::$name {
                    return Some(Vendor::$vendor);
                })?)*
                None
            }
        }
    };
}

codes! {
    /// The settings file is wrong.
    SETTINGS_INVALID = "settings_invalid", NeedsPerson;
    /// A secret is missing or cannot be read.
    SECRET_MISSING = "secret_missing", NeedsPerson;
    /// The deployment has another salt than its ledger.
    SALT_MISMATCH = "salt_mismatch", NeedsPerson;
    /// A newer version of Ekobridge has stored a code that this one does not know.
    FROM_NEWER_VERSION = "from_newer_version", NeedsPerson;
    /// The stack is paused, and the job has waited for ten days.
    PAUSED = "paused", NeedsPerson;
    /// ActiveCampaign refuses the API key.
    ACTIVECAMPAIGN_UNAUTHORIZED = "activecampaign_unauthorized", Disconnected, ActiveCampaign;
    /// ActiveCampaign cannot be reached.
    ACTIVECAMPAIGN_UNREACHABLE = "activecampaign_unreachable", RetryLater, ActiveCampaign;
    /// ActiveCampaign limits the rate of requests.
    ACTIVECAMPAIGN_RATE_LIMIT = "activecampaign_rate_limit", RetryLater, ActiveCampaign;
    /// ActiveCampaign failed.
    ACTIVECAMPAIGN_SERVER_ERROR = "activecampaign_server_error", RetryLater, ActiveCampaign;
    /// ActiveCampaign refuses a request.
    ACTIVECAMPAIGN_REJECTED = "activecampaign_rejected", NeedsPerson, ActiveCampaign;
    /// ActiveCampaign's answer is not as documented.
    ACTIVECAMPAIGN_INVALID_RESPONSE = "activecampaign_invalid_response", Bug, ActiveCampaign;
    /// eAccounting must be connected again.
    EACCOUNTING_REAUTHORIZE = "eaccounting_reauthorize", Disconnected, Eaccounting;
    /// eAccounting's grant is for another company than before.
    EACCOUNTING_COMPANY_MISMATCH = "eaccounting_company_mismatch", Disconnected, Eaccounting;
    /// eAccounting cannot be reached.
    EACCOUNTING_UNREACHABLE = "eaccounting_unreachable", RetryLater, Eaccounting;
    /// eAccounting limits the rate of requests.
    EACCOUNTING_RATE_LIMIT = "eaccounting_rate_limit", RetryLater, Eaccounting;
    /// eAccounting failed.
    EACCOUNTING_SERVER_ERROR = "eaccounting_server_error", RetryLater, Eaccounting;
    /// eAccounting refuses a value.
    EACCOUNTING_REJECTED = "eaccounting_rejected", NeedsPerson, Eaccounting;
    /// eAccounting's answer is not as documented.
    EACCOUNTING_INVALID_RESPONSE = "eaccounting_invalid_response", Bug, Eaccounting;
    /// The company, user or licence does not allow it.
    EACCOUNTING_NO_ACCESS = "eaccounting_no_access", NeedsPerson, Eaccounting;
    /// The accounting period or year is locked or missing.
    PERIOD_LOCKED = "period_locked", NeedsPerson;
    /// It is not known whether eAccounting created the document.
    OUTCOME_UNKNOWN = "outcome_unknown", InDoubt;
    /// The record is not in ActiveCampaign any more.
    SOURCE_MISSING = "source_missing", NeedsPerson;
    /// The order has no customer that can be used.
    CUSTOMER_MISSING = "customer_missing", NeedsPerson;
    /// A field that eAccounting needs of a customer is empty.
    CUSTOMER_INCOMPLETE = "customer_incomplete", NeedsPerson;
    /// Several customers match.
    CUSTOMER_AMBIGUOUS = "customer_ambiguous", NeedsPerson;
    /// Another contact has the customer's e-mail address.
    CONTACT_AMBIGUOUS = "contact_ambiguous", NeedsPerson;
    /// The customer is inactive in eAccounting.
    CUSTOMER_INACTIVE = "customer_inactive", NeedsPerson;
    /// No article has the SKU.
    SKU_UNKNOWN = "sku_unknown", NeedsPerson;
    /// An order line has no SKU.
    SKU_MISSING = "sku_missing", NeedsPerson;
    /// The article is inactive in eAccounting.
    ARTICLE_INACTIVE = "article_inactive", NeedsPerson;
    /// The article for shipping, discount or another purpose is not set or not found.
    ARTICLE_NOT_CONFIGURED = "article_not_configured", NeedsPerson;
    /// An article account coding lacks the account for this kind of sale.
    ACCOUNT_MISSING = "account_missing", NeedsPerson;
    /// No article account coding has the VAT rate.
    CODING_MISSING = "coding_missing", NeedsPerson;
    /// Terms of payment, delivery method, unit or bank account of that name do not exist.
    REFERENCE_NOT_FOUND = "reference_not_found", NeedsPerson;
    /// The total would not be the shop's total.
    TOTAL_MISMATCH = "total_mismatch", NeedsPerson;
    /// It cannot be decided whether prices are per piece or per line, with VAT or without.
    PRICE_AMBIGUOUS = "price_ambiguous", NeedsPerson;
    /// The store rounded its unit prices, and several solutions reach the order's total.
    PRICE_UNDERDETERMINED = "price_underdetermined", NeedsPerson;
    /// Part of the total is in no line of the order.
    AMOUNT_NOT_LISTED = "amount_not_listed", NeedsPerson;
    /// The order looks like one that was refunded in part.
    PARTIAL_REFUND = "partial_refund", NeedsPerson;
    /// A value does not fit into eAccounting's field.
    VALUE_INVALID = "value_invalid", NeedsPerson;
    /// What a person has entered in the tool or the console can't be used. Never the outcome of a job.
    INPUT_INVALID = "input_invalid", NeedsPerson;
    /// A mapping expression failed on this record.
    MAPPING_FAILED = "mapping_failed", NeedsPerson;
    /// The e-commerce connection that the settings name belongs to a store's own integration.
    CONNECTION_FOREIGN = "connection_foreign", NeedsPerson;
    /// The e-commerce connection that the settings name does not exist.
    CONNECTION_MISSING = "connection_missing", NeedsPerson;
    /// The first write of stock waits until a person has seen its plan.
    STOCK_PLAN_WAITING = "stock_plan_waiting", NeedsPerson;
    /// The order changed in the shop after its document was created.
    CHANGED_AFTER_CREATION = "changed_after_creation", NeedsPerson;
    /// The order was cancelled or refunded after its document was created.
    CANCELLED_AFTER_CREATION = "cancelled_after_creation", NeedsPerson;
    /// The document exists, and a step that follows it failed: its payment, e-mail, note, link or write-back.
    FOLLOW_UP_FAILED = "follow_up_failed", NeedsPerson;
    /// The order has more rows than a document takes.
    TOO_MANY_ROWS = "too_many_rows", NeedsPerson;
    /// The record crashed its worker several times.
    CRASHED = "crashed", Bug;
    /// All attempts are used up.
    RETRIES_EXHAUSTED = "retries_exhausted", NeedsPerson;
    /// ActiveCampaign's webhook is missing, changed or silent.
    WEBHOOK_UNHEALTHY = "webhook_unhealthy", NeedsPerson;
    /// A queue message cannot be read.
    INVALID_JOB = "invalid_job", Bug;
    /// Our own store (ledger, journal, queue, secrets) failed.
    STORAGE_ERROR = "storage_error", RetryLater;
    /// Another worker has the record just now.
    RECORD_LOCKED = "record_locked", RetryLater;
}

impl Code {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.0
    }

    /// How failures with this code are treated.
    #[must_use]
    pub fn kind(&self) -> Kind {
        Self::ALL
            .iter()
            .find(|(code, _)| code == self)
            .map_or(Kind::Bug, |(_, kind)| *kind)
    }
}

impl TryFrom<&str> for Code {
    type Error = String;

    fn try_from(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .map(|(code, _)| *code)
            .find(|code| code.0 == text)
            .ok_or(format!("unknown code {text}"))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A text of a catalog with what it names: settings, articles, amounts, numbers of documents and customers. Never personal data.
///
/// Of a problem it is which of its code's cases that is, which decides the remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its name in the catalog, or within the code.
    pub name: String,
    /// What the text names, by variable.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub with: BTreeMap<String, String>,
}

/// A failure, for a person and for the program: what happened, why, and what to do now.
///
/// `message` and `remedy` may be shown, logged and stored: they name records by id or number and never hold personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message} {remedy} [{code}]")]
pub struct Problem {
    /// The stable code.
    pub code: Code,
    /// How it is treated.
    pub kind: Kind,
    /// The event and its cause, in whole sentences, in English.
    pub message: String,
    /// What the other languages tell the same by: texts of [`crate::event`] with their values. Empty where it exists in English
    /// alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub event: Vec<Case>,
    /// The remedy, in whole sentences; empty if nothing is to be done.
    pub remedy: String,
    /// How long the other side asked to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<Duration>,
    /// The vendor whose response, or timeout, this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<Vendor>,
    /// The case of its code, where that has several: [`crate::case`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Box<Case>>,
}

impl Problem {
    /// A problem of this code's kind.
    #[must_use]
    pub fn new(code: Code, message: impl Into<Reason>, remedy: impl Into<String>) -> Self {
        let (message, event) = message.into().into_parts();
        Self {
            code,
            kind: code.kind(),
            message,
            event,
            remedy: remedy.into(),
            wait: None,
            vendor: code.vendor(),
            case: None,
        }
    }

    /// What happened, as a text that other languages have, too.
    #[must_use]
    pub fn told(&self) -> Reason {
        Reason::stored(self.message.clone(), self.event.clone())
    }

    /// The same, told otherwise.
    #[must_use]
    pub fn telling(mut self, message: Reason) -> Self {
        (self.message, self.event) = message.into_parts();
        self
    }

    /// The same with another kind.
    #[must_use]
    pub fn with_kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// The same, as the answer of this vendor.
    #[must_use]
    pub fn of(mut self, vendor: Vendor) -> Self {
        self.vendor = Some(vendor);
        self
    }

    /// The same, to be tried again no sooner than after `wait`.
    #[must_use]
    pub fn after(mut self, wait: Option<Duration>) -> Self {
        self.wait = wait;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_survive_serialisation() {
        for (i, (code, _)) in Code::ALL.iter().enumerate() {
            assert!(
                Code::ALL[..i].iter().all(|(other, _)| other != code),
                "{code} twice"
            );
            let json = serde_json::to_string(code).unwrap();
            assert_eq!(serde_json::from_str::<Code>(&json).unwrap(), *code);
        }
    }
}
