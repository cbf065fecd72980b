//! The money of a sale: which VAT and account eAccounting will use, what the shop's prices mean, which rows
//! reproduce the shop's total, and whether they do.
//!
//! Goals, in this order:
//!
//! 1. **A wrong VAT line never reaches the books.** eAccounting derives a row's VAT and account from the article's
//!    account coding and the customer; no row carries either. So this module computes what eAccounting *will* do
//!    ([`sale_kind`], [`account_and_rate`]) before anything is written, and a coding that lacks the account is a
//!    [`Problem`](model::Problem) that names it, not error 4024 at night.
//! 2. **Nothing is guessed.** Whether a price is per piece or per line, with VAT or without, is decided by the order's
//!    own total ([`interpret`]); a setting overrides; two answers, or none, park the order with all candidate totals.
//! 3. **To the smallest unit.** [`plan`] chooses unit prices and quantities so that eAccounting's own rounding arrives
//!    at the shop's total; where that is impossible, a rounding row (if allowed) or a parked order.
//!
//! Everything is a function of its inputs: [`Company`], [`Buyer`], [`ArticleBook`], [`Rules`] and the order.
//! [`input`] is the one place where they are made from wire types and settings, and [`output`] where a plan becomes
//! eAccounting's rows. What the vendor's documents leave open
//! sits behind one function each: [`includes_vat`], [`unit_price_decimals`], [`account_and_rate`], [`OssRates`],
//! [`Totals::of`], [`reconcile_document`].

mod account;
mod allocate;
mod articles;
mod candidate;
mod draft;
pub mod input;
mod kind;
mod net;
mod oss;
pub mod output;
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
