use std::fmt;
use std::time::Duration;

use crate::Operation;
use model::{Code, Kind, Problem, Vendor, event};
use transport::{BlockedUrl, Idempotency, SendError};

use crate::wire::refusal;

/// The call that failed: what it was for, and the record by id where it was about one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct What {
    /// The call.
    pub operation: Operation,
    /// The record in words, such as `contact 12`. Ids and numbers only.
    pub record: Option<String>,
    /// The effect of sending it twice.
    pub effect: Idempotency,
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.record {
            Some(record) => write!(f, "{} ({record})", self.operation.in_words()),
            None => f.write_str(self.operation.in_words()),
        }
    }
}

/// One reason of a refusal, reduced to what cannot hold personal data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reason {
    /// ActiveCampaign's code, such as `duplicate`.
    pub code: Option<String>,
    /// ActiveCampaign's text, where it is one of the known ones.
    pub title: Option<&'static str>,
    /// The field, such as `/data/attributes/email`.
    pub pointer: Option<String>,
}

/// Why a call to ActiveCampaign failed. Its texts name records by id and never hold personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The URL in the secret may not be called.
    #[error("ActiveCampaign is not called: {0}.")]
    Url(#[from] BlockedUrl),
    /// The API key has characters that a header cannot have.
    #[error("The API key of ActiveCampaign has characters that no key has.")]
    ApiKey,
    /// No usable answer.
    #[error("ActiveCampaign did not answer {what}: {reason}.")]
    Send {
        /// Which call.
        what: What,
        /// Why.
        reason: SendError,
    },
    /// 401, or 403 after retries: the API key is rejected (ActiveCampaign returns 403 for a wrong one).
    #[error("ActiveCampaign refuses the API key (status {status} for {what}).")]
    Refused {
        /// Which call.
        what: What,
        /// The status.
        status: u16,
    },
    /// 403 to a write: the key's user may read but not do this.
    #[error("ActiveCampaign does not allow the user of the API key {what}.")]
    Forbidden {
        /// Which call.
        what: What,
    },
    /// 429 that stayed.
    #[error("ActiveCampaign's rate limit is reached, by {what}.")]
    RateLimited {
        /// Which call.
        what: What,
        /// How long it asks to wait.
        wait: Option<Duration>,
    },
    /// 5xx (and ActiveCampaign's 590) after retries.
    #[error("ActiveCampaign failed with status {status} at {what}.")]
    Failed {
        /// Which call.
        what: What,
        /// The status.
        status: u16,
        /// How long it asks to wait.
        wait: Option<Duration>,
    },
    /// Any other refusal, one of status 200 included.
    #[error("ActiveCampaign refuses {what} with status {status}{}.", in_words(reasons))]
    Rejected {
        /// Which call.
        what: What,
        /// The status.
        status: u16,
        /// Why, as far as it may be told.
        reasons: Vec<Reason>,
    },
    /// The answer is not of ActiveCampaign's API: a web page, or a redirect.
    #[error("The answer to {what} (status {status}) does not come from ActiveCampaign's API.")]
    NotTheApi {
        /// Which call.
        what: What,
        /// The status.
        status: u16,
    },
    /// The answer is not as documented.
    #[error("ActiveCampaign's answer to {what} is not as documented at `{path}`.")]
    Unexpected {
        /// Which call.
        what: What,
        /// Where in the answer, such as `contact.fieldValues[3].value`.
        path: String,
    },
    /// The deal is hidden from the API key's user ("Deals": `isDisabled`).
    #[error("{}", event::deal_is_hidden(.deal))]
    Hidden {
        /// The deal's id.
        deal: String,
    },
    /// A record lacks a required field.
    #[error("The {record} has no usable {field} in ActiveCampaign: expected {expected}.")]
    Unusable {
        /// The record in words, such as `order 1001`.
        record: String,
        /// The field by ActiveCampaign's name.
        field: &'static str,
        /// What would have been usable.
        expected: &'static str,
    },
    /// A custom field that is to be written does not exist.
    #[error("There is no custom field of contacts with the id or personalisation tag {field}.")]
    UnknownField {
        /// The field, as it was named in the settings.
        field: String,
    },
}

fn in_words(reasons: &[Reason]) -> String {
    let reasons: Vec<String> = reasons.iter().filter_map(Reason::in_words).collect();
    if reasons.is_empty() {
        String::new()
    } else {
        format!(": {}", reasons.join("; "))
    }
}

impl Error {
    /// Whether ActiveCampaign refuses since there is one with the same key already: look it up.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        self.has_reason(|reason| reason.code.as_deref() == Some("duplicate"))
    }

    /// Whether a contact was not put into an account since it is in one.
    pub(crate) fn says_already_in_account(&self) -> bool {
        self.has_reason(|reason| reason.title == Some(refusal::ALREADY_IN_ACCOUNT))
    }

    fn has_reason(&self, is_it: impl Fn(&Reason) -> bool) -> bool {
        matches!(self, Self::Rejected { reasons, .. } if reasons.iter().any(is_it))
    }

    /// Whether a call that creates something may have done so although it failed.
    fn is_outcome_unknown(&self) -> bool {
        match self {
            Self::Send { what, reason } => what.effect == Idempotency::Create && reason.is_outcome_unknown(),
            Self::Failed { what, .. } | Self::NotTheApi { what, .. } | Self::Unexpected { what, .. } => {
                what.effect == Idempotency::Create
            }
            _ => false,
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let (code, remedy) = match &error {
            Error::Url(_) | Error::NotTheApi { .. } => (
                Code::ACTIVECAMPAIGN_REJECTED,
                "Check the URL in ActiveCampaign's secret: it is the one under Settings, Developer.",
            ),
            Error::ApiKey | Error::Refused { .. } => (
                Code::ACTIVECAMPAIGN_UNAUTHORIZED,
                "Copy the API key under Settings, Developer, of a user with access to contacts, accounts and deals into \
                 ActiveCampaign's secret. Jobs wait, and go on by themselves.",
            ),
            Error::Send {
                reason: SendError::Refused(_),
                ..
            } => (
                Code::ACTIVECAMPAIGN_REJECTED,
                "Check the URL in ActiveCampaign's secret: it is the one under Settings, Developer.",
            ),
            Error::Send {
                reason: SendError::TooLarge { .. },
                ..
            } => (
                Code::ACTIVECAMPAIGN_INVALID_RESPONSE,
                "Report it with the endpoint.",
            ),
            Error::Send { .. } => (
                Code::ACTIVECAMPAIGN_UNREACHABLE,
                "Ekobridge tries again. If it lasts, see status.activecampaign.com, and check the URL in ActiveCampaign's secret.",
            ),
            Error::RateLimited { .. } => (
                Code::ACTIVECAMPAIGN_RATE_LIMIT,
                "Ekobridge slows down and tries again. If it lasts, look which other integrations use the account's API.",
            ),
            Error::Failed { .. } => (
                Code::ACTIVECAMPAIGN_SERVER_ERROR,
                "Ekobridge tries again. If it lasts, see status.activecampaign.com.",
            ),
            Error::Forbidden { .. } => (
                Code::ACTIVECAMPAIGN_REJECTED,
                "Give the user of the API key permission for it in ActiveCampaign, then replay the record.",
            ),
            Error::Rejected { .. } => (
                Code::ACTIVECAMPAIGN_REJECTED,
                "Look at the record in ActiveCampaign and at the settings that name its fields, then replay it.",
            ),
            Error::Unexpected { .. } => (
                Code::ACTIVECAMPAIGN_INVALID_RESPONSE,
                "Report it with the place in the answer; replay the record after an update.",
            ),
            Error::Hidden { .. } => (
                Code::ACTIVECAMPAIGN_REJECTED,
                "Give that user permission for the deal's pipeline in ActiveCampaign, then replay the deal.",
            ),
            Error::Unusable { .. } => (
                Code::VALUE_INVALID,
                "Correct it in the shop or in ActiveCampaign, then replay the record.",
            ),
            Error::UnknownField { .. } => (
                Code::SETTINGS_INVALID,
                "Create the field in ActiveCampaign, or name another in the settings.",
            ),
        };
        let wait = match &error {
            Error::RateLimited { wait, .. } | Error::Failed { wait, .. } => *wait,
            _ => None,
        };
        let outcome_unknown = error.is_outcome_unknown();
        let message = match &error {
            Error::Hidden { deal } => event::deal_is_hidden(deal),
            error => error.to_string().into(),
        };
        let problem = Problem::new(code, message, remedy)
            .of(Vendor::ActiveCampaign)
            .after(wait);
        if outcome_unknown {
            problem.with_kind(Kind::InDoubt)
        } else {
            problem
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(effect: Idempotency) -> What {
        What {
            operation: Operation::CreateNote,
            record: Some("deal 7".to_owned()),
            effect,
        }
    }

    #[test]
    fn a_refused_key_disconnects_and_says_where_a_new_one_is_found() {
        let problem = Problem::from(Error::Refused {
            what: what(Idempotency::Read),
            status: 403,
        });
        assert_eq!(
            (problem.code, problem.kind),
            (Code::ACTIVECAMPAIGN_UNAUTHORIZED, Kind::Disconnected)
        );
        assert!(problem.message.contains("deal 7") && problem.remedy.contains("Settings, Developer"));
    }

    #[test]
    fn an_unclear_end_is_ambiguous_only_for_a_call_that_creates() {
        let failed = |effect| {
            Problem::from(Error::Failed {
                what: what(effect),
                status: 500,
                wait: None,
            })
            .kind
        };
        assert_eq!(failed(Idempotency::Create), Kind::InDoubt);
        assert_eq!(failed(Idempotency::Replace), Kind::RetryLater);
        let send = |reason| {
            Problem::from(Error::Send {
                what: what(Idempotency::Create),
                reason,
            })
            .kind
        };
        assert_eq!(send(SendError::OutcomeUnknown("timed out".into())), Kind::InDoubt);
        assert_eq!(send(SendError::NotSent("refused".into())), Kind::RetryLater);
    }

    #[test]
    fn a_wait_that_was_asked_for_reaches_the_queue() {
        let wait = Some(Duration::from_secs(40));
        let problem = Problem::from(Error::RateLimited {
            what: what(Idempotency::Read),
            wait,
        });
        assert_eq!((problem.wait, problem.kind), (wait, Kind::RetryLater));
    }

    #[test]
    fn a_rejection_names_call_record_and_reason() {
        let reasons = vec![Reason {
            code: Some("duplicate".into()),
            title: None,
            pointer: Some("/data/attributes/email".into()),
        }];
        let error = Error::Rejected {
            what: what(Idempotency::Create),
            status: 422,
            reasons,
        };
        assert_eq!(
            error.to_string(),
            "ActiveCampaign refuses the creation of a note (deal 7) with status 422: duplicate (email)."
        );
    }
}
