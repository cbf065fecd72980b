//! A line of a table, played: sent as an order and as an invoice, looked up in eAccounting, credited.

use std::collections::BTreeMap;

use model::{Job, JobKind};
use rust_decimal::Decimal;
use sandbox::activecampaign::{OrderKey, OrderSeed};
use serde_json::{Value, json};

use super::case::{Case, Figure};
use super::charts::{Sale, vat_number};
use super::reckon::{Reckoned, reckon};
use crate::support::{World, dec, document, job};

/// Opens the company that a line is about, with its articles, its buyer, and the keys of one more table of settings.
pub(super) fn open(case: &Case, more: &str) -> World {
    let world = open_with(case, &settings(case, more));
    world.contact(&case.contact());
    world
}

/// The line's settings, with the keys of one more table.
pub(super) fn settings(case: &Case, more: &str) -> String {
    let settings = case.settings();
    match more.split_once('\n') {
        // A table can be there but once.
        Some((table, keys)) if settings.contains(&format!("{table}\n")) => {
            settings.replacen(&format!("{table}\n"), &format!("{table}\n{keys}\n"), 1)
        }
        _ => format!("{settings}{more}"),
    }
}

/// Opens the company with these settings; nobody has come yet.
pub(super) fn open_with(case: &Case, settings: &str) -> World {
    let world = World::still_in(case.chart.preset, settings, 3);
    stock(&world, case);
    world
}

fn stock(world: &World, case: &Case) {
    let eaccounting = world.sandbox.eaccounting();
    eaccounting.change_company_settings(case.company_settings());
    let codings = world.records("articleaccountcodings");
    for sku in case.chart.skus() {
        let ware = case.chart.ware(sku);
        let rate = format!("{}%", case.chart.percent(ware.rate));
        let kind = if ware.is_service { "Services" } else { "Goods" };
        let coding = codings
            .iter()
            .find(|coding| coding["VatRate"] == rate && coding["Type"] == kind);
        let coding = coding.unwrap_or_else(|| panic!("no coding for {kind} of {rate}"));
        eaccounting
            .add_article(json!({
                "Number": sku, "Name": format!("Article {sku}"), "CodingId": coding["Id"], "UsesMoss": ware.in_oss,
            }))
            .unwrap();
    }
}

/// Puts an order where ActiveCampaign has it; its source.
pub(super) fn place(world: &World, case: &Case, seed: &OrderSeed) -> String {
    if case.cart.in_rest {
        world.sandbox.activecampaign().add_rest_order(seed);
        return format!("order:1:{}", seed.id);
    }
    let OrderKey {
        connection, order, ..
    } = world.order(seed);
    format!("order:{connection}:{order}")
}

/// A job that knows which version of the order it is about, as the sweep's do.
async fn version_job(world: &World, source: &str) -> Job {
    let mut parts = source.split(':').skip(1);
    let (connection, order) = (parts.next().unwrap(), parts.next().unwrap());
    let client = &world.worker.services().activecampaign;
    let order = client.order(connection, order).await.unwrap().unwrap();
    Job {
        version: order.version,
        ..job(world, JobKind::Order, source)
    }
}

/// Plays a line.
pub(super) async fn play(line: &str) {
    let case = Case::read(line);
    let wanted = reckon(&case);
    let world = open(&case, "");
    let source = place(&world, &case, &case.order("7001"));
    document(&world.settle(version_job(&world, &source).await).await);
    check_order(&world, &case, &wanted);
    check_customer(&world, &case);

    if case.cart.in_rest {
        // The REST store knows no payment methods, and nothing that is paid there is refunded.
        assert_eq!(world.sandbox.violations(), Vec::<String>::new(), "{line}");
        return;
    }
    world.pass(3600);
    let seed = OrderSeed {
        payment_method: "Klarna".to_owned(),
        ..case.order("7002")
    };
    let source = place(&world, &case, &seed);
    document(&world.settle(version_job(&world, &source).await).await);
    check_invoice(&world, &case, &wanted);
    check_customer(&world, &case);

    world.pass(3600);
    place(
        &world,
        &case,
        &OrderSeed {
            status: "REFUNDED".to_owned(),
            ..seed
        },
    );
    document(&world.settle(version_job(&world, &source).await).await);
    check_credit(&world, &case, &wanted);
    assert_eq!(world.sandbox.violations(), Vec::<String>::new(), "{line}");
}

fn money(cents: i64) -> Decimal {
    dec(&cents.to_string()) / dec("100")
}

fn number(value: &Value) -> Decimal {
    dec(&value.to_string())
}

pub(super) fn cents(value: &Value) -> i64 {
    let cents = number(value) * dec("100");
    assert!(cents.fract().is_zero(), "{value} is no whole number of cents");
    cents.trunc().to_string().parse().unwrap()
}

fn tenths(fraction: &Value) -> i64 {
    (number(fraction) * dec("1000"))
        .normalize()
        .to_string()
        .parse()
        .unwrap()
}

/// Everything of a kind that eAccounting holds, with what it doesn't show: the accounts.
pub(crate) fn held(world: &World, kind: &str) -> Vec<Value> {
    world.sandbox.eaccounting().snapshot()[kind]
        .as_array()
        .unwrap()
        .clone()
}

fn the_invoice(world: &World) -> Value {
    let invoices = held(world, "invoices");
    let found = invoices
        .into_iter()
        .find(|invoice| invoice["IsCreditInvoice"] != true);
    found.expect("an invoice")
}

fn check_order(world: &World, case: &Case, wanted: &Reckoned) {
    let line = &case.line;
    let orders = held(world, "orders");
    let [order] = orders.as_slice() else {
        panic!("{line}: {orders:#?}")
    };
    assert_eq!(order["BuyersOrderReference"], "7001", "{line}");
    assert_eq!(order["CurrencyCode"], json!(case.cart.currency), "{line}");
    if case.sale.has_vat() {
        assert_eq!(order["IncludesVat"], wanted.includes_vat, "{line}");
    }
    let vat_within = if wanted.includes_vat { wanted.vat() } else { 0 };
    let amount = wanted.net() + vat_within + wanted.rounding;
    assert_eq!(number(&order["Amount"]), money(amount), "amount: {line}");
    assert_eq!(number(&order["VatAmount"]), money(wanted.vat()), "VAT: {line}");
    assert_eq!(
        number(&order["RoundingsAmount"]),
        money(wanted.rounding),
        "rounding: {line}"
    );
    check_rows(order, case, wanted);
    assert_eq!(booked(order), nets(&wanted.figures), "accounts: {line}");
}

fn check_invoice(world: &World, case: &Case, wanted: &Reckoned) {
    let line = &case.line;
    let invoice = the_invoice(world);
    assert_eq!(invoice["BuyersOrderReference"], "7002", "{line}");
    assert_eq!(invoice["CurrencyCode"], json!(case.cart.currency), "{line}");
    let total = wanted.net() + wanted.vat() + wanted.rounding;
    assert_eq!(
        number(&invoice["TotalAmountInvoiceCurrency"]),
        money(total),
        "total: {line}"
    );
    assert_eq!(
        number(&invoice["TotalVatAmountInvoiceCurrency"]),
        money(wanted.vat()),
        "VAT: {line}"
    );
    let mut by_rate: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for figure in &wanted.figures {
        let of_rate = by_rate.entry(figure.rate).or_default();
        *of_rate = (of_rate.0 + figure.net, of_rate.1 + figure.vat);
    }
    let specification: BTreeMap<i64, (i64, i64)> = invoice["VatSpecification"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of_rate| {
            let amounts = (
                cents(&of_rate["AmountInvoiceCurrency"]),
                cents(&of_rate["VatAmountInvoiceCurrency"]),
            );
            (tenths(&of_rate["VatPercent"]), amounts)
        })
        .collect();
    assert_eq!(specification, by_rate, "VAT by rate: {line}");
    check_rows(&invoice, case, wanted);
    assert_eq!(booked(&invoice), nets(&wanted.figures), "accounts: {line}");
    assert_eq!(world.records("customerinvoicedrafts"), Vec::<Value>::new());
}

fn check_credit(world: &World, case: &Case, wanted: &Reckoned) {
    let line = &case.line;
    let invoices = held(world, "invoices");
    let [invoice, credit] = invoices.as_slice() else {
        panic!("{line}: {invoices:#?}")
    };
    let (invoice, credit) = match invoice["IsCreditInvoice"] == true {
        true => (credit, invoice),
        false => (invoice, credit),
    };
    assert_eq!(credit["IsCreditInvoice"], true, "{line}");
    let total = wanted.net() + wanted.vat() + wanted.rounding;
    assert_eq!(
        number(&credit["TotalAmountInvoiceCurrency"]),
        money(-total),
        "{line}"
    );
    assert_eq!(
        number(&credit["TotalVatAmountInvoiceCurrency"]),
        money(-wanted.vat()),
        "{line}"
    );
    let mut both = booked(invoice);
    for (place, net) in booked(credit) {
        *both.entry(place).or_default() += net;
    }
    assert!(both.values().all(|net| *net == 0), "{line}: {both:?}");
}

/// Account and rate → net.
pub(super) fn booked(document: &Value) -> BTreeMap<(i64, i64), i64> {
    let mut booked = BTreeMap::new();
    for posting in document["_Bookkeeping"].as_array().unwrap() {
        let place = (posting["Account"].as_i64().unwrap(), tenths(&posting["VatRate"]));
        *booked.entry(place).or_default() += cents(&posting["Amount"]);
    }
    booked
}

pub(super) fn nets(figures: &[Figure]) -> BTreeMap<(i64, i64), i64> {
    let place = |figure: &Figure| ((figure.account, figure.rate), figure.net);
    figures.iter().map(place).collect()
}

fn check_rows(document: &Value, case: &Case, wanted: &Reckoned) {
    let mut rows: Vec<(String, i64, i64, i64)> = Vec::new();
    for row in document["Rows"].as_array().unwrap() {
        if row["ArticleId"].is_null() {
            continue;
        }
        let article = row["ArticleNumber"].as_str().unwrap().to_owned();
        let (rate, account) = (tenths(&row["VatRate"]), row["_Account"].as_i64().unwrap());
        let places = if case.is_domestic() { 2 } else { 4 };
        let price = number(&row["UnitPrice"]);
        assert!(
            price.normalize().scale() <= places && !price.is_sign_negative(),
            "{row}: {}",
            case.line
        );
        let amount = row.get("Amount").filter(|amount| !amount.is_null()).map_or_else(
            // An invoice's rows don't say what they come to.
            || {
                let amount =
                    price * number(&row["Quantity"]) * (Decimal::ONE - number(&row["DiscountPercentage"]));
                let rounded =
                    amount.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
                cents(&serde_json::from_str(&rounded.to_string()).unwrap())
            },
            cents,
        );
        match rows.last_mut() {
            Some((before, .., sum)) if *before == article => *sum += amount,
            _ => rows.push((article, rate, account, amount)),
        }
    }
    if let Some(wanted) = &wanted.rows {
        assert_eq!(rows, *wanted, "rows: {}", case.line);
    }
}

/// The customer says what the sale rests on, and nothing else.
fn check_customer(world: &World, case: &Case) {
    let line = &case.line;
    let customer = world.only("customers");
    assert_eq!(customer["IsPrivatePerson"], case.buyer.is_private, "{line}");
    for (field, wanted) in [
        ("DeliveryBasedVat", case.by_delivery),
        ("ForceBookkeepVat", case.sale == Sale::ExportWithVat),
        ("IsNorthernIreland", case.buyer.in_northern_ireland),
        ("ReverseChargeOnConstructionServices", false),
    ] {
        assert_eq!(customer[field] == true, wanted, "{field}: {line}");
    }
    let vat_number = match case.buyer.has_vat_number {
        true => json!(vat_number(case.buyer.country())),
        false => Value::Null,
    };
    assert_eq!(customer["VatNumber"], vat_number, "{line}");
}
