use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::rate::Rate;

/// Net and VAT of one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VatGroup {
    /// Without VAT.
    pub net: Decimal,
    /// VAT.
    pub vat: Decimal,
}

/// The totals of a document's rows in eAccounting, in the document's currency, before its rounding to whole currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// Whether unit prices and row amounts include VAT.
    pub includes_vat: bool,
    /// Without VAT.
    pub net: Decimal,
    /// VAT, of all rates.
    pub vat: Decimal,
    /// With VAT: what the buyer pays.
    pub gross: Decimal,
    /// By rate.
    pub by_rate: BTreeMap<Rate, VatGroup>,
    /// How many rows.
    pub rows: usize,
}
