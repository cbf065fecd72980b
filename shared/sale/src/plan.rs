use model::{Code, Currency, Order, Problem, event};
use rust_decimal::Decimal;

use crate::allocate::cents;
use crate::articles::ArticleBook;
use crate::convention::PriceVat;
use crate::draft::Draft;
use crate::interpretation::{Interpretation, Part, VatSchedule};
use crate::kind::SaleKind;
use crate::other_rate::Charged;
use crate::price_problems::other_rate;
use crate::prices::interpret;
use crate::reconcile::reconcile;
use crate::rows::RowSource;
use crate::sale::{LineSale, Sale, SaleVatSchedule};
use crate::sale_plan::{Note, SalePlan};
use crate::tax_reduction::refuse_tax_reductions;
use crate::totals::Totals;
use crate::treatment::{CustomerVatFlags, country_of_sale, customer_vat_flags, sale_kind};
use crate::types::{Buyer, Company, Rules};

/// The most rows of a document (OrderRowApi.LineNumber: 0 to 1000; rows are numbered from 1).
const MAX_ROWS: usize = 1000;

/// Whether eAccounting takes a document's unit prices as including VAT: for private persons, unless the company shows
/// them prices without.
///
/// The newest specification of OrderApi.IncludesVat reads the other way round ("true if ShowPricesExclVatPC is checked and
/// customer is private"); the older documents and the web shop's notes agree with each other and with the setting's name,
/// so they are followed. [`crate::reconcile_document`] compares the answer's own `IncludesVat`. In a sale without VAT both are the
/// same.
#[must_use]
pub fn includes_vat(company: &Company, buyer: &Buyer, kind: SaleKind) -> bool {
    buyer.is_private && !company.show_prices_excl_vat_private && !kind.is_without_vat()
}

/// How many decimals a unit price may have (OrderRowApi.UnitPrice: "2 decimals allowed if the customer and currency are
/// domestic or 4 decimals if customer or currency is foreign"). A customer is taken to be domestic by the invoice country.
#[must_use]
pub fn unit_price_decimals(company: &Company, buyer: &Buyer, currency: Currency) -> u32 {
    if buyer.country == company.country && currency == company.currency {
        2
    } else {
        4
    }
}

/// Plans the rows of an order: articles, accounts, VAT, unit prices, quantities, such that eAccounting's total is the shop's.
///
/// `articles` must hold those that [`crate::required_articles`] names and eAccounting has.
///
/// # Errors
/// `SKU_MISSING`, `SKU_UNKNOWN`, `ARTICLE_INACTIVE`, `ARTICLE_NOT_CONFIGURED`, `ACCOUNT_MISSING`, `CODING_MISSING`,
/// `PRICE_AMBIGUOUS`, `TOTAL_MISMATCH`, `TOO_MANY_ROWS`, `VALUE_INVALID`; each names the order and the cause.
pub fn plan(
    order: &Order,
    company: &Company,
    buyer: &Buyer,
    articles: &ArticleBook,
    rules: &Rules,
) -> Result<SalePlan, Problem> {
    refuse_tax_reductions(order, articles, &rules.articles)?;
    let mut sale = Sale {
        order,
        company,
        articles,
        rules,
        kind: sale_kind(company, buyer, rules.place),
        country: country_of_sale(company, buyer, rules.place),
    };
    // Every line is a row at least; nothing is computed for an order that cannot fit.
    if order.lines.len() > MAX_ROWS {
        return Err(too_many_rows(order, order.lines.len()));
    }
    sale.kind = sale.kind_of_goods()?;
    let lines = sale.lines()?;
    let tariff = SaleVatSchedule {
        sale: &sale,
        lines: &lines,
        no_goods: sale.no_goods(&lines),
    };
    let read = interpret(order, &tariff, &rules.prices, rules.rounding_tolerance)?;
    check_exempt_company(order, buyer, sale.kind, &read, &tariff)?;
    let with_vat = includes_vat(company, buyer, sale.kind);
    let mut notes: Vec<Note> = lines
        .iter()
        .enumerate()
        .filter_map(|(line, sold)| match sold {
            LineSale::Article(found) if found.is_fallback => Some(Note::Fallback {
                line,
                article: found.article.number.clone(),
            }),
            LineSale::Text => Some(Note::TextRow { line }),
            _ => None,
        })
        .collect();
    notes.extend(read.settled.iter().copied().map(Note::Price));
    let unlisted = read
        .parts
        .iter()
        .filter(|part| part.source == RowSource::Unlisted);
    notes.extend(unlisted.map(|part| Note::Unlisted { amount: part.gross }));
    if !read.rounding.is_zero() {
        notes.push(Note::RoundedByVendor {
            amount: read.rounding,
        });
    }
    let (amounts, residue) = sale.amounts(&read, with_vat, &mut notes)?;
    if !residue.is_zero() {
        notes.push(Note::RoundingRow { amount: residue });
    }
    let decimals = unit_price_decimals(company, buyer, order.currency);
    let draft = Draft {
        sale: &sale,
        lines: &lines,
        read: &read,
        amounts: &amounts,
        residue,
        with_vat,
        decimals,
    };
    let mut rows = draft.rows(false)?;
    if rows.len() > MAX_ROWS {
        rows = draft.rows(true)?;
    }
    if rows.len() > MAX_ROWS {
        return Err(too_many_rows(order, rows.len()));
    }
    for (row, number) in rows.iter_mut().zip(1..) {
        row.line_number = number;
    }
    for chunk in rows.chunk_by(|a, b| a.source == b.source && a.article_id == b.article_id) {
        if chunk.len() > 1 {
            notes.push(Note::Split {
                source: chunk[0].source,
                rows: chunk.len(),
            });
        }
    }
    let plan = SalePlan {
        kind: sale.kind,
        customer: CustomerVatFlags {
            reverse_charge_construction: sale.kind == SaleKind::DomesticReverse,
            ..customer_vat_flags(company, buyer, rules.place)
        },
        reading: read.reading,
        currency: order.currency,
        totals: Totals::of(&rows, with_vat),
        rounding: read.rounding,
        rows,
        notes,
    };
    sale.check_accounts(&plan, &tariff.no_goods)?;
    // Proved from the rows themselves, whatever was done above.
    reconcile(&plan, &order.number, read.total)?;
    Ok(plan)
}

/// Refuses a sale with VAT to a company in another EU country whose prices are the articles' own without VAT: the shop seems to
/// have sold without VAT, by a number that is not known here, and its prices would be read as with VAT.
fn check_exempt_company(
    order: &Order,
    buyer: &Buyer,
    kind: SaleKind,
    read: &Interpretation,
    tariff: &dyn VatSchedule,
) -> Result<(), Problem> {
    if buyer.is_private
        || !matches!(kind, SaleKind::EuPrivate { .. })
        || read.reading.vat != PriceVat::Included
    {
        return Ok(());
    }
    let mut lines = read
        .parts
        .iter()
        .filter_map(|part| match part.source {
            RowSource::Line(index) if !part.rate.is_zero() && !part.gross.is_zero() => Some((index, part)),
            _ => None,
        })
        .peekable();
    let is_net = |(index, part): (usize, &Part)| {
        tariff
            .known_prices(index)
            .net
            .is_some_and(|net| cents(net * part.quantity) == part.gross)
    };
    if lines.peek().is_some() && lines.all(is_net) {
        let with_vat = |part: &Part| part.gross * (Decimal::ONE + part.rate.fraction());
        let computed = read.parts.iter().map(with_vat).sum();
        return Err(other_rate(order, Charged::None, computed, kind));
    }
    Ok(())
}

fn too_many_rows(order: &Order, rows: usize) -> Problem {
    Problem::new(
        Code::TOO_MANY_ROWS,
        event::too_many_rows(&order.number, rows, MAX_ROWS),
        "Enter this order by hand, as several documents.",
    )
}
