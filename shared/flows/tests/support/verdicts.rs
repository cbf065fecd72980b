use engine::JobOutcome;
use ledger::{Document, Record, State};
use model::{Code, Problem};

/// What an operator or who writes the settings meets, and not the shop: told in English.
const IN_ENGLISH: [Code; 10] = [
    Code::SETTINGS_INVALID,
    Code::MAPPING_FAILED,
    Code::ACTIVECAMPAIGN_REJECTED,
    Code::ACTIVECAMPAIGN_INVALID_RESPONSE,
    Code::EACCOUNTING_INVALID_RESPONSE,
    Code::INVALID_JOB,
    Code::CRASHED,
    Code::STORAGE_ERROR,
    // What they hold may be one of these.
    Code::FOLLOW_UP_FAILED,
    Code::RETRIES_EXHAUSTED,
];

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
        JobOutcome::Parked(problem) => {
            // So is what a mapping rule gave and eAccounting's field does not take.
            let case = problem.case.as_ref().map(|case| case.name.as_str());
            let is_of_rule = problem.code == Code::VALUE_INVALID && matches!(case, Some("field" | "mapping"));
            if !IN_ENGLISH.contains(&problem.code) && !is_of_rule {
                assert_eq!(notices::testing::left_in_english(problem), Vec::<String>::new());
            }
            problem
        }
        other => panic!("not parked: {other:?}"),
    }
}

/// Whether a document's own record may be left as it is. What is written of a document may be under the record of what it was
/// made of, or of its quote. If a message is delivered twice, one worker may end the job there, and the other be lost with a
/// lease on the document's own record. That lease lapses, and the document's next change takes the record over.
pub(crate) fn is_written_elsewhere(record: &Record) -> bool {
    record.key.as_str().starts_with("written_order:")
        && matches!(record.state, State::Waiting | State::Leased)
        && record.intent.is_none()
}
