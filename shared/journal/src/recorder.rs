use jiff::{SignedDuration, Timestamp};
use model::{Job, Problem, shorten};

use crate::{Document, Entry, FieldValue, Outcome, Redaction, Step};

/// The most bytes of an entry as JSON. DynamoDB takes 400 KB an item; keys, names and number encodings are on top.
pub const LARGEST_ENTRY: usize = 256 * 1024;

/// The most characters that are kept of one value, text or reason.
pub const LONGEST_VALUE: usize = 2_000;

/// The most steps that are kept.
const MOST_STEPS: usize = 200;

/// Collects what one attempt reads, does and sends, and makes one entry of it. Cheap: it only appends.
#[derive(Debug)]
pub struct Recorder {
    started: Timestamp,
    entry: Entry,
}

impl Recorder {
    /// Begins with an attempt at a job.
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
        }
    }

    /// Notes a step: its name in one word, and what was done in one line without personal data.
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

    /// Says whom it is about ([`crate::subject`]). Entries without it cannot be found again by person.
    pub fn subject(&mut self, subject: impl Into<String>) {
        self.entry.subject = Some(subject.into());
    }

    /// Says what was created or changed in eAccounting; the last one stays.
    pub fn document(&mut self, document: Document) {
        self.entry.document = Some(document);
    }

    /// Says why nothing was done, or what was, in one line without personal data.
    pub fn reason(&mut self, reason: impl Into<String>) {
        self.entry.reason = Some(reason.into());
    }

    /// Says what went wrong.
    pub fn problem(&mut self, problem: Problem) {
        self.entry.problem = Some(problem);
    }

    /// Says how many calls were made to vendors.
    pub fn calls(&mut self, calls: u32) {
        self.entry.calls = calls;
    }

    /// Ends it: hides what is not kept, sets its expiry, and cuts what is too large.
    #[must_use]
    pub fn finish(self, outcome: Outcome, now: Timestamp, redaction: &Redaction) -> Entry {
        let Self { started, mut entry } = self;
        entry.outcome = outcome;
        entry.at = now;
        entry.duration_ms = millis(started, now);
        let kept = SignedDuration::try_from(redaction.kept()).unwrap_or(SignedDuration::ZERO);
        let expires = now.checked_add(kept).unwrap_or(now).as_second();
        entry.expires_at = Timestamp::from_second(expires).unwrap_or(now);
        redaction.apply(&mut [&mut entry.read, &mut entry.sent]);
        cut(&mut entry);
        // An entry is its content: a repeated write of one is the same entry, and needs no randomness to be unique.
        let content = serde_json::to_string(&entry).unwrap_or_default();
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

/// Cuts single values first, then leaves out whole ones: what was read before what was sent, and the last before the first.
fn cut(entry: &mut Entry) {
    let mut shortened = 0_usize;
    let mut short = |text: &mut String| {
        // Most texts are far shorter than this in bytes, which is quicker to know.
        if text.len() > LONGEST_VALUE && text.chars().count() > LONGEST_VALUE {
            *text = format!("{}…", shorten(text, LONGEST_VALUE));
            shortened += 1;
        }
    };
    for row in entry.read.iter_mut().chain(&mut entry.sent) {
        for text in [&mut row.document, &mut row.field]
            .into_iter()
            .chain(&mut row.value)
            .chain(&mut row.rule)
        {
            short(text);
        }
    }
    let steps = entry.steps.len().saturating_sub(MOST_STEPS);
    entry.steps.truncate(MOST_STEPS);
    entry.steps.iter_mut().for_each(|step| short(&mut step.text));
    entry.reason.iter_mut().for_each(&mut short);
    if let Some(problem) = &mut entry.problem {
        short(&mut problem.message);
        short(&mut problem.remedy);
    }

    let fields = entry.read.len() + entry.sent.len();
    let (mut read, mut sent) = (std::mem::take(&mut entry.read), std::mem::take(&mut entry.sent));
    // The rest of the entry, and room for the note on what was left out.
    let mut room = LARGEST_ENTRY.saturating_sub(size(entry) + 512);
    for rows in [&mut sent, &mut read] {
        let fit = rows
            .iter()
            .take_while(|row| {
                let size = size(row) + 1;
                let fits = size <= room;
                room = if fits { room - size } else { 0 };
                fits
            })
            .count();
        rows.truncate(fit);
    }
    let left_out = fields - read.len() - sent.len();
    (entry.read, entry.sent) = (read, sent);

    let notes: Vec<String> = [
        (shortened, "long texts are shortened"),
        (left_out, "fields are left out"),
        (steps, "steps are left out"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    if !notes.is_empty() {
        entry.truncated = Some(format!("The entry was too large: {}.", notes.join(", ")));
    }
}

fn size(value: &impl serde::Serialize) -> usize {
    serde_json::to_vec(value).map_or(0, |json| json.len())
}
