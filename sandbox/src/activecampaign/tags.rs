//! Tags, and notes.

use serde_json::json;

use super::answer::{Answer, Handled};
use super::events::What;
use super::query::Query;
use super::rest::{Call, Ctx, delete, links, list, required, single, unknown};
use super::state::{Row, State, date, row, text};

pub(super) fn dispatch(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    match (call.method, call.path) {
        ("GET", ["tags"]) => Ok(list_tags(ctx.state, &call.query)),
        ("POST", ["tags"]) => create_tag(ctx, call),
        ("GET", ["tags", id]) => single(&ctx.state.tags, id, "Tag", "tag"),
        ("DELETE", ["tags", id]) => delete(&mut ctx.state.tags, id, "Tag"),
        ("POST", ["contactTags"]) => create_contact_tag(ctx, call),
        ("DELETE", ["contactTags", id]) => {
            let gone = id.parse().ok().and_then(|id| ctx.state.contact_tags.remove(id));
            let gone = gone.ok_or_else(|| Answer::no_result("SubscriberTag", id))?;
            let contact = text(&gone, "contact").parse().unwrap_or(0);
            let tag = tag_name(ctx.state, &text(&gone, "tag"));
            ctx.happened(What::TagRemoved { contact, tag });
            Ok(Answer::ok(json!({})))
        }
        ("GET", ["notes"]) => {
            call.query.expect(&[]);
            Ok(list("notes", ctx.state.notes.rows(), &call.query))
        }
        ("POST", ["notes"]) => {
            let sent = call.object("note", &["note", "reltype", "relid"])?;
            let (kind, id) = (required(sent, "reltype")?, required(sent, "relid")?);
            add_note(ctx, call, &kind, &id)
        }
        ("GET", ["notes", id]) => single(&ctx.state.notes, id, "Note", "note"),
        ("DELETE", ["notes", id]) => delete(&mut ctx.state.notes, id, "Note"),
        _ => Err(unknown(call)),
    }
}

fn list_tags(state: &State, query: &Query) -> Answer {
    let operators = ["eq", "neq", "lt", "lte", "gt", "gte", "contains", "starts_with"];
    let known: Vec<String> = operators
        .iter()
        .map(|operator| format!("filters[search][{operator}]"))
        .collect();
    let mut expected: Vec<&str> = known.iter().map(String::as_str).collect();
    expected.extend(["search", "orders[search]"]);
    query.expect(&expected);
    let mut rows = state.tags.rows();
    if let Some(part) = query.get("search") {
        rows.retain(|row| lower(row).contains(&part.to_lowercase()));
    }
    for (operator, parameter) in operators.iter().zip(&known) {
        if let Some(wanted) = query.get(parameter).map(str::to_lowercase) {
            rows.retain(|row| {
                let name = lower(row);
                match *operator {
                    "eq" => name == wanted,
                    "neq" => name != wanted,
                    "lt" => name < wanted,
                    "lte" => name <= wanted,
                    "gt" => name > wanted,
                    "gte" => name >= wanted,
                    "contains" => name.contains(&wanted),
                    _ => name.starts_with(&wanted),
                }
            });
        }
    }
    list("tags", rows, query)
}

fn lower(tag: &Row) -> String {
    text(tag, "tag").to_lowercase()
}

/// A tag that exists already is returned unchanged.
fn create_tag(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    let sent = call.object("tag", &["tag", "tagType", "description"])?;
    let name = required(sent, "tag")?;
    let known = ctx
        .state
        .tags
        .first(|row| text(row, "tag").eq_ignore_ascii_case(&name))
        .map(|(_, row)| row.clone());
    if let Some(tag) = known {
        return Ok(Answer::ok(json!({"tag": tag})));
    }
    let id = insert_tag(ctx, &name);
    Ok(Answer::created(json!({"tag": ctx.state.tags.get(id)})))
}

/// The tag's id. Creates the tag if needed.
pub(super) fn insert_tag(ctx: &mut Ctx<'_>, name: &str) -> u64 {
    if let Some((id, _)) = ctx
        .state
        .tags
        .first(|row| text(row, "tag").eq_ignore_ascii_case(name))
    {
        return id;
    }
    let now = date(ctx.now);
    let id = ctx.state.tags.insert(row(json!({
        "tag": name, "tagType": "contact", "description": "", "cdate": now,
    })));
    if let Some(mut tag) = ctx.state.tags.get_mut(id) {
        tag.insert("links".to_owned(), links("tags", id, &["contactGoalTags"]));
    }
    id
}

fn create_contact_tag(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    let sent = call.object("contactTag", &["contact", "tag"])?;
    let (contact, tag) = (text(sent, "contact"), text(sent, "tag"));
    if contact.is_empty() {
        return Err(Answer::invalid("field_missing", "contact", "Missing attribute"));
    }
    if tag.parse::<u64>().is_err() {
        return Err(Answer::invalid("field_invalid", "tag", "No tag id provided"));
    }
    let found = ctx.state.contacts.find(&contact).map(|(id, _)| id);
    let id = found.ok_or_else(|| Answer::not_found("Contact not found"))?;
    ctx.state
        .tags
        .find(&tag)
        .ok_or_else(|| Answer::not_found("Tag not found"))?;
    let (new, row) = put_on(ctx, id, &tag);
    Ok(Answer {
        status: if new { 201 } else { 200 },
        body: json!({"contactTag": row}),
    })
}

/// Puts a tag on a contact. True if it is new there.
pub(super) fn put_on(ctx: &mut Ctx<'_>, contact: u64, tag: &str) -> (bool, Row) {
    let number = contact.to_string();
    if let Some(row) = ctx
        .state
        .contact_tags
        .by("contact", &number)
        .into_iter()
        .find(|row| text(row, "tag") == tag)
    {
        return (false, row);
    }
    let now = date(ctx.now);
    let id = ctx
        .state
        .contact_tags
        .insert(row(json!({"contact": number, "tag": tag, "cdate": now})));
    let parts = links("contactTags", id, &["contact", "tag"]);
    if let Some(mut row) = ctx.state.contact_tags.get_mut(id) {
        row.insert("links".to_owned(), parts);
    }
    let name = tag_name(ctx.state, tag);
    ctx.happened(What::TagAdded { contact, tag: name });
    (true, ctx.state.contact_tags.get(id).cloned().unwrap_or_default())
}

pub(super) fn tag_name(state: &State, id: &str) -> String {
    state
        .tags
        .find(id)
        .map(|(_, tag)| text(tag, "tag"))
        .unwrap_or_default()
}

pub(super) fn add_note(ctx: &mut Ctx<'_>, call: &Call<'_>, kind: &str, id: &str) -> Handled {
    let sent = call.object("note", &["note", "reltype", "relid"])?;
    let note = required(sent, "note")?;
    let (table, owner, singular) = match kind {
        "Deal" => (&ctx.state.deals, "deal", "Deal"),
        "Subscriber" => (&ctx.state.contacts, "contact", "Subscriber"),
        "CustomerAccount" => (&ctx.state.accounts, "customerAccount", "CustomerAccount"),
        _ => {
            return Err(Answer::invalid(
                "field_invalid",
                "reltype",
                "The reltype is not supported.",
            ));
        }
    };
    let (number, _) = table.find(id).ok_or_else(|| Answer::no_result(singular, id))?;
    let now = date(ctx.now);
    let note = ctx.state.notes.insert(row(json!({
        "note": note, "relid": id, "reltype": kind, "userid": "1", "user": "1", "is_draft": "0", "cdate": now,
        "mdate": now, "owner": {"type": owner, "id": id},
    })));
    match kind {
        "Deal" => ctx.happened(What::DealNoteAdded { deal: number, note }),
        "Subscriber" => ctx.happened(What::NoteAdded {
            contact: number,
            note,
        }),
        _ => {}
    }
    Ok(Answer::created(json!({"note": ctx.state.notes.get(note)})))
}
