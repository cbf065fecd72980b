//! What becomes of an order: its customer, articles, rows, VAT and totals. Nothing is written here.

use std::borrow::Cow;
use std::sync::Arc;

use eaccounting::types::NewCustomer;
use mapping::{Mapped, Target};
use model::reason::words;
use model::{Code, Named, Order, Problem, Source, StepName, case, event};
use sale::SalePlan;
use serde_json::Value;
use settings::{Document as Kind, Settings};

use super::articles::{self, ArticleUpdate, NewArticleDraft};
use super::basis::Basis;
use super::documents::document_day;
use super::load::is_delivered_elsewhere;
use super::plan::{OrderDraft, OrderPlan, Undecided};
use super::prices::{check_payment, check_rates_of_invoice, convention_of, plan_rows};
use crate::JobContext;
use crate::recording::record_fields;
use crate::reference::Reference;
use crate::sale_conversion::input::{self, Destination};
use crate::to_eaccounting::customer::decide::{self as customer, Decision, assumed};
use crate::to_eaccounting::customer::lookup::{look_up, map};
use crate::to_eaccounting::customer::purpose::{Billing, Purpose, is_blank};
use crate::to_eaccounting::customer::record::number_of;
use crate::trace::FoundBy;
use crate::wording::named;

/// Decides everything about an order: its customer, articles, rows, VAT and totals. Reads, and writes nothing.
///
/// With `go_on` it is decided as far as possible past what would end the job; the draft says what that was.
pub(super) async fn decide(
    ctx: &mut JobContext<'_>,
    order: Order,
    reference: Arc<Reference>,
    go_on: bool,
) -> Result<OrderPlan, Undecided> {
    let mut draft = Box::new(OrderDraft::new(order));
    let billed = Box::pin(decide_customer(ctx, &mut draft, reference, go_on)).await;
    let (basis, customer) = match billed {
        Ok(decided) => decided,
        Err(problem) => {
            return Err(Undecided {
                draft,
                customer: None,
                problem,
            });
        }
    };
    match Box::pin(decide_sale(ctx, &mut draft, &basis, &customer, go_on)).await {
        Ok(sold) => Ok(OrderPlan {
            draft,
            basis,
            customer,
            buyer: sold.buyer,
            sale: sold.sale,
            new_articles: sold.new_articles,
            article_updates: sold.article_updates,
        }),
        Err(problem) => Err(Undecided {
            draft,
            customer: Some(customer),
            problem,
        }),
    }
}

/// The document's own fields, and the customer that it is billed to.
async fn decide_customer(
    ctx: &mut JobContext<'_>,
    draft: &mut OrderDraft,
    reference: Arc<Reference>,
    go_on: bool,
) -> Result<(Basis, Decision), Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings;
    if let (Source::Deal(_), Some(article)) = (
        &draft.order.source,
        articles::deal_article(&draft.order, settings),
    ) {
        for line in &mut draft.order.lines {
            line.sku.get_or_insert_with(|| article.clone());
        }
    }
    articles::number_lines(ctx, &mut draft.order, &reference)?;
    let company = input::company(&reference.company)?;
    let addressed = addressed(&draft.order);
    let mapped = compiled.mapping.order(&addressed, &reference.context);
    if let Cow::Owned(addressed) = addressed {
        draft.addressed = Some(addressed);
    }
    draft.mapped = draft.object(mapped, go_on)?.unwrap_or_default();
    record_fields(ctx, Target::Order, &draft.mapped);

    let convention = convention_of(ctx, &draft.order.source).await?;
    if matches!(draft.order.source, Source::Order { .. }) {
        ctx.step(StepName::Prices, convention.told());
    }
    draft.convention = Some(convention.clone());
    let mut rules = input::rules(settings, &draft.order.source, &convention, &company)?;
    for tidied in sale::tidy(&mut draft.order, &rules) {
        ctx.step(StepName::Prices, tidied.told());
    }
    refuse_empty(&draft.order)?;
    let is_whole = sale::refuse_partial_refund(&draft.order);
    draft.object(is_whole, go_on)?;
    let day = document_day(ctx, &reference, &draft.order, &draft.mapped);
    let codings = reference.codings_on(day).await?;
    articles::name_surcharges(&mut rules, &codings, settings)?;
    let basis = Basis {
        reference,
        company,
        day,
        codings,
        convention,
        rules,
    };

    let decided = {
        let billing = billing(&draft.order, &draft.mapped, &basis);
        Box::pin(billed_customer(ctx, &billing, &basis.reference)).await
    };
    draft.mapped_customer = decided.mapped;
    let customer = match draft.object(decided.decision, go_on)? {
        Some(decision) => decision,
        None => assumed(ctx, &draft.order, &basis.reference)?,
    };
    Ok((basis, customer))
}

/// What an order comes to, and the articles for it.
struct Sold {
    buyer: sale::Buyer,
    sale: SalePlan,
    new_articles: Vec<NewArticleDraft>,
    article_updates: Vec<ArticleUpdate>,
}

async fn decide_sale(
    ctx: &mut JobContext<'_>,
    draft: &mut OrderDraft,
    basis: &Basis,
    customer: &Decision,
    go_on: bool,
) -> Result<Sold, Problem> {
    let compiled = Arc::clone(&ctx.compiled);
    let settings = &compiled.settings;
    let (buyer, objections) = validate_buyer(
        customer.fields(),
        &billing(&draft.order, &draft.mapped, basis),
        settings,
    )?;
    for objection in objections {
        draft.object(Err::<(), _>(objection), go_on)?;
    }
    let handed_over = check_pickup(&draft.order, basis, &buyer);
    draft.object(handed_over, go_on)?;
    let plan = settings.document_plan(draft.order.payment_method.as_deref());
    if let Some(account) = &plan.register_payment_on {
        // An invoice is booked before its payment is registered: a name that leads nowhere must be known now.
        let known = basis.reference.bank_account(account).await.map(drop);
        draft.object(known, go_on)?;
    }
    let articles = articles::book(ctx, &draft.order, basis, &buyer).await?;
    let book = draft.book.insert(articles.book);
    let sale = plan_rows(ctx, &draft.order, basis, &buyer, book)
        .await
        .map_err(|problem| articles::in_a_deals_words(problem, &draft.order))?;
    let plan = settings.document_plan(draft.order.payment_method.as_deref());
    if plan.document == Kind::OrderInvoiced {
        check_rates_of_invoice(ctx, &draft.order, basis, &sale, book).await?;
    }
    if plan.register_payment_on.is_some() {
        let paid = check_payment(&draft.order, basis, &sale);
        draft.object(paid, go_on)?;
    }
    let article_updates = if settings.articles.update_existing {
        articles::updates(ctx, &draft.order, &articles.found, &basis.reference).await?
    } else {
        Vec::new()
    };
    Ok(Sold {
        buyer,
        sale,
        new_articles: articles.new,
        article_updates,
    })
}

fn refuse_empty(order: &Order) -> Result<(), Problem> {
    if !order.lines.is_empty() || !order.shipping.is_zero() {
        return Ok(());
    }
    Err(Problem::new(
        Code::VALUE_INVALID,
        event::nothing_to_make(&order.number, order.currency.show(order.total)),
        format!(
            "Look at the order in the shop; if it is right there, enter it in eAccounting by hand. Otherwise replay {}.",
            order.source
        ),
    )
    .in_case(case::VALUE_INVALID_NO_LINES, []))
}

/// What decides the customer's VAT flags: the order, and where its goods go.
pub(super) fn billing<'a>(order: &'a Order, mapped: &'a Mapped, basis: &'a Basis) -> Billing<'a> {
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
    Billing {
        order,
        company: &basis.company,
        place: basis.rules.place,
        destination,
    }
}

/// What the customer is for VAT, and every reason why eAccounting would compute the order otherwise with it.
pub(super) fn validate_buyer(
    fields: &NewCustomer,
    billing: &Billing<'_>,
    settings: &Settings,
) -> Result<(sale::Buyer, Vec<Problem>), Problem> {
    let buyer = billing.buyer(fields, settings)?;
    let needs = sale::customer_vat_flags(billing.company, &buyer, billing.place);
    let mut objections = Vec::new();
    objections.extend(check_vat_abroad(billing, &buyer, settings).err());
    objections.extend(check_vat_flags(fields, &needs).err());
    objections.extend(check_delivery(billing.order, fields, &needs).err());
    let plan = settings.document_plan(billing.order.payment_method.as_deref());
    if matches!(plan.document, Kind::Invoice | Kind::InvoiceDraft) {
        objections.extend(same_currency(billing.order, fields, billing.company).err());
    }
    Ok((buyer, objections))
}

/// What was found out of the customer that an order is billed to.
struct Billed {
    /// The customer's fields, where the mapping was asked.
    mapped: Option<Mapped>,
    decision: Result<Decision, Problem>,
}

/// The customer that the order is billed to: its own, or the one that the settings name for orders without.
async fn billed_customer(ctx: &mut JobContext<'_>, billing: &Billing<'_>, reference: &Reference) -> Billed {
    let fallback = ctx.compiled.settings.orders.default_customer.clone();
    let buyer = &billing.order.customer;
    let is_usable = buyer.email.is_some() || buyer.contact_id.is_some();
    if let (false, Some(number)) = (is_usable, &fallback) {
        return Billed {
            mapped: None,
            decision: default_customer(ctx, number).await,
        };
    }
    let mapped = match map(ctx, buyer, reference, Purpose::Bill(billing)) {
        Ok(mapped) => mapped,
        Err(problem) => {
            return Billed {
                mapped: None,
                decision: Err(problem),
            };
        }
    };
    let decision = match own_customer(ctx, billing, &mapped, reference).await {
        Err(problem) if [Code::CUSTOMER_MISSING, Code::CUSTOMER_INCOMPLETE].contains(&problem.code) => {
            match &fallback {
                Some(number) => default_customer(ctx, number).await,
                None => Err(problem),
            }
        }
        decided => decided,
    };
    Billed {
        mapped: Some(mapped),
        decision,
    }
}

async fn own_customer(
    ctx: &mut JobContext<'_>,
    billing: &Billing<'_>,
    mapped: &Mapped,
    reference: &Reference,
) -> Result<Decision, Problem> {
    let looked_up = look_up(ctx, &billing.order.customer, mapped).await?;
    customer::decide(ctx, reference, mapped, looked_up, Purpose::Bill(billing)).await
}

/// The order with its delivery address written out. A shop names none where goods go to the billing address; then the
/// document must say so, or eAccounting takes the one that the customer has from an earlier order.
fn addressed(order: &Order) -> Cow<'_, Order> {
    if is_delivered_elsewhere(order) {
        return Cow::Borrowed(order);
    }
    let mut order = order.clone();
    order.customer.delivery = order.customer.billing.clone();
    Cow::Owned(order)
}

async fn default_customer(ctx: &mut JobContext<'_>, number: &settings::Name) -> Result<Decision, Problem> {
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
        Some(found) if !found.fields.is_active => Err(Problem::new(
            Code::CUSTOMER_INACTIVE,
            event::default_customer_is_inactive(number),
            format!(
                "Activate customer {number} in eAccounting, or name another in orders.default_customer; then replay {}.",
                ctx.job.source
            ),
        )
        .in_case(case::CUSTOMER_INACTIVE_CUSTOMERS, [number])),
        Some(found) => {
            ctx.step(StepName::Customer, FoundBy::Default.text(number.as_str()));
            Ok(Decision::as_it_is(found, FoundBy::Default))
        }
        None => Err(Problem::new(
            Code::REFERENCE_NOT_FOUND,
            event::default_customer_missing(number),
            "Create it in eAccounting, or correct orders.default_customer in the settings.",
        )
        .in_case(case::REFERENCE_NOT_FOUND_DEFAULT_CUSTOMER, [number])),
    }
}

/// Refuses a customer that eAccounting would compute other VAT for than the sale has.
fn check_vat_flags(fields: &NewCustomer, needs: &sale::CustomerVatFlags) -> Result<(), Problem> {
    let is = |flag: Option<bool>| flag.unwrap_or(false);
    let wrong = if needs.delivery_based_vat != is(fields.delivery_based_vat) {
        Some((words::VAT_BY_DELIVERY, "delivery", needs.delivery_based_vat))
    } else if needs.vat_number
        && fields
            .vat_number
            .as_deref()
            .is_none_or(|number| number.trim().is_empty())
    {
        Some((words::A_VAT_NUMBER, "number", true))
    } else if needs.force_bookkeep_vat != is(fields.force_bookkeep_vat) {
        Some((words::VAT_OUTSIDE_EU, "outside", needs.force_bookkeep_vat))
    } else if needs.northern_ireland != is(fields.is_northern_ireland) {
        Some((words::NORTHERN_IRELAND, "northern", needs.northern_ireland))
    } else {
        None
    };
    let Some((what, flag, wanted)) = wrong else {
        return Ok(());
    };
    let number = number_of(fields);
    let (told, set, change) = if wanted {
        (event::customer_lacks_flag(number, what), "Set", "set")
    } else {
        (event::customer_has_flag(number, what), "Remove", "remove")
    };
    Err(Problem::new(
        Code::VALUE_INVALID,
        told,
        format!(
            "{set} it on customer {number}, or let orders update their customers (orders.update_customer); then replay."
        ),
    )
    .in_case(case::VALUE_INVALID_VAT_FLAG, [&number, &flag, &change]))
}

/// Refuses a sale outside the EU that is to have VAT, where eAccounting would compute none: it charges VAT there only on an invoice
/// that goes there too, or that stays at home.
fn check_vat_abroad(billing: &Billing<'_>, buyer: &sale::Buyer, settings: &Settings) -> Result<(), Problem> {
    let sale::SaleKind::Export { country } = sale::sale_kind(billing.company, buyer, billing.place) else {
        return Ok(());
    };
    let asked = settings.vat.countries.get(&country);
    if asked.and_then(|asked| asked.charge_vat) != Some(true) {
        return Ok(());
    }
    Err(Problem::new(
        Code::VALUE_INVALID,
        event::vat_wanted_abroad(Named::first(named(billing.order)), country, buyer.country),
        "Enter this order by hand.",
    )
    .in_case(case::VALUE_INVALID_BY_HAND, []))
}

/// Refuses a delivery address that decides about VAT and lacks what eAccounting requires of one then.
fn check_delivery(
    order: &Order,
    fields: &NewCustomer,
    needs: &sale::CustomerVatFlags,
) -> Result<(), Problem> {
    if !needs.delivery_based_vat {
        return Ok(());
    }
    let (missing, texts): (Vec<_>, Vec<_>) = [
        (&fields.delivery_city, "city", "customers.on_missing_city"),
        (
            &fields.delivery_postal_code,
            "postcode",
            "customers.on_missing_postal_code",
        ),
    ]
    .into_iter()
    .filter(|(text, ..)| is_blank(text.as_deref()))
    .map(|(_, what, setting)| (what, setting))
    .unzip();
    let (what, case) = match missing.as_slice() {
        [] => return Ok(()),
        ["city"] => (words::CITY, case::CUSTOMER_INCOMPLETE_DELIVERY_CITY),
        [_] => (words::POSTCODE, case::CUSTOMER_INCOMPLETE_DELIVERY_POSTCODE),
        _ => (words::CITY_AND_POSTCODE, case::CUSTOMER_INCOMPLETE_DELIVERY_BOTH),
    };
    // The setting that makes the delivery address decide is the cause; those with a text to use are a way out.
    Err(Problem::new(
        Code::CUSTOMER_INCOMPLETE,
        event::delivery_incomplete(&order.number, what),
        format!(
            "Complete the delivery address in the shop and replay {}, or give {} a text to use.",
            order.source,
            texts.join(" and ")
        ),
    )
    .in_case(case, []))
}

/// Refuses VAT by a foreign address for goods that the buyer picks up in the store: they are handed over at home.
fn check_pickup(order: &Order, basis: &Basis, buyer: &sale::Buyer) -> Result<(), Problem> {
    let is_picked_up = order
        .shipping_method
        .as_deref()
        .is_some_and(sale::is_store_pickup);
    let kind = sale::sale_kind(&basis.company, buyer, basis.rules.place);
    if !is_picked_up || !kind.rests_on_transport() {
        return Ok(());
    }
    Err(Problem::new(
        Code::VALUE_INVALID,
        event::picked_up_in_store(&order.number, Named::phrase(&kind.told())),
        "Give the order the store's address as its delivery address in the shop and replay it, or enter it by hand as a domestic sale.",
    )
    .in_case(case::VALUE_INVALID_STORE_PICKUP, []))
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
        event::customer_in_other_currency(Named::first(named(order)), order.currency, number, theirs),
        format!(
            "Change the currency of customer {number}, or let such orders become orders, which have a currency of their own (orders.document = \"order\" or \"order-invoiced\"); then replay."
        ),
    )
    .in_case(case::VALUE_INVALID_CURRENCY, [&number]))
}
