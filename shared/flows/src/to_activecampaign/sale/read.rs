//! The documents of a sale, as eAccounting has them now.

use activecampaign::NormalizedStatus;
use eaccounting::types::{CustomerInvoice, Order, OrderStatus, Quote, QuoteStatus};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use ledger::{DocumentKind, Key};
use model::{Email, Problem, Reason, Source, reason};
use settings::{QuoteAs, SaleState};
use uuid::Uuid;

use super::open::{self, Open};
use super::payload::Chain;
use super::state::Standing;
use crate::JobContext;
use crate::to_activecampaign::{id_of, origin, wrong_source};

/// The document of a job.
pub(crate) enum Read {
    /// One sale, or the several of a collective invoice.
    Sales(Vec<Sale>),
    /// It is no longer there.
    Deleted(Deleted),
    /// It is nothing to write: why.
    Nothing(Reason),
}

/// A document that was deleted.
pub(crate) struct Deleted {
    /// Its id.
    pub(crate) document: String,
    /// The first document of its sale.
    pub(crate) root: String,
}

/// The documents of one sale.
pub(crate) struct Sale {
    /// The id of the first of them.
    pub(crate) root: String,
    pub(crate) quote: Option<Quote>,
    /// The quote that it began with, also where that is not read.
    pub(crate) quote_id: Option<Uuid>,
    pub(crate) order: Option<Order>,
    /// The draft of an order that was made of the quote.
    pub(crate) draft: Option<Uuid>,
    pub(crate) invoice: Option<CustomerInvoice>,
    pub(crate) credits: Vec<CustomerInvoice>,
    pub(crate) email: Option<Email>,
    /// The ids of all documents that are known of it.
    pub(crate) documents: Vec<String>,
    /// Its source in ActiveCampaign, if the ledger has it. Order and e-mail address are then not read.
    pub(crate) born: Option<Source>,
}

impl Sale {
    /// When to check a sale in this state next: an invoice on the day after its due date, a document that may be deleted
    /// once a day; `None` if time alone changes nothing.
    pub(crate) fn next_look(&self, standing: &Standing, now: Timestamp, zone: &TimeZone) -> Option<Open> {
        let is_pending = standing.status == NormalizedStatus::PendingPayment;
        match (&self.invoice, &self.order) {
            (Some(invoice), _) => {
                let due = invoice
                    .due_date
                    .filter(|_| is_pending && standing.state != SaleState::Overdue)?;
                let day = due.tomorrow().ok()?.to_zoned_datetime(zone.clone()).ok()?;
                Some(Open {
                    source: Source::Invoice(invoice.id.to_string()),
                    at: day.timestamp(),
                })
            }
            (None, Some(order)) => Some(Open {
                source: Source::SalesOrder(order.id.to_string()),
                at: now + open::LOOKED_AT_EVERY,
            }),
            // An unanswered quote lapses on its date; until then it may be deleted, as may the draft of its order.
            (None, None) => self.quote.as_ref().filter(|_| is_pending).map(|quote| Open {
                source: match self.draft {
                    Some(draft) => Source::SalesOrder(draft.to_string()),
                    None => Source::Quote(quote.id.to_string()),
                },
                at: now + open::LOOKED_AT_EVERY,
            }),
        }
    }
}

impl Sale {
    /// A quote that nothing was made of yet.
    pub(crate) fn of_quote(quote: Quote, email: Option<Email>) -> Self {
        let id = quote.id;
        Self {
            root: id.to_string(),
            quote: Some(quote),
            quote_id: Some(id),
            order: None,
            draft: None,
            invoice: None,
            credits: Vec::new(),
            email,
            documents: vec![id.to_string()],
            born: None,
        }
    }

    pub(crate) fn chain(&self) -> Chain<'_> {
        Chain {
            root: &self.root,
            quote: self.quote.as_ref(),
            order: self.order.as_ref(),
            invoice: self.invoice.as_ref(),
            credits: &self.credits,
        }
    }

    /// "order 1042".
    pub(crate) fn name(&self) -> String {
        let kind = match (&self.order, &self.invoice) {
            (Some(_), _) => "order",
            (None, Some(_)) => "invoice",
            (None, None) => "quote",
        };
        format!("{kind} {}", self.chain().number().unwrap_or_default())
    }
}

/// The ledger's name for a sale's last write.
pub(crate) fn written_name(root: &str) -> String {
    format!("written_order:{root}")
}

async fn is_written(ctx: &JobContext<'_>, root: &str) -> Result<bool, Problem> {
    let written = ctx
        .ports
        .ledger
        .remembered::<serde_json::Value>(&written_name(root))
        .await?;
    Ok(written.is_some_and(|written| !written.value.is_null()))
}

fn root_name(order: &str) -> String {
    format!("sale_root:{order}")
}

/// Remembers of which quote a sale's order was made: one that is deleted does not say it any more.
pub(crate) async fn remember_root(ctx: &JobContext<'_>, sale: &Sale) -> Result<(), Problem> {
    let order = sale.order.as_ref().map(|order| order.id).or(sale.draft);
    let Some(order) = order.map(|id| id.to_string()).filter(|id| *id != sale.root) else {
        return Ok(());
    };
    let ledger = &ctx.ports.ledger;
    ledger.remember(&root_name(&order), &sale.root).await
}

/// Reads the job's document and its source documents.
pub(crate) async fn read(ctx: &mut JobContext<'_>) -> Result<Read, Problem> {
    let id = id_of(&ctx.job.source)?;
    match &ctx.job.source {
        Source::SalesOrder(_) => order(ctx, id).await,
        Source::Invoice(_) => invoice(ctx, id).await,
        Source::Quote(_) => quote(ctx, id).await,
        other => Err(wrong_source(other)),
    }
}

async fn order(ctx: &mut JobContext<'_>, id: Uuid) -> Result<Read, Problem> {
    let client = &ctx.services.eaccounting;
    let Some(order) = client.order(id).await? else {
        let known = ctx
            .ports
            .ledger
            .remembered::<String>(&root_name(&id.to_string()))
            .await?;
        let root = known.map_or_else(|| id.to_string(), |known| known.value);
        return Ok(Read::Deleted(Deleted {
            document: id.to_string(),
            root,
        }));
    };
    match order.status {
        OrderStatus::Draft => {
            // A draft is no order yet; but the quote that it was made of was accepted.
            let writes_quotes = ctx.compiled.settings.to_activecampaign.quotes.enabled;
            let quote = match order.created_from_quote_id.filter(|_| writes_quotes) {
                Some(quote) => client.quote(quote).await?,
                None => None,
            };
            let Some(quote) = quote else {
                return Ok(Read::Nothing(reason::draft()));
            };
            let email = email(ctx, None, quote.customer_id).await?;
            return Ok(Read::Sales(vec![Sale {
                draft: Some(order.id),
                ..Sale::of_quote(quote, email)
            }]));
        }
        OrderStatus::Invoiced => return Ok(Read::Nothing(reason::invoice_has_its_status())),
        _ => {}
    }
    let customer = order.customer_id;
    let mut sale = sale(Some(order), None, Vec::new(), None);
    sale.born = origin(ctx, &sale.documents).await?;
    if sale.born.is_none() {
        sale.email = email(ctx, None, customer).await?;
    }
    Ok(Read::Sales(vec![sale]))
}

/// A sale's source in ActiveCampaign, if Ekobridge never wrote it there as an order.
async fn origin(ctx: &JobContext<'_>, documents: &[String]) -> Result<Option<Source>, Problem> {
    let Some(source) = origin::of(ctx, documents).await? else {
        return Ok(None);
    };
    for document in documents {
        if is_written(ctx, document).await? {
            return Ok(None);
        }
    }
    Ok(Some(source))
}

async fn quote(ctx: &mut JobContext<'_>, id: Uuid) -> Result<Read, Problem> {
    let Some(quote) = ctx.services.eaccounting.quote(id).await? else {
        return Ok(Read::Deleted(Deleted {
            document: id.to_string(),
            root: id.to_string(),
        }));
    };
    match quote.status {
        QuoteStatus::Draft => return Ok(Read::Nothing(reason::draft())),
        QuoteStatus::Ongoing | QuoteStatus::Approved => {}
        _ => return Ok(Read::Nothing(reason::later_document_has_its_status())),
    }
    let email = email(ctx, None, quote.customer_id).await?;
    Ok(Read::Sales(vec![Sale::of_quote(quote, email)]))
}

async fn invoice(ctx: &mut JobContext<'_>, id: Uuid) -> Result<Read, Problem> {
    let client = &ctx.services.eaccounting;
    let Some(mut invoice) = client.invoice(id).await? else {
        return draft(ctx, id).await;
    };
    if invoice.is_credit_invoice {
        // A credit changes what it credits.
        let credited = match invoice.referring_invoice_id {
            Some(named) => Some(named),
            None => credited_by_us(ctx, invoice.id).await?,
        };
        let Some(credited) = credited else {
            return Ok(Read::Nothing(reason::credits_nothing()));
        };
        match client.invoice(credited).await? {
            Some(found) => invoice = found,
            None => return Ok(Read::Nothing(reason::credited_is_gone())),
        }
    }
    let mut credits = Vec::new();
    for by in &invoice.credited_by {
        credits.extend(client.invoice(by.credit_invoice_id).await?);
    }
    let orders = orders_of(&invoice);
    if orders.len() <= 1 {
        let mut sale = sale(None, Some(invoice.clone()), credits.clone(), None);
        sale.born = origin(ctx, &sale.documents).await?;
        if let Some(source) = &sale.born {
            if let Some(own) = own_credit(ctx, source, &invoice).await? {
                sale.credits.push(own);
            }
            return Ok(Read::Sales(vec![sale]));
        }
        if !needs_whole_sale(ctx) {
            let known = invoice.customer_email.as_deref();
            sale.email = known.and_then(|text| text.trim().parse().ok());
            return Ok(Read::Sales(vec![sale]));
        }
    }
    let email = email(ctx, invoice.customer_email.as_deref(), invoice.customer_id).await?;
    let mut sales = Vec::new();
    for id in orders {
        if let Some(source) = origin(ctx, &[id.to_string()]).await? {
            let mut sale = sale(None, Some(invoice.clone()), credits.clone(), None);
            sale.root = id.to_string();
            sale.documents.push(id.to_string());
            sale.born = Some(source);
            sales.push(sale);
            continue;
        }
        if let Some(order) = ctx.services.eaccounting.order(id).await? {
            sales.push(sale(
                Some(order),
                Some(invoice.clone()),
                credits.clone(),
                email.clone(),
            ));
        }
    }
    if sales.is_empty() {
        sales.push(sale(None, Some(invoice), credits, email));
    }
    Ok(Read::Sales(sales))
}

/// What is no invoice may be the draft of one that was made of a source here, and is looked at once a day. A draft that is gone
/// was deleted, or booked a moment ago: the invoice is written by the next look, and has the state then.
async fn draft(ctx: &mut JobContext<'_>, id: Uuid) -> Result<Read, Problem> {
    let document = id.to_string();
    let ports = ctx.ports;
    if origin::of(ctx, std::slice::from_ref(&document)).await?.is_none() {
        return Ok(Read::Nothing(reason::no_longer_there()));
    }
    if ctx.services.eaccounting.invoice_draft(id).await?.is_some() {
        open::note_draft(ports, &document, ctx.now(), open::LOOKED_AT_EVERY).await?;
        return Ok(Read::Nothing(reason::draft()));
    }
    let name = format!("draft_missed:{document}");
    if ports.ledger.remembered::<bool>(&name).await?.is_none() {
        ports.ledger.remember(&name, &true).await?;
        open::note_draft(ports, &document, ctx.now(), SignedDuration::from_hours(1)).await?;
        return Ok(Read::Nothing(reason::no_longer_there()));
    }
    Ok(Read::Deleted(Deleted {
        root: document.clone(),
        document,
    }))
}

/// The invoice that a credit of ours is of: eAccounting doesn't say of a credit that was booked from a draft what it credits.
async fn credited_by_us(ctx: &JobContext<'_>, credit: Uuid) -> Result<Option<Uuid>, Problem> {
    let Some(source) = origin::of(ctx, &[credit.to_string()]).await? else {
        return Ok(None);
    };
    let record = ctx.ports.ledger.get(&Key::source(&source)).await?;
    let sold = record.and_then(|record| record.document(DocumentKind::Invoice).cloned());
    Ok(sold.and_then(|sold| sold.id.parse().ok()))
}

/// The credit that we made of a source's invoice, where the invoice doesn't name it.
async fn own_credit(
    ctx: &JobContext<'_>,
    source: &Source,
    invoice: &CustomerInvoice,
) -> Result<Option<CustomerInvoice>, Problem> {
    let begun = ctx.ports.ledger.get(&Key::credit_of(source)).await?;
    let made = begun.and_then(|begun| begun.document(DocumentKind::Invoice).cloned());
    let Some(id) = made.and_then(|made| made.id.parse::<Uuid>().ok()) else {
        return Ok(None);
    };
    if invoice.credited_by.iter().any(|by| by.credit_invoice_id == id) {
        return Ok(None);
    }
    Ok(ctx.services.eaccounting.invoice(id).await?)
}

/// The orders that an invoice was made of, each once: one, or several for a collective invoice.
pub(crate) fn orders_of(invoice: &CustomerInvoice) -> Vec<Uuid> {
    let mut orders: Vec<Uuid> = invoice.created_from_order_id.into_iter().collect();
    if invoice.is_collective_invoice {
        orders.extend(
            invoice
                .collected_orders
                .iter()
                .map(|collected| collected.order_id),
        );
        orders.sort_unstable();
        orders.dedup();
    }
    orders
}

/// Whether more of an invoice's sale is needed than the invoice has.
fn needs_whole_sale(ctx: &JobContext<'_>) -> bool {
    let settings = &ctx.compiled.settings.to_activecampaign;
    settings.orders.enabled || (settings.quotes.enabled && settings.quotes.written_as == QuoteAs::Deal)
}

/// A sale of these documents.
pub(crate) fn sale(
    order: Option<Order>,
    invoice: Option<CustomerInvoice>,
    credits: Vec<CustomerInvoice>,
    email: Option<Email>,
) -> Sale {
    let quote = order
        .as_ref()
        .and_then(|order| order.created_from_quote_id)
        .or(invoice.as_ref().and_then(|invoice| invoice.created_from_quote_id));
    let of_invoice = |id: fn(&CustomerInvoice) -> Option<Uuid>| invoice.as_ref().and_then(id);
    // First to last.
    let documents: Vec<Uuid> = [
        quote,
        order.as_ref().map(|order| order.id),
        of_invoice(|invoice| Some(invoice.id)),
        of_invoice(|invoice| invoice.created_from_order_id),
        of_invoice(|invoice| invoice.created_from_draft_id),
    ]
    .into_iter()
    .flatten()
    .collect();
    let documents: Vec<String> = documents.iter().map(Uuid::to_string).collect();
    Sale {
        root: documents.first().cloned().unwrap_or_default(),
        quote: None,
        quote_id: quote,
        order,
        draft: None,
        invoice,
        credits,
        email,
        documents,
        born: None,
    }
}

/// The buyer's address: the document's, else the customer's.
async fn email(ctx: &JobContext<'_>, known: Option<&str>, customer: Uuid) -> Result<Option<Email>, Problem> {
    if let Some(email) = known.and_then(|text| text.trim().parse().ok()) {
        return Ok(Some(email));
    }
    let customer = ctx.services.eaccounting.customer(customer).await?;
    let text = customer.and_then(|customer| customer.fields.email_address);
    Ok(text.and_then(|text| text.trim().parse().ok()))
}
