//! Custom objects: their schemas, and records by external id.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::answer::{Answer, Handled};
use super::rest::{Call, Ctx, unknown};
use super::state::{Row, instant, row, text, text_of};

/// How long after a write a record appears in lists.
const VISIBLE_AFTER: SignedDuration = SignedDuration::from_secs(10);

const TYPES: &[&str] = &[
    "text",
    "textarea",
    "date",
    "datetime",
    "number",
    "currency",
    "dropdown",
    "multiselect",
];

pub(super) fn dispatch(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    match (call.method, call.path) {
        ("GET", ["customObjects", "schemas"]) => {
            call.query.expect(&["showFields"]);
            Ok(page("schemas", ctx.state.custom_schemas.rows(), call))
        }
        ("POST", ["customObjects", "schemas"]) => create_schema(ctx, call),
        ("GET", ["customObjects", "schemas", id]) => {
            let schema = schema(ctx, id)?;
            Ok(Answer::ok(json!({"schema": schema})))
        }
        ("POST", ["customObjects", "records", id]) => upsert(ctx, id, call),
        ("GET", ["customObjects", "records", id]) => {
            let schema = schema(ctx, id)?;
            let related: Vec<String> = relationships(&schema)
                .map(|name| format!("filters[relationships.{name}][eq]"))
                .collect();
            call.query
                .expect(&related.iter().map(String::as_str).collect::<Vec<_>>());
            let mut records = ctx.state.custom_records.by("schemaId", id);
            let now = ctx.now;
            records.retain(|record| {
                let at = instant(&text(record, "updatedTimestamp"));
                at.is_some_and(|at| now.duration_since(at) >= VISIBLE_AFTER)
            });
            for (name, parameter) in relationships(&schema).zip(&related) {
                if let Some(wanted) = call.query.get(parameter) {
                    records.retain(|record| {
                        let related = record.get("relationships").and_then(|all| all.get(&name));
                        related
                            .and_then(Value::as_array)
                            .is_some_and(|ids| ids.iter().any(|id| text_of(Some(id)) == wanted))
                    });
                }
            }
            Ok(page("records", records, call))
        }
        ("GET", ["customObjects", "records", id, record]) => {
            let found = record_by(ctx, id, "id", record);
            found
                .map(|(_, row)| Answer::ok(json!({"record": row})))
                .ok_or_else(gone)
        }
        ("GET", ["customObjects" | "records", .., "external", external]) => {
            let id = call.path[call.path.len() - 3];
            let found = record_by(ctx, id, "externalId", external);
            found
                .map(|(_, row)| Answer::ok(json!({"record": row})))
                .ok_or_else(gone)
        }
        ("DELETE", ["customObjects", "records", id, "external", external]) => {
            let (number, _) = record_by(ctx, id, "externalId", external).ok_or_else(gone)?;
            ctx.state.custom_records.remove(number);
            Ok(Answer {
                status: 202,
                body: json!({}),
            })
        }
        ("PUT" | "PATCH", ["customObjects", "records", ..]) => {
            Err(Answer::message(405, "Method Not Allowed"))
        }
        _ => Err(unknown(call)),
    }
}

fn gone() -> Answer {
    Answer::message(404, "Not Found")
}

/// `meta` has numbers here, and more fields than elsewhere.
fn page(key: &str, rows: Vec<Row>, call: &Call<'_>) -> Answer {
    let total = rows.len();
    let page = call.query.slice(rows);
    let number = |name: &str, default: u64| {
        call.query
            .get(name)
            .and_then(|text| text.parse().ok())
            .unwrap_or(default)
    };
    let meta = json!({
        "total": total, "count": page.len(), "limit": number("limit", 20), "offset": number("offset", 0),
    });
    Answer::ok(json!({key: page, "meta": meta}))
}

fn schema(ctx: &Ctx<'_>, id: &str) -> Result<Row, Answer> {
    let found = ctx.state.custom_schemas.first(|row| text(row, "id") == id);
    found.map(|(_, row)| row.clone()).ok_or_else(gone)
}

fn parts<'a>(schema: &'a Row, of: &str) -> impl Iterator<Item = &'a Value> {
    schema.get(of).and_then(Value::as_array).into_iter().flatten()
}

fn relationships(schema: &Row) -> impl Iterator<Item = String> {
    let names: Vec<String> = parts(schema, "relationships")
        .map(|part| text_of(part.get("id")))
        .collect();
    names.into_iter()
}

fn create_schema(ctx: &mut Ctx<'_>, call: &Call<'_>) -> Handled {
    let sent = call.object(
        "schema",
        &[
            "slug",
            "labels",
            "description",
            "fields",
            "relationships",
            "icons",
            "visibility",
        ],
    )?;
    let slug = text(sent, "slug");
    if slug.is_empty() {
        return Err(invalid("schema.slug", "Schema must provide a slug"));
    }
    if ctx
        .state
        .custom_schemas
        .first(|row| text(row, "slug") == slug)
        .is_some()
    {
        return Err(invalid("schema.slug", "Schema slug must be unique"));
    }
    let labelled = |part: &Value| {
        ["singular", "plural"].iter().all(|name| {
            part.get("labels")
                .and_then(|labels| labels.get(name))
                .is_some_and(Value::is_string)
        })
    };
    if !labelled(&Value::Object(sent.clone())) {
        return Err(invalid("schema.labels", "Schema must provide labels"));
    }
    for field in parts(sent, "fields") {
        if !labelled(field) {
            return Err(invalid(
                "schema.fields.labels",
                "Schema fields must provide labels",
            ));
        }
        if !TYPES.contains(&text_of(field.get("type")).as_str()) || text_of(field.get("id")).is_empty() {
            return Err(invalid(
                "schema.fields.type",
                "Schema fields must have an id and a known type",
            ));
        }
    }
    let now = ctx.now.to_string();
    let number = ctx.state.custom_schemas.insert(row(json!({
        "slug": slug, "visibility": "private", "labels": sent.get("labels"),
        "description": text(sent, "description"), "createdTimestamp": now, "updatedTimestamp": now,
        "fields": sent.get("fields").cloned().unwrap_or(json!([])), "icons": {"default": ""},
        "relationships": sent.get("relationships").cloned().unwrap_or(json!([])),
    })));
    let guid = json!(uuid::Uuid::new_v4());
    if let Some(mut schema) = ctx.state.custom_schemas.get_mut(number) {
        schema.insert("id".to_owned(), guid);
    }
    Ok(Answer::created(
        json!({"schema": ctx.state.custom_schemas.get(number)}),
    ))
}

fn record_by(ctx: &Ctx<'_>, schema: &str, field: &str, value: &str) -> Option<(u64, Row)> {
    let found = ctx
        .state
        .custom_records
        .first(|row| text(row, "schemaId") == schema && text(row, field) == value);
    found.map(|(number, row)| (number, row.clone()))
}

/// Creates or replaces a record by external id: fields that are left out are cleared. The response lacks the record's
/// own id.
fn upsert(ctx: &mut Ctx<'_>, id: &str, call: &Call<'_>) -> Handled {
    let schema = schema(ctx, id)?;
    let sent = call
        .object(
            "record",
            &["id", "externalId", "schemaId", "fields", "relationships"],
        )?
        .clone();
    let external = text(&sent, "externalId");
    if external.is_empty() {
        return Err(Answer::bad_request("A record needs an externalId."));
    }
    let mut given = Vec::new();
    for field in parts(&sent, "fields") {
        let name = text_of(field.get("id"));
        let known = parts(&schema, "fields").find(|known| text_of(known.get("id")) == name);
        let Some(known) = known else {
            return Err(invalid(
                &name,
                "cannot accept a value that is not defined in the schema.",
            ));
        };
        let value = field.get("value").cloned().unwrap_or_default();
        let fits = match text_of(known.get("type")).as_str() {
            "number" | "currency" => value.is_number() || value.is_null(),
            "multiselect" => value.is_array() || value.is_null(),
            _ => value.is_string() || value.is_null(),
        };
        if !fits {
            return Err(invalid(&name, "the value is not of the field's type."));
        }
        given.push(name);
    }
    for field in parts(&schema, "fields") {
        let (name, needed) = (text_of(field.get("id")), text_of(field.get("required")) == "1");
        if needed && !given.contains(&name) {
            return Err(invalid(&name, "is required."));
        }
    }
    if let Some(related) = sent.get("relationships").and_then(Value::as_object) {
        let known: Vec<String> = relationships(&schema).collect();
        if let Some(name) = related.keys().find(|name| !known.contains(name)) {
            return Err(invalid(name, "is no relationship of the schema."));
        }
    }
    let now = ctx.now.to_string();
    let mut record = row(json!({
        "externalId": external, "schemaId": id, "fields": sent.get("fields").cloned().unwrap_or(json!([])),
        "relationships": sent.get("relationships").cloned().unwrap_or(json!({})),
        "createdTimestamp": now, "updatedTimestamp": now,
    }));
    let mut answer = record.clone();
    answer.retain(|name, _| !name.ends_with("Timestamp"));
    match record_by(ctx, id, "externalId", &external) {
        Some((number, known)) => {
            for field in ["id", "createdTimestamp"] {
                record.insert(field.to_owned(), known.get(field).cloned().unwrap_or_default());
            }
            if let Some(mut row) = ctx.state.custom_records.get_mut(number) {
                *row = record;
            }
        }
        None => {
            let number = ctx.state.custom_records.insert(record);
            let guid = json!(uuid::Uuid::new_v4());
            if let Some(mut row) = ctx.state.custom_records.get_mut(number) {
                row.insert("id".to_owned(), guid);
            }
        }
    }
    Ok(Answer::created(json!({"record": answer})))
}

/// Errors of custom objects have a pointer of a different shape than the rest of the API.
fn invalid(field: &str, why: &str) -> Answer {
    crate::core::violation(format!("{field}: {why}"));
    let error = json!({
        "title": format!("Invalid value for field \"{field}\""), "detail": why,
        "source": {"type": "pointer", "value": format!("/data/attributes/{}", field.replace('.', "/"))},
    });
    Answer {
        status: 422,
        body: json!({"errors": [error]}),
    }
}
