//! One table per model: which fields there are, of which type, how long, who may write them.
//!
//! The tables hold what eAccounting's OpenAPI document says, in its order. Adding a field or a model is one line
//! or one table here; the validator, the defaults of answers and the filter language read them.

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
