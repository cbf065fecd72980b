use std::collections::HashMap;
use std::sync::LazyLock;

use model::{CountryCode, is_country_code};

use crate::territory::{Territory, known_as};

/// The names from the Unicode CLDR, one country a line.
const NAMES: &str = include_str!("../data/countries.txt");

/// More names, in the same form.
const VARIANTS: &str = include_str!("../data/variants.txt");

/// A country as written in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// Its code in ISO 3166-1, or `XK` for Kosovo.
    pub code: CountryCode,
    /// The part of the country that the text names, if it has its own VAT rules, such as "Northern Ireland".
    pub territory: Option<&'static Territory>,
}

impl From<CountryCode> for Country {
    fn from(code: CountryCode) -> Self {
        of_code(code.as_str())
    }
}

/// A text that names no country that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCountry {
    written: Option<String>,
}

impl std::fmt::Display for UnknownCountry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.written {
            Some(text) => write!(f, "\"{text}\" is no country that is known, by code or by name"),
            None => f.write_str("the text is no country that is known, by code or by name"),
        }
    }
}

impl std::error::Error for UnknownCountry {}

impl UnknownCountry {
    /// The text, if it looks like a name.
    #[must_use]
    pub fn written(&self) -> Option<&str> {
        self.written.as_deref()
    }

    /// Quotes the source's text if it looks like a name: an address or a number that was entered in the field is not
    /// repeated.
    fn new(text: &str) -> Self {
        let is_name = text.chars().count() <= 40
            && text.chars().any(char::is_alphabetic)
            && text
                .chars()
                .all(|c| c.is_alphabetic() || " -'’.,()&/".contains(c));
        Self {
            written: is_name.then(|| text.to_owned()),
        }
    }
}

/// The country that a text means: a code of two or three letters, or a name in English, Swedish, Norwegian, Danish,
/// Finnish, Dutch, German, French, Spanish or the country's own language, in any case and with or without accents.
///
/// # Errors
/// When it means none that is known. The error names the text where that is a name.
pub fn country(text: &str) -> Result<Country, UnknownCountry> {
    let text = text.trim();
    if let Some(code) = code_in(text) {
        return Ok(of_code(&code));
    }
    named(text).map(of_code).ok_or_else(|| UnknownCountry::new(text))
}

/// The code of two letters that a text is, with the codes that others use for the same countries.
fn code_in(text: &str) -> Option<String> {
    let [a, b] = text.as_bytes() else { return None };
    if !a.is_ascii_alphabetic() || !b.is_ascii_alphabetic() {
        return None;
    }
    let code = text.to_ascii_uppercase();
    let known = is_country_code(&code) || ["UK", "EL", "XI", "IC", "EA"].contains(&code.as_str());
    known.then_some(code)
}

/// The country of a code that is known. `XI`, `IC` and `EA` are parts of countries.
fn of_code(code: &str) -> Country {
    let territory = known_as(code);
    let code = match code {
        "XI" => "GB",
        "IC" | "EA" => "ES",
        other => other,
    };
    Country {
        code: code.parse().unwrap_or(CountryCode::SE),
        territory,
    }
}

/// The code of the country with this name.
fn named(text: &str) -> Option<&'static str> {
    let words = words(text);
    let found = lookup(&words).or_else(|| {
        let plain: Vec<String> = words
            .iter()
            .filter(|word| !FORMS_OF_STATE.contains(&word.as_str()))
            .cloned()
            .collect();
        lookup(&plain)
    });
    found
        .or_else(|| with_its_code(text))
        .or_else(|| in_two_languages(text))
}

/// "United Kingdom (UK)": a name and its own code.
fn with_its_code(text: &str) -> Option<&'static str> {
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && !"'’.".contains(c))
        .filter(|part| !part.is_empty())
        .collect();
    let is_code = |part: &str| matches!(part.len(), 2 | 3) && part.bytes().all(|b| b.is_ascii_uppercase());
    let at = parts.iter().position(|part| is_code(part))?;
    let code = code_in(parts[at])
        .map(|code| of_code(&code).code)
        .or_else(|| lookup(&words(parts[at])).map(|code| of_code(code).code))?;
    let rest: Vec<&str> = parts[..at].iter().chain(&parts[at + 1..]).copied().collect();
    let name = lookup(&words(&rest.join(" ")))?;
    (of_code(name).code == code).then_some(name)
}

/// "Belgien / Belgique": the same country in several languages.
fn in_two_languages(text: &str) -> Option<&'static str> {
    let mut codes = text
        .split(['/', '|', ';', '('])
        .flat_map(|part| part.split(" - "))
        .map(|part| lookup(&words(part)));
    let first = codes.next()??;
    let mut several = false;
    for code in codes {
        several = true;
        if code != Some(first) {
            return None;
        }
    }
    several.then_some(first)
}

fn lookup(words: &[String]) -> Option<&'static str> {
    if words.is_empty() {
        return None;
    }
    BY_NAME.get(&words.join(" ")).copied()
}

static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for (code, name) in all_names() {
        names.entry(words(name).join(" ")).or_insert(code);
    }
    names
});

/// Every name with its code.
fn all_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES
        .lines()
        .chain(VARIANTS.lines())
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('|'))
        .flat_map(|(code, names)| names.split('|').map(move |name| (code, name)))
        .filter(|(_, name)| !name.is_empty())
}

/// Words for the form of state, for countries that are known without them.
const FORMS_OF_STATE: &[&str] = &[
    "republic",
    "rep",
    "republiken",
    "republikken",
    "republik",
    "republiek",
    "republique",
    "republica",
    "repubblica",
    "tasavalta",
    "kingdom",
    "konungariket",
    "kongeriket",
    "kongeriget",
    "kuningaskunta",
    "koninkrijk",
    "konigreich",
    "royaume",
    "reino",
    "federal",
    "islamic",
    "principality",
    "commonwealth",
    "sultanate",
];

/// Words that join, and articles.
const FILLERS: &[&str] = &[
    "and", "och", "og", "und", "et", "y", "ja", "en", "the", "of", "de", "del", "der", "den", "det", "dei",
    "des", "die", "du", "la", "las", "le", "les", "los", "van", "von",
];

/// A name's words in lower case without accents, sorted, and without those that only join: "Korea, Republic of" and
/// "Republic of Korea" are one.
fn words(text: &str) -> Vec<String> {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            // They stand inside words: "U.S.A.", "S:t", "Côte d'Ivoire".
            '.' | ':' | '\'' | '’' | 'ʻ' | '\u{300}'..='\u{36f}' => {}
            c if c.is_alphanumeric() => fold(c, &mut plain),
            _ => plain.push(' '),
        }
    }
    let all = || plain.split_whitespace();
    let mut words: Vec<String> = all()
        .filter(|word| !FILLERS.contains(word))
        .map(|word| if word == "st" { "saint" } else { word }.to_owned())
        .collect();
    if words.is_empty() {
        // "AND" is Andorra's code.
        words = all().map(str::to_owned).collect();
    }
    words.sort_unstable();
    words
}

/// A small letter without its accent.
fn fold(c: char, into: &mut String) {
    into.push(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ς' => 'σ',
        'ß' => return into.push_str("ss"),
        'æ' => return into.push_str("ae"),
        'œ' => return into.push_str("oe"),
        'þ' => return into.push_str("th"),
        other => other,
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> String {
        country(text).map_or_else(|error| error.to_string(), |country| country.code.to_string())
    }

    #[test]
    fn a_country_is_known_by_code_and_by_its_names_in_the_buyers_languages() {
        for (text, expected) in [
            ("SE", "SE"),
            (" se ", "SE"),
            ("SWE", "SE"),
            ("Sweden", "SE"),
            ("SVERIGE", "SE"),
            ("Ruotsi", "SE"),
            ("Zweden", "SE"),
            ("Schweden", "SE"),
            ("Suède", "SE"),
            ("Suecia", "SE"),
            ("Konungariket Sverige", "SE"),
            ("Norge", "NO"),
            ("Noreg", "NO"),
            ("Noorwegen", "NO"),
            ("Suomi", "FI"),
            ("Suomen tasavalta", "FI"),
            ("The Netherlands", "NL"),
            ("Netherlands (the)", "NL"),
            ("Alankomaat", "NL"),
            ("Pays-Bas", "NL"),
            ("Österreich", "AT"),
            ("Osterreich", "AT"),
            ("Oesterreich", "AT"),
            ("Færøerne", "FO"),
            ("Česko", "CZ"),
            ("Czech Republic", "CZ"),
            ("UK", "GB"),
            ("United Kingdom (UK)", "GB"),
            ("United Kingdom", "GB"),
            ("England", "GB"),
            ("Northern Ireland", "GB"),
            ("XI", "GB"),
            ("EL", "GR"),
            ("Ελλάδα", "GR"),
            ("U.S.A.", "US"),
            ("United States (US)", "US"),
            ("United States", "US"),
            ("Estados Unidos", "US"),
            ("United States (US) Minor Outlying Islands", "UM"),
            ("Costa Rica", "CR"),
            ("Puerto Rico", "PR"),
            ("VI", "VI"),
            ("Virgin Islands (British)", "VG"),
            ("Virgin Islands, U.S.", "VI"),
            ("Korea, Republic of", "KR"),
            ("Korea (the Democratic People's Republic of)", "KP"),
            ("Congo (Kinshasa)", "CD"),
            ("Congo (Brazzaville)", "CG"),
            ("Saint Martin (French part)", "MF"),
            ("Saint Martin (Dutch part)", "SX"),
            ("St. Barthélemy", "BL"),
            ("Sao Tome and Principe", "ST"),
            ("Côte d’Ivoire", "CI"),
            ("Cote d'Ivoire", "CI"),
            ("Bosnia & Herzegovina", "BA"),
            ("Bosnien och Hercegovina", "BA"),
            ("Belgien / Belgique / België", "BE"),
            ("Sweden - SE", "SE"),
            ("Hong Kong", "HK"),
            ("Macao S.A.R., China", "MO"),
            ("Åland Islands", "AX"),
            ("Aland", "AX"),
            ("Canary Islands", "ES"),
            ("Monaco", "MC"),
            ("Republic of Ireland", "IE"),
            ("Republic of China", "TW"),
            ("People's Republic of China", "CN"),
            ("Türkiye", "TR"),
            ("Turkey", "TR"),
            ("Belau", "PW"),
            ("Kosovo", "XK"),
            ("XK", "XK"),
            ("XKX", "XK"),
            ("Republic of Kosovo (XK)", "XK"),
            ("A\u{30a}land", "AX"),
            ("🇸🇪 Sverige", "SE"),
            ("Sverige 🇸🇪", "SE"),
            ("SE - Sweden", "SE"),
            ("SE-Sverige", "SE"),
            ("[DE] Germany", "DE"),
            ("Germany, DE", "DE"),
            ("GERMANY (DEU)", "DE"),
            ("Tyskland", "DE"),
            ("Viro", "EE"),
            ("Itävalta", "AT"),
            ("Schweiz/Suisse/Svizzera/Svizra", "CH"),
            ("Iso-Britannia", "GB"),
            ("Det Forenede Kongerige", "GB"),
            ("Gr. Britain", "GB"),
            ("Great Britain (UK)", "GB"),
            ("Scotland", "GB"),
            ("Rep. of Ireland", "IE"),
            ("Czech Rep.", "CZ"),
            ("Latvija", "LV"),
            ("Lëtzebuerg", "LU"),
            ("Färöarna", "FO"),
            ("United States of America (USA)", "US"),
            ("Sverige (Sweden)", "SE"),
            ("Suomi - Finland", "FI"),
            ("Finland / Suomi", "FI"),
            ("Norge/Noreg", "NO"),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }

    #[test]
    fn a_text_that_is_no_country_is_named_unless_it_could_be_personal() {
        for text in [
            "XX",
            "ZZ",
            "Atlantis",
            "S",
            "Svergie",
            "Spain (Narnia)",
            "Sweden (DK)",
        ] {
            let error = country(text).unwrap_err().to_string();
            assert!(error.contains(&format!("\"{text}\"")), "{error}");
        }
        for text in ["", "12", "é1", "anna@example.com", "Storgatan 12", "070-1234567"] {
            let error = country(text).unwrap_err().to_string();
            assert!(text.is_empty() || !error.contains(text), "{error}");
        }
    }

    #[test]
    fn a_part_of_a_country_with_rules_of_its_own_is_remembered() {
        for (text, name) in [
            ("Northern Ireland", "Northern Ireland"),
            ("Nordirland", "Northern Ireland"),
            ("Islas Canarias", "the Canary Islands"),
            ("IC", "the Canary Islands"),
            ("Melilla", "Ceuta and Melilla"),
            ("Ahvenanmaa", "Åland"),
        ] {
            let territory = country(text).unwrap().territory.map(|territory| territory.name);
            assert_eq!(territory, Some(name), "{text}");
        }
        assert_eq!(country("Great Britain").unwrap().territory, None);
    }

    #[test]
    fn no_name_means_two_countries() {
        let mut seen: HashMap<String, (&str, &str)> = HashMap::new();
        for (code, name) in all_names() {
            let key = words(name).join(" ");
            assert!(!key.is_empty(), "{code}: {name}");
            if let Some((other, first)) = seen.insert(key, (code, name)) {
                assert_eq!(other, code, "{first} and {name}");
            }
        }
    }

    #[test]
    fn every_code_has_names_in_nine_languages_and_a_code_of_three_letters() {
        let letters = || (b'A'..=b'Z').map(char::from);
        let all = letters().flat_map(|a| letters().map(move |b| format!("{a}{b}")));
        let codes: Vec<String> = all.filter(|code| is_country_code(code) && code != "XK").collect();
        assert_eq!(codes.len(), 249);
        for code in &codes {
            let line = NAMES.lines().find(|line| line.starts_with(&format!("{code}|")));
            let names: Vec<&str> = line.unwrap_or_else(|| panic!("{code}")).split('|').collect();
            assert_eq!(names[1].len(), 3, "{code}");
            assert!(names.len() > 2, "{code}");
            for name in &names[1..] {
                let found = country(name).unwrap_or_else(|error| panic!("{code}: {error}"));
                assert_eq!(found.code.as_str(), code, "{name}");
            }
        }
        let codes = NAMES
            .lines()
            .chain(VARIANTS.lines())
            .filter(|line| !line.starts_with('#'));
        for line in codes {
            let code = line.split('|').next().unwrap_or_default();
            assert!(
                is_country_code(code) || ["XI", "IC", "EA"].contains(&code),
                "{code}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_only_real_codes_come_out(text in "\\PC{0,40}") {
            if let Ok(country) = country(&text) {
                prop_assert!(is_country_code(country.code.as_str()));
            }
        }

        #[test]
        fn case_accents_order_and_articles_do_not_count(
            (code, name) in proptest::sample::select(all_names().filter(|(_, name)| *name != "AND").collect::<Vec<_>>()),
            shout in any::<bool>(),
        ) {
            // Capital letters of some scripts don't come back: "ß" is "SS", which folds the same.
            let other = if shout { name.to_uppercase() } else { name.to_lowercase() };
            let other: Vec<&str> = other.split_whitespace().rev().collect();
            let expected = of_code(code);
            let other = format!("the {}", other.join(" "));
            let found = country(&other);
            // A dash or bracket between words moves with its word; names of one word or more keep their words.
            prop_assert_eq!(found.map(|country| country.code), Ok(expected.code), "{}", name);
        }
    }
}
