//! A line whose price of one piece is only known within bounds.

use model::Order;
use rust_decimal::Decimal;

use crate::allocate::{CENT, cents, is_multiple};
use crate::convention::{PriceConvention, PriceInterpretation, PricePer, PriceVat};
use crate::interpretation::VatSchedule;
use crate::known::{PriceSource, evenness};
use crate::parts::half_of_last;
use crate::rate::Rate;

/// A line whose price of one piece is only known within bounds.
pub(super) struct OpenLine {
    pub(super) index: usize,
    pub(super) quantity: Decimal,
    pub(super) coding: Rate,
    pub(super) rate: Rate,
    /// The price of one piece with VAT: above this (or at it, where `wide` is false) and up to `high`.
    pub(super) low: Decimal,
    pub(super) high: Decimal,
    /// Rounded up to a whole unit; else half of the last decimal either way.
    pub(super) wide: bool,
    /// Prices of one piece with VAT that are known from elsewhere and within the bounds, the best first.
    pub(super) choices: Vec<(PriceSource, Decimal)>,
    /// Prices that are known from elsewhere, within the bounds or not.
    pub(super) known: Vec<Decimal>,
}

impl OpenLine {
    pub(super) fn holds(&self, price: Decimal) -> bool {
        price <= self.high && (price > self.low || (!self.wide && price == self.low))
    }

    /// The whole line's bounds with VAT, in cents that are possible.
    pub(super) fn bounds(&self) -> (Decimal, Decimal) {
        let (low, high) = (self.low * self.quantity, self.high * self.quantity);
        let mut least = (low / CENT).ceil() * CENT;
        if self.wide && least == low {
            least += CENT;
        }
        (least, (high / CENT).floor() * CENT)
    }

    /// A price that looks like one, or is a share of a known one.
    pub(super) fn explains(&self, price: Decimal) -> Option<PriceSource> {
        if !self.holds(price) {
            return None;
        }
        if let Some((source, _)) = self.choices.iter().find(|(_, choice)| *choice == price) {
            return Some(*source);
        }
        if price == self.high && self.wide && is_multiple(price, CENT) {
            return Some(PriceSource::Given);
        }
        if evenness(price).is_some() {
            return Some(PriceSource::Round);
        }
        let shares = (1..=19_u8).map(|n| n * 5);
        self.known.iter().find_map(|known| {
            shares.clone().find_map(|percent| {
                let share = known * Decimal::from(100 - percent) / Decimal::ONE_HUNDRED;
                let near = (share - price).abs() <= Decimal::new(5, 3);
                near.then_some(PriceSource::PercentOff(percent))
            })
        })
    }

    /// A line of an order, where its price of one piece is known within bounds only.
    pub(super) fn new(
        order: &Order,
        tariff: &dyn VatSchedule,
        convention: PriceConvention,
        reading: PriceInterpretation,
        index: usize,
    ) -> Option<Self> {
        let line = &order.lines[index];
        let (coding, rate) = tariff.line(index)?;
        let (price, quantity) = (line.price, line.quantity);
        if reading.per != PricePer::Unit || quantity <= Decimal::ONE || price <= Decimal::ZERO {
            return None;
        }
        let factor = match reading.vat {
            PriceVat::Excluded => rate.factor(),
            PriceVat::Included | PriceVat::None => Decimal::ONE,
            PriceVat::SellersTakenOff => return None,
        };
        let (low, high, wide) = match convention.rounded_up_by(price, quantity) {
            Some(by) => (price - by, price, true),
            // What has fewer than two decimals is taken as it is where prices are what people see.
            None if reading.vat == PriceVat::Excluded || price.normalize().scale() >= 2 => {
                let half = half_of_last(price);
                (price - half, price + half, false)
            }
            None => return None,
        };
        let mut open = Self {
            index,
            quantity,
            coding,
            rate,
            low: low * factor,
            high: high * factor,
            wide,
            choices: Vec::new(),
            known: Vec::new(),
        };
        for (source, price) in known_prices(order, tariff, index) {
            open.known.push(price);
            if open.holds(price) && open.choices.iter().all(|(_, choice)| *choice != price) {
                open.choices.push((source, price));
            }
        }
        Some(open)
    }
}

/// The prices of one piece of a line that are known from elsewhere, with the VAT of the sale: as they are, without the VAT of
/// home, and with VAT put on.
pub(super) fn known_prices(
    order: &Order,
    tariff: &dyn VatSchedule,
    index: usize,
) -> Vec<(PriceSource, Decimal)> {
    let Some((coding, rate)) = tariff.line(index) else {
        return Vec::new();
    };
    let known = tariff.known_prices(index);
    let home = Decimal::ONE / coding.factor();
    let store = known
        .store
        .filter(|store| store.currency == order.currency)
        .map(|store| store.amount);
    [
        (PriceSource::Article, known.gross),
        (PriceSource::Article, known.net.map(|net| net * rate.factor())),
        (
            PriceSource::Article,
            known.gross.map(|gross| gross * home * rate.factor()),
        ),
        (PriceSource::Store, store),
        (PriceSource::Store, store.map(|net| net * rate.factor())),
        (
            PriceSource::Store,
            store.map(|gross| gross * home * rate.factor()),
        ),
    ]
    .into_iter()
    .filter_map(|(source, price)| Some((source, whole_cents(price?))))
    .filter(|(_, price)| *price > Decimal::ZERO)
    .collect()
}

/// A price in whole cents where it is one but for what a division leaves.
fn whole_cents(price: Decimal) -> Decimal {
    let whole = cents(price);
    if (price - whole).abs() < Decimal::new(1, 6) {
        whole
    } else {
        price
    }
}
