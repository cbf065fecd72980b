//! Prices of one piece that the order gives only within bounds: intervals for what is not known, equations from the total.
//!
//! Nothing is chosen by nearness. Prices that are known from elsewhere, the article's and the store product's, are tried as
//! they are; an order that comes to its total with them is settled. Where they leave an even amount, that is in no line (a
//! fee) and is not hidden in the goods. Where the goods of one VAT rate leave one sum, it is spread over them within their
//! bounds. Everything else is for a person.

use model::{Order, Problem};
use rust_decimal::Decimal;

use crate::allocate::{CENT, cents, is_multiple};
use crate::candidate::{Candidate, distinct_books};
use crate::convention::{PriceConvention, PriceInterpretation, PriceVat};
use crate::interpretation::{Interpretation, PriceRules, VatSchedule};
use crate::known::{PriceSource, SettledPrice, evenness};
use crate::open_line::{OpenLine, known_prices};
use crate::parts::{Hypothesis, LineAmount, Sheet, given};
use crate::rate::Rate;

/// How many combinations of prices are tried at most.
const COMBINATIONS: usize = 512;

/// One choice of prices for the open lines.
pub(super) struct Vector {
    lines: Vec<LineAmount>,
    settled: Vec<SettledPrice>,
}

/// The open prices of an order in one reading.
pub(super) struct Solver<'a> {
    pub(super) order: &'a Order,
    pub(super) tariff: &'a dyn VatSchedule,
    pub(super) rules: &'a PriceRules,
    pub(super) reading: PriceInterpretation,
    base: Vec<LineAmount>,
    pub(super) open: Vec<OpenLine>,
}

impl<'a> Solver<'a> {
    pub(super) fn new(
        order: &'a Order,
        tariff: &'a dyn VatSchedule,
        rules: &'a PriceRules,
        reading: PriceInterpretation,
    ) -> Self {
        let mut solver = Self {
            order,
            tariff,
            rules,
            reading,
            base: given(order, reading),
            open: Vec::new(),
        };
        for index in 0..order.lines.len() {
            if let Some(line) = OpenLine::new(order, tariff, rules.convention, reading, index) {
                solver.open.push(line);
            }
        }
        solver
    }

    /// Whether a line's price was rounded up to a whole unit.
    pub(super) fn is_wide(&self) -> bool {
        self.open.iter().any(|line| line.wide)
    }

    /// The lines whose prices are open, by index.
    pub(super) fn open_lines(&self) -> Vec<usize> {
        self.open.iter().map(|line| line.index).collect()
    }

    /// The VAT rate with which the known price of every line whose price was rounded up is within the line's bounds, where none
    /// is with its own: the shop seems to charge that.
    pub(super) fn other_rate_of_known_prices(&self) -> Option<Rate> {
        let lines: Vec<&OpenLine> = self.open.iter().filter(|line| line.choices.is_empty()).collect();
        let fits = |line: &OpenLine, rate: Rate| {
            let at = |price: Decimal| price / rate.factor() * line.rate.factor();
            line.rate != rate && line.known.first().is_some_and(|known| line.holds(at(*known)))
        };
        let mut rates = self.tariff.rates_of_countries().into_iter();
        rates.find(|rate| !lines.is_empty() && lines.iter().all(|line| line.wide && fits(line, *rate)))
    }

    /// A line's amount from what the buyer pays for it.
    fn amount(&self, line: &OpenLine, gross: Decimal) -> LineAmount {
        let factor = match self.reading.vat {
            PriceVat::Excluded => line.rate.factor(),
            _ => Decimal::ONE,
        };
        let amount = gross / factor;
        LineAmount {
            amount,
            unit_price: Some((amount / line.quantity).round_dp(8)),
            precision: Decimal::ZERO,
        }
    }

    pub(super) fn vector(&self, prices: &[(usize, PriceSource, Decimal)]) -> Vector {
        let mut lines = self.base.clone();
        let mut settled = Vec::with_capacity(prices.len());
        for (place, source, gross) in prices {
            let line = &self.open[*place];
            lines[line.index] = self.amount(line, *gross);
            settled.push(SettledPrice {
                line: line.index,
                price: (gross / line.quantity).round_dp(4).normalize(),
                source: *source,
            });
        }
        Vector { lines, settled }
    }

    pub(super) fn evaluate(&self, hypothesis: &Hypothesis, vector: &Vector) -> Result<Candidate, Problem> {
        let sheet = Sheet {
            order: self.order,
            tariff: self.tariff,
            shipping_rule: self.rules.shipping_vat,
            convention: self.rules.convention,
            reading: self.reading,
            hypothesis,
        };
        let mut candidate = Candidate::new(&sheet, &vector.lines)?;
        candidate.settled.clone_from(&vector.settled);
        Ok(candidate)
    }

    /// The order with its prices as they are given.
    pub(super) fn as_given(&self, hypothesis: &Hypothesis) -> Result<Candidate, Problem> {
        let vector = Vector {
            lines: self.base.clone(),
            settled: Vec::new(),
        };
        self.evaluate(hypothesis, &vector)
    }

    /// The order with the best known price of every open line; `None` where one has none.
    pub(super) fn at_known_prices(&self, hypothesis: &Hypothesis) -> Result<Option<Candidate>, Problem> {
        let prices: Option<Vec<_>> = self
            .open
            .iter()
            .enumerate()
            .map(|(place, line)| {
                let (source, price) = line.choices.first()?;
                Some((place, *source, *price * line.quantity))
            })
            .collect();
        match prices {
            Some(prices) => self.evaluate(hypothesis, &self.vector(&prices)).map(Some),
            None => Ok(None),
        }
    }

    /// The combinations of known prices that come to the total; where no line is open, the order as it is.
    pub(super) fn fitting(&self, hypothesis: &Hypothesis) -> Result<Vec<Interpretation>, Problem> {
        let fit = |candidate: &Candidate| candidate.fit(self.order, self.rules, Decimal::ZERO);
        let mut given = None;
        if !self.is_wide() {
            let candidate = self.as_given(hypothesis)?;
            given = fit(&candidate);
            if self.open.is_empty() || (given.is_some() && candidate.slack().is_zero()) {
                return Ok(given.into_iter().collect());
            }
        }
        // Prices that were rounded by less than a cent: the article's own price, where that is it, needs no rows for cents.
        if let Some(candidate) = self.at_known_prices(hypothesis)?
            && let Some(found) = fit(&candidate)
        {
            return Ok(vec![found]);
        }
        if let Some(found) = self.at_one_share_of_known_prices(hypothesis)? {
            return Ok(vec![found]);
        }
        if self.rules.convention == PriceConvention::Magento2 {
            // What the order says of its VAT tells prices with VAT that were rounded from prices without.
            let tax = self.order.tax.filter(|tax| !tax.is_zero());
            let agrees = |found: &Interpretation| tax.is_none_or(|tax| found.vat() == tax);
            let whole = self.at_whole_cents(hypothesis)?;
            let (agreeing, others): (Vec<_>, Vec<_>) = whole.into_iter().partition(agrees);
            if !agreeing.is_empty() {
                return Ok(agreeing);
            }
            if !given.as_ref().is_some_and(agrees) && !others.is_empty() {
                return Ok(others);
            }
        }
        if let Some(found) = given {
            return Ok(vec![found]);
        }
        let combinations: usize = self
            .open
            .iter()
            .try_fold(1_usize, |product, line| product.checked_mul(line.choices.len()))
            .unwrap_or(usize::MAX);
        if (2..=COMBINATIONS).contains(&combinations) {
            let mut found = Vec::new();
            for number in 1..combinations {
                let mut rest = number;
                let prices: Vec<_> = self
                    .open
                    .iter()
                    .enumerate()
                    .map(|(place, line)| {
                        let (source, price) = line.choices[rest % line.choices.len()];
                        rest /= line.choices.len();
                        (place, source, price * line.quantity)
                    })
                    .collect();
                found.extend(fit(&self.evaluate(hypothesis, &self.vector(&prices))?));
            }
            if !found.is_empty() {
                return Ok(distinct_books(found));
            }
        }
        if self.is_wide() && self.open.iter().all(|line| line.choices.is_empty()) {
            let group: Vec<&OpenLine> = self.open.iter().collect();
            let highest: Vec<Decimal> = group.iter().map(|line| line.high).collect();
            let prices: Vec<_> = group
                .iter()
                .enumerate()
                .map(|(place, line)| (place, PriceSource::Given, line.high * line.quantity))
                .collect();
            let candidate = self.evaluate(hypothesis, &self.vector(&prices))?;
            // Nothing else speaks for these prices, so that nothing may be off.
            let in_cents = highest.iter().all(|price| is_multiple(*price, CENT));
            if in_cents && candidate.slack().is_zero() && !self.hides_a_fee(&group, &highest) {
                return Ok(candidate.fit_exactly(self.order).into_iter().collect());
            }
        }
        Ok(Vec::new())
    }

    /// The order with all goods at the same share of their known prices, as in a sale of 20 % off everything. Two lines at least
    /// must agree on it, no line may contradict it, the total must be met exactly, and no other prices that look like prices
    /// may come to it at other rates; `None` else.
    fn at_one_share_of_known_prices(
        &self,
        hypothesis: &Hypothesis,
    ) -> Result<Option<Interpretation>, Problem> {
        if !self.is_wide() || self.discount_is_open(hypothesis) {
            return Ok(None);
        }
        let mut found = Vec::new();
        for percent in (1..=19_u8).map(|step| step * 5) {
            let Some(prices) = self.prices_at(percent) else {
                continue;
            };
            let candidate = self.evaluate(hypothesis, &self.vector(&prices))?;
            if let Some(one) = candidate.fit_exactly(self.order) {
                if !self.is_only_answer(&prices) {
                    return Ok(None);
                }
                found.push(one);
            }
        }
        let mut found = distinct_books(found);
        Ok(match found.len() {
            1 => found.pop(),
            _ => None,
        })
    }

    /// The open lines at so many percent off their known prices; `None` where any line of goods is not.
    fn prices_at(&self, percent: u8) -> Option<Vec<(usize, PriceSource, Decimal)>> {
        let off = |known: Decimal| cents(known * Decimal::from(100 - percent) / Decimal::ONE_HUNDRED);
        let mut prices = Vec::with_capacity(self.open.len());
        let mut agreeing = 0;
        for index in 0..self.order.lines.len() {
            let is_free = self.order.lines[index].price.is_zero();
            if is_free || self.tariff.is_no_goods(index) || self.tariff.is_text(index) {
                continue;
            }
            let known = known_prices(self.order, self.tariff, index);
            let open = self.open.iter().position(|line| line.index == index);
            match open {
                Some(place) => {
                    let line = &self.open[place];
                    let price = known
                        .iter()
                        .map(|(_, known)| off(*known))
                        .find(|price| line.holds(*price))?;
                    let source = PriceSource::PercentOff(percent);
                    prices.push((place, source, price * line.quantity));
                }
                None => {
                    let (_, rate) = self.tariff.line(index)?;
                    let given = match self.reading.vat {
                        PriceVat::Excluded => self.order.lines[index].price * rate.factor(),
                        _ => self.order.lines[index].price,
                    };
                    let is_near = |known: &Decimal| (off(*known) - given).abs() < CENT / Decimal::TWO;
                    known.iter().find(|(_, known)| is_near(known))?;
                }
            }
            agreeing += 1;
        }
        // Gift cards have the price that they are sold at, and no share of it.
        let all_open = prices.len()
            == self
                .open
                .iter()
                .filter(|line| !self.tariff.is_no_goods(line.index))
                .count();
        for (place, line) in self.open.iter().enumerate() {
            if self.tariff.is_no_goods(line.index) {
                let (source, price) = line
                    .choices
                    .first()
                    .copied()
                    .unwrap_or((PriceSource::Given, line.high));
                prices.push((place, source, price * line.quantity));
            }
        }
        prices.sort_by_key(|(place, ..)| *place);
        (agreeing >= 2 && all_open).then_some(prices)
    }

    /// The combinations of prices in whole cents with VAT, of those that the given decimals leave, that come to the total;
    /// those of prices that look like prices alone, where there are any. A shop whose prices include VAT has such prices,
    /// and those without VAT are rounded from them.
    fn at_whole_cents(&self, hypothesis: &Hypothesis) -> Result<Vec<Interpretation>, Problem> {
        if self.reading.vat != PriceVat::Excluded {
            return Ok(Vec::new());
        }
        let choices: Vec<Vec<Decimal>> = self
            .open
            .iter()
            .map(|line| {
                let first = (line.low / CENT).ceil() * CENT;
                (0..4_u8)
                    .map(|step| first + CENT * Decimal::from(step))
                    .filter(|price| line.holds(*price))
                    .collect()
            })
            .collect();
        let combinations = choices
            .iter()
            .try_fold(1_usize, |product, of| product.checked_mul(of.len()))
            .unwrap_or(usize::MAX);
        if !(1..=COMBINATIONS).contains(&combinations) {
            return Ok(Vec::new());
        }
        let (mut even, mut all) = (Vec::new(), Vec::new());
        for number in 0..combinations {
            let mut rest = number;
            let mut looks_even = true;
            let prices: Vec<_> = self
                .open
                .iter()
                .enumerate()
                .map(|(place, line)| {
                    let price = choices[place][rest % choices[place].len()];
                    rest /= choices[place].len();
                    looks_even &= evenness(price).is_some();
                    (place, PriceSource::Round, price * line.quantity)
                })
                .collect();
            let candidate = self.evaluate(hypothesis, &self.vector(&prices))?;
            let found = candidate.fit_exactly(self.order);
            if looks_even {
                even.extend(found);
            } else {
                all.extend(found);
            }
        }
        Ok(distinct_books(if even.is_empty() { all } else { even }))
    }
}
