//! Which contact a customer is.

use activecampaign::{ContactState, Tags};
use ledger::DocumentKind;
use mapping::Mapped;
use model::{Cause, Customer, Problem, Reason, Source, StepName, reason, step};
use settings::ContactMatch;

use super::Subject;
use crate::JobContext;

/// A contact that was read.
pub(super) struct Contact {
    pub(super) id: String,
    pub(super) customer: Customer,
    pub(super) state: ContactState,
    /// The first direction's result for it; nothing if that is unknown.
    pub(super) mapped: Option<Mapped>,
}

/// The contact found for a customer.
pub(super) enum Lookup {
    Found(Box<Contact>),
    /// None, so that one may be created.
    None,
    /// Nothing may be written: why.
    LeftAlone(Reason),
}

/// By the link, then by the e-mail address.
pub(super) async fn find(ctx: &mut JobContext<'_>, subject: &Subject) -> Result<Lookup, Problem> {
    let linked = subject.pair.contact.clone();
    if let Some(id) = &linked
        && let Some(contact) = read(ctx, id).await?
    {
        ctx.step(StepName::Find, step::contact_by_link(id));
        return Ok(Lookup::Found(Box::new(contact)));
    }
    let by_email = ctx
        .services
        .activecampaign
        .contact_id_by_email(&subject.email)
        .await?;
    let only_linked = ctx.compiled.settings.to_activecampaign.customers.match_by == ContactMatch::Link;
    let Some(id) = by_email else {
        return Ok(match linked {
            // The person who deleted it may have been obliged to.
            Some(id) if ctx.job.cause != Cause::Replay => {
                Lookup::LeftAlone(reason::contact_deleted(id, &ctx.job.source))
            }
            _ if only_linked => Lookup::LeftAlone(reason::no_contact_linked()),
            _ => Lookup::None,
        });
    };
    let source = Source::Contact(id.clone());
    let other = ctx
        .ports
        .ledger
        .document_of(&source, DocumentKind::Customer)
        .await?;
    match other {
        Some(other) if other.id != subject.id() => {
            let number = other.number.as_deref().unwrap_or(&other.id);
            return Ok(Lookup::LeftAlone(reason::contact_of_other_customer(id, number)));
        }
        None if only_linked => {
            return Ok(Lookup::LeftAlone(reason::contact_not_linked(id)));
        }
        _ => {}
    }
    Ok(match read(ctx, &id).await? {
        Some(contact) => {
            ctx.step(StepName::Find, step::contact_by_email(&id));
            Lookup::Found(Box::new(contact))
        }
        None => Lookup::None,
    })
}

async fn read(ctx: &JobContext<'_>, id: &str) -> Result<Option<Contact>, Problem> {
    let mapping = &ctx.compiled.mapping;
    let tags = Tags::read_if(mapping.reads_tags());
    let read = ctx.services.activecampaign.contact_and_state(id, tags).await?;
    let Some((customer, state)) = read else {
        return Ok(None);
    };
    let reference = ctx.services.reference(ctx.ports).await?;
    // A rule that fails on this contact parks the first direction's job; its error is not needed here.
    let mapped = mapping.customer(&customer, &reference.context).ok();
    Ok(Some(Contact {
        id: id.to_owned(),
        customer,
        state,
        mapped,
    }))
}
