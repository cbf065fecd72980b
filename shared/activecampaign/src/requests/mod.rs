//! Requests to ActiveCampaign as data: pure functions, one an endpoint. The client carries them.

mod ecommerce;
mod rest;
mod writes;

pub(crate) use ecommerce::*;
pub(crate) use rest::*;
pub(crate) use writes::*;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Method};
use serde_json::{Value, json};
use transport::{Idempotency, Request};
use url::Url;

use crate::What;

/// The most that a list gives at a time ("Pagination"; GraphQL: "Searches"). Without asking for it, it is 20.
pub(crate) const PAGE: usize = 100;

/// A request before it knows where ActiveCampaign is and who asks.
#[derive(Clone)]
pub(crate) struct Call {
    method: Method,
    path: Vec<String>,
    query: Vec<(String, String)>,
    body: Option<Value>,
    pub(crate) what: What,
}

impl Call {
    fn new(method: Method, path: &[&str], label: &'static str, effect: Idempotency) -> Self {
        Self {
            method,
            path: path.iter().map(|part| segment(part).to_owned()).collect(),
            query: Vec::new(),
            body: None,
            what: What {
                label,
                record: None,
                effect,
            },
        }
    }

    fn get(path: &[&str], label: &'static str) -> Self {
        Self::new(Method::GET, path, label, Idempotency::Read)
    }

    fn query(mut self, name: &str, value: impl Into<String>) -> Self {
        self.query.push((name.to_owned(), value.into()));
        self
    }

    fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    fn about(mut self, record: impl Into<String>) -> Self {
        self.what.record = Some(record.into());
        self
    }

    /// The same for a page of a list.
    pub(crate) fn page(self, offset: usize) -> Self {
        self.query("limit", PAGE.to_string())
            .query("offset", offset.to_string())
    }

    /// The request to the account at `base` with its API key.
    pub(crate) fn request(&self, base: &Url, key: &HeaderValue) -> Request {
        let mut url = base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            // Pushed one by one, so that no id can reach another endpoint.
            path.pop_if_empty().extend(["api", "3"]).extend(&self.path);
        }
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        let mut request = Request::new(self.method.clone(), url, self.what.label, self.what.effect)
            .header(HeaderName::from_static("api-token"), key.clone())
            .header(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(body) = &self.body {
            request.body = Some(Bytes::from(body.to_string()));
            request = request.header(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        request
    }
}

/// A part of a path. What would lead to another endpoint becomes an id that no record has.
fn segment(part: &str) -> &str {
    if matches!(part, "" | "." | "..") {
        "_"
    } else {
        part
    }
}

/// A call of e-commerce GraphQL.
fn graphql_call(query: String, variables: Value, record: Option<String>, effect: Idempotency) -> Call {
    let mut call = Call::new(Method::POST, &["ecom", "graphql"], "POST /ecom/graphql", effect)
        .body(json!({"query": query, "variables": variables}));
    call.what.record = record;
    call
}

/// The account's URL without what some copy along: a query, a slash at the end, `/api/3`.
pub(crate) fn base(url: &Url) -> Url {
    let mut base = url.clone();
    base.set_query(None);
    base.set_fragment(None);
    let path = base.path().trim_end_matches('/');
    let path = path.strip_suffix("/api/3").unwrap_or(path).to_owned();
    base.set_path(&path);
    base
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url_of(call: &Call, at: &str) -> String {
        call.request(&base(&at.parse().unwrap()), &HeaderValue::from_static("key"))
            .url
            .to_string()
    }

    #[test]
    fn the_url_may_be_copied_with_a_slash_or_the_api_path() {
        for at in [
            "https://a.example",
            "https://a.example/",
            "https://a.example/api/3",
            "https://a.example/api/3/?x=1",
        ] {
            assert_eq!(url_of(&me(), at), "https://a.example/api/3/users/me", "{at}");
        }
        assert_eq!(
            url_of(&me(), "http://127.0.0.1:1/activecampaign"),
            "http://127.0.0.1:1/activecampaign/api/3/users/me"
        );
    }

    #[test]
    fn no_id_reaches_another_endpoint() {
        assert_eq!(
            url_of(&contact("../users/1?x"), "https://a.example"),
            "https://a.example/api/3/contacts/..%2Fusers%2F1%3Fx"
        );
        assert_eq!(
            url_of(&contact(".."), "https://a.example"),
            "https://a.example/api/3/contacts/_"
        );
    }

    #[test]
    fn the_key_goes_into_its_header_and_nowhere_else() {
        let request = contact("5").request(
            &"https://a.example".parse().unwrap(),
            &HeaderValue::from_static("k3y"),
        );
        assert_eq!(request.headers["api-token"], "k3y");
        assert!(!request.url.as_str().contains("k3y"));
    }

    #[test]
    fn filters_are_encoded() {
        let email = "a+b@example.com".parse().unwrap();
        assert_eq!(
            url_of(&contacts_by_email(&email), "https://a.example"),
            "https://a.example/api/3/contacts?email=a%2Bb%40example.com"
        );
    }
}
