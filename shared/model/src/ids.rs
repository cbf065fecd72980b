use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A value that is not what it should be. Never holds the value itself, which may be personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} is not valid: expected {expected}")]
pub struct Invalid {
    /// What was to be read, such as "e-mail address".
    pub what: &'static str,
    /// What would have been valid.
    pub expected: &'static str,
}

impl Invalid {
    pub(crate) const fn new(what: &'static str, expected: &'static str) -> Self {
        Self { what, expected }
    }
}

macro_rules! text_type {
    ($name:ident) => {
        impl $name {
            /// The value as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Invalid;

            fn try_from(text: String) -> Result<Self, Invalid> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

/// An e-mail address, trimmed and lower-cased, so that two spellings of one address are equal. Its `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

text_type!(Email);

impl FromStr for Email {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let invalid = Invalid::new("e-mail address", "name@domain, at most 255 characters");
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(invalid.clone())?;
        let plain = |part: &str| {
            !part
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
        };
        let fits =
            !local.is_empty() && domain.len() >= 3 && domain.contains('.') && text.chars().count() <= 255;
        let dots = !domain.starts_with('.') && !domain.ends_with('.') && !domain.contains("..");
        if fits && dots && plain(local) && plain(domain) && !local.contains('@') {
            Ok(Self(text.to_lowercase()))
        } else {
            Err(invalid)
        }
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

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

/// An article number as the shop writes it, trimmed, not empty. eAccounting takes at most 40 characters
/// (`ArticleApi.Number`); longer ones are refused here, since two cut numbers could be one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sku(String);

text_type!(Sku);

impl FromStr for Sku {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        let length = text.chars().count();
        if (1..=40).contains(&length) && !text.chars().any(char::is_control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new("SKU", "1 to 40 characters"))
        }
    }
}

/// An EU VAT number with its country prefix (`EL` for Greece), upper case, without blanks, dots and dashes. Its form is
/// checked, and the control digit of those that are made of a national number that has one; whether anybody has it is not.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VatNumber(String);

text_type!(VatNumber);

impl VatNumber {
    /// The country that issued it; `EL` is given as `GR`, and `XI` is Northern Ireland.
    #[must_use]
    pub fn country(&self) -> CountryCode {
        self.0[..2].parse().unwrap_or(CountryCode(*b"ZZ"))
    }
}

impl FromStr for VatNumber {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let invalid = Invalid::new(
            "VAT number",
            "a country code and 8 to 12 digits and letters as that country has them, such as SE556677889901",
        );
        let mut text: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !"-.".contains(*c))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        // eAccounting: CustomerApi.VatNumber, "8-12 numbers and letters" after the country's code.
        if !text.is_ascii() || !(10..=14).contains(&text.len()) {
            return Err(invalid);
        }
        if text.starts_with("GR") {
            text.replace_range(..2, "EL");
        }
        let (country, number) = text.split_at(2);
        let fits = number.bytes().all(|b| b.is_ascii_alphanumeric()) && has_form(country, number);
        let checked = |number: &str, country| OrganisationNumber::parse(number, country).is_ok();
        // These are the national number with more behind it, and have its control digit.
        let fits = fits
            && match country {
                "SE" => checked(&number[..10], CountryCode::SE),
                "FI" => checked(number, CountryCode::FI),
                "NO" => checked(&number[..9], CountryCode::NO),
                _ => true,
            };
        if fits { Ok(Self(text)) } else { Err(invalid) }
    }
}

/// Whether a VAT number has its country's form (European Commission, VIES: structure of VAT numbers).
fn has_form(country: &str, number: &str) -> bool {
    let bytes = number.as_bytes();
    let length = number.len();
    let are_digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let digits = |lengths: &[usize]| are_digits(bytes) && lengths.contains(&length);
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    match country {
        "DK" | "FI" | "HU" | "LU" | "MT" | "SI" => digits(&[8]),
        "DE" | "EE" | "EL" | "PT" => digits(&[9]),
        "BE" | "PL" | "SK" => digits(&[10]),
        "HR" | "IT" | "LV" => digits(&[11]),
        "SE" => digits(&[12]) && number.ends_with("01"),
        "BG" => digits(&[9, 10]),
        "CZ" | "RO" => digits(&[8, 9, 10]),
        "LT" => digits(&[9, 12]),
        "AT" => length == 9 && number.starts_with('U') && are_digits(&bytes[1..]),
        "CY" => length == 9 && are_digits(&bytes[..8]) && is_letter(8),
        "ES" => length == 9 && are_digits(&bytes[1..8]) && (is_letter(0) || is_letter(8)),
        "FR" => length == 11 && are_digits(&bytes[2..]),
        "IE" => {
            matches!(length, 8 | 9) && bytes[0].is_ascii_digit() && are_digits(&bytes[2..7]) && is_letter(7)
        }
        "NL" => length == 12 && are_digits(&bytes[..9]) && bytes[9] == b'B' && are_digits(&bytes[10..]),
        // Norway's is its organisation number, followed by MVA or nothing.
        "NO" => are_digits(&bytes[..bytes.len().min(9)]) && (length == 9 || number.get(9..) == Some("MVA")),
        "XI" | "GB" => digits(&[9, 12]),
        _ => country.bytes().all(|b| b.is_ascii_alphabetic()) && number.bytes().any(|b| b.is_ascii_digit()),
    }
}

/// Whether two texts are one registration number in two spellings: blanks, dots, dashes and case don't count, nor does the
/// century in front of a Swedish one of ten digits.
#[must_use]
pub fn is_same_number(a: &str, b: &str) -> bool {
    let plain = |text: &str| -> String {
        let kept: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        kept.to_uppercase()
    };
    let (a, b) = (plain(a), plain(b));
    let is_one_with = |long: &str, short: &str| {
        long.len() == 12
            && short.len() == 10
            && long.bytes().chain(short.bytes()).all(|b| b.is_ascii_digit())
            && long.ends_with(short)
    };
    a == b || is_one_with(&a, &b) || is_one_with(&b, &a)
}

/// How people write an organisation number, as it was given first: what it is searched by where it was typed in by hand.
#[must_use]
pub fn spellings(number: &str) -> Vec<String> {
    let plain: String = number.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut all = vec![number.trim().to_owned(), plain.clone()];
    if plain.bytes().all(|b| b.is_ascii_digit()) {
        match plain.len() {
            8 => all.push(format!("{}-{}", &plain[..7], &plain[7..])),
            9 => all.push(format!("{} {} {}", &plain[..3], &plain[3..6], &plain[6..])),
            10 => {
                let dashed = format!("{}-{}", &plain[..6], &plain[6..]);
                // A company's century is 16; a person's own business has the year of birth's.
                for century in ["", "16", "19", "20"] {
                    all.push(format!("{century}{dashed}"));
                    all.push(format!("{century}{plain}"));
                }
            }
            _ => {}
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|spelling| seen.insert(spelling.clone()));
    all
}

/// A company's national organisation number, without blanks and dashes. Check digits are checked per country by
/// [`OrganisationNumber::parse`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OrganisationNumber(String);

impl OrganisationNumber {
    /// Reads an organisation number of `country`, and checks its control digit where the country is one of
    /// eAccounting's (SE: Luhn, NO: modulus 11, FI: modulus 11, NL: eight digits of the KvK).
    ///
    /// # Errors
    /// What is wrong, without the number.
    pub fn parse(text: &str, country: CountryCode) -> Result<Self, Invalid> {
        let text: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !"-.".contains(*c))
            .collect();
        let digits: Vec<u32> = text
            .chars()
            .map(|c| c.to_digit(10))
            .collect::<Option<_>>()
            .unwrap_or_default();
        let weighted = |weights: &[u32]| digits.iter().zip(weights).map(|(d, w)| d * w).sum::<u32>();
        match country.as_str() {
            "SE" => {
                // Twelve digits carry the century in front, as some registers write it.
                let ten = if digits.len() == 12 {
                    &digits[2..]
                } else {
                    &digits[..]
                };
                let luhn: u32 = ten
                    .iter()
                    .enumerate()
                    .map(|(i, d)| {
                        if i % 2 == 0 {
                            let twice = d * 2;
                            twice / 10 + twice % 10
                        } else {
                            *d
                        }
                    })
                    .sum();
                if ten.len() == 10 && luhn.is_multiple_of(10) {
                    let ten: String = ten.iter().filter_map(|d| char::from_digit(*d, 10)).collect();
                    return Ok(Self(ten));
                }
                Err(Invalid::new(
                    "organisation number",
                    "ten digits with a valid control digit, such as 556677-8899",
                ))
            }
            "NO" if digits.len() == 9 && weighted(&[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11) => {
                Ok(Self(text))
            }
            "NO" => Err(Invalid::new(
                "organisation number",
                "nine digits with a valid control digit",
            )),
            "FI" if digits.len() == 8 && weighted(&[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11) => {
                Ok(Self(format!("{}-{}", &text[..7], &text[7..])))
            }
            "FI" => Err(Invalid::new(
                "organisation number",
                "a Y-tunnus of eight digits, such as 0112038-9",
            )),
            "NL" if digits.len() == 8 => Ok(Self(text)),
            "NL" => Err(Invalid::new(
                "organisation number",
                "a KvK number of eight digits",
            )),
            _ if (1..=20).contains(&text.chars().count()) => Ok(Self(text)),
            _ => Err(Invalid::new("organisation number", "1 to 20 characters")),
        }
    }

    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_of_one_address_are_equal() {
        assert_eq!(
            " Anna@Example.COM ".parse::<Email>(),
            "anna@example.com".parse::<Email>()
        );
    }

    #[test]
    fn what_is_no_address_is_refused_and_never_quoted() {
        for text in [
            "",
            "anna",
            "anna@",
            "@example.com",
            "a b@example.com",
            "anna@example",
            "a@b@example.com",
            "a@.com",
        ] {
            let error = text.parse::<Email>().unwrap_err().to_string();
            assert!(
                text.is_empty() || !error.contains(text) || text == "anna",
                "{error}"
            );
        }
    }

    #[test]
    fn an_address_does_not_show_in_debug() {
        let email: Email = "anna@example.com".parse().unwrap();
        assert!(!format!("{email:?}").contains("anna"));
    }

    #[test]
    fn vat_numbers_are_normalised_and_know_their_country() {
        let vat: VatNumber = "se 556677-8899 01".parse().unwrap();
        assert_eq!((vat.as_str(), vat.country()), ("SE556677889901", CountryCode::SE));
        assert_eq!(
            "EL123456789".parse::<VatNumber>().unwrap().country().as_str(),
            "GR"
        );
        assert_eq!(
            "gr 123456789".parse::<VatNumber>().unwrap().as_str(),
            "EL123456789"
        );
    }

    #[test]
    fn a_vat_number_has_its_countrys_form_and_the_national_control_digit() {
        for right in [
            "SE556677889901",
            "FI01120389",
            "NO974760673MVA",
            "NO974760673",
            "NL123456789B01",
            "DE123456789",
            "DK12345678",
            "ATU12345678",
            "BE0123456789",
            "FR1A123456789",
            "ESA12345678",
            "ES12345678Z",
            "IE1234567FA",
            "CY12345678X",
            "CZ12345678",
            "LT123456789012",
            "RO12345678",
            "XI123456789",
            "CHE123456789",
        ] {
            assert!(right.parse::<VatNumber>().is_ok(), "{right}");
        }
        for wrong in [
            "SE556677889902",
            "SE556677889801",
            "SE5566778899",
            "DE12345678",
            "NL123456789C01",
            "NL12345678AB01",
            "FI1234567",
            "FI01120388",
            "NO974760674MVA",
            "NO974760673XYZ",
            "AT123456789",
            "FR1234",
            "ES123456789",
            "IEABCDEFGH",
            "RO123",
            "XI12345678",
            "",
            "é1",
            "SE",
        ] {
            assert!(wrong.parse::<VatNumber>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_number_is_one_in_all_its_spellings() {
        let number = OrganisationNumber::parse("556677-8899", CountryCode::SE).unwrap();
        let spellings = super::spellings(number.as_str());
        for spelling in ["5566778899", "556677-8899", "165566778899", "16556677-8899"] {
            assert!(spellings.iter().any(|one| one == spelling), "{spelling}");
            assert!(is_same_number(spelling, number.as_str()), "{spelling}");
        }
        assert_eq!(spellings[0], number.as_str());
        let finnish = OrganisationNumber::parse("01120389", CountryCode::FI).unwrap();
        assert_eq!(super::spellings(finnish.as_str()), ["0112038-9", "01120389"]);
        let norwegian = OrganisationNumber::parse("974760673", CountryCode::NO).unwrap();
        assert_eq!(super::spellings(norwegian.as_str()), ["974760673", "974 760 673"]);
        assert!(is_same_number("SE 556677-8899 01", "se556677889901"));
        for other in ["5566778898", "0016556677889", "", "66778899"] {
            assert!(!is_same_number(other, "5566778899"), "{other}");
        }
    }

    #[test]
    fn organisation_numbers_are_checked_by_their_control_digit() {
        let parse = |text, country| OrganisationNumber::parse(text, country).map(|n| n.as_str().to_owned());
        assert_eq!(parse("556677-8899", CountryCode::SE).as_deref(), Ok("5566778899"));
        assert_eq!(
            parse("165566778899", CountryCode::SE).as_deref(),
            Ok("5566778899")
        );
        assert!(parse("556677-8898", CountryCode::SE).is_err());
        assert_eq!(parse("974 760 673", CountryCode::NO).as_deref(), Ok("974760673"));
        assert!(parse("974760674", CountryCode::NO).is_err());
        assert_eq!(parse("01120389", CountryCode::FI).as_deref(), Ok("0112038-9"));
        assert!(parse("01120388", CountryCode::FI).is_err());
    }

    #[test]
    fn a_sku_of_41_characters_is_refused_not_cut() {
        assert!("x".repeat(40).parse::<Sku>().is_ok());
        assert!("x".repeat(41).parse::<Sku>().is_err());
    }
}
