//! `ekobridge replay`: what is parked, skipped or dead is worked on again.
//!
//! A plan is shown first. Applying it queues a job with the cause `replay` for each record; the worker that takes it reopens
//! the ledger's record itself, so that nothing is forgotten where the queue does not take the job. A record that has its
//! document gets no second one, however often it is replayed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::bail;
use aws::{DeadLetter, DeadLetters, Worker};
use clap::Args;
use jiff::Timestamp;
use ledger::{Key, Ledger, Record, State};
use model::{Code, Job, JobKind, Problem, Source};
use serde_json::{Value, json};

use crate::deployment::{Deployment, Target};
use crate::parked::{code, parked};
use crate::terminal::{Style, agreed, interactive, print, sentences, told};

/// What `ekobridge replay` takes.
#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub(crate) struct ReplayArgs {
    /// Records as messages name them: order:1:1001 (connection, order), deal:7, contact:3, account:2, quote:ID.
    #[arg(
        value_name = "RECORD",
        required_unless_present_any = ["parked", "dead_letters"],
        conflicts_with_all = ["parked", "dead_letters"]
    )]
    records: Vec<Source>,
    /// Everything that is parked.
    #[arg(long, conflicts_with = "dead_letters")]
    parked: bool,
    /// Of what is parked, only what has this code, such as sku_unknown.
    #[arg(long, value_name = "CODE", requires = "parked", conflicts_with = "records", value_parser = code)]
    code: Option<Code>,
    /// What lies in the dead-letter queues.
    #[arg(long)]
    dead_letters: bool,
    /// Also records that are done: they are compared with the shop once more, and nothing is created twice.
    #[arg(long)]
    again: bool,
    /// Replay without asking.
    #[arg(long)]
    yes: bool,
    /// The plan as lines of JSON; it is carried out with --yes only.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    target: Target,
}

/// Where a record stands.
#[derive(Debug, Clone, PartialEq)]
enum Standing {
    /// The ledger does not know it.
    Unknown,
    /// A person had to do something first.
    Parked(Problem),
    /// There was nothing to do.
    Skipped(String),
    /// It is done: what it has become, and what was to be noted of it.
    Done(String, Option<Problem>),
    /// It comes again by itself, then.
    Waits(Timestamp, Option<Problem>),
    /// Its time came and nobody took it, or its worker was lost.
    Overdue,
    /// A worker has it, at most until then.
    InFlight(Timestamp),
}

impl Standing {
    fn of(record: Option<&Record>, now: Timestamp) -> Self {
        let Some(record) = record else {
            return Self::Unknown;
        };
        if let Some(until) = record.held_until(now) {
            return Self::InFlight(until);
        }
        let problem = record.problem.clone();
        match (record.state, problem) {
            (State::Parked, Some(problem)) => Self::Parked(problem),
            (State::Skipped, _) => Self::Skipped(record.reason.clone().unwrap_or_default()),
            (State::Done, problem) => Self::Done(become_of(record), problem),
            (State::Waiting | State::InDoubt, problem) => match record.next_attempt {
                Some(at) if at > now => Self::Waits(at, problem),
                _ => Self::Overdue,
            },
            (State::Leased | State::Committing | State::Parked, _) => Self::Overdue,
        }
    }

    /// Whether a replay has anything to do. What is done is left alone unless something was to be mended about it, or it is
    /// asked for.
    fn is_replayed(&self, again: bool) -> bool {
        match self {
            Self::Unknown | Self::Parked(_) | Self::Skipped(_) | Self::Overdue | Self::Done(_, Some(_)) => {
                true
            }
            Self::Done(_, None) => again,
            Self::Waits(..) | Self::InFlight(_) => false,
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Parked(_) => "parked",
            Self::Skipped(_) => "skipped",
            Self::Done(..) => "done",
            Self::Waits(..) => "waits",
            Self::Overdue => "overdue",
            Self::InFlight(_) => "busy",
        }
    }

    fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Parked(problem) | Self::Done(_, Some(problem)) | Self::Waits(_, Some(problem)) => {
                Some(problem)
            }
            _ => None,
        }
    }

    fn text(&self, style: &Style) -> String {
        match self {
            Self::Unknown => "It isn't in the ledger: it is processed as new.".to_owned(),
            Self::Parked(problem) => format!("[{}] {}", problem.code, sentences(problem)),
            Self::Skipped(reason) => reason.clone(),
            Self::Done(what, None) => {
                format!("done already: {what}; --again compares it with the shop once more")
            }
            Self::Done(what, Some(problem)) => format!("{what}. [{}] {}", problem.code, sentences(problem)),
            Self::Waits(at, _) => format!("is retried at {}", style.time(*at)),
            Self::Overdue => "An attempt was due and didn't run.".to_owned(),
            Self::InFlight(until) => format!(
                "is being worked on now, until {} at the latest",
                style.time(*until)
            ),
        }
    }
}

/// "order 1042": what a record has become.
fn become_of(record: &Record) -> String {
    record.documents.last().map_or_else(
        || "nothing was to be created".to_owned(),
        |document| {
            let kind = document.kind.as_str().replace('_', " ");
            format!("{kind} {}", document.number.as_deref().unwrap_or(&document.id))
        },
    )
}

/// One job of the plan.
#[derive(Debug, Clone, PartialEq)]
struct Item {
    kind: JobKind,
    source: Source,
    standing: Standing,
    replayed: bool,
}

/// What a replay would do.
#[derive(Debug, Default)]
struct Plan {
    items: Vec<Item>,
    /// What was taken from the dead-letter queues.
    letters: Vec<DeadLetter>,
    /// Records that are parked and name no job.
    without_job: Vec<Key>,
}

pub(crate) async fn run(args: ReplayArgs) -> anyhow::Result<()> {
    let deployment = Deployment::find(&args.target).await?;
    let worker = deployment.worker();
    let now = Timestamp::now();
    let plan = plan(&worker, &args, now).await?;
    let style = Style::of_stdout();
    print(&if args.json {
        plan.json()
    } else {
        plan.text(&deployment.name, &style)
    })?;
    let count = plan.replayed().count();
    let question = format!("Replay {}?", records(count));
    if count == 0 || !agreed(&question, args.yes)? {
        give_back(worker.dead_letters(), &plan.letters).await;
        if args.json {
            return print("{\"queued\":0}\n");
        }
        if count > 0 && !interactive() {
            bail!("Nothing was queued, because nobody can confirm it here. Add --yes.");
        }
        return if count > 0 {
            print("Nothing was queued.\n")
        } else {
            Ok(())
        };
    }
    apply(&worker, &plan, now).await?;
    print(&if args.json {
        format!("{}\n", json!({ "queued": count }))
    } else {
        format!(
            "Queued {}. {}\n",
            records(count),
            deployment.then(format!(
                "{} shows what becomes of it.",
                args.target.command("activity")
            ))
        )
    })
}

fn records(count: usize) -> String {
    format!("{count} record{}", if count == 1 { "" } else { "s" })
}

async fn plan(worker: &Worker, args: &ReplayArgs, now: Timestamp) -> anyhow::Result<Plan> {
    let ledger = worker.ledger();
    let mut plan = Plan::default();
    if args.dead_letters {
        plan.letters = worker.dead_letters().take().await.map_err(told)?;
    }
    // Each record once, whatever names it how often.
    let mut wanted: BTreeMap<(JobKind, Source), Option<Record>> = BTreeMap::new();
    for source in &args.records {
        wanted.insert((JobKind::of(source), source.clone()), None);
    }
    for job in plan.letters.iter().filter_map(|letter| letter.job.as_ref()) {
        wanted.insert((job.kind, job.source.clone()), None);
    }
    if args.parked {
        for record in parked(ledger, args.code).await? {
            match asked_by(&record) {
                Some(job) => {
                    wanted.insert(job, Some(record));
                }
                None => plan.without_job.push(record.key),
            }
        }
    }
    for ((kind, source), record) in wanted {
        let record = match record {
            Some(record) => Some(record),
            None => standing_record(ledger, kind, &source).await?,
        };
        let standing = Standing::of(record.as_ref(), now);
        plan.items.push(Item {
            replayed: standing.is_replayed(args.again),
            kind,
            source,
            standing,
        });
    }
    Ok(plan)
}

/// The record that says where a job stands. An order's credit has a record of its own beside the order's, which stays done.
async fn standing_record(ledger: &Ledger, kind: JobKind, source: &Source) -> anyhow::Result<Option<Record>> {
    if kind == JobKind::Order {
        let credit = ledger.get(&Key::credit_of(source)).await.map_err(told)?;
        if let Some(credit) = credit.filter(|credit| credit.state != State::Done) {
            return Ok(Some(credit));
        }
    }
    let key = flows::registry().key(kind, source).map_err(told)?;
    ledger.get(&key).await.map_err(told)
}

/// The job that a record was parked by.
fn asked_by(record: &Record) -> Option<(JobKind, Source)> {
    if let Some(job) = &record.job {
        return Some((job.kind, job.source.clone()));
    }
    let key = record.key.as_str();
    if let Some(source) = key.strip_prefix("orders_of:") {
        return Some((JobKind::FindOrders, source.parse().ok()?));
    }
    let source: Source = key.strip_prefix("credit_of:").unwrap_or(key).parse().ok()?;
    Some((JobKind::of(&source), source))
}

/// Queues what the plan says, then takes its letters out of the dead-letter queues. In this order: a letter that stays is
/// seen again, a job that is lost is not.
async fn apply(worker: &Worker, plan: &Plan, now: Timestamp) -> anyhow::Result<()> {
    let jobs: Vec<Job> = plan
        .replayed()
        .map(|item| why::replay_job(item.kind, &item.source, now))
        .collect();
    worker.queue().send(&jobs).await.map_err(told)?;
    let dead = worker.dead_letters();
    let gave_up = |item: &&Item| {
        item.standing
            .problem()
            .is_some_and(|problem| problem.code == Code::RETRIES_EXHAUSTED)
    };
    let mut letters = plan.letters.clone();
    if letters.is_empty() && plan.replayed().any(|item| gave_up(&item)) {
        letters = dead.take().await.map_err(told)?;
    }
    // A record that is done needs no letter any more.
    let settled: BTreeSet<_> = plan
        .items
        .iter()
        .filter(|item| item.replayed || matches!(item.standing, Standing::Done(..)))
        .map(|item| (item.kind, item.source.clone()))
        .collect();
    let mut others = Vec::new();
    loop {
        let (ours, rest): (Vec<_>, Vec<_>) = letters.into_iter().partition(|letter| {
            letter
                .job
                .as_ref()
                .is_some_and(|job| settled.contains(&(job.kind, job.source.clone())))
        });
        others.extend(rest);
        if ours.is_empty() {
            break;
        }
        for letter in &ours {
            dead.delete(letter).await.map_err(told)?;
        }
        // Those behind them show now.
        letters = dead.take().await.map_err(told)?;
    }
    give_back(dead, &others).await;
    Ok(())
}

async fn give_back(dead: &DeadLetters, letters: &[DeadLetter]) {
    for letter in letters {
        dead.give_back(letter).await;
    }
}

impl Plan {
    fn replayed(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.replayed)
    }

    fn unreadable(&self) -> impl Iterator<Item = &DeadLetter> {
        self.letters.iter().filter(|letter| letter.job.is_none())
    }

    fn text(&self, deployment: &str, style: &Style) -> String {
        let mut text = String::new();
        let mut line = |item: &Item| {
            format!(
                "  {:<18} {:<8} {}\n",
                item.source.to_string(),
                item.standing.word(),
                item.standing.text(style)
            )
        };
        let replayed: String = self.replayed().map(&mut line).collect();
        if replayed.is_empty() {
            let _ = writeln!(text, "There is nothing to replay in {deployment}.");
        } else {
            let title = format!("To be replayed in {deployment}:");
            let _ = write!(text, "{}\n{replayed}", style.bold(&title));
        }
        let left: String = self
            .items
            .iter()
            .filter(|item| !item.replayed)
            .map(&mut line)
            .collect();
        if !left.is_empty() {
            let _ = write!(text, "\n{}\n{left}", style.bold("Left as it is:"));
        }
        for key in &self.without_job {
            let _ = writeln!(
                text,
                "  {key} is parked, and names no job: replay the record that it was for."
            );
        }
        for letter in self.unreadable() {
            let _ = writeln!(
                text,
                "  Message {} of a dead-letter queue is no job and stays there. Look at it in AWS, and delete it.",
                letter.message_id
            );
        }
        text
    }

    fn json(&self) -> String {
        let item = |item: &Item| -> Value {
            let problem = item.standing.problem();
            json!({
                "job": item.kind.as_str(),
                "source": item.source.to_string(),
                "state": item.standing.word(),
                "replay": item.replayed,
                "code": problem.map(|problem| problem.code.as_str()),
                "message": problem.map(|problem| problem.message.as_str()),
                "remedy": problem.map(|problem| problem.remedy.as_str()),
            })
        };
        let lines = self
            .items
            .iter()
            .map(item)
            .chain(
                self.without_job
                    .iter()
                    .map(|key| json!({ "record": key, "replay": false })),
            )
            .chain(
                self.unreadable()
                    .map(|letter| json!({ "message_id": letter.message_id, "replay": false })),
            );
        lines.map(|line| format!("{line}\n")).collect()
    }
}

#[cfg(test)]
mod tests;
