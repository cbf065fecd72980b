//! A preview, from what one or two passes through the flow have shown.

use engine::JobOutcome;
use model::{Case, Job, JobKind, Problem};

use crate::calls::{calls, shown};
use crate::pass::Pass;
use crate::types::{End, Outcome, Preview, PriorState};
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
    let traces = [Some(&first), again.as_ref()].into_iter().flatten();
    let left_out = traces.map(|pass| &pass.trace.left_out);
    let left_out = left_out.max_by_key(|reasons| reasons.len()).cloned();
    let calls = calls(&first.writes, &first.names);
    let outcome = outcome(&job, &first);
    let queued = first.queued.clone();
    let remarks = first.trace.remarks.clone();
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
        left_out: left_out.unwrap_or_default(),
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

fn outcome(job: &Job, pass: &Pass) -> Outcome {
    let source = job.source.clone();
    // What doesn't exist yet has no id.
    let with_names = |case: &Case| Case {
        name: case.name.clone(),
        with: case
            .with
            .iter()
            .map(|(variable, value)| (variable.clone(), shown(value, &pass.names)))
            .collect(),
    };
    let told = |problem: &Problem| Problem {
        message: shown(&problem.message, &pass.names),
        event: problem.event.iter().map(with_names).collect(),
        ..problem.clone()
    };
    let end = match &pass.outcome {
        JobOutcome::Done { document, .. } => match (job.kind, document) {
            (JobKind::FindOrders, _) => End::Queued(pass.queued.len(), source),
            (_, None) => End::Done(source),
            (_, Some(document)) if pass.writes.is_empty() => End::Already(source, document.clone()),
            (JobKind::Customer, Some(document)) => match &document.number {
                Some(number) if pass.trace.found.is_some() => End::UpdatesCustomer(number.clone(), source),
                _ => End::NewCustomer(source),
            },
            (_, Some(document)) => End::Becomes(document.kind, source),
        },
        JobOutcome::Skipped { reason } => End::Nothing(reason.clone()),
        JobOutcome::Parked(problem) => End::Waits(told(problem)),
        JobOutcome::Retry { problem, .. } => End::Retried(told(problem)),
    };
    Outcome {
        verdict: pass.outcome.outcome(),
        end,
    }
}
