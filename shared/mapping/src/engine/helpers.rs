//! The functions that expressions have beside JSONata's own.

use model::{CountryCode, OrganisationNumber, VatNumber, shorten, strip_control};
use rust_decimal::Decimal;

/// One of our functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Helper {
    CountryCode,
    Money,
    OrganisationNumber,
    Phone,
    Shorten,
    SplitStreet,
    Strip,
    VatNumber,
}

impl Helper {
    pub(crate) const ALL: [(&'static str, Self); 8] = [
        ("countryCode", Self::CountryCode),
        ("money", Self::Money),
        ("organisationNumber", Self::OrganisationNumber),
        ("phone", Self::Phone),
        ("shorten", Self::Shorten),
        ("splitStreet", Self::SplitStreet),
        ("strip", Self::Strip),
        ("vatNumber", Self::VatNumber),
    ];

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, helper)| *helper)
    }

    /// How it is called, for messages.
    pub(crate) fn usage(self) -> &'static str {
        match self {
            Self::CountryCode => "$countryCode(text)",
            Self::Money => "$money(text or number)",
            Self::OrganisationNumber => "$organisationNumber(text, country code)",
            Self::Phone => "$phone(text, country code)",
            Self::Shorten => "$shorten(text, number of characters)",
            Self::SplitStreet => "$splitStreet(text)",
            Self::Strip => "$strip(text)",
            Self::VatNumber => "$vatNumber(text)",
        }
    }
}

/// The code of the country that a text means. Parts of countries have their country's: Northern Ireland is GB.
///
/// # Errors
/// If the country is unknown: a wrong country would give a wrong VAT rate, so it is never guessed. The text says what
/// is expected, and repeats the value if it looks like a name.
pub(crate) fn country(text: &str) -> Result<String, String> {
    places::country(text)
        .map(|country| country.code.to_string())
        .map_err(|unknown| match unknown.written() {
            Some(written) => format!("a country that is known, by code or name; \"{written}\" is none"),
            None => "a country that is known, by code or name".to_owned(),
        })
}

fn country_code(text: &str) -> Option<CountryCode> {
    places::country(text).ok().map(|country| country.code)
}

/// A VAT number in its normal form; nothing if it isn't one.
pub(crate) fn vat_number(text: &str) -> Option<String> {
    // Without the country's prefix, its country is unknown here.
    text.parse::<VatNumber>().ok().map(String::from)
}

/// An organisation number in its country's form; nothing if it isn't one, or the country is unknown.
pub(crate) fn organisation_number(text: &str, country: Option<&str>) -> Option<String> {
    let country = country_code(country?)?;
    OrganisationNumber::read(text, country)
        .ok()
        .map(|number| number.as_str().to_owned())
}

/// An amount in a text, with any separators of thousands and decimals, and with or without a currency; nothing if there
/// is none. A single point or comma before exactly three final digits separates thousands.
pub(crate) fn money(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let negative = text.starts_with(['-', '\u{2212}']) || text.ends_with('-');
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let number: String = text[start..end]
        .chars()
        .filter(|c| !c.is_whitespace() && !"'\u{a0}\u{202f}\u{2019}".contains(*c))
        .collect();
    if number
        .chars()
        .any(|c| !c.is_ascii_digit() && c != '.' && c != ',')
    {
        return None;
    }
    let last = number.rfind(['.', ',']);
    let decimals = last.map_or(0, |at| number.len() - at - 1);
    let separators = number.matches(['.', ',']).count();
    let both = number.contains('.') && number.contains(',');
    let thousands = separators > 0 && !both && decimals == 3 && !number.starts_with('0');
    if separators > 1 && !both && !thousands {
        return None;
    }
    let digits: String = match last {
        Some(at) if !thousands => {
            let whole: String = number[..at].chars().filter(char::is_ascii_digit).collect();
            format!("{whole}.{}", &number[at + 1..])
        }
        _ => number.chars().filter(char::is_ascii_digit).collect(),
    };
    let amount: Decimal = digits.parse().ok()?;
    Some(if negative { -amount } else { amount })
}

/// A phone number with its country's prefix: digits after a plus sign. Unchanged if the country is unknown; nothing if
/// it has no digits.
pub(crate) fn phone(text: &str, country: Option<&str>) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return None;
    }
    // "+46 (0)70…" is written by those who want to be understood at home and abroad.
    let international = text.replace("(0)", "");
    let all: String = international.chars().filter(char::is_ascii_digit).collect();
    if text.trim_start().starts_with('+') {
        return Some(format!("+{all}"));
    }
    if let Some(rest) = all.strip_prefix("00") {
        return Some(format!("+{rest}"));
    }
    let code = country.and_then(country_code).and_then(calling_code);
    Some(match (code, digits.strip_prefix('0')) {
        (Some(code), Some(rest)) => format!("+{code}{rest}"),
        // These countries' numbers have no leading zero.
        (Some(code @ ("47" | "45")), None) if digits.len() == 8 => format!("+{code}{digits}"),
        _ => digits,
    })
}

fn calling_code(country: CountryCode) -> Option<&'static str> {
    Some(match country.as_str() {
        "SE" => "46",
        "NO" => "47",
        "DK" => "45",
        "FI" | "AX" => "358",
        "NL" => "31",
        "BE" => "32",
        "DE" => "49",
        "AT" => "43",
        "CH" => "41",
        "FR" => "33",
        "GB" | "GG" | "IM" | "JE" => "44",
        "IE" => "353",
        _ => return None,
    })
}

/// Street and number of an address line. The number is missing if the line has none, and for a box address.
pub(crate) fn split_street(text: &str) -> (String, Option<String>) {
    let text = strip_control(text, true);
    let words: Vec<&str> = text.split_whitespace().collect();
    let begins_with_digit = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let whole = words.join(" ");
    let is_box = words.first().is_some_and(|first| {
        ["box", "pb", "postboks", "postbus", "pl", "postfach", "po", "p.o."]
            .contains(&first.to_lowercase().as_str())
    });
    if is_box {
        return (whole, None);
    }
    // What follows a number is a stair, a floor or a flat: short, or digits again. Else the number is part of the name,
    // as in "Straße des 17. Juni 135".
    let addition =
        |word: &&str| begins_with_digit(word) || word.chars().filter(|c| c.is_alphabetic()).count() <= 3;
    for at in 1..words.len() {
        if begins_with_digit(words[at]) && words[at + 1..].iter().all(addition) {
            let street = words[..at].join(" ").trim_end_matches(',').to_owned();
            return (
                street,
                Some(words[at..].join(" ").trim_end_matches(',').to_owned()),
            );
        }
    }
    if words.len() > 1 && begins_with_digit(words[0]) {
        return (
            words[1..].join(" "),
            Some(words[0].trim_end_matches(',').to_owned()),
        );
    }
    (whole, None)
}

/// A text of at most this many characters, cut at a word.
pub(crate) fn cut(text: &str, max: usize) -> String {
    shorten(text, max)
}

/// A text on one line without control characters.
pub(crate) fn strip(text: &str) -> String {
    strip_control(text, true).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_street_is_split_from_its_number() {
        for (line, street, number) in [
            ("Storgatan 12", "Storgatan", Some("12")),
            ("Storgatan 12 B", "Storgatan", Some("12 B")),
            ("Storgatan 12, lgh 1101", "Storgatan", Some("12, lgh 1101")),
            ("Keizersgracht 123-II", "Keizersgracht", Some("123-II")),
            ("Straße des 17. Juni 135", "Straße des 17. Juni", Some("135")),
            ("12 rue de la Paix", "rue de la Paix", Some("12")),
            ("Box 123", "Box 123", None),
            ("Postboks 4 Sentrum", "Postboks 4 Sentrum", None),
            ("Slottet", "Slottet", None),
            ("", "", None),
        ] {
            assert_eq!(
                split_street(line),
                (street.to_owned(), number.map(str::to_owned)),
                "{line}"
            );
        }
    }

    #[test]
    fn money_is_read_as_people_and_shops_write_it() {
        for (text, amount) in [
            ("12", Some("12")),
            ("1 234,50 kr", Some("1234.50")),
            ("1,234.50", Some("1234.50")),
            ("1.234,50 €", Some("1234.50")),
            ("SEK 12.5", Some("12.5")),
            ("-5,00", Some("-5.00")),
            ("1.234.567", Some("1234567")),
            ("1,234", Some("1234")),
            ("0.125", Some("0.125")),
            ("12'000.05", Some("12000.05")),
            ("1\u{a0}000", Some("1000")),
            ("1.2.3", None),
            ("10-12", None),
            ("free", None),
            ("", None),
        ] {
            assert_eq!(money(text), amount.map(|a| a.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn phone_numbers_get_their_countrys_prefix() {
        for (text, country, expected) in [
            ("070-123 45 67", Some("SE"), Some("+46701234567")),
            ("070-123 45 67", Some("Sverige"), Some("+46701234567")),
            ("+46 (0)70 123 45 67", None, Some("+46701234567")),
            ("0046701234567", None, Some("+46701234567")),
            ("22 33 44 55", Some("NO"), Some("+4722334455")),
            ("070-123 45 67", None, Some("0701234567")),
            ("070-123 45 67", Some("JP"), Some("0701234567")),
            ("ring mig", Some("SE"), None),
        ] {
            assert_eq!(phone(text, country).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_unknown_country_is_an_error_and_an_invalid_vat_number_is_nothing() {
        assert_eq!(country("Norge").as_deref(), Ok("NO"));
        assert_eq!(country("Northern Ireland").as_deref(), Ok("GB"));
        assert!(country("Narnia").is_err_and(|error| error.contains("\"Narnia\"")));
        assert_eq!(vat_number("se 556677-8899 01").as_deref(), Some("SE556677889901"));
        assert_eq!(vat_number("556677-8899"), None);
    }

    #[test]
    fn an_organisation_number_is_its_countrys_or_nothing() {
        for (text, country, expected) in [
            ("556677-8899", Some("SE"), Some("5566778899")),
            ("556677-8899", Some("Sverige"), Some("5566778899")),
            ("556677-8898", Some("SE"), None),
            ("01120389", Some("FI"), Some("0112038-9")),
            ("556677-8899", None, None),
            ("556677-8899", Some("Narnia"), None),
        ] {
            assert_eq!(
                organisation_number(text, country).as_deref(),
                expected,
                "{text} {country:?}"
            );
        }
    }
}
