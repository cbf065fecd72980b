//! Requests about stores: connections, their customers, orders and products.

use http::Method;
use model::Email;
use serde_json::{Value, json};
use transport::Idempotency;

use super::{Call, graphql_call};

pub(crate) fn connections_by(service: &str, external_id: &str) -> Call {
    Call::get(&["connections"], "GET /connections")
        .query("filters[service]", service)
        .query("filters[externalid]", external_id)
}

pub(crate) fn connection(id: &str) -> Call {
    Call::get(&["connections", id], "GET /connections/{id}").about(format!("connection {id}"))
}

/// Created twice, the second is refused as a duplicate of the first.
pub(crate) fn create_connection(connection: Value) -> Call {
    Call::new(
        Method::POST,
        &["connections"],
        "POST /connections",
        Idempotency::Create,
    )
    .body(json!({ "connection": connection }))
}

pub(crate) fn ecom_customers(connection: &str, email: &Email) -> Call {
    Call::get(&["ecomCustomers"], "GET /ecomCustomers")
        .query("filters[connectionid]", connection)
        .query("filters[email]", email.as_str())
        .about(format!("customers of connection {connection}"))
}

/// The REST store's orders, the last created first; of one connection, where one is given.
pub(crate) fn rest_orders_newest_first(connection: Option<&str>) -> Call {
    let call = Call::get(&["ecomOrders"], "GET /ecomOrders").query("orders[external_created_date]", "DESC");
    match connection {
        Some(connection) => call.query("filters[connectionid]", connection),
        None => call,
    }
}

/// A GraphQL mutation. All that are sent here write a whole record under its own key: sent twice, nothing more happens.
pub(crate) fn mutation(mutation: &str, variables: Value, record: Option<String>) -> Call {
    graphql_call(mutation.to_owned(), variables, record, Idempotency::Replace)
}
