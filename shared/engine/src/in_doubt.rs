//! In doubt: what an earlier attempt may have created is looked up, and nothing is created again before the look-up is
//! conclusive.

use jiff::SignedDuration;
use model::{Code, Problem};

use crate::context::JobContext;
use crate::ports::Environment;
use crate::wording::time_until;

/// A negative look-up within this time of the intent proves nothing: the request may still be under way at the vendor.
/// Longer than any call may take.
pub const IN_FLIGHT_WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// Refuses to take "not found" for an answer while the earlier request may still be under way. Once it cannot be, the open
/// intent is void.
///
/// # Errors
/// `OUTCOME_UNKNOWN`, until the answer is conclusive.
pub fn ensure_conclusive<E: Environment>(ctx: &mut JobContext<'_, E>) -> Result<(), Problem> {
    let now = ctx.now();
    let name = ctx.name();
    let Some(lease) = ctx.lease.as_mut() else {
        return Ok(());
    };
    let since = lease.record().intent_at.unwrap_or(lease.record().first_seen);
    let conclusive_at = since + IN_FLIGHT_WINDOW;
    if now < conclusive_at {
        return Err(Problem::new(
            Code::OUTCOME_UNKNOWN,
            format!("It is not known yet whether eAccounting created the document of {name}."),
            "Nothing: it is looked up again by itself, and nothing is created before that is known.",
        )
        .after(Some(time_until(conclusive_at, now))));
    }
    lease.void_intent();
    Ok(())
}
