#![doc = include_str!("../README.md")]

mod create;
mod size;
mod table;

pub use create::{Index, Projected, Schema, create_table};
pub use size::size_of;
pub use table::{Item, Table, number, text};

/// Partition key (S) of every table.
pub const PARTITION_KEY: &str = "pk";

/// Attribute (N, epoch seconds) after which DynamoDB may delete an item.
pub const EXPIRES_AT: &str = "expires_at";

/// Attribute (S) that holds the item's document, as JSON.
pub const CONTENT: &str = "content";
