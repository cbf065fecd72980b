//! Tests of the identity server over its router, as a client uses it.

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tower::ServiceExt as _;
use url::Url;

use super::*;
use crate::{ManualClock, Options, Sandbox};

struct Bench {
    sandbox: Sandbox,
    clock: ManualClock,
}

struct Answer {
    status: u16,
    location: Option<String>,
    challenge: bool,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    fn query(&self, name: &str) -> Option<String> {
        let url = Url::parse(self.location.as_deref()?).unwrap();
        url.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }
}

impl Bench {
    fn new() -> Self {
        let clock = ManualClock::new("2026-11-23T12:00:00Z".parse().unwrap());
        let sandbox = Sandbox::new(Options {
            clock: clock.clock(),
            ..Options::default()
        });
        Self { sandbox, clock }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.sandbox.router().oneshot(request).await.unwrap();
        let header = |name| {
            response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let (location, challenge) = (
            header(header::LOCATION),
            header(header::WWW_AUTHENTICATE).is_some(),
        );
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Answer {
            status,
            location,
            challenge,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    async fn get(&self, path: &str, query: &[(&str, &str)]) -> Answer {
        let query: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(query)
            .finish();
        self.send(
            Request::get(format!("/identity{path}?{query}"))
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    /// Posts a form with the client's credentials as HTTP Basic.
    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.post_as(path, form, Some("sandbox-client:sandbox-secret"))
            .await
    }

    async fn post_as(&self, path: &str, form: &[(&str, &str)], basic: Option<&str>) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let mut request = Request::post(format!("/identity{path}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if let Some(basic) = basic {
            request = request.header(header::AUTHORIZATION, format!("Basic {}", STANDARD.encode(basic)));
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    async fn refresh(&self, token: &str) -> Answer {
        self.post(
            "/connect/token",
            &[("grant_type", "refresh_token"), ("refresh_token", token)],
        )
        .await
    }

    async fn works(&self, access_token: &str) -> bool {
        let request = Request::get("/eaccounting/v2/companysettings")
            .header(header::AUTHORIZATION, format!("Bearer {access_token}"));
        self.send(request.body(Body::empty()).unwrap()).await.status == 200
    }
}

const HERE: &str = "http://127.0.0.1:8788/callback";

const ASK: [(&str, &str); 5] = [
    ("client_id", "sandbox-client"),
    ("redirect_uri", HERE),
    ("response_type", "code"),
    ("scope", "ea:api ea:sales offline_access"),
    ("state", "s&t"),
];

fn ask_with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut ask: Vec<_> = ASK.into_iter().filter(|(key, _)| *key != name).collect();
    ask.push((name, value));
    ask
}

#[tokio::test]
async fn consent_leads_over_a_code_to_tokens_that_open_the_api() {
    let bench = Bench::new();
    let page = bench.get("/connect/authorize", &ASK).await;
    assert_eq!(page.status, 200);
    for company in bench.sandbox.identity().companies() {
        assert!(
            page.text.contains(&company.id.to_string()),
            "the picker shows each company"
        );
    }
    assert!(
        page.text.contains("action=\"decision\""),
        "relative, so that it works under any prefix"
    );
    let back = bench
        .get("/connect/decision", &ask_with("decision", "allow"))
        .await;
    assert_eq!((back.status, back.query("state").as_deref()), (303, Some("s&t")));
    let code = back.query("code").unwrap();
    let exchange = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", HERE),
    ];
    let tokens = bench.post("/connect/token", &exchange).await;
    assert_eq!(tokens.status, 200, "{}", tokens.text);
    let tokens = tokens.json();
    assert_eq!(
        (&tokens["token_type"], &tokens["expires_in"]),
        (&json!("Bearer"), &json!(3600))
    );
    assert!(bench.works(tokens["access_token"].as_str().unwrap()).await);
    assert!(tokens["refresh_token"].is_string());
    let again = bench.post("/connect/token", &exchange).await;
    assert_eq!(
        (again.status, &again.json()["error"]),
        (400, &json!("invalid_grant"))
    );
    let counted = bench.sandbox.identity().token_calls();
    assert_eq!(
        counted,
        TokenCalls {
            authorization_code: 1,
            refresh_token: 0,
            refused: 1
        }
    );
}

#[tokio::test]
async fn a_person_picks_the_company_and_a_test_consents_without_a_page() {
    let bench = Bench::new();
    let other = bench.sandbox.identity().companies()[1].id.to_string();
    let mut ask = ask_with("auto", "1");
    ask.push(("company", &other));
    let code = bench.get("/connect/authorize", &ask).await.query("code").unwrap();
    let exchange = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", HERE),
    ];
    let tokens = bench.post("/connect/token", &exchange).await.json();
    let session = bench
        .sandbox
        .identity()
        .session(tokens["access_token"].as_str().unwrap())
        .unwrap();
    assert_eq!(session.company.to_string(), other);
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_told_to_the_client_but_never_to_a_stranger() {
    let bench = Bench::new();
    for (name, value) in [
        ("client_id", "someone"),
        ("redirect_uri", "https://evil.example.com/callback"),
    ] {
        let answer = bench.get("/connect/authorize", &ask_with(name, value)).await;
        assert_eq!((answer.status, answer.location), (400, None), "{name}");
    }
    for (name, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("scope", "ea:sales", "invalid_scope"),
        ("scope", "ea:api ea:everything", "invalid_scope"),
    ] {
        let answer = bench.get("/connect/authorize", &ask_with(name, value)).await;
        assert_eq!(answer.query("error").as_deref(), Some(error), "{value}");
        assert_eq!(answer.query("state").as_deref(), Some("s&t"));
    }
    let denied = bench
        .get("/connect/decision", &ask_with("decision", "deny"))
        .await;
    assert_eq!(denied.query("error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn the_consent_page_escapes_what_it_is_given() {
    let bench = Bench::new();
    let page = bench
        .get(
            "/connect/authorize",
            &ask_with("state", "\"><script>alert(1)</script>"),
        )
        .await;
    assert_eq!(page.status, 200);
    assert!(!page.text.contains("<script>"));
}

#[tokio::test]
async fn a_client_authenticates_by_basic_or_in_the_body_and_not_otherwise() {
    let bench = Bench::new();
    bench.sandbox.identity().set_token_mode(TokenMode::Reusable);
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", "sandbox-refresh-token"),
    ];
    let with = |secret: &'static str| {
        let mut form = form.to_vec();
        form.extend([("client_id", "sandbox-client"), ("client_secret", secret)]);
        form
    };
    let path = "/connect/token";
    assert_eq!(bench.post(path, &form).await.status, 200);
    assert_eq!(
        bench.post_as(path, &with("sandbox-secret"), None).await.status,
        200
    );
    let wrong = bench.post_as(path, &form, Some("sandbox-client:wrong")).await;
    assert_eq!(
        (wrong.status, wrong.challenge, &wrong.json()["error"]),
        (401, true, &json!("invalid_client"))
    );
    let wrong = bench.post_as(path, &with("wrong"), None).await;
    assert_eq!(
        (wrong.status, wrong.challenge, &wrong.json()["error"]),
        (400, false, &json!("invalid_client"))
    );
    assert_eq!(
        bench.post_as(path, &form, None).await.json()["error"],
        "invalid_client"
    );
}

#[tokio::test]
async fn a_token_request_that_is_no_such_thing_is_refused_in_oauths_words() {
    let bench = Bench::new();
    for (form, error) in [
        (vec![], "invalid_request"),
        (vec![("grant_type", "password")], "unsupported_grant_type"),
        (vec![("grant_type", "refresh_token")], "invalid_request"),
        (
            vec![("grant_type", "refresh_token"), ("refresh_token", "x")],
            "invalid_grant",
        ),
        (
            vec![("grant_type", "authorization_code"), ("code", "x")],
            "invalid_request",
        ),
        (
            vec![
                ("grant_type", "authorization_code"),
                ("code", "x"),
                ("redirect_uri", HERE),
            ],
            "invalid_grant",
        ),
    ] {
        let answer = bench.post("/connect/token", &form).await;
        assert_eq!(
            (answer.status, &answer.json()["error"]),
            (400, &json!(error)),
            "{form:?}"
        );
    }
    let json = Request::post("/identity/connect/token").header(header::CONTENT_TYPE, "application/json");
    let answer = bench.send(json.body(Body::from("{}")).unwrap()).await;
    assert_eq!(answer.json()["error"], "invalid_request");
    assert_eq!(bench.sandbox.violations().len(), 1);
}

#[tokio::test]
async fn refresh_tokens_follow_the_mode_that_is_set() {
    for (mode, same, old_works, new_works_after_reuse) in [
        (TokenMode::Rotating, false, false, true),
        (TokenMode::Reusable, true, true, true),
        (TokenMode::ReuseRevokes, false, false, false),
    ] {
        let bench = Bench::new();
        bench.sandbox.identity().set_token_mode(mode);
        let first = "sandbox-refresh-token";
        let tokens = bench.refresh(first).await.json();
        let second = tokens["refresh_token"].as_str().unwrap();
        assert_eq!(second == first, same, "{mode:?}");
        assert_eq!(bench.refresh(first).await.status == 200, old_works, "{mode:?}");
        let access = tokens["access_token"].as_str().unwrap();
        assert_eq!(bench.works(access).await, new_works_after_reuse, "{mode:?}");
        assert_eq!(
            bench.refresh(second).await.status == 200,
            new_works_after_reuse,
            "{mode:?}"
        );
    }
}

#[tokio::test]
async fn access_ends_with_the_hour_with_revocation_and_with_a_changed_password() {
    let bench = Bench::new();
    let access = async |bench: &Bench, token: &str| {
        let tokens = bench.refresh(token).await.json();
        let text = |name: &str| tokens[name].as_str().unwrap().to_owned();
        (text("access_token"), text("refresh_token"))
    };
    let (first, refresh) = access(&bench, "sandbox-refresh-token").await;
    bench.clock.advance(SignedDuration::from_hours(1));
    assert!(!bench.works(&first).await);
    let (second, refresh) = access(&bench, &refresh).await;
    let form = [("token", refresh.as_str()), ("token_type_hint", "refresh_token")];
    let revoked = bench.post("/connect/revocation", &form).await;
    assert_eq!((revoked.status, revoked.text.as_str()), (200, ""));
    assert!(!bench.works(&second).await);
    assert_eq!(bench.refresh(&refresh).await.json()["error"], "invalid_grant");
    let (third, refresh) = access(&bench, &bench.sandbox.identity().grant()).await;
    assert!(bench.works(&third).await);
    bench.sandbox.identity().revoke();
    assert!(!bench.works(&third).await);
    assert_eq!(bench.refresh(&refresh).await.status, 400);
}

#[tokio::test]
async fn the_control_api_sets_the_mode_and_grants_anew() {
    let bench = Bench::new();
    let control = async |path: &str, body: Value| {
        let request = Request::post(format!("/sandbox/identity{path}"));
        let request = request
            .header(
                header::AUTHORIZATION,
                format!("Bearer {}", bench.sandbox.control_secret()),
            )
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()));
        bench.send(request.unwrap()).await
    };
    assert_eq!(
        control("/mode", json!({"mode": "reuse-revokes"})).await.status,
        204
    );
    assert_eq!(bench.sandbox.identity().token_mode(), TokenMode::ReuseRevokes);
    assert_eq!(control("/revoke", Value::Null).await.status, 204);
    assert_eq!(bench.refresh("sandbox-refresh-token").await.status, 400);
    let granted = control("/grant", Value::Null).await.json();
    let tokens = bench
        .refresh(granted["refresh_token"].as_str().unwrap())
        .await
        .json();
    assert_eq!(control("/expire", Value::Null).await.status, 204);
    assert!(!bench.works(tokens["access_token"].as_str().unwrap()).await);
    assert_eq!(
        control("/company", json!({"id": uuid::Uuid::nil()})).await.status,
        400
    );
    let shown = bench.sandbox.identity().snapshot();
    assert_eq!(
        shown["token_calls"],
        json!({"authorization_code": 0, "refresh_token": 1, "refused": 1})
    );
}
