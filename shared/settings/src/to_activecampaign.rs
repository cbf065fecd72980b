use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Name, StatusFilter, value};

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
    /// Quotes become e-commerce orders that are not paid.
    pub quotes: WrittenQuotes,
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

/// `[to_activecampaign.quotes]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrittenQuotes {
    /// Whether they do, where orders and invoices do.
    pub enabled: bool,
    /// Do everything but write.
    pub dry_run: bool,
}
