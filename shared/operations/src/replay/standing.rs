use engine::RecordName;
use jiff::Timestamp;
use ledger::{Record, SETTLED, State};
use model::{Problem, Reason, Vendor};

/// Where a record stands, for a replay.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// The ledger does not know it. If its vendor was to be asked for it and couldn't be, why not.
    Unknown(Option<String>),
    /// The ledger does not know it, and this vendor, whose record it would be, has none.
    Missing(Vendor),
    /// A person has stopped it, for this reason.
    OnHold(String),
    /// A person had to do something first.
    Parked(Problem),
    /// There was nothing to do.
    Skipped(Reason),
    /// It is done: the document that it has become, if any was to be created, and what was to be noted of it.
    Done(Option<RecordName>, Option<Problem>),
    /// It is done, and its source differs from the document that it has become: a person has to settle that.
    ChangedSince(Option<RecordName>, Problem),
    /// It comes again by itself, then.
    Waits(Timestamp, Option<Problem>),
    /// It may have become a document: the next attempt looks that up.
    InDoubt(Option<Problem>),
    /// Its time came and nobody took it, or its worker was lost.
    Overdue,
    /// A worker has it, at most until then.
    InFlight(Timestamp),
}

impl Standing {
    /// That of the ledger's record.
    #[must_use]
    pub fn of(record: Option<&Record>, now: Timestamp) -> Self {
        let Some(record) = record else {
            return Self::Unknown(None);
        };
        if let Some(until) = record.held_until(now) {
            return Self::InFlight(until);
        }
        if let Some(hold) = &record.hold {
            return Self::OnHold(hold.because.clone());
        }
        let problem = record.problem.clone();
        match (record.state, problem) {
            (State::Parked, Some(problem)) => Self::Parked(problem),
            (State::Skipped, _) => Self::Skipped(Reason::read(record.reason.clone().unwrap_or_default())),
            (State::Done, problem) => {
                let document = record.documents.last().map(RecordName::of_document);
                match problem {
                    Some(problem) if record.is_unsettled() => Self::ChangedSince(document, problem),
                    problem => Self::Done(document, problem.filter(|problem| problem.remedy != SETTLED)),
                }
            }
            (State::InDoubt, problem) => Self::InDoubt(problem),
            (State::Waiting, problem) => match record.next_attempt {
                Some(at) if at > now => Self::Waits(at, problem),
                _ => Self::Overdue,
            },
            (State::Leased | State::Committing | State::Parked, _) => Self::Overdue,
        }
    }

    /// Whether a replay has anything to do. What is done is left alone unless something was to be mended about it, or it is
    /// asked for with `again`.
    #[must_use]
    pub fn is_replayed(&self, again: bool) -> bool {
        match self {
            Self::Unknown(_)
            | Self::Parked(_)
            | Self::Skipped(_)
            | Self::InDoubt(_)
            | Self::Overdue
            | Self::ChangedSince(..)
            | Self::Done(_, Some(_)) => true,
            Self::Done(_, None) => again,
            Self::Missing(_) | Self::Waits(..) | Self::InFlight(_) | Self::OnHold(_) => false,
        }
    }

    /// Whether it has become what it was to become.
    #[must_use]
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done(..) | Self::ChangedSince(..))
    }

    /// The standing in one word.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown",
            Self::Missing(_) => "missing",
            Self::OnHold(_) => "on hold",
            Self::Parked(_) => "parked",
            Self::Skipped(_) => "skipped",
            Self::Done(..) => "done",
            Self::ChangedSince(..) => "changed since",
            Self::Waits(..) => "waits",
            Self::InDoubt(_) => "in doubt",
            Self::Overdue => "overdue",
            Self::InFlight(_) => "busy",
        }
    }

    /// What is wrong with the record.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Parked(problem)
            | Self::ChangedSince(_, problem)
            | Self::Done(_, Some(problem))
            | Self::Waits(_, Some(problem))
            | Self::InDoubt(Some(problem)) => Some(problem),
            _ => None,
        }
    }

    /// The standing in one sentence. `time` writes a time as its reader likes it.
    #[must_use]
    pub fn text(&self, time: impl Fn(Timestamp) -> String) -> String {
        match self {
            Self::Unknown(None) => "It isn't in the ledger: it is processed as new.".to_owned(),
            Self::Unknown(Some(why)) => format!(
                "It isn't in the ledger: it is processed as new. Whether it exists could not be found out: {why}"
            ),
            Self::Missing(vendor) => format!(
                "{} has no such record, and it isn't in the ledger. Look whether it is named right.",
                vendor.name()
            ),
            Self::OnHold(because) => format!("on hold: {because}; release it first"),
            Self::Parked(problem) => told(problem),
            Self::Skipped(reason) => reason.to_string(),
            Self::Done(document, None) => format!(
                "done already: {}; --again compares it with the shop once more",
                become_of(document.as_ref())
            ),
            Self::ChangedSince(document, problem) | Self::Done(document, Some(problem)) => {
                format!("{}. {}", become_of(document.as_ref()), told(problem))
            }
            Self::Waits(at, _) => format!("is retried at {}", time(*at)),
            Self::InDoubt(_) => {
                "It may have become a document: that is looked up before anything is created.".to_owned()
            }
            Self::Overdue => "An attempt was due and didn't run.".to_owned(),
            Self::InFlight(until) => {
                format!("is being worked on now, until {} at the latest", time(*until))
            }
        }
    }
}

/// "[sku_unknown] What happened. What to do."
fn told(problem: &Problem) -> String {
    format!("[{}] {} {}", problem.code, problem.message, problem.remedy)
        .trim_end()
        .to_owned()
}

/// "order 1042": what a record has become.
fn become_of(document: Option<&RecordName>) -> String {
    document.map_or_else(
        || "nothing was to be created".to_owned(),
        |document| format!("{} {}", document.kind.replace('_', " "), document.number),
    )
}
