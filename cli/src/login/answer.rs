//! The consent page's response: received on this machine, or pasted.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{anyhow, bail};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use devstack::urls::is_loopback;
use subtle::ConstantTimeEq;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use url::Url;

use crate::language::commands;

/// Why the response can't be received here.
#[derive(Debug)]
pub(super) enum ListenError {
    /// The redirect URI isn't on this machine, or isn't http. The response must be pasted.
    NotHere,
    /// Another program uses the port.
    InUse(SocketAddr),
    /// Something else.
    Refused(String),
}

impl std::fmt::Display for ListenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotHere => f.write_str("The redirect address is not of this machine: use --paste."),
            Self::InUse(address) => write!(
                f,
                "{address} is in use by another program, maybe another `ekobridge connect`. End it, or use --paste, or another \
                 address that is registered for your client with --redirect-uri."
            ),
            Self::Refused(why) => write!(
                f,
                "The redirect address cannot be listened on: {why}. Use --paste."
            ),
        }
    }
}

impl std::error::Error for ListenError {}

/// Listens at the consent page's redirect URI.
pub(super) struct Callback {
    /// The redirect URI, with the bound port.
    pub(super) uri: Url,
    listener: TcpListener,
}

impl Callback {
    /// Listens at a redirect URI on this machine. Port 0 binds any free port.
    pub(super) async fn listen(redirect_uri: &Url) -> Result<Self, ListenError> {
        if redirect_uri.scheme() != "http" || !is_loopback(redirect_uri) {
            return Err(ListenError::NotHere);
        }
        let refused = |error: std::io::Error| ListenError::Refused(error.to_string());
        let addresses = redirect_uri.socket_addrs(|| None).map_err(refused)?;
        // A name may resolve to two addresses, and browsers try both.
        let address = addresses
            .iter()
            .find(|address| address.is_ipv4())
            .or(addresses.first())
            .copied();
        let address = address.ok_or_else(|| ListenError::Refused("it has no address".to_owned()))?;
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| match error.kind() {
                std::io::ErrorKind::AddrInUse => ListenError::InUse(address),
                _ => refused(error),
            })?;
        let mut uri = redirect_uri.clone();
        if address.port() == 0 {
            let port = listener.local_addr().map_err(refused)?.port();
            // An http URL with a host accepts any port.
            let _always = uri.set_port(Some(port));
        }
        Ok(Self { uri, listener })
    }

    /// The code of the first response.
    ///
    /// # Errors
    /// When consent was denied, or the response doesn't belong to this login.
    pub(super) async fn answer(self, state: &str) -> anyhow::Result<String> {
        let (answers, mut answer) = mpsc::channel(1);
        let (stop, stopped) = oneshot::channel::<()>();
        let waiting = Arc::new(Waiting {
            state: state.to_owned(),
            answers,
        });
        let router = Router::new()
            .route(self.uri.path(), get(received))
            .with_state(waiting);
        let server = tokio::spawn(async move {
            let until = async {
                // Dropped or sent: both stop the server.
                let _stopped = stopped.await;
            };
            axum::serve(self.listener, router)
                .with_graceful_shutdown(until)
                .await
        });
        let code = answer
            .recv()
            .await
            .ok_or_else(|| anyhow!("The answer cannot be received any more. Use --paste."));
        let _gone = stop.send(());
        // The browser receives its page first.
        let _late = tokio::time::timeout(Duration::from_secs(2), server).await;
        code?
    }
}

struct Waiting {
    state: String,
    answers: mpsc::Sender<anyhow::Result<String>>,
}

async fn received(State(waiting): State<Arc<Waiting>>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let answer = read(&query, &waiting.state);
    let text = commands();
    let (status, title, text) = match &answer {
        Ok(_) => (StatusCode::OK, text.login_answered(), text.login_answered_what()),
        Err(_) if !is_of(&query, &waiting.state) => (
            StatusCode::BAD_REQUEST,
            text.login_other(),
            text.login_other_what(),
        ),
        Err(_) => (
            StatusCode::BAD_REQUEST,
            text.login_failed(),
            text.login_failed_what(),
        ),
    };
    // Only this login's first response counts. Other requests end nothing, whoever sends them.
    if is_of(&query, &waiting.state) {
        let _answered = waiting.answers.try_send(answer);
    }
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Ekobridge: {title}</title>\
         <body style=\"font:1.1rem system-ui;margin:20vh auto;max-width:32rem\"><h1>{title}</h1><p>{text}</p></body></html>"
    );
    (
        status,
        [("cache-control", "no-store"), ("referrer-policy", "no-referrer")],
        Html(page),
    )
        .into_response()
}

/// The pasted text: the redirect URL, its query, or only the code.
pub(super) fn pasted(text: &str, state: &str) -> anyhow::Result<String> {
    let text = text.trim();
    if text.is_empty() {
        bail!("{}", commands().login_nothing_pasted());
    }
    if let Ok(url) = text.parse::<Url>()
        && matches!(url.scheme(), "http" | "https")
    {
        return read(url.query().unwrap_or_default(), state);
    }
    if text.contains('=') {
        return read(text.trim_start_matches('?'), state);
    }
    // A bare code has no state; the person who logged in pasted it.
    if text.chars().any(char::is_whitespace) {
        bail!("{}", commands().login_neither());
    }
    Ok(text.to_owned())
}

/// The first non-empty value of each name in a query.
fn values(query: &str) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        values
            .entry(name.into_owned())
            .or_insert_with(|| value.into_owned());
    }
    values.retain(|_, value| !value.is_empty());
    values
}

/// Whether a response belongs to this login.
fn is_of(query: &str, state: &str) -> bool {
    values(query)
        .get("state")
        .is_some_and(|given| bool::from(given.as_bytes().ct_eq(state.as_bytes())))
}

/// The code in the redirect URL's query. The state is compared first: in a response of another login, nothing else is
/// meaningful.
fn read(query: &str, state: &str) -> anyhow::Result<String> {
    let values = values(query);
    let get = |name: &str| values.get(name).map(String::as_str);
    if !is_of(query, state) {
        bail!("{}", commands().login_of_another());
    }
    match (get("error"), get("code")) {
        (Some("access_denied"), _) => {
            bail!("{}", commands().login_denied())
        }
        (Some("invalid_scope"), _) => {
            bail!("{}", commands().login_scopes(eaccounting::oauth::SCOPES))
        }
        (Some(error), _) => {
            // Only text in the form of an OAuth error code is shown.
            let plain = error.len() <= 40 && error.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            bail!(
                "{}",
                commands().login_failed_with(if plain { error } else { "?" })
            )
        }
        (None, Some(code)) => Ok(code.to_owned()),
        (None, None) => bail!("{}", commands().login_no_code()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(result: anyhow::Result<String>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn the_code_is_read_from_an_address_a_query_or_alone() {
        for text in [
            "http://127.0.0.1:8788/callback?code=c%2F1&state=s",
            "code=c%2F1&state=s",
            "?state=s&code=c%2F1",
            " c/1\n",
        ] {
            assert_eq!(pasted(text, "s").unwrap(), "c/1", "{text}");
        }
    }

    #[test]
    fn an_answer_with_another_state_is_refused_whatever_it_says() {
        for query in [
            "code=c",
            "code=c&state=",
            "code=c&state=t",
            "code=c&state=ss",
            "error=access_denied&state=t",
            "state=t&state=s&code=c",
        ] {
            assert!(error(read(query, "s")).contains("not of this login"), "{query}");
        }
    }

    #[test]
    fn what_the_login_refuses_says_what_to_do_and_quotes_nothing_strange() {
        assert!(error(read("error=access_denied&state=s", "s")).contains("Access was refused"));
        assert!(error(read("error=invalid_scope&state=s", "s")).contains("ea:sales"));
        assert!(error(read("error=server_error&state=s", "s")).contains("server_error"));
        assert!(!error(read("error=Marked%20text&state=s", "s")).contains("Marked"));
        assert!(error(read("state=s", "s")).contains("no code"));
        assert!(error(pasted("  ", "s")).contains("Nothing was pasted"));
        assert!(error(pasted("two words", "s")).contains("neither"));
    }

    #[tokio::test]
    async fn an_answer_with_another_state_is_refused_and_listening_goes_on() {
        let callback = Callback::listen(&"http://127.0.0.1:0/callback".parse().unwrap())
            .await
            .unwrap();
        let uri = callback.uri.clone();
        let waiting = tokio::spawn(callback.answer("s"));
        let get = |query: &'static str| {
            let mut uri = uri.clone();
            uri.set_query(Some(query));
            let client = reqwest::Client::builder().no_proxy().build().unwrap();
            async move { client.get(uri).send().await.unwrap().status() }
        };
        for strange in ["code=theirs&state=t", "error=access_denied", "code=theirs"] {
            assert_eq!(get(strange).await, 400, "{strange}");
            assert!(!waiting.is_finished(), "{strange}");
        }
        assert_eq!(get("code=ours&state=s").await, 200);
        assert_eq!(waiting.await.unwrap().unwrap(), "ours");
    }

    #[tokio::test]
    async fn only_http_addresses_of_this_machine_are_listened_on() {
        for uri in [
            "https://localhost:44300/callback",
            "http://shop.example.com/callback",
        ] {
            assert!(
                matches!(
                    Callback::listen(&uri.parse().unwrap()).await,
                    Err(ListenError::NotHere)
                ),
                "{uri}"
            );
        }
        let first = Callback::listen(&"http://127.0.0.1:0/callback".parse().unwrap())
            .await
            .unwrap();
        assert!(matches!(
            Callback::listen(&first.uri).await,
            Err(ListenError::InUse(_))
        ));
    }
}
