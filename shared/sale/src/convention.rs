//! The meaning of the prices that a store's own integration writes.

use std::fmt;

use rust_decimal::Decimal;

use crate::allocate::is_multiple;
use crate::prices::{PricePer, PriceVat};

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
    /// ActiveCampaign's Magento 2 module (2.1.31): the price of one piece without VAT, in cents; shipping and discounts
    /// without VAT; the VAT amount is given.
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

    /// Whether a line's price is for one piece or for the line, where the convention says it.
    pub(crate) fn per(self) -> Option<PricePer> {
        (self != Self::Auto).then_some(PricePer::Unit)
    }

    /// Whether prices include VAT, where the convention says it.
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
