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
