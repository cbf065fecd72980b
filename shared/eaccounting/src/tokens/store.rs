use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use jiff::Timestamp;
use model::{Clock, Problem};

use super::Grant;

/// The right to renew tokens, for a while. The text tells one holder from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease(pub String);

/// Where the grant rests: a secret, and a lease beside it so that one worker at a time writes it.
pub trait TokenStore: Send + Sync {
    /// Reads the grant as it is now, never from a cache.
    fn load(&self) -> BoxFuture<'_, Result<Grant, Problem>>;

    /// Writes the grant; returns when it is durable.
    fn store<'a>(&'a self, grant: &'a Grant) -> BoxFuture<'a, Result<(), Problem>>;

    /// Takes the lease for `ttl`, or says that another holds it (`None`).
    fn lease(&self, ttl: Duration) -> BoxFuture<'_, Result<Option<Lease>, Problem>>;

    /// Gives the lease back, if it is still this one.
    fn release(&self, lease: Lease) -> BoxFuture<'_, Result<(), Problem>>;
}

/// A store in memory: for tests, and for one process.
pub struct MemoryTokenStore {
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

struct State {
    grant: Grant,
    lease: Option<(u64, Timestamp)>,
    leases: u64,
    stores: u64,
}

impl MemoryTokenStore {
    /// A store with this grant.
    #[must_use]
    pub fn new(grant: Grant, clock: Arc<dyn Clock>) -> Self {
        let state = State {
            grant,
            lease: None,
            leases: 0,
            stores: 0,
        };
        Self {
            clock,
            state: Mutex::new(state),
        }
    }

    /// The grant as it is now.
    #[must_use]
    pub fn grant(&self) -> Grant {
        self.lock().grant.clone()
    }

    /// How often a grant was stored.
    #[must_use]
    pub fn stores(&self) -> u64 {
        self.lock().stores
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        // A panic elsewhere leaves the state whole: each change is one assignment.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenStore for MemoryTokenStore {
    fn load(&self) -> BoxFuture<'_, Result<Grant, Problem>> {
        Box::pin(async { Ok(self.grant()) })
    }

    fn store<'a>(&'a self, grant: &'a Grant) -> BoxFuture<'a, Result<(), Problem>> {
        Box::pin(async {
            let mut state = self.lock();
            state.grant = grant.clone();
            state.stores += 1;
            Ok(())
        })
    }

    fn lease(&self, ttl: Duration) -> BoxFuture<'_, Result<Option<Lease>, Problem>> {
        Box::pin(async move {
            let now = self.clock.now();
            let mut state = self.lock();
            if state.lease.is_some_and(|(_, until)| until > now) {
                return Ok(None);
            }
            state.leases += 1;
            let number = state.leases;
            let until = now.checked_add(ttl).unwrap_or(Timestamp::MAX);
            state.lease = Some((number, until));
            Ok(Some(Lease(number.to_string())))
        })
    }

    fn release(&self, lease: Lease) -> BoxFuture<'_, Result<(), Problem>> {
        Box::pin(async move {
            let mut state = self.lock();
            if state
                .lease
                .is_some_and(|(number, _)| number.to_string() == lease.0)
            {
                state.lease = None;
            }
            Ok(())
        })
    }
}
