//! The flows, through the real clients, against the sandbox of both vendors.
#![allow(clippy::unwrap_used)]

mod articles_and_terms;
mod batches;
mod books;
mod buyers;
mod chaos;
mod concurrency;
mod connection;
mod customers;
mod documents;
mod events;
mod every_setting;
mod faults;
mod late;
mod limits;
mod mapped_fields;
mod matching;
mod namesakes;
mod orders;
mod outages;
mod poller;
mod post_actions;
mod preview;
mod privacy;
mod quotes;
mod refunds;
mod replays;
mod rest_orders;
mod retries;
mod scenarios;
mod settings_keys;
mod support;
mod sweeps;
mod time_zone;
mod traces;
mod webhook_health;
