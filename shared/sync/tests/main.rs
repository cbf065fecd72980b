//! The flows, through the real clients, against the sandbox of both vendors.
#![allow(clippy::unwrap_used)]

mod articles_and_terms;
mod batches;
mod books;
mod chaos;
mod concurrency;
mod connection;
mod customers;
mod documents;
mod every_setting;
mod extras;
mod faults;
mod hooks;
mod late;
mod limits;
mod mapped_fields;
mod matching;
mod offers;
mod orders;
mod outages;
mod poller;
mod preview;
mod privacy;
mod refunds;
mod replays;
mod retries;
mod scenarios;
mod settings_keys;
mod support;
mod sweeps;
mod traces;
