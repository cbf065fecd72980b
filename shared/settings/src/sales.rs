use std::collections::BTreeMap;

use model::{CountryCode, Sku};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Amount, Name, VatRate, value};

/// `[articles]`: the articles of order lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Articles {
    /// What happens to a line whose SKU is missing or isn't an article number in eAccounting.
    pub on_unknown_sku: OnUnknownSku,
    /// Whether the mapping's article fields are written to existing articles.
    pub update_existing: bool,
    /// The unit of new articles: its name, code or abbreviation in eAccounting.
    pub unit: Name,
    /// The article account coding of new articles by VAT rate: its name in eAccounting. A rate without an entry uses
    /// the only active coding for goods with that rate.
    pub account_coding: BTreeMap<VatRate, Name>,
    /// The article for such lines, by VAT rate. Required with `on_unknown_sku = "fallback"`.
    #[schemars(with = "BTreeMap<VatRate, String>")]
    pub fallback: BTreeMap<VatRate, Sku>,
}

/// `articles.on_unknown_sku`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnUnknownSku {
    /// The order is parked.
    Park,
    /// The line uses the fallback article of its VAT rate.
    Fallback,
    /// The article is created. A line without a SKU uses the fallback article, or the order is parked.
    Create,
}

/// `[shipping]` and `[discounts]`: rows for which the shop has no article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Surcharge {
    /// The article's number for a rate that `articles` doesn't list. `{rate}` is replaced with the rate in percent.
    pub number: Name,
    /// Whether a missing article is created, with the coding for goods of its rate.
    pub create: bool,
    /// The row's text if the order doesn't name it.
    pub text: Name,
    /// The article's number by VAT rate.
    #[schemars(with = "BTreeMap<VatRate, String>")]
    pub articles: BTreeMap<VatRate, Sku>,
}

/// `[fees]`: lines without a SKU that are fees, for example for payment by invoice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fees {
    /// The names of order lines that are fees, ignoring case.
    pub names: Vec<Name>,
    /// The fee's article number by VAT rate.
    #[schemars(with = "BTreeMap<VatRate, String>")]
    pub articles: BTreeMap<VatRate, Sku>,
    /// The article for an amount that is in an order's total but in none of its lines. Its coding decides the VAT.
    #[schemars(with = "Option<String>")]
    pub unexplained_article: Option<Sku>,
    /// The largest such amount, with VAT, in the order's currency. An order with a larger one is parked. Unset means 0.
    pub unexplained_limit: Option<Amount>,
}

/// `[vouchers]`: gift cards. Selling one is not a sale of goods; redeeming one is a payment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vouchers {
    /// Words in the name of a line or discount that identify a gift card. `*` matches any text.
    pub names: Vec<Name>,
    /// Codes of discounts that are gift cards. `*` matches any text.
    pub codes: Vec<Name>,
    /// The article for the row of a redeemed gift card. Its coding must be without VAT.
    #[schemars(with = "Option<String>")]
    pub article: Option<Sku>,
}

/// One entry of `[stores]`: overrides for the orders of one e-commerce connection.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Store {
    /// How the store's integration writes prices. If unset, the connection's service decides.
    pub price_convention: Option<PriceConvention>,
    /// Overrides `prices.line_price` for this store.
    pub line_price: Option<LinePrice>,
    /// Overrides `prices.vat` for this store.
    pub vat: Option<PriceVat>,
}

/// `stores.*.price_convention`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PriceConvention {
    /// The order's total decides.
    Auto,
    /// ActiveCampaign's WooCommerce plugin: without VAT, rounded up to whole units for lines with several pieces.
    Woocommerce,
    /// ActiveCampaign's Magento 2 module: without VAT, in cents.
    Magento2,
}

/// `[rounding]`: the handling of small differences.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// The largest difference, in the order's currency, that is booked on a rounding row. 0 parks every order with a
    /// difference.
    pub tolerance: Amount,
    /// The article of the rounding row, without VAT. Required with a tolerance.
    #[schemars(with = "Option<String>")]
    pub article: Option<Sku>,
    /// The rounding row's text.
    pub text: Name,
}

/// `[vat]`: the tax code and revenue account of a sale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vat {
    /// The rate of goods whose article is unknown. If unset, the standard rate of the company's country.
    pub default_rate: Option<VatRate>,
    /// The VAT rate of shipping.
    pub shipping_vat: ShippingVat,
    /// The address that decides VAT.
    pub place_of_supply: PlaceOfSupply,
    /// Rules for sales to a country.
    #[serde(deserialize_with = "value::by_country")]
    #[schemars(with = "BTreeMap<String, CountryVat>")]
    pub countries: BTreeMap<CountryCode, CountryVat>,
}

/// One entry of `[vat.countries]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountryVat {
    /// The rate of goods sold with this country's VAT (OSS), if the article is unknown.
    pub rate: Option<VatRate>,
    /// Maps domestic VAT rates of articles (left) to this country's rates under OSS (right). Required if the country
    /// has several reduced rates.
    #[serde(default)]
    pub oss_rates: BTreeMap<VatRate, VatRate>,
    /// The article account coding of articles created for sales to this country, by name.
    pub account_coding: Option<Name>,
    /// The revenue account on which every row of a sale to this country must be booked. An order with another account
    /// is parked.
    #[serde(deserialize_with = "value::optional_account", default)]
    pub account: Option<Name>,
    /// Whether customers outside the EU are charged domestic VAT (eAccounting's `ForceBookkeepVat`).
    pub charge_vat: Option<bool>,
}

/// `vat.shipping_vat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ShippingVat {
    /// The rate of the goods with the highest total value.
    Main,
    /// The highest rate among the goods.
    Highest,
    /// All rates, in proportion to the goods: one row each.
    Split,
}

/// `vat.place_of_supply`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceOfSupply {
    /// The destination of the goods, as the law requires for goods.
    Goods,
    /// The billing address, for sellers of services.
    InvoiceAddress,
    /// The delivery address, always.
    DeliveryAddress,
}

/// `[prices]`: the interpretation of the shop's prices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prices {
    /// Whether a line's price is for one piece or for the whole line.
    pub line_price: LinePrice,
    /// Whether prices include VAT.
    pub vat: PriceVat,
    /// The meaning of prices in a sale without VAT.
    pub zero_rated_prices: ZeroRatedPrices,
    /// Whether the order's own VAT amount, if present, must agree with eAccounting's.
    pub check_vat: bool,
}

/// `prices.zero_rated_prices`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ZeroRatedPrices {
    /// The price that the buyer pays.
    AsCharged,
    /// The price with the seller's VAT, which the shop deducts from the order's total.
    VatTakenOff,
}

/// `prices.line_price`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LinePrice {
    /// The order's total decides. An order that fits both or neither is parked.
    Auto,
    /// For one piece.
    Unit,
    /// For the whole line.
    Line,
}

/// `prices.vat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PriceVat {
    /// The order's total decides. An order that fits both or neither is parked.
    Auto,
    /// With VAT.
    Included,
    /// Without VAT.
    Excluded,
}
