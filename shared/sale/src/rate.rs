use std::fmt;

use rust_decimal::Decimal;

/// A VAT rate as a fraction: 0.25 is 25 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Rate(Decimal);

impl Rate {
    /// No VAT.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// A rate from a fraction such as 0.25; `None` outside 0 to 1.
    #[must_use]
    pub fn from_fraction(fraction: Decimal) -> Option<Self> {
        (fraction >= Decimal::ZERO && fraction < Decimal::ONE).then(|| Self(fraction.normalize()))
    }

    /// A rate from a percentage such as 25; `None` outside 0 to 100.
    #[must_use]
    pub fn from_percent(percent: Decimal) -> Option<Self> {
        Self::from_fraction(percent / Decimal::ONE_HUNDRED)
    }

    /// A rate in tenths of a percent, such as 255 for 25.5 %: for tables.
    #[must_use]
    pub const fn per_mille(tenths: u16) -> Self {
        Self(Decimal::from_parts(tenths as u32, 0, 0, false, 3))
    }

    /// A rate from text such as `25%`, `25 %`, `25,5` or `25.5`.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('%').trim().replace(',', ".");
        Self::from_percent(text.parse().ok()?)
    }

    /// The fraction.
    #[must_use]
    pub fn fraction(&self) -> Decimal {
        self.0
    }

    /// One plus the rate: net × this = gross.
    #[must_use]
    pub fn factor(&self) -> Decimal {
        Decimal::ONE + self.0
    }

    /// Whether there is no VAT.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// The percentage as settings write it, such as `25` or `25.5`.
    #[must_use]
    pub fn percent(&self) -> Decimal {
        (self.0 * Decimal::ONE_HUNDRED).normalize()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.percent())
    }
}
