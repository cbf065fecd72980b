//! What people said of causes of parked records: that somebody is on it, that it may stay as it is, or that it is mended.
//!
//! `ekobridge parked` and the console write it. The schedule's reports read it too: what a person ignores is counted in no
//! notice, digest or alarm.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use ledger::{Ledger, Record, State};
use model::{Code, Problem};
use serde::{Deserialize, Serialize};

/// The value's name in the ledger.
pub const MARKS: &str = "causes";

/// Where a cause stands with the people who look after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody has said anything of it, or more was parked since.
    Open,
    /// Somebody is on it.
    Acknowledged,
    /// It may stay as it is.
    Ignored,
    /// It is mended; what is still parked waits for its replay.
    Resolved,
}

impl Status {
    /// Whether lists show the cause: it is neither ignored nor resolved.
    #[must_use]
    pub fn is_listed(self) -> bool {
        matches!(self, Self::Open | Self::Acknowledged)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "open",
            Self::Acknowledged => "acknowledged",
            Self::Ignored => "ignored",
            Self::Resolved => "resolved",
        })
    }
}

/// What somebody said of a cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where it stands since then.
    pub status: Status,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why, in the person's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What people said of causes, by code.
pub type Marks = BTreeMap<String, Mark>;

/// The code of a parked record that a person has ignored with its cause. It stays ignored when it is tried again in vain, and when
/// more is parked with the code and the cause is open again: what was said of it then still holds.
#[must_use]
pub fn ignored_with(record: &Record, marks: &Marks) -> Option<Code> {
    let code = record.problem.as_ref().map(|problem| problem.code)?;
    let mark = marks.get(code.as_str())?;
    let is_ignored = mark.status == Status::Ignored && record.since() <= mark.at;
    (record.state == State::Parked && is_ignored).then_some(code)
}

/// What was said of a parked record's cause where it is resolved: nothing was parked with it since.
#[must_use]
pub fn resolved_with<'a>(record: &Record, marks: &'a Marks) -> Option<&'a Mark> {
    let code = record.problem.as_ref().map(|problem| problem.code)?;
    let mark = marks.get(code.as_str())?;
    (mark.status == Status::Resolved && record.updated_at <= mark.at).then_some(mark)
}

/// What people said of causes. One read.
///
/// # Errors
/// When the store failed.
pub async fn marks(ledger: &Ledger) -> Result<Marks, Problem> {
    let found = ledger.remembered::<Marks>(MARKS).await?;
    Ok(found.map(|found| found.value).unwrap_or_default())
}
