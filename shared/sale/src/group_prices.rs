//! The price of each line of a group of one VAT rate whose sum is known.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::{Decimal, RoundingStrategy};

use crate::allocate::{CENT, cents, is_multiple};
use crate::known::{PriceSource, even_prices, evenness, least_fee, looks_like_a_fee};
use crate::open_line::OpenLine;
use crate::rate::Rate;
use crate::solve::Solver;

/// As many sums at the rates as are compared.
const MOST_SUMS: usize = 20_000;

impl Solver<'_> {
    /// What each line of a group comes to, if there is one answer: `None` where a fee may hide in the sum.
    pub(super) fn prices_for(
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
        let in_cents = group.iter().map(|line| line.quantity * CENT).sum::<Decimal>();
        let wide = group.iter().any(|line| line.wide);
        let known: Option<Decimal> = group
            .iter()
            .map(|line| line.choices.first().map(|(_, price)| price * line.quantity))
            .sum();
        match (even, known) {
            // Every price is known, and the sum is another: by what a price to two decimals leaves open, or by too little for a
            // fee beside lower prices.
            (_, Some(known)) if !strict && (room < least_fee || (sum - known).abs() <= in_cents) => {
                Some(spread_evenly(group, sum))
            }
            (Some(prices), _) if !strict => {
                // Several lines come to almost any sum at prices that look like prices, with a fee in it too.
                if wide && room >= least_fee {
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

    /// Whether no other prices, of those that look like prices, come to the same sum with other sums at the rates.
    pub(super) fn is_only_answer(&self, prices: &[(usize, PriceSource, Decimal)]) -> bool {
        let group: Vec<&OpenLine> = self.open.iter().collect();
        let Some(mut candidates) = self.candidates(&group) else {
            return false;
        };
        for (place, source, amount) in prices {
            candidates[*place].push((*source, amount / group[*place].quantity));
        }
        let mut wanted: BTreeMap<(Rate, Rate), Decimal> = BTreeMap::new();
        for (place, _, amount) in prices {
            *wanted
                .entry((group[*place].coding, group[*place].rate))
                .or_default() += amount;
        }
        // Every sum at the rates that any choice of prices gives.
        let mut sums: BTreeSet<BTreeMap<(Rate, Rate), Decimal>> = BTreeSet::from([BTreeMap::new()]);
        for (line, of) in group.iter().zip(&candidates) {
            let mut next = BTreeSet::new();
            for sum in &sums {
                for (_, price) in of {
                    let mut sum = sum.clone();
                    *sum.entry((line.coding, line.rate)).or_default() += (price * line.quantity).normalize();
                    next.insert(sum);
                }
            }
            if next.len() > MOST_SUMS {
                return false;
            }
            sums = next;
        }
        let total: Decimal = wanted.values().sum();
        !sums
            .iter()
            .any(|sum| *sum != wanted && sum.values().sum::<Decimal>() == total)
    }

    /// Whether lower prices that look no less like prices would leave what looks like a fee.
    pub(super) fn hides_a_fee(&self, group: &[&OpenLine], prices: &[Decimal]) -> bool {
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
