//! `ekobridge dev`: the whole system on one machine.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use platform::SettingsDocument;
use sync::{Alerts, Observer};

use crate::DevArgs;
use crate::dotenv;
use crate::local::system::{Options, System};
use crate::local::vendors::Vendors;
use crate::output::Output;
use crate::story;

/// The settings of the demonstration's shop.
const DEMO: &str = include_str!("../demo/ekobridge.toml");

/// Where state is kept with real vendors when no folder is named: what was done must outlive the process.
const STATE: &str = ".ekobridge";

/// How often it is looked whether everything is done.
const LOOK: Duration = Duration::from_millis(50);

/// Idle for this long is idle: a webhook that was accepted shows in its queue sooner.
const IDLE_FOR: Duration = Duration::from_millis(400);

pub(crate) async fn run(args: DevArgs) -> anyhow::Result<()> {
    let output = Output::new(args.json);
    let variables = dotenv::variables()?;
    let kept = args.data.clone().or_else(|| PathBuf::from(STATE).exists().then(|| PathBuf::from(STATE)));
    let vendors = Vendors::from_variables(&variables, kept.as_deref())?;
    let real = vendors.is_some();
    let data = match (&args.data, real) {
        (None, true) => Some(PathBuf::from(STATE)),
        (data, _) => data.clone(),
    };
    let story = !args.no_story && !real;
    let settings = match &args.settings {
        Some(file) => Some(SettingsDocument { text: dotenv::read(file)?, file: file.display().to_string() }),
        None if story => Some(SettingsDocument { text: DEMO.to_owned(), file: "cli/demo/ekobridge.toml".to_owned() }),
        None => None,
    };
    let system = System::start(Options {
        listen: args.listen,
        data,
        settings,
        vendors,
        observer: Arc::new(output.clone()) as Arc<dyn Observer>,
        listeners: vec![Arc::new(output.clone()) as Arc<dyn Alerts>],
    })
    .await?;
    let system = Arc::new(system);
    output.ready(&system.urls, !real);
    if real {
        system.poll().await;
    }
    let schedule = tokio::spawn(schedule(Arc::clone(&system), Duration::from_secs(args.poll_every)));
    if story {
        story::play(&system, &output).await?;
    }
    if args.exit_when_idle {
        if !story && !real {
            system.poll().await;
        }
        until_idle(&system, true).await?;
        schedule.abort();
        let waiting = system.waiting().await?;
        if waiting > 0 {
            output.tell(&format!("{waiting} jobs wait for their next attempt. They go on when this is started again with --data."));
        }
        return Ok(());
    }
    if !output.is_json() {
        output.tell("");
        if story || !real {
            output.tell(&format!("Look at what arrived: {}", system.urls.base));
        }
        output.tell("Ekobridge goes on serving. End it with Ctrl+C.");
    }
    stopped().await
}

/// The schedule: one run, then a pause.
async fn schedule(system: Arc<System>, every: Duration) {
    loop {
        tokio::time::sleep(every).await;
        system.poll().await;
    }
}

/// Returns when nothing is left to do now. `retries`: also waits for attempts that are due within two minutes.
pub(crate) async fn until_idle(system: &System, retries: bool) -> anyhow::Result<()> {
    const LONGEST: Duration = Duration::from_secs(600);
    let started = Instant::now();
    let mut idle_since: Option<Instant> = None;
    loop {
        let idle = system.is_idle().await? && !(retries && system.retry_is_near().await?);
        match (idle, idle_since) {
            (false, _) => idle_since = None,
            (true, None) => idle_since = Some(Instant::now()),
            (true, Some(since)) if since.elapsed() >= IDLE_FOR => return Ok(()),
            (true, Some(_)) => {}
        }
        if started.elapsed() > LONGEST {
            bail!("There is still work after ten minutes. See the log for what it waits for.");
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Returns when the process is asked to end.
async fn stopped() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).context("signals cannot be received")?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted.context("signals cannot be received"),
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await.context("signals cannot be received")
}
