#![doc = include_str!("../README.md")]

use std::time::Duration;

use aws::{Function, Problem, Worker};

/// Finds accepted quotes, and what webhooks lost.
#[derive(Debug)]
pub struct OfferPoller;

impl Function for OfferPoller {
    const NAME: &str = "offer-poller";
    /// The schedule's event is ignored: watermarks, not the scheduler's clock, define what is new.
    type Event = serde_json::Value;
    type Answer = ();

    async fn handle(worker: &Worker, _: Self::Event, _: Duration) -> Result<(), Problem> {
        worker.poll().await.map(drop)
    }
}
