//! Orders that have changed since their documents were created.

use engine::{FlowOutcome, JobOutcome, describe, notify_parked};
use ledger::{Document, DocumentKind, Record};
use model::{Code, Order, OrderState, Problem};
use settings::{OnCancel, OnChange};

use super::credit;
use super::load::payload_hash;
use crate::JobContext;

/// The order has changed in the shop since its document was created.
pub(crate) async fn changed(
    ctx: &mut JobContext<'_>,
    order: &Order,
    record: &Record,
) -> Result<FlowOutcome, Problem> {
    if is_gone(order) {
        return match ctx.compiled.settings.orders.on_cancel {
            OnCancel::Credit => match credit::credit(ctx, order, record).await? {
                Some(outcome) => Ok(outcome),
                None => {
                    let why = "No invoice of it is booked, so that there is nothing to credit.";
                    cancelled(ctx, order, record, Some(why)).await
                }
            },
            OnCancel::Park | OnCancel::Skip => cancelled(ctx, order, record, None).await,
        };
    }
    if record.payload_hash.as_deref() == Some(payload_hash(order).as_str()) {
        return Ok(FlowOutcome::exists(record));
    }
    let document = latest(&record.documents);
    let problem = Problem::new(
        Code::CHANGED_AFTER_CREATION,
        format!(
            "Order {} was changed in the shop after {document} was created in eAccounting.",
            order.number
        ),
        format!(
            "Compare both and correct {document}, or credit it if it is an invoice. Ekobridge leaves it as it is."
        ),
    );
    let park = ctx.compiled.settings.orders.on_change != OnChange::Skip;
    tell(ctx, record, problem, park).await
}

/// Whether the order is not to be had any more.
fn is_gone(order: &Order) -> bool {
    matches!(
        order.state,
        OrderState::Cancelled
            | OrderState::Refunded
            | OrderState::Returned
            | OrderState::Failed
            | OrderState::Lost
    )
}

fn latest(documents: &[Document]) -> String {
    documents
        .last()
        .map(describe)
        .unwrap_or_else(|| "a document".to_owned())
}

/// The order was cancelled or refunded after its document was created: a person is told, or only the journal.
async fn cancelled(
    ctx: &mut JobContext<'_>,
    order: &Order,
    record: &Record,
    why: Option<&str>,
) -> Result<FlowOutcome, Problem> {
    let problem = cancelled_problem(order, &record.documents, why);
    let park = ctx.compiled.settings.orders.on_cancel != OnCancel::Skip;
    tell(ctx, record, problem, park).await
}

fn cancelled_problem(order: &Order, documents: &[Document], why: Option<&str>) -> Problem {
    let document = latest(documents);
    let why = why.map_or_else(String::new, |why| format!(" {why}"));
    let remedy = match documents.last().map(|document| document.kind) {
        Some(DocumentKind::Invoice) => {
            format!("Credit {document} in eAccounting. Ekobridge leaves it as it is.")
        }
        _ => format!(
            "Delete {document} in eAccounting, or credit its invoice if it has one by now. Ekobridge leaves it as it is."
        ),
    };
    Problem::new(
        Code::CANCELLED_AFTER_CREATION,
        format!(
            "Order {} was cancelled or refunded in the shop after {document} was created in eAccounting.{why}",
            order.number
        ),
        remedy,
    )
}

/// The record stays done, and knows the newer payload now, so that this is told once.
async fn tell(
    ctx: &mut JobContext<'_>,
    record: &Record,
    problem: Problem,
    park: bool,
) -> Result<FlowOutcome, Problem> {
    ctx.ports
        .ledger
        .amend(record, ctx.claim_request(), Some(&problem))
        .await?;
    if park {
        notify_parked(ctx.ports, &ctx.name(), &problem).await;
        return Ok(FlowOutcome::Parked(problem));
    }
    Ok(FlowOutcome::AlreadyDecided(JobOutcome::Skipped {
        reason: problem.message,
    }))
}

/// The order was cancelled after some of its documents were created and before the last one was.
pub(crate) async fn cancel_partial(
    ctx: &mut JobContext<'_>,
    order: &Order,
    made: &[Document],
) -> Result<FlowOutcome, Problem> {
    if let Some(invoice) = made
        .iter()
        .find(|document| document.kind == DocumentKind::Invoice)
    {
        // Nothing was missing but the word that it is done.
        let Some(record) = ctx.finish(Some(invoice.clone())).await? else {
            return Err(ctx.concurrent_update());
        };
        return changed(ctx, order, &record).await;
    }
    let problem = cancelled_problem(order, made, None);
    if ctx.compiled.settings.orders.on_cancel == OnCancel::Skip {
        return Ok(FlowOutcome::Skipped(problem.message));
    }
    Err(problem)
}
