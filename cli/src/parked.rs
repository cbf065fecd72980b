//! What is parked, for the commands that list and replay it.

use ledger::{Ledger, Record, State};
use model::Code;

use crate::terminal::told;

/// A code as a person types it.
pub(crate) fn code(text: &str) -> Result<Code, String> {
    Code::try_from(text).map_err(|_| {
        format!("there is no code {text}; `ekobridge activity --parked` shows the code of each record that is parked")
    })
}

/// Every record that is parked, longest first.
pub(crate) async fn parked(ledger: &Ledger, code: Option<Code>) -> anyhow::Result<Vec<Record>> {
    let mut found = Vec::new();
    let mut from: Option<String> = None;
    loop {
        let page = ledger
            .store()
            .list(State::Parked, 100, from.as_deref())
            .await
            .map_err(told)?;
        let wanted = |record: &Record| {
            let has = record.problem.as_ref().map(|problem| problem.code);
            code.is_none() || has == code
        };
        found.extend(page.records.into_iter().filter(wanted));
        for problem in page.unreadable {
            eprintln!("left out: {} {}", problem.message, problem.remedy);
        }
        from = page.next;
        if from.is_none() {
            return Ok(found);
        }
    }
}
