//! The flows, through the real clients, against the sandbox of both vendors.
#![allow(clippy::unwrap_used)]

mod articles_and_terms;
mod concurrency;
mod customers;
mod documents;
mod extras;
mod faults;
mod offers;
mod orders;
mod poller;
mod preview;
mod privacy;
mod refunds;
mod replays;
mod support;
