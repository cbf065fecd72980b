//! Who did what to a deployment, and when.

use jiff::Timestamp;
use ledger::Ledger;
use model::{Problem, Source};
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
}

/// Notes an action. The oldest of more than 300 are dropped.
///
/// # Errors
/// When the store failed.
pub async fn note(ledger: &Ledger, by: &str, what: impl Into<String>) -> Result<(), Problem> {
    let action = Action {
        at: ledger.now(),
        by: by.to_owned(),
        what: what.into(),
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
    note(
        ledger,
        by,
        format!("On hold: {}, because: {because}", few(records)),
    )
    .await
}

/// Notes that records were released.
///
/// # Errors
/// When the store failed.
pub async fn released(ledger: &Ledger, by: &str, records: &[String]) -> Result<(), Problem> {
    note(ledger, by, format!("Released: {}.", few(records))).await
}

/// Notes that what a record differs in is settled.
pub(crate) async fn settled(
    ledger: &Ledger,
    by: &str,
    record: &Source,
    because: Option<&str>,
) -> Result<(), Problem> {
    let because = because.map_or_else(String::new, |because| format!(", because: {because}"));
    note(
        ledger,
        by,
        format!("The difference of {record} is resolved{because}."),
    )
    .await
}

/// The first of some names, and the number of the others.
fn few(names: &[String]) -> String {
    const MOST: usize = 5;
    let first = names.get(..MOST).unwrap_or(names).join(", ");
    match names.len().saturating_sub(MOST) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
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
