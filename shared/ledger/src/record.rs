use std::fmt;

use jiff::Timestamp;
use model::{Job, Problem, Source};
use serde::{Deserialize, Serialize};

/// The key of a record. Contains no personal data: a customer's key is a salted digest.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(String);

impl Key {
    /// The key of what becomes of a source record: the source's text.
    #[must_use]
    pub fn source(source: &Source) -> Self {
        Self(source.to_string())
    }

    /// The key of the creation of one customer, by the salted digest of what identifies it (its e-mail address).
    #[must_use]
    pub fn customer(digest: &str) -> Self {
        Self(format!("customer:{digest}"))
    }

    /// The key of a search for a contact's orders, apart from the contact's own.
    #[must_use]
    pub fn orders_of(source: &Source) -> Self {
        Self(format!("orders_of:{source}"))
    }

    /// The key of the credit of what a source record has become, apart from the record's own, which stays done.
    #[must_use]
    pub fn credit_of(source: &Source) -> Self {
        Self(format!("credit_of:{source}"))
    }

    /// The e-commerce order of a chain of eAccounting's documents, by the id of the first of them.
    #[must_use]
    pub fn written_order(root: &str) -> Self {
        Self(format!("written_order:{root}"))
    }

    /// What ActiveCampaign is told of the state of a source record that came from there, apart from the record's own.
    #[must_use]
    pub fn status_of(source: &Source) -> Self {
        Self(format!("status_of:{source}"))
    }

    /// The deal of a quote in eAccounting.
    #[must_use]
    pub fn deal_of_quote(quote: &str) -> Self {
        Self(format!("deal_of_quote:{quote}"))
    }

    /// The contact of one of eAccounting's customers, by the customer's id; apart from the contact's own key, which the other
    /// direction goes by.
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

/// A kind of record in eAccounting that is created by us.
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
    /// The kind in one word, as in tables and machine-readable output.
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

/// A record in eAccounting, by its id and by the number that a person knows it by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Document {
    /// What it is.
    pub kind: DocumentKind,
    /// eAccounting's id.
    pub id: String,
    /// The number a person sees, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// The document about to be created. It is stored before the creating request is sent, so that an unknown outcome can be looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// The kind of document to create.
    pub what: DocumentKind,
    /// The natural key, such as `OrderApi.BuyersOrderReference`; for a customer the digest, never personal data.
    pub natural_key: String,
    /// eAccounting's id of the customer that it is created for, to narrow the look-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// The flow's name of the step.
    pub step: String,
}

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A worker has it, and has no creating request under way that it began itself.
    Leased,
    /// A worker has it, and may have a creating request under way.
    Committing,
    /// An attempt ended without knowing whether its document was created. Nobody has it.
    InDoubt,
    /// An attempt failed and created nothing; a retry is due later. Nobody has it.
    Waiting,
    /// Everything was created. Final.
    Done,
    /// There was nothing to do.
    Skipped,
    /// A person must do something first.
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

    /// Whether a worker holds the record in this state (until its lease lapses).
    #[must_use]
    pub fn is_held(self) -> bool {
        matches!(self, Self::Leased | Self::Committing)
    }

    /// Whether records in this state are listed ([`crate::RecordStore::list`]): those that somebody must still come back to.
    #[must_use]
    pub fn is_listed(self) -> bool {
        matches!(self, Self::Parked | Self::Waiting | Self::InDoubt)
    }
}

/// That nothing may be sent of a record until a person releases it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Why, in the person's own words. Without personal data, like everything here.
    pub because: String,
    /// Since when.
    pub since: Timestamp,
}

impl fmt::Display for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "on hold: {}", self.because)
    }
}

/// The record of one key. Contains no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The key.
    pub key: Key,
    /// Where it stands.
    pub state: State,
    /// The owner of the last write: unique per claim, not per process.
    pub owner: String,
    /// Raised whenever the owner changes: a late worker's writes name an old fence, and lose.
    pub fence: u64,
    /// When the lease ends; set exactly while the record is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease_until: Option<Timestamp>,
    /// Digest of what was read at the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload_hash: Option<String>,
    /// The source's version of what was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// When the reading began that the last outcome (done, skipped, parked) goes by: whatever was announced before it is in
    /// that outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<Timestamp>,
    /// Digest of what the documents were made of, once the source is known to differ from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_of: Option<String>,
    /// The open intent: it must be looked up before anything is created again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<Intent>,
    /// When the intent was stored, or later, when its own worker left it open: a request that began until then may be under
    /// way for a while after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent_at: Option<Timestamp>,
    /// The documents created so far, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// Steps that follow the documents and are still to be done, such as `payment`: the next attempt does these, and no
    /// others that cannot be repeated safely.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pending_steps: Vec<String>,
    /// Set while a person has forbidden that anything is sent of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
    /// The last problem, or a note on a finished record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// Why it was skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The job that asked for it, to be queued again by a replay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<Job>,
    /// Failed attempts that count towards giving up.
    pub attempts: u32,
    /// Leases that lapsed: how often a worker was lost with this record.
    pub crashes: u32,
    /// When the next attempt is due, while waiting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_attempt: Option<Timestamp>,
    /// When it was first seen.
    pub first_seen: Timestamp,
    /// When it was written last.
    pub updated_at: Timestamp,
    /// When it may be forgotten (whole seconds); nothing means never. The store may be late: readers check it themselves.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "jiff::fmt::serde::timestamp::second::optional"
    )]
    pub expires_at: Option<Timestamp>,
}

impl Record {
    /// The newest document of a kind.
    #[must_use]
    pub fn document(&self, kind: DocumentKind) -> Option<&Document> {
        self.documents.iter().rev().find(|document| document.kind == kind)
    }

    /// Whether the last outcome knows of what was announced at this time. A record without [`Record::read_at`] goes by when
    /// it was written.
    #[must_use]
    pub fn knows_of(&self, announced: Timestamp) -> bool {
        announced <= self.read_at.unwrap_or(self.updated_at)
    }

    /// Whether it is forgotten already, even where the store still has it.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }

    /// Until when a worker holds it; nothing when nobody does now.
    #[must_use]
    pub fn held_until(&self, now: Timestamp) -> Option<Timestamp> {
        if self.state.is_held() {
            self.lease_until.filter(|until| *until > now)
        } else {
            None
        }
    }
}
