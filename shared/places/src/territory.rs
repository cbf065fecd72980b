//! Places whose VAT rules differ from those of their country code.
//!
//! The EU's VAT area is the member states without the territories of article 6 of directive 2006/112/EC (in force since
//! 2007-01-01), and with Monaco as part of France (article 7). Postcodes are the posts' own. Checked in November 2026.

use std::fmt;

use model::CountryCode;

use crate::country::Country;
use crate::postcode::{compact, without_letters_in_front};

/// The VAT area of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VatArea {
    /// This country, in the EU or outside it.
    Country(CountryCode),
    /// Northern Ireland: for goods in the EU (Windsor Framework), for services in the United Kingdom.
    NorthernIreland,
    /// Neither the country it belongs to nor the EU.
    Outside,
}

/// The VAT treatment of a sale to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    /// In the seller's own country.
    Domestic,
    /// From one part of the EU's VAT area to another.
    WithinEu,
    /// Out of the seller's VAT area.
    Export,
}

impl fmt::Display for Treatment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Domestic => "a domestic sale",
            Self::WithinEu => "a sale within the EU",
            Self::Export => "an export",
        })
    }
}

/// Which code eAccounting is sent for a territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sent {
    /// This one.
    Code(&'static str),
    /// The one that was written.
    AsWritten,
}

/// The VAT area of a territory, in a form for tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Area {
    As(&'static str),
    NorthernIreland,
    Outside,
}

/// A part of a country with its own VAT rules, or a country that VAT law treats as another.
#[derive(Debug, PartialEq, Eq)]
pub struct Territory {
    /// Its name, for messages.
    pub name: &'static str,
    /// Where its status comes from, with the day since which it holds.
    pub source: &'static str,
    /// The code that stores and CLDR have for it, where there is one.
    own_code: &'static str,
    /// The country whose code its addresses may use.
    country: &'static str,
    /// Its postcodes under that country's code: `#` is a digit, `*` anything.
    postcodes: &'static [&'static str],
    sent: Sent,
    area: Area,
}

impl Territory {
    /// Its VAT area.
    #[must_use]
    pub fn area(&self) -> VatArea {
        match self.area {
            Area::As(code) => code.parse().map_or(VatArea::Outside, VatArea::Country),
            Area::NorthernIreland => VatArea::NorthernIreland,
            Area::Outside => VatArea::Outside,
        }
    }

    fn has_postcode(&self, postcode: &str) -> bool {
        let compact = compact(postcode);
        let digits = without_letters_in_front(&compact);
        self.postcodes
            .iter()
            .any(|pattern| matches(pattern, &compact) || matches(pattern, digits))
    }
}

const ART_6_1: &str = "directive 2006/112/EC, article 6(1), 2007-01-01";
const ART_6_2: &str = "directive 2006/112/EC, article 6(2), 2007-01-01";
const ART_7: &str = "directive 2006/112/EC, article 7, 2007-01-01";
const NO_MEMBER: &str = "no part of the EU (TFEU, articles 52 and 355)";

const fn outside(
    name: &'static str,
    own_code: &'static str,
    country: &'static str,
    postcodes: &'static [&'static str],
    sent: Sent,
    source: &'static str,
) -> Territory {
    Territory {
        name,
        source,
        own_code,
        country,
        postcodes,
        sent,
        area: Area::Outside,
    }
}

/// All territories. If two match a postcode, the first wins: 97150 is Saint Martin, not Guadeloupe.
static TERRITORIES: [Territory; 30] = [
    outside("Åland", "AX", "FI", &["22###"], Sent::Code("AX"), ART_6_1),
    outside(
        "the Canary Islands",
        "IC",
        "ES",
        &["35###", "38###"],
        Sent::Code("ES"),
        ART_6_1,
    ),
    outside(
        "Ceuta and Melilla",
        "EA",
        "ES",
        &["51###", "52###"],
        Sent::Code("ES"),
        ART_6_2,
    ),
    outside("Büsingen", "", "DE", &["78266"], Sent::Code("DE"), ART_6_2),
    outside("Heligoland", "", "DE", &["27498"], Sent::Code("DE"), ART_6_2),
    // 23030 was Livigno's until 2006, with neighbors that are in the VAT area.
    outside("Livigno", "", "IT", &["23041"], Sent::Code("IT"), ART_6_2),
    outside(
        "Campione d'Italia",
        "",
        "IT",
        &["22061"],
        Sent::Code("IT"),
        "directive 2006/112/EC, article 6(1)(f), as of directive (EU) 2019/475, 2020-01-01",
    ),
    outside("San Marino", "SM", "IT", &["4789#"], Sent::Code("SM"), NO_MEMBER),
    outside(
        "the Vatican City",
        "VA",
        "IT",
        &["00120"],
        Sent::Code("VA"),
        NO_MEMBER,
    ),
    outside("Mount Athos", "", "GR", &["63086"], Sent::Code("GR"), ART_6_1),
    outside(
        "Saint Barthélemy",
        "BL",
        "FR",
        &["97133", "977##"],
        Sent::Code("BL"),
        ART_6_1,
    ),
    outside(
        "Saint Martin",
        "MF",
        "FR",
        &["97150", "978##"],
        Sent::Code("MF"),
        ART_6_1,
    ),
    outside("Guadeloupe", "GP", "FR", &["971##"], Sent::Code("GP"), ART_6_1),
    outside("Martinique", "MQ", "FR", &["972##"], Sent::Code("MQ"), ART_6_1),
    outside("French Guiana", "GF", "FR", &["973##"], Sent::Code("GF"), ART_6_1),
    outside("Réunion", "RE", "FR", &["974##"], Sent::Code("RE"), ART_6_1),
    outside(
        "Saint Pierre and Miquelon",
        "PM",
        "FR",
        &["975##"],
        Sent::Code("PM"),
        NO_MEMBER,
    ),
    outside(
        "Mayotte",
        "YT",
        "FR",
        &["976##"],
        Sent::Code("YT"),
        "directive 2013/61/EU, 2014-01-01",
    ),
    outside(
        "the French Southern Territories",
        "TF",
        "FR",
        &["984##"],
        Sent::Code("TF"),
        NO_MEMBER,
    ),
    outside(
        "Wallis and Futuna",
        "WF",
        "FR",
        &["986##"],
        Sent::Code("WF"),
        NO_MEMBER,
    ),
    outside(
        "French Polynesia",
        "PF",
        "FR",
        &["987##"],
        Sent::Code("PF"),
        NO_MEMBER,
    ),
    outside(
        "New Caledonia",
        "NC",
        "FR",
        &["988##"],
        Sent::Code("NC"),
        NO_MEMBER,
    ),
    outside("Greenland", "GL", "DK", &["39##"], Sent::Code("GL"), NO_MEMBER),
    outside(
        "the Faroe Islands",
        "FO",
        "DK",
        // Denmark's own postcodes have four digits, and the first of its three digits is none.
        &["1##", "2##", "3##", "4##", "5##", "6##", "7##", "8##", "9##"],
        Sent::Code("FO"),
        NO_MEMBER,
    ),
    outside(
        "Svalbard and Jan Mayen",
        "SJ",
        "NO",
        &["917#", "8099"],
        Sent::Code("SJ"),
        "merverdiavgiftsloven (2009-06-19 no. 58), § 1-2 and § 6-22, 2010-01-01",
    ),
    outside("Guernsey", "GG", "GB", &["GY#*"], Sent::AsWritten, ART_6_1),
    outside("Jersey", "JE", "GB", &["JE#*"], Sent::AsWritten, ART_6_1),
    Territory {
        name: "Monaco",
        source: ART_7,
        own_code: "MC",
        country: "FR",
        postcodes: &["980##"],
        sent: Sent::Code("FR"),
        area: Area::As("FR"),
    },
    Territory {
        name: "the Isle of Man",
        source: "Customs and Excise Agreement 1979 between the United Kingdom and the Isle of Man",
        own_code: "IM",
        country: "GB",
        postcodes: &["IM#*"],
        sent: Sent::Code("GB"),
        area: Area::As("GB"),
    },
    Territory {
        name: "Northern Ireland",
        source: "Windsor Framework (Protocol on Ireland/Northern Ireland), article 8, 2021-01-01",
        own_code: "XI",
        country: "GB",
        postcodes: &["BT#*"],
        sent: Sent::Code("GB"),
        area: Area::NorthernIreland,
    },
];

/// All territories, for tests and tables.
pub fn territories() -> impl Iterator<Item = &'static Territory> {
    TERRITORIES.iter()
}

/// The names of the territories that a postcode may be in, of whichever country.
#[must_use]
pub fn territories_of_postcode(postcode: &str) -> Vec<&'static str> {
    let of_postcode = TERRITORIES
        .iter()
        .filter(|territory| territory.has_postcode(postcode));
    of_postcode.map(|territory| territory.name).collect()
}

/// The territory that a code stands for.
pub(crate) fn known_as(code: &str) -> Option<&'static Territory> {
    TERRITORIES
        .iter()
        .find(|territory| !territory.own_code.is_empty() && territory.own_code == code)
}

fn matches(pattern: &str, text: &str) -> bool {
    let mut text = text.chars();
    for expected in pattern.chars() {
        match (expected, text.next()) {
            ('*', _) => return true,
            ('#', Some(c)) if c.is_ascii_digit() => {}
            (expected, Some(c)) if expected == c => {}
            _ => return false,
        }
    }
    text.next().is_none()
}

/// Where an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The code that eAccounting is sent: of ISO 3166-1 (or `XK`), and never one that only this program knows.
    pub code: CountryCode,
    /// Its VAT area.
    pub area: VatArea,
    /// The territory that it is in.
    pub territory: Option<&'static Territory>,
}

/// eAccounting would treat the place as another, and has no field to correct that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untold {
    /// The territory, for messages.
    pub territory: &'static str,
    /// Where its status comes from.
    pub source: &'static str,
    /// The treatment of a sale there.
    pub is: Treatment,
    /// The treatment that eAccounting would apply.
    pub would_be: Treatment,
    /// The right code, if it isn't the customer's.
    pub code: Option<CountryCode>,
}

impl fmt::Display for Untold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            territory,
            source,
            is,
            would_be,
            ..
        } = self;
        write!(
            f,
            "a sale to {territory} is {is} ({source}), and eAccounting would book it as {would_be}"
        )
    }
}

/// The location of an address, by country and postcode. A part of a country that the country's name gives takes
/// precedence over the postcode; a postcode that is unknown in the country is ignored.
#[must_use]
pub fn locate(country: &Country, postcode: Option<&str>) -> Place {
    let postcode = postcode.map(str::trim).filter(|postcode| !postcode.is_empty());
    let by_postcode = || {
        let postcode = postcode?;
        TERRITORIES
            .iter()
            .find(|territory| territory.country == country.code.as_str() && territory.has_postcode(postcode))
    };
    let territory = country.territory.or_else(by_postcode);
    let code = match territory.map(|territory| territory.sent) {
        Some(Sent::Code(code)) => code.parse().unwrap_or(country.code),
        _ => country.code,
    };
    Place {
        code,
        area: territory.map_or(VatArea::Country(code), Territory::area),
        territory,
    }
}

impl Place {
    /// Whether goods to it need eAccounting's flag for Northern Ireland.
    #[must_use]
    pub fn is_northern_ireland(&self) -> bool {
        self.area == VatArea::NorthernIreland
    }

    /// Whether an address of this place, read again by code and postcode alone, is the same place: what its country's name
    /// said is in the postcode too, or in the code. Northern Ireland has its flag instead.
    #[must_use]
    pub fn survives(&self, postcode: Option<&str>) -> bool {
        let country = Country {
            code: self.code,
            territory: known_as(self.code.as_str()),
        };
        let again = locate(&country, postcode);
        let has_postcode = postcode.is_some_and(|postcode| !postcode.trim().is_empty());
        again.area == self.area || (self.is_northern_ireland() && !has_postcode)
    }

    /// The VAT treatment of a sale from a seller's country to this place.
    #[must_use]
    pub fn treatment(&self, seller: CountryCode) -> Treatment {
        match self.area {
            VatArea::Country(country) => by_code(seller, country, false),
            VatArea::NorthernIreland => by_code(seller, self.code, true),
            VatArea::Outside => Treatment::Export,
        }
    }

    /// Compares the sale's location with eAccounting's view of it, which knows only the code and the flag for Northern
    /// Ireland.
    ///
    /// # Errors
    /// When eAccounting would take the place for something else than it is.
    pub fn check(
        &self,
        seller: CountryCode,
        code: CountryCode,
        northern_ireland: bool,
    ) -> Result<Treatment, Untold> {
        let is = self.treatment(seller);
        let would_be = by_code(seller, code, northern_ireland);
        if is == would_be {
            return Ok(is);
        }
        let flagged = self.is_northern_ireland();
        let code = (self.code != code && by_code(seller, self.code, flagged) == is).then_some(self.code);
        Err(Untold {
            territory: self.territory.map_or("this place", |territory| territory.name),
            source: self.territory.map_or("its country", |territory| territory.source),
            is,
            would_be,
            code,
        })
    }
}

/// How eAccounting treats a sale to a country: by its code, and the flag for Northern Ireland.
fn by_code(seller: CountryCode, country: CountryCode, northern_ireland: bool) -> Treatment {
    let in_eu = country.is_eu() || (northern_ireland && country.as_str() == "GB");
    if country == seller {
        Treatment::Domestic
    } else if seller.is_eu() && in_eu {
        Treatment::WithinEu
    } else {
        Treatment::Export
    }
}

#[cfg(test)]
mod tests {
    use model::is_country_code;
    use proptest::prelude::*;

    use super::*;
    use crate::country::country;

    const SELLERS: [&str; 4] = ["SE", "NO", "NL", "FI"];

    fn code(text: &str) -> CountryCode {
        text.parse().unwrap()
    }

    fn place(written: &str, postcode: &str) -> Place {
        locate(&country(written).unwrap(), Some(postcode))
    }

    /// Country, postcode, and for sellers in Sweden, Norway, the Netherlands and Finland: `d`omestic, `e`U or e`x`port,
    /// `!` where eAccounting can't be told; then the code that is sent.
    const CASES: &[(&str, &str, &str, &str)] = &[
        ("Sweden", "111 22", "dxee", "SE"),
        ("Norge", "0155", "xdxx", "NO"),
        ("NL", "1015 CW", "exde", "NL"),
        ("FI", "00100", "exed", "FI"),
        ("FI", "22100", "xxxx", "AX"),
        ("Finland", "FIN-22 100", "xxxx", "AX"),
        ("AX", "22100", "xxxx", "AX"),
        ("Åland", "", "xxxx", "AX"),
        ("FI", "21220", "exed", "FI"),
        ("ES", "28001", "exee", "ES"),
        ("ES", "35001", "!x!!", "ES"),
        ("Spain", "38001", "!x!!", "ES"),
        ("IC", "35001", "!x!!", "ES"),
        ("ES", "51001", "!x!!", "ES"),
        ("ES", "52001", "!x!!", "ES"),
        ("DE", "78266", "!x!!", "DE"),
        ("DE", "D-27498", "!x!!", "DE"),
        ("DE", "78267", "exee", "DE"),
        ("IT", "23041", "!x!!", "IT"),
        ("IT", "22061", "!x!!", "IT"),
        ("IT", "22060", "exee", "IT"),
        ("IT", "47890", "xxxx", "SM"),
        ("IT", "00120", "xxxx", "VA"),
        ("GR", "630 86", "!x!!", "GR"),
        ("EL", "63086", "!x!!", "GR"),
        ("GR", "63075", "exee", "GR"),
        ("FR", "75001", "exee", "FR"),
        ("FR", "20000", "exee", "FR"),
        ("FR", "97100", "xxxx", "GP"),
        ("FR", "97133", "xxxx", "BL"),
        ("FR", "97150", "xxxx", "MF"),
        ("FR", "97200", "xxxx", "MQ"),
        ("FR", "97300", "xxxx", "GF"),
        ("FR", "97400", "xxxx", "RE"),
        ("FR", "97500", "xxxx", "PM"),
        ("FR", "97600", "xxxx", "YT"),
        ("FR", "98714", "xxxx", "PF"),
        ("FR", "98800", "xxxx", "NC"),
        ("RE", "97400", "xxxx", "RE"),
        ("Martinique", "97200", "xxxx", "MQ"),
        ("MC", "98000", "exee", "FR"),
        ("Monaco", "", "exee", "FR"),
        ("FR", "98000", "exee", "FR"),
        ("GB", "SW1A 1AA", "xxxx", "GB"),
        ("GB", "BT1 5GS", "exee", "GB"),
        ("Northern Ireland", "", "exee", "GB"),
        ("XI", "BT48 6HP", "exee", "GB"),
        ("GB", "BTX", "xxxx", "GB"),
        ("IM", "IM1 1AA", "xxxx", "GB"),
        ("GB", "IM1 1AA", "xxxx", "GB"),
        ("JE", "JE2 3AB", "xxxx", "JE"),
        ("GB", "GY1 1AA", "xxxx", "GB"),
        ("NO", "9170", "xxxx", "SJ"),
        ("NO", "9179", "xxxx", "SJ"),
        ("NO", "8099", "xxxx", "SJ"),
        ("NO", "9180", "xdxx", "NO"),
        ("SJ", "9170", "xxxx", "SJ"),
        ("Svalbard", "", "xxxx", "SJ"),
        ("DK", "3900", "xxxx", "GL"),
        ("DK", "FO-100", "xxxx", "FO"),
        ("DK", "100", "xxxx", "FO"),
        ("Danmark", " 970 ", "xxxx", "FO"),
        ("DK", "DK-350", "xxxx", "FO"),
        ("FO", "100", "xxxx", "FO"),
        ("Færøerne", "", "xxxx", "FO"),
        ("DK", "GL-3900", "xxxx", "GL"),
        ("DK", "3992", "xxxx", "GL"),
        ("GL", "3900", "xxxx", "GL"),
        ("Kalaallit Nunaat", "", "xxxx", "GL"),
        ("DK", "1050", "exee", "DK"),
        ("DK", "0800", "exee", "DK"),
        ("DK", "4000", "exee", "DK"),
        ("IS", "101", "xxxx", "IS"),
        ("XK", "10000", "xxxx", "XK"),
        ("PT", "9000-082", "exee", "PT"),
        ("CH", "8001", "xxxx", "CH"),
        ("US", "10001", "xxxx", "US"),
        ("HK", "", "xxxx", "HK"),
    ];

    #[test]
    fn a_place_is_taxed_by_its_territory_and_sent_as_a_code_that_exists() {
        for (written, postcode, treatments, sent) in CASES {
            let place = place(written, postcode);
            assert_eq!(place.code.as_str(), *sent, "{written} {postcode}");
            for (seller, expected) in SELLERS.iter().zip(treatments.chars()) {
                let found = match place.check(code(seller), place.code, place.is_northern_ireland()) {
                    Ok(Treatment::Domestic) => 'd',
                    Ok(Treatment::WithinEu) => 'e',
                    Ok(Treatment::Export) => 'x',
                    Err(_) => '!',
                };
                assert_eq!(found, expected, "{written} {postcode} from {seller}");
            }
        }
    }

    #[test]
    fn a_customer_with_the_wrong_code_is_told_the_right_one() {
        let aland = place("FI", "22100");
        let untold = aland.check(code("SE"), code("FI"), false).unwrap_err();
        assert_eq!(untold.code.map(|code| code.to_string()).as_deref(), Some("AX"));
        assert!(
            untold.to_string().starts_with("a sale to Åland is an export"),
            "{untold}"
        );
        let untold = place("ES", "35001")
            .check(code("SE"), code("ES"), false)
            .unwrap_err();
        assert_eq!(untold.code, None);
    }

    #[test]
    fn what_only_a_name_says_must_be_in_the_postcode_or_the_code() {
        for (written, postcode, survives) in [
            ("Canary Islands", Some("35001"), true),
            ("Canary Islands", Some("28001"), false),
            ("Canary Islands", None, false),
            ("Northern Ireland", None, true),
            ("Northern Ireland", Some("BT1 5GS"), true),
            ("Northern Ireland", Some("SW1A 1AA"), false),
            ("Åland", None, true),
            ("Monaco", None, true),
            ("Isle of Man", None, true),
            ("Sweden", None, true),
        ] {
            let place = locate(&country(written).unwrap(), postcode);
            assert_eq!(place.survives(postcode), survives, "{written} {postcode:?}");
        }
    }

    #[test]
    fn every_territory_has_a_source_and_codes_that_exist() {
        for territory in territories() {
            assert!(!territory.source.is_empty(), "{}", territory.name);
            if let Sent::Code(code) = territory.sent {
                assert!(is_country_code(code), "{code}");
            }
            assert!(
                territory.country.is_empty() || is_country_code(territory.country),
                "{}",
                territory.name
            );
        }
    }

    fn any_code() -> impl Strategy<Value = String> {
        "[A-Z]{2}".prop_filter("a country", |code| country(code).is_ok())
    }

    proptest! {
        #[test]
        fn only_codes_that_exist_are_sent(code in any_code(), postcode in "[A-Z]{0,2}[0-9]{0,5}") {
            let place = place(&code, &postcode);
            prop_assert!(is_country_code(place.code.as_str()), "{}", place.code);
        }

        #[test]
        fn what_is_sent_can_be_read_again_as_the_same_place(code in any_code(), postcode in "[0-9]{5}") {
            let place = place(&code, &postcode);
            let again = locate(&Country::from(place.code), Some(&postcode));
            if place.survives(Some(&postcode)) {
                prop_assert_eq!(again.area, place.area);
                prop_assert_eq!(again.code, place.code);
            }
        }

        #[test]
        fn outside_the_eus_vat_area_nothing_is_a_sale_within_it(
            seller in proptest::sample::select(SELLERS.to_vec()),
            code_ in any_code(),
            postcode in "[0-9]{5}",
        ) {
            let place = place(&code_, &postcode);
            let treatment = place.treatment(code(seller));
            if place.area == VatArea::Outside {
                prop_assert_eq!(treatment, Treatment::Export);
            }
            if seller == "NO" {
                prop_assert!(treatment != Treatment::WithinEu);
            }
            // What passes the check is booked as what it is.
            if let Ok(told) = place.check(code(seller), place.code, place.is_northern_ireland()) {
                prop_assert_eq!(told, treatment);
            }
        }

        #[test]
        fn spelling_does_not_move_a_place(postcode in "[0-9]{5}", at in 1usize..4) {
            for country in ["FI", "ES", "DE", "IT", "GR", "FR"] {
                let (a, b) = postcode.split_at(at);
                let spaced = format!(" {country}-{a} {b} ");
                prop_assert_eq!(place(country, &postcode), place(country, &spaced));
            }
        }
    }
}
