//! `ekobridge hold` and `ekobridge release`: stop records from being sent, and allow them again.

use anyhow::bail;
use aws::Worker;
use clap::Args;
use jiff::Timestamp;
use model::{Code, Source};
use operations::audit;
use operations::replay::{Selection, Window};
use serde_json::json;

use crate::deployment::{Deployment, Target};
use crate::parked::code;
use crate::terminal::{agreed, interactive, print, sentences, told};

/// The arguments of `ekobridge hold`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ekobridge hold order:1:1001 --because \"paid in cash, booked by hand\"
  ekobridge hold order:1:1001 order:1:1002 --because \"test orders of the new theme\"
  ekobridge hold --cause total_mismatch --because \"entered by hand\"")]
pub(crate) struct HoldArgs {
    /// Records, by the names that messages use: order:1:1001 (connection, order), deal:7, contact:3, account:2,
    /// quote:ID.
    #[arg(
        value_name = "RECORD",
        required_unless_present = "cause",
        conflicts_with = "cause"
    )]
    records: Vec<Source>,
    /// All records that are parked with this code, such as total_mismatch. They are listed first.
    #[arg(long, value_name = "CODE", value_parser = code)]
    cause: Option<Code>,
    /// With --cause: hold them without a confirmation.
    #[arg(long, requires = "cause")]
    yes: bool,
    /// The reason, for the audit log. Don't name a person: the ledger stores no personal data.
    #[arg(long, value_name = "TEXT")]
    because: String,
    /// Print one line of JSON for each record.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// The arguments of `ekobridge release`.
#[derive(Debug, Args)]
pub(crate) struct ReleaseArgs {
    /// Records, by the names that messages use: order:1:1001 (connection, order), deal:7, contact:3, account:2,
    /// quote:ID.
    #[arg(value_name = "RECORD", required = true)]
    records: Vec<Source>,
    /// Print one line of JSON for each record.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

pub(crate) async fn hold(args: HoldArgs) -> anyhow::Result<()> {
    let deployment = Deployment::find(&args.target).await?;
    let worker = deployment.worker();
    let records = match args.cause {
        Some(cause) => {
            let records = of_cause(&worker, cause).await?;
            if !is_confirmed(&records, cause, &args)? {
                return Ok(());
            }
            records
        }
        None => args.records.clone(),
    };
    let by = deployment.operator().await;
    let held = hold_each(&worker, &records, &args.because, args.json, &by).await?;
    ended(records.len() - held, records.len())
}

/// The records that are parked with a code.
async fn of_cause(worker: &Worker, cause: Code) -> anyhow::Result<Vec<Source>> {
    let selection = Selection::Parked {
        cause: Some(cause),
        window: Window::default(),
    };
    let now = worker.ledger().now();
    let plan = operations::replay::plan(worker, selection, false, now)
        .await
        .map_err(told)?;
    Ok(plan.items.into_iter().map(|item| item.source).collect())
}

/// Lists the records that would be held, and asks for a confirmation.
fn is_confirmed(records: &[Source], cause: Code, args: &HoldArgs) -> anyhow::Result<bool> {
    if records.is_empty() {
        print(&if args.json {
            String::new()
        } else {
            format!("Nothing is parked with {cause}.\n")
        })?;
        return Ok(false);
    }
    if !args.json {
        let lines: String = records.iter().map(|record| format!("  {record}\n")).collect();
        print(&format!("Parked with {cause}:\n{lines}"))?;
    }
    if agreed(&format!("Put {} on hold?", counted(records.len())), args.yes)? {
        return Ok(true);
    }
    if !interactive() {
        bail!("Nothing is on hold, because there is no terminal to confirm it on. Add --yes.");
    }
    print("Nothing is on hold.\n")?;
    Ok(false)
}

/// Puts records on hold, one after the other. Returns how many are.
async fn hold_each(
    worker: &Worker,
    records: &[Source],
    because: &str,
    as_json: bool,
    by: &str,
) -> anyhow::Result<usize> {
    let mut held = Vec::new();
    for record in records {
        let result = why::hold(worker.ledger(), record, because).await;
        let text = match &result {
            Ok(true) => format!("{record} is on hold now."),
            Ok(false) => format!("{record} is on hold already, for this reason."),
            Err(problem) => format!("{record} is not on hold. {}", sentences(problem)),
        };
        tell(as_json, record, result.is_ok(), "on_hold", &text)?;
        if result.is_ok() {
            held.push(record.to_string());
        }
    }
    if !held.is_empty() {
        let what = format!("On hold: {}.", few(&held));
        audit::note(worker.ledger(), by, what).await.map_err(told)?;
    }
    Ok(held.len())
}

/// The first of some names, and the number of the others.
fn few(names: &[String]) -> String {
    const MOST: usize = 5;
    let first = names.get(..MOST).unwrap_or(names).join(", ");
    match names.len().saturating_sub(MOST) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

pub(crate) async fn release(args: ReleaseArgs) -> anyhow::Result<()> {
    let deployment = Deployment::find(&args.target).await?;
    let worker = deployment.worker();
    let mut failed = 0;
    let mut done = Vec::new();
    for record in &args.records {
        let released = why::release(&worker, record, Timestamp::now()).await;
        failed += usize::from(released.is_err());
        let text = match &released {
            Ok(true) => format!("{record} is released and queued."),
            Ok(false) => format!("{record} is not on hold."),
            Err(problem) => format!(
                "{record} could not be released and queued. {}",
                sentences(problem)
            ),
        };
        tell(args.json, record, released == Ok(true), "released", &text)?;
        if released == Ok(true) {
            done.push(record.to_string());
        }
    }
    if !done.is_empty() {
        let (by, what) = (deployment.operator().await, format!("Released: {}.", few(&done)));
        audit::note(worker.ledger(), &by, what).await.map_err(told)?;
    }
    ended(failed, args.records.len())
}

fn counted(count: usize) -> String {
    format!("{count} record{}", if count == 1 { "" } else { "s" })
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
        bail!("{failed} of {of} failed.");
    }
    Ok(())
}
