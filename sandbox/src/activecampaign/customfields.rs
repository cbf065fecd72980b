//! Custom fields of contacts, accounts and deals, and their values.

use serde_json::{Value, json};

use crate::core::violation;

use super::answer::{Answer, Handled};
use super::events::What;
use super::rest::{Call, Ctx, delete, echoed, links, list, narrow, required, single, unknown};
use super::state::{Row, State, Table, date, plain_date, row, text, text_of};

/// Accounts and deals share one API for custom fields; contacts have another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Account,
    Deal,
}

impl Of {
    const fn owner_field(self) -> &'static str {
        match self {
            Self::Account => "accountId",
            Self::Deal => "dealId",
        }
    }

    /// The name of the owner in a request. An account's differs from the one in responses.
    const fn sent_owner_field(self) -> &'static str {
        match self {
            Self::Account => "customerAccountId",
            Self::Deal => "dealId",
        }
    }

    const fn meta_field(self) -> &'static str {
        match self {
            Self::Account => "accountCustomFieldMetumId",
            Self::Deal => "dealCustomFieldMetumId",
        }
    }

    const fn data(self) -> &'static str {
        match self {
            Self::Account => "accountCustomFieldData",
            Self::Deal => "dealCustomFieldData",
        }
    }

    const fn datum(self) -> &'static str {
        match self {
            Self::Account => "accountCustomFieldDatum",
            Self::Deal => "dealCustomFieldDatum",
        }
    }

    const fn meta(self) -> &'static str {
        match self {
            Self::Account => "accountCustomFieldMeta",
            Self::Deal => "dealCustomFieldMeta",
        }
    }

    const fn metum(self) -> &'static str {
        match self {
            Self::Account => "accountCustomFieldMetum",
            Self::Deal => "dealCustomFieldMetum",
        }
    }

    const fn metas(self, state: &State) -> &Table {
        match self {
            Self::Account => &state.account_fields,
            Self::Deal => &state.deal_fields,
        }
    }

    const fn metas_mut(self, state: &mut State) -> &mut Table {
        match self {
            Self::Account => &mut state.account_fields,
            Self::Deal => &mut state.deal_fields,
        }
    }

    pub(super) const fn values(self, state: &State) -> &Table {
        match self {
            Self::Account => &state.account_field_data,
            Self::Deal => &state.deal_field_data,
        }
    }

    const fn values_mut(self, state: &mut State) -> &mut Table {
        match self {
            Self::Account => &mut state.account_field_data,
            Self::Deal => &mut state.deal_field_data,
        }
    }

    const fn owners(self, state: &State) -> &Table {
        match self {
            Self::Account => &state.accounts,
            Self::Deal => &state.deals,
        }
    }
}

pub(super) fn dispatch(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    match (call.method, call.path) {
        ("GET", ["fields"]) => {
            call.query.expect(&["filters[perstag]"]);
            let mut rows = ctx.state.fields.rows();
            narrow(&mut rows, &call.query, &[("perstag", "perstag")]);
            let (page, meta) = call.query.page(rows);
            Ok(Answer::ok(
                json!({"fieldOptions": [], "fieldRels": [], "fields": page, "meta": meta}),
            ))
        }
        ("POST", ["fields"]) => create_field(ctx, call),
        ("GET", ["fields", id]) => single(&ctx.state.fields, id, "Field", "field"),
        ("DELETE", ["fields", id]) => delete(&mut ctx.state.fields, id, "Field"),
        // Shows a field on a list's form. Nothing in the sandbox depends on it.
        ("POST", ["fieldRels"]) => {
            let sent = call.object("fieldRel", &["field", "relid"])?;
            Ok(Answer::created(json!({"fieldRel": sent})))
        }
        ("GET", ["fieldValues"]) => {
            call.query.expect(&["filters[fieldid]", "filters[val]"]);
            let mut rows = ctx.state.field_values.rows();
            narrow(&mut rows, &call.query, &[("fieldid", "field"), ("val", "value")]);
            Ok(list("fieldValues", rows, &call.query))
        }
        ("POST", ["fieldValues"]) => post_field_value(ctx, call),
        ("GET", ["fieldValues", id]) => single(&ctx.state.field_values, id, "FieldValue", "fieldValue"),
        ("PUT", ["fieldValues", id]) => {
            ctx.state
                .field_values
                .find(id)
                .ok_or_else(|| Answer::no_result("FieldValue", id))?;
            post_field_value(ctx, call)
        }
        (_, ["accountCustomFieldMeta", ..]) => meta(ctx, call, Of::Account),
        (_, ["dealCustomFieldMeta", ..]) => meta(ctx, call, Of::Deal),
        (_, ["accountCustomFieldData", ..]) => data(ctx, call, Of::Account),
        (_, ["dealCustomFieldData", ..]) => data(ctx, call, Of::Deal),
        _ => Err(unknown(call)),
    }
}

fn create_field(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    let known = [
        "title",
        "type",
        "descript",
        "perstag",
        "defval",
        "visible",
        "ordernum",
        "show_in_list",
        "service",
    ];
    let sent = call.object("field", &known)?;
    let (title, kind) = (required(sent, "title")?, required(sent, "type")?);
    if ctx
        .state
        .fields
        .first(|row| text(row, "title").eq_ignore_ascii_case(&title))
        .is_some()
    {
        let detail = format!("There is already a field named '{title}' -- choose another name");
        let error = json!({"title": "There is already a field with this title", "detail": detail, "code": "duplicate"});
        return Err(Answer {
            status: 422,
            body: json!({"errors": [error]}),
        });
    }
    let id = insert_field(ctx, &title, &text(sent, "perstag"), &kind);
    let field = ctx.state.fields.get(id).cloned().unwrap_or_default();
    Ok(Answer::created(
        json!({"fieldOptions": [], "fieldRels": [], "field": field}),
    ))
}

/// The tag is upper case, with underscores. It is derived from the title if none is given.
pub(super) fn insert_field(ctx: &mut Ctx<'_>, title: &str, perstag: &str, kind: &str) -> u64 {
    let tag = if perstag.is_empty() { title } else { perstag };
    let tag: String = tag
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '_'
            }
        })
        .collect();
    let now = date(ctx.now);
    let id = ctx.state.fields.insert(row(json!({
        "title": title, "descript": null, "type": kind, "isrequired": "0", "perstag": tag, "defval": null,
        "show_in_list": "0", "rows": "0", "cols": "0", "visible": "1", "service": "", "ordernum": "1",
        "cdate": now, "udate": now, "options": [], "relations": [],
    })));
    if let Some(mut field) = ctx.state.fields.get_mut(id) {
        field.insert("links".to_owned(), links("fields", id, &["options", "relations"]));
    }
    id
}

fn post_field_value(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    let sent = call.object("fieldValue", &["contact", "field", "value"])?;
    let (contact, field) = (required(sent, "contact")?, required(sent, "field")?);
    if ctx.state.fields.find(&field).is_none() {
        return Err(Answer::invalid("field_invalid", "field", "Field id not valid"));
    }
    let found = ctx.state.contacts.find(&contact).map(|(id, _)| id);
    let id = found.ok_or_else(|| Answer::not_found("Contact not found"))?;
    let value = set_field_value(ctx, id, &field, &text(sent, "value"));
    let now = date(ctx.now);
    if let Some(mut contact) = ctx.state.contacts.get_mut(id) {
        contact.insert("udate".to_owned(), json!(now));
    }
    ctx.happened(What::ContactUpdated(id));
    let written = echoed(&value, sent, &["contact", "field"]);
    Ok(Answer::ok(
        json!({"contacts": [ctx.state.contacts.get(id)], "fieldValue": written}),
    ))
}

/// Creates or replaces a contact's field value.
pub(super) fn set_field_value(ctx: &mut Ctx<'_>, contact: u64, field: &str, value: &str) -> Row {
    let (now, contact) = (date(ctx.now), contact.to_string());
    let mut own = ctx.state.field_values.lookup(&["contact"], &[&contact]);
    let known = own.find(|(_, row)| text(row, "field") == field).map(|(id, _)| id);
    drop(own);
    let id = known.unwrap_or_else(|| {
        ctx.state.field_values.insert(row(json!({
            "contact": contact, "field": field, "value": "", "cdate": now, "udate": now, "created_by": "0",
            "updated_by": "0", "owner": contact,
        })))
    });
    let Some(mut row) = ctx.state.field_values.get_mut(id) else {
        return Row::new();
    };
    row.insert("value".to_owned(), json!(value));
    row.insert("udate".to_owned(), json!(now));
    row.insert("links".to_owned(), links("fieldValues", id, &["owner", "field"]));
    Row::clone(&row)
}

fn meta(ctx: &mut Ctx<'_>, call: &Call<'_>, of: Of) -> Handled {
    match (call.method, call.path) {
        ("GET", [_]) => {
            call.query.expect(&[]);
            Ok(list(of.meta(), of.metas(ctx.state).rows(), &call.query))
        }
        ("POST", [_]) => {
            let known = [
                "fieldLabel",
                "fieldType",
                "fieldOptions",
                "fieldDefault",
                "fieldDefaultCurrency",
                "isFormVisible",
                "isRequired",
                "displayOrder",
            ];
            let sent = call.object(of.metum(), &known)?;
            let (label, kind) = (required(sent, "fieldLabel")?, required(sent, "fieldType")?);
            let id = insert_meta(ctx, of, &label, &kind);
            Ok(Answer::ok(json!({of.metum(): of.metas(ctx.state).get(id)})))
        }
        ("GET", [_, id]) => single(of.metas(ctx.state), id, "CustomFieldMetum", of.metum()),
        ("DELETE", [_, id]) => delete(of.metas_mut(ctx.state), id, "CustomFieldMetum"),
        _ => Err(unknown(call)),
    }
}

pub(super) fn insert_meta(ctx: &mut Ctx<'_>, of: Of, label: &str, kind: &str) -> u64 {
    let now = plain_date(ctx.now);
    let number = of.metas(ctx.state).iter().count() + 1;
    let id = of.metas_mut(ctx.state).insert(row(json!({
        "fieldLabel": label, "fieldType": kind, "fieldOptions": null, "fieldDefault": null,
        "fieldDefaultCurrency": null, "isFormVisible": 1, "isRequired": 0, "displayOrder": number,
        "personalization": label.to_uppercase().replace(' ', "_"), "knownFieldId": null, "hideFieldFlag": 0,
        "createdTimestamp": now, "updatedTimestamp": now,
    })));
    if let Some(mut meta) = of.metas_mut(ctx.state).get_mut(id) {
        meta.insert("links".to_owned(), links(of.meta(), id, &[of.data()]));
    }
    id
}

/// The id of the field with this label, or with this id.
pub(super) fn field_id(state: &State, of: Of, label: &str) -> Option<u64> {
    let labelled = |row: &Row| text(row, "fieldLabel").eq_ignore_ascii_case(label);
    let by_label = of.metas(state).first(labelled).map(|(id, _)| id);
    by_label.or_else(|| of.metas(state).find(label).map(|(id, _)| id))
}

fn data(ctx: &mut Ctx<'_>, call: &Call<'_>, of: Of) -> Handled {
    match (call.method, call.path) {
        ("GET", [_]) => {
            let filter = format!("filters[{}]", of.sent_owner_field());
            call.query.expect(&[&filter]);
            let mut rows = of.values(ctx.state).rows();
            narrow(
                &mut rows,
                &call.query,
                &[(of.sent_owner_field(), of.owner_field())],
            );
            // The documents' examples have no total here.
            Ok(Answer::ok(json!({of.data(): call.query.slice(rows)})))
        }
        ("POST", [_]) => {
            let known = [
                of.owner_field(),
                of.sent_owner_field(),
                "customFieldId",
                "fieldValue",
                "fieldCurrency",
            ];
            let sent = call.object(of.datum(), &known)?.clone();
            let id = post_datum(ctx, of, &sent)?;
            Ok(Answer::ok(json!({of.datum(): of.values(ctx.state).get(id)})))
        }
        ("POST", [_, "bulkCreate"]) => {
            let Some(items) = call.body.as_array() else {
                return Err(Answer::bad_request("The body is no list."));
            };
            for item in items {
                post_datum(ctx, of, item.as_object().unwrap_or(&Row::new()))?;
            }
            Ok(Answer::ok(json!({"message": "the bulk insert was successful"})))
        }
        ("GET", [_, id]) => single(of.values(ctx.state), id, "CustomFieldDatum", of.datum()),
        ("PUT", [_, id]) => {
            let sent = call.object(of.datum(), &["fieldValue", "fieldCurrency"])?;
            let (_, row) = of
                .values(ctx.state)
                .find(id)
                .ok_or_else(|| Answer::not_found(""))?;
            let (owner, field) = (text(row, of.owner_field()), text(row, "customFieldId"));
            let value = sent.get("fieldValue").cloned().unwrap_or_default();
            let id = set_datum(ctx, of, &owner, &field, value, sent.get("fieldCurrency"));
            Ok(Answer::ok(json!({of.datum(): of.values(ctx.state).get(id)})))
        }
        ("DELETE", [_, id]) => delete(of.values_mut(ctx.state), id, "CustomFieldDatum"),
        _ => Err(unknown(call)),
    }
}

fn post_datum(ctx: &mut Ctx<'_>, of: Of, sent: &Row) -> Result<u64, Answer> {
    let owner = match text(sent, of.sent_owner_field()) {
        none if none.is_empty() => required(sent, of.owner_field())?,
        owner => owner,
    };
    if of.owners(ctx.state).find(&owner).is_none() {
        return Err(Answer::not_found(""));
    }
    let field = required(sent, "customFieldId")?;
    let value = sent.get("fieldValue").cloned().unwrap_or_default();
    check_value(ctx.state, of, &field, &value)?;
    Ok(set_datum(
        ctx,
        of,
        &owner,
        &field,
        value,
        sent.get("fieldCurrency"),
    ))
}

/// Refuses a value that doesn't match the field's type.
fn check_value(state: &State, of: Of, field: &str, value: &Value) -> Result<(), Answer> {
    let Some((_, meta)) = of.metas(state).find(field) else {
        return Err(Answer::invalid(
            "field_invalid",
            "customFieldId",
            "There is no such custom field.",
        ));
    };
    let (kind, written) = (text(meta, "fieldType"), text_of(Some(value)));
    let fits = match kind.as_str() {
        "number" | "currency" => super::state::decimal(value).is_some(),
        "date" | "datetime" => super::state::instant(&written).is_some(),
        _ => true,
    };
    if fits || written.is_empty() {
        return Ok(());
    }
    violation(format!("the value does not fit a custom field of type {kind}"));
    let detail = format!(
        "The custom field value `{written}` could not be saved to the custom field of type `{kind}`."
    );
    Err(Answer {
        status: 422,
        body: json!({"errors": [{"detail": detail}]}),
    })
}

/// Creates or replaces one value. The ids in the response are numbers, except the record's own.
pub(super) fn set_datum(
    ctx: &mut Ctx<'_>,
    of: Of,
    owner: &str,
    field: &str,
    value: Value,
    currency: Option<&Value>,
) -> u64 {
    let now = plain_date(ctx.now);
    let own: &'static [&'static str] = if of == Of::Account {
        &["accountId"]
    } else {
        &["dealId"]
    };
    let mut own = of.values(ctx.state).lookup(own, &[owner]);
    let known = own
        .find(|(_, row)| text(row, "customFieldId") == field)
        .map(|(id, _)| id);
    drop(own);
    let number = |text: &str| {
        text.parse::<u64>()
            .map_or_else(|_| json!(text), |number| json!(number))
    };
    let id = known.unwrap_or_else(|| {
        of.values_mut(ctx.state).insert(row(json!({
            of.meta_field(): number(field), of.owner_field(): number(owner), "customFieldId": number(field),
            "createdTimestamp": now,
        })))
    });
    let parts = if of == Of::Account {
        ["account", of.metum()]
    } else {
        ["deal", of.metum()]
    };
    if let Some(mut row) = of.values_mut(ctx.state).get_mut(id) {
        row.insert("updatedTimestamp".to_owned(), json!(now));
        row.insert("fieldValue".to_owned(), value);
        if let Some(currency) = currency {
            row.insert("fieldCurrency".to_owned(), currency.clone());
        }
        row.insert("links".to_owned(), links(of.data(), id, &parts));
    }
    id
}

/// The `fields` of an account or a deal in a request.
pub(super) fn set_fields(ctx: &mut Ctx<'_>, of: Of, owner: u64, sent: &Row) -> Result<(), Answer> {
    let fields = sent
        .get("fields")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    for field in fields {
        let id = text_of(field.get("customFieldId"));
        let value = field.get("fieldValue").cloned().unwrap_or_default();
        check_value(ctx.state, of, &id, &value)?;
        set_datum(
            ctx,
            of,
            &owner.to_string(),
            &id,
            value,
            field.get("fieldCurrency"),
        );
    }
    Ok(())
}

/// The `fields` of an account or a deal in the response to a write.
pub(super) fn written(state: &State, of: Of, owner: u64) -> Value {
    let owner = owner.to_string();
    let field = |row: Row| {
        let mut field = Row::new();
        for name in ["customFieldId", "fieldValue", "fieldCurrency"] {
            if let Some(value) = row.get(name) {
                field.insert(name.to_owned(), value.clone());
            }
        }
        field.insert(of.owner_field().to_owned(), json!(owner));
        Value::Object(field)
    };
    of.values(state)
        .by(of.owner_field(), &owner)
        .into_iter()
        .map(field)
        .collect()
}
