//! The main job through the deployed template: `make e2e`.
//!
//! `sam deploy` puts `template.yaml` as it is on MiniStack, which runs the real bootstraps with the template's function URL,
//! queues, event source mappings and tables, and refuses every call that a role does not allow. Both vendors are the
//! sandbox. Without `EKOBRIDGE_E2E`, which names the Python environment with both tools, the tests are listed as ignored.

mod deployment;
mod story;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use tokio::runtime::Runtime;

use deployment::Deployment;

type Story = fn(&Runtime, &Deployment, &std::path::Path) -> anyhow::Result<()>;

/// In this order, one after the other: each goes on from what the one before left.
const STORIES: [(&str, Story); 9] = [
    ("who_has_no_token_gets_nowhere", story::no_token),
    ("a_contact_that_changes_becomes_a_customer", story::contact),
    (
        "a_companys_order_becomes_one_order_with_the_shops_total",
        story::order,
    ),
    (
        "the_same_webhook_three_times_creates_nothing_more",
        story::duplicates,
    ),
    ("an_accepted_offer_becomes_an_order_once", story::offer),
    (
        "a_job_that_gave_up_is_a_dead_letter_until_the_tool_replays_it",
        story::given_up,
    ),
    (
        "nothing_is_left_over_and_the_vendors_found_no_fault",
        story::clean,
    ),
    (
        "no_personal_data_is_in_the_ledger_or_in_any_log_line",
        story::privacy,
    ),
    (
        "without_its_one_permission_webhook_ingest_cannot_queue_and_says_so",
        story::least_privilege,
    ),
];

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(1);
    let venv = std::env::var_os("EKOBRIDGE_E2E").map(PathBuf::from);
    let Some(venv) = venv.filter(|_| !arguments.list) else {
        let ignored = |(name, _): &(&str, Story)| {
            Trial::test(*name, || Err(Failed::from("run `make e2e`"))).with_ignored_flag(true)
        };
        eprintln!("e2e: skipped; `make e2e` runs it");
        return libtest_mimic::run(&arguments, STORIES.iter().map(ignored).collect()).exit_code();
    };
    match run(&arguments, &venv) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("e2e: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments, venv: &std::path::Path) -> anyhow::Result<ExitCode> {
    let folder = deployment::binaries()?.join("e2e");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let runtime = Arc::new(Runtime::new()?);
    let deployment = Arc::new(runtime.block_on(Deployment::start(venv, &folder))?);
    let trials = STORIES.map(|(name, story)| {
        let (runtime, deployment, folder) = (Arc::clone(&runtime), Arc::clone(&deployment), folder.clone());
        Trial::test(name, move || {
            story(&runtime, &deployment, &folder).map_err(|error| Failed::from(format!("{error:#}")))
        })
    });
    let conclusion = libtest_mimic::run(arguments, trials.into());
    if conclusion.has_failed() {
        let logs = runtime
            .block_on(deployment.logs())
            .unwrap_or_else(|error| format!("{error:#}"));
        std::fs::write(folder.join("functions.log"), logs)?;
        let state = serde_json::to_string_pretty(&deployment.vendors.sandbox.state())?;
        std::fs::write(folder.join("vendors.json"), state)?;
        eprintln!("e2e: logs and what the vendors hold are in {}", folder.display());
        drop(deployment);
    } else {
        drop(deployment);
        std::fs::remove_dir_all(&folder)?;
    }
    Ok(conclusion.exit_code())
}
