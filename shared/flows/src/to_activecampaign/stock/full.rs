//! All articles: read a thousand a page, and the plan of the first write, which waits for a person.

use std::sync::Arc;

use engine::{FlowOutcome, Ports};
use jiff::{SignedDuration, Timestamp};
use model::{Cause, Code, Job, JobKind, Named, Problem, Source, StepName, event, reason, step};
use settings::FirstWrite;

use super::store::{self, Count};
use super::{ALL, job_for_all, products};
use crate::JobContext;

/// Products a call, and so articles a job.
const A_CALL: usize = activecampaign::ProductBatch::LARGEST;

/// ActiveCampaign's limit.
const CALLS_A_MINUTE: usize = 5 * 60;

/// How long one job reads pages. What is left is read by a job that follows it.
const READING: SignedDuration = SignedDuration::from_secs(40);

/// What the version of a job begins with that goes on with the reading.
const FROM_PAGE: &str = "from page ";

/// Reads all articles, and queues those whose stock is not written as it is.
pub(super) async fn read(ctx: &mut JobContext<'_>) -> Result<FlowOutcome, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.to_activecampaign.stock;
    let ports = ctx.ports;
    let mut state = store::state(ports).await?;
    // Who replays the plan has seen it.
    let is_asked_for = ctx.job.cause == Cause::Replay && !settings.dry_run;
    if is_asked_for && state.is_planned && !state.is_released {
        let count = store::count(ports, &state).await?;
        if !count.keys.is_empty() {
            return release(ctx, count).await;
        }
    }
    if state.full_asked.is_none() {
        let (now, rules) = (ctx.now(), super::rules_digest(&compiled.settings));
        state = store::change_state(ports, |state| {
            state.full_asked = Some(now);
            state.rules.clone_from(&rules);
        })
        .await?;
    }
    if let Some(next) = pages(ctx, &state).await? {
        let now = ctx.now();
        let mut job = job_for_all(now, ctx.job.cause);
        job.version = Some(format!("{FROM_PAGE}{next}"));
        ports.queue.send(&[job]).await?;
        ctx.close("reading continues").await?;
        return Ok(FlowOutcome::done(reason::articles_read(next - 1)));
    }
    let count = store::count(ports, &state).await?;
    if settings.dry_run {
        return show(ctx, &state, count).await;
    }
    if count.keys.is_empty() {
        store::change_state(ports, |state| state.is_released = true).await?;
        return Ok(FlowOutcome::skipped(reason::all_stock_in_step()));
    }
    if state.is_released {
        let queued = queue(ports, &count.keys, Cause::Poll, ctx.now()).await?;
        return done(ctx, &count, queued).await;
    }
    if settings.first_write == FirstWrite::Automatic {
        return release(ctx, count).await;
    }
    store::change_state(ports, |state| state.is_planned = true).await?;
    Err(plan(&count))
}

/// Reads the pages; the one to go on with, where there are more than one job reads.
async fn pages(ctx: &mut JobContext<'_>, state: &store::State) -> Result<Option<u32>, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let began = ctx.now();
    let version = ctx.job.version.as_deref();
    let first: u32 = version
        .and_then(|version| version.strip_prefix(FROM_PAGE)?.parse().ok())
        .unwrap_or(1);
    let mut articles = Vec::new();
    let mut number = first;
    let next = loop {
        let page = ctx.services.eaccounting.article_stock_page(number).await?;
        let is_last = page.is_last(number);
        articles.extend(page.data);
        number += 1;
        if is_last {
            break None;
        }
        if ctx.now().duration_since(began) > READING {
            break Some(number);
        }
    };
    let count = Named::counted(articles.len(), "article", "articles");
    ctx.step(StepName::Read, step::stock_read(count, first, number - 1));
    store::note(ctx.ports, state, &compiled, articles).await?;
    Ok(next)
}

/// Begins the first write. Its jobs wait behind whatever is new.
async fn release(ctx: &mut JobContext<'_>, count: Count) -> Result<FlowOutcome, Problem> {
    let queued = queue(ctx.ports, &count.keys, Cause::Backfill, ctx.now()).await?;
    // Only now: where the queue fails, the next attempt releases it once more.
    store::change_state(ctx.ports, |state| state.is_released = true).await?;
    done(ctx, &count, queued).await
}

async fn done(ctx: &mut JobContext<'_>, count: &Count, queued: usize) -> Result<FlowOutcome, Problem> {
    ctx.close("it came through").await?;
    let jobs = Named::counted(queued, "job", "jobs");
    let products = products(count.keys.len());
    Ok(FlowOutcome::done(reason::stock_queued(
        products,
        jobs,
        count.words(),
    )))
}

/// Shows in a dry run what would be written. Later changes are shown one by one.
async fn show(ctx: &mut JobContext<'_>, state: &store::State, count: Count) -> Result<FlowOutcome, Problem> {
    let (Some(first), Some(last)) = (count.keys.first(), count.keys.last()) else {
        return Ok(FlowOutcome::skipped(reason::all_stock_in_step()));
    };
    let batch = store::take(ctx.ports, state, first, last).await?;
    store::finish(ctx.ports, state, &batch, true).await?;
    Ok(FlowOutcome::skipped(reason::dry_run_of_all_stock(
        products(count.keys.len()),
        calls(count.keys.len()),
        count.words(),
    )))
}

/// What the first write would be.
fn plan(count: &Count) -> Problem {
    let minutes = count.keys.len().div_ceil(A_CALL).div_ceil(CALLS_A_MINUTE);
    Problem::new(
        Code::STOCK_PLAN_WAITING,
        event::stock_waits(
            products(count.keys.len()),
            count.words(),
            calls(count.keys.len()),
            minutes,
        ),
        format!("If that is right, run `ekobridge replay stock:{ALL}`. Until then no stock is written."),
    )
}

/// How many calls so many products take.
fn calls(products: usize) -> Named {
    Named::counted(products.div_ceil(A_CALL), "call", "calls")
}

/// Queues articles by their keys, 20 a job: how many jobs.
pub(crate) async fn queue(
    ports: &Ports,
    keys: &[String],
    cause: Cause,
    now: Timestamp,
) -> Result<usize, Problem> {
    let jobs: Vec<Job> = keys
        .chunks(A_CALL)
        .filter_map(|keys| {
            let source = format!("{}-{}", keys.first()?, keys.last()?);
            Some(Job {
                kind: JobKind::Stock,
                key: format!("stock:{source}@{now}"),
                source: Source::Stock(source),
                cause,
                first_seen: now,
                version: None,
            })
        })
        .collect();
    if !jobs.is_empty() {
        ports.queue.send(&jobs).await?;
    }
    Ok(jobs.len())
}
