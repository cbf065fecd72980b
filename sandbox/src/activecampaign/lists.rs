//! Lists and their contacts. Statuses: 0 unconfirmed, 1 active, 2 unsubscribed, 3 bounced.

use serde_json::json;

use super::answer::{Answer, Handled};
use super::rest::{Call, Ctx, list, required, single, unknown};
use super::state::{Row, date, row, text};

/// The list for contacts who accept marketing, in accounts opened since January 2024.
pub(super) const MASTER_LIST: &str = "Master Contact List";

pub(super) fn dispatch(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    match (call.method, call.path) {
        ("GET", ["lists"]) => {
            call.query.expect(&["filters[name]", "orders[name]"]);
            let mut rows = ctx.state.lists.rows();
            if let Some(part) = call.query.filter("name") {
                rows.retain(|row| text(row, "name").to_lowercase().contains(&part.to_lowercase()));
            }
            Ok(list("lists", rows, &call.query))
        }
        ("GET", ["lists", id]) => single(&ctx.state.lists, id, "List", "list"),
        ("POST", ["contactLists"]) => {
            let sent = call.object("contactList", &["list", "contact", "status", "sourceid"])?;
            let (of_list, contact) = (required(sent, "list")?, required(sent, "contact")?);
            let status = required(sent, "status")?;
            if !["1", "2"].contains(&status.as_str()) {
                return Err(Answer::invalid(
                    "field_invalid",
                    "status",
                    "The status is 1 or 2.",
                ));
            }
            if ctx.state.contacts.find(&contact).is_none() {
                return Err(Answer::not_found("Contact not found"));
            }
            if ctx.state.lists.find(&of_list).is_none() {
                return Err(Answer::not_found("List not found"));
            }
            let row = set_status(ctx, &contact, &of_list, &status);
            Ok(Answer::ok(json!({"contacts": [], "contactList": row})))
        }
        _ => Err(unknown(call)),
    }
}

pub(super) fn insert(ctx: &mut Ctx<'_>, name: &str) -> u64 {
    let known = ctx
        .state
        .lists
        .first(|row| text(row, "name") == name)
        .map(|(id, _)| id);
    let now = date(ctx.now);
    known.unwrap_or_else(|| {
        ctx.state.lists.insert(row(json!({
            "name": name, "stringid": name.to_lowercase().replace(' ', "-"), "cdate": now, "udate": now,
        })))
    })
}

/// Adds a contact to a list, or changes its status there.
pub(super) fn set_status(ctx: &mut Ctx<'_>, contact: &str, of_list: &str, status: &str) -> Row {
    let now = date(ctx.now);
    let known = ctx
        .state
        .contact_lists
        .first(|row| text(row, "contact") == contact && text(row, "list") == of_list)
        .map(|(id, _)| id);
    let id = known.unwrap_or_else(|| {
        ctx.state.contact_lists.insert(row(json!({
            "contact": contact, "list": of_list, "sdate": now, "sourceid": "0",
        })))
    });
    if let Some(mut row) = ctx.state.contact_lists.get_mut(id) {
        row.insert("status".to_owned(), json!(status));
        row.insert("udate".to_owned(), json!(now));
    }
    ctx.state.contact_lists.get(id).cloned().unwrap_or_default()
}

/// The effect of `acceptsMarketing` on the contact: it joins the master list unless it has a status there already. The
/// documentation doesn't tell what happens to an unsubscribed contact; the sandbox changes nothing.
pub(super) fn accept_marketing(ctx: &mut Ctx<'_>, contact: u64) {
    let master = insert(ctx, MASTER_LIST).to_string();
    let contact = contact.to_string();
    let stands = ctx
        .state
        .contact_lists
        .first(|row| text(row, "contact") == contact && text(row, "list") == master);
    if stands.is_none() {
        set_status(ctx, &contact, &master, "1");
    }
}
