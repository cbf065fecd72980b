use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use engine::{Alert, Alerts};
use futures::future::{BoxFuture, join_all};
use model::{Clock, Problem, short_digest};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::{Instant, sleep, timeout};
use transport::{Transport, UrlPolicy};

use crate::channels::{Channel, Delivery, Opened, open};
use crate::{Deployment, Message, NoticeLanguage};

/// How long a channel may take to take a message. A job waits for it, so it is short.
const ANSWERS_WITHIN: Duration = Duration::from_secs(4);
/// How often a message is sent to a channel that does not take it.
const ATTEMPTS: usize = 2;
/// How long after the first attempt the second one is made.
const AGAIN_AFTER: Duration = Duration::from_millis(500);
/// How long the secret is good before it is read again.
const GOOD_FOR: Duration = Duration::from_secs(300);

/// Where the notices secret is read from.
pub trait SecretSource: Send + Sync {
    /// Its text as it is now; empty where there is none.
    fn read(&self) -> BoxFuture<'_, Result<SecretString, Problem>>;
}

/// A text that does not change, such as one from the environment.
impl SecretSource for SecretString {
    fn read(&self) -> BoxFuture<'_, Result<SecretString, Problem>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

/// Sends alerts to every channel that the notices secret opens.
///
/// A channel that refuses, fails or is silent is told in the log. It fails no job, holds one up for at most nine seconds, and
/// keeps no other channel from its message.
pub struct Channels {
    source: Arc<dyn SecretSource>,
    transport: Arc<dyn Transport>,
    policy: UrlPolicy,
    clock: Arc<dyn Clock>,
    deployment: Deployment,
    language: NoticeLanguage,
    opened: Mutex<Option<(Instant, Arc<Opened>)>>,
}

impl Channels {
    /// The channels of a secret. It is read when something is to be sent, and then at most every five minutes.
    #[must_use]
    pub fn new(
        source: Arc<dyn SecretSource>,
        transport: Arc<dyn Transport>,
        policy: UrlPolicy,
        clock: Arc<dyn Clock>,
        deployment: Deployment,
        language: NoticeLanguage,
    ) -> Self {
        Self {
            source,
            transport,
            policy,
            clock,
            deployment,
            language,
            opened: Mutex::default(),
        }
    }

    /// Sends an alert to every channel; what came of it, by the channel's name.
    ///
    /// # Errors
    /// When the secret cannot be read.
    pub async fn deliver(&self, alert: &Alert) -> Result<Vec<(&'static str, Result<(), String>)>, Problem> {
        let opened = self.open().await?;
        let message = Message::new(alert, &self.deployment, self.language.get());
        let now = self.clock.now();
        let id = format!(
            "msg_{}",
            short_digest(&format!(
                "{:?} {} {} {:?} {}",
                self.deployment.stack,
                alert.topic,
                message.title,
                alert.status,
                now.as_nanosecond()
            ))
        );
        let deliveries = opened.channels.iter().map(|(name, channel)| {
            let (id, message) = (&id, &message);
            async move { (*name, self.attempt(channel.as_ref(), message, id).await) }
        });
        let mut ended = join_all(deliveries).await;
        if ended.iter().any(|(_, ended)| ended.is_err()) {
            // The secret may have been mended since it was read.
            *self.opened.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        ended.extend(
            opened
                .faults
                .iter()
                .map(|fault| ("notices secret", Err(fault.clone()))),
        );
        Ok(ended)
    }

    async fn open(&self) -> Result<Arc<Opened>, Problem> {
        let known = self.opened.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, opened)) = known.filter(|(at, _)| at.elapsed() < GOOD_FOR) {
            return Ok(opened);
        }
        let text = self.source.read().await?;
        let opened = Arc::new(open(text.expose_secret()));
        *self.opened.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((Instant::now(), Arc::clone(&opened)));
        Ok(opened)
    }

    /// Sends a message to a channel, twice where the first attempt may not have reached it. Both have the same id.
    async fn attempt(&self, channel: &dyn Channel, message: &Message, id: &str) -> Result<(), String> {
        let mut failure = String::new();
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                sleep(AGAIN_AFTER).await;
            }
            let delivery = Delivery {
                id: id.to_owned(),
                at: self.clock.now(),
            };
            let request = channel.request(message, &delivery)?;
            self.policy
                .check(&request.url, "the channel")
                .map_err(|refused| refused.to_string())?;
            match timeout(ANSWERS_WITHIN, self.transport.send(request)).await {
                Ok(Ok(response)) if response.status.is_success() => return Ok(()),
                Ok(Ok(response)) => {
                    failure = format!("it answered {}", response.status);
                    let may_pass = response.status.is_server_error()
                        || matches!(response.status.as_u16(), 408 | 425 | 429);
                    if !may_pass {
                        return Err(failure);
                    }
                }
                Ok(Err(error)) => failure = error.to_string(),
                Err(_) => failure = format!("it did not answer within {} seconds", ANSWERS_WITHIN.as_secs()),
            }
        }
        Err(failure)
    }
}

impl Alerts for Channels {
    fn send<'a>(&'a self, alert: &'a Alert) -> BoxFuture<'a, ()> {
        Box::pin(async {
            match self.deliver(alert).await {
                Ok(ended) => {
                    for (channel, ended) in ended {
                        match ended {
                            Ok(()) => tracing::info!(topic = alert.topic, channel, "a notice was delivered"),
                            Err(failure) => tracing::error!(
                                topic = alert.topic,
                                channel,
                                failure,
                                "a notice could not be delivered"
                            ),
                        }
                    }
                }
                Err(problem) => {
                    tracing::error!(topic = alert.topic, code = %problem.code, "notices have no channel: {}", problem.message);
                }
            }
        })
    }
}
