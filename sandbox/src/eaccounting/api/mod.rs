//! The HTTP side: authentication, scopes and limits. The calls themselves are in [`routes`].

mod routes;

use std::borrow::Cow;

use axum::Router;
use axum::extract::{FromRequest, MatchedPath, RawPathParams, Request};
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, any, get, on};
use axum::{Json, RequestExt as _};
use bytes::Bytes;
use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use super::Eaccounting;
use super::books::Books;
use super::collection::{Collection, scopes};
use super::doc::Doc;
use super::error::Refusal;
use super::query::Query;
use super::table::Table;

/// A handler's response: a status, and an optional body.
type Answer = Result<(StatusCode, Option<Value>), Refusal>;

/// A call that was admitted: with a valid token and scopes, within the rate limit.
struct Call {
    vendor: Eaccounting,
    company: Uuid,
    /// The first segment of the path.
    segment: String,
    /// The path's parameters, in order.
    params: Vec<String>,
    query: String,
    body: Value,
    /// Scheme and host as the caller sees them, for links.
    origin: String,
}

/// The API under `/v2`, and the files to which it links.
pub(super) fn router(vendor: &Eaccounting) -> Router {
    let mut api = Router::new();
    for (method, path, handler) in routes::ROUTES {
        let filter = match *method {
            "POST" => MethodFilter::POST,
            "PUT" => MethodFilter::PUT,
            "DELETE" => MethodFilter::DELETE,
            _ => MethodFilter::GET,
        };
        let answer = async |call: Call| match handler(&call) {
            Ok((status, Some(body))) => (status, Json(body)).into_response(),
            Ok((status, None)) => status.into_response(),
            Err(refusal) => refusal.into_response(),
        };
        api = api.route(path, on(filter, answer));
    }
    // A route instead of a fallback: a nested router's fallback is lost when it is nested once more.
    let api = api
        .route("/{*path}", any(unknown))
        .method_not_allowed_fallback(unknown);
    let api = api.with_state(vendor.clone());
    Router::new()
        .nest("/v2", api)
        .route("/temp/fileanonymous/{id}", get(file))
}

/// A path without methods, and an unsupported method, both get the response for an unknown path.
async fn unknown(method: Method, uri: Uri) -> Refusal {
    Refusal {
        breach: true,
        ..Refusal::not_found(&format!("{method} {}", uri.path()))
    }
}

/// A stand-in for a printed invoice: a minimal PDF.
async fn file() -> impl IntoResponse {
    let pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\
               trailer<</Root 1 0 R>>\n%%EOF\n";
    ([(header::CONTENT_TYPE, "application/pdf")], pdf)
}

impl FromRequest<Eaccounting> for Call {
    type Rejection = Refusal;

    async fn from_request(mut request: Request, vendor: &Eaccounting) -> Result<Self, Refusal> {
        let token = request
            .headers()
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        let session = token.and_then(|token| vendor.identity.session(token));
        let session =
            session.ok_or_else(|| Refusal::new(4005, "The access token is missing or not valid."))?;
        let endpoint = match request.extensions().get::<MatchedPath>() {
            Some(path) => path.as_str().to_owned(),
            None => request.uri().path().to_owned(),
        };
        let endpoint = endpoint
            .rsplit_once("/v2/")
            .map_or(endpoint.as_str(), |(_, rest)| rest)
            .to_owned();
        vendor.count(&endpoint)?;
        let segment = endpoint.split('/').next().unwrap_or_default().to_owned();
        let holds = |scope: &str| session.scopes.iter().any(|held| held == scope);
        let needed = scopes(&segment, request.method() == Method::GET);
        if !holds("ea:api") || !needed.iter().any(|scope| holds(scope)) {
            let message = format!(
                "The access token lacks the scope: ea:api and one of {}.",
                needed.join(", ")
            );
            return Err(Refusal::new(4006, message));
        }
        let params = request.extract_parts::<RawPathParams>().await;
        let params = params.map(|params| params.iter().map(|(_, value)| value.to_owned()).collect());
        let host = request
            .headers()
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        let origin = format!("http://{}", host.unwrap_or("127.0.0.1"));
        let query = request.uri().query().unwrap_or_default().to_owned();
        let body = read_body(request).await?;
        let call = Self {
            vendor: vendor.clone(),
            company: session.company,
            segment,
            params: params.unwrap_or_default(),
            query,
            body,
            origin,
        };
        call.read(|books, _| match books.behaviour.refuses_with {
            Some(code) => Err(Refusal::new(code, "The company refuses every call.")),
            None => Ok(()),
        })?;
        Ok(call)
    }
}

/// The body as JSON. Null if there is none.
async fn read_body(request: Request) -> Result<Value, Refusal> {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let is_json = kind.is_some_and(|kind| kind.starts_with("application/json"));
    let bytes = Bytes::from_request(request, &()).await;
    let bytes = bytes.map_err(|_| Refusal::breach(2000, "The body can't be read."))?;
    if bytes.is_empty() {
        return Ok(Value::Null);
    }
    if !is_json {
        let refusal = Refusal::breach(2000, "The body must be application/json.");
        return Err(Refusal {
            status: 415,
            ..refusal
        });
    }
    serde_json::from_slice(&bytes).map_err(|error| {
        Refusal::breach(
            2000,
            format!(
                "The body is no JSON: line {}, column {}.",
                error.line(),
                error.column()
            ),
        )
    })
}

impl Call {
    fn read<T>(&self, read: impl FnOnce(&Books, Timestamp) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let now = self.vendor.core.now();
        self.vendor
            .read(self.company, |books| read(books, now))
            .ok_or_else(no_company)?
    }

    fn write<T>(
        &self,
        write: impl FnOnce(&mut Books, Timestamp) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let now = self.vendor.core.now();
        self.vendor
            .write(self.company, |books| write(books, now))
            .ok_or_else(no_company)?
    }

    /// The id in the path. One that isn't a GUID matches no record.
    fn id(&self) -> Result<Uuid, Refusal> {
        let id = self.params.first().and_then(|id| id.parse().ok());
        id.ok_or_else(|| Refusal {
            breach: true,
            ..Refusal::not_found("The record")
        })
    }

    fn kind(&self) -> Result<Collection, Refusal> {
        let kind = Collection::ALL
            .into_iter()
            .find(|kind| kind.shelf().path == self.segment);
        kind.ok_or_else(|| Refusal::not_found("The resource"))
    }

    fn parameter(&self, name: &str) -> Option<String> {
        let mut pairs = form_urlencoded::parse(self.query.as_bytes());
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    fn flag(&self, name: &str) -> bool {
        self.parameter(name)
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    fn create(&self, create: fn(&mut Books, &Value, Timestamp) -> Result<Doc, Refusal>) -> Answer {
        self.write(|books, now| shown(StatusCode::CREATED, &create(books, &self.body, now)?))
    }

    fn replace(&self, replace: fn(&mut Books, Uuid, &Value, Timestamp) -> Result<Doc, Refusal>) -> Answer {
        let id = self.id()?;
        self.write(|books, now| shown(StatusCode::OK, &replace(books, id, &self.body, now)?))
    }

    fn act(&self, act: fn(&mut Books, Uuid, Timestamp) -> Result<Doc, Refusal>) -> Answer {
        let id = self.id()?;
        self.write(|books, now| shown(StatusCode::OK, &act(books, id, now)?))
    }

    fn remove(&self, remove: fn(&mut Books, Uuid) -> Result<(), Refusal>) -> Answer {
        let id = self.id()?;
        self.write(|books, _| remove(books, id))?;
        Ok((StatusCode::OK, None))
    }

    fn list(&self, also: &dyn Fn(&Books, &Doc) -> bool) -> Answer {
        let kind = self.kind()?;
        self.list_of(also, |books, _| Cow::Borrowed(books.table(kind)))
    }

    /// Lists the results of `records` as if they were the whole table.
    fn list_of(
        &self,
        also: &dyn Fn(&Books, &Doc) -> bool,
        records: impl Fn(&Books, Timestamp) -> Cow<'_, Table>,
    ) -> Answer {
        let shelf = self.kind()?.shelf();
        self.read(|books, now| {
            let behaviour = &books.behaviour;
            let filterable = |field: &str| {
                !behaviour
                    .unfilterable
                    .contains(&format!("{}/{field}", shelf.path))
            };
            let query = Query::read(&self.query, shelf.model, &filterable)?;
            let page = query.answer(
                &records(books, now),
                shelf.model,
                !behaviour.case_sensitive,
                &|doc| also(books, doc),
                now,
            );
            Ok((StatusCode::OK, Some(page)))
        })
    }
}

fn no_company() -> Refusal {
    Refusal::new(4004, "The company is not active.")
}

fn shown(status: StatusCode, doc: &Doc) -> Answer {
    Ok((status, Some(public(doc))))
}

/// A record without the stand-in's internal fields, in its rows too.
fn public(doc: &Doc) -> Value {
    let mut shown = doc.public();
    if let Some(rows) = shown.get_mut("Rows").and_then(Value::as_array_mut) {
        for row in rows.iter_mut().filter_map(Value::as_object_mut) {
            row.retain(|name, _| !name.starts_with('_'));
        }
    }
    shown
}
