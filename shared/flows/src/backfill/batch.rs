//! Documents of the past in batches: `bulkUpsertOrdersAsync` takes 30 at a time, answers the batch's id alone, and writes them
//! some time later, each or not. So each is looked for afterwards, and what does not arrive is sent by a job of its own.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use activecampaign::{Error, OrderBatch, OrderInput, WrittenOrder};
use engine::{Delivery, JobOutcome, Ports};
use jiff::{SignedDuration, Timestamp};
use model::{Problem, Source};

use super::Item;
use super::run::{Failure, Run};
use crate::Worker;
use crate::services::OrderCollector;
use crate::to_activecampaign::orders::{forget_written, written_digest};

/// How often a batch is looked for before what has not arrived is sent by itself.
const MOST_LOOKS: u32 = 40;

/// How long one document's job may take here.
const LONGEST: Duration = Duration::from_secs(90);

/// Documents that changed so long before the run began are looked through too, since both clocks may be wrong.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_hours(1);

/// An order that was handed over.
struct Handed<'i> {
    item: &'i Item,
    order: OrderInput,
    /// What the ledger has of it since: another digest later means that a live job has written it meanwhile.
    digest: Option<String>,
}

impl Run {
    /// Sends documents in batches; gives those that are to be sent by a job of their own.
    ///
    /// The flow runs for each as always, with its claims and its record, except that the order is collected in place of being
    /// written. The ledger then has it as written before it is: [`Run::pending`] names those, and whatever is cut off in between
    /// is forgotten and done again by the next run.
    pub(super) async fn send_batches<W: Future<Output = ()>>(
        &mut self,
        worker: &Worker,
        items: &[&Item],
        wait: &mut impl FnMut(&Self) -> W,
    ) -> Result<Vec<Item>, Problem> {
        let mut alone = Vec::new();
        if items.is_empty() {
            return Ok(alone);
        }
        self.pending = items.iter().filter_map(|item| item.root.clone()).collect();
        self.keep(worker).await?;
        let handed = self.collect(worker, items, &mut alone).await?;
        let orders: Vec<OrderInput> = handed.iter().map(|handed| handed.order.clone()).collect();
        let mut refused = false;
        for batch in OrderBatch::of(orders) {
            match worker.services().activecampaign.bulk_upsert_orders(&batch).await {
                Ok(_) => {}
                // Its own job finds out what is wrong, and mends a connection that GraphQL does not know yet.
                Err(Error::Rejected { .. }) => refused = true,
                Err(error) => return Err(error.into()),
            }
        }
        let missing = if refused {
            handed
        } else {
            self.verify(worker, handed, &mut alone, wait).await?
        };
        for handed in missing {
            forget_written(&worker.ports().ledger, &handed.order.store_order_id).await?;
            alone.push(handed.item.clone());
        }
        self.pending.clear();
        self.keep(worker).await?;
        Ok(alone)
    }

    /// Runs the flow for each document, and collects what it would write.
    async fn collect<'i>(
        &mut self,
        worker: &Worker,
        items: &[&'i Item],
        alone: &mut Vec<Item>,
    ) -> Result<Vec<Handed<'i>>, Problem> {
        let collector = Arc::new(OrderCollector::default());
        let services = worker.services().collecting(Arc::clone(&collector));
        let collecting = crate::worker(shared(worker.ports()), services, worker.settings());
        let delivery = Delivery {
            receive_count: 1,
            remaining: LONGEST,
        };
        let mut handed = Vec::new();
        for item in items {
            let outcome = Box::pin(collecting.handle(&self.job(item), delivery)).await;
            let orders = collector.take();
            match outcome {
                JobOutcome::Done { .. } if orders.is_empty() => self.done += 1,
                JobOutcome::Done { .. } => {}
                JobOutcome::Skipped { .. } => self.skipped += 1,
                JobOutcome::Parked(problem) => self.failures.push(Failure {
                    source: item.source.clone(),
                    code: problem.code,
                    message: problem.message,
                }),
                // No message brings it again.
                JobOutcome::Retry { .. } => alone.push((*item).clone()),
            }
            for order in orders {
                let digest = written_digest(&worker.ports().ledger, &order.store_order_id).await?;
                handed.push(Handed { item, order, digest });
            }
        }
        Ok(handed)
    }

    /// The newest document of a sale that has changed since the run began: an order that was invoiced has its invoice's status.
    async fn newest_of(&self, worker: &Worker, item: &Item) -> Result<Item, Problem> {
        let client = &worker.services().eaccounting;
        let since = self.started - CLOCKS_DIFFER;
        let mut newest = item.source.clone();
        if let Source::Quote(quote) = &newest {
            let quote = quote.parse().ok();
            let orders = client.orders_changed_since(since).await?.records;
            if let Some(order) = orders
                .iter()
                .find(|order| quote.is_some() && order.created_from_quote_id == quote)
            {
                newest = Source::SalesOrder(order.id.to_string());
            }
        }
        if let Source::SalesOrder(order) = &newest {
            let order = order.parse().ok();
            let invoices = client.invoices_changed_since(since).await?.records;
            if let Some(invoice) = invoices
                .iter()
                .find(|invoice| order.is_some() && invoice.created_from_order_id == order)
            {
                newest = Source::Invoice(invoice.id.to_string());
            }
        }
        Ok(Item {
            source: newest,
            ..item.clone()
        })
    }

    /// Waits until what was handed over has arrived; gives what has not.
    async fn verify<'i, W: Future<Output = ()>>(
        &mut self,
        worker: &Worker,
        mut open: Vec<Handed<'i>>,
        alone: &mut Vec<Item>,
        wait: &mut impl FnMut(&Self) -> W,
    ) -> Result<Vec<Handed<'i>>, Problem> {
        let ledger = &worker.ports().ledger;
        for _ in 0..MOST_LOOKS {
            let Some(connection) = open.first().map(|handed| handed.order.legacy_connection_id) else {
                break;
            };
            wait(self).await;
            let ids: Vec<&str> = open
                .iter()
                .map(|handed| handed.order.store_order_id.as_str())
                .collect();
            let client = &worker.services().activecampaign;
            let written = client.written_orders(connection, &ids).await?;
            let mut still = Vec::new();
            for handed in open {
                if !written.iter().any(|written| has_arrived(&handed.order, written)) {
                    still.push(handed);
                    continue;
                }
                let root = &handed.order.store_order_id;
                if written_digest(ledger, root).await? == handed.digest {
                    self.done += 1;
                } else {
                    // A live job wrote something newer, which the batch has overwritten: it is written once more.
                    forget_written(ledger, root).await?;
                    alone.push(self.newest_of(worker, handed.item).await?);
                }
            }
            open = still;
        }
        Ok(open)
    }
}

/// Whether ActiveCampaign has an order as it was handed over, and not as something else has written it.
fn has_arrived(order: &OrderInput, written: &WrittenOrder) -> bool {
    let at: Option<Timestamp> = written
        .store_modified_date
        .as_deref()
        .and_then(|text| text.parse().ok());
    // To the second, as it is written; a date that is not given back says nothing.
    let same_date = match (order.store_modified_date, at) {
        (Some(sent), Some(got)) => sent.at.as_second() == got.as_second(),
        _ => true,
    };
    same_date
        && written.store_order_id == order.store_order_id
        && written.normalized_status == Some(order.normalized_status)
        && written.final_amount == Some(order.final_amount)
}

/// The same connections to the outside, for a second worker.
fn shared(ports: &Ports) -> Ports {
    Ports {
        ledger: ports.ledger.clone(),
        journal: Arc::clone(&ports.journal),
        queue: Arc::clone(&ports.queue),
        alerts: Arc::clone(&ports.alerts),
        observer: Arc::clone(&ports.observer),
        clock: Arc::clone(&ports.clock),
        jitter: Arc::clone(&ports.jitter),
        salt: ports.salt.clone(),
    }
}
