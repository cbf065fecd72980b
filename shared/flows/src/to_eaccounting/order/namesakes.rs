//! Orders with the same number: two shops may both have an order 7001, of one buyer and over one total. A document that
//! eAccounting has under that number is this order's only where the ledger does not know it as another one's.

use std::collections::BTreeSet;

use ledger::{Key, Record};
use model::{Order, Problem, Source};

use super::answer::Answer;
use crate::JobContext;

/// How many of the buyer's orders are looked through, the last changed first.
const NEWEST: usize = 100;

/// The first document that belongs to no other order. Costs nothing if none was found; otherwise two calls to
/// ActiveCampaign, and two ledger reads for each order with the same number.
pub(super) async fn first_of_ours(
    ctx: &JobContext<'_>,
    order: &Order,
    natural_key: &str,
    found: Vec<Answer>,
) -> Result<Option<Answer>, Problem> {
    if found.is_empty() {
        return Ok(None);
    }
    let mut others = Vec::new();
    for source in namesakes(ctx, order).await? {
        others.extend(ctx.ports.ledger.get(&Key::source(&source)).await?);
        others.extend(ctx.ports.ledger.get(&Key::credit_of(&source)).await?);
    }
    // If two attempts are in doubt, one takes the document, and the other sees that and creates its own.
    let is_in_doubt = ctx
        .lease
        .as_ref()
        .is_some_and(|lease| lease.record().intent.is_some());
    let is_ours = |answer: &Answer| {
        let document = answer.document();
        let has = |other: &Record| other.documents.iter().any(|known| known.id == document.id);
        let may_have = |other: &Record| {
            let intent = other.intent.as_ref();
            !is_in_doubt
                && intent
                    .is_some_and(|intent| intent.what == document.kind && intent.natural_key == natural_key)
        };
        !others.iter().any(|other| has(other) || may_have(other))
    };
    Ok(found.into_iter().find(is_ours))
}

/// The sources of other orders with the same number: orders with the same id in the account's other connections, and
/// other orders of the buyer.
async fn namesakes(ctx: &JobContext<'_>, order: &Order) -> Result<BTreeSet<Source>, Problem> {
    let client = &ctx.services.activecampaign;
    let mut sources = BTreeSet::new();
    if let Source::Order { order: id, .. } = &order.source {
        let connections = client.connections().await?;
        sources.extend(connections.into_iter().map(|connection| Source::Order {
            connection: connection.id,
            order: id.clone(),
        }));
    }
    if let Some(email) = &order.customer.email {
        let theirs = client.orders_of(email, NEWEST).await?;
        sources.extend(theirs.into_iter().map(|found| found.source));
    }
    sources.remove(&order.source);
    Ok(sources)
}
