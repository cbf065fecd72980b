//! Writes the articles that wait, 20 products a call.

use std::collections::BTreeSet;
use std::sync::Arc;

use activecampaign::{Error, NewCustomObjectSchema, ProductBatch};
use engine::FlowOutcome;
use mapping::WrittenTarget;
use model::{Job, Named, Problem, Reason, Source, StepName, StepText, reason, step};
use serde_json::json;
use settings::WrittenStock;

use super::rules::{OBJECT_FIELDS, is_same_product, is_same_quantity};
use super::store::{self, Batch, State, Taken};
use super::{article_job, products};
use crate::to_activecampaign::{connection, tried_again};
use crate::{JobContext, Remark};

/// How it went, where nothing failed.
enum Written {
    /// They are written.
    All { products: usize, quantities: usize },
    /// The connection is another one than before, so that everything is written anew.
    OtherConnection,
    /// ActiveCampaign refuses the batch, and does not say for which of its products.
    Refused(Problem),
}

/// Writes what waits between two keys.
pub(super) async fn write(
    ctx: &mut JobContext<'_>,
    state: &State,
    first: &str,
    last: &str,
) -> Result<FlowOutcome, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.to_activecampaign.stock;
    let batch = store::take(ctx.ports, state, first, last).await?;
    if batch.is_empty() {
        return Ok(FlowOutcome::skipped(reason::nothing_waits()));
    }
    record(ctx, &batch);
    let ports = ctx.ports;
    if settings.dry_run {
        store::finish(ports, state, &batch, true).await?;
        return Ok(FlowOutcome::skipped(reason::dry_run_of_stock(products(
            batch.len(),
        ))));
    }
    let written = Box::pin(send(ctx, state, settings, &batch)).await;
    match written {
        Ok(Written::All {
            products: count,
            quantities,
        }) => {
            store::finish(ports, state, &batch, false).await?;
            if count == 0 && quantities == 0 {
                return Ok(FlowOutcome::skipped(reason::written_as_it_is()));
            }
            ctx.close("it came through").await?;
            Ok(FlowOutcome::done(said(&batch, count, quantities)))
        }
        Ok(Written::OtherConnection) => Ok(FlowOutcome::skipped(reason::connection_changed())),
        Ok(Written::Refused(problem)) => {
            store::give_back(ports, state, &batch).await;
            if matches!(ctx.job.source, Source::Article(_)) {
                return Err(problem);
            }
            split(ctx, &batch).await
        }
        Err(problem) => {
            store::give_back(ports, state, &batch).await;
            Err(problem)
        }
    }
}

/// That so many products of a batch were written, and so many quantities.
fn said(batch: &Batch, count: usize, quantities: usize) -> Reason {
    let amounts = Named::counted(quantities, "quantity", "quantities");
    let mut all = batch.values();
    let one = match (all.next(), all.next()) {
        (Some(one), None) => Some((&one.wanted.number, one.wanted.word())),
        _ => None,
    };
    match (one, count, quantities) {
        (_, 0, _) => reason::quantities_written(amounts),
        (Some((number, word)), _, 0) => reason::stock_of_one(number, word),
        (Some((number, word)), ..) => reason::stock_of_one_and_quantities(number, word, amounts),
        (None, _, 0) => reason::stock_of_several(products(batch.len())),
        (None, ..) => reason::stock_of_several_and_quantities(products(batch.len()), amounts),
    }
}

async fn send(
    ctx: &mut JobContext<'_>,
    state: &State,
    settings: &WrittenStock,
    batch: &Batch,
) -> Result<Written, Problem> {
    let is_new = |taken: &&Taken| {
        taken
            .before
            .as_ref()
            .is_none_or(|before| !is_same_product(before, &taken.stamp))
    };
    let mut attempts = 2;
    'connection: loop {
        attempts -= 1;
        let own = connection::own(ctx).await?;
        match state.connection {
            Some(known) if known != own.id => {
                store::begin_anew(ctx.ports, own.id).await?;
                return Ok(Written::OtherConnection);
            }
            Some(_) => {}
            None => {
                store::change_state(ctx.ports, |state| {
                    state.connection.get_or_insert(own.id);
                })
                .await?;
            }
        }
        let wanted: Vec<_> = batch
            .values()
            .filter(is_new)
            .map(|taken| taken.wanted.product(own.id))
            .collect();
        let count = wanted.len();
        for products in ProductBatch::of(wanted) {
            ctx.ensure_in_time()?;
            match ctx.services.activecampaign.bulk_upsert_products(&products).await {
                Ok(_) => {}
                Err(error @ Error::Rejected { .. }) => {
                    if attempts > 0 && connection::is_mended(ctx, &own).await? {
                        continue 'connection;
                    }
                    return Ok(Written::Refused(error.into()));
                }
                Err(error) => return Err(tried_again(error.into())),
            }
        }
        if count > 0 {
            let text = StepText::of(&reason::stock_of_several(products(count)));
            ctx.step(StepName::Write, text);
        }
        let quantities = Box::pin(quantities(ctx, settings, batch)).await?;
        return Ok(Written::All {
            products: count,
            quantities,
        });
    }
}

/// Writes the quantities that have changed to the custom object: how many. An account without custom objects gets none.
async fn quantities(
    ctx: &mut JobContext<'_>,
    settings: &WrittenStock,
    batch: &Batch,
) -> Result<usize, Problem> {
    let Some(slug) = &settings.custom_object else {
        return Ok(0);
    };
    let changed = batch.values().filter(|taken| {
        let before = taken.before.as_ref();
        before.is_none_or(|before| !is_same_quantity(before, &taken.stamp))
    });
    let records: Vec<_> = changed.filter_map(|taken| taken.wanted.object()).collect();
    if records.is_empty() {
        return Ok(0);
    }
    let client = &ctx.services.activecampaign;
    let Some(schemas) = client.custom_object_schemas().await? else {
        Remark::NoCustomObjects.add(ctx, StepName::Quantity);
        return Ok(0);
    };
    let schema = match schemas.into_iter().find(|schema| schema.slug == slug.as_str()) {
        Some(schema) => schema,
        None => {
            ctx.ensure_in_time()?;
            let new = NewCustomObjectSchema {
                slug: slug.as_str().to_owned(),
                labels: ["Article's stock".to_owned(), "Stock of articles".to_owned()],
                description: "How many of each article are in stock, from eAccounting.".to_owned(),
                fields: OBJECT_FIELDS
                    .iter()
                    .map(|(id, labels, kind)| {
                        ((*id).to_owned(), labels.map(str::to_owned), (*kind).to_owned())
                    })
                    .collect(),
            };
            let client = &ctx.services.activecampaign;
            let made = client
                .create_custom_object_schema(&new)
                .await
                .map_err(|error| tried_again(error.into()))?;
            ctx.step(StepName::Quantity, step::custom_object_created(slug.as_str()));
            made
        }
    };
    for record in &records {
        ctx.ensure_in_time()?;
        let client = &ctx.services.activecampaign;
        client
            .upsert_custom_object(&schema.id, record)
            .await
            .map_err(|error| tried_again(error.into()))?;
    }
    let count = Named::counted(records.len(), "quantity", "quantities");
    let text = StepText::of(&reason::quantities_written(count));
    ctx.step(StepName::Quantity, text);
    Ok(records.len())
}

/// Lets each article of a refused batch be tried by itself, so that one does not hold up the others.
async fn split(ctx: &mut JobContext<'_>, batch: &Batch) -> Result<FlowOutcome, Problem> {
    let now = ctx.now();
    let ids: BTreeSet<String> = batch.values().map(|taken| taken.wanted.id.to_string()).collect();
    let jobs: Vec<Job> = ids.iter().map(|id| article_job(id, ctx.job.cause, now)).collect();
    ctx.ports.queue.send(&jobs).await?;
    ctx.close("its articles are tried one by one").await?;
    Ok(FlowOutcome::done(reason::refused_together(products(jobs.len()))))
}

/// Notes for the journal what is to be written.
fn record(ctx: &mut JobContext<'_>, batch: &Batch) {
    let compiled = Arc::clone(&ctx.compiled);
    let rules = compiled.mapping.written_rules(WrittenTarget::Product);
    for taken in batch.values() {
        let wanted = &taken.wanted;
        let product = format!("product {}", wanted.number);
        let mut sent = json!(wanted.product(0));
        if let Some(fields) = sent.as_object_mut() {
            fields.remove("legacyConnectionId");
        }
        for (field, value) in engine::trace::flatten(&sent) {
            let rule = rule_of(&field).and_then(|rule| rules.get(rule));
            let rule = rule.map(|rule| rule.expression.as_str());
            ctx.recorder.sent(&product, &field, Some(&value), rule);
        }
        if let Some(quantity) = wanted.quantity {
            let quantity = quantity.to_string();
            ctx.recorder.sent(&product, "quantity", Some(&quantity), None);
        }
    }
}

/// The mapping's name of a product's field, where a rule makes it.
fn rule_of(field: &str) -> Option<&'static str> {
    Some(match field {
        "baseProductName" | "variantName" => "name",
        "variantSku" => "sku",
        "variantUrl" => "productUrl",
        _ if field.starts_with("variantImages") => "imageUrl",
        _ if field.starts_with("categories") => "category",
        _ => return None,
    })
}
