//! A record's name in a person's language.

use engine::RecordName;
use messages::{Language, NoticeMessages};

/// A record's name: "order 1001", "fakturautkast 7". Of a document's id, the first eight characters.
#[must_use]
pub fn record_name(record: &RecordName, language: Language) -> String {
    let record = RecordName {
        number: engine::with_short_ids(&record.number),
        ..*record
    };
    name(NoticeMessages::of(language), &record)
}

pub(crate) fn name(text: &NoticeMessages, record: &RecordName) -> String {
    let (kind, number) = (record.kind, &record.number);
    of_kind(text, kind, number).unwrap_or_else(|| format!("{} {number}", kind.replace('_', " ")))
}

/// A record of a kind, as [`RecordName`] has it; `None` for another kind.
pub(crate) fn of_kind(text: &NoticeMessages, kind: &str, number: &str) -> Option<String> {
    Some(match kind {
        "account" => text.record_account(number),
        "article" => text.record_article(number),
        "contact" => text.record_contact(number),
        "customer" => text.record_customer(number),
        "deal" => text.record_deal(number),
        "invoice" => text.record_invoice(number),
        "invoice_draft" => text.record_invoice_draft(number),
        "order" => text.record_order(number),
        "quote" => text.record_quote(number),
        "sales_order" => text.record_sales_order(number),
        "stock" => text.record_stock(number),
        _ => return None,
    })
}
