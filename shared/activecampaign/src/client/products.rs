use model::Sku;
use rust_decimal::Decimal;

use super::Client;
use crate::Error;
use crate::wire::product::{Product, SKUS_A_QUERY, SearchProducts, search_by_sku, sku_variables};

/// The price of one of a store's products, as the store's own integration wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductPrice {
    /// The store's id for the variant ("storePrimaryId").
    pub primary_id: Option<String>,
    /// The store's id for the product that it is a variant of.
    pub base_id: Option<String>,
    /// The SKU, as the store writes it.
    pub sku: String,
    /// Unit price in whole units of [`ProductPrice::currency`]; with or without VAT, as the store keeps its prices.
    pub price: Option<Decimal>,
    /// ISO 4217.
    pub currency: Option<String>,
}

impl Client {
    /// The prices of a store's products by SKU (`variantPriceAmount`). A SKU that the store has several of comes several
    /// times, one that it has none of not at all. Empty where the account has no e-commerce GraphQL.
    ///
    /// Costs one call for each 50 SKUs.
    ///
    /// # Errors
    /// If a call fails. Whether there are such products is then unknown.
    pub async fn product_prices(&self, connection: &str, skus: &[Sku]) -> Result<Vec<ProductPrice>, Error> {
        // Connections have numbers: another word names none.
        let Ok(number) = connection.parse::<i32>() else {
            return Ok(Vec::new());
        };
        let mut wanted: Vec<&str> = skus.iter().map(Sku::as_str).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut prices = Vec::new();
        for part in wanted.chunks(SKUS_A_QUERY) {
            let query = search_by_sku(part.len());
            let record = Some(format!("products of connection {connection}"));
            let found = self
                .graphql::<SearchProducts>(|_| query.clone(), sku_variables(number, part), record)
                .await?;
            let products = found.into_iter().flat_map(|answer| answer.data.into_values());
            let of_part = |product: Product| {
                // Checked again: a server that ignores a filter must not lend us another store's price.
                let is_ours = product.legacy_connection_id.0.as_deref() == Some(connection);
                let sku = product
                    .variant_sku
                    .0
                    .filter(|sku| is_ours && part.contains(&sku.as_str()))?;
                Some(ProductPrice {
                    primary_id: product.store_primary_id.0,
                    base_id: product.store_base_product_id.0,
                    sku,
                    price: product.variant_price_amount.0,
                    currency: product.variant_price_currency.0,
                })
            };
            prices.extend(products.flat_map(|list| list.0).filter_map(of_part));
        }
        Ok(prices)
    }
}
