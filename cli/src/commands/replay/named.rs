//! Named replays: list them, show their progress, run one, and abort it.

use std::fmt::Write as _;

use aws::Worker;
use model::Reason;
use operations::replay::{self, Progress, Replay, ReplayState, Standing};
use serde_json::json;
use why::standing_record;

use super::show::lines;
use super::{queue, queued_text, settings_note};
use crate::deployment::{Deployment, Target};
use crate::language::commands;
use crate::terminal::{Style, print, told};
use crate::words;

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
        let _ = writeln!(text, "{}", style.commands().replay_no_replays());
    }
    print(&text)
}

fn head(replay: &Replay, style: &Style) -> String {
    let text = style.commands();
    let state = match replay.state {
        ReplayState::Planned => text.replay_state_planned(),
        ReplayState::Queueing => text.replay_state_queueing(),
        ReplayState::Queued => text.replay_state_queued(),
        ReplayState::Aborted => text.replay_state_aborted(),
    };
    // What another version has stored may exist in English alone; the name says it, too.
    let selection = Reason::read(&replay.selection);
    let selected = notices::reason(&selection, selection.cases(), style.language());
    let selected = selected.map_or_else(String::new, |selected| format!(": {selected}"));
    format!(
        "{}  {}  {}{selected}  {}\n",
        style.dim(&style.time(replay.planned_at)),
        style.bold(&replay.name),
        text.replay_head(text.records(replay.count), replay.queued, state),
        style.dim(&text.by(&replay.by))
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
    let says = style.commands();
    let mut text = head(&progress.replay, style);
    if progress.replay.state == ReplayState::Planned {
        let command = |words: &str| target.command(&format!("replay {words} {}", progress.replay.name));
        let _ = writeln!(
            text,
            "  {}",
            says.replay_planned(command("abort"), command("apply"))
        );
        return Ok(text);
    }
    let mut counts: Vec<String> = progress
        .counts()
        .iter()
        .map(|(outcome, count)| {
            let outcome = outcome.map_or_else(
                || says.replay_pending(),
                |outcome| words::outcome_of_several(outcome, style),
            );
            format!("{count} {outcome}")
        })
        .collect();
    if progress.aborted() > 0 {
        counts.push(says.replay_not_begun(progress.aborted()));
    }
    let count = says.records(progress.replay.count);
    let ended = says.replay_ended(count, progress.over(), counts.join(", "));
    let _ = writeln!(text, "  {ended}");
    let failed = progress.failed().count();
    if failed > 0 {
        let _ = writeln!(text, "\n{}", style.bold(&says.replay_failed()));
    }
    let mut standings = Vec::new();
    for failed in progress.failed().take(MOST_FAILED) {
        // The current state: somebody may have fixed the record since.
        let record = standing_record(worker.ledger(), failed.kind, &failed.source)
            .await
            .map_err(told)?;
        let standing = Standing::of(record.as_ref(), worker.ledger().now());
        standings.push((&failed.source, standing));
    }
    text.push_str(&lines(
        standings.iter().map(|(source, standing)| (*source, standing)),
        style,
    ));
    if failed > MOST_FAILED {
        let command = target.command(&format!("replay show {} --json", progress.replay.name));
        let _ = writeln!(text, "  {}", says.and_more(command, failed - MOST_FAILED));
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
    print(&queued_text(&applied.replay, &deployment, target))
}

pub(super) async fn abort(name: &str, target: &Target) -> anyhow::Result<()> {
    let deployment = Deployment::find(target).await?;
    let worker = deployment.worker();
    let by = deployment.operator().await;
    let replay = replay::abort(&worker, name, &by).await.map_err(told)?;
    let text = commands();
    let command = target.command(&format!("replay show {name}"));
    let count = text.records(replay.count);
    print(&format!(
        "{}\n",
        text.replay_aborted(command, count, name, replay.queued)
    ))
}
