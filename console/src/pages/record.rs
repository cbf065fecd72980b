//! One record: where it is, why, and everything that is known of it.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use journal::{Entry, FieldValue, Summary};
use model::{Code, Problem, Source};
use preview::Preview;
use serde::Deserialize;
use why::{Answer, Explained, Found, State as Standing};

use super::actions::to_record;
use super::{Frame, failed, message, rendered, shown};
use crate::Context;
use crate::view::{Attempt, time};

/// The most fields that are shown of a record; what is over is said.
const MOST_FIELDS: usize = 400;

/// The most records of a search that are explained by name.
const MOST_FOUND: usize = 20;

#[derive(Debug, Deserialize)]
pub(crate) struct Search {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "found.html")]
struct FoundPage {
    frame: Frame,
    query: String,
    records: Vec<String>,
    notes: Vec<String>,
}

/// What a number, an e-mail address or a record means. A post, so that no address of a person is in the browser's history.
pub(crate) async fn search(State(context): State<Context>, Form(search): Form<Search>) -> Response {
    let found = Box::pin(why::find(&context.options.worker, &search.q)).await;
    match found {
        Ok(Found { records, .. }) if records.len() == 1 => to_record(&records[0]),
        Ok(found) => shown(&FoundPage {
            frame: Frame::of(&context, "Found", ""),
            query: search.q.trim().to_owned(),
            records: found
                .records
                .iter()
                .take(MOST_FOUND)
                .map(ToString::to_string)
                .collect(),
            notes: found.notes,
        }),
        Err(problem) => failed(&context, &problem),
    }
}

/// A field of a document: what was sent, and what would be sent now.
struct FieldRow {
    document: String,
    field: String,
    sent: String,
    now: String,
    made_from: String,
    rule: String,
    place: String,
    differs: bool,
}

/// A field as it was read at the source.
struct ReadRow {
    name: String,
    value: String,
}

/// A step of an attempt.
struct StepRow {
    at_ms: u64,
    took_ms: u64,
    name: String,
    text: String,
    ok: bool,
}

/// A call that would be made.
struct CallRow {
    line: String,
    what: &'static str,
}

/// An attempt, with its steps.
struct Attempted {
    attempt: Attempt,
    remedy: String,
    steps: Vec<StepRow>,
}

#[derive(Template)]
#[template(path = "record.html")]
struct RecordPage {
    frame: Frame,
    record: String,
    answer: Answer,
    mark: &'static str,
    since: String,
    until: String,
    suffix: String,
    is_held: bool,
    can_replay: bool,
    fields: Vec<FieldRow>,
    read: Vec<ReadRow>,
    cut: bool,
    calls: Vec<CallRow>,
    calls_title: &'static str,
    problems: Vec<Problem>,
    totals: Vec<(&'static str, String)>,
    attempts: Vec<Attempted>,
    links: Vec<(String, String)>,
}

pub(crate) async fn record(State(context): State<Context>, Path(source): Path<String>) -> Response {
    let Ok(source) = source.parse::<Source>() else {
        return message(
            StatusCode::NOT_FOUND,
            "This is no record",
            "A record is named as in order:1:1001, deal:7, contact:3, account:2 or quote:ID.",
        );
    };
    let worker = &context.options.worker;
    match Box::pin(why::explain(worker, &source, worker.ledger().now())).await {
        Ok(explained) => {
            let links = Box::pin(links(&context, &source)).await;
            let status = StatusCode::OK;
            rendered(status, &page(&context, explained, links))
        }
        Err(problem) => failed(&context, &problem),
    }
}

fn page(context: &Context, explained: Explained, links: Vec<(String, String)>) -> RecordPage {
    let Explained { answer, facts } = explained;
    let sent = facts.entries.iter().find(|entry| !entry.sent.is_empty());
    let mut fields = fields(sent, facts.preview.as_ref());
    let mut read = read(sent.or(facts.entries.first()), facts.preview.as_ref());
    let cut = fields.len() > MOST_FIELDS || read.len() > MOST_FIELDS;
    fields.truncate(MOST_FIELDS);
    read.truncate(MOST_FIELDS);
    let (calls_title, calls) = match &facts.preview {
        Some(preview) if preview.as_if_sent => ("Calls, if it were sent", &preview.calls_if_sent[..]),
        Some(preview) => ("Calls that a replay would make now", &preview.calls[..]),
        None => ("Calls that a replay would make now", &[][..]),
    };
    let calls = calls
        .iter()
        .map(|call| CallRow {
            line: format!("{} {}", call.method, call.path),
            what: call.what,
        })
        .collect();
    let is_held = answer.state == Standing::OnHold;
    RecordPage {
        frame: Frame::of(context, answer.record.to_string(), ""),
        record: answer.record.to_string(),
        mark: mark(answer.state),
        since: answer.since.map(time).unwrap_or_default(),
        until: answer.until.map(time).unwrap_or_default(),
        suffix: context.options.command_suffix.clone(),
        is_held,
        can_replay: !matches!(answer.state, Standing::OnHold | Standing::Running),
        fields,
        read,
        cut,
        calls,
        calls_title,
        problems: facts
            .preview
            .as_ref()
            .map(|preview| preview.problems.clone())
            .unwrap_or_default(),
        totals: totals(facts.preview.as_ref()),
        attempts: facts.entries.iter().map(attempted).collect(),
        links,
        answer,
    }
}

fn mark(state: Standing) -> &'static str {
    match state {
        Standing::Sent => "good",
        state if state.needs_person() => "bad",
        Standing::Filtered | Standing::NeverSeen => "quiet",
        _ => "warn",
    }
}

fn value_of(field: &FieldValue) -> String {
    match &field.value {
        _ if field.redacted => "(not kept)".to_owned(),
        Some(value) => value.clone(),
        None => String::new(),
    }
}

/// What was sent and what would be sent now, side by side.
fn fields(sent: Option<&Entry>, preview: Option<&Preview>) -> Vec<FieldRow> {
    let mut rows: Vec<FieldRow> = sent
        .map(|entry| &entry.sent[..])
        .unwrap_or_default()
        .iter()
        .map(|field| FieldRow {
            document: field.document.clone(),
            field: field.field.clone(),
            sent: value_of(field),
            now: String::new(),
            made_from: String::new(),
            rule: field.rule.clone().unwrap_or_default(),
            place: String::new(),
            differs: false,
        })
        .collect();
    for document in preview.map(|preview| &preview.documents[..]).unwrap_or_default() {
        for field in &document.fields {
            let made_from: Vec<String> = field
                .made_from
                .iter()
                .map(|source| format!("{} = {}", source.path, source.value))
                .collect();
            let rule = field.rule.as_ref();
            let known = rows
                .iter_mut()
                .find(|row| row.field == field.name && row.document.starts_with(document.what));
            if let Some(row) = known {
                row.now.clone_from(&field.value);
                row.made_from = made_from.join(", ");
                // A preview shows what an id names, and a rule's own default where nothing is kept.
                row.differs = row.sent != row.now && row.sent != "(not kept)" && !row.field.ends_with("Id");
                row.place = rule.and_then(|rule| rule.place.clone()).unwrap_or_default();
                continue;
            }
            rows.push(FieldRow {
                document: document.what.to_owned(),
                field: field.name.clone(),
                sent: String::new(),
                now: field.value.clone(),
                made_from: made_from.join(", "),
                rule: rule.map(|rule| rule.text.clone()).unwrap_or_default(),
                place: rule.and_then(|rule| rule.place.clone()).unwrap_or_default(),
                differs: false,
            });
        }
    }
    rows
}

/// The source as it is now, or else as it was read last.
fn read(entry: Option<&Entry>, preview: Option<&Preview>) -> Vec<ReadRow> {
    let live = preview.map(|preview| &preview.read[..]).unwrap_or_default();
    if !live.is_empty() {
        return live
            .iter()
            .map(|field| ReadRow {
                name: field.path.clone(),
                value: field.value.clone(),
            })
            .collect();
    }
    entry
        .map(|entry| &entry.read[..])
        .unwrap_or_default()
        .iter()
        .map(|field| ReadRow {
            name: format!("{}.{}", field.document, field.field),
            value: value_of(field),
        })
        .collect()
}

fn totals(preview: Option<&Preview>) -> Vec<(&'static str, String)> {
    let Some(sale) = preview.and_then(|preview| preview.sale.as_ref()) else {
        return Vec::new();
    };
    let amount = |value: rust_decimal::Decimal| format!("{value:.2} {}", sale.currency);
    vec![
        ("Kind of sale", sale.kind.clone()),
        ("Prices", sale.reading.clone()),
        ("Net", amount(sale.net)),
        ("VAT", amount(sale.vat)),
        ("Total", amount(sale.gross)),
        ("The shop's total", amount(sale.shop_total)),
    ]
}

fn attempted(entry: &Entry) -> Attempted {
    let mut before = 0;
    let steps = entry
        .steps
        .iter()
        .map(|step| {
            let took_ms = step.at_ms.saturating_sub(before);
            before = step.at_ms;
            StepRow {
                at_ms: step.at_ms,
                took_ms,
                name: step.name.clone(),
                text: step.text.clone(),
                ok: step.ok,
            }
        })
        .collect();
    let parked = entry
        .problem
        .as_ref()
        .filter(|problem| problem.code != Code::RECORD_LOCKED);
    Attempted {
        attempt: Attempt::of(&Summary::from(entry)),
        remedy: parked.map(|problem| problem.remedy.clone()).unwrap_or_default(),
        steps,
    }
}

/// Where both vendors show the record to people.
async fn links(context: &Context, source: &Source) -> Vec<(String, String)> {
    let options = &context.options;
    if let Some(sandbox) = &options.sandbox {
        return vec![
            (
                format!("{sandbox}/?tab=activecampaign"),
                "ActiveCampaign (sandbox)".to_owned(),
            ),
            (
                format!("{sandbox}/?tab=eaccounting"),
                "eAccounting (sandbox)".to_owned(),
            ),
        ];
    }
    let mut links = Vec::new();
    // ActiveCampaign's pages have another host than its API; the settings say it where they link contacts.
    if let Ok(flows) = options.worker.flows().await {
        let settings = flows.settings();
        let pattern = settings.settings.customers.contact_link.as_ref();
        if let Some(pattern) = pattern
            .map(ToString::to_string)
            .filter(|text| text.starts_with("https://"))
        {
            let page = match source {
                Source::Contact(id) => Some(pattern.replace("{id}", id)),
                Source::Deal(id) if pattern.contains("/contacts/{id}") => {
                    Some(pattern.replace("/contacts/{id}", &format!("/deals/{id}")))
                }
                _ => None,
            };
            links.extend(page.map(|page| (page, "ActiveCampaign".to_owned())));
        }
    }
    links.push((
        "https://eaccounting.vismaonline.com/".to_owned(),
        "eAccounting".to_owned(),
    ));
    links
}
