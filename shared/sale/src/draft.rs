//! Rows from amounts.

use model::{Problem, round_half_away, shorten, strip_control};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::convention::PriceVat;
use crate::interpretation::{Interpretation, Part};
use crate::rate::Rate;
use crate::rows::{RowSource, represent};
use crate::sale::{LineSale, Sale};
use crate::sale_plan::PlannedRow;
use crate::special_articles::Purpose;

/// The longest text of a row (OrderRowApi.Text).
const MAX_TEXT: usize = 2000;

/// The input of the rows.
pub(super) struct Draft<'a> {
    pub(super) sale: &'a Sale<'a>,
    pub(super) lines: &'a [LineSale<'a>],
    pub(super) read: &'a Interpretation,
    pub(super) amounts: &'a [Decimal],
    pub(super) residue: Decimal,
    pub(super) with_vat: bool,
    pub(super) decimals: u32,
}

impl Draft<'_> {
    /// The rows, not yet numbered. `one_row`: a discount is preferred to a second row.
    pub(super) fn rows(&self, one_row: bool) -> Result<Vec<PlannedRow>, Problem> {
        let mut rows = Vec::with_capacity(self.read.parts.len() + 1);
        for (part, amount) in self.read.parts.iter().zip(self.amounts) {
            let special;
            let found = match (part.source, part.purpose) {
                (RowSource::Line(index), None) => match self.lines.get(index) {
                    Some(LineSale::Article(found)) => Some(found),
                    Some(LineSale::Text) => {
                        rows.extend(self.text_row(part));
                        continue;
                    }
                    _ => None,
                },
                _ => None,
            };
            let found = match (found, part.purpose) {
                (Some(found), _) => found,
                (None, purpose) => {
                    special = self
                        .sale
                        .special(purpose.unwrap_or(Purpose::Fallback), part.coding)?;
                    &special
                }
            };
            let preferred = self.unit_price(part);
            let text = self.text(part);
            for figures in represent(*amount, part.quantity, preferred, self.decimals, one_row) {
                rows.push(PlannedRow {
                    line_number: 0,
                    source: part.source,
                    is_text: false,
                    article_id: found.article.id,
                    article_number: found.article.number.clone(),
                    text: text.clone(),
                    unit_price: figures.unit_price,
                    quantity: figures.quantity,
                    discount_percentage: figures.discount,
                    amount: figures.amount(),
                    rate: found.vat.rate,
                    account: found.vat.account,
                });
            }
        }
        if !self.residue.is_zero() {
            rows.push(self.rounding_row()?);
        }
        Ok(rows)
    }

    /// The shop's unit price as the document takes it: with VAT or without.
    fn unit_price(&self, part: &Part) -> Option<Decimal> {
        let price = part.unit_price?;
        let converted = match (part.vat, self.with_vat) {
            (PriceVat::Excluded, true) => round_half_away(price * part.rate.factor(), 2),
            (PriceVat::Included, false) => round_half_away(price / part.rate.factor(), self.decimals),
            _ => price,
        };
        Some(converted)
    }

    fn text(&self, part: &Part) -> Option<String> {
        let order = self.sale.order;
        let own = match part.source {
            RowSource::Line(index) => order.lines.get(index).map(|line| line.name.as_str()),
            RowSource::Shipping => order.shipping_method.as_deref(),
            RowSource::Discount(index) => order.discounts.get(index).and_then(|d| d.name.as_deref()),
            RowSource::Rounding | RowSource::Unlisted => None,
        };
        let own = own.filter(|text| !text.trim().is_empty());
        let set = part
            .purpose
            .and_then(|purpose| self.sale.rules.texts.get(&purpose))
            .map(String::as_str);
        let text = strip_control(own.or(set)?, true);
        let text = shorten(text.trim(), MAX_TEXT);
        (!text.is_empty()).then_some(text)
    }

    /// What costs nothing and has no article: its name and how many, where it has a name.
    fn text_row(&self, part: &Part) -> Option<PlannedRow> {
        let name = self.text(part)?;
        let quantity = part.quantity.normalize();
        let text = if quantity == Decimal::ONE {
            name
        } else {
            format!("{quantity} × {name}")
        };
        Some(PlannedRow {
            line_number: 0,
            source: part.source,
            is_text: true,
            article_id: Uuid::nil(),
            article_number: String::new(),
            text: Some(shorten(&text, MAX_TEXT)),
            unit_price: Decimal::ZERO,
            quantity: Decimal::ZERO,
            discount_percentage: Decimal::ZERO,
            amount: Decimal::ZERO,
            rate: Rate::ZERO,
            account: 0,
        })
    }

    fn rounding_row(&self) -> Result<PlannedRow, Problem> {
        let sale = self.sale;
        // A rounding article with VAT is refused here: its row would change the VAT, and miss the total again.
        let found = sale.special(Purpose::Rounding, Rate::ZERO)?;
        let quantity = if self.residue.is_sign_negative() {
            -Decimal::ONE
        } else {
            Decimal::ONE
        };
        Ok(PlannedRow {
            line_number: 0,
            source: RowSource::Rounding,
            is_text: false,
            article_id: found.article.id,
            article_number: found.article.number.clone(),
            text: sale.rules.texts.get(&Purpose::Rounding).cloned(),
            unit_price: self.residue.abs().normalize(),
            quantity,
            discount_percentage: Decimal::ZERO,
            amount: self.residue,
            rate: found.vat.rate,
            account: found.vat.account,
        })
    }
}
