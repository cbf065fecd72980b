//! Rows from amounts.

use model::{Problem, round_half_away, shorten, strip_control};
use rust_decimal::Decimal;

use crate::articles::Purpose;
use crate::plan::{Found, PlannedRow, RowSource, Sale};
use crate::prices::{Interpretation, Part, PriceVat};
use crate::rows::represent;
use crate::types::Rate;

/// The longest text of a row (OrderRowApi.Text).
const MAX_TEXT: usize = 2000;

/// Everything that rows are made of.
pub(super) struct Draft<'a> {
    pub(super) sale: &'a Sale<'a>,
    pub(super) lines: &'a [Option<Found<'a>>],
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
                (RowSource::Line(index), None) => self.lines.get(index).and_then(Option::as_ref),
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
        let converted = match (self.read.reading.vat, self.with_vat) {
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
            RowSource::Rounding => None,
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
