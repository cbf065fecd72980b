//! Status and payments: writes the state of documents back to their source in ActiveCampaign.
//!
//! The documents of one source (order, invoice, credits) have one state. It is written to the deal's stage or status,
//! and to the contact's tags and custom fields, never to a store's own connection. It is written only if it differs
//! from the last write, which the ledger keeps as a salted digest: the webhook that the write triggers therefore
//! changes nothing.

mod fields;
mod tags;

use std::sync::Arc;

use activecampaign::{ContactWrite, DealState, DealStatus, DealWrite, FieldWrite, NoteOn};
use engine::{FlowOutcome, capitalized, describe};
use jiff::civil::Date;
use ledger::{Document, DocumentKind, Key};
use model::reason::words;
use model::{Customer, Order, Problem, Source, StepName, StepText, reason, step};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use settings::{SaleState, WrittenStatus};

use self::fields::Places;
use super::deal_moves::{self, Move, Set};
use super::sale::open;
use super::sale::progress::Progress;
use super::sale::read::{Deleted, Sale};
use super::sale::state::{Facts, Standing, standing};
use super::{digest, origin, tried_again};
use crate::JobContext;
use crate::wording::named;

/// The ledger's copy of the last status written for a source: no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    /// Salted digest of the state and of the fields.
    digest: String,
    progress: Progress,
    /// The contact's id in ActiveCampaign.
    #[serde(default)]
    contact: Option<String>,
    #[serde(default)]
    deal: Set,
}

/// What there is to tell. Amounts are in the document's currency, with VAT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct News {
    state: SaleState,
    /// The latest document's number; `None` leaves the field unchanged.
    number: Option<String>,
    amount_due: Option<Decimal>,
    due_date: Option<Date>,
    payment_date: Option<Date>,
    currency: Option<model::Currency>,
}

impl News {
    fn of(sale: &Sale, standing: &Standing) -> Self {
        let chain = sale.chain();
        let facts = chain.invoice_facts();
        let number = match (&sale.invoice, &sale.order) {
            (Some(invoice), _) => invoice.invoice_number.map(|number| number.to_string()),
            (None, Some(order)) => order.number.map(|number| number.to_string()),
            (None, None) => None,
        };
        let currency = match (&sale.invoice, &sale.order) {
            (Some(invoice), _) => invoice.currency_code.as_deref(),
            (None, order) => order.as_ref().map(|order| order.currency_code.as_str()),
        };
        Self {
            state: standing.state,
            number,
            amount_due: facts.map(|facts| facts.remaining.max(Decimal::ZERO)),
            due_date: facts.and_then(|facts| facts.due),
            // A credit that is set off leaves a date too, which is no payment's.
            payment_date: facts
                .and_then(|facts| facts.paid_on)
                .filter(|_| standing.was_paid),
            currency: currency.and_then(|code| code.parse().ok()),
        }
    }

    fn only(state: SaleState, number: Option<String>) -> Self {
        Self {
            state,
            number,
            amount_due: None,
            due_date: None,
            payment_date: None,
            currency: None,
        }
    }

    /// The values that decide whether to write: the state, and those that the settings have a field for.
    fn content(&self, settings: &WrittenStatus) -> String {
        let fields = fields::values(&settings.fields, self);
        let fields: Vec<String> = fields
            .into_iter()
            .map(|(key, _, value)| format!("{key}={}", value.unwrap_or_default()))
            .collect();
        format!("{}|{}", self.state.word(), fields.join("|"))
    }
}

/// The new status, and the last written one.
struct Telling<'a> {
    source: &'a Source,
    news: News,
    told: Option<Told>,
}

fn name(source: &Source) -> String {
    format!("status_told:{source}")
}

/// Whether Ekobridge itself has closed the lost deal: its status then says nothing about the order.
pub(crate) async fn has_lost(ctx: &JobContext<'_>, source: &Source) -> Result<bool, Problem> {
    has_set(ctx, source, DealStatus::Lost).await
}

/// Whether Ekobridge itself has opened the deal again.
pub(crate) async fn has_opened(ctx: &JobContext<'_>, source: &Source) -> Result<bool, Problem> {
    has_set(ctx, source, DealStatus::Open).await
}

async fn has_set(ctx: &JobContext<'_>, source: &Source, status: DealStatus) -> Result<bool, Problem> {
    if !matches!(source, Source::Deal(_)) {
        return Ok(false);
    }
    let told = ctx.ports.ledger.remembered::<Told>(&name(source)).await?;
    Ok(told.is_some_and(|told| told.value.deal.status == Some(status)))
}

/// The source of a sale whose documents were created before the ledger stored their origin: the record that their
/// reference names, if that record has one of the documents.
pub(crate) async fn discover(
    ctx: &JobContext<'_>,
    sale: &Sale,
    own: Option<i32>,
) -> Result<Option<Source>, Problem> {
    let chain = sale.chain();
    let Some(reference) = chain.reference() else {
        return Ok(None);
    };
    let deal = Source::Deal(reference.to_owned());
    if reference.chars().all(|c| c.is_ascii_digit()) && origin::by_record(ctx, &sale.documents, &deal).await?
    {
        return Ok(Some(deal));
    }
    let Some(email) = &sale.email else {
        return Ok(None);
    };
    match origin::by_reference(ctx, own, reference, email).await? {
        Some(source) if origin::by_record(ctx, &sale.documents, &source).await? => Ok(Some(source)),
        _ => Ok(None),
    }
}

/// Writes the status of a source's documents.
pub(crate) async fn tell(
    ctx: &mut JobContext<'_>,
    source: &Source,
    sale: &Sale,
) -> Result<FlowOutcome, Problem> {
    if !ctx.compiled.settings.to_activecampaign.status.enabled {
        return Ok(FlowOutcome::skipped(reason::status_is_off(source)));
    }
    let reference = ctx.services.reference(ctx.ports).await?;
    let (told, version) = take(ctx, source).await?;
    let chain = sale.chain();
    if told.as_ref().is_some_and(|told| told.progress.is_stale(&chain)) {
        return Ok(FlowOutcome::skipped(reason::later_is_written()));
    }
    let standing = standing(&Facts {
        quote: None,
        order: chain.order.map(|order| order.status),
        invoice: chain.invoice_facts(),
        is_deleted: false,
        before: told.as_ref().map(|told| told.progress.before()),
        today: ctx.now().to_zoned_datetime(reference.zone.clone()).date(),
    });
    if standing.may_be_voided {
        ctx.step(StepName::State, step::state_stays());
    }
    let progress = Progress::of(&chain, &standing, told.as_ref().map(|told| &told.progress));
    let telling = Telling {
        source,
        news: News::of(sale, &standing),
        told,
    };
    let outcome = finish(ctx, telling, version, progress).await?;
    let next = sale.next_look(&standing, ctx.now(), &reference.zone);
    open::note_status(ctx.ports, &sale.root, next).await?;
    ctx.close("it came through").await?;
    Ok(outcome)
}

/// A document of a source was deleted in eAccounting before it was invoiced.
pub(crate) async fn tell_deleted(
    ctx: &mut JobContext<'_>,
    source: &Source,
    deleted: &Deleted,
) -> Result<FlowOutcome, Problem> {
    if !ctx.compiled.settings.to_activecampaign.status.enabled {
        return Ok(FlowOutcome::skipped(reason::off(
            "to_activecampaign.status.enabled",
        )));
    }
    let (told, version) = take(ctx, source).await?;
    if told.as_ref().is_some_and(|told| told.progress.is_invoiced) {
        open::note_status(ctx.ports, &deleted.root, None).await?;
        return Ok(FlowOutcome::skipped(reason::invoice_keeps_status()));
    }
    let progress = Progress {
        status: activecampaign::NormalizedStatus::Cancelled,
        state: Some(SaleState::Deleted),
        was_paid: false,
        modified: told.as_ref().and_then(|told| told.progress.modified),
        is_invoiced: false,
        is_ordered: true,
    };
    let telling = Telling {
        source,
        news: News::only(SaleState::Deleted, None),
        told,
    };
    let outcome = finish(ctx, telling, version, progress).await?;
    open::note_status(ctx.ports, &deleted.root, None).await?;
    ctx.close("it came through").await?;
    Ok(outcome)
}

/// Claims the record of a source's status: one worker writes at a time.
async fn take(ctx: &mut JobContext<'_>, source: &Source) -> Result<(Option<Told>, Option<u64>), Problem> {
    ctx.close("the document that it was created from is processed instead")
        .await?;
    ctx.switch_key(Key::status_of(source));
    ctx.lock().await?;
    let told = ctx.ports.ledger.remembered::<Told>(&name(source)).await?;
    let version = told.as_ref().map(|told| told.version);
    Ok((told.map(|told| told.value), version))
}

/// Writes the status if it differs from the last write, and stores it.
async fn finish(
    ctx: &mut JobContext<'_>,
    telling: Telling<'_>,
    version: Option<u64>,
    progress: Progress,
) -> Result<FlowOutcome, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.to_activecampaign.status;
    let source = telling.source;
    let news = &telling.news;
    let state = news.state.word();
    let document = match &news.number {
        Some(number) => format!("document {number}"),
        None => words::THE_DOCUMENT.to_string(),
    };
    let new = digest(ctx, &news.content(settings));
    if telling.told.as_ref().is_some_and(|told| told.digest == new) {
        return Ok(FlowOutcome::skipped(reason::status_in_step(
            document, source, state,
        )));
    }
    if settings.dry_run {
        return Ok(FlowOutcome::skipped(reason::dry_run_of_status(
            document, source, state,
        )));
    }
    let told = write(ctx, settings, &telling, new, progress).await?;
    let name = name(source);
    if ctx
        .ports
        .ledger
        .compare_and_set(&name, &told, version)
        .await?
        .is_none()
    {
        return Err(ctx.concurrent_update());
    }
    Ok(FlowOutcome::done(reason::status_told(document, source, state)))
}

/// Writes to the deal and the contact. Everything here can be repeated.
async fn write(
    ctx: &mut JobContext<'_>,
    settings: &WrittenStatus,
    telling: &Telling<'_>,
    digest: String,
    progress: Progress,
) -> Result<Told, Problem> {
    let client = Arc::clone(&ctx.services.activecampaign);
    let news = &telling.news;
    let before = telling.told.as_ref();
    let mut set = before.map(|told| told.deal.clone()).unwrap_or_default();
    let mut contact = before.and_then(|told| told.contact.clone());
    let is_new_state = before.is_none_or(|told| told.progress.state != Some(news.state));
    let mut places = fields::resolve(ctx, settings, telling.source, news).await?;
    if let Source::Deal(id) = telling.source {
        match client.deal_state(id).await? {
            Some(deal) => {
                set = write_deal(ctx, settings, telling, &deal, &set, &mut places).await?;
                contact = contact.or(deal.contact);
            }
            None => {
                let text = StepText::of(&reason::gone(format!("deal {id}")));
                ctx.step(StepName::Deal, text);
            }
        }
    }
    let has_tags = settings.tags != settings::DocumentStates::default();
    if !places.contact.is_empty() || has_tags {
        if contact.is_none() {
            contact = contact_of(ctx, telling.source).await?;
        }
        match &contact {
            Some(contact) => {
                write_contact(ctx, &places, contact).await?;
                if is_new_state && has_tags {
                    tags::put(ctx, &settings.tags, telling.source, contact, news.state).await?;
                }
            }
            None => ctx.step(StepName::Contact, step::no_contact_to_tell()),
        }
    }
    Ok(Told {
        digest,
        progress,
        contact,
        deal: set,
    })
}

/// Moves the deal, and fills its fields; what we have set of it then.
async fn write_deal(
    ctx: &mut JobContext<'_>,
    settings: &WrittenStatus,
    telling: &Telling<'_>,
    deal: &DealState,
    set: &Set,
    places: &mut Places,
) -> Result<Set, Problem> {
    let news = &telling.news;
    let is_new_state = telling
        .told
        .as_ref()
        .is_none_or(|told| told.progress.state != Some(news.state));
    let names: Vec<_> = SaleState::ALL
        .into_iter()
        .filter_map(|state| settings.deal_stages.get(state))
        .collect();
    let mut moved = Move::default();
    if !names.is_empty() {
        let setting = "to_activecampaign.status.deal_stages";
        let stages = deal_moves::stages(ctx, setting, &names).await?;
        if let Some(wanted) = settings.deal_stages.get(news.state).filter(|_| is_new_state) {
            match deal_moves::decide(deal, set, wanted, &stages) {
                Ok(found) => moved = found,
                Err(why) => {
                    let text = StepText::of(&reason::deal_stays(&deal.id, why));
                    ctx.step(StepName::Deal, text);
                }
            }
        }
    }
    let fields: Vec<FieldWrite> = if deal.is_hidden {
        Vec::new()
    } else {
        // An empty field of a deal that was never told anything needs no clearing.
        let is_first = telling.told.is_none();
        std::mem::take(&mut places.deal)
            .into_iter()
            .filter(|field| !is_first || !field.value.is_empty())
            .collect()
    };
    if moved.is_empty() && fields.is_empty() {
        return Ok(moved.after(deal, set));
    }
    let write = DealWrite {
        stage: moved.stage.clone(),
        status: moved.status,
        fields,
        ..DealWrite::default()
    };
    for (field, value) in [
        ("stage", moved.stage.clone()),
        (
            "status",
            moved.status.map(|status| format!("{status:?}").to_lowercase()),
        ),
    ] {
        if let Some(value) = value {
            ctx.recorder.sent("deal", field, Some(&value), None);
        }
    }
    for field in &write.fields {
        ctx.recorder.sent(
            "deal",
            &format!("field {}", field.field),
            Some(&field.value),
            None,
        );
    }
    ctx.ensure_in_time()?;
    let client = &ctx.services.activecampaign;
    client
        .update_deal(&deal.id, &write)
        .await
        .map_err(|error| tried_again(error.into()))?;
    ctx.step(StepName::Deal, step::deal_updated(&deal.id));
    Ok(moved.after(deal, set))
}

async fn write_contact(ctx: &mut JobContext<'_>, places: &Places, contact: &str) -> Result<(), Problem> {
    if places.contact.is_empty() {
        return Ok(());
    }
    for (field, value) in &places.contact {
        ctx.recorder
            .sent("contact", &format!("field {field}"), Some(value), None);
    }
    let write = ContactWrite {
        fields: places.contact.clone(),
        ..ContactWrite::default()
    };
    ctx.ensure_in_time()?;
    let client = &ctx.services.activecampaign;
    client
        .update_contact(contact, &write)
        .await
        .map_err(|error| tried_again(error.into()))?;
    ctx.step(StepName::Contact, step::contact_fields_updated(contact));
    Ok(())
}

/// The contact who ordered.
async fn contact_of(ctx: &JobContext<'_>, source: &Source) -> Result<Option<String>, Problem> {
    let client = &ctx.services.activecampaign;
    let Source::Order { connection, order } = source else {
        return Ok(None);
    };
    let Some(order) = client.order(connection, order).await? else {
        return Ok(None);
    };
    match (order.customer.contact_id, order.customer.email) {
        (Some(id), _) => Ok(Some(id)),
        (None, Some(email)) => Ok(client.contact_id_by_email(&email).await?),
        (None, None) => Ok(None),
    }
}

/// The first state: a document was just created. An attempt that goes on where another ended looks first at what that one
/// wrote, since every write wakes automations.
pub(crate) async fn created(
    ctx: &mut JobContext<'_>,
    order: &Order,
    document: &Document,
    made_now: bool,
) -> Result<(), Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.to_activecampaign.status;
    if !settings.enabled {
        return Ok(());
    }
    if settings.dry_run {
        ctx.step(StepName::Status, step::told_nothing());
        return Ok(());
    }
    let source = ctx.job.source.clone();
    if ctx
        .ports
        .ledger
        .remembered::<Told>(&name(&source))
        .await?
        .is_some()
    {
        return Ok(());
    }
    let contact = contact_of_order(ctx, order).await?;
    // A draft has no number yet, and what the field has from an earlier document is not its.
    let number = document.number.clone().unwrap_or_default();
    let telling = Telling {
        source: &source,
        news: News::only(SaleState::Created, Some(number)),
        told: None,
    };
    let told = write_created(ctx, settings, &telling, contact, made_now).await?;
    // If the next state was written meanwhile, it stays.
    ctx.ports
        .ledger
        .compare_and_set(&name(&source), &told, None)
        .await?;
    ctx.step(StepName::Status, step::told());
    if document.kind == DocumentKind::InvoiceDraft {
        open::note_draft(ctx.ports, &document.id, ctx.now(), open::LOOKED_AT_EVERY).await?;
    }
    Ok(())
}

async fn contact_of_order(ctx: &JobContext<'_>, order: &Order) -> Result<Option<String>, Problem> {
    match (&order.customer.contact_id, &order.customer.email) {
        (Some(id), _) => Ok(Some(id.clone())),
        (None, Some(email)) => Ok(ctx.services.activecampaign.contact_id_by_email(email).await?),
        (None, None) => Ok(None),
    }
}

/// Adds a note that names the created document to the deal, or to the order's contact.
pub(crate) async fn note_created(
    ctx: &mut JobContext<'_>,
    order: &Order,
    document: &Document,
    made_now: bool,
) -> Result<(), Problem> {
    let text = format!(
        "{} became {} in eAccounting.",
        capitalized(&named(order)),
        describe(document)
    );
    let client = Arc::clone(&ctx.services.activecampaign);
    match &ctx.job.source {
        // A deal's notes cannot be looked through, so that only the attempt that created the document writes one.
        Source::Deal(id) if made_now => client.add_note(NoteOn::Deal, id, &text).await?,
        Source::Deal(_) => return Ok(()),
        source => {
            let told = ctx.ports.ledger.remembered::<Told>(&name(source)).await?;
            let contact = match told.and_then(|told| told.value.contact) {
                Some(contact) => Some(contact),
                None => contact_of_order(ctx, order).await?,
            };
            let Some(contact) = contact else { return Ok(()) };
            note_contact(ctx, &contact, &text).await?;
        }
    }
    ctx.step(StepName::Status, step::status_note_added());
    Ok(())
}

async fn write_created(
    ctx: &mut JobContext<'_>,
    settings: &WrittenStatus,
    telling: &Telling<'_>,
    contact: Option<String>,
    made_now: bool,
) -> Result<Told, Problem> {
    let client = Arc::clone(&ctx.services.activecampaign);
    let mut places = fields::resolve(ctx, settings, telling.source, &telling.news).await?;
    let mut set = Set::default();
    if let Source::Deal(id) = telling.source
        && (settings.deal_stages != settings::DocumentStates::default() || !places.deal.is_empty())
        && let Some(deal) = client.deal_state(id).await?
    {
        set = write_deal(ctx, settings, telling, &deal, &set, &mut places).await?;
    }
    if let Some(contact) = &contact
        && (!places.contact.is_empty() || settings.tags.created.is_some())
    {
        let known: Option<Customer> = match made_now {
            true => None,
            false => client.contact(contact).await?,
        };
        let is_filled = places.contact.iter().all(|(field, value)| {
            let known = known.iter().flat_map(|known| known.fields.values());
            value.is_empty()
                || known
                    .into_iter()
                    .any(|known| known.id == *field && known.value == *value)
        });
        if known.is_none() || !is_filled {
            write_contact(ctx, &places, contact).await?;
        }
        if let Some(tag) = &settings.tags.created {
            let has = known.is_some_and(|known| known.tags.iter().any(|known| tag.is(known)));
            if !has {
                client.add_tag(contact, tag.as_str()).await?;
            }
        }
    }
    Ok(Told {
        digest: digest(ctx, &telling.news.content(settings)),
        progress: Progress {
            status: activecampaign::NormalizedStatus::PendingPayment,
            state: Some(SaleState::Created),
            was_paid: false,
            modified: None,
            is_invoiced: false,
            is_ordered: true,
        },
        contact,
        deal: set,
    })
}

/// A note on the credit of an order, for the deal, or for the contact who ordered.
pub(crate) async fn credited(ctx: &JobContext<'_>, order: &Order, credit: &Document) -> Result<(), Problem> {
    let text = format!(
        "{} was {}: credited in eAccounting by {}.",
        capitalized(&named(order)),
        match order.source {
            Source::Deal(_) => "lost",
            _ => "cancelled or refunded",
        },
        describe(credit)
    );
    let client = &ctx.services.activecampaign;
    match (&order.source, &order.customer.email) {
        (Source::Deal(id), _) => client.add_note(NoteOn::Deal, id, &text).await?,
        (_, Some(email)) => {
            if let Some(contact) = client.contact_id_by_email(email).await? {
                note_contact(ctx, &contact, &text).await?;
            }
        }
        (_, None) => {}
    }
    Ok(())
}

/// Whether the settings ask for notes.
pub(crate) fn notes(settings: &settings::Settings) -> bool {
    let status = &settings.to_activecampaign.status;
    status.enabled && status.note && !status.dry_run
}

/// Adds a note to the contact once: not if it exists, nor if a worker that stalled since may have been overtaken.
async fn note_contact(ctx: &JobContext<'_>, contact: &str, text: &str) -> Result<(), Problem> {
    let client = &ctx.services.activecampaign;
    if !client.has_note(contact, text).await? {
        ctx.ensure_in_time()?;
        client.add_note(NoteOn::Contact, contact, text).await?;
    }
    Ok(())
}
