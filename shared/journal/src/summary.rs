use jiff::Timestamp;
use jiff::civil::Date;
use model::{Case, Cause, JobKind, Problem, Source};
use serde::{Deserialize, Serialize};

use crate::entry::{day_of, position};
use crate::{Document, Entry, Outcome};

/// What lists show of an [`Entry`]: how an attempt ended and why, without its steps and fields. Holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The entry's id.
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
    /// Why nothing was done, or what was, in one line without personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What languages other than English tell the reason by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<Case>,
    /// What went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// The document that was created or changed in eAccounting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// The number that the shop shows its customers, of an attempt that read an order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_number: Option<String>,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
    /// Calls made to vendors.
    pub calls: u32,
    /// When it is forgotten (whole seconds).
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub expires_at: Timestamp,
}

impl From<&Entry> for Summary {
    fn from(entry: &Entry) -> Self {
        let number = entry
            .read
            .iter()
            .find(|field| field.document == "order" && field.field == "number");
        Self {
            id: entry.id.clone(),
            at: entry.at,
            source: entry.source.clone(),
            kind: entry.kind,
            cause: entry.cause,
            outcome: entry.outcome,
            reason: entry.reason.clone(),
            cases: entry.cases.clone(),
            problem: entry.problem.clone(),
            document: entry.document.clone(),
            order_number: number.and_then(|field| field.value.clone()),
            duration_ms: entry.duration_ms,
            calls: entry.calls,
            expires_at: entry.expires_at,
        }
    }
}

impl Summary {
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

    /// Whether it is forgotten already, even where the store still has it.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at <= now
    }
}
