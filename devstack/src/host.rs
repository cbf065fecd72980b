//! A small Lambda host: the HTTP front end, event source mappings and schedule of AWS.
//!
//! It sends functions the same events as AWS, and handles their responses in the same way. A message that a batch
//! response lists as failed stays in its queue until its visibility timeout ends; the others are deleted. The next
//! message of a FIFO group waits for the one before.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use aws_sdk_sqs::types::{Message, MessageSystemAttributeName, QueueAttributeName};

/// A function that processes batches of messages.
pub type BatchHandler =
    Arc<dyn Fn(SqsEvent) -> Pin<Box<dyn Future<Output = SqsBatchResponse> + Send>> + Send + Sync>;

/// `BatchSize` in `template.yaml`.
const BATCH_SIZE: i32 = 10;

/// One queue's event source mapping.
#[derive(Clone)]
pub struct Mapping {
    /// The SQS client.
    pub sqs: aws_sdk_sqs::Client,
    /// The queue's URL.
    pub queue_url: String,
    /// The queue's ARN, which is in each event.
    pub queue_arn: String,
    /// The function.
    pub handler: BatchHandler,
    /// The counter for its batches.
    pub in_flight: Arc<InFlight>,
}

/// How many batches are in progress.
#[derive(Debug, Default)]
pub struct InFlight(AtomicUsize);

impl InFlight {
    /// Counts from now until the guard is dropped.
    #[must_use]
    pub fn begin(self: &Arc<Self>) -> InFlightGuard {
        self.0.fetch_add(1, Ordering::SeqCst);
        InFlightGuard(Arc::clone(self))
    }

    /// Whether no batch is in progress.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.0.load(Ordering::SeqCst) == 0
    }
}

/// Counts until it is dropped.
#[derive(Debug)]
pub struct InFlightGuard(Arc<InFlight>);

impl Drop for InFlightGuard {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Mapping {
    /// Polls the queue until the process ends.
    pub async fn run(self) {
        loop {
            if let Err(error) = self.poll_once().await {
                tracing::error!(%error, queue = %self.queue_arn, "the queue cannot be read");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }

    /// Receives one batch and calls the function with it.
    ///
    /// # Errors
    /// When the queue doesn't respond.
    pub async fn poll_once(&self) -> anyhow::Result<()> {
        let received = self
            .sqs
            .receive_message()
            .queue_url(&self.queue_url)
            .max_number_of_messages(BATCH_SIZE)
            .wait_time_seconds(1)
            .message_system_attribute_names(MessageSystemAttributeName::All)
            .send()
            .await?;
        let messages = received.messages.unwrap_or_default();
        if messages.is_empty() {
            return Ok(());
        }
        let _in_flight = self.in_flight.begin();
        let records = messages
            .iter()
            .map(|message| record(message, &self.queue_arn))
            .collect();
        let mut event = SqsEvent::default();
        event.records = records;
        let response = (self.handler)(event).await;
        for message in messages {
            let failed = response
                .batch_item_failures
                .iter()
                .any(|failure| Some(failure.item_identifier.as_str()) == message.message_id());
            if let Some(handle) = message.receipt_handle
                && !failed
            {
                self.sqs
                    .delete_message()
                    .queue_url(&self.queue_url)
                    .receipt_handle(handle)
                    .send()
                    .await?;
            }
        }
        Ok(())
    }

    /// Visible messages, which a worker could receive now, and hidden messages, which are in progress or waiting.
    ///
    /// # Errors
    /// When the queue doesn't respond.
    pub async fn counts(&self) -> anyhow::Result<(u64, u64)> {
        let answer = self
            .sqs
            .get_queue_attributes()
            .queue_url(&self.queue_url)
            .attribute_names(QueueAttributeName::ApproximateNumberOfMessages)
            .attribute_names(QueueAttributeName::ApproximateNumberOfMessagesNotVisible)
            .send()
            .await?;
        let count = |name| {
            answer
                .attributes()
                .and_then(|all| all.get(&name))
                .and_then(|count| count.parse().ok())
                .unwrap_or(0)
        };
        Ok((
            count(QueueAttributeName::ApproximateNumberOfMessages),
            count(QueueAttributeName::ApproximateNumberOfMessagesNotVisible),
        ))
    }
}

/// A message in the form in which Lambda passes it to a function.
#[must_use]
pub fn record(message: &Message, queue_arn: &str) -> SqsMessage {
    let mut record = aws::delivered(message);
    record.event_source = Some("aws:sqs".to_owned());
    record.event_source_arn = Some(queue_arn.to_owned());
    record.aws_region = Some(crate::names::REGION.to_owned());
    record
}
