//! A plan as text and as JSON.

use std::fmt::Write as _;

use model::Source;
use operations::replay::{Item, MAX_RECORDS, Plan, Standing};
use serde_json::{Value, json};

use crate::terminal::Style;
use crate::words;

pub(super) fn plan_text(plan: &Plan, deployment: &str, style: &Style) -> String {
    let says = style.commands();
    let mut text = String::new();
    let replayed = lines(plan.replayed().map(of_item), style);
    if replayed.is_empty() {
        let _ = writeln!(text, "{}", says.replay_nothing(deployment));
    } else {
        let title = says.replay_plan(deployment);
        let _ = write!(text, "{}\n{replayed}", style.bold(&title));
    }
    let left = lines(
        plan.items.iter().filter(|item| !item.replayed).map(of_item),
        style,
    );
    if !left.is_empty() {
        let _ = write!(text, "\n{}\n{left}", style.bold(&says.replay_not()));
    }
    if plan.more > 0 {
        let _ = writeln!(text, "  {}", says.replay_more(plan.more, MAX_RECORDS));
    }
    for (cause, count) in &plan.ignored {
        let _ = writeln!(text, "  {}", says.replay_ignored(cause.as_str(), *count));
    }
    for key in &plan.without_job {
        let _ = writeln!(text, "  {}", says.replay_without_job(key.to_string()));
    }
    for letter in plan.unreadable() {
        let _ = writeln!(text, "  {}", says.replay_unreadable(&letter.message_id));
    }
    text
}

fn of_item(item: &Item) -> (&Source, &Standing) {
    (&item.source, &item.standing)
}

/// A line for each record. Those that one remedy mends are together, and it follows them.
pub(super) fn lines<'a>(records: impl Iterator<Item = (&'a Source, &'a Standing)>, style: &Style) -> String {
    let mut groups: Vec<(String, String)> = Vec::new();
    for (source, standing) in records {
        let (standing, remedy) = words::standing(standing, style);
        let line = format!("  {:<18} {standing}\n", source.to_string());
        match groups.iter_mut().find(|(of_group, _)| *of_group == remedy) {
            Some((_, lines)) => lines.push_str(&line),
            None => groups.push((remedy, line)),
        }
    }
    let with_remedy = |(remedy, lines): (String, String)| match remedy.as_str() {
        "" => lines,
        remedy => format!("{lines}  {} {remedy}\n", style.yellow("→")),
    };
    groups.into_iter().map(with_remedy).collect()
}

pub(super) fn plan_json(plan: &Plan) -> String {
    let item = |item: &Item| -> Value {
        let problem = item.standing.problem();
        json!({
            "job": item.kind.as_str(),
            "source": item.source.to_string(),
            "state": item.standing.word(),
            "replay": item.replayed,
            "code": problem.map(|problem| problem.code.as_str()),
            "message": problem.map(|problem| problem.message.as_str()),
            "remedy": problem.map(|problem| problem.remedy.as_str()),
        })
    };
    let lines = plan
        .items
        .iter()
        .map(item)
        .chain(
            plan.ignored
                .iter()
                .map(|(cause, count)| json!({ "ignored": cause, "count": count, "replay": false })),
        )
        .chain(
            plan.without_job
                .iter()
                .map(|key| json!({ "record": key, "replay": false })),
        )
        .chain(
            plan.unreadable()
                .map(|letter| json!({ "message_id": letter.message_id, "replay": false })),
        );
    lines.map(|line| format!("{line}\n")).collect()
}
