//! The settings' articles for amounts other than the shop's goods.

use std::collections::BTreeMap;
use std::fmt;

use model::reason::{Word, words};
use model::{CountryCode, OrderLine, Sku};
use rust_decimal::Decimal;

use crate::rate::Rate;
use crate::voucher::VoucherPatterns;
/// The purpose of an article in the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Shipping.
    Shipping,
    /// A discount.
    Discount,
    /// A fee.
    Fee,
    /// Goods without an article of their own.
    Fallback,
    /// Rounding.
    Rounding,
    /// A gift card that was redeemed: it pays, and has no VAT.
    Voucher,
    /// An amount that is in no line of the order; the article has whatever rate its coding has.
    Unlisted,
}

impl Purpose {
    /// The settings file's table that names the articles of this purpose by VAT rate.
    #[must_use]
    pub fn setting(&self) -> &'static str {
        match self {
            Self::Shipping => "shipping.articles",
            Self::Discount => "discounts.articles",
            Self::Fee => "fees.articles",
            Self::Fallback => "articles.fallback",
            Self::Rounding => "rounding.article",
            Self::Voucher => "vouchers.article",
            Self::Unlisted => "fees.unexplained_article",
        }
    }
}

impl Purpose {
    /// The purpose in words.
    #[must_use]
    pub fn word(&self) -> Word {
        match self {
            Self::Shipping => words::FOR_SHIPPING,
            Self::Discount => words::FOR_DISCOUNTS,
            Self::Fee => words::FOR_FEES,
            Self::Fallback => words::FOR_OTHER_GOODS,
            Self::Rounding => words::FOR_ROUNDING,
            Self::Voucher => words::FOR_VOUCHERS,
            Self::Unlisted => words::FOR_UNLISTED,
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word().as_str())
    }
}

/// The handling of a line whose SKU is no article, or that has none (setting `articles.on_unknown_sku`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnknownSku {
    /// The order waits for a person.
    #[default]
    Park,
    /// The line is sold as the fallback article.
    Fallback,
    /// The flow creates the article before [`crate::plan`] is called; a line without SKU takes the fallback article.
    Create,
}

/// The handling of an amount that is in an order's total and in none of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlisted {
    /// The article of its row.
    pub article: Sku,
    /// The largest such amount, with VAT, in the order's currency; a larger one parks the order.
    pub limit: Decimal,
}

/// Articles named in the settings, by purpose and the VAT rate of their coding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SpecialArticles {
    /// Shipping by rate.
    pub shipping: BTreeMap<Rate, Sku>,
    /// Discounts by rate.
    pub discount: BTreeMap<Rate, Sku>,
    /// Fees by rate.
    pub fee: BTreeMap<Rate, Sku>,
    /// Names of order lines that are fees; case and surrounding blanks don't count.
    pub fee_names: Vec<String>,
    /// Goods without an article, by rate.
    pub fallback: BTreeMap<Rate, Sku>,
    /// Rounding; its coding has no VAT.
    pub rounding: Option<Sku>,
    /// Redeemed gift cards: the debt to their holders; its coding has no VAT.
    pub voucher: Option<Sku>,
    /// How gift cards are recognised.
    pub vouchers: VoucherPatterns,
    /// Amounts that are in no line of the order.
    pub unlisted: Option<Unlisted>,
    /// The handling of a line whose SKU is no article.
    pub unknown: UnknownSku,
    /// The rate of goods without a known article; `None` is the standard rate of the seller's country.
    pub default_rate: Option<Rate>,
}

impl SpecialArticles {
    /// The article for a purpose at a coding rate.
    #[must_use]
    pub fn sku(&self, purpose: Purpose, rate: Rate) -> Option<&Sku> {
        match purpose {
            Purpose::Shipping => self.shipping.get(&rate),
            Purpose::Discount => self.discount.get(&rate),
            Purpose::Fee => self.fee.get(&rate),
            Purpose::Fallback => self.fallback.get(&rate),
            Purpose::Rounding => self.rounding.as_ref(),
            Purpose::Voucher => self.voucher.as_ref(),
            Purpose::Unlisted => self.unlisted.as_ref().map(|unlisted| &unlisted.article),
        }
    }

    /// Whether a line is a fee: it has no SKU, and its name is one of `fees.names`.
    #[must_use]
    pub fn is_fee(&self, line: &OrderLine) -> bool {
        let name = line.name.trim().to_lowercase();
        sku(line).is_none() && self.fee_names.iter().any(|fee| fee.trim().to_lowercase() == name)
    }

    /// The rate of goods without a known article.
    #[must_use]
    pub fn default_rate(&self, country: CountryCode) -> Rate {
        self.default_rate
            .or_else(|| crate::OssRates::standard(country))
            // Norway, the one country of eAccounting outside the EU's table: 25 %.
            .unwrap_or(Rate::per_mille(250))
    }
}

/// The line's SKU, where it has one that can be an article number.
pub(super) fn sku(line: &OrderLine) -> Option<&str> {
    line.sku.as_deref().map(str::trim).filter(|sku| !sku.is_empty())
}
