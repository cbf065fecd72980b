//! Logging in to eAccounting: whose login it is, a person's consent, and where the grant is stored.

mod answer;
pub(crate) mod consent;
pub(crate) mod place;
pub(crate) mod service;
