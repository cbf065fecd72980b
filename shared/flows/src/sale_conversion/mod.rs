//! Between eAccounting's documents and [`sale`]: its inputs are made from the vendor's records and the settings, and a plan
//! becomes the vendor's rows.

pub(crate) mod input;
mod net_amounts;
pub(crate) mod output;
#[cfg(test)]
mod tests;

pub use input::{ConventionSource, StoreConvention, company, is_without_vat};
pub use net_amounts::NetAmounts;
