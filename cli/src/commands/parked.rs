//! `ekobridge parked`: the parked records by cause, and the marks that people put on causes.

use std::fmt::Write as _;

use anyhow::bail;
use clap::{Args, Subcommand};
use ledger::Record;
use model::Code;
use operations::causes::{self, Cause, Status};
use serde_json::json;
use why::Query;

use crate::deployment::{Deployment, Target};
use crate::deployments::{Failures, Found, Targets};
use crate::language::commands;
use crate::parked::{code, record_json, record_text};
use crate::record::{query, source};
use crate::terminal::{Style, print, told};
use crate::words::translated_code;

/// The arguments of `ekobridge parked`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Examples:
  ekobridge parked  # every cause, the open ones with most records first
  ekobridge parked sku_unknown  # the records of one cause
  ekobridge parked order 1001  # one record
  ekobridge parked ack sku_unknown --because \"articles are imported tonight\"
  ekobridge parked resolve order 1001  # one that changed after it was sent; its document is right now
  ekobridge replay --cause sku_unknown  # once the cause is gone")]
pub(crate) struct ParkedArgs {
    #[command(subcommand)]
    action: Option<Action>,
    /// A cause by its code, such as sku_unknown, or one record, such as order:1:1001 or order 1001.
    #[arg(value_name = "CAUSE|RECORD", num_args = 1..=2)]
    what: Vec<String>,
    /// Include causes that are ignored or resolved.
    #[arg(long, conflicts_with = "what")]
    all: bool,
    /// Print one line of JSON for each cause, or for each record of the given one.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    targets: Targets,
}

/// A mark on a cause. It applies until another record is parked with the same cause, which opens the cause again.
#[derive(Debug, Subcommand)]
enum Action {
    /// Mark a cause as being worked on.
    Ack(MarkArgs),
    /// Ignore a cause: its records stay parked, and the list omits it.
    Ignore(MarkArgs),
    /// Mark a cause as fixed, so that the list omits it; or settle a record that changed after it was sent, since its
    /// document is right now.
    Resolve(ResolveArgs),
    /// Remove a cause's mark.
    Reopen(MarkArgs),
}

/// The arguments of each mark.
#[derive(Debug, Args)]
struct MarkArgs {
    /// The cause by its code, such as sku_unknown.
    #[arg(value_name = "CAUSE", value_parser = code)]
    cause: Code,
    /// The reason, for the audit log, without personal data.
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    #[command(flatten)]
    target: Target,
}

/// The arguments of `ekobridge parked resolve`.
#[derive(Debug, Args)]
struct ResolveArgs {
    /// A cause by its code, such as sku_unknown, or one record, such as order:1:1001 or order 1001.
    #[arg(value_name = "CAUSE|RECORD", num_args = 1..=2, required = true)]
    what: Vec<String>,
    /// The reason, for the audit log, without personal data.
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    #[command(flatten)]
    target: Target,
}

/// What is to be shown, or resolved.
#[derive(Debug, PartialEq)]
enum Wanted {
    /// Every cause.
    All,
    /// The records of one cause.
    Cause(Code),
    /// One record.
    Record(Query),
}

impl Wanted {
    fn read(words: &[String]) -> anyhow::Result<Self> {
        match words {
            [] => Ok(Self::All),
            [word] => match (code(word), word.parse()) {
                (Ok(code), _) => Ok(Self::Cause(code)),
                (Err(_), Ok(query)) => Ok(Self::Record(query)),
                (Err(told), Err(_)) => {
                    let text = commands();
                    bail!("{}. {}", told.told(text), text.no_record(word))
                }
            },
            words => Ok(query(words)?.map_or(Self::All, Self::Record)),
        }
    }
}

pub(crate) async fn run(args: ParkedArgs) -> anyhow::Result<()> {
    match &args.action {
        Some(Action::Ack(mark)) => say(mark, Status::Acknowledged).await,
        Some(Action::Ignore(mark)) => say(mark, Status::Ignored).await,
        Some(Action::Resolve(args)) => resolve(args).await,
        Some(Action::Reopen(mark)) => say(mark, Status::Open).await,
        None => {
            let wanted = Wanted::read(&args.what)?;
            let style = Style::of_stdout();
            let mut failures = Failures::default();
            for found in &args.targets.find_some(&mut failures).await? {
                let shown = Box::pin(show(&args, &wanted, found, &style)).await;
                failures.note(found.label.as_deref(), shown)?;
            }
            failures.end()
        }
    }
}

async fn resolve(args: &ResolveArgs) -> anyhow::Result<()> {
    let query = match Wanted::read(&args.what)? {
        Wanted::Record(query) => query,
        Wanted::All => bail!("{}", commands().no_record("")),
        Wanted::Cause(cause) => {
            let mark = MarkArgs {
                cause,
                because: args.because.clone(),
                target: args.target.clone(),
            };
            return say(&mark, Status::Resolved).await;
        }
    };
    let deployment = Deployment::find(&args.target).await?;
    let by = deployment.operator().await;
    let worker = deployment.worker();
    let record = source(&worker, &query).await?;
    causes::settle(worker.ledger(), &record, &by, args.because.as_deref())
        .await
        .map_err(told)?;
    print(&format!("{}\n", commands().parked_settled(record.to_string())))
}

async fn say(args: &MarkArgs, status: Status) -> anyhow::Result<()> {
    let deployment = Deployment::find(&args.target).await?;
    let by = deployment.operator().await;
    let worker = deployment.worker();
    causes::mark(worker.ledger(), args.cause, status, &by, args.because.as_deref())
        .await
        .map_err(told)?;
    let (says, code) = (commands(), args.cause.as_str());
    let said = match status {
        Status::Open => says.cause_open(code),
        Status::Acknowledged => says.cause_acknowledged(code),
        Status::Ignored => says.cause_ignored(code),
        Status::Resolved => says.cause_resolved(code),
    };
    print(&format!("{said}\n"))
}

async fn show(args: &ParkedArgs, wanted: &Wanted, found: &Found, style: &Style) -> anyhow::Result<()> {
    let causes = causes::causes(found.worker.ledger()).await.map_err(told)?;
    match wanted {
        Wanted::All => {}
        Wanted::Cause(code) => {
            let cause = causes.iter().find(|cause| cause.code == *code);
            return print(&one(cause, *code, args.json, found, style));
        }
        Wanted::Record(query) => {
            let record = source(&found.worker, query).await?.to_string();
            return print(&of_record(&causes, &record, args.json, found, style));
        }
    }
    let is_shown = |cause: &&Cause| args.all || cause.status.is_listed();
    if args.json {
        let shown = causes.iter().filter(is_shown);
        let lines: String = shown
            .map(|cause| format!("{}\n", found.json(json!(cause))))
            .collect();
        return print(&lines);
    }
    print(&format!(
        "{}{}",
        found.heading(style),
        list(&causes, args.all, &found.target, style)
    ))
}

/// What a record is parked for.
fn of_record(causes: &[Cause], record: &str, as_json: bool, found: &Found, style: &Style) -> String {
    let records: Vec<&Record> = causes
        .iter()
        .flat_map(|cause| &cause.records)
        .filter(|parked| causes::name_of(parked) == record)
        .collect();
    if as_json {
        return records
            .into_iter()
            .map(|record| format!("{}\n", found.json(record_json(record))))
            .collect();
    }
    let mut text = found.heading(style);
    if records.is_empty() {
        let why = found.target.command(&format!("why {record}"));
        let _ = writeln!(text, "{}", style.texts().parked_not(record, why));
        return text;
    }
    let is_sent = records.iter().any(|record| record.is_unsettled());
    for record in records {
        text.push_str(&record_text(record, style));
    }
    let texts = style.texts();
    let _ = match is_sent {
        true => {
            let resolve = found.target.command(&format!("parked resolve {record}"));
            writeln!(text, "{}", texts.parked_sent(resolve))
        }
        false => {
            let replay = found.target.command(&format!("replay {record}"));
            writeln!(text, "{}", texts.parked_when_gone(replay))
        }
    };
    text
}

/// The records of a cause.
fn one(cause: Option<&Cause>, wanted: Code, as_json: bool, found: &Found, style: &Style) -> String {
    let records = cause.map(|cause| &cause.records[..]).unwrap_or_default();
    if as_json {
        return records
            .iter()
            .map(|record| format!("{}\n", found.json(record_json(record))))
            .collect();
    }
    let mut text = found.heading(style);
    let Some(cause) = cause else {
        let _ = writeln!(text, "{}", style.texts().parked_nothing_with(wanted.as_str()));
        return text;
    };
    for record in records {
        text.push_str(&record_text(record, style));
        text.push('\n');
    }
    text.push_str(&state(cause, style));
    text.push_str(&already_sent(cause, &found.target, style));
    let replay = found.target.command(&format!("replay --cause {wanted}"));
    let _ = writeln!(text, "{}", style.texts().parked_when_gone(replay));
    text
}

fn list(causes: &[Cause], all: bool, target: &Target, style: &Style) -> String {
    let texts = style.texts();
    let mut text = String::new();
    let (shown, hidden): (Vec<&Cause>, Vec<&Cause>) =
        causes.iter().partition(|cause| all || cause.status.is_listed());
    for cause in &shown {
        let records = texts.parked_since(texts.parked_records(cause.count), style.time(cause.since));
        let _ = writeln!(text, "{}  {records}", style.bold(cause.code.as_str()));
        let examples = cause.examples.join(", ");
        let examples = match cause.count.saturating_sub(cause.examples.len()) {
            0 => examples,
            rest => texts.parked_more(rest, examples),
        };
        let _ = writeln!(text, "  {examples}");
        text.push_str(&what_to_do(cause, style));
        text.push_str(&state(cause, style));
        text.push_str(&already_sent(cause, target, style));
        text.push('\n');
    }
    if causes.is_empty() {
        let _ = writeln!(text, "{}", texts.parked_nothing());
    }
    if !shown.is_empty() {
        let (list, replay) = (
            target.command("parked CAUSE"),
            target.command("replay --cause CAUSE"),
        );
        let _ = writeln!(text, "{}", texts.parked_hint(list, replay));
    }
    if !hidden.is_empty() {
        let records: usize = hidden.iter().map(|cause| cause.count).sum();
        let all = target.command("parked --all");
        let hidden = texts.parked_hidden(hidden.len(), all, texts.parked_records(records));
        let _ = writeln!(text, "{hidden}");
    }
    text
}

/// What to do about a cause: what its records say. In other languages than English, the English comes after it where a record's
/// problem exists in English alone.
fn what_to_do(cause: &Cause, style: &Style) -> String {
    let arrow = style.yellow("→");
    let mut text = String::new();
    if let Some((meaning, remedy)) = translated_code(cause.code, style) {
        let problems = || cause.records.iter().filter_map(|record| record.problem.as_ref());
        let told = notices::remedies(problems(), style.language());
        let told = if told.is_empty() { vec![remedy] } else { told };
        let _ = writeln!(text, "  {meaning}.");
        for remedy in told {
            let _ = writeln!(text, "  {arrow} {remedy}");
        }
        let is_told = |problem| notices::event(problem, style.language()).is_some();
        let in_english = cause.remedies.iter().filter(|_| !problems().all(is_told));
        for remedy in in_english {
            let _ = writeln!(text, "  {}", style.dim(&style.texts().label_in_detail(remedy)));
        }
        return text;
    }
    for remedy in &cause.remedies {
        let _ = writeln!(text, "  {arrow} {remedy}");
    }
    text
}

/// What to do with the records of a cause that were sent, and have changed since.
fn already_sent(cause: &Cause, target: &Target, style: &Style) -> String {
    if !cause.records.iter().any(Record::is_unsettled) {
        return String::new();
    }
    let resolve = target.command("parked resolve RECORD");
    format!("  {}\n", style.texts().parked_sent(resolve))
}

/// The mark on a cause.
fn state(cause: &Cause, style: &Style) -> String {
    let Some(mark) = &cause.mark else {
        return String::new();
    };
    let (texts, at) = (style.texts(), style.time(mark.at));
    let said = match mark.status {
        Status::Acknowledged => texts.mark_acknowledged(&mark.by, at),
        Status::Ignored => texts.mark_ignored(&mark.by, at),
        Status::Resolved => texts.mark_resolved(&mark.by, at),
        Status::Open => texts.mark_open(&mark.by, at),
    };
    let said = match &mark.note {
        Some(note) => texts.mark_because(note, said),
        None => said,
    };
    let text = if cause.is_open() {
        texts.mark_open_again(said)
    } else {
        said
    };
    format!("  {}\n", style.dim(&text))
}

#[cfg(test)]
mod tests {
    use devstack::testing::{IdleStack, job};
    use ledger::{ClaimRequest, Key};
    use messages::Language;
    use model::{JobKind, Problem};

    use super::*;

    async fn park(stack: &IdleStack, source: &str, sku: &str) {
        park_with(stack, source, &format!("Create article {sku}.")).await;
    }

    async fn park_with(stack: &IdleStack, source: &str, remedy: &str) {
        let job = job(JobKind::Order, source);
        let ask = ClaimRequest {
            job: Some(&job),
            ..ClaimRequest::default()
        };
        let problem = Problem::new(Code::SKU_UNKNOWN, format!("{source} has an unknown SKU."), remedy);
        let key = Key::source(&job.source);
        let ledger = stack.worker.ledger();
        ledger.park_leaseless(&key, ask, &problem).await.unwrap();
    }

    async fn listed(stack: &IdleStack, all: bool) -> String {
        let causes = causes::causes(stack.worker.ledger()).await.unwrap();
        let target = Target {
            stack: Some("shop".to_owned()),
            data: None,
        };
        list(&causes, all, &target, &Style::plain())
    }

    #[tokio::test]
    async fn causes_are_listed_with_count_examples_remedies_and_commands() {
        let stack = IdleStack::new().await;
        assert_eq!(listed(&stack, false).await, "Nothing is parked.\n");
        for number in 1..=7 {
            park(&stack, &format!("order:1:{number}"), "VASE").await;
        }
        park(&stack, "order:1:8", "LAMP").await;
        for number in [11, 12] {
            let source = format!("order:1:{number}");
            park_with(&stack, &source, &format!("Add a city; then replay {source}.")).await;
        }
        let text = listed(&stack, false).await;
        for part in [
            "sku_unknown  10 records, the first ",
            "order:1:1, order:1:2, order:1:3, order:1:4, order:1:5, and 5 more\n  → Create article VASE.\n  → Add a city; then replay \
             the order.\n  → Create article LAMP.",
            "`ekobridge replay --cause CAUSE --stack shop`",
        ] {
            assert!(text.contains(part), "{part} is missing in:\n{text}");
        }
    }

    #[test]
    fn a_cause_is_told_from_a_record_by_its_code() {
        let read = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            Wanted::read(&words)
        };
        assert_eq!(read(&[]).unwrap(), Wanted::All);
        assert_eq!(read(&["sku_unknown"]).unwrap(), Wanted::Cause(Code::SKU_UNKNOWN));
        let order = Wanted::Record("order 1001".parse().unwrap());
        assert_eq!(read(&["order", "1001"]).unwrap(), order);
        assert_eq!(read(&["Order:1001"]).unwrap(), order);
        let told = read(&["sku"]).unwrap_err().to_string();
        assert!(
            told.contains("there is no code sku") && told.contains(why::FORMS),
            "{told}"
        );
        let told = read(&["webhook"]).unwrap_err().to_string();
        assert!(told.contains("`--trigger webhook`"), "{told}");
    }

    #[tokio::test]
    async fn causes_are_listed_in_the_persons_language() {
        let stack = IdleStack::new().await;
        park(&stack, "order:1:1", "VASE").await;
        let causes = causes::causes(stack.worker.ledger()).await.unwrap();
        let target = Target {
            stack: None,
            data: None,
        };
        for (language, parts) in [
            (
                Language::Finnish,
                [
                    "sku_unknown  1 tietue, ensimmäinen ",
                    "  eAccountingissa ei ole tuotetta, jolla on tämä tuotenumero (SKU).\n",
                    "  → Luo tuote eAccountingiin",
                    "  Tarkemmin, englanniksi: Create article VASE.\n",
                    "`ekobridge replay --cause CAUSE`",
                ],
            ),
            (
                Language::Dutch,
                [
                    "sku_unknown  1 record, het eerste ",
                    "  Geen artikel in eAccounting heeft",
                    "  → Maak het artikel aan in eAccounting",
                    "  In detail, in het Engels: Create article VASE.\n",
                    "toont de records van een oorzaak",
                ],
            ),
        ] {
            let style = Style::plain().in_language(language);
            let text = list(&causes, false, &target, &style);
            for part in parts {
                assert!(text.contains(part), "{part} is missing in:\n{text}");
            }
        }
    }

    #[tokio::test]
    async fn what_was_sent_and_changed_since_is_parked_until_it_is_resolved() {
        let stack = IdleStack::new().await;
        let ledger = stack.worker.ledger();
        park(&stack, "order:1:1", "VASE").await;
        for order in ["order:1:2", "order:1:3", "order:1:4"] {
            stack.changed_since_sent(order).await;
        }
        let text = listed(&stack, false).await;
        for part in [
            "changed_after_creation  3 records, the first ",
            "order:1:2, order:1:3, order:1:4\n  → Compare both and correct invoice 12.\n  Already sent: the document in eAccounting \
             stays as it is. When it is right: `ekobridge parked resolve RECORD --stack shop`.\n",
        ] {
            assert!(text.contains(part), "{part} is missing in:\n{text}");
        }
        assert_eq!(text.matches("Already sent").count(), 1, "{text}");

        let order = |text: &str| text.parse().unwrap();
        causes::settle(ledger, &order("order:1:2"), "me", Some("corrected"))
            .await
            .unwrap();
        let actions = operations::audit::actions(ledger).await.unwrap();
        assert_eq!(
            actions[0].what,
            "The difference of order:1:2 is resolved, because: corrected."
        );
        assert_eq!(causes::count(ledger).await.unwrap().listed, 3);
        for other in ["order:1:1", "order:1:2", "order:1:9"] {
            let refused = causes::settle(ledger, &order(other), "me", None).await;
            assert_eq!(refused.unwrap_err().code, Code::INPUT_INVALID, "{other}");
        }
        // What was not sent waits for its replay; for what was sent, nothing is to be replayed.
        for code in [Code::CHANGED_AFTER_CREATION, Code::SKU_UNKNOWN] {
            causes::mark(ledger, code, Status::Resolved, "me", None)
                .await
                .unwrap();
        }
        let text = listed(&stack, true).await;
        assert!(
            text.contains("order:1:1") && !text.contains("changed_after_creation"),
            "{text}"
        );
    }

    #[tokio::test]
    async fn what_is_ignored_is_hidden_until_it_happens_again() {
        let stack = IdleStack::new().await;
        let ledger = stack.worker.ledger();
        park(&stack, "order:1:1", "VASE").await;
        let (code, by) = (Code::SKU_UNKNOWN, "arn:aws:iam::1:user/ops");
        causes::mark(ledger, code, Status::Ignored, by, Some("test orders"))
            .await
            .unwrap();
        let text = listed(&stack, false).await;
        let audited = operations::audit::actions(ledger).await.unwrap();
        assert_eq!(
            audited[0].what,
            "The cause sku_unknown is ignored, because: test orders"
        );
        assert!(
            text.contains("1 cause with 1 record is ignored or resolved") && !text.contains("order:1:1"),
            "{text}"
        );
        let text = listed(&stack, true).await;
        assert!(
            text.contains("ignored at ") && text.contains("by arn:aws:iam::1:user/ops: test orders"),
            "{text}"
        );
        park(&stack, "order:1:1", "VASE AGAIN").await;
        let text = listed(&stack, false).await;
        assert!(!text.contains("order:1:1"), "it was tried again in vain: {text}");
        park(&stack, "order:1:2", "VASE").await;
        let text = listed(&stack, false).await;
        assert!(
            text.contains("open again, because another record was parked; it was ignored at"),
            "{text}"
        );
    }

    #[tokio::test]
    async fn parked_records_are_counted_as_they_are_listed() {
        let stack = IdleStack::new().await;
        let ledger = stack.worker.ledger();
        park(&stack, "order:1:1", "VASE").await;
        let counted = async || {
            let count = causes::count(ledger).await.unwrap();
            (count.listed, count.hidden)
        };
        assert_eq!(counted().await, (1, 0));
        for (status, count) in [
            (Status::Acknowledged, (1, 0)),
            (Status::Ignored, (0, 1)),
            (Status::Resolved, (0, 1)),
        ] {
            causes::mark(ledger, Code::SKU_UNKNOWN, status, "me", None)
                .await
                .unwrap();
            assert_eq!(counted().await, count, "{status}");
        }
        park(&stack, "order:1:1", "VASE AGAIN").await;
        assert_eq!(
            counted().await,
            (1, 0),
            "what is tried again in vain isn't resolved"
        );
        park(&stack, "order:1:2", "VASE").await;
        assert_eq!(counted().await, (2, 0), "the cause is open again");
    }

    #[tokio::test]
    async fn a_note_that_names_a_person_and_a_cause_of_nothing_are_refused() {
        let stack = IdleStack::new().await;
        let ledger = stack.worker.ledger();
        let nothing = causes::mark(ledger, Code::SKU_UNKNOWN, Status::Resolved, "me", None).await;
        assert_eq!(nothing.unwrap_err().code, Code::INPUT_INVALID);
        park(&stack, "order:1:1", "VASE").await;
        let note = Some("anna@example.com is on it");
        let named = causes::mark(ledger, Code::SKU_UNKNOWN, Status::Resolved, "me", note).await;
        assert_eq!(named.unwrap_err().code, Code::INPUT_INVALID);
        assert!(causes::causes(ledger).await.unwrap()[0].is_open());
    }
}
