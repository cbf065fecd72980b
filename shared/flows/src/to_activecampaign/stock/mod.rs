//! Stock: whether an article can be bought, as a product of our own connection.
//!
//! The sweep notes what has changed in the ledger ([`store`]) and queues 20 articles a job; a job writes what waits of them in
//! one call ([`write`]), without reading them again. All articles are read at an interval ([`full`]), since a movement of stock
//! need not count as a change of its article.

mod full;
mod rules;
mod store;
mod write;

use std::sync::Arc;

use eaccounting::types::ArticleStock;
use engine::FlowOutcome;
use jiff::Timestamp;
use model::{Cause, Code, Job, JobKind, Named, Problem, Source, Vendor, reason};
use serde_json::{Value, json};
use settings::Settings;

use super::{id_of, wrong_source};
use crate::JobContext;
use crate::services::Services;

pub(crate) use self::full::queue;
pub(crate) use self::store::{change_state, note, state};

/// The source of a job for all articles.
const ALL: &str = "all";

/// Makes products equal to the stock of articles.
pub(crate) struct StockFlow;

impl engine::Flow<Services> for StockFlow {
    const KIND: JobKind = JobKind::Stock;
    const VENDORS: &'static [Vendor] = &[Vendor::ActiveCampaign, Vendor::Eaccounting];
    const REMEMBERS_SUCCESS: bool = false;

    async fn run(ctx: &mut JobContext<'_>) -> Result<FlowOutcome, Problem> {
        if !ctx.compiled.settings.to_activecampaign.stock.enabled {
            return Ok(FlowOutcome::skipped(reason::off(
                "to_activecampaign.stock.enabled",
            )));
        }
        if let Some(ended) = ctx.begin_anew().await? {
            return Ok(ended);
        }
        ctx.lock().await?;
        match &ctx.job.source {
            Source::Article(_) => Box::pin(one(ctx)).await,
            Source::Stock(all) if all == ALL => Box::pin(full::read(ctx)).await,
            Source::Stock(range) => {
                let Some((first, last)) = range.split_once('-') else {
                    return Err(wrong_source(&ctx.job.source));
                };
                let state = store::state(ctx.ports).await?;
                Box::pin(write::write(ctx, &state, first, last)).await
            }
            other => Err(wrong_source(other)),
        }
    }
}

/// One article, which is read again: a person asks for it, or it was refused together with others.
async fn one(ctx: &mut JobContext<'_>) -> Result<FlowOutcome, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let id = id_of(&ctx.job.source)?;
    let Some(fields) = ctx.services.eaccounting.article_fields(id).await? else {
        return Ok(FlowOutcome::skipped(reason::no_longer_there()));
    };
    let article: ArticleStock = serde_json::from_value(Value::Object(fields)).map_err(|error| {
        Problem::new(
            Code::EACCOUNTING_INVALID_RESPONSE,
            format!(
                "eAccounting's answer for article {id} is not as documented ({:?} error).",
                error.classify()
            ),
            "This is a mistake in Ekobridge; please report it with this text.",
        )
    })?;
    // A rule that fails on it is told here, with the article.
    rules::mapped(&compiled.mapping, &article)?;
    let state = store::state(ctx.ports).await?;
    let waiting = store::note(ctx.ports, &state, &compiled, vec![article]).await?;
    match waiting.first() {
        Some(key) => Box::pin(write::write(ctx, &state, key, key)).await,
        None => Ok(FlowOutcome::skipped(reason::not_kept_in_stock())),
    }
}

/// The job that reads all articles.
pub(crate) fn job_for_all(now: Timestamp, cause: Cause) -> Job {
    Job {
        kind: JobKind::Stock,
        source: Source::Stock(ALL.to_owned()),
        key: format!("stock:{ALL}@{now}"),
        cause,
        first_seen: now,
        version: None,
    }
}

/// A job for one article.
fn article_job(id: &str, cause: Cause, now: Timestamp) -> Job {
    Job {
        kind: JobKind::Stock,
        key: format!("article:{id}@{now}"),
        source: Source::Article(id.to_owned()),
        cause,
        first_seen: now,
        version: None,
    }
}

/// A digest of the settings that decide what is written: where they change, all articles are read again.
pub(crate) fn rules_digest(settings: &Settings) -> String {
    let stock = &settings.to_activecampaign.stock;
    let rules = json!([
        stock.quantity,
        stock.low,
        stock.backorder,
        stock.custom_object,
        stock.dry_run,
        settings.mapping.product,
    ]);
    model::short_digest(&rules.to_string())
}

/// "1 product", "25 products".
fn products(count: usize) -> Named {
    Named::counted(count, "product", "products")
}
