//! What an e-commerce order should say, and in what ActiveCampaign's differs. Pure.

use std::collections::{BTreeMap, BTreeSet};

use activecampaign::{NormalizedStatus, OrderInput, OrderLineInput};
use model::{Currency, Order, OrderState};
use rust_decimal::Decimal;

/// What an e-commerce order should say.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpectedOrder {
    /// Its state.
    pub state: OrderState,
    /// Currency of all amounts.
    pub currency: Currency,
    /// The amount with VAT, less what is credited.
    pub total: Decimal,
    /// The lines.
    pub lines: Vec<ExpectedLine>,
}

/// A line of an e-commerce order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExpectedLine {
    /// What it is known by: its SKU, else the product's id; none for a rounding.
    pub article: Option<String>,
    /// How many.
    pub quantity: Decimal,
    /// As it is written: of one piece or of the line, by `to_activecampaign.orders.line_price`.
    pub price: Decimal,
}

/// In what an e-commerce order differs from what it should say.
#[derive(Debug, Clone, PartialEq)]
pub enum OrderDifference {
    /// Another currency; the amounts are then not compared.
    Currency,
    /// Another state.
    State,
    /// Another amount.
    Total,
    /// The lines of an article: what ActiveCampaign has, and what it should have.
    Lines {
        /// Its SKU, or the product's id.
        article: Option<String>,
        /// In ActiveCampaign.
        found: Vec<ExpectedLine>,
        /// By eAccounting.
        expected: Vec<ExpectedLine>,
    },
}

impl ExpectedOrder {
    /// What an order says that is written so.
    pub(crate) fn of(input: &OrderInput) -> Self {
        Self {
            state: state_of(input.normalized_status),
            currency: input.currency,
            total: input.final_amount,
            lines: expected_lines(&input.line_items),
        }
    }

    /// In what an order differs, to the smallest unit of its currency. Pure.
    #[must_use]
    pub fn differences(&self, order: &Order) -> Vec<OrderDifference> {
        if order.currency != self.currency {
            return vec![OrderDifference::Currency];
        }
        let mut differences = Vec::new();
        if order.state != self.state {
            differences.push(OrderDifference::State);
        }
        if self.currency.round(order.total) != self.currency.round(self.total) {
            differences.push(OrderDifference::Total);
        }
        let found = order.lines.iter().map(|line| ExpectedLine {
            article: known_by(line.sku.as_deref(), line.product_id.as_deref()),
            quantity: line.quantity,
            price: line.price,
        });
        let mut found = by_article(found);
        let mut expected = by_article(self.lines.iter().cloned());
        let articles: BTreeSet<Option<String>> = found.keys().chain(expected.keys()).cloned().collect();
        for article in articles {
            let found = found.remove(&article).unwrap_or_default();
            let expected = expected.remove(&article).unwrap_or_default();
            let is_equal = found.len() == expected.len()
                && found.iter().zip(&expected).all(|(found, expected)| {
                    // A price of one piece has more decimals than ActiveCampaign gives back.
                    found.quantity == expected.quantity
                        && (found.price - expected.price).abs() < self.currency.smallest_unit()
                });
            if !is_equal {
                differences.push(OrderDifference::Lines {
                    article: found
                        .first()
                        .or(expected.first())
                        .and_then(|line| line.article.clone()),
                    found,
                    expected,
                });
            }
        }
        differences
    }
}

pub(crate) fn expected_lines(lines: &[OrderLineInput]) -> Vec<ExpectedLine> {
    let line = |line: &OrderLineInput| ExpectedLine {
        article: known_by(line.sku.as_deref(), line.product_store_primary_id.as_deref()),
        quantity: Decimal::from(line.quantity),
        price: line.price_amount,
    };
    lines.iter().map(line).collect()
}

/// What a line is known by.
fn known_by(sku: Option<&str>, product: Option<&str>) -> Option<String> {
    [sku, product]
        .into_iter()
        .flatten()
        .map(str::trim)
        .find(|text| !text.is_empty())
        .map(str::to_owned)
}

fn by_article(lines: impl Iterator<Item = ExpectedLine>) -> BTreeMap<Option<String>, Vec<ExpectedLine>> {
    let mut articles: BTreeMap<Option<String>, Vec<ExpectedLine>> = BTreeMap::new();
    for line in lines {
        let article = line.article.as_deref().map(str::to_lowercase);
        articles.entry(article).or_default().push(line);
    }
    for lines in articles.values_mut() {
        lines.sort();
    }
    articles
}

/// The state that an order has which was written with this one.
pub(crate) fn state_of(status: NormalizedStatus) -> OrderState {
    use NormalizedStatus as Normalized;

    match status {
        Normalized::Completed | Normalized::Recovered => OrderState::Completed,
        Normalized::PendingPayment | Normalized::Waiting => OrderState::AwaitingPayment,
        Normalized::Abandoned => OrderState::Abandoned,
        Normalized::Cancelled => OrderState::Cancelled,
        Normalized::Refunded => OrderState::Refunded,
        Normalized::Failed => OrderState::Failed,
        Normalized::Returned => OrderState::Returned,
        Normalized::Pending => OrderState::Pending,
    }
}
