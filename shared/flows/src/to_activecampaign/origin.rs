//! Documents that were born in ActiveCampaign: they never become a second order there, and their state goes back.

use ledger::{Document, Key, Ledger};
use model::{Problem, Source};

use crate::JobContext;

/// The most orders of a buyer that are compared with a document's reference: as many as one call lists.
const MOST: usize = 100;
/// The longest reference of a document.
const LONGEST: usize = 35;

fn name(document: &str) -> String {
    format!("born_in_activecampaign:{document}")
}

/// Remembers from which source documents were made, where the way back needs it.
pub(crate) async fn remember(ctx: &JobContext<'_>, documents: &[Document]) -> Result<(), Problem> {
    let settings = &ctx.compiled.settings.to_activecampaign;
    if !settings.orders.enabled && !settings.status.enabled {
        return Ok(());
    }
    for document in documents {
        note(ctx, &document.id, &ctx.job.source).await?;
    }
    Ok(())
}

/// Remembers from which source a document was made.
async fn note(ctx: &JobContext<'_>, document: &str, source: &Source) -> Result<(), Problem> {
    ctx.ports.ledger.remember(&name(document), source).await
}

/// The source that one of these documents was made of by us, where the ledger did not yet keep origins when it was: the
/// source that the document's reference names, whose own record must have the document.
pub(crate) async fn by_record(
    ctx: &JobContext<'_>,
    documents: &[String],
    source: &Source,
) -> Result<bool, Problem> {
    let record = ctx.ports.ledger.get(&Key::source(source)).await?;
    let made = record.map(|record| record.documents).unwrap_or_default();
    let is_ours = made.iter().any(|made| documents.contains(&made.id));
    if is_ours {
        for document in documents {
            note(ctx, document, source).await?;
        }
    }
    Ok(is_ours)
}

/// The source in ActiveCampaign that one of these documents was made of, as far as the ledger knows.
pub(crate) async fn of(ctx: &JobContext<'_>, documents: &[String]) -> Result<Option<Source>, Problem> {
    for document in documents {
        if let Some(source) = recorded(&ctx.ports.ledger, document).await? {
            return Ok(Some(source));
        }
    }
    Ok(None)
}

/// The source in ActiveCampaign that a document in eAccounting, by its id, was made of. The ledger keeps it where
/// `to_activecampaign.orders` or `to_activecampaign.status` was on when the document was made.
///
/// # Errors
/// When the ledger failed.
pub async fn recorded(ledger: &Ledger, document: &str) -> Result<Option<Source>, Problem> {
    let known = ledger.remembered::<Source>(&name(document)).await?;
    Ok(known.map(|known| known.value))
}

/// The order of a store with this number and buyer: documents that were made before the ledger kept their origin, by another
/// integration or by hand, say by their reference where they come from. Costs one call.
pub(crate) async fn by_reference(
    ctx: &JobContext<'_>,
    own: Option<i32>,
    reference: &str,
    email: &model::Email,
) -> Result<Option<Source>, Problem> {
    let client = &ctx.services.activecampaign;
    for found in client.orders_of(email, MOST).await? {
        let Source::Order { connection, order } = &found.source else {
            continue;
        };
        if own.is_some_and(|own| *connection == own.to_string()) {
            continue;
        }
        let number = found.number.as_ref().unwrap_or(order);
        if order == reference || number == reference || model::shorten_unique(number, LONGEST) == reference {
            return Ok(Some(found.source));
        }
    }
    Ok(None)
}
