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
pub use articles::{ArticleBook, Purpose, SpecialArticles, UnknownSku, which_articles};
pub use kind::{CustomerNeeds, SaleKind, VatPlace, customer_needs, sale_kind};
pub use oss::OssRates;
pub use plan::{Note, PlannedRow, RowSource, SalePlan, includes_vat, plan, unit_price_decimals};
pub use prices::{
    Interpretation, Part, PricePer, PriceRules, PriceVat, Reading, ShippingVat, Tariff, TaxCheck,
    ZeroVatPrices, interpret,
};
pub use reconcile::{
    AnsweredRow, DocumentTotals, Totals, VatGroup, differing_rows, document_rounding, reconcile,
    reconcile_document,
};
pub use types::{Accounts, ArticleFacts, Buyer, Coding, CodingType, Company, DomesticRounding, Rate, Rules};
