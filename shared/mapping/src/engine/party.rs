//! Decides whether the buyer is a private person or a company.
//!
//! Weighs several signs, since each of them is missing or wrong in some shop. A buyer is a company when the weights add
//! up to [`ENOUGH`]; a delivery address is no sign.
//!
//! | sign | weight |
//! |---|---|
//! | a company name on the billing side, on the contact or of its account | 2 |
//! | the same, where it is the person's own name | 1 |
//! | a VAT number of the EU (of Norway for Norwegian sellers) whose form and control digit are right | 2 |
//! | an organisation number that only organisations have, with the right control digit | 2 |
//! | another organisation number of the buyer's country | 1 |
//!
//! Outside the seller's VAT area a VAT number has no weight: the sale is an export in any case.

use model::{CountryCode, OrganisationNumber, VatNumber};
use places::Treatment;

use super::coerce::is_of_northern_ireland;
use super::document::{
    Record, View, configured, customer_country, customer_place, person_name, text as text_of,
};

/// The weight that makes a company.
const ENOUGH: u8 = 2;

/// What people write into the field of a company when they have none, in the languages of the shops: lower case, letters and
/// digits alone.
const NO_COMPANY: &[&str] = &[
    // Marks and English
    "",
    "na",
    "nil",
    "no",
    "none",
    "nocompany",
    "not",
    "notapplicable",
    "notavailable",
    "nothing",
    "null",
    "private",
    "privateperson",
    "privateindividual",
    "privatecustomer",
    "privateaddress",
    "individual",
    "personal",
    "consumer",
    "home",
    "homeaddress",
    "company",
    "companyname",
    "self",
    "myself",
    "mr",
    "mrs",
    "ms",
    "0",
    "00",
    "000",
    "1",
    "x",
    "xx",
    "xxx",
    "xxxx",
    "undefined",
    "unknown",
    "test",
    "sameasabove",
    "sameasbilling",
    "sameasshipping",
    "ditto",
    "idem",
    // Swedish
    "sammasomovan",
    "sammaadress",
    "seovan",
    "dito",
    "privat",
    "privatperson",
    "privatkund",
    "privatadress",
    "privatköp",
    "privatkop",
    "privatköpare",
    "privatpersonen",
    "konsument",
    "ingen",
    "inget",
    "inga",
    "ingetföretag",
    "ingetforetag",
    "ejföretag",
    "ejforetag",
    "ej",
    "nej",
    "saknas",
    "hemma",
    "hem",
    "företag",
    "foretag",
    "företagsnamn",
    "foretagsnamn",
    "herr",
    "fru",
    // Norwegian and Danish
    "sammesomovenfor",
    "seovenfor",
    "privatkunde",
    "privatkjøp",
    "privatkøb",
    "privatadresse",
    "forbruker",
    "forbruger",
    "intet",
    "ikke",
    "ikkeaktuelt",
    "ikkefirma",
    "intetfirma",
    "ingenfirma",
    "ingenbedrift",
    "nei",
    "hjemme",
    "hjem",
    "bedrift",
    "firma",
    "firmanavn",
    "virksomhed",
    "privatperson",
    // Finnish
    "samakuinyllä",
    "yksityinen",
    "yksityishenkilö",
    "yksityishenkilo",
    "yksityisasiakas",
    "yksityis",
    "henkilöasiakas",
    "kuluttaja",
    "ei",
    "eiole",
    "eiyritystä",
    "eiyritys",
    "eiyritysta",
    "eimitään",
    "eimitaan",
    "koti",
    "kotiosoite",
    "yritys",
    "yrityksennimi",
    // Dutch
    "zelfdealsboven",
    "zieboven",
    "particulier",
    "particuliere",
    "particulierepersoon",
    "privé",
    "prive",
    "privépersoon",
    "privepersoon",
    "privéadres",
    "geen",
    "geenbedrijf",
    "nvt",
    "nietvantoepassing",
    "consument",
    "thuis",
    "bedrijf",
    "bedrijfsnaam",
    "nee",
    // German
    "wieoben",
    "sieheoben",
    "keine",
    "kein",
    "keinefirma",
    "keinunternehmen",
    "ohne",
    "ohnefirma",
    "privatkundin",
    "endverbraucher",
    "entfällt",
    "entfaellt",
    "ka",
    "keineangabe",
    "nein",
    "zuhause",
    "frau",
    "firmenname",
    "unternehmen",
    // French
    "aucun",
    "aucune",
    "néant",
    "neant",
    "sans",
    "sansobjet",
    "sanssociété",
    "particulière",
    "personnel",
    "nonapplicable",
    "non",
    "maison",
    "domicile",
    "société",
    "societe",
    "entreprise",
    "monsieur",
    "madame",
    "personneprivée",
    // Spanish
    "particular",
    "privado",
    "ninguno",
    "ninguna",
    "nada",
    "noaplica",
    "notengo",
    "sinempresa",
    "personal",
    "personafísica",
    "personafisica",
    "casa",
    "empresa",
    "consumidor",
    "señor",
    "señora",
];

/// Words that deny a company or name a private person, of which texts such as "Ingen firma" or "Privat, ej företag" are made
/// with those of [`OF_COMPANIES`].
const DENIALS: &[&str] = &[
    "no",
    "not",
    "none",
    "non",
    "private",
    "personal",
    "individual",
    "consumer", // English
    "ej",
    "inte",
    "icke",
    "ingen",
    "inget",
    "inga",
    "privat",
    "privatperson",
    "privatkund",
    "privatköp",
    "konsument", // Swedish
    "ikke",
    "intet",
    "privatkunde",
    "privatkjøp",
    "privatkøb",
    "forbruker",
    "forbruger", // Norwegian, Danish
    "ei",
    "yksityinen",
    "yksityishenkilö",
    "yksityisasiakas",
    "kuluttaja", // Finnish
    "geen",
    "niet",
    "particulier",
    "particuliere",
    "privé",
    "prive",
    "consument", // Dutch
    "kein",
    "keine",
    "keinen",
    "ohne",
    "nicht",
    "privater",
    "endverbraucher", // German
    "aucun",
    "aucune",
    "pas",
    "sans", // French
    "ninguno",
    "ninguna",
    "ningún",
    "sin",
    "particular",
    "privado", // Spanish
];

/// Words that stand beside those of [`DENIALS`] and name no company either.
const OF_COMPANIES: &[&str] = &[
    "a",
    "an",
    "company",
    "business",
    "name",
    "person",
    "customer",
    "client",
    "buyer",
    "purchase",
    "address",
    "applicable",
    "available",
    "relevant",
    "given",
    "registered",
    "home",
    "use",
    "företag",
    "foretag",
    "firma",
    "bolag",
    "företagsnamn",
    "kund",
    "köp",
    "kop",
    "köpare",
    "adress",
    "aktuellt",
    "aktuell",
    "tillämpligt",
    "finns",
    "har",
    "registrerat",
    "angivet",
    "som",
    "är",
    "och",
    "hem",
    "bedrift",
    "virksomhed",
    "selskap",
    "selskab",
    "firmanavn",
    "kunde",
    "kjøp",
    "køb",
    "adresse",
    "aktuelt",
    "er",
    "og",
    "yritys",
    "yritystä",
    "yrityksen",
    "nimeä",
    "henkilö",
    "asiakas",
    "ole",
    "osoite",
    "bedrijf",
    "bedrijfsnaam",
    "persoon",
    "klant",
    "adres",
    "van",
    "toepassing",
    "zakelijk",
    "opgegeven",
    "unternehmen",
    "firmenname",
    "käufer",
    "angabe",
    "angegeben",
    "vorhanden",
    "société",
    "societe",
    "entreprise",
    "personne",
    "d",
    "de",
    "renseigné",
    "empresa",
    "persona",
    "física",
    "cliente",
    "aplica",
    "compañía",
];

/// Words at the start of a text that gives a way or a place of delivery instead of a name.
const CARE_OF: &[&str] = &[
    "c/o",
    "c\\o",
    "c/0",
    "co/",
    "℅",
    "att ",
    "att:",
    "att.",
    "attn",
    "attention ",
    "z.hd",
    "z. hd",
    "zhd",
    "zu händen",
    "z.h.",
    "p/a",
    "p.a.",
    "p. a.",
    "t.a.v.",
    "tav ",
    "t.n.v.",
    "v/",
    "bei ",
    "hos ",
    "chez ",
    "à l'attention",
    "a l'attention",
    "a/a ",
    "a la atención",
];

/// Words behind a floor's number.
const FLOORS: &[&str] = &[
    "tr",
    "trp",
    "trappor",
    "vån",
    "våning",
    "våningen",
    "etg",
    "etasje",
    "sal",
    "krs",
    "kerros",
    "floor",
    "verdieping",
    "og",
    "stock",
    "étage",
    "piso",
];

/// Words at the start of a box or flat number.
const PLACES: &[&str] = &[
    "packstation",
    "postfiliale",
    "lgh",
    "lägenhet",
    "lejl",
    "leil",
    "box",
    "postbox",
    "postboks",
    "postbus",
    "postfach",
    "apt",
    "apartment",
    "portkod",
    "dörrkod",
    "vån",
    "våning",
    "etage",
    "wohnung",
    "appartement",
    "leilighet",
    "lejlighed",
    "huoneisto",
];

/// A text as a company's name; nothing if it isn't one.
pub(super) fn company_name(text: Option<&String>) -> Option<&str> {
    let text = super::document::trimmed(text?);
    let is_long = text.len() > 24;
    if !is_long {
        let plain: String = text
            .chars()
            .flat_map(char::to_lowercase)
            .filter(|c| c.is_alphanumeric())
            .collect();
        if NO_COMPANY.contains(&plain.as_str()) || !plain.chars().any(char::is_alphabetic) {
            return None;
        }
    }
    let is_none = is_care_of(text) || is_email(text) || denies_a_company(text);
    (!is_none).then_some(text)
}

fn is_email(text: &str) -> bool {
    text.contains('@') && !text.contains(char::is_whitespace)
}

/// Whether a text of several words says no more than that there is no company.
fn denies_a_company(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let words = lower_words(text);
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    words.len() > 1
        && words.iter().any(|word| is(DENIALS, word))
        && words
            .iter()
            .all(|word| is(DENIALS, word) || is(OF_COMPANIES, word))
}

fn lower_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Whether a text gives a way of delivery, such as "c/o Müller".
pub(super) fn is_care_of(text: &str) -> bool {
    let start: String = text
        .trim()
        .chars()
        .take(20)
        .flat_map(char::to_lowercase)
        .collect();
    let numbered = |place: &&&str| {
        let rest = start
            .strip_prefix(**place)
            .map(|rest| rest.trim_start_matches([' ', '.']));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    CARE_OF.iter().any(|prefix| start.starts_with(prefix))
        || PLACES.iter().any(|place| numbered(&place))
        || is_floor(text)
}

/// Whether a text is a floor, such as "3 tr" or "2. våning".
fn is_floor(text: &str) -> bool {
    let words = lower_words(text);
    let [number, floor] = words.as_slice() else {
        return false;
    };
    number.bytes().all(|b| b.is_ascii_digit()) && FLOORS.contains(&floor.as_str())
}

/// Whether the buyer is a company, with `customers.companies` on.
pub(super) fn is_company(record: Record<'_>) -> bool {
    record.settings.customers.companies && weight(record) >= ENOUGH
}

fn weight(record: Record<'_>) -> u8 {
    let name = name_weight(record);
    if name >= ENOUGH {
        return name;
    }
    name + vat_number_weight(record) + organisation_number_weight(record)
}

fn name_weight(record: Record<'_>) -> u8 {
    let Some(name) = company_name(record.customer.company.as_ref()) else {
        return 0;
    };
    match person_name(record.customer) {
        View::Text(person) if same_words(&person, name) && record.customer.account_id.is_none() => 1,
        _ => 2,
    }
}

/// Whether two texts have the same words: "Ek, Eva" is Eva Ek.
fn same_words(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut words = lower_words(text);
        words.sort_unstable();
        words
    };
    // Most names differ in length already.
    a.len().abs_diff(b.len()) <= 3 && sorted(a) == sorted(b)
}

fn vat_number_weight(record: Record<'_>) -> u8 {
    let treatment = customer_place(record).treatment(record.context.country);
    if treatment == Treatment::Export {
        return 0;
    }
    match vat_number_text(record) {
        View::Text(text) if VatNumber::shows_a_business(&text, country_of(record)) => 2,
        _ => 0,
    }
}

fn organisation_number_weight(record: Record<'_>) -> u8 {
    let country = country_of(record);
    let View::Text(text) = organisation_number_text(record) else {
        return 0;
    };
    if !has_digit(&text) {
        return 0;
    }
    match OrganisationNumber::read(&text, country) {
        Ok(number) if number.is_certain(country) => 2,
        Ok(_) => 1,
        Err(_) => 0,
    }
}

fn country_of(record: Record<'_>) -> CountryCode {
    customer_country(record).unwrap_or(record.context.country)
}

/// The number that is meant to be the organisation number.
pub(super) fn organisation_number_text(record: Record<'_>) -> View<'_> {
    numbers(record).0
}

/// The number that is meant to be the VAT number.
pub(super) fn vat_number_text(record: Record<'_>) -> View<'_> {
    numbers(record).1
}

/// Organisation number and VAT number, each from its field, or from the other's where it was entered there: a sole trader's
/// personal number or a KvK number in the field for the VAT number, a VAT number in the one for the organisation number. A buyer
/// abroad is taxed by the VAT number: a number there is one only if its letters say so.
fn numbers(record: Record<'_>) -> (View<'_>, View<'_>) {
    let customers = &record.settings.customers;
    let in_field = |tag| configured(record, tag);
    let organisation = in_field(customers.organisation_number_field.as_ref());
    let vat = in_field(customers.vat_number_field.as_ref());
    let country = country_of(record);
    let is_organisations = |text: &str| has_digit(text) && OrganisationNumber::read(text, country).is_ok();
    let is_vats = |text: &str| VatNumber::read(text, country).is_ok();
    if country != record.context.country {
        let is_vat_number = |text: &str| {
            text.starts_with(|c: char| c.is_ascii_alphabetic()) && VatNumber::shows_a_business(text, country)
        };
        return match (&organisation, &vat) {
            (View::Text(text), View::Missing) if is_vat_number(text) => (organisation.clone(), organisation),
            _ => (organisation, vat),
        };
    }
    let strays_to_vat = matches!(&organisation, View::Text(text) if is_vats(text) && !is_organisations(text));
    let strays_from_vat = matches!(&vat, View::Text(text) if is_organisations(text) && !is_vats(text));
    match (strays_to_vat, strays_from_vat) {
        (true, true) => (vat, organisation),
        (true, false) if matches!(vat, View::Missing) => (View::Missing, organisation),
        (false, true) if matches!(organisation, View::Missing) => (vat, View::Missing),
        (false, true) if matches!(&organisation, View::Text(text) if is_organisations(text)) => {
            (organisation, View::Missing)
        }
        _ => (organisation, vat),
    }
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a buyer in another EU country, without any sign of a company, gave an invalid VAT number: a person must then
/// decide whether the sale has VAT. Numbers of private persons, such as an Italian codice fiscale, don't count.
pub(super) fn has_doubtful_vat_number(record: Record<'_>) -> bool {
    if !record.settings.customers.companies || is_company(record) {
        return false;
    }
    let View::Text(text) = vat_number_text(record) else {
        return false;
    };
    let place = customer_place(record);
    // There, a number without its letters decides nothing.
    if place.is_northern_ireland() && !is_of_northern_ireland(&text) {
        return false;
    }
    place.treatment(record.context.country) == Treatment::WithinEu
        && looks_like_a_number(&text, country_of(record))
}

fn looks_like_a_number(text: &str, country: CountryCode) -> bool {
    let compact: String = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    let digits = compact.chars().filter(char::is_ascii_digit).count();
    let letters = compact.len().saturating_sub(digits);
    let starts_with_digit = compact.starts_with(|c: char| c.is_ascii_digit());
    let is_persons = match country.as_str() {
        "IT" => compact.len() == 16 && letters > 5,
        "ES" => compact.len() == 9 && compact.ends_with(|c: char| c.is_ascii_alphabetic()),
        "PT" => compact.len() == 9 && compact.starts_with(['1', '2', '3']),
        "BG" => compact.len() == 10 && starts_with_digit,
        "CZ" | "SK" => (9..=10).contains(&compact.len()) && starts_with_digit,
        "PL" | "LV" | "LT" | "EE" => compact.len() == 11 && starts_with_digit,
        _ => false,
    };
    digits >= 5 && !is_persons
}

/// The address's company where it is one.
pub(super) fn company_view(text: Option<&String>) -> View<'_> {
    company_name(text).map_or(View::Missing, |name| View::Text(name.into()))
}

/// An address's second line: the source's, else the "c/o" that was entered as its company.
pub(super) fn second_line(address: &model::Address) -> View<'_> {
    match text_of(address.address2.as_ref()) {
        View::Missing => match address.company.as_deref() {
            Some(company) if is_care_of(company) => text_of(address.company.as_ref()),
            _ => View::Missing,
        },
        line => line,
    }
}
