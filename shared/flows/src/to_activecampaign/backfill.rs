//! The past: documents that existed before the way back was enabled.
//!
//! A plan says what would be written; sending it queues one job a document, to the queue of jobs that may wait. Each is
//! written as historical, which starts no automation. A plan that is sent twice, or again after it was stopped, writes
//! nothing twice: what is written already differs in nothing.

use eaccounting::types::{OrderStatus, QuoteStatus};
use jiff::Timestamp;
use model::{Cause, Job, JobKind, Problem, Source};

use crate::Worker;

/// What a backfill would write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backfill {
    /// Quotes that nothing was made of.
    pub quotes: usize,
    /// Orders that are not invoiced.
    pub orders: usize,
    /// Invoices, but for credit invoices, which are part of what they credit.
    pub invoices: usize,
    jobs: Vec<Job>,
}

impl Backfill {
    /// Looks for what has changed in eAccounting since. Nothing is queued. Each list is one call a thousand documents.
    ///
    /// # Errors
    /// When a list cannot be read to its end.
    pub async fn plan(worker: &Worker, since: Timestamp) -> Result<Self, Problem> {
        let client = &worker.services().eaccounting;
        let compiled = worker.settings();
        let now = worker.ports().clock.now();
        let mut found: Vec<(Source, Option<Timestamp>)> = Vec::new();
        if compiled.settings.to_activecampaign.quotes.enabled {
            let quotes = client.quotes_changed_since(since).await?.records;
            let open = quotes
                .iter()
                .filter(|quote| matches!(quote.status, QuoteStatus::Ongoing | QuoteStatus::Approved));
            found.extend(open.map(|quote| (Source::Quote(quote.id.to_string()), quote.modified_utc)));
        }
        let quotes = found.len();
        let orders = client.orders_changed_since(since).await?.records;
        let open = orders
            .iter()
            .filter(|order| !matches!(order.status, OrderStatus::Draft | OrderStatus::Invoiced));
        found.extend(open.map(|order| (Source::SalesOrder(order.id.to_string()), order.modified_utc)));
        let orders = found.len() - quotes;
        let invoices = client.invoices_changed_since(since).await?.records;
        let sales = invoices.iter().filter(|invoice| !invoice.is_credit_invoice);
        found.extend(sales.map(|invoice| (Source::Invoice(invoice.id.to_string()), invoice.modified_utc)));
        let invoices = found.len() - quotes - orders;
        // Oldest first, as they came about.
        found.sort_by_key(|(_, at)| *at);
        let job = |(source, at): (Source, Option<Timestamp>)| Job {
            kind: JobKind::WriteOrder,
            key: format!("backfill:{source}@{now}"),
            source,
            cause: Cause::Backfill,
            first_seen: now,
            version: at.map(|at| at.to_string()),
        };
        Ok(Self {
            quotes,
            orders,
            invoices,
            jobs: found.into_iter().map(job).collect(),
        })
    }

    /// Queues what the plan says: how many jobs.
    ///
    /// # Errors
    /// When the queue does not take them; sent again, nothing is written twice.
    pub async fn send(&self, worker: &Worker) -> Result<usize, Problem> {
        if !self.jobs.is_empty() {
            worker.ports().queue.send(&self.jobs).await?;
        }
        Ok(self.jobs.len())
    }
}
