//! One reading of an order's prices, computed through.

use std::collections::BTreeMap;

use model::{Order, Problem};
use rust_decimal::Decimal;

use crate::allocate::{CENT, allocate, cents, is_multiple};
use crate::parts::parts;
use crate::plan::RowSource;
use crate::prices::{Interpretation, Part, PriceInterpretation, PriceRules, PriceVat, VatSchedule};
use crate::types::Rate;

/// One reading, with every amount that it gives.
pub(super) struct Candidate {
    pub(super) reading: PriceInterpretation,
    pub(super) parts: Vec<Part>,
    /// What each part costs the buyer, VAT included, unrounded.
    pub(super) gross: Vec<Decimal>,
    /// The same by other ways in which a shop may round before it sums, where they differ.
    otherwise: Vec<Vec<Decimal>>,
}

impl Candidate {
    pub(super) fn new(
        order: &Order,
        tariff: &dyn VatSchedule,
        rules: &PriceRules,
        reading: PriceInterpretation,
    ) -> Result<Self, Problem> {
        let parts = parts(order, tariff, rules, reading.per)?;
        let unit = order.currency.smallest_unit();
        let round = |amount| order.currency.round(amount);
        let gross: Vec<Decimal> = parts
            .iter()
            .map(|part| with_vat(part.amount, part, reading))
            .collect();
        let mut otherwise = Vec::new();
        // The line is rounded without VAT, and VAT put on that.
        if parts.iter().any(|part| !is_multiple(part.amount, unit)) {
            otherwise.push(
                parts
                    .iter()
                    .map(|part| with_vat(round(part.amount), part, reading))
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
            is_multiple(price, unit).then(|| round(with_vat(price, part, reading)) * part.quantity)
        });
        otherwise.extend(by_piece.collect::<Option<Vec<Decimal>>>());
        Ok(Self {
            reading,
            parts,
            gross,
            otherwise,
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
            return fits(&net, order.total, unit)
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
        // Of the ways in which a shop can have rounded, the one that comes nearest says best what each part costs: the total
        // rounded, or each part; then by rounding earlier; then anything that half a unit a part can explain.
        let ways = || std::iter::once(&self.gross).chain(&self.otherwise);
        let plainly = |amounts: &Vec<Decimal>| {
            let by_part = rounded(amounts);
            if off(amounts) <= unit / Decimal::TWO && fits(amounts, total, unit) {
                Some(amounts.clone())
            } else {
                off(&by_part).is_zero().then_some(by_part)
            }
        };
        let amounts = ways()
            .find_map(plainly)
            .or_else(|| ways().find(|amounts| fits(amounts, total, unit)).cloned());
        if let Some(amounts) = amounts {
            return Some(self.interpretation(&amounts, total, Decimal::ZERO, unit));
        }
        let residue = cents(total - self.total());
        (tolerance > Decimal::ZERO && residue.abs() <= tolerance)
            .then(|| self.interpretation(&self.gross, total, residue, unit))
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
                // Where the shop rounded so early that its price no longer gives what was paid, what was paid counts.
                PriceVat::Excluded if (part.amount * part.rate.factor() - gross).abs() > unit => {
                    gross / part.rate.factor()
                }
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
fn with_vat(amount: Decimal, part: &Part, reading: PriceInterpretation) -> Decimal {
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

    /// Whether every rate comes to nothing.
    fn is_nothing(&self) -> bool {
        let mut by_rate: BTreeMap<Rate, Decimal> = BTreeMap::new();
        for part in &self.parts {
            *by_rate.entry(part.rate).or_default() += part.gross;
        }
        by_rate.values().all(Decimal::is_zero)
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

/// Interpretations without repetitions; the first of equal ones stays. Where every rate comes to nothing (a voucher for
/// everything), all readings book the same.
pub(super) fn distinct(found: Vec<Interpretation>) -> Vec<Interpretation> {
    let mut kept: Vec<Interpretation> = Vec::new();
    for interpretation in found {
        let same = |other: &Interpretation| {
            let same_amounts = other.amounts() == interpretation.amounts();
            let nothing = other.is_nothing() && interpretation.is_nothing();
            (same_amounts || nothing) && other.residue == interpretation.residue
        };
        if !kept.iter().any(same) {
            kept.push(interpretation);
        }
    }
    kept
}
