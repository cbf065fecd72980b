//! What both clients send and what the sandbox answers, against the vendors' own documents; and what the vendors'
//! webhooks were seen to send, through the function that receives them.
//!
//! The documents lie beside the checkout. Where they are absent, each test says that it was skipped, and passes.

#![allow(clippy::unwrap_used, clippy::explicit_write, clippy::type_complexity)]
#![recursion_limit = "256"]

mod activecampaign_calls;
mod captured_webhooks;
mod eaccounting_calls;
mod eaccounting_fields;
mod eaccounting_refusals;
mod vendor_documents;
mod world;
