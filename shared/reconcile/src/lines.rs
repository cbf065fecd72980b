//! Which lines differ. Pure.
//!
//! What a line's price means, of one piece or of the line, with VAT or without, no store says. So article numbers and
//! quantities are compared as they are, and amounts under whichever of the four meanings most lines agree with: only where
//! some lines agree is the rest known to differ.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::books::{DocumentRow, Sale, SaleLine, shown};
use crate::chain::normal;
use crate::finding::Difference;

/// An article of a sale, its lines together.
#[derive(Debug, Clone, Default)]
struct Ordered {
    shown: String,
    quantity: Decimal,
    /// What its lines come to, if prices are those of lines.
    of_lines: Decimal,
    /// And if they are those of pieces.
    of_pieces: Decimal,
    lines: u32,
}

/// An article of a document, its rows together.
#[derive(Debug, Clone, Default)]
struct Billed {
    shown: String,
    quantity: Decimal,
    gross: Decimal,
    net: Decimal,
    rows: u32,
}

/// What differs between a sale's lines and a document's rows. `off` is by how much the document's total is higher: what is
/// named of amounts must come to that, and an article that the settings replaced by another is no difference where it is 0.
pub(crate) fn differences(sale: &Sale, rows: &[&DocumentRow], off: Decimal) -> Vec<Difference> {
    let Some(ordered) = ordered(&sale.lines) else {
        return Vec::new();
    };
    let billed = billed(rows);
    // Where no article is the shop's, the settings name other articles for all of them.
    if !ordered.keys().any(|number| billed.contains_key(number)) {
        return Vec::new();
    }
    let mut extra: BTreeMap<&String, &Billed> = billed
        .iter()
        .filter(|(number, _)| !ordered.contains_key(*number))
        .collect();
    let mut found = Vec::new();
    for (number, article) in &ordered {
        match billed.get(number) {
            Some(row) if row.quantity != article.quantity => found.push(Difference::Quantity {
                article: article.shown.clone(),
                activecampaign: article.quantity,
                eaccounting: row.quantity,
            }),
            Some(_) => {}
            None => {
                let instead = extra
                    .iter()
                    .find(|(_, row)| row.quantity == article.quantity)
                    .map(|(number, _)| *number);
                match instead {
                    Some(number) if off.is_zero() => {
                        extra.remove(number);
                    }
                    _ => found.push(Difference::LineMissing {
                        article: article.shown.clone(),
                        quantity: article.quantity,
                    }),
                }
            }
        }
    }
    // Shipping and fees have rows of their own; one that is all the difference is too much.
    if found.is_empty()
        && !off.is_zero()
        && let Some(row) = extra.values().find(|row| row.gross == off)
    {
        found.push(Difference::LineExtra {
            article: row.shown.clone(),
            quantity: row.quantity,
        });
    }
    if found.is_empty() && !sale.is_discounted {
        found = amounts(sale, &ordered, &billed, off);
    }
    found
}

/// The sale's articles by number; none where a line has no number, or a quantity that is not positive.
fn ordered(lines: &[SaleLine]) -> Option<BTreeMap<String, Ordered>> {
    let mut articles: BTreeMap<String, Ordered> = BTreeMap::new();
    for line in lines {
        let sku = line.sku.as_deref().filter(|sku| !sku.trim().is_empty())?;
        if line.quantity <= Decimal::ZERO {
            return None;
        }
        let article = articles.entry(normal(sku)).or_default();
        sku.trim().clone_into(&mut article.shown);
        article.quantity += line.quantity;
        article.of_lines += line.price;
        article.of_pieces += line.price * line.quantity;
        article.lines += 1;
    }
    Some(articles)
}

fn billed(rows: &[&DocumentRow]) -> BTreeMap<String, Billed> {
    let mut articles: BTreeMap<String, Billed> = BTreeMap::new();
    for row in rows {
        let Some(number) = row.article.as_deref() else {
            continue;
        };
        let article = articles.entry(normal(number)).or_default();
        number.trim().clone_into(&mut article.shown);
        article.quantity += row.quantity;
        article.gross += row.gross;
        article.net += row.net;
        article.rows += 1;
    }
    articles
}

/// The articles whose amounts differ, under the meaning that most agree with. Only where what they differ by comes to what the
/// totals differ by: some stores round the prices of lines, and their totals agree all the same.
fn amounts(
    sale: &Sale,
    ordered: &BTreeMap<String, Ordered>,
    billed: &BTreeMap<String, Billed>,
    off: Decimal,
) -> Vec<Difference> {
    let unit = sale.currency.smallest_unit();
    let mut best: Option<(usize, Vec<Difference>)> = None;
    for per_piece in [false, true] {
        for without_vat in [false, true] {
            let mut agree = 0;
            let mut differ = Vec::new();
            let (mut sum, mut slacks) = (Decimal::ZERO, Decimal::ZERO);
            for (number, article) in ordered {
                let Some(row) = billed.get(number) else { continue };
                let price = if per_piece {
                    article.of_pieces
                } else {
                    article.of_lines
                };
                let wanted = match without_vat {
                    true if row.net.is_zero() => price,
                    true => price * row.gross / row.net,
                    false => price,
                };
                // Each row is rounded by itself, and a price without VAT has more decimals than it shows.
                let slack = unit * (article.quantity.ceil() + Decimal::from(article.lines.max(row.rows)));
                if (wanted - row.gross).abs() <= slack {
                    agree += 1;
                    continue;
                }
                sum += row.gross - wanted;
                slacks += slack;
                differ.push(Difference::Amount {
                    article: article.shown.clone(),
                    activecampaign: shown(sale.currency, wanted),
                    eaccounting: shown(sale.currency, row.gross),
                });
            }
            let explains = (sum - off).abs() <= slacks;
            if explains && best.as_ref().is_none_or(|(most, _)| agree > *most) {
                best = Some((agree, differ));
            }
        }
    }
    best.map(|(_, differ)| differ).unwrap_or_default()
}
