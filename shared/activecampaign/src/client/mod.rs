use std::sync::Arc;

use jiff::Timestamp;
use model::{Clock, Customer, Email, Order, OrderState, Source};
use secrecy::SecretString;
use transport::{Pacer, RetryPolicy, Transport, VendorUrls};
use url::Url;

use crate::Error;
use crate::wire::{Connection, Webhook};

/// Where ActiveCampaign is and who calls it.
#[derive(Debug, Clone)]
pub struct Config {
    /// The account's own API URL, from Settings → Developer, without `/api/3`.
    pub url: Url,
    /// The API key of a user, whose permissions it has.
    pub api_key: SecretString,
    /// Which URLs may be called.
    pub vendor_urls: VendorUrls,
}

/// The user whose API key is used.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Id.
    pub id: String,
    /// Login name.
    pub username: String,
}

/// An order or deal that exists, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRef {
    /// Which one.
    pub source: Source,
    /// Its version, comparable with [`Order::version`]; none when the source has none.
    pub version: Option<String>,
    /// Where it stands, where the list says so.
    pub state: Option<OrderState>,
}

/// A contact that exists, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRef {
    /// Which one.
    pub source: Source,
    /// When it was last changed, as ActiveCampaign writes it.
    pub version: Option<String>,
}

/// What a note is put on.
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

/// ActiveCampaign's REST and GraphQL API. One for the whole process: it caches the definitions of custom fields.
pub struct Client {
    transport: Arc<dyn Transport>,
}

impl Client {
    /// A client for one account.
    ///
    /// # Errors
    /// When the URL may not be called, or the key cannot be sent as a header.
    pub fn new(
        config: Config,
        transport: Arc<dyn Transport>,
        pacer: Arc<dyn Pacer>,
        clock: Arc<dyn Clock>,
        policy: RetryPolicy,
    ) -> Result<Self, Error> {
        let _ = (config, pacer, clock, policy);
        Ok(Self { transport })
    }

    /// How many calls went out so far, retries included.
    pub fn calls(&self) -> u64 {
        let _ = &self.transport;
        0
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn me(&self) -> Result<User, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn contact(&self, id: &str) -> Result<Option<Customer>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn contact_id_by_email(&self, email: &Email) -> Result<Option<String>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn contact_by_email(&self, email: &Email) -> Result<Option<Customer>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn account(&self, id: &str) -> Result<Option<Customer>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn deal(&self, id: &str) -> Result<Option<Order>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn connections(&self) -> Result<Vec<Connection>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn order(&self, connection: &str, order: &str) -> Result<Option<Order>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn orders_of(&self, email: &Email, limit: usize) -> Result<Vec<OrderRef>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn orders_modified_since(
        &self,
        watermark: Timestamp,
        max: usize,
    ) -> Result<Vec<OrderRef>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn rest_orders_created_since(
        &self,
        since: Timestamp,
        max: usize,
    ) -> Result<Vec<OrderRef>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn contacts_updated_since(&self, since: Timestamp) -> Result<Vec<ContactRef>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn deals_updated_since(&self, since: Timestamp) -> Result<Vec<OrderRef>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn contact_fields(&self) -> Result<Vec<Field>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn account_fields(&self) -> Result<Vec<Field>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn deal_fields(&self) -> Result<Vec<Field>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn create_webhook(&self, name: &str, url: &Url, events: &[&str]) -> Result<Webhook, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn update_webhook(
        &self,
        id: &str,
        name: &str,
        url: &Url,
        events: &[&str],
    ) -> Result<Webhook, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn delete_webhook(&self, id: &str) -> Result<(), Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn ensure_webhook(&self, url: &Url, events: &[&str]) -> Result<EnsuredWebhook, Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn add_tag(&self, contact: &str, name: &str) -> Result<(), Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn add_note(&self, on: NoteOn, id: &str, text: &str) -> Result<(), Error> {
        unimplemented!()
    }

    /// Being filled in.
    #[allow(unused_variables)]
    pub async fn set_contact_field(
        &self,
        contact: &str,
        field: FieldIdentity<'_>,
        value: &str,
    ) -> Result<(), Error> {
        unimplemented!()
    }
}
