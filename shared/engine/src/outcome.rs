//! How a flow ended and how its job ended. These are two types, because a flow's failure is still to be classified.

use std::time::Duration;

use ledger::{Document, Record, State};
use model::{Problem, Reason, reason};

use crate::wording::describe;

/// How a flow ended, where nothing went wrong. A flow that fails ends with a [`Problem`] instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlowOutcome {
    /// It is done. The flow has written to the ledger where that matters.
    Done {
        /// The document that was created or changed.
        document: Option<Document>,
        /// A summary in one line, without personal data.
        text: Reason,
    },
    /// There was nothing to do: the reason in one line, without personal data.
    Skipped(Reason),
    /// There was nothing to do, and the flow has stored that in the ledger: the journal alone is written.
    SkippedAndStored(Reason),
    /// A person must act; the flow has stored that in the ledger.
    Parked(Problem),
    /// It was decided earlier: nothing is written to ledger or journal.
    AlreadyDecided(JobOutcome),
}

impl FlowOutcome {
    /// Nothing to do, for this reason.
    #[must_use]
    pub fn skipped(reason: Reason) -> Self {
        Self::Skipped(reason)
    }

    /// Done, without a document that was created or changed in eAccounting.
    #[must_use]
    pub fn done(text: Reason) -> Self {
        Self::Done { document: None, text }
    }

    /// A record that was decided earlier.
    pub(crate) fn of_finished(record: &Record) -> Self {
        Self::AlreadyDecided(match (record.state, &record.problem) {
            (State::Parked, Some(problem)) => JobOutcome::Parked(problem.clone()),
            (State::Done, _) => JobOutcome::Skipped {
                reason: already_done(record),
            },
            _ => JobOutcome::Skipped {
                reason: match record.reason.as_deref() {
                    Some(reason) => Reason::read(reason),
                    None => reason::decided_earlier(),
                },
            },
        })
    }

    /// As the outcome of a job that has nothing to do: what was done is not what this job has skipped.
    pub(crate) fn of_earlier_event(self) -> Self {
        match self {
            Self::AlreadyDecided(JobOutcome::Skipped { reason }) => {
                Self::AlreadyDecided(JobOutcome::Skipped {
                    reason: reason.of_earlier_event(),
                })
            }
            other => other,
        }
    }

    /// The record is done, and its document exists.
    #[must_use]
    pub fn exists(record: &Record) -> Self {
        Self::AlreadyDecided(JobOutcome::Skipped {
            reason: already_done(record),
        })
    }
}

/// How a job ended. Ledger and journal are written by then; the queue's consumer decides from it what happens to the
/// message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobOutcome {
    /// It is done.
    Done {
        /// The document that was created or changed.
        document: Option<Document>,
        /// A summary in one line, without personal data.
        text: Reason,
    },
    /// There was nothing to do.
    Skipped {
        /// The reason in one line, without personal data.
        reason: Reason,
    },
    /// A person must act; the job is kept in the ledger.
    Parked(Problem),
    /// It will be retried.
    Retry {
        /// The wait before the retry.
        after: Duration,
        /// The cause.
        problem: Problem,
    },
}

/// One attempt at a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// How it ended.
    pub outcome: JobOutcome,
    /// Whether the activity log has it: what was decided earlier is not logged again.
    pub is_logged: bool,
}

impl Attempt {
    /// One that the activity log has.
    #[must_use]
    pub fn logged(outcome: JobOutcome) -> Self {
        Self {
            outcome,
            is_logged: true,
        }
    }
}

impl JobOutcome {
    /// The outcome in one word, for the activity log and machine-readable output.
    #[must_use]
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::Done { .. } => "done",
            Self::Skipped { .. } => "skipped",
            Self::Parked(_) => "parked",
            Self::Retry { .. } => "later",
        }
    }

    /// The outcome as stored in the journal.
    pub(crate) fn in_journal(&self) -> journal::Outcome {
        match self {
            Self::Done { .. } => journal::Outcome::Done,
            Self::Skipped { .. } => journal::Outcome::Skipped,
            Self::Parked(_) => journal::Outcome::Parked,
            Self::Retry { .. } => journal::Outcome::Waiting,
        }
    }

    /// A retry after this wait, at least one second.
    pub(crate) fn retry(after: Duration, problem: Problem) -> Self {
        Self::Retry {
            after: after.max(Duration::from_secs(1)),
            problem,
        }
    }
}

/// "it was sent already: order 1042".
#[must_use]
pub fn already_done(record: &Record) -> Reason {
    match record.documents.last() {
        Some(document) => reason::exists(describe(document)),
        None => reason::done_already(),
    }
}
