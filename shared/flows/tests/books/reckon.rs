//! What an order comes to, in whole cents: the second calculation.
//!
//! It knows four things: VAT in a price is price × rate / (1 + rate) and on a price is price × rate, rounded half away from
//! zero once for each rate; shipping and fees take the rate of the goods worth the most; a discount is shared by the rates
//! as the goods are; and an amount that isn't whole cents is none of its business (such lines have their figures by hand).

use std::collections::BTreeMap;

use super::case::{Case, Figure};
use super::charts::Ware;

/// What eAccounting is to hold.
#[derive(Debug)]
pub(super) struct Reckoned {
    /// Each row's article, rate, account and amount, with VAT where the document includes it; rows of one article that
    /// stand together are one. `None`: by hand, and the rows with it.
    pub(super) rows: Option<Vec<(String, i64, i64, i64)>>,
    pub(super) figures: Vec<Figure>,
    /// Whether prices on the document include VAT.
    pub(super) includes_vat: bool,
    /// What eAccounting adds to come to whole units.
    pub(super) rounding: i64,
}

impl Reckoned {
    pub(super) fn net(&self) -> i64 {
        self.figures.iter().map(|figure| figure.net).sum()
    }

    pub(super) fn vat(&self) -> i64 {
        self.figures.iter().map(|figure| figure.vat).sum()
    }
}

/// Divides and rounds half away from zero.
pub(super) fn divide(over: i64, under: i64) -> i64 {
    over.signum() * ((over.abs() * 2 + under) / (2 * under))
}

/// Divides where nothing is left.
fn whole(over: i64, under: i64) -> Option<i64> {
    (over % under == 0).then_some(over / under)
}

/// An amount of the order in the shop's own terms.
struct Part {
    article: String,
    ware: Ware,
    amount: i64,
}

fn parts(case: &Case) -> Vec<Part> {
    let (chart, cart) = (case.chart, &case.cart);
    let [shipping, discounts, fees, _] = chart.extras;
    let mut parts: Vec<Part> = cart
        .lines
        .iter()
        .map(|(_, sku, amount)| Part {
            article: sku.clone(),
            ware: chart.ware(sku),
            amount: *amount,
        })
        .collect();
    // From the standard rate down to none.
    let mut goods = vec![0; chart.rates.len()];
    for part in &parts {
        goods[part.ware.rate] += part.amount;
    }
    let sold = |rate: &usize| parts.iter().any(|part| part.ware.rate == *rate);
    let main = (0..goods.len())
        .filter(sold)
        .max_by_key(|rate| (goods[*rate], usize::MAX - rate))
        .unwrap_or(0);
    let extra = |number: &str, rate: usize, amount: i64| Part {
        article: format!("{number}{}", chart.percent(rate)),
        ware: Ware {
            rate,
            is_service: false,
            in_oss: true,
        },
        amount,
    };
    let mut extras = Vec::new();
    if cart.fee > 0 {
        extras.push(extra(fees, main, cart.fee));
    }
    if cart.shipping > 0 {
        extras.push(extra(shipping, main, cart.shipping));
    }
    if cart.discount > 0 {
        let worth: i64 = goods.iter().sum();
        let mut shares: Vec<(usize, i64)> = Vec::new();
        for (rate, of_rate) in goods.iter().enumerate().filter(|(_, worth)| **worth > 0) {
            shares.push((rate, cart.discount * of_rate / worth));
        }
        // The cents that are left go to the largest remainders; of equal ones, to the lower rate.
        let left = cart.discount - shares.iter().map(|(_, share)| share).sum::<i64>();
        let mut by_remainder: Vec<usize> = (0..shares.len()).collect();
        by_remainder.sort_by_key(|at| (cart.discount * goods[shares[*at].0] % worth, shares[*at].0));
        for at in by_remainder.iter().rev().take(usize::try_from(left).unwrap()) {
            shares[*at].1 += 1;
        }
        // Rows stand from the low rate to the high.
        for (rate, share) in shares.into_iter().rev().filter(|(_, share)| *share > 0) {
            extras.push(extra(discounts, rate, -share));
        }
    }
    if cart.discount_on_shipping > 0 {
        extras.push(extra(discounts, main, -cart.discount_on_shipping));
    }
    parts.extend(extras);
    parts
}

/// What the shop charges.
pub(super) fn charged(case: &Case) -> i64 {
    let (chart, cart) = (case.chart, &case.cart);
    let mut by_rate: BTreeMap<i64, i64> = BTreeMap::new();
    let mut off = 0;
    for part in parts(case) {
        *by_rate.entry(chart.rate(part.ware, &case.sale)).or_default() += part.amount;
        if cart.takes_vat_off {
            let home = chart.rates[part.ware.rate];
            off += part.amount - whole(part.amount * 1000, 1000 + home).expect("whole cents without VAT");
        }
    }
    let sum: i64 = by_rate.values().sum();
    let on_top: i64 = by_rate
        .iter()
        .filter(|_| cart.is_net)
        .map(|(rate, sum)| divide(sum * rate, 1000))
        .sum();
    sum + on_top - off + cart.residue
}

/// What eAccounting is to hold. Figures by hand are held against what is reckoned, and stand alone where nothing is.
pub(super) fn reckon(case: &Case) -> Reckoned {
    let includes_vat = case.buyer.is_private && !case.hides_vat && case.sale.has_vat();
    let reckoned = rows(case, includes_vat).map(|rows| {
        let figures = figures(&rows, includes_vat);
        (rows, figures)
    });
    let (rows, figures) = match (reckoned, &case.figures) {
        (Some((rows, figures)), Some(by_hand)) => {
            assert_eq!(figures, *by_hand, "reckoned, and by hand: {}", case.line);
            (Some(rows), figures)
        }
        (Some((rows, figures)), None) => (Some(rows), figures),
        (None, Some(by_hand)) => (None, by_hand.clone()),
        (None, None) => panic!("not whole cents; work the figures out by hand: {}", case.line),
    };
    let total: i64 = figures.iter().map(|figure| figure.net + figure.vat).sum();
    assert_eq!(
        total,
        charged(case),
        "what the shop charges, and the figures: {}",
        case.line
    );
    let rounds = case.chart.rounds && case.cart.currency == case.chart.currency;
    let rounding = if rounds {
        divide(total, 100) * 100 - total
    } else {
        0
    };
    Reckoned {
        rows,
        figures,
        includes_vat,
        rounding,
    }
}

fn rows(case: &Case, includes_vat: bool) -> Option<Vec<(String, i64, i64, i64)>> {
    let (chart, cart) = (case.chart, &case.cart);
    let mut rows: Vec<(String, i64, i64, i64)> = Vec::new();
    for part in parts(case) {
        let rate = chart.rate(part.ware, &case.sale);
        let home = chart.rates[part.ware.rate];
        let amount = match (cart.is_net && case.sale.has_vat(), includes_vat) {
            _ if cart.takes_vat_off => whole(part.amount * 1000, 1000 + home)?,
            (true, true) => whole(part.amount * (1000 + rate), 1000)?,
            (false, false) => whole(part.amount * 1000, 1000 + rate)?,
            _ => part.amount,
        };
        let account = chart.account(part.ware, &case.sale);
        match rows.last_mut() {
            Some((article, .., before)) if *article == part.article => *before += amount,
            _ => rows.push((part.article, rate, account, amount)),
        }
    }
    if cart.residue != 0 {
        let none = chart.ware("STAMP");
        let [.., rounding] = chart.extras;
        rows.push((
            rounding.to_owned(),
            0,
            chart.account(none, &case.sale),
            cart.residue,
        ));
    }
    Some(rows)
}

fn figures(rows: &[(String, i64, i64, i64)], includes_vat: bool) -> Vec<Figure> {
    let mut by_rate: BTreeMap<i64, BTreeMap<i64, i64>> = BTreeMap::new();
    for (_, rate, account, amount) in rows {
        *by_rate.entry(*rate).or_default().entry(*account).or_default() += amount;
    }
    let mut figures = Vec::new();
    for (rate, accounts) in by_rate {
        let several = accounts.len() > 1;
        for (account, sum) in accounts {
            // What several accounts share in the VAT of one rate is only told where nothing is rounded.
            let exact = |over: i64, under: i64| match several {
                true => whole(over, under).expect("whole cents on each account"),
                false => divide(over, under),
            };
            let (net, vat) = if includes_vat {
                let vat = exact(sum * rate, 1000 + rate);
                (sum - vat, vat)
            } else {
                (sum, exact(sum * rate, 1000))
            };
            figures.push(Figure {
                rate,
                account,
                net,
                vat,
            });
        }
    }
    figures.sort();
    figures
}
