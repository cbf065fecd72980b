//! How a value is fitted to its field.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use model::{
    Currency, Email, OrganisationNumber, Sku, VatNumber, is_country_code, shorten, shorten_unique,
    strip_control,
};
use places::{Place, Treatment};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Number, Value};

use super::mapped::WhyOmitted;
use super::schema::FieldType;

/// The result of an expression, before it is coerced to its field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outcome<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Number(Decimal),
    Flag(bool),
    Texts(Vec<String>),
    /// Something that no field takes: an object, a function, a list of other things.
    Other(&'static str),
}

impl Outcome<'_> {
    fn kind(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Text(_) => "a text",
            Self::Number(_) => "a number",
            Self::Flag(_) => "true or false",
            Self::Texts(_) => "a list of texts",
            Self::Other(kind) => kind,
        }
    }
}

/// Why a value doesn't go into its field. Holds no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CoercionError {
    /// It is of the wrong kind: the rule's fault.
    Kind {
        expected: &'static str,
        got: &'static str,
    },
    /// It is of the right kind and not valid: the data's fault.
    Value { expected: Cow<'static, str> },
    /// It is invalid or eAccounting would reject it, and nothing depends on it: it is left out.
    NotNeeded { why: WhyOmitted },
}

/// A value fitted to its field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fitted {
    pub(crate) value: Value,
    /// Length before and after, in characters, where it was cut.
    pub(crate) cut: Option<(usize, usize)>,
    /// The part that was cut off.
    pub(crate) rest: Option<String>,
}

/// The context of a coercion.
#[derive(Clone, Copy)]
pub(crate) struct CoerceContext {
    /// The company's country.
    pub(crate) country: model::CountryCode,
    /// Where the customer's invoices go: that country's numbers are checked.
    pub(crate) customer_place: Place,
}

/// Fits an expression's outcome to a field; `None` when there is nothing to send.
pub(crate) fn fit(
    takes: FieldType,
    outcome: Outcome<'_>,
    around: CoerceContext,
) -> Result<Option<Fitted>, CoercionError> {
    if outcome == Outcome::Nothing {
        return Ok(None);
    }
    match takes {
        FieldType::Line(max) => line(text(outcome, "a text")?.as_ref(), max, true, shorten),
        FieldType::Lines(max) => line(text(outcome, "a text")?.as_ref(), max, false, shorten),
        FieldType::Reference(max) => line(text(outcome, "a text")?.as_ref(), max, true, shorten_unique),
        FieldType::Exact(max) => exact(text(outcome, "a text")?.as_ref(), max),
        FieldType::Lookup(max) => {
            let name = match outcome {
                Outcome::Number(number) => number.normalize().to_string().into(),
                other => text(other, "a text or a number")?,
            };
            exact(&name, max)
        }
        FieldType::Lookups(max) => list(outcome, usize::MAX, |name| {
            Ok(exact(name, max)?.map(|fitted| fitted.value))
        }),
        FieldType::Emails(most) => list(outcome, most, |address| {
            Ok(email(address)?.map(|fitted| fitted.value))
        }),
        FieldType::Email => email(text(outcome, "a text")?.as_ref()),
        FieldType::Country => parsed(
            outcome,
            "a country's code of two letters, such as \"SE\"",
            |code| {
                let code = code.to_ascii_uppercase();
                is_country_code(&code).then_some(code)
            },
        ),
        FieldType::Currency => parsed(
            outcome,
            "a currency's code of three letters, such as \"SEK\"",
            |code| code.parse::<Currency>().ok().map(String::from),
        ),
        FieldType::Language => parsed(
            outcome,
            "a language's code of two letters, such as \"sv\"",
            |code| {
                let code = code.to_ascii_lowercase();
                (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
            },
        ),
        FieldType::VatNumber => vat_number(text(outcome, VAT_NUMBER)?.as_ref(), around),
        FieldType::OrganisationNumber => organisation_number(text(outcome, "a text")?.as_ref(), around),
        FieldType::ArticleNumber => parsed(outcome, "an article number of 1 to 40 characters", |number| {
            number.parse::<Sku>().ok().map(String::from)
        }),
        FieldType::Flag => match outcome {
            Outcome::Flag(flag) => Ok(Some(plain(Value::Bool(flag)))),
            other => Err(wrong_kind("true or false", &other)),
        },
        FieldType::Whole => number(outcome, "a whole number of 0 or more", |number| {
            number
                .to_u32()
                .filter(|whole| Decimal::from(*whole) == number)
                .map(Number::from)
        }),
        FieldType::WholeUpTo(most) => number(outcome, "a whole number that eAccounting knows", |number| {
            number
                .to_u32()
                .filter(|whole| Decimal::from(*whole) == number && (1..=most).contains(whole))
                .map(Number::from)
        }),
        FieldType::Price => number(outcome, "an amount from 0 to 99,000,000", |number| {
            (Decimal::ZERO..=Decimal::from(99_000_000))
                .contains(&number)
                .then(|| model::round_half_away(number, 2))
                .and_then(|amount| amount.to_f64())
                .and_then(Number::from_f64)
        }),
        FieldType::Share => number(outcome, "a share from 0 to 1, such as 0.1 for 10 %", |number| {
            (Decimal::ZERO..=Decimal::ONE)
                .contains(&number)
                .then(|| model::round_half_away(number, 4))
                .and_then(|share| share.to_f64())
                .and_then(Number::from_f64)
        }),
        FieldType::Date => parsed(outcome, "a date such as \"2026-01-31\"", |text| {
            date(text, around.country).map(|date| date.to_string())
        }),
        FieldType::Url => parsed(
            outcome,
            "an address that begins with https:// or http://",
            |text| {
                let rest = text
                    .strip_prefix("https://")
                    .or_else(|| text.strip_prefix("http://"))?;
                (!rest.is_empty() && !text.contains(char::is_whitespace)).then(|| text.to_owned())
            },
        ),
        FieldType::Id => parsed(outcome, "an id of eAccounting's, of 36 characters", |text| {
            text.parse::<uuid::Uuid>().ok().map(|id| id.to_string())
        }),
    }
}

fn text<'a>(outcome: Outcome<'a>, expected: &'static str) -> Result<Cow<'a, str>, CoercionError> {
    match outcome {
        Outcome::Text(text) => Ok(text),
        other => Err(wrong_kind(expected, &other)),
    }
}

fn wrong_kind(expected: &'static str, got: &Outcome<'_>) -> CoercionError {
    CoercionError::Kind {
        expected,
        got: got.kind(),
    }
}

fn plain(value: Value) -> Fitted {
    Fitted {
        value,
        cut: None,
        rest: None,
    }
}

fn whole_text(text: &str) -> Option<Fitted> {
    Some(plain(Value::from(text)))
}

/// A text of one line without control characters and blanks around it; `None` when nothing is left.
fn cleaned(text: &str) -> Option<Cow<'_, str>> {
    // Nearly every text is clean as it is.
    let text = super::document::trimmed(text);
    let clean = if text.bytes().all(|b| b == b' ' || b.is_ascii_graphic()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(strip_control(text, true).trim().to_owned())
    };
    (!clean.is_empty()).then_some(clean)
}

fn line(
    text: &str,
    max: usize,
    single: bool,
    cut: fn(&str, usize) -> String,
) -> Result<Option<Fitted>, CoercionError> {
    let clean = if single {
        cleaned(text)
    } else {
        let kept = strip_control(text, false).trim().to_owned();
        (!kept.is_empty()).then_some(Cow::Owned(kept))
    };
    Ok(clean.map(|clean| {
        // A text has at most as many characters as bytes, so most need no counting.
        let length = if clean.len() <= max {
            0
        } else {
            clean.chars().count()
        };
        if length <= max {
            return plain(Value::String(clean.into_owned()));
        }
        let short = cut(&clean, max);
        Fitted {
            cut: Some((length, short.chars().count())),
            rest: clean
                .strip_prefix(short.as_str())
                .map(|rest| rest.trim_start_matches([' ', ',']).to_owned()),
            value: Value::String(short),
        }
    }))
}

fn exact(text: &str, max: usize) -> Result<Option<Fitted>, CoercionError> {
    match cleaned(text) {
        Some(clean) if clean.chars().count() > max => Err(CoercionError::Value {
            expected: format!("at most {max} characters").into(),
        }),
        Some(clean) => Ok(whole_text(&clean)),
        None => Ok(None),
    }
}

const VAT_NUMBER: &str = "a VAT number with its country's prefix, such as SE556677889901";

/// Whether a text has the letters of Northern Ireland's VAT numbers in front of a number.
pub(super) fn is_of_northern_ireland(text: &str) -> bool {
    let compact: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let upper = compact.to_uppercase();
    upper
        .match_indices("XI")
        .any(|(at, letters)| upper[at + letters.len()..].starts_with(|c: char| c.is_ascii_digit()))
}

/// A VAT number affects VAT in the seller's country and within the EU. For an export it doesn't: a number that is
/// unreadable, or not of the invoice's country, is left out.
fn vat_number(text: &str, around: CoerceContext) -> Result<Option<Fitted>, CoercionError> {
    let Some(text) = cleaned(text) else {
        return Ok(None);
    };
    if !has_digit(&text) {
        return Err(NO_NUMBER);
    }
    let place = around.customer_place;
    let number = VatNumber::read(&text, place.code);
    let is_british = number
        .as_ref()
        .map_or(true, |number| number.country() == place.code);
    if place.is_northern_ireland() && is_british && !is_of_northern_ireland(&text) {
        return Err(CoercionError::NotNeeded {
            why: WhyOmitted::NeedsXi,
        });
    }
    if place.treatment(around.country) == Treatment::Export
        && number
            .as_ref()
            .map_or(true, |number| number.country() != place.code)
    {
        return Err(CoercionError::NotNeeded {
            why: WhyOmitted::NotForExport,
        });
    }
    number
        .map(|number| whole_text(number.as_str()))
        .map_err(|invalid| CoercionError::Value {
            expected: format!("a VAT number: {}", invalid.expected).into(),
        })
}

/// eAccounting checks the control digit of organisation numbers (4008).
fn organisation_number(text: &str, around: CoerceContext) -> Result<Option<Fitted>, CoercionError> {
    let Some(text) = cleaned(text) else {
        return Ok(None);
    };
    if !has_digit(&text) {
        return Err(NO_NUMBER);
    }
    let country = around.customer_place.code;
    OrganisationNumber::read(&text, country)
        .map(|number| whole_text(number.as_str()))
        .map_err(|invalid| CoercionError::Value {
            expected: format!("an organisation number: {}", invalid.expected).into(),
        })
}

/// "n/a" and "-" are no numbers.
const NO_NUMBER: CoercionError = CoercionError::NotNeeded {
    why: WhyOmitted::NoDigit,
};

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

fn email(text: &str) -> Result<Option<Fitted>, CoercionError> {
    let Some(clean) = cleaned(text) else {
        return Ok(None);
    };
    clean
        .parse::<Email>()
        .map(|email| whole_text(email.as_str()))
        .map_err(|_| CoercionError::Value {
            expected: "an e-mail address of at most 255 characters".into(),
        })
}

fn parsed(
    outcome: Outcome<'_>,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<String>,
) -> Result<Option<Fitted>, CoercionError> {
    let text = match outcome {
        Outcome::Text(text) => text,
        other => return Err(wrong_kind(expected, &other)),
    };
    let Some(clean) = cleaned(&text) else {
        return Ok(None);
    };
    parse(&clean)
        .map(|value| Some(plain(Value::String(value))))
        .ok_or(CoercionError::Value {
            expected: expected.into(),
        })
}

fn number(
    outcome: Outcome<'_>,
    expected: &'static str,
    convert: impl Fn(Decimal) -> Option<Number>,
) -> Result<Option<Fitted>, CoercionError> {
    match outcome {
        Outcome::Number(number) => convert(number)
            .map(|number| Some(plain(Value::Number(number))))
            .ok_or(CoercionError::Value {
                expected: expected.into(),
            }),
        other => Err(wrong_kind(expected, &other)),
    }
}

fn list(
    outcome: Outcome<'_>,
    most: usize,
    one: impl Fn(&str) -> Result<Option<Value>, CoercionError>,
) -> Result<Option<Fitted>, CoercionError> {
    // JSONata makes no difference between one thing and a list of one.
    let items = match outcome {
        Outcome::Texts(items) => items,
        Outcome::Text(item) => vec![item.into_owned()],
        other => return Err(wrong_kind("a list of texts", &other)),
    };
    if items.len() > most {
        return Err(CoercionError::Value {
            expected: format!("at most {most} of them").into(),
        });
    }
    let values: Vec<Value> = items
        .iter()
        .filter_map(|item| one(item).transpose())
        .collect::<Result<_, _>>()?;
    Ok((!values.is_empty()).then(|| plain(Value::Array(values))))
}

/// A date, or the date of a moment where the company is.
fn date(text: &str, country: model::CountryCode) -> Option<Date> {
    if text.len() == 10 {
        return text.parse().ok();
    }
    let moment: Timestamp = text.parse().ok()?;
    Some(model::company_zone(country).to_datetime(moment).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    const AROUND: CoerceContext = CoerceContext {
        country: model::CountryCode::SE,
        customer_place: Place {
            code: model::CountryCode::SE,
            area: places::VatArea::Country(model::CountryCode::SE),
            territory: None,
        },
    };

    fn fit_text(takes: FieldType, text: &str) -> Result<Option<Value>, CoercionError> {
        fit(takes, Outcome::Text(text.into()), AROUND).map(|fitted| fitted.map(|f| f.value))
    }

    #[test]
    fn a_long_name_is_cut_at_a_word_and_the_cut_is_told() {
        let name = "Lindströms Järn, Maskin och Trädgård i Norra Västerbotten AB";
        let fitted = fit(FieldType::Line(50), Outcome::Text(name.into()), AROUND)
            .unwrap()
            .unwrap();
        assert_eq!(fitted.value, "Lindströms Järn, Maskin och Trädgård i Norra");
        assert_eq!(fitted.cut, Some((60, 44)));
    }

    #[test]
    fn two_long_references_stay_two_and_a_postcode_is_never_cut() {
        let long = "x".repeat(60);
        let (a, b) = (format!("{long}A"), format!("{long}B"));
        let reference = |text: &str| fit_text(FieldType::Reference(35), text).unwrap().unwrap();
        assert_ne!(reference(&a), reference(&b));
        assert_eq!(reference(&a).as_str().unwrap().chars().count(), 35);
        assert!(matches!(
            fit_text(FieldType::Exact(10), "12345678901"),
            Err(CoercionError::Value { .. })
        ));
    }

    #[test]
    fn control_characters_go_emoji_and_right_to_left_text_stay() {
        assert_eq!(
            fit_text(FieldType::Line(50), "\u{202e}ab\u{0}c\r\nd 👩‍🚀 שלום")
                .unwrap()
                .unwrap(),
            "abc d 👩‍🚀 שלום"
        );
        assert_eq!(
            fit_text(FieldType::Lines(50), "a\r\nb\tc").unwrap().unwrap(),
            "a\r\nb\tc".replace('\r', "")
        );
        assert_eq!(
            fit_text(FieldType::Line(50), " \u{200f}\u{7} ").unwrap(),
            Some("\u{200f}".into())
        );
        assert_eq!(fit_text(FieldType::Line(50), " \u{7} ").unwrap(), None);
    }

    #[test]
    fn codes_and_numbers_are_checked_and_brought_into_form() {
        for (takes, text, expected) in [
            (FieldType::Country, "se", "SE"),
            (FieldType::Currency, "sek", "SEK"),
            (FieldType::Language, "SV", "sv"),
            (FieldType::VatNumber, "SE 556677-8899 01", "SE556677889901"),
            (FieldType::OrganisationNumber, "16556677-8899", "5566778899"),
            (FieldType::Email, " Anna@Example.com", "anna@example.com"),
            (FieldType::Date, "2026-01-31", "2026-01-31"),
            (FieldType::Date, "2026-01-31T23:30:00Z", "2026-02-01"),
            (FieldType::ArticleNumber, " A-1 ", "A-1"),
        ] {
            assert_eq!(fit_text(takes, text).unwrap().unwrap(), expected, "{takes:?}");
        }
        for (takes, text) in [
            (FieldType::Country, "Sweden"),
            (FieldType::Country, "XX"),
            (FieldType::Currency, "kr"),
            (FieldType::Language, "swe"),
            (FieldType::VatNumber, "SE123"),
            (FieldType::OrganisationNumber, "556677-8898"),
            (FieldType::Email, "anna"),
            (FieldType::Date, "yesterday"),
            (FieldType::Date, "2026-02-30"),
            (FieldType::Id, "5"),
        ] {
            let unfit = fit_text(takes, text).unwrap_err();
            assert!(matches!(unfit, CoercionError::Value { .. }), "{takes:?}");
            assert!(
                !format!("{unfit:?}").contains(text) || text == "5",
                "{takes:?} quotes the value"
            );
        }
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_the_rules_fault() {
        for (takes, outcome) in [
            (FieldType::Line(50), Outcome::Number(Decimal::ONE)),
            (FieldType::Flag, Outcome::Text("yes".into())),
            (FieldType::Share, Outcome::Text("0.1".into())),
            (FieldType::Country, Outcome::Flag(true)),
            (FieldType::Lookups(50), Outcome::Flag(true)),
            (FieldType::Line(50), Outcome::Other("an object")),
        ] {
            assert!(
                matches!(fit(takes, outcome, AROUND), Err(CoercionError::Kind { .. })),
                "{takes:?}"
            );
        }
    }

    #[test]
    fn numbers_and_lists_keep_to_their_bounds() {
        let number = |takes, n: &str| fit(takes, Outcome::Number(n.parse().unwrap()), AROUND);
        assert_eq!(
            number(FieldType::Share, "0.12345").unwrap().unwrap().value,
            0.1235
        );
        assert!(number(FieldType::Share, "10").is_err());
        assert!(number(FieldType::Whole, "1.5").is_err());
        assert_eq!(number(FieldType::WholeUpTo(2), "2").unwrap().unwrap().value, 2);
        assert!(
            number(FieldType::WholeUpTo(2), "0").is_err() && number(FieldType::WholeUpTo(2), "3").is_err()
        );
        assert_eq!(number(FieldType::Price, "12.345").unwrap().unwrap().value, 12.35);
        assert!(number(FieldType::Price, "-1").is_err() && number(FieldType::Price, "99000001").is_err());
        assert_eq!(
            number(FieldType::Lookup(50), "30.0").unwrap().unwrap().value,
            "30"
        );
        let six = Outcome::Texts(vec!["a@example.com".to_owned(); 6]);
        assert!(fit(FieldType::Emails(5), six, AROUND).is_err());
        assert_eq!(
            fit(FieldType::Lookups(50), Outcome::Text("Webb".into()), AROUND)
                .unwrap()
                .unwrap()
                .value,
            serde_json::json!(["Webb"])
        );
    }
}
