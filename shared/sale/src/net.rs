//! Net amounts whose VAT, computed by rate as eAccounting does, reaches the shop's total.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rust_decimal::Decimal;

use crate::allocate::{CENT, allocate, cents};
use crate::interpretation::Part;
use crate::rate::Rate;

/// How many cents a rate's net sum may be moved either way. Two reach every total that can be reached at all with rates
/// under 100 %, and more would be another price.
const REACH: i64 = 2;

/// How many rates' sums are moved at most, the largest first: more are not needed to reach a total, and each multiplies
/// the ways to try by five.
const MOVABLE: usize = 5;

/// The net amounts of an order's parts.
pub(super) struct Nets {
    /// By part, in whole cents.
    pub(super) amounts: Vec<Decimal>,
    /// The difference to the total: not every total can be reached with net amounts in cents (at 25 %, one in five
    /// can't).
    pub(super) missing: Decimal,
    /// How many cents the rates' net sums were moved.
    pub(super) moved: Decimal,
}

struct Group {
    rate: Rate,
    members: Vec<usize>,
    /// The rounded net sum.
    net: Decimal,
    /// The amount that the buyer pays at this rate.
    gross: Decimal,
}

impl Group {
    /// How many cents the sum may be moved. A sum of nothing (all free) has nothing to move, and 0 % is exact.
    fn steps(&self, place: usize) -> RangeInclusive<i64> {
        let fixed = self.rate.is_zero() || self.net.is_zero() || place >= MOVABLE;
        if fixed { 0..=0 } else { -REACH..=REACH }
    }

    fn gross_at(&self, moved: i64) -> (Decimal, Decimal) {
        let net = self.net + CENT * Decimal::from(moved);
        (net, net + cents(net * self.rate.fraction()))
    }
}

/// Net amounts for a document whose unit prices don't include VAT.
///
/// Each rate's net sum is the exact one, rounded. If the total then differs, sums are moved by a cent or two, so that
/// each rate stays as close as possible to what the buyer paid at it (or, if the shop's own prices are net, to those
/// prices). Rates of 0 % are exact and are not moved. A cent is distributed by largest remainder.
pub(super) fn net_amounts(parts: &[Part], total: Decimal, shop_is_net: bool) -> Nets {
    let mut members: BTreeMap<Rate, Vec<usize>> = BTreeMap::new();
    for (index, part) in parts.iter().enumerate() {
        members.entry(part.rate).or_default().push(index);
    }
    let mut groups: Vec<Group> = members
        .into_iter()
        .map(|(rate, members)| Group {
            rate,
            net: cents(members.iter().map(|i| parts[*i].net).sum()),
            gross: members.iter().map(|i| parts[*i].gross).sum(),
            members,
        })
        .collect();
    groups.sort_by_key(|group| Reverse(group.gross));
    let steps = if let Some(steps) = each_at_its_best(&groups, total, shop_is_net) {
        steps
    } else {
        let mut best = Best {
            shop_is_net,
            found: None,
        };
        best.search(&groups, &mut Vec::new(), total, Decimal::ZERO, 0);
        best.found
            .map_or_else(|| vec![0; groups.len()], |(_, _, steps)| steps)
    };
    let mut amounts = vec![Decimal::ZERO; parts.len()];
    let mut reached = Decimal::ZERO;
    let mut moved = Decimal::ZERO;
    for (group, step) in groups.iter().zip(steps) {
        let (net, gross) = group.gross_at(step);
        reached += gross;
        moved += Decimal::from(step.abs());
        let exact: Vec<Decimal> = group.members.iter().map(|i| parts[*i].net).collect();
        for (index, amount) in group.members.iter().zip(allocate(&exact, net, CENT)) {
            amounts[*index] = amount;
        }
    }
    Nets {
        amounts,
        missing: total - reached,
        moved,
    }
}

/// Each rate moved as it is best for itself, if that reaches the total: then nothing can be better, and nothing is searched.
fn each_at_its_best(groups: &[Group], total: Decimal, shop_is_net: bool) -> Option<Vec<i64>> {
    let steps: Vec<i64> = groups
        .iter()
        .enumerate()
        .map(|(place, group)| {
            if shop_is_net {
                return 0;
            }
            group
                .steps(place)
                .min_by_key(|step| ((group.gross_at(*step).1 - group.gross).abs(), step.abs()))
                .unwrap_or_default()
        })
        .collect();
    let reached: Decimal = groups
        .iter()
        .zip(&steps)
        .map(|(group, step)| group.gross_at(*step).1)
        .sum();
    (reached == total).then_some(steps)
}

/// The best way to move the rates' net sums so that the total is reached.
struct Best {
    shop_is_net: bool,
    /// The distance to the paid amount at each rate, the number of cents moved, and the steps.
    found: Option<(Decimal, i64, Vec<i64>)>,
}

impl Best {
    fn search(&mut self, groups: &[Group], steps: &mut Vec<i64>, left: Decimal, off: Decimal, moved: i64) {
        let Some(group) = groups.get(steps.len()) else {
            if left.is_zero() {
                let better = self.found.as_ref().is_none_or(|(best_off, best_moved, _)| {
                    if self.shop_is_net {
                        (moved, off) < (*best_moved, *best_off)
                    } else {
                        (off, moved) < (*best_off, *best_moved)
                    }
                });
                if better {
                    self.found = Some((off, moved, steps.clone()));
                }
            }
            return;
        };
        for step in group.steps(steps.len()) {
            let (_, gross) = group.gross_at(step);
            steps.push(step);
            self.search(
                groups,
                steps,
                left - gross,
                off + (gross - group.gross).abs(),
                moved + step.abs(),
            );
            steps.pop();
        }
    }
}
