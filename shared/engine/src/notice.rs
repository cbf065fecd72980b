//! What people are told, as data. The `notices` crate writes it in the reader's language.

use std::fmt;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use ledger::Document;
use model::{Cause, Code, Problem, Reason, Source, Vendor};

/// A record in a notice, named as people know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordName {
    /// The kind, as [`Source::kind`] or [`ledger::DocumentKind::as_str`] writes it: `sales_order`, `invoice_draft`.
    pub kind: &'static str,
    /// The number that people know, or the id.
    pub number: String,
}

impl RecordName {
    /// A record by the id in its own system.
    #[must_use]
    pub fn of(source: &Source) -> Self {
        Self {
            kind: source.kind(),
            number: source.id().to_owned(),
        }
    }

    /// A document in eAccounting by its number, or by its id if it has none.
    #[must_use]
    pub fn of_document(document: &Document) -> Self {
        Self {
            kind: document.kind.as_str(),
            number: document.number.as_ref().unwrap_or(&document.id).clone(),
        }
    }
}

/// "order 1001", "invoice draft 7".
impl fmt::Display for RecordName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.replace('_', " "), self.number)
    }
}

/// What a notice about a parked job concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// One record.
    Record(RecordName),
    /// The schedule's search for changes.
    Sweep,
}

impl From<RecordName> for Subject {
    fn from(record: RecordName) -> Self {
        Self::Record(record)
    }
}

/// A VAT rate that eAccounting changes on a day, in percent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VatChange {
    /// The VAT code, such as `M1`; empty if it has none.
    pub code: String,
    /// The rate until then.
    pub before: String,
    /// The rate from then on.
    pub after: String,
}

/// What a notice says. Holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A vendor is down, or rejects the credentials.
    VendorDown {
        /// The vendor.
        vendor: Vendor,
        /// The cause.
        problem: Problem,
    },
    /// A vendor works again.
    VendorUp {
        /// The vendor.
        vendor: Vendor,
        /// The number of the probe that was answered; `None` if it was a job's call.
        attempt: Option<u32>,
        /// When it was answered.
        at: Timestamp,
    },
    /// A record was parked.
    Parked {
        /// The record.
        subject: Subject,
        /// The cause.
        problem: Problem,
    },
    /// Records are parked with the same code.
    ParkedCause {
        /// The cause of the record that was parked first.
        problem: Problem,
        /// The number of records.
        count: u64,
        /// Whether there may be more than were counted.
        is_cut: bool,
    },
    /// A parked record succeeded.
    WentThrough {
        /// The record.
        record: RecordName,
        /// Why the attempt that succeeded was made.
        cause: Cause,
        /// When that attempt began.
        at: Timestamp,
        /// Its result.
        outcome: Reason,
        /// The code that the record was parked with.
        code: Code,
    },
    /// A parked record waits for another cause than before.
    OtherCause {
        /// The record.
        record: RecordName,
        /// The code that it was parked with.
        before: Code,
        /// The code that it is parked with now.
        now: Code,
    },
    /// No record waits for a cause any more.
    NothingWaits(Code),
    /// An order or a deal was changed back, and agrees with its document again.
    ChangedBack {
        /// The order or deal.
        record: RecordName,
        /// Its newest document.
        document: Option<RecordName>,
    },
    /// ActiveCampaign's webhook is missing, incomplete or silent.
    WebhookUnhealthy(Problem),
    /// ActiveCampaign's webhook works again.
    WebhookHealthy,
    /// Jobs begin late, after this wait.
    Late(SignedDuration),
    /// Jobs begin in time again.
    InTime,
    /// eAccounting's grant was not used for a month.
    GrantUnused,
    /// eAccounting's grant is in use again.
    GrantUsed,
    /// VAT rates change on a day.
    VatChanges {
        /// The day.
        on: Date,
        /// The rates.
        changes: Vec<VatChange>,
    },
    /// A version of the settings can't be used.
    SettingsWrong {
        /// The version.
        version: u64,
        /// The mistakes.
        problem: Problem,
    },
    /// The settings can be used again.
    SettingsInOrder,
    /// The scheduled reconciliation found differences that it did not know of.
    SystemsDisagree {
        /// The first day that was compared.
        since: Date,
        /// The last day that was compared.
        until: Date,
        /// The number of sales that were compared.
        sales: usize,
        /// The number of them that agree.
        agreeing: usize,
        /// The number of differences.
        differences: usize,
        /// The number of them that are new.
        new: usize,
        /// The new ones, by their record and class, in English.
        records: String,
        /// The number of days that could not be compared.
        days_missed: usize,
    },
    /// The scheduled reconciliation finds no differences any more.
    SystemsAgree,
    /// Jobs can't begin: a secret is missing, or the salt is wrong.
    NotReady(Problem),
    /// Jobs can begin again.
    Ready,
    /// A test of the channels.
    Test,
    /// A text that is written in the reader's language already, such as the digest.
    Written {
        /// One line.
        title: String,
        /// The rest.
        text: String,
    },
}
