//! The client: it carries the calls, page by page, and puts what they answer together.

mod accounts;
mod cache;
mod call;
mod contact_writes;
mod contacts;
mod custom_objects;
mod deal_writes;
mod deals;
mod ecommerce;
mod orders;
mod paging;
mod products;
mod rest_orders;
mod webhooks;
mod write;

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::{Arc, Mutex};

use http::HeaderValue;
use model::{Clock, Order, OrderState, Source};
use secrecy::{ExposeSecret, SecretString};
use transport::{RateLimiter, RetryPolicy, Transport, UrlPolicy};
use url::Url;

use crate::wire::graphql::Unknown;
use crate::wire::rest::{RestConnection, RestUser};
use crate::wire::{Connection, Webhook};
use crate::{Error, requests};
use cache::Cache;

pub use accounts::{AccountState, AccountWrite, FieldWrite};
pub(crate) use call::Answer;
pub use contact_writes::{AccountLink, ContactState, ContactWrite, ContactWritten};
pub use contacts::{NamedContact, Tags};
pub use custom_objects::{CustomObjectSchema, CustomObjectWrite, NewCustomObjectSchema};
pub use deal_writes::{DealState, DealStatus, DealWrite, Pipeline, Stage};
pub use ecommerce::{EcomCustomer, NewConnection, WrittenOrder};
pub use products::ProductPrice;

/// Where ActiveCampaign is and who calls it.
#[derive(Debug, Clone)]
pub struct Config {
    /// The account's own API URL, from Settings → Developer, without `/api/3`.
    pub url: Url,
    /// The API key of a user; it has that user's permissions.
    pub api_key: SecretString,
    /// Which URLs may be called.
    pub vendor_urls: UrlPolicy,
}

/// The API key's user. Name and address are not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// ActiveCampaign's id of the user.
    pub id: String,
}

/// An order or deal that exists, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRef {
    /// Which one.
    pub source: Source,
    /// Its version, comparable with [`model::Order::version`]; none when the source has none.
    pub version: Option<String>,
    /// The connection's status, if the list has it.
    pub state: Option<OrderState>,
    /// The number that people know it by, if the list has it.
    pub number: Option<String>,
}

/// An order of a list that was read with its content.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedOrder {
    /// Which one.
    pub reference: OrderRef,
    /// The order, or what it lacks to be one.
    pub order: Result<Box<Order>, Error>,
}

/// A contact that exists, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRef {
    /// Which one.
    pub source: Source,
    /// When it was last changed, as ActiveCampaign writes it.
    pub version: Option<String>,
}

/// The record that a note is added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteOn {
    /// A contact.
    Contact,
    /// A deal.
    Deal,
    /// An account.
    Account,
}

/// A contact's custom field, as a user may name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldIdentity<'a> {
    /// ActiveCampaign's id of the field.
    Id(&'a str),
    /// The personalisation tag, in any case.
    Tag(&'a str),
}

/// A custom field that is defined, for contacts, accounts or deals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// ActiveCampaign's id.
    pub id: String,
    /// The title that the user sees.
    pub title: String,
    /// Personalisation tag, lower case.
    pub tag: String,
    /// ActiveCampaign's type of field, such as `text` or `currency`.
    pub kind: String,
}

/// What [`Client::ensure_webhook`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnsuredWebhook {
    /// It was there as wanted.
    Unchanged(Webhook),
    /// It was there with other events or sources.
    Updated(Webhook),
    /// It was not there.
    Created(Webhook),
}

/// A client of ActiveCampaign's REST and GraphQL APIs. One per process: it caches custom field definitions and tag
/// names for some minutes, and fields that the GraphQL schema lacks.
///
/// Every call waits for a slot of the rate limit, and is retried as [`transport::decide`] says.
pub struct Client {
    base: Url,
    key: HeaderValue,
    transport: Arc<dyn Transport>,
    pacer: Arc<dyn RateLimiter>,
    clock: Arc<dyn Clock>,
    policy: RetryPolicy,
    jitter: Arc<dyn Fn() -> f64 + Send + Sync>,
    contact_fields: Cache<Vec<Field>>,
    account_fields: Cache<Vec<Field>>,
    deal_fields: Cache<Vec<Field>>,
    stages: Cache<Vec<Stage>>,
    tags: Cache<contacts::TagNames>,
    unknown: Mutex<Unknown>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

impl Client {
    /// A client for one account.
    ///
    /// # Errors
    /// When the URL may not be called, or the key cannot be sent as a header.
    pub fn new(
        config: Config,
        transport: Arc<dyn Transport>,
        pacer: Arc<dyn RateLimiter>,
        clock: Arc<dyn Clock>,
        policy: RetryPolicy,
    ) -> Result<Self, Error> {
        let base = requests::base(&config.url);
        config.vendor_urls.check(&base, "ActiveCampaign")?;
        let mut key =
            HeaderValue::from_str(config.api_key.expose_secret().trim()).map_err(|_| Error::ApiKey)?;
        key.set_sensitive(true);
        Ok(Self {
            base,
            key,
            transport,
            pacer,
            clock,
            policy,
            jitter: Arc::new(fastrand::f64),
            contact_fields: Cache::default(),
            account_fields: Cache::default(),
            deal_fields: Cache::default(),
            stages: Cache::default(),
            tags: Cache::default(),
            unknown: Mutex::default(),
        })
    }

    /// The same with another source of randomness (0 to 1) for the waits between attempts.
    #[must_use]
    pub fn with_jitter(mut self, jitter: Arc<dyn Fn() -> f64 + Send + Sync>) -> Self {
        self.jitter = jitter;
        self
    }

    /// A client of the same account with this client's transport wrapped, to observe or intercept calls. It has its own
    /// call count and caches.
    #[must_use]
    pub fn through(&self, wrap: impl FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport>) -> Self {
        Self {
            base: self.base.clone(),
            key: self.key.clone(),
            transport: wrap(Arc::clone(&self.transport)),
            pacer: Arc::clone(&self.pacer),
            clock: Arc::clone(&self.clock),
            policy: self.policy,
            jitter: Arc::clone(&self.jitter),
            contact_fields: Cache::default(),
            account_fields: Cache::default(),
            deal_fields: Cache::default(),
            stages: Cache::default(),
            tags: Cache::default(),
            unknown: Mutex::default(),
        }
    }

    /// The API key's user: a check of URL and key.
    ///
    /// # Errors
    /// [`Error::Refused`] when the key is not right, [`Error::NotTheApi`] when the URL is not.
    pub async fn me(&self) -> Result<User, Error> {
        let call = requests::me();
        let what = call.what.clone();
        let user = self.find::<RestUser>(call).await?.and_then(|user| user.id.0);
        user.map(|id| User { id })
            .ok_or(Error::NotTheApi { what, status: 404 })
    }

    /// The id of the user with this e-mail address, in capitals or not, or with this id; none where there is no such user.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn user_id(&self, email_or_id: &str) -> Result<Option<String>, Error> {
        let users: Vec<RestUser> = self.list(requests::users).await?;
        let wanted = email_or_id.trim();
        let is_it = |user: &RestUser| {
            let email = user.email.0.as_deref();
            user.id.0.as_deref() == Some(wanted)
                || email.is_some_and(|email| email.trim().eq_ignore_ascii_case(wanted))
        };
        Ok(users.into_iter().find(is_it).and_then(|user| user.id.0))
    }

    /// All e-commerce connections.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn connections(&self) -> Result<Vec<Connection>, Error> {
        let all = self.list::<RestConnection>(requests::connections).await?;
        Ok(all.into_iter().map(Connection::from).collect())
    }
}
