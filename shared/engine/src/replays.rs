//! Replays that a person has aborted: their jobs can't be taken out of a queue, so that a worker ends them unworked.

use ledger::Ledger;
use model::{Code, Job, Problem, Reason, reason};

/// The value's name in the ledger: the names of aborted replays, oldest first.
const NAME: &str = "aborted_replays";

/// How many names are kept. SQS keeps a message for 14 days, and nobody aborts as many replays meanwhile.
const KEPT: usize = 100;

/// How often a write begins anew because another process wrote in between.
const TRIES: usize = 8;

/// Has the jobs of a replay end as skipped that no worker has begun.
///
/// # Errors
/// When the store failed.
pub async fn abort_replay(ledger: &Ledger, name: &str) -> Result<(), Problem> {
    for _ in 0..TRIES {
        let found = ledger.remembered::<Vec<String>>(NAME).await?;
        let version = found.as_ref().map(|found| found.version);
        let mut names = found.map(|found| found.value).unwrap_or_default();
        if names.iter().any(|known| known == name) {
            return Ok(());
        }
        names.push(name.to_owned());
        let over = names.len().saturating_sub(KEPT);
        names.drain(..over);
        if ledger.compare_and_set(NAME, &names, version).await?.is_some() {
            return Ok(());
        }
    }
    Err(Problem::new(
        Code::RECORD_LOCKED,
        "Others abort replays at the same time.",
        "Abort it again.",
    ))
}

/// Why a job of an aborted replay was not begun, as its entry in the activity log says it.
#[must_use]
pub fn reason_of_abort(name: &str) -> Reason {
    reason::replay_aborted(name)
}

/// Why a job is not begun, where its replay was aborted. Reads the ledger for jobs of named replays alone.
pub(crate) async fn aborted(ledger: &Ledger, job: &Job) -> Result<Option<Reason>, Problem> {
    let Some(name) = job.replay() else {
        return Ok(None);
    };
    let names = ledger.remembered::<Vec<String>>(NAME).await?;
    let is_aborted = names.is_some_and(|names| names.value.iter().any(|known| known == name));
    Ok(is_aborted.then(|| reason_of_abort(name)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use ledger::MemoryStore;
    use model::{JobKind, SystemClock};

    use super::*;

    #[tokio::test]
    async fn only_jobs_of_an_aborted_replay_are_stopped() {
        let ledger = Ledger::new(
            Arc::new(MemoryStore::default()),
            Arc::new(SystemClock),
            "test",
            Duration::from_secs(60),
        );
        for number in 0..=KEPT {
            abort_replay(&ledger, &format!("parked-{number}")).await.unwrap();
        }
        abort_replay(&ledger, "parked-100").await.unwrap();
        let source = "order:1:1001".parse().unwrap();
        let job = |name: &str| Job::of_replay(name, JobKind::Order, &source, ledger.now());
        assert_eq!(
            aborted(&ledger, &job("parked-100")).await.unwrap().as_deref(),
            Some("the replay parked-100 was aborted")
        );
        for other in ["parked-10x", "parked-0"] {
            assert_eq!(aborted(&ledger, &job(other)).await.unwrap(), None, "{other}");
        }
        let webhook = Job {
            key: "webhook".to_owned(),
            ..job("parked-100")
        };
        assert_eq!(aborted(&ledger, &webhook).await.unwrap(), None);
    }
}
