//! Orders and won deals: read, judged, billed to the right customer, and created once.

mod addresses;
mod amend;
mod answer;
mod apply;
mod articles;
mod basis;
mod by_hand;
mod carried;
mod credit;
mod credited;
mod decide;
mod documents;
mod load;
mod made;
mod namesakes;
mod natural_key;
mod outlook;
mod part_refunded;
mod period;
mod plan;
mod post_actions;
mod prices;
mod recover;
mod selection;
mod wording;

use std::sync::Arc;

use engine::{ClaimState, FlowOutcome};
use model::{Code, Currency, JobKind, Named, Problem, StepName, Vendor, case, reason, step};

use self::addresses::complete_addresses;
use self::apply::apply;
use self::decide::decide;
use self::load::{enrich_from_contact, payload_hash, read};
pub use self::made::{MadeDocument, MadeKind, Presence, made_documents, recorded_documents};
pub use self::outlook::OrderOutlook;
use self::selection::{Selection, reasons, select};
use super::customer;
use crate::JobContext;
use crate::recording::record_read;
use crate::services::Services;
use crate::to_activecampaign;
use crate::wording::named;

/// Turns an order or a won deal into an eAccounting order or invoice.
pub(crate) struct OrderFlow;

impl engine::Flow<Services> for OrderFlow {
    const KIND: JobKind = JobKind::Order;
    const VENDORS: &'static [Vendor] = &[Vendor::ActiveCampaign, Vendor::Eaccounting];

    async fn run(ctx: &mut JobContext<'_>) -> Result<FlowOutcome, Problem> {
        let compiled = Arc::clone(&ctx.compiled);
        let settings = &compiled.settings;
        if !settings.orders.enabled {
            return Ok(FlowOutcome::skipped(reason::off("orders.enabled")));
        }
        let claim = ctx.begin().await?;
        if let ClaimState::Answered(ended) = claim {
            return Ok(ended);
        }
        if to_activecampaign::connection::is_own_order(ctx.ports, ctx.services, &ctx.job.source).await? {
            return Ok(FlowOutcome::skipped(reason::own_order()));
        }
        let is_of_quote = to_activecampaign::quotes::is_own_deal(ctx, &ctx.job.source).await?;
        if is_of_quote {
            return Ok(FlowOutcome::skipped(reason::own_deal()));
        }
        let sent = match &claim {
            ClaimState::Exists(record) => Some(&**record),
            _ => None,
        };
        let mut order = match (read(ctx, sent).await, sent) {
            (Err(problem), Some(record)) if problem.code == Code::SOURCE_MISSING => {
                return amend::deleted(ctx, record, problem).await;
            }
            (read, _) => read?,
        };
        ctx.read(payload_hash(&order), order.version.clone());
        if let Some(email) = &order.customer.email {
            let subject = customer::record::subject(ctx, email);
            ctx.recorder.subject(subject);
        }
        let lines = Named::counted(order.lines.len(), "line", "lines");
        let total = order.currency.show(order.total);
        ctx.step(StepName::Read, step::order_read(named(&order), total, lines));
        if let ClaimState::Exists(record) = &claim {
            return amend::changed(ctx, &order, record).await;
        }
        let reference = ctx.services.reference(ctx.ports).await?;
        if to_activecampaign::quotes::names_a_quote(ctx, &order).await? {
            return Ok(FlowOutcome::skipped(reason::own_deal()));
        }
        ctx.services.trace(|trace| {
            trace.order = Some(order.clone());
            trace.reference = Some(Arc::clone(&reference));
            trace.left_out = reasons(&order, settings, &reference.zone);
        });
        match select(&order, settings, &reference.zone) {
            Selection::Send => {}
            _ if ctx.services.continue_on_error() => {}
            Selection::Leave(why) => {
                record_read(ctx, &order.customer, Some(&order), &reference);
                recover::what_exists(ctx, &order, &claim).await?;
                return Ok(FlowOutcome::skipped(why));
            }
            Selection::Cancelled(why) => {
                record_read(ctx, &order.customer, Some(&order), &reference);
                let made = recover::what_exists(ctx, &order, &claim).await?;
                if made.is_empty() {
                    if let Some(sent) = namesakes::same_sale(ctx, &order).await? {
                        return amend::cancelled_elsewhere(ctx, &order, &sent).await;
                    }
                    let entered = by_hand::of(ctx).await?;
                    let told = match entered {
                        Some(entered) => amend::cancelled_by_hand(ctx, &order, entered).await?,
                        None => None,
                    };
                    return Ok(told.unwrap_or_else(|| FlowOutcome::skipped(why)));
                }
                return amend::cancel_partial(ctx, &order, &made).await;
            }
        }
        enrich_from_contact(ctx, &mut order).await?;
        let home = settings.customers.default_country;
        complete_addresses(&mut order, home.unwrap_or(reference.context.country));
        record_read(ctx, &order.customer, Some(&order), &reference);
        let go_on = ctx.services.continue_on_error();
        match Box::pin(decide(ctx, order, reference, go_on)).await {
            Ok(plan) => {
                ctx.services.trace(|trace| plan.show(trace));
                let currency = plan.draft.order.currency;
                let is_foreign = currency != plan.basis.company.currency;
                match apply(ctx, plan, claim).await {
                    Err(problem) if is_foreign => Err(naming_currency(ctx, currency, problem).await),
                    applied => applied,
                }
            }
            Err(undecided) => {
                ctx.services.trace(|trace| undecided.show(trace));
                Err(undecided.problem)
            }
        }
    }
}

/// A refusal that is one of a currency which eAccounting doesn't have, with what to do about it. eAccounting's list of
/// currencies tells; it is asked for after a refusal alone.
async fn naming_currency(ctx: &JobContext<'_>, currency: Currency, problem: Problem) -> Problem {
    if problem.code != Code::EACCOUNTING_REJECTED {
        return problem;
    }
    let Ok(known) = ctx.services.eaccounting.currencies().await else {
        return problem;
    };
    if known.is_empty()
        || known
            .iter()
            .any(|known| known.code.eq_ignore_ascii_case(currency.as_str()))
    {
        return problem;
    }
    Problem {
        remedy: format!(
            "Add {currency} to your company's currencies in eAccounting, or correct the currency in the shop or on the deal. Then replay {}.",
            ctx.job.source
        ),
        ..problem
    }
    .in_case(case::EACCOUNTING_REJECTED_CURRENCY, [&currency])
}
