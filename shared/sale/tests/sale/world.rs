//! Companies, buyers, articles and orders for the tests.

use model::{
    Currency, Customer, CustomerOrigin, Discount, DiscountTarget, Order, OrderLine, OrderState, Sku,
};
use rust_decimal::Decimal;
use sale::*;
use uuid::Uuid;

pub(crate) fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(crate) fn percent(text: &str) -> Rate {
    Rate::from_percent(d(text)).unwrap()
}

/// The rates of each company's codings, in tenths of a percent.
pub(crate) fn rates(country: &str) -> &'static [i64] {
    match country {
        "SE" => &[250, 120, 60, 0],
        "NO" => &[250, 150, 120, 0],
        "NL" => &[210, 90, 0],
        "FI" => &[255, 135, 100, 0],
        other => panic!("no such company: {other}"),
    }
}

/// An account for each use of each coding: the use in the thousands, the rate in tenths of a percent in the rest. So a
/// number says at once what it is for, and none is used twice.
pub(crate) fn account(used_for: i64, rate: i64) -> i64 {
    used_for * 1000 + rate
}

pub(crate) const DOMESTIC: i64 = 31;
pub(crate) const EXEMPT: i64 = 32;
pub(crate) const REVERSED: i64 = 33;
pub(crate) const MOSS: i64 = 34;
pub(crate) const EU_VAT: i64 = 35;
pub(crate) const EU_EXEMPT: i64 = 36;
pub(crate) const EXPORT: i64 = 37;

pub(crate) fn coding(rate: i64) -> Coding {
    let to = |used_for| Some(account(used_for, rate));
    Coding {
        id: Uuid::from_u128(1000 + rate as u128),
        name: format!("Goods {}", Rate::per_mille(rate as u16)),
        rate: Rate::per_mille(rate as u16),
        accounts: Accounts {
            domestic_vat: to(DOMESTIC).filter(|_| rate > 0),
            domestic_vat_exempt: to(EXEMPT).filter(|_| rate == 0),
            domestic_vat_code_exempt: None,
            domestic_reversed_construction: to(REVERSED),
            moss: to(MOSS),
            vat_within_eu: to(EU_VAT),
            vat_exempt_within_eu: to(EU_EXEMPT),
            vat_exempt_outside_eu: to(EXPORT),
        },
        coding_type: CodingType::Goods,
        is_active: true,
    }
}

pub(crate) fn company(country: &str) -> Company {
    let currency = match country {
        "SE" => Currency::SEK,
        "NO" => Currency::NOK,
        _ => Currency::EUR,
    };
    Company {
        country: country.parse().unwrap(),
        currency,
        show_prices_excl_vat_private: false,
        uses_moss: false,
        uses_reverse_construction_vat: false,
        domestic_rounding: DomesticRounding::None,
    }
}

/// A buyer in words: `private SE`, `company DE` (with a VAT number there), `company DE without`, and `to NO` for the delivery.
pub(crate) fn buyer(text: &str) -> Buyer {
    let words: Vec<&str> = text.split_whitespace().collect();
    let country = words[1];
    let number = match country {
        "SE" => "SE556677889901",
        "DE" => "DE123456789",
        "FI" => "FI01120389",
        "NL" => "NL123456789B01",
        "DK" => "DK12345678",
        "FR" => "FR12345678901",
        "XI" | "GB" => "XI123456789",
        "NO" => "NO974760673MVA",
        _ => "",
    };
    let number = (words[0] == "company" && !words.contains(&"without")).then_some(number);
    let delivery = words
        .iter()
        .position(|word| *word == "to")
        .map(|at| words[at + 1]);
    Buyer {
        is_private: words[0] == "private",
        country: country.parse().unwrap(),
        delivery_country: delivery.map(|code| code.parse().unwrap()),
        vat_number: number.and_then(|number| number.parse().ok()),
        force_bookkeep_vat: words.contains(&"charged"),
        northern_ireland: words.contains(&"ni"),
        reverse_charge_construction: words.contains(&"construction"),
    }
}

/// The article number for a purpose (`G` goods, `S` shipping, `D` discount, `F` fee, `X` fallback) at a rate.
pub(crate) fn number(letter: char, rate: i64) -> String {
    format!("{letter}{rate}")
}

pub(crate) fn article(number: &str, rate: i64) -> ArticleInfo {
    ArticleInfo {
        id: Uuid::from_u128(number.bytes().fold(7, |id, byte| id * 256 + u128::from(byte))),
        number: number.to_owned(),
        name: format!("Article {number}"),
        coding: coding(rate),
        is_active: true,
        uses_moss: true,
        prices: KnownPrices::default(),
    }
}

/// Every article that a test may name: goods, shipping, discount, fee and fallback of each rate, `ROUND`, and `HOME<rate>`,
/// which is not sold under OSS.
pub(crate) fn book(country: &str) -> ArticleBook {
    let mut articles = vec![article("ROUND", 0)];
    for rate in rates(country) {
        articles.extend(['G', 'S', 'D', 'F', 'X'].map(|letter| article(&number(letter, *rate), *rate)));
        articles.push(ArticleInfo {
            uses_moss: false,
            ..article(&format!("HOME{rate}"), *rate)
        });
    }
    articles.into_iter().collect()
}

pub(crate) fn rules(country: &str) -> Rules {
    let by_rate = |letter| {
        rates(country)
            .iter()
            .map(|rate| {
                let sku: Sku = number(letter, *rate).parse().unwrap();
                (Rate::per_mille(*rate as u16), sku)
            })
            .collect()
    };
    Rules {
        articles: SpecialArticles {
            shipping: by_rate('S'),
            discount: by_rate('D'),
            fee: by_rate('F'),
            fee_names: vec!["Invoice fee".into()],
            fallback: by_rate('X'),
            rounding: Some("ROUND".parse().unwrap()),
            ..SpecialArticles::default()
        },
        ..Rules::default()
    }
}

pub(crate) fn order(currency: &str, total: &str, lines: &[(&str, &str, &str)]) -> Order {
    Order {
        source: "order:1:1001".parse().unwrap(),
        number: "1001".into(),
        url: None,
        placed_at: "2026-11-23T10:00:00Z".parse().unwrap(),
        version: None,
        state: OrderState::Completed,
        status_text: None,
        is_test: false,
        currency: currency.parse().unwrap(),
        customer: Customer::new(CustomerOrigin::Order),
        lines: lines
            .iter()
            .map(|(sku, quantity, price)| OrderLine {
                product_id: None,
                sku: (!sku.is_empty()).then(|| (*sku).to_owned()),
                name: format!("Product {sku}"),
                quantity: d(quantity),
                price: d(price),
                category: None,
                product_url: None,
                image_url: None,
            })
            .collect(),
        shipping: Decimal::ZERO,
        shipping_method: None,
        discounts: Vec::new(),
        tax: None,
        total: d(total),
        payment_method: None,
        notes: Vec::new(),
        pipeline: None,
        stage: None,
        title: None,
        fields: Default::default(),
    }
}

pub(crate) fn with_shipping(mut order: Order, amount: &str) -> Order {
    order.shipping = d(amount);
    order
}

pub(crate) fn with_discount(mut order: Order, target: DiscountTarget, amount: &str) -> Order {
    order.discounts.push(Discount {
        name: Some("SUMMER".into()),
        target,
        amount: d(amount),
    });
    order
}

pub(crate) fn with_tax(mut order: Order, amount: &str) -> Order {
    order.tax = Some(d(amount));
    order
}

/// Plans with the company's own articles and rules.
pub(crate) fn planned(order: &Order, company: &Company, buyer: &Buyer) -> Result<SalePlan, model::Problem> {
    let country = company.country.as_str();
    plan(order, company, buyer, &book(country), &rules(country))
}

/// Rows as text: `article × quantity × unit price [− discount] = amount @ account`.
pub(crate) fn rows(plan: &SalePlan) -> Vec<String> {
    plan.rows
        .iter()
        .map(|row| {
            let discount = if row.discount_percentage.is_zero() {
                String::new()
            } else {
                format!(" − {}", row.discount_percentage)
            };
            format!(
                "{} × {} × {}{discount} = {:.2} @ {}",
                row.article_number, row.quantity, row.unit_price, row.amount, row.account
            )
        })
        .collect()
}
