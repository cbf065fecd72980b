//! eAccounting's error responses: every code with its meaning and remedy.

mod code;

use std::fmt;
use std::time::Duration;

use model::{Code, Kind, Named, Problem, event, field_name, words};
use serde::Deserialize;
use serde_json::Value;

pub use code::{ApiErrorCode, Meaning};

/// The wait at the rate limit if eAccounting names none.
const RATE_LIMIT_WAIT: Duration = Duration::from_secs(60);

/// One field that eAccounting refuses (`CommonError`), without the vendor's text, which may quote the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field, such as `InvoiceCity` or `Rows[0].UnitPrice`.
    pub field: Option<String>,
    /// The vendor's word for the error.
    pub code: Option<String>,
    /// The vendor's key of it.
    pub key: Option<String>,
}

/// A refusal or failure that eAccounting answered (`CommonExtendedBadRequest`).
#[derive(Clone, PartialEq, Eq)]
pub struct ApiError {
    /// HTTP status.
    pub status: u16,
    /// eAccounting's code; none when the body has none (a proxy's page, an empty 401).
    pub code: Option<ApiErrorCode>,
    /// The id by which eAccounting's support finds the call.
    pub error_id: Option<String>,
    /// The fields that it refuses.
    pub fields: Vec<FieldError>,
    /// How long it asked to wait.
    pub wait: Option<Duration>,
    // Whether the body was eAccounting's or empty, and not a proxy's page.
    recognised: bool,
    // May quote values: for reading the wait from, never for showing.
    developer_message: Option<String>,
}

/// An error body, of which every part may be missing or something else: what can be read counts.
#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct Body {
    error_code: Loose,
    developer_error_message: Loose,
    error_id: Loose,
    errors: Value,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "PascalCase", default)]
struct BodyError {
    field: Loose,
    error_code: Loose,
    key: Loose,
}

/// A text or a number; anything else is as good as nothing.
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

impl Body {
    fn fields(self) -> Vec<BodyError> {
        let Value::Array(errors) = self.errors else {
            return Vec::new();
        };
        let read = |error| serde_json::from_value(error).ok();
        errors.into_iter().take(20).filter_map(read).collect()
    }
}

impl ApiError {
    /// Reads an answer that is not a success. The body may be anything: an error object, a web page, nothing.
    #[must_use]
    pub fn read(status: u16, body: &[u8]) -> Self {
        let recognised = body.is_empty();
        let Ok(mut body) = serde_json::from_slice::<Body>(body) else {
            return Self {
                recognised,
                status,
                code: (status == 429).then_some(ApiErrorCode::RateLimit),
                error_id: None,
                fields: Vec::new(),
                wait: None,
                developer_message: None,
            };
        };
        let code = body
            .error_code
            .0
            .as_deref()
            .and_then(|code| code.trim().parse::<i32>().ok())
            .filter(|code| *code != 0)
            .map(ApiErrorCode::from)
            .or((status == 429).then_some(ApiErrorCode::RateLimit));
        let error_id = body.error_id.0.take().and_then(plain);
        let developer_message = body.developer_error_message.0.take();
        let fields = body.fields().into_iter();
        Self {
            status,
            code,
            error_id,
            fields: fields
                .map(|error| FieldError {
                    field: error.field.0.and_then(plain),
                    code: error.error_code.0.and_then(plain),
                    key: error.key.0.and_then(plain),
                })
                .collect(),
            wait: None,
            recognised: true,
            developer_message,
        }
    }

    /// With the wait that the response's text or header asks for; the text takes precedence, since eAccounting is known
    /// to give it there.
    #[cfg(feature = "client")]
    #[must_use]
    pub(crate) fn asking(mut self, header: Option<Duration>) -> Self {
        let text = self.developer_message.as_deref();
        self.wait = text.and_then(transport::wait_from_text).or(header);
        self
    }

    /// Whether there is one with the same number or key already: look it up (HTTP 409 or code 4000).
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        self.code == Some(ApiErrorCode::Conflict) || (self.status == 409 && self.code.is_none())
    }

    /// Whether eAccounting says that the record doesn't exist. A 404 or 410 with a foreign body (a proxy's page, a wrong
    /// address) doesn't.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.code == Some(ApiErrorCode::ObjectMissing)
            || (matches!(self.status, 404 | 410) && self.code.is_none() && self.recognised)
    }

    /// Whether the search itself is refused: eAccounting cannot filter or sort by that. Its code is 6000; of a list, any 400
    /// that names no other cause says so.
    #[must_use]
    pub fn is_unfilterable(&self) -> bool {
        match self.code {
            None | Some(ApiErrorCode::Unknown(_) | ApiErrorCode::Validation) => self.status == 400,
            Some(code) => code == ApiErrorCode::ODataInvalid,
        }
    }

    /// Whether a creating call may have created all the same: a server error without a cause that rules it out.
    #[must_use]
    pub fn may_have_created(&self) -> bool {
        match self.code {
            Some(
                ApiErrorCode::ServerError
                | ApiErrorCode::DependencyError
                | ApiErrorCode::DependencyUnavailable,
            ) => true,
            // A named reason is a refusal, whatever its status, unless it is one that may come from after the work.
            Some(code) if !matches!(code, ApiErrorCode::Unknown(_) | ApiErrorCode::ExternalService) => false,
            _ => self.status >= 500 || self.status == 408 || self.status < 400,
        }
    }

    /// What it means: by code, else by HTTP status.
    #[must_use]
    pub fn meaning(&self) -> Meaning {
        match (self.code, self.status) {
            (Some(ApiErrorCode::Unknown(_)) | None, 401) => ApiErrorCode::NotAuthorised.meaning(),
            (Some(ApiErrorCode::Unknown(_)) | None, 403) => ApiErrorCode::PermissionMissing.meaning(),
            (Some(ApiErrorCode::Unknown(_)) | None, 404) => ApiErrorCode::ObjectMissing.meaning(),
            (Some(ApiErrorCode::Unknown(_)) | None, 409) => ApiErrorCode::Conflict.meaning(),
            (Some(ApiErrorCode::Unknown(_)) | None, 429) => ApiErrorCode::RateLimit.meaning(),
            (Some(ApiErrorCode::Unknown(_)) | None, 408 | 500..) => ApiErrorCode::ServerError.meaning(),
            (Some(code), _) => code.meaning(),
            (None, _) => ApiErrorCode::Unknown(0).meaning(),
        }
    }

    /// The problem: `doing` is the call's object, such as "the customer", `record` is the record that it was for, such
    /// as "order 1001", or empty. Names fields and codes, never values and never the vendor's own text.
    #[must_use]
    pub fn to_problem(&self, doing: &str, record: &str) -> Problem {
        let Meaning {
            text,
            code,
            kind,
            remedy,
        } = self.meaning();
        let what = of(doing, record);
        let named: Vec<(String, String)> = self.fields.iter().filter_map(FieldError::text).collect();
        let number = match self.code {
            Some(code) => Named::otherwise(format!("error {}", i32::from(code)), i32::from(code).to_string()),
            None => Named::from(format!("HTTP {}", self.status)),
        };
        let error = match &self.error_id {
            Some(id) => Named::otherwise(
                format!("{}, error id {id}", number.in_english()),
                format!("{}, {id}", number.as_stored()),
            ),
            None => number,
        };
        let (english, fields): (Vec<String>, Vec<String>) = named.into_iter().unzip();
        let fields = Named::otherwise(english.join(", "), fields.join(", "));
        let message = match (kind, english.is_empty()) {
            (Kind::RetryLater, true) => event::not_taken(what, text, error),
            (Kind::RetryLater, false) => event::not_taken_fields(what, text, fields, error),
            (_, true) => event::refused(what, text, error),
            (_, false) => event::refused_fields(what, text, fields, error),
        };
        let wait = match code {
            Code::EACCOUNTING_RATE_LIMIT => Some(self.wait.unwrap_or(RATE_LIMIT_WAIT)),
            _ => self.wait,
        };
        Problem::new(code, message, remedy).with_kind(kind).after(wait)
    }
}

/// Shows no vendor text: it may quote values.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("error_id", &self.error_id)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

impl FieldError {
    /// In the words of eAccounting's screens, and by its names in the API.
    fn text(&self) -> Option<(String, String)> {
        Some(match (&self.field, &self.code) {
            (Some(field), Some(code)) => (
                format!("{} ({})", field_name(field), words(code)),
                format!("{field} ({code})"),
            ),
            (Some(field), None) => (field_name(field), field.clone()),
            (None, Some(code)) => (words(code), code.clone()),
            (None, None) => return None,
        })
    }
}

/// "the customer of order 1001", or "the customer".
pub(crate) fn of(doing: &str, record: &str) -> String {
    if record.is_empty() {
        doing.to_owned()
    } else {
        format!("{doing} of {record}")
    }
}

/// A vendor's identifier, or nothing if it isn't one: free text may quote values.
fn plain(text: String) -> Option<String> {
    let text = text.trim();
    let fits = (1..=80).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._[]-".contains(&b));
    fits.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(status: u16, body: serde_json::Value) -> ApiError {
        ApiError::read(status, body.to_string().as_bytes())
    }

    const ERROR_ID: &str = "0d9a3b1c-2d3e-4a6f-9a9f-6a1bd9d53a4b";

    #[test]
    fn a_refusal_names_the_record_the_fields_and_the_error_id() {
        let error = read(
            400,
            json!({"ErrorCode": 2000, "DeveloperErrorMessage": "Validation failed", "ErrorId": ERROR_ID,
                "Errors": [{"Field": "InvoiceCity", "ErrorCode": "Required", "Message": "City is needed", "Key": null},
                           {"Field": "Rows[0].UnitPrice", "ErrorCode": 12, "Message": null}]}),
        );
        let problem = error.to_problem("the customer", "order 1001");
        insta::assert_snapshot!(problem, @"eAccounting refused the customer of order 1001: a field's value breaks eAccounting's rules: city (required), unit price of row 1 (12) (error 2000, error id 0d9a3b1c-2d3e-4a6f-9a9f-6a1bd9d53a4b). Correct the named fields in the shop, in ActiveCampaign or in the mapping, then replay the record. [eaccounting_rejected]");
        assert_eq!(problem.kind, Kind::NeedsPerson);
    }

    #[test]
    fn the_vendors_free_text_never_shows() {
        let error = read(
            400,
            json!({"ErrorCode": 2000, "DeveloperErrorMessage": "marked", "ErrorId": "marked text",
                "Errors": [{"Field": "marked text", "ErrorCode": "marked text", "Message": "marked", "Key": "marked text"}]}),
        );
        let shown = format!("{} {:?}", error.to_problem("the customer", "order 1"), error);
        assert!(!shown.contains("marked"), "{shown}");
    }

    #[test]
    fn every_code_becomes_a_problem_of_its_own_kind() {
        for code in ApiErrorCode::ALL {
            let error = read(400, json!({"ErrorCode": i32::from(*code)}));
            let problem = error.to_problem("the order", "order 7");
            assert_eq!(
                (problem.code, problem.kind),
                (code.meaning().code, code.meaning().kind)
            );
            assert_eq!(problem.remedy, code.meaning().remedy);
            assert!(
                problem.message.contains(&format!("(error {})", i32::from(*code))),
                "{problem}"
            );
            assert_eq!(problem.kind, problem.code.kind(), "{code:?}");
        }
    }

    #[test]
    fn an_answer_without_an_error_object_is_judged_by_its_status() {
        for (status, code) in [
            (401, Code::EACCOUNTING_REAUTHORIZE),
            (403, Code::EACCOUNTING_NO_ACCESS),
            (404, Code::EACCOUNTING_REJECTED),
            (429, Code::EACCOUNTING_RATE_LIMIT),
            (400, Code::EACCOUNTING_REJECTED),
            (500, Code::EACCOUNTING_SERVER_ERROR),
            (503, Code::EACCOUNTING_SERVER_ERROR),
        ] {
            for body in [
                &b""[..],
                b"<html>Service Unavailable</html>",
                b"{\"x\":",
                b"[]",
                b"null",
                b"{}",
            ] {
                let problem = ApiError::read(status, body).to_problem("the order", "");
                assert_eq!(problem.code, code, "{status}");
            }
        }
    }

    #[test]
    fn the_limit_is_waited_out_for_a_minute_when_it_does_not_say_how_long() {
        let problem = ApiError::read(429, b"").to_problem("the order", "order 1");
        assert_eq!(problem.wait, Some(Duration::from_secs(60)));
    }

    #[cfg(feature = "client")]
    #[test]
    fn the_wait_is_taken_from_the_text_then_from_the_header() {
        let text = "API calls quota exceeded! maximum admitted 600 per Minute. Try again in 55 seconds.";
        let error = read(429, json!({"ErrorCode": 4010, "DeveloperErrorMessage": text}));
        let header = Some(Duration::from_secs(9));
        let wait = |error: &ApiError| error.to_problem("the order", "").wait;
        assert_eq!(wait(&error.asking(header)), Some(Duration::from_secs(55)));
        assert_eq!(wait(&ApiError::read(429, b"").asking(header)), header);
    }

    #[test]
    fn a_duplicate_is_known_by_code_or_by_status() {
        assert!(read(409, json!({})).is_duplicate());
        assert!(read(400, json!({"ErrorCode": 4000})).is_duplicate());
        assert!(!read(400, json!({"ErrorCode": 2000})).is_duplicate());
    }

    #[test]
    fn a_page_of_a_proxy_does_not_say_that_a_record_is_missing() {
        assert!(read(404, json!({"ErrorCode": 3000})).is_missing());
        assert!(read(400, json!({"ErrorCode": 3000})).is_missing());
        assert!(ApiError::read(404, b"").is_missing());
        assert!(ApiError::read(410, b"").is_missing());
        assert!(!ApiError::read(410, b"<html>Gone</html>").is_missing());
        assert!(!ApiError::read(404, b"<html>Not Found</html>").is_missing());
        assert!(!read(404, json!({"ErrorCode": 4011})).is_missing());
        assert!(!ApiError::read(500, b"").is_missing());
    }

    #[test]
    fn a_creation_is_in_doubt_after_a_server_error_but_not_a_named_rejection() {
        for (status, code, outcome_unknown) in [
            (500, 5000, true),
            (400, 5001, true),
            (503, 0, true),
            (500, 5003, false),
            (500, 2000, false),
            (503, 4100, true),
            (400, 4100, false),
            (400, 4999, false),
            (302, 0, true),
        ] {
            let error = read(status, json!({"ErrorCode": code}));
            assert_eq!(error.may_have_created(), outcome_unknown, "{status} {code}");
        }
    }

    #[test]
    fn a_list_refuses_a_query_with_its_code_or_with_none_that_says_otherwise() {
        for refusal in [
            json!({"ErrorCode": 6000}),
            json!({"ErrorCode": 2000}),
            json!({}),
            json!({"ErrorCode": 9999}),
        ] {
            assert!(read(400, refusal).is_unfilterable());
        }
        assert!(ApiError::read(400, b"Bad Request").is_unfilterable());
        for (status, other) in [(400, 4011), (403, 0), (404, 0), (429, 0), (500, 0)] {
            assert!(
                !read(status, json!({"ErrorCode": other})).is_unfilterable(),
                "{status}"
            );
        }
    }

    #[test]
    fn what_can_be_read_of_an_error_counts_whatever_the_rest_is() {
        let odd = json!({"ErrorCode": "4000", "ErrorId": 7, "DeveloperErrorMessage": null, "traceId": "x",
            "Errors": [{"Field": "Name", "ErrorCode": 2000}, "odd", {"Field": 5}]});
        let error = read(400, odd);
        assert_eq!(
            (error.code, error.fields.len()),
            (Some(ApiErrorCode::Conflict), 2)
        );
        // ASP.NET's own.
        let problem =
            json!({"type": "about:blank", "title": "Not Found", "status": 404, "Errors": {"Id": ["no"]}});
        assert!(read(404, problem).is_missing());
    }

    #[test]
    fn codes_are_read_as_numbers_and_as_text() {
        assert_eq!(
            read(400, json!({"ErrorCode": "4024"})).code,
            Some(ApiErrorCode::SalesAccountMissing)
        );
    }

    proptest::proptest! {
        #[test]
        fn no_body_whatever_panics(status in 100_u16..600, body in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let _ = ApiError::read(status, &body).to_problem("the order", "order 1");
        }
    }
}
