//! Other meanings of an order's amounts, for totals that the settings' rules don't reach: shipping at another VAT rate
//! or basis, a discount on part of the goods, or one that the prices include already.

use std::collections::BTreeSet;

use model::{Order, Problem};
use rust_decimal::Decimal;

use crate::convention::{PriceConvention, PriceVat};
use crate::discount_splits::{certain_splits, discounted, possible_splits};
use crate::interpretation::{PriceRules, VatSchedule};
use crate::parts::{Hypothesis, Split};
use crate::rate::Rate;
use crate::solve::Solver;

/// Something that an order may mean.
pub(super) struct Alternative {
    pub(super) hypothesis: Hypothesis,
    /// How much speaks for it.
    pub(super) weight: Weight,
}

/// How much speaks for an alternative, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// The discount's amount shows how it was distributed: the first of these ways that fits.
    Proved(usize),
    /// It changes nothing but a rule of the settings.
    Plain,
    /// It fits the total, and that is all: a fee that is in no line must not explain the order as well.
    Fits,
}

/// The rates of the order's goods without gift cards, and of parts without goods.
pub(super) fn coding_rates(order: &Order, tariff: &dyn VatSchedule) -> BTreeSet<Rate> {
    let mut rates: BTreeSet<Rate> = (0..order.lines.len())
        .filter(|index| !tariff.is_no_goods(*index))
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
    // The rate of an amount with VAT changes no total, so the total doesn't reveal it.
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
    for rate in coding_rates(order, tariff).into_iter().rev() {
        ways.push(Hypothesis {
            shipping_vat: basis,
            shipping_rate: Some(rate),
            ..standard.clone()
        });
    }
    ways
}

/// The ways in which shipping may be meant, each with discounts as their own amount proves them, or as the rule shares them out.
pub(super) fn ways(
    order: &Order,
    tariff: &dyn VatSchedule,
    rules: &PriceRules,
    solver: &Solver<'_>,
    standard: &Hypothesis,
) -> Result<Vec<Hypothesis>, Problem> {
    let all = discounted(order, tariff);
    let mut found = Vec::new();
    for way in shipping_ways(order, tariff, rules, standard) {
        let nothing_off = Hypothesis {
            in_prices: all,
            ..way.clone()
        };
        let splits = match solver.at_known_prices(&nothing_off) {
            Ok(Some(without)) if way.discount_vat == PriceVat::Excluded && !all.is_zero() => {
                certain_splits(order, tariff, rules, &without, all)
            }
            _ => Vec::new(),
        };
        if splits.is_empty() {
            found.push(way.clone());
        }
        found.extend(splits.into_iter().map(|(_, split)| Hypothesis {
            split: Split::ByRate(split),
            ..way.clone()
        }));
    }
    Ok(found)
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
            weight: Weight::Plain,
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
                weight: Weight::Plain,
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
                        weight: Weight::Plain,
                    });
                }
            }
        }
        if (0..order.lines.len()).any(|index| tariff.is_no_goods(index)) {
            found.push(Alternative {
                hypothesis: Hypothesis {
                    split: Split::Everything,
                    ..way.clone()
                },
                weight: Weight::Plain,
            });
        }
        // Magento keeps a discount with or without VAT, depending on the store's tax settings. Its orders name their
        // VAT, which tells the two apart; of one that costs nothing, there is none.
        let names_vat = order.total.is_zero() || order.tax.is_some_and(|tax| !tax.is_zero());
        let is_magento = rules.convention == PriceConvention::Magento2 && names_vat;
        if rules.convention == PriceConvention::Auto || is_magento {
            let other = match way.discount_vat {
                PriceVat::Included => PriceVat::Excluded,
                _ => PriceVat::Included,
            };
            found.push(Alternative {
                hypothesis: Hypothesis {
                    discount_vat: other,
                    ..way.clone()
                },
                weight: if is_magento { Weight::Plain } else { Weight::Fits },
            });
        }
        if way.discount_vat == PriceVat::Excluded {
            let without = match solver.at_known_prices(&nothing_off)? {
                Some(candidate) => candidate,
                None => continue,
            };
            let certain = certain_splits(order, tariff, rules, &without, all);
            // Where prices are open too, a share of the discount could hide that they are others.
            let possible = if certain.is_empty() && !solver.is_wide() {
                possible_splits(order, tariff, &without, all)
            } else {
                Vec::new()
            };
            let proved = certain
                .into_iter()
                .map(|(place, split)| (Weight::Proved(place), split));
            for (weight, split) in proved.chain(possible.into_iter().map(|split| (Weight::Fits, split))) {
                found.push(Alternative {
                    hypothesis: Hypothesis {
                        split: Split::ByRate(split),
                        ..way.clone()
                    },
                    weight,
                });
            }
        }
    }
    Ok(found)
}

/// The value of free lines by their articles' prices, with or without VAT: a coupon made them free, and is still
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
            // eAccounting keeps prices without VAT to two decimals, so the price with VAT is more exact.
            let price = match vat {
                PriceVat::Excluded => gross.map(|gross| gross / rate.factor()).or(known.net),
                _ => gross,
            };
            sum += price? * line.quantity;
        }
        Some(sum.round_dp(6))
    };
    [worth(false), worth(true)].into_iter().flatten().collect()
}
