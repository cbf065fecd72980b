#![doc = include_str!("../README.md")]

mod backoff;
mod lease;
mod ledger;
mod memory;
mod named_lease;
mod newer;
mod overlay;
mod record;
mod store;
mod time;
mod values;

pub mod machine;

#[cfg(feature = "dynamodb")]
mod dynamo;

#[cfg(any(test, feature = "testing"))]
pub mod testing;

#[cfg(test)]
mod tests;

pub use self::ledger::Ledger;
pub use backoff::{ATTEMPTS, MAX_BACKOFF, next_attempt};
#[cfg(feature = "dynamodb")]
pub use dynamo::{DynamoStore, create_table, schema};
pub use lease::{ClaimOutcome, Held, Lease, Reopened, WriteOutcome};
pub use machine::{Amendment, ClaimRequest, MAX_CRASHES, SKIPPED_TTL};
pub use memory::MemoryStore;
pub use named_lease::{NamedLease, NamedLeaseOutcome};
pub use newer::{FORMAT, Newer};
pub use overlay::Overlay;
pub use record::{Document, DocumentKind, Hold, Intent, Key, Record, SETTLED, State};
pub use store::{
    Expect, LinkStore, Page, PutError, PutValueError, RecordStore, SlotRequest, SlotStore, Slots, Store,
    StoredValue, ValueStore,
};
pub use values::Versioned;
