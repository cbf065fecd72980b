//! Named replays: list them, show their progress, run one, and abort it.

use std::fmt::Write as _;

use aws::Worker;
use operations::replay::{self, Progress, Replay, ReplayState, Standing};
use serde_json::json;
use why::standing_record;

use super::{queue, records, settings_note};
use crate::deployment::{Deployment, Target};
use crate::terminal::{Style, print, told};

/// How many failed records are printed with their reason.
const MOST_FAILED: usize = 50;

pub(super) async fn list(as_json: bool, target: &Target) -> anyhow::Result<()> {
    let worker = Deployment::find(target).await?.worker();
    let replays = replay::replays(worker.ledger()).await.map_err(told)?;
    if as_json {
        let lines: String = replays
            .iter()
            .map(|replay| format!("{}\n", json!(replay)))
            .collect();
        return print(&lines);
    }
    let style = Style::of_stdout();
    let mut text: String = replays.iter().map(|replay| head(replay, &style)).collect();
    if replays.is_empty() {
        text.push_str("There was no replay.\n");
    }
    print(&text)
}

fn head(replay: &Replay, style: &Style) -> String {
    format!(
        "{}  {}  {}, {} of {} queued: {}  {}\n",
        style.dim(&style.time(replay.planned_at)),
        style.bold(&replay.name),
        replay.state,
        replay.queued,
        records(replay.count),
        replay.selection,
        style.dim(&format!("by {}", replay.by))
    )
}

pub(super) async fn show(name: &str, as_json: bool, target: &Target) -> anyhow::Result<()> {
    let worker = Deployment::find(target).await?.worker();
    let progress = replay::progress(&worker, name, worker.ledger().now())
        .await
        .map_err(told)?;
    if as_json {
        return print(&progress_json(&progress));
    }
    let style = Style::of_stdout();
    print(&progress_text(&worker, &progress, target, &style).await?)
}

pub(super) fn progress_json(progress: &Progress) -> String {
    let head = json!({
        "replay": progress.replay.name,
        "state": progress.replay.state,
        "by": progress.replay.by,
        "planned_at": progress.replay.planned_at,
        "applied_at": progress.replay.applied_at,
        "count": progress.replay.count,
        "queued": progress.replay.queued,
        "ended": progress.over(),
    });
    let lines = progress.targets.iter().map(|target| {
        json!({
            "job": target.kind,
            "source": target.source,
            "outcome": target.outcome,
            "code": target.code,
            "failed": target.has_failed(),
            "aborted": progress.is_aborted(target),
        })
    });
    std::iter::once(head)
        .chain(lines)
        .map(|line| format!("{line}\n"))
        .collect()
}

pub(super) async fn progress_text(
    worker: &Worker,
    progress: &Progress,
    target: &Target,
    style: &Style,
) -> anyhow::Result<String> {
    let mut text = head(&progress.replay, style);
    if progress.replay.state == ReplayState::Planned {
        let command = |words: &str| target.command(&format!("replay {words} {}", progress.replay.name));
        let _ = writeln!(
            text,
            "  Planned: nothing is queued yet. {} carries it out, {} drops it.",
            command("apply"),
            command("abort")
        );
        return Ok(text);
    }
    let mut counts: Vec<String> = progress
        .counts()
        .iter()
        .map(|(word, count)| format!("{count} {word}"))
        .collect();
    match progress.aborted() {
        0 => {}
        1 => counts.push("1 aborted before it began".to_owned()),
        count => counts.push(format!("{count} aborted before they began")),
    }
    let _ = writeln!(
        text,
        "  {} of {} ended: {}",
        progress.over(),
        records(progress.replay.count),
        counts.join(", ")
    );
    let failed = progress.failed().count();
    if failed > 0 {
        let _ = writeln!(text, "\n{}", style.bold("Failed in it"));
    }
    for failed in progress.failed().take(MOST_FAILED) {
        // The current state: somebody may have fixed the record since.
        let record = standing_record(worker.ledger(), failed.kind, &failed.source)
            .await
            .map_err(told)?;
        let standing = Standing::of(record.as_ref(), worker.ledger().now());
        let _ = writeln!(
            text,
            "  {:<18} {:<8} {}",
            failed.source.to_string(),
            standing.word(),
            standing.text(|at| style.time(at))
        );
    }
    if failed > MOST_FAILED {
        let _ = writeln!(
            text,
            "  and {} more: {}",
            failed - MOST_FAILED,
            target.command(&format!("replay show {} --json", progress.replay.name))
        );
    }
    Ok(text)
}

pub(super) async fn apply(name: &str, target: &Target) -> anyhow::Result<()> {
    let deployment = Deployment::find(target).await?;
    let worker = deployment.worker();
    let by = deployment.operator().await;
    let replays = replay::replays(worker.ledger()).await.map_err(told)?;
    let count = replays
        .iter()
        .find(|replay| replay.name == name)
        .map_or(0, |replay| replay.count);
    if let Some(note) = settings_note(&worker, &Style::of_stdout()).await? {
        print(&note)?;
    }
    let applied = queue(&worker, name, None, &by, count).await?;
    print(&format!(
        "Queued {} of {name}. {}\n",
        records(applied.replay.queued),
        deployment.then(format!(
            "{} shows its progress.",
            target.command(&format!("replay show {name}"))
        ))
    ))
}

pub(super) async fn abort(name: &str, target: &Target) -> anyhow::Result<()> {
    let deployment = Deployment::find(target).await?;
    let worker = deployment.worker();
    let by = deployment.operator().await;
    let replay = replay::abort(&worker, name, &by).await.map_err(told)?;
    print(&format!(
        "{name} is aborted; {} of {} were queued. What no worker has begun stays as it was. {} shows it.\n",
        replay.queued,
        records(replay.count),
        target.command(&format!("replay show {name}"))
    ))
}
