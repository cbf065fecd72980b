use std::fmt;

use model::{Code, Currency, Order, Problem};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::account::{RowVat, account_and_rate};
use crate::articles::{ArticleBook, Purpose};
use crate::draft::Draft;
use crate::kind::{CustomerVatFlags, SaleKind, customer_vat_flags, deciding_country, sale_kind};
use crate::known::{KnownPrices, SettledPrice};
use crate::net::net_amounts;
use crate::prices::{Interpretation, PriceInterpretation, PriceVat, VatSchedule, interpret};
use crate::reconcile::{Totals, reconcile};
use crate::types::{ArticleInfo, Buyer, Company, DomesticRounding, Rate, Rules};

/// The most rows of a document (OrderRowApi.LineNumber: 0 to 1000; rows are numbered from 1).
const MAX_ROWS: usize = 1000;

/// Where a row comes from. Ordered as rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowSource {
    /// The order line with this index, from 0.
    Line(usize),
    /// Shipping.
    Shipping,
    /// The discount with this index, from 0.
    Discount(usize),
    /// An amount that is in the order's total and in none of its lines.
    Unlisted,
    /// Rounding.
    Rounding,
}

impl fmt::Display for RowSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(index) => write!(f, "line {}", index + 1),
            Self::Shipping => f.write_str("shipping"),
            Self::Discount(index) => write!(f, "discount {}", index + 1),
            Self::Unlisted => f.write_str("an amount in no line"),
            Self::Rounding => f.write_str("rounding"),
        }
    }
}

/// One row of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedRow {
    /// LineNumber, from 1.
    pub line_number: u16,
    /// Where it comes from.
    pub source: RowSource,
    /// IsTextRow: a row of text alone, for what costs nothing and has no article; everything but `text` is then empty.
    pub is_text: bool,
    /// ArticleId.
    pub article_id: Uuid,
    /// ArticleNumber.
    pub article_number: String,
    /// Text, at most 2000 characters; `None` lets eAccounting take the article's name.
    pub text: Option<String>,
    /// UnitPrice, with VAT where the plan's totals say so; two or four decimals.
    pub unit_price: Decimal,
    /// Quantity, at most four decimals; negative on discounts.
    pub quantity: Decimal,
    /// DiscountPercentage: a fraction from 0 to 1, at most four decimals.
    pub discount_percentage: Decimal,
    /// The row's amount in eAccounting, two decimals.
    pub amount: Decimal,
    /// The VAT rate that eAccounting will use.
    pub rate: Rate,
    /// The account that eAccounting will use.
    pub account: i64,
}

/// Notes for the activity log about how rows were made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A line has several rows, since no unit price gives its amount.
    Split {
        /// The line or other source.
        source: RowSource,
        /// How many rows.
        rows: usize,
    },
    /// A line is sold as the fallback article.
    Fallback {
        /// Index of the line, from 0.
        line: usize,
        /// The fallback article's number.
        article: String,
    },
    /// Net sums were moved by cents, so that VAT on top gives the shop's total.
    NetMoved {
        /// By how many cents in all.
        cents: Decimal,
    },
    /// A rounding row was added.
    RoundingRow {
        /// Its amount.
        amount: Decimal,
    },
    /// eAccounting rounds the document to whole currency, and so comes to the shop's total.
    RoundedByVendor {
        /// The amount that it adds.
        amount: Decimal,
    },
    /// The order doesn't give a line's price exactly.
    Price(SettledPrice),
    /// A line that costs nothing is a text row.
    TextRow {
        /// Index of the line, from 0.
        line: usize,
    },
    /// An amount is in the total and in no line.
    Unlisted {
        /// How much, with VAT.
        amount: Decimal,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Split { source, rows } => write!(
                f,
                "{source} has {rows} rows, since no unit price gives its amount to the cent"
            ),
            Self::Fallback { line, article } => {
                write!(
                    f,
                    "line {} is sold as article {article}, since its own is not known",
                    line + 1
                )
            }
            Self::NetMoved { cents } => write!(
                f,
                "net amounts were moved by {cents} cents, so that VAT on top of them gives the shop's total"
            ),
            Self::RoundingRow { amount } => write!(f, "a rounding row of {amount} was added"),
            Self::RoundedByVendor { amount } => write!(
                f,
                "eAccounting rounds the document by {amount} to whole currency, which gives the shop's total"
            ),
            Self::Price(settled) => write!(
                f,
                "line {} at {} a piece with VAT, by {}",
                settled.line + 1,
                settled.price,
                settled.source
            ),
            Self::TextRow { line } => write!(
                f,
                "line {} is a text row, since it costs nothing and has no article",
                line + 1
            ),
            Self::Unlisted { amount } => write!(
                f,
                "{amount:.2} of the total is in no line, and has a row of its own"
            ),
        }
    }
}

/// The plan of an order's document in eAccounting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SalePlan {
    /// The kind of sale for VAT.
    pub kind: SaleKind,
    /// The flags that the customer record needs for that.
    pub customer: CustomerVatFlags,
    /// How the shop's prices were read.
    pub reading: PriceInterpretation,
    /// Currency of all amounts.
    pub currency: Currency,
    /// The rows.
    pub rows: Vec<PlannedRow>,
    /// What they come to; `gross` is the shop's total, less `rounding`.
    pub totals: Totals,
    /// What eAccounting's own rounding to whole currency adds to come to the shop's total; else zero.
    pub rounding: Decimal,
    /// Notes on how the plan was made.
    pub notes: Vec<Note>,
}

/// Whether eAccounting takes a document's unit prices as including VAT: for private persons, unless the company shows
/// them prices without.
///
/// The newest specification of OrderApi.IncludesVat reads the other way round ("true if ShowPricesExclVatPC is checked and
/// customer is private"); the older documents and the web shop's notes agree with each other and with the setting's name,
/// so they are followed. [`crate::reconcile_document`] compares the answer's own `IncludesVat`. In a sale without VAT both are the
/// same.
#[must_use]
pub fn includes_vat(company: &Company, buyer: &Buyer, kind: SaleKind) -> bool {
    buyer.is_private && !company.show_prices_excl_vat_private && !kind.is_without_vat()
}

/// How many decimals a unit price may have (OrderRowApi.UnitPrice: "2 decimals allowed if the customer and currency are
/// domestic or 4 decimals if customer or currency is foreign"). A customer is taken to be domestic by the invoice country.
#[must_use]
pub fn unit_price_decimals(company: &Company, buyer: &Buyer, currency: Currency) -> u32 {
    if buyer.country == company.country && currency == company.currency {
        2
    } else {
        4
    }
}

/// Plans the rows of an order: articles, accounts, VAT, unit prices, quantities, such that eAccounting's total is the shop's.
///
/// `articles` must hold what [`crate::required_articles`] names, as far as eAccounting has it.
///
/// # Errors
/// `SKU_MISSING`, `SKU_UNKNOWN`, `ARTICLE_INACTIVE`, `ARTICLE_NOT_CONFIGURED`, `ACCOUNT_MISSING`, `CODING_MISSING`,
/// `PRICE_AMBIGUOUS`, `TOTAL_MISMATCH`, `TOO_MANY_ROWS`, `VALUE_INVALID`; each names the order and what is wrong in it.
pub fn plan(
    order: &Order,
    company: &Company,
    buyer: &Buyer,
    articles: &ArticleBook,
    rules: &Rules,
) -> Result<SalePlan, Problem> {
    let sale = Sale {
        order,
        company,
        articles,
        rules,
        kind: sale_kind(company, buyer, rules.place),
        country: deciding_country(company, buyer, rules.place).0,
    };
    // Every line is a row at least; nothing is computed for an order that cannot fit.
    if order.lines.len() > MAX_ROWS {
        return Err(too_many_rows(order, order.lines.len()));
    }
    let lines = sale.lines()?;
    let tariff = SaleTariff {
        sale: &sale,
        lines: &lines,
        vouchers: sale.vouchers(&lines),
    };
    let read = interpret(order, &tariff, &rules.prices, rules.rounding_tolerance)?;
    let with_vat = includes_vat(company, buyer, sale.kind);
    let mut notes: Vec<Note> = lines
        .iter()
        .enumerate()
        .filter_map(|(line, sold)| match sold {
            LineSale::Article(found) if found.is_fallback => Some(Note::Fallback {
                line,
                article: found.article.number.clone(),
            }),
            LineSale::Text => Some(Note::TextRow { line }),
            _ => None,
        })
        .collect();
    notes.extend(read.settled.iter().copied().map(Note::Price));
    let unlisted = read
        .parts
        .iter()
        .filter(|part| part.source == RowSource::Unlisted);
    notes.extend(unlisted.map(|part| Note::Unlisted { amount: part.gross }));
    if !read.rounding.is_zero() {
        notes.push(Note::RoundedByVendor {
            amount: read.rounding,
        });
    }
    let (amounts, residue) = sale.amounts(&read, with_vat, &mut notes)?;
    if !residue.is_zero() {
        notes.push(Note::RoundingRow { amount: residue });
    }
    let decimals = unit_price_decimals(company, buyer, order.currency);
    let draft = Draft {
        sale: &sale,
        lines: &lines,
        read: &read,
        amounts: &amounts,
        residue,
        with_vat,
        decimals,
    };
    let mut rows = draft.rows(false)?;
    if rows.len() > MAX_ROWS {
        rows = draft.rows(true)?;
    }
    if rows.len() > MAX_ROWS {
        return Err(too_many_rows(order, rows.len()));
    }
    for (row, number) in rows.iter_mut().zip(1..) {
        row.line_number = number;
    }
    for chunk in rows.chunk_by(|a, b| a.source == b.source && a.article_id == b.article_id) {
        if chunk.len() > 1 {
            notes.push(Note::Split {
                source: chunk[0].source,
                rows: chunk.len(),
            });
        }
    }
    let plan = SalePlan {
        kind: sale.kind,
        customer: customer_vat_flags(company, buyer, rules.place),
        reading: read.reading,
        currency: order.currency,
        totals: Totals::of(&rows, with_vat),
        rounding: read.rounding,
        rows,
        notes,
    };
    sale.check_accounts(&plan)?;
    // Proved from the rows themselves, whatever was done above.
    reconcile(&plan, &order.number, read.total)?;
    Ok(plan)
}

fn too_many_rows(order: &Order, rows: usize) -> Problem {
    Problem::new(
        Code::TOO_MANY_ROWS,
        format!(
            "Order {} needs {rows} rows, and a document in eAccounting has at most {MAX_ROWS}.",
            order.number
        ),
        "Enter this order by hand, as several documents.",
    )
}

/// What belongs to goods has their VAT: an article for it that isn't marked as they are would have another.
fn not_under_oss(order: &Order, article: &ArticleInfo, purpose: Purpose) -> Problem {
    let number = &article.number;
    Problem::new(
        Code::ARTICLE_NOT_CONFIGURED,
        format!(
            "Order {} is sold under the One Stop Shop, and so are its goods; but article {number} for {purpose} is not marked for it in eAccounting, and would get your own VAT.",
            order.number
        ),
        format!("Open article {number} in eAccounting and mark it for OSS, then replay the order."),
    )
}

/// An article as it is sold in this order.
pub(super) struct Found<'a> {
    pub(super) article: &'a ArticleInfo,
    pub(super) vat: RowVat,
    is_fallback: bool,
}

/// A sale with everything that decides about it.
pub(super) struct Sale<'a> {
    pub(super) order: &'a Order,
    company: &'a Company,
    articles: &'a ArticleBook,
    pub(super) rules: &'a Rules,
    kind: SaleKind,
    country: model::CountryCode,
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
    /// The article of each line.
    fn lines(&self) -> Result<Vec<LineSale<'a>>, Problem> {
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
                Ok(LineSale::Article(Found {
                    article,
                    vat: self.vat(article)?,
                    is_fallback: own.is_none_or(|own| own.id != article.id),
                }))
            })
            .collect()
    }

    /// Which lines are gift cards.
    fn vouchers(&self, lines: &[LineSale<'_>]) -> Vec<bool> {
        let patterns = &self.rules.articles.vouchers;
        lines
            .iter()
            .zip(&self.order.lines)
            .map(|(sold, line)| match sold {
                LineSale::Article(found) => {
                    let is_debt = self
                        .rules
                        .articles
                        .voucher
                        .as_ref()
                        .is_some_and(|sku| sku.as_str().eq_ignore_ascii_case(&found.article.number));
                    found.article.coding.rate.is_zero()
                        && (is_debt || patterns.is_sold(line, &found.article.name))
                }
                _ => false,
            })
            .collect()
    }

    fn vat(&self, article: &ArticleInfo) -> Result<RowVat, Problem> {
        account_and_rate(self.kind, article, self.company, &self.rules.oss).map_err(|mut problem| {
            problem.message = format!("Order {}: {}", self.order.number, problem.message);
            problem
        })
    }

    /// The article for a purpose at a coding rate, as it is sold in this order.
    pub(super) fn special(&self, purpose: Purpose, coding: Rate) -> Result<Found<'a>, Problem> {
        let article = self
            .articles
            .special(purpose, coding, self.rules, &self.order.number)?;
        Ok(Found {
            article,
            vat: self.vat(article)?,
            is_fallback: false,
        })
    }

    /// What each part's row is to come to, and what goes on a rounding row.
    fn amounts(
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
                format!(
                    "Order {} has a total of {} {}. Its buyer gets rows without VAT, and no net amounts in whole cents give that total with VAT on top; the nearest is {}.",
                    self.order.number,
                    read.total,
                    self.order.currency,
                    read.total - nets.missing
                ),
                "Set rounding.tolerance (0.02 is enough) and rounding.article in the settings, so that the difference goes on a row of its own, then replay the order.",
            ));
        }
        if !nets.moved.is_zero() {
            notes.push(Note::NetMoved { cents: nets.moved });
        }
        Ok((nets.amounts, residue))
    }

    /// Whether the rows come to the account that the settings ask for in this country.
    fn check_accounts(&self, plan: &SalePlan) -> Result<(), Problem> {
        let Some(account) = self.rules.country_accounts.get(&self.country) else {
            return Ok(());
        };
        let other = plan
            .rows
            .iter()
            .find(|row| !row.is_text && row.source != RowSource::Rounding && row.account != *account);
        match other {
            None => Ok(()),
            Some(row) => Err(Problem::new(
                Code::ACCOUNT_MISSING,
                format!(
                    "Order {}: article {} ({}) would be booked on account {}, and vat.countries.{} asks for account {account}; the order is {}.",
                    self.order.number, row.article_number, row.source, row.account, self.country, self.kind
                ),
                format!(
                    "Open Settings › Article account codings in eAccounting and set account {account} for this kind of sale, or correct vat.countries.{}.account; then replay the order.",
                    self.country
                ),
            )),
        }
    }
}

struct SaleTariff<'a> {
    sale: &'a Sale<'a>,
    lines: &'a [LineSale<'a>],
    /// Which lines are gift cards.
    vouchers: Vec<bool>,
}

impl SaleTariff<'_> {
    fn article(&self, index: usize) -> Option<&Found<'_>> {
        match self.lines.get(index)? {
            LineSale::Article(found) => Some(found),
            LineSale::Fee | LineSale::Text => None,
        }
    }
}

impl VatSchedule for SaleTariff<'_> {
    fn line(&self, index: usize) -> Option<(Rate, Rate)> {
        let found = self.article(index)?;
        Some((found.article.coding.rate, found.vat.rate))
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
        self.sale.rules.articles.default_rate(self.sale.company)
    }

    fn is_without_vat(&self) -> bool {
        self.sale.kind.is_without_vat()
    }

    fn is_text(&self, index: usize) -> bool {
        matches!(self.lines.get(index), Some(LineSale::Text))
    }

    fn is_voucher(&self, index: usize) -> bool {
        self.vouchers.get(index).copied().unwrap_or(false)
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

    fn rounds_to_whole(&self) -> bool {
        self.sale.company.domestic_rounding == DomesticRounding::HalfAwayFromZero
            && self.sale.order.currency == self.sale.company.currency
    }
}
