use std::time::Duration;

use http::StatusCode;

use crate::{Idempotency, SendError};

/// How often and how long a call is tried again within one run. Longer waits are the queue's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Attempts in all, the first included.
    pub attempts: u32,
    /// The first wait; it doubles each time.
    pub base: Duration,
    /// The longest wait within a call. If the server asks for more, the call fails and the job is retried later.
    pub cap: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            base: Duration::from_millis(250),
            cap: Duration::from_secs(3),
        }
    }
}

/// The failure of one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// No response.
    Send(SendError),
    /// An error response.
    Status(StatusCode),
}

/// The decision after a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Send again after this wait.
    Again(Duration),
    /// End with this failure.
    Stop,
}

/// Whether to send a request again: a pure function of the failure, the count, the other side's wish and `jitter`
/// (0 to 1, from outside).
///
/// A call that creates is sent again only when it certainly had no effect.
#[must_use]
pub fn decide(
    policy: RetryPolicy,
    effect: Idempotency,
    attempt: u32,
    failure: &Failure,
    asked: Option<Duration>,
    jitter: f64,
) -> Decision {
    if attempt >= policy.attempts || !may_repeat(effect, failure) {
        return Decision::Stop;
    }
    if asked.is_some_and(|wait| wait > policy.cap) {
        return Decision::Stop;
    }
    let grown = policy
        .base
        .saturating_mul(1 << attempt.saturating_sub(1).min(16))
        .min(policy.cap);
    // Jitter is only added to the wait, so that the server's `Retry-After` is respected.
    Decision::Again(asked.unwrap_or(grown) + (grown / 2).mul_f64(jitter.clamp(0.0, 1.0)))
}

fn may_repeat(effect: Idempotency, failure: &Failure) -> bool {
    match failure {
        Failure::Send(SendError::NotSent(_)) => true,
        Failure::Send(SendError::OutcomeUnknown(_)) => effect != Idempotency::Create,
        Failure::Send(SendError::Refused(_) | SendError::TooLarge { .. }) => false,
        // Refused before anything was done.
        Failure::Status(StatusCode::TOO_MANY_REQUESTS) => true,
        // 5xx, and ActiveCampaign's own 590: the request may have been carried out.
        Failure::Status(status) => status.as_u16() >= 500 && effect != Idempotency::Create,
    }
}

/// The wait in a text such as eAccounting's "Try again in 55 seconds."
#[must_use]
pub fn wait_from_text(text: &str) -> Option<Duration> {
    let rest = &text[text.find("ry again in ")? + "ry again in ".len()..];
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: RetryPolicy = RetryPolicy {
        attempts: 3,
        base: Duration::from_secs(1),
        cap: Duration::from_secs(5),
    };

    fn status(code: u16) -> Failure {
        Failure::Status(StatusCode::from_u16(code).unwrap())
    }

    #[test]
    fn a_creating_call_is_sent_again_only_when_it_certainly_had_no_effect() {
        let again = |failure| decide(POLICY, Idempotency::Create, 1, &failure, None, 0.0) != Decision::Stop;
        assert!(again(Failure::Send(SendError::NotSent("refused".into()))));
        assert!(again(status(429)));
        assert!(!again(Failure::Send(SendError::OutcomeUnknown("timeout".into()))));
        assert!(!again(status(500)));
        assert!(!again(status(503)));
    }

    #[test]
    fn reads_are_repeated_with_growing_waits_until_the_attempts_are_used_up() {
        let wait = |attempt| decide(POLICY, Idempotency::Read, attempt, &status(503), None, 0.0);
        assert_eq!(wait(1), Decision::Again(Duration::from_secs(1)));
        assert_eq!(wait(2), Decision::Again(Duration::from_secs(2)));
        assert_eq!(wait(3), Decision::Stop);
    }

    #[test]
    fn client_errors_are_never_repeated() {
        for code in [400, 401, 403, 404, 409, 422] {
            assert_eq!(
                decide(POLICY, Idempotency::Read, 1, &status(code), None, 0.0),
                Decision::Stop,
                "{code}"
            );
        }
    }

    #[test]
    fn a_wish_of_the_other_side_is_kept_or_left_to_the_queue() {
        let asked = |seconds| {
            decide(
                POLICY,
                Idempotency::Read,
                1,
                &status(429),
                Some(Duration::from_secs(seconds)),
                1.0,
            )
        };
        assert_eq!(asked(3), Decision::Again(Duration::from_millis(3500)));
        assert_eq!(asked(55), Decision::Stop);
    }

    #[test]
    fn the_wait_is_read_from_eaccountings_text() {
        let text = "API calls quota exceeded! maximum admitted 600 per Minute. Try again in 55 seconds.";
        assert_eq!(wait_from_text(text), Some(Duration::from_secs(55)));
        assert_eq!(wait_from_text("Try again later"), None);
    }
}
