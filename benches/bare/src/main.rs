//! A Lambda function that makes the number of bare calls that its event requests, one after the other.

use std::collections::HashMap;

use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::types::AttributeValue;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde::Deserialize;

/// How many calls of each kind.
#[derive(Deserialize)]
struct Calls {
    /// Distinguishes this event's messages and items from those of other events.
    id: String,
    /// Messages to the queue in `BARE_QUEUE_URL`.
    messages: u32,
    /// Requests to `BARE_HTTP_URL`, each with its response read.
    requests: u32,
    /// Conditional writes to the table `BARE_TABLE`.
    writes: u32,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let sdk = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let sqs = aws_sdk_sqs::Client::new(&sdk);
    let dynamodb = aws_sdk_dynamodb::Client::new(&sdk);
    let http = reqwest::Client::new();
    let [queue, table, url, token] = ["BARE_QUEUE_URL", "BARE_TABLE", "BARE_HTTP_URL", "BARE_HTTP_TOKEN"]
        .map(|name| std::env::var(name).unwrap_or_default());
    let call = async |event: LambdaEvent<Calls>| {
        let Calls {
            id,
            messages,
            requests,
            writes,
        } = event.payload;
        for number in 0..messages {
            sqs.send_message()
                .queue_url(&queue)
                .message_body("{\"kind\":\"customer\",\"source\":\"contact:1\"}")
                .message_group_id("contact:1")
                .message_deduplication_id(format!("{id}-{number}"))
                .send()
                .await?;
        }
        for _ in 0..requests {
            let answer = http.get(&url).header("Api-Token", &token).send().await?;
            answer.error_for_status()?.bytes().await?;
        }
        for number in 0..writes {
            let item: HashMap<_, _> = ["pk", "state", "owner", "job", "seen", "hash"]
                .map(|name| {
                    (
                        name.to_owned(),
                        AttributeValue::S(format!("{name}-{id}-{number}")),
                    )
                })
                .into();
            dynamodb
                .put_item()
                .table_name(&table)
                .set_item(Some(item))
                .condition_expression("attribute_not_exists(pk)")
                .send()
                .await?;
        }
        Ok::<_, Error>(messages + requests + writes)
    };
    lambda_runtime::run(service_fn(call)).await
}
