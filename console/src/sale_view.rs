//! What a sale comes to: the document's rows, VAT by rate, and both totals.

use messages::{CommandMessages, Messages};
use rust_decimal::Decimal;

use crate::preview_words::PreviewWords;
use crate::view;

/// A sale as a bookkeeper reads it. Holds personal data, in the rows' texts.
pub(super) struct SaleView {
    pub(super) says: &'static CommandMessages,
    pub(super) kind: String,
    pub(super) prices: String,
    pub(super) rows_caption: String,
    pub(super) rows: Vec<SaleRow>,
    pub(super) totals_caption: String,
    pub(super) totals: Vec<Total>,
    /// How the shop's total is reached.
    pub(super) notes: Vec<String>,
}

/// A row of the document.
pub(super) struct SaleRow {
    pub(super) number: u16,
    pub(super) of: String,
    pub(super) article: String,
    pub(super) text: String,
    pub(super) quantity: String,
    pub(super) price: String,
    pub(super) discount: String,
    pub(super) amount: String,
    pub(super) rate: String,
    pub(super) account: i64,
    pub(super) coding: String,
}

/// An amount of the shop beside eAccounting's.
pub(super) struct Total {
    pub(super) name: String,
    pub(super) shop: String,
    pub(super) eaccounting: String,
    pub(super) note: String,
    /// How both compare: a class of the note, or none.
    pub(super) mark: &'static str,
}

impl SaleView {
    pub(super) fn of(text: &Messages, sale: &preview::Sale) -> Self {
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
        mark: "",
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
    let (note, mark) = match [sale.gross, rounded].contains(&sale.shop_total) {
        true => (says.preview_same(), "good"),
        false => (says.preview_not_same(), "bad"),
    };
    totals.push(Total {
        shop: money(sale.shop_total),
        note,
        mark,
        ..of_eaccounting(says.preview_with_vat(), sale.gross)
    });
    if !sale.rounding.is_zero() {
        totals.push(Total {
            note: says.preview_rounds(),
            ..of_eaccounting(says.preview_to_be_paid(), rounded)
        });
    }
    totals
}

/// An amount with two decimals, or all that it has.
fn money(amount: Decimal) -> String {
    let amount = amount.normalize();
    format!("{amount:.*}", usize::try_from(amount.scale().max(2)).unwrap_or(2))
}
