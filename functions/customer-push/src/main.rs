//! Wiring: reads the environment once, and works off batches.

use std::convert::Infallible;

use aws_lambda_events::event::sqs::SqsEvent;
use customer_push::CustomerPush;
use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    aws::telemetry::init("customer-push");
    let push = CustomerPush::from_environment().inspect_err(|error| tracing::error!("{error}"))?;
    let work = |event: LambdaEvent<SqsEvent>| {
        let push = &push;
        let remaining = aws::remaining(event.context.deadline());
        async move { Ok::<_, Infallible>(push.handle(event.payload, remaining).await) }
    };
    lambda_runtime::run(service_fn(work)).await
}
