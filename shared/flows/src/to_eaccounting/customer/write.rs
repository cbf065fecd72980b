//! Writes what was decided of a customer: created at most once, updated, linked.

use eaccounting::types::{Customer as Found, LinkedResource, NewCustomer, PartnerResourceLink};
use engine::{IN_FLIGHT_WINDOW, ensure_in_time, time_until};
use ledger::{ClaimOutcome, ClaimRequest, DocumentKind, Intent, Key};
use model::{Code, Customer, Problem, StepName, StepText, case, event, reason, step};
use settings::MatchBy;

use super::decide::{Decision, Known, Wanted};
use super::lookup::{Identity, source_of};
use super::record::{document_of, number};
use crate::recording::changed_fields;
use crate::{JobContext, Remark};

/// What was done to have the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// It was created.
    Created,
    /// These fields were changed.
    Updated(Vec<String>),
    /// It was as wanted.
    Unchanged,
    /// Something was to be written, but the settings ask for a dry run.
    DryRun,
}

/// Writes what was decided. `None`: it would be created, but the settings ask for a dry run.
pub(crate) async fn write(
    ctx: &mut JobContext<'_>,
    customer: &Customer,
    decision: Decision,
) -> Result<Option<(Found, Change)>, Problem> {
    let mut is_beside_link = false;
    let written = match decision.wanted {
        Wanted::AsItIs(found, _) | Wanted::Assumed(found) => {
            ctx.recorder.clear_sent("customer");
            return Ok(Some((*found, Change::Unchanged)));
        }
        Wanted::Known(known) => {
            let Known {
                before,
                after,
                changed,
                identity,
                is_beside_link: stays,
                ..
            } = *known;
            is_beside_link = stays;
            if ctx.lease.is_some() {
                // An earlier attempt of this job may have created it without learning of it.
                close_creation(ctx, &identity.digest, &before).await?;
            }
            update(ctx, after.unwrap_or(before), changed, decision.dry_run).await?
        }
        Wanted::New(..) if decision.dry_run => {
            ctx.step(StepName::Customer, step::would_be_created());
            return Ok(None);
        }
        Wanted::New(fields, identity) => create(ctx, identity, *fields).await?,
    };
    if written.1 == Change::Unchanged {
        // What the mapping made of it was not sent.
        ctx.recorder.clear_sent("customer");
    }
    if !is_beside_link {
        link(ctx, customer, &written.0).await?;
    }
    if written.1 == Change::Created {
        link_back(ctx, customer, &written.0).await;
    }
    Ok(Some(written))
}

/// Writes the customer, where anything differs.
async fn update(
    ctx: &mut JobContext<'_>,
    wanted: Found,
    changed: Vec<String>,
    dry_run: bool,
) -> Result<(Found, Change), Problem> {
    let name = number(&wanted).to_owned();
    if changed.is_empty() {
        let text = StepText::of(&reason::customer_in_step(name));
        ctx.step(StepName::Customer, text);
        return Ok((wanted, Change::Unchanged));
    }
    let fields = changed_fields(&changed);
    if dry_run {
        ctx.step(StepName::Customer, step::customer_would_be_updated(name, fields));
        return Ok((wanted, Change::DryRun));
    }
    // Where this worker has stood still, another may have written by now what the contact says since.
    ctx.ensure_in_time()?;
    let updated = ctx
        .services
        .eaccounting
        .update_customer(wanted.id, &wanted)
        .await?;
    ctx.step(StepName::Customer, step::customer_fields_updated(name, fields));
    Ok((updated.unwrap_or(wanted), Change::Updated(changed)))
}

/// Where the customer came from, for whoever looks at it in eAccounting. Asked for by the attempt that created it alone,
/// since a link cannot be looked for; a customer without one is none the worse.
async fn link_back(ctx: &mut JobContext<'_>, customer: &Customer, created: &Found) {
    let Some(pattern) = ctx.compiled.settings.customers.contact_link.as_ref() else {
        return;
    };
    let Some(contact) = &customer.contact_id else {
        return;
    };
    let link = PartnerResourceLink {
        id: None,
        resource_id: created.id,
        resource_type: LinkedResource::Customer,
        href: pattern.as_str().replace("{id}", contact),
        partner_company_name: "Ekobridge".to_owned(),
        partner_system_name: "ActiveCampaign".to_owned(),
    };
    match ctx.services.eaccounting.create_partner_resource_link(&link).await {
        Ok(_) => ctx.step(StepName::Link, step::contact_link_added()),
        Err(error) => {
            let problem = Problem::from(error);
            Remark::NoContactLink(problem).add(ctx, StepName::Link);
        }
    }
}

/// Creates the customer at most once for its digest, whoever else wants the same one now.
async fn create(
    ctx: &mut JobContext<'_>,
    identity: Identity,
    wanted: NewCustomer,
) -> Result<(Found, Change), Problem> {
    let Identity { digest, asked_at } = identity;
    let key = Key::customer(&digest);
    let intent = Intent {
        what: DocumentKind::Customer,
        natural_key: digest,
        customer_id: None,
        step: "create customer".to_owned(),
    };
    let ask = ClaimRequest::default;
    let ledger = ctx.ports.ledger.clone();
    let mut claimed = ledger.claim_with_intent(&key, ask(), intent.clone()).await?;
    if let ClaimOutcome::Finished(record) = &claimed
        && record.state != ledger::State::Done
    {
        // Refused before for a reason that may be gone by now.
        ledger.reopen(&key).await?;
        claimed = ledger.claim_with_intent(&key, ask(), intent.clone()).await?;
    }
    let mut lease = match claimed {
        ClaimOutcome::Fresh(lease) => lease,
        ClaimOutcome::Resume { mut lease, .. } => {
            ledger.commit(&mut lease, intent).await?;
            lease
        }
        ClaimOutcome::InDoubt { mut lease, .. } => {
            // The look-up before this came back empty. That is conclusive only where no request could be under way any more
            // when it was made, which may be a while ago.
            let since = lease.record().intent_at.unwrap_or(lease.record().first_seen);
            let conclusive_at = since + IN_FLIGHT_WINDOW;
            if asked_at < conclusive_at {
                let problem = unclear_customer(ctx).after(Some(time_until(conclusive_at, ctx.now())));
                ledger.in_doubt(lease, &problem, Some(conclusive_at)).await?;
                return Err(problem);
            }
            lease.void_intent();
            ledger.commit(&mut lease, intent).await?;
            lease
        }
        ClaimOutcome::Finished(record) | ClaimOutcome::Changed(record) => {
            // Another job has created it since the look-up, or its key was changed in eAccounting by a person.
            let existing = record
                .document(DocumentKind::Customer)
                .and_then(|document| document.id.parse().ok());
            if let Some(id) = existing
                && let Some(found) = ctx.services.eaccounting.customer(id).await?
            {
                ctx.step(StepName::Customer, step::customer_of_other_job(number(&found)));
                return Ok((found, Change::Unchanged));
            }
            // It was deleted in eAccounting.
            ledger.supersede(&record, ask(), intent).await?
        }
        ClaimOutcome::Busy { until: at } => {
            return Err(Problem::new(
                Code::RECORD_LOCKED,
                "Another job is creating the same customer just now.",
                "",
            )
            .after(Some(time_until(at, ctx.now()))));
        }
    };
    ensure_in_time(&lease, ctx.now(), &ctx.name())?;
    let answer = ctx.services.eaccounting.create_customer(&wanted).await;
    match answer.map_err(|error| refused(ctx, error, &wanted)) {
        Ok(created) => {
            ledger.done(lease, Some(document_of(&created))).await?;
            let text = StepText::of(&reason::customer_created(number(&created)));
            ctx.step(StepName::Customer, text);
            Ok((created, Change::Created))
        }
        Err(problem) => {
            if problem.kind == model::Kind::InDoubt {
                let at = ctx.now() + jiff::SignedDuration::from_secs(5);
                ledger.in_doubt(lease, &problem, Some(at)).await?;
            } else {
                lease.void_intent();
                ledger.waiting(lease, &problem, ctx.now(), false).await?;
            }
            Err(problem)
        }
    }
}

/// Why a customer was not created. One whose number is taken was not found by `customers.match_by`, and a replay finds it only
/// if the number itself is what it is looked for by.
fn refused(ctx: &JobContext<'_>, error: eaccounting::Error, wanted: &NewCustomer) -> Problem {
    let by = ctx.compiled.settings.customers.match_by;
    let is_taken = error.is_duplicate() && by != MatchBy::CustomerNumber;
    let Some(number) = wanted.customer_number.as_deref().filter(|_| is_taken) else {
        return Problem::from(error);
    };
    let (by, found) = match by {
        MatchBy::Field => (
            "field",
            format!("enter {number} in the contact's field that customers.match_field names"),
        ),
        MatchBy::OrganisationNumber => (
            "organisation-number",
            format!(
                "enter the buyer's organisation number on customer {number} (or the e-mail address, for a buyer without one)"
            ),
        ),
        MatchBy::Email | MatchBy::CustomerNumber => (
            "email",
            format!("enter the buyer's e-mail address on customer {number}"),
        ),
    };
    Problem::new(
        Code::EACCOUNTING_REJECTED,
        event::number_taken(number, by, ctx.name()),
        format!(
            "If customer {number} is this one, {found}, or set customers.match_by = \"customer-number\". If it is another, correct the rule for CustomerNumber in [mapping.customer] of the settings. Then replay {}.",
            ctx.job.source
        ),
    )
    .in_case(case::EACCOUNTING_REJECTED_NUMBER_TAKEN, [&by, &number])
}

fn unclear_customer(ctx: &JobContext<'_>) -> Problem {
    Problem::new(
        Code::OUTCOME_UNKNOWN,
        event::customer_maybe_created(ctx.name()),
        "Wait: it is looked up again automatically. If it is still waiting after an hour, replay it.",
    )
}

/// Ends the record of a creation whose outcome was not known: the customer is there.
async fn close_creation(ctx: &JobContext<'_>, identity: &str, found: &Found) -> Result<(), Problem> {
    let ledger = &ctx.ports.ledger;
    let key = Key::customer(identity);
    let open = ledger
        .get(&key)
        .await?
        .is_some_and(|record| record.intent.is_some());
    if !open {
        return Ok(());
    }
    ledger.reopen(&key).await?;
    let ask = ClaimRequest::default();
    if let ClaimOutcome::InDoubt { lease, .. } = ledger.claim(&key, ask).await? {
        ledger.done(lease, Some(document_of(found))).await?;
    }
    Ok(())
}

/// Remembers which customer a contact or account is.
async fn link(ctx: &JobContext<'_>, customer: &Customer, found: &Found) -> Result<(), Problem> {
    let Some(source) = source_of(customer) else {
        return Ok(());
    };
    let store = ctx.ports.ledger.store();
    let document = document_of(found);
    if store.link(&source).await?.as_ref() == Some(&document) {
        return Ok(());
    }
    store.put_link(&source, &document).await
}
