//! Accepted offers: a quote that the customer has approved becomes an order, once.

use eaccounting::types::{Order, QuoteConversionType, QuoteStatus};
use ledger::{Document, DocumentKind, Intent};
use model::{Code, Problem, Source};
use settings::QuoteTarget;

use crate::run::{Begin, Ended, Run, describe};
use crate::unclear::quiet;

pub(crate) async fn flow(run: &mut Run<'_>) -> Result<Ended, Problem> {
    let settings = run.plan.settings.quotes.clone();
    if !settings.enabled {
        return Ok(Ended::skipped("quotes.enabled is off"));
    }
    let Source::Offer(id) = &run.job.source else {
        return Err(Problem::new(
            Code::INVALID_JOB,
            format!("An offer job names {}, which is no offer.", run.job.source),
            "This is a mistake in Ekobridge; please report it with this text.",
        ));
    };
    let begin = run.begin().await?;
    match &begin {
        Begin::Answered(_) => {}
        Begin::Exists(record) => return Ok(crate::order::exists(record)),
        _ => {
            // Refuses a grant for another company before anything is read or written in it.
            run.worker.reference.get(run.ports).await?;
        }
    }
    let client = run.ports.eaccounting.clone();
    let quote_id = id.parse().map_err(|_| missing(id))?;
    match begin {
        Begin::Answered(ended) => return Ok(ended),
        Begin::InDoubt(_) => {
            if let Some(order) = client.order_from_quote(quote_id).await? {
                return adopt(run, &order).await;
            }
            quiet(run)?;
        }
        _ => {}
    }
    let quote = client.quote(quote_id).await?.ok_or_else(|| missing(id))?;
    let number = quote
        .number
        .map_or_else(|| id.clone(), |number| number.to_string());
    run.step("read", format!("read quote {number} from eAccounting"));
    match quote.status {
        QuoteStatus::Approved => {}
        QuoteStatus::OrderCreated => {
            return match client.order_from_quote(quote_id).await? {
                Some(order) => adopt(run, &order).await,
                None => Ok(Ended::skipped(format!(
                    "quote {number} has become an order already"
                ))),
            };
        }
        QuoteStatus::Invoiced => return Ok(Ended::skipped(format!("quote {number} is invoiced already"))),
        _ => return Ok(Ended::skipped(format!("quote {number} is not accepted"))),
    }
    if settings.dry_run {
        return Ok(Ended::skipped("quotes.dry_run is on: nothing was written"));
    }
    run.read(model::short_digest(id), None);
    let intent = Intent {
        what: DocumentKind::Order,
        natural_key: id.clone(),
        customer_id: Some(quote.customer_id.to_string()),
        step: "convert quote".to_owned(),
    };
    if run.commit(intent).await?.is_some() {
        return Err(in_between(run));
    }
    let kind = match settings.convert_to {
        QuoteTarget::Order => QuoteConversionType::Order,
        QuoteTarget::OrderDraft => QuoteConversionType::OrderDraft,
    };
    let order = match client.convert_quote_to_order(quote_id, kind).await {
        Ok(order) => order,
        Err(error) => return Err(run.refused(error.into())),
    };
    let document = document_of(&order);
    run.finish(Some(document.clone())).await?;
    let text = format!("quote {number} became {}", describe(&document));
    Ok(Ended::Done {
        document: Some(document),
        text,
    })
}

/// The order was made by an attempt whose end was not known, or by a person.
async fn adopt(run: &mut Run<'_>, order: &Order) -> Result<Ended, Problem> {
    let document = document_of(order);
    let text = format!(
        "{} exists already and is taken as this offer's",
        describe(&document)
    );
    if run.lease.is_none() {
        return Ok(Ended::skipped(text));
    }
    run.finish(Some(document.clone())).await?;
    Ok(Ended::Done {
        document: Some(document),
        text,
    })
}

pub(crate) fn document_of(order: &Order) -> Document {
    Document {
        kind: DocumentKind::Order,
        id: order.id.to_string(),
        number: order.number.map(|number| number.to_string()),
    }
}

/// Another attempt got in between the look at the ledger and the claim: it comes again and sees what became of it.
pub(crate) fn in_between(run: &Run<'_>) -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        format!("Another job is working on {} just now.", run.name()),
        "Nothing: it is tried again by itself.",
    )
}

fn missing(id: &str) -> Problem {
    Problem::new(
        Code::SOURCE_MISSING,
        format!("eAccounting has no quote {id}."),
        "If it was deleted on purpose, nothing is to be done.",
    )
}
