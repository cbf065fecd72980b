//! Quotes (offers): 0 draft, 1 ongoing, 2 approved, 3 invoiced, 4 order created.

use jiff::Timestamp;
use jiff::ToSpan as _;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::books::{Books, Counter};
use super::collection::Collection;
use super::doc::{Doc, number};
use super::error::Refusal;
use super::fields::{INVOICE, INVOICE_ROW, ORDER, ORDER_ROW, QUOTE, QUOTE_CONVERSION, QUOTE_ROW};
use super::invoices::{self, Origin};
use super::orders::{self, status, with_id};
use super::pricing::{self, Header, Rows, carry_over};
use super::validate::{Purpose, validate, validate_optional};

const ONGOING: i64 = 1;
const APPROVED: i64 = 2;
const INVOICED: i64 = 3;
const ORDER_CREATED: i64 = 4;

pub(crate) fn create(books: &mut Books, body: &Value, now: Timestamp) -> Result<Doc, Refusal> {
    let mut doc = validate(&QUOTE, body, Purpose::Create)?;
    doc.set("Status", ONGOING);
    store(books, doc, now)
}

/// Only a draft or ongoing quote can be changed (4002).
pub(crate) fn replace(books: &mut Books, id: Uuid, body: &Value, now: Timestamp) -> Result<Doc, Refusal> {
    let stored = books.get(Collection::Quotes, id)?.clone();
    if status(&stored) > ONGOING {
        return Err(Refusal::new(
            4002,
            "The quote is approved or converted and can't be changed.",
        ));
    }
    let doc = validate(&QUOTE, body, Purpose::Replace(&stored))?;
    store(books, doc, now)
}

pub(crate) fn remove(books: &mut Books, id: Uuid) -> Result<(), Refusal> {
    if status(books.get(Collection::Quotes, id)?) > APPROVED {
        return Err(Refusal::new(4001, "The quote is converted and can't be deleted."));
    }
    books.table_mut(Collection::Quotes).remove(id);
    Ok(())
}

/// Ongoing to approved.
pub(crate) fn accept(books: &mut Books, id: Uuid, now: Timestamp) -> Result<Doc, Refusal> {
    let mut doc = books.get(Collection::Quotes, id)?.clone();
    if status(&doc) != ONGOING {
        let message = format!(
            "The quote has Status {}; only an ongoing quote can be accepted.",
            status(&doc)
        );
        return Err(Refusal::new(4002, message));
    }
    doc.set("Status", APPROVED);
    doc.set_instant("ApprovedDate", now);
    doc.set_instant("ModifiedUtc", now);
    Ok(books.put(Collection::Quotes, doc))
}

/// Invoices an ongoing or approved quote, once.
pub(crate) fn convert_to_invoice(
    books: &mut Books,
    id: Uuid,
    _: &Value,
    now: Timestamp,
) -> Result<Doc, Refusal> {
    let mut quote = books.get(Collection::Quotes, id)?.clone();
    if !matches!(status(&quote), ONGOING | APPROVED) {
        let message = format!("The quote has Status {}; it can't be invoiced.", status(&quote));
        return Err(Refusal::new(4002, message));
    }
    let mut invoice = carry_over(&quote, &INVOICE);
    for field in ["InvoiceDate", "DueDate"] {
        invoice.set(field, Value::Null);
    }
    for (field, source) in [
        ("OurReference", "CompanyReference"),
        ("YourReference", "CustomerReference"),
    ] {
        invoice.set(field, json!(quote.text(source)));
    }
    let rows = quote.rows().into_iter().map(|row| carry_over(&row, &INVOICE_ROW));
    invoice.set_rows(rows.collect());
    let origin = Origin {
        quote: Some(id),
        currency: quote.owned("CurrencyCode"),
        ..Origin::default()
    };
    let invoice = invoices::post(books, invoice, origin, now)?;
    quote.set("Status", INVOICED);
    quote.set_instant("ModifiedUtc", now);
    books.put(Collection::Quotes, quote);
    Ok(invoice)
}

/// Creates an order from an ongoing or approved quote, once. `Type` 0 creates a draft, 1 an ongoing order.
pub(crate) fn convert_to_order(
    books: &mut Books,
    id: Uuid,
    body: &Value,
    now: Timestamp,
) -> Result<Doc, Refusal> {
    let conversion = validate_optional(&QUOTE_CONVERSION, body)?;
    let mut quote = books.get(Collection::Quotes, id)?.clone();
    if !matches!(status(&quote), ONGOING | APPROVED) {
        let message = format!(
            "The quote has Status {}; it can't be converted to an order.",
            status(&quote)
        );
        return Err(Refusal::new(4002, message));
    }
    let order = order_from(books, &quote, conversion.int("Type") == Some(1), now);
    let order = orders::from_quote(books, order, now)?;
    quote.set("Status", ORDER_CREATED);
    quote.set_instant("ModifiedUtc", now);
    books.put(Collection::Quotes, quote);
    Ok(order)
}

fn order_from(books: &Books, quote: &Doc, ongoing: bool, now: Timestamp) -> Doc {
    let mut order = carry_over(quote, &ORDER);
    order.set("Status", if ongoing { 2 } else { 1 });
    order.set_date("OrderDate", books.today(now));
    order.set("CreatedFromQuoteId", json!(quote.id()));
    for (field, source) in [
        ("OurReference", "CompanyReference"),
        ("YourReference", "CustomerReference"),
    ] {
        order.set(field, json!(quote.text(source)));
    }
    if let Some(id) = quote.value("TermsOfPayment").and_then(|terms| terms.get("Id")) {
        order.set("TermsOfPaymentId", id.clone());
    }
    order.set("CurrencyCode", json!(quote.text("CurrencyCode")));
    let rows = quote.rows().into_iter().map(|row| {
        let mut made = carry_over(&row, &ORDER_ROW);
        made.set("LineNumber", row.value("LineNumber").cloned().unwrap_or_default());
        made.set("IsTextRow", row.flag("IsTextRow"));
        made
    });
    order.set_rows(rows.collect());
    order
}

fn store(books: &mut Books, mut doc: Doc, now: Timestamp) -> Result<Doc, Refusal> {
    let customer = pricing::customer(books, &doc)?;
    pricing::check_special(books, &doc)?;
    let currency = customer
        .text("CurrencyCode")
        .unwrap_or(books.currency())
        .to_owned();
    dates(books, &mut doc, now)?;
    pricing::fill_from_customer(&mut doc, &customer, &QUOTE, books)?;
    payment_terms(books, &mut doc, &customer)?;
    let header = Header {
        customer: &customer,
        currency: &currency,
        day: doc.date("QuoteDate").unwrap_or_else(|| books.today(now)),
        eu_third_party: doc.flag("EuThirdParty"),
        reverse_charge: false,
        replaces_zero: false,
    };
    let sheet = pricing::price(books, &header, &QUOTE_ROW, Rows::Quote, doc.rows())?;
    if sheet.totals.payable() < Decimal::ZERO {
        return Err(Refusal::field(
            "TotalAmount",
            "The total of a quote can't be negative.",
        ));
    }
    // Assumption: QuoteApi.TotalAmount follows OrderApi.Amount.
    let amount = match books.behaviour.order_amount_has_vat {
        true => sheet.totals.payable(),
        false => sheet.totals.order_amount(),
    };
    doc.set_decimal("TotalAmount", amount);
    doc.set_decimal("VatAmount", sheet.totals.vat);
    doc.set_decimal("RoundingsAmount", sheet.totals.rounding);
    doc.set("IncludesVat", sheet.totals.includes_vat);
    doc.set(
        "IsDomestic",
        customer
            .text("InvoiceCountryCode")
            .is_none_or(|code| code == books.country()),
    );
    doc.set("CurrencyRate", number(books.exchange_rate(&currency)));
    doc.set("CurrencyCode", currency);
    doc.set("_Bookkeeping", pricing::bookkeeping(&sheet.totals));
    let rows = sheet.rows.into_iter().map(|row| with_id(books, row));
    let rows = rows.collect();
    doc.set_rows(rows);
    if status(&doc) > 0 && doc.int("Number").is_none() {
        let number = books.next_number(Counter::Quote);
        doc.set("Number", number);
    }
    if doc.text("CreatedUtc").is_none() {
        doc.set_instant("CreatedUtc", now);
    }
    doc.set_instant("ModifiedUtc", now);
    Ok(books.put(Collection::Quotes, doc))
}

/// By default a quote has today's date and is valid for 30 days. Its delivery date can't be before its date.
fn dates(books: &Books, doc: &mut Doc, now: Timestamp) -> Result<(), Refusal> {
    let day = doc.date("QuoteDate").unwrap_or_else(|| books.today(now));
    doc.set_date("QuoteDate", day);
    let due = doc
        .date("DueDate")
        .or_else(|| day.checked_add(30.days()).ok())
        .unwrap_or(day);
    doc.set_date("DueDate", due);
    if let Some(delivery) = doc.date("DeliveryDate") {
        if delivery < day {
            return Err(Refusal::field(
                "DeliveryDate",
                "DeliveryDate can't be before QuoteDate.",
            ));
        }
        doc.set_date("DeliveryDate", delivery);
    }
    Ok(())
}

/// A quote sets its terms by the `Id` in `TermsOfPayment`. The default is the customer's terms.
fn payment_terms(books: &Books, doc: &mut Doc, customer: &Doc) -> Result<(), Refusal> {
    let own = doc
        .value("TermsOfPayment")
        .and_then(|terms| terms.get("Id"))
        .and_then(Value::as_str);
    let id = own
        .or(customer.text("TermsOfPaymentId"))
        .and_then(|id| id.parse().ok())
        .unwrap_or_default();
    let terms = books.table(Collection::TermsOfPayments).get(id);
    let terms = terms
        .ok_or_else(|| Refusal::no_such("TermsOfPayment.Id"))?
        .public();
    doc.set("TermsOfPayment", terms);
    Ok(())
}
