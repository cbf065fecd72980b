//! The demo of `dev`: a shop's working day, through the real functions.

use std::collections::BTreeMap;

use anyhow::Context;
use devstack::system::System;
use model::{Cause, Job, JobKind, Source};
use rust_decimal::Decimal;
use sandbox::Sandbox;
use sandbox::activecampaign::{
    AccountSeed, AddressSeed, ConnectionSeed, ContactSeed, Coupon, Off, ShopLine, ShopOrder,
};
use serde_json::{Value, json};

use super::idle::until_idle;
use super::output::Output;
use crate::language::commands;

mod holdings;
mod way_back;

/// The webhook events that synchronize customers and orders.
const EVENTS: [&str; 6] = [
    "subscribe",
    "update",
    "account_add",
    "account_update",
    "deal_add",
    "deal_update",
];

/// Runs the demo, and prints eAccounting's documents after it.
pub(super) async fn play(system: &System, output: &Output) -> anyhow::Result<()> {
    let sandbox = system.sandbox.as_ref().context("the demo needs the sandbox")?;
    let shop = sandbox.activecampaign();
    stock(sandbox)?;
    shop.add_connection(&ConnectionSeed::woocommerce("shop.example.com"));
    let client = system
        .worker
        .flows()
        .await
        .map_err(|problem| anyhow::anyhow!("{}", problem.message))?;
    let url = system.urls.webhook.parse()?;
    client
        .services()
        .activecampaign
        .ensure_webhook(&url, &EVENTS)
        .await?;
    output.heading(&commands().demo_schedule());
    // The first run records the start time for polls, and reads the stock of all articles.
    system.poll().await;
    settle(system, sandbox, output).await?;

    output.heading(&commands().demo_signs_up());
    let anna = shop.add_contact(
        &ContactSeed::new("anna.lind@example.com")
            .named("Anna", "Lind")
            .field("STREET", "Storgatan 1")
            .field("POSTCODE", "111 22")
            .field("CITY", "Stockholm")
            .field("COUNTRY", "SE"),
    );
    settle(system, sandbox, output).await?;

    output.heading(&commands().demo_moves());
    shop.update_contact(
        anna,
        &ContactSeed::new("anna.lind@example.com")
            .named("Anna", "Lind")
            .field("STREET", "Avenyn 7")
            .field("POSTCODE", "411 36")
            .field("CITY", "Göteborg")
            .field("COUNTRY", "SE"),
    );
    settle(system, sandbox, output).await?;

    output.heading(&commands().demo_orders());
    let company = shop.add_account(&AccountSeed {
        name: "Björkskog Bygg AB".to_owned(),
        url: "https://bjorkskog.example.com".to_owned(),
        fields: BTreeMap::from([("Organisation number".to_owned(), "556677-8899".to_owned())]),
    });
    let buyer = shop.add_contact(&ContactSeed {
        account: Some(company),
        ..ContactSeed::new("inkop@bjorkskog.example.com")
            .named("Nils", "Björk")
            .field("STREET", "Industrivägen 12")
            .field("POSTCODE", "703 65")
            .field("CITY", "Örebro")
            .field("COUNTRY", "SE")
    });
    settle(system, sandbox, output).await?;
    let address = AddressSeed {
        first_name: "Nils".to_owned(),
        last_name: "Björk".to_owned(),
        company: "Björkskog Bygg AB".to_owned(),
        address1: "Industrivägen 12".to_owned(),
        postal: "703 65".to_owned(),
        city: "Örebro".to_owned(),
        country: "SE".to_owned(),
        ..AddressSeed::default()
    };
    // ActiveCampaign's plugin rounds up the unit price without VAT, because the line has two lamps.
    let order = shop.add_woocommerce_order(&ShopOrder {
        email: "inkop@bjorkskog.example.com".to_owned(),
        lines: vec![sold(sandbox, "LAMP-DESK", 2)?, sold(sandbox, "COFFEE-500", 1)?],
        shipping: Decimal::from(79),
        shipping_rate: Decimal::new(25, 2),
        coupons: vec![Coupon {
            code: "WELCOME".to_owned(),
            off: Off::Percent(Decimal::new(1, 1)),
            skus: Vec::new(),
        }],
        payment_method: "invoice".to_owned(),
        billing: address.clone(),
        delivery: address,
        ..ShopOrder::default()
    });
    // The shop's automation "Order created" ends with a webhook that names the contact who ordered.
    let order_url = format!("{}?event=order", system.urls.webhook);
    shop.run_automation(buyer, &order_url, 9).await;
    settle(system, sandbox, output).await?;

    output.heading(&commands().demo_three_times());
    let orders = || sandbox.eaccounting().records("orders").len();
    let before = orders();
    let body = shop.automation_body(buyer, 9);
    let deliveries = shop.deliver(&order_url, &body, 3).await;
    settle(system, sandbox, output).await?;
    // The job is queued once more by name, as a sweep does. This shows deduplication beyond the five minutes of SQS.
    let again = Job {
        kind: JobKind::Order,
        source: Source::Order {
            connection: order.connection.to_string(),
            order: order.order.clone(),
        },
        key: format!("demo:{}", order.order),
        cause: Cause::Sweep,
        first_seen: jiff::Timestamp::now(),
        version: None,
    };
    system
        .worker
        .queue()
        .send(&[again])
        .await
        .map_err(|problem| anyhow::anyhow!("{}", problem.message))?;
    settle(system, sandbox, output).await?;
    output.note(&commands().demo_once(before, orders(), deliveries.len()));

    output.heading(&commands().demo_quote());
    accept_quote(sandbox)?;
    system.poll().await;
    settle(system, sandbox, output).await?;

    way_back::play(system, sandbox, output).await?;
    holdings::of_eaccounting(sandbox, output);
    holdings::of_activecampaign(sandbox, output);
    Ok(())
}

async fn settle(system: &System, sandbox: &Sandbox, output: &Output) -> anyhow::Result<()> {
    sandbox.activecampaign().settled().await;
    until_idle(system, output, false).await
}

/// Some pieces of an article, at its current price with VAT in eAccounting.
fn sold(sandbox: &Sandbox, number: &str, count: u32) -> anyhow::Result<ShopLine> {
    let books = sandbox.eaccounting();
    let found = |kind: &str, field: &str, value: &Value| {
        let records = books.records(kind);
        records
            .into_iter()
            .find(|record| record[field] == *value)
            .with_context(|| format!("the sandbox has no {value} among its {kind}"))
    };
    let amount = |value: &Value| value.to_string().parse::<Decimal>();
    let article = found("articles", "Number", &json!(number))?;
    let coding = found("articleaccountcodings", "Id", &article["CodingId"])?;
    let line = ShopLine::new(
        number,
        count,
        amount(&article["GrossPrice"])?,
        amount(&coding["VatRatePercent"])?,
    );
    Ok(ShopLine {
        name: holdings::text(&article["Name"]),
        ..line
    })
}

/// The goods of the demo's shop. There is only one vase.
fn stock(sandbox: &Sandbox) -> anyhow::Result<()> {
    let books = sandbox.eaccounting();
    let codings = books.records("articleaccountcodings");
    let units = books.records("units");
    let unit = units.first().context("the sandbox has no units")?["Id"].clone();
    for (number, name, coding, price) in [
        ("LAMP-DESK", "Desk lamp, brass", "Goods 25 %", 799),
        // Its rate depends on the day.
        ("COFFEE-500", "Coffee, 500 g", "Food", 198),
        ("SERVICE-YEAR", "Service, one year", "Goods 25 %", 6000),
        (way_back::VASE, "Vase, blue", "Goods 25 %", 450),
    ] {
        let coding = codings
            .iter()
            .find(|known| known["NameEnglish"] == coding)
            .with_context(|| format!("the sandbox has no account coding {coding}"))?;
        if books
            .records("articles")
            .iter()
            .any(|article| article["Number"] == number)
        {
            continue;
        }
        books
            .add_article(json!({
                "Number": number, "Name": name, "CodingId": coding["Id"], "UnitId": unit, "IsActive": true,
                "GrossPrice": price, "IsStock": number == way_back::VASE, "StockBalance": 1,
            }))
            .map_err(|refused| anyhow::anyhow!("the sandbox refused article {number}: {refused:?}"))?;
    }
    Ok(())
}

fn accept_quote(sandbox: &Sandbox) -> anyhow::Result<()> {
    let books = sandbox.eaccounting();
    let customers = books.records("customers");
    let customer = customers
        .iter()
        .find(|customer| customer["Name"] == "Björkskog Bygg AB")
        .or(customers.first());
    let customer = customer.context("there is no customer to make a quote to")?;
    let articles = books.records("articles");
    let article = articles
        .iter()
        .find(|article| article["Number"] == "SERVICE-YEAR")
        .context("there is no article to quote")?;
    let quote = books
        .add_quote(json!({
            "CustomerId": customer["Id"],
            "Rows": [{ "ArticleId": article["Id"], "Text": "Service, one year", "UnitPrice": 4800, "Quantity": 1 }],
        }))
        .map_err(|refused| anyhow::anyhow!("the sandbox refused the quote: {refused:?}"))?;
    let id = quote["Id"]
        .as_str()
        .and_then(|id| id.parse().ok())
        .context("the quote has no id")?;
    books
        .accept_quote(id)
        .map_err(|refused| anyhow::anyhow!("the sandbox refused the acceptance: {refused:?}"))?;
    Ok(())
}
