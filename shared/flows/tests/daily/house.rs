//! One house of business with both systems, and tables of what happens in it: settings that meet each other, several stores, a
//! record's second event.
//!
//! A line is `settings | steps`. Settings are keys of the settings file, divided by ` & `, and words of [`House::open`]. Steps are
//! divided by ` > `. Behind ` = ` stands what both sides have once the schedule has run and the queue is empty; after that the
//! schedule runs once more, and nothing more may be written.
//!
//! | step | |
//! |---|---|
//! | `order 1001 k=v; …` | the shop writes an order. What isn't said is as before, or a lamp for 799, of Anna |
//! | `rest 1001 k=v; …` | the same in the store that knows REST alone |
//! | `store SERVICE` | another shop is connected |
//! | `contact k=v; …`, `edit k=v; …` | a contact is entered; the last one is changed |
//! | `deal 1000 k=v; …`, `deal k=v; …` | a deal is entered; it is changed |
//! | `customer k=v; …`, `book k=v; …` | a customer is entered in eAccounting; the last one is changed |
//! | `article SKU RATE k=v; …`, `alter KIND N k=v; …` | an article is entered; a record is changed |
//! | `sell …`, `quote …`, `bill …`, `draft …` | a bookkeeper enters an order, a quote, an invoice, its draft: `2 LAMP 799 + 1 COFFEE 79 10%` |
//! | `ship`, `invoice`, `book-draft`, `pay 100`, `credit`, `credit 1`, `void`, `accept`, `erase KIND` | with the last of its kind |
//! | `hook SOURCE`, `replay SOURCE` | a webhook comes, or a person asks |
//! | `set …`, `company k=v`, `days N`, `wait SECONDS` | other settings; eAccounting's company settings; time |
//!
//! | right | |
//! |---|---|
//! | `orders=2`, `invoices=1` … | how many there are |
//! | `order.Field=…`, `order2.Rows.0.Text=…` | a field of the last, or of one by its number; `-` is none |
//! | `order.rows=LAMP 2 799 + FRAKT25 1 49` | number, quantity and price of the rows; `.total` is with VAT |
//! | `order.booked=3001@25 1278.40` | net amounts by account and rate |
//! | `parked CODE: words, words` | a job waits, and says so; no other may |
//! | `skipped words`, `unwritten` | a job was left out; nothing was written |

use std::collections::{BTreeMap, BTreeSet};

use eaccounting::types::{NewInvoiceDraft, NewInvoiceDraftRow};
use engine::JobOutcome;
use model::{Cause, Job, JobKind};
use rust_decimal::Decimal;
use sandbox::CompanyPreset;
use sandbox::activecampaign::{
    AccountSeed, AddressSeed, ConnectionSeed, ContactSeed, DealSeed, DiscountSeed, LineSeed, OrderKey,
    OrderSeed,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::story::{Story, Words, id, tag, was_skipped, words};
use crate::books::held;
use crate::support::{EMAIL, MARK, World, anna, annas_address, dec, job};

/// A field's value: a number, true or false, a list or object, `-` for none, else a text.
fn value(text: &str) -> Value {
    match text {
        "-" => Value::Null,
        text if text.starts_with(['[', '{']) => serde_json::from_str(text).unwrap(),
        "true" | "false" => Value::Bool(text == "true"),
        text => Value::from(text),
    }
}

/// An id as text: ActiveCampaign writes some as numbers.
fn text(value: &Value) -> String {
    value.to_string().trim_matches('"').to_owned()
}

fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| panic!("{text} is no number"))
}

/// A kind of document or record, by its word here and its path in eAccounting.
const KINDS: [(&str, &str); 7] = [
    ("order", "orders"),
    ("invoice", "customerinvoices"),
    ("credit", "customerinvoices"),
    ("draft", "customerinvoicedrafts"),
    ("quote", "quotes"),
    ("customer", "customers"),
    ("article", "articles"),
];

const TAGS: [&str; 12] = [
    "ADDRESS",
    "POSTAL_CODE",
    "CITY",
    "COUNTRY",
    "VAT_NUMBER",
    "ORG_NUMBER",
    "CUSTOMER_NO",
    "NOTE",
    "INVOICE_NUMBER",
    "INVOICE_STATE",
    "AMOUNT_DUE",
    "PAID_ON",
];

pub(super) struct House {
    world: World,
    shop: BTreeMap<String, OrderSeed>,
    contact: u64,
    deal: u64,
    ended: Vec<JobOutcome>,
}

/// The settings file of these keys. Words that are no keys are for [`House::open`].
fn file(options: &str) -> String {
    options
        .split(" & ")
        .map(str::trim)
        .filter(|option| option.contains('='))
        .fold(String::new(), |file, option| file + option + "\n")
}

impl Story for House {
    const ECHOES: bool = true;

    /// `NO`, `NL`, `FI`: the company's country; `OSS`; `rounds`; `net`: private persons see prices without VAT; `unfilterable`.
    async fn open(options: &str) -> Self {
        let said: BTreeSet<&str> = options.split(" & ").map(str::trim).collect();
        let preset = [
            ("NO", CompanyPreset::No),
            ("NL", CompanyPreset::Nl),
            ("FI", CompanyPreset::Fi),
        ]
        .into_iter()
        .find(|(word, _)| said.contains(word))
        .map_or(CompanyPreset::Se, |(_, preset)| preset);
        let world = World::still_in(preset, &file(options), 3);
        let books = world.sandbox.eaccounting();
        books.change_company_settings(json!({
            "UsesMoss": said.contains("OSS"),
            "ShowPricesExclVatPC": said.contains("net"),
            "DomesticCurrencyRounding": i32::from(said.contains("rounds")),
        }));
        if said.contains("unfilterable") {
            let behaviour = books.behaviour().without_document_filters();
            books.set_behaviour(behaviour);
        }
        let rates = match preset {
            CompanyPreset::Se => ["25%", "12%", "6%"],
            CompanyPreset::No => ["25%", "15%", "12%"],
            CompanyPreset::Nl => ["21%", "9%", "9%"],
            CompanyPreset::Fi => ["25.5%", "13.5%", "10%"],
        };
        for (sku, rate) in ["LAMP", "COFFEE", "BOOK"].into_iter().zip(rates) {
            world.article(sku, rate);
        }
        world.article("STAMP", "0%");
        if said.contains("OSS") {
            for sku in ["LAMP", "COFFEE", "BOOK"] {
                let articles = world.records("articles");
                let article = articles.iter().find(|article| article["Number"] == sku).unwrap();
                books
                    .amend("articles", id(article), json!({"UsesMoss": true}))
                    .unwrap();
            }
        }
        let active = world.sandbox.activecampaign();
        active.add_connection(&ConnectionSeed::default());
        for tag in TAGS {
            active.custom_field(tag, tag, "text");
        }
        for label in ["QUOTE_ID", "PO number", "Article", "INVOICE_STATE"] {
            active.deal_field(label, "");
        }
        world.poller().run().await.unwrap();
        world.pass(3_600);
        Self {
            world,
            shop: BTreeMap::new(),
            contact: 0,
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
        let (word, rest) = step.split_once(' ').unwrap_or((step, ""));
        let active = self.world.sandbox.activecampaign().clone();
        let books = self.world.sandbox.eaccounting().clone();
        let client = std::sync::Arc::clone(&self.world.worker.services().eaccounting);
        match word {
            "order" | "rest" => {
                let (number, rest) = rest.split_once(' ').unwrap_or((rest, ""));
                let seed = self.seed(number, &words(rest));
                match word {
                    "order" => drop(active.add_order(&seed)),
                    _ => drop(active.add_rest_order(&seed)),
                }
            }
            "gone" => {
                let key = OrderKey {
                    connection: 1,
                    order: rest.to_owned(),
                    rest_id: None,
                };
                assert!(active.delete_order(&key));
            }
            "store" => {
                active.add_connection(&ConnectionSeed {
                    service: rest.to_owned(),
                    external_id: format!("{rest}.example.com"),
                    name: rest.to_owned(),
                    ..ConnectionSeed::default()
                });
            }
            "contact" | "edit" => {
                let mut seed = if word == "contact" {
                    anna()
                } else {
                    ContactSeed::default()
                };
                for (key, text) in words(rest) {
                    match key {
                        "email" => text.clone_into(&mut seed.email),
                        "first" => text.clone_into(&mut seed.first_name),
                        "last" => text.clone_into(&mut seed.last_name),
                        "phone" => text.clone_into(&mut seed.phone),
                        "company" => text.clone_into(&mut seed.organisation),
                        "account" => {
                            let account = AccountSeed {
                                name: text.to_owned(),
                                ..AccountSeed::default()
                            };
                            seed.account = Some(active.add_account(&account));
                        }
                        "tag" => seed.tags.push(text.to_owned()),
                        key => {
                            seed.fields.insert(tag(key).to_owned(), text.to_owned());
                        }
                    }
                }
                if word == "contact" {
                    self.contact = active.add_contact(&seed);
                } else {
                    assert!(active.update_contact(self.contact, &seed));
                }
            }
            "deal" if rest.starts_with(|c: char| c.is_ascii_digit()) => {
                let (amount, rest) = rest.split_once(' ').unwrap_or((rest, ""));
                let words = words(rest);
                let field = |key: &str, label: &str| {
                    let text = words.get(key)?;
                    Some((label.to_owned(), (*text).to_owned()))
                };
                let account = words.get("account").map(|name| {
                    active.add_account(&AccountSeed {
                        name: (*name).to_owned(),
                        ..AccountSeed::default()
                    })
                });
                self.deal = active.add_deal(&DealSeed {
                    title: words.get("title").copied().unwrap_or("Lamps").to_owned(),
                    contact: Some(self.contact)
                        .filter(|contact| *contact > 0 && words.get("contact") != Some(&"-")),
                    account,
                    value: dec(amount),
                    currency: words.get("cur").copied().unwrap_or_default().to_owned(),
                    fields: [field("po", "PO number"), field("article", "Article")]
                        .into_iter()
                        .flatten()
                        .collect(),
                    ..DealSeed::default()
                });
            }
            "deal" => {
                let mut fields = Map::new();
                for (key, text) in words(rest) {
                    let text = match (key, text) {
                        ("value", text) => (dec(text) * dec("100")).normalize().to_string(),
                        ("status", "won") => "1".to_owned(),
                        ("status", "lost") => "2".to_owned(),
                        ("status", "open") => "0".to_owned(),
                        _ => text.to_owned(),
                    };
                    fields.insert(key.to_owned(), json!(text));
                }
                // One that Ekobridge has made, where none was entered.
                let made = || {
                    self.active("deals")
                        .last()
                        .and_then(|deal| text(&deal["id"]).parse().ok())
                };
                let deal = Some(self.deal).filter(|deal| *deal > 0).or_else(made);
                assert!(active.update_deal(deal.unwrap(), &Value::Object(fields)));
            }
            "customer" => {
                let mut fields = json!({
                    "Name": "Annaqvzx Lindqvzx", "EmailAddress": EMAIL, "InvoiceAddress1": "Qvzxgatan 1",
                    "InvoicePostalCode": "111 22", "InvoiceCity": "Stockholm", "InvoiceCountryCode": "SE",
                });
                for (key, text) in words(rest) {
                    fields[key] = value(text);
                }
                self.world.customer(fields);
            }
            "book" => {
                let fields: Map<_, _> = words(rest)
                    .into_iter()
                    .map(|(key, text)| (key.to_owned(), value(text)))
                    .collect();
                books
                    .change_customer(id(&self.last("customer")), Value::Object(fields))
                    .unwrap();
            }
            "article" => {
                let mut parts = rest.splitn(3, ' ');
                let (sku, rate) = (parts.next().unwrap(), parts.next().unwrap());
                let mut fields = json!({
                    "Number": sku, "Name": format!("Article {sku}"), "CodingId": self.coding(&rate.replace('_', " ")),
                });
                for (key, text) in words(parts.next().unwrap_or_default()) {
                    fields[key] = serde_json::from_str(text).unwrap_or_else(|_| value(text));
                }
                books.add_article(fields).unwrap();
            }
            "alter" => {
                let mut parts = rest.splitn(3, ' ');
                let (kind, which) = (parts.next().unwrap(), parts.next().unwrap());
                let record = match kind {
                    "article" => self.article(which),
                    "coding" => {
                        let wanted = self.coding(&which.replace('_', " "));
                        let codings = self.world.records("articleaccountcodings");
                        codings.into_iter().find(|coding| coding["Id"] == wanted).unwrap()
                    }
                    kind => self.all(kind)[which.parse::<usize>().unwrap() - 1].clone(),
                };
                let path = match kind {
                    "coding" => "articleaccountcodings",
                    kind => KINDS.iter().find(|(word, _)| *word == kind).expect(kind).1,
                };
                let mut fields = json!({});
                if ["order", "invoice", "credit", "quote"].contains(&kind) {
                    fields["ModifiedUtc"] = json!(self.world.after(0).to_string());
                }
                for (key, text) in words(parts.next().unwrap_or_default()) {
                    fields[key] = match (key, text) {
                        ("CodingId", name) => self.coding(&name.replace('_', " ")),
                        (_, text) => serde_json::from_str(text).unwrap_or_else(|_| value(text)),
                    };
                }
                books.amend(path, id(&record), fields).unwrap();
            }
            "sell" | "quote" | "bill" | "draft" => {
                let (rows, more) = rest.split_once("; ").unwrap_or((rest, ""));
                let mut fields = json!({"CustomerId": self.last("customer")["Id"], "Rows": self.rows(rows)});
                for (key, text) in words(more) {
                    fields[key] = serde_json::from_str(text).unwrap_or_else(|_| value(text));
                }
                match word {
                    "sell" => drop(books.add_order(fields).unwrap()),
                    "quote" => {
                        for row in fields["Rows"].as_array_mut().unwrap() {
                            let row = row.as_object_mut().unwrap();
                            row.retain(|field, _| {
                                ["ArticleId", "Text", "UnitPrice", "Quantity", "DiscountPercentage"]
                                    .contains(&field.as_str())
                            });
                        }
                        fields["Status"] = json!(1);
                        books.add_quote(fields).unwrap();
                    }
                    _ => {
                        let rows = fields["Rows"].as_array().unwrap().iter();
                        let rows = rows.map(|row| NewInvoiceDraftRow {
                            line_number: row["LineNumber"].as_i64().map(|n| i32::try_from(n).unwrap()),
                            article_id: row["ArticleId"].as_str().map(|id| id.parse().unwrap()),
                            text: row["Text"].as_str().map(str::to_owned),
                            unit_price: Some(dec(&row["UnitPrice"].to_string())),
                            quantity: Some(dec(&row["Quantity"].to_string())),
                            discount_percentage: row
                                .get("DiscountPercentage")
                                .map(|discount| dec(&discount.to_string())),
                            ..NewInvoiceDraftRow::default()
                        });
                        let entered = NewInvoiceDraft {
                            customer_id: fields["CustomerId"].as_str().unwrap().parse().unwrap(),
                            rows: rows.collect(),
                            is_credit_invoice: fields["IsCreditInvoice"].as_bool(),
                            buyers_order_reference: fields["BuyersOrderReference"]
                                .as_str()
                                .map(str::to_owned),
                            ..NewInvoiceDraft::default()
                        };
                        let draft = client.create_invoice_draft(&entered).await.unwrap().id;
                        if word == "bill" {
                            client
                                .convert_invoice_draft(draft, &Default::default())
                                .await
                                .unwrap();
                        }
                    }
                }
            }
            "ongoing" => drop(client.confirm_order_draft(id(&self.last("order"))).await.unwrap()),
            "ship" => drop(client.complete_order(id(&self.last("order"))).await.unwrap()),
            "invoice" => {
                let order = self.last("order");
                if order["Status"] != 3 {
                    client.complete_order(id(&order)).await.unwrap();
                }
                client.convert_order_to_invoice(id(&order)).await.unwrap();
            }
            "together" => {
                let orders: Vec<Uuid> = self.all("order").iter().map(id).collect();
                for order in &orders {
                    client.complete_order(*order).await.unwrap();
                }
                books.invoice_together(&orders).unwrap();
            }
            "book-draft" => drop(
                client
                    .convert_invoice_draft(id(&self.last("draft")), &Default::default())
                    .await
                    .unwrap(),
            ),
            "pay" => {
                let amount = (!rest.is_empty()).then(|| dec(rest));
                books.pay_invoice(id(&self.last("invoice")), amount).unwrap();
            }
            "credit" => {
                let rows: Option<[(i64, Decimal); 1]> =
                    (!rest.is_empty()).then(|| [(rest.parse().unwrap(), Decimal::ONE)]);
                let rows = rows.as_ref().map(<[_; 1]>::as_slice);
                books.credit_invoice(id(&self.last("invoice")), rows).unwrap();
            }
            "void" => drop(books.void_invoice(id(&self.last("invoice"))).unwrap()),
            "accept" => drop(books.accept_quote(id(&self.last("quote"))).unwrap()),
            "erase" => {
                let path = KINDS.iter().find(|(word, _)| *word == rest).expect(rest).1;
                books.delete_record(path, id(&self.last(rest))).unwrap();
            }
            "label" => drop(books.add_customer_label(rest)),
            "stock" => {
                let (sku, count) = rest.split_once(' ').unwrap();
                books.set_stock(id(&self.article(sku)), dec(count)).unwrap();
            }
            "company" => {
                let mut fields = json!({});
                for (key, text) in words(rest) {
                    fields[key] = serde_json::from_str(text).unwrap_or_else(|_| value(text));
                }
                books.change_company_settings(fields);
            }
            "hook" => self.told(rest, Cause::Webhook),
            "replay" => self.told(rest, Cause::Replay),
            "set" => self.world.set(&file(rest)),
            "days" => self.world.pass(86_400 * rest.parse::<i64>().unwrap()),
            "wait" => self.world.pass(rest.parse().unwrap_or(0)),
            "unsubscribe" => drop(active.set_list_status(self.contact, "News", 2)),
            other => panic!("no such step: {other}"),
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
        let mut expected = 0;
        for part in right.split("; ").map(str::trim).filter(|part| !part.is_empty()) {
            if let Some(rest) = part.strip_prefix("parked ") {
                let (code, named) = rest.split_once(": ").unwrap_or((rest, ""));
                let fits = parked
                    .iter()
                    .filter(|problem| {
                        problem.code.as_str() == code
                            && named.split(", ").all(|word| problem.to_string().contains(word))
                    })
                    .count();
                if fits == 0 {
                    complaints.push(format!("not {part}"));
                }
                expected += fits;
                continue;
            }
            if let Some(wanted) = part.strip_prefix("skipped ") {
                if !was_skipped(&self.ended, wanted) {
                    complaints.push(format!("not {part}"));
                }
                continue;
            }
            if part == "unwritten" {
                if !self.writes().is_empty() {
                    complaints.push(format!("written: {:?}", self.writes()));
                }
                continue;
            }
            let (place, wanted) = part.split_once('=').unwrap_or_else(|| panic!("{right}: {part}"));
            let has = self.at(place);
            if !is_alike(place, &has, wanted) {
                complaints.push(format!("{place} is {has}"));
            }
        }
        if parked.len() != expected {
            complaints.push(format!("{} parked", parked.len()));
        }
        for problem in parked {
            if problem.to_string().to_lowercase().contains(MARK) {
                complaints.push(format!("names a person: {problem}"));
            }
        }
        complaints
    }
}

impl House {
    /// eAccounting's records of a kind.
    fn all(&self, kind: &str) -> Vec<Value> {
        let path = KINDS.iter().find(|(word, _)| *word == kind).expect(kind).1;
        let mut records = self.world.records(path);
        match kind {
            "invoice" => records.retain(|record| record["IsCreditInvoice"] != true),
            "credit" => records.retain(|record| record["IsCreditInvoice"] == true),
            _ => {}
        }
        records
    }

    fn last(&self, kind: &str) -> Value {
        self.all(kind).pop().unwrap_or_else(|| panic!("no {kind}"))
    }

    fn article(&self, sku: &str) -> Value {
        let articles = self.world.records("articles");
        let found = articles.into_iter().find(|article| article["Number"] == sku);
        found.unwrap_or_else(|| panic!("no article {sku}"))
    }

    fn coding(&self, name: &str) -> Value {
        let codings = self.world.records("articleaccountcodings");
        let is = |coding: &&Value| {
            coding["Name"] == name || (coding["VatRate"] == name && coding["Type"] == "Goods")
        };
        codings
            .iter()
            .find(is)
            .unwrap_or_else(|| panic!("no coding {name}"))["Id"]
            .clone()
    }

    fn address(words: &Words<'_>, prefix: &str, usual: &AddressSeed) -> AddressSeed {
        let mut address = usual.clone();
        for (key, text) in words {
            let key = match (prefix, key.strip_prefix("d.")) {
                ("", None) => *key,
                ("d.", Some(key)) => key,
                _ => continue,
            };
            let field = match key {
                "first" => &mut address.first_name,
                "last" => &mut address.last_name,
                "company" => &mut address.company,
                "street" => &mut address.address1,
                "street2" => &mut address.address2,
                "zip" => &mut address.postal,
                "city" => &mut address.city,
                "prov" => &mut address.province,
                "country" => &mut address.country,
                "phone" => &mut address.phone,
                _ => continue,
            };
            if *text == "-" { "" } else { text }.clone_into(field);
        }
        address
    }

    /// `2 LAMP 1598 + 1 -:Gift_card -200`: how many, of what, for how much in all. `500* 1 LAMP 10`: so many times.
    fn lines(text: &str) -> Vec<LineSeed> {
        if let Some((times, line)) = text.split_once("* ") {
            return vec![Self::lines(line).remove(0); times.parse().unwrap()];
        }
        text.split(" + ")
            .map(|line| {
                let words: Vec<&str> = line.split(' ').collect();
                let [count, what, amount] = words[..] else {
                    panic!("{line}: how many, of what, for how much")
                };
                let (sku, name) = what.split_once(':').unwrap_or((what, ""));
                let name = match name {
                    "" => format!("The {sku}"),
                    name => name.replace('_', " "),
                };
                let sku = if sku == "-" { "" } else { sku };
                LineSeed {
                    product_id: if sku.is_empty() {
                        name.clone()
                    } else {
                        String::new()
                    },
                    url: format!("https://shop.example.com/{sku}"),
                    image_url: format!("https://shop.example.com/{sku}.jpg"),
                    ..LineSeed::new(sku, &name, count.parse().unwrap(), dec(amount))
                }
            })
            .collect()
    }

    /// The order of this number as the shop has it from now on.
    fn seed(&mut self, number: &str, words: &Words<'_>) -> OrderSeed {
        let mut seed = self.shop.remove(number).unwrap_or_else(|| OrderSeed {
            id: number.to_owned(),
            number: number.to_owned(),
            email: EMAIL.to_owned(),
            lines: Self::lines("1 LAMP 799"),
            billing: annas_address(),
            delivery: annas_address(),
            connection: Some(1),
            ..OrderSeed::default()
        });
        let is_one_address = seed.billing == seed.delivery;
        seed.billing = Self::address(words, "", &seed.billing);
        if is_one_address {
            seed.delivery = seed.billing.clone();
        }
        seed.delivery = match words.get("d") {
            Some(_) => AddressSeed::default(),
            None => Self::address(words, "d.", &seed.delivery),
        };
        for (key, text) in words {
            let own = text.replace("@@", number);
            match *key {
                "id" => seed.id = own,
                "number" => seed.number = own,
                "email" => seed.email = if *text == "-" { String::new() } else { own },
                "lines" => seed.lines = Self::lines(text),
                "ship" => seed.shipping = dec(text),
                "method" => seed.shipping_method = own,
                "pay" => seed.payment_method = own,
                "status" => seed.status = own,
                "said" => seed.store_status = own,
                "cur" => seed.currency = own,
                "total" => seed.total = Some(dec(text)),
                "tax" => seed.tax = dec(text),
                "c" => seed.connection = Some(text.parse().unwrap()),
                "created" => seed.created = own,
                "url" => seed.url = own,
                "test" => seed.test = *text == "true",
                "off" => {
                    seed.discounts = text
                        .split(" + ")
                        .map(|discount| {
                            let (amount, name) = discount.split_once(' ').unwrap_or((discount, "SUMMER"));
                            DiscountSeed {
                                name: name.to_owned(),
                                amount: dec(amount),
                                on_shipping: name.ends_with("shipping"),
                            }
                        })
                        .collect();
                }
                _ => {}
            }
        }
        self.shop.insert(number.to_owned(), seed.clone());
        seed
    }

    /// Rows that a bookkeeper enters: how many, of what, at which price.
    fn rows(&self, text: &str) -> Vec<Value> {
        text.split(" + ")
            .zip(1..)
            .map(|(row, line)| {
                let words: Vec<&str> = row.split(' ').collect();
                let (words, discount) = match words.split_last() {
                    Some((last, words)) if last.ends_with('%') => (words, dec(last.trim_end_matches('%')) / dec("100")),
                    _ => (words.as_slice(), Decimal::ZERO),
                };
                let [count, sku, price] = words[..] else {
                    panic!("{row}: how many, of what, at which price")
                };
                let article = self.article(sku);
                let mut entered = json!({
                    "LineNumber": line, "ArticleId": article["Id"], "Text": article["Name"], "UnitPrice": number(price),
                    "Quantity": number(count), "IsTextRow": false, "IsWorkCost": false, "EligibleForReverseChargeOnVat": false,
                });
                if !discount.is_zero() {
                    entered["DiscountPercentage"] = number(&discount.to_string());
                }
                entered
            })
            .collect()
    }

    fn told(&self, source: &str, cause: Cause) {
        let kind = match source.split(':').next().unwrap() {
            "contact" | "account" => JobKind::Customer,
            "order" | "deal" => JobKind::Order,
            "quote" => JobKind::Quote,
            "customer" => JobKind::WriteContact,
            "invoice" | "sales_order" => JobKind::WriteOrder,
            "stock" => JobKind::Stock,
            other => panic!("no job of {other}"),
        };
        let source = match source.split_once(':').unwrap() {
            (kind, "last") => {
                let of = match kind {
                    "sales_order" => "order",
                    kind => kind,
                };
                format!("{kind}:{}", id(&self.last(of)))
            }
            _ => source.to_owned(),
        };
        let told = Job {
            cause,
            ..job(&self.world, kind, &source)
        };
        self.world.queue.add(&[told]);
    }

    fn active(&self, kind: &str) -> Vec<Value> {
        self.world.sandbox.activecampaign().snapshot()[kind]
            .as_array()
            .cloned()
            .unwrap_or_default()
    }

    /// The e-commerce orders that Ekobridge wrote.
    fn written(&self) -> Vec<Value> {
        let own: BTreeSet<String> = self
            .active("connections")
            .iter()
            .filter(|row| row["service"] == "ekobridge")
            .map(|row| text(&row["id"]))
            .collect();
        let mut orders = self.active("orders");
        orders.retain(|order| own.contains(&text(&order["legacyConnectionId"])));
        orders
    }

    /// A contact's custom field, a deal's, or whether a contact has a tag.
    fn custom(&self, kind: &str, of: &Value, field: &str) -> Value {
        if let Some(tag) = field.strip_prefix('#') {
            let tags = self.active("tags");
            let has = self.active("contactTags").iter().any(|link| {
                link["contact"] == of["id"]
                    && tags
                        .iter()
                        .any(|known| known["id"] == link["tag"] && known["tag"] == tag)
            });
            return Value::Bool(has);
        }
        let (fields, values, name, whose, which) = match kind {
            "contact" => ("fields", "fieldValues", "perstag", "contact", "field"),
            _ => (
                "dealFields",
                "dealFieldData",
                "fieldLabel",
                "dealId",
                "customFieldId",
            ),
        };
        let fields = self.active(fields);
        let Some(field) = fields.iter().find(|known| known[name] == field) else {
            return Value::Null;
        };
        let values = self.active(values);
        let found = values.iter().find(|value| {
            text(&value[which]) == text(&field["id"]) && text(&value[whose]) == text(&of["id"])
        });
        let value = |found: &Value| match &found["value"] {
            Value::Null => found["fieldValue"].clone(),
            value => value.clone(),
        };
        found.map_or(Value::Null, value)
    }

    /// What stands at a place such as `order2.Rows.0.Text`.
    fn at(&self, place: &str) -> Value {
        let (whose, field) = place.split_once('.').unwrap_or((place, ""));
        let kind = whose.trim_end_matches(|c: char| c.is_ascii_digit());
        let which: Option<usize> = whose[kind.len()..].parse().ok();
        if field.is_empty() {
            let count = match whose {
                "written" => self.written().len(),
                "emails" => self.world.sandbox.eaccounting().snapshot()["emails"]
                    .as_array()
                    .unwrap()
                    .len(),
                "contacts" | "deals" | "accounts" | "connections" | "products" => self.active(whose).len(),
                // What is noted in ActiveCampaign.
                "remarks" => self.active("notes").len(),
                "told" => self.world.alerts.all().len(),
                "notes" => self.world.records("notes").len(),
                "links" => self.world.records("partnerresourcelinks").len(),
                kinds => self.all(kinds.trim_end_matches('s')).len(),
            };
            return json!(count);
        }
        if let ("article", Some((sku, field))) = (kind, field.split_once('.')) {
            let articles = self.world.records("articles");
            let found = articles.into_iter().find(|article| article["Number"] == sku);
            return found.map_or(Value::Null, |article| article[field].clone());
        }
        let records = match kind {
            "written" => self.written(),
            "contact" | "deal" | "product" | "connection" => self.active(&format!("{kind}s")),
            "remark" => self.active("notes"),
            "note" => self.world.records("notes"),
            "link" => self.world.records("partnerresourcelinks"),
            kind => self.all(kind),
        };
        let record = match which {
            Some(which) => records.get(which - 1),
            None => records.last(),
        };
        let Some(record) = record else {
            return Value::Null;
        };
        match (kind, field) {
            (_, "rows") => json!(rows(record)),
            (_, "texts") => json!(texts(record)),
            ("order", "total") => {
                let order = serde_json::from_value(record.clone()).unwrap();
                let total = eaccounting::totals::order_total_including_vat(&order);
                json!(total.normalize().to_string())
            }
            (_, "booked") => {
                let of = match kind {
                    "order" => "orders",
                    "draft" => "invoicedrafts",
                    _ => "invoices",
                };
                let all = held(&self.world, of);
                let found = all.into_iter().find(|held| held["Id"] == record["Id"]);
                json!(booked(&found.unwrap_or(Value::Null)))
            }
            ("contact" | "deal", field) if record.get(field).is_none() => self.custom(kind, record, field),
            (_, field) => {
                let mut found = record;
                for part in field.split('.') {
                    found = match part.parse::<usize>() {
                        Ok(index) => &found[index],
                        Err(_) => &found[part],
                    };
                }
                found.clone()
            }
        }
    }
}

fn is_alike(place: &str, has: &Value, wanted: &str) -> bool {
    let text = match has {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if wanted == "-" {
        return text.is_empty() || text == "false";
    }
    if let Some(part) = wanted.strip_prefix('~') {
        return text.contains(part);
    }
    if let (Ok(one), Ok(other)) = (text.parse::<Decimal>(), wanted.parse::<Decimal>()) {
        return one == other && !(place.ends_with("Number") && text != wanted);
    }
    if place.ends_with("Date") || place.ends_with("Utc") {
        return text.starts_with(wanted);
    }
    text == wanted
}

/// Number, quantity and price of a document's rows.
fn rows(document: &Value) -> String {
    let plain = |value: &Value| dec(&value.to_string()).normalize().to_string();
    let rows = document["Rows"].as_array().into_iter().flatten();
    let rows: Vec<String> = rows
        .filter(|row| !row["ArticleId"].is_null())
        .map(|row| {
            let number = row["ArticleNumber"].as_str().unwrap_or_default();
            format!(
                "{number} {} {}",
                plain(&row["Quantity"]),
                plain(&row["UnitPrice"])
            )
        })
        .collect();
    rows.join(" + ")
}

fn texts(document: &Value) -> String {
    let rows = document["Rows"].as_array().into_iter().flatten();
    let rows: Vec<&str> = rows.filter_map(|row| row["Text"].as_str()).collect();
    rows.join(" + ")
}

/// Net amounts by account and rate.
fn booked(document: &Value) -> String {
    let mut sums: BTreeMap<(i64, Decimal), Decimal> = BTreeMap::new();
    for posting in document["_Bookkeeping"].as_array().into_iter().flatten() {
        let rate = (dec(&posting["VatRate"].to_string()) * dec("100")).normalize();
        let place = (posting["Account"].as_i64().unwrap(), rate);
        *sums.entry(place).or_default() += dec(&posting["Amount"].to_string());
    }
    let sums: Vec<String> = sums
        .into_iter()
        .map(|((account, rate), net)| format!("{account}@{rate} {}", net.normalize()))
        .collect();
    sums.join(" + ")
}
