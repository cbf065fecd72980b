//! `ekobridge dev`: the whole system on one machine.

mod demo;
mod idle;
mod output;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use aws::SettingsDocument;
use clap::Args;
use devstack::folder::{self, Folder, ROOT};
use devstack::running::{Announced, Pointer, Running};
use devstack::system::{Options, System};
use devstack::vendors::{self, Vendors};

use crate::commands::console;
use crate::dotenv;
use crate::language::commands;
use crate::settings_file::checked;
use crate::terminal::stopped;
use idle::until_idle;
use output::Output;

/// The settings of the demo's shop.
const DEMO: &str = include_str!("../../../demo/ekobridge.toml");

/// Created when the demo has run in a folder: its people and orders exist already.
const PLAYED: &str = "demo-played";

/// The arguments of `ekobridge dev`.
#[derive(Debug, Args)]
pub(crate) struct DevArgs {
    /// The address of the webhooks, the sandbox and its page.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8787")]
    listen: SocketAddr,
    /// The folder for all state [default: none, it is kept in memory; with real vendors .ekobridge].
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The settings file; the demo isn't played with it [default: the settings in the folder of --data, or else the
    /// shipped ones].
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// Don't play the demo.
    #[arg(long)]
    no_demo: bool,
    /// The interval of the schedule, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    poll_interval: u64,
    /// Exit when no work is left; retries that are due within two minutes are completed first.
    #[arg(long)]
    exit_when_idle: bool,
    /// Print lines of JSON on standard output; the log goes to standard error.
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) async fn run(args: DevArgs) -> anyhow::Result<()> {
    let output = Output::new(args.json);
    let variables = dotenv::variables()?;
    let root = args.data.clone().unwrap_or_else(|| PathBuf::from(ROOT));
    let vendors = Vendors::from_variables(&variables, &root)?;
    let real = vendors.is_some();
    // With real vendors, state must survive the process, even without --data.
    let data = match (&args.data, &vendors) {
        (Some(data), _) => Some(data.clone()),
        (None, Some(vendors)) => Some(folder::usual(Path::new(ROOT), vendors)),
        (None, None) => None,
    };
    // Checked before anything is started or written.
    let notices = vendors::variable(&variables, "EKOBRIDGE_NOTICES")
        .map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|_| anyhow::anyhow!("{}", commands().dev_notices_json()))?;
    let settings = args
        .settings
        .as_deref()
        .map(checked)
        .transpose()?
        .map(|(document, _)| document);
    let folder = data
        .map(|data| Folder::open(&data, vendors.as_ref()))
        .transpose()?;
    let played = folder.as_ref().is_some_and(|folder| folder.was_done(PLAYED));
    // The demo's steps rely on its own settings.
    let own_settings = settings.is_some();
    let demo = !args.no_demo && !real && !played && !own_settings;
    let settings = settings.or_else(|| {
        demo.then(|| SettingsDocument {
            text: DEMO.to_owned(),
            file: "cli/demo/ekobridge.toml".to_owned(),
        })
    });
    let announced_in = root.clone();
    let system = Arc::new(
        Box::pin(System::start(Options {
            listen: args.listen,
            root: (real || folder.is_some()).then_some(root),
            folder,
            settings,
            vendors,
            observer: Arc::new(output.clone()),
            alerts: vec![Arc::new(output.clone())],
            notices,
        }))
        .await?,
    );
    let _announced = announce(&system, &output, &announced_in);
    let _pointer = point(&system, &output, &announced_in);
    let page = (!real).then(|| system.urls.base.clone());
    let worker = Arc::clone(&system.worker);
    let console = console::beside(args.listen, worker, page, args.poll_interval).await?;
    // Whoever reads the first line may send a signal at once.
    let mut stopped = std::pin::pin!(stopped()?);
    output.ready(&system.urls, !real, &console.url());
    let served = tokio::spawn(async move {
        if let Err(error) = console.serve().await {
            tracing::error!(%error, "the console has stopped");
        }
    });
    let text = commands();
    let (said, is_kept) = (output.clone(), system.folder.is_some());
    let work = async {
        if !demo {
            if own_settings && !real && !args.no_demo {
                output.note(&text.dev_own_settings());
            } else if played && !args.no_demo {
                output.note(&text.dev_played());
            }
            system.poll().await;
        }
        let schedule = tokio::spawn(schedule(
            Arc::clone(&system),
            output.clone(),
            Duration::from_secs(args.poll_interval),
        ));
        let mut failed = None;
        if demo {
            match Box::pin(demo::play(&system, &output)).await {
                Ok(()) => {
                    if let Some(folder) = &system.folder {
                        folder.note_done(PLAYED)?;
                    }
                }
                Err(error) => {
                    output.demo_stopped(&format!("{error:#}"));
                    failed = Some(error.context("the demo stopped"));
                }
            }
        }
        if args.exit_when_idle {
            until_idle(&system, &output, true).await?;
            schedule.abort();
            served.abort();
            let waiting = system.waiting().await?;
            output.summary(waiting.jobs);
            if waiting.jobs > 0 || waiting.hidden > 0 {
                let text = if system.folder.is_some() {
                    text.dev_jobs_resume()
                } else {
                    text.dev_jobs_lost()
                };
                output.note(&text);
                tracing::warn!(jobs = waiting.jobs, "{text}");
            }
            return failed.map_or(Ok(Next::End), Err);
        }
        if !output.is_json() {
            if demo {
                output.summary(system.waiting().await?.jobs);
            }
            output.println("");
            if !real {
                output.println(&text.dev_look(&system.urls.base));
            }
            output.println(&text.dev_keeps_running());
        }
        Ok(Next::Serve)
    };
    let next = tokio::select! {
        next = Box::pin(work) => next?,
        stop = &mut stopped => {
            stop?;
            Next::Stopped
        }
    };
    let is_stopped = match next {
        Next::Serve => stopped.await.map(|()| true)?,
        Next::Stopped => true,
        Next::End => false,
    };
    if is_stopped && !said.is_json() {
        said.println(&match is_kept {
            true => text.dev_stopped(),
            false => text.dev_stopped_lost(),
        });
    }
    Ok(())
}

/// What follows the first run of the schedule, or the demo.
enum Next {
    /// It serves until it is stopped.
    Serve,
    /// It was stopped before that.
    Stopped,
    /// It ends.
    End,
}

/// Publishes this system's addresses for commands in other terminals. If that fails, only those commands are affected.
fn announce(system: &System, output: &Output, root: &Path) -> Option<Announced> {
    match system.running.announce(root, system.folder.as_ref()) {
        Ok(Some(announced)) => Some(announced),
        Ok(None) => {
            output.note(&commands().dev_other_here("`ekobridge dev`"));
            None
        }
        Err(error) => {
            tracing::warn!("commands in other terminals will not find this: {error:#}");
            None
        }
    }
}

/// Lets commands without `--data` find this system, if it has a data folder of its own.
fn point(system: &System, output: &Output, data: &Path) -> Option<Pointer> {
    let root = Path::new(ROOT);
    if data == root {
        return None;
    }
    let pointer = system.running.point(root, data).unwrap_or_else(|error| {
        tracing::warn!("commands in other terminals will find this with --data only: {error:#}");
        None
    });
    if Running::all(root).is_ok_and(|running| running.len() > 1) {
        output.note(&commands().dev_another_runs("`ekobridge dev`", data.display().to_string()));
    }
    pointer
}

/// The schedule: one run, then a pause.
async fn schedule(system: Arc<System>, output: Output, interval: Duration) {
    loop {
        tokio::time::sleep(interval).await;
        match system.take_new_grant().await {
            Ok(true) => output.note(&commands().dev_new_grant()),
            Ok(false) => {}
            Err(error) => tracing::warn!("{error:#}"),
        }
        system.poll().await;
    }
}
