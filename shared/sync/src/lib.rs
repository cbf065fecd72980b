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

pub use poller::{Polled, Poller};
pub use ports::{Alert, Alerts, Change, Delivery, Observer, Queue, Unobserved};
pub use told::{parked_topic, tell_once};
pub use verdict::Verdict;
pub use worker::{Plan, Ports, Worker};
