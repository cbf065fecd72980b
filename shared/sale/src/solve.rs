//! Prices of one piece that the order gives only within bounds: intervals for what is not known, equations from the total.
//!
//! Nothing is chosen by nearness. Prices that are known from elsewhere, the article's and the store product's, are tried as
//! they are; an order that comes to its total with them is settled. Where they leave an even amount, that is in no line (a
//! fee) and is not hidden in the goods. Where the goods of one VAT rate leave one sum, it is spread over them within their
//! bounds. Everything else is for a person.

use model::{Order, Problem};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::allocate::{CENT, cents, is_multiple};
use crate::candidate::{Candidate, distinct_books};
use crate::convention::{PriceInterpretation, PricePer, PriceVat};
use crate::discount_splits::{certain_splits, discounted};
use crate::interpretation::{Interpretation, PriceRules, VatSchedule};
use crate::known::{PriceSource, SettledPrice, even_prices, evenness, least_fee, looks_like_a_fee};
use crate::parts::{Hypothesis, LineAmount, Sheet, Split, given, half_of_last};
use crate::rate::Rate;

/// How many combinations of prices are tried at most.
const COMBINATIONS: usize = 512;

/// A line whose price of one piece is only known within bounds.
struct OpenLine {
    index: usize,
    quantity: Decimal,
    coding: Rate,
    rate: Rate,
    /// The price of one piece with VAT: above this (or at it, where `wide` is false) and up to `high`.
    low: Decimal,
    high: Decimal,
    /// Rounded up to a whole unit; else half of the last decimal either way.
    wide: bool,
    /// Prices of one piece with VAT that are known from elsewhere and within the bounds, the best first.
    choices: Vec<(PriceSource, Decimal)>,
    /// Prices that are known from elsewhere, within the bounds or not.
    known: Vec<Decimal>,
}

impl OpenLine {
    fn holds(&self, price: Decimal) -> bool {
        price <= self.high && (price > self.low || (!self.wide && price == self.low))
    }

    /// The whole line's bounds with VAT, in cents that are possible.
    fn bounds(&self) -> (Decimal, Decimal) {
        let (low, high) = (self.low * self.quantity, self.high * self.quantity);
        let mut least = (low / CENT).ceil() * CENT;
        if self.wide && least == low {
            least += CENT;
        }
        (least, (high / CENT).floor() * CENT)
    }

    /// A price that looks like one, or is a share of a known one.
    fn explains(&self, price: Decimal) -> Option<PriceSource> {
        if !self.holds(price) {
            return None;
        }
        if let Some((source, _)) = self.choices.iter().find(|(_, choice)| *choice == price) {
            return Some(*source);
        }
        if price == self.high && self.wide && is_multiple(price, CENT) {
            return Some(PriceSource::Given);
        }
        if evenness(price).is_some() {
            return Some(PriceSource::Round);
        }
        let shares = (1..=19_u8).map(|n| n * 5);
        self.known.iter().find_map(|known| {
            shares.clone().find_map(|percent| {
                let share = known * Decimal::from(100 - percent) / Decimal::ONE_HUNDRED;
                let near = (share - price).abs() <= Decimal::new(5, 3);
                near.then_some(PriceSource::PercentOff(percent))
            })
        })
    }
}

/// One choice of prices for the open lines.
struct Vector {
    lines: Vec<LineAmount>,
    settled: Vec<SettledPrice>,
}

/// The open prices of an order in one reading.
pub(super) struct Solver<'a> {
    order: &'a Order,
    tariff: &'a dyn VatSchedule,
    rules: &'a PriceRules,
    pub(super) reading: PriceInterpretation,
    base: Vec<LineAmount>,
    open: Vec<OpenLine>,
}

/// What became of spreading.
pub(super) enum Spread {
    /// The lines that are not known leave one sum, and this is it.
    Settled(Box<Interpretation>),
    /// The total can be reached, and not in one way.
    Several,
    /// No prices within the bounds come to the total.
    Impossible,
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
            if let Some(line) = solver.open_line(index) {
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

    fn open_line(&self, index: usize) -> Option<OpenLine> {
        let line = &self.order.lines[index];
        let (coding, rate) = self.tariff.line(index)?;
        let (price, quantity) = (line.price, line.quantity);
        if self.reading.per != PricePer::Unit || quantity <= Decimal::ONE || price <= Decimal::ZERO {
            return None;
        }
        let factor = match self.reading.vat {
            PriceVat::Excluded => rate.factor(),
            PriceVat::Included | PriceVat::None => Decimal::ONE,
            PriceVat::SellersTakenOff => return None,
        };
        let (low, high, wide) = match self.rules.convention.rounded_up_by(price, quantity) {
            Some(by) => (price - by, price, true),
            // What has fewer than two decimals is taken as it is where prices are what people see.
            None if self.reading.vat == PriceVat::Excluded || price.normalize().scale() >= 2 => {
                let half = half_of_last(price);
                (price - half, price + half, false)
            }
            None => return None,
        };
        let mut open = OpenLine {
            index,
            quantity,
            coding,
            rate,
            low: low * factor,
            high: high * factor,
            wide,
            choices: Vec::new(),
            known: Vec::new(),
        };
        let known = self.tariff.known_prices(index);
        let home = Decimal::ONE / coding.factor();
        let store = known
            .store
            .filter(|store| store.currency == self.order.currency)
            .map(|store| store.amount);
        let candidates = [
            (PriceSource::Article, known.gross),
            (PriceSource::Article, known.net.map(|net| net * rate.factor())),
            (
                PriceSource::Article,
                known.gross.map(|gross| gross * home * rate.factor()),
            ),
            (PriceSource::Store, store),
            (PriceSource::Store, store.map(|net| net * rate.factor())),
            (
                PriceSource::Store,
                store.map(|gross| gross * home * rate.factor()),
            ),
        ];
        for (source, price) in candidates
            .into_iter()
            .filter_map(|(source, price)| Some((source, price?)))
        {
            let price = whole_cents(price);
            if price <= Decimal::ZERO {
                continue;
            }
            open.known.push(price);
            if open.holds(price) && open.choices.iter().all(|(_, choice)| *choice != price) {
                open.choices.push((source, price));
            }
        }
        Some(open)
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

    fn vector(&self, prices: &[(usize, PriceSource, Decimal)]) -> Vector {
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

    fn evaluate(&self, hypothesis: &Hypothesis, vector: &Vector) -> Result<Candidate, Problem> {
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
            if candidate.slack().is_zero() && !self.hides_a_fee(&group, &highest) {
                return Ok(fit(&candidate).into_iter().collect());
            }
        }
        Ok(Vec::new())
    }

    /// Spreads what the total leaves over the lines that are not known, where they have one VAT rate.
    pub(super) fn spread(&self, hypothesis: &Hypothesis) -> Result<Spread, Problem> {
        if self.open.is_empty() {
            return Ok(Spread::Impossible);
        }
        if self.discount_is_open(hypothesis) {
            return self.spread_beside_a_discount(hypothesis);
        }
        let everything: Vec<usize> = (0..self.open.len()).collect();
        let unknown: Vec<usize> = everything
            .iter()
            .copied()
            .filter(|place| self.open[*place].choices.is_empty())
            .collect();
        let one_rate = |places: &[usize]| {
            let mut rates = places
                .iter()
                .map(|place| (self.open[*place].coding, self.open[*place].rate));
            let first = rates.next();
            rates.all(|rate| Some(rate) == first)
        };
        if one_rate(&everything) {
            let group = if unknown.is_empty() { &everything } else { &unknown };
            let first = self.spread_over(group, hypothesis, false)?;
            return match first {
                // The known prices may be what is not right.
                Spread::Impossible if group.len() < everything.len() => {
                    self.spread_over(&everything, hypothesis, false)
                }
                spread => Ok(spread),
            };
        }
        if !unknown.is_empty() && one_rate(&unknown) {
            return Ok(match self.spread_over(&unknown, hypothesis, true)? {
                Spread::Settled(found) => Spread::Settled(found),
                _ if self.can_reach(hypothesis)? => Spread::Several,
                _ => Spread::Impossible,
            });
        }
        if unknown.is_empty() {
            // One line that was sold at another price than its known one, if it is only one.
            let mut found = Vec::new();
            for place in &everything {
                if let Spread::Settled(one) = self.spread_over(&[*place], hypothesis, true)? {
                    found.push(*one);
                }
            }
            let mut found = distinct_books(found);
            if found.len() == 1 {
                return Ok(Spread::Settled(Box::new(found.remove(0))));
            }
        }
        Ok(if self.can_reach(hypothesis)? {
            Spread::Several
        } else {
            Spread::Impossible
        })
    }

    /// Whether a discount without VAT is taken off goods of several rates, so that the total depends on how it is shared out.
    fn discount_is_open(&self, hypothesis: &Hypothesis) -> bool {
        let mut rates = (0..self.order.lines.len())
            .filter(|index| !self.tariff.is_voucher(*index) && !self.order.lines[*index].price.is_zero())
            .filter_map(|index| self.tariff.line(index));
        let first = rates.next();
        hypothesis.discount_vat == PriceVat::Excluded
            && !discounted(self.order, self.tariff).is_zero()
            && rates.any(|rate| Some(rate) != first)
    }

    /// One line without a known price, beside a discount over several rates: of the prices that look like prices, the one with
    /// which the discount's own amount proves how it was shared out, and the total is reached.
    fn spread_beside_a_discount(&self, hypothesis: &Hypothesis) -> Result<Spread, Problem> {
        let unknown: Vec<usize> = (0..self.open.len())
            .filter(|place| self.open[*place].choices.is_empty())
            .collect();
        let ([place], all) = (unknown.as_slice(), discounted(self.order, self.tariff)) else {
            return Ok(if self.can_reach(hypothesis)? {
                Spread::Several
            } else {
                Spread::Impossible
            });
        };
        let line = &self.open[*place];
        let nothing_off = Hypothesis {
            in_prices: all,
            ..hypothesis.clone()
        };
        let mut found = Vec::new();
        for price in even_prices(line.low, line.high)
            .into_iter()
            .filter(|price| line.holds(*price))
        {
            let mut prices: Vec<(usize, PriceSource, Decimal)> = Vec::new();
            for (at, other) in self.open.iter().enumerate() {
                match other.choices.first() {
                    Some((source, price)) => prices.push((at, *source, price * other.quantity)),
                    None => prices.push((at, PriceSource::Round, price * other.quantity)),
                }
            }
            let vector = self.vector(&prices);
            let without = self.evaluate(&nothing_off, &vector)?;
            for (_, split) in certain_splits(self.tariff, self.rules, &without, all) {
                let shared = Hypothesis {
                    split: Split::ByRate(split),
                    ..hypothesis.clone()
                };
                let candidate = self.evaluate(&shared, &vector)?;
                found.extend(candidate.fit(self.order, self.rules, Decimal::ZERO));
            }
        }
        let mut found = distinct_books(found);
        Ok(match found.len() {
            1 => Spread::Settled(Box::new(found.remove(0))),
            0 if !self.can_reach(hypothesis)? => Spread::Impossible,
            _ => Spread::Several,
        })
    }

    /// Whether any prices within the bounds come to the total.
    fn can_reach(&self, hypothesis: &Hypothesis) -> Result<bool, Problem> {
        let at = |bound: fn(&OpenLine) -> Decimal| -> Result<Decimal, Problem> {
            let prices: Vec<_> = self
                .open
                .iter()
                .enumerate()
                .map(|(place, line)| (place, PriceSource::Remainder, bound(line)))
                .collect();
            let candidate = self.evaluate(hypothesis, &self.vector(&prices))?;
            Ok(candidate.total())
        };
        let low = at(|line| line.bounds().0)?;
        let high = at(|line| line.bounds().1)?;
        let slack = Decimal::new(5, 2);
        Ok(low - slack <= self.order.total && self.order.total <= high + slack)
    }

    /// Spreads over the lines at `places`; every other line keeps its known price. `strict`: only where the prices that come
    /// out explain themselves, since other rates hang on them.
    fn spread_over(
        &self,
        places: &[usize],
        hypothesis: &Hypothesis,
        strict: bool,
    ) -> Result<Spread, Problem> {
        let mut fixed: Vec<(usize, PriceSource, Decimal)> = Vec::new();
        for (place, line) in self
            .open
            .iter()
            .enumerate()
            .filter(|(place, _)| !places.contains(place))
        {
            let Some((source, price)) = line.choices.first() else {
                return Ok(Spread::Impossible);
            };
            fixed.push((place, *source, price * line.quantity));
        }
        let group: Vec<&OpenLine> = places.iter().map(|place| &self.open[*place]).collect();
        let least: Decimal = group.iter().map(|line| line.bounds().0).sum();
        let most: Decimal = group.iter().map(|line| line.bounds().1).sum();
        if least > most {
            return Ok(Spread::Impossible);
        }
        let Some(sum) = self.sum_for_total(places, &fixed, hypothesis, least, most)? else {
            return Ok(Spread::Impossible);
        };
        let Some(prices) = self.prices_for(&group, sum, strict) else {
            return Ok(Spread::Several);
        };
        let mut all = fixed;
        for (place, (source, amount)) in places.iter().zip(prices) {
            all.push((*place, source, amount));
        }
        all.sort_by_key(|(place, ..)| *place);
        let candidate = self.evaluate(hypothesis, &self.vector(&all))?;
        Ok(match candidate.fit(self.order, self.rules, Decimal::ZERO) {
            Some(found) => Spread::Settled(Box::new(found)),
            None => Spread::Impossible,
        })
    }

    /// What the lines of a group must come to, with VAT, for the order's total; `None` where their bounds don't allow it.
    fn sum_for_total(
        &self,
        places: &[usize],
        fixed: &[(usize, PriceSource, Decimal)],
        hypothesis: &Hypothesis,
        least: Decimal,
        most: Decimal,
    ) -> Result<Option<Decimal>, Problem> {
        let total_at = |sum: Decimal| -> Result<(Decimal, Decimal), Problem> {
            // Only the sum of a rate counts for the total, so that all of it stands on the first lines as they can hold it.
            let mut all = fixed.to_vec();
            let mut left = sum;
            for (number, place) in places.iter().enumerate() {
                let here = if number + 1 == places.len() {
                    left
                } else {
                    self.open[*place].bounds().0.min(left)
                };
                left -= here;
                all.push((*place, PriceSource::Remainder, here));
            }
            let candidate = self.evaluate(hypothesis, &self.vector(&all))?;
            Ok((candidate.total(), candidate.slack()))
        };
        let mut sum = most;
        for _ in 0..6 {
            let (total, slack) = total_at(sum)?;
            let off = self.order.total - total;
            if off.abs() <= slack + Decimal::new(1, 6) {
                return Ok((least <= sum && sum <= most).then_some(sum));
            }
            // Discounts that follow the goods change a little with them: approached step by step.
            let step = cents(off);
            if step.is_zero() {
                return Ok(None);
            }
            sum += step;
        }
        Ok(None)
    }

    /// What each line of a group comes to, if there is one answer: `None` where a fee may hide in the sum.
    fn prices_for(
        &self,
        group: &[&OpenLine],
        sum: Decimal,
        strict: bool,
    ) -> Option<Vec<(PriceSource, Decimal)>> {
        let currency = self.order.currency;
        let least_fee = least_fee(currency);
        if let [line] = group {
            let price = sum / line.quantity;
            let explained = is_multiple(price, CENT).then(|| line.explains(price)).flatten();
            let room = sum - line.bounds().0;
            return match explained {
                Some(source @ (PriceSource::Article | PriceSource::Store)) => Some(vec![(source, sum)]),
                Some(source) if room < least_fee || !self.hides_a_fee(group, &[price]) => {
                    Some(vec![(source, sum)])
                }
                _ if !strict && line.wide && room < least_fee => Some(vec![(PriceSource::Remainder, sum)]),
                _ if !strict && !line.wide => Some(vec![(PriceSource::Remainder, sum)]),
                _ => None,
            };
        }
        let even = self.even_combination(group, sum);
        let room = sum - group.iter().map(|line| line.bounds().0).sum::<Decimal>();
        let wide = group.iter().any(|line| line.wide);
        let known: Option<Decimal> = group
            .iter()
            .map(|line| line.choices.first().map(|(_, price)| price * line.quantity))
            .sum();
        match (even, known) {
            // Every price is known, and the sum is another: by less than a fee, or no fee since it is lower.
            (_, Some(known)) if !strict && sum - known < least_fee => Some(spread_evenly(group, sum)),
            (Some(prices), _) if !strict => {
                let units: Vec<Decimal> = prices.iter().map(|(_, price)| *price).collect();
                if wide && room >= least_fee && self.hides_a_fee(group, &units) {
                    return None;
                }
                let amounts = group
                    .iter()
                    .zip(prices)
                    .map(|(line, (source, price))| (source, price * line.quantity));
                Some(amounts.collect())
            }
            (None, _) if !strict && (!wide || room < least_fee) => Some(spread_evenly(group, sum)),
            _ => None,
        }
    }

    /// Prices that look like prices, one for each line, that come to the sum; `None` where there are none.
    fn even_combination(&self, group: &[&OpenLine], sum: Decimal) -> Option<Vec<(PriceSource, Decimal)>> {
        let candidates = self.candidates(group)?;
        let mut tried = 0;
        let mut chosen = Vec::new();
        find(group, &candidates, sum, &mut chosen, &mut tried).then_some(chosen)
    }

    /// For each line, its known prices and those that look like prices; `None` where they are too many to try.
    fn candidates(&self, group: &[&OpenLine]) -> Option<Vec<Vec<(PriceSource, Decimal)>>> {
        let all: Vec<Vec<(PriceSource, Decimal)>> = group
            .iter()
            .map(|line| {
                let mut all = line.choices.clone();
                if line.wide && is_multiple(line.high, CENT) {
                    all.push((PriceSource::Given, line.high));
                }
                let even = even_prices(line.low, line.high).into_iter();
                all.extend(
                    even.filter(|price| line.holds(*price))
                        .map(|price| (PriceSource::Round, price)),
                );
                all
            })
            .collect();
        let combinations = all
            .iter()
            .try_fold(1_usize, |product, of| product.checked_mul(of.len().max(1)))?;
        (combinations <= 40_000).then_some(all)
    }

    /// Whether lower prices that look no less like prices would leave what looks like a fee.
    fn hides_a_fee(&self, group: &[&OpenLine], prices: &[Decimal]) -> bool {
        let Some(mut candidates) = self.candidates(group) else {
            return true;
        };
        let worst = prices
            .iter()
            .filter_map(|price| evenness(*price))
            .max()
            .unwrap_or(1);
        for of in &mut candidates {
            of.retain(|(source, price)| {
                *source != PriceSource::Round || evenness(*price).is_some_and(|rank| rank <= worst)
            });
        }
        let sum: Decimal = group
            .iter()
            .zip(prices)
            .map(|(line, price)| line.quantity * price)
            .sum();
        let rates = [group[0].rate];
        let mut sums = vec![Decimal::ZERO];
        for (line, of) in group.iter().zip(&candidates) {
            let mut next: Vec<Decimal> = sums
                .iter()
                .flat_map(|sum| of.iter().map(move |(_, price)| *sum + price * line.quantity))
                .collect();
            next.sort();
            next.dedup();
            sums = next;
        }
        sums.iter()
            .any(|other| looks_like_a_fee(sum - other, self.order.total, self.order.currency, &rates))
    }
}

/// Looks for the first combination that comes to the sum.
fn find(
    group: &[&OpenLine],
    candidates: &[Vec<(PriceSource, Decimal)>],
    left: Decimal,
    chosen: &mut Vec<(PriceSource, Decimal)>,
    tried: &mut usize,
) -> bool {
    *tried += 1;
    let at = chosen.len();
    if at == group.len() {
        return left.is_zero();
    }
    if *tried > 40_000 {
        return false;
    }
    let least: Decimal = group[at..].iter().map(|line| line.bounds().0).sum();
    let most: Decimal = group[at..].iter().map(|line| line.bounds().1).sum();
    if left < least || left > most {
        return false;
    }
    for choice in &candidates[at] {
        chosen.push(*choice);
        if find(
            group,
            candidates,
            left - choice.1 * group[at].quantity,
            chosen,
            tried,
        ) {
            return true;
        }
        chosen.pop();
    }
    false
}

/// A sum spread over lines: each at its known price, or the middle of its bounds, and what is then missing in proportion to
/// the room that each has.
fn spread_evenly(group: &[&OpenLine], sum: Decimal) -> Vec<(PriceSource, Decimal)> {
    let mut amounts: Vec<Decimal> = group
        .iter()
        .map(|line| {
            let (low, high) = line.bounds();
            match line.choices.first() {
                Some((_, price)) => cents(price * line.quantity).clamp(low, high),
                None => cents((low + high) / Decimal::TWO),
            }
        })
        .collect();
    let missing = sum - amounts.iter().sum::<Decimal>();
    let room: Vec<Decimal> = group
        .iter()
        .zip(&amounts)
        .map(|(line, amount)| {
            let (low, high) = line.bounds();
            if missing > Decimal::ZERO {
                high - amount
            } else {
                amount - low
            }
        })
        .collect();
    let all: Decimal = room.iter().sum();
    if !all.is_zero() {
        let mut left = missing;
        for (amount, room) in amounts.iter_mut().zip(&room) {
            let share = (missing * room / all).round_dp_with_strategy(2, RoundingStrategy::ToZero);
            *amount += share;
            left -= share;
        }
        // The cents that are left, to the first lines that have room.
        let cent = if left.is_sign_negative() { -CENT } else { CENT };
        let mut at = 0;
        while !left.is_zero() && at < group.len() * 3 {
            let (low, high) = group[at % group.len()].bounds();
            let amount = &mut amounts[at % group.len()];
            if (low..=high).contains(&(*amount + cent)) {
                *amount += cent;
                left -= cent;
            }
            at += 1;
        }
    }
    group
        .iter()
        .zip(amounts)
        .map(|(line, amount)| {
            let source = line
                .choices
                .iter()
                .find(|(_, price)| price * line.quantity == amount)
                .map_or(PriceSource::Remainder, |(source, _)| *source);
            (source, amount)
        })
        .collect()
}

/// A price in whole cents where it is one but for what a division leaves.
fn whole_cents(price: Decimal) -> Decimal {
    let whole = cents(price);
    if (price - whole).abs() < Decimal::new(1, 6) {
        whole
    } else {
        price
    }
}
