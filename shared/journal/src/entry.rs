use std::fmt;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};
use model::{Case, Cause, JobKind, Problem, Source};
use serde::{Deserialize, Serialize};

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is done.
    Done,
    /// There was nothing to do.
    Skipped,
    /// A person must do something first.
    Parked,
    /// It will be retried.
    Waiting,
    /// The job needed nothing that this deployment does.
    Ignored,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 5] = [
        Self::Done,
        Self::Skipped,
        Self::Parked,
        Self::Waiting,
        Self::Ignored,
    ];

    /// Whether an attempt that ended so, and says this, has sent something; what only looked or queued has not.
    #[must_use]
    pub fn has_sent(self, cases: &[Case]) -> bool {
        self == Self::Done && !model::reason::sends_nothing(cases)
    }

    /// The outcome in one word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Parked => "parked",
            Self::Waiting => "waiting",
            Self::Ignored => "ignored",
        }
    }
}

/// A record in eAccounting that an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The kind in one word: `customer`, `order`, `invoice`, …
    pub kind: String,
    /// eAccounting's id.
    pub id: String,
    /// The number a person knows it by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// Something that was done on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// When it was done, in milliseconds after the job began.
    pub at_ms: u64,
    /// The step in one word.
    pub name: String,
    /// A summary in one line, without personal data.
    pub text: String,
    /// Whether it went well.
    pub ok: bool,
}

/// A field that was read or sent. `Debug` hides its value.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldValue {
    /// The document it belongs to: `order`, `customer`, …
    pub document: String,
    /// The field as its vendor names it, with its place in lists: `Rows[0].UnitPrice`.
    pub field: String,
    /// The value as text; nothing if the field was empty, or if its value is redacted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whether there was a value that the settings redact.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub redacted: bool,
    /// Where the value comes from: an expression or a rule of the mapping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

impl fmt::Debug for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldValue")
            .field("document", &self.document)
            .field("field", &self.field)
            .field("value", &self.value.as_ref().map(|_| "…"))
            .field("redacted", &self.redacted)
            .field("rule", &self.rule)
            .finish()
    }
}

/// What one attempt at one job read, did and sent. May hold personal data, in the values of `read` and `sent` only, until it
/// expires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// A digest of the entry's [`crate::Summary`], which distinguishes entries of one record and instant.
    pub id: String,
    /// When the attempt ended.
    pub at: Timestamp,
    /// The record.
    pub source: Source,
    /// The job's kind.
    pub kind: JobKind,
    /// Why.
    pub cause: Cause,
    /// How it ended.
    pub outcome: Outcome,
    /// The reason for a skip, or a summary of the work, in one line without personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What languages other than English tell the reason by, part by part ([`model::Reason`]); nothing where an older version wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<Case>,
    /// What went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// The document that was created or changed in eAccounting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// The steps, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
    /// Calls made to vendors.
    pub calls: u32,
    /// The values that were read at the source, field by field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<FieldValue>,
    /// The values that were sent, field by field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<FieldValue>,
    /// A sentence about what was left out because of the entry's size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truncated: Option<String>,
    /// Digest of the e-mail address of the person that it is about ([`crate::person_digest`]), to be forgotten by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// When it is forgotten (whole seconds).
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub expires_at: Timestamp,
}

impl Entry {
    /// The day it belongs to, UTC.
    #[must_use]
    pub fn day(&self) -> Date {
        day_of(self.at)
    }

    /// Its place among the entries of one record or one day: later ones compare greater. To page with.
    #[must_use]
    pub fn position(&self) -> String {
        position(self.at, &self.id)
    }

    /// Whether it has expired, even if it is still stored.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at <= now
    }
}

/// The day of an entry that ended then, UTC.
pub(crate) fn day_of(at: Timestamp) -> Date {
    at.to_zoned_datetime(TimeZone::UTC).date()
}

/// The place of the entry with this id that ended then.
pub(crate) fn position(at: Timestamp, id: &str) -> String {
    let at = at.round(Unit::Microsecond).unwrap_or(at);
    format!("{at:.6}#{id}")
}
