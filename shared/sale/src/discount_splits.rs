//! How discounts that are given as one amount may be shared out over the rates of the goods.

use std::collections::{BTreeMap, BTreeSet};

use model::{DiscountTarget, Order};
use rust_decimal::Decimal;

use crate::allocate::{CENT, cents, is_multiple, split};
use crate::candidate::Candidate;
use crate::convention::PriceConvention;
use crate::interpretation::{PriceRules, VatSchedule};
use crate::known::evenness;
use crate::parts::half_of_last;
use crate::rate::Rate;
use crate::rows::RowSource;
/// The goods' discounts together, as they are given.
pub(super) fn discounted(order: &Order, tariff: &dyn VatSchedule) -> Decimal {
    amounts(order, tariff).iter().sum()
}

/// Each of the goods' discounts, as it is given.
fn amounts(order: &Order, tariff: &dyn VatSchedule) -> Vec<Decimal> {
    order
        .discounts
        .iter()
        .enumerate()
        .filter(|(index, discount)| {
            !tariff.is_payment(*index)
                && (discount.target == DiscountTarget::Order || order.shipping.is_zero())
        })
        .map(|(_, discount)| discount.amount)
        .filter(|amount| !amount.is_zero())
        .collect()
}

/// The goods of a candidate: each line's coding rate, rate and amount with VAT, without gift cards and text rows.
fn goods(tariff: &dyn VatSchedule, of: &Candidate) -> Vec<Goods> {
    of.parts
        .iter()
        .zip(&of.gross)
        .filter(|(part, _)| match part.source {
            RowSource::Line(index) => {
                part.purpose.is_none() && !tariff.is_no_goods(index) && !tariff.is_text(index)
            }
            _ => false,
        })
        .filter(|(_, gross)| **gross > Decimal::ZERO)
        .map(|(part, gross)| Goods {
            coding: part.coding,
            rate: part.rate,
            quantity: part.quantity,
            gross: *gross,
        })
        .collect()
}

#[derive(Clone)]
struct Goods {
    coding: Rate,
    rate: Rate,
    quantity: Decimal,
    gross: Decimal,
}

/// A way to share out discounts: how far down the list of ways it is, and what it takes off with VAT at each coding rate.
type Certain = (usize, BTreeMap<Rate, Decimal>);

/// The ways to share out discounts that their own amounts without VAT prove, whatever the total is: at each rate the shop took
/// off whole cents with VAT, and only few ways give the same amount to six decimals. Where an amount has fewer, none is
/// certain. Of several discounts, each proves its own share.
pub(super) fn certain_splits(
    order: &Order,
    tariff: &dyn VatSchedule,
    rules: &PriceRules,
    without: &Candidate,
    all: Decimal,
) -> Vec<Certain> {
    let goods = goods(tariff, without);
    if !is_exact(rules, all) {
        return Vec::new();
    }
    let amounts = amounts(order, tariff);
    let is_each = (2..=MOST_DISCOUNTS).contains(&amounts.len()) && amounts.iter().sum::<Decimal>() == all;
    if is_each {
        let found = of_several(&goods, &amounts);
        if !found.is_empty() {
            return found;
        }
    }
    let mut found: Vec<Certain> = Vec::new();
    for way in ways_of_one(&goods, all) {
        if found.iter().all(|(_, other)| *other != way.by_rate) {
            found.push((way.place, way.by_rate));
        }
    }
    found
}

/// As many discounts as are taken apart.
const MOST_DISCOUNTS: usize = 3;
/// As many ways to share out several discounts as are followed.
const MOST_WAYS: usize = 64;

/// One discount shared out in one way.
#[derive(Clone)]
struct Way {
    place: usize,
    by_rate: BTreeMap<Rate, Decimal>,
    /// With VAT, in the order of the goods; nothing where only the rate is known.
    by_line: Option<Vec<Decimal>>,
}

impl Way {
    fn by_line(place: usize, goods: &[Goods], off: Vec<Decimal>) -> Self {
        let mut by_rate: BTreeMap<Rate, Decimal> = BTreeMap::new();
        for (off, of) in off.iter().zip(goods) {
            *by_rate.entry(of.coding).or_default() += off;
        }
        Self {
            place,
            by_rate,
            by_line: Some(off),
        }
    }
}

/// The ways to share out discounts one after the other: each of the goods as they were, or of what the others have left of
/// them, since stores do either.
fn of_several(goods: &[Goods], amounts: &[Decimal]) -> Vec<Certain> {
    let start = Way {
        place: 0,
        by_rate: BTreeMap::new(),
        by_line: Some(vec![Decimal::ZERO; goods.len()]),
    };
    let mut so_far = vec![start];
    for amount in amounts {
        let mut next: Vec<Way> = Vec::new();
        for before in &so_far {
            let off = before.by_line.as_deref().unwrap_or_default();
            let left: Vec<Goods> = goods
                .iter()
                .enumerate()
                .map(|(at, of)| Goods {
                    gross: of.gross - off.get(at).copied().unwrap_or_default(),
                    ..of.clone()
                })
                .collect();
            for base in [goods, &left] {
                for way in ways_of_one(base, *amount) {
                    let mut sum = before.clone();
                    sum.place += way.place;
                    for (rate, off) in &way.by_rate {
                        *sum.by_rate.entry(*rate).or_default() += off;
                    }
                    if let (Some(all), Some(more)) = (&mut sum.by_line, &way.by_line) {
                        all.iter_mut().zip(more).for_each(|(all, more)| *all += more);
                    }
                    if !next
                        .iter()
                        .any(|known| known.by_rate == sum.by_rate && known.by_line == sum.by_line)
                    {
                        next.push(sum);
                    }
                }
            }
        }
        next.sort_by_key(|way| way.place);
        next.truncate(MOST_WAYS);
        so_far = next;
    }
    let mut found: Vec<Certain> = Vec::new();
    for way in so_far {
        if found.iter().all(|(_, other)| *other != way.by_rate) {
            found.push((way.place, way.by_rate));
        }
    }
    found
}

/// The ways to share out one discount that its amount proves.
fn ways_of_one(goods: &[Goods], all: Decimal) -> Vec<Way> {
    let mut found: Vec<Way> = Vec::new();
    found.extend(by_percent(goods, all).map(|off| Way::by_line(0, goods, off)));
    found.extend(by_piece(goods, all).map(|off| Way::by_line(1, goods, off)));
    for (coding, rate) in goods
        .iter()
        .map(|of| (of.coding, of.rate))
        .collect::<BTreeSet<_>>()
    {
        let of_rate: Decimal = goods
            .iter()
            .filter(|of| of.coding == coding)
            .map(|of| of.gross)
            .sum();
        let gross = cents(all * rate.factor());
        let is_whole = (all * rate.factor() - gross).abs() <= allowed(goods.len()) * rate.factor();
        if is_whole && gross <= of_rate && gross > Decimal::ZERO {
            found.push(Way {
                place: 2,
                by_rate: BTreeMap::from([(coding, gross)]),
                by_line: None,
            });
        }
    }
    found
}

/// Whether a discount without VAT has six decimals: WooCommerce's has, though trailing zeros are omitted.
pub(super) fn is_exact(rules: &PriceRules, all: Decimal) -> bool {
    all.normalize().scale() >= 5 || rules.convention == PriceConvention::Woocommerce
}

/// By how much a sum of amounts of six decimals may be off.
fn allowed(goods: usize) -> Decimal {
    Decimal::new(1, 6) * Decimal::from(goods.max(2))
}

/// A coupon of so many percent, to a half, of every line, rounded to whole cents with VAT line by line.
fn by_percent(goods: &[Goods], all: Decimal) -> Option<Vec<Decimal>> {
    let net: Decimal = goods.iter().map(|of| of.gross / of.rate.factor()).sum();
    if net <= Decimal::ZERO {
        return None;
    }
    let half_percents = (all / net * Decimal::from(200)).round();
    if half_percents <= Decimal::ZERO {
        return None;
    }
    let off: Vec<Decimal> = goods
        .iter()
        .map(|of| cents(of.gross * half_percents / Decimal::from(200)))
        .collect();
    let check: Decimal = off
        .iter()
        .zip(goods)
        .map(|(off, of)| off / of.rate.factor())
        .sum();
    ((check - all).abs() <= allowed(goods.len())).then_some(off)
}

/// An amount in cents as WooCommerce distributes a fixed coupon: an equal share for each piece in whole cents, again with what
/// is left because a price can't go below zero, and then one cent a piece.
fn shared_by_piece(goods: &[Goods], amount: i64) -> Vec<i64> {
    let mut off = vec![0_i64; goods.len()];
    let most: Vec<i64> = goods
        .iter()
        .map(|of| whole(of.gross * Decimal::ONE_HUNDRED))
        .collect();
    let pieces: Vec<i64> = goods.iter().map(|of| whole(of.quantity)).collect();
    let mut left = amount;
    while left > 0 {
        let open: Vec<usize> = (0..goods.len()).filter(|at| off[*at] < most[*at]).collect();
        let sum: i64 = open.iter().map(|at| pieces[*at]).sum();
        if sum <= 0 {
            break;
        }
        let each = left / sum;
        for at in open {
            let share = if each > 0 {
                each * pieces[at]
            } else {
                left.min(pieces[at])
            };
            let share = share.min(most[at] - off[at]);
            off[at] += share;
            left -= share;
        }
    }
    off
}

/// A fixed coupon, an equal share of it for each piece.
fn by_piece(goods: &[Goods], all: Decimal) -> Option<Vec<Decimal>> {
    let net = |off: &[i64]| -> Decimal {
        let amounts = off
            .iter()
            .zip(goods)
            .map(|(off, of)| Decimal::new(*off, 2) / of.rate.factor());
        amounts.sum()
    };
    // The larger the coupon, the more it comes to without VAT.
    let (mut low, mut high) = (
        1,
        goods
            .iter()
            .map(|of| whole(of.gross * Decimal::ONE_HUNDRED))
            .sum::<i64>(),
    );
    let allowed = allowed(goods.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if net(&shared_by_piece(goods, middle)) + allowed < all {
            low = middle + 1
        } else {
            high = middle
        }
    }
    // Different shares may come to the same without VAT: a coupon of an amount that no shop gives is another's share.
    evenness(Decimal::new(low, 2))?;
    let off = shared_by_piece(goods, low);
    let fits = (net(&off) - all).abs() <= allowed;
    fits.then(|| off.into_iter().map(|off| Decimal::new(off, 2)).collect())
}

fn whole(amount: Decimal) -> i64 {
    i64::try_from(amount.trunc()).unwrap_or(0)
}

/// The same discounts by rate in whole cents, as near as can be to `shares` and such that they come to `all` without VAT and
/// to `sum` with it.
pub(super) fn in_cents(
    shares: &BTreeMap<(Rate, Rate), Decimal>,
    sum: Decimal,
    all: Decimal,
    lines: usize,
) -> Option<BTreeMap<Rate, Decimal>> {
    let exact: Vec<((Rate, Rate), Decimal)> = shares.iter().map(|(rates, share)| (*rates, *share)).collect();
    let allowed = allowed(lines);
    let net = |shares: &[Decimal]| -> Decimal {
        shares
            .iter()
            .zip(&exact)
            .map(|(share, ((_, rate), _))| share / rate.factor())
            .sum()
    };
    // Some cents either way, the last rate with the rest.
    const REACH: i64 = 6;
    let free = exact.len().checked_sub(1)?;
    let width = 2 * REACH + 1;
    let ways = width.pow(u32::try_from(free.min(3)).ok()?);
    let mut best: Option<(Decimal, Vec<Decimal>)> = None;
    for way in 0..ways {
        let mut rest = way;
        let mut cents_of: Vec<Decimal> = exact.iter().map(|(_, share)| cents(*share)).collect();
        for share in cents_of.iter_mut().take(free.min(3)) {
            *share += Decimal::new(rest % width - REACH, 2);
            rest /= width;
        }
        let others: Decimal = cents_of.iter().take(free).sum();
        cents_of[free] = sum - others;
        let missed = (net(&cents_of) - all).abs();
        let moved: Decimal = cents_of
            .iter()
            .zip(&exact)
            .map(|(share, (_, exact))| (share - exact).abs())
            .sum();
        let fits = missed <= allowed && cents_of.iter().all(|share| *share >= Decimal::ZERO);
        if fits && best.as_ref().is_none_or(|(least, _)| moved < *least) {
            best = Some((moved, cents_of));
        }
    }
    let (_, cents_of) = best?;
    Some(
        exact
            .iter()
            .map(|((coding, _), _)| *coding)
            .zip(cents_of)
            .collect(),
    )
}

/// The discounts, given with VAT, on the goods of some of the rates: in proportion to those goods, or by piece, in whole cents.
pub(super) fn splits_by_rate(
    tariff: &dyn VatSchedule,
    without: &Candidate,
    all: Decimal,
) -> Vec<BTreeMap<Rate, Decimal>> {
    let goods = goods(tariff, without);
    let rates: BTreeSet<Rate> = goods.iter().map(|of| of.coding).collect();
    let rates: Vec<Rate> = rates.into_iter().collect();
    let mut found = Vec::new();
    // Every choice of rates but none.
    for choice in 1..(1_usize << rates.len().min(MOST_RATES)) {
        let is_chosen = |of: &&Goods| {
            rates
                .iter()
                .position(|rate| *rate == of.coding)
                .is_some_and(|at| choice >> at & 1 == 1)
        };
        let chosen: Vec<Goods> = goods.iter().filter(is_chosen).cloned().collect();
        let worth: Vec<Decimal> = chosen.iter().map(|of| of.gross).collect();
        if all > worth.iter().sum() {
            continue;
        }
        let by_piece = shared_by_piece(&chosen, whole(all * Decimal::ONE_HUNDRED));
        let by_piece: Vec<Decimal> = by_piece.into_iter().map(|off| Decimal::new(off, 2)).collect();
        for shares in [split(all, &worth, CENT), by_piece] {
            let mut by_rate: BTreeMap<Rate, Decimal> = BTreeMap::new();
            for (of, share) in chosen.iter().zip(shares) {
                *by_rate.entry(of.coding).or_default() += share;
            }
            found.push(by_rate);
        }
    }
    found
}

/// More rates than any country has.
const MOST_RATES: usize = 6;

/// How the discounts may be shared out over the rates so that the total is reached: given without VAT, two rates leave one
/// answer, and only one that gives whole cents at both is one.
pub(super) fn possible_splits(
    order: &Order,
    tariff: &dyn VatSchedule,
    without: &Candidate,
    all: Decimal,
) -> Vec<BTreeMap<Rate, Decimal>> {
    let mut worth: BTreeMap<Rate, (Rate, Decimal)> = BTreeMap::new();
    for of in goods(tariff, without) {
        worth.entry(of.coding).or_insert((of.rate, Decimal::ZERO)).1 += of.gross;
    }
    let off = without.total() - order.total;
    let precision = half_of_last(all);
    let mut found = Vec::new();
    let cent = Decimal::new(1, 2);
    // At one rate alone: the discount with that rate's VAT is the difference.
    for (coding, (rate, worth)) in &worth {
        let gross = cents(all * rate.factor());
        let missed = (all * rate.factor() - gross).abs();
        if off == gross && missed <= precision * rate.factor() && gross <= *worth {
            found.push(BTreeMap::from([(*coding, gross)]));
        }
    }
    // At two rates: x / (1 + a) + y / (1 + b) is the discount without VAT, and x + y the difference.
    let pairs: Vec<_> = worth.iter().collect();
    for (number, (a, (rate_a, worth_a))) in pairs.iter().enumerate() {
        for (b, (rate_b, worth_b)) in &pairs[number + 1..] {
            let (fa, fb) = (rate_a.factor(), rate_b.factor());
            if fa == fb {
                continue;
            }
            let slope = Decimal::ONE / fb - Decimal::ONE / fa;
            let x = (off / fb - all) / slope;
            // As many lines as there are may each have been rounded to six decimals.
            let error = ((precision + Decimal::new(2, 6)) / slope).abs();
            let on_a = cents(x);
            let on_b = off - on_a;
            let is_exact = error * Decimal::TEN < cent && (x - on_a).abs() <= error;
            let fits = on_a > Decimal::ZERO && on_b > Decimal::ZERO && on_a <= *worth_a && on_b <= *worth_b;
            if is_exact && fits && is_multiple(on_b, cent) {
                found.push(BTreeMap::from([(**a, on_a), (**b, on_b)]));
            }
        }
    }
    found
}
