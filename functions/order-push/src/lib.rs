#![doc = include_str!("../README.md")]

use std::time::Duration;

use aws::{FlowRegistry, Function, Problem, Worker};
use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};

/// Works through the orders and the backlog queue.
#[derive(Debug)]
pub struct OrderPush;

impl Function for OrderPush {
    const NAME: &str = "order-push";
    type Event = SqsEvent;
    /// The messages to retry.
    type Answer = SqsBatchResponse;

    /// The backlog queue has jobs of every kind.
    fn flows() -> FlowRegistry {
        aws::registry()
    }

    async fn handle(
        worker: &Worker,
        event: SqsEvent,
        remaining: Duration,
    ) -> Result<SqsBatchResponse, Problem> {
        Ok(worker.process_orders(event, remaining).await)
    }
}
