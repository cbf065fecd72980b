use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Currency, CustomFields, Customer, Source};

/// An order's status in the shop: ActiveCampaign's `normalizedStatus`, REST `state`, or a deal's status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Placed, not finished.
    Pending,
    /// Placed; the payment is awaited (`PENDING_PAYMENT`, `WAITING`, REST state 4).
    AwaitingPayment,
    /// Paid and finished (also a won deal, and a recovered cart that was bought).
    Completed,
    /// A cart that was left.
    Abandoned,
    /// Cancelled.
    Cancelled,
    /// Refunded.
    Refunded,
    /// Failed.
    Failed,
    /// Sent back.
    Returned,
    /// A deal that is neither won nor lost.
    Open,
    /// A lost deal.
    Lost,
}

/// What a discount applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiscountTarget {
    /// The goods.
    Order,
    /// The shipping.
    Shipping,
}

/// One discount of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Discount {
    /// Its name or code.
    pub name: Option<String>,
    /// What it applies to.
    pub target: DiscountTarget,
    /// How much, as a positive amount in the order's currency. Whether it includes VAT is the shop's affair: as its prices do.
    #[serde(with = "rust_decimal::serde::float")]
    pub amount: Decimal,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderLine {
    /// The shop's id of the product.
    pub product_id: Option<String>,
    /// Article number as the shop writes it.
    pub sku: Option<String>,
    /// Name.
    pub name: String,
    /// How many.
    #[serde(with = "rust_decimal::serde::float")]
    pub quantity: Decimal,
    /// The price as the source gives it, in the order's currency: of one piece or of the whole line, with VAT or
    /// without. The pricing rules decide which, from the order's own total or by setting.
    #[serde(with = "rust_decimal::serde::float")]
    pub price: Decimal,
    /// Category.
    pub category: Option<String>,
    /// Address of the product's page.
    pub product_url: Option<String>,
    /// Address of the product's picture.
    pub image_url: Option<String>,
}

/// An order as ActiveCampaign knows it: an e-commerce order or a deal.
///
/// This is the source document that mapping expressions read. All amounts are in `currency`, in whole units (never cents).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// Where it comes from: the key of everything.
    pub source: Source,
    /// The number that the shop's owner and the buyer know.
    pub number: String,
    /// Address of the order in the shop.
    pub url: Option<String>,
    /// When it was placed; when a deal was entered.
    pub placed_at: Timestamp,
    /// When it was last changed, as the source writes it: a version to compare, not to compute with.
    pub version: Option<String>,
    /// Its status.
    pub state: OrderState,
    /// The shop's own word for the status.
    pub status_text: Option<String>,
    /// A test order.
    pub is_test: bool,
    /// Currency of all amounts.
    pub currency: Currency,
    /// The buyer.
    pub customer: Customer,
    /// The lines.
    pub lines: Vec<OrderLine>,
    /// Shipping, before shipping discounts.
    #[serde(with = "rust_decimal::serde::float")]
    pub shipping: Decimal,
    /// Name of the shipping method.
    pub shipping_method: Option<String>,
    /// Discounts.
    pub discounts: Vec<Discount>,
    /// VAT in the whole order, where the source knows it (REST orders only).
    #[serde(with = "rust_decimal::serde::float_option")]
    pub tax: Option<Decimal>,
    /// The amount that the buyer pays, VAT and shipping included.
    #[serde(with = "rust_decimal::serde::float")]
    pub total: Decimal,
    /// Payment method.
    pub payment_method: Option<String>,
    /// Notes on the order.
    pub notes: Vec<String>,
    /// A deal's pipeline id.
    pub pipeline: Option<String>,
    /// A deal's stage id.
    pub stage: Option<String>,
    /// A deal's title.
    pub title: Option<String>,
    /// A deal's custom fields.
    pub fields: CustomFields,
}

impl Order {
    /// When it became a sale, which dates its document: an order when it was placed, a deal when it was won. A deal may have
    /// been open for months before; ActiveCampaign doesn't say when it was won, but that was its last change when it is sent.
    #[must_use]
    pub fn sold_at(&self) -> Timestamp {
        let changed = || self.version.as_deref()?.parse::<Timestamp>().ok();
        match self.source {
            Source::Deal(_) => changed().map_or(self.placed_at, |at| at.max(self.placed_at)),
            _ => self.placed_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CustomerOrigin;

    #[test]
    fn an_order_is_sold_when_it_is_placed_and_a_deal_when_it_is_won() {
        const ENTERED: &str = "2026-01-31T09:00:00Z";
        const CHANGED: &str = "2026-11-20T03:00:00-06:00";
        for (source, version, sold) in [
            ("order:1:5001", Some(CHANGED), ENTERED),
            ("deal:7", Some(CHANGED), "2026-11-20T09:00:00Z"),
            ("deal:7", None, ENTERED),
            ("deal:7", Some("7"), ENTERED),
            ("deal:7", Some("2026-01-30T09:00:00Z"), ENTERED),
        ] {
            let order = Order {
                source: source.parse().unwrap(),
                number: "7".to_owned(),
                url: None,
                placed_at: ENTERED.parse().unwrap(),
                version: version.map(str::to_owned),
                state: OrderState::Completed,
                status_text: None,
                is_test: false,
                currency: "SEK".parse().unwrap(),
                customer: Customer::new(CustomerOrigin::Contact),
                lines: Vec::new(),
                shipping: Decimal::ZERO,
                shipping_method: None,
                discounts: Vec::new(),
                tax: None,
                total: Decimal::ONE,
                payment_method: None,
                notes: Vec::new(),
                pipeline: None,
                stage: None,
                title: None,
                fields: CustomFields::default(),
            };
            assert_eq!(order.sold_at().to_string(), sold, "{source} {version:?}");
        }
    }
}
