//! Contacts.

use serde_json::{Value, json};

use crate::core::violation;

use super::answer::{Answer, Handled};
use super::customfields;
use super::events::What;
use super::query::Query;
use super::rest::{Call, Ctx, delete, links, unknown};
use super::state::{Row, State, date, instant, row, text, text_of};

/// A contact, in the API's form.
const CONTACT: &str = "Subscriber";
const CONTACT_FIELDS: &[&str] = &[
    "email",
    "firstName",
    "lastName",
    "phone",
    "fieldValues",
    "orgid",
    "deleted",
    "allowNullEmail",
];
const CONTACT_PARAMETERS: &[&str] = &[
    "ids[]",
    "email",
    "email_like",
    "exclude",
    "id_greater",
    "id_less",
    "phone",
    "search",
    "status",
    "tagid",
    "listid",
    "filters[created_before]",
    "filters[created_after]",
    "filters[updated_before]",
    "filters[updated_after]",
    "orders[id]",
    "orders[cdate]",
    "orders[email]",
    "orders[first_name]",
    "orders[last_name]",
    "orders[name]",
];
const CONTACT_LINKS: &[&str] = &[
    "bounceLogs",
    "contactAutomations",
    "contactData",
    "contactGoals",
    "contactLists",
    "contactLogs",
    "contactTags",
    "contactDeals",
    "deals",
    "fieldValues",
    "geoIps",
    "notes",
    "organization",
    "plusAppend",
    "trackingLogs",
    "scoreValues",
    "accountContacts",
    "automationEntryCounts",
];

pub(super) fn dispatch(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    match (call.method, call.path) {
        ("GET", ["contacts"]) => Ok(list_contacts(ctx.state, &call.query)),
        ("POST", ["contacts"]) => create_contact(ctx, call),
        ("POST", ["contact", "sync"]) => sync_contact(ctx, call),
        ("GET", ["contacts", id]) => get_contact(ctx.state, id),
        ("PUT", ["contacts", id]) => put_contact(ctx, id, call),
        ("DELETE", ["contacts", id]) => delete(&mut ctx.state.contacts, id, CONTACT),
        ("GET", ["contacts", id, part]) => contact_part(ctx.state, id, part, call),

        _ => Err(unknown(call)),
    }
}

fn list_contacts(state: &State, query: &Query) -> Answer {
    query.expect(CONTACT_PARAMETERS);
    let mut rows = state.contacts.rows();
    let ids: Vec<&str> = query.all("ids[]").collect();
    if !ids.is_empty() {
        rows.retain(|row| ids.contains(&text(row, "id").as_str()));
    }
    if let Some(email) = query.get("email") {
        rows.retain(|row| text(row, "email").eq_ignore_ascii_case(email));
    }
    if let Some(part) = query.get("email_like") {
        rows.retain(|row| holds(row, &["email"], part));
    }
    if let Some(part) = query.get("search") {
        rows.retain(|row| holds(row, &["firstName", "lastName", "orgname", "phone", "email"], part));
    }
    if let Some(phone) = query.get("phone") {
        rows.retain(|row| text(row, "phone").starts_with(phone));
    }
    let id = |row: &Row| text(row, "id").parse::<u64>().unwrap_or(0);
    let number = |name| query.get(name).and_then(|text| text.parse::<u64>().ok());
    if let Some(greater) = number("id_greater") {
        rows.retain(|row| id(row) > greater);
    }
    if let Some(less) = number("id_less") {
        rows.retain(|row| id(row) < less);
    }
    if let Some(exclude) = number("exclude") {
        rows.retain(|row| id(row) != exclude);
    }
    if let Some(tag) = query.get("tagid") {
        let tagged: Vec<String> = state
            .contact_tags
            .by("tag", tag)
            .iter()
            .map(|row| text(row, "contact"))
            .collect();
        rows.retain(|row| tagged.contains(&text(row, "id")));
    }
    within(&mut rows, query, "created", "cdate", false);
    within(&mut rows, query, "updated", "udate", false);
    query.sort(
        &mut rows,
        &[
            ("id", "id"),
            ("cdate", "cdate"),
            ("email", "email"),
            ("first_name", "firstName"),
            ("last_name", "lastName"),
            ("name", "firstName"),
        ],
    );
    let total = rows.len();
    Answer::ok(json!({
        "scoreValues": [],
        "contacts": query.slice(rows),
        "meta": {"total": total.to_string(), "page_input": {"segmentid": 0, "formid": 0, "listid": 0, "status": -1}},
    }))
}

/// `filters[created_after]` and similar. `inclusive` tells whether a record at exactly that instant counts: contacts
/// say "after", deals "greater than or equal to".
pub(super) fn within(rows: &mut Vec<Row>, query: &Query, what: &str, field: &str, inclusive: bool) {
    let bound = |side: &str| {
        let text = query.filter(&format!("{what}_{side}"))?;
        let at = instant(text);
        if at.is_none() {
            violation(format!("filters[{what}_{side}] is no date"));
        }
        at
    };
    if let Some(after) = bound("after") {
        rows.retain(|row| {
            instant(&text(row, field)).is_some_and(|at| at > after || (inclusive && at == after))
        });
    }
    if let Some(before) = bound("before") {
        rows.retain(|row| instant(&text(row, field)).is_some_and(|at| at < before));
    }
}

pub(super) fn holds(row: &Row, fields: &[&str], part: &str) -> bool {
    let part = part.to_lowercase();
    fields
        .iter()
        .any(|field| text(row, field).to_lowercase().contains(&part))
}

/// The full form, with all related records.
fn get_contact(state: &State, id: &str) -> Handled {
    let (_, contact) = state
        .contacts
        .find(id)
        .ok_or_else(|| Answer::no_result(CONTACT, id))?;
    let field_values = state.field_values.by("contact", id);
    let account_contacts = state.account_contacts.by("contact", id);
    let deals = state.deals.by("contact", id);
    let mut contact = contact.clone();
    contact.insert("fieldValues".to_owned(), ids(&field_values));
    contact.insert("accountContacts".to_owned(), ids(&account_contacts));
    contact.insert("deals".to_owned(), ids(&deals));
    contact.insert("contactAutomations".to_owned(), json!([]));
    let contact_lists = state.contact_lists.by("contact", id);
    contact.insert("contactLists".to_owned(), ids(&contact_lists));
    contact.insert("geoIps".to_owned(), json!([]));
    Ok(Answer::ok(json!({
        "contactAutomations": [], "contactLists": contact_lists, "deals": deals, "fieldValues": field_values,
        "geoAddresses": [], "geoIps": [], "accountContacts": account_contacts, "contact": contact,
    })))
}

fn ids(rows: &[Row]) -> Value {
    rows.iter()
        .map(|row| row.get("id").cloned().unwrap_or_default())
        .collect()
}

fn contact_part(state: &State, id: &str, part: &str, call: &Call<'_>) -> Handled {
    let known = state
        .contacts
        .find(id)
        .ok_or_else(|| Answer::no_result(CONTACT, id));
    let rows = match part {
        "fieldValues" => state.field_values.by("contact", id),
        "contactTags" => state.contact_tags.by("contact", id),
        "accountContacts" => state.account_contacts.by("contact", id),
        "deals" => state.deals.by("contact", id),
        "contactLists" => state.contact_lists.by("contact", id),
        "notes" => {
            let mut notes = state.notes.by("relid", id);
            notes.retain(|note| text(note, "reltype") == "Subscriber");
            notes
        }
        _ => return Err(unknown(call)),
    };
    known?;
    call.query.expect(&[]);
    Ok(Answer::ok(json!({part: rows})))
}

/// An address that ActiveCampaign accepts.
fn email(object: &Row) -> Result<String, Answer> {
    let email = text(object, "email").trim().to_owned();
    let sound = email.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    if sound && !email.contains(char::is_whitespace) {
        return Ok(email);
    }
    violation("the contact's email is no address");
    Err(Answer {
        status: 422,
        body: json!({"errors": [{
            "title": "Contact Email Address is not valid.", "code": "email_invalid",
            "error": "must_be_valid_email_address", "source": {"pointer": "/data/attributes/email"},
        }]}),
    })
}

fn by_email(state: &State, email: &str) -> Option<u64> {
    state.contact_by_email(email).map(|(id, _)| id)
}

fn create_contact(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    let sent = call.object("contact", CONTACT_FIELDS)?;
    let email = email(sent)?;
    if by_email(ctx.state, &email).is_some() {
        return Err(Answer::duplicate(
            "email",
            "Email address already exists in the system.",
        ));
    }
    let id = insert_contact(ctx, &email, sent);
    contact_written(ctx, id, sent, 201)
}

fn sync_contact(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    let sent = call.object("contact", CONTACT_FIELDS)?;
    if text(sent, "email").is_empty() {
        return Err(Answer::bad_request("Contact email must be provided for sync"));
    }
    let email = email(sent)?;
    match by_email(ctx.state, &email) {
        Some(id) => {
            change_contact(ctx, id, sent);
            contact_written(ctx, id, sent, 200)
        }
        None => {
            let id = insert_contact(ctx, &email, sent);
            contact_written(ctx, id, sent, 201)
        }
    }
}

fn put_contact(ctx: &mut Ctx<'_>, id: &str, call: &Call<'_>) -> Handled {
    let (number, _) = ctx
        .state
        .contacts
        .find(id)
        .ok_or_else(|| Answer::no_result(CONTACT, id))?;
    let sent = call.object("contact", CONTACT_FIELDS)?;
    if sent.contains_key("email") {
        let email = email(sent)?;
        if by_email(ctx.state, &email).is_some_and(|other| other != number) {
            return Err(Answer::duplicate(
                "email",
                "Email address already exists in the system.",
            ));
        }
    }
    change_contact(ctx, number, sent);
    contact_written(ctx, number, sent, 200)
}

/// Returns the contact and only the field values that were set.
fn contact_written(ctx: &Ctx<'_>, id: u64, sent: &Row, status: u16) -> Handled {
    let contact = ctx.state.contacts.get(id).cloned().unwrap_or_default();
    let set: Vec<String> = field_values(sent).map(|(field, _)| field).collect();
    let mut values = ctx.state.field_values.by("contact", &id.to_string());
    values.retain(|value| set.contains(&text(value, "field")));
    Ok(Answer {
        status,
        body: json!({"fieldValues": values, "contact": contact}),
    })
}

fn field_values(sent: &Row) -> impl Iterator<Item = (String, String)> {
    let values = sent
        .get("fieldValues")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    values
        .into_iter()
        .map(|value| (text_of(value.get("field")), text_of(value.get("value"))))
}

/// A new contact. `sent` uses the API's names.
pub(super) fn insert_contact(ctx: &mut Ctx<'_>, email: &str, sent: &Row) -> u64 {
    let now = date(ctx.now);
    let id = ctx.state.contacts.insert(row(json!({
        "cdate": now, "email": email, "phone": text(sent, "phone"), "firstName": text(sent, "firstName"),
        "lastName": text(sent, "lastName"), "orgid": "0", "orgname": text(sent, "orgname"), "segmentio_id": "",
        "bounced_hard": "0", "bounced_soft": "0", "bounced_date": "0000-00-00", "ip": "0", "ua": "",
        "hash": "", "socialdata_lastcheck": "0000-00-00 00:00:00", "email_local": "", "email_domain": "",
        "sentcnt": "0", "rating_tstamp": "0000-00-00", "gravatar": "0", "deleted": "0", "anonymized": "0",
        "adate": now, "udate": now, "edate": "0000-00-00 00:00:00", "deleted_at": "0000-00-00 00:00:00",
        "organization": null,
    })));
    if let Some(mut contact) = ctx.state.contacts.get_mut(id) {
        contact.insert("links".to_owned(), links("contacts", id, CONTACT_LINKS));
    }
    set_field_values(ctx, id, sent);
    ctx.happened(What::ContactAdded(id));
    id
}

/// Changes only what was sent. An empty text clears a field.
pub(super) fn change_contact(ctx: &mut Ctx<'_>, id: u64, sent: &Row) {
    let now = date(ctx.now);
    if let Some(mut contact) = ctx.state.contacts.get_mut(id) {
        for field in ["email", "firstName", "lastName", "phone", "orgname"] {
            if sent.contains_key(field) {
                contact.insert(field.to_owned(), json!(text(sent, field)));
            }
        }
        contact.insert("udate".to_owned(), json!(now));
    }
    set_field_values(ctx, id, sent);
    ctx.happened(What::ContactUpdated(id));
}

/// A field that doesn't exist is ignored silently, as ActiveCampaign does.
fn set_field_values(ctx: &mut Ctx<'_>, contact: u64, sent: &Row) {
    for (field, value) in field_values(sent) {
        if ctx.state.fields.find(&field).is_some() {
            customfields::set_field_value(ctx, contact, &field, &value);
        } else {
            violation(format!("there is no contact field {field}"));
        }
    }
}
