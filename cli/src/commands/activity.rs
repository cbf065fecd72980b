//! `ekobridge activity`: what became of every attempt, and what waits for a person.
//!
//! The activity log forgets after some days, the ledger does not: what is parked now comes from the ledger, all else from the
//! log.

use std::fmt::Write as _;

use anyhow::bail;
use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use journal::{Entry, FieldValue, Outcome, Summary};
use ledger::{Ledger, Record, State};
use model::{Code, Problem, Source};
use serde_json::{Value, json};

use crate::deployment::{Deployment, Target};
use crate::parked::{code, parked};
use crate::terminal::{Style, print, told};

/// How many days are looked back where nothing is said: longer than the log is kept, unless it is set so.
const USUAL_DAYS: u16 = 31;

/// The most days that are looked back. Each costs a query.
const MOST_DAYS: i64 = 400;

/// What `ekobridge activity` takes.
#[derive(Debug, Args)]
pub(crate) struct ActivityArgs {
    /// One record as messages name it, such as order:1:1001: its last attempt in full, and the ones before.
    #[arg(value_name = "RECORD", conflicts_with = "parked")]
    record: Option<Source>,
    /// What is parked now: what failed, why, and what to do.
    #[arg(long)]
    parked: bool,
    /// Of what is parked, only what has this code.
    #[arg(long, value_name = "CODE", requires = "parked", conflicts_with = "record", value_parser = code)]
    code: Option<Code>,
    /// Only what ended since then: 90m, 12h, 3d, a date (2026-11-23) or a time (2026-11-23T08:00:00Z).
    #[arg(long, value_name = "WHEN", value_parser = since)]
    since: Option<Timestamp>,
    /// The most attempts to show.
    #[arg(long, value_name = "COUNT", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    limit: u16,
    /// The attempt in full that the list shows under this id.
    #[arg(long, value_name = "ID", requires = "record")]
    entry: Option<String>,
    /// A line of JSON for each attempt, with everything.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// A time in the past: how long ago, or when.
fn since(text: &str) -> Result<Timestamp, String> {
    since_at(text, Timestamp::now(), &TimeZone::system())
}

fn since_at(text: &str, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, String> {
    let expected = || {
        "expected how long ago (90m, 12h, 3d), a date such as 2026-11-23, or a time in RFC 3339".to_owned()
    };
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
    }
    if let Ok(date) = text.parse::<Date>() {
        return date
            .to_zoned_datetime(zone.clone())
            .map(|at| at.timestamp())
            .map_err(|_| expected());
    }
    let unit = text.chars().last().ok_or_else(expected)?;
    let count: i64 = text[..text.len() - unit.len_utf8()]
        .parse()
        .ok()
        .filter(|count| (1..=1_000_000).contains(count))
        .ok_or_else(expected)?;
    let hours = match unit {
        'm' => {
            return now
                .checked_sub(Span::new().minutes(count))
                .map_err(|_| expected());
        }
        'h' => count,
        'd' => count * 24,
        _ => return Err(expected()),
    };
    now.checked_sub(Span::new().hours(hours)).map_err(|_| expected())
}

pub(crate) async fn run(args: ActivityArgs) -> anyhow::Result<()> {
    let deployment = Deployment::find(&args.target).await?;
    let worker = deployment.worker();
    let style = Style::of_stdout();
    if args.parked {
        let mut records = parked(worker.ledger(), args.code).await?;
        records.reverse();
        records.retain(|record| args.since.is_none_or(|since| record.updated_at >= since));
        return print(&if args.json {
            lines(records.iter().map(parked_json))
        } else {
            parked_text(&records, &args.target, &style)
        });
    }
    let limit = usize::from(args.limit);
    let Some(record) = &args.record else {
        let journal = worker.journal();
        let mut listed = journal
            .recent(days(args.since, Timestamp::now()), limit)
            .await
            .map_err(told)?;
        listed.retain(|summary| args.since.is_none_or(|since| summary.at >= since));
        if args.json {
            let entries = journal.in_full(&listed).await.map_err(told)?;
            return print(&lines(entries.iter().map(|entry| json!(entry))));
        }
        let waits = Waits::of(worker.ledger()).await?;
        return print(&list_text(&listed, waits, &args.target, &style));
    };
    let mut entries = worker.journal().of(record, limit).await.map_err(told)?;
    entries.retain(|entry| args.since.is_none_or(|since| entry.at >= since));
    if let Some(id) = &args.entry {
        entries.retain(|entry| entry.id.starts_with(id.as_str()));
        if entries.is_empty() {
            bail!(
                "No attempt of this record has the id {id} among the last {limit}; the log forgets after some days."
            );
        }
        entries.truncate(1);
    }
    if args.json {
        return print(&lines(entries.iter().map(|entry| json!(entry))));
    }
    print(&record_text(record, &entries, &args.target, &style))
}

fn lines(values: impl Iterator<Item = Value>) -> String {
    values.map(|value| format!("{value}\n")).collect()
}

/// Over how many days before today the log is looked through.
fn days(since: Option<Timestamp>, now: Timestamp) -> u16 {
    let Some(since) = since else { return USUAL_DAYS };
    let day = |at: Timestamp| at.to_zoned_datetime(TimeZone::UTC).date();
    let back = i64::from((day(now) - day(since)).get_days());
    u16::try_from(back.clamp(0, MOST_DAYS)).unwrap_or(USUAL_DAYS)
}

/// What is not at its end.
#[derive(Debug, Clone, Copy, Default)]
struct Waits {
    parked: u64,
    later: u64,
}

impl Waits {
    /// Counted where they are stored, however many there are.
    async fn of(ledger: &Ledger) -> anyhow::Result<Self> {
        let count = |state| ledger.store().count_listed(state);
        let (parked, waiting, in_doubt) =
            futures::try_join!(count(State::Parked), count(State::Waiting), count(State::InDoubt))
                .map_err(told)?;
        Ok(Self {
            parked,
            later: waiting + in_doubt,
        })
    }
}

fn parked_json(record: &Record) -> Value {
    let problem = record.problem.as_ref();
    json!({
        "record": record.key,
        "source": record.job.as_ref().map(|job| job.source.to_string()),
        "job": record.job.as_ref().map(|job| job.kind.as_str()),
        "since": record.updated_at,
        "first_seen": record.first_seen,
        "code": problem.map(|problem| problem.code.as_str()),
        "message": problem.map(|problem| problem.message.as_str()),
        "remedy": problem.map(|problem| problem.remedy.as_str()),
    })
}

fn parked_text(records: &[Record], target: &Target, style: &Style) -> String {
    if records.is_empty() {
        return "Nothing is parked.\n".to_owned();
    }
    let mut text = String::new();
    for record in records {
        let name = record
            .job
            .as_ref()
            .map_or_else(|| record.key.to_string(), |job| job.source.to_string());
        let _ = writeln!(
            text,
            "{}  {}",
            style.bold(&name),
            style.dim(&style.time(record.updated_at))
        );
        if let Some(problem) = &record.problem {
            text.push_str(&what_and_what_to_do(problem, style));
        }
        text.push('\n');
    }
    let _ = writeln!(
        text,
        "{} parked. When the cause is gone: {}, or {} for all.",
        records.len(),
        target.command("replay RECORD"),
        target.command("replay --parked")
    );
    text
}

/// The problem's two lines.
fn what_and_what_to_do(problem: &Problem, style: &Style) -> String {
    let mut text = format!(
        "  {} {}\n",
        problem.message,
        style.dim(&format!("[{}]", problem.code))
    );
    if !problem.remedy.is_empty() {
        let _ = writeln!(text, "  {} {}", style.yellow("→"), problem.remedy);
    }
    text
}

/// An attempt in one line, and what to do where it failed.
fn line(entry: &Summary, style: &Style) -> String {
    let mark = match entry.outcome {
        Outcome::Done => style.green("✓"),
        Outcome::Parked => style.red("!"),
        Outcome::Waiting => style.yellow("…"),
        Outcome::Skipped | Outcome::Ignored => style.dim("–"),
    };
    let why = match (&entry.problem, &entry.reason) {
        (Some(problem), _) => format!("{} [{}]", problem.message, problem.code),
        (None, Some(reason)) => reason.clone(),
        (None, None) => String::new(),
    };
    let mut text = format!(
        "{}  {mark} {:<16} {:<8} {why}\n",
        style.dim(&style.time(entry.at)),
        entry.source.to_string(),
        entry.outcome.as_str(),
    );
    if let Some(problem) = &entry.problem
        && entry.outcome == Outcome::Parked
        && !problem.remedy.is_empty()
    {
        let _ = writeln!(text, "{:21}{} {}", "", style.yellow("→"), problem.remedy);
    }
    text
}

fn list_text(entries: &[Summary], waits: Waits, target: &Target, style: &Style) -> String {
    let mut text: String = entries.iter().map(|entry| line(entry, style)).collect();
    if entries.is_empty() {
        text.push_str("The activity log has nothing of that time.\n");
    }
    if waits.parked > 0 {
        let _ = writeln!(
            text,
            "\n{} parked: {} says what to do.",
            waits.parked,
            target.command("activity --parked")
        );
    }
    if waits.later > 0 {
        let _ = writeln!(text, "\n{} waiting: tried again by itself.", waits.later);
    }
    text
}

fn record_text(record: &Source, entries: &[Entry], target: &Target, style: &Style) -> String {
    let Some((newest, before)) = entries.split_first() else {
        return format!(
            "The activity log has nothing of {record}: it was never worked on, or too long ago.\n"
        );
    };
    let mut text = in_full(newest, target, style);
    if !before.is_empty() {
        let _ = writeln!(text, "\n{}", style.bold("Before"));
        for entry in before {
            let _ = write!(
                text,
                "{}  {}",
                style.dim(&entry.id[..entry.id.len().min(8)]),
                line(&Summary::from(entry), style)
            );
        }
        let one = target.command(&format!("activity {record} --entry ID"));
        let _ = writeln!(text, "{one} shows one of them in full.");
    }
    text
}

/// Everything that an entry has.
fn in_full(entry: &Entry, target: &Target, style: &Style) -> String {
    let title = format!("{}, {}", entry.source, entry.outcome.as_str());
    let mut text = format!(
        "{}  {}\n",
        style.bold(&title),
        style.dim(&format!(
            "{}, {}, {} ms, {} calls",
            style.time(entry.at),
            word(&entry.cause),
            entry.duration_ms,
            entry.calls
        ))
    );
    if let Some(reason) = &entry.reason {
        let _ = writeln!(text, "  {reason}");
    }
    if let Some(problem) = &entry.problem {
        text.push_str(&what_and_what_to_do(problem, style));
        if entry.outcome == Outcome::Parked {
            let replay = target.command(&format!("replay {}", entry.source));
            let _ = writeln!(text, "  {} Then: {replay}", style.yellow("→"));
        }
    }
    if let Some(document) = &entry.document {
        let number = document.number.as_deref().unwrap_or("without number");
        let _ = writeln!(
            text,
            "  eAccounting: {} {number}, id {}",
            document.kind, document.id
        );
    }
    if !entry.steps.is_empty() {
        let _ = writeln!(text, "\n{}", style.bold("Steps"));
        for step in &entry.steps {
            let mark = if step.ok {
                style.green("✓")
            } else {
                style.red("!")
            };
            let _ = writeln!(
                text,
                "  {:>6} ms  {mark} {:<14} {}",
                step.at_ms, step.name, step.text
            );
        }
    }
    fields(&mut text, "Read", &entry.read, style);
    fields(&mut text, "Sent", &entry.sent, style);
    if let Some(truncated) = &entry.truncated {
        let _ = writeln!(text, "\n{truncated}");
    }
    text
}

fn fields(text: &mut String, title: &str, fields: &[FieldValue], style: &Style) {
    if fields.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{}", style.bold(title));
    for field in fields {
        let value = match &field.value {
            _ if field.redacted => style.dim("(not kept)"),
            Some(value) => value.clone(),
            None => style.dim("(empty)"),
        };
        let rule = field
            .rule
            .as_ref()
            .map(|rule| style.dim(&format!("  ← {rule}")))
            .unwrap_or_default();
        let name = format!("{}.{}", field.document, field.field);
        let _ = writeln!(text, "  {name:<36} {value}{rule}");
    }
}

/// A word as it is stored.
fn word(value: &impl serde::Serialize) -> String {
    json!(value).as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use journal::{Document, Recorder, Redaction};
    use model::{Cause, Job, JobKind};

    use super::*;

    const NOW: &str = "2026-11-25T08:00:00Z";

    fn shop() -> Target {
        Target {
            stack: Some("shop".to_owned()),
            data: None,
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn job() -> Job {
        Job {
            kind: JobKind::Order,
            source: "order:1:1002".parse().unwrap(),
            key: "k".to_owned(),
            cause: Cause::Webhook,
            first_seen: at(NOW),
            version: None,
        }
    }

    fn parked_entry() -> Entry {
        let mut recorder = Recorder::new(&job(), at(NOW));
        recorder.step(at("2026-11-25T08:00:00.012Z"), "read", "the order was read", true);
        recorder.read("order", "email", Some("anna@example.com"));
        recorder.sent("customer", "Phone", Some("070"), Some("contact.phone"));
        recorder.problem(Problem::new(
            Code::SKU_UNKNOWN,
            "Order 1002: no article has the SKU X.",
            "Create article X, then replay the order.",
        ));
        recorder.calls(2);
        recorder.finish(
            Outcome::Parked,
            at("2026-11-25T08:00:01Z"),
            &Redaction::new(14, ["Phone".to_owned()]),
        )
    }

    #[test]
    fn a_failed_attempt_says_in_two_lines_what_failed_and_what_to_do() {
        let text = line(&Summary::from(&parked_entry()), &Style::plain());
        assert_eq!(
            text,
            "2026-11-25 08:00:01  ! order:1:1002     parked   Order 1002: no article has the SKU X. [sku_unknown]\n\
             \u{20}                    → Create article X, then replay the order.\n"
        );
    }

    #[test]
    fn an_attempt_in_full_has_its_steps_fields_and_the_command_to_go_on_with() {
        let text = in_full(&parked_entry(), &shop(), &Style::plain());
        for part in [
            "webhook, 1000 ms, 2 calls",
            "→ Then: `ekobridge replay order:1:1002 --stack shop`",
            "12 ms  ✓ read           the order was read",
            "order.email                          anna@example.com",
            "customer.Phone                       (not kept)  ← contact.phone",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        assert!(!text.contains("070"), "{text}");
    }

    #[test]
    fn a_document_is_named_by_the_number_that_a_person_knows() {
        let mut recorder = Recorder::new(&job(), at(NOW));
        recorder.reason("order 1002 became order 7");
        recorder.document(Document {
            kind: "order".to_owned(),
            id: "a-b".to_owned(),
            number: Some("7".to_owned()),
        });
        let entry = recorder.finish(Outcome::Done, at(NOW), &Redaction::default());
        let text = record_text(&entry.source.clone(), &[entry], &shop(), &Style::plain());
        assert!(text.contains("eAccounting: order 7, id a-b"), "{text}");
        assert!(!text.contains("Before"), "{text}");
    }

    #[test]
    fn since_is_how_long_ago_a_date_or_a_time() {
        let of = |text: &str| since_at(text, at(NOW), &TimeZone::UTC).map(|at| at.to_string());
        assert_eq!(of("90m").as_deref(), Ok("2026-11-25T06:30:00Z"));
        assert_eq!(of("3d").as_deref(), Ok("2026-11-22T08:00:00Z"));
        assert_eq!(of("2026-11-23").as_deref(), Ok("2026-11-23T00:00:00Z"));
        assert_eq!(
            of("2026-11-23T09:30:00+01:00").as_deref(),
            Ok("2026-11-23T08:30:00Z")
        );
        for wrong in ["", "d", "-3d", "yesterday", "3w", "3ö"] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_log_is_looked_through_from_the_day_that_is_meant() {
        assert_eq!(days(Some(at("2026-11-23T23:59:00Z")), at(NOW)), 2);
        assert_eq!(days(Some(at("2026-11-26T00:00:00Z")), at(NOW)), 0);
        assert_eq!(days(Some(at("2020-01-01T00:00:00Z")), at(NOW)), 400);
        assert_eq!(days(None, at(NOW)), 31);
    }
}
