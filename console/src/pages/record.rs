//! One record: its state, the reason, its timeline and its fields.

use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use axum::response::Response;
use engine::RecordName;
use engine::trace::row_of;
use futures::future::try_join_all;
use journal::{Entry, FieldValue, Summary};
use messages::{CommandMessages, Messages};
use model::{Code, JobKind, Problem, Source, Vendor};
use operations::activity::was_sent;
use preview::{Action, Preview, RuleKind};
use rust_decimal::Decimal;
use serde::Deserialize;
use why::{Answer, AnsweredDocument, Explained, Found, Note, Query, State as Standing};

use super::actions::to_record;
use super::{Frame, failed, message, rendered, shown};
use crate::preview_words::{LoggedRule, PreviewWords};
use crate::sale_view::{LineView, SaleView};
use crate::view::{self, Attempt, Told, ago, filters, meaning};
use crate::visit::Visit;

/// The maximum number of fields that are shown of a record; the page names the command that shows the rest.
const MOST_FIELDS: usize = 400;

/// The most records of a search that are explained by name.
const MOST_FOUND: usize = 20;

#[derive(Debug, Deserialize)]
pub(crate) struct Search {
    #[serde(default)]
    q: String,
}

/// A record of a search's result.
struct FoundRow {
    record: String,
    /// As people call it: "Order 1001".
    name: String,
    state: String,
    documents: String,
    since: String,
}

/// A note on a search, and what is only there in English.
struct FoundNote {
    text: String,
    detail: String,
}

#[derive(Template)]
#[template(path = "found.html")]
struct FoundPage {
    frame: Frame,
    query: String,
    records: Vec<FoundRow>,
    notes: Vec<FoundNote>,
}

/// Looks up a number, an e-mail address or a record. A POST request, so that no e-mail address is in the browser's history.
pub(crate) async fn search(visit: Visit, Form(search): Form<Search>) -> Response {
    let query = search.q.trim();
    let found = Box::pin(why::find(visit.worker(), query)).await;
    let page = match found {
        Ok(Found { records, .. }) if records.len() == 1 => return to_record(&records[0]),
        Ok(found) => found_page(&visit, query, &found).await,
        Err(problem) => Err(problem),
    };
    match page {
        Ok(page) => shown(&page),
        Err(problem) => failed(&visit, problem),
    }
}

/// The records of a search, each with the answer that its page gives, as far as no vendor has to be asked.
async fn found_page(visit: &Visit, query: &str, found: &Found) -> Result<FoundPage, Problem> {
    let shown = found.records.iter().take(MOST_FOUND);
    let records = try_join_all(shown.map(|source| found_row(visit, source))).await?;
    Ok(FoundPage {
        frame: Frame::of(visit, query, ""),
        query: query.to_owned(),
        records,
        notes: found
            .notes
            .iter()
            .map(|note| found_note(visit.text, note))
            .collect(),
    })
}

async fn found_row(visit: &Visit, source: &Source) -> Result<FoundRow, Problem> {
    let (text, worker) = (visit.text, visit.worker());
    let now = worker.ledger().now();
    let answer = why::answer(worker, source, now).await?;
    let names: Vec<String> = answer
        .documents
        .iter()
        .map(|document| document.name(text.language()))
        .collect();
    let search = why::search_of(worker.ledger(), source).await?;
    let mut states = vec![state(text, answer.state)];
    if search.is_some_and(|search| search.state == ledger::State::Parked) {
        let search = view::job(text, JobKind::FindOrders);
        states.push(format!("{search}: {}", text.state_parked()));
    }
    Ok(FoundRow {
        record: source.to_string(),
        name: engine::capitalized(&notices::record_name(&RecordName::of(source), text.language())),
        state: states.join("; "),
        documents: names.join(", "),
        since: answer.since.map(|at| ago(text, at, now)).unwrap_or_default(),
    })
}

fn found_note(text: &Messages, note: &Note) -> FoundNote {
    let (text, detail) = note.told(text.language());
    let detail = detail.unwrap_or_default();
    FoundNote { text, detail }
}

/// The fields of a document, or of one of its rows.
struct FieldGroup {
    title: String,
    rows: Vec<FieldRow>,
    differing: usize,
    open: bool,
}

/// A field of a document: what was sent, and what would be sent now.
struct FieldRow {
    document: String,
    field: String,
    sent: String,
    /// None where the preview says nothing of it.
    now: Option<String>,
    made_from: String,
    rule: String,
    /// Whether the rule is an expression of the mapping, and no words.
    is_expression: bool,
    place: String,
    differs: bool,
    /// Whether the activity log keeps its value.
    is_kept: bool,
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
    /// Whether the name is of another version, which has no word in the person's language.
    is_named_in_english: bool,
    /// What was done; empty where it exists in English alone.
    told: String,
    /// What there is of it in English alone.
    in_english: String,
    ok: bool,
}

/// A call that would be made.
struct CallRow {
    line: String,
    what: String,
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
    /// As people call it.
    name: String,
    record: String,
    answer: Answer,
    /// What the answer's error code means; empty without one.
    meaning: String,
    /// The answer in the person's language, a sentence each.
    sentences: Vec<String>,
    /// What is only there in English; empty for who reads that.
    in_english: String,
    /// What to do, each with its command; no command where it is none of the tool's.
    advice: Vec<(String, String)>,
    state: String,
    mark: &'static str,
    since: String,
    until: String,
    is_held: bool,
    /// Whether it was sent and has changed since, and nobody has settled that.
    is_unsettled: bool,
    can_replay: bool,
    groups: Vec<FieldGroup>,
    /// Whether no attempt has sent the fields: the last one had prepared them when it ended.
    is_prepared: bool,
    /// Whether it was sent, and nothing new would be created of it.
    is_once: bool,
    read: Vec<ReadRow>,
    /// The command that shows the fields that are left out.
    more: Option<String>,
    calls: Vec<CallRow>,
    calls_title: String,
    problems: Vec<Told>,
    /// Who buys, as the source has it; empty where it was not read.
    buyer: String,
    /// What it comes to.
    sale: Option<SaleView>,
    /// The lines as the shop has them, where it comes to nothing yet.
    lines: Vec<LineView>,
    /// The headings of the lines' columns.
    says: &'static CommandMessages,
    attempts: Vec<Attempted>,
    links: Vec<(String, String)>,
    documents: Vec<Document>,
}

/// A document that the record has become.
struct Document {
    name: String,
    /// Where eAccounting shows it; empty where that is not known.
    page: String,
    known: String,
    id: String,
    /// Whether eAccounting has neither it nor what was booked of it.
    is_lost: bool,
}

pub(crate) async fn record(visit: Visit, Path(source): Path<String>) -> Response {
    let Ok(source) = Query::record(&source) else {
        let (title, help) = (visit.text.record_no_record(), visit.text.record_no_record_help());
        return message(&visit, StatusCode::NOT_FOUND, title, help);
    };
    let worker = visit.worker();
    match Box::pin(why::explain(worker, &source, worker.ledger().now())).await {
        Ok(explained) => {
            let links = Box::pin(links(&visit, &source)).await;
            let status = StatusCode::OK;
            rendered(status, &page(&visit, explained, links))
        }
        Err(problem) => failed(&visit, problem),
    }
}

fn page(visit: &Visit, explained: Explained, links: Vec<(String, String)>) -> RecordPage {
    let Explained { answer, facts } = explained;
    // What was sent says more than what a later attempt has prepared.
    let has_fields = |entry: &&Entry| !entry.sent.is_empty();
    let is_sent = |entry: &&Entry| has_fields(entry) && was_sent(entry);
    let sent = facts.entries.iter().find(is_sent);
    let sent = sent.or_else(|| facts.entries.iter().find(has_fields));
    let is_prepared = sent.is_some_and(|entry| !was_sent(entry));
    let text = visit.text;
    // What would become of it anew is of no use where it was sent, and would be read as what comes next.
    let is_once = is_sent_once(&answer) && facts.preview.as_ref().is_some_and(|preview| preview.as_if_sent);
    let mut fields = fields(text, sent, facts.preview.as_ref(), is_once);
    let mut read = read(text, sent.or(facts.entries.first()), facts.preview.as_ref());
    let cut = fields.len() > MOST_FIELDS || read.len() > MOST_FIELDS;
    fields.truncate(MOST_FIELDS);
    read.truncate(MOST_FIELDS);
    let (calls_title, calls) = match &facts.preview {
        Some(preview) if preview.as_if_sent && !is_once => {
            (text.record_calls_if_sent(), &preview.calls_if_sent[..])
        }
        Some(preview) => (text.record_calls_now(), &preview.calls[..]),
        None => (text.record_calls_now(), &[][..]),
    };
    let words = PreviewWords::of(text.language());
    let says = CommandMessages::of(text.language());
    let calls = calls
        .iter()
        .map(|call| CallRow {
            line: format!("{} {}", call.method, call.path),
            what: words.effect(call.what),
        })
        .collect();
    let is_held = answer.state == Standing::OnHold;
    let meaning = answer
        .problem
        .as_ref()
        .map(|problem| meaning(text, problem.code).0)
        .unwrap_or_default();
    let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect();
    let suffix = visit.options.place.suffix();
    let advice = answer.advice.iter().map(|advice| {
        let what = advice.text.in_language(text.language());
        let command = advice.command.as_ref();
        (
            what.unwrap_or(&advice.text).to_owned(),
            command.map_or_else(String::new, |command| format!("ekobridge {command}{suffix}")),
        )
    });
    let name = name_of(text, &answer.record);
    RecordPage {
        frame: Frame::of(visit, name.clone(), ""),
        name,
        record: answer.record.to_string(),
        meaning,
        sentences: owned(answer.sentences(text.language())),
        in_english: answer.only_in_english(text.language()).join(" "),
        advice: advice.collect(),
        state: state(text, answer.state),
        mark: mark(answer.state),
        since: answer.since.map(|at| visit.time(at)).unwrap_or_default(),
        until: answer.until.map(|at| visit.time(at)).unwrap_or_default(),
        is_held,
        is_unsettled: !is_held && facts.record.as_ref().is_some_and(ledger::Record::is_unsettled),
        can_replay: !matches!(answer.state, Standing::OnHold | Standing::Running),
        groups: groups(text, fields),
        is_prepared,
        is_once,
        read,
        more: cut.then(|| format!("`ekobridge preview {}{suffix}`", answer.record)),
        calls,
        calls_title,
        problems: facts
            .preview
            .as_ref()
            .map(|preview| in_the_way(preview, is_once))
            .unwrap_or_default()
            .iter()
            // The answer already shows this problem.
            .filter(|problem| answer.problem.as_ref() != Some(problem))
            .map(|problem| Told::of(text, problem))
            .collect(),
        sale: facts
            .preview
            .as_ref()
            .and_then(|preview| preview.sale.as_ref())
            .map(|sale| SaleView::of(text, sale)),
        buyer: facts.preview.as_ref().map(buyer).unwrap_or_default(),
        lines: facts
            .preview
            .iter()
            .filter(|preview| preview.sale.is_none())
            .flat_map(|preview| &preview.lines)
            .map(|line| LineView::of(says, line))
            .collect(),
        says,
        attempts: facts
            .entries
            .iter()
            .map(|entry| attempted(visit, entry))
            .collect(),
        links,
        documents: answer
            .documents
            .iter()
            .map(|one| document_of(visit, &answer, one))
            .collect(),
        answer,
    }
}

/// A record as people call it, such as "Order 1001 (connection 1)".
fn name_of(text: &Messages, record: &Source) -> String {
    let name = notices::record_name(&RecordName::of(record), text.language());
    let name = engine::capitalized(&name);
    match record {
        Source::Order { connection, .. } => text.record_of_connection(connection, name),
        _ => name,
    }
}

/// Whether it was sent, so that a job creates nothing of it again.
fn is_sent_once(answer: &Answer) -> bool {
    let is_sent = matches!(
        answer.state,
        Standing::Sent | Standing::FollowUpFailed | Standing::ChangedSince
    );
    is_sent || answer.sale().is_some()
}

/// The problems that a job would meet. Of what was sent, none that a new document would have.
fn in_the_way(preview: &Preview, is_once: bool) -> &[Problem] {
    match (is_once, preview.outcome.verdict) {
        (false, _) => &preview.problems,
        (true, "parked" | "later") => preview.problems.get(..1).unwrap_or_default(),
        (true, _) => &[],
    }
}

/// Who buys and where, in one line, as the source has it. Of a customer alone, the page is about nothing else.
fn buyer(preview: &Preview) -> String {
    if preview.lines.is_empty() {
        return String::new();
    }
    let of = |name: &str| {
        let mut fields = preview.read.iter();
        fields.find(|field| field.path.strip_prefix("customer.") == Some(name))
    };
    let joined = |names: &[&str], between: &str| {
        let values: Vec<&str> = names
            .iter()
            .filter_map(|name| of(name))
            .map(|field| field.value.as_str())
            .collect();
        values.join(between)
    };
    let place = joined(&["billing.postal", "billing.city"], " ");
    let parts = [
        joined(
            &["name", "email", "phone", "billing.address1", "billing.address2"],
            ", ",
        ),
        place,
        joined(&["billing.country"], ""),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

fn document_of(visit: &Visit, answer: &Answer, document: &AnsweredDocument) -> Document {
    let language = visit.text.language();
    let sandbox = visit.options.sandbox.as_ref();
    let sandbox = sandbox.map(|sandbox| format!("{sandbox}/?tab=eaccounting"));
    let is_gone = document.exists == Some(false);
    Document {
        name: document.name(language),
        page: sandbox
            .filter(|_| !is_gone)
            .or_else(|| document.link.clone())
            .unwrap_or_default(),
        known: answer.known_of(document, language).join(", "),
        id: document.id.clone(),
        is_lost: is_gone && document.booked_as.is_none(),
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

fn state(text: &Messages, state: Standing) -> String {
    match state {
        Standing::NeverSeen => text.state_never_seen(),
        Standing::Filtered => text.state_filtered(),
        Standing::OnHold => text.state_on_hold(),
        Standing::Queued => text.state_queued(),
        Standing::WaitingForVendor => text.state_waiting_for_vendor(),
        Standing::WaitingForLogin => text.state_waiting_for_login(),
        Standing::Running => text.state_running(),
        Standing::InDoubt => text.state_in_doubt(),
        Standing::Parked => text.state_parked(),
        Standing::Sent => text.state_sent(),
        Standing::FollowUpFailed => text.state_follow_up_failed(),
        Standing::ChangedSince => text.state_changed_since(),
    }
}

/// The fields by document, and by row within it: rows are many, and closed.
fn groups(text: &Messages, fields: Vec<FieldRow>) -> Vec<FieldGroup> {
    let mut groups: Vec<FieldGroup> = Vec::new();
    for mut field in fields {
        let row = row_of(&field.field).map(|(index, name)| (index, name.to_owned()));
        let (title, open) = match row {
            Some((index, name)) => {
                field.field = name;
                (
                    text.record_row(view::document(text, &field.document), index + 1),
                    false,
                )
            }
            None => (view::document(text, &field.document), true),
        };
        let at = groups.iter().position(|group| group.title == title);
        let at = at.unwrap_or_else(|| {
            groups.push(FieldGroup {
                title,
                rows: Vec::new(),
                differing: 0,
                open,
            });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(at) {
            group.differing += usize::from(field.differs);
            group.rows.push(field);
        }
    }
    groups
}

fn value_of(text: &Messages, field: &FieldValue) -> String {
    match &field.value {
        _ if field.redacted => text.record_not_kept(),
        Some(value) => value.clone(),
        None => String::new(),
    }
}

/// What was sent and what would be sent now, side by side. Of what was sent once, only the documents that were sent.
fn fields(text: &Messages, sent: Option<&Entry>, preview: Option<&Preview>, is_once: bool) -> Vec<FieldRow> {
    let words = PreviewWords::of(text.language());
    let logged = |field: &FieldValue| match &field.rule {
        Some(rule) => match words.logged_rule(&field.field, rule) {
            LoggedRule::Words(words) => (words, false),
            LoggedRule::Expression(expression) => (expression, true),
        },
        None => (String::new(), false),
    };
    let mut rows: Vec<FieldRow> = sent
        .map(|entry| &entry.sent[..])
        .unwrap_or_default()
        .iter()
        .map(|field| {
            let (rule, is_expression) = logged(field);
            FieldRow {
                document: field.document.clone(),
                field: field.field.clone(),
                sent: value_of(text, field),
                now: None,
                made_from: String::new(),
                rule,
                is_expression,
                place: String::new(),
                differs: false,
                is_kept: !field.redacted,
            }
        })
        .collect();
    for document in preview.map(|preview| &preview.documents[..]).unwrap_or_default() {
        let was_sent = rows.iter().any(|row| is_of(row, document.what.as_str()));
        if is_once && !was_sent {
            continue;
        }
        // What is left as it is would not be sent.
        let is_shown = !(is_once && document.action == Action::Leave);
        for field in &document.fields {
            let made_from: Vec<String> = field
                .made_from
                .iter()
                .map(|source| format!("{} = {}", source.path, source.value))
                .collect();
            let rule = field.rule.as_ref();
            let known = rows
                .iter_mut()
                .find(|row| row.field == field.name && is_of(row, document.what.as_str()));
            if let Some(row) = known {
                row.compare(words.value(&field.value));
                row.made_from = made_from.join(", ");
                row.place = rule.and_then(|rule| rule.place.clone()).unwrap_or_default();
                continue;
            }
            if !is_shown {
                continue;
            }
            rows.push(FieldRow {
                document: document.what.to_string(),
                field: field.name.clone(),
                sent: String::new(),
                now: Some(words.value(&field.value)),
                made_from: made_from.join(", "),
                rule: rule.map(|rule| words.rule(&rule.by)).unwrap_or_default(),
                is_expression: rule.is_some_and(|rule| matches!(rule.by, RuleKind::Expression(_))),
                place: rule.and_then(|rule| rule.place.clone()).unwrap_or_default(),
                differs: false,
                is_kept: false,
            });
        }
    }
    compare_rows(&mut rows, preview);
    rows
}

/// Whether a field belongs to a document of a preview. The log calls the draft of an invoice an order too.
fn is_of(row: &FieldRow, what: &str) -> bool {
    row.document.starts_with(what) || (row.document == "order" && what == "invoice draft")
}

impl FieldRow {
    /// Sets what would be sent now.
    fn compare(&mut self, now: String) {
        // A preview shows what an id names, and a rule's own default where nothing is kept.
        self.differs = differs(&self.sent, &now) && self.is_kept && !self.field.ends_with("Id");
        self.now = Some(now);
    }
}

/// Compares the rows that were sent with those that the order has now, as far as a preview tells a row's fields.
fn compare_rows(rows: &mut [FieldRow], preview: Option<&Preview>) {
    let Some(sale) = preview.and_then(|preview| preview.sale.as_ref()) else {
        return;
    };
    for field in rows.iter_mut().filter(|row| row.document == "order") {
        let Some((index, name)) = row_of(&field.field) else {
            continue;
        };
        let now = match sale.rows.get(index) {
            Some(row) => now_of(row, name),
            None => Some(String::new()),
        };
        if let Some(now) = now {
            field.compare(now);
        }
    }
}

/// What a row's field would be now; none where a preview doesn't tell it.
fn now_of(row: &preview::Row, field: &str) -> Option<String> {
    let of_rule = row.fields.iter().find(|one| one.name == field);
    let number = |number: Decimal| Some(number.normalize().to_string());
    match field {
        "LineNumber" => Some(row.number.to_string()),
        "ArticleNumber" => Some(row.article.clone()),
        "Text" => row.text.clone(),
        "Quantity" => number(row.quantity),
        "UnitPrice" => number(row.unit_price),
        "DiscountPercentage" => number(row.discount / Decimal::ONE_HUNDRED),
        _ => of_rule.map(|one| one.value.to_string()),
    }
}

/// Whether a value differs from what was sent. A preview adds in words what a code means: `2 (ongoing)`.
fn differs(sent: &str, now: &str) -> bool {
    now.strip_prefix(sent)
        .is_none_or(|rest| !rest.is_empty() && !rest.starts_with(" ("))
}

/// The source as it is now, or else as it was read last.
fn read(text: &Messages, entry: Option<&Entry>, preview: Option<&Preview>) -> Vec<ReadRow> {
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
            value: value_of(text, field),
        })
        .collect()
}

fn attempted(visit: &Visit, entry: &Entry) -> Attempted {
    let mut before = 0;
    let steps = entry
        .steps
        .iter()
        .map(|step| {
            let took_ms = step.at_ms.saturating_sub(before);
            before = step.at_ms;
            let language = visit.text.language();
            let name = notices::step_name(&step.name, language);
            let what = notices::step(&step.text, language);
            StepRow {
                at_ms: step.at_ms,
                took_ms,
                is_named_in_english: name.is_none(),
                name: name.unwrap_or_else(|| step.name.clone()),
                told: what.told.unwrap_or_default(),
                in_english: what.english.unwrap_or_default().to_owned(),
                ok: step.ok,
            }
        })
        .collect();
    let parked = entry
        .problem
        .as_ref()
        .filter(|problem| problem.code != Code::RECORD_LOCKED);
    Attempted {
        attempt: Attempt::of(visit, &Summary::from(entry)),
        remedy: parked
            .map(|problem| Told::of(visit.text, problem).remedy)
            .unwrap_or_default(),
        steps,
    }
}

/// Where both vendors show the record to people.
async fn links(visit: &Visit, source: &Source) -> Vec<(String, String)> {
    let options = &visit.options;
    if let Some(sandbox) = &options.sandbox {
        return vec![
            (
                format!("{sandbox}/?tab=activecampaign"),
                visit.text.record_sandbox(Vendor::ActiveCampaign.name()),
            ),
            (
                format!("{sandbox}/?tab=eaccounting"),
                visit.text.record_sandbox(Vendor::Eaccounting.name()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_explained_is_no_other_value() {
        assert!(!differs("2", "2 (ongoing)"));
        assert!(!differs("SEK", "SEK"));
        assert!(differs("2", "3 (shipped)"));
        assert!(differs("2", "20"));
        assert!(differs("", "20"));
    }
}
