//! Revenue accounts by country, as a company's own account codings have them.

use std::collections::BTreeMap;

use eaccounting::types::ArticleAccountCoding;
use model::CountryCode;

/// An account coding that is named after a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CountryCoding {
    /// The coding's name.
    pub(super) name: String,
    /// The revenue account that it has for sales to that country.
    pub(super) account: Option<i64>,
}

/// Active codings whose name has another country than the company's, such as "Varor OSS Tyskland", by country.
///
/// `under_oss` tells whether the company sells under OSS, which decides the account within the EU.
pub(super) fn of_countries<'a>(
    codings: impl IntoIterator<Item = &'a ArticleAccountCoding>,
    home: &str,
    under_oss: bool,
) -> BTreeMap<CountryCode, Vec<CountryCoding>> {
    let mut found: BTreeMap<CountryCode, Vec<CountryCoding>> = BTreeMap::new();
    for coding in codings {
        let Some(name) = coding.name.as_deref().filter(|_| coding.is_active) else {
            continue;
        };
        let Some(country) = country_in(name).filter(|country| country.as_str() != home) else {
            continue;
        };
        let account = if !country.is_eu() {
            coding.foreign_sales_vat_exempt_outside_eu_account_number
        } else if under_oss {
            coding.foreign_sales_subject_to_moss_account_number
        } else {
            coding.foreign_sales_subject_to_vat_within_eu_account_number
        };
        found.entry(country).or_default().push(CountryCoding {
            name: name.to_owned(),
            account,
        });
    }
    found
}

/// The one country that a name has: in words, or as a code after "OSS". Other codes are left out, since "de" and "it" are words.
fn country_in(name: &str) -> Option<CountryCode> {
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let mut countries: Vec<CountryCode> = Vec::new();
    for (first, word) in words.iter().enumerate() {
        if word.eq_ignore_ascii_case("oss")
            && let Some(code) = words.get(first + 1).filter(|code| code.len() == 2)
            && let Ok(code) = code.to_uppercase().parse()
        {
            countries.push(code);
        }
        // Names have up to three words: "Czech Republic".
        for last in first + 1..=(first + 3).min(words.len()) {
            let text = words[first..last].join(" ");
            if text.len() > 3
                && let Ok(country) = places::country(&text)
            {
                countries.push(country.code);
            }
        }
    }
    countries.sort();
    countries.dedup();
    match countries.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_country_is_found_by_its_name_in_several_languages() {
        for (name, code) in [
            ("Varor OSS Tyskland 19 %", Some("DE")),
            ("Goods Germany", Some("DE")),
            ("OSS FR 20 %", Some("FR")),
            ("Försäljning Nederländerna", Some("NL")),
            ("Export Norge", Some("NO")),
            ("Tavarat Saksa", Some("DE")),
            ("Varor 25 %", None),
            ("IT-tjänster", None),
            ("Omzet de rest", None),
            ("Tyskland och Frankrike", None),
            ("OSS 25", None),
        ] {
            let found = country_in(name);
            assert_eq!(found.as_ref().map(CountryCode::as_str), code, "{name}");
        }
    }

    fn coding(name: &str, is_active: bool) -> ArticleAccountCoding {
        serde_json::from_value(json!({
            "Id": "7d8f2b0e-2b0e-4d4e-9a59-000000000001", "Name": name, "IsActive": is_active,
            "ForeignSalesSubjectToMossAccountNumber": 3106, "ForeignSalesSubjectToVatWithinEuAccountNumber": 3107,
            "ForeignSalesVatExemptOutsideEuAccountNumber": 3105,
        }))
        .unwrap()
    }

    #[test]
    fn the_account_is_that_of_the_countrys_kind_of_sale() {
        let codings = [
            coding("OSS Tyskland", true),
            coding("Export Norge", true),
            coding("Sverige", true),
            coding("OSS Danmark", false),
        ];
        let accounts = |under_oss| -> Vec<(String, Option<i64>)> {
            of_countries(&codings, "SE", under_oss)
                .into_iter()
                .map(|(country, codings)| (country.to_string(), codings[0].account))
                .collect()
        };
        let of = |de, no| vec![("DE".to_owned(), Some(de)), ("NO".to_owned(), Some(no))];
        assert_eq!(accounts(true), of(3106, 3105));
        assert_eq!(accounts(false), of(3107, 3105));
    }
}
