//! Whether ActiveCampaign's webhook is there, tells all that it should, and is heard.
//!
//! A webhook that is deleted, changed or switched off says nothing; the sweep finds what it would have told, so that
//! nothing is lost, but late. ActiveCampaign's API does not say whether a hook is switched off (as it does after an answer
//! of 410): that shows by silence alone, where the sweep finds changes that no webhook had told.

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

/// Under which the ledger remembers when was looked last.
const NAME: &str = "hourly";
/// How often is looked.
const EVERY: SignedDuration = SignedDuration::from_hours(1);
/// How long a webhook may be silent.
const SILENT: SignedDuration = SignedDuration::from_hours(24);
/// In so many hours of these the sweep must have found something: a bulk import, which ActiveCampaign tells nobody of,
/// falls into one or two.
const HOURS_WITH_CHANGES: usize = 3;
/// How much of the activity log is looked through, newest first.
const MOST_ENTRIES: usize = 500;
/// Who may cause what a hook must tell of. `api` is how shops write.
const SOURCES: [&str; 4] = ["public", "admin", "api", "system"];

/// What is wrong with the webhook.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    /// No webhook posts to a URL that ends with a valid token.
    Missing,
    /// The one that was ours, by its name, posts to a URL whose token is not valid.
    OtherUrl {
        /// ActiveCampaign's id of it.
        id: String,
    },
    /// It is there, but does not tell of these events or causes.
    Lacks {
        /// ActiveCampaign's id of it.
        id: String,
        /// The events, and the causes of events.
        what: Vec<String>,
    },
    /// It is there, and nothing comes from it while the sweep finds changes.
    Silent {
        /// ActiveCampaign's id of it.
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

/// What is remembered from look to look.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Looked {
    at: Timestamp,
    /// When orders were last looked for by any clock, to the end.
    full_scan: Timestamp,
}

/// The hourly look: due, or not yet.
pub(crate) struct Hourly {
    seen: Option<Versioned<Looked>>,
    now: Timestamp,
}

impl Hourly {
    /// When was looked last; one read.
    pub(crate) async fn read(ports: &Ports) -> Result<Self, Problem> {
        Ok(Self {
            seen: ports.ledger.remembered(NAME).await?,
            now: ports.clock.now(),
        })
    }

    /// Whether an hour has passed. A last look in the future, by a clock that was wrong, counts for nothing.
    pub(crate) fn is_due(&self) -> bool {
        self.last()
            .is_none_or(|last| last > self.now || self.now.duration_since(last) >= EVERY)
    }

    /// When was looked last.
    pub(crate) fn last(&self) -> Option<Timestamp> {
        self.seen.as_ref().map(|seen| seen.value.at)
    }

    /// Since when orders must be looked for by any clock.
    pub(crate) fn full_scan(&self) -> Option<Timestamp> {
        self.seen.as_ref().map(|seen| seen.value.full_scan)
    }

    /// Looks at the webhook, tells people what is new, and remembers that it was looked. One call; none where no webhook is
    /// needed. A failure is no failure of the run: it is looked again an hour later. `was_full_scan` says whether orders were
    /// looked for by any clock, to the end.
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

/// What is wrong with how ActiveCampaign's webhooks are set up, for these route tokens and settings: none where one or
/// several tell everything that the settings follow, or where automations alone tell.
#[must_use]
pub fn webhook_problem(hooks: &[Webhook], tokens: &[[u8; 32]], settings: &Settings) -> Option<Problem> {
    let wanted = wanted(settings);
    if wanted.is_empty() {
        return None;
    }
    judge(hooks, tokens, &wanted).err().map(|fault| fault.problem())
}

/// Whether no webhook about contacts, accounts or deals was heard for a day, while the sweep found changes of them in
/// several hours of it. `entries` are those of the last two days.
#[must_use]
pub fn webhook_is_silent(entries: &[Summary], now: Timestamp) -> bool {
    is_silent(entries, now)
}

/// The events without which something that the settings ask for would come late. Nothing, where automations alone tell.
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

/// The id of the webhook that is ours and tells everything; else what is wrong. Several may share the work.
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

/// Whether in a day no webhook was heard of a contact, account or deal, while the sweep brought changes of them in
/// several hours of it. What the sweep finds after a webhook told it is no change any more, and is not done.
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
