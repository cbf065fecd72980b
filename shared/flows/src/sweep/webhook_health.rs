//! Whether ActiveCampaign's webhook exists, sends all required events, and is received.
//!
//! If a webhook is deleted, changed or disabled, the sweep finds the changes, so that nothing is lost, but late.
//! ActiveCampaign disables a webhook after an answer of 410, and its API doesn't show that. It shows by silence alone: the
//! sweep finds changes that no webhook announced.

use std::collections::BTreeSet;

use activecampaign::Webhook;
use engine::{Alert, AlertStatus, Notice, Ports, notify_on_change};
use jiff::{SignedDuration, Timestamp};
use journal::Summary;
use ledger::Versioned;
use model::{Cause, Code, Problem, Source};
use serde::{Deserialize, Serialize};
use settings::Settings;

use crate::services::Services;

/// The ledger's name for the last check.
const NAME: &str = "hourly";
/// The interval between checks.
const EVERY: SignedDuration = SignedDuration::from_hours(1);
/// How long a webhook may be silent.
const SILENT: SignedDuration = SignedDuration::from_hours(24);
/// In at least this many of these hours the sweep must have found changes. A bulk import, which sends no webhooks, falls
/// into one or two.
const HOURS_WITH_CHANGES: usize = 3;
/// How many entries of the activity log are read, newest first.
const MOST_ENTRIES: usize = 500;
/// The webhook sources that are required. Shops write through `api`.
const SOURCES: [&str; 4] = ["public", "admin", "api", "system"];

/// What is wrong with the webhook.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    /// No webhook posts to a URL that ends with a valid token.
    Missing,
    /// The webhook with our name posts to a URL whose token isn't valid.
    OtherUrl {
        /// Its id in ActiveCampaign.
        id: String,
    },
    /// It exists, but lacks these events or sources.
    Lacks {
        /// Its id in ActiveCampaign.
        id: String,
        /// The missing events and sources.
        what: Vec<String>,
    },
    /// It exists, but nothing arrives from it while the sweep finds changes.
    Silent {
        /// Its id in ActiveCampaign.
        id: String,
    },
}

impl Fault {
    fn problem(&self) -> Problem {
        let message = match self {
            Self::Missing => {
                "ActiveCampaign has no webhook for this deployment: none posts to a URL that ends with a \
                valid route token."
                    .to_owned()
            }
            Self::OtherUrl { id } => format!(
                "The webhook {id} in ActiveCampaign posts to a URL that does not end with a valid route token: what it \
                 sends is refused."
            ),
            Self::Lacks { id, what } => format!(
                "The webhook {id} in ActiveCampaign doesn't send all events that Ekobridge needs. It lacks: {}.",
                what.join(", ")
            ),
            Self::Silent { id } => format!(
                "For a day nothing has come from the webhook {id} in ActiveCampaign, while the sweep found changes that \
                 it should have told."
            ),
        };
        let remedy = match self {
            Self::Missing | Self::OtherUrl { .. } => {
                "Under Settings → Developer → Manage Webhooks, add the webhook again with the deployment's URL and \
                 token, as docs/WEBHOOKS.md shows."
            }
            Self::Lacks { .. } => {
                "Under Settings → Developer → Manage Webhooks, tick what it lacks, as docs/WEBHOOKS.md shows."
            }
            Self::Silent { .. } => {
                "Under Settings → Developer → Manage Webhooks, delete it and add it again: ActiveCampaign switches a \
                 webhook off for good after an answer of 410, and does not say so. Look at the log of webhook-ingest, \
                 too. After an import, which sends no webhooks, nothing needs to be done."
            }
        };
        Problem::new(
            Code::WEBHOOK_UNHEALTHY,
            message,
            format!("{remedy} Until then the sweep finds the changes, some minutes later."),
        )
    }
}

/// What is kept from check to check.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Looked {
    at: Timestamp,
    /// When orders of stores with a wrong clock were last searched to the end.
    full_scan: Timestamp,
}

/// The hourly check: due, or not yet.
pub(crate) struct Hourly {
    seen: Option<Versioned<Looked>>,
    now: Timestamp,
}

impl Hourly {
    /// Reads the time of the last check; one ledger read.
    pub(crate) async fn read(ports: &Ports) -> Result<Self, Problem> {
        Ok(Self {
            seen: ports.ledger.remembered(NAME).await?,
            now: ports.clock.now(),
        })
    }

    /// Whether an hour has passed. A last check in the future, by a wrong clock, is ignored.
    pub(crate) fn is_due(&self) -> bool {
        self.last()
            .is_none_or(|last| last > self.now || self.now.duration_since(last) >= EVERY)
    }

    /// The time of the last check.
    pub(crate) fn last(&self) -> Option<Timestamp> {
        self.seen.as_ref().map(|seen| seen.value.at)
    }

    /// From when orders of stores with a wrong clock must be searched.
    pub(crate) fn full_scan(&self) -> Option<Timestamp> {
        self.seen.as_ref().map(|seen| seen.value.full_scan)
    }

    /// Checks the webhook, sends a notice for a new defect, and stores the time. One call; none if no webhook is needed. A
    /// failure doesn't fail the run: the check is repeated an hour later. `was_full_scan` says whether orders of stores with
    /// a wrong clock were searched to the end.
    pub(crate) async fn look(
        self,
        ports: &Ports,
        services: &Services,
        settings: &Settings,
        tokens: &[[u8; 32]],
        was_full_scan: bool,
    ) {
        let wanted = wanted(settings);
        if !tokens.is_empty() && !wanted.is_empty() {
            match look(ports, services, tokens, &wanted, self.now).await {
                Ok(fault) => tell(ports, fault.as_ref()).await,
                Err(problem) => {
                    tracing::warn!(code = %problem.code, "it cannot be known how the webhook is: {}", problem.message);
                }
            }
        }
        let looked = Looked {
            at: self.now,
            full_scan: self.full_scan().filter(|_| !was_full_scan).unwrap_or(self.now),
        };
        let version = self.seen.map(|seen| seen.version);
        if let Err(problem) = ports.ledger.compare_and_set(NAME, &looked, version).await {
            tracing::warn!(code = %problem.code, "the look at the webhook is not remembered");
        }
    }
}

async fn look(
    ports: &Ports,
    services: &Services,
    tokens: &[[u8; 32]],
    wanted: &[&'static str],
    now: Timestamp,
) -> Result<Option<Fault>, Problem> {
    let hooks = services.activecampaign.webhooks().await?;
    let id = match judge(&hooks, tokens, wanted) {
        Ok(id) => id,
        Err(fault) => return Ok(Some(fault)),
    };
    let entries = ports.journal.recent(2, MOST_ENTRIES).await?;
    Ok(is_silent(&entries, now).then_some(Fault::Silent { id }))
}

async fn tell(ports: &Ports, fault: Option<&Fault>) {
    let (what, alert) = match fault {
        Some(fault) => {
            let problem = fault.problem();
            tracing::warn!(code = %problem.code, "{}", problem.message);
            let notice = Notice::WebhookUnhealthy(problem);
            let alert = Alert::new("webhook", AlertStatus::Failing, notice).code(Code::WEBHOOK_UNHEALTHY);
            (format!("{fault:?}"), alert)
        }
        None => {
            let alert = Alert::new("webhook", AlertStatus::Recovered, Notice::WebhookHealthy);
            (String::new(), alert)
        }
    };
    notify_on_change(&ports.ledger, ports.alerts.as_ref(), &what, &alert).await;
}

/// What is wrong with ActiveCampaign's webhooks, for these route tokens and settings. None if one or several send all
/// events that the settings need, or if only automations send any.
#[must_use]
pub fn webhook_problem(hooks: &[Webhook], tokens: &[[u8; 32]], settings: &Settings) -> Option<Problem> {
    let wanted = wanted(settings);
    if wanted.is_empty() {
        return None;
    }
    judge(hooks, tokens, &wanted).err().map(|fault| fault.problem())
}

/// Whether no webhook about contacts, accounts or deals arrived for a day, while the sweep found changes of them in several
/// hours of it. `entries` are those of the last two days.
#[must_use]
pub fn webhook_is_silent(entries: &[Summary], now: Timestamp) -> bool {
    is_silent(entries, now)
}

/// The events without which a change that the settings follow would be found late. None if only automations send any.
fn wanted(settings: &Settings) -> Vec<&'static str> {
    let mut events = Vec::new();
    if settings.customers.enabled {
        events.extend(["subscribe", "update"]);
        if settings.customers.companies {
            events.push("account_update");
        }
    }
    if settings.orders.enabled && settings.orders.deals.enabled {
        events.push("deal_update");
    }
    events
}

/// The id of our webhook if it sends everything; else what is wrong. Several may share the events.
fn judge(hooks: &[Webhook], tokens: &[[u8; 32]], wanted: &[&'static str]) -> Result<String, Fault> {
    let ours: Vec<&Webhook> = hooks.iter().filter(|hook| hook.ends_with_any(tokens)).collect();
    let Some(first) = ours.first() else {
        let named = hooks.iter().find(|hook| hook.name.contains("Ekobridge"));
        return Err(named.map_or(Fault::Missing, |hook| Fault::OtherUrl { id: hook.id.clone() }));
    };
    let told = |event: &str, cause: &str| {
        ours.iter().any(|hook| {
            hook.events.iter().any(|have| have == event) && hook.sources.iter().any(|have| have == cause)
        })
    };
    let mut lacks: Vec<String> = wanted
        .iter()
        .filter(|event| !SOURCES.iter().any(|cause| told(event, cause)))
        .map(|event| format!("the event {event}"))
        .collect();
    lacks.extend(
        SOURCES
            .iter()
            .filter(|cause| !wanted.iter().any(|event| told(event, cause)))
            .map(|cause| format!("what comes from {cause}")),
    );
    if lacks.is_empty() {
        Ok(first.id.clone())
    } else {
        Err(Fault::Lacks {
            id: first.id.clone(),
            what: lacks,
        })
    }
}

/// Whether in a day no webhook of a contact, account or deal arrived, while the sweep found changes of them in several
/// hours of it. What a webhook has announced is no longer a change when the sweep finds it, and doesn't count.
fn is_silent(entries: &[Summary], now: Timestamp) -> bool {
    let told: Vec<&Summary> = entries
        .iter()
        .filter(|entry| now.duration_since(entry.at) < SILENT)
        .filter(|entry| {
            matches!(
                entry.source,
                Source::Contact(_) | Source::Account(_) | Source::Deal(_)
            )
        })
        .collect();
    if told.iter().any(|entry| entry.cause == Cause::Webhook) {
        return false;
    }
    let hours: BTreeSet<i64> = told
        .iter()
        .filter(|entry| entry.cause == Cause::Sweep && entry.outcome == journal::Outcome::Done)
        .map(|entry| entry.at.as_second().div_euclid(3_600))
        .collect();
    hours.len() >= HOURS_WITH_CHANGES
}
