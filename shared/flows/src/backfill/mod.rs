//! The past: records that existed before somebody asked for them.
//!
//! A plan ([`plan`]) says what would be sent and what would not, and why. A run ([`Run`]) queues one job a record, oldest first and
//! some at a time, to the queue of jobs that may wait: their calls yield to live calls. A job goes by the same keys as a live
//! one, so that a record that is sent already is not sent twice, whoever asks for it how often. eAccounting's documents go in
//! batches instead, each of which is looked for until it has arrived.

mod batch;
mod found;
mod plan;
mod run;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use model::{JobKind, Source};
use serde::{Deserialize, Serialize};

pub use plan::{Plan, Skipped, plan};
pub use run::{Ended, Failure, Run};

/// A kind of record of the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// E-commerce orders of ActiveCampaign's.
    Orders,
    /// Deals.
    Deals,
    /// Contacts.
    Contacts,
    /// eAccounting's quotes, orders and invoices, which become e-commerce orders or deals.
    Documents,
}

impl What {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Orders, Self::Deals, Self::Contacts, Self::Documents];

    /// The kind in one word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Deals => "deals",
            Self::Contacts => "contacts",
            Self::Documents => "documents",
        }
    }

    /// The states that records of this kind can be chosen by.
    #[must_use]
    pub fn states(self) -> &'static [&'static str] {
        match self {
            Self::Orders => &[
                "pending",
                "awaiting_payment",
                "completed",
                "abandoned",
                "cancelled",
                "refunded",
                "failed",
                "returned",
            ],
            Self::Deals => &["open", "won", "lost"],
            Self::Contacts => &[],
            Self::Documents => &["quoted", "ongoing", "shipped", "unpaid", "paid"],
        }
    }

    /// What is done with a record of this kind.
    fn job(self) -> JobKind {
        match self {
            Self::Orders | Self::Deals => JobKind::Order,
            Self::Contacts => JobKind::Customer,
            Self::Documents => JobKind::WriteOrder,
        }
    }

    /// Calls that a record of this kind usually costs, to ActiveCampaign and to eAccounting.
    fn calls(self) -> (usize, usize) {
        match self {
            Self::Orders => (1, 4),
            Self::Deals => (5, 4),
            Self::Contacts => (4, 2),
            Self::Documents => (2, 3),
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for What {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|what| what.as_str() == text);
        found.ok_or_else(|| format!("there is no kind {text}: orders, deals, contacts or documents"))
    }
}

/// Which records of the past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The kinds.
    pub what: BTreeSet<What>,
    /// Orders placed, deals, contacts and documents changed at this moment or later.
    pub since: Timestamp,
    /// And before this one.
    pub until: Timestamp,
    /// Only orders of these connections; all where there is none.
    pub stores: BTreeSet<String>,
    /// Only records in these states ([`What::states`]); all where there is none.
    pub states: BTreeSet<String>,
}

impl Selection {
    fn takes_state(&self, state: &str) -> bool {
        self.states.is_empty() || self.states.contains(state)
    }

    fn takes_time(&self, at: Option<Timestamp>) -> bool {
        at.is_none_or(|at| self.since <= at && at < self.until)
    }
}

/// A record that is to be sent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Item {
    /// When it was placed or changed last, where that is known. Items are sent in this order.
    pub at: Option<Timestamp>,
    /// Which one.
    pub source: Source,
    /// Its kind.
    pub what: What,
    /// The version that was seen.
    pub version: Option<String>,
    /// Of a document: the id of the first one of its sale, which can be sent in a batch; none where it bills several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
}
