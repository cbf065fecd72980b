#![doc = include_str!("../README.md")]

mod articles;
mod circuit;
mod credit;
mod customer;
mod document;
mod extras;
mod fields;
mod find_orders;
mod hooks;
mod offer;
mod order;
mod poller;
mod ports;
pub mod preview;
mod reference;
mod run;
mod sale_conversion;
mod selection;
mod told;
mod unclear;
mod verdict;
mod worker;

pub use poller::{PollSummary, Poller};
pub use ports::{Alert, Alerts, Change, Delivery, NoopObserver, Observer, Queue};
pub use told::{notify_on_change, parked_topic};
pub use verdict::JobOutcome;
pub use worker::{CompiledSettings, Ports, Worker};
