use std::convert::Infallible;
use std::sync::Arc;

use aws::{Totals, Worker};
use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::{Language, Messages};
use model::CountryCode;

use crate::{Context, Options, guard};

/// The cookie with the language that a person has chosen. It holds for every console on this machine.
pub(crate) const LANGUAGE_COOKIE: &str = "ekobridge_language";

/// A request: its deployment, and the language and form of the response.
pub(crate) struct Visit {
    pub(crate) options: Arc<Options>,
    /// The messages in the person's language.
    pub(crate) text: &'static Messages,
    /// Where a change of the language returns to.
    pub(crate) here: String,
    /// Whether htmx sent the request and expects a part of a page.
    pub(crate) wants_part: bool,
    /// The zone of the company's country, in which pages show times; UTC until the schedule has read the country.
    pub(crate) zone: TimeZone,
}

impl Visit {
    pub(crate) fn worker(&self) -> &Worker {
        &self.options.worker
    }

    /// A time in the company's zone, to the second.
    pub(crate) fn time(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.zone.clone())
            .strftime("%Y-%m-%d %H:%M:%S")
            .to_string()
    }
}

impl FromRequestParts<Context> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, context: &Context) -> Result<Self, Infallible> {
        Ok(Self {
            options: Arc::clone(&context.options),
            text: messages_for(&parts.headers),
            here: here(parts),
            wants_part: parts.headers.contains_key("hx-request"),
            zone: company_zone(context).await,
        })
    }
}

/// The zone of the company's country, which is read until the ledger has it. A page is shown without it: a ledger that cannot be
/// read is told by what the page reads.
async fn company_zone(context: &Context) -> TimeZone {
    if let Some(zone) = context.zone.get() {
        return zone.clone();
    }
    let totals = Totals::read(context.options.worker.ledger())
        .await
        .unwrap_or_default();
    let country = totals
        .country
        .and_then(|country| country.parse::<CountryCode>().ok());
    country.map_or(TimeZone::UTC, |country| {
        let zone = model::company_zone(country).clone();
        context.zone.get_or_init(|| zone).clone()
    })
}

/// The page itself, or, for what a form has sent, the page that the form is on.
fn here(parts: &Parts) -> String {
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    if parts.method == Method::GET {
        return path.to_owned();
    }
    match path.split('/').nth(1).unwrap_or_default() {
        page @ ("parked" | "reconciliation" | "settings") => format!("/{page}"),
        "replay" => "/parked".to_owned(),
        _ => "/".to_owned(),
    }
}

/// The messages in the language that a person has chosen, or else the one that the browser asks for.
pub(crate) fn messages_for(headers: &HeaderMap) -> &'static Messages {
    let chosen = guard::cookies(headers)
        .find(|(name, _)| *name == LANGUAGE_COOKIE)
        .and_then(|(_, tag)| Language::of_tag(tag));
    let accepted = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|header| header.to_str().ok());
    Messages::of(chosen.unwrap_or_else(|| Language::accepted(accepted.unwrap_or_default())))
}
