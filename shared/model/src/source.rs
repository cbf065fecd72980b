use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Vendor;

/// The identity of a record in its system. Written as one word, which is also the ledger's key: `contact:12`,
/// `account:3`, `order:1:1001` (connection, the store's order id), `deal:7`; for eAccounting, by its ids, `quote:…`,
/// `sales_order:…`, `invoice:…`, `customer:…` and `article:…`, and `stock:…` for the stock of many articles together.
///
/// Holds ids only, never personal data.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Source {
    /// A contact in ActiveCampaign, by id.
    Contact(String),
    /// An account in ActiveCampaign, by id.
    Account(String),
    /// An e-commerce order in ActiveCampaign.
    Order {
        /// The e-commerce connection's id (`legacyConnectionId`, REST `connectionid`).
        connection: String,
        /// The store's id of the order (`storeOrderId`, REST `externalid`).
        order: String,
    },
    /// A deal in ActiveCampaign, by id.
    Deal(String),
    /// A quote in eAccounting, by id.
    Quote(String),
    /// An order in eAccounting, by id.
    SalesOrder(String),
    /// An invoice in eAccounting, by id.
    Invoice(String),
    /// A customer in eAccounting, by id.
    Customer(String),
    /// An article in eAccounting, by id.
    Article(String),
    /// The stock of many articles: `all`, or `FIRST-LAST`, the digests of ids between which those are that are written together.
    Stock(String),
}

impl Source {
    /// The record's kind in one word, as in its key.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Contact(_) => "contact",
            Self::Account(_) => "account",
            Self::Order { .. } => "order",
            Self::Deal(_) => "deal",
            Self::Quote(_) => "quote",
            Self::SalesOrder(_) => "sales_order",
            Self::Invoice(_) => "invoice",
            Self::Customer(_) => "customer",
            Self::Article(_) => "article",
            Self::Stock(_) => "stock",
        }
    }

    /// The vendor whose record it is.
    #[must_use]
    pub fn vendor(&self) -> Vendor {
        match self {
            Self::Contact(_) | Self::Account(_) | Self::Order { .. } | Self::Deal(_) => {
                Vendor::ActiveCampaign
            }
            Self::Quote(_)
            | Self::SalesOrder(_)
            | Self::Invoice(_)
            | Self::Customer(_)
            | Self::Article(_)
            | Self::Stock(_) => Vendor::Eaccounting,
        }
    }

    /// The id that a person knows the record by in its own system.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Contact(id)
            | Self::Account(id)
            | Self::Deal(id)
            | Self::Quote(id)
            | Self::SalesOrder(id)
            | Self::Invoice(id)
            | Self::Customer(id)
            | Self::Article(id)
            | Self::Stock(id) => id,
            Self::Order { order, .. } => order,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Order { connection, order } => write!(f, "order:{connection}:{order}"),
            other => write!(f, "{}:{}", other.kind(), other.id()),
        }
    }
}

/// A text that names no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected contact:ID, account:ID, deal:ID, order:CONNECTION:ID, quote:ID, sales_order:ID, invoice:ID, customer:ID, \
     article:ID or stock:all"
)]
pub struct ParseSourceError;

impl FromStr for Source {
    type Err = ParseSourceError;

    fn from_str(text: &str) -> Result<Self, ParseSourceError> {
        let (kind, id) = text.split_once(':').ok_or(ParseSourceError)?;
        // An id is kept exactly as its system writes it; only what can't be an id is rejected.
        if id.is_empty() || id.len() > 255 || id.chars().any(char::is_control) {
            return Err(ParseSourceError);
        }
        let id = id.to_owned();
        match kind {
            "contact" => Ok(Self::Contact(id)),
            "account" => Ok(Self::Account(id)),
            "deal" => Ok(Self::Deal(id)),
            "quote" => Ok(Self::Quote(id)),
            "sales_order" => Ok(Self::SalesOrder(id)),
            "invoice" => Ok(Self::Invoice(id)),
            "customer" => Ok(Self::Customer(id)),
            "article" => Ok(Self::Article(id)),
            "stock" => Ok(Self::Stock(id)),
            "order" => match id.split_once(':') {
                Some((connection, order)) if !connection.is_empty() && !order.is_empty() => Ok(Self::Order {
                    connection: connection.to_owned(),
                    order: order.to_owned(),
                }),
                _ => Err(ParseSourceError),
            },
            _ => Err(ParseSourceError),
        }
    }
}

impl TryFrom<String> for Source {
    type Error = ParseSourceError;

    fn try_from(text: String) -> Result<Self, ParseSourceError> {
        text.parse()
    }
}

impl From<Source> for String {
    fn from(source: Source) -> Self {
        source.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_source_survives_a_round_trip_through_its_text() {
        for text in [
            "contact:12",
            "account:3",
            "order:1:1001",
            "order:1:a:b",
            "deal:7",
            "quote:0b9f",
            "sales_order:0b9f",
            "invoice:0b9f",
            "article:0b9f",
            "stock:all",
            "stock:0a1b2c3d4e5f-0a1b2c3d4e60",
        ] {
            assert_eq!(text.parse::<Source>().map(|s| s.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn texts_that_name_no_record_are_refused() {
        for text in [
            "",
            "contact",
            "contact:",
            "order:1",
            "order::5",
            "order:1:",
            "product:1",
            "contact:1\n",
        ] {
            assert!(text.parse::<Source>().is_err(), "{text:?}");
        }
    }
}
