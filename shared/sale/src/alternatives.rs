//! What an order may mean beside its lines' prices, where the settings' own rules don't come to its total: shipping of
//! another VAT rate or basis, a discount on part of the goods, or one that is in the prices already.

use std::collections::{BTreeMap, BTreeSet};

use model::{DiscountTarget, Order, Problem};
use rust_decimal::Decimal;

use crate::allocate::{cents, is_multiple};
use crate::candidate::Candidate;
use crate::convention::PriceConvention;
use crate::parts::{Hypothesis, Split, half_of_last};
use crate::plan::RowSource;
use crate::prices::{PriceRules, PriceVat, VatSchedule};
use crate::solve::Solver;
use crate::types::Rate;

/// Something that an order may mean.
pub(super) struct Alternative {
    pub(super) hypothesis: Hypothesis,
    /// Whether it says something of the discounts that only its fitting the total speaks for: then a fee that is in no line
    /// must not explain the order as well.
    pub(super) needs_proof: bool,
}

/// The goods' discounts together, as they are given.
fn discounted(order: &Order, tariff: &dyn VatSchedule) -> Decimal {
    order
        .discounts
        .iter()
        .enumerate()
        .filter(|(index, discount)| {
            !tariff.is_payment(*index)
                && (discount.target == DiscountTarget::Order || order.shipping.is_zero())
        })
        .map(|(_, discount)| discount.amount)
        .sum()
}

/// The rates of the order's goods, gift cards left out, and of what has no goods to follow.
fn rates(order: &Order, tariff: &dyn VatSchedule) -> BTreeSet<Rate> {
    let mut rates: BTreeSet<Rate> = (0..order.lines.len())
        .filter(|index| !tariff.is_voucher(*index))
        .filter_map(|index| tariff.line(index))
        .map(|(coding, _)| coding)
        .collect();
    rates.insert(tariff.default_rate());
    rates
}

/// The ways in which shipping may be meant, the rule's own first.
pub(super) fn shipping_ways(
    order: &Order,
    tariff: &dyn VatSchedule,
    rules: &PriceRules,
    standard: &Hypothesis,
) -> Vec<Hypothesis> {
    let mut ways = vec![standard.clone()];
    if order.shipping.is_zero() || tariff.is_without_vat() {
        return ways;
    }
    let known = rules.convention != PriceConvention::Auto;
    // The rate of an amount with VAT changes no total, so that the total says nothing of it.
    let other_basis = match standard.shipping_vat {
        PriceVat::Included => PriceVat::Excluded,
        PriceVat::Excluded => PriceVat::Included,
        other => other,
    };
    if other_basis == PriceVat::Included && !known {
        ways.push(Hypothesis {
            shipping_vat: PriceVat::Included,
            ..standard.clone()
        });
    }
    let basis = if standard.shipping_vat == PriceVat::Excluded || !known {
        PriceVat::Excluded
    } else {
        return ways;
    };
    if standard.shipping_vat != basis {
        ways.push(Hypothesis {
            shipping_vat: basis,
            ..standard.clone()
        });
    }
    for rate in rates(order, tariff).into_iter().rev() {
        ways.push(Hypothesis {
            shipping_vat: basis,
            shipping_rate: Some(rate),
            ..standard.clone()
        });
    }
    ways
}

/// Everything that an order may mean beside the standard.
pub(super) fn alternatives(
    order: &Order,
    tariff: &dyn VatSchedule,
    rules: &PriceRules,
    solver: &Solver<'_>,
) -> Result<Vec<Alternative>, Problem> {
    let standard = Hypothesis::standard(solver.reading);
    let mut found = Vec::new();
    for way in shipping_ways(order, tariff, rules, &standard) {
        found.push(Alternative {
            hypothesis: way.clone(),
            needs_proof: false,
        });
        let all = discounted(order, tariff);
        if all.is_zero() || tariff.is_without_vat() {
            continue;
        }
        let nothing_off = Hypothesis {
            in_prices: all,
            ..way.clone()
        };
        let free_lines = order
            .lines
            .iter()
            .any(|line| line.price.is_zero() && !line.quantity.is_zero());
        if rules.convention == PriceConvention::Auto || free_lines {
            found.push(Alternative {
                hypothesis: nothing_off.clone(),
                needs_proof: false,
            });
        }
        if free_lines {
            for free in worth_of_free_lines(order, tariff, solver.reading.vat) {
                if free > Decimal::ZERO && free < all {
                    found.push(Alternative {
                        hypothesis: Hypothesis {
                            in_prices: free,
                            ..way.clone()
                        },
                        needs_proof: false,
                    });
                }
            }
        }
        if (0..order.lines.len()).any(|index| tariff.is_voucher(index)) {
            found.push(Alternative {
                hypothesis: Hypothesis {
                    split: Split::Everything,
                    ..way.clone()
                },
                needs_proof: false,
            });
        }
        if rules.convention == PriceConvention::Auto {
            let other = match way.discount_vat {
                PriceVat::Included => PriceVat::Excluded,
                _ => PriceVat::Included,
            };
            found.push(Alternative {
                hypothesis: Hypothesis {
                    discount_vat: other,
                    ..way.clone()
                },
                needs_proof: true,
            });
        }
        if way.discount_vat == PriceVat::Excluded {
            let without = match solver.at_known_prices(&nothing_off)? {
                Some(candidate) => candidate,
                None => continue,
            };
            for split in splits(order, tariff, &without, all) {
                found.push(Alternative {
                    hypothesis: Hypothesis {
                        split: Split::ByRate(split),
                        ..way.clone()
                    },
                    needs_proof: true,
                });
            }
        }
    }
    Ok(found)
}

/// What the lines that cost nothing are worth by their articles, without VAT or with: a coupon made them free, and is still
/// listed.
fn worth_of_free_lines(order: &Order, tariff: &dyn VatSchedule, vat: PriceVat) -> Vec<Decimal> {
    let worth = |store: bool| -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        for (index, line) in order
            .lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.price.is_zero())
        {
            let (_, rate) = tariff.line(index)?;
            let known = tariff.known_prices(index);
            let gross = if store {
                known.store.map(|store| store.amount)
            } else {
                known.gross
            };
            let price = match vat {
                PriceVat::Excluded if !store => known.net.or(gross.map(|gross| gross / rate.factor())),
                PriceVat::Excluded => gross.map(|gross| gross / rate.factor()),
                _ => gross,
            };
            sum += price? * line.quantity;
        }
        Some(sum.round_dp(6))
    };
    [worth(false), worth(true)].into_iter().flatten().collect()
}

/// How the discounts may be shared out over the rates so that the total is reached: given without VAT, two rates leave one
/// answer, and only one that gives whole cents at both is one.
fn splits(
    order: &Order,
    tariff: &dyn VatSchedule,
    without: &Candidate,
    all: Decimal,
) -> Vec<BTreeMap<Rate, Decimal>> {
    let mut goods: BTreeMap<Rate, (Rate, Decimal)> = BTreeMap::new();
    for (part, gross) in without.parts.iter().zip(&without.gross) {
        if let RowSource::Line(index) = part.source
            && part.purpose.is_none()
            && !tariff.is_voucher(index)
            && !tariff.is_text(index)
        {
            goods.entry(part.coding).or_insert((part.rate, Decimal::ZERO)).1 += *gross;
        }
    }
    goods.retain(|_, (_, worth)| *worth > Decimal::ZERO);
    let off = without.total() - order.total;
    let precision = half_of_last(all);
    let mut found = Vec::new();
    let cent = Decimal::new(1, 2);
    // At one rate alone: the discount with that rate's VAT is what is missing.
    for (coding, (rate, worth)) in &goods {
        let gross = cents(all * rate.factor());
        let missed = (all * rate.factor() - gross).abs();
        if off == gross && missed <= precision * rate.factor() && gross <= *worth {
            found.push(BTreeMap::from([(*coding, gross)]));
        }
    }
    // At two: x / (1 + a) + y / (1 + b) is the discount without VAT, and x + y what is missing.
    let pairs: Vec<_> = goods.iter().collect();
    for (number, (a, (rate_a, worth_a))) in pairs.iter().enumerate() {
        for (b, (rate_b, worth_b)) in &pairs[number + 1..] {
            let (fa, fb) = (rate_a.factor(), rate_b.factor());
            if fa == fb {
                continue;
            }
            let slope = Decimal::ONE / fb - Decimal::ONE / fa;
            let x = (off / fb - all) / slope;
            let error = (precision / slope).abs();
            let on_a = cents(x);
            let on_b = off - on_a;
            let is_exact = error * Decimal::TEN < cent && (x - on_a).abs() <= error + Decimal::new(1, 8);
            let fits = on_a > Decimal::ZERO && on_b > Decimal::ZERO && on_a <= *worth_a && on_b <= *worth_b;
            if is_exact && fits && is_multiple(on_b, cent) {
                found.push(BTreeMap::from([(**a, on_a), (**b, on_b)]));
            }
        }
    }
    // At three or more: the same share of each line, rounded line by line as the plugin does.
    found.extend(by_percent(tariff, without, all, precision));
    found
}

/// A coupon of so many percent, to a half, of every line, rounded to whole cents with VAT line by line.
fn by_percent(
    tariff: &dyn VatSchedule,
    without: &Candidate,
    all: Decimal,
    precision: Decimal,
) -> Option<BTreeMap<Rate, Decimal>> {
    let lines: Vec<(Rate, Rate, Decimal)> = without
        .parts
        .iter()
        .zip(&without.gross)
        .filter(|(part, _)| match part.source {
            RowSource::Line(index) => {
                part.purpose.is_none() && !tariff.is_voucher(index) && !tariff.is_text(index)
            }
            _ => false,
        })
        .map(|(part, gross)| (part.coding, part.rate, *gross))
        .collect();
    let net: Decimal = lines.iter().map(|(_, rate, gross)| gross / rate.factor()).sum();
    if net <= Decimal::ZERO {
        return None;
    }
    let half_percents = (all / net * Decimal::from(200)).round();
    let mut shares: BTreeMap<Rate, Decimal> = BTreeMap::new();
    let mut check = Decimal::ZERO;
    for (coding, rate, gross) in &lines {
        let share = cents(gross * half_percents / Decimal::from(200));
        check += share / rate.factor();
        *shares.entry(*coding).or_default() += share;
    }
    let allowed = precision + Decimal::new(1, 6) * Decimal::from(lines.len());
    ((check - all).abs() <= allowed && half_percents > Decimal::ZERO).then_some(shares)
}
