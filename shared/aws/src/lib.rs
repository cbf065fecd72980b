#![doc = include_str!("../README.md")]

pub mod clients;
mod connector;
mod environment;
mod queue;
mod sdk_errors;
pub mod telemetry;

#[cfg(feature = "worker")]
mod alerts;
#[cfg(feature = "worker")]
mod batch;
#[cfg(feature = "worker")]
mod dead_letters;
#[cfg(feature = "worker")]
mod function;
#[cfg(feature = "worker")]
mod notice_language;
#[cfg(feature = "worker")]
mod rate_limiter;
#[cfg(feature = "worker")]
mod reconciled;
#[cfg(feature = "worker")]
mod secrets;
#[cfg(feature = "worker")]
mod settings_document;
#[cfg(feature = "worker")]
mod settings_history;
#[cfg(feature = "worker")]
mod tokens;
#[cfg(feature = "worker")]
mod totals;
#[cfg(feature = "worker")]
mod worker;

pub use environment::{EnvironmentError, IngestEnvironment, QueueUrls};
pub use queue::{QueueDepth, SqsQueue};
pub use sdk_errors::sdk_error;

#[cfg(feature = "worker")]
pub use alerts::{FanOut, SnsAlerts};
#[cfg(feature = "worker")]
pub use batch::{Batch, Disposition, Record, SqsVisibility, Visibility, delivered, remaining, run_batch};
#[cfg(feature = "worker")]
pub use dead_letters::{DeadLetter, DeadLetters};
#[cfg(feature = "worker")]
pub use environment::Environment;
#[cfg(feature = "worker")]
pub use function::{Error, Function, run};
#[cfg(feature = "worker")]
pub use rate_limiter::{DistributedRateLimiter, Limit, Limits, Priority};
#[cfg(feature = "worker")]
pub use reconciled::{Differing, Reconciled};
#[cfg(feature = "worker")]
pub use settings_document::SettingsDocument;
#[cfg(feature = "worker")]
pub use settings_history::SettingsVersion;
#[cfg(feature = "worker")]
pub use tokens::EaccountingTokens;
#[cfg(feature = "worker")]
pub use totals::{Count, DayCount, Direction, Totals};
#[cfg(feature = "worker")]
pub use worker::{FlowRegistry, SALT_NAME, Worker, WorkerBuilder};
#[cfg(feature = "worker")]
pub use {flows::PollSummary, flows::customer_registry, flows::registry, model::Problem};
