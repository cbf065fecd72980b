//! What becomes of an order: its customer, articles, rows, VAT and totals.

use std::borrow::Cow;
use std::sync::Arc;

use eaccounting::types::{Customer as Buyer, NewCustomer};
use mapping::{Mapped, Mapping, Target};
use model::{Code, Order, Problem, Source};
use sale::SalePlan;
use serde_json::Value;

use super::articles;
use crate::JobContext;
use crate::reference::Reference;
use crate::sale_conversion::input::Destination;
use crate::to_eaccounting::customer::decide::{Billing, Decision, Purpose, assumed, decide, see_found};
use crate::to_eaccounting::customer::lookup::look_up;
use crate::to_eaccounting::customer::record::number_of;
use crate::to_eaccounting::customer::write::write;
use crate::trace::record_fields;

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

/// What came of the preparations.
pub(super) enum Prepared {
    /// The customer and the articles are there, and the document can be created.
    Ready(Box<Ready>),
    /// The settings only watch: what the order would have become.
    Watched(String),
}

/// Decides everything about the documents, and then writes the customer and the articles that they need.
pub(super) async fn prepare(
    ctx: &mut JobContext<'_>,
    mut order: Order,
    reference: Arc<Reference>,
) -> Result<Prepared, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings;
    ctx.services.trace(|seen| seen.order = Some(order.clone()));
    if order.lines.is_empty() && order.shipping.is_zero() {
        return Err(Problem::new(
            Code::VALUE_INVALID,
            format!(
                "Order {} has no lines and no shipping, and a total of {}: there is nothing to make a document of.",
                order.number, order.total
            ),
            format!(
                "Look at the order in the shop; if it is right there, enter it in eAccounting by hand. Otherwise replay {}.",
                ctx.job.source
            ),
        ));
    }
    if let (Source::Deal(_), Some(article)) = (&order.source, articles::deal_article(&order, settings)) {
        for line in &mut order.lines {
            line.sku.get_or_insert_with(|| article.clone());
        }
    }
    articles::number_lines(ctx, &mut order, &reference)?;
    let company = crate::sale_conversion::input::company(&reference.company)?;
    let mut rules = crate::sale_conversion::input::rules(settings, &order.source, "", &company)?;
    let codings = reference
        .codings()
        .await?
        .iter()
        .map(crate::sale_conversion::input::coding)
        .collect::<Result<Vec<_>, _>>()?;
    articles::name_surcharges(&mut rules, &codings, settings)?;
    let mapped = compiled.mapping.order(&addressed(&order), &reference.context);
    let mapped = ctx.services.go_on(mapped)?.unwrap_or_default();
    record_fields(ctx, Target::Order, &mapped);
    ctx.services.trace(|seen| {
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
    let judge = |ctx: &JobContext<'_>, fields: &NewCustomer| -> Result<sale::Buyer, Problem> {
        let facts = billing.buyer(fields, settings)?;
        ctx.services.go_on(demand(
            fields,
            &sale::customer_vat_flags(&company, &facts, rules.place),
        ))?;
        if takes_customers_currency {
            ctx.services.go_on(same_currency(&order, fields, &company))?;
        }
        Ok(facts)
    };

    // Everything is decided before anything is written.
    let decided = Box::pin(buyer(ctx, &order, &reference, &billing)).await;
    let decision = match ctx.services.go_on(decided)? {
        Some(decision) => decision,
        None => Decision::as_it_is(assumed(ctx, &order, &reference)?),
    };
    let facts = judge(ctx, decision.fields())?;
    let (mut book, existing, new) = articles::book(ctx, &order, &reference, &codings, &rules).await?;
    ctx.services.trace(|seen| seen.book = Some(book.clone()));
    let mut sale = sale::plan(&order, &company, &facts, &book, &rules)?;
    ctx.services.trace(|seen| seen.sale = Some(sale.clone()));
    let step = format!(
        "{}; {} rows; total {}",
        sale.kind,
        sale.rows.len(),
        sale.totals.gross
    );
    ctx.step("plan", step);

    if settings.articles.update_existing {
        articles::update_existing(ctx, &order, &existing, &reference).await?;
    }
    let written = Box::pin(write(ctx, &order.customer, decision)).await?;
    if settings.orders.dry_run {
        if !new.is_empty() {
            ctx.step("article", format!("{} articles would be created", new.len()));
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
    articles::create(ctx, &new, &mut book, &codings).await?;
    // Another job may have written the same customer or articles in between.
    let as_written = judge(ctx, &buyer.fields)?;
    if !new.is_empty() || as_written != facts {
        sale = sale::plan(&order, &company, &as_written, &book, &rules)?;
        ctx.services.trace(|seen| {
            seen.book = Some(book.clone());
            seen.sale = Some(sale.clone());
        });
    }

    let natural_key = natural_key(&compiled.mapping, &mapped, &order);
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
    ctx: &mut JobContext<'_>,
    order: &Order,
    reference: &Reference,
    billing: &Billing<'_>,
) -> Result<Decision, Problem> {
    let fallback = ctx.compiled.settings.orders.default_customer.clone();
    let usable = order.customer.email.is_some() || order.customer.contact_id.is_some();
    if let (false, Some(number)) = (usable, &fallback) {
        return default_customer(ctx, number).await.map(Decision::as_it_is);
    }
    match own_customer(ctx, order, reference, Purpose::Bill(billing)).await {
        Err(problem)
            if problem.code == Code::CUSTOMER_MISSING || problem.code == Code::CUSTOMER_INCOMPLETE =>
        {
            match &fallback {
                Some(number) => default_customer(ctx, number).await.map(Decision::as_it_is),
                None => Err(problem),
            }
        }
        decided => decided,
    }
}

async fn own_customer(
    ctx: &mut JobContext<'_>,
    order: &Order,
    reference: &Reference,
    purpose: Purpose<'_>,
) -> Result<Decision, Problem> {
    let looked_up = look_up(ctx, &order.customer, reference, purpose).await?;
    decide(ctx, reference, looked_up, purpose).await
}

async fn default_customer(ctx: &mut JobContext<'_>, number: &settings::Name) -> Result<Buyer, Problem> {
    let filter = eaccounting::odata::Filter::eq("CustomerNumber", number.as_str());
    let found = ctx.services.eaccounting.customers_by(&filter).await?;
    let found = found.into_iter().find(|found| {
        found
            .fields
            .customer_number
            .as_deref()
            .is_some_and(|n| number.is(n))
    });
    match found {
        Some(found) => {
            ctx.step("customer", format!("the default customer {number}"));
            see_found(ctx, &found, None);
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
    let number = number_of(fields);
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
    let number = number_of(customer);
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
