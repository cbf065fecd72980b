//! What people are told: failing and recovered once each, not once a record.

use jiff::{SignedDuration, Timestamp};
use model::{Code, Kind, Problem};
use serde::{Deserialize, Serialize};

use crate::worker::Ports;
use crate::{Alert, Change};

/// How long the same kind of parked job is not told again.
const PARKED_QUIET: SignedDuration = SignedDuration::from_hours(1);

/// What is remembered of a topic.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Topic {
    failing: bool,
    told_at: Timestamp,
}

/// Whether a problem is a vendor's outage or refused connection: the same for every record.
pub(crate) fn is_outage(problem: &Problem) -> bool {
    outage_topic(problem).is_some()
}

fn outage_topic(problem: &Problem) -> Option<&'static str> {
    match problem.code {
        Code::ACTIVECAMPAIGN_UNREACHABLE | Code::ACTIVECAMPAIGN_REFUSED => Some("activecampaign"),
        Code::EACCOUNTING_UNREACHABLE | Code::EACCOUNTING_REAUTHORISE | Code::EACCOUNTING_OTHER_COMPANY => {
            Some("eaccounting")
        }
        _ if problem.kind == Kind::Disconnected => Some("connection"),
        _ => None,
    }
}

/// A job was parked: told once an hour for each kind of problem, with the record that shows it.
pub(crate) async fn parked(ports: &Ports, name: &str, problem: &Problem) {
    let topic = format!("parked:{}", problem.code);
    let now = ports.clock.now();
    let seen = ports
        .ledger
        .remembered::<Topic>(&name_of(&topic))
        .await
        .ok()
        .flatten();
    if seen
        .as_ref()
        .is_some_and(|seen| now.duration_since(seen.value.told_at) < PARKED_QUIET)
    {
        return;
    }
    tell(
        ports,
        &topic,
        seen.map(|seen| seen.version),
        format!("{name} waits for you"),
        problem,
    )
    .await;
}

/// A job waits: told where the cause is an outage, when it begins.
pub(crate) async fn waiting(ports: &Ports, problem: &Problem) {
    let Some(topic) = outage_topic(problem) else {
        return;
    };
    let seen = ports
        .ledger
        .remembered::<Topic>(&name_of(topic))
        .await
        .ok()
        .flatten();
    if seen.as_ref().is_some_and(|seen| seen.value.failing) {
        return;
    }
    let title = format!("{} cannot be used; jobs wait", vendor(topic));
    tell(ports, topic, seen.map(|seen| seen.version), title, problem).await;
}

/// A vendor answers: told where it was failing. Costs one read of the ledger; callers ask after a failure only.
pub(crate) async fn recovered(ports: &Ports, topic: &'static str) {
    let Ok(Some(seen)) = ports.ledger.remembered::<Topic>(&name_of(topic)).await else {
        return;
    };
    if !seen.value.failing {
        return;
    }
    let state = Topic {
        failing: false,
        told_at: ports.clock.now(),
    };
    if let Ok(Some(_)) = ports
        .ledger
        .remember_if(&name_of(topic), &state, Some(seen.version))
        .await
    {
        let title = format!("{} works again", vendor(topic));
        let text = "Jobs that waited go on by themselves.".to_owned();
        ports
            .alerts
            .announce(&Alert {
                topic: topic.to_owned(),
                change: Change::Recovered,
                title,
                text,
            })
            .await;
    }
}

async fn tell(ports: &Ports, topic: &str, seen: Option<u64>, title: String, problem: &Problem) {
    let state = Topic {
        failing: true,
        told_at: ports.clock.now(),
    };
    // Whoever writes first tells; the others see a conflict.
    if let Ok(Some(_)) = ports.ledger.remember_if(&name_of(topic), &state, seen).await {
        let text = format!("{}\n{}\n({})", problem.message, problem.remedy, problem.code);
        ports
            .alerts
            .announce(&Alert {
                topic: topic.to_owned(),
                change: Change::Failing,
                title,
                text,
            })
            .await;
    }
}

fn name_of(topic: &str) -> String {
    format!("alert:{topic}")
}

fn vendor(topic: &str) -> &'static str {
    match topic {
        "activecampaign" => "ActiveCampaign",
        "eaccounting" => "eAccounting",
        _ => "The connection",
    }
}
