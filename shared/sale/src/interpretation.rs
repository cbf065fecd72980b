//! A possible meaning of an order's prices, and the amount of each part under it.

use model::Problem;
use rust_decimal::Decimal;

use crate::convention::{PriceConvention, PriceInterpretation, PricePer, PriceVat};
use crate::kind::SaleKind;
use crate::known::{KnownPrices, SettledPrice};
use crate::rate::Rate;
use crate::rows::RowSource;
use crate::special_articles::Purpose;
/// The meaning of prices in a sale without VAT (setting `prices.zero_rated_prices`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ZeroVatPrices {
    /// The charged amounts. An order that adds up only without the seller's VAT in its prices is parked with that
    /// explanation.
    #[default]
    AsCharged,
    /// They include the seller's VAT, which the shop takes off the total.
    SellersVatTakenOff,
}

/// The use of the order's own VAT amount (REST orders have one).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TaxCheck {
    /// It chooses between interpretations, and an order whose VAT eAccounting would book differently is parked.
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

/// The settings about prices; `None` is decided by the order's total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceRules {
    /// Per piece or per line.
    pub per: Option<PricePer>,
    /// Whether prices include VAT: `Included` or `Excluded`.
    pub vat: Option<PriceVat>,
    /// The meaning of prices in a sale without VAT.
    pub zero_vat: ZeroVatPrices,
    /// The use of the order's own VAT amount.
    pub tax: TaxCheck,
    /// Which rate shipping and fees take.
    pub shipping_vat: ShippingVat,
    /// The convention of the store's integration; `per` and `vat` take precedence.
    pub convention: PriceConvention,
    /// Whether `Order.total` includes VAT. False for deals whose value is without VAT, which is then added.
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
            convention: PriceConvention::default(),
            total_includes_vat: true,
        }
    }
}

/// The VAT rates of one sale's articles.
pub trait VatSchedule {
    /// The rate of the coding, and the rate in this sale, of line `index`'s article; `None` for a fee, which follows the goods.
    fn line(&self, index: usize) -> Option<(Rate, Rate)>;

    /// The account on which the article of line `index` is booked in this sale, where that is known.
    fn account(&self, _index: usize) -> Option<i64> {
        None
    }

    /// The rate in this sale of the article for a purpose with this coding rate.
    ///
    /// # Errors
    /// The article is not set, or has no account for this sale.
    fn purpose(&self, purpose: Purpose, coding: Rate) -> Result<Rate, Problem>;

    /// The coding rate of goods that are not known, for an order without goods.
    fn default_rate(&self) -> Rate;

    /// Whether no row of the sale carries VAT.
    fn is_without_vat(&self) -> bool;

    /// The kind of sale.
    fn kind(&self) -> SaleKind;

    /// Whether a line is a text row: it costs nothing, and has no article.
    fn is_text(&self, _index: usize) -> bool {
        false
    }

    /// Whether a line is no goods, such as a gift card that is sold or a donation: it decides no rate and takes no part of a
    /// discount.
    fn is_no_goods(&self, _index: usize) -> bool {
        false
    }

    /// Whether a discount is a gift card that was redeemed: a payment.
    fn is_payment(&self, _index: usize) -> bool {
        false
    }

    /// The known prices of a line's article.
    fn known_prices(&self, _index: usize) -> KnownPrices {
        KnownPrices::default()
    }

    /// The coding's and the sale's rate of the article for an amount that is in no line, and the largest such amount; `None`
    /// where the settings name none.
    ///
    /// # Errors
    /// The article is not there, or has no account for this sale.
    fn unlisted(&self) -> Result<Option<(Rate, Rate, Decimal)>, Problem> {
        Ok(None)
    }

    /// Amounts with VAT that are fees of this store.
    fn known_fees(&self) -> Vec<Decimal> {
        Vec::new()
    }

    /// The VAT rates of the seller's and the buyer's countries, which a shop may have charged in place of the sale's.
    fn rates_of_countries(&self) -> Vec<Rate> {
        Vec::new()
    }

    /// Whether eAccounting rounds a document in this currency to whole currency.
    fn rounds_to_whole(&self) -> bool {
        false
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
    /// Whether `unit_price` and `amount` include VAT.
    pub vat: PriceVat,
    /// The shop's price of one piece, where that is known, as the shop writes it.
    pub unit_price: Option<Decimal>,
    /// The whole amount as the shop's prices give it, unrounded; negative for discounts.
    pub amount: Decimal,
    /// By how much `amount` may be off either way, since it has only so many decimals.
    pub precision: Decimal,
    /// What the buyer pays for it, VAT included. The parts add up to the order's total minus the residue.
    pub gross: Decimal,
    /// The amount without VAT, unrounded; exactly the shop's own where its prices are without VAT.
    pub net: Decimal,
}

/// The interpretation of an order's prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpretation {
    /// How prices are read.
    pub reading: PriceInterpretation,
    /// Every amount of the order, in the order of its lines, then shipping, then discounts.
    pub parts: Vec<Part>,
    /// What the buyer pays, VAT included: the order's total, except for deals whose value is without VAT.
    pub total: Decimal,
    /// The difference between the total and the parts' sum, within the tolerance: for a rounding row.
    pub residue: Decimal,
    /// What eAccounting itself adds to come to the total: it rounds to whole currency, as the shop did.
    pub rounding: Decimal,
    /// How prices that the order doesn't give exactly were settled.
    pub settled: Vec<SettledPrice>,
}
