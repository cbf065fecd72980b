//! Orders and won deals: read, judged, billed to the right customer, and created once.

use std::sync::Arc;

use eaccounting::types::Customer as Buyer;
use mapping::sale::{self, ArticleBook, Rules, SalePlan};
use mapping::{Mapped, Target};
use model::{Code, Order, Problem, Source, short_digest};
use serde_json::{Value, json};

use crate::customer::{self, Billing, Purpose};
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
    run.see(|seen| seen.order = Some(order.clone()));
    let Some(ready) = Box::pin(prepare(run, order, reference)).await? else {
        return Ok(Ended::skipped("orders.shadow is on: nothing was written"));
    };
    document::create(run, &ready, begin).await
}

/// The order as its source has it now.
async fn read(run: &Run<'_>) -> Result<Order, Problem> {
    let client = &run.ports.activecampaign;
    let order = match &run.job.source {
        Source::Order { connection, order } => client.order(connection, order).await?,
        Source::Deal(id) => client.deal(id).await?,
        other => {
            return Err(Problem::new(
                Code::JOB_UNREADABLE,
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
        || settings.match_field.is_some();
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

/// Decides everything about the documents. Writes nothing but customers and articles. `None` in shadow mode, where one of
/// them would have to be created first.
async fn prepare(
    run: &mut Run<'_>,
    mut order: Order,
    reference: Arc<Reference>,
) -> Result<Option<Ready>, Problem> {
    let plan = Arc::clone(&run.plan);
    let settings = &plan.settings;
    if let (Source::Deal(_), Some(article)) = (&order.source, articles::deal_article(&order, settings)) {
        for line in &mut order.lines {
            line.sku.get_or_insert_with(|| article.clone());
        }
    }
    let company = sale::input::company(&reference.company)?;
    let mut rules = sale::input::rules(settings, &order.source, &company)?;
    let codings = reference
        .codings()
        .await?
        .iter()
        .map(sale::input::coding)
        .collect::<Result<Vec<_>, _>>()?;
    articles::name_surcharges(&mut rules, &codings, settings)?;
    let mapped = plan.mapping.order(&order, &reference.context);
    let mapped = run.go_on(mapped)?.unwrap_or_default();
    customer::record_fields(run, Target::Order, &mapped);
    run.see(|seen| {
        seen.order = Some(order.clone());
        seen.mapped_order = Some(mapped.clone());
    });
    let text = |field: &str| {
        mapped
            .fields
            .get(field)
            .and_then(Value::as_str)
            .filter(|text| !text.trim().is_empty())
    };
    let delivery_country = text("DeliveryCountryCode").and_then(|code| code.parse().ok());
    let billing = Billing {
        order: &order,
        company: &company,
        place: rules.place,
        delivery_country,
    };

    let found = Box::pin(buyer(run, &order, &reference, &billing)).await;
    let buyer = match run.go_on(found)? {
        Some(Some(buyer)) => buyer,
        Some(None) => return Ok(None),
        None => customer::assumed(run, &order, &reference)?,
    };
    let facts = billing.buyer(&buyer.fields, settings)?;
    let demanded = demand(&buyer, &sale::customer_needs(&company, &facts, rules.place));
    run.go_on(demanded)?;

    let Some(book) = book(run, &order, &reference, &codings, &rules).await? else {
        return Ok(None);
    };
    run.see(|seen| seen.book = Some(book.clone()));
    let sale = sale::plan(&order, &company, &facts, &book, &rules)?;
    run.see(|seen| seen.sale = Some(sale.clone()));
    let step = format!(
        "{}; {} rows; total {}",
        sale.kind,
        sale.rows.len(),
        sale.totals.gross
    );
    run.step("plan", step);

    let natural_key = natural_key(&mapped, &order);
    Ok(Some(Ready {
        order,
        reference,
        company,
        buyer,
        sale,
        mapped,
        natural_key,
    }))
}

/// What an order's documents are found by again: the shop's number, or what the mapping makes of it.
pub(crate) fn natural_key(mapped: &Mapped, order: &Order) -> String {
    mapped
        .fields
        .get("BuyersOrderReference")
        .and_then(Value::as_str)
        .filter(|text| !text.trim().is_empty())
        .map_or_else(|| model::shorten_unique(&order.number, 35), str::to_owned)
}

/// The customer that the order is billed to.
async fn buyer(
    run: &mut Run<'_>,
    order: &Order,
    reference: &Reference,
    billing: &Billing<'_>,
) -> Result<Option<Buyer>, Problem> {
    let fallback = run.plan.settings.orders.default_customer.clone();
    let usable = order.customer.email.is_some() || order.customer.contact_id.is_some();
    if let (false, Some(number)) = (usable, &fallback) {
        return default_customer(run, number).await.map(Some);
    }
    match customer::resolve(run, &order.customer, reference, Purpose::Bill(billing)).await {
        Ok(found) => Ok(found.map(|(buyer, _)| buyer)),
        Err(problem)
            if problem.code == Code::CUSTOMER_MISSING || problem.code == Code::CUSTOMER_INCOMPLETE =>
        {
            match &fallback {
                Some(number) => default_customer(run, number).await.map(Some),
                None => Err(problem),
            }
        }
        Err(problem) => Err(problem),
    }
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
            Code::LOOKUP_MISSING,
            format!("eAccounting has no customer {number}, which orders.default_customer asks for."),
            "Create it in eAccounting, or correct orders.default_customer in the settings.",
        )),
    }
}

/// Refuses a customer that eAccounting would compute other VAT for than the sale has.
fn demand(buyer: &Buyer, needs: &sale::CustomerNeeds) -> Result<(), Problem> {
    let fields = &buyer.fields;
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
    let number = customer::number(buyer);
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

/// The articles of the order, created where the settings allow.
async fn book(
    run: &mut Run<'_>,
    order: &Order,
    reference: &Reference,
    codings: &[sale::Coding],
    rules: &Rules,
) -> Result<Option<ArticleBook>, Problem> {
    let wanted = sale::which_articles(order, rules);
    let found = run.worker.reference.articles(run.ports, &wanted).await?;
    if run.plan.settings.articles.update_existing {
        articles::update_existing(run, order, &found, reference).await?;
    }
    let mut book = ArticleBook::default();
    for article in &found {
        book.insert(sale::input::article(article, codings)?);
    }
    let unknown = book.unknown_skus(order);
    if !unknown.is_empty() && rules.articles.unknown == sale::UnknownSku::Create {
        if run.plan.settings.orders.shadow {
            run.step("article", format!("{} articles would be created", unknown.len()));
            return Ok(None);
        }
        for (index, sku) in unknown {
            let created = articles::create(run, order, index, &sku, reference, codings, rules).await?;
            book.insert(sale::input::article(&created, codings)?);
        }
    }
    let missing = articles::create_surcharges(run, order, &mut book, reference, codings, rules).await?;
    Ok(Some(book).filter(|_| missing == 0 || !run.plan.settings.orders.shadow))
}

/// The answer for an order that exists already.
pub(crate) fn exists(record: &ledger::Record) -> Ended {
    Ended::Already(crate::Verdict::Skipped {
        reason: already(record),
    })
}
