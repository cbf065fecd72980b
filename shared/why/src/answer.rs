use jiff::Timestamp;
use model::{JobKind, Problem, Source};
use serde::Serialize;

use crate::SettingLine;

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
    pub text: String,
    /// The arguments of `ekobridge`, such as `replay order:1:1001`; none where nothing can be done with the tool.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
}

impl Advice {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            command: None,
        }
    }

    pub(crate) fn run(text: impl Into<String>, command: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            command: Some(command.into()),
        }
    }
}

/// A record that was created of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnsweredDocument {
    /// Its kind: `order`, `invoice`, `invoice_draft` or `customer`.
    pub kind: String,
    /// eAccounting's id.
    pub id: String,
    /// The number that people know it by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Whether eAccounting has it now; nothing if that is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exists: Option<bool>,
    /// Its address in eAccounting's API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
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
    pub summary: String,
    /// What else is known, a sentence each.
    pub details: Vec<String>,
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
}
