//! The listener, with all routes on it.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::middleware::{from_fn, from_fn_with_state};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::core::{ConnectionReset, Vendor, control};
use crate::{Options, Sandbox, guard, page};

/// A running sandbox. It stops when this is dropped.
#[derive(Debug)]
pub struct Running {
    /// `http://127.0.0.1:PORT`, with the page at `/` and the control API under `/sandbox`.
    pub base_url: String,
    /// ActiveCampaign's account URL, to which clients append `/api/3`.
    pub activecampaign_url: String,
    /// eAccounting's API URL, `/v2` included.
    pub eaccounting_url: String,
    /// The identity server's URL.
    pub identity_url: String,
    /// ActiveCampaign's `Api-Token`.
    pub api_key: String,
    /// eAccounting's OAuth client.
    pub client_id: String,
    /// That client's secret.
    pub client_secret: String,
    /// A granted refresh token.
    pub refresh_token: String,
    /// The sandbox itself.
    pub sandbox: Sandbox,
    _stop: oneshot::Sender<()>,
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sandbox")
            .field("options", self.core().options())
            .finish_non_exhaustive()
    }
}

impl Sandbox {
    /// Both vendors, the identity server, the control API and the page.
    ///
    /// The control API requires [`Sandbox::control_secret`]. [`Sandbox::serve`] checks the callers of the other routes.
    ///
    /// Faults that drop a connection need [`Sandbox::serve`]. Served otherwise, they return 502.
    pub fn router(&self) -> Router {
        let core = self.core();
        let secret: Arc<str> = self.control_secret().into();
        let control = Router::new()
            .nest("/sandbox/activecampaign", self.activecampaign().control())
            .nest("/sandbox/eaccounting", self.eaccounting().control())
            .nest("/sandbox/identity", self.identity().control())
            .nest("/sandbox", control::router(self.clone()))
            .layer(from_fn(control::within_reason))
            .layer(from_fn_with_state(secret, guard::with_secret));
        Router::new()
            .nest(
                "/activecampaign",
                core.observe(Vendor::ActiveCampaign, self.activecampaign().router()),
            )
            .nest(
                "/eaccounting",
                core.observe(Vendor::Eaccounting, self.eaccounting().router()),
            )
            .nest(
                "/identity",
                core.observe(Vendor::Identity, self.identity().router()),
            )
            .merge(control)
            .merge(page::router(self.clone()))
    }

    /// Serves until `shutdown`, then closes open connections. Refuses requests that name another host or come from
    /// another site's page.
    ///
    /// # Errors
    ///
    /// When the listener fails permanently.
    pub async fn serve(&self, listener: TcpListener, shutdown: impl Future<Output = ()>) -> io::Result<()> {
        self.serve_beside(Router::new(), listener, shutdown).await
    }

    /// The same, with other routes on the same listener, which check their callers themselves.
    ///
    /// # Errors
    ///
    /// When the listener fails permanently.
    pub async fn serve_beside(
        &self,
        others: Router,
        listener: TcpListener,
        shutdown: impl Future<Output = ()>,
    ) -> io::Result<()> {
        let address = listener.local_addr()?;
        let router = self
            .router()
            .layer(from_fn_with_state(address, guard::same_site))
            .merge(others);
        let mut connections = JoinSet::new();
        let mut shutdown = std::pin::pin!(shutdown);
        loop {
            tokio::select! {
                () = &mut shutdown => return Ok(()),
                Some(_) = connections.join_next() => {}
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => { connections.spawn(connection(router.clone(), stream)); }
                    Err(error) if transient(&error) => tracing::debug!(%error, "a connection was lost early"),
                    Err(error) => return Err(error),
                },
            }
        }
    }

    /// Binds a free port on the loopback address and serves there in the background.
    ///
    /// # Errors
    ///
    /// When no port can be bound.
    pub async fn start(options: Options) -> io::Result<Running> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let sandbox = Self::new(options);
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = sandbox.clone();
        tokio::spawn(async move {
            let until = async {
                // An error means that the sender is gone: stop as well.
                let _dropped = stopped.await;
            };
            if let Err(error) = serving.serve(listener, until).await {
                tracing::error!(%error, "the sandbox stopped serving");
            }
        });
        Ok(Running::new(sandbox, address, stop))
    }
}

impl Running {
    fn new(sandbox: Sandbox, address: SocketAddr, stop: oneshot::Sender<()>) -> Self {
        let base_url = format!("http://{address}");
        let credentials = sandbox.core().options().credentials.clone();
        Self {
            activecampaign_url: format!("{base_url}/activecampaign"),
            eaccounting_url: format!("{base_url}/eaccounting/v2"),
            identity_url: format!("{base_url}/identity"),
            base_url,
            api_key: credentials.api_key,
            client_id: credentials.client_id,
            client_secret: credentials.client_secret,
            refresh_token: credentials.refresh_token,
            sandbox,
            _stop: stop,
        }
    }
}

fn transient(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted
    )
}

/// One connection, directly on hyper: an axum handler can't close a connection without a response, a service can.
async fn connection(router: Router, stream: TcpStream) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let router = router.clone();
        async move {
            let answered: Result<_, Infallible> = router.oneshot(request.map(Body::new)).await;
            let response = answered.unwrap_or_else(|never| match never {});
            match response.extensions().get::<ConnectionReset>() {
                Some(_) => Err(io::Error::new(
                    io::ErrorKind::ConnectionReset,
                    "told to drop the connection",
                )),
                None => Ok(response),
            }
        }
    });
    let served = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
    if let Err(error) = served {
        tracing::trace!(%error, "a connection ended early");
    }
}
