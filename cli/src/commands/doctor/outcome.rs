//! What a check can say.

use model::Problem;

/// Something that is wrong.
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

/// Why a check says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Skip {
    /// There is nothing of that kind here.
    NotApplicable(String),
    /// What it needs can't be read. Another check has the finding.
    NotChecked(String),
}

/// What a check found: nothing where all is well.
pub(super) type Outcome = Result<Vec<Finding>, Skip>;
