use ledger::Document;
use model::Problem;
use sync::Verdict;

/// The document of a job that is done.
#[track_caller]
pub(crate) fn document(verdict: &Verdict) -> &Document {
    match verdict {
        Verdict::Done {
            document: Some(document),
            ..
        } => document,
        other => panic!("not done with a document: {other:?}"),
    }
}

/// Why a job was skipped.
#[track_caller]
pub(crate) fn skipped(verdict: &Verdict) -> &str {
    match verdict {
        Verdict::Skipped { reason } => reason,
        other => panic!("not skipped: {other:?}"),
    }
}

/// What a job was parked with.
#[track_caller]
pub(crate) fn parked(verdict: &Verdict) -> &Problem {
    match verdict {
        Verdict::Parked(problem) => problem,
        other => panic!("not parked: {other:?}"),
    }
}
