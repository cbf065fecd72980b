//! `ekobridge setup` against the sandbox: on this machine and in AWS, as a script runs it and as a person does.

#![cfg(all(unix, feature = "setup"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod aws;
mod credentials;
#[path = "../english/mod.rs"]
mod english;
mod here;
mod languages;
mod pty;
mod terminal;
mod world;
