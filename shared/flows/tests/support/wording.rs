//! What every text for people must be, held against all that any test makes the flows say.

use engine::Alert;
use journal::Entry;
use messages::Language;
use model::{Code, Currency, Kind, Problem};
use notices::in_words;

/// Names of products and companies, and ids that eAccounting's support asks for, which are written in one word.
const NAMES: [&str; 7] = [
    "ActiveCampaign",
    "eAccounting",
    "WooCommerce",
    "DynamoDB",
    "CloudWatch",
    "PostNord",
    "KvK",
];

/// Checks an entry of the activity log.
pub(super) fn check_entry(entry: &Entry) {
    if let Some(text) = &entry.reason {
        check_words(text);
        // The catalogs have the same reasons and words in every language.
        let told = notices::reason(text, &entry.cases, Language::Finnish);
        assert!(
            told.is_some(),
            "there in English alone: {text}, {:?}",
            entry.cases
        );
    }
    if let Some(problem) = &entry.problem {
        check_problem(problem);
    }
    for step in &entry.steps {
        let told = notices::step(&step.text, Language::Finnish);
        // A number that reads as a sentence is no number.
        let is_strange = step.text.contains("''");
        assert!(
            told.told.is_some() || is_strange,
            "there in English alone: {}",
            step.text
        );
    }
}

/// Checks an alert.
pub(super) fn check_alert(alert: &Alert) {
    let (title, text) = in_words(alert, Language::English);
    check_words(&title);
    check_words(&text);
}

/// Checks a problem: it says what to do, in words of the screens.
pub(crate) fn check_problem(problem: &Problem) {
    let shown = problem.to_string();
    if problem.code != Code::STORAGE_ERROR {
        assert!(!problem.remedy.trim().is_empty(), "no remedy: {shown}");
    }
    let remedy = problem.remedy.to_lowercase();
    assert!(
        !remedy.starts_with("nothing:") && !remedy.starts_with("nothing is to be done"),
        "no remedy: {shown}"
    );
    if problem.kind == Kind::NeedsPerson && problem.code != Code::STORAGE_ERROR {
        assert!(remedy.len() > 10, "hardly a remedy: {shown}");
    }
    if !is_for_who_reads_apis(problem.code) {
        check_words(&problem.message);
        check_words(&problem.remedy);
    }
}

/// A rule of the settings is named as it stands there, and an answer that is not as documented by its place in it.
fn is_for_who_reads_apis(code: Code) -> bool {
    [
        Code::SETTINGS_INVALID,
        Code::MAPPING_FAILED,
        Code::ACTIVECAMPAIGN_INVALID_RESPONSE,
        Code::EACCOUNTING_INVALID_RESPONSE,
        Code::INVALID_JOB,
    ]
    .contains(&code)
}

/// Refuses words of an API, and amounts without their currency's decimals.
pub(crate) fn check_words(text: &str) {
    if let Some(word) = api_word(text) {
        panic!("`{word}` is a word of an API: {text}");
    }
    if let Some(amount) = uneven_amount(text) {
        panic!("{amount} has not its currency's decimals: {text}");
    }
}

/// The first word of an API in a text. A key of the settings is none: `InvoiceCity in [mapping.customer]`.
fn api_word(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let start = rest.find(|c: char| c.is_alphanumeric())?;
        rest = &rest[start..];
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let is_key = after.starts_with(" in [mapping.") || after.starts_with(" = \"\" in [mapping.");
        if !is_key && is_of_an_api(word) {
            return Some(word);
        }
        rest = after;
    }
}

/// `InvoiceCity`, `orderNumber`: a capital after a small letter.
fn is_of_an_api(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let humps = letters
        .windows(2)
        .filter(|pair| pair[0].is_lowercase() && pair[1].is_uppercase())
        .count();
    humps > 0 && !word.contains(|c: char| c.is_ascii_digit()) && !NAMES.contains(&word)
}

/// The first amount before a currency whose decimals are not the currency's.
fn uneven_amount(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let code = pair[1].trim_matches(|c: char| !c.is_ascii_alphabetic());
        let amount = pair[0].trim_start_matches(['(', '-', '−']);
        let is_amount = amount.starts_with(|c: char| c.is_ascii_digit())
            && amount.chars().all(|c| c.is_ascii_digit() || c == '.');
        if !is_amount || !is_money(code) {
            return None;
        }
        let wanted = code.parse::<Currency>().ok()?.smallest_unit().scale();
        let decimals = amount
            .trim_end_matches('.')
            .split_once('.')
            .map_or(0, |(_, part)| part.len());
        let decimals = u32::try_from(decimals).unwrap_or_default();
        let is_uneven = decimals < wanted || (wanted == 0 && decimals > 0);
        is_uneven.then(|| format!("{amount} {code}"))
    })
}

fn is_money(code: &str) -> bool {
    ["SEK", "NOK", "DKK", "EUR", "USD", "GBP", "JPY", "KWD", "ISK"].contains(&code)
}

#[test]
fn words_of_apis_and_uneven_amounts_are_found() {
    for (text, word) in [
        ("The customer has no InvoiceCity.", Some("InvoiceCity")),
        ("contact 5 (emailAddress) is none", Some("emailAddress")),
        ("ActiveCampaign and eAccounting agree.", None),
        (
            "Give it another rule: InvoiceCity in [mapping.customer] of the settings.",
            None,
        ),
        ("leave it out with VatNumber = \"\" in [mapping.customer]", None),
        ("Set charge_vat in [vat.countries].", None),
    ] {
        assert_eq!(api_word(text), word, "{text}");
    }
    for (text, amount) in [
        ("comes to 447 SEK", Some("447 SEK")),
        ("comes to 447.00 SEK.", None),
        ("comes to 447.5 EUR, so", Some("447.5 EUR")),
        ("comes to 447 JPY", None),
        ("comes to 447.00 JPY", Some("447.00 JPY")),
        ("order 447 SEK-shop", None),
    ] {
        assert_eq!(uneven_amount(text).as_deref(), amount, "{text}");
    }
}
