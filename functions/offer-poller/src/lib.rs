#![doc = include_str!("../README.md")]

use std::time::Duration;

use aws::{Function, Problem, Worker};

/// Finds accepted quotes, and what webhooks lost.
#[derive(Debug)]
pub struct OfferPoller;

impl Function for OfferPoller {
    const NAME: &str = "offer-poller";
    /// The schedule's event says nothing that matters: watermarks tell what is new, not the clock of who starts it.
    type Event = serde_json::Value;
    type Answer = ();

    async fn handle(worker: &Worker, _: Self::Event, _: Duration) -> Result<(), Problem> {
        worker.poll().await.map(drop)
    }
}
