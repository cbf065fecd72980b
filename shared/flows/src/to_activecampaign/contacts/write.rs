//! Writes a planned contact, and stores both sides' values.

use activecampaign::{AccountLink, AccountWrite, ContactWrite};
use engine::FlowOutcome;
use jiff::Timestamp;
use ledger::{Document, DocumentKind};
use model::{Code, Email, Problem, Source as Record, StepName, event, reason, step};

use super::Subject;
use super::find::Contact;
use super::plan::{self, Plan};
use crate::to_activecampaign::tried_again;
use crate::two_way::{self, Side, Source};
use crate::{JobContext, Remark};

/// Writes what differs.
pub(super) async fn write(
    ctx: &mut JobContext<'_>,
    mut subject: Subject,
    contact: Option<Box<Contact>>,
    plan: Plan,
) -> Result<FlowOutcome, Problem> {
    let changes = plan.changes();
    let has_changes = plan.has_changes();
    let name = subject.name();
    let is_new = contact.is_none();
    if ctx.compiled.settings.to_activecampaign.customers.dry_run {
        return Ok(FlowOutcome::skipped(match &contact {
            None => reason::dry_run_of_new_contact(name),
            Some(contact) if has_changes => reason::dry_run_of_contact(&contact.id, name, changes),
            Some(contact) => reason::contact_in_step(&contact.id, name),
        }));
    }
    if let Some(contact) = &contact {
        let compared: Vec<_> = two_way::compare(
            ctx,
            &plan
                .items
                .iter()
                .map(|(item, ..)| item.clone())
                .collect::<Vec<_>>(),
            &contact.customer,
            contact.mapped.as_ref(),
            &subject.found,
        );
        plan::see(&mut subject.pair, &compared, contact, &subject.found);
    } else {
        subject.pair.customer_at.see(subject.found.changed_utc);
    }
    let id = write_contact(ctx, &mut subject, contact.as_deref(), &plan).await?;
    let mut written_more = write_account(ctx, &mut subject, contact.as_deref(), &id, &plan).await?;
    written_more |= write_tags(ctx, &mut subject, &id, &plan).await?;
    written_more |= subscribe(ctx, &mut subject, &id, &plan).await?;
    if written_more {
        // Each of these may count as a change of the contact.
        let state = ctx.services.activecampaign.contact_state(&id).await?;
        subject
            .pair
            .contact_at
            .wrote(state.and_then(|state| state.updated));
    }
    remember(ctx, &mut subject, contact.as_deref(), &id, plan).await?;
    ctx.close("it came through").await?;
    Ok(if is_new {
        FlowOutcome::done(reason::contact_created(id, name))
    } else if has_changes {
        FlowOutcome::done(reason::contact_updated(id, name, changes))
    } else {
        FlowOutcome::skipped(reason::contact_in_step(id, name))
    })
}

/// The contact's own fields; its id.
async fn write_contact(
    ctx: &mut JobContext<'_>,
    subject: &mut Subject,
    contact: Option<&Contact>,
    plan: &Plan,
) -> Result<String, Problem> {
    let client = &ctx.services.activecampaign;
    let Some(contact) = contact else {
        ctx.ensure_in_time()?;
        let (id, updated) = sync(ctx, &subject.email, &plan.contact).await?;
        ctx.step(StepName::Write, step::contact_written(&id));
        subject.pair.contact_at.wrote(updated);
        return Ok(id);
    };
    let id = contact.id.clone();
    let mut address = contact.state.email.clone();
    if plan.changes_email {
        ctx.ensure_in_time()?;
        let updated = match client.change_email(&id, &subject.email).await {
            Ok(updated) => updated,
            Err(error) if error.is_duplicate() => return Err(taken(ctx, &id, subject)),
            Err(error) => return Err(tried_again(error.into())),
        };
        ctx.step(StepName::Write, step::email_changed(&id));
        subject.pair.contact_at.wrote(updated);
        address = Some(subject.email.clone());
    }
    if !plan.contact.is_empty() {
        ctx.ensure_in_time()?;
        let address = address.as_ref().unwrap_or(&subject.email);
        let (_, updated) = sync(ctx, address, &plan.contact).await?;
        ctx.step(StepName::Write, step::contact_written(&id));
        subject.pair.contact_at.wrote(updated);
    }
    Ok(id)
}

async fn sync(
    ctx: &mut JobContext<'_>,
    email: &Email,
    write: &ContactWrite,
) -> Result<(String, Option<Timestamp>), Problem> {
    let written = ctx
        .services
        .activecampaign
        .sync_contact(email, write)
        .await
        .map_err(|error| tried_again(error.into()))?;
    if !written.ignored_fields.is_empty() {
        Remark::IgnoredFields(written.ignored_fields).add(ctx, StepName::Write);
    }
    Ok((written.id, written.updated))
}

fn taken(ctx: &JobContext<'_>, id: &str, subject: &Subject) -> Problem {
    Problem::new(
        Code::CONTACT_AMBIGUOUS,
        event::email_of_another_contact(subject.name(), id),
        format!(
            "Merge the two contacts in ActiveCampaign, or correct the address in eAccounting; then replay {}.",
            ctx.job.source
        ),
    )
}

/// The account; whether anything was written.
async fn write_account(
    ctx: &mut JobContext<'_>,
    subject: &mut Subject,
    contact: Option<&Contact>,
    id: &str,
    plan: &Plan,
) -> Result<bool, Problem> {
    let company = two_way::customer_text(&subject.found, "Name");
    if let (true, Some(account)) = (
        plan.renames_account,
        contact.and_then(|contact| contact.state.account.as_deref()),
    ) {
        ctx.ensure_in_time()?;
        let client = &ctx.services.activecampaign;
        match client.update_account(account, &named(&company)).await {
            Ok(()) => ctx.step(StepName::Account, step::account_renamed(account)),
            // Which of the two companies it is, a person knows.
            Err(error) if error.is_duplicate() => {
                Remark::AccountNameTaken(account.to_owned()).add(ctx, StepName::Account);
            }
            Err(error) => return Err(tried_again(error.into())),
        }
        return Ok(true);
    }
    let Some(company) = &plan.account else {
        return Ok(false);
    };
    let client = &ctx.services.activecampaign;
    let account = match client.account_id_by_name(company).await? {
        Some(account) => account,
        None => {
            ctx.ensure_in_time()?;
            match ctx.services.activecampaign.create_account(&named(company)).await {
                Ok(account) => {
                    ctx.step(StepName::Account, step::created(format!("account {account}")));
                    account
                }
                // The name is unique, so a second attempt finds the first one's account.
                Err(error) if error.is_duplicate() => {
                    let found = ctx.services.activecampaign.account_id_by_name(company).await?;
                    found.ok_or_else(|| Problem::from(error))?
                }
                Err(error) => return Err(tried_again(error.into())),
            }
        }
    };
    ctx.ensure_in_time()?;
    let added = ctx
        .services
        .activecampaign
        .add_to_account(&account, id, None)
        .await
        .map_err(|error| tried_again(error.into()))?;
    match added {
        AccountLink::Added => {
            ctx.step(StepName::Account, step::put_into_account(id, &account));
            subject.pair.account = Some(account);
        }
        AccountLink::AlreadyInAccount => {
            let state = ctx.services.activecampaign.contact_state(id).await?;
            let in_it = state.and_then(|state| state.account);
            if in_it.as_ref() == Some(&account) {
                subject.pair.account = Some(account);
            } else {
                let remark = Remark::InOtherAccount {
                    contact: id.to_owned(),
                    account: in_it,
                };
                remark.add(ctx, StepName::Account);
            }
        }
    }
    Ok(true)
}

fn named(name: &str) -> AccountWrite {
    AccountWrite {
        name: Some(name.to_owned()),
        ..AccountWrite::default()
    }
}

/// The tags of the customer's labels; whether anything was written.
async fn write_tags(
    ctx: &mut JobContext<'_>,
    subject: &mut Subject,
    id: &str,
    plan: &Plan,
) -> Result<bool, Problem> {
    for tag in &plan.added_tags {
        ctx.ensure_in_time()?;
        let added = ctx.services.activecampaign.add_tag(id, tag).await;
        added.map_err(|error| tried_again(error.into()))?;
        ctx.step(StepName::Tag, step::tag_put(tag, id));
        subject.pair.tags.insert(tag.clone());
    }
    for tag in &plan.removed_tags {
        ctx.ensure_in_time()?;
        let removed = ctx.services.activecampaign.remove_tag(id, tag).await;
        removed.map_err(|error| tried_again(error.into()))?;
        ctx.step(StepName::Tag, step::tag_taken_off(tag, id));
        subject.pair.tags.remove(tag);
    }
    Ok(!plan.added_tags.is_empty() || !plan.removed_tags.is_empty())
}

/// Subscribes a contact that was never on the list; returns whether anything was written.
async fn subscribe(
    ctx: &mut JobContext<'_>,
    subject: &mut Subject,
    id: &str,
    plan: &Plan,
) -> Result<bool, Problem> {
    let compiled = std::sync::Arc::clone(&ctx.compiled);
    let settings = &compiled.settings.to_activecampaign.customers.list;
    let (Some(list), Some(reason)) = (plan.list, &settings.reason) else {
        return Ok(false);
    };
    ctx.ensure_in_time()?;
    let is_put = ctx
        .services
        .activecampaign
        .subscribe_once(id, list)
        .await
        .map_err(|error| tried_again(error.into()))?;
    subject.pair.list = Some(list);
    if is_put {
        ctx.step(StepName::List, step::put_on_list(id, list, reason));
    } else {
        ctx.step(StepName::List, step::stays_on_list(id, list));
    }
    Ok(is_put)
}

/// Stores the link in both directions, and both sides' current values.
async fn remember(
    ctx: &JobContext<'_>,
    subject: &mut Subject,
    contact: Option<&Contact>,
    id: &str,
    plan: Plan,
) -> Result<(), Problem> {
    let customer = subject.id();
    let is_first = subject.pair.contact.is_none();
    for (item, values, source) in &plan.items {
        let base = subject.pair.fields.entry(item.field.clone()).or_default();
        match source {
            Source::Equal => base.set(values),
            Source::From(Side::Customer) => base.set_to_customers(values),
            Source::Nowhere => base.complete(values),
            Source::From(Side::Contact) => {}
        }
    }
    if subject.pair.account.is_some() && plan.account.is_some() {
        // The account that was made now has the company's name.
        let name = two_way::settled_as(ctx, &subject.found, "Name");
        subject.pair.fields.insert("Name".to_owned(), name);
    }
    if let Some(mapped) = contact
        .filter(|_| is_first)
        .and_then(|contact| contact.mapped.as_ref())
    {
        let items: Vec<_> = plan.items.iter().map(|(item, ..)| item.clone()).collect();
        two_way::adopt_others(ctx, &customer, &items, mapped, &mut subject.pair);
    }
    subject.pair.contact = Some(id.to_owned());
    let store = ctx.ports.ledger.store();
    let source = Record::Contact(id.to_owned());
    let document = Document {
        kind: DocumentKind::Customer,
        id: customer.clone(),
        number: subject.found.fields.customer_number.clone(),
    };
    if store.link(&source).await?.as_ref() != Some(&document) {
        store.put_link(&source, &document).await?;
    }
    two_way::store(ctx, &customer, subject.before.as_ref(), &subject.pair).await
}
