#![doc = include_str!("../README.md")]

use std::time::Duration;

use aws::{FlowRegistry, Function, Problem, Worker};
use tokio::time::Instant;

/// Finds accepted quotes, and what webhooks lost; compares both systems where that is on.
#[derive(Debug)]
pub struct OfferPoller;

impl Function for OfferPoller {
    const NAME: &str = "offer-poller";
    /// The schedule's event is ignored: watermarks, not the scheduler's clock, define what is new.
    type Event = serde_json::Value;
    type Answer = ();

    /// It queues jobs, and runs none.
    fn flows() -> FlowRegistry {
        FlowRegistry::default()
    }

    async fn handle(worker: &Worker, _: Self::Event, remaining: Duration) -> Result<(), Problem> {
        let began = Instant::now();
        worker.poll().await?;
        let left = remaining.saturating_sub(began.elapsed());
        Box::pin(reconcile::scheduled(worker, worker.ledger().now(), left)).await;
        Ok(())
    }
}
