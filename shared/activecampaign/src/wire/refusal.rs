//! Error bodies, in three shapes: `{"errors":[{title,detail,code,source.pointer}]}`, `{"message":…}`, and GraphQL's
//! `{"errors":[{message,extensions}]}`.
//!
//! Their texts may quote the request, for example an e-mail address. Only known texts and field names are kept.

use serde::Deserialize;
use serde_json::Value;

use super::lenient::{Flag, Many};
use crate::Reason;

/// Codes that ActiveCampaign is known to give.
const CODES: &[&str] = &[
    "duplicate",
    "email_invalid",
    "field_invalid",
    "field_missing",
    "field_required",
    "forbidden",
    "invalid",
    "must_be_valid_email_address",
    "not_found",
    "related_missing",
    "unauthorized",
];

/// A contact is in one account at most.
pub(crate) const ALREADY_IN_ACCOUNT: &str = "This contact is already associated with an account. We currently do not support contacts on multiple accounts.";

/// Titles, details and messages that quote nothing.
const TITLES: &[&str] = &[
    "Bad Request",
    "Contact Email Address is not valid.",
    "Contact email must be provided for sync",
    "Contact not found",
    "Email address already exists in the system.",
    "Field id not valid",
    "Forbidden",
    "Missing attribute",
    "No tag id provided",
    ALREADY_IN_ACCOUNT,
    "Not Found",
    "The field type field is required.",
    "Unauthorized",
    "Validation errors",
];

#[derive(Deserialize, Default)]
#[serde(default)]
struct Body {
    errors: Many<Item>,
    message: Loose,
    succeeded: Option<Flag>,
    result_code: Option<Flag>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Item {
    title: Loose,
    detail: Loose,
    message: Loose,
    code: Loose,
    error: Loose,
    source: Source,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Source {
    pointer: Loose,
}

/// A text, or anything else, which is then as good as nothing: an error body must not fail to be read.
#[derive(Default)]
struct Loose(Option<String>);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Value::deserialize(deserializer)? {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }))
    }
}

/// Why a call was refused, as far as it may be told.
pub(crate) fn reasons(body: &[u8]) -> Vec<Reason> {
    let Ok(body) = serde_json::from_slice::<Body>(body) else {
        return Vec::new();
    };
    let mut reasons: Vec<Reason> = body
        .errors
        .0
        .into_iter()
        .map(|item| Reason {
            code: item
                .code
                .0
                .and_then(safe_code)
                .or_else(|| item.error.0.and_then(safe_code)),
            title: [item.detail, item.title, item.message]
                .into_iter()
                .find_map(|text| safe_title(text.0?)),
            pointer: item.source.pointer.0.filter(|pointer| is_pointer(pointer)),
        })
        .filter(|reason| *reason != Reason::default())
        .collect();
    if let Some(title) = body.message.0.and_then(safe_title) {
        reasons.push(Reason {
            title: Some(title),
            ..Reason::default()
        });
    }
    reasons.truncate(10);
    reasons
}

/// Whether a body with status 200 is an error all the same: `{"succeeded":0}`, or nothing but errors.
pub(crate) fn refuses(body: &[u8]) -> bool {
    serde_json::from_slice::<Body>(body).is_ok_and(|body| {
        body.succeeded == Some(Flag(false))
            || body.result_code == Some(Flag(false))
            || !body.errors.0.is_empty()
    })
}

/// Whether a body is an API's at all: JSON's object, or PHP's empty one, which is a list; not a page for people.
pub(crate) fn is_json(body: &[u8]) -> bool {
    serde_json::from_slice(body).is_ok_and(|body: Value| body.is_object() || body.is_array())
}

fn safe_code(code: String) -> Option<String> {
    let number = code.len() <= 5 && code.bytes().all(|byte| byte.is_ascii_digit()) && !code.is_empty();
    (number || CODES.contains(&code.as_str())).then_some(code)
}

fn safe_title(title: String) -> Option<&'static str> {
    TITLES.iter().find(|known| **known == title).copied()
}

/// `/data/attributes/email`: names of fields only.
fn is_pointer(text: &str) -> bool {
    text.len() <= 80
        && text.starts_with("/data/attributes/")
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'/' || byte == b'_')
}

/// The errors of a GraphQL answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GraphqlErrors(pub(crate) Vec<GraphqlError>);

/// One complaint. `message` may quote values: it is looked at, never passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GraphqlError {
    pub(crate) message: String,
    pub(crate) code: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct GraphqlItem {
    message: Loose,
    /// Usually an object with a code; null or anything else has no information.
    extensions: Value,
}

impl GraphqlItem {
    fn code(&self) -> Option<String> {
        let said = ["code", "classification"].map(|name| self.extensions.get(name).and_then(Value::as_str));
        said.into_iter().flatten().next().map(str::to_owned)
    }
}

/// The errors of a GraphQL answer; none when it has none.
pub(crate) fn graphql_errors(body: &[u8]) -> Option<GraphqlErrors> {
    #[derive(Deserialize)]
    struct Answer {
        errors: Many<GraphqlItem>,
    }
    let answer: Answer = serde_json::from_slice(body).ok()?;
    let errors: Vec<_> = answer
        .errors
        .0
        .into_iter()
        .map(|item| GraphqlError {
            code: item.code(),
            message: item.message.0.unwrap_or_default(),
        })
        .collect();
    (!errors.is_empty()).then_some(GraphqlErrors(errors))
}

impl GraphqlErrors {
    /// Whether the only error is that the record doesn't exist. Not documented: a missing order should be `null`
    /// without errors, and this covers servers that send an error.
    pub(crate) fn only_missing(&self) -> bool {
        self.0.iter().all(|error| {
            let code = error.code.as_deref().unwrap_or_default();
            code.eq_ignore_ascii_case("NOT_FOUND")
                || code.eq_ignore_ascii_case("DataNotFound")
                || error.message.to_ascii_lowercase().ends_with("not found")
        })
    }

    /// Whether a retry is useless: the request is invalid, or the API key's user lacks a permission. Any other error,
    /// above all one without `extensions`, is the server's own and is retried.
    pub(crate) fn final_refusal(&self) -> bool {
        const PERMISSION: [&str; 4] = ["FORBIDDEN", "UNAUTHENTICATED", "UNAUTHORIZED", "Unauthorized"];
        self.of_validation() || self.has_code(&PERMISSION)
    }

    /// Whether the request itself was invalid. ActiveCampaign's own validation says "Validation errors", and names the
    /// field in the keys of `extensions`.
    pub(crate) fn of_validation(&self) -> bool {
        const CODES: [&str; 5] = [
            "BAD_USER_INPUT",
            "GRAPHQL_PARSE_FAILED",
            "GRAPHQL_VALIDATION_FAILED",
            "InvalidSyntax",
            "ValidationError",
        ];
        self.has_code(&CODES)
            || !self.unknown_fields().is_empty()
            || self.0.iter().any(|error| error.message == "Validation errors")
    }

    fn has_code(&self, codes: &[&str]) -> bool {
        self.0
            .iter()
            .any(|error| error.code.as_deref().is_some_and(|code| codes.contains(&code)))
    }

    /// The fields that the server doesn't know, each with its type's name. graphql-js says `Cannot query field "x" on
    /// type "T".`, graphql-java `Field 'x' in type 'T' is undefined`.
    pub(crate) fn unknown_fields(&self) -> Vec<(String, String)> {
        self.0
            .iter()
            .filter(|error| {
                error.message.contains("Cannot query field") || error.message.contains("is undefined")
            })
            .filter_map(|error| {
                let mut quoted = error.message.split(['"', '\'']).skip(1).step_by(2);
                Some((quoted.next()?.to_owned(), quoted.next()?.to_owned()))
            })
            .collect()
    }
}

impl From<&GraphqlErrors> for Vec<Reason> {
    fn from(errors: &GraphqlErrors) -> Self {
        errors
            .0
            .iter()
            .take(10)
            .map(|error| Reason {
                code: error.code.clone().filter(|code| is_graphql_code(code)),
                title: safe_title(error.message.clone()),
                pointer: None,
            })
            .filter(|reason| *reason != Reason::default())
            .collect()
    }
}

/// The codes of the common GraphQL servers.
fn is_graphql_code(code: &str) -> bool {
    const KNOWN: &[&str] = &[
        "BAD_USER_INPUT",
        "FORBIDDEN",
        "GRAPHQL_PARSE_FAILED",
        "GRAPHQL_VALIDATION_FAILED",
        "INTERNAL_SERVER_ERROR",
        "InvalidSyntax",
        "NOT_FOUND",
        "UNAUTHENTICATED",
        "ValidationError",
    ];
    KNOWN.contains(&code)
}

impl Reason {
    /// The reason in words, or none where nothing may be told.
    pub(crate) fn in_words(&self) -> Option<String> {
        let said = match (self.title, &self.code) {
            (Some(title), _) => title.trim_end_matches('.').to_owned(),
            (None, Some(code)) => model::words(code),
            (None, None) => String::new(),
        };
        // Of `/data/attributes/email`, the field.
        let field = self
            .pointer
            .as_deref()
            .and_then(|pointer| pointer.rsplit('/').next())
            .map(model::words);
        match (field, said.is_empty()) {
            (None, true) => None,
            (None, false) => Some(said),
            (Some(field), true) => Some(field),
            (Some(field), false) => Some(format!("{said} ({field})")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(body: &str) -> Vec<String> {
        reasons(body.as_bytes())
            .iter()
            .filter_map(Reason::in_words)
            .collect()
    }

    #[test]
    fn every_documented_shape_is_read() {
        assert_eq!(
            words(
                r#"{"errors":[{"title":"Email address already exists in the system.","code":"duplicate",
                "source":{"pointer":"/data/attributes/email"}}]}"#
            ),
            ["Email address already exists in the system (email)"]
        );
        assert_eq!(
            words(
                r#"{"errors":[{"status":422,"title":"Missing attribute","source":{"pointer":"/data/attributes/contact"}}]}"#
            ),
            ["Missing attribute (contact)"]
        );
        assert_eq!(
            words(
                r#"{"errors":[{"title":"Contact Email Address is not valid.","code":"email_invalid",
                "error":"must_be_valid_email_address"}]}"#
            ),
            ["Contact Email Address is not valid"]
        );
        assert_eq!(words(r#"{"message":"Forbidden"}"#), ["Forbidden"]);
        assert!(words(r#"{"errors":{"title":{"deep":1}},"message":[1]}"#).is_empty());
    }

    #[test]
    fn what_a_text_quotes_is_never_passed_on() {
        let body = r#"{"errors":[{"title":"anna@example.com is taken","detail":"Anna","code":"anna@example.com",
            "error":"anna","source":{"pointer":"/data/attributes/anna@example.com"}}],"message":"No Anna"}"#;
        assert!(words(body).is_empty());
    }

    #[test]
    fn a_200_that_says_no_is_seen() {
        assert!(refuses(br#"{"succeeded":0,"message":"nope"}"#));
        assert!(refuses(br#"{"succeeded":"0"}"#));
        assert!(!refuses(br#"{"succeeded":1}"#));
        assert!(!refuses(br#"{"contact":{"id":"1"}}"#));
    }

    #[test]
    fn unknown_fields_are_found_in_both_dialects() {
        let errors = graphql_errors(
            br#"{"errors":[
                {"message":"Cannot query field \"paymentMethod\" on type \"Order\"."},
                {"message":"Validation error (FieldUndefined@[getOrder/x]) : Field 'discountAmount' in type 'Order' is undefined"},
                {"message":"something else"}]}"#,
        );
        assert_eq!(
            errors.map(|errors| errors.unknown_fields()),
            Some(vec![
                ("paymentMethod".to_owned(), "Order".to_owned()),
                ("discountAmount".to_owned(), "Order".to_owned())
            ])
        );
    }

    #[test]
    fn only_an_invalid_request_or_a_missing_permission_stays_refused() {
        let is_final = |error: &str| {
            let body = format!(r#"{{"data": null, "errors": [{error}]}}"#);
            graphql_errors(body.as_bytes()).map(|errors| errors.final_refusal())
        };
        for error in [
            r#"{"message": "x", "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"}}"#,
            r#"{"message": "x", "extensions": {"classification": "ValidationError"}}"#,
            r#"{"message": "x", "extensions": {"classification": "InvalidSyntax"}}"#,
            r#"{"message": "Validation errors", "extensions": {"1-storeOrderId-7": ["currency: must be ISO"]}}"#,
            r#"{"message": "Cannot query field \"x\" on type \"Order\"."}"#,
            r#"{"message": "x", "extensions": {"code": "FORBIDDEN"}}"#,
        ] {
            assert_eq!(is_final(error), Some(true), "{error}");
        }
        for error in [
            r#"{"message": "Something went wrong"}"#,
            r#"{"message": "x", "extensions": {}}"#,
            r#"{"message": "x", "extensions": null}"#,
            r#"{"message": "x", "extensions": [1]}"#,
            r#"{"message": {"odd": 1}}"#,
            r#"{"message": "x", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}"#,
            r#"{"message": "x", "extensions": {"classification": "DataFetchingException"}}"#,
            r#"{"message": "x", "extensions": {"code": "SOMETHING_NEW"}}"#,
        ] {
            assert_eq!(is_final(error), Some(false), "{error}");
        }
    }

    #[test]
    fn a_missing_order_is_not_a_failure_and_a_failure_is_not_a_missing_order() {
        let only_missing = |body: &str| graphql_errors(body.as_bytes()).map(|errors| errors.only_missing());
        assert_eq!(only_missing(r#"{"data":{"getOrder":null}}"#), None);
        assert_eq!(
            only_missing(r#"{"errors":[{"message":"Order not found"}]}"#),
            Some(true)
        );
        assert_eq!(
            only_missing(r#"{"errors":[{"message":"x","extensions":{"code":"NOT_FOUND"}}]}"#),
            Some(true)
        );
        assert_eq!(
            only_missing(r#"{"errors":[{"message":"Order not found"},{"message":"Internal error"}]}"#),
            Some(false)
        );
    }
}
