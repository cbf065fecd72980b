use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::country::CountryCode;
use crate::invalid::{Invalid, text_type};
use crate::organisation_number::OrganisationNumber;

/// An EU VAT number with its country prefix (`EL` for Greece), upper case, without blanks, dots and dashes. The form is
/// checked, and the control digit where the national number has one; whether the number is registered is not checked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VatNumber(String);

text_type!(VatNumber);

impl VatNumber {
    /// The country that issued it; `EL` is given as `GR`, and `XI` is Northern Ireland.
    #[must_use]
    pub fn country(&self) -> CountryCode {
        self.0[..2].parse().unwrap_or(CountryCode::UNKNOWN)
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
