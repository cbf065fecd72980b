//! Alerts: one when a topic fails and one when it recovers, regardless of how many records or processes are affected.

use jiff::{SignedDuration, Timestamp};
use ledger::{Ledger, Versioned};
use model::{Cause, Code, Problem, Reason};
use serde::{Deserialize, Serialize};

use crate::notice::{Notice, RecordName, Subject};
use crate::outage::Outage;
use crate::ports::{Alert, AlertStatus, Alerts, Ports};

/// For how long a job that is parked with the same code sends no second alert.
const PARKED_INTERVAL: SignedDuration = SignedDuration::from_hours(24);

/// For how long a growing number of them sends no second alert.
const GROWTH_INTERVAL: SignedDuration = SignedDuration::from_hours(1);

/// How often a write is repeated because another process wrote first.
const TRIES: usize = 8;

/// The stored state of a topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Topic {
    /// Whether it is failing.
    pub(crate) failing: bool,
    /// What is failing, such as a version or a code. A different one sends a new alert.
    pub(crate) what: String,
    /// When the last alert was sent.
    pub(crate) told_at: Timestamp,
    /// Since when it has been failing, if that is earlier than the last alert.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) since: Option<Timestamp>,
    /// The number of records in the last alert.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) count: Option<u64>,
    /// For a vendor's outage: its cause, and when the next probe is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) outage: Option<Outage>,
}

impl Topic {
    /// Since when it has been failing.
    pub(crate) fn since(&self) -> Timestamp {
        self.since.unwrap_or(self.told_at)
    }
}

/// The outcome of changing a topic.
pub(crate) enum Changed {
    /// This process changed it.
    Mine {
        /// The new state.
        topic: Topic,
        /// The earlier state.
        before: Option<Box<Topic>>,
    },
    /// It was left unchanged.
    Kept(Option<Topic>),
}

/// Sends one alert when something fails and one when it recovers, however many functions notice. `what` names the thing
/// that fails, such as a version or a code: a different `what` sends a new alert. A recovery is sent only after a
/// failure, and says how long it lasted. Information is sent once for each `what`.
pub async fn notify_on_change(ledger: &Ledger, alerts: &dyn Alerts, what: &str, alert: &Alert) {
    if alerts.is_noop() {
        return;
    }
    let now = ledger.now();
    let changed = change(ledger, &alert.topic, |topic| match alert.status {
        AlertStatus::Failing | AlertStatus::Information if is_failing(topic, what) => None,
        AlertStatus::Failing | AlertStatus::Information => Some(failing(what, now, alert.since)),
        AlertStatus::Recovered => topic.filter(|topic| topic.failing).map(|_| working(now)),
    })
    .await;
    tell(alerts, alert, changed).await;
}

/// The alert topic of jobs that are parked with a code.
#[must_use]
pub fn parked_topic(code: Code) -> String {
    format!("parked:{code}")
}

/// Alerts on a parked job: once a day for each kind of problem, with one record as an example.
pub async fn notify_parked(ports: &Ports, subject: impl Into<Subject>, problem: &Problem) {
    if ports.alerts.is_noop() {
        return;
    }
    let now = ports.clock.now();
    let alert = Alert::new(
        parked_topic(problem.code),
        AlertStatus::Failing,
        Notice::Parked {
            subject: subject.into(),
            problem: problem.clone(),
        },
    )
    .code(problem.code)
    .since(Some(now));
    let changed = change(&ports.ledger, &alert.topic, |topic| match topic {
        Some(topic) if topic.failing && now.duration_since(topic.told_at) < PARKED_INTERVAL => None,
        _ => Some(failing(problem.code.as_str(), now, None)),
    })
    .await;
    tell(ports.alerts.as_ref(), &alert, changed).await;
}

/// The records that are parked with one code.
#[derive(Debug, Clone, PartialEq)]
pub struct ParkedCause {
    /// The problem of the record that was parked first.
    pub problem: Problem,
    /// How many records there are.
    pub count: u64,
    /// Whether there may be more than were counted.
    pub is_cut: bool,
    /// When the first of them was parked.
    pub since: Timestamp,
}

/// Alerts on the records that are parked with a code: for the first one, when their number has doubled (at most once an
/// hour), when all records of the last alert are resolved and others have followed, and otherwise once a day.
pub async fn notify_parked_cause(ledger: &Ledger, alerts: &dyn Alerts, cause: &ParkedCause) {
    let now = ledger.now();
    let code = cause.problem.code;
    let alert = Alert::new(
        parked_topic(code),
        AlertStatus::Failing,
        Notice::ParkedCause {
            problem: cause.problem.clone(),
            count: cause.count,
            is_cut: cause.is_cut,
        },
    )
    .code(code)
    .count(cause.count)
    .since(Some(cause.since));
    let changed = change(ledger, &alert.topic, |topic| {
        let told = topic.filter(|topic| topic.failing);
        let is_news = told.is_none_or(|told| {
            let passed = now.duration_since(told.told_at);
            let has_grown = cause.count >= told.count.unwrap_or(1).saturating_mul(2);
            let is_new = cause.since > told.told_at;
            passed >= PARKED_INTERVAL || (passed >= GROWTH_INTERVAL && (has_grown || is_new))
        });
        is_news.then(|| Topic {
            count: Some(cause.count),
            ..failing(code.as_str(), now, Some(cause.since))
        })
    })
    .await;
    tell(alerts, &alert, changed).await;
}

/// An attempt on a parked record that succeeded.
pub(crate) struct Success {
    /// Why it was made.
    pub(crate) cause: Cause,
    /// When it began.
    pub(crate) at: Timestamp,
    /// Its result.
    pub(crate) outcome: Reason,
}

/// Sends a recovery when a parked record succeeds or has nothing left to do, if an alert was sent for its cause. The next
/// record with the cause sends a new alert.
pub(crate) async fn notify_went_through(ports: &Ports, record: RecordName, code: Code, success: Success) {
    let Success { cause, at, outcome } = success;
    let notice = Notice::WentThrough {
        record,
        cause,
        at,
        outcome,
        code,
    };
    notify_settled(&ports.ledger, ports.alerts.as_ref(), code, notice).await;
}

/// Sends a recovery when the cause of parked jobs is gone, if an alert was sent for it. The next record with the cause
/// sends a new alert.
pub async fn notify_settled(ledger: &Ledger, alerts: &dyn Alerts, code: Code, notice: Notice) {
    let alert = Alert::new(parked_topic(code), AlertStatus::Recovered, notice).code(code);
    notify_on_change(ledger, alerts, code.as_str(), &alert).await;
}

async fn tell(alerts: &dyn Alerts, alert: &Alert, changed: Result<Changed, Problem>) {
    match changed {
        Ok(Changed::Mine { before, .. })
            if alert.status == AlertStatus::Recovered && alert.since.is_none() =>
        {
            let since = before.as_deref().map(Topic::since);
            alerts.send(&alert.clone().since(since)).await;
        }
        Ok(Changed::Mine { .. }) => alerts.send(alert).await,
        Ok(Changed::Kept(_)) => {}
        Err(problem) => {
            tracing::warn!(topic = alert.topic, code = %problem.code, "it cannot be known whether people were told");
        }
    }
}

fn is_failing(topic: Option<&Topic>, what: &str) -> bool {
    topic.is_some_and(|topic| topic.failing && topic.what == what)
}

fn failing(what: &str, now: Timestamp, since: Option<Timestamp>) -> Topic {
    Topic {
        failing: true,
        what: what.to_owned(),
        told_at: now,
        since,
        count: None,
        outage: None,
    }
}

pub(crate) fn working(now: Timestamp) -> Topic {
    Topic {
        failing: false,
        what: String::new(),
        told_at: now,
        since: None,
        count: None,
        outage: None,
    }
}

/// The stored state of a topic.
pub(crate) async fn look(ledger: &Ledger, topic: &str) -> Result<Option<Topic>, Problem> {
    Ok(ledger
        .remembered::<Topic>(&name_of(topic))
        .await?
        .map(|seen| seen.value))
}

/// Applies `next` to a topic's state. If several processes change it at once, one succeeds and the others see its
/// result.
pub(crate) async fn change(
    ledger: &Ledger,
    topic: &str,
    next: impl Fn(Option<&Topic>) -> Option<Topic>,
) -> Result<Changed, Problem> {
    let name = name_of(topic);
    let mut last = None;
    for _ in 0..TRIES {
        let seen: Option<Versioned<Topic>> = ledger.remembered(&name).await?;
        let version = seen.as_ref().map(|seen| seen.version);
        last = seen.map(|seen| seen.value);
        let Some(topic) = next(last.as_ref()) else {
            break;
        };
        if ledger.compare_and_set(&name, &topic, version).await?.is_some() {
            return Ok(Changed::Mine {
                topic,
                before: last.map(Box::new),
            });
        }
    }
    Ok(Changed::Kept(last))
}

fn name_of(topic: &str) -> String {
    format!("told:{topic}")
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use futures::future::BoxFuture;
    use ledger::MemoryStore;
    use model::SystemClock;

    use super::*;

    #[derive(Default)]
    struct Heard(Mutex<Vec<AlertStatus>>);

    impl Alerts for Heard {
        fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
            self.0.lock().unwrap().push(alert.status);
            Box::pin(async {})
        }
    }

    fn ledger() -> Ledger {
        let clock = Arc::new(SystemClock);
        Ledger::new(
            Arc::new(MemoryStore::default()),
            clock,
            "test",
            Duration::from_secs(60),
        )
    }

    fn alert(status: AlertStatus) -> Alert {
        Alert::new("settings", status, Notice::Test)
    }

    #[tokio::test]
    async fn a_failure_is_told_once_and_its_end_once() {
        let (ledger, heard) = (ledger(), Heard::default());
        for (what, status) in [
            ("1", AlertStatus::Recovered),
            ("1", AlertStatus::Failing),
            ("1", AlertStatus::Failing),
            ("1", AlertStatus::Recovered),
            ("1", AlertStatus::Recovered),
        ] {
            notify_on_change(&ledger, &heard, what, &alert(status)).await;
        }
        assert_eq!(
            *heard.0.lock().unwrap(),
            [AlertStatus::Failing, AlertStatus::Recovered]
        );
    }

    #[tokio::test]
    async fn another_failure_of_the_same_topic_is_told_anew() {
        let (ledger, heard) = (ledger(), Heard::default());
        notify_on_change(&ledger, &heard, "1", &alert(AlertStatus::Failing)).await;
        notify_on_change(&ledger, &heard, "2", &alert(AlertStatus::Failing)).await;
        assert_eq!(heard.0.lock().unwrap().len(), 2);
    }

    #[tokio::test]
    async fn of_many_that_find_out_at_once_one_tells() {
        let (ledger, heard) = (ledger(), Heard::default());
        let failing = alert(AlertStatus::Failing);
        let all = (0..20).map(|_| notify_on_change(&ledger, &heard, "1", &failing));
        futures::future::join_all(all).await;
        assert_eq!(heard.0.lock().unwrap().len(), 1);
    }
}
