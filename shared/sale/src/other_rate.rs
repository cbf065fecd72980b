//! Whether another VAT rate than eAccounting's explains an order's total. The shop has charged that one then, and what is over
//! is no fee.

use std::collections::BTreeMap;

use model::Order;
use rust_decimal::Decimal;

use crate::allocate::CENT;
use crate::candidate::Candidate;
use crate::convention::PriceVat;
use crate::rate::Rate;
use crate::special_articles::Purpose;

/// The rate that the shop seems to have charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charged {
    /// No VAT at all.
    None,
    /// The VAT of the articles' codings, which the sale doesn't have.
    Codings,
    /// No VAT on the shipping, which has that of the goods.
    NoneOnShipping,
    /// One rate in place of another.
    Rate { instead_of: Rate, charged: Rate },
}

/// The rate that brings a candidate to the order's total, among those of the seller's and the buyer's countries.
pub(super) fn charged(order: &Order, candidate: &Candidate, rates: &[Rate]) -> Option<Charged> {
    let off = order.total - candidate.total();
    let nets = || {
        let parts = candidate.parts.iter();
        parts.filter(|part| matches!(part.vat, PriceVat::Excluded | PriceVat::None))
    };
    let count = Decimal::from(candidate.parts.len());
    let slack = candidate.slack() + count * CENT / Decimal::TWO;
    let explains = |difference: Decimal| (difference - off).abs() <= slack && difference.abs() > slack;
    let sum_of = |change: &dyn Fn(Rate, Rate) -> Decimal| -> Decimal {
        nets()
            .map(|part| part.amount * change(part.coding, part.rate))
            .sum()
    };
    if explains(sum_of(&|_, rate| -rate.fraction())) {
        return Some(Charged::None);
    }
    if explains(sum_of(&|coding, rate| coding.fraction() - rate.fraction())) {
        return Some(Charged::Codings);
    }
    let on_shipping = nets()
        .filter(|part| part.purpose == Some(Purpose::Shipping))
        .map(|part| part.amount * part.rate.fraction());
    if explains(-on_shipping.sum::<Decimal>()) {
        return Some(Charged::NoneOnShipping);
    }
    // The goods of a rate, and what goes with them.
    let (mut goods, mut all) = (BTreeMap::new(), BTreeMap::new());
    for part in nets() {
        *all.entry(part.rate).or_insert(Decimal::ZERO) += part.amount;
        if part.purpose.is_none() {
            *goods.entry(part.rate).or_insert(Decimal::ZERO) += part.amount;
        }
    }
    let sums = goods.iter().chain(&all);
    let tried = sums.flat_map(|(rate, net)| rates.iter().map(move |other| (*rate, *other, *net)));
    tried
        .filter(|(rate, other, _)| rate != other)
        .find(|(rate, other, net)| explains(net * (other.fraction() - rate.fraction())))
        .map(|(instead_of, charged, _)| Charged::Rate { instead_of, charged })
}
