//! Whom eAccounting has for a contact, account or order.

use eaccounting::odata::Filter;
use eaccounting::types::Customer as Found;
use engine::capitalized;
use jiff::Timestamp;
use ledger::DocumentKind;
use mapping::{Mapped, Target};
use model::{Code, Customer, Problem, Source};
use serde_json::Value;
use settings::{MatchBy, OnMultipleMatches};

use super::purpose::Purpose;
use super::record::number;
use crate::JobContext;
use crate::recording::record_fields;
use crate::reference::Reference;

/// The ledger's identity of a customer's creation.
pub(super) struct Identity {
    pub(super) digest: String,
    /// When eAccounting was asked whether it has the customer.
    pub(super) asked_at: Timestamp,
}

/// Whom eAccounting has for a customer.
pub(crate) struct LookedUp {
    pub(super) found: Option<Found>,
    pub(super) identity: Identity,
}

/// The mapping's result for the customer.
pub(crate) fn map(
    ctx: &mut JobContext<'_>,
    customer: &Customer,
    reference: &Reference,
    purpose: Purpose<'_>,
) -> Result<Mapped, Problem> {
    let mapping = &ctx.compiled.mapping;
    let mapped = match purpose {
        Purpose::Keep => mapping.customer(customer, &reference.context)?,
        // The order's own fields may feed its customer too.
        Purpose::Bill(billing) => mapping.customer_of(billing.order, &reference.context)?,
    };
    record_fields(ctx, Target::Customer, &mapped);
    Ok(mapped)
}

/// Looks a customer up: by its stored link, then by the settings' match fields.
pub(crate) async fn look_up(
    ctx: &mut JobContext<'_>,
    customer: &Customer,
    mapped: &Mapped,
) -> Result<LookedUp, Problem> {
    let key = lookup_key(ctx, customer, mapped);
    let digest = identity(ctx, customer, key.as_ref());
    let asked_at = ctx.now();
    let found = find(ctx, customer, key).await?;
    Ok(LookedUp {
        found,
        identity: Identity { digest, asked_at },
    })
}

/// The key of a look-up: eAccounting's field, and its value.
struct LookupKey {
    field: &'static str,
    value: String,
    /// Another spelling of the value, for a filter that may tell upper from lower case.
    other: Option<String>,
}

impl LookupKey {
    fn filter(&self) -> Filter {
        let one = Filter::eq(self.field, self.value.as_str());
        if let Some(other) = &self.other {
            let spellings = [self.value.as_str(), other.as_str()];
            return Filter::any(spellings.map(|spelling| Filter::eq(self.field, spelling))).unwrap_or(one);
        }
        if self.field != "CorporateIdentityNumber" {
            return one;
        }
        // A person may have written it differently, and eAccounting compares texts.
        let spellings = model::spellings(&self.value).into_iter();
        Filter::any(spellings.map(|spelling| Filter::eq(self.field, spelling))).unwrap_or(one)
    }

    /// What eAccounting's screens call it.
    fn name(&self) -> &'static str {
        match self.field {
            "EmailAddress" => "e-mail address",
            "CustomerNumber" => "customer number",
            _ => "organisation number",
        }
    }

    /// eAccounting's comparison is not documented: its results are compared again.
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

/// The settings' match field, and the e-mail address if that field is empty: a private person has no organisation
/// number, and a new customer no customer number.
fn lookup_key(ctx: &JobContext<'_>, customer: &Customer, mapped: &Mapped) -> Option<LookupKey> {
    let settings = &ctx.compiled.settings.customers;
    let of_mapping = |field: &'static str| {
        let value = mapped.fields.get(field).and_then(Value::as_str)?.to_owned();
        let other = customer
            .email
            .as_ref()
            .filter(|email| field == "EmailAddress" && email.as_str() == value)
            .and_then(|email| email.written().map(str::to_owned));
        Some(LookupKey { field, value, other })
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
            .map(|value| LookupKey {
                field: "CustomerNumber",
                value,
                other: None,
            }),
    };
    by_setting.or_else(|| {
        customer.email.as_ref().map(|email| LookupKey {
            field: "EmailAddress",
            value: email.as_str().to_owned(),
            other: email.written().map(str::to_owned),
        })
    })
}

/// By the stored link, then by the settings' match fields.
async fn find(
    ctx: &mut JobContext<'_>,
    customer: &Customer,
    key: Option<LookupKey>,
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
    let Some(key) = key else {
        return Err(Problem::new(
            Code::CUSTOMER_MISSING,
            format!(
                "{} has no value to find its customer by (an e-mail address).",
                capitalized(&ctx.name())
            ),
            "Fill it in in ActiveCampaign, or set orders.default_customer for orders without a usable customer.",
        ));
    };
    let field = key.name();
    let answer = client.customers_by(&key.filter()).await?;
    let mut hits: Vec<Found> = answer.into_iter().filter(|found| key.is(found)).collect();
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
            OnMultipleMatches::NewestActive if !is_newest_unclear(&mut hits) => {
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
            policy => {
                let numbers: Vec<_> = hits.iter().map(|found| number(found).to_owned()).collect();
                let choice = match policy {
                    OnMultipleMatches::Park => ", or set customers.on_multiple_matches = \"newest-active\"",
                    OnMultipleMatches::NewestActive => " (none of them was changed last)",
                };
                Err(Problem::new(
                    Code::CUSTOMER_AMBIGUOUS,
                    format!(
                        "{several} active customers in eAccounting have the same {field}: {}.",
                        numbers.join(", ")
                    ),
                    format!(
                        "Deactivate all but one in eAccounting{choice}; then replay {}.",
                        ctx.job.source
                    ),
                ))
            }
        },
    }
}

/// Sorts the customers by their last change, newest first, and says whether two are the newest: then neither is taken.
fn is_newest_unclear(hits: &mut [Found]) -> bool {
    hits.sort_by_key(|found| std::cmp::Reverse(found.changed_utc));
    matches!(hits, [first, second, ..] if first.changed_utc == second.changed_utc)
}

pub(super) fn source_of(customer: &Customer) -> Option<Source> {
    match (&customer.contact_id, &customer.account_id) {
        (Some(id), _) => Some(Source::Contact(id.clone())),
        (None, Some(id)) => Some(Source::Account(id.clone())),
        (None, None) => None,
    }
}

/// The ledger key for the customer: a digest of its look-up key, so that concurrent jobs for one customer create one;
/// otherwise its source.
fn identity(ctx: &JobContext<'_>, customer: &Customer, key: Option<&LookupKey>) -> String {
    match (key, source_of(customer)) {
        (
            Some(LookupKey {
                field: "EmailAddress",
                value,
                ..
            }),
            _,
        ) => journal::person_digest(&ctx.ports.salt, value),
        (Some(LookupKey { field, value, .. }), _) => {
            journal::person_digest(&ctx.ports.salt, &format!("{field} {value}"))
        }
        (None, Some(source)) => source.to_string(),
        (None, None) => ctx.job.source.to_string(),
    }
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
