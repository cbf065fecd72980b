//! A sale in eAccounting, quote, order, invoice and credits together: what its documents say, and how far it was when it was
//! last written. E-commerce orders, deals of quotes, and the status of what came from ActiveCampaign all go by it.

pub(crate) mod open;
pub(crate) mod payload;
pub(crate) mod progress;
pub(crate) mod read;
pub(crate) mod state;
