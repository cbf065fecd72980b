//! The `ekobridge` command line tool.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod activity_filter;
#[cfg(feature = "deploy")]
mod cloud;
mod commands;
mod deployment;
mod deployments;
mod dotenv;
mod language;
mod login;
mod parked;
mod private_file;
mod settings_file;
mod terminal;
mod when;
mod words;

#[cfg(not(feature = "setup"))]
use commands::not_built;
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
#[command(name = "ekobridge", version, about, propagate_version = true)]
struct Cli {
    /// The language of texts: en, sv, nb, nl, fi or es. Without it, your locale's (LC_ALL, LC_MESSAGES, LANG).
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language::parse)]
    lang: Option<messages::Language>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run everything on this machine: the functions, AWS stand-ins, and both vendors' sandbox.
    Dev(dev::DevArgs),
    /// Let Ekobridge into eAccounting: log in, see which company it is, and store the grant.
    Connect(connect::ConnectArgs),
    /// What was done, what failed, and what to do now: the activity log.
    Activity(activity::ActivityArgs),
    /// What is parked, by cause: how many records, since when, what to do; and what people said of a cause.
    Parked(parked_command::ParkedArgs),
    /// The activity log as it grows, until Ctrl+C.
    Tail(tail::TailArgs),
    /// A list of the activity log as CSV, without personal data unless asked for.
    Export(export::ExportArgs),
    /// Who replayed, aborted, held or set what, and when.
    Audit(audit::AuditArgs),
    /// Show what would become of a record, field by field; nothing is written.
    Preview(preview::PreviewArgs),
    /// Send the past: orders, deals, contacts, and eAccounting's documents; planned first, and behind the shop's own jobs.
    Backfill(backfill::BackfillArgs),
    /// Compare both systems to the smallest unit: what is missing, sent twice, different or refunded on one side, and what to do.
    Reconcile(reconcile::ReconcileArgs),
    /// Have records worked on again: what is parked, skipped, or in a dead-letter queue.
    Replay(replay::ReplayArgs),
    /// The deployment in a browser: what was sent, where any record is, and what waits for you.
    Console(console::ConsoleArgs),
    /// Where a record is, why, which setting decided it, and what to do.
    Why(why::WhyArgs),
    /// Stop records: nothing is sent of them until they are released.
    Hold(hold::HoldArgs),
    /// Take a hold back, and queue the record again.
    Release(hold::ReleaseArgs),
    /// Erase a person from the activity log.
    Erase(erase::EraseArgs),
    /// Whether notices reach you: send a test notice by e-mail, Slack, Teams and webhook.
    #[command(subcommand)]
    Notices(notices::NoticesCommand),
    /// Print the shipped settings file, check your own, see or change those in force, or print the JSON Schema.
    #[command(subcommand)]
    Settings(settings::SettingsCommand),
    /// Set everything up, on this machine or in AWS: from two accounts to the first test contact.
    #[cfg(feature = "setup")]
    Setup(setup::SetupArgs),
    /// Check a deployment from end to end: AWS, both vendors, settings, queues. Each finding has a code, its cause and a remedy.
    ///
    /// Ends with 0 where nothing is wrong, 1 where something is, and 2 where the checks couldn't run.
    #[cfg(feature = "setup")]
    Doctor(doctor::DoctorArgs),
    /// Deploy to AWS, or upgrade: what changes is shown before anything happens.
    #[cfg(feature = "deploy")]
    Deploy(deploy::DeployArgs),
    /// Check settings, functions and a stack before deploying.
    #[cfg(feature = "deploy")]
    Check(check::CheckArgs),
    /// Stop the work of a stack; webhooks are still queued.
    #[cfg(feature = "deploy")]
    Pause(pause::PauseArgs),
    /// Start the work of a stack again.
    #[cfg(feature = "deploy")]
    Resume(pause::PauseArgs),
    /// Delete a stack; its ledger and secrets stay, unless told twice.
    #[cfg(feature = "deploy")]
    Teardown(teardown::TeardownArgs),
    /// A command that this build leaves out.
    #[cfg(not(feature = "setup"))]
    #[command(external_subcommand)]
    NotBuilt(Vec<String>),
}

fn main() -> ExitCode {
    let Cli { lang, command } = Cli::parse();
    language::choose(lang);
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
                settings::run(command).await
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
    // What still runs in the background serves nobody any more.
    runtime.shutdown_background();
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            #[cfg(feature = "setup")]
            if error.is::<doctor::CouldNotRun>() {
                return ExitCode::from(2);
            }
            ExitCode::FAILURE
        }
    }
}

/// The log goes to standard error: warnings, or what `EKOBRIDGE_LOG` asks for.
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
