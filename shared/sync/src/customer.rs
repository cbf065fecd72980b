//! Customers: found, created, updated, or left alone.

use eaccounting::odata::Filter;
use eaccounting::types::{Customer as Found, LinkedResource, NewCustomer, PartnerResourceLink, merge};
use jiff::Timestamp;
use ledger::{ClaimOutcome, ClaimRequest, Document, DocumentKind, Intent, Key};
use mapping::{Mapped, Target, Truncation};
use model::{Code, Customer, Email, Order, Problem, Source, VatNumber};
use serde_json::{Map, Value};
use settings::{MatchBy, Missing, OnMultipleMatches, Settings};

use crate::fields::{record_read, record_sent};
use crate::preview::FoundCustomer;
use crate::reference::{Reference, labels};
use crate::run::{Ended, QUIET, Run, in_time, until};

/// What a customer is wanted for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose<'a> {
    /// To be kept equal to the contact or account.
    Keep,
    /// To be billed for an order.
    Bill(&'a Billing<'a>),
}

impl Purpose<'_> {
    fn is_keep(self) -> bool {
        matches!(self, Self::Keep)
    }

    /// Sets the flags that make eAccounting compute the VAT that an order has.
    fn fit(self, fields: &mut NewCustomer, settings: &Settings) -> Result<(), Problem> {
        let Self::Bill(billing) = self else { return Ok(()) };
        crate::sale_conversion::output::apply_vat_flags(&billing.needs(fields, settings)?, fields);
        Ok(())
    }
}

/// What an order says that decides the customer's VAT flags.
pub(crate) struct Billing<'a> {
    pub(crate) order: &'a Order,
    pub(crate) company: &'a sale::Company,
    pub(crate) place: sale::PlaceOfSupply,
    pub(crate) destination: crate::sale_conversion::input::Destination<'a>,
}

impl Billing<'_> {
    /// The buyer that this customer record makes.
    pub(crate) fn buyer(&self, fields: &NewCustomer, settings: &Settings) -> Result<sale::Buyer, Problem> {
        crate::sale_conversion::input::buyer(fields, self.destination, self.company, settings)
    }

    pub(crate) fn needs(
        &self,
        fields: &NewCustomer,
        settings: &Settings,
    ) -> Result<sale::CustomerVatFlags, Problem> {
        Ok(sale::customer_vat_flags(
            self.company,
            &self.buyer(fields, settings)?,
            self.place,
        ))
    }
}

/// What was done to have the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// It was created.
    Created,
    /// These fields were changed.
    Updated(Vec<String>),
    /// It was as wanted.
    Unchanged,
    /// Something was to be written, but the settings only watch.
    DryRun,
}

/// Keeps one customer equal to its contact or account.
pub(crate) async fn flow(run: &mut Run<'_>) -> Result<Ended, Problem> {
    if !run.plan.settings.customers.enabled {
        return Ok(Ended::skipped("customers.enabled is off"));
    }
    // Whatever was done before, the contact may have changed since: it is read again.
    if let Some(ended) = run.begin_anew().await? {
        return Ok(ended);
    }
    let client = &run.ports.activecampaign;
    let read = match &run.job.source {
        Source::Contact(id) => client.contact(id).await?,
        Source::Account(id) => client.account(id).await?,
        other => return Err(not_a_customer(other)),
    };
    let Some(customer) = read else {
        return Ok(Ended::skipped(format!(
            "{} is no longer in ActiveCampaign",
            run.name()
        )));
    };
    if let Some(email) = &customer.email {
        let subject = subject(run, email);
        run.recorder.subject(subject);
    }
    run.step("read", format!("read {} from ActiveCampaign", run.name()));
    let reference = run.worker.reference.get(run.ports).await?;
    record_read(run, &customer, None, &reference);
    run.see(|seen| {
        seen.customer = Some(customer.clone());
        seen.reference = Some(std::sync::Arc::clone(&reference));
    });
    let looked_up = look_up(run, &customer, &reference, Purpose::Keep).await?;
    if looked_up.found.is_none() && !run.plan.settings.customers.create {
        return Ok(Ended::skipped(
            "it is no customer in eAccounting, and customers.create is off",
        ));
    }
    let decision = decide(run, &reference, looked_up, Purpose::Keep).await?;
    let Some((found, change)) = write(run, &customer, decision).await? else {
        return Ok(Ended::skipped(
            "customers.dry_run is on: it would have been created",
        ));
    };
    let document = document_of(&found);
    run.close("it came through").await?;
    let number = document.number.clone().unwrap_or_default();
    Ok(match change {
        Change::Unchanged => Ended::Skipped(format!("customer {number} is as it should be")),
        Change::DryRun => Ended::Skipped("customers.dry_run is on: nothing was written".to_owned()),
        Change::Created => Ended::Done {
            document: Some(document),
            text: format!("customer {number} created"),
        },
        Change::Updated(fields) => {
            let text = format!("customer {number} updated: {}", fields.join(", "));
            Ended::Done {
                document: Some(document),
                text,
            }
        }
    })
}

fn not_a_customer(source: &Source) -> Problem {
    Problem::new(
        Code::INVALID_JOB,
        format!("A customer job names {source}, which is no contact and no account."),
        "This is a mistake in Ekobridge; please report it with this text.",
    )
}

/// What the mapping makes of a customer, and whom eAccounting has for it.
pub(crate) struct LookedUp {
    mapped: Mapped,
    found: Option<Found>,
    identity: Identity,
}

/// What a customer's creation is known by in the ledger.
struct Identity {
    digest: String,
    /// When eAccounting was asked whether it has the customer.
    asked_at: Timestamp,
}

/// What is to become of a customer. Nothing is written for it before the rest is decided too.
pub(crate) struct Decision {
    wanted: Wanted,
    /// Only watch.
    dry_run: bool,
}

enum Wanted {
    /// The one that eAccounting has, whoever bought.
    AsItIs(Box<Found>),
    /// The one that eAccounting has, with these fields changed.
    Known(Box<Found>, Vec<String>),
    /// One that eAccounting doesn't have yet.
    New(Box<NewCustomer>, Identity),
}

impl Decision {
    /// This one, as it is.
    pub(crate) fn as_it_is(found: Found) -> Self {
        Self {
            wanted: Wanted::AsItIs(Box::new(found)),
            dry_run: false,
        }
    }

    /// The customer as it is to be.
    pub(crate) fn fields(&self) -> &NewCustomer {
        match &self.wanted {
            Wanted::AsItIs(found) | Wanted::Known(found, _) => &found.fields,
            Wanted::New(fields, _) => fields,
        }
    }
}

/// Looks the customer up.
pub(crate) async fn look_up(
    run: &mut Run<'_>,
    customer: &Customer,
    reference: &Reference,
    purpose: Purpose<'_>,
) -> Result<LookedUp, Problem> {
    let plan = std::sync::Arc::clone(&run.plan);
    let mapped = match purpose {
        Purpose::Keep => plan.mapping.customer(customer, &reference.context)?,
        // The order's own fields may feed its customer too.
        Purpose::Bill(billing) => plan.mapping.customer_of(billing.order, &reference.context)?,
    };
    record_fields(run, Target::Customer, &mapped);
    run.see(|seen| seen.mapped_customer = Some(mapped.clone()));
    let sought = sought(run, customer, &mapped);
    let digest = identity(run, customer, sought.as_ref());
    let asked_at = run.now();
    let found = find(run, customer, sought).await?;
    if let Some(found) = &found
        && run.lease.is_some()
    {
        // An earlier attempt of this job may have created it without learning of it.
        close_creation(run, &digest, found).await?;
    }
    Ok(LookedUp {
        mapped,
        found,
        identity: Identity { digest, asked_at },
    })
}

/// Decides what the customer is to be, as the settings say.
pub(crate) async fn decide(
    run: &mut Run<'_>,
    reference: &Reference,
    looked_up: LookedUp,
    purpose: Purpose<'_>,
) -> Result<Decision, Problem> {
    let plan = std::sync::Arc::clone(&run.plan);
    let settings = &plan.settings;
    let LookedUp {
        mapped,
        found,
        identity,
    } = looked_up;
    let wanted = match found {
        Some(found) if purpose.is_keep() || settings.orders.update_customer => {
            let (merged, changed) = compare(run, reference, &found, &mapped, purpose).await?;
            see_found(run, &found, Some(&merged));
            Wanted::Known(Box::new(merged), changed)
        }
        Some(found) => {
            see_found(run, &found, None);
            Wanted::Known(Box::new(found), Vec::new())
        }
        None => {
            let mut wanted = new_customer(run, reference, mapped.clone()).await?;
            purpose.fit(&mut wanted, settings)?;
            record_sent(run, Target::Customer, "customer", &wanted, &mapped, None);
            Wanted::New(Box::new(wanted), identity)
        }
    };
    let dry_run = if purpose.is_keep() {
        settings.customers.dry_run
    } else {
        settings.orders.dry_run
    };
    Ok(Decision { wanted, dry_run })
}

/// Writes what was decided. `None`: it would be created, but the settings only watch.
pub(crate) async fn write(
    run: &mut Run<'_>,
    customer: &Customer,
    decision: Decision,
) -> Result<Option<(Found, Change)>, Problem> {
    let written = match decision.wanted {
        Wanted::AsItIs(found) => return Ok(Some((*found, Change::Unchanged))),
        Wanted::Known(found, changed) => update(run, *found, changed, decision.dry_run).await?,
        Wanted::New(..) if decision.dry_run => {
            run.step("customer", "would be created");
            return Ok(None);
        }
        Wanted::New(fields, identity) => create(run, identity, *fields).await?,
    };
    link(run, customer, &written.0).await?;
    if written.1 == Change::Created {
        link_back(run, customer, &written.0).await;
    }
    Ok(Some(written))
}

/// What a customer is found by: eAccounting's field, and its value.
struct Sought {
    field: &'static str,
    value: String,
}

/// What the settings say, and the e-mail address for whoever doesn't have that: a private person has no organisation
/// number, and a new customer no customer number.
fn sought(run: &Run<'_>, customer: &Customer, mapped: &Mapped) -> Option<Sought> {
    let settings = &run.plan.settings.customers;
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
    run: &mut Run<'_>,
    customer: &Customer,
    sought: Option<Sought>,
) -> Result<Option<Found>, Problem> {
    let client = &run.ports.eaccounting;
    if let Some(source) = source_of(customer)
        && let Some(linked) = run
            .ports
            .ledger
            .document_of(&source, DocumentKind::Customer)
            .await?
        && let Ok(id) = linked.id.parse()
        && let Some(found) = client.customer(id).await?
        && found.fields.is_active
    {
        run.step("find", format!("customer {} by its link", number(&found)));
        return Ok(Some(found));
    }
    let settings = &run.plan.settings.customers;
    let Some(sought) = sought else {
        return Err(Problem::new(
            Code::CUSTOMER_MISSING,
            format!(
                "{} has no value to find its customer by (EmailAddress).",
                crate::run::capital(&run.name())
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
                        run.job.source
                    ),
                ));
            }
            run.step("find", format!("customer {} by {field}", number(&found)));
            Ok(Some(found))
        }
        several => match settings.on_multiple_matches {
            OnMultipleMatches::NewestActive => {
                hits.sort_by_key(|found| std::cmp::Reverse(found.changed_utc));
                let found = hits.remove(0);
                run.step(
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
                        run.job.source
                    ),
                ))
            }
        },
    }
}

/// The customer with the mapped fields laid over its own, and which of them differ. Fields that no rule names stay untouched.
async fn compare(
    run: &mut Run<'_>,
    reference: &Reference,
    found: &Found,
    mapped: &Mapped,
    purpose: Purpose<'_>,
) -> Result<(Found, Vec<String>), Problem> {
    let mapping = &run.plan.mapping;
    let mut wanted = mapping.for_update(Target::Customer, mapped);
    // Whoever names no company says nothing of a customer who is one: it is not renamed after a person, and not taxed as one.
    let is_person = mapped.fields.get("IsPrivatePerson") == Some(&Value::Bool(true));
    if is_person
        && !found.fields.is_private_person
        && !mapping.is_user_defined(Target::Customer, "IsPrivatePerson")
    {
        wanted.remove("IsPrivatePerson");
        if !mapping.is_user_defined(Target::Customer, "Name") {
            wanted.remove("Name");
        }
    }
    let wanted = looked_up(run, reference, wanted).await?;
    let (mut merged, mut changed) = merge(found, &wanted)?;
    let before = merged.fields.clone();
    purpose.fit(&mut merged.fields, &run.plan.settings)?;
    if changed
        .iter()
        .any(|field| matches!(field.as_str(), "VatNumber" | "InvoiceCountryCode"))
    {
        fit_vat_number(run, &mut merged.fields, reference)?;
    }
    if merged.fields != before {
        changed.push("VAT flags".to_owned());
    }
    Ok((merged, changed))
}

/// Writes the customer, where anything differs.
async fn update(
    run: &mut Run<'_>,
    wanted: Found,
    changed: Vec<String>,
    dry_run: bool,
) -> Result<(Found, Change), Problem> {
    let name = number(&wanted).to_owned();
    if changed.is_empty() {
        run.step("customer", format!("customer {name} is as it should be"));
        return Ok((wanted, Change::Unchanged));
    }
    let fields = changed.join(", ");
    if dry_run {
        run.step("customer", format!("customer {name} would be updated: {fields}"));
        return Ok((wanted, Change::DryRun));
    }
    // Where this worker has stood still, another may have written by now what the contact says since.
    run.in_time()?;
    let updated = run.ports.eaccounting.update_customer(wanted.id, &wanted).await?;
    run.step("customer", format!("customer {name} updated: {fields}"));
    Ok((updated.unwrap_or(wanted), Change::Updated(changed)))
}

/// Replaces the names that the mapping gives by what eAccounting knows them by.
async fn looked_up(
    run: &Run<'_>,
    reference: &Reference,
    mut fields: Map<String, Value>,
) -> Result<Map<String, Value>, Problem> {
    if let Some(name) = fields.remove("TermsOfPayment").as_ref().and_then(Value::as_str) {
        let id = reference
            .terms_of_payment(&name.into(), "customers.terms_of_payment")
            .await?;
        fields.insert("TermsOfPaymentId".to_owned(), Value::String(id.to_string()));
    }
    if let Some(name) = fields.remove("DeliveryMethod").as_ref().and_then(Value::as_str) {
        let id = reference.delivery_method(&name.into()).await?.id;
        fields.insert("DeliveryMethodId".to_owned(), Value::String(id.to_string()));
    }
    if let Some(name) = fields.remove("DeliveryTerm").as_ref().and_then(Value::as_str) {
        let id = reference.delivery_term(&name.into()).await?.id;
        fields.insert("DeliveryTermId".to_owned(), Value::String(id.to_string()));
    }
    let names: Vec<settings::Name> = match fields.remove("CustomerLabels") {
        Some(Value::Array(names)) => names
            .iter()
            .filter_map(Value::as_str)
            .map(settings::Name::from)
            .collect(),
        Some(Value::String(name)) => vec![name.as_str().into()],
        _ => Vec::new(),
    };
    if !names.is_empty() {
        let known = run.ports.eaccounting.customer_labels().await?;
        let labels = serde_json::to_value(labels(&known, &names)?).unwrap_or_default();
        fields.insert("CustomerLabels".to_owned(), labels);
    }
    Ok(fields)
}

/// A new customer from the mapped fields, complete as eAccounting demands.
async fn new_customer(
    run: &mut Run<'_>,
    reference: &Reference,
    mapped: Mapped,
) -> Result<NewCustomer, Problem> {
    let plan = std::sync::Arc::clone(&run.plan);
    let settings = &plan.settings.customers;
    let mut fields = mapped.fields;
    // What nobody said and eAccounting wants. Only here: a customer that exists keeps what a person has written.
    let country = settings.default_country.unwrap_or(reference.context.country);
    let called = fields.get("EmailAddress").and_then(Value::as_str);
    for (field, value) in [
        ("Name", called.map(|email| model::shorten(email, 50))),
        ("InvoiceCountryCode", Some(country.to_string())),
    ] {
        if let (true, Some(value)) = (is_blank(&fields, field), value) {
            run.recorder.sent("customer", field, Some(&value), None);
            fields.insert(field.to_owned(), Value::String(value));
        }
    }
    for (field, policy, setting) in [
        (
            "InvoiceCity",
            &settings.on_missing_city,
            "customers.on_missing_city",
        ),
        (
            "InvoicePostalCode",
            &settings.on_missing_postal_code,
            "customers.on_missing_postal_code",
        ),
    ] {
        match policy {
            _ if !is_blank(&fields, field) => {}
            Missing::Use(text) => {
                fields.insert(field.to_owned(), Value::String(text.clone()));
            }
            Missing::Park => return Err(incomplete(run, field, setting)),
        }
    }
    if is_blank(&fields, "Name") {
        return Err(incomplete(run, "Name", "mapping.customer.Name"));
    }
    let mut fields = looked_up(run, reference, fields).await?;
    if !fields.contains_key("TermsOfPaymentId") {
        let terms = reference.default_terms_of_payment().await?;
        fields.insert("TermsOfPaymentId".to_owned(), Value::String(terms.to_string()));
    }
    fields.insert("IsActive".to_owned(), Value::Bool(true));
    let mut wanted: NewCustomer = serde_json::from_value(Value::Object(fields)).map_err(|error| {
        Problem::new(
            Code::MAPPING_FAILED,
            format!(
                "The customer that the mapping makes of {} does not fit eAccounting's fields: {}.",
                run.name(),
                place_of(&error)
            ),
            "Check the rules in [mapping.customer] of the settings.",
        )
    })?;
    fit_vat_number(run, &mut wanted, reference)?;
    Ok(wanted)
}

fn is_blank(fields: &Map<String, Value>, field: &str) -> bool {
    let text = fields.get(field).and_then(Value::as_str);
    text.is_none_or(|text| text.trim().is_empty())
}

/// eAccounting takes a VAT number of the invoice's country only, and one of Northern Ireland with its flag (4025).
fn fit_vat_number(run: &Run<'_>, fields: &mut NewCustomer, reference: &Reference) -> Result<(), Problem> {
    let Some(number) = fields
        .vat_number
        .as_deref()
        .and_then(|text| text.parse::<VatNumber>().ok())
    else {
        return Ok(());
    };
    let default = run.plan.settings.customers.default_country;
    let invoice = fields
        .invoice_country_code
        .get_or_insert_with(|| default.unwrap_or(reference.context.country).to_string());
    let issued_by = number.country();
    if invoice.parse() == Ok(issued_by) {
        return Ok(());
    }
    if (issued_by.as_str(), invoice.as_str()) == ("XI", "GB") {
        fields.is_northern_ireland = Some(true);
        return Ok(());
    }
    Err(Problem::new(
        Code::VALUE_INVALID,
        format!(
            "The VAT number (VatNumber) of {} is one of {issued_by}, and its invoice country is {invoice}: eAccounting refuses that.",
            run.name()
        ),
        format!(
            "Correct the number or the country in ActiveCampaign or the shop and replay {}, or leave the number out by a rule for VatNumber in [mapping.customer].",
            run.job.source
        ),
    ))
}

/// Where the customer came from, for whoever looks at it in eAccounting. Asked for by the attempt that created it alone,
/// since a link cannot be looked for; a customer without one is none the worse.
async fn link_back(run: &mut Run<'_>, customer: &Customer, created: &Found) {
    let Some(pattern) = run.plan.settings.customers.contact_link.as_ref() else {
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
    match run.ports.eaccounting.create_partner_resource_link(&link).await {
        Ok(_) => run.step("link", "link to the contact added"),
        Err(error) => {
            let problem = Problem::from(error);
            run.failed_step(
                "link",
                format!("the link to the contact was not added: {}", problem.message),
            );
        }
    }
}

fn incomplete(run: &Run<'_>, field: &str, setting: &str) -> Problem {
    Problem::new(
        Code::CUSTOMER_INCOMPLETE,
        format!(
            "The customer of {} has no {field}, which eAccounting requires.",
            run.name()
        ),
        format!(
            "Fill it in in ActiveCampaign or the shop and replay {}, or give {setting} a text to use.",
            run.job.source
        ),
    )
}

/// Creates the customer at most once for its digest, whoever else wants the same one now.
async fn create(
    run: &mut Run<'_>,
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
    let ledger = run.ports.ledger.clone();
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
            let conclusive_at = since + QUIET;
            if asked_at < conclusive_at {
                let problem = unclear_customer(run).after(Some(until(conclusive_at, run.now())));
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
                && let Some(found) = run.ports.eaccounting.customer(id).await?
            {
                run.step(
                    "customer",
                    format!("customer {} was created by another job", number(&found)),
                );
                return Ok((found, Change::Unchanged));
            }
            // It was deleted in eAccounting.
            ledger.supersede(&record, ask(), intent).await?
        }
        ClaimOutcome::Busy { until: at } => {
            return Err(Problem::new(
                Code::RECORD_LOCKED,
                "Another job is creating the same customer just now.",
                "Nothing: it is tried again by itself.",
            )
            .after(Some(until(at, run.now()))));
        }
    };
    in_time(&lease, run.now(), &run.name())?;
    let answer = run.ports.eaccounting.create_customer(&wanted).await;
    match answer.map_err(Problem::from) {
        Ok(created) => {
            ledger.done(lease, Some(document_of(&created))).await?;
            run.step("customer", format!("customer {} created", number(&created)));
            Ok((created, Change::Created))
        }
        Err(problem) => {
            if problem.kind == model::Kind::InDoubt {
                let at = run.now() + jiff::SignedDuration::from_secs(5);
                ledger.in_doubt(lease, &problem, Some(at)).await?;
            } else {
                lease.void_intent();
                ledger.waiting(lease, &problem, run.now(), false).await?;
            }
            Err(problem)
        }
    }
}

fn unclear_customer(run: &Run<'_>) -> Problem {
    Problem::new(
        Code::OUTCOME_UNKNOWN,
        format!(
            "It is not known yet whether eAccounting created the customer of {}.",
            run.name()
        ),
        "Nothing: it is looked up again by itself.",
    )
}

/// Ends the record of a creation whose outcome was not known: the customer is there.
async fn close_creation(run: &Run<'_>, identity: &str, found: &Found) -> Result<(), Problem> {
    let ledger = &run.ports.ledger;
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
async fn link(run: &Run<'_>, customer: &Customer, found: &Found) -> Result<(), Problem> {
    let Some(source) = source_of(customer) else {
        return Ok(());
    };
    let store = run.ports.ledger.store();
    let document = document_of(found);
    if store.link(&source).await?.as_ref() == Some(&document) {
        return Ok(());
    }
    store.put_link(&source, &document).await
}

fn source_of(customer: &Customer) -> Option<Source> {
    match (&customer.contact_id, &customer.account_id) {
        (Some(id), _) => Some(Source::Contact(id.clone())),
        (None, Some(id)) => Some(Source::Account(id.clone())),
        (None, None) => None,
    }
}

/// What stands for the customer in the ledger: a digest of what it is found by, so that all who look for one customer
/// create one; else its source.
fn identity(run: &Run<'_>, customer: &Customer, sought: Option<&Sought>) -> String {
    match (sought, source_of(customer)) {
        (
            Some(Sought {
                field: "EmailAddress",
                value,
            }),
            _,
        ) => journal::subject(&run.ports.salt, value),
        (Some(Sought { field, value }), _) => journal::subject(&run.ports.salt, &format!("{field} {value}")),
        (None, Some(source)) => source.to_string(),
        (None, None) => run.job.source.to_string(),
    }
}

pub(crate) fn subject(run: &Run<'_>, email: &Email) -> String {
    journal::subject(&run.ports.salt, email.as_str())
}

pub(crate) fn document_of(found: &Found) -> Document {
    Document {
        kind: DocumentKind::Customer,
        id: found.id.to_string(),
        number: found.fields.customer_number.clone(),
    }
}

pub(crate) fn number(found: &Found) -> &str {
    number_of(&found.fields)
}

pub(crate) fn number_of(fields: &NewCustomer) -> &str {
    fields.customer_number.as_deref().unwrap_or("without number")
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// Tells a preview which customer was found, and what it would become.
pub(crate) fn see_found(run: &Run<'_>, found: &Found, merged: Option<&Found>) {
    run.see(|seen| {
        seen.found = Some(FoundCustomer {
            number: number(found).to_owned(),
            before: found.fields.to_map(),
            after: merged.map(|merged| merged.fields.to_map()),
        });
    });
}

/// The customer that an order would have if nothing stood in its way: for previews, which go on without one.
pub(crate) fn assumed(run: &Run<'_>, order: &Order, reference: &Reference) -> Result<Found, Problem> {
    let mapped = run
        .plan
        .mapping
        .customer_of(order, &reference.context)
        .unwrap_or_default();
    let mut fields = mapped.fields;
    // What is looked up by name says nothing of VAT.
    fields.retain(|name, _| {
        ![
            "TermsOfPayment",
            "DeliveryMethod",
            "DeliveryTerm",
            "CustomerLabels",
        ]
        .contains(&name.as_str())
    });
    for (name, value) in [
        ("Id", Value::String(uuid::Uuid::nil().to_string())),
        ("TermsOfPaymentId", Value::String(uuid::Uuid::nil().to_string())),
        ("Name", Value::String(String::new())),
        ("InvoiceCity", Value::String(String::new())),
        ("InvoicePostalCode", Value::String(String::new())),
        ("IsPrivatePerson", Value::Bool(true)),
        ("IsActive", Value::Bool(true)),
    ] {
        fields.entry(name).or_insert(value);
    }
    serde_json::from_value(Value::Object(fields)).map_err(|error| {
        Problem::new(
            Code::MAPPING_FAILED,
            format!(
                "The customer of {} does not fit eAccounting's fields: {}.",
                run.name(),
                place_of(&error)
            ),
            "Check the rules in [mapping.customer] of the settings.",
        )
    })
}

/// Where a document does not fit, without its values.
pub(crate) fn place_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.find("unknown field") {
        Some(_) => text.split(',').next().unwrap_or_default().to_owned(),
        None => "a value has the wrong type".to_owned(),
    }
}

/// Notes for the journal what the mapping made, and by which rule.
pub(crate) fn record_fields(run: &mut Run<'_>, target: Target, mapped: &Mapped) {
    let plan = std::sync::Arc::clone(&run.plan);
    let rules = plan.mapping.rules(target);
    for (field, value) in &mapped.fields {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        run.recorder.sent(
            target.section(),
            field,
            Some(&text),
            rules.get(field).map(|rule| rule.expression.as_str()),
        );
    }
    record_cuts(run, &mapped.notes);
}

/// Notes for the journal which values were cut.
pub(crate) fn record_cuts(run: &mut Run<'_>, notes: &[Truncation]) {
    for note in notes {
        let text = format!(
            "{} shortened from {} to {} characters",
            note.field, note.from_chars, note.to_chars
        );
        run.step("mapping", text);
    }
}
