//! Replays: records that are worked on once more because a person asks for it.
//!
//! A plan fixes the records. Applying it makes a replay with a name, stores its records, and queues a job for each; the worker
//! that takes a job reopens the ledger's record itself, so that nothing is forgotten where the queue doesn't take it. A record
//! that has its document gets no second one, however often it is replayed.

mod plan;
mod run;
mod standing;
mod store;

pub use plan::{Item, MAX_RECORDS, Plan, Selection, Window, asked_by, drop_plan, plan};
pub use run::{Applied, Progress, abort, apply, progress, save, settle};
pub use standing::Standing;
pub use store::{Replay, ReplayState, Target, replays};

#[cfg(test)]
mod tests;
