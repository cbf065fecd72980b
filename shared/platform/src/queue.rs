use std::time::Duration;

use aws_sdk_sqs::error::DisplayErrorContext;
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use model::{Code, Job, JobKind, Problem};
use sha2::{Digest, Sha256};

use crate::QueueUrls;

/// SQS takes this many messages in one call.
const BATCH: usize = 10;

/// How often a batch's refused messages are sent again, beyond the SDK's own retries of the whole call.
const ATTEMPTS: u32 = 3;

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
    /// # Errors
    /// When the queue has not taken all of them: some may be queued, and sending all again is safe, since a job's key is
    /// its deduplication id.
    pub async fn send(&self, jobs: &[Job]) -> Result<(), Problem> {
        for (url, to_customers) in [(&self.urls.customers, true), (&self.urls.orders, false)] {
            let these: Vec<&Job> = jobs
                .iter()
                .filter(|job| (job.kind == JobKind::Customer) == to_customers)
                .collect();
            for batch in these.chunks(BATCH) {
                self.send_batch(url, batch).await?;
            }
        }
        Ok(())
    }

    async fn send_batch(&self, url: &str, jobs: &[&Job]) -> Result<(), Problem> {
        let mut entries = jobs
            .iter()
            .enumerate()
            .map(|(i, job)| entry(i, job))
            .collect::<Result<Vec<_>, _>>()?;
        for attempt in 1.. {
            let sent = self
                .client
                .send_message_batch()
                .queue_url(url)
                .set_entries(Some(entries.clone()))
                .send()
                .await
                .map_err(|error| {
                    tracing::warn!(error = %DisplayErrorContext(&error), "the queue did not take a batch");
                    not_queued(jobs.len())
                })?;
            // An entry that is in neither list is taken as refused.
            entries.retain(|entry| !sent.successful().iter().any(|done| done.id() == entry.id()));
            let Some(first) = sent.failed().first() else {
                return if entries.is_empty() {
                    Ok(())
                } else {
                    Err(not_queued(entries.len()))
                };
            };
            let hopeless = sent.failed().iter().any(|failed| failed.sender_fault());
            if hopeless || attempt >= ATTEMPTS {
                tracing::warn!(
                    error_code = first.code(),
                    jobs = entries.len(),
                    "the queue refused jobs"
                );
                return Err(not_queued(entries.len()));
            }
            tokio::time::sleep(Duration::from_millis(100) * attempt).await;
        }
        Ok(())
    }
}

#[cfg(feature = "worker")]
impl sync::Queue for SqsQueue {
    fn send<'a>(&'a self, jobs: &'a [Job]) -> futures::future::BoxFuture<'a, Result<(), Problem>> {
        Box::pin(Self::send(self, jobs))
    }
}

fn entry(index: usize, job: &Job) -> Result<SendMessageBatchRequestEntry, Problem> {
    let unwritable = |_| {
        Problem::new(
            Code::STORE_FAILED,
            format!("The job for {} cannot be written.", job.source),
            "Report this.",
        )
    };
    let body = serde_json::to_string(job).map_err(|error| unwritable(error.to_string()))?;
    SendMessageBatchRequestEntry::builder()
        .id(index.to_string())
        .message_body(body)
        .message_group_id(job.group())
        .message_deduplication_id(deduplication_id(&job.key))
        .build()
        .map_err(|error| unwritable(error.to_string()))
}

/// SQS takes 128 characters of a small alphabet; a key may have others, so its digest stands for it, whole.
fn deduplication_id(key: &str) -> String {
    hex::encode(Sha256::digest(key.as_bytes()))
}

fn not_queued(jobs: usize) -> Problem {
    Problem::new(
        Code::STORE_FAILED,
        format!("The queue did not take {jobs} jobs."),
        "Nothing needs to be done: it is tried again, and the sweep finds what stays lost. If it lasts, look at the queue in AWS.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(key: &str) -> Job {
        Job {
            kind: JobKind::Order,
            source: "order:1:1001".parse().unwrap(),
            key: key.to_owned(),
            cause: model::Cause::Webhook,
            first_seen: "2026-11-23T08:00:00Z".parse().unwrap(),
            version: None,
        }
    }

    #[test]
    fn jobs_of_one_record_share_a_group_and_jobs_of_one_key_an_id() {
        let (a, b, c) = (
            entry(0, &job("x")).unwrap(),
            entry(1, &job("x")).unwrap(),
            entry(2, &job("y")).unwrap(),
        );
        assert_eq!(a.message_group_id(), Some("order:1:1001"));
        assert_eq!(a.message_group_id(), c.message_group_id());
        assert_eq!(a.message_deduplication_id(), b.message_deduplication_id());
        assert_ne!(a.message_deduplication_id(), c.message_deduplication_id());
    }

    #[test]
    fn a_long_key_with_any_characters_becomes_an_id_that_sqs_takes() {
        let id = deduplication_id(&"ö ".repeat(500));
        assert!(id.len() <= 128 && id.chars().all(|c| c.is_ascii_alphanumeric()));
    }

    #[test]
    fn a_message_is_the_job_and_nothing_else() {
        let entry = entry(0, &job("x")).unwrap();
        assert_eq!(
            serde_json::from_str::<Job>(entry.message_body()).unwrap(),
            job("x")
        );
    }
}
