//! Whether a record's vendor has it.

use aws::Worker;
use model::{Code, JobKind, Source};
use preview::{End, Preview};

/// Whether a record's vendor has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presence {
    /// It does.
    Present,
    /// It does not.
    Missing,
    /// The vendor could not be asked, for this reason.
    Unknown(String),
}

impl Presence {
    /// As a preview found it.
    pub(crate) fn in_preview(preview: &Preview) -> Self {
        let problem = preview.problems.first();
        let is_missing = problem.is_some_and(|problem| problem.code == Code::SOURCE_MISSING)
            || (preview.read.is_empty()
                && matches!(&preview.outcome.end, End::Nothing(reason) if reason.says_it_is_gone()));
        match problem {
            _ if is_missing => Self::Missing,
            Some(problem) if preview.read.is_empty() => Self::Unknown(problem.message.clone()),
            _ => Self::Present,
        }
    }
}

/// Asks a record's vendor whether it has it. Reads only.
pub async fn presence(worker: &Worker, source: &Source) -> Presence {
    match worker.flows().await {
        Ok(flows) => {
            let preview = Box::pin(preview::preview(&flows, source, JobKind::of(source))).await;
            Presence::in_preview(&preview)
        }
        Err(problem) => Presence::Unknown(problem.message),
    }
}
