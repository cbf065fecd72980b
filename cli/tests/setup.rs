//! `ekobridge setup` as a script runs it, against the sandbox.

#![cfg(all(unix, feature = "setup"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use sandbox::activecampaign::ContactSeed;
use sandbox::{Action, Fault, Options, Running, Sandbox, Vendor};

const CONTACT: &str = "anna.lind@example.com";

/// A folder with answers, and a sandbox with a contact.
async fn world() -> (tempfile::TempDir, Running) {
    let running = Sandbox::start(Options::default()).await.unwrap();
    running.sandbox.activecampaign().add_contact(
        &ContactSeed::new(CONTACT)
            .named("Anna", "Lind")
            .field("STREET", "Storgatan 1")
            .field("POSTAL_CODE", "111 22")
            .field("CITY", "Stockholm")
            .field("COUNTRY", "SE"),
    );
    let folder = tempfile::tempdir().unwrap();
    let answers = format!(
        "activecampaign_url = \"{}\"\nactivecampaign_key = \"{}\"\neaccounting_client_id = \"{}\"\n\
         eaccounting_client_secret = \"{}\"\nflows = [\"customers\", \"orders\"]\nway_back = [\"orders\", \"stock\"]\n",
        running.activecampaign_url, running.api_key, running.client_id, running.client_secret
    );
    std::fs::write(folder.path().join("answers.toml"), answers).unwrap();
    (folder, running)
}

/// Whether it succeeded, and its whole output.
fn setup(folder: &Path, running: &Running, more: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_ekobridge"))
        .args(["setup", "--yes", "--answers", "answers.toml", "--data", "state"])
        .args(["--public-url", "https://shop.example.com"])
        .args(more)
        .current_dir(folder)
        .env_clear()
        .env("EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS", "1")
        .env("EACCOUNTING_API_URL", &running.eaccounting_url)
        .env("EACCOUNTING_IDENTITY_URL", &running.identity_url)
        .env("EACCOUNTING_REFRESH_TOKEN", &running.refresh_token)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

/// How often a webhook was registered.
fn webhooks(running: &Running) -> usize {
    succeeded(running, "POST /webhooks")
}

/// How often ActiveCampaign accepted a call.
fn succeeded(running: &Running, endpoint: &str) -> usize {
    let calls = running.sandbox.requests();
    calls
        .iter()
        .filter(|call| call.vendor == Vendor::ActiveCampaign && call.endpoint == endpoint)
        .filter(|call| call.status.is_some_and(|status| status < 300))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_sets_up_this_machine_and_a_second_run_changes_nothing() {
    let (folder, running) = world().await;
    let folder = folder.path();
    let (ok, said) = setup(folder, &running, &["--test-contact", CONTACT]);
    assert!(ok && said.contains("Set up."), "{said}");
    assert!(said.contains("?event=order"), "{said}");
    assert!(
        !said.contains(&running.api_key) && !said.contains(&running.client_secret),
        "{said}"
    );

    let settings = std::fs::read_to_string(folder.join("ekobridge.toml")).unwrap();
    assert!(
        settings.contains("placed_after = ") && settings.contains("[quotes]"),
        "{settings}"
    );
    assert!(
        settings.contains("[to_activecampaign.orders]") && settings.contains("[to_activecampaign.stock]"),
        "{settings}"
    );
    assert_eq!(succeeded(&running, "POST /connections"), 1, "{said}");
    let dotenv = std::fs::metadata(folder.join(".env")).unwrap();
    assert_eq!(dotenv.permissions().mode() & 0o777, 0o600);
    let customers = running.sandbox.eaccounting().records("customers");
    assert_eq!(customers.len(), 1, "the test contact has arrived");
    assert_eq!(webhooks(&running), 1);
    let kept = std::fs::read_to_string(folder.join("state/setup.json")).unwrap();
    assert!(
        !kept.contains(&running.api_key) && !kept.contains("refresh_token"),
        "{kept}"
    );

    let (ok, said) = setup(folder, &running, &[]);
    assert!(ok && said.contains("nothing was changed"), "{said}");
    assert_eq!(
        std::fs::read_to_string(folder.join("ekobridge.toml")).unwrap(),
        settings
    );
    assert_eq!(webhooks(&running), 1);
    assert_eq!(succeeded(&running, "POST /connections"), 1);
}

/// A run can be interrupted at any of its calls: each call fails once, in a separate world.
#[tokio::test(flavor = "multi_thread")]
async fn a_setup_that_is_interrupted_at_any_call_goes_on_where_it_was() {
    let steps: BTreeSet<(String, String)> = {
        let (folder, running) = world().await;
        let (ok, said) = setup(folder.path(), &running, &[]);
        assert!(ok, "{said}");
        let calls = running.sandbox.requests();
        calls
            .into_iter()
            .filter(|call| matches!(call.vendor, Vendor::ActiveCampaign | Vendor::Eaccounting))
            .map(|call| (format!("{:?}", call.vendor), call.endpoint))
            .collect()
    };
    assert!(steps.len() >= 12, "{steps:?}");
    let mut interrupted = 0;
    for (vendor, call) in &steps {
        let (folder, running) = world().await;
        let folder = folder.path();
        let vendor = if *vendor == format!("{:?}", Vendor::ActiveCampaign) {
            Vendor::ActiveCampaign
        } else {
            Vendor::Eaccounting
        };
        let refused = Action::Fail {
            status: 400,
            body: None,
        };
        let fault = Fault::new(vendor, call, refused).times(1_000);
        running.sandbox.faults().add(fault);
        let (ok, said) = setup(folder, &running, &[]);
        running.sandbox.faults().clear();
        if !ok {
            // A failure of a call that a proposal doesn't need interrupts nothing.
            interrupted += 1;
            assert!(!said.contains("Set up."), "{call}: {said}");
            let (ok, said) = setup(folder, &running, &[]);
            assert!(ok && said.contains("Set up."), "{call}: {said}");
        }
        assert_eq!(webhooks(&running), 1, "{call}");
        assert_eq!(succeeded(&running, "POST /connections"), 1, "{call}");
        let (ok, said) = setup(folder, &running, &[]);
        assert!(ok && said.contains("nothing was changed"), "{call}: {said}");
    }
    assert!(interrupted >= 8, "{interrupted} of {steps:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_company_than_the_answers_want_is_refused_before_writing() {
    let (folder, running) = world().await;
    let folder = folder.path();
    let file = folder.join("answers.toml");
    let answers = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("company = \"another\"\n{answers}")).unwrap();
    let (ok, said) = setup(folder, &running, &[]);
    assert!(!ok && said.contains("the answers want another"), "{said}");
    assert!(!folder.join("ekobridge.toml").exists() && !folder.join(".env").exists());
    assert_eq!(webhooks(&running), 0);
}
