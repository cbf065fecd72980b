//! Documents that were born in ActiveCampaign: they never become a second order there.

use ledger::Document;
use model::{Problem, Source};

use crate::JobContext;

/// The most orders of a buyer that are compared with a document's reference.
const MOST: usize = 10;

fn name(document: &str) -> String {
    format!("born_in_activecampaign:{document}")
}

/// Remembers from which source documents were made, where the way back needs it.
pub(crate) async fn remember(ctx: &JobContext<'_>, documents: &[Document]) -> Result<(), Problem> {
    if !ctx.compiled.settings.to_activecampaign.orders.enabled {
        return Ok(());
    }
    for document in documents {
        ctx.ports
            .ledger
            .remember(&name(&document.id), &ctx.job.source)
            .await?;
    }
    Ok(())
}

/// The source in ActiveCampaign that one of these documents was made of, as far as the ledger knows.
pub(crate) async fn of(ctx: &JobContext<'_>, documents: &[String]) -> Result<Option<Source>, Problem> {
    for document in documents {
        if let Some(source) = ctx.ports.ledger.remembered::<Source>(&name(document)).await? {
            return Ok(Some(source.value));
        }
    }
    Ok(None)
}

/// The order of a store with this number and buyer: documents that were made before the ledger kept their origin, or by
/// another integration, say by their reference where they come from.
pub(crate) async fn by_reference(
    ctx: &JobContext<'_>,
    own: i32,
    reference: &str,
    email: &model::Email,
) -> Result<Option<Source>, Problem> {
    let client = &ctx.services.activecampaign;
    for found in client.orders_of(email, MOST).await? {
        let Source::Order { connection, order } = &found.source else {
            continue;
        };
        if *connection == own.to_string() {
            continue;
        }
        if order == reference {
            return Ok(Some(found.source));
        }
        let read = client.order(connection, order).await?;
        if read.is_some_and(|read| read.number == reference) {
            return Ok(Some(found.source));
        }
    }
    Ok(None)
}
