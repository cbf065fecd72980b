//! In doubt: what an earlier attempt may have created is looked up, and nothing is created again before the look-up is
//! conclusive.

use jiff::{SignedDuration, Timestamp};
use model::{Code, Problem};

use crate::context::JobContext;
use crate::ports::Environment;
use crate::wording::time_until;

/// A negative look-up within this time of the intent proves nothing: the request may still be under way at the vendor.
/// Longer than any call may take.
pub const IN_FLIGHT_WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// Refuses to take "not found" for an answer where the earlier request may still have been under way when it was asked for,
/// at `asked_at`: the answer may be a while old by now. Else the open intent is void.
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
            format!("It is not known yet whether eAccounting created the document of {name}."),
            "Wait: it is looked up again automatically, and nothing is created before that is known. If it is still waiting after an hour, replay it.",
        )
        .after(Some(time_until(conclusive_at, now))));
    }
    lease.void_intent();
    Ok(())
}
