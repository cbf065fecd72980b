use askama::Template;
use aws::{Direction, Totals};
use axum::extract::State;
use axum::response::Response;
use engine::outage_of;
use jiff::tz::TimeZone;
use ledger::State as Standing;
use model::{Kind, Problem, Vendor};

use super::{Frame, failed, shown};
use crate::Context;
use crate::view::{Attempt, Chart, Figures, ago, chart, figures, time};

/// The items that the page reads, of each of its three queries.
const PARKED: u32 = 50;
const ENTRIES: usize = 20;

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview {
    frame: Frame,
    /// What a person must do something about, with where to look.
    alarms: Vec<(String, String)>,
    figures: Vec<Figures>,
    charts: Vec<Chart>,
    facts: Vec<(&'static str, String)>,
    attempts: Vec<Attempt>,
    sandbox: Option<String>,
}

pub(crate) async fn overview(State(context): State<Context>) -> Response {
    match page(&context).await {
        Ok(page) => shown(&page),
        Err(problem) => failed(&context, &problem),
    }
}

async fn page(context: &Context) -> Result<Overview, Problem> {
    let options = &context.options;
    let worker = &options.worker;
    let ledger = worker.ledger();
    let store = ledger.store();
    let now = ledger.now();
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    let (totals, parked, waiting, entries, depths, activecampaign, eaccounting) = futures::join!(
        Totals::read(ledger),
        store.list(Standing::Parked, PARKED, None),
        store.list(Standing::Waiting, 1, None),
        worker.journal().day(today, ENTRIES, None),
        worker.queue().depths(),
        outage_of(ledger, Vendor::ActiveCampaign),
        outage_of(ledger, Vendor::Eaccounting),
    );
    let (totals, parked, waiting, entries) = (totals?, parked?, waiting?, entries?);
    let mut alarms = Vec::new();
    let mut facts = Vec::new();
    for (vendor, outage) in [
        (Vendor::ActiveCampaign, activecampaign?),
        (Vendor::Eaccounting, eaccounting?),
    ] {
        let text = match outage {
            None => "answers, and accepts the connection".to_owned(),
            Some(outage) => {
                let what = format!("{} cannot be used. {}", vendor.name(), outage.problem.message);
                alarms.push((
                    format!("{what} {}", outage.problem.remedy),
                    "/activity?outcome=failing".to_owned(),
                ));
                if outage.problem.kind == Kind::Disconnected {
                    "refuses the connection: log in again".to_owned()
                } else {
                    format!("is down; the next check is at {}", time(outage.probe_at))
                }
            }
        };
        facts.push((vendor.name(), text));
    }
    let count = parked.records.len();
    if count > 0 {
        let more = if parked.next.is_some() { "at least " } else { "" };
        let records = if count == 1 {
            "record waits"
        } else {
            "records wait"
        };
        alarms.insert(
            0,
            (format!("{more}{count} {records} for you."), "/parked".to_owned()),
        );
    }
    facts.push((
        "Last webhook",
        totals
            .last_webhook
            .map_or_else(|| "none so far".to_owned(), |at| ago(at, now)),
    ));
    facts.push((
        "Last sweep",
        totals
            .last_sweep
            .map_or_else(|| "none so far".to_owned(), |at| ago(at, now)),
    ));
    facts.push(("Next run", options.schedule.clone()));
    facts.push((
        "Oldest wait",
        waiting.records.first().map_or_else(
            || "nothing waits for its next attempt".to_owned(),
            |record| format!("{}, since {}", record.key, ago(record.updated_at, now)),
        ),
    ));
    let queues = match depths {
        Ok(depths) => depths
            .iter()
            .map(|depth| format!("{} {} (and {} in work)", depth.name, depth.visible, depth.hidden))
            .collect::<Vec<_>>()
            .join(", "),
        Err(problem) => problem.message,
    };
    facts.push(("Queues", queues));
    Ok(Overview {
        frame: Frame::of(context, "Overview", "overview"),
        alarms,
        figures: figures(&totals, now),
        charts: Direction::ALL
            .into_iter()
            .map(|direction| chart(&totals, direction, now))
            .collect(),
        facts,
        attempts: entries.iter().map(Attempt::of).collect(),
        sandbox: options.sandbox.clone(),
    })
}
