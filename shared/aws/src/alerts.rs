use std::sync::Arc;

use engine::{Alert, Alerts, parked_topic};
use futures::future::{BoxFuture, join_all};
use ledger::Ledger;
use model::Code;
use notices::{Deployment, Message, NoticeLanguage};

use crate::clients::LazyClient;
use crate::notice_language;
use crate::sdk_errors::sdk_error;

/// Sends alerts to the subscribers of the alerts topic.
#[derive(Debug, Clone)]
pub struct SnsAlerts {
    client: LazyClient<aws_sdk_sns::Client>,
    topic_arn: String,
    deployment: Deployment,
    language: NoticeLanguage,
}

impl SnsAlerts {
    /// Publishes with this client to this topic, for this deployment, in this language.
    #[must_use]
    pub fn new(
        client: impl Into<LazyClient<aws_sdk_sns::Client>>,
        topic_arn: String,
        deployment: Deployment,
        language: NoticeLanguage,
    ) -> Self {
        Self {
            client: client.into(),
            topic_arn,
            deployment,
            language,
        }
    }
}

impl SnsAlerts {
    /// Publishes an alert.
    ///
    /// # Errors
    /// The error that SNS returned.
    pub async fn publish(&self, alert: &Alert) -> Result<(), String> {
        let message = Message::new(alert, &self.deployment, self.language.get());
        self.client
            .publish()
            .topic_arn(&self.topic_arn)
            .subject(message.subject())
            .message(message.plain())
            .send()
            .await
            .map(drop)
            .map_err(|error| sdk_error(&error))
    }
}

impl Alerts for SnsAlerts {
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        Box::pin(async {
            // The dead-letter queue's alarm publishes to the same topic, so this sends no second message.
            if alert.topic == parked_topic(Code::RETRIES_EXHAUSTED) {
                return;
            }
            match self.publish(alert).await {
                Ok(()) => tracing::info!(topic = alert.topic, "a person was told"),
                Err(error) => {
                    tracing::error!(topic = alert.topic, error, "the alert could not be sent");
                }
            }
        })
    }
}

/// Sends an alert to several listeners at once: a topic, channels, a terminal. A slow listener delays no other one. Before
/// that, the language of notices is read from the ledger, so that all listeners use the one that is in force.
#[derive(Clone)]
pub struct FanOut {
    listeners: Vec<Arc<dyn Alerts>>,
    ledger: Ledger,
    language: NoticeLanguage,
}

impl FanOut {
    /// Sends to all of these, in the language that the ledger's settings say.
    #[must_use]
    pub fn new(listeners: Vec<Arc<dyn Alerts>>, ledger: Ledger, language: NoticeLanguage) -> Self {
        Self {
            listeners,
            ledger,
            language,
        }
    }
}

impl Alerts for FanOut {
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        Box::pin(async {
            notice_language::resolve(&self.ledger, &self.language).await;
            join_all(self.listeners.iter().map(|listener| listener.send(alert))).await;
        })
    }
}
