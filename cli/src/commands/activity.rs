//! `ekobridge activity`: the outcome of every attempt, and the parked records.
//!
//! Entries of the activity log expire, the ledger's records don't. Records that are parked now therefore come from the
//! ledger, and everything else from the log.

use std::fmt::Write as _;

use anyhow::bail;
use aws::SettingsDocument;
use clap::Args;
use journal::{Entry, FieldValue, Outcome, Summary};
use ledger::{Ledger, Record, State};
use messages::Language;
use model::Source;
use operations::activity::{newest, newest_in_full, was_sent};
use operations::causes::{self, Marks, ignored_with, parked_and_unreadable};
use serde_json::{Value, json};
use web_console::{LoggedRule, PreviewWords};
use why::{Query, SettingLine};

use crate::activity_filter::FilterArgs;
use crate::deployment::Target;
use crate::deployments::{Failures, Found, Targets};
use crate::language::commands;
use crate::parked::{self, record_json, what_and_what_to_do};
use crate::record::{query, source};
use crate::terminal::{Style, print, setting_text, told};
use crate::words::{self, translated};

/// The arguments of `ekobridge activity`.
#[derive(Debug, Args)]
pub(crate) struct ActivityArgs {
    /// One record, such as order:1:1001 or order 1001: its last attempt in full, and the ones before.
    #[arg(value_name = "RECORD", num_args = 1..=2, conflicts_with = "parked")]
    record: Vec<String>,
    /// List the records that are parked now: what failed, why, and what to do; `ekobridge parked` groups them by cause.
    #[arg(long, conflicts_with_all = ["direction", "outcome", "trigger"])]
    parked: bool,
    /// Show at most this many attempts.
    #[arg(long, value_name = "COUNT", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    limit: u16,
    /// Show the attempt with this id from the list, in full.
    #[arg(long, value_name = "ID", requires = "record")]
    entry: Option<String>,
    /// Print one line of JSON for each attempt, with all details.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    targets: Targets,
}

pub(crate) async fn run(args: ActivityArgs) -> anyhow::Result<()> {
    let query = query(&args.record)?;
    args.filter.filter(None)?;
    let style = Style::of_stdout();
    let mut failures = Failures::default();
    let found = args.targets.find_some(&mut failures).await?;
    if query.is_none() && !args.parked {
        return list(&args, &found, failures, &style).await;
    }
    for found in &found {
        let shown = match &query {
            Some(query) => Box::pin(record(&args, query, found, &style)).await,
            None => Box::pin(parked_now(&args, found, &style)).await,
        };
        failures.note(found.label.as_deref(), shown)?;
    }
    failures.end()
}

async fn parked_now(args: &ActivityArgs, found: &Found, style: &Style) -> anyhow::Result<()> {
    let (mut records, unreadable) = parked_and_unreadable(found.worker.ledger(), args.filter.cause)
        .await
        .map_err(told)?;
    for problem in unreadable {
        let problem = why::words::problem(&problem, style.language());
        eprintln!("{}", style.commands().hold_left_out(problem));
    }
    records.reverse();
    let filter = args.filter.filter(None)?;
    records.retain(|record| {
        filter.since.is_none_or(|since| record.since() >= since)
            && filter.until.is_none_or(|until| record.since() < until)
    });
    if args.json {
        return print(&lines(
            records.iter().map(|record| found.json(record_json(record))),
        ));
    }
    let marks = causes::marks(found.worker.ledger()).await.map_err(told)?;
    print(&format!(
        "{}{}",
        found.heading(style),
        parked_text(&records, &marks, &found.target, style)
    ))
}

/// Attempts of all deployments in one list, newest first.
async fn list(
    args: &ActivityArgs,
    found: &[Found],
    mut failures: Failures,
    style: &Style,
) -> anyhow::Result<()> {
    let limit = usize::from(args.limit);
    let filter = args.filter.filter(None)?;
    let mut rows: Vec<(&Found, Summary)> = Vec::new();
    let mut waits = Vec::new();
    for found in found {
        let read = async {
            let now = found.worker.ledger().now();
            let entries = newest(found.worker.journal().as_ref(), &filter, limit, now)
                .await
                .map_err(told)?;
            rows.extend(entries.into_iter().map(|entry| (found, entry)));
            if !args.json {
                waits.push((found, Waits::of(found.worker.ledger()).await?));
            }
            Ok(())
        };
        let read = read.await;
        failures.note(found.label.as_deref(), read)?;
    }
    rows.sort_by_cached_key(|(_, entry)| std::cmp::Reverse(entry.position()));
    rows.truncate(limit);
    if args.json {
        // Details that lists don't contain are read only for the printed attempts.
        let mut whole = Vec::with_capacity(rows.len());
        for found in found {
            let mine = rows.iter().filter(|(of, _)| std::ptr::eq(*of, found));
            let listed: Vec<Summary> = mine.map(|(_, entry)| entry.clone()).collect();
            let entries = found.worker.journal().in_full(&listed).await.map_err(told)?;
            whole.extend(
                entries
                    .iter()
                    .map(|entry| (entry.position(), found.json(json!(entry)))),
            );
        }
        whole.sort_by(|(one, _), (other, _)| other.cmp(one));
        print(&lines(whole.into_iter().map(|(_, entry)| entry)))?;
        return failures.end();
    }
    let mut text: String = rows
        .iter()
        .map(|(found, entry)| labelled_line(found.label.as_deref(), entry, style))
        .collect();
    if rows.is_empty() {
        let _ = writeln!(text, "{}", style.texts().activity_nothing());
    }
    for (found, waits) in waits {
        text.push_str(&waits_text(waits, found, style));
    }
    print(&text)?;
    failures.end()
}

/// One record: its latest attempt in full, and the ones before.
async fn record(args: &ActivityArgs, query: &Query, found: &Found, style: &Style) -> anyhow::Result<()> {
    let record = &source(&found.worker, query).await?;
    let limit = usize::from(args.limit);
    let now = found.worker.ledger().now();
    let filter = args.filter.filter(Some(record))?;
    let mut entries = newest_in_full(found.worker.journal().as_ref(), &filter, limit, now)
        .await
        .map_err(told)?;
    if let Some(id) = &args.entry {
        entries.retain(|entry| entry.id.starts_with(id.as_str()));
        if entries.is_empty() {
            let (limit, record) = (limit.to_string(), record.to_string());
            bail!("{}", commands().activity_no_entry(limit, id, record));
        }
        entries.truncate(1);
    }
    if args.json {
        return print(&lines(entries.iter().map(|entry| found.json(json!(entry)))));
    }
    let decided_by = match entries.first().and_then(|entry| entry.reason.as_deref()) {
        Some(reason) => {
            let pushed = SettingsDocument::pushed(found.worker.ledger())
                .await
                .map_err(told)?;
            let settings = pushed.unwrap_or_else(SettingsDocument::shipped);
            why::settings_in(reason, &settings)
        }
        None => Vec::new(),
    };
    print(&format!(
        "{}{}",
        found.heading(style),
        record_text(record, &entries, &decided_by, &found.target, style)
    ))
}

fn lines(values: impl Iterator<Item = Value>) -> String {
    values.map(|value| format!("{value}\n")).collect()
}

/// How many records in doubt are named.
const IN_DOUBT: u32 = 5;

/// Records that are not finished.
#[derive(Debug, Clone, Default)]
struct Waits {
    parked: causes::Count,
    later: u64,
    /// The names of records that may have become a document. The ones beyond those named count among the later ones.
    in_doubt: Vec<String>,
}

impl Waits {
    /// Counted without a limit. Of the parked ones, those that `ekobridge parked` hides are apart.
    async fn of(ledger: &Ledger) -> anyhow::Result<Self> {
        let count = |state| ledger.store().count_listed(state);
        let (parked, waiting, in_doubt, named) = futures::try_join!(
            causes::count(ledger),
            count(State::Waiting),
            count(State::InDoubt),
            ledger.store().list(State::InDoubt, IN_DOUBT, None)
        )
        .map_err(told)?;
        let named: Vec<String> = named.records.iter().map(causes::name_of).collect();
        let more = in_doubt.saturating_sub(u64::try_from(named.len()).unwrap_or_default());
        Ok(Self {
            parked,
            later: waiting + more,
            in_doubt: named,
        })
    }
}

fn parked_text(records: &[Record], marks: &Marks, target: &Target, style: &Style) -> String {
    if records.is_empty() {
        return format!("{}\n", style.texts().parked_nothing());
    }
    let mut text = String::new();
    for record in records {
        text.push_str(&parked::record_text(record, style));
        text.push('\n');
    }
    let (one, all) = (target.command("replay RECORD"), target.command("replay --parked"));
    let _ = writeln!(text, "{}", style.texts().parked_total(all, one, records.len()));
    let ignored = records
        .iter()
        .filter(|record| ignored_with(record, marks).is_some());
    let ignored = ignored.count();
    if ignored > 0 {
        let _ = writeln!(text, "{}", style.texts().parked_left_out(ignored));
    }
    text
}

/// The same, with the stack's name in front if there are several.
pub(crate) fn labelled_line(label: Option<&str>, entry: &Summary, style: &Style) -> String {
    match label {
        Some(label) => format!("{} {}", style.bold(&format!("{label:<12}")), line(entry, style)),
        None => line(entry, style),
    }
}

/// An attempt in one line, with the remedy if it failed.
fn line(entry: &Summary, style: &Style) -> String {
    let mark = match entry.outcome {
        Outcome::Done => style.green("✓"),
        Outcome::Parked => style.red("!"),
        Outcome::Waiting => style.yellow("…"),
        Outcome::Skipped | Outcome::Ignored => style.dim("–"),
    };
    let translated = entry
        .problem
        .as_ref()
        .and_then(|problem| translated(problem, style));
    let why = match (&entry.problem, &entry.reason) {
        (Some(problem), _) => {
            let what = translated.as_ref().map_or(&problem.message, |(cause, _)| cause);
            format!("{what} [{}]", problem.code)
        }
        (None, Some(reason)) => words::reason(reason, &entry.cases, style.language()),
        (None, None) => String::new(),
    };
    let time = style.time(entry.at);
    // The remedy is below the mark.
    let indent = time.chars().count() + 2;
    let mut text = format!(
        "{}  {mark} {:<16} {:<8} {why}\n",
        style.dim(&time),
        engine::with_short_ids(&entry.source.to_string()),
        words::outcome(entry.outcome, &entry.cases, style),
        why = engine::with_short_ids(&why),
    );
    if let Some(problem) = &entry.problem
        && entry.outcome == Outcome::Parked
        && !problem.remedy.is_empty()
    {
        let remedy = translated.as_ref().map_or(&problem.remedy, |(_, remedy)| remedy);
        let _ = writeln!(text, "{:indent$}{} {remedy}", "", style.yellow("→"));
    }
    text
}

/// The unfinished records of a deployment, as text.
fn waits_text(waits: Waits, found: &Found, style: &Style) -> String {
    let mut text = String::new();
    let label = match &found.label {
        Some(label) => format!("{}: ", style.bold(label)),
        None => String::new(),
    };
    text.push_str(&parked_waits(waits.parked, &label, &found.target, style));
    text.push_str(&doubts(&waits.in_doubt, &label, &found.target, style));
    if waits.later > 0 {
        let _ = writeln!(text, "\n{label}{}", style.texts().activity_later(waits.later));
    }
    text
}

/// The records that may have become a document, so that nobody creates it by hand.
fn doubts(records: &[String], label: &str, target: &Target, style: &Style) -> String {
    let texts = style.texts();
    let told = records.iter().map(|record| {
        let why = target.command(&format!("why {record}"));
        let (answer, advice) = (texts.answer_in_doubt(record), texts.why_in_doubt_do());
        format!("\n{label}{answer} {advice}\n  {} {why}\n", style.yellow("→"))
    });
    told.collect()
}

/// How many records are parked, and how many more `ekobridge parked` hides.
fn parked_waits(parked: causes::Count, label: &str, target: &Target, style: &Style) -> String {
    let (texts, mut told) = (style.texts(), Vec::new());
    if parked.listed > 0 {
        told.push(texts.activity_parked(target.command("parked"), parked.listed));
    }
    if parked.hidden > 0 {
        told.push(texts.activity_hidden(target.command("parked --all"), parked.hidden));
    }
    match told.is_empty() {
        true => String::new(),
        false => format!("\n{label}{}\n", told.join(" ")),
    }
}

/// A record's attempts: the latest in full, with the settings that decided it.
fn record_text(
    record: &Source,
    entries: &[Entry],
    decided_by: &[SettingLine],
    target: &Target,
    style: &Style,
) -> String {
    let Some((newest, before)) = entries.split_first() else {
        return format!("{}\n", style.texts().activity_none_of(record.to_string()));
    };
    let mut text = in_full(newest, decided_by, target, style);
    if !before.is_empty() {
        let _ = writeln!(text, "\n{}", style.bold(&style.texts().label_before()));
        for entry in before {
            let _ = write!(
                text,
                "{}  {}",
                style.dim(&entry.id[..entry.id.len().min(8)]),
                line(&Summary::from(entry), style)
            );
        }
        let one = target.command(&format!("activity {record} --entry ID"));
        let _ = writeln!(text, "{}", style.texts().activity_one_in_full(one));
    }
    text
}

/// All details of an entry.
fn in_full(entry: &Entry, decided_by: &[SettingLine], target: &Target, style: &Style) -> String {
    let texts = style.texts();
    let title = format!(
        "{}, {}",
        entry.source,
        words::outcome(entry.outcome, &entry.cases, style)
    );
    let mut text = format!(
        "{}  {}\n",
        style.bold(&title),
        style.dim(&texts.activity_attempt(
            entry.calls,
            notices::trigger(entry.cause, style.language()),
            entry.duration_ms,
            style.time(entry.at)
        ))
    );
    if let Some(reason) = &entry.reason {
        let reason = words::reason(reason, &entry.cases, style.language());
        let _ = writeln!(text, "  {reason}");
    }
    for setting in decided_by {
        let _ = writeln!(text, "  {}", setting_text(setting, style));
    }
    if let Some(problem) = &entry.problem {
        text.push_str(&what_and_what_to_do(problem, style));
        if entry.outcome == Outcome::Parked {
            let replay = target.command(&format!("replay {}", entry.source));
            let _ = writeln!(text, "  {} {}", style.yellow("→"), texts.activity_then(replay));
        }
    }
    if let Some(document) = &entry.document {
        let number = document.number.clone().unwrap_or_else(|| texts.without_number());
        let _ = writeln!(
            text,
            "  eAccounting: {} {number}, id {}",
            document.kind, document.id
        );
    }
    if !entry.steps.is_empty() {
        let _ = writeln!(text, "\n{}", style.bold(&texts.label_steps()));
        for step in &entry.steps {
            let mark = if step.ok {
                style.green("✓")
            } else {
                style.red("!")
            };
            let name = notices::step_name(&step.name, style.language());
            let _ = writeln!(
                text,
                "  {:>6} ms  {mark} {:<14} {}",
                step.at_ms,
                name.as_deref().unwrap_or(&step.name),
                words::step(&step.text, style.language())
            );
        }
    }
    fields(&mut text, &texts.label_read(), &entry.read, style);
    let sent = match was_sent(entry) {
        true => texts.label_sent(),
        false => texts.label_prepared(),
    };
    fields(&mut text, &sent, &entry.sent, style);
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
            _ if field.redacted => style.dim(&style.texts().field_not_kept()),
            Some(value) => value.clone(),
            None => style.dim(&style.texts().field_empty()),
        };
        let rule = field.rule.as_ref().map(|rule| {
            match PreviewWords::of(style.language()).logged_rule(&field.field, rule) {
                LoggedRule::Words(words) => style.dim(&format!("  ← {words}")),
                LoggedRule::Expression(expression) => style.dim(&format!("  ← `{expression}`")),
            }
        });
        let rule = rule.unwrap_or_default();
        let _ = writeln!(text, "  {:<44} {value}{rule}", field_label(field, style));
    }
}

/// A field's name. In English, what eAccounting's screens call it comes first; other languages have no words for fields.
fn field_label(field: &FieldValue, style: &Style) -> String {
    let api = format!("{}.{}", field.document, field.field);
    let is_of_eaccounting = field.field.starts_with(|c: char| c.is_ascii_uppercase());
    match style.language() {
        Language::English if is_of_eaccounting => {
            format!("{} ({api})", model::field_name(&field.field))
        }
        _ => api,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::Timestamp;
    use journal::{Document, Recorder, Redaction};
    use model::{Case, Cause, Code, Job, JobKind, Named, Problem, Reason, reason};

    use super::*;

    const NOW: &str = "2026-11-25T08:00:00Z";

    fn shop() -> Target {
        Target {
            stack: Some("shop".to_owned()),
            data: None,
        }
    }

    #[test]
    fn what_parked_hides_is_counted_apart() {
        let told = |listed, hidden| {
            let parked = causes::Count { listed, hidden };
            parked_waits(parked, "", &shop(), &Style::plain())
        };
        assert_eq!(told(0, 0), "");
        assert_eq!(
            told(0, 1),
            "\n1 more is ignored or resolved: `ekobridge parked --all --stack shop`.\n"
        );
        assert_eq!(
            told(2, 3),
            "\n2 parked: `ekobridge parked --stack shop` says what to do. 3 more are ignored or resolved: `ekobridge parked \
             --all --stack shop`.\n"
        );
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_record_in_doubt_has_a_line_of_its_own() {
        let stack = devstack::testing::IdleStack::new().await;
        let ledger = stack.worker.ledger();
        let none = Waits::of(ledger).await.unwrap();
        assert_eq!((none.later, none.in_doubt.len()), (0, 0));
        let job = job();
        let ask = ledger::ClaimRequest {
            job: Some(&job),
            ..Default::default()
        };
        let intent = ledger::Intent {
            what: ledger::DocumentKind::Order,
            natural_key: "1002".to_owned(),
            customer_id: None,
            step: "order".to_owned(),
        };
        let key = ledger::Key::source(&job.source);
        let claimed = ledger.claim_with_intent(&key, ask, intent).await.unwrap();
        let ledger::ClaimOutcome::Fresh(lease) = claimed else {
            panic!("{claimed:?}")
        };
        let problem = Problem::new(Code::EACCOUNTING_SERVER_ERROR, "No answer came.", "Wait.");
        ledger.in_doubt(lease, &problem, None).await.unwrap();

        let waits = Waits::of(ledger).await.unwrap();
        assert_eq!(waits.later, 0, "it is counted once");
        assert_eq!(
            doubts(&waits.in_doubt, "", &shop(), &Style::plain()),
            "\norder:1:1002 may have become a document: no answer said whether. Create nothing by hand. The next attempt looks it \
             up first, and uses it if it exists.\n  → `ekobridge why order:1:1002 --stack shop`\n"
        );
        let swedish = Style::plain().in_language(Language::Swedish);
        let told = doubts(&waits.in_doubt, "", &shop(), &swedish);
        assert!(
            told.contains("order:1:1002 kan ha blivit ett dokument") && told.contains("Skapa inget manuellt")
        );
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
        let mut step = |at_ms: &str, name: &str, text: &str, ok: bool| {
            recorder.step(at(&format!("2026-11-25T08:00:00.{at_ms}Z")), name, text, ok);
        };
        step("012", "read", "read order 1002: 799.00 SEK, 2 lines", true);
        step("015", "after", "the note was not added: Try again.", false);
        step("017", "dance", "an older step", true);
        recorder.read("order", "email", Some("anna@example.com"));
        recorder.sent("customer", "Phone", Some("070"), Some("contact.phone"));
        recorder.sent(
            "order",
            "OrderDate",
            Some("2026-11-25"),
            Some("the day on which the order was placed"),
        );
        recorder.sent("order", "Rows[0].Quantity", Some("2"), Some("line 1"));
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
            "2026-11-25 08:00:01 UTC  ! order:1:1002     parked   Order 1002: no article has the SKU X. [sku_unknown]\n\
             \u{20}                        → Create article X, then replay the order.\n"
        );
    }

    #[test]
    fn an_attempt_is_told_in_the_persons_language() {
        let style = Style::plain().in_language(messages::Language::Norwegian);
        let entry = parked_entry();
        assert_eq!(
            line(&Summary::from(&entry), &style),
            "2026-11-25 08:00:01 UTC  ! order:1:1002     parkert  Ingen artikkel i eAccounting har produktets varenummer (SKU). \
             [sku_unknown]\n\
             \u{20}                        → Opprett artikkelen i eAccounting, eller sett `articles.on_unknown_sku` til \"create\" eller \
             \"fallback\". Kjør så posten på nytt.\n"
        );
        let text = in_full(&entry, &[], &shop(), &style);
        for part in [
            "webhook, 1000 ms, 2 kall",
            "→ Så: `ekobridge replay",
            "\nTrinn\n",
            "12 ms  ✓ lese           ordre 1002 ble lest: 799.00 SEK, 2 linjer\n",
            "15 ms  ! etterpå        notatet ble ikke lagt til [en] Try again.\n",
            "17 ms  ✓ dance          [en] an older step\n",
            "\nLest\n",
            "(ikke lagret)  ← `contact.phone`\n",
            "order.OrderDate                              2026-11-25  ← dagen ordren ble lagt inn\n",
            "order.Rows[0].Quantity                       2  ← linje 1\n",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }

    #[test]
    fn an_attempt_in_full_has_its_steps_fields_and_the_command_to_go_on_with() {
        let text = in_full(&parked_entry(), &[], &shop(), &Style::plain());
        for part in [
            "webhook, 1000 ms, 2 calls",
            "→ Then: `ekobridge replay order:1:1002 --stack shop`",
            "12 ms  ✓ read           read order 1002: 799.00 SEK, 2 lines",
            "17 ms  ✓ dance          an older step",
            "order.email                                  anna@example.com",
            "\nPrepared, not sent\n  phone (customer.Phone)                       (not kept)  ← `contact.phone`",
            "  order date (order.OrderDate)                 2026-11-25  ← the day on which the order was placed\n",
            "  quantity of row 1 (order.Rows[0].Quantity)   2  ← line 1\n",
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
        let text = record_text(&entry.source.clone(), &[entry], &[], &shop(), &Style::plain());
        assert!(text.contains("eAccounting: order 7, id a-b"), "{text}");
        assert!(!text.contains("Before"), "{text}");
    }

    /// What became of an attempt, as the activity log has it.
    fn ended(kind: JobKind, source: &str, outcome: Outcome, reason: &Reason) -> Entry {
        let job = Job {
            kind,
            source: source.parse().unwrap(),
            ..job()
        };
        let mut recorder = Recorder::new(&job, at(NOW));
        recorder.reason(reason.as_str());
        recorder.cases(reason.cases().to_vec());
        recorder.finish(outcome, at(NOW), &Redaction::default())
    }

    #[test]
    fn each_direction_is_told_in_the_readers_language_and_what_is_not_is_marked() {
        let swedish = Style::plain().in_language(Language::Swedish);
        let back = "sales_order:56989428-f2fc-4921-9a53-415c5b7ed483";
        let newer = vec![Case {
            name: "of-a-newer-version".to_owned(),
            with: BTreeMap::new(),
        }];
        for (kind, source, outcome, reason, told) in [
            (
                JobKind::Order,
                "order:1:1002",
                Outcome::Done,
                reason::became("order 1002", "order 7"),
                "skickat  order 1002 blev order 7\n",
            ),
            (
                JobKind::Stock,
                "stock:all",
                Outcome::Done,
                reason::stock_queued(
                    Named::counted(2, "product", "products"),
                    Named::counted(1, "job", "jobs"),
                    "2 in stock",
                ),
                "klar     2 produkter i kö i 1 jobb: 2 i lager\n",
            ),
            (
                JobKind::FindOrders,
                "contact:1",
                Outcome::Done,
                reason::orders_queued(Named::counted(2, "order", "orders")),
                "klar     2 ordrar från kontakten i kö\n",
            ),
            (
                JobKind::Order,
                "order:1:1002",
                Outcome::Skipped,
                reason::not_paid(),
                "överhoppat den är inte betald, och orders.status_filter är \"paid\"\n",
            ),
            (
                JobKind::WriteOrder,
                back,
                Outcome::Done,
                reason::written("order 7", "part paid", "799.00 SEK"),
                "skickat  ActiveCampaign har order 7: delvis betald, 799.00 SEK\n",
            ),
            (
                JobKind::WriteOrder,
                back,
                Outcome::Skipped,
                reason::draft(),
                "överhoppat den är ett utkast\n",
            ),
            (
                JobKind::Order,
                "order:1:1002",
                Outcome::Skipped,
                Reason::in_english("an older version's"),
                "överhoppat [en] an older version's\n",
            ),
            (
                JobKind::Order,
                "order:1:1002",
                Outcome::Skipped,
                Reason::stored("a newer version's", newer),
                "överhoppat [en] a newer version's\n",
            ),
        ] {
            let entry = ended(kind, source, outcome, &reason);
            let text = line(&Summary::from(&entry), &swedish);
            assert!(text.ends_with(told), "{text}");
            assert!(in_full(&entry, &[], &shop(), &swedish).contains(told.split_once(' ').unwrap().1.trim()));
            let english = line(&Summary::from(&entry), &Style::plain());
            assert!(english.ends_with(&format!(" {reason}\n")), "{english}");
        }
    }

    #[test]
    fn a_skipped_attempt_names_the_setting_with_its_line() {
        let mut recorder = Recorder::new(&job(), at(NOW));
        let reason = "it is not paid, and orders.status_filter is \"paid\"";
        recorder.reason(reason);
        let entry = recorder.finish(Outcome::Skipped, at(NOW), &Redaction::default());
        let document = SettingsDocument {
            text: "[orders]\nstatus_filter = \"paid\"\n".to_owned(),
            file: "shop.toml".to_owned(),
        };
        let settings = why::settings_in(reason, &document);
        let text = in_full(&entry, &settings, &shop(), &Style::plain());
        assert!(
            text.contains("Setting orders.status_filter  shop.toml:2  status_filter = \"paid\""),
            "{text}"
        );
        assert!(line(&Summary::from(&entry), &Style::plain()).contains("orders.status_filter"));
    }
}
