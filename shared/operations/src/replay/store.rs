use std::fmt;

use jiff::{SignedDuration, Timestamp};
use journal::Outcome;
use ledger::Ledger;
use model::{Code, JobKind, Problem, Source};
use serde::{Deserialize, Serialize};

use crate::values::update;

/// The value with all replays' heads in the ledger.
const NAME: &str = "replays";

/// How many replays are kept. Their records are kept under as many names, which are used in turn.
const KEPT: u64 = 50;

/// For how long a plan is kept that nobody applies: its records have long become something else.
const PLAN_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How far a replay is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplayState {
    /// Its records are fixed, and nothing is queued.
    Planned,
    /// Its records are being queued; where that was broken off, it can be applied again.
    Queueing,
    /// All its records are queued.
    Queued,
    /// A person has aborted it: what no worker had begun is not done.
    Aborted,
}

impl fmt::Display for ReplayState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Planned => "planned",
            Self::Queueing => "queueing",
            Self::Queued => "queued",
            Self::Aborted => "aborted",
        })
    }
}

/// A replay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// Its name: what was selected and a number.
    pub name: String,
    /// The number alone, which every replay of the deployment has for itself.
    pub number: u64,
    /// What was selected, in words.
    pub selection: String,
    /// How many records it has.
    pub count: usize,
    /// Who planned it.
    pub by: String,
    /// When.
    pub planned_at: Timestamp,
    /// When its first record was queued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applied_at: Option<Timestamp>,
    /// How far it is.
    pub state: ReplayState,
    /// How many records are queued.
    pub queued: usize,
}

impl Replay {
    /// Whether it is kept: a plan that nobody has applied is dropped.
    fn is_kept(&self, now: Timestamp) -> bool {
        self.state != ReplayState::Planned || now.duration_since(self.planned_at) < PLAN_KEPT
    }
}

/// A record of a replay, and what has become of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// What is done with it.
    #[serde(rename = "k")]
    pub kind: JobKind,
    /// The record.
    #[serde(rename = "s")]
    pub source: Source,
    /// How its attempt ended; `None` while none has.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// With which error.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
}

impl Target {
    /// Whether it was to be done and isn't: it is parked again, or failing.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        matches!(self.outcome, Some(Outcome::Parked | Outcome::Waiting))
    }

    /// Whether nothing more comes of it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.outcome.is_some_and(|outcome| outcome != Outcome::Waiting)
    }
}

/// The heads of all replays, and the number of the next.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Heads {
    next: u64,
    replays: Vec<Replay>,
}

/// The records of a replay.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Range {
    name: String,
    targets: Vec<Target>,
}

/// The newest replays, newest first.
///
/// # Errors
/// When the store failed.
pub async fn replays(ledger: &Ledger) -> Result<Vec<Replay>, Problem> {
    let found = ledger.remembered::<Heads>(NAME).await?;
    let mut replays = found.map(|found| found.value.replays).unwrap_or_default();
    replays.retain(|replay| replay.is_kept(ledger.now()));
    replays.reverse();
    Ok(replays)
}

/// A replay by name.
///
/// # Errors
/// When there is none, or the store failed.
pub(super) async fn named(ledger: &Ledger, name: &str) -> Result<Replay, Problem> {
    let found = replays(ledger).await?;
    found
        .into_iter()
        .find(|replay| replay.name == name)
        .ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> Problem {
    Problem::new(
        Code::INPUT_INVALID,
        format!(
            "There is no replay {name}; the newest {KEPT} are kept, and a plan that isn't applied for {} days.",
            PLAN_KEPT.as_hours() / 24
        ),
        "`ekobridge replay list` shows them.",
    )
}

/// Stores a new replay under a name of its own. The oldest of more than 50 is forgotten.
pub(super) async fn add(
    ledger: &Ledger,
    stem: &str,
    selection: String,
    targets: Vec<Target>,
    by: &str,
) -> Result<Replay, Problem> {
    let now = ledger.now();
    // The number is taken first, so that two people at once have two names.
    let number = update(ledger, NAME, |heads: &mut Heads| {
        heads.next += 1;
        Ok(heads.next)
    })
    .await?;
    let replay = Replay {
        name: format!("{stem}-{number}"),
        number,
        selection,
        count: targets.len(),
        by: by.to_owned(),
        planned_at: now,
        applied_at: None,
        state: ReplayState::Planned,
        queued: 0,
    };
    put_targets(ledger, &replay, targets).await?;
    update(ledger, NAME, |heads: &mut Heads| {
        heads.replays.push(replay.clone());
        heads.replays.sort_by_key(|replay| replay.number);
        let next = heads.next;
        heads
            .replays
            .retain(|replay| replay.number + KEPT > next && replay.is_kept(now));
        Ok(())
    })
    .await?;
    Ok(replay)
}

/// Changes the head of a replay, and answers it as it is then.
pub(super) async fn change(
    ledger: &Ledger,
    name: &str,
    mut change: impl FnMut(&mut Replay) -> Result<(), Problem>,
) -> Result<Replay, Problem> {
    update(ledger, NAME, |heads: &mut Heads| {
        let found = heads
            .replays
            .iter_mut()
            .find(|replay| replay.name == name && replay.is_kept(ledger.now()));
        let replay = found.ok_or_else(|| unknown(name))?;
        change(replay)?;
        Ok(replay.clone())
    })
    .await
}

fn range_name(replay: &Replay) -> String {
    format!("replay:{}", replay.number % KEPT)
}

/// The records of a replay.
pub(super) async fn targets(ledger: &Ledger, replay: &Replay) -> Result<Vec<Target>, Problem> {
    let found = ledger.remembered::<Range>(&range_name(replay)).await?;
    found
        .map(|found| found.value)
        .filter(|range| range.name == replay.name)
        .map(|range| range.targets)
        .ok_or_else(|| unknown(&replay.name))
}

/// Stores the records of a replay.
pub(super) async fn put_targets(
    ledger: &Ledger,
    replay: &Replay,
    targets: Vec<Target>,
) -> Result<(), Problem> {
    let range = Range {
        name: replay.name.clone(),
        targets,
    };
    ledger.remember(&range_name(replay), &range).await
}
