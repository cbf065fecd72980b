//! `ekobridge dev`: the whole system on one machine.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use aws::SettingsDocument;

use crate::DevArgs;
use crate::dotenv;
use crate::local::folder::{self, Folder, ROOT};
use crate::local::running::Announced;
use crate::local::system::{Options, System};
use crate::local::vendors::Vendors;
use crate::output::Output;
use crate::settings::checked;
use crate::story;

/// The settings of the demonstration's shop.
pub(crate) const DEMO: &str = include_str!("../demo/ekobridge.toml");

/// A folder in which the story was played: its people and orders are there already.
const PLAYED: &str = "story-played";

/// How often it is looked whether everything is done.
const LOOK: Duration = Duration::from_millis(50);

/// Idle for this long is idle: a webhook that was accepted shows in its queue sooner.
const IDLE_FOR: Duration = Duration::from_millis(400);

/// Nothing has come to an end for this long: what is left waits for something else than time.
const STALLED: Duration = Duration::from_secs(180);

pub(crate) async fn run(args: DevArgs) -> anyhow::Result<()> {
    let output = Output::new(args.json);
    let variables = dotenv::variables()?;
    let root = args.data.clone().unwrap_or_else(|| PathBuf::from(ROOT));
    let vendors = Vendors::from_variables(&variables, &root)?;
    let real = vendors.is_some();
    // With real vendors what was done must outlive the process, also where nobody said so.
    let data = match (&args.data, &vendors) {
        (Some(data), _) => Some(data.clone()),
        (None, Some(vendors)) => Some(folder::usual(Path::new(ROOT), vendors)),
        (None, None) => None,
    };
    // Read before anything is started or written.
    let settings = args.settings.as_deref().map(checked).transpose()?;
    let folder = data
        .map(|data| Folder::open(&data, vendors.as_ref()))
        .transpose()?;
    let played = folder.as_ref().is_some_and(|folder| folder.was_done(PLAYED));
    let story = !args.no_story && !real && !played;
    let settings = settings.or_else(|| {
        story.then(|| SettingsDocument {
            text: DEMO.to_owned(),
            file: "cli/demo/ekobridge.toml".to_owned(),
        })
    });
    let announced_in = root.clone();
    let system = Arc::new(
        System::start(Options {
            listen: args.listen,
            root: (real || folder.is_some()).then_some(root),
            folder,
            settings,
            vendors,
            output: output.clone(),
        })
        .await?,
    );
    let _announced = announce(&system, &announced_in);
    output.ready(&system.urls, !real);
    if !story {
        if played && !args.no_story {
            output.note("The story was played in this folder before; what it left is there.");
        }
        system.poll().await;
    }
    let schedule = tokio::spawn(schedule(
        Arc::clone(&system),
        Duration::from_secs(args.poll_every),
    ));
    if story {
        story::play(&system, &output).await?;
        if let Some(folder) = &system.folder {
            folder.note_done(PLAYED)?;
        }
    }
    if args.exit_when_idle {
        until_idle(&system, true).await?;
        schedule.abort();
        let waiting = system.waiting().await?;
        output.summary(waiting.jobs);
        if waiting.jobs > 0 || waiting.hidden > 0 {
            let text = if system.folder.is_some() {
                "What waits goes on when this is started again in the same folder."
            } else {
                "What waits is forgotten now; with --data it would go on at the next start."
            };
            output.note(text);
            tracing::warn!(jobs = waiting.jobs, "{text}");
        }
        return Ok(());
    }
    if !output.is_json() {
        if story {
            output.summary(system.waiting().await?.jobs);
        }
        output.tell("");
        if !real {
            output.tell(&format!("Look at what arrived: {}", system.urls.base));
        }
        output.tell("Ekobridge goes on serving. End it with Ctrl+C.");
    }
    stopped().await
}

/// Says to commands in other terminals where this system is. Without it they don't find it, and all else works.
fn announce(system: &System, root: &Path) -> Option<Announced> {
    match system.running.announce(root, system.folder.as_ref()) {
        Ok(Some(announced)) => Some(announced),
        Ok(None) => {
            system.output.note(
                "Commands in other terminals find the other `ekobridge dev` that was started in this folder, not this one.",
            );
            None
        }
        Err(error) => {
            tracing::warn!("commands in other terminals will not find this: {error:#}");
            None
        }
    }
}

/// The schedule: one run, then a pause.
async fn schedule(system: Arc<System>, every: Duration) {
    loop {
        tokio::time::sleep(every).await;
        system.poll().await;
    }
}

/// Returns when nothing is left to do now. `retries`: also waits for attempts that are due within two minutes, as long as
/// jobs come to an end thereby.
pub(crate) async fn until_idle(system: &System, retries: bool) -> anyhow::Result<()> {
    let waited = look_until_idle(system, retries).await;
    system.output.waited();
    waited
}

async fn look_until_idle(system: &System, retries: bool) -> anyhow::Result<()> {
    let mut idle_since: Option<Instant> = None;
    let (mut ended, mut ended_at) = (system.output.ended(), Instant::now());
    loop {
        let now_ended = system.output.ended();
        if now_ended != ended {
            (ended, ended_at) = (now_ended, Instant::now());
        }
        let at_work = !system.is_idle().await?;
        let near = if at_work || !retries {
            0
        } else {
            system.waiting().await?.near
        };
        if at_work || near > 0 {
            idle_since = None;
            if ended_at.elapsed() > STALLED {
                if at_work {
                    bail!(
                        "There is still work, and nothing has ended for three minutes. See the log for what it waits for."
                    );
                }
                return Ok(());
            }
            // Most work is over before anybody has read this.
            if ended_at.elapsed() > Duration::from_millis(300) {
                let text = if at_work {
                    "working".to_owned()
                } else {
                    format!("{near} waiting for the next attempt")
                };
                system.output.waits_for(&text);
            }
        } else if idle_since.get_or_insert_with(Instant::now).elapsed() >= IDLE_FOR {
            return Ok(());
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
    tokio::signal::ctrl_c()
        .await
        .context("signals cannot be received")
}
