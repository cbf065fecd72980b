//! `ekobridge hold` and `ekobridge release`: what shall not be sent, and what may be sent after all.

use anyhow::bail;
use clap::Args;
use jiff::Timestamp;
use model::Source;
use serde_json::json;

use crate::deployment::{Deployment, Target};
use crate::terminal::{print, sentences};

/// What `ekobridge hold` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ekobridge hold order:1:1001 --because \"paid in cash, booked by hand\"
  ekobridge hold order:1:1001 order:1:1002 --because \"test orders of the new theme\"")]
pub(crate) struct HoldArgs {
    /// Records as messages name them: order:1:1001 (connection, order), deal:7, contact:3, account:2, quote:ID.
    #[arg(value_name = "RECORD", required = true)]
    records: Vec<Source>,
    /// Why, for whoever looks later. Name no person: the ledger keeps no personal data.
    #[arg(long, value_name = "TEXT")]
    because: String,
    /// A line of JSON for each record.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// What `ekobridge release` takes.
#[derive(Debug, Args)]
pub(crate) struct ReleaseArgs {
    /// Records as messages name them: order:1:1001 (connection, order), deal:7, contact:3, account:2, quote:ID.
    #[arg(value_name = "RECORD", required = true)]
    records: Vec<Source>,
    /// A line of JSON for each record.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

pub(crate) async fn hold(args: HoldArgs) -> anyhow::Result<()> {
    let deployment = Deployment::find(&args.target).await?;
    let worker = deployment.worker();
    let mut failed = 0;
    for record in &args.records {
        let held = why::hold(worker.ledger(), record, &args.because).await;
        failed += usize::from(held.is_err());
        let text = match &held {
            Ok(true) => format!("{record} is on hold now."),
            Ok(false) => format!("{record} is on hold already, for this reason."),
            Err(problem) => format!("{record} is not on hold. {}", sentences(problem)),
        };
        tell(args.json, record, held.is_ok(), "on_hold", &text)?;
    }
    ended(failed, args.records.len())
}

pub(crate) async fn release(args: ReleaseArgs) -> anyhow::Result<()> {
    let deployment = Deployment::find(&args.target).await?;
    let worker = deployment.worker();
    let mut failed = 0;
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
    }
    ended(failed, args.records.len())
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
