//! Customer invoice drafts, and their conversion with expected totals: a mismatch is refused before anything is booked.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::books::Books;
use super::collection::Collection;
use super::doc::{Doc, decimal};
use super::error::{FieldError, Refusal};
use super::fields::{DRAFT, DRAFT_EXPECTATION, DRAFT_ROW, INVOICE, INVOICE_ROW};
use super::invoices::{self, Origin, replaces_zero};
use super::orders::with_id;
use super::pricing::{self, Header, REVERSED, Rows, carry_over};
use super::validate::{Purpose, validate, validate_optional};
use super::vat::round;

pub(crate) fn create(books: &mut Books, body: &Value, now: Timestamp) -> Result<Doc, Refusal> {
    let doc = validate(&DRAFT, body, Purpose::Create)?;
    store(books, doc, replaces_zero(body), now)
}

pub(crate) fn replace(books: &mut Books, id: Uuid, body: &Value, now: Timestamp) -> Result<Doc, Refusal> {
    let stored = books.get(Collection::CustomerInvoiceDrafts, id)?.clone();
    let doc = validate(&DRAFT, body, Purpose::Replace(&stored))?;
    store(books, doc, replaces_zero(body), now)
}

pub(crate) fn remove(books: &mut Books, id: Uuid) -> Result<(), Refusal> {
    books.get(Collection::CustomerInvoiceDrafts, id)?;
    books.table_mut(Collection::CustomerInvoiceDrafts).remove(id);
    Ok(())
}

fn store(books: &mut Books, mut doc: Doc, replaces_zero: bool, now: Timestamp) -> Result<Doc, Refusal> {
    let customer = pricing::customer(books, &doc)?;
    pricing::check_special(books, &doc)?;
    let currency = customer
        .text("CurrencyCode")
        .unwrap_or(books.currency())
        .to_owned();
    pricing::fill_from_customer(&mut doc, &customer, &DRAFT, books)?;
    let terms = pricing::terms(books, &mut doc, &customer)?;
    let day = doc.date("InvoiceDate").unwrap_or_else(|| books.today(now));
    books.check_fiscal_year("InvoiceDate", day)?;
    doc.set_date("InvoiceDate", day);
    let due = doc.date("DueDate").unwrap_or_else(|| pricing::due(&terms, day));
    doc.set_date("DueDate", due);
    if let Some(delivery) = doc.date("DeliveryDate") {
        doc.set_date("DeliveryDate", delivery);
    }
    let reverse_charge = customer.flag("ReverseChargeOnConstructionServices");
    let header = Header {
        customer: &customer,
        currency: &currency,
        day,
        eu_third_party: doc.flag("EuThirdParty"),
        reverse_charge,
        replaces_zero,
    };
    let sheet = pricing::price(books, &header, &DRAFT_ROW, Rows::Draft, doc.rows())?;
    invoices::check_sign(doc.flag("IsCreditInvoice"), sheet.totals.payable())?;
    let totals = &sheet.totals;
    let rate = books.exchange_rate(&currency);
    doc.set("InvoiceCurrencyCode", currency);
    doc.set("IncludesVat", totals.includes_vat);
    doc.set("ReverseChargeOnConstructionServices", reverse_charge);
    doc.set_decimal("TotalAmount", totals.payable());
    doc.set_decimal("TotalVatAmount", totals.vat);
    doc.set_decimal("TotalRoundings", totals.rounding);
    doc.set_decimal("TotalAmountBaseCurrency", round(totals.payable() * rate, 2));
    doc.set_decimal("TotalVatAmountBaseCurrency", round(totals.vat * rate, 2));
    doc.set("_Bookkeeping", pricing::bookkeeping(totals));
    let rows = sheet.rows.into_iter().map(|row| with_id(books, row));
    let rows = rows.collect();
    doc.set_rows(rows);
    if doc.text("CreatedUtc").is_none() {
        doc.set_instant("CreatedUtc", now);
    }
    Ok(books.put(Collection::CustomerInvoiceDrafts, doc))
}

/// Converts a draft into an invoice with today's date, or with the draft's own date on request.
///
/// `expected` may contain totals. A mismatch refuses the conversion (400, 2000, with the fields named). The vendor
/// documents that it refuses a mismatch, but not the error.
pub(crate) fn convert(
    books: &mut Books,
    id: Uuid,
    expected: &Value,
    keeps_date: bool,
    now: Timestamp,
) -> Result<Doc, Refusal> {
    let draft = books.get(Collection::CustomerInvoiceDrafts, id)?.clone();
    compare(&draft, &validate_optional(&DRAFT_EXPECTATION, expected)?)?;
    let mut invoice = carry_over(&draft, &INVOICE);
    invoice.forget(&books.behaviour.lost_in_conversion);
    if !keeps_date && !books.settings.flag("KeepOriginalDraftDate") {
        // The due date is calculated from the new invoice date.
        invoice.set_date("InvoiceDate", books.today(now));
        invoice.set("DueDate", Value::Null);
    }
    let rows = draft.rows().into_iter().map(|row| {
        let mut made = carry_over(&row, &INVOICE_ROW);
        if row.flag("ReversedConstructionServicesVatFree") {
            made.set(REVERSED, true);
        }
        made
    });
    invoice.set_rows(rows.collect());
    let origin = Origin {
        draft: Some(id),
        currency: draft.owned("InvoiceCurrencyCode"),
        ..Origin::default()
    };
    let invoice = invoices::post(books, invoice, origin, now)?;
    books.table_mut(Collection::CustomerInvoiceDrafts).remove(id);
    Ok(invoice)
}

fn compare(draft: &Doc, expected: &Doc) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    let mut check = |field: String, wanted: Option<Decimal>, actual: Decimal| {
        if wanted.is_some_and(|wanted| wanted != actual) {
            let message = format!("{field} is {actual}, not what was expected.");
            errors.push(FieldError::new(field, message));
        }
    };
    for (field, actual) in [
        ("TotalAmountInvoiceCurrency", "TotalAmount"),
        ("TotalVatAmountInvoiceCurrency", "TotalVatAmount"),
        ("TotalRoundingsInvoiceCurrency", "TotalRoundings"),
    ] {
        check(
            field.to_owned(),
            expected.value(field).and_then(decimal),
            draft.decimal(actual),
        );
    }
    let rows = draft.rows();
    for (at, wanted) in expected.rows().iter().enumerate() {
        let line = wanted.int("LineNumber");
        let Some(row) = rows.iter().find(|row| row.int("LineNumber") == line) else {
            check(
                format!("Rows[{at}].LineNumber"),
                Some(Decimal::ONE),
                Decimal::ZERO,
            );
            continue;
        };
        let (amount, factor) = (row.decimal("Amount"), Decimal::ONE + row.decimal("VatRate"));
        let (without, with) = if draft.flag("IncludesVat") {
            (round(amount / factor, 2), amount)
        } else {
            (amount, round(amount * factor, 2))
        };
        for (field, actual) in [
            ("TotalAmountNoVatInvoiceCurrency", without),
            ("TotalAmountIncVatInvoiceCurrency", with),
        ] {
            check(
                format!("Rows[{at}].{field}"),
                wanted.value(field).and_then(decimal),
                actual,
            );
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Refusal::fields(errors))
    }
}
