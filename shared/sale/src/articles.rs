use std::collections::BTreeMap;

use model::{Code, Named, Order, Problem, Reason, Sku, case, event};
use rust_decimal::Decimal;

use crate::aside::{is_below_zero, is_payment, is_tax_reduction};
use crate::known::StorePrice;
use crate::rate::Rate;
use crate::special_articles::{Purpose, UnknownSku, sku};
use crate::types::{ArticleInfo, Company, Rules};

/// All article numbers that [`crate::plan`] may need, to fetch them together: the lines' SKUs, and the settings'
/// articles that this order can use. Each once, lines first.
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

    /// The SKUs of an order's lines that a flow which creates articles has to create. Each with the index of its first line.
    /// None of a gift card or a tax reduction: its coding is for a person to choose.
    #[must_use]
    pub fn skus_to_create(&self, order: &Order, rules: &Rules) -> Vec<(usize, Sku)> {
        let mut unknown = self.unknown_skus(order);
        unknown.retain(|(index, _)| {
            let line = &order.lines[*index];
            !rules.articles.vouchers.is_gift_card(line) && !is_tax_reduction(line)
        });
        unknown
    }

    /// The SKUs of an order's lines without an article, each with the index of its first line.
    fn unknown_skus(&self, order: &Order) -> Vec<(usize, Sku)> {
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
        let default_rate = special.default_rate(company.country);
        let number = index + 1;
        let Some(text) = sku(line) else {
            // Without a SKU there is no number to create an article with.
            let no_fallback = special.unknown == UnknownSku::Create
                && special.sku(Purpose::Fallback, default_rate).is_none();
            if special.vouchers.is_gift_card(line) {
                return Err(gift_card_without_sku(order, number));
            }
            let is_parked = special.unknown == UnknownSku::Park || no_fallback;
            if is_payment(line) || (is_parked && is_below_zero(line)) {
                return Err(line_below_zero(order, number));
            }
            return if is_parked {
                Err(Problem::new(
                    Code::SKU_MISSING,
                    event::no_sku(number, &order.number),
                    "Give the product a SKU in the shop. If the line is a fee, add its name to fees.names and an article to fees.articles in the settings; for other goods, set articles.on_unknown_sku = \"fallback\" with a fallback article. Then replay the order.",
                ))
            } else {
                self.special(Purpose::Fallback, default_rate, rules, &order.number)
            };
        };
        let sku: Sku = text.parse().map_err(|_| {
            Problem::new(
                Code::VALUE_INVALID,
                event::long_sku(number, &order.number),
                "Shorten the SKU in the shop, then replay the order.",
            )
            .in_case(case::VALUE_INVALID_LONG_SKU, [&number])
        })?;
        match self.get(sku.as_str()) {
            Some(article) => active(article, &order.number),
            None if special.vouchers.is_gift_card(line) => Err(gift_card(order, number, &sku)),
            None if special.unknown == UnknownSku::Fallback => {
                self.special(Purpose::Fallback, default_rate, rules, &order.number)
            }
            None => Err(self.unknown(order, number, &sku)),
        }
    }

    /// Names every SKU of the order that has no article, so that a person creates all of them at once.
    fn unknown(&self, order: &Order, number: usize, sku: &Sku) -> Problem {
        let unknown = self.unknown_skus(order);
        let (message, articles, skus) = match unknown.as_slice() {
            [] | [_] => (
                event::unknown_sku(number, &order.number, sku),
                format!("article {sku}"),
                sku.to_string(),
            ),
            several => {
                let lines: Vec<Reason> = several
                    .iter()
                    .map(|(index, sku)| event::sku_on_line(sku, index + 1))
                    .collect();
                let skus: Vec<&str> = several.iter().map(|(_, sku)| sku.as_str()).collect();
                let skus = skus.join(", ");
                (
                    event::unknown_skus(&order.number, several.len(), Named::phrases(", ", &lines)),
                    format!("the articles {skus}"),
                    skus,
                )
            }
        };
        Problem::new(
            Code::SKU_UNKNOWN,
            message,
            format!(
                "Create {articles} in eAccounting, or set articles.on_unknown_sku to \"create\" or \"fallback\"; then replay the order."
            ),
        )
        .in_case(case::SKU_UNKNOWN_ARTICLES, [&skus])
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
        let not_set = |why: Reason, remedy: String| Problem::new(Code::ARTICLE_NOT_CONFIGURED, why, remedy);
        let Some(sku) = rules.articles.sku(purpose, rate) else {
            return Err(not_set(
                event::article_not_set(order, purpose, rate, &key),
                format!(
                    "Set {key} to the number of an article with a coding of {rate}, then replay the order."
                ),
            )
            .in_case(case::ARTICLE_NOT_CONFIGURED_SETTING, [&rate, &key]));
        };
        let Some(article) = self.get(sku.as_str()) else {
            return Err(not_set(
                event::article_not_found(order, sku, purpose, &key),
                format!("Create article {sku} in eAccounting or correct {key}, then replay the order."),
            )
            .in_case(case::ARTICLE_NOT_CONFIGURED_MISSING, [sku, &key]));
        };
        if article.coding.rate != rate && purpose != Purpose::Unlisted {
            return Err(not_set(
                event::article_of_other_rate(&key, sku, rate, &article.coding.name, article.coding.rate),
                format!(
                    "Give article {sku} a coding of {rate} in eAccounting, or name another article in {key}; then replay the order."
                ),
            )
            .in_case(case::ARTICLE_NOT_CONFIGURED_RATE, [sku, &rate, &key]));
        }
        active(article, order)
    }
}

/// A gift card that no article stands for. As goods it would have VAT when it is sold, and again when it is redeemed.
fn gift_card(order: &Order, number: usize, sku: &Sku) -> Problem {
    Problem::new(
        Code::SKU_UNKNOWN,
        event::gift_card_unknown(number, &order.number, sku),
        format!(
            "Create article {sku} in eAccounting with an account coding of 0 % and the account of the debt to the cards' holders; or with the coding of goods, if your gift cards are sold with VAT. Then replay the order."
        ),
    )
    .in_case(case::SKU_UNKNOWN_GIFT_CARD, [sku])
}

/// Nothing says what a line takes off: part of the price, a payment, or goods that came back.
fn line_below_zero(order: &Order, number: usize) -> Problem {
    Problem::new(
        Code::SKU_MISSING,
        event::no_sku(number, &order.number),
        "See in the shop what the line takes off. If it is a discount, call it so there (\"Discount\"); if it is a gift card's payment, add its name to vouchers.names and set vouchers.article in the settings; if goods came back, give it their SKU. A deposit is a payment: enter such an order by hand. Then replay the order.",
    )
    .in_case(case::SKU_MISSING_BELOW_ZERO, [])
}

fn gift_card_without_sku(order: &Order, number: usize) -> Problem {
    Problem::new(
        Code::SKU_MISSING,
        event::gift_card_without_sku(number, &order.number),
        "Give the gift card a SKU in the shop, and create an article with that number and an account coding of 0 % in eAccounting. Then replay the order.",
    )
    .in_case(case::SKU_MISSING_GIFT_CARD, [])
}

fn active<'a>(article: &'a ArticleInfo, order: &str) -> Result<&'a ArticleInfo, Problem> {
    if article.is_active {
        Ok(article)
    } else {
        Err(Problem::new(
            Code::ARTICLE_INACTIVE,
            event::article_is_inactive(order, &article.number),
            format!(
                "Activate article {} in eAccounting, or use another SKU in the shop; then replay the order.",
                article.number
            ),
        )
        .in_case(case::ARTICLE_INACTIVE_ARTICLE, [&article.number]))
    }
}
