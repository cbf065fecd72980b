//! Amounts that a shop writes in another place than where they belong: lines that are no goods, and free shipping.

use model::{Discount, DiscountTarget, Order, OrderLine};
use rust_decimal::Decimal;

use crate::convention::PriceConvention;
use crate::special_articles::{SpecialArticles, sku};
use crate::voucher::is_named_by;

/// Words in the names of discounts, in the languages of the shops; `*` stands for anything.
const DISCOUNTS: &[&str] = &[
    "discount*",
    "coupon*",
    "promotion*",
    "promo",
    "rabatt*",
    "*rabatt",
    "*rabatten",
    "kupong*",
    "kampanj*",
    "kampanje*",
    "prisavdrag*",
    "prisavslag*",
    "rabat",
    "*rabat",
    "rabatkode",
    "alennus*",
    "*alennus",
    "kuponki*",
    "korting*",
    "*korting",
    "nachlass*",
    "preisnachlass*",
    "gutscheincode",
    "remise*",
    "réduction*",
    "rabais",
    "descuento*",
    "cupón*",
];

/// Words in the names of discounts that take the shipping off.
const FREE_SHIPPING: &[&str] = &[
    "free ship*",
    "freeship*",
    "free delivery",
    "fri frakt",
    "frifrakt*",
    "fraktfri*",
    "gratis frakt*",
    "fri fragt",
    "gratis fragt",
    "fragtfri*",
    "gratis levering",
    "ilmainen toimitus",
    "ilmaiset toimituskulut",
    "gratis verzending",
    "gratis bezorging",
    "versandkostenfrei*",
    "kostenloser versand",
    "gratisversand",
    "livraison gratuite",
    "livraison offerte",
    "frais de port offerts",
    "envío gratis",
    "envío gratuito",
];

/// What [`tidy`] has changed in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tidied {
    /// The line with this number has a quantity of 0, as one that was removed from the order.
    Removed(usize),
    /// The line with this number is a discount or a redeemed gift card.
    Discount(usize),
    /// The discount with this number takes the shipping off.
    FreeShipping(usize),
}

impl std::fmt::Display for Tidied {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Removed(line) => write!(f, "line {line} has a quantity of 0, and is left out"),
            Self::Discount(line) => {
                write!(
                    f,
                    "line {line} is below zero and named as a discount or gift card, and is taken as one"
                )
            }
            Self::FreeShipping(discount) => {
                write!(
                    f,
                    "discount {discount} is as large as the shipping, and takes it off by its name"
                )
            }
        }
    }
}

/// Puts amounts where they belong:
///
/// - Lines with a quantity of 0 are left out.
/// - Lines below zero, of one piece and without a SKU, whose name says that they are a discount or a redeemed gift card,
///   become discounts of the order. In orders of WooCommerce's plugin such lines are signs of a partial refund, and stay.
/// - A discount of the order that is as large as the shipping, and is named as free shipping, takes the shipping off.
pub fn tidy(order: &mut Order, articles: &SpecialArticles, convention: PriceConvention) -> Vec<Tidied> {
    let mut tidied = Vec::new();
    if convention != PriceConvention::Woocommerce {
        tidy_lines(order, articles, &mut tidied);
    }
    let shipping = order.shipping;
    for (discount, number) in order.discounts.iter_mut().zip(1..) {
        let is_free_shipping = discount.target == DiscountTarget::Order
            && discount.amount == shipping
            && discount
                .name
                .as_deref()
                .is_some_and(|name| is_named_by(FREE_SHIPPING, name));
        if is_free_shipping {
            discount.target = DiscountTarget::Shipping;
            tidied.push(Tidied::FreeShipping(number));
        }
    }
    tidied
}

fn tidy_lines(order: &mut Order, articles: &SpecialArticles, tidied: &mut Vec<Tidied>) {
    let mut kept = Vec::with_capacity(order.lines.len());
    for (line, number) in std::mem::take(&mut order.lines).into_iter().zip(1..) {
        if line.quantity.is_zero() {
            tidied.push(Tidied::Removed(number));
        } else if is_discount(&line, articles) {
            tidied.push(Tidied::Discount(number));
            order.discounts.push(Discount {
                amount: (line.price * line.quantity).abs(),
                target: DiscountTarget::Order,
                name: Some(line.name),
            });
        } else {
            kept.push(line);
        }
    }
    order.lines = kept;
}

fn is_discount(line: &OrderLine, articles: &SpecialArticles) -> bool {
    let is_one_below_zero =
        line.quantity.abs() == Decimal::ONE && (line.price * line.quantity).is_sign_negative();
    is_one_below_zero
        && !line.price.is_zero()
        && sku(line).is_none()
        && !articles.is_fee(line)
        && (articles.vouchers.is_named(&line.name) || is_named_by(DISCOUNTS, &line.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_discount_is_known_by_its_name_in_nine_languages() {
        for name in [
            "Rabatt",
            "Rabatt 10 %",
            "Sommarrabatt",
            "Discount code SUMMER",
            "Kampanj: 2 för 1",
            "Mængderabat",
            "Alennus",
            "Kesäalennus",
            "Korting",
            "Preisnachlass",
            "Remise fidélité",
            "Réduction",
            "Descuento",
        ] {
            assert!(is_named_by(DISCOUNTS, name), "{name}");
        }
        // A return, a deposit and a tax deduction are none.
        for name in [
            "Mug",
            "Retur",
            "Pant",
            "Förskott",
            "ROT-avdrag",
            "Avrundning",
            "Byte",
            "Deposit",
        ] {
            assert!(!is_named_by(DISCOUNTS, name), "{name}");
        }
    }
}
