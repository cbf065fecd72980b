use futures::future::BoxFuture;

use crate::SendError;

/// The rate limit that a call counts against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pace {
    /// The limit's name: `activecampaign` (5 requests a second per account) or `eaccounting` (600 a minute per client
    /// and endpoint).
    pub vendor: &'static str,
    /// The endpoint, for a vendor that counts by endpoint; else empty.
    pub endpoint: &'static str,
}

/// Asked before each call; returns when the call may go out.
pub trait RateLimiter: Send + Sync {
    /// Waits for a place within the vendor's limit.
    fn pace(&self, pace: Pace) -> BoxFuture<'_, Result<(), SendError>>;

    /// The vendor has refused a call because of its limit (429).
    fn refused(&self, _: Pace) {}
}

/// No pacing: for tests, and for peers without a limit.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoLimit;

impl RateLimiter for NoLimit {
    fn pace(&self, _: Pace) -> BoxFuture<'_, Result<(), SendError>> {
        Box::pin(async { Ok(()) })
    }
}
