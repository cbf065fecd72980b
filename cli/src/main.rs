//! The `ekobridge` command line tool.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

mod activity;
mod connect;
mod deployment;
mod dev;
mod dotenv;
mod forget;
mod local;
mod output;
mod preview;
mod replay;
mod settings;
mod story;
mod terminal;

/// Connects ActiveCampaign and Visma eAccounting.
#[derive(Debug, Parser)]
#[command(name = "ekobridge", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run everything on this machine: the functions, AWS stand-ins, and both vendors' sandbox.
    Dev(DevArgs),
    /// Let Ekobridge into eAccounting: log in, see which company it is, and store the grant.
    Connect(connect::ConnectArgs),
    /// What was done, what failed, and what to do now: the activity log.
    Activity(activity::ActivityArgs),
    /// Show what would become of a record, field by field; nothing is written.
    Preview(preview::PreviewArgs),
    /// Have records worked on again: what is parked, skipped, or in a dead-letter queue.
    Replay(replay::ReplayArgs),
    /// Erase what the activity log has of a person.
    Forget(forget::ForgetArgs),
    /// Print the shipped settings file, check your own, see or change those in force, or print the JSON Schema.
    #[command(subcommand)]
    Settings(settings::SettingsCommand),
}

/// What `ekobridge dev` takes.
#[derive(Debug, Args)]
pub(crate) struct DevArgs {
    /// Address to serve webhooks, the sandbox and its page on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8787")]
    pub(crate) listen: SocketAddr,
    /// Folder to keep all state in. Without it everything is in memory; with real vendors, in .ekobridge.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Settings file; without it those that the folder of --data has apply, else the defaults.
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
    /// Don't play the story.
    #[arg(long)]
    pub(crate) no_story: bool,
    /// How often the schedule runs.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) poll_every: u64,
    /// End when there is nothing left to do now; attempts that are due within two minutes are waited for.
    #[arg(long)]
    pub(crate) exit_when_idle: bool,
    /// Machine-readable lines on standard output; the log goes to standard error.
    #[arg(long)]
    pub(crate) json: bool,
}

fn main() -> ExitCode {
    let Cli { command } = Cli::parse();
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
                dev::run(args).await
            }
            Command::Connect(args) => {
                log(false);
                connect::run(args).await
            }
            Command::Activity(args) => {
                log(false);
                activity::run(args).await
            }
            Command::Preview(args) => {
                log(false);
                preview::run(args).await
            }
            Command::Replay(args) => {
                log(false);
                replay::run(args).await
            }
            Command::Forget(args) => {
                log(false);
                forget::run(args).await
            }
            Command::Settings(command) => {
                log(false);
                settings::run(command).await
            }
        }
    });
    // What still runs in the background serves nobody any more.
    runtime.shutdown_background();
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
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
