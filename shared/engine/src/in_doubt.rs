//! In doubt: an earlier attempt may have created a document. It is looked up, and nothing is created again before the
//! look-up is conclusive.

use jiff::{SignedDuration, Timestamp};
use model::{Code, Problem, event};

use crate::context::JobContext;
use crate::ports::Environment;
use crate::wording::time_until;

/// A look-up that finds nothing within this time of the intent proves nothing, because the request may still be in
/// flight. Longer than any call may take.
pub const IN_FLIGHT_WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// Rejects "not found" if the earlier request may still have been in flight when the look-up was sent, at `asked_at`,
/// which may be a while ago. Otherwise voids the open intent.
///
/// # Errors
/// `OUTCOME_UNKNOWN`, until the answer is conclusive.
pub fn ensure_conclusive<E: Environment>(
    ctx: &mut JobContext<'_, E>,
    asked_at: Timestamp,
) -> Result<(), Problem> {
    let now = ctx.now();
    let name = ctx.name();
    let Some(lease) = ctx.lease.as_mut() else {
        return Ok(());
    };
    let since = lease.record().intent_at.unwrap_or(lease.record().first_seen);
    let conclusive_at = since + IN_FLIGHT_WINDOW;
    if asked_at < conclusive_at {
        return Err(Problem::new(
            Code::OUTCOME_UNKNOWN,
            event::document_maybe_created(name),
            "Wait: it is looked up again automatically, and nothing is created before that is known. If it is still waiting after an hour, replay it.",
        )
        .after(Some(time_until(conclusive_at, now))));
    }
    lease.void_intent();
    Ok(())
}
