//! What ActiveCampaign should have of eAccounting's documents, without a job: for comparisons over many sales.

use std::collections::{BTreeMap, BTreeSet};

use eaccounting::types::{CustomerInvoice, Order as SalesOrder, OrderStatus, Quote, QuoteStatus};
use futures::stream::{self, StreamExt, TryStreamExt};
use jiff::Timestamp;
use model::{Email, Problem, Reason, Source, reason};
use settings::QuoteAs;
use uuid::Uuid;

use super::orders::{self, Written};
use super::sale::expected::{ExpectedOrder, expected_lines, state_of};
use super::sale::payload::ContentContext;
use super::sale::read::{self, Sale};
use super::{connection, origin};
use crate::Worker;

/// How many reads of the ledger are under way at once.
const AT_ONCE: usize = 16;

/// eAccounting's documents, as its lists have them.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    /// Quotes; none where they do not become e-commerce orders.
    pub quotes: Vec<Quote>,
    /// Orders.
    pub orders: Vec<SalesOrder>,
    /// Invoices, credit invoices included.
    pub invoices: Vec<CustomerInvoice>,
}

/// What documents come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SaleOutlooks {
    /// The sales.
    pub sales: Vec<SaleOutlook>,
    /// What could not be put together, a sentence each.
    pub notes: Vec<String>,
}

/// A sale in eAccounting, and the e-commerce order that ActiveCampaign should have of it. Holds no personal data.
#[derive(Debug, Clone, PartialEq)]
pub struct SaleOutlook {
    /// The id of its first document: the order's `storeOrderId`.
    pub root: String,
    /// The document that a job of it takes: the newest one.
    pub source: Source,
    /// "order 1042".
    pub name: String,
    /// The number that people use.
    pub number: Option<String>,
    /// The ids of all its documents, the first one first.
    pub documents: Vec<String>,
    /// The buyer's order reference: another system's number.
    pub reference: Option<String>,
    /// eAccounting's id of the customer.
    pub customer: Option<Uuid>,
    /// Whether its documents have the buyer's e-mail address. Orders and quotes do not tell; [`has_buyer`] asks.
    pub names_buyer: bool,
    /// When it was entered.
    pub placed_at: Option<Timestamp>,
    /// When one of its documents changed last.
    pub modified: Option<Timestamp>,
    /// Its state in eAccounting, in a word or two.
    pub word: &'static str,
    /// What the order should say.
    pub expected: ExpectedOrder,
    /// Why the settings leave it out; none where they don't, or where it was written before.
    pub left_out: Option<Reason>,
    /// What it was made of in ActiveCampaign, as far as the ledger knows: then its state goes back, and no order is written.
    pub origin: Option<Source>,
    /// Whether the ledger knows it as written.
    pub is_written: bool,
    /// When its documents had changed last, as of the last write.
    pub written_as_of: Option<Timestamp>,
}

/// The sales that documents are of. What no e-commerce order is made of is left out: drafts, orders whose invoice is not booked,
/// and quotes unless they become orders.
///
/// Costs reads of the ledger, a few for each sale, and no call to a vendor.
///
/// # Errors
/// When the ledger or the company's reference data cannot be read.
pub async fn sale_outlooks(worker: &Worker, documents: &Documents) -> Result<SaleOutlooks, Problem> {
    let sales = sales(worker, documents);
    let looked: Vec<Result<SaleOutlook, String>> = stream::iter(sales)
        .map(|sale| outlook(worker, sale))
        .buffered(AT_ONCE)
        .try_collect()
        .await?;
    let mut outlooks = SaleOutlooks::default();
    for outlook in looked {
        match outlook {
            Ok(sale) => outlooks.sales.push(sale),
            Err(note) => outlooks.notes.push(note),
        }
    }
    Ok(outlooks)
}

/// Whether eAccounting has a valid e-mail address of a sale's buyer: one call where its documents do not tell.
///
/// # Errors
/// When eAccounting cannot be asked.
pub async fn has_buyer(worker: &Worker, sale: &SaleOutlook) -> Result<bool, Problem> {
    if sale.names_buyer {
        return Ok(true);
    }
    let Some(id) = sale.customer else { return Ok(false) };
    let customer = worker.services().eaccounting.customer(id).await?;
    let text = customer.and_then(|customer| customer.fields.email_address);
    Ok(text.is_some_and(|text| text.trim().parse::<Email>().is_ok()))
}

/// The ids of the connections that e-commerce orders of this company are written to: one, as a rule.
///
/// # Errors
/// When a vendor cannot be asked.
pub async fn own_connections(worker: &Worker) -> Result<BTreeSet<String>, Problem> {
    let ours = connection::external_id(worker.ports(), worker.services()).await?;
    let given = worker.settings().settings.to_activecampaign.connection.id;
    let connections = worker.services().activecampaign.connections().await?;
    let is_ours = |found: &activecampaign::Connection| {
        found.service == connection::SERVICE
            && (found.external_id == ours || given.is_some_and(|id| found.id == id.to_string()))
    };
    Ok(connections
        .into_iter()
        .filter(is_ours)
        .map(|connection| connection.id)
        .collect())
}

/// Puts documents together, as a job that reads them one by one does.
fn sales(worker: &Worker, documents: &Documents) -> Vec<Sale> {
    let orders: BTreeMap<Uuid, &SalesOrder> =
        documents.orders.iter().map(|order| (order.id, order)).collect();
    let invoices: BTreeMap<Uuid, &CustomerInvoice> = documents
        .invoices
        .iter()
        .map(|invoice| (invoice.id, invoice))
        .collect();
    let email = |invoice: &CustomerInvoice| -> Option<Email> {
        let known = invoice.customer_email.as_deref();
        known.and_then(|text| text.trim().parse().ok())
    };
    let mut sales = Vec::new();
    for invoice in documents
        .invoices
        .iter()
        .filter(|invoice| !invoice.is_credit_invoice)
    {
        let credits: Vec<CustomerInvoice> = invoice
            .credited_by
            .iter()
            .filter_map(|by| invoices.get(&by.credit_invoice_id).copied().cloned())
            .collect();
        let made_of = read::orders_of(invoice);
        let mut is_alone = true;
        for order in made_of.iter().filter_map(|id| orders.get(id)) {
            is_alone = false;
            sales.push(read::sale(
                Some((*order).clone()),
                Some(invoice.clone()),
                credits.clone(),
                email(invoice),
            ));
        }
        if is_alone {
            sales.push(read::sale(None, Some(invoice.clone()), credits, email(invoice)));
        }
    }
    let is_open = |order: &&SalesOrder| !matches!(order.status, OrderStatus::Draft | OrderStatus::Invoiced);
    for order in documents.orders.iter().filter(is_open) {
        sales.push(read::sale(Some(order.clone()), None, Vec::new(), None));
    }
    let settings = &worker.settings().settings.to_activecampaign.quotes;
    if settings.enabled && settings.written_as == QuoteAs::Order {
        let is_open = |quote: &&Quote| matches!(quote.status, QuoteStatus::Ongoing | QuoteStatus::Approved);
        let open = documents.quotes.iter().filter(is_open);
        sales.extend(open.map(|quote| Sale::of_quote(quote.clone(), None)));
    }
    sales
}

/// A sale's outlook, or a sentence that says why it has none: a rule of the mapping fails on it.
async fn outlook(worker: &Worker, sale: Sale) -> Result<Result<SaleOutlook, String>, Problem> {
    let ledger = &worker.ports().ledger;
    let reference = worker.services().reference(worker.ports()).await?;
    let compiled = worker.settings();
    let settings = &compiled.settings.to_activecampaign;
    let written: Option<Written> = orders::written(ledger, &sale.root).await?;
    let mut origin = None;
    if written.is_none() {
        for document in &sale.documents {
            origin = origin.or(origin::recorded(ledger, document).await?);
        }
    }
    let chain = sale.chain();
    let before = written.as_ref().map(|written| written.progress.before());
    let now = worker.ports().clock.now();
    let standing = chain.standing(before, now.to_zoned_datetime(reference.zone().clone()).date());
    let content = match chain.content(
        &ContentContext {
            currency: reference.context.currency,
            line_price: settings.orders.line_price,
            shipping: &compiled.settings.shipping,
            mapping: &compiled.mapping,
        },
        &standing,
    ) {
        Ok(content) => content,
        Err(problem) => {
            return Ok(Err(format!(
                "{} was not compared. {}",
                sale.name(),
                problem.message
            )));
        }
    };
    let is_dry = settings.orders.dry_run || (chain.quote.is_some() && settings.quotes.dry_run);
    let left_out = match &written {
        Some(_) => None,
        None => orders::left_alone(&settings.orders, &chain, &standing)
            .or(is_dry.then(|| reason::is_on("to_activecampaign.orders.dry_run"))),
    };
    let source = match (&sale.invoice, &sale.order) {
        (Some(invoice), _) => Source::Invoice(invoice.id.to_string()),
        (None, Some(order)) => Source::SalesOrder(order.id.to_string()),
        (None, None) => Source::Quote(sale.root.clone()),
    };
    Ok(Ok(SaleOutlook {
        source,
        name: sale.name(),
        number: chain.number(),
        reference: chain.reference().map(str::to_owned),
        customer: chain.customer_id(),
        names_buyer: sale.email.is_some(),
        placed_at: chain.placed(reference.zone()),
        modified: chain.modified(),
        word: standing.state.word(),
        expected: ExpectedOrder {
            state: state_of(standing.status),
            currency: chain.currency(reference.context.currency),
            total: content.final_amount,
            lines: expected_lines(&content.lines),
        },
        left_out,
        origin,
        is_written: written.is_some(),
        written_as_of: written.and_then(|written| written.progress.modified),
        documents: sale.documents.clone(),
        root: sale.root.clone(),
    }))
}
