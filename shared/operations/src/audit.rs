//! Who did what to a deployment, and when.

use jiff::Timestamp;
use ledger::Ledger;
use model::{Case, Named, Problem, Reason, Source, reason};
use serde::{Deserialize, Serialize};

use crate::values::update;

/// The value's name in the ledger.
const NAME: &str = "audit";

/// How many actions are kept.
const KEPT: usize = 300;

/// One action of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// When.
    pub at: Timestamp,
    /// Who: the ARN of an AWS identity, or the user of a machine.
    pub by: String,
    /// What, in one sentence without a customer's personal data.
    pub what: String,
    /// What languages other than English tell it by; nothing where an older version noted it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<Case>,
}

/// Notes an action. The oldest of more than 300 are dropped.
///
/// # Errors
/// When the store failed.
pub async fn note(ledger: &Ledger, by: &str, what: Reason) -> Result<(), Problem> {
    let action = Action {
        at: ledger.now(),
        by: by.to_owned(),
        what: what.to_string(),
        cases: what.cases().to_vec(),
    };
    update(ledger, NAME, |actions: &mut Vec<Action>| {
        actions.push(action.clone());
        let over = actions.len().saturating_sub(KEPT);
        actions.drain(..over);
        Ok(())
    })
    .await
}

/// Notes that records were put on hold.
///
/// # Errors
/// When the store failed.
pub async fn held(ledger: &Ledger, by: &str, records: &[String], because: &str) -> Result<(), Problem> {
    note(ledger, by, reason::held(Named::few(records), because)).await
}

/// Notes that records were released.
///
/// # Errors
/// When the store failed.
pub async fn released(ledger: &Ledger, by: &str, records: &[String]) -> Result<(), Problem> {
    note(ledger, by, reason::released(Named::few(records))).await
}

/// Notes that what a record differs in is settled.
pub(crate) async fn settled(
    ledger: &Ledger,
    by: &str,
    record: &Source,
    because: Option<&str>,
) -> Result<(), Problem> {
    let what = match because {
        Some(because) => reason::settled_because(record, because),
        None => reason::settled(record),
    };
    note(ledger, by, what).await
}

/// The actions that are kept, newest first.
///
/// # Errors
/// When the store failed.
pub async fn actions(ledger: &Ledger) -> Result<Vec<Action>, Problem> {
    let found = ledger.remembered::<Vec<Action>>(NAME).await?;
    let mut actions = found.map(|found| found.value).unwrap_or_default();
    actions.reverse();
    Ok(actions)
}
