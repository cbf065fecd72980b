//! The flows, through the real clients, against the sandbox of both vendors.
#![allow(clippy::unwrap_used)]

mod articles_and_terms;
mod books;
mod concurrency;
mod customers;
mod documents;
mod extras;
mod faults;
mod limits;
mod mapped_fields;
mod matching;
mod offers;
mod orders;
mod poller;
mod privacy;
mod refunds;
mod replays;
mod settings_keys;
mod support;
mod traces;
