//! Orders with the same number: two shops may both have an order 7001, of one buyer and over one total. A document that
//! eAccounting has under that number is this order's only where the ledger does not know it as another one's; and where a store
//! was connected anew, the other one is this order.

use std::collections::BTreeSet;

use ledger::{Key, Record};
use model::{Order, Problem, Source};

use super::answer::Answer;
use crate::JobContext;

/// How many of the buyer's orders are looked through, the last changed first.
const NEWEST: usize = 100;

/// A document of an order.
pub(super) struct Found {
    pub(super) answer: Answer,
    /// What the ledger knows of the same sale under another connection, where the document was made of that.
    pub(super) made_of_same_sale: Option<Record>,
}

/// What the ledger knows of the same sale under another connection of the same service, as a store has it that was connected
/// anew: whatever has become of its document since, no second one is made of it. Costs a ledger read for each such connection,
/// and a call to ActiveCampaign only where an order with the same id has become a document.
pub(super) async fn same_sale(ctx: &JobContext<'_>, order: &Order) -> Result<Option<Record>, Problem> {
    let Source::Order {
        connection,
        order: id,
    } = &order.source
    else {
        return Ok(None);
    };
    let (cache, client) = (&ctx.services.reference, &ctx.services.activecampaign);
    for connection in cache.alike(ctx.ports, client, connection).await? {
        let source = Source::Order {
            connection,
            order: id.clone(),
        };
        if let Some(own) = ctx.ports.ledger.get(&Key::source(&source)).await?
            && is_same_sale(ctx, order, &source, &own).await?
        {
            return Ok(Some(own));
        }
    }
    Ok(None)
}

/// The first document that belongs to no other order. Costs nothing if none was found; otherwise two calls to
/// ActiveCampaign, and two ledger reads for each order with the same number.
pub(super) async fn first_of_ours(
    ctx: &JobContext<'_>,
    order: &Order,
    natural_key: &str,
    found: Vec<Answer>,
) -> Result<Option<Found>, Problem> {
    if found.is_empty() {
        return Ok(None);
    }
    let (mut others, mut same) = (Vec::new(), None);
    for source in namesakes(ctx, order).await? {
        let own = ctx.ports.ledger.get(&Key::source(&source)).await?;
        if let Some(own) = &own
            && is_same_sale(ctx, order, &source, own).await?
        {
            same = Some(own.clone());
            continue;
        }
        others.extend(own);
        others.extend(ctx.ports.ledger.get(&Key::credit_of(&source)).await?);
    }
    // If two attempts are in doubt, one takes the document, and the other sees that and creates its own.
    let is_in_doubt = ctx
        .lease
        .as_ref()
        .is_some_and(|lease| lease.record().intent.is_some());
    let has = |record: &Record, answer: &Answer| {
        let document = answer.document();
        record.documents.iter().any(|known| known.id == document.id)
    };
    let is_ours = |answer: &Answer| {
        let may_have = |other: &Record| {
            let intent = other.intent.as_ref();
            !is_in_doubt
                && intent.is_some_and(|intent| {
                    intent.what == answer.document().kind && intent.natural_key == natural_key
                })
        };
        !others.iter().any(|other| has(other, answer) || may_have(other))
    };
    Ok(found.into_iter().find(is_ours).map(|answer| Found {
        made_of_same_sale: same.filter(|record| has(record, &answer)),
        answer,
    }))
}

/// Whether a document was made of the same sale, which ActiveCampaign has under another connection, too: a store that is
/// connected anew has its orders again. Two shops may sell the same to one buyer under the same number, but not at the same
/// instant.
async fn is_same_sale(
    ctx: &JobContext<'_>,
    order: &Order,
    source: &Source,
    record: &Record,
) -> Result<bool, Problem> {
    let (
        Source::Order {
            connection,
            order: id,
        },
        Source::Order {
            connection: own,
            order: own_id,
        },
    ) = (source, &order.source)
    else {
        return Ok(false);
    };
    let hash = ctx.claim_request().payload_hash;
    let is_alike = hash.is_some() && [&record.payload_hash, &record.made_of].contains(&&hash);
    if connection == own || id != own_id || record.documents.is_empty() || !is_alike {
        return Ok(false);
    }
    let other = ctx.services.activecampaign.order(connection, id).await?;
    Ok(other.is_some_and(|other| other.placed_at == order.placed_at))
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
