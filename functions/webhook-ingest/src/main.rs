//! Reads the environment at start, and serves requests.

use std::convert::Infallible;

use aws_lambda_events::event::lambda_function_urls::LambdaFunctionUrlRequest;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use webhook_ingest::Ingest;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    aws::telemetry::init("webhook-ingest");
    let ingest = Ingest::from_environment().inspect_err(|error| tracing::error!("{error}"))?;
    let answer = |event: LambdaEvent<LambdaFunctionUrlRequest>| {
        let ingest = &ingest;
        async move { Ok::<_, Infallible>(ingest.handle(event.payload).await) }
    };
    lambda_runtime::run(service_fn(answer)).await
}
