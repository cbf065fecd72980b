#![doc = include_str!("../README.md")]

mod keeper;
mod lease;
mod memory;
mod overlay;
mod plan;
mod record;
mod state_items;
mod store;
mod time;

pub mod machine;

#[cfg(feature = "dynamodb")]
mod dynamo;

#[cfg(any(test, feature = "testing"))]
pub mod testing;

#[cfg(test)]
mod tests;

#[cfg(feature = "dynamodb")]
pub use dynamo::{DynamoStore, create_table, schema};
pub use keeper::Ledger;
pub use lease::{Claimed, Lease, Noted, Reopened};
pub use machine::{Ask, CRASHES_ALLOWED, SKIPPED_KEPT};
pub use memory::MemoryStore;
pub use overlay::Overlay;
pub use plan::{ATTEMPTS, LONGEST_WAIT, next_attempt};
pub use record::{Document, DocumentKind, Intent, Key, Record, State};
pub use state_items::{Remembered, StateLease, TakenLease};
pub use store::{Expect, Page, Places, PlacesAsked, PutError, PutStateError, StateItem, Store};
