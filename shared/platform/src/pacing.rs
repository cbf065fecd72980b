use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::time::Instant;
use transport::{Pace, Pacer, SendError};

/// A vendor's limit: so many calls in any stretch of this length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    pub(crate) calls: usize,
    pub(crate) window: Duration,
}

impl Limit {
    /// ActiveCampaign: 5 requests a second for the account ("Rate limits"). The stretch is a little longer than theirs, since
    /// calls don't arrive as evenly as they leave.
    pub(crate) const ACTIVECAMPAIGN: Self = Self {
        calls: 5,
        window: Duration::from_millis(1_050),
    };
    /// eAccounting: 600 requests a minute for a client and endpoint ("Rate limits").
    pub(crate) const EACCOUNTING: Self = Self {
        calls: 600,
        window: Duration::from_millis(60_500),
    };

    fn of(pace: Pace) -> Self {
        if pace.vendor == "activecampaign" {
            Self::ACTIVECAMPAIGN
        } else {
            Self::EACCOUNTING
        }
    }
}

/// Keeps this process within the vendors' limits. Each endpoint of eAccounting is counted by itself.
///
/// Processes don't know of each other: what several of them send together may still be refused, and is then sent again as the
/// vendor asks.
#[derive(Debug, Default)]
pub(crate) struct ProcessPacer {
    /// When the latest calls went or will go out, oldest first: never more than the limit's number.
    sent: Mutex<HashMap<Pace, VecDeque<Instant>>>,
}

impl ProcessPacer {
    /// When the next call of this pace may go out; its place is taken.
    fn take(&self, pace: Pace, now: Instant) -> Instant {
        let limit = Limit::of(pace);
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = sent.entry(pace).or_default();
        let mut at = now;
        if sent.len() >= limit.calls
            && let Some(oldest) = sent.pop_front()
        {
            at = at.max(oldest + limit.window);
        }
        sent.push_back(at);
        at
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

    async fn times(pacer: &ProcessPacer, pace: Pace, calls: usize) -> Vec<Instant> {
        let mut times = Vec::new();
        for _ in 0..calls {
            pacer.pace(pace).await.unwrap();
            times.push(Instant::now());
        }
        times
    }

    #[tokio::test(start_paused = true)]
    async fn no_second_has_more_than_five_calls_to_activecampaign_and_nine_tenths_are_used() {
        let pacer = ProcessPacer::default();
        let times = times(&pacer, ACTIVECAMPAIGN, 100).await;
        for six in times.windows(6) {
            assert!(six[5] - six[0] > Duration::from_secs(1));
        }
        assert!(times[99] - times[0] <= Duration::from_millis(100 * 200 * 10 / 9));
    }

    #[tokio::test(start_paused = true)]
    async fn a_single_order_never_waits() {
        let pacer = ProcessPacer::default();
        let times = times(&pacer, ACTIVECAMPAIGN, 5).await;
        assert_eq!(times[4] - times[0], Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn no_minute_has_more_than_600_calls_to_one_endpoint_of_eaccounting() {
        let pacer = ProcessPacer::default();
        let orders = Pace {
            vendor: "eaccounting",
            endpoint: "orders",
        };
        let customers = Pace {
            vendor: "eaccounting",
            endpoint: "customers",
        };
        let sent = times(&pacer, orders, 601).await;
        assert!(sent[600] - sent[0] > Duration::from_secs(60));
        assert_eq!(sent[599] - sent[0], Duration::ZERO);
        // Another endpoint is counted by itself.
        let before = Instant::now();
        times(&pacer, customers, 600).await;
        assert_eq!(before.elapsed(), Duration::ZERO);
    }
}
