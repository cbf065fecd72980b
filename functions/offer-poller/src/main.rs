//! Wiring: reads the environment once, and runs when the schedule says so.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use offer_poller::OfferPoller;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    aws::telemetry::init("offer-poller");
    let poller = OfferPoller::from_environment().inspect_err(|error| tracing::error!("{error}"))?;
    let poll = |_: LambdaEvent<serde_json::Value>| {
        let poller = &poller;
        async move { poller.handle().await.map(drop).map_err(Error::from) }
    };
    lambda_runtime::run(service_fn(poll)).await
}
