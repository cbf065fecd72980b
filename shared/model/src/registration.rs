//! VAT numbers and organisation numbers in the ways in which people write them, and their control digits.

use crate::{CountryCode, Invalid, OrganisationNumber, VatNumber};

/// Words that people and shops write around a number, without blanks and dots.
const LABELS: &[&str] = &[
    "VATNUMBER",
    "VATREGNO",
    "VATREG",
    "VATNO",
    "VATNR",
    "VATID",
    "VAT",
    "USTIDNR",
    "USTID",
    "UST",
    "UIDNR",
    "UID",
    "BTWNUMMER",
    "BTWNR",
    "BTWID",
    "BTW",
    "MOMSREGNR",
    "MOMSNR",
    "MOMS",
    "MVANR",
    "TVA",
    "PARTITAIVA",
    "PIVA",
    "NIFIVA",
    "ALVNUMERO",
    "ALVNRO",
    "ALV",
    "YTUNNUS",
    "ORGANISATIONSNUMMER",
    "ORGANISASJONSNUMMER",
    "ORGNUMMER",
    "ORGNO",
    "ORGNR",
    "ORG",
    "CVRNR",
    "CVR",
    "SENR",
    "SENUMMER",
    "KVKNUMMER",
    "KVKNR",
    "KVK",
    "NR",
    "NO",
];

/// Letters and digits in capitals, without a label in front such as "VAT no.". `NO` in front of a number is Norway's code.
fn bare(text: &str, keep: &str) -> String {
    let mut bare: String = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    while let Some(label) = LABELS.iter().find(|label| {
        bare.starts_with(**label) && !(keep.starts_with(**label) && is_number(&bare[label.len()..]))
    }) {
        bare = bare.split_off(label.len());
    }
    bare
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

impl VatNumber {
    /// Reads a VAT number of a buyer in `country` as people write it: with dots, dashes and blanks, after words such as
    /// "VAT no.", and without the country's prefix if the control digit fits.
    ///
    /// Without letters, what private persons have as well (a Spanish DNI, a Portuguese NIF, a Czech or Bulgarian birth
    /// number) is no VAT number.
    ///
    /// # Errors
    /// What is wrong, without the number.
    pub fn read(text: &str, country: CountryCode) -> Result<Self, Invalid> {
        let prefix = prefix_of(&country);
        let as_written = Self::read_number(text, prefix);
        if as_written.is_ok() {
            return as_written;
        }
        let proven = |text: String| {
            let number = Self::read_number(&text, prefix).ok()?;
            // Where no rule is known, the country's letters must be there.
            let fits = number
                .control_digit_fits()
                .unwrap_or_else(|| text.starts_with(prefix));
            fits.then_some(number)
        };
        candidates(text, prefix).find_map(proven).map_or(as_written, Ok)
    }

    /// Whether a text that can be read as the VAT number of a buyer in `country` shows that the buyer is a business. Every
    /// taxpayer of some countries has a number of the same form: there, only the country's letters in front make it a VAT
    /// number.
    #[must_use]
    pub fn shows_a_business(text: &str, country: CountryCode) -> bool {
        let Ok(number) = Self::read(text, country) else {
            return false;
        };
        let (letters, digits) = number.as_str().split_at(2);
        let has_letters = || {
            let written = bare(text, letters);
            let greek = (letters == "EL").then(|| format!("GR{digits}"));
            written.contains(number.as_str()) || greek.is_some_and(|greek| written.contains(&greek))
        };
        number.control_digit_fits() != Some(false) && (!is_every_taxpayers(letters, digits) || has_letters())
    }

    fn read_number(text: &str, prefix: &str) -> Result<Self, Invalid> {
        let bare = bare(text, prefix);
        let written = bare.parse::<Self>();
        if written.as_ref().is_ok_and(|number| is_issuer(number.country())) {
            return written;
        }
        // Austrian numbers start with a letter of their own.
        let completed = format!("{prefix}{bare}").parse::<Self>();
        match completed {
            Ok(number) if number.control_digit_fits() == Some(true) && !is_personal(prefix, &bare) => {
                Ok(number)
            }
            // "CHE109322551" starts with two letters and belongs to no EU country: the form alone proves nothing.
            _ => written.and(Err(unreadable())),
        }
    }

    /// The organisation number that it is made of, in the countries whose VAT numbers are: Sweden, Norway, Finland and
    /// Denmark.
    #[must_use]
    pub fn organisation_number(&self) -> Option<OrganisationNumber> {
        let (country, number) = self.as_str().split_at(2);
        let digits = match country {
            "SE" => &number[..10],
            "NO" => &number[..9],
            "FI" | "DK" => number,
            _ => return None,
        };
        OrganisationNumber::parse(digits, country.parse().ok()?).ok()
    }

    /// Whether the control digit is right; `None` for a country or kind of number whose rule isn't known here.
    ///
    /// The rules are the member states' own, as the Commission's VIES has them.
    #[must_use]
    pub fn control_digit_fits(&self) -> Option<bool> {
        let (country, number) = self.as_str().split_at(2);
        control_digit_fits(country, number)
    }
}

fn unreadable() -> Invalid {
    Invalid {
        what: "VAT number",
        expected: "the VAT number of an EU country, such as SE556677889901",
    }
}

/// Whether a country issues VAT numbers that affect VAT here: the EU's countries, Northern Ireland, and Norway, where
/// eAccounting is sold.
fn is_issuer(country: CountryCode) -> bool {
    country.is_eu() || matches!(country.as_str(), "XI" | "NO" | "GB")
}

/// The letters of a country's VAT numbers.
fn prefix_of(country: &CountryCode) -> &str {
    match country.as_str() {
        "GR" => "EL",
        code => code,
    }
}

/// What a text may say a number in: the text, or a part of it where it names several numbers, without the words around it, and
/// each in the form that its country has today.
fn candidates(text: &str, prefix: &str) -> impl Iterator<Item = String> {
    let parts = text.split(['/', ',', ';', '|', '(', ')']);
    let all: Vec<String> = std::iter::once(text)
        .chain(parts.filter(|part| part.len() < text.len()))
        .flat_map(|part| without_words(part, prefix))
        .collect();
    let completed: Vec<String> = all.iter().filter_map(|one| completed(one, prefix)).collect();
    all.into_iter().chain(completed)
}

/// A text without words around its number, such as "n° de TVA intracommunautaire": without the first, without the first two,
/// and so on, and each without those at its end. Another country's letters are no such word.
fn without_words(text: &str, prefix: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_word = |word: &&&str| {
        let is_other_country = word.len() == 2
            && !word.eq_ignore_ascii_case(prefix)
            && is_capital(word)
            && word.parse().is_ok_and(is_issuer);
        word.chars().all(char::is_alphabetic) && !is_other_country
    };
    let before = words.iter().take_while(is_word).count();
    let after = words[before..].iter().rev().take_while(is_word).count();
    let end = words.len() - after;
    (0..=before)
        .flat_map(|from| [words[from..].concat(), words[from..end].concat()])
        .collect()
}

/// People write a country's letters in capitals, and "de" and "it" are words too.
fn is_capital(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

/// A number in the form that its country has today, where people write an older, a longer or a shorter one: a Belgian or
/// Finnish one without its leading zero, a Finnish address for e-invoices, which ends with the number, a Dutch one whose last
/// part lacks its zero, a Hungarian tax number, which starts with the VAT number's digits, and a Swedish organisation number,
/// which the VAT number has with 01 at its end. A Swedish personal number, whose third digit is 0 or 1, is no VAT number.
fn completed(text: &str, prefix: &str) -> Option<String> {
    let bare = bare(text, prefix);
    let digits = bare.strip_prefix(prefix).unwrap_or(&bare);
    let are_digits = digits.bytes().all(|b| b.is_ascii_digit());
    match (prefix, digits.len()) {
        ("BE", 9) | ("FI", 7) if are_digits => Some(format!("{prefix}0{digits}")),
        ("SE", 10) if are_digits && digits.as_bytes()[2] >= b'2' => Some(format!("{prefix}{digits}01")),
        ("FI", 12) if are_digits => Some(format!("{prefix}{}", digits.strip_prefix("0037")?)),
        ("NL", 11) => {
            let (number, end) = digits.split_once('B')?;
            (number.len() == 9).then(|| format!("{prefix}{number}B0{end}"))
        }
        ("HU", 11) if are_digits => Some(format!("{prefix}{}", &digits[..8])),
        _ => None,
    }
}

/// Whether every taxpayer, private persons too, may have a number of this form, which is also that of VAT numbers: the OIB
/// of Croatia, the tax number of Slovenia, the AFM of Greece (companies' start with 7 to 9 or 09) and the PPS number of
/// Ireland.
fn is_every_taxpayers(prefix: &str, number: &str) -> bool {
    match prefix {
        "HR" | "SI" | "IE" => true,
        "EL" => !number.starts_with(['7', '8', '9']) && !number.starts_with("09"),
        _ => false,
    }
}

/// Whether a number without its country's letters may be a private person's.
fn is_personal(country: &str, number: &str) -> bool {
    let last_is_letter = number.ends_with(|c: char| c.is_ascii_alphabetic());
    match country {
        // DNI and NIE end with a letter; companies' numbers start with another letter.
        "ES" => last_is_letter && (is_number(number) || number.starts_with(['X', 'Y', 'Z'])),
        "PT" => number.starts_with(['1', '2', '3']),
        "BG" => number.len() == 10,
        "CZ" => number.len() > 8,
        "LV" => number.starts_with(['0', '1', '2', '3']),
        _ => false,
    }
}

impl OrganisationNumber {
    /// Reads an organisation number of `country` as people write it: also as the VAT number that it is part of, such as
    /// `SE556677889901` for 556677-8899 or `974760673 MVA` for 974760673, and after a word such as "Org.nr".
    ///
    /// # Errors
    /// What is wrong, without the number.
    pub fn read(text: &str, country: CountryCode) -> Result<Self, Invalid> {
        let as_written = Self::read_number(text, country);
        if as_written.is_ok() || !["SE", "NO", "FI", "NL"].contains(&country.as_str()) {
            return as_written;
        }
        candidates(text, country.as_str())
            .find_map(|text| Self::read_number(&text, country).ok())
            .map_or(as_written, Ok)
    }

    fn read_number(text: &str, country: CountryCode) -> Result<Self, Invalid> {
        let as_written = Self::parse(text, country);
        let code = country.as_str();
        let bare = bare(text, code);
        let digits = bare.strip_prefix(code).unwrap_or(&bare);
        let inner = match code {
            "SE" if digits.len() == 12 && digits.ends_with("01") => {
                // Twelve digits are a century and ten, or ten and the VAT number's end.
                Self::parse(digits, country).or_else(|_| Self::parse(&digits[..10], country))
            }
            "NO" => Self::parse(digits.strip_suffix("MVA").unwrap_or(digits), country),
            "SE" | "FI" | "NL" => Self::parse(digits, country),
            // A Swiss "CHE109322551" has no country's letters in front.
            _ if is_issuer(country) && bare.starts_with(code) && bare.parse::<VatNumber>().is_ok() => {
                Self::parse(digits, country)
            }
            _ => return as_written,
        };
        inner.or(as_written)
    }

    /// Whether a number of `country` certainly belongs to an organisation: its control digit is right, and no person
    /// has a number of its kind. A Swedish number whose third digit is 0 or 1 is a personal number.
    #[must_use]
    pub fn is_certain(&self, country: CountryCode) -> bool {
        let digits: Vec<u32> = digits(self.as_str());
        match country.as_str() {
            "SE" => digits.get(2).is_some_and(|third| *third >= 2),
            "NO" | "FI" => true,
            "DK" => control_digit_fits("DK", self.as_str()) == Some(true),
            _ => false,
        }
    }
}

/// Whether a text in a field for an organisation number or a VAT number is the personal identity number of somebody, as that of
/// a sole trader may be: Sweden's personnummer, Norway's fødselsnummer, Denmark's CPR number, Finland's henkilötunnus, the
/// Netherlands' BSN, and the numbers of persons in Spain, Portugal, Bulgaria, Czechia and Latvia.
///
/// In its own `country` a number's form says it, since no organisation has one of that form; elsewhere its date and its control
/// digit must fit too. Who is in doubt is taken for a person.
#[must_use]
pub fn is_personal_number(text: &str, country: Option<CountryCode>) -> bool {
    let bare = bare(text, "");
    // The letter of a Spanish number may stand between the country's letters and the digits.
    let has_letters = |code: &str| {
        let rest = bare.strip_prefix(code);
        rest.is_some_and(|rest| rest.chars().take(2).any(|c| c.is_ascii_digit()))
    };
    let written = PERSONS.iter().find(|code| has_letters(code)).copied();
    let number = &bare[written.map_or(0, str::len)..];
    let home = written
        .map(str::to_owned)
        .or_else(|| country.map(|country| country.to_string()));
    PERSONS.iter().any(|code| {
        let is_home = home.as_deref() == Some(*code);
        is_persons(code, number, is_home) && (is_home || written.is_none())
    })
}

/// The countries whose personal identity numbers are known here.
const PERSONS: [&str; 10] = ["SE", "NO", "DK", "FI", "NL", "ES", "PT", "BG", "CZ", "LV"];

/// Whether a number is a person's of a country: by its form in the country itself, and by its date and control digit elsewhere.
fn is_persons(country: &str, number: &str, is_home: bool) -> bool {
    let are_digits = number.bytes().all(|b| b.is_ascii_digit());
    let d = digits(number);
    match (country, d.len()) {
        ("SE", 10) if are_digits => {
            let is_date = is_day_of_birth(&d[2..4], &d[4..6], 60);
            d[2] < 2 && (is_home || is_date && luhn(&d))
        }
        // With the century in front, or as a VAT number.
        ("SE", 12) if are_digits => {
            let has_century =
                matches!(&d[..2], [1, 8 | 9] | [2, 0]) && is_persons("SE", &number[2..], is_home);
            has_century || number.ends_with("01") && is_persons("SE", &number[..10], is_home)
        }
        ("NO", 11) if are_digits => {
            let first = weighted(&d[..10], &[3, 7, 6, 1, 8, 9, 4, 5, 2, 1]).is_multiple_of(11);
            let second = weighted(&d, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11);
            is_home || is_day_of_birth(&d[2..4], &d[..2], 40) && first && second
        }
        // Numbers that were given since 2007 have no control digit.
        ("DK", 10) if are_digits => {
            let fits = weighted(&d, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11);
            is_home || is_day_of_birth(&d[2..4], &d[..2], 60) && fits
        }
        // The century's sign is a letter, or one that was left out with the dashes.
        ("FI", 9 | 10) if number.is_ascii() && number.len() <= 11 && number.len() >= 10 => {
            let (born, end) = number.split_at(6);
            let end = if end.len() == 5 { &end[1..] } else { end };
            let control = born
                .parse::<u32>()
                .ok()
                .zip(end.get(..3).and_then(|three| three.parse::<u32>().ok()))
                .and_then(|(born, three)| {
                    letter(b"0123456789ABCDEFHJKLMNPRSTUVWXY", (born * 1000 + three) % 31)
                });
            let fits = control.is_some() && control == end.chars().last();
            let is_date = is_number(born) && is_day_of_birth(&d[2..4], &d[..2], 0);
            is_date && (fits || is_home && !are_digits)
        }
        // As the VAT number that sole traders had until 2020. Those of organisations begin with 00 or 8.
        ("NL", 11) if is_home && number.len() == 12 && number.as_bytes()[9] == b'B' => {
            let is_organisations = d[0] == 8 || d[..2] == [0, 0];
            let is_new = format!("2321{}11{}", &number[..9], &number[10..])
                .parse::<u128>()
                .is_ok_and(|number| number % 97 == 1);
            !is_organisations && !is_new
        }
        // Nine digits are Norway's organisation numbers too.
        ("NL", 9) if are_digits => is_home,
        ("ES" | "PT" | "BG" | "CZ" | "LV", _) => is_home && !d.is_empty() && is_personal(country, number),
        _ => false,
    }
}

/// Whether digits are a month and a day, which some countries raise by a number for persons who aren't registered residents.
fn is_day_of_birth(month: &[u32], day: &[u32], raised: u32) -> bool {
    let of = |two: &[u32]| two.iter().fold(0, |sum, digit| sum * 10 + digit);
    let day = of(day);
    let is_day = |day: u32| (1..=31).contains(&day);
    (1..=12).contains(&of(month)) && (is_day(day) || day.checked_sub(raised).is_some_and(is_day))
}

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum()
}

/// Luhn: from the right, every second digit doubled.
fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let doubled = digit * if at % 2 == 1 { 2 } else { 1 };
            doubled / 10 + doubled % 10
        })
        .sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

/// ISO 7064, MOD 11,10.
fn mod_11_10(digits: &[u32]) -> bool {
    let Some((check, rest)) = digits.split_last() else {
        return false;
    };
    let product = rest.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == *check
}

fn modulo(number: &str, by: u64) -> Option<u64> {
    number.parse::<u64>().ok().map(|number| number % by)
}

/// Whether the control digit of a number of a country (by its letters in VAT numbers) is right; `None` where no rule is
/// known. The form has been checked.
fn control_digit_fits(country: &str, number: &str) -> Option<bool> {
    let d = digits(number);
    let last = *d.last()?;
    let eleven_less = |sum: u32| 11 - sum % 11;
    Some(match (country, d.len()) {
        ("AT", 8) => {
            let sum: u32 = d[..7]
                .iter()
                .enumerate()
                .map(|(at, digit)| {
                    let doubled = digit * if at % 2 == 1 { 2 } else { 1 };
                    doubled / 10 + doubled % 10
                })
                .sum();
            (10 - (sum + 4) % 10) % 10 == last
        }
        ("BE", 10) => 97 - modulo(&number[..8], 97)? == modulo(&number[8..], 100)?,
        ("BG", 9) => {
            let first = weighted(&d[..8], &[1, 2, 3, 4, 5, 6, 7, 8]) % 11;
            let second = weighted(&d[..8], &[3, 4, 5, 6, 7, 8, 9, 10]) % 11 % 10;
            (if first == 10 { second } else { first }) == last
        }
        ("CY", 8) => {
            const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
            let sum: u32 = d
                .iter()
                .enumerate()
                .map(|(at, digit)| if at % 2 == 0 { ODD[*digit as usize] } else { *digit })
                .sum();
            letter(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", sum % 26) == number.chars().last()
        }
        ("CZ", 8) => eleven_less(weighted(&d[..7], &[8, 7, 6, 5, 4, 3, 2])) % 10 == last,
        ("DE", 9) | ("HR", 11) => mod_11_10(&d),
        ("DK", 8) => weighted(&d, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        ("EE", 9) => (10 - weighted(&d[..8], &[3, 7, 1, 3, 7, 1, 3, 7]) % 10) % 10 == last,
        ("EL", 9) => weighted(&d[..8], &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == last,
        ("ES", _) => return spanish(number),
        ("FI", 8) => weighted(&d, &[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11),
        // A key of letters has another rule.
        ("FR", 11) => (12 + 3 * (modulo(&number[2..], 97)?)) % 97 == modulo(&number[..2], 100)?,
        ("HU", 8) => (10 - weighted(&d[..7], &[9, 7, 3, 1, 9, 7, 3]) % 10) % 10 == last,
        ("IE", 7) => {
            let mut letters = number[7..].bytes();
            let check = letters.next()?;
            let second = match letters.next() {
                None | Some(b'W') => 0,
                Some(letter) => u32::from(letter.saturating_sub(b'A')) + 1,
            };
            let sum = weighted(&d, &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
            letter(b"WABCDEFGHIJKLMNOPQRSTUV", sum % 23) == Some(char::from(check))
        }
        ("IT", 11) => luhn(&d),
        ("LT", 9) => {
            let first = weighted(&d[..8], &[1, 2, 3, 4, 5, 6, 7, 8]) % 11;
            let second = weighted(&d[..8], &[3, 4, 5, 6, 7, 8, 9, 1]) % 11 % 10;
            (if first == 10 { second } else { first }) == last
        }
        ("LT", 12) => {
            let first = weighted(&d[..11], &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2]) % 11;
            let second = weighted(&d[..11], &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4]) % 11 % 10;
            (if first == 10 { second } else { first }) == last
        }
        // A person's number begins with the day of birth.
        ("LV", 11) if d[0] > 3 => weighted(&d, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3,
        ("LU", 8) => modulo(&number[..6], 89)? == modulo(&number[6..], 100)?,
        ("MT", 8) => {
            37 - u64::from(weighted(&d[..6], &[3, 4, 6, 7, 8, 9]) % 37) == modulo(&number[6..], 100)?
        }
        ("NL", 11) => {
            let old = weighted(&d[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == d[8];
            // Sole traders' numbers since 2020: ISO 7064, MOD 97-10 over "NL" (23, 21), the digits and "B" (11).
            let new = format!("2321{}11{}", &number[..9], &number[10..])
                .parse::<u128>()
                .ok()?
                % 97
                == 1;
            old || new
        }
        ("NO", 9) => weighted(&d, &[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        ("PL", 10) => weighted(&d[..9], &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == last,
        ("PT", 9) => eleven_less(weighted(&d[..8], &[9, 8, 7, 6, 5, 4, 3, 2])) % 11 % 10 == last,
        ("RO", 8..=10) => {
            let weights = &[7, 5, 3, 2, 1, 7, 5, 3, 2][10 - d.len()..];
            weighted(&d[..d.len() - 1], weights) * 10 % 11 % 10 == last
        }
        ("SE", 12) => luhn(&d[..10]),
        ("SI", 8) => eleven_less(weighted(&d[..7], &[8, 7, 6, 5, 4, 3, 2])) % 10 == last,
        ("SK", 10) => modulo(number, 11)? == 0,
        ("GB" | "XI", 9 | 12) => {
            let sum = u64::from(weighted(&d[..7], &[8, 7, 6, 5, 4, 3, 2])) + modulo(&number[7..9], 100)?;
            sum.is_multiple_of(97) || (sum + 55).is_multiple_of(97)
        }
        _ => return None,
    })
}

fn letter(of: &[u8], at: u32) -> Option<char> {
    of.get(usize::try_from(at).ok()?).copied().map(char::from)
}

/// Spain: a person's number ends with a letter of its remainder by 23, a company's with a digit or letter.
fn spanish(number: &str) -> Option<bool> {
    const PERSON: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let first = number.chars().next()?;
    let end = number.chars().last()?;
    let inner = number.get(1..8)?;
    let by_23 = |digits: &str| modulo(digits, 23).and_then(|rest| u32::try_from(rest).ok());
    Some(match first {
        '0'..='9' => letter(PERSON, by_23(&number[..8])?) == Some(end),
        'X' | 'Y' | 'Z' => {
            let lead = u32::from(first) - u32::from('X');
            letter(PERSON, by_23(&format!("{lead}{inner}"))?) == Some(end)
        }
        'K' | 'L' | 'M' => return None,
        _ => {
            let d = digits(inner);
            let doubled = |digit: u32| digit * 2 / 10 + digit * 2 % 10;
            let sum: u32 = d
                .iter()
                .enumerate()
                .map(|(at, digit)| if at % 2 == 0 { doubled(*digit) } else { *digit })
                .sum();
            let check = (10 - sum % 10) % 10;
            char::from_digit(check, 10) == Some(end) || letter(b"JABCDEFGHI", check) == Some(end)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> CountryCode {
        text.parse().unwrap()
    }

    fn vat(text: &str, country: &str) -> Option<String> {
        VatNumber::read(text, code(country)).ok().map(String::from)
    }

    /// One of each country, as published by companies and tax authorities.
    const REAL: &[&str] = &[
        "ATU13585627",
        "BE0428759497",
        "BG175074752",
        "CY10259033P",
        "CZ25123891",
        "DE136695976",
        "DK13585628",
        "EE100931558",
        "EL094259216",
        "ESA28015865",
        "FI20774740",
        "FR40303265045",
        "HR33392005961",
        "HU12892312",
        "IE6433435F",
        "IT00743110157",
        "LT119511515",
        "LU15027442",
        "LV40003521600",
        "MT11679112",
        "NL004495445B01",
        "NO974760673MVA",
        "PL8567346215",
        "PT501964843",
        "RO18547290",
        "SE556677889901",
        "SI50223054",
        "SK2022749619",
        "XI980780684",
    ];

    #[test]
    fn real_numbers_have_the_right_control_digit_and_neighbours_dont() {
        for number in REAL {
            let number: VatNumber = number.parse().unwrap();
            assert_eq!(number.control_digit_fits(), Some(true), "{number}");
            // One digit more or less, in the middle, is another number.
            let text = number.as_str();
            let at = 6;
            let digit = text.as_bytes()[at] - b'0';
            let wrong = format!("{}{}{}", &text[..at], (digit + 1) % 10, &text[at + 1..]);
            if let Ok(wrong) = wrong.parse::<VatNumber>() {
                assert_ne!(wrong.control_digit_fits(), Some(true), "{wrong}");
            }
        }
    }

    #[test]
    fn a_vat_number_is_read_as_people_write_it() {
        for (text, country, expected) in [
            ("DE 136 695 976", "DE", Some("DE136695976")),
            ("de-136.695.976", "DE", Some("DE136695976")),
            ("136695976", "DE", Some("DE136695976")),
            ("136695977", "DE", None),
            ("USt-IdNr. DE136695976", "DE", Some("DE136695976")),
            ("VAT no: DE136695976", "DE", Some("DE136695976")),
            ("13585628", "DK", Some("DK13585628")),
            ("CVR-nr. 13 58 56 28", "DK", Some("DK13585628")),
            ("13585629", "DK", None),
            ("SE-556677-8899-01", "SE", Some("SE556677889901")),
            ("556677889901", "SE", Some("SE556677889901")),
            ("U13585627", "AT", Some("ATU13585627")),
            ("ATU 1358 5627", "AT", Some("ATU13585627")),
            ("BTW NL004495445B01", "NL", Some("NL004495445B01")),
            ("NL.0044.95.445.B.01", "NL", Some("NL004495445B01")),
            ("BE 0428.759.497", "BE", Some("BE0428759497")),
            ("0428.759.497", "BE", Some("BE0428759497")),
            ("GR 094259216", "GR", Some("EL094259216")),
            ("094259216", "GR", Some("EL094259216")),
            ("987654325MVA", "NO", Some("NO987654325MVA")),
            ("NO 974 760 673 MVA", "NO", Some("NO974760673MVA")),
            ("FI20774740", "FI", Some("FI20774740")),
            ("2077474-0", "FI", Some("FI20774740")),
            ("DE136695976", "AT", Some("DE136695976")),
            // With words around it, in the buyer's language.
            (
                "n° de TVA intracommunautaire FR40303265045",
                "FR",
                Some("FR40303265045"),
            ),
            ("N° TVA: FR 40 303 265 045", "FR", Some("FR40303265045")),
            ("NIP: 856-734-62-15", "PL", Some("PL8567346215")),
            ("DIČ CZ25123891", "CZ", Some("CZ25123891")),
            ("IČ DPH: SK2022749619", "SK", Some("SK2022749619")),
            ("ΑΦΜ 094259216", "GR", Some("EL094259216")),
            ("CIF: B-28015865", "ES", Some("ESB28015865")),
            ("P. IVA 00743110157", "IT", Some("IT00743110157")),
            ("KMKR nr EE100931558", "EE", Some("EE100931558")),
            ("PVM kodas LT119511515", "LT", Some("LT119511515")),
            ("Umsatzsteuer-ID: DE 136 695 976", "DE", Some("DE136695976")),
            ("DE136695976 (USt)", "DE", Some("DE136695976")),
            ("ATU13585627 VAT", "AT", Some("ATU13585627")),
            // Without the zero that it begins with today, and with what Hungary's tax number has behind it.
            ("BE 428.759.497", "BE", Some("BE0428759497")),
            ("BE 428.759.498", "BE", None),
            ("556677-8899", "SE", Some("SE556677889901")),
            ("Org.nr: SE 556677-8899", "SE", Some("SE556677889901")),
            ("556677-8898", "SE", None),
            ("811218-9876", "SE", None),
            ("12892312-2-44", "HU", Some("HU12892312")),
            ("HU12892312-2-44", "HU", Some("HU12892312")),
            ("NL004495445B1", "NL", Some("NL004495445B01")),
            ("adószám: 12892312-2-44", "HU", Some("HU12892312")),
            ("SE-nr. 13585628", "DK", Some("DK13585628")),
            ("SE-nr 556677-8899", "SE", Some("SE556677889901")),
            // Beside another number, and where no control digit proves it.
            ("DE136695976 / HRB 1234", "DE", Some("DE136695976")),
            ("HRB 1234, DE 136695976", "DE", Some("DE136695976")),
            ("PVN LV 4000 3521 600", "LV", Some("LV40003521600")),
            ("CIF RO 18547290", "RO", Some("RO18547290")),
            ("DIČ: CZ7103192745", "CZ", Some("CZ7103192745")),
            // Another country's number is no word.
            ("PL 094259216", "GR", None),
            ("Ausweis 136695977", "DE", None),
            ("DNI 12345678Z", "ES", None),
            // Belongs to no EU country.
            ("CHE-109.322.551 MWST", "CH", None),
            ("12-3456789", "US", None),
            // Private persons have these too.
            ("12345678Z", "ES", None),
            ("ES12345678Z", "ES", Some("ES12345678Z")),
            ("RSSMRA85T10A562S", "IT", None),
            ("", "SE", None),
            ("n/a", "DE", None),
        ] {
            assert_eq!(vat(text, country).as_deref(), expected, "{text} in {country}");
        }
    }

    #[test]
    fn an_organisation_number_is_read_as_people_write_it() {
        for (text, country, expected) in [
            ("SE556677889901", "SE", Some("5566778899")),
            ("SE 556677-8899 01", "SE", Some("5566778899")),
            ("Org.nr 556677-8899", "SE", Some("5566778899")),
            ("16556677-8899", "SE", Some("5566778899")),
            ("SE556677889801", "SE", None),
            ("556677-8898", "SE", None),
            ("974 760 673 MVA", "NO", Some("974760673")),
            ("NO974760673", "NO", Some("974760673")),
            ("Org. no. 974760673", "NO", Some("974760673")),
            ("FI01120389", "FI", Some("0112038-9")),
            ("Y-tunnus 0112038-9", "FI", Some("0112038-9")),
            ("KvK 12345678", "NL", Some("12345678")),
            ("KvK-nummer: 1234 5678", "NL", Some("12345678")),
            ("DK13585628", "DK", Some("13585628")),
            ("13585628", "DK", Some("13585628")),
            ("HRB 12345", "DE", Some("HRB12345")),
            ("CHE-109.322.551", "CH", Some("CHE109322551")),
            ("Organisationsnr: 556677-8899", "SE", Some("5566778899")),
            ("Vårt org. nr är 556677-8899", "SE", Some("5566778899")),
            ("556677-8899 (AB)", "SE", Some("5566778899")),
            ("556677–8899", "SE", Some("5566778899")),
            ("Foretaksregisteret NO 974 760 673 MVA", "NO", Some("974760673")),
            ("974760673 Foretaksregisteret", "NO", Some("974760673")),
            ("112038-9", "FI", Some("0112038-9")),
            ("Y-tunnuksemme: 0112038-9", "FI", Some("0112038-9")),
            ("0112038-8", "FI", None),
            ("KvK-nr. 12345678", "NL", Some("12345678")),
            ("Kamer van Koophandel 12345678", "NL", Some("12345678")),
            ("1234567", "NL", None),
            ("003720774740", "FI", Some("2077474-0")),
            ("556677-8899 / SE556677889901", "SE", Some("5566778899")),
        ] {
            let found = OrganisationNumber::read(text, code(country)).ok();
            let found = found.as_ref().map(OrganisationNumber::as_str);
            assert_eq!(found, expected, "{text} in {country}");
        }
    }

    #[test]
    fn a_nordic_vat_number_is_made_of_the_organisation_number() {
        for (number, inner) in [
            ("SE556677889901", Some("5566778899")),
            ("NO974760673MVA", Some("974760673")),
            ("FI20774740", Some("2077474-0")),
            ("DK13585628", Some("13585628")),
            ("DE136695976", None),
        ] {
            let number: VatNumber = number.parse().unwrap();
            let found = number.organisation_number();
            assert_eq!(found.as_ref().map(OrganisationNumber::as_str), inner, "{number}");
        }
    }

    #[test]
    fn a_number_that_every_taxpayer_has_shows_no_business() {
        let shows = |text: &str, country: &str| VatNumber::shows_a_business(text, code(country));
        for (bare, country) in [
            ("33392005961", "HR"),
            ("OIB 33392005961", "HR"),
            ("50223054", "SI"),
            ("6433435F", "IE"),
            ("123456783", "GR"),
        ] {
            assert!(!shows(bare, country), "{bare} in {country}");
        }
        for (number, country) in [
            ("HR33392005961", "HR"),
            ("SI 50223054", "SI"),
            ("IE 6433435F", "IE"),
            ("EL 094259216", "GR"),
            ("GR094259216", "GR"),
            ("094259216", "GR"),
            ("13585628", "DK"),
            ("DE136695976", "DE"),
            ("VAT no. DE 136 695 976", "DE"),
        ] {
            assert!(shows(number, country), "{number} in {country}");
        }
        assert!(!shows("DE136695977", "DE"));
    }

    #[test]
    fn a_persons_number_is_known_in_any_notation_and_an_organisations_is_none() {
        let country = |code: &str| code.parse::<CountryCode>().ok();
        for (text, of) in [
            ("811218-9876", "SE"),
            ("19811218-9876", "SE"),
            ("198112189876", "SE"),
            ("8112189876", ""),
            ("8112189876", "NO"),
            ("811278-9873", "SE"),
            ("Org.nr 811218-9876", "SE"),
            // The control digit doesn't matter at home.
            ("811218-9875", "SE"),
            ("SE811218987601", "SE"),
            ("SE811218987601", "DE"),
            ("811218987601", "SE"),
            ("01010112377", "NO"),
            ("010101 12377", "NO"),
            ("41010112345", "NO"),
            ("131052-308T", "FI"),
            ("131052A308T", "FI"),
            ("131052-308T", "SE"),
            ("010190-1234", "DK"),
            ("111222333", "NL"),
            ("NL111222333B01", "NL"),
            ("12345678Z", "ES"),
            ("ESX1234567L", "ES"),
            ("123456789", "PT"),
            ("7103192745", "CZ"),
        ] {
            assert!(is_personal_number(text, country(of)), "{text} in {of}");
        }
        for (text, of) in [
            ("556677-8899", "SE"),
            ("16556677-8899", "SE"),
            ("SE556677889901", "SE"),
            ("974760673", "NO"),
            ("974760673", ""),
            ("974 760 673 MVA", "NO"),
            ("NO974760673MVA", "NO"),
            ("0112038-9", "FI"),
            ("FI20774740", "FI"),
            ("13585628", "DK"),
            ("12345678", "NL"),
            ("NL004495445B01", "NL"),
            ("NL819123456B01", "NL"),
            ("DE136695976", "DE"),
            ("BE0428759497", "BE"),
            ("0428.759.497", "BE"),
            ("B28015865", "ES"),
            ("ESB28015865", "ES"),
            ("PL8567346215", "PL"),
            ("HRB 12345", "DE"),
            ("å1", "SE"),
            ("", "SE"),
            ("", ""),
        ] {
            assert!(!is_personal_number(text, country(of)), "{text} in {of}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_persons_number_or_none(text in "\\PC{0,16}", country in "[A-Z]{2}") {
            let _ = is_personal_number(&text, country.parse().ok());
        }

        #[test]
        fn a_swedish_number_is_a_persons_wherever_the_customer_is(month in 1u32..13, day in 1u32..32, rest in 0u32..10_000) {
            let number = format!("64{month:02}{day:02}{rest:04}");
            let is_swedish = is_personal_number(&number, Some(CountryCode::SE));
            proptest::prop_assert!(is_swedish);
        }
    }

    #[test]
    fn a_personal_number_is_no_certain_sign_of_a_company() {
        let certain = |text: &str, country: &str| {
            OrganisationNumber::read(text, code(country)).is_ok_and(|number| number.is_certain(code(country)))
        };
        assert!(certain("556677-8899", "SE") && certain("974760673", "NO") && certain("13585628", "DK"));
        assert!(!certain("811218-9876", "SE") && !certain("12345678", "NL") && !certain("HRB 12345", "DE"));
    }
}
