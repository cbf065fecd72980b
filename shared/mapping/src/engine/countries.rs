//! Countries by code and by what shops and people call them.

use std::collections::HashMap;
use std::sync::LazyLock;

use model::CountryCode;

/// The country that a text means: a code of two or three letters, or a name in English, Swedish, Norwegian, Danish,
/// Dutch, Finnish, German or the country's own language. `None` when it means none that is known.
pub(crate) fn country_code(text: &str) -> Option<CountryCode> {
    let text = super::document::trimmed(text);
    if let [a, b] = text.as_bytes() {
        let code = [a.to_ascii_uppercase(), b.to_ascii_uppercase()];
        return match &code {
            b"UK" => "GB".parse().ok(),
            b"EL" => "GR".parse().ok(),
            // Northern Ireland has no code of its own, but for VAT.
            b"XI" => "XI".parse().ok(),
            _ if is_code(code) => text.parse().ok(),
            _ => None,
        };
    }
    NAMES.get(&plain(text)).copied()
}

/// Whether a code is a country's.
pub(crate) fn is_country(code: &str) -> bool {
    code.len() == 2 && country_code(code).is_some()
}

/// Whether two capital letters are a country's code: a look at one bit, since every record asks several times.
fn is_code([a, b]: [u8; 2]) -> bool {
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

/// Lower case, without accents, and of letters alone, so that spellings meet.
fn plain(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| {
            Some(match c {
                'å' | 'ä' | 'á' | 'à' | 'â' | 'ã' => 'a',
                'ö' | 'ø' | 'ó' | 'ô' | 'õ' => 'o',
                'é' | 'è' | 'ê' | 'ë' | 'ě' => 'e',
                'í' | 'î' | 'ï' => 'i',
                'ü' | 'ú' | 'ů' => 'u',
                'ç' | 'č' => 'c',
                'ñ' => 'n',
                'š' => 's',
                'ž' => 'z',
                'ý' => 'y',
                'ð' => 'd',
                '&' => return None,
                c if c.is_alphabetic() => c,
                _ => return None,
            })
        })
        .collect()
}

static NAMES: LazyLock<HashMap<String, CountryCode>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    for line in TABLE.lines() {
        let mut parts = line.split('|');
        if let Some(Ok(code)) = parts.next().map(str::parse::<CountryCode>) {
            for name in parts {
                names.insert(plain(name), code);
            }
        }
    }
    names
});

/// ISO 3166-1 alpha-2.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS \
BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO \
FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG \
KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY \
MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI \
SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU \
WF WS YE YT ZA ZM ZW ";

/// Code, then names: English, alpha-3, Swedish, Norwegian, Danish, Dutch, Finnish, German, own; those that differ.
const TABLE: &str = "\
AT|Austria|AUT|Österrike|Østerrike|Østrig|Oostenrijk|Itävalta|Österreich
BE|Belgium|BEL|Belgien|Belgia|België|Belgique
BG|Bulgaria|BGR|Bulgarien|Bulgarije|България
CY|Cyprus|CYP|Cypern|Kypros|Zypern|Κύπρος
CZ|Czechia|CZE|Czech Republic|Tjeckien|Tsjekkia|Tjekkiet|Tsjechië|Tšekki|Tschechien|Česko|Česká republika
DE|Germany|DEU|Tyskland|Duitsland|Saksa|Deutschland
DK|Denmark|DNK|Danmark|Denemarken|Tanska|Dänemark
EE|Estonia|EST|Estland|Viro|Eesti
ES|Spain|ESP|Spanien|Spania|Spanje|Espanja|España
FI|Finland|FIN|Suomi|Finnland
FR|France|FRA|Frankrike|Frankrig|Frankrijk|Ranska|Frankreich
GR|Greece|GRC|Grekland|Hellas|Grækenland|Griekenland|Kreikka|Griechenland|Ελλάδα
HR|Croatia|HRV|Kroatien|Kroatia|Kroatië|Hrvatska
HU|Hungary|HUN|Ungern|Ungarn|Hongarije|Unkari|Magyarország
IE|Ireland|IRL|Irland|Ierland|Irlanti|Republic of Ireland|Éire
IT|Italy|ITA|Italien|Italia|Italië
LT|Lithuania|LTU|Litauen|Litouwen|Liettua|Lietuva
LU|Luxembourg|LUX|Luxemburg|Letzebuerg
LV|Latvia|LVA|Lettland|Letland|Latvija
MT|Malta|MLT
NL|Netherlands|NLD|The Netherlands|Nederländerna|Nederland|Nederlandene|Alankomaat|Niederlande|Holland|Hollanti
PL|Poland|POL|Polen|Puola|Polska
PT|Portugal|PRT|Portugali
RO|Romania|ROU|Rumänien|Roemenië|România
SE|Sweden|SWE|Sverige|Zweden|Ruotsi|Schweden|Kingdom of Sweden
SI|Slovenia|SVN|Slovenien|Slovenië|Slowenien|Slovenija
SK|Slovakia|SVK|Slovakien|Slowakije|Slowakei|Slovensko|Slovak Republic
NO|Norway|NOR|Norge|Noreg|Noorwegen|Norja|Norwegen
IS|Iceland|ISL|Island|IJsland|Islanti|Ísland
LI|Liechtenstein|LIE
CH|Switzerland|CHE|Schweiz|Sveits|Zwitserland|Sveitsi|Suisse|Svizzera
GB|United Kingdom|GBR|Great Britain|UK|Storbritannien|Storbritannia|England|Scotland|Wales|Verenigd Koninkrijk|Groot-Brittannië|Yhdistynyt kuningaskunta|Iso-Britannia|Vereinigtes Königreich|Großbritannien|United Kingdom of Great Britain and Northern Ireland
XI|Northern Ireland|Nordirland|Nord-Irland|Noord-Ierland|Pohjois-Irlanti
AX|Åland|ALA|Aland Islands|Åland Islands|Ahvenanmaa
FO|Faroe Islands|FRO|Färöarna|Færøyene|Færøerne|Føroyar|Färsaaret
GL|Greenland|GRL|Grönland|Grønland|Kalaallit Nunaat
SJ|Svalbard and Jan Mayen|SJM|Svalbard
AD|Andorra|AND
AL|Albania|ALB|Albanien|Shqipëri
BA|Bosnia and Herzegovina|BIH|Bosnien och Hercegovina|Bosnia|Bosnien|Bosna i Hercegovina
BY|Belarus|BLR|Vitryssland
GE|Georgia|GEO|Georgien
GG|Guernsey|GGY
GI|Gibraltar|GIB
IM|Isle of Man|IMN
JE|Jersey|JEY
MC|Monaco|MCO
MD|Moldova|MDA|Moldavien
ME|Montenegro|MNE|Crna Gora
MK|North Macedonia|MKD|Nordmakedonien|Macedonia|Makedonien
RS|Serbia|SRB|Serbien|Srbija
RU|Russia|RUS|Ryssland|Russland|Rusland|Venäjä|Russian Federation
SM|San Marino|SMR
TR|Turkey|TUR|Türkiye|Turkiet|Tyrkia|Tyrkiet|Turkije|Turkki|Türkei
UA|Ukraine|UKR|Ukraina|Oekraïne|Україна
VA|Vatican City|VAT|Holy See|Vatikanstaten
XK|Kosovo
US|United States|USA|United States of America|America|U.S.A.|U.S.|USA:s|Amerikas förenta stater|Verenigde Staten|Yhdysvallat|Vereinigte Staaten
CA|Canada|CAN|Kanada
MX|Mexico|MEX|Mexiko
AU|Australia|AUS|Australien
NZ|New Zealand|NZL|Nya Zeeland|Nieuw-Zeeland
JP|Japan|JPN|日本
CN|China|CHN|Kina|Kiina|People's Republic of China|中国
HK|Hong Kong|HKG|Hongkong
TW|Taiwan|TWN
KR|South Korea|KOR|Sydkorea|Republic of Korea|Korea
IN|India|IND|Indien|Intia
SG|Singapore|SGP
TH|Thailand|THA
VN|Vietnam|VNM|Viet Nam
ID|Indonesia|IDN|Indonesien
MY|Malaysia|MYS
PH|Philippines|PHL|Filippinerna
AE|United Arab Emirates|ARE|Förenade Arabemiraten|UAE
SA|Saudi Arabia|SAU|Saudiarabien
QA|Qatar|QAT
KW|Kuwait|KWT
IL|Israel|ISR
LB|Lebanon|LBN|Libanon
EG|Egypt|EGY|Egypten
MA|Morocco|MAR|Marocko
TN|Tunisia|TUN|Tunisien
ZA|South Africa|ZAF|Sydafrika|Zuid-Afrika|Etelä-Afrikka
KE|Kenya|KEN
NG|Nigeria|NGA
BR|Brazil|BRA|Brasilien|Brasil
AR|Argentina|ARG
CL|Chile|CHL
CO|Colombia|COL
PE|Peru|PER|Perú
UY|Uruguay|URY
PK|Pakistan|PAK
BD|Bangladesh|BGD
LK|Sri Lanka|LKA
IR|Iran|IRN
IQ|Iraq|IRQ|Irak
KZ|Kazakhstan|KAZ|Kazakstan
AM|Armenia|ARM|Armenien
AZ|Azerbaijan|AZE|Azerbajdzjan
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_code_and_by_its_names_in_the_buyers_languages() {
        for (text, code) in [
            ("SE", "SE"),
            (" se ", "SE"),
            ("SWE", "SE"),
            ("Sweden", "SE"),
            ("SVERIGE", "SE"),
            ("Ruotsi", "SE"),
            ("Zweden", "SE"),
            ("Schweden", "SE"),
            ("Norge", "NO"),
            ("Noorwegen", "NO"),
            ("Suomi", "FI"),
            ("The Netherlands", "NL"),
            ("Alankomaat", "NL"),
            ("Österreich", "AT"),
            ("Osterreich", "AT"),
            ("Færøerne", "FO"),
            ("Česko", "CZ"),
            ("UK", "GB"),
            ("England", "GB"),
            ("Northern Ireland", "XI"),
            ("EL", "GR"),
            ("U.S.A.", "US"),
            ("United States", "US"),
            ("VI", "VI"),
        ] {
            assert_eq!(
                country_code(text).map(|c| c.to_string()).as_deref(),
                Some(code),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_country_stays_unknown() {
        for text in ["", "XX", "ZZ", "Atlantis", "S", "Svergie", "12", "é"] {
            assert_eq!(country_code(text), None, "{text}");
        }
    }

    #[test]
    fn the_table_has_no_name_twice_with_different_codes() {
        let mut seen: HashMap<String, String> = HashMap::new();
        for line in TABLE.lines() {
            let mut parts = line.split('|');
            let code = parts.next().unwrap();
            assert!(code == "XK" || code == "XI" || is_country(code), "{code}");
            for name in parts {
                if let Some(other) = seen.insert(plain(name), code.to_owned()) {
                    assert_eq!(other, code, "{name}");
                }
            }
        }
        assert_eq!(CODES.len() % 3, 0);
        assert_eq!(CODES.split_whitespace().count(), 249);
    }
}
