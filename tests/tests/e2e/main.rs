//! The main scenarios through the deployed template: `make e2e`.
//!
//! `sam deploy` deploys `template.yaml` to MiniStack. MiniStack runs the real bootstraps with the template's function
//! URL, queues, event source mappings and tables, and denies all calls that a role doesn't allow. Both vendors are the
//! sandbox. Without `EKOBRIDGE_E2E`, which names the Python environment with the tools, the tests are listed as
//! ignored.
//!
//! With `EKOBRIDGE_E2E_PERMISSIONS` too, each permission of each function is removed in a separate deployment, and the
//! scenario in [`tests::permissions`] must be the first that fails: `sample` for five permissions, `all` for all, or
//! words from a permission's name (`make e2e-permissions`).

mod deployment;
mod operations;
mod story;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, ensure};
use libtest_mimic::{Arguments, Failed, Trial};
use tests::permissions::{self, Permission, SAMPLE, Shown};
use tokio::runtime::Runtime;

use deployment::Deployment;

type Story = fn(&Runtime, &Deployment) -> anyhow::Result<()>;

/// How long the test waits for an expected record.
const PATIENCE: Duration = Duration::from_secs(75);

/// How long it waits for what a denied call prevents. With the permission, a scenario takes a few seconds.
const PATIENCE_WHEN_DENIED: Duration = Duration::from_secs(30);

/// In this order, one after the other: each continues from the state of the one before.
const STORIES: [(&str, Story); 24] = [
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
    ("each_worker_renews_a_token_and_keeps_it", operations::refreshed),
    ("what_no_webhook_told_is_found_few_or_many", operations::swept),
    ("what_a_backfill_finds_is_backlog_too", operations::backfilled),
    (
        "a_job_that_must_wait_comes_again_when_it_was_told_to",
        operations::busy,
    ),
    (
        "a_job_that_gave_up_is_a_dead_letter_until_the_tool_replays_it",
        story::given_up,
    ),
    ("what_is_parked_is_told_and_in_the_activity_log", operations::told),
    (
        "a_vendor_that_is_down_is_told_and_raises_an_alarm",
        operations::outage,
    ),
    (
        "what_the_functions_count_is_what_the_alarms_read",
        operations::counted,
    ),
    ("no_call_of_any_function_was_denied", operations::denied),
    (LAST_FOR_PERMISSIONS, operations::paused),
    (
        "doctor_checks_the_whole_stack_and_finds_what_is_planted",
        operations::examined,
    ),
    (
        "what_is_stored_and_logged_costs_what_was_reckoned",
        operations::reckoned,
    ),
    (
        "what_is_throttled_at_the_entrance_raises_an_alarm",
        operations::throttled,
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
        "the_ledgers_suite_holds_on_the_deployments_dynamodb",
        story::ledgers_suite,
    ),
    (
        "without_its_one_permission_webhook_ingest_cannot_queue_and_says_so",
        story::least_privilege,
    ),
    ("every_option_at_once_makes_a_stack", operations::options),
    ("a_new_stack_goes_on_where_the_old_one_ended", operations::adopted),
];

/// This scenario and the later ones don't test permissions.
const LAST_FOR_PERMISSIONS: &str = "a_paused_stack_queues_and_starts_nothing";

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
    let permissions = std::env::var("EKOBRIDGE_E2E_PERMISSIONS").ok();
    let done = match permissions.filter(|which| !which.is_empty()) {
        Some(which) => without_permissions(&arguments, &venv, &which),
        None => run(&arguments, &venv),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("e2e: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// An empty folder with the template and the bootstraps.
fn staged() -> anyhow::Result<PathBuf> {
    let folder = deployment::binaries()?.join("e2e");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    deployment::stage(&folder)?;
    Ok(folder)
}

fn run(arguments: &Arguments, venv: &Path) -> anyhow::Result<ExitCode> {
    let folder = staged()?;
    let runtime = Arc::new(Runtime::new()?);
    let deployment = Arc::new(runtime.block_on(Deployment::start(venv, &folder, PATIENCE))?);
    let trials = STORIES.map(|(name, story)| {
        let (runtime, deployment) = (Arc::clone(&runtime), Arc::clone(&deployment));
        Trial::test(name, move || {
            story(&runtime, &deployment).map_err(|error| Failed::from(format!("{error:#}")))
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

/// Removes permissions, one per deployment.
fn without_permissions(arguments: &Arguments, venv: &Path, which: &str) -> anyhow::Result<ExitCode> {
    let folder = staged()?;
    let trials = permissions::all().into_iter().filter_map(|permission| {
        let Permission {
            function,
            action,
            resource,
        } = &permission;
        let name = format!("{function} without {action} on {resource}");
        let key = (function.as_str(), action.as_str(), resource.as_str());
        let taken = match which {
            "all" => true,
            "sample" => SAMPLE.contains(&key),
            words => words.split_whitespace().all(|word| name.contains(word)),
        };
        let Some(Shown::By(expected)) = permissions::shown(&permission).filter(|_| taken) else {
            return None;
        };
        let (venv, folder) = (venv.to_owned(), folder.clone());
        Some(Trial::test(name, move || {
            first_failure(&venv, &folder, &permission, expected)
                .map_err(|error| Failed::from(format!("{error:#}")))
        }))
    });
    let conclusion = libtest_mimic::run(arguments, trials.collect());
    ensure!(
        conclusion.num_passed + conclusion.num_failed > 0,
        "no permission was taken away"
    );
    std::fs::remove_dir_all(&folder)?;
    Ok(conclusion.exit_code())
}

/// Runs the scenarios without a permission. The first that fails must be the one that is expected to show it.
fn first_failure(venv: &Path, folder: &Path, permission: &Permission, expected: &str) -> anyhow::Result<()> {
    let runtime = Runtime::new()?;
    let mut deployment = runtime.block_on(Deployment::start(venv, folder, PATIENCE))?;
    let arn = runtime.block_on(deployment.arn(&permission.resource))?;
    runtime.block_on(deployment.deny(&permission.function, Some((&permission.action, &arn))))?;
    let scenarios = STORIES
        .iter()
        .take_while(|(name, _)| *name != LAST_FOR_PERMISSIONS);
    for (name, story) in scenarios {
        if *name == expected {
            // It waits for a call that is denied, and so never succeeds.
            deployment.patience = PATIENCE_WHEN_DENIED;
        }
        if let Err(error) = story(&runtime, &deployment) {
            eprintln!("{name} fails: {error:#}");
            ensure!(*name == expected, "{name} fails first, not {expected}: {error:#}");
            return Ok(());
        }
        ensure!(*name != expected, "{name} passes without this permission");
    }
    Err(anyhow::anyhow!("nothing fails")).with_context(|| format!("{permission:?} is not needed"))
}
