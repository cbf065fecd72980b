//! A world to run flows in: both vendors, the ledger, the journal, a queue, a clock that stands still, and a way to inject faults
//! at any single step of a flow.

mod messages;
mod seeds;
mod steps;
mod stores;
mod variants;
mod verdicts;
mod wire;
mod wording;
mod world;

pub(crate) use messages::{Ended, Message};
pub(crate) use seeds::*;
pub(crate) use steps::{Step, StepFault};
pub(crate) use variants::VARIANTS;
pub(crate) use verdicts::{document, is_written_elsewhere, parked, skipped};
pub(crate) use world::{HIDDEN, Next, Working, World, at, delivery, job, order_job};
