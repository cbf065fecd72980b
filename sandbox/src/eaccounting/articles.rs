//! Articles, their prices and their stock.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::books::Books;
use super::codings;
use super::collection::Collection;
use super::doc::Doc;
use super::error::Refusal;
use super::fields::ARTICLE;
use super::validate::{Purpose, validate};
use super::vat::{Coding, Supply, round};

pub(crate) fn create(books: &mut Books, body: &Value, now: Timestamp) -> Result<Doc, Refusal> {
    let doc = validate(&ARTICLE, body, Purpose::Create)?;
    if doc.flag("UsesMoss") && !books.settings.flag("UsesMoss") {
        return Err(Refusal::field(
            "UsesMoss",
            "UsesMoss needs the company's own UsesMoss.",
        ));
    }
    store(books, doc, None, now)
}

/// As [`create`], for presets and tests: an article may be set up for the one-stop shop before the company is.
pub(crate) fn seed(books: &mut Books, body: &Value, now: Timestamp) -> Result<Doc, Refusal> {
    let doc = validate(&ARTICLE, body, Purpose::Create)?;
    store(books, doc, None, now)
}

pub(crate) fn replace(books: &mut Books, id: Uuid, body: &Value, now: Timestamp) -> Result<Doc, Refusal> {
    let stored = books.get(Collection::Articles, id)?.clone();
    let doc = validate(&ARTICLE, body, Purpose::Replace(&stored))?;
    if doc.flag("UsesMoss") && !stored.flag("UsesMoss") && !books.settings.flag("UsesMoss") {
        return Err(Refusal::field(
            "UsesMoss",
            "UsesMoss needs the company's own UsesMoss.",
        ));
    }
    store(books, doc, Some(&stored), now)
}

fn store(books: &mut Books, mut doc: Doc, stored: Option<&Doc>, now: Timestamp) -> Result<Doc, Refusal> {
    let own = stored.map(Doc::id);
    let number = doc.text("Number").unwrap_or_default();
    let taken = books
        .table(Collection::Articles)
        .lookup("Number", number)
        .any(|other| Some(other.id()) != own);
    if taken {
        return Err(Refusal::on_field(
            4000,
            "Number",
            "Number is already used by another article.",
        ));
    }
    let coding = books.referred(Collection::ArticleAccountCodings, &doc, "CodingId")?;
    let unit = books.referred(Collection::Units, &doc, "UnitId")?;
    let (is_service, rate) = (
        coding.text("Type") == Some("Services"),
        codings::rate_on(coding, books.today(now)),
    );
    let names = [
        ("CodingName", coding.owned("Name")),
        ("UnitName", unit.owned("Name")),
        ("UnitAbbreviation", unit.owned("Abbreviation")),
    ];
    names.into_iter().for_each(|(field, name)| doc.set(field, name));
    doc.set("IsServiceArticle", is_service);
    prices(&mut doc, rate)?;
    let available = doc.decimal("StockBalance") - doc.decimal("StockBalanceReserved");
    doc.set_decimal("StockBalanceAvailable", available);
    doc.set("ShowStockInformation", doc.flag("IsStock") && !is_service);
    if stored.is_none() {
        doc.set_instant("CreatedUtc", now);
    }
    doc.set_instant("ChangedUtc", now);
    Ok(books.put(Collection::Articles, doc))
}

/// Net and gross price must agree at the coding's rate. A missing one is calculated from the other.
fn prices(doc: &mut Doc, rate: Decimal) -> Result<(), Refusal> {
    let (net, gross) = (doc.decimal("NetPrice"), doc.decimal("GrossPrice"));
    let factor = Decimal::ONE + rate;
    let (net, gross) = match (net.is_zero(), gross.is_zero()) {
        (_, true) => (net, round(net * factor, 2)),
        (true, false) => (round(gross / factor, 2), gross),
        (false, false) if round(net * factor, 2) == gross || round(gross / factor, 2) == net => (net, gross),
        _ => {
            let message = "NetPrice and GrossPrice don't agree with the VAT rate of the coding.";
            return Err(Refusal::field("GrossPrice", message));
        }
    };
    doc.set_decimal("NetPrice", net);
    doc.set_decimal("NetPriceWithDiscount", net);
    doc.set_decimal("GrossPrice", gross);
    Ok(())
}

/// The coding of an article on a day, as the VAT rules need it.
pub(crate) fn coding(books: &Books, article: &Doc, day: Date) -> Result<Coding, Refusal> {
    let doc = books.referred(Collection::ArticleAccountCodings, article, "CodingId")?;
    Ok(Coding {
        supply: if doc.text("Type") == Some("Services") {
            Supply::Services
        } else {
            Supply::Goods
        },
        rate: codings::rate_on(doc, day),
        domestic: doc.int("DomesticSalesSubjectToVatAccountNumber"),
        domestic_exempt: doc.int("DomesticSalesVatExemptAccountNumber"),
        domestic_reversed_construction: doc.int("DomesticSalesSubjectToReversedConstructionVatAccountNumber"),
        moss: doc.int("ForeignSalesSubjectToMossAccountNumber"),
        third_party: doc.int("ForeignSalesSubjectToThirdPartySalesAccountNumber"),
        eu_with_vat: doc.int("ForeignSalesSubjectToVatWithinEuAccountNumber"),
        eu_exempt: doc.int("ForeignSalesVatExemptWithinEuAccountNumber"),
        export: doc.int("ForeignSalesVatExemptOutsideEuAccountNumber"),
    })
}

/// The effect of a document on an article's stock.
pub(crate) struct Movement {
    pub(crate) article: Uuid,
    pub(crate) reserved: Decimal,
    pub(crate) balance: Decimal,
}

/// Moves stock. Open point: whether a movement changes `ChangedUtc`.
pub(crate) fn move_stock(books: &mut Books, movements: &[Movement], now: Timestamp) {
    for movement in movements {
        let Some(mut article) = books.table(Collection::Articles).get(movement.article).cloned() else {
            continue;
        };
        if !article.flag("IsStock") {
            continue;
        }
        let balance = article.decimal("StockBalance") + movement.balance;
        let reserved = article.decimal("StockBalanceReserved") + movement.reserved;
        article.set_decimal("StockBalance", balance);
        article.set_decimal("StockBalanceReserved", reserved);
        article.set_decimal("StockBalanceAvailable", balance - reserved);
        let moves = !movement.balance.is_zero() || !movement.reserved.is_zero();
        if moves && !books.behaviour.silent_stock_movements {
            article.set_instant("ChangedUtc", now);
        }
        books.put(Collection::Articles, article);
    }
}

/// Sets an article's stock manually, as after a stock count.
pub(crate) fn count_stock(
    books: &mut Books,
    id: Uuid,
    balance: Decimal,
    now: Timestamp,
) -> Result<Doc, Refusal> {
    let mut article = books.get(Collection::Articles, id)?.clone();
    if !article.flag("IsStock") {
        return Err(Refusal::field(
            "StockBalance",
            "The article is not kept in stock.",
        ));
    }
    let available = balance - article.decimal("StockBalanceReserved");
    article.set_decimal("StockBalance", balance);
    article.set_decimal("StockBalanceAvailable", available);
    article.set_instant("StockBalanceManuallyChangedUtc", now);
    article.set_instant("ChangedUtc", now);
    Ok(books.put(Collection::Articles, article))
}
