//! What all sales documents have in common: their customer, their rows, their totals.

use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::articles::coding;
use super::books::Books;
use super::collection::Collection;
use super::customers::{buyer, is_country};
use super::doc::{Doc, number};
use super::error::{FieldError, Refusal};
use super::model::{Kind, Model};
use super::vat::{self, Buyer, Priced, Rounding, Seller, Terms, Totals};

/// How a kind of document distinguishes its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    /// `IsTextRow` marks text rows; reverse charge is on document and row.
    Order,
    /// A row without an article is a text row; rows can be free of VAT.
    Quote,
    /// As a quote.
    Invoice,
    /// `IsTextRow`, and reverse charge on the row.
    Draft,
}

/// A document's completed rows, and their sums.
pub(crate) struct Sheet {
    pub(crate) rows: Vec<Doc>,
    pub(crate) totals: Totals,
    /// The same for the delivered quantities. Only for orders.
    pub(crate) delivered: Totals,
}

/// The fields of a document that its rows need.
pub(crate) struct Header<'a> {
    pub(crate) customer: &'a Doc,
    pub(crate) currency: &'a str,
    /// The document's date, which decides its VAT rates.
    pub(crate) day: Date,
    pub(crate) eu_third_party: bool,
    pub(crate) reverse_charge: bool,
    /// Whether a row without a price uses the article's (`ReplaceUnitPriceWhenZero`).
    pub(crate) replaces_zero: bool,
}

/// Completes a document's rows and adds them up.
pub(crate) fn price(
    books: &Books,
    header: &Header<'_>,
    model: &'static Model,
    rules: Rows,
    rows: Vec<Doc>,
) -> Result<Sheet, Refusal> {
    let seller = books.seller();
    let buyer = buyer(books, header.customer);
    let pen = Pen {
        books,
        header,
        rules,
        model,
        includes_vat: vat::includes_vat(&seller, &buyer),
        places: unit_price_places(books, header),
        seller,
        buyer,
    };
    let (mut filled, mut priced, mut delivered) = (Vec::new(), Vec::new(), Vec::new());
    for (at, row) in rows.into_iter().enumerate() {
        let (row, amounts) = pen.row(at, row)?;
        filled.push(row);
        if let Some((ordered, shipped)) = amounts {
            priced.push(ordered);
            delivered.push(shipped);
        }
    }
    let rounds = header.currency == pen.seller.currency && pen.seller.rounding == Rounding::HalfAwayFromZero;
    Ok(Sheet {
        rows: filled,
        totals: vat::totals(&priced, pen.includes_vat, rounds),
        delivered: vat::totals(&delivered, pen.includes_vat, rounds),
    })
}

/// Unit prices have two decimals for a domestic customer in the company's currency, otherwise four.
fn unit_price_places(books: &Books, header: &Header<'_>) -> u32 {
    let country = header
        .customer
        .text("InvoiceCountryCode")
        .unwrap_or(books.country());
    if country == books.country() && header.currency == books.currency() {
        2
    } else {
        4
    }
}

struct Pen<'a> {
    books: &'a Books,
    header: &'a Header<'a>,
    rules: Rows,
    model: &'static Model,
    seller: Seller,
    buyer: Buyer,
    includes_vat: bool,
    places: u32,
}

impl Pen<'_> {
    /// A completed row. An article row also has the ordered and the delivered amounts.
    fn row(&self, at: usize, mut row: Doc) -> Result<(Doc, Option<(Priced, Priced)>), Refusal> {
        let is_text = match self.rules {
            Rows::Order | Rows::Draft => row.flag("IsTextRow"),
            Rows::Quote | Rows::Invoice => row.text("ArticleId").is_none(),
        };
        // Orders number their rows themselves; elsewhere the list position is the number.
        if self.rules != Rows::Order && row.int("LineNumber").is_none_or(|line| line == 0) {
            self.set(&mut row, "LineNumber", json!(at + 1));
        }
        self.set(&mut row, "IsTextRow", json!(is_text));
        if is_text {
            self.text(at, &mut row)?;
            return Ok((row, None));
        }
        let amounts = self.article(at, &mut row)?;
        Ok((row, Some(amounts)))
    }

    fn text(&self, at: usize, row: &mut Doc) -> Result<(), Refusal> {
        if row.text("Text").is_none() {
            return Err(breach(at, "Text", "a text row needs at least one character"));
        }
        if row.text("ArticleId").is_some() {
            return Err(breach(at, "ArticleId", "a text row can't have an article"));
        }
        for field in ["UnitPrice", "Quantity", "Amount"] {
            self.set(row, field, json!(0));
        }
        self.set(row, "VatRate", Value::Null);
        Ok(())
    }

    fn article(&self, at: usize, row: &mut Doc) -> Result<(Priced, Priced), Refusal> {
        if row.text("ArticleId").is_none() {
            return Err(breach(at, "ArticleId", "a row that is no text needs an article"));
        }
        let article = self
            .books
            .table(Collection::Articles)
            .get(row.uuid("ArticleId").unwrap_or_default())
            .ok_or_else(|| Refusal::no_such(&format!("Rows[{at}].ArticleId")))?;
        self.describe(row, article);
        let price = self.unit_price(at, row, article)?;
        let coding = coding(self.books, article, self.header.day)?;
        let reversed = match self.rules {
            Rows::Order => self.header.reverse_charge && row.flag("EligibleForReverseChargeOnVat"),
            Rows::Draft => row.flag("ReversedConstructionServicesVatFree"),
            Rows::Quote | Rows::Invoice => row.flag(REVERSED),
        };
        let terms = Terms {
            eu_third_party: self.header.eu_third_party,
            vat_free: row.flag("IsVatFree"),
            reversed_construction: reversed,
            article_uses_moss: article.flag("UsesMoss"),
        };
        let sale = vat::sale(&self.seller, &self.buyer, &coding, terms);
        let (field, account) = vat::account(sale, &coding);
        let Some(account) = account else {
            let message = format!("SalesAccountNumberMissing: the coding of the article has no {field}.");
            return Err(Refusal::on_field(4024, &format!("Rows[{at}].ArticleId"), message));
        };
        let rate = vat::rate(sale, &self.seller, &self.buyer, &coding);
        let discount = row.decimal("DiscountPercentage");
        let amount = |quantity: Decimal| Priced {
            amount: vat::row_amount(price, quantity, discount),
            rate,
            account,
        };
        let ordered = amount(row.decimal("Quantity"));
        self.set(row, "VatRate", number(rate));
        self.set(row, "PercentVat", number(rate));
        self.set(row, "Amount", number(ordered.amount));
        let without = if self.includes_vat {
            vat::round(ordered.amount / (Decimal::ONE + rate), 2)
        } else {
            ordered.amount
        };
        self.set(row, "AmountNoVat", number(without));
        row.set(ACCOUNT, account);
        Ok((ordered, amount(row.decimal("DeliveredQuantity"))))
    }

    fn describe(&self, row: &mut Doc, article: &Doc) {
        if row.text("Text").is_none() {
            self.set(row, "Text", json!(article.text("Name")));
        }
        self.set(row, "ArticleNumber", json!(article.text("Number")));
        self.set(row, "IsServiceArticle", json!(article.flag("IsServiceArticle")));
        self.set(row, "UnitId", json!(article.text("UnitId")));
        self.set(row, "UnitName", json!(article.text("UnitName")));
        self.set(row, "UnitAbbreviation", json!(article.text("UnitAbbreviation")));
    }

    fn unit_price(&self, at: usize, row: &mut Doc, article: &Doc) -> Result<Decimal, Refusal> {
        let mut price = row.decimal("UnitPrice");
        if price.is_zero() && self.header.replaces_zero {
            price = article.decimal(if self.includes_vat {
                "GrossPrice"
            } else {
                "NetPrice"
            });
            row.set_decimal("UnitPrice", price);
        }
        if price.normalize().scale() > self.places {
            let why = format!(
                "can have {} decimals at most for this customer and currency",
                self.places
            );
            return Err(breach(at, "UnitPrice", &why));
        }
        Ok(price)
    }

    /// Sets a field if this kind of row has it.
    fn set(&self, row: &mut Doc, field: &str, value: Value) {
        if self.model.field(field).is_some() {
            row.set(field, value);
        }
    }
}

/// The stand-in's internal mark on an invoice row whose source row was under reverse charge. Invoice rows have no field
/// for it.
pub(crate) const REVERSED: &str = "_Reversed";

/// The revenue account of a row, which the vendor doesn't show.
const ACCOUNT: &str = "_Account";

fn breach(at: usize, field: &str, why: &str) -> Refusal {
    let field = format!("Rows[{at}].{field}");
    let message = format!("{field}: {why}.");
    Refusal {
        breach: true,
        ..Refusal::fields(vec![FieldError::new(field, message)])
    }
}

/// The bookkeeping of a document, in snapshots.
pub(crate) fn bookkeeping(totals: &Totals) -> Value {
    let postings = totals.postings.iter().map(|posting| {
        json!({"Account": posting.account, "Amount": number(posting.net), "VatRate": number(posting.rate)})
    });
    postings.collect()
}

/// The customer of a document. It must exist (3000) and be active (4002).
pub(crate) fn customer(books: &Books, doc: &Doc) -> Result<Doc, Refusal> {
    let customer = books.referred(Collection::Customers, doc, "CustomerId")?;
    if customer.flag("IsActive") {
        Ok(customer.clone())
    } else {
        Err(Refusal::on_field(
            4002,
            "CustomerId",
            "The customer is not active.",
        ))
    }
}

/// Copies the customer's fields to a document: its identity always, its addresses only if the document has none.
pub(crate) fn fill_from_customer(
    doc: &mut Doc,
    customer: &Doc,
    model: &'static Model,
    books: &Books,
) -> Result<(), Refusal> {
    for (field, source) in [("CustomerNumber", "CustomerNumber"), ("CustomerName", "Name")] {
        doc.set(field, json!(customer.text(source)));
    }
    doc.set("CustomerIsPrivatePerson", customer.flag("IsPrivatePerson"));
    let pairs = [
        ("InvoiceCustomerName", "Name"),
        ("InvoiceAddress1", "InvoiceAddress1"),
        ("InvoiceAddress2", "InvoiceAddress2"),
        ("InvoicePostalCode", "InvoicePostalCode"),
        ("InvoiceCity", "InvoiceCity"),
        ("InvoiceCountryCode", "InvoiceCountryCode"),
        ("DeliveryCustomerName", "DeliveryCustomerName"),
        ("DeliveryAddress1", "DeliveryAddress1"),
        ("DeliveryAddress2", "DeliveryAddress2"),
        ("DeliveryPostalCode", "DeliveryPostalCode"),
        ("DeliveryCity", "DeliveryCity"),
        ("DeliveryCountryCode", "DeliveryCountryCode"),
    ];
    for (field, source) in pairs {
        if let Some(known) = model.field(field)
            && (known.read_only || doc.text(field).is_none())
        {
            doc.set(field, json!(customer.text(source)));
        }
    }
    for field in ["InvoiceCountryCode", "DeliveryCountryCode"] {
        if doc.text(field).is_some_and(|code| !is_country(books, code)) {
            return Err(Refusal::field(field, format!("{field} is not a country code.")));
        }
    }
    delivery_method(doc, customer, model, books);
    Ok(())
}

/// Name and code of the customer's delivery method and terms, if the document has none.
fn delivery_method(doc: &mut Doc, customer: &Doc, model: &'static Model, books: &Books) {
    for (what, kind) in [
        ("DeliveryMethod", Collection::DeliveryMethods),
        ("DeliveryTerm", Collection::DeliveryTerms),
    ] {
        let (name, code, id) = (format!("{what}Name"), format!("{what}Code"), format!("{what}Id"));
        if doc.text(&name).is_some() || doc.text(&code).is_some() {
            continue;
        }
        let Some(found) = customer.uuid(&id).and_then(|id| books.table(kind).get(id)) else {
            continue;
        };
        for (field, value) in [
            (&name, found.text("Name")),
            (&code, found.text("Code")),
            (&id, found.text("Id")),
        ] {
            if model.field(field).is_some() {
                doc.set(field, json!(value));
            }
        }
    }
}

/// Terms of payment: the document's own if given (3000 if they don't exist), otherwise the customer's.
pub(crate) fn terms(books: &Books, doc: &mut Doc, customer: &Doc) -> Result<Doc, Refusal> {
    if doc.text("TermsOfPaymentId").is_none() {
        doc.set("TermsOfPaymentId", json!(customer.text("TermsOfPaymentId")));
    }
    books
        .referred(Collection::TermsOfPayments, doc, "TermsOfPaymentId")
        .cloned()
}

/// The due date of an invoice of `day`. `CurrentMonth` counts from the end of the month; cash and cards are due
/// immediately.
pub(crate) fn due(terms: &Doc, day: Date) -> Date {
    let days = terms.int("NumberOfDays").unwrap_or(0).clamp(0, 3_650);
    let from = match terms.int("TermsOfPaymentTypeId") {
        Some(1) => day.last_of_month(),
        Some(0) => day,
        _ => return day,
    };
    from.checked_add(days.days()).unwrap_or(day)
}

/// A currency must be one that the company can use.
pub(crate) fn check_currency(books: &Books, field: &str, code: &str) -> Result<(), Refusal> {
    let known = books
        .table(Collection::Currencies)
        .iter()
        .any(|currency| currency.text("Code") == Some(code));
    if known {
        Ok(())
    } else {
        Err(Refusal::no_such(field))
    }
}

/// Rules for the fields of Swedish house-work deductions and of triangulation, which several kinds of documents share.
pub(crate) fn check_special(books: &Books, doc: &Doc) -> Result<(), Refusal> {
    let needs = |condition: bool, setting: &str, field: &str| {
        if condition && !books.settings.flag(setting) {
            return Err(Refusal::field(
                field,
                format!("{field} needs the company's {setting}."),
            ));
        }
        Ok(())
    };
    needs(
        doc.int("RotReducedInvoicingType") > Some(0),
        "UsesRotReducedInvoicing",
        "RotReducedInvoicingType",
    )?;
    needs(
        doc.flag("EuThirdParty"),
        "UsesVatTriangulationRules",
        "EuThirdParty",
    )?;
    needs(
        doc.flag("ReverseChargeOnConstructionServices"),
        "UsesReverseConstructionVat",
        "ReverseChargeOnConstructionServices",
    )
}

/// The fields of `from` that a caller may write in `model`: for converting one document into another.
pub(crate) fn carry_over(from: &Doc, model: &'static Model) -> Doc {
    let mut doc = model.blank();
    for field in model
        .fields
        .iter()
        // The order sets the delivery method. An invoice shows it, but accepts it from no caller.
        .filter(|field| (!field.read_only || field.name.starts_with("Delivery")) && field.name != "Rows")
    {
        if let Some(value) = from.value(field.name)
            && !value.is_null()
            && !matches!(field.kind, Kind::Object(_))
        {
            doc.set(field.name, value.clone());
        }
    }
    doc
}
