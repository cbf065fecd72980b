//! What was read and what was sent, field by field, and by which rule: for the activity log, and for previews.

use std::collections::BTreeSet;
use std::fmt;

use engine::trace::{flatten, row_of};
use mapping::{Mapped, Omission, Target, Truncation, WhyOmitted};
use model::{Customer, Named, Order, StepName, StepText, step};
use sale::{RowSource, SalePlan};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::JobContext;
use crate::reference::Reference;

/// Notes what a record says, in the names that the mapping's expressions use.
pub(crate) fn record_read(
    ctx: &mut JobContext<'_>,
    customer: &Customer,
    order: Option<&Order>,
    reference: &Reference,
) {
    let compiled = std::sync::Arc::clone(&ctx.compiled);
    for field in compiled
        .mapping
        .source_fields(customer, order, &reference.context)
    {
        let (document, name) = field.path.split_once('.').unwrap_or(("", &field.path));
        ctx.recorder.read(document, name, Some(&field.value));
    }
}

/// Notes what is sent of a document, in place of what the mapping made, which is a part of it.
pub(crate) fn record_sent(
    ctx: &mut JobContext<'_>,
    target: Target,
    document: &str,
    body: &impl Serialize,
    mapped: &Mapped,
    sale: Option<&SalePlan>,
) {
    let Ok(body) = serde_json::to_value(body) else {
        return;
    };
    ctx.recorder.clear_sent(document);
    for (field, value) in flatten(&body) {
        let rule = rule_of(ctx, target, &field, mapped, sale);
        ctx.recorder.sent(document, &field, Some(&value), rule.as_deref());
    }
}

/// Notes what changes of a document that exists, in place of what the mapping made: nothing, where it is as it should be.
pub(crate) fn record_changes(
    ctx: &mut JobContext<'_>,
    target: Target,
    document: &str,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    mapped: &Mapped,
) {
    ctx.recorder.clear_sent(document);
    let is_same = |name: &String| {
        let values = [before, after].map(|fields| fields.get(name).filter(|value| !value.is_null()));
        values[0] == values[1]
    };
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names.into_iter().filter(|name| !is_same(name)) {
        let value = after.get(name).unwrap_or(&Value::Null);
        let fields = flatten(&json!({ name: value }));
        if fields.is_empty() {
            // It is cleared.
            let rule = rule_of(ctx, target, name, mapped, None);
            ctx.recorder.sent(document, name, None, rule.as_deref());
        }
        for (field, value) in fields {
            let rule = rule_of(ctx, target, &field, mapped, None);
            ctx.recorder.sent(document, &field, Some(&value), rule.as_deref());
        }
    }
}

/// What a field of the API is made by: the mapping's rule, or what was planned.
fn rule_of(
    ctx: &JobContext<'_>,
    target: Target,
    field: &str,
    mapped: &Mapped,
    sale: Option<&SalePlan>,
) -> Option<String> {
    let expression = |target: Target, name: &str| {
        let rule = ctx.compiled.mapping.rules(target).get(name);
        rule.map(|rule| rule.expression.as_str())
    };
    match row_of(field) {
        Some((index, "Text")) if is_line(sale, index) => expression(Target::Row, "Text").map(str::to_owned),
        Some((index, _)) => sale
            .and_then(|sale| sale.rows.get(index))
            .map(|row| row.source.to_string()),
        None => rule_name(target, field)
            .filter(|name| mapped.fields.contains_key(*name) || mapped.cleared.contains(name))
            .and_then(|name| expression(target, name))
            .map(str::to_owned)
            .or_else(|| planned(target, field).map(|source| source.to_string())),
    }
}

fn is_line(sale: Option<&SalePlan>, index: usize) -> bool {
    sale.and_then(|sale| sale.rows.get(index))
        .is_some_and(|row| matches!(row.source, RowSource::Line(_)))
}

/// The mapping's field that a field of the API is made of: names are looked up first.
#[must_use]
pub fn rule_name(target: Target, field: &str) -> Option<&str> {
    Some(match (target, field) {
        (Target::Customer | Target::Order, "TermsOfPaymentId") => "TermsOfPayment",
        (Target::Customer, "DeliveryMethodId")
        | (Target::Order, "DeliveryMethodName" | "DeliveryMethodCode") => "DeliveryMethod",
        (Target::Customer, "DeliveryTermId") | (Target::Order, "DeliveryTermName") => "DeliveryTerm",
        (Target::Customer, name) if name.starts_with("CustomerLabels") => "CustomerLabels",
        // Decided before the mapping is asked.
        (Target::Article, "Number" | "CodingId" | "UnitId" | "IsActive") => return None,
        (_, name) => name,
    })
}

/// What decides a field that no rule of the mapping gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldSource {
    /// The first of these settings that says it.
    Settings(&'static [&'static str]),
    /// The customer that the order is billed to.
    OrderCustomer,
    /// The order's currency.
    OrderCurrency,
    /// The day on which the order was placed.
    OrderDay,
    /// The order's number.
    OrderNumber,
    /// The kind of sale for VAT.
    SaleVat,
    /// The terms of payment that the company has by default.
    CompanyTerms,
    /// The line's SKU, or a number that the settings give.
    ArticleNumber,
    /// A text of the settings.
    SettingsText,
    /// The coding of the VAT rate.
    Coding,
    /// Nothing: it is always the same.
    Always,
}

impl fmt::Display for FieldSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Settings(keys) => return f.write_str(&any_of(keys, " or ")),
            Self::OrderCustomer => "the order's customer",
            Self::OrderCurrency => "the order's currency",
            Self::OrderDay => "the day on which the order was placed",
            Self::OrderNumber => "the order's number",
            Self::SaleVat => "VAT of this sale",
            Self::CompanyTerms => "the company's own terms of payment",
            Self::ArticleNumber => "the line's SKU, or the settings' number",
            Self::SettingsText => "the settings' text",
            Self::Coding => {
                "the coding for the VAT rate: articles.account_coding, vat.countries or the first active one"
            }
            Self::Always => "always so",
        })
    }
}

/// Names of which any may apply, such as settings: "a, b or c". `or` is the word before the last, with its blanks.
#[must_use]
pub fn any_of(names: &[&str], or: &str) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{}{or}{last}", first.join(", ")),
    }
}

/// What decides a field that no rule of the mapping gives: a setting, the order, or the sale's VAT.
#[must_use]
pub fn planned(target: Target, field: &str) -> Option<FieldSource> {
    use FieldSource::Settings;
    Some(match (target, field) {
        (Target::Order, "CustomerId") => FieldSource::OrderCustomer,
        (Target::Order, "CurrencyCode") => FieldSource::OrderCurrency,
        (Target::Order, "Status" | "ShippedDateTime") => {
            Settings(&["orders.document", "orders.order_status", "payment_methods"])
        }
        (Target::Order, "OrderDate" | "InvoiceDate") => FieldSource::OrderDay,
        (Target::Order, "BuyersOrderReference") => FieldSource::OrderNumber,
        (Target::Order, "OurReference") => Settings(&["orders.our_reference"]),
        (Target::Order, "TermsOfPaymentId") => Settings(&["orders.terms_of_payment", "payment_methods"]),
        (Target::Order, "DeliveryMethodName" | "DeliveryMethodCode") => {
            Settings(&["orders.delivery_method", "shipping_methods"])
        }
        (Target::Order, "ReverseChargeOnConstructionServices") => FieldSource::SaleVat,
        (Target::Order, "EuThirdParty" | "RotReducedInvoicingType" | "ReplaceUnitPriceWhenZero") => {
            FieldSource::Always
        }
        (Target::Customer, "TermsOfPaymentId") => FieldSource::CompanyTerms,
        (Target::Customer, "InvoiceCity") => Settings(&["customers.on_missing_city"]),
        (Target::Customer, "InvoicePostalCode") => Settings(&["customers.on_missing_postal_code"]),
        (Target::Customer, "IsActive") | (Target::Article, "IsActive") => FieldSource::Always,
        (
            Target::Customer,
            "DeliveryBasedVat"
            | "ForceBookkeepVat"
            | "IsNorthernIreland"
            | "ReverseChargeOnConstructionServices",
        ) => FieldSource::SaleVat,
        (Target::Article, "Number") => FieldSource::ArticleNumber,
        (Target::Article, "Name") => FieldSource::SettingsText,
        (Target::Article, "CodingId") => FieldSource::Coding,
        (Target::Article, "UnitId") => Settings(&["articles.unit"]),
        _ => return None,
    })
}

/// What decides a field by this text of the activity log.
#[must_use]
pub fn planned_so(field: &str, english: &str) -> Option<FieldSource> {
    [Target::Customer, Target::Order, Target::Article]
        .into_iter()
        .filter_map(|target| planned(target, field))
        .find(|source| source.to_string() == english)
}

/// Changed fields: in English as eAccounting's screens call them, and else by their names in the API.
pub(crate) fn changed_fields(fields: &[String]) -> Named {
    Named::several(
        fields
            .iter()
            .map(|field| (model::field_name(field), field.clone())),
    )
}

/// Where a document does not fit, without its values.
pub(crate) fn place_of(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.find("unknown field") {
        Some(_) => text.split(',').next().unwrap_or_default().to_owned(),
        None => "a value has the wrong type".to_owned(),
    }
}

/// Notes for the journal what the mapping made, and by which rule: what an attempt that ends before it writes had prepared. What
/// is written then takes its place ([`record_sent`], [`record_changes`]).
pub(crate) fn record_fields(ctx: &mut JobContext<'_>, target: Target, mapped: &Mapped) {
    let compiled = std::sync::Arc::clone(&ctx.compiled);
    let rules = compiled.mapping.rules(target);
    for (field, value) in &mapped.fields {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        ctx.recorder.sent(
            target.section(),
            field,
            Some(&text),
            rules.get(field).map(|rule| rule.expression.as_str()),
        );
    }
    record_cuts(ctx, &mapped.notes);
    for omission in &mapped.omitted {
        ctx.step(StepName::Mapping, left_out(omission));
    }
}

/// Notes for the journal which values were cut.
pub(crate) fn record_cuts(ctx: &mut JobContext<'_>, notes: &[Truncation]) {
    for note in notes {
        let text = step::shortened(&note.field, note.from_chars, note.to_chars);
        ctx.step(StepName::Mapping, text);
    }
}

fn left_out(Omission { field, why }: &Omission) -> StepText {
    match why {
        WhyOmitted::NeedsXi => step::needs_xi(field),
        WhyOmitted::NotForExport => step::not_for_export(field),
        WhyOmitted::NoDigit => step::no_digit(field),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_told_with_why() {
        for why in [WhyOmitted::NeedsXi, WhyOmitted::NotForExport, WhyOmitted::NoDigit] {
            let field = "VatNumber".to_owned();
            let text = format!("{field} left out: {}", why.as_str());
            assert_eq!(left_out(&Omission { field, why }).as_str(), text);
        }
    }

    #[test]
    fn whatever_a_document_must_have_is_told_by_its_rule() {
        use eaccounting::types::{NewArticle, NewCustomer, NewOrder};
        let mapping = mapping::Mapping::load(&settings::Settings::default()).unwrap();
        for (target, empty) in [
            (
                Target::Customer,
                serde_json::to_value(NewCustomer::default()).unwrap(),
            ),
            (
                Target::Article,
                serde_json::to_value(NewArticle::default()).unwrap(),
            ),
        ] {
            for (field, _) in flatten(&empty) {
                let by_mapping =
                    rule_name(target, &field).is_some_and(|name| mapping.rules(target).contains_key(name));
                assert!(
                    by_mapping || planned(target, &field).is_some(),
                    "{target:?}.{field}"
                );
            }
        }
        let order: NewOrder = serde_json::from_value(json!({
            "CustomerId": "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e", "CurrencyCode": "SEK", "Status": 2, "EuThirdParty": false,
            "OrderDate": "2026-11-23", "RotReducedInvoicingType": 0, "ReverseChargeOnConstructionServices": false, "Rows": [],
        }))
        .unwrap();
        for (field, _) in flatten(&serde_json::to_value(order).unwrap()) {
            assert!(planned(Target::Order, &field).is_some(), "{field}");
        }
    }
}
