//! Upserts of orders and products, with the records that an order creates.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Dialect, Problem, order_key};
use crate::activecampaign::contacts;
use crate::activecampaign::events::{Trigger, What};
use crate::activecampaign::lists;
use crate::activecampaign::orders;
use crate::activecampaign::rest::Ctx;
use crate::activecampaign::shops;
use crate::activecampaign::state::{Row, Table, cents, decimal, instant, row, text};
use crate::core::violation;

/// An order by its shop and the shop's own id, which form the store's key.
pub(in crate::activecampaign) fn find_order<'t>(
    orders: &'t Table,
    connection: &str,
    order: &str,
) -> Option<(u64, &'t Row)> {
    let mut found = orders.lookup(&["legacyConnectionId", "storeOrderId"], &[connection, order]);
    found.find(|(_, row)| text(row, "storeOrderId") == order)
}

/// Writes a full order. "a contact and an Ecommerce Customer are immediately created"; the copy into the REST store
/// follows, here immediately.
pub(in crate::activecampaign) fn upsert_order(
    ctx: &mut Ctx<'_>,
    dialect: Dialect,
    mut sent: Row,
) -> Result<Row, Vec<super::Problem>> {
    check_order(ctx, &sent)?;
    check_connection(ctx, dialect, &text(&sent, "legacyConnectionId"))?;
    let customer_data = sent
        .remove("customerData")
        .and_then(|data| data.as_object().cloned())
        .unwrap_or_default();
    if let Some(amount) = sent.remove("discountsAmount") {
        sent.insert("discountAmount".to_owned(), amount);
    }
    let (connection, order) = order_key(&sent);
    sent.insert("connectionId".to_owned(), json!(connection));
    let known = find_order(&ctx.state.orders, &connection, &order).map(|(id, _)| id);
    ctx.state.note_order(&order);
    let order = store_order(&mut ctx.state.orders, known, sent);

    let customer = ensure_customer(ctx, &order, &customer_data);
    if dialect.copies_to_rest {
        copy_to_rest(ctx, &order, customer);
    }
    // "Historical orders will not trigger automations."
    if text(&order, "creationSource") == "REAL_TIME" {
        let trigger = if known.is_some() {
            Trigger::OrderUpdated
        } else {
            Trigger::OrderCreated
        };
        ctx.happened(What::Triggered {
            trigger,
            email: text(&order, "email"),
        });
    }
    Ok(order)
}

/// A second write replaces the whole order. The documentation promises no patch for orders, so omitted fields count as
/// erased. Whether ActiveCampaign really erases them is unknown; the stricter reading exposes clients that omit fields.
fn store_order(orders: &mut Table, known: Option<u64>, sent: Row) -> Row {
    let id = match known {
        Some(id) => {
            if let Some(mut order) = orders.get_mut(id) {
                *order = sent;
                order.insert("id".to_owned(), json!(id.to_string()));
            }
            id
        }
        None => orders.insert(sent),
    };
    orders.get(id).cloned().unwrap_or_default()
}

fn check_order(ctx: &Ctx<'_>, sent: &Row) -> Result<(), Vec<Problem>> {
    let mut wrong = Vec::new();
    let (connection, order) = order_key(sent);
    if ctx.state.connections.find(&connection).is_none() {
        wrong.push(format!("legacyConnectionId: there is no connection {connection}"));
    }
    for field in ["storeCreatedDate", "storeModifiedDate"] {
        let date = text(sent, field);
        if !date.is_empty() && instant(&date).is_none() {
            wrong.push(format!("{field}: must be a date like 2023-05-03T10:48:23Z"));
        }
    }
    if order.is_empty() {
        wrong.push("storeOrderId: must not be empty".to_owned());
    }
    for field in ["storeCreatedDate", "storeModifiedDate"] {
        let date = text(sent, field);
        if !date.is_empty() && date.parse::<Timestamp>().is_err() {
            violation(format!("{field} has no offset"));
        }
    }
    if has_empty_text(&Value::Object(sent.clone())) {
        violation("an order has an empty text");
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let extensions = json!({format!("{connection}-storeOrderId-{order}"): wrong});
    Err(vec![Problem {
        message: "Validation errors".to_owned(),
        at: None,
        extensions,
    }])
}

fn has_empty_text(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().any(has_empty_text),
        Value::Object(fields) => fields.values().any(has_empty_text),
        _ => false,
    }
}

/// A connection that was created over REST and not registered with GraphQL.
pub(super) fn check_connection(ctx: &Ctx<'_>, dialect: Dialect, id: &str) -> Result<(), Vec<Problem>> {
    let known = ctx.state.connections.find(id);
    let is_unknown = known.is_some_and(|(_, row)| row.get(NOT_SYNCED).is_some());
    if dialect.needs_sync && is_unknown {
        return Err(vec![Problem {
            message: "Validation errors".to_owned(),
            at: None,
            extensions: json!({"legacyConnectionId": ["the connection is not known"]}),
        }]);
    }
    Ok(())
}

/// Marks a connection as not registered with GraphQL.
pub(in crate::activecampaign) const NOT_SYNCED: &str = "_notSynced";

pub(super) fn sync_connection(ctx: &mut Ctx<'_>, service: &str, external: &str) -> Result<Row, Vec<Problem>> {
    let found = ctx
        .state
        .connections
        .first(|row| text(row, "service") == service && text(row, "externalid") == external)
        .map(|(id, _)| id);
    let Some(mut connection) = found.and_then(|id| ctx.state.connections.get_mut(id)) else {
        return Err(vec![Problem {
            message: "Connection not found".to_owned(),
            at: None,
            extensions: json!({"code": "NOT_FOUND"}),
        }]);
    };
    connection.remove(NOT_SYNCED);
    Ok(row(json!({"id": uuid::Uuid::new_v4()})))
}

/// The most orders and products that ActiveCampaign's own plugin sends at once.
const ORDERS_A_BATCH: usize = 30;
pub(super) const PRODUCTS_A_BATCH: usize = 20;

/// How long ActiveCampaign takes to write a batch.
const BATCH_TAKES: SignedDuration = SignedDuration::from_secs(10);

/// Orders to be written later.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::activecampaign) struct Batch {
    due: Timestamp,
    orders: Vec<Row>,
}

impl Batch {
    pub(in crate::activecampaign) fn is_due(&self, now: Timestamp) -> bool {
        self.due <= now
    }
}

/// Accepts a batch and returns only its id. An order that is refused later produces no error.
pub(super) fn hand_over(ctx: &mut Ctx<'_>, orders: Vec<Row>) -> Row {
    if orders.len() > ORDERS_A_BATCH {
        violation(format!("{} orders in one batch", orders.len()));
    }
    let due = ctx.now.checked_add(BATCH_TAKES).unwrap_or(ctx.now);
    ctx.state.batches.push(Batch { due, orders });
    super::row_of_record()
}

pub(in crate::activecampaign) fn write_due_batches(ctx: &mut Ctx<'_>, dialect: Dialect) {
    let now = ctx.now;
    let (due, waiting) = std::mem::take(&mut ctx.state.batches)
        .into_iter()
        .partition(|batch| batch.is_due(now));
    ctx.state.batches = waiting;
    let due: Vec<Batch> = due;
    for order in due.into_iter().flat_map(|batch| batch.orders) {
        if upsert_order(ctx, dialect, order).is_err() {
            tracing::info!("an order of a batch was refused");
        }
    }
}

/// The contact and the shop's customer of an order. Names and phone come from the customer's data, else from the
/// shipping address, else from the billing address. The company comes only from the customer's data.
fn ensure_customer(ctx: &mut Ctx<'_>, order: &Row, data: &Row) -> Option<u64> {
    let email = text(order, "email");
    if email.is_empty() {
        return None;
    }
    let part = |name: &str| {
        order
            .get(name)
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default()
    };
    let (shipping, billing) = (part("shippingAddress"), part("billingAddress"));
    let mut contact = Row::new();
    for field in ["firstName", "lastName", "phone"] {
        let value = [data, &shipping, &billing]
            .into_iter()
            .map(|from| text(from, field))
            .find(|v| !v.is_empty());
        contact.extend(value.map(|value| (field.to_owned(), json!(value))));
    }
    let company = text(data, "company");
    if !company.is_empty() {
        contact.insert("orgname".to_owned(), json!(company));
    }
    let known = ctx
        .state
        .contact_by_email(&email)
        .map(|(id, row)| (id, row.clone()));
    let contact_id = match known {
        None => contacts::insert_contact(ctx, &email, &contact),
        Some((id, known)) => {
            if contact
                .iter()
                .any(|(field, value)| known.get(field) != Some(value))
            {
                contacts::change_contact(ctx, id, &contact);
            }
            id
        }
    };
    let connection = text(order, "legacyConnectionId");
    let external = match text(order, "storeCustomerId") {
        none if none.is_empty() => email.clone(),
        external => external,
    };
    let known = shops::customer(ctx.state, &connection, &external);
    let accepts = order.get("acceptsMarketing").and_then(Value::as_bool);
    let marketing = if accepts == Some(true) { "1" } else { "0" };
    let customer =
        known.unwrap_or_else(|| shops::insert_customer(ctx, &connection, &external, &email, marketing));
    // An existing customer's consent is unchanged unless the order sets it.
    if let (Some(_), Some(mut row)) = (accepts, ctx.state.ecom_customers.get_mut(customer)) {
        row.insert("acceptsMarketing".to_owned(), json!(marketing));
    }
    if accepts == Some(true) {
        lists::accept_marketing(ctx, contact_id);
    }
    Some(customer)
}

/// The REST store's copy: amounts in cents, no addresses, five states.
fn copy_to_rest(ctx: &mut Ctx<'_>, order: &Row, customer: Option<u64>) {
    let (connection, external) = order_key(order);
    let minor = |row: &Row, field: &str| row.get(field).and_then(decimal).map_or(0, cents).to_string();
    let objects = |field: &str| -> Vec<Row> {
        let list = order
            .get(field)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        list.into_iter()
            .filter_map(|item| item.as_object().cloned())
            .collect()
    };
    let product = |line: &Row| {
        let id = ["storeBaseProductId", "productStorePrimaryId"].map(|field| text(line, field));
        json!({
            "externalid": id.iter().find(|id| !id.is_empty()), "name": text(line, "name"),
            // The line's total, as the documentation maps it, although REST calls this field the product's price.
            "price": minor(line, "priceAmount"), "quantity": text(line, "quantity"),
            "category": text(line, "category"), "sku": text(line, "sku"), "imageUrl": text(line, "imageUrl"),
            "productUrl": text(line, "productUrl"),
        })
    };
    let discount = |discount: &Row| {
        json!({
            "name": text(discount, "name"), "type": text(discount, "type").to_lowercase(),
            "discountAmount": minor(discount, "discountAmount"),
        })
    };
    let copy = row(json!({
        "externalid": external, "externalcheckoutid": text(order, "cartId"), "connectionid": connection,
        "customerid": customer.map(|id| id.to_string()), "email": text(order, "email"),
        "source": if text(order, "creationSource") == "REAL_TIME" { "1" } else { "0" },
        "state": rest_state(&text(order, "normalizedStatus")),
        "orderProducts": objects("lineItems").iter().map(product).collect::<Value>(),
        "orderDiscounts": objects("discounts").iter().map(discount).collect::<Value>(),
        "totalPrice": minor(order, "finalAmount"), "shippingAmount": minor(order, "shippingAmount"),
        "discountAmount": minor(order, "discountAmount"), "currency": text(order, "currency"),
        "orderUrl": text(order, "orderUrl"), "shippingMethod": text(order, "shippingMethod"),
        "orderNumber": text(order, "orderNumber"), "externalCreatedDate": text(order, "storeCreatedDate"),
        "externalUpdatedDate": text(order, "storeModifiedDate"),
    }));
    match ctx.state.rest_order(&connection, &external) {
        Some(id) => orders::change_order(ctx, id, &copy),
        None => {
            orders::insert_order(ctx, &copy);
        }
    }
}

/// The five states of the REST store. The documentation doesn't map the other states: an order that isn't revenue, or
/// no longer is, becomes pending (0).
fn rest_state(status: &str) -> &'static str {
    match status {
        "COMPLETED" => "1",
        "ABANDONED" => "2",
        "RECOVERED" => "3",
        "WAITING" | "PENDING_PAYMENT" => "4",
        _ => "0",
    }
}

/// Products are patched: omitted fields keep their values.
pub(in crate::activecampaign) fn upsert_product(ctx: &mut Ctx<'_>, sent: Row) -> Result<Row, Vec<Problem>> {
    let key = |row: &Row| (text(row, "legacyConnectionId"), text(row, "storePrimaryId"));
    let id = text(&sent, "id");
    let known = if id.is_empty() {
        let (connection, primary) = key(&sent);
        let mut found = ctx.state.products.lookup(
            &["legacyConnectionId", "storePrimaryId"],
            &[&connection, &primary],
        );
        found
            .find(|(_, row)| text(row, "storePrimaryId") == primary)
            .map(|(id, _)| id)
    } else {
        ctx.state
            .products
            .first(|row| text(row, "id") == id)
            .map(|(id, _)| id)
    };
    if known.is_none() && key(&sent).1.is_empty() {
        let extensions = json!({"storePrimaryId": ["must not be empty"]});
        return Err(vec![Problem {
            message: "Validation errors".to_owned(),
            at: None,
            extensions,
        }]);
    }
    let number = known.unwrap_or_else(|| ctx.state.products.insert(Row::new()));
    let Some(mut product) = ctx.state.products.get_mut(number) else {
        return Ok(Row::new());
    };
    if known.is_none() {
        product.insert("id".to_owned(), json!(uuid::Uuid::new_v4()));
    }
    product.extend(sent);
    Ok(Row::clone(&product))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_that_is_written_again_loses_what_is_left_out() {
        let mut orders = Table::default();
        let first = store_order(
            &mut orders,
            None,
            row(json!({"storeOrderId": "1", "currency": "SEK"})),
        );
        let id = text(&first, "id").parse().ok();
        let second = store_order(&mut orders, id, row(json!({"storeOrderId": "1"})));
        assert_eq!(second.get("currency"), None);
        assert_eq!(text(&second, "id"), text(&first, "id"));
    }

    #[test]
    fn ten_states_become_five() {
        let states = [
            "PENDING",
            "COMPLETED",
            "ABANDONED",
            "RECOVERED",
            "PENDING_PAYMENT",
        ]
        .map(rest_state);
        assert_eq!(states, ["0", "1", "2", "3", "4"]);
    }
}
