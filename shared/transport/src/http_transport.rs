use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::{Request, Response, SendError, Transport, UrlPolicy, is_public};

/// Which certificate authorities are trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Roots {
    /// The system's. Where a company's proxy looks into TLS, its authority is among them.
    #[default]
    System,
    /// Mozilla's list as of this build (`webpki-roots`): nothing is read or parsed at the first call.
    Shipped,
}

/// Bounds of the real transport.
#[derive(Debug, Clone, Copy)]
pub struct HttpOptions {
    /// Which hosts may be called.
    pub vendor_urls: UrlPolicy,
    /// Which certificate authorities are trusted.
    pub roots: Roots,
    /// Longest time to connect.
    pub connect_timeout: Duration,
    /// Longest time for the whole call.
    pub timeout: Duration,
    /// Largest response body.
    pub max_body: usize,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            vendor_urls: UrlPolicy::Public,
            roots: Roots::System,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(30),
            max_body: 16 << 20,
        }
    }
}

/// Carries requests over HTTP.
///
/// Redirects are not followed: neither vendor's API uses them, and a redirect would carry credentials elsewhere. Host
/// names that resolve to an address which is not public are refused at connection, whatever the name was when it was
/// checked.
#[derive(Debug, Clone)]
pub struct HttpTransport {
    client: OnceLock<reqwest::Client>,
    options: HttpOptions,
}

impl HttpTransport {
    /// Builds the client; one for the whole process.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(options: HttpOptions) -> Result<Self, String> {
        let transport = Self::lazy(options);
        transport.client()?;
        Ok(transport)
    }

    /// Builds the client at the first request: to read the system's trust roots is most of a function's start, and not
    /// every start ends in a request.
    #[must_use]
    pub fn lazy(options: HttpOptions) -> Self {
        Self {
            client: OnceLock::new(),
            options,
        }
    }

    fn client(&self) -> Result<&reqwest::Client, String> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = build(self.options)?;
        // If two are built at once, one is kept.
        Ok(self.client.get_or_init(|| client))
    }

    async fn carry(&self, request: Request) -> Result<Response, SendError> {
        let whose = "the vendor";
        self.options.vendor_urls.check(&request.url, whose)?;
        let mut outgoing = self
            .client()
            .map_err(SendError::NotSent)?
            .request(request.method, request.url)
            .headers(request.headers);
        if let Some(body) = request.body {
            outgoing = outgoing.body(body);
        }
        let mut incoming = outgoing.send().await.map_err(|error| {
            if error.is_connect() || error.is_builder() {
                SendError::NotSent(describe(&error))
            } else {
                SendError::OutcomeUnknown(describe(&error))
            }
        })?;
        let limit = self.options.max_body;
        let (status, headers) = (incoming.status(), incoming.headers().clone());
        let mut body = BytesMut::new();
        while let Some(part) = incoming
            .chunk()
            .await
            .map_err(|error| SendError::OutcomeUnknown(describe(&error)))?
        {
            if body.len() + part.len() > limit {
                return Err(SendError::TooLarge { limit });
            }
            body.extend_from_slice(&part);
        }
        Ok(Response {
            status,
            headers,
            body: without_mark(Bytes::from(body)),
        })
    }
}

/// JSON has no byte order mark, and some servers send one.
fn without_mark(body: Bytes) -> Bytes {
    let mark = b"\xef\xbb\xbf".len();
    if body.starts_with(b"\xef\xbb\xbf") {
        body.slice(mark..)
    } else {
        body
    }
}

/// The limits of every call.
fn bounded(options: HttpOptions) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .connect_timeout(options.connect_timeout)
        .timeout(options.timeout)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        // Compression is neither requested nor decoded: a small response could expand without bounds. This is set
        // explicitly, because another crate in the build may enable the library's decoders.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        .user_agent(concat!("ekobridge/", env!("CARGO_PKG_VERSION")))
}

/// The same to public hosts over TLS only.
fn public(options: HttpOptions, resolver: Arc<PublicOnly>) -> reqwest::ClientBuilder {
    bounded(options).https_only(true).dns_resolver(resolver)
}

fn build(options: HttpOptions) -> Result<reqwest::Client, String> {
    let mut builder = match options.vendor_urls {
        UrlPolicy::Any => bounded(options),
        UrlPolicy::Public => public(
            options,
            Arc::new(PublicOnly {
                look_up: Arc::new(look_up),
                may_be: is_public,
            }),
        ),
    };
    if options.roots == Roots::Shipped {
        builder = builder.tls_backend_preconfigured(shipped_roots()?);
    }
    builder.build().map_err(|error| describe(&error))
}

/// TLS that trusts the shipped roots.
fn shipped_roots() -> Result<rustls::ClientConfig, String> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

impl Transport for HttpTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        Box::pin(self.carry(request))
    }
}

/// The reason without the URL, which may hold personal data in its query.
fn describe(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "timed out".to_owned();
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    // The innermost cause is the operating system's or the TLS library's own text; only the outermost names the URL.
    if std::ptr::addr_eq(cause, error) {
        "the request failed".to_owned()
    } else {
        cause.to_string()
    }
}

/// Finds a name's addresses.
type LookUp = dyn Fn(String) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> + Send + Sync;

/// As the system does.
fn look_up(name: String) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> {
    Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.collect()) })
}

/// Rejects names with any address that must not be called. The connection uses the addresses returned here: one look-up
/// per connection, so that a second answer can't differ.
struct PublicOnly {
    look_up: Arc<LookUp>,
    may_be: fn(IpAddr) -> bool,
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let (look_up, may_be) = ((self.look_up)(name.as_str().to_owned()), self.may_be);
        Box::pin(async move {
            let found = look_up.await?;
            if found.is_empty() || !found.iter().all(|address| may_be(address.ip())) {
                return Err("the host does not resolve to public addresses only".into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests;
