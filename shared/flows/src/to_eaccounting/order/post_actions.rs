//! What follows a document: note, e-mail, payment, link, and the word back to ActiveCampaign.
//!
//! None of these is worth a second document: what cannot be repeated safely is done only by the attempt that created the
//! document, and a refusal is told in the activity log instead of failing the order.

use activecampaign::{FieldIdentity, NoteOn};
use eaccounting::types::{
    CustomerInvoice, EmailRequest, InvoicePayment, LinkedResource, Note, NoteDocument, PartnerResourceLink,
    PaymentType,
};
use engine::describe;
use ledger::{Document, DocumentKind};
use model::{Customer, Order, Problem, Source, shorten, strip_control};
use serde_json::Value;
use settings::DocumentPlan;
use uuid::Uuid;

use super::answer::Answer;
use super::plan::Ready;
use crate::JobContext;
use crate::reference::bank_account;

/// Does what the settings ask for. Answers what a person should know about what could not be done.
pub(crate) async fn after(
    ctx: &mut JobContext<'_>,
    ready: &Ready,
    plan: &DocumentPlan,
    answer: &Answer,
    made_now: bool,
) -> Result<Vec<String>, Problem> {
    let mut remarks = Vec::new();
    if let (Answer::Invoice(invoice), Some(account)) = (answer, &plan.register_payment_on) {
        // Repeated safely: the invoice says what is still to be paid.
        if let Err(problem) = payment(ctx, invoice.id, &ready.natural_key, account).await {
            if problem.kind != model::Kind::NeedsPerson {
                return Err(problem.with_kind(model::Kind::RetryLater));
            }
            remark(ctx, &mut remarks, "the payment was not registered", &problem);
        }
    }
    if made_now {
        let text = ready
            .mapped
            .fields
            .get("Note")
            .and_then(Value::as_str)
            .filter(|text| !text.trim().is_empty());
        if let Some(text) = text
            && let Err(problem) = note(ctx, text, answer).await
        {
            remark(ctx, &mut remarks, "the note was not added", &problem);
        }
        if let Err(problem) = partner_link(ctx, ready, answer).await {
            remark(ctx, &mut remarks, "the link to the shop was not added", &problem);
        }
        if plan.email
            && let Err(problem) = email(ctx, answer).await
        {
            remark(ctx, &mut remarks, "it was not e-mailed", &problem);
        }
    }
    if let Err(problem) = write_back(ctx, ready, answer, made_now).await {
        remark(ctx, &mut remarks, "ActiveCampaign was not told", &problem);
    }
    Ok(remarks)
}

fn remark(ctx: &mut JobContext<'_>, remarks: &mut Vec<String>, what: &str, problem: &Problem) {
    let text = format!("{what}: {} {}", problem.message, problem.remedy);
    ctx.failed_step("after", text.clone());
    remarks.push(text);
}

/// Registers what is still to be paid of an invoice; of a credit invoice that is negative, as eAccounting shows it.
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
    let open = current
        .remaining_amount_invoice_currency
        .unwrap_or(current.remaining_amount);
    if open.is_zero() {
        return Ok(());
    }
    let accounts = client.bank_accounts().await?;
    let account = bank_account(&accounts, account)?;
    let company = ctx.services.reference(ctx.ports).await?;
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
    // What is still to be paid was read a while ago where this worker has stood still: another may have registered it since.
    ctx.ensure_in_time()?;
    client.register_payment(current.id, &payment).await?;
    ctx.step("payment", format!("payment registered on {}", account.name));
    Ok(())
}

/// Does for a credit invoice what the settings ask for. Where the sale's payment was registered, its repayment is too, from
/// the same account; a credit of an unpaid invoice stays open, to be set off against it.
pub(crate) async fn after_credit(
    ctx: &mut JobContext<'_>,
    order: &Order,
    credited: &CustomerInvoice,
    credit: &Document,
    made_now: bool,
) -> Result<Vec<String>, Problem> {
    let plan = ctx
        .compiled
        .settings
        .document_plan(order.payment_method.as_deref());
    let mut remarks = Vec::new();
    let Ok(id) = credit.id.parse::<Uuid>() else {
        return Ok(remarks);
    };
    let open = credited
        .remaining_amount_invoice_currency
        .unwrap_or(credited.remaining_amount);
    if let Some(account) = plan.register_payment_on.as_ref().filter(|_| open.is_zero()) {
        let reference = credited
            .buyers_order_reference
            .clone()
            .unwrap_or_else(|| order.number.clone());
        if let Err(problem) = payment(ctx, id, &reference, account).await {
            if problem.kind != model::Kind::NeedsPerson {
                return Err(problem.with_kind(model::Kind::RetryLater));
            }
            remark(ctx, &mut remarks, "the repayment was not registered", &problem);
        }
    }
    if made_now && plan.email {
        let sent = ctx
            .services
            .eaccounting
            .email_invoice(id, &EmailRequest::default())
            .await;
        match sent.map_err(Problem::from) {
            Ok(()) => ctx.step("email", "e-mailed by eAccounting"),
            Err(problem) => remark(ctx, &mut remarks, "it was not e-mailed", &problem),
        }
    }
    if made_now && ctx.compiled.settings.write_back.note {
        let text = format!(
            "Order {} was cancelled or refunded: credited in eAccounting by {}.",
            order.number,
            describe(credit)
        );
        if let Err(problem) = tell(ctx, order, &text).await {
            remark(ctx, &mut remarks, "ActiveCampaign was not told", &problem);
        }
    }
    Ok(remarks)
}

/// A note for the deal, or the contact who ordered.
async fn tell(ctx: &JobContext<'_>, order: &Order, text: &str) -> Result<(), Problem> {
    let client = &ctx.services.activecampaign;
    match (&order.source, &order.customer.email) {
        (Source::Deal(id), _) => client.add_note(NoteOn::Deal, id, text).await?,
        (_, Some(email)) => {
            if let Some(contact) = client.contact_id_by_email(email).await? {
                tell_contact(ctx, &contact, text).await?;
            }
        }
        (_, None) => {}
    }
    Ok(())
}

/// A note for the contact, once: not where it has it, nor where a worker that stood still since may have been overtaken.
async fn tell_contact(ctx: &JobContext<'_>, contact: &str, text: &str) -> Result<(), Problem> {
    let client = &ctx.services.activecampaign;
    if !client.has_note(contact, text).await? {
        ctx.ensure_in_time()?;
        client.add_note(NoteOn::Contact, contact, text).await?;
    }
    Ok(())
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
    ctx.step("note", "note with the shop's order added");
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
    ctx.step("link", "link to the shop's order added");
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
    ctx.step("email", "e-mailed by eAccounting");
    Ok(())
}

async fn write_back(
    ctx: &mut JobContext<'_>,
    ready: &Ready,
    answer: &Answer,
    made_now: bool,
) -> Result<(), Problem> {
    let compiled = std::sync::Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.write_back;
    if settings.tag.is_none() && !settings.note && settings.contact_field.is_none() {
        return Ok(());
    }
    let client = &ctx.services.activecampaign;
    let contact = match (&ready.order.customer.contact_id, &ready.order.customer.email) {
        (Some(id), _) => Some(id.clone()),
        (None, Some(email)) => client.contact_id_by_email(email).await?,
        (None, None) => None,
    };
    let Some(contact) = contact else { return Ok(()) };
    let document = answer.document();
    // An attempt that goes on where another ended looks at what that one wrote already: every write wakes automations.
    let known = if made_now {
        None
    } else {
        client.contact(&contact).await?
    };
    if let Some(field) = &settings.contact_field {
        let number = document.number.as_deref().unwrap_or(&document.id);
        let has = |contact: &Customer| {
            let value = contact.fields.get(field.as_str());
            value.is_some_and(|known| known.value.trim() == number)
        };
        if !known.as_ref().is_some_and(has) {
            client
                .set_contact_field(&contact, FieldIdentity::Tag(field.as_str()), number)
                .await?;
        }
    }
    if let Some(tag) = &settings.tag {
        let has = |contact: &Customer| contact.tags.iter().any(|known| tag.is(known));
        if !known.as_ref().is_some_and(has) {
            client.add_tag(&contact, tag.as_str()).await?;
        }
    }
    if settings.note {
        let text = format!(
            "Order {} became {} in eAccounting.",
            ready.order.number,
            describe(&document)
        );
        match &ctx.job.source {
            // A deal's notes cannot be looked through, so that only the attempt that created the document writes one.
            Source::Deal(id) if made_now => client.add_note(NoteOn::Deal, id, &text).await?,
            Source::Deal(_) => {}
            _ => tell_contact(ctx, &contact, &text).await?,
        }
    }
    ctx.step("write back", "ActiveCampaign told");
    Ok(())
}
