//! Webhook delivery: each webhook is posted once, never retried, in the order of the events.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::sync::{mpsc, watch};

use super::bodies::WebhookBody;

/// Timeout of a receiver. ActiveCampaign publishes no number.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How many deliveries the log holds.
const REMEMBERED: usize = 1_000;

/// One webhook as it was sent, or lost.
#[derive(Debug, Clone, Serialize)]
pub struct Delivery {
    /// When.
    pub at: Timestamp,
    /// Where to.
    pub url: String,
    /// The event's name; `automation` for an automation's step.
    pub event: String,
    /// The form that was posted.
    pub body: String,
    /// The receiver's status. `None` if it couldn't be reached, or if a fault dropped the webhook.
    pub status: Option<u16>,
    /// Whether a fault dropped it.
    pub lost: bool,
}

/// Faults of the next webhooks. ActiveCampaign's documentation promises "at least once" and "never retried" on the same
/// page, so a receiver must expect both duplicates and losses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeliveryFaults {
    /// How many extra times each webhook is sent.
    pub duplicates: u32,
    /// How many webhooks are lost, starting with the next one.
    pub lose: u32,
}

/// A webhook to be sent.
#[derive(Debug, Clone)]
pub(super) struct Outgoing {
    /// The registered webhook, which a 410 response deactivates.
    pub(super) webhook: Option<u64>,
    pub(super) url: String,
    pub(super) event: String,
    pub(super) body: WebhookBody,
}

pub(super) struct Outbox {
    sender: OnceLock<mpsc::UnboundedSender<Outgoing>>,
    pending: watch::Sender<usize>,
    faults: Mutex<DeliveryFaults>,
    log: Mutex<VecDeque<Delivery>>,
    http: OnceLock<Option<reqwest::Client>>,
}

impl Outbox {
    pub(super) fn new() -> Self {
        Self {
            sender: OnceLock::new(),
            pending: watch::Sender::new(0),
            faults: Mutex::default(),
            log: Mutex::default(),
            http: OnceLock::new(),
        }
    }

    /// Queues webhooks for the worker, which `start` starts on first use.
    pub(super) fn send(
        &self,
        outgoing: Vec<Outgoing>,
        start: impl FnOnce(mpsc::UnboundedReceiver<Outgoing>),
    ) {
        if outgoing.is_empty() {
            return;
        }
        let sender = self.sender.get_or_init(|| {
            let (sender, receiver) = mpsc::unbounded_channel();
            start(receiver);
            sender
        });
        for webhook in outgoing {
            self.pending.send_modify(|pending| *pending += 1);
            if sender.send(webhook).is_err() {
                self.pending.send_modify(|pending| *pending -= 1);
                tracing::error!("the sandbox's webhook worker has stopped");
            }
        }
    }

    pub(super) fn done(&self) {
        self.pending
            .send_modify(|pending| *pending = pending.saturating_sub(1));
    }

    /// Waits until every queued webhook has been sent.
    pub(super) async fn settled(&self) {
        let mut pending = self.pending.subscribe();
        // An error means that the sender is gone, together with all pending webhooks.
        let _gone = pending.wait_for(|pending| *pending == 0).await;
    }

    pub(super) fn set_faults(&self, faults: DeliveryFaults) {
        *lock(&self.faults) = faults;
    }

    pub(super) fn deliveries(&self) -> Vec<Delivery> {
        lock(&self.log).iter().cloned().collect()
    }

    pub(super) fn reset(&self) {
        lock(&self.log).clear();
        self.set_faults(DeliveryFaults::default());
    }

    /// Sends one webhook, repeated as the faults require.
    pub(super) async fn post(&self, outgoing: &Outgoing, now: Timestamp) -> Vec<Delivery> {
        let faults = {
            let mut faults = lock(&self.faults);
            let now = *faults;
            faults.lose = faults.lose.saturating_sub(1);
            now
        };
        let body = outgoing.body.encode();
        let delivery = |status, lost| Delivery {
            at: now,
            url: outgoing.url.clone(),
            event: outgoing.event.clone(),
            body: body.clone(),
            status,
            lost,
        };
        let mut sent = Vec::new();
        if faults.lose > 0 {
            sent.push(delivery(None, true));
        } else {
            for _ in 0..=faults.duplicates {
                sent.push(delivery(self.once(&outgoing.url, body.clone()).await, false));
            }
        }
        let mut log = lock(&self.log);
        log.extend(sent.iter().cloned());
        while log.len() > REMEMBERED {
            log.pop_front();
        }
        sent
    }

    async fn once(&self, url: &str, body: String) -> Option<u16> {
        let client = self.http.get_or_init(|| {
            let client = reqwest::Client::builder()
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none())
                .timeout(TIMEOUT)
                .build();
            client
                .inspect_err(|error| tracing::error!(%error, "the sandbox has no HTTP client for webhooks"))
                .ok()
        });
        let request = client
            .as_ref()?
            .post(url)
            .header("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        match request.body(body).send().await {
            Ok(response) => Some(response.status().as_u16()),
            Err(error) => {
                tracing::warn!(error = %error.without_url(), "a webhook could not be delivered");
                None
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
