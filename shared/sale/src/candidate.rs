//! One reading of an order's prices, computed through.

use std::collections::BTreeMap;

use model::{Order, Problem};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::allocate::{CENT, allocate, cents, is_multiple};
use crate::convention::{PriceConvention, PriceInterpretation, PriceVat};
use crate::interpretation::{Interpretation, Part, PriceRules};
use crate::known::SettledPrice;
use crate::parts::{LineAmount, Sheet};
use crate::rate::Rate;
use crate::rows::RowSource;

/// One reading of an order, with every amount that it gives.
pub(super) struct Candidate {
    pub(super) reading: PriceInterpretation,
    pub(super) parts: Vec<Part>,
    /// What each part costs the buyer, VAT included, unrounded; whole units where the given decimals leave nothing else.
    pub(super) gross: Vec<Decimal>,
    /// The same by other ways in which a shop may round before it sums, where they differ.
    otherwise: Vec<Vec<Decimal>>,
    /// By how much each part may be off, by the shop's rounding or for want of decimals; 0 where it is exact.
    slack: Vec<Decimal>,
    /// Whether an amount with more than two decimals is not a whole amount with VAT, as it would be in a shop whose
    /// prices include VAT.
    odd_shipping: bool,
    /// Whether an amount without VAT has more decimals than the currency, and is a whole one with VAT: such a shop doesn't
    /// round before VAT is put on.
    rounds_late: bool,
    /// How prices that the order doesn't give exactly were settled.
    pub(super) settled: Vec<SettledPrice>,
}

impl Candidate {
    pub(super) fn new(sheet: &Sheet<'_>, lines: &[LineAmount]) -> Result<Self, Problem> {
        let parts = sheet.parts(lines)?;
        let currency = sheet.order.currency;
        let unit = currency.smallest_unit();
        let half = unit / Decimal::TWO;
        let round = |amount| currency.round(amount);
        let mut gross = Vec::with_capacity(parts.len());
        let mut slack = Vec::with_capacity(parts.len());
        for part in &parts {
            let (amount, off) = exact(with_vat(part.amount, part), part, unit);
            gross.push(amount);
            // Whole units are what they seem, unless the decimals that are given leave the next ones possible too.
            slack.push(if is_multiple(amount, unit) && off < unit {
                Decimal::ZERO
            } else {
                off.max(half)
            });
        }
        let odd_shipping = sheet.convention == PriceConvention::Woocommerce
            && parts.iter().zip(&gross).any(|(part, gross)| {
                let is_exact = part.vat == PriceVat::Excluded && part.amount.normalize().scale() > 2;
                part.source == RowSource::Shipping && is_exact && !is_multiple(*gross, unit)
            });
        let mut otherwise = Vec::new();
        // The line is rounded without VAT, and VAT put on that.
        if parts.iter().any(|part| !is_multiple(part.amount, unit)) {
            otherwise.push(
                parts
                    .iter()
                    .map(|part| with_vat(round(part.amount), part))
                    .collect(),
            );
        }
        // VAT is put on the price of a piece and rounded, and that multiplied.
        let by_piece = parts.iter().map(|part| {
            let price = match part.unit_price {
                Some(price) => price,
                None if part.quantity.is_zero() => Decimal::ZERO,
                None => part.amount / part.quantity,
            };
            is_multiple(price, unit).then(|| round(with_vat(price, part)) * part.quantity)
        });
        otherwise.extend(by_piece.collect::<Option<Vec<Decimal>>>());
        let is_whole_with_vat = |(part, slack): (&Part, &Decimal)| {
            part.vat == PriceVat::Excluded && !is_multiple(part.amount, unit) && slack.is_zero()
        };
        let rounds_late = parts.iter().zip(&slack).any(is_whole_with_vat);
        Ok(Self {
            reading: sheet.reading,
            parts,
            gross,
            otherwise,
            slack,
            odd_shipping,
            rounds_late,
            settled: Vec::new(),
        })
    }

    /// The total that this reading gives, unrounded.
    pub(super) fn total(&self) -> Decimal {
        self.gross.iter().sum()
    }

    /// By how much the total may be off in all.
    pub(super) fn slack(&self) -> Decimal {
        self.slack.iter().sum()
    }

    /// This reading as the order's interpretation, if its total is the order's, but for a residue within `tolerance`.
    pub(super) fn fit(
        &self,
        order: &Order,
        rules: &PriceRules,
        tolerance: Decimal,
    ) -> Option<Interpretation> {
        let unit = order.currency.smallest_unit();
        if self.odd_shipping {
            return None;
        }
        // A deal's value without VAT is compared without VAT; the buyer's total is then what eAccounting computes.
        if !rules.total_includes_vat {
            let net: Vec<Decimal> = self.parts.iter().map(|part| part.amount).collect();
            let mut by_rate: BTreeMap<Rate, Decimal> = BTreeMap::new();
            for part in &self.parts {
                *by_rate.entry(part.rate).or_default() += part.amount;
            }
            let total = by_rate
                .iter()
                .map(|(rate, net)| cents(*net) + cents(cents(*net) * rate.fraction()))
                .sum();
            return fits(&net, &slack_of(&net, unit), order.total)
                .then(|| self.interpretation(&self.gross, total, Decimal::ZERO, unit));
        }
        let total = order.total;
        let rounded = |amounts: &[Decimal]| -> Vec<Decimal> {
            amounts
                .iter()
                .map(|amount| order.currency.round(*amount))
                .collect()
        };
        let off = |amounts: &[Decimal]| (amounts.iter().sum::<Decimal>() - total).abs();
        // Of the ways in which a shop can have rounded, the nearest one tells best what each part costs: the total
        // rounded, or each part; then earlier rounding; then anything within half a unit a part.
        let first = (&self.gross, self.slack.clone());
        let others = self.otherwise.iter().map(|way| (way, slack_of(way, unit)));
        let ways: Vec<(&Vec<Decimal>, Vec<Decimal>)> = std::iter::once(first).chain(others).collect();
        let plainly = |(amounts, slack): &(&Vec<Decimal>, Vec<Decimal>)| {
            let by_part = rounded(amounts);
            if off(amounts) <= unit / Decimal::TWO && fits(amounts, slack, total) {
                Some((*amounts).clone())
            } else {
                off(&by_part).is_zero().then_some(by_part)
            }
        };
        let within_slack = |(amounts, slack): &(&Vec<Decimal>, Vec<Decimal>)| {
            fits(amounts, slack, total).then(|| moved(amounts, slack, total))
        };
        let late = self.rounds_late.then(|| &ways[0]);
        let amounts = late
            .and_then(|first| plainly(first).or_else(|| within_slack(first)))
            .or_else(|| ways.iter().find_map(plainly))
            .or_else(|| ways.iter().find_map(within_slack));
        if let Some(amounts) = amounts {
            return Some(self.interpretation(&amounts, total, Decimal::ZERO, unit));
        }
        let residue = cents(total - self.total());
        (tolerance > Decimal::ZERO && residue.abs() <= tolerance)
            .then(|| self.interpretation(&self.gross, total, residue, unit))
    }

    /// The order's interpretation if its amounts reach the total exactly. If prices were derived from the total, cents
    /// that a shop may have rounded prove nothing.
    pub(super) fn fit_exactly(&self, order: &Order) -> Option<Interpretation> {
        let fits = !self.odd_shipping && fits(&self.gross, &self.slack, order.total);
        fits.then(|| {
            self.interpretation(
                &moved(&self.gross, &self.slack, order.total),
                order.total,
                Decimal::ZERO,
                order.currency.smallest_unit(),
            )
        })
    }

    /// The order's interpretation, with the difference to `total` as `residue`.
    pub(super) fn with_residue(&self, order: &Order, residue: Decimal) -> Interpretation {
        self.interpretation(&self.gross, order.total, residue, order.currency.smallest_unit())
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
            part.net = match part.vat {
                // If the shop rounded so early that its price no longer gives the paid amount, the paid amount is used.
                PriceVat::Excluded if (part.amount * part.rate.factor() - gross).abs() > unit => {
                    gross / part.rate.factor()
                }
                PriceVat::Excluded => part.amount,
                PriceVat::None => gross,
                PriceVat::Included | PriceVat::SellersTakenOff => gross / part.rate.factor(),
            };
            if part.vat == PriceVat::SellersTakenOff {
                part.unit_price = None;
            }
        }
        Interpretation {
            reading: self.reading,
            parts,
            total,
            residue,
            rounding: Decimal::ZERO,
            settled: self.settled.clone(),
        }
    }
}

/// An amount with VAT as whole units of the currency, where its given decimals leave one such amount and no other; and by how
/// much it may be off for want of decimals.
fn exact(gross: Decimal, part: &Part, unit: Decimal) -> (Decimal, Decimal) {
    let factor = match part.vat {
        PriceVat::Excluded => part.rate.factor(),
        _ => Decimal::ONE,
    };
    let off = part.precision * factor;
    let whole = (gross / unit).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero) * unit;
    let known = off * Decimal::TEN < unit && (gross - whole).abs() <= off.max(NOISE);
    (if known { whole } else { gross }, off)
}

/// The tolerance for remainders of divisions.
const NOISE: Decimal = Decimal::from_parts(1, 0, 0, false, 9);

/// An amount of a part as the buyer pays it, unrounded.
fn with_vat(amount: Decimal, part: &Part) -> Decimal {
    match part.vat {
        PriceVat::Included | PriceVat::None => amount,
        PriceVat::Excluded => amount * part.rate.factor(),
        // Divided, not multiplied by the reciprocal, so that 125 / 1.25 is 100 and nothing else.
        PriceVat::SellersTakenOff => amount / part.coding.factor(),
    }
}

/// Half a unit for each amount that is not whole.
fn slack_of(amounts: &[Decimal], unit: Decimal) -> Vec<Decimal> {
    amounts
        .iter()
        .map(|amount| {
            if is_multiple(*amount, unit) {
                Decimal::ZERO
            } else {
                unit / Decimal::TWO
            }
        })
        .collect()
}

/// Amounts moved to a total, each by its share of the slack, so that none leaves its own.
fn moved(amounts: &[Decimal], slack: &[Decimal], total: Decimal) -> Vec<Decimal> {
    let all: Decimal = slack.iter().sum();
    let off = total - amounts.iter().sum::<Decimal>();
    if all.is_zero() {
        return amounts.to_vec();
    }
    let moved = amounts
        .iter()
        .zip(slack)
        .map(|(amount, slack)| amount + off * slack / all);
    moved.collect()
}

/// Whether amounts sum to a total, each within its slack.
fn fits(amounts: &[Decimal], slack: &[Decimal], total: Decimal) -> bool {
    (total - amounts.iter().sum::<Decimal>()).abs() <= slack.iter().sum()
}

impl Interpretation {
    /// The VAT in the whole order, to the cent, as it is by rate.
    #[must_use]
    pub fn vat(&self) -> Decimal {
        self.by_rate()
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

    /// What the buyer pays at each rate.
    fn by_rate(&self) -> BTreeMap<Rate, Decimal> {
        let mut by_rate: BTreeMap<Rate, Decimal> = BTreeMap::new();
        for part in &self.parts {
            *by_rate.entry(part.rate).or_default() += part.gross;
        }
        by_rate
    }

    /// The identity of an interpretation: equal amounts at equal rates. Where all of a rate is taken off again, as by a voucher
    /// for everything, nothing is booked of it, whatever its goods cost.
    fn amounts(&self) -> Vec<(RowSource, Rate, Decimal)> {
        let by_rate = self.by_rate();
        self.parts
            .iter()
            .filter(|part| !part.gross.is_zero() && !by_rate[&part.rate].is_zero())
            .map(|part| (part.source, part.coding, part.gross))
            .collect()
    }
}

/// Interpretations without repetitions; of equal ones the first is kept.
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

/// What an interpretation books: the amount with VAT at each rate of the sale, and the rest for a rounding row.
pub(super) fn books(interpretation: &Interpretation) -> (BTreeMap<Rate, Decimal>, Decimal) {
    let mut by_rate = interpretation.by_rate();
    by_rate.retain(|_, amount| !amount.is_zero());
    (by_rate, interpretation.residue)
}

/// Interpretations that book differently; of those that book the same, the first is kept.
pub(super) fn distinct_books(found: Vec<Interpretation>) -> Vec<Interpretation> {
    let mut kept: Vec<Interpretation> = Vec::new();
    for interpretation in found {
        if !kept.iter().any(|other| books(other) == books(&interpretation)) {
            kept.push(interpretation);
        }
    }
    kept
}
