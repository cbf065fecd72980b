//! `ekobridge dev`, run as it is built.

mod common;

use common::{DEMO, Dev, ekobridge, journal, person, run};
use sandbox::activecampaign::ContactSeed;
use sandbox::{Options, Sandbox};
use serde_json::{Value, json};
use tempfile::tempdir;

/// The keys of a line that tells how a job ended, in this order.
const KEYS: [&str; 7] = ["job", "source", "id", "outcome", "reason", "code", "document"];

fn texts(records: &Value, name: &str) -> Vec<String> {
    records
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record[name].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn the_story_runs_to_its_end_and_says_so_in_lines_of_json() {
    let folder = tempdir().unwrap();
    let mut dev = Dev::start(&folder, &[]).await;
    for name in [
        "webhook_url",
        "activecampaign_url",
        "eaccounting_url",
        "identity_url",
    ] {
        assert!(dev.url(name).starts_with("http://127.0.0.1:"), "{name}");
    }
    assert_eq!(dev.ready.as_object().unwrap().len(), 5);
    let mut jobs = Vec::new();
    loop {
        let job = dev.job().await;
        assert_eq!(job.as_object().unwrap().keys().collect::<Vec<_>>(), KEYS);
        let last = job["job"] == "offer";
        jobs.push(job);
        if last {
            break;
        }
    }
    for (job, source, outcome) in [
        ("customer", "contact:1", "done"),
        ("find_orders", "contact:2", "done"),
        ("order", "order:1:1001", "done"),
        ("order", "order:1:1001", "skipped"),
    ] {
        let found = jobs
            .iter()
            .find(|line| line["job"] == job && line["source"] == source && line["outcome"] == outcome);
        let found = found.unwrap_or_else(|| panic!("{job} {source} {outcome} in {jobs:#?}"));
        assert!(found["reason"].as_str().is_some_and(|reason| !reason.is_empty()));
        assert_eq!(found["code"], Value::Null);
    }
    let order = jobs.iter().find(|line| line["source"] == "order:1:1001").unwrap();
    assert_eq!(order["id"], "1001");
    assert_eq!(
        (&order["document"]["kind"], &order["document"]["number"]),
        (&json!("order"), &json!("1"))
    );
    let state = dev.state().await;
    let books = &state["eaccounting"];
    assert_eq!(
        texts(&books["customers"], "Name"),
        ["Anna Lind", "Björkskog Bygg AB"]
    );
    assert_eq!(texts(&books["customers"], "InvoiceCity"), ["Göteborg", "Örebro"]);
    assert_eq!(
        books["orders"].as_array().unwrap().len(),
        2,
        "one of the shop, one of the offer"
    );
    assert!(
        dev.get("/sandbox/violations")
            .await
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn people_get_no_json_and_a_summary_at_the_end() {
    let folder = tempdir().unwrap();
    let said = run(ekobridge(
        &folder,
        &["dev", "--listen", "127.0.0.1:0", "--exit-when-idle"],
    ))
    .await;
    assert!(said.ok, "{said:?}");
    assert_eq!(said.err, "");
    for text in [
        "Anna moves",
        "eAccounting has it already: order 1",
        "What eAccounting holds now",
        "Jobs ended",
    ] {
        assert!(said.out.contains(text), "{text} in:\n{}", said.out);
    }
    assert!(
        !said.out.contains('{') && !said.out.contains('\u{1b}'),
        "{}",
        said.out
    );
    assert!(
        !folder.path().join(".ekobridge").exists(),
        "the sandbox keeps nothing unless it is told where"
    );
}

#[tokio::test]
async fn without_the_story_it_ends_when_idle_with_nothing_done() {
    let folder = tempdir().unwrap();
    let mut dev = Dev::start(&folder, &["--no-story", "--exit-when-idle"]).await;
    assert!(dev.running.out.rest().await.is_empty());
    assert!(dev.running.ended().await);
}

#[tokio::test]
async fn the_log_is_on_standard_error_alone() {
    let folder = tempdir().unwrap();
    let mut dev = Dev::start(&folder, &["--no-story", "--settings", DEMO]).await;
    dev.subscribe().await;
    dev.contact(person("karin@example.com")).await;
    let job = dev.job().await;
    assert_eq!(
        (&job["source"], &job["outcome"]),
        (&json!("contact:1"), &json!("done"))
    );
    assert_eq!(job["document"]["kind"], "customer");
    dev.log_with(&["job ended", "contact:1"]).await;
}

#[tokio::test]
async fn what_was_done_is_known_after_a_restart() {
    let folder = tempdir().unwrap();
    let args = ["--no-story", "--settings", DEMO, "--data", "state"];
    let mut first = Dev::start(&folder, &args).await;
    first.subscribe().await;
    first.contact(person("karin@example.com")).await;
    assert_eq!(first.job().await["outcome"], "done");
    let order = json!({
        "email": "karin@example.com", "lines": [{"sku": "NONE", "name": "Lamp", "amount": "100"}],
    });
    first.post("/sandbox/activecampaign/orders", order).await;
    let token = first.url("webhook_url").rsplit('/').next().unwrap().to_owned();
    first.kill().await;

    let mut again = Dev::start(&folder, &["--no-story", "--data", "state"]).await;
    assert!(
        again.url("webhook_url").ends_with(&token),
        "a URL once given to ActiveCampaign stays valid"
    );
    let books = &again.state().await["eaccounting"];
    assert_eq!(texts(&books["customers"], "EmailAddress"), ["karin@example.com"]);
    assert_eq!(again.webhook("", "type=update&contact%5Bid%5D=1").await, 200);
    let job = again.job_of("contact:1").await;
    assert_eq!(
        job["outcome"], "skipped",
        "the settings are those before, and the customer is as it should be: {job}"
    );
    // The sweep at the start has found the order that no webhook told of.
    let (parked, replayed) = (journal(&folder, "state", "order:1:1001").await, "order:1:1001");
    assert_eq!(parked[0]["problem"]["code"], "sku_unknown");
    again.kill().await;

    let said = run(ekobridge(
        &folder,
        &["replay", replayed, "--json", "--data", "state"],
    ))
    .await;
    assert!(
        said.ok && said.out.contains("\"code\":\"sku_unknown\""),
        "{said:?}"
    );
    let said = run(ekobridge(
        &folder,
        &["forget", "karin@example.com", "--data", "state"],
    ))
    .await;
    assert!(said.ok && !said.out.starts_with("0 entries"), "{said:?}");
    assert!(journal(&folder, "state", "contact:1").await.is_empty());
}

#[tokio::test]
async fn a_webhook_that_was_answered_200_survives_a_crash() {
    let folder = tempdir().unwrap();
    let mut first = Dev::start(&folder, &["--no-story", "--settings", DEMO, "--data", "state"]).await;
    let contact = first.contact(person("karin@example.com")).await;
    let fault =
        json!({"vendor": "activecampaign", "matcher": "*", "times": 1000, "action": {"kind": "hang"}});
    first.post("/sandbox/faults", fault).await;
    assert_eq!(
        first
            .webhook("", &format!("type=update&contact%5Bid%5D={contact}"))
            .await,
        200
    );
    first.log_with(&["queued", "contact:1"]).await;
    // Its worker waits for ActiveCampaign, and has written nothing down yet.
    first.kill().await;

    let mut again = Dev::start(&folder, &["--no-story", "--data", "state"]).await;
    let job = again.job_of("contact:1").await;
    assert_eq!(job["outcome"], "done", "{job}");
    again.kill().await;
    let mut third = Dev::start(&folder, &["--no-story", "--data", "state", "--exit-when-idle"]).await;
    for line in third.running.out.rest().await {
        assert!(
            line.contains("skipped"),
            "what is done comes by the sweep alone: {line}"
        );
    }
}

#[tokio::test]
async fn one_process_at_a_time_works_in_a_folder() {
    let folder = tempdir().unwrap();
    let _first = Dev::start(&folder, &["--no-story", "--data", "state"]).await;
    let said = run(ekobridge(
        &folder,
        &["dev", "--listen", "127.0.0.1:0", "--no-story", "--data", "state"],
    ))
    .await;
    assert!(
        !said.ok && said.err.contains("Another `ekobridge` works in state"),
        "{said:?}"
    );
}

#[tokio::test]
async fn a_port_in_use_is_said_plainly() {
    let folder = tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = run(ekobridge(&folder, &["dev", "--json", "--listen", &address])).await;
    assert!(!said.ok && said.out.is_empty(), "{said:?}");
    assert!(
        said.err.contains(&format!("{address} is in use")) && said.err.contains("--listen"),
        "{said:?}"
    );
}

#[tokio::test]
async fn the_schedule_runs_as_often_as_it_is_told() {
    let folder = tempdir().unwrap();
    let mut dev = Dev::start(&folder, &["--no-story", "--settings", DEMO, "--poll-every", "1"]).await;
    dev.subscribe().await;
    dev.contact(person("karin@example.com")).await;
    assert_eq!(dev.job_of("contact:1").await["outcome"], "done");
    let books = dev.state().await["eaccounting"].clone();
    let quote = json!({
        "CustomerId": books["customers"][0]["Id"],
        "Rows": [{"ArticleId": books["articles"][0]["Id"], "Text": "Service", "UnitPrice": 100, "Quantity": 1}],
    });
    let quote = dev.post("/sandbox/eaccounting/quotes", quote).await;
    let id = quote["Id"].as_str().unwrap();
    dev.post(&format!("/sandbox/eaccounting/quotes/{id}/accept"), json!({}))
        .await;
    let job = dev.job_of(&format!("offer:{id}")).await;
    assert_eq!(
        (&job["job"], &job["outcome"], &job["id"]),
        (&json!("offer"), &json!("done"), &json!(id))
    );
}

#[tokio::test]
async fn vendors_in_the_environment_are_used_and_the_sandbox_is_not_there() {
    let folder = tempdir().unwrap();
    let vendors = Sandbox::start(Options::default()).await.unwrap();
    let environment = [
        ("ACTIVECAMPAIGN_URL", vendors.activecampaign_url.as_str()),
        ("ACTIVECAMPAIGN_API_KEY", vendors.api_key.as_str()),
        ("EACCOUNTING_API_URL", vendors.eaccounting_url.as_str()),
        ("EACCOUNTING_IDENTITY_URL", vendors.identity_url.as_str()),
        ("EACCOUNTING_CLIENT_ID", vendors.client_id.as_str()),
        ("EACCOUNTING_CLIENT_SECRET", vendors.client_secret.as_str()),
        ("EACCOUNTING_REFRESH_TOKEN", vendors.refresh_token.as_str()),
        ("EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS", "1"),
    ];
    for round in [
        "first",
        "second, with a refresh token that is used up in the environment",
    ] {
        let mut dev = Dev::start_with(&folder, &["--settings", DEMO], &environment).await;
        assert_eq!(dev.url("eaccounting_url"), vendors.eaccounting_url);
        assert_eq!(dev.url("activecampaign_url"), vendors.activecampaign_url);
        assert_eq!(dev.url("identity_url"), vendors.identity_url);
        assert_eq!(dev.status("/sandbox/state").await, 404);
        let email = format!("{}@example.com", round.len());
        let id = vendors.sandbox.activecampaign().add_contact(
            &ContactSeed::new(&email)
                .named("Karin", "Ek")
                .field("STREET", "Storgatan 1")
                .field("POSTCODE", "111 22")
                .field("CITY", "Stockholm")
                .field("COUNTRY", "SE"),
        );
        assert_eq!(
            dev.webhook("", &format!("type=update&contact%5Bid%5D={id}"))
                .await,
            200
        );
        let job = dev.job_of(&format!("contact:{id}")).await;
        assert_eq!(job["outcome"], "done", "{round}: {job}");
        dev.kill().await;
    }
    assert_eq!(vendors.sandbox.eaccounting().records("customers").len(), 2);
    assert!(
        folder.path().join(".ekobridge").is_dir(),
        "what was done with real vendors outlives the process"
    );
}
