//! Amounts that a shop writes in another place than where they belong: lines that are no goods, and free shipping.

use model::{Discount, DiscountTarget, Order, OrderLine, StepText, step};
use rust_decimal::Decimal;

use crate::convention::{PriceConvention, PricePer};
use crate::interpretation::PriceRules;
use crate::special_articles::{SpecialArticles, sku};
use crate::types::Rules;
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

/// Words in the names of lines that are shipping.
const SHIPPING: &[&str] = &[
    "shipping fee*",
    "shipping cost*",
    "shipping charge*",
    "delivery fee*",
    "delivery charge*",
    "delivery cost*",
    "home delivery*",
    "postage*",
    "*frakt",
    "fraktkostnad*",
    "fraktavgift*",
    "leveranskostnad*",
    "leveransavgift*",
    "hemleverans*",
    "porto och",
    "porto emballage",
    "leveringskost*",
    "leveringsgebyr*",
    "leveringsomkostning*",
    "fraktgebyr*",
    "fragtgebyr*",
    "toimituskulu*",
    "toimitusmaksu*",
    "postikulu*",
    "rahtikulu*",
    "verzendkosten*",
    "bezorgkosten*",
    "versandkosten*",
    "lieferkosten*",
    "frais de port",
    "frais de livraison",
    "gastos de envío",
];

/// Words that name shipping where they are all of a name, but for what stands in brackets or behind a dash.
const SHIPPING_ALONE: &[&str] = &[
    "shipping",
    "frakt",
    "fragt",
    "porto",
    "toimitus",
    "rahti",
    "verzending",
    "versand",
    "livraison",
    "envío",
];

/// Words in the names of lines that round a total to whole currency or cash.
const ROUNDING: &[&str] = &[
    "rounding*",
    "öresavrundning*",
    "öresutjämning*",
    "avrundning*",
    "avrunding*",
    "øreavrunding*",
    "afrunding*",
    "øreafrunding*",
    "pyöristys*",
    "afronding*",
    "rundung*",
    "rundungsdifferenz",
    "arrondi*",
    "redondeo*",
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
    /// The line with this number is the shipping.
    Shipping(usize),
    /// The line with this number rounds the total.
    Rounding(usize),
    /// The discount with this number takes the shipping off.
    FreeShipping(usize),
}

impl Tidied {
    /// What the activity log says of it.
    #[must_use]
    pub fn told(&self) -> StepText {
        match self {
            Self::Removed(line) => step::line_removed(line),
            Self::Discount(line) => step::line_is_discount(line),
            Self::Shipping(line) => step::line_is_shipping(line),
            Self::Rounding(line) => step::line_is_rounding(line),
            Self::FreeShipping(discount) => step::shipping_taken_off(discount),
        }
    }
}

/// Puts amounts where they belong:
///
/// - Lines with a quantity of 0 are left out, beside others.
/// - Lines below zero, without a SKU, whose name says that they are a discount, free shipping or a redeemed gift card, become
///   discounts of the order. In orders of WooCommerce's plugin such lines are signs of a partial refund, and stay.
/// - Lines above zero, without a SKU, whose name says that they are shipping or is that of the order's shipping method, are the order's shipping where it has none.
/// - Lines below one unit of the currency, without a SKU, whose name says that they round the total, are left out: what is
///   left of the total is rounding, as eAccounting's or the settings' rule for it has it.
/// - A discount of the order that is as large as the shipping, and is named as free shipping, takes the shipping off.
pub fn tidy(order: &mut Order, rules: &Rules) -> Vec<Tidied> {
    let mut tidied = Vec::new();
    if rules.prices.convention != PriceConvention::Woocommerce {
        let per = reading(order, &rules.prices);
        tidy_lines(order, &rules.articles, per, &mut tidied);
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

/// Whether the order's prices are of one piece or of the line: as the rules say, or as its total can only come to.
fn reading(order: &Order, rules: &PriceRules) -> Option<PricePer> {
    rules.per.or_else(|| rules.convention.per()).or_else(|| {
        let off: Decimal = order.discounts.iter().map(|discount| discount.amount).sum();
        let comes_to_total = |per: &PricePer| {
            let amounts = order.lines.iter().map(|line| amount(line, Some(*per)));
            let sum = amounts.sum::<Option<Decimal>>();
            let rest = order.shipping.checked_sub(off);
            let all = sum.zip(rest).and_then(|(sum, rest)| sum.checked_add(rest));
            all == Some(order.total)
        };
        let mut fitting = [PricePer::Unit, PricePer::Line]
            .into_iter()
            .filter(comes_to_total);
        let found = fitting.next();
        found.filter(|_| fitting.next().is_none())
    })
}

/// What a line comes to; `None` where it depends on a reading that is not known.
fn amount(line: &OrderLine, per: Option<PricePer>) -> Option<Decimal> {
    let by_piece = line.price.checked_mul(line.quantity)?;
    match per {
        _ if line.quantity.abs() == Decimal::ONE || by_piece.is_zero() => Some(by_piece),
        Some(PricePer::Unit) => Some(by_piece),
        Some(PricePer::Line) if line.quantity.is_sign_negative() => Some(-line.price),
        Some(PricePer::Line) => Some(line.price),
        None => None,
    }
}

fn tidy_lines(
    order: &mut Order,
    articles: &SpecialArticles,
    per: Option<PricePer>,
    tidied: &mut Vec<Tidied>,
) {
    let mut kept = Vec::with_capacity(order.lines.len());
    let has_shipping = !order.shipping.is_zero();
    // An order of nothing else is no order that lines were removed from.
    let has_others = order.lines.iter().any(|line| !line.quantity.is_zero());
    for (line, number) in std::mem::take(&mut order.lines).into_iter().zip(1..) {
        if line.quantity.is_zero() && has_others {
            tidied.push(Tidied::Removed(number));
        } else if is_discount(&line, articles)
            && let Some(amount) = amount(&line, per)
        {
            tidied.push(Tidied::Discount(number));
            order.discounts.push(Discount {
                amount: amount.abs(),
                target: DiscountTarget::Order,
                name: Some(line.name),
            });
        } else if is_rounding(&line, articles) {
            tidied.push(Tidied::Rounding(number));
        } else if !has_shipping
            && is_shipping(&line, articles, order.shipping_method.as_deref())
            && let Some(amount) = amount(&line, per)
        {
            tidied.push(Tidied::Shipping(number));
            order.shipping += amount;
        } else {
            kept.push(line);
        }
    }
    order.lines = kept;
}

/// Whether a line has no SKU, and isn't one of the settings' fees.
fn is_unnumbered(line: &OrderLine, articles: &SpecialArticles) -> bool {
    sku(line).is_none() && !articles.is_fee(line)
}

fn is_rounding(line: &OrderLine, articles: &SpecialArticles) -> bool {
    let amount = line.price.checked_mul(line.quantity);
    amount.is_some_and(|amount| amount.abs() < Decimal::ONE)
        && is_unnumbered(line, articles)
        && is_named_by(ROUNDING, &line.name)
}

/// Whether a line is called as shipping is, or as the order's shipping method.
fn is_shipping(line: &OrderLine, articles: &SpecialArticles, method: Option<&str>) -> bool {
    let name = line.name.trim();
    let is_method = method.is_some_and(|method| !name.is_empty() && method.trim().eq_ignore_ascii_case(name));
    line.quantity > Decimal::ZERO
        && line.price > Decimal::ZERO
        && is_unnumbered(line, articles)
        && (is_method || names_shipping(name))
}

fn names_shipping(name: &str) -> bool {
    let start = name.split(['(', '-', '–', ':', ',']).next().unwrap_or_default();
    SHIPPING_ALONE.contains(&start.trim().to_lowercase().as_str()) || is_named_by(SHIPPING, name)
}

fn is_discount(line: &OrderLine, articles: &SpecialArticles) -> bool {
    let is_below_zero = line.price.is_sign_negative() != line.quantity.is_sign_negative();
    is_below_zero
        && !line.price.is_zero()
        && is_unnumbered(line, articles)
        && (articles.vouchers.is_named(&line.name)
            || is_named_by(DISCOUNTS, &line.name)
            || is_named_by(FREE_SHIPPING, &line.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipping_and_rounding_are_known_by_their_names() {
        for name in [
            "Frakt",
            "Frakt (PostNord)",
            "Expressfrakt",
            "Shipping",
            "Porto",
            "Verzendkosten",
            "Frais de port",
            "Toimituskulut",
            "Hemleverans",
            "Porto & emballage",
            "Delivery charge",
        ] {
            assert!(names_shipping(name), "{name}");
        }
        for name in [
            "Mug",
            "Delivery van, toy",
            "Shipping box",
            "Portofino",
            "Versandtasche",
            "Leverans av tjänst",
        ] {
            assert!(!names_shipping(name), "{name}");
        }
        for name in [
            "Öresavrundning",
            "Avrundning",
            "Øreavrunding",
            "Pyöristys",
            "Afronding",
            "Rounding",
        ] {
            assert!(is_named_by(ROUNDING, name), "{name}");
        }
    }

    #[test]
    fn an_amount_beyond_all_numbers_rounds_nothing() {
        let line = OrderLine {
            product_id: None,
            sku: None,
            name: "Rounding".to_owned(),
            quantity: Decimal::MAX,
            price: Decimal::MAX,
            category: None,
            product_url: None,
            image_url: None,
        };
        assert!(!is_rounding(&line, &SpecialArticles::default()));
    }

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
            "Återköp",
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
