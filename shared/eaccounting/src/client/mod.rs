//! The API client: a common path for all calls, and a method for each operation.
//!
//! Every call waits for a rate limit slot, carries a valid token, is repeated once with a renewed token after a 401,
//! and is retried as [`transport::decide`] says. A creating call is never repeated unless it certainly had no effect;
//! if its outcome is unknown (timeout, reset, server error, unreadable response), the error says so. Before the first
//! write with a token, the token's company is compared with the connected one.

mod changes;
mod documents;
mod error;
mod lookups;
mod numbers;
mod orders;
mod scan;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::{HeaderValue, header};
use model::{Clock, Code, Problem};
use secrecy::{ExposeSecret, SecretString};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use transport::{
    Decision, Failure, Idempotency, Pace, RateLimiter, Request, Response, RetryPolicy, Transport, UrlPolicy,
    decide, json_error_location,
};
use url::Url;
use uuid::Uuid;

use crate::Operation;
use crate::errors::ApiError;
use crate::requests::{Call, Listing, Query, Requests};
use crate::tokens::{Access, CompanyBinding, TokenStore, Tokens};
use crate::types::{CompanySettings, Page};
pub use changes::Changes;
pub use error::Error;

/// Most pages that one look-up reads: 100,000 records.
const MOST_PAGES: u32 = 100;

/// Where eAccounting is.
#[derive(Debug, Clone)]
pub struct Config {
    /// The API's address with its version, such as `https://eaccountingapi.vismaonline.com/v2`.
    pub api_url: Url,
    /// The login service's address, such as `https://identity.vismaonline.com`.
    pub identity_url: Url,
    /// Which URLs may be called.
    pub vendor_urls: UrlPolicy,
}

/// A client of eAccounting's API. One per process: it caches the access token, and remembers which filters and sort
/// orders the API lacks.
pub struct Client {
    requests: Requests,
    tokens: Arc<Tokens>,
    transport: Arc<dyn Transport>,
    pacer: Arc<dyn RateLimiter>,
    clock: Arc<dyn Clock>,
    policy: RetryPolicy,
    jitter: Arc<dyn Fn() -> f64 + Send + Sync>,
    // Filters and sort orders that a list rejects (code 6000) or ignores.
    refused: Mutex<BTreeSet<String>>,
    // The token whose company was verified.
    verified: tokio::sync::Mutex<Option<SecretString>>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

impl Client {
    /// A client of the company whose grant is in `store`.
    ///
    /// # Errors
    /// When a URL may not be called.
    pub fn new(
        config: Config,
        store: Arc<dyn TokenStore>,
        transport: Arc<dyn Transport>,
        pacer: Arc<dyn RateLimiter>,
        clock: Arc<dyn Clock>,
        policy: RetryPolicy,
    ) -> Result<Self, Error> {
        for (url, whose) in [
            (&config.api_url, "eAccounting's API"),
            (&config.identity_url, "eAccounting's login"),
        ] {
            config.vendor_urls.check(url, whose).map_err(|refused| {
                Problem::new(
                    Code::SETTINGS_INVALID,
                    format!("It may not be called: {refused}."),
                    "Correct EACCOUNTING_API_URL and EACCOUNTING_IDENTITY_URL, or leave them out.",
                )
            })?;
        }
        Ok(Self {
            requests: Requests::new(config.api_url),
            tokens: Arc::new(Tokens::new(
                config.identity_url,
                store,
                Arc::clone(&transport),
                Arc::clone(&clock),
            )),
            transport,
            pacer,
            clock,
            policy,
            jitter: Arc::new(fastrand::f64),
            refused: Mutex::default(),
            verified: tokio::sync::Mutex::default(),
        })
    }

    /// The same with another source of randomness (0 to 1) for the waits between attempts.
    #[must_use]
    pub fn with_jitter(mut self, jitter: Arc<dyn Fn() -> f64 + Send + Sync>) -> Self {
        self.jitter = jitter;
        self
    }

    /// A client of the same connection with this client's transport wrapped, to observe or intercept API calls. Tokens
    /// are shared and renewed without the wrapper. It has its own call count and memory of the API's limits.
    #[must_use]
    pub fn through(&self, wrap: impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport>) -> Self {
        Self {
            requests: self.requests.clone(),
            tokens: Arc::clone(&self.tokens),
            transport: wrap(Arc::clone(&self.transport)),
            pacer: Arc::clone(&self.pacer),
            clock: Arc::clone(&self.clock),
            policy: self.policy,
            jitter: Arc::clone(&self.jitter),
            refused: Mutex::default(),
            verified: tokio::sync::Mutex::default(),
        }
    }

    /// The company and its settings.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn company_settings(&self) -> Result<CompanySettings, Error> {
        let call = self.company_call();
        parse(&self.send(&call).await?, &call)
    }

    /// Reads the company and its settings, and compares it with the connected one. A connection without a company is
    /// bound to this one. Writing calls do this comparison themselves, once for each token.
    ///
    /// # Errors
    /// [`Code::EACCOUNTING_COMPANY_MISMATCH`] as [`Error::Connection`], and see [`Error`].
    pub async fn verify_company(&self) -> Result<CompanySettings, Error> {
        let access = self.tokens.access().await?;
        match self.read_and_compare(&access).await {
            Err(error) if is_unauthorised(&error) => {
                let access = self.tokens.renewed(&access.token).await?;
                self.read_and_compare(&access).await
            }
            other => other,
        }
    }

    /// Binds the connection to the company behind it, as `ekobridge connect` does after showing it.
    ///
    /// # Errors
    /// A company without an identity, and see [`Error`].
    pub async fn bind_company(&self) -> Result<CompanySettings, Error> {
        let company = self.company_settings().await?;
        self.tokens.bind(CompanyBinding::of(&company)?).await?;
        *self.verified.lock().await = None;
        Ok(company)
    }

    fn company_call(&self) -> Call {
        self.requests.read(
            &["companysettings"],
            Operation::ReadCompanySettings,
            "the company's settings",
        )
    }

    /// Every record of a list that matches.
    async fn all<T: DeserializeOwned>(&self, listing: Listing, query: Query) -> Result<Vec<T>, Error> {
        let mut found = Vec::new();
        for number in 1..=MOST_PAGES {
            let page: Page<T> = self.page(listing, &query.on_page(number)).await?;
            let is_last = page.is_last(number);
            found.extend(page.data);
            if is_last {
                return Ok(found);
            }
        }
        Err(Error::Inconclusive {
            doing: self.requests.list(listing, &query).doing,
        })
    }

    async fn page<T: DeserializeOwned>(&self, listing: Listing, query: &Query) -> Result<Page<T>, Error> {
        let call = self.requests.list(listing, query);
        parse(&self.send(&call).await?, &call)
    }

    /// A record by id; `None` if eAccounting says that it doesn't exist.
    async fn one<T: DeserializeOwned>(&self, call: Call) -> Result<Option<T>, Error> {
        match self.send(&call).await {
            Ok(response) => parse(&response, &call).map(Some),
            Err(Error::Api { error, .. }) if error.is_missing() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The response of a write, which may be empty.
    async fn written<T: DeserializeOwned>(&self, call: Call) -> Result<Option<T>, Error> {
        let response = self.send(&call).await?;
        if is_nothing(&response) {
            return Ok(None);
        }
        parse(&response, &call).map(Some)
    }

    /// The response of a creating call. An empty success means that something was created, but not what: the outcome is
    /// unknown until it is looked up. Where no more than the new document's id is answered, the document is read by it.
    async fn created<T, F>(&self, call: Call, read: impl FnOnce(Uuid) -> F) -> Result<T, Error>
    where
        T: DeserializeOwned,
        F: Future<Output = Result<Option<T>, Error>>,
    {
        let doing = call.doing;
        let unknown = |why: &str| Error::OutcomeUnknown {
            doing,
            why: why.to_owned(),
        };
        let response = self.send(&call).await?;
        if is_nothing(&response) {
            return Err(unknown("it answered a success without a document"));
        }
        let Some(id) = id_alone(&response.body) else {
            return parse(&response, &call);
        };
        let found = read(id).await;
        found
            .ok()
            .flatten()
            .ok_or_else(|| unknown("it answered an id whose document cannot be read"))
    }

    /// Whether a list may be asked to filter or sort by this, as far as is known.
    fn can(&self, listing: Listing, what: &str) -> bool {
        !self.refused().contains(&refusal(listing, what))
    }

    /// Remembers that a list does not filter or sort by this.
    fn cannot(&self, listing: Listing, what: &str) {
        self.refused().insert(refusal(listing, what));
    }

    /// Forgets that a list does not filter or sort by this: it was something else.
    fn may_be(&self, listing: Listing, what: &str) {
        self.refused().remove(&refusal(listing, what));
    }

    fn refused(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What lists turned out not to filter or sort by, to be remembered for other processes.
    #[must_use]
    pub fn refusals(&self) -> BTreeSet<String> {
        self.refused().clone()
    }

    /// Takes over what another process has learned, so that it isn't tried again. It never changes a look-up's result,
    /// only the number of pages read.
    pub fn learn(&self, refusals: BTreeSet<String>) {
        self.refused().extend(refusals);
    }

    /// A deletion; what is gone already is as good.
    async fn deleted(&self, call: Call) -> Result<(), Error> {
        match self.done(call).await {
            Err(Error::Api { error, .. }) if error.is_missing() => Ok(()),
            other => other,
        }
    }

    /// A write whose response is not needed, but must be eAccounting's: empty, or JSON.
    async fn taken(&self, call: Call) -> Result<(), Error> {
        self.written::<IgnoredAny>(call).await.map(|_| ())
    }

    async fn done(&self, call: Call) -> Result<(), Error> {
        self.send(&call).await.map(|_| ())
    }

    /// A call with a token; repeated once with a renewed one, since a 401 means that nothing was done.
    async fn send(&self, call: &Call) -> Result<Response, Error> {
        let access = self.tokens.access().await?;
        match self.send_with(call, &access).await {
            Err(error) if is_unauthorised(&error) => {
                let access = self.tokens.renewed(&access.token).await?;
                self.send_with(call, &access).await
            }
            other => other,
        }
    }

    async fn send_with(&self, call: &Call, access: &Access) -> Result<Response, Error> {
        if call.request.effect != Idempotency::Read {
            self.verify(access).await?;
        }
        self.exchange(call, access).await
    }

    async fn verify(&self, access: &Access) -> Result<(), Error> {
        let token = access.token.expose_secret();
        if self
            .verified
            .lock()
            .await
            .as_ref()
            .is_some_and(|verified| verified.expose_secret() == token)
        {
            return Ok(());
        }
        self.read_and_compare(access).await.map(|_| ())
    }

    async fn read_and_compare(&self, access: &Access) -> Result<CompanySettings, Error> {
        // One at a time, so that concurrent jobs make one request.
        let mut verified = self.verified.lock().await;
        let call = self.company_call();
        let company: CompanySettings = parse(&self.exchange(&call, access).await?, &call)?;
        let bound = match &access.company {
            Some(bound) => bound.clone(),
            None => self.tokens.bind_if_unbound(CompanyBinding::of(&company)?).await?,
        };
        if company.identity() != Some(bound.id.as_str()) {
            return Err(other_company(&bound).into());
        }
        *verified = Some(access.token.clone());
        Ok(company)
    }

    /// Paces, sends, and tries again.
    async fn exchange(&self, call: &Call, access: &Access) -> Result<Response, Error> {
        let Call { request, doing } = call;
        let request = with_token(request.clone(), access);
        let mut attempt = 1;
        loop {
            let pace = Pace {
                vendor: "eaccounting",
                endpoint: request.label,
            };
            // Without a place within the limit nothing was sent, whatever the pacer's own failure is.
            if let Err(error) = self.pacer.pace(pace).await {
                return Err(Error::Unreachable { doing, error });
            }
            transport::count_call();
            let started = self.clock.now();
            let sent = self.transport.send(request.clone()).await;
            let status = sent.as_ref().map_or(0, |response| response.status.as_u16());
            if status == 429 {
                self.pacer.refused(pace);
            }
            let duration_ms = self.clock.now().duration_since(started).as_millis();
            tracing::debug!(
                endpoint = request.label,
                status,
                attempt,
                duration_ms,
                "called eAccounting"
            );
            let (failure, asked, error) = match sent {
                Ok(response) if response.status.is_success() => return Ok(response),
                Ok(response) => {
                    let status = response.status;
                    let error = ApiError::read(status.as_u16(), &response.body)
                        .asking(response.retry_after(self.clock.now()));
                    let (asked, outcome_unknown) = (error.wait, error.may_have_created());
                    let error = if request.effect == Idempotency::Create && outcome_unknown {
                        Error::OutcomeUnknown {
                            doing,
                            why: format!("it answered HTTP {}", status.as_u16()),
                        }
                    } else {
                        Error::Api {
                            doing,
                            error: Box::new(error),
                        }
                    };
                    (Failure::Status(status), asked, error)
                }
                Err(send) => {
                    let error = if request.effect == Idempotency::Create && send.is_outcome_unknown() {
                        Error::OutcomeUnknown {
                            doing,
                            why: send.to_string(),
                        }
                    } else {
                        Error::Unreachable {
                            doing,
                            error: send.clone(),
                        }
                    };
                    (Failure::Send(send), None, error)
                }
            };
            match decide(
                self.policy,
                request.effect,
                attempt,
                &failure,
                asked,
                (self.jitter)(),
            ) {
                Decision::Again(wait) => tokio::time::sleep(wait).await,
                Decision::Stop => return Err(error),
            }
            attempt += 1;
        }
    }
}

fn with_token(request: Request, access: &Access) -> Request {
    // A token that is no header value is sent as an empty one, and refused.
    let mut value = HeaderValue::from_str(&format!("Bearer {}", access.token.expose_secret()))
        .unwrap_or(HeaderValue::from_static("Bearer"));
    value.set_sensitive(true);
    request.header(header::AUTHORIZATION, value)
}

fn refusal(listing: Listing, what: &str) -> String {
    format!("{} {what}", listing.path())
}

fn is_unauthorised(error: &Error) -> bool {
    error.api().is_some_and(|error| error.status == 401)
}

fn is_nothing(response: &Response) -> bool {
    let body = response.body.trim_ascii();
    body.is_empty() || body == b"null"
}

/// The id of a new document, where it is all that is answered: as a text, or in an object with little else. A document
/// has many fields; one without them would be taken for a customer who is no private person, or an order of nothing.
fn id_alone(body: &[u8]) -> Option<Uuid> {
    const LITTLE: usize = 3;
    const SHORT: usize = 256;
    if body.len() > SHORT {
        return None;
    }
    match serde_json::from_slice(body).ok()? {
        Value::String(id) => id.parse().ok(),
        Value::Object(fields) if fields.len() <= LITTLE => fields.get("Id")?.as_str()?.parse().ok(),
        _ => None,
    }
}

/// Reads an answer. Where a call creates, an unreadable response leaves its outcome unknown.
fn parse<T: DeserializeOwned>(response: &Response, call: &Call) -> Result<T, Error> {
    let doing = call.doing;
    let mut json = serde_json::Deserializer::from_slice(&response.body);
    serde_path_to_error::deserialize(&mut json).map_err(|error| {
        // The path only: the error itself quotes values.
        let at = json_error_location(error.path());
        if call.request.effect == Idempotency::Create {
            Error::OutcomeUnknown {
                doing,
                why: format!("its answer cannot be read at {at}"),
            }
        } else {
            Error::Unreadable { doing, at }
        }
    })
}

fn unwritable(doing: &'static str, error: &serde_json::Error) -> Error {
    Problem::new(
        Code::EACCOUNTING_INVALID_RESPONSE,
        format!(
            "The request for {doing} could not be written ({:?}).",
            error.classify()
        ),
        "Report it to Ekobridge's developers.",
    )
    .into()
}

fn other_company(bound: &CompanyBinding) -> Problem {
    Problem::new(
        Code::EACCOUNTING_COMPANY_MISMATCH,
        format!(
            "The connection to eAccounting is for another company than {} ({}).",
            bound.name, bound.id
        ),
        "Run `ekobridge connect` and choose the company that was connected before. Nothing was written to the other one.",
    )
}

#[cfg(test)]
mod tests;
