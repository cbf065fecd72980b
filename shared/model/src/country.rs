use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Invalid;

/// An ISO 3166-1 alpha-2 country code, upper case; `XI` (Northern Ireland in VAT) is accepted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// Sweden.
    pub const SE: Self = Self(*b"SE");
    /// Norway.
    pub const NO: Self = Self(*b"NO");
    /// The Netherlands.
    pub const NL: Self = Self(*b"NL");
    /// Finland.
    pub const FI: Self = Self(*b"FI");

    /// No country.
    pub(crate) const UNKNOWN: Self = Self(*b"ZZ");

    /// The code, such as `SE`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("ZZ")
    }

    /// Whether the country is in the EU's VAT area (the 27 member states; Northern Ireland is not a country here).
    #[must_use]
    pub fn is_eu(&self) -> bool {
        const EU: [&[u8; 2]; 27] = [
            b"AT", b"BE", b"BG", b"CY", b"CZ", b"DE", b"DK", b"EE", b"ES", b"FI", b"FR", b"GR", b"HR", b"HU",
            b"IE", b"IT", b"LT", b"LU", b"LV", b"MT", b"NL", b"PL", b"PT", b"RO", b"SE", b"SI", b"SK",
        ];
        EU.contains(&&self.0)
    }
}

impl FromStr for CountryCode {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match text.trim().as_bytes() {
            // Greece is EL in VAT numbers, and the United Kingdom is often written UK.
            &[a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok(match [a.to_ascii_uppercase(), b.to_ascii_uppercase()] {
                    [b'E', b'L'] => Self(*b"GR"),
                    [b'U', b'K'] => Self(*b"GB"),
                    code => Self(code),
                })
            }
            _ => Err(Invalid::new("country", "a code of two letters, such as SE")),
        }
    }
}

impl TryFrom<String> for CountryCode {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl From<CountryCode> for String {
    fn from(code: CountryCode) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
