use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FieldTag, Name, StatusFilter, value};

/// `[to_activecampaign]`: what eAccounting knows, in ActiveCampaign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToActiveCampaign {
    /// Why customers may be sent marketing, in words, such as a clause of law. Without it nobody's consent is written.
    pub accepts_marketing: Option<Name>,
    /// The e-commerce connection that is written to.
    pub connection: OwnConnection,
    /// Orders and invoices become e-commerce orders.
    pub orders: WrittenOrders,
    /// Articles' stock becomes products' stock.
    pub stock: WrittenStock,
    /// Customers become contacts and accounts.
    pub customers: WrittenCustomers,
}

/// `[to_activecampaign.connection]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnConnection {
    /// Its id in ActiveCampaign. Without it, it is looked up, and created where there is none.
    pub id: Option<u32>,
    /// The name that users see of a connection that is created.
    pub name: Name,
}

/// `[to_activecampaign.orders]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenOrders {
    /// Whether they do.
    pub enabled: bool,
    /// Do everything but write.
    pub dry_run: bool,
    /// Which documents begin an e-commerce order.
    pub kinds: Vec<SaleDocument>,
    /// Which states of them do.
    pub states: StatusFilter,
    /// Only documents from this day on.
    #[serde(deserialize_with = "value::optional_date", default)]
    #[schemars(with = "Option<String>")]
    pub placed_after: Option<Date>,
    /// Where documents must come from.
    pub source: SaleOrigin,
    /// What is written as a line's price.
    pub line_price: WrittenLinePrice,
}

/// `to_activecampaign.orders.kinds`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SaleDocument {
    /// Orders.
    Order,
    /// Invoices that were made of no order.
    Invoice,
}

/// `to_activecampaign.orders.source`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SaleOrigin {
    /// Anywhere.
    All,
    /// Entered in eAccounting: without the order reference that shops and other systems write.
    Entered,
}

/// `to_activecampaign.orders.line_price`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WrittenLinePrice {
    /// The price of one piece, as ActiveCampaign's own plugins write it.
    Unit,
    /// The price of the whole line, as its documentation says.
    Line,
}

/// `[to_activecampaign.stock]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenStock {
    /// Whether it does.
    pub enabled: bool,
    /// Do everything but write.
    pub dry_run: bool,
    /// Which of eAccounting's figures counts.
    pub quantity: StockQuantity,
    /// Up to this many, a product has the tag "low stock"; 0 for never.
    pub low: u32,
    /// Whether what is sold out can be ordered all the same.
    pub backorder: bool,
    /// The id of a custom object's schema that takes the quantity, where the account has custom objects.
    pub custom_object: Option<Name>,
    /// Every how many hours all articles are read, since a movement of stock need not change its article; 0 for never.
    pub full_every: u16,
    /// Whether the first full write starts by itself; otherwise a person starts it after a look at the plan.
    pub first_write: bool,
}

/// `to_activecampaign.stock.quantity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StockQuantity {
    /// What eAccounting calls available.
    Available,
    /// The balance.
    Balance,
    /// The balance less what is reserved.
    BalanceMinusReserved,
}

/// `[to_activecampaign.customers]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenCustomers {
    /// Whether they do.
    pub enabled: bool,
    /// Do everything but write.
    pub dry_run: bool,
    /// Whether a customer that is a company becomes an account with its contact in it.
    pub accounts: bool,
    /// Custom fields of the contact by personalisation tag, and the field of the customer that each takes.
    #[schemars(with = "BTreeMap<String, String>")]
    pub fields: BTreeMap<FieldTag, Name>,
    /// Tags for the contact by customer label.
    pub tags: BTreeMap<String, Name>,
}
