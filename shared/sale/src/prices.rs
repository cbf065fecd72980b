use std::fmt;

use model::{Code, Order, Problem};
use rust_decimal::Decimal;

use crate::allocate::{CENT, is_multiple};
use crate::articles::Purpose;
use crate::candidate::{Candidate, distinct};
use crate::plan::RowSource;
use crate::types::Rate;
use crate::unclear::{charged_vat, unclear};

/// Whether a line's price is for one piece or for the whole line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PricePer {
    /// One piece.
    Unit,
    /// The whole line.
    Line,
}

/// Whether prices include VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriceVat {
    /// They do.
    Included,
    /// They don't.
    Excluded,
    /// The sale has no VAT, and prices are what is charged.
    None,
    /// The sale has no VAT, prices include the seller's, and the shop took it off the total.
    SellersTakenOff,
}

/// How an order's prices were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceInterpretation {
    /// Per piece or per line.
    pub per: PricePer,
    /// With VAT or without.
    pub vat: PriceVat,
}

impl fmt::Display for PriceInterpretation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.per {
            PricePer::Unit => "prices per piece",
            PricePer::Line => "prices per line",
        })?;
        f.write_str(match self.vat {
            PriceVat::Included => " with VAT",
            PriceVat::Excluded => " without VAT",
            PriceVat::None => "",
            PriceVat::SellersTakenOff => ", the seller's VAT taken off",
        })
    }
}

/// What a VAT-free sale's prices are (setting `prices.zero_rated_prices`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ZeroVatPrices {
    /// What is charged; an order that only adds up once the seller's VAT is taken off its prices is parked with that
    /// explanation.
    #[default]
    AsCharged,
    /// They include the seller's VAT, which the shop takes off the total.
    SellersVatTakenOff,
}

/// What the order's own VAT amount is used for (REST orders have one).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TaxCheck {
    /// It decides between readings, and an order whose VAT eAccounting would book differently is parked.
    #[default]
    Check,
    /// Nothing.
    Ignore,
}

/// Which VAT rate shipping and fees take (setting `vat.shipping_vat`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShippingVat {
    /// The rate of the goods worth the most.
    #[default]
    Main,
    /// The highest rate among the goods.
    Highest,
    /// Every rate, in proportion to the goods.
    Split,
}

/// What the settings say of prices; `None` is decided by the order's total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceRules {
    /// Per piece or per line.
    pub per: Option<PricePer>,
    /// Whether prices include VAT: `Included` or `Excluded`.
    pub vat: Option<PriceVat>,
    /// What a VAT-free sale's prices are.
    pub zero_vat: ZeroVatPrices,
    /// What the order's own VAT amount is used for.
    pub tax: TaxCheck,
    /// Which rate shipping and fees take.
    pub shipping_vat: ShippingVat,
    /// Whether `Order.total` includes VAT. False for deals whose value is without: then VAT comes on top of it.
    pub total_includes_vat: bool,
}

impl Default for PriceRules {
    fn default() -> Self {
        Self {
            per: None,
            vat: None,
            zero_vat: ZeroVatPrices::default(),
            tax: TaxCheck::default(),
            shipping_vat: ShippingVat::default(),
            total_includes_vat: true,
        }
    }
}

/// The VAT rates of one sale's articles.
pub trait VatSchedule {
    /// The rate of the coding, and the rate in this sale, of line `index`'s article; `None` for a fee, which follows the goods.
    fn line(&self, index: usize) -> Option<(Rate, Rate)>;

    /// The rate in this sale of the article for a purpose with this coding rate.
    ///
    /// # Errors
    /// The article is not set, or has no account for this sale.
    fn purpose(&self, purpose: Purpose, coding: Rate) -> Result<Rate, Problem>;

    /// The coding rate of goods that are not known, for an order without goods.
    fn default_rate(&self) -> Rate;

    /// Whether no row of the sale carries VAT.
    fn is_without_vat(&self) -> bool;

    /// Whether a line is a fee.
    fn is_fee(&self, index: usize) -> bool {
        self.line(index).is_none()
    }
}

/// One amount of an order, with the VAT rate that it is sold at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it comes from.
    pub source: RowSource,
    /// The article's purpose; `None` for a line's own article.
    pub purpose: Option<Purpose>,
    /// The rate of the article's coding.
    pub coding: Rate,
    /// The rate in this sale.
    pub rate: Rate,
    /// How many.
    pub quantity: Decimal,
    /// The shop's price of one piece, where that is known, as the shop writes it.
    pub unit_price: Option<Decimal>,
    /// The whole amount as the shop's prices give it, unrounded; negative for discounts.
    pub amount: Decimal,
    /// What the buyer pays for it, VAT included. The parts' sum is the order's total less the residue.
    pub gross: Decimal,
    /// The amount without VAT, unrounded; exactly the shop's own where its prices are without VAT.
    pub net: Decimal,
}

/// What an order's prices mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpretation {
    /// How prices are read.
    pub reading: PriceInterpretation,
    /// Every amount of the order, in the order of its lines, then shipping, then discounts.
    pub parts: Vec<Part>,
    /// What the buyer pays, VAT included: the order's total, but for deals whose value is without VAT.
    pub total: Decimal,
    /// What the total differs from the parts' sum, within the tolerance: for a rounding row.
    pub residue: Decimal,
}

/// Decides what an order's prices mean, from its own total.
///
/// Every reading that the settings leave open (per piece or per line, with VAT or without) is computed with shipping and
/// discounts, and kept if its total is the order's:
///
/// - Amounts that are whole multiples of the currency's smallest unit must sum to the total exactly.
/// - Each amount that is not (a net price with VAT put on, a fraction of a kilo) was rounded by the shop in a way that is
///   not known (per line, per rate, in all; half up or half even), so each may differ by half a unit and no more.
/// - Two ways to round earlier are tried as well: a line rounded before VAT is put on it, and VAT put on the price of a
///   piece, rounded, and multiplied.
/// - Within `tolerance` (setting), a reading that leaves a residue is taken when no reading fits without.
///
/// The order's VAT amount, where it has one, must agree too: to one unit, or half a unit for each piece (the roundings that
/// a shop can have made). A VAT amount of zero says nothing on a sale with VAT, since shops leave it out.
///
/// Readings that come to the same amounts are one. More than one, or none: the order is parked.
///
/// # Errors
/// `PRICE_AMBIGUOUS` with each reading's total; `TOTAL_MISMATCH` where the settings leave one reading, or where the VAT
/// differs; `VALUE_INVALID` for totals that cannot be; and what [`VatSchedule::purpose`] says.
pub fn interpret(
    order: &Order,
    tariff: &dyn VatSchedule,
    rules: &PriceRules,
    tolerance: Decimal,
) -> Result<Interpretation, Problem> {
    check_amounts(order)?;
    let mut candidates = Vec::new();
    for reading in readings(tariff, rules) {
        candidates.push(Candidate::new(order, tariff, rules, reading)?);
    }
    let mut found = distinct(
        candidates
            .iter()
            .filter_map(|c| c.fit(order, rules, Decimal::ZERO))
            .collect(),
    );
    if found.is_empty() && tolerance > Decimal::ZERO {
        found = distinct(
            candidates
                .iter()
                .filter_map(|c| c.fit(order, rules, tolerance))
                .collect(),
        );
    }
    let before_tax = found.len();
    let mut vat_differs = None;
    if rules.tax == TaxCheck::Check
        && let Some(tax) = order.tax
    {
        let unit = order.currency.smallest_unit();
        if tariff.is_without_vat() && tax >= unit && !found.is_empty() {
            return Err(charged_vat(order, tax));
        }
        if !tax.is_zero() {
            vat_differs = found.first().map(|i| (tax, i.vat()));
            found.retain(|i| (i.vat() - tax).abs() <= i.vat_roundings(unit));
        }
    }
    match (found.len(), before_tax, vat_differs) {
        (1, ..) => Ok(found.remove(0)),
        (0, 1, Some((tax, vat))) => Err(Problem::new(
            Code::TOTAL_MISMATCH,
            format!(
                "Order {}: the shop says its total of {} {} has {tax} VAT, but the articles' codings give {vat}.",
                order.number, order.total, order.currency
            ),
            "Compare the VAT rates of the order's articles in eAccounting with the shop's, correct the codings, then replay the order.",
        )),
        _ => Err(unclear(order, tariff, rules, &candidates, before_tax)),
    }
}

/// Refuses what no document can hold, before anything is computed with it.
fn check_amounts(order: &Order) -> Result<(), Problem> {
    let invalid = |what: String, remedy: &str| Err(Problem::new(Code::VALUE_INVALID, what, remedy));
    // Above this eAccounting has no price (ArticleApi: at most 99 000 000), and below it arithmetic cannot overflow.
    let limit = Decimal::from(100_000_000_000_i64);
    let amounts = order
        .lines
        .iter()
        .flat_map(|line| [line.price, line.quantity])
        .chain(order.discounts.iter().map(|d| d.amount))
        .chain([order.shipping, order.total]);
    let lines = order.lines.iter().map(|line| (line.price, line.quantity));
    let too_large = amounts.into_iter().any(|amount| amount.abs() > limit)
        || lines
            .into_iter()
            .any(|(price, quantity)| (price * quantity).abs() > limit);
    if too_large {
        return invalid(
            format!(
                "An amount or quantity of order {} is too large for eAccounting.",
                order.number
            ),
            "Enter this order by hand.",
        );
    }
    if order.total < Decimal::ZERO {
        return invalid(
            format!(
                "The total of order {} is negative ({} {}), which eAccounting takes on no order.",
                order.number, order.total, order.currency
            ),
            "If it is a refund, credit the original invoice in eAccounting.",
        );
    }
    if !is_multiple(order.total, CENT) {
        return invalid(
            format!(
                "The total of order {} is {} {}, and amounts in eAccounting have two decimals.",
                order.number, order.total, order.currency
            ),
            "Enter this order by hand.",
        );
    }
    for (index, line) in order.lines.iter().enumerate() {
        if line.quantity.normalize().scale() > 4 {
            return invalid(
                format!(
                    "Line {} of order {} has a quantity of {}, and quantities in eAccounting have at most four decimals.",
                    index + 1,
                    order.number,
                    line.quantity
                ),
                "Enter this order by hand.",
            );
        }
        if line.quantity.is_zero() && !line.price.is_zero() {
            return invalid(
                format!(
                    "Line {} of order {} has a price of {} but a quantity of 0.",
                    index + 1,
                    order.number,
                    line.price
                ),
                "Correct the order in the shop, then replay it.",
            );
        }
    }
    Ok(())
}

/// The readings that the settings leave open.
fn readings(tariff: &dyn VatSchedule, rules: &PriceRules) -> Vec<PriceInterpretation> {
    let per = match rules.per {
        Some(per) => vec![per],
        None => vec![PricePer::Unit, PricePer::Line],
    };
    let vat = if tariff.is_without_vat() {
        match rules.zero_vat {
            ZeroVatPrices::AsCharged => vec![PriceVat::None],
            ZeroVatPrices::SellersVatTakenOff => vec![PriceVat::SellersTakenOff],
        }
    } else {
        match rules.vat {
            Some(vat) => vec![vat],
            None if rules.total_includes_vat => vec![PriceVat::Included, PriceVat::Excluded],
            None => vec![PriceVat::Excluded],
        }
    };
    per.into_iter()
        .flat_map(|per| vat.iter().map(move |vat| PriceInterpretation { per, vat: *vat }))
        .collect()
}
