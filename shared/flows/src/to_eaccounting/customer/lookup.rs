//! Whom eAccounting has for a contact, account or order.

use eaccounting::odata::Filter;
use eaccounting::types::Customer as Found;
use jiff::Timestamp;
use ledger::DocumentKind;
use mapping::{Mapped, Target};
use model::{Code, Customer, Named, Problem, Source, StepName, VatNumber, case, event, step};
use serde_json::Value;
use settings::{MatchBy, OnMultipleMatches};

use super::purpose::Purpose;
use super::record::number;
use crate::JobContext;
use crate::recording::record_fields;
use crate::reference::Reference;
use crate::to_eaccounting::plain_text;
use crate::trace::{CustomerField, FoundBy};

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
    let buyer = Buyer::of(mapped);
    let mut key = lookup_key(ctx, customer, mapped, &buyer);
    let asked_at = ctx.now();
    let mut other_company = None;
    let mut found = None;
    let mut deactivated = None;
    match linked(ctx, customer).await? {
        Some(linked) if !linked.fields.is_active => {
            // A person may have put another in its place.
            deactivated = Some(linked).filter(|linked| buyer.compare(linked) != Comparison::Another);
        }
        Some(linked) if buyer.compare(&linked) == Comparison::Another => {
            other_company = Some(number(&linked).to_owned());
        }
        Some(linked) => {
            ctx.step(StepName::Find, FoundBy::Link.text(number(&linked)));
            found = Some((linked, FoundBy::Link));
        }
        None => {}
    }
    // An address may be that of several companies, such as their accountant's: each is then known by its number.
    let mut is_shared = other_company.is_some();
    if found.is_none() {
        match find(ctx, key.as_ref(), &buyer).await? {
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
    if is_shared && let Some(own) = buyer.key() {
        if found.is_none()
            && own.field == ORGANISATION_NUMBER
            && let Hit::One(one, by) = find(ctx, Some(&own), &buyer).await?
        {
            found = Some((*one, by));
        }
        key = Some(own);
    }
    if let Some(other) = &other_company {
        ctx.step(StepName::Find, step::other_company(other));
    }
    if let (None, None, Some(linked)) = (&found, &other_company, &deactivated) {
        return Err(inactive(ctx, &[number(linked)]));
    }
    let digest = identity(ctx, customer, key.as_ref());
    Ok(LookedUp {
        found,
        identity: Identity { digest, asked_at },
        other_company,
    })
}

const EMAIL_ADDRESS: &str = "EmailAddress";
const ORGANISATION_NUMBER: &str = "CorporateIdentityNumber";

/// What tells a buyer from another.
struct Buyer {
    name: String,
    is_private: bool,
    organisation_number: Option<String>,
    vat_number: Option<String>,
}

/// A buyer and a customer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comparison {
    /// They have the same number.
    Same,
    /// They have other numbers and other names: they are two companies. A company that is renamed keeps its numbers, and one
    /// whose number is corrected its name.
    Another,
    /// Nothing tells.
    Unknown,
}

impl Buyer {
    /// The company that the mapping makes; without numbers for a private person.
    fn of(mapped: &Mapped) -> Self {
        let text = |field: &str| {
            let text = mapped.fields.get(field).and_then(Value::as_str)?.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        Self {
            name: text("Name").unwrap_or_default(),
            is_private: mapped.fields.get("IsPrivatePerson") != Some(&Value::Bool(false)),
            organisation_number: text(ORGANISATION_NUMBER),
            vat_number: text("VatNumber"),
        }
    }

    fn compare(&self, found: &Found) -> Comparison {
        let fields = &found.fields;
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let theirs = [
            given(&fields.corporate_identity_number),
            given(&fields.vat_number),
        ];
        let pairs = [
            (self.known_organisation_number(), known_number(&theirs)),
            (self.vat_number.clone(), theirs[1].clone()),
        ];
        let mut differs = false;
        for (ours, theirs) in pairs {
            if let (Some(ours), Some(theirs)) = (ours, theirs) {
                if model::is_same_number(&ours, &theirs) {
                    return Comparison::Same;
                }
                differs = true;
            }
        }
        match differs
            && !fields.is_private_person
            && !same(&self.name, fields.name.as_deref().unwrap_or_default())
        {
            true => Comparison::Another,
            false => Comparison::Unknown,
        }
    }

    /// The organisation number, also where the VAT number alone is known and is made of it.
    fn known_organisation_number(&self) -> Option<String> {
        known_number(&[self.organisation_number.clone(), self.vat_number.clone()])
    }

    /// Whether a customer is called the same, and is a company or a private person as well.
    fn is_called(&self, found: &Found) -> bool {
        let name = found.fields.name.as_deref().unwrap_or_default();
        found.fields.is_private_person == self.is_private && same(&self.name, name)
    }

    /// What the company is known by, whatever its e-mail address.
    fn key(&self) -> Option<LookupKey> {
        let of = |field, number: &Option<String>| {
            Some(LookupKey {
                field,
                value: number.clone()?,
                other: None,
            })
        };
        of(ORGANISATION_NUMBER, &self.known_organisation_number())
            .or_else(|| of("VatNumber", &self.vat_number))
    }
}

/// The organisation number of these two: organisation number and VAT number.
fn known_number(of: &[Option<String>; 2]) -> Option<String> {
    let [organisation, vat] = of;
    organisation.clone().or_else(|| {
        let vat: VatNumber = vat.as_deref()?.trim().parse().ok()?;
        Some(vat.organisation_number()?.as_str().to_owned())
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
    by_setting.or_else(|| {
        customer.email.as_ref().map(|email| LookupKey {
            field: EMAIL_ADDRESS,
            value: email.as_str().to_owned(),
            other: email.written().map(str::to_owned),
        })
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
/// several that match, the only one with the buyer's name that is a company, or a private person, as well.
async fn find(ctx: &mut JobContext<'_>, key: Option<&LookupKey>, buyer: &Buyer) -> Result<Hit, Problem> {
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
    if hits.len() > 1 && hits.iter().filter(|found| buyer.is_called(found)).count() == 1 {
        hits.retain(|found| buyer.is_called(found));
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
fn identity(ctx: &JobContext<'_>, customer: &Customer, key: Option<&LookupKey>) -> String {
    match (key, source_of(customer)) {
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

/// Whether two texts are one but for case and blanks.
fn same(a: &str, b: &str) -> bool {
    plain_text(a) == plain_text(b)
}
