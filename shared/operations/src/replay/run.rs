use std::collections::{BTreeMap, BTreeSet};

use aws::{DeadLetter, Worker};
use engine::{abort_replay, reason_of_abort};
use jiff::Timestamp;
use journal::{Outcome, Summary};
use model::{Cause, Code, Job, JobKind, Named, Problem, Reason, Source, reason};

use super::store::{self, Replay, ReplayState, Target};
use super::{Plan, Standing};
use crate::activity::{Filter, newest};
use crate::{audit, dead_letters};

/// How many records are queued between two looks at whether the replay was aborted. More than a few, so that a part of many goes
/// where all of them go.
const PART: usize = 100;

/// The most attempts that are read to see what has become of a replay's records.
const MAX_ATTEMPTS: usize = 20_000;

/// How far queueing got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The replay.
    pub replay: Replay,
    /// Whether a person aborted it meanwhile.
    pub aborted: bool,
}

/// Stores a plan as a replay, with a name; nothing is queued. `by` is whoever asks for it.
///
/// # Errors
/// When the plan replays nothing, or the store failed.
pub async fn save(worker: &Worker, plan: &Plan, by: &str) -> Result<Replay, Problem> {
    let targets: Vec<Target> = plan
        .replayed()
        .map(|item| Target {
            kind: item.kind,
            source: item.source.clone(),
            outcome: None,
            code: None,
        })
        .collect();
    if targets.is_empty() {
        return Err(Problem::new(
            Code::INPUT_INVALID,
            "There is nothing to replay.",
            "What waits for a person is on the list of parked records; what is on hold is released first.",
        ));
    }
    let (stem, words) = (plan.selection.name(), plan.selection.words());
    store::add(worker.ledger(), stem, words.to_string(), targets, by).await
}

/// Queues the records of a replay, from where it was broken off, and takes the dead letters of settled records out of their
/// queues. `plan` is the one that it was saved from, where there is still one. `on_queued` hears how many are queued, after
/// each part.
///
/// # Errors
/// When there is no such replay, it is aborted or queued already, or the store or a queue failed; applying it again goes on.
pub async fn apply(
    worker: &Worker,
    name: &str,
    plan: Option<&Plan>,
    by: &str,
    mut on_queued: impl FnMut(usize),
) -> Result<Applied, Problem> {
    let ledger = worker.ledger();
    let now = ledger.now();
    let mut replay = store::change(ledger, name, |replay| {
        match replay.state {
            ReplayState::Planned | ReplayState::Queueing => {}
            ReplayState::Queued => return Err(refused(name, "is queued already")),
            ReplayState::Aborted => return Err(refused(name, "was aborted")),
        }
        replay.state = ReplayState::Queueing;
        replay.applied_at.get_or_insert(now);
        Ok(())
    })
    .await?;
    audit::note(
        ledger,
        by,
        reason::replayed(
            name,
            Named::counted(replay.count, "record", "records"),
            Named::phrase(&Reason::read(&replay.selection)),
        ),
    )
    .await?;
    let targets = store::targets(ledger, &replay).await?;
    for part in targets.get(replay.queued..).unwrap_or_default().chunks(PART) {
        let jobs: Vec<Job> = part
            .iter()
            .map(|target| Job::of_replay(name, target.kind, &target.source, now))
            .collect();
        worker.queue().send_part(&jobs, targets.len()).await?;
        replay = store::change(ledger, name, |replay| {
            replay.queued = (replay.queued + jobs.len()).min(replay.count);
            Ok(())
        })
        .await?;
        on_queued(replay.queued);
        if replay.state == ReplayState::Aborted {
            give_back(worker, plan).await;
            return Ok(Applied {
                replay,
                aborted: true,
            });
        }
    }
    settle_letters(worker, &targets, plan).await?;
    replay = store::change(ledger, name, |replay| {
        if replay.state == ReplayState::Queueing {
            replay.state = ReplayState::Queued;
        }
        Ok(())
    })
    .await?;
    let aborted = replay.state == ReplayState::Aborted;
    Ok(Applied { replay, aborted })
}

fn refused(name: &str, why: &str) -> Problem {
    Problem::new(
        Code::INPUT_INVALID,
        format!("The replay {name} {why}."),
        "Plan another one.",
    )
}

async fn give_back(worker: &Worker, plan: Option<&Plan>) {
    let letters: &[DeadLetter] = plan.map_or(&[], |plan| &plan.letters);
    dead_letters::give_back(worker.dead_letters(), letters).await;
}

/// Deletes a plan's dead letters whose records are done, and gives the others back. For a plan that replays nothing.
///
/// # Errors
/// When a queue can't be read, or doesn't delete a letter.
pub async fn settle(worker: &Worker, plan: &Plan) -> Result<(), Problem> {
    settle_letters(worker, &[], Some(plan)).await
}

/// Takes letters out of the dead-letter queues that nobody needs any more: of records that are queued, and of those that are done.
async fn settle_letters(worker: &Worker, targets: &[Target], plan: Option<&Plan>) -> Result<(), Problem> {
    let taken = plan.map(|plan| plan.letters.clone()).unwrap_or_default();
    let mut settled: BTreeSet<(JobKind, &Source)> = targets
        .iter()
        .map(|target| (target.kind, &target.source))
        .collect();
    let items = plan.map(|plan| &plan.items[..]).unwrap_or_default();
    settled.extend(
        items
            .iter()
            .filter(|item| item.standing.is_done())
            .map(|item| (item.kind, &item.source)),
    );
    let gave_up = |standing: &Standing| {
        standing
            .problem()
            .is_some_and(|problem| problem.code == Code::RETRIES_EXHAUSTED)
    };
    // A plan that was saved before doesn't say any more whether some of its records gave up.
    let may_have_some = match plan {
        Some(plan) => !taken.is_empty() || plan.replayed().any(|item| gave_up(&item.standing)),
        None => true,
    };
    if !may_have_some {
        return Ok(());
    }
    dead_letters::remove(worker.dead_letters(), taken, |job| {
        settled.contains(&(job.kind, &job.source))
    })
    .await
}

/// Aborts a replay: nothing more is queued, and what is queued and not begun is not done. What workers have begun goes on.
///
/// # Errors
/// When there is no such replay, or the store failed.
pub async fn abort(worker: &Worker, name: &str, by: &str) -> Result<Replay, Problem> {
    let ledger = worker.ledger();
    store::named(ledger, name).await?;
    // First what workers look at: a replay that is said to be aborted must not go on.
    abort_replay(ledger, name).await?;
    let replay = store::change(ledger, name, |replay| {
        replay.state = ReplayState::Aborted;
        Ok(())
    })
    .await?;
    audit::note(ledger, by, reason::replay_stopped(name)).await?;
    Ok(replay)
}

/// A replay, and what has become of its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The replay.
    pub replay: Replay,
    /// Its records.
    pub targets: Vec<Target>,
}

impl Progress {
    /// The records that failed.
    pub fn failed(&self) -> impl Iterator<Item = &Target> {
        self.targets.iter().filter(|target| target.has_failed())
    }

    /// Whether the replay was aborted before a worker began this record. It stays as it was.
    #[must_use]
    pub fn is_aborted(&self, target: &Target) -> bool {
        self.replay.state == ReplayState::Aborted && target.outcome.is_none()
    }

    /// How many records it was aborted before.
    #[must_use]
    pub fn aborted(&self) -> usize {
        let aborted = self.targets.iter().filter(|target| self.is_aborted(target));
        aborted.count()
    }

    /// How many records nothing more comes of.
    #[must_use]
    pub fn over(&self) -> usize {
        let is_over = |target: &&Target| target.is_over() || self.is_aborted(target);
        self.targets.iter().filter(is_over).count()
    }

    /// How many of the records that it was not aborted before ended how, and how many have not.
    #[must_use]
    pub fn counts(&self) -> Vec<(Option<Outcome>, usize)> {
        let mut counts = BTreeMap::new();
        for target in self.targets.iter().filter(|target| !self.is_aborted(target)) {
            let word = target.outcome.map_or("pending", Outcome::as_str);
            counts.entry(word).or_insert((target.outcome, 0)).1 += 1;
        }
        counts.into_values().collect()
    }
}

/// What has become of a replay, by the activity log; what is found out is stored, so that it outlives the log.
///
/// # Errors
/// When there is no such replay, or the ledger or the log can't be read.
pub async fn progress(worker: &Worker, name: &str, now: Timestamp) -> Result<Progress, Problem> {
    let ledger = worker.ledger();
    let replay = store::named(ledger, name).await?;
    let mut targets = store::targets(ledger, &replay).await?;
    let Some(applied_at) = replay.applied_at else {
        return Ok(Progress { replay, targets });
    };
    if targets.iter().all(Target::is_over) {
        return Ok(Progress { replay, targets });
    }
    let filter = Filter {
        cause: Some(Cause::Replay),
        since: Some(applied_at),
        ..Filter::default()
    };
    let entries = newest(worker.journal().as_ref(), &filter, MAX_ATTEMPTS, now).await?;
    // A record's jobs come in their order: what ended first is this replay's, and what came later may be another's.
    let mut by_record: BTreeMap<(JobKind, &Source), &Summary> = BTreeMap::new();
    for entry in entries.iter().rev() {
        by_record
            .entry((entry.kind, &entry.source))
            .and_modify(|before| {
                if before.outcome == Outcome::Waiting {
                    *before = entry;
                }
            })
            .or_insert(entry);
    }
    let aborted = reason_of_abort(name);
    let mut is_changed = false;
    let queued = targets.iter_mut().take(replay.queued);
    for target in queued.filter(|target| !target.is_over()) {
        let Some(entry) = by_record.get(&(target.kind, &target.source)) else {
            continue;
        };
        // Its job came after the abort, and was not begun.
        if entry.reason.as_deref() == Some(aborted.as_str()) {
            continue;
        }
        let code = entry.problem.as_ref().map(|problem| problem.code);
        is_changed |= target.outcome != Some(entry.outcome) || target.code != code;
        (target.outcome, target.code) = (Some(entry.outcome), code);
    }
    if is_changed {
        store::put_targets(ledger, &replay, targets.clone()).await?;
    }
    Ok(Progress { replay, targets })
}
