//! Consent: the client, its scopes, and the company.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use url::Url;
use uuid::Uuid;

use super::{Company, Identity, SCOPES};

#[derive(Deserialize)]
pub(super) struct Ask {
    client_id: Option<String>,
    redirect_uri: Option<String>,
    response_type: Option<String>,
    scope: Option<String>,
    state: Option<String>,
    /// The S256 challenge of RFC 7636.
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    /// The sandbox's own parameter: `1` consents immediately, without a page.
    auto: Option<String>,
    /// The sandbox's own parameter: the chosen company.
    company: Option<Uuid>,
    /// The page's buttons.
    decision: Option<String>,
}

#[derive(Template)]
#[template(path = "consent.html")]
struct Page<'a> {
    client_id: &'a str,
    redirect_uri: &'a str,
    scopes: &'a [String],
    state: Option<&'a str>,
    challenge: Option<&'a str>,
    companies: &'a [Company],
    chosen: Uuid,
}

/// A request with a known client and redirect URI, to which errors may be sent.
struct Known {
    redirect_uri: Url,
    scopes: Vec<String>,
    state: Option<String>,
    challenge: Option<String>,
}

pub(super) async fn ask(State(identity): State<Identity>, Query(ask): Query<Ask>) -> Response {
    let known = match know(&identity, &ask) {
        Ok(known) => known,
        Err(response) => return *response,
    };
    if ask.auto.as_deref() == Some("1") {
        return allow(&identity, &known, ask.company);
    }
    let page = Page {
        client_id: ask.client_id.as_deref().unwrap_or_default(),
        redirect_uri: ask.redirect_uri.as_deref().unwrap_or_default(),
        scopes: &known.scopes,
        state: known.state.as_deref(),
        challenge: known.challenge.as_deref(),
        companies: identity.companies(),
        chosen: ask.company.unwrap_or_else(|| identity.lock().chosen),
    };
    match page.render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => {
            tracing::error!(%error, "the consent page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

pub(super) async fn decide(State(identity): State<Identity>, Query(ask): Query<Ask>) -> Response {
    match know(&identity, &ask) {
        Ok(known) if ask.decision.as_deref() == Some("allow") => allow(&identity, &known, ask.company),
        Ok(known) => send_back(&known, &[("error", "access_denied")]),
        Err(response) => *response,
    }
}

fn allow(identity: &Identity, known: &Known, company: Option<Uuid>) -> Response {
    let now = identity.core.now();
    let code = identity.change(|saved| {
        let picked = company.filter(|id| identity.companies.iter().any(|company| company.id == *id));
        saved.chosen = picked.unwrap_or(saved.chosen);
        let redirect_uri = known.redirect_uri.to_string();
        let code = saved
            .grants
            .issue_code(saved.chosen, known.scopes.clone(), redirect_uri, now);
        if let Some(challenge) = &known.challenge {
            saved.grants.challenge(&code, challenge.clone());
        }
        code
    });
    send_back(known, &[("code", &code)])
}

/// An unknown client or redirect URI gets a page, never a redirect, because the URI isn't trusted. All other errors are
/// sent to the client.
fn know(identity: &Identity, ask: &Ask) -> Result<Known, Box<Response>> {
    let credentials = &identity.core.options().credentials;
    let page = |why: &'static str| Box::new((StatusCode::BAD_REQUEST, Html(why)).into_response());
    if ask.client_id.as_deref() != Some(credentials.client_id.as_str()) {
        return Err(page(
            "<h1>unauthorized_client</h1><p>The client_id is unknown.</p>",
        ));
    }
    let redirect_uri = ask.redirect_uri.as_deref().and_then(|uri| Url::parse(uri).ok());
    let Some(redirect_uri) = redirect_uri.filter(|uri| is_registered(uri, &credentials.redirect_uri)) else {
        return Err(page(
            "<h1>invalid_request</h1><p>The redirect_uri is not registered.</p>",
        ));
    };
    let scopes: Vec<String> = ask
        .scope
        .as_deref()
        .unwrap_or_default()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let known = Known {
        redirect_uri,
        scopes,
        state: ask.state.clone(),
        challenge: ask.code_challenge.clone(),
    };
    if known.challenge.is_some() && ask.code_challenge_method.as_deref() != Some("S256") {
        return Err(Box::new(send_back(&known, &[("error", "invalid_request")])));
    }
    if ask.response_type.as_deref() != Some("code") {
        return Err(Box::new(send_back(
            &known,
            &[("error", "unsupported_response_type")],
        )));
    }
    let all_known = known.scopes.iter().all(|scope| SCOPES.contains(&scope.as_str()));
    if !all_known || !known.scopes.iter().any(|scope| scope == "ea:api") {
        return Err(Box::new(send_back(&known, &[("error", "invalid_scope")])));
    }
    Ok(known)
}

/// The registered URI, or any on the loopback address: a tool that listens there picks its own port (RFC 8252).
fn is_registered(uri: &Url, registered: &str) -> bool {
    let loopback =
        uri.scheme() == "http" && matches!(uri.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    loopback || Url::parse(registered).is_ok_and(|registered| registered == *uri)
}

fn send_back(known: &Known, answer: &[(&str, &str)]) -> Response {
    let mut target = known.redirect_uri.clone();
    {
        let mut query = target.query_pairs_mut();
        query.extend_pairs(answer);
        if let Some(state) = &known.state {
            query.append_pair("state", state);
        }
    }
    Redirect::to(target.as_str()).into_response()
}
