//! Orders that a person has entered by hand: nothing is made of them, and what becomes of them in the shop is told all the same.

use ledger::Document;
use model::{Problem, Source};

use crate::JobContext;

/// The ledger's name for the document that a person has entered of an order.
fn name(source: &Source) -> String {
    format!("by_hand:{source}")
}

/// Remembers the document that a person has entered of the job's order.
pub(super) async fn note(ctx: &JobContext<'_>, document: &Document) -> Result<(), Problem> {
    ctx.ports.ledger.remember(&name(&ctx.job.source), document).await
}

/// The document that a person has entered of the job's order, if one was found.
pub(super) async fn of(ctx: &JobContext<'_>) -> Result<Option<Document>, Problem> {
    let known = ctx.ports.ledger.remembered(&name(&ctx.job.source)).await?;
    Ok(known.map(|known| known.value))
}
