//! From eAccounting to ActiveCampaign: what bookkeeping knows, where marketing can act on it.
//!
//! eAccounting has no webhooks, so [`crate::sweep`] polls its lists for changes and queues ids. Each flow reads its
//! record again, and writes to ActiveCampaign only what differs from its last write, because every write there runs
//! automations.

pub(crate) mod connection;
pub(crate) mod contacts;
pub(crate) mod deal_moves;
pub(crate) mod orders;
pub(crate) mod origin;
pub(crate) mod outlook;
pub(crate) mod quotes;
pub(crate) mod sale;
pub(crate) mod status;
pub(crate) mod stock;
use model::{Kind, Problem, Source};
use uuid::Uuid;

use crate::JobContext;

/// The id that a job's source names.
fn id_of(source: &Source) -> Result<Uuid, Problem> {
    source.id().parse().map_err(|_| wrong_source(source))
}

/// A job names what its flow does not know.
fn wrong_source(source: &Source) -> Problem {
    Problem::new(
        model::Code::INVALID_JOB,
        format!("A job for ActiveCampaign names {source}, which is no id of eAccounting's."),
        "This is a mistake in Ekobridge; please report it with this text.",
    )
}

/// A digest of what was written, with this deployment's salt, from which the content can't be guessed.
fn digest(ctx: &JobContext<'_>, content: &str) -> String {
    model::short_digest(&format!("{}|{content}", ctx.ports.salt))
}

/// A write to ActiveCampaign has its own key there. After an unknown outcome it is simply repeated.
fn tried_again(problem: Problem) -> Problem {
    match problem.kind {
        Kind::InDoubt => problem.with_kind(Kind::RetryLater),
        _ => problem,
    }
}
