//! The bodies of the requests that create documents.

use eaccounting::types::{NewInvoiceDraft, NewOrder, OrderStatus};
use jiff::civil::Date;
use mapping::Mapped;
use model::{Code, Order, Problem, StepName, step};
use sale::RowSource;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use settings::{Document as Kind, DocumentPlan, OrderStatus as WantedStatus};

use super::plan::Ready;
use crate::JobContext;
use crate::recording::{place_of, record_cuts};
use crate::reference::Reference;

pub(super) async fn new_order(
    ctx: &mut JobContext<'_>,
    ready: &Ready,
    plan: &DocumentPlan,
) -> Result<NewOrder, Problem> {
    let status = match (plan.document, plan.order_status) {
        // Only a shipped order can be turned into an invoice.
        (Kind::OrderInvoiced, _) | (_, WantedStatus::Shipped) => OrderStatus::Shipped,
        (_, WantedStatus::Ongoing) => OrderStatus::Ongoing,
        (_, WantedStatus::Draft) => OrderStatus::Draft,
    };
    let date = order_date(ctx, ready);
    let mut fields = header(ctx, ready, plan).await?;
    keep_known(ctx, &mut fields, eaccounting::fields::ORDER);
    fields.insert("CustomerId".to_owned(), Value::String(ready.buyer.id.to_string()));
    fields.insert(
        "CurrencyCode".to_owned(),
        Value::String(ready.order.currency.to_string()),
    );
    fields.insert(
        "Status".to_owned(),
        serde_json::to_value(status).unwrap_or_default(),
    );
    fields.insert("EuThirdParty".to_owned(), Value::Bool(false));
    fields.insert("RotReducedInvoicingType".to_owned(), Value::from(0));
    fields.insert(
        "ReverseChargeOnConstructionServices".to_owned(),
        Value::Bool(ready.sale.customer.reverse_charge_construction),
    );
    fields
        .entry("OrderDate")
        .or_insert_with(|| Value::String(date.to_string()));
    fields.insert("Rows".to_owned(), Value::Array(Vec::new()));
    let shipped = status == OrderStatus::Shipped;
    let mut order: NewOrder = typed(ctx, fields)?;
    order.shipped_date_time = shipped.then_some(order.order_date);
    order.rows = overlay(
        ctx,
        ready,
        crate::sale_conversion::output::order_rows(&ready.sale, shipped),
    )?;
    Ok(order)
}

pub(super) async fn new_draft(
    ctx: &mut JobContext<'_>,
    ready: &Ready,
    plan: &DocumentPlan,
) -> Result<NewInvoiceDraft, Problem> {
    let mut fields = header(ctx, ready, plan).await?;
    // What is an order's day is an invoice's too; a day to come is refused (4023).
    let date = fields
        .remove("OrderDate")
        .and_then(|date| date.as_str()?.parse::<Date>().ok())
        .map_or_else(
            || order_date(ctx, ready),
            |date| date.min(today(ctx, &ready.reference)),
        );
    keep_known(ctx, &mut fields, eaccounting::fields::INVOICE_DRAFT);
    fields.insert("CustomerId".to_owned(), Value::String(ready.buyer.id.to_string()));
    fields.insert("EuThirdParty".to_owned(), Value::Bool(false));
    fields.insert("RotReducedInvoicingType".to_owned(), Value::from(0));
    fields.insert("Rows".to_owned(), Value::Array(Vec::new()));
    let mut draft: NewInvoiceDraft = typed(ctx, fields)?;
    draft.invoice_date = Some(date);
    // A price of zero is a gift, not "take the article's price".
    draft.replace_unit_price_when_zero = Some(false);
    draft.rows = overlay(
        ctx,
        ready,
        crate::sale_conversion::output::invoice_draft_rows(&ready.sale),
    )?;
    Ok(draft)
}

/// The document's own fields from the mapping, with names resolved to what eAccounting wants.
pub(super) async fn header(
    ctx: &JobContext<'_>,
    ready: &Ready,
    plan: &DocumentPlan,
) -> Result<Map<String, Value>, Problem> {
    let settings = &ctx.compiled.settings;
    let mut fields = ready.mapped.fields.clone();
    fields.insert(
        "BuyersOrderReference".to_owned(),
        Value::String(ready.natural_key.clone()),
    );
    if let Some(reference) = &settings.orders.our_reference {
        fields
            .entry("OurReference")
            .or_insert_with(|| Value::String(reference.as_str().to_owned()));
    }
    let mapped_terms = fields
        .remove("TermsOfPayment")
        .and_then(|value| value.as_str().map(settings::Name::from));
    if let Some(name) = mapped_terms.as_ref().or(plan.terms_of_payment.as_ref()) {
        let setting = "orders.terms_of_payment, [payment_methods] or the mapping";
        let terms = ready.reference.terms_of_payment(name, setting).await?;
        fields.insert("TermsOfPaymentId".to_owned(), Value::String(terms.to_string()));
    }
    let mapped_method = fields
        .remove("DeliveryMethod")
        .and_then(|value| value.as_str().map(settings::Name::from));
    let method = mapped_method
        .as_ref()
        .or(settings.delivery_method(ready.order.shipping_method.as_deref()));
    if let Some(name) = method {
        let method = ready.reference.delivery_method(name).await?;
        fields.insert(
            "DeliveryMethodName".to_owned(),
            Value::String(method.name.clone()),
        );
        if let Some(code) = &method.code {
            fields.insert("DeliveryMethodCode".to_owned(), Value::String(code.clone()));
        }
    }
    if let Some(name) = fields.remove("DeliveryTerm").as_ref().and_then(Value::as_str) {
        let term = ready.reference.delivery_term(&name.into()).await?;
        fields.insert("DeliveryTermName".to_owned(), Value::String(term.name.clone()));
        if let Some(code) = &term.code {
            fields.insert("DeliveryTermCode".to_owned(), Value::String(code.clone()));
        }
    }
    // It is put on the document when that exists.
    fields.remove("Note");
    Ok(fields)
}

/// Takes out what this kind of document has no field for, and says so.
fn keep_known(
    ctx: &mut JobContext<'_>,
    fields: &mut Map<String, Value>,
    table: &'static [eaccounting::fields::Field],
) {
    fields.retain(|name, _| {
        let known = eaccounting::fields::find(table, name).is_some();
        if !known {
            ctx.step(StepName::Mapping, step::not_sent(name));
        }
        known
    });
}

/// Lays the mapping's own fields over the planned rows of order lines. Money is not the mapping's: it is planned so that
/// the totals agree.
fn overlay<T: Serialize + DeserializeOwned>(
    ctx: &mut JobContext<'_>,
    ready: &Ready,
    rows: Vec<T>,
) -> Result<Vec<T>, Problem> {
    const PLANNED: [&str; 6] = [
        "LineNumber",
        "ArticleId",
        "ArticleNumber",
        "UnitPrice",
        "Quantity",
        "DiscountPercentage",
    ];
    let lines = ready.sale.rows.iter().map(|row| match row.source {
        RowSource::Line(index) => ready.order.lines.get(index),
        _ => None,
    });
    rows.into_iter()
        .zip(lines)
        .map(|(row, line)| {
            let Some(line) = line else { return Ok(row) };
            let mapped = ctx
                .compiled
                .mapping
                .row(&ready.order, line, &ready.reference.context)?;
            record_cuts(ctx, &mapped.notes);
            let Ok(Value::Object(mut fields)) = serde_json::to_value(&row) else {
                return Ok(row);
            };
            for (name, value) in mapped.fields {
                if !PLANNED.contains(&name.as_str()) {
                    fields.insert(name, value);
                }
            }
            typed(ctx, fields)
        })
        .collect()
}

fn order_date(ctx: &JobContext<'_>, ready: &Ready) -> Date {
    placed_on(ctx, &ready.reference, &ready.order)
}

/// The day on which an order was placed, or a deal won; eAccounting refuses dates in the future, and a shop's clock may be ahead.
fn placed_on(ctx: &JobContext<'_>, reference: &Reference, order: &Order) -> Date {
    let placed = order.sold_at().to_zoned_datetime(reference.zone.clone()).date();
    placed.min(today(ctx, reference))
}

/// Today, where the company is.
pub(super) fn today(ctx: &JobContext<'_>, reference: &Reference) -> Date {
    ctx.now().to_zoned_datetime(reference.zone.clone()).date()
}

/// The date that an order's first document will have, which decides its VAT rates: the mapping's, else the day on which the
/// order was placed.
pub(super) fn document_day(
    ctx: &JobContext<'_>,
    reference: &Reference,
    order: &Order,
    mapped: &Mapped,
) -> Date {
    let named = mapped.fields.get("OrderDate").and_then(Value::as_str);
    let named = named.and_then(|text| text.get(..10)?.parse::<Date>().ok());
    let Some(day) = named else {
        return placed_on(ctx, reference, order);
    };
    match ctx
        .compiled
        .settings
        .document_plan(order.payment_method.as_deref())
        .document
    {
        Kind::Invoice | Kind::InvoiceDraft => day.min(today(ctx, reference)),
        _ => day,
    }
}

fn typed<T: DeserializeOwned>(ctx: &JobContext<'_>, fields: Map<String, Value>) -> Result<T, Problem> {
    serde_json::from_value(Value::Object(fields)).map_err(|error| {
        Problem::new(
            Code::MAPPING_FAILED,
            format!(
                "What the mapping makes of {} does not fit eAccounting's fields: {}.",
                ctx.name(),
                place_of(&error)
            ),
            "Check the rules in [mapping.order] and [mapping.row] of the settings.",
        )
    })
}
