//! Events in a shop, sent to the deployment.

use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, Timestamp};
use ledger::{ClaimRequest, Key};
use model::{Cause, Code, Job, JobKind, Problem};
use rust_decimal::Decimal;
use sandbox::activecampaign::{AccountSeed, AddressSeed, ContactSeed, DiscountSeed, LineSeed, OrderSeed};
use serde_json::json;
use tokio::runtime::Runtime;

use crate::deployment::{Deployment, TOKEN};

const COMPANY: &str = "Björkskog Bygg AB";
const BUYER: &str = "inkop@bjorkskog.example.com";

/// A contact with a Swedish address.
pub(crate) fn person(email: &str, first: &str, last: &str) -> ContactSeed {
    ContactSeed::new(email)
        .named(first, last)
        .field("ADDRESS", "Storgatan 1")
        .field("POSTAL_CODE", "111 22")
        .field("CITY", "Stockholm")
        .field("COUNTRY", "SE")
}

/// An order of one article by that person, with the same shipping address.
pub(crate) fn purchase(email: &str, sku: &str) -> OrderSeed {
    let address = AddressSeed {
        first_name: "Eva".to_owned(),
        last_name: "Berg".to_owned(),
        address1: "Storgatan 1".to_owned(),
        postal: "111 22".to_owned(),
        city: "Stockholm".to_owned(),
        country: "SE".to_owned(),
        ..AddressSeed::default()
    };
    OrderSeed {
        email: email.to_owned(),
        lines: vec![LineSeed::new(sku, "Something", 1, Decimal::from(799))],
        billing: address.clone(),
        delivery: address,
        ..OrderSeed::default()
    }
}

/// Announces that a contact has ordered, as an automation does.
pub(crate) async fn ordered(deployment: &Deployment, contact: u64) -> Result<()> {
    let body = deployment
        .vendors
        .sandbox
        .activecampaign()
        .automation_body(contact, 9)
        .encode();
    ensure!(deployment.post("event=order", &body).await? == 200);
    Ok(())
}

/// Waits until eAccounting has a customer with this address.
pub(crate) async fn customer_of(deployment: &Deployment, email: &str) -> Result<()> {
    let has = || async {
        let customers = deployment.books("customers");
        Ok(customers.iter().any(|customer| customer["EmailAddress"] == email))
    };
    deployment.until(&format!("{email} is a customer"), has).await
}

/// A standard webhook about a contact.
pub(crate) fn update(contact: u64, second: u32) -> String {
    format!(
        "type=update&date_time=2026-11-23T10%3A00%3A{second:02}%2B01%3A00&initiated_from=admin&initiated_by=admin&list=0\
         &contact%5Bid%5D={contact}&contact%5Bemail%5D=somebody%40example.com"
    )
}

fn buyer(deployment: &Deployment) -> Result<u64> {
    let state = deployment.vendors.sandbox.activecampaign().snapshot();
    let contacts = state["contacts"]
        .as_array()
        .context("the sandbox shows its contacts")?;
    let buyer = contacts
        .iter()
        .find(|contact| contact["email"] == BUYER)
        .context("the buyer is known")?;
    let id = &buyer["id"];
    id.as_u64()
        .or_else(|| id.as_str()?.parse().ok())
        .context("a contact has an id")
}

pub(crate) fn no_token(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let status = |token: &'static str, method: reqwest::Method, body: String| async move {
            let request = deployment.request(method, token, "")?.body(body);
            anyhow::Ok(request.send().await?.status().as_u16())
        };
        let post = reqwest::Method::POST;
        ensure!(status("wrong", post.clone(), update(1, 0)).await? == 404);
        ensure!(status("wrong", reqwest::Method::GET, String::new()).await? == 404);
        ensure!(status(TOKEN, reqwest::Method::GET, String::new()).await? == 405);
        ensure!(status(TOKEN, post.clone(), "a=".repeat(140_000)).await? == 413);
        ensure!(status(TOKEN, post, "contact[id]=%27&type=update".to_owned()).await? == 400);
        ensure!(deployment.post("", "type=open&contact[id]=1").await? == 200);
        deployment.idle().await
    })
}

pub(crate) fn contact(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let shop = deployment.vendors.sandbox.activecampaign();
        let at = |street: &str, postcode: &str, city: &str| {
            ContactSeed::new("anna.lind@example.com")
                .named("Anna", "Lind")
                .field("ADDRESS", street)
                .field("POSTAL_CODE", postcode)
                .field("CITY", city)
                .field("COUNTRY", "SE")
        };
        let anna = shop.add_contact(&at("Storgatan 1", "111 22", "Stockholm"));
        ensure!(deployment.post("", &update(anna, 1)).await? == 200);
        let customers = deployment.books_reach("customers", 1).await?;
        ensure!(
            customers[0]["Name"] == "Anna Lind" && customers[0]["InvoiceCity"] == "Stockholm",
            "{customers:?}"
        );
        deployment.idle().await?;

        shop.update_contact(anna, &at("Avenyn 7", "411 36", "Göteborg"));
        ensure!(deployment.post("", &update(anna, 2)).await? == 200);
        deployment.idle().await?;
        let customers = deployment.books_reach("customers", 1).await?;
        ensure!(customers[0]["InvoiceCity"] == "Göteborg", "{customers:?}");
        Ok(())
    })
}

pub(crate) fn order(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        stock(deployment)?;
        let shop = deployment.vendors.sandbox.activecampaign();
        let company = shop.add_account(&AccountSeed {
            name: COMPANY.to_owned(),
            ..AccountSeed::default()
        });
        let buyer = shop.add_contact(&ContactSeed {
            account: Some(company),
            ..ContactSeed::new(BUYER).named("Nils", "Björk")
        });
        let address = AddressSeed {
            first_name: "Nils".to_owned(),
            last_name: "Björk".to_owned(),
            company: COMPANY.to_owned(),
            address1: "Industrivägen 12".to_owned(),
            postal: "703 65".to_owned(),
            city: "Örebro".to_owned(),
            country: "SE".to_owned(),
            ..AddressSeed::default()
        };
        shop.add_order(&OrderSeed {
            email: BUYER.to_owned(),
            lines: vec![
                LineSeed::new("LAMP-DESK", "Desk lamp, brass", 2, Decimal::from(1_598)),
                LineSeed::new("COFFEE-500", "Coffee, 500 g", 5, Decimal::from(495)),
            ],
            shipping: Decimal::from(79),
            discounts: vec![DiscountSeed {
                name: "WELCOME".to_owned(),
                on_shipping: false,
                amount: Decimal::from(100),
            }],
            billing: address.clone(),
            delivery: address,
            ..OrderSeed::default()
        });
        let body = shop.automation_body(buyer, 9).encode();
        ensure!(deployment.post("event=order", &body).await? == 200);
        let orders = deployment.books_reach("orders", 1).await?;
        let order = &orders[0];
        let number = |field: &str| -> Result<Decimal> { Ok(order[field].to_string().parse()?) };
        // A company's amounts are without VAT (`IncludesVat`).
        ensure!(order["IncludesVat"] == false, "{order}");
        let total = number("Amount")? + number("VatAmount")? + number("RoundingsAmount")?;
        ensure!(total == Decimal::from(1_598 + 495 + 79 - 100), "{total} {order}");
        ensure!(order["BuyersOrderReference"] == "1001", "{order}");
        ensure!(order["CustomerName"] == COMPANY, "{order}");
        deployment.idle().await?;
        deployment.books_reach("customers", 2).await.map(drop)
    })
}

/// The shop's goods.
fn stock(deployment: &Deployment) -> Result<()> {
    let books = deployment.vendors.sandbox.eaccounting();
    let codings = deployment.books("articleaccountcodings");
    for (number, name, rate) in [
        ("LAMP-DESK", "Desk lamp", "25%"),
        ("COFFEE-500", "Coffee", "12%"),
        ("SERVICE", "Service", "25%"),
    ] {
        let coding = codings
            .iter()
            .find(|coding| coding["VatRate"] == rate && coding["Type"] == "Goods")
            .with_context(|| format!("the sandbox has no coding for {rate}"))?;
        books
            .add_article(json!({ "Number": number, "Name": name, "CodingId": coding["Id"] }))
            .map_err(|refused| anyhow::anyhow!("article {number}: {refused:?}"))?;
    }
    Ok(())
}

pub(crate) fn duplicates(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let body = deployment
            .vendors
            .sandbox
            .activecampaign()
            .automation_body(buyer(deployment)?, 9)
            .encode();
        let post = || deployment.post("event=order", &body);
        let (a, b, c) = tokio::try_join!(post(), post(), post())?;
        ensure!([a, b, c] == [200; 3], "{a} {b} {c}");
        deployment.idle().await?;
        ensure!(deployment.books("orders").len() == 1 && deployment.books("customers").len() == 2);
        Ok(())
    })
}

pub(crate) fn offer(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let customers = deployment.books("customers");
        let customer = customers.iter().find(|customer| customer["Name"] == COMPANY).context("a customer")?;
        let articles = deployment.books("articles");
        let article = articles.iter().find(|article| article["Number"] == "SERVICE").context("an article")?;
        let offer = json!({
            "CustomerId": customer["Id"], "Status": 2,
            "Rows": [{ "ArticleId": article["Id"], "Text": "Service, one year", "UnitPrice": 4800, "Quantity": 1 }],
        });
        // The poller checks that ActiveCampaign's webhook exists and that its events arrive.
        let shop = deployment.vendors.sandbox.activecampaign();
        shop.register_webhook(&format!("https://hooks.shop.test/webhook/{TOKEN}"), &[]);
        let books = deployment.vendors.sandbox.eaccounting();
        books.add_quote(offer).map_err(|refused| anyhow::anyhow!("the offer: {refused:?}"))?;
        ensure!(deployment.poll().await?, "the poll failed");
        deployment.books_reach("orders", 2).await?;
        deployment.idle().await?;
        ensure!(deployment.poll().await?, "the poll failed");
        deployment.idle().await?;
        deployment.books_reach("orders", 2).await.map(drop)
    })
}

pub(crate) fn given_up(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let queues = [
            (
                JobKind::Order,
                Cause::Webhook,
                "order:1:777",
                "OrdersDeadLettersUrl",
            ),
            (
                JobKind::Customer,
                Cause::Webhook,
                "contact:7777",
                "CustomersDeadLettersUrl",
            ),
            (
                JobKind::Order,
                Cause::Backfill,
                "order:1:778",
                "BacklogDeadLettersUrl",
            ),
        ];
        for (kind, cause, source, queue) in queues {
            // The state after days of attempts, in which the shop deleted the record.
            let job = Job {
                kind,
                source: source.parse()?,
                key: format!("gave up: {source}"),
                cause,
                first_seen: Timestamp::now() - SignedDuration::from_hours(80),
                version: None,
            };
            let ask = ClaimRequest {
                job: Some(&job),
                ..ClaimRequest::default()
            };
            let problem = Problem::new(
                Code::RETRIES_EXHAUSTED,
                format!("{source} failed 17 times."),
                "Then replay it.",
            );
            let key = Key::source(&job.source);
            deployment.ledger()?.park_leaseless(&key, ask, &problem).await?;
            deployment.queue(&job).await?;
            deployment.messages_reach(queue, 1).await?;
        }
        deployment.idle().await?;

        let planned = deployment.tool(&["replay", "--dead-letters", "--json"]).await?;
        ensure!(
            planned.contains("retries_exhausted") && planned.contains("\"queued\":0"),
            "{planned}"
        );
        let replayed = deployment
            .tool(&["replay", "--dead-letters", "--json", "--yes"])
            .await?;
        ensure!(replayed.contains("\"queued\":3,"), "{replayed}");
        for (_, _, _, queue) in queues {
            deployment.messages_reach(queue, 0).await?;
        }
        deployment.idle().await?;
        let parked = deployment.tool(&["activity", "--parked", "--json"]).await?;
        ensure!(
            parked.contains("order:1:777")
                && parked.contains("source_missing")
                && !parked.contains("retries_exhausted"),
            "{parked}"
        );
        Ok(())
    })
}

pub(crate) fn clean(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        for queue in [
            "OrdersDeadLettersUrl",
            "CustomersDeadLettersUrl",
            "BacklogDeadLettersUrl",
        ] {
            ensure!(deployment.messages(queue).await? == 0, "{queue}");
        }
        let violations = deployment.vendors.sandbox.violations();
        ensure!(violations.is_empty(), "{violations:#?}");
        Ok(())
    })
}

pub(crate) fn privacy(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let logs = deployment.logs().await?;
        ensure!(
            logs.contains("contact:"),
            "the logs are not there: {} bytes",
            logs.len()
        );
        let ledger = deployment.ledger_text().await?;
        ensure!(ledger.contains("contact:"), "the ledger is empty");
        for mark in [
            "example.com",
            "Anna",
            "Lind",
            "Storgatan",
            "Avenyn",
            "Björk",
            "Industriv",
            TOKEN,
        ] {
            ensure!(!logs.contains(mark), "a log line has {mark}");
            ensure!(!ledger.contains(mark), "the ledger has {mark}");
        }
        Ok(())
    })
}

/// The suite that all ledger stores must pass, in separate tables.
pub(crate) fn ledgers_suite(_: &Runtime, deployment: &Deployment) -> Result<()> {
    let suite = "tests::the_suite_holds_on_the_dynamodb_that_the_environment_names";
    let output = std::process::Command::new(env!("CARGO"))
        .args([
            "test",
            "--workspace",
            "--features",
            "ekobridge/setup",
            "--lib",
            "--",
            "--exact",
            "--nocapture",
            suite,
        ])
        .env("AWS_ENDPOINT_URL_DYNAMODB", &deployment.endpoint)
        .output()?;
    let (out, told) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    ensure!(
        output.status.success() && out.contains("1 passed"),
        "{out}\n{told}"
    );
    let ran = told.matches(deployment.endpoint.as_str()).count();
    ensure!(ran > 30, "only {ran} tests of the suite ran there:\n{told}");
    Ok(())
}

pub(crate) fn least_privilege(runtime: &Runtime, deployment: &Deployment) -> Result<()> {
    runtime.block_on(async {
        let queue = deployment.arn("CustomersQueue").await?;
        deployment
            .deny("WebhookIngest", Some(("sqs:SendMessage", &queue)))
            .await?;
        ensure!(deployment.post("", &update(1, 3)).await? == 503);
        deployment.deny("WebhookIngest", None).await?;
        ensure!(deployment.post("", &update(1, 4)).await? == 200);
        deployment.idle().await
    })
}
