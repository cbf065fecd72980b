//! ActiveCampaign: REST, GraphQL, webhooks.
//!
//! The stand-in reproduces the quirks that clients must handle: pages of 20, numbers that are text elsewhere, three
//! error shapes, two order stores of which one is a copy of the other, and webhooks that arrive once, twice or not at
//! all.

mod account;
mod accounts;
mod answer;
mod bodies;
mod contacts;
mod control;
mod customfields;
mod customobjects;
mod deals;
mod delivery;
mod demo;
mod events;
mod graphql;
mod hooks;
mod lists;
mod orders;
mod query;
mod rest;
mod seeds;
mod shops;
mod state;
mod stores;
mod table;
mod tags;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::core::{Core, Quota, RateLimiter, violation};

pub use account::Refused;
pub use bodies::WebhookBody;
pub use delivery::{Delivery, DeliveryFaults};
pub use events::{Source, Trigger};
pub use seeds::{
    AccountSeed, AddressSeed, AutomationSeed, ConnectionSeed, ContactSeed, DealSeed, DiscountSeed, FieldSeed,
    LineSeed, OrderKey, OrderSeed, ProductSeed,
};
pub use stores::{Coupon, Off, ShopLine, ShopOrder};

use answer::Answer;
use delivery::{Outbox, Outgoing};
use events::{Event, What};
use graphql::Dialect;
use query::Query;
use rest::Ctx;
use state::{Row, State, text};

/// The name of this state in the data directory.
const STORED_AS: &str = "activecampaign";

/// The ActiveCampaign account. Cheap to clone: all clones share one account.
#[derive(Clone)]
pub struct ActiveCampaign {
    inner: Arc<Inner>,
}

struct Inner {
    core: Core,
    limiter: RateLimiter,
    state: Mutex<State>,
    outbox: Outbox,
}

impl ActiveCampaign {
    pub(crate) fn new(core: Core) -> Self {
        let stored = core.load(STORED_AS).map(State::indexed);
        let is_new = stored.is_none();
        let state = stored.unwrap_or_else(|| State::new(core.now()));
        let limit = core.options().limits.activecampaign_per_second;
        let limiter = RateLimiter::new(limit, SignedDuration::from_secs(1));
        let account = Self {
            inner: Arc::new(Inner {
                core,
                limiter,
                state: Mutex::new(state),
                outbox: Outbox::new(),
            }),
        };
        if is_new && account.inner.core.options().demo {
            demo::seed(&account);
        }
        account
    }

    pub(crate) fn router(&self) -> Router {
        let account = self.clone();
        Router::new().fallback(move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
            let account = account.clone();
            async move { account.handle(&method, &uri, &headers, &body) }
        })
    }

    pub(crate) fn control(&self) -> Router {
        control::router(self.clone())
    }

    /// The whole account: `{"contacts":[…],"accounts":[…],"deals":[…],"orders":[…],"ecomOrders":[…],…}`. `orders` are
    /// the GraphQL store's, with their amounts as text.
    #[must_use]
    pub fn snapshot(&self) -> Value {
        let state = self.lock();
        json!({
            "contacts": state.contacts.rows(), "fields": state.fields.rows(),
            "fieldValues": state.field_values.rows(), "tags": state.tags.rows(),
            "contactTags": state.contact_tags.rows(), "accounts": state.accounts.rows(),
            "accountContacts": state.account_contacts.rows(), "accountFields": state.account_fields.rows(),
            "accountFieldData": state.account_field_data.rows(), "deals": state.deals.rows(),
            "dealFields": state.deal_fields.rows(), "dealFieldData": state.deal_field_data.rows(),
            "notes": state.notes.rows(), "connections": state.connections.rows(),
            "ecomCustomers": state.ecom_customers.rows(), "ecomOrders": state.ecom_orders.rows(),
            "ecomOrderProducts": state.ecom_products.rows(), "orders": state.orders.rows(),
            "products": state.products.rows(), "lists": state.lists.rows(),
            "contactLists": state.contact_lists.rows(), "customObjectSchemas": state.custom_schemas.rows(),
            "customObjectRecords": state.custom_records.rows(), "webhooks": state.webhooks.rows(),
            "automations": state.automations.rows(),
        })
    }

    /// Writes the batches of orders that are due. Every API call does this first. A test that only takes a snapshot
    /// after moving the clock calls it directly.
    pub fn write_due_batches(&self) {
        let now = self.inner.core.now();
        if self.lock().batches.iter().any(|batch| batch.is_due(now)) {
            let dialect = self.dialect();
            self.with(Source::Api, |ctx| graphql::write_due_batches(ctx, dialect));
        }
    }

    /// Deletes everything, including registered webhooks.
    pub fn reset(&self) {
        let state = State::new(self.inner.core.now());
        *self.lock() = state;
        self.inner.limiter.clear();
        self.inner.outbox.reset();
        if self.inner.core.options().demo {
            demo::seed(self);
        }
        self.inner.core.save(STORED_AS, || self.lock().clone());
    }

    fn dialect(&self) -> Dialect {
        let options = self.inner.core.options();
        Dialect {
            either_discount: options.graphql_knows_either_discount,
            copies_to_rest: options.orders_are_copied_to_rest,
            needs_sync: options.new_connections_need_sync,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs a read-only operation for a call.
    fn look<T>(&self, work: impl FnOnce(&mut Ctx<'_>) -> T) -> T {
        let now = self.inner.core.now();
        work(&mut Ctx {
            state: &mut self.lock(),
            now,
            source: Source::Api,
            has_custom_objects: self.inner.core.options().has_custom_objects,
        })
    }

    /// Changes the account, saves it, and sends the resulting webhooks.
    fn with<T>(&self, source: Source, work: impl FnOnce(&mut Ctx<'_>) -> T) -> T {
        let now = self.inner.core.now();
        let (result, outgoing) = {
            let mut state = self.lock();
            let result = work(&mut Ctx {
                state: &mut state,
                now,
                source,
                has_custom_objects: self.inner.core.options().has_custom_objects,
            });
            let events = std::mem::take(&mut state.events);
            let outgoing = events
                .iter()
                .flat_map(|event| outgoing(&state, event, now))
                .collect();
            self.inner.core.save(STORED_AS, || state.clone());
            (result, outgoing)
        };
        self.inner
            .outbox
            .send(outgoing, |receiver| self.start_worker(receiver));
        result
    }

    fn start_worker(&self, mut receiver: mpsc::UnboundedReceiver<Outgoing>) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            tracing::error!("no webhook can be sent from outside of a tokio runtime");
            return;
        };
        // A weak reference, so that the worker ends with the sandbox.
        let inner = Arc::downgrade(&self.inner);
        runtime.spawn(async move {
            while let Some(outgoing) = receiver.recv().await {
                let Some(inner) = inner.upgrade() else { return };
                let sent = inner.outbox.post(&outgoing, inner.core.now()).await;
                // "410: the webhook is set inactive."
                if sent.iter().any(|delivery| delivery.status == Some(410)) {
                    let mut state = inner.state.lock().unwrap_or_else(PoisonError::into_inner);
                    if let Some(mut webhook) = outgoing.webhook.and_then(|id| state.webhooks.get_mut(id)) {
                        webhook.insert("active".to_owned(), json!(false));
                    }
                }
                inner.outbox.done();
            }
        });
    }

    /// One call of the vendor's API: checks the key, then the rate limit, then runs the call.
    fn handle(&self, method: &Method, uri: &Uri, headers: &HeaderMap, body: &Bytes) -> Response {
        let core = &self.inner.core;
        let token = headers
            .get("api-token")
            .and_then(|token| token.to_str().ok())
            .unwrap_or("");
        if token != core.options().credentials.api_key {
            return Answer::message(403, "You do not have permission to access this resource")
                .into_response();
        }
        let quota = self.inner.limiter.check("", core.now());
        let mut response = match quota {
            Quota::Exceeded { .. } => Answer::message(429, "Too many requests").into_response(),
            Quota::Allowed { .. } => self.answer(method, uri, headers, body).into_response(),
        };
        let remaining = if let Quota::Allowed { remaining } = quota {
            remaining
        } else {
            0
        };
        let headers = response.headers_mut();
        headers.insert("ratelimit-limit", HeaderValue::from(self.inner.limiter.limit()));
        headers.insert("ratelimit-remaining", HeaderValue::from(remaining));
        if let Some(seconds) = quota.retry_after_seconds() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    fn answer(&self, method: &Method, uri: &Uri, headers: &HeaderMap, body: &Bytes) -> Answer {
        let path = uri.path();
        let Some(path) = path
            .strip_prefix("/activecampaign")
            .unwrap_or(path)
            .strip_prefix("/api/3/")
        else {
            violation(format!("{path} is not below /api/3"));
            return Answer::message(404, "Not Found");
        };
        let body = if body.is_empty() {
            Value::Null
        } else {
            let kind = headers
                .get(header::CONTENT_TYPE)
                .and_then(|kind| kind.to_str().ok())
                .unwrap_or("");
            if !kind.starts_with("application/json") {
                violation("the body's content type is not application/json");
            }
            match serde_json::from_slice(body) {
                Ok(body) => body,
                Err(_) => return Answer::bad_request("The body is no JSON."),
            }
        };
        self.write_due_batches();
        let segments: Vec<&str> = path.trim_end_matches('/').split('/').collect();
        if segments == ["ecom", "graphql"] {
            if method != Method::POST {
                return Answer::message(405, "Method Not Allowed");
            }
            let dialect = self.dialect();
            let run = |ctx: &mut Ctx<'_>| graphql::execute(ctx, dialect, &body);
            let writes = body
                .get("query")
                .and_then(Value::as_str)
                .is_some_and(|query| query.contains("mutation"));
            return Answer::ok(if writes {
                self.with(Source::Api, run)
            } else {
                self.look(run)
            });
        }
        let call = rest::Call {
            method: method.as_str(),
            path: &segments,
            query: Query::parse(uri.query()),
            body,
        };
        let run = |ctx: &mut Ctx<'_>| rest::dispatch(ctx, &call);
        let handled = if method == Method::GET {
            self.look(run)
        } else {
            self.with(Source::Api, run)
        };
        handled.unwrap_or_else(|refusal| refusal)
    }
}

/// The webhooks and automation steps that an event triggers.
fn outgoing(state: &State, event: &Event, now: jiff::Timestamp) -> Vec<Outgoing> {
    if let What::Triggered { trigger, email } = &event.what {
        let contact = state.contact_by_email(email).map(|(id, _)| id);
        let step = |row: Row| {
            let series = text(&row, "seriesid").parse().unwrap_or(0);
            let body = bodies::automation(state, contact?, series);
            Some(Outgoing {
                webhook: None,
                url: text(&row, "url"),
                event: "automation".to_owned(),
                body,
            })
        };
        return state
            .automations
            .by("trigger", trigger.name())
            .into_iter()
            .filter_map(step)
            .collect();
    }
    if state.webhooks.iter().next().is_none() {
        return Vec::new();
    }
    let Some((kind, body)) = bodies::standard(state, &event.what, event.source, now) else {
        return Vec::new();
    };
    let names = |row: &Row, field: &str, wanted: &str| {
        row.get(field)
            .and_then(Value::as_array)
            .is_some_and(|list| list.iter().any(|name| name == wanted))
    };
    let wanted = |(_, row): &(u64, &Row)| {
        row.get("active") != Some(&json!(false))
            && names(row, "events", kind)
            && names(row, "sources", event.source.name())
    };
    let hook = |(id, row): (u64, &Row)| Outgoing {
        webhook: Some(id),
        url: text(row, "url"),
        event: kind.to_owned(),
        body: body.clone(),
    };
    state.webhooks.iter().filter(wanted).map(hook).collect()
}
