//! Both vendors, and a folder to set up in.

use std::path::Path;
use std::process::{Command, Stdio};

use sandbox::activecampaign::ContactSeed;
use sandbox::{Options, Running, Sandbox, Vendor};

pub(super) const CONTACT: &str = "anna.lind@example.com";

/// Both vendors, with a contact.
pub(super) async fn vendors() -> Running {
    let running = Sandbox::start(Options::default()).await.unwrap();
    add_contact(&running);
    running
}

pub(super) fn add_contact(running: &Running) {
    running.sandbox.activecampaign().add_contact(
        &ContactSeed::new(CONTACT)
            .named("Anna", "Lind")
            .field("STREET", "Storgatan 1")
            .field("POSTAL_CODE", "111 22")
            .field("CITY", "Stockholm")
            .field("COUNTRY", "SE"),
    );
}

/// A folder with answers, and a sandbox with a contact.
pub(super) async fn world() -> (tempfile::TempDir, Running) {
    let running = vendors().await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("answers.toml"), answers(&running)).unwrap();
    (folder, running)
}

/// Answers for a run without questions.
pub(super) fn answers(running: &Running) -> String {
    format!(
        "activecampaign_url = \"{}\"\nactivecampaign_key = \"{}\"\neaccounting_client_id = \"{}\"\n\
         eaccounting_client_secret = \"{}\"\nflows = [\"customers\", \"orders\"]\nway_back = [\"orders\", \"stock\"]\n",
        running.activecampaign_url, running.api_key, running.client_id, running.client_secret
    )
}

/// The tool in a folder, with nothing in its environment but where the vendors are.
pub(super) fn tool(folder: &Path, running: &Running) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ekobridge"));
    command
        .current_dir(folder)
        .env_clear()
        .env("EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS", "1")
        .env("EACCOUNTING_API_URL", &running.eaccounting_url)
        .env("EACCOUNTING_IDENTITY_URL", &running.identity_url)
        .stdin(Stdio::null());
    command
}

/// Sets up this machine without questions: returns whether it succeeded, and its whole output.
pub(super) async fn set_up(folder: &Path, running: &Running, more: &[&str]) -> (bool, String) {
    let mut command = tool(folder, running);
    command
        .args(["setup", "--yes", "--answers", "answers.toml", "--data", "state"])
        .args(["--public-url", "https://shop.example.com"])
        .args(more)
        .env("EACCOUNTING_REFRESH_TOKEN", &running.refresh_token);
    ended(command).await
}

/// Runs a command. Returns whether it succeeded, and its whole output.
pub(super) async fn ended(command: Command) -> (bool, String) {
    let output = tokio::process::Command::from(command).output().await.unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

/// How often a webhook was registered.
pub(super) fn webhooks(running: &Running) -> usize {
    succeeded(running, "POST /webhooks")
}

/// How often ActiveCampaign accepted a call.
pub(super) fn succeeded(running: &Running, endpoint: &str) -> usize {
    let calls = running.sandbox.requests();
    calls
        .iter()
        .filter(|call| call.vendor == Vendor::ActiveCampaign && call.endpoint == endpoint)
        .filter(|call| call.status.is_some_and(|status| status < 300))
        .count()
}

/// A rehearsal in a folder, with an environment and a `.env` that name real accounts.
pub(super) fn rehearsal(folder: &Path) -> Command {
    let accounts = "ACTIVECAMPAIGN_URL=https://real.api-us1.com\nACTIVECAMPAIGN_API_KEY=real\nEACCOUNTING_CLIENT_ID=real\n";
    std::fs::write(folder.join(".env"), accounts).unwrap();
    let temporary = folder.join("temporary");
    std::fs::create_dir_all(&temporary).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ekobridge"));
    command
        .args(["setup", "--sandbox"])
        .current_dir(folder)
        .env_clear()
        .env("TMPDIR", temporary)
        .env("ACTIVECAMPAIGN_URL", "https://real.api-us1.com")
        .env("ACTIVECAMPAIGN_API_KEY", "real")
        .env("EACCOUNTING_REFRESH_TOKEN", "real")
        .env("EKOBRIDGE_NOTICES", "real")
        .env("AWS_PROFILE", "real")
        .stdin(Stdio::null());
    command
}
