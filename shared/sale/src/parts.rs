//! The amounts of an order in the shop's own terms, each with the VAT rate that it is sold at.

use std::collections::BTreeMap;

use model::{Discount, DiscountTarget, Order, Problem};
use rust_decimal::Decimal;

use crate::allocate::{CENT, split};
use crate::convention::{PriceConvention, PriceInterpretation, PricePer, PriceVat};
use crate::interpretation::{Part, ShippingVat, VatSchedule};
use crate::rate::Rate;
use crate::rows::RowSource;
use crate::special_articles::Purpose;

/// A line's amount, in the terms of the reading: with VAT or without.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineAmount {
    pub(super) amount: Decimal,
    pub(super) unit_price: Option<Decimal>,
    /// By how much the amount may be off either way, since its price has so many decimals and no more.
    pub(super) precision: Decimal,
}

/// How discounts on goods are shared out over VAT rates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Split {
    /// In proportion to the goods, without gift cards.
    Goods,
    /// In proportion to all lines, gift cards too.
    Everything,
    /// So much with VAT, by the rate of the coding: of all discounts on goods together.
    ByRate(BTreeMap<Rate, Decimal>),
}

/// The open questions of an order besides its lines' prices.
#[derive(Debug, Clone)]
pub(super) struct Hypothesis {
    /// Whether shipping includes VAT.
    pub(super) shipping_vat: PriceVat,
    /// The coding rate of shipping and fees; `None` uses the settings' rule.
    pub(super) shipping_rate: Option<Rate>,
    /// Whether discounts include VAT.
    pub(super) discount_vat: PriceVat,
    /// How discounts are shared out.
    pub(super) split: Split,
    /// How much of the discounts is in the lines' prices already, in the terms of `discount_vat`.
    pub(super) in_prices: Decimal,
}

impl Hypothesis {
    /// The default.
    pub(super) fn standard(reading: PriceInterpretation) -> Self {
        Self {
            shipping_vat: reading.vat,
            shipping_rate: None,
            discount_vat: reading.vat,
            split: Split::Goods,
            in_prices: Decimal::ZERO,
        }
    }
}

/// Half of the last given decimal; an amount with fewer than two decimals may have had zeros there.
pub(super) fn half_of_last(amount: Decimal) -> Decimal {
    Decimal::new(5, amount.normalize().scale().max(2) + 1)
}

/// The amounts of the lines as the order gives them.
pub(super) fn given(order: &Order, reading: PriceInterpretation) -> Vec<LineAmount> {
    let is_net = reading.vat == PriceVat::Excluded;
    order
        .lines
        .iter()
        .map(|line| {
            let (amount, factor) = match reading.per {
                PricePer::Unit => (line.price * line.quantity, line.quantity.abs()),
                PricePer::Line => (line.price, Decimal::ONE),
            };
            LineAmount {
                amount,
                unit_price: (reading.per == PricePer::Unit).then_some(line.price),
                precision: if is_net && !line.price.is_zero() {
                    half_of_last(line.price) * factor
                } else {
                    Decimal::ZERO
                },
            }
        })
        .collect()
}

/// Every amount of the order: of its lines, then shipping, then discounts.
pub(super) struct Sheet<'a> {
    pub(super) order: &'a Order,
    pub(super) tariff: &'a dyn VatSchedule,
    pub(super) shipping_rule: ShippingVat,
    pub(super) convention: PriceConvention,
    pub(super) reading: PriceInterpretation,
    pub(super) hypothesis: &'a Hypothesis,
}

/// The value of the goods at each rate.
type Worth = BTreeMap<Rate, Decimal>;

/// Amounts by coding rate that are with or without VAT, without or with it.
fn in_terms(worth: &Worth, from: PriceVat, to: PriceVat) -> Worth {
    let terms = |(rate, amount): (&Rate, &Decimal)| {
        let amount = match (from, to) {
            (PriceVat::Excluded, PriceVat::Included) => amount * rate.factor(),
            (PriceVat::Included, PriceVat::Excluded) => amount / rate.factor(),
            _ => *amount,
        };
        (*rate, amount)
    };
    worth.iter().map(terms).collect()
}

impl Sheet<'_> {
    pub(super) fn parts(&self, lines: &[LineAmount]) -> Result<Vec<Part>, Problem> {
        let (order, tariff, hypothesis) = (self.order, self.tariff, self.hypothesis);
        let (goods, everything) = self.worth(lines);
        let mut parts = Vec::with_capacity(order.lines.len() + 3);
        for (index, line) in order.lines.iter().enumerate() {
            let source = RowSource::Line(index);
            let of = &lines[index];
            if let Some(rates) = tariff.line(index) {
                parts.push(Part {
                    unit_price: of.unit_price,
                    precision: of.precision,
                    ..part(source, None, rates, line.quantity, self.reading.vat, of.amount)
                });
            } else if tariff.is_text(index) {
                let rates = (Rate::ZERO, Rate::ZERO);
                parts.push(part(
                    source,
                    None,
                    rates,
                    line.quantity,
                    self.reading.vat,
                    Decimal::ZERO,
                ));
            } else {
                parts.extend(self.following(source, Purpose::Fee, of.amount, self.reading.vat, &goods)?);
            }
        }
        let shipping_from = parts.len();
        parts.extend(self.following(
            RowSource::Shipping,
            Purpose::Shipping,
            order.shipping,
            hypothesis.shipping_vat,
            &goods,
        )?);
        let shipping: Worth = parts[shipping_from..]
            .iter()
            .map(|part| (part.coding, part.amount))
            .collect();
        // A discount on an order of nothing but gift cards is on them, and without VAT as they are; unless it is as large as
        // the shipping.
        let only_vouchers = goods.values().all(Decimal::is_zero);
        let is_shipping = |discount: &Discount| {
            discount.target == DiscountTarget::Order && discount.amount == order.shipping
        };
        let weights = match hypothesis.split {
            Split::Everything => &everything,
            _ if only_vouchers && !order.discounts.iter().any(is_shipping) => &everything,
            _ => &goods,
        };
        self.discounts(&mut parts, weights, &shipping)?;
        Ok(parts)
    }

    /// The value of the goods of each rate, without and with gift cards.
    fn worth(&self, lines: &[LineAmount]) -> (Worth, Worth) {
        let (mut goods, mut everything) = (Worth::new(), Worth::new());
        for (index, line) in lines.iter().enumerate() {
            if let Some((coding, _)) = self.tariff.line(index) {
                *everything.entry(coding).or_default() += line.amount;
                if !self.tariff.is_no_goods(index) {
                    *goods.entry(coding).or_default() += line.amount;
                }
            }
        }
        if goods.is_empty() {
            goods.insert(self.tariff.default_rate(), Decimal::ZERO);
        }
        (goods, everything)
    }

    fn discounts(&self, parts: &mut Vec<Part>, weights: &Worth, shipping: &Worth) -> Result<(), Problem> {
        let (order, tariff, hypothesis) = (self.order, self.tariff, self.hypothesis);
        // In the discount's own terms: 15 % off everything is 15 % of each rate's goods with VAT, where it is with VAT.
        let basis = hypothesis.discount_vat;
        let weights = &in_terms(weights, self.reading.vat, basis);
        let shipping = &in_terms(shipping, hypothesis.shipping_vat, basis);
        // What order discounts may still take off the goods before they reach the shipping, as a voucher for all does.
        let mut goods_left: Decimal = weights.values().sum();
        let mut in_prices = hypothesis.in_prices;
        for (index, discount) in order.discounts.iter().enumerate() {
            let source = RowSource::Discount(index);
            if tariff.is_payment(index) {
                let rate = tariff.purpose(Purpose::Voucher, Rate::ZERO)?;
                let rates = (Rate::ZERO, rate);
                let purpose = Some(Purpose::Voucher);
                let quantity = -Decimal::ONE;
                parts.push(part(
                    source,
                    purpose,
                    rates,
                    quantity,
                    PriceVat::Included,
                    -discount.amount,
                ));
                continue;
            }
            let by_shipping = discount.target == DiscountTarget::Shipping && !shipping.is_empty();
            if !by_shipping && let Split::ByRate(given) = &hypothesis.split {
                for (coding, of_all) in given.iter().filter(|(_, amount)| !amount.is_zero()) {
                    let share = self.share_of(index, *of_all, shipping.is_empty());
                    if share.is_zero() {
                        continue;
                    }
                    let rate = tariff.purpose(Purpose::Discount, *coding)?;
                    let purpose = Some(Purpose::Discount);
                    let rates = (*coding, rate);
                    parts.push(part(
                        source,
                        purpose,
                        rates,
                        -Decimal::ONE,
                        PriceVat::Included,
                        -share,
                    ));
                }
                continue;
            }
            let taken = if by_shipping {
                discount.amount
            } else {
                let here = in_prices.min(discount.amount);
                in_prices -= here;
                discount.amount - here
            };
            let (on_goods, on_shipping) = if by_shipping {
                (Decimal::ZERO, taken)
            } else if shipping.is_empty() {
                (taken, Decimal::ZERO)
            } else {
                let on_goods = taken.min(goods_left.max(Decimal::ZERO));
                (on_goods, taken - on_goods)
            };
            goods_left -= on_goods;
            let mut shares = Worth::new();
            for (amount, weights) in [(on_goods, weights), (on_shipping, shipping)] {
                let values: Vec<Decimal> = weights.values().copied().collect();
                for (rate, share) in weights.keys().zip(shared(amount, &values)) {
                    *shares.entry(*rate).or_default() += share;
                }
            }
            for (coding, share) in shares.into_iter().filter(|(_, share)| !share.is_zero()) {
                let rate = tariff.purpose(Purpose::Discount, coding)?;
                let purpose = Some(Purpose::Discount);
                parts.push(Part {
                    precision: self.precision(share, hypothesis.discount_vat, taken),
                    ..part(
                        source,
                        purpose,
                        (coding, rate),
                        -Decimal::ONE,
                        hypothesis.discount_vat,
                        -share,
                    )
                });
            }
        }
        Ok(())
    }

    /// A discount's share, in whole cents, of what all discounts on goods take off at one rate.
    fn share_of(&self, index: usize, of_all: Decimal, no_shipping: bool) -> Decimal {
        let on_goods = |index: usize| {
            let discount = &self.order.discounts[index];
            let by_shipping = discount.target == DiscountTarget::Shipping && !no_shipping;
            match self.tariff.is_payment(index) || by_shipping {
                true => Decimal::ZERO,
                false => discount.amount,
            }
        };
        let amounts: Vec<Decimal> = (0..self.order.discounts.len()).map(on_goods).collect();
        split(of_all, &amounts, CENT)
            .get(index)
            .copied()
            .unwrap_or_default()
    }

    /// How exact a share of an amount is that is given without VAT: as exact as the whole.
    fn precision(&self, share: Decimal, vat: PriceVat, whole: Decimal) -> Decimal {
        if vat == PriceVat::Excluded && !whole.is_zero() && share == whole {
            half_of_last(whole)
        } else {
            Decimal::ZERO
        }
    }

    /// Shipping or a fee, at the rates that it takes from the goods.
    fn following(
        &self,
        source: RowSource,
        purpose: Purpose,
        amount: Decimal,
        vat: PriceVat,
        goods: &Worth,
    ) -> Result<Vec<Part>, Problem> {
        if amount.is_zero() {
            return Ok(Vec::new());
        }
        let highest = goods
            .keys()
            .next_back()
            .copied()
            .unwrap_or_else(|| self.tariff.default_rate());
        let shares: Vec<(Rate, Decimal)> = match (self.hypothesis.shipping_rate, self.shipping_rule) {
            (Some(rate), _) => vec![(rate, amount)],
            (None, ShippingVat::Highest) => vec![(highest, amount)],
            // Of equals, the higher rate; goods that are all free have no main rate, and take the highest.
            (None, ShippingVat::Main) => {
                let main = goods.iter().max_by(|a, b| a.1.cmp(b.1).then(a.0.cmp(b.0)));
                vec![(main.map_or(highest, |(rate, _)| *rate), amount)]
            }
            (None, ShippingVat::Split) if goods.values().any(|worth| *worth > Decimal::ZERO) => {
                let worth: Vec<Decimal> = goods.values().copied().collect();
                goods.keys().copied().zip(split(amount, &worth, CENT)).collect()
            }
            (None, ShippingVat::Split) => vec![(highest, amount)],
        };
        shares
            .into_iter()
            .filter(|(_, share)| !share.is_zero())
            .map(|(coding, share)| {
                let rate = self.tariff.purpose(purpose, coding)?;
                Ok(Part {
                    unit_price: Some(share),
                    precision: self.precision(share, vat, amount),
                    ..part(source, Some(purpose), (coding, rate), Decimal::ONE, vat, share)
                })
            })
            .collect()
    }
}

/// An amount in proportion to weights: in cents where it has no more decimals, since that is how a shop shares it out; else
/// as exactly as it is given.
fn shared(amount: Decimal, weights: &[Decimal]) -> Vec<Decimal> {
    let sum: Decimal = weights.iter().map(|w| (*w).max(Decimal::ZERO)).sum();
    if amount.normalize().scale() <= 2 || sum.is_zero() {
        return split(amount, weights, CENT);
    }
    let mut shares: Vec<Decimal> = weights
        .iter()
        .map(|weight| (amount * (*weight).max(Decimal::ZERO) / sum).round_dp(10))
        .collect();
    let rest = amount - shares.iter().sum::<Decimal>();
    if let Some(share) = shares.iter_mut().max() {
        *share += rest;
    }
    shares
}

pub(super) fn part(
    source: RowSource,
    purpose: Option<Purpose>,
    (coding, rate): (Rate, Rate),
    quantity: Decimal,
    vat: PriceVat,
    amount: Decimal,
) -> Part {
    Part {
        source,
        purpose,
        coding,
        rate,
        quantity,
        vat,
        unit_price: None,
        amount,
        precision: Decimal::ZERO,
        gross: Decimal::ZERO,
        net: Decimal::ZERO,
    }
}
