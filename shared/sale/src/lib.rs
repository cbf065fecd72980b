#![doc = include_str!("../README.md")]

mod account;
mod allocate;
mod alternatives;
mod articles;
mod candidate;
mod convention;
mod draft;
mod kind;
mod known;
mod net;
mod oss;
mod parts;
mod plan;
mod prices;
mod reconcile;
mod refund;
mod rows;
mod solve;
mod types;
mod unclear;
mod voucher;

pub use account::{RowVat, account_and_rate, coding_for_rate};
pub use articles::{ArticleBook, Purpose, SpecialArticles, UnknownSku, Unlisted, required_articles};
pub use convention::PriceConvention;
pub use kind::{CustomerVatFlags, PlaceOfSupply, SaleKind, customer_vat_flags, sale_kind};
pub use known::{KnownPrices, PriceSource, SettledPrice, StorePrice};
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
pub use refund::partial_refund;
pub use types::{Accounts, ArticleInfo, Buyer, Coding, CodingType, Company, DomesticRounding, Rate, Rules};
pub use voucher::VoucherPatterns;
