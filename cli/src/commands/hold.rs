//! `ekobridge hold` and `ekobridge release`: stop records from being sent, and allow them again.

use anyhow::bail;
use aws::Worker;
use clap::Args;
use jiff::Timestamp;
use model::{Code, Source, Vendor};
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
    // The records of a cause are known, and no document is made of them.
    let is_named = args.cause.is_none();
    let held = Box::pin(hold_each(
        &worker,
        &records,
        &args.because,
        args.json,
        &by,
        is_named,
    ))
    .await?;
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

/// What a person may not expect of a hold on this record: its vendor doesn't have it, or it was sent already. Nothing
/// where that can't be found out.
async fn caution(worker: &Worker, record: &Source) -> Option<String> {
    let explained = Box::pin(why::explain(worker, record, Timestamp::now()))
        .await
        .ok()?;
    let facts = &explained.facts;
    if facts.record.is_none() && facts.entries.is_empty() && why::is_missing(facts) {
        let vendor = match record {
            Source::Contact(_) | Source::Account(_) | Source::Order { .. } | Source::Deal(_) => {
                Vendor::ActiveCampaign
            }
            _ => Vendor::Eaccounting,
        };
        let kind = record.kind().replace('_', " ");
        return Some(format!(
            "{} has no such {kind}; the hold stops it if it ever arrives.",
            vendor.name()
        ));
    }
    let document = explained.answer.documents.last()?;
    if document.exists == Some(false) {
        return None;
    }
    let kind = document.kind.replace('_', " ");
    Some(format!(
        "It is {kind} {} in eAccounting already: the hold stops later changes only.",
        document.number.as_ref().unwrap_or(&document.id)
    ))
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
    let mut held = Vec::new();
    for record in records {
        // Asked before: on hold, its preview would say nothing else.
        let caution = if cautions {
            caution(worker, record).await
        } else {
            None
        };
        let result = why::hold(worker.ledger(), record, because).await;
        let mut text = match &result {
            Ok(true) => format!("{record} is on hold now."),
            Ok(false) => format!("{record} is on hold already, for this reason."),
            Err(problem) => format!("{record} is not on hold. {}", sentences(problem)),
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use devstack::testing::{IdleStack, annas_address, delivery, job};
    use model::JobKind;
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
        let of = async |record: &str| Box::pin(caution(worker, &record.parse().unwrap())).await;
        assert_eq!(
            of("order:1:5001").await.as_deref(),
            Some("It is order 1 in eAccounting already: the hold stops later changes only.")
        );
        assert_eq!(of("order:1:5002").await, None, "it exists, and was not sent");
        for (record, told) in [
            ("order:1:999", "ActiveCampaign has no such order;"),
            ("contact:999", "ActiveCampaign has no such contact;"),
            (
                "quote:6a1bd9d5-3a4b-4a6f-9a9f-0d9a3b1c2d3e",
                "eAccounting has no such quote;",
            ),
        ] {
            let caution = of(record).await.unwrap_or_default();
            assert!(caution.starts_with(told), "{record}: {caution}");
            assert!(caution.ends_with("the hold stops it if it ever arrives."));
        }
        let records = ["order:1:999".parse().unwrap()];
        let held = Box::pin(hold_each(worker, &records, "none yet", true, "me", true)).await;
        assert_eq!(held.unwrap(), 1, "it is not refused");
    }
}
