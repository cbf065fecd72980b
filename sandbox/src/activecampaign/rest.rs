//! The REST API: the routes, and what the record types share.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::core::violation;

use super::answer::{Answer, Handled};
use super::events::{Event, Source, What};
use super::query::Query;
use super::state::{Row, State, Table, text};
use super::{accounts, contacts, customfields, customobjects, deals, hooks, lists, orders, shops, tags};

/// One call in progress.
pub(super) struct Ctx<'a> {
    pub(super) state: &'a mut State,
    pub(super) now: Timestamp,
    /// The source of the call; `api` for the vendor's own API.
    pub(super) source: Source,
    /// Whether the account's plan has custom objects.
    pub(super) has_custom_objects: bool,
}

impl Ctx<'_> {
    pub(super) fn happened(&mut self, what: What) {
        self.state.events.push(Event {
            source: self.source,
            what,
        });
    }
}

/// One call as received.
pub(super) struct Call<'a> {
    pub(super) method: &'a str,
    /// The path below `/api/3`, as segments.
    pub(super) path: &'a [&'a str],
    pub(super) query: Query,
    pub(super) body: Value,
}

impl Call<'_> {
    /// The object under `key` in the body. Fields that the documentation doesn't list are reported.
    pub(super) fn object(&self, key: &str, known: &[&str]) -> Result<&Row, Answer> {
        let Some(object) = self.body.get(key).and_then(Value::as_object) else {
            return Err(Answer::bad_request(&format!("The body has no object {key}.")));
        };
        for name in object.keys().filter(|name| !known.contains(&name.as_str())) {
            violation(format!(
                "the field {key}.{name} is not documented, and has no effect"
            ));
        }
        Ok(object)
    }
}

pub(super) fn dispatch(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    match (call.method, call.path) {
        ("GET", ["users", "me"]) => {
            call.query.expect(&[]);
            Ok(Answer::ok(json!({"user": user()})))
        }
        ("GET", ["users"]) => {
            call.query.expect(&[]);
            Ok(Answer::ok(json!({"users": [user()], "meta": {"total": "1"}})))
        }
        (_, ["contacts" | "contact", ..]) => contacts::dispatch(ctx, call),
        (_, ["accounts" | "accountContacts", ..]) => accounts::dispatch(ctx, call),
        (
            _,
            [
                "fields" | "fieldValues" | "fieldRels" | "dealCustomFieldMeta" | "dealCustomFieldData",
                ..,
            ]
            | ["accountCustomFieldMeta" | "accountCustomFieldData", ..],
        ) => customfields::dispatch(ctx, call),
        (_, ["lists" | "contactLists", ..]) => lists::dispatch(ctx, call),
        (_, ["customObjects" | "records", ..]) if ctx.has_custom_objects => {
            customobjects::dispatch(ctx, call)
        }
        (_, ["customObjects" | "records", ..]) => Err(Answer::message(403, "Forbidden")),
        (_, ["tags" | "contactTags" | "notes", ..]) => tags::dispatch(ctx, call),
        (_, ["deals" | "dealGroups" | "dealStages", ..]) => deals::dispatch(ctx, call),
        (_, ["connections" | "ecomCustomers", ..]) => shops::dispatch(ctx, call),
        (_, ["ecomOrders" | "ecomOrderProducts" | "ecomOrderDiscounts", ..]) => orders::dispatch(ctx, call),
        (_, ["webhooks" | "webhook", ..]) => hooks::dispatch(ctx, call),
        _ => Err(unknown(call)),
    }
}

/// No such path, or not with this method.
pub(super) fn unknown(call: &Call<'_>) -> Answer {
    let path = call.path.join("/");
    violation(format!("{} /api/3/{path} is not in the documents", call.method));
    Answer::message(404, &format!("No route matches {} /api/3/{path}", call.method))
}

/// A list of a table: filtered, sorted, paged.
pub(super) fn list(plural: &str, rows: Vec<Row>, query: &Query) -> Answer {
    let (page, meta) = query.page(rows);
    Answer::ok(json!({plural: page, "meta": meta}))
}

pub(super) fn single(table: &Table, id: &str, kind: &str, singular: &str) -> Handled {
    let (_, row) = table.find(id).ok_or_else(|| Answer::no_result(kind, id))?;
    Ok(Answer::ok(json!({singular: row})))
}

pub(super) fn delete(table: &mut Table, id: &str, kind: &str) -> Handled {
    let known = id.parse().ok().and_then(|id| table.remove(id));
    known
        .map(|_| Answer::ok(json!({})))
        .ok_or_else(|| Answer::no_result(kind, id))
}

/// Keeps the rows whose field equals the filter of the same or another name.
pub(super) fn narrow(rows: &mut Vec<Row>, query: &Query, filters: &[(&str, &str)]) {
    for (filter, field) in filters {
        if let Some(wanted) = query.filter(filter) {
            rows.retain(|row| text(row, field).eq_ignore_ascii_case(wanted));
        }
    }
}

/// A write's response shows values as they were sent, number or text; reads show text. The documentation's examples
/// differ in this way, and clients must accept both.
pub(super) fn echoed(row: &Row, sent: &Row, fields: &[&str]) -> Row {
    let mut row = row.clone();
    for field in fields {
        if let Some(value) = sent.get(*field) {
            row.insert((*field).to_owned(), value.clone());
        }
    }
    row
}

pub(super) fn links(plural: &str, id: u64, names: &[&str]) -> Value {
    let link = |name: &&str| ((*name).to_owned(), json!(format!("/api/3/{plural}/{id}/{name}")));
    Value::Object(names.iter().map(link).collect())
}

/// A required field that must not be empty.
pub(super) fn required(object: &Row, field: &str) -> Result<String, Answer> {
    let value = text(object, field);
    if value.is_empty() {
        let title = format!("The {field} attribute was not provided");
        return Err(Answer::invalid("field_missing", field, &title));
    }
    Ok(value)
}

fn user() -> Value {
    json!({
        "username": "sandbox", "firstName": "Sandbox", "lastName": "Owner", "email": "owner@example.com", "phone": "",
        "signature": null, "links": links("users", 1, &["lists", "userGroup", "configs"]), "id": "1",
    })
}
