//! Orders that have changed since their documents were created.

use engine::{FlowOutcome, JobOutcome, Notice, RecordName, describe, notify_parked, notify_settled};
use ledger::{Amendment, Document, DocumentKind, Record, SETTLED};
use model::reason::{Word, words};
use model::{Cause, Code, Named, Order, OrderState, Problem, Reason, Source, case, event, reason};
use rust_decimal::Decimal;
use sale::PriceConvention;
use settings::{DealWhen, OnCancel, OnChange};

use super::answer::Answer;
use super::credit::Credit;
use super::credited::{self, Credited};
use super::load::payload_hash;
use super::prices::convention_of;
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
    let is_told = record
        .problem
        .as_ref()
        .is_some_and(|problem| problem.code == Code::PARTIAL_REFUND);
    if sale::says_partial_refund(order) && !is_told && known.contains(&&Some(hash.clone())) {
        let sent = read_latest(ctx, record).await?;
        if let Some(refund) = partial_refund(ctx, order, record, sent.as_ref()).await? {
            return tell_refund(ctx, record, refund).await;
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
    let sent = read_latest(ctx, record).await?;
    if let Some(refund) = partial_refund(ctx, order, record, sent.as_ref()).await? {
        return tell_refund(ctx, record, refund).await;
    }
    let document = latest(&record.documents);
    if let Some(sent) = &sent
        && is_deal_of(ctx, order, sent).await?
    {
        let text = reason::changed_alike(named(order), place(order), document);
        return agrees_again(ctx, record, text).await;
    }
    let difference = sent.map(|sent| difference(ctx, order, &sent, &document));
    let changed = event::changed_after(Named::first(named(order)), place(order), &document);
    let problem = Problem::new(
        Code::CHANGED_AFTER_CREATION,
        Reason::sentences([changed].into_iter().chain(difference)),
        format!(
            "Compare both and correct {document}, or credit it if it is an invoice. Ekobridge leaves it as it is."
        ),
    );
    let park = ctx.compiled.settings.orders.on_change != OnChange::Skip;
    tell(ctx, record, problem, "orders.on_change", park).await
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
            Credited::Part(_) => {
                let credited = credited::unrounded(ctx, &invoice).await?;
                Answer::invoice(invoice).agrees_with(order, credited, settings)
            }
            Credited::No | Credited::Whole => false,
        },
        None => match read_latest(ctx, record).await? {
            Some(Answer::Order(document)) if document.modified_utc > record.read_at => {
                Answer::Order(document).agrees_with(order, Decimal::ZERO, settings)
            }
            // A draft doesn't say when it was changed.
            _ => false,
        },
    };
    if !is_settled {
        return Ok(FlowOutcome::AlreadyDecided(JobOutcome::Parked(problem.clone())));
    }
    let settled = Problem {
        remedy: SETTLED.to_owned(),
        ..problem.clone()
    };
    ctx.ports
        .ledger
        .amend(record, ctx.claim_request(), Amendment::Differs(&settled))
        .await?;
    Ok(FlowOutcome::Done {
        document: record.documents.last().cloned(),
        text: reason::corrected(
            named(order),
            place(order),
            latest(&record.documents),
            order.currency.show(order.total),
        ),
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
    let problem = Problem::new(
        Code::CHANGED_AFTER_CREATION,
        told,
        format!(
            "If the {} is right, enter it in eAccounting by hand, with reference {}. Ekobridge makes no second document of it.",
            match order.source {
                Source::Deal(_) => "deal",
                _ => "order in the shop",
            },
            order.number
        ),
    )
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

/// A refund of a part of an order that was sent.
enum PartialRefund {
    /// A person has to credit it, or what is left of it.
    ToCredit(Problem),
    /// All of it is credited already: by what.
    Credited(Reason),
}

/// Tells of a refund of a part, or that it is credited.
async fn tell_refund(
    ctx: &mut JobContext<'_>,
    record: &Record,
    refund: PartialRefund,
) -> Result<FlowOutcome, Problem> {
    match refund {
        PartialRefund::ToCredit(problem) => {
            let orders = &ctx.compiled.settings.orders;
            let park = orders.on_change != OnChange::Skip || orders.on_cancel != OnCancel::Skip;
            tell(ctx, record, problem, "orders.on_change", park).await
        }
        PartialRefund::Credited(text) => agrees_again(ctx, record, text).await,
    }
}

/// Whether an order was refunded in part since it was sent, as the shop's own status says it. WooCommerce has no such status: its
/// plugin lowers the order's total, and gives the refunded lines prices and quantities that nothing can be read from. What was
/// refunded is the difference of the totals, where they differ; of which goods and VAT rates, only the shop knows. A person may
/// have credited some of it after an earlier refund.
async fn partial_refund(
    ctx: &JobContext<'_>,
    order: &Order,
    record: &Record,
    sent_as: Option<&Answer>,
) -> Result<Option<PartialRefund>, Problem> {
    let says_so = sale::says_partial_refund(order);
    if !says_so && convention_of(ctx, &order.source).await?.convention != PriceConvention::Woocommerce {
        return Ok(None);
    }
    let Some(sent) = record.documents.last() else {
        return Ok(None);
    };
    let name = describe(sent);
    // Whoever deleted the document is told that the order has changed.
    if sent_as.is_some_and(|sent| !sent.has_currency_of(order)) {
        return Ok(None);
    }
    let refunded = sent_as
        .map(|sent| sent.total() - sent.total_of(order, &ctx.compiled.settings))
        .filter(|difference| *difference > Decimal::ZERO);
    let signs = match (says_so, refunded) {
        (true, _) => event::sign_status(),
        (false, refunded) => match (sale::partial_refund(order), refunded) {
            (Some(signs), _) => signs,
            (None, Some(_)) => event::sign_total_lower(),
            (None, None) => return Ok(None),
        },
    };
    let invoice = match says_so || refunded.is_some() {
        true => credited::booked(ctx, Some(order), record).await?,
        false => None,
    };
    let credited = match &invoice {
        Some(invoice) => credited::credited_amount(ctx, invoice).await?,
        None => Decimal::ZERO,
    };
    let amount = match refunded {
        // How much of it was refunded, the person who has credited a part knows.
        None if !credited.is_zero() => {
            return Ok(Some(PartialRefund::Credited(reason::part_credited(
                &order.number,
                order.currency.show(credited),
                name,
            ))));
        }
        None => "the refunded part".to_owned(),
        Some(refunded) if credited.is_zero() => {
            format!("the refunded {}, VAT included,", order.currency.show(refunded))
        }
        Some(refunded) if credited < refunded => format!(
            "{}, VAT included, which is what is left of the refunded {} after the credits so far,",
            order.currency.show(refunded - credited),
            order.currency.show(refunded)
        ),
        Some(refunded) => {
            return Ok(Some(PartialRefund::Credited(reason::refund_credited(
                order.currency.show(refunded),
                &order.number,
                order.currency.show(credited),
                name,
            ))));
        }
    };
    let left = refunded.map(|refunded| order.currency.show(refunded - credited));
    let remedy = match sent.kind {
        DocumentKind::Invoice => {
            format!("Look in the shop at what was refunded, and credit {amount} on {name} in eAccounting.")
        }
        _ => format!(
            "Look in the shop at what was refunded, and take {amount} off {name} in eAccounting, or credit its invoice if it has one by now."
        ),
    };
    let problem = Problem::new(
        Code::PARTIAL_REFUND,
        event::refunded_after(&order.number, &name, Named::phrase(&signs)),
        format!("{remedy} Ekobridge leaves it as it is."),
    );
    let number = RecordName::of_document(sent).number;
    let problem = match (sent.kind, &left) {
        (DocumentKind::Invoice, Some(left)) => problem.in_case(case::PARTIAL_REFUND_CREDIT, [left, &number]),
        (DocumentKind::Invoice, None) => problem.in_case(case::PARTIAL_REFUND_CREDIT_PART, [&number]),
        (_, Some(left)) => problem.in_case(case::PARTIAL_REFUND_TAKE_OFF, [left, &number]),
        (_, None) => problem.in_case(case::PARTIAL_REFUND_TAKE_OFF_PART, [&number]),
    };
    Ok(Some(PartialRefund::ToCredit(problem)))
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

/// The order was cancelled or refunded. Its document is credited, and another stands in its place, which a person has to credit.
async fn replaced(
    ctx: &mut JobContext<'_>,
    order: &Order,
    record: &Record,
    replacement: &Document,
) -> Result<FlowOutcome, Problem> {
    let number = RecordName::of_document(replacement).number;
    let replacement = describe(replacement);
    let first = Named::first(named(order));
    let told = match called_off(order) {
        words::LOST => event::lost(first),
        words::REOPENED => event::reopened(first),
        _ => event::called_off(first),
    };
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
    let settled = Problem {
        remedy: SETTLED.to_owned(),
        ..problem
    };
    ctx.ports
        .ledger
        .amend(record, ctx.claim_request(), Amendment::Differs(&settled))
        .await?;
    Ok(FlowOutcome::SkippedAndStored(reason))
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
