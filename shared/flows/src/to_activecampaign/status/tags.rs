//! The contact's tags. One of a state that passes is taken off when no document of the contact is in that state any more.

use std::collections::{BTreeMap, BTreeSet};

use model::{Code, Problem, Source, StepName, short_digest, step};
use settings::{DocumentStates, SaleState};

use super::tried_again;
use crate::JobContext;

/// The states that pass. A tag of any other stays on the contact.
const PASSING: [SaleState; 5] = [
    SaleState::Ongoing,
    SaleState::Shipped,
    SaleState::Invoiced,
    SaleState::PartPaid,
    SaleState::Overdue,
];

/// How often another worker may get in between before this one's change is tried again later.
const TRIES: usize = 8;

/// Which sources give a contact a tag of a passing state: digests of them, by the tag in lower case.
type Held = BTreeMap<String, BTreeSet<String>>;

fn name(contact: &str) -> String {
    format!("status_tags:{contact}")
}

/// Puts the tag of a state on a contact, and takes those off that the source alone was the reason for.
pub(super) async fn put(
    ctx: &mut JobContext<'_>,
    tags: &DocumentStates,
    source: &Source,
    contact: &str,
    state: SaleState,
) -> Result<(), Problem> {
    let client = std::sync::Arc::clone(&ctx.services.activecampaign);
    let wanted = tags.get(state);
    if let Some(tag) = wanted {
        ctx.ensure_in_time()?;
        client
            .add_tag(contact, tag.as_str())
            .await
            .map_err(|error| tried_again(error.into()))?;
        ctx.step(StepName::Tag, step::contact_tagged(contact, state.word()));
    }
    let mark = short_digest(&source.to_string());
    let held_by = wanted
        .filter(|_| PASSING.contains(&state))
        .map(|tag| tag.as_str().to_lowercase());
    let keeps: Vec<String> = SaleState::ALL
        .into_iter()
        .filter(|state| !PASSING.contains(state))
        .filter_map(|state| tags.get(state))
        .map(|tag| tag.as_str().to_lowercase())
        .collect();
    for _ in 0..TRIES {
        let known = ctx.ports.ledger.remembered::<Held>(&name(contact)).await?;
        let version = known.as_ref().map(|known| known.version);
        let before = known.map(|known| known.value).unwrap_or_default();
        let (after, gone) = held(&before, &mark, held_by.as_deref());
        for tag in gone.iter().filter(|tag| !keeps.contains(tag)) {
            // The tag as the settings write it: ActiveCampaign's names have capitals.
            let written = PASSING
                .into_iter()
                .filter_map(|state| tags.get(state))
                .find(|known| known.is(tag))
                .map_or(tag.as_str(), |known| known.as_str());
            ctx.ensure_in_time()?;
            client
                .remove_tag(contact, written)
                .await
                .map_err(|error| tried_again(error.into()))?;
            ctx.step(StepName::Tag, step::passed_tag_taken_off(contact));
        }
        if after == before
            || ctx
                .ports
                .ledger
                .compare_and_set(&name(contact), &after, version)
                .await?
                .is_some()
        {
            return Ok(());
        }
    }
    Err(Problem::new(
        Code::RECORD_LOCKED,
        "The tags of the contact were written by others while they were to be changed.",
        "Ekobridge reads them again within a minute. If it lasts, look for another integration that writes this contact's tags.",
    ))
}

/// Who holds which tag once a source holds only `tag`, and the tags that nobody holds any more.
fn held(before: &Held, source: &str, tag: Option<&str>) -> (Held, Vec<String>) {
    let mut after = before.clone();
    let mut gone = Vec::new();
    after.retain(|held, by| {
        if Some(held.as_str()) != tag && by.remove(source) && by.is_empty() {
            gone.push(held.clone());
        }
        !by.is_empty()
    });
    if let Some(tag) = tag {
        after.entry(tag.to_owned()).or_default().insert(source.to_owned());
    }
    (after, gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_goes_with_the_last_document_that_is_the_reason_for_it() {
        let (first, gone) = held(&Held::new(), "a", Some("overdue"));
        assert!(gone.is_empty());
        let (both, _) = held(&first, "b", Some("overdue"));
        let (one, gone) = held(&both, "a", None);
        assert!(gone.is_empty(), "b is overdue still");
        let (none, gone) = held(&one, "b", Some("open"));
        assert_eq!(gone, ["overdue"]);
        assert_eq!(none.keys().collect::<Vec<_>>(), ["open"]);
    }
}
