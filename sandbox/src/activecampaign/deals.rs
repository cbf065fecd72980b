//! Deals, with their pipelines and stages.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::answer::{Answer, Handled};
use super::contacts::within;
use super::customfields::{self, Of};
use super::events::What;
use super::query::Query;
use super::rest::{Call, Ctx, delete, echoed, links, list, narrow, required, single, unknown};
use super::state::{Row, State, date, decimal, row, text};

const FIELDS: &[&str] = &[
    "title",
    "description",
    "account",
    "contact",
    "value",
    "currency",
    "group",
    "stage",
    "owner",
    "percent",
    "status",
    "fields",
];
const PARAMETERS: &[&str] = &[
    "filters[search]",
    "filters[search_field]",
    "filters[title]",
    "filters[stage]",
    "filters[group]",
    "filters[status]",
    "filters[owner]",
    "filters[created_before]",
    "filters[created_after]",
    "filters[updated_before]",
    "filters[updated_after]",
    "filters[organization]",
    "filters[minimum_value]",
    "filters[maximum_value]",
    "orders[title]",
    "orders[value]",
    "orders[cdate]",
    "orders[contact_name]",
    "orders[contact_orgname]",
    "orders[next-action]",
];
const LINKS: &[&str] = &[
    "dealActivities",
    "contact",
    "contactDeals",
    "group",
    "nextTask",
    "notes",
    "account",
    "customerAccount",
    "organization",
    "owner",
    "scoreValues",
    "stage",
    "tasks",
    "dealCustomFieldData",
];

pub(super) fn dispatch(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    match (call.method, call.path) {
        ("GET", ["deals"]) => Ok(list_deals(ctx.state, &call.query)),
        ("POST", ["deals"]) => create(ctx, call),
        ("GET", ["deals", id]) => {
            call.query.expect(&[]);
            single(&ctx.state.deals, id, "Deal", "deal")
        }
        ("PUT", ["deals", id]) => put(ctx, id, call),
        ("DELETE", ["deals", id]) => delete(&mut ctx.state.deals, id, "Deal"),
        ("POST", ["deals", id, "notes"]) => super::tags::add_note(ctx, call, "Deal", id),
        ("GET", ["deals", id, "dealCustomFieldData"]) => {
            ctx.state
                .deals
                .find(id)
                .ok_or_else(|| Answer::no_result("Deal", id))?;
            Ok(Answer::ok(
                json!({"dealCustomFieldData": ctx.state.deal_field_data.by("dealId", id)}),
            ))
        }
        ("GET", ["deals", id, "notes"]) => {
            ctx.state
                .deals
                .find(id)
                .ok_or_else(|| Answer::no_result("Deal", id))?;
            let mut notes = ctx.state.notes.by("relid", id);
            notes.retain(|note| text(note, "reltype") == "Deal");
            Ok(Answer::ok(json!({"notes": notes})))
        }
        ("GET", ["dealGroups"]) => {
            call.query.expect(&[
                "filters[title]",
                "filters[have_stages]",
                "orders[title]",
                "orders[popular]",
            ]);
            let (page, meta) = call.query.page(pipelines(ctx.state));
            let stages = ctx.state.stages.rows();
            Ok(Answer::ok(
                json!({"dealGroups": page, "dealStages": stages, "meta": meta}),
            ))
        }
        ("GET", ["dealGroups", id]) => single(&ctx.state.pipelines, id, "DealGroup", "dealGroup"),
        ("GET", ["dealStages"]) => {
            call.query
                .expect(&["filters[title]", "filters[d_groupid]", "orders[title]"]);
            let mut rows = ctx.state.stages.rows();
            narrow(&mut rows, &call.query, &[("d_groupid", "group")]);
            if let Some(part) = call.query.filter("title") {
                rows.retain(|row| text(row, "title").to_lowercase().contains(&part.to_lowercase()));
            }
            Ok(list("dealStages", rows, &call.query))
        }
        ("GET", ["dealStages", id]) => single(&ctx.state.stages, id, "DealStage", "dealStage"),
        _ => Err(unknown(call)),
    }
}

fn pipelines(state: &State) -> Vec<Row> {
    let with_stages = |mut row: Row| {
        let stages = state.stages.by("group", &text(&row, "id"));
        row.insert(
            "stages".to_owned(),
            stages.iter().map(|stage| json!(text(stage, "id"))).collect(),
        );
        row
    };
    state.pipelines.rows().into_iter().map(with_stages).collect()
}

fn list_deals(state: &State, query: &Query) -> Answer {
    query.expect(PARAMETERS);
    let mut rows = state.deals.rows();
    narrow(
        &mut rows,
        query,
        &[
            ("title", "title"),
            ("stage", "stage"),
            ("group", "group"),
            ("status", "status"),
            ("owner", "owner"),
            ("organization", "organization"),
        ],
    );
    if let Some(part) = query.filter("search") {
        rows.retain(|row| text(row, "title").to_lowercase().contains(&part.to_lowercase()));
    }
    within(&mut rows, query, "created", "cdate", true);
    within(&mut rows, query, "updated", "mdate", true);
    // These two are in whole currency units, the deal itself in cents.
    let bound = |name| query.filter(name).and_then(|text| decimal(&json!(text)));
    let value = |row: &Row| decimal(&json!(text(row, "value"))).unwrap_or_default() / Decimal::ONE_HUNDRED;
    if let Some(minimum) = bound("minimum_value") {
        rows.retain(|row| value(row) >= minimum);
    }
    if let Some(maximum) = bound("maximum_value") {
        rows.retain(|row| value(row) <= maximum);
    }
    query.sort(
        &mut rows,
        &[("title", "title"), ("value", "value"), ("cdate", "cdate")],
    );
    // A number here; a text in the other lists.
    let total = rows.len();
    Answer::ok(json!({"deals": query.slice(rows), "meta": {"currencies": {}, "total": total}}))
}

fn create(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    let sent = call.object("deal", FIELDS)?;
    required(sent, "title")?;
    required(sent, "currency")?;
    if text(sent, "contact").is_empty() && text(sent, "account").is_empty() {
        return Err(Answer::invalid(
            "field_missing",
            "contact",
            "The deal needs a contact or an account.",
        ));
    }
    if text(sent, "group").is_empty() && text(sent, "stage").is_empty() {
        return Err(Answer::invalid(
            "field_missing",
            "group",
            "The deal needs a pipeline or a stage.",
        ));
    }
    check(ctx.state, sent)?;
    let id = insert(ctx, sent);
    customfields::set_fields(ctx, Of::Deal, id, sent)?;
    Ok(Answer::created(written(ctx.state, id, sent)))
}

fn put(ctx: &mut Ctx<'_>, id: &str, call: &Call<'_>) -> Handled {
    let (number, _) = ctx
        .state
        .deals
        .find(id)
        .ok_or_else(|| Answer::no_result("Deal", id))?;
    let sent = call.object("deal", FIELDS)?;
    check(ctx.state, sent)?;
    customfields::set_fields(ctx, Of::Deal, number, sent)?;
    change(ctx, number, sent);
    Ok(Answer::ok(written(ctx.state, number, sent)))
}

fn check(state: &State, sent: &Row) -> Result<(), Answer> {
    let related = [
        ("contact", &state.contacts),
        ("account", &state.accounts),
        ("stage", &state.stages),
    ];
    for (field, table) in related {
        let id = text(sent, field);
        if !id.is_empty() && table.find(&id).is_none() {
            return Err(Answer::invalid(
                "related_missing",
                field,
                &format!("The related {field} does not exist."),
            ));
        }
    }
    let status = text(sent, "status");
    if !["", "0", "1", "2"].contains(&status.as_str()) {
        return Err(Answer::invalid(
            "field_invalid",
            "status",
            "The status is 0, 1 or 2.",
        ));
    }
    let value = text(sent, "value");
    if !value.is_empty() && value.parse::<u64>().is_err() {
        return Err(Answer::invalid(
            "field_invalid",
            "value",
            "The value counts in whole cents.",
        ));
    }
    Ok(())
}

/// The response to a write: ids and amounts as they were sent, with the contact and the stage.
fn written(state: &State, id: u64, sent: &Row) -> Value {
    let deal = state.deals.get(id).cloned().unwrap_or_default();
    let mut shown = echoed(&deal, sent, &["value", "status", "contact", "account"]);
    if let Some(account) = shown.get("account").cloned() {
        shown.insert("organization".to_owned(), account.clone());
        shown.insert("customerAccount".to_owned(), account);
    }
    shown.insert("fields".to_owned(), customfields::written(state, Of::Deal, id));
    let contacts: Vec<&Row> = state
        .contacts
        .find(&text(&deal, "contact"))
        .map(|(_, row)| row)
        .into_iter()
        .collect();
    let stages: Vec<&Row> = state
        .stages
        .find(&text(&deal, "stage"))
        .map(|(_, row)| row)
        .into_iter()
        .collect();
    json!({"contacts": contacts, "deal": shown, "dealStages": stages})
}

/// A new deal. `sent` uses the API's names, with the value in cents.
pub(super) fn insert(ctx: &mut Ctx<'_>, sent: &Row) -> u64 {
    let now = date(ctx.now);
    let stage = match text(sent, "stage") {
        none if none.is_empty() => {
            let stages = ctx.state.stages.by("group", &text(sent, "group"));
            stages.first().map(|stage| text(stage, "id")).unwrap_or_default()
        }
        stage => stage,
    };
    let group = ctx
        .state
        .stages
        .find(&stage)
        .map(|(_, stage)| text(stage, "group"))
        .unwrap_or_default();
    let or = |field, default: &str| match text(sent, field) {
        none if none.is_empty() => default.to_owned(),
        value => value,
    };
    let account = Some(text(sent, "account")).filter(|account| !account.is_empty());
    let id = ctx.state.deals.insert(row(json!({
        "owner": or("owner", "1"), "contact": text(sent, "contact"), "organization": account, "group": group,
        "stage": stage, "title": text(sent, "title"), "description": text(sent, "description"),
        "percent": or("percent", "0"), "cdate": now, "mdate": now, "nextdate": null, "nexttaskid": null,
        "value": or("value", "0"), "currency": text(sent, "currency").to_lowercase(), "winProbability": null,
        "winProbabilityMdate": null, "status": or("status", "0"), "activitycount": "1", "hash": "",
        "edate": "0000-00-00 00:00:00", "isDisabled": false, "account": account, "customerAccount": account,
    })));
    if let Some(mut deal) = ctx.state.deals.get_mut(id) {
        deal.insert("nextdealid".to_owned(), json!(id.to_string()));
        deal.insert("links".to_owned(), links("deals", id, LINKS));
    }
    ctx.happened(What::DealAdded(id));
    id
}

/// Changes what was sent, and lists it in the webhook.
pub(super) fn change(ctx: &mut Ctx<'_>, id: u64, sent: &Row) {
    let now = date(ctx.now);
    let stage_group = ctx
        .state
        .stages
        .find(&text(sent, "stage"))
        .map(|(_, stage)| text(stage, "group"));
    let Some(mut deal) = ctx.state.deals.get_mut(id) else {
        return;
    };
    let mut fields = Vec::new();
    let plain = [
        "title",
        "description",
        "account",
        "contact",
        "value",
        "currency",
        "stage",
        "owner",
        "percent",
    ];
    for field in plain.into_iter().chain(["status"]) {
        if sent.contains_key(field) && text(sent, field) != text(&deal, field) {
            deal.insert(field.to_owned(), json!(text(sent, field)));
            fields.push(field.to_owned());
        }
    }
    if let Some(group) = stage_group {
        deal.insert("group".to_owned(), json!(group));
    }
    if sent.contains_key("account") {
        let account = deal.get("account").cloned().unwrap_or_default();
        deal.insert("organization".to_owned(), account.clone());
        deal.insert("customerAccount".to_owned(), account);
    }
    deal.insert("mdate".to_owned(), json!(now));
    fields.push("mdate".to_owned());
    drop(deal);
    ctx.happened(What::DealUpdated { deal: id, fields });
}
