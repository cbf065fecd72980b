//! The calls that services got, and the one at which a test stops the caller.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

use crate::embedded_aws::Gate;

/// When in a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Nothing is done yet.
    Before,
    /// All is done, and the response isn't sent.
    After,
}

/// Calls of all services that share it, in the order in which they arrived. Cheap to clone.
#[derive(Clone, Default)]
pub struct Calls {
    state: Arc<Mutex<State>>,
    reached: Arc<Notify>,
}

#[derive(Default)]
struct State {
    names: Vec<String>,
    stop: Option<(usize, Moment)>,
}

impl Calls {
    /// The names of all calls so far, in order.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.lock().names.clone()
    }

    /// Never answers the call with this number, counted from 0. [`Calls::reached`] tells when it has arrived.
    pub fn stop_at(&self, number: usize, moment: Moment) {
        self.lock().stop = Some((number, moment));
    }

    /// Waits for the call that isn't answered. Later calls are answered.
    pub async fn reached(&self) {
        self.reached.notified().await;
    }

    /// Notes a call, and never returns where the test stops the caller there.
    pub async fn pass(&self, name: &str, moment: Moment) {
        let stop = {
            let mut state = self.lock();
            if moment == Moment::Before {
                state.names.push(name.to_owned());
            }
            // Tests of interruptions make one call at a time: the last one is this one.
            let this = (state.names.len() - 1, moment);
            let stop = state.stop == Some(this);
            if stop {
                state.stop = None;
            }
            stop
        };
        if stop {
            self.reached.notify_one();
            std::future::pending::<()>().await;
        }
    }

    /// The same for the embedded services.
    #[must_use]
    pub fn gate(&self) -> Gate {
        let calls = self.clone();
        Arc::new(move |operation, done| {
            let calls = calls.clone();
            let moment = if done { Moment::After } else { Moment::Before };
            Box::pin(async move { calls.pass(&operation, moment).await })
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
