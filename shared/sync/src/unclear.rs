//! Unclear outcomes: what an earlier attempt may have created is looked up, and nothing is created again before the look-up
//! is conclusive.

use model::{Code, Problem};

use crate::run::{QUIET, Run, until};

/// Refuses to take "not found" for an answer while the earlier request may still be under way. Once it cannot be, the open
/// intent is void.
pub(crate) fn quiet(run: &mut Run<'_>) -> Result<(), Problem> {
    let now = run.now();
    let name = run.name();
    let Some(lease) = run.lease.as_mut() else {
        return Ok(());
    };
    let since = lease.record().intent_at.unwrap_or(lease.record().first_seen);
    let conclusive_at = since + QUIET;
    if now < conclusive_at {
        return Err(Problem::new(
            Code::OUTCOME_UNKNOWN,
            format!("It is not known yet whether eAccounting created the document of {name}."),
            "Nothing: it is looked up again by itself, and nothing is created before that is known.",
        )
        .after(Some(until(conclusive_at, now))));
    }
    lease.void_intent();
    Ok(())
}
