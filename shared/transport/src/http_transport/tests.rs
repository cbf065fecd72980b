//! Attacks by a vendor's host, name server or response, with real sockets on loopback and false DNS answers.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use http::Method;

use super::*;
use crate::{BlockedUrl, Idempotency};

/// A server on loopback: what it does with each connection, and how many came.
struct Server {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Server {
    fn new(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&connections);
        let serve = Arc::new(serve);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::SeqCst);
                let serve = Arc::clone(&serve);
                std::thread::spawn(move || serve(stream));
            }
        });
        Self { address, connections }
    }

    /// Responds to each request with this text, and closes.
    fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::new(move |mut stream| {
            read_head(&mut stream);
            let _ = stream.write_all(&answer);
        })
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// The result of a server's thread. The runtime keeps running meanwhile, because it closes connections.
async fn heard<T: Send + 'static>(told: mpsc::Receiver<T>) -> T {
    let told = tokio::task::spawn_blocking(move || told.recv().unwrap());
    told.await.unwrap()
}

/// The head of a request.
fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        head.push(byte[0]);
    }
    String::from_utf8_lossy(&head).into_owned()
}

/// Writes the same bytes while the client reads; returns how many were taken.
fn write_for_ever(stream: &mut TcpStream, part: &[u8]) -> usize {
    let mut written = 0;
    while stream.write_all(part).is_ok() {
        written += part.len();
        if written > 64 << 20 {
            break;
        }
    }
    written
}

fn request(url: &str) -> Request {
    Request::new(Method::GET, url.parse().unwrap(), "GET /x", Idempotency::Read)
}

fn insecure() -> HttpTransport {
    HttpTransport::lazy(HttpOptions {
        vendor_urls: UrlPolicy::Any,
        max_body: 64 << 10,
        ..HttpOptions::default()
    })
}

/// A transport with these DNS answers, and the number of look-ups. Without TLS if `options` allow any URL, since
/// loopback servers have none.
fn resolving(
    options: HttpOptions,
    may_be: fn(IpAddr) -> bool,
    find: impl Fn(usize) -> Vec<IpAddr> + Send + Sync + 'static,
) -> (HttpTransport, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let resolver = Arc::new(PublicOnly {
        look_up: Arc::new(move |_| {
            let found = find(count.fetch_add(1, Ordering::SeqCst));
            Box::pin(async move { Ok(found.into_iter().map(|ip| SocketAddr::new(ip, 0)).collect()) })
        }),
        may_be,
    });
    let builder = match options.vendor_urls {
        UrlPolicy::Public => public(options, resolver),
        UrlPolicy::Any => bounded(options).dns_resolver(resolver),
    };
    let client = OnceLock::new();
    client.set(builder.build().unwrap()).unwrap();
    (HttpTransport { client, options }, asked)
}

#[tokio::test]
async fn a_name_is_refused_when_any_of_its_addresses_is_not_public() {
    for addresses in [
        vec!["10.0.0.1"],
        vec!["127.0.0.1"],
        vec!["::1"],
        vec!["169.254.169.254"],
        vec!["fd00:ec2::254"],
        vec!["::ffff:192.168.0.1"],
        vec!["64:ff9b::a00:1"],
        vec!["100.64.0.1"],
        vec!["0.0.0.0"],
        vec!["93.184.216.34", "10.0.0.1"],
        vec!["2606:2800:21f::1", "::1"],
        vec![],
    ] {
        let addresses: Vec<IpAddr> = addresses.iter().map(|text| text.parse().unwrap()).collect();
        let found = addresses.clone();
        let (transport, asked) = resolving(HttpOptions::default(), is_public, move |_| found.clone());
        let error = transport
            .send(request(
                "https://shop.api-us1.com/api/3/contacts?email=anna@example.com",
            ))
            .await
            .unwrap_err();
        let refused = SendError::NotSent("the host does not resolve to public addresses only".to_owned());
        assert_eq!(error, refused, "{addresses:?}");
        assert_eq!(asked.load(Ordering::SeqCst), 1);
    }
}

/// Counts as "public", since tests can connect only to loopback.
fn first_loopback(ip: IpAddr) -> bool {
    ip == IpAddr::V4(Ipv4Addr::LOCALHOST)
}

#[tokio::test]
async fn dns_rebinding_after_the_check_changes_no_connection() {
    let server = Server::answering("HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    let inside = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));
    let options = HttpOptions {
        vendor_urls: UrlPolicy::Any,
        ..HttpOptions::default()
    };
    let (transport, asked) = resolving(options, first_loopback, move |time| {
        // The first look-up passes the check; a second one would return an internal address.
        vec![if time == 0 {
            IpAddr::V4(Ipv4Addr::LOCALHOST)
        } else {
            inside
        }]
    });
    let url = format!("http://vendor.test:{}/x", server.address.port());
    assert_eq!(transport.send(request(&url)).await.unwrap().status, 200);
    assert_eq!(asked.load(Ordering::SeqCst), 1, "one look-up for a connection");
    // A new connection makes a new look-up, which is checked again.
    let error = transport.send(request(&url)).await.unwrap_err();
    assert!(matches!(error, SendError::NotSent(_)), "{error}");
    assert_eq!((asked.load(Ordering::SeqCst), server.connections()), (2, 1));
}

#[tokio::test]
async fn plain_http_is_refused_before_anything_is_sent() {
    let server = Server::answering("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    let transport = HttpTransport::lazy(HttpOptions::default());
    let error = transport
        .send(request("http://shop.api-us1.com/api/3"))
        .await
        .unwrap_err();
    assert_eq!(error, SendError::Refused(BlockedUrl::NotHttps("the vendor")));
    let error = transport.send(request(&server.url("/"))).await.unwrap_err();
    assert!(matches!(error, SendError::Refused(_)), "{error}");
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_host_that_speaks_no_tls_is_never_spoken_to_in_clear() {
    let (tell, told) = mpsc::channel();
    let server = Server::new(move |mut stream| {
        let mut first = [0; 1];
        let _ = stream.read(&mut first);
        let _ = tell.send(first[0]);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    });
    let url = format!("https://{}/", server.address);
    let error = insecure().send(request(&url)).await.unwrap_err();
    assert!(matches!(error, SendError::NotSent(_)), "{error}");
    assert_eq!(heard(told).await, 0x16, "a TLS handshake is all that was sent");
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_followed_to_no_host() {
    let other = Server::answering("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret");
    for status in [301, 302, 303, 307, 308] {
        let answer = format!(
            "HTTP/1.1 {status} Elsewhere\r\nlocation: {}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            other.url("/stolen")
        );
        let server = Server::answering(answer);
        let response = insecure().send(request(&server.url("/"))).await.unwrap();
        assert_eq!((response.status.as_u16(), response.body.len()), (status, 0));
        assert_eq!(server.connections(), 1);
    }
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn an_answer_without_end_is_given_up_at_the_bound() {
    for head in [
        "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n",
    ] {
        let (tell, told) = mpsc::channel();
        let server = Server::new(move |mut stream| {
            read_head(&mut stream);
            let _ = stream.write_all(head.as_bytes());
            let _ = tell.send(write_for_ever(&mut stream, &[b'a'; 4096]));
        });
        let error = insecure().send(request(&server.url("/"))).await.unwrap_err();
        assert_eq!(error, SendError::TooLarge { limit: 64 << 10 });
        assert!(
            error.is_outcome_unknown(),
            "what was asked for may have been done"
        );
        // Plus what the kernel's buffers took.
        let written = heard(told).await;
        assert!(written < 32 << 20, "the connection was closed: {written}");
    }
}

#[tokio::test]
async fn headers_without_end_are_given_up_too() {
    let (tell, told) = mpsc::channel();
    let server = Server::new(move |mut stream| {
        read_head(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        let _ = tell.send(write_for_ever(&mut stream, b"x-more: and more and more\r\n"));
    });
    let error = insecure().send(request(&server.url("/"))).await.unwrap_err();
    assert!(matches!(error, SendError::OutcomeUnknown(_)), "{error}");
    assert!(heard(told).await < 32 << 20);
}

#[tokio::test]
async fn compression_is_not_asked_for_and_a_small_answer_is_not_blown_up() {
    // 10 MB of zeros in 10 KB would do; the first bytes of any gzip stream show whether it was undone.
    let gzip = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let (tell, told) = mpsc::channel();
    let server = Server::new(move |mut stream| {
        let _ = tell.send(read_head(&mut stream).to_lowercase());
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
            gzip.len()
        );
        let _ = stream.write_all(head.as_bytes());
        let _ = stream.write_all(&gzip);
    });
    let response = insecure().send(request(&server.url("/"))).await.unwrap();
    assert_eq!(&response.body[..], gzip);
    assert!(!heard(told).await.contains("accept-encoding"));
}

#[tokio::test(start_paused = true)]
async fn a_host_that_takes_the_request_and_never_answers_is_given_up_in_time() {
    let server = Server::new(|mut stream| {
        let mut sink = [0; 1024];
        while stream.read(&mut sink).is_ok_and(|read| read > 0) {}
    });
    let began = tokio::time::Instant::now();
    let error = insecure().send(request(&server.url("/"))).await.unwrap_err();
    assert_eq!(error, SendError::OutcomeUnknown("timed out".to_owned()));
    assert!(began.elapsed() <= HttpOptions::default().timeout + Duration::from_millis(1));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stalls_is_given_up_in_time() {
    let server = Server::new(|mut stream| {
        read_head(&mut stream);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf");
        let mut sink = [0; 1024];
        while stream.read(&mut sink).is_ok_and(|read| read > 0) {}
    });
    let began = tokio::time::Instant::now();
    let error = insecure().send(request(&server.url("/"))).await.unwrap_err();
    assert_eq!(error, SendError::OutcomeUnknown("timed out".to_owned()));
    assert!(began.elapsed() <= HttpOptions::default().timeout + Duration::from_millis(1));
}

#[tokio::test(start_paused = true)]
async fn a_name_server_that_never_answers_is_given_up_in_time_and_nothing_was_sent() {
    let public_only = PublicOnly {
        look_up: Arc::new(|_| Box::pin(std::future::pending())),
        may_be: is_public,
    };
    let options = HttpOptions::default();
    let client = OnceLock::new();
    client
        .set(public(options, Arc::new(public_only)).build().unwrap())
        .unwrap();
    let began = tokio::time::Instant::now();
    let error = HttpTransport { client, options }
        .send(request("https://shop.api-us1.com/"))
        .await
        .unwrap_err();
    assert_eq!(error, SendError::NotSent("timed out".to_owned()));
    assert!(began.elapsed() <= options.connect_timeout + Duration::from_millis(1));
}

#[tokio::test]
async fn an_error_names_neither_url_nor_header_nor_body() {
    let closed = {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.local_addr().unwrap()
    };
    let garbage = Server::answering("anna.andersson@example.com is no HTTP\r\n\r\n");
    let reset = Server::new(drop);
    for address in [closed, garbage.address, reset.address] {
        let url = format!("http://{address}/contacts?email=anna.andersson@example.com");
        let mut outgoing = request(&url).form("client_secret=hush".to_owned());
        outgoing.method = Method::POST;
        outgoing
            .headers
            .insert(http::header::AUTHORIZATION, "Bearer hush".parse().unwrap());
        let shown = format!("{outgoing:?}");
        let error = insecure().send(outgoing).await.unwrap_err();
        let shown = format!("{shown} {error} {error:?}");
        assert!(!shown.contains("anna") && !shown.contains("hush"), "{shown}");
    }
}

#[test]
fn the_shipped_roots_are_mozillas_and_a_client_is_built_of_them() {
    let transport = HttpTransport::new(HttpOptions {
        roots: Roots::Shipped,
        ..HttpOptions::default()
    });
    assert!(transport.is_ok());
    let count = webpki_roots::TLS_SERVER_ROOTS.len();
    assert!(count > 100, "{count}");
}

#[tokio::test]
async fn with_shipped_roots_a_host_without_tls_is_not_spoken_to_either() {
    let server = Server::answering("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
    let transport = HttpTransport::lazy(HttpOptions {
        vendor_urls: UrlPolicy::Any,
        roots: Roots::Shipped,
        ..HttpOptions::default()
    });
    let url = server.url("/x").replace("http://", "https://");
    let refused = transport.send(request(&url)).await.unwrap_err();
    assert!(matches!(refused, crate::SendError::NotSent(_)), "{refused:?}");
}

#[tokio::test]
async fn a_byte_order_mark_before_a_body_is_left_out() {
    let server = Server::answering(&b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n\xef\xbb\xbf{}"[..]);
    let response = insecure().send(request(&server.url("/"))).await.unwrap();
    assert_eq!(&response.body[..], b"{}");
}
