#![doc = include_str!("../README.md")]

mod entry;
mod memory;
mod recorder;
mod redaction;
mod store;
mod subject;

pub use entry::{Document, Entry, FieldValue, Outcome, Step};
pub use memory::MemoryStore;
pub use recorder::{LARGEST_ENTRY, LONGEST_VALUE, Recorder};
pub use redaction::Redaction;
pub use store::Store;
pub use subject::subject;
