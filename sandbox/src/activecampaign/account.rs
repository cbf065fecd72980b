//! The account from within the process: what tests and the demo do to it, with the webhooks and copies that follow.

use serde_json::{Value, json};

use super::bodies::{self, WebhookBody};
use super::customfields::{self, Of};
use super::delivery::{Delivery, DeliveryFaults, Outgoing};
use super::events::Source;
use super::rest::Ctx;
use super::seeds::{
    AccountSeed, AutomationSeed, ConnectionSeed, ContactSeed, DealSeed, OrderKey, OrderSeed, ProductSeed,
};
use super::state::{Row, cents, date, row, text};
use super::stores::ShopOrder;
use super::{ActiveCampaign, accounts, contacts, deals, graphql, hooks, lists, orders, shops, tags};

/// The events of a webhook that is registered without any.
const USUAL_EVENTS: [&str; 7] = [
    "subscribe",
    "update",
    "deal_add",
    "deal_update",
    "contact_tag_added",
    "account_update",
    "account_contact_add",
];

/// Why ActiveCampaign refuses a seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(String);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

fn refused(what: &str, problems: &[graphql::Problem]) -> Refused {
    let why: Vec<String> = problems.iter().map(graphql::Problem::text).collect();
    Refused(format!(
        "ActiveCampaign would refuse this {what}: {}",
        why.join("; ")
    ))
}

impl ActiveCampaign {
    /// Adds a person, as a user does in the application.
    pub fn add_contact(&self, seed: &ContactSeed) -> u64 {
        self.with(Source::Admin, |ctx| {
            let mut sent = seed.row();
            sent.insert("fieldValues".to_owned(), field_values(ctx, seed));
            let id = contacts::insert_contact(ctx, &seed.email, &sent);
            belongings(ctx, id, seed);
            id
        })
    }

    /// Changes the fields of `seed` that are not empty. False if the contact doesn't exist.
    pub fn update_contact(&self, id: u64, seed: &ContactSeed) -> bool {
        self.with(Source::Admin, |ctx| {
            if ctx.state.contacts.get(id).is_none() {
                return false;
            }
            let mut sent = seed.row();
            sent.insert("fieldValues".to_owned(), field_values(ctx, seed));
            contacts::change_contact(ctx, id, &sent);
            belongings(ctx, id, seed);
            true
        })
    }

    /// Deletes a contact. False if it doesn't exist.
    pub fn delete_contact(&self, id: u64) -> bool {
        self.with(Source::Admin, |ctx| ctx.state.contacts.remove(id).is_some())
    }

    /// Adds a company.
    pub fn add_account(&self, seed: &AccountSeed) -> u64 {
        self.with(Source::Admin, |ctx| {
            let id = accounts::insert_account(ctx, &seed.name, &seed.url);
            set_labelled(ctx, Of::Account, id, &seed.fields);
            id
        })
    }

    /// Renames a company. False if the account doesn't exist.
    pub fn rename_account(&self, id: u64, name: &str) -> bool {
        self.with(Source::Admin, |ctx| {
            if ctx.state.accounts.get(id).is_none() {
                return false;
            }
            accounts::change_account(ctx, id, &row(json!({"name": name})));
            true
        })
    }

    /// Adds a deal.
    pub fn add_deal(&self, seed: &DealSeed) -> u64 {
        self.with(Source::Admin, |ctx| {
            let id = |id: Option<u64>| id.map(|id| id.to_string()).unwrap_or_default();
            let currency = if seed.currency.is_empty() {
                "sek"
            } else {
                &seed.currency
            };
            let deal = deals::insert(
                ctx,
                &row(json!({
                    "title": seed.title, "description": seed.description, "contact": id(seed.contact),
                    "account": id(seed.account), "value": cents(seed.value).to_string(), "currency": currency,
                    "group": "1", "stage": id(seed.stage),
                })),
            );
            set_labelled(ctx, Of::Deal, deal, &seed.fields);
            deal
        })
    }

    /// Wins a deal. False if it doesn't exist.
    pub fn win_deal(&self, id: u64) -> bool {
        self.update_deal(id, &json!({"status": "1"}))
    }

    /// Moves a deal to another stage. False if the deal doesn't exist.
    pub fn move_deal(&self, id: u64, stage: u64) -> bool {
        self.update_deal(id, &json!({"stage": stage.to_string()}))
    }

    /// Changes a deal's fields, by the API's names. False if the deal doesn't exist.
    pub fn update_deal(&self, id: u64, fields: &Value) -> bool {
        self.with(Source::Admin, |ctx| {
            let known = ctx.state.deals.get(id).is_some();
            if known {
                deals::change(ctx, id, &row(fields.clone()));
            }
            known
        })
    }

    /// Adds a shop.
    pub fn add_connection(&self, seed: &ConnectionSeed) -> u64 {
        self.with(Source::Admin, |ctx| connection(ctx, seed))
    }

    /// As [`ActiveCampaign::try_product`], for tests, whose seeds are right.
    ///
    /// # Panics
    ///
    /// When ActiveCampaign refuses the seed.
    pub fn add_product(&self, seed: &ProductSeed) {
        self.try_product(seed)
            .unwrap_or_else(|refused| panic!("{refused}"));
    }

    /// Writes a product to a store, as its integration does. A product that exists is patched.
    ///
    /// # Errors
    ///
    /// When ActiveCampaign refuses the seed, for example one without a SKU and an id.
    pub fn try_product(&self, seed: &ProductSeed) -> Result<(), Refused> {
        self.with(Source::System, |ctx| {
            let written = graphql::upsert_product(ctx, seed.graphql());
            written
                .map(drop)
                .map_err(|problems| refused("product", &problems))
        })
    }

    /// As [`ActiveCampaign::try_order`], for tests, whose seeds are right.
    ///
    /// # Panics
    ///
    /// When ActiveCampaign refuses the seed.
    pub fn add_order(&self, seed: &OrderSeed) -> OrderKey {
        self.try_order(seed).unwrap_or_else(|refused| panic!("{refused}"))
    }

    /// Writes an order to the GraphQL store, as a shop's plugin does. Its contact and its copy in the REST store are
    /// created too.
    ///
    /// # Errors
    ///
    /// When ActiveCampaign refuses the seed, for example for an invalid date or an unknown connection.
    pub fn try_order(&self, seed: &OrderSeed) -> Result<OrderKey, Refused> {
        let dialect = self.dialect();
        self.with(Source::System, |ctx| {
            let connection = known_connection(ctx, seed.connection)?;
            let seed = numbered(ctx, seed);
            let sent = seed.graphql(connection, &ctx.now.to_string());
            graphql::upsert_order(ctx, dialect, sent).map_err(|problems| refused("order", &problems))?;
            let rest_id = ctx.state.rest_order(&connection.to_string(), &seed.id);
            Ok(OrderKey {
                connection,
                order: seed.id,
                rest_id,
            })
        })
    }

    /// As [`ActiveCampaign::try_rest_order`], for tests, whose seeds are right.
    ///
    /// # Panics
    ///
    /// When the connection is unknown.
    pub fn add_rest_order(&self, seed: &OrderSeed) -> u64 {
        self.try_rest_order(seed)
            .unwrap_or_else(|refused| panic!("{refused}"))
    }

    /// Writes an order to the REST store alone, as an older plugin does.
    ///
    /// # Errors
    ///
    /// When the connection is unknown.
    pub fn try_rest_order(&self, seed: &OrderSeed) -> Result<u64, Refused> {
        self.with(Source::System, |ctx| {
            let connection = known_connection(ctx, seed.connection)?;
            let seed = numbered(ctx, seed);
            let external = if seed.customer_id.is_empty() {
                &seed.email
            } else {
                &seed.customer_id
            };
            let known = shops::customer(ctx.state, &connection.to_string(), external);
            let customer = known.unwrap_or_else(|| {
                shops::insert_customer(ctx, &connection.to_string(), external, &seed.email, "0")
            });
            if ctx.state.contact_by_email(&seed.email).is_none() {
                contacts::insert_contact(ctx, &seed.email, &Row::new());
            }
            let sent = seed.rest(connection, customer, &date(ctx.now));
            Ok(orders::insert_order(ctx, &sent))
        })
    }

    /// Changes fields of an order in the REST store, for example when it is paid. False if the order doesn't exist.
    pub fn update_rest_order(&self, id: u64, fields: &Value) -> bool {
        self.with(Source::System, |ctx| {
            let known = ctx.state.ecom_orders.get(id).is_some();
            if known {
                orders::change_order(ctx, id, &row(fields.clone()));
            }
            known
        })
    }

    /// As [`ActiveCampaign::try_woocommerce_order`], for tests, whose orders are right.
    ///
    /// # Panics
    ///
    /// When ActiveCampaign refuses the order.
    pub fn add_woocommerce_order(&self, order: &ShopOrder) -> OrderKey {
        self.try_woocommerce_order(order)
            .unwrap_or_else(|refused| panic!("{refused}"))
    }

    /// Writes an order as ActiveCampaign's WooCommerce plugin does, to the named shop or the first WooCommerce shop.
    ///
    /// # Errors
    ///
    /// As [`ActiveCampaign::try_order`].
    pub fn try_woocommerce_order(&self, order: &ShopOrder) -> Result<OrderKey, Refused> {
        let mut seed = order.woocommerce();
        seed.connection =
            Some(self.store(order.connection, &ConnectionSeed::woocommerce("shop.example.com")));
        self.try_order(&seed)
    }

    /// As [`ActiveCampaign::try_magento_order`], for tests, whose orders are right.
    ///
    /// # Panics
    ///
    /// When the connection is unknown.
    pub fn add_magento_order(&self, order: &ShopOrder) -> u64 {
        self.try_magento_order(order)
            .unwrap_or_else(|refused| panic!("{refused}"))
    }

    /// Writes an order as ActiveCampaign's Magento 2 module does, to the named shop or the first Magento shop. Returns
    /// the REST store's id.
    ///
    /// # Errors
    ///
    /// As [`ActiveCampaign::try_rest_order`].
    pub fn try_magento_order(&self, order: &ShopOrder) -> Result<u64, Refused> {
        let mut seed = order.magento();
        seed.connection = Some(self.store(order.connection, &ConnectionSeed::magento("main")));
        self.try_rest_order(&seed)
    }

    /// The named store, or the first of the same kind, or a new one.
    fn store(&self, named: Option<u64>, of_kind: &ConnectionSeed) -> u64 {
        let kind = |service: &str| service.split('-').next().unwrap_or_default().to_owned();
        let known = || {
            let state = self.lock();
            let same = state
                .connections
                .first(|row| kind(&text(row, "service")) == kind(&of_kind.service));
            same.map(|(id, _)| id)
        };
        named
            .or_else(known)
            .unwrap_or_else(|| self.add_connection(of_kind))
    }

    /// Adds a contact's custom field. An empty `kind` means `text`; an empty tag is derived from the title.
    pub fn custom_field(&self, title: &str, perstag: &str, kind: &str) -> u64 {
        let kind = if kind.is_empty() { "text" } else { kind };
        self.with(Source::Admin, |ctx| {
            customfields::insert_field(ctx, title, perstag, kind)
        })
    }

    /// Adds a deals' custom field. An empty `kind` means `text`.
    pub fn deal_field(&self, label: &str, kind: &str) -> u64 {
        let kind = if kind.is_empty() { "text" } else { kind };
        self.with(Source::Admin, |ctx| {
            customfields::insert_meta(ctx, Of::Deal, label, kind)
        })
    }

    /// Sets a contact's custom field by its personalization tag. False if the contact doesn't exist.
    pub fn set_field(&self, contact: u64, perstag: &str, value: &str) -> bool {
        self.update_contact(contact, &ContactSeed::default().field(perstag, value))
    }

    /// Puts a tag on a contact. False if the contact doesn't exist.
    pub fn tag(&self, contact: u64, tag: &str) -> bool {
        self.with(Source::Admin, |ctx| {
            let known = ctx.state.contacts.get(contact).is_some();
            if known {
                let tag = tags::insert_tag(ctx, tag);
                tags::put_on(ctx, contact, &tag.to_string());
            }
            known
        })
    }

    /// Puts a contact on a list, by name, with a status: 0 unconfirmed, 1 active, 2 unsubscribed, 3 bounced. Creates
    /// the list if it doesn't exist. Returns its id.
    pub fn set_list_status(&self, contact: u64, list: &str, status: u8) -> u64 {
        self.with(Source::Admin, |ctx| {
            let id = lists::insert(ctx, list);
            lists::set_status(ctx, &contact.to_string(), &id.to_string(), &status.to_string());
            id
        })
    }

    /// Sets whether a buyer accepts marketing, in every shop that knows the address, as an ActiveCampaign form does.
    /// False if no shop knows it.
    pub fn set_consent(&self, email: &str, accepts: bool) -> bool {
        self.with(Source::Admin, |ctx| {
            let customers = &mut ctx.state.ecom_customers;
            let of_person = customers.iter().filter(|(_, row)| text(row, "email") == email);
            let ids: Vec<u64> = of_person.map(|(id, _)| id).collect();
            for id in &ids {
                if let Some(mut row) = customers.get_mut(*id) {
                    let accepts = if accepts { "1" } else { "0" };
                    row.insert("acceptsMarketing".to_owned(), accepts.into());
                }
            }
            !ids.is_empty()
        })
    }

    /// A contact, in the API's form.
    #[must_use]
    pub fn contact(&self, id: u64) -> Option<Value> {
        self.lock().contacts.get(id).cloned().map(Value::Object)
    }

    /// An order of the GraphQL store, with its amounts as text.
    #[must_use]
    pub fn order(&self, key: &OrderKey) -> Option<Value> {
        let state = self.lock();
        let found = graphql::find_order(&state.orders, &key.connection.to_string(), &key.order);
        found.map(|(_, row)| Value::Object(row.clone()))
    }

    /// Deletes an order from both stores, as a person does. Returns false if it doesn't exist.
    pub fn delete_order(&self, key: &OrderKey) -> bool {
        self.with(Source::System, |ctx| {
            let connection = key.connection.to_string();
            let found = graphql::find_order(&ctx.state.orders, &connection, &key.order).map(|(id, _)| id);
            if let Some(rest) = ctx.state.rest_order(&connection, &key.order) {
                ctx.state.ecom_orders.remove(rest);
            }
            found.is_some_and(|id| ctx.state.orders.remove(id).is_some())
        })
    }

    /// Registers a webhook for `events` from every source, or for the default events if none are given. If the URL is
    /// registered already, its events are replaced.
    pub fn register_webhook(&self, url: &str, events: &[&str]) -> u64 {
        let events = if events.is_empty() {
            &USUAL_EVENTS[..]
        } else {
            events
        };
        self.with(Source::Admin, |ctx| {
            if let Some((id, _)) = ctx.state.webhooks.first(|row| text(row, "url") == url) {
                ctx.state.webhooks.remove(id);
            }
            let sources = ["public", "admin", "api", "system"];
            hooks::insert(
                ctx,
                &row(json!({"name": "Sandbox", "url": url, "events": events, "sources": sources})),
            )
        })
    }

    /// Adds an automation with a webhook step.
    pub fn add_automation(&self, seed: &AutomationSeed) -> u64 {
        self.with(Source::Admin, |ctx| {
            ctx.state.automations.insert(row(json!({
                "trigger": seed.trigger.name(), "url": seed.url, "seriesid": seed.seriesid.to_string(),
            })))
        })
    }

    /// The body of an automation's webhook step for a contact.
    #[must_use]
    pub fn automation_body(&self, contact: u64, seriesid: u64) -> WebhookBody {
        bodies::automation(&self.lock(), contact, seriesid)
    }

    /// Runs an automation's webhook step now and returns the receiver's response.
    pub async fn run_automation(&self, contact: u64, url: &str, seriesid: u64) -> Vec<Delivery> {
        let body = self.automation_body(contact, seriesid);
        self.post(url, "automation", body).await
    }

    /// Posts a webhook body to a URL, `times` times.
    pub async fn deliver(&self, url: &str, body: &WebhookBody, times: u32) -> Vec<Delivery> {
        let event = body.get("type").unwrap_or("automation").to_owned();
        let mut sent = Vec::new();
        for _ in 0..times {
            sent.extend(self.post(url, &event, body.clone()).await);
        }
        sent
    }

    async fn post(&self, url: &str, event: &str, body: WebhookBody) -> Vec<Delivery> {
        let outgoing = Outgoing {
            webhook: None,
            url: url.to_owned(),
            event: event.to_owned(),
            body,
        };
        self.inner.outbox.post(&outgoing, self.inner.core.now()).await
    }

    /// Faults of the next webhooks.
    pub fn set_delivery_faults(&self, faults: DeliveryFaults) {
        self.inner.outbox.set_faults(faults);
    }

    /// The webhooks that were sent or lost, oldest first.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.inner.outbox.deliveries()
    }

    /// Waits until every webhook that is due has been sent.
    pub async fn settled(&self) {
        self.inner.outbox.settled().await;
    }
}

/// A seed's custom fields by number. Fields that don't exist are created.
fn field_values(ctx: &mut Ctx<'_>, seed: &ContactSeed) -> Value {
    let mut values = Vec::new();
    for (tag, value) in &seed.fields {
        let known = ctx
            .state
            .fields
            .first(|row| text(row, "perstag").eq_ignore_ascii_case(tag))
            .map(|(id, _)| id);
        let id = known.unwrap_or_else(|| customfields::insert_field(ctx, tag, tag, "text"));
        values.push(json!({"field": id.to_string(), "value": value}));
    }
    Value::Array(values)
}

/// A seed's account and tags.
fn belongings(ctx: &mut Ctx<'_>, contact: u64, seed: &ContactSeed) {
    let of_contact = contact.to_string();
    if let Some(account) = seed.account
        && ctx.state.account_contacts.by("contact", &of_contact).is_empty()
    {
        accounts::insert_account_contact(ctx, &account.to_string(), &of_contact, "");
    }
    for name in &seed.tags {
        let tag = tags::insert_tag(ctx, name);
        tags::put_on(ctx, contact, &tag.to_string());
    }
}

fn set_labelled(ctx: &mut Ctx<'_>, of: Of, owner: u64, fields: &std::collections::BTreeMap<String, String>) {
    for (label, value) in fields {
        let known = customfields::field_id(ctx.state, of, label);
        let field = known.unwrap_or_else(|| customfields::insert_meta(ctx, of, label, "text"));
        customfields::set_datum(
            ctx,
            of,
            &owner.to_string(),
            &field.to_string(),
            json!(value),
            None,
        );
    }
}

fn connection(ctx: &mut Ctx<'_>, seed: &ConnectionSeed) -> u64 {
    let or = |text: &str, default: &str| {
        if text.is_empty() {
            default.to_owned()
        } else {
            text.to_owned()
        }
    };
    shops::insert_connection(
        ctx,
        &row(json!({
            "service": or(&seed.service, "webshop"), "externalid": or(&seed.external_id, "shop"),
            "name": or(&seed.name, "The shop"), "logoUrl": "https://example.com/logo.png",
            "linkUrl": or(&seed.link_url, "https://example.com/"),
        })),
    )
}

/// The named connection, or the first.
fn known_connection(ctx: &mut Ctx<'_>, named: Option<u64>) -> Result<u64, Refused> {
    match named {
        Some(id) if ctx.state.connections.get(id).is_none() => {
            let known: Vec<String> = ctx
                .state
                .connections
                .iter()
                .map(|(id, _)| id.to_string())
                .collect();
            Err(Refused(format!(
                "there is no connection {id}; there are: {}",
                known.join(", ")
            )))
        }
        Some(id) => Ok(id),
        None => Ok(first_connection(ctx)),
    }
}

fn first_connection(ctx: &mut Ctx<'_>) -> u64 {
    let known = ctx.state.connections.iter().next().map(|(id, _)| id);
    known.unwrap_or_else(|| connection(ctx, &ConnectionSeed::default()))
}

/// An order without an id gets the next free number, starting from 1001.
fn numbered(ctx: &Ctx<'_>, seed: &OrderSeed) -> OrderSeed {
    let mut seed = seed.clone();
    if seed.id.is_empty() {
        seed.id = (ctx.state.last_order.max(1000) + 1).to_string();
    }
    seed
}
