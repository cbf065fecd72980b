//! Access control of a served sandbox.

use reqwest::{Client, Method, StatusCode};
use sandbox::{Options, Sandbox};

async fn status(method: Method, url: &str, headers: &[(&str, &str)]) -> StatusCode {
    let mut request = Client::builder().no_proxy().build().unwrap().request(method, url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap().status()
}

#[tokio::test]
async fn the_control_api_needs_its_secret() {
    let running = Sandbox::start(Options::default()).await.unwrap();
    let secret = running.sandbox.control_secret();
    let right = format!("Bearer {secret}");
    for path in [
        "faults",
        "state",
        "activecampaign/deliveries",
        "eaccounting/customers",
        "identity/mode",
    ] {
        let url = format!("{}/sandbox/{path}", running.base_url);
        for wrong in [None, Some("Bearer "), Some("Bearer x"), Some(secret)] {
            let headers: Vec<_> = wrong.iter().map(|wrong| ("authorization", *wrong)).collect();
            assert_eq!(status(Method::GET, &url, &headers).await, 401, "{path} {wrong:?}");
        }
    }
    let url = format!("{}/sandbox/reset", running.base_url);
    assert_eq!(status(Method::POST, &url, &[]).await, 401);
    assert_eq!(
        status(Method::POST, &url, &[("authorization", &right)]).await,
        204
    );
}

#[tokio::test]
async fn other_hosts_and_other_sites_pages_are_refused() {
    let running = Sandbox::start(Options::default()).await.unwrap();
    let base = running.base_url.as_str();
    let right = format!("Bearer {}", running.sandbox.control_secret());
    for path in [
        "/",
        "/sandbox/state",
        "/activecampaign/api/3/users/me",
        "/identity/connect/authorize",
    ] {
        let url = format!("{base}{path}");
        let refused = async |name, value| {
            let headers = [("authorization", right.as_str()), (name, value)];
            status(Method::GET, &url, &headers).await
        };
        assert_eq!(refused("host", "rebound.example.com").await, 403, "{path}");
        assert_eq!(refused("origin", "https://evil.example.com").await, 403, "{path}");
        assert_eq!(refused("origin", "null").await, 403, "{path}");
    }
    assert_eq!(status(Method::GET, base, &[]).await, 200);
    // The page's own form works; another site's form changes nothing.
    let form = format!("{base}/faults/clear");
    assert_eq!(
        status(Method::POST, &form, &[("origin", "https://evil.example.com")]).await,
        403
    );
    assert_ne!(status(Method::POST, &form, &[("origin", base)]).await, 403);
}
