//! What each failure gets: one clear message with record, cause and remedy, on the terminal and in the journal, and the job
//! is kept.

mod common;

use common::{DEMO, Dev, ekobridge, journal, person, run};
use sandbox::{Options, Running, Sandbox};
use serde_json::{Value, json};
use tempfile::{TempDir, tempdir};

const STATE: &[&str] = &["--no-story", "--settings", DEMO, "--data", "state"];

/// The variables of vendors, with some of them other than they should be.
fn environment<'a>(vendors: &'a Running, other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = vec![
        ("ACTIVECAMPAIGN_URL", vendors.activecampaign_url.as_str()),
        ("ACTIVECAMPAIGN_API_KEY", vendors.api_key.as_str()),
        ("EACCOUNTING_API_URL", vendors.eaccounting_url.as_str()),
        ("EACCOUNTING_IDENTITY_URL", vendors.identity_url.as_str()),
        ("EACCOUNTING_CLIENT_ID", vendors.client_id.as_str()),
        ("EACCOUNTING_CLIENT_SECRET", vendors.client_secret.as_str()),
        ("EACCOUNTING_REFRESH_TOKEN", vendors.refresh_token.as_str()),
        ("EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS", "1"),
    ];
    for (name, value) in other {
        all.retain(|(known, _)| known != name);
        all.push((name, value));
    }
    all
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("{pointer} in {value}"))
}

/// The job waits: a line of the log names record, cause and remedy, the journal has the same, and the job is kept.
async fn waits(folder: &TempDir, dev: &mut Dev, source: &str, code: &str, texts: &[&str]) {
    let name = source.replace(':', " ");
    let line = dev
        .log_with(&[
            &format!("\"source\":\"{source}\""),
            &format!("\"code\":\"{code}\""),
            "message",
        ])
        .await;
    let message = text(&line, "/fields/message").to_lowercase();
    assert!(message.contains(&name), "{name} in: {message}");
    for text in texts {
        assert!(message.contains(&text.to_lowercase()), "{text} in: {message}");
    }
    let entries = journal(folder, "state", source).await;
    assert_eq!(
        (text(&entries[0], "/outcome"), text(&entries[0], "/problem/code")),
        ("waiting", code)
    );
    assert!(!text(&entries[0], "/problem/remedy").is_empty());
    assert!(!message.contains('@'), "an e-mail address in: {message}");
}

/// The job is parked: its line of JSON names record, cause and remedy, and the journal has the same.
async fn parked(folder: &TempDir, dev: &mut Dev, source: &str, code: &str, texts: &[&str]) {
    let job = dev.job_of(source).await;
    assert_eq!(
        (text(&job, "/outcome"), text(&job, "/code")),
        ("parked", code),
        "{job}"
    );
    let reason = text(&job, "/reason");
    assert!(reason.contains(text(&job, "/id")), "the record in: {reason}");
    for text in texts {
        assert!(reason.contains(text), "{text} in: {reason}");
    }
    let entries = journal(folder, "state", source).await;
    assert_eq!(
        (text(&entries[0], "/outcome"), text(&entries[0], "/problem/code")),
        ("parked", code)
    );
    assert!(!text(&entries[0], "/problem/remedy").is_empty());
}

#[tokio::test]
async fn a_bad_setting_is_named_by_line_and_column_and_nothing_starts() {
    let folder = tempdir().unwrap();
    std::fs::write(folder.path().join("shop.toml"), "[customers]\ncompaniez = true\n").unwrap();
    for args in [
        [
            "dev",
            "--json",
            "--listen",
            "127.0.0.1:0",
            "--data",
            "state",
            "--settings",
            "shop.toml",
        ]
        .as_slice(),
        &["settings", "check", "shop.toml"],
    ] {
        let said = run(ekobridge(&folder, args)).await;
        assert!(!said.ok && said.out.is_empty(), "{said:?}");
        assert!(
            said.err.contains("shop.toml:2:1: ") && said.err.contains("`companies`"),
            "{said:?}"
        );
    }
    assert!(!folder.path().join("state").exists());
    std::fs::write(
        folder.path().join("rule.toml"),
        "[mapping.customer]\nName = \"1 +\"\n",
    )
    .unwrap();
    let said = run(ekobridge(&folder, &["settings", "check", "rule.toml"])).await;
    assert!(!said.ok && said.err.contains("rule.toml:2:"), "{said:?}");
    let said = run(ekobridge(&folder, &["settings", "check", DEMO])).await;
    assert!(said.ok && said.out == "ok\n", "{said:?}");
}

#[tokio::test]
async fn the_shipped_settings_are_printed_and_in_order_and_have_a_schema() {
    let folder = tempdir().unwrap();
    let shipped = run(ekobridge(&folder, &["settings", "print"])).await;
    std::fs::write(folder.path().join("ekobridge.toml"), &shipped.out).unwrap();
    let said = run(ekobridge(&folder, &["settings", "check", "ekobridge.toml"])).await;
    assert!(said.ok && said.out == "ok\n", "{said:?}");
    let schema = run(ekobridge(&folder, &["settings", "schema"])).await;
    let schema: Value = serde_json::from_str(&schema.out).unwrap();
    assert!(schema["properties"]["customers"].is_object());
}

#[tokio::test]
async fn a_missing_secret_is_named_before_anything_starts() {
    let folder = tempdir().unwrap();
    let mut command = ekobridge(&folder, &["dev", "--json", "--listen", "127.0.0.1:0"]);
    command
        .env("ACTIVECAMPAIGN_URL", "https://shop.api-us1.com")
        .env("ACTIVECAMPAIGN_API_KEY", "marked");
    let said = run(command).await;
    assert!(!said.ok && said.out.is_empty(), "{said:?}");
    for text in [
        "EACCOUNTING_CLIENT_ID",
        "EACCOUNTING_CLIENT_SECRET",
        "EACCOUNTING_REFRESH_TOKEN",
        "ekobridge connect",
    ] {
        assert!(said.err.contains(text), "{text} in: {said:?}");
    }
    assert!(!said.err.contains("marked"));
}

#[tokio::test]
async fn a_refused_key_of_activecampaign_lets_jobs_wait() {
    let folder = tempdir().unwrap();
    let vendors = Sandbox::start(Options::default()).await.unwrap();
    let wrong = environment(&vendors, &[("ACTIVECAMPAIGN_API_KEY", "wrong")]);
    let mut dev = Dev::start_with(&folder, STATE, &wrong).await;
    assert_eq!(dev.webhook("", "type=update&contact%5Bid%5D=1").await, 200);
    waits(&folder, &mut dev, "contact:1", "activecampaign_refused", &["key"]).await;
    dev.kill().await;

    // With the right key the job that waited is done: it was kept.
    let seed = sandbox::activecampaign::ContactSeed::new("karin@example.com")
        .named("Karin", "Ek")
        .field("CITY", "Stockholm");
    let seed = seed
        .field("POSTCODE", "111 22")
        .field("STREET", "Storgatan 1")
        .field("COUNTRY", "SE");
    assert_eq!(vendors.sandbox.activecampaign().add_contact(&seed), 1);
    let replay = {
        let mut command = ekobridge(&folder, &["replay", "contact:1", "--json", "--data", "state"]);
        command.envs(environment(&vendors, &[]));
        command
    };
    let said = run(replay).await;
    assert!(said.ok && said.out.contains("\"outcome\":\"done\""), "{said:?}");
}

#[tokio::test]
async fn a_revoked_grant_lets_jobs_wait_until_somebody_connects_again() {
    let folder = tempdir().unwrap();
    let mut dev = Dev::start(&folder, STATE).await;
    dev.subscribe().await;
    dev.post("/sandbox/identity/revoke", json!({})).await;
    dev.contact(person("karin@example.com")).await;
    waits(
        &folder,
        &mut dev,
        "contact:1",
        "eaccounting_reauthorise",
        &["ekobridge connect"],
    )
    .await;
}

#[tokio::test]
async fn an_unreachable_vendor_lets_jobs_wait() {
    let folder = tempdir().unwrap();
    let vendors = Sandbox::start(Options::default()).await.unwrap();
    // Taken and given back: nobody listens there.
    let nobody = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let url = format!("http://{nobody}");
    let away = environment(&vendors, &[("ACTIVECAMPAIGN_URL", url.as_str())]);
    let mut dev = Dev::start_with(&folder, STATE, &away).await;
    assert_eq!(dev.webhook("", "type=update&contact%5Bid%5D=1").await, 200);
    waits(
        &folder,
        &mut dev,
        "contact:1",
        "activecampaign_unreachable",
        &["ActiveCampaign"],
    )
    .await;
}

#[tokio::test]
async fn an_unknown_sku_parks_the_order_with_the_sku_named() {
    let folder = tempdir().unwrap();
    let mut dev = Dev::start(&folder, STATE).await;
    dev.contact(person("karin@example.com")).await;
    let order = json!({
        "email": "karin@example.com",
        "lines": [{"sku": "NO-SUCH", "name": "Lamp", "amount": "100"}],
        "billing": {"first_name": "Karin", "last_name": "Ek", "address1": "Storgatan 1", "postal": "111 22",
                    "city": "Stockholm", "country": "SE"},
    });
    dev.post("/sandbox/activecampaign/orders", order).await;
    let url = format!("{}?event=order", dev.url("webhook_url"));
    dev.post(
        "/sandbox/activecampaign/automation",
        json!({"contact": 1, "url": url}),
    )
    .await;
    parked(&folder, &mut dev, "order:1:1001", "sku_unknown", &["NO-SUCH"]).await;
    assert!(
        dev.state().await["eaccounting"]["orders"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_customer_without_a_city_is_parked_with_the_field_named() {
    let folder = tempdir().unwrap();
    let mut dev = Dev::start(&folder, STATE).await;
    dev.subscribe().await;
    let mut nowhere = person("karin@example.com");
    nowhere["fields"].as_object_mut().unwrap().remove("CITY");
    dev.contact(nowhere).await;
    parked(
        &folder,
        &mut dev,
        "contact:1",
        "customer_incomplete",
        &["InvoiceCity"],
    )
    .await;
    assert!(
        dev.state().await["eaccounting"]["customers"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}
