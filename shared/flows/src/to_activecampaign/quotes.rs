//! Quotes as deals: a sent quote is a deal that moves as the quote and what is made of it do.
//!
//! A deal is found again by what the ledger remembers, then by the custom field that holds the quote's id. By that field it
//! is recognized too when it is won, so that it never becomes an order in eAccounting a second time.

use std::collections::BTreeMap;
use std::sync::Arc;

use activecampaign::{ContactWrite, DealState, DealWrite, FieldWrite};
use engine::{FlowOutcome, IN_FLIGHT_WINDOW, time_until};
use jiff::Timestamp;
use ledger::Key;
use mapping::WrittenTarget;
use model::{Code, Currency, Email, Named, Order, Problem, Source, StepName, StepText, event, reason, step};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;
use settings::{Name, QuoteAs, SaleState, ToActiveCampaign, WrittenQuotes};
use uuid::Uuid;

use super::deal_moves::{self, Set};
use super::sale::open;
use super::sale::progress::Progress;
use super::sale::read::{self, Deleted, Sale};
use super::tried_again;
use crate::JobContext;

/// What the ledger keeps of a quote's deal: no personal data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct QuoteDeal {
    /// ActiveCampaign's id.
    deal: Option<String>,
    /// When the request left that creates it; none where its end is known.
    asked_at: Option<Timestamp>,
    /// How far the quote was when the deal was last moved.
    progress: Option<Progress>,
    /// The value that we have written last; none where it is not known.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "rust_decimal::serde::str_option"
    )]
    value: Option<Decimal>,
    #[serde(default)]
    set: Set,
}

/// The quote's deal in the ledger, with its version there.
struct Link {
    known: QuoteDeal,
    version: Option<u64>,
}

fn name(quote: &str) -> String {
    format!("quote_deal:{quote}")
}

fn reverse_name(deal: &str) -> String {
    format!("quote_of_deal:{deal}")
}

/// Whether quotes become deals.
pub(crate) fn are_deals(settings: &ToActiveCampaign) -> bool {
    settings.quotes.enabled && settings.quotes.written_as == QuoteAs::Deal
}

/// Whether a deal is one that we made of a quote, as far as the ledger knows.
pub(crate) async fn is_own_deal(ctx: &JobContext<'_>, source: &Source) -> Result<bool, Problem> {
    let Source::Deal(id) = source else {
        return Ok(false);
    };
    let known = ctx.ports.ledger.remembered::<String>(&reverse_name(id)).await?;
    Ok(known.is_some())
}

/// Whether a deal says by a custom field that it was made of a quote, whatever ledger and settings say: one of its fields
/// holds the id of a quote. For a deal without a field that holds such an id nothing is asked.
pub(crate) async fn names_a_quote(ctx: &JobContext<'_>, deal: &Order) -> Result<bool, Problem> {
    if !matches!(deal.source, Source::Deal(_)) {
        return Ok(false);
    }
    let ids = deal
        .fields
        .values()
        .filter(|field| field.value.trim().len() == 36)
        .filter_map(|field| field.value.trim().parse::<Uuid>().ok());
    for id in ids {
        if ctx.services.eaccounting.quote(id).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Takes the record of a quote's deal: one worker writes it at a time.
async fn take(ctx: &mut JobContext<'_>, quote: &str) -> Result<Link, Problem> {
    ctx.close("the quote's deal is processed instead").await?;
    ctx.switch_key(Key::deal_of_quote(quote));
    ctx.lock().await?;
    let known = ctx.ports.ledger.remembered::<QuoteDeal>(&name(quote)).await?;
    Ok(Link {
        version: known.as_ref().map(|known| known.version),
        known: known.map(|known| known.value).unwrap_or_default(),
    })
}

impl Link {
    /// Remembers what is known now, where nobody else has written meanwhile.
    async fn store(&mut self, ctx: &JobContext<'_>, quote: &str) -> Result<(), Problem> {
        let ledger = &ctx.ports.ledger;
        if let Some(deal) = &self.known.deal {
            ledger.remember(&reverse_name(deal), &quote.to_owned()).await?;
        }
        let stored = ledger
            .compare_and_set(&name(quote), &self.known, self.version)
            .await?;
        match stored {
            Some(version) => {
                self.version = Some(version);
                Ok(())
            }
            None => Err(ctx.concurrent_update()),
        }
    }
}

/// Makes the quote's deal say what has become of the quote.
pub(crate) async fn follow(ctx: &mut JobContext<'_>, sale: &Sale) -> Result<FlowOutcome, Problem> {
    let Some(quote) = sale.quote_id.map(|id| id.to_string()) else {
        return Ok(FlowOutcome::skipped(reason::began_with_no_quote()));
    };
    let reference = ctx.services.reference(ctx.ports).await?;
    let mut link = take(ctx, &quote).await?;
    let chain = sale.chain();
    if let Some(progress) = &link.known.progress
        && progress.is_stale(&chain)
    {
        return Ok(FlowOutcome::skipped(reason::later_of_quote_is_written()));
    }
    let before = link.known.progress.as_ref().map(Progress::before);
    let today = ctx.now().to_zoned_datetime(reference.zone.clone()).date();
    let standing = chain.standing(before, today);
    let progress = Progress::of(&chain, &standing, link.known.progress.as_ref());
    let next = sale.next_look(&standing, ctx.now(), &reference.zone);
    let was_ordered = link
        .known
        .progress
        .as_ref()
        .is_some_and(|before| before.is_ordered);
    let outcome = bring(ctx, &mut link, sale, &quote, progress).await?;
    if link.known.deal.is_some() {
        if !was_ordered {
            read::remember_root(ctx, sale).await?;
        }
        open::note(ctx.ports, &format!("{quote}#deal"), next).await?;
    }
    ctx.close("it came through").await?;
    Ok(outcome)
}

/// A quote, or the order that it became, was deleted in eAccounting: its deal says so, where there is one.
pub(crate) async fn follow_deleted(
    ctx: &mut JobContext<'_>,
    deleted: &Deleted,
) -> Result<Option<FlowOutcome>, Problem> {
    let quote = &deleted.root;
    if ctx
        .ports
        .ledger
        .remembered::<QuoteDeal>(&name(quote))
        .await?
        .is_none()
    {
        return Ok(None);
    }
    let mut link = take(ctx, quote).await?;
    let is_ahead = link.known.progress.as_ref().is_some_and(|progress| {
        // The quote may go once its order is there.
        progress.is_invoiced || (progress.is_ordered && deleted.document == *quote)
    });
    let outcome = match (&link.known.deal, &link.known.progress) {
        (Some(deal), Some(before)) if !is_ahead => {
            let progress = Progress {
                status: activecampaign::NormalizedStatus::Cancelled,
                state: Some(SaleState::Deleted),
                ..before.clone()
            };
            let deal = deal.clone();
            advance(ctx, &mut link, quote, &deal, progress, None).await?
        }
        _ => FlowOutcome::skipped(reason::deal_goes_by_later()),
    };
    open::note(ctx.ports, &format!("{quote}#deal"), None).await?;
    ctx.close("it came through").await?;
    Ok(Some(outcome))
}

/// Finds the deal, creates it where there is none, and moves it.
async fn bring(
    ctx: &mut JobContext<'_>,
    link: &mut Link,
    sale: &Sale,
    quote: &str,
    progress: Progress,
) -> Result<FlowOutcome, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.to_activecampaign.quotes;
    let reference = ctx.services.reference(ctx.ports).await?;
    let chain = sale.chain();
    let value = (chain.total(), chain.currency(reference.context.currency));
    if let Some(deal) = link.known.deal.clone() {
        return advance(ctx, link, quote, &deal, progress, Some(value)).await;
    }
    if matches!(
        progress.state,
        Some(SaleState::Lapsed | SaleState::Paid | SaleState::Credited | SaleState::Refunded)
    ) && link.known.asked_at.is_none()
    {
        return Ok(FlowOutcome::skipped(reason::over_before_deal()));
    }
    let Some(email) = &sale.email else {
        return Ok(FlowOutcome::skipped(reason::buyer_without_email()));
    };
    let subject = journal::person_digest(&ctx.ports.salt, email.as_str());
    ctx.recorder.subject(subject);
    if settings.dry_run {
        return Ok(FlowOutcome::skipped(reason::dry_run_of_deal(sale.name())));
    }
    let field = deal_field(ctx, settings).await?;
    let client = Arc::clone(&ctx.services.activecampaign);
    let contact = client.contact_id_by_email(email).await?;
    if let Some(contact) = &contact
        && let Some(found) = find(ctx, contact, &field, quote).await?
    {
        ctx.step(StepName::Deal, step::deal_of_quote(&found.id));
        link.known.deal = Some(found.id.clone());
        link.known.asked_at = None;
        link.store(ctx, quote).await?;
        return advance(ctx, link, quote, &found.id, progress, Some(value)).await;
    }
    if let Some(asked_at) = link.known.asked_at {
        ensure_conclusive(ctx, asked_at)?;
    }
    create(ctx, link, sale, quote, (field, contact, email), progress).await
}

/// "Not found" proves nothing while an earlier request may still be under way.
fn ensure_conclusive(ctx: &JobContext<'_>, asked_at: Timestamp) -> Result<(), Problem> {
    let conclusive_at = asked_at + IN_FLIGHT_WINDOW;
    if ctx.now() >= conclusive_at {
        return Ok(());
    }
    Err(Problem::new(
        Code::OUTCOME_UNKNOWN,
        event::deal_maybe_created(ctx.name()),
        "Wait: it is looked up again automatically, and nothing is created before that is known.",
    )
    .with_kind(model::Kind::RetryLater)
    .after(Some(time_until(conclusive_at, ctx.now()))))
}

/// The contact's deal whose custom field holds the quote's id.
async fn find(
    ctx: &JobContext<'_>,
    contact: &str,
    field: &str,
    quote: &str,
) -> Result<Option<DealState>, Problem> {
    let client = &ctx.services.activecampaign;
    for deal in client.deals_of_contact(contact).await? {
        if deal.is_hidden {
            continue;
        }
        let values = client.deal_field_values(&deal.id).await?;
        if values.get(field).is_some_and(|value| value.trim() == quote) {
            return Ok(Some(deal));
        }
    }
    Ok(None)
}

async fn create(
    ctx: &mut JobContext<'_>,
    link: &mut Link,
    sale: &Sale,
    quote: &str,
    (field, contact, email): (String, Option<String>, &Email),
    progress: Progress,
) -> Result<FlowOutcome, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.to_activecampaign.quotes;
    let client = Arc::clone(&ctx.services.activecampaign);
    let pipeline = pipeline(ctx, settings).await?;
    let owner = owner(ctx, settings).await?;
    let stages = deal_moves::stages(ctx, STAGES, &names(settings)).await?;
    let wanted = progress.state.and_then(|state| settings.stages.get(state));
    let status = wanted.and_then(deal_moves::status_of);
    let stage = wanted
        .and_then(|name| deal_moves::stage_in(&stages, &pipeline, name))
        .map(|stage| stage.id.clone());
    let reference = ctx.services.reference(ctx.ports).await?;
    let chain = sale.chain();
    let contact = match contact {
        Some(contact) => contact,
        None => {
            ctx.ensure_in_time()?;
            let written = client.sync_contact(email, &ContactWrite::default()).await;
            let written = written.map_err(|error| tried_again(error.into()))?;
            ctx.step(
                StepName::Contact,
                step::created(format!("contact {}", written.id)),
            );
            written.id
        }
    };
    let mut mapped = mapped(ctx, sale, reference.context.currency)?;
    let own = [field.clone()];
    let mut fields = custom_fields(ctx, &mapped).await?;
    fields.retain(|write| !own.contains(&write.field));
    fields.push(FieldWrite {
        field,
        value: quote.to_owned(),
        currency: None,
    });
    let write = DealWrite {
        // ActiveCampaign takes no deal without a title.
        title: mapped.remove("title").or_else(|| Some(sale.name())),
        description: mapped.remove("description"),
        contact: Some(contact),
        value: Some(chain.total()),
        currency: Some(chain.currency(reference.context.currency)),
        pipeline: Some(pipeline),
        stage: stage.clone(),
        status,
        owner,
        fields,
        ..DealWrite::default()
    };
    let rules = compiled.mapping.written_rules(WrittenTarget::Deal);
    let rule = |name: &str| rules.get(name).map(|rule| rule.expression.as_str());
    for (field, value) in [
        ("title", &write.title),
        ("description", &write.description),
        ("stage", &write.stage),
        ("pipeline", &write.pipeline),
    ] {
        if let Some(value) = value {
            ctx.recorder.sent("deal", field, Some(value), rule(field));
        }
    }
    for (field, value) in &mapped {
        ctx.recorder.sent("deal", field, Some(value), rule(field));
    }
    ctx.recorder
        .sent("deal", "value", Some(&chain.total().to_string()), None);
    // Sent twice there are two: what is about to be created is remembered before the request leaves.
    link.known.asked_at = Some(ctx.now());
    link.store(ctx, quote).await?;
    ctx.ensure_in_time()?;
    let deal = match client.create_deal(&write).await {
        Ok(deal) => deal,
        Err(error) => {
            let problem = Problem::from(error);
            if problem.kind != model::Kind::InDoubt {
                // Certainly not created.
                link.known.asked_at = None;
                link.store(ctx, quote).await?;
            }
            return Err(tried_again(problem));
        }
    };
    ctx.step(StepName::Deal, step::created(format!("deal {deal}")));
    link.known.deal = Some(deal.clone());
    link.known.asked_at = None;
    link.known.set = Set {
        stage,
        status,
        found: Some(activecampaign::DealStatus::Open),
    };
    link.known.progress = Some(progress);
    link.known.value = Some(chain.total());
    link.store(ctx, quote).await?;
    Ok(FlowOutcome::done(reason::became_deal(sale.name())))
}

const STAGES: &str = "to_activecampaign.quotes.stages";

fn names(settings: &WrittenQuotes) -> Vec<&Name> {
    SaleState::ALL
        .into_iter()
        .filter_map(|state| settings.stages.get(state))
        .collect()
}

/// Moves the deal where the state is another than the one that it was last moved for, and writes its value where the sale
/// comes to another amount than it was last written with. What a person has changed of either stays.
async fn advance(
    ctx: &mut JobContext<'_>,
    link: &mut Link,
    quote: &str,
    deal: &str,
    progress: Progress,
    value: Option<(Decimal, Currency)>,
) -> Result<FlowOutcome, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.to_activecampaign.quotes;
    let state = progress.state.map(SaleState::word).unwrap_or_default();
    let is_same = link
        .known
        .progress
        .as_ref()
        .is_some_and(|known| known.state == progress.state);
    let value = value.filter(|(total, _)| link.known.value.is_some_and(|known| known != *total));
    if is_same && value.is_none() {
        if link.known.progress.as_ref() != Some(&progress) && !settings.dry_run {
            link.known.progress = Some(progress);
            link.store(ctx, quote).await?;
        }
        return Ok(FlowOutcome::skipped(reason::deal_in_step(deal, state)));
    }
    if settings.dry_run {
        return Ok(FlowOutcome::skipped(match is_same {
            true => reason::dry_run_of_deal_value(deal, state),
            false => reason::dry_run_of_deal_move(deal, state),
        }));
    }
    let wanted = progress
        .state
        .filter(|_| !is_same)
        .and_then(|state| settings.stages.get(state));
    // Whether the deal says the state now, or else why it stays.
    let mut is_moved = false;
    let mut why = Named::from(state);
    let mut is_revalued = false;
    if wanted.is_some() || value.is_some() {
        let stages = deal_moves::stages(ctx, STAGES, &names(settings)).await?;
        let client = Arc::clone(&ctx.services.activecampaign);
        let Some(known) = client.deal_state(deal).await? else {
            return Ok(FlowOutcome::skipped(reason::deal_deleted(deal)));
        };
        let mut write = DealWrite::default();
        let moved = wanted.map(|wanted| deal_moves::decide(&known, &link.known.set, wanted, &stages));
        match &moved {
            Some(Ok(moved)) => {
                write.stage.clone_from(&moved.stage);
                write.status = moved.status;
                is_moved = true;
            }
            Some(Err(reason)) => {
                ctx.step(StepName::Deal, StepText::of(&reason::deal_stays(deal, reason)));
                why = Named::from(reason);
            }
            None => {}
        }
        let is_ours = known.value == link.known.value;
        match value {
            Some((total, currency)) if is_ours && !known.is_hidden => {
                write.value = Some(total);
                write.currency = Some(currency);
            }
            Some(_) => ctx.step(StepName::Deal, step::deal_value_stays(deal)),
            None => {}
        }
        if write != DealWrite::default() {
            if let Some(wanted) = wanted.filter(|_| write.stage.is_some() || write.status.is_some()) {
                ctx.recorder.sent("deal", "stage", Some(wanted.as_str()), None);
            }
            if let Some(total) = write.value {
                ctx.recorder.sent("deal", "value", Some(&total.to_string()), None);
            }
            ctx.ensure_in_time()?;
            client
                .update_deal(deal, &write)
                .await
                .map_err(|error| tried_again(error.into()))?;
            if write.stage.is_some() || write.status.is_some() {
                ctx.step(StepName::Deal, step::deal_moved(deal));
            }
            if write.value.is_some() {
                ctx.step(StepName::Deal, step::deal_value_written(deal));
                link.known.value = write.value;
                is_revalued = true;
            }
        }
        if let Some(Ok(moved)) = moved {
            link.known.set = moved.after(&known, &link.known.set);
        }
    }
    link.known.progress = Some(progress);
    link.store(ctx, quote).await?;
    Ok(FlowOutcome::done(match (is_moved, is_revalued) {
        (false, false) => reason::deal_stays(deal, why),
        (false, true) => reason::deal_stays_revalued(deal, why),
        (true, false) => reason::deal_says(deal, state),
        (true, true) => reason::deal_says_revalued(deal, state),
    }))
}

/// What the mapping makes of a deal: title, description, and custom fields by tag.
fn mapped(ctx: &JobContext<'_>, sale: &Sale, company: Currency) -> Result<BTreeMap<String, String>, Problem> {
    let record = json!({ "document": sale.chain().document(company) });
    ctx.compiled
        .mapping
        .written(WrittenTarget::Deal, &record, &sale.name())
}

/// The custom fields of deals that the mapping fills.
///
/// # Errors
/// `SETTINGS_INVALID` where a rule's name is no tag of the account's.
async fn custom_fields(
    ctx: &JobContext<'_>,
    mapped: &BTreeMap<String, String>,
) -> Result<Vec<FieldWrite>, Problem> {
    let own: Vec<&str> = WrittenTarget::Deal.field_names().collect();
    let mut custom = mapped.clone();
    custom.retain(|name, _| !own.contains(&name.as_str()));
    if custom.is_empty() {
        return Ok(Vec::new());
    }
    let known = ctx.services.activecampaign.deal_fields().await?;
    custom
        .iter()
        .map(|(name, value)| {
            let tag = name.trim().trim_matches('%').to_lowercase();
            let field = known.iter().find(|field| field.tag == tag).ok_or_else(|| {
                let tags: Vec<String> = known.iter().map(|field| field.tag.to_uppercase()).collect();
                Problem::new(
                    Code::SETTINGS_INVALID,
                    format!("[mapping.deal] has a rule for {name}, and ActiveCampaign has no custom field of deals with that tag."),
                    format!(
                        "Correct it in the settings, push them, and replay {}. What exists: {}.",
                        ctx.job.source,
                        tags.join(", ")
                    ),
                )
            })?;
            Ok(FieldWrite {
                field: field.id.clone(),
                value: value.clone(),
                currency: None,
            })
        })
        .collect()
}

/// ActiveCampaign's id of the deals' field that holds the quote's id.
async fn deal_field(ctx: &JobContext<'_>, settings: &WrittenQuotes) -> Result<String, Problem> {
    let tag = settings
        .deal_field
        .as_ref()
        .map(settings::FieldTag::as_str)
        .unwrap_or_default();
    let client = &ctx.services.activecampaign;
    let mut known = Vec::new();
    for is_last in [false, true] {
        known = client.deal_fields().await?;
        if let Some(field) = known.iter().find(|field| field.tag == tag) {
            return Ok(field.id.clone());
        }
        // It may be new: then the look has read the definitions again.
        if is_last || !client.has_field(tag).await? {
            break;
        }
    }
    let tags = known.iter().map(|field| field.tag.to_uppercase()).collect();
    Err(unknown(
        ctx,
        "deal_field",
        tag,
        "custom field of deals with that tag",
        tags,
    ))
}

async fn pipeline(ctx: &JobContext<'_>, settings: &WrittenQuotes) -> Result<String, Problem> {
    let pipelines = ctx.services.activecampaign.pipelines().await?;
    let wanted = settings.pipeline.as_ref();
    let found = wanted.and_then(|wanted| {
        let by_id = pipelines.iter().find(|pipeline| pipeline.id == wanted.as_str());
        by_id.or_else(|| pipelines.iter().find(|pipeline| wanted.is(&pipeline.title)))
    });
    if let Some(pipeline) = found {
        return Ok(pipeline.id.clone());
    }
    let known = pipelines
        .iter()
        .map(|pipeline| format!("\"{}\" ({})", pipeline.title, pipeline.id))
        .collect();
    let wanted = wanted.map(Name::as_str).unwrap_or_default();
    Err(unknown(
        ctx,
        "pipeline",
        wanted,
        "pipeline with that title or id",
        known,
    ))
}

async fn owner(ctx: &JobContext<'_>, settings: &WrittenQuotes) -> Result<Option<String>, Problem> {
    let Some(wanted) = &settings.owner else {
        return Ok(None);
    };
    match ctx.services.activecampaign.user_id(wanted.as_str()).await? {
        Some(id) => Ok(Some(id)),
        // Users are people: neither the setting's value nor the others are named.
        None => Err(Problem::new(
            Code::SETTINGS_INVALID,
            "to_activecampaign.quotes.owner names a user that ActiveCampaign doesn't have.",
            format!(
                "Set it to the e-mail address or id of a user (in ActiveCampaign under Settings > Users and Groups), push the settings, and replay {}.",
                ctx.job.source
            ),
        )),
    }
}

fn unknown(ctx: &JobContext<'_>, key: &str, value: &str, what: &str, known: Vec<String>) -> Problem {
    let known = if known.is_empty() {
        "none".to_owned()
    } else {
        known.join(", ")
    };
    Problem::new(
        Code::SETTINGS_INVALID,
        format!("to_activecampaign.quotes.{key} is \"{value}\", and ActiveCampaign has no {what}."),
        format!(
            "Correct it in the settings, push them, and replay {}. What exists: {known}.",
            ctx.job.source
        ),
    )
}
