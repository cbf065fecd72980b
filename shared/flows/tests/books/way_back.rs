//! What bookkeepers do in eAccounting, and what ActiveCampaign then has of it. What is right was decided by what a marketer counts as
//! revenue, before any was played.
//!
//! A line is `options | what happens, one after the other`. Behind ` = ` stands what ActiveCampaign has after the next poll: state, the
//! store's own word and amount of the last order, or `nothing`.

use eaccounting::types::{NewInvoiceDraft, NewInvoiceDraftRow};
use engine::JobOutcome;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::stores::play_lines;
use crate::support::{World, annas_address, dec, document, job, lamps, order_job};

const ON: &str = "[to_activecampaign.orders]\nenabled = true\n[to_activecampaign.quotes]\nenabled = true\n";

fn id(record: &Value) -> Uuid {
    record["Id"].as_str().unwrap().parse().unwrap()
}

/// A company after its first poll.
async fn company(options: &[&str]) -> World {
    let mut settings = ON.to_owned();
    for option in options {
        match option.split_once(' ') {
            Some(("orders", keys)) => {
                settings.push_str(&format!("[orders]\n{}\n", keys.replace(" and ", "\n")))
            }
            Some(("written", keys)) => {
                settings = settings.replacen("enabled = true\n", &format!("enabled = true\n{keys}\n"), 1);
            }
            other => panic!("{other:?}"),
        }
    }
    let world = World::still(&settings, 3);
    world.stock();
    world.anna_in_eaccounting();
    world.poller().run().await.unwrap();
    world.pass(3_600);
    world
}

/// The last document of a kind that is no credit.
fn last(world: &World, kind: &str) -> Value {
    let mut records = world.records(kind);
    records.retain(|record| record["IsCreditInvoice"] != true);
    records.pop().unwrap_or_else(|| panic!("no {kind}"))
}

/// A row of an article, or of none.
fn row(world: &World, number: usize, words: &str) -> Value {
    let (count, rest) = words.split_once(' ').unwrap();
    let (sku, price) = rest.split_once(' ').unwrap();
    let articles = world.records("articles");
    let article = articles.iter().find(|article| article["Number"] == sku);
    let number_of = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
    json!({
        "LineNumber": number, "ArticleId": article.unwrap()["Id"], "Text": "Desk lamp", "UnitPrice": number_of(price),
        "Quantity": number_of(count), "IsTextRow": false, "IsWorkCost": false, "EligibleForReverseChargeOnVat": false,
    })
}

fn rows(world: &World, words: &str) -> Vec<Value> {
    words
        .split(", ")
        .zip(1..)
        .map(|(words, number)| row(world, number, words))
        .collect()
}

/// What somebody does.
async fn step(world: &World, step: &str) {
    let books = world.sandbox.eaccounting();
    let client = &world.worker.services().eaccounting;
    let customer = || last(world, "customers")["Id"].clone();
    let invoice = || id(&last(world, "customerinvoices"));
    let changed = |mut fields: Value| {
        fields["ModifiedUtc"] = json!(world.after(0).to_string());
        fields
    };
    let (word, rest) = step.split_once(' ').unwrap_or((step, ""));
    let words: Vec<&str> = rest.split(' ').collect();
    match (word, words.as_slice()) {
        ("order", _) => {
            let (currency, rest) = rest
                .strip_prefix("in ")
                .map_or(("SEK", rest), |rest| rest.split_once(' ').unwrap());
            let order = json!({
                "CustomerId": customer(), "CurrencyCode": currency, "Status": 2, "Rows": rows(world, rest),
            });
            books.add_order(order).unwrap();
        }
        ("quote", _) => {
            let mut rows = rows(world, rest);
            for row in rows.iter_mut().filter_map(Value::as_object_mut) {
                row.retain(|field, _| {
                    ["ArticleId", "Text", "UnitPrice", "Quantity"].contains(&field.as_str())
                });
            }
            let quote = json!({"CustomerId": customer(), "Status": 1, "Rows": rows});
            books.add_quote(quote).unwrap();
        }
        ("direct", _) => {
            let rows = rows(world, rest).into_iter().map(|row| NewInvoiceDraftRow {
                line_number: row["LineNumber"]
                    .as_i64()
                    .map(|number| i32::try_from(number).unwrap()),
                article_id: row["ArticleId"].as_str().map(|id| id.parse().unwrap()),
                unit_price: Some(dec(&row["UnitPrice"].to_string())),
                quantity: Some(dec(&row["Quantity"].to_string())),
                ..NewInvoiceDraftRow::default()
            });
            let entered = NewInvoiceDraft {
                customer_id: customer().as_str().unwrap().parse().unwrap(),
                rows: rows.collect(),
                ..NewInvoiceDraft::default()
            };
            let draft = client.create_invoice_draft(&entered).await.unwrap().id;
            client
                .convert_invoice_draft(draft, &Default::default())
                .await
                .unwrap();
        }
        ("shop", _) => {
            let seed = sandbox::activecampaign::OrderSeed {
                billing: annas_address(),
                ..lamps()
            };
            let key = world.order(&seed);
            document(&world.settle(order_job(world, &key)).await);
        }
        ("accept", _) => drop(books.accept_quote(id(&last(world, "quotes"))).unwrap()),
        ("convert", _) => {
            let quote = last(world, "quotes");
            let source = format!("quote:{}", quote["Id"].as_str().unwrap());
            for _ in 0..2 {
                world.settle(job(world, model::JobKind::Quote, &source)).await;
            }
        }
        ("ship", _) => drop(client.complete_order(id(&last(world, "orders"))).await.unwrap()),
        ("invoice", _) => {
            let order = last(world, "orders");
            if order["Status"] != 3 {
                client.complete_order(id(&order)).await.unwrap();
            }
            client.convert_order_to_invoice(id(&order)).await.unwrap();
        }
        ("pay", [""]) => drop(books.pay_invoice(invoice(), None).unwrap()),
        ("pay", [amount]) => drop(books.pay_invoice(invoice(), Some(dec(amount))).unwrap()),
        // Somebody has taken back or moved what was paid: so much remains.
        ("remains", [amount]) => {
            let amount: Value = serde_json::from_str(amount).unwrap();
            let fields = json!({
                "RemainingAmount": amount, "RemainingAmountInvoiceCurrency": amount, "PaymentDate": null, "PaymentStatus": 1,
            });
            books
                .amend("customerinvoices", invoice(), changed(fields))
                .unwrap();
        }
        // The tax agency pays so much of it (ROT, RUT): the buyer owes the rest.
        ("reduced", [amount]) => {
            let amount: Value = serde_json::from_str(amount).unwrap();
            let total = last(world, "customerinvoices")["TotalAmount"].clone();
            let left: Value = (dec(&total.to_string()) - dec(&amount.to_string()))
                .to_string()
                .parse()
                .unwrap();
            let fields = json!({
                "RotReducedInvoicingType": 1, "RotReducedInvoicingAmount": amount, "RemainingAmount": left,
                "RemainingAmountInvoiceCurrency": left,
            });
            books
                .amend("customerinvoices", invoice(), changed(fields))
                .unwrap();
        }
        ("article", [number, field, text]) => {
            let articles = world.records("articles");
            let article = articles.iter().find(|article| article["Number"] == *number);
            let value: Value = serde_json::from_str(text).unwrap_or_else(|_| json!(text));
            books
                .amend("articles", id(article.unwrap()), changed(json!({*field: value})))
                .unwrap();
        }
        ("credit", [""]) => drop(books.credit_invoice(invoice(), None).unwrap()),
        ("credit", [row]) => {
            let one: [(i64, Decimal); 1] = [(row.parse().unwrap(), Decimal::ONE)];
            books.credit_invoice(invoice(), Some(&one)).unwrap();
        }
        ("void", _) => drop(books.void_invoice(invoice()).unwrap()),
        ("delete", _) => drop(books.delete_record("orders", id(&last(world, "orders"))).unwrap()),
        ("days", [days]) => world.pass(86_400 * days.parse::<i64>().unwrap()),
        ("in", [currency]) => {
            let total = last(world, "customerinvoices")["TotalAmount"].clone();
            let fields = json!({
                "CurrencyCode": currency, "TotalAmountInvoiceCurrency": 145.27, "RemainingAmountInvoiceCurrency": 145.27,
                "TotalVatAmountInvoiceCurrency": 29.05, "TotalAmount": total,
            });
            books
                .amend("customerinvoices", invoice(), changed(fields))
                .unwrap();
        }
        ("address", _) => {
            let customer = id(&world.records("customers")[0]);
            let email = if rest == "none" { Value::Null } else { json!(rest) };
            books
                .change_customer(customer, json!({"EmailAddress": email}))
                .unwrap();
        }
        ("buyer", [field, text]) => {
            let value = match *text {
                "false" => json!(false),
                text => json!(text),
            };
            let customer = id(&world.records("customers")[0]);
            books.change_customer(customer, json!({*field: value})).unwrap();
        }
        ("namesake", _) => drop(world.anna_in_eaccounting()),
        ("renumber", [from, to]) => {
            let articles = world.records("articles");
            let article = articles
                .iter()
                .find(|article| article["Number"] == *from)
                .unwrap();
            books
                .amend("articles", id(article), changed(json!({"Number": to})))
                .unwrap();
        }
        ("wait", _) => {}
        other => panic!("{other:?}"),
    }
}

async fn poll(world: &World) -> Vec<JobOutcome> {
    world.pass(60);
    world.poller().run().await.unwrap();
    world
        .drive()
        .await
        .into_iter()
        .map(|ended| ended.verdict)
        .collect()
}

/// The orders that our own connection has.
fn written(world: &World) -> Vec<Value> {
    let snapshot = world.sandbox.activecampaign().snapshot();
    let connections = snapshot["connections"].as_array().unwrap();
    let own = connections.iter().find(|row| row["service"] == "ekobridge");
    let own = own.map(|row| row["id"].to_string().trim_matches('"').to_owned());
    let mut orders = snapshot["orders"].as_array().unwrap().clone();
    orders.retain(|order| own.as_deref() == Some(order["legacyConnectionId"].to_string().trim_matches('"')));
    orders
}

fn amount(value: &Value) -> Decimal {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    dec(&text).normalize()
}

/// State, word, amount and currency of the last order, and how many there are.
fn stands(world: &World) -> String {
    let written = written(world);
    let Some(order) = written.last() else {
        return "nothing".to_owned();
    };
    let text = |field: &str| order[field].as_str().unwrap_or_default();
    let currency = match text("currency") {
        "SEK" => String::new(),
        other => format!(" {other}"),
    };
    let count = match written.len() {
        1 => String::new(),
        count => format!(", {count} orders"),
    };
    let word = text("storeStatus");
    let amount = amount(&order["finalAmount"]);
    format!("{} {word} {amount}{currency}{count}", text("normalizedStatus"))
}

/// Lines, shipping and discounts come to the amount.
fn adds_up(order: &Value) -> bool {
    let sum = |list: &str, of: fn(&Value) -> Decimal| -> Decimal {
        order[list].as_array().into_iter().flatten().map(of).sum()
    };
    let of_lines = sum("lineItems", |line| {
        (amount(&line["priceAmount"]) * amount(&line["quantity"])).round_dp(2)
    });
    let of_discounts = sum("discounts", |discount| amount(&discount["discountAmount"]));
    let shipping = order
        .get("shippingAmount")
        .filter(|value| !value.is_null())
        .map_or(Decimal::ZERO, amount);
    (of_lines + shipping - of_discounts - amount(&order["finalAmount"])).abs() < dec("0.005")
}

/// Whether a line is of none of its article: ActiveCampaign would count it as bought.
fn sells_nothing(order: &Value) -> bool {
    let mut lines = order["lineItems"].as_array().into_iter().flatten();
    lines.any(|line| line["name"].as_str().is_some_and(|name| name.starts_with("0 ×")))
}

/// Plays a line; what is wrong with it.
async fn play(line: &'static str) -> Result<(), String> {
    let (options, steps) = line
        .split_once('|')
        .unwrap_or_else(|| panic!("{line}: options | steps"));
    let options: Vec<&str> = options
        .trim()
        .split(", ")
        .filter(|option| !option.is_empty())
        .collect();
    let world = company(&options).await;
    for part in steps.trim().split(" > ") {
        let (what, wanted) = part.split_once(" = ").unwrap_or((part, ""));
        step(&world, what).await;
        if wanted.is_empty() {
            continue;
        }
        let ended = poll(&world).await;
        let has = stands(&world);
        if has != wanted {
            return Err(format!("{what}: {has}, and not {wanted}; {ended:?}"));
        }
        if let Some(order) = written(&world).iter().find(|order| sells_nothing(order)) {
            return Err(format!("{what}: sells none of something: {order}"));
        }
        if let Some(order) = written(&world).iter().find(|order| !adds_up(order)) {
            return Err(format!("{what}: does not add up: {order}"));
        }
    }
    let violations = world.sandbox.violations();
    match violations.is_empty() {
        true => Ok(()),
        false => Err(format!("{violations:?}")),
    }
}

const SALES: &str = "
| order 2 LAMP 799 = PENDING_PAYMENT ongoing 1598 > ship = PENDING_PAYMENT shipped 1598 > invoice = PENDING_PAYMENT invoiced 1598 > pay 400 = PENDING_PAYMENT part paid 1598 > pay 1198 = COMPLETED paid 1598
| order 2 LAMP 799 > invoice = PENDING_PAYMENT invoiced 1598 > pay 400 > pay 1198 = COMPLETED paid 1598
| order 2 LAMP 799 > invoice > pay = COMPLETED paid 1598 > remains -100 = COMPLETED paid 1598
| order 2 LAMP 799 > invoice > pay = COMPLETED paid 1598 > remains 1598 = PENDING_PAYMENT invoiced 1598 > credit = CANCELLED credited 0
| order 2 LAMP 799 > invoice > pay 400 = PENDING_PAYMENT part paid 1598 > remains 1598 = PENDING_PAYMENT invoiced 1598 > credit = CANCELLED credited 0
| order 2 LAMP 799 > invoice > pay = COMPLETED paid 1598 > remains 1598 = PENDING_PAYMENT invoiced 1598 > pay = COMPLETED paid 1598
| order 2 LAMP 799 > invoice > pay = COMPLETED paid 1598 > remains 1198 = PENDING_PAYMENT part paid 1598
| order 2 LAMP 799 > invoice > pay 400 = PENDING_PAYMENT part paid 1598 > credit = REFUNDED refunded 0
| order 2 LAMP 799 > invoice > pay 799 = PENDING_PAYMENT part paid 1598 > credit 1 = COMPLETED paid 799 > credit 1 = REFUNDED refunded 0
| order 2 LAMP 799 > invoice > pay 400 = PENDING_PAYMENT part paid 1598 > credit 1 > remains 799 = PENDING_PAYMENT invoiced 799 > credit 1 = REFUNDED refunded 0
| order 2 LAMP 799 > invoice > pay > days 1 > credit 1 = COMPLETED paid 799 > credit 1 = REFUNDED refunded 0
| order 2 LAMP 799 > invoice = PENDING_PAYMENT invoiced 1598 > credit 1 = PENDING_PAYMENT invoiced 799 > pay = COMPLETED paid 799 > days 1 > credit 1 = REFUNDED refunded 0
| order 2 LAMP 799 > invoice = PENDING_PAYMENT invoiced 1598 > credit 1 = PENDING_PAYMENT invoiced 799 > credit 1 = CANCELLED credited 0
| order 2 LAMP 799 > invoice = PENDING_PAYMENT invoiced 1598 > credit = CANCELLED credited 0 > wait = CANCELLED credited 0
| order 2 LAMP 799 > invoice = PENDING_PAYMENT invoiced 1598 > void = PENDING_PAYMENT invoiced 1598
| order 2 LAMP 799 > invoice = PENDING_PAYMENT invoiced 1598 > days 32 = PENDING_PAYMENT overdue 1598 > pay 100 = PENDING_PAYMENT overdue 1598 > pay = COMPLETED paid 1598
| order 2 LAMP 799 = PENDING_PAYMENT ongoing 1598 > delete > days 2 = CANCELLED deleted 1598
| order in EUR 2 LAMP 79.90 = PENDING_PAYMENT ongoing 159.8 EUR > invoice = PENDING_PAYMENT invoiced 159.8 EUR > pay = COMPLETED paid 159.8 EUR
| order in EUR 2 LAMP 79.90 > invoice = PENDING_PAYMENT invoiced 159.8 EUR > pay 59.80 = PENDING_PAYMENT part paid 159.8 EUR > credit 1 = PENDING_PAYMENT part paid 79.9 EUR
| order 2 LAMP 799 = PENDING_PAYMENT ongoing 1598 > invoice > in EUR = PENDING_PAYMENT invoiced 145.27 EUR
| direct 1 LAMP 799, 2 COFFEE 79 = PENDING_PAYMENT invoiced 957 > pay = COMPLETED paid 957
| direct 1 LAMP 799, -1 LAMP 100 = PENDING_PAYMENT invoiced 699 > pay = COMPLETED paid 699
| direct 1 LAMP 799, -1 COFFEE 79 = PENDING_PAYMENT invoiced 720
| direct 0.33 LAMP 799 = PENDING_PAYMENT invoiced 264
| direct 3 LAMP 33.33 = PENDING_PAYMENT invoiced 100
| direct 2.5 COFFEE 79.90, 1 LAMP 0 = PENDING_PAYMENT invoiced 200
| direct 1 LAMP 0 = COMPLETED paid 0
| buyer CurrencyCode EUR > direct 1 LAMP 79.90, 2 COFFEE 9.95 = PENDING_PAYMENT invoiced 99.8 EUR > pay 20 = PENDING_PAYMENT part paid 99.8 EUR > pay = COMPLETED paid 99.8 EUR > credit 1 = COMPLETED paid 19.9 EUR
| buyer IsPrivatePerson false > direct 3 LAMP 33.33, 1 COFFEE 9.99 = PENDING_PAYMENT invoiced 136 > pay = COMPLETED paid 136
| buyer IsPrivatePerson false > order 3 LAMP 33.33, 7 COFFEE 9.99 = PENDING_PAYMENT ongoing 203 > invoice = PENDING_PAYMENT invoiced 203
| buyer InvoiceCountryCode NO > direct 3 LAMP 33.33 = PENDING_PAYMENT invoiced 100
| buyer InvoiceCountryCode DE > buyer CurrencyCode EUR > direct 3 LAMP 33.33 = PENDING_PAYMENT invoiced 99.99 EUR > credit = CANCELLED credited 0 EUR
| order 1 LAMP 0 = PENDING_PAYMENT ongoing 0
| direct 1000 LAMP 99999 = PENDING_PAYMENT invoiced 99999000
| quote 2 LAMP 500 = PENDING_PAYMENT quoted 1000 > accept > convert = PENDING_PAYMENT ongoing 1000 > wait = PENDING_PAYMENT ongoing 1000 > invoice = PENDING_PAYMENT invoiced 1000 > pay = COMPLETED paid 1000
| quote 2 LAMP 500 = PENDING_PAYMENT quoted 1000 > accept > wait = PENDING_PAYMENT quoted 1000 > wait = PENDING_PAYMENT ongoing 1000
| address none > order 2 LAMP 799 = nothing > address anna.qvzx@example.com > ship = PENDING_PAYMENT shipped 1598
| order 2 LAMP 799 = PENDING_PAYMENT ongoing 1598 > namesake > order 1 LAMP 799 = PENDING_PAYMENT ongoing 799, 2 orders
| order 2 LAMP 799 = PENDING_PAYMENT ongoing 1598 > renumber LAMP LAMP-2 > ship = PENDING_PAYMENT shipped 1598
orders document = \"invoice\" | shop > wait = nothing > pay 400 > wait = nothing > pay = nothing > credit 1 = nothing
orders document = \"order\" | shop > wait = nothing > invoice = nothing > pay = nothing > credit = nothing
orders document = \"order-invoiced\" | shop > wait = nothing > credit = nothing > order 1 LAMP 799 = PENDING_PAYMENT ongoing 799
orders document = \"invoice-draft\" | shop > wait = nothing
written states = \"paid\" | order 2 LAMP 799 = nothing > invoice = nothing > pay 400 = nothing > pay = COMPLETED paid 1598 > credit 1 = COMPLETED paid 799
written states = \"paid\" | order 2 LAMP 799 > invoice > pay > credit 1 = COMPLETED paid 799
written kinds = [\"invoice\"] | order 2 LAMP 799 = nothing > invoice = PENDING_PAYMENT invoiced 1598 > pay = COMPLETED paid 1598
";

/// Invoices that are odd, and records that change beside them.
const ODD: &str = "
| direct 1 LAMP 799, 0 COFFEE 79 = PENDING_PAYMENT invoiced 799 > pay = COMPLETED paid 799
| order 2 LAMP 799, 0 COFFEE 79 = PENDING_PAYMENT ongoing 1598 > invoice = PENDING_PAYMENT invoiced 1598
| direct 2 LAMP 500 > reduced 300 = PENDING_PAYMENT invoiced 1000 > pay 100 = PENDING_PAYMENT part paid 1000 > pay 600 = COMPLETED paid 1000
| direct 2 LAMP 500 > reduced 300 = PENDING_PAYMENT invoiced 1000 > remains 0 = PENDING_PAYMENT invoiced 1000
| direct 1 LAMP 799 = PENDING_PAYMENT invoiced 799 > remains 859 = PENDING_PAYMENT invoiced 799 > remains 60 = PENDING_PAYMENT part paid 799
| direct 1 LAMP 799 > days 40 = PENDING_PAYMENT overdue 799 > remains 859 = PENDING_PAYMENT overdue 799 > credit = CANCELLED credited 0
| order 1 LAMP 799 = PENDING_PAYMENT ongoing 799 > article LAMP Name Floor > ship = PENDING_PAYMENT shipped 799 > article LAMP IsActive false > invoice = PENDING_PAYMENT invoiced 799 > pay = COMPLETED paid 799
| order 1 LAMP 799 = PENDING_PAYMENT ongoing 799 > buyer EmailAddress new.qvzx@example.com > ship = PENDING_PAYMENT shipped 799
| order 1 LAMP 799 > order 2 LAMP 799 > order 3 LAMP 799 = PENDING_PAYMENT ongoing 2397, 3 orders > ship = PENDING_PAYMENT shipped 2397, 3 orders
| direct 1 LAMP 799 > pay 400 > remains -50 = COMPLETED paid 799 > remains 0 = COMPLETED paid 799
| buyer IsPrivatePerson false > buyer CurrencyCode EUR > direct 1 LAMP 79.90 = PENDING_PAYMENT invoiced 99.88 EUR > pay = COMPLETED paid 99.88 EUR > credit = REFUNDED refunded 0 EUR
| direct 0.5 LAMP 799, 1.25 COFFEE 80 = PENDING_PAYMENT invoiced 500
";

#[tokio::test(start_paused = true)]
async fn odd_invoices_are_what_the_books_say_of_them() {
    play_lines(ODD, play).await;
}

#[tokio::test(start_paused = true)]
async fn a_sale_in_activecampaign_is_what_the_books_say_of_it() {
    play_lines(SALES, play).await;
}
