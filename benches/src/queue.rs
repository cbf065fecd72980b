//! The event source between a queue and a function.

use aws_lambda_events::event::sqs::SqsEvent;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{Message, MessageSystemAttributeName};
use devstack::host::record;
use devstack::names::queue_arn;

/// The most messages of a batch.
const BATCH: i32 = 10;

/// The next messages of a queue, which waits so long for the first.
pub(crate) async fn receive(
    sqs: &Client,
    queue: &str,
    wait_seconds: i32,
) -> Result<Vec<Message>, aws_sdk_sqs::Error> {
    let received = sqs
        .receive_message()
        .queue_url(queue)
        .max_number_of_messages(BATCH)
        .wait_time_seconds(wait_seconds)
        .message_system_attribute_names(MessageSystemAttributeName::All)
        .send()
        .await?;
    Ok(received.messages.unwrap_or_default())
}

/// Deletes messages that are done.
pub(crate) async fn delete(
    sqs: &Client,
    queue: &str,
    messages: impl Iterator<Item = &Message>,
) -> Result<(), aws_sdk_sqs::Error> {
    for message in messages {
        sqs.delete_message()
            .queue_url(queue)
            .set_receipt_handle(message.receipt_handle.clone())
            .send()
            .await?;
    }
    Ok(())
}

/// Messages in the form in which Lambda passes them to a function.
pub(crate) fn event(messages: &[Message], queue: &str) -> SqsEvent {
    let name = queue.rsplit('/').next().unwrap_or_default();
    let arn = queue_arn(name);
    let mut event = SqsEvent::default();
    event.records = messages.iter().map(|message| record(message, &arn)).collect();
    event
}
