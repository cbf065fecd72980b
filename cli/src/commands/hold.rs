//! `ekobridge hold` and `ekobridge release`: stop records from being sent, and allow them again.

use std::fmt::Write as _;

use anyhow::bail;
use aws::Worker;
use clap::Args;
use jiff::Timestamp;
use messages::{CommandMessages, Language, ToolMessages};
use model::{Code, Problem, Source};
use operations::replay::asked_by;
use operations::{audit, causes};
use serde_json::json;
use why::{OnHold, Released};

use crate::deployment::{Deployment, Target};
use crate::deployments::{Failures, Found, Targets};
use crate::language::{self, commands};
use crate::parked::code;
use crate::record::{no_such, queries, sources};
use crate::terminal::{Style, agreed, interactive, print, told};

/// The arguments of `ekobridge hold`.
#[derive(Debug, Args)]
#[command(
    override_usage = "ekobridge hold [--list] | <RECORD>... --because <TEXT> | --cause <CODE> --because <TEXT> [--yes]"
)]
#[command(after_help = "\
Examples:
  ekobridge hold  # what is on hold
  ekobridge hold order:1:1001 --because \"paid in cash, booked by hand\"
  ekobridge hold order:1:1001 order:1:1002 --because \"test orders of the new theme\"
  ekobridge hold --cause total_mismatch --because \"entered by hand\"")]
pub(crate) struct HoldArgs {
    /// Records: order:1:1001 (connection, order), order 1001, deal:7, contact:3, account:2, quote:ID; without any, what
    /// is on hold is listed.
    #[arg(value_name = "RECORD", conflicts_with = "cause", requires = "because")]
    records: Vec<String>,
    /// All records that are parked with this code, such as total_mismatch; they are listed first.
    #[arg(long, value_name = "CODE", value_parser = code, requires = "because")]
    cause: Option<Code>,
    /// List what is on hold: why, by whom, and since when.
    #[arg(long, conflicts_with_all = ["records", "cause", "because"])]
    list: bool,
    /// With --cause: hold them without asking.
    #[arg(long, requires = "cause")]
    yes: bool,
    /// The reason, for the list and the audit log, without personal data.
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// Print one line of JSON for each record.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    targets: Targets,
}

/// The arguments of `ekobridge release`.
#[derive(Debug, Args)]
pub(crate) struct ReleaseArgs {
    /// Records: order:1:1001 (connection, order), order 1001, deal:7, contact:3, account:2, quote:ID.
    #[arg(value_name = "RECORD", required = true)]
    records: Vec<String>,
    /// Print one line of JSON for each record.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

pub(crate) async fn hold(args: HoldArgs) -> anyhow::Result<()> {
    let queries = queries(&args.records)?;
    let because = match &args.because {
        Some(because) if args.cause.is_some() || !queries.is_empty() => because,
        Some(_) => bail!("{}", commands().hold_which()),
        None => return list(&args).await,
    };
    let found = args.targets.find().await?;
    let [
        Found {
            deployment, worker, ..
        },
    ] = found.as_slice()
    else {
        bail!("{}", commands().hold_one_deployment());
    };
    let records = match args.cause {
        Some(cause) => {
            let records = of_cause(worker, cause).await?;
            if !is_confirmed(&records, cause, &args)? {
                return Ok(());
            }
            records
        }
        None => sources(worker, &queries).await?,
    };
    let by = deployment.operator().await;
    // The records of a cause are known, and no document is made of them.
    let is_named = args.cause.is_none();
    let held = Box::pin(hold_each(worker, &records, because, args.json, &by, is_named)).await?;
    ended(records.len() - held, records.len())
}

/// Prints what is on hold.
async fn list(args: &HoldArgs) -> anyhow::Result<()> {
    let style = Style::of_stdout();
    let mut failures = Failures::default();
    for found in &args.targets.find_some(&mut failures).await? {
        let listed = list_of(found, args.json, &style).await;
        failures.note(found.label.as_deref(), listed)?;
    }
    failures.end()
}

async fn list_of(found: &Found, as_json: bool, style: &Style) -> anyhow::Result<()> {
    let (held, unreadable) = why::on_hold(found.worker.ledger()).await.map_err(told)?;
    for problem in unreadable {
        let problem = why::words::problem(&problem, style.language());
        eprintln!("{}", style.commands().hold_left_out(problem));
    }
    print(&if as_json {
        let lines = held.iter().map(|held| found.json(json!(held)));
        lines.map(|line| format!("{line}\n")).collect()
    } else {
        format!(
            "{}{}",
            found.heading(style),
            list_text(&held, &found.target, style)
        )
    })
}

fn list_text(held: &[OnHold], target: &Target, style: &Style) -> String {
    let texts = style.texts();
    if held.is_empty() {
        return format!("{}\n", texts.hold_nothing());
    }
    let mut text = String::new();
    for held in held {
        let since = style.time(held.since);
        let since = match &held.by {
            Some(by) => texts.hold_since_by(by, since),
            None => texts.hold_since(since),
        };
        let _ = writeln!(
            text,
            "{}  {}\n  {}",
            style.bold(&held.record),
            style.dim(&since),
            held.because
        );
    }
    let _ = writeln!(text, "\n{}", texts.hold_hint(target.command("release RECORD")));
    text
}

/// The records that are parked with a code.
async fn of_cause(worker: &Worker, cause: Code) -> anyhow::Result<Vec<Source>> {
    let parked = causes::parked_records(worker.ledger(), Some(cause));
    let mut records: Vec<Source> = Vec::new();
    for record in parked.await.map_err(told)? {
        // A sale's credit, and the search for a contact's orders, are stopped with the record that they are of.
        let source = asked_by(&record).map(|(_, source)| source);
        records.extend(source.filter(|source| !records.contains(source)));
    }
    Ok(records)
}

/// Lists the records that would be held, and asks for a confirmation.
fn is_confirmed(records: &[Source], cause: Code, args: &HoldArgs) -> anyhow::Result<bool> {
    if records.is_empty() {
        print(&if args.json {
            String::new()
        } else {
            let text = ToolMessages::of(language::chosen());
            format!("{}\n", text.parked_nothing_with(cause.as_str()))
        })?;
        return Ok(false);
    }
    let text = commands();
    if !args.json {
        let lines: String = records.iter().map(|record| format!("  {record}\n")).collect();
        print(&format!("{}\n{lines}", text.hold_parked_with(cause.as_str())))?;
    }
    if agreed(&text.hold_ask(records.len()), args.yes)? {
        return Ok(true);
    }
    let nothing = ToolMessages::of(language::chosen()).hold_nothing();
    if !interactive() {
        bail!("{nothing} {}", text.no_terminal());
    }
    print(&format!("{nothing}\n"))?;
    Ok(false)
}

/// What a person may not expect of a hold on this record: its vendor doesn't have it, or it was sent already. Nothing
/// where that can't be found out.
async fn caution(worker: &Worker, record: &Source, text: &CommandMessages) -> Option<String> {
    let explained = Box::pin(why::explain(worker, record, Timestamp::now()))
        .await
        .ok()?;
    let facts = &explained.facts;
    if facts.record.is_none() && facts.entries.is_empty() {
        // Where its flow is off, the vendor isn't asked for it.
        let was_read = facts.preview.as_ref().is_some_and(|preview| {
            !(preview.read.is_empty() && preview.documents.is_empty() && preview.written.is_empty())
        });
        let unseen = match why::is_missing(facts) {
            true => Some(no_such(record, text)),
            false if !was_read => Some(text.hold_never_seen(record.to_string())),
            false => None,
        };
        if let Some(unseen) = unseen {
            return Some(format!("{unseen} {}", text.hold_if_it_arrives()));
        }
    }
    let document = explained.answer.sale()?;
    (document.exists != Some(false)).then(|| text.hold_already_sent(document.full_name(text.language())))
}

/// Puts records on hold, one after the other. Returns how many are. With `cautions`, it says what a person may not expect.
async fn hold_each(
    worker: &Worker,
    records: &[Source],
    because: &str,
    as_json: bool,
    by: &str,
    cautions: bool,
) -> anyhow::Result<usize> {
    let says = texts(as_json);
    let mut held = Vec::new();
    for record in records {
        // Asked before: on hold, its preview would say nothing else.
        let caution = if cautions {
            caution(worker, record, says).await
        } else {
            None
        };
        let result = why::hold(worker.ledger(), record, because, by).await;
        let mut text = match &result {
            Ok(true) => says.hold_done(record.to_string()),
            Ok(false) => says.hold_already(record.to_string()),
            Err(problem) => says.hold_failed(in_words(problem, says), record.to_string()),
        };
        if let Some(caution) = caution.filter(|_| result.is_ok()) {
            text = format!("{text} {caution}");
        }
        tell(as_json, record, result.is_ok(), "on_hold", &text)?;
        if result.is_ok() {
            held.push(record.to_string());
        }
    }
    if !held.is_empty() {
        audit::held(worker.ledger(), by, &held, because)
            .await
            .map_err(told)?;
    }
    Ok(held.len())
}

pub(crate) async fn release(args: ReleaseArgs) -> anyhow::Result<()> {
    let queries = queries(&args.records)?;
    let deployment = Deployment::find(&args.target).await?;
    let worker = deployment.worker();
    let records = sources(&worker, &queries).await?;
    let says = texts(args.json);
    let mut failed = 0;
    let mut done = Vec::new();
    for record in &records {
        let released = why::release(&worker, record, Timestamp::now()).await;
        failed += usize::from(released.is_err());
        let text = match &released {
            Ok(Released::Queued) => says.release_done(record.to_string()),
            Ok(Released::Missing) => says.release_missing(no_such(record, says), record.to_string()),
            Ok(Released::NotOnHold) => {
                let why = args.target.command(&format!("why {record}"));
                says.release_not_held(args.target.command("hold"), record.to_string(), why)
            }
            Err(problem) => says.release_failed(in_words(problem, says), record.to_string()),
        };
        let is_released = matches!(released, Ok(Released::Queued | Released::Missing));
        tell(args.json, record, is_released, "released", &text)?;
        if is_released {
            done.push(record.to_string());
        }
    }
    if !done.is_empty() {
        let by = deployment.operator().await;
        audit::released(worker.ledger(), &by, &done).await.map_err(told)?;
    }
    ended(failed, records.len())
}

/// What is said of each record. JSON is the same in every language.
fn texts(as_json: bool) -> &'static CommandMessages {
    CommandMessages::of(if as_json {
        Language::English
    } else {
        language::chosen()
    })
}

fn in_words(problem: &Problem, says: &CommandMessages) -> String {
    why::words::problem(problem, says.language())
}

fn tell(as_json: bool, record: &Source, is_so: bool, word: &str, text: &str) -> anyhow::Result<()> {
    if as_json {
        return print(&format!(
            "{}\n",
            json!({ "record": record, word: is_so, "text": text })
        ));
    }
    print(&format!("{text}\n"))
}

fn ended(failed: usize, of: usize) -> anyhow::Result<()> {
    if failed > 0 {
        bail!("{}", commands().some_failed(failed, of));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use devstack::testing::{IdleStack, annas_address, delivery, job};
    use model::JobKind;
    use operations::replay::{self, Selection};
    use sandbox::activecampaign::{LineSeed, OrderSeed};

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_hold_says_that_nobody_has_the_record_or_that_it_was_sent() {
        let stack = IdleStack::new().await;
        let worker = &stack.worker;
        stack
            .push_settings("[articles]\non_unknown_sku = \"create\"\n")
            .await;
        for id in ["5001", "5002"] {
            stack.sandbox.activecampaign().add_order(&OrderSeed {
                id: id.to_owned(),
                email: "anna.lind@example.com".to_owned(),
                lines: vec![LineSeed::new("VASE", "Vase", 1, "299".parse().unwrap())],
                billing: annas_address(),
                ..OrderSeed::default()
            });
        }
        let jobs = [job(JobKind::Order, "order:1:5001")];
        Box::pin(worker.process_orders(delivery(&jobs), Duration::from_secs(80))).await;
        let of = async |record: &str| Box::pin(caution(worker, &record.parse().unwrap(), commands())).await;
        assert_eq!(
            of("order:1:5001").await.as_deref(),
            Some("It is order 1 in eAccounting already: the hold stops later changes only.")
        );
        assert_eq!(of("order:1:5002").await, None, "it exists, and was not sent");
        for (record, told) in [
            ("order:1:999", "ActiveCampaign has no record order:1:999."),
            ("contact:999", "ActiveCampaign has no record contact:999."),
            ("deal:999", "ActiveCampaign has no record deal:999."),
            ("account:999", "ActiveCampaign has no record account:999."),
            (
                "customer:6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e",
                "Nothing named customer:6a1bd9d5",
            ),
            (
                "invoice:6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e",
                "Nothing named invoice:6a1bd9d5",
            ),
            (
                "quote:6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e",
                "eAccounting has no record quote:6a1bd9d5",
            ),
        ] {
            let caution = of(record).await.unwrap_or_default();
            assert!(caution.starts_with(told), "{record}: {caution}");
            assert!(caution.ends_with("The hold stops it if it ever arrives."));
        }
        let records = ["order:1:999".parse().unwrap()];
        let held = Box::pin(hold_each(worker, &records, "none yet", true, "me", true)).await;
        assert_eq!(held.unwrap(), 1, "it is not refused");
        // What a hold leaves behind is no sign of the record.
        let [record] = &records;
        let released = Box::pin(why::release(worker, record, Timestamp::now())).await;
        assert_eq!(released.unwrap(), Released::Missing);
        let caution = of("order:1:999").await.unwrap_or_default();
        assert!(caution.starts_with("ActiveCampaign has no record"), "{caution}");
        let selection = Selection::Records(records.to_vec());
        let plan = replay::plan(worker, selection, true, Timestamp::now())
            .await
            .unwrap();
        let standings: Vec<_> = plan.items.iter().map(|item| item.standing.word()).collect();
        assert_eq!((standings, plan.replayed().count()), (vec!["missing"], 0));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_on_hold_is_listed_with_reason_person_and_time() {
        let stack = IdleStack::new().await;
        let worker = &stack.worker;
        let style = Style::plain();
        let target = Target {
            stack: Some("shop".to_owned()),
            data: None,
        };
        let listed = async || why::on_hold(worker.ledger()).await.unwrap().0;
        assert_eq!(
            list_text(&listed().await, &target, &style),
            "Nothing is on hold.\n"
        );
        let id = "6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e";
        let records = ["order:1:5001".to_owned(), format!("invoice:{id}")].map(|text| text.parse().unwrap());
        let held = Box::pin(hold_each(worker, &records, "paid in cash", true, "me", false)).await;
        assert_eq!(held.unwrap(), 2);
        let held = listed().await;
        let text = list_text(&held, &target, &style);
        for (held, record) in held.iter().zip(&records) {
            let since = style.time(held.since);
            let line = format!("{record}  since {since} by me\n  paid in cash\n");
            assert!(text.contains(&line), "{text}");
            assert_eq!(json!(held)["by"], "me");
        }
        assert!(
            text.ends_with("`ekobridge release RECORD --stack shop`.\n"),
            "{text}"
        );
        let actions = audit::actions(worker.ledger()).await.unwrap();
        assert!(actions[0].what.ends_with("because: paid in cash"), "{actions:?}");
        for record in &records {
            why::release(worker, record, Timestamp::now()).await.unwrap();
        }
        assert_eq!(listed().await, []);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_cause_of_more_records_than_a_replay_takes_is_held_whole() {
        const COUNT: usize = 2_005;
        let stack = IdleStack::new().await;
        let ledger = stack.worker.ledger();
        let problem = Problem::new(Code::SKU_UNKNOWN, "No article has the SKU X.", "Create it.");
        for number in 1..=COUNT {
            let job = job(JobKind::Order, &format!("order:1:{number}"));
            let ask = ledger::ClaimRequest {
                job: Some(&job),
                ..Default::default()
            };
            let key = ledger::Key::source(&job.source);
            ledger.park_leaseless(&key, ask, &problem).await.unwrap();
        }
        let records = of_cause(&stack.worker, Code::SKU_UNKNOWN).await.unwrap();
        assert_eq!(records.len(), COUNT);
        let held = Box::pin(hold_each(&stack.worker, &records, "sold out", true, "me", false)).await;
        assert_eq!(held.unwrap(), COUNT);
        assert_eq!(why::on_hold(ledger).await.unwrap().0.len(), COUNT);
        assert_eq!(of_cause(&stack.worker, Code::SKU_UNKNOWN).await.unwrap(), []);
        let actions = audit::actions(ledger).await.unwrap();
        assert!(actions[0].what.contains("sold out"), "{actions:?}");
    }

    #[test]
    fn a_hold_names_its_reason_and_without_records_it_is_a_list() {
        use clap::Parser as _;
        for (arguments, is_right) in [
            ("hold", true),
            ("hold --list --json", true),
            ("hold order 1001 --because cash", true),
            ("hold --cause sku_unknown --because cash", true),
            ("hold order:1:1001", false),
            ("hold --cause sku_unknown", false),
            ("hold --list order:1:1001 --because cash", false),
        ] {
            let all = ["ekobridge"].into_iter().chain(arguments.split(' '));
            assert_eq!(crate::Cli::try_parse_from(all).is_ok(), is_right, "{arguments}");
        }
    }
}
