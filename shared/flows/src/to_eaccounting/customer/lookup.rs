//! Whom eAccounting has for a contact, account or order.

use eaccounting::odata::Filter;
use eaccounting::types::Customer as Found;
use jiff::Timestamp;
use ledger::{DocumentKind, Key};
use mapping::{Mapped, Target};
use model::{Code, Customer, Email, Named, Problem, Source, StepName, case, event, step};
use serde_json::Value;
use settings::{MatchBy, OnMultipleMatches};

use super::buyer::{Buyer, Comparison};
use super::purpose::Purpose;
use super::record::number;
use crate::JobContext;
use crate::recording::record_fields;
use crate::reference::Reference;
use crate::to_eaccounting::names::{plain_text, same};
use crate::trace::{CustomerField, FoundBy};
use crate::two_way;

/// The ledger's identity of a customer's creation.
pub(super) struct Identity {
    pub(super) digest: String,
    /// When eAccounting was asked whether it has the customer.
    pub(super) asked_at: Timestamp,
}

/// Whom eAccounting has for a customer.
pub(crate) struct LookedUp {
    pub(super) found: Option<(Found, FoundBy)>,
    pub(super) identity: Identity,
    /// The number of the customer that has the contact's link or e-mail address, and is another company.
    pub(super) other_company: Option<String>,
    /// The contact is another customer, and stays it: this one has the contact's e-mail address too, and the buyer's name.
    pub(super) is_beside_link: bool,
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
    let buyer = Buyer::of(
        mapped,
        customer.email.as_ref().is_some_and(Email::is_by_marketplace),
    );
    let mut key = lookup_key(ctx, customer, mapped, &buyer);
    let asked_at = ctx.now();
    let mut other_company = None;
    let mut found = None;
    let mut deactivated = None;
    let mut is_beside_link = false;
    match linked(ctx, customer).await? {
        Some(linked) if !linked.fields.is_active => {
            // A person may have put another in its place.
            deactivated = Some(linked).filter(|linked| buyer.compare(linked) != Comparison::Another);
        }
        Some(linked) if buyer.compare(&linked) == Comparison::Another => {
            other_company = Some(number(&linked).to_owned());
        }
        Some(linked) => {
            let other = match buyer.may_be_beside(&linked) {
                true => namesake(ctx, customer, &buyer).await?,
                false => None,
            };
            is_beside_link = other.is_some();
            let by = match is_beside_link {
                true => FoundBy::Field(CustomerField::Email),
                false => FoundBy::Link,
            };
            let taken = other.unwrap_or(linked);
            ctx.step(StepName::Find, by.text(number(&taken)));
            found = Some((taken, by));
        }
        None => {}
    }
    // An address may be that of several companies, such as their accountant's: each is then known by its number.
    let mut is_shared = other_company.is_some();
    if found.is_none() {
        match find(ctx, customer, key.as_ref(), &buyer).await? {
            Hit::One(one, by) => found = Some((*one, by)),
            Hit::OneOfSeveral(one, by) => {
                is_shared = true;
                found = Some((*one, by));
            }
            Hit::OtherCompany(other) => {
                is_shared = true;
                other_company = Some(other);
            }
            Hit::None => {}
        }
    }
    if is_shared && let Some(own) = key_of(&buyer) {
        if found.is_none()
            && own.field == ORGANISATION_NUMBER
            && let Hit::One(one, by) = find(ctx, customer, Some(&own), &buyer).await?
        {
            found = Some((*one, by));
        }
        key = Some(own);
    }
    if let Some(other) = other_company.as_ref().filter(|_| !buyer.is_by_marketplace) {
        ctx.step(StepName::Find, step::other_company(other));
    }
    if let (None, None, Some(linked)) = (&found, &other_company, &deactivated) {
        return Err(inactive(ctx, &[number(linked)]));
    }
    let digest = identity(ctx, customer, key.as_ref(), &buyer);
    Ok(LookedUp {
        found,
        identity: Identity { digest, asked_at },
        other_company,
        is_beside_link,
    })
}

const EMAIL_ADDRESS: &str = "EmailAddress";
const ORGANISATION_NUMBER: &str = "CorporateIdentityNumber";

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
        if self.field != ORGANISATION_NUMBER {
            return one;
        }
        // A person may have written it differently, and eAccounting compares texts.
        let spellings = model::spellings(&self.value).into_iter();
        Filter::any(spellings.map(|spelling| Filter::eq(self.field, spelling))).unwrap_or(one)
    }

    /// What eAccounting's screens call it.
    fn name(&self) -> CustomerField {
        match self.field {
            EMAIL_ADDRESS => CustomerField::Email,
            "CustomerNumber" => CustomerField::CustomerNumber,
            _ => CustomerField::OrganisationNumber,
        }
    }

    /// eAccounting's comparison is not documented: its results are compared again.
    fn is(&self, found: &Found) -> bool {
        let fields = &found.fields;
        let is = |value: &Option<String>, same: fn(&str, &str) -> bool| {
            value.as_deref().is_some_and(|value| same(value, &self.value))
        };
        match self.field {
            EMAIL_ADDRESS => is(&fields.email_address, same),
            "CustomerNumber" => is(&fields.customer_number, same),
            _ => is(&fields.corporate_identity_number, model::is_same_number),
        }
    }
}

/// What the company is known by, whatever its e-mail address.
fn key_of(buyer: &Buyer) -> Option<LookupKey> {
    let of = |field, number: Option<String>| {
        Some(LookupKey {
            field,
            value: number?,
            other: None,
        })
    };
    of(ORGANISATION_NUMBER, buyer.known_organisation_number())
        .or_else(|| of("VatNumber", buyer.vat_number.clone()))
}

/// The settings' match field, and the e-mail address if that field is empty: a private person has no organisation
/// number, and a new customer no customer number.
fn lookup_key(
    ctx: &JobContext<'_>,
    customer: &Customer,
    mapped: &Mapped,
    buyer: &Buyer,
) -> Option<LookupKey> {
    let settings = &ctx.compiled.settings.customers;
    let of_mapping = |field: &'static str| {
        let value = mapped.fields.get(field).and_then(Value::as_str)?.to_owned();
        let other = customer
            .email
            .as_ref()
            .filter(|email| field == EMAIL_ADDRESS && email.as_str() == value)
            .and_then(|email| email.written().map(str::to_owned));
        Some(LookupKey { field, value, other })
    };
    let by_setting = match settings.match_by {
        // The address that the customer has in eAccounting, which a rule may take from elsewhere than the contact's.
        MatchBy::Email => of_mapping(EMAIL_ADDRESS),
        MatchBy::CustomerNumber => of_mapping("CustomerNumber"),
        MatchBy::OrganisationNumber => buyer.known_organisation_number().map(|value| LookupKey {
            field: ORGANISATION_NUMBER,
            value,
            other: None,
        }),
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
    by_setting.or_else(|| email_key(customer))
}

fn email_key(customer: &Customer) -> Option<LookupKey> {
    customer.email.as_ref().map(|email| LookupKey {
        field: EMAIL_ADDRESS,
        value: email.as_str().to_owned(),
        other: email.written().map(str::to_owned),
    })
}

/// By the stored link, active or not.
async fn linked(ctx: &JobContext<'_>, customer: &Customer) -> Result<Option<Found>, Problem> {
    let Some(source) = source_of(customer) else {
        return Ok(None);
    };
    let linked = ctx
        .ports
        .ledger
        .document_of(&source, DocumentKind::Customer)
        .await?;
    let Some(id) = linked.and_then(|linked| linked.id.parse().ok()) else {
        return Ok(None);
    };
    Ok(ctx.services.eaccounting.customer(id).await?)
}

/// The only active customer with the buyer's e-mail address and name, where the contact is linked to somebody else: a person
/// and the person's company, or two people, may share an address. With the way back, a contact follows its own customer.
async fn namesake(
    ctx: &mut JobContext<'_>,
    customer: &Customer,
    buyer: &Buyer,
) -> Result<Option<Found>, Problem> {
    let is_contacts_own = !matches!(ctx.job.source, Source::Order { .. } | Source::Deal(_));
    if is_contacts_own && two_way::is_on(&ctx.compiled.settings) {
        return Ok(None);
    }
    let Some(key) = email_key(customer) else {
        return Ok(None);
    };
    let mut hits = ctx.services.eaccounting.customers_by(&key.filter()).await?;
    hits.retain(|found| key.is(found) && found.fields.is_active && buyer.is_called(found));
    Ok(hits.pop().filter(|_| hits.is_empty()))
}

/// Whom a look-up has found.
enum Hit {
    None,
    One(Box<Found>, FoundBy),
    /// The one whose number is the buyer's, of companies that share an e-mail address.
    OneOfSeveral(Box<Found>, FoundBy),
    /// Only this customer, by its number, who is another company than the buyer.
    OtherCompany(String),
}

/// By the settings' match field. Of several customers with one e-mail address, the one with the buyer's number is the buyer; and of
/// several that match, the one that stands out.
async fn find(
    ctx: &mut JobContext<'_>,
    customer: &Customer,
    key: Option<&LookupKey>,
    buyer: &Buyer,
) -> Result<Hit, Problem> {
    let client = &ctx.services.eaccounting;
    let settings = &ctx.compiled.settings.customers;
    let Some(key) = key else {
        return Err(Problem::new(
            Code::CUSTOMER_MISSING,
            event::nothing_to_find_customer_by(Named::first(ctx.name())),
            "Fill it in in ActiveCampaign, or set orders.default_customer for orders without a usable customer.",
        ));
    };
    let field = key.name();
    let answer = client.customers_by(&key.filter()).await?;
    let mut hits: Vec<Found> = answer.into_iter().filter(|found| key.is(found)).collect();
    if hits.iter().any(|found| found.fields.is_active) {
        hits.retain(|found| found.fields.is_active);
    }
    let mut is_shared = false;
    if key.field == EMAIL_ADDRESS {
        is_shared = hits.len() > 1;
        let is = |wanted: Comparison| hits.iter().any(|found| buyer.compare(found) == wanted);
        if is(Comparison::Same) {
            hits.retain(|found| buyer.compare(found) == Comparison::Same);
        } else if is(Comparison::Another) {
            let others = hits.clone();
            hits.retain(|found| buyer.compare(found) != Comparison::Another);
            if let (true, [other, ..]) = (hits.is_empty(), others.as_slice()) {
                return Ok(Hit::OtherCompany(number(other).to_owned()));
            }
        }
    }
    if hits.len() > 1 {
        let identity = identity(ctx, customer, Some(key), buyer);
        let before = match taken_before(ctx, &identity).await? {
            None => of_contact(ctx, customer).await?,
            taken => taken,
        };
        if let Some(one) = buyer.one_of(&hits, before.as_deref()) {
            hits = vec![hits.swap_remove(one)];
            note_taken(ctx, &identity, before, &hits).await?;
        }
    }
    match hits.len() {
        0 => Ok(Hit::None),
        1 => {
            let found = hits.remove(0);
            if !found.fields.is_active {
                return Err(inactive(ctx, &[number(&found)]));
            }
            let by = FoundBy::Field(field);
            ctx.step(StepName::Find, by.text(number(&found)));
            let found = Box::new(found);
            Ok(match is_shared && buyer.compare(&found) == Comparison::Same {
                true => Hit::OneOfSeveral(found, by),
                false => Hit::One(found, by),
            })
        }
        _ if hits.iter().all(|found| !found.fields.is_active) => {
            let numbers: Vec<&str> = hits.iter().map(number).collect();
            Err(inactive(ctx, &numbers))
        }
        several => match settings.on_multiple_matches {
            OnMultipleMatches::NewestActive if !is_newest_unclear(&mut hits) => {
                let found = hits.remove(0);
                let by = FoundBy::NewestOf(several, field);
                ctx.step(StepName::Find, by.text(number(&found)));
                Ok(Hit::One(Box::new(found), by))
            }
            policy => {
                let numbers: Vec<_> = hits.iter().map(|found| number(found).to_owned()).collect();
                let choice = match policy {
                    OnMultipleMatches::Park => ", or set customers.on_multiple_matches = \"newest-active\"",
                    OnMultipleMatches::NewestActive => " (none of them was changed last)",
                };
                Err(Problem::new(
                    Code::CUSTOMER_AMBIGUOUS,
                    event::several_customers(several, field, numbers.join(", ")),
                    format!(
                        "Deactivate all but one in eAccounting{choice}; then replay {}.",
                        ctx.job.source
                    ),
                ))
            }
        },
    }
}

fn taken_name(identity: &str) -> String {
    format!("taken_customer:{identity}")
}

/// The id of the customer that was taken for the same buyer before, or made.
async fn taken_before(ctx: &JobContext<'_>, identity: &str) -> Result<Option<String>, Problem> {
    let ledger = &ctx.ports.ledger;
    if let Some(taken) = ledger.remembered::<String>(&taken_name(identity)).await? {
        return Ok(Some(taken.value));
    }
    let record = ledger.get(&Key::customer(identity)).await?;
    Ok(record.and_then(|record| Some(record.document(DocumentKind::Customer)?.id.clone())))
}

/// The id of the customer that the contact with the buyer's e-mail address is: most orders don't name their contact.
async fn of_contact(ctx: &JobContext<'_>, customer: &Customer) -> Result<Option<String>, Problem> {
    let (None, Some(email)) = (&customer.contact_id, &customer.email) else {
        return Ok(None);
    };
    let Some(contact) = ctx.services.activecampaign.contact_id_by_email(email).await? else {
        return Ok(None);
    };
    let contact = Source::Contact(contact);
    let ledger = &ctx.ports.ledger;
    let linked = ledger.document_of(&contact, DocumentKind::Customer).await?;
    Ok(linked.map(|linked| linked.id))
}

/// Remembers which of several customers was taken: an order's address chooses for its contact, too, which may have none.
async fn note_taken(
    ctx: &JobContext<'_>,
    identity: &str,
    before: Option<String>,
    hits: &[Found],
) -> Result<(), Problem> {
    let taken = hits.first().map(|found| found.id.to_string());
    match taken {
        Some(taken) if before.as_ref() != Some(&taken) => {
            ctx.ports.ledger.remember(&taken_name(identity), &taken).await
        }
        _ => Ok(()),
    }
}

fn inactive(ctx: &JobContext<'_>, customers: &[&str]) -> Problem {
    let (said, remedy) = match customers {
        [one] => (
            event::customer_is_inactive(one),
            format!("Activate customer {one} in eAccounting"),
        ),
        several => {
            let named = Named::otherwise(several.join(" and "), several.join(", "));
            let several = several.join(" and ");
            (
                event::customers_are_inactive(named),
                format!("Activate one of the customers {several} in eAccounting"),
            )
        }
    };
    let remedy = format!("{remedy}, then replay {}.", ctx.job.source);
    let numbers = customers.join(", ");
    Problem::new(Code::CUSTOMER_INACTIVE, said, remedy).in_case(case::CUSTOMER_INACTIVE_CUSTOMERS, [&numbers])
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
fn identity(ctx: &JobContext<'_>, customer: &Customer, key: Option<&LookupKey>, buyer: &Buyer) -> String {
    match (key, source_of(customer)) {
        (
            Some(LookupKey {
                field: EMAIL_ADDRESS,
                value,
                ..
            }),
            _,
        ) if buyer.is_by_marketplace => {
            let whole = format!("{value} {}", plain_text(&buyer.name));
            journal::person_digest(&ctx.ports.salt, &whole)
        }
        (
            Some(LookupKey {
                field: EMAIL_ADDRESS,
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
