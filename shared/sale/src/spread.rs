//! What the total leaves for goods of one VAT rate, spread over their lines within the bounds of their prices.

use std::collections::BTreeSet;

use model::Problem;
use rust_decimal::Decimal;

use crate::allocate::cents;
use crate::candidate::distinct_books;
use crate::convention::PriceVat;
use crate::discount_splits::{certain_splits, discounted};
use crate::interpretation::Interpretation;
use crate::known::{PriceSource, even_prices};
use crate::open_line::OpenLine;
use crate::parts::{Hypothesis, Split};
use crate::rate::Rate;
use crate::solve::Solver;

/// The result of spreading.
pub(super) enum Spread {
    /// The lines that are not known leave one sum, and this is it.
    Settled(Box<Interpretation>),
    /// The total can be reached, and not in one way.
    Several,
    /// No prices within the bounds come to the total.
    Impossible,
}

impl Solver<'_> {
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
            let lines: Vec<usize> = places.iter().map(|place| self.open[*place].index).collect();
            self.are_booked_alike(&lines)
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
        // Of several rates, the articles' and products' prices must settle all but one. A line that was sold at another price than
        // its known one shows that the others may have been too: then nothing says which rate the difference belongs to.
        let is_other = |place: &usize| !self.open[*place].known.is_empty();
        if !unknown.is_empty() && one_rate(&unknown) && !unknown.iter().any(is_other) {
            return Ok(match self.spread_over(&unknown, hypothesis, true)? {
                Spread::Settled(found) => Spread::Settled(found),
                _ if self.can_reach(hypothesis)? => Spread::Several,
                _ => Spread::Impossible,
            });
        }
        Ok(if self.can_reach(hypothesis)? {
            Spread::Several
        } else {
            Spread::Impossible
        })
    }

    /// Whether a discount without VAT is taken off goods of several rates, so that the total depends on how it is shared out.
    pub(super) fn discount_is_open(&self, hypothesis: &Hypothesis) -> bool {
        let goods: Vec<usize> = (0..self.order.lines.len())
            .filter(|index| !self.tariff.is_no_goods(*index) && !self.order.lines[*index].price.is_zero())
            .collect();
        hypothesis.discount_vat == PriceVat::Excluded
            && !discounted(self.order, self.tariff).is_zero()
            && !self.are_booked_alike(&goods)
    }

    /// Whether VAT and account are the same whichever of these lines an amount belongs to: goods of one coding's rate, or of
    /// several in a sale that has one rate and one account for them, as an export.
    fn are_booked_alike(&self, lines: &[usize]) -> bool {
        let rates: BTreeSet<(Rate, Rate)> = lines
            .iter()
            .filter_map(|index| self.tariff.line(*index))
            .collect();
        let place = |index: &usize| Some((self.tariff.line(*index)?.1, self.tariff.account(*index)));
        let places: BTreeSet<(Rate, Option<i64>)> = lines.iter().filter_map(place).collect();
        rates.len() <= 1 || (places.len() == 1 && places.iter().all(|(_, account)| account.is_some()))
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
        if !line.known.is_empty() && self.open.len() > 1 {
            return Ok(Spread::Several);
        }
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
            for (_, split) in certain_splits(self.order, self.tariff, self.rules, &without, all) {
                let shared = Hypothesis {
                    split: Split::ByRate(split),
                    ..hypothesis.clone()
                };
                let candidate = self.evaluate(&shared, &vector)?;
                found.extend(candidate.fit_exactly(self.order));
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
        Ok(match candidate.fit_exactly(self.order) {
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
}
