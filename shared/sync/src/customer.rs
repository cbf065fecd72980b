//! Customers: found, created, updated, or left alone.

use eaccounting::odata::Filter;
use eaccounting::types::{Customer as Found, NewCustomer, merge};
use ledger::{Ask, Claimed, Document, DocumentKind, Intent, Key};
use mapping::{Mapped, Shortened, Target, sale};
use model::{Code, CountryCode, Customer, Email, Order, Problem, Source};
use serde_json::{Map, Value};
use settings::{MatchBy, Missing, Settings, SeveralMatches};

use crate::fields::{record_read, record_sent};
use crate::preview::FoundCustomer;
use crate::reference::{Reference, delivery_term, labels};
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
        sale::output::apply_needs(&billing.needs(fields, settings)?, fields);
        Ok(())
    }
}

/// What an order says that decides the customer's VAT flags.
pub(crate) struct Billing<'a> {
    pub(crate) order: &'a Order,
    pub(crate) company: &'a sale::Company,
    pub(crate) place: sale::VatPlace,
    pub(crate) delivery_country: Option<CountryCode>,
}

impl Billing<'_> {
    /// The buyer that this customer record makes.
    pub(crate) fn buyer(&self, fields: &NewCustomer, settings: &Settings) -> Result<sale::Buyer, Problem> {
        sale::input::buyer(fields, self.delivery_country, self.company, settings)
    }

    pub(crate) fn needs(
        &self,
        fields: &NewCustomer,
        settings: &Settings,
    ) -> Result<sale::CustomerNeeds, Problem> {
        Ok(sale::customer_needs(
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
    Shadow,
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
    let Some((found, change)) = resolve(run, &customer, &reference, Purpose::Keep).await? else {
        return Ok(Ended::skipped(
            "it is no customer in eAccounting, and customers.create is off",
        ));
    };
    let document = document_of(&found);
    run.close("it came through").await?;
    let number = document.number.clone().unwrap_or_default();
    Ok(match change {
        Change::Unchanged => Ended::Skipped(format!("customer {number} is as it should be")),
        Change::Shadow => Ended::Skipped("customers.shadow is on: nothing was written".to_owned()),
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
        Code::JOB_UNREADABLE,
        format!("A customer job names {source}, which is no contact and no account."),
        "This is a mistake in Ekobridge; please report it with this text.",
    )
}

/// Finds the customer, creates or updates it as the settings say. `None`: there is none, and none is to be created.
pub(crate) async fn resolve(
    run: &mut Run<'_>,
    customer: &Customer,
    reference: &Reference,
    purpose: Purpose<'_>,
) -> Result<Option<(Found, Change)>, Problem> {
    let plan = std::sync::Arc::clone(&run.plan);
    let settings = &plan.settings;
    let mapped = match purpose {
        Purpose::Keep => plan.mapping.customer(customer, &reference.context)?,
        // The order's own fields may feed its customer too.
        Purpose::Bill(billing) => plan.mapping.customer_of(billing.order, &reference.context)?,
    };
    record_fields(run, Target::Customer, &mapped);
    run.see(|seen| seen.mapped_customer = Some(mapped.clone()));
    let shadow = if purpose.is_keep() {
        settings.customers.shadow
    } else {
        settings.orders.shadow
    };
    match find(run, customer, &mapped).await? {
        Some(found) => {
            // An earlier attempt of this job may have created it without learning of it.
            if run.lease.is_some() {
                close_creation(run, customer, &found).await?;
            }
            let may_update = purpose.is_keep() || settings.orders.update_customer;
            let change = if may_update {
                update(run, reference, &found, &mapped, purpose, shadow).await?
            } else {
                see_found(run, &found, None);
                (found, Change::Unchanged)
            };
            link(run, customer, &change.0).await?;
            Ok(Some(change))
        }
        None if purpose.is_keep() && !settings.customers.create => Ok(None),
        None => {
            let mut wanted = new_customer(run, reference, mapped.clone()).await?;
            purpose.fit(&mut wanted, settings)?;
            record_sent(run, Target::Customer, "customer", &wanted, &mapped, None);
            if shadow {
                run.step("customer", "would be created");
                return Ok(None);
            }
            let created = create(run, customer, wanted).await?;
            link(run, customer, &created.0).await?;
            Ok(Some(created))
        }
    }
}

/// By the stored link, then by what the settings say.
async fn find(run: &mut Run<'_>, customer: &Customer, mapped: &Mapped) -> Result<Option<Found>, Problem> {
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
    let text = |field: &str| {
        mapped
            .fields
            .get(field)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let (field, wanted) = match settings.match_by {
        MatchBy::Email => (
            "EmailAddress",
            customer.email.as_ref().map(|email| email.as_str().to_owned()),
        ),
        MatchBy::CustomerNumber => ("CustomerNumber", text("CustomerNumber")),
        MatchBy::OrganisationNumber => ("CorporateIdentityNumber", text("CorporateIdentityNumber")),
        MatchBy::Field => {
            let tag = settings
                .match_field
                .as_ref()
                .map(settings::FieldTag::as_str)
                .unwrap_or_default();
            let value = customer
                .fields
                .get(tag)
                .or_else(|| customer.account_fields.get(tag));
            (
                "CustomerNumber",
                value
                    .map(|field| field.value.trim().to_owned())
                    .filter(|value| !value.is_empty()),
            )
        }
    };
    let Some(wanted) = wanted else {
        return Err(Problem::new(
            Code::CUSTOMER_MISSING,
            format!(
                "{} has no value to find its customer by ({field}).",
                crate::run::capital(&run.name())
            ),
            "Fill it in in ActiveCampaign, or set orders.default_customer for orders without a usable customer.",
        ));
    };
    let answer = client.customers_by(&Filter::eq(field, wanted.as_str())).await?;
    // eAccounting's own comparison is not documented: what it answers is compared again.
    let is_same = |found: &Found| {
        let value = match field {
            "EmailAddress" => &found.fields.email_address,
            "CustomerNumber" => &found.fields.customer_number,
            _ => &found.fields.corporate_identity_number,
        };
        value.as_deref().is_some_and(|value| same(value, &wanted))
    };
    let mut hits: Vec<Found> = answer.into_iter().filter(is_same).collect();
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
        several => match settings.several_matches {
            SeveralMatches::NewestActive => {
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
            SeveralMatches::Park => {
                let numbers: Vec<_> = hits.iter().map(|found| number(found).to_owned()).collect();
                Err(Problem::new(
                    Code::CUSTOMER_AMBIGUOUS,
                    format!(
                        "{several} active customers in eAccounting have the same {field}: {}.",
                        numbers.join(", ")
                    ),
                    format!(
                        "Deactivate all but one in eAccounting, or set customers.several_matches = \"newest-active\"; then replay {}.",
                        run.job.source
                    ),
                ))
            }
        },
    }
}

/// Writes the mapped fields over the customer's, where they differ. Fields that no rule names stay untouched.
async fn update(
    run: &mut Run<'_>,
    reference: &Reference,
    found: &Found,
    mapped: &Mapped,
    purpose: Purpose<'_>,
    shadow: bool,
) -> Result<(Found, Change), Problem> {
    let wanted = run.plan.mapping.for_update(Target::Customer, mapped);
    let wanted = looked_up(run, reference, wanted).await?;
    let (mut merged, mut changed) = merge(found, &wanted)?;
    let before = merged.fields.clone();
    purpose.fit(&mut merged.fields, &run.plan.settings)?;
    if merged.fields != before {
        changed.push("VAT flags".to_owned());
    }
    see_found(run, found, Some(&merged));
    if changed.is_empty() {
        run.step(
            "customer",
            format!("customer {} is as it should be", number(found)),
        );
        return Ok((found.clone(), Change::Unchanged));
    }
    if shadow {
        run.step(
            "customer",
            format!(
                "customer {} would be updated: {}",
                number(found),
                changed.join(", ")
            ),
        );
        return Ok((merged, Change::Shadow));
    }
    let updated = run.ports.eaccounting.update_customer(found.id, &merged).await?;
    run.step(
        "customer",
        format!("customer {} updated: {}", number(found), changed.join(", ")),
    );
    Ok((updated.unwrap_or(merged), Change::Updated(changed)))
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
        let terms = run.ports.eaccounting.delivery_terms().await?;
        let id = delivery_term(&terms, &name.into())?;
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
    let settings = &run.plan.settings.customers;
    let mut fields = mapped.fields;
    for (field, policy, setting) in [
        ("InvoiceCity", &settings.missing_city, "customers.missing_city"),
        (
            "InvoicePostalCode",
            &settings.missing_postal_code,
            "customers.missing_postal_code",
        ),
    ] {
        let given = fields
            .get(field)
            .and_then(Value::as_str)
            .is_some_and(|text| !text.trim().is_empty());
        match policy {
            _ if given => {}
            Missing::Use(text) => {
                fields.insert(field.to_owned(), Value::String(text.clone()));
            }
            Missing::Park => return Err(incomplete(run, field, setting)),
        }
    }
    if fields
        .get("Name")
        .and_then(Value::as_str)
        .is_none_or(|name| name.trim().is_empty())
    {
        return Err(incomplete(run, "Name", "mapping.customer.Name"));
    }
    let mut fields = looked_up(run, reference, fields).await?;
    if !fields.contains_key("TermsOfPaymentId") {
        let terms = reference.default_terms_of_payment().await?;
        fields.insert("TermsOfPaymentId".to_owned(), Value::String(terms.to_string()));
    }
    fields.insert("IsActive".to_owned(), Value::Bool(true));
    let wanted: NewCustomer = serde_json::from_value(Value::Object(fields)).map_err(|error| {
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
    Ok(wanted)
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
    customer: &Customer,
    wanted: NewCustomer,
) -> Result<(Found, Change), Problem> {
    let digest = identity(run, customer);
    let key = Key::customer(&digest);
    let intent = Intent {
        what: DocumentKind::Customer,
        natural_key: digest,
        customer_id: None,
        step: "create customer".to_owned(),
    };
    let ask = || Ask {
        job: None,
        payload_hash: None,
        version: None,
    };
    let ledger = run.ports.ledger.clone();
    let mut claimed = ledger.claim_committing(&key, ask(), intent.clone()).await?;
    if let Claimed::Finished(record) = &claimed
        && record.state != ledger::State::Done
    {
        // Refused before for a reason that may be gone by now.
        ledger.reopen(&key).await?;
        claimed = ledger.claim_committing(&key, ask(), intent.clone()).await?;
    }
    let mut lease = match claimed {
        Claimed::Fresh(lease) => lease,
        Claimed::Resume { mut lease, .. } => {
            ledger.commit(&mut lease, intent).await?;
            lease
        }
        Claimed::Unclear { mut lease, .. } => {
            // The look-up before this came back empty. That is conclusive only when no request can be under way any more.
            let since = lease.record().intent_at.unwrap_or(lease.record().first_seen);
            let conclusive_at = since + QUIET;
            if run.now() < conclusive_at {
                let problem = unclear_customer(run).after(Some(until(conclusive_at, run.now())));
                ledger.ambiguous(lease, &problem, Some(conclusive_at)).await?;
                return Err(problem);
            }
            lease.nothing_was_created();
            ledger.commit(&mut lease, intent).await?;
            lease
        }
        Claimed::Finished(record) | Claimed::Changed(record) => {
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
        Claimed::Busy { until: at } => {
            return Err(Problem::new(
                Code::BUSY,
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
            if problem.kind == model::Kind::Ambiguous {
                let at = run.now() + jiff::SignedDuration::from_secs(5);
                ledger.ambiguous(lease, &problem, Some(at)).await?;
            } else {
                lease.nothing_was_created();
                ledger.waiting(lease, &problem, run.now(), false).await?;
            }
            Err(problem)
        }
    }
}

fn unclear_customer(run: &Run<'_>) -> Problem {
    Problem::new(
        Code::UNCLEAR_OUTCOME,
        format!(
            "It is not known yet whether eAccounting created the customer of {}.",
            run.name()
        ),
        "Nothing: it is looked up again by itself.",
    )
}

/// Ends the record of a creation whose outcome was not known: the customer is there.
async fn close_creation(run: &Run<'_>, customer: &Customer, found: &Found) -> Result<(), Problem> {
    let ledger = &run.ports.ledger;
    let key = Key::customer(&identity(run, customer));
    let open = ledger
        .look(&key)
        .await?
        .is_some_and(|record| record.intent.is_some());
    if !open {
        return Ok(());
    }
    ledger.reopen(&key).await?;
    let ask = Ask {
        job: None,
        payload_hash: None,
        version: None,
    };
    if let Claimed::Unclear { lease, .. } = ledger.claim(&key, ask).await? {
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

/// What stands for the customer in the ledger: a digest of its e-mail, else its source.
fn identity(run: &Run<'_>, customer: &Customer) -> String {
    match (&customer.email, source_of(customer)) {
        (Some(email), _) => subject(run, email),
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
    found
        .fields
        .customer_number
        .as_deref()
        .unwrap_or("without number")
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
pub(crate) fn record_cuts(run: &mut Run<'_>, notes: &[Shortened]) {
    for note in notes {
        let text = format!(
            "{} shortened from {} to {} characters",
            note.field, note.from_chars, note.to_chars
        );
        run.step("mapping", text);
    }
}
