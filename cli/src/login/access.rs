//! eAccounting with a grant that is stored nowhere yet.

use std::sync::Arc;

use eaccounting::tokens::{Grant, MemoryTokenStore, TokenStore};
use model::{Clock, Problem, SystemClock};
use transport::{NoLimit, RetryPolicy, Transport};

use super::service::Service;

/// A client of eAccounting, and its grant.
pub(crate) struct Access {
    pub(crate) client: Arc<eaccounting::Client>,
    store: Arc<MemoryTokenStore>,
}

impl Access {
    /// A client with this grant. Makes no call.
    ///
    /// # Errors
    /// When the environment does not allow the service's URLs.
    pub(crate) fn new(
        grant: Grant,
        service: &Service,
        transport: Arc<dyn Transport>,
    ) -> Result<Self, Problem> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let store = Arc::new(MemoryTokenStore::new(grant, Arc::clone(&clock)));
        let config = eaccounting::Config {
            api_url: service.api.clone(),
            identity_url: service.identity.clone(),
            vendor_urls: service.urls,
        };
        let client = eaccounting::Client::new(
            config,
            Arc::clone(&store) as Arc<dyn TokenStore>,
            transport,
            Arc::new(NoLimit),
            clock,
            RetryPolicy::default(),
        )
        .map_err(Problem::from)?;
        Ok(Self {
            client: Arc::new(client),
            store,
        })
    }

    /// The current grant. A refresh token may be single-use, so that a call can replace it.
    pub(crate) fn grant(&self) -> Grant {
        self.store.grant()
    }
}
