//! What was read and what was sent, field by field, and by which rule: for the activity log, and for previews.

use mapping::{Mapped, Target};
use model::{Customer, Order};
use sale::{RowSource, SalePlan};
use serde::Serialize;
use serde_json::Value;

use crate::reference::Reference;
use crate::run::Run;

/// Notes what a record says, in the names that the mapping's expressions use.
pub(crate) fn record_read(
    run: &mut Run<'_>,
    customer: &Customer,
    order: Option<&Order>,
    reference: &Reference,
) {
    let plan = std::sync::Arc::clone(&run.plan);
    for field in plan.mapping.source_fields(customer, order, &reference.context) {
        let (document, name) = field.path.split_once('.').unwrap_or(("", &field.path));
        run.recorder.read(document, name, Some(&field.value));
    }
}

/// Notes what is sent of a document, in place of what the mapping made, which is a part of it.
pub(crate) fn record_sent(
    run: &mut Run<'_>,
    target: Target,
    document: &str,
    body: &impl Serialize,
    mapped: &Mapped,
    sale: Option<&SalePlan>,
) {
    let Ok(body) = serde_json::to_value(body) else {
        return;
    };
    let plan = std::sync::Arc::clone(&run.plan);
    run.recorder.unsent(document);
    for (field, value) in flat(&body) {
        let expression = |target: Target, name: &str| {
            plan.mapping
                .rules(target)
                .get(name)
                .map(|rule| rule.expression.as_str())
        };
        let rule: Option<String> = match row_of(&field) {
            Some((index, "Text")) if is_line(sale, index) => {
                expression(Target::Row, "Text").map(str::to_owned)
            }
            Some((index, _)) => sale
                .and_then(|sale| sale.rows.get(index))
                .map(|row| row.source.to_string()),
            None => rule_name(target, &field)
                .filter(|name| mapped.fields.contains_key(*name))
                .and_then(|name| expression(target, name))
                .or_else(|| planned(target, &field))
                .map(str::to_owned),
        };
        run.recorder.sent(document, &field, Some(&value), rule.as_deref());
    }
}

fn is_line(sale: Option<&SalePlan>, index: usize) -> bool {
    sale.and_then(|sale| sale.rows.get(index))
        .is_some_and(|row| matches!(row.source, RowSource::Line(_)))
}

/// A row's field: the row's place in the document, from 0, and the field's name.
pub(crate) fn row_of(field: &str) -> Option<(usize, &str)> {
    let (index, name) = field.strip_prefix("Rows[")?.split_once("].")?;
    Some((index.parse().ok()?, name))
}

/// The mapping's field that a field of the API is made of: names are looked up first.
pub(crate) fn rule_name(target: Target, field: &str) -> Option<&str> {
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

/// What decides a field that no rule of the mapping gives: a setting, the order, or the sale's VAT.
pub(crate) fn planned(target: Target, field: &str) -> Option<&'static str> {
    Some(match (target, field) {
        (Target::Order, "CustomerId") => "the order's customer",
        (Target::Order, "CurrencyCode") => "the order's currency",
        (Target::Order, "Status" | "ShippedDateTime") => {
            "orders.document, orders.order_status or payment_methods"
        }
        (Target::Order, "OrderDate" | "InvoiceDate") => "the day on which the order was placed",
        (Target::Order, "BuyersOrderReference") => "the order's number",
        (Target::Order, "OurReference") => "orders.our_reference",
        (Target::Order, "TermsOfPaymentId") => "orders.terms_of_payment or payment_methods",
        (Target::Order, "DeliveryMethodName" | "DeliveryMethodCode") => {
            "orders.delivery_method or shipping_methods"
        }
        (Target::Order, "ReverseChargeOnConstructionServices") => "VAT of this sale",
        (Target::Order, "EuThirdParty" | "RotReducedInvoicingType" | "ReplaceUnitPriceWhenZero") => {
            "always so"
        }
        (Target::Customer, "TermsOfPaymentId") => "the company's own terms of payment",
        (Target::Customer, "InvoiceCity") => "customers.on_missing_city",
        (Target::Customer, "InvoicePostalCode") => "customers.on_missing_postal_code",
        (Target::Customer, "IsActive") | (Target::Article, "IsActive") => "always so",
        (
            Target::Customer,
            "DeliveryBasedVat"
            | "ForceBookkeepVat"
            | "IsNorthernIreland"
            | "ReverseChargeOnConstructionServices",
        ) => "VAT of this sale",
        (Target::Article, "Number") => "the line's SKU, or the settings' number",
        (Target::Article, "Name") => "the settings' text",
        (Target::Article, "CodingId") => {
            "the coding for the VAT rate: articles.account_coding, vat.countries or the first active one"
        }
        (Target::Article, "UnitId") => "articles.unit",
        _ => return None,
    })
}

/// A document's fields as texts, its rows' and lists' with their place: `Rows[0].Text`. What is empty is left out.
pub(crate) fn flat(value: &Value) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    flatten(value, &mut String::new(), &mut fields);
    fields
}

fn flatten(value: &Value, path: &mut String, fields: &mut Vec<(String, String)>) {
    let before = path.len();
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                if before > 0 {
                    path.push('.');
                }
                path.push_str(key);
                flatten(value, path, fields);
                path.truncate(before);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                path.push_str(&format!("[{index}]"));
                flatten(value, path, fields);
                path.truncate(before);
            }
        }
        Value::Null => {}
        value => fields.push((path.clone(), text(value))),
    }
}

/// A value as people write it: amounts travel as floats, and 799.0 is 799.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            let text = number.to_string();
            text.strip_suffix(".0")
                .map_or_else(|| text.clone(), str::to_owned)
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_documents_fields_have_their_place_in_its_rows() {
        let body = json!({"Status": 2, "EuThirdParty": false, "Note": null, "Rows": [{"Text": "Lamp", "UnitPrice": 799.0}, {"UnitPrice": 19.99}]});
        let mut pairs: Vec<String> = flat(&body)
            .into_iter()
            .map(|(field, value)| format!("{field}={value}"))
            .collect();
        pairs.sort();
        assert_eq!(
            pairs,
            [
                "EuThirdParty=false",
                "Rows[0].Text=Lamp",
                "Rows[0].UnitPrice=799",
                "Rows[1].UnitPrice=19.99",
                "Status=2"
            ]
        );
        assert_eq!(row_of("Rows[12].UnitPrice"), Some((12, "UnitPrice")));
        assert_eq!(row_of("RowsTotal"), None);
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
            for (field, _) in flat(&empty) {
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
        for (field, _) in flat(&serde_json::to_value(order).unwrap()) {
            assert!(planned(Target::Order, &field).is_some(), "{field}");
        }
    }
}
