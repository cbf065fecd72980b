use serde::{Deserialize, Serialize};

use crate::{CountryCode, Invalid};

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

/// The spellings of an organisation number, the given one first, for searching records that were entered by hand.
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
}
