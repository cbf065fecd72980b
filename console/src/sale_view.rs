//! What a sale comes to: the document's rows, VAT by rate, and both totals.

use messages::{CommandMessages, Messages};
use preview::ArticleLookUp;
use rust_decimal::Decimal;
use sale::RowSource;

use crate::preview_words::PreviewWords;
use crate::view::{self, money};

/// A sale as a bookkeeper reads it, in the reader's language. Holds personal data, in the rows' texts.
pub struct SaleView {
    /// The headings of its columns.
    pub(crate) says: &'static CommandMessages,
    /// The kind of sale for VAT.
    pub(crate) kind: String,
    /// What the shop's prices are.
    pub(crate) prices: String,
    /// What the rows are, with their currency.
    pub rows_caption: String,
    /// The document's rows.
    pub rows: Vec<SaleRow>,
    /// What the totals are, with their currency.
    pub totals_caption: String,
    /// From the amount without VAT to the one to be paid.
    pub totals: Vec<Total>,
    /// How the shop's total is reached.
    pub notes: Vec<String>,
}

/// A row of the document.
pub struct SaleRow {
    /// From 1.
    pub number: u16,
    /// What it is made of: `line 1`.
    pub of: String,
    /// The article's number; empty for a row of text.
    pub article: String,
    /// Its text, or a word for the article's own name.
    pub text: String,
    /// How many.
    pub quantity: String,
    /// Of one piece.
    pub price: String,
    /// In percent; empty where there is none.
    pub discount: String,
    /// After the discount.
    pub amount: String,
    /// The VAT rate in percent.
    pub rate: String,
    /// The revenue account.
    pub account: i64,
    /// The article's coding.
    pub coding: String,
}

/// A line as the shop has it, of an order of which no rows could be made.
pub struct LineView {
    /// From 1.
    pub number: String,
    /// Its article number; empty where it has none.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How many.
    pub quantity: String,
    /// The price as the shop gives it.
    pub price: String,
    /// eAccounting's article, or that there is none.
    pub article: String,
    /// How the article is to be marked: as missing, as nothing certain, or not at all.
    pub mark: &'static str,
}

impl LineView {
    /// Of a preview's line.
    #[must_use]
    pub fn of(says: &CommandMessages, line: &preview::Line) -> Self {
        let (article, mark) = match &line.article {
            ArticleLookUp::Found(article) if article.is_new => (
                says.preview_article_new(&article.number, article.rate.to_string()),
                "",
            ),
            ArticleLookUp::Found(article) => (
                format!(
                    "{} {}, {} % ({})",
                    article.number, article.name, article.rate, article.coding
                ),
                "",
            ),
            ArticleLookUp::NotFound => (says.preview_article_none(), "bad"),
            ArticleLookUp::NotDone => (says.preview_article_not_looked_up(), "quiet"),
        };
        Self {
            number: line.number.to_string(),
            sku: line.sku.clone().unwrap_or_default(),
            name: line.name.clone(),
            quantity: line.quantity.normalize().to_string(),
            price: money(line.price),
            article,
            mark,
        }
    }
}

/// An amount of the shop beside eAccounting's.
pub struct Total {
    /// What it is.
    pub name: String,
    /// The shop's amount; empty where it states none.
    pub shop: String,
    /// eAccounting's amount.
    pub eaccounting: String,
    /// What is to be said of it.
    pub note: String,
    /// Whether both agree, where they are compared.
    pub is_same: Option<bool>,
}

impl SaleView {
    /// Of a preview's sale.
    #[must_use]
    pub fn of(text: &Messages, sale: &preview::Sale) -> Self {
        let says = CommandMessages::of(text.language());
        let words = PreviewWords::of(text.language());
        let rows = sale.rows.iter().map(|row| SaleRow {
            number: row.number,
            of: words.row_source(row.of),
            article: row.article.clone(),
            text: row.text.clone().unwrap_or_else(|| says.preview_article_name()),
            quantity: row.quantity.normalize().to_string(),
            price: money(row.unit_price),
            discount: match row.discount.is_zero() {
                true => String::new(),
                false => format!("{} %", row.discount),
            },
            amount: money(row.amount),
            rate: format!("{} %", row.rate),
            account: row.account,
            coding: row.coding.clone().unwrap_or_default(),
        });
        Self {
            says,
            kind: view::sale_kind(text, &sale.kind),
            prices: view::prices(text, sale.reading),
            rows_caption: match sale.includes_vat {
                true => says.preview_rows_with_vat(&sale.currency),
                false => says.preview_rows_without_vat(&sale.currency),
            },
            rows: rows.collect(),
            totals_caption: says.preview_totals(&sale.currency),
            totals: totals(text, says, sale),
            notes: sale
                .notes
                .iter()
                .map(|note| engine::capitalized(&words.note(note)))
                .collect(),
        }
    }
}

fn totals(text: &Messages, says: &CommandMessages, sale: &preview::Sale) -> Vec<Total> {
    let of_eaccounting = |name: String, amount: Decimal| Total {
        name,
        shop: String::new(),
        eaccounting: money(amount),
        note: String::new(),
        is_same: None,
    };
    let mut totals = vec![of_eaccounting(says.preview_without_vat(), sale.net)];
    for rate in &sale.by_rate {
        let name = says.preview_vat_of(money(rate.net), rate.rate.to_string());
        totals.push(of_eaccounting(name, rate.vat));
    }
    if sale.by_rate.len() > 1 || sale.shop_vat.is_some() {
        totals.push(Total {
            shop: sale.shop_vat.map(money).unwrap_or_default(),
            ..of_eaccounting(text.record_vat(), sale.vat)
        });
    }
    let rounded = sale.gross + sale.rounding;
    let is_same = [sale.gross, rounded].contains(&sale.shop_total);
    totals.push(Total {
        shop: money(sale.shop_total),
        note: match is_same {
            true => says.preview_same(),
            false => says.preview_not_same(),
        },
        is_same: Some(is_same),
        ..of_eaccounting(says.preview_with_vat(), sale.gross)
    });
    if !sale.rounding.is_zero() {
        let rounding = PreviewWords::of(text.language()).row_source(RowSource::Rounding);
        totals.push(Total {
            note: says.preview_rounds(),
            ..of_eaccounting(engine::capitalized(&rounding), sale.rounding)
        });
        totals.push(of_eaccounting(says.preview_to_be_paid(), rounded));
    }
    totals
}
