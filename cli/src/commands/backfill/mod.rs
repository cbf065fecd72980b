//! `ekobridge backfill`: sends historical records. It plans first, and the records wait for current jobs.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use anyhow::bail;
use aws::{DistributedRateLimiter, Priority, Worker};
use clap::Args;
use flows::backfill::{Ended, Plan, Run, Selection, What, plan};
use indicatif::ProgressBar;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::deployment::{Deployment, Target};
use crate::terminal::{Style, agreed, interactive, print, told};
use crate::when::day;

/// The interval between checks of the queued jobs.
const PAUSE: Duration = Duration::from_secs(3);

/// How many failures are printed.
const MOST: usize = 20;

/// The arguments of `ekobridge backfill`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ekobridge backfill orders --since 2026-10-01                       the plan: how many, how long, what is left out and why
  ekobridge backfill orders deals --since 2026-10-01 --apply         asks, then sends them behind the shop's own jobs
  ekobridge backfill orders --since 2026-10-01 --store 2 --state completed --apply
  ekobridge backfill documents --since 2026-01-01 --apply            eAccounting's orders and invoices, to ActiveCampaign
  ekobridge backfill --resume                                        go on where the last one stopped")]
pub(crate) struct BackfillArgs {
    /// Kinds of records: orders, deals, contacts, or documents (eAccounting's quotes, orders and invoices).
    #[arg(
        value_name = "KIND",
        required_unless_present = "resume",
        conflicts_with = "resume"
    )]
    what: Vec<What>,
    /// The first day: when orders were placed, or when other records last changed. In the company's time zone. A date, or
    /// the day of an age (30d) or of a time.
    #[arg(
        long,
        value_name = "WHEN",
        value_parser = day,
        required_unless_present = "resume",
        conflicts_with = "resume"
    )]
    since: Option<Date>,
    /// The last day, inclusive [default: today].
    #[arg(long, value_name = "WHEN", value_parser = day, conflicts_with = "resume")]
    until: Option<Date>,
    /// Only orders of this e-commerce connection, by its id. Can be repeated.
    #[arg(long, value_name = "ID", conflicts_with = "resume")]
    store: Vec<String>,
    /// Only records in this state, such as completed, won or unpaid. Can be repeated.
    #[arg(long, value_name = "STATE", conflicts_with = "resume")]
    state: Vec<String>,
    /// Send the planned records, after a confirmation.
    #[arg(long)]
    apply: bool,
    /// Continue where the last backfill stopped.
    #[arg(long)]
    resume: bool,
    /// Stop when this many records have failed.
    #[arg(long, value_name = "COUNT", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..))]
    max_failures: u16,
    /// Send without asking.
    #[arg(long)]
    yes: bool,
    /// Print the plan and the result as lines of JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

pub(crate) async fn run(args: BackfillArgs) -> anyhow::Result<()> {
    let deployment = Deployment::find(&args.target).await?;
    let worker = deployment.worker();
    // Interactive jobs have priority, even over reading the records for the plan.
    let work = Box::pin(planned_and_sent(&args, &deployment, &worker));
    DistributedRateLimiter::with_priority(Priority::Bulk, work).await
}

async fn planned_and_sent(
    args: &BackfillArgs,
    deployment: &Deployment,
    worker: &Worker,
) -> anyhow::Result<()> {
    let flows = worker.flows().await.map_err(told)?;
    let now = Timestamp::now();
    let max_failures = usize::from(args.max_failures);
    let spinner = spinner();
    spinner.set_message("looking for what there is");
    let last = Run::last(&flows).await.map_err(told)?;
    let (found, mut run) = if args.resume {
        let Some(mut last) = last.filter(Run::is_open) else {
            spinner.finish_and_clear();
            bail!("There is no backfill to continue: the last one has completed, or none was started.");
        };
        last.max_failures = max_failures;
        let rest = Box::pin(last.rest(&flows)).await.map_err(told)?;
        (rest, last)
    } else {
        let zone = flows
            .services()
            .reference(flows.ports())
            .await
            .map_err(told)?
            .zone()
            .clone();
        let selection = selection(args, &zone, now)?;
        let found = Box::pin(plan(&flows, &selection)).await.map_err(told)?;
        let run = Run::new(selection, &found, max_failures, now);
        (found, run)
    };
    spinner.finish_and_clear();
    let style = Style::of_stdout();
    print(&if args.json {
        plan_json(&found)
    } else {
        plan_text(&found, &deployment.name, &style)
    })?;
    let count = found.items.len();
    if count == 0 {
        if args.resume {
            run.queue_all(&flows, &found).await.map_err(told)?;
        }
        return Ok(());
    }
    if !args.apply && !args.resume && !args.yes {
        if args.json {
            return Ok(());
        }
        return print("Nothing was sent. Add --apply to send them.\n");
    }
    if !agreed(&format!("Send {}?", records(count)), args.yes)? {
        if !interactive() {
            bail!("Nothing was sent, because there is no terminal to confirm it on. Add --yes.");
        }
        return print("Nothing was sent.\n");
    }
    if deployment.is_idle() {
        run.queue_all(&flows, &found).await.map_err(told)?;
        return print(&format!(
            "Queued {}. {}\n",
            records(count),
            deployment.then(String::new())
        ));
    }
    let progress = progress(count);
    let already = run.done + run.skipped + run.failures.len();
    let wait = |run: &Run| {
        let ended = run.done + run.skipped + run.failures.len() - already;
        progress.set_position(u64::try_from(ended).unwrap_or_default());
        tokio::time::sleep(PAUSE)
    };
    let ended = Box::pin(run.send_paced(&flows, &found, wait)).await;
    progress.finish_and_clear();
    let ended = ended.map_err(told)?;
    print(&if args.json {
        format!("{}\n", json!({ "ended": ended, "run": run }))
    } else {
        run_text(&run, &args.target, &style)
    })?;
    match ended {
        Ended::Complete => Ok(()),
        Ended::TooManyFailures => bail!(
            "Stopped after {}. When the cause is gone, go on with {}; what failed, {} sends.",
            failures(run.failures.len()),
            args.target.command("backfill --resume"),
            args.target.command("replay --parked")
        ),
        Ended::NothingMoves => bail!(
            "Stopped: no job has ended for ten minutes. Look whether the functions are paused or a vendor is down; then go on with \
             {}.",
            args.target.command("backfill --resume")
        ),
    }
}

fn selection(args: &BackfillArgs, zone: &TimeZone, now: Timestamp) -> anyhow::Result<Selection> {
    let start = |day: Date| Ok::<_, anyhow::Error>(zone.to_timestamp(day.at(0, 0, 0, 0))?);
    let Some(since) = args.since else {
        bail!("Give the first day with --since.");
    };
    Ok(Selection {
        what: args.what.iter().copied().collect(),
        since: start(since)?,
        until: match args.until {
            Some(day) => start(day.tomorrow()?)?.min(now),
            None => now,
        },
        stores: args.store.iter().cloned().collect(),
        states: args.state.iter().cloned().collect::<BTreeSet<_>>(),
    })
}

fn spinner() -> ProgressBar {
    let spinner = ProgressBar::new_spinner();
    spinner.enable_steady_tick(Duration::from_millis(120));
    spinner
}

fn progress(count: usize) -> ProgressBar {
    ProgressBar::new(u64::try_from(count).unwrap_or_default())
}

fn records(count: usize) -> String {
    format!("{count} record{}", if count == 1 { "" } else { "s" })
}

fn failures(count: usize) -> String {
    format!("{count} failure{}", if count == 1 { "" } else { "s" })
}

/// The plan, for a terminal.
fn plan_text(plan: &Plan, deployment: &str, style: &Style) -> String {
    let mut text = String::new();
    if plan.items.is_empty() {
        let _ = writeln!(text, "There is nothing to send in {deployment}.");
    } else {
        let title = format!("To be sent in {deployment}:");
        let _ = writeln!(text, "{}", style.bold(&title));
        for what in What::ALL {
            let count = plan.count(what);
            if count > 0 {
                let _ = writeln!(text, "  {count:>6} {what}");
            }
        }
        if let Some((first, last)) = plan.span() {
            let _ = writeln!(text, "  from {} to {}", style.time(first), style.time(last));
        }
        let _ = writeln!(
            text,
            "  about {} calls to the vendors, which take at least {} minute{} beside nothing else",
            plan.calls(),
            plan.minutes(),
            if plan.minutes() == 1 { "" } else { "s" }
        );
    }
    if !plan.skipped.is_empty() {
        let _ = writeln!(text, "{}", style.bold("Left out:"));
    }
    for (reason, count) in plan.reasons() {
        let _ = writeln!(text, "  {count:>6} {reason}");
    }
    for note in &plan.notes {
        let _ = writeln!(text, "{}", style.yellow(note));
    }
    text
}

fn plan_json(plan: &Plan) -> String {
    let span = plan.span();
    let counts: serde_json::Map<_, _> = What::ALL
        .into_iter()
        .map(|what| (what.to_string(), json!(plan.count(what))))
        .collect();
    let summary = json!({
        "counts": counts,
        "calls": plan.calls(),
        "minutes": plan.minutes(),
        "first": span.map(|span| span.0),
        "last": span.map(|span| span.1),
        "skipped": plan.skipped,
        "notes": plan.notes,
    });
    let mut text = format!("{summary}\n");
    for item in &plan.items {
        let _ = writeln!(text, "{}", json!({ "record": item.source, "at": item.at }));
    }
    text
}

/// The progress of a run, for a terminal.
fn run_text(run: &Run, target: &Target, style: &Style) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{} of {} sent, {} of them had nothing to do, {}.",
        run.done + run.skipped,
        run.total,
        run.skipped,
        failures(run.failures.len())
    );
    for failure in run.failures.iter().take(MOST) {
        let _ = writeln!(
            text,
            "  {}  {} {}",
            style.bold(&failure.source.to_string()),
            failure.message,
            style.dim(&format!("[{}]", failure.code))
        );
    }
    if !run.failures.is_empty() {
        let _ = writeln!(
            text,
            "{} says what to do about each.",
            target.command("activity --parked")
        );
    }
    text
}

#[cfg(test)]
mod tests;
