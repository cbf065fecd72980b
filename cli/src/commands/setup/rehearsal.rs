//! `ekobridge setup --sandbox`: the whole set-up without any account.
//!
//! The rehearsal is a process of its own, in a folder of its own and with an environment in which nothing names an account. So it
//! runs what a real set-up runs, and can't reach what is real. This process serves both vendors' sandbox to it.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use devstack::files::{private_file, private_folder, random_secret};
use sandbox::activecampaign::{ConnectionSeed, ContactSeed};
use sandbox::{Options, Running, Sandbox};
use tokio::process::Command;

use super::args::SetupArgs;
use crate::language::{self, setup};
use crate::terminal::print;

/// The contact that the sandbox has.
pub(super) const CONTACT: &str = "anna.lind@example.com";

const ANSWERS: &str = "answers.toml";

/// Variables that begin so name accounts, or change where a set-up goes.
const NOT_PASSED: [&str; 4] = ["ACTIVECAMPAIGN_", "AWS_", "EACCOUNTING_", "EKOBRIDGE_"];

/// Rehearses.
///
/// # Errors
/// When the rehearsal ends early.
pub(super) async fn run(args: &SetupArgs) -> anyhow::Result<()> {
    let running = Sandbox::start(Options::default())
        .await
        .context("the sandbox can't be started")?;
    furnish(&running);
    let folder = Folder::new()?;
    private_file(&folder.path.join(ANSWERS), answers(&running).as_bytes())?;
    let text = setup();
    print(&format!(
        "{}\n\n",
        text.rehearsal(folder.path.display().to_string())
    ))?;
    // Ctrl+C ends the rehearsal; this process then still deletes the folder.
    tokio::spawn(tokio::signal::ctrl_c());
    let terminated = terminated()?;
    let mut rehearsal = command(args, &running, &folder.path)?
        .spawn()
        .context("the rehearsal can't be started")?;
    let ended = tokio::select! {
        ended = rehearsal.wait() => ended,
        () = terminated => {
            let killed = rehearsal.kill().await;
            killed.context("the rehearsal can't be ended")?;
            rehearsal.wait().await
        }
    };
    let ended = ended.context("the rehearsal can't be waited for")?;
    ensure!(ended.success(), "{}", text.rehearsal_ended_early());
    print(&format!("\n{}\n", text.rehearsal_ended()))
}

/// Ends when somebody asks this process alone to end. Signals are received from the call on.
#[cfg(unix)]
fn terminated() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).context("signals cannot be received")?;
    Ok(async move {
        terminate.recv().await;
    })
}

#[cfg(not(unix))]
fn terminated() -> anyhow::Result<impl Future<Output = ()>> {
    Ok(std::future::pending())
}

/// What a survey of both systems finds, and a contact to send through.
fn furnish(running: &Running) {
    let account = running.sandbox.activecampaign();
    account.add_connection(&ConnectionSeed::woocommerce("shop.example.com"));
    account.add_contact(
        &ContactSeed::new(CONTACT)
            .named("Anna", "Lind")
            .field("STREET", "Storgatan 1")
            .field("POSTAL_CODE", "111 22")
            .field("CITY", "Stockholm")
            .field("COUNTRY", "SE"),
    );
}

/// What a person has from their accounts.
fn answers(running: &Running) -> String {
    format!(
        "activecampaign_url = \"{}\"\nactivecampaign_key = \"{}\"\neaccounting_client_id = \"{}\"\n\
         eaccounting_client_secret = \"{}\"\n",
        running.activecampaign_url, running.api_key, running.client_id, running.client_secret
    )
}

/// The set-up of this machine, against the sandbox.
fn command(args: &SetupArgs, running: &Running, folder: &Path) -> anyhow::Result<Command> {
    let tool = std::env::current_exe().context("the tool doesn't know where it is")?;
    let mut command = Command::new(tool);
    command
        .current_dir(folder)
        .args(["setup", "--rehearsal", "--data", "state", "--answers", ANSWERS])
        .args(["--lang", language::chosen().tag()])
        .args(["--redirect-uri", args.redirect_uri.as_str()]);
    for (name, given) in [
        ("--yes", args.yes),
        ("--no-browser", args.no_browser),
        ("--paste", args.paste),
        ("--remove-test-contact", args.remove_test_contact),
    ] {
        command.args(given.then_some(name));
    }
    if let Some(contact) = &args.test_contact {
        command.args(["--test-contact", contact]);
    }
    for (name, _) in std::env::vars_os() {
        let named = name.to_string_lossy().to_uppercase();
        if NOT_PASSED.iter().any(|start| named.starts_with(start)) {
            command.env_remove(name);
        }
    }
    command
        .env("EKOBRIDGE_ALLOW_INSECURE_VENDOR_URLS", "1")
        .env("EACCOUNTING_API_URL", &running.eaccounting_url)
        .env("EACCOUNTING_IDENTITY_URL", &running.identity_url);
    if args.yes {
        // Nobody is there to agree on the consent page.
        command.env("EACCOUNTING_REFRESH_TOKEN", &running.refresh_token);
    }
    Ok(command)
}

/// What the names of folders begin with.
const FOLDER: &str = "ekobridge-rehearsal-";

/// The file in a folder that its processes hold a lock on.
const LOCK: &str = "lock";

/// A folder for this run alone.
struct Folder {
    path: PathBuf,
    _in_use: File,
}

impl Folder {
    fn new() -> anyhow::Result<Self> {
        let all = std::env::temp_dir();
        clear_left(&all);
        let path = all.join(format!("{FOLDER}{}", &random_secret()[..12]));
        private_folder(&path)?;
        private_file(&path.join(LOCK), b"")?;
        let _in_use = in_use(&path)?;
        Ok(Self { path, _in_use })
    }
}

/// Says that a folder is used until the returned file is closed, as it is when this process is killed.
pub(super) fn in_use(folder: &Path) -> anyhow::Result<File> {
    let file = File::open(folder.join(LOCK)).context("the rehearsal's folder can't be opened")?;
    file.lock_shared()
        .context("the rehearsal's folder can't be locked")?;
    Ok(file)
}

/// Deletes folders of rehearsals that were killed, so that they could not do it themselves.
fn clear_left(all: &Path) {
    let Ok(entries) = std::fs::read_dir(all) else {
        return;
    };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(FOLDER);
        let lock = File::open(entry.path().join(LOCK));
        if is_ours && lock.is_ok_and(|lock| lock.try_lock().is_ok()) {
            delete(&entry.path());
        }
    }
}

fn delete(folder: &Path) {
    if let Err(error) = std::fs::remove_dir_all(folder) {
        tracing::warn!("{} can't be deleted: {error}", folder.display());
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        delete(&self.path);
    }
}
