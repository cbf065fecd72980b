//! What the last comparison of both systems found, for the overview and the digest.

use jiff::Timestamp;
use ledger::Ledger;
use model::{Problem, Source};
use serde::{Deserialize, Serialize};

/// The value's name in the ledger.
const NAME: &str = "reconciled";

/// A sale about which the systems disagree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Differing {
    /// The record that commands take.
    pub record: Source,
    /// In which way, such as `missing_in_eaccounting`.
    pub class: String,
}

/// What the last comparison found, made by the schedule or by a person. Counts and ids of records; no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciled {
    /// When it was made.
    pub made_at: Timestamp,
    /// The first moment that was compared.
    pub since: Timestamp,
    /// The moment before which was compared.
    pub until: Timestamp,
    /// Whether the schedule made it.
    pub is_scheduled: bool,
    /// How many sales were compared, in both directions.
    pub sales: usize,
    /// How many of them agree.
    pub agreeing: usize,
    /// About how many they disagree.
    pub differences: usize,
    /// These, at most [`Reconciled::MOST`].
    pub differing: Vec<Differing>,
    /// Whether everything could be compared.
    pub is_complete: bool,
}

impl Reconciled {
    /// The most records that are kept.
    pub const MOST: usize = 200;

    /// The last one; none where there was none. One read.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn last(ledger: &Ledger) -> Result<Option<Self>, Problem> {
        let found = ledger.remembered::<Self>(NAME).await?;
        Ok(found.map(|found| found.value))
    }

    /// Keeps it in place of the last one.
    ///
    /// # Errors
    /// When the store failed.
    pub async fn store(&self, ledger: &Ledger) -> Result<(), Problem> {
        ledger.remember(NAME, self).await
    }
}
