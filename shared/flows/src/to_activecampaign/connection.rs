//! The e-commerce connection that is written to: Ekobridge's own, and never one that a store's integration owns.

use activecampaign::{Connection, NewConnection};
use engine::Ports;
use model::{Code, Problem, Source, StepName, event, short_digest, step};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::JobContext;
use crate::services::Services;

/// The service of our own connections. What has another one is a store's.
pub const SERVICE: &str = "ekobridge";

/// Under which name the ledger keeps which connection is ours.
const REMEMBERED: &str = "activecampaign_connection";

/// A connection that is ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Own {
    /// ActiveCampaign's id.
    pub(crate) id: i32,
    /// Our id of it: a digest of the company's identity, which finds it again wherever it was forgotten.
    pub(crate) external_id: String,
    /// The id of the settings that it was checked for.
    given: Option<u32>,
    /// Whether GraphQL was told of it.
    #[serde(default)]
    is_synced: bool,
}

/// The connection to write to. Known ones cost no call.
///
/// # Errors
/// `CONNECTION_FOREIGN` and `CONNECTION_MISSING` where the settings name one that is not ours or does not exist.
pub(crate) async fn own(ctx: &mut JobContext<'_>) -> Result<Own, Problem> {
    find(ctx, true).await
}

/// The same for a dry run: one that would be created has the id 0, and nothing is written.
///
/// # Errors
/// As [`own`].
pub(crate) async fn own_to_be(ctx: &mut JobContext<'_>) -> Result<Own, Problem> {
    find(ctx, false).await
}

async fn find(ctx: &mut JobContext<'_>, creates: bool) -> Result<Own, Problem> {
    let given = ctx.compiled.settings.to_activecampaign.connection.id;
    let known = remembered(ctx.ports).await?;
    if let Some(known) = known
        && (given.is_none() || known.given == given || given == u32::try_from(known.id).ok())
    {
        return Ok(known);
    }
    let external_id = external_id(ctx.ports, ctx.services).await?;
    let client = &ctx.services.activecampaign;
    let found = match given {
        Some(id) => Some(given_connection(&client.connection(&id.to_string()).await?, id)?),
        None => first(client.connections_by(SERVICE, &external_id).await?),
    };
    let connection = match found {
        Some(found) => found,
        None if !creates => {
            return Ok(Own {
                id: 0,
                external_id,
                given,
                is_synced: false,
            });
        }
        None => {
            // A worker that has stood still may have been overtaken by one that created it.
            ctx.ensure_in_time()?;
            let name = ctx.compiled.settings.to_activecampaign.connection.name.as_str();
            let created = create(ctx.services, name, &external_id).await?;
            ctx.step(StepName::Connection, step::connection_created(&created.id));
            created
        }
    };
    let own = Own {
        id: number(&connection)?,
        external_id: connection.external_id.clone(),
        given,
        is_synced: false,
    };
    ctx.ports.ledger.remember(REMEMBERED, &Some(own.clone())).await?;
    ctx.step(StepName::Connection, step::connection_used(own.id));
    Ok(own)
}

/// Makes sure that there is a connection to write to, before the first record needs it: its id, and whether it was created.
///
/// # Errors
/// `CONNECTION_FOREIGN` and `CONNECTION_MISSING` where the settings name one that is not ours or does not exist.
pub async fn ensure_connection(worker: &crate::Worker) -> Result<(String, bool), Problem> {
    let (ports, services) = (worker.ports(), worker.services());
    let compiled = worker.settings();
    let settings = &compiled.settings.to_activecampaign.connection;
    let client = &services.activecampaign;
    if let Some(id) = settings.id {
        let given = given_connection(&client.connection(&id.to_string()).await?, id)?;
        return Ok((given.id, false));
    }
    let external_id = external_id(ports, services).await?;
    if let Some(found) = first(client.connections_by(SERVICE, &external_id).await?) {
        return Ok((found.id, false));
    }
    let created = create(services, settings.name.as_str(), &external_id).await?;
    Ok((created.id, true))
}

/// Whether an order of ActiveCampaign's is one that we wrote there, which must not come back as a new one.
///
/// What we write has the id of a document in eAccounting, which is a UUID; for an order with another id nothing is asked.
/// For one with such an id the connection is looked up by service and external id, whatever ledger and settings say.
pub(crate) async fn is_own_order(
    ports: &Ports,
    services: &Services,
    source: &Source,
) -> Result<bool, Problem> {
    let Source::Order { connection, order } = source else {
        return Ok(false);
    };
    let is_uuid = order.len() == 36 && order.parse::<Uuid>().is_ok();
    if !is_uuid {
        return Ok(false);
    }
    let known = remembered(ports).await?;
    if known.is_some_and(|known| known.id.to_string() == *connection) {
        return Ok(true);
    }
    let found = services.activecampaign.connection(connection).await?;
    Ok(found.is_some_and(|found| found.service == SERVICE))
}

/// What ActiveCampaign's GraphQL refuses may be the connection: one that REST has just created, which it does not know yet,
/// or one that was deleted meanwhile. Answers whether it is worth a second attempt, with [`own`] asked again.
pub(crate) async fn is_mended(ctx: &mut JobContext<'_>, own: &Own) -> Result<bool, Problem> {
    let client = &ctx.services.activecampaign;
    if client.connection(&own.id.to_string()).await?.is_none() {
        ctx.ports.ledger.remember(REMEMBERED, &None::<Own>).await?;
        ctx.step(StepName::Connection, step::connection_gone(own.id));
        return Ok(true);
    }
    if own.is_synced {
        return Ok(false);
    }
    // Undocumented: where the account does not know it, the refusal stands.
    if client
        .sync_legacy_connection(SERVICE, &own.external_id)
        .await
        .is_err()
    {
        return Ok(false);
    }
    let synced = Own {
        is_synced: true,
        ..own.clone()
    };
    ctx.ports.ledger.remember(REMEMBERED, &Some(synced)).await?;
    ctx.step(StepName::Connection, step::connection_made_known(own.id));
    Ok(true)
}

async fn remembered(ports: &Ports) -> Result<Option<Own>, Problem> {
    let known = ports.ledger.remembered::<Option<Own>>(REMEMBERED).await?;
    Ok(known.and_then(|known| known.value))
}

fn given_connection(found: &Option<Connection>, id: u32) -> Result<Connection, Problem> {
    match found {
        Some(found) if found.service == SERVICE => Ok(found.clone()),
        Some(found) => Err(Problem::new(
            Code::CONNECTION_FOREIGN,
            event::connection_of_a_store(id, &found.service),
            "Remove to_activecampaign.connection.id, so that Ekobridge uses a connection of its own.",
        )),
        None => Err(Problem::new(
            Code::CONNECTION_MISSING,
            event::no_connection(id),
            "Correct to_activecampaign.connection.id, or remove it, so that Ekobridge creates a connection of its own.",
        )),
    }
}

/// The oldest, where two workers created one each at the same moment.
fn first(mut found: Vec<Connection>) -> Option<Connection> {
    found.sort_by_key(|connection| connection.id.parse::<u64>().unwrap_or(u64::MAX));
    found.into_iter().next()
}

async fn create(services: &Services, name: &str, external_id: &str) -> Result<Connection, Problem> {
    let wanted = NewConnection {
        service: SERVICE.to_owned(),
        external_id: external_id.to_owned(),
        name: name.to_owned(),
        logo_url: "https://www.visma.com/favicon.ico".to_owned(),
        link_url: "https://eaccounting.vismaonline.com/".to_owned(),
    };
    let client = &services.activecampaign;
    match client.create_connection(&wanted).await {
        Ok(created) => Ok(created),
        // Another worker was faster, or an earlier attempt of ours came through after all.
        Err(error) if error.is_duplicate() => {
            match first(client.connections_by(SERVICE, external_id).await?) {
                Some(found) => Ok(found),
                None => Err(error.into()),
            }
        }
        // Whether it came through shows the look-up of the next attempt.
        Err(error) => Err(super::tried_again(error.into())),
    }
}

pub(super) async fn external_id(ports: &Ports, services: &Services) -> Result<String, Problem> {
    let reference = services.reference(ports).await?;
    let identity = reference.company.identity().unwrap_or_default();
    Ok(short_digest(&format!("eaccounting:{identity}")))
}

fn number(connection: &Connection) -> Result<i32, Problem> {
    connection.id.parse().map_err(|_| {
        Problem::new(
            Code::ACTIVECAMPAIGN_INVALID_RESPONSE,
            format!(
                "ActiveCampaign names a connection {}, which is no number.",
                connection.id
            ),
            "This is a mistake in Ekobridge; please report it with this text.",
        )
    })
}
