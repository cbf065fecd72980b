//! What earlier attempts, or people, have created of an order.

use eaccounting::types::CustomerInvoice;
use engine::{ClaimState, describe, ensure_conclusive};
use jiff::{SignedDuration, Timestamp};
use ledger::{Document, DocumentKind, Intent};
use model::{Cause, Order, Problem, Source, StepName, step};
use settings::Document as Kind;
use uuid::Uuid;

use super::answer::Answer;
use super::credited::{Credited, credited_by};
use super::namesakes::{self, Found};
use super::plan::Ready;
use crate::JobContext;

/// An order that comes within this time was entered by nobody yet.
const SOON: SignedDuration = SignedDuration::from_hours(1);

/// One document on the way to the one that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    Order,
    InvoiceOfOrder,
    Draft,
    InvoiceOfDraft,
}

impl Stage {
    pub(super) fn chain(wanted: Kind) -> &'static [Self] {
        match wanted {
            Kind::Order => &[Self::Order],
            Kind::OrderInvoiced => &[Self::Order, Self::InvoiceOfOrder],
            Kind::InvoiceDraft => &[Self::Draft],
            Kind::Invoice => &[Self::Draft, Self::InvoiceOfDraft],
        }
    }

    pub(super) fn makes(self) -> DocumentKind {
        match self {
            Self::Order => DocumentKind::Order,
            Self::Draft => DocumentKind::InvoiceDraft,
            Self::InvoiceOfOrder | Self::InvoiceOfDraft => DocumentKind::Invoice,
        }
    }

    pub(super) fn step(self) -> &'static str {
        match self {
            Self::Order => "create order",
            Self::InvoiceOfOrder => "convert order to invoice",
            Self::Draft => "create invoice draft",
            Self::InvoiceOfDraft => "convert draft to invoice",
        }
    }

    /// The intent's natural key: the shop's number for the first document, the source document for the next.
    pub(super) fn intent(self, ready: &Ready, before: Option<&Document>) -> Intent {
        Intent {
            what: self.makes(),
            natural_key: before.map_or_else(|| ready.natural_key.clone(), |document| document.id.clone()),
            customer_id: Some(ready.buyer.id.to_string()),
            step: self.step().to_owned(),
        }
    }
}

/// The key to find a document by.
pub(super) struct LookupKey<'a> {
    customer: Uuid,
    natural_key: &'a str,
    order: &'a Order,
}

impl<'a> LookupKey<'a> {
    pub(super) fn of(ready: &'a Ready) -> Self {
        Self {
            customer: ready.buyer.id,
            natural_key: &ready.natural_key,
            order: &ready.order,
        }
    }
}

/// What earlier attempts at an order that is not to be created any more have left: what they may have created is looked up.
pub(crate) async fn what_exists(
    ctx: &mut JobContext<'_>,
    order: &Order,
    begin: &ClaimState,
) -> Result<Vec<Document>, Problem> {
    match begin {
        ClaimState::Resumed(record) => Ok(record.documents.clone()),
        ClaimState::InDoubt(intent) => {
            let customer = intent.customer_id.as_deref().and_then(|id| id.parse().ok());
            let key = LookupKey {
                customer: customer.unwrap_or_default(),
                natural_key: &intent.natural_key,
                order,
            };
            resolve(ctx, &key, intent).await
        }
        ClaimState::New | ClaimState::Exists(_) | ClaimState::Answered(_) => Ok(Vec::new()),
    }
}

/// Looks for what an earlier attempt may have created, and takes it. "Not found" is conclusive once no request can be
/// in flight any more.
pub(super) async fn resolve(
    ctx: &mut JobContext<'_>,
    key: &LookupKey<'_>,
    intent: &Intent,
) -> Result<Vec<Document>, Problem> {
    let mut have = ctx
        .lease
        .as_ref()
        .map(|lease| lease.record().documents.clone())
        .unwrap_or_default();
    // Nothing of this attempt can be older than its first announcement.
    let since = ctx.lease.as_ref().map(|lease| lease.record().first_seen);
    let asked_at = ctx.now();
    let found = match intent.what {
        DocumentKind::Order => find_first(ctx, key, Stage::Order, &intent.natural_key, since).await?,
        DocumentKind::InvoiceDraft => find_first(ctx, key, Stage::Draft, &intent.natural_key, since).await?,
        DocumentKind::Invoice => find_invoice(ctx, key, &intent.natural_key).await?,
        DocumentKind::Customer => None,
    };
    match found {
        Some(found) => {
            let document = found.answer.document();
            ctx.step(StepName::Adopt, step::adopted(describe(&document)));
            ctx.progress(document.clone(), None).await?;
            have.push(document);
        }
        None => ensure_conclusive(ctx, asked_at)?,
    }
    Ok(have)
}

/// An order or draft with the natural key, for this customer.
async fn find_first(
    ctx: &JobContext<'_>,
    key: &LookupKey<'_>,
    stage: Stage,
    natural_key: &str,
    since: Option<Timestamp>,
) -> Result<Option<Found>, Problem> {
    let client = &ctx.services.eaccounting;
    let customer = key.customer;
    let found: Vec<Answer> = if stage == Stage::Draft {
        let drafts = client.invoice_drafts_with_reference(natural_key, customer, since);
        drafts.await?.into_iter().map(Answer::draft).collect()
    } else {
        let orders = client.orders_with_reference(natural_key, customer, since);
        orders.await?.into_iter().map(Answer::order).collect()
    };
    namesakes::first_of_ours(ctx, key.order, key.natural_key, found).await
}

/// The invoice of an order or draft: by its link to it, else by the shop's number.
async fn find_invoice(
    ctx: &JobContext<'_>,
    key: &LookupKey<'_>,
    made_of: &str,
) -> Result<Option<Found>, Problem> {
    let made_of: Option<Uuid> = made_of.parse().ok();
    let invoices = ctx
        .services
        .eaccounting
        .newest_invoices(key.customer, Some(key.order.placed_at))
        .await?;
    let is_of = |invoice: &CustomerInvoice| {
        made_of.is_some()
            && (invoice.created_from_order_id == made_of || invoice.created_from_draft_id == made_of)
    };
    let mut by_number = Vec::new();
    for invoice in invoices.into_iter().filter(|invoice| !invoice.is_credit_invoice) {
        if is_of(&invoice) {
            return Ok(Some(Found {
                answer: Answer::invoice(invoice),
                made_of_same_sale: None,
            }));
        }
        if invoice.buyers_order_reference.as_deref() == Some(key.natural_key) {
            by_number.push(Answer::invoice(invoice));
        }
    }
    namesakes::first_of_ours(ctx, key.order, key.natural_key, by_number).await
}

/// Whether eAccounting has the sale without our doing: entered by a person, as whatever document, or by an integration before
/// this one.
pub(super) async fn find_existing(
    ctx: &JobContext<'_>,
    ready: &Ready,
    stage: Stage,
) -> Result<Option<Found>, Problem> {
    let key = LookupKey::of(ready);
    let since = Some(ready.order.placed_at);
    if let Some(found) = find_first(ctx, &key, stage, &ready.natural_key, since).await? {
        return Ok(Some(found));
    }
    // An order's look-up is its only one where the customer says that nothing was invoiced since.
    if (stage == Stage::Draft || is_invoiced_since(ready))
        && let Some(found) = find_invoice(ctx, &key, "").await?
    {
        let is_undone = match &found.answer {
            Answer::Invoice(invoice) => credited_by(ctx, invoice).await? == Credited::Whole,
            Answer::Order(_) | Answer::Draft(_) => false,
        };
        return Ok(Some(found).filter(|_| !is_undone));
    }
    let other = match stage {
        Stage::Draft => Stage::Order,
        Stage::Order if is_late(ctx, &ready.order) => Stage::Draft,
        _ => return Ok(None),
    };
    find_first(ctx, &key, other, &ready.natural_key, since).await
}

/// Whether an order comes so late that a person may have entered it meanwhile. A draft is no sign on the customer, and looking
/// for one costs a call.
fn is_late(ctx: &JobContext<'_>, order: &Order) -> bool {
    let is_asked_for = matches!(ctx.job.cause, Cause::Replay | Cause::Backfill);
    let is_deal = matches!(ctx.job.source, Source::Deal(_));
    is_asked_for || ctx.was_tried() || (!is_deal && ctx.now().duration_since(order.placed_at) > SOON)
}

/// Whether the customer has an invoice of the order's day, or of a later one.
fn is_invoiced_since(ready: &Ready) -> bool {
    let placed = ready
        .order
        .placed_at
        .to_zoned_datetime(ready.reference.zone.clone())
        .date();
    ready.buyer.last_invoice_date.is_some_and(|last| last >= placed)
}
