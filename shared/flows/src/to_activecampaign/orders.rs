//! Orders and invoices: one e-commerce order for each chain of quote, order and invoice.

use std::sync::Arc;

use activecampaign::{CreationSource, Error, NormalizedStatus, OrderInput};
use eaccounting::types::OrderStatus;
use engine::FlowOutcome;
use journal::Recorder;
use ledger::{Key, Ledger};
use mapping::{Mapping, WrittenTarget};
use model::{Cause, Email, JobKind, Problem, Reason, Source, StepName, Vendor, reason, step};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use settings::{QuoteAs, SaleDocument, SaleOrigin, StatusFilter, WrittenOrders};

use super::sale::expected::ExpectedOrder;
use super::sale::payload::{Chain, ContentContext, PayloadContext};
use super::sale::progress::Progress;
use super::sale::read::written_name;
use super::sale::read::{Deleted, Read, Sale};
use super::sale::state::Standing;
use super::sale::{open, payload, read};
use super::{connection, digest, origin, quotes, status, tried_again};
use crate::JobContext;
use crate::services::Services;

/// Makes ActiveCampaign equal to the documents of a sale in eAccounting: an e-commerce order, a quote's deal, or what the
/// documents were made of.
pub(crate) struct WriteOrderFlow;

impl engine::Flow<Services> for WriteOrderFlow {
    const KIND: JobKind = JobKind::WriteOrder;
    const VENDORS: &'static [Vendor] = &[Vendor::ActiveCampaign, Vendor::Eaccounting];
    const REMEMBERS_SUCCESS: bool = false;

    /// The record of the whole sale, where the document is the first of it: [`take`] goes on with that one.
    fn key(source: &Source) -> Key {
        Key::written_order(source.id())
    }

    async fn run(ctx: &mut JobContext<'_>) -> Result<FlowOutcome, Problem> {
        flow(ctx).await
    }
}

/// How the reason begins for which a sale is left alone that a store's integration has written, by its reference.
pub const REFERENCE_OF: &str = "its reference is that of";

/// What the ledger keeps of an order that was written: no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    /// Salted digest of what was written.
    digest: String,
    #[serde(flatten)]
    pub(super) progress: Progress,
}

async fn flow(ctx: &mut JobContext<'_>) -> Result<FlowOutcome, Problem> {
    let settings = &ctx.compiled.settings.to_activecampaign;
    if !settings.orders.enabled && !settings.status.enabled && !quotes::are_deals(settings) {
        return Ok(FlowOutcome::skipped(reason::off(
            "to_activecampaign.orders.enabled",
        )));
    }
    if matches!(ctx.job.source, Source::Quote(_)) && !settings.quotes.enabled {
        return Ok(FlowOutcome::skipped(reason::off(
            "to_activecampaign.quotes.enabled",
        )));
    }
    if let Some(ended) = ctx.begin_anew().await? {
        return Ok(ended);
    }
    let mut outcomes = Vec::new();
    match read::read(ctx).await? {
        Read::Nothing(reason) => outcomes.push(FlowOutcome::skipped(reason)),
        Read::Deleted(deleted) => outcomes = Box::pin(after_deletion(ctx, &deleted)).await?,
        Read::Sales(sales) => {
            // A collective invoice is a part of several orders.
            for sale in sales {
                outcomes.extend(Box::pin(after_change(ctx, &sale)).await?);
            }
        }
    }
    Ok(combined(outcomes))
}

/// Writes what has become of a sale to everything in ActiveCampaign that follows it: what it was made of, its quote's deal,
/// its e-commerce order.
async fn after_change(ctx: &mut JobContext<'_>, sale: &Sale) -> Result<Vec<FlowOutcome>, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.to_activecampaign;
    if let Some(source) = &sale.born {
        return Ok(vec![Box::pin(status::tell(ctx, source, sale)).await?]);
    }
    let mut outcomes = Vec::new();
    if quotes::are_deals(settings) && sale.quote_id.is_some() {
        outcomes.push(Box::pin(quotes::follow(ctx, sale)).await?);
    }
    let is_quote_only = sale.quote.is_some();
    if settings.orders.enabled && !(is_quote_only && settings.quotes.written_as == QuoteAs::Deal) {
        outcomes.push(Box::pin(write(ctx, sale)).await?);
    } else if settings.status.enabled
        && let Some(source) = status::discover(ctx, sale, None).await?
    {
        outcomes.push(Box::pin(status::tell(ctx, &source, sale)).await?);
    }
    Ok(outcomes)
}

async fn after_deletion(ctx: &mut JobContext<'_>, deleted: &Deleted) -> Result<Vec<FlowOutcome>, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.to_activecampaign;
    let known = [deleted.document.clone()];
    let mut outcomes = Vec::new();
    if let Some(source) = origin::of(ctx, &known).await? {
        outcomes.push(Box::pin(status::tell_deleted(ctx, &source, deleted)).await?);
    }
    if quotes::are_deals(settings) {
        outcomes.extend(Box::pin(quotes::follow_deleted(ctx, deleted)).await?);
    }
    if settings.orders.enabled {
        outcomes.push(Box::pin(cancel(ctx, deleted)).await?);
    }
    Ok(outcomes)
}

/// One outcome for all that was done; what was left alone is told only where nothing was done.
fn combined(outcomes: Vec<FlowOutcome>) -> FlowOutcome {
    let mut done = Vec::new();
    let mut skipped = Vec::new();
    for outcome in outcomes {
        match outcome {
            FlowOutcome::Done { text, .. } => done.push(text),
            FlowOutcome::Skipped(reason) => skipped.push(reason),
            other => return other,
        }
    }
    skipped.dedup();
    match (done.is_empty(), skipped.is_empty()) {
        (false, _) => FlowOutcome::done(Reason::joined(done)),
        (true, false) => FlowOutcome::skipped(Reason::joined(skipped)),
        (true, true) => FlowOutcome::skipped(reason::nothing_follows()),
    }
}

/// Takes the record of a sale, whichever of its documents brought it here: one writes it at a time.
async fn take(ctx: &mut JobContext<'_>, root: &str) -> Result<Option<Written>, Problem> {
    ctx.close("the whole sale is processed instead").await?;
    ctx.switch_key(Key::written_order(root));
    ctx.lock().await?;
    written(&ctx.ports.ledger, root).await
}

/// What was written last of a sale, by the id of its first document; none where nothing was.
pub(super) async fn written(ledger: &Ledger, root: &str) -> Result<Option<Written>, Problem> {
    let written = ledger.remembered::<Option<Written>>(&written_name(root)).await?;
    Ok(written.and_then(|written| written.value))
}

async fn write(ctx: &mut JobContext<'_>, sale: &Sale) -> Result<FlowOutcome, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.to_activecampaign.orders;
    let chain = sale.chain();
    let email = match &sale.email {
        Some(email) => Some(email.clone()),
        None => written_email(ctx, &sale.root).await?,
    };
    let Some(email) = &email else {
        return Ok(FlowOutcome::skipped(reason::buyer_without_email()));
    };
    let subject = journal::person_digest(&ctx.ports.salt, email.as_str());
    ctx.recorder.subject(subject);
    let reference = ctx.services.reference(ctx.ports).await?;
    let written = take(ctx, &sale.root).await?;
    if let Some(written) = &written
        && written.progress.is_stale(&chain)
    {
        return Ok(FlowOutcome::skipped(reason::later_is_written()));
    }
    let before = written.as_ref().map(|written| written.progress.before());
    let today = ctx.now().to_zoned_datetime(reference.zone.clone()).date();
    let standing = chain.standing(before, today);
    if written.is_none()
        && let Some(reason) = left_alone(settings, &chain, &standing)
    {
        return Ok(FlowOutcome::skipped(reason));
    }
    if written.is_none()
        && let Some(source) = origin::of(ctx, &sale.documents).await?
    {
        return Box::pin(status::tell(ctx, &source, sale)).await;
    }
    if standing.may_be_voided {
        ctx.step(StepName::State, step::state_stays());
    }
    let is_dry =
        settings.dry_run || (chain.quote.is_some() && compiled.settings.to_activecampaign.quotes.dry_run);
    // A second time where the connection was unknown to GraphQL, or gone.
    let mut attempts = 2;
    loop {
        attempts -= 1;
        let own = match is_dry {
            true => connection::own_to_be(ctx).await?,
            false => connection::own(ctx).await?,
        };
        if written.is_none()
            && attempts == 1
            && compiled.settings.to_activecampaign.status.enabled
            && let Some(source) = status::discover(ctx, sale, Some(own.id)).await?
        {
            return Box::pin(status::tell(ctx, &source, sale)).await;
        }
        if written.is_none()
            && attempts == 1
            && let Some(reference) = chain.reference()
            && let Some(source) = origin::by_reference(ctx, Some(own.id), reference, email).await?
        {
            return Ok(FlowOutcome::skipped(reason::reference_of(source)));
        }
        let accepts_marketing = match &written {
            None => consent(ctx, own.id, email).await?,
            Some(_) => None,
        };
        let around = PayloadContext {
            connection: own.id,
            email: email.clone(),
            accepts_marketing,
            source: match ctx.job.cause {
                Cause::Backfill => CreationSource::Historical,
                _ => CreationSource::RealTime,
            },
            zone: &reference.zone,
            content: ContentContext {
                currency: reference.context.currency,
                line_price: settings.line_price,
                shipping: &compiled.settings.shipping,
                mapping: &compiled.mapping,
            },
        };
        let Some(input) = chain.input(&around, &standing)? else {
            return Ok(FlowOutcome::skipped(reason::no_day()));
        };
        let new = Written {
            digest: digest(ctx, &content(&input)),
            progress: Progress::of(
                &chain,
                &standing,
                written.as_ref().map(|written| &written.progress),
            ),
        };
        let (name, state) = (sale.name(), standing.state.word());
        let total = format!("{:.2} {}", input.final_amount, input.currency);
        if is_dry {
            return Ok(FlowOutcome::skipped(reason::dry_run_of_written(
                name, state, total,
            )));
        }
        if written
            .as_ref()
            .is_some_and(|written| written.digest == new.digest)
            && is_still_there(ctx, &input).await?
        {
            look_again(ctx, sale, &standing).await?;
            return Ok(FlowOutcome::skipped(reason::written_in_step(name, state, total)));
        }
        record(&mut ctx.recorder, &input, &compiled.mapping);
        ctx.ensure_in_time()?;
        match ctx.services.upsert_order(&input).await {
            Ok(()) => {}
            Err(error @ Error::Rejected { .. }) if attempts > 0 => {
                if !connection::is_mended(ctx, &own).await? {
                    return Err(error.into());
                }
                continue;
            }
            Err(error) => return Err(tried_again(error.into())),
        }
        ctx.step(StepName::Write, step::order_written(&name, state, &total));
        remember(ctx, sale, &new).await?;
        look_again(ctx, sale, &standing).await?;
        ctx.close("it came through").await?;
        return Ok(FlowOutcome::done(reason::written(name, state, total)));
    }
}

/// The buyer's address in an order that is written already: it goes on to follow its documents after the customer in
/// eAccounting has lost the address.
async fn written_email(ctx: &mut JobContext<'_>, root: &str) -> Result<Option<Email>, Problem> {
    if written(&ctx.ports.ledger, root).await?.is_none() {
        return Ok(None);
    }
    let connection = connection::own(ctx).await?.id.to_string();
    let order = ctx.services.activecampaign.order(&connection, root).await?;
    Ok(order.and_then(|order| order.customer.email))
}

/// Whether ActiveCampaign has an order as it was written last: somebody may have deleted or changed it there. Asked only where a
/// person replays it, since nothing but this writes to our connection.
async fn is_still_there(ctx: &mut JobContext<'_>, input: &OrderInput) -> Result<bool, Problem> {
    if ctx.job.cause != Cause::Replay {
        return Ok(true);
    }
    let connection = input.legacy_connection_id.to_string();
    let client = &ctx.services.activecampaign;
    let found = client.order(&connection, &input.store_order_id).await?;
    let is_equal = found.is_some_and(|found| ExpectedOrder::of(input).differences(&found).is_empty());
    if !is_equal {
        ctx.step(StepName::Compare, step::not_as_written());
    }
    Ok(is_equal)
}

/// What of an order counts as a change: not when it changed, nor how it is announced.
fn content(input: &OrderInput) -> String {
    let mut content = serde_json::to_value(input).unwrap_or_default();
    if let Some(fields) = content.as_object_mut() {
        for field in ["storeModifiedDate", "creationSource", "acceptsMarketing"] {
            fields.remove(field);
        }
    }
    content.to_string()
}

/// Why an order that was never written is not begun, where it is not.
pub(super) fn left_alone(settings: &WrittenOrders, chain: &Chain<'_>, standing: &Standing) -> Option<Reason> {
    let has = |kind| settings.kinds.contains(&kind);
    let is_wanted = match (chain.order, chain.invoice) {
        _ if chain.quote.is_some() => true,
        (Some(_), None) => has(SaleDocument::Order),
        (Some(_), Some(_)) => has(SaleDocument::Order) || has(SaleDocument::Invoice),
        (None, _) => has(SaleDocument::Invoice),
    };
    if !is_wanted {
        return Some(reason::kind_not_wanted());
    }
    if let (Some(from), Some(day)) = (settings.placed_after, chain.day())
        && day < from
    {
        return Some(reason::of_day_before(day, from));
    }
    if settings.source == SaleOrigin::Entered && chain.reference().is_some() {
        return Some(reason::has_reference());
    }
    if standing.status == NormalizedStatus::Cancelled {
        return Some(reason::called_off_unwritten());
    }
    let is_on_its_way = chain.invoice.is_some()
        || chain
            .order
            .is_some_and(|order| matches!(order.status, OrderStatus::Shipped | OrderStatus::Invoiced));
    let is_paid = matches!(
        standing.status,
        NormalizedStatus::Completed | NormalizedStatus::Refunded
    );
    match settings.states {
        StatusFilter::Paid if !is_paid => Some(reason::written_when_paid()),
        StatusFilter::Completed if !is_on_its_way => Some(reason::written_when_shipped()),
        _ => None,
    }
}

/// Whether to say that the buyer accepts marketing: only with a legal source, and only of somebody whom ActiveCampaign does
/// not know. Consent that is known there never changes.
async fn consent(ctx: &JobContext<'_>, connection: i32, email: &Email) -> Result<Option<bool>, Problem> {
    if ctx
        .compiled
        .settings
        .to_activecampaign
        .accepts_marketing
        .is_none()
    {
        return Ok(None);
    }
    let client = &ctx.services.activecampaign;
    if client.contact_id_by_email(email).await?.is_some() {
        return Ok(None);
    }
    let known = client.ecom_customers(&connection.to_string(), email).await?;
    Ok(known.is_empty().then_some(true))
}

/// Notes for the journal what is sent.
fn record(recorder: &mut Recorder, input: &OrderInput, mapping: &Mapping) {
    let rules = mapping.written_rules(WrittenTarget::Line);
    let sent = serde_json::to_value(input).unwrap_or(Value::Null);
    for (field, value) in engine::trace::flatten(&sent) {
        let of_line = field
            .strip_prefix("lineItems[")
            .and_then(|rest| rest.split_once("]."));
        let rule = of_line.and_then(|(_, name)| rules.get(name));
        let rule = rule.map(|rule| rule.expression.as_str());
        recorder.sent("e-commerce order", &field, Some(&value), rule);
    }
}

/// The digest of what was written last of a sale, by the id of its first document; none where nothing was.
pub(crate) async fn written_digest(ledger: &Ledger, root: &str) -> Result<Option<String>, Problem> {
    Ok(written(ledger, root).await?.map(|written| written.digest))
}

/// Forgets that a sale was written, so that its next job writes it whole.
pub(crate) async fn forget_written(ledger: &Ledger, root: &str) -> Result<(), Problem> {
    ledger.remember(&written_name(root), &None::<Written>).await
}

async fn remember(ctx: &JobContext<'_>, sale: &Sale, written: &Written) -> Result<(), Problem> {
    let ledger = &ctx.ports.ledger;
    read::remember_root(ctx, sale).await?;
    ledger.remember(&written_name(&sale.root), written).await
}

/// Notes when to look at it by the clock.
async fn look_again(ctx: &JobContext<'_>, sale: &Sale, standing: &Standing) -> Result<(), Problem> {
    let reference = ctx.services.reference(ctx.ports).await?;
    let next = sale.next_look(standing, ctx.now(), &reference.zone);
    open::note(ctx.ports, &sale.root, next).await
}

/// An order was deleted in eAccounting. ActiveCampaign wants an order whole, so that what it has is read and sent back with
/// its end.
async fn cancel(ctx: &mut JobContext<'_>, deleted: &Deleted) -> Result<FlowOutcome, Problem> {
    let Some(mut written) = take(ctx, &deleted.root).await? else {
        return Ok(FlowOutcome::skipped(reason::never_written()));
    };
    if written.progress.is_invoiced || written.progress.status != NormalizedStatus::PendingPayment {
        open::note(ctx.ports, &deleted.root, None).await?;
        return Ok(FlowOutcome::skipped(reason::end_is_written()));
    }
    if ctx.compiled.settings.to_activecampaign.orders.dry_run {
        return Ok(FlowOutcome::skipped(reason::dry_run_of_cancelling()));
    }
    let compiled = Arc::clone(&ctx.compiled);
    let reference = ctx.services.reference(ctx.ports).await?;
    let own = connection::own(ctx).await?;
    let client = &ctx.services.activecampaign;
    let Some(known) = client.order(&own.id.to_string(), &deleted.root).await? else {
        open::note(ctx.ports, &deleted.root, None).await?;
        return Ok(FlowOutcome::skipped(reason::nowhere()));
    };
    let Some(input) = payload::cancelled(&known, own.id, &reference.zone) else {
        open::note(ctx.ports, &deleted.root, None).await?;
        return Ok(FlowOutcome::skipped(reason::written_without_email()));
    };
    record(&mut ctx.recorder, &input, &compiled.mapping);
    ctx.ensure_in_time()?;
    let client = &ctx.services.activecampaign;
    client
        .upsert_order(&input)
        .await
        .map_err(|error| tried_again(error.into()))?;
    ctx.step(StepName::Write, step::order_cancelled());
    written.progress.status = NormalizedStatus::Cancelled;
    written.digest = digest(ctx, &content(&input));
    ctx.ports
        .ledger
        .remember(&written_name(&deleted.root), &written)
        .await?;
    open::note(ctx.ports, &deleted.root, None).await?;
    ctx.close("it came through").await?;
    Ok(FlowOutcome::done(reason::cancelled_after_deletion()))
}
