//! One sale with everything that decides its VAT and accounts.

use model::{Code, CountryCode, Named, Order, OrderLine, Problem, Reason, case, event};
use rust_decimal::Decimal;

use crate::account::{RowVat, account_and_rate};
use crate::articles::ArticleBook;
use crate::aside::is_aside;
use crate::convention::PriceVat;
use crate::interpretation::{Interpretation, VatSchedule};
use crate::kind::SaleKind;
use crate::known::KnownPrices;
use crate::net::net_amounts;
use crate::oss::OssRates;
use crate::rate::Rate;
use crate::rows::RowSource;
use crate::sale_plan::{Note, PlannedRow, SalePlan};
use crate::special_articles::Purpose;
use crate::types::{ArticleInfo, CodingType, Company, DomesticRounding, Rules};
/// An article as it is sold in this order.
pub(super) struct Found<'a> {
    pub(super) article: &'a ArticleInfo,
    pub(super) vat: RowVat,
    pub(super) is_fallback: bool,
}

/// A sale with everything that decides about it.
pub(super) struct Sale<'a> {
    pub(super) order: &'a Order,
    pub(super) company: &'a Company,
    pub(super) articles: &'a ArticleBook,
    pub(super) rules: &'a Rules,
    pub(super) kind: SaleKind,
    pub(super) country: CountryCode,
}

/// The article of a line.
pub(super) enum LineSale<'a> {
    /// Its article.
    Article(Found<'a>),
    /// A fee, with the article of its rate.
    Fee,
    /// A row of text: it costs nothing, and no article can be told for it.
    Text,
}

impl<'a> Sale<'a> {
    /// The kind of sale by what is sold: reverse charge for construction is for services. Goods have VAT, whoever buys them.
    pub(super) fn kind_of_goods(&self) -> Result<SaleKind, Problem> {
        if self.kind != SaleKind::DomesticReverse {
            return Ok(self.kind);
        }
        let (mut goods, mut services) = (false, false);
        for (index, line) in self.order.lines.iter().enumerate() {
            if line.price.is_zero() || self.rules.articles.is_fee(line) {
                continue;
            }
            let article = self.articles.line(self.order, index, self.rules, self.company)?;
            match article.coding.coding_type {
                CodingType::Goods => goods = true,
                CodingType::Services | CodingType::Other => services = true,
            }
        }
        match (goods, services) {
            (true, true) => Err(Problem::new(
                Code::VALUE_INVALID,
                event::goods_under_reverse_charge(&self.order.number),
                "Enter this order by hand.",
            )
            .in_case(case::VALUE_INVALID_BY_HAND, [])),
            (true, false) => Ok(SaleKind::Domestic),
            (false, _) => Ok(self.kind),
        }
    }

    /// The article of each line.
    pub(super) fn lines(&self) -> Result<Vec<LineSale<'a>>, Problem> {
        (0..self.order.lines.len())
            .map(|index| {
                let line = &self.order.lines[index];
                if self.rules.articles.is_fee(line) {
                    return Ok(LineSale::Fee);
                }
                let article = match self.articles.line(self.order, index, self.rules, self.company) {
                    Ok(article) => article,
                    // A free line needs no article to be booked correctly.
                    Err(_) if line.price.is_zero() => return Ok(LineSale::Text),
                    Err(problem) => return Err(problem),
                };
                let own = line.sku.as_deref().and_then(|sku| self.articles.get(sku.trim()));
                let vat = self.vat(article)?;
                if self.is_voucher(line, article) && !line.price.is_zero() {
                    self.check_debt(article, vat, |sale, home| {
                        let (order, row) = (&sale.order.number, RowSource::Line(index));
                        let kind = Named::phrase(&sale.kind.told());
                        event::gift_card_sold_abroad(order, &article.number, row, vat.account, home, kind)
                    })?;
                }
                Ok(LineSale::Article(Found {
                    article,
                    vat,
                    is_fallback: own.is_none_or(|own| own.id != article.id),
                }))
            })
            .collect()
    }

    /// Which lines are no goods: gift cards, donations, tips and deposits.
    pub(super) fn no_goods(&self, lines: &[LineSale<'_>]) -> Vec<bool> {
        let is_named = |line: &OrderLine, article: &ArticleInfo| {
            article.coding.rate.is_zero() && (is_aside(&line.name) || is_aside(&article.name))
        };
        lines
            .iter()
            .zip(&self.order.lines)
            .map(|(sold, line)| match sold {
                LineSale::Article(found) => {
                    self.is_voucher(line, found.article) || is_named(line, found.article)
                }
                LineSale::Fee | LineSale::Text => false,
            })
            .collect()
    }

    /// Whether a line of this article is a gift card that is sold.
    fn is_voucher(&self, line: &OrderLine, article: &ArticleInfo) -> bool {
        let special = &self.rules.articles;
        let is_debt = special
            .voucher
            .as_ref()
            .is_some_and(|sku| sku.as_str().eq_ignore_ascii_case(&article.number));
        article.coding.rate.is_zero() && (is_debt || special.vouchers.is_sold(line, &article.name))
    }

    fn vat(&self, article: &ArticleInfo) -> Result<RowVat, Problem> {
        account_and_rate(self.kind, article, self.company, &self.rules.oss).map_err(|problem| {
            let order = Named::first(format!("order {}", self.order.number));
            let told = event::of_record(order, Named::phrase(&problem.told()));
            problem.telling(told)
        })
    }

    /// The article for a purpose at a coding rate, as it is sold in this order.
    pub(super) fn special(&self, purpose: Purpose, coding: Rate) -> Result<Found<'a>, Problem> {
        let article = self
            .articles
            .special(purpose, coding, self.rules, &self.order.number)?;
        let vat = self.vat(article)?;
        if purpose == Purpose::Voucher {
            self.check_debt(article, vat, |sale, home| {
                let (order, kind) = (&sale.order.number, Named::phrase(&sale.kind.told()));
                event::gift_card_paid_abroad(order, &article.number, purpose, vat.account, home, kind)
            })?;
        }
        Ok(Found {
            article,
            vat,
            is_fallback: false,
        })
    }

    /// Refuses a gift card that would count as a sale abroad, or reduce one: what is owed to the cards' holders is one account,
    /// wherever the buyer is.
    fn check_debt(
        &self,
        article: &ArticleInfo,
        vat: RowVat,
        told: impl FnOnce(&Self, i64) -> Reason,
    ) -> Result<(), Problem> {
        let at_home = account_and_rate(SaleKind::Domestic, article, self.company, &self.rules.oss)?;
        if at_home.account == vat.account {
            return Ok(());
        }
        Err(Problem::new(
            Code::ACCOUNT_MISSING,
            told(self, at_home.account),
            format!(
                "Give article {} an account coding of its own in eAccounting, with account {} for sales abroad too, then replay the order; or enter it by hand.",
                article.number, at_home.account
            ),
        )
        .in_case(case::ACCOUNT_MISSING_GIFT_CARD, [&at_home.account, &article.number]))
    }

    /// What each part's row is to come to, and what goes on a rounding row.
    pub(super) fn amounts(
        &self,
        read: &Interpretation,
        with_vat: bool,
        notes: &mut Vec<Note>,
    ) -> Result<(Vec<Decimal>, Decimal), Problem> {
        if with_vat || self.kind.is_without_vat() {
            return Ok((read.parts.iter().map(|part| part.gross).collect(), read.residue));
        }
        let shop_is_net = read.reading.vat == PriceVat::Excluded;
        let nets = net_amounts(&read.parts, read.total - read.residue, shop_is_net);
        let residue = read.residue + nets.missing;
        if residue.abs() > self.rules.rounding_tolerance {
            return Err(Problem::new(
                Code::TOTAL_MISMATCH,
                event::no_net_amounts(
                    &self.order.number,
                    self.order.currency.show(read.total),
                    self.order.currency.show(read.total - nets.missing),
                ),
                "Set rounding.tolerance (0.02 is enough) and rounding.article in the settings, so that the difference gets its own row, then replay the order.",
            )
            .in_case(case::TOTAL_MISMATCH_CENTS, []));
        }
        if !nets.moved.is_zero() {
            notes.push(Note::NetMoved { cents: nets.moved });
        }
        Ok((nets.amounts, residue))
    }

    /// Whether the rows come to the account that the settings ask for in this country. What is no goods is no revenue, and
    /// `no_goods` says which lines are.
    pub(super) fn check_accounts(&self, plan: &SalePlan, no_goods: &[bool]) -> Result<(), Problem> {
        let Some(account) = self.rules.country_accounts.get(&self.country) else {
            return Ok(());
        };
        let redeemed = self.rules.articles.voucher.as_ref();
        let is_revenue = |row: &&PlannedRow| match row.source {
            RowSource::Rounding => false,
            RowSource::Line(index) => no_goods.get(index) != Some(&true),
            _ => !redeemed.is_some_and(|sku| sku.as_str().eq_ignore_ascii_case(&row.article_number)),
        };
        let mut rows = plan.rows.iter().filter(|row| !row.is_text);
        let other = rows.find(|row| is_revenue(row) && row.account != *account);
        match other {
            None => Ok(()),
            Some(row) => Err(Problem::new(
                Code::ACCOUNT_MISSING,
                event::other_account(
                    &self.order.number,
                    &row.article_number,
                    row.source,
                    row.account,
                    self.country,
                    account,
                    Named::phrase(&self.kind.told()),
                ),
                format!(
                    "Open Settings › Article account codings in eAccounting and set account {account} for this kind of sale, or correct vat.countries.{}.account; then replay the order.",
                    self.country
                ),
            )
            .in_case(case::ACCOUNT_MISSING_COUNTRY, [account, &self.country])),
        }
    }
}

pub(super) struct SaleVatSchedule<'a> {
    pub(super) sale: &'a Sale<'a>,
    pub(super) lines: &'a [LineSale<'a>],
    /// Which lines are no goods.
    pub(super) no_goods: Vec<bool>,
}

impl SaleVatSchedule<'_> {
    fn article(&self, index: usize) -> Option<&Found<'_>> {
        match self.lines.get(index)? {
            LineSale::Article(found) => Some(found),
            LineSale::Fee | LineSale::Text => None,
        }
    }
}

impl VatSchedule for SaleVatSchedule<'_> {
    fn line(&self, index: usize) -> Option<(Rate, Rate)> {
        let found = self.article(index)?;
        Some((found.article.coding.rate, found.vat.rate))
    }

    fn account(&self, index: usize) -> Option<i64> {
        Some(self.article(index)?.vat.account)
    }

    fn purpose(&self, purpose: Purpose, coding: Rate) -> Result<Rate, Problem> {
        let found = self.sale.special(purpose, coding)?;
        let under_oss = |line: &Found<'_>| line.article.coding.rate == coding && line.article.uses_moss;
        if matches!(self.sale.kind, SaleKind::EuPrivateOss { .. })
            && !found.article.uses_moss
            && (0..self.lines.len())
                .filter_map(|index| self.article(index))
                .any(under_oss)
        {
            return Err(not_under_oss(self.sale.order, found.article, purpose));
        }
        Ok(found.vat.rate)
    }

    fn default_rate(&self) -> Rate {
        self.sale.rules.articles.default_rate(self.sale.company.country)
    }

    fn is_without_vat(&self) -> bool {
        self.sale.kind.is_without_vat()
    }

    fn kind(&self) -> SaleKind {
        self.sale.kind
    }

    fn is_text(&self, index: usize) -> bool {
        matches!(self.lines.get(index), Some(LineSale::Text))
    }

    fn is_no_goods(&self, index: usize) -> bool {
        self.no_goods.get(index).copied().unwrap_or(false)
    }

    fn is_payment(&self, index: usize) -> bool {
        let discount = self.sale.order.discounts.get(index);
        discount.is_some_and(|discount| self.sale.rules.articles.vouchers.is_payment(discount))
    }

    fn known_prices(&self, index: usize) -> KnownPrices {
        let Some(found) = self.article(index).filter(|found| !found.is_fallback) else {
            return KnownPrices::default();
        };
        let known = found.article.prices;
        let is_own_currency = self.sale.order.currency == self.sale.company.currency;
        KnownPrices {
            net: known.net.filter(|_| is_own_currency),
            gross: known.gross.filter(|_| is_own_currency),
            store: known.store,
        }
    }

    fn unlisted(&self) -> Result<Option<(Rate, Rate, Decimal)>, Problem> {
        let Some(unlisted) = &self.sale.rules.articles.unlisted else {
            return Ok(None);
        };
        let found = self.sale.special(Purpose::Unlisted, Rate::ZERO)?;
        Ok(Some((found.article.coding.rate, found.vat.rate, unlisted.limit)))
    }

    fn known_fees(&self) -> Vec<Decimal> {
        let articles = &self.sale.rules.articles;
        let numbers = articles
            .fee
            .values()
            .chain(articles.unlisted.iter().map(|unlisted| &unlisted.article));
        numbers
            .filter_map(|number| self.sale.articles.get(number.as_str())?.prices.gross)
            .filter(|gross| !gross.is_zero() && self.sale.order.currency == self.sale.company.currency)
            .collect()
    }

    fn rates_of_countries(&self) -> Vec<Rate> {
        let mut rates = OssRates::of_country(self.sale.company.country);
        rates.extend(OssRates::of_country(self.sale.country));
        rates.sort_unstable();
        rates.dedup();
        rates
    }

    fn rounds_to_whole(&self) -> bool {
        self.sale.company.domestic_rounding == DomesticRounding::HalfAwayFromZero
            && self.sale.order.currency == self.sale.company.currency
    }
}

/// What belongs to goods has their VAT: an article for it that isn't marked as they are would have another.
fn not_under_oss(order: &Order, article: &ArticleInfo, purpose: Purpose) -> Problem {
    let number = &article.number;
    Problem::new(
        Code::ARTICLE_NOT_CONFIGURED,
        event::not_under_oss(&order.number, number, purpose),
        format!("Open article {number} in eAccounting and mark it for OSS, then replay the order."),
    )
    .in_case(case::ARTICLE_NOT_CONFIGURED_OSS, [number])
}
