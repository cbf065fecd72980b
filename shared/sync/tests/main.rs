//! The flows, through the real clients, against the sandbox of both vendors.
#![allow(clippy::unwrap_used)]

mod articles_and_terms;
mod batches;
mod chaos;
mod concurrency;
mod connection;
mod customers;
mod documents;
mod extras;
mod faults;
mod offers;
mod orders;
mod poller;
mod privacy;
mod refunds;
mod replays;
mod retries;
mod scenarios;
mod support;
mod sweeps;
