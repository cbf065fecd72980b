//! The amounts of an order in the shop's own terms, each with the VAT rate that it is sold at.

use std::collections::BTreeMap;

use model::{DiscountTarget, Order, Problem};
use rust_decimal::Decimal;

use crate::allocate::{CENT, split};
use crate::articles::Purpose;
use crate::plan::RowSource;
use crate::prices::{Part, PricePer, PriceRules, ShippingVat, VatSchedule};
use crate::types::Rate;

/// Every amount of the order in the shop's own terms.
pub(super) fn parts(
    order: &Order,
    tariff: &dyn VatSchedule,
    rules: &PriceRules,
    per: PricePer,
) -> Result<Vec<Part>, Problem> {
    let amount = |index: usize| {
        let line = &order.lines[index];
        match per {
            PricePer::Unit => line.price * line.quantity,
            PricePer::Line => line.price,
        }
    };
    let mut goods: BTreeMap<Rate, Decimal> = BTreeMap::new();
    for index in 0..order.lines.len() {
        if let Some((coding, _)) = tariff.line(index) {
            *goods.entry(coding).or_default() += amount(index);
        }
    }
    if goods.is_empty() {
        goods.insert(tariff.default_rate(), Decimal::ZERO);
    }
    let mut parts = Vec::with_capacity(order.lines.len() + 2);
    for (index, line) in order.lines.iter().enumerate() {
        let source = RowSource::Line(index);
        if let Some((coding, rate)) = tariff.line(index) {
            let unit_price = (per == PricePer::Unit).then_some(line.price);
            parts.push(part(
                source,
                None,
                (coding, rate),
                line.quantity,
                unit_price,
                amount(index),
            ));
        } else {
            parts.extend(following(
                source,
                Purpose::Fee,
                amount(index),
                &goods,
                tariff,
                rules,
            )?);
        }
    }
    let shipping_from = parts.len();
    parts.extend(following(
        RowSource::Shipping,
        Purpose::Shipping,
        order.shipping,
        &goods,
        tariff,
        rules,
    )?);
    let shipping: BTreeMap<Rate, Decimal> = parts[shipping_from..]
        .iter()
        .map(|part| (part.coding, part.amount))
        .collect();
    // What order discounts may still take off the goods before they reach the shipping, as a voucher for all does.
    let mut goods_left: Decimal = goods.values().sum();
    for (index, discount) in order.discounts.iter().enumerate() {
        let source = RowSource::Discount(index);
        let by_shipping = discount.target == DiscountTarget::Shipping && !shipping.is_empty();
        let (on_goods, on_shipping) = if by_shipping {
            (Decimal::ZERO, discount.amount)
        } else if shipping.is_empty() {
            (discount.amount, Decimal::ZERO)
        } else {
            let on_goods = discount.amount.min(goods_left.max(Decimal::ZERO));
            (on_goods, discount.amount - on_goods)
        };
        goods_left -= on_goods;
        let mut shares: BTreeMap<Rate, Decimal> = BTreeMap::new();
        for (amount, weights) in [(on_goods, &goods), (on_shipping, &shipping)] {
            let values: Vec<Decimal> = weights.values().copied().collect();
            for (rate, share) in weights.keys().zip(split(amount, &values, CENT)) {
                *shares.entry(*rate).or_default() += share;
            }
        }
        for (coding, share) in shares.into_iter().filter(|(_, share)| !share.is_zero()) {
            let rate = tariff.purpose(Purpose::Discount, coding)?;
            parts.push(part(
                source,
                Some(Purpose::Discount),
                (coding, rate),
                -Decimal::ONE,
                None,
                -share,
            ));
        }
    }
    Ok(parts)
}

/// Shipping or a fee, at the rates that it takes from the goods.
fn following(
    source: RowSource,
    purpose: Purpose,
    amount: Decimal,
    goods: &BTreeMap<Rate, Decimal>,
    tariff: &dyn VatSchedule,
    rules: &PriceRules,
) -> Result<Vec<Part>, Problem> {
    if amount.is_zero() {
        return Ok(Vec::new());
    }
    let highest = goods
        .keys()
        .next_back()
        .copied()
        .unwrap_or_else(|| tariff.default_rate());
    let shares: Vec<(Rate, Decimal)> = match rules.shipping_vat {
        ShippingVat::Highest => vec![(highest, amount)],
        // Of equals, the higher rate; goods that are all free have no main rate, and take the highest.
        ShippingVat::Main => {
            let main = goods.iter().max_by(|a, b| a.1.cmp(b.1).then(a.0.cmp(b.0)));
            vec![(main.map_or(highest, |(rate, _)| *rate), amount)]
        }
        ShippingVat::Split if goods.values().any(|worth| *worth > Decimal::ZERO) => {
            let worth: Vec<Decimal> = goods.values().copied().collect();
            goods.keys().copied().zip(split(amount, &worth, CENT)).collect()
        }
        ShippingVat::Split => vec![(highest, amount)],
    };
    shares
        .into_iter()
        .filter(|(_, share)| !share.is_zero())
        .map(|(coding, share)| {
            let rate = tariff.purpose(purpose, coding)?;
            Ok(part(
                source,
                Some(purpose),
                (coding, rate),
                Decimal::ONE,
                Some(share),
                share,
            ))
        })
        .collect()
}

fn part(
    source: RowSource,
    purpose: Option<Purpose>,
    (coding, rate): (Rate, Rate),
    quantity: Decimal,
    unit_price: Option<Decimal>,
    amount: Decimal,
) -> Part {
    Part {
        source,
        purpose,
        coding,
        rate,
        quantity,
        unit_price,
        amount,
        gross: Decimal::ZERO,
        net: Decimal::ZERO,
    }
}
