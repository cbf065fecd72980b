use std::time::Duration;

use ledger::Document;
use model::Problem;

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobOutcome {
    /// It is done.
    Done {
        /// What was created or changed, where anything was.
        document: Option<Document>,
        /// What was done, in one line without personal data.
        text: String,
    },
    /// There was nothing to do.
    Skipped {
        /// Why, in one line without personal data.
        reason: String,
    },
    /// A person must do something; the job is kept in the ledger.
    Parked(Problem),
    /// It comes again.
    Retry {
        /// After this long.
        after: Duration,
        /// Why.
        problem: Problem,
    },
}

impl JobOutcome {
    /// The outcome in one word, as in activity and machine-readable output.
    #[must_use]
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::Done { .. } => "done",
            Self::Skipped { .. } => "skipped",
            Self::Parked(_) => "parked",
            Self::Retry { .. } => "later",
        }
    }
}
