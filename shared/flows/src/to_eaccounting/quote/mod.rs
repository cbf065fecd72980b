//! Accepted quotes: a quote that the customer has approved becomes an order, once.

use eaccounting::types::{Order, QuoteConversionType, QuoteStatus};
use engine::{ClaimState, FlowOutcome, describe, ensure_conclusive};
use ledger::{DocumentKind, Intent};
use model::{Code, JobKind, Problem, Source, StepName, Vendor, event, reason, step};
use settings::QuoteTarget;

use super::document_of;
use crate::JobContext;
use crate::services::Services;

/// Turns an accepted quote into an order.
pub(crate) struct QuoteFlow;

impl engine::Flow<Services> for QuoteFlow {
    const KIND: JobKind = JobKind::Quote;
    const VENDORS: &'static [Vendor] = &[Vendor::Eaccounting];

    async fn run(ctx: &mut JobContext<'_>) -> Result<FlowOutcome, Problem> {
        let settings = ctx.compiled.settings.quotes.clone();
        if !settings.enabled {
            return Ok(FlowOutcome::skipped(reason::off("quotes.enabled")));
        }
        let Source::Quote(id) = &ctx.job.source else {
            return Err(Problem::new(
                Code::INVALID_JOB,
                format!("A quote job names {}, which is no quote.", ctx.job.source),
                "This is a mistake in Ekobridge; please report it with this text.",
            ));
        };
        let begin = ctx.begin().await?;
        match &begin {
            ClaimState::Answered(_) => {}
            ClaimState::Exists(record) => return Ok(FlowOutcome::exists(record)),
            _ => {
                // Refuses a grant for another company before anything is read or written in it.
                ctx.services.reference(ctx.ports).await?;
            }
        }
        let client = ctx.services.eaccounting.clone();
        let quote_id = id.parse().map_err(|_| missing(id))?;
        match begin {
            ClaimState::Answered(ended) => return Ok(ended),
            ClaimState::InDoubt(_) => {
                let asked_at = ctx.now();
                if let Some(order) = client.order_from_quote(quote_id).await? {
                    return adopt(ctx, &order).await;
                }
                ensure_conclusive(ctx, asked_at)?;
            }
            _ => {}
        }
        let quote = client.quote(quote_id).await?.ok_or_else(|| missing(id))?;
        let number = quote
            .number
            .map_or_else(|| id.clone(), |number| number.to_string());
        ctx.known_as(&number);
        ctx.step(
            StepName::Read,
            step::read_from_eaccounting(format!("quote {number}")),
        );
        match quote.status {
            QuoteStatus::Approved => {}
            QuoteStatus::OrderCreated => {
                return match client.order_from_quote(quote_id).await? {
                    Some(order) => adopt(ctx, &order).await,
                    None => Ok(FlowOutcome::skipped(reason::quote_ordered(number))),
                };
            }
            QuoteStatus::Invoiced => {
                return Ok(FlowOutcome::skipped(reason::quote_invoiced(number)));
            }
            _ => return Ok(FlowOutcome::skipped(reason::quote_not_accepted(number))),
        }
        if settings.dry_run {
            return Ok(FlowOutcome::skipped(reason::dry_run("quotes.dry_run")));
        }
        ctx.read(model::short_digest(id), None);
        let intent = Intent {
            what: DocumentKind::Order,
            natural_key: id.clone(),
            customer_id: Some(quote.customer_id.to_string()),
            step: "convert quote".to_owned(),
        };
        if ctx.commit(intent).await?.is_some() {
            return Err(ctx.concurrent_update());
        }
        let kind = match settings.convert_to {
            QuoteTarget::Order => QuoteConversionType::Order,
            QuoteTarget::OrderDraft => QuoteConversionType::OrderDraft,
        };
        let order = match client.convert_quote_to_order(quote_id, kind).await {
            Ok(order) => order,
            Err(error) => return Err(ctx.refused(error.into())),
        };
        let document = document_of(&order);
        ctx.finish(Some(document.clone())).await?;
        let text = reason::quote_became(number, describe(&document));
        Ok(FlowOutcome::Done {
            document: Some(document),
            text,
        })
    }
}

/// The order was created by an attempt in doubt, or by a person.
async fn adopt(ctx: &mut JobContext<'_>, order: &Order) -> Result<FlowOutcome, Problem> {
    let document = document_of(order);
    let text = reason::taken_as_quotes(describe(&document));
    if ctx.lease.is_none() {
        return Ok(FlowOutcome::skipped(text));
    }
    ctx.finish(Some(document.clone())).await?;
    Ok(FlowOutcome::Done {
        document: Some(document),
        text,
    })
}

fn missing(id: &str) -> Problem {
    Problem::new(
        Code::SOURCE_MISSING,
        event::no_quote(id),
        "If it was deleted on purpose, nothing is to be done.",
    )
}
