//! Short descriptions of the records that tests and the demo create. Omitted fields have plausible defaults.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::events::Trigger;
use super::state::{Row, row};

/// A person.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContactSeed {
    /// The address, which is unique in the account.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Phone number.
    pub phone: String,
    /// The company, as plain text on the contact.
    pub organisation: String,
    /// Custom fields by personalization tag. Fields that don't exist are created.
    pub fields: BTreeMap<String, String>,
    /// The account that the contact belongs to, by id.
    pub account: Option<u64>,
    /// Names of tags.
    pub tags: Vec<String>,
}

impl ContactSeed {
    /// A person with this address.
    #[must_use]
    pub fn new(email: &str) -> Self {
        Self {
            email: email.to_owned(),
            ..Self::default()
        }
    }

    /// Named so.
    #[must_use]
    pub fn named(mut self, first: &str, last: &str) -> Self {
        self.first_name = first.to_owned();
        self.last_name = last.to_owned();
        self
    }

    /// With a custom field.
    #[must_use]
    pub fn field(mut self, perstag: &str, value: &str) -> Self {
        self.fields.insert(perstag.to_owned(), value.to_owned());
        self
    }

    /// The API's form, without empty fields.
    pub(super) fn row(&self) -> Row {
        let mut sent = row(json!({
            "email": self.email, "firstName": self.first_name, "lastName": self.last_name, "phone": self.phone,
            "orgname": self.organisation,
        }));
        sent.retain(|_, value| value != "");
        sent
    }
}

/// A company.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AccountSeed {
    /// The name, which is unique.
    pub name: String,
    /// The website.
    pub url: String,
    /// Custom fields by label. Fields that don't exist are created.
    pub fields: BTreeMap<String, String>,
}

/// A deal.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DealSeed {
    /// The title.
    pub title: String,
    /// More about it.
    pub description: String,
    /// The contact, by id.
    pub contact: Option<u64>,
    /// The account, by id.
    pub account: Option<u64>,
    /// In whole currency units; the API uses cents.
    pub value: Decimal,
    /// ISO code. SEK if empty.
    pub currency: String,
    /// The stage, by id. The first stage if empty.
    pub stage: Option<u64>,
    /// Custom fields by label. Fields that don't exist are created.
    pub fields: BTreeMap<String, String>,
}

/// A shop from which orders come.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConnectionSeed {
    /// The shop system.
    pub service: String,
    /// The id of the shop in its own system.
    pub external_id: String,
    /// The shop's name.
    pub name: String,
    /// The URL where the shop is managed.
    pub link_url: String,
}

/// A contact's custom field.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FieldSeed {
    /// The title.
    pub title: String,
    /// The personalization tag. Derived from the title if empty.
    pub perstag: String,
    /// `text` when empty.
    pub kind: String,
}

/// An address in an order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AddressSeed {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Company.
    pub company: String,
    /// Street and number.
    pub address1: String,
    /// The address's second line.
    pub address2: String,
    /// Postcode.
    pub postal: String,
    /// City.
    pub city: String,
    /// State or county.
    pub province: String,
    /// Two letters.
    pub country: String,
    /// Phone number.
    pub phone: String,
    /// E-mail.
    pub email: String,
}

impl AddressSeed {
    fn json(&self) -> Value {
        let mut address = row(json!({
            "firstName": self.first_name, "lastName": self.last_name, "company": self.company,
            "address1": self.address1, "address2": self.address2, "postal": self.postal, "city": self.city,
            "province": self.province, "country": self.country, "phone": self.phone, "email": self.email,
        }));
        address.retain(|_, value| value != "");
        if address.is_empty() {
            Value::Null
        } else {
            Value::Object(address)
        }
    }
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LineSeed {
    /// The article's number.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// The price of the whole line, as the GraphQL documentation defines it. The REST store receives the unit price.
    pub amount: Decimal,
    /// The product's page.
    pub url: String,
    /// The product's picture.
    pub image_url: String,
    /// Category.
    pub category: String,
    /// The shop's id for the product. The SKU if empty.
    pub product_id: String,
}

impl Default for LineSeed {
    fn default() -> Self {
        Self {
            sku: String::new(),
            name: String::new(),
            quantity: 1,
            amount: Decimal::ZERO,
            url: String::new(),
            image_url: String::new(),
            category: String::new(),
            product_id: String::new(),
        }
    }
}

impl LineSeed {
    /// `quantity` pieces of an article, for `amount` in total.
    #[must_use]
    pub fn new(sku: &str, name: &str, quantity: u32, amount: Decimal) -> Self {
        Self {
            sku: sku.to_owned(),
            name: name.to_owned(),
            quantity,
            amount,
            ..Self::default()
        }
    }

    fn product_id(&self) -> &str {
        if self.product_id.is_empty() {
            &self.sku
        } else {
            &self.product_id
        }
    }
}

/// A discount on an order.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DiscountSeed {
    /// The code.
    pub name: String,
    /// Whether the discount applies to shipping instead of the order.
    pub on_shipping: bool,
    /// The amount, in whole currency units.
    pub amount: Decimal,
}

/// An order. `add_order` writes it to the GraphQL store, `add_rest_order` to the REST store.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderSeed {
    /// The connection, by id. If empty: the account's first, created if there is none.
    pub connection: Option<u64>,
    /// The shop's id for the order. If empty: the next number, starting from 1001. An order that exists is written
    /// again.
    pub id: String,
    /// The order number that the customer sees. The id if empty.
    pub number: String,
    /// The order's page in the shop.
    pub url: String,
    /// Whose order.
    pub email: String,
    /// The shop's id for the customer.
    pub customer_id: String,
    /// What was bought.
    pub lines: Vec<LineSeed>,
    /// The price of shipping.
    pub shipping: Decimal,
    /// The shipping method.
    pub shipping_method: String,
    /// Discounts.
    pub discounts: Vec<DiscountSeed>,
    /// The sum of the discounts as the store states it. Calculated if empty.
    pub discount_amount: Option<Decimal>,
    /// The order's VAT. Only the REST store has it.
    pub tax: Decimal,
    /// The final amount. If empty: lines plus shipping less discounts.
    pub total: Option<Decimal>,
    /// ISO code. SEK if empty.
    pub currency: String,
    /// The billing address.
    pub billing: AddressSeed,
    /// The shipping address.
    pub delivery: AddressSeed,
    /// `normalizedStatus`. COMPLETED if empty.
    pub status: String,
    /// The shop's own status.
    pub store_status: String,
    /// The payment method.
    pub payment_method: String,
    /// When the order was placed, in the shop's format. Now if empty.
    pub created: String,
    /// When the order changed last, in the shop's format. Now if empty.
    pub modified: String,
    /// Whether it is a historical order, which starts no automation.
    pub historical: bool,
    /// Whether the shop marked it as a test.
    pub test: bool,
}

impl OrderSeed {
    /// All discounts, on the order and on shipping.
    fn discount(&self) -> Decimal {
        let listed = || self.discounts.iter().map(|discount| discount.amount).sum();
        self.discount_amount.unwrap_or_else(listed)
    }

    fn total(&self) -> Decimal {
        let lines: Decimal = self.lines.iter().map(|line| line.amount).sum();
        self.total
            .unwrap_or_else(|| lines + self.shipping - self.discount())
    }

    fn number(&self) -> &str {
        if self.number.is_empty() {
            &self.id
        } else {
            &self.number
        }
    }

    fn currency(&self) -> &str {
        if self.currency.is_empty() {
            "SEK"
        } else {
            &self.currency
        }
    }

    /// The input of `upsertOrder`, with types converted.
    pub(super) fn graphql(&self, connection: u64, now: &str) -> Row {
        let line = |line: &LineSeed| {
            json!({
                "name": line.name, "sku": line.sku, "quantity": line.quantity, "priceAmount": line.amount.to_string(),
                "productUrl": line.url, "imageUrl": line.image_url, "category": line.category,
                "productStorePrimaryId": line.product_id(),
            })
        };
        let discount = |discount: &DiscountSeed| {
            json!({
                "name": discount.name, "type": if discount.on_shipping { "SHIPPING" } else { "ORDER" },
                "discountAmount": discount.amount.to_string(),
            })
        };
        let created = if self.created.is_empty() {
            now
        } else {
            &self.created
        };
        let modified = if self.modified.is_empty() {
            now
        } else {
            &self.modified
        };
        let mut order = row(json!({
            "legacyConnectionId": connection, "storeOrderId": self.id, "orderNumber": self.number(),
            "orderUrl": self.url, "email": self.email, "storeCustomerId": self.customer_id,
            "creationSource": if self.historical { "HISTORICAL" } else { "REAL_TIME" },
            "storeCreatedDate": created, "storeModifiedDate": modified, "storeStatus": self.store_status,
            "normalizedStatus": if self.status.is_empty() { "COMPLETED" } else { &self.status },
            "shippingMethod": self.shipping_method, "isTestOrder": self.test, "currency": self.currency(),
            "finalAmount": self.total().to_string(), "shippingAmount": self.shipping.to_string(),
            "discountsAmount": self.discount().to_string(), "paymentMethod": self.payment_method,
            "billingAddress": self.billing.json(), "shippingAddress": self.delivery.json(),
            "lineItems": self.lines.iter().map(line).collect::<Value>(),
            "discounts": self.discounts.iter().map(discount).collect::<Value>(),
        }));
        order.retain(|_, value| value != "" && !value.is_null());
        order
    }

    /// The input of `POST /ecomOrders`.
    pub(super) fn rest(&self, connection: u64, customer: u64, now: &str) -> Row {
        let cents = |amount: Decimal| super::state::cents(amount).to_string();
        let line = |line: &LineSeed| {
            let price = line.amount / Decimal::from(line.quantity.max(1));
            json!({
                "externalid": line.product_id(), "name": line.name, "price": cents(price),
                "quantity": line.quantity.to_string(), "category": line.category, "sku": line.sku,
                "imageUrl": line.image_url, "productUrl": line.url,
            })
        };
        let discount = |discount: &DiscountSeed| {
            json!({
                "name": discount.name, "type": if discount.on_shipping { "shipping" } else { "order" },
                "discountAmount": cents(discount.amount),
            })
        };
        row(json!({
            "orderUrl": self.url, "externalid": self.id, "source": if self.historical { "0" } else { "1" }, "email": self.email,
            "orderProducts": self.lines.iter().map(line).collect::<Value>(),
            "orderDiscounts": self.discounts.iter().map(discount).collect::<Value>(),
            "totalPrice": cents(self.total() + if self.total.is_none() { self.tax } else { Decimal::ZERO }),
            "shippingAmount": cents(self.shipping), "taxAmount": cents(self.tax),
            "discountAmount": cents(self.discount()), "currency": self.currency(),
            "connectionid": connection.to_string(), "customerid": customer.to_string(),
            "externalCreatedDate": if self.created.is_empty() { now } else { &self.created },
            "shippingMethod": self.shipping_method, "orderNumber": self.number(),
            "state": match self.status.as_str() {
                "" | "COMPLETED" => "1", "PENDING" => "0", "ABANDONED" => "2", "RECOVERED" => "3", _ => "4",
            },
        }))
    }
}

/// A product of a store, as the store's integration writes it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProductSeed {
    /// The connection, by id.
    pub connection: u64,
    /// The store's id for the variant. The SKU if empty.
    pub primary_id: String,
    /// The SKU.
    pub sku: String,
    /// The name.
    pub name: String,
    /// The unit price in the store.
    pub price: Decimal,
    /// ISO code. SEK if empty.
    pub currency: String,
}

impl ProductSeed {
    /// A product with this price.
    #[must_use]
    pub fn new(connection: u64, sku: &str, price: Decimal) -> Self {
        Self {
            connection,
            sku: sku.to_owned(),
            price,
            ..Self::default()
        }
    }

    /// The input of `bulkUpsertProducts`, with types converted.
    pub(super) fn graphql(&self) -> Row {
        let or = |text: &str, default: &str| if text.is_empty() { default } else { text }.to_owned();
        row(json!({
            "legacyConnectionId": self.connection, "storePrimaryId": or(&self.primary_id, &self.sku),
            "variantSku": self.sku, "variantName": or(&self.name, &self.sku), "stockStatus": "IN_STOCK",
            "variantPriceAmount": self.price.to_string(), "variantPriceCurrency": or(&self.currency, "SEK"),
        }))
    }
}

/// An order that was created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderKey {
    /// The connection's id.
    pub connection: u64,
    /// The shop's id for the order.
    pub order: String,
    /// The REST store's id, if the order has a copy there.
    pub rest_id: Option<u64>,
}

/// An automation: a trigger, and a webhook step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AutomationSeed {
    /// What starts it.
    pub trigger: Trigger,
    /// The URL to which its webhook step posts.
    pub url: String,
    /// The automation's id, which its webhook contains.
    #[serde(default = "AutomationSeed::default_series")]
    pub seriesid: u64,
}

impl AutomationSeed {
    const fn default_series() -> u64 {
        9
    }
}
