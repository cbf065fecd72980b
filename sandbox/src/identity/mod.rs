//! The identity server of eAccounting: consent, tokens, revocation.
//!
//! It accepts the one client of [`crate::Credentials`]. A token belongs to one user, one company and one client, as at
//! the vendor. There are two companies, so that tests can connect to the wrong one. [`TokenMode`] sets the rule for
//! refresh tokens, because the vendor documents more than one.

mod authorize;
mod grants;
mod token;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::core::Core;
use crate::core::control::bad_request;
use crate::eaccounting::presets;
pub(crate) use grants::Session;
pub use grants::TokenMode;

/// All scopes that the vendor documents for a sales integration, and `offline_access`.
const SCOPES: [&str; 8] = [
    "ea:api",
    "offline_access",
    "ea:sales",
    "ea:sales_readonly",
    "ea:accounting",
    "ea:accounting_readonly",
    "ea:purchase",
    "ea:purchase_readonly",
];

/// A company that a person can choose at consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Company {
    /// `CompanySettingsApi.CompanyIdentifier`.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// How often the token endpoint was called, by result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenCalls {
    /// Codes exchanged.
    pub authorization_code: u64,
    /// Refresh tokens exchanged.
    pub refresh_token: u64,
    /// Calls that returned no token.
    pub refused: u64,
}

#[derive(Clone, Serialize, Deserialize)]
struct Saved {
    grants: grants::Grants,
    calls: TokenCalls,
    /// The company of a consent if the person chooses none.
    chosen: Uuid,
}

/// The identity server. Cheap to clone.
#[derive(Clone)]
pub struct Identity {
    core: Core,
    companies: Arc<[Company]>,
    saved: Arc<Mutex<Saved>>,
}

impl Identity {
    pub(crate) fn new(core: Core) -> Self {
        let companies: Arc<[Company]> = presets::companies(core.options().company)
            .into_iter()
            .map(|(id, name)| Company {
                id,
                name: name.to_owned(),
            })
            .collect();
        let saved = core.load("identity").unwrap_or_else(|| fresh(&core));
        Self {
            core,
            companies,
            saved: Arc::new(Mutex::new(saved)),
        }
    }

    /// `/connect/authorize`, `/connect/token`, `/connect/revocation`.
    pub(crate) fn router(&self) -> Router {
        Router::new()
            .route("/connect/authorize", get(authorize::ask))
            .route("/connect/decision", get(authorize::decide))
            .route("/connect/token", post(token::token))
            .route("/connect/revocation", post(token::revocation))
            .with_state(self.clone())
    }

    /// The control API: `GET /`, `POST /mode {"mode"}`, `POST /revoke`, `POST /expire`, `POST /grant`,
    /// `POST /company {"id"}`.
    pub(crate) fn control(&self) -> Router {
        Router::new()
            .route("/", get(show))
            .route("/mode", post(set_mode))
            .route("/revoke", post(revoke))
            .route("/expire", post(expire))
            .route("/grant", post(grant))
            .route("/company", post(switch))
            .with_state(self.clone())
    }

    /// The companies. The first is the one that is connected at the start.
    #[must_use]
    pub fn companies(&self) -> &[Company] {
        &self.companies
    }

    /// The current rule for refresh tokens.
    #[must_use]
    pub fn token_mode(&self) -> TokenMode {
        self.lock().grants.mode
    }

    /// Sets the rule for refresh tokens.
    pub fn set_token_mode(&self, mode: TokenMode) {
        self.change(|saved| saved.grants.mode = mode);
    }

    /// Revokes all grants, as a changed password does: access and refresh tokens become invalid.
    pub fn revoke(&self) {
        self.change(|saved| saved.grants.revoke_all());
    }

    /// Expires all access tokens. Refresh tokens stay valid.
    pub fn expire_access_tokens(&self) {
        self.change(|saved| saved.grants.expire_access());
    }

    /// Grants access with all scopes, as a person's consent does, and returns the refresh token.
    #[must_use]
    pub fn grant(&self) -> String {
        self.grant_scopes(&SCOPES)
    }

    /// Grants access with only these scopes.
    #[must_use]
    pub fn grant_scopes(&self, scopes: &[&str]) -> String {
        let token = Uuid::new_v4().simple().to_string();
        self.change(|saved| {
            let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
            saved.grants.grant(saved.chosen, scopes, Some(token.clone()));
        });
        token
    }

    /// An access token for a new grant with these scopes, for a test's own calls.
    #[must_use]
    pub fn access_token(&self, scopes: &[&str]) -> String {
        let now = self.core.now();
        self.change(|saved| {
            let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
            let grant = saved.grants.grant(saved.chosen, scopes, None);
            saved.grants.tokens(grant, None, now).access
        })
    }

    /// Moves all current and future grants to another company, as if the person had chosen the wrong one. False if
    /// there is no such company.
    pub fn switch_company(&self, id: Uuid) -> bool {
        let known = self.companies.iter().any(|company| company.id == id);
        if known {
            self.change(|saved| {
                saved.chosen = id;
                saved.grants.move_to(id);
            });
        }
        known
    }

    /// How often the token endpoint was called.
    #[must_use]
    pub fn token_calls(&self) -> TokenCalls {
        self.lock().calls
    }

    /// Mode, counts, companies and the chosen one, as JSON. No tokens.
    #[must_use]
    pub fn snapshot(&self) -> serde_json::Value {
        let saved = self.lock();
        json!({
            "mode": saved.grants.mode,
            "token_calls": saved.calls,
            "companies": *self.companies,
            "company": saved.chosen,
        })
    }

    /// Revokes all grants. The refresh token of the credentials is valid again.
    pub fn reset(&self) {
        let fresh = fresh(&self.core);
        self.change(|saved| *saved = fresh);
    }

    /// The owner of an access token, while it is valid.
    pub(crate) fn session(&self, access_token: &str) -> Option<Session> {
        self.lock().grants.session(access_token, self.core.now())
    }

    fn change<T>(&self, change: impl FnOnce(&mut Saved) -> T) -> T {
        let mut saved = self.lock();
        let result = change(&mut saved);
        self.core.save("identity", || saved.clone());
        result
    }

    fn lock(&self) -> MutexGuard<'_, Saved> {
        self.saved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn fresh(core: &Core) -> Saved {
    let chosen = presets::companies(core.options().company)[0].0;
    let mut grants = grants::Grants::default();
    let scopes = SCOPES.map(str::to_owned).to_vec();
    grants.grant(
        chosen,
        scopes,
        Some(core.options().credentials.refresh_token.clone()),
    );
    Saved {
        grants,
        calls: TokenCalls::default(),
        chosen,
    }
}

async fn show(State(identity): State<Identity>) -> Json<serde_json::Value> {
    Json(identity.snapshot())
}

#[derive(Deserialize)]
struct Mode {
    mode: TokenMode,
}

async fn set_mode(State(identity): State<Identity>, Json(body): Json<Mode>) -> StatusCode {
    identity.set_token_mode(body.mode);
    StatusCode::NO_CONTENT
}

async fn revoke(State(identity): State<Identity>) -> StatusCode {
    identity.revoke();
    StatusCode::NO_CONTENT
}

async fn expire(State(identity): State<Identity>) -> StatusCode {
    identity.expire_access_tokens();
    StatusCode::NO_CONTENT
}

async fn grant(State(identity): State<Identity>) -> Json<serde_json::Value> {
    Json(json!({"refresh_token": identity.grant()}))
}

#[derive(Deserialize)]
struct Which {
    id: Uuid,
}

async fn switch(State(identity): State<Identity>, Json(which): Json<Which>) -> Response {
    if identity.switch_company(which.id) {
        StatusCode::NO_CONTENT.into_response()
    } else {
        bad_request("There is no company with this id.")
    }
}

#[cfg(test)]
mod tests;
