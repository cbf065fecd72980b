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
mod faults;
mod late;
mod limits;
mod mapped_fields;
mod matching;
mod orders;
mod outages;
mod poller;
mod post_actions;
mod preview;
mod privacy;
mod quotes;
mod refunds;
mod replays;
mod retries;
mod scenarios;
mod settings_keys;
mod support;
mod sweeps;
mod traces;
mod webhook_health;
