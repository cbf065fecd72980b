use std::collections::BTreeMap;

use aws::{DeadLetter, Worker};
use jiff::Timestamp;
use ledger::{Key, Record, State};
use model::{Code, JobKind, Problem, Reason, Source, reason};
use why::{Presence, search_of, standing_record};

use super::Standing;
use crate::activity::{Filter, newest};
use crate::causes::{ignored_with, marks, parked_records};
use crate::dead_letters::give_back;

/// The most records of one replay: as many as one value of the ledger holds with what becomes of them.
pub const MAX_RECORDS: usize = 2_000;

/// The most attempts of the activity log that one plan reads.
const MAX_ATTEMPTS: usize = 20_000;

/// From when to when; open at an end that is not set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Window {
    /// Then or later.
    pub since: Option<Timestamp>,
    /// Before then.
    pub until: Option<Timestamp>,
}

impl Window {
    fn has(&self, at: Timestamp) -> bool {
        self.since.is_none_or(|since| at >= since) && self.until.is_none_or(|until| at < until)
    }
}

/// Which records a replay takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// These.
    Records(Vec<Source>),
    /// What is parked now, of one cause where one is given, and was parked in the window.
    Parked {
        /// The cause.
        cause: Option<Code>,
        /// When they were parked.
        window: Window,
    },
    /// What had an attempt in the window, that failed with an error where one is given; by the activity log.
    Attempts {
        /// The error.
        error: Option<Code>,
        /// When the attempt ended.
        window: Window,
    },
    /// What lies in the dead-letter queues.
    DeadLetters,
}

impl Selection {
    /// What the names of its replays begin with.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Records(_) => "records",
            Self::Parked { cause: None, .. } => "parked",
            Self::Parked {
                cause: Some(code), ..
            }
            | Self::Attempts {
                error: Some(code), ..
            } => code.as_str(),
            Self::Attempts { error: None, .. } => "window",
            Self::DeadLetters => "dead_letters",
        }
    }

    /// Whether it takes what a person has ignored with this cause: by the record's name, or by the cause's.
    fn takes_ignored(&self, cause: Code) -> bool {
        match self {
            Self::Records(_) => true,
            Self::Parked { cause: named, .. } | Self::Attempts { error: named, .. } => *named == Some(cause),
            Self::DeadLetters => cause == Code::RETRIES_EXHAUSTED,
        }
    }

    /// The selection in words.
    #[must_use]
    pub fn words(&self) -> Reason {
        let (what, window) = match self {
            Self::Records(_) => (reason::selected_records(), None),
            Self::Parked { cause: None, window } => (reason::selected_parked(), Some(window)),
            Self::Parked {
                cause: Some(code),
                window,
            } => (reason::selected_cause(code.as_str()), Some(window)),
            Self::Attempts { error: None, window } => (reason::selected_attempts(), Some(window)),
            Self::Attempts {
                error: Some(code),
                window,
            } => (reason::selected_error(code.as_str()), Some(window)),
            Self::DeadLetters => (reason::selected_dead_letters(), None),
        };
        let since = window.and_then(|window| window.since);
        let until = window.and_then(|window| window.until);
        let since = since.map(|at| reason::selected_since(at.to_string()));
        let until = until.map(|at| reason::selected_until(at.to_string()));
        Reason::joined([Some(what), since, until].into_iter().flatten())
    }
}

/// One record of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What is done with it.
    pub kind: JobKind,
    /// The record.
    pub source: Source,
    /// Where it stands.
    pub standing: Standing,
    /// Whether it is replayed.
    pub replayed: bool,
}

/// What a replay would do. Its records are fixed.
#[derive(Debug)]
pub struct Plan {
    /// What was asked for.
    pub selection: Selection,
    /// The records, at most [`MAX_RECORDS`].
    pub items: Vec<Item>,
    /// How many records more there are; another replay takes them after this one.
    pub more: usize,
    /// What was taken from the dead-letter queues, and is hidden there until the plan is applied or dropped.
    pub letters: Vec<DeadLetter>,
    /// Records that are parked and name no job.
    pub without_job: Vec<Key>,
    /// How many records are left out because a person has ignored their cause, by its code.
    pub ignored: BTreeMap<Code, usize>,
}

impl Plan {
    /// The records that are replayed.
    pub fn replayed(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.replayed)
    }

    /// How many dead letters are of records that are done: their replay would do nothing, and they would stay for ever.
    #[must_use]
    pub fn done_letters(&self) -> usize {
        let is_done = |letter: &&DeadLetter| {
            let of_letter = |item: &&Item| {
                let job = letter.job.as_ref();
                job.is_some_and(|job| job.kind == item.kind && job.source == item.source)
            };
            let item = self.items.iter().find(of_letter);
            item.is_some_and(|item| item.standing.is_done())
        };
        self.letters.iter().filter(is_done).count()
    }

    /// Dead letters that hold no job: they stay where they are.
    pub fn unreadable(&self) -> impl Iterator<Item = &DeadLetter> {
        self.letters.iter().filter(|letter| letter.job.is_none())
    }
}

/// Which records a replay would take, and where each stands. With `again`, what is done is taken too. Nothing is written.
///
/// # Errors
/// When the ledger, the activity log or a dead-letter queue can't be read.
pub async fn plan(
    worker: &Worker,
    selection: Selection,
    again: bool,
    now: Timestamp,
) -> Result<Plan, Problem> {
    let ledger = worker.ledger();
    let marks = marks(ledger).await?;
    let mut ignored: BTreeMap<Code, usize> = BTreeMap::new();
    let mut letters = Vec::new();
    let mut without_job = Vec::new();
    // Each record once, whatever names it how often.
    let mut wanted: BTreeMap<(JobKind, Source), Option<Record>> = BTreeMap::new();
    match &selection {
        Selection::Records(sources) => {
            for source in sources {
                wanted.insert((JobKind::of(source), source.clone()), None);
                // Lists name a search for a contact's orders by the contact.
                let search = search_of(ledger, source).await?;
                if let Some(search) = search.filter(|search| search.state == State::Parked) {
                    wanted.insert((JobKind::FindOrders, source.clone()), Some(search));
                }
            }
        }
        Selection::Parked { cause, window } => {
            let records = parked_records(ledger, *cause).await?;
            for record in records.into_iter().filter(|record| window.has(record.since())) {
                match asked_by(&record) {
                    Some(job) => {
                        wanted.insert(job, Some(record));
                    }
                    None => without_job.push(record.key),
                }
            }
        }
        Selection::Attempts { error, window } => {
            let filter = Filter {
                code: *error,
                since: window.since,
                until: window.until,
                ..Filter::default()
            };
            let entries = newest(worker.journal().as_ref(), &filter, MAX_ATTEMPTS, now).await?;
            for entry in entries {
                wanted.insert((entry.kind, entry.source), None);
            }
        }
        Selection::DeadLetters => {
            letters = worker.dead_letters().take().await?;
            for job in letters.iter().filter_map(|letter| letter.job.as_ref()) {
                wanted.insert((job.kind, job.source.clone()), None);
            }
        }
    }
    let mut items = Vec::new();
    let mut wanted = wanted.into_iter();
    while items.len() < MAX_RECORDS
        && let Some(((mut kind, source), record)) = wanted.next()
    {
        let record = match record {
            Some(record) => Some(record),
            None => standing_record(ledger, kind, &source).await?,
        };
        let left_out = record.as_ref().and_then(|record| ignored_with(record, &marks));
        if let Some(cause) = left_out.filter(|cause| !selection.takes_ignored(*cause)) {
            *ignored.entry(cause).or_default() += 1;
            continue;
        }
        // A record may be parked by a job of a kind that its name doesn't say.
        let job = record
            .as_ref()
            .filter(|record| record.state == State::Parked)
            .and_then(|record| record.job.as_ref());
        if let Some(job) = job.filter(|job| job.source == source) {
            kind = job.kind;
        }
        let mut standing = Standing::of(record.as_ref(), now);
        // A mistyped id would become a job, and then a parked record.
        if let (Standing::Unknown(_), Selection::Records(_)) = (&standing, &selection) {
            standing = match Box::pin(why::presence(worker, &source)).await {
                Presence::Present => Standing::Unknown(None),
                Presence::Missing => Standing::Missing(source.vendor()),
                Presence::Unknown(why) => Standing::Unknown(Some(why)),
            };
        }
        items.push(Item {
            replayed: standing.is_replayed(again),
            kind,
            source,
            standing,
        });
    }
    Ok(Plan {
        selection,
        items,
        more: wanted.len(),
        letters,
        without_job,
        ignored,
    })
}

/// Lets a plan go that is not applied: what it took from the dead-letter queues shows there again.
pub async fn drop_plan(worker: &Worker, plan: &Plan) {
    give_back(worker.dead_letters(), &plan.letters).await;
}

/// The job that a record was parked by; none where its name says no record.
#[must_use]
pub fn asked_by(record: &Record) -> Option<(JobKind, Source)> {
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
