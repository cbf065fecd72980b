//! Responses of the REST API, with its error shapes.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::core::violation;

/// A status and a JSON body.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Value,
}

/// A refusal is a response too; `?` ends a handler with one.
pub(super) type Handled = Result<Answer, Answer>;

impl Answer {
    pub(super) fn ok(body: Value) -> Self {
        Self { status: 200, body }
    }

    pub(super) fn created(body: Value) -> Self {
        Self { status: 201, body }
    }

    /// The shape for a record that doesn't exist: "No Result found for Subscriber with id 1".
    pub(super) fn no_result(kind: &str, id: &str) -> Self {
        Self {
            status: 404,
            body: json!({"message": format!("No Result found for {kind} with id {id}")}),
        }
    }

    /// The message shape.
    pub(super) fn message(status: u16, message: &str) -> Self {
        Self {
            status,
            body: json!({"message": message}),
        }
    }

    /// The list shape with a code and a pointer to the attribute.
    pub(super) fn invalid(code: &str, attribute: &str, title: &str) -> Self {
        violation(format!("{attribute}: {title}"));
        let error = json!({
            "title": title, "detail": "", "code": code,
            "source": {"pointer": format!("/data/attributes/{attribute}")},
        });
        Self {
            status: 422,
            body: json!({"errors": [error]}),
        }
    }

    /// As [`Answer::invalid`], for a valid request that the account's state doesn't allow.
    pub(super) fn duplicate(attribute: &str, title: &str) -> Self {
        let error = json!({
            "title": title, "detail": "", "code": "duplicate",
            "source": {"pointer": format!("/data/attributes/{attribute}")},
        });
        Self {
            status: 422,
            body: json!({"errors": [error]}),
        }
    }

    /// The list shape with a status: `{"errors":[{"status":400,"title":"Bad Request","detail":…}]}`.
    pub(super) fn bad_request(detail: &str) -> Self {
        violation(detail);
        Self::status_list(400, "Bad Request", detail)
    }

    pub(super) fn not_found(detail: &str) -> Self {
        Self::status_list(404, "Not Found", detail)
    }

    fn status_list(status: u16, title: &str, detail: &str) -> Self {
        Self {
            status,
            body: json!({"errors": [{"status": status, "title": title, "detail": detail}]}),
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Json(self.body)).into_response()
    }
}
