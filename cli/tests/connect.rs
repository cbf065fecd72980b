//! `ekobridge connect` against the sandbox's login service.

mod common;

use std::process::Stdio;

use common::{DEMO, Dev, Running, Said, ekobridge, run};
use sandbox::activecampaign::ContactSeed;
use sandbox::{Options, Sandbox};
use serde_json::Value;
use tempfile::{TempDir, tempdir};
use tokio::process::Command;

const ANY_PORT: &[&str] = &[
    "connect",
    "--no-browser",
    "--yes",
    "--redirect-uri",
    "http://127.0.0.1:0/callback",
];

fn connect(folder: &TempDir, vendors: &sandbox::Running, more: &[&str]) -> Command {
    let mut command = ekobridge(folder, ANY_PORT);
    command
        .args(more)
        .env("EACCOUNTING_API_URL", &vendors.eaccounting_url)
        .env("EACCOUNTING_IDENTITY_URL", &vendors.identity_url)
        .env("EACCOUNTING_CLIENT_ID", &vendors.client_id)
        .env("EACCOUNTING_CLIENT_SECRET", &vendors.client_secret)
        .env("EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS", "1");
    command
}

/// What a browser would show: the consent page, its answer, and where that leads.
async fn open(url: &str) -> (u16, String) {
    let response = reqwest::get(url).await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

/// Runs it, gives its page to `browser`, and waits for its end.
async fn with_browser<F: Future<Output = ()>>(command: Command, browser: impl FnOnce(String) -> F) -> Said {
    let mut running = Running::start(command);
    let page = running.out.find(|line| line.starts_with("http")).await;
    running.out.find(|line| line.starts_with("Waiting")).await;
    browser(page).await;
    let (out, err) = (
        running.out.rest().await.join("\n"),
        running.err.rest().await.join("\n"),
    );
    Said {
        ok: running.ended().await,
        out,
        err,
    }
}

async fn consents(page: String) {
    let (status, text) = open(&format!("{page}&auto=1")).await;
    assert_eq!(status, 200);
    assert!(text.contains("Go back to the terminal"), "{text}");
}

fn stored(folder: &TempDir) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder.path().join(".ekobridge/eaccounting.json")).unwrap())
        .unwrap()
}

fn nothing_stored(folder: &TempDir) {
    assert!(!folder.path().join(".ekobridge/eaccounting.json").exists());
}

#[tokio::test]
async fn a_consent_becomes_a_grant_that_dev_works_with() {
    let folder = tempdir().unwrap();
    let vendors = Sandbox::start(Options::default()).await.unwrap();
    let said = with_browser(connect(&folder, &vendors, &[]), consents).await;
    assert!(said.ok, "{said:?}");
    let company = &vendors.sandbox.identity().companies()[0];
    assert!(
        said.out.contains(&company.name) && said.out.contains(&company.id.to_string()),
        "{said:?}"
    );
    let grant = stored(&folder);
    assert_eq!(grant["company"]["id"], company.id.to_string());
    assert_eq!(grant["client_id"], vendors.client_id);
    assert!(
        !said.out.contains(grant["refresh_token"].as_str().unwrap()),
        "a token on the terminal"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let file = folder.path().join(".ekobridge/eaccounting.json");
        assert_eq!(
            std::fs::metadata(file).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }

    let mut dev = Dev::start_with(
        &folder,
        &["--settings", DEMO],
        &[
            ("ACTIVECAMPAIGN_URL", &vendors.activecampaign_url),
            ("ACTIVECAMPAIGN_API_KEY", &vendors.api_key),
            ("EACCOUNTING_API_URL", &vendors.eaccounting_url),
            ("EACCOUNTING_IDENTITY_URL", &vendors.identity_url),
            ("EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS", "1"),
        ],
    )
    .await;
    let karin = ContactSeed::new("karin@example.com")
        .named("Karin", "Ek")
        .field("STREET", "Storgatan 1");
    let karin = karin
        .field("POSTCODE", "111 22")
        .field("CITY", "Stockholm")
        .field("COUNTRY", "SE");
    vendors.sandbox.activecampaign().add_contact(&karin);
    assert_eq!(dev.webhook("", "type=update&contact%5Bid%5D=1").await, 200);
    let job = dev.job_of("contact:1").await;
    assert_eq!(job["outcome"], "done", "{job}");
}

#[tokio::test]
async fn a_grant_that_is_given_while_dev_runs_is_taken_over() {
    let folder = tempdir().unwrap();
    let mut dev = Dev::start(
        &folder,
        &[
            "--no-story",
            "--settings",
            DEMO,
            "--data",
            "state",
            "--poll-every",
            "1",
        ],
    )
    .await;
    dev.post("/sandbox/identity/revoke", serde_json::json!({})).await;
    let base = dev
        .url("webhook_url")
        .split("/webhook")
        .next()
        .unwrap()
        .to_owned();
    let mut command = ekobridge(&folder, ANY_PORT);
    command.args(["--sandbox", &base, "--data", "state"]);
    let said = with_browser(command, consents).await;
    assert!(said.ok, "{said:?}");
    dev.log_with(&["the new grant of eAccounting is in use"]).await;
    dev.subscribe().await;
    dev.contact(common::person("karin@example.com")).await;
    let job = dev.job_of("contact:1").await;
    assert_eq!(job["outcome"], "done", "{job}");
}

#[tokio::test]
async fn an_answer_with_another_state_is_refused_and_nothing_is_stored() {
    let folder = tempdir().unwrap();
    let vendors = Sandbox::start(Options::default()).await.unwrap();
    let said = with_browser(connect(&folder, &vendors, &[]), async |page| {
        let (start, state) = page.split_once("&state=").unwrap();
        let rest = state.split_once('&').unwrap().1;
        let (status, _) = open(&format!("{start}&state=another&{rest}&auto=1")).await;
        assert_eq!(status, 400);
    })
    .await;
    assert!(!said.ok && said.err.contains("not of this login"), "{said:?}");
    assert_eq!(
        vendors.sandbox.identity().token_calls().authorization_code,
        0,
        "the code was not even exchanged"
    );
    nothing_stored(&folder);
}

#[tokio::test]
async fn another_company_than_before_is_refused_unless_it_is_meant() {
    let folder = tempdir().unwrap();
    let vendors = Sandbox::start(Options::default()).await.unwrap();
    let [first, second] = vendors.sandbox.identity().companies() else {
        panic!("two companies")
    };
    let picks =
        |company: String| async move |page: String| consents(format!("{page}&company={company}")).await;
    let said = with_browser(connect(&folder, &vendors, &[]), picks(first.id.to_string())).await;
    assert!(said.ok, "{said:?}");
    let said = with_browser(connect(&folder, &vendors, &[]), picks(second.id.to_string())).await;
    assert!(!said.ok, "{said:?}");
    for text in [&first.name, &first.id.to_string(), &"--other-company".to_owned()] {
        assert!(said.err.contains(text.as_str()), "{text} in {said:?}");
    }
    assert!(said.out.contains(&second.name), "{said:?}");
    assert_eq!(stored(&folder)["company"]["id"], first.id.to_string());
    let said = with_browser(
        connect(&folder, &vendors, &["--other-company"]),
        picks(second.id.to_string()),
    )
    .await;
    assert!(said.ok, "{said:?}");
    assert_eq!(stored(&folder)["company"]["id"], second.id.to_string());
}

#[tokio::test]
async fn a_refused_consent_is_said_plainly() {
    let folder = tempdir().unwrap();
    let vendors = Sandbox::start(Options::default()).await.unwrap();
    let said = with_browser(connect(&folder, &vendors, &[]), async |page| {
        open(
            &page
                .replace("/connect/authorize", "/connect/decision")
                .replace("?", "?decision=deny&"),
        )
        .await;
    })
    .await;
    assert!(!said.ok && said.err.contains("Access was refused"), "{said:?}");
    nothing_stored(&folder);
}

#[tokio::test]
async fn a_pasted_address_or_code_works_like_a_received_one_and_a_spent_code_does_not() {
    let folder = tempdir().unwrap();
    let vendors = Sandbox::start(Options::default()).await.unwrap();
    // As the browser shows it: an address where nobody listens.
    let redirect = "http://127.0.0.1:9/callback";
    let start = async || {
        let mut command = connect(&folder, &vendors, &[]);
        command
            .args(["--paste", "--redirect-uri", redirect])
            .stdin(Stdio::piped());
        let mut running = Running::start(command);
        let page = running.out.find(|line| line.starts_with("http")).await;
        let browser = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let response = browser.get(format!("{page}&auto=1")).send().await.unwrap();
        let address = response.headers()["location"].to_str().unwrap().to_owned();
        (running, address)
    };
    let code = |address: &str| {
        address
            .split("code=")
            .nth(1)
            .unwrap()
            .split('&')
            .next()
            .unwrap()
            .to_owned()
    };

    let (mut running, address) = start().await;
    running.write(&address).await;
    assert!(running.ended().await, "{:?}", running.err.rest().await);
    let (mut running, address) = start().await;
    running.write(&code(&address)).await;
    assert!(running.ended().await, "{:?}", running.err.rest().await);

    let (mut running, _) = start().await;
    running.write(&code(&address)).await;
    assert!(!running.ended().await);
    let err = running.err.rest().await.join("\n");
    assert!(
        err.contains("not valid any more") && err.contains("five minutes"),
        "{err}"
    );
}

#[tokio::test]
async fn a_wrong_client_secret_is_said_plainly() {
    let folder = tempdir().unwrap();
    let vendors = Sandbox::start(Options::default()).await.unwrap();
    let mut command = connect(&folder, &vendors, &[]);
    command.env("EACCOUNTING_CLIENT_SECRET", "marked");
    let said = with_browser(command, consents).await;
    assert!(
        !said.ok && said.err.contains("client secret is wrong"),
        "{said:?}"
    );
    assert!(!said.err.contains("marked"));
    nothing_stored(&folder);
}

#[tokio::test]
async fn what_stands_in_the_way_is_said_before_the_browser_opens() {
    let folder = tempdir().unwrap();
    let vendors = Sandbox::start(Options::default()).await.unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let redirect = format!("http://{}/callback", taken.local_addr().unwrap());
    let said = run(connect(&folder, &vendors, &["--redirect-uri", &redirect])).await;
    assert!(
        !said.ok && said.err.contains("is in use by another program") && said.err.contains("--paste"),
        "{said:?}"
    );

    let nobody = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let said = run(connect(
        &folder,
        &vendors,
        &["--sandbox", &format!("http://{nobody}")],
    ))
    .await;
    assert!(
        !said.ok && said.err.contains("No sandbox answers") && said.err.contains("ekobridge dev"),
        "{said:?}"
    );

    let mut command = connect(&folder, &vendors, &[]);
    command.env_remove("EACCOUNTING_CLIENT_SECRET");
    let said = run(command).await;
    assert!(
        !said.ok && said.err.contains("EACCOUNTING_CLIENT_SECRET"),
        "{said:?}"
    );

    let mut command = ekobridge(&folder, &["connect", "--no-browser"]);
    command.env("EACCOUNTING_CLIENT_ID", "c");
    let said = run(command).await;
    assert!(!said.ok && said.err.contains("--yes"), "{said:?}");

    let mut command = connect(&folder, &vendors, &[]);
    command.env_remove("EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS");
    let said = run(command).await;
    assert!(!said.ok && said.err.contains("https://"), "{said:?}");
    nothing_stored(&folder);
}

#[tokio::test]
async fn an_unreachable_login_is_said_plainly() {
    let folder = tempdir().unwrap();
    let vendors = Sandbox::start(Options::default()).await.unwrap();
    let mut command = connect(&folder, &vendors, &[]);
    let nobody = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    command.env("EACCOUNTING_IDENTITY_URL", format!("http://{nobody}/identity"));
    command.arg("--paste").stdin(Stdio::piped());
    let mut running = Running::start(command);
    running.out.find(|line| line.starts_with("http")).await;
    running.write("some-code").await;
    assert!(!running.ended().await);
    let err = running.err.rest().await.join("\n");
    assert!(
        err.contains("login could not be finished") && err.contains("refused"),
        "{err}"
    );
}
