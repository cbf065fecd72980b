//! The events for the functions.

use anyhow::{Context, anyhow, bail};
use bytes::Bytes;
use model::{Cause, Job, JobKind, Source};
use rust_decimal::Decimal;
use sandbox::Sandbox;
use sandbox::activecampaign::{AddressSeed, ContactSeed, LineSeed, OrderSeed};
use serde_json::{Value, json};

use crate::world::ROUTE_TOKEN;

const BUYER: &str = "anna@example.com";

/// The article for shipping, which every company of the stand-in has.
pub(crate) const SHIPPING: &str = "FRAKT25";

/// The contact with this number was changed.
pub(crate) fn webhook(contact: usize) -> Bytes {
    let body = format!(
        "type=update&date_time=2026-07-17T22%3A01%3A25-05%3A00&initiated_from=admin&initiated_by=admin&list=0\
         &contact%5Bid%5D={contact}&contact%5Bemail%5D=anna%40example.com&contact%5Bfirst_name%5D=Anna\
         &contact%5Blast_name%5D=Lind&contact%5Bphone%5D=&contact%5Bip%5D=127.0.0.1&contact%5Btags%5D=\
         &contact%5Bfields%5D%5B1%5D=Storgatan+1"
    );
    let path = format!("/webhook/{ROUTE_TOKEN}");
    bytes(&json!({
        "version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "",
        "headers": {
            "content-type": "application/x-www-form-urlencoded; charset=utf-8",
            "content-length": body.len().to_string(),
            "host": "abcdefghijklmnop.lambda-url.eu-north-1.on.aws",
            "x-forwarded-proto": "https",
        },
        "requestContext": {
            "accountId": "anonymous", "apiId": "abcdefghijklmnop", "requestId": "4f6d1c3e-6f8f-4a53-9a39-0c5f1c3a2b10",
            "domainName": "abcdefghijklmnop.lambda-url.eu-north-1.on.aws", "routeKey": "$default", "stage": "$default",
            "http": { "method": "POST", "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1" },
            "time": "23/Nov/2026:08:00:00 +0000", "timeEpoch": 1_795_420_800_000_u64,
        },
        "body": body, "isBase64Encoded": false,
    }))
}

pub(crate) fn is_accepted(answer: &Value) -> bool {
    answer["statusCode"] == 200
}

/// One message of a queue, with a job.
pub(crate) fn message(job: &Job) -> anyhow::Result<Bytes> {
    Ok(bytes(&json!({ "Records": [{
        "messageId": "2e1424d4-f796-459a-8184-9c92662be6d0", "receiptHandle": "AQEB-sample",
        "body": serde_json::to_string(job)?,
        "attributes": {
            "ApproximateReceiveCount": "1", "SentTimestamp": "1795420800000", "MessageGroupId": job.group(),
            "ApproximateFirstReceiveTimestamp": "1795420800100",
        },
        "messageAttributes": {}, "eventSource": "aws:sqs", "awsRegion": "eu-north-1",
        "eventSourceARN": "arn:aws:sqs:eu-north-1:000000000000:orders.fifo",
    }] })))
}

pub(crate) fn is_worked_off(answer: &Value) -> bool {
    answer["batchItemFailures"] == json!([])
}

/// Bare calls, distinguished by `number`.
pub(crate) fn bare(number: usize, messages: u32, requests: u32, writes: u32) -> Bytes {
    bytes(&json!({
        "id": format!("{number}-{messages}{requests}{writes}"),
        "messages": messages, "requests": requests, "writes": writes,
    }))
}

/// An empty object.
pub(crate) fn nothing() -> Bytes {
    bytes(&json!({}))
}

fn bytes(value: &Value) -> Bytes {
    value.to_string().into()
}

/// The shop's goods in eAccounting.
pub(crate) fn stock(sandbox: &Sandbox) -> anyhow::Result<()> {
    let books = sandbox.eaccounting();
    let unit = books.records("units").first().context("no units")?["Id"].clone();
    let codings = books.records("articleaccountcodings");
    for (number, percent) in [("LAMP-DESK", "25%"), ("COFFEE-500", "12%")] {
        let coding = codings
            .iter()
            .find(|coding| coding["VatRate"] == percent && coding["Type"] == "Goods")
            .context("no such account coding")?;
        let article = json!({
            "Number": number, "Name": number, "CodingId": coding["Id"], "UnitId": unit, "IsActive": true,
        });
        if let Err(refused) = books.add_article(article) {
            bail!("the sandbox refused article {number}: {refused:?}");
        }
    }
    Ok(())
}

/// A new order of an existing customer, and the message that announces it.
pub(crate) fn order(sandbox: &Sandbox) -> anyhow::Result<Bytes> {
    job(JobKind::Order, placed(sandbox))
}

/// A new order in ActiveCampaign.
pub(crate) fn placed(sandbox: &Sandbox) -> Source {
    let address = AddressSeed {
        first_name: "Anna".to_owned(),
        last_name: "Lind".to_owned(),
        address1: "Avenyn 7".to_owned(),
        postal: "411 36".to_owned(),
        city: "Göteborg".to_owned(),
        country: "SE".to_owned(),
        ..AddressSeed::default()
    };
    let key = sandbox.activecampaign().add_order(&OrderSeed {
        email: BUYER.to_owned(),
        lines: vec![
            LineSeed::new("LAMP-DESK", "Desk lamp, brass", 2, Decimal::from(1_598)),
            LineSeed::new("COFFEE-500", "Coffee, 500 g", 5, Decimal::from(495)),
        ],
        shipping: Decimal::from(79),
        shipping_method: "PostNord".to_owned(),
        payment_method: "invoice".to_owned(),
        billing: address.clone(),
        delivery: address,
        ..OrderSeed::default()
    });
    let (connection, order) = (key.connection.to_string(), key.order);
    Source::Order { connection, order }
}

/// Settings for both directions.
pub(crate) const BOTH_DIRECTIONS: &str = "[to_activecampaign.orders]\nenabled = true\n\
    [to_activecampaign.stock]\nenabled = true\nfirst_write = \"automatic\"\n";

/// The record of an article of [`stock`].
pub(crate) fn lamp(sandbox: &Sandbox) -> anyhow::Result<Value> {
    let articles = sandbox.eaccounting().records("articles").into_iter();
    let mut lamps = articles.filter(|article| article["Number"] == "LAMP-DESK");
    lamps.next().context("there is no lamp")
}

/// The buyer as a customer in eAccounting, by whom people enter orders there.
pub(crate) fn customer(sandbox: &Sandbox) -> anyhow::Result<Value> {
    let customer = json!({
        "Name": "Anna Lind", "EmailAddress": BUYER, "IsPrivatePerson": true, "InvoiceAddress1": "Avenyn 7",
        "InvoicePostalCode": "411 36", "InvoiceCity": "Göteborg", "InvoiceCountryCode": "SE",
    });
    let added = sandbox.eaccounting().add_customer(customer);
    added.map_err(|refused| anyhow!("the sandbox refused the customer: {refused:?}"))
}

/// A new order in eAccounting. `lamp` is the article's record.
pub(crate) fn entered(sandbox: &Sandbox, customer: &Value, lamp: &Value) -> anyhow::Result<Source> {
    let order = json!({
        "CustomerId": customer["Id"], "CurrencyCode": "SEK", "Status": 2,
        "Rows": [{
            "LineNumber": 1, "ArticleId": lamp["Id"], "Text": "Desk lamp, brass", "UnitPrice": 640, "Quantity": 2,
            "IsTextRow": false, "IsWorkCost": false, "EligibleForReverseChargeOnVat": false,
        }],
    });
    let added = sandbox.eaccounting().add_order(order);
    let added = added.map_err(|refused| anyhow!("the sandbox refused an order: {refused:?}"))?;
    Ok(Source::SalesOrder(id(&added)?))
}

/// A new stock article in eAccounting.
pub(crate) fn stocked(sandbox: &Sandbox, lamp: &Value, number: usize) -> anyhow::Result<Source> {
    let article = json!({
        "Number": format!("STOCK-{number}"), "Name": format!("Stock article {number}"), "CodingId": lamp["CodingId"],
        "UnitId": lamp["UnitId"], "IsActive": true, "IsStock": true, "StockBalance": 8,
    });
    let added = sandbox.eaccounting().add_article(article);
    let added = added.map_err(|refused| anyhow!("the sandbox refused an article: {refused:?}"))?;
    Ok(Source::Article(id(&added)?))
}

fn id(record: &Value) -> anyhow::Result<String> {
    let id = record["Id"].as_str().context("a record has an id")?;
    Ok(id.to_owned())
}

/// A new contact, and the message that announces it.
pub(crate) fn contact(sandbox: &Sandbox, number: usize) -> anyhow::Result<Bytes> {
    let email = format!("person{number}@example.com");
    let id = sandbox
        .activecampaign()
        .add_contact(&ContactSeed::new(&email).named("Anna", "Lind"));
    job(JobKind::Customer, format!("contact:{id}").parse()?)
}

/// The contact who orders.
pub(crate) fn buyer(sandbox: &Sandbox) {
    sandbox
        .activecampaign()
        .add_contact(&ContactSeed::new(BUYER).named("Anna", "Lind"));
}

fn job(kind: JobKind, source: Source) -> anyhow::Result<Bytes> {
    message(&announced(kind, source, Cause::Webhook))
}

/// A job for this record.
pub(crate) fn announced(kind: JobKind, source: Source, cause: Cause) -> Job {
    Job {
        key: format!("bench:{source}"),
        kind,
        source,
        cause,
        first_seen: jiff::Timestamp::now(),
        version: None,
    }
}
