//! Defines a function: its name, its event type, and its handler.

use std::future::Future;
use std::time::Duration;

use lambda_runtime::{LambdaEvent, service_fn};
use model::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::batch::remaining;
use crate::{FlowRegistry, Worker, telemetry};

/// Why a function's process ends.
pub type Error = lambda_runtime::Error;

/// A function that uses a [`Worker`]. Its binary only calls [`run`]; other hosts call [`Function::handle`] with a
/// worker that several functions share.
pub trait Function {
    /// The name in metrics and log lines.
    const NAME: &'static str;
    /// The event type.
    type Event: DeserializeOwned;
    /// The response type.
    type Answer: Serialize;

    /// The flows of the jobs that it runs.
    fn flows() -> FlowRegistry;

    /// Handles one event within `remaining`.
    ///
    /// # Errors
    /// When the whole invocation fails. A failed message is listed in the response instead.
    fn handle(
        worker: &Worker,
        event: Self::Event,
        remaining: Duration,
    ) -> impl Future<Output = Result<Self::Answer, Problem>> + Send;
}

/// A function's `main`: reads the environment once, and handles events until Lambda ends the process.
///
/// # Errors
/// When the environment is incomplete, or the Runtime API can't be reached.
pub async fn run<F: Function>() -> Result<(), Error> {
    telemetry::init(F::NAME);
    let worker = Worker::from_environment(F::flows).inspect_err(|error| tracing::error!("{error}"))?;
    let handle = |event: LambdaEvent<F::Event>| {
        let handled = F::handle(&worker, event.payload, remaining(event.context.deadline()));
        async move { handled.await.map_err(Error::from) }
    };
    lambda_runtime::run(service_fn(handle)).await
}
