use ledger::Ledger;
use model::{Code, Problem};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How often a write begins anew because another process wrote in between.
const TRIES: usize = 16;

/// Reads a named value, changes it, and stores it where nobody else has written meanwhile; else begins anew. Answers what
/// `change` answered.
///
/// # Errors
/// When the store failed, or `change` refused.
pub(crate) async fn update<T, R>(
    ledger: &Ledger,
    name: &str,
    mut change: impl FnMut(&mut T) -> Result<R, Problem>,
) -> Result<R, Problem>
where
    T: Default + Serialize + DeserializeOwned + Sync,
{
    for _ in 0..TRIES {
        let found = ledger.remembered::<T>(name).await?;
        let version = found.as_ref().map(|found| found.version);
        let mut value = found.map(|found| found.value).unwrap_or_default();
        let answer = change(&mut value)?;
        if ledger.compare_and_set(name, &value, version).await?.is_some() {
            return Ok(answer);
        }
    }
    Err(Problem::new(
        Code::RECORD_LOCKED,
        "Others change the same thing just now.",
        "Try again in a moment.",
    ))
}

/// Refuses a text that a person wrote where it is too long or seems to name somebody: the ledger keeps no personal data.
///
/// # Errors
/// When it is empty, longer than 300 characters, or has an e-mail address in it.
pub(crate) fn checked_note(text: &str) -> Result<String, Problem> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let refused = |why: &str, remedy: &str| Err(Problem::new(Code::INPUT_INVALID, why, remedy));
    if text.is_empty() {
        return refused("The note is empty.", "Leave it out, or say something.");
    }
    if text.chars().count() > 300 {
        return refused(
            "The note is longer than 300 characters.",
            "Say it in fewer words.",
        );
    }
    if text.contains('@') {
        return refused(
            "The note seems to hold an e-mail address, and the ledger keeps no personal data.",
            "Say it without naming a person.",
        );
    }
    Ok(text)
}
