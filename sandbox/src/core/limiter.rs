use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// A sliding window per key. It is stricter than a window that starts on the full second or minute, so a client that
/// respects this one respects both.
#[derive(Debug)]
pub struct RateLimiter {
    limit: u32,
    window: SignedDuration,
    calls: Mutex<HashMap<String, VecDeque<Timestamp>>>,
}

/// The limiter's decision on a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quota {
    /// The call may pass.
    Allowed {
        /// Calls left in the window.
        remaining: u32,
    },
    /// The call exceeds the limit, and doesn't count.
    Exceeded {
        /// How long until the next call may pass.
        retry_after: SignedDuration,
    },
}

impl Quota {
    /// Whole seconds to wait, at least one, if the call was refused.
    #[must_use]
    pub fn retry_after_seconds(self) -> Option<u64> {
        match self {
            Self::Allowed { .. } => None,
            Self::Exceeded { retry_after } => {
                let millis = u64::try_from(retry_after.as_millis()).unwrap_or(0);
                Some(millis.div_ceil(1_000).max(1))
            }
        }
    }
}

impl RateLimiter {
    /// At most `limit` calls in any `window`, for each key.
    #[must_use]
    pub fn new(limit: u32, window: SignedDuration) -> Self {
        Self {
            limit,
            window,
            calls: Mutex::default(),
        }
    }

    /// How many calls a window allows.
    #[must_use]
    pub const fn limit(&self) -> u32 {
        self.limit
    }

    /// Counts a call of `key` at `now`, or refuses it.
    pub fn check(&self, key: &str, now: Timestamp) -> Quota {
        if self.limit == u32::MAX {
            return Quota::Allowed { remaining: u32::MAX };
        }
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let calls = calls.entry(key.to_owned()).or_default();
        while calls
            .front()
            .is_some_and(|first| now.duration_since(*first) >= self.window)
        {
            calls.pop_front();
        }
        let used = u32::try_from(calls.len()).unwrap_or(u32::MAX);
        if used >= self.limit {
            let oldest = calls.front().copied().unwrap_or(now);
            return Quota::Exceeded {
                retry_after: self.window - now.duration_since(oldest),
            };
        }
        calls.push_back(now);
        Quota::Allowed {
            remaining: self.limit - used - 1,
        }
    }

    /// Forgets every call.
    pub fn clear(&self) {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_call_in_a_second_waits_until_the_first_is_a_second_old() {
        let limiter = RateLimiter::new(5, SignedDuration::from_secs(1));
        let start = Timestamp::from_second(1_000).unwrap();
        for n in 0..5 {
            let at = start + SignedDuration::from_millis(n * 100);
            assert!(matches!(limiter.check("a", at), Quota::Allowed { .. }));
        }
        let sixth = limiter.check("a", start + SignedDuration::from_millis(600));
        assert_eq!(
            sixth,
            Quota::Exceeded {
                retry_after: SignedDuration::from_millis(400)
            }
        );
        assert_eq!(sixth.retry_after_seconds(), Some(1));
        assert!(
            matches!(limiter.check("b", start), Quota::Allowed { remaining: 4 }),
            "another key is its own"
        );
        let later = limiter.check("a", start + SignedDuration::from_millis(1_000));
        assert_eq!(later, Quota::Allowed { remaining: 0 });
    }
}
