use aws_sdk_sqs::error::DisplayErrorContext;
use futures::stream::{self, StreamExt, TryStreamExt};
use model::{Code, Job, JobKind, Problem};
use sha2::{Digest, Sha256};

use crate::QueueUrls;

/// How many messages are on their way at once.
const AT_ONCE: usize = 10;

/// Jobs out, to the two FIFO queues.
#[derive(Debug, Clone)]
pub struct SqsQueue {
    client: aws_sdk_sqs::Client,
    urls: QueueUrls,
}

impl SqsQueue {
    /// Sends with this client to these queues.
    #[must_use]
    pub fn new(client: aws_sdk_sqs::Client, urls: QueueUrls) -> Self {
        Self { client, urls }
    }

    /// Queues jobs, each to the queue of its kind; returns after every one is durable.
    ///
    /// Each is a call of its own, several at once: a batch would be fewer calls, but a second way with failures of its own
    /// (some entries taken, some not), for what is mostly one job.
    ///
    /// # Errors
    /// When the queue has not taken all of them: some may be queued, and sending all again is safe, since a job's key is
    /// its deduplication id.
    pub async fn send(&self, jobs: &[Job]) -> Result<(), Problem> {
        stream::iter(jobs)
            .map(Ok)
            .try_for_each_concurrent(AT_ONCE, |job| self.send_one(job))
            .await
    }

    async fn send_one(&self, job: &Job) -> Result<(), Problem> {
        let refused = |why: String| {
            tracing::warn!(source = %job.source, error = why, "the queue did not take a job");
            Problem::new(
                Code::STORE_FAILED,
                format!("The queue did not take the job for {}.", job.source),
                "Nothing needs to be done: it is tried again, and the sweep finds what stays lost. If it lasts, look at the queue in AWS.",
            )
        };
        let body = serde_json::to_string(job).map_err(|error| refused(error.to_string()))?;
        let url = if job.kind == JobKind::Customer {
            &self.urls.customers
        } else {
            &self.urls.orders
        };
        self.client
            .send_message()
            .queue_url(url)
            .message_body(body)
            .message_group_id(job.group())
            .message_deduplication_id(deduplication_id(&job.key))
            .send()
            .await
            .map(drop)
            .map_err(|error| refused(DisplayErrorContext(&error).to_string()))
    }
}

#[cfg(feature = "worker")]
impl sync::Queue for SqsQueue {
    fn send<'a>(&'a self, jobs: &'a [Job]) -> futures::future::BoxFuture<'a, Result<(), Problem>> {
        Box::pin(Self::send(self, jobs))
    }
}

/// SQS takes 128 characters of a small alphabet; a key may have others, so its digest stands for it, whole.
pub(crate) fn deduplication_id(key: &str) -> String {
    hex::encode(Sha256::digest(key.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_of_one_key_have_one_id_and_others_another() {
        assert_eq!(deduplication_id("x"), deduplication_id("x"));
        assert_ne!(deduplication_id("x"), deduplication_id("y"));
    }

    #[test]
    fn a_long_key_with_any_characters_becomes_an_id_that_sqs_takes() {
        let id = deduplication_id(&"ö ".repeat(500));
        assert!(id.len() <= 128 && id.chars().all(|c| c.is_ascii_alphanumeric()));
    }
}
