use std::collections::BTreeMap;

use ledger::Ledger;
use model::Problem;
use sync::{Alert, Alerts, Change};

/// Under which the ledger's table keeps what people were told: for each topic that fails, what about it.
const NAME: &str = "told";

/// Tells people once that something fails, and once that it works again, however many functions find out. `what` says
/// what fails, such as a version or a code: another `what` is told anew. A recovery is told only where a failure was.
pub(crate) async fn tell_once(ledger: &Ledger, alerts: &dyn Alerts, what: &str, alert: &Alert) {
    match note(ledger, what, alert).await {
        Ok(true) => alerts.announce(alert).await,
        Ok(false) => {}
        Err(problem) => {
            tracing::warn!(topic = alert.topic, code = %problem.code, "it cannot be known whether people were told");
        }
    }
}

/// Whether it is news; it is noted then.
async fn note(ledger: &Ledger, what: &str, alert: &Alert) -> Result<bool, Problem> {
    let told = ledger.remembered::<BTreeMap<String, String>>(NAME).await?;
    let version = told.as_ref().map(|told| told.version);
    let mut topics = told.map(|told| told.value).unwrap_or_default();
    let news = match alert.change {
        Change::Failing => topics.insert(alert.topic.clone(), what.to_owned()).as_deref() != Some(what),
        Change::Recovered => topics.remove(&alert.topic).is_some(),
    };
    // Whoever writes first tells; the others find it told.
    Ok(news && ledger.remember_if(NAME, &topics, version).await?.is_some())
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
    struct Heard(Mutex<Vec<Change>>);

    impl Alerts for Heard {
        fn announce<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
            self.0.lock().unwrap().push(alert.change);
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

    fn alert(change: Change) -> Alert {
        Alert {
            topic: "settings".into(),
            change,
            title: String::new(),
            text: String::new(),
        }
    }

    #[tokio::test]
    async fn a_failure_is_told_once_and_its_end_once() {
        let (ledger, heard) = (ledger(), Heard::default());
        for (what, change) in [
            ("1", Change::Recovered),
            ("1", Change::Failing),
            ("1", Change::Failing),
            ("1", Change::Recovered),
            ("1", Change::Recovered),
        ] {
            tell_once(&ledger, &heard, what, &alert(change)).await;
        }
        assert_eq!(*heard.0.lock().unwrap(), [Change::Failing, Change::Recovered]);
    }

    #[tokio::test]
    async fn another_failure_of_the_same_topic_is_told_anew() {
        let (ledger, heard) = (ledger(), Heard::default());
        tell_once(&ledger, &heard, "1", &alert(Change::Failing)).await;
        tell_once(&ledger, &heard, "2", &alert(Change::Failing)).await;
        assert_eq!(heard.0.lock().unwrap().len(), 2);
    }
}
