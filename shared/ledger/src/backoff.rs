use std::time::Duration;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// Waits between attempts, in seconds. Together more than three days, so that an outage over a weekend is survived.
const WAITS: [u64; 16] = [
    30,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    6 * HOUR,
    10 * HOUR,
    10 * HOUR,
    10 * HOUR,
    10 * HOUR,
    10 * HOUR,
    10 * HOUR,
];

/// For this many attempts, the wait that the server asks for (`Retry-After`) replaces ours, because the server knows
/// when it is back. After that, the schedule's wait is the minimum, so that a server that always says "soon" is not
/// called forever.
const AS_ASKED: u32 = 3;

/// The number of attempts of the whole schedule, the first included. A queue's `maxReceiveCount` must be greater,
/// because a message that waits without consuming an attempt is received too.
pub const ATTEMPTS: u32 = WAITS.len() as u32 + 1;

/// The longest wait. SQS hides a message for at most 12 hours after it was received, and a function may have run for 15
/// minutes by then.
pub const MAX_BACKOFF: Duration = Duration::from_secs(12 * HOUR - 15 * MINUTE);

/// The wait after a failed attempt, or `None` if all attempts are used up.
///
/// `attempts` is the number of attempts that failed before this one. `wait_asked` is the wait that the server asked
/// for: honored up to [`MAX_BACKOFF`], and the whole wait after the first three attempts. `jitter`, from 0 to 1, adds
/// up to 15 %, so that jobs which failed together aren't retried together.
#[must_use]
pub fn next_attempt(attempts: u32, wait_asked: Option<Duration>, jitter: f64) -> Option<Duration> {
    let planned = WAITS.get(usize::try_from(attempts).ok()?)?;
    let planned = Duration::from_secs(*planned);
    let wait = match wait_asked {
        Some(asked) if attempts < AS_ASKED => asked,
        asked => planned.max(asked.unwrap_or_default()),
    };
    let share = if jitter.is_finite() {
        jitter.clamp(0.0, 1.0)
    } else {
        0.0
    };
    let added = (wait.min(MAX_BACKOFF) * 3 / 20).mul_f64(share);
    Some(wait.saturating_add(added).min(MAX_BACKOFF))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_spans_three_days_without_any_jitter_and_grows() {
        let waits: Vec<_> = (0..).map_while(|n| next_attempt(n, None, 0.0)).collect();
        assert!(waits.iter().sum::<Duration>() >= Duration::from_secs(3 * 24 * HOUR));
        assert!(waits.is_sorted());
        assert_eq!(waits[0], Duration::from_secs(30));
        assert_eq!(waits.len() + 1, 17, "receives that a message of this plan needs");
        assert_eq!(ATTEMPTS, 17);
    }

    #[test]
    fn jitter_only_adds_and_never_beyond_what_a_queue_can_hide() {
        for n in 0..ATTEMPTS - 1 {
            let least = next_attempt(n, None, 0.0).unwrap();
            let most = next_attempt(n, None, 1.0).unwrap();
            assert!(least < most, "attempt {n}");
            assert!(most <= MAX_BACKOFF);
            assert!(next_attempt(n, None, f64::NAN).unwrap() == least);
            assert!(next_attempt(n, None, 7.0).unwrap() == most);
        }
        assert!(MAX_BACKOFF < Duration::from_secs(12 * HOUR));
    }

    #[test]
    fn a_wait_that_was_asked_for_is_honoured_and_capped() {
        let minute = Some(Duration::from_secs(60));
        assert_eq!(next_attempt(0, minute, 0.0), minute);
        let asked = Some(Duration::from_secs(45));
        assert_eq!(
            next_attempt(6, asked, 0.0),
            Some(Duration::from_secs(HOUR)),
            "the plan's is longer"
        );
        assert_eq!(next_attempt(0, Some(Duration::MAX), 1.0), Some(MAX_BACKOFF));
    }

    #[test]
    fn a_short_wait_that_was_asked_for_costs_no_more_than_that_at_first() {
        let four = Duration::from_secs(4);
        for attempt in 0..3 {
            assert_eq!(next_attempt(attempt, Some(four), 0.0), Some(four));
            assert!(next_attempt(attempt, Some(four), 1.0) < Some(Duration::from_secs(5)));
        }
        assert_eq!(next_attempt(3, Some(four), 0.0), next_attempt(3, None, 0.0));
    }

    #[test]
    fn after_the_last_attempt_there_is_no_next() {
        assert!(next_attempt(ATTEMPTS - 2, None, 0.5).is_some());
        assert_eq!(next_attempt(ATTEMPTS - 1, None, 0.5), None);
        assert_eq!(next_attempt(u32::MAX, Some(Duration::from_secs(1)), 0.5), None);
    }
}
