//! Logging in to eAccounting: the service, a person's consent, and the storage of the grant.

pub(crate) mod access;
mod answer;
pub(crate) mod consent;
pub(crate) mod place;
pub(crate) mod service;
