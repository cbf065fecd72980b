use std::collections::BTreeMap;
use std::fmt;

use model::{Code, Order, OrderLine, Problem, Sku};
use rust_decimal::Decimal;

use crate::known::StorePrice;
use crate::types::{ArticleInfo, Company, Rate, Rules};
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

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shipping => "shipping",
            Self::Discount => "discounts",
            Self::Fee => "fees",
            Self::Fallback => "goods without an article of their own",
            Self::Rounding => "rounding",
            Self::Voucher => "redeemed gift cards",
            Self::Unlisted => "amounts that are in no line",
        })
    }
}

/// What is done with a line whose SKU is no article, or that has none (setting `articles.on_unknown_sku`).
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
    /// The rate of goods whose article is not known; `None` is the standard rate of the company's country.
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

    /// The rate of goods whose article is not known.
    #[must_use]
    pub fn default_rate(&self, company: &Company) -> Rate {
        self.default_rate
            .or_else(|| crate::OssRates::standard(company.country))
            // Norway, the one country of eAccounting outside the EU's table: 25 %.
            .unwrap_or(Rate::per_mille(250))
    }
}

/// The line's SKU, where it has one that can be an article number.
fn sku(line: &OrderLine) -> Option<&str> {
    line.sku.as_deref().map(str::trim).filter(|sku| !sku.is_empty())
}

/// All article numbers that [`crate::plan`] may ask for, so that they are fetched once and together: the lines' SKUs,
/// and those of the settings that this order can need. Each once, lines first.
#[must_use]
pub fn required_articles(order: &Order, rules: &Rules) -> Vec<Sku> {
    let special = &rules.articles;
    let mut wanted: Vec<Sku> = order
        .lines
        .iter()
        .filter_map(|line| sku(line)?.parse().ok())
        .collect();
    if !order.shipping.is_zero() {
        wanted.extend(special.shipping.values().cloned());
    }
    if order.discounts.iter().any(|d| !d.amount.is_zero()) {
        wanted.extend(special.discount.values().cloned());
    }
    if order.lines.iter().any(|line| special.is_fee(line)) {
        wanted.extend(special.fee.values().cloned());
    }
    if order
        .discounts
        .iter()
        .any(|discount| special.vouchers.is_payment(discount))
    {
        wanted.extend(special.voucher.iter().cloned());
    }
    wanted.extend(special.unlisted.iter().map(|unlisted| unlisted.article.clone()));
    if special.unknown != UnknownSku::Park {
        wanted.extend(special.fallback.values().cloned());
    }
    if rules.rounding_tolerance > Decimal::ZERO {
        wanted.extend(special.rounding.iter().cloned());
    }
    let mut seen = std::collections::BTreeSet::new();
    wanted.retain(|sku| seen.insert(sku.clone()));
    wanted
}

/// The articles that were fetched, by number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleBook(BTreeMap<String, ArticleInfo>);

impl FromIterator<ArticleInfo> for ArticleBook {
    fn from_iter<I: IntoIterator<Item = ArticleInfo>>(articles: I) -> Self {
        Self(
            articles
                .into_iter()
                .map(|article| (article.number.clone(), article))
                .collect(),
        )
    }
}

impl ArticleBook {
    /// Adds an article, in place of one with the same number.
    pub fn insert(&mut self, article: ArticleInfo) {
        self.0.insert(article.number.clone(), article);
    }

    /// The article with this number: the same spelling, else the only one that differs in case alone (eAccounting's
    /// own look-up is taken to ignore case).
    #[must_use]
    pub fn get(&self, number: &str) -> Option<&ArticleInfo> {
        if let Some(article) = self.0.get(number) {
            return Some(article);
        }
        let lower = number.to_lowercase();
        let mut alike = self.0.values().filter(|a| a.number.to_lowercase() == lower);
        match (alike.next(), alike.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }

    /// Adds the store's own price of a product to the article that is sold as it.
    pub fn set_store_price(&mut self, number: &str, price: StorePrice) {
        let Some(number) = self.get(number).map(|article| article.number.clone()) else {
            return;
        };
        if let Some(article) = self.0.get_mut(&number) {
            article.prices.store = Some(price);
        }
    }

    /// The SKUs of an order's lines that are no article here: what a flow that creates articles has to create. Each
    /// with the index of its first line.
    #[must_use]
    pub fn unknown_skus(&self, order: &Order) -> Vec<(usize, Sku)> {
        let mut unknown: Vec<(usize, Sku)> = Vec::new();
        for (index, line) in order.lines.iter().enumerate() {
            let Some(sku) = sku(line).and_then(|sku| sku.parse::<Sku>().ok()) else {
                continue;
            };
            // A capital makes no other article, here as where articles are looked up.
            let lower = sku.as_str().to_lowercase();
            let is_new = |(_, other): &(usize, Sku)| other.as_str().to_lowercase() != lower;
            if self.get(sku.as_str()).is_none() && unknown.iter().all(is_new) {
                unknown.push((index, sku));
            }
        }
        unknown
    }

    /// The article of a line of goods (not of a fee).
    ///
    /// # Errors
    /// `SKU_MISSING`, `SKU_UNKNOWN`, `ARTICLE_INACTIVE`, `ARTICLE_NOT_CONFIGURED`, `VALUE_INVALID`.
    pub(super) fn line(
        &self,
        order: &Order,
        index: usize,
        rules: &Rules,
        company: &Company,
    ) -> Result<&ArticleInfo, Problem> {
        let line = &order.lines[index];
        let special = &rules.articles;
        let default_rate = special.default_rate(company);
        let number = index + 1;
        let Some(text) = sku(line) else {
            // Without a SKU there is no number to create an article with.
            let no_fallback = special.unknown == UnknownSku::Create
                && special.sku(Purpose::Fallback, default_rate).is_none();
            return if special.unknown == UnknownSku::Park || no_fallback {
                Err(Problem::new(
                    Code::SKU_MISSING,
                    format!("Line {number} of order {} has no SKU.", order.number),
                    "Give the product a SKU in the shop, or set articles.on_unknown_sku = \"fallback\" with a fallback article; then replay the order.",
                ))
            } else {
                self.special(Purpose::Fallback, default_rate, rules, &order.number)
            };
        };
        let sku: Sku = text.parse().map_err(|_| {
            Problem::new(
                Code::VALUE_INVALID,
                format!(
                    "The SKU on line {number} of order {} has more than 40 characters or control characters; eAccounting's article numbers have at most 40.",
                    order.number
                ),
                "Shorten the SKU in the shop, then replay the order.",
            )
        })?;
        match self.get(sku.as_str()) {
            Some(article) => active(article, &order.number),
            None if special.unknown == UnknownSku::Fallback => {
                self.special(Purpose::Fallback, default_rate, rules, &order.number)
            }
            None => Err(Problem::new(
                Code::SKU_UNKNOWN,
                format!(
                    "Line {number} of order {} has SKU {sku}, and no article in eAccounting has that number.",
                    order.number
                ),
                format!(
                    "Create article {sku} in eAccounting, or set articles.on_unknown_sku to \"create\" or \"fallback\"; then replay the order."
                ),
            )),
        }
    }

    /// The article of the settings for a purpose at the coding rate `rate`.
    ///
    /// # Errors
    /// `ARTICLE_NOT_CONFIGURED` (not in the settings, not in eAccounting, or with a coding of another rate), `ARTICLE_INACTIVE`.
    pub(super) fn special(
        &self,
        purpose: Purpose,
        rate: Rate,
        rules: &Rules,
        order: &str,
    ) -> Result<&ArticleInfo, Problem> {
        let key = match purpose {
            Purpose::Rounding | Purpose::Voucher | Purpose::Unlisted => purpose.setting().to_owned(),
            _ => format!("{}.\"{}\"", purpose.setting(), rate.percent()),
        };
        let not_set = |why: String, remedy: String| Problem::new(Code::ARTICLE_NOT_CONFIGURED, why, remedy);
        let Some(sku) = rules.articles.sku(purpose, rate) else {
            return Err(not_set(
                format!("Order {order} needs an article for {purpose} with {rate}, and {key} is not set."),
                format!(
                    "Set {key} to the number of an article with a coding of {rate}, then replay the order."
                ),
            ));
        };
        let Some(article) = self.get(sku.as_str()) else {
            return Err(not_set(
                format!(
                    "Order {order} needs article {sku} for {purpose} ({key}), and eAccounting has no such article."
                ),
                format!("Create article {sku} in eAccounting or correct {key}, then replay the order."),
            ));
        };
        if article.coding.rate != rate && purpose != Purpose::Unlisted {
            return Err(not_set(
                format!(
                    "{key} names article {sku} for {rate}, but its coding \"{}\" has {}.",
                    article.coding.name, article.coding.rate
                ),
                format!(
                    "Give article {sku} a coding of {rate} in eAccounting, or name another article in {key}; then replay the order."
                ),
            ));
        }
        active(article, order)
    }
}

fn active<'a>(article: &'a ArticleInfo, order: &str) -> Result<&'a ArticleInfo, Problem> {
    if article.is_active {
        Ok(article)
    } else {
        Err(Problem::new(
            Code::ARTICLE_INACTIVE,
            format!(
                "Order {order} needs article {}, which is inactive in eAccounting.",
                article.number
            ),
            format!(
                "Activate article {} in eAccounting, or use another SKU in the shop; then replay the order.",
                article.number
            ),
        ))
    }
}
