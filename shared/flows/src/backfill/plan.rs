//! What a backfill would send, and what not.

use std::collections::BTreeMap;

use futures::stream::{self, StreamExt, TryStreamExt};
use jiff::Timestamp;
use ledger::{Key, Record, State};
use model::reason::{self, Word, words};
use model::{Code, Problem, Reason, Source};
use serde::Serialize;

use super::found::{self, Found};
use super::{Item, Selection, What};
use crate::Worker;
use crate::to_activecampaign::origin;
use crate::to_activecampaign::quotes;
use crate::to_activecampaign::sale::read::written_name;

/// How many reads of the ledger are under way at once.
const AT_ONCE: usize = 16;

/// Calls a minute that ActiveCampaign's limit leaves (5 a second for the account).
const ACTIVECAMPAIGN_A_MINUTE: usize = 300;

/// Calls a minute that eAccounting's limit leaves (600 a minute for an endpoint; a record's calls go to several).
const EACCOUNTING_A_MINUTE: usize = 600;

/// A record that is not sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// Which one.
    pub source: Source,
    /// Why, naming settings as the file does.
    pub reason: Reason,
}

/// What a backfill would send, and what not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// What would be sent, oldest first.
    pub items: Vec<Item>,
    /// What would not.
    pub skipped: Vec<Skipped>,
    /// What else is to be known, a sentence each.
    pub notes: Vec<Reason>,
}

impl Plan {
    /// How many records of a kind would be sent.
    #[must_use]
    pub fn count(&self, what: What) -> usize {
        self.items.iter().filter(|item| item.what == what).count()
    }

    /// About how many calls to both vendors that takes.
    #[must_use]
    pub fn calls(&self) -> usize {
        let (activecampaign, eaccounting) = self.calls_each();
        activecampaign + eaccounting
    }

    /// About how many minutes, where nothing else is to be done: the vendors' limits decide.
    #[must_use]
    pub fn minutes(&self) -> usize {
        let (activecampaign, eaccounting) = self.calls_each();
        let each = [
            activecampaign.div_ceil(ACTIVECAMPAIGN_A_MINUTE),
            eaccounting.div_ceil(EACCOUNTING_A_MINUTE),
        ];
        each.into_iter().max().unwrap_or_default()
    }

    fn calls_each(&self) -> (usize, usize) {
        let each = What::ALL.map(|what| {
            let (activecampaign, eaccounting) = what.calls();
            let count = self.count(what);
            (count * activecampaign, count * eaccounting)
        });
        each.into_iter()
            .fold((0, 0), |sum, (a, b)| (sum.0 + a, sum.1 + b))
    }

    /// The oldest and the newest of what would be sent, where their times are known.
    #[must_use]
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        let times = || self.items.iter().filter_map(|item| item.at);
        Some((times().min()?, times().max()?))
    }

    /// Why records are left out, each reason with how many.
    #[must_use]
    pub fn reasons(&self) -> Vec<(&Reason, usize)> {
        let mut reasons: BTreeMap<&str, (&Reason, usize)> = BTreeMap::new();
        for Skipped { reason, .. } in &self.skipped {
            reasons.entry(reason.as_str()).or_insert((reason, 0)).1 += 1;
        }
        reasons.into_values().collect()
    }
}

/// Looks for what there is. Nothing is queued, and nothing is written.
///
/// Costs a call for each hundred orders, deals or contacts, and for each thousand documents; and a read of the ledger for each
/// record.
///
/// # Errors
/// When a list or the ledger cannot be read to its end, or a state is none of what is asked for.
pub async fn plan(worker: &Worker, selection: &Selection) -> Result<Plan, Problem> {
    check(selection)?;
    let compiled = worker.settings();
    let settings = &compiled.settings;
    let back = &settings.to_activecampaign;
    let mut plan = Plan::default();
    let mut all = Vec::new();
    for what in &selection.what {
        let off = match what {
            What::Orders | What::Deals if !settings.orders.enabled => Some("orders.enabled"),
            What::Deals if !settings.orders.deals.enabled => Some("orders.deals.enabled"),
            What::Contacts if !settings.customers.enabled => Some("customers.enabled"),
            What::Documents if !back.orders.enabled && !quotes::are_deals(back) => {
                Some("to_activecampaign.orders.enabled")
            }
            _ => None,
        };
        if let Some(off) = off {
            let note = reason::plan_off(off);
            if !plan.notes.contains(&note) {
                plan.notes.push(note);
            }
            continue;
        }
        all.extend(match what {
            What::Orders => Box::pin(found::orders(worker, selection, &mut plan.notes)).await?,
            What::Deals => found::deals(worker, selection).await?,
            What::Contacts => found::contacts(worker, selection).await?,
            What::Documents => found::documents(worker, selection).await?,
        });
    }
    let judged: Vec<(Found, Option<Reason>)> = stream::iter(all)
        .map(|found| async move {
            let why = match &found.left_out {
                Some(reason) => Some(reason.clone()),
                None => by_ledger(worker, &found).await?,
            };
            Ok::<_, Problem>((found, why))
        })
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await?;
    for (found, why) in judged {
        match why {
            Some(reason) => plan.skipped.push(Skipped {
                source: found.item.source,
                reason,
            }),
            None => plan.items.push(found.item),
        }
    }
    plan.items.sort();
    plan.skipped.sort_by(|a, b| a.source.cmp(&b.source));
    cut(&mut plan, settings.orders.maximum_per_run);
    Ok(plan)
}

/// Leaves out what is more than the settings allow in one run, the newest first.
fn cut(plan: &mut Plan, most: Option<u32>) {
    let Some(most) = most.and_then(|most| usize::try_from(most).ok()) else {
        return;
    };
    let mut taken = 0;
    let mut left = Vec::new();
    plan.items.retain(|item| {
        taken += usize::from(item.what != What::Contacts);
        let is_taken = item.what == What::Contacts || taken <= most;
        if !is_taken {
            left.push(Skipped {
                source: item.source.clone(),
                reason: reason::most_per_run(most),
            });
        }
        is_taken
    });
    plan.skipped.extend(left);
}

fn check(selection: &Selection) -> Result<(), Problem> {
    let refused = |why: String, remedy: &str| Err(Problem::new(Code::VALUE_INVALID, why, remedy));
    if selection.what.is_empty() {
        return refused(
            "The backfill names no kind of record.".to_owned(),
            "Name orders, deals, contacts or documents.",
        );
    }
    if selection.since >= selection.until {
        return refused(
            "The backfill begins after its end.".to_owned(),
            "Give a first day that is before the last one and not in the future.",
        );
    }
    let known = |state: &str| selection.what.iter().any(|what| what.states().contains(&state));
    if let Some(state) = selection.states.iter().find(|state| !known(state)) {
        let states: Vec<&str> = selection
            .what
            .iter()
            .flat_map(|what| what.states())
            .copied()
            .collect();
        return refused(
            format!("Nothing of what is asked for is ever \"{state}\"."),
            &format!("Use one of: {}.", states.join(", ")),
        );
    }
    Ok(())
}

/// Why a record needs no job, or must get none, by the ledger.
async fn by_ledger(worker: &Worker, found: &Found) -> Result<Option<Reason>, Problem> {
    let ledger = &worker.ports().ledger;
    if found.item.what == What::Documents {
        return document_by_ledger(worker, found).await;
    }
    let key = crate::key(found.item.what.job(), &found.item.source)?;
    let Some(record) = ledger.get(&key).await? else {
        return Ok(None);
    };
    let is_unchanged = record.version.is_some() && record.version == found.item.version;
    Ok(match record.state {
        _ if record.hold.is_some() => standing(&record),
        State::Done if found.item.what != What::Contacts => Some(reason::sent_already()),
        State::Done if is_unchanged => Some(reason::unchanged_since_sent()),
        State::Done | State::Skipped => None,
        _ => standing(&record),
    })
}

/// Why a record that is neither done nor left out gets no job.
fn standing(record: &Record) -> Option<Reason> {
    match (&record.hold, record.state) {
        (Some(hold), _) => Some(reason::is_on_hold(&hold.because)),
        (None, State::Parked) => {
            let code = record
                .problem
                .as_ref()
                .map_or("", |problem| problem.code.as_str());
            Some(reason::is_parked(code))
        }
        (None, State::Waiting | State::InDoubt | State::Leased | State::Committing) => {
            Some(reason::under_way())
        }
        (None, State::Done | State::Skipped) => None,
    }
}

/// What a document came from.
fn what(source: &Source) -> Word {
    match source {
        Source::Deal(_) => words::DEAL,
        _ => words::ORDER,
    }
}

async fn document_by_ledger(worker: &Worker, found: &Found) -> Result<Option<Reason>, Problem> {
    let ledger = &worker.ports().ledger;
    for document in &found.chain {
        if let Some(source) = origin::recorded(ledger, document).await? {
            return Ok(Some(reason::only_state_goes_back(what(&source))));
        }
    }
    let Some(root) = found.chain.first() else {
        return Ok(None);
    };
    let written = ledger
        .remembered::<serde_json::Value>(&written_name(root))
        .await?;
    if written.is_some_and(|written| !written.value.is_null()) {
        return Ok(Some(reason::written_already()));
    }
    let record = ledger.get(&Key::written_order(root)).await?;
    Ok(record.as_ref().and_then(standing))
}
