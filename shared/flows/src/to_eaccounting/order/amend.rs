//! Orders that have changed since their documents were created.

use eaccounting::types::{CustomerInvoice, OrderStatus};
use engine::{FlowOutcome, JobOutcome, Notice, RecordName, describe, notify_parked, notify_settled};
use ledger::{Amendment, Document, DocumentKind, Key, Record, SETTLED};
use model::reason::{Word, words};
use model::{Address, Cause, Code, Named, Order, OrderState, Problem, Reason, Source, case, event, reason};
use rust_decimal::Decimal;
use settings::{DealWhen, OnCancel, OnChange};

use super::answer::Answer;
use super::credit::Credit;
use super::credited::{self, Credited};
use super::load::payload_hash;
use super::part_refunded::{PartialRefund, partial_refund, refunded_again};
use super::wording::{active_again, called_off, latest, place, when_called_off};
use super::{apply, credit, post_actions};
use crate::JobContext;
use crate::sale_conversion::is_without_vat;
use crate::to_activecampaign::status;
use crate::wording::named;

/// The order has changed in the shop since its document was created.
pub(crate) async fn changed(
    ctx: &mut JobContext<'_>,
    order: &Order,
    record: &Record,
) -> Result<FlowOutcome, Problem> {
    if is_gone(order) && status::has_lost(ctx, &order.source).await? {
        return Ok(FlowOutcome::exists(record));
    }
    if is_reopened(order, ctx.compiled.settings.orders.deals.when) {
        if status::has_opened(ctx, &order.source).await? {
            return Ok(FlowOutcome::exists(record));
        }
        // It may be won again in a moment: nothing is credited for it.
        return cancelled(ctx, order, record, None).await;
    }
    if is_gone(order) {
        let why = match ctx.compiled.settings.orders.on_cancel {
            OnCancel::Credit => match credit::credit(ctx, order, record).await? {
                Credit::Done(outcome) => return Ok(outcome),
                Credit::ByPerson(why) => Some(why),
                Credit::Replaced(document) => return replaced(ctx, order, record, &document).await,
            },
            OnCancel::Park | OnCancel::Skip => None,
        };
        let begun = credit::begun(ctx).await?;
        credit::give_up(ctx, begun.as_ref(), "it is left to a person").await?;
        return cancelled(ctx, order, record, why).await;
    }
    let hash = payload_hash(order);
    if let Some(outcome) = revived(ctx, order, record, &hash).await? {
        return Ok(outcome);
    }
    let known = [&record.payload_hash, &record.made_of];
    if record.problem.is_none()
        && known.contains(&&Some(hash.clone()))
        && let Some(outcome) = post_actions::paid_since(ctx, order, record).await?
    {
        return Ok(outcome);
    }
    if sale::says_partial_refund(order) && known.contains(&&Some(hash.clone())) {
        let is_told = record
            .problem
            .as_ref()
            .is_some_and(|problem| problem.code == Code::PARTIAL_REFUND);
        let refund = match is_told {
            true => refunded_again(ctx, order, record).await?,
            false => {
                let sent = read_latest(ctx, record).await?;
                partial_refund(ctx, order, record, sent.as_ref()).await?
            }
        };
        if let Some(refund) = refund {
            return tell_refund(ctx, order, record, refund).await;
        }
    }
    if record.made_of.as_deref() == Some(hash.as_str()) {
        let text = reason::changed_back(named(order), place(order), latest(&record.documents));
        if let Some(told) = &record.problem {
            let notice = Notice::ChangedBack {
                record: ctx.record_name(),
                document: record.documents.last().map(RecordName::of_document),
            };
            let (ledger, alerts) = (&ctx.ports.ledger, ctx.ports.alerts.as_ref());
            notify_settled(ledger, alerts, told.code, notice).await;
        }
        return agrees_again(ctx, record, text).await;
    }
    if record.payload_hash.as_deref() == Some(hash.as_str()) {
        let told = record.problem.as_ref().map(|problem| problem.code);
        if told == Some(Code::SOURCE_MISSING) {
            let text = reason::there_again(named(order), latest(&record.documents));
            return agrees_again(ctx, record, text).await;
        }
        return match record.problem.as_ref().filter(|_| record.is_unsettled()) {
            Some(problem) if ctx.job.cause == Cause::Replay => {
                settled_by_person(ctx, order, record, problem).await
            }
            _ => Ok(FlowOutcome::exists(record)),
        };
    }
    let sent = read_current(ctx, order, record).await?;
    if let Some(refund) = partial_refund(ctx, order, record, sent.as_ref()).await? {
        return tell_refund(ctx, order, record, refund).await;
    }
    if let Some(sent) = &sent
        && (is_deal_of(ctx, order, sent).await? || is_all_but_the_buyer(ctx, order, sent))
    {
        let text = reason::changed_alike(named(order), place(order), latest(&record.documents));
        return agrees_again(ctx, record, text).await;
    }
    let problem = match sent {
        None => no_longer_there(order, record),
        Some(Answer::Invoice(invoice)) => {
            let credited = credited::credited(ctx, Some(order), &invoice).await?;
            let name = describe(&Answer::Invoice(invoice.clone()).document());
            match credited {
                Credited::Whole => nothing_stands(order, event::is_credited(name)),
                Credited::Part(_) if agrees_with_rest(ctx, order, &invoice).await? => {
                    let total = order.currency.show(order.total);
                    let text = reason::corrected(named(order), place(order), name, total);
                    return agrees_again(ctx, record, text).await;
                }
                Credited::Part(_) | Credited::No => differs(ctx, order, &Answer::Invoice(invoice)),
            }
        }
        Some(sent) => differs(ctx, order, &sent),
    };
    let park = ctx.compiled.settings.orders.on_change != OnChange::Skip;
    tell(ctx, record, problem, "orders.on_change", park).await
}

/// Whether a shop has erased who bought, and a document still is all else that its order says.
fn is_all_but_the_buyer(ctx: &JobContext<'_>, order: &Order, sent: &Answer) -> bool {
    is_erased(order) && sent.sells(order) && sent.agrees_with(order, Decimal::ZERO, &ctx.compiled.settings)
}

/// Whether a shop has erased who bought.
fn is_erased(order: &Order) -> bool {
    let buyer = &order.customer;
    let is_nowhere =
        |address: &Address| address.address1.is_none() && address.postal.is_none() && address.city.is_none();
    matches!(order.source, Source::Order { .. })
        && buyer.email.is_none()
        && is_nowhere(&buyer.billing)
        && is_nowhere(&buyer.delivery)
}

/// An order was changed, and its document is as it was before.
fn differs(ctx: &JobContext<'_>, order: &Order, sent: &Answer) -> Problem {
    let document = describe(&sent.document());
    let changed = event::changed_after(Named::first(named(order)), place(order), &document);
    let remedy = match sent {
        Answer::Invoice(_) => format!("Compare both, and credit {document} or a part of it if it is wrong."),
        Answer::Order(_) | Answer::Draft(_) => format!("Compare both and correct {document}."),
    };
    Problem::new(
        Code::CHANGED_AFTER_CREATION,
        Reason::sentences([changed, difference(ctx, order, sent, &document)]),
        format!("{remedy} Ekobridge leaves it as it is."),
    )
}

/// An order was changed, and somebody has deleted its document.
fn no_longer_there(order: &Order, record: &Record) -> Problem {
    nothing_stands(order, event::is_deleted(Named::first(latest(&record.documents))))
}

/// An order was changed of which nothing is in the books any more: why.
fn nothing_stands(order: &Order, why: Reason) -> Problem {
    let changed = event::changed_since(Named::first(named(order)), place(order));
    Problem::new(
        Code::CHANGED_AFTER_CREATION,
        Reason::sentences([changed, why]),
        enter_by_hand(order),
    )
    .in_case(case::CHANGED_AFTER_CREATION_ENTER, [&order.number])
}

/// What to do about an order that is right, and of which nothing is in the books.
fn enter_by_hand(order: &Order) -> String {
    let what = match order.source {
        Source::Deal(_) => "deal",
        _ => "order in the shop",
    };
    format!(
        "If the {what} is right, enter it in eAccounting by hand, with reference {}. Ekobridge makes no second document of it.",
        order.number
    )
}

/// Whether an order comes to what is left of its invoice.
async fn agrees_with_rest(
    ctx: &JobContext<'_>,
    order: &Order,
    invoice: &CustomerInvoice,
) -> Result<bool, Problem> {
    let credited = credited::unrounded(ctx, invoice).await?;
    Ok(Answer::invoice(invoice.clone()).agrees_with(order, credited, &ctx.compiled.settings))
}

/// Whether a document is all that a deal says: its value, its currency, and the customer that its contact is. The contact may have
/// another e-mail address by now, and still is that customer.
async fn is_deal_of(ctx: &JobContext<'_>, order: &Order, sent: &Answer) -> Result<bool, Problem> {
    let (Source::Deal(_), Some(contact)) = (&order.source, &order.customer.contact_id) else {
        return Ok(false);
    };
    if !sent.agrees_with(order, Decimal::ZERO, &ctx.compiled.settings) {
        return Ok(false);
    }
    let contact = Source::Contact(contact.clone());
    let customer = ctx
        .ports
        .ledger
        .document_of(&contact, DocumentKind::Customer)
        .await?;
    Ok(customer.is_some_and(|customer| customer.id == sent.customer().to_string()))
}

/// What has become of a difference that a person was told of, and has the record replayed for now. It is gone if the person has
/// done something about the document since, and its total, without what is credited of it, is the order's. Whether a document
/// that a person has left alone may stay as it is, or whether one that is gone has been replaced, only they can say.
async fn settled_by_person(
    ctx: &mut JobContext<'_>,
    order: &Order,
    record: &Record,
    problem: &Problem,
) -> Result<FlowOutcome, Problem> {
    let settings = &ctx.compiled.settings;
    // Of a refund that a shop's status alone tells of, the amount is known to the person who has credited it.
    let is_of_status = problem.code == Code::PARTIAL_REFUND && sale::says_partial_refund(order);
    let is_settled = match credited::booked(ctx, Some(order), record).await? {
        Some(invoice) => match credited::credited(ctx, Some(order), &invoice).await? {
            Credited::Part(_) | Credited::Whole if is_of_status => true,
            Credited::Part(_) => agrees_with_rest(ctx, order, &invoice).await?,
            Credited::Whole => match credited::replacement(ctx, order, record).await? {
                Some(document) => {
                    apply::read(ctx, &document)
                        .await?
                        .agrees_with(order, Decimal::ZERO, settings)
                }
                None => false,
            },
            Credited::No => false,
        },
        None => match read_latest(ctx, record).await? {
            Some(Answer::Order(document)) if document.modified_utc > record.read_at => {
                is_of_status || Answer::Order(document).agrees_with(order, Decimal::ZERO, settings)
            }
            // A draft doesn't say when it was changed.
            _ => false,
        },
    };
    if !is_settled {
        if let Some(now) = undone_since(ctx, order, record, problem).await? {
            return tell(ctx, record, now, "orders.on_change", true).await;
        }
        return Ok(FlowOutcome::AlreadyDecided(JobOutcome::Parked(problem.clone())));
    }
    let text = reason::corrected(
        named(order),
        place(order),
        latest(&record.documents),
        order.currency.show(order.total),
    );
    seen_to(ctx, record, problem.clone(), text).await
}

/// What a person has to do next, who was told of a difference and has credited or deleted the whole document for it.
async fn undone_since(
    ctx: &JobContext<'_>,
    order: &Order,
    record: &Record,
    problem: &Problem,
) -> Result<Option<Problem>, Problem> {
    if problem.code != Code::CHANGED_AFTER_CREATION || problem.case.is_some() {
        return Ok(None);
    }
    if let Some(invoice) = credited::booked(ctx, Some(order), record).await? {
        let credited = credited::credited(ctx, Some(order), &invoice).await?;
        let name = describe(&Answer::invoice(invoice).document());
        return Ok((credited == Credited::Whole).then(|| nothing_stands(order, event::is_credited(name))));
    }
    let is_gone = read_latest(ctx, record).await?.is_none();
    Ok(is_gone.then(|| no_longer_there(order, record)))
}

/// A person has done what they were told of, or before they were: the record knows what that was.
async fn seen_to(
    ctx: &mut JobContext<'_>,
    record: &Record,
    problem: Problem,
    text: Reason,
) -> Result<FlowOutcome, Problem> {
    keep_settled(ctx, record, problem).await?;
    Ok(FlowOutcome::Done {
        document: record.documents.last().cloned(),
        text,
    })
}

/// The newest document as eAccounting has it; `None` if there is none, or if somebody has deleted it.
async fn read_latest(ctx: &JobContext<'_>, record: &Record) -> Result<Option<Answer>, Problem> {
    let Some(document) = record.documents.last() else {
        return Ok(None);
    };
    match apply::read(ctx, document).await {
        Ok(answer) => Ok(Some(answer)),
        Err(problem) if problem.code == Code::SOURCE_MISSING => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// What stands of an order in eAccounting: the invoice that it has become, or else the newest document.
async fn read_current(
    ctx: &JobContext<'_>,
    order: &Order,
    record: &Record,
) -> Result<Option<Answer>, Problem> {
    let latest = read_latest(ctx, record).await?;
    let is_open = match &latest {
        Some(Answer::Order(latest)) => latest.status != OrderStatus::Invoiced,
        Some(Answer::Draft(_) | Answer::Invoice(_)) => true,
        None => false,
    };
    if is_open {
        return Ok(latest);
    }
    let booked = credited::booked(ctx, Some(order), record).await?;
    Ok(booked.map(Answer::invoice).or(latest))
}

/// In which amount or currency an order that has changed differs from its document.
fn difference(ctx: &JobContext<'_>, order: &Order, sent: &Answer, document: &str) -> Reason {
    let settings = &ctx.compiled.settings;
    let currency = sent.currency().unwrap_or_default();
    if !currency.is_empty() && !currency.eq_ignore_ascii_case(order.currency.as_str()) {
        return event::currency_now(order.currency, document, currency.to_uppercase());
    }
    let (total, now) = (sent.total(), sent.total_of(order, settings));
    let is_same = total == now;
    let show = |amount: Decimal| order.currency.show(amount);
    match is_without_vat(order, settings) {
        true if is_same => event::both_totals(show(now)),
        false if is_same => event::both_totals(show(order.total)),
        true => event::total_now_with_vat(show(now), document, show(total)),
        false => event::total_now(show(order.total), document, show(total)),
    }
}

/// The order agrees with its document: there is nothing left to compare or to correct.
async fn agrees_again(
    ctx: &mut JobContext<'_>,
    record: &Record,
    text: Reason,
) -> Result<FlowOutcome, Problem> {
    ctx.ports
        .ledger
        .amend(record, ctx.claim_request(), Amendment::Agrees)
        .await?;
    Ok(FlowOutcome::Done {
        document: record.documents.last().cloned(),
        text,
    })
}

/// An order that is to be had again, after it was cancelled or refunded. Its document may have been credited or deleted for that,
/// by Ekobridge or by a person: then the sale is booked nowhere, and a person has to enter it. A credit that waits is given up.
async fn revived(
    ctx: &mut JobContext<'_>,
    order: &Order,
    record: &Record,
    hash: &str,
) -> Result<Option<FlowOutcome>, Problem> {
    let told = record.problem.as_ref().map(|problem| problem.code);
    let is_known = record.payload_hash.as_deref() == Some(hash);
    if told == Some(Code::CHANGED_AFTER_CREATION) && is_known {
        return Ok(None);
    }
    let begun = credit::begun(ctx).await?;
    let undone = match credit::made(begun.as_ref()) {
        Some(credit) => Some(Undone::CreditedBy(describe(&credit))),
        None => {
            let why = format!("{} {}", named(order), active_again(order));
            let is_given_up = credit::give_up(ctx, begun.as_ref(), &why).await?;
            let was_called_off = is_given_up || told == Some(Code::CANCELLED_AFTER_CREATION);
            // Ekobridge has closed the deal as lost, since its document was undone.
            if !was_called_off && !status::has_lost(ctx, &order.source).await? {
                return Ok(None);
            }
            let undone = undone_by_person(ctx, Some(order), record).await?;
            if undone.is_none() && !was_called_off {
                return Ok(None);
            }
            undone.map(Undone::ByPerson)
        }
    };
    let document = latest(&record.documents);
    let Some(undone) = undone else {
        let is_same = is_known || record.made_of.as_deref() == Some(hash);
        if !is_same {
            return Ok(None);
        }
        let text = reason::active_again(named(order), active_again(order), document);
        return agrees_again(ctx, record, text).await.map(Some);
    };
    let (first, again, when) = (
        Named::first(named(order)),
        active_again(order),
        when_called_off(order),
    );
    let told = match undone {
        Undone::CreditedBy(credit) => event::back_but_credited_by(first, again, document, credit, when),
        Undone::ByPerson(words::WAS_CREDITED) => event::back_but_credited(first, again, document, when),
        Undone::ByPerson(_) => event::back_but_deleted(first, again, document, when),
    };
    let problem = Problem::new(Code::CHANGED_AFTER_CREATION, told, enter_by_hand(order))
        .in_case(case::CHANGED_AFTER_CREATION_ENTER, [&order.number]);
    let park = ctx.compiled.settings.orders.on_change != OnChange::Skip;
    tell(ctx, record, problem, "orders.on_change", park)
        .await
        .map(Some)
}

/// What was done with the document of an order that was called off.
enum Undone {
    /// Ekobridge has credited it: by which credit.
    CreditedBy(String),
    /// A person has credited or deleted it.
    ByPerson(Word),
}

/// What a person did with the document of an order that was cancelled, in words; `None` if it stands.
async fn undone_by_person(
    ctx: &JobContext<'_>,
    order: Option<&Order>,
    record: &Record,
) -> Result<Option<Word>, Problem> {
    if let Some(invoice) = credited::booked(ctx, order, record).await? {
        let credited = credited::credited(ctx, order, &invoice).await?;
        return Ok((credited == Credited::Whole).then_some(words::WAS_CREDITED));
    }
    let Some(latest) = record.documents.last() else {
        return Ok(None);
    };
    if order.is_none() && latest.kind == DocumentKind::InvoiceDraft {
        // Its invoice, where somebody has booked it, is found by the order's reference alone.
        return Ok(None);
    }
    let is_gone = read_latest(ctx, record).await?.is_none();
    Ok(is_gone.then_some(words::WAS_DELETED))
}

/// Tells of a refund of a part, or that it is credited.
async fn tell_refund(
    ctx: &mut JobContext<'_>,
    order: &Order,
    record: &Record,
    refund: PartialRefund,
) -> Result<FlowOutcome, Problem> {
    match refund {
        PartialRefund::ToCredit(problem) => {
            let orders = &ctx.compiled.settings.orders;
            let park = orders.on_change != OnChange::Skip || orders.on_cancel != OnCancel::Skip;
            tell(ctx, record, problem, "orders.on_change", park).await
        }
        // A status that stays may tell of a further refund.
        PartialRefund::Credited(text) if sale::says_partial_refund(order) => {
            let told = event::refunded_after(
                &order.number,
                latest(&record.documents),
                Named::phrase(&event::sign_status()),
            );
            let problem = Problem::new(Code::PARTIAL_REFUND, told, SETTLED);
            seen_to(ctx, record, problem, text).await
        }
        PartialRefund::Credited(text) => agrees_again(ctx, record, text).await,
    }
}

/// Whether the order is not to be had any more.
fn is_gone(order: &Order) -> bool {
    matches!(
        order.state,
        OrderState::Cancelled
            | OrderState::Refunded
            | OrderState::Returned
            | OrderState::Failed
            | OrderState::Lost
    )
}

/// Whether a deal whose document was created when it was won is open again.
fn is_reopened(order: &Order, when: DealWhen) -> bool {
    matches!(order.source, Source::Deal(_)) && order.state == OrderState::Open && when == DealWhen::Won
}

/// The order was cancelled or refunded after its document was created: a person is told, or only the journal.
async fn cancelled(
    ctx: &mut JobContext<'_>,
    order: &Order,
    record: &Record,
    why: Option<Reason>,
) -> Result<FlowOutcome, Problem> {
    let problem = cancelled_problem(order, &record.documents, why);
    let park = ctx.compiled.settings.orders.on_cancel != OnCancel::Skip;
    if park && let Some(undone) = undone_by_person(ctx, Some(order), record).await? {
        if let Some(document) = credited::replacement(ctx, order, record).await? {
            return replaced(ctx, order, record, &document).await;
        }
        let reason = reason::undone_already(called_off(order), latest(&record.documents), undone);
        return settled(ctx, record, problem, reason).await;
    }
    tell(ctx, record, problem, "orders.on_cancel", park).await
}

fn cancelled_problem(order: &Order, documents: &[Document], why: Option<Reason>) -> Problem {
    let document = latest(documents);
    let remedy = match documents.last().map(|document| document.kind) {
        Some(DocumentKind::Invoice) if why.is_none() => {
            format!("Credit {document} in eAccounting. Ekobridge leaves it as it is.")
        }
        Some(DocumentKind::Invoice) => {
            format!("Credit in eAccounting what is still booked of {document}. Ekobridge leaves it as it is.")
        }
        _ => format!(
            "Delete {document} in eAccounting, or credit its invoice if it has one by now. Ekobridge leaves it as it is."
        ),
    };
    let record = Named::first(named(order));
    let told = match called_off(order) {
        words::LOST => event::lost_after(record, document),
        words::REOPENED => event::reopened_after(record, document),
        _ => event::called_off_after(record, document),
    };
    Problem::new(
        Code::CANCELLED_AFTER_CREATION,
        Reason::sentences([told].into_iter().chain(why)),
        remedy,
    )
}

/// That an order is not to be had any more, in a sentence.
fn is_called_off(order: &Order) -> Reason {
    let first = Named::first(named(order));
    match called_off(order) {
        words::LOST => event::lost(first),
        words::REOPENED => event::reopened(first),
        _ => event::called_off(first),
    }
}

/// The order was cancelled or refunded. Its document is credited, and another stands in its place, which a person has to credit.
async fn replaced(
    ctx: &mut JobContext<'_>,
    order: &Order,
    record: &Record,
    replacement: &Document,
) -> Result<FlowOutcome, Problem> {
    let number = RecordName::of_document(replacement).number;
    let replacement = describe(replacement);
    let told = is_called_off(order);
    let credited = Named::first(latest(&record.documents));
    let problem = Problem::new(
        Code::CANCELLED_AFTER_CREATION,
        Reason::sentences([told, event::replaced_by(credited, &replacement)]),
        format!(
            "Credit {replacement} in eAccounting, if it is of the same sale. Ekobridge leaves it as it is."
        ),
    )
    .in_case(case::CANCELLED_AFTER_CREATION_REPLACED, [&number]);
    tell(ctx, record, problem, "orders.on_cancel", true).await
}

/// ActiveCampaign no longer has what a document was made of: a person is told once, and says what becomes of the document.
pub(crate) async fn deleted(
    ctx: &mut JobContext<'_>,
    record: &Record,
    problem: Problem,
) -> Result<FlowOutcome, Problem> {
    let is_told = record
        .problem
        .as_ref()
        .is_some_and(|told| told.code == Code::SOURCE_MISSING);
    if is_told && !record.is_unsettled() {
        return Ok(FlowOutcome::exists(record));
    }
    if let Some(undone) = undone_by_person(ctx, None, record).await? {
        let reason = reason::gone_and_undone(ctx.name(), latest(&record.documents), undone);
        return settled(ctx, record, problem, reason).await;
    }
    if is_told {
        return Ok(FlowOutcome::AlreadyDecided(JobOutcome::Parked(problem)));
    }
    ctx.ports
        .ledger
        .amend(record, ctx.claim_request(), Amendment::Unsettled(&problem))
        .await?;
    notify_parked(ctx.ports, ctx.record_name(), &problem).await;
    Ok(FlowOutcome::Parked(problem))
}

/// A person has seen to a problem, whether before or after they were told: the record keeps it as one that is settled.
async fn settled(
    ctx: &mut JobContext<'_>,
    record: &Record,
    problem: Problem,
    reason: Reason,
) -> Result<FlowOutcome, Problem> {
    keep_settled(ctx, record, problem).await?;
    Ok(FlowOutcome::SkippedAndStored(reason))
}

/// Keeps a problem in the record as one that a person has seen to.
async fn keep_settled(ctx: &JobContext<'_>, record: &Record, problem: Problem) -> Result<(), Problem> {
    let settled = Problem {
        remedy: SETTLED.to_owned(),
        ..problem
    };
    let ledger = &ctx.ports.ledger;
    ledger
        .amend(record, ctx.claim_request(), Amendment::Differs(&settled))
        .await?;
    Ok(())
}

/// The record stays done, and knows the newer payload now, so that this is told once. What a person has to settle is listed as
/// parked until it is.
async fn tell(
    ctx: &mut JobContext<'_>,
    record: &Record,
    problem: Problem,
    setting: &'static str,
    park: bool,
) -> Result<FlowOutcome, Problem> {
    let amendment = match park {
        true => Amendment::Unsettled(&problem),
        false => Amendment::Differs(&problem),
    };
    ctx.ports
        .ledger
        .amend(record, ctx.claim_request(), amendment)
        .await?;
    if park {
        notify_parked(ctx.ports, ctx.record_name(), &problem).await;
        return Ok(FlowOutcome::Parked(problem));
    }
    // The activity log says so, and why nobody was told.
    let reason = reason::change_skipped(Named::problem(&problem), setting);
    Ok(FlowOutcome::SkippedAndStored(reason))
}

/// The order was cancelled, and was sent under another connection of its store: it is followed as one that was sent here.
pub(super) async fn cancelled_elsewhere(
    ctx: &mut JobContext<'_>,
    order: &Order,
    sent: &Record,
) -> Result<FlowOutcome, Problem> {
    ctx.lock().await?;
    let Some(record) = ctx.finish(sent.documents.last().cloned()).await? else {
        return Err(ctx.concurrent_update());
    };
    changed(ctx, order, &record).await
}

/// The order was cancelled, and is not sent since a person has entered it by hand: they are told, unless they have undone that, too.
pub(super) async fn cancelled_by_hand(
    ctx: &mut JobContext<'_>,
    order: &Order,
    entered: Document,
) -> Result<Option<FlowOutcome>, Problem> {
    let key = Key::source(&ctx.job.source);
    let Some(record) = ctx.ports.ledger.get(&key).await? else {
        return Ok(None);
    };
    let record = Record {
        documents: vec![entered],
        ..record
    };
    if undone_by_person(ctx, Some(order), &record).await?.is_some() {
        return Ok(None);
    }
    let entered = event::entered_by_hand(latest(&record.documents));
    let problem = cancelled_problem(order, &record.documents, None)
        .telling(Reason::sentences([is_called_off(order), entered]));
    if ctx.compiled.settings.orders.on_cancel == OnCancel::Skip {
        let reason = reason::change_skipped(Named::problem(&problem), "orders.on_cancel");
        return Ok(Some(FlowOutcome::skipped(reason)));
    }
    Err(problem)
}

/// The order was cancelled after some of its documents were created and before the last one was.
pub(crate) async fn cancel_partial(
    ctx: &mut JobContext<'_>,
    order: &Order,
    made: &[Document],
) -> Result<FlowOutcome, Problem> {
    if let Some(invoice) = made
        .iter()
        .find(|document| document.kind == DocumentKind::Invoice)
    {
        // Nothing was missing but the word that it is done.
        let Some(record) = ctx.finish(Some(invoice.clone())).await? else {
            return Err(ctx.concurrent_update());
        };
        return changed(ctx, order, &record).await;
    }
    let problem = cancelled_problem(order, made, None);
    if ctx.compiled.settings.orders.on_cancel == OnCancel::Skip {
        let reason = reason::change_skipped(Named::problem(&problem), "orders.on_cancel");
        return Ok(FlowOutcome::skipped(reason));
    }
    Err(problem)
}
