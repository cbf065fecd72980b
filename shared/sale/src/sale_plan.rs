//! The booking, row by row, and its explanation for people.

use std::fmt;

use model::{Currency, Named, StepText, step};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::convention::PriceInterpretation;
use crate::kind::SaleKind;
use crate::known::SettledPrice;
use crate::rate::Rate;
use crate::rows::RowSource;
use crate::totals::Totals;
use crate::treatment::CustomerVatFlags;
/// One row of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedRow {
    /// LineNumber, from 1.
    pub line_number: u16,
    /// Where it comes from.
    pub source: RowSource,
    /// IsTextRow: a row of text alone, for what costs nothing and has no article; everything but `text` is then empty.
    pub is_text: bool,
    /// ArticleId.
    pub article_id: Uuid,
    /// ArticleNumber.
    pub article_number: String,
    /// Text, at most 2,000 characters; `None` uses the article's name.
    pub text: Option<String>,
    /// UnitPrice, with VAT where the plan's totals say so; two or four decimals.
    pub unit_price: Decimal,
    /// Quantity, at most four decimals; negative on discounts.
    pub quantity: Decimal,
    /// DiscountPercentage: a fraction from 0 to 1, at most four decimals.
    pub discount_percentage: Decimal,
    /// The row's amount in eAccounting, two decimals.
    pub amount: Decimal,
    /// The VAT rate that eAccounting will use.
    pub rate: Rate,
    /// The account that eAccounting will use.
    pub account: i64,
}

/// Notes for the activity log about how rows were made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A line has several rows, since no unit price gives its amount.
    Split {
        /// The line or other source.
        source: RowSource,
        /// How many rows.
        rows: usize,
    },
    /// A line is sold as the fallback article.
    Fallback {
        /// Index of the line, from 0.
        line: usize,
        /// The fallback article's number.
        article: String,
    },
    /// Net sums were moved by cents, so that VAT on top gives the shop's total.
    NetMoved {
        /// By how many cents in all.
        cents: Decimal,
    },
    /// A rounding row was added.
    RoundingRow {
        /// Its amount.
        amount: Decimal,
    },
    /// eAccounting rounds the document to whole currency, and so comes to the shop's total.
    RoundedByVendor {
        /// The amount that it adds.
        amount: Decimal,
    },
    /// The order doesn't give a line's price exactly.
    Price(SettledPrice),
    /// A line that costs nothing is a text row.
    TextRow {
        /// Index of the line, from 0.
        line: usize,
    },
    /// An amount is in the total and in no line.
    Unlisted {
        /// How much, with VAT.
        amount: Decimal,
    },
}

impl Note {
    /// What the activity log says of it.
    #[must_use]
    pub fn told(&self) -> StepText {
        match self {
            Self::Split { source, rows } => step::line_split(source, rows),
            Self::Fallback { line, article } => step::sold_as_fallback(line + 1, article),
            Self::NetMoved { cents } => {
                let noun = if *cents == Decimal::ONE { "cent" } else { "cents" };
                step::net_moved(Named::otherwise(format!("{cents} {noun}"), cents.to_string()))
            }
            Self::RoundingRow { amount } => step::rounding_row(amount),
            Self::RoundedByVendor { amount } => step::rounded_by_eaccounting(amount),
            Self::Price(settled) => settled.told(),
            Self::TextRow { line } => step::text_row(line + 1),
            Self::Unlisted { amount } => step::unlisted(format!("{amount:.2}")),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(f)
    }
}

/// The plan of an order's document in eAccounting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SalePlan {
    /// The kind of sale for VAT.
    pub kind: SaleKind,
    /// The flags that the customer record needs for that.
    pub customer: CustomerVatFlags,
    /// How the shop's prices were read.
    pub reading: PriceInterpretation,
    /// Currency of all amounts.
    pub currency: Currency,
    /// The rows.
    pub rows: Vec<PlannedRow>,
    /// What they come to; `gross` is the shop's total, less `rounding`.
    pub totals: Totals,
    /// What eAccounting's own rounding to whole currency adds to come to the shop's total; else zero.
    pub rounding: Decimal,
    /// Notes on how the plan was made.
    pub notes: Vec<Note>,
}
