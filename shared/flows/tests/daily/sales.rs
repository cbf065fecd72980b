//! Deals and quotes: won, lost, moved, edited, answered by people on either side.
//!
//! A line is `options | steps`, the steps divided by ` > `. Behind ` = ` stands what both sides have once the schedule has run and
//! the queue is empty.
//!
//! | step | |
//! |---|---|
//! | `deal 1000 k=v; …` | a deal is entered: of Anna, unless `contact=-` or `account=NAME` says otherwise |
//! | `deal k=v; …` | it is changed; `won`, `lost`, `open` and `deleted` are its states |
//! | `quote 2 at 500`, `expired`, `accepted`, `answered by invoice` | a quote in eAccounting |
//! | `contact k=v; …` | Anna's contact is changed |
//! | `invoice`, `pay`, `credit`, `erase` | what the bookkeeper does with the last order, invoice, or document |
//! | `days N`, `replay` | time; the deal is replayed |

use eaccounting::types::{NewInvoiceDraft, NewInvoiceDraftRow};
use engine::JobOutcome;
use model::{Cause, Job, JobKind};
use rust_decimal::Decimal;
use sandbox::activecampaign::{AccountSeed, ContactSeed, DealSeed};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::story::{Story, id, play, was_skipped, words};
use crate::books::held;
use crate::support::{EMAIL, World, anna, dec, job};

const QUOTES: &str = "[to_activecampaign.quotes]\nenabled = true\nas = \"deal\"\npipeline = \"1\"\n\
    owner = \"owner@example.com\"\ndeal_field = \"QUOTE_ID\"\n[to_activecampaign.quotes.stages]\n\
    quoted = \"To Contact\"\naccepted = \"Offer sent\"\nongoing = \"Offer sent\"\nshipped = \"Offer sent\"\n\
    invoiced = \"Order\"\npart_paid = \"Order\"\noverdue = \"Order\"\npaid = \"won\"\ncredited = \"lost\"\n\
    refunded = \"lost\"\ndeleted = \"lost\"\nlapsed = \"lost\"\n";

fn settings(options: &str) -> String {
    let mut deals = "[orders.deals]\n".to_owned();
    let mut orders = "[orders]\n".to_owned();
    let mut more = String::new();
    let mut article = "article = \"LAMP\"\n";
    for option in options
        .split(", ")
        .map(str::trim)
        .filter(|option| !option.is_empty())
    {
        match option {
            "companies" => more.push_str("[customers]\ncompanies = true\n"),
            "quotes as deals" => more.push_str(QUOTES),
            "no article" => article = "",
            option => match option.split_once(": ") {
                Some(("deals", key)) => deals.push_str(&format!("{key}\n")),
                Some(("orders", key)) => orders.push_str(&format!("{key}\n")),
                Some((table, key)) => more.push_str(&format!("[{table}]\n{key}\n")),
                None => panic!("no such option: {option}"),
            },
        }
    }
    deals.push_str(article);
    format!("{orders}{deals}{more}")
}

struct Office {
    world: World,
    deal: u64,
    ended: Vec<JobOutcome>,
}

impl Story for Office {
    const ECHOES: bool = false;

    async fn open(options: &str) -> Self {
        let world = World::still(&settings(options), 3);
        world.stock();
        let active = world.sandbox.activecampaign();
        active.add_contact(&anna());
        for label in ["QUOTE_ID", "PO number", "Article"] {
            active.deal_field(label, "");
        }
        world.poller().run().await.unwrap();
        world.pass(3_600);
        Self {
            world,
            deal: 0,
            ended: Vec::new(),
        }
    }

    fn world(&self) -> &World {
        &self.world
    }

    fn ended(&mut self) -> &mut Vec<JobOutcome> {
        &mut self.ended
    }

    /// What somebody does.
    async fn step(&mut self, step: &str) {
        self.world.pass(2);
        let active = self.world.sandbox.activecampaign();
        let books = self.world.sandbox.eaccounting();
        let client = &self.world.worker.services().eaccounting;
        let (word, rest) = step.split_once(' ').unwrap_or((step, ""));
        match (word, rest) {
            ("deal", "won") => self.change(&json!({"status": "1"})),
            ("deal", "lost") => self.change(&json!({"status": "2"})),
            ("deal", "open") => self.change(&json!({"status": "0"})),
            ("deal", "deleted") => {
                let key = &self.world.sandbox.core().options().credentials.api_key;
                let request = http::Request::delete(format!("/activecampaign/api/3/deals/{}", self.deal))
                    .header("Api-Token", key)
                    .header(http::header::HOST, "sandbox.test")
                    .body(axum::body::Body::empty());
                let answer = self
                    .world
                    .sandbox
                    .router()
                    .oneshot(request.unwrap())
                    .await
                    .unwrap();
                assert!(answer.status().is_success(), "{answer:?}");
            }
            ("deal", rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
                let (value, rest) = rest.split_once(' ').unwrap_or((rest, ""));
                let words = words(rest);
                let account = words.get("account").map(|name| {
                    active.add_account(&AccountSeed {
                        name: (*name).to_owned(),
                        ..AccountSeed::default()
                    })
                });
                if let (Some(account), Some(email)) = (account, words.get("of")) {
                    active.add_contact(&ContactSeed {
                        account: Some(account),
                        email: (*email).to_owned(),
                        ..anna()
                    });
                }
                let field = |key: &str, label: &str| {
                    let value = words.get(key)?;
                    Some((label.to_owned(), (*value).to_owned()))
                };
                self.deal = active.add_deal(&DealSeed {
                    title: "Lamps for the stairs".to_owned(),
                    contact: (words.get("contact") != Some(&"-")).then_some(1),
                    account,
                    value: dec(value),
                    currency: words.get("currency").copied().unwrap_or_default().to_owned(),
                    fields: [field("po", "PO number"), field("article", "Article")]
                        .into_iter()
                        .flatten()
                        .collect(),
                    ..DealSeed::default()
                });
            }
            ("deal", rest) => {
                let mut fields = serde_json::Map::new();
                for (key, text) in words(rest) {
                    let value = match key {
                        "value" => (dec(text) * dec("100")).normalize().to_string(),
                        _ => text.to_owned(),
                    };
                    fields.insert(key.to_owned(), json!(value));
                }
                self.change(&Value::Object(fields));
            }
            ("contact", rest) => {
                let words = words(rest);
                let text = |key: &str| words.get(key).copied().unwrap_or_default().to_owned();
                let seed = ContactSeed {
                    email: text("email"),
                    phone: text("phone"),
                    last_name: text("last"),
                    ..ContactSeed::default()
                };
                assert!(active.update_contact(1, &seed));
            }
            ("customer", rest) => {
                let mut fields = json!({
                    "Name": "Annaqvzx Lindqvzx", "EmailAddress": EMAIL, "InvoiceAddress1": "Qvzxgatan 1",
                    "InvoicePostalCode": "111 22", "InvoiceCity": "Stockholm", "InvoiceCountryCode": "SE",
                });
                for (key, text) in words(rest) {
                    fields[key] = if text == "-" { Value::Null } else { json!(text) };
                }
                self.world.customer(fields);
            }
            ("book", rest) => {
                for (key, text) in words(rest) {
                    let value = if text == "-" { Value::Null } else { json!(text) };
                    books
                        .change_customer(id(&self.last("customers")), json!({key: value}))
                        .unwrap();
                }
            }
            ("quote", rest) => {
                let (count, price) = rest.split_once(" at ").unwrap();
                let number = |text: &str| -> Value { serde_json::from_str(text).unwrap() };
                let lamp = self.world.records("articles").remove(0);
                let quote = json!({
                    "CustomerId": self.last("customers")["Id"], "Status": 1,
                    "Rows": [{"ArticleId": lamp["Id"], "Text": "Desk lamp", "UnitPrice": number(price), "Quantity": number(count)}],
                });
                books.add_quote(quote).unwrap();
            }
            ("accepted", _) => drop(books.accept_quote(id(&self.last("quotes"))).unwrap()),
            ("answered", "by invoice") => {
                let quote = self.last("quotes");
                let entered = NewInvoiceDraft {
                    customer_id: id(&json!({"Id": quote["CustomerId"]})),
                    rows: vec![NewInvoiceDraftRow {
                        line_number: Some(1),
                        article_id: quote["Rows"][0]["ArticleId"]
                            .as_str()
                            .map(|id| id.parse().unwrap()),
                        unit_price: Some(dec("500")),
                        quantity: Some(dec("2")),
                        ..NewInvoiceDraftRow::default()
                    }],
                    ..NewInvoiceDraft::default()
                };
                let draft = client.create_invoice_draft(&entered).await.unwrap().id;
                client
                    .convert_invoice_draft(draft, &Default::default())
                    .await
                    .unwrap();
                // What eAccounting's own conversion of a quote leaves.
                let now = self.world.after(0).to_string();
                let invoice = id(&self.last("customerinvoices"));
                let from = json!({"CreatedFromQuoteId": quote["Id"], "ModifiedUtc": now});
                books.amend("customerinvoices", invoice, from).unwrap();
                books
                    .amend("quotes", id(&quote), json!({"Status": 3, "ModifiedUtc": now}))
                    .unwrap();
            }
            ("invoice", _) => {
                let order = self.last("orders");
                if order["Status"] != 3 {
                    client.complete_order(id(&order)).await.unwrap();
                }
                client.convert_order_to_invoice(id(&order)).await.unwrap();
            }
            ("pay", _) => drop(
                books
                    .pay_invoice(id(&self.last("customerinvoices")), None)
                    .unwrap(),
            ),
            ("credit", _) => drop(
                books
                    .credit_invoice(id(&self.last("customerinvoices")), None)
                    .unwrap(),
            ),
            ("erase", kind) => drop(books.delete_record(kind, id(&self.last(kind))).unwrap()),
            ("days", days) => self.world.pass(86_400 * days.parse::<i64>().unwrap()),
            ("replay", _) => {
                let again = Job {
                    cause: Cause::Replay,
                    ..job(&self.world, JobKind::Order, &format!("deal:{}", self.deal))
                };
                self.world.queue.add(&[again]);
            }
            ("wait", _) => {}
            other => panic!("no such step: {other:?}"),
        }
    }

    /// What differs from what is right.
    fn complaints(&self, right: &str) -> Vec<String> {
        let mut complaints = Vec::new();
        let parked: Vec<_> = self
            .ended
            .iter()
            .filter_map(|ended| match ended {
                JobOutcome::Parked(problem) => Some(problem),
                _ => None,
            })
            .collect();
        let mut may_park = false;
        let snapshot = self.world.sandbox.activecampaign().snapshot();
        let deals = snapshot["deals"].as_array().unwrap();
        for part in right.split("; ").map(str::trim) {
            if let Some(rest) = part.strip_prefix("parked ") {
                may_park = true;
                let (code, named) = rest.split_once(": ").unwrap_or((rest, ""));
                let fits = parked.iter().any(|problem| {
                    problem.code.as_str() == code
                        && named.split(", ").all(|word| problem.to_string().contains(word))
                });
                if !fits {
                    complaints.push(format!("not {part}"));
                }
                continue;
            }
            if let Some(wanted) = part.strip_prefix("skipped ") {
                if !was_skipped(&self.ended, wanted) {
                    complaints.push(format!("not {part}"));
                }
                continue;
            }
            let (field, wanted) = part.split_once('=').unwrap_or_else(|| panic!("{right}: {part}"));
            let last = |kind: &str, field: &str| {
                held(&self.world, kind)
                    .last()
                    .map_or(Value::Null, |record| record[field].clone())
            };
            let has = match field.split_once('.') {
                None if field == "deals" => json!(deals.len()),
                None => json!(self.world.records(field).len()),
                Some(("deal", field)) => deals.last().map_or(Value::Null, |deal| deal[field].clone()),
                Some(("order", field)) => last("orders", field),
                Some(("invoice", field)) => last("invoices", field),
                Some((_, field)) => last("customers", field),
            };
            let text = match &has {
                Value::String(text) => text.clone(),
                Value::Null => "-".to_owned(),
                value => value.to_string(),
            };
            let same_number = || {
                let [one, other] = [text.as_str(), wanted].map(|text| text.parse::<Decimal>().ok());
                one.is_some() && one == other
            };
            let is_day = wanted.len() == 10 && wanted.starts_with("20") && text.starts_with(wanted);
            if text != wanted && !same_number() && !is_day {
                complaints.push(format!("{field} is {text}"));
            }
        }
        if !may_park && !parked.is_empty() {
            complaints.push("parked".to_owned());
        }
        complaints
    }
}

impl Office {
    fn last(&self, kind: &str) -> Value {
        let mut records = self.world.records(kind);
        records.retain(|record| record["IsCreditInvoice"] != true);
        records.pop().unwrap_or_else(|| panic!("no {kind}"))
    }

    fn change(&self, fields: &Value) {
        assert!(self.world.sandbox.activecampaign().update_deal(self.deal, fields));
    }
}

/// Deals, which become orders when they are won. The day is 2026-11-23.
const DEALS: &str = "
| deal 1000 = orders=0; skipped not won > deal won = orders=1; order.BuyersOrderReference=1; order.VatAmount=250; order.OrderDate=2026-11-23
| deal 1000 > days 90 > deal won = orders=1; order.OrderDate=2027-02-21
orders: document = \"invoice\" | deal 1000 > days 30 > deal won = customerinvoices=1; invoice.InvoiceDate=2026-12-23
| deal 1000 > days 2 > deal won > days 1 = orders=1; order.OrderDate=2026-11-25
orders: placed_after = 2026-12-01 | deal 1000 > days 30 > deal won = orders=1; order.OrderDate=2026-12-23
orders: placed_after = 2026-12-01 | deal 1000 > deal won = orders=0; skipped placed_after
| deal 1000 > deal won = orders=1 > days 40 > deal title=Stairs = orders=1; order.OrderDate=2026-11-23
| deal 0 > deal won = orders=1; order.Amount=0
| deal 999.99 > deal won = orders=1; order.VatAmount=250
deals: value_includes_vat = true | deal 1000 > deal won = orders=1; order.Amount=1000; order.VatAmount=200
| deal 100 currency=eur > deal won = orders=1; order.CurrencyCode=EUR; order.VatAmount=25
orders: document = \"invoice\" | deal 100 currency=eur > deal won = customerinvoices=1; invoice.CurrencyCode=EUR
no article | deal 1000 > deal won = orders=0; parked sku_missing: orders.deals.article, Deal 1
no article, deals: article_field = \"article\" | deal 1000 article=COFFEE > deal won = orders=1; order.VatAmount=120
no article, deals: article_field = \"article\" | deal 1000 > deal won = orders=0; parked sku_missing: orders.deals.article, Deal 1
no article, deals: article_field = \"article\" | deal 1000 article=NOSUCH > deal won = orders=0; parked sku_unknown: NOSUCH
deals: article_field = \"article\" | deal 1000 article=coffee > deal won = orders=1; order.VatAmount=120
mapping.order: BuyersOrderReference = \"order.field.po_number ?? order.number\" | deal 1000 po=PO-77 > deal won = orders=1; order.BuyersOrderReference=PO-77 1
| deal 1000 contact=- > deal won = orders=0; parked customer_missing
orders: default_customer = 1000 | customer Name=Kassan; EmailAddress=- > deal 1000 contact=- > deal won = orders=1; order.CustomerName=Kassan
companies | deal 1000 contact=-; account=Ek AB; of=info@ek.example.com > deal won = orders=1; order.CustomerName=Ek AB; order.CustomerIsPrivatePerson=false
companies | deal 1000 contact=-; account=Ek AB > deal won = orders=0; parked customer_missing
companies | deal 1000 account=Ek AB > deal won = orders=1; customer.Name=Ek AB; customer.IsPrivatePerson=false; customer.ContactPersonName=Annaqvzx Lindqvzx
| deal 1000 account=Ek AB > deal won = orders=1; customer.Name=Annaqvzx Lindqvzx; customer.IsPrivatePerson=true
deals: pipelines = [2] | deal 1000 > deal won = orders=0; skipped pipeline
deals: pipelines = [1] | deal 1000 > deal won = orders=1
deals: when = \"stage\", deals: stages = [2] | deal 1000 = orders=0 > deal stage=2 = orders=1 > deal stage=3 = orders=1 > deal stage=2 = orders=1 > deal won = orders=1
deals: when = \"stage\", deals: stages = [2] | deal 1000 > deal won = orders=0
deals: when = \"stage\", deals: stages = [2] | deal 1000 > deal stage=2; status=2 = orders=0; skipped lost
deals: when = \"stage\", deals: stages = [2] | deal 1000 > days 20 > deal stage=2 = orders=1; order.OrderDate=2026-12-13
deals: enabled = false | deal 1000 > deal won = orders=0
| deal 1000 > deal lost = orders=0; skipped lost > deal won = orders=1
| deal 1000 > deal won > deal lost = orders=0; skipped lost > deal open = orders=0 > deal won = orders=1
| deal 1000 > deal won = orders=1 > deal owner=2 = orders=1 > deal title=Other lamps = orders=1 > deal description=More = orders=1 > deal stage=3 = orders=1
| deal 1000 > deal won = orders=1 > deal won = orders=1 > replay = orders=1
| deal 1000 > deal won = orders=1 > deal open = orders=1; parked cancelled_after_creation: reopened > deal won = orders=1
orders: on_cancel = \"credit\", orders: document = \"invoice\" | deal 1000 > deal won = customerinvoices=1 > deal open = customerinvoices=1; parked cancelled_after_creation > deal won = customerinvoices=1
orders: on_cancel = \"skip\" | deal 1000 > deal won = orders=1 > deal open = orders=1
| deal 1000 > deal won = orders=1 > contact email=anna.new.qvzx@example.com = orders=1 > deal title=Stairs = orders=1
| deal 1000 > deal won = orders=1 > contact phone=070-1; last=Gift = orders=1 > deal title=Stairs = orders=1
| deal 1000 > deal won = orders=1 > deal value=800 = parked changed_after_creation > deal value=1000 = orders=1
| deal 1000 > deal won = orders=1 > deal deleted > replay = parked source_missing
| deal 1000 > deal won > deal deleted > replay = orders=0; parked source_missing
";

/// Quotes, which become orders when they are accepted.
const OFFERS: &str = "
| customer > quote 2 at 500 = orders=0 > accepted = orders=1; order.Amount=1000 > wait = orders=1
| customer > quote 2 at 500 > accepted = orders=1 > invoice = orders=1; customerinvoices=1 > pay = orders=1; customerinvoices=1
| customer > quote 2 at 500 > answered by invoice = orders=0; customerinvoices=1
| customer > quote 2 at 500 > accepted > answered by invoice = orders=0; customerinvoices=1
| customer > quote 2 at 500 > days 90 > accepted = orders=1
| customer > quote 2 at 500 > accepted > erase quotes = orders=0
| customer EmailAddress=- > quote 2 at 500 > accepted = orders=1
quotes: convert_to = \"order-draft\" | customer > quote 2 at 500 > accepted = orders=1; order.Status=1
quotes: enabled = false | customer > quote 2 at 500 > accepted = orders=0
quotes as deals | customer > quote 2 at 500 = deals=1; deal.value=100000; deal.status=0 > accepted = orders=1; deal.stage=2 > invoice = deal.stage=3 > pay = deal.status=1; orders=1; deals=1
quotes as deals | customer > quote 2 at 500 = deals=1 > accepted > answered by invoice = deal.stage=3; orders=0; deals=1
quotes as deals | customer EmailAddress=- > quote 2 at 500 = deals=0; skipped e-mail > accepted = deals=0; orders=1
quotes as deals | customer CurrencyCode=EUR > quote 2 at 50 = deals=1; deal.currency=eur; deal.value=10000
quotes as deals | customer Name=Ek AB; EmailAddress=info@ek.example.com > quote 2 at 500 = deals=1
quotes as deals | customer > quote 2 at 500 = deals=1 > days 60 = deal.status=2; deals=1 > accepted = deal.status=0; deals=1
quotes as deals | customer > quote 2 at 500 = deals=1 > erase quotes > days 2 = deal.status=2; deals=1
quotes as deals | customer > quote 2 at 500 = deals=1 > accepted = orders=1 > invoice > credit = deal.status=2; orders=1
";

#[tokio::test(start_paused = true)]
async fn a_deal_is_an_order_of_the_day_on_which_it_was_won() {
    play::<Office>(DEALS).await;
}

#[tokio::test(start_paused = true)]
async fn an_accepted_quote_is_an_order_once_whoever_answers_it() {
    play::<Office>(OFFERS).await;
}
