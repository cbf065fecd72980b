//! The invoice that an order has become, and how far it is credited, by whomever.

use eaccounting::totals;
use eaccounting::types::CustomerInvoice;
use jiff::Timestamp;
use ledger::{Document, DocumentKind, Record};
use model::{Order, Problem};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::answer::Answer;
use super::made::{Booked, booked_as, reference_of};
use super::namesakes;
use crate::JobContext;

/// How far an invoice is credited, by whomever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Credited {
    No,
    /// This much of it, VAT included.
    Part(Decimal),
    Whole,
}

/// The invoice that the order has become: by us, or by a person who has invoiced our order or booked our draft.
pub(super) async fn booked(
    ctx: &JobContext<'_>,
    source: Option<&Order>,
    record: &Record,
) -> Result<Option<CustomerInvoice>, Problem> {
    let client = &ctx.services.eaccounting;
    let id = |kind: DocumentKind| {
        record
            .document(kind)
            .and_then(|document| document.id.parse::<Uuid>().ok())
    };
    if let Some(invoice) = id(DocumentKind::Invoice) {
        return Ok(client.invoice(invoice).await?);
    }
    let since = Some(record.first_seen);
    if let Some(order) = id(DocumentKind::Order)
        && let Some(order) = client.order(order).await?
    {
        let invoices = client.newest_invoices(order.customer_id, since).await?;
        return Ok(invoices
            .into_iter()
            // A collective invoice bills other orders too, so that a person has to credit this one's part.
            .find(|invoice| {
                invoice.created_from_order_id == Some(order.id)
                    && !invoice.is_credit_invoice
                    && !invoice.is_collective_invoice
            }));
    }
    if let (Some(draft), Some(source)) = (id(DocumentKind::InvoiceDraft), source)
        && client.invoice_draft(draft).await?.is_none()
    {
        // A draft that was booked is gone, and its invoice names it.
        let reference = ctx.services.reference(ctx.ports).await?;
        let key = reference_of(&ctx.compiled, source, &reference.context)?;
        if let Booked::As(invoice) = booked_as(client, &key, draft).await? {
            return Ok(Some(*invoice));
        }
        // Whoever booked it may have given it another reference first.
        let invoices = client.invoices_since(record.first_seen).await?;
        return Ok(invoices
            .into_iter()
            .find(|invoice| invoice.created_from_draft_id == Some(draft) && !invoice.is_credit_invoice));
    }
    Ok(None)
}

/// How far an invoice is credited: by the credits that it names, or by one with its reference.
pub(super) async fn credited(
    ctx: &JobContext<'_>,
    order: Option<&Order>,
    invoice: &CustomerInvoice,
) -> Result<Credited, Problem> {
    match credited_by(ctx, invoice).await? {
        Credited::No if find_credit(ctx, order, invoice, None).await?.is_some() => Ok(Credited::Whole),
        credited => Ok(credited),
    }
}

/// An invoice with the reference of the order's own, which is credited, that is not credited itself: a person has entered it in
/// its place, as they were asked to if the order was to be had again.
pub(super) async fn replacement(
    ctx: &JobContext<'_>,
    order: &Order,
    record: &Record,
) -> Result<Option<Document>, Problem> {
    let Some(invoice) = booked(ctx, Some(order), record).await? else {
        return Ok(None);
    };
    let Some(reference) = &invoice.buyers_order_reference else {
        return Ok(None);
    };
    let client = &ctx.services.eaccounting;
    let mut later = client
        .newest_invoices(invoice.customer_id, invoice.created_utc)
        .await?;
    later.retain(|other| {
        !other.is_credit_invoice
            && other.id != invoice.id
            && other.created_utc > invoice.created_utc
            && other.buyers_order_reference == invoice.buyers_order_reference
    });
    let mut standing = Vec::new();
    for other in later {
        if credited_by(ctx, &other).await? != Credited::Whole {
            standing.push(Answer::invoice(other));
        }
    }
    let found = namesakes::first_of_ours(ctx, order, reference, standing).await?;
    Ok(found.map(|found| found.answer.document()))
}

/// How far the credits that an invoice names credit it.
pub(super) async fn credited_by(
    ctx: &JobContext<'_>,
    invoice: &CustomerInvoice,
) -> Result<Credited, Problem> {
    let sum = credited_amount(ctx, invoice).await?;
    Ok(if invoice.credited_by.is_empty() {
        Credited::No
    } else if sum >= total(invoice) {
        Credited::Whole
    } else {
        Credited::Part(sum)
    })
}

/// How much of an invoice is credited by the credits that it names, VAT included. One that can't be read counts as whole: more is
/// never credited than what is certain.
pub(super) async fn credited_amount(
    ctx: &JobContext<'_>,
    invoice: &CustomerInvoice,
) -> Result<Decimal, Problem> {
    credited_as(ctx, invoice, total).await
}

/// The same without what eAccounting rounds.
pub(super) async fn unrounded(ctx: &JobContext<'_>, invoice: &CustomerInvoice) -> Result<Decimal, Problem> {
    credited_as(ctx, invoice, totals::invoice_total_including_vat).await
}

async fn credited_as(
    ctx: &JobContext<'_>,
    invoice: &CustomerInvoice,
    amount: fn(&CustomerInvoice) -> Decimal,
) -> Result<Decimal, Problem> {
    let mut sum = Decimal::ZERO;
    for by in &invoice.credited_by {
        match ctx.services.eaccounting.invoice(by.credit_invoice_id).await? {
            Some(credit) => sum -= amount(&credit),
            None => return Ok(amount(invoice)),
        }
    }
    Ok(sum)
}

/// When the last credit that an invoice names was entered.
pub(super) async fn last_credited_at(
    ctx: &JobContext<'_>,
    invoice: &CustomerInvoice,
) -> Result<Option<Timestamp>, Problem> {
    let mut last = None;
    for by in &invoice.credited_by {
        let credit = ctx.services.eaccounting.invoice(by.credit_invoice_id).await?;
        last = last.max(credit.and_then(|credit| credit.created_utc));
    }
    Ok(last)
}

/// A credit invoice that was created from this draft, or that names this invoice, or that has its reference and its
/// total, negated, and is of no other order with that number.
pub(super) async fn find_credit(
    ctx: &JobContext<'_>,
    order: Option<&Order>,
    invoice: &CustomerInvoice,
    draft: Option<Uuid>,
) -> Result<Option<CustomerInvoice>, Problem> {
    let invoices = ctx
        .services
        .eaccounting
        .newest_invoices(invoice.customer_id, invoice.created_utc)
        .await?;
    let (certain, others): (Vec<_>, Vec<_>) = invoices
        .into_iter()
        .filter(|other| other.is_credit_invoice)
        .partition(|other| {
            let by_draft = draft.is_some() && other.created_from_draft_id == draft;
            by_draft || other.referring_invoice_id == Some(invoice.id)
        });
    if let Some(credit) = certain.into_iter().next() {
        return Ok(Some(credit));
    }
    let (Some(order), Some(reference)) = (order, &invoice.buyers_order_reference) else {
        return Ok(None);
    };
    let by_reference = others.into_iter().filter(|other| {
        other.buyers_order_reference == invoice.buyers_order_reference
            && other.referring_invoice_id.is_none()
            && total(other) == -total(invoice)
    });
    let found = by_reference.map(Answer::invoice).collect();
    let found = namesakes::first_of_ours(ctx, order, reference, found).await?;
    match found.map(|found| found.answer) {
        Some(Answer::Invoice(credit)) => Ok(Some(*credit)),
        _ => Ok(None),
    }
}

/// The invoice's total in its own currency, VAT and rounding included.
pub(super) fn total(invoice: &CustomerInvoice) -> Decimal {
    invoice
        .total_amount_invoice_currency
        .unwrap_or(invoice.total_amount)
}
