use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use engine::{JobOutcome, Queue};
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use model::{Clock, Code, Job, Problem};

use super::steps::{Outcome, Step, Steps, inject};

/// For how long SQS drops a second message with the same deduplication id.
const DEDUPLICATION: SignedDuration = SignedDuration::from_mins(5);

/// A job that ended, and how.
#[derive(Debug, Clone)]
pub(crate) struct Ended {
    pub(crate) job: Job,
    pub(crate) verdict: JobOutcome,
}

/// A FIFO queue as SQS keeps it: groups in order, at least once, messages hidden while somebody has them.
pub(crate) struct Messages {
    clock: Arc<dyn Clock>,
    steps: Arc<Steps>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    next: u64,
    messages: Vec<Message>,
    seen: HashMap<String, Timestamp>,
    sent: Vec<Job>,
}

#[derive(Debug, Clone)]
pub(crate) struct Message {
    number: u64,
    pub(crate) job: Job,
    pub(crate) receives: u32,
    visible_at: Timestamp,
}

impl Message {
    /// Whether it is the same message, handed out the same time: what a receipt is good for.
    fn is(&self, other: &Self) -> bool {
        self.number == other.number && self.receives == other.receives
    }
}

impl Messages {
    pub(super) fn new(clock: Arc<dyn Clock>, steps: Arc<Steps>) -> Self {
        Self {
            clock,
            steps,
            state: Mutex::default(),
        }
    }

    /// Puts jobs in, as somebody else than the flows does.
    pub(crate) fn add(&self, jobs: &[Job]) {
        let now = self.clock.now();
        let mut state = self.lock();
        for job in jobs {
            state.sent.push(job.clone());
            let known = state.seen.get(&job.key);
            if known.is_some_and(|at| now.duration_since(*at) < DEDUPLICATION) {
                continue;
            }
            state.seen.insert(job.key.clone(), now);
            state.next += 1;
            let number = state.next;
            state.messages.push(Message {
                number,
                job: job.clone(),
                receives: 0,
                visible_at: now,
            });
        }
    }

    /// The jobs that are waiting, oldest first.
    pub(crate) fn waiting(&self) -> Vec<Job> {
        self.lock()
            .messages
            .iter()
            .map(|message| message.job.clone())
            .collect()
    }

    /// How often the message was handed out that was handed out most, of those that are waiting.
    pub(crate) fn most_receives(&self) -> u32 {
        let messages = &self.lock().messages;
        messages.iter().map(|message| message.receives).max().unwrap_or(0)
    }

    /// Every job that was ever sent, those that were dropped as duplicates too.
    pub(crate) fn sent(&self) -> Vec<Job> {
        self.lock().sent.clone()
    }

    /// Hands out the first message whose group is free, and hides it. Else says when to come again.
    pub(crate) fn receive(&self, hidden: SignedDuration) -> Result<Message, Option<Timestamp>> {
        let now = self.clock.now();
        let mut state = self.lock();
        let mut groups: Vec<String> = Vec::new();
        let mut found = None;
        let mut next: Option<Timestamp> = None;
        for (index, message) in state.messages.iter().enumerate() {
            let group = message.job.group();
            // A message that is out holds up those behind it in its group.
            if groups.contains(&group) {
                continue;
            }
            if message.visible_at <= now {
                found = Some(index);
                break;
            }
            next = Some(next.map_or(message.visible_at, |next| next.min(message.visible_at)));
            groups.push(group);
        }
        match found {
            Some(index) => {
                let message = &mut state.messages[index];
                message.receives += 1;
                message.visible_at = now + hidden;
                Ok(message.clone())
            }
            None => Err(next),
        }
    }

    /// Takes a message out for good; false when it was gone already, or was handed out again since.
    pub(crate) fn delete(&self, message: &Message) -> bool {
        let messages = &mut self.lock().messages;
        let before = messages.len();
        messages.retain(|known| !known.is(message));
        messages.len() < before
    }

    /// Shows a message again after a while, unless it was handed out again since.
    pub(crate) fn hide(&self, message: &Message, after: Duration) {
        let at = self.clock.now() + SignedDuration::try_from(after).unwrap_or(SignedDuration::MAX);
        if let Some(known) = self.lock().messages.iter_mut().find(|known| known.is(message)) {
            known.visible_at = at;
        }
    }

    /// How long the message of this group that is next stays hidden.
    pub(crate) fn hidden_for(&self, group: &str) -> Option<SignedDuration> {
        let state = self.lock();
        let next = state
            .messages
            .iter()
            .find(|message| message.job.group() == group)?;
        Some(next.visible_at.duration_since(self.clock.now()))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue for Messages {
    fn send<'a>(&'a self, jobs: &'a [Job]) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(async move {
            let fault = self.steps.take(Step::Queue);
            match inject(fault, async || self.add(jobs)).await {
                Outcome::Answered(()) => Ok(()),
                _ => Err(Problem::new(
                    Code::STORAGE_ERROR,
                    "The queue failed, as the test asked for.",
                    "",
                )),
            }
        })
    }
}
