//! The calls of the way back, from eAccounting to ActiveCampaign, counted at the stand-ins: of polls and of the jobs that
//! they queue.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, anyhow, ensure};
use aws_sdk_sqs::Client;
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;
use sandbox::{Call, Limits, ManualClock, Options, Sandbox, Vendor};
use serde_json::Value;

use crate::process::{Function, Program};
use crate::queue;
use crate::table::Table;
use crate::work;
use crate::world::World;

/// Calls to eAccounting of a poll over nothing new, with every flow on: four lists, one of which is asked two questions,
/// and the articles.
const POLL: usize = 6;

/// Vendor calls of a changed invoice.
const INVOICE: usize = 3;

/// Articles, and how many of them change. 20 go into one call to ActiveCampaign.
const ARTICLES: usize = 50_000;
const CHANGED: usize = 100;
const READS: usize = 1;
const WRITES: usize = 5;

const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Every flow of the way back. Stock that is written without asking anybody, since nobody is here.
const EVERY_FLOW: &str = "[to_activecampaign.orders]\nenabled = true\n[to_activecampaign.quotes]\nenabled = true\n\
    [to_activecampaign.status]\nenabled = true\n[to_activecampaign.customers]\nenabled = true\n\
    [to_activecampaign.stock]\nenabled = true\nfirst_write = \"automatic\"\n";

/// What becomes of the shop's orders, in fields of their contacts.
const STATUS: &str = "[to_activecampaign.status]\nenabled = true\n[to_activecampaign.status.fields]\n\
    state = \"DOC_STATE\"\namount_due = \"DOC_DUE\"\n";

/// Stock alone.
const STOCK: &str = "[quotes]\nenabled = false\n[sweep]\nenabled = false\n\
    [to_activecampaign.stock]\nenabled = true\nfirst_write = \"automatic\"\n";

/// Measures all of it.
pub(crate) async fn measure(built: &Path, table: &mut Table) {
    let ended = Box::pin(every_flow(built, table)).await;
    table.end("way back: every flow", ended);
    let ended = Box::pin(shops_order(built, table)).await;
    table.end("way back: a shop's order", ended);
    let ended = Box::pin(stock(built, table)).await;
    table.end("way back: stock", ended);
}

async fn every_flow(built: &Path, table: &mut Table) -> anyhow::Result<()> {
    let mut stack = Stack::start(built, EVERY_FLOW).await?;
    let sandbox = stack.sandbox().clone();
    stack.settle().await?;
    let order = work::entered(&sandbox, &stack.customer, &stack.lamp)?;
    stack.settle().await?;
    let invoice = stack.invoice(order.id()).await?;
    stack.settle().await?;

    stack.poll().await?;
    let calls = stack.calls_to(Vendor::Eaccounting);
    at_most(
        table,
        "eAccounting's calls, a poll over nothing new",
        calls.len(),
        POLL,
    );
    let most = questions(&stack.calls()).into_values().max().unwrap_or_default();
    at_most(
        table,
        "calls with one question to one list, the same poll",
        most,
        1,
    );
    ensure!(
        stack.work_off().await? == 0,
        "a poll over nothing new has queued jobs"
    );

    let calls = stack.paid(&invoice).await?;
    at_most(
        table,
        "vendor calls, a changed invoice of an own order",
        calls,
        INVOICE,
    );
    let written = sandbox.activecampaign().snapshot()["orders"][0]["normalizedStatus"].clone();
    ensure!(
        written == "COMPLETED",
        "a paid invoice is {written} in ActiveCampaign"
    );

    stack.ensure_no_violation()
}

async fn shops_order(built: &Path, table: &mut Table) -> anyhow::Result<()> {
    let mut stack = Stack::start(built, STATUS).await?;
    stack.settle().await?;
    let order = stack.push_shops_order().await?;
    stack.settle().await?;
    let invoice = stack.invoice(&order).await?;
    stack.settle().await?;
    let calls = stack.paid(&invoice).await?;
    at_most(
        table,
        "vendor calls, a changed invoice of a shop's order",
        calls,
        INVOICE,
    );
    let fields = stack.sandbox().activecampaign().snapshot()["fieldValues"].to_string();
    ensure!(fields.contains("paid"), "the contact isn't told: {fields}");
    stack.ensure_no_violation()
}

async fn stock(built: &Path, table: &mut Table) -> anyhow::Result<()> {
    let mut stack = Stack::start(built, STOCK).await?;
    let sandbox = stack.sandbox().clone();
    // The first write of all stock is one of few articles. What is added after it with an earlier date has not changed
    // since, and needn't be written first: that would take 2,500 calls at ActiveCampaign's pace.
    stack.settle().await?;
    stack.clock.advance(-AN_HOUR);
    let began = Instant::now();
    let articles = (0..ARTICLES)
        .map(|number| work::stocked(&sandbox, &stack.lamp, number))
        .collect::<Result<Vec<_>, _>>()?;
    table.note(format!(
        "{ARTICLES} articles put into the stand-in: {:.1} s",
        began.elapsed().as_secs_f64()
    ));
    stack.clock.advance(AN_HOUR);
    for article in articles.iter().step_by(ARTICLES / CHANGED) {
        let counted = sandbox
            .eaccounting()
            .set_stock(article.id().parse()?, Decimal::ZERO);
        counted.map_err(|refused| anyhow!("the sandbox refused a stock count: {refused:?}"))?;
    }

    stack.poll().await?;
    let reads = stack.calls().len();
    let jobs = stack.work_off().await?;
    let calls = stack.calls().len();
    let what = format!("reads, {CHANGED} changes among {ARTICLES} articles");
    at_most(table, &what, reads, READS);
    at_most(table, "writes of these", calls - reads, WRITES);
    ensure!(
        jobs == WRITES,
        "{CHANGED} changed articles have queued {jobs} jobs"
    );
    let snapshot = sandbox.activecampaign().snapshot();
    let products = snapshot["products"].as_array().context("there are products")?;
    let out = products
        .iter()
        .filter(|product| product["stockStatus"] == "OUT_OF_STOCK")
        .count();
    ensure!(out == CHANGED, "{out} products are out of stock");
    stack.ensure_no_violation()
}

fn at_most(table: &mut Table, what: &str, count: usize, budget: usize) {
    table.at_most(&format!("way back: {what}"), count as f64, budget as f64, 0, "");
}

/// How often each list was asked the same, whatever the times and numbers in the question.
fn questions(calls: &[Call]) -> BTreeMap<String, usize> {
    let mut questions = BTreeMap::new();
    for call in calls {
        let query = call.query.as_deref().unwrap_or_default();
        let question = query.replace(|character: char| character.is_ascii_digit(), "");
        *questions
            .entry(format!("{} {question}", call.endpoint))
            .or_default() += 1;
    }
    questions
}

/// The functions of the way back, with the queues between them.
struct Stack {
    world: World,
    /// The vendors' clock, on which what was there before is an hour old, so that it hasn't changed.
    clock: ManualClock,
    customer: Value,
    lamp: Value,
    sqs: Client,
    poller: Function,
    /// Each with the queues that it works off.
    workers: [(Function, Vec<String>); 2],
}

impl Stack {
    async fn start(built: &Path, settings: &str) -> anyhow::Result<Self> {
        let clock = ManualClock::new(Timestamp::now() - AN_HOUR);
        let world = World::with(Options {
            limits: Limits::none(),
            clock: clock.clock(),
            ..Options::default()
        })
        .await?;
        world.configure(settings).await?;
        let sandbox = &world.vendors.sandbox;
        work::stock(sandbox)?;
        work::buyer(sandbox);
        let customer = work::customer(sandbox)?;
        let lamp = work::lamp(sandbox)?;
        work::stocked(sandbox, &lamp, ARTICLES)?;
        for field in ["DOC_STATE", "DOC_DUE"] {
            sandbox.activecampaign().custom_field(field, field, "");
        }
        clock.advance(AN_HOUR);
        let queue = |name: &str| {
            let variable = format!("EKOBRIDGE_{name}_QUEUE_URL");
            world.variables.get(&variable).cloned().context(variable)
        };
        let orders = vec![queue("ORDERS")?, queue("BACKLOG")?];
        let customers = vec![queue("CUSTOMERS")?];
        let start = async |name| Function::start(&Program::built(built, name), &world.variables).await;
        Ok(Self {
            sqs: Client::new(&world.sdk),
            poller: start("offer-poller").await?,
            workers: [
                (start("order-push").await?, orders),
                (start("customer-push").await?, customers),
            ],
            clock,
            customer,
            lamp,
            world,
        })
    }

    /// Polls, and works off what that queues, until a poll queues nothing.
    async fn settle(&mut self) -> anyhow::Result<()> {
        for _ in 0..5 {
            self.poll().await?;
            if self.work_off().await? == 0 {
                return Ok(());
            }
        }
        Err(anyhow!("each poll queues more"))
    }

    /// Polls once, a second later. From here on, calls are counted.
    async fn poll(&mut self) -> anyhow::Result<()> {
        self.clock.advance(SignedDuration::from_secs(1));
        self.world.forget();
        self.poller.handle(work::nothing(), Value::is_null).await
    }

    /// Works off all queues: how many jobs there were.
    async fn work_off(&mut self) -> anyhow::Result<usize> {
        let mut jobs = 0;
        loop {
            let before = jobs;
            for (function, queues) in &mut self.workers {
                for queue in queues {
                    let messages = queue::receive(&self.sqs, queue, 0).await?;
                    if messages.is_empty() {
                        continue;
                    }
                    let event = serde_json::to_vec(&queue::event(&messages, queue))?;
                    function.handle(event.into(), work::is_worked_off).await?;
                    queue::delete(&self.sqs, queue, messages.iter()).await?;
                    jobs += messages.len();
                }
            }
            if jobs == before {
                return Ok(jobs);
            }
        }
    }

    /// Ships an order and invoices it, as a person does: the invoice's id.
    async fn invoice(&self, order: &str) -> anyhow::Result<String> {
        self.act(order, "completed").await?;
        let invoice = self.act(order, "convert").await?;
        Ok(invoice["Id"].as_str().context("an invoice has an id")?.to_owned())
    }

    /// Pays an invoice: the vendor calls that this costs after the poll that finds it.
    async fn paid(&mut self, invoice: &str) -> anyhow::Result<usize> {
        let paid = self.sandbox().eaccounting().pay_invoice(invoice.parse()?, None);
        paid.map_err(|refused| anyhow!("the sandbox refused a payment: {refused:?}"))?;
        self.poll().await?;
        self.world.forget();
        let jobs = self.work_off().await?;
        ensure!(jobs == 1, "a paid invoice has queued {jobs} jobs");
        Ok(self.calls().len())
    }

    /// A new order of the shop becomes an order in eAccounting: its id.
    async fn push_shops_order(&mut self) -> anyhow::Result<String> {
        let order = work::order(self.sandbox())?;
        let [(push, _), _] = &mut self.workers;
        push.handle(order, work::is_worked_off).await?;
        let orders = self.sandbox().eaccounting().records("orders");
        let pushed = orders
            .iter()
            .find(|order| order["BuyersOrderReference"].is_string());
        let id = pushed.and_then(|order| order["Id"].as_str());
        Ok(id.context("the shop's order is in eAccounting")?.to_owned())
    }

    async fn act(&self, order: &str, action: &str) -> anyhow::Result<Value> {
        let vendors = &self.world.vendors;
        let token = vendors.sandbox.identity().access_token(&["ea:api", "ea:sales"]);
        let url = format!("{}/orders/{order}/{action}", vendors.eaccounting_url);
        let answer = reqwest::Client::new().post(url).bearer_auth(token).send().await?;
        let answer = answer.error_for_status()?.bytes().await?;
        Ok(serde_json::from_slice(&answer).unwrap_or_default())
    }

    /// The calls since the last poll began, without those for tokens.
    fn calls(&self) -> Vec<Call> {
        let mut calls = self.sandbox().requests();
        calls.retain(|call| call.vendor != Vendor::Identity);
        calls
    }

    fn calls_to(&self, vendor: Vendor) -> Vec<Call> {
        let mut calls = self.calls();
        calls.retain(|call| call.vendor == vendor);
        calls
    }

    fn sandbox(&self) -> &Sandbox {
        &self.world.vendors.sandbox
    }

    fn ensure_no_violation(&self) -> anyhow::Result<()> {
        let violations = self.sandbox().violations();
        ensure!(violations.is_empty(), "{violations:?}");
        Ok(())
    }
}
