use std::fmt;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::Invalid;

/// An ISO 4217 currency code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// Swedish krona.
    pub const SEK: Self = Self(*b"SEK");
    /// Norwegian krone.
    pub const NOK: Self = Self(*b"NOK");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The code, such as `SEK`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimals an amount in this currency has (ISO 4217): 0 for yen and Icelandic króna, 3 for dinars, else 2.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        match self.as_str() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND"
            | "VUV" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        }
    }

    /// The smallest amount of this currency, such as 0.01.
    #[must_use]
    pub fn smallest_unit(&self) -> Decimal {
        Decimal::new(1, self.decimals())
    }

    /// Rounds an amount to this currency's smallest unit, half away from zero, as eAccounting does.
    #[must_use]
    pub fn round(&self, amount: Decimal) -> Decimal {
        round_half_away(amount, self.decimals())
    }

    /// An amount for people, with the decimals of this currency and its code: "447.00 SEK", "447 JPY". Digits beyond those are
    /// kept, where an amount has them.
    #[must_use]
    pub fn show(&self, amount: Decimal) -> String {
        let exact = amount.normalize();
        let decimals = usize::try_from(exact.scale().max(self.decimals())).unwrap_or_default();
        format!("{exact:.decimals$} {self}")
    }

    /// An amount that is counted in cents (ActiveCampaign's REST API), in whole currency.
    ///
    /// ActiveCampaign counts every currency in hundredths, also those that have none.
    #[must_use]
    pub fn from_cents(cents: i64) -> Decimal {
        Decimal::new(cents, 2)
    }
}

impl FromStr for Currency {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        match text.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_alphabetic) => Ok(Self([
                a.to_ascii_uppercase(),
                b.to_ascii_uppercase(),
                c.to_ascii_uppercase(),
            ])),
            _ => Err(Invalid::new("currency", "three letters of ISO 4217, such as SEK")),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.as_str().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Rounds half away from zero, which is how eAccounting rounds sales documents (and people do on paper).
#[must_use]
pub fn round_half_away(amount: Decimal, decimals: u32) -> Decimal {
    amount.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_cent_rounds_away_from_zero_on_both_sides() {
        assert_eq!(
            round_half_away(Decimal::new(100_445, 3), 2),
            Decimal::new(10_045, 2)
        );
        assert_eq!(
            round_half_away(Decimal::new(-100_445, 3), 2),
            Decimal::new(-10_045, 2)
        );
    }

    #[test]
    fn currency_codes_are_upper_cased_and_anything_else_is_refused() {
        assert_eq!("sek".parse::<Currency>(), Ok(Currency::SEK));
        assert!("kr".parse::<Currency>().is_err());
        assert!("S3K".parse::<Currency>().is_err());
    }

    #[test]
    fn icelandic_kronur_have_no_decimals() {
        let isk: Currency = "ISK".parse().unwrap();
        assert_eq!(isk.round(Decimal::new(1005, 1)), Decimal::new(101, 0));
    }
}
