//! Errors, in the vendor's format: `CommonExtendedBadRequest`.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use uuid::Uuid;

/// A call that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: u16,
    pub(crate) message: String,
    pub(crate) fields: Vec<FieldError>,
    /// Whether the request itself violates the documentation, regardless of the company's state. It is recorded as a
    /// violation.
    pub(crate) breach: bool,
}

/// The error of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldError {
    pub(crate) field: String,
    pub(crate) message: String,
}

impl FieldError {
    pub(crate) fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

/// The codes that the stand-in returns, with the HTTP status of each.
///
/// The documentation lists the codes, but not always the status. This table is the only place that sets it. A missing
/// record in the path is [`Refusal::not_found`].
const fn status_of(code: u16) -> u16 {
    match code {
        4005 => 401,
        4003 | 4004 | 4006 | 4007 | 4009 | 4011 | 4012 | 4019 | 4034 => 403,
        4000 => 409,
        4010 => 429,
        4100 | 5002 => 503,
        5000 | 5001 => 500,
        _ => 400,
    }
}

impl Refusal {
    pub(crate) fn new(code: u16, message: impl Into<String>) -> Self {
        Self {
            status: status_of(code),
            code,
            message: message.into(),
            fields: Vec::new(),
            breach: false,
        }
    }

    /// An error for a request that violates the documentation.
    pub(crate) fn breach(code: u16, message: impl Into<String>) -> Self {
        Self {
            breach: true,
            ..Self::new(code, message)
        }
    }

    /// An error (2000) that names the fields.
    pub(crate) fn fields(fields: Vec<FieldError>) -> Self {
        let message = fields
            .iter()
            .map(|error| error.message.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        Self {
            status: 400,
            code: 2000,
            message,
            fields,
            breach: false,
        }
    }

    /// An error (2000) that names one field.
    pub(crate) fn field(field: &str, message: impl Into<String>) -> Self {
        Self::fields(vec![FieldError::new(field, message)])
    }

    /// An error with another code that also names a field.
    pub(crate) fn on_field(code: u16, field: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let fields = vec![FieldError::new(field, message.clone())];
        Self {
            status: status_of(code),
            code,
            message,
            fields,
            breach: false,
        }
    }

    /// No record with this id: 404 with code 3000.
    pub(crate) fn not_found(what: &str) -> Self {
        Self {
            status: 404,
            code: 3000,
            message: format!("{what} does not exist."),
            fields: Vec::new(),
            breach: false,
        }
    }

    /// A request body refers to a record that doesn't exist: 400 with code 3000.
    pub(crate) fn no_such(field: &str) -> Self {
        Self::on_field(
            3000,
            field,
            format!("{field} refers to a record that does not exist."),
        )
    }

    pub(crate) fn body(&self) -> Value {
        let errors: Vec<Value> = self
            .fields
            .iter()
            .map(|error| {
                json!({"Field": error.field, "ErrorCode": self.code.to_string(), "Message": error.message, "Key": null})
            })
            .collect();
        json!({
            "ErrorCode": self.code,
            "DeveloperErrorMessage": self.message,
            "ErrorId": Uuid::new_v4(),
            "Errors": if errors.is_empty() { Value::Null } else { Value::Array(errors) },
        })
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        if self.breach {
            crate::core::violation(format!("{} {}", self.code, self.message));
        }
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut response = (status, Json(self.body())).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = header::HeaderValue::from_static("Bearer error=\"invalid_token\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
