//! The meaning of the prices that a store's own integration writes.

use std::fmt;

use model::reason::{Word, words};
use rust_decimal::Decimal;

use crate::allocate::is_multiple;

/// Whether a line's price is for one piece or for the whole line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PricePer {
    /// One piece.
    Unit,
    /// The whole line.
    Line,
}

/// Whether prices include VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriceVat {
    /// They do.
    Included,
    /// They don't.
    Excluded,
    /// The sale has no VAT, and prices are the charged amounts.
    None,
    /// The sale has no VAT, prices include the seller's, and the shop took it off the total.
    SellersTakenOff,
}

/// How an order's prices were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceInterpretation {
    /// Per piece or per line.
    pub per: PricePer,
    /// With VAT or without.
    pub vat: PriceVat,
}

impl PriceInterpretation {
    /// The reading in words.
    #[must_use]
    pub fn word(&self) -> Word {
        match (self.per, self.vat) {
            (PricePer::Unit, PriceVat::Included) => words::PER_PIECE_WITH_VAT,
            (PricePer::Unit, PriceVat::Excluded) => words::PER_PIECE_WITHOUT_VAT,
            (PricePer::Unit, PriceVat::None) => words::PER_PIECE,
            (PricePer::Unit, PriceVat::SellersTakenOff) => words::PER_PIECE_VAT_TAKEN_OFF,
            (PricePer::Line, PriceVat::Included) => words::PER_LINE_WITH_VAT,
            (PricePer::Line, PriceVat::Excluded) => words::PER_LINE_WITHOUT_VAT,
            (PricePer::Line, PriceVat::None) => words::PER_LINE,
            (PricePer::Line, PriceVat::SellersTakenOff) => words::PER_LINE_VAT_TAKEN_OFF,
        }
    }
}

impl fmt::Display for PriceInterpretation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word().as_str())
    }
}

/// The meaning of a line's price, by the integration that wrote the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PriceConvention {
    /// Not known: decided by the order's own total.
    #[default]
    Auto,
    /// ActiveCampaign's WooCommerce plugin (2.10.5): the price of one piece without VAT and before coupons, exact at
    /// quantity 1 and **rounded up to a whole currency unit** at any other, so that the true price is in (p − 1, p];
    /// 0 for a line that coupons made free, while the coupon is still listed. Shipping and discounts are without VAT, the
    /// total is with VAT and after refunds. There is no VAT amount, and fees are in no line.
    Woocommerce,
    /// ActiveCampaign's Magento 2 module (2.1.31): unit prices without VAT, in cents; shipping without VAT; the VAT
    /// amount is given. Discounts are as Magento keeps them, with or without VAT: total and VAT amount decide.
    Magento2,
}

impl PriceConvention {
    /// The convention of a connection, by its `service` in ActiveCampaign: `woocommerce`, or `magento2-<store name>`.
    /// Other integrations don't publish their convention.
    #[must_use]
    pub fn detect(service: &str) -> Self {
        let service = service.trim().to_ascii_lowercase();
        if service == "woocommerce" {
            Self::Woocommerce
        } else if service == "magento2" || service.starts_with("magento2-") {
            Self::Magento2
        } else {
            Self::Auto
        }
    }

    /// Whether a line's price is the unit price or the line's total, if the convention defines it.
    pub(crate) fn per(self) -> Option<PricePer> {
        (self != Self::Auto).then_some(PricePer::Unit)
    }

    /// Whether prices include VAT, if the convention defines it.
    pub(crate) fn vat(self) -> Option<PriceVat> {
        (self != Self::Auto).then_some(PriceVat::Excluded)
    }

    /// How far below the given price of one piece the true one may be, not included: WooCommerce's whole units at a
    /// quantity other than one.
    pub(crate) fn rounded_up_by(self, price: Decimal, quantity: Decimal) -> Option<Decimal> {
        let rounded = self == Self::Woocommerce
            && quantity != Decimal::ONE
            && price > Decimal::ZERO
            && is_multiple(price, Decimal::ONE);
        rounded.then_some(Decimal::ONE)
    }
}

impl fmt::Display for PriceConvention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Woocommerce => "woocommerce",
            Self::Magento2 => "magento2",
        })
    }
}
