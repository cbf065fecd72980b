//! Orders in the REST store. Amounts are in cents.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::answer::{Answer, Handled};
use super::events::{Trigger, What};
use super::query::Query;
use super::rest::{Call, Ctx, delete, links, list, narrow, required, single, unknown};
use super::shops::{known_connection, overwrite};
use super::state::{Row, State, date, decimal, instant, row, text};

const ORDER_FIELDS: &[&str] = &[
    "externalid",
    "externalcheckoutid",
    "source",
    "email",
    "orderProducts",
    "orderDiscounts",
    "totalPrice",
    "shippingAmount",
    "taxAmount",
    "discountAmount",
    "currency",
    "connectionid",
    "customerid",
    "orderUrl",
    "externalCreatedDate",
    "externalUpdatedDate",
    "abandonedDate",
    "shippingMethod",
    "orderNumber",
];
const PRODUCT_FIELDS: &[&str] = &[
    "externalid",
    "name",
    "price",
    "quantity",
    "category",
    "sku",
    "description",
    "imageUrl",
    "productUrl",
];
/// Numbers in writes and lists, text in a single read.
const ORDER_NUMBERS: &[&str] = &[
    "totalPrice",
    "shippingAmount",
    "taxAmount",
    "discountAmount",
    "totalProducts",
    "state",
];

pub(super) fn dispatch(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    match (call.method, call.path) {
        ("GET", ["ecomOrders"]) => Ok(list_orders(ctx.state, &call.query)),
        ("POST", ["ecomOrders"]) => create_order(ctx, call),
        ("GET", ["ecomOrders", id]) => single(&ctx.state.ecom_orders, id, "EcomOrder", "ecomOrder"),
        ("PUT", ["ecomOrders", id]) => put_order(ctx, id, call),
        ("DELETE", ["ecomOrders", id]) => {
            ctx.state.ecom_products.remove_by("orderid", id);
            ctx.state.ecom_discounts.remove_by("orderid", id);
            delete(&mut ctx.state.ecom_orders, id, "EcomOrder")
        }
        ("GET", ["ecomOrders", id, part @ ("orderProducts" | "orderDiscounts")]) => {
            ctx.state
                .ecom_orders
                .find(id)
                .ok_or_else(|| Answer::no_result("EcomOrder", id))?;
            let (key, table) = match *part {
                "orderProducts" => ("ecomOrderProducts", &ctx.state.ecom_products),
                _ => ("ecomOrderDiscounts", &ctx.state.ecom_discounts),
            };
            Ok(Answer::ok(json!({key: table.by("orderid", id)})))
        }
        ("GET", ["ecomOrderProducts"]) => {
            call.query.expect(&[]);
            Ok(list(
                "ecomOrderProducts",
                ctx.state.ecom_products.rows(),
                &call.query,
            ))
        }
        ("GET", ["ecomOrderProducts", id]) => single(
            &ctx.state.ecom_products,
            id,
            "EcomOrderProduct",
            "ecomOrderProduct",
        ),
        ("GET", ["ecomOrderDiscounts", id]) => single(
            &ctx.state.ecom_discounts,
            id,
            "EcomOrderDiscount",
            "ecomOrderDiscount",
        ),
        _ => Err(unknown(call)),
    }
}

fn list_orders(state: &State, query: &Query) -> Answer {
    let names = [
        "connectionid",
        "externalid",
        "externalcheckoutid",
        "email",
        "state",
        "customerid",
        "external_created_date",
    ];
    let known: Vec<String> = names
        .iter()
        .flat_map(|name| [format!("filters[{name}]"), format!("orders[{name}]")])
        .collect();
    query.expect(&known.iter().map(String::as_str).collect::<Vec<_>>());
    let fields: Vec<(&str, &str)> = names
        .iter()
        .map(|name| {
            (
                *name,
                if *name == "external_created_date" {
                    "externalCreatedDate"
                } else {
                    *name
                },
            )
        })
        .collect();
    let mut rows = state.ecom_orders.rows();
    narrow(&mut rows, query, &fields);
    query.sort(&mut rows, &fields);
    let rows = rows.into_iter().map(|row| with_numbers(&row)).collect();
    list("ecomOrders", rows, query)
}

fn with_numbers(order: &Row) -> Row {
    numbers(order, ORDER_NUMBERS)
}

fn numbers(row: &Row, fields: &[&str]) -> Row {
    let mut row = row.clone();
    for field in fields {
        if let Ok(number) = text(&row, field).parse::<i64>() {
            row.insert((*field).to_owned(), json!(number));
        }
    }
    row
}

fn create_order(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    let sent = call.object("ecomOrder", ORDER_FIELDS)?;
    let (external, checkout) = (text(sent, "externalid"), text(sent, "externalcheckoutid"));
    if external.is_empty() && checkout.is_empty() {
        return Err(Answer::invalid(
            "field_missing",
            "externalid",
            "An order needs externalid or externalcheckoutid.",
        ));
    }
    if external.is_empty() {
        required(sent, "abandonedDate")?;
    }
    for field in [
        "email",
        "totalPrice",
        "currency",
        "connectionid",
        "customerid",
        "externalCreatedDate",
        "source",
    ] {
        required(sent, field)?;
    }
    check_order(sent)?;
    known_connection(ctx.state, &text(sent, "connectionid"))?;
    if ctx.state.ecom_customers.find(&text(sent, "customerid")).is_none() {
        return Err(Answer::invalid(
            "related_missing",
            "customerid",
            "The related ecomCustomer does not exist.",
        ));
    }
    let connection = text(sent, "connectionid");
    if !external.is_empty() && ctx.state.rest_order(&connection, &external).is_some() {
        let title = "The connectionid/externalid combination already exists in the system.";
        return Err(Answer::duplicate("externalid", title));
    }
    let id = insert_order(ctx, sent);
    Ok(Answer::created(order_written(ctx.state, id, true)))
}

/// Checks for whole cents, known sources, three-letter currencies, and valid dates.
fn check_order(sent: &Row) -> Result<(), Answer> {
    for field in ["totalPrice", "shippingAmount", "taxAmount"] {
        whole_cents(sent, field)?;
    }
    // The Magento module sends a negative amount.
    let discount = text(sent, "discountAmount");
    if !discount.is_empty() && discount.parse::<i64>().is_err() {
        whole_cents(sent, "discountAmount")?;
    }
    for field in ["externalCreatedDate", "externalUpdatedDate", "abandonedDate"] {
        let value = text(sent, field);
        if !value.is_empty() && instant(&value).is_none() {
            return Err(Answer::invalid(
                "field_invalid",
                field,
                &format!("The {field} is no date."),
            ));
        }
    }
    let currency = text(sent, "currency");
    if sent.contains_key("currency")
        && (currency.len() != 3 || !currency.bytes().all(|c| c.is_ascii_alphabetic()))
    {
        return Err(Answer::invalid(
            "field_invalid",
            "currency",
            "The currency is an ISO code of three letters.",
        ));
    }
    if !["", "0", "1"].contains(&text(sent, "source").as_str()) {
        return Err(Answer::invalid(
            "field_invalid",
            "source",
            "The source is 0 or 1.",
        ));
    }
    for product in objects(sent, "orderProducts") {
        for field in ["externalid", "name", "price", "quantity"] {
            required(&product, field)?;
        }
        whole_cents(&product, "price")?;
        whole_cents(&product, "quantity")?;
        for name in product
            .keys()
            .filter(|name| !PRODUCT_FIELDS.contains(&name.as_str()))
        {
            crate::core::violation(format!(
                "the field orderProducts.{name} is not documented, and has no effect"
            ));
        }
    }
    for discount in objects(sent, "orderDiscounts") {
        whole_cents(&discount, "discountAmount")?;
        if !["order", "shipping"].contains(&text(&discount, "type").as_str()) {
            return Err(Answer::invalid(
                "field_invalid",
                "type",
                "A discount is of type order or shipping.",
            ));
        }
    }
    Ok(())
}

fn whole_cents(sent: &Row, field: &str) -> Result<(), Answer> {
    let value = text(sent, field);
    if value.is_empty() || value.parse::<u64>().is_ok() {
        return Ok(());
    }
    Err(Answer::invalid(
        "field_invalid",
        field,
        &format!("The {field} is no whole number."),
    ))
}

fn objects(sent: &Row, field: &str) -> Vec<Row> {
    let list = sent
        .get(field)
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    list.into_iter().map(row).collect()
}

/// A new order or cart. `sent` uses the API's names, with amounts in cents.
pub(super) fn insert_order(ctx: &mut Ctx<'_>, sent: &Row) -> u64 {
    let now = date(ctx.now);
    let is_cart = text(sent, "externalid").is_empty();
    // An abandoned cart has state 2, an order state 1 (completed).
    let state = match text(sent, "state") {
        none if none.is_empty() => if is_cart { "2" } else { "1" }.to_owned(),
        state => state,
    };
    let mut order = row(json!({
        "customerid": "", "connectionid": "", "state": state, "source": "1", "externalid": null,
        "externalcheckoutid": null, "orderNumber": "", "email": "", "totalPrice": "0", "discountAmount": "0",
        "shippingAmount": "0", "taxAmount": "0", "totalProducts": "0", "currency": "", "shippingMethod": "",
        "orderUrl": "", "externalCreatedDate": null, "externalUpdatedDate": null, "abandonedDate": null,
        "createdDate": now, "updatedDate": now, "orderDate": null, "tstamp": now,
    }));
    write_order(&mut order, sent);
    ctx.state.note_order(&text(sent, "externalid"));
    let id = ctx.state.ecom_orders.insert(order);
    if let Some(mut order) = ctx.state.ecom_orders.get_mut(id) {
        let parts = [
            "connection",
            "customer",
            "orderProducts",
            "orderDiscounts",
            "orderActivities",
        ];
        order.insert("links".to_owned(), links("ecomOrders", id, &parts));
    }
    write_lines(ctx, id, sent);
    sum_up(ctx, id, None);
    // "Only real-time orders trigger the 'Makes a purchase' automation start."
    if !is_cart && text(sent, "source") == "1" {
        ctx.happened(What::Triggered {
            trigger: Trigger::MakesPurchase,
            email: text(sent, "email"),
        });
    }
    id
}

/// Changes what was sent. Lines and discounts are replaced if they are sent.
pub(super) fn change_order(ctx: &mut Ctx<'_>, id: u64, sent: &Row) {
    let now = date(ctx.now);
    let before = ctx.state.ecom_orders.get(id).map(counted);
    let Some(mut order) = ctx.state.ecom_orders.get_mut(id) else {
        return;
    };
    // A cart becomes an order when it receives the order's id. An abandoned cart then has state 3 (recovered).
    if text(&order, "externalid").is_empty() && !text(sent, "externalid").is_empty() {
        let state = if text(&order, "state") == "2" { "3" } else { "1" };
        order.insert("state".to_owned(), json!(state));
    }
    write_order(&mut order, sent);
    if sent.contains_key("state") {
        order.insert("state".to_owned(), json!(text(sent, "state")));
    }
    order.insert("updatedDate".to_owned(), json!(now));
    order.insert("tstamp".to_owned(), json!(now));
    drop(order);
    write_lines(ctx, id, sent);
    sum_up(ctx, id, before);
}

fn write_order(order: &mut Row, sent: &Row) {
    for field in ORDER_FIELDS.iter().filter(|field| sent.contains_key(**field)) {
        let value = match *field {
            "orderProducts" | "orderDiscounts" => continue,
            // Stored in the account's time zone, whatever zone was sent.
            "externalCreatedDate" | "externalUpdatedDate" | "abandonedDate" => instant(&text(sent, field))
                .map(date)
                .map(Value::String)
                .unwrap_or_default(),
            _ => json!(text(sent, field)),
        };
        order.insert((*field).to_owned(), value);
    }
    let created = order.get("externalCreatedDate").cloned().unwrap_or_default();
    order.insert("orderDate".to_owned(), created);
    for (from, to) in [("connectionid", "connection"), ("customerid", "customer")] {
        let value = order.get(from).cloned().unwrap_or_default();
        order.insert(to.to_owned(), value);
    }
}

fn write_lines(ctx: &mut Ctx<'_>, id: u64, sent: &Row) {
    let (now, order_id) = (date(ctx.now), id.to_string());
    let connection = ctx
        .state
        .ecom_orders
        .get(id)
        .map(|order| text(order, "connectionid"))
        .unwrap_or_default();
    if sent.contains_key("orderProducts") {
        ctx.state.ecom_products.remove_by("orderid", &order_id);
        let products = objects(sent, "orderProducts");
        for product in &products {
            let mut new = row(json!({
                "orderid": order_id, "connectionid": connection, "externalid": "", "sku": "", "name": "",
                "description": "", "price": "0", "quantity": "0", "category": "", "imageUrl": "", "productUrl": "",
                "createdDate": now, "updatedDate": now, "tstamp": now, "ecomOrder": order_id,
            }));
            overwrite(&mut new, product, PRODUCT_FIELDS);
            ctx.state.ecom_products.insert(new);
        }
        if let Some(mut order) = ctx.state.ecom_orders.get_mut(id) {
            order.insert("totalProducts".to_owned(), json!(products.len().to_string()));
        }
    }
    if sent.contains_key("orderDiscounts") {
        ctx.state.ecom_discounts.remove_by("orderid", &order_id);
        for discount in objects(sent, "orderDiscounts") {
            ctx.state.ecom_discounts.insert(row(json!({
                "name": text(&discount, "name"), "type": text(&discount, "type"), "orderid": order_id,
                "discountAmount": text(&discount, "discountAmount"), "createdDate": now, "updatedDate": now,
            })));
        }
    }
}

/// What an order adds to its customer's totals: revenue, orders, products. "Total revenue" counts only completed
/// orders, which include recovered carts.
fn counted(order: &Row) -> [Decimal; 3] {
    if !["1", "3"].contains(&text(order, "state").as_str()) {
        return [Decimal::ZERO; 3];
    }
    let number = |field: &str| decimal(&json!(text(order, field))).unwrap_or_default();
    [number("totalPrice"), Decimal::ONE, number("totalProducts")]
}

/// Updates the totals of an order's customer. `before` is what the order contributed so far.
fn sum_up(ctx: &mut Ctx<'_>, id: u64, before: Option<[Decimal; 3]>) {
    let Some(order) = ctx.state.ecom_orders.get(id) else {
        return;
    };
    let (after, before) = (counted(order), before.unwrap_or_default());
    let customer = text(order, "customerid").parse::<u64>().unwrap_or(0);
    let Some(mut customer) = ctx.state.ecom_customers.get_mut(customer) else {
        return;
    };
    for (at, field) in ["totalRevenue", "totalOrders", "totalProducts"]
        .into_iter()
        .enumerate()
    {
        let sum = decimal(&json!(text(&customer, field))).unwrap_or_default() + after[at] - before[at];
        customer.insert(field.to_owned(), json!(sum.normalize().to_string()));
    }
}

/// The response to a write: numbers as numbers, with all related records.
fn order_written(state: &State, id: u64, created: bool) -> Value {
    let key = id.to_string();
    let (products, discounts) = (
        state.ecom_products.by("orderid", &key),
        state.ecom_discounts.by("orderid", &key),
    );
    let ids = |rows: &[Row]| -> Value { rows.iter().map(|row| json!(text(row, "id"))).collect() };
    let mut order = with_numbers(&state.ecom_orders.get(id).cloned().unwrap_or_default());
    order.insert("orderProducts".to_owned(), ids(&products));
    order.insert("orderDiscounts".to_owned(), ids(&discounts));
    // The response shows a new order's lines as they were sent, in numbers. A changed order's lines appear as stored,
    // and its state as text.
    let products: Vec<Row> = if created {
        products
            .iter()
            .map(|line| numbers(line, &["price", "quantity"]))
            .collect()
    } else {
        order.insert("state".to_owned(), json!(text(&order, "state")));
        products
    };
    let connection = state
        .connections
        .find(&text(&order, "connectionid"))
        .map(|(_, row)| row.clone());
    let mut body = json!({
        "ecomOrderProducts": products, "ecomOrderDiscounts": discounts, "ecomOrder": order,
    });
    if created && let (Some(body), Some(connection)) = (body.as_object_mut(), connection) {
        body.insert("connections".to_owned(), json!([connection]));
    }
    body
}

fn put_order(ctx: &mut Ctx<'_>, id: &str, call: &Call<'_>) -> Handled {
    let (number, _) = ctx
        .state
        .ecom_orders
        .find(id)
        .ok_or_else(|| Answer::no_result("EcomOrder", id))?;
    let sent = call.object("ecomOrder", ORDER_FIELDS)?;
    check_order(sent)?;
    change_order(ctx, number, sent);
    Ok(Answer::ok(order_written(ctx.state, number, false)))
}
