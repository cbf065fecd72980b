#![doc = include_str!("../README.md")]

use std::time::Duration;

use aws::{FlowRegistry, Function, Problem, Worker};
use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};

/// Works through the customers queue.
#[derive(Debug)]
pub struct CustomerPush;

impl Function for CustomerPush {
    const NAME: &str = "customer-push";
    type Event = SqsEvent;
    /// The messages to retry.
    type Answer = SqsBatchResponse;

    fn flows() -> FlowRegistry {
        aws::customer_registry()
    }

    async fn handle(
        worker: &Worker,
        event: SqsEvent,
        remaining: Duration,
    ) -> Result<SqsBatchResponse, Problem> {
        Ok(worker.process_customers(event, remaining).await)
    }
}
