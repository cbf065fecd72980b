//! Checks both clients' requests and the sandbox's responses against the vendors' own documents, and the vendors'
//! captured webhooks against the function that receives them.
//!
//! The documents are next to the checkout. If they are absent, each test prints that it was skipped, and passes.

#![allow(clippy::unwrap_used, clippy::explicit_write, clippy::type_complexity)]
#![recursion_limit = "256"]

mod activecampaign_calls;
mod captured_webhooks;
mod eaccounting_calls;
mod eaccounting_fields;
mod eaccounting_refusals;
mod vendor_documents;
mod world;
