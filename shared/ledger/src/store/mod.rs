//! The traits of a ledger's storage, one per kind of data.

mod links;
mod records;
mod slots;
mod values;

pub use links::LinkStore;
pub use records::{Expect, Page, PutError, RecordStore};
pub use slots::{SlotRequest, SlotStore, Slots};
pub use values::{PutValueError, StoredValue, ValueStore};

/// Everything that a ledger stores.
///
/// An error means that the state is unknown: a failed read is not "not found", and a failed write may have been made.
/// Implementations decide nothing: each condition comes with its call, and is checked and written atomically.
pub trait Store: RecordStore + LinkStore + ValueStore + SlotStore {}

impl<T: RecordStore + LinkStore + ValueStore + SlotStore + ?Sized> Store for T {}
