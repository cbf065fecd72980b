//! Every cart sold by every company to every kind of buyer, against a second calculation in whole cents that shares nothing
//! with the first: 400 orders.

use std::collections::BTreeMap;

use model::DiscountTarget;
use rust_decimal::Decimal;
use sale::*;

use crate::world::*;

/// A cart of a shop whose prices include VAT: lines as (which of the company's rates, quantity, price of one in cents),
/// shipping and discount in cents.
struct Cart {
    name: &'static str,
    lines: &'static [(usize, i64, i64)],
    shipping: i64,
    discount: i64,
}

const CARTS: [Cart; 10] = [
    Cart {
        name: "one piece",
        lines: &[(0, 1, 19_900)],
        shipping: 0,
        discount: 0,
    },
    Cart {
        name: "two lines and shipping",
        lines: &[(0, 2, 19_900), (0, 1, 8_950)],
        shipping: 4_900,
        discount: 0,
    },
    Cart {
        name: "mixed rates",
        lines: &[(0, 1, 34_900), (1, 3, 7_900)],
        shipping: 0,
        discount: 0,
    },
    Cart {
        name: "mixed rates, shipping, discount",
        lines: &[(0, 1, 34_900), (1, 3, 7_900)],
        shipping: 5_900,
        discount: 5_000,
    },
    Cart {
        name: "odd cents",
        lines: &[(0, 7, 1_337), (1, 11, 999)],
        shipping: 3_995,
        discount: 1_777,
    },
    Cart {
        name: "reduced rate alone",
        lines: &[(1, 4, 12_900)],
        shipping: 2_900,
        discount: 0,
    },
    Cart {
        name: "a free gift",
        lines: &[(0, 1, 50_000), (1, 1, 0)],
        shipping: 0,
        discount: 10_000,
    },
    Cart {
        name: "many pieces",
        lines: &[(0, 144, 495), (1, 1000, 105)],
        shipping: 19_900,
        discount: 0,
    },
    Cart {
        name: "a large order",
        lines: &[(0, 3, 2_499_900), (1, 1, 1_845_050)],
        shipping: 125_000,
        discount: 500_000,
    },
    Cart {
        name: "equal worth of both rates",
        lines: &[(0, 1, 10_000), (1, 1, 10_000)],
        shipping: 1_000,
        discount: 333,
    },
];

/// A kind of buyer: who, whether the company uses OSS, the currency (empty: the company's), and what is to come out: which
/// accounts, and the rates (empty: the company's own; one zero: none), in the order of the company's rates.
struct Case {
    to: &'static str,
    oss: bool,
    currency: &'static str,
    used_for: i64,
    rates: &'static [i64],
    net: bool,
}

const fn case(to: &'static str, used_for: i64, rates: &'static [i64], net: bool) -> Case {
    Case {
        to,
        oss: false,
        currency: "",
        used_for,
        rates,
        net,
    }
}

const NONE: &[i64] = &[0, 0];
const OWN: &[i64] = &[];

const SE: [Case; 10] = [
    case("private SE", DOMESTIC, OWN, false),
    case("company SE", DOMESTIC, OWN, true),
    case("private DE", EU_VAT, OWN, false),
    Case {
        oss: true,
        currency: "EUR",
        ..case("private DE", MOSS, &[190, 70], false)
    },
    case("company DE", EU_EXEMPT, NONE, false),
    Case {
        currency: "NOK",
        ..case("private NO", EXPORT, NONE, false)
    },
    case("company NO", EXPORT, NONE, false),
    Case {
        currency: "USD",
        ..case("private US charged", DOMESTIC, OWN, false)
    },
    case("company DE without", EU_VAT, OWN, true),
    case("private SE to NO", EXPORT, NONE, false),
];

const NO: [Case; 10] = [
    case("private NO", DOMESTIC, OWN, false),
    case("company NO", DOMESTIC, OWN, true),
    case("private SE", EXPORT, NONE, false),
    Case {
        oss: true,
        currency: "SEK",
        ..case("private SE", EXPORT, NONE, false)
    },
    case("company SE", EXPORT, NONE, false),
    case("company DE", EXPORT, NONE, false),
    Case {
        currency: "USD",
        ..case("private US", EXPORT, NONE, false)
    },
    case("private US charged", DOMESTIC, OWN, false),
    case("private NO to SE", EXPORT, NONE, false),
    case("private SE to NO", DOMESTIC, OWN, false),
];

const NL: [Case; 10] = [
    case("private NL", DOMESTIC, OWN, false),
    case("company NL", DOMESTIC, OWN, true),
    case("private SE", EU_VAT, OWN, false),
    Case {
        oss: true,
        currency: "",
        ..case("private DK", MOSS, &[250, 250], false)
    },
    case("company FI", EU_EXEMPT, NONE, false),
    Case {
        currency: "NOK",
        ..case("private NO", EXPORT, NONE, false)
    },
    case("company NO", EXPORT, NONE, false),
    case("private GB ni", EU_VAT, OWN, false),
    case("company XI", EU_EXEMPT, NONE, false),
    case("company SE to NL", DOMESTIC, OWN, true),
];

const FI: [Case; 10] = [
    case("private FI", DOMESTIC, OWN, false),
    case("company FI", DOMESTIC, OWN, true),
    case("private SE", EU_VAT, OWN, false),
    Case {
        oss: true,
        currency: "",
        ..case("private NL", MOSS, &[210, 90], false)
    },
    Case {
        oss: true,
        currency: "EUR",
        ..case("private DE to NL", MOSS, &[210, 90], false)
    },
    case("company SE", EU_EXEMPT, NONE, false),
    Case {
        currency: "SEK",
        ..case("company SE", EU_EXEMPT, NONE, false)
    },
    case("private NO", EXPORT, NONE, false),
    case("private GB", EXPORT, NONE, false),
    case("company GB ni without", EU_VAT, OWN, true),
];

/// Divides and rounds half away from zero.
fn divide(over: i64, under: i64) -> i64 {
    let twice = over.abs() * 2 + under;
    over.signum() * (twice / (2 * under))
}

/// The expected amounts, in cents.
struct Expected {
    total: i64,
    /// Which of the company's rates → what the buyer pays at it.
    gross: BTreeMap<usize, i64>,
    shipping_at: usize,
}

fn expected(cart: &Cart) -> Expected {
    let mut gross: BTreeMap<usize, i64> = BTreeMap::new();
    for (rate, quantity, price) in cart.lines {
        *gross.entry(*rate).or_default() += quantity * price;
    }
    let goods = gross.clone();
    let all: i64 = goods.values().sum();
    // The dearest rate; of equals, the higher, which stands first.
    let shipping_at = *goods
        .iter()
        .max_by_key(|(rate, worth)| (**worth, usize::MAX - **rate))
        .unwrap()
        .0;
    *gross.get_mut(&shipping_at).unwrap() += cart.shipping;
    // Whole cents of the discount for each rate, then the cents left over to the largest remainders; of equal ones, to the
    // lower rate, which stands last.
    let mut left = cart.discount;
    let mut remainders = Vec::new();
    for (rate, worth) in &goods {
        let share = cart.discount * worth;
        *gross.get_mut(rate).unwrap() -= share / all;
        left -= share / all;
        remainders.push((share % all, *rate));
    }
    remainders.sort();
    for (_, rate) in remainders.iter().rev().take(left as usize) {
        *gross.get_mut(rate).unwrap() -= 1;
    }
    Expected {
        total: all + cart.shipping - cart.discount,
        gross,
        shipping_at,
    }
}

fn check(seller: &str, case: &Case, cart: &Cart) {
    let name = format!("{seller} to {} ({}): {}", case.to, case.currency, cart.name);
    let company = Company {
        uses_moss: case.oss,
        ..company(seller)
    };
    let home = rates(seller);
    let there = |rate: usize| {
        if case.rates.is_empty() {
            home[rate]
        } else {
            case.rates[rate]
        }
    };
    let expected = expected(cart);
    let currency = if case.currency.is_empty() {
        company.currency.as_str()
    } else {
        case.currency
    };

    let money = |cents: i64| Decimal::new(cents, 2).to_string();
    let texts: Vec<(String, String, String)> = cart
        .lines
        .iter()
        .map(|(rate, quantity, price)| (number('G', home[*rate]), quantity.to_string(), money(*price)))
        .collect();
    let lines: Vec<(&str, &str, &str)> = texts
        .iter()
        .map(|(sku, quantity, price)| (sku.as_str(), quantity.as_str(), price.as_str()))
        .collect();
    let mut order = with_shipping(
        order(currency, &money(expected.total), &lines),
        &money(cart.shipping),
    );
    if cart.discount > 0 {
        order = with_discount(order, DiscountTarget::Order, &money(cart.discount));
    }
    let mut rules = rules(seller);
    if case.net {
        rules.rounding_tolerance = d("0.02");
    }
    let plan = plan(&order, &company, &buyer(case.to), &book(seller), &rules)
        .unwrap_or_else(|problem| panic!("{name}: {problem}"));

    let cents = |amount: Decimal| -> i64 {
        assert_eq!(
            amount,
            amount.round_dp(2),
            "{name}: {amount} has more than two decimals"
        );
        i64::try_from(
            (amount * Decimal::ONE_HUNDRED).mantissa() / 10_i128.pow((amount * Decimal::ONE_HUNDRED).scale()),
        )
        .unwrap()
    };
    assert_eq!(cents(plan.totals.gross), expected.total, "{name}");

    // VAT by rate. Rates that come to the same abroad are one.
    let mut by_rate: BTreeMap<i64, i64> = BTreeMap::new();
    for (rate, gross) in &expected.gross {
        *by_rate.entry(there(*rate)).or_default() += gross;
    }
    let mut rounding = 0;
    for row in plan.rows.iter().filter(|row| row.source == RowSource::Rounding) {
        rounding += cents(row.amount);
        assert!(rounding.abs() <= 2, "{name}: rounding of {rounding}");
    }
    for (rate, gross) in by_rate {
        let key = Rate::per_mille(rate as u16);
        let group = plan
            .totals
            .by_rate
            .get(&key)
            .unwrap_or_else(|| panic!("{name}: no rows with {key}"));
        let (net, vat) = (cents(group.net), cents(group.vat));
        if case.net {
            let net = if rate == 0 { net - rounding } else { net };
            assert!(
                (net - divide(gross * 1000, 1000 + rate)).abs() <= 2,
                "{name}: {net} net of {gross} at {key}"
            );
            assert_eq!(vat, divide(net * rate, 1000), "{name}: VAT at {key}");
        } else {
            assert_eq!(net + vat, gross, "{name}: gross at {key}");
            assert_eq!(vat, divide(gross * rate, 1000 + rate), "{name}: VAT at {key}");
        }
    }

    // Articles and accounts, row by row; a line may be two rows.
    let mut wanted: Vec<(RowSource, String, i64)> = Vec::new();
    for (index, (rate, ..)) in cart.lines.iter().enumerate() {
        wanted.push((
            RowSource::Line(index),
            number('G', home[*rate]),
            account(case.used_for, home[*rate]),
        ));
    }
    if cart.shipping > 0 {
        let rate = home[expected.shipping_at];
        wanted.push((
            RowSource::Shipping,
            number('S', rate),
            account(case.used_for, rate),
        ));
    }
    if cart.discount > 0 {
        let mut discounted: Vec<i64> = cart
            .lines
            .iter()
            .filter(|(_, quantity, price)| quantity * price > 0)
            .map(|line| home[line.0])
            .collect();
        discounted.sort();
        discounted.dedup();
        wanted.extend(discounted.into_iter().map(|rate| {
            (
                RowSource::Discount(0),
                number('D', rate),
                account(case.used_for, rate),
            )
        }));
    }
    let mut got: Vec<(RowSource, String, i64)> = plan
        .rows
        .iter()
        .filter(|row| row.source != RowSource::Rounding)
        .map(|row| (row.source, row.article_number.clone(), row.account))
        .collect();
    got.dedup();
    assert_eq!(got, wanted, "{name}");
    assert_eq!(
        plan.totals.includes_vat,
        !case.net && case.used_for != EXPORT && case.used_for != EU_EXEMPT,
        "{name}"
    );
}

fn check_all(seller: &str, cases: &[Case]) {
    for case in cases {
        for cart in &CARTS {
            check(seller, case, cart);
        }
    }
}

#[test]
fn a_swedish_company_sells_a_hundred_carts() {
    check_all("SE", &SE);
}

#[test]
fn a_norwegian_company_sells_a_hundred_carts() {
    check_all("NO", &NO);
}

#[test]
fn a_dutch_company_sells_a_hundred_carts() {
    check_all("NL", &NL);
}

#[test]
fn a_finnish_company_sells_a_hundred_carts() {
    check_all("FI", &FI);
}
