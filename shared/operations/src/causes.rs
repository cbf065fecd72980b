//! What is parked, by cause: what could not be sent, and what was sent and differs from the shop since.

use std::collections::BTreeMap;

use engine::MARKS;
pub use engine::{Mark, Marks, Status, ignored_with, marks};
use jiff::Timestamp;
use ledger::{Held, Ledger, Record, State};
use model::{Code, JobKind, Problem, Source, reason};
use serde::Serialize;

use crate::audit;
use crate::values::{checked_note, update};

/// How many records of a cause are named as examples.
const EXAMPLES: usize = 5;

/// How many remedies of a cause are told.
const REMEDIES: usize = 5;

/// Records that are parked with one error code.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cause {
    /// The code, by which the cause is named.
    pub code: Code,
    /// Where it stands.
    pub status: Status,
    /// What was said of it last; it doesn't hold any more where the cause is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// How many records wait.
    pub count: usize,
    /// Since when the first of them has waited.
    pub since: Timestamp,
    /// When one of them was last parked.
    pub newest: Timestamp,
    /// The first of the records.
    pub examples: Vec<String>,
    /// What to do, the most frequent first.
    pub remedies: Vec<String>,
    /// The records, the longest waiting first.
    #[serde(skip)]
    pub records: Vec<Record>,
}

impl Cause {
    /// Whether a person should look at it: nobody has, or more was parked since.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status == Status::Open
    }
}

/// What a parked record is called: the source of its job, or else its key.
#[must_use]
pub fn name_of(record: &Record) -> String {
    record
        .job
        .as_ref()
        .map_or_else(|| record.key.to_string(), |job| job.source.to_string())
}

/// Groups parked records by cause: open causes first, and of these the ones with the most records.
#[must_use]
pub fn group(records: impl IntoIterator<Item = Record>, marks: &Marks) -> Vec<Cause> {
    let mut by_code: BTreeMap<Code, Vec<Record>> = BTreeMap::new();
    for record in records {
        // The ledger parks nothing without a problem.
        let Some(problem) = &record.problem else { continue };
        by_code.entry(problem.code).or_default().push(record);
    }
    let mut causes: Vec<Cause> = by_code
        .into_iter()
        .filter_map(|(code, records)| cause(code, records, marks))
        .collect();
    causes.sort_by_key(|cause| (!cause.is_open(), std::cmp::Reverse(cause.count)));
    causes
}

fn cause(code: Code, mut records: Vec<Record>, marks: &Marks) -> Option<Cause> {
    records.sort_by_key(Record::since);
    let since = records.first()?.since();
    let newest = records.iter().map(|record| record.updated_at).max()?;
    let joined = records.iter().map(Record::since).max()?;
    let remedies = remedies(&records);
    let mark = marks.get(code.as_str()).cloned();
    let status = mark
        .as_ref()
        .filter(|mark| match mark.status {
            // What was tried once more in vain isn't resolved. What is ignored, or what somebody is at, has not become more.
            Status::Resolved => newest <= mark.at,
            Status::Open | Status::Acknowledged | Status::Ignored => joined <= mark.at,
        })
        .map_or(Status::Open, |mark| mark.status);
    Some(Cause {
        code,
        status,
        mark,
        count: records.len(),
        since,
        newest,
        examples: records.iter().take(EXAMPLES).map(name_of).collect(),
        remedies,
        records,
    })
}

/// What to do about records, the most frequent first. What differs only in the record that it names is told once, of "the
/// order".
fn remedies(records: &[Record]) -> Vec<String> {
    struct Told<'a> {
        count: usize,
        first: &'a str,
        of_any: String,
        differs: bool,
    }
    let mut told: Vec<Told<'_>> = Vec::new();
    for problem in records.iter().filter_map(|record| record.problem.as_ref()) {
        if problem.remedy.is_empty() {
            continue;
        }
        let of_any = of_any_record(&problem.remedy);
        match told.iter_mut().find(|told| told.of_any == of_any) {
            Some(told) => {
                told.count += 1;
                told.differs |= told.first != problem.remedy;
            }
            None => told.push(Told {
                count: 1,
                first: &problem.remedy,
                of_any,
                differs: false,
            }),
        }
    }
    told.sort_by_key(|told| std::cmp::Reverse(told.count));
    told.into_iter()
        .take(REMEDIES)
        .map(|told| match told.differs {
            true => told.of_any,
            false => told.first.to_owned(),
        })
        .collect()
}

/// A remedy without the names of records: "order 1001" and `order:1:1001` are "the order", or RECORD in a command.
fn of_any_record(remedy: &str) -> String {
    const KINDS: [&str; 6] = ["order", "deal", "contact", "invoice", "quote", "customer"];
    let mut made: Vec<String> = Vec::new();
    let mut words = remedy.split(' ').peekable();
    let mut in_command = false;
    while let Some(word) = words.next() {
        in_command ^= word.matches('`').count() % 2 == 1;
        let (before, core, after) = parts(word);
        if let Ok(source) = core.parse::<Source>() {
            let named = match in_command || word.contains('`') {
                true => "RECORD".to_owned(),
                false => format!("the {}", source.kind().replace('_', " ")),
            };
            made.push(format!("{before}{named}{after}"));
            continue;
        }
        let kind = KINDS.into_iter().find(|kind| core.eq_ignore_ascii_case(kind));
        let next = words.peek().map(|next| parts(next));
        match (kind, next) {
            (Some(kind), Some((_, number, end)))
                if after.is_empty() && number.contains(|c: char| c.is_ascii_digit()) =>
            {
                let has_article = made.last().is_some_and(|word| word.eq_ignore_ascii_case("the"));
                let the = match core.starts_with(char::is_uppercase) {
                    _ if has_article => "",
                    true => "The ",
                    false => "the ",
                };
                made.push(format!("{before}{the}{kind}{end}"));
                words.next();
            }
            _ => made.push(word.to_owned()),
        }
    }
    made.join(" ")
}

/// A word, and the marks before and after it.
fn parts(word: &str) -> (&str, &str, &str) {
    let start = word.find(char::is_alphanumeric).unwrap_or(word.len());
    let end = word
        .char_indices()
        .rfind(|(_, c)| c.is_alphanumeric())
        .map_or(start, |(at, c)| at + c.len_utf8());
    let (rest, after) = word.split_at(end.max(start));
    let (before, core) = rest.split_at(start);
    (before, core, after)
}

/// Every record that is parked, the longest waiting first; only those with this code, where one is given.
///
/// # Errors
/// When the store failed.
pub async fn parked_records(ledger: &Ledger, code: Option<Code>) -> Result<Vec<Record>, Problem> {
    let (records, _unreadable) = parked_and_unreadable(ledger, code).await?;
    Ok(records)
}

/// The same, with a problem for each record that is parked and can't be read: it may have any code.
///
/// # Errors
/// When the store failed.
pub async fn parked_and_unreadable(
    ledger: &Ledger,
    code: Option<Code>,
) -> Result<(Vec<Record>, Vec<Problem>), Problem> {
    let (mut found, unreadable) = ledger.listed(State::Parked).await?;
    found.retain(|record| {
        let has = record.problem.as_ref().map(|problem| problem.code);
        code.is_none() || has == code
    });
    found.sort_by_key(Record::since);
    Ok((found, unreadable))
}

/// Every cause for which something is parked.
///
/// # Errors
/// When the store failed.
pub async fn causes(ledger: &Ledger) -> Result<Vec<Cause>, Problem> {
    let (records, marks) = futures::try_join!(parked_records(ledger, None), marks(ledger))?;
    Ok(group(records, &marks))
}

/// How many records are parked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// With causes that lists show.
    pub listed: u64,
    /// With causes that are ignored or resolved.
    pub hidden: u64,
}

impl Count {
    /// Counts the records of causes.
    #[must_use]
    pub fn of(causes: &[Cause]) -> Self {
        let mut count = Self::default();
        for cause in causes {
            let records = u64::try_from(cause.count).unwrap_or(u64::MAX);
            match cause.status.is_listed() {
                true => count.listed += records,
                false => count.hidden += records,
            }
        }
        count
    }
}

/// How many records are parked. The store counts them; only where causes are ignored or resolved, the records are read.
///
/// # Errors
/// When the store failed.
pub async fn count(ledger: &Ledger) -> Result<Count, Problem> {
    let marks = marks(ledger).await?;
    if marks.values().any(|mark| !mark.status.is_listed()) {
        let records = parked_records(ledger, None).await?;
        return Ok(Count::of(&group(records, &marks)));
    }
    let listed = ledger.store().count_listed(State::Parked).await?;
    Ok(Count { listed, hidden: 0 })
}

/// Says where a cause stands from now on; [`Status::Open`] takes back what was said. It holds until another record is parked with
/// it. [`Status::Resolved`] settles what was sent and differs from the shop since: nothing is to be replayed there. `note` says
/// why, without personal data.
///
/// # Errors
/// When nothing is parked with the code, the note can't be kept, or the store failed.
pub async fn mark(
    ledger: &Ledger,
    code: Code,
    status: Status,
    by: &str,
    note: Option<&str>,
) -> Result<(), Problem> {
    let note = note.map(checked_note).transpose()?;
    if status != Status::Open {
        let records = parked_records(ledger, Some(code)).await?;
        if records.is_empty() {
            return Err(Problem::new(
                Code::INPUT_INVALID,
                format!("Nothing is parked with {code}."),
                "`ekobridge parked` shows the causes there are.",
            ));
        }
        let unsettled = records.iter().filter(|record| record.is_unsettled());
        for record in unsettled.filter(|_| status == Status::Resolved) {
            ledger.settle(&record.key).await?;
        }
    }
    let mark = Mark {
        status,
        by: by.to_owned(),
        at: ledger.now(),
        note: note.clone(),
    };
    update(ledger, MARKS, |marks: &mut Marks| {
        if status == Status::Open {
            marks.remove(code.as_str());
        } else {
            marks.insert(code.as_str().to_owned(), mark.clone());
        }
        Ok(())
    })
    .await?;
    let what = match &note {
        Some(note) => reason::marked_because(code, status, note),
        None => reason::marked(code, status),
    };
    audit::note(ledger, by, what).await
}

/// Settles what a record that was sent differs in from the shop: a person has looked at it, and its document is right. `note` says
/// why, without personal data.
///
/// # Errors
/// When the record is no such one, a worker has it, the note can't be kept, or the store failed.
pub async fn settle(ledger: &Ledger, source: &Source, by: &str, note: Option<&str>) -> Result<(), Problem> {
    let note = note.map(checked_note).transpose()?;
    let key = flows::key(JobKind::of(source), source)?;
    match ledger.settle(&key).await? {
        Held::Changed(_) => audit::settled(ledger, by, source, note.as_deref()).await,
        Held::Unchanged(_) => Err(Problem::new(
            Code::INPUT_INVALID,
            format!("{source} is not parked for a change after it was sent."),
            "What was not sent is replayed when its cause is gone; `ekobridge why` says where a record is.",
        )),
        Held::Busy { .. } => Err(Problem::new(
            Code::RECORD_LOCKED,
            format!("A worker has {source} just now."),
            "Try again in a moment.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remedy_is_told_of_any_record() {
        for (remedy, of_any) in [
            (
                "Create article VASE; then replay order:1:1002.",
                "Create article VASE; then replay the order.",
            ),
            ("Order 1002: add a city.", "The order: add a city."),
            ("Look at the order 1002.", "Look at the order."),
            (
                "Delete order 17, then run `ekobridge replay order:1:1002 --stack shop`.",
                "Delete the order, then run `ekobridge replay RECORD --stack shop`.",
            ),
            ("Run `ekobridge why deal:7`.", "Run `ekobridge why RECORD`."),
            ("Correct the order in the shop.", "Correct the order in the shop."),
            ("In order to send it, log in.", "In order to send it, log in."),
            ("", ""),
        ] {
            assert_eq!(of_any_record(remedy), of_any);
        }
    }
}
