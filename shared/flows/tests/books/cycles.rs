//! What becomes of an order or a deal after it was sent: it is changed, cancelled, refunded in parts, revived, deleted, and people
//! do in eAccounting what they were asked to do. What is right was decided by what a bookkeeper would do, before any was played.
//!
//! A line is `options | order | what happens, one after the other | what is left`. What happens is by whoever it happens to: the
//! shop (`cancelled`, `is 1 LAMP 799, total 799`), the deal (`lost`, `value 800`), or a person in eAccounting (`credit`,
//! `delete`). Where a job follows, how it ends stands behind ` = `. What is left are the figures of all documents together, how
//! many invoices there are, and what still waits for a person. A notice is open for that, and for nothing else.

use std::collections::{BTreeMap, BTreeSet};

use eaccounting::types::{NewInvoiceDraft, NewInvoiceDraftRow};
use engine::JobOutcome;
use jiff::SignedDuration;
use ledger::State;
use model::{Cause, Clock, Code, Job, JobKind};
use sandbox::activecampaign::{DealSeed, OrderKey, OrderSeed};
use serde_json::{Value, json};
use uuid::Uuid;

use super::case::Case;
use super::charts::chart;
use super::play::{booked, held, nets};
use super::stores::{JUNE, Store, play_lines, same_books};
use crate::support::{World, dec, job};

/// An order or a deal on its way.
struct Cycle<'a> {
    options: Vec<&'a str>,
    world: World,
    /// The order as the shop has it; none of a deal.
    seed: OrderSeed,
    deal: Option<u64>,
    source: String,
    /// The last job.
    last: Option<Job>,
}

/// The store of these options and this order.
fn store<'a>(options: &[&'a str], order: &'a str) -> Store<'a> {
    let mut options = options.to_vec();
    if !options.contains(&"woo") {
        options.push("auto");
    }
    let country = options
        .iter()
        .find(|option| ["NO", "NL", "FI"].contains(option))
        .copied()
        .unwrap_or("SE");
    Store {
        chart: chart(country),
        day: JUNE,
        options,
        order,
    }
}

impl<'a> Cycle<'a> {
    /// The order or deal of a line, sent unless the options say what it was `first`.
    async fn begin(options: &'a str, order: &'a str) -> Self {
        let options: Vec<&str> = options.split(", ").filter(|option| !option.is_empty()).collect();
        let is_deal = options.contains(&"deal");
        let store = store(&options, if is_deal { "1 LAMP 1, total 1" } else { order });
        let option = |prefix: &str| options.iter().find_map(|option| option.strip_prefix(prefix));
        let mut settings = store.settings();
        for (prefix, key) in [("cancel ", "on_cancel"), ("change ", "on_change")] {
            if let Some(value) = option(prefix) {
                settings = settings.replace("[orders]\n", &format!("[orders]\n{key} = \"{value}\"\n"));
            }
        }
        if let Some(document) = option("doc ") {
            settings = settings.replace("document = \"invoice\"", &format!("document = \"{document}\""));
        }
        if is_deal {
            settings.push_str("[orders.deals]\narticle = \"LAMP\"\nvalue_includes_vat = false\n");
        }
        let world = store.open();
        world.set(&settings);
        let mut seed = store.seed();
        if let Some(status) = option("first ") {
            status.clone_into(&mut seed.status);
        }
        let deal = is_deal.then(|| {
            let of = store.chart.country;
            let buyer = Case::read(&format!("{of} | private {of} | REST | domestic"));
            let active = world.sandbox.activecampaign();
            let contact = active.add_contact(&buyer.contact());
            let deal = active.add_deal(&DealSeed {
                title: "Lamps for the stairs".to_owned(),
                contact: Some(contact),
                value: dec(order),
                currency: seed.currency.clone(),
                ..DealSeed::default()
            });
            active.win_deal(deal);
            deal
        });
        let source = match deal {
            Some(deal) => format!("deal:{deal}"),
            None => store.place(&world, &seed),
        };
        Self {
            options,
            world,
            seed,
            deal,
            source,
            last: None,
        }
    }

    async fn version(&self) -> Option<String> {
        let client = &self.world.worker.services().activecampaign;
        let order = match self.deal {
            Some(deal) => client.deal(&deal.to_string()).await,
            None => client.order("1", "7001").await,
        };
        match order.unwrap() {
            Some(order) => order.version,
            None => Some("later".to_owned()),
        }
    }

    /// A job about it as it is now.
    async fn send(&mut self, is_late: bool) -> JobOutcome {
        let mut announced = Job {
            version: self.version().await,
            ..job(&self.world, JobKind::Order, &self.source)
        };
        if is_late {
            announced.first_seen -= SignedDuration::from_hours(48);
        }
        self.last = Some(announced.clone());
        self.world.settle(announced).await
    }

    /// Whatever happens in the shop or to the deal; whether a job follows.
    fn change(&mut self, step: &str) -> bool {
        let (word, rest) = step.split_once(' ').unwrap_or((step, ""));
        if let Some(deal) = self.deal {
            let fields = match word {
                "lost" => json!({"status": 2}),
                "won" => json!({"status": 1}),
                "open" => json!({"status": 0}),
                "value" => json!({"value": (dec(rest) * dec("100")).normalize().to_string()}),
                "currency" => json!({"currency": rest}),
                "title" => json!({"title": rest}),
                _ => return false,
            };
            self.world.sandbox.activecampaign().update_deal(deal, &fields);
            return true;
        }
        let status = match word {
            "cancelled" => "CANCELLED",
            "refunded" => "REFUNDED",
            "returned" => "RETURNED",
            "failed" => "FAILED",
            "completed" => "COMPLETED",
            "pending" => "PENDING",
            "unpaid" => "PENDING_PAYMENT",
            "is" | "touch" | "gone" | "currency" => self.seed.status.as_str(),
            _ => return false,
        }
        .to_owned();
        let (currency, rest) = match (word, rest.split_once(' ')) {
            ("currency", Some((currency, rest))) => (currency, rest),
            ("currency", None) => (rest, ""),
            _ => ("", rest),
        };
        let order = rest.strip_prefix("as ").unwrap_or(rest);
        if !order.is_empty() {
            self.seed = store(&self.options, order).seed();
        }
        if !currency.is_empty() {
            currency.clone_into(&mut self.seed.currency);
        }
        self.seed.status = status;
        self.world.order(&self.seed);
        if word == "gone" {
            let key = OrderKey {
                connection: 1,
                order: "7001".to_owned(),
                rest_id: None,
            };
            assert!(self.world.sandbox.activecampaign().delete_order(&key));
        }
        true
    }

    /// What a person does in eAccounting.
    async fn by_hand(&self, step: &str) {
        let books = self.world.sandbox.eaccounting();
        let client = &self.world.worker.services().eaccounting;
        let id = |record: &Value| -> Uuid { record["Id"].as_str().unwrap().parse().unwrap() };
        let sold = |kind: &str| {
            let mut records = self.world.records(kind);
            records.retain(|record| record["IsCreditInvoice"] != true);
            records
        };
        let invoice = || id(&sold("customerinvoices")[0]);
        let words: Vec<&str> = step.split(' ').collect();
        match words.as_slice() {
            ["credit"] => drop(books.credit_invoice(invoice(), None).unwrap()),
            ["credit", "last"] => {
                let last = id(sold("customerinvoices").last().unwrap());
                books.credit_invoice(last, None).unwrap();
            }
            ["credit", row] => {
                let one = [(row.parse().unwrap(), dec("1"))];
                books.credit_invoice(invoice(), Some(&one)).unwrap();
            }
            ["pay"] => drop(books.pay_invoice(invoice(), None).unwrap()),
            ["pay", amount] => drop(books.pay_invoice(invoice(), Some(dec(amount))).unwrap()),
            ["void"] => drop(books.void_invoice(invoice()).unwrap()),
            ["delete"] => drop(books.delete_record("orders", id(&sold("orders")[0])).unwrap()),
            ["edit"] => {
                let edited = json!({"ModifiedUtc": self.world.after(0).to_string()});
                books.amend("orders", id(&sold("orders")[0]), edited).unwrap();
            }
            ["delete-draft"] => {
                let draft = id(&sold("customerinvoicedrafts")[0]);
                books.delete_record("customerinvoicedrafts", draft).unwrap();
            }
            ["book-draft"] => {
                let draft = id(&sold("customerinvoicedrafts")[0]);
                client
                    .convert_invoice_draft(draft, &Default::default())
                    .await
                    .unwrap();
            }
            ["convert"] => {
                let order = id(&sold("orders")[0]);
                client.complete_order(order).await.unwrap();
                client.convert_order_to_invoice(order).await.unwrap();
            }
            ["enter"] => {
                let sold = client.invoice(invoice()).await.unwrap().unwrap();
                let rows = sold.rows.iter().map(|row| NewInvoiceDraftRow {
                    line_number: Some(row.line_number),
                    article_id: row.article_id,
                    article_number: row.article_number.clone(),
                    text: row.text.clone(),
                    unit_price: Some(row.unit_price),
                    quantity: Some(row.quantity),
                    ..NewInvoiceDraftRow::default()
                });
                let entered = NewInvoiceDraft {
                    customer_id: sold.customer_id,
                    buyers_order_reference: sold.buyers_order_reference.clone(),
                    rows: rows.collect(),
                    ..NewInvoiceDraft::default()
                };
                let draft = client.create_invoice_draft(&entered).await.unwrap().id;
                client
                    .convert_invoice_draft(draft, &Default::default())
                    .await
                    .unwrap();
            }
            [word @ ("inactive" | "active")] => {
                let customer = id(&self.world.only("customers"));
                let fields = json!({"IsActive": *word == "active"});
                books.amend("customers", customer, fields).unwrap();
            }
            ["lock", day] => {
                let fields = json!({"AccountingLockedTo": format!("{day}T00:00:00Z")});
                books.change_company_settings(fields);
            }
            ["unlock"] => drop(books.change_company_settings(json!({"AccountingLockedTo": null}))),
            ["settle"] => {
                let key = ledger::Key::source(&self.source.parse().unwrap());
                self.world.worker.ports().ledger.settle(&key).await.unwrap();
            }
            other => panic!("{other:?}"),
        }
    }

    /// The codes of everything that waits for a person.
    async fn waiting(&self) -> BTreeSet<Code> {
        let (records, _) = self
            .world
            .worker
            .ports()
            .ledger
            .listed(State::Parked)
            .await
            .unwrap();
        records
            .iter()
            .map(|record| record.problem.as_ref().unwrap().code)
            .collect()
    }

    /// The causes that a notice is open for.
    async fn open_notices(&self) -> BTreeSet<Code> {
        let ledger = &self.world.worker.ports().ledger;
        let mut open = BTreeSet::new();
        for (code, _) in Code::ALL {
            let name = format!("told:{}", engine::parked_topic(*code));
            let topic = ledger.remembered::<Value>(&name).await.unwrap();
            if topic.is_some_and(|topic| topic.value["failing"] == true) {
                open.insert(*code);
            }
        }
        open
    }

    /// What is said of a deal is said in a deal's words.
    async fn misnamed(&self) -> Option<String> {
        self.deal?;
        let entries = self.world.entries().await;
        let told = entries.iter().flat_map(|entry| {
            let problem = entry.problem.as_ref().map(ToString::to_string);
            entry.reason.clone().into_iter().chain(problem)
        });
        let alerts = self.world.alerts.texts();
        let alerts = alerts.into_iter().map(|(title, text)| format!("{title}: {text}"));
        let wrong = ["the shop", "Order ", "the order was"];
        told.chain(alerts)
            .find(|text| wrong.iter().any(|word| text.contains(word)))
    }
}

/// Whether a job ended so: `done`, `parked changed_after_creation: invoice 1; by hand`.
fn complaint(wanted: &str, ended: &JobOutcome) -> Option<String> {
    let (how, words) = wanted.split_once(": ").unwrap_or((wanted, ""));
    let (text, is_right) = match ended {
        JobOutcome::Done { text, .. } => (text.to_string(), how == "done"),
        JobOutcome::Skipped { reason } => (reason.to_string(), how == "skipped"),
        JobOutcome::Parked(problem) => (
            problem.to_string(),
            how == "parked *" || how == format!("parked {}", problem.code),
        ),
        JobOutcome::Retry { .. } => (String::new(), false),
    };
    let has_all = words.split("; ").all(|word| text.contains(word));
    (!is_right || !has_all).then(|| format!("{wanted}, and not: {ended:?}"))
}

/// Plays a line; what is wrong with it.
async fn play(line: &'static str) -> Result<(), String> {
    let columns: Vec<&str> = line.split('|').map(str::trim).collect();
    let [options, order, steps, left] = columns[..] else {
        panic!("{line}: options | order | what happens | what is left");
    };
    let mut cycle = Cycle::begin(options, order).await;
    let first = cycle.send(false).await;
    let is_first_sent = !cycle.options.iter().any(|option| option.starts_with("first "));
    if is_first_sent && !matches!(first, JobOutcome::Done { .. }) {
        return Err(format!("not sent: {first:?}"));
    }
    for step in steps.split(" > ").filter(|step| !step.is_empty()) {
        cycle.world.pass(3600);
        let (what, wanted) = step.rsplit_once(" = ").unwrap_or((step, ""));
        let (is_late, what) = match what.strip_prefix("late ") {
            Some(what) => (true, what),
            None => (false, what),
        };
        let ended = match what {
            "replay" => {
                let replay = Job {
                    cause: Cause::Replay,
                    ..job(&cycle.world, JobKind::Order, &cycle.source)
                };
                cycle.world.settle(replay).await
            }
            "again" => {
                let again = Job {
                    key: format!("again-{}", cycle.world.clock.now()),
                    ..cycle.last.clone().unwrap()
                };
                cycle.world.settle(again).await
            }
            what if cycle.change(what) => cycle.send(is_late).await,
            what => {
                cycle.by_hand(what).await;
                continue;
            }
        };
        if let Some(complaint) = complaint(wanted, &ended) {
            return Err(format!("{what}: {complaint}"));
        }
    }
    // A person's own word closes no notice.
    let is_settled = steps.contains("settle");
    check(&cycle, order, left, is_settled).await
}

/// What is left in eAccounting, and what waits.
async fn check(cycle: &Cycle<'_>, order: &str, left: &str, is_settled: bool) -> Result<(), String> {
    let world = &cycle.world;
    let store = store(&cycle.options, order);
    let invoices = held(world, "invoices");
    let documents = match invoices.is_empty() {
        true => held(world, "orders"),
        false => invoices.clone(),
    };
    let mut sums: BTreeMap<(i64, i64), i64> = BTreeMap::new();
    for (place, net) in documents.iter().flat_map(booked) {
        *sums.entry(place).or_default() += net;
    }
    sums.retain(|_, net| *net != 0);
    let mut waits = BTreeSet::new();
    let mut figures = Vec::new();
    for part in left.split("; ").filter(|part| *part != "nothing") {
        match part.split_once(' ') {
            Some(("invoices", count)) if count.parse() != Ok(invoices.len()) => {
                return Err(format!("{} invoices", invoices.len()));
            }
            Some(("invoices", _)) => {}
            Some(("waits", code)) => waits.extend(
                Code::ALL
                    .iter()
                    .map(|(code, _)| *code)
                    .find(|known| known.as_str() == code),
            ),
            _ => figures.push(part),
        }
    }
    let wanted = match figures.is_empty() {
        true => BTreeMap::new(),
        false => nets(&store.figures(&figures.join("; "))),
    };
    if !same_books(&sums, &wanted) {
        return Err(format!("booked: {sums:?}, wanted {wanted:?}"));
    }
    let (waiting, open) = (cycle.waiting().await, cycle.open_notices().await);
    if waiting != waits {
        return Err(format!("waits: {waiting:?}"));
    }
    if open != waits && !is_settled {
        return Err(format!("notices open for {open:?}"));
    }
    if let Some(text) = cycle.misnamed().await {
        return Err(format!("of a deal: {text}"));
    }
    let mut drafts = world.records("customerinvoicedrafts");
    drafts.retain(|draft| draft["IsCreditInvoice"] == true);
    match (drafts.is_empty(), world.sandbox.violations()) {
        (true, violations) if violations.is_empty() => Ok(()),
        (is_clean, violations) => Err(format!("{violations:?}, {is_clean}")),
    }
}

/// Edited, before and after it is invoiced.
const EDITED: &str = "
doc order | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation: order 1; 2397.00 SEK; 1598.00 SEK | LAMP 1598; waits changed_after_creation
doc order | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation > is 2 LAMP 799, total 1598 = done: changed back in the shop | LAMP 1598
doc order | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation > is 4 LAMP 799, total 3196 = parked changed_after_creation: 3196.00 SEK > late is 2 LAMP 799, total 1598 = done | LAMP 1598
doc order | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation > again = skipped > touch = skipped > replay = parked changed_after_creation | LAMP 1598; waits changed_after_creation
doc order | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation > cancelled = parked cancelled_after_creation: Delete order 1 > delete > replay = skipped: was deleted already | nothing
doc order | 2 LAMP 799, total 1598 | convert > is 3 LAMP 799, total 2397 = parked changed_after_creation | LAMP 1598; waits changed_after_creation
doc order | 2 LAMP 799, total 1598 | convert > is 1 LAMP 799, total 799 = parked changed_after_creation > credit 1 > replay = done: corrected in eAccounting | LAMP 799
doc order | 2 LAMP 799, total 1598 | is 1 MUG 149, total 149 = parked changed_after_creation | LAMP 1598; waits changed_after_creation
doc order, change skip | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = skipped: orders.on_change | LAMP 1598
doc order, change skip | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = skipped > cancelled = parked cancelled_after_creation > delete > replay = skipped | nothing
doc order, change skip, cancel skip | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = skipped > cancelled = skipped | LAMP 1598
doc order | 2 LAMP 799, total 1598 | touch = skipped > again = skipped > late touch = skipped | LAMP 1598
doc order | 2 LAMP 799, total 1598 | is 2 LAMP 799, total 1598 = skipped > pending = skipped > unpaid = skipped | LAMP 1598
doc invoice-draft | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation | nothing; waits changed_after_creation
doc invoice-draft | 2 LAMP 799, total 1598 | book-draft > is 1 LAMP 799, total 799 = parked changed_after_creation > credit 1 > replay = done | LAMP 799
doc order-invoiced | 2 LAMP 799, total 1598 | is 1 LAMP 799, total 799 = parked changed_after_creation: invoice 1 > credit 1 > replay = done | LAMP 799
| 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation > credit > enter > settle > touch = skipped | LAMP 1598; invoices 3
| 1 LAMP 799, ship 49, total 848 | is 1 LAMP 799, total 799 = parked changed_after_creation: 799.00 SEK; 848.00 SEK > credit 2 > replay = done | LAMP 799
| 1 LAMP 799, 1 COFFEE 79, total 878 | is 1 LAMP 799, total 799 = parked changed_after_creation > credit 1 > replay = parked changed_after_creation > credit 2 | nothing; waits changed_after_creation
rounds | 2 LAMP 359.70, total 719 | is 1 LAMP 359.70, total 359.70 = parked changed_after_creation > credit 1 > replay = done | LAMP 359.70
rounds | 2 LAMP 359.70, total 719 | is 1 LAMP 359.70, total 360 = parked changed_after_creation > credit 1 > replay = done | LAMP 359.70
| 2 LAMP 799, total 1598 | currency EUR as 1 LAMP 799, total 799 = parked changed_after_creation: It is in EUR now > credit 1 > replay = parked changed_after_creation | LAMP 799; waits changed_after_creation
doc order | 2 LAMP 799, total 1598 | currency EUR = parked changed_after_creation: It is in EUR now > edit > replay = parked changed_after_creation | LAMP 1598; waits changed_after_creation
doc order | 2 LAMP 799, total 1598 | is 1 LAMP 1598, total 1598 = parked changed_after_creation > edit > replay = done: corrected | LAMP 1598
cancel credit | 2 LAMP 799, total 1598 | currency EUR = parked changed_after_creation > cancelled = parked cancelled_after_creation: It is in EUR now | LAMP 1598; waits cancelled_after_creation
company | 2 LAMP 799, total 1598 | is 1 LAMP 799, total 799 = parked changed_after_creation > credit 1 > replay = done | LAMP 799
in EUR | 2 LAMP 79.90, total 159.80 | is 1 LAMP 79.90, total 79.90 = parked changed_after_creation > credit 1 > replay = done | LAMP 79.90
";

/// Cancelled and refunded, before and after somebody has seen to it.
const CALLED_OFF: &str = "
cancel credit | 2 LAMP 799, total 1598 | cancelled = done: credited by invoice 2 | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | refunded = done > touch = skipped > again = skipped > late touch = skipped > replay = skipped | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation > cancelled = done | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation > late cancelled = done | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation > credit > late cancelled = skipped: credited already | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | is 1 LAMP 799, total 799 = parked changed_after_creation > refunded = parked cancelled_after_creation: only a part > credit > replay = skipped: credited already | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | is 1 LAMP 799, total 799 = parked changed_after_creation > refunded = parked cancelled_after_creation | LAMP 1598; waits cancelled_after_creation
cancel credit | 2 LAMP 799, total 1598 | is 1 LAMP 799, total 799 = parked changed_after_creation > credit 1 > replay = done > refunded = parked cancelled_after_creation: 799.00 SEK of it is left > credit 1 > replay = skipped | nothing; invoices 3
cancel credit | 2 LAMP 799, total 1598 | refunded as 2 LAMP 799, total 0 = done | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | refunded as 0 LAMP 0, total 0 = done | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | refunded as 1 LAMP 799, total 799 = parked cancelled_after_creation: only a part | LAMP 1598; waits cancelled_after_creation
cancel credit | 2 LAMP 799, total 1598 | pay 400 > refunded = done | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | pay > refunded = done | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | void > refunded = parked cancelled_after_creation: voided | nothing; waits cancelled_after_creation
cancel credit | 2 LAMP 799, total 1598 | returned = done | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | failed = done | nothing; invoices 2
cancel credit, doc order-invoiced | 2 LAMP 799, total 1598 | cancelled = done | nothing; invoices 2
cancel credit, doc order | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation: No invoice of it is booked; Delete order 1 > delete > replay = skipped | nothing
cancel credit, doc order | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation > convert > replay = done: credited by invoice 2 | nothing; invoices 2
cancel credit, doc invoice-draft | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation > delete-draft > replay = skipped | nothing
cancel credit, doc invoice-draft | 2 LAMP 799, total 1598 | book-draft > cancelled = done | nothing; invoices 2
cancel park | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation: Credit invoice 1 > credit > replay = skipped | nothing
cancel park | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation > credit > touch = skipped | nothing
cancel park | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation > credit > late touch = skipped | nothing
cancel park | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation > credit 1 > replay = parked cancelled_after_creation > credit 1 > replay = skipped | nothing; invoices 3
cancel park | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation > cancelled = parked cancelled_after_creation | LAMP 1598; waits cancelled_after_creation
cancel park | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation > cancelled = parked cancelled_after_creation > late completed as 2 LAMP 799, total 1598 = done | LAMP 1598
cancel park | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation > refunded = parked cancelled_after_creation | LAMP 1598; waits cancelled_after_creation
cancel skip | 2 LAMP 799, total 1598 | refunded = skipped: invoice 1; orders.on_cancel | LAMP 1598
cancel skip | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation > cancelled = skipped | LAMP 1598
cancel credit | 1 LAMP 799, off 200 Gift card 1, total 599 | refunded = done | nothing; invoices 2
cancel credit | 1 GIFT 500, 1 LAMP 799, ship 49, total 1348 | refunded = done | nothing; invoices 2
cancel credit | 2 LAMP 799, 3 COFFEE 79, ship 49, off 100, total 1784 | refunded = done | nothing; invoices 2
cancel credit, company | 2 LAMP 799, 3 COFFEE 79, total 1835 | refunded = done | nothing; invoices 2
cancel credit, rounds | 1 LAMP 719.40, total 719 | cancelled = done > completed = parked changed_after_creation | nothing; invoices 2; waits changed_after_creation
cancel credit, to NO | 1 LAMP 639.20, total 639.20 | refunded = done | nothing; invoices 2
cancel credit, to DE, OSS, in EUR | 1 LAMP 119, total 119 | refunded = done | nothing; invoices 2
cancel credit, in EUR | 1 LAMP 79.90, total 79.90 | refunded = done | nothing; invoices 2
cancel credit, tolerance 0.05 | 1 LAMP 719.40, total 719.38 | refunded = done | nothing; invoices 2
cancel credit, paid | 1 LAMP 799, total 799 | refunded = done | nothing; invoices 2
cancel credit, NO | 2 COFFEE 68.50, total 137 | refunded = done | nothing; invoices 2
cancel credit, FI | 1 LAMP 251, 1 COFFEE 113.50, total 364.50 | refunded = done | nothing; invoices 2
first PENDING_PAYMENT | 2 LAMP 799, total 1598 | unpaid = skipped: not paid > completed = done > again = skipped | LAMP 1598; invoices 1
first CANCELLED | 2 LAMP 799, total 1598 | cancelled = skipped > completed = done | LAMP 1598; invoices 1
first REFUNDED | 2 LAMP 799, total 1598 | refunded = skipped > touch = skipped | nothing; invoices 0
first PENDING_PAYMENT, cancel credit | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = skipped > completed = done > cancelled = done | nothing; invoices 2
";

/// Active again after it was called off.
const REVIVED: &str = "
cancel park | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation > completed = done: active in the shop again | LAMP 1598
cancel park | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation > late completed = done | LAMP 1598
cancel park | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation > completed as 3 LAMP 799, total 2397 = parked changed_after_creation: 2397.00 SEK | LAMP 1598; waits changed_after_creation
cancel park | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation > credit > completed = parked changed_after_creation: invoice 1 was credited; by hand | nothing; waits changed_after_creation
cancel park | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation > credit > replay = skipped > completed = parked changed_after_creation > settle > cancelled = skipped | nothing
cancel park | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation > credit > completed = parked changed_after_creation > enter > settle > cancelled = parked cancelled_after_creation: invoice 3 | LAMP 1598; waits cancelled_after_creation
cancel park, doc order | 2 LAMP 799, total 1598 | cancelled = parked cancelled_after_creation > delete > completed = parked changed_after_creation: order 1 was deleted | nothing; waits changed_after_creation
cancel credit | 2 LAMP 799, total 1598 | cancelled = done > completed = parked changed_after_creation: credited by invoice 2; by hand > touch = skipped > cancelled = skipped | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | cancelled = done > completed = parked changed_after_creation > enter > cancelled = parked cancelled_after_creation: invoice 3 | LAMP 1598; invoices 3; waits cancelled_after_creation
cancel credit | 2 LAMP 799, total 1598 | cancelled = done > completed = parked changed_after_creation > enter > cancelled = parked cancelled_after_creation > credit last > replay = skipped | nothing; invoices 4
cancel credit | 2 LAMP 799, total 1598 | inactive > cancelled = parked * > active > replay = done: credited by invoice 2 | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | inactive > cancelled = parked * > completed = done: active in the shop again | LAMP 1598; invoices 1
cancel credit | 2 LAMP 799, total 1598 | inactive > cancelled = parked * > completed as 3 LAMP 799, total 2397 = parked changed_after_creation | LAMP 1598; invoices 1; waits changed_after_creation
cancel credit | 2 LAMP 799, total 1598 | inactive > cancelled = parked * > active > credit > replay = skipped | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | inactive > cancelled = parked * > active > credit > touch = skipped | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | inactive > cancelled = parked * > active > credit > late touch = skipped | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | inactive > cancelled = parked * > active > credit 1 > replay = parked cancelled_after_creation: 799.00 SEK of it is left | LAMP 799; invoices 2; waits cancelled_after_creation
cancel credit | 2 LAMP 799, total 1598 | inactive > cancelled = parked * > active > credit 1 > replay = parked cancelled_after_creation > credit 1 > replay = skipped | nothing; invoices 3
cancel credit | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation > inactive > cancelled = parked * > active > replay = done | nothing; invoices 2
";

/// Changed, cancelled or mended while it waits to be sent.
const WAITING: &str = "
first COMPLETED | 1 NEW 100, total 100 | touch = parked sku_unknown | nothing; waits sku_unknown
first COMPLETED | 1 NEW 100, total 100 | is 1 LAMP 799, total 799 = done | LAMP 799
first COMPLETED | 1 NEW 100, total 100 | is 2 NEW 100, total 200 = parked sku_unknown > is 1 LAMP 799, total 799 = done | LAMP 799
first COMPLETED | 1 NEW 100, total 100 | is 1 LAMP 799, total 800.50 = parked price_ambiguous | nothing; waits price_ambiguous
first COMPLETED | 1 NEW 100, total 100 | is 1 LAMP 799, total 800.50 = parked price_ambiguous > is 1 LAMP 799, total 799 = done | LAMP 799
first COMPLETED | 1 NEW 100, total 100 | cancelled = skipped: it is cancelled | nothing; invoices 0
first COMPLETED | 1 NEW 100, total 100 | unpaid = skipped: it is not paid > completed as 1 LAMP 799, total 799 = done | LAMP 799
first COMPLETED | 1 NEW 100, total 100 | refunded = skipped > completed = parked sku_unknown | nothing; waits sku_unknown
first COMPLETED, cancel credit | 1 NEW 100, total 100 | is 1 LAMP 799, total 799 = done > cancelled = done | nothing; invoices 2
first COMPLETED, woo | 3-1 LAMP of 799 | refunded as 3-3 LAMP of 799 = skipped | nothing; invoices 0
first COMPLETED, woo | 3-1 LAMP of 799 | is 3 LAMP of 799 = done | LAMP 2397
cancel credit | 2 LAMP 799, total 1598 | lock 2026-12-31 > cancelled = parked period_locked > unlock > replay = done | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | lock 2026-12-31 > cancelled = parked period_locked > completed = done: active in the shop again > unlock > touch = skipped | LAMP 1598; invoices 1
cancel credit | 2 LAMP 799, total 1598 | lock 2026-12-31 > cancelled = parked period_locked > completed = done > unlock > cancelled = done | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | lock 2026-12-31 > cancelled = parked period_locked > completed = done > unlock > late cancelled = done | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | inactive > cancelled = parked * > completed = done > active > late cancelled = done | nothing; invoices 2
cancel credit | 2 LAMP 799, total 1598 | lock 2026-12-31 > cancelled = parked period_locked > unlock > credit 1 > replay = parked cancelled_after_creation | LAMP 799; invoices 2; waits cancelled_after_creation
cancel credit | 2 LAMP 799, total 1598 | lock 2026-12-31 > cancelled = parked period_locked > unlock > credit > replay = skipped | nothing; invoices 2
";

/// Refunded in parts, as WooCommerce's plugin writes it.
const IN_PARTS: &str = "
woo | 2 LAMP of 799, ship 49 as LAMP | is 2 LAMP of 799 = parked partial_refund: 49.00 SEK > credit 2 > replay = done | LAMP 1598
woo | 3 LAMP of 799 | is 3-1 LAMP of 799 = parked partial_refund: 799.00 SEK > credit 1 > replay = done > is 3-2 LAMP of 799 = parked partial_refund: credit 799.00 SEK > credit 1 > replay = done | LAMP 799; invoices 3
woo | 3 LAMP of 799 | is 3-1 LAMP of 799 = parked partial_refund > credit 1 > touch = skipped > replay = done > touch = skipped | LAMP 1598; invoices 2
woo | 3 LAMP of 799 | credit 1 > is 3-1 LAMP of 799 = done: credited already | LAMP 1598
woo | 3 LAMP of 799 | is 3-1 LAMP of 799 = parked partial_refund > is 3 LAMP of 799 = done | LAMP 2397
woo, cancel credit | 3 LAMP of 799 | is 3-1 LAMP of 799 = parked partial_refund > refunded as 3-3 LAMP of 799 = done | nothing; invoices 2
woo, cancel credit | 3 LAMP of 799 | is 3-1 LAMP of 799 = parked partial_refund > credit 1 > replay = done > refunded as 3-3 LAMP of 799 = parked cancelled_after_creation: 1598.00 SEK of it is left > credit 1 > credit 1 > replay = skipped | nothing; invoices 4
woo, cancel credit | 3 LAMP of 799 | is 3-1 LAMP of 799 = parked partial_refund > cancelled = parked cancelled_after_creation | LAMP 2397; waits cancelled_after_creation
woo, cancel park | 3 LAMP of 799 | is 3-1 LAMP of 799 = parked partial_refund > cancelled = parked cancelled_after_creation > credit > replay = skipped | nothing
woo, doc order | 3 LAMP of 799 | is 3-1 LAMP of 799 = parked partial_refund: take the refunded 799.00 SEK > cancelled = parked cancelled_after_creation > delete > replay = skipped | nothing
woo, change skip, cancel skip | 3 LAMP of 799 | is 3-1 LAMP of 799 = skipped | LAMP 2397
woo, change skip, cancel credit | 3 LAMP of 799 | is 3-1 LAMP of 799 = parked partial_refund | LAMP 2397; waits partial_refund
";

/// No longer in ActiveCampaign.
const GONE: &str = "
| 2 LAMP 799, total 1598 | gone = parked source_missing: invoice 1 | LAMP 1598; waits source_missing
| 2 LAMP 799, total 1598 | gone = parked source_missing > credit > replay = skipped: was credited | nothing
doc order | 2 LAMP 799, total 1598 | gone = parked source_missing: delete order 1 > delete > replay = skipped: was deleted | nothing
doc order | 2 LAMP 799, total 1598 | gone = parked source_missing > replay = parked source_missing > settle > replay = skipped | LAMP 1598
doc invoice-draft | 2 LAMP 799, total 1598 | book-draft > gone = parked source_missing > replay = parked source_missing | LAMP 1598; waits source_missing
doc order | 2 LAMP 799, total 1598 | gone = parked source_missing > is 2 LAMP 799, total 1598 = done | LAMP 1598
doc order | 2 LAMP 799, total 1598 | is 3 LAMP 799, total 2397 = parked changed_after_creation > gone = parked source_missing | LAMP 1598; waits source_missing
";

/// Deals that are won, lost, and changed.
const DEALS: &str = "
deal, cancel credit | 1000 | lost = done: invoice 1 of deal 1 is credited by invoice 2 | nothing; invoices 2
deal, cancel credit | 1000 | lost = done > won = parked changed_after_creation: Deal 1 is won again in ActiveCampaign; credited by invoice 2 when the deal was lost; by hand > lost = skipped | nothing; invoices 2
deal, cancel credit | 1000 | value 800 = parked changed_after_creation > value 1000 = done: deal 1 was changed back in ActiveCampaign | LAMP 1250
deal, cancel credit | 1000 | value 800 = parked changed_after_creation > lost = done | nothing; invoices 2
deal, cancel credit | 1000 | value 1200 = parked changed_after_creation > lost = done | nothing; invoices 2
deal, cancel credit | 1000 | inactive > lost = parked * > won = done: deal 1 is won again in ActiveCampaign | LAMP 1250
deal, cancel park | 1000 | lost = parked cancelled_after_creation: Deal 1 was lost in ActiveCampaign > credit > replay = skipped | nothing
deal, cancel park | 1000 | lost = parked cancelled_after_creation > credit > won = parked changed_after_creation: Deal 1 is won again; invoice 1 was credited when the deal was lost | nothing; waits changed_after_creation
deal, doc order | 1000 | lost = parked cancelled_after_creation > won = done: deal 1 is won again in ActiveCampaign, and order 1 agrees with it | LAMP 1250
deal, doc order | 1000 | lost = parked cancelled_after_creation > delete > won = parked changed_after_creation: order 1 was deleted when the deal was lost | nothing; waits changed_after_creation
deal, doc order | 1000 | value 800 = parked changed_after_creation: Deal 1 was changed in ActiveCampaign > value 1000 = done: changed back in ActiveCampaign | LAMP 1250
deal, doc order | 1000 | value 800 = parked changed_after_creation > lost = parked cancelled_after_creation > delete > replay = skipped: lost in ActiveCampaign | nothing
deal, doc order | 1000 | title The stairs = skipped | LAMP 1250
deal, doc order | 1000 | currency eur = parked changed_after_creation: It is in EUR now | LAMP 1250; waits changed_after_creation
deal, doc order, in EUR | 100 | lost = parked cancelled_after_creation > won = done | LAMP 125
deal, cancel credit, in EUR | 100 | lost = done | nothing; invoices 2
deal, cancel skip | 1000 | lost = skipped > won = done | LAMP 1250
deal, change skip | 1000 | value 800 = skipped: orders.on_change > value 1000 = done | LAMP 1250
";

#[tokio::test(start_paused = true)]
async fn an_order_that_is_edited_is_told_until_its_document_is_right() {
    play_lines(EDITED, play).await;
}

#[tokio::test(start_paused = true)]
async fn an_order_that_is_called_off_leaves_nothing_booked_and_nobody_waiting() {
    play_lines(CALLED_OFF, play).await;
}

#[tokio::test(start_paused = true)]
async fn an_order_that_is_active_again_is_booked_once_or_told() {
    play_lines(REVIVED, play).await;
}

#[tokio::test(start_paused = true)]
async fn an_order_that_waits_is_sent_as_it_is_when_it_can_be() {
    play_lines(WAITING, play).await;
}

#[tokio::test(start_paused = true)]
async fn a_refund_in_parts_is_told_part_by_part() {
    play_lines(IN_PARTS, play).await;
}

#[tokio::test(start_paused = true)]
async fn an_order_that_activecampaign_has_lost_is_told_until_somebody_saw_to_it() {
    play_lines(GONE, play).await;
}

#[tokio::test(start_paused = true)]
async fn a_deal_that_is_lost_won_or_changed_is_told_in_a_deals_words() {
    play_lines(DEALS, play).await;
}
