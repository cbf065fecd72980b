use std::collections::BTreeMap;

use model::{Email, counted};
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::Client;
use super::call::understand;
use super::orders::{Asked, rejected};
use crate::wire::lenient::{Amount, Text};
use crate::wire::rest::{RestConnection, RestEcomCustomer};
use crate::wire::{Connection, NormalizedStatus, OrderBatch, OrderInput, ProductBatch};
use crate::{Error, requests};

/// The maximum number of orders whose status is read in one document, with one alias each.
const ORDERS_A_QUERY: usize = 30;

const UPSERT_ORDER: &str =
    "mutation Upsert($order: OrderInput!) { upsertOrder(order: $order) { storeOrderId } }";
const BULK_UPSERT_ORDERS: &str =
    "mutation Upsert($orders: [OrderInput]) { bulkUpsertOrdersAsync(orders: $orders) { recordId } }";
const BULK_UPSERT_PRODUCTS: &str =
    "mutation Upsert($products: [ProductInput]) { bulkUpsertProducts(products: $products) { recordId } }";
const SYNC_CONNECTION: &str = "mutation Sync($service: String!, $externalId: String!) { \
    syncLegacyConnection(integrationName: $service, connectionUniqueIdentifier: $externalId) { id } }";

/// A connection to be created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewConnection {
    /// Name of the service that the orders come from.
    pub service: String,
    /// The store's id in that service: with the service, the key.
    #[serde(rename = "externalid")]
    pub external_id: String,
    /// The name that the user sees.
    pub name: String,
    /// URL of a logo.
    pub logo_url: String,
    /// URL of the store's administration.
    pub link_url: String,
}

/// A customer of a store, as far as its consent goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EcomCustomer {
    /// ActiveCampaign's id.
    pub id: String,
    /// The connection's id.
    pub connection: String,
    /// The store's id for the customer.
    pub external_id: Option<String>,
    /// Whether the customer accepts marketing.
    pub accepts_marketing: bool,
}

/// A written order's current status, to compare with what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenOrder {
    /// The store's id.
    pub store_order_id: String,
    /// Its status; nothing if ActiveCampaign returns an unknown one.
    pub normalized_status: Option<NormalizedStatus>,
    /// The amount to pay.
    pub final_amount: Option<Decimal>,
    /// When it changed last, as it was written.
    pub store_modified_date: Option<String>,
}

#[derive(Deserialize)]
struct Answered<T> {
    data: T,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UpsertedOrder {
    #[serde(rename = "upsertOrder")]
    _order: KeyOfOrder,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeyOfOrder {
    #[serde(rename = "storeOrderId")]
    _store_order_id: Text,
}

#[derive(Deserialize)]
struct BulkOrders {
    #[serde(rename = "bulkUpsertOrdersAsync")]
    batch: BulkAnswer,
}

#[derive(Deserialize)]
struct BulkProducts {
    #[serde(rename = "bulkUpsertProducts")]
    batch: BulkAnswer,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BulkAnswer {
    #[serde(default)]
    record_id: Text,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct OrderState {
    store_order_id: Text,
    normalized_status: Text,
    final_amount: Amount,
    store_modified_date: Text,
}

/// Connections and their customers.
impl Client {
    /// The connections of a service and external id: one at most, unless the vendor's filter is not heeded.
    ///
    /// # Errors
    /// If a call fails. Whether there is one is then unknown.
    pub async fn connections_by(&self, service: &str, external_id: &str) -> Result<Vec<Connection>, Error> {
        let found = self
            .list::<RestConnection>(|| requests::connections_by(service, external_id))
            .await?;
        let ours =
            |connection: &Connection| connection.service == service && connection.external_id == external_id;
        Ok(found.into_iter().map(Connection::from).filter(ours).collect())
    }

    /// A connection by id; none when there is no such (any more).
    ///
    /// # Errors
    /// When the call fails.
    pub async fn connection(&self, id: &str) -> Result<Option<Connection>, Error> {
        let found = self.find::<RestConnection>(requests::connection(id)).await?;
        Ok(found.map(Connection::from))
    }

    /// Creates a connection.
    ///
    /// # Errors
    /// [`Error::is_duplicate`] if one with this service and external id exists. After any other error it may exist all
    /// the same.
    pub async fn create_connection(&self, connection: &NewConnection) -> Result<Connection, Error> {
        let call = requests::create_connection(json!(connection));
        self.write::<RestConnection>(call).await.map(Connection::from)
    }

    /// Makes a connection that REST created known to GraphQL, which otherwise may refuse orders and products of it.
    ///
    /// Not in the documents. ActiveCampaign's WooCommerce plugin runs it after it has created a connection and before it
    /// writes products. This is the only place that knows it.
    ///
    /// # Errors
    /// When the call fails, also where the account's GraphQL does not know this mutation.
    pub async fn sync_legacy_connection(&self, service: &str, external_id: &str) -> Result<(), Error> {
        let variables = json!({"service": service, "externalId": external_id});
        let record = Some(format!("the connection of {service}"));
        self.mutate::<Map<String, Value>>(SYNC_CONNECTION, variables, record)
            .await?;
        Ok(())
    }

    /// The customers of a connection with this e-mail address.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn ecom_customers(&self, connection: &str, email: &Email) -> Result<Vec<EcomCustomer>, Error> {
        let found = self
            .list::<RestEcomCustomer>(|| requests::ecom_customers(connection, email))
            .await?;
        // Checked again: another's consent must not be taken for this one's.
        let ours = |customer: &RestEcomCustomer| {
            customer.connection_id.0.as_deref() == Some(connection)
                && customer
                    .email
                    .0
                    .as_deref()
                    .and_then(|text| text.parse::<Email>().ok())
                    .as_ref()
                    == Some(email)
        };
        Ok(found
            .into_iter()
            .filter(ours)
            .filter_map(|customer| {
                Some(EcomCustomer {
                    id: customer.id.0?,
                    connection: connection.to_owned(),
                    external_id: customer.external_id.0,
                    accepts_marketing: customer.accepts_marketing.0,
                })
            })
            .collect())
    }
}

/// Orders and products, as they are written.
impl Client {
    /// Writes an order whole. Its contact and its store's customer are created or changed along with it, and the account's
    /// automations run unless it is historical. Sent twice, there is one order; automations may run twice.
    ///
    /// # Errors
    /// [`Error::Rejected`] when GraphQL refuses it, a connection that GraphQL does not know yet included: see
    /// [`Client::sync_legacy_connection`]. When the call fails.
    pub async fn upsert_order(&self, order: &OrderInput) -> Result<(), Error> {
        let record = Some(format!("order {}", order.store_order_id));
        self.mutate::<UpsertedOrder>(UPSERT_ORDER, json!({ "order": order }), record)
            .await?;
        Ok(())
    }

    /// Hands a batch of orders over, to be written some time later: the id of the batch. Whether each was written shows
    /// only in [`Client::written_orders`].
    ///
    /// # Errors
    /// As [`Client::upsert_order`].
    pub async fn bulk_upsert_orders(&self, batch: &OrderBatch) -> Result<Option<String>, Error> {
        let record = Some(format!("a batch of {}", counted(batch.orders().len(), "order")));
        let variables = json!({"orders": batch.orders()});
        let answer = self
            .mutate::<BulkOrders>(BULK_UPSERT_ORDERS, variables, record)
            .await?;
        Ok(answer.batch.record_id.0)
    }

    /// Writes a batch of products; omitted fields are unchanged.
    ///
    /// # Errors
    /// As [`Client::upsert_order`].
    pub async fn bulk_upsert_products(&self, batch: &ProductBatch) -> Result<Option<String>, Error> {
        let record = Some(format!(
            "a batch of {}",
            counted(batch.products().len(), "product")
        ));
        let variables = json!({"products": batch.products()});
        let answer = self
            .mutate::<BulkProducts>(BULK_UPSERT_PRODUCTS, variables, record)
            .await?;
        Ok(answer.batch.record_id.0)
    }

    /// The status of these orders of a connection in GraphQL; unknown orders are left out.
    ///
    /// Costs one call for each 30.
    ///
    /// # Errors
    /// When a call fails.
    pub async fn written_orders(&self, connection: i32, orders: &[&str]) -> Result<Vec<WrittenOrder>, Error> {
        let mut written = Vec::new();
        for part in orders.chunks(ORDERS_A_QUERY) {
            let query = states_of(part.len());
            let mut variables = Map::from_iter([("connection".to_owned(), json!(connection))]);
            variables.extend(
                part.iter()
                    .enumerate()
                    .map(|(at, order)| (format!("order{at}"), json!(order))),
            );
            let record = Some(format!(
                "{} of connection {connection}",
                counted(part.len(), "order")
            ));
            let answer = self
                .graphql::<Answered<BTreeMap<String, Option<OrderState>>>>(
                    |_| query.clone(),
                    Value::Object(variables),
                    record,
                )
                .await?;
            let states = answer
                .into_iter()
                .flat_map(|answer| answer.data.into_values().flatten());
            written.extend(states.filter_map(|state| {
                Some(WrittenOrder {
                    store_order_id: state.store_order_id.0?,
                    normalized_status: state
                        .normalized_status
                        .0
                        .and_then(|status| serde_json::from_value(Value::String(status.to_uppercase())).ok()),
                    final_amount: state.final_amount.0,
                    store_modified_date: state.store_modified_date.0,
                })
            }));
        }
        Ok(written)
    }

    /// Runs a mutation: the `data` of its answer.
    async fn mutate<T: DeserializeOwned>(
        &self,
        mutation: &str,
        variables: Value,
        record: Option<String>,
    ) -> Result<T, Error> {
        let call = requests::mutation(mutation, variables, record);
        let what = call.what.clone();
        match self.call_graphql(&call).await? {
            Asked::Answered(body) => understand::<Answered<T>>(&what, &body).map(|answer| answer.data),
            // An account without e-commerce GraphQL takes no orders.
            Asked::NoGraphql => Err(Error::Rejected {
                what,
                status: 404,
                reasons: Vec::new(),
            }),
            Asked::Errors(errors) => Err(rejected(what, &errors)),
        }
    }
}

/// One document that reads the state of so many orders.
fn states_of(count: usize) -> String {
    let variables: Vec<String> = (0..count).map(|at| format!("$order{at}: String!")).collect();
    let orders: Vec<String> = (0..count)
        .map(|at| {
            format!(
                "order{at}: getOrder(legacyConnectionId: $connection, storeOrderId: $order{at}) \
                 {{ storeOrderId normalizedStatus finalAmount storeModifiedDate }}"
            )
        })
        .collect();
    format!(
        "query Orders($connection: Int!, {}) {{ {} }}",
        variables.join(", "),
        orders.join(" ")
    )
}
