//! Whether the last document of a chain still has every value that was decided for the first.

use eaccounting::types::{CustomerInvoice, CustomerInvoiceDraft, Order as Created};
use jiff::civil::Date;
use model::{Named, Problem, Reason, event, field_name};
use serde_json::{Map, Value};
use settings::{Document as Kind, DocumentPlan};

use super::answer::Answer;
use super::documents::{document_day, header};
use super::plan::Ready;
use crate::JobContext;

/// What was decided of a document and is missing or other in what eAccounting has, in words; nothing is where all is well.
///
/// Rows and money are compared before, and refuse the document. What was left open, such as terms that no setting names, is
/// not compared: eAccounting fills it by the company's and the customer's defaults.
pub(super) async fn lost(
    ctx: &JobContext<'_>,
    ready: &Ready,
    plan: &DocumentPlan,
    answer: &Answer,
) -> Result<Vec<Reason>, Problem> {
    let mut decided = header(ctx, ready, plan).await?;
    decided.remove("OrderDate");
    let day = document_day(ctx, &ready.reference, &ready.order, &ready.mapped);
    match (answer, plan.document) {
        (Answer::Order(_), _) => {
            decided.insert("OrderDate".to_owned(), Value::String(day.to_string()));
        }
        // eAccounting dates the invoice of an order itself.
        (Answer::Invoice(_), Kind::OrderInvoiced) => {}
        (Answer::Draft(_) | Answer::Invoice(_), _) => {
            decided.insert("InvoiceDate".to_owned(), Value::String(day.to_string()));
        }
    }
    decided.insert("CustomerId".to_owned(), Value::String(ready.buyer.id.to_string()));
    Ok(differing(&decided, &shown(answer)))
}

/// A document's fields, by their names in the API.
fn shown(answer: &Answer) -> Map<String, Value> {
    let fields = match answer {
        Answer::Order(order) => serde_json::to_value::<&Created>(order),
        Answer::Draft(draft) => serde_json::to_value::<&CustomerInvoiceDraft>(draft),
        Answer::Invoice(invoice) => serde_json::to_value::<&CustomerInvoice>(invoice),
    };
    match fields {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// The decided texts that a document has a field for and shows otherwise. Values are left out: they may be personal.
fn differing(decided: &Map<String, Value>, shown: &Map<String, Value>) -> Vec<Reason> {
    let mut differing = Vec::new();
    for (field, wanted) in decided {
        let (Some(wanted), Some(has)) = (wanted.as_str(), shown.get(field)) else {
            continue;
        };
        if wanted.trim().is_empty() || same(field, wanted, has.as_str().unwrap_or_default()) {
            continue;
        }
        let named = Named::otherwise(field_name(field), field);
        differing.push(match has.is_null() {
            true => event::field_is_missing(named),
            false => event::field_is_another(named),
        });
    }
    // An address is one value: a second line that was decided to be empty is not filled from anywhere.
    for kind in ["Delivery", "Invoice"] {
        let text = |fields: &Map<String, Value>, line: &str| -> bool {
            let value = fields.get(&format!("{kind}{line}")).and_then(Value::as_str);
            value.is_some_and(|text| !text.trim().is_empty())
        };
        if text(decided, "Address1") && !text(decided, "Address2") && text(shown, "Address2") {
            let field = format!("{kind}Address2");
            let named = Named::otherwise(field_name(&field), field);
            differing.push(event::field_is_another(named));
        }
    }
    differing
}

/// Whether two texts mean the same in this field.
fn same(field: &str, wanted: &str, has: &str) -> bool {
    let day = |text: &str| text.get(..10).and_then(|day| day.parse::<Date>().ok());
    let bare = |text: &str| -> String { text.split_whitespace().collect() };
    if field.ends_with("Date") {
        return day(wanted) == day(has);
    }
    if field.ends_with("PostalCode") || field.ends_with("Code") || field.ends_with("Id") {
        return bare(wanted).eq_ignore_ascii_case(&bare(has));
    }
    wanted.trim() == has.trim()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn map(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn what_is_missing_or_other_is_named_without_its_value() {
        let decided = map(json!({
            "OurReference": "Kim", "DeliveryPostalCode": "111 22", "DeliveryCity": "Lund", "InvoiceDate": "2026-03-15",
            "TermsOfPaymentId": "6A1BD9D5-3A4B-4A6F-9A9F-0D9A3B1C2D3E", "YourReference": "  ", "DeliveryAddress2": "Lucka 7",
        }));
        let shown = map(json!({
            "OurReference": null, "DeliveryPostalCode": "11122", "DeliveryCity": "Malmö",
            "InvoiceDate": "2026-03-15T00:00:00Z", "TermsOfPaymentId": "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e",
            "YourReference": null,
        }));
        assert_eq!(
            differing(&decided, &shown),
            ["our reference is missing", "delivery city is another"]
        );
        let mixed = map(json!({"DeliveryAddress1": "Nya gatan 5", "DeliveryAddress2": "Lucka 7"}));
        let decided_street = map(json!({"DeliveryAddress1": "Nya gatan 5", "DeliveryAddress2": ""}));
        assert_eq!(
            differing(&decided_street, &mixed),
            ["second line of the delivery address is another"]
        );
        let late = map(json!({"InvoiceDate": "2026-11-23T00:00:00Z"}));
        assert_eq!(differing(&decided, &late), ["invoice date is another"]);
    }
}
