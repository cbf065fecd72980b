//! Changes in eAccounting: one call for each list, for the records that changed since the last run.
//!
//! The first run of a list only sets its watermark: records that existed before are left alone until they change. Each
//! search overlaps the one before, since changes can show late. What was queued within the overlap is remembered, so that
//! it isn't queued again.

use std::collections::BTreeMap;

use eaccounting::types::CustomerInvoice;
use engine::Ports;
use jiff::{SignedDuration, Timestamp};
use model::{Cause, JobKind, Problem, Source};
use settings::{Settings, ToActiveCampaign};

use super::{PollSummary, bound, job, queue, stock};
use crate::CompiledSettings;
use crate::services::Services;
use crate::to_activecampaign::sale::open;

/// How often open documents are checked for what time alone changes.
const CLOCK_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// The ledger's name for the time of the last such check.
const CLOCK: &str = "eaccounting_clock";

/// One of eAccounting's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Quotes,
    Orders,
    Invoices,
    Customers,
}

impl List {
    fn watermark(self) -> &'static str {
        match self {
            Self::Quotes => "eaccounting_quotes",
            Self::Orders => "eaccounting_orders",
            Self::Invoices => "eaccounting_invoices",
            Self::Customers => "eaccounting_customers",
        }
    }

    /// The ledger's name for what was queued within the overlap.
    fn queued(self) -> &'static str {
        match self {
            Self::Quotes => "queued#eaccounting_quotes",
            Self::Orders => "queued#eaccounting_orders",
            Self::Invoices => "queued#eaccounting_invoices",
            Self::Customers => "queued#eaccounting_customers",
        }
    }
}

/// A record that has changed.
struct Changed {
    kind: JobKind,
    source: Source,
    at: Option<Timestamp>,
}

/// The lists that the settings ask for.
fn lists(settings: &ToActiveCampaign) -> Vec<List> {
    let mut lists = Vec::new();
    if settings.orders.enabled || settings.status.enabled || settings.quotes.enabled {
        lists.extend([List::Orders, List::Invoices]);
    }
    if settings.quotes.enabled {
        lists.push(List::Quotes);
    }
    if settings.customers.enabled {
        lists.push(List::Customers);
    }
    lists
}

/// Whether any flow to ActiveCampaign is enabled.
pub(super) fn is_on(settings: &Settings) -> bool {
    !lists(&settings.to_activecampaign).is_empty() || settings.to_activecampaign.stock.enabled
}

/// Reads every enabled list and queues what has changed. A list that fails doesn't stop the others.
pub(super) async fn run(
    ports: &Ports,
    services: &Services,
    compiled: &CompiledSettings,
    found: &mut PollSummary,
) -> Vec<Problem> {
    let settings = &compiled.settings;
    let mut problems = Vec::new();
    let overlap = SignedDuration::from_mins(i64::from(settings.sweep.overlap_minutes));
    for list in lists(&settings.to_activecampaign) {
        let most = match list {
            List::Customers => settings.to_activecampaign.customers.maximum_per_run,
            List::Quotes | List::Orders | List::Invoices => settings.orders.maximum_per_run,
        };
        match Box::pin(look(ports, services, list, overlap, most)).await {
            Ok(count) if list == List::Customers => found.customers += count,
            Ok(count) => found.orders += count,
            Err(problem) => problems.push(problem),
        }
    }
    if settings.to_activecampaign.stock.enabled {
        match Box::pin(stock::run(ports, services, compiled)).await {
            Ok(count) => found.articles += count,
            Err(problem) => problems.push(problem),
        }
    }
    if is_on(settings) {
        match by_the_clock(ports).await {
            Ok(count) => found.orders += count,
            Err(problem) => problems.push(problem),
        }
    }
    problems
}

async fn look(
    ports: &Ports,
    services: &Services,
    list: List,
    overlap: SignedDuration,
    most: Option<u32>,
) -> Result<usize, Problem> {
    let started = ports.clock.now();
    let Some(watermark) = ports.ledger.watermark(list.watermark()).await? else {
        ports
            .ledger
            .move_watermark(list.watermark(), started, None)
            .await?;
        return Ok(0);
    };
    // A watermark in the future was set by a wrong clock.
    let last = watermark.value.min(started);
    let since = last - overlap;
    let (mut changed, as_of) = changes(services, list, since).await?;
    let known = ports
        .ledger
        .remembered::<BTreeMap<String, Option<Timestamp>>>(list.queued())
        .await?;
    let version = known.as_ref().map(|known| known.version);
    let mut queued = known.map(|known| known.value).unwrap_or_default();
    let mark = |changed: &Changed| {
        let at = changed.at.map(|at| at.to_string()).unwrap_or_default();
        model::short_digest(&format!("{}@{at}", changed.source))
    };
    changed.retain(|changed| !queued.contains_key(&mark(changed)));
    // Oldest first, so that the next run continues where a limited one ended.
    changed.sort_by_key(|changed| changed.at);
    let rest = changed.split_off(changed.len().min(most.map_or(usize::MAX, |most| most as usize)));
    let up_to = match rest.first().and_then(|first| first.at) {
        Some(first) => first.min(started),
        None if rest.is_empty() => as_of.unwrap_or(started).min(started),
        None => last,
    };
    queued.extend(changed.iter().map(|changed| (mark(changed), changed.at)));
    let jobs: Vec<_> = changed
        .into_iter()
        .map(|changed| {
            let version = changed.at.map(|at| at.to_string());
            job(changed.kind, changed.source, version, Cause::Poll, started)
        })
        .collect();
    let count = queue(ports, &jobs).await?;
    let next = up_to.max(last) - overlap;
    let before = queued.len();
    queued.retain(|_, at| at.is_none_or(|at| at >= next));
    bound(&mut queued);
    // After a concurrent write some records are queued twice, which is harmless.
    if count > 0 || queued.len() != before {
        ports
            .ledger
            .compare_and_set(list.queued(), &queued, version)
            .await?;
    }
    ports
        .ledger
        .move_watermark(list.watermark(), up_to, Some(&watermark))
        .await?;
    Ok(count)
}

/// What changed in a list, and the server's time of the answer.
async fn changes(
    services: &Services,
    list: List,
    since: Timestamp,
) -> Result<(Vec<Changed>, Option<Timestamp>), Problem> {
    let client = &services.eaccounting;
    Ok(match list {
        List::Quotes => {
            let found = client.quotes_changed_since(since).await?;
            let changed = found.records.into_iter().map(|quote| Changed {
                kind: JobKind::WriteOrder,
                source: Source::Quote(quote.id.to_string()),
                at: quote.modified_utc,
            });
            (changed.collect(), found.as_of)
        }
        List::Orders => {
            let found = client.orders_changed_since(since).await?;
            let changed = found.records.into_iter().map(|order| Changed {
                kind: JobKind::WriteOrder,
                source: Source::SalesOrder(order.id.to_string()),
                at: order.modified_utc,
            });
            (changed.collect(), found.as_of)
        }
        List::Invoices => {
            let found = client.invoices_changed_since(since).await?;
            let changed = found.records.iter().map(|invoice| Changed {
                kind: JobKind::WriteOrder,
                source: Source::Invoice(changed_invoice(invoice)),
                at: invoice.modified_utc,
            });
            (changed.collect(), found.as_of)
        }
        List::Customers => {
            let found = client.customers_changed_since(since).await?;
            let changed = found.records.into_iter().map(|customer| Changed {
                kind: JobKind::WriteContact,
                source: Source::Customer(customer.id.to_string()),
                at: customer.changed_utc,
            });
            (changed.collect(), found.as_of)
        }
    })
}

/// The invoice that a change is about: a credit changes what it credits.
fn changed_invoice(invoice: &CustomerInvoice) -> String {
    invoice
        .referring_invoice_id
        .filter(|_| invoice.is_credit_invoice)
        .unwrap_or(invoice.id)
        .to_string()
}

/// Queues what time alone makes due: invoices that have become overdue, and documents that may have been deleted.
async fn by_the_clock(ports: &Ports) -> Result<usize, Problem> {
    let now = ports.clock.now();
    let watermark = ports.ledger.watermark(CLOCK).await?;
    if let Some(last) = &watermark
        && now.duration_since(last.value) < CLOCK_EVERY
    {
        return Ok(0);
    }
    let due = open::due(ports, now).await?;
    let jobs: Vec<_> = due
        .into_iter()
        .map(|source| {
            let version = Some(format!("by the clock {now}"));
            job(JobKind::WriteOrder, source, version, Cause::Poll, now)
        })
        .collect();
    let count = queue(ports, &jobs).await?;
    ports
        .ledger
        .move_watermark(CLOCK, now, watermark.as_ref())
        .await?;
    Ok(count)
}
