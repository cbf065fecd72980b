//! A queue's message of any content becomes a job that can be written again, or goes to the dead-letter queue, or comes again
//! where that queue doesn't take it; either way the batch ends, and says of no other message that it failed.

#![no_main]

use std::sync::Mutex;
use std::time::Duration;

use aws::{Batch, Disposition, Visibility, run_batch};
use aws_lambda_events::event::sqs::{SqsEvent, SqsMessage};
use futures::future::BoxFuture;
use libfuzzer_sys::fuzz_target;
use model::{Code, Job, Problem, Source};

struct Queue {
    takes_dead_letters: bool,
    dead: Mutex<Vec<Option<String>>>,
}

impl Visibility for Queue {
    fn extend_visibility<'a>(&'a self, _: &'a [String], _: Duration) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(async { Ok(()) })
    }

    fn set_aside<'a>(&'a self, message: &'a SqsMessage) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(async {
            if self.takes_dead_letters {
                self.dead
                    .lock()
                    .expect("one thread")
                    .push(message.message_id.clone());
                return Ok(());
            }
            Err(Problem::new(Code::STORAGE_ERROR, "The queue is down.", "Wait."))
        })
    }
}

const SOUND: &str = r#"{"kind":"customer","source":"contact:27","key":"k","cause":"webhook","first_seen":"2026-11-23T08:00:00Z"}"#;

fn message(id: &str, body: &str) -> SqsMessage {
    let mut message = SqsMessage::default();
    message.message_id = Some(id.to_owned());
    message.receipt_handle = Some(id.to_owned());
    message.body = Some(body.to_owned());
    message
        .attributes
        .insert("MessageGroupId".to_owned(), id.to_owned());
    message
        .attributes
        .insert("ApproximateReceiveCount".to_owned(), "1".to_owned());
    message
}

fuzz_target!(|text: &str| {
    let read: Option<Job> = serde_json::from_str(text).ok();
    if let Some(job) = &read {
        let written = serde_json::to_string(job).expect("a job is JSON");
        assert_eq!(serde_json::from_str::<Job>(&written).ok().as_ref(), Some(job));
        assert!((1..=128).contains(&job.group().len()));
    }
    if let Ok(source) = text.parse::<Source>() {
        assert_eq!(source.to_string(), text);
    }
    for takes_dead_letters in [true, false] {
        let mut event = SqsEvent::default();
        event.records = vec![message("fuzzed", text), message("sound", SOUND)];
        let queue = Queue {
            takes_dead_letters,
            dead: Mutex::default(),
        };
        let ran = Mutex::new(0);
        let response = fuzz::run(run_batch(
            event,
            Duration::from_secs(60),
            Batch::default(),
            &queue,
            |_| {
                *ran.lock().expect("one thread") += 1;
                async { Disposition::Finished }
            },
        ));
        assert_eq!(*ran.lock().expect("one thread"), 1 + usize::from(read.is_some()));
        let failed = response
            .batch_item_failures
            .iter()
            .map(|failure| &failure.item_identifier);
        let dead = queue.dead.into_inner().expect("one thread");
        let left: Vec<&String> = failed.chain(dead.iter().flatten()).collect();
        assert_eq!(left, Vec::from_iter(read.is_none().then_some("fuzzed")));
        assert_eq!(dead.is_empty(), read.is_some() || !takes_dead_letters);
    }
});
