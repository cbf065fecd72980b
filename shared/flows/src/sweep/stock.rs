//! Changes of stock in eAccounting: one call for the articles that have changed and, at an interval, a job that reads all.

use crate::CompiledSettings;
use crate::services::Services;
use crate::to_activecampaign::stock;
use engine::Ports;
use jiff::SignedDuration;
use model::{Cause, Problem};

/// The ledger's name for the articles' watermark.
const WATERMARK: &str = "eaccounting_articles";

/// Queues the articles that have changed; returns how many.
pub(super) async fn run(
    ports: &Ports,
    services: &Services,
    compiled: &CompiledSettings,
) -> Result<usize, Problem> {
    let overlap = SignedDuration::from_mins(i64::from(compiled.settings.sweep.overlap_minutes));
    let settings = &compiled.settings.to_activecampaign.stock;
    let started = ports.clock.now();
    let state = stock::state(ports).await?;
    let rules = stock::rules_digest(&compiled.settings);
    let every = SignedDuration::from_hours(i64::from(settings.full_every));
    let is_recent = |asked| started.duration_since(asked) < every;
    if state.rules != rules || !state.full_asked.is_some_and(is_recent) {
        ports
            .queue
            .send(&[stock::job_for_all(started, Cause::Poll)])
            .await?;
        stock::change_state(ports, |state| {
            state.full_asked = Some(started);
            state.rules.clone_from(&rules);
        })
        .await?;
    }
    let Some(watermark) = ports.ledger.watermark(WATERMARK).await? else {
        ports.ledger.move_watermark(WATERMARK, started, None).await?;
        return Ok(0);
    };
    let since = watermark.value.min(started) - overlap;
    let changes = services.eaccounting.article_stock_changed_since(since).await?;
    let mut keys = stock::note(ports, &state, compiled, changes.records).await?;
    // Until the first write has begun, changes wait for it.
    if state.is_released || settings.dry_run {
        keys.sort();
        stock::queue(ports, &keys, Cause::Poll, started).await?;
    }
    let up_to = changes.as_of.unwrap_or(started).min(started);
    ports
        .ledger
        .move_watermark(WATERMARK, up_to, Some(&watermark))
        .await?;
    Ok(keys.len())
}
