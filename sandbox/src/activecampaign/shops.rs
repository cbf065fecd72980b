//! Connections (shops) and the shops' customers.

use serde_json::{Value, json};

use super::answer::{Answer, Handled};
use super::graphql::NOT_SYNCED;
use super::rest::{Call, Ctx, delete, links, list, narrow, required, single, unknown};
use super::state::{Row, State, date, row, text};

const CONNECTION_FIELDS: &[&str] = &[
    "service",
    "externalid",
    "name",
    "logoUrl",
    "linkUrl",
    "listId",
    "status",
    "syncStatus",
];
const CUSTOMER_FIELDS: &[&str] = &["connectionid", "externalid", "email", "acceptsMarketing"];

pub(super) fn dispatch(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    match (call.method, call.path) {
        ("GET", ["connections"]) => {
            call.query.expect(&["filters[service]", "filters[externalid]"]);
            let mut rows = ctx.state.connections.rows();
            rows.iter_mut().for_each(|row| drop(row.remove(NOT_SYNCED)));
            narrow(
                &mut rows,
                &call.query,
                &[("service", "service"), ("externalid", "externalid")],
            );
            Ok(list("connections", rows, &call.query))
        }
        ("POST", ["connections"]) => create_connection(ctx, call),
        ("GET", ["connections", id]) => {
            let mut answer = single(&ctx.state.connections, id, "Connection", "connection")?;
            if let Some(connection) = answer.body.get_mut("connection").and_then(Value::as_object_mut) {
                connection.remove(NOT_SYNCED);
            }
            Ok(answer)
        }
        ("PUT", ["connections", id]) => put_connection(ctx, id, call),
        ("DELETE", ["connections", id]) => delete(&mut ctx.state.connections, id, "Connection"),

        ("GET", ["ecomCustomers"]) => {
            call.query
                .expect(&["filters[email]", "filters[externalid]", "filters[connectionid]"]);
            let mut rows = ctx.state.ecom_customers.rows();
            let filters = [
                ("email", "email"),
                ("externalid", "externalid"),
                ("connectionid", "connectionid"),
            ];
            narrow(&mut rows, &call.query, &filters);
            Ok(list("ecomCustomers", rows, &call.query))
        }
        ("POST", ["ecomCustomers"]) => create_customer(ctx, call),
        ("GET", ["ecomCustomers", id]) => {
            single(&ctx.state.ecom_customers, id, "EcomCustomer", "ecomCustomer")
        }
        ("PUT", ["ecomCustomers", id]) => put_customer(ctx, id, call),
        ("DELETE", ["ecomCustomers", id]) => delete(&mut ctx.state.ecom_customers, id, "EcomCustomer"),

        _ => Err(unknown(call)),
    }
}

fn create_connection(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    let sent = call.object("connection", CONNECTION_FIELDS)?;
    for field in ["service", "externalid", "name", "logoUrl", "linkUrl"] {
        required(sent, field)?;
    }
    let same = |row: &Row| {
        ["service", "externalid"]
            .iter()
            .all(|field| text(row, field) == text(sent, field))
    };
    if ctx.state.connections.first(same).is_some() {
        return Err(Answer::duplicate(
            "externalid",
            "The service/externalid combination already exists in the system.",
        ));
    }
    let id = insert_connection(ctx, sent);
    let mut connection = ctx.state.connections.get(id).cloned().unwrap_or_default();
    if let Some(mut row) = ctx.state.connections.get_mut(id) {
        row.insert(NOT_SYNCED.to_owned(), json!(true));
    }
    connection.insert("isInternal".to_owned(), json!(0));
    Ok(Answer::ok(json!({"connection": connection})))
}

pub(super) fn insert_connection(ctx: &mut Ctx<'_>, sent: &Row) -> u64 {
    let now = date(ctx.now);
    let mut connection = row(json!({
        "service": "", "externalid": "", "name": "", "isInternal": "0", "connectionType": "ecommerce", "status": "1",
        "syncStatus": "0", "lastSync": null, "logoUrl": "", "linkUrl": "", "listId": "0", "cdate": now, "udate": now,
        "credentialExpiration": null,
    }));
    connection.insert("serviceName".to_owned(), json!(text(sent, "service")));
    overwrite(&mut connection, sent, CONNECTION_FIELDS);
    let id = ctx.state.connections.insert(connection);
    if let Some(mut connection) = ctx.state.connections.get_mut(id) {
        connection.insert(
            "links".to_owned(),
            links("connections", id, &["options", "customers"]),
        );
    }
    id
}

pub(super) fn overwrite(row: &mut Row, sent: &Row, fields: &[&str]) {
    for field in fields.iter().filter(|field| sent.contains_key(**field)) {
        row.insert((*field).to_owned(), json!(text(sent, field)));
    }
}

fn put_connection(ctx: &mut Ctx<'_>, id: &str, call: &Call<'_>) -> Handled {
    let sent = call.object("connection", CONNECTION_FIELDS)?;
    let now = date(ctx.now);
    let found = id.parse().ok().and_then(|id| ctx.state.connections.get_mut(id));
    let mut connection = found.ok_or_else(|| Answer::no_result("Connection", id))?;
    overwrite(&mut connection, sent, CONNECTION_FIELDS);
    connection.insert("udate".to_owned(), json!(now));
    let mut shown = Row::clone(&connection);
    shown.remove(NOT_SYNCED);
    Ok(Answer::ok(json!({"connection": shown})))
}

fn create_customer(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    let sent = call.object("ecomCustomer", CUSTOMER_FIELDS)?;
    let (connection, external) = (required(sent, "connectionid")?, required(sent, "externalid")?);
    let email = required(sent, "email")?;
    known_connection(ctx.state, &connection)?;
    if customer(ctx.state, &connection, &external).is_some() {
        let title = "The connectionid/externalid combination already exists in the system.";
        return Err(Answer::duplicate("externalid", title));
    }
    let id = insert_customer(
        ctx,
        &connection,
        &external,
        &email,
        &text(sent, "acceptsMarketing"),
    );
    // The response to a creation lacks the totals.
    let mut row = ctx.state.ecom_customers.get(id).cloned().unwrap_or_default();
    row.retain(|field, _| !field.starts_with("total") && !field.starts_with("avg") && field != "tstamp");
    Ok(Answer::created(json!({"ecomCustomer": row})))
}

pub(super) fn known_connection(state: &State, id: &str) -> Result<(), Answer> {
    let known = state.connections.find(id).map(|_| ());
    known.ok_or_else(|| {
        Answer::invalid(
            "related_missing",
            "connectionid",
            "The related connection does not exist.",
        )
    })
}

pub(super) fn customer(state: &State, connection: &str, external: &str) -> Option<u64> {
    let mut found = state
        .ecom_customers
        .lookup(&["connectionid", "externalid"], &[connection, external]);
    found
        .find(|(_, row)| text(row, "externalid") == external)
        .map(|(id, _)| id)
}

/// A new customer of a shop. ActiveCampaign also maintains one of connection 0 that sums up all shops.
pub(super) fn insert_customer(
    ctx: &mut Ctx<'_>,
    connection: &str,
    external: &str,
    email: &str,
    marketing: &str,
) -> u64 {
    let id = customer_row(ctx, connection, external, email, marketing);
    let summed = ctx
        .state
        .ecom_customers
        .lookup(&["connectionid", "email"], &["0", email])
        .next()
        .is_some();
    if !summed {
        customer_row(ctx, "0", "0", email, marketing);
    }
    id
}

fn customer_row(ctx: &mut Ctx<'_>, connection: &str, external: &str, email: &str, marketing: &str) -> u64 {
    let now = date(ctx.now);
    let marketing = if marketing == "1" { "1" } else { "0" };
    let id = ctx.state.ecom_customers.insert(row(json!({
        "connectionid": connection, "externalid": external, "email": email, "totalRevenue": "0", "totalOrders": "0",
        "totalProducts": "0", "avgRevenuePerOrder": "0", "avgProductCategory": "", "tstamp": now,
        "acceptsMarketing": marketing, "connection": (connection != "0").then_some(connection),
    })));
    if let Some(mut customer) = ctx.state.ecom_customers.get_mut(id) {
        customer.insert(
            "links".to_owned(),
            links("ecomCustomers", id, &["connection", "orders"]),
        );
    }
    id
}

fn put_customer(ctx: &mut Ctx<'_>, id: &str, call: &Call<'_>) -> Handled {
    let sent = call.object("ecomCustomer", CUSTOMER_FIELDS)?;
    let found = id
        .parse()
        .ok()
        .and_then(|id| ctx.state.ecom_customers.get_mut(id));
    let mut customer = found.ok_or_else(|| Answer::no_result("EcomCustomer", id))?;
    overwrite(&mut customer, sent, CUSTOMER_FIELDS);
    Ok(Answer::ok(json!({"ecomCustomer": Row::clone(&customer)})))
}
