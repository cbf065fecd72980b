//! Generated carts of ActiveCampaign's WooCommerce plugin, from ActiveCampaign to the last document in eAccounting: mapping,
//! articles, customer and eAccounting's own arithmetic included.
//!
//! The generator is the one that the ten thousand carts of the crate `sale` come from; it works in whole numbers from what the
//! shop sold, and knows nothing of the code under test.

#[path = "../../../sale/tests/sale/plugin.rs"]
#[allow(dead_code, reason = "the crate sale counts what this test does not")]
mod plugin;

use std::collections::BTreeMap;

use engine::JobOutcome;
use model::JobKind;
use rust_decimal::Decimal;
use sandbox::activecampaign::{ConnectionSeed, DiscountSeed, LineSeed, OrderKey, OrderSeed};
use serde_json::{Value, json};

use self::plugin::{Cart, Random, Shop};
use super::case::Case;
use super::charts::{Chart, chart};
use super::play::{booked, cents, held};
use super::reckon::divide;
use crate::support::{EMAIL, World, job};

/// Carts are the same in every run. Other seeds try other carts: `CART_SEED=7 cargo test -p flows generated_carts`.
const SEED: u64 = 20_261_129;

/// By what it is (goods, shipping, discounts) and at which rate, with VAT and in cents.
type Sums = BTreeMap<(&'static str, i64), i64>;

/// What a cart is in the books.
fn sold(cart: &Cart) -> Sums {
    let mut sums = Sums::new();
    let parts = [
        ("goods", &cart.sold.goods, 1),
        ("shipping", &cart.sold.shipping, 1),
        ("discount", &cart.sold.discount, -1),
    ];
    for (what, by_rate, sign) in parts {
        for (rate, gross) in by_rate {
            let gross = i64::try_from(sign * gross).unwrap();
            sums.insert((what, i64::try_from(*rate).unwrap()), gross);
        }
    }
    sums
}

/// The same of a document's rows.
fn rows(chart: &Chart, document: &Value) -> Sums {
    let [shipping, discounts, ..] = chart.extras;
    let number = |value: &Value| value.to_string().parse::<Decimal>().unwrap();
    let mut sums = Sums::new();
    for row in document["Rows"].as_array().unwrap() {
        let Some(article) = row["ArticleNumber"].as_str().filter(|number| !number.is_empty()) else {
            continue;
        };
        let what = match article.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') {
            bare if bare == shipping => "shipping",
            bare if bare == discounts => "discount",
            _ => "goods",
        };
        let amount = number(&row["UnitPrice"]) * number(&row["Quantity"]) * Decimal::ONE_HUNDRED;
        let rate = number(&row["VatRate"]) * Decimal::ONE_THOUSAND;
        let whole = |amount: Decimal| -> i64 {
            assert!(amount.fract().is_zero(), "{row}");
            i64::try_from(amount.trunc()).unwrap()
        };
        *sums.entry((what, whole(rate))).or_default() += whole(amount);
    }
    sums.retain(|_, gross| *gross != 0);
    sums
}

/// VAT and net by rate, of what was sold with VAT.
fn vat_by_rate(sums: &Sums) -> BTreeMap<i64, (i64, i64)> {
    let mut gross: BTreeMap<i64, i64> = BTreeMap::new();
    for ((_, rate), amount) in sums {
        *gross.entry(*rate).or_default() += amount;
    }
    gross.retain(|_, amount| *amount != 0);
    let split = |(rate, gross): (i64, i64)| {
        let vat = divide(gross * rate, 1000 + rate);
        (rate, (gross - vat, vat))
    };
    gross.into_iter().map(split).collect()
}

/// A company whose articles are the shop's, and the shop's connection.
fn open(chart: &Chart, shop: &Shop) -> World {
    let [shipping, discounts, ..] = chart.extras;
    let settings = format!(
        "[orders]\ndocument = \"invoice\"\n[shipping]\nnumber = \"{shipping}{{rate}}\"\n\
         [discounts]\nnumber = \"{discounts}{{rate}}\"\n"
    );
    let world = World::still_in(chart.preset, &settings, 3);
    let books = world.sandbox.eaccounting();
    books.change_company_settings(json!({"DomesticCurrencyRounding": 0}));
    let codings = world.records("articleaccountcodings");
    for article in &shop.articles {
        let rate = i64::try_from(article.rate).unwrap();
        let account = account(chart, rate);
        let coding = codings
            .iter()
            .find(|coding| {
                let has_account = coding["DomesticSalesSubjectToVatAccountNumber"] == account;
                let is_exempt = rate == 0 && coding["VatRate"] == "0%";
                (has_account || is_exempt) && coding["Type"] == "Goods"
            })
            .unwrap_or_else(|| panic!("no coding on {account}"));
        let price: Value = Decimal::from_i128_with_scale(article.price, 2)
            .to_string()
            .parse()
            .unwrap();
        let name = match rate {
            0 => format!("Gift card {}", article.sku),
            _ => format!("Article {}", article.sku),
        };
        books
            .add_article(json!({
                "Number": article.sku, "Name": name, "CodingId": coding["Id"], "GrossPrice": price,
            }))
            .unwrap();
    }
    world
        .sandbox
        .activecampaign()
        .add_connection(&ConnectionSeed::woocommerce("shop.example.com"));
    world
}

/// The account of domestic sales at a rate.
fn account(chart: &Chart, rate: i64) -> i64 {
    let which = chart.rates.iter().position(|known| *known == rate).unwrap();
    match chart.country {
        "SE" => [3001, 3002, 3003, 3004][which],
        "NO" => [3000, 3010, 3020, 3100][which],
        "NL" => [8000, 8010, 8020][which],
        _ => [3000, 3010, 3020, 3030][which],
    }
}

/// A cart as the plugin writes it.
fn seed(chart: &Chart, cart: &Cart, number: usize) -> OrderSeed {
    let millionths = |amount: i128| Decimal::from_i128_with_scale(amount, 6).normalize();
    let written = &cart.written;
    let line = |line: &plugin::WrittenLine| {
        let quantity = u32::try_from(line.quantity).unwrap();
        LineSeed::new(
            &line.sku,
            &format!("The {}", line.sku),
            quantity,
            millionths(line.price),
        )
    };
    let discount = DiscountSeed {
        name: "SUMMER".to_owned(),
        on_shipping: false,
        amount: millionths(written.discount),
    };
    let to = Case::read(&format!(
        "{0} | private {0} | 1 LAMP at 1 | domestic",
        chart.country
    ))
    .order("1");
    OrderSeed {
        id: number.to_string(),
        number: number.to_string(),
        email: EMAIL.to_owned(),
        lines: written.lines.iter().map(line).collect(),
        shipping: millionths(written.shipping),
        discounts: (written.discount > 0).then_some(discount).into_iter().collect(),
        total: Some(Decimal::from_i128_with_scale(written.total, 2)),
        currency: chart.currency.to_owned(),
        billing: to.billing,
        delivery: to.delivery,
        created: "2026-03-15T10:00:00Z".to_owned(),
        ..OrderSeed::default()
    }
}

/// What is wrong with an invoice.
fn check(chart: &Chart, cart: &Cart, invoice: &Value) -> Result<(), String> {
    if cart.sold.fee > 0 {
        return Err("booked with a fee in its goods".to_owned());
    }
    let wanted = sold(cart);
    let has = rows(chart, invoice);
    if has != wanted {
        return Err(format!("rows {has:?}, sold {wanted:?}"));
    }
    let wanted = vat_by_rate(&wanted);
    let specified: BTreeMap<i64, (i64, i64)> = invoice["VatSpecification"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of_rate| {
            let rate = of_rate["VatPercent"].to_string().parse::<Decimal>().unwrap() * Decimal::ONE_THOUSAND;
            let amounts = (
                cents(&of_rate["AmountInvoiceCurrency"]),
                cents(&of_rate["VatAmountInvoiceCurrency"]),
            );
            (i64::try_from(rate.trunc()).unwrap(), amounts)
        })
        .filter(|(_, amounts)| *amounts != (0, 0))
        .collect();
    if specified != wanted {
        return Err(format!("VAT {specified:?}, sold {wanted:?}"));
    }
    let accounts: BTreeMap<(i64, i64), i64> = wanted
        .iter()
        .map(|(rate, (net, _))| ((account(chart, *rate), *rate), *net))
        .collect();
    let mut on_accounts = booked(invoice);
    on_accounts.retain(|_, net| *net != 0);
    if on_accounts != accounts {
        return Err(format!("accounts {on_accounts:?}, sold {accounts:?}"));
    }
    let total = cents(&invoice["TotalAmountInvoiceCurrency"]);
    if i128::from(total) != cart.written.total {
        return Err(format!("total {total}, sold {}", cart.written.total));
    }
    Ok(())
}

/// Sends carts, one after the other, and holds every invoice against what was sold.
async fn send(country: &'static str, carts: usize) {
    let chart = chart(country);
    let other = std::env::var("CART_SEED").ok().and_then(|seed| seed.parse().ok());
    let with = other.unwrap_or(SEED);
    let mut random = Random::new(with);
    let shop = Shop::new(country, &mut random);
    let world = open(chart, &shop);
    let sent: Vec<(String, Cart)> = (0..carts)
        .map(|number| {
            let number = 7000 + number;
            (number.to_string(), shop.cart(&mut random))
        })
        .collect();
    let mut parked: BTreeMap<String, String> = BTreeMap::new();
    for (number, cart) in &sent {
        let OrderKey {
            connection, order, ..
        } = world.order(&seed(chart, cart, number.parse().unwrap()));
        let source = format!("order:{connection}:{order}");
        match world.settle(job(&world, JobKind::Order, &source)).await {
            JobOutcome::Done { .. } => {}
            JobOutcome::Parked(problem) => {
                parked.insert(number.clone(), problem.to_string());
            }
            other => panic!("{country} {number}: {other:?}"),
        }
        world.pass(60);
    }
    let invoices: BTreeMap<String, Value> = held(&world, "invoices")
        .into_iter()
        .map(|invoice| {
            (
                invoice["BuyersOrderReference"].as_str().unwrap().to_owned(),
                invoice,
            )
        })
        .collect();
    let mut wrong = Vec::new();
    let (mut usual, mut usual_parked) = (0, Vec::new());
    for (number, cart) in &sent {
        let is_usual = cart.sold.fee == 0 && !cart.has_other_price;
        usual += usize::from(is_usual);
        match (invoices.get(number), parked.get(number)) {
            (Some(invoice), None) => {
                if let Err(why) = check(chart, cart, invoice) {
                    wrong.push(format!("{country} {number}: {why}\n    {cart:?}"));
                }
            }
            (None, Some(problem)) if is_usual => {
                usual_parked.push(format!("{number}: {problem}\n    {cart:?}"))
            }
            (None, Some(_)) => {}
            (invoice, problem) => panic!("{country} {number}: {invoice:?} {problem:?}"),
        }
    }
    println!(
        "{country}: seed {with}, {carts} carts, {} parked, of {usual} usual ones {}",
        parked.len(),
        usual_parked.len()
    );
    assert!(
        wrong.is_empty(),
        "{} booked wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(
        usual_parked.len() * 100 <= usual,
        "of {usual} carts at their articles' prices {} are parked:\n{}",
        usual_parked.len(),
        usual_parked.join("\n")
    );
    assert_eq!(world.sandbox.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn generated_carts_are_right_on_the_last_document_in_sweden() {
    send("SE", 120).await;
}

#[tokio::test]
async fn generated_carts_are_right_on_the_last_document_in_norway() {
    send("NO", 60).await;
}

#[tokio::test]
async fn generated_carts_are_right_on_the_last_document_for_euros() {
    send("NL", 60).await;
    send("FI", 60).await;
}
