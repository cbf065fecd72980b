//! What happens in a shop, and what eAccounting must hold of it in the end.

use std::collections::BTreeMap;

use eaccounting::totals;
use model::{Cause, Clock, Job, JobKind};
use rust_decimal::Decimal;
use sandbox::activecampaign::{ContactSeed, DealSeed, DiscountSeed, LineSeed, OrderSeed};
use serde_json::{Value, json};

use super::Dice;
use super::books::{self, Books};
use super::figures::Figures;
use crate::support::{World, annas_address, dec};

/// Settings, and which document an order becomes with them.
const PROFILES: [(&str, &str); 7] = [
    // Twice, since what happens then is shared with eAccounting.
    (books::SETTINGS, "orders"),
    (books::SETTINGS, "orders"),
    ("[orders.deals]\narticle = \"LAMP\"", "orders"),
    (
        "[orders]\ndocument = \"order-invoiced\"\non_cancel = \"credit\"\n[orders.deals]\narticle = \"LAMP\"\n\
         [articles]\non_unknown_sku = \"create\"",
        "customerinvoices",
    ),
    (
        "[orders]\ndocument = \"invoice\"\non_cancel = \"credit\"\n[orders.deals]\narticle = \"LAMP\"\n\
         [articles]\non_unknown_sku = \"create\"",
        "customerinvoices",
    ),
    (
        "[orders]\ndocument = \"invoice-draft\"\n[orders.deals]\narticle = \"LAMP\"\n\
         [articles]\non_unknown_sku = \"create\"\nupdate_existing = true",
        "customerinvoicedrafts",
    ),
    (
        "[orders]\norder_status = \"shipped\"\nemail = true\nnote = true\n[orders.deals]\narticle = \"LAMP\"\n\
         [articles]\non_unknown_sku = \"create\"\n[to_activecampaign.status]\nenabled = true\nnote = true\ntags = { created = \"In the books\" }",
        "orders",
    ),
];

/// A shop, and what has happened in it.
pub(super) struct Shop {
    dice: Dice,
    pub(super) settings: &'static str,
    document: &'static str,
    /// By number in the shop.
    orders: BTreeMap<String, Placed>,
    /// Contacts by id, with their e-mail address and whether something made them a customer.
    people: Vec<(u64, String, bool)>,
    deals: usize,
    /// Those that were there from the start.
    quotes: Vec<String>,
    next: u32,
    keys: u32,
    /// What happens in eAccounting meanwhile, where that goes to ActiveCampaign.
    books: Books,
}

struct Placed {
    seed: OrderSeed,
    is_paid: bool,
    is_refunded: bool,
}

impl Shop {
    pub(super) fn new(mut dice: Dice) -> Self {
        let (settings, document) = dice.pick(&PROFILES);
        let books = Books::new(dice.fork());
        Self {
            dice,
            books,
            settings,
            document,
            orders: BTreeMap::new(),
            people: Vec::new(),
            deals: 0,
            quotes: Vec::new(),
            next: 1_000,
            keys: 0,
        }
    }

    /// What is there before anything happens.
    pub(super) fn open(&mut self, world: &World) {
        world.stock();
        let article = world.article("SERVICE", "25%");
        let customer = world.customer(json!({
            "Name": "An old customer", "EmailAddress": "old@example.com", "InvoiceCity": "Lund", "InvoicePostalCode": "222 22",
        }));
        for _ in 0..self.dice.below(3) {
            self.quotes.push(world.accepted_quote(&customer, &article));
        }
        for number in 0..2 + self.dice.below(2) {
            let email = format!("buyer{number}@example.com");
            let seed = ContactSeed::new(&email)
                .named("Anna", "Lind")
                .field("ADDRESS", "Storgatan 1")
                .field("POSTAL_CODE", "111 22")
                .field("CITY", "Stockholm")
                .field("COUNTRY", "SE");
            let id = world.sandbox.activecampaign().add_contact(&seed);
            self.people.push((id, email, false));
        }
    }

    /// Something happens, and may be announced: once, several times, or not at all, so that the sweep must find it.
    pub(super) fn happen(&mut self, world: &World) {
        if self.settings == books::SETTINGS && !self.dice.once_in(3) {
            self.books.happen(world);
            return;
        }
        let source = match self.dice.below(8) {
            0..=2 => self.order(world),
            3 => self.pay(world),
            4 if self.credits() => self.refund(world),
            5 => self.contact(world),
            6 => self.deal(world),
            _ => self.quote(),
        };
        let Some((kind, source)) = source else { return };
        for _ in 0..self.dice.pick(&[0, 1, 1, 1, 2, 3]) {
            let kind = match (kind, self.dice.below(6)) {
                // An automation says only who has ordered.
                (JobKind::Order, 0) if source.starts_with("order:") => JobKind::FindOrders,
                _ => kind,
            };
            let source = match kind {
                JobKind::FindOrders => {
                    let id = source.rsplit(':').next().unwrap_or_default();
                    let email = &self.orders[id].seed.email;
                    let (contact, ..) = self.people.iter().find(|(_, known, _)| known == email).unwrap();
                    format!("contact:{contact}")
                }
                _ => source.clone(),
            };
            self.keys += 1;
            let job = Job {
                kind,
                source: source.parse().unwrap(),
                key: format!("{source}@chaos-{}", self.keys),
                cause: self.dice.pick(&[Cause::Webhook, Cause::Webhook, Cause::Replay]),
                first_seen: world.clock.now(),
                version: None,
            };
            world.queue.add(&[job]);
        }
    }

    fn credits(&self) -> bool {
        self.document == "customerinvoices"
    }

    fn number(&mut self) -> String {
        self.next += 1;
        self.next.to_string()
    }

    fn buyer(&mut self) -> (u64, String) {
        let index = self.dice.below(self.people.len());
        let (id, email, is_customer) = &mut self.people[index];
        *is_customer = true;
        (*id, email.clone())
    }

    fn order(&mut self, world: &World) -> Option<(JobKind, String)> {
        let number = self.number();
        let (_, email) = self.buyer();
        let mut lines = Vec::new();
        for _ in 0..=self.dice.below(3) {
            let (sku, price) = match self
                .dice
                .below(if self.settings.contains("unknown") { 3 } else { 2 })
            {
                0 => ("LAMP", "799"),
                1 => ("COFFEE", "99"),
                _ => ("NEW", "250"),
            };
            if lines.iter().any(|line: &LineSeed| line.sku == sku) {
                continue;
            }
            let quantity = 1 + u32::try_from(self.dice.below(4)).unwrap();
            lines.push(LineSeed::new(
                sku,
                sku,
                quantity,
                dec(price) * Decimal::from(quantity),
            ));
        }
        let discounts = if self.dice.once_in(4) {
            vec![DiscountSeed {
                name: "WELCOME".to_owned(),
                amount: dec("10"),
                ..DiscountSeed::default()
            }]
        } else {
            Vec::new()
        };
        let is_paid = !self.dice.once_in(4);
        let seed = OrderSeed {
            id: number.clone(),
            number: number.clone(),
            email,
            lines,
            discounts,
            shipping: if self.dice.once_in(3) { dec("79") } else { dec("0") },
            status: if is_paid { "COMPLETED" } else { "PENDING_PAYMENT" }.to_owned(),
            billing: annas_address(),
            delivery: annas_address(),
            ..OrderSeed::default()
        };
        let key = world.order(&seed);
        let source = format!("order:{}:{}", key.connection, key.order);
        self.orders.insert(
            number,
            Placed {
                seed,
                is_paid,
                is_refunded: false,
            },
        );
        Some((JobKind::Order, source))
    }

    fn pay(&mut self, world: &World) -> Option<(JobKind, String)> {
        let order = self.orders.values_mut().find(|order| !order.is_paid)?;
        order.is_paid = true;
        order.seed.status = "COMPLETED".to_owned();
        let key = world.order(&order.seed);
        Some((JobKind::Order, format!("order:{}:{}", key.connection, key.order)))
    }

    /// Only what is invoiced by now is refunded, so that what must be there in the end is known.
    fn refund(&mut self, world: &World) -> Option<(JobKind, String)> {
        let is_done = |number: &str| {
            let record = world.record(&format!("order:1:{number}"));
            record.is_some_and(|record| record.state == ledger::State::Done)
        };
        let order = self
            .orders
            .values_mut()
            .find(|order| order.is_paid && !order.is_refunded && is_done(&order.seed.number))?;
        order.is_refunded = true;
        order.seed.status = "REFUNDED".to_owned();
        let key = world.order(&order.seed);
        Some((JobKind::Order, format!("order:{}:{}", key.connection, key.order)))
    }

    fn contact(&mut self, world: &World) -> Option<(JobKind, String)> {
        let (id, _) = self.buyer();
        let city = self.dice.pick(&["Lund", "Visby", "Umeå"]);
        world.sandbox.activecampaign().set_field(id, "CITY", city);
        Some((JobKind::Customer, format!("contact:{id}")))
    }

    fn deal(&mut self, world: &World) -> Option<(JobKind, String)> {
        let (contact, _) = self.buyer();
        let active = world.sandbox.activecampaign();
        let deal = active.add_deal(&DealSeed {
            contact: Some(contact),
            value: dec("4800"),
            ..DealSeed::default()
        });
        active.win_deal(deal);
        self.deals += 1;
        Some((JobKind::Order, format!("deal:{deal}")))
    }

    fn quote(&mut self) -> Option<(JobKind, String)> {
        let quote = self.quotes.get(self.dice.below(self.quotes.len().max(1)))?;
        Some((JobKind::Quote, quote.clone()))
    }

    /// Holds the books against the shop.
    pub(super) fn judge(&self, world: &World, figures: &mut Figures) {
        let of_reference = |kind: &str, reference: &str, is_credit: bool| {
            let mut records = world.records(kind);
            records.retain(|record| {
                record["BuyersOrderReference"] == reference
                    && (record["IsCreditInvoice"] == true) == is_credit
            });
            records
        };
        for (number, order) in &self.orders {
            let made = of_reference(self.document, number, false);
            let what = format!("{} of order {number}", self.document);
            figures.count(&what, made.len(), usize::from(order.is_paid));
            if let [made] = &made[..] {
                let (total, has) = (shop_total(&order.seed), total_of(self.document, made));
                if has != total {
                    let why = format!("{what} comes to {has}, and the shop's to {total}");
                    figures.broken.push(why);
                }
            }
            // An order on its way to its invoice is one too.
            let orders = of_reference("orders", number, false);
            figures.duplicates += orders.len().saturating_sub(1) as u64;
            if orders.len() > 1 {
                figures
                    .broken
                    .push(format!("{} orders of order {number}", orders.len()));
            }
            if self.credits() {
                let credits = of_reference(self.document, number, true);
                let what = format!("credits of order {number}");
                figures.count(&what, credits.len(), usize::from(order.is_refunded));
            }
        }
        let mut deals = world.records(self.document);
        deals.retain(|record| {
            let reference = record["BuyersOrderReference"].as_str().unwrap_or_default();
            !self.orders.contains_key(reference)
                && record["CreatedFromQuoteId"].is_null()
                && !self.books.has(record)
        });
        figures.count("documents of deals", deals.len(), self.deals);
        for quote in &self.quotes {
            let id = quote.trim_start_matches("quote:");
            let mut orders = world.records("orders");
            orders.retain(|order| order["CreatedFromQuoteId"] == id);
            figures.count("orders of an offer", orders.len(), 1);
        }
        for (_, email, is_customer) in &self.people {
            let customers = world.customers_of(email).len();
            let is_wanted = *is_customer || customers > 0;
            figures.count(
                &format!("customers of {email}"),
                customers,
                usize::from(is_wanted),
            );
        }
        self.books.judge(world, figures);
        let mut numbers: Vec<String> = world
            .records("articles")
            .iter()
            .map(|article| article["Number"].to_string())
            .collect();
        numbers.sort();
        let all = numbers.len();
        numbers.dedup();
        figures.count("articles", all, numbers.len());
        let snapshot = world.sandbox.eaccounting().snapshot();
        let emails = snapshot["emails"].as_array().map_or(0, Vec::len);
        let paid = self.orders.values().filter(|order| order.is_paid).count();
        if emails > paid + self.deals {
            figures
                .broken
                .push(format!("{emails} e-mails about {} documents", paid + self.deals));
        }
    }
}

fn shop_total(seed: &OrderSeed) -> Decimal {
    let lines: Decimal = seed.lines.iter().map(|line| line.amount).sum();
    let off: Decimal = seed.discounts.iter().map(|discount| discount.amount).sum();
    lines + seed.shipping - off
}

/// What a document of this kind comes to.
fn total_of(kind: &str, document: &Value) -> Decimal {
    let document = document.clone();
    match kind {
        "orders" => totals::order_total_including_vat(&serde_json::from_value(document).unwrap()),
        "customerinvoices" => totals::invoice_total_including_vat(&serde_json::from_value(document).unwrap()),
        _ => totals::invoice_draft_total_including_vat(&serde_json::from_value(document).unwrap()),
    }
}
