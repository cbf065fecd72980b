//! A backfill under way: some records at a time, the next when these have ended; its position is in the ledger.

use std::future::Future;

use jiff::Timestamp;
use journal::Outcome;
use ledger::State;
use model::{Cause, Code, Job, Problem, Source, case, event};
use serde::{Deserialize, Serialize};

use super::{Item, Plan, Selection, plan};
use crate::Worker;
use crate::to_activecampaign::orders::forget_written;

/// Under which name the ledger keeps the run.
const NAME: &str = "backfill";

/// How many records are queued at a time. So many can still be under way when a run is stopped.
const AT_A_TIME: usize = 25;

/// How often a run waits for records of which none ends, before it gives up.
const MOST_WAITS: u32 = 200;

/// A record whose job failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Which one.
    pub source: Source,
    /// What went wrong.
    pub code: Code,
    /// In words, without personal data.
    pub message: String,
}

/// How a run ended, or why it stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// Everything was sent.
    Complete,
    /// As many records failed as were allowed.
    TooManyFailures,
    /// No job ended for a long time.
    NothingMoves,
}

/// A backfill under way, or the last one. One at a time in a deployment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Which records.
    pub selection: Selection,
    /// When it was begun; its jobs are named by it.
    pub started: Timestamp,
    /// How many records it was to send.
    pub total: usize,
    /// How many have been sent and have ended well.
    pub done: usize,
    /// How many were sent and had nothing to do.
    pub skipped: usize,
    /// Those that failed.
    pub failures: Vec<Failure>,
    /// It stops when so many have failed since it was begun or resumed.
    pub max_failures: usize,
    /// The last record up to which all have ended.
    pub position: Option<Item>,
    /// Documents, by the id of the first one of their sale, that were handed over in a batch and have not been seen since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<String>,
    /// How it ended; none while it is under way, or was cut off.
    pub ended: Option<Ended>,
    /// The version of the ledger's value that this run has read or written last. Who finds another one has been overtaken.
    #[serde(skip)]
    seen: Option<u64>,
}

impl Run {
    /// A run of a plan, from its beginning, where none was begun before.
    #[must_use]
    pub fn new(selection: Selection, plan: &Plan, max_failures: usize, now: Timestamp) -> Self {
        Self {
            selection,
            started: now,
            total: plan.items.len(),
            done: 0,
            skipped: 0,
            failures: Vec::new(),
            max_failures,
            position: None,
            pending: Vec::new(),
            ended: None,
            seen: None,
        }
    }

    /// The same, in the place of the last run.
    #[must_use]
    pub fn in_place_of(self, last: &Self) -> Self {
        Self {
            seen: last.seen,
            ..self
        }
    }

    /// The last run that was begun in a deployment.
    ///
    /// # Errors
    /// When the ledger failed.
    pub async fn last(worker: &Worker) -> Result<Option<Self>, Problem> {
        let known = worker.ports().ledger.remembered::<Self>(NAME).await?;
        Ok(known.map(|known| Self {
            seen: Some(known.version),
            ..known.value
        }))
    }

    /// Whether there is something to go on with.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.ended != Some(Ended::Complete)
    }

    /// Plans what is left of it: what comes after its position, and what was handed over when it was cut off.
    ///
    /// # Errors
    /// As [`plan`].
    pub async fn rest(&mut self, worker: &Worker) -> Result<Plan, Problem> {
        self.give_up_pending(worker).await?;
        let mut rest = plan(worker, &self.selection).await?;
        if let Some(position) = &self.position {
            let is_before = |item: &Item| (item.at, &item.source) <= (position.at, &position.source);
            rest.items.retain(|item| !is_before(item));
        }
        Ok(rest)
    }

    /// Forgets what was handed over and not seen since, so that whoever plans next sends it again.
    ///
    /// # Errors
    /// When the ledger failed.
    pub async fn give_up_pending(&mut self, worker: &Worker) -> Result<(), Problem> {
        for root in &self.pending {
            forget_written(&worker.ports().ledger, root).await?;
        }
        self.pending.clear();
        Ok(())
    }

    /// Queues all of a plan at once, without waiting for what becomes of it: for a deployment that nobody works in now.
    ///
    /// # Errors
    /// When the queue or the ledger failed. Queued again, nothing is sent twice.
    pub async fn queue_all(&mut self, worker: &Worker, plan: &Plan) -> Result<(), Problem> {
        let all: Vec<&Item> = plan.items.iter().collect();
        // Whoever goes on with the same run at the same time stops before it has queued anything.
        self.keep(worker).await?;
        self.send(worker, &all).await?;
        self.position = plan.items.last().cloned();
        self.ended = Some(Ended::Complete);
        self.keep(worker).await
    }

    /// Sends a plan, some records at a time. `wait` is awaited between looks at what has become of them, and is given the run.
    ///
    /// # Errors
    /// When the queue, the ledger or the activity log failed. The position is kept, and [`Run::rest`] goes on from there.
    pub async fn send_paced<W: Future<Output = ()>>(
        &mut self,
        worker: &Worker,
        plan: &Plan,
        mut wait: impl FnMut(&Self) -> W,
    ) -> Result<Ended, Problem> {
        self.ended = None;
        let before = self.failures.len();
        self.keep(worker).await?;
        for part in plan.items.chunks(AT_A_TIME) {
            let (batched, queued): (Vec<&Item>, Vec<&Item>) =
                part.iter().partition(|item| item.root.is_some());
            self.send(worker, &queued).await?;
            let alone = self.send_batches(worker, &batched, &mut wait).await?;
            let sent_at = worker.ports().clock.now();
            self.send(worker, &alone.iter().collect::<Vec<_>>()).await?;
            let mut open: Vec<(&Item, Timestamp)> =
                queued.into_iter().map(|item| (item, self.started)).collect();
            open.extend(alone.iter().map(|item| (item, sent_at)));
            let mut waits = 0;
            while !open.is_empty() {
                if waits == MOST_WAITS {
                    return self.stop(worker, Ended::NothingMoves).await;
                }
                wait(self).await;
                let mut still = Vec::new();
                for (item, since) in &open {
                    if !self.has_ended(worker, item, *since).await? {
                        still.push((*item, *since));
                    }
                }
                waits = if still.len() < open.len() { 0 } else { waits + 1 };
                open = still;
            }
            self.position = part.last().cloned();
            self.keep(worker).await?;
            if self.failures.len() - before >= self.max_failures {
                return self.stop(worker, Ended::TooManyFailures).await;
            }
        }
        self.stop(worker, Ended::Complete).await
    }

    async fn stop(&mut self, worker: &Worker, ended: Ended) -> Result<Ended, Problem> {
        self.ended = Some(ended);
        self.keep(worker).await?;
        Ok(ended)
    }

    /// Keeps where it stands, unless another one has kept its own meanwhile: two would forget each other's position.
    pub(super) async fn keep(&mut self, worker: &Worker) -> Result<(), Problem> {
        let kept = worker
            .ports()
            .ledger
            .compare_and_set(NAME, self, self.seen)
            .await?;
        if kept.is_none() {
            return Err(Problem::new(
                Code::INPUT_INVALID,
                event::another_backfill(),
                "Leave it to the other one. When none runs any more, `ekobridge backfill --resume` goes on with what is left.",
            )
            .in_case(case::INPUT_INVALID_ANOTHER_BACKFILL, []));
        }
        self.seen = kept;
        Ok(())
    }

    pub(super) fn job(&self, item: &Item) -> Job {
        Job {
            kind: item.what.job(),
            key: format!("backfill:{}@{}", item.source, self.started),
            source: item.source.clone(),
            cause: Cause::Backfill,
            first_seen: self.started,
            // The record is looked at as it is then, whatever version the plan saw.
            version: None,
        }
    }

    async fn send(&self, worker: &Worker, items: &[&Item]) -> Result<(), Problem> {
        let jobs: Vec<Job> = items.iter().map(|item| self.job(item)).collect();
        if jobs.is_empty() {
            return Ok(());
        }
        worker.ports().queue.send(&jobs).await
    }

    /// Whether a record's job has ended, and counts how.
    async fn has_ended(&mut self, worker: &Worker, item: &Item, since: Timestamp) -> Result<bool, Problem> {
        let ports = worker.ports();
        let entries = ports.journal.of(&item.source, 5).await?;
        let own = entries
            .into_iter()
            .find(|entry| entry.cause == Cause::Backfill && entry.at >= since);
        let Some(entry) = own else {
            // A job that finds its record done leaves no entry.
            let key = crate::key(item.what.job(), &item.source)?;
            let record = ports.ledger.get(&key).await?;
            let is_done = record.is_some_and(|record| record.state == State::Done);
            self.done += usize::from(is_done);
            return Ok(is_done);
        };
        match (entry.outcome, entry.problem) {
            (Outcome::Done, _) => self.done += 1,
            (Outcome::Skipped | Outcome::Ignored, _) => self.skipped += 1,
            // Another worker has it, and says how it ends.
            (Outcome::Waiting, Some(problem)) if problem.code == Code::RECORD_LOCKED => return Ok(false),
            (Outcome::Parked | Outcome::Waiting, Some(problem)) => self.failures.push(Failure {
                source: item.source.clone(),
                code: problem.code,
                message: problem.message,
            }),
            (Outcome::Parked | Outcome::Waiting, None) => return Ok(false),
        }
        Ok(true)
    }
}
