//! The one writer of tokens.
//!
//! eAccounting's refresh tokens may be reusable, or rotate and be single use, or be revoked as a family when one is used
//! twice; which it is depends on the client id, and nobody says so. So all are treated as the strictest: one worker at a time
//! refreshes, under a lease, after reading the store again; a refresh token that comes back is stored before the access token
//! beside it is used; a refusal is believed only after reading the store once more. Then the grant is marked as refused in
//! the store, so that no other worker tries, and is probed at most every ten minutes until a person connects again.
//!
//! What cannot be survived: a crash between the login service's answer and its storage, where tokens rotate. It ends in
//! `invalid_grant` and a new authorisation, never in a wrong document.

mod grant;
mod store;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use model::{Clock, Code, Problem};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;
use transport::{Decision, Failure, Idempotency, RetryPolicy, Transport, decide};
use url::Url;

use crate::oauth::{self, OAuthError, TokenSet};
use grant::same;
pub use grant::{CompanyBinding, Grant};
pub use store::{Lease, MemoryTokenStore, TokenStore};

/// Tokens are renewed this long before they end, so that none ends on its way.
const EARLY: SignedDuration = SignedDuration::from_mins(4);
/// How long one worker may renew: longer than the transport's time-out and the store's together.
const LEASE: Duration = Duration::from_secs(90);
/// Between two looks while another worker renews.
const STEP: Duration = Duration::from_millis(250);
/// Looks in all: twenty seconds.
const LOOKS: u32 = 80;
/// A refused grant is tried again this often.
const PROBE_EVERY: SignedDuration = SignedDuration::from_mins(10);
/// Attempts to store a grant that has just been renewed.
const STORE_ATTEMPTS: u32 = 3;

/// A token to call with, and the company that it should be for.
#[derive(Debug, Clone)]
pub struct Access {
    /// The access token.
    pub token: SecretString,
    /// The company that was connected, where that is known.
    pub company: Option<CompanyBinding>,
}

/// Gives access tokens, and renews them.
pub struct Tokens {
    identity: Url,
    store: Arc<dyn TokenStore>,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    cached: Option<Cached>,
    unsaved: Option<Unsaved>,
}

struct Cached {
    access: Access,
    expires_at: Timestamp,
}

/// A renewed grant that the store did not take: kept, since its refresh token may be the only valid one.
struct Unsaved {
    grant: Grant,
    renewed_from: Grant,
}

impl Tokens {
    /// Tokens of the grant in `store`, renewed at the login service `identity`.
    #[must_use]
    pub fn new(
        identity: Url,
        store: Arc<dyn TokenStore>,
        transport: Arc<dyn Transport>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            identity,
            store,
            transport,
            clock,
            state: Mutex::default(),
        }
    }

    /// A token that is valid for at least four minutes.
    ///
    /// # Errors
    /// [`Code::EACCOUNTING_REAUTHORIZE`] when a person must connect again, [`Code::RECORD_LOCKED`] when another worker has been
    /// renewing for long, otherwise the login service's or the store's own failure.
    pub async fn access(&self) -> Result<Access, Problem> {
        let mut state = self.state.lock().await;
        if let Some(cached) = &state.cached
            && self.is_fresh(cached.expires_at)
        {
            return Ok(cached.access.clone());
        }
        self.renew(&mut state, None).await
    }

    /// Another token than this one, which eAccounting refused; of many callers with one refused token, one renews it.
    ///
    /// # Errors
    /// As [`Self::access`].
    pub async fn renewed(&self, refused: &SecretString) -> Result<Access, Problem> {
        let mut state = self.state.lock().await;
        if let Some(cached) = &state.cached
            && self.is_fresh(cached.expires_at)
            && !same(&cached.access.token, refused)
        {
            return Ok(cached.access.clone());
        }
        self.renew(&mut state, Some(refused)).await
    }

    /// Binds the grant to a company, for good: calls that write are refused when a later grant is for another.
    ///
    /// # Errors
    /// [`Code::RECORD_LOCKED`] and the store's failures.
    pub async fn bind(&self, company: CompanyBinding) -> Result<(), Problem> {
        self.bind_as(company, true).await.map(|_| ())
    }

    /// Binds the grant to a company unless it is bound already; the company that it is bound to then.
    ///
    /// # Errors
    /// As [`Self::bind`].
    pub async fn bind_if_unbound(&self, company: CompanyBinding) -> Result<CompanyBinding, Problem> {
        self.bind_as(company, false).await
    }

    async fn bind_as(&self, company: CompanyBinding, replace: bool) -> Result<CompanyBinding, Problem> {
        let mut state = self.state.lock().await;
        let bound = under_lease(&*self.store, async || {
            let mut grant = self.store.load().await?;
            match grant.company {
                Some(bound) if !replace => Ok(bound),
                _ => {
                    grant.company = Some(company.clone());
                    self.store.store(&grant).await?;
                    Ok(company)
                }
            }
        })
        .await?;
        if let Some(cached) = &mut state.cached {
            cached.access.company = Some(bound.clone());
        }
        Ok(bound)
    }

    fn is_fresh(&self, expires_at: Timestamp) -> bool {
        expires_at.duration_since(self.clock.now()) > EARLY
    }

    /// The grant's own token, if it will do.
    fn usable(&self, grant: &Grant, refused: Option<&SecretString>) -> Option<Cached> {
        let token = grant.access_token.as_ref()?;
        let expires_at = grant.access_token_expires_at?;
        let will_do = self.is_fresh(expires_at) && !refused.is_some_and(|refused| same(refused, token));
        will_do.then(|| Cached {
            access: Access {
                token: token.clone(),
                company: grant.company.clone(),
            },
            expires_at,
        })
    }

    fn check_refusal(&self, grant: &Grant) -> Result<(), Problem> {
        if grant.refresh_token.expose_secret().is_empty() {
            return Err(reauthorise("eAccounting is not connected yet."));
        }
        match grant.refused_at {
            Some(at) if self.clock.now().duration_since(at) < PROBE_EVERY => {
                Err(reauthorise("eAccounting refuses the connection."))
            }
            _ => Ok(()),
        }
    }

    async fn renew(&self, state: &mut State, refused: Option<&SecretString>) -> Result<Access, Problem> {
        for look in 0..LOOKS {
            if look > 0 {
                tokio::time::sleep(STEP).await;
            }
            let grant = self.store.load().await?;
            if let Some(cached) = self.usable(&grant, refused) {
                return Ok(keep(state, cached));
            }
            self.check_refusal(&grant)?;
            if let Some(lease) = self.store.lease(LEASE).await? {
                let result = self.renew_leased(state, refused).await;
                release(&*self.store, lease).await;
                return result;
            }
        }
        Err(busy())
    }

    async fn renew_leased(
        &self,
        state: &mut State,
        refused: Option<&SecretString>,
    ) -> Result<Access, Problem> {
        let mut grant = self.store.load().await?;
        let mut reread = false;
        loop {
            if let Some(cached) = self.usable(&grant, refused) {
                return Ok(keep(state, cached));
            }
            self.check_refusal(&grant)?;
            if let Some(unsaved) = state.unsaved.take() {
                // What was renewed before but not stored, unless the store has another grant since.
                if unsaved.renewed_from.is_same_as(&grant) {
                    grant = self.save(state, unsaved).await?;
                    continue;
                }
            }
            match self.refresh(&grant).await {
                Ok(tokens) => {
                    let renewed = self.with_tokens(&grant, tokens);
                    let unsaved = Unsaved {
                        grant: renewed,
                        renewed_from: grant,
                    };
                    let grant = self.save(state, unsaved).await?;
                    return match self.usable(&grant, None) {
                        Some(cached) => Ok(keep(state, cached)),
                        None => Err(unexpected(
                            "eAccounting's login service gave a token that ends at once",
                        )),
                    };
                }
                Err(Refresh::Refused(error)) => {
                    let stored = self.store.load().await?;
                    // Another worker or a person may have written a new grant just now.
                    if !reread && !stored.is_same_as(&grant) {
                        reread = true;
                        grant = stored;
                        continue;
                    }
                    return Err(self.mark_refused(stored, &error).await);
                }
                Err(Refresh::Failed(problem)) => return Err(problem),
            }
        }
    }

    fn with_tokens(&self, grant: &Grant, tokens: TokenSet) -> Grant {
        let lifetime = SignedDuration::try_from(tokens.expires_in).unwrap_or(SignedDuration::ZERO);
        Grant {
            refresh_token: tokens
                .refresh_token
                .unwrap_or_else(|| grant.refresh_token.clone()),
            access_token: Some(tokens.access_token),
            access_token_expires_at: self.clock.now().checked_add(lifetime).ok(),
            refused_at: None,
            ..grant.clone()
        }
    }

    /// Stores a renewed grant, before anybody uses its access token.
    async fn save(&self, state: &mut State, unsaved: Unsaved) -> Result<Grant, Problem> {
        let mut attempt = 1;
        loop {
            match self.store.store(&unsaved.grant).await {
                Ok(()) => return Ok(unsaved.grant),
                Err(problem) if attempt == STORE_ATTEMPTS => {
                    state.unsaved = Some(unsaved);
                    return Err(problem);
                }
                Err(_) => {
                    attempt += 1;
                    tokio::time::sleep(STEP).await;
                }
            }
        }
    }

    async fn mark_refused(&self, grant: Grant, error: &OAuthError) -> Problem {
        let marked = Grant {
            access_token: None,
            access_token_expires_at: None,
            refused_at: Some(self.clock.now()),
            ..grant
        };
        if let Err(problem) = self.store.store(&marked).await {
            tracing::warn!(code = %problem.code, "the refusal of the grant could not be stored; other workers will ask too");
        }
        reauthorise(&format!("eAccounting refuses the connection: {error}."))
    }

    async fn refresh(&self, grant: &Grant) -> Result<TokenSet, Refresh> {
        let policy = RetryPolicy::default();
        let mut attempt = 1;
        loop {
            let request = oauth::refresh(&self.identity, &grant.client(), &grant.refresh_token);
            let error = match self.transport.send(request).await {
                Ok(response) => {
                    return oauth::read_tokens(&response).map_err(|error| match error {
                        OAuthError::InvalidGrant | OAuthError::InvalidClient => Refresh::Refused(error),
                        OAuthError::Refused(ref name) if name == "unauthorized_client" => {
                            Refresh::Refused(error)
                        }
                        OAuthError::RateLimited => Refresh::Failed(
                            failed(Code::EACCOUNTING_RATE_LIMIT, &error)
                                .after(response.retry_after(self.clock.now())),
                        ),
                        // An answer that is no token may be a page that says that the service is closed for an hour.
                        OAuthError::Failed(_) | OAuthError::Unreadable => {
                            Refresh::Failed(failed(Code::EACCOUNTING_SERVER_ERROR, &error))
                        }
                        OAuthError::Refused(_) => {
                            Refresh::Failed(unexpected(&format!("eAccounting's login: {error}")))
                        }
                    });
                }
                Err(error) => error,
            };
            let failure = Failure::Send(error.clone());
            // No jitter: the lease lets one worker at a time through.
            match decide(policy, Idempotency::Create, attempt, &failure, None, 0.0) {
                Decision::Again(wait) => tokio::time::sleep(wait).await,
                Decision::Stop => return Err(Refresh::Failed(failed(Code::EACCOUNTING_UNREACHABLE, &error))),
            }
            attempt += 1;
        }
    }
}

enum Refresh {
    Refused(OAuthError),
    Failed(Problem),
}

/// Writes a new grant, as a person who has just connected brings it: not while a worker renews the old one, which would then
/// overwrite it.
///
/// # Errors
/// [`Code::RECORD_LOCKED`] and the store's failures.
pub async fn install(store: &dyn TokenStore, grant: &Grant) -> Result<(), Problem> {
    under_lease(store, async || store.store(grant).await).await
}

async fn under_lease<T>(
    store: &dyn TokenStore,
    work: impl AsyncFnOnce() -> Result<T, Problem>,
) -> Result<T, Problem> {
    for look in 0..LOOKS {
        if look > 0 {
            tokio::time::sleep(STEP).await;
        }
        if let Some(lease) = store.lease(LEASE).await? {
            let result = work().await;
            release(store, lease).await;
            return result;
        }
    }
    Err(busy())
}

async fn release(store: &dyn TokenStore, lease: Lease) {
    if let Err(problem) = store.release(lease).await {
        tracing::warn!(code = %problem.code, "the token lease could not be released; it expires");
    }
}

fn keep(state: &mut State, cached: Cached) -> Access {
    let access = cached.access.clone();
    state.cached = Some(cached);
    access
}

fn reauthorise(message: &str) -> Problem {
    Problem::new(
        Code::EACCOUNTING_REAUTHORIZE,
        message,
        "Run `ekobridge connect` and log in to eAccounting. Waiting jobs then resume automatically.",
    )
}

fn busy() -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        "Another worker has been refreshing eAccounting's token for twenty seconds.",
        "",
    )
}

fn failed(code: Code, error: &impl std::fmt::Display) -> Problem {
    Problem::new(
        code,
        format!("The access to eAccounting could not be renewed: {error}."),
        "If it lasts, see status.visma.com, and look in AWS at the secret that keeps the access.",
    )
}

fn unexpected(message: &str) -> Problem {
    Problem::new(
        Code::EACCOUNTING_INVALID_RESPONSE,
        format!("{message}."),
        "Report it to Ekobridge's developers.",
    )
}

#[cfg(test)]
mod tests;
