//! E-commerce GraphQL, "Orders" and "Products": the inputs of writes.
//!
//! The vendor's input types under the vendor's names. Empty texts are left out, like unknown fields.

use std::fmt;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use model::{Currency, Email};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Whether a text is empty.
fn blank(text: &Option<String>) -> bool {
    text.as_deref().is_none_or(|text| text.trim().is_empty())
}

/// A moment on a store's clock. Written as ISO 8601 to the second with its offset: `2026-11-23T10:48:23+01:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreDate {
    /// When.
    pub at: Timestamp,
    /// How far the clock is from UTC.
    pub offset: Offset,
}

impl StoreDate {
    /// The moment on a clock of this offset.
    #[must_use]
    pub const fn new(at: Timestamp, offset: Offset) -> Self {
        Self { at, offset }
    }
}

impl From<Timestamp> for StoreDate {
    fn from(at: Timestamp) -> Self {
        Self::new(at, Offset::UTC)
    }
}

impl fmt::Display for StoreDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.at.to_zoned_datetime(TimeZone::fixed(self.offset));
        write!(f, "{}", local.strftime("%Y-%m-%dT%H:%M:%S%:z"))
    }
}

impl Serialize for StoreDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for StoreDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let expected = || serde::de::Error::custom("expected a date and time with an offset");
        let pieces = jiff::fmt::temporal::Pieces::parse(&text).map_err(|_| expected())?;
        let (Some(time), Some(offset)) = (pieces.time(), pieces.to_numeric_offset()) else {
            return Err(expected());
        };
        let at = offset
            .to_timestamp(pieces.date().to_datetime(time))
            .map_err(|_| expected())?;
        Ok(Self::new(at, offset))
    }
}

/// Whether automations run for an order ("creationSource").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CreationSource {
    /// An old order: it starts no automation.
    Historical,
    /// A new one.
    RealTime,
}

/// An order's status ("normalizedStatus", `ActiveCampaignOrderState`). Only completed orders count as revenue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum NormalizedStatus {
    /// Pending.
    Pending,
    /// Paid.
    Completed,
    /// A cart that was left.
    Abandoned,
    /// A left cart that was bought after all.
    Recovered,
    /// Checked out, not paid.
    Waiting,
    /// Called off before any payment.
    Cancelled,
    /// Paid, and paid back.
    Refunded,
    /// The payment failed.
    Failed,
    /// Sent back.
    Returned,
    /// Payment is awaited.
    PendingPayment,
}

/// What a discount applies to. The documentation allows no other type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DiscountType {
    /// The goods.
    Order,
    /// The shipping.
    Shipping,
}

/// An address of an order.
///
/// Without [`OrderInput::customer_data`], ActiveCampaign writes the contact's name and phone from the shipping address,
/// else from the billing address.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct OrderAddress {
    /// First name.
    #[serde(skip_serializing_if = "blank")]
    pub first_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "blank")]
    pub last_name: Option<String>,
    /// Street.
    #[serde(skip_serializing_if = "blank")]
    pub address1: Option<String>,
    /// Second line.
    #[serde(skip_serializing_if = "blank")]
    pub address2: Option<String>,
    /// Third line.
    #[serde(skip_serializing_if = "blank")]
    pub address3: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "blank")]
    pub city: Option<String>,
    /// State or county.
    #[serde(skip_serializing_if = "blank")]
    pub province: Option<String>,
    /// ISO 3166-1 code of two letters.
    #[serde(skip_serializing_if = "blank")]
    pub country: Option<String>,
    /// Postcode.
    #[serde(skip_serializing_if = "blank")]
    pub postal: Option<String>,
    /// Phone.
    #[serde(skip_serializing_if = "blank")]
    pub phone: Option<String>,
    /// Company.
    #[serde(skip_serializing_if = "blank")]
    pub company: Option<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "blank")]
    pub email: Option<String>,
}

/// Who the contact is. Has precedence over both addresses.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CustomerData {
    /// First name.
    #[serde(skip_serializing_if = "blank")]
    pub first_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "blank")]
    pub last_name: Option<String>,
    /// Phone.
    #[serde(skip_serializing_if = "blank")]
    pub phone: Option<String>,
    /// Company, as the contact's text.
    #[serde(skip_serializing_if = "blank")]
    pub company: Option<String>,
}

/// A line of an order.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderLineInput {
    /// The store's id for the line.
    #[serde(default, skip_serializing_if = "blank")]
    pub store_line_item_id: Option<String>,
    /// The store's id for the variant.
    #[serde(default, skip_serializing_if = "blank")]
    pub product_store_primary_id: Option<String>,
    /// The store's id for the product.
    #[serde(default, skip_serializing_if = "blank")]
    pub store_base_product_id: Option<String>,
    /// Name.
    #[serde(default, skip_serializing_if = "blank")]
    pub name: Option<String>,
    /// SKU.
    #[serde(default, skip_serializing_if = "blank")]
    pub sku: Option<String>,
    /// Category.
    #[serde(default, skip_serializing_if = "blank")]
    pub category: Option<String>,
    /// Brand.
    #[serde(default, skip_serializing_if = "blank")]
    pub brand: Option<String>,
    /// The product's page.
    #[serde(default, skip_serializing_if = "blank")]
    pub product_url: Option<String>,
    /// The product's picture.
    #[serde(default, skip_serializing_if = "blank")]
    pub image_url: Option<String>,
    /// How many. Whole: the vendor's type is `Int`.
    pub quantity: i32,
    /// "Decimal currency amount of the total cost of this line item (not the per-item cost)" by the documents; the price of
    /// one piece by both official plugins.
    #[serde(with = "rust_decimal::serde::float")]
    pub price_amount: Decimal,
}

/// A discount of an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderDiscountInput {
    /// Name or code.
    #[serde(default, skip_serializing_if = "blank")]
    pub name: Option<String>,
    /// What it applies to.
    #[serde(rename = "type")]
    pub kind: DiscountType,
    /// How much, in the order's currency.
    #[serde(with = "rust_decimal::serde::float")]
    pub discount_amount: Decimal,
}

/// An order as `upsertOrder` takes it, whole: whether the vendor replaces or patches is not documented, and its own
/// plugins always send all of it. Amounts are in whole units of [`OrderInput::currency`].
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderInput {
    /// The connection's id.
    pub legacy_connection_id: i32,
    /// The store's id for the order: with the connection, the key.
    pub store_order_id: String,
    /// The number that people use.
    #[serde(default, skip_serializing_if = "blank")]
    pub order_number: Option<String>,
    /// Another id of the order, outside the store.
    #[serde(default, skip_serializing_if = "blank")]
    pub store_external_order_id: Option<String>,
    /// Whether automations run.
    pub creation_source: CreationSource,
    /// The contact's key.
    pub email: Email,
    /// The store's id for the customer.
    #[serde(default, skip_serializing_if = "blank")]
    pub store_customer_id: Option<String>,
    /// When it was placed.
    pub store_created_date: StoreDate,
    /// When it changed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store_modified_date: Option<StoreDate>,
    /// The store's own word for the status. Each word must map to one [`NormalizedStatus`].
    #[serde(default, skip_serializing_if = "blank")]
    pub store_status: Option<String>,
    /// Its status.
    pub normalized_status: NormalizedStatus,
    /// Currency of all amounts.
    pub currency: Currency,
    /// The amount to pay, with VAT and shipping.
    #[serde(with = "rust_decimal::serde::float")]
    pub final_amount: Decimal,
    /// The price of shipping.
    #[serde(default, with = "rust_decimal::serde::float")]
    pub shipping_amount: Decimal,
    /// Sum of the discounts.
    #[serde(default, with = "rust_decimal::serde::float")]
    pub discounts_amount: Decimal,
    /// Lines.
    pub line_items: Vec<OrderLineInput>,
    /// Discounts.
    #[serde(default)]
    pub discounts: Vec<OrderDiscountInput>,
    /// Who the contact is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_data: Option<CustomerData>,
    /// Where the bill goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billing_address: Option<OrderAddress>,
    /// Where the goods go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<OrderAddress>,
    /// How it is shipped.
    #[serde(default, skip_serializing_if = "blank")]
    pub shipping_method: Option<String>,
    /// How it is paid.
    #[serde(default, skip_serializing_if = "blank")]
    pub payment_method: Option<String>,
    /// The order's page.
    #[serde(default, skip_serializing_if = "blank")]
    pub order_url: Option<String>,
    /// The customer's language and country, such as `SV_SE`.
    #[serde(default, skip_serializing_if = "blank")]
    pub customer_locale: Option<String>,
    /// Where it was sold.
    #[serde(default, skip_serializing_if = "blank")]
    pub sales_channel: Option<String>,
    /// The store's branch.
    #[serde(default, skip_serializing_if = "blank")]
    pub location_id: Option<String>,
    /// Notes.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "without_blanks"
    )]
    pub notes: Vec<String>,
    /// Consent to marketing. If omitted, an existing customer's consent is unchanged; `true` adds the contact to a list
    /// in accounts opened since January 2024.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepts_marketing: Option<bool>,
}

fn without_blanks<S: Serializer>(texts: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(texts.iter().filter(|text| !text.trim().is_empty()))
}

macro_rules! hides {
    ($($type:ident: $($field:ident),*;)*) => {$(
        // Names and addresses are kept out of logs.
        impl fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($type))
                    $(.field(stringify!($field), &self.$field))*
                    .finish_non_exhaustive()
            }
        }
    )*};
}

hides! {
    OrderAddress: country;
    CustomerData:;
    OrderLineInput: sku, quantity, price_amount;
    OrderInput: legacy_connection_id, store_order_id, normalized_status, final_amount;
}

/// At most 30 orders that start no automation, as `bulkUpsertOrdersAsync` takes them.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderBatch(Vec<OrderInput>);

impl OrderBatch {
    /// Most orders in a batch: what ActiveCampaign's own plugin sends.
    pub const LARGEST: usize = 30;

    /// Splits orders into batches, and marks each as historical.
    #[must_use]
    pub fn of(orders: Vec<OrderInput>) -> Vec<Self> {
        let historical = |order: OrderInput| OrderInput {
            creation_source: CreationSource::Historical,
            ..order
        };
        let mut orders: Vec<OrderInput> = orders.into_iter().map(historical).collect();
        let mut batches = Vec::new();
        while !orders.is_empty() {
            let rest = orders.split_off(orders.len().min(Self::LARGEST));
            batches.push(Self(std::mem::replace(&mut orders, rest)));
        }
        batches
    }

    /// The orders.
    #[must_use]
    pub fn orders(&self) -> &[OrderInput] {
        &self.0
    }
}

/// Whether a product can be bought ("stockStatus"). There is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StockStatus {
    /// There is some.
    InStock,
    /// Out of stock.
    OutOfStock,
    /// Out of stock, and can be ordered.
    Backorder,
}

/// An input of `bulkUpsertProducts`. Omitted fields are unchanged (patch semantics). The key is the connection and
/// [`ProductInput::store_primary_id`]; ActiveCampaign's own id is not sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProductInput {
    /// The connection's id.
    pub legacy_connection_id: i32,
    /// The store's id for the variant.
    pub store_primary_id: String,
    /// The store's id for the product.
    #[serde(default, skip_serializing_if = "blank")]
    pub store_base_product_id: Option<String>,
    /// Name of the product.
    #[serde(default, skip_serializing_if = "blank")]
    pub base_product_name: Option<String>,
    /// SKU.
    #[serde(default, skip_serializing_if = "blank")]
    pub variant_sku: Option<String>,
    /// Name of the variant.
    #[serde(default, skip_serializing_if = "blank")]
    pub variant_name: Option<String>,
    /// Description.
    #[serde(default, skip_serializing_if = "blank")]
    pub variant_description: Option<String>,
    /// Price of one.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "rust_decimal::serde::float_option"
    )]
    pub variant_price_amount: Option<Decimal>,
    /// Currency of the price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant_price_currency: Option<Currency>,
    /// When it changed last: "must be in format 2019-11-16T10:48:23Z".
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "to_the_second"
    )]
    pub variant_store_modified_date: Option<Timestamp>,
    /// The product's page.
    #[serde(default, skip_serializing_if = "blank")]
    pub variant_url: Option<String>,
    /// Pictures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant_images: Option<Vec<String>>,
    /// Categories.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<String>>,
    /// Tags of the product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Brand.
    #[serde(default, skip_serializing_if = "blank")]
    pub brand: Option<String>,
    /// Whether it can be bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock_status: Option<StockStatus>,
    /// Whether it can be ordered when out of stock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_backorders_allowed: Option<bool>,
    /// Whether it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_visible: Option<bool>,
    /// Whether it was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_deleted: Option<bool>,
}

fn to_the_second<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => serializer.collect_str(&at.strftime("%Y-%m-%dT%H:%M:%SZ")),
        None => serializer.serialize_none(),
    }
}

impl ProductInput {
    /// A product of which nothing is written yet.
    #[must_use]
    pub fn new(connection: i32, primary_id: &str) -> Self {
        Self {
            legacy_connection_id: connection,
            store_primary_id: primary_id.to_owned(),
            store_base_product_id: None,
            base_product_name: None,
            variant_sku: None,
            variant_name: None,
            variant_description: None,
            variant_price_amount: None,
            variant_price_currency: None,
            variant_store_modified_date: None,
            variant_url: None,
            variant_images: None,
            categories: None,
            tags: None,
            brand: None,
            stock_status: None,
            is_backorders_allowed: None,
            is_visible: None,
            is_deleted: None,
        }
    }
}

/// At most 20 products, as `bulkUpsertProducts` takes them.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductBatch(Vec<ProductInput>);

impl ProductBatch {
    /// Most products in a batch: what ActiveCampaign's own plugin sends.
    pub const LARGEST: usize = 20;

    /// Splits products into batches.
    #[must_use]
    pub fn of(mut products: Vec<ProductInput>) -> Vec<Self> {
        let mut batches = Vec::new();
        while !products.is_empty() {
            let rest = products.split_off(products.len().min(Self::LARGEST));
            batches.push(Self(std::mem::replace(&mut products, rest)));
        }
        batches
    }

    /// The products.
    #[must_use]
    pub fn products(&self) -> &[ProductInput] {
        &self.0
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use serde_json::json;

    use super::*;

    pub(crate) fn order() -> OrderInput {
        serde_json::from_value(json!({
            "legacyConnectionId": 3, "storeOrderId": "chain-1", "orderNumber": "1042", "creationSource": "REAL_TIME",
            "email": "anna@example.com", "storeCreatedDate": "2026-11-23T10:48:23+01:00",
            "storeStatus": "unpaid", "normalizedStatus": "PENDING_PAYMENT", "currency": "SEK",
            "finalAmount": 847.5, "shippingAmount": 49, "discountsAmount": 0.5,
            "lineItems": [{"sku": "LAMP", "name": "Lamp", "quantity": 1, "priceAmount": 799.0}],
            "discounts": [{"name": "N", "type": "ORDER", "discountAmount": 0.5}],
            "customerData": {"firstName": "Anna"},
        }))
        .unwrap()
    }

    #[test]
    fn an_order_is_written_as_the_vendor_reads_it() {
        let mut order = order();
        order.payment_method = Some("  ".to_owned());
        order.notes = vec![String::new(), "Ring".to_owned()];
        order.shipping_address = Some(OrderAddress {
            city: Some("Lund".to_owned()),
            phone: Some(String::new()),
            ..OrderAddress::default()
        });
        let at = "2026-06-01T08:00:00.5Z".parse().unwrap();
        order.store_modified_date = Some(StoreDate::new(at, Offset::from_hours(2).unwrap()));
        insta::assert_json_snapshot!(order, @r#"
        {
          "legacyConnectionId": 3,
          "storeOrderId": "chain-1",
          "orderNumber": "1042",
          "creationSource": "REAL_TIME",
          "email": "anna@example.com",
          "storeCreatedDate": "2026-11-23T10:48:23+01:00",
          "storeModifiedDate": "2026-06-01T10:00:00+02:00",
          "storeStatus": "unpaid",
          "normalizedStatus": "PENDING_PAYMENT",
          "currency": "SEK",
          "finalAmount": 847.5,
          "shippingAmount": 49.0,
          "discountsAmount": 0.5,
          "lineItems": [
            {
              "name": "Lamp",
              "sku": "LAMP",
              "quantity": 1,
              "priceAmount": 799.0
            }
          ],
          "discounts": [
            {
              "name": "N",
              "type": "ORDER",
              "discountAmount": 0.5
            }
          ],
          "customerData": {
            "firstName": "Anna"
          },
          "shippingAddress": {
            "city": "Lund"
          },
          "notes": [
            "Ring"
          ]
        }
        "#);
    }

    #[test]
    fn an_amount_keeps_its_digits() {
        for amount in ["0.01", "119.2", "99999999.99", "70.535714"] {
            let amount: Decimal = amount.parse().unwrap();
            let sent = serde_json::to_string(&OrderDiscountInput {
                name: None,
                kind: DiscountType::Shipping,
                discount_amount: amount,
            });
            assert!(sent.unwrap().contains(&amount.to_string()), "{amount}");
        }
    }

    #[test]
    fn a_date_without_an_offset_is_none() {
        for text in ["2026-11-23T10:00:00", "2026-11-23", "yesterday"] {
            assert!(
                serde_json::from_value::<StoreDate>(json!(text)).is_err(),
                "{text}"
            );
        }
        let read: StoreDate = serde_json::from_value(json!("2026-11-23T10:00:00+01:00")).unwrap();
        assert_eq!(read.to_string(), "2026-11-23T10:00:00+01:00");
    }

    #[test]
    fn batches_are_bounded_and_old_orders_start_no_automation() {
        let batches = OrderBatch::of(vec![order(); 61]);
        let sizes: Vec<usize> = batches.iter().map(|batch| batch.orders().len()).collect();
        assert_eq!(sizes, [30, 30, 1]);
        let is_historical = |order: &OrderInput| order.creation_source == CreationSource::Historical;
        assert!(
            batches
                .iter()
                .all(|batch| batch.orders().iter().all(is_historical))
        );
        assert!(OrderBatch::of(Vec::new()).is_empty());
        let products = ProductBatch::of(vec![ProductInput::new(3, "LAMP"); 41]);
        assert_eq!(
            products.iter().map(|batch| batch.products().len()).max(),
            Some(20)
        );
    }

    #[test]
    fn a_product_sends_what_is_known_and_no_id() {
        let product = ProductInput {
            stock_status: Some(StockStatus::Backorder),
            variant_store_modified_date: Some("2026-11-23T10:48:23.9Z".parse().unwrap()),
            ..ProductInput::new(3, "LAMP")
        };
        assert_eq!(
            serde_json::to_value(product).unwrap(),
            json!({"legacyConnectionId": 3, "storePrimaryId": "LAMP", "stockStatus": "BACKORDER",
                "variantStoreModifiedDate": "2026-11-23T10:48:23Z"})
        );
    }

    #[test]
    fn nobody_shows_in_debug() {
        let shown = format!("{:?} {:?}", order(), order().customer_data);
        assert!(shown.contains("chain-1") && !shown.contains("nna"), "{shown}");
    }
}
