//! A preview as a fixture: personal data is replaced by fictitious data of the same shape.
//!
//! An allowlist names the fields that are kept; all other fields of a record count as personal. A name is replaced by
//! one with as many letters, an e-mail address by one of a reserved domain, and a registration number by another one
//! with a valid check digit. A value is replaced in the same way everywhere, also inside other texts. Ids, order
//! numbers, amounts, dates, countries and articles are kept. Before a fixture is written, it is searched for every word
//! that should have been replaced.

use std::collections::BTreeSet;

use anyhow::bail;
use model::{CountryCode, OrganisationNumber, VatNumber};
use preview::Preview;
use serde_json::{Map, Value};

/// Field names, in lowercase, that reveal nothing about a person: of the source, of eAccounting and of ActiveCampaign.
const KEPT: [&str; 60] = [
    "accountid",
    "articlenumber",
    "buyersorderreference",
    "connection",
    "connectionid",
    "connectiontype",
    "contactid",
    "country",
    "countrycode",
    "currency",
    "currencycode",
    "customernumber",
    "deliverydate",
    "deliverymethod",
    "deliverymethodcode",
    "deliverymethodname",
    "deliveryterm",
    "deliverytermcode",
    "deliverytermname",
    "discount",
    "duedate",
    "hasbilling",
    "hasdelivery",
    "id",
    "invoicedate",
    "isactive",
    "iscompany",
    "isprivateperson",
    "istest",
    "language",
    "number",
    "orderdate",
    "paymentgateway",
    "paymentmethod",
    "placedat",
    "placedon",
    "price",
    "quantity",
    "salesdocumentlanguage",
    "shipping",
    "shippingmethod",
    "sku",
    "source",
    "state",
    "status",
    "statustext",
    "tax",
    "taxes",
    "termsofpayment",
    "termsofpaymentname",
    "total",
    "totaldiscount",
    "totalprice",
    "totalproducts",
    "unitabbreviation",
    "unitname",
    "updatedat",
    "vat",
    "vatrate",
    "version",
];

/// Members of a preview that hold ids and Ekobridge's own words, even if a person has the same name.
const OUR_MEMBERS: [&str; 11] = [
    "action", "code", "endpoint", "kind", "method", "query", "source", "state", "vendor", "verdict", "what",
];

/// Words of Ekobridge's own texts. One of them in a note identifies nobody.
const OUR_WORDS: [&str; 19] = [
    "account", "and", "article", "become", "contact", "created", "customer", "deal", "draft", "for", "from",
    "https", "invoice", "note", "order", "quote", "the", "with", "would",
];

/// Path segments below which a user's own fields are. Of these, countries are kept alone.
const OWN_FIELDS: [&str; 4] = [".field.", ".fields.", ".accountField.", ".accountFields."];

/// The end of all fictitious e-mail addresses: a reserved domain (RFC 2606).
const RESERVED: &str = "example";

/// How often another key is tried if a fictitious word happens to be a real one of the record.
const TRIES: u32 = 20;

/// How many fictitious numbers are tried until one has a valid check digit. About one in ten does.
const NUMBERS: u32 = 2_000;

/// The previews as lines of JSON, without personal data. `key` makes the replacements unpredictable.
///
/// # Errors
/// When a word that should have been replaced is still in it. Nothing may be written then.
pub(super) fn fixture(previews: &[Preview], key: &str) -> anyhow::Result<String> {
    let mut text = String::new();
    for preview in previews {
        let value = serde_json::to_value(preview)?;
        text.push_str(&format!("{}\n", without_people(&value, key)?));
    }
    Ok(text)
}

/// A preview's JSON with personal data replaced.
fn without_people(value: &Value, key: &str) -> anyhow::Result<Value> {
    let mut people = People::default();
    people.collect(value, &Place::default());
    for attempt in 0..TRIES {
        let maker = Maker {
            key: format!("{key} {attempt}"),
            people: &people,
        };
        let made = maker.value(value, &Place::default());
        if !people.are_in(&made) {
            return Ok(made);
        }
    }
    bail!("{}", crate::language::commands().preview_not_anonymous())
}

/// The location of a value.
#[derive(Debug, Clone, Default)]
struct Place {
    /// The field, if the value is in a field of a record.
    field: Option<String>,
    /// Whether it belongs to an article or an order line, which are not personal.
    of_article: bool,
}

impl Place {
    fn is_postcode(&self) -> bool {
        let field = self.field.as_ref().map(|field| field.to_lowercase());
        field.is_some_and(|field| is_postcode(&field))
    }

    fn field(&self, name: &str) -> Self {
        Self {
            field: Some(name.to_owned()),
            of_article: self.of_article || name.contains(".lines[") || name.starts_with("line."),
        }
    }

    /// Whether the value may be personal.
    fn is_personal(&self, value: &str) -> bool {
        let Some(field) = &self.field else { return false };
        let is_own = OWN_FIELDS.iter().any(|part| field.contains(part));
        if is_own {
            let is_flag = ["true", "false"].contains(&value);
            return !value.trim().is_empty() && !is_flag && !is_own_country(field, value);
        }
        !self.of_article && !is_kept(field) && !is_plain(value)
    }
}

/// Whether a user's own field holds a country, which decides VAT: a code, or a name in a field that is named after countries.
/// A person may have a country's name.
fn is_own_country(field: &str, value: &str) -> bool {
    let own = OWN_FIELDS.iter().find_map(|part| field.split_once(part));
    let tag = own.map(|(_, tag)| tag.to_lowercase()).unwrap_or_default();
    let says_so = ["country", "land", "maa", "pais"]
        .iter()
        .any(|word| tag.contains(word));
    let value = value.trim();
    model::is_country_code(value) || (says_so && places::country(value).is_ok())
}

/// Whether a field with this name reveals nothing about a person.
fn is_kept(field: &str) -> bool {
    let last = field.rsplit('.').next().unwrap_or(field).to_lowercase();
    let last = last.split('[').next().unwrap_or_default();
    KEPT.contains(&last) || last.ends_with("countrycode") || (last.ends_with("id") && last != "userid")
}

/// Whether the value's type can't identify anybody, whatever its field: a flag, an amount with decimals, a date, a
/// UUID, or null.
fn is_plain(value: &str) -> bool {
    let value = value.trim();
    // A phone number may also be written with a dot.
    let is_amount = || {
        let parts = value.trim_start_matches('-').split_once('.');
        parts.is_some_and(|(whole, decimals)| {
            (whole == "0" || !whole.starts_with('0'))
                && decimals.len() <= 4
                && value.parse::<rust_decimal::Decimal>().is_ok()
        })
    };
    let is_time = || value.parse::<jiff::civil::Date>().is_ok() || value.parse::<jiff::Timestamp>().is_ok();
    value.is_empty()
        || ["true", "false", "null"].contains(&value)
        || (value.starts_with('<') && value.ends_with('>'))
        || value.parse::<uuid::Uuid>().is_ok()
        || is_amount()
        || is_time()
}

/// The field that a JSON object describes, with the location of its values: `read` and `made_from` have a path, fields
/// of documents a name.
fn field_of(object: &Map<String, Value>, place: &Place) -> Option<Place> {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    let is_field = object.contains_key("value");
    match (text("path"), text("name")) {
        (Some(path), _) if is_field => Some(place.field(path)),
        (None, Some(name)) if is_field => Some(place.field(name)),
        _ => None,
    }
}

/// Whether a member names a field, or holds Ekobridge's or the vendor's own words, even if a person has the same name.
fn is_name(object: &Map<String, Value>, key: &str) -> bool {
    let names_field = ["path", "name"].contains(&key) && field_of(object, &Place::default()).is_some();
    names_field || OUR_MEMBERS.contains(&key)
}

/// Whether a member holds the rows of a document: articles with their texts. Words of people in them are replaced all the same.
fn is_rows(key: &str) -> bool {
    key.eq_ignore_ascii_case("rows")
}

/// The location of an object's member.
fn member(object: &Map<String, Value>, key: &str, place: &Place) -> Place {
    if let Some(of_field) = field_of(object, place) {
        return match key {
            "value" | "was" => of_field,
            _ => Place {
                field: None,
                ..place.clone()
            },
        };
    }
    let is_article = object.get("what").and_then(Value::as_str) == Some("article");
    let is_sent_article = object.get("endpoint").and_then(Value::as_str) == Some("/articles");
    let inside = Place {
        field: place.field.clone(),
        of_article: place.of_article
            || (is_article && object.contains_key("fields"))
            || is_sent_article
            || is_rows(key),
    };
    match key {
        // Sent bodies contain their own field names.
        "body" => Place {
            field: Some("body".to_owned()),
            ..inside
        },
        "query" if inside.field.is_some() => Place {
            field: None,
            ..inside
        },
        _ if inside.field.is_some() => inside.field(key),
        _ => inside,
    }
}

/// The personal values of a record, and their words.
#[derive(Debug, Default)]
struct People {
    values: BTreeSet<String>,
    /// In lowercase: words of three letters or more, and numbers of five digits or more.
    words: BTreeSet<String>,
}

impl People {
    fn collect(&mut self, value: &Value, place: &Place) {
        match value {
            // The one postcode of a territory stays, and names nobody.
            Value::String(text) if place.is_postcode() && is_only_postcode(text) => {}
            Value::String(text) if place.is_personal(text) => {
                self.values.insert(text.clone());
                // The top-level domain is not personal, and fictitious addresses have one too.
                let named = match text.rsplit_once('.') {
                    Some((named, _)) if text.contains('@') => named,
                    _ => text,
                };
                let words = words(named).filter(|word| is_telling(word) && *word != RESERVED);
                self.words.extend(words.map(str::to_lowercase));
            }
            Value::Array(values) => values.iter().for_each(|value| self.collect(value, place)),
            Value::Object(object) => {
                for (key, value) in object {
                    self.collect(value, &member(object, key, place));
                }
            }
            _ => {}
        }
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(&word.to_lowercase())
    }

    /// Whether any of the words is left.
    fn are_in(&self, value: &Value) -> bool {
        match value {
            Value::String(text) => words(text).any(|word| self.has(word)),
            Value::Array(values) => values.iter().any(|value| self.are_in(value)),
            Value::Object(object) => object
                .iter()
                .any(|(key, value)| !is_name(object, key) && self.are_in(value)),
            _ => false,
        }
    }
}

/// The words of a text: sequences of letters and digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Whether a word alone can identify a person.
fn is_telling(word: &str) -> bool {
    let is_number = word.chars().all(|c| c.is_ascii_digit());
    let length = word.chars().count();
    if OUR_WORDS.contains(&word.to_lowercase().as_str()) {
        return false;
    }
    if is_number { length >= 5 } else { length >= 3 }
}

/// Makes values up.
struct Maker<'a> {
    key: String,
    people: &'a People,
}

impl Maker<'_> {
    fn value(&self, value: &Value, place: &Place) -> Value {
        match value {
            Value::String(text) if place.is_personal(text) => {
                Value::String(self.personal(text, place.field.as_deref().unwrap_or_default()))
            }
            Value::String(text) => Value::String(self.free(text)),
            Value::Array(values) => values.iter().map(|value| self.value(value, place)).collect(),
            Value::Object(object) => object
                .iter()
                .map(|(key, value)| {
                    let made = if is_name(object, key) {
                        value.clone()
                    } else {
                        self.value(value, &member(object, key, place))
                    };
                    (key.clone(), made)
                })
                .collect::<Map<String, Value>>()
                .into(),
            other => other.clone(),
        }
    }

    /// Another value of the same shape.
    fn personal(&self, text: &str, field: &str) -> String {
        let field = field.to_lowercase();
        if text.contains('@') {
            return self.email(text);
        }
        if is_postcode(&field) {
            return self.postcode(text);
        }
        if let Some(number) = self.registration(text) {
            return number;
        }
        self.each_word(text, |_| true)
    }

    /// A text that isn't personal by itself, with personal words replaced.
    fn free(&self, text: &str) -> String {
        if text.contains('@') {
            return text
                .split_inclusive(char::is_whitespace)
                .map(|part| {
                    if part.contains('@') {
                        self.email(part)
                    } else {
                        self.free(part)
                    }
                })
                .collect();
        }
        self.each_word(text, |word| self.people.has(word))
    }

    /// The text with the given words replaced.
    fn each_word(&self, text: &str, wanted: impl Fn(&str) -> bool) -> String {
        let mut made = String::new();
        let mut word = String::new();
        for c in text.chars().chain(['\n']) {
            if c.is_alphanumeric() {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                made.push_str(&if wanted(&word) {
                    self.word(&word)
                } else {
                    word.clone()
                });
                word.clear();
            }
            made.push(c);
        }
        // Removes the line end that closed the last word.
        made.pop();
        made
    }

    /// An e-mail address of a reserved domain.
    fn email(&self, text: &str) -> String {
        let Some((local, domain)) = text.split_once('@') else {
            return self.each_word(text, |_| true);
        };
        let end = domain
            .find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-'))
            .unwrap_or(domain.len());
        let (domain, rest) = domain.split_at(end);
        let name = domain.rsplit_once('.').map_or(domain, |(name, _)| name);
        format!(
            "{}@{}.{RESERVED}{rest}",
            self.each_word(local, |_| true),
            self.each_word(name, |_| true)
        )
    }

    /// A registration or VAT number with a valid check digit, if the text is one.
    fn registration(&self, text: &str) -> Option<String> {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if digits < 8 {
            return None;
        }
        let countries = [CountryCode::SE, CountryCode::NO, CountryCode::FI];
        let vat = text.parse::<VatNumber>().is_ok();
        let of = countries
            .into_iter()
            .find(|country| OrganisationNumber::parse(text, *country).is_ok());
        if !vat && of.is_none() {
            return None;
        }
        let is_right = |made: &str| {
            (!vat || made.parse::<VatNumber>().is_ok())
                && of.is_none_or(|country| OrganisationNumber::parse(made, country).is_ok())
        };
        // The suffix of a Swedish VAT number is nearly always the same.
        let kept_end = if vat && text.starts_with("SE") { 2 } else { 0 };
        (0..NUMBERS)
            .map(|attempt| self.digits(text, attempt, kept_end))
            .find(|made| made != text && is_right(made))
    }

    /// The text with other digits, except the last `kept_end`.
    fn digits(&self, text: &str, attempt: u32, kept_end: usize) -> String {
        let mut stream = Stream::new(&format!("{} {attempt} {text}", self.key));
        let count = text.chars().filter(char::is_ascii_digit).count();
        let mut seen = 0;
        text.chars()
            .map(|c| {
                if !c.is_ascii_digit() {
                    return c;
                }
                seen += 1;
                if seen + kept_end > count {
                    c
                } else {
                    other_digit(c, seen == 1, &mut stream)
                }
            })
            .collect()
    }

    /// Another postcode of the same territory: rates depend on the first digits, and territories on up to all. A territory with
    /// one postcode keeps it.
    fn postcode(&self, text: &str) -> String {
        let territories = places::territories_of_postcode(text);
        let letters = text.chars().take_while(char::is_ascii_alphabetic).count();
        let made = (letters + 2..text.len()).map(|kept| self.after(text, kept));
        made.into_iter()
            .find(|made| places::territories_of_postcode(made) == territories)
            .unwrap_or_else(|| text.to_owned())
    }

    /// The text with other letters and digits, except the first `kept`.
    fn after(&self, text: &str, kept: usize) -> String {
        let mut stream = Stream::new(&format!("{} {text}", self.key));
        let mut seen = 0;
        text.chars()
            .map(|c| {
                if !c.is_alphanumeric() {
                    return c;
                }
                seen += 1;
                if seen <= kept {
                    c
                } else {
                    other(c, false, &mut stream)
                }
            })
            .collect()
    }

    /// Another word with as many letters: capitals stay capitals, and vowels stay vowels.
    fn word(&self, word: &str) -> String {
        let lower = word.to_lowercase();
        let mut stream = Stream::new(&format!("{} {lower}", self.key));
        let mut is_first = true;
        word.chars()
            .map(|c| {
                let made = other(c, is_first, &mut stream);
                is_first = false;
                made
            })
            .collect()
    }
}

/// Another letter or digit of the same kind.
fn other(c: char, is_first: bool, stream: &mut Stream) -> char {
    if c.is_ascii_digit() {
        return other_digit(c, is_first, stream);
    }
    if !c.is_alphabetic() {
        return c;
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    let made = if "åäöæøü".contains(lower) {
        stream.one_of("åäö", lower)
    } else if "aeiouyéèáàíóúëïâêôîû".contains(lower) {
        stream.one_of("aeiouy", lower)
    } else {
        stream.one_of("bdfghjklmnprstv", lower)
    };
    if c.is_uppercase() {
        made.to_uppercase().next().unwrap_or(made)
    } else {
        made
    }
}

/// Whether a field, in lower case, has a postcode.
fn is_postcode(field: &str) -> bool {
    ["postal", "postcode", "zip"]
        .iter()
        .any(|part| field.contains(part))
}

/// Whether a postcode is the only one of its territory.
fn is_only_postcode(text: &str) -> bool {
    let territories = places::territories_of_postcode(text);
    let without_last: String = text
        .chars()
        .take(text.chars().count().saturating_sub(1))
        .collect();
    let others = ('0'..='9').filter(|last| !text.ends_with(*last));
    !territories.is_empty()
        && text.ends_with(|last: char| last.is_ascii_digit())
        && others
            .map(|last| format!("{without_last}{last}"))
            .all(|other| places::territories_of_postcode(&other) != territories)
}

/// Another digit. Adds no leading zero.
fn other_digit(c: char, is_first: bool, stream: &mut Stream) -> char {
    if is_first && c != '0' {
        stream.one_of("123456789", c)
    } else if is_first {
        c
    } else {
        stream.one_of("0123456789", c)
    }
}

/// Pseudo-random numbers that depend only on a text.
struct Stream {
    seed: String,
    block: Vec<u8>,
    count: u32,
}

impl Stream {
    fn new(seed: &str) -> Self {
        Self {
            seed: seed.to_owned(),
            block: Vec::new(),
            count: 0,
        }
    }

    fn next(&mut self) -> usize {
        if self.block.is_empty() {
            self.count += 1;
            let digest = model::short_digest(&format!("{} {}", self.seed, self.count));
            self.block = digest.into_bytes();
        }
        // Two hexadecimal digits.
        let mut half = || {
            let digit = self.block.pop().and_then(|digit| char::from(digit).to_digit(16));
            usize::try_from(digit.unwrap_or(0)).unwrap_or(0)
        };
        half() * 16 + half()
    }

    /// One of these letters, except `not`.
    fn one_of(&mut self, letters: &str, not: char) -> char {
        let choice: Vec<char> = letters.chars().filter(|letter| *letter != not).collect();
        choice
            .get(self.next() % choice.len().max(1))
            .copied()
            .unwrap_or(not)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_postcode_stays_in_its_territory() {
        let people = People::default();
        let maker = |number: u32| Maker {
            key: format!("key {number}"),
            people: &people,
        };
        for (postcode, territory) in [
            ("22100", "Åland"),
            ("AX-22 100", "Åland"),
            ("35001", "the Canary Islands"),
            ("ES-38 002", "the Canary Islands"),
            ("BT1 5GS", "Northern Ireland"),
            ("97233", "Martinique"),
            ("78266", "Büsingen"),
            ("D-27498", "Heligoland"),
            ("8099", "Svalbard and Jan Mayen"),
        ] {
            for number in 0..20 {
                let made = maker(number).postcode(postcode);
                assert!(
                    places::territories_of_postcode(&made).contains(&territory),
                    "{postcode}: {made}"
                );
            }
        }
        let preview = json!({"read": [{ "path": "customer.billing.postal", "value": "78266" }]});
        assert_eq!(without_people(&preview, "k").unwrap(), preview);
        for postcode in ["411 38", "78265", "97800", "SW1A 1AA"] {
            for number in 0..20 {
                let made = maker(number).postcode(postcode);
                assert_eq!(
                    places::territories_of_postcode(&made),
                    places::territories_of_postcode(postcode),
                    "{postcode}: {made}"
                );
            }
        }
    }

    #[test]
    fn people_are_replaced_wherever_they_stand_and_the_rest_stays() {
        let preview = json!({
            "source": "order:1:1001",
            "kind": "order",
            "outcome": { "verdict": "done", "text": "Order 1001 would become an order." },
            "remarks": ["The note for Anna Lind is too long."],
            "read": [
                { "path": "customer.name", "value": "Anna Lind" },
                { "path": "customer.email", "value": "Anna.Lind@mail.lampan.se" },
                { "path": "customer.billing.address1", "value": "Storgatan 1" },
                { "path": "customer.billing.postal", "value": "411 38" },
                { "path": "customer.billing.city", "value": "Göteborg" },
                { "path": "customer.billing.country", "value": "SE" },
                { "path": "customer.phone", "value": "+46 70 123 45 67" },
                { "path": "customer.organisationNumber", "value": "556677-8899" },
                { "path": "customer.field.number", "value": "77123456" },
                { "path": "customer.field.country", "value": "Sverige" },
                { "path": "customer.field.vat_country", "value": "SE" },
                { "path": "customer.field.nickname", "value": "Jordan" },
                { "path": "order.source", "value": "order:1:1001" },
                { "path": "order.statusText", "value": "processing" },
                { "path": "customer.field.birthday", "value": "1981-04-17" },
                { "path": "customer.billing.phone", "value": "08.123456" },
                { "path": "customer.isCompany", "value": "true" },
                { "path": "order.note", "value": "Order for Anna" },
                { "path": "order.number", "value": "1001" },
                { "path": "order.placedOn", "value": "2026-11-23" },
                { "path": "order.lines[0].name", "value": "Desk lamp" },
            ],
            "documents": [{
                "what": "customer",
                "found_by": "e-mail address anna.lind@mail.lampan.se",
                "fields": [
                    { "name": "Name", "value": "Anna Lind", "was": "Lindgren, Anna-Karin", "rule": { "text": "customer.name" }, "made_from": [] },
                    { "name": "VatNumber", "value": "SE556677889901", "was": null },
                    { "name": "InvoiceCountryCode", "value": "SE", "was": null },
                ],
            }, {
                "what": "article",
                "fields": [{ "name": "Name", "value": "Desk lamp", "was": null }],
            }],
            "calls": [{
                "path": "/customers", "what": "create the customer",
                "body": { "Name": "Anna Lind", "EmailAddress": "anna.lind@mail.lampan.se", "IsPrivatePerson": true,
                          "InvoiceCity": "Göteborg", "Rows": [{ "ArticleNumber": "LAMP", "UnitPrice": 198 }] },
            }],
        });
        let made = without_people(&preview, "k").unwrap();
        let text = made.to_string().to_lowercase();
        for gone in [
            "anna",
            "lind",
            "karin",
            "storgatan",
            "göteborg",
            "lampan",
            "556677",
            "8899",
            "77123456",
            "123 45 67",
            "jordan",
        ] {
            assert!(!text.contains(gone), "{gone} is left in {text}");
        }
        for kept in [
            "order:1:1001",
            "order 1001 would become",
            "desk lamp",
            "2026-11-23",
            "create the customer",
            "/customers",
            "\"lamp\"",
            "customer.billing.city",
            "\"se\"",
            "\"sverige\"",
            "\"processing\"",
            "{\"path\":\"order.source\",\"value\":\"order:1:1001\"}",
            "invoicecountrycode",
        ] {
            assert!(text.contains(kept), "{kept} is missing in {text}");
        }
        let read = |index: usize| made["read"][index]["value"].as_str().unwrap();
        // The same person has the same replacement everywhere.
        let (name, email) = (read(0), read(1));
        assert_eq!(made["documents"][0]["fields"][0]["value"], name);
        assert_eq!(made["calls"][0]["body"]["Name"], name);
        assert!(made["remarks"][0].as_str().unwrap().contains(name), "{made}");
        assert_eq!(
            email.to_lowercase().split('@').next().unwrap(),
            name.to_lowercase().replace(' ', ".")
        );
        assert!(
            email.ends_with(".example") && name.len() == "Anna Lind".len(),
            "{made}"
        );
        assert!(
            name.split(' ')
                .all(|word| word.chars().next().unwrap().is_uppercase()),
            "{name}"
        );
        assert!(
            read(2).ends_with(|c: char| c.is_ascii_digit()) && read(3).starts_with("41"),
            "{made}"
        );
        assert!(
            read(6).len() == "+46 70 123 45 67".len() && read(6).starts_with('+'),
            "{made}"
        );
        assert!(
            OrganisationNumber::parse(read(7), CountryCode::SE).is_ok(),
            "{made}"
        );
        let vat = made["documents"][0]["fields"][1]["value"].as_str().unwrap();
        assert!(
            vat.parse::<VatNumber>().is_ok() && vat != "SE556677889901",
            "{vat}"
        );
    }

    #[test]
    fn another_key_makes_other_people() {
        let value = json!({ "read": [{ "path": "customer.name", "value": "Anna Lind" }] });
        assert_eq!(
            without_people(&value, "a").unwrap(),
            without_people(&value, "a").unwrap()
        );
        assert_ne!(
            without_people(&value, "a").unwrap(),
            without_people(&value, "b").unwrap()
        );
    }
}
