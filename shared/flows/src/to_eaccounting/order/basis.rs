use std::sync::Arc;

use jiff::civil::Date;
use sale::{Coding, Rules};

use crate::reference::Reference;
use crate::sale_conversion::StoreConvention;

/// What the order's rows are made of.
pub(super) struct Basis {
    pub(super) reference: Arc<Reference>,
    pub(super) company: sale::Company,
    /// The document's date, whose VAT rates it has.
    pub(super) day: Date,
    /// With the VAT rates of that day.
    pub(super) codings: Vec<Coding>,
    /// What the store's prices mean.
    pub(super) convention: StoreConvention,
    pub(super) rules: Rules,
}
