use std::fmt;

use jiff::Timestamp;
use model::{Job, Problem, Source};
use serde::{Deserialize, Serialize};

use crate::newer::Newer;

/// A record's key. Contains no personal data: a customer's key is a salted digest.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(String);

impl Key {
    /// The key of a source record's job: the source's text.
    #[must_use]
    pub fn source(source: &Source) -> Self {
        Self(source.to_string())
    }

    /// The key of a customer's creation: the salted digest of what identifies the customer (the e-mail address).
    #[must_use]
    pub fn customer(digest: &str) -> Self {
        Self(format!("customer:{digest}"))
    }

    /// The key of the search for a contact's orders, separate from the contact's own.
    #[must_use]
    pub fn orders_of(source: &Source) -> Self {
        Self(format!("orders_of:{source}"))
    }

    /// The key of the credit note for a source record's document, separate from the record's own, which stays done.
    #[must_use]
    pub fn credit_of(source: &Source) -> Self {
        Self(format!("credit_of:{source}"))
    }

    /// The key of the e-commerce order for a chain of eAccounting documents, by the id of the first.
    #[must_use]
    pub fn written_order(root: &str) -> Self {
        Self(format!("written_order:{root}"))
    }

    /// The key of the status update to ActiveCampaign for a record that came from there, separate from the record's
    /// own.
    #[must_use]
    pub fn status_of(source: &Source) -> Self {
        Self(format!("status_of:{source}"))
    }

    /// The key of the deal for an eAccounting quote.
    #[must_use]
    pub fn deal_of_quote(quote: &str) -> Self {
        Self(format!("deal_of_quote:{quote}"))
    }

    /// The key of the contact for an eAccounting customer, by the customer's id; separate from the contact's own key,
    /// which the other direction uses.
    #[must_use]
    pub fn written_contact(customer: &str) -> Self {
        Self(format!("written_contact:{customer}"))
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A kind of record that Ekobridge creates in eAccounting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// A customer.
    Customer,
    /// An order.
    Order,
    /// A booked customer invoice.
    Invoice,
    /// A draft of a customer invoice.
    InvoiceDraft,
}

impl DocumentKind {
    /// The kind in one word, for tables and machine-readable output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Order => "order",
            Self::Invoice => "invoice",
            Self::InvoiceDraft => "invoice_draft",
        }
    }
}

/// A record in eAccounting.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Document {
    /// Its kind.
    pub kind: DocumentKind,
    /// eAccounting's id.
    pub id: String,
    /// The number shown to users, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// A document about to be created. Stored before the creating request is sent, so that an unknown outcome can be looked
/// up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// The kind of document to create.
    pub what: DocumentKind,
    /// The natural key, such as `OrderApi.BuyersOrderReference`; for a customer the digest, never personal data.
    pub natural_key: String,
    /// eAccounting's id of the document's customer, to narrow the look-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// The flow's name of the step.
    pub step: String,
}

/// A record's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A worker owns it, and has not sent a creating request.
    Leased,
    /// A worker owns it, and may have a creating request in flight.
    Committing,
    /// An attempt ended without knowing whether its document was created. No owner.
    InDoubt,
    /// An attempt failed and created nothing; a retry is due later. No owner.
    Waiting,
    /// Everything was created. Final.
    Done,
    /// There was nothing to do.
    Skipped,
    /// A person must act first.
    Parked,
}

impl State {
    /// The state in one word, as stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Leased => "leased",
            Self::Committing => "committing",
            Self::InDoubt => "in_doubt",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Parked => "parked",
        }
    }

    /// Whether a worker owns the record in this state (until its lease ends).
    #[must_use]
    pub fn is_held(self) -> bool {
        matches!(self, Self::Leased | Self::Committing)
    }

    /// Whether all records in this state are listed ([`crate::RecordStore::list`]): those that are unfinished.
    #[must_use]
    pub fn is_listed(self) -> bool {
        matches!(self, Self::Parked | Self::Waiting | Self::InDoubt)
    }
}

/// The remedy of a problem that a person has settled.
pub const SETTLED: &str = "Nothing is left to do.";

/// The list of records on hold that no state lists.
pub(crate) const ON_HOLD: &str = "on_hold";

/// A hold: nothing may be sent for the record until a person releases it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// The reason, in the person's own words. No personal data, like everything here.
    pub because: String,
    /// Since when.
    pub since: Timestamp,
    /// Who set it: the ARN of an AWS identity, or the user of a machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl fmt::Display for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "on hold: {}", self.because)
    }
}

/// The ledger's record for one key. Contains no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The key.
    pub key: Key,
    /// Its state.
    pub state: State,
    /// The owner of the last write: unique per claim, not per process.
    pub owner: String,
    /// Incremented with each new owner. A late worker writes with an old fence, and fails.
    pub fence: u64,
    /// When the lease ends; set only while the record is leased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease_until: Option<Timestamp>,
    /// Digest of the source's payload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload_hash: Option<String>,
    /// Version of the source's payload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// When the read behind the last outcome (done, skipped, parked) started: everything announced before is covered by
    /// that outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
    /// Digest of the payload that the documents were made from, once the source is known to differ from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_of: Option<String>,
    /// The open intent: it must be looked up before anything is created again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<Intent>,
    /// When the intent was stored, or later if its own worker released it: a request sent until then may be in flight
    /// for a while after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent_at: Option<Timestamp>,
    /// The documents created so far, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// Follow-up steps that are still to be done, such as `payment`: the next attempt does these, and no other step
    /// that can't be repeated safely.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pending_steps: Vec<String>,
    /// The hold, if a person has set one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
    /// The last problem, or a note on a finished record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// Since when a person has to act: since it was parked first, however often it was tried or held meanwhile. On a finished
    /// record: since its documents differ from the source in what a person has to settle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parked_at: Option<Timestamp>,
    /// The reason for a skip.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The job, to be queued again by a replay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<Job>,
    /// Failed attempts that count towards the limit.
    pub attempts: u32,
    /// Lapsed leases: how often a worker was lost with this record.
    pub crashes: u32,
    /// When the next attempt is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_attempt: Option<Timestamp>,
    /// When it was first seen.
    pub first_seen: Timestamp,
    /// The time of the last write.
    pub updated_at: Timestamp,
    /// When it expires (whole seconds); nothing means never. DynamoDB deletes late, so readers check this themselves.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "jiff::fmt::serde::timestamp::second::optional"
    )]
    pub expires_at: Option<Timestamp>,
    /// What a newer version has stored with it, to be written back.
    #[serde(skip)]
    pub newer: Option<Box<Newer>>,
}

impl Record {
    /// The newest document of a kind.
    #[must_use]
    pub fn document(&self, kind: DocumentKind) -> Option<&Document> {
        self.documents.iter().rev().find(|document| document.kind == kind)
    }

    /// Whether the last outcome covers an event announced at this time. A record without [`Record::read_at`] uses the
    /// time of its last write.
    #[must_use]
    pub fn knows_of(&self, announced: Timestamp) -> bool {
        announced <= self.read_at.unwrap_or(self.updated_at)
    }

    /// Whether it has expired, even if it is still stored.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }

    /// Since when it stands where it does: since a person has had to act; of what is finished, since the read behind that, which
    /// no hold moves; or else since its last write. The latter is used too for a record that was parked before
    /// [`Record::parked_at`] was stored.
    #[must_use]
    pub fn since(&self) -> Timestamp {
        let since = match self.state {
            State::Parked => self.parked_at,
            State::Done => self.parked_at.or(self.read_at),
            _ => None,
        };
        since.unwrap_or(self.updated_at)
    }

    /// Whether it is finished, and its documents differ from the source in what a person has to settle.
    #[must_use]
    pub fn is_unsettled(&self) -> bool {
        self.state == State::Done && self.parked_at.is_some()
    }

    /// The list that it is in: that of its state ([`State::is_listed`]), of what is on hold, or, if it is finished and
    /// unsettled, of what is parked.
    #[must_use]
    pub(crate) fn list(&self) -> Option<&'static str> {
        if self.state.is_listed() {
            Some(self.state.as_str())
        } else if self.hold.is_some() {
            Some(ON_HOLD)
        } else {
            self.is_unsettled().then_some(State::Parked.as_str())
        }
    }

    /// Until when a worker owns it, if one does now.
    #[must_use]
    pub fn held_until(&self, now: Timestamp) -> Option<Timestamp> {
        if self.state.is_held() {
            self.lease_until.filter(|until| *until > now)
        } else {
            None
        }
    }
}
