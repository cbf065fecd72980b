//! Whom eAccounting has for a contact, account or order.

use eaccounting::odata::Filter;
use eaccounting::types::Customer as Found;
use engine::capitalized;
use jiff::Timestamp;
use ledger::{ClaimOutcome, ClaimRequest, DocumentKind, Key};
use mapping::{Mapped, Target};
use model::{Code, Customer, Problem, Source};
use serde_json::Value;
use settings::{MatchBy, OnMultipleMatches};

use super::decide::Purpose;
use super::record::{document_of, number};
use crate::JobContext;
use crate::reference::Reference;
use crate::trace::record_fields;

/// What the mapping makes of a customer, and whom eAccounting has for it.
pub(crate) struct LookedUp {
    pub(super) mapped: Mapped,
    pub(super) found: Option<Found>,
    pub(super) identity: Identity,
}

/// What a customer's creation is known by in the ledger.
pub(super) struct Identity {
    pub(super) digest: String,
    /// When eAccounting was asked whether it has the customer.
    pub(super) asked_at: Timestamp,
}

/// Looks the customer up.
pub(crate) async fn look_up(
    ctx: &mut JobContext<'_>,
    customer: &Customer,
    reference: &Reference,
    purpose: Purpose<'_>,
) -> Result<LookedUp, Problem> {
    let compiled = std::sync::Arc::clone(&ctx.compiled);
    let mapped = match purpose {
        Purpose::Keep => compiled.mapping.customer(customer, &reference.context)?,
        // The order's own fields may feed its customer too.
        Purpose::Bill(billing) => compiled.mapping.customer_of(billing.order, &reference.context)?,
    };
    record_fields(ctx, Target::Customer, &mapped);
    ctx.services
        .trace(|seen| seen.mapped_customer = Some(mapped.clone()));
    let sought = sought(ctx, customer, &mapped);
    let digest = identity(ctx, customer, sought.as_ref());
    let asked_at = ctx.now();
    let found = find(ctx, customer, sought).await?;
    if let Some(found) = &found
        && ctx.lease.is_some()
    {
        // An earlier attempt of this job may have created it without learning of it.
        close_creation(ctx, &digest, found).await?;
    }
    Ok(LookedUp {
        mapped,
        found,
        identity: Identity { digest, asked_at },
    })
}

/// What a customer is found by: eAccounting's field, and its value.
struct Sought {
    field: &'static str,
    value: String,
}

/// What the settings say, and the e-mail address for whoever doesn't have that: a private person has no organisation
/// number, and a new customer no customer number.
fn sought(ctx: &JobContext<'_>, customer: &Customer, mapped: &Mapped) -> Option<Sought> {
    let settings = &ctx.compiled.settings.customers;
    let of_mapping = |field: &'static str| {
        let value = mapped.fields.get(field).and_then(Value::as_str)?.to_owned();
        Some(Sought { field, value })
    };
    let by_setting = match settings.match_by {
        // The address that the customer has in eAccounting, which a rule may take from elsewhere than the contact's.
        MatchBy::Email => of_mapping("EmailAddress"),
        MatchBy::CustomerNumber => of_mapping("CustomerNumber"),
        MatchBy::OrganisationNumber => of_mapping("CorporateIdentityNumber"),
        MatchBy::Field => settings
            .match_field
            .as_ref()
            .and_then(|tag| {
                let of_contact = customer.fields.get(tag.as_str());
                of_contact.or_else(|| customer.account_fields.get(tag.as_str()))
            })
            .map(|field| field.value.trim().to_owned())
            .filter(|value| !value.is_empty())
            .map(|value| Sought {
                field: "CustomerNumber",
                value,
            }),
    };
    by_setting.or_else(|| {
        customer.email.as_ref().map(|email| Sought {
            field: "EmailAddress",
            value: email.as_str().to_owned(),
        })
    })
}

impl Sought {
    fn filter(&self) -> Filter {
        let one = Filter::eq(self.field, self.value.as_str());
        if self.field != "CorporateIdentityNumber" {
            return one;
        }
        // Whoever typed it in may have written it otherwise, and eAccounting compares texts.
        let spellings = model::spellings(&self.value).into_iter();
        Filter::any(spellings.map(|spelling| Filter::eq(self.field, spelling))).unwrap_or(one)
    }

    /// eAccounting's own comparison is not documented: what it answers is compared again.
    fn is(&self, found: &Found) -> bool {
        let fields = &found.fields;
        let is = |value: &Option<String>, same: fn(&str, &str) -> bool| {
            value.as_deref().is_some_and(|value| same(value, &self.value))
        };
        match self.field {
            "EmailAddress" => is(&fields.email_address, same),
            "CustomerNumber" => is(&fields.customer_number, same),
            _ => is(&fields.corporate_identity_number, model::is_same_number),
        }
    }
}

/// By the stored link, then by what the settings say.
async fn find(
    ctx: &mut JobContext<'_>,
    customer: &Customer,
    sought: Option<Sought>,
) -> Result<Option<Found>, Problem> {
    let client = &ctx.services.eaccounting;
    if let Some(source) = source_of(customer)
        && let Some(linked) = ctx
            .ports
            .ledger
            .document_of(&source, DocumentKind::Customer)
            .await?
        && let Ok(id) = linked.id.parse()
        && let Some(found) = client.customer(id).await?
        && found.fields.is_active
    {
        ctx.step("find", format!("customer {} by its link", number(&found)));
        return Ok(Some(found));
    }
    let settings = &ctx.compiled.settings.customers;
    let Some(sought) = sought else {
        return Err(Problem::new(
            Code::CUSTOMER_MISSING,
            format!(
                "{} has no value to find its customer by (EmailAddress).",
                capitalized(&ctx.name())
            ),
            "Fill it in in ActiveCampaign, or set orders.default_customer for orders without a usable customer.",
        ));
    };
    let field = sought.field;
    let answer = client.customers_by(&sought.filter()).await?;
    let mut hits: Vec<Found> = answer.into_iter().filter(|found| sought.is(found)).collect();
    if hits.len() > 1 {
        hits.retain(|found| found.fields.is_active);
    }
    match hits.len() {
        0 => Ok(None),
        1 => {
            let found = hits.remove(0);
            if !found.fields.is_active {
                return Err(Problem::new(
                    Code::CUSTOMER_INACTIVE,
                    format!("Customer {} is inactive in eAccounting.", number(&found)),
                    format!(
                        "Activate customer {} in eAccounting, then replay {}.",
                        number(&found),
                        ctx.job.source
                    ),
                ));
            }
            ctx.step("find", format!("customer {} by {field}", number(&found)));
            Ok(Some(found))
        }
        several => match settings.on_multiple_matches {
            OnMultipleMatches::NewestActive => {
                hits.sort_by_key(|found| std::cmp::Reverse(found.changed_utc));
                let found = hits.remove(0);
                ctx.step(
                    "find",
                    format!(
                        "customer {} is the newest of {several} with the same {field}",
                        number(&found)
                    ),
                );
                Ok(Some(found))
            }
            OnMultipleMatches::Park => {
                let numbers: Vec<_> = hits.iter().map(|found| number(found).to_owned()).collect();
                Err(Problem::new(
                    Code::CUSTOMER_AMBIGUOUS,
                    format!(
                        "{several} active customers in eAccounting have the same {field}: {}.",
                        numbers.join(", ")
                    ),
                    format!(
                        "Deactivate all but one in eAccounting, or set customers.on_multiple_matches = \"newest-active\"; then replay {}.",
                        ctx.job.source
                    ),
                ))
            }
        },
    }
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

pub(super) fn source_of(customer: &Customer) -> Option<Source> {
    match (&customer.contact_id, &customer.account_id) {
        (Some(id), _) => Some(Source::Contact(id.clone())),
        (None, Some(id)) => Some(Source::Account(id.clone())),
        (None, None) => None,
    }
}

/// What stands for the customer in the ledger: a digest of what it is found by, so that all who look for one customer
/// create one; else its source.
fn identity(ctx: &JobContext<'_>, customer: &Customer, sought: Option<&Sought>) -> String {
    match (sought, source_of(customer)) {
        (
            Some(Sought {
                field: "EmailAddress",
                value,
            }),
            _,
        ) => journal::person_digest(&ctx.ports.salt, value),
        (Some(Sought { field, value }), _) => {
            journal::person_digest(&ctx.ports.salt, &format!("{field} {value}"))
        }
        (None, Some(source)) => source.to_string(),
        (None, None) => ctx.job.source.to_string(),
    }
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
