//! ActiveCampaign's own types, parsed leniently where its API varies: see [`lenient`].

pub(crate) mod graphql;
pub(crate) mod lenient;
pub(crate) mod order_input;
pub(crate) mod product;
pub(crate) mod refusal;
pub(crate) mod rest;

use serde::de::DeserializeOwned;

pub use order_input::{
    CreationSource, CustomerData, DiscountType, NormalizedStatus, OrderAddress, OrderBatch,
    OrderDiscountInput, OrderInput, OrderLineInput, ProductBatch, ProductInput, StockStatus, StoreDate,
};
pub use rest::{Connection, Webhook};

/// Where in a JSON document reading failed: `contact.fieldValues[3].value`. Never holds a value.
pub(crate) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    let mut json = serde_json::Deserializer::from_slice(body);
    serde_path_to_error::deserialize(&mut json).map_err(|error| transport::json_error_location(error.path()))
}
