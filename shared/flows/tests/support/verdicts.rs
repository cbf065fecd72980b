use engine::JobOutcome;
use ledger::Document;
use model::Problem;

/// The document of a job that is done.
#[track_caller]
pub(crate) fn document(verdict: &JobOutcome) -> &Document {
    match verdict {
        JobOutcome::Done {
            document: Some(document),
            ..
        } => document,
        other => panic!("not done with a document: {other:?}"),
    }
}

/// Why a job was skipped.
#[track_caller]
pub(crate) fn skipped(verdict: &JobOutcome) -> &str {
    match verdict {
        JobOutcome::Skipped { reason } => reason,
        other => panic!("not skipped: {other:?}"),
    }
}

/// What a job was parked with.
#[track_caller]
pub(crate) fn parked(verdict: &JobOutcome) -> &Problem {
    match verdict {
        JobOutcome::Parked(problem) => problem,
        other => panic!("not parked: {other:?}"),
    }
}
