use std::sync::Arc;

use jiff::civil::Date;
use sale::{Coding, Rules};

use crate::reference::Reference;
use crate::sale_conversion::StoreConvention;

/// The input of the order's rows.
pub(super) struct Basis {
    pub(super) reference: Arc<Reference>,
    pub(super) company: sale::Company,
    /// The document's date, which defines its VAT rates.
    pub(super) day: Date,
    /// With the VAT rates of that day.
    pub(super) codings: Vec<Coding>,
    /// The store's price convention.
    pub(super) convention: StoreConvention,
    pub(super) rules: Rules,
}
