//! The one writer of tokens.
//!
//! eAccounting's refresh tokens may be reusable, or rotate and be single use, or be revoked as a family when one is used
//! twice; which it is depends on the client id, and nobody says so. So all are treated as the strictest: one worker at a time
//! refreshes, under a lease that outlives its request, after reading the store again; a refresh token that comes back is stored
//! before the access token beside it is used; a refusal is believed only after reading the store once more. Then the grant is
//! marked as refused in the store, so that no other worker tries, and is probed at most every ten minutes until a person
//! connects again. Each write names the version that it follows from: a worker that stood still past its lease overwrites no
//! newer grant.
//!
//! What cannot be survived: a crash between the login service's answer and its storage, where tokens rotate. It ends in
//! `invalid_grant` and a new authorisation, never in a wrong document.

mod grant;
pub mod rules;
mod store;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use model::{Clock, Code, Problem};
use secrecy::SecretString;
use tokio::sync::Mutex;
use transport::{Decision, Failure, Idempotency, RetryPolicy, Transport, decide};
use url::Url;

use crate::oauth::{self, OAuthError, TokenSet};
use grant::same;
pub use grant::{CompanyBinding, Grant};
use rules::{AfterRefusal, Step, Unsaved};
pub use store::{Lease, MemoryTokenStore, StoredGrant, TokenStore, Version};

/// How long one worker may renew: longer than [`rules::SENDING`], twice where a first request certainly did not arrive.
const LEASE: Duration = Duration::from_secs(90);
/// Between two looks while another worker renews.
const STEP: Duration = Duration::from_millis(250);
/// Looks in all: twenty seconds.
const LOOKS: u32 = 80;
/// Looks in all of a person, who waits until the lease of a killed process has ended: 95 seconds.
const LOOKS_OF_A_PERSON: u32 = 380;
/// Attempts to store a grant that has just been renewed.
const STORE_ATTEMPTS: u32 = 3;
/// How often one renewal starts over because another worker or a person wrote the grant.
const ROUNDS: u32 = 5;

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
        let bound = under_lease(&*self.store, LOOKS, async || {
            for _ in 0..ROUNDS {
                let StoredGrant { mut grant, version } = self.store.load().await?;
                match grant.company {
                    Some(bound) if !replace => return Ok(bound),
                    _ => grant.company = Some(company.clone()),
                }
                if self.store.store(&grant, Some(&version)).await?.is_some() {
                    return Ok(company);
                }
            }
            Err(busy())
        })
        .await?;
        if let Some(cached) = &mut state.cached {
            cached.access.company = Some(bound.clone());
        }
        Ok(bound)
    }

    fn is_fresh(&self, expires_at: Timestamp) -> bool {
        rules::is_fresh(expires_at, self.clock.now())
    }

    /// What comes next with this grant.
    fn step(&self, state: &State, grant: &Grant, refused: Option<&SecretString>) -> Step {
        rules::step(grant, refused, state.unsaved.as_ref(), self.clock.now())
    }

    async fn renew(&self, state: &mut State, refused: Option<&SecretString>) -> Result<Access, Problem> {
        for look in 0..LOOKS {
            if look > 0 {
                tokio::time::sleep(STEP).await;
            }
            let stored = self.store.load().await?;
            match self.step(state, &stored.grant, refused) {
                Step::Use => return keep(state, &stored.grant),
                Step::NotConnected => return Err(not_connected()),
                Step::Refused => return Err(refused_before()),
                Step::Save | Step::Refresh => {}
            }
            if let Some(lease) = self.store.lease(LEASE).await? {
                let result = self.renew_leased(state, refused, &lease).await;
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
        lease: &Lease,
    ) -> Result<Access, Problem> {
        for _ in 0..ROUNDS {
            let stored = self.store.load().await?;
            match self.step(state, &stored.grant, refused) {
                Step::Use => return keep(state, &stored.grant),
                Step::NotConnected => return Err(not_connected()),
                Step::Refused => return Err(refused_before()),
                Step::Save => {
                    self.save(state, &stored).await?;
                }
                Step::Refresh => match self.refresh(&stored.grant, lease).await {
                    Ok(tokens) => {
                        // Kept before it is stored: this future may be dropped at any await.
                        state.unsaved = Some(Unsaved {
                            grant: rules::renewed(&stored.grant, tokens, self.clock.now()),
                            renewed_from: stored.grant.clone(),
                        });
                        let Some(grant) = self.save(state, &stored).await? else {
                            continue;
                        };
                        if !rules::is_usable(&grant, None, self.clock.now()) {
                            return Err(unexpected(
                                "eAccounting's login service gave a token that ends at once",
                            ));
                        }
                        return keep(state, &grant);
                    }
                    Err(Refresh::Refused(error)) => {
                        let again = self.store.load().await?;
                        if rules::after_refusal(&stored.grant, &again.grant) == AfterRefusal::Mark
                            && self.mark_refused(&again).await
                        {
                            return Err(reauthorize(&format!(
                                "eAccounting refuses the connection: {error}."
                            )));
                        }
                    }
                    Err(Refresh::Failed(problem)) => return Err(problem),
                },
            }
        }
        Err(busy())
    }

    /// Stores the renewed grant in place of `stored`, before anybody uses its access token. Nothing where another has been
    /// written since: the next step says what becomes of the renewed one.
    async fn save(&self, state: &mut State, stored: &StoredGrant) -> Result<Option<Grant>, Problem> {
        let Some(unsaved) = &state.unsaved else {
            return Ok(None);
        };
        let grant = rules::to_save(unsaved, &stored.grant);
        let mut attempt = 1;
        loop {
            match self.store.store(&grant, Some(&stored.version)).await {
                Ok(Some(_)) => {
                    state.unsaved = None;
                    return Ok(Some(grant));
                }
                Ok(None) => return Ok(None),
                Err(problem) if attempt == STORE_ATTEMPTS => return Err(problem),
                Err(_) => {
                    attempt += 1;
                    tokio::time::sleep(STEP).await;
                }
            }
        }
    }

    /// Marks a stored grant as refused; whether the refusal stands, as it does unless another grant has been written since.
    async fn mark_refused(&self, stored: &StoredGrant) -> bool {
        let marked = rules::marked_refused(&stored.grant, self.clock.now());
        match self.store.store(&marked, Some(&stored.version)).await {
            Ok(version) => version.is_some(),
            Err(problem) => {
                tracing::warn!(code = %problem.code, "the refusal of the grant could not be stored; other workers will ask too");
                true
            }
        }
    }

    async fn refresh(&self, grant: &Grant, lease: &Lease) -> Result<TokenSet, Refresh> {
        let policy = RetryPolicy::default();
        let mut attempt = 1;
        loop {
            if !rules::may_send(lease.until, self.clock.now()) {
                return Err(Refresh::Failed(stood_still()));
            }
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
/// overwrite it. Waits up to 95 seconds for such a worker, which is longer than the lease of one that was killed.
///
/// # Errors
/// [`Code::RECORD_LOCKED`] and the store's failures.
pub async fn install(store: &dyn TokenStore, grant: &Grant) -> Result<(), Problem> {
    under_lease(store, LOOKS_OF_A_PERSON, async || {
        store.store(grant, None).await.map(drop)
    })
    .await
}

async fn under_lease<T>(
    store: &dyn TokenStore,
    looks: u32,
    work: impl AsyncFnOnce() -> Result<T, Problem>,
) -> Result<T, Problem> {
    for look in 0..looks {
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

/// Takes the access token of a stored grant into use.
fn keep(state: &mut State, grant: &Grant) -> Result<Access, Problem> {
    let Some((token, expires_at)) = grant.access_token.as_ref().zip(grant.access_token_expires_at) else {
        return Err(unexpected("the stored grant has no access token"));
    };
    let access = Access {
        token: token.clone(),
        company: grant.company.clone(),
    };
    state.cached = Some(Cached {
        access: access.clone(),
        expires_at,
    });
    Ok(access)
}

fn not_connected() -> Problem {
    reauthorize("eAccounting is not connected yet.")
}

fn refused_before() -> Problem {
    reauthorize("eAccounting refuses the connection.")
}

fn reauthorize(message: &str) -> Problem {
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

fn stood_still() -> Problem {
    Problem::new(
        Code::RECORD_LOCKED,
        "This worker stood still for so long that another may renew the access to eAccounting now.",
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
