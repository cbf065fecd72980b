//! Customer invoices. A posted invoice is booked: it can be paid, credited or voided, but not changed.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::articles::{Movement, move_stock};
use super::books::{Books, Counter};
use super::collection::Collection;
use super::doc::{Doc, number};
use super::drafts;
use super::error::Refusal;
use super::fields::{INVOICE, INVOICE_PAYMENT, INVOICE_ROW, LEDGER_ITEM};
use super::orders::with_id;
use super::presets;
use super::pricing::{self, Header, Rows, Sheet, carry_over};
use super::validate::{Purpose, validate};
use super::vat::round;

const PAID: i64 = 0;
const UNPAID: i64 = 1;
const OVERDUE: i64 = 2;

/// The source of an invoice. Empty for an invoice that was posted directly.
#[derive(Default)]
pub(crate) struct Origin {
    pub(crate) order: Option<Uuid>,
    pub(crate) quote: Option<Uuid>,
    pub(crate) draft: Option<Uuid>,
    /// The customer's currency if empty.
    pub(crate) currency: Option<String>,
    /// `ReplaceUnitPriceWhenZero`.
    pub(crate) replaces_zero: bool,
    /// Whether its goods were already taken from stock.
    pub(crate) takes_no_stock: bool,
}

pub(crate) fn create(books: &mut Books, body: &Value, now: Timestamp) -> Result<Doc, Refusal> {
    let doc = validate(&INVOICE, body, Purpose::Create)?;
    if let Some(draft) = doc.uuid("CreatedFromDraftId") {
        return drafts::convert(books, draft, &Value::Null, false, now);
    }
    post(
        books,
        doc,
        Origin {
            replaces_zero: replaces_zero(body),
            ..Origin::default()
        },
        now,
    )
}

/// `ReplaceUnitPriceWhenZero` defaults to true.
pub(crate) fn replaces_zero(body: &Value) -> bool {
    body.get("ReplaceUnitPriceWhenZero")
        .and_then(Value::as_bool)
        .unwrap_or(true)
}

/// Bookkeeps an invoice.
pub(crate) fn post(books: &mut Books, mut doc: Doc, origin: Origin, now: Timestamp) -> Result<Doc, Refusal> {
    let customer = pricing::customer(books, &doc)?;
    pricing::check_special(books, &doc)?;
    let currency = match &origin.currency {
        Some(currency) => currency.clone(),
        None => customer
            .text("CurrencyCode")
            .unwrap_or(books.currency())
            .to_owned(),
    };
    let day = doc.date("InvoiceDate").unwrap_or_else(|| books.today(now));
    check_day(books, &customer, day, now)?;
    pricing::fill_from_customer(&mut doc, &customer, &INVOICE, books)?;
    let terms = pricing::terms(books, &mut doc, &customer)?;
    let header = Header {
        customer: &customer,
        currency: &currency,
        day,
        eu_third_party: doc.flag("EuThirdParty"),
        reverse_charge: false,
        replaces_zero: origin.replaces_zero,
    };
    let sheet = pricing::price(books, &header, &INVOICE_ROW, Rows::Invoice, doc.rows())?;
    if !sheet.rows.iter().any(|row| row.text("ArticleId").is_some()) {
        return Err(Refusal::new(4031, "The invoice has no rows with articles."));
    }
    check_sign(doc.flag("IsCreditInvoice"), sheet.totals.payable())?;
    doc.set_date("InvoiceDate", day);
    let due = doc.date("DueDate").unwrap_or_else(|| pricing::due(&terms, day));
    doc.set_date("DueDate", due);
    if let Some(delivery) = doc.date("DeliveryDate") {
        doc.set_date("DeliveryDate", delivery);
    }
    doc.set("CustomerEmail", json!(customer.text("EmailAddress")));
    if !origin.takes_no_stock {
        let taken = sheet.rows.iter().filter_map(|row| {
            let article = row.uuid("ArticleId")?;
            Some(Movement {
                article,
                reserved: Decimal::ZERO,
                balance: -row.decimal("Quantity"),
            })
        });
        let taken: Vec<_> = taken.collect();
        move_stock(books, &taken, now);
    }
    sums(books, &mut doc, &sheet, &currency);
    for (field, id) in [
        ("CreatedFromOrderId", origin.order),
        ("CreatedFromQuoteId", origin.quote),
        ("CreatedFromDraftId", origin.draft),
    ] {
        doc.set(field, json!(id));
    }
    let invoice_number = books.next_number(Counter::Invoice);
    doc.set("InvoiceNumber", invoice_number);
    doc.set("VoucherNumber", format!("K{invoice_number}"));
    doc.set("VoucherId", json!(books.new_id()));
    let rows = sheet.rows.into_iter().map(|row| with_id(books, row));
    let rows = rows.collect();
    doc.set_rows(rows);
    doc.set_instant("CreatedUtc", now);
    doc.set_instant("ModifiedUtc", now);
    let stored = books.put(Collection::CustomerInvoices, doc);
    owe(books, &customer, stored.decimal("RemainingAmount"), Some(day));
    Ok(stored)
}

/// Not in the future (4023), not in a locked period (4013), and in a fiscal year (3001).
fn check_day(books: &Books, customer: &Doc, day: Date, now: Timestamp) -> Result<(), Refusal> {
    if day > books.today(now) && !customer.flag("IsFutureInvoiceDateAllowed") {
        return Err(Refusal::on_field(
            4023,
            "InvoiceDate",
            "InvoiceDate can't be in the future.",
        ));
    }
    books.check_fiscal_year("InvoiceDate", day)?;
    books.check_unlocked("InvoiceDate", day)
}

/// A credit invoice is negative; no other invoice is.
pub(crate) fn check_sign(is_credit: bool, payable: Decimal) -> Result<(), Refusal> {
    if is_credit && payable > Decimal::ZERO {
        return Err(Refusal::field(
            "IsCreditInvoice",
            "The total of a credit invoice can't be positive.",
        ));
    }
    if !is_credit && payable < Decimal::ZERO {
        return Err(Refusal::field(
            "TotalAmount",
            "The total of an invoice can't be negative.",
        ));
    }
    Ok(())
}

/// Totals in the invoice's currency and in the company's.
fn sums(books: &Books, doc: &mut Doc, sheet: &Sheet, currency: &str) {
    let totals = &sheet.totals;
    let own_rate = doc.decimal("CurrencyRate");
    let rate = if own_rate.is_zero() {
        books.exchange_rate(currency)
    } else {
        own_rate
    };
    let base = |amount: Decimal| number(round(amount * rate, 2));
    doc.set("CurrencyCode", currency);
    doc.set("CurrencyRate", number(rate));
    doc.set("IncludesVat", totals.includes_vat);
    doc.set("TotalAmount", base(totals.payable()));
    doc.set("TotalVatAmount", base(totals.vat));
    doc.set("TotalRoundings", base(totals.rounding));
    doc.set("RemainingAmount", base(totals.payable()));
    doc.set_decimal("TotalAmountInvoiceCurrency", totals.payable());
    doc.set_decimal("TotalVatAmountInvoiceCurrency", totals.vat);
    doc.set_decimal("RemainingAmountInvoiceCurrency", totals.payable());
    doc.set(
        "PaymentStatus",
        if totals.payable().is_zero() { PAID } else { UNPAID },
    );
    let specification = totals.by_rate.iter().map(|line| {
        json!({
            "AmountInvoiceCurrency": number(line.net), "VatAmountInvoiceCurrency": number(line.vat),
            "VatPercent": number(line.rate),
        })
    });
    let specification: Vec<Value> = specification.collect();
    doc.set("VatSpecification", specification);
    doc.set("_Bookkeeping", pricing::bookkeeping(totals));
}

/// Adds to the customer's balance, and records its last invoice.
fn owe(books: &mut Books, customer: &Doc, amount: Decimal, day: Option<Date>) {
    let Some(mut customer) = books.table(Collection::Customers).get(customer.id()).cloned() else {
        return;
    };
    let owed = customer.decimal("UnpaidInvoicesAmount") + amount;
    customer.set_decimal("UnpaidInvoicesAmount", owed);
    if let Some(day) = day {
        customer.set_date("LastInvoiceDate", day);
    }
    books.put(Collection::Customers, customer);
}

/// Invoices that are due, unpaid, and not marked as overdue yet.
pub(crate) fn late(books: &Books, now: Timestamp) -> Vec<Doc> {
    let today = books.today(now);
    let late = |doc: &&Doc| {
        doc.int("PaymentStatus") == Some(UNPAID) && doc.date("DueDate").is_some_and(|due| due < today)
    };
    let invoices = books.table(Collection::CustomerInvoices).iter();
    invoices.filter(late).cloned().collect()
}

/// Marks invoices as overdue.
pub(crate) fn age(books: &mut Books, late: Vec<Doc>) {
    for mut doc in late {
        doc.set("PaymentStatus", OVERDUE);
        books.put(Collection::CustomerInvoices, doc);
    }
}

/// Registers a payment.
///
/// A complete payment (2) must match the remaining amount, and no payment can exceed it. A credit invoice's remaining
/// amount is negative, so the signs are ignored.
pub(crate) fn pay(books: &mut Books, id: Uuid, body: &Value, now: Timestamp) -> Result<Value, Refusal> {
    let payment = validate(&INVOICE_PAYMENT, body, Purpose::Create)?;
    let mut invoice = books.get(Collection::CustomerInvoices, id)?.clone();
    books.referred(Collection::BankAccounts, &payment, "CompanyBankAccountId")?;
    let day = payment.date("PaymentDate").unwrap_or_else(|| books.today(now));
    if day > books.today(now) {
        return Err(Refusal::field(
            "PaymentDate",
            "PaymentDate can't be in the future.",
        ));
    }
    books.check_unlocked("PaymentDate", day)?;
    if payment.text("PaymentCurrency") != invoice.text("CurrencyCode") {
        return Err(Refusal::field(
            "PaymentCurrency",
            "PaymentCurrency is not the invoice's currency.",
        ));
    }
    let remaining = invoice.decimal("RemainingAmountInvoiceCurrency");
    if remaining.is_zero() {
        return Err(Refusal::new(2000, "The invoice is already paid."));
    }
    let amount = payment.decimal("PaymentAmount");
    let complete = payment.int("PaymentType") == Some(2);
    if amount.abs() > remaining.abs() || (complete && amount.abs() != remaining.abs()) {
        let message = "PaymentAmount does not fit what remains of the invoice.";
        return Err(Refusal::field("PaymentAmount", message));
    }
    let signed = if remaining.is_sign_negative() {
        -amount.abs()
    } else {
        amount.abs()
    };
    settle(books, &mut invoice, remaining - signed, now);
    books.put(Collection::CustomerInvoices, invoice);
    let mut answer = payment.public();
    answer["BankTransactionId"] = json!(books.new_id());
    Ok(answer)
}

fn settle(books: &mut Books, invoice: &mut Doc, left: Decimal, now: Timestamp) {
    let before = invoice.decimal("RemainingAmount");
    let base = round(left * invoice.decimal("CurrencyRate"), 2);
    invoice.set_decimal("RemainingAmountInvoiceCurrency", left);
    invoice.set_decimal("RemainingAmount", base);
    if left.is_zero() {
        invoice.set("PaymentStatus", PAID);
        invoice.set_date("PaymentDate", books.today(now));
    }
    invoice.set_instant("ModifiedUtc", now);
    if let Some(customer) = invoice
        .uuid("CustomerId")
        .and_then(|id| books.table(Collection::Customers).get(id))
    {
        let customer = customer.clone();
        owe(books, &customer, base - before, None);
    }
}

/// Credits an invoice, as a person does in the application: the whole invoice, or some pieces of some rows.
///
/// The credit is set off against the invoice's remaining amount. What was already paid remains on the credit invoice,
/// to be refunded. This isn't a payment, so no payment date is set.
pub(crate) fn credit(
    books: &mut Books,
    id: Uuid,
    quantities: Option<&[(i64, Decimal)]>,
    now: Timestamp,
) -> Result<Doc, Refusal> {
    let credited = books.get(Collection::CustomerInvoices, id)?.clone();
    if credited.flag("IsCreditInvoice") || credited.flag("_Voided") {
        return Err(Refusal::new(
            4002,
            "A credit invoice or a voided one can't be credited.",
        ));
    }
    let mut credit = carry_over(&credited, &INVOICE);
    credit.set("IsCreditInvoice", true);
    credit.set("ReferringInvoiceId", json!(id));
    for field in ["InvoiceDate", "DueDate", "CreatedFromDraftId"] {
        credit.set(field, Value::Null);
    }
    let rows = credited.rows().into_iter().filter_map(|row| {
        let quantity = match quantities {
            None => row.decimal("Quantity"),
            Some(some) => {
                let line = row.int("LineNumber");
                some.iter()
                    .find(|(at, _)| Some(*at) == line)
                    .map(|(_, quantity)| *quantity)?
            }
        };
        let mut made = carry_over(&row, &INVOICE_ROW);
        made.set_decimal("Quantity", -quantity);
        if row.flag(pricing::REVERSED) {
            made.set(pricing::REVERSED, true);
        }
        Some(made)
    });
    credit.set_rows(rows.collect());
    let origin = Origin {
        currency: credited.owned("CurrencyCode"),
        ..Origin::default()
    };
    let mut credit = post(books, credit, origin, now)?;
    let mut credited = credited;
    let amount = -credit.decimal("TotalAmountInvoiceCurrency");
    let remaining = credited.decimal("RemainingAmountInvoiceCurrency");
    let set_off = amount.min(remaining);
    let paid_on = credited.value("PaymentDate").cloned().unwrap_or_default();
    let before = credited.decimal("SetOffAmountInvoiceCurrency");
    settle(books, &mut credited, remaining - set_off, now);
    credited.set("PaymentDate", paid_on);
    credited.set_decimal("SetOffAmountInvoiceCurrency", before + set_off);
    let mut by = credited
        .value("CreditedBy")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    by.push(json!({"CreditInvoiceId": credit.id()}));
    credited.set("CreditedBy", by);
    books.put(Collection::CustomerInvoices, credited);
    settle(books, &mut credit, set_off - amount, now);
    credit.set("PaymentDate", Value::Null);
    Ok(books.put(Collection::CustomerInvoices, credit))
}

/// The customer ledger's entries of posted invoices, with the total and the remaining amount.
pub(crate) fn ledger(books: &Books) -> Vec<Doc> {
    if books.behaviour.ledger_lacks_invoices {
        return Vec::new();
    }
    let entry = |invoice: &Doc| {
        let mut doc = LEDGER_ITEM.blank();
        for field in [
            "CurrencyCode",
            "CurrencyRate",
            "CustomerId",
            "DueDate",
            "InvoiceDate",
            "InvoiceNumber",
            "IsCreditInvoice",
            "ModifiedUtc",
            "RemainingAmountInvoiceCurrency",
            "TotalAmountInvoiceCurrency",
            "VoucherId",
        ] {
            doc.set(field, invoice.value(field).cloned().unwrap_or_default());
        }
        doc.set("CurrencyRateUnit", 1);
        doc.set(
            "VATAmountInvoiceCurrency",
            number(invoice.decimal("TotalVatAmountInvoiceCurrency")),
        );
        doc.set("Id", json!(presets::id(&["ledger", &invoice.id().to_string()])));
        doc
    };
    books
        .table(Collection::CustomerInvoices)
        .iter()
        .map(entry)
        .collect()
}

/// Voids an unpaid, uncredited invoice and reverses its postings.
pub(crate) fn void(books: &mut Books, id: Uuid, updates_stock: bool, now: Timestamp) -> Result<(), Refusal> {
    let mut invoice = books.get(Collection::CustomerInvoices, id)?.clone();
    let remaining = invoice.decimal("RemainingAmountInvoiceCurrency");
    let credited = invoice
        .value("CreditedBy")
        .and_then(Value::as_array)
        .is_some_and(|by| !by.is_empty());
    if credited || remaining != invoice.decimal("TotalAmountInvoiceCurrency") || invoice.flag("_Voided") {
        return Err(Refusal::new(
            4002,
            "Only an unpaid invoice that isn't credited can be voided.",
        ));
    }
    if let Some(day) = invoice.date("InvoiceDate") {
        books.check_unlocked("InvoiceDate", day)?;
    }
    if updates_stock {
        let back = invoice.rows().into_iter().filter_map(|row| {
            let article = row.uuid("ArticleId")?;
            Some(Movement {
                article,
                reserved: Decimal::ZERO,
                balance: row.decimal("Quantity"),
            })
        });
        let back: Vec<_> = back.collect();
        move_stock(books, &back, now);
    }
    settle(books, &mut invoice, Decimal::ZERO, now);
    invoice.set("PaymentDate", Value::Null);
    invoice.set("_Voided", true);
    invoice.set("_Bookkeeping", json!([]));
    books.put(Collection::CustomerInvoices, invoice);
    Ok(())
}
