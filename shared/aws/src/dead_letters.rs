use aws_lambda_events::event::sqs::SqsMessage;
use model::{Code, Job, Problem};

use crate::QueueUrls;
use crate::clients::LazyClient;
use crate::queue::deduplication_id;
use crate::sdk_errors::sdk_error;

/// How long a received message is hidden from other readers: long enough for a person to decide.
const TAKEN_SECONDS: i32 = 300;

/// The dead-letter queues. They hold jobs whose retries are exhausted, and messages that no worker can read; an alarm
/// watches both. The ledger still has the record of each job, so these messages are only for people.
#[derive(Debug, Clone)]
pub struct DeadLetters {
    client: LazyClient<aws_sdk_sqs::Client>,
    queues: QueueUrls,
    urls: QueueUrls,
}

/// A message of a dead-letter queue, hidden from other readers until it is deleted or released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// The message's id in SQS.
    pub message_id: String,
    /// The job in the message. `None` if it holds none.
    pub job: Option<Job>,
    queue_url: String,
    receipt: String,
}

impl DeadLetters {
    /// The dead-letter queues of these queues, with these URLs.
    #[must_use]
    pub fn new(
        client: impl Into<LazyClient<aws_sdk_sqs::Client>>,
        queues: QueueUrls,
        urls: QueueUrls,
    ) -> Self {
        Self {
            client: client.into(),
            queues,
            urls,
        }
    }

    /// The dead-letter queue of the queue with this URL.
    fn of(&self, queue_url: &str) -> &str {
        let backlog = self.queues.backlog.as_deref() == Some(queue_url);
        match self.urls.backlog.as_deref().filter(|_| backlog) {
            Some(url) => url,
            None if queue_url == self.queues.customers => &self.urls.customers,
            None => &self.urls.orders,
        }
    }

    /// Puts a job whose retries are exhausted into the dead-letter queue of its queue. A second call within five
    /// minutes is deduplicated, so several queued messages about one record produce only one dead letter.
    ///
    /// # Errors
    /// When the queue didn't accept it.
    pub async fn put(&self, job: &Job, queue_url: &str) -> Result<(), Problem> {
        let what = format!("the job for {}", job.source);
        let body = serde_json::to_string(job).map_err(|error| refused(&what, &error.to_string()))?;
        let key = format!("{} {}", job.kind.as_str(), job.source);
        self.send(&what, queue_url, body, job.group(), &key).await
    }

    /// Puts an unreadable message, unchanged, into the dead-letter queue of its queue. A second call within five
    /// minutes is deduplicated.
    ///
    /// # Errors
    /// When the queue didn't accept it.
    pub async fn put_unreadable(&self, message: &SqsMessage, queue_url: &str) -> Result<(), Problem> {
        let id = message.message_id.clone().unwrap_or_default();
        let body = message.body.clone().unwrap_or_default();
        // SQS accepts no empty body.
        let body = if body.is_empty() {
            "(empty)".to_owned()
        } else {
            body
        };
        let group = message.attributes.get("MessageGroupId").cloned();
        let key = format!("unreadable {id} {body}");
        self.send(
            &format!("the message {id}"),
            queue_url,
            body,
            group.unwrap_or_else(|| "unreadable".to_owned()),
            &key,
        )
        .await
    }

    async fn send(
        &self,
        what: &str,
        queue_url: &str,
        body: String,
        group: String,
        key: &str,
    ) -> Result<(), Problem> {
        self.client
            .send_message()
            .queue_url(self.of(queue_url))
            .message_body(body)
            .message_group_id(group)
            .message_deduplication_id(deduplication_id(key))
            .send()
            .await
            .map(drop)
            .map_err(|error| refused(what, &sdk_error(&error)))
    }

    /// Receives the current messages, the oldest of each record first. Later messages of the same record become visible
    /// when that one is deleted.
    ///
    /// # Errors
    /// When a queue can't be read. Messages received so far become visible again after their timeout.
    pub async fn take(&self) -> Result<Vec<DeadLetter>, Problem> {
        let QueueUrls {
            orders,
            customers,
            backlog,
        } = &self.urls;
        let urls = [Some(orders), Some(customers), backlog.as_ref()];
        let taken = urls.into_iter().flatten().map(|url| self.take_from(url));
        Ok(futures::future::try_join_all(taken).await?.concat())
    }

    async fn take_from(&self, url: &str) -> Result<Vec<DeadLetter>, Problem> {
        let mut letters = Vec::new();
        loop {
            let received = self
                .client
                .receive_message()
                .queue_url(url)
                .max_number_of_messages(10)
                .visibility_timeout(TAKEN_SECONDS)
                // A short poll may return no message although the queue has some.
                .wait_time_seconds(1)
                .send()
                .await
                .map_err(|error| failed("be read", &sdk_error(&error)))?;
            let messages = received.messages.unwrap_or_default();
            if messages.is_empty() {
                return Ok(letters);
            }
            letters.extend(messages.into_iter().map(|message| DeadLetter {
                job: serde_json::from_str(message.body.as_deref().unwrap_or_default()).ok(),
                message_id: message.message_id.unwrap_or_default(),
                queue_url: url.to_owned(),
                receipt: message.receipt_handle.unwrap_or_default(),
            }));
        }
    }

    /// Deletes a received message, after its job was queued again.
    ///
    /// # Errors
    /// When the queue didn't delete it.
    pub async fn delete(&self, letter: &DeadLetter) -> Result<(), Problem> {
        self.client
            .delete_message()
            .queue_url(&letter.queue_url)
            .receipt_handle(&letter.receipt)
            .send()
            .await
            .map(drop)
            .map_err(|error| failed("delete a message", &sdk_error(&error)))
    }

    /// Makes a received message visible again. A failure loses nothing: the message becomes visible after its timeout.
    pub async fn give_back(&self, letter: &DeadLetter) {
        let given = self
            .client
            .change_message_visibility()
            .queue_url(&letter.queue_url)
            .receipt_handle(&letter.receipt)
            .visibility_timeout(0)
            .send()
            .await;
        if let Err(error) = given {
            tracing::debug!(error = %sdk_error(&error), "a dead letter comes back later");
        }
    }
}

fn refused(what: &str, why: &str) -> Problem {
    tracing::warn!(error = why, "the dead-letter queue did not take {what}");
    Problem::new(
        Code::STORAGE_ERROR,
        format!("The dead-letter queue did not take {what}."),
        "If it lasts, look at the queue in AWS.",
    )
}

fn failed(what: &str, why: &str) -> Problem {
    Problem::new(
        Code::STORAGE_ERROR,
        format!("A dead-letter queue could not {what}: {why}."),
        "Look at your AWS credentials and at the queue in AWS.",
    )
}
