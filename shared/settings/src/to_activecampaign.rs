use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FieldTag, Name, QuoteStates, StatusFilter, WrittenStatus, value};

/// `[to_activecampaign]`: the flows from eAccounting to ActiveCampaign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToActiveCampaign {
    /// The reason why customers may receive marketing, for example a clause of law. If unset, no consent is written.
    pub accepts_marketing: Option<Name>,
    /// The e-commerce connection to which orders and products are written.
    pub connection: OwnConnection,
    /// Customers become contacts.
    pub customers: WrittenCustomers,
    /// How orders and invoices become e-commerce orders.
    pub orders: WrittenOrders,
    /// How quotes become deals, or unpaid e-commerce orders.
    pub quotes: WrittenQuotes,
    /// How articles become products with their stock status.
    pub stock: WrittenStock,
    /// Writes the state of documents from ActiveCampaign back to it.
    pub status: WrittenStatus,
}

/// `[to_activecampaign.connection]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnConnection {
    /// Its id in ActiveCampaign. If unset, it is looked up, and created if it doesn't exist.
    #[serde(deserialize_with = "value::optional_id", default)]
    pub id: Option<u32>,
    /// The name that users see, for a connection that is created.
    pub name: Name,
}

/// `[to_activecampaign.customers]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenCustomers {
    /// Whether they do.
    pub enabled: bool,
    /// Run everything, but write nothing.
    pub dry_run: bool,
    /// Whether a company becomes an account with the contact as its member.
    pub accounts: bool,
    /// The most changed customers that one run of the schedule queues. Useful for the first use.
    pub maximum_per_run: Option<u32>,
    /// The key by which a customer's contact is found.
    pub match_by: ContactMatch,
    /// The contact's custom fields that are synchronized with a field of the customer: personalization tag to
    /// eAccounting's name.
    pub fields: BTreeMap<String, Name>,
    /// The contact's tags: the name of a customer label in eAccounting to the tag.
    pub tags: BTreeMap<String, Name>,
    /// The list to which customers are added.
    pub list: SubscribedList,
}

impl WrittenCustomers {
    /// Whether contacts are written, so that the webhooks of those writes must be told apart from a person's changes.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.enabled && !self.dry_run
    }
}

/// `to_activecampaign.customers.match_by`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContactMatch {
    /// The contact that is linked to the customer, otherwise the one with its e-mail address, otherwise a new one.
    Email,
    /// Only a contact that is linked to the customer. A customer without one is skipped.
    Link,
}

/// `[to_activecampaign.customers.list]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SubscribedList {
    /// The list's id in ActiveCampaign. If unset, nobody is subscribed.
    #[serde(deserialize_with = "value::optional_id", default)]
    pub id: Option<u32>,
    /// The reason why customers may be subscribed, for example a clause of law.
    pub reason: Option<Name>,
}

/// `[to_activecampaign.orders]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenOrders {
    /// Whether they do.
    pub enabled: bool,
    /// Run everything, but write nothing.
    pub dry_run: bool,
    /// The kinds of documents from which an e-commerce order is created.
    pub kinds: Vec<SaleDocument>,
    /// The states in which an e-commerce order is created.
    pub states: StatusFilter,
    /// Only documents from this day on.
    #[serde(deserialize_with = "value::optional_date", default)]
    #[schemars(with = "Option<String>")]
    pub placed_after: Option<Date>,
    /// The source of the documents.
    pub source: SaleOrigin,
    /// The meaning of a line's price in ActiveCampaign.
    pub line_price: WrittenLinePrice,
}

/// `to_activecampaign.orders.kinds`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SaleDocument {
    /// Orders.
    Order,
    /// Invoices that were not created from an order.
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
    /// The unit price, as ActiveCampaign's own plugins write it.
    Unit,
    /// The price of the whole line, as ActiveCampaign's documentation defines it.
    Line,
}

/// `[to_activecampaign.quotes]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenQuotes {
    /// Whether they do.
    pub enabled: bool,
    /// Run everything, but write nothing.
    pub dry_run: bool,
    /// What a quote becomes.
    #[serde(rename = "as")]
    pub written_as: QuoteAs,
    /// The pipeline of new deals, by title or id.
    pub pipeline: Option<Name>,
    /// The owner of new deals, by e-mail address or id. Without one, the pipeline assigns one.
    pub owner: Option<Name>,
    /// The deals' custom field with the quote's id, by which a deal is found again.
    pub deal_field: Option<FieldTag>,
    /// The stage, or "won" or "lost", by state.
    pub stages: QuoteStates,
}

/// `to_activecampaign.quotes.as`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteAs {
    /// An unpaid e-commerce order.
    Order,
    /// A deal.
    Deal,
}

/// `[to_activecampaign.stock]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenStock {
    /// Whether they do.
    pub enabled: bool,
    /// Run everything, but write nothing.
    pub dry_run: bool,
    /// Which of eAccounting's stock balances is used.
    pub quantity: StockQuantity,
    /// The quantity at or below which an article in stock is tagged as low. 0 for never.
    pub low: u32,
    /// How many pieces can be ordered when the stock is empty.
    pub backorder: u32,
    /// The custom object, by slug, for an article's quantity. If unset, quantities are not written.
    pub custom_object: Option<Name>,
    /// The hours after which all articles are read again.
    pub full_every: u32,
    /// Whether the first write of all articles is parked until a person approves it.
    pub first_write: FirstWrite,
}

/// `to_activecampaign.stock.quantity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StockQuantity {
    /// `StockBalanceAvailable`, as eAccounting calculates it.
    Available,
    /// `StockBalance`: the physical stock, including reserved pieces.
    Balance,
    /// `StockBalance` less `StockBalanceReserved`.
    BalanceMinusReserved,
}

/// `to_activecampaign.stock.first_write`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FirstWrite {
    /// It is parked until a person has reviewed the plan and replays it.
    Ask,
    /// It starts automatically.
    Automatic,
}
