use aws_sdk_sqs::types::QueueAttributeName;
use futures::stream::{self, StreamExt, TryStreamExt};
use model::{Cause, Code, Job, Problem, QueueName};
use sha2::{Digest, Sha256};

use crate::QueueUrls;
use crate::clients::LazyClient;
use crate::sdk_errors::sdk_error;

/// How many messages are sent concurrently.
const AT_ONCE: usize = 10;

/// The largest batch that counts as a shop's normal activity. A larger replay or sweep goes to the bulk queue.
const MANY: usize = 50;

/// The approximate length of a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueDepth {
    /// The queue: `orders`, `customers` or `backlog`.
    pub name: &'static str,
    /// Messages that are ready for delivery.
    pub visible: u64,
    /// Messages that a worker is processing, or that wait for their next attempt.
    pub hidden: u64,
}

/// Sends jobs to the FIFO queues.
#[derive(Debug, Clone)]
pub struct SqsQueue {
    client: LazyClient<aws_sdk_sqs::Client>,
    urls: QueueUrls,
}

impl SqsQueue {
    /// Sends with this client to these queues.
    #[must_use]
    pub fn new(client: impl Into<LazyClient<aws_sdk_sqs::Client>>, urls: QueueUrls) -> Self {
        Self {
            client: client.into(),
            urls,
        }
    }

    /// Sends jobs, each to the queue of its kind. Returns when all of them are stored.
    ///
    /// Each job is sent with its own call, several concurrently. Batches would need fewer calls, but they can fail in
    /// part, and most sends have only one job.
    ///
    /// # Errors
    /// When the queue didn't accept all of them. Some may be queued. Sending all of them again is safe, because a job's
    /// key is its deduplication id.
    pub async fn send(&self, jobs: &[Job]) -> Result<(), Problem> {
        self.send_part(jobs, jobs.len()).await
    }

    /// Sends a part of `together` jobs that are sent in several parts. The queue is chosen by the total.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn send_part(&self, jobs: &[Job], together: usize) -> Result<(), Problem> {
        stream::iter(jobs)
            .map(Ok)
            .try_for_each_concurrent(AT_ONCE, |job| self.send_one(job, together))
            .await
    }

    /// The approximate number of messages in each queue, which SQS updates with a delay of some seconds. Receives
    /// nothing.
    ///
    /// # Errors
    /// When SQS doesn't return it.
    pub async fn depths(&self) -> Result<Vec<QueueDepth>, Problem> {
        let mut urls = vec![("orders", &self.urls.orders), ("customers", &self.urls.customers)];
        urls.extend(self.urls.backlog.as_ref().map(|url| ("backlog", url)));
        let depth = |(name, url): (&'static str, &String)| {
            let asked = self
                .client
                .get_queue_attributes()
                .queue_url(url)
                .attribute_names(QueueAttributeName::ApproximateNumberOfMessages)
                .attribute_names(QueueAttributeName::ApproximateNumberOfMessagesNotVisible)
                .send();
            async move {
                let answer = asked.await.map_err(|error| {
                    Problem::new(
                        Code::STORAGE_ERROR,
                        format!(
                            "SQS does not say how long the queue {name} is: {}.",
                            sdk_error(&error)
                        ),
                        "Look at the permission sqs:GetQueueAttributes.",
                    )
                })?;
                let count = |attribute: &QueueAttributeName| {
                    let attributes = answer.attributes.as_ref();
                    attributes
                        .and_then(|attributes| attributes.get(attribute)?.parse().ok())
                        .unwrap_or(0)
                };
                Ok(QueueDepth {
                    name,
                    visible: count(&QueueAttributeName::ApproximateNumberOfMessages),
                    hidden: count(&QueueAttributeName::ApproximateNumberOfMessagesNotVisible),
                })
            }
        };
        futures::future::try_join_all(urls.into_iter().map(depth)).await
    }

    /// The queue of a job that is sent in a batch of this size.
    fn url(&self, job: &Job, together: usize) -> &str {
        let own = match job.kind.queue() {
            QueueName::Customers => &self.urls.customers,
            QueueName::Orders => &self.urls.orders,
        };
        let backlog = self.urls.backlog.as_ref();
        backlog.filter(|_| is_backlog(job, together)).unwrap_or(own)
    }

    async fn send_one(&self, job: &Job, together: usize) -> Result<(), Problem> {
        self.send_to(self.url(job, together), job, &job.key).await
    }

    async fn send_to(&self, queue_url: &str, job: &Job, key: &str) -> Result<(), Problem> {
        let refused = |why: String| {
            tracing::warn!(source = %job.source, error = why, "the queue did not take a job");
            Problem::new(
                Code::STORAGE_ERROR,
                format!("The queue did not take the job for {}.", job.source),
                "If it lasts, look at the queue in AWS.",
            )
        };
        let body = serde_json::to_string(job).map_err(|error| refused(error.to_string()))?;
        self.client
            .send_message()
            .queue_url(queue_url)
            .message_body(body)
            .message_group_id(job.group())
            .message_deduplication_id(deduplication_id(key))
            .send()
            .await
            .map(drop)
            .map_err(|error| refused(sdk_error(&error)))
    }
}

/// Whether a job may wait for newer ones, because it isn't about something that just happened.
fn is_backlog(job: &Job, together: usize) -> bool {
    match job.cause {
        Cause::Backfill => true,
        Cause::Replay | Cause::Sweep | Cause::Poll => together > MANY,
        Cause::Webhook => false,
    }
}

#[cfg(feature = "worker")]
impl SqsQueue {
    /// Sends a job to the queue that its message comes from, as a new message. `sent` is when that message was sent: a second
    /// call for the same message within five minutes is deduplicated.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub(crate) async fn renew(
        &self,
        job: &Job,
        queue_url: &str,
        sent: Option<jiff::Timestamp>,
    ) -> Result<(), Problem> {
        let sent = sent.map(|sent| sent.to_string()).unwrap_or_default();
        self.send_to(queue_url, job, &format!("{}@{sent}", job.key)).await
    }
}

#[cfg(feature = "worker")]
impl engine::Queue for SqsQueue {
    fn send<'a>(&'a self, jobs: &'a [Job]) -> futures::future::BoxFuture<'a, Result<(), Problem>> {
        Box::pin(Self::send(self, jobs))
    }
}

/// SQS allows 128 characters of a small alphabet. A key may contain others, so its digest is used.
pub(crate) fn deduplication_id(key: &str) -> String {
    hex::encode(Sha256::digest(key.as_bytes()))
}

#[cfg(test)]
mod tests {
    use model::JobKind;

    use super::*;

    fn job(kind: JobKind, cause: Cause) -> Job {
        Job {
            kind,
            source: "contact:12".parse().unwrap(),
            key: "k".to_owned(),
            cause,
            first_seen: "2026-11-23T08:00:00Z".parse().unwrap(),
            version: None,
        }
    }

    fn queue(backlog: Option<&str>) -> SqsQueue {
        let config = aws_sdk_sqs::Config::builder()
            .behavior_version(aws_sdk_sqs::config::BehaviorVersion::latest())
            .build();
        let urls = QueueUrls {
            orders: "orders".to_owned(),
            customers: "customers".to_owned(),
            backlog: backlog.map(str::to_owned),
        };
        SqsQueue::new(aws_sdk_sqs::Client::from_conf(config), urls)
    }

    #[test]
    fn the_past_and_many_at_once_are_backlog_and_what_has_just_happened_never_is() {
        let queue = queue(Some("backlog"));
        let url = |kind, cause, together| queue.url(&job(kind, cause), together).to_owned();
        assert_eq!(url(JobKind::Order, Cause::Backfill, 1), "backlog");
        assert_eq!(url(JobKind::Customer, Cause::Backfill, 1), "backlog");
        for cause in [Cause::Replay, Cause::Sweep, Cause::Poll] {
            assert_eq!(url(JobKind::Order, cause, 50), "orders");
            assert_eq!(url(JobKind::Order, cause, 51), "backlog");
            assert_eq!(url(JobKind::Customer, cause, 51), "backlog");
        }
        assert_eq!(url(JobKind::Customer, Cause::Webhook, 1_000), "customers");
        assert_eq!(url(JobKind::FindOrders, Cause::Webhook, 1_000), "orders");
    }

    #[test]
    fn who_knows_no_backlog_queue_sends_to_the_jobs_own() {
        let queue = queue(None);
        assert_eq!(queue.url(&job(JobKind::Order, Cause::Backfill), 1), "orders");
    }

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
