//! Hold and release of one record, and settling its difference. All are POST requests.

use axum::extract::Form;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use model::Source;
use operations::{audit, causes};
use serde::Deserialize;
use why::Released;

use super::failed;
use crate::visit::Visit;

/// A record, and the reason.
#[derive(Debug, Deserialize)]
pub(crate) struct RecordForm {
    record: Source,
    #[serde(default)]
    because: String,
}

pub(crate) async fn hold(visit: Visit, Form(form): Form<RecordForm>) -> Response {
    let (ledger, by) = (visit.worker().ledger(), &visit.options.operator);
    let records = [form.record.to_string()];
    let held = match why::hold(ledger, &form.record, &form.because, by).await {
        Ok(_) => audit::held(ledger, by, &records, form.because.trim()).await,
        Err(problem) => Err(problem),
    };
    match held {
        Ok(()) => to_record(&form.record),
        Err(problem) => failed(&visit, problem),
    }
}

pub(crate) async fn release(visit: Visit, Form(form): Form<RecordForm>) -> Response {
    let worker = visit.worker();
    let (ledger, by) = (worker.ledger(), &visit.options.operator);
    let released = match why::release(worker, &form.record, ledger.now()).await {
        Ok(Released::Queued | Released::Missing) => {
            audit::released(ledger, by, &[form.record.to_string()]).await
        }
        Ok(Released::NotOnHold) => Ok(()),
        Err(problem) => Err(problem),
    };
    match released {
        Ok(()) => to_record(&form.record),
        Err(problem) => failed(&visit, problem),
    }
}

/// Says that the document of a record that has changed since it was sent is right.
pub(crate) async fn settle(visit: Visit, Form(form): Form<RecordForm>) -> Response {
    let (ledger, by) = (visit.worker().ledger(), &visit.options.operator);
    let because = Some(form.because.trim()).filter(|because| !because.is_empty());
    match causes::settle(ledger, &form.record, by, because).await {
        Ok(()) => to_record(&form.record),
        Err(problem) => failed(&visit, problem),
    }
}

pub(super) fn to_record(source: &Source) -> Response {
    let path = format!("/record/{}", super::activity::encoded(&source.to_string()));
    match HeaderValue::from_str(&path) {
        Ok(path) => (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
