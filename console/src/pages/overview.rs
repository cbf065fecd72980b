use askama::Template;
use aws::{Direction, Reconciled, Totals};
use axum::response::Response;
use eaccounting::tokens::{Grant, TokenStore};
use engine::{VendorOutage, outage_of};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ledger::State as Standing;
use messages::Messages;
use model::{Kind, Problem, Vendor};
use operations::causes::{Count, Marks, group, marks};
use secrecy::ExposeSecret;

use super::reconciliation::{link_to, result_in_words};
use super::{Frame, failed, shown};
use crate::view::{Attempt, DirectionCard, Told, ago, filters};
use crate::visit::Visit;

/// The items that the page reads, of each of its three queries.
const PARKED: u32 = 50;
const ENTRIES: usize = 20;

/// An alarm: what needs attention, and a link to it.
struct Alarm {
    text: String,
    link: String,
}

/// A line about the deployment's health.
struct Fact {
    name: String,
    text: String,
    /// The CSS class `good`, `warn` or `bad`; empty if unknown.
    class: &'static str,
}

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview {
    frame: Frame,
    alarms: Vec<Alarm>,
    cards: Vec<DirectionCard>,
    facts: Vec<Fact>,
    attempts: Vec<Attempt>,
    sandbox: Option<String>,
}

pub(crate) async fn overview(visit: Visit) -> Response {
    match page(&visit).await {
        Ok(page) => shown(&page),
        Err(problem) => failed(&visit, problem),
    }
}

async fn page(visit: &Visit) -> Result<Overview, Problem> {
    let (options, text, worker) = (&visit.options, visit.text, visit.worker());
    let ledger = worker.ledger();
    let store = ledger.store();
    let now = ledger.now();
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    let (totals, parked, marks, waiting, entries, depths, activecampaign, eaccounting, grant, compared) = futures::join!(
        Totals::read(ledger),
        store.list(Standing::Parked, PARKED, None),
        marks(ledger),
        store.list(Standing::Waiting, 1, None),
        worker.journal().day(today, ENTRIES, None),
        worker.queue().depths(),
        outage_of(ledger, Vendor::ActiveCampaign),
        outage_of(ledger, Vendor::Eaccounting),
        worker.tokens().load(),
        Reconciled::last(ledger),
    );
    let (totals, parked, waiting, entries) = (totals?, parked?, waiting?, entries?);
    let mut alarms = Vec::new();
    let has_more = parked.next.is_some();
    // Of more than are read, newer ones may have opened a cause again: then all count.
    let marks = if has_more { Marks::new() } else { marks? };
    let count = Count::of(&group(parked.records, &marks)).listed;
    if count > 0 {
        alarms.push(Alarm {
            text: match has_more {
                true => text.overview_waiting_more(count),
                false => text.overview_waiting(count),
            },
            link: "/parked".to_owned(),
        });
    }
    let mut facts = Vec::new();
    for (vendor, outage) in [
        (Vendor::ActiveCampaign, activecampaign?),
        (Vendor::Eaccounting, eaccounting?),
    ] {
        if let Some(outage) = &outage {
            let told = Told::of(text, &outage.problem);
            alarms.push(Alarm {
                text: format!("{}: {} {}", vendor.name(), told.text, told.remedy),
                link: "/activity?outcome=failing".to_owned(),
            });
        }
        facts.push(health(visit, vendor, outage.as_ref()));
    }
    facts.extend(login(visit, grant.map(|stored| stored.grant), now));
    let plain = |name: String, text: String| Fact {
        name,
        text,
        class: "",
    };
    let when = |at: Option<Timestamp>| at.map_or_else(|| text.health_none_so_far(), |at| ago(text, at, now));
    facts.push(plain(text.health_last_webhook(), when(totals.last_webhook)));
    facts.push(plain(text.health_last_sweep(), when(totals.last_sweep)));
    facts.push(plain(
        text.health_next_run(),
        options
            .poll_interval
            .map_or_else(|| text.health_by_schedule(), |seconds| text.health_every(seconds)),
    ));
    facts.push(plain(
        text.health_oldest(),
        waiting.records.first().map_or_else(
            || text.health_oldest_none(),
            |record| text.health_oldest_since(ago(text, record.updated_at, now), record.key.to_string()),
        ),
    ));
    let compared = compared?;
    if let Some(found) = compared.as_ref().filter(|found| found.differences > 0) {
        alarms.push(Alarm {
            text: text.overview_differences(found.differences),
            link: link_to(found, &visit.zone),
        });
    }
    facts.push(reconciled(text, compared.as_ref(), now));
    let queues = match depths {
        Ok(depths) => depths
            .iter()
            .map(|depth| text.health_queue(queue(text, depth.name), depth.visible, depth.hidden))
            .collect::<Vec<_>>()
            .join(", "),
        Err(problem) => Told::of(text, &problem).text,
    };
    facts.push(plain(text.health_queues(), queues));
    Ok(Overview {
        frame: Frame::of(visit, text.nav_overview(), "overview"),
        alarms,
        cards: Direction::ALL
            .into_iter()
            .map(|direction| DirectionCard::of(text, &totals, direction, now))
            .collect(),
        facts,
        attempts: entries.iter().map(|entry| Attempt::of(visit, entry)).collect(),
        sandbox: options.sandbox.clone(),
    })
}

/// The name of a queue.
fn queue(text: &Messages, name: &str) -> String {
    match name {
        "orders" => text.queue_orders(),
        "customers" => text.queue_customers(),
        _ => text.queue_backlog(),
    }
}

fn health(visit: &Visit, vendor: Vendor, outage: Option<&VendorOutage>) -> Fact {
    let text = visit.text;
    let (words, class) = match outage {
        None => (text.health_up(), "good"),
        Some(outage) if outage.problem.kind == Kind::Disconnected => (text.health_refuses(), "bad"),
        Some(outage) => (text.health_down(visit.time(outage.probe_at)), "warn"),
    };
    Fact {
        name: vendor.name().to_owned(),
        text: words,
        class,
    }
}

/// What the last reconciliation found.
fn reconciled(text: &Messages, last: Option<&Reconciled>, now: Timestamp) -> Fact {
    let name = text.health_reconciled();
    let Some(last) = last else {
        return Fact {
            name,
            text: text.health_none_so_far(),
            class: "",
        };
    };
    let (words, class) = result_in_words(text, last, now);
    Fact {
        name,
        text: words,
        class,
    }
}

/// The state of eAccounting's grant, and its company. Shows no token.
fn login(visit: &Visit, grant: Result<Grant, Problem>, now: Timestamp) -> Vec<Fact> {
    let (text, suffix) = (visit.text, visit.options.place.suffix());
    let connect = format!("`ekobridge connect{suffix}`");
    let name = text.health_token();
    let grant = match grant {
        Ok(grant) => grant,
        Err(problem) => {
            return vec![Fact {
                name,
                text: text.health_token_unreadable(Told::of(text, &problem).text),
                class: "warn",
            }];
        }
    };
    let (words, class) = match (grant.refused_at, grant.access_token_expires_at) {
        (Some(at), _) => (text.health_token_refused(connect, visit.time(at)), "bad"),
        (None, _) if grant.refresh_token.expose_secret().is_empty() => {
            (text.health_token_none(connect), "bad")
        }
        (None, Some(until)) if until > now => (text.health_token_valid(visit.time(until)), "good"),
        (None, _) => (text.health_token_due(), "good"),
    };
    let mut facts = vec![Fact {
        name,
        text: words,
        class,
    }];
    facts.extend(grant.company.map(|company| Fact {
        name: text.health_token_company(),
        text: company.name,
        class: "",
    }));
    facts
}
