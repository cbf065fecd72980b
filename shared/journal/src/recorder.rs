use jiff::{SignedDuration, Timestamp};
use model::{Case, Job, Problem, shorten};

use crate::{Document, Entry, FieldValue, Outcome, Redaction, Step, Summary};

/// The most bytes of an entry as JSON. DynamoDB takes 400 KB an item; keys, names and number encodings are on top.
pub const LARGEST_ENTRY: usize = 256 * 1024;

/// The maximum number of characters kept of one value, text or reason.
pub const LONGEST_VALUE: usize = 2_000;

/// Collects what one attempt reads, does and sends, and makes one entry of it. Cheap: it only appends.
#[derive(Debug)]
pub struct Recorder {
    started: Timestamp,
    entry: Entry,
    /// What was recorded as sent and then removed: no part of the entry, but what is redacted in it is redacted where it was read.
    removed: Vec<FieldValue>,
}

impl Recorder {
    /// Starts the entry of an attempt at a job.
    #[must_use]
    pub fn new(job: &Job, started: Timestamp) -> Self {
        Self {
            started,
            entry: Entry {
                id: String::new(),
                at: started,
                source: job.source.clone(),
                kind: job.kind,
                cause: job.cause,
                outcome: Outcome::Ignored,
                reason: None,
                cases: Vec::new(),
                problem: None,
                document: None,
                steps: Vec::new(),
                duration_ms: 0,
                calls: 0,
                read: Vec::new(),
                sent: Vec::new(),
                truncated: None,
                subject: None,
                expires_at: started,
            },
            removed: Vec::new(),
        }
    }

    /// Adds a step: its name in one word, and what was done in one line without personal data.
    pub fn step(&mut self, at: Timestamp, name: &str, text: impl Into<String>, ok: bool) {
        self.entry.steps.push(Step {
            at_ms: millis(self.started, at),
            name: name.to_owned(),
            text: text.into(),
            ok,
        });
    }

    /// Notes a field that was read at the source.
    pub fn read(&mut self, document: &str, field: &str, value: Option<&str>) {
        self.entry.read.push(field_value(document, field, value, None));
    }

    /// Notes a field that was sent, and the expression or rule that its value comes from.
    pub fn sent(&mut self, document: &str, field: &str, value: Option<&str>, rule: Option<&str>) {
        self.entry.sent.push(field_value(document, field, value, rule));
    }

    /// Removes what was recorded as sent for a document: it is not sent after all, or the final values are recorded next. Values
    /// that are redacted in it stay redacted where they were read.
    pub fn clear_sent(&mut self, document: &str) {
        let removed = self.entry.sent.extract_if(.., |field| field.document == document);
        self.removed.extend(removed);
    }

    /// Sets the person that it is about ([`crate::person_digest`]). Entries without this can't be found by person.
    pub fn subject(&mut self, subject: impl Into<String>) {
        self.entry.subject = Some(subject.into());
    }

    /// Sets the document that was created or changed in eAccounting; the last call wins.
    pub fn document(&mut self, document: Document) {
        self.entry.document = Some(document);
    }

    /// Sets the reason for a skip, or a summary of the work, in one line without personal data.
    pub fn reason(&mut self, reason: impl Into<String>) {
        self.entry.reason = Some(reason.into());
    }

    /// Sets what languages other than English tell the reason by.
    pub fn cases(&mut self, cases: Vec<Case>) {
        self.entry.cases = cases;
    }

    /// Sets the problem.
    pub fn problem(&mut self, problem: Problem) {
        self.entry.problem = Some(problem);
    }

    /// Sets the number of vendor calls.
    pub fn calls(&mut self, calls: u32) {
        self.entry.calls = calls;
    }

    /// Finishes the entry: redacts values, sets its expiry, and shortens it to the size limit.
    #[must_use]
    pub fn finish(self, outcome: Outcome, now: Timestamp, redaction: &Redaction) -> Entry {
        let Self {
            started,
            mut entry,
            mut removed,
        } = self;
        entry.outcome = outcome;
        entry.at = now;
        entry.duration_ms = millis(started, now);
        let kept = SignedDuration::try_from(redaction.kept()).unwrap_or(SignedDuration::ZERO);
        let expires = now.checked_add(kept).unwrap_or(now).as_second();
        entry.expires_at = Timestamp::from_second(expires).unwrap_or(now);
        redaction.apply(&mut [&mut entry.read, &mut entry.sent, &mut removed]);
        cut(&mut entry);
        // An entry is known by what lists show of it, with its time to the nanosecond: a repeated write of one is the same
        // entry, and needs no randomness to be unique. A digest of all its fields would cost as much as writing it.
        let content = serde_json::to_string(&Summary::from(&entry)).unwrap_or_default();
        entry.id = model::short_digest(&content);
        entry
    }
}

fn millis(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_millis()).unwrap_or(0)
}

fn field_value(document: &str, field: &str, value: Option<&str>, rule: Option<&str>) -> FieldValue {
    FieldValue {
        document: document.to_owned(),
        field: field.to_owned(),
        value: value.map(str::to_owned),
        redacted: false,
        rule: rule.map(str::to_owned),
    }
}

/// Cuts long texts first, then removes whole rows: values that were read, then values that were sent, then steps, each
/// from the end.
fn cut(entry: &mut Entry) {
    let mut shortened = 0;
    for text in texts(entry) {
        // Most texts are far shorter than this in bytes, which is quicker to know.
        if text.len() > LONGEST_VALUE && text.chars().count() > LONGEST_VALUE {
            *text = format!("{}…", shorten(text, LONGEST_VALUE));
            shortened += 1;
        }
    }
    // Room for the id, the names of the lists, and the note on removed rows.
    let limit = LARGEST_ENTRY - 512;
    let whole = at_most(entry) <= limit || size(entry) <= limit;
    let (steps_left_out, left_out) = if whole { (0, 0) } else { leave_out(entry, limit) };

    let notes: Vec<String> = [
        (shortened, "long texts are shortened"),
        (left_out, "fields are left out"),
        (steps_left_out, "steps are left out"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    if !notes.is_empty() {
        entry.truncated = Some(format!("The entry was too large: {}.", notes.join(", ")));
    }
}

/// More than an entry takes as JSON, at a glance: a byte of text becomes six at most, and names and numbers of a row take
/// less than 160.
fn at_most(entry: &mut Entry) -> usize {
    let events = entry.problem.as_ref().map_or(0, |problem| problem.event.len());
    let rows = entry.read.len() + entry.sent.len() + entry.steps.len() + entry.cases.len() + events;
    let text: usize = texts(entry).map(|text| text.len()).sum();
    1_024 + 160 * rows + 6 * text
}

/// Removes rows until the entry fits; returns the number of steps and of fields removed.
fn leave_out(entry: &mut Entry, limit: usize) -> (usize, usize) {
    let mut steps = std::mem::take(&mut entry.steps);
    let mut sent = std::mem::take(&mut entry.sent);
    let mut read = std::mem::take(&mut entry.read);
    let mut room = limit.saturating_sub(size(entry));
    let steps_left_out = fit(&mut steps, &mut room);
    let fields_left_out = fit(&mut sent, &mut room) + fit(&mut read, &mut room);
    (entry.steps, entry.sent, entry.read) = (steps, sent, read);
    (steps_left_out, fields_left_out)
}

/// Every text of an entry that comes from outside.
fn texts(entry: &mut Entry) -> impl Iterator<Item = &mut String> {
    let rows = entry.read.iter_mut().chain(&mut entry.sent).flat_map(|row| {
        [&mut row.document, &mut row.field]
            .into_iter()
            .chain(&mut row.value)
            .chain(&mut row.rule)
    });
    let steps = entry
        .steps
        .iter_mut()
        .flat_map(|step| [&mut step.name, &mut step.text]);
    let document = entry.document.iter_mut().flat_map(|document| {
        [&mut document.kind, &mut document.id]
            .into_iter()
            .chain(&mut document.number)
    });
    let problem = entry.problem.iter_mut().flat_map(|problem| {
        let values = problem.event.iter_mut().flat_map(|event| event.with.values_mut());
        [&mut problem.message, &mut problem.remedy]
            .into_iter()
            .chain(values)
    });
    let cases = entry.cases.iter_mut().flat_map(|case| case.with.values_mut());
    rows.chain(steps)
        .chain(document)
        .chain(problem)
        .chain(cases)
        .chain(&mut entry.reason)
        .chain(&mut entry.subject)
}

/// Removes rows that don't fit; returns how many.
fn fit(rows: &mut Vec<impl serde::Serialize>, room: &mut usize) -> usize {
    let before = rows.len();
    let fits = rows
        .iter()
        .take_while(|row| {
            let rest = room.checked_sub(size(row) + 1);
            *room = rest.unwrap_or(0);
            rest.is_some()
        })
        .count();
    rows.truncate(fits);
    before - fits
}

fn size(value: &impl serde::Serialize) -> usize {
    serde_json::to_vec(value).map_or(0, |json| json.len())
}
