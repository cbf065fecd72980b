use model::{Code, Problem};
use transport::SendError;

use crate::errors::{ApiError, of};

/// Why a call failed. `doing` names the call's object, such as "the order".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// eAccounting said no.
    #[error("{}", .error.to_problem(.doing, ""))]
    Api {
        /// The request.
        doing: &'static str,
        /// The answer.
        error: Box<ApiError>,
    },
    /// It is not known whether a call that creates has created: look before the next attempt.
    #[error("it is not known whether eAccounting took {doing}: {why}")]
    OutcomeUnknown {
        /// The request.
        doing: &'static str,
        /// The details.
        why: String,
    },
    /// The call had no effect, or only read: eAccounting could not be reached.
    #[error("eAccounting could not be reached for {doing}: {error}")]
    Unreachable {
        /// The request.
        doing: &'static str,
        /// Why.
        error: SendError,
    },
    /// The answer is not as documented.
    #[error("eAccounting's answer to {doing} cannot be read at {at}")]
    Unreadable {
        /// The request.
        doing: &'static str,
        /// Where in the answer, without values.
        at: String,
    },
    /// A look-up stopped before it had read everything: the record may exist.
    #[error("{doing} found more than it may read")]
    Inconclusive {
        /// The request.
        doing: &'static str,
    },
    /// The connection itself: tokens, the company, our own store.
    #[error(transparent)]
    Connection(#[from] Problem),
}

impl Error {
    /// Whether there is one with the same number or key already: look it up.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        self.api().is_some_and(ApiError::is_duplicate)
    }

    /// Whether the call may have created something: look before the next attempt.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        matches!(self, Self::OutcomeUnknown { .. })
    }

    /// Whether eAccounting can't filter or sort by a property (code 6000).
    #[must_use]
    pub fn is_unfilterable(&self) -> bool {
        self.api().is_some_and(ApiError::is_unfilterable)
    }

    /// eAccounting's answer, if there is one.
    #[must_use]
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api { error, .. } => Some(error),
            _ => None,
        }
    }

    /// The problem, for the record that the call was for, such as "order 1001"; may be empty.
    #[must_use]
    pub fn problem(&self, record: &str) -> Problem {
        let problem = match self {
            Self::Api { doing, error } => error.to_problem(doing, record),
            Self::OutcomeUnknown { doing, why } => Problem::new(
                Code::OUTCOME_UNKNOWN,
                format!(
                    "It is unknown whether eAccounting carried out {}: {why}.",
                    of(doing, record)
                ),
                "Ekobridge looks for it in eAccounting before it tries again. If it lasts, look for it there yourself, and see status.visma.com.",
            ),
            Self::Unreachable { doing, error } => Problem::new(
                Code::EACCOUNTING_UNREACHABLE,
                format!(
                    "eAccounting could not be reached for {}: {error}.",
                    of(doing, record)
                ),
                "If it lasts, see status.visma.com.",
            ),
            Self::Unreadable { doing, at } => Problem::new(
                Code::EACCOUNTING_INVALID_RESPONSE,
                format!(
                    "eAccounting's answer to {} is not as documented (at {at}).",
                    of(doing, record)
                ),
                "Report it to Ekobridge's developers.",
            ),
            Self::Inconclusive { doing } => Problem::new(
                Code::EACCOUNTING_INVALID_RESPONSE,
                format!(
                    "The search in eAccounting found more than can be read: {}.",
                    of(doing, record)
                ),
                "Look in eAccounting by hand whether the document exists, then replay or skip the record.",
            )
            .with_kind(model::Kind::NeedsPerson),
            // The token may be what could not be had, for a reason of our own store.
            Self::Connection(problem) => return problem.clone(),
        };
        problem.of(model::Vendor::Eaccounting)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        error.problem("")
    }
}
