#![doc = include_str!("../README.md")]

mod circuit_breaker;
mod claim;
mod context;
mod finalize;
mod in_doubt;
mod marks;
mod notice;
mod notifications;
mod outage;
mod outcome;
mod ports;
mod registry;
mod replays;
pub mod trace;
mod wording;
mod worker;

pub use circuit_breaker::{CircuitBreaker, VendorOutage, outage_of};
pub use claim::{ClaimState, ensure_in_time};
pub use context::JobContext;
pub use in_doubt::{IN_FLIGHT_WINDOW, ensure_conclusive};
pub use marks::{MARKS, Mark, Marks, Status, ignored_with, marks, resolved_with};
pub use notice::{Notice, RecordName, Subject, VatChange};
pub use notifications::{
    ParkedCause, notify_on_change, notify_parked, notify_parked_cause, notify_settled, parked_topic,
};
pub use outcome::{Attempt, FlowOutcome, JobOutcome, already_done};
pub use ports::{Alert, AlertStatus, Alerts, Delivery, Environment, NoopObserver, Observer, Ports, Queue};
pub use registry::{Flow, FlowList, KeyOf, Registry};
pub use replays::{abort_replay, reason_of_abort};
pub use wording::{capitalized, describe, time_until, with_short_ids};
pub use worker::Worker;
