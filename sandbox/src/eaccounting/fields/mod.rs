//! One table per model: its fields, with their types, lengths and access.
//!
//! The tables follow eAccounting's OpenAPI document, in its order. A new field is one line here, a new model one table.
//! The validator, the defaults in responses, and the filter language read them.

mod article;
mod common;
mod company;
mod customer;
mod draft;
mod invoice;
mod lookup;
mod order;
mod quote;

pub(crate) use article::*;
pub(crate) use common::*;
pub(crate) use company::*;
pub(crate) use customer::*;
pub(crate) use draft::*;
pub(crate) use invoice::*;
pub(crate) use lookup::*;
pub(crate) use order::*;
pub(crate) use quote::*;
