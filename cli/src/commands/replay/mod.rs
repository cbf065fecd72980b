//! `ekobridge replay`: processes parked, skipped or dead-lettered records again.

mod named;
mod show;

use anyhow::bail;
use aws::{SettingsDocument, Worker};
use clap::{Args, Subcommand};
use indicatif::ProgressBar;
use jiff::Timestamp;
use messages::Messages;
use model::{Code, Source};
use operations::replay::{self, Item, Plan, Replay, Selection, Standing, Window};
use serde_json::json;

use crate::deployment::{Deployment, Target};
use crate::language::commands;
use crate::parked::code;
use crate::record::{queries, sources};
use crate::terminal::{Style, agreed, interactive, print, told};
use crate::when::{in_order, when};

/// The arguments of `ekobridge replay`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Examples:
  ekobridge replay order:1:1001  # one record
  ekobridge replay --cause sku_unknown  # what is parked for one cause
  ekobridge replay --error eaccounting_rejected --since 2d
  ekobridge replay --since 2026-11-23T08:00:00Z --until 2026-11-23T09:00:00Z
  ekobridge replay list  # the latest replays
  ekobridge replay show parked-7  # the progress of one, and what failed in it")]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub(crate) struct ReplayArgs {
    #[command(subcommand)]
    named: Option<Named>,
    /// Records: order:1:1001 (connection, order), order 1001, deal:7, contact:3, account:2, quote:ID.
    #[arg(
        value_name = "RECORD",
        conflicts_with_all = ["parked", "cause", "error", "since", "until", "dead_letters"]
    )]
    records: Vec<String>,
    /// All parked records.
    #[arg(long, conflicts_with_all = ["cause", "error", "dead_letters"])]
    parked: bool,
    /// The records that are parked with this code, such as sku_unknown.
    #[arg(long, value_name = "CODE", conflicts_with_all = ["error", "dead_letters"], value_parser = code)]
    cause: Option<Code>,
    /// The records with an attempt in the activity log that ended with this code, parked or not.
    #[arg(long, value_name = "CODE", conflicts_with = "dead_letters", value_parser = code)]
    error: Option<Code>,
    /// Only records that were parked or had an attempt since then: 90m, 12h, 3d, a time of today (08:30), a date
    /// (2026-11-23), or both (2026-11-23T08:30); alone, it selects all records with an attempt.
    #[arg(long, value_name = "WHEN", conflicts_with = "dead_letters", value_parser = when)]
    since: Option<Timestamp>,
    /// Only records that were parked or had an attempt before then.
    #[arg(long, value_name = "WHEN", conflicts_with = "dead_letters", value_parser = when)]
    until: Option<Timestamp>,
    /// The messages in the dead-letter queues.
    #[arg(long)]
    dead_letters: bool,
    /// Include records that are done: they are compared with the shop again, and nothing is created twice.
    #[arg(long)]
    again: bool,
    /// Replay without asking.
    #[arg(long)]
    yes: bool,
    /// Print the plan as lines of JSON; without --yes it is only stored under its name.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// Subcommands for named replays.
#[derive(Debug, Subcommand)]
enum Named {
    /// List the latest replays: who asked for each and when, and its progress.
    List {
        /// Print one line of JSON for each replay.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        target: Target,
    },
    /// Show a replay's progress, and the records that failed.
    Show {
        /// The replay's name, such as parked-7.
        #[arg(value_name = "NAME")]
        name: String,
        /// Print one line of JSON for each record.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        target: Target,
    },
    /// Queue the records of a stored plan, or the rest of an interrupted replay.
    Apply {
        /// The replay's name, such as parked-7.
        #[arg(value_name = "NAME")]
        name: String,
        #[command(flatten)]
        target: Target,
    },
    /// Stop a replay: records that no worker has started are not processed.
    Abort {
        /// The replay's name, such as parked-7.
        #[arg(value_name = "NAME")]
        name: String,
        #[command(flatten)]
        target: Target,
    },
}

impl ReplayArgs {
    /// Refuses a replay of nothing in particular, and a window that ends before it starts.
    fn check(&self) -> anyhow::Result<()> {
        let is_chosen = !self.records.is_empty() || self.parked || self.dead_letters;
        let is_by_code = self.cause.is_some() || self.error.is_some();
        let is_by_time = self.since.is_some() || self.until.is_some();
        if !is_chosen && !is_by_code && !is_by_time {
            bail!("{}", commands().replay_which());
        }
        in_order(self.since, self.until)
    }

    /// What is to be replayed: these records, if some are named.
    fn selection(&self, records: Vec<Source>) -> Selection {
        let window = Window {
            since: self.since,
            until: self.until,
        };
        if self.dead_letters {
            return Selection::DeadLetters;
        }
        if !records.is_empty() {
            return Selection::Records(records);
        }
        if self.parked || self.cause.is_some() {
            return Selection::Parked {
                cause: self.cause,
                window,
            };
        }
        Selection::Attempts {
            error: self.error,
            window,
        }
    }
}

pub(crate) async fn run(args: ReplayArgs) -> anyhow::Result<()> {
    match &args.named {
        Some(Named::List { json, target }) => named::list(*json, target).await,
        Some(Named::Show { name, json, target }) => Box::pin(named::show(name, *json, target)).await,
        Some(Named::Apply { name, target }) => Box::pin(named::apply(name, target)).await,
        Some(Named::Abort { name, target }) => named::abort(name, target).await,
        None => {
            args.check()?;
            Box::pin(choose(&args)).await
        }
    }
}

async fn choose(args: &ReplayArgs) -> anyhow::Result<()> {
    let queries = queries(&args.records)?;
    let deployment = Deployment::find(&args.target).await?;
    let worker = deployment.worker();
    let now = worker.ledger().now();
    let selection = args.selection(sources(&worker, &queries).await?);
    let plan = replay::plan(&worker, selection, args.again, now)
        .await
        .map_err(told)?;
    let style = Style::of_stdout();
    print(&if args.json {
        show::plan_json(&plan)
    } else {
        show::plan_text(&plan, &deployment.name, &style)
    })?;
    let count = plan.replayed().count();
    if count == 0 {
        return nothing(args, &worker, &plan).await;
    }
    if !args.json
        && let Some(note) = settings_note(&worker, &style).await?
    {
        print(&note)?;
    }
    let text = commands();
    let is_agreed = agreed(&text.replay_ask(count), args.yes)?;
    if !is_agreed && interactive() {
        replay::drop_plan(&worker, &plan).await;
        return print(&format!("{}\n", text.nothing_queued()));
    }
    let by = deployment.operator().await;
    let saved = replay::save(&worker, &plan, &by).await.map_err(told)?;
    if !is_agreed {
        replay::drop_plan(&worker, &plan).await;
        if args.json {
            return print(&format!(
                "{}\n",
                json!({ "queued": 0, "replay": saved.name, "state": saved.state })
            ));
        }
        let command = args.target.command(&format!("replay apply {}", saved.name));
        bail!(
            "{} {} {}",
            text.nothing_queued(),
            text.no_terminal(),
            text.replay_run_plan(command)
        );
    }
    let applied = queue(&worker, &saved.name, Some(&plan), &by, count).await?;
    let queued = if args.json {
        format!(
            "{}\n",
            json!({ "queued": applied.replay.queued, "replay": applied.replay.name, "state": applied.replay.state })
        )
    } else {
        queued_text(&applied.replay, &deployment, &args.target)
    };
    print(&queued)?;
    match unmet(&plan) {
        None => Ok(()),
        Some(told) => bail!("{told}"),
    }
}

/// Ends a replay for which there is nothing to queue: well where nothing is to be done, and with an error where a person has named
/// a record that first needs something else.
async fn nothing(args: &ReplayArgs, worker: &Worker, plan: &Plan) -> anyhow::Result<()> {
    let text = commands();
    let letters = plan.done_letters();
    let is_deleted = letters > 0 && agreed(&text.replay_ask_letters(letters), args.yes)?;
    if is_deleted {
        replay::settle(worker, plan).await.map_err(told)?;
    } else {
        replay::drop_plan(worker, plan).await;
    }
    let deleted = if is_deleted { letters } else { 0 };
    if args.json {
        print(&format!("{}\n", json!({ "queued": 0, "deleted": deleted })))?;
    } else {
        let next = match (&plan.selection, is_deleted) {
            (_, true) => Some(text.replay_letters_deleted(letters)),
            (Selection::Records(_), _) => None,
            (Selection::Attempts { .. }, _) => {
                Some(text.replay_see_activity(args.target.command("activity")))
            }
            (Selection::Parked { .. } | Selection::DeadLetters, _) => {
                Some(text.replay_see_parked(args.target.command("parked")))
            }
        };
        print(&next.map_or_else(String::new, |next| format!("{next}\n")))?;
    }
    match unmet(plan) {
        None => Ok(()),
        Some(told) => bail!("{} {told}", text.nothing_queued()),
    }
}

/// That records which a person has named are not replayed, because they don't exist or are on hold.
fn unmet(plan: &Plan) -> Option<String> {
    if !matches!(plan.selection, Selection::Records(_)) {
        return None;
    }
    let needs_more = |item: &&Item| matches!(item.standing, Standing::Missing(_) | Standing::OnHold(_));
    let unmet: Vec<&Item> = plan.items.iter().filter(needs_more).collect();
    if unmet.is_empty() {
        return None;
    }
    let text = commands();
    let names: Vec<String> = unmet.iter().map(|item| item.source.to_string()).collect();
    let told = text.replay_unmet(names.len(), names.join(", "));
    let is_missing = |item: &&Item| matches!(item.standing, Standing::Missing(_));
    Some(match unmet.iter().any(is_missing) {
        true => format!("{told} {}", text.replay_named_right()),
        false => told,
    })
}

/// How many records are queued, and how to see what becomes of them.
fn queued_text(replay: &Replay, deployment: &Deployment, target: &Target) -> String {
    let text = commands();
    let shown = target.command(&format!("replay show {}", replay.name));
    format!(
        "{} {}\n",
        text.replay_queued(replay.queued, &replay.name),
        deployment.then(text.replay_shows_progress(shown))
    )
}

/// That the functions don't use the newest settings yet: whoever has just pushed the ones that mend the records replays them
/// with the ones before.
async fn settings_note(worker: &Worker, style: &Style) -> anyhow::Result<Option<String>> {
    let soon = SettingsDocument::not_yet_used(worker.ledger())
        .await
        .map_err(told)?;
    Ok(soon.map(|(newest, used_from)| {
        let from = style.time(used_from);
        let text = Messages::of(style.language());
        format!(
            "{}\n",
            text.replay_settings_soon(from, newest.version.to_string())
        )
    }))
}

/// Queues a replay's records, with a progress bar on a terminal.
async fn queue(
    worker: &Worker,
    name: &str,
    plan: Option<&Plan>,
    by: &str,
    count: usize,
) -> anyhow::Result<replay::Applied> {
    let bar = if interactive() {
        ProgressBar::new(u64::try_from(count).unwrap_or(u64::MAX))
    } else {
        ProgressBar::hidden()
    };
    let on_queued = |queued: usize| bar.set_position(u64::try_from(queued).unwrap_or(u64::MAX));
    let applied = replay::apply(worker, name, plan, by, on_queued).await;
    bar.finish_and_clear();
    let applied = applied.map_err(told)?;
    if applied.aborted {
        bail!("{}", commands().replay_cut_short(applied.replay.queued, name));
    }
    Ok(applied)
}

#[cfg(test)]
mod tests;
