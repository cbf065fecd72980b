use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Source, Vendor};

/// The work to do on a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// Make an eAccounting customer equal to a contact or account.
    Customer,
    /// Turn an e-commerce order or a won deal into an eAccounting order or invoice.
    Order,
    /// Turn an accepted quote into an order.
    Quote,
    /// Find the orders of a contact, and queue each: an automation's webhook names no order.
    FindOrders,
    /// Make an e-commerce order in ActiveCampaign equal to an order or invoice in eAccounting.
    WriteOrder,
    /// Make a contact in ActiveCampaign, and its account, equal to a customer in eAccounting.
    WriteContact,
    /// Make products in ActiveCampaign equal to the stock of articles in eAccounting.
    Stock,
}

impl JobKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Customer,
        Self::Order,
        Self::Quote,
        Self::FindOrders,
        Self::WriteOrder,
        Self::WriteContact,
        Self::Stock,
    ];

    /// The default work on a record of this kind.
    #[must_use]
    pub fn of(source: &Source) -> Self {
        match source {
            Source::Contact(_) | Source::Account(_) => Self::Customer,
            Source::Order { .. } | Source::Deal(_) => Self::Order,
            Source::Quote(_) => Self::Quote,
            Source::SalesOrder(_) | Source::Invoice(_) => Self::WriteOrder,
            Source::Customer(_) => Self::WriteContact,
            Source::Article(_) | Source::Stock(_) => Self::Stock,
        }
    }

    /// The kind in one word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Order => "order",
            Self::Quote => "quote",
            Self::FindOrders => "find_orders",
            Self::WriteOrder => "write_order",
            Self::WriteContact => "write_contact",
            Self::Stock => "stock",
        }
    }

    /// The queue that jobs of this kind go to. Jobs that may wait go to the bulk queue instead, whatever their kind.
    #[must_use]
    pub fn queue(self) -> QueueName {
        match self {
            Self::Customer | Self::WriteContact => QueueName::Customers,
            Self::Order | Self::Quote | Self::FindOrders | Self::WriteOrder | Self::Stock => {
                QueueName::Orders
            }
        }
    }

    /// The vendor that jobs of this kind are done for: they write to it, or queue jobs that do.
    #[must_use]
    pub fn target(self) -> Vendor {
        match self {
            Self::Customer | Self::Order | Self::Quote | Self::FindOrders => Vendor::Eaccounting,
            Self::WriteOrder | Self::WriteContact | Self::Stock => Vendor::ActiveCampaign,
        }
    }
}

/// A queue of jobs, by what its worker does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QueueName {
    /// Worked off by `order-push`.
    Orders,
    /// Worked off by `customer-push`.
    Customers,
}

/// Why a job exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A webhook came.
    Webhook,
    /// The sweep found it.
    Sweep,
    /// The poller found it in eAccounting: an accepted quote, or a change.
    Poll,
    /// A person replayed it.
    Replay,
    /// A person started a backfill.
    Backfill,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Self; 5] = [
        Self::Webhook,
        Self::Sweep,
        Self::Poll,
        Self::Replay,
        Self::Backfill,
    ];

    /// The cause in one word, as stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::Sweep => "sweep",
            Self::Poll => "poll",
            Self::Replay => "replay",
            Self::Backfill => "backfill",
        }
    }
}

/// A message in a queue: ids only, no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// The work to do.
    pub kind: JobKind,
    /// With which record.
    pub source: Source,
    /// The business key and FIFO deduplication id: two messages with one key ask for the same thing.
    pub key: String,
    /// Why.
    pub cause: Cause,
    /// When it was first queued.
    pub first_seen: Timestamp,
    /// The record's version at the time of queuing, if it was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// The prefix of an undated job's key.
const UNDATED: &str = "undated:";

/// The prefix of the key of a named replay's job.
const REPLAY: &str = "replay@";

impl Job {
    /// A job that processes a record once more as a part of the replay with this name (letters, digits, `_` and `-`). The
    /// same record in the same replay has the same key.
    #[must_use]
    pub fn of_replay(name: &str, kind: JobKind, source: &Source, now: Timestamp) -> Self {
        Self {
            kind,
            source: source.clone(),
            key: format!("{REPLAY}{name}:{}:{source}", kind.as_str()),
            cause: Cause::Replay,
            first_seen: now,
            version: None,
        }
    }

    /// The name of the replay that it is a part of; `None` for every other job.
    #[must_use]
    pub fn replay(&self) -> Option<&str> {
        let (name, _) = self.key.strip_prefix(REPLAY)?.split_once(':')?;
        Some(name)
    }

    /// The key of a job for an event without a date, such as an automation's webhook. Two such events may have equal
    /// content and mean different things, so each gets its own key. `content` is a digest of the event, `now` the time
    /// of its arrival.
    #[must_use]
    pub fn undated_key(kind: JobKind, content: &str, now: Timestamp) -> String {
        format!("{UNDATED}{}:{content}:{}", kind.as_str(), now.as_nanosecond())
    }

    /// Whether the job comes from an event without a date. The queue deduplicates none of them; the engine ends those
    /// whose record was read after they arrived.
    #[must_use]
    pub fn is_undated(&self) -> bool {
        self.key.starts_with(UNDATED)
    }

    /// The FIFO group: jobs of one record run one after the other.
    #[must_use]
    pub fn group(&self) -> String {
        // SQS allows 128 of these characters in a group id; an id with others is replaced by its digest.
        let group = self.source.to_string();
        let plain = |c: char| c.is_ascii_alphanumeric() || ":-_.".contains(c);
        if group.len() <= 128 && group.chars().all(plain) {
            group
        } else {
            format!("{}:{}", self.source.kind(), crate::short_digest(&group))
        }
    }
}
