//! Accounts (companies) and the contacts that belong to them.

use serde_json::json;

use super::answer::{Answer, Handled};
use super::contacts::holds;
use super::customfields::{self, Of};
use super::events::What;
use super::query::Query;
use super::rest::{Call, Ctx, delete, echoed, links, list, narrow, required, single, unknown};
use super::state::{Row, State, date, row, text};

const ACCOUNT: &str = "CustomerAccount";
const ACCOUNT_FIELDS: &[&str] = &["name", "accountUrl", "owner", "fields"];

pub(super) fn dispatch(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    match (call.method, call.path) {
        ("GET", ["accounts"]) => Ok(list_accounts(ctx.state, &call.query)),
        ("POST", ["accounts"]) => create_account(ctx, call),
        ("GET", ["accounts", id]) => single(&ctx.state.accounts, id, ACCOUNT, "account"),
        ("PUT", ["accounts", id]) => put_account(ctx, id, call),
        ("DELETE", ["accounts", id]) => delete(&mut ctx.state.accounts, id, ACCOUNT),
        ("POST", ["accounts", id, "notes"]) => super::tags::add_note(ctx, call, "CustomerAccount", id),
        ("GET", ["accounts", id, part]) => account_part(ctx.state, id, part, call),

        ("GET", ["accountContacts"]) => {
            call.query.expect(&["filters[contact]", "filters[account]"]);
            let mut rows = ctx.state.account_contacts.rows();
            narrow(
                &mut rows,
                &call.query,
                &[("contact", "contact"), ("account", "account")],
            );
            Ok(list("accountContacts", rows, &call.query))
        }
        ("POST", ["accountContacts"]) => create_account_contact(ctx, call),
        ("GET", ["accountContacts", id]) => single(
            &ctx.state.account_contacts,
            id,
            "AccountContact",
            "accountContact",
        ),
        ("PUT", ["accountContacts", id]) => put_account_contact(ctx, id, call),
        ("DELETE", ["accountContacts", id]) => delete(&mut ctx.state.account_contacts, id, "AccountContact"),
        _ => Err(unknown(call)),
    }
}

fn list_accounts(state: &State, query: &Query) -> Answer {
    query.expect(&["search", "count_deals"]);
    let mut rows = state.accounts.rows();
    if let Some(part) = query.get("search") {
        rows.retain(|row| holds(row, &["name"], part));
    }
    // The counts are 0 unless the caller requests them.
    let counted = query
        .get("count_deals")
        .is_some_and(|flag| flag == "true" || flag == "1");
    for row in &mut rows {
        let id = text(row, "id");
        let count = |rows: usize| json!(if counted { rows.to_string() } else { "0".to_owned() });
        row.insert(
            "contactCount".to_owned(),
            count(state.account_contacts.by("account", &id).len()),
        );
        row.insert(
            "dealCount".to_owned(),
            count(state.deals.by("account", &id).len()),
        );
    }
    list("accounts", rows, query)
}

fn account_name(ctx: &Ctx<'_>, sent: &Row, own: Option<u64>) -> Result<String, Answer> {
    let name = text(sent, "name");
    if name.is_empty() {
        return Err(Answer::invalid(
            "field_missing",
            "name",
            "The account name was not provided.",
        ));
    }
    let taken = ctx
        .state
        .accounts
        .first(|row| text(row, "name").eq_ignore_ascii_case(&name));
    if taken.is_some_and(|(id, _)| Some(id) != own) {
        let title = format!("An account named \"{name}\" already exists. Please choose a new name.");
        return Err(Answer::duplicate("name", &title));
    }
    Ok(name)
}

fn create_account(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    let sent = call.object("account", ACCOUNT_FIELDS)?;
    let name = account_name(ctx, sent, None)?;
    let id = insert_account(ctx, &name, &text(sent, "accountUrl"));
    customfields::set_fields(ctx, Of::Account, id, sent)?;
    Ok(Answer::created(json!({"account": account_written(ctx, id)})))
}

fn put_account(ctx: &mut Ctx<'_>, id: &str, call: &Call<'_>) -> Handled {
    let (number, _) = ctx
        .state
        .accounts
        .find(id)
        .ok_or_else(|| Answer::no_result(ACCOUNT, id))?;
    let sent = call.object("account", ACCOUNT_FIELDS)?;
    if sent.contains_key("name") {
        account_name(ctx, sent, Some(number))?;
    }
    change_account(ctx, number, sent);
    customfields::set_fields(ctx, Of::Account, number, sent)?;
    Ok(Answer::ok(json!({"account": account_written(ctx, number)})))
}

fn account_written(ctx: &Ctx<'_>, id: u64) -> Row {
    let mut account = ctx.state.accounts.get(id).cloned().unwrap_or_default();
    account.insert(
        "fields".to_owned(),
        customfields::written(ctx.state, Of::Account, id),
    );
    account
}

pub(super) fn insert_account(ctx: &mut Ctx<'_>, name: &str, url: &str) -> u64 {
    let now = date(ctx.now);
    let id = ctx.state.accounts.insert(row(json!({
        "name": name, "accountUrl": (!url.is_empty()).then_some(url), "createdTimestamp": now,
        "updatedTimestamp": now, "owner": "1",
    })));
    if let Some(mut account) = ctx.state.accounts.get_mut(id) {
        let parts = ["notes", "accountCustomFieldData", "accountContacts"];
        account.insert("links".to_owned(), links("accounts", id, &parts));
    }
    ctx.happened(What::AccountAdded(id));
    id
}

pub(super) fn change_account(ctx: &mut Ctx<'_>, id: u64, sent: &Row) {
    let now = date(ctx.now);
    if let Some(mut account) = ctx.state.accounts.get_mut(id) {
        for field in ["name", "accountUrl"] {
            if sent.contains_key(field) {
                account.insert(field.to_owned(), json!(text(sent, field)));
            }
        }
        account.insert("updatedTimestamp".to_owned(), json!(now));
    }
    ctx.happened(What::AccountUpdated(id));
}

fn account_part(state: &State, id: &str, part: &str, call: &Call<'_>) -> Handled {
    let rows = match part {
        "accountCustomFieldData" => state.account_field_data.by("accountId", id),
        "accountContacts" => state.account_contacts.by("account", id),
        _ => return Err(unknown(call)),
    };
    state
        .accounts
        .find(id)
        .ok_or_else(|| Answer::no_result(ACCOUNT, id))?;
    call.query.expect(&[]);
    Ok(Answer::ok(json!({part: rows})))
}

const ACCOUNT_CONTACT_FIELDS: &[&str] = &["account", "contact", "jobTitle"];

fn create_account_contact(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    let sent = call.object("accountContact", ACCOUNT_CONTACT_FIELDS)?;
    let (account, contact) = (required(sent, "account")?, required(sent, "contact")?);
    if ctx.state.accounts.find(&account).is_none() {
        return Err(Answer::invalid(
            "related_missing",
            "account",
            "The related account does not exist.",
        ));
    }
    if ctx.state.contacts.find(&contact).is_none() {
        return Err(Answer::invalid(
            "related_missing",
            "contact",
            "The related contact does not exist.",
        ));
    }
    if !ctx.state.account_contacts.by("contact", &contact).is_empty() {
        let title = "This contact is already associated with an account. We currently do not support contacts on \
                     multiple accounts.";
        let error = json!({
            "title": title, "detail": "", "code": "field_invalid",
            "source": {"pointer": "/data/attributes/account,contact"},
        });
        return Err(Answer {
            status: 422,
            body: json!({"errors": [error]}),
        });
    }
    let id = insert_account_contact(ctx, &account, &contact, &text(sent, "jobTitle"));
    let row = ctx.state.account_contacts.get(id).cloned().unwrap_or_default();
    Ok(Answer::created(
        json!({"accountContact": echoed(&row, sent, &["account", "contact"])}),
    ))
}

pub(super) fn insert_account_contact(ctx: &mut Ctx<'_>, account: &str, contact: &str, job: &str) -> u64 {
    let now = date(ctx.now);
    let id = ctx.state.account_contacts.insert(row(json!({
        "account": account, "contact": contact, "jobTitle": job, "createdTimestamp": now, "updatedTimestamp": now,
    })));
    if let Some(mut row) = ctx.state.account_contacts.get_mut(id) {
        row.insert(
            "links".to_owned(),
            links("accountContacts", id, &["account", "contact"]),
        );
    }
    ctx.happened(What::AccountContactAdded(id));
    id
}

fn put_account_contact(ctx: &mut Ctx<'_>, id: &str, call: &Call<'_>) -> Handled {
    let sent = call.object("accountContact", ACCOUNT_CONTACT_FIELDS)?;
    let now = date(ctx.now);
    let found = id
        .parse()
        .ok()
        .and_then(|number| Some((number, ctx.state.account_contacts.get_mut(number)?)));
    let (number, mut row) = found.ok_or_else(|| Answer::no_result("AccountContact", id))?;
    row.insert("jobTitle".to_owned(), json!(text(sent, "jobTitle")));
    row.insert("updatedTimestamp".to_owned(), json!(now));
    let body = json!({"accountContact": Row::clone(&row)});
    drop(row);
    ctx.happened(What::AccountContactUpdated(number));
    Ok(Answer::ok(body))
}
