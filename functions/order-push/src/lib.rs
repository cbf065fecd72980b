#![doc = include_str!("../README.md")]

use std::sync::Arc;
use std::time::Duration;

use aws::{EnvironmentError, Worker};
use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};

/// The function.
pub struct OrderPush(Arc<Worker>);

impl OrderPush {
    /// Works with this worker, which other functions of one process may share.
    #[must_use]
    pub fn new(worker: Arc<Worker>) -> Self {
        Self(worker)
    }

    /// Built from the process's environment.
    ///
    /// # Errors
    /// When the environment is not complete.
    pub fn from_environment() -> Result<Self, EnvironmentError> {
        Ok(Self::new(Arc::new(Worker::from_environment()?)))
    }

    /// Works off one delivery of the orders or the backlog queue within `remaining`, and says which messages come again.
    pub async fn handle(&self, event: SqsEvent, remaining: Duration) -> SqsBatchResponse {
        self.0.process_orders(event, remaining).await
    }
}
