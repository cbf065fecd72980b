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

/// Whether two letters are a country's code: one of ISO 3166-1, or `XK`.
#[must_use]
pub fn is_country_code(code: &str) -> bool {
    match code.as_bytes() {
        b"XK" => true,
        &[a, b] => has_bit([a, b]),
        _ => false,
    }
}

/// Whether two capital letters are a code of ISO 3166-1: a look at one bit, since every record asks several times.
fn has_bit([a, b]: [u8; 2]) -> bool {
    a.is_ascii_uppercase()
        && b.is_ascii_uppercase()
        && CODE_BITS[usize::from(a - b'A')] >> (b - b'A') & 1 == 1
}

/// For each first letter, which second letters make a code.
const CODE_BITS: [u32; 26] = {
    let codes = CODES.as_bytes();
    let mut bits = [0; 26];
    let mut at = 0;
    while at < codes.len() {
        bits[(codes[at] - b'A') as usize] |= 1 << (codes[at + 1] - b'A');
        at += 3;
    }
    bits
};

/// ISO 3166-1 alpha-2: 249 codes.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS \
BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG \
KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY \
MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI \
SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU \
WF WS YE YT ZA ZM ZW ";
