use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use aws_lambda_events::event::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use aws_sdk_sqs::types::Message;
use futures::future::{BoxFuture, FutureExt};
use futures::stream::{self, StreamExt};
use jiff::Timestamp;
use ledger::MAX_BACKOFF;
use model::{Code, Job, Problem, counted};
use tokio::time::Instant;

use crate::DeadLetters;
use crate::clients::LazyClient;
use crate::sdk_errors::sdk_error;

/// A received message in the form in which Lambda passes it to a function, without the queue's name.
#[must_use]
pub fn delivered(message: &Message) -> SqsMessage {
    let mut delivered = SqsMessage::default();
    delivered.message_id.clone_from(&message.message_id);
    delivered.receipt_handle.clone_from(&message.receipt_handle);
    delivered.body.clone_from(&message.body);
    delivered.attributes = message
        .attributes
        .iter()
        .flatten()
        .map(|(name, value)| (name.as_str().to_owned(), value.clone()))
        .collect();
    delivered
}

/// The limits of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// How many groups are processed concurrently.
    pub concurrency: usize,
    /// The remaining time below which no record is started.
    pub reserve: Duration,
    /// The time reserved for the response. A record that still runs then is aborted.
    pub margin: Duration,
}

impl Default for Batch {
    fn default() -> Self {
        Self {
            concurrency: 4,
            reserve: Duration::from_secs(20),
            margin: Duration::from_millis(1500),
        }
    }
}

/// A job, as received from a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The job.
    pub job: Job,
    /// How often the queue has delivered it, including this delivery.
    pub receive_count: u32,
    /// The handler's time limit.
    pub remaining: Duration,
    /// When the message was sent, if the queue provides it.
    pub queued_at: Option<Timestamp>,
}

/// What happens to a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    /// The message is deleted from the queue.
    Finished,
    /// It comes again.
    Retry {
        /// The message is delivered again after this time, or after the queue's visibility timeout if none is given.
        after: Option<Duration>,
    },
}

/// Decides when messages that are not deleted are delivered again, or where they go.
pub trait Visibility: Send + Sync {
    /// Hides the messages with these receipts for `after` from now. A failure doesn't fail the batch: the messages are
    /// then delivered again after the queue's visibility timeout.
    fn extend_visibility<'a>(
        &'a self,
        receipts: &'a [String],
        after: Duration,
    ) -> BoxFuture<'a, Result<(), Problem>>;

    /// Puts a message that no worker can read into the dead-letter queue. A second call within five minutes is
    /// deduplicated.
    ///
    /// # Errors
    /// When the dead-letter queue didn't accept it. The message must then stay in its queue.
    fn set_aside<'a>(&'a self, message: &'a SqsMessage) -> BoxFuture<'a, Result<(), Problem>>;
}

/// How long a message that no worker can read stays in its queue if the dead-letter queue doesn't accept it.
const NOT_SET_ASIDE: Duration = Duration::from_secs(60);

/// The function's remaining time, by the deadline from Lambda.
#[must_use]
pub fn remaining(deadline: SystemTime) -> Duration {
    deadline.duration_since(SystemTime::now()).unwrap_or_default()
}

/// Processes the records of one delivery, and returns which ones are to be delivered again.
///
/// The event's groups run concurrently, at most [`Batch::concurrency`] at a time. Within a group the records run one
/// after the other. If one is to be retried, so is the rest of its group, which preserves the order; other groups are
/// unaffected. A panic fails only its record. A message that can't be read goes to the dead-letter queue immediately
/// and blocks nothing. If too little of `remaining` is left, records that haven't started are returned immediately.
pub async fn run_batch<H, F>(
    event: SqsEvent,
    remaining: Duration,
    options: Batch,
    visibility: &dyn Visibility,
    handler: H,
) -> SqsBatchResponse
where
    H: Fn(Record) -> F + Send + Sync,
    F: Future<Output = Disposition> + Send,
{
    let run = Run {
        end: Instant::now() + remaining,
        options,
        visibility,
        handler,
        again: Mutex::default(),
    };
    stream::iter(groups(event.records))
        .for_each_concurrent(options.concurrency.max(1), |group| Box::pin(run.group(group)))
        .await;
    let mut response = SqsBatchResponse::default();
    response.batch_item_failures = run
        .again
        .into_inner()
        .unwrap_or_default()
        .into_iter()
        .map(|id| {
            let mut failure = BatchItemFailure::default();
            failure.item_identifier = id;
            failure
        })
        .collect();
    response
}

/// The messages by group. Groups and messages are in order of arrival; a message without a group forms its own.
fn groups(messages: Vec<SqsMessage>) -> Vec<Vec<SqsMessage>> {
    let mut groups: Vec<(Option<String>, Vec<SqsMessage>)> = Vec::new();
    for message in messages {
        let group = message.attributes.get("MessageGroupId").cloned();
        match groups.iter_mut().find(|(id, _)| group.is_some() && *id == group) {
            Some((_, members)) => members.push(message),
            None => groups.push((group, vec![message])),
        }
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

struct Run<'a, H> {
    end: Instant,
    options: Batch,
    visibility: &'a dyn Visibility,
    handler: H,
    again: Mutex<Vec<String>>,
}

impl<H, F> Run<'_, H>
where
    H: Fn(Record) -> F + Send + Sync,
    F: Future<Output = Disposition> + Send,
{
    async fn group(&self, messages: Vec<SqsMessage>) {
        for (i, message) in messages.iter().enumerate() {
            let remaining = self.end.saturating_duration_since(Instant::now());
            if remaining < self.options.reserve {
                tracing::info!(
                    messages = messages.len() - i,
                    "handed back: too little time is left"
                );
                return self.come_again(&messages[i..], Some(Duration::ZERO)).await;
            }
            let record = match read(message, remaining.saturating_sub(self.options.margin)) {
                Ok(record) => record,
                Err(problem) => {
                    tracing::error!(
                        code = %problem.code, message_id = message.message_id, receive_count = receive_count(message),
                        "{} {}", problem.message, problem.remedy,
                    );
                    // No wait makes it readable, so a person should see it now.
                    if let Err(problem) = self.visibility.set_aside(message).await {
                        tracing::warn!(code = %problem.code, "{} {}", problem.message, problem.remedy);
                        self.come_again(std::slice::from_ref(message), Some(NOT_SET_ASIDE))
                            .await;
                    }
                    continue;
                }
            };
            if let Disposition::Retry { after } = self.record(record).await {
                return self.come_again(&messages[i..], after).await;
            }
        }
    }

    async fn record(&self, record: Record) -> Disposition {
        let source = record.job.source.to_string();
        let remaining = record.remaining;
        // The panic's payload may contain personal data and is never logged. The panic hook logs its location.
        let run = AssertUnwindSafe(async { (self.handler)(record).await }).catch_unwind();
        match tokio::time::timeout(remaining, Box::pin(run)).await {
            Ok(Ok(disposition)) => disposition,
            Ok(Err(_)) => {
                tracing::error!(source, code = %Code::CRASHED, "the job crashed its worker; it is retried");
                Disposition::Retry { after: None }
            }
            Err(_) => {
                tracing::error!(
                    source,
                    "the job was stopped at the function's time limit; it is retried"
                );
                Disposition::Retry { after: None }
            }
        }
    }

    async fn come_again(&self, messages: &[SqsMessage], after: Option<Duration>) {
        if let Some(after) = after {
            let receipts: Vec<_> = messages
                .iter()
                .filter_map(|message| message.receipt_handle.clone())
                .collect();
            if let Err(problem) = self
                .visibility
                .extend_visibility(&receipts, after.min(MAX_BACKOFF))
                .await
            {
                tracing::warn!(code = %problem.code, "{}", problem.message);
            }
        }
        // A message without an id would be omitted from the response and lost. An empty id makes Lambda return the
        // whole batch.
        let ids = messages
            .iter()
            .map(|message| message.message_id.clone().unwrap_or_default());
        self.again
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .extend(ids);
    }
}

fn read(message: &SqsMessage, remaining: Duration) -> Result<Record, Problem> {
    let job = serde_json::from_str(message.body.as_deref().unwrap_or_default()).map_err(|error| {
        // Only the location: the parser's text quotes the input.
        let place = (error.line(), error.column());
        Problem::new(
            Code::INVALID_JOB,
            format!(
                "A queue message is not a valid job (line {}, column {}).",
                place.0, place.1
            ),
            "It is in the dead-letter queue. Look at it there and delete it; `ekobridge replay` queues the record that it was about.",
        )
    })?;
    Ok(Record {
        job,
        receive_count: receive_count(message),
        remaining,
        queued_at: queued_at(message),
    })
}

fn receive_count(message: &SqsMessage) -> u32 {
    let count = message.attributes.get("ApproximateReceiveCount");
    count.and_then(|count| count.parse().ok()).unwrap_or(1)
}

/// `SentTimestamp`: milliseconds since 1970.
fn queued_at(message: &SqsMessage) -> Option<Timestamp> {
    let sent = message.attributes.get("SentTimestamp")?;
    Timestamp::from_millisecond(sent.parse().ok()?).ok()
}

/// [`Visibility`] of one SQS queue.
#[derive(Debug, Clone)]
pub struct SqsVisibility {
    client: LazyClient<aws_sdk_sqs::Client>,
    queue_url: String,
    dead_letters: DeadLetters,
}

impl SqsVisibility {
    /// For the queue with this URL and these dead-letter queues.
    #[must_use]
    pub fn new(
        client: impl Into<LazyClient<aws_sdk_sqs::Client>>,
        queue_url: String,
        dead_letters: DeadLetters,
    ) -> Self {
        Self {
            client: client.into(),
            queue_url,
            dead_letters,
        }
    }

    async fn change(&self, receipts: &[String], after: Duration) -> Result<(), Problem> {
        // Rounded up, so that a retry is never earlier than the vendor requested.
        let seconds = i32::try_from(after.as_millis().div_ceil(1000)).unwrap_or(i32::MAX);
        let changes = receipts.iter().map(|receipt| {
            self.client
                .change_message_visibility()
                .queue_url(&self.queue_url)
                .receipt_handle(receipt)
                .visibility_timeout(seconds)
                .send()
        });
        futures::future::try_join_all(changes)
            .await
            .map(drop)
            .map_err(|error| {
                let why = sdk_error(&error);
                Problem::new(
                    Code::STORAGE_ERROR,
                    format!(
                        "The queue did not take a new time for {}: {why}.",
                        counted(receipts.len(), "message")
                    ),
                    "",
                )
            })
    }
}

impl Visibility for SqsVisibility {
    fn extend_visibility<'a>(
        &'a self,
        receipts: &'a [String],
        after: Duration,
    ) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(self.change(receipts, after))
    }

    fn set_aside<'a>(&'a self, message: &'a SqsMessage) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(self.dead_letters.put_unreadable(message, &self.queue_url))
    }
}

#[cfg(test)]
mod tests;
