//! Options that filter the attempts of the activity log.

use aws::{Direction, Worker};
use clap::Args;
use jiff::Timestamp;
use journal::Outcome;
use model::{Cause, Code, Source};
use operations::activity::Filter;
use why::Query;

use crate::expected::Expected;
use crate::parked::code;
use crate::record::source;
use crate::when::{in_order, when};

/// A filter on attempts.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Which attempts")]
pub(crate) struct FilterArgs {
    /// Only one direction: to-eaccounting or to-activecampaign.
    #[arg(long, value_name = "WHERE", value_parser = direction)]
    pub(crate) direction: Option<Direction>,
    /// Only attempts with this outcome: sent, done, skipped, parked, waiting or ignored.
    #[arg(long, value_name = "OUTCOME", value_parser = outcome)]
    pub(crate) outcome: Option<Ended>,
    /// Only attempts with this trigger: webhook, sweep, poll, replay or backfill.
    #[arg(long, value_name = "TRIGGER", value_parser = trigger)]
    pub(crate) trigger: Option<Cause>,
    /// Only attempts that ended with this error code, such as sku_unknown.
    #[arg(long, value_name = "CODE", value_parser = code)]
    pub(crate) cause: Option<Code>,
    /// Only attempts since then: 90m, 12h, 3d, a time of today (08:30), a date (2026-11-23), or both (2026-11-23T08:30).
    #[arg(long, value_name = "WHEN", value_parser = when)]
    pub(crate) since: Option<Timestamp>,
    /// Only attempts before then.
    #[arg(long, value_name = "WHEN", value_parser = when)]
    pub(crate) until: Option<Timestamp>,
}

impl FilterArgs {
    /// The filter, limited to one record if one is given.
    ///
    /// # Errors
    /// When no time lies between `--since` and `--until`.
    pub(crate) fn filter(&self, record: Option<&Source>) -> anyhow::Result<Filter> {
        in_order(self.since, self.until)?;
        Ok(Filter {
            record: record.cloned(),
            direction: self.direction,
            outcome: self.outcome.map(|ended| ended.outcome),
            sent: self.outcome.is_some_and(|ended| ended.sent),
            cause: self.trigger,
            code: self.cause,
            since: self.since,
            until: self.until,
        })
    }

    /// The filter, limited to the record that a query means in a deployment, if there is one.
    ///
    /// # Errors
    /// When the query means no record, or no time lies between `--since` and `--until`.
    pub(crate) async fn of_record(&self, query: Option<&Query>, worker: &Worker) -> anyhow::Result<Filter> {
        match query {
            Some(query) => self.filter(Some(&source(worker, query).await?)),
            None => self.filter(None),
        }
    }
}

fn direction(text: &str) -> Result<Direction, Expected> {
    match text {
        "to-eaccounting" => Ok(Direction::ToEaccounting),
        "to-activecampaign" => Ok(Direction::ToActiveCampaign),
        _ => Err(Expected::OneOf("to-eaccounting, to-activecampaign".to_owned())),
    }
}

/// How the attempts have ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ended {
    outcome: Outcome,
    /// Of those that are done, only those that have sent something.
    sent: bool,
}

fn outcome(text: &str) -> Result<Ended, Expected> {
    // The console's figures call what waits failing.
    let (outcome, sent) = match text {
        "sent" => (Outcome::Done.as_str(), true),
        "failing" => (Outcome::Waiting.as_str(), false),
        text => (text, false),
    };
    Outcome::ALL
        .into_iter()
        .find(|known| known.as_str() == outcome)
        .map(|outcome| Ended { outcome, sent })
        .ok_or(Expected::Outcome)
}

fn trigger(text: &str) -> Result<Cause, Expected> {
    Cause::ALL
        .into_iter()
        .find(|trigger| trigger.as_str() == text)
        .ok_or_else(|| Expected::OneOf(Cause::ALL.map(Cause::as_str).join(", ")))
}
