//! The `ekobridge` command line tool.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod activity_filter;
#[cfg(feature = "deploy")]
mod cloud;
mod commands;
mod custom_fields;
mod deployment;
mod deployments;
mod dotenv;
mod expected;
mod files;
mod help;
mod language;
mod login;
#[cfg(not(feature = "setup"))]
mod not_built;
mod parked;
mod private_file;
mod record;
mod settings_file;
mod terminal;
mod usage;
mod when;
mod words;

use commands::{
    activity, audit, backfill, connect, console, dev, erase, export, hold, notices, parked as parked_command,
    preview, reconcile, replay, settings, tail, why,
};
#[cfg(feature = "deploy")]
use commands::{check, deploy, pause, teardown};
#[cfg(feature = "setup")]
use commands::{doctor, setup};

/// Connects ActiveCampaign and Visma eAccounting.
#[derive(Debug, Parser)]
#[command(name = "ekobridge", version, propagate_version = true)]
struct Cli {
    /// The language: en, sv, nb, nl, fi or es [default: your locale's, from LC_ALL, LC_MESSAGES or LANG].
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language::parse)]
    lang: Option<messages::Language>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run everything on this machine: the functions, stand-ins for AWS, and both vendors' sandbox.
    Dev(dev::DevArgs),
    /// Grant Ekobridge access to eAccounting: log in, confirm the company, and store the grant.
    Connect(connect::ConnectArgs),
    /// Show the activity log: what was done, what failed, and what to do now.
    Activity(activity::ActivityArgs),
    /// Show the parked records by cause: how many, since when, and what to do; mark causes.
    Parked(parked_command::ParkedArgs),
    /// Follow the activity log until Ctrl+C.
    Tail(tail::TailArgs),
    /// Export the activity log as CSV, without personal data by default.
    Export(export::ExportArgs),
    /// Show who replayed, aborted or held records or changed settings, and when.
    Audit(audit::AuditArgs),
    /// Show what would happen to a record, field by field, without writing anything.
    Preview(preview::PreviewArgs),
    /// Send older orders, deals, contacts and eAccounting's documents: planned first, and behind current jobs.
    Backfill(backfill::BackfillArgs),
    /// Compare both systems to the smallest unit: what is missing, sent twice, different or refunded on one side, and
    /// what to do.
    Reconcile(reconcile::ReconcileArgs),
    /// Process records again: parked ones, skipped ones, or those in a dead-letter queue.
    Replay(replay::ReplayArgs),
    /// Open the deployment in a browser: what was sent, the state of any record, and what needs your attention.
    Console(console::ConsoleArgs),
    /// Show a record's state, its reason, the setting that decided it, and what to do.
    Why(why::WhyArgs),
    /// Put records on hold: nothing is sent for them until they are released.
    Hold(hold::HoldArgs),
    /// Release records from a hold, and queue them again.
    Release(hold::ReleaseArgs),
    /// Erase a person from the activity log.
    Erase(erase::EraseArgs),
    /// Check whether notices reach you: send a test notice by e-mail, Slack, Teams and webhook.
    #[command(subcommand)]
    Notices(notices::NoticesCommand),
    /// Print the shipped settings file, check your own, show or change those in force, or print the JSON Schema.
    #[command(subcommand)]
    Settings(settings::SettingsCommand),
    /// Set everything up, on this machine or in AWS: from two accounts to the first test contact.
    #[cfg(feature = "setup")]
    Setup(setup::SetupArgs),
    /// Check a deployment from end to end: AWS, both vendors, settings and queues; each finding has a code, its cause and
    /// a remedy.
    #[cfg(feature = "setup")]
    Doctor(doctor::DoctorArgs),
    /// Deploy to AWS, or upgrade; changes are shown before anything happens.
    #[cfg(feature = "deploy")]
    Deploy(deploy::DeployArgs),
    /// Check settings, functions and a stack before a deployment.
    #[cfg(feature = "deploy")]
    Check(check::CheckArgs),
    /// Stop processing in a stack; webhooks are still queued.
    #[cfg(feature = "deploy")]
    Pause(pause::PauseArgs),
    /// Start processing in a stack again.
    #[cfg(feature = "deploy")]
    Resume(pause::PauseArgs),
    /// Delete a stack; its ledger and secrets are kept unless --delete-data is given.
    #[cfg(feature = "deploy")]
    Teardown(teardown::TeardownArgs),
    /// A command that this build leaves out.
    #[cfg(not(feature = "setup"))]
    #[command(external_subcommand)]
    NotBuilt(Vec<String>),
}

fn main() -> ExitCode {
    // Before the words are read, so that help and mistakes are told in it, too.
    let words = std::env::args_os().map(|word| word.to_string_lossy().into_owned());
    language::choose(usage::language_of(words));
    terminal::prompt_in_language();
    let words = usage::with_language_first(std::env::args_os().collect());
    let Cli { lang: _, command } =
        Cli::try_parse_from(&words).unwrap_or_else(|error| usage::exit(error, words));
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("Ekobridge cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let ended = runtime.block_on(async {
        match command {
            Command::Dev(args) => {
                log(args.json);
                Box::pin(dev::run(args)).await
            }
            Command::Connect(args) => {
                log(false);
                connect::run(args).await
            }
            Command::Activity(args) => {
                log(false);
                activity::run(args).await
            }
            Command::Parked(args) => {
                log(false);
                Box::pin(parked_command::run(args)).await
            }
            Command::Tail(args) => {
                log(false);
                Box::pin(tail::run(args)).await
            }
            Command::Export(args) => {
                log(false);
                Box::pin(export::run(args)).await
            }
            Command::Audit(args) => {
                log(false);
                Box::pin(audit::run(args)).await
            }
            Command::Preview(args) => {
                log(false);
                Box::pin(preview::run(args)).await
            }
            Command::Backfill(args) => {
                log(false);
                Box::pin(backfill::run(args)).await
            }
            Command::Reconcile(args) => {
                log(false);
                Box::pin(reconcile::run(args)).await
            }
            Command::Replay(args) => {
                log(false);
                replay::run(args).await
            }
            Command::Console(args) => {
                log(false);
                console::run(args).await
            }
            Command::Why(args) => {
                log(false);
                Box::pin(why::run(args)).await
            }
            Command::Hold(args) => {
                log(false);
                hold::hold(args).await
            }
            Command::Release(args) => {
                log(false);
                hold::release(args).await
            }
            Command::Erase(args) => {
                log(false);
                erase::run(args).await
            }
            Command::Notices(command) => {
                log(false);
                Box::pin(notices::run(command)).await
            }
            Command::Settings(command) => {
                log(false);
                Box::pin(settings::run(command)).await
            }
            #[cfg(feature = "setup")]
            Command::Setup(args) => {
                log(false);
                setup::run(args).await
            }
            #[cfg(feature = "setup")]
            Command::Doctor(args) => {
                log(false);
                doctor::run(args).await
            }
            #[cfg(feature = "deploy")]
            Command::Deploy(args) => {
                log(false);
                deploy::run(args).await
            }
            #[cfg(feature = "deploy")]
            Command::Check(args) => {
                log(false);
                check::run(args).await
            }
            #[cfg(feature = "deploy")]
            Command::Pause(args) => {
                log(false);
                pause::run(args, true).await
            }
            #[cfg(feature = "deploy")]
            Command::Resume(args) => {
                log(false);
                pause::run(args, false).await
            }
            #[cfg(feature = "deploy")]
            Command::Teardown(args) => {
                log(false);
                teardown::run(args).await
            }
            #[cfg(not(feature = "setup"))]
            Command::NotBuilt(words) => not_built::run(&words, <Cli as clap::CommandFactory>::command()),
        }
    });
    // Background tasks that still run are not needed any more.
    runtime.shutdown_background();
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", words::error(&error));
            #[cfg(feature = "setup")]
            if error.is::<doctor::CouldNotRun>() {
                return ExitCode::from(2);
            }
            ExitCode::FAILURE
        }
    }
}

/// The log goes to standard error: warnings, or the levels in `EKOBRIDGE_LOG`.
fn log(machine_readable: bool) {
    use tracing_subscriber::layer::SubscriberExt;
    use tracing_subscriber::util::SubscriberInitExt;

    let default = if machine_readable {
        "info,hyper=warn,aws=warn"
    } else {
        "off"
    };
    let wanted = std::env::var("EKOBRIDGE_LOG").unwrap_or_else(|_| default.to_owned());
    let (filter, _) = aws::telemetry::filter(Some(&wanted));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry().with(filter);
    if machine_readable {
        registry.with(lines.json()).init();
    } else {
        registry.with(lines.compact()).init();
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_options_of_all_commands_fit_together() {
        Cli::command().debug_assert();
    }
}
