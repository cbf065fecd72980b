//! One reading of an order's prices, computed through.

use std::collections::BTreeMap;

use model::{Code, DiscountTarget, Order, Problem};
use rust_decimal::Decimal;

use super::allocate::{CENT, allocate, cents, is_multiple, split};
use super::articles::Purpose;
use super::plan::RowSource;
use super::prices::{
    Interpretation, Part, PricePer, PriceRules, PriceVat, Reading, ShippingVat, Tariff, ZeroVatPrices,
};
use super::types::Rate;

/// One reading, with every amount that it gives.
pub(super) struct Candidate {
    reading: Reading,
    parts: Vec<Part>,
    /// What each part costs the buyer, VAT included, unrounded.
    gross: Vec<Decimal>,
    /// The same where the shop puts VAT on the price of a piece, rounds, and multiplies.
    gross_by_piece: Option<Vec<Decimal>>,
}

impl Candidate {
    pub(super) fn new(
        order: &Order,
        tariff: &dyn Tariff,
        rules: &PriceRules,
        reading: Reading,
    ) -> Result<Self, Problem> {
        let parts = parts(order, tariff, rules, reading.per)?;
        let factor = |part: &Part| match reading.vat {
            PriceVat::Included | PriceVat::None => Decimal::ONE,
            PriceVat::Excluded => part.rate.factor(),
            PriceVat::SellersTakenOff => Decimal::ONE / part.coding.factor(),
        };
        let gross: Vec<Decimal> = parts
            .iter()
            .map(|part| scale(part.amount, part, reading))
            .collect();
        let unit = order.currency.smallest_unit();
        let gross_by_piece = (reading.per == PricePer::Unit).then(|| {
            parts
                .iter()
                .map(|part| match part.unit_price {
                    Some(price) => order.currency.round(price * factor(part)) * part.quantity,
                    None => order.currency.round(part.amount * factor(part)),
                })
                .collect::<Vec<_>>()
        });
        let gross_by_piece =
            gross_by_piece.filter(|amounts| amounts.iter().all(|amount| is_multiple(*amount, unit)));
        Ok(Self {
            reading,
            parts,
            gross,
            gross_by_piece,
        })
    }

    /// The total that this reading gives, unrounded.
    pub(super) fn total(&self) -> Decimal {
        self.gross.iter().sum()
    }

    /// This reading as the order's interpretation, if its total is the order's, but for a residue within `tolerance`.
    pub(super) fn fit(
        &self,
        order: &Order,
        rules: &PriceRules,
        tolerance: Decimal,
    ) -> Option<Interpretation> {
        let unit = order.currency.smallest_unit();
        // A deal's value without VAT is compared without VAT; what the buyer pays is then what eAccounting computes.
        let (compared, total) = if rules.total_includes_vat {
            (&self.gross, order.total)
        } else {
            let net: Vec<Decimal> = self.parts.iter().map(|part| part.amount).collect();
            if !fits(&net, order.total, unit) {
                return None;
            }
            let mut by_rate: BTreeMap<Rate, Decimal> = BTreeMap::new();
            for part in &self.parts {
                *by_rate.entry(part.rate).or_default() += part.amount;
            }
            let total = by_rate
                .iter()
                .map(|(rate, net)| cents(*net) + cents(cents(*net) * rate.fraction()))
                .sum();
            return Some(self.interpretation(&self.gross, total, Decimal::ZERO, unit));
        };
        if fits(compared, total, unit) {
            return Some(self.interpretation(compared, total, Decimal::ZERO, unit));
        }
        if let Some(by_piece) = &self.gross_by_piece
            && by_piece.iter().sum::<Decimal>() == total
        {
            return Some(self.interpretation(by_piece, total, Decimal::ZERO, unit));
        }
        let residue = cents(total - self.total());
        (tolerance > Decimal::ZERO && residue.abs() <= tolerance)
            .then(|| self.interpretation(compared, total, residue, unit))
    }

    fn interpretation(
        &self,
        exact: &[Decimal],
        total: Decimal,
        residue: Decimal,
        unit: Decimal,
    ) -> Interpretation {
        let target = total - residue;
        // Whole units of the currency where the total has them; eAccounting's own cents else.
        let quantum = if is_multiple(target, unit.max(CENT)) {
            unit.max(CENT)
        } else {
            CENT
        };
        let gross = allocate(exact, target, quantum);
        let mut parts = self.parts.clone();
        for (part, gross) in parts.iter_mut().zip(gross) {
            part.gross = gross;
            part.net = match self.reading.vat {
                PriceVat::Excluded => part.amount,
                PriceVat::None => gross,
                PriceVat::Included | PriceVat::SellersTakenOff => gross / part.rate.factor(),
            };
            if self.reading.vat == PriceVat::SellersTakenOff {
                part.unit_price = None;
            }
        }
        Interpretation {
            reading: self.reading,
            parts,
            total,
            residue,
        }
    }
}

/// An amount of a part as the buyer pays it, unrounded.
fn scale(amount: Decimal, part: &Part, reading: Reading) -> Decimal {
    match reading.vat {
        PriceVat::Included | PriceVat::None => amount,
        PriceVat::Excluded => amount * part.rate.factor(),
        // Divided, not multiplied by the reciprocal, so that 125 / 1.25 is 100 and nothing else.
        PriceVat::SellersTakenOff => amount / part.coding.factor(),
    }
}

/// Whether amounts sum to a total, where each that is not a multiple of the smallest unit was rounded to one somehow.
fn fits(amounts: &[Decimal], total: Decimal, unit: Decimal) -> bool {
    let rounded = amounts
        .iter()
        .filter(|amount| !is_multiple(**amount, unit))
        .count();
    let slack = unit * Decimal::from(rounded) / Decimal::TWO;
    (total - amounts.iter().sum::<Decimal>()).abs() <= slack
}

impl Interpretation {
    /// The VAT in the whole order, to the cent, as it is by rate.
    #[must_use]
    pub fn vat(&self) -> Decimal {
        let mut by_rate: BTreeMap<Rate, Decimal> = BTreeMap::new();
        for part in &self.parts {
            *by_rate.entry(part.rate).or_default() += part.gross;
        }
        by_rate
            .iter()
            .map(|(rate, gross)| cents(gross * rate.fraction() / rate.factor()))
            .sum()
    }

    /// How far a shop's VAT can be from ours by rounding alone: half a unit for each piece, at least one unit.
    pub(super) fn vat_roundings(&self, unit: Decimal) -> Decimal {
        let pieces: Decimal = self
            .parts
            .iter()
            .map(|part| part.quantity.abs().max(Decimal::ONE))
            .sum();
        (unit * pieces / Decimal::TWO).max(unit) + self.residue.abs()
    }

    /// What makes two interpretations the same: the same amounts at the same rates.
    fn amounts(&self) -> Vec<(RowSource, Rate, Decimal)> {
        self.parts
            .iter()
            .filter(|part| !part.gross.is_zero())
            .map(|part| (part.source, part.coding, part.gross))
            .collect()
    }
}

/// Interpretations without repetitions; the first of equal ones stays.
pub(super) fn distinct(found: Vec<Interpretation>) -> Vec<Interpretation> {
    let mut kept: Vec<Interpretation> = Vec::new();
    for interpretation in found {
        let same = |other: &Interpretation| {
            other.amounts() == interpretation.amounts() && other.residue == interpretation.residue
        };
        if !kept.iter().any(same) {
            kept.push(interpretation);
        }
    }
    kept
}

/// Every amount of the order in the shop's own terms.
fn parts(
    order: &Order,
    tariff: &dyn Tariff,
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
    tariff: &dyn Tariff,
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

/// The shop charged VAT on a sale that has none in eAccounting.
pub(super) fn charged_vat(order: &Order, tax: Decimal) -> Problem {
    Problem::new(
        Code::TOTAL_DIFFERS,
        format!(
            "Order {}: the shop charged {tax} {} VAT, but in eAccounting this sale has none, by the buyer's country and VAT number.",
            order.number, order.currency
        ),
        "If the shop is right, correct the customer's country, VAT number or VAT settings; if it is wrong, correct the order in the shop. Then replay the order.",
    )
}

/// Why no reading could be taken.
pub(super) fn unclear(
    order: &Order,
    tariff: &dyn Tariff,
    rules: &PriceRules,
    candidates: &[Candidate],
    fitting: usize,
) -> Problem {
    let currency = order.currency;
    let totals: Vec<String> = candidates
        .iter()
        .map(|c| format!("{} give {} {currency}", c.reading, cents(c.total())))
        .collect();
    let totals = totals.join("; ");
    if fitting > 1 {
        return Problem::new(
            Code::PRICE_UNCLEAR,
            format!(
                "Order {}: {fitting} ways to read its prices come to its total of {} {currency}: {totals}.",
                order.number, order.total
            ),
            "Set prices.line_price (\"unit\" or \"line\") and prices.vat (\"included\" or \"excluded\") to what the shop does, then replay the order.",
        );
    }
    let hint = hint(order, tariff, rules, candidates).unwrap_or_default();
    if let [only] = candidates {
        return Problem::new(
            Code::TOTAL_DIFFERS,
            format!(
                "Order {} has a total of {} {currency}, but its parts sum to {} {currency} ({}): {}.{hint}",
                order.number,
                order.total,
                cents(only.total()),
                only.reading,
                only.listing(),
            ),
            "Compare the order's lines, shipping, discounts and total in the shop, and prices.line_price, prices.vat and rounding.tolerance in the settings; then replay the order.",
        );
    }
    Problem::new(
        Code::PRICE_UNCLEAR,
        format!(
            "Order {} has a total of {} {currency}, and no way to read its prices comes to it: {totals}.{hint}",
            order.number, order.total
        ),
        "Compare the order's lines, shipping, discounts and total in the shop; a difference of cents may be allowed with rounding.tolerance in the settings. Then replay the order.",
    )
}

impl Candidate {
    /// The parts with their amounts, at most ten.
    fn listing(&self) -> String {
        let mut shown: Vec<String> = self
            .parts
            .iter()
            .zip(&self.gross)
            .take(10)
            .map(|(part, gross)| format!("{} {}", part.source, cents(*gross)))
            .collect();
        if self.parts.len() > shown.len() {
            shown.push(format!("and {} more", self.parts.len() - shown.len()));
        }
        shown.join(", ")
    }
}

/// What would have made the total fit: told, never done.
fn hint(order: &Order, tariff: &dyn Tariff, rules: &PriceRules, candidates: &[Candidate]) -> Option<String> {
    let fits_if = |order: &Order, rules: &PriceRules, readings: &[Reading]| {
        readings.iter().any(|reading| {
            Candidate::new(order, tariff, rules, *reading)
                .ok()
                .and_then(|c| c.fit(order, rules, Decimal::ZERO))
                .is_some()
        })
    };
    let readings: Vec<Reading> = candidates.iter().map(|c| c.reading).collect();
    if tariff.is_without_vat() && rules.zero_vat == ZeroVatPrices::AsCharged {
        let off: Vec<Reading> = readings
            .iter()
            .map(|r| Reading {
                vat: PriceVat::SellersTakenOff,
                ..*r
            })
            .collect();
        if fits_if(order, rules, &off) {
            return Some(
                " It does once the seller's VAT is taken off the prices: the sale has no VAT, and the shop's prices include it. If that is so for all such orders, set prices.vat_free_sales = \"vat-taken-off\".".into(),
            );
        }
    }
    let without_discounts = Order {
        discounts: Vec::new(),
        ..order.clone()
    };
    if !order.discounts.is_empty() && fits_if(&without_discounts, rules, &readings) {
        return Some(
            " It does when the discounts are not taken off: the shop's prices seem to be reduced already."
                .into(),
        );
    }
    let without_shipping = Order {
        shipping: Decimal::ZERO,
        ..order.clone()
    };
    if !order.shipping.is_zero() && fits_if(&without_shipping, rules, &readings) {
        return Some(format!(" It does without the shipping of {}.", order.shipping));
    }
    None
}
