#![doc = include_str!("../README.md")]

mod account;
mod allocate;
mod alternatives;
mod articles;
mod aside;
mod candidate;
mod convention;
mod discount_splits;
mod draft;
mod group_prices;
mod interpretation;
mod kind;
mod known;
mod net;
mod open_line;
mod oss;
mod other_rate;
mod parts;
mod pickup;
mod plan;
mod price_problems;
mod prices;
mod rate;
mod reconcile;
mod refund;
mod rows;
mod sale;
mod sale_plan;
mod solve;
mod special_articles;
mod spread;
mod tax_reduction;
mod tidy;
mod totals;
mod treatment;
mod types;
mod voucher;

pub use account::{RowVat, account_and_rate, coding_for_rate};
pub use articles::{ArticleBook, required_articles};
pub use convention::{PriceConvention, PriceInterpretation, PricePer, PriceVat};
pub use interpretation::{
    Interpretation, Part, PriceRules, ShippingVat, TaxCheck, VatSchedule, ZeroVatPrices,
};
pub use kind::SaleKind;
pub use known::{KnownPrices, PriceSource, SettledPrice, StorePrice};
pub use oss::OssRates;
pub use pickup::is_store_pickup;
pub use plan::{includes_vat, plan, unit_price_decimals};
pub use prices::interpret;
pub use rate::Rate;
pub use reconcile::{
    AnsweredRow, DocumentDifference, DocumentTotals, differing_rows, document_rounding, reconcile,
    reconcile_document,
};
pub use refund::{partial_refund, refuse_partial_refund, says_partial_refund};
pub use rows::RowSource;
pub use sale_plan::{Note, PlannedRow, SalePlan};
pub use special_articles::{Purpose, SpecialArticles, UnknownSku, Unlisted};
pub use tidy::{Tidied, tidy};
pub use totals::{Totals, VatGroup};
pub use treatment::{CustomerVatFlags, country_of_sale, customer_vat_flags, sale_kind};
pub use types::{
    Accounts, ArticleInfo, Buyer, Coding, CodingType, Company, DomesticRounding, PlaceOfSupply, Rules,
};
pub use voucher::VoucherPatterns;
