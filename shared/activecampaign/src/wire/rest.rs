//! The REST API's objects, as far as they are read.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::lenient::{Cents, FieldText, Flag, Id, IdOr, Many, Prose, Text};

/// An object that comes alone under one name and listed under another.
pub(crate) trait Resource: for<'de> Deserialize<'de> {
    /// The name that one comes under.
    const ONE: &'static str;
    /// The name that many come under.
    const MANY: &'static str;

    /// Its id.
    fn id(&self) -> Option<&str>;
}

macro_rules! resources {
    ($($type:ident: $one:literal, $many:literal;)*) => {
        $(impl Resource for $type {
            const ONE: &'static str = $one;
            const MANY: &'static str = $many;

            fn id(&self) -> Option<&str> {
                self.id.0.as_deref()
            }
        })*
    };
}

resources! {
    Account: "account", "accounts";
    AccountContact: "accountContact", "accountContacts";
    AccountFieldValue: "accountCustomFieldDatum", "accountCustomFieldData";
    AccountFieldMeta: "accountCustomFieldMetum", "accountCustomFieldMeta";
    Contact: "contact", "contacts";
    ContactField: "field", "fields";
    ContactList: "contactList", "contactLists";
    ContactTag: "contactTag", "contactTags";
    Deal: "deal", "deals";
    DealFieldValue: "dealCustomFieldDatum", "dealCustomFieldData";
    DealFieldMeta: "dealCustomFieldMetum", "dealCustomFieldMeta";
    FieldValue: "fieldValue", "fieldValues";
    Note: "note", "notes";
    RestConnection: "connection", "connections";
    RestEcomCustomer: "ecomCustomer", "ecomCustomers";
    RestPipeline: "dealGroup", "dealGroups";
    RestSchema: "schema", "schemas";
    RestStage: "dealStage", "dealStages";
    RestDiscount: "ecomOrderDiscount", "ecomOrderDiscounts";
    RestOrder: "ecomOrder", "ecomOrders";
    RestProduct: "ecomOrderProduct", "ecomOrderProducts";
    RestWebhook: "webhook", "webhooks";
    Tag: "tag", "tags";
    RestUser: "user", "users";
}

/// One object in its envelope.
pub(crate) struct One<T>(pub(crate) T);

/// A page of a list, and how many there are in all.
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) total: Option<usize>,
}

impl<'de, T: Resource> Deserialize<'de> for One<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneVisitor<T>(PhantomData<T>);

        impl<'de, T: Resource> Visitor<'de> for OneVisitor<T> {
            type Value = One<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an object with {}", T::ONE)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<One<T>, A::Error> {
                let mut found = None;
                while let Some(key) = map.next_key::<String>()? {
                    if key == T::ONE {
                        found = Some(map.next_value()?);
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                found.map(One).ok_or_else(|| A::Error::missing_field(T::ONE))
            }
        }

        deserializer.deserialize_map(OneVisitor(PhantomData))
    }
}

impl<'de, T: Resource> Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PageVisitor<T>(PhantomData<T>);

        impl<'de, T: Resource> Visitor<'de> for PageVisitor<T> {
            type Value = Page<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an object with {}", T::MANY)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Page<T>, A::Error> {
                let (mut items, mut total) = (None, None);
                while let Some(key) = map.next_key::<String>()? {
                    if key == T::MANY {
                        items = Some(map.next_value::<Many<T>>()?.0);
                    } else if key == "meta" {
                        let meta = map.next_value::<Option<Meta>>()?.unwrap_or_default();
                        total = meta.total.0.and_then(|total| total.parse().ok());
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                let items = items.ok_or_else(|| A::Error::missing_field(T::MANY))?;
                Ok(Page { items, total })
            }
        }

        deserializer.deserialize_map(PageVisitor(PhantomData))
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Meta {
    total: Text,
}

/// `GET /contacts/{id}`: the contact, and beside it what belongs to it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ContactDocument {
    pub(crate) contact: Contact,
    /// Missing when this endpoint does not send it along.
    #[serde(default)]
    pub(crate) field_values: Option<Many<FieldValue>>,
    /// Not in the documentation's example, but some responses have it.
    #[serde(default)]
    pub(crate) account_contacts: Option<Many<AccountContact>>,
}

/// `POST /contact/sync`: the contact, and those values of fields alone that were set.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SyncedContact {
    pub(crate) contact: Contact,
    /// Missing when this endpoint does not send them along.
    #[serde(default)]
    pub(crate) field_values: Option<Many<FieldValue>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Contact {
    pub(crate) id: Id,
    pub(crate) email: Text,
    pub(crate) first_name: Prose,
    pub(crate) last_name: Prose,
    pub(crate) phone: Prose,
    /// Missing in some accounts' responses.
    pub(crate) orgname: Prose,
    pub(crate) udate: Text,
    pub(crate) deleted: Flag,
    pub(crate) anonymized: Flag,
    /// Ids on some endpoints, whole objects on others, missing on the rest.
    pub(crate) field_values: Option<Many<IdOr<FieldValue>>>,
    pub(crate) account_contacts: Option<Many<IdOr<AccountContact>>>,
}

/// `field` distinguishes a field value from any other object, so it is required.
#[derive(Deserialize, Clone)]
pub(crate) struct FieldValue {
    #[serde(default)]
    pub(crate) id: Id,
    pub(crate) field: Id,
    #[serde(default)]
    pub(crate) value: FieldText,
}

#[derive(Deserialize)]
pub(crate) struct ContactField {
    pub(crate) id: Id,
    #[serde(default)]
    pub(crate) title: Text,
    #[serde(default)]
    pub(crate) perstag: Text,
    #[serde(default, rename = "type")]
    pub(crate) kind: Text,
}

#[derive(Deserialize, Clone)]
pub(crate) struct AccountContact {
    #[serde(default)]
    pub(crate) id: Id,
    pub(crate) account: Id,
    #[serde(default)]
    pub(crate) contact: Id,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Account {
    pub(crate) id: Id,
    #[serde(default)]
    pub(crate) name: Prose,
    #[serde(default)]
    pub(crate) account_url: Text,
    #[serde(default)]
    pub(crate) updated_timestamp: Text,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AccountFieldMeta {
    pub(crate) id: Id,
    #[serde(default)]
    pub(crate) field_label: Text,
    #[serde(default)]
    pub(crate) field_type: Text,
    #[serde(default)]
    pub(crate) personalization: Text,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DealFieldMeta {
    pub(crate) id: Id,
    #[serde(default)]
    pub(crate) field_label: Text,
    #[serde(default)]
    pub(crate) field_type: Text,
    #[serde(default)]
    pub(crate) personalization: Text,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AccountFieldValue {
    #[serde(default)]
    pub(crate) id: Id,
    #[serde(default, alias = "customerAccountId")]
    pub(crate) account_id: Id,
    pub(crate) custom_field_id: Id,
    #[serde(default)]
    pub(crate) field_value: FieldText,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DealFieldValue {
    #[serde(default)]
    pub(crate) id: Id,
    #[serde(default)]
    pub(crate) deal_id: Id,
    pub(crate) custom_field_id: Id,
    #[serde(default)]
    pub(crate) field_value: FieldText,
}

/// A contact's status on a list: 0 unconfirmed, 1 active, 2 unsubscribed, 3 bounced.
#[derive(Deserialize)]
pub(crate) struct ContactList {
    #[serde(default)]
    pub(crate) id: Id,
    pub(crate) list: Id,
}

#[derive(Deserialize)]
pub(crate) struct ContactTag {
    #[serde(default)]
    pub(crate) id: Id,
    pub(crate) tag: Id,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Tag {
    pub(crate) id: Id,
    #[serde(default)]
    pub(crate) tag: Text,
    #[serde(default)]
    pub(crate) tag_type: Text,
}

/// A user without permission for a deal's pipeline gets `id`, `title` and `isDisabled` alone.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Deal {
    pub(crate) id: Id,
    #[serde(default)]
    pub(crate) is_disabled: Flag,
    #[serde(default)]
    pub(crate) title: Prose,
    #[serde(default)]
    pub(crate) description: Prose,
    #[serde(default)]
    pub(crate) contact: Id,
    #[serde(default)]
    pub(crate) account: Id,
    #[serde(default)]
    pub(crate) group: Id,
    #[serde(default)]
    pub(crate) stage: Id,
    #[serde(default)]
    pub(crate) owner: Id,
    #[serde(default)]
    pub(crate) status: Text,
    #[serde(default)]
    pub(crate) value: Cents,
    #[serde(default)]
    pub(crate) currency: Text,
    #[serde(default)]
    pub(crate) cdate: Text,
    #[serde(default)]
    pub(crate) mdate: Text,
}

#[derive(Deserialize)]
pub(crate) struct RestConnection {
    pub(crate) id: Id,
    #[serde(default)]
    service: Text,
    #[serde(default)]
    externalid: Text,
    #[serde(default)]
    name: Text,
    #[serde(default, rename = "isInternal")]
    is_internal: Flag,
}

/// An e-commerce connection: one store ("Connections").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// ActiveCampaign's id: `legacyConnectionId` of GraphQL, `connectionid` of REST.
    pub id: String,
    /// The service, such as `shopify`.
    pub service: String,
    /// The service's id of the store.
    pub external_id: String,
    /// Name of the store.
    pub name: String,
    /// Whether it is one of ActiveCampaign's own integrations, which write their orders themselves.
    pub is_internal: bool,
}

impl From<RestConnection> for Connection {
    fn from(wire: RestConnection) -> Self {
        Self {
            id: wire.id.0.unwrap_or_default(),
            service: wire.service.0.unwrap_or_default(),
            external_id: wire.externalid.0.unwrap_or_default(),
            name: wire.name.0.unwrap_or_default(),
            is_internal: wire.is_internal.0,
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct RestWebhook {
    pub(crate) id: Id,
    #[serde(default)]
    name: Text,
    #[serde(default)]
    url: Text,
    #[serde(default)]
    events: Many<String>,
    #[serde(default)]
    sources: Many<String>,
}

/// A webhook that is registered ("Webhooks"). Its URL holds the route token, so `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    /// ActiveCampaign's id.
    pub id: String,
    /// The name that the user sees.
    pub name: String,
    /// Where it posts to.
    pub url: String,
    /// The event types that it fires for.
    pub events: Vec<String>,
    /// Who must have caused them: `public`, `admin`, `api`, `system`.
    pub sources: Vec<String>,
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Webhook")
            .field("id", &self.id)
            .field("events", &self.events)
            .field("sources", &self.sources)
            .finish_non_exhaustive()
    }
}

impl From<RestWebhook> for Webhook {
    fn from(wire: RestWebhook) -> Self {
        Self {
            id: wire.id.0.unwrap_or_default(),
            name: wire.name.0.unwrap_or_default(),
            url: wire.url.0.unwrap_or_default(),
            events: wire.events.0,
            sources: wire.sources.0,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RestEcomCustomer {
    pub(crate) id: Id,
    #[serde(rename = "connectionid")]
    pub(crate) connection_id: Id,
    #[serde(default, rename = "externalid")]
    pub(crate) external_id: Text,
    #[serde(default)]
    pub(crate) email: Text,
    #[serde(default)]
    pub(crate) accepts_marketing: Flag,
}

#[derive(Deserialize)]
pub(crate) struct RestPipeline {
    pub(crate) id: Id,
    #[serde(default)]
    pub(crate) title: Text,
}

#[derive(Deserialize)]
pub(crate) struct RestStage {
    pub(crate) id: Id,
    #[serde(default)]
    pub(crate) title: Text,
    #[serde(default)]
    pub(crate) group: Id,
    #[serde(default)]
    pub(crate) order: Text,
}

#[derive(Deserialize)]
pub(crate) struct RestSchema {
    pub(crate) id: Id,
    #[serde(default)]
    pub(crate) slug: Text,
    #[serde(default)]
    pub(crate) fields: Many<SchemaPart>,
    #[serde(default)]
    pub(crate) relationships: Many<SchemaPart>,
}

#[derive(Deserialize)]
pub(crate) struct SchemaPart {
    #[serde(default)]
    pub(crate) id: Text,
    #[serde(default, rename = "type")]
    pub(crate) kind: Text,
}

#[derive(Deserialize)]
pub(crate) struct RestUser {
    pub(crate) id: Id,
    #[serde(default)]
    pub(crate) email: Text,
}

#[derive(Deserialize)]
pub(crate) struct Note {
    pub(crate) id: Id,
    #[serde(default)]
    pub(crate) note: Text,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RestOrder {
    pub(crate) id: Id,
    #[serde(rename = "connectionid")]
    pub(crate) connection_id: Id,
    #[serde(default, rename = "externalid")]
    pub(crate) external_id: Text,
    #[serde(default)]
    pub(crate) order_number: Text,
    #[serde(default)]
    pub(crate) email: Text,
    #[serde(default)]
    pub(crate) state: Text,
    #[serde(default)]
    pub(crate) currency: Text,
    #[serde(default)]
    pub(crate) total_price: Cents,
    #[serde(default)]
    pub(crate) shipping_amount: Cents,
    #[serde(default)]
    pub(crate) tax_amount: Cents,
    #[serde(default)]
    pub(crate) discount_amount: Cents,
    #[serde(default)]
    pub(crate) shipping_method: Prose,
    #[serde(default)]
    pub(crate) order_url: Text,
    #[serde(default)]
    pub(crate) external_created_date: Text,
    #[serde(default)]
    pub(crate) external_updated_date: Text,
    #[serde(default)]
    pub(crate) updated_date: Text,
    #[serde(default)]
    pub(crate) order_discounts: Option<Many<Id>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RestProduct {
    #[serde(default)]
    pub(crate) id: Id,
    #[serde(default, rename = "externalid")]
    pub(crate) external_id: Text,
    #[serde(default)]
    pub(crate) sku: Text,
    #[serde(default)]
    pub(crate) name: Prose,
    #[serde(default)]
    pub(crate) price: Cents,
    #[serde(default)]
    pub(crate) quantity: super::lenient::Amount,
    #[serde(default)]
    pub(crate) category: Prose,
    #[serde(default)]
    pub(crate) image_url: Text,
    #[serde(default)]
    pub(crate) product_url: Text,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RestDiscount {
    #[serde(default)]
    pub(crate) id: Id,
    #[serde(default)]
    pub(crate) name: Prose,
    #[serde(default, rename = "type")]
    pub(crate) kind: Text,
    #[serde(default)]
    pub(crate) discount_amount: Cents,
}
