//! Whether the books are open on a document's day.

use jiff::civil::Date;
use model::{Code, Problem};
use settings::{Document as Kind, DocumentPlan};

use super::documents::{document_day, today};
use super::plan::Ready;
use crate::JobContext;

/// Refuses an order whose invoice could not be bookkept: eAccounting's company settings say up to which day accounting is
/// locked (`AccountingLockedTo`). Orders and drafts are not bookkept, so they may have any day.
///
/// A person may have unlocked the period since the settings were read, so they are read again before an order is refused.
///
/// # Errors
/// `PERIOD_LOCKED` with both days.
pub(super) async fn check_period(
    ctx: &JobContext<'_>,
    ready: &Ready,
    plan: &DocumentPlan,
) -> Result<(), Problem> {
    let day = match plan.document {
        Kind::Invoice => document_day(ctx, &ready.reference, &ready.order, &ready.mapped),
        // eAccounting dates the invoice of an order on the day on which it is made.
        Kind::OrderInvoiced => today(ctx, &ready.reference),
        Kind::Order | Kind::InvoiceDraft => return Ok(()),
    };
    let is_locked = |to: &Date| day <= *to;
    if ready
        .reference
        .company
        .accounting_locked_to
        .filter(is_locked)
        .is_none()
    {
        return Ok(());
    }
    ctx.services.reference.forget();
    let fresh = ctx.services.reference(ctx.ports).await?;
    let Some(to) = fresh.company.accounting_locked_to.filter(is_locked) else {
        return Ok(());
    };
    Err(Problem::new(
        Code::PERIOD_LOCKED,
        format!(
            "The invoice of order {} would be dated {day}, and accounting is locked up to {to} in eAccounting. No document was made.",
            ready.order.number
        ),
        format!(
            "Open Settings › Accounting locked to in eAccounting and unlock the period, then replay {}; or enter the order by hand.",
            ready.order.source
        ),
    ))
}
