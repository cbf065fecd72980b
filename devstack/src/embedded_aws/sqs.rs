//! SQS inside this process, and its messages on disk.
//!
//! A webhook gets status 200 only after its job is durable, on this machine too. With a data folder, each message is
//! appended to a file and flushed before SQS confirms it, and a deletion appends another line. At the next start, a
//! queue is created with the messages that were sent and not deleted, in order.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::future::Future;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use bytes::Bytes;
use rustack_sqs_core::handler::RustackSqsHandler;
use rustack_sqs_core::provider::RustackSqs;
use rustack_sqs_http::body::SqsResponseBody;
use rustack_sqs_http::dispatch::SqsHandler;
use rustack_sqs_http::response::json_response;
use rustack_sqs_model::error::SqsError;
use rustack_sqs_model::input::{CreateQueueInput, DeleteMessageInput, ReceiveMessageInput, SendMessageInput};
use rustack_sqs_model::operations::SqsOperation;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::files::private_file;

/// The file is compacted after this many obsolete lines.
const STALE_LINES: usize = 1_000;

/// The service, with or without a file.
pub(super) struct Queues {
    provider: Arc<RustackSqs>,
    inner: RustackSqsHandler,
    kept: Option<Arc<Kept>>,
}

impl Queues {
    pub(super) fn new(provider: RustackSqs, file: Option<&Path>) -> anyhow::Result<Self> {
        let provider = Arc::new(provider);
        let kept = file.map(Kept::open).transpose()?.map(Arc::new);
        Ok(Self {
            inner: RustackSqsHandler::new(Arc::clone(&provider)),
            provider,
            kept,
        })
    }
}

type Answer = Result<http::Response<SqsResponseBody>, SqsError>;

impl SqsHandler for Queues {
    fn handle_operation(
        &self,
        op: SqsOperation,
        body: Bytes,
    ) -> Pin<Box<dyn Future<Output = Answer> + Send>> {
        let Some(kept) = &self.kept else {
            return self.inner.handle_operation(op, body);
        };
        let (kept, provider) = (Arc::clone(kept), Arc::clone(&self.provider));
        match op {
            SqsOperation::CreateQueue => Box::pin(async move { kept.create(&provider, parse(&body)?).await }),
            SqsOperation::SendMessage => Box::pin(async move { kept.send(&provider, parse(&body)?).await }),
            SqsOperation::ReceiveMessage => {
                Box::pin(async move { kept.receive(&provider, parse(&body)?).await })
            }
            SqsOperation::DeleteMessage => {
                Box::pin(async move { kept.delete(&provider, parse(&body)?).await })
            }
            // The code in this repository doesn't send, delete or move in batches. Such a call would bypass the file,
            // so it is refused.
            SqsOperation::SendMessageBatch
            | SqsOperation::DeleteMessageBatch
            | SqsOperation::PurgeQueue
            | SqsOperation::DeleteQueue
            | SqsOperation::StartMessageMoveTask => {
                Box::pin(std::future::ready(Err(SqsError::unknown_operation(op.as_str()))))
            }
            _ => self.inner.handle_operation(op, body),
        }
    }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, SqsError> {
    serde_json::from_slice(body).map_err(|error| SqsError::invalid_parameter_value(error.to_string()))
}

fn answer(output: &impl Serialize) -> Answer {
    let json = serde_json::to_vec(output).map_err(|error| SqsError::internal_error(error.to_string()))?;
    Ok(json_response(json, &uuid::Uuid::new_v4().to_string()))
}

fn not_kept(error: &anyhow::Error) -> SqsError {
    tracing::error!(%error, "a message cannot be kept");
    SqsError::internal_error("the message cannot be kept on disk")
}

/// A message as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Sent {
    id: String,
    queue: String,
    body: String,
    group: Option<String>,
    deduplication: Option<String>,
}

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Sent(Sent),
    Deleted(String),
}

/// Messages that were sent and not deleted, in memory and on disk.
struct Kept {
    log: tokio::sync::Mutex<Log>,
    /// Which message a receipt is for.
    receipts: Mutex<HashMap<String, String>>,
}

impl Kept {
    fn open(file: &Path) -> anyhow::Result<Self> {
        Ok(Self {
            log: tokio::sync::Mutex::new(Log::open(file)?),
            receipts: Mutex::default(),
        })
    }

    /// Creates a queue with the messages that it held when the last process ended.
    async fn create(&self, provider: &RustackSqs, input: CreateQueueInput) -> Answer {
        let name = input.queue_name.clone();
        let created = provider.create_queue(input).await?;
        let mut log = self.log.lock().await;
        let before = log.take_pending(&name);
        if before.is_empty() {
            return answer(&created);
        }
        let messages = before.len();
        for sent in before {
            let input = SendMessageInput {
                queue_url: created.queue_url.clone().unwrap_or_default(),
                message_body: sent.body.clone(),
                message_group_id: sent.group.clone(),
                message_deduplication_id: sent.deduplication.clone(),
                ..SendMessageInput::default()
            };
            let id = provider.send_message(input).await?.message_id.unwrap_or_default();
            log.replace(&sent.id.clone(), Sent { id, ..sent });
        }
        log.compact().map_err(|error| not_kept(&error))?;
        tracing::info!(queue = name, messages, "messages that waited are queued again");
        answer(&created)
    }

    async fn send(&self, provider: &RustackSqs, input: SendMessageInput) -> Answer {
        // Held until the line is on disk, so that a message can't be deleted before it is written.
        let mut log = self.log.lock().await;
        let mut sent = Sent {
            id: String::new(),
            queue: input.queue_url.rsplit('/').next().unwrap_or_default().to_owned(),
            body: input.message_body.clone(),
            group: input.message_group_id.clone(),
            deduplication: input.message_deduplication_id.clone(),
        };
        let output = provider.send_message(input).await?;
        sent.id = output.message_id.clone().unwrap_or_default();
        log.sent(sent).map_err(|error| not_kept(&error))?;
        answer(&output)
    }

    async fn receive(&self, provider: &RustackSqs, input: ReceiveMessageInput) -> Answer {
        let output = provider.receive_message(input).await?;
        let mut receipts = self.receipts.lock().unwrap_or_else(PoisonError::into_inner);
        for message in &output.messages {
            if let (Some(receipt), Some(id)) = (&message.receipt_handle, &message.message_id) {
                // The message's earlier receipts are now void.
                receipts.retain(|_, known| known != id);
                receipts.insert(receipt.clone(), id.clone());
            }
        }
        drop(receipts);
        answer(&output)
    }

    async fn delete(&self, provider: &RustackSqs, input: DeleteMessageInput) -> Answer {
        let mut log = self.log.lock().await;
        let id = self
            .receipts
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&input.receipt_handle);
        let output = provider.delete_message(input).await?;
        if let Some(id) = id {
            log.deleted(&id).map_err(|error| not_kept(&error))?;
        }
        answer(&output)
    }
}

/// The file and its content.
struct Log {
    path: PathBuf,
    file: File,
    /// In the order of sending.
    live: BTreeMap<u64, Sent>,
    numbers: HashMap<String, u64>,
    next: u64,
    /// The messages at the process's start, until their queue is created.
    pending: HashSet<String>,
    /// All messages of this process: SQS responds to a duplicate with the id of the first, which may be deleted by
    /// then.
    seen: HashSet<String>,
    lines: usize,
}

impl Log {
    fn open(path: &Path) -> anyhow::Result<Self> {
        let text = match std::fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
        };
        let mut live: Vec<Sent> = Vec::new();
        // A line without an end was being written when the process ended. Its message was never confirmed.
        let whole = text
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |end| end + 1);
        for (number, line) in text[..whole]
            .split(|byte| *byte == b'\n')
            .enumerate()
            .filter(|(_, line)| !line.is_empty())
        {
            match serde_json::from_slice(line) {
                Ok(Line::Sent(sent)) => live.push(sent),
                Ok(Line::Deleted(id)) => live.retain(|sent| sent.id != id),
                Err(_) => anyhow::bail!(
                    "Line {} of {} cannot be read. It holds jobs that wait; mend the line, or move the file away and replay \
                     what is missing.",
                    number + 1,
                    path.display()
                ),
            }
        }
        let pending = live.iter().map(|sent| sent.id.clone()).collect();
        let mut log = Self {
            path: path.to_owned(),
            file: Self::append(path, &live)?,
            live: BTreeMap::new(),
            numbers: HashMap::new(),
            next: 0,
            pending,
            seen: HashSet::new(),
            lines: live.len(),
        };
        live.into_iter().for_each(|sent| log.insert(sent));
        Ok(log)
    }

    /// Compacts the file, and opens it to append.
    fn append(path: &Path, live: &[Sent]) -> anyhow::Result<File> {
        let mut text = Vec::new();
        for sent in live {
            write_line(&mut text, &Line::Sent(sent.clone()))?;
        }
        private_file(path, &text)?;
        OpenOptions::new()
            .append(true)
            .open(path)
            .with_context(|| format!("{} cannot be opened", path.display()))
    }

    fn insert(&mut self, sent: Sent) {
        self.numbers.insert(sent.id.clone(), self.next);
        self.live.insert(self.next, sent);
        self.next += 1;
    }

    fn take_pending(&mut self, queue: &str) -> Vec<Sent> {
        let pending: Vec<Sent> = self
            .live
            .values()
            .filter(|sent| sent.queue == queue && self.pending.contains(&sent.id))
            .cloned()
            .collect();
        for sent in &pending {
            self.pending.remove(&sent.id);
        }
        pending
    }

    /// A message of the last process, under its id in this one.
    fn replace(&mut self, before: &str, sent: Sent) {
        let Some(number) = self.numbers.remove(before) else {
            return;
        };
        // Of two messages with the same deduplication id, the second is the first one.
        if self.seen.insert(sent.id.clone()) {
            self.numbers.insert(sent.id.clone(), number);
            self.live.insert(number, sent);
        } else {
            self.live.remove(&number);
        }
    }

    fn sent(&mut self, sent: Sent) -> anyhow::Result<()> {
        if !self.seen.insert(sent.id.clone()) {
            return Ok(());
        }
        self.write(&Line::Sent(sent.clone()))?;
        self.insert(sent);
        Ok(())
    }

    fn deleted(&mut self, id: &str) -> anyhow::Result<()> {
        let Some(number) = self.numbers.remove(id) else {
            return Ok(());
        };
        self.live.remove(&number);
        self.write(&Line::Deleted(id.to_owned()))?;
        if self.lines > self.live.len() + STALE_LINES {
            self.compact()
        } else {
            Ok(())
        }
    }

    // Blocking for the few milliseconds of a disk write is acceptable: this serves one shop on one machine.
    fn write(&mut self, line: &Line) -> anyhow::Result<()> {
        let mut text = Vec::new();
        write_line(&mut text, line)?;
        self.file.write_all(&text)?;
        self.file.sync_data()?;
        self.lines += 1;
        Ok(())
    }

    fn compact(&mut self) -> anyhow::Result<()> {
        let live: Vec<Sent> = self.live.values().cloned().collect();
        self.file = Self::append(&self.path, &live)?;
        self.lines = live.len();
        Ok(())
    }
}

fn write_line(text: &mut Vec<u8>, line: &Line) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *text, line)?;
    text.push(b'\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use rustack_sqs_core::config::SqsConfig;
    use serde_json::{Value, json};

    use super::*;

    struct Service {
        queues: Queues,
        url: String,
    }

    impl Service {
        async fn start(file: &Path) -> Self {
            let config = SqsConfig {
                skip_signature_validation: true,
                default_region: "eu-north-1".to_owned(),
                account_id: "000000000000".to_owned(),
                host: "127.0.0.1".to_owned(),
                port: 1,
            };
            let queues = Queues::new(RustackSqs::new(config), Some(file)).unwrap();
            let mut service = Self {
                queues,
                url: String::new(),
            };
            let created = service
                .call(
                    SqsOperation::CreateQueue,
                    json!({"QueueName": "a.fifo", "Attributes": {"FifoQueue": "true"}}),
                )
                .await;
            service.url = created["QueueUrl"].as_str().unwrap().to_owned();
            service
        }

        async fn call(&self, op: SqsOperation, body: Value) -> Value {
            let response = self
                .queues
                .handle_operation(op, Bytes::from(body.to_string()))
                .await
                .unwrap();
            let SqsResponseBody::Buffered(full) = response.into_body() else {
                return Value::Null;
            };
            let collected = http_body_util::BodyExt::collect(full).await.unwrap().to_bytes();
            serde_json::from_slice(&collected).unwrap_or(Value::Null)
        }

        async fn send(&self, body: &str, group: &str) {
            self.call(
                SqsOperation::SendMessage,
                json!({"QueueUrl": self.url, "MessageBody": body, "MessageGroupId": group, "MessageDeduplicationId": body}),
            )
            .await;
        }

        async fn receive(&self) -> Vec<(String, String)> {
            let received = self
                .call(
                    SqsOperation::ReceiveMessage,
                    json!({"QueueUrl": self.url, "MaxNumberOfMessages": 10}),
                )
                .await;
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            received["Messages"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|message| (text(&message["Body"]), text(&message["ReceiptHandle"])))
                .collect()
        }

        async fn delete(&self, receipt: &str) {
            self.call(
                SqsOperation::DeleteMessage,
                json!({"QueueUrl": self.url, "ReceiptHandle": receipt}),
            )
            .await;
        }
    }

    #[tokio::test]
    async fn what_was_sent_and_not_deleted_is_there_after_a_restart_in_order() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("messages");
        let service = Service::start(&file).await;
        for body in ["1", "2", "3"] {
            service.send(body, "one").await;
        }
        let received = service.receive().await;
        assert_eq!(received[0].0, "1");
        service.delete(&received[0].1).await;
        drop(service);

        for _ in 0..2 {
            let again = Service::start(&file).await;
            assert_eq!(again.receive().await[0].0, "2");
        }
        let last = Service::start(&file).await;
        for body in ["2", "3"] {
            // A group's next message is delivered after the one before is deleted.
            let received = last.receive().await;
            assert_eq!(received[0].0, body);
            last.delete(&received[0].1).await;
        }
        assert!(Service::start(&file).await.receive().await.is_empty());
    }

    #[tokio::test]
    async fn a_duplicate_of_a_deleted_message_does_not_come_back() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("messages");
        let service = Service::start(&file).await;
        service.send("1", "one").await;
        let received = service.receive().await;
        service.delete(&received[0].1).await;
        service.send("1", "one").await;
        drop(service);
        assert!(Service::start(&file).await.receive().await.is_empty());
    }

    #[tokio::test]
    async fn a_line_that_was_never_finished_was_never_promised() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("messages");
        Service::start(&file).await.send("1", "one").await;
        let mut open = OpenOptions::new().append(true).open(&file).unwrap();
        open.write_all(br#"{"sent":{"id":"x","que"#).unwrap();
        let again = Service::start(&file).await;
        assert_eq!(again.receive().await.len(), 1);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("messages");
        std::fs::write(&file, "marked\n").unwrap();
        let error = Log::open(&file).err().unwrap().to_string();
        assert!(error.contains("Line 1") && !error.contains("marked"), "{error}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "marked\n");
    }

    #[test]
    fn the_file_does_not_grow_for_ever() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("messages");
        let mut log = Log::open(&file).unwrap();
        // Lines are not flushed one by one: this test is not about the disk.
        log.lines = STALE_LINES;
        let sent = Sent {
            id: "x".to_owned(),
            queue: "a".to_owned(),
            body: String::new(),
            group: None,
            deduplication: None,
        };
        log.sent(sent).unwrap();
        log.deleted("x").unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "");
    }
}
