//! Parked records as text, for the commands that list them.

use std::fmt::Write as _;

use ledger::Record;
use model::{Cause, Code, Problem};
use operations::causes::name_of;
use serde_json::{Value, json};

use crate::expected::Expected;
use crate::terminal::Style;
use crate::words::translated;

/// A code as a person types it.
pub(crate) fn code(text: &str) -> Result<Code, Expected> {
    Code::try_from(text).map_err(
        |_| match Cause::ALL.into_iter().any(|cause| cause.as_str() == text) {
            true => Expected::CodeNotTrigger(text.to_owned()),
            false => Expected::Code(text.to_owned()),
        },
    )
}

/// A parked record as a line of JSON.
pub(crate) fn record_json(record: &Record) -> Value {
    let problem = record.problem.as_ref();
    json!({
        "record": record.key,
        "source": record.job.as_ref().map(|job| job.source.to_string()),
        "job": record.job.as_ref().map(|job| job.kind.as_str()),
        "since": record.since(),
        "documents": record.documents,
        "first_seen": record.first_seen,
        "code": problem.map(|problem| problem.code.as_str()),
        "message": problem.map(|problem| problem.message.as_str()),
        "remedy": problem.map(|problem| problem.remedy.as_str()),
    })
}

/// A parked record: its name, since when, what happened, and what to do.
pub(crate) fn record_text(record: &Record, style: &Style) -> String {
    let mut text = format!(
        "{}  {}\n",
        style.bold(&name_of(record)),
        style.dim(&style.time(record.since()))
    );
    if let Some(problem) = &record.problem {
        text.push_str(&what_and_what_to_do(problem, style));
    }
    text
}

/// What happened and what to do, a line each. Where what happened exists in English alone, it comes after them.
pub(crate) fn what_and_what_to_do(problem: &Problem, style: &Style) -> String {
    if let Some((what, remedy)) = translated(problem, style) {
        let mut text = format!(
            "  {what} {}\n  {} {remedy}\n",
            style.dim(&format!("[{}]", problem.code)),
            style.yellow("→"),
        );
        if let Some(own) = notices::problem_in_english(problem, style.language()) {
            let _ = writeln!(text, "  {}", style.dim(&style.texts().label_in_detail(own)));
        }
        return text;
    }
    let mut text = format!(
        "  {} {}\n",
        problem.message,
        style.dim(&format!("[{}]", problem.code))
    );
    if !problem.remedy.is_empty() {
        let _ = writeln!(text, "  {} {}", style.yellow("→"), problem.remedy);
    }
    text
}
