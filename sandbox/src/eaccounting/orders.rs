//! Orders: 1 draft → 2 ongoing → 3 shipped → 4 invoiced.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::articles::{Movement, move_stock};
use super::books::{Books, Counter};
use super::collection::Collection;
use super::doc::{Doc, number};
use super::error::Refusal;
use super::fields::{INVOICE, INVOICE_ROW, ORDER, ORDER_CONVERSION, ORDER_ROW};
use super::invoices::{self, Origin};
use super::pricing::{self, Header, REVERSED, Rows, carry_over};
use super::validate::{Purpose, validate, validate_optional};
use super::vat::Totals;

const DRAFT: i64 = 1;
const ONGOING: i64 = 2;
const SHIPPED: i64 = 3;
const INVOICED: i64 = 4;

pub(crate) fn create(books: &mut Books, body: &Value, now: Timestamp) -> Result<Doc, Refusal> {
    let doc = validate(&ORDER, body, Purpose::Create)?;
    if status(&doc) == INVOICED {
        return Err(Refusal::field(
            "Status",
            "An order is invoiced by converting it, not by its Status.",
        ));
    }
    let doc = compose(books, doc, Some(body), now)?;
    Ok(store(books, doc, None, now))
}

/// Fails for a shipped or invoiced order (4002).
pub(crate) fn replace(books: &mut Books, id: Uuid, body: &Value, now: Timestamp) -> Result<Doc, Refusal> {
    let stored = books.get(Collection::Orders, id)?.clone();
    if status(&stored) >= SHIPPED {
        return Err(Refusal::new(
            4002,
            "The order is shipped or invoiced and can't be changed.",
        ));
    }
    let doc = validate(&ORDER, body, Purpose::Replace(&stored))?;
    if status(&doc) == INVOICED {
        return Err(Refusal::field(
            "Status",
            "An order is invoiced by converting it, not by its Status.",
        ));
    }
    let doc = compose(books, doc, Some(body), now)?;
    Ok(store(books, doc, Some(&stored), now))
}

/// Fails for a shipped or invoiced order (4001).
pub(crate) fn remove(books: &mut Books, id: Uuid, now: Timestamp) -> Result<(), Refusal> {
    let stored = books.get(Collection::Orders, id)?.clone();
    if status(&stored) >= SHIPPED {
        return Err(Refusal::new(
            4001,
            "The order is shipped or invoiced and can't be deleted.",
        ));
    }
    move_stock(books, &movements(Some(&stored), None), now);
    books.table_mut(Collection::Orders).remove(id);
    Ok(())
}

/// Creates an order from a quote: `fields` are the quote's, under the order's names.
pub(crate) fn from_quote(books: &mut Books, fields: Doc, now: Timestamp) -> Result<Doc, Refusal> {
    let doc = compose(books, fields, None, now)?;
    Ok(store(books, doc, None, now))
}

/// Draft to ongoing.
pub(crate) fn to_ongoing(books: &mut Books, id: Uuid, now: Timestamp) -> Result<Doc, Refusal> {
    step(books, id, DRAFT, ONGOING, now, |_, _| {})
}

/// Ongoing to shipped. Rows without a delivered quantity are delivered in full.
pub(crate) fn complete(books: &mut Books, id: Uuid, now: Timestamp) -> Result<Doc, Refusal> {
    step(books, id, ONGOING, SHIPPED, now, |doc, today| {
        doc.set_date("ShippedDateTime", today);
        let rows = doc.rows().into_iter().map(|mut row| {
            if row.decimal("DeliveredQuantity").is_zero() {
                row.set_decimal("DeliveredQuantity", super::vat::round(row.decimal("Quantity"), 2));
            }
            row
        });
        doc.set_rows(rows.collect());
    })
}

/// Shipped back to ongoing.
pub(crate) fn void(books: &mut Books, id: Uuid, now: Timestamp) -> Result<Doc, Refusal> {
    step(books, id, SHIPPED, ONGOING, now, |doc, _| {
        doc.set("ShippedDateTime", Value::Null);
        let rows = doc.rows().into_iter().map(|mut row| {
            row.set("DeliveredQuantity", 0);
            row
        });
        doc.set_rows(rows.collect());
    })
}

fn step(
    books: &mut Books,
    id: Uuid,
    from: i64,
    to: i64,
    now: Timestamp,
    change: impl FnOnce(&mut Doc, jiff::civil::Date),
) -> Result<Doc, Refusal> {
    let stored = books.get(Collection::Orders, id)?.clone();
    if status(&stored) != from {
        let message = format!("The order has Status {}; this needs {from}.", status(&stored));
        return Err(Refusal::new(4002, message));
    }
    let mut doc = stored.clone();
    doc.set("Status", to);
    change(&mut doc, books.today(now));
    let doc = compose(books, doc, None, now)?;
    Ok(store(books, doc, Some(&stored), now))
}

/// Shipped to invoiced. Returns the invoice, which covers the delivered quantities.
pub(crate) fn convert(books: &mut Books, id: Uuid, body: &Value, now: Timestamp) -> Result<Doc, Refusal> {
    validate_optional(&ORDER_CONVERSION, body)?;
    let stored = books.get(Collection::Orders, id)?.clone();
    let unshipped_is_fine = books.behaviour.converts_unshipped_orders;
    match status(&stored) {
        INVOICED => return Err(Refusal::new(2000, "The order is already invoiced.")),
        SHIPPED => {}
        ONGOING if unshipped_is_fine => {}
        other => {
            let message = format!("The order has Status {other}; only a shipped order can be invoiced.");
            return Err(Refusal::new(4002, message));
        }
    }
    if stored.rows().iter().all(|row| row.flag("IsTextRow")) {
        return Err(Refusal::new(4031, "The order has no articles to invoice."));
    }
    let quantity = if status(&stored) == SHIPPED {
        "DeliveredQuantity"
    } else {
        "Quantity"
    };
    if stored.rows().iter().all(|row| row.decimal(quantity).is_zero()) {
        return Err(Refusal::new(
            2000,
            "Nothing of the order is delivered: set DeliveredQuantity.",
        ));
    }
    let mut invoice = carry_over(&stored, &INVOICE);
    invoice.forget(&books.behaviour.lost_in_conversion);
    invoice.set(
        "DeliveryDate",
        stored.value("DeliveryDate").cloned().unwrap_or_default(),
    );
    invoice.set_rows(
        stored
            .rows()
            .iter()
            .map(|row| invoice_row(&stored, row, quantity))
            .collect(),
    );
    let origin = Origin {
        order: Some(id),
        quote: stored.uuid("CreatedFromQuoteId"),
        draft: None,
        currency: stored.owned("CurrencyCode"),
        replaces_zero: false,
        takes_no_stock: true,
    };
    let invoice = invoices::post(books, invoice, origin, now)?;
    let mut doc = stored.clone();
    doc.set("Status", INVOICED);
    store(books, doc, Some(&stored), now);
    Ok(invoice)
}

/// One invoice from several shipped orders of one customer: a collective invoice, which people create in the
/// application.
pub(crate) fn convert_together(books: &mut Books, ids: &[Uuid], now: Timestamp) -> Result<Doc, Refusal> {
    let mut orders = Vec::new();
    for id in ids {
        let order = books.get(Collection::Orders, *id)?.clone();
        if status(&order) != SHIPPED {
            return Err(Refusal::new(
                4002,
                "Only shipped orders can be invoiced together.",
            ));
        }
        orders.push(order);
    }
    let first = orders.first().ok_or_else(|| Refusal::not_found("The order"))?;
    if orders
        .iter()
        .any(|order| order.uuid("CustomerId") != first.uuid("CustomerId"))
    {
        return Err(Refusal::new(
            4002,
            "Orders of several customers can't be invoiced together.",
        ));
    }
    let mut invoice = carry_over(first, &INVOICE);
    let (mut rows, mut relations, mut line) = (Vec::new(), Vec::new(), 0);
    for order in &orders {
        let own = order.rows();
        let lines: Vec<usize> = (line + 1..=line + own.len()).collect();
        line += own.len();
        relations.push(json!({
            "OrderId": order.id(), "OrderNumber": order.int("Number"),
            "OrderReference": order.text("BuyersOrderReference"), "DeliveryDate": order.value("DeliveryDate"),
            "RelatedInvoiceRows": lines,
        }));
        rows.extend(own.iter().map(|row| invoice_row(order, row, "DeliveredQuantity")));
    }
    invoice.set_rows(rows);
    invoice.set("IsCollectiveInvoice", true);
    invoice.set("CollectiveCustomerInvoiceRowsRelationToOrders", relations);
    let origin = Origin {
        takes_no_stock: true,
        currency: first.owned("CurrencyCode"),
        ..Origin::default()
    };
    let invoice = invoices::post(books, invoice, origin, now)?;
    for stored in orders {
        let mut doc = stored.clone();
        doc.set("Status", INVOICED);
        store(books, doc, Some(&stored), now);
    }
    Ok(invoice)
}

fn invoice_row(order: &Doc, row: &Doc, quantity: &str) -> Doc {
    let mut made = carry_over(row, &INVOICE_ROW);
    made.set_decimal("Quantity", row.decimal(quantity));
    let reversed =
        order.flag("ReverseChargeOnConstructionServices") && row.flag("EligibleForReverseChargeOnVat");
    if reversed {
        made.set(REVERSED, true);
    }
    made
}

/// Checks an order against the books and calculates the server's fields.
fn compose(books: &Books, mut doc: Doc, posted: Option<&Value>, now: Timestamp) -> Result<Doc, Refusal> {
    let customer = pricing::customer(books, &doc)?;
    let currency = doc.owned("CurrencyCode").unwrap_or_default();
    pricing::check_currency(books, "CurrencyCode", &currency)?;
    pricing::check_special(books, &doc)?;
    if let Some(day) = doc.date("OrderDate") {
        books.check_fiscal_year("OrderDate", day)?;
        doc.set_date("OrderDate", day);
    }
    for field in ["DeliveryDate", "ShippedDateTime"] {
        if let Some(day) = doc.date(field) {
            doc.set_date(field, day);
        }
    }
    if status(&doc) == SHIPPED && doc.text("ShippedDateTime").is_none() {
        doc.set_date("ShippedDateTime", books.today(now));
    }
    pricing::fill_from_customer(&mut doc, &customer, &ORDER, books)?;
    pricing::terms(books, &mut doc, &customer)?;
    let header = Header {
        customer: &customer,
        currency: &currency,
        day: doc.date("OrderDate").unwrap_or_else(|| books.today(now)),
        eu_third_party: doc.flag("EuThirdParty"),
        reverse_charge: doc.flag("ReverseChargeOnConstructionServices"),
        replaces_zero: false,
    };
    let sheet = pricing::price(books, &header, &ORDER_ROW, Rows::Order, doc.rows())?;
    if sheet.totals.payable() < Decimal::ZERO {
        return Err(Refusal::field(
            "Amount",
            "The total of an order can't be negative.",
        ));
    }
    // Open point: whether the amount includes VAT regardless of the unit prices.
    let amount = |totals: &Totals| match books.behaviour.order_amount_has_vat {
        true => totals.payable(),
        false => totals.order_amount(),
    };
    let totals = [
        ("Amount", amount(&sheet.totals)),
        ("VatAmount", sheet.totals.vat),
        ("RoundingsAmount", sheet.totals.rounding),
        ("DeliveredAmount", amount(&sheet.delivered)),
        ("DeliveredVatAmount", sheet.delivered.vat),
        ("DeliveredRoundingsAmount", sheet.delivered.rounding),
    ];
    for (field, amount) in totals {
        // Open point: whether a posted total is kept.
        let kept = books.behaviour.keeps_posted_totals
            && posted
                .and_then(|body| body.get(field))
                .is_some_and(|value| !value.is_null());
        if !kept {
            doc.set(field, number(amount));
        }
    }
    doc.set("IncludesVat", sheet.totals.includes_vat);
    doc.set("_Bookkeeping", pricing::bookkeeping(&sheet.totals));
    doc.set_rows(sheet.rows);
    Ok(doc)
}

/// Stores an order, numbers it and its rows, and moves the stock.
fn store(books: &mut Books, mut doc: Doc, stored: Option<&Doc>, now: Timestamp) -> Doc {
    if status(&doc) > DRAFT && doc.int("Number").is_none() {
        let number = books.next_number(Counter::Order);
        doc.set("Number", number);
    }
    let rows = doc.rows().into_iter().map(|row| with_id(books, row));
    let rows = rows.collect();
    doc.set_rows(rows);
    if stored.is_none() {
        doc.set_instant("CreatedUtc", now);
    }
    doc.set_instant("ModifiedUtc", now);
    move_stock(books, &movements(stored, Some(&doc)), now);
    books.put(Collection::Orders, doc)
}

/// A row with an id.
pub(crate) fn with_id(books: &mut Books, mut row: Doc) -> Doc {
    if row.text("Id").is_none() {
        row.set("Id", json!(books.new_id()));
    }
    row
}

/// The effect of an order's change on stock: an ongoing order reserves, a shipped one takes.
fn movements(before: Option<&Doc>, after: Option<&Doc>) -> Vec<Movement> {
    let mut movements = Vec::new();
    for (order, sign) in [(before, Decimal::NEGATIVE_ONE), (after, Decimal::ONE)] {
        let Some(order) = order else { continue };
        for row in order.rows() {
            let Some(article) = row.uuid("ArticleId") else {
                continue;
            };
            let (reserved, taken) = match status(order) {
                ONGOING => (row.decimal("Quantity"), Decimal::ZERO),
                SHIPPED | INVOICED => (Decimal::ZERO, row.decimal("DeliveredQuantity")),
                _ => continue,
            };
            movements.push(Movement {
                article,
                reserved: reserved * sign,
                balance: -taken * sign,
            });
        }
    }
    movements
}

pub(crate) fn status(doc: &Doc) -> i64 {
    doc.int("Status").unwrap_or_default()
}
