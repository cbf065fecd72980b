use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{FieldTag, Name, QuoteStates, StatusFilter, WrittenStatus, value};

/// `[to_activecampaign]`: what eAccounting knows, in ActiveCampaign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ToActiveCampaign {
    /// Why customers may be sent marketing, in words, such as a clause of law. Without it nobody's consent is written.
    pub accepts_marketing: Option<Name>,
    /// The e-commerce connection that is written to.
    pub connection: OwnConnection,
    /// Customers become contacts.
    pub customers: WrittenCustomers,
    /// Orders and invoices become e-commerce orders.
    pub orders: WrittenOrders,
    /// Quotes become deals, or e-commerce orders that are not paid.
    pub quotes: WrittenQuotes,
    /// Articles become products that say whether they are in stock.
    pub stock: WrittenStock,
    /// The state of documents that came from ActiveCampaign goes back there.
    pub status: WrittenStatus,
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

/// `[to_activecampaign.customers]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenCustomers {
    /// Whether they do.
    pub enabled: bool,
    /// Do everything but write.
    pub dry_run: bool,
    /// Whether a company becomes an account with the contact in it.
    pub accounts: bool,
    /// The most changed customers that one run of the schedule queues, for first use.
    pub maximum_per_run: Option<u32>,
    /// What a customer's contact is found by.
    pub match_by: ContactMatch,
    /// The contact's custom fields that are kept equal to a field of the customer: personalisation tag to eAccounting's name.
    pub fields: BTreeMap<String, Name>,
    /// The contact's tags: name of a customer label in eAccounting to the tag.
    pub tags: BTreeMap<String, Name>,
    /// The list that customers are put on.
    pub list: SubscribedList,
}

impl WrittenCustomers {
    /// Whether contacts are written, so that what comes back from them is to be told from a person's changes.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.enabled && !self.dry_run
    }
}

/// `to_activecampaign.customers.match_by`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContactMatch {
    /// The contact that is linked to the customer, else the one with its e-mail address, else a new one.
    Email,
    /// Only a contact that is linked to the customer; a customer without one is left alone.
    Link,
}

/// `[to_activecampaign.customers.list]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SubscribedList {
    /// The list's id in ActiveCampaign. Without it nobody is subscribed.
    pub id: Option<u32>,
    /// Why customers may be subscribed, in words, such as a clause of law.
    pub reason: Option<Name>,
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
    /// The meaning of a line's price as written.
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

/// `[to_activecampaign.quotes]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenQuotes {
    /// Whether they do.
    pub enabled: bool,
    /// Do everything but write.
    pub dry_run: bool,
    /// What a quote becomes.
    #[serde(rename = "as")]
    pub written_as: QuoteAs,
    /// The pipeline of new deals, by title or id.
    pub pipeline: Option<Name>,
    /// The owner of new deals, by e-mail address or id. Without one, the pipeline assigns one.
    pub owner: Option<Name>,
    /// The deals' custom field that holds the quote's id, by which a deal is found again.
    pub deal_field: Option<FieldTag>,
    /// The stage, or "won" or "lost", of each state.
    pub stages: QuoteStates,
}

/// `to_activecampaign.quotes.as`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteAs {
    /// An e-commerce order that is not paid.
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
    /// Do everything but write.
    pub dry_run: bool,
    /// Which of eAccounting's balances counts.
    pub quantity: StockQuantity,
    /// From how many down an article in stock is tagged as low; 0 for never.
    pub low: u32,
    /// How many may be ordered when none is left.
    pub backorder: u32,
    /// The custom object, by slug, that has an article's quantity. Without it, quantities are not written.
    pub custom_object: Option<Name>,
    /// After how many hours all articles are read again.
    pub full_every: u32,
    /// Whether the first write of all articles waits for a person.
    pub first_write: FirstWrite,
}

/// `to_activecampaign.stock.quantity`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StockQuantity {
    /// `StockBalanceAvailable`, as eAccounting reckons it.
    Available,
    /// `StockBalance`: what is there, reserved or not.
    Balance,
    /// `StockBalance` less `StockBalanceReserved`.
    BalanceMinusReserved,
}

/// `to_activecampaign.stock.first_write`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FirstWrite {
    /// It waits until a person who has seen its plan replays it.
    Ask,
    /// It begins by itself.
    Automatic,
}
