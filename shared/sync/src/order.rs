//! Orders and won deals: read, judged, billed to the right customer, and created once.

use std::borrow::Cow;
use std::sync::Arc;

use crate::sale_conversion::input::Destination;
use eaccounting::types::{Customer as Buyer, NewCustomer};
use mapping::{Mapped, Mapping, Target};
use model::{Code, Order, Problem, Source, short_digest};
use sale::SalePlan;
use serde_json::{Value, json};

use crate::customer::{self, Billing, Decision, Purpose};
use crate::fields::record_read;
use crate::reference::Reference;
use crate::run::{Begin, Ended, Run, already};
use crate::selection::{Selection, select};
use crate::{articles, document};

/// An order with everything that its documents are made of; all of it decided before anything is written.
pub(crate) struct Ready {
    pub(crate) order: Order,
    pub(crate) reference: Arc<Reference>,
    pub(crate) company: sale::Company,
    pub(crate) buyer: Buyer,
    pub(crate) sale: SalePlan,
    pub(crate) mapped: Mapped,
    /// What the document is found by again (`BuyersOrderReference`).
    pub(crate) natural_key: String,
}

pub(crate) async fn flow(run: &mut Run<'_>) -> Result<Ended, Problem> {
    let plan = Arc::clone(&run.plan);
    let settings = &plan.settings;
    if !settings.orders.enabled {
        return Ok(Ended::skipped("orders.enabled is off"));
    }
    let begin = run.begin().await?;
    if let Begin::Answered(ended) = begin {
        return Ok(ended);
    }
    let mut order = read(run).await?;
    run.read(payload_hash(&order), order.version.clone());
    if let Some(email) = &order.customer.email {
        let subject = customer::subject(run, email);
        run.recorder.subject(subject);
    }
    let state = format!(
        "read order {}: {} {}, {} lines",
        order.number,
        order.total,
        order.currency,
        order.lines.len()
    );
    run.step("read", state);
    if let Begin::Exists(record) = &begin {
        return document::changed(run, &order, record).await;
    }
    let reference = run.worker.reference.get(run.ports).await?;
    run.see(|seen| {
        seen.order = Some(order.clone());
        seen.reference = Some(Arc::clone(&reference));
    });
    match select(&order, &settings.orders, &reference.zone) {
        Selection::Send => {}
        _ if run.is_regardless() => {}
        Selection::Leave(reason) => {
            record_read(run, &order.customer, Some(&order), &reference);
            document::what_exists(run, &order, &begin).await?;
            return Ok(Ended::Skipped(reason));
        }
        Selection::Cancelled(reason) => {
            record_read(run, &order.customer, Some(&order), &reference);
            let made = document::what_exists(run, &order, &begin).await?;
            if made.is_empty() {
                return Ok(Ended::Skipped(reason));
            }
            return document::given_up(run, &order, &made).await;
        }
    }
    complete(run, &mut order).await?;
    record_read(run, &order.customer, Some(&order), &reference);
    match Box::pin(prepare(run, order, reference)).await? {
        Prepared::Ready(ready) => document::create(run, &ready, begin).await,
        Prepared::Watched(what) => Ok(Ended::Skipped(format!(
            "orders.dry_run is on: would have become {what}"
        ))),
    }
}

/// The order as its source has it now.
async fn read(run: &Run<'_>) -> Result<Order, Problem> {
    let client = &run.ports.activecampaign;
    let order = match &run.job.source {
        Source::Order { connection, order } => client.order(connection, order).await?,
        Source::Deal(id) => client.deal(id).await?,
        other => {
            return Err(Problem::new(
                Code::INVALID_JOB,
                format!("An order job names {other}, which is no order and no deal."),
                "This is a mistake in Ekobridge; please report it with this text.",
            ));
        }
    };
    order.ok_or_else(|| {
        Problem::new(
            Code::SOURCE_MISSING,
            format!("ActiveCampaign has no {}.", run.name()),
            "If it was deleted on purpose, nothing is to be done. Otherwise restore it and replay the job.",
        )
    })
}

/// Adds what only the contact knows to an order's customer: custom fields such as the VAT number, and an address where the
/// order has none. An order says itself who bought and where it goes, so the contact is read only where that is needed.
async fn complete(run: &mut Run<'_>, order: &mut Order) -> Result<(), Problem> {
    let settings = &run.plan.settings.customers;
    let by_field = settings.organisation_number_field.is_some()
        || settings.vat_number_field.is_some()
        || settings.match_field.is_some()
        || run.plan.mapping.reads_contact();
    let buyer = &order.customer;
    let Some(email) = buyer
        .email
        .clone()
        .filter(|_| by_field || buyer.billing.city.is_none())
    else {
        return Ok(());
    };
    if buyer.contact_id.is_some() {
        return Ok(());
    }
    let Some(contact) = run.ports.activecampaign.contact_by_email(&email).await? else {
        return Ok(());
    };
    run.step(
        "read",
        format!(
            "read contact {} from ActiveCampaign",
            contact.contact_id.as_deref().unwrap_or_default()
        ),
    );
    let buyer = &mut order.customer;
    buyer.contact_id = contact.contact_id;
    buyer.account_id = contact.account_id;
    buyer.fields = contact.fields;
    buyer.account_fields = contact.account_fields;
    buyer.tags = contact.tags;
    buyer.website = buyer.website.take().or(contact.website);
    buyer.first_name = buyer.first_name.take().or(contact.first_name);
    buyer.last_name = buyer.last_name.take().or(contact.last_name);
    buyer.phone = buyer.phone.take().or(contact.phone);
    // A private order of somebody who belongs to a company stays private: the order decides where it says anything.
    if buyer.billing.is_empty() {
        buyer.company = buyer.company.take().or(contact.company);
    }
    Ok(())
}

/// What counts as a change of the order: everything that a document is made of.
pub(crate) fn payload_hash(order: &Order) -> String {
    let content = json!({
        "number": order.number,
        "currency": order.currency,
        "lines": order.lines,
        "shipping": order.shipping,
        "discounts": order.discounts,
        "total": order.total,
        "email": order.customer.email,
        "billing": order.customer.billing,
        "delivery": order.customer.delivery,
    });
    short_digest(&content.to_string())
}

/// What came of the preparations.
enum Prepared {
    /// The customer and the articles are there, and the document can be created.
    Ready(Box<Ready>),
    /// The settings only watch: what the order would have become.
    Watched(String),
}

/// Decides everything about the documents, and then writes the customer and the articles that they need.
async fn prepare(
    run: &mut Run<'_>,
    mut order: Order,
    reference: Arc<Reference>,
) -> Result<Prepared, Problem> {
    let plan = Arc::clone(&run.plan);
    let settings = &plan.settings;
    run.see(|seen| seen.order = Some(order.clone()));
    if order.lines.is_empty() && order.shipping.is_zero() {
        return Err(Problem::new(
            Code::VALUE_INVALID,
            format!(
                "Order {} has no lines and no shipping, and a total of {}: there is nothing to make a document of.",
                order.number, order.total
            ),
            format!(
                "Look at the order in the shop; if it is right there, enter it in eAccounting by hand. Otherwise replay {}.",
                run.job.source
            ),
        ));
    }
    if let (Source::Deal(_), Some(article)) = (&order.source, articles::deal_article(&order, settings)) {
        for line in &mut order.lines {
            line.sku.get_or_insert_with(|| article.clone());
        }
    }
    articles::number_lines(run, &mut order, &reference)?;
    let company = crate::sale_conversion::input::company(&reference.company)?;
    let mut rules = crate::sale_conversion::input::rules(settings, &order.source, &company)?;
    let codings = reference
        .codings()
        .await?
        .iter()
        .map(crate::sale_conversion::input::coding)
        .collect::<Result<Vec<_>, _>>()?;
    articles::name_surcharges(&mut rules, &codings, settings)?;
    let mapped = plan.mapping.order(&addressed(&order), &reference.context);
    let mapped = run.go_on(mapped)?.unwrap_or_default();
    customer::record_fields(run, Target::Order, &mapped);
    run.see(|seen| {
        seen.order = Some(addressed(&order).into_owned());
        seen.mapped_order = Some(mapped.clone());
    });
    let text = |field: &str| {
        mapped
            .fields
            .get(field)
            .and_then(Value::as_str)
            .filter(|text| !text.trim().is_empty())
    };
    let destination = match text("DeliveryCountryCode").and_then(|code| code.parse().ok()) {
        Some(country) => Destination::Address {
            country,
            postal_code: text("DeliveryPostalCode"),
        },
        None if order.customer.billing.is_empty() => Destination::OfCustomer,
        None => Destination::InvoiceAddress,
    };
    let billing = Billing {
        order: &order,
        company: &company,
        place: rules.place,
        destination,
    };

    let kind = settings.document_plan(order.payment_method.as_deref()).document;
    let takes_customers_currency = matches!(
        kind,
        settings::Document::Invoice | settings::Document::InvoiceDraft
    );
    // What the customer is for VAT, as it will be or as it is; refused where eAccounting would compute otherwise.
    let judge = |run: &Run<'_>, fields: &NewCustomer| -> Result<sale::Buyer, Problem> {
        let facts = billing.buyer(fields, settings)?;
        run.go_on(demand(
            fields,
            &sale::customer_vat_flags(&company, &facts, rules.place),
        ))?;
        if takes_customers_currency {
            run.go_on(same_currency(&order, fields, &company))?;
        }
        Ok(facts)
    };

    // Everything is decided before anything is written.
    let decided = Box::pin(buyer(run, &order, &reference, &billing)).await;
    let decision = match run.go_on(decided)? {
        Some(decision) => decision,
        None => Decision::as_it_is(customer::assumed(run, &order, &reference)?),
    };
    let facts = judge(run, decision.fields())?;
    let (mut book, existing, new) = articles::book(run, &order, &reference, &codings, &rules).await?;
    run.see(|seen| seen.book = Some(book.clone()));
    let mut sale = sale::plan(&order, &company, &facts, &book, &rules)?;
    run.see(|seen| seen.sale = Some(sale.clone()));
    let step = format!(
        "{}; {} rows; total {}",
        sale.kind,
        sale.rows.len(),
        sale.totals.gross
    );
    run.step("plan", step);

    if settings.articles.update_existing {
        articles::update_existing(run, &order, &existing, &reference).await?;
    }
    let written = Box::pin(customer::write(run, &order.customer, decision)).await?;
    if settings.orders.dry_run {
        if !new.is_empty() {
            run.step("article", format!("{} articles would be created", new.len()));
        }
        let what = format!(
            "{kind:?} with a total of {} {}",
            sale.totals.gross, order.currency
        );
        return Ok(Prepared::Watched(what));
    }
    let Some((buyer, _)) = written else {
        return Ok(Prepared::Watched("nothing, without a customer".to_owned()));
    };
    articles::create(run, &new, &mut book, &codings).await?;
    // Another job may have written the same customer or articles in between.
    let as_written = judge(run, &buyer.fields)?;
    if !new.is_empty() || as_written != facts {
        sale = sale::plan(&order, &company, &as_written, &book, &rules)?;
        run.see(|seen| {
            seen.book = Some(book.clone());
            seen.sale = Some(sale.clone());
        });
    }

    let natural_key = natural_key(&plan.mapping, &mapped, &order);
    Ok(Prepared::Ready(Box::new(Ready {
        order,
        reference,
        company,
        buyer,
        sale,
        mapped,
        natural_key,
    })))
}

/// The order with its delivery address written out. A shop names none where goods go to the billing address; then the
/// document must say so, or eAccounting takes the one that the customer has from an earlier order.
fn addressed(order: &Order) -> Cow<'_, Order> {
    let customer = &order.customer;
    if !matches!(order.source, Source::Order { .. })
        || !customer.delivery.is_empty()
        || customer.billing.city.is_none()
    {
        return Cow::Borrowed(order);
    }
    let mut order = order.clone();
    order.customer.delivery = order.customer.billing.clone();
    Cow::Owned(order)
}

/// What an order's documents are found by again: the shop's number, or what the user's own rule makes of it. That may be
/// the buyer's own reference, which several orders share; then the number is put behind it, or one order would be taken for
/// another.
pub(crate) fn natural_key(mapping: &Mapping, mapped: &Mapped, order: &Order) -> String {
    let reference = mapped
        .fields
        .get("BuyersOrderReference")
        .and_then(Value::as_str)
        .filter(|text| !text.trim().is_empty());
    match reference {
        None => model::shorten_unique(&order.number, 35),
        Some(reference)
            if mapping.is_user_defined(Target::Order, "BuyersOrderReference")
                && !names(reference, &order.number) =>
        {
            model::shorten_unique(&format!("{reference} {}", order.number), 35)
        }
        Some(reference) => reference.to_owned(),
    }
}

/// Whether a reference has the number as a word of its own.
fn names(reference: &str, number: &str) -> bool {
    let number = number.trim();
    let is_edge = |neighbour: Option<char>| neighbour.is_none_or(|c| !c.is_alphanumeric());
    reference.match_indices(number).any(|(at, found)| {
        is_edge(reference[..at].chars().next_back()) && is_edge(reference[at + found.len()..].chars().next())
    })
}

/// The customer that the order is billed to.
async fn buyer(
    run: &mut Run<'_>,
    order: &Order,
    reference: &Reference,
    billing: &Billing<'_>,
) -> Result<Decision, Problem> {
    let fallback = run.plan.settings.orders.default_customer.clone();
    let usable = order.customer.email.is_some() || order.customer.contact_id.is_some();
    if let (false, Some(number)) = (usable, &fallback) {
        return default_customer(run, number).await.map(Decision::as_it_is);
    }
    match own_customer(run, order, reference, Purpose::Bill(billing)).await {
        Err(problem)
            if problem.code == Code::CUSTOMER_MISSING || problem.code == Code::CUSTOMER_INCOMPLETE =>
        {
            match &fallback {
                Some(number) => default_customer(run, number).await.map(Decision::as_it_is),
                None => Err(problem),
            }
        }
        decided => decided,
    }
}

async fn own_customer(
    run: &mut Run<'_>,
    order: &Order,
    reference: &Reference,
    purpose: Purpose<'_>,
) -> Result<Decision, Problem> {
    let looked_up = customer::look_up(run, &order.customer, reference, purpose).await?;
    customer::decide(run, reference, looked_up, purpose).await
}

async fn default_customer(run: &mut Run<'_>, number: &settings::Name) -> Result<Buyer, Problem> {
    let filter = eaccounting::odata::Filter::eq("CustomerNumber", number.as_str());
    let found = run.ports.eaccounting.customers_by(&filter).await?;
    let found = found.into_iter().find(|found| {
        found
            .fields
            .customer_number
            .as_deref()
            .is_some_and(|n| number.is(n))
    });
    match found {
        Some(found) => {
            run.step("customer", format!("the default customer {number}"));
            customer::see_found(run, &found, None);
            Ok(found)
        }
        None => Err(Problem::new(
            Code::REFERENCE_NOT_FOUND,
            format!("eAccounting has no customer {number}, which orders.default_customer asks for."),
            "Create it in eAccounting, or correct orders.default_customer in the settings.",
        )),
    }
}

/// Refuses a customer that eAccounting would compute other VAT for than the sale has.
fn demand(fields: &NewCustomer, needs: &sale::CustomerVatFlags) -> Result<(), Problem> {
    let is = |flag: Option<bool>| flag.unwrap_or(false);
    let wrong = if needs.delivery_based_vat != is(fields.delivery_based_vat) {
        Some(("VAT by delivery address", needs.delivery_based_vat))
    } else if needs.vat_number
        && fields
            .vat_number
            .as_deref()
            .is_none_or(|number| number.trim().is_empty())
    {
        Some(("a VAT number", true))
    } else if needs.force_bookkeep_vat != is(fields.force_bookkeep_vat) {
        Some(("VAT on invoices outside the EU", needs.force_bookkeep_vat))
    } else if needs.northern_ireland != is(fields.is_northern_ireland) {
        Some(("Northern Ireland", needs.northern_ireland))
    } else {
        None
    };
    let Some((what, wanted)) = wrong else {
        return Ok(());
    };
    let (has, set) = if wanted {
        ("lacks", "Set")
    } else {
        ("has", "Remove")
    };
    let number = customer::number_of(fields);
    Err(Problem::new(
        Code::VALUE_INVALID,
        format!(
            "Customer {number} {has} {what} in eAccounting, so that it would compute other VAT than this order has."
        ),
        format!(
            "{set} it on customer {number}, or let orders update their customers (orders.update_customer); then replay."
        ),
    ))
}

/// Refuses an order whose invoice would be in another currency: a draft has no currency of its own, but its customer's
/// (CustomerInvoiceApi.CurrencyCode is read-only, and a draft has none), and takes the order's amounts for it.
fn same_currency(order: &Order, customer: &NewCustomer, company: &sale::Company) -> Result<(), Problem> {
    let theirs = customer
        .currency_code
        .as_deref()
        .map(str::trim)
        .filter(|code| !code.is_empty())
        .unwrap_or(company.currency.as_str());
    if theirs.eq_ignore_ascii_case(order.currency.as_str()) {
        return Ok(());
    }
    let number = customer::number_of(customer);
    Err(Problem::new(
        Code::VALUE_INVALID,
        format!(
            "Order {} is in {}, and customer {number} has {theirs} in eAccounting, in which its invoices are made out.",
            order.number, order.currency
        ),
        format!(
            "Change the currency of customer {number}, or let such orders become orders, which have a currency of their own (orders.document = \"order\" or \"order-invoiced\"); then replay."
        ),
    ))
}

/// The answer for an order that exists already.
pub(crate) fn exists(record: &ledger::Record) -> Ended {
    Ended::Already(crate::JobOutcome::Skipped {
        reason: already(record),
    })
}
