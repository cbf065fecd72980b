//! The transport of the SDK's requests: one `reqwest` client that all services of a process share.
//!
//! The vendors are called with `reqwest` too, so a function links only one HTTP client. The SDK's own client would add
//! a second one with HTTP/2, and parse its root certificates again for each service
//! (`docs/adr/0012-one-http-client.md`).

use std::sync::Arc;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

/// The root certificates of AWS's endpoints.
const AMAZON_ROOTS: &str = include_str!("amazon-roots.pem");

/// The HTTP client for all AWS services in this process.
#[derive(Debug, Clone)]
pub(crate) struct Connector(reqwest::Client);

impl Connector {
    /// A client that trusts only Amazon's root certificates and connects within `connect_timeout`.
    ///
    /// # Panics
    /// When a root certificate can't be parsed. They are part of the binary, and a test parses them.
    pub(crate) fn new(connect_timeout: std::time::Duration) -> Self {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(amazon_only())
            .connect_timeout(connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            // The body must be transmitted unchanged, because the SDK computes checksums of it.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .build()
            .expect("the TLS configuration is one that rustls has made");
        Self(client)
    }

    async fn carry(self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let request = request
            .try_into_http1x()
            .map_err(|error| ConnectorError::user(error.into()))?;
        let (parts, body) = request.into_parts();
        let body = body
            .bytes()
            .map(Bytes::copy_from_slice)
            .ok_or_else(|| ConnectorError::user("a streaming body cannot be sent".into()))?;
        let request = http::Request::from_parts(parts, body)
            .try_into()
            .map_err(|error: reqwest::Error| ConnectorError::user(error.into()))?;
        let response: http::Response<reqwest::Body> = self.0.execute(request).await.map_err(failed)?.into();
        let (parts, body) = response.into_parts();
        let body = http_body_util::BodyExt::collect(body)
            .await
            .map_err(failed)?
            .to_bytes();
        HttpResponse::try_from(http::Response::from_parts(parts, SdkBody::from(body)))
            .map_err(|error| ConnectorError::other(error.into(), None))
    }
}

/// The error kinds by which the SDK decides about retries.
fn failed(error: reqwest::Error) -> ConnectorError {
    if error.is_timeout() {
        ConnectorError::timeout(error.into())
    } else if error.is_builder() {
        ConnectorError::user(error.into())
    } else {
        ConnectorError::io(error.into())
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(self.clone().carry(request))
    }
}

impl HttpClient for Connector {
    /// The same for all services: their timeouts are equal, and connection pools are per host.
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

/// TLS that trusts only Amazon's root certificates.
fn amazon_only() -> ClientConfig {
    let mut roots = RootCertStore::empty();
    for root in CertificateDer::pem_slice_iter(AMAZON_ROOTS.as_bytes()) {
        roots
            .add(root.expect("a certificate in PEM"))
            .expect("a certificate that can be trusted");
    }
    ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("AWS-LC has the ciphers of TLS 1.2 and 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::time::Duration;

    use super::*;

    #[test]
    fn amazons_five_roots_can_be_read() {
        let _client = Connector::new(Duration::from_secs(1));
        assert_eq!(AMAZON_ROOTS.matches("BEGIN CERTIFICATE").count(), 5);
    }

    /// Responds to each connection with these bytes and closes it.
    fn answering(answer: &'static [u8]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut request = [0; 4096];
                let _read = stream.read(&mut request);
                let _written = stream.write_all(answer);
            }
        });
        url
    }

    async fn post(url: &str) -> Result<HttpResponse, ConnectorError> {
        let request = http::Request::post(url)
            .header("x-amz-target", "a")
            .body(SdkBody::from("{}"))
            .unwrap();
        Connector::new(Duration::from_secs(1))
            .carry(HttpRequest::try_from(request).unwrap())
            .await
    }

    #[tokio::test]
    async fn an_answer_arrives_with_its_status_headers_and_body() {
        let url =
            answering(b"HTTP/1.1 400 Bad Request\r\nx-amzn-requestid: 7\r\ncontent-length: 2\r\n\r\nno");
        let answer = post(&url).await.unwrap();
        assert_eq!(answer.status().as_u16(), 400);
        assert_eq!(answer.headers().get("x-amzn-requestid"), Some("7"));
        assert_eq!(answer.body().bytes(), Some(&b"no"[..]));
    }

    #[tokio::test]
    async fn an_answer_that_breaks_off_and_a_closed_port_may_be_tried_again() {
        let broken = post(&answering(b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{")).await;
        assert!(broken.unwrap_err().is_io());
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let refused = post(&format!("http://{closed}/")).await;
        assert!(refused.unwrap_err().is_io());
    }

    #[tokio::test]
    async fn a_certificate_of_another_authority_is_refused() {
        // Any listener works: one that responds to the handshake with plain text has no certificate at all.
        let url = answering(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").replace("http", "https");
        assert!(post(&url).await.unwrap_err().is_io());
    }
}
