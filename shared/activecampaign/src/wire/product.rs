//! E-commerce GraphQL, "Products": the selected fields of a store's products, and the responses.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::lenient::{Amount, Id, Many, Text};

/// The maximum number of SKUs in one document. Each is a search with its own alias, and uses about 40 of the 15,000
/// tokens that a document may have.
pub(crate) const SKUS_A_QUERY: usize = 50;

const FIELDS: &str =
    "legacyConnectionId storePrimaryId storeBaseProductId variantSku variantPriceAmount variantPriceCurrency";

/// One document that searches the products of a connection by each of these SKUs. Filters are joined by "and", so that
/// several SKUs need several searches.
pub(crate) fn search_by_sku(count: usize) -> String {
    let variables: Vec<String> = (0..count).map(|at| format!("$sku{at}: String!")).collect();
    let searches: Vec<String> = (0..count)
        .map(|at| {
            format!(
                "product{at}: searchProduct(filter: {{pagination: {{offset: 0 limit: 100}} \
                 legacyConnectionId: {{value: $connection filterOperator: EQ}} \
                 variantSku: {{value: $sku{at} filterOperator: EQ}}}}) {{ {FIELDS} }}"
            )
        })
        .collect();
    format!(
        "query Products($connection: Int!, {}) {{ {} }}",
        variables.join(", "),
        searches.join(" ")
    )
}

/// The variables of [`search_by_sku`].
pub(crate) fn sku_variables(connection: i32, skus: &[&str]) -> Value {
    let mut variables = Map::from_iter([("connection".to_owned(), json!(connection))]);
    variables.extend(
        skus.iter()
            .enumerate()
            .map(|(at, sku)| (format!("sku{at}"), json!(sku))),
    );
    Value::Object(variables)
}

/// The envelope of several searches, each under its alias.
#[derive(Deserialize)]
pub(crate) struct SearchProducts {
    pub(crate) data: BTreeMap<String, Many<Product>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Product {
    pub(crate) legacy_connection_id: Id,
    pub(crate) store_primary_id: Text,
    pub(crate) store_base_product_id: Text,
    pub(crate) variant_sku: Text,
    pub(crate) variant_price_amount: Amount,
    pub(crate) variant_price_currency: Text,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_is_as_documented() {
        insta::assert_snapshot!(search_by_sku(2), @"query Products($connection: Int!, $sku0: String!, $sku1: String!) { product0: searchProduct(filter: {pagination: {offset: 0 limit: 100} legacyConnectionId: {value: $connection filterOperator: EQ} variantSku: {value: $sku0 filterOperator: EQ}}) { legacyConnectionId storePrimaryId storeBaseProductId variantSku variantPriceAmount variantPriceCurrency } product1: searchProduct(filter: {pagination: {offset: 0 limit: 100} legacyConnectionId: {value: $connection filterOperator: EQ} variantSku: {value: $sku1 filterOperator: EQ}}) { legacyConnectionId storePrimaryId storeBaseProductId variantSku variantPriceAmount variantPriceCurrency } }");
        assert_eq!(
            sku_variables(1, &["A", "B"]),
            json!({"connection": 1, "sku0": "A", "sku1": "B"})
        );
    }
}
