//! Credits: an order that was cancelled or refunded after its invoice was booked gets a credit invoice, once.
//!
//! The credit is made from the booked invoice, not from the order, which the shop may have emptied by then: the
//! invoice's rows with negative quantities, in a draft that becomes an invoice only if eAccounting computes the
//! invoice's totals, negated. It has its own ledger record; the order's stays done. ActiveCampaign reports that an
//! order was refunded, but not how much, so the whole invoice is credited.

use eaccounting::types::{
    Customer, CustomerInvoice, CustomerInvoiceDraft, CustomerInvoiceDraftValidation, NewInvoiceDraft,
    NewInvoiceDraftRow,
};
use engine::{ClaimState, FlowOutcome, JobOutcome, RecordName, describe, ensure_conclusive};
use ledger::{Amendment, Document, DocumentKind, Intent, Key, Record, State};
use model::reason::words;
use model::{
    Code, CountryCode, Currency, Named, Order, Problem, Reason, Sku, Source, StepName, StepText, case, event,
    reason, shorten, step,
};
use rust_decimal::Decimal;
use sale::{Buyer, Coding, PlaceOfSupply};
use uuid::Uuid;

use super::answer::Answer;
use super::credited::{Credited, booked, credited_by, find_credit, replacement, total};
use super::{namesakes, post_actions};
use crate::JobContext;
use crate::sale_conversion::input;
use crate::to_eaccounting::customer::record::number;
use crate::wording::named;

/// The most rows of a document.
const MAX_ROWS: usize = 1000;
/// The longest text of a row.
const LONGEST_TEXT: usize = 2000;

const DRAFT: &str = "create credit draft";
const INVOICE: &str = "convert credit draft to invoice";

/// What became of the credit of an order.
pub(super) enum Credit {
    /// It is made, or was made before.
    Done(FlowOutcome),
    /// A person has to do it: why.
    ByPerson(Reason),
    /// The invoice is credited, and this one stands in its place.
    Replaced(Document),
}

/// Credits the order's invoice, unless there is none that is booked, or only a part of it seems to be refunded, or a person has
/// credited a part of it.
pub(super) async fn credit(
    ctx: &mut JobContext<'_>,
    order: &Order,
    record: &Record,
) -> Result<Credit, Problem> {
    let Some(invoice) = booked(ctx, Some(order), record).await? else {
        return Ok(Credit::ByPerson(event::no_invoice_booked()));
    };
    let answer = Answer::invoice(invoice.clone());
    let name = describe(&answer.document());
    if !answer.has_currency_of(order) {
        let theirs = answer.currency().unwrap_or_default();
        return Ok(Credit::ByPerson(event::now_in_other_currency(
            order.currency,
            name,
            theirs,
        )));
    }
    let credited = credited_by(ctx, &invoice).await?;
    if let Credited::Part(part) = credited {
        let left = order.currency.show(total(&invoice) - part);
        return Ok(Credit::ByPerson(event::credited_in_part(
            order.currency.show(part),
            name,
            left,
        )));
    }
    if credited == Credited::Whole {
        if let Some(document) = replacement(ctx, order, record).await? {
            return Ok(Credit::Replaced(document));
        }
        finish_open(ctx, order, &invoice).await?;
        return over(ctx, record, reason::credited_already(name))
            .await
            .map(Credit::Done);
    }
    let (sold, now) = (answer.total(), answer.total_of(order, &ctx.compiled.settings));
    // A lost deal is lost as a whole, whatever value somebody has given it before.
    let is_deal = matches!(order.source, Source::Deal(_));
    if !is_deal && order.total > Decimal::ZERO && now < sold {
        return Ok(Credit::ByPerson(event::refunded_in_part(
            order.currency.show(now),
            name,
            order.currency.show(sold),
        )));
    }
    if sale::says_partial_refund(order) {
        return Ok(Credit::ByPerson(event::says_refunded_in_part()));
    }
    if is_delivered_in_part(ctx, record).await? {
        return Ok(Credit::ByPerson(event::delivered_in_part(name)));
    }
    if may_be_voided(&invoice) {
        return Ok(Credit::ByPerson(event::may_be_voided(name)));
    }
    if ctx.compiled.settings.orders.dry_run {
        let text = reason::dry_run_of_credit(name);
        return Ok(Credit::Done(FlowOutcome::SkippedAndStored(text)));
    }
    credit_invoice(ctx, order, record, &invoice).await
}

async fn credit_invoice(
    ctx: &mut JobContext<'_>,
    order: &Order,
    record: &Record,
    invoice: &CustomerInvoice,
) -> Result<Credit, Problem> {
    let credited = describe(&Answer::invoice(invoice.clone()).document());
    let is_made = begun(ctx).await?.is_some_and(|begun| begun.state == State::Done);
    if is_made && let Some(document) = replacement(ctx, order, record).await? {
        return Ok(Credit::Replaced(document));
    }
    ctx.switch_key(Key::credit_of(&ctx.job.source));
    let made = match ctx.begin().await? {
        // One that was given up is begun again.
        ClaimState::Answered(FlowOutcome::AlreadyDecided(JobOutcome::Skipped { .. })) if !is_made => {
            ctx.lock().await?;
            Vec::new()
        }
        ClaimState::Answered(FlowOutcome::AlreadyDecided(JobOutcome::Parked(problem))) => {
            return Ok(Credit::Done(FlowOutcome::AlreadyDecided(JobOutcome::Parked(
                problem,
            ))));
        }
        ClaimState::Exists(_) | ClaimState::Answered(_) => {
            return over(ctx, record, reason::credited_already(credited))
                .await
                .map(Credit::Done);
        }
        ClaimState::New => Vec::new(),
        ClaimState::Resumed(earlier) => earlier.documents,
        ClaimState::InDoubt(intent) => resolve(ctx, order, invoice, &intent).await?,
    };
    let (document, made_now) = match create(ctx, order, invoice, made).await? {
        Made::Credit(document, made_now) => (document, made_now),
        Made::ByPerson(found) => {
            let text = reason::credited_already_by(credited, describe(&found));
            return over(ctx, record, text).await.map(Credit::Done);
        }
    };
    crate::to_activecampaign::origin::remember(ctx, std::slice::from_ref(&document)).await?;
    let remarks = post_actions::after_credit(ctx, order, invoice, &document, made_now).await?;
    ctx.finish(Some(document.clone())).await?;
    // From now on the order's record knows the cancelled order, so that it is credited and told once.
    ctx.ports
        .ledger
        .amend(record, ctx.claim_request(), Amendment::Agrees)
        .await?;
    let done = reason::credited(credited, named(order), describe(&document));
    Ok(Credit::Done(FlowOutcome::Done {
        document: Some(document),
        text: Reason::joined(std::iter::once(done).chain(remarks)),
    }))
}

/// Ends a credit that was begun and not made, where somebody has made it since.
async fn finish_open(
    ctx: &mut JobContext<'_>,
    order: &Order,
    invoice: &CustomerInvoice,
) -> Result<(), Problem> {
    let is_open = |begun: Record| !matches!(begun.state, State::Done | State::Skipped);
    if !begun(ctx).await?.is_some_and(is_open) {
        return Ok(());
    }
    ctx.switch_key(Key::credit_of(&ctx.job.source));
    let begun = ctx.begin().await?;
    // One that is parked is claimed, too: it waits for what has been done.
    ctx.lock().await?;
    let intent = match begun {
        ClaimState::InDoubt(intent) => Some(intent),
        _ => ctx.lease.as_ref().and_then(|lease| lease.record().intent.clone()),
    };
    if let Some(intent) = intent {
        resolve(ctx, order, invoice, &intent).await?;
    }
    discard_drafts(ctx).await
}

/// Gives up a credit that waits for a person, for a reason in words. Returns whether there was one.
pub(super) async fn give_up(
    ctx: &mut JobContext<'_>,
    begun: Option<&Record>,
    why: &str,
) -> Result<bool, Problem> {
    let waits = |begun: &Record| {
        begun.state == State::Parked
            && begun.intent.is_none()
            && begun.document(DocumentKind::Invoice).is_none()
    };
    if !begun.is_some_and(waits) {
        return Ok(false);
    }
    ctx.switch_key(Key::credit_of(&ctx.job.source));
    ctx.begin().await?;
    ctx.lock().await?;
    discard_drafts(ctx).await?;
    ctx.close(why).await?;
    ctx.switch_key(Key::source(&ctx.job.source));
    Ok(true)
}

/// Deletes the drafts of a credit that is not to be booked any more, so that nobody books one after all.
async fn discard_drafts(ctx: &mut JobContext<'_>) -> Result<(), Problem> {
    let made = ctx.lease.as_ref().map(|lease| lease.record().documents.clone());
    let drafts = made.into_iter().flatten().filter_map(|document| {
        let is_draft = document.kind == DocumentKind::InvoiceDraft;
        document.id.parse::<Uuid>().ok().filter(|_| is_draft)
    });
    for draft in drafts {
        ctx.services.eaccounting.delete_invoice_draft(draft).await?;
        ctx.step(StepName::Credit, step::credit_draft_deleted());
    }
    Ok(())
}

/// Nothing is left to do: the order's record takes the newer payload.
async fn over(ctx: &mut JobContext<'_>, record: &Record, reason: Reason) -> Result<FlowOutcome, Problem> {
    ctx.finish(None).await?;
    ctx.ports
        .ledger
        .amend(record, ctx.claim_request(), Amendment::Agrees)
        .await?;
    ctx.step(StepName::Credit, StepText::of(&reason));
    Ok(FlowOutcome::SkippedAndStored(reason))
}

/// What the ledger knows of the credit of the job's order.
pub(super) async fn begun(ctx: &JobContext<'_>) -> Result<Option<Record>, Problem> {
    ctx.ports.ledger.get(&Key::credit_of(&ctx.job.source)).await
}

/// The credit invoice that Ekobridge has made.
pub(super) fn made(begun: Option<&Record>) -> Option<Document> {
    begun
        .filter(|record| record.state == State::Done)
        .and_then(|record| record.document(DocumentKind::Invoice).cloned())
}

/// Whether a person has invoiced a part of our order and left the rest, which may have become an order of its own.
async fn is_delivered_in_part(ctx: &JobContext<'_>, record: &Record) -> Result<bool, Problem> {
    if record.document(DocumentKind::Invoice).is_some() {
        return Ok(false);
    }
    let order = record.document(DocumentKind::Order);
    let Some(id) = order.and_then(|order| order.id.parse::<Uuid>().ok()) else {
        return Ok(false);
    };
    let order = ctx.services.eaccounting.order(id).await?;
    let mut rows = order.map_or_else(Vec::new, |order| order.rows);
    rows.retain(|row| !row.is_text_row);
    let is_any = rows.iter().any(|row| !row.delivered_quantity.is_zero());
    let is_all = rows
        .iter()
        .all(|row| row.delivered_quantity.abs() >= row.quantity.abs());
    Ok(is_any && !is_all)
}

/// Whether an invoice that no credit names may have been voided, which no field of eAccounting's shows: nothing remains to be
/// paid of it, and nothing was paid. A credit of it would take the sale out of the books twice.
fn may_be_voided(invoice: &CustomerInvoice) -> bool {
    invoice.unpaid().is_zero() && invoice.payment_date.is_none() && !total(invoice).is_zero()
}

enum Made {
    /// The credit invoice, and whether this attempt booked it.
    Credit(Document, bool),
    /// A credit invoice that a person had made before.
    ByPerson(Document),
}

/// Draft, then invoice, from wherever earlier attempts left off.
async fn create(
    ctx: &mut JobContext<'_>,
    order: &Order,
    invoice: &CustomerInvoice,
    made: Vec<Document>,
) -> Result<Made, Problem> {
    let of_kind = |kind: DocumentKind| made.iter().rev().find(|document| document.kind == kind);
    if let Some(document) = of_kind(DocumentKind::Invoice) {
        return Ok(Made::Credit(document.clone(), false));
    }
    let begun = match of_kind(DocumentKind::InvoiceDraft) {
        Some(document) => Some(document.id.parse::<Uuid>().map_err(|_| gone(invoice))?),
        None => None,
    };
    let client = &ctx.services.eaccounting;
    let draft = match begun {
        Some(draft) if client.invoice_draft(draft).await?.is_some() => draft,
        // A draft that is gone was booked by somebody, or deleted: then it is made anew.
        _ => {
            if let Some(found) = find_credit(ctx, Some(order), invoice, begun).await? {
                return Ok(Made::ByPerson(Answer::invoice(found).document()));
            }
            check_rates(ctx, invoice).await?;
            let customer = ctx.services.eaccounting.customer(invoice.customer_id).await?;
            if let Some(customer) = &customer {
                check_kind(ctx, invoice, customer).await?;
            }
            let wanted = new_draft(ctx, invoice, customer).await?;
            if ctx.commit(intent(invoice, DRAFT, invoice.id)).await?.is_some() {
                return Err(ctx.concurrent_update());
            }
            let created = match ctx.services.eaccounting.create_invoice_draft(&wanted).await {
                Ok(created) => created,
                Err(error) => return Err(ctx.refused(error.into())),
            };
            // A preview's draft has no totals.
            if !ctx.services.is_preview()
                && let Err(problem) = check_totals(ctx, invoice, &created)
            {
                // Nobody is to book it by mistake.
                let client = &ctx.services.eaccounting;
                client.delete_invoice_draft(created.id).await?;
                return Err(ctx.refused(problem));
            }
            let document = Answer::draft(created.clone()).document();
            ctx.step(StepName::Create, step::credit_draft_created());
            ctx.progress(document, Some(intent(invoice, INVOICE, created.id)))
                .await?;
            created.id
        }
    };
    // Unchanged if the draft's creation has just stored it.
    if ctx.commit(intent(invoice, INVOICE, draft)).await?.is_some() {
        return Err(ctx.concurrent_update());
    }
    let answer = ctx
        .services
        .eaccounting
        .convert_invoice_draft(draft, &expected(invoice))
        .await;
    let credit = match answer {
        Ok(credit) => credit,
        Err(error) => return Err(ctx.refused(error.into())),
    };
    let document = Answer::invoice(credit).document();
    ctx.step(StepName::Create, step::credit_created(describe(&document)));
    Ok(Made::Credit(document, true))
}

fn intent(invoice: &CustomerInvoice, step: &str, made_of: Uuid) -> Intent {
    Intent {
        what: if step == DRAFT {
            DocumentKind::InvoiceDraft
        } else {
            DocumentKind::Invoice
        },
        natural_key: made_of.to_string(),
        customer_id: Some(invoice.customer_id.to_string()),
        step: step.to_owned(),
    }
}

/// Looks for what an earlier attempt may have created. "Not found" is conclusive once no request can be in flight any
/// more.
async fn resolve(
    ctx: &mut JobContext<'_>,
    order: &Order,
    invoice: &CustomerInvoice,
    open: &Intent,
) -> Result<Vec<Document>, Problem> {
    let lease = ctx.lease.as_ref().map(ledger::Lease::record);
    let mut made = lease.map(|record| record.documents.clone()).unwrap_or_default();
    let asked_at = ctx.now();
    let found = if open.step == DRAFT {
        find_draft(ctx, order, invoice).await?
    } else {
        let draft = open.natural_key.parse().ok();
        find_credit(ctx, Some(order), invoice, draft)
            .await?
            .map(Answer::invoice)
    };
    match found {
        Some(answer) => {
            let document = answer.document();
            ctx.step(StepName::Adopt, step::credit_adopted());
            ctx.progress(document.clone(), None).await?;
            made.push(document);
        }
        None => ensure_conclusive(ctx, asked_at)?,
    }
    Ok(made)
}

/// A credit draft for the same customer with the invoice's reference, and of no other order with that number.
async fn find_draft(
    ctx: &JobContext<'_>,
    order: &Order,
    invoice: &CustomerInvoice,
) -> Result<Option<Answer>, Problem> {
    let Some(reference) = &invoice.buyers_order_reference else {
        return Ok(None);
    };
    let client = &ctx.services.eaccounting;
    let found = client
        .invoice_drafts_with_reference(reference, invoice.customer_id, invoice.created_utc)
        .await?;
    let credits = found.into_iter().filter(|draft| draft.is_credit_invoice);
    let credits = credits.map(Answer::draft).collect();
    let found = namesakes::first_of_ours(ctx, order, reference, credits).await?;
    Ok(found.map(|found| found.answer))
}

/// The invoice's VAT in its own currency.
fn total_vat(invoice: &CustomerInvoice) -> Decimal {
    invoice
        .total_vat_amount_invoice_currency
        .unwrap_or(invoice.total_vat_amount)
}

/// The invoice negated: the totals that a credit must reach to be booked.
fn expected(invoice: &CustomerInvoice) -> CustomerInvoiceDraftValidation {
    CustomerInvoiceDraftValidation {
        total_amount_invoice_currency: Some(-total(invoice)),
        total_vat_amount_invoice_currency: Some(-total_vat(invoice)),
        // Rounding is known in the company's currency only; the total includes it in any case.
        total_roundings_invoice_currency: None,
        rows: None,
    }
}

/// Rejects a credit whose draft doesn't come to its invoice: the customer, an article's coding or the company's settings for prices
/// and rounding have changed since.
fn check_totals(
    ctx: &JobContext<'_>,
    invoice: &CustomerInvoice,
    draft: &CustomerInvoiceDraft,
) -> Result<(), Problem> {
    let (sold, vat) = (total(invoice), total_vat(invoice));
    let (credit, credit_vat) = (draft.total_amount.abs(), draft.total_vat_amount.abs());
    if credit == sold.abs() && credit_vat == vat.abs() {
        return Ok(());
    }
    let document = Answer::invoice(invoice.clone()).document();
    let name = describe(&document);
    let currency = invoice
        .currency_code
        .as_deref()
        .and_then(|code| code.parse::<Currency>().ok());
    let show = |amount: Decimal| match currency {
        Some(currency) => currency.show(amount),
        None => format!("{amount:.2}"),
    };
    Err(Problem::new(
        Code::TOTAL_MISMATCH,
        event::credit_differs(&name, show(sold), show(vat), show(credit), show(credit_vat)),
        format!(
            "Credit {name} by hand in eAccounting, with the VAT of its own date; or undo what has changed, and replay {}.",
            ctx.job.source
        ),
    )
    .in_case(
        case::TOTAL_MISMATCH_CREDIT_BY_HAND,
        [&RecordName::of_document(&document).number],
    ))
}

/// Rejects a credit of goods whose VAT rate has changed since the invoice: eAccounting gives a document the rates of its own
/// date, and a credit has to have those of its invoice.
async fn check_rates(ctx: &JobContext<'_>, invoice: &CustomerInvoice) -> Result<(), Problem> {
    let reference = ctx.services.reference(ctx.ports).await?;
    let today = ctx.now().to_zoned_datetime(reference.zone.clone()).date();
    let day = invoice.invoice_date.unwrap_or(today);
    if day == today || total_vat(invoice).is_zero() {
        return Ok(());
    }
    let (then, now) = (
        reference.codings_on(day).await?,
        reference.codings_on(today).await?,
    );
    let moved = |coding: &Coding| {
        let later = now.iter().find(|later| later.id == coding.id)?;
        (later.rate != coding.rate).then_some(later.rate)
    };
    if !then.iter().any(|coding| moved(coding).is_some()) {
        return Ok(());
    }
    let numbers = invoice
        .rows
        .iter()
        .filter_map(|row| row.article_number.as_deref());
    let skus: Vec<Sku> = numbers.filter_map(|number| number.parse().ok()).collect();
    let (ports, client) = (ctx.ports, &ctx.services.eaccounting);
    let articles = ctx.services.reference.articles(ports, client, &skus).await?;
    for article in &articles {
        let coding = then.iter().find(|coding| coding.id == article.coding_id);
        if let Some((coding, later)) = coding.and_then(|coding| Some((coding, moved(coding)?))) {
            let document = Answer::invoice(invoice.clone()).document();
            let name = describe(&document);
            return Err(Problem::new(
                Code::TOTAL_MISMATCH,
                event::credit_of_other_rate(
                    Named::first(&name),
                    day,
                    &article.number,
                    coding.rate,
                    today,
                    later,
                ),
                format!("Credit {name} by hand in eAccounting, with the VAT of its own date."),
            )
            .in_case(
                case::TOTAL_MISMATCH_CREDIT_BY_HAND,
                [&RecordName::of_document(&document).number],
            ));
        }
    }
    Ok(())
}

/// Rejects a credit that eAccounting would book as another kind of sale than its invoice, since it goes by what the customer is
/// now: a buyer who has moved abroad, or had a later order sent there. The totals may be the same, and the accounts are not.
async fn check_kind(
    ctx: &JobContext<'_>,
    invoice: &CustomerInvoice,
    customer: &Customer,
) -> Result<(), Problem> {
    let reference = ctx.services.reference(ctx.ports).await?;
    let company = input::company(&reference.company)?;
    let fields = &customer.fields;
    let country = |code: &Option<String>| -> Option<CountryCode> { code.as_deref()?.trim().parse().ok() };
    let Some(billed_to) = country(&invoice.invoice_country_code) else {
        return Ok(());
    };
    let now_in = country(&fields.invoice_country_code).unwrap_or(company.country);
    let vat_number = fields
        .vat_number
        .as_deref()
        .and_then(|text| text.trim().parse().ok());
    let buyer = |is_private, country, delivery_country| Buyer {
        is_private,
        country,
        delivery_country,
        vat_number: vat_number.clone(),
        force_bookkeep_vat: fields.force_bookkeep_vat == Some(true),
        northern_ireland: fields.is_northern_ireland == Some(true),
        reverse_charge_construction: is_reversed(customer),
    };
    let then = buyer(
        invoice.customer_is_private_person,
        billed_to,
        country(&invoice.delivery_country_code),
    );
    let by_delivery = fields.delivery_based_vat == Some(true);
    let goes_to = country(&fields.delivery_country_code).filter(|_| by_delivery);
    let now = buyer(fields.is_private_person, now_in, goes_to);
    let place = input::place_of_supply(&ctx.compiled.settings);
    let was = sale::sale_kind(&company, &then, place);
    let would_be = sale::sale_kind(&company, &now, PlaceOfSupply::DeliveryCountry);
    let is_same = was == would_be || was.has_accounts_of(would_be);
    if is_same && then.is_private == now.is_private {
        return Ok(());
    }
    let document = Answer::invoice(invoice.clone()).document();
    let name = describe(&document);
    let who = |buyer: &Buyer| match buyer.is_private {
        true => words::A_PRIVATE_PERSON,
        false => words::A_COMPANY,
    };
    let number = number(customer);
    Err(Problem::new(
        Code::VALUE_INVALID,
        event::credit_of_other_kind(
            number,
            &name,
            Named::phrase(&was.told()),
            who(&then),
            Named::phrase(&would_be.told()),
            who(&now),
        ),
        format!(
            "Credit {name} by hand in eAccounting; or give customer {number} the country and delivery address of that invoice, and replay {}.",
            ctx.job.source
        ),
    )
    .in_case(case::VALUE_INVALID_CREDIT_CUSTOMER, [&number, &RecordName::of_document(&document).number]))
}

async fn new_draft(
    ctx: &JobContext<'_>,
    invoice: &CustomerInvoice,
    customer: Option<Customer>,
) -> Result<NewInvoiceDraft, Problem> {
    let reference = ctx.services.reference(ctx.ports).await?;
    let credited = invoice
        .invoice_number
        .map_or_else(|| invoice.id.to_string(), |number| number.to_string());
    let text = ctx
        .compiled
        .settings
        .orders
        .credit_text
        .as_str()
        .replace("{invoice}", &credited);
    let own_currency = reference.context.currency.to_string();
    if let Some(customer) = &customer {
        same_currency(invoice, customer, &own_currency)?;
    }
    let reversed = reference.company.uses_reverse_construction_vat
        && invoice.total_vat_amount.is_zero()
        && customer.is_some_and(|customer| is_reversed(&customer));
    // If no row is free, only the reference names the credited invoice.
    let about = (invoice.rows.len() < MAX_ROWS).then(|| NewInvoiceDraftRow {
        is_text_row: true,
        text: Some(shorten(&text, LONGEST_TEXT)),
        ..NewInvoiceDraftRow::default()
    });
    let rows = about.into_iter().chain(invoice.rows.iter().map(|row| {
        if row.is_text_row {
            return NewInvoiceDraftRow {
                is_text_row: true,
                text: row.text.clone(),
                ..NewInvoiceDraftRow::default()
            };
        }
        NewInvoiceDraftRow {
            article_id: row.article_id,
            article_number: row.article_number.clone(),
            text: row.text.clone(),
            unit_price: Some(row.unit_price),
            quantity: Some(-row.quantity),
            discount_percentage: Some(row.discount_percentage),
            reversed_construction_services_vat_free: reversed,
            // A project or a cost center that kept its sale would show revenue that nobody has.
            cost_center_item_id1: row.cost_center_item_id1,
            cost_center_item_id2: row.cost_center_item_id2,
            cost_center_item_id3: row.cost_center_item_id3,
            project_id: row.project_id,
            ..NewInvoiceDraftRow::default()
        }
    }));
    Ok(NewInvoiceDraft {
        customer_id: invoice.customer_id,
        is_credit_invoice: Some(true),
        rows: rows
            .zip(1..)
            .map(|(row, number)| NewInvoiceDraftRow {
                line_number: Some(number),
                ..row
            })
            .collect(),
        your_reference: invoice.your_reference.clone(),
        our_reference: invoice.our_reference.clone(),
        buyers_order_reference: invoice.buyers_order_reference.clone(),
        invoice_date: Some(ctx.now().to_zoned_datetime(reference.zone.clone()).date()),
        replace_unit_price_when_zero: Some(false),
        ..NewInvoiceDraft::default()
    })
}

/// Whether the customer is under reverse charge for construction, which an invoice's rows don't show. If it was
/// different when the invoice was made, the totals differ and nothing is booked.
fn is_reversed(customer: &Customer) -> bool {
    customer.fields.reverse_charge_on_construction_services == Some(true)
}

/// Rejects a credit in another currency than its invoice: a draft takes its customer's currency, and the invoice's
/// amounts for it. An invoice that was created from an order has the order's currency.
fn same_currency(invoice: &CustomerInvoice, customer: &Customer, own: &str) -> Result<(), Problem> {
    let or_own = |code: &Option<String>| match code.as_deref().map(str::trim) {
        Some(code) if !code.is_empty() => code.to_uppercase(),
        _ => own.to_owned(),
    };
    let (wanted, theirs) = (
        or_own(&invoice.currency_code),
        or_own(&customer.fields.currency_code),
    );
    if wanted == theirs {
        return Ok(());
    }
    let document = Answer::invoice(invoice.clone()).document();
    let name = describe(&document);
    Err(Problem::new(
        Code::VALUE_INVALID,
        event::credit_in_other_currency(Named::first(&name), wanted, number(customer), theirs),
        format!("Credit {name} by hand in eAccounting."),
    )
    .in_case(
        case::VALUE_INVALID_CREDIT_BY_HAND,
        [&RecordName::of_document(&document).number],
    ))
}

fn gone(invoice: &CustomerInvoice) -> Problem {
    Problem::new(
        Code::OUTCOME_UNKNOWN,
        event::credit_draft_is_gone(describe(&Answer::invoice(invoice.clone()).document())),
        "Look in eAccounting whether the invoice is credited, and credit it by hand if it is not.",
    )
    .with_kind(model::Kind::NeedsPerson)
}
