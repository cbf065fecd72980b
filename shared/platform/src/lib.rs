#![doc = include_str!("../README.md")]

pub mod aws;
mod batch;
mod environment;
mod queue;
pub mod telemetry;

pub use batch::{Batch, Disposition, Record, SqsVisibility, Visibility, run_batch};
#[cfg(feature = "worker")]
pub use environment::Environment;
pub use environment::{EnvironmentError, IngestEnvironment, QueueUrls};
pub use queue::SqsQueue;
