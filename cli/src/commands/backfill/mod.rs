//! `ekobridge backfill`: sends historical records. It plans first, and the records wait for current jobs.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use anyhow::bail;
use aws::{DistributedRateLimiter, Priority, SettingsDocument, Worker};
use clap::Args;
use flows::backfill::{Ended, Plan, Run, Selection, What, plan};
use indicatif::ProgressBar;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use messages::CommandMessages;
use model::{Named, reason};
use serde_json::json;

use crate::deployment::{Deployment, Target};
use crate::expected::Expected;
use crate::language::commands;
use crate::terminal::{Style, agreed, interactive, print, told};
use crate::when::{Day, day};
use crate::words;

/// The interval between checks of the queued jobs.
const PAUSE: Duration = Duration::from_secs(3);

/// How many failures are printed.
const MOST: usize = 20;

/// The arguments of `ekobridge backfill`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ekobridge backfill orders --since 2026-10-01  # the plan: how many, how long, what is left out and why
  ekobridge backfill orders deals --since 2026-10-01 --apply  # asks, then sends them behind the shop's own jobs
  ekobridge backfill orders --since 2026-10-01 --store 2 --state completed --apply
  ekobridge backfill documents --since 2026-01-01 --apply  # eAccounting's orders and invoices, to ActiveCampaign
  ekobridge backfill --resume  # go on where the last one stopped")]
pub(crate) struct BackfillArgs {
    /// Kinds of records: orders, deals, contacts, or documents (eAccounting's quotes, orders and invoices).
    #[arg(
        value_name = "KIND",
        value_parser = kind_of,
        required_unless_present = "resume",
        conflicts_with = "resume"
    )]
    what: Vec<What>,
    /// The first day, in the company's time zone, on which orders were placed or other records last changed: a date
    /// (2026-10-01) or an age (30d).
    #[arg(
        long,
        value_name = "WHEN",
        value_parser = day,
        required_unless_present = "resume",
        conflicts_with = "resume"
    )]
    since: Option<Day>,
    /// The last day, inclusive [default: today].
    #[arg(long, value_name = "WHEN", value_parser = day, conflicts_with = "resume")]
    until: Option<Day>,
    /// Only orders of the e-commerce connection with this id; can be repeated.
    #[arg(long, value_name = "ID", conflicts_with = "resume")]
    store: Vec<String>,
    /// Only records in this state, such as completed, won or unpaid; can be repeated.
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

fn kind_of(text: &str) -> Result<What, Expected> {
    let kinds = || What::ALL.map(What::as_str).join(", ");
    text.parse().map_err(|_| Expected::OneOf(kinds()))
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
    let text = commands();
    spinner.set_message(text.backfill_looking());
    let last = Run::last(&flows).await.map_err(told)?;
    let (found, mut run) = if args.resume {
        let Some(mut last) = last.filter(Run::is_open) else {
            spinner.finish_and_clear();
            bail!("{}", text.backfill_none_open());
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
        let is_left_open = |run: &Run| run.is_open() && (args.apply || args.yes);
        if let Some(mut left_open) = last.clone().filter(is_left_open) {
            // What it handed over and never saw arrive would count as written, and nobody would send it.
            left_open.give_up_pending(&flows).await.map_err(told)?;
            if !args.json {
                let ended = left_open.done + left_open.skipped + left_open.failures.len();
                let resume = args.target.command("backfill --resume");
                let (ended, total) = (ended.to_string(), left_open.total.to_string());
                spinner.suspend(|| print(&format!("{}\n", text.backfill_left_open(ended, resume, total))))?;
            }
        }
        let found = Box::pin(plan(&flows, &selection)).await.map_err(told)?;
        let run = Run::new(selection, &found, max_failures, now);
        let run = match &last {
            Some(last) => run.in_place_of(last),
            None => run,
        };
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
        return print(&format!(
            "{} {}\n",
            text.nothing_sent(),
            text.backfill_add_apply()
        ));
    }
    if !agreed(&text.backfill_ask(count), args.yes)? {
        if !interactive() {
            bail!("{} {}", text.nothing_sent(), text.no_terminal());
        }
        return print(&format!("{}\n", text.nothing_sent()));
    }
    let kinds: Vec<&str> = What::ALL
        .into_iter()
        .filter(|what| found.count(*what) > 0)
        .map(What::as_str)
        .collect();
    let what = reason::backfilled(Named::counted(count, "record", "records"), kinds.join(", "));
    let by = deployment.operator().await;
    operations::audit::note(worker.ledger(), &by, what)
        .await
        .map_err(told)?;
    if deployment.is_idle() {
        run.queue_all(&flows, &found).await.map_err(told)?;
        return print(&if args.json {
            format!("{}\n", json!({ "queued": count, "run": run }))
        } else {
            let later = deployment.then(String::new());
            format!("{} {later}\n", text.backfill_queued(count))
        });
    }
    // What has just been pushed would be news to the functions: the first records would be sent by the settings before.
    let says = style.commands();
    SettingsDocument::until_used(worker.ledger(), |newest, used_from| {
        let from = style.time(used_from);
        eprintln!(
            "{}",
            says.backfill_waits_for_settings(from, newest.version.to_string())
        );
    })
    .await
    .map_err(told)?;
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
            "{}",
            text.backfill_stopped(
                run.failures.len(),
                args.target.command("replay --parked"),
                args.target.command("backfill --resume")
            )
        ),
        Ended::NothingMoves => bail!(
            "{}",
            text.backfill_stuck(args.target.command("backfill --resume"))
        ),
    }
}

fn selection(args: &BackfillArgs, zone: &TimeZone, now: Timestamp) -> anyhow::Result<Selection> {
    let start = |day: Date| Ok::<_, anyhow::Error>(zone.to_timestamp(day.at(0, 0, 0, 0))?);
    let Some(since) = &args.since else {
        bail!("{}", commands().backfill_since());
    };
    let since = since.there(zone, now)?;
    let until = args.until.as_ref().map(|day| day.there(zone, now)).transpose()?;
    Ok(Selection {
        what: args.what.iter().copied().collect(),
        since: start(since)?,
        until: match until {
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

/// A kind of records, for so many of them.
fn kind(what: What, count: usize, text: &CommandMessages) -> String {
    match what {
        What::Orders => text.backfill_orders(count),
        What::Deals => text.backfill_deals(count),
        What::Contacts => text.backfill_contacts(count),
        What::Documents => text.backfill_documents(count),
    }
}

/// The plan, for a terminal.
fn plan_text(plan: &Plan, deployment: &str, style: &Style) -> String {
    let says = style.commands();
    let mut text = String::new();
    if plan.items.is_empty() {
        let _ = writeln!(text, "{}", says.backfill_nothing(deployment));
    } else {
        let title = says.backfill_plan(deployment);
        let _ = writeln!(text, "{}", style.bold(&title));
        for what in What::ALL {
            let count = plan.count(what);
            if count > 0 {
                let _ = writeln!(text, "  {count:>6} {}", kind(what, count, says));
            }
        }
        if let Some((first, last)) = plan.span() {
            let span = says.backfill_span(style.time(first), style.time(last));
            let _ = writeln!(text, "  {span}");
        }
        let _ = writeln!(text, "  {}", says.backfill_costs(plan.calls(), plan.minutes()));
    }
    if !plan.skipped.is_empty() {
        let _ = writeln!(text, "{}", style.bold(&says.backfill_left_out()));
    }
    for (reason, count) in plan.reasons() {
        let reason = words::reason(reason, reason.cases(), style.language());
        let _ = writeln!(text, "  {count:>6}: {reason}");
    }
    for note in &plan.notes {
        let note = words::reason(note, note.cases(), style.language());
        let _ = writeln!(text, "{}", style.yellow(&note));
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
    let says = style.commands();
    let ended = says.backfill_ended(run.failures.len(), run.skipped, run.done + run.skipped, run.total);
    let mut text = format!("{ended}\n");
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
        let command = target.command("activity --parked");
        let _ = writeln!(text, "{}", says.backfill_says_what(command));
    }
    text
}

#[cfg(test)]
mod tests;
