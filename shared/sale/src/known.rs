//! Prices and amounts that are known from outside the order: articles, the store's products, and typical prices and
//! fees.

use model::{Currency, StepText, step};
use rust_decimal::Decimal;

use crate::allocate::{CENT, cents, is_multiple};
use crate::rate::Rate;

/// The known prices of one piece of an article, from outside the order. In the company's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KnownPrices {
    /// ArticleApi.NetPrice: without VAT; `None` where it is 0.
    pub net: Option<Decimal>,
    /// ArticleApi.GrossPrice: with the VAT of its coding; `None` where it is 0.
    pub gross: Option<Decimal>,
    /// ActiveCampaign's `variantPriceAmount` of the store's product with this SKU; with or without VAT, as the store
    /// has it.
    pub store: Option<StorePrice>,
}

/// The price of one piece of a store's product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorePrice {
    /// How much.
    pub amount: Decimal,
    /// In which currency.
    pub currency: Currency,
}

/// The source that settled a line's price of one piece if the order's own isn't exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PriceSource {
    /// The article's price in eAccounting.
    Article,
    /// The product's price in the store.
    Store,
    /// The price as given in the order.
    Given,
    /// A share of the article's or product's price: so many percent off.
    PercentOff(u8),
    /// The one price that looks like a price (whole, or .50, .90, .95, .99 with VAT) and comes to the total.
    Round,
    /// The rest of the order's total for the lines of one VAT rate, distributed over them.
    Remainder,
}

/// How a price of one piece was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettledPrice {
    /// Index of the line, from 0.
    pub line: usize,
    /// The price of one piece as the buyer pays it, with VAT; an average where the line has several rows.
    pub price: Decimal,
    /// The source that settled it.
    pub source: PriceSource,
}

impl SettledPrice {
    /// What the activity log says of it, with at least two decimals.
    pub(crate) fn told(&self) -> StepText {
        let line = self.line + 1;
        let mut price = self.price.normalize();
        price.rescale(price.scale().max(2));
        match self.source {
            PriceSource::Article => step::price_of_article(line, price),
            PriceSource::Store => step::price_of_store(line, price),
            PriceSource::Given => step::price_given(line, price),
            PriceSource::PercentOff(percent) => step::price_percent_off(line, price, percent),
            PriceSource::Round => step::price_even(line, price),
            PriceSource::Remainder => step::price_of_remainder(line, price),
        }
    }
}

/// How much a price with VAT looks like one: 0 most, `None` not at all.
pub(crate) fn evenness(price: Decimal) -> Option<u8> {
    if !is_multiple(price, CENT) {
        return None;
    }
    let part = (price.fract() * Decimal::ONE_HUNDRED).abs();
    match i64::try_from(part).ok()? {
        0 | 90 | 95 | 99 => Some(0),
        50 => Some(1),
        _ => None,
    }
}

/// The prices with VAT above `low` and up to `high` that look like prices, the most even first.
pub(crate) fn even_prices(low: Decimal, high: Decimal) -> Vec<Decimal> {
    let mut found: Vec<(u8, Decimal)> = Vec::new();
    let mut whole = low.floor();
    while whole <= high {
        for part in [0, 50, 90, 95, 99] {
            let price = whole + Decimal::new(part, 2);
            if price > low && price <= high && price > Decimal::ZERO {
                let rank = match part {
                    0 => 0,
                    95 | 90 => 1,
                    99 => 2,
                    _ => 3,
                };
                found.push((rank, price));
            }
        }
        whole += Decimal::ONE;
    }
    found.sort();
    found.into_iter().map(|(_, price)| price).collect()
}

/// Currencies whose unit is worth a tenth of a euro or less: one unit is not a plausible fee there.
const SMALL_UNITS: [&str; 9] = ["SEK", "NOK", "DKK", "ISK", "CZK", "HUF", "JPY", "PHP", "THB"];

/// The smallest amount that may be a fee.
pub(crate) fn least_fee(currency: Currency) -> Decimal {
    if SMALL_UNITS.contains(&currency.as_str()) {
        Decimal::from(5)
    } else {
        Decimal::new(50, 2)
    }
}

/// Whether an amount with VAT that is in no line looks like a fee: as large as fees are, and even with VAT or without.
pub(crate) fn looks_like_a_fee(amount: Decimal, total: Decimal, currency: Currency, rates: &[Rate]) -> bool {
    let small = SMALL_UNITS.contains(&currency.as_str());
    let most = Decimal::from(if small { 150 } else { 20 }).max(total / Decimal::from(20));
    // A third of the order is another reading of its prices, and no fee.
    if amount < least_fee(currency) || amount > most || amount * Decimal::from(3) > total {
        return false;
    }
    let even_net = |rate: &Rate| {
        let net = cents(amount / rate.factor());
        is_multiple(net, Decimal::ONE) && cents(net * rate.factor()) == amount
    };
    evenness(amount).is_some() || rates.iter().any(even_net)
}
