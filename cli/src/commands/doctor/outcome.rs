//! The results of a check.

use messages::DoctorMessages;
use model::{Code, Problem};

/// A finding: something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    /// What is wrong, and why.
    pub(super) cause: String,
    /// What to do now.
    pub(super) remedy: String,
    /// The error code, if a problem was found.
    pub(super) code: Option<Code>,
}

impl Finding {
    pub(super) fn new(cause: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            cause: cause.into(),
            remedy: remedy.into(),
            code: None,
        }
    }
}

impl From<&Problem> for Finding {
    fn from(problem: &Problem) -> Self {
        Self {
            cause: format!("{} [{}]", problem.message, problem.code),
            remedy: problem.remedy.clone(),
            code: Some(problem.code),
        }
    }
}

/// What a deployment doesn't have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Absence {
    /// A stack in AWS.
    Stack,
    /// A webhook that is admitted.
    Webhook,
    /// Orders that are sent to eAccounting.
    Orders,
    /// Anything for the schedule to find.
    Schedule,
}

impl Absence {
    /// Why the check is not applicable.
    pub(super) fn text(self, texts: &DoctorMessages) -> String {
        match self {
            Self::Stack => texts.only_in_aws(),
            Self::Webhook => texts.no_webhook(),
            Self::Orders => texts.no_orders(),
            Self::Schedule => texts.nothing_scheduled(),
        }
    }
}

/// Why a check has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Skip {
    /// The deployment has nothing to check.
    NotApplicable(Absence),
    /// Data that the check needs cannot be read. Another check reports that.
    NotChecked(String),
}

/// The findings, empty if all is well.
pub(super) type Outcome = Result<Vec<Finding>, Skip>;
