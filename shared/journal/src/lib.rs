#![doc = include_str!("../README.md")]

mod entry;
mod memory;
mod person_digest;
mod recorder;
mod redaction;
mod store;
mod summary;

#[cfg(feature = "dynamodb")]
mod dynamo;

#[cfg(test)]
mod tests;

#[cfg(feature = "dynamodb")]
pub use dynamo::{DynamoStore, create_table, schema};
pub use entry::{Document, Entry, FieldValue, Outcome, Step};
pub use memory::MemoryStore;
pub use person_digest::person_digest;
pub use recorder::{LARGEST_ENTRY, LONGEST_VALUE, Recorder};
pub use redaction::Redaction;
pub use store::{Page, Store};
pub use summary::Summary;
