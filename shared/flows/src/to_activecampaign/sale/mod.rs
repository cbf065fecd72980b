//! A sale in eAccounting: quote, order, invoice and credits together, with its status at the last write. Shared by the
//! flows for e-commerce orders, quotes' deals, and the status of records from ActiveCampaign.

pub(crate) mod expected;
pub(crate) mod open;
pub(crate) mod payload;
pub(crate) mod progress;
pub(crate) mod read;
pub(crate) mod state;
