use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use jiff::Timestamp;
use model::{Clock, Problem};

use super::Grant;

/// The right to renew tokens, for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// Tells one holder from another.
    pub holder: String,
    /// When it ends by itself.
    pub until: Timestamp,
}

/// Tells one stored grant from the next; each write makes a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version(pub String);

/// A grant as it is stored.
#[derive(Debug, Clone)]
pub struct StoredGrant {
    /// The grant.
    pub grant: Grant,
    /// What a write that follows from it names, see [`TokenStore::store`].
    pub version: Version,
}

/// Where the grant rests: a secret, and a lease beside it so that one worker at a time writes it.
///
/// The lease alone doesn't keep a worker that stood still past its end from writing. So a write also names the version that
/// it follows from, and the store refuses it once another version is there.
pub trait TokenStore: Send + Sync {
    /// Reads the grant as it is now, never from a cache.
    fn load(&self) -> BoxFuture<'_, Result<StoredGrant, Problem>>;

    /// Writes the grant in place of this version, or of whatever is there (`None`), and returns its own version when it is
    /// durable. Where another version is there, nothing is written and `None` returned.
    fn store<'a>(
        &'a self,
        grant: &'a Grant,
        instead_of: Option<&'a Version>,
    ) -> BoxFuture<'a, Result<Option<Version>, Problem>>;

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

impl State {
    fn version(&self) -> Version {
        Version(self.stores.to_string())
    }
}

impl TokenStore for MemoryTokenStore {
    fn load(&self) -> BoxFuture<'_, Result<StoredGrant, Problem>> {
        Box::pin(async {
            let state = self.lock();
            Ok(StoredGrant {
                grant: state.grant.clone(),
                version: state.version(),
            })
        })
    }

    fn store<'a>(
        &'a self,
        grant: &'a Grant,
        instead_of: Option<&'a Version>,
    ) -> BoxFuture<'a, Result<Option<Version>, Problem>> {
        Box::pin(async move {
            let mut state = self.lock();
            if instead_of.is_some_and(|version| *version != state.version()) {
                return Ok(None);
            }
            state.grant = grant.clone();
            state.stores += 1;
            Ok(Some(state.version()))
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
            Ok(Some(Lease {
                holder: number.to_string(),
                until,
            }))
        })
    }

    fn release(&self, lease: Lease) -> BoxFuture<'_, Result<(), Problem>> {
        Box::pin(async move {
            let mut state = self.lock();
            if state
                .lease
                .is_some_and(|(number, _)| number.to_string() == lease.holder)
            {
                state.lease = None;
            }
            Ok(())
        })
    }
}
