//! What follows a document: the check of its values, payment, note, link, e-mail, and the first state for ActiveCampaign.
//!
//! Each step has its own outcome. A step with a temporary failure is retried with the job; one that needs a person
//! parks the order, with the document in its record. A later attempt does the remaining steps, and creates nothing.
//! Steps that can't be repeated safely (a note, a link, an e-mail) remain only if they were certainly not done.

use std::sync::Arc;

use eaccounting::types::{
    CustomerInvoice, EmailRequest, InvoicePayment, LinkedResource, Note, NoteDocument, PartnerResourceLink,
    PaymentType,
};
use engine::{FlowOutcome, describe};
use ledger::{Document, DocumentKind, NamedLeaseOutcome, Record};
use model::reason::{Word, words};
use model::{
    Cause, Code, Kind, Named, Order, OrderState, Problem, Reason, Source, StepName, event, reason, shorten,
    step, strip_control,
};
use serde_json::Value;
use settings::DocumentPlan;
use uuid::Uuid;

use super::answer::Answer;
use super::carried;
use super::made::reference_of;
use super::plan::Ready;
use crate::to_activecampaign::status;
use crate::wording::named;
use crate::{FollowUp, JobContext, Remark};

impl FollowUp {
    /// The steps that don't check what was done first, so that they can't be repeated safely.
    const ONCE: [Self; 3] = [Self::Note, Self::Link, Self::Email];

    /// The step's name in the ledger.
    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Payment => "payment",
            Self::Repayment => "repayment",
            Self::Note => "note",
            Self::Link => "link",
            Self::Email => "email",
            Self::Status => "status",
            Self::StatusNote => "status_note",
        }
    }

    fn unknown(self) -> Word {
        match self {
            Self::Note => words::NOTE_UNKNOWN,
            Self::Link => words::LINK_UNKNOWN,
            Self::Email => words::EMAIL_UNKNOWN,
            Self::StatusNote => words::STATUS_NOTE_UNKNOWN,
            // These are always left to a later attempt.
            Self::Check => words::NOT_CHECKED,
            Self::Payment => words::NOT_PAID,
            Self::Repayment => words::NOT_REPAID,
            Self::Status => words::NOT_TOLD,
        }
    }

    /// Whether the step checks what was done first, so that it can be repeated after any outcome.
    fn is_repeatable(self) -> bool {
        !Self::ONCE.contains(&self)
    }
}

/// The steps that this attempt does.
struct Due {
    pending: Vec<String>,
    made_now: bool,
    is_replay: bool,
}

impl Due {
    /// Decides which steps are due. Before a step that can't be repeated safely is done again, the ledger forgets it: if this
    /// attempt is lost after the step, no later one repeats it.
    async fn begin(ctx: &mut JobContext<'_>, made_now: bool) -> Result<Self, Problem> {
        let pending = ctx.pending_steps().to_vec();
        let is_once = |step: &String| FollowUp::ONCE.iter().any(|once| step == once.name());
        if pending.iter().any(is_once) {
            let remaining = pending.iter().filter(|step| !is_once(step)).cloned().collect();
            ctx.begin_steps(remaining).await?;
        }
        Ok(Self {
            pending,
            made_now,
            is_replay: ctx.job.cause == Cause::Replay,
        })
    }

    /// Whether this attempt does the step: the attempt that created the document does all steps; a later one does those
    /// that remained or, if none were stored, those that can be repeated.
    fn has(&self, step: FollowUp) -> bool {
        let is_pending = self.pending.iter().any(|pending| pending == step.name());
        // A person who replays has seen the difference: what they left unchanged (a booked invoice can't be changed)
        // stays.
        if step == FollowUp::Check {
            return !(is_pending && self.is_replay);
        }
        self.made_now || is_pending || (self.pending.is_empty() && step.is_repeatable())
    }
}

/// The steps that failed, each with why.
#[derive(Default)]
struct Failures(Vec<(FollowUp, Problem)>);

impl Failures {
    fn note(&mut self, ctx: &mut JobContext<'_>, step: FollowUp, result: Result<(), Problem>) {
        if let Err(problem) = result {
            Remark::FollowUp(step, problem.clone()).add(ctx, StepName::After);
            self.0.push((step, problem));
        }
    }

    /// Whether a later attempt may do the step: it can be repeated, or was certainly not done.
    fn is_left(step: FollowUp, problem: &Problem) -> bool {
        const NOT_DONE: [Code; 3] = [
            Code::EACCOUNTING_RATE_LIMIT,
            Code::EACCOUNTING_UNREACHABLE,
            Code::ACTIVECAMPAIGN_RATE_LIMIT,
        ];
        // A payment is looked up in what remains to be paid; tags and fields can be written again. A note in ActiveCampaign may
        // show late, and would be written twice.
        matches!(
            step,
            FollowUp::Check | FollowUp::Payment | FollowUp::Repayment | FollowUp::Status
        ) || matches!(problem.kind, Kind::NeedsPerson | Kind::Disconnected)
            || NOT_DONE.contains(&problem.code)
    }

    /// Leaves failed steps to a later attempt: a retry if all failures are temporary, otherwise a replay by a person.
    /// Returns the steps with an unknown outcome, which are never repeated.
    async fn conclude(self, ctx: &mut JobContext<'_>, document: &Document) -> Result<Vec<Reason>, Problem> {
        let (left, unknown): (Vec<_>, Vec<_>) = self
            .0
            .into_iter()
            .partition(|(step, problem)| Self::is_left(*step, problem));
        let unknown: Vec<Reason> = unknown
            .into_iter()
            .map(|(step, problem)| reason::follow_up(step.unknown(), Named::problem(&problem)))
            .collect();
        let Some((_, first)) = left.first() else {
            return Ok(unknown);
        };
        let problem = if left.iter().any(|(_, problem)| problem.kind == Kind::NeedsPerson) {
            parked(ctx, document, &left, unknown)
        } else if first.kind == Kind::Disconnected {
            first.clone()
        } else {
            first.clone().with_kind(Kind::RetryLater)
        };
        let steps = left.iter().map(|(step, _)| step.name().to_owned()).collect();
        ctx.leave_pending(document, steps).await?;
        Err(problem)
    }
}

fn parked(
    ctx: &JobContext<'_>,
    document: &Document,
    left: &[(FollowUp, Problem)],
    unknown: Vec<Reason>,
) -> Problem {
    let failed = left
        .iter()
        .map(|(step, problem)| event::step_failed(step.failed(), Named::phrase(&problem.told())));
    let causes: Vec<Reason> = failed.chain(unknown).collect();
    let mut remedies: Vec<&str> = Vec::new();
    for (_, problem) in left {
        let remedy = problem.remedy.as_str();
        if !remedy.is_empty() && !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
    }
    Problem::new(
        Code::FOLLOW_UP_FAILED,
        event::follow_up_failed(
            Named::first(ctx.name()),
            describe(document),
            Named::phrases(" Also, ", &causes),
        ),
        format!(
            "{} Then replay {}: it does what is left, and creates nothing again.",
            remedies.join(" "),
            ctx.job.source
        ),
    )
}

/// Does the follow-up steps that the settings ask for.
///
/// Returns the steps with an unknown outcome.
///
/// # Errors
/// If a step failed; the ledger then has the document, and the remaining steps.
pub(crate) async fn after(
    ctx: &mut JobContext<'_>,
    ready: &Ready,
    plan: &DocumentPlan,
    answer: &Answer,
    made_now: bool,
) -> Result<Vec<Reason>, Problem> {
    let due = Due::begin(ctx, made_now).await?;
    let mut failures = Failures::default();
    let mut is_whole = true;
    if due.has(FollowUp::Check) {
        let result = check(ctx, ready, plan, answer).await;
        is_whole = result.is_ok();
        failures.note(ctx, FollowUp::Check, result);
    }
    if let (Answer::Invoice(invoice), Some(account)) = (answer, &plan.register_payment_on)
        && due.has(FollowUp::Payment)
    {
        let result = match ready.order.state {
            // Nobody has paid yet.
            OrderState::AwaitingPayment => await_payment(ctx, true).await,
            _ => payment(ctx, invoice.id, &ready.natural_key, account).await,
        };
        failures.note(ctx, FollowUp::Payment, result);
    }
    let text = ready
        .mapped
        .fields
        .get("Note")
        .and_then(Value::as_str)
        .filter(|text| !text.trim().is_empty());
    if let Some(text) = text
        && due.has(FollowUp::Note)
    {
        let result = note(ctx, text, answer).await;
        failures.note(ctx, FollowUp::Note, result);
    }
    if due.has(FollowUp::Link) {
        let result = partner_link(ctx, ready, answer).await;
        failures.note(ctx, FollowUp::Link, result);
    }
    if plan.email && due.has(FollowUp::Email) {
        let result = match is_whole {
            true => email(ctx, answer).await,
            false => Err(Problem::new(Code::FOLLOW_UP_FAILED, event::email_waits(), "")),
        };
        failures.note(ctx, FollowUp::Email, result);
    }
    if due.has(FollowUp::Status) {
        let result = Box::pin(status::created(ctx, &ready.order, &answer.document(), made_now)).await;
        failures.note(ctx, FollowUp::Status, result);
    }
    if status::notes(&ctx.compiled.settings) && due.has(FollowUp::StatusNote) {
        let result = status::note_created(ctx, &ready.order, &answer.document(), made_now).await;
        failures.note(ctx, FollowUp::StatusNote, result);
    }
    failures.conclude(ctx, &answer.document()).await
}

/// Compares the document with the decision. A value that eAccounting lost, on the way from a draft or an order to the
/// invoice too, is a fault.
async fn check(
    ctx: &JobContext<'_>,
    ready: &Ready,
    plan: &DocumentPlan,
    answer: &Answer,
) -> Result<(), Problem> {
    let lost = carried::lost(ctx, ready, plan, answer).await?;
    if lost.is_empty() {
        return Ok(());
    }
    let name = describe(&answer.document());
    let remedy = match answer {
        Answer::Invoice(_) => format!(
            "Compare {name} with the shop's order in eAccounting. If it is wrong, credit it there and create a new one."
        ),
        Answer::Order(_) | Answer::Draft(_) => format!("Correct {name} in eAccounting."),
    };
    Err(Problem::new(
        Code::FOLLOW_UP_FAILED,
        event::not_carried(Named::phrases(", ", &lost)),
        remedy,
    ))
}

/// Registers an invoice's remaining amount as paid; a credit invoice's is negative, as eAccounting shows it.
async fn payment(
    ctx: &mut JobContext<'_>,
    invoice: Uuid,
    reference: &str,
    account: &settings::Name,
) -> Result<(), Problem> {
    let client = &ctx.services.eaccounting;
    let Some(current) = client.invoice(invoice).await? else {
        return Ok(());
    };
    let open = current.unpaid();
    if open.is_zero() {
        return Ok(());
    }
    let company = ctx.services.reference(ctx.ports).await?;
    let account = company.bank_account(account).await?;
    let currency = current
        .currency_code
        .unwrap_or_else(|| company.context.currency.to_string());
    let payment = InvoicePayment {
        company_bank_account_id: account.id,
        payment_date: Some(ctx.now().to_zoned_datetime(company.zone.clone()).date()),
        reference: Some(reference.to_owned()),
        payment_amount: open,
        payment_currency: currency,
        payment_type: PaymentType::Complete,
    };
    // A stalled worker's remaining amount is outdated: another may have registered the payment since.
    ctx.ensure_in_time()?;
    client.register_payment(current.id, &payment).await?;
    ctx.step(StepName::Payment, step::payment_registered(&account.name));
    Ok(())
}

/// The ledger's name for whether an order's invoice waits for the payment that the settings have registered.
fn awaited(source: &Source) -> String {
    format!("awaits_payment:{source}")
}

async fn await_payment(ctx: &mut JobContext<'_>, is_awaited: bool) -> Result<(), Problem> {
    let name = awaited(&ctx.job.source);
    ctx.ports.ledger.remember(&name, &is_awaited).await?;
    if is_awaited {
        ctx.step(StepName::Payment, step::payment_awaited());
    }
    Ok(())
}

/// Registers the payment of an invoice whose order awaited it when it was sent, and is paid now.
///
/// # Errors
/// If it could not be registered; a later attempt looks at what remains to be paid, and goes on.
pub(super) async fn paid_since(
    ctx: &mut JobContext<'_>,
    order: &Order,
    record: &Record,
) -> Result<Option<FlowOutcome>, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let plan = compiled.settings.document_plan(order.payment_method.as_deref());
    let (Some(account), Some(document)) = (&plan.register_payment_on, record.document(DocumentKind::Invoice))
    else {
        return Ok(None);
    };
    let is_paid = matches!(order.state, OrderState::Pending | OrderState::Completed);
    let ledger = ctx.ports.ledger.clone();
    let name = awaited(&ctx.job.source);
    if !is_paid
        || !ledger
            .remembered::<bool>(&name)
            .await?
            .is_some_and(|known| known.value)
    {
        return Ok(None);
    }
    let Ok(invoice) = document.id.parse::<Uuid>() else {
        return Ok(None);
    };
    if compiled.settings.orders.dry_run {
        let text = reason::dry_run_of_payment(describe(document));
        return Ok(Some(FlowOutcome::SkippedAndStored(text)));
    }
    // Of two that learn of it at once, one registers it, and the other sees that nothing remains.
    let lease = match ledger.take_lease(&name, ledger.lease()).await? {
        NamedLeaseOutcome::Mine(lease) => lease,
        NamedLeaseOutcome::Held { .. } => return Err(ctx.concurrent_update()),
    };
    let reference = reference_of(
        &compiled,
        order,
        &ctx.services.reference(ctx.ports).await?.context,
    )?;
    let registered = payment(ctx, invoice, &reference, account).await;
    let noted = match &registered {
        Ok(()) => await_payment(ctx, false).await,
        Err(_) => Ok(()),
    };
    if let Err(problem) = ledger.release_lease(lease).await {
        tracing::warn!(source = %ctx.job.source, code = %problem.code, "a payment could not be given back");
    }
    registered.and(noted)?;
    Ok(Some(FlowOutcome::Done {
        document: Some(document.clone()),
        text: reason::paid_since(named(order), describe(document)),
    }))
}

/// Does a credit invoice's follow-up steps. If the sale's payment was registered, its repayment is too, from the same
/// account; a credit of an unpaid invoice stays open, to be set off against it.
///
/// # Errors
/// As [`after`].
pub(crate) async fn after_credit(
    ctx: &mut JobContext<'_>,
    order: &Order,
    credited: &CustomerInvoice,
    credit: &Document,
    made_now: bool,
) -> Result<Vec<Reason>, Problem> {
    let plan = ctx
        .compiled
        .settings
        .document_plan(order.payment_method.as_deref());
    let due = Due::begin(ctx, made_now).await?;
    let mut failures = Failures::default();
    let Ok(id) = credit.id.parse::<Uuid>() else {
        return Ok(Vec::new());
    };
    let open = credited.unpaid();
    if let Some(account) = plan.register_payment_on.as_ref().filter(|_| open.is_zero())
        && due.has(FollowUp::Repayment)
    {
        let reference = credited
            .buyers_order_reference
            .clone()
            .unwrap_or_else(|| order.number.clone());
        let result = payment(ctx, id, &reference, account).await;
        failures.note(ctx, FollowUp::Repayment, result);
    }
    if plan.email && due.has(FollowUp::Email) {
        let request = EmailRequest::default();
        let sent = ctx.services.eaccounting.email_invoice(id, &request).await;
        if sent.is_ok() {
            ctx.step(StepName::Email, step::emailed());
        }
        failures.note(ctx, FollowUp::Email, sent.map_err(Problem::from));
    }
    if status::notes(&ctx.compiled.settings) && due.has(FollowUp::Note) {
        let result = status::credited(ctx, order, credit).await;
        failures.note(ctx, FollowUp::Note, result);
    }
    failures.conclude(ctx, credit).await
}

async fn note(ctx: &mut JobContext<'_>, text: &str, answer: &Answer) -> Result<(), Problem> {
    let document = answer.document();
    let kind = match document.kind {
        DocumentKind::Order => NoteDocument::Order,
        DocumentKind::InvoiceDraft => NoteDocument::CustomerInvoiceDraft,
        DocumentKind::Invoice | DocumentKind::Customer => NoteDocument::CustomerInvoice,
    };
    let text = strip_control(text, true);
    let note = Note {
        attached_to: document.id.parse().ok(),
        document_type: Some(kind),
        text: shorten(&text, 256),
        id: None,
        subject: None,
        is_done: None,
    };
    ctx.services.eaccounting.create_note(&note).await?;
    ctx.step(StepName::Note, step::note_added());
    Ok(())
}

async fn partner_link(ctx: &mut JobContext<'_>, ready: &Ready, answer: &Answer) -> Result<(), Problem> {
    let Some(url) = ready
        .order
        .url
        .as_deref()
        .filter(|url| url.chars().count() <= 256)
    else {
        return Ok(());
    };
    let (id, kind) = match answer {
        Answer::Invoice(invoice) => (invoice.id, LinkedResource::CustomerInvoice),
        Answer::Draft(draft) => (draft.id, LinkedResource::CustomerInvoiceDraft),
        // eAccounting links no orders.
        Answer::Order(_) => return Ok(()),
    };
    let link = PartnerResourceLink {
        id: None,
        resource_id: id,
        resource_type: kind,
        href: url.to_owned(),
        partner_company_name: "Ekobridge".to_owned(),
        partner_system_name: "ActiveCampaign".to_owned(),
    };
    ctx.services
        .eaccounting
        .create_partner_resource_link(&link)
        .await?;
    ctx.step(StepName::Link, step::link_added());
    Ok(())
}

async fn email(ctx: &mut JobContext<'_>, answer: &Answer) -> Result<(), Problem> {
    let client = &ctx.services.eaccounting;
    // Nothing set: eAccounting takes the customer's own address for this kind of document.
    let request = EmailRequest::default();
    match answer {
        Answer::Order(order) => client.email_order(order.id, &request).await?,
        Answer::Invoice(invoice) => client.email_invoice(invoice.id, &request).await?,
        Answer::Draft(_) => return Ok(()),
    }
    ctx.step(StepName::Email, step::emailed());
    Ok(())
}
