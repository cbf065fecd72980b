use std::collections::BTreeMap;

use model::{CountryCode, Sku};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Amount, Name, VatRate};

/// `[articles]`: which article a line is sold as.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Articles {
    /// What is done with a line whose SKU is no article number in eAccounting, or that has none.
    pub on_unknown_sku: OnUnknownSku,
    /// Whether the mapping's article fields are written to articles that exist.
    pub update_existing: bool,
    /// The unit of new articles: its name, code or abbreviation in eAccounting.
    pub unit: Name,
    /// The article account coding of new articles by VAT rate: its name in eAccounting. A rate without entry takes
    /// the only active coding for goods with that rate.
    pub account_coding: BTreeMap<VatRate, Name>,
    /// The article for lines without one, by VAT rate; needed with `on_unknown_sku = "fallback"`.
    #[schemars(with = "BTreeMap<VatRate, String>")]
    pub fallback: BTreeMap<VatRate, Sku>,
}

/// `articles.on_unknown_sku`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnUnknownSku {
    /// The order waits for a person.
    Park,
    /// The line is sold as the fallback article of its VAT rate.
    Fallback,
    /// The article is created; a line without SKU takes the fallback article, or waits for a person.
    Create,
}

/// `[shipping]` and `[discounts]`: rows that the shop has no article for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Surcharge {
    /// The article's number for a rate that `articles` doesn't name; `{rate}` stands for the rate in percent.
    pub number: Name,
    /// Whether an article that is needed and doesn't exist is created, with the coding for goods of its rate.
    pub create: bool,
    /// The row's text where the order has no own name for it.
    pub text: Name,
    /// The article's number by VAT rate.
    #[schemars(with = "BTreeMap<VatRate, String>")]
    pub articles: BTreeMap<VatRate, Sku>,
}

/// `[fees]`: lines without SKU that are fees, such as for payment by invoice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fees {
    /// The names of order lines that are fees; case doesn't count.
    pub names: Vec<Name>,
    /// The fee's article number by VAT rate.
    #[schemars(with = "BTreeMap<VatRate, String>")]
    pub articles: BTreeMap<VatRate, Sku>,
    /// The article of an amount that is in an order's total and in none of its lines; its coding decides the VAT.
    #[schemars(with = "Option<String>")]
    pub unexplained_article: Option<Sku>,
    /// The largest such amount, with VAT, in the order's currency; a larger one parks the order. None is 0.
    pub unexplained_limit: Option<Amount>,
}

/// `[vouchers]`: gift cards. Sold, they are no goods; redeemed, they pay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vouchers {
    /// Words in the name of a line or discount that make it a gift card; `*` stands for anything.
    pub names: Vec<Name>,
    /// Codes of discounts that are gift cards; `*` stands for anything.
    pub codes: Vec<Name>,
    /// The article of the row that a redeemed gift card becomes; its coding must be without VAT.
    #[schemars(with = "Option<String>")]
    pub article: Option<Sku>,
}

/// One entry of `[stores]`: what differs for the orders of one e-commerce connection.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Store {
    /// What the store's integration writes as prices; none means what the connection's service says.
    pub price_convention: Option<PriceConvention>,
    /// As `prices.line_price`, for this store.
    pub line_price: Option<LinePrice>,
    /// As `prices.vat`, for this store.
    pub vat: Option<PriceVat>,
}

/// `stores.*.price_convention`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PriceConvention {
    /// Decided by the order's total.
    Auto,
    /// ActiveCampaign's WooCommerce plugin: without VAT, and rounded up to whole units where a line has several pieces.
    Woocommerce,
    /// ActiveCampaign's Magento 2 module: without VAT, in cents.
    Magento2,
}

/// `[rounding]`: what happens to the last cents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// The largest difference, in the order's currency, that goes on a rounding row; 0 parks every difference.
    pub tolerance: Amount,
    /// The article of the rounding row, without VAT; needed with a tolerance.
    #[schemars(with = "Option<String>")]
    pub article: Option<Sku>,
    /// The rounding row's text.
    pub text: Name,
}

/// `[vat]`: which tax code and revenue account a sale gets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vat {
    /// The rate of goods whose article is not known; none means the standard rate of the company's country.
    pub default_rate: Option<VatRate>,
    /// Which rate shipping takes.
    pub shipping_vat: ShippingVat,
    /// Which address decides about VAT.
    pub place_of_supply: PlaceOfSupply,
    /// Rules for sales to a country.
    #[schemars(with = "BTreeMap<String, CountryVat>")]
    pub countries: BTreeMap<CountryCode, CountryVat>,
}

/// One entry of `[vat.countries]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountryVat {
    /// The rate of goods that are sold with this country's VAT (OSS), where the article is not known.
    pub rate: Option<VatRate>,
    /// What articles with a rate at home, on the left, are sold at in this country under OSS, on the right. Needed where
    /// the country has several reduced rates.
    #[serde(default)]
    pub oss_rates: BTreeMap<VatRate, VatRate>,
    /// The article account coding of articles created for sales to this country, by name.
    pub account_coding: Option<Name>,
    /// The revenue account that every row of a sale to this country must come to; another one parks the order.
    pub account: Option<Name>,
    /// Whether customers outside the EU are charged domestic VAT (eAccounting's `ForceBookkeepVat`).
    pub charge_vat: Option<bool>,
}

/// `vat.shipping_vat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ShippingVat {
    /// The rate of the goods worth the most.
    Main,
    /// The highest rate among the goods.
    Highest,
    /// Every rate, in proportion to the goods: one row each.
    Split,
}

/// `vat.place_of_supply`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceOfSupply {
    /// Where the goods go, as the law has it for goods.
    Goods,
    /// The invoice address, for sellers of services.
    InvoiceAddress,
    /// The delivery address, always.
    DeliveryAddress,
}

/// `[prices]`: what the shop's prices mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prices {
    /// Whether a line's price is for one piece or for the whole line.
    pub line_price: LinePrice,
    /// Whether prices include VAT.
    pub vat: PriceVat,
    /// The meaning of prices in a sale without VAT.
    pub zero_rated_prices: ZeroRatedPrices,
    /// Whether the order's own VAT amount, where it has one, must agree with eAccounting's.
    pub check_vat: bool,
}

/// `prices.zero_rated_prices`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ZeroRatedPrices {
    /// What the buyer pays.
    AsCharged,
    /// With the seller's VAT, which the shop takes off the order's total.
    VatTakenOff,
}

/// `prices.line_price`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LinePrice {
    /// Decided by the order's total; an order that both fit, or neither, waits for a person.
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
    /// Decided by the order's total; an order that both fit, or neither, waits for a person.
    Auto,
    /// With VAT.
    Included,
    /// Without VAT.
    Excluded,
}
