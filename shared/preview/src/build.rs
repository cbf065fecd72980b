//! A preview, from what one or two passes through the flow have shown.

use engine::{JobOutcome, capitalized, describe};
use model::{Job, JobKind, Problem, counted};

use crate::calls::{calls, shown};
use crate::pass::Pass;
use crate::types::{Outcome, Preview, PriorState};
use crate::view::View;

pub(crate) fn preview(job: Job, known: Option<PriorState>, first: Pass, again: Option<Pass>) -> Preview {
    let mut problems = Vec::new();
    let mut add = |problem: &Problem| {
        if !problems.contains(problem) {
            problems.push(problem.clone());
        }
    };
    for pass in [Some(&first), again.as_ref()].into_iter().flatten() {
        pass.trace.problems.iter().for_each(&mut add);
        if let JobOutcome::Parked(problem) | JobOutcome::Retry { problem, .. } = &pass.outcome {
            add(problem);
        }
    }
    let calls = calls(&first.writes, &first.names);
    let outcome = outcome(&job, &first);
    let queued = first.queued.clone();
    let remarks = first
        .steps
        .iter()
        .filter(|step| !step.ok)
        .map(|step| step.text.clone())
        .collect();
    let calls_if_sent = match (&first.outcome, &again) {
        (JobOutcome::Skipped { .. }, Some(again)) if matches!(again.outcome, JobOutcome::Done { .. }) => {
            self::calls(&again.writes, &again.names)
        }
        _ => Vec::new(),
    };
    // The second time through is shown only where it came further.
    let (shown, as_if_sent) = match again {
        Some(again) if again.reached() > first.reached() => (again, true),
        _ => (first, false),
    };
    let view = View::of(&shown);
    Preview {
        outcome,
        problems,
        remarks,
        known,
        read: view.read(),
        documents: view.documents(),
        written: view.written(job.kind),
        lines: view.lines(),
        sale: view.sale(),
        calls,
        as_if_sent,
        calls_if_sent,
        queued,
        source: job.source,
        kind: job.kind,
    }
}

/// How the text of an outcome begins that writes nothing. Its reason follows.
pub const NOTHING_DONE: &str = "Nothing would be done: ";

fn outcome(job: &Job, pass: &Pass) -> Outcome {
    let name = capitalized(&format!("{} {}", job.source.kind(), job.source.id()));
    let text = match &pass.outcome {
        JobOutcome::Done { document, .. } => match (job.kind, document) {
            (JobKind::FindOrders, _) => format!(
                "{} of {} {} would be queued.",
                counted(pass.queued.len(), "order"),
                job.source.kind(),
                job.source.id()
            ),
            (_, None) => format!("{name} would be done."),
            (_, Some(document)) if pass.writes.is_empty() => {
                format!(
                    "{name} is {} already, and nothing would be written.",
                    describe(document)
                )
            }
            (JobKind::Customer, Some(document)) => match &document.number {
                Some(number) if pass.trace.found.is_some() => format!(
                    "Customer {number} would be updated from {} {}.",
                    job.source.kind(),
                    job.source.id()
                ),
                _ => format!("{name} would become a new customer."),
            },
            (_, Some(document)) => {
                let what = document.kind.as_str().replace('_', " ");
                let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) {
                    "an"
                } else {
                    "a"
                };
                format!("{name} would become {article} {what}.")
            }
        },
        JobOutcome::Skipped { reason } => format!("{NOTHING_DONE}{reason}."),
        JobOutcome::Parked(problem) => format!("It would wait for you: {}", problem.message),
        JobOutcome::Retry { problem, .. } => {
            format!("It failed just now and would be retried: {}", problem.message)
        }
    };
    Outcome {
        verdict: pass.outcome.outcome(),
        text: shown(&text, &pass.names),
    }
}
