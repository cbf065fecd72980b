use std::sync::Arc;

use engine::{Alert, AlertStatus, Alerts, parked_topic};
use futures::future::BoxFuture;
use model::Code;

use crate::clients::LazyClient;
use crate::sdk_errors::sdk_error;

/// SNS takes less than 100 characters of ASCII as a subject.
const LONGEST_SUBJECT: usize = 99;

/// Tells the people who have subscribed to the alerts topic.
#[derive(Debug, Clone)]
pub struct SnsAlerts {
    client: LazyClient<aws_sdk_sns::Client>,
    topic_arn: String,
}

impl SnsAlerts {
    /// Publishes with this client to this topic.
    #[must_use]
    pub fn new(client: impl Into<LazyClient<aws_sdk_sns::Client>>, topic_arn: String) -> Self {
        Self {
            client: client.into(),
            topic_arn,
        }
    }
}

impl Alerts for SnsAlerts {
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        Box::pin(async {
            // The dead-letter queue's alarm publishes to the same topic; nobody is told twice.
            if alert.topic == parked_topic(Code::RETRIES_EXHAUSTED) {
                return;
            }
            let published = self
                .client
                .publish()
                .topic_arn(&self.topic_arn)
                .subject(subject(alert))
                .message(format!("{}\n\n{}\n", alert.title, alert.text))
                .send()
                .await;
            match published {
                Ok(_) => tracing::info!(topic = alert.topic, "a person was told: {}", alert.title),
                Err(error) => {
                    tracing::error!(topic = alert.topic, error = %sdk_error(&error), "nobody could be told");
                }
            }
        })
    }
}

fn subject(alert: &Alert) -> String {
    let status = match alert.status {
        AlertStatus::Failing => "failing",
        AlertStatus::Recovered => "works again",
    };
    // A subject that SNS refuses would lose the alert; the text repeats the title whole.
    let plain = |c: char| if c.is_ascii_graphic() || c == ' ' { c } else { '?' };
    let subject: String = format!("Ekobridge, {status}: {}", alert.title)
        .chars()
        .map(plain)
        .collect();
    model::shorten(&subject, LONGEST_SUBJECT)
}

/// Several that are told, one after the other: a topic, and a terminal.
#[derive(Clone, Default)]
pub struct FanOut(Vec<Arc<dyn Alerts>>);

impl FanOut {
    /// Tells all of these.
    #[must_use]
    pub fn new(listeners: Vec<Arc<dyn Alerts>>) -> Self {
        Self(listeners)
    }
}

impl Alerts for FanOut {
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        Box::pin(async {
            for listener in &self.0 {
                listener.send(alert).await;
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alert(title: &str) -> Alert {
        Alert {
            topic: "eaccounting".into(),
            status: AlertStatus::Failing,
            title: title.into(),
            text: String::new(),
        }
    }

    #[test]
    fn a_subject_is_one_that_sns_takes() {
        let subject = subject(&alert(&"Bokföringen\nvägrar ".repeat(20)));
        assert!(
            subject.len() < 100 && subject.chars().all(|c| c.is_ascii_graphic() || c == ' '),
            "{subject}"
        );
        assert!(subject.starts_with("Ekobridge, failing: Bokf?ringen?v?grar"));
    }
}
