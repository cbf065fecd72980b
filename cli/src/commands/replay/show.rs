//! A plan as text and as JSON.

use std::fmt::Write as _;

use operations::replay::{Item, MAX_RECORDS, Plan};
use serde_json::{Value, json};

use super::records;
use crate::terminal::Style;

pub(super) fn plan_text(plan: &Plan, deployment: &str, style: &Style) -> String {
    let mut text = String::new();
    let mut line = |item: &Item| {
        format!(
            "  {:<18} {:<8} {}\n",
            item.source.to_string(),
            item.standing.word(),
            item.standing.text(|at| style.time(at))
        )
    };
    let replayed: String = plan.replayed().map(&mut line).collect();
    if replayed.is_empty() {
        let _ = writeln!(text, "There is nothing to replay in {deployment}.");
    } else {
        let title = format!("To be replayed in {deployment}:");
        let _ = write!(text, "{}\n{replayed}", style.bold(&title));
    }
    let left: String = plan
        .items
        .iter()
        .filter(|item| !item.replayed)
        .map(&mut line)
        .collect();
    if !left.is_empty() {
        let _ = write!(text, "\n{}\n{left}", style.bold("Not replayed:"));
    }
    if plan.more > 0 {
        let _ = writeln!(
            text,
            "  A replay takes {MAX_RECORDS} records; {} more are left. Run the same command again for these.",
            plan.more
        );
    }
    for (cause, count) in &plan.ignored {
        let ignored = records(*count);
        let _ = writeln!(
            text,
            "  Left out: {ignored} with the cause {cause}, which was ignored. To take {them}, replay by name or with --cause {cause}.",
            them = if *count == 1 { "it" } else { "them" }
        );
    }
    for key in &plan.without_job {
        let _ = writeln!(
            text,
            "  {key} is parked without a job: replay the record that it belongs to."
        );
    }
    for letter in plan.unreadable() {
        let _ = writeln!(
            text,
            "  Message {} in a dead-letter queue isn't a job and stays there. Look at it in AWS, and delete it.",
            letter.message_id
        );
    }
    text
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
