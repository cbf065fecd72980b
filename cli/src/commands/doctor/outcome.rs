//! The results of a check.

use model::Problem;

/// A finding: something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// What is wrong, and why.
    pub(super) cause: String,
    /// What to do now.
    pub(super) remedy: String,
}

impl Finding {
    pub(super) fn new(cause: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            cause: cause.into(),
            remedy: remedy.into(),
        }
    }
}

impl From<&Problem> for Finding {
    fn from(problem: &Problem) -> Self {
        Self::new(
            format!("{} [{}]", problem.message, problem.code),
            problem.remedy.as_str(),
        )
    }
}

/// Why a check has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Skip {
    /// The deployment has nothing to check.
    NotApplicable(String),
    /// Data that the check needs cannot be read. Another check reports that.
    NotChecked(String),
}

/// The findings, empty if all is well.
pub(super) type Outcome = Result<Vec<Finding>, Skip>;
