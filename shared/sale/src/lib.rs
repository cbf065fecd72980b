#![doc = include_str!("../README.md")]

mod account;
mod allocate;
mod articles;
mod candidate;
mod draft;
mod kind;
mod net;
mod oss;
mod parts;
mod plan;
mod prices;
mod reconcile;
mod rows;
mod types;
mod unclear;

pub use account::{RowVat, account_and_rate, coding_for_rate};
pub use articles::{ArticleBook, Purpose, SpecialArticles, UnknownSku, required_articles};
pub use kind::{CustomerVatFlags, PlaceOfSupply, SaleKind, customer_vat_flags, sale_kind};
pub use oss::OssRates;
pub use plan::{Note, PlannedRow, RowSource, SalePlan, includes_vat, plan, unit_price_decimals};
pub use prices::{
    Interpretation, Part, PriceInterpretation, PricePer, PriceRules, PriceVat, ShippingVat, TaxCheck,
    VatSchedule, ZeroVatPrices, interpret,
};
pub use reconcile::{
    AnsweredRow, DocumentTotals, Totals, VatGroup, differing_rows, document_rounding, reconcile,
    reconcile_document,
};
pub use types::{Accounts, ArticleInfo, Buyer, Coding, CodingType, Company, DomesticRounding, Rate, Rules};
