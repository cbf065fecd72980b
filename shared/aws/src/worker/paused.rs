//! Jobs of a paused stack.
//!
//! While a stack is paused, its queues hand out nothing: the template turns the event sources off. SQS deletes a message after
//! 14 days all the same, so the template calls each worker twice a day with a delivery that holds no message. The worker then
//! looks through its queues itself: a job that has waited for ten days is parked as [`Code::PAUSED`], and everything else stays
//! where it is. The first run of the schedule after the pause queues what was parked
//! ([`waited_out`](super::waited_out)).

use std::time::Duration;

use aws_lambda_events::event::sqs::SqsEvent;
use aws_sdk_sqs::types::MessageSystemAttributeName;
use engine::JobOutcome;
use model::{Code, Problem};
use tokio::time::Instant;

use super::{Mode, Worker};
use crate::rate_limiter::Priority;
use crate::sdk_errors::sdk_error;
use crate::{Batch, Record, delivered};

/// As many messages as SQS hands out at once.
const AT_ONCE: i32 = 10;

/// Why the jobs of a paused stack wait.
fn paused() -> Problem {
    Problem::new(
        Code::PAUSED,
        "The stack is paused.",
        "Run `ekobridge resume`, or deploy with `Paused=false`.",
    )
}

impl Worker {
    /// What becomes of a job while the stack is paused; nothing where it stays in its queue.
    pub(super) async fn parked_if_old(&self, record: &Record, queue_url: &str) -> Option<JobOutcome> {
        let outcome = self.wait_or_park(record, queue_url, Duration::ZERO, paused());
        match outcome.await {
            JobOutcome::Retry { .. } => None,
            outcome => Some(outcome),
        }
    }

    /// Parks what has waited in these queues for ten days, within `remaining`. What can't be parked now stays in its queue,
    /// and the next call finds it.
    pub(super) async fn park_old(&self, queue_urls: impl Iterator<Item = &str>, remaining: Duration) {
        let end = Instant::now() + remaining;
        for queue_url in queue_urls {
            match self.park_old_of(queue_url, end).await {
                Ok(left) => tracing::info!(queue_url, left, "the queue of a paused stack was looked through"),
                Err(why) => tracing::error!(
                    queue_url,
                    "the queue of a paused stack can't be looked through: {why}"
                ),
            }
        }
    }

    /// How many messages left this queue.
    async fn park_old_of(&self, queue_url: &str, end: Instant) -> Result<usize, String> {
        let mut left = 0;
        loop {
            let remaining = end.saturating_duration_since(Instant::now());
            if remaining < Batch::default().reserve {
                tracing::info!(queue_url, "the rest of the queue is looked through next time");
                return Ok(left);
            }
            let received = self
                .sqs
                .receive_message()
                .queue_url(queue_url)
                .max_number_of_messages(AT_ONCE)
                // A queue that is asked without waiting may say that it is empty when it is not.
                .wait_time_seconds(1)
                .message_system_attribute_names(MessageSystemAttributeName::All)
                .send()
                .await
                .map_err(|error| sdk_error(&error))?;
            let messages = received.messages.unwrap_or_default();
            if messages.is_empty() {
                return Ok(left);
            }
            let mut event = SqsEvent::default();
            event.records = messages.iter().map(delivered).collect();
            let response = self
                .process(queue_url, Priority::Bulk, Mode::Paused, event, remaining)
                .await;
            for message in messages {
                let id = message.message_id.unwrap_or_default();
                let mut stay = response.batch_item_failures.iter();
                if stay.any(|failure| failure.item_identifier == id) {
                    continue;
                }
                self.sqs
                    .delete_message()
                    .queue_url(queue_url)
                    .receipt_handle(message.receipt_handle.unwrap_or_default())
                    .send()
                    .await
                    .map_err(|error| sdk_error(&error))?;
                left += 1;
            }
        }
    }
}
