//! Notices on their way to channels: over HTTP, and where channels refuse, fail and are silent.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use engine::{Alert, AlertStatus, Alerts, Notice};
use futures::future::BoxFuture;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, StatusCode};
use model::{Clock, Code, ManualClock, Problem, Vendor};
use notices::{Channels, Deployment, NoticeLanguage, SecretSource};
use secrecy::SecretString;
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::time::Instant;
use transport::{HttpOptions, HttpTransport, Request, Response, SendError, Transport, UrlPolicy};

const KEY: &str = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn clock() -> Arc<dyn Clock> {
    Arc::new(ManualClock::new("2026-11-29T06:00:00Z".parse().unwrap()))
}

fn alert() -> Alert {
    let notice = Notice::VendorDown {
        vendor: Vendor::Eaccounting,
        problem: Problem::new(Code::EACCOUNTING_SERVER_ERROR, "It answered 503.", ""),
    };
    Alert::new("eaccounting", AlertStatus::Failing, notice)
}

fn channels(secret: impl Into<String>, transport: Arc<dyn Transport>, policy: UrlPolicy) -> Channels {
    let secret = SecretString::from(secret.into());
    Channels::new(
        Arc::new(secret),
        transport,
        policy,
        clock(),
        Deployment::default(),
        NoticeLanguage::default(),
    )
}

/// What a channel does with the requests that it gets.
#[derive(Clone, Copy)]
enum Does {
    Answer(u16),
    Break,
    Nothing,
}

/// Channels that behave as told, by the host that is called; each request is kept.
#[derive(Default)]
struct Hosts {
    behavior: Vec<(&'static str, Vec<Does>)>,
    got: Mutex<Vec<(String, String)>>,
}

impl Hosts {
    fn new(behavior: &[(&'static str, &[Does])]) -> Arc<Self> {
        Arc::new(Self {
            behavior: behavior
                .iter()
                .map(|(host, does)| (*host, does.to_vec()))
                .collect(),
            got: Mutex::default(),
        })
    }

    /// The ids of the messages that a host got.
    fn ids(&self, host: &str) -> Vec<String> {
        let got = self.got.lock().unwrap();
        got.iter()
            .filter(|(of, _)| of == host)
            .map(|(_, id)| id.clone())
            .collect()
    }
}

impl Transport for Hosts {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, SendError>> {
        Box::pin(async move {
            let host = request.url.host_str().unwrap().to_owned();
            let id = request.headers.get("webhook-id");
            let id = id.map(|id| id.to_str().unwrap().to_owned()).unwrap_or_default();
            let number = self.ids(&host).len();
            self.got.lock().unwrap().push((host.clone(), id));
            let (_, does) = self
                .behavior
                .iter()
                .find(|(of, _)| *of == host)
                .expect("a known host");
            match does[number.min(does.len() - 1)] {
                Does::Answer(status) => Ok(Response {
                    status: StatusCode::from_u16(status).unwrap(),
                    headers: HeaderMap::new(),
                    body: Bytes::new(),
                }),
                Does::Break => Err(SendError::NotSent("refused".to_owned())),
                Does::Nothing => std::future::pending().await,
            }
        })
    }
}

fn three() -> String {
    format!(
        r#"{{"slack":{{"url":"https://slack.test.example/x"}},"teams":{{"url":"https://teams.test.example/x"}},
            "webhook":{{"url":"https://own.test.example/x","secret":"whsec_{KEY}"}}}}"#
    )
}

#[tokio::test]
async fn a_receiver_gets_one_post_that_it_can_verify() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let receiver = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut got = Vec::new();
        let head = loop {
            let mut part = [0; 4096];
            let read = stream.read(&mut part).await.unwrap();
            got.extend_from_slice(&part[..read]);
            let text = String::from_utf8_lossy(&got).into_owned();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = header(head, "content-length").parse::<usize>().unwrap();
                if body.len() >= length {
                    break head.to_owned();
                }
            }
        };
        stream
            .write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")
            .await
            .unwrap();
        let body = got.split_off(head.len() + 4);
        (head, body)
    });
    let secret = format!(r#"{{"webhook":{{"url":"{url}","secret":"whsec_{KEY}"}}}}"#);
    let options = HttpOptions {
        vendor_urls: UrlPolicy::Any,
        ..HttpOptions::default()
    };
    let transport = Arc::new(HttpTransport::new(options).unwrap());
    let ended = channels(secret, transport, UrlPolicy::Any)
        .deliver(&alert())
        .await
        .unwrap();
    assert_eq!(ended, [("webhook", Ok(()))]);
    let (head, body) = receiver.await.unwrap();
    assert!(head.starts_with("POST /hook HTTP/1.1"), "{head}");
    assert_eq!(header(&head, "content-type"), "application/json");
    let (id, seconds) = (header(&head, "webhook-id"), header(&head, "webhook-timestamp"));
    assert_eq!(seconds, "1795932000");
    let mut mac = Hmac::<Sha256>::new_from_slice(&STANDARD.decode(KEY).unwrap()).unwrap();
    mac.update(format!("{id}.{seconds}.").as_bytes());
    mac.update(&body);
    let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    assert_eq!(header(&head, "webhook-signature"), expected);
    let sent: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(sent["data"]["title"], "eAccounting cannot be used; jobs wait");
}

fn header<'a>(head: &'a str, name: &str) -> &'a str {
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(of, _)| of.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
        .unwrap_or_else(|| panic!("no {name} in {head}"))
}

#[tokio::test(start_paused = true)]
async fn a_channel_that_fails_or_is_silent_keeps_no_other_from_its_message() {
    let hosts = Hosts::new(&[
        ("slack.test.example", &[Does::Nothing]),
        ("teams.test.example", &[Does::Answer(500)]),
        ("own.test.example", &[Does::Answer(200)]),
    ]);
    let channels = channels(
        three(),
        Arc::clone(&hosts) as Arc<dyn Transport>,
        UrlPolicy::Public,
    );
    let began = Instant::now();
    let ended = channels.deliver(&alert()).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(9), "{:?}", began.elapsed());
    assert_eq!(
        ended,
        [
            ("slack", Err("it did not answer within 4 seconds".to_owned())),
            ("teams", Err("it answered 500 Internal Server Error".to_owned())),
            ("webhook", Ok(())),
        ]
    );
    assert_eq!(hosts.ids("own.test.example").len(), 1, "it is sent once");
    // As an alert, none of it is a failure.
    channels.send(&alert()).await;
}

#[tokio::test(start_paused = true)]
async fn a_second_attempt_has_the_id_of_the_first_and_another_notice_its_own() {
    let hosts = Hosts::new(&[
        ("slack.test.example", &[Does::Break, Does::Answer(200)]),
        ("teams.test.example", &[Does::Answer(429), Does::Answer(202)]),
        ("own.test.example", &[Does::Answer(503), Does::Answer(204)]),
    ]);
    let channels = channels(
        three(),
        Arc::clone(&hosts) as Arc<dyn Transport>,
        UrlPolicy::Public,
    );
    let ended = channels.deliver(&alert()).await.unwrap();
    assert!(ended.iter().all(|(_, ended)| ended.is_ok()), "{ended:?}");
    let notice = Notice::VendorUp {
        vendor: Vendor::Eaccounting,
        attempt: None,
        at: clock().now(),
    };
    let recovered = Alert::new("eaccounting", AlertStatus::Recovered, notice);
    channels.deliver(&recovered).await.unwrap();
    let ids = hosts.ids("own.test.example");
    assert_eq!((ids.len(), ids[0].clone()), (3, ids[1].clone()));
    assert_ne!(ids[1], ids[2]);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_not_repeated() {
    for status in [400, 403, 404, 410] {
        let hosts = Hosts::new(&[("slack.test.example", &[Does::Answer(status)])]);
        let secret = r#"{"slack":{"url":"https://slack.test.example/x"}}"#;
        let channels = channels(
            secret,
            Arc::clone(&hosts) as Arc<dyn Transport>,
            UrlPolicy::Public,
        );
        let ended = channels.deliver(&alert()).await.unwrap();
        assert!(ended[0].1.is_err(), "{status}");
        assert_eq!(hosts.ids("slack.test.example").len(), 1, "{status}");
    }
}

#[tokio::test]
async fn an_address_that_is_not_public_is_never_called() {
    let hosts = Hosts::new(&[]);
    for url in [
        "http://hooks.example.com/x",
        "https://169.254.169.254/x",
        "https://localhost/x",
    ] {
        let secret = format!(r#"{{"slack":{{"url":"{url}"}}}}"#);
        let channels = channels(
            secret,
            Arc::clone(&hosts) as Arc<dyn Transport>,
            UrlPolicy::Public,
        );
        let ended = channels.deliver(&alert()).await.unwrap();
        let failure = ended[0].1.clone().unwrap_err();
        assert!(failure.contains("the channel"), "{failure}");
    }
    assert!(hosts.got.lock().unwrap().is_empty());
}

/// A secret that changes, and how often it was read.
#[derive(Default)]
struct Changing(Mutex<(String, usize)>);

impl SecretSource for Changing {
    fn read(&self) -> BoxFuture<'_, Result<SecretString, Problem>> {
        let mut held = self.0.lock().unwrap();
        held.1 += 1;
        let text = held.0.clone();
        Box::pin(std::future::ready(Ok(SecretString::from(text))))
    }
}

#[tokio::test(start_paused = true)]
async fn the_secret_is_read_every_five_minutes_and_after_a_failure() {
    let hosts = Hosts::new(&[
        ("old.test.example", &[Does::Answer(404)]),
        ("slack.test.example", &[Does::Answer(200)]),
    ]);
    let secret = Arc::new(Changing::default());
    secret.0.lock().unwrap().0 = r#"{"slack":{"url":"https://old.test.example/x"}}"#.to_owned();
    let channels = Channels::new(
        Arc::clone(&secret) as Arc<dyn SecretSource>,
        hosts,
        UrlPolicy::Public,
        clock(),
        Deployment::default(),
        NoticeLanguage::default(),
    );
    assert!(channels.deliver(&alert()).await.unwrap()[0].1.is_err());
    secret.0.lock().unwrap().0 = r#"{"slack":{"url":"https://slack.test.example/x"}}"#.to_owned();
    for _ in 0..3 {
        assert_eq!(channels.deliver(&alert()).await.unwrap(), [("slack", Ok(()))]);
    }
    assert_eq!(secret.0.lock().unwrap().1, 2);
    tokio::time::advance(Duration::from_secs(301)).await;
    channels.deliver(&alert()).await.unwrap();
    assert_eq!(secret.0.lock().unwrap().1, 3);
}
