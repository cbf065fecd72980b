use std::sync::Arc;

use engine::{Alert, Alerts, parked_topic};
use futures::future::{BoxFuture, join_all};
use model::Code;
use notices::{Deployment, Message};

use crate::clients::LazyClient;
use crate::sdk_errors::sdk_error;

/// Sends alerts to the subscribers of the alerts topic.
#[derive(Debug, Clone)]
pub struct SnsAlerts {
    client: LazyClient<aws_sdk_sns::Client>,
    topic_arn: String,
    deployment: Deployment,
}

impl SnsAlerts {
    /// Publishes with this client to this topic, for this deployment.
    #[must_use]
    pub fn new(
        client: impl Into<LazyClient<aws_sdk_sns::Client>>,
        topic_arn: String,
        deployment: Deployment,
    ) -> Self {
        Self {
            client: client.into(),
            topic_arn,
            deployment,
        }
    }
}

impl SnsAlerts {
    /// Publishes an alert.
    ///
    /// # Errors
    /// The error that SNS returned.
    pub async fn publish(&self, alert: &Alert) -> Result<(), String> {
        let message = Message::new(alert, &self.deployment);
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
                Ok(()) => tracing::info!(topic = alert.topic, "a person was told: {}", alert.title),
                Err(error) => {
                    tracing::error!(topic = alert.topic, error, "the alert could not be sent");
                }
            }
        })
    }
}

/// Sends an alert to several receivers concurrently: a topic, channels, a terminal. A slow one doesn't delay the
/// others.
#[derive(Clone, Default)]
pub struct FanOut(Vec<Arc<dyn Alerts>>);

impl FanOut {
    /// Sends to all of these.
    #[must_use]
    pub fn new(listeners: Vec<Arc<dyn Alerts>>) -> Self {
        Self(listeners)
    }
}

impl Alerts for FanOut {
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        Box::pin(async {
            join_all(self.0.iter().map(|listener| listener.send(alert))).await;
        })
    }
}
