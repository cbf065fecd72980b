use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::time::Instant;
use transport::{Pace, Pacer, SendError};

/// A vendor's limit, as a bucket: so many calls at once, and one more in each interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    /// Calls that may go out at once after a pause.
    pub(crate) burst: u32,
    /// Time from one call to the next when the burst is used up.
    pub(crate) interval: Duration,
}

impl Limit {
    /// ActiveCampaign: 5 requests a second for the account ("Rate limits").
    pub(crate) const ACTIVECAMPAIGN: Self = Self {
        burst: 5,
        interval: Duration::from_millis(200),
    };
    /// eAccounting: 600 requests a minute for a client and endpoint.
    pub(crate) const EACCOUNTING: Self = Self {
        burst: 60,
        interval: Duration::from_millis(100),
    };
}

/// Keeps this process within the vendors' limits. Each endpoint of eAccounting has a bucket of its own.
#[derive(Debug, Default)]
pub(crate) struct ProcessPacer {
    /// When the bucket of each pace would be full.
    full_at: Mutex<HashMap<Pace, Instant>>,
}

impl ProcessPacer {
    /// When the next call of this pace may go out; it is taken.
    fn take(&self, pace: Pace, now: Instant) -> Instant {
        let limit = if pace.vendor == "activecampaign" {
            Limit::ACTIVECAMPAIGN
        } else {
            Limit::EACCOUNTING
        };
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let full = full_at.entry(pace).or_insert(now);
        *full = (*full).max(now) + limit.interval;
        // The bucket is empty when it would take `burst` intervals to fill it.
        (*full)
            .checked_sub(limit.interval * limit.burst)
            .unwrap_or(now)
            .max(now)
    }
}

impl Pacer for ProcessPacer {
    fn pace(&self, pace: Pace) -> BoxFuture<'_, Result<(), SendError>> {
        let at = self.take(pace, Instant::now());
        Box::pin(async move {
            tokio::time::sleep_until(at).await;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTIVECAMPAIGN: Pace = Pace {
        vendor: "activecampaign",
        endpoint: "",
    };

    async fn time_of(pacer: &ProcessPacer, pace: Pace, calls: u32) -> Duration {
        let began = Instant::now();
        for _ in 0..calls {
            pacer.pace(pace).await.unwrap();
        }
        began.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn activecampaign_gets_a_burst_of_five_and_then_five_calls_a_second() {
        let pacer = ProcessPacer::default();
        assert_eq!(time_of(&pacer, ACTIVECAMPAIGN, 5).await, Duration::ZERO);
        assert_eq!(time_of(&pacer, ACTIVECAMPAIGN, 5).await.as_millis(), 1000);
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_fills_the_bucket_and_no_more() {
        let pacer = ProcessPacer::default();
        time_of(&pacer, ACTIVECAMPAIGN, 5).await;
        tokio::time::sleep(Duration::from_secs(60)).await;
        assert_eq!(time_of(&pacer, ACTIVECAMPAIGN, 5).await, Duration::ZERO);
        assert!(time_of(&pacer, ACTIVECAMPAIGN, 1).await > Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn endpoints_of_eaccounting_do_not_wait_for_each_other() {
        let pacer = ProcessPacer::default();
        let (orders, customers) = (
            Pace {
                vendor: "eaccounting",
                endpoint: "orders",
            },
            Pace {
                vendor: "eaccounting",
                endpoint: "customers",
            },
        );
        time_of(&pacer, orders, 60).await;
        assert!(time_of(&pacer, orders, 1).await > Duration::ZERO);
        assert_eq!(time_of(&pacer, customers, 60).await, Duration::ZERO);
    }
}
