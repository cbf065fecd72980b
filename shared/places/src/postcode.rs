use model::CountryCode;

/// Countries without postcodes, or where addresses are valid without one (Universal Postal Union, addressing systems by
/// country, 2025). Ireland, the United Arab Emirates, Jamaica and others have codes that hardly anybody uses.
const WITHOUT: &str = "AE AG AN AO AQ AW BF BI BJ BO BQ BS BV BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GH GM GN GQ GY HK IE JM KI \
KM KN KP LY ML MO MR MS MW NR NU PA QA RW SB SC SL SR SS ST SX SY TD TF TG TK TL TO TT TV TZ UG UM VU YE ZW";

/// Whether addresses in a country need a postcode.
#[must_use]
pub fn has_postcodes(country: CountryCode) -> bool {
    !WITHOUT.split(' ').any(|code| code == country.as_str())
}

/// The city of a country that is one: stores ask for no city there.
#[must_use]
pub fn only_city(country: CountryCode) -> Option<&'static str> {
    Some(match country.as_str() {
        "GI" => "Gibraltar",
        "HK" => "Hong Kong",
        "MC" => "Monaco",
        "MO" => "Macao",
        "SG" => "Singapore",
        "VA" => "Vatican City",
        _ => return None,
    })
}

/// Whether two postcodes of a country are one: blanks, dashes, case and a country's letters in front don't count, so that
/// `111 22`, `11122` and `SE-111 22` are one.
#[must_use]
pub fn is_same_postcode(country: CountryCode, a: &str, b: &str) -> bool {
    plain(country, a) == plain(country, b)
}

/// A postcode without blanks, dashes and a country's letters in front, in capitals: what two spellings of one have in common.
#[must_use]
pub fn plain_postcode(country: CountryCode, text: &str) -> String {
    plain(country, text)
}

/// Letters and digits alone, in capitals.
pub(crate) fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

/// A postcode without what people put around it. Letters in front are a country's where its postcodes are digits.
fn plain(country: CountryCode, text: &str) -> String {
    let compact = compact(text);
    let has_letters = [
        "AD", "BB", "BM", "BN", "CA", "GB", "GG", "GI", "IE", "IM", "JE", "MT", "SZ",
    ]
    .contains(&country.as_str());
    if has_letters {
        return compact;
    }
    without_letters_in_front(&compact).to_owned()
}

/// A postcode without one to three letters in front of digits, such as `D`, `SE` or `FIN`.
pub(crate) fn without_letters_in_front(compact: &str) -> &str {
    let digits = compact.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = compact.len() - digits.len();
    if (1..=3).contains(&letters) && digits.starts_with(|c: char| c.is_ascii_digit()) {
        digits
    } else {
        compact
    }
}

/// Postcodes by country, without blanks and dashes: `#` is a digit, `@` a letter.
fn forms(country: CountryCode) -> &'static [&'static str] {
    match country.as_str() {
        "AT" | "AU" | "BE" | "BG" | "CH" | "CY" | "DK" | "GL" | "HU" | "LI" | "LU" | "LV" | "NO" | "SI"
        | "SJ" | "ZA" => &["####"],
        "AX" | "CZ" | "DE" | "EE" | "ES" | "FI" | "FR" | "GR" | "HR" | "IT" | "LT" | "MC" | "MX" | "PL"
        | "SE" | "SK" | "TR" => &["#####"],
        "FO" | "IS" => &["###"],
        "RO" => &["######"],
        "PT" | "JP" => &["#######"],
        "US" => &["#####", "#########"],
        "NL" => &["####@@"],
        "CA" => &["@#@#@#"],
        "MT" => &["@@@####"],
        "GB" | "GG" | "IM" | "JE" => &["@##@@", "@###@@", "@@##@@", "@@###@@", "@#@#@@", "@@#@#@@"],
        _ => &[],
    }
}

fn is_postcode(country: CountryCode, text: &str) -> bool {
    let plain = plain(country, text);
    let fits = |form: &str| {
        let is = |(expected, c): (char, char)| match expected {
            '#' => c.is_ascii_digit(),
            _ => c.is_ascii_alphabetic(),
        };
        form.len() == plain.len() && form.chars().zip(plain.chars()).all(is)
    };
    forms(country).iter().any(|form| fits(form))
}

/// A postcode and the text beside it, where a text is both, such as "111 22 Stockholm" or "London SW1A 1AA". The text beside it
/// is empty where there is none. Countries whose postcodes have no form that is known here are left alone.
#[must_use]
pub fn split_postcode(country: CountryCode, text: &str) -> Option<(String, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    // A word without a digit in front is the country's letters, or a city: "Ed 668 21".
    let may_begin = |words: &[&str]| {
        words[0].contains(|c: char| c.is_ascii_digit())
            || words[0].eq_ignore_ascii_case(country.as_str())
            || forms(country).iter().any(|form| form.starts_with('@'))
    };
    let is_code = |words: &[&str]| may_begin(words) && is_postcode(country, &words.concat());
    // "SE - 111 22" is four words.
    let most = words.len().min(4);
    let in_front = (1..=most)
        .find(|count| is_code(&words[..*count]))
        .map(|count| words.split_at(count));
    let behind = || {
        let count = (1..=most).find(|count| is_code(&words[words.len() - count..]))?;
        let (rest, code) = words.split_at(words.len() - count);
        Some((code, rest))
    };
    let (code, rest) = in_front.or_else(behind)?;
    let rest = rest.join(" ");
    let rest = rest.trim_matches([',', '-', ' ']);
    if !rest.is_empty() && !rest.contains(char::is_alphabetic) {
        return None;
    }
    let code = code.join(" ");
    let code = code.trim_matches([',', '-']);
    Some((code.replace(" - ", "-"), rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_postcode_are_one() {
        for (country, a, b, same) in [
            ("SE", "111 22", "11122", true),
            ("SE", "SE-111 22", "11122", true),
            ("SE", "S-11122", "111 22", true),
            ("DE", "D-10115", "10115", true),
            ("FI", "FIN-00100", "00100", true),
            ("NL", "1015 CW", "1015cw", true),
            ("NL", "1015 CW", "1015 CX", false),
            ("GB", "BT1 5GS", "bt15gs", true),
            ("GB", "1 5GS", "BT1 5GS", false),
            ("SE", "111 22", "111 23", false),
            ("SE", "", "111 22", false),
            ("PT", "1000-001", "1000001", true),
        ] {
            assert_eq!(is_same_postcode(country.parse().unwrap(), a, b), same, "{a} {b}");
        }
    }

    #[test]
    fn a_postcode_and_a_city_in_one_text_are_told_apart() {
        for (country, text, expected) in [
            ("SE", "111 22 Stockholm", Some(("111 22", "Stockholm"))),
            ("SE", "11122 Stockholm", Some(("11122", "Stockholm"))),
            ("SE", "SE-111 22, STOCKHOLM", Some(("SE-111 22", "STOCKHOLM"))),
            ("SE", "Stockholm 111 22", Some(("111 22", "Stockholm"))),
            ("SE", "SE - 111 22", Some(("SE-111 22", ""))),
            ("SE", "111\u{a0}22", Some(("111 22", ""))),
            ("SE", "Ed 668 21", Some(("668 21", "Ed"))),
            ("SE", "Stockholm", None),
            ("SE", "Område 51", None),
            ("SE", "111 22 1", None),
            ("SE", "", None),
            ("NO", "0155 Oslo", Some(("0155", "Oslo"))),
            ("DK", "DK-8000 Aarhus C", Some(("DK-8000", "Aarhus C"))),
            ("FO", "FO-100 Tórshavn", Some(("FO-100", "Tórshavn"))),
            ("GL", "3900 Nuuk", Some(("3900", "Nuuk"))),
            ("PL", "00-001 Warszawa", Some(("00-001", "Warszawa"))),
            ("NL", "1012 LG Amsterdam", Some(("1012 LG", "Amsterdam"))),
            ("NL", "1012LG Amsterdam", Some(("1012LG", "Amsterdam"))),
            ("NL", "1012 Amsterdam", None),
            ("MT", "Valletta VLT 1117", Some(("VLT 1117", "Valletta"))),
            ("US", "Boston, MA 02108", Some(("02108", "Boston, MA"))),
            ("GB", "London SW1A 1AA", Some(("SW1A 1AA", "London"))),
            ("GB", "Belfast BT1 5GS", Some(("BT1 5GS", "Belfast"))),
            ("CA", "Toronto M5V 2T6", Some(("M5V 2T6", "Toronto"))),
            // No form is known.
            ("KR", "12345 Seoul", None),
        ] {
            let found = split_postcode(country.parse().unwrap(), text);
            let expected = expected.map(|(code, rest)| (code.to_owned(), rest.to_owned()));
            assert_eq!(found, expected, "{country} {text}");
        }
    }

    #[test]
    fn countries_without_postcodes_need_none() {
        for code in ["HK", "IE", "AE", "QA", "AO", "MO", "PA"] {
            assert!(!has_postcodes(code.parse().unwrap()), "{code}");
        }
        for code in ["SE", "NO", "FI", "NL", "DE", "GB", "US", "SG", "AX"] {
            assert!(has_postcodes(code.parse().unwrap()), "{code}");
        }
    }

    proptest! {
        #[test]
        fn a_postcode_is_itself_however_it_is_spaced(code in "[0-9]{3,6}", at in 0usize..3, text in "\\PC{0,12}") {
            let sweden = CountryCode::SE;
            let (a, b) = code.split_at(at);
            let spaced = format!(" {a} {b}-");
            prop_assert!(is_same_postcode(sweden, &code, &spaced));
            prop_assert!(is_same_postcode(sweden, &text, &text));
        }
    }
}
