use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::lenient;

/// An article as it is read (`ArticleApi`). Prices are in the company's currency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Article {
    /// Id.
    pub id: Uuid,
    /// Article number.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub number: String,
    /// Name.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub name: String,
    /// Name in English.
    #[serde(default)]
    pub name_english: Option<String>,
    /// Whether it may be used.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_active: bool,
    /// Article account coding: VAT rate and revenue accounts.
    pub coding_id: Uuid,
    /// The coding's name.
    #[serde(default)]
    pub coding_name: Option<String>,
    /// Unit.
    #[serde(default, deserialize_with = "lenient::id_option")]
    pub unit_id: Option<Uuid>,
    /// The unit's name.
    #[serde(default)]
    pub unit_name: Option<String>,
    /// Price without VAT.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub net_price: Decimal,
    /// Price with VAT.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub gross_price: Decimal,
    /// Sold under OSS.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub uses_moss: bool,
    /// Whether it is a service.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_service_article: bool,
    /// Whether it is a stock article.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_stock: bool,
    /// In stock.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub stock_balance: Decimal,
    /// Of it reserved.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub stock_balance_reserved: Decimal,
    /// Of it available.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub stock_balance_available: Decimal,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient::time_option")]
    pub changed_utc: Option<Timestamp>,
}

/// An article's stock, from a list with only [`ArticleStock::PROPERTIES`] selected (`ArticleApi`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ArticleStock {
    /// Id.
    pub id: Uuid,
    /// Article number.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub number: String,
    /// Name.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub name: String,
    /// Name in English.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub name_english: String,
    /// What one piece is called, such as "st".
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub unit_abbreviation: String,
    /// Price of one without VAT.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub net_price: Decimal,
    /// Price of one with VAT.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub gross_price: Decimal,
    /// Whether it may be used.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_active: bool,
    /// Whether it is a stock article; otherwise its balances mean nothing.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_stock: bool,
    /// Whether it is a service.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_service_article: bool,
    /// In stock.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub stock_balance: Decimal,
    /// Of it reserved.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub stock_balance_reserved: Decimal,
    /// Of it available.
    #[serde(default, with = "lenient::decimal_or_zero")]
    pub stock_balance_available: Decimal,
    /// When the article was last changed. Whether a movement of its stock changes it is not documented.
    #[serde(default, deserialize_with = "lenient::time_option")]
    pub changed_utc: Option<Timestamp>,
}

impl ArticleStock {
    /// The properties to select.
    pub const PROPERTIES: &'static str = "Id,Number,Name,NameEnglish,UnitAbbreviation,NetPrice,GrossPrice,\
         IsActive,IsStock,IsServiceArticle,StockBalance,StockBalanceReserved,StockBalanceAvailable,ChangedUtc";
}

/// An article to create: eAccounting's `ArticleApi` without read-only fields.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct NewArticle {
    /// May be used.
    pub is_active: bool,
    /// Article number, unique; at most 40 characters.
    pub number: String,
    /// Name; at most 50 characters.
    pub name: String,
    /// Name in English; at most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_english: Option<String>,
    /// Price without VAT, company currency; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub net_price: Option<Decimal>,
    /// Price without VAT less the customer's discount; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub net_price_with_discount: Option<Decimal>,
    /// Price with VAT, company currency; must agree with the coding's rate; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub gross_price: Option<Decimal>,
    /// Article account coding: VAT rate and revenue accounts.
    pub coding_id: Uuid,
    /// Unit.
    pub unit_id: Uuid,
    /// In stock; eAccounting maintains it when the stock module is active; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub stock_balance: Option<Decimal>,
    /// Kind of work for ROT and RUT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub house_work_type: Option<i32>,
    /// Purchase price in company currency; 2 decimals.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub purchase_price: Option<Decimal>,
    /// Sent to Visma Webshop.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::bool_option"
    )]
    pub send_to_webshop: Option<bool>,
    /// Sold under OSS; needs the company setting and accrual accounting.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::bool_option"
    )]
    pub uses_moss: Option<bool>,
    /// Labels, which must exist.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_labels: Option<Vec<ArticleLabel>>,
    /// Note; at most 4000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether it is a stock article.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::bool_option"
    )]
    pub is_stock: Option<bool>,
    /// Where it lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stock_location_reference: Option<String>,
    /// Freight cost of one, company currency.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub freight_costs: Option<Decimal>,
    /// Update purchase price and freight cost with stock adjustments.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::bool_option"
    )]
    pub update_stock_prices: Option<bool>,
    /// Barcodes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub barcodes: Option<Vec<Barcode>>,
    /// Kind of green technology.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub green_technology_type: Option<i32>,
    /// Discount as a fraction of 1.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub discount_percentage: Option<Decimal>,
    /// Currency code, ISO 4217; at most 3 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency_code: Option<String>,
    /// Purchase price in `currency_code`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub purchase_price_with_currency: Option<Decimal>,
    /// Freight cost in `currency_code`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub freight_cost_with_currency: Option<Decimal>,
    /// Order again at this stock.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "lenient::decimal_option"
    )]
    pub ordering_point: Option<Decimal>,
    /// Main supplier.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::id_option"
    )]
    pub supplier_id: Option<Uuid>,
    /// Supplier's article number; at most 16 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier_article_number: Option<String>,
}

/// A label of articles (`ArticleLabelApi`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ArticleLabel {
    /// Id; how an article names an existing label.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "lenient::id_option"
    )]
    pub id: Option<Uuid>,
    /// Name; at most 50 characters.
    #[serde(default, deserialize_with = "lenient::text_or_empty")]
    pub name: String,
    /// Description; at most 400 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A barcode of an article (`ArticleBarcodeApi`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Barcode {
    /// The code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barcode: Option<String>,
    /// Its kind; 0 is the only one.
    #[serde(default, deserialize_with = "lenient::int_or_zero")]
    pub barcode_type: i32,
}

/// An article account coding (`ArticleAccountCodingApi`): the VAT rate and the revenue account of each kind of sale. An
/// account that is absent makes that kind of sale impossible (error 4024).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ArticleAccountCoding {
    /// Id.
    pub id: Uuid,
    /// Name.
    #[serde(default)]
    pub name: Option<String>,
    /// Name in English.
    #[serde(default)]
    pub name_english: Option<String>,
    /// Goods or services, in eAccounting's words.
    #[serde(default, rename = "Type")]
    pub kind: Option<String>,
    /// VAT rate as text, such as `25%`.
    #[serde(default)]
    pub vat_rate: Option<String>,
    /// VAT rate as a fraction of 1, such as 0.25.
    #[serde(default, with = "lenient::rate_or_zero")]
    pub vat_rate_percent: Decimal,
    /// Whether it may be used.
    #[serde(default, deserialize_with = "lenient::bool_or_false")]
    pub is_active: bool,
    /// Account of domestic sales with VAT.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub domestic_sales_subject_to_vat_account_number: Option<i64>,
    /// Account of domestic sales under reverse charge for construction.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub domestic_sales_subject_to_reversed_construction_vat_account_number: Option<i64>,
    /// Account of domestic sales without VAT.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub domestic_sales_vat_exempt_account_number: Option<i64>,
    /// Account of domestic sales that are exempt by VAT code.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub domestic_sales_vat_code_exempt_account_number: Option<i64>,
    /// Account of sales under OSS.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub foreign_sales_subject_to_moss_account_number: Option<i64>,
    /// Account of triangular trade.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub foreign_sales_subject_to_third_party_sales_account_number: Option<i64>,
    /// Account of sales within the EU with the seller's VAT.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub foreign_sales_subject_to_vat_within_eu_account_number: Option<i64>,
    /// Account of sales within the EU without VAT.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub foreign_sales_vat_exempt_within_eu_account_number: Option<i64>,
    /// Account of exports.
    #[serde(default, deserialize_with = "lenient::int_option")]
    pub foreign_sales_vat_exempt_outside_eu_account_number: Option<i64>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient::time_option")]
    pub changed_utc: Option<Timestamp>,
}
