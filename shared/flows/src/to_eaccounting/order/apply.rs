//! Writes what was decided of an order: its customer and articles, then its documents, each once.
//!
//! Every creating request is announced to the ledger first. An attempt that finds such an announcement left open looks the
//! document up by its natural key before it creates anything; what earlier attempts created is in the record and is not
//! created again.

use std::sync::Arc;

use engine::{ClaimState, FlowOutcome, RecordName, describe};
use ledger::{Document, DocumentKind, Record};
use mapping::Target;
use model::reason::{Word, words};
use model::{Code, Named, Problem, Reason, StepName, case, event, reason, step};
use settings::DocumentPlan;
use uuid::Uuid;

use super::answer::Answer;
use super::articles;
use super::by_hand;
use super::decide::{billing, validate_buyer};
use super::documents::{new_draft, new_order};
use super::namesakes::{self, Found};
use super::natural_key::natural_key;
use super::period::check_period;
use super::plan::{OrderDraft, OrderPlan, Ready};
use super::post_actions;
use super::recover::{LookupKey, Stage, find_existing, resolve};
use crate::JobContext;
use crate::recording::record_sent;
use crate::sale_conversion::is_without_vat;
use crate::to_eaccounting::customer::newer::note_backfilled;
use crate::to_eaccounting::customer::write::{Change, write as write_customer};
use crate::two_way;
use crate::wording::named;

/// Writes what was decided: articles, customer and documents.
pub(super) async fn apply(
    ctx: &mut JobContext<'_>,
    plan: OrderPlan,
    claim: ClaimState,
) -> Result<FlowOutcome, Problem> {
    match Box::pin(write_customer_and_articles(ctx, plan)).await? {
        Prepared::Ready(ready) => create_documents(ctx, &ready, claim).await,
        Prepared::DryRun(why) => Ok(FlowOutcome::skipped(why)),
    }
}

/// What there is after customer and articles are written.
enum Prepared {
    /// All that the document needs.
    Ready(Box<Ready>),
    /// The settings ask for a dry run: what the order would have become.
    DryRun(Reason),
}

async fn write_customer_and_articles(ctx: &mut JobContext<'_>, plan: OrderPlan) -> Result<Prepared, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings;
    let OrderPlan {
        draft,
        basis,
        customer,
        buyer: planned_for,
        mut sale,
        new_articles,
        article_updates,
    } = plan;
    let OrderDraft {
        order, mapped, book, ..
    } = *draft;
    let mut book = book.unwrap_or_default();
    articles::update(ctx, article_updates).await?;
    let written = Box::pin(write_customer(ctx, &order.customer, customer)).await?;
    if settings.orders.dry_run {
        if !new_articles.is_empty() {
            let articles = Named::counted(new_articles.len(), "article", "articles");
            ctx.step(StepName::Article, step::articles_would_be_created(articles));
        }
        let document = settings.document_plan(order.payment_method.as_deref()).document;
        let total = order.currency.show(sale.totals.gross);
        return Ok(Prepared::DryRun(reason::dry_run_of_order(
            in_words(document),
            total,
        )));
    }
    let Some((buyer, change)) = written else {
        return Ok(Prepared::DryRun(reason::dry_run_without_customer()));
    };
    let fields = match &change {
        Change::Created => Some(None),
        Change::Updated(fields) => Some(Some(fields.as_slice())),
        Change::Unchanged | Change::DryRun => None,
    };
    if let Some(fields) = fields {
        note_backfilled(ctx, &order, &buyer, fields).await?;
        two_way::note_order(ctx, &buyer, fields).await?;
    }
    articles::create(ctx, &new_articles, &mut book, &basis.codings).await?;
    // Another job may have written the same customer or articles since they were read.
    let (as_written, objections) =
        validate_buyer(&buyer.fields, &billing(&order, &mapped, &basis), settings)?;
    for objection in objections {
        ctx.services.go_on(Err::<(), _>(objection))?;
    }
    if !new_articles.is_empty() || as_written != planned_for {
        sale = sale::plan(&order, &basis.company, &as_written, &book, &basis.rules)?;
        ctx.services.trace(|trace| {
            trace.book = Some(book.clone());
            trace.sale = Some(sale.clone());
        });
    }
    let natural_key = natural_key(&compiled.mapping, &mapped, &order);
    Ok(Prepared::Ready(Box::new(Ready {
        order,
        reference: basis.reference,
        company: basis.company,
        buyer,
        sale,
        mapped,
        natural_key,
    })))
}

/// Creates what the settings say, from wherever earlier attempts left off.
async fn create_documents(
    ctx: &mut JobContext<'_>,
    ready: &Ready,
    claim: ClaimState,
) -> Result<FlowOutcome, Problem> {
    let plan = ctx
        .compiled
        .settings
        .document_plan(ready.order.payment_method.as_deref());
    let stages = Stage::chain(plan.document);
    let mut have = match claim {
        ClaimState::Resumed(record) => record.documents,
        ClaimState::InDoubt(intent) => resolve(ctx, &LookupKey::of(ready), &intent).await?,
        ClaimState::New | ClaimState::Exists(_) | ClaimState::Answered(_) => Vec::new(),
    };
    let mut last: Option<Answer> = None;
    let (mut made_now, mut posted) = (false, false);
    for (index, stage) in stages.iter().enumerate() {
        let is_made = |stage: &Stage| have.iter().any(|document| document.kind == stage.makes());
        // What has become the next document may be gone, as a draft that was booked.
        if stages[index + 1..].iter().any(is_made) {
            continue;
        }
        if let Some(known) = have
            .iter()
            .rev()
            .find(|document| document.kind == stage.makes())
            .cloned()
        {
            // What an earlier attempt created is read and compared again: a person may have corrected it since.
            let answer = read(ctx, &known).await?;
            answer.verify(ready)?;
            last = Some(answer);
            continue;
        }
        let before = last.as_ref().map(Answer::document);
        if before.is_none() && !ctx.services.continue_on_error() {
            if let Some(record) = namesakes::same_sale(ctx, &ready.order).await? {
                return follow_same_sale(ctx, &record).await;
            }
            if let Some(found) = find_existing(ctx, ready, *stage).await? {
                return handle_existing(ctx, ready, found).await;
            }
        }
        if before.is_none() {
            let is_open = check_period(ctx, ready, &plan).await;
            ctx.services.go_on(is_open)?;
        }
        if ctx.commit(stage.intent(ready, before.as_ref())).await?.is_some() {
            return Err(ctx.concurrent_update());
        }
        let answer = match post_document(ctx, ready, *stage, &plan, last.as_ref()).await {
            Ok(answer) => answer,
            Err(problem) => return Err(ctx.refused(problem)),
        };
        let document = answer.document();
        ctx.step(StepName::Create, step::created(describe(&document)));
        let verified = answer.verify(ready);
        let next = stages
            .get(index + 1)
            .filter(|_| verified.is_ok())
            .map(|next| next.intent(ready, Some(&document)));
        if next.is_some() || verified.is_err() {
            ctx.progress(document.clone(), next).await?;
        }
        verified?;
        have.push(document);
        last = Some(answer);
        made_now = true;
        posted |= before.is_none();
    }
    let Some(answer) = last else {
        return Ok(FlowOutcome::skipped(reason::no_document()));
    };
    if !posted {
        // An earlier attempt has sent it.
        ctx.recorder.clear_sent("order");
    }
    let document = answer.document();
    crate::to_activecampaign::origin::remember(ctx, &have).await?;
    let remarks = post_actions::after(ctx, ready, &plan, &answer, made_now).await?;
    ctx.finish(Some(document.clone())).await?;
    let became = reason::became(named(&ready.order), describe(&document));
    Ok(FlowOutcome::Done {
        document: Some(document),
        text: Reason::joined(std::iter::once(became).chain(remarks)),
    })
}

/// A document of the settings, with its article.
fn in_words(document: settings::Document) -> Word {
    match document {
        settings::Document::Order => words::AN_ORDER,
        settings::Document::OrderInvoiced => words::AN_ORDER_AND_ITS_INVOICE,
        settings::Document::InvoiceDraft => words::AN_INVOICE_DRAFT,
        settings::Document::Invoice => words::AN_INVOICE,
    }
}

/// The order was sent under another connection: from now on what happens to it is followed here, too.
async fn follow_same_sale(ctx: &mut JobContext<'_>, record: &Record) -> Result<FlowOutcome, Problem> {
    let document = record.documents.last().cloned();
    let name = document.as_ref().map(describe).unwrap_or_default();
    let text = reason::exists_of_same_sale(name, &record.key);
    ctx.lock().await?;
    ctx.finish(document).await?;
    Ok(FlowOutcome::SkippedAndStored(text))
}

async fn handle_existing(
    ctx: &mut JobContext<'_>,
    ready: &Ready,
    found: Found,
) -> Result<FlowOutcome, Problem> {
    if let Some(record) = &found.made_of_same_sale {
        return follow_same_sale(ctx, record).await;
    }
    let found = found.answer;
    let settings = &ctx.compiled.settings;
    let name = describe(&found.document());
    let (number, key) = (&ready.order.number, &ready.natural_key);
    let same_currency = found
        .currency()
        .is_none_or(|currency| currency.eq_ignore_ascii_case(ready.order.currency.as_str()));
    let is_shops_total = found.total() == ready.order.total && !is_without_vat(&ready.order, settings);
    let same_total = is_shops_total || found.total() == ready.sale.totals.gross;
    if same_total && same_currency {
        by_hand::note(ctx, &found.document()).await?;
        return Ok(FlowOutcome::skipped(reason::exists_with_reference(name, key)));
    }
    Err(Problem::new(
        Code::TOTAL_MISMATCH,
        event::other_document(
            &name,
            key,
            format!("{:.2} {}", found.total(), found.currency().unwrap_or_default()),
            number,
            ready.order.currency.show(ready.order.total),
        ),
        format!(
            "If {name} is this order, correct it there and nothing more is to be done. If it is another one, change its reference in eAccounting and replay."
        ),
    )
    .in_case(case::TOTAL_MISMATCH_ANOTHER_DOCUMENT, [&RecordName::of_document(&found.document()).number]))
}

/// A document that was created for this order, as it is now.
pub(super) async fn read(ctx: &JobContext<'_>, known: &Document) -> Result<Answer, Problem> {
    let client = &ctx.services.eaccounting;
    let gone = || {
        Problem::new(
            Code::SOURCE_MISSING,
            event::document_is_gone(Named::first(describe(known))),
            "If it was deleted on purpose, nothing is to be done. Otherwise enter the order by hand.",
        )
    };
    let id: Uuid = known.id.parse().map_err(|_| gone())?;
    let answer = match known.kind {
        DocumentKind::Order => client.order(id).await?.map(Answer::order),
        DocumentKind::InvoiceDraft => client.invoice_draft(id).await?.map(Answer::draft),
        DocumentKind::Invoice | DocumentKind::Customer => client.invoice(id).await?.map(Answer::invoice),
    };
    answer.ok_or_else(gone)
}

async fn post_document(
    ctx: &mut JobContext<'_>,
    ready: &Ready,
    stage: Stage,
    plan: &DocumentPlan,
    before: Option<&Answer>,
) -> Result<Answer, Problem> {
    let client = Arc::clone(&ctx.services.eaccounting);
    Ok(match (stage, before) {
        (Stage::Order, _) => {
            let order = new_order(ctx, ready, plan).await?;
            record_sent(
                ctx,
                Target::Order,
                "order",
                &order,
                &ready.mapped,
                Some(&ready.sale),
            );
            Answer::order(client.create_order(&order).await?)
        }
        (Stage::Draft, _) => {
            let draft = new_draft(ctx, ready, plan).await?;
            record_sent(
                ctx,
                Target::Order,
                "order",
                &draft,
                &ready.mapped,
                Some(&ready.sale),
            );
            Answer::draft(client.create_invoice_draft(&draft).await?)
        }
        (Stage::InvoiceOfOrder, Some(Answer::Order(order))) => {
            Answer::invoice(client.convert_order_to_invoice(order.id).await?)
        }
        (Stage::InvoiceOfDraft, Some(Answer::Draft(draft))) => {
            // eAccounting refuses the conversion, before anything is booked, when its totals are not these.
            let expected = crate::sale_conversion::output::expected_totals(&ready.sale, &ready.company);
            Answer::invoice(client.convert_invoice_draft(draft.id, &expected).await?)
        }
        (Stage::InvoiceOfOrder | Stage::InvoiceOfDraft, _) => {
            return Err(Problem::new(
                Code::OUTCOME_UNKNOWN,
                event::to_invoice_from_missing(ctx.name()),
                "Look in eAccounting whether the invoice exists, then replay.",
            ));
        }
    })
}
